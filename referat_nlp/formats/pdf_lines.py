"""From the words of a page to its lines in reading order: rows of print, and columns of running text."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from referat_nlp.formats import aligned_cells
from referat_nlp.formats.print_lines import GAP, Line, Word

# In parts of the height of a line: how far the middles of its words lie apart, and the white that parts cells.
_SAME_LINE = 0.4
_WIDE, _VERY_WIDE = 0.6, 1.6
# A gap between cells is wider than the usual one by this factor; this wide none between justified words is.
_WIDER, _NEVER_JUSTIFIED = 2.2, 12.0
# Columns of running text: the lines that each must have, the white between them in points, and the share of lines that
# begin with a small letter. Names and cells begin with capitals and figures.
_COLUMN_LINES, _GUTTER, _RUNNING = 4, 8.0, 0.3
_CANDIDATES = 6
_MARK = re.compile(r"[-–•▪*·○◦]|(?:\d{1,3}|[a-zæøå])[.)]|§")
_APART = 2.0
_DEEPEST = 4


def lines_of(words: list[Word], edge: float = 0.0) -> list[Line]:
    """Return the lines of a page, or of a part of one, in the order in which they are read.

    `edge` is where the part ends on the right; 0 where the page's margin is not known.
    """
    lines: list[Line] = []
    parts = _parts(words, 0) if words else []
    for part in parts:
        rows = _centred(rows_of(part))
        furthest = max(word.right for word in part)
        ends = Counter(map(_end, rows))
        made = [_line(row, ends) for row in rows]
        for line in made:
            line.edge = edge if len(parts) == 1 else furthest
        aligned_cells.mark(made, furthest)
        lines += aligned_cells.joined(made, furthest)
    return lines


def rows_of(words: list[Word]) -> list[list[Word]]:
    """Return the words by lines of print, from above, each from left to right."""
    rows: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        here, size = (word.top + word.bottom) / 2, word.bottom - word.top
        if rows and here - middle < _SAME_LINE * min(max(size, 0.5 * height), max(height, 0.5 * size)):
            rows[-1].append(word)
            if size > height:  # the line is where its largest words are
                middle, height = here, size
        else:
            rows.append([word])
            middle, height = here, size
    for row in rows:
        row.sort(key=lambda word: word.left)
    return rows


def _centred(rows: list[list[Word]]) -> list[list[Word]]:
    """Return the rows with those put together that are one: a cell of one line beside the middle of two lines."""
    out: list[list[Word]] = []
    at = 0
    while at < len(rows):
        if at + 2 < len(rows) and _is_centred(*rows[at : at + 3]):
            upper, middle, lower = rows[at : at + 3]
            right = max(word.right for word in (*upper, *lower))
            before = [word for word in middle if word.right <= right]
            out.append([*before, *upper, *lower, *(word for word in middle if word.right > right)])
            at += 3
        else:
            out.append(rows[at])
            at += 1
    return out


def _is_centred(upper: list[Word], middle: list[Word], lower: list[Word]) -> bool:
    """Tell whether the middle row stands beside the two others, at half the height between them."""
    bottom, top = max(word.bottom for word in upper), min(word.top for word in lower)
    size = middle[0].bottom - middle[0].top
    if not (min(w.top for w in middle) < bottom - 0.1 * size and top < max(w.bottom for w in middle) - 0.1 * size):
        return False
    if bottom > top + 0.1 * size:
        return False
    left, right = min(upper[0].left, lower[0].left), max(upper[-1].right, lower[-1].right)
    return all(word.right < left or word.left > right for word in middle)


def _parts(words: list[Word], depth: int) -> list[list[Word]]:
    """Return the words by stretches that are read one after the other: what is above, each column, what is below."""
    if depth == _DEEPEST or len(words) < 8 * _COLUMN_LINES:
        return [words]
    rows = rows_of(words)
    found = _gutter(rows)
    if found is None:
        return [words]
    x, first, last = found
    above = [word for row in rows[:first] for word in row]
    inside = [word for row in rows[first:last] for word in row]
    below = [word for row in rows[last:] for word in row]
    left = [word for word in inside if word.left < x]
    right = [word for word in inside if word.left >= x]
    out = []
    for part in (above, left, right, below):
        if part:
            out += _parts(part, depth + 1)
    return out


def _gutter(rows: list[list[Word]]) -> tuple[float, int, int] | None:
    """Return the left edge of a column of running text beside another, and the rows (from, to) of both."""
    edges: Counter[int] = Counter()
    for row in rows:
        edges[round(row[0].left / 2)] += 1
        for before, word in itertools.pairwise(row):
            if word.left - before.right >= _GUTTER:
                edges[round(word.left / 2)] += 1
    start = min(word.left for row in rows for word in row)
    end = max(word.right for row in rows for word in row)
    candidates = [
        edge
        for edge, count in edges.most_common()
        if count >= _COLUMN_LINES and start + 0.2 * (end - start) < 2 * edge < end - 0.15 * (end - start)
    ]
    # what stands far below all columns is none of them: a page's foot
    apart = [False]
    for above, row in itertools.pairwise(rows):
        bottom, height = max(word.bottom for word in above), row[0].bottom - row[0].top
        apart.append(min(word.top for word in row) - bottom > _APART * height)
    best: tuple[int, float, int, int] | None = None
    for edge in candidates[:_CANDIDATES]:
        x = 2.0 * edge - 1.5
        run = 0
        for index in range(len(rows) + 1):
            crossed = index == len(rows) or any(word.left < x and word.right > x - _GUTTER for word in rows[index])
            if not crossed and (index == run or not apart[index]):
                continue
            size = _running(rows[run:index], x)
            if size and (best is None or size > best[0]):
                best = size, x, run, index
            run = index + crossed
    return best[1:] if best else None


def _running(rows: list[list[Word]], x: float) -> int:
    """Return how many lines the smaller of two columns has where both are running text, else 0."""
    left = [part for row in rows if (part := [word for word in row if word.left < x])]
    right = [part for row in rows if (part := [word for word in row if word.left >= x])]
    if min(len(left), len(right)) < _COLUMN_LINES:
        return 0
    for side in (left, right):
        small = sum(line[0].text[0].islower() for line in side)
        words = sum(len(line) for line in side)
        if small < _RUNNING * len(side) or words < 3 * len(side):
            return 0
    return min(len(left), len(right))


def _line(row: list[Word], ends: Counter[int]) -> Line:
    """Return a row of words as a line, with gaps between its cells; `ends` are where the lines of its column end."""
    height = sorted(word.bottom - word.top for word in row)[len(row) // 2]
    white = [after.left - before.right for before, after in itertools.pairwise(row)]
    least, surely = max(_WIDE * height, _WIDER * 0.25 * height), _VERY_WIDE * height
    if white:
        # justified print ends where other lines do and has wide gaps throughout; cells begin with capitals and figures
        flush = sum(ends[_end(row) + step] for step in (-1, 0, 1)) > 2
        even = len(white) > 2 and min(white) > 0.5 * max(white)
        small = sum(word.text[0].islower() for word in row[1:]) >= 0.4 * len(white)
        figures = sum(any(map(str.isdigit, word.text)) for word in row)
        if (small and (flush or even)) or (flush and even and 3 * figures < len(row)):
            least, surely = max(least, _WIDER * sorted(white)[len(white) // 2]), _NEVER_JUSTIFIED * height
    before = ["", *(GAP if gap > min(least, surely) else " " for gap in white)]
    if white and _MARK.fullmatch(row[0].text):
        before[1] = " "  # the mark of an entry is no cell
    return Line(row, before)


def _end(row: list[Word]) -> int:
    """Return where a line ends, in points."""
    return round(row[-1].right)
