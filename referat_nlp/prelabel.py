"""Gold files for correction: what the program reads in a text, in the form of the annotation guidelines.

The inverse of reading gold: `gold_of` turns a result, as `extract` writes it, into gold. What the check of gold files
would call a fault is left out and told, so that a person begins with a file that the check accepts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from referat_nlp.annotations import NULLABLE, Fault, find_faults
from referat_nlp.errors import InputError
from referat_nlp.formats.kinds import MARKDOWN
from referat_nlp.inputs import Input
from referat_nlp.loading import LoadedText
from referat_nlp.output import to_dict
from referat_nlp.running import Reader, load_input

# How much of the certainty each warning and each value that had to be left out leaves.
WARNED = 0.9


@dataclass(frozen=True, slots=True)
class Prelabelled:
    """A pair of text and gold that was written.

    `certainty` is that of `certainty_of`, `weakest` the least likely outcome label with its place and score, None
    without decisions; `unassigned` is the share of the text that belongs to no part of the minutes that was understood.
    """

    gold: Path
    certainty: float
    items: int
    weakest: tuple[str, str, float] | None
    unassigned: float
    warnings: list[str] = field(default_factory=list)
    left_out: list[Fault] = field(default_factory=list)


def prelabel(source: Input, reader: Reader, folder: Path) -> Prelabelled | None:
    """Write an input's text and what the program reads in it as a pair NAME.txt (or .md) and NAME.gold.json.

    Returns None where that gold file is there already: it may have been corrected, and is left as it is. A text in
    which no agenda item was found gets a gold file with the meeting alone.

    Raises:
        InputError: the input cannot be read, a file of its text's name holds another text, or one cannot be written.
        ReferatError: the model or the phrases are at fault.

    """
    loaded = load_input(source)
    suffix = ".md" if source.path is not None and source.path.suffix.casefold() in MARKDOWN else ".txt"
    stem = Path(source.stem).name
    text_path, gold_path = folder / f"{stem}{suffix}", folder / f"{stem}.gold.json"
    try:
        there = _is_there(text_path, loaded, source)
        if gold_path.exists():
            return None
        minutes = reader.read(loaded, source, needs_items=False)
        result = to_dict(minutes)
        gold, left_out = without_faults(gold_of(result, text_path.name), loaded.text, stem)
        if not there:
            _write_new(text_path, loaded.text)
        try:
            _write_new(gold_path, json.dumps(gold, ensure_ascii=False, indent=1) + "\n")
        except FileExistsError:  # another process was faster
            return None
    except OSError as error:
        raise InputError(f"{source.shown}: {error.filename} cannot be written ({error.strerror}).") from error
    warnings = list(minutes.source.warnings)
    if not minutes.items:
        warnings.append("no agenda item was found: its gold holds the meeting alone.")
    return Prelabelled(
        gold_path,
        certainty_of(result, len(left_out)),
        len(minutes.items),
        _weakest(result),
        _unassigned(result),
        warnings,
        left_out,
    )


def certainty_of(result: Mapping[str, Any], left_out: int = 0) -> float:
    """Return how sure the program is of a result, 0 to 1: the documents with the lowest are worth correcting first.

    A product of three: the mean over all decisions of the score of each one's least likely label (0 in a document
    without any decision), the share of characters that were assigned to some part of the minutes, and 0.9 for each
    warning and each of the `left_out` values that could not be told in gold.
    """
    scores = [min(o["score"] for o in decision["outcomes"]) for decision in _decided(result)]
    decided = sum(scores) / len(scores) if scores else 0.0
    troubles = len(result["source"]["warnings"]) + left_out
    return float(decided * (1.0 - _unassigned(result)) * WARNED**troubles)


def gold_of(result: Mapping[str, Any], document: str) -> dict[str, Any]:
    """Return a result as gold; a person who stands there twice stands there once, an absent one is no participant.

    Args:
        result: What `extract` writes for a document.
        document: The name of the text that the gold file will lie beside.

    """
    meeting = result["meeting"]
    absent = _members(meeting["absent_members"])
    missed = {member["name"] for member in absent}
    names = dict.fromkeys(person["name"] for person in meeting["participants"])
    return {
        "document": document,
        "meeting": {
            **{key: meeting[key] for key in ("municipality", "body", "date", "start_time", "place")},
            "participants": [name for name in names if name not in missed],
            "absent_members": absent,
        },
        "items": [_item(item) for item in result["items"]],
    }


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{key: item[key] for key in ("number", "title", "closed")},
        "case_numbers": [number["text"] for number in item["case_numbers"]],
        "proposals": [{key: row[key] for key in ("text", "proposer", "kind")} for row in item["proposals"]],
        "decisions": [
            {
                **{key: row[key] for key in ("text", "body", "date", "own")},
                "outcomes": [outcome["label"] for outcome in row["outcomes"]],
                "votes": deepcopy(row["votes"]),
            }
            for row in item["decisions"]
        ],
        "absent_members": _members(item["absent_members"]),
        "amounts": [_amount(row) for row in item["amounts"] if not row["table"]],
        "table_amounts": [_amount(row) for row in item["amounts"] if row["table"]],
    }


def _members(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    members: dict[str, dict[str, Any]] = {}
    for row in rows:
        members.setdefault(row["name"], {key: row[key] for key in ("name", "party", "substitute")})
    return list(members.values())


def _amount(row: Mapping[str, Any]) -> dict[str, Any]:
    keys = ("text", "value") if row["value"] is not None else ("text", "low", "high")
    return {key: row[key] for key in keys}


def without_faults(gold: dict[str, Any], text: str, name: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return gold in which the check finds no fault, and the faults of the values that were left out for it.

    Left out is as little as the format allows: what may be null becomes null, an entry of a list goes.
    """
    gold = deepcopy(gold)
    left_out: list[Fault] = []
    # Each round takes something out of what there is, so the rounds come to an end.
    while faults := find_faults(gold, text, name):
        gone: list[tuple[str | int, ...]] = []
        # from the end, so that the places of what stands before stay right
        for fault in sorted(faults, key=lambda fault: _order(fault.path), reverse=True):
            if any(fault.path[: len(path)] == path for path in gone):
                continue
            gone.append(_take_out(gold, fault.path))
            left_out.append(fault)
    return gold, left_out


def _order(path: tuple[str | int, ...]) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _take_out(gold: dict[str, Any], path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Take out the value at a path, or the least that it is part of and can do without; return where that was."""
    for end in range(len(path), 0, -1):
        holder, last = _at(gold, path[: end - 1]), path[end - 1]
        if isinstance(last, int):
            del holder[last]
            return path[:end]
        if last in NULLABLE and holder[last] is not None:
            holder[last] = None
            return path[:end]
    _at(gold, path).clear()  # a list of the meeting
    return path


def _at(gold: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        gold = gold[step]
    return gold


def _is_there(path: Path, loaded: LoadedText, source: Input) -> bool:
    """Tell whether a text lies in the folder already.

    Raises:
        InputError: another text lies there under its name.

    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    except UnicodeDecodeError:
        raise InputError(
            f"{source.shown}: {path} is not UTF-8, as annotated texts must be; save it as UTF-8, or choose another "
            "folder."
        ) from None
    if text == loaded.text:
        return True
    raise InputError(f"{source.shown}: {path} holds another text; rename one of the two, or choose another folder.")


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        FileExistsError: it is there.

    """
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except BaseException:
            path.unlink()
            raise


def _decided(result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for item in result["items"] for row in item["decisions"] if row["outcomes"]]


def _unassigned(result: Mapping[str, Any]) -> float:
    source = result["source"]
    return float(source["coverage"]["unassigned"] / max(1, source["characters"]))


def _weakest(result: Mapping[str, Any]) -> tuple[str, str, float] | None:
    """Return item, label and score of the least likely outcome."""
    rows = [
        (outcome["score"], place, str(item["number"] or place), outcome["label"])
        for place, item in enumerate(result["items"], start=1)
        for decision in item["decisions"]
        for outcome in decision["outcomes"]
    ]
    if not rows:
        return None
    score, _, number, label = min(rows)
    return number, label, float(score)


def told(number: int, pair: Prelabelled) -> str:
    """Return the entry of a pair in the list of what to correct, on one line and one more for each value left out."""
    notes = [f"{pair.items} items"]
    if pair.weakest is not None and pair.weakest[2] < 1.0:
        item, label, score = pair.weakest
        notes.append(f"least certain: item {item}, {label} {score * 100:.0f} %")
    if pair.unassigned >= 0.005:
        notes.append(f"{pair.unassigned * 100:.0f} % of the text in no part")
    if pair.warnings:
        notes.append(f"{len(pair.warnings)} warnings" if len(pair.warnings) > 1 else "1 warning")
    lines = [f"{number:>3}  {pair.certainty:.2f}  {pair.gold.name}: {'; '.join(notes)}"]
    lines += [f"           left out: {fault.sentence.partition(', ')[2]}" for fault in pair.left_out]
    return "\n".join(lines)
