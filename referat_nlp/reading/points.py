"""Decision headings on two lines: whose meeting on which day, and below it the number of the item there.

'Kommunalbestyrelsens møde 28. februar 2005' / 'Punkt 4:'. In other minutes such a pair is the head of a page above the
heading of an item; which of the two it is shows only over the whole document.
"""

from __future__ import annotations

import re

from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.dates import ANY_DATE

# A line that ends in a day, and one with nothing but a number below it
_PAIR = re.compile(
    rf"(?i:{ANY_DATE})[ \t]*,?(?P<gap>[ \t]*\n(?:[ \t]*\n)?[ \t]*)(?P<word>(?i:punkt|pkt|dagsordenens[ \t]+punkt|sag)\.?)[ \t]*(?i:nr\.?[ \t]*)?(?P<number>\d{{1,4}})[a-z]?[ \t]*[:.]?[ \t]*$",
    re.MULTILINE,
)
# What such a pair has below its day: where it is not, there is no pair, and none is looked for
_BELOW = re.compile(
    r"\n[ \t]*(?=[PpDdSsſ])(?i:punkt|pkt|dagsordenens[ \t]+punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d{1,4}[a-z]?[ \t]*[:.]?[ \t]*$",
    re.MULTILINE,
)
# What stands before the day: 'Økonomiudvalgets møde den', 'Møde i Økonomiudvalget, tirsdag den', 'Økonomiudvalget,'
_BEFORE = re.compile(
    r"[ \t]*(?:(?i:møde[ \t]+i)[ \t]+)?(?P<body>[A-ZÆØÅ][^\n:.!?;()\d]{2,110}?)(?:,?[ \t]+(?i:mødet?))?[ \t]*,?(?:[ \t]+(?i:man|tirs|ons|tors|fre|lør|søn)(?i:dag),?)?(?:[ \t]+(?i:den|d\.))?[ \t]*$"
)
# An item's heading in the way of most minutes
_HEADING = re.compile(
    r"^[ \t]*(?:(?i:punkt|pkt\.?|sag)[ \t]+)?(?P<number>\d{1,4})[a-z]?[.:)]?[ \t]+[^\W\d]", re.MULTILINE
)


def joined(text: str) -> str:
    r"""Return the text, of the same length, with such headings on one line each.

    >>> joined("1. Ny sti\n\nByrådets møde 3. maj 2005\nPunkt 1:\n\nGodkendt.").splitlines()[2]
    'Byrådets møde 3. maj 2005 Punkt 1:'
    """
    if _BELOW.search(text) is None:
        return text
    pairs: list[re.Match[str]] = []
    names: set[str] = set()
    for pair in _PAIR.finditer(text):
        line = text[text.rfind("\n", 0, pair.start()) + 1 : pair.start()]
        before = _BEFORE.match(line) if len(line) < 160 else None
        words = before["body"].split() if before else []
        if before and words and CORE_WORD.fullmatch(words[-1].strip(",")):
            pairs.append(pair)
            names.add(before["body"].casefold())
        elif before and re.match(r"[ \t]*(?:møde[ \t]+i[ \t]+)?udvalget[ \t]+for\b", line, re.IGNORECASE):
            pairs.append(pair)
            names.add(before["body"].casefold())
    if not pairs or not (len(names) > 1 or _numbered_before(text, pairs)):
        return text
    parts, at = [], 0
    for pair in pairs:
        low, high = pair.span("gap")
        parts += [text[at:low], " " * (high - low)]
        at = high
    return "".join([*parts, text[at:]])


def _numbered_before(text: str, pairs: list[re.Match[str]]) -> bool:
    """Tell whether most numbers repeat that of the item's heading above them: below a page's head they are new."""
    known, at = 0, 0
    for pair in pairs:
        numbers = {match["number"] for match in _HEADING.finditer(text, at, pair.start())}
        known += pair["number"] in numbers
        at = pair.end()
    return known > len(pairs) / 2
