"""Tables without ruling lines: cells that stand below each other, whose gaps may be no wider than a word's.

In a run of short lines a word begins a cell where words of other lines begin at the same place, one of them behind a
wide gap; figures are set flush right as often, so that their ends tell it too.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from referat_nlp.formats.print_lines import GAP, Line, Word

# Points by which edges that are meant to be the same may differ.
_SAME = 1.6
# Words of a line that is a row though no wide gap is in it, and the part of the column's width that it leaves free.
_SHORTER = 0.12
_MOST_WORDS = 12
# In parts of a line's height: white above a line that ends the table, and white that is more than a space.
_APART, _WHITE = 2.5, 0.3


def mark(lines: Sequence[Line], edge: float) -> None:
    """Write a gap before each word that begins a cell; `lines` are those of a column of a page that ends at `edge`."""
    for run in _runs(lines, edge):
        if sum(GAP in line.before for line in run) > 1:
            _mark_run(run)


def joined(lines: Sequence[Line], edge: float) -> list[Line]:
    """Return the lines with the rest of a cell that wraps put into its cell: a line in the space of a cell above it."""
    out: list[Line] = []
    for line in lines:
        at = _cell_of(line, out[-1], edge) if out else None
        if at is None:
            out.append(line)
            continue
        above = out[-1]
        above.words[at:at] = line.words
        above.before[at:at] = [" "] * len(line.words)
        above.bottom = max(above.bottom, line.bottom)
    return out


def _cell_of(line: Line, above: Line, edge: float) -> int | None:
    """Return the word before which a line belongs, as it goes on with the cell that ends there; else None."""
    starts = [0, *(k for k, gap in enumerate(above.before) if gap == GAP)]
    if GAP in line.before or len(starts) < 2 or not line.words[0].text[0].islower():
        return None
    if line.top - above.bottom > 0.6 * line.height:
        return None
    if above.right + line.words[0].right - line.left > edge:
        return None  # it is the last cell that goes on, from the margin
    for start, following in itertools.pairwise(starts):
        if abs(above.words[start].left - line.left) < _SAME and line.right < above.words[following].left:
            return following
    return None


def _runs(lines: Sequence[Line], edge: float) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        ends_early = len(line.words) <= _MOST_WORDS and line.right < edge - _SHORTER * (edge - line.left)
        short = GAP in line.before or ends_early
        if run and (not short or line.top - run[-1].bottom > _APART * line.height):
            yield run
            run = []
        if short:
            run.append(line)
    if run:
        yield run


def _mark_run(run: Sequence[Line]) -> None:
    lefts = _columns(run, lambda word: word.left, figures=False)
    rights = _columns(run, lambda word: word.right, figures=True)
    for line in run:
        places = [
            k
            for k in range(1, len(line.words))
            if line.before[k] == " "
            and line.words[k].left - line.words[k - 1].right > _WHITE * line.height
            and (_near(line.words[k].left, lefts) or (_is_figure(line.words[k]) and _near(line.words[k].right, rights)))
        ]
        # one word of a line of prose stands below a cell by chance
        if GAP in line.before or len(places) > 1:
            for k in places:
                line.before[k] = GAP


def _columns(run: Sequence[Line], edge: Callable[[Word], float], *, figures: bool) -> list[float]:
    """Return where columns begin, or end: where words of several lines do, one in four of them behind a wide gap."""
    places: list[tuple[float, int, bool]] = []
    for number, line in enumerate(run):
        for k in range(1, len(line.words)):
            if not figures or _is_figure(line.words[k]):
                places.append((edge(line.words[k]), number, line.before[k] == GAP))
    places.sort()
    out: list[float] = []
    group: list[tuple[float, int, bool]] = []
    for place in [*places, None]:
        if place is not None and (not group or place[0] - group[0][0] <= 2 * _SAME):
            group.append(place)
            continue
        rows = {number for _, number, _ in group}
        wide = sum(behind for _, _, behind in group)
        if wide and (len(rows) > 2 or wide > 1) and wide * 4 >= len(rows):
            out.append((group[0][0] + group[-1][0]) / 2)
        group = [place] if place is not None else []
    return out


def _near(value: float, places: Sequence[float]) -> bool:
    return any(abs(value - place) <= _SAME for place in places)


def _is_figure(word: Word) -> bool:
    return word.text[-1].isdigit() or word.text in ("-", "–")
