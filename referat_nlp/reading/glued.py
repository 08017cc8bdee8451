"""Where a converter has glued the end of one line of a page to the beginning of the next.

'… inden den 1. maj.Sagsfremstilling' ends in the heading of the text below; '9. Eventuelt1. Godkendelse af dagsorden'
is the last entry of the contents and the heading of the first item.
"""

from __future__ import annotations

import re

from referat_nlp.reading.plain import key

_ENTRY = re.compile(r"(?P<number>\d{1,4})\.[ \t]+\S")
_HEADING = re.compile(r"(?<=[a-zæøåé)?!\"”])(?P<number>\d{1,4})\.[ \t]+(?=[A-ZÆØÅ])")


def first_items(text: str, lines: list[tuple[int, int, int]]) -> list[int]:
    r"""Return where an item's heading is glued to the contents' last entry: its number and title are an entry too.

    `lines` are the (start, end, …) of the printed lines.

    >>> page = "1. Ny sti\n2. Eventuelt1. Ny sti"
    >>> first_items(page, [(0, 9, 0), (10, 31, 0)])
    [22]
    """
    entries: dict[str, int] = {}
    out: list[int] = []
    for start, end, _ in lines:
        entry = _ENTRY.match(text, start, end)
        if entry is None:
            continue
        for glued in _HEADING.finditer(text, entry.end(), end):
            first = entries.get(key(text[glued.start() : end]))
            if first is not None and first == int(glued["number"]) < int(entry["number"]):
                out.append(glued.start())
        entries.setdefault(key(text[start:end]), int(entry["number"]))
    return out


def heading_at_end(words: str) -> re.Pattern[str]:
    """Return the pattern of a heading (one of the alternatives `words`) that is glued to the end of a line.

    A capital letter right behind a small one, a figure or a full stop begins no word of a running text.
    """
    return re.compile(rf"(?<=[a-zæøåé\d.!?:)\"”])(?P<heading>{words})[ \t]*$")
