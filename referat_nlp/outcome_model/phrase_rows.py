"""Phrases of the cue file ('til efterretning', '(tog|taget) ... til orientering'), found in a row of words."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from typing import NamedTuple

from referat_nlp.errors import ReferatError

GAP = 8  # words that '...' may stand for
SHORT_GAP = 3  # and those of '..'
MOST_KEPT = 20_000

_GAP = -1
_SHORT_GAP = -2
_PART = re.compile(r"\(([^()]*)\)|([^()]+)")


class Row(NamedTuple):
    """A row of the cue file.

    `name` is what it stands for, `gap` whether it holds '...', `place` that of its kind and name among all.
    """

    kind: str
    name: str
    text: str
    gap: bool
    place: int


class Begun(NamedTuple):
    """What one word is to the phrases.

    `fits` has the numbers of the forms that the word fits, `alone` the phrases that it is by itself, one for each kind
    and name, in their order. The longer phrases that it may begin are kept as what follows the word: `nexts` by the
    number of the next word, `gapped` those that go on with a gap by the number of the word behind it. So a phrase is
    tried only where that word is there as well, which leaves one in twelve. `second` and `behind_gap` are the numbers
    of `fits` that a word has in such a place of any phrase.
    """

    fits: frozenset[int]
    second: frozenset[int]
    behind_gap: frozenset[int]
    alone: tuple[Row, ...]
    nexts: dict[int, list[tuple[tuple[int, ...], Row]]]
    gapped: dict[int, list[tuple[tuple[int, ...], Row]]]


class Phrases:
    """Rows of the cue file, found in a row of words in linear time.

    >>> phrases = Phrases([("meaning", "noted", "(tog|taget) ... til efterretning")], {})
    >>> [(start, end, row.name) for start, end, row in phrases.find("han tog det nye til efterretning".split())]
    [(1, 6, 'noted')]
    """

    def __init__(self, rows: list[tuple[str, str, str]], words: dict[str, list[str]]) -> None:
        self._words = words
        self._ids: dict[str, int] = {}
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._start: dict[str, list[int]] = defaultdict(list)
        self._end: dict[str, list[int]] = defaultdict(list)
        self._inside: list[tuple[str, int]] = []
        self._numbers: list[int] = []  # the word numbers that '#' is among
        self._by_first: dict[int, list[tuple[tuple[int, ...], Row]]] = defaultdict(list)
        self._begun: dict[frozenset[int], Begun] = {}  # what words that fit the same forms share
        places = {name: place for place, name in enumerate(sorted({row[:2] for row in rows}))}
        for kind, name, text in rows:
            row = Row(kind, name, text, ".." in text, places[kind, name])
            for variant in self._variants(text):
                self._by_first[variant[0]].append((variant[1:], row))
        rests = [rest for begun in self._by_first.values() for rest, _ in begun if rest]
        self._second = frozenset(rest[0] for rest in rests)
        self._behind_gap = frozenset(_behind_gap(rest) for rest in rests if rest[0] < 0)
        # only of these lengths a beginning or an end is looked up, and only so much of a word
        self._start_lengths = sorted({len(part) for part in self._start} & set(range(1, 41)))
        self._end_lengths = sorted({len(part) for part in self._end} & set(range(1, 41)))
        self._any_inside = re.compile("|".join([re.escape(part) for part, _ in self._inside]) or r"(?!)")

    def _variants(self, row: str) -> list[tuple[int, ...]]:
        """Return the phrase as rows of word numbers, one for each choice of words that may be missing."""
        choices: list[list[tuple[int, ...]]] = []
        for element in row.split():
            if element in ("..", "..."):
                choices.append([(_GAP if element == "..." else _SHORT_GAP,)])
            elif element.endswith("?") and len(element) > 1:
                choices.append([(self._word(element[:-1]),), ()])
            else:
                choices.append([(self._word(element),)])
        variants = [sum(choice, ()) for choice in product(*choices)]
        if any(not variant or variant[0] < 0 or variant[-1] < 0 for variant in variants):
            raise ReferatError(
                f"outcomes.toml: the phrase {row!r} must begin and end with a word that is not optional."
            )
        return variants

    def _word(self, element: str) -> int:
        if element in self._ids:
            return self._ids[element]
        if element.count("(") != element.count(")"):
            raise ReferatError(
                f"outcomes.toml: {element!r} has an open bracket; a blank parts words, also within brackets."
            )
        number = self._ids[element] = len(self._ids)
        forms = []
        for form in spell_out(element):
            if form.startswith("<"):
                if form[1:-1] not in self._words:
                    known = ", ".join(sorted(self._words))
                    raise ReferatError(f"outcomes.toml: {form} is no list of words. The lists are: {known}.")
                forms += [word for row in self._words[form[1:-1]] for word in spell_out(row)]
            else:
                forms.append(form)
        for form in forms:
            bare = form.strip("*")
            if form == "#":
                self._numbers.append(number)
                continue
            if form.startswith("*") and form.endswith("*"):
                self._inside.append((bare, number))
            elif form.endswith("*"):
                self._start[bare].append(number)
            elif form.startswith("*"):
                self._end[bare].append(number)
            else:
                self._exact[bare].append(number)
        return number

    def look_up(self, word: str) -> Begun:
        """Return the forms that a word in lower case fits and the phrases that it may begin."""
        numbers = set(self._exact.get(word, ()))
        for length in self._start_lengths:
            if length <= len(word) and (begun := self._start.get(word[:length])):
                numbers.update(begun)
        for length in self._end_lengths:
            if length <= len(word) and (ended := self._end.get(word[-length:])):
                numbers.update(ended)
        short = word[:60]
        if self._any_inside.search(short):
            numbers.update([number for part, number in self._inside if part in short])
        if word[:1].isdigit():
            numbers.update(self._numbers)
        key = frozenset(numbers)
        known = self._begun.get(key)
        if known is None:
            known = self._begun_by(key)
            if len(self._begun) < MOST_KEPT:
                self._begun[key] = known
        return known

    def _begun_by(self, numbers: frozenset[int]) -> Begun:
        """Return what a word is to the phrases that fits the forms of these numbers."""
        alone: list[tuple[int, int, Row]] = []
        nexts: dict[int, list[tuple[tuple[int, ...], Row]]] = defaultdict(list)
        gapped: dict[int, list[tuple[tuple[int, ...], Row]]] = defaultdict(list)
        for number in sorted(numbers):
            for rest, row in self._by_first.get(number, ()):
                if not rest:
                    alone.append((0, 1, row))
                elif rest[0] >= 0:
                    nexts[rest[0]].append((rest[1:], row))
                else:
                    gapped[_behind_gap(rest)].append((rest, row))
        return Begun(
            numbers,
            numbers & self._second,
            numbers & self._behind_gap,
            tuple(row for _, _, row in _longest(alone)),
            dict(nexts),
            dict(gapped),
        )

    def find(self, words: list[str]) -> list[tuple[int, int, Row]]:
        """Return (start, end, row) of the phrases in `words`, the longest for each start and name, in text order."""
        return find([self.look_up(word) for word in words])


def find(words: list[Begun]) -> list[tuple[int, int, Row]]:
    """Return what `Phrases.find` does, given what each word is to the phrases."""
    fits = [word.fits for word in words]
    behind_gap: set[int] = set().union(*[word.behind_gap for word in words])
    found: list[tuple[int, int, Row]] = []
    for following, (_, _, _, alone, nexts, gapped) in enumerate(words, start=1):
        if nexts or gapped:
            longer: list[tuple[int, int, Row]] = []
            if nexts and following < len(words):
                for number in words[following].second:
                    if number in nexts:
                        for rest, row in nexts[number]:
                            end = _match(rest, fits, following + 1) if rest else following + 1
                            if end:
                                longer.append((following - 1, end, row))
            if gapped and not gapped.keys().isdisjoint(behind_gap):
                for number in gapped.keys() & behind_gap:
                    for rest, row in gapped[number]:
                        end = _match(rest, fits, following)
                        if end:
                            longer.append((following - 1, end, row))
            if longer:
                for row in alone:
                    longer.append((following - 1, following, row))
                found += _longest(longer) if len(longer) > 1 else longer
                continue
        for row in alone:
            found.append((following - 1, following, row))
    return found


def _behind_gap(rest: tuple[int, ...]) -> int:
    """Return the word that stands behind the gap or gaps that the rest of a phrase begins with."""
    return next(number for number in rest if number >= 0)


def _longest(found: list[tuple[int, int, Row]]) -> list[tuple[int, int, Row]]:
    """Return of the phrases with one start the longest of each kind and name, in the order of these."""
    best: dict[int, tuple[int, int, Row]] = {}
    for one in found:
        _, end, row = one
        other = best.get(row.place)
        if other is not None:
            if end < other[1]:
                continue
            # Of two rows that reach as far, the one without a gap says more surely what it is.
            if end == other[1] and (not row.gap, row.text) <= (not other[2].gap, other[2].text):
                continue
        best[row.place] = one
    return [best[place] for place in sorted(best)] if len(best) > 1 else [*best.values()]


def _match(rest: tuple[int, ...], fits: list[frozenset[int]], at: int) -> int:
    """Return the end of the match of `rest` at position `at`, 0 where there is none."""
    for step, number in enumerate(rest):
        if number < 0:
            after = rest[step + 1 :]
            for skip in range(at, min(at + (GAP if number == _GAP else SHORT_GAP), len(fits) - 1) + 1):
                if after[0] in fits[skip]:
                    end = _match(after, fits, skip)
                    if end:
                        return end
            return 0
        if at >= len(fits) or number not in fits[at]:
            return 0
        at += 1
    return at


def spell_out(element: str) -> list[str]:
    """Return the words that 'udsæt(tes|ter)' stands for."""
    parts = [[*inside.split("|")] if inside or not plain else [plain] for inside, plain in _PART.findall(element)]
    return ["".join(choice).casefold() for choice in product(*parts)]
