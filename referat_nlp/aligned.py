"""Tables as plain text: columns that stand under each other in a terminal, a log and a file."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines: the first column to the left, the others, which hold numbers, to the right.

    >>> print(aligned([("label", "count"), ("udsat", "9"), ("drøftet", "12")]))
    label    count
    udsat        9
    drøftet     12
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip()
        for row in rows
    )
