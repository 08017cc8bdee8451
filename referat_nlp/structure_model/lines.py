"""What a line tells the tagger by itself: its form, its label, its words and what stands behind its label.

Lines come again and again, in a document and in an archive, so what was made of one is remembered: that saves a third
of the time for their features (0.12 of 0.36 ms a kB).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from referat_nlp import phrases
from referat_nlp.danish.dates import ANY_DATE
from referat_nlp.danish.file_numbers import STRONG
from referat_nlp.danish.names import NAME
from referat_nlp.memories import Made, remembered
from referat_nlp.reading.labelled import label_end
from referat_nlp.reading.plain import key

# A longer line is running text whatever its words; it has features of form only, and those of its neighbours.
SHORT = 90
_WORDS_SEEN = 8
_LENGTHS = (3, 8, 15, 25, 40, 60, 90, 150, 300)
# The first that a line begins with says how its number is printed.
_NUMBERED = re.compile(
    r"(?P<word>(?:[•·●▪*-][ \t]*)?(?:Lukket:[ \t]*)?"
    r"(?:Punkt|Pkt|Sag|Nr|Dagsordenspunkt|Ad)\b\.?[ \t:]*(?:nr\.?)?[ \t]*\d)"
    r"|(?P<dot>(?:[•·●▪*][ \t]*)?\d{1,4}[a-z]?[ \t]?\.[ \t]*[A-ZÆØÅ\"”»])"
    r"|(?P<dot_alone>\d{1,4}[a-z]?\.?$)"
    r"|(?P<bracket>\(?\d{1,2}\))"
    r"|(?P<space>\d{1,4}[a-z]?[ \t]+[A-ZÆØÅ])"
    r"|(?P<glued>\d{1,4}[A-ZÆØÅ])"
    r"|(?P<bullet>[•·●▪◦*–—-][ \t]*\S)"
    r"|(?P<letter>[a-zæøå][.)][ \t])"
    r"|(?P<case>\d{2}[/.-]\d{2})"
    r"|(?P<figure>\d)"
)
_NUMBERINGS = {name: f"numbered {name.replace('_', '-')}" for name in _NUMBERED.groupindex}
_DATE = re.compile(ANY_DATE)
# words for a body, which may stand within a longer one
_BODY = re.compile("udvalg|råd|styrelse|magistrat|nævn")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FIGURES = re.compile(r"\d+")
_TIME = re.compile(r"(?:[Kk]l\.?[ \t]*)?\d{1,2}[.:]\d{2}\b|[Kk]l\.?[ \t]*\d{1,2}\b")
_PARTY = re.compile(r"\([A-ZÆØÅ]{1,3}\)")
_FIGURE = re.compile(r"\d")
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


@remembered(maxsize=8192)
def read_line(text: str, extra: str | None = None) -> Line:
    """Return what a line tells; `extra` is a folder of the user's own phrase files."""
    return reworded_line(text, text, extra)


def reworded_line(text: str, line: str, extra: str | None) -> Line:
    """Return what a line tells where other words are printed in place of its own; its form and value stay.

    Args:
        text: The line.
        line: What is printed in its place.
        extra: A folder of the user's own phrase files.

    """
    openings = openings_of(extra)
    tokens = _tokens(extra)
    compared = key(text)
    end = label_end(text)
    label = key(text[:end]) if end else ""
    shape = compared if len(compared) < SHORT else ""
    short = len(text) <= SHORT
    told = short or bool(label)
    words: tuple[str, ...] = ()
    said = []
    proposing = False
    printed, seen = _read_tokens(text, tokens) if short else ([], _FIGURE_SEEN)
    if shape and seen & _FIGURE_SEEN:
        shape = _FIGURES.sub("#", shape)
    if told:
        if not short or line != text:
            words = _words(_read_tokens(line if short else line[: label_end(line) or SHORT], tokens)[0])
        else:
            words = _words(printed)
        if end is None:
            said = _value(text, len(printed), seen, openings)
        else:
            value = text[end:]
            if value and not value.isspace():
                behind, seen_behind = _read_tokens(value[:200], tokens)
                said = _value(value[:200], len(behind), seen_behind, openings, labelled=True)
            else:
                said = ["labelled", "value none"]
    if not short:
        said.append("long")
    else:
        if line != text:
            seen = _read_tokens(line, tokens)[1]
        if _dated(text) if end is not None else "value date" in said:
            said.append("date")
        if seen & _BODY_SEEN:
            said.append("body")
        if proposing := bool(seen & _VERB_SEEN):
            said.append("verb of proposing")
    form, start = _form(text), _start(line, openings)
    return Line(compared, shape, end, label, form, start, words, tuple(said), short, told, proposing)


# What is seen in a token; bits, so that what is seen in a line is put together by `|`.
_FIGURE_SEEN = 1
_BODY_SEEN = 2  # a word for a body stands in it
_VERB_SEEN = 4  # it is a verb that introduces proposals, but for commas and colons


class _Token(NamedTuple):
    """What stands between two blanks: its words in small letters, and what is seen in it."""

    words: tuple[str, ...]
    seen: int


class _Tokens(Made[str, _Token]):
    """A memory of tokens: what a line has of them is put together from what is known of each."""

    most, longest = 20_000, 40

    def __init__(self, extra: str | None) -> None:
        super().__init__()
        self.extra = extra

    def make(self, text: str) -> _Token:
        """Read a token."""
        small = text.casefold()
        verb = proposes(text, self.extra)
        figure, body = _FIGURE.search(text) is not None, _BODY.search(small) is not None
        seen = _FIGURE_SEEN * figure | _BODY_SEEN * body | _VERB_SEEN * verb
        return _Token(tuple(word.casefold() for word in _WORD.findall(text)), seen)


@lru_cache(maxsize=4)
def _tokens(extra: str | None) -> _Tokens:
    return _Tokens(extra)


def _read_tokens(text: str, tokens: _Tokens) -> tuple[list[_Token], int]:
    """Return the tokens of a text, and what is seen in any of them."""
    read = [tokens[token] for token in text.split()]
    seen = 0
    for token in read:
        seen |= token[1]
    return read, seen


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


_LENGTH = [f"len {_length_bin(length)}" for length in range(_LENGTHS[-1] + 2)]
_BEGINNINGS = frozenset("PpSNDAaLbcdef")  # of words, and letters, that may be or stand before a number


# Signs that are known; there are a million.
_MOST_SIGNS = 1000


class _Ends(Made[str, str]):
    """What the last sign of a line tells, known for each sign that was last in one."""

    most = _MOST_SIGNS

    def make(self, last: str) -> str:
        """Return the feature of a sign."""
        return f"end {last}" if last in ".,:;?!)-" else "end digit" if last.isdigit() else "end other"


class _Starts(Made[str, tuple[str, bool]]):
    """What the first sign of a line tells, and whether a number may stand there."""

    most = _MOST_SIGNS

    def make(self, first: str) -> tuple[str, bool]:
        """Return the feature of a sign, and whether a number may stand there."""
        start = "upper" if first.isupper() else "lower" if first.islower() else "digit" if first.isdigit() else "mark"
        return f"start {start}", not first.isalpha() or first in _BEGINNINGS


_ends, _starts = _Ends(), _Starts()


def _form(text: str) -> Group:
    """Return features of the printed form."""
    start, maybe_number = _starts[text[0]]
    length = len(text)
    out = [_LENGTH[length if length <= _LENGTHS[-1] else _LENGTHS[-1] + 1], _ends[text[-1]], start]
    if maybe_number:
        number = _NUMBERED.match(text)
        if number:
            out.append(_NUMBERINGS[number.lastgroup or ""])
    if length < 60 and text.isupper():
        out.append("capitals")
    return tuple(out)


def decides(text: str, extra: str | None = None) -> bool:
    """Tell whether a text begins with one of the words that decisions begin with."""
    return begins_as_decision(text, openings_of(extra))


def begins_as_decision(text: str, openings: frozenset[str]) -> bool:
    """Tell whether the first word of a text is one of the openings."""
    return _first_word(text) in openings


def _first_word(text: str) -> str:
    """Return the first word of a text in small letters, '' where none stands at its beginning."""
    word = _WORD.search(text, 0, 60)
    return word[0].casefold() if word else ""


def _start(text: str, openings: frozenset[str]) -> Group:
    """Return features of the word that a line begins with, which neighbours see too."""
    first = _first_word(text)
    if not first:
        return ()
    return (f"begins {first[:8]}", "begins as decision") if first in openings else (f"begins {first[:8]}",)


def _dated(text: str) -> bool:
    """Tell whether a date stands in a text."""
    return ("20" in text or "19" in text) and _DATE.search(text) is not None  # every date ends in a year


def _value(value: str, count: int, seen: int, openings: frozenset[str], *, labelled: bool = False) -> list[str]:
    """Return features of what stands behind a line's label, or of the whole line without one.

    Args:
        value: The text.
        count: How many tokens it has.
        seen: What is seen in any of them.
        openings: The words by which decisions begin.
        labelled: Whether a label stands before it.

    """
    out = []
    if labelled:
        out.append("labelled")
        if begins_as_decision(value, openings):
            out.append("value begins as decision")
        if value.startswith(CLAUSE):
            out.append("value clause")
    kinds = []
    if seen & _FIGURE_SEEN:
        # patterns that need a sign are asked where there is one
        points = "." in value
        if (points or "/" in value or "-" in value) and STRONG.search(value):
            kinds.append("file")
        if _dated(value):
            kinds.append("date")
        if (points or ":" in value or "l" in value) and _TIME.search(value):
            kinds.append("time")
    if "(" in value and _PARTY.search(value):
        kinds.append("party")
    if seen & _BODY_SEEN:
        kinds.append("body")
    if count > 1 and value[0].isupper() and _NAME.match(value):  # a name has two words
        kinds.append("name")
    for kind in kinds:
        out.append(f"value {kind}")
    out.append(_VALUE_WORDS[count if count <= NEAR[-1] else NEAR[-1] + 1])
    out.append(("labelled " if labelled else "bare ") + " ".join(kinds))
    return out


_VALUE_WORDS = [f"value words {near_bin(count)}" for count in range(NEAR[-1] + 2)]


def readable(text: str) -> bool:
    """Tell whether a line can be anything but running text: a short one, or one that begins with a label."""
    return len(text) <= SHORT or label_end(text) is not None


def _words(tokens: Sequence[_Token]) -> tuple[str, ...]:
    """Return a line's words in small letters, and with marks the beginning of the first and the end of the last."""
    words: list[str] = []
    for token in tokens:
        words += token[0]
        if len(words) >= _WORDS_SEEN:
            del words[_WORDS_SEEN:]
            break
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
