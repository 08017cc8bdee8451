"""Where a converter has glued the end of one line of a page to the beginning of the next.

'… inden den 1. maj.Sagsfremstilling' ends in the heading of the text below; '9. Eventuelt1. Godkendelse af dagsorden'
is the last entry of the contents and the heading of the first item.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from referat_nlp.reading.plain import key, shape
from referat_nlp.reading.printed import heading_numbers, with_figure

_ENTRY = re.compile(r"(?P<number>\d{1,4})\.[ \t]+\S")
_HEADING = re.compile(r"(?P<figures>\d+)\.[ \t]+(?=[A-ZÆØÅ])")
# '… Byrådet.72. Budget', '… (C).73/3. Tag': an item's heading glued to the end of the sentence before it
_BEHIND_SENTENCE = re.compile(
    r"(?<=[a-zæøå)][.!?])(?P<num>\d{1,4})(?:[ ]?/[ ]?\d{1,4})?[a-z]?[.:][ \t]+(?=[A-ZÆØÅ\"”])"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:nr|kl|stk|pkt|art|kap|ca|jf|bl|s|d|p|v|litra|bilag|afsnit|punkt))\.$", re.IGNORECASE
)

# A line longer than this is no entry of the contents
_LONGEST = 400
# How many figures of those before a heading's full stop may be its number
_FIGURES = 4


def items(
    text: str,
    lines: list[tuple[int, int, int]],
    numbers: list[int] | None = None,
    numbered: list[tuple[int, int, int]] | None = None,
) -> list[int]:
    r"""Return where an item's heading is glued to the line above it: its number and title are an entry of the contents.

    `lines` are the (start, end, …) of the printed lines, `numbered` those that begin with a figure, `numbers` the text's
    `heading_numbers`. The line above may end in a figure: '… den 29.01.20138. Ny sti'.

    >>> page = "1. Ny sti\n2. Eventuelt1. Ny sti"
    >>> items(page, [(0, 9, 0), (10, 31, 0)])
    [22]
    """
    numbers = heading_numbers(text) if numbers is None else numbers
    glued = [
        heading for number in numbers if (heading := _HEADING.match(text, number)) and _may_be_glued(text, heading)
    ]
    if not glued:
        return []
    listed = iter(with_figure(text, lines) if numbered is None else numbered)
    entry = next(listed, None)
    entries: set[str] = set()
    out: list[int] = []
    for heading in glued:
        start, end, _ = lines[bisect_right(lines, (heading.start(), len(text) + 1)) - 1]
        while entry is not None and entry[0] < start:
            if entry[1] - entry[0] <= _LONGEST and _ENTRY.match(text, entry[0], entry[1]):
                entries.add(key(text[entry[0] : entry[1]]))
            entry = next(listed, None)
        found = _in_contents(text, heading, end, entries)
        if found is not None and found > start and not text[found - 1].isspace():
            out.append(found)
    return out


def _may_be_glued(text: str, heading: re.Match[str]) -> bool:
    """Tell whether something stands right before a heading's number, or its first figures may be no part of it."""
    low, stop = heading.span("figures")
    return stop - low > 1 or (low > 0 and not text[low - 1].isspace())


def _in_contents(text: str, heading: re.Match[str], end: int, entries: set[str]) -> int | None:
    """Return where the shortest number begins that stands among the `entries` with the title up to `end`."""
    low, stop = heading.span("figures")
    if not low or text[low - 1].isspace():
        low += 1
    if not entries or low == stop or end - stop > _LONGEST:
        return None
    title = f". {shape(text[heading.end() : end])}"
    return next(
        (at for at in range(stop - 1, max(low, stop - _FIGURES) - 1, -1) if text[at:stop] + title in entries), None
    )


def behind_sentences(text: str, numbers: list[int]) -> list[int]:
    """Return where items' headings are glued to the sentence before; none where their numbers do not rise one by one.

    `numbers` are the text's `heading_numbers`.
    """
    found = [m for number in numbers if (m := _BEHIND_SENTENCE.match(text, number))]
    runs: list[list[tuple[int, int]]] = []
    for match in found:
        if _ABBREVIATED.search(text, max(0, match.start() - 12), match.start()):
            continue
        spot = int(match["num"]), match.start()
        if runs and runs[-1][-1][0] < spot[0] <= runs[-1][-1][0] + 3:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    # two are enough where the one number follows the other and an item's length lies between
    return [
        at
        for run in runs
        if len(run) >= 3 or (len(run) == 2 and run[1][0] == run[0][0] + 1 and run[1][1] - run[0][1] > 60)
        for _, at in run
    ]


def heading_at_end(words: str) -> re.Pattern[str]:
    """Return the pattern of a heading (one of the alternatives `words`) that is glued to the end of a line.

    A capital letter right behind a small one, a figure or a full stop begins no word of a running text.
    """
    return re.compile(rf"(?<=[a-zæøåé\d.!?:)\"”])(?P<heading>{words})[ \t]*$")
