"""Page furniture: the heads, numbers and links that a page adds to the text, and that belong to no item."""

from __future__ import annotations

import re
from collections import Counter

from referat_nlp.danish.dates import find_date
from referat_nlp.reading.found import Found
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment

_BEFORE_BODY = re.compile(r"^.*\bkommune[,:–-]*[ ]+")
# 'Stevns Kommune, Økonomiudvalget, 07-12-2021', 'Side 3 af 15'; a page's number alone: '- 3 -', '2/5'
_PAGE_NUMBER = re.compile(r"[-–—]?[ \t]*\d{1,3}[ \t]*[-–—]?$|\d{1,3}[ \t]*/[ \t]*\d{1,3}$")
# Marks of a page: 'Side 3', '- 4 -', and a head with the page's number in a column of its own
_PAGED = re.compile(r"(?:Side|s\.|S\.|Page)\b|[-–]?[ ]?\d|.*\bSide[ ]\d")
_FIGURES = re.compile(r"\d+")
# What heads hold that name no page, and those that do: see `_mark_heads`
_PARTS_OF_HEADS = (
    "kommune",
    "region",
    "referat",
    "protokol",
    "dagsorden",
    "side ",
    "blad ",
    "page ",
    "udvalg",
    "råd",
    "møde",
    "bestyrelse",
)
_SHORT_PAGE = re.compile(r"s\.? ?[\d#]")
_NUMBER_COLUMN = re.compile(r"(?:(?<=\t)|(?<=[ \t]{2}))\d{1,3}$")


def _make(segments: list[Segment], index: int, kind: str) -> None:
    """Put a segment of this kind in the place of one that others may share."""
    segments[index] = segments[index].copy()
    segments[index].kind = kind


def _of_page(words: str) -> bool:
    """Tell whether a line, as `key`, may be a page's head: as few lines it holds a word of one, or a page's number."""
    for part in _PARTS_OF_HEADS:
        if part in words:
            return True
    return "s" in words and _SHORT_PAGE.search(words) is not None


def mark(segments: list[Segment], found: list[Found]) -> list[tuple[int, int]]:
    """Mark the pages' heads and numbers among the segments as furniture; return where all furniture stands."""
    # the line that opens every item of a layout without numbers is none of the page's
    openings = {key(segments[f.first].text) for f in found} if found and found[0].number is None else set()
    numbers = _mark_heads(segments, openings)
    _mark_meetings(segments, found)
    _mark_numbers(numbers, segments)
    _mark_neighbours(segments)
    _keep_words(segments, found)
    return [(s.start, s.end) for s in segments if s.kind == "furniture"]


def _mark_heads(segments: list[Segment], openings: set[str]) -> list[int]:
    """Mark running heads: lines that recur page after page with other figures only. Return the indexes of lone figures."""
    shapes: dict[str, list[int]] = {}
    numbers: list[int] = []
    for i, seg in enumerate(segments):
        if seg.kind == "furniture" or (openings and key(seg.text) in openings):
            continue
        if "alone" in seg.info and not any(
            n.kind == "furniture" or _PAGE_NUMBER.match(n.text) for n in segments[max(0, i - 1) : i + 2]
        ):
            continue  # a body with a date is a decision's heading, unless it stands with a page's number
        if seg.kind == "text" and len(seg.text) < 9 and _PAGE_NUMBER.match(seg.text):
            numbers.append(i)
            continue
        if seg.kind in ("text", "header") and 8 < len(seg.text) < 160 and not seg.cut:
            words = key(seg.text)
            if _of_page(words):
                shapes.setdefault(_FIGURES.sub("#", words), []).append(i)
    for shape, places in shapes.items():
        if len(places) < 2:
            continue
        headish = re.search(
            r"kommune|region\b|referat|protokol|dagsorden|\bside #|\bblad |udvalg|råd|møde|bestyrelse", shape
        )
        has_date = re.search(r"#[-./ ]+#[-./ ]+#|#\. \w+ #", shape)
        paged = re.search(r"side #|(?<![-\w])s\.? ?#|page #|\bblad (?:nr\.? )?#", shape)
        printed = {segments[i].text for i in places}
        stops = any(segments[i].text.rstrip().endswith((".", ",", ";")) and not paged for i in places)
        if stops or (re.match(r"(?:beslutning|sag|punkt|pkt|åben|lukket|[-•·\d#])", shape) and not paged):
            continue
        if (
            (paged and (headish or has_date) and (len(places) >= 2))
            or (headish and has_date and len(places) >= 2 and not re.search(r"pkt|punkt", shape))
            or (len(places) >= 3 and headish and len(printed) == 1 and re.search(r"kommune|region\b|politik", shape))
        ):
            spread = segments[places[-1]].start - segments[places[0]].start
            # the first one may be the heading itself; it stays where it is the document's first line
            for n, i in enumerate(places):
                if n == 0 and segments[i].start < 1500 and not paged:
                    continue
                if spread > 600:
                    _make(segments, i, "furniture")
    return numbers


def _mark_meetings(segments: list[Segment], found: list[Found]) -> None:
    """Mark running heads of this meeting's body and date alone, which look like the heading of its decision.

    They are the page's where the items that hold one have a heading of their decision besides: 'Teknisk Udvalg,
    03-03-2021' in the midst of an account. Another body's, or another day's, quote what was decided there.
    """
    if not found:
        return
    head = segments[: found[0].first]
    names = "\n".join(key(s.text) for s in head)
    dates = {date[0] for s in head if (date := find_date(s.text))}
    places: dict[str, list[int]] = {}
    decided: Counter[str] = Counter()
    items: Counter[str] = Counter()
    for item in found:
        lines: dict[str, int] = {}
        headed = listing = False
        for k in range(item.body_from, item.last):
            seg = segments[k]
            if "alone" in seg.info:
                day, body = seg.info["history"]
                above = segments[k - 1]
                # below an empty 'Beslutning' it says whose decision it is, and so does the next body's there
                listing = listing or (above.kind == "decision" and above.rest >= above.end)
                if not listing and day in dates and _BEFORE_BODY.sub("", key(body or "")) in names:
                    lines.setdefault(key(seg.text), k)
                    places.setdefault(key(seg.text), []).append(k)
            elif seg.kind in ("decision", "heading"):
                headed = headed or seg.kind == "decision"
                listing = False
        items.update(lines.keys())
        if headed:
            decided.update(lines.keys())
    for line, indexes in places.items():
        if len(indexes) > 1 and decided[line] >= 0.6 * items[line]:
            for k in indexes:
                _make(segments, k, "furniture")


def _keep_words(segments: list[Segment], found: list[Found]) -> None:
    """Make furniture text again where it is glued to a word within running text, which would lose a part of the word.

    'Hent som PDFGodkendt.' below a heading begins with 'Godkendt'; below text of its own the line stays as printed.
    """
    for item in found:
        running = False  # the segment before is text, so that a value may run over this one
        for k in range(item.body_from, item.last):
            seg = segments[k]
            if seg.kind == "furniture":
                glued = k > item.body_from and segments[k - 1].end == seg.start
                glued = glued or (k + 1 < item.last and seg.end == segments[k + 1].start)
                if running and glued and k + 1 < item.last and segments[k + 1].kind == "text":
                    _make(segments, k, "text")
            else:
                running = seg.kind == "text" or (seg.kind in ("heading", "decision") and seg.rest < seg.end)


def _mark_neighbours(segments: list[Segment]) -> None:
    """Mark the other lines of a page header: what stands beside most page marks ('X Kommune' / '14. juni 2016' / 'Side 2.')."""
    pages = [
        i
        for i, s in enumerate(segments)
        if s.kind == "furniture"
        and re.search(r"\d", s.text)
        and (_PAGED.match(s.text) or _NUMBER_COLUMN.search(s.text))
    ]
    if len(pages) < 3:
        return
    near: dict[str, list[int]] = {}
    for i in pages:
        for step in (-1, 1):
            for k in (i + step, i + 2 * step, i + 3 * step):
                if (
                    not 0 <= k < len(segments)
                    or segments[k].kind not in ("text", "furniture", "header")
                    or len(segments[k].text) > 120
                    or _below_label(segments, k)
                ):
                    break
                if segments[k].kind != "furniture":
                    near.setdefault(re.sub(r"\d+", "#", key(segments[k].text)), []).append(k)
    for shape, places in near.items():
        places = sorted(set(places))
        if (
            len(places) >= max(3, 0.6 * len(pages))
            and len(shape) > 3
            and not re.match(r"(?:beslutning|bilag|indstilling|resum|sagsfremst|godkendt|#$)", shape)
        ):
            for k in places:
                _make(segments, k, "furniture")


def _below_label(segments: list[Segment], k: int) -> bool:
    """Tell whether a line stands below 'Fraværende': who is absent all day is printed at the end of many pages."""
    for i in range(k - 1, max(-1, k - 6), -1):
        if segments[i + 1].blank or segments[i].kind not in ("text", "absence", "substitute"):
            return False
        if segments[i].kind != "text":
            return True
    return False


def _mark_numbers(numbers: list[int], segments: list[Segment]) -> None:
    """Mark page numbers: lone figures that rise by one, a page apart."""
    chains: dict[int, tuple[list[int], int]] = {}  # last value -> (segments, where the last one stands)
    best: list[int] = []
    for i in numbers:
        value = int(re.search(r"\d+", segments[i].text)[0])  # type: ignore[index]
        start = segments[i].start
        options = [c for c in (chains.get(value - 1), chains.get(value - 2)) if c and start - c[1] > 250]
        longest = max((c[0] for c in options), key=len, default=[])
        chain = [*longest, i]
        if value not in chains or len(chain) >= len(chains[value][0]):
            chains[value] = (chain, start)
        if len(chain) > len(best):
            best = chain
    if len(best) >= 3 or (len(best) == 2 and all(not segments[i].text.isdigit() for i in best)):
        for i in best:
            _make(segments, i, "furniture")
