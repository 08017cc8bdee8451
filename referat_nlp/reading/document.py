"""Reading a whole document: segments, items, header, and each item's proposals, decisions and absences.

`read` is a pure function of the text; its last results are kept, so that the components of a pipeline share one reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

from referat_nlp.danish.people import Named, Note
from referat_nlp.minutes import Absence
from referat_nlp.reading import case_numbers, decisions, sections
from referat_nlp.reading.hints import Hint, follow
from referat_nlp.reading.header import Header, HeaderReader
from referat_nlp.reading.items import LEADERS, Found, ItemFinder
from referat_nlp.reading.notes import NoteReader
from referat_nlp.reading.plain import collapse, key, plain
from referat_nlp.reading.proposals import ProposalReader
from referat_nlp.reading.records import Reading, ReadItem
from referat_nlp.reading.sections import Block
from referat_nlp.reading.segments import Segment, Segmenter
from referat_nlp.reading.vocabulary import vocabulary


@lru_cache(maxsize=2)
def read(text: str, extra: str | None = None, hints: tuple[Hint, ...] = ()) -> Reading:
    """Read a minutes document; `extra` is a folder of the user's own phrase files, `hints` what a model says of lines."""
    vocab = vocabulary(extra)
    segments = Segmenter(vocab).segment(text)
    follow(segments, hints)
    found = ItemFinder(vocab).find(segments, plain(text))
    # the line that opens every item of a layout without numbers is none of the page's
    openings = {key(segments[f.first].text) for f in found} if found and found[0].number is None else set()
    furniture = _page_furniture(segments, text, openings)
    clean = _blank(plain(text), [(s.start, s.end) for s in segments if s.kind == "furniture"])
    first = found[0].first if found else len(segments)
    notes = NoteReader(vocab, clean)
    blocks = [sections.cut(item, segments, clean, vocab.closing) for item in found]
    headings = [(b.body, b.date) for item in blocks for b in item if b.kind == "decision" and b.named != "history"]
    # where a page header opens every item, the first one's is the meeting's
    opening = found[0].body_from if found and found[0].number is None else first
    head_segments = segments[:opening]
    header = HeaderReader(vocab, clean, notes).read(
        head_segments, {key(i.title_text) for i in found if i.title_text}, headings
    )
    reading = Reading(
        clean, header, [], [], (0, segments[first].start if first < len(segments) else len(text)), [], furniture
    )
    reading.questions = [(None, a, b) for a, b in notes.drain()]
    reading.contents = _contents(segments[:first], found)
    for item_blocks in blocks:
        sections.settle_bodies(item_blocks, header.body, header.date)
    headless = decisions.headless(blocks)
    _stated_place(blocks, header, clean)
    item_notes: list[tuple[ReadItem, list[Note]]] = []
    for number, (item, item_blocks) in enumerate(zip(found, blocks, strict=True)):
        start = segments[item.first].start
        end = segments[found[number + 1].first].start if number + 1 < len(found) else len(text)
        one = ReadItem(item.number, item.title_text, item.closed, start, end, item_blocks)
        one.case_numbers = case_numbers.in_item(item, segments, clean, vocab)
        reader = decisions.DecisionReader(clean, vocab, notes, ProposalReader(clean, extra))
        own_notes = reader.read(one, header.body, header.date, headless)
        item_notes.append((one, own_notes))
        reading.questions += [(number, a, b) for a, b in notes.drain()]
        reading.items.append(one)
    _place_absences(reading, item_notes, header)
    reading.unassigned = _prose_in_header(segments[:first], header, reading.contents, clean)
    if found:
        _assign_foot(segments[sections.foot(found[-1], segments, vocab.closing) :], reading)
    return reading


# From this length on a paragraph in the header or the foot is prose, which belongs to neither
_PROSE = 200


def _prose_in_header(
    head: list[Segment], header: Header, contents: list[tuple[int, int]], text: str
) -> list[tuple[int, int]]:
    """Return the paragraphs of prose before the first item: perhaps an item that was not recognised."""
    people = [p.start for p in header.participants] + [p.start for p in header.marked]
    people += [person.start for note in header.notes for person, _ in note.absent]
    spots = {bisect_right([s.start for s in head], at) - 1 for at in people}
    inside = [any(a <= s.start < b for a, b in contents) for s in head]
    out: list[tuple[int, int]] = []
    k = 0
    while k < len(head):
        last = k
        while last + 1 < len(head) and not head[last + 1].blank and head[last + 1].kind == "text":
            last += 1
        stretch = range(k, last + 1)
        start, end = head[k].start, head[last].end
        plain_text = all(head[j].kind == "text" and not inside[j] and j not in spots for j in stretch)
        if plain_text and end - start > _PROSE and re.search(r"[a-zæøå]{2}\.(?:\s|$)", text[start:end]):
            out.append((start, end))
        k = last + 1
    return out


def _assign_foot(lines: list[Segment], reading: Reading) -> None:
    """Count signatures and addresses below the last item as furniture, and prose among them as unassigned."""
    for seg in lines:
        if seg.kind != "furniture":
            (reading.unassigned if len(seg.text) > _PROSE else reading.furniture).append((seg.start, seg.end))


def _blank(text: str, stretches: list[tuple[int, int]]) -> str:
    """Return the text with the stretches replaced by blanks of the same length."""
    if not stretches:
        return text
    parts, at = [], 0
    for start, end in sorted(stretches):
        if start < at:
            continue
        parts.append(text[at:start])
        parts.append(" " * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)


# 'Stevns Kommune, Økonomiudvalget, 07-12-2021', 'Side 3 af 15'; a page's number alone: '- 3 -', '2/5'
_PAGE_NUMBER = re.compile(r"[-–—]?[ \t]*\d{1,3}[ \t]*[-–—]?$|\d{1,3}[ \t]*/[ \t]*\d{1,3}$")


def _page_furniture(segments: list[Segment], text: str, openings: set[str]) -> list[tuple[int, int]]:
    """Mark running heads and page numbers as furniture: lines that recur page after page with other figures only."""
    shapes: dict[str, list[int]] = {}
    numbers: list[int] = []
    for i, seg in enumerate(segments):
        if seg.kind == "furniture" or key(seg.text) in openings:
            continue
        if "alone" in seg.info and not any(
            n.kind == "furniture" or _PAGE_NUMBER.match(n.text) for n in segments[max(0, i - 1) : i + 2]
        ):
            continue  # a body with a date is a decision's heading, unless it stands with a page's number
        if seg.kind == "text" and len(seg.text) < 9 and _PAGE_NUMBER.match(seg.text):
            numbers.append(i)
            continue
        if seg.kind in ("text", "header") and 8 < len(seg.text) < 160 and not seg.cut:
            shapes.setdefault(re.sub(r"\d+", "#", key(seg.text)), []).append(i)
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
                    segments[i].kind = "furniture"
    _mark_numbers(numbers, segments)
    _mark_neighbours(segments)
    return [(s.start, s.end) for s in segments if s.kind == "furniture"]


def _mark_neighbours(segments: list[Segment]) -> None:
    """Mark the other lines of a page header: what stands beside most page marks ('X Kommune' / '14. juni 2016' / 'Side 2.')."""
    pages = [
        i
        for i, s in enumerate(segments)
        if s.kind == "furniture"
        and re.search(r"\d", s.text)
        and re.match(r"(?:Side|s\.|S\.|Page)\b|[-–]?[ ]?\d|.*\bSide[ ]\d", s.text)
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
                segments[k].kind = "furniture"


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
            segments[i].kind = "furniture"


def _contents(head: list[Segment], found: list[Found]) -> list[tuple[int, int]]:
    """Return the stretch of the table of contents before the first item."""
    titles = {key(item.title_text) for item in found if item.title_text}
    start = None
    out: list[tuple[int, int]] = []
    for seg in head:
        if seg.kind == "contents":
            start = seg.start if start is None else start
        elif LEADERS.search(seg.text) or (key(re.sub(r"^\d+[a-z]?[.:]?\s+|[\s.]*\d*$", "", seg.text)) in titles):
            start = seg.start if start is None else start
        if start is not None:
            out = [(start, seg.end)]
    return out


def _stated_place(blocks: list[list[Block]], header: Header, text: str) -> None:
    """Take the place from the decision headings ('Dato: … / Sted: …') where the header has none."""
    if header.place is not None:
        return
    places: Counter[str] = Counter()
    for item in blocks:
        for block in item:
            if block.kind == "decision" and block.own:
                for label in block.labels:
                    if label.what == "place" and text[label.rest : label.end].strip():
                        places[collapse(text[label.rest : label.end])] += 1
    if places:
        header.place = places.most_common(1)[0][0]


def _place_absences(reading: Reading, notes: list[tuple[ReadItem, list[Note]]], header: Header) -> None:
    """Put each absence at its item, or at the items that its note names, or in the header."""
    by_number: dict[str, ReadItem] = {}
    for item in reading.items:
        if item.number:
            by_number.setdefault(item.number, item)
            by_number.setdefault(item.number.lstrip("0"), item)

    def made(person: Named, substitute: str | None) -> Absence:
        return Absence(person.name, person.party, substitute, person.start, person.end)

    def put(item: ReadItem, absent: Absence) -> None:
        for other in item.absent:
            if other.name == absent.name:
                other.substitute = other.substitute or absent.substitute
                other.party = other.party or absent.party
                return
        item.absent.append(absent)

    for item, item_notes in notes:
        for note in item_notes:
            for person, substitute in note.absent:
                named = note.limits.get(person.start)
                if named and (item.number is None or named != {item.number}):
                    targets = [by_number[n] for n in sorted(named, key=int) if n in by_number]
                    if targets:
                        for target in targets:
                            put(target, made(person, substitute))
                        continue
                put(item, made(person, substitute))
    for person in header.marked:
        reading.absent.append(made(person, None))
    for note in header.notes:
        for person, substitute in note.absent:
            named = note.limits.get(person.start)
            if named:
                targets = [by_number[n] for n in sorted(named, key=int) if n in by_number]
                for target in targets:
                    put(target, made(person, substitute))
                if targets:
                    continue
            known = next((a for a in reading.absent if a.name == person.name), None)
            if known:
                known.substitute = known.substitute or substitute
                known.party = known.party or person.party
            else:
                reading.absent.append(made(person, substitute))
