"""What a line tells the tagger by itself: its form, its label, its words and what stands behind its label.

Lines come again and again, in a document and in an archive, so what was made of one is remembered: that saves a third
of the time for their features (0.12 of 0.36 ms a kB).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from referat_nlp import phrases
from referat_nlp.danish.dates import ANY_DATE
from referat_nlp.danish.file_numbers import STRONG
from referat_nlp.danish.names import NAME
from referat_nlp.memories import remembers
from referat_nlp.reading.labelled import label_end
from referat_nlp.reading.plain import key

# A longer line is running text whatever its words; it has features of form only, and those of its neighbours.
SHORT = 90
# Longer lines hardly come again.
REMEMBERED = 200
_WORDS_SEEN = 8
_LENGTHS = (3, 8, 15, 25, 40, 60, 90, 150, 300)
_NUMBERED = (
    (
        "word",
        re.compile(
            r"(?:[•·●▪*-][ \t]*)?(?:Lukket:[ \t]*)?"
            r"(?:Punkt|Pkt|Sag|Nr|Dagsordenspunkt|Ad)\b\.?[ \t:]*(?:nr\.?)?[ \t]*\d"
        ),
    ),
    ("dot", re.compile(r"(?:[•·●▪*][ \t]*)?\d{1,4}[a-z]?[ \t]?\.[ \t]*[A-ZÆØÅ\"”»]")),
    ("dot-alone", re.compile(r"\d{1,4}[a-z]?\.?$")),
    ("bracket", re.compile(r"\(?\d{1,2}\)")),
    ("space", re.compile(r"\d{1,4}[a-z]?[ \t]+[A-ZÆØÅ]")),
    ("glued", re.compile(r"\d{1,4}[A-ZÆØÅ]")),
    ("bullet", re.compile(r"[•·●▪◦*–—-][ \t]*\S")),
    ("letter", re.compile(r"[a-zæøå][.)][ \t]")),
    ("case", re.compile(r"\d{2}[/.-]\d{2}")),
    ("figure", re.compile(r"\d")),
)
_DATE = re.compile(ANY_DATE)
_BODIES = ("udvalg", "råd", "styrelse", "magistrat", "nævn")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FIGURES = re.compile(r"\d+")
_TIME = re.compile(r"(?:[Kk]l\.?[ \t]*)?\d{1,2}[.:]\d{2}\b|[Kk]l\.?[ \t]*\d{1,2}\b")
_PARTY = re.compile(r"\([A-ZÆØÅ]{1,3}\)")
_FIGURE = re.compile(r"\d")
_WITH_FIGURES = (("file", STRONG), ("date", _DATE), ("time", _TIME))
_NAME = re.compile(NAME)
CLAUSE = ("at ", "At ")

Group = tuple[str, ...]
"""Names of features that go together."""


class Line(NamedTuple):
    """What a line tells by itself."""

    key: str  # as headings are compared
    shape: str  # the key with '#' for its numbers, '' for running text
    end: int | None  # where the value behind its label begins, None without a label
    label: str  # the label as a key, '' without
    form: Group  # features of how it is printed, three at least
    start: Group  # features of the word that it begins with
    words: tuple[str, ...]  # its words, as `word_features` takes them; none of running text
    said: Group  # features of what it says
    short: bool
    told: bool  # whether it is more than running text: a short line, or one with a label
    proposing: bool  # whether a verb introduces proposals


def read_line(text: str, extra: str | None = None) -> Line:
    """Return what a line tells; `extra` is a folder of the user's own phrase files."""
    return _remembered(text, extra) if len(text) <= REMEMBERED else reworded_line(text, text, extra)


@remembers
@lru_cache(maxsize=8192)
def _remembered(text: str, extra: str | None) -> Line:
    return reworded_line(text, text, extra)


def reworded_line(text: str, line: str, extra: str | None) -> Line:
    """Return what a line tells where other words are printed in place of its own; its form and value stay.

    Args:
        text: The line.
        line: What is printed in its place.
        extra: A folder of the user's own phrase files.

    """
    openings = openings_of(extra)
    short = len(text) <= SHORT
    compared = key(text)
    end = label_end(text)
    label = key(text[:end]) if end else ""
    shape = _FIGURES.sub("#", compared) if len(compared) < SHORT else ""
    told = short or bool(label)
    words: tuple[str, ...] = ()
    said: list[str] = []
    proposing = False
    if told:
        words = _words(line if short else line[: label_end(line) or SHORT])
        said = _value(text, end, openings)
        dated, body = "value date" in said, "value body" in said
        if not short:
            said.append("long")
        else:
            if end is not None:  # the value was looked at, not the whole line
                dated, body = _FIGURE.search(text) is not None and _DATE.search(text) is not None, _names_body(line)
            elif line != text:
                body = _names_body(line)
            proposing = proposes(line, extra)
            seen = (("date", dated), ("body", body), ("verb of proposing", proposing))
            said += [name for name, is_seen in seen if is_seen]
    else:
        said = ["long"]
    return Line(
        compared, shape, end, label, _form(text), _start(line, openings), words, tuple(said), short, told, proposing
    )


@lru_cache(maxsize=4)
def openings_of(extra: str | None = None) -> frozenset[str]:
    """Return the first words by which decisions begin."""
    return frozenset(row.split()[0].casefold() for row in phrases.load("deciding", extra)["openings"])


@lru_cache(maxsize=4)
def _verbs(extra: str | None = None) -> frozenset[str]:
    return frozenset(row.split()[0].casefold() for row in phrases.load("proposing", extra)["verbs"])


def proposes(line: str, extra: str | None = None) -> bool:
    """Tell whether a line has a verb that introduces proposals: 'Forvaltningen foreslår,'."""
    return not _verbs(extra).isdisjoint(line.casefold().replace(",", " ").replace(":", " ").split())


def bins(limits: tuple[int, ...]) -> Callable[[int], int]:
    """Return what tells the first of the limits that a number does not exceed, 0 where it exceeds all."""
    small = [next(limit for limit in limits if value <= limit) for value in range(limits[-1] + 1)]
    return lambda value: small[value] if value < len(small) else 0


NEAR = (1, 2, 3, 4, 6, 10, 20)
near_bin = bins(NEAR)
_length_bin = bins(_LENGTHS)


def _form(text: str) -> Group:
    """Return features of the printed form."""
    first, last = text[0], text[-1]
    out = [f"len {_length_bin(len(text))}"]
    if last in ".,:;?!)-":
        out.append(f"end {last}")
    elif last.isdigit():
        out.append("end digit")
    else:
        out.append("end other")
    if first.isupper():
        out.append("start upper")
    elif first.islower():
        out.append("start lower")
    elif first.isdigit():
        out.append("start digit")
    else:
        out.append("start mark")
    if first.isdigit() or not first.isalnum() or first in "PpSNDAaLbcdef":
        for name, pattern in _NUMBERED:
            if pattern.match(text):
                out.append(f"numbered {name}")
                break
    if len(text) < 60 and text.isupper():
        out.append("capitals")
    return tuple(out)


def decides(text: str, extra: str | None = None) -> bool:
    """Tell whether a text begins with one of the words that decisions begin with."""
    return begins_as_decision(text, openings_of(extra))


def begins_as_decision(text: str, openings: frozenset[str]) -> bool:
    """Tell whether the first word of a text is one of the openings."""
    word = _WORD.search(text, 0, 60)
    return word is not None and word[0].casefold() in openings


def _start(text: str, openings: frozenset[str]) -> Group:
    """Return features of the word that a line begins with, which neighbours see too."""
    word = _WORD.search(text, 0, 60)
    if word is None:
        return ()
    first = word[0].casefold()
    return (f"begins {first[:8]}", "begins as decision") if first in openings else (f"begins {first[:8]}",)


def _names_body(text: str) -> bool:
    """Tell whether a word for a body stands in the text, or within one of its words."""
    small = text.casefold()
    return any(word in small for word in _BODIES)


def _value(text: str, at: int | None, openings: frozenset[str]) -> list[str]:
    """Return features of what stands behind a line's label, which ends at `at`, or of the whole line without one."""
    value = text if at is None else text[at:]
    out = ["labelled"] if at is not None else []
    if not value or value.isspace():
        out.append("value none")
        return out
    value = value[:200]
    if at is not None:
        if begins_as_decision(value, openings):
            out.append("value begins as decision")
        if value.startswith(CLAUSE):
            out.append("value clause")
    # all of these but the last hold a figure
    kinds = [name for name, pattern in _WITH_FIGURES if pattern.search(value)] if _FIGURE.search(value) else []
    if "(" in value and _PARTY.search(value):
        kinds.append("party")
    if _names_body(value):
        kinds.append("body")
    if value[0].isupper() and _NAME.match(value):
        kinds.append("name")
    out += [f"value {kind}" for kind in kinds]
    out.append(f"value words {near_bin(len(value.split()))}")
    out.append(("labelled " if at is not None else "bare ") + " ".join(kinds))
    return out


def readable(text: str) -> bool:
    """Tell whether a line can be anything but running text: a short one, or one that begins with a label."""
    return len(text) <= SHORT or label_end(text) is not None


def _words(text: str) -> tuple[str, ...]:
    """Return a text's words in small letters, and with marks the beginning of the first and the end of the last."""
    words = [word.casefold() for word in _WORD.findall(text)[:_WORDS_SEEN]]
    return (*words, f"^{words[0][:7]}", f"${words[-1][-7:]}", f"={len(words)}") if words else ()


def word_features(word: str) -> Group:
    """Return the features of one of a line's `words`: it and its beginning and end, or what its mark says.

    >>> word_features("udvalget"), word_features("^udvalge")
    (('word udvalget', 'pre udval', 'suf alget'), ('first udvalge',))
    """
    mark = word[0]
    if mark == "^":
        return (f"first {word[1:]}",)
    if mark == "$":
        return (f"last {word[1:]}",)
    if mark == "=":
        return (f"words {word[1:]}",)
    name = "word #" if mark.isdigit() else f"word {word}"
    return (name, f"pre {word[:5]}", f"suf {word[-5:]}") if len(word) > 5 else (name,)
