"""Headings in running text that a table of contents announces: number and title stand twice, wherever in a line.

A converter may run the contents and the body into long lines. What both print behind one number is the title; where they
part, the title ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from referat_nlp.reading.printed import heading_numbers

# A number, from its first figure on, and what could be its title behind it; glued to a word only with a dot: 'Underskriftsark1. Veje'
_SPOT = re.compile(
    r"(?:(?<![\w.,/:§-])(?P<plain>\d{1,4}[a-z]?)(?:[ ]?[.:)])?|(?<=[^\W\d])(?P<glued>\d{1,3})\.|(?<=[.)])(?P<stop>\d{1,3})\.)\s{1,8}(?=[A-ZÆØÅ\"”»§(])"
)
_PAGE = re.compile(r"[\s.…_]*(?:(?:[.…_]{2}|\s)\s*(?:[Ss]ide[ ]?)?\d{1,4})?\s*$")
# how long an entry of the contents is at most, in characters
_ENTRY = 300
_LEADERS = re.compile(r"[.…_]{2,}\d{0,4}$")
_WORD = re.compile(r"\S+")


def headings(text: str, numbers: list[int] | None = None) -> list[tuple[int, int]]:
    """Return start and end of each heading in the body whose number and title the contents list, in text order.

    `numbers` are the text's `heading_numbers`. Empty where no contents of three entries or more stand in the text, or where less than two thirds are found again.
    """
    # looked for at such numbers only: a search would try each of the text's characters
    matches = (_SPOT.match(text, at) for at in (heading_numbers(text) if numbers is None else numbers))
    spots = [(m.start(), m.end(), m["plain"] or m["glued"] or m["stop"]) for m in matches if m]
    best: list[tuple[int, int]] = []
    if len(spots) - len({number for _, _, number in spots}) < 3:
        return best  # too few numbers stand twice
    places: dict[str, list[int]] = {}
    for i, (_, _, number) in enumerate(spots):
        places.setdefault(number, []).append(i)
    for run in _runs(spots):
        fewest = max(3, -(-len(run) * 2 // 3), len(best) + 1)
        best = _found_again(run, spots, places, text, fewest) or best
    return best


def _runs(spots: list[tuple[int, int, str]]) -> list[list[int]]:
    """Return the runs of three or more spots whose numbers follow each other, an entry's length apart; none shares a spot."""
    ends: dict[int, list[int]] = {}  # the last number of a run -> its spots
    runs: list[list[int]] = []
    for i, (start, _, number) in enumerate(spots):
        if not number.isdigit():
            continue
        value = int(number)
        run = ends.get(value - 1)
        if run and start - spots[run[-1]][1] <= _ENTRY:
            del ends[value - 1]
            run.append(i)
        else:
            run = [i]
            runs.append(run)
        ends[value] = run
    return [run for run in runs if len(run) >= 3][:20]


def _found_again(
    run: list[int], spots: list[tuple[int, int, str]], places: dict[str, list[int]], text: str, fewest: int
) -> list[tuple[int, int]]:
    """Return where the entries of a run stand again below it, in the same order; none where they are less than `fewest`.

    `places` are each number's spots.
    """
    out: list[tuple[int, int]] = []
    last = run[-1]
    for k, i in enumerate(run):
        if len(out) + len(run) - k < fewest:
            return []
        same = places[spots[i][2]]
        end = spots[run[k + 1]][0] if k + 1 < len(run) else None
        after = bisect_right(same, last)
        for j in same[after : after + 12]:
            stop = _same(text, spots[i][1], end, spots[j][1])
            if stop is not None:
                out.append((spots[j][0], stop))
                last = j
                break
    return out if len(out) >= fewest else []


def _same(text: str, entry: int, end: int | None, at: int) -> int | None:
    """Return where the title that begins at `at` ends if it is that of the contents' entry, else None.

    `end` is the entry's end; of the last entry, which has none, all common words are its title.
    """
    if text[entry].casefold() != text[at].casefold():
        return None
    listed = text[entry : end if end is not None else entry + _ENTRY]
    if end is not None:
        # figures at the entry's end are its page, unless the body prints them too: 'Budget 2018'
        whole = _common(listed, text, at, end)
        return whole if whole is not None else _common(_PAGE.sub("", listed), text, at, end)
    return _common(listed, text, at, end)


def _common(listed: str, text: str, at: int, end: int | None) -> int | None:
    """Return where the words of `listed` end in the text at `at`; where they part, None, or with no `end` that place."""
    stop = None
    words = _WORD.finditer(text, at, at + _ENTRY)
    for word in _WORD.finditer(listed):
        one = next(words, None)
        # 'Sti.....12' of the contents is 'Sti' in the body, and ends the entry
        bare = _bare(word[0])
        if one is None or (bare != (other := _bare(one[0])) and bare.casefold() != other.casefold()):
            return stop if end is None else None
        stop = one.end()
        if end is None and bare != word[0]:
            break
    return stop


def _bare(word: str) -> str:
    """Return a word without the leaders and the page behind it; few words hold two of their marks."""
    return word if ".." not in word and "…" not in word and "_" not in word else _LEADERS.sub("", word)
