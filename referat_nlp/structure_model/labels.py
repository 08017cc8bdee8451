"""What each segment of an annotated document is: told by its gold file, and by the rules where gold is silent.

Gold files name items, proposals, decisions, file numbers and absences, but no section headings. So the lines that hold
a title are headings of items, what stands within a quoted text is running text whatever it looks like, and the short
line right above a decision or a list of proposals is its heading, also where no phrase file lists it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any

from referat_nlp.annotations import item_stretches
from referat_nlp.danish.file_numbers import LABELLED
from referat_nlp.danish.names import NAME
from referat_nlp.quotations import PrintedText
from referat_nlp.reading.labelled import label_end
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.structure_model.lines import SHORT

TEXT, ITEM, TITLE = "text", "item", "title"
HEADING = "heading "  # and the kind of section
HEADER = "header "  # and the field of the meeting
# So many items must have the same unlisted line above their decision for it to be a heading.
RECURS = 2
# '<proposer> indstiller, at:' between the heading and the list.
_INTRODUCES = re.compile(r"(?::|,|\bat)$|\b(?:indstiller|foreslår|anbefaler)\b")
# A label before a number: a word or some, no sentence
_WORDS = re.compile(r"[^\W\d_][^\d.,;]{1,30}[.:]?[ \t]*(?:nr\.?[ \t]*)?:?[ \t]*")
_NAME = re.compile(NAME)
# What may stand between a heading and the text that it is the heading of.
_BETWEEN = ("absence", "substitute", "furniture", "label")


def _between(tag: str) -> bool:
    return tag in _BETWEEN or tag.startswith(HEADER)


def tag_of_rule(seg: Segment) -> str:
    """Return the tag that the rules give a segment: its kind, or the kind of section that it is the heading of."""
    if "history" in seg.info and seg.kind == "text":
        return "body and date"
    if seg.kind in ("heading", "header"):
        return f"{seg.kind} {seg.what}"
    return seg.kind if seg.kind != "decision" else "heading decision"


def reference(text: str, gold: dict[str, Any], segments: Sequence[Segment]) -> list[str]:
    """Return the tag of each segment, in the order of the segments."""
    tags = [tag_of_rule(seg) for seg in segments]
    starts = [seg.start for seg in segments]
    printed = PrintedText(text)
    floor = 0
    above: dict[str, list[int]] = {}
    told: list[tuple[int, int]] = []  # all that the gold quotes as proposals and decisions
    for item, stretch in zip(gold["items"], item_stretches(gold["items"], printed), strict=True):
        quoted = []
        for kind in ("proposals", "decisions"):
            for row in item[kind]:
                place = printed.find(row["text"], stretch)
                if place:
                    quoted.append((kind, *printed.origin(place)))
        title = printed.last(item["title"], stretch) if item["title"] else None
        if title:
            start, end = printed.origin(title)
            floor = _tag_title(tags, segments, starts, item, start, end, floor)
        told += [(start, end) for _, start, end in quoted]
        for _, start, end in quoted:
            _tag_quoted(tags, segments, starts, start, end)
        for kind in ("proposals", "decisions"):
            mine = [start for one, start, _ in quoted if one == kind]
            k = _heading_above(tags, segments, starts, mine, floor) if mine else None
            if k is not None:
                above.setdefault(f"heading {kind[:-1]}", []).append(k)
    _tag_labelled(tags, segments, gold, told)
    # a line that stands above one decision only may be anything
    for tag, places in above.items():
        times = Counter(key(segments[k].text) for k in places)
        for k in places:
            if times[key(segments[k].text)] >= RECURS:
                tags[k] = tag
    return tags


def _tag_labelled(
    tags: list[str], segments: Sequence[Segment], gold: dict[str, Any], quoted: Sequence[tuple[int, int]]
) -> None:
    """Tag the lines whose label the rules do not know, by what stands behind it: a file number, or a name of the gold.

    'Mappe 24/118', 'Savnede: Ida Holm': where the gold has number or absence, that is what the label means; but not in
    a decision that it quotes, where a line may tell who voted how, and participants stand above all items.
    """
    first = next((k for k, tag in enumerate(tags) if tag == ITEM), 0)
    spots = sorted(quoted)
    starts = [start for start, _ in spots]
    meeting = gold["meeting"]
    numbers = {number for item in gold["items"] for number in item["case_numbers"]}
    absent = {one["name"] for item in (meeting, *gold["items"]) for one in item["absent_members"]}
    present = {*meeting["participants"]} - absent
    for k, seg in enumerate(segments):
        if tags[k] != TEXT:
            continue
        number = LABELLED.search(seg.text, 0, SHORT)
        if number and number[0] in numbers and _WORDS.fullmatch(seg.text, 0, number.start()):
            tags[k] = "case"
            continue
        near = bisect_right(starts, seg.start) - 1
        if near >= 0 and seg.start < spots[near][1]:
            continue
        at = label_end(seg.text) or 0
        name = _NAME.match(seg.text, at) if at else None
        if name and not _NAME.match(seg.text, 0, at):
            printed = " ".join(name[0].split())
            if printed in absent:
                tags[k] = "absence"
            elif printed in present and k < first:
                tags[k] = f"{HEADER}participants"


def _at(starts: Sequence[int], place: int) -> int:
    return max(0, bisect_right(starts, place) - 1)


def _tag_title(
    tags: list[str],
    segments: Sequence[Segment],
    starts: Sequence[int],
    item: dict[str, Any],
    start: int,
    end: int,
    floor: int,
) -> int:
    """Tag the lines of an item's title and its number; return the index of the first line below them."""
    first, last = _at(starts, start), bisect_left(starts, end) - 1
    number = re.escape(item["number"] or "")
    head = first
    if item["number"] and not re.search(
        rf"(?<!\d){number}(?!\d)", segments[first].text[: start - segments[first].start]
    ):
        # the number stands on a line of its own above the title, or the title is printed twice
        for k in range(first - 1, max(floor, first - 6) - 1, -1):
            if re.search(rf"(?<!\d){number}(?!\d)", segments[k].text[:30]) and (
                len(segments[k].text) < 30 or key(item["title"])[:25] in key(segments[k].text)
            ):
                head = k
                break
    tags[head] = ITEM
    for k in range(head + 1, last + 1):
        if k >= first or key(segments[k].text) == key(item["title"]):
            tags[k] = TITLE if tags[k] in (TEXT, TITLE, ITEM) or k >= first else tags[k]
    return last + 1


def _tag_quoted(tags: list[str], segments: Sequence[Segment], starts: Sequence[int], start: int, end: int) -> None:
    """Tag the lines within a quoted text as running text."""
    first, last = _at(starts, start), bisect_left(starts, end) - 1
    for k in range(first + (segments[first].start < start), last + 1):
        if tags[k] not in (TEXT, "furniture", "absence") and segments[k].end <= end + 2:
            tags[k] = TEXT


def _heading_above(
    tags: Sequence[str], segments: Sequence[Segment], starts: Sequence[int], quoted: Sequence[int], floor: int
) -> int | None:
    """Return the line that could be the unlisted heading of the texts that begin at `quoted`, None where none can."""
    k = _at(starts, min(quoted))
    if segments[k].start == min(quoted):
        k -= 1
    steps = 0
    while k >= floor and (_between(tags[k]) or (tags[k] == TEXT and _INTRODUCES.search(segments[k].text))):
        k, steps = k - 1, steps + 1
        if steps > 4:
            return None
    if k < floor or tags[k] != TEXT:
        return None
    line = segments[k].text
    fits = len(line) <= SHORT // 2 and line[0].isupper() and line[-1] not in ".;,)" and key(line)
    return k if fits else None
