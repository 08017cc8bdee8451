"""Where the tagger knows better: what it would have rules and reader take a line for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from referat_nlp.danish.file_numbers import STRONG
from referat_nlp.danish.names import NAME
from referat_nlp.reading.hints import Hint
from referat_nlp.reading.labelled import label_end
from referat_nlp.reading.plain import key
from referat_nlp.reading.proposals import ADDRESSEE
from referat_nlp.reading.segments import Segment, segments_of
from referat_nlp.reading.vocabulary import vocabulary
from referat_nlp.structure_model.features import read_features
from referat_nlp.structure_model.labels import HEADER, HEADING, ITEM, TEXT, tag_of_rule
from referat_nlp.structure_model.lines import decides, proposes, readable
from referat_nlp.structure_model.tagger import Tagger, pooled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# From this probability on an unlisted line is taken for a heading.
SURE_HEADING = 0.6
# What stands under these is data: a heading is only theirs from this probability on, else one of running text.
SURE_KIND = {"decision": 0.5, "proposal": 0.7}
# A model that can hardly tell what kind a heading is of has no heading before it.
LEAST = 0.4
# From these on an unlisted line is taken for one with that label, or for that mark.
SURE_LINE = {
    "case": 0.9,
    "label": 0.7,
    "absence": 0.7,
    "substitute": 0.8,
    "open": 0.9,
    "closed": 0.9,
    "furniture": 0.95,
    HEADER: 0.8,
}


_NAME = re.compile(NAME)
# From this on it is told how likely an item begins at a line; of others it is taken to be unlikely.
PERHAPS_ITEM = 0.02
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2}")
_LABEL = re.compile(r"[^\W\d_]{3}")
_CELLS = re.compile(r"\S(?:\t|[ ]{2,})[ \t]*\S")


def advise(text: str, tagger: Tagger, extra: str | None = None) -> tuple[Hint, ...]:
    """Return the lines that no rule knows and the tagger does, each with the probability of its kind."""
    segments = segments_of(text, extra)
    table = tagger.probabilities_of(read_features(segments, extra), pooled(segments))
    kinds = {tag.removeprefix(HEADING): k for k, tag in enumerate(tagger.tags) if tag.startswith(HEADING)}
    numbers = vocabulary(extra).other_labels
    hints = []
    item = tagger.tags.index(ITEM) if ITEM in tagger.tags else None
    # where the meeting is told of, above all items
    header = next((k for k, s in enumerate(segments) if s.kind in ("case", "heading", "decision")), len(segments))
    for k in _worth_asking(table, tagger.tags, item, list(kinds.values())):
        seg, row = segments[k], table[k]
        if item is not None and row[item] >= PERHAPS_ITEM:
            hints.append(Hint(seg.start, seg.end, ITEM, "", round(float(row[item]), 4)))
        if tag_of_rule(seg) != TEXT or not readable(seg.text):
            continue
        if ADDRESSEE.match(seg.text) and k and proposes(segments[k - 1].text, extra):
            continue  # 'Forvaltningen indstiller' / 'Til Byrådet:'
        hint = _heading(seg, row, kinds, extra) or _line(seg, row, tagger.tags)
        if hint and (k < header or hint.kind != "header") and not _other(seg, hint, numbers):
            hints.append(hint)
    return tuple(hints)


def _worth_asking(table: NDArray[np.float64], tags: Sequence[str], item: int | None, headings: list[int]) -> list[int]:
    """Return the lines that may get a hint: most are what the rules say, and it is seen for all of them at once."""
    import numpy as np

    least = 1e-9  # sums differ in their last digits by the order of what is added
    sure = np.array([SURE_LINE.get(HEADER if tag.startswith(HEADER) else tag, 2.0) for tag in tags])
    worth = table.max(axis=1, initial=0.0) >= sure[table.argmax(axis=1)]
    if headings:
        worth |= table[:, headings].sum(axis=1) >= SURE_HEADING - least
    if item is not None:
        worth |= table[:, item] >= PERHAPS_ITEM
    result: list[int] = np.flatnonzero(worth).tolist()
    return result


def _other(seg: Segment, hint: Hint, labels: set[str]) -> bool:
    """Tell whether the line begins with a listed label of other things: 'Dok. 317-2016-501247', 'Sagsbeh. Ida Holm'."""
    return key(seg.text[: hint.end - seg.start]) in labels or key(seg.text.split()[0]) in labels


def _heading(seg: Segment, row: NDArray[np.float64], kinds: dict[str, int], extra: str | None) -> Hint | None:
    """Return the hint that a line is a section's heading, None where it hardly is."""
    rated = {what: float(row[k]) for what, k in kinds.items()}
    if not rated or sum(rated.values()) < SURE_HEADING:
        return None
    able = [what for what, p in rated.items() if p >= SURE_KIND.get(what, LEAST)]
    if not able:
        return None
    what = max(able, key=lambda kind: rated[kind])
    at = label_end(seg.text)
    if what == "decision" and at is None and decides(seg.text, extra):
        return None  # 'Vedtaget i overensstemmelse med indstillingen'
    end = seg.end if at is None else seg.start + at  # 'Udvalgets holdning: Godkendt.'
    if what == "proposal" and proposes(seg.text, extra):
        end = seg.start  # 'Kommunaldirektøren anbefaler' names the proposer too, and is read with the proposals
    return Hint(seg.start, end, "decision" if what == "decision" else "heading", what, round(rated[what], 4))


def _names(text: str, at: int) -> bool:
    """Tell whether behind an absence's label stands nothing or the beginning of names, and no name in the label."""
    value = text[at:]
    if _DIGIT.search(text, 0, at) or _NAME.match(text, 0, at):
        return False
    return not value.strip() or (_NAME.match(value) is not None and not value.isupper())


def _line(seg: Segment, row: NDArray[np.float64], tags: Sequence[str]) -> Hint | None:
    """Return the hint that a line has a label or is a mark, None where it hardly is."""
    k = int(row.argmax())
    kind, what = (HEADER, tags[k].removeprefix(HEADER)) if tags[k].startswith(HEADER) else (tags[k], "")
    if row[k] < SURE_LINE.get(kind, 2.0):
        return None
    at = label_end(seg.text)
    if kind == "case":
        number = STRONG.search(seg.text)
        if number is None and _DIGIT.search(seg.text):
            return None  # another number
        if number is not None:
            at = number.start()
            if not _WORD.search(seg.text, 0, at):
                return None  # without a label: the rules know where such a number is the item's
    elif at is not None and not _LABEL.search(seg.text, 0, at):
        return None  # 'C.  EVENTUELT'
    elif at is not None and (not _names(seg.text, at) if kind == "absence" else _CELLS.search(seg.text, at)):
        return None  # a row of a table, or no names
    if kind == HEADER and at is None:
        return None
    end = seg.end if at is None else seg.start + at
    return Hint(seg.start, end, kind.strip(), what, round(float(row[k]), 4))
