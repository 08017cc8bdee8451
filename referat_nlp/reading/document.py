"""Reading a whole document: segments, items, header, and each item's proposals, decisions and absences.

`read` is a pure function of the text; its last results are kept, so that the components of a pipeline share one reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import lru_cache

from referat_nlp.danish.people import Named, Note
from referat_nlp.memories import remembers
from referat_nlp.minutes import Absence
from referat_nlp.reading import case_numbers, contents, decisions, flat_pages, furniture, sections
from referat_nlp.reading.header import Header, HeaderReader
from referat_nlp.reading.hints import Hint, follow
from referat_nlp.reading.items import ItemFinder
from referat_nlp.reading.labelled import mark_headings
from referat_nlp.reading.notes import NoteReader
from referat_nlp.reading.plain import collapse, key, plain
from referat_nlp.reading.proposals import ProposalReader
from referat_nlp.reading.records import Reading, ReadItem
from referat_nlp.reading.sections import Block
from referat_nlp.reading.segments import Segment, segments_of
from referat_nlp.reading.vocabulary import vocabulary


@remembers
@lru_cache(maxsize=2)
def read(text: str, extra: str | None = None, hints: tuple[Hint, ...] = ()) -> Reading:
    """Read a minutes document; `extra` is a folder of the user's own phrase files, `hints` what a model says of lines."""
    vocab = vocabulary(extra)
    segments = list(segments_of(text, extra))  # shared: whoever changes one puts a copy in its place
    follow(segments, hints)
    mark_headings(segments, extra)
    words = plain(text)
    found = ItemFinder(vocab).find(segments, words)
    pages = furniture.mark(segments, found)
    clean, wrapped = _rejoin(_blank(words, pages), pages)
    clean = flat_pages.in_lines(clean, segments)
    for k, seg in enumerate(segments) if wrapped else ():
        if seg.start in wrapped:
            segments[k] = seg.copy()
            segments[k].blank = 0
    first = found[0].first if found else len(segments)
    notes = NoteReader(vocab, clean)
    ends = [sections.foot(item, segments, vocab) for item in found]
    blocks = [sections.cut(item, end, segments, clean) for item, end in zip(found, ends, strict=True)]
    headings = [(b.body, b.date) for item in blocks for b in item if b.kind == "decision" and b.named != "history"]
    # where a page header opens every item, the first one's is the meeting's
    opening = found[0].body_from if found and found[0].number is None else first
    head_segments = segments[:opening]
    titles = {key(i.title_text) for i in found if i.title_text}
    header = HeaderReader(vocab, clean, notes).read(head_segments, titles, headings)
    reading = Reading(
        clean, header, [], [], (0, segments[first].start if first < len(segments) else len(text)), [], pages
    )
    reading.questions = [(None, a, b) for a, b in notes.drain()]
    reading.contents = contents.stretch(segments[:first], titles)
    for item_blocks in blocks:
        sections.settle_bodies(item_blocks, header.body, header.date)
    headless = decisions.headless(blocks)
    _stated_place(blocks, header, clean)
    item_notes: list[tuple[ReadItem, list[Note]]] = []
    proposals = ProposalReader(clean, extra)
    reader = decisions.DecisionReader(clean, vocab, notes, proposals)
    for number, (item, item_blocks) in enumerate(zip(found, blocks, strict=True)):
        start = segments[item.first].start
        end = segments[found[number + 1].first].start if number + 1 < len(found) else len(text)
        one = ReadItem(item.number, item.title_text, item.closed, start, end, item_blocks)
        one.case_numbers = case_numbers.in_item(item, ends[number], segments, clean, vocab)
        own_notes = reader.read(one, header.body, header.date, headless)
        item_notes.append((one, own_notes))
        reading.questions += [(number, a, b) for a, b in notes.drain()]
        reading.items.append(one)
    _place_absences(reading, item_notes, header)
    reading.unassigned = _prose_in_header(segments[:first], header, reading.contents, clean)
    if found:
        _assign_foot(segments[ends[-1] :], reading)
    return reading


# From this length on a paragraph in the header or the foot is prose, which belongs to neither
_PROSE = 200


def _prose_in_header(
    head: list[Segment], header: Header, contents: list[tuple[int, int]], text: str
) -> list[tuple[int, int]]:
    """Return the paragraphs of prose before the first item: perhaps an item that was not recognised."""
    people = [p.start for p in header.participants] + [p.start for p in header.marked]
    people += [person.start for note in header.notes for person, _ in note.absent]
    starts = [s.start for s in head]
    spots = {bisect_right(starts, at) - 1 for at in people}
    inside = [any(a <= start < b for a, b in contents) for start in starts]
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


def _rejoin(clean: str, pages: list[tuple[int, int]]) -> tuple[str, set[int]]:
    """Return the text without the break where a blanked page header stood inside a sentence or a name, and where these go on.

    A sentence goes on where no mark ends it above and a small letter follows below, or the rest of a name.
    """
    parts: list[str] = []
    wrapped: set[int] = set()
    at = behind = 0
    for start, end in sorted(pages):
        if start < behind:
            continue
        above = start
        while above > behind and clean[above - 1].isspace():
            above -= 1
        last = clean[max(0, above - 60) : above]
        behind = max(end, above)
        while behind < len(clean) and clean[behind].isspace():
            behind += 1
        follows = clean[behind : behind + 60]
        if not last or last[-1] in ".:!?":
            continue
        name = (
            "\n" not in last
            and re.search(r"[.,][ ](?:og[ ])?[A-ZÆØÅ][\wæøå\-]+$", last)
            and re.match(r"[A-ZÆØÅ][\wæøå\-]+(?:[ ][a-zæøå(]|,)", follows)
        )
        if follows[:1].islower() or name:
            parts += [clean[at:above], " " * (behind - above - 1), " " if name else "\n"]
            wrapped.add(behind)
            at = behind
    return "".join([*parts, clean[at:]]), wrapped


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

    known: dict[tuple[int | None, str], Absence] = {}  # of an item, None the meeting

    def put(item: ReadItem | None, absent: Absence) -> None:
        other = known.setdefault((id(item) if item else None, absent.name), absent)
        if other is absent:
            (item.absent if item else reading.absent).append(absent)
        else:
            other.substitute = other.substitute or absent.substitute
            other.party = other.party or absent.party

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
        absent = made(person, None)
        known.setdefault((None, person.name), absent)
        reading.absent.append(absent)
    for note in header.notes:
        for person, substitute in note.absent:
            named = note.limits.get(person.start)
            targets = [by_number[n] for n in sorted(named, key=int) if n in by_number] if named else []
            for target in targets:
                put(target, made(person, substitute))
            if not targets:
                put(None, made(person, substitute))
