"""Lists of persons in columns: 'Ida Holm (A)   Bo Dam (V)' is two entries of a list, not a label and its value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from referat_nlp.danish.names import NAME, PARTY
from referat_nlp.formats.print_lines import GAP, Line

_PERSON = re.compile(
    rf"(?:[•·▪*-] ?)?{NAME}(?: ?{PARTY}|, ?[A-ZÆØÅ]{{1,3}})?,?(?: ?(?i:(?:1\. |2\. )?\w*(?:formand|borgmester)))?[,;]?"
)


def in_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with those that hold nothing but persons side by side cut: one person a line."""
    out: list[Line] = []
    for line in lines:
        cells = _cells(line)
        persons = len(cells) > 1 and not line.furniture
        if not persons or not all(_PERSON.fullmatch(" ".join(line.words[k].text for k in cell)) for cell in cells):
            out.append(line)
            continue
        for number, cell in enumerate(cells):
            words = [line.words[k] for k in cell]
            part = Line(words, ["", *[line.before[k] for k in cell[1:]]], page=line.page, edge=line.edge)
            part.blank = line.blank and not number
            part.boxless = {at for at, k in enumerate(cell) if k in line.boxless}
            out.append(part)
    return out


def _cells(line: Line) -> list[list[int]]:
    """Return the words of each cell by their indexes."""
    cells: list[list[int]] = []
    for k, before in enumerate(line.before):
        if not cells or before == GAP or "|" in before:
            cells.append([])
        cells[-1].append(k)
    return cells
