"""Ruled tables on a page: from ruling lines to grids, and from the words in them to rows.

A grid has two columns at least. A frame around a paragraph, a line below a heading and boxes below each other are none.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from referat_nlp.formats.pdf_lines import lines_of, rows_of
from referat_nlp.formats.print_lines import Line, Word

_Rule = tuple[float, float, float, float]
# Points: lines nearer than this are one, and lines that end nearer than this meet.
_NEAR, _MEET = 2.5, 4.0
# A cell with more lines of print than this, or so many words, is text that has been framed, not a cell of a table.
_MOST_LINES, _MOST_WORDS = 6, 60
_MOST_RULES = 1_000
# How much higher than the rows beside it a row is that has no ruling lines of its own.
_ROW = 3.0


@dataclass(slots=True)
class Grid:
    """The ruling lines of a table.

    Attributes:
        across: Where its upright lines stand, from the left.
        down: Where its level lines stand, from above.
        level: The level lines, each at the index of its place in `down`: stretches (left, right).
        upright: The upright lines, likewise: stretches (top, bottom).

    """

    across: list[float]
    down: list[float]
    level: list[list[tuple[float, float]]]
    upright: list[list[tuple[float, float]]]

    def cell(self, word: Word) -> tuple[int, int] | None:
        """Return the row and column in which the middle of a word stands, None outside the table."""
        row = bisect_right(self.down, (word.top + word.bottom) / 2) - 1
        column = bisect_right(self.across, (word.left + word.right) / 2) - 1
        inside = 0 <= row < len(self.down) - 1 and 0 <= column < len(self.across) - 1
        return (row, column) if inside else None

    def first(self, row: int, column: int) -> tuple[int, int]:
        """Return the upper left place of the cell that holds a place: two that no line parts are one cell."""
        while column and not _covers(self.upright[column], self.down[row], self.down[row + 1]):
            column -= 1
        while row and not _covers(self.level[row], self.across[column], self.across[column + 1]):
            row -= 1
        return row, column


def grids(rules: list[_Rule], words: list[Word]) -> list[Grid]:
    """Return the tables that ruling lines make around words, from above."""
    if len(rules) > _MOST_RULES:
        return []
    level = _joined([(a, c, (b + d) / 2) for a, b, c, d in rules if c - a >= d - b])
    upright = _joined([(b, d, (a + c) / 2) for a, b, c, d in rules if c - a < d - b])
    out = []
    for lines, posts in _meeting(level, upright):
        across = _places([at for _, _, at in posts])
        down = _places([at for _, _, at in lines])
        if len(across) < 3 or len(down) < 2:
            continue
        grid = Grid(across, down, [[] for _ in down], [[] for _ in across])
        for start, end, at in lines:
            grid.level[_nearest(down, at)].append((start, end))
        for start, end, at in posts:
            grid.upright[_nearest(across, at)].append((start, end))
        out.append(grid)
    out.sort(key=lambda grid: grid.down[0])
    out = _striped(out, words)
    for grid in out:
        _extended(grid, words)
    return out


def _striped(found: list[Grid], words: list[Word]) -> list[Grid]:
    """Return the tables, with those put together of which every second row alone is ruled, or painted."""
    out: list[Grid] = []
    for grid in found:
        above = out[-1] if out else None
        if above is None or not _same_columns(above, grid) or not _is_row(above, grid, words):
            out.append(grid)
            continue
        top, bottom = above.down[-1], grid.down[0]
        for posts, more in zip(above.upright, grid.upright, strict=True):
            posts += [(top, bottom), *more]
        if bottom - top <= _MEET:
            above.level[-1] += grid.level[0]
            above.down += grid.down[1:]
            above.level += grid.level[1:]
        else:
            above.down += grid.down
            above.level += grid.level
    return out


def _extended(grid: Grid, words: list[Word]) -> None:
    """Add the row of words right above and the one right below a table, where they fill all of its columns."""
    for upper in (True, False):
        edge = grid.down[0] if upper else grid.down[-1]
        height = grid.down[1] - grid.down[0] if upper else grid.down[-1] - grid.down[-2]
        low, high = (edge - height, edge) if upper else (edge, edge + height)
        near = [word for word in words if low < (word.top + word.bottom) / 2 < high]
        if not near:
            continue
        row = rows_of(near)[-1 if upper else 0]
        columns = {bisect_right(grid.across, (word.left + word.right) / 2) for word in row}
        if columns != set(range(1, len(grid.across))) or any(
            word.left < x - 1 and word.right > x + 1 for word in row for x in grid.across
        ):
            continue
        top, bottom = min(word.top for word in row) - 1, max(word.bottom for word in row) + 1
        posts, line = ((top, edge), top) if upper else ((edge, bottom), bottom)
        for upright in grid.upright:
            upright.append(posts)
        grid.down.insert(0 if upper else len(grid.down), line)
        grid.level.insert(0 if upper else len(grid.level), [(grid.across[0], grid.across[-1])])


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.across) == len(other.across) and all(
        abs(a - b) < _MEET for a, b in zip(one.across, other.across, strict=True)
    )


def _is_row(above: Grid, below: Grid, words: list[Word]) -> bool:
    """Tell whether what stands between two tables is a row of both."""
    top, bottom = above.down[-1], below.down[0]
    if bottom - top > _ROW * max(top - above.down[-2], below.down[1] - bottom):
        return False
    between = [word for word in words if top < (word.top + word.bottom) / 2 < bottom]
    columns = {bisect_right(above.across, (word.left + word.right) / 2) for word in between}
    crossing = any(word.left < x - 1 and word.right > x + 1 for word in between for x in above.across)
    return not crossing and (len(columns) > 1 or bottom - top <= _MEET)


def rows(grid: Grid, words: list[Word]) -> list[Line]:
    """Return the rows of a table with these words in it; framed text comes out as lines of print."""
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = grid.cell(word)
        if place is not None:
            cells.setdefault(grid.first(*place), []).append(word)
    by_row: dict[int, dict[int, list[list[Word]]]] = {}
    for (row, column), inside in cells.items():
        by_row.setdefault(row, {})[column] = rows_of(inside)
    width = len(grid.across) - 1
    out: list[Line] = []
    for row in sorted(by_row):
        columns = by_row[row]
        if any(len(lines) > _MOST_LINES or sum(map(len, lines)) > _MOST_WORDS for lines in columns.values()):
            out += _framed(columns, grid)
        elif len(columns) == 1 and not _parted(grid, row):
            out += _framed(columns, grid)
        else:
            out.append(_row(columns, width, grid.across[-1]))
    return out


def _parted(grid: Grid, row: int) -> bool:
    """Tell whether an upright line parts a row into cells."""
    return any(_covers(posts, grid.down[row], grid.down[row + 1]) for posts in grid.upright[1:-1])


def _row(columns: dict[int, list[list[Word]]], width: int, edge: float) -> Line:
    """Return a row as one line; a cell that wraps is put together in it."""
    words: list[Word] = []
    before: list[str] = []
    mark = "| "
    for column in range(width):
        if column:
            mark = mark + "| " if mark else " | "  # an empty cell has its bars too
        for line in columns.get(column, ()):
            for word in line:
                words.append(word)
                before.append(mark or " ")
                mark = ""
    made = Line(words, before, f"{mark}|" if mark else " |", row=True)
    made.edge = edge
    return made


def _framed(columns: dict[int, list[list[Word]]], grid: Grid) -> list[Line]:
    """Return the text of a row cell by cell, line by line."""
    out: list[Line] = []
    starts = sorted(columns)
    for column, following in zip(starts, [*starts[1:], len(grid.across) - 1], strict=True):
        out += lines_of([word for line in columns[column] for word in line], grid.across[following])
    return out


def _covers(stretches: list[tuple[float, float]], start: float, end: float) -> bool:
    """Tell whether a line runs along most of the way from `start` to `end`."""
    return sum(max(0.0, min(b, end) - max(a, start)) for a, b in stretches) > 0.6 * (end - start)


def _joined(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Return lines (from, to, where), those that go on in each other as one."""
    out: list[tuple[float, float, float]] = []
    for group in _grouped(lines):
        at = sum(line[2] for line in group) / len(group)
        start, end = group[0][0], group[0][1]
        for a, b, _ in sorted(group):
            if a > end + _MEET:
                out.append((start, end, at))
                start, end = a, b
            end = max(end, b)
        out.append((start, end, at))
    return out


def _grouped(lines: list[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Return the lines by their place, those that lie nearly upon each other together, by their beginnings in each."""
    groups: list[list[tuple[float, float, float]]] = []
    for line in sorted(lines, key=lambda line: line[2]):
        if groups and line[2] - groups[-1][0][2] <= _NEAR:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [sorted(group) for group in groups]


def _places(values: list[float]) -> list[float]:
    """Return where lines stand, those that are nearly the same once."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _MEET:
            out.append(value)
    return out


def _nearest(places: list[float], value: float) -> int:
    return max(0, bisect_right(places, value + 0.01) - 1)


_Line = tuple[float, float, float]


def _meeting(level: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Return the level and the upright lines that meet each other, one pair for each table."""
    owner = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while owner[i] != i:
            owner[i] = owner[owner[i]]
            i = owner[i]
        return i

    for i, (left, right, y) in enumerate(level):
        for k, (top, bottom, x) in enumerate(upright):
            if left - _MEET <= x <= right + _MEET and top - _MEET <= y <= bottom + _MEET:
                owner[root(i)] = root(len(level) + k)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, line in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for k, line in enumerate(upright):
        groups.setdefault(root(len(level) + k), ([], []))[1].append(line)
    return list(groups.values())
