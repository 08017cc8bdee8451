"""Cutting a text into segments: printed lines, cut again where a converter has run a heading or label into the line.

Nothing later rests on line breaks alone: a segment begins at a line's start or at an unmistakable label within it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from referat_nlp.danish.names import NAME
from referat_nlp.memories import remembers
from referat_nlp.reading import announced, flat_pages, glued, lookalikes, points, repeated, transcript
from referat_nlp.reading.cuts import Cutter
from referat_nlp.reading.decision_headings import DECISION
from referat_nlp.reading.kinds import LONGEST_LABEL, Classifier
from referat_nlp.reading.page_marks import HEADISH, NUMBER, PAGE_START, page_ends, running_heads
from referat_nlp.reading.plain import heading_level, key, plain
from referat_nlp.reading.printed import (
    LIST_MARK,
    heading_numbers,
    headings_joined,
    printed_lines,
    unwrapped,
    with_blanks,
    with_figure,
)
from referat_nlp.reading.prose import MANY, ONE, TEXT, Prose
from referat_nlp.reading.vocabulary import Vocabulary, vocabulary

__all__ = ["Segment", "Segmenter", "printed_lines", "segments_of"]


@dataclass(slots=True)
class Segment:
    """A line or a part of one.

    `kind` is one of text, heading, decision (a decision heading), case (file number line), label (another label),
    open, closed, group_open, group_closed, absence, substitute, header, contents, furniture; `what` its sub-kind (the
    section's kind, the header's field). `rest` is where the text behind a heading or label begins, `end` where there is none.
    """

    start: int
    end: int
    text: str
    blank: int = 0
    level: int = 0
    cut: bool = False
    kind: str = "text"
    what: str = ""
    rest: int = 0
    body: str | None = None
    date: str | None = None
    info: dict[str, Any] = field(default_factory=dict)

    def copy(self) -> Segment:
        """Return the segment with an `info` of its own."""
        # `dataclasses.replace` takes ten times as long, for each line of every document
        return Segment(
            self.start,
            self.end,
            self.text,
            self.blank,
            self.level,
            self.cut,
            self.kind,
            self.what,
            self.rest,
            self.body,
            self.date,
            dict(self.info) if self.info else {},
        )


# Of how many lines, and of how long ones, it is remembered what they are
_REMEMBERED, _REMEMBERED_TEXTS = 4096, 8192
_SHORT = 120
# The form of a heading: words in small letters behind the first, or all in capitals, none of which decides anything
_UNLISTED = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]{3,}(?:[ ,/&-]{1,2}(?:[a-zæøå]+|&)){0,5}|[A-ZÆØÅ]{4,}(?:[ ,/&-]{1,2}(?:[A-ZÆØÅ]+|&)){0,5})[ \t]*:?"
)
_DECIDING = re.compile(
    r"godkend|vedtag|udsat|udsæt|anbefal|tiltr|drøft|efterretning|stem|fravær|afbud|protokol|mindretal|flertal|indstil|foresl|forslag|udgår|\bintet\b|\bingen\b|åben|lukke",
    re.IGNORECASE,
)


@remembers
@lru_cache(maxsize=2)
def segments_of(text: str, extra: str | None = None) -> tuple[Segment, ...]:
    """Return the segments of a text, cut once for all who ask; `extra` is a folder of the user's own phrase files.

    They are shared: whoever changes one takes a `copy` of it.
    """
    return tuple(_segmenter(extra).segment(text))


@remembers
@lru_cache(maxsize=8)
def _segmenter(extra: str | None) -> Segmenter:
    """Return the segmenter for the user's folder, with its memory of lines."""
    return Segmenter(vocabulary(extra))


def _apart_from(known: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches of `others` that none of the `known`, in text order both, overlap."""
    ends = [end for _, end in known]
    return [(a, b) for a, b in others if (i := bisect_right(ends, a)) == len(known) or known[i][0] >= b]


class _Found:
    """What the whole document tells of its lines, and how far its pages have been counted."""

    def __init__(
        self,
        text: str,
        ends: set[int],
        heads: dict[int, int],
        pages: list[tuple[int, int, int | None]],
        titles: list[announced.Title],
        told: list[tuple[int, int]],
        listing: list[tuple[int, int]],
        glued: list[int],
        run_in: bool,
    ) -> None:
        """Take what the parts of the reading have found.

        Lines are named by their start: the `ends` are those that end in a page's number, the `heads` those that begin
        with a running head, and where it ends. `told` and `listing` are stretches, of headings that the contents tell of
        and of the contents themselves; `glued` are places of headings.
        """
        self.text = text
        self.ends = ends
        self.paged = len(ends) >= 2
        self.heads = heads
        self.feet: dict[int, int] = {}
        self.whole_pages: set[int] = set()
        for start, after, foot in pages:
            heads.setdefault(start, after)
            self.whole_pages.add(start)
            if foot is not None:
                self.feet[start] = foot
        self.title_at = {t.heading: t for t in titles}
        self.filed = [t.filed for t in titles if t.filed is not None]
        self.told = told
        self.listing = listing
        self.contents_at = {low for low, _ in listing}
        self.glued = glued
        self.run_in = run_in
        self.page, self.page_ended = 0, False

    def places(self) -> list[int]:
        """Return in text order where something is found, if only the start of a line."""
        return sorted(
            {*self.heads, *self.feet, *self.filed, *self.glued, *self.contents_at, *(at for at, _ in self.told)}
        )


def _segment(text: str, start: int, end: int) -> Segment | None:
    """Return the stretch without the blanks at its ends as a segment of text, None where nothing else is in it."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    if len(stripped) < len(piece):
        start += piece.index(stripped[0])
    return Segment(start, start + len(stripped), stripped)


class Segmenter:
    """Cuts a document into classified segments."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self._cutter = Cutter(vocab)
        self._classifier = Classifier(vocab)
        self._prose = Prose(vocab, self._cutter)
        # What lines are that depends on the line alone, its segments counted from the line's start: a third of an
        # archive's lines are headings, labels and names that come again. One for each way in which headings stand.
        self._known: tuple[dict[str, list[Segment]], dict[str, list[Segment]]] = ({}, {})
        # Lines of running text, where headings stand on lines of their own. A fifth of them come again.
        self._texts: set[str] = set()
        self._word_before = re.compile(
            rf"(?<!\w)(?:(?:Åbent?|Lukket|Fortroligt?)(?:[ \t]+(?:sag|punkt))?[ \t]*:?[ \t]*)?(?:{vocab.item_words})?[ \t]*:?[ \t]*$",
            re.IGNORECASE,
        )

    def segment(self, text: str) -> list[Segment]:
        """Return all segments of `text` in order, each with its kind."""
        text = points.joined(headings_joined(text))
        source = text
        text = plain(text)
        # the places of figures stay what they are: below, only line breaks are made blanks
        numbers = heading_numbers(text)
        text = unwrapped(text, numbers)
        lines = printed_lines(text)
        numbered = with_figure(text, lines)
        pages = transcript.pages(text, lines, numbered)
        listing, titles = announced.find(text, transcript.own_texts(pages, lines), self.vocab)
        told = [(t.heading, t.end) for t in titles]
        told = sorted(told + _apart_from(told, self._inner(repeated.headings(text, numbers), text)))
        breaks = [at for a, b in told for at in range(a, b) if text[at] == "\n"]
        if breaks:
            text = with_blanks(text, breaks)
            lines = printed_lines(text)
            numbered = with_figure(text, lines)
        # a transcript whose pages are a line each keeps no line of its own for any heading
        flat = bool(titles) and len(pages) > 0.8 * sum(1 for start, _, _ in lines if start >= pages[0][0])
        run_in = flat or self._cutter.run_in(text, lines)
        found = _Found(
            text,
            ends=page_ends(text, lines),
            heads=running_heads(text, lines, numbered),
            pages=pages,
            titles=titles,
            told=told,
            listing=sorted(listing),
            glued=sorted({*glued.behind_sentences(text, numbers), *glued.items(text, lines, numbers, numbered)}),
            run_in=run_in,
        )
        out: list[Segment] = []
        levels = "#" in source
        places, place = [*found.places(), len(text)], 0
        known, look, holds_furniture = self._known[run_in], self._prose.look, self._cutter.holds_furniture
        furnished = holds_furniture(text)
        texts = self._texts
        for start, end, blank in lines:
            line = text[start:end]
            level = heading_level(source, source.rfind("\n", 0, start) + 1, end) if levels else 0
            while places[place] < start:
                place += 1
            if places[place] < end or start in found.ends or (found.paged and line[0].isdecimal()):
                out += self._apart(found, start, end, blank, level)
            elif line in texts and not run_in:
                out.append(Segment(start, end, line, blank, level, rest=end))
            else:
                pieces = MANY if run_in or line in known else look(line)
                if pieces and furnished and holds_furniture(line):
                    pieces = MANY
                if pieces == TEXT and ":" not in line:
                    out.append(Segment(start, end, line, blank, level, rest=end))
                    if end - start <= _SHORT:
                        if len(texts) >= _REMEMBERED_TEXTS:
                            texts.clear()
                        texts.add(line)
                else:
                    out += self._parts(line, start, blank, level, run_in, pieces)
            found.page_ended = start in found.ends
        if pages:
            out = flat_pages.refine(out, text, pages[0][0], self.vocab)
        self._after(out)
        return out

    def _parts(self, line: str, start: int, blank: int, level: int, run_in: bool, pieces: int) -> list[Segment]:
        """Return the segments of a line that begins at `start` and of which no more is known than its text.

        `pieces` is what a look at it has told (`Prose.look`).
        """
        known = self._known[run_in]
        parts = known.get(line)
        if parts is None:
            parts = self._parts_of(line, run_in, pieces)
            if len(line) <= _SHORT:
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[line] = parts
        out = []
        for part in parts:
            info = part.info
            if info:
                info = dict(info)
                if "entry" in info:
                    info["entry"] += start
            else:
                info = {}
            out.append(
                Segment(
                    start + part.start,
                    start + part.end,
                    part.text,
                    0 if part.cut else blank,
                    level,
                    part.cut,
                    part.kind,
                    part.what,
                    start + part.rest,
                    part.body,
                    part.date,
                    info,
                )
            )
        return out

    def _parts_of(self, line: str, run_in: bool, pieces: int) -> list[Segment]:
        """Return the segments of such a line, counted from its start."""
        if pieces:
            segment = Segment(0, len(line), line, rest=len(line))
            colon = line.find(":") if pieces == TEXT else 0
            if pieces == ONE:
                self._classifier.classify(segment, line, run_in)
            elif 0 < colon < LONGEST_LABEL:
                self._classifier.labelled(segment, colon, line)
            return [segment]
        parts = []
        cuts = self._cutter.cuts(line, 0, len(line), run_in, False)
        for a, b in itertools.pairwise([*cuts, len(line)]):
            part = _segment(line, a, b)
            if part is not None:
                part.cut = a > 0
                self._classifier.classify(part, line, run_in)
                parts.append(part)
        return parts

    def _apart(self, found: _Found, start: int, end: int, blank: int, level: int) -> list[Segment]:
        """Return the segments of a line in which the document tells of more than its text does."""
        text, heads, feet = found.text, found.heads, found.feet
        whole_page = start in found.whole_pages
        cuts = self._cutter.cuts(
            text, heads.get(start, start), feet.get(start, end), found.run_in, found.paged, whole_page
        )
        low, high = bisect_left(found.told, (start, 0)), bisect_left(found.told, (end, 0))
        for a, b in found.told[low:high]:
            # within the heading only its own beginning is a cut
            cuts = sorted({*(c for c in cuts if not a < c < b), *((a, b) if b < end else (a,))})
        for places in (found.filed, found.glued):
            cuts = sorted({*cuts, *places[bisect_left(places, start) : bisect_left(places, end)]})
        if start in heads:
            cuts = sorted({start, heads[start], *(c for c in cuts if c > heads[start])})
        low, high = bisect_left(found.listing, (start, 0)), bisect_left(found.listing, (end, 0))
        for a, b in found.listing[low:high]:
            cuts = sorted({*(c for c in cuts if not a < c < b), a})
        if start in feet:
            cuts.append(feet[start])
        if found.paged:
            # transcripts print the page's number before its first line ('7 ikke tages til følge.')
            number_first = PAGE_START.match(text, start, end)
            if number_first and found.page_ended and int(number_first[1]) in (found.page + 1, found.page + 2):
                cuts = sorted({number_first.end(), *cuts})
            printed_number = NUMBER.match(text, start, end)
            if printed_number and (found.page_ended or int(printed_number[0]) == found.page + 1):
                found.page = int(printed_number[0])
        page_ended = start in found.ends
        out = []
        for number, (a, b) in enumerate(zip(cuts, [*cuts[1:], end], strict=True)):
            segment = _segment(text, a, b)
            if segment is None:
                continue
            segment.blank = blank if number == 0 else 0
            segment.level, segment.cut = level, number > 0
            stripped = segment.text
            if (
                page_ended
                and number == 0
                and len(cuts) == 2
                and b - segment.start < 120
                and HEADISH.search(stripped)
                and stripped[-1] not in ".!?;:"
                and not self.vocab.kind_of(stripped)
                and not DECISION.match(stripped)
            ):
                segment.kind, segment.rest = "furniture", segment.end
            elif b == end and start in feet:
                segment.kind, segment.rest = "furniture", segment.end
            elif number == 0 and (start in heads or (len(cuts) > 1 and found.paged and stripped.isdigit())):
                segment.kind, segment.rest = "furniture", segment.end
            elif segment.start in found.title_at:
                segment.rest, segment.info["title"] = segment.end, found.title_at[segment.start]
            elif segment.start in found.contents_at:
                segment.kind, segment.rest = "contents", segment.end
            else:
                self._classifier.classify(segment, text, found.run_in)
            out.append(segment)
            if whole_page and segment.kind == "decision":
                out += flat_pages.ahead(segment, text)
        return out

    def _inner(self, headings: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
        """Return the headings that a converter has run into a line: text stands before them, or much of it behind."""
        out = []
        for start, end in headings:
            line = text.rfind("\n", 0, start) + 1
            stop = text.find("\n", end)
            # 'Sag nr.', 'Lukket punkt' in front of the number belong to the heading
            word = self._word_before.search(text, max(line, start - 40), start)
            at = word.start() if word else start
            before, behind = text[line:at].strip(), text[end : stop if stop != -1 else len(text)].strip()
            # a short rest is a mark or a file number beside the title
            if (before and not LIST_MARK.fullmatch(before + " ")) or len(behind) > 40:
                out.append((at, end))
        return out

    def _after(self, segments: list[Segment]) -> None:
        """Join what is printed apart: 'Beslutning' and the body's name below it, labels in a block and their values."""
        self._label_blocks(segments)
        lookalikes.unmark(segments, self.vocab.kind_labels)
        self._unlisted_headings(segments)
        for one, two in itertools.pairwise(segments):
            if (
                one.kind == "decision"
                and two.kind == "decision"
                and one.body is None
                and one.date is None
                and one.rest >= one.end
                and two.info.get("named") in ("bodys", "pkt")
                and two.blank < 3
            ):
                one.kind, one.what = "heading", "decision_label"

    @staticmethod
    def _unlisted_headings(segments: list[Segment]) -> None:
        """Note the lines that no file lists but that are headings by their form and place: `info['recurs']`.

        A few words alone on a line between other sections, with prose below, in the same words in several items.
        """
        places: dict[str, list[int]] = {}
        outside: set[str] = set()  # those that stand at least once behind running text about the case
        section = ""
        for i, seg in enumerate(segments[:-1]):
            kind, text = seg.kind, seg.text
            if kind in ("heading", "decision"):
                section = seg.what
            # the form last: it is the dearest to ask for
            if kind != "text" or seg.cut or len(text) > 60 or not i or not (text[-1].isalpha() or text[-1] in "&:"):
                continue
            above, below = segments[i - 1], segments[i + 1]
            ended = seg.blank or above.kind != "text" or above.text[-1] in ".:)"
            prose = below.kind == "text" and not below.cut and (len(below.text) > 40 or below.text[-1] == ".")
            if ended and prose and _UNLISTED.fullmatch(text) and not _DECIDING.search(text):
                places.setdefault(key(text), []).append(i)
                if section not in ("", "decision", "proposal", "attachments"):
                    outside.add(key(text))
        for text, indexes in places.items():
            if len(indexes) > 1 and text in outside:
                for i in indexes:
                    segments[i].info["recurs"] = True

    def _label_blocks(self, segments: list[Segment]) -> None:
        """Give the values of a block to the empty labels of the block before it, in order.

        'Sagsnr.:' / 'Sagsansvarlig:' / 'Afbud:' and below them '09/2' / 'JUB' / 'Else Marie Dam'.
        """
        i = 0
        while i < len(segments):
            if segments[i].kind == "text":
                i += 1
                continue
            run = []
            k = i
            while k < len(segments) and self._empty_label(segments[k]):
                run.append(segments[k])
                k += 1
            if len(run) >= 2 and any(s.kind in ("case", "label") for s in run):
                for label in run:
                    if k >= len(segments) or segments[k].kind != "text" or len(segments[k].text) > 90:
                        break
                    value = segments[k]
                    if label.kind == "case" and not re.search(r"\d", value.text):
                        continue
                    if label.kind == "absence" and not re.match(
                        rf"(?:{NAME})(?:[ ]*(?:$|[,(.]|og\b|-))|Ingen\b", value.text
                    ):
                        continue
                    if label.kind == "label" and re.search(r"\.$|\d{2}/\d", value.text):
                        continue
                    value.kind, value.what = ("label", "") if label.kind == "heading" else (label.kind, label.what)
                    value.rest = value.start
                    k += 1
            i = max(k, i + 1)

    @staticmethod
    def _empty_label(seg: Segment) -> bool:
        if seg.rest < seg.end or not seg.text.rstrip().endswith(":"):
            return False
        return seg.kind in ("case", "label", "absence") or (seg.kind == "heading" and seg.what == "competence")
