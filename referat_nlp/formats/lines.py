"""The form that the text of a document with structure takes: lines, as plain and Markdown minutes have them.

Headings are Markdown's, a blank line stands where the page leaves room, and a table is '| a | b |' where it holds data.
A table that only places things on the page becomes lines: 'label: value', cells with a tab between them, or the content
of its cells, one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Cell = Sequence[str]
"""The lines of a table's cell."""

# A table that a page is laid out with is as wide as it likes; more columns hold no text that anyone reads.
MOST_COLUMNS = 200
# A label ends in a colon, or is a few words of which not all are names.
_LABEL = re.compile(r"[^\W\d][^:|\t]{0,38}:|(?!(?:[A-ZÆØÅ]\S*\s+)+[A-ZÆØÅ(]\S*$)[^\W\d][^:|\t()]{0,28}")
# the number of an item or a case stands on the line of what it numbers
_CODE = re.compile(r"(?=\S*\d)[^\s:]{1,30}")
_FIGURE = re.compile(r"[-–−+]?\s?(?:kr\.?\s?)?\d[\d.,\s]*(?:%|kr\.?|mio\.?|t\.?kr\.?)?(?:\s?kr\.?)?[,-]*")
_LONGEST_FIGURE = 60


class Lines:
    """Collects the lines of a text, and where room stands between them."""

    def __init__(self) -> None:
        """Begin with an empty text."""
        self.lines: list[str] = []
        self._room = False

    def room(self) -> None:
        """Leave a blank line before the next line."""
        self._room = True

    def add(self, line: str) -> None:
        """Add a line; an empty one makes room."""
        if not line.strip():
            self._room = True
            return
        if self._room and self.lines:
            self.lines.append("")
        self._room = False
        self.lines.append(line.rstrip())

    def table(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Add a table."""
        self.room()
        for line in table_lines(rows):
            self.add(line)
        self.room()

    def text(self) -> str:
        """Return the text."""
        return "\n".join(self.lines) + "\n" if self.lines else ""


def heading(text: str, level: int) -> str:
    """Return a heading's line."""
    return f"{'#' * min(max(level, 1), 6)} {text}"


def is_label(text: str) -> bool:
    """Return whether a text stands before a value: 'Sagsnr.', 'Til stede:'.

    >>> [is_label(text) for text in ("Sagsnr.", "Til stede", "Ida Holm", "Ida Holm (A)", "Møde:", "3. Budget")]
    [True, True, False, False, True, False]
    """
    return bool(_LABEL.fullmatch(text))


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the lines of a table, '' where room stands.

    >>> table_lines([[["Post"], ["Beløb"]], [["Tag"], ["1.200"]], [["Dør"], ["300"]]])
    ['| Post | Beløb |', '| Tag | 1.200 |', '| Dør | 300 |']
    >>> table_lines([[["Sted"], ["Rådhuset"]], [["Deltagere"], ["Ida Holm", "Bo Dam"]]])
    ['Sted: Rådhuset', 'Deltagere:', 'Ida Holm', 'Bo Dam']
    """
    full = _without_empty(rows)
    width = max((len(row) for row in full), default=0)
    if width == 1:
        return [line for row in full for cell in row for line in cell]
    if _is_data(full):
        return [_row([_joined(cell) for cell in row]) for row in full]
    lines: list[str] = []
    for row in full:
        if width == 2 and len(row) == 2:
            lines += _pair(*row)
        elif any(len(cell) > 1 for cell in row):
            lines += [line for cell in row for line in cell]
        else:
            lines.append("\t".join(_joined(cell) for cell in row))
    return lines


def _without_empty(rows: Sequence[Sequence[Cell]]) -> list[list[list[str]]]:
    """Return the rows and columns of a table in which something stands."""
    filled = [[[line.strip() for line in cell if line.strip()] for cell in row[:MOST_COLUMNS]] for row in rows]
    columns = sorted({at for row in filled for at, cell in enumerate(row) if cell})
    return [[row[at] for at in columns if at < len(row)] for row in filled if any(row)]


def _is_data(rows: list[list[list[str]]]) -> bool:
    """Return whether a table holds data: figures below each other, or rows of more than two cells with a line each."""
    below = 0
    for row in rows:
        below += any(len(cell) == 1 and _is_figure(cell[0]) for cell in row[1:])
    return below >= 2


def _is_figure(text: str) -> bool:
    return len(text) <= _LONGEST_FIGURE and bool(_FIGURE.fullmatch(text))


def _pair(first: list[str], second: list[str]) -> list[str]:
    """Return the lines of a row of two cells: a label with its value, or one cell below the other."""
    if len(first) == 1 and len(second) == 1 and _CODE.fullmatch(first[0]):
        return [f"{first[0]}   {second[0]}"]
    label = first[0] if len(first) == 1 and is_label(first[0]) else ""
    if not label or not second:
        return [*first, *second]
    label = label.removesuffix(":").rstrip() + ":"
    return [f"{label} {second[0]}"] if len(second) == 1 else [label, *second]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _joined(cell: Sequence[str]) -> str:
    parts = (part.strip(" \t") for line in cell for part in line.split("\n"))
    return " ".join(part for part in parts if part).replace("|", "/")
