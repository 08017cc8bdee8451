"""Where a paragraph ends in print: white between lines that is plainly more than between the lines of a paragraph."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from referat_nlp.formats.print_lines import Line

# In parts of a line's height: what is more than the usual white by this ends a paragraph.
_MORE = 0.3
# The white that at least this share of a document's pairs of lines has is the usual one, and no less than -, more than + this.
_USUAL, _LEAST, _MOST = 0.12, -0.3, 1.6
# How much of a column's width a line fills that goes on in the next column or on the next page.
_FULL = 0.8


def mark(lines: Sequence[Line]) -> None:
    """Set where an empty line is written; `lines` are the text of a document without its pages' heads and feet."""
    usual = _usual(lines)
    for above, line in itertools.pairwise(lines):
        if not above.words or not line.words:
            continue
        size = min(above.height, line.height)
        if above.row and line.row:
            line.blank = above.page == line.page and line.top - above.bottom > 3 * size
        elif above.page == line.page and line.top > above.top:
            line.blank = above.row != line.row or line.top - above.bottom > (usual + _MORE) * size
        else:
            line.blank = not _goes_on(above, line)


def _usual(lines: Sequence[Line]) -> float:
    """Return the white between the lines of a paragraph, in parts of their height."""
    counts: Counter[int] = Counter()
    for above, line in itertools.pairwise(lines):
        size = line.height
        if size and above.page == line.page and abs(above.height - size) < 0.1 * size and not (above.row or line.row):
            white = (line.top - above.bottom) / size
            if _LEAST < white < _MOST:
                counts[round(20 * white)] += 1
    total = counts.total()
    return next((step / 20 for step in sorted(counts) if counts[step] >= _USUAL * total), 0.2)


def _goes_on(above: Line, line: Line) -> bool:
    """Tell whether a paragraph goes on from the foot of a page or column to the head of the next."""
    last, first = above.words[-1].text, line.words[0].text
    if above.row or line.row or last[-1] in ".:!?":
        return False
    width = above.edge - above.left
    return first[0].islower() or last[-1] in ",-" or (width > 0 and above.right - above.left > _FULL * width)
