"""Every mistake in its context: the text around it twice, with what the gold file says marked, and what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from referat_nlp.annotations import Document
from referat_nlp.evaluation.places import Span
from referat_nlp.evaluation.scoring import Slip

# So many characters are shown before and after each end of a value; what lies further from them is left out.
AROUND = 130
# A gap of fewer characters is shown after all.
_SMALL_GAP = 60
# The beginning of the document is shown for a value that is printed nowhere, such as a date.
_HEAD = 260
_BLANKS = re.compile(r"[ \t]{3,}")
_BLANK_LINES = re.compile(r"\n\s+")
# What a word may be longer than an excerpt's edge is moved for it.
_LONGEST_WORD = 25


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text, marked where it belongs to the value; `gap` stands for what is left out."""

    text: str
    marked: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A mistake with the text around it, as the gold file has it and as the result has it."""

    slip: Slip
    layout: str
    gold: list[Fragment]
    found: list[Fragment]


def cases(documents: Iterable[Document], slips: Sequence[Slip]) -> list[Case]:
    """Return mistakes in their contexts, in their order."""
    by_name = {document.name: document for document in documents}
    out = []
    for slip in slips:
        document = by_name[slip.document]
        windows = kept(document.text, [span for span in (slip.gold_span, slip.found_span) if span])
        sides = [fragments(document.text, windows, span) for span in (slip.gold_span, slip.found_span)]
        out.append(Case(slip, document.layout, *sides))
    return out


def kept(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the stretches of a text that show the ends of the spans and what is around them.

    >>> kept("a" * 1000, [(300, 310), (800, 820)])
    [(145, 465), (645, 975)]
    """
    ends = sorted({end for span in spans for end in span})
    out: list[Span] = []
    for end in ends or [0]:
        start, stop = end - AROUND, end + (AROUND if ends else _HEAD)
        if out and start - out[-1][1] < _SMALL_GAP:
            out[-1] = out[-1][0], stop
        else:
            out.append((start, stop))
    return [(_outwards(text, start, -1), _outwards(text, stop, 1)) for start, stop in out]


def _outwards(text: str, at: int, step: int) -> int:
    """Return the end of the word at an excerpt's edge."""
    at = min(max(at, 0), len(text))
    for _ in range(_LONGEST_WORD):
        inside = 0 < at < len(text)
        if not inside or text[at - 1].isspace() or text[at].isspace():
            break
        at += step
    return at


def fragments(text: str, windows: Sequence[Span], span: Span | None) -> list[Fragment]:
    """Return what stands in the windows, marked where the span is; gaps between and around them."""
    out: list[Fragment] = []
    for start, stop in windows:
        if start > 0:
            out.append(Fragment("…", gap=True))
        cuts = sorted({start, stop, *(end for end in span or () if start < end < stop)})
        for begin, end in pairwise(cuts):
            marked = span is not None and span[0] <= begin < span[1]
            out.append(Fragment(_short(text[begin:end]), marked))
    if windows and windows[-1][1] < len(text):
        out.append(Fragment("…", gap=True))
    return out


def _short(text: str) -> str:
    """Return a text without empty lines and wide gaps."""
    return _BLANKS.sub("  ", _BLANK_LINES.sub("\n", text))
