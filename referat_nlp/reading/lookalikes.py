"""Lines that only look like the heading of a section."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from referat_nlp.reading.plain import key

if TYPE_CHECKING:
    from referat_nlp.reading.segments import Segment

_MARK = re.compile(r"[•·●▪]")
# What a line that is broken in the midst of its sentence ends in, and how long it is at least.
_GOES_ON = re.compile(r"[\w,]\Z")
_FULL = 50


def unmark(segments: list[Segment], kind_labels: set[str]) -> None:
    """Make text of the headings that are none: the value of a label above, an entry in the midst of a list.

    'Punkttype' / 'Beslutning.' says what kind of item it is (`kind_labels`, as `key`); '· Ansvar' / '· Konklusion' /
    '· Oplysninger' is a list; '… siger nej til' / 'ansøgningen.' is the end of a sentence.
    """
    for k, seg in enumerate(segments):
        if seg.kind == "text":
            continue
        if k and _ends_sentence(segments[k - 1], seg):
            seg.kind, seg.what, seg.rest = "text", "", seg.end
            continue
        if seg.kind not in ("heading", "decision") or seg.rest < seg.end or not k:
            continue
        above = segments[k - 1]
        if not seg.blank and above.text[-1] != "." and key(above.text) in kind_labels:
            above.kind = seg.kind = "label"
            continue
        mark = _MARK.match(seg.text)
        if mark is None or k + 1 == len(segments):
            continue
        beside = (above, segments[k + 1])
        if all(s.kind == "text" and s.text.startswith(mark[0]) for s in beside):
            seg.kind, seg.what, seg.rest = "text", "", seg.end


def _ends_sentence(above: Segment, seg: Segment) -> bool:
    """Tell whether a word that stands among the headings and labels is what a broken line left over for the next one."""
    return (
        seg.kind not in ("text", "furniture")
        and seg.text[0].islower()
        and seg.text[-1] == "."
        and not (seg.blank or seg.cut or seg.level)
        and seg.rest >= seg.end
        and above.kind == "text"
        and len(above.text) >= _FULL
        and _GOES_ON.search(above.text) is not None
    )
