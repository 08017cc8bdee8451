"""Labels at the beginning of a line, and headings that a converter has run into the paragraph behind a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from referat_nlp import phrases
from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment

# What a label ends with: a colon, a cell's edge
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:\t]{0,58}?)(?:[ \t]*(?<!\d):(?!//)|(?<=\d):(?!\d)|\t|[ ]{2,}(?=\S))[ \t]*")
_WORD = re.compile(r"[^\W\d_]{3}")  # 'a)' is the mark of a list
# So many lines must have a label, and so much of them must look alike behind it, for it to be a heading.
FEWEST = 3
SHARE = 2 / 3


def label_end(text: str) -> int | None:
    """Return where the value behind a line's label begins, the line's end where it is a label alone; None without one.

    >>> label_end("Ansv. enhed: Vej og Park"), label_end("Mødt ikke:"), label_end("Vej og Park")
    (13, 10, None)
    """
    if ":" not in text and "\t" not in text and "  " not in text:
        return None  # nothing ends a label
    match = _LABEL.match(text)
    return match.end() if match else None


def mark_headings(segments: list[Segment], extra: str | None = None) -> None:
    """Put headings in the place of the labels behind which the decisions, or the proposals, of the whole document stand.

    'Mødets svar: Godkendt.' in item after item, and nowhere a heading of decisions: there is none but this one.
    """
    openings = tuple(phrases.load("deciding", extra)["openings"])
    for kind, what, begins in (("decision", "decision", openings), ("heading", "proposal", ("at ", "At "))):
        if any(seg.kind in ("heading", "decision") and seg.what == what for seg in segments):
            continue
        for places in _labels(segments).values():
            values = [segments[k].text[at:] for k, at in places]
            if len(places) >= FEWEST and sum(v.startswith(begins) for v in values) >= SHARE * len(places):
                for k, at in places:
                    seg = segments[k] = segments[k].copy()
                    seg.kind, seg.what, seg.rest = kind, what, seg.start + at


def _labels(segments: Sequence[Segment]) -> dict[str, list[tuple[int, int]]]:
    """Return for each label before a text, but a body's name, its lines and where in them the text begins."""
    found: dict[str, list[tuple[int, int]]] = {}
    for k, seg in enumerate(segments):
        at = label_end(seg.text) if seg.kind == "text" and "history" not in seg.info else None
        if at is not None and at < len(seg.text):
            label = seg.text[:at].rstrip(" :\t")
            body = list(CORE_WORD.finditer(label))
            if _WORD.search(label) and not (body and body[-1].end() == len(label)):
                found.setdefault(key(label), []).append((k, at))
    return found
