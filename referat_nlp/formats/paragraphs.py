"""Paragraphs in print: which lines go on in the next one, and where white plainly wider than a line's parts them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from referat_nlp.formats.print_lines import GAP, Line

# In parts of a line's height: what is more than the usual white by this ends a paragraph.
_MORE = 0.3
# The white that at least this share of a document's pairs of lines has is the usual one; and between what it lies.
_USUAL, _LEAST, _MOST = 0.12, -0.3, 1.6
_SINGLE = 0.2
# How much of a column's width a line fills that goes on in the next column or on the next page.
_FULL = 0.8
# Lines of running text, of so many words, tell where the margin is, if there are so many of them.
_PROSE_WORDS, _PROSE_LINES = 5, 4
# Points by which the left edges of lines differ that are meant to be the same.
_SAME = 2.5
# What begins an entry of a list, a clause of a proposal or a labelled value on a line of its own.
_ENTRY = re.compile(r"[-–•▪*·]|(?:\d{1,3}|[a-zæøå])[.)]|[Aa]t$|[^\s:]+:$")
_DASHES = ("-", "–")
# So many words has a heading at most that stands alone on its line: 'Bilag', 'Beslutning i Byrådet'.
_HEADING_WORDS = 3
# What a line ends in that certainly goes on, full or not: a comma, or an initial before the rest of the name.
_UNFINISHED = re.compile(r".*,|[A-ZÆØÅ]\.")
# How much larger than the body's print that of headings is.
_LARGE = 1.15
# A full stop that ends no sentence: 'Preben O.' / 'Hvidbjerg', 'kl.' / '17.00'
_SHORTENED = re.compile(
    r"\W*(?:[A-ZÆØÅ]|nr|kl|pkt|stk|ca|kr|mio|mia|jf|jfr|inkl|ekskl|vedr|art|litra|afs|dok|j|St|Sct|Dr|Nr|Kl|Pkt|\d{1,2})\."
)


def mark(lines: Sequence[Line], width: float, begins: Callable[[Line], bool]) -> None:
    """Set which lines go on from the line above, and above which an empty line is written.

    Args:
        lines: The text of a document without its pages' heads and feet.
        width: Of its pages, in points.
        begins: Whether a line begins with a label or heading, or is a file number, and so goes on from none.

    """
    _set_edges(lines, width)
    usual = _usual(lines)
    large = _LARGE * _body_height(lines)
    for above, line in itertools.pairwise(lines):
        size = min(above.height, line.height)
        if above.row and line.row:
            line.blank = above.page == line.page and line.top - above.bottom > 3 * size
        elif above.page == line.page and line.top > above.top:
            line.blank = above.row != line.row or line.top - above.bottom > (usual + _MORE) * size
            line.wrapped = not (line.blank or above.row or begins(line)) and _was_full(above, line, large)
        else:
            heads = len(above.words) <= _HEADING_WORDS and begins(above)
            line.wrapped = _goes_on(above, line) and not heads and not begins(line)
            ended = above.words[-1].text[-1] in ".:!?" or abs(above.height - line.height) > 0.1 * size
            # in a list whose entries stand close there is no white at the page's end either
            line.blank = not line.wrapped and (above.row != line.row or ended or above.blank)


def _set_edges(lines: Sequence[Line], width: float) -> None:
    """Set the margin where the page is the column: where the longest lines of running text end."""
    unknown = [line for line in lines if not line.edge]
    if not unknown:
        return
    # lines that certainly go on: a small letter begins the next one
    prose = sorted(
        above.right
        for above, line in itertools.pairwise(unknown)
        if len(above.words) >= _PROSE_WORDS and line.words[0].text[0].islower() and GAP not in above.before
    )
    # without running text: as far from the right edge of the paper as the lines begin from the left one
    edge = prose[-1 - len(prose) // 50] if len(prose) >= _PROSE_LINES else width - min(line.left for line in unknown)
    for line in unknown:
        line.edge = edge


def _usual(lines: Sequence[Line]) -> float:
    """Return the white between the lines of a paragraph, in parts of their height."""
    certain: list[float] = []  # between lines that are of one paragraph: a small letter begins the next one
    counts: Counter[int] = Counter()
    for above, line in itertools.pairwise(lines):
        size = line.height
        if size and above.page == line.page and abs(above.height - size) < 0.1 * size and not (above.row or line.row):
            white = (line.top - above.bottom) / size
            if _LEAST < white < _MOST:
                counts[round(20 * white)] += 1
                if line.words[0].text[0].islower() and len(above.words) >= _PROSE_WORDS:
                    certain.append(white)
    if len(certain) >= _PROSE_LINES:
        return sorted(certain)[len(certain) // 2]
    total = counts.total()
    usual = next((step / 20 for step in sorted(counts) if counts[step] >= _USUAL * total), _SINGLE)
    return min(usual, 2 * _SINGLE)


def _goes_on(above: Line, line: Line) -> bool:
    """Tell whether a paragraph goes on from the foot of a page or column to the head of the next."""
    last, first = above.words[-1].text, line.words[0].text
    if above.row or line.row or _ends(last) or _ENTRY.match(first):
        return False
    return first[0].islower() or above.right - above.left > _FULL * (above.edge - above.left)


def _ends(word: str) -> bool:
    """Tell whether a sentence may end with a word."""
    return word[-1] in ".:!?;" and not _SHORTENED.fullmatch(word)


def _body_height(lines: Sequence[Line]) -> float:
    """Return the size of print that most words have."""
    words: Counter[float] = Counter()
    for line in lines:
        words[round(line.height, 1)] += len(line.words)
    return max(words, key=lambda height: words[height], default=0.0)


def _was_full(above: Line, line: Line, large: float) -> bool:
    """Tell whether the line above ended only because the next word would not have fitted on it.

    Of print as large as `large`, which heads something, no line is an entry of a list: a dash is within the heading.
    """
    size, first = line.height, line.words[0]
    if GAP in line.before or abs(above.height - size) > 0.1 * size:
        return False
    if _ENTRY.match(first.text) and (size < large or first.text not in _DASHES):
        return False
    if _UNFINISHED.fullmatch(above.words[-1].text):
        return True
    if above.right + 0.2 * size + first.right - first.left < above.edge - 0.1 * size:
        return False
    if GAP in above.before:
        # the value of a label goes on below itself
        value = len(above.before) - 1 - above.before[::-1].index(GAP)
        if abs(line.left - above.words[value].left) > _SAME:
            return False
    return first.text[0].islower() or not _ends(above.words[-1].text)
