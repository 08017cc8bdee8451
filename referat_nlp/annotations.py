"""Gold files: read them, check them against their texts, and tell which of them train and which test.

A gold file `NAME.gold.json` lies beside its text, `NAME.txt` or `NAME.md`, or beside a document of another format, such
as `NAME.pdf`, and says what a correct extraction of it is.
Two kinds of fault are found. The *shape* is wrong where a key is missing or unknown or a value has the wrong type: such
a file cannot be read. The *content* is wrong where a value does not agree with the text or with the other values.

Needs no spaCy.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from referat_nlp.danish.money import find_amounts, lexicon
from referat_nlp.danish.numbers import read_number
from referat_nlp.errors import AnnotationError, InputError
from referat_nlp.formats.kinds import ENDINGS
from referat_nlp.loading import load_file
from referat_nlp.quotations import PrintedText, Stretch, flat, has_word

OUTCOMES = (
    "taget til efterretning",
    "godkendt",
    "udsat",
    "drøftet",
    "anbefalet",
    "afvist",
    "sendt videre",
    "ændret",
    "udgået",
    "ingen beslutning",
    "anden beslutning",
)
"""The labels of the guidelines. A gold file may use others: a new label needs no change here."""

KINDS = ("recommendation", "amendment")
PARTS = ("train", "dev", "test")
SPLIT_FILE = "split.toml"

_SUFFIX = ".gold.json"
_TEXT_SUFFIXES = (".txt", ".md")
# A text stands for the document that it was made from, where both lie there.
_SUFFIXES = (*_TEXT_SUFFIXES, *sorted(ENDINGS - {*_TEXT_SUFFIXES}))

# --- Shape: the keys of every object and what each may hold ---

_SHAPES: dict[str, dict[str, str]] = {
    "document": {"document": "text", "meeting": "meeting", "items": "list of item"},
    "meeting": {
        "municipality": "text or null",
        "body": "text or null",
        "date": "date or null",
        "start_time": "time or null",
        "place": "text or null",
        "participants": "list of text",
        "absent_members": "list of absent member",
    },
    "item": {
        "number": "text or null",
        "title": "text or null",
        "closed": "bool",
        "case_numbers": "list of text",
        "proposals": "list of proposal",
        "decisions": "list of decision",
        "absent_members": "list of absent member",
        "amounts": "list of amount",
        "table_amounts": "list of amount",
    },
    "proposal": {"text": "text", "proposer": "text or null", "kind": "kind"},
    "decision": {
        "text": "text",
        "body": "text or null",
        "date": "date or null",
        "own": "bool",
        "outcomes": "list of label",
        "votes": "votes or null",
    },
    "votes": {"for": "list of text", "against": "list of text", "abstain": "list of text"},
    "absent member": {"name": "text", "party": "text or null", "substitute": "text or null"},
    "amount": {"text": "text", "value": "sum"},
    "range": {"text": "text", "low": "sum", "high": "sum"},
}

NULLABLE = frozenset(key for shape in _SHAPES.values() for key, kind in shape.items() if kind.endswith(" or null"))
"""The keys whose value may be null, wherever they stand."""


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        return bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_sum(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) < 1e15
        and round(value, 2) == value
    )


# What a value may be: the test, and how a message calls it.
_VALUES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "text": (lambda v: isinstance(v, str) and v != "" and v == v.strip(), "a text without white space at its ends"),
    "bool": (lambda v: isinstance(v, bool), "true or false"),
    "date": (_is_date, "a date that exists, as 2024-02-06"),
    "time": (lambda v: isinstance(v, str) and bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", v)), "a time as 08:30"),
    "kind": (lambda v: v in KINDS, " or ".join(map(repr, KINDS))),
    "label": (lambda v: isinstance(v, str) and v != "" and v == v.strip(), "a label, such as 'godkendt'"),
    "sum": (_is_sum, "a number of kroner, with two decimals at most"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold; both hashes are of the files' bytes, and `layout` is what `layout_of` tells.

    `shipped` is true for the documents that come with the package.
    """

    name: str
    layout: str
    text: str
    gold: dict[str, Any]
    text_sha256: str
    gold_sha256: str
    shipped: bool = False

    @property
    def decisions(self) -> list[dict[str, Any]]:
        """The decisions of the gold, item by item."""
        return [decision for item in self.gold["items"] for decision in item["decisions"]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a gold file.

    `sentence` names file, item and field, what was found and what is allowed. `path` leads to the faulty value within
    the gold (`("items", 0, "title")`), () where no value can be named. A `doubtful` fault is one that a file may have
    and still be right, in a rare form of text; the others are certain: a wrong shape, a string that the text lacks.
    """

    sentence: str
    path: tuple[str | int, ...] = ()
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a gold file something stands: in words for messages, and as a path to it."""

    words: str
    path: tuple[str | int, ...] = ()

    def at(self, field: str, position: int | None = None) -> _Place:
        """Return the place of a field, or of an entry of it, counted from 1."""
        if position is None:
            return _Place(f"{self.words}, {field}", (*self.path, field))
        return _Place(f"{self.words}, {field} {position}", (*self.path, field, position - 1))


_FILE = _Place("the file")


class _Faults:
    """Collects the faults of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Fault] = []

    def add(self, where: _Place, found: str, allowed: str) -> None:
        self.found.append(Fault(f"{self.file}, {where.words}: {found}; {allowed}.", where.path))

    def doubt(self, where: _Place, found: str, allowed: str) -> None:
        self.found.append(Fault(f"{self.file}, {where.words}: {found}; {allowed}.", where.path, doubtful=True))


def read_gold(path: Path) -> dict[str, Any]:
    """Return what a gold file says, in the shape of the annotation guidelines; its content is not checked.

    Raises:
        AnnotationError: the file is missing or no JSON, or its shape is wrong; names the file, the item and the field.
    """
    gold = _load(path)
    faults = _shape_faults(gold, path.name)
    if faults:
        raise AnnotationError(faults[0].sentence)
    return dict(gold)


def check_folder(folder: Path) -> list[str]:
    """Return the faults of all gold files of a folder, and of its split where it has one; [] where all is well.

    Raises:
        AnnotationError: the folder holds no gold file.
    """
    faults: list[str] = []
    layouts = set()
    for path in _gold_files(folder):
        _, found = read_document(path)
        faults += [fault.sentence for fault in found]
        layouts.add(layout_of(path.name.removesuffix(_SUFFIX)))
    if (folder / SPLIT_FILE).exists():
        try:
            split = read_split(folder)
        except AnnotationError as error:
            return [*faults, str(error)]
        faults += [
            f"{SPLIT_FILE}: the layout {layout!r} is missing; put it into the list of one of {', '.join(PARTS)}."
            for layout in sorted(layouts - set(split))
        ]
        faults += [
            f"{SPLIT_FILE}: the layout {layout!r} in {split[layout]!r} has no document; take it out or add one."
            for layout in sorted(set(split) - layouts)
        ]
    return faults


def read_documents(folder: Path) -> tuple[list[Document], list[Fault]]:
    """Return the documents of a folder that could be read, in order of their names, and the faults of all of them.

    Raises:
        AnnotationError: the folder holds no gold file.
    """
    documents, faults = [], []
    for path in _gold_files(folder):
        document, found = read_document(path)
        faults += found
        if document:
            documents.append(document)
    return documents, faults


def read_sound_documents(folder: Path) -> tuple[list[Document], list[Fault]]:
    """Return the documents of a folder, in order of their names, and the doubtful faults of their gold.

    Raises:
        AnnotationError: the folder holds no gold file, or one has a certain fault: it is named, and how many there are.
    """
    documents, faults = read_documents(folder)
    certain = [fault for fault in faults if not fault.doubtful]
    if certain:
        more = f" ({len(certain)} faults in all; 'referat-nlp annotations check' lists them)" if certain[1:] else ""
        raise AnnotationError(f"{certain[0].sentence}{more}")
    return documents, faults


def read_document(path: Path) -> tuple[Document | None, list[Fault]]:
    """Return what one gold file and its text say, None where the shape of that is wrong, and the faults."""
    name = path.name.removesuffix(_SUFFIX)
    try:
        gold, beside = _load(path), _beside(path)
        text = _read_text(beside)
    except AnnotationError as error:
        return None, [Fault(str(error))]
    faults = find_faults(gold, text, name) or _check_document(gold["document"], beside, path.name)
    if _shape_faults(gold, path.name):
        return None, faults
    of_text, of_gold = (hashlib.sha256(file.read_bytes()).hexdigest() for file in (beside, path))
    return Document(name, layout_of(name), text, gold, of_text, of_gold), faults


def layout_of(name: str) -> str:
    """Return the layout that a document follows: its name without the last '-N'.

    >>> layout_of("koebenhavnweb-2"), layout_of("kolding-2020-12-16"), layout_of("referat")
    ('koebenhavnweb', 'kolding-2020-12', 'referat')
    """
    return re.sub(r"-\d+\Z", "", name)


def read_split(folder: Path) -> dict[str, str]:
    """Return the part ('train', 'dev' or 'test') of each layout, from the folder's split.toml.

    Raises:
        AnnotationError: the file is missing or no TOML, names an unknown part, or puts a layout into two parts.
    """
    path = folder / SPLIT_FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AnnotationError(f"{path}: the file that parts the layouts cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnnotationError(f"{path}: no readable TOML ({error}).") from error
    split: dict[str, str] = {}
    for part, layouts in data.items():
        if part not in PARTS:
            raise AnnotationError(f"{path}: {part!r} is no part of the documents; allowed are {', '.join(PARTS)}.")
        if not isinstance(layouts, list) or not all(isinstance(layout, str) for layout in layouts):
            raise AnnotationError(
                f"{path}, {part}: found {layouts!r}; allowed is a list of layouts, such as ['soroe']."
            )
        for layout in layouts:
            if layout in split:
                raise AnnotationError(
                    f"{path}, {part}: {layout!r} stands in {split[layout]!r} too; a layout belongs to one part only."
                )
            split[layout] = part
    return split


def check_gold(gold: Any, text: str, name: str) -> list[str]:
    """Return the faults of one gold file, each a sentence with file, item, field, what was found and what is allowed.

    Args:
        gold: What the gold file says.
        text: The text of the document, as the file holds it.
        name: The document's name without its suffix.

    >>> check_gold({"document": "hav-1.txt", "meeting": None, "items": []}, "Referat", "hav-1")
    ['hav-1.gold.json, meeting: found null; allowed is an object with the keys municipality, body, date, start_time, \
place, participants, absent_members.']
    """
    return [fault.sentence for fault in find_faults(gold, text, name)]


def find_faults(gold: Any, text: str, name: str) -> list[Fault]:
    """Return the faults that `check_gold` tells of, with their places; faults of shape alone where there are any."""
    misshaped = _shape_faults(gold, name + _SUFFIX)
    if misshaped:  # values of the wrong type cannot be compared with the text
        return misshaped
    faults = _Faults(name + _SUFFIX)
    if gold["document"] not in [name + suffix for suffix in _SUFFIXES]:
        faults.add(_top("document"), f"found {gold['document']!r}", f"allowed is the file beside it, {_names(name)}")
    printed = PrintedText(text)
    _check_meeting(gold["meeting"], printed, faults)
    for where, item, stretch in zip(_places(gold["items"]), gold["items"], item_stretches(gold["items"], printed)):
        _check_item(item, where, printed, stretch, faults)
    return faults.found


# --- Files ---


def _gold_files(folder: Path) -> list[Path]:
    paths = sorted(folder.glob(f"*{_SUFFIX}"))
    if not paths:
        raise AnnotationError(f"{folder}: holds no gold file; annotations are NAME{_SUFFIX} beside {_names('NAME')}.")
    return paths


def _load(path: Path) -> Any:
    try:
        return json.loads(
            path.read_text(encoding="utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_constant
        )
    except OSError as error:
        raise AnnotationError(f"{path.name}: the gold file cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:  # JSONDecodeError and UnicodeDecodeError are ValueErrors
        raise AnnotationError(f"{path.name}: no readable JSON in UTF-8 ({error}).") from error


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _beside(path: Path) -> Path:
    """Return the path of the text that lies beside a gold file."""
    name = path.name.removesuffix(_SUFFIX)
    for suffix in _SUFFIXES:
        if path.with_name(name + suffix).exists():
            return path.with_name(name + suffix)
    raise AnnotationError(f"{path.name}: no text beside it; allowed is {_names(name)}.")


def _names(name: str) -> str:
    return f"{name}.txt, {name}.md or a document of another format that is read"


def _read_text(path: Path) -> str:
    if path.suffix not in _TEXT_SUFFIXES:
        try:
            return load_file(path).text
        except InputError as error:
            raise AnnotationError(str(error)) from error
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AnnotationError(f"{path.name}: the text cannot be read as UTF-8 ({error}).") from error


def _check_document(document: str, text: Path, file: str) -> list[Fault]:
    # gold that was made of a text holds for the PDF that replaced it
    replaced = text.suffix not in _TEXT_SUFFIXES and Path(document).stem == text.stem
    if document == text.name or (replaced and not text.with_name(document).exists()):
        return []
    allowed = f"allowed is the name of the text beside it, {text.name!r}"
    return [Fault(f"{file}, document: found {document!r}; {allowed}.", ("document",))]


# --- Shape ---


def _shape_faults(gold: Any, file: str) -> list[Fault]:
    faults = _Faults(file)
    _check_shape(gold, faults)
    return faults.found


def _check_shape(gold: Any, faults: _Faults) -> None:
    if not _check_object(gold, "document", _FILE, faults):
        return
    for key, kind in _SHAPES["document"].items():
        if key in gold and key != "items":
            _check_value(gold[key], kind, _top(key), faults)
    items = gold.get("items", [])
    if not isinstance(items, list):
        faults.add(_top("items"), f"found {_shown(items)}", "allowed is a list of items")
        return
    for where, item in zip(_places(items), items):
        _check_fields(item, "item", where, faults)


def _check_object(value: Any, shape: str, where: _Place, faults: _Faults) -> bool:
    """Check that `value` is an object with the keys of its shape."""
    keys = list(_SHAPES[shape])
    if not isinstance(value, dict):
        faults.add(where, f"found {_shown(value)}", f"allowed is an object with the keys {', '.join(keys)}")
        return False
    for key in keys:
        if key not in value:
            faults.add(where, f"the key {key!r} is missing", f"needed are {', '.join(keys)}")
    for key in value:
        if key not in keys:
            near = get_close_matches(key, keys, n=1)
            hint = f", did you mean {near[0]!r}?" if near else ""
            faults.add(where, f"found the unknown key {key!r}{hint}", f"allowed are {', '.join(keys)}")
    return True


def _check_fields(value: Any, shape: str, where: _Place, faults: _Faults) -> None:
    if shape == "amount" and isinstance(value, dict) and ("low" in value or "high" in value):
        shape = "range"
    if _check_object(value, shape, where, faults):
        for key, kind in _SHAPES[shape].items():
            if key in value:
                _check_value(value[key], kind, where.at(key), faults)


def _check_value(value: Any, kind: str, where: _Place, faults: _Faults) -> None:
    plain = kind.removesuffix(" or null")
    if plain != kind and value is None:
        return
    if plain.startswith("list of "):
        if not isinstance(value, list):
            faults.add(where, f"found {_shown(value)}", "allowed is a list")
            return
        for position, entry in enumerate(value, start=1):
            _check_value(entry, plain.removeprefix("list of "), _entry(where, position), faults)
    elif plain in _SHAPES:
        _check_fields(value, plain, where, faults)
    else:
        fits, allowed = _VALUES[plain]
        if not fits(value):
            faults.add(where, f"found {_shown(value)}", f"allowed is {allowed}{' or null' if plain != kind else ''}")


def _top(key: str) -> _Place:
    """Return the place of a key of the file itself."""
    return _Place(key, (key,))


def _entry(where: _Place, position: int) -> _Place:
    """Return the place of an entry of the list at a place, counted from 1."""
    return _Place(f"{where.words} {position}", (*where.path, position - 1))


def _places(items: list[Any]) -> list[_Place]:
    """Return the place of each item; messages call it by its number, and by its place where that tells more."""
    numbers = [str(item.get("number")) if isinstance(item, dict) else "" for item in items]
    counts = Counter(numbers)
    names = [
        f"item {number}" if number not in ("", "None") and counts[number] == 1 else f"item at place {position}"
        for position, number in enumerate(numbers, start=1)
    ]
    return [_Place(name, ("items", index)) for index, name in enumerate(names)]


def _shown(value: Any) -> str:
    """Return a value as a message shows it: short, null and true as JSON writes them."""
    shown = repr(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 70 else f"{shown[:60]} …{shown[-1]}"


# --- Where items lie ---

# What may stand above a title within its own item: a case number, the title once before.
_ABOVE_TITLE = 400
# How far behind a name its party stands at most.
_PARTY_AFTER_NAME = 80
# What joins clauses and is no part of them.
_CONJUNCTIONS = ("og", "samt", "eller")
# '5-7', a cell that holds a range
_RANGE_CELL = re.compile(r"(?P<low>[\d.,]{1,20})\s?(?:-|–|til)\s?(?P<high>[\d.,]{1,20})")
# The power of ten of a zero: any.
_ZERO = -1


def item_stretches(items: list[dict[str, Any]], printed: PrintedText) -> list[Stretch]:
    """Return for each item the stretch of text in which it must lie, as far as the order of the titles tells.

    Titles stand in a table of contents too: so each is looked for from the end, above the title that follows it. Where
    one stands several times, and last without its number, that may be a mention; then its item may begin further up.
    """
    heads: list[tuple[int, bool] | None] = []
    limit = len(printed.joined)
    for item in reversed(items):
        places = [start for start, _ in printed.places(item["title"] or "", (0, limit))]
        if places:
            limit = places[-1]
            sure = len(places) == 1 or _numbered(printed.joined[max(0, limit - 60) : limit], item["number"])
        heads.append((limit, sure) if places else None)
    heads.reverse()
    stretches, begin = [], 0
    for index, head in enumerate(heads):
        if head and head[1]:
            begin = max(begin, head[0] - _ABOVE_TITLE)
        end = next((following[0] for following in heads[index + 1 :] if following), len(printed.joined))
        stretches.append((begin, end))
    return stretches


def _numbered(before: str, number: str | None) -> bool:
    """True where a text ends with the number of an item, and a word such as 'Lukket:' at most."""
    if number is None:
        return False
    return bool(
        re.search(rf"(?<!\d){re.escape(number)}\W{{0,12}}(?:\w{{1,12}}\W{{1,4}})?\Z", before[-len(number) - 30 :])
    )


# --- Content ---


def _check_meeting(meeting: dict[str, Any], printed: PrintedText, faults: _Faults) -> None:
    where = _top("meeting")
    if meeting["municipality"]:
        for word in meeting["municipality"].split():
            if word != "Kommune" and word.lower().removesuffix("s") not in printed.lower:
                faults.doubt(where.at("municipality"), f"{word!r} is not in the text", "allowed is what the text names")
    if meeting["body"] and not _names_body(meeting["body"], printed):
        faults.add(where.at("body"), f"{meeting['body']!r} is not in the text", "allowed is what a heading names")
    if meeting["place"]:
        _check_quoted(meeting["place"], where.at("place"), printed, printed.all, faults)
    for position, name in enumerate(meeting["participants"], start=1):
        _check_quoted(name, where.at("participants", position), printed, printed.all, faults)
    absent = [member["name"] for member in meeting["absent_members"]]
    for name in sorted(set(absent) & set(meeting["participants"])):
        faults.doubt(
            where.at("participants"),
            f"{name!r} stands under absent_members too",
            "allowed is one of the two, and an absent member is no participant",
        )
    for name in _doubles(meeting["participants"]):
        faults.doubt(where.at("participants"), f"{name!r} stands there twice", "allowed is each participant once")
    _check_absent(meeting["absent_members"], where, printed, faults)


def _check_item(item: dict[str, Any], where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults) -> None:
    if item["number"] and not re.search(rf"(?<!\d){re.escape(item['number'])}(?!\d)", printed.joined):
        faults.add(
            where.at("number"), f"{item['number']!r} is not in the text", "allowed is the number as printed or null"
        )
    if item["title"]:
        _check_quoted(item["title"], where.at("title"), printed, printed.all, faults)
    for position, number in enumerate(item["case_numbers"], start=1):
        _check_quoted(number, where.at("case_numbers", position), printed, stretch, faults)
    for position, proposal in enumerate(item["proposals"], start=1):
        place = where.at("proposals", position)
        _check_whole(proposal["text"], place.at("text"), printed, stretch, faults)
        if proposal["text"][-1] in ",;":
            faults.doubt(
                place.at("text"), f"ends with {proposal['text'][-1]!r}", "allowed is the clause without that mark"
            )
        if proposal["proposer"]:
            _check_quoted(proposal["proposer"], place.at("proposer"), printed, stretch, faults)
    for position, decision in enumerate(item["decisions"], start=1):
        _check_decision(decision, where.at("decisions", position), printed, stretch, faults)
    _check_absent(item["absent_members"], where, printed, faults)
    _check_amounts(item["amounts"], where.at("amounts"), printed, stretch, faults)
    _check_cells(item["table_amounts"], where.at("table_amounts"), printed, stretch, faults)


def _check_decision(
    decision: dict[str, Any], where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults
) -> None:
    _check_whole(decision["text"], where.at("text"), printed, stretch, faults)
    if decision["body"] and not _names_body(decision["body"], printed):
        faults.add(where.at("body"), f"{decision['body']!r} is not in the text", "allowed is what a heading names")
    outcomes = decision["outcomes"]
    if not outcomes:
        faults.doubt(where.at("outcomes"), "found none", f"needed is at least one label, such as {', '.join(OUTCOMES)}")
    for label in _doubles(outcomes):
        faults.doubt(where.at("outcomes"), f"{label!r} stands there twice", "allowed is each label once")
    for label in outcomes:
        near = get_close_matches(label.lower(), OUTCOMES, n=1, cutoff=0.8) if label not in OUTCOMES else []
        if near:
            faults.doubt(
                where.at("outcomes"),
                f"{label!r} is nearly a known label, did you mean {near[0]!r}?",
                f"known are {', '.join(OUTCOMES)}, and a new label must differ clearly from them",
            )
    if "ændret" in outcomes and not {"godkendt", "anbefalet"} & set(outcomes):
        faults.doubt(
            where.at("outcomes"),
            f"found {', '.join(outcomes)}",
            "'ændret' is allowed only beside 'godkendt' or 'anbefalet'",
        )
    if decision["votes"]:
        _check_votes(decision["votes"], decision["text"], where.at("votes"), printed, stretch, faults)


def _check_votes(
    votes: dict[str, list[str]], decision: str, where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults
) -> None:
    """Check that the decision names the voters, all of them; else a table of votes that stands apart names them."""
    voters = [voter for side in votes.values() for voter in side]
    if not voters:
        faults.doubt(where, "nobody is named", "allowed is null where the text tells no more than counts")
    told = flat(decision)
    if not any(has_word(told, voter) for voter in voters):
        told = printed.joined[slice(*stretch)]
    for side, names in votes.items():
        for voter in names:
            if not has_word(told, voter):
                faults.doubt(
                    where.at(side),
                    f"{voter!r} is not in the decision {_shown(decision)}",
                    "allowed are the letters, parties and names that it prints, names without the bracketed party",
                )
        for voter in _doubles(names):
            faults.doubt(where.at(side), f"{voter!r} stands there twice", "allowed is each voter once")


def _check_absent(members: list[dict[str, Any]], where: _Place, printed: PrintedText, faults: _Faults) -> None:
    """Check absent members; they may be noted anywhere, as with 'inhabil i sag 6' under item 2."""
    for position, member in enumerate(members, start=1):
        place = where.at("absent_members", position)
        _check_quoted(member["name"], place.at("name"), printed, printed.all, faults)
        if member["substitute"]:
            _check_quoted(member["substitute"], place.at("substitute"), printed, printed.all, faults)
        if member["party"]:
            after = (
                printed.joined[end : end + _PARTY_AFTER_NAME] for _, end in printed.places(member["name"], printed.all)
            )
            if not any(has_word(text, member["party"]) for text in after):
                faults.doubt(
                    place.at("party"),
                    f"{member['party']!r} does not stand after {member['name']!r} in the text",
                    "allowed is the party as printed there without brackets, or null",
                )
    for name in _doubles([member["name"] for member in members]):
        faults.doubt(where.at("absent_members"), f"{name!r} stands there twice", "allowed is each absent member once")


def _check_amounts(
    amounts: list[dict[str, Any]], where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults
) -> None:
    at = stretch[0]
    for position, amount in enumerate(amounts, start=1):
        place = _entry(where, position)
        found = printed.find(amount["text"], (at, stretch[1]))
        if found:
            at = found[1]
        elif _check_quoted(amount["text"], place.at("text"), printed, stretch, faults):
            faults.doubt(
                place.at("text"),
                f"{amount['text']!r} does not stand after the amount before it",
                "needed is every amount in the order of the text, as often as it stands there",
            )
        if "low" in amount and amount["low"] >= amount["high"]:
            faults.doubt(place.at("low"), f"found {amount['low']} to {amount['high']}", "needed is low below high")
        elif not _follows(amount, [*amounts[position - 2 : position - 1], *amounts[position : position + 1]]):
            faults.doubt(
                place, f"{_told(amount)} does not follow from {amount['text']!r}", _allowed_value(amount["text"])
            )


def _follows(amount: dict[str, Any], neighbours: list[dict[str, Any]]) -> bool:
    """True where the text of an amount means its value; a number alone has the unit of the sum beside it."""
    sums = find_amounts(amount["text"])
    if len(sums) == 1:
        expected = (sums[0].value, sums[0].low, sums[0].high)
        return expected == (amount.get("value"), amount.get("low"), amount.get("high"))
    return any(_power(amount) in _powers_stated(near["text"]) for near in neighbours)


def _allowed_value(text: str) -> str:
    sums = find_amounts(text)
    if len(sums) != 1:
        return "allowed is the text of one sum with its unit, or a number that shares the unit of the sum beside it"
    one = sums[0]
    return f"that text means {one.value if one.low is None else f'low {one.low} and high {one.high}'}"


def _check_cells(
    cells: list[dict[str, Any]], where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults
) -> None:
    """Check the cells of tables: each a number times a power of ten, the same until another unit is stated."""
    used: dict[str, int] = defaultdict(int)
    at, last = stretch[0], _ZERO
    for position, cell in enumerate(cells, start=1):
        place, text = _entry(where, position), cell["text"]
        if not _check_quoted(text, place.at("text"), printed, stretch, faults):
            continue
        used[text] += 1
        if used[text] > max(1, sum(1 for _ in islice(printed.places(text, stretch), used[text]))):
            faults.doubt(
                place.at("text"), f"{text!r} stands there too often", "allowed is every cell of the table once"
            )
        found = printed.find(text, (at, stretch[1]))
        between = printed.joined[at : found[0]] if found else printed.joined[slice(*stretch)]
        at = found[1] if found else at
        if len(find_amounts(text)) == 1:
            if not _follows(cell, []):
                faults.doubt(place, f"{_told(cell)} does not follow from {text!r}", _allowed_value(text))
            continue
        power = _power(cell)
        if power is None:
            allowed = "allowed is the number there times 1, 10^3, 10^6 or 10^9"
            faults.doubt(place, f"{_told(cell)} does not follow from {text!r}", allowed)
        elif power != _ZERO:
            if last not in (_ZERO, power) and not _powers_stated(between):
                found_scale = (
                    f"{_told(cell)} is {text!r} times 10^{power}, and the cell before it is scaled by 10^{last}"
                )
                faults.doubt(place, found_scale, "allowed is one scale until the table states another unit")
            last = power


def _power(amount: dict[str, Any]) -> int | None:
    """Return the power of ten between what is printed and the value, None where there is none, _ZERO for a zero.

    >>> _power({"text": "2,5", "value": 2500000}), _power({"text": "3-4", "low": 3000, "high": 4000})
    (6, 3)
    """
    if "value" in amount:
        # '- 640': the sign may stand apart
        pairs = [(read_number(re.sub(r"\A([-–−+])\s+", r"\1", amount["text"])), amount["value"])]
    else:
        ends = _RANGE_CELL.fullmatch(amount["text"])
        pairs = [(read_number(ends[end]), amount[end]) for end in ("low", "high")] if ends else [(None, 0)]
    if not any(number or value for number, value in pairs):
        return None if pairs[0][0] is None else _ZERO
    for power in (0, 3, 6, 9):
        factor = Decimal(10) ** power
        if all(n is not None and round(n * factor, 2) == round(Decimal(str(value)), 2) for n, value in pairs):
            return power
    return None


def _powers_stated(text: str) -> set[int]:
    """Return the powers of ten that the words of money in a text stand for: 6 for 'mio. kr.'."""
    words = lexicon()
    return {words.power(unit) for unit in words.units(text.lower())}


def _told(amount: dict[str, Any]) -> str:
    return f"the value {amount['value']}" if "value" in amount else f"the range {amount['low']} to {amount['high']}"


def _check_quoted(quoted: str, where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults) -> bool:
    """Check that the text holds a quotation, within the stretch where its item lies; tell whether it does."""
    if printed.find(quoted, stretch):
        return True
    if printed.find(quoted, printed.all):
        faults.doubt(where, f"{_shown(quoted)} stands in the text of another item", "allowed is what this item prints")
    else:
        faults.add(where, f"{_shown(quoted)} is not in the text", "allowed is what the text prints, word by word")
    return False


def _check_whole(quoted: str, where: _Place, printed: PrintedText, stretch: Stretch, faults: _Faults) -> None:
    """Check that the text holds a clause or a decision, and that it is quoted to its end."""
    if not _check_quoted(quoted, where, printed, stretch, faults):
        return
    found = printed.find(quoted, stretch)
    going_on = found and printed.joined[found[1] : found[1] + 1] == " " and printed.word_after(found[1])
    if going_on and going_on[0].islower() and going_on not in _CONJUNCTIONS and quoted[-1] not in ".!?:;":
        faults.doubt(
            where,
            f"{_shown(quoted)} breaks off before {going_on!r}",
            "needed is the clause or decision to its end",
        )


def _names_body(body: str, printed: PrintedText) -> bool:
    """True where the text names a committee, in capitals too ('BYRÅDET'), or with its genitive s."""
    return flat(body).lower() in printed.lower


def _doubles(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
