"""Where a converter has glued the end of one line of a page to the beginning of the next.

'… inden den 1. maj.Sagsfremstilling' ends in the heading of the text below; '9. Eventuelt1. Godkendelse af dagsorden'
is the last entry of the contents and the heading of the first item.
"""

from __future__ import annotations

import re

from referat_nlp.reading.plain import key

_ENTRY = re.compile(r"(?P<number>\d{1,4})\.[ \t]+\S")
_HEADING = re.compile(r"(?<=\S)(?P<figures>\d{1,8})\.[ \t]+(?=[A-ZÆØÅ])")

# A line longer than this is no entry of the contents
_LONGEST = 400


def items(text: str, lines: list[tuple[int, int, int]]) -> list[int]:
    r"""Return where an item's heading is glued to the line above it: its number and title are an entry of the contents.

    `lines` are the (start, end, …) of the printed lines. The line above may end in a figure: '… den 29.01.20138. Ny sti'.

    >>> page = "1. Ny sti\n2. Eventuelt1. Ny sti"
    >>> items(page, [(0, 9, 0), (10, 31, 0)])
    [22]
    """
    entries: set[str] = set()
    out: list[int] = []
    for start, end, _ in lines:
        for glued in _HEADING.finditer(text, start, end):
            # the shortest number that stands in the contents with this title
            stop = glued.end("figures")
            if end - stop > _LONGEST:
                continue
            low = max(glued.start("figures"), stop - 4)
            found = next((at for at in range(stop - 1, low - 1, -1) if key(text[at:end]) in entries), None)
            if found is not None and found > start and not text[found - 1].isspace():
                out.append(found)
        if end - start <= _LONGEST and _ENTRY.match(text, start, end):
            entries.add(key(text[start:end]))
    return out


def heading_at_end(words: str) -> re.Pattern[str]:
    """Return the pattern of a heading (one of the alternatives `words`) that is glued to the end of a line.

    A capital letter right behind a small one, a figure or a full stop begins no word of a running text.
    """
    return re.compile(rf"(?<=[a-zæøåé\d.!?:)\"”])(?P<heading>{words})[ \t]*$")
