"""What a learned model says of single lines; the reader follows it as if a phrase file had listed them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from referat_nlp.reading.segments import Segment

ITEM = "item"
_NUMBER_ALONE = re.compile(
    r"(?:(?:punkt|pkt\.?|sag(?:[ ]nr\.?)?)[ ]?\d{1,4}[a-z]?[.:]?|\d{1,4}[a-z]?\.)$", re.IGNORECASE
)


class Hint(NamedTuple):
    """A stretch of a line and what it is: `kind` and `what` as of a `Segment`, `certainty` from 0 to 1.

    The kind 'item' says how likely an item begins there; it counts with the rules' own evidence, and changes no line.
    """

    start: int
    end: int
    kind: str
    what: str
    certainty: float


def follow(segments: list[Segment], hints: Sequence[Hint]) -> None:
    """Put in the place of segments copies that are what the hints say."""
    starts = [seg.start for seg in segments]
    for hint in hints:
        k = bisect_right(starts, hint.start) - 1
        seg = segments[k]
        if hint.kind == ITEM:
            seg = segments[k] = seg.copy()
            seg.info[ITEM] = hint.certainty
        elif seg.start == hint.start and not (k and not seg.blank and _NUMBER_ALONE.match(segments[k - 1].text)):
            seg = segments[k] = seg.copy()
            # a line right below an item's number is its title, however short: '6.' / 'Visionsplan' / 'Intet.'
            seg.kind, seg.what, seg.rest = hint.kind, hint.what, min(hint.end, seg.end)
            seg.info["hint"] = hint.certainty
