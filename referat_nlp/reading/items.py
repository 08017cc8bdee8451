"""Finding the agenda items: where each begins, its number and title, and whether it is closed.

Candidates for a heading come in families ('Punkt 3: …', '3. …', '3 …', '3Title'); within one family the chain of
rising numbers with the most evidence around it (file numbers, section headings, open and closed marks below it)
wins. Minutes without numbers are cut at what recurs with each item: a repeated page header, an open mark, a
file-number line, or the section that every item begins with.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from referat_nlp.danish.file_numbers import LINE
from referat_nlp.reading.contents import has_leaders, page_at
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary

# What may stand between an item's number and its title
_ABOVE_TITLES = ("furniture", "case", "label", "open", "closed")
_DASH = re.compile(r"[-–][ \t]+")
_TITLE_START = r"(?=[A-ZÆØÅÉÖÜ\"”“»'’(§\d½])"
_CLOSED = re.compile(
    r"^(?:Lukket|LUKKET)(?:[ \t]+(?:punkt|sag|PUNKT|SAG|dagsordenspunkt))?[ \t]*(?::|-|–|\.)[ \t]*(?=\S)"
)
_CLOSED_FIRST = re.compile(r"^\((?:Lukket|LUKKET|lukket)(?: punkt| sag)?\)[ \t]*[:.–-]?[ \t]*(?=\S)")
_CLOSED_ALONE = re.compile(
    r"^(?:lukket|lukket punkt|lukket sag|lukket dagsordenspunkt|fortroligt punkt)$", re.IGNORECASE
)
_CLOSED_TAIL = re.compile(
    r"[ \t]*(?:\((?:Lukket(?: punkt| sag)?|LUKKET(?: PUNKT)?|[Ll]ukket|FOR LUKKEDE DØRE|[Ff]or lukkede døre)\)|[-–.,][ \t]*(?:[Ll]ukket(?:[ \t]+(?:punkt|sag))?|LUKKET)|Lukket[ \t]+(?:punkt|sag))[ \t]*\.?$"
)
_OPEN_TAIL = re.compile(r"[ \t]*\((?:Åben(?:t)?(?: punkt| sag)?|ÅBEN|FOR ÅBNE DØRE|[Ff]or åbne døre)\)[ \t]*$")
_OPEN_HEAD = re.compile(r"^\(?(?:Åben(?:t)?(?: punkt| sag)?)\)?[ \t]*(?::|-|–|(?<=\)))[ \t]*(?=\S)")
# '1. Meddelelser fra formandenReferat': the link to the minutes, glued to the title
_GLUED_TAIL = re.compile(r"(?<=[a-zæøå?!.)\"”])(?:Referat|Udskriv)$")
_CASE_TAIL = re.compile(r"[ \t]*\((?P<case>(?:\d{4}-\d{5,8}|\d{2}/\d{2,7}|\d{4}/\d{4,7}))?[ \t]*\)[ \t]*$")
# 'BR 366/07. <title>'
_CASE_HEAD = re.compile(r"(?P<case>[A-ZÆØÅ]{2,3}[ \t]\d{1,5}/\d{2,4})\.?[ \t]+")
# names of those who sign follow the word in transcripts
_SIGNATURES = re.compile(r"Underskrift(?:er|sark|sblad|sside)(?=[ \t]+[A-ZÆØÅ][\w\-]+[ \t]+[A-ZÆØÅ])")
_CASE_NUMBER = re.compile(
    r"\d{3}-\d{4}-\d{1,7}|\d{2}/\d{2,7}|\d{4}/\d{3,7}|\d{4}-\d{5,8}|\d{2}\.\d{2}\.\d{2}[-.]?[A-ZÆØÅ]\d{2}(?:-\d{1,6}-\d{2})?"
)
_CASE_BEHIND = re.compile(
    rf"(?:[ ]{{3,}}|\t[ \t]*)(?:{_CASE_NUMBER.pattern})(?:[ \t/,]+(?:{_CASE_NUMBER.pattern}))*(?:[ \t]*[/,]?[ \t]*[A-ZÆØÅa-zæøå]{{2,5}})?[ \t]*$"
)
_KIND_LETTER = re.compile(r"[ \t]*\([A-ZÆØÅ]\)[ \t]*\.?$")
_KIND_WORD = re.compile(r"[ \t]*\([\wæøå]*sag\)[ \t]*$", re.IGNORECASE)


@dataclass(slots=True)
class Candidate:
    """A segment that could be an item's heading."""

    index: int
    number: str
    value: int
    family: str
    title_at: int  # offset of the title in the text; the segment's end where the line holds the number alone
    score: float = 0.0


@dataclass(slots=True)
class Found:
    """An agenda item as found: `first` and `last` are segment indexes (last exclusive), `body_from` the first segment below the title."""

    number: str | None
    first: int
    last: int
    body_from: int
    title: tuple[int, int] | None = None
    closed: bool = False
    title_text: str | None = None
    cases: list[tuple[int, int]] = field(default_factory=list)


def _succeeds(one: Candidate, two: Candidate) -> bool:
    """Tell whether two candidates are of one family and the second bears the next number."""
    return one.family == two.family and two.value == one.value + 1


class ItemFinder:
    """Finds the items among the segments of one document."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self._all: list[Candidate] = []
        words = vocab.item_words
        self._word = re.compile(
            rf"(?:[•·●▪*\-–][ \t]*)?(?:(?:Closed|Lukket)[ \t]*:[ \t]*)?(?P<word>{words})[ \t]*(?::[ \t]*)?(?P<num>\d{{1,4}}[a-zæøå]?)(?![\d/])[ \t]*(?:[.:)\-–][ \t]*)*(?P<title>.*)$",
            re.IGNORECASE | re.DOTALL,
        )
        self._dot = re.compile(
            rf"(?:[•·●▪*][ \t]*)?(?P<num>\d{{1,4}}[a-z]?)[ \t]?\.[ \t]*{_TITLE_START}(?P<title>.*)$", re.DOTALL
        )
        self._space = re.compile(
            r"(?:[•·●▪*][ \t]*)?(?P<num>\d{1,4}[a-z]?)[ \t]+(?=[A-ZÆØÅÉÖÜ\"”“»(§])(?P<title>.*)$", re.DOTALL
        )
        self._glued = re.compile(
            r"(?P<num>\d{1,4}?)(?P<title>[A-ZÆØÅ][a-zæøåA-ZÆØÅ\-]*:?[ \t].*|[A-ZÆØÅ][a-zæøå]{3,})$", re.DOTALL
        )
        # '88.' or '• 88.' with the title on the next line
        self._alone = re.compile(r"(?:[•·●▪*#][ \t]*)?(?P<num>\d{1,4}[a-z]?)(?P<dot>\.?)$")
        # '01/87   Asfaltarbejder': number in the meeting / running number
        self._slash = re.compile(r"(?P<num>\d{1,3}/\d{1,4})[ \t]{1,40}(?=[A-ZÆØÅ\"”])(?P<title>.*)$", re.DOTALL)

    # -- candidates ------------------------------------------------------------------------------------------------

    def candidates(self, segments: list[Segment]) -> list[Candidate]:
        """Return all segments that could be numbered item headings, with their evidence."""
        found: list[Candidate] = []
        for index, seg in enumerate(segments):
            if seg.kind not in ("text", "case", "heading", "header", "group_closed", "closed"):
                continue
            if has_leaders(seg.text):
                continue
            t = seg.text
            first = t[0]
            if not (first.isdigit() or first in "•·●▪*-–" or first.isupper()):
                continue
            if seg.kind in ("heading", "header", "closed", "group_closed") and not first.isdigit():
                continue
            for family, pattern in (
                ("word", self._word),
                ("dot", self._dot),
                ("space", self._space),
                ("glued", self._glued),
                ("slash", self._slash),
                ("alone", self._alone),
            ):
                if family == "word" and first.isdigit():
                    continue
                match = pattern.match(t)
                if not match:
                    continue
                if family == "alone":
                    # file numbers may stand between number and title: '17.' / 'J.nr. 05.01.08G01' / 'ASFALTPROGRAM'
                    below = next((x for x in segments[index + 1 : index + 5] if x.kind not in _ABOVE_TITLES), None)
                    if (
                        below is None
                        or below.kind != "text"
                        or not title_like(_DASH.sub("", below.text))
                        or below.text[0].isdigit()
                        or not (match["dot"] or first in "•·●▪*")
                    ):
                        continue
                    value = int(match["num"].rstrip("abcdefghijklmnopqrstuvwxyzæøå"))
                    found.append(Candidate(index, match["num"], value, family, seg.end))
                    break
                title = match["title"].strip()
                if family != "word" and (not title or title[0].islower()):
                    continue
                if family == "word" and title and title[0].islower():
                    continue
                number = match["num"]
                value = int(re.match(r"\d+", number)[0])  # type: ignore[index]
                if value == 0 or (family in ("space", "glued") and 1900 <= value <= 2099):
                    continue
                found.append(Candidate(index, number, value, family, seg.start + match.start("title")))
                break
        self._rate(found, segments)
        return found

    def _rate(self, found: list[Candidate], segments: list[Segment]) -> None:
        by_index = {c.index: c for c in found}
        titles = Counter(key(segments[c.index].text[c.title_at - segments[c.index].start :]) for c in found)
        printed = Counter(key(s.text) for s in segments if s.kind == "text")
        listed = self._listed(found, segments)
        groups = self._groups(by_index, segments)
        section = ""
        position = 0
        for c in found:
            while position < c.index:
                if segments[position].kind in ("heading", "decision"):
                    section = segments[position].what
                elif segments[position].kind in ("case", "open", "closed"):
                    section = ""
                position += 1
            seg = segments[c.index]
            title = seg.text[c.title_at - seg.start :].strip()
            if c.family == "alone":
                title = next((x.text for x in segments[c.index + 1 : c.index + 3] if x.kind != "furniture"), "")
            score = -0.5
            if c.family == "word":
                score += 1.0
            if seg.level:
                score += 1.5
            if seg.blank:
                score += 0.4
            if len(title) > 220:
                score -= 2
            if title.endswith((",", ";", ":")) or (
                title.endswith(".") and not re.search(r"\b\w{1,4}\.$|\([A-Z]\)\.$", title)
            ):
                score -= 1.5
            if re.search(r"\b(?:indstiller|foreslår|anbefaler)\b", title) and title.endswith((",", ":", "at")):
                score -= 2
            if self._marked(title):
                score += 2
            if titles[key(title)] == 2 or (len(title) > 12 and printed[key(title)]):
                score += 1.5  # it stands in the table of contents too
            if section == "proposal" and c.family != "word":
                score -= 1.5
            score += self._below(c, segments, by_index)
            if c.index in listed:
                score -= 4
            before, after = by_index.get(c.index - 1), by_index.get(c.index + 1)
            if before and _succeeds(before, c) and before.index not in groups:
                score -= 2.5
            if after and _succeeds(c, after) and c.index not in groups:
                score -= 2.5
            c.score = score

    def _listed(self, found: list[Candidate], segments: list[Segment]) -> set[int]:
        """Return the indexes of candidates that are entries of the contents: their number and title stand again below.

        The contents stand above everything that an item consists of, or below a heading of their own.
        """
        listing, listings = True, []
        for seg in segments:
            if key(seg.text) in self.vocab.contents:
                listing = True
            elif seg.kind in ("case", "heading", "decision"):
                listing = False
            listings.append(listing)
        titles: dict[tuple[str, str], str] = {}
        following: dict[str, str] = {}  # the number that comes next in each family
        out: set[int] = set()
        for c in reversed(found):
            seg = segments[c.index]
            title = key(clean_title(seg.text[c.title_at - seg.start :])[0])
            again = titles.get((c.family, c.number))
            if listings[c.index] and title and again and following[c.family] != c.number:
                # where the two wrap at other words, one is the beginning of the other
                if again.startswith(title) or title.startswith(again):
                    out.add(c.index)
            titles[c.family, c.number] = title
            following[c.family] = c.number
        return out

    def _groups(self, by_index: dict[int, Candidate], segments: list[Segment]) -> set[int]:
        """Return the indexes of headings that use up a number and hold no more: '62. Sager til beslutning' above item 63.

        Other than a line of a list, such a one stands apart, and directly above a heading with the marks of an item.
        """
        out: set[int] = set()
        for index, c in by_index.items():
            before, after = by_index.get(index - 1), by_index.get(index + 1)
            if after is None or not _succeeds(c, after) or (before and _succeeds(before, c)):
                continue
            if not (segments[index].blank and segments[after.index].blank):
                continue
            k, wraps = after.index + 1, after.index + 4
            while k < min(wraps, len(segments)) and segments[k].kind == "text" and not segments[k].blank:
                if LINE.match(segments[k].text):
                    break
                k += 1
            marks = k
            while k < min(marks + 8, len(segments)) and (
                segments[k].kind in ("case", "open", "closed", "label") or LINE.match(segments[k].text)
            ):
                k += 1
            # below a list they may be the marks of the heading that follows them
            if k > marks and k not in by_index:
                out.add(index)
        return out

    def _marked(self, title: str) -> bool:
        return bool(
            _CLOSED.match(title)
            or _CLOSED_FIRST.match(title)
            or _OPEN_HEAD.match(title)
            or _CLOSED_TAIL.search(title)
            or _OPEN_TAIL.search(title)
            or _CASE_TAIL.search(title)
        )

    def _below(self, c: Candidate, segments: list[Segment], by_index: dict[int, Candidate]) -> float:
        """Return the evidence in the segments below a candidate, up to the next candidate of its family."""
        score, seen, texts = 0.0, set(), 0
        title = key(segments[c.index].text[c.title_at - segments[c.index].start :])
        for k in range(c.index + 1, min(c.index + 14, len(segments))):
            seg = segments[k]
            if seg.kind == "furniture":
                continue
            other = by_index.get(k)
            if other and other.family == c.family and other.value != c.value:
                break
            worth = {
                "case": 3.0,
                "open": 3.0,
                "closed": 3.0,
                "label": 2.0,
                "heading": 2.0,
                "decision": 2.5,
                "absence": 1.0,
            }.get(seg.kind, 0.0)
            if seg.kind == "text":
                if title and key(seg.text) == title:
                    worth = 2.0
                elif LINE.match(seg.text):
                    worth = 3.0
                elif texts == 0 and re.match(r"(?:Åbent|Lukket)[ \t]*[-–]", seg.text):
                    worth = 3.0
                elif _PROPOSING.search(seg.text) and texts < 2:
                    worth = 1.5
                texts += 1
            name = seg.kind
            if worth and name not in seen:
                seen.add(name)
                score += worth * (1.0 if texts < 3 else 0.5)
            if texts > 5:
                break
        return min(score, 7.0)

    # -- choosing --------------------------------------------------------------------------------------------------

    @staticmethod
    def chain(candidates: list[Candidate]) -> tuple[float, list[Candidate]]:
        """Return the chain of candidates with the best total of evidence and steps, by one pass over them."""
        best: list[float] = []
        back: list[int | None] = []
        by_number: dict[int, int] = {}
        top: int | None = None  # the best chain so far, whatever number it ends with
        for i, c in enumerate(candidates):
            value, link = c.score + (0.5 if c.value == 1 else 0.0), None
            options = [(2.0, by_number.get(c.value - 1))]
            options += [(-0.8 * gap, by_number.get(c.value - gap)) for gap in range(2, 7)]
            if c.number[-1].isalpha():
                options.append((1.5, by_number.get(c.value)))
            if top is not None and candidates[top].value != c.value:
                # items taken in another order than numbered stay close to each other
                near = abs(candidates[top].value - c.value) <= 4 and c.score > 2
                # closed items may have a series of their own: 1 … 10, 101
                series = c.value > candidates[top].value and c.score > 4
                options.append((-2.5 if near else -4.0 if series else -6.0, top))
            for step, j in options:
                if j is not None and best[j] + step + c.score > value:
                    value, link = best[j] + step + c.score, j
            best.append(value)
            back.append(link)
            if c.value not in by_number or value >= best[by_number[c.value]]:
                by_number[c.value] = i
            if top is None or value > best[top]:
                top = i
        if top is None:
            return 0.0, []
        out, at = [], top
        while at is not None:
            out.append(candidates[at])
            at = back[at]  # type: ignore[assignment]
        return best[top], out[::-1]

    def numbered(self, segments: list[Segment]) -> tuple[float, list[Candidate]]:
        """Return the best chain over all families, gaps filled from the other families."""
        everything = self._all = self.candidates(segments)
        best: tuple[float, list[Candidate]] = (0.0, [])
        for family in ("word", "dot", "space", "glued", "slash", "alone"):
            of_family = [c for c in everything if c.family == family]
            if of_family:
                total, chain = self.chain(of_family)
                if total > best[0]:
                    best = total, chain
        return best

    def find(self, segments: list[Segment], text: str) -> list[Found]:
        """Return the agenda items in text order; an empty list where the text holds none."""
        total, chain = self.numbered(segments)
        chain = [c for c in chain if c.score > -2.5] or chain
        own = [i for i, s in enumerate(segments) if s.kind == "decision"]
        steady = len(chain) >= 4 and all(b.value - a.value in (0, 1) for a, b in itertools.pairwise(chain))
        if chain and total / len(chain) >= (1.0 if steady else 1.5):
            covered = sum(1 for i in own if i > chain[0].index)
            enough = len(own) < 3 or covered >= 0.6 * len(own)
            # numbers of a list inside one item: far fewer 'items' than decisions
            if enough and (len(own) <= 3 * len(chain) + 2):
                return self._numbered_items(chain, segments, text)
        unnumbered = self._unnumbered(segments, text)
        if unnumbered:
            return unnumbered
        if chain and total / len(chain) >= 0.8:
            return self._numbered_items(chain, segments, text)
        return []

    # -- numbered items --------------------------------------------------------------------------------------------

    def _numbered_items(self, chain: list[Candidate], segments: list[Segment], text: str) -> list[Found]:
        # where the number stands twice ('• Pkt. 61 <titel>' / 'Pkt. 61' / <titel>), the item begins at the first
        same_word = {c.index: c for c in self._all if c.family == "word"}
        first_of = {}
        for c in chain:
            for k in range(c.index - 1, max(-1, c.index - 7), -1):
                twin = same_word.get(k)
                # 'Punkt 2a' is an item of its own, not the second print of 'Punkt 2'
                if twin and twin.number.casefold() == c.number.casefold() and c.family == "word":
                    first_of[c.index] = k
                    break
        starts = [first_of.get(c.index, c.index) for c in chain]
        title_before = self._titles_before(chain, segments)
        # titles as the table of contents prints them, without their numbers and pages
        head = [s.text for s in segments[: starts[0]]] if starts else []
        contents = {key(self._title_part(t[:page])) for t in head if (page := page_at(t)) is not None}
        items: list[Found] = []
        closed_group = self._closed_groups(segments)
        for c, following in zip(chain, [*starts[1:], len(segments)], strict=True):
            first = c.index
            item = Found(c.number, first, following, first + 1)
            seg = segments[first]
            if c.title_at < seg.end and text[c.title_at : seg.end].strip():
                item.title = (c.title_at, seg.end)
                self._continue_title(item, segments, text)
            elif title_before and first > 0:
                before = segments[first - 1]
                item.first = first - 1
                item.title = (before.start, before.end)
            else:
                listed = next(
                    (
                        k
                        for k in range(first + 1, min(first + 14, following))
                        if segments[k].kind == "text" and key(segments[k].text) in contents
                    ),
                    None,
                )
                if listed is not None:
                    item.title = (segments[listed].start, segments[listed].end)
                    item.body_from = listed + 1
                for k in range(first + 1, min(first + 4, following) if listed is None else first):
                    titled = segments[k].kind == "text" or (
                        segments[k].kind == "heading"
                        and segments[k].level > 0
                        and segments[k].rest >= segments[k].end
                        and k == first + 1
                    )
                    if titled and not LINE.match(segments[k].text):
                        dash = _DASH.match(text, segments[k].start)  # 'Lukket punkt' / '- <title>'
                        item.title = (dash.end() if dash else segments[k].start, segments[k].end)
                        item.body_from = k + 1
                        self._continue_title(item, segments, text)
                        break
                    if segments[k].kind not in ("furniture", "open", "closed", "label", "case"):
                        break
            if item.title is None and c.index in first_of:
                self._title_of_twin(item, same_word[first_of[c.index]], segments)
            item.first = min(item.first, first_of.get(c.index, item.first))
            items.append(item)
        if len(items) > 2:
            # the same line above every number, such as the body's name, is the item's too
            above = Counter(key(segments[item.first - 1].text) for item in items if item.first)
            line, times = above.most_common(1)[0] if above else ("", 0)
            for item in items if times >= 0.6 * len(items) and times > 2 else []:
                if (
                    item.first
                    and key(segments[item.first - 1].text) == line
                    and segments[item.first - 1].kind == "text"
                ):
                    item.first -= 1
        for one, two in itertools.pairwise(items):
            one.last = two.first
        self._pull_labels_above(items, segments)
        for item in items:
            self._finish(item, segments, text, closed_group, items[0].first)
        self._strip_kind_marks(items)
        return items

    @staticmethod
    def _title_of_twin(item: Found, twin: Candidate, segments: list[Segment]) -> None:
        """Take the title from the line that prints the number first: below the second it may look like a heading."""
        seg = segments[twin.index]
        title = key(seg.text[twin.title_at - seg.start :])
        if not title:
            return
        item.title = (twin.title_at, seg.end)
        if item.body_from < item.last and key(segments[item.body_from].text) == title:
            item.body_from += 1

    @staticmethod
    def _titles_before(chain: list[Candidate], segments: list[Segment]) -> bool:
        """Tell whether lines with the number alone have their title above them ('<title>' / 'Sag nr. 130')."""
        alone = [c for c in chain if c.title_at >= segments[c.index].end]
        if not alone or len(alone) < len(chain) / 2 or chain[0].family == "alone":
            return False
        lines = Counter(key(segments[c.index - 1].text) for c in alone if c.index)
        if len(alone) > 2 and len(lines) <= len(alone) / 2:
            return False  # the same line above each of them is the page's
        above = sum(
            1
            for c in alone
            if c.index + 1 >= len(segments)
            or segments[c.index + 1].kind != "text"
            or len(segments[c.index + 1].text) > 150
        )
        return above > len(alone) / 2

    def _continue_title(self, item: Found, segments: list[Segment], text: str) -> None:
        """Join the lines that a title runs over."""
        assert item.title is not None
        start, end = item.title
        k = item.body_from
        first_text = text[start:end]
        while k < item.last:
            seg = segments[k]
            previous = text[start:end].rstrip()
            if seg.kind != "text" or seg.blank or seg.cut or LINE.match(seg.text) or has_leaders(seg.text):
                break
            if re.match(r"(?:Åbent?|Lukket)\b[ \t]*[-–]|[•·\-–][ \t]", seg.text) or self._word.match(seg.text):
                break
            if key(seg.text) == key(first_text):
                break
            lowercase = seg.text[0].islower()
            hanging = previous.endswith(
                (
                    ",",
                    "-",
                    "–",
                    "/",
                    "&",
                    " og",
                    " i",
                    " af",
                    " for",
                    " til",
                    " på",
                    " med",
                    " ved",
                    " om",
                    " fra",
                    " samt",
                    " den",
                    " vedr.",
                    " vedrørende",
                )
            )
            long_line = end - start >= 68 and text.rfind("\n", 0, end) < start + 90
            after = segments[k + 1] if k + 1 < item.last else None
            ends = after is None or after.kind != "text" or after.blank or bool(LINE.match(after.text))
            if not (lowercase or hanging or (long_line and ends and not seg.text.endswith(".") and len(seg.text) < 90)):
                break
            end = seg.end
            k += 1
            if end - start > 500:
                break
        item.title = (start, end)
        item.body_from = k

    def _pull_labels_above(self, items: list[Found], segments: list[Segment]) -> None:
        """Give the lines above a title that belong to it ('Sagnr.: 0-3-1-20' / '1. <title>') to its item.

        They do where every item has one above its title and the first item too.
        """
        if not items:
            return

        def labels(item: Found) -> int:
            k, count = item.first - 1, 0
            while k >= 0 and (
                segments[k].kind in ("case", "open", "closed", "label")
                or (segments[k].kind == "text" and LINE.match(segments[k].text))
            ):
                k -= 1
                count += 1
            return count

        above = [labels(item) for item in items]
        if above[0] == 0 or sum(1 for n in above if n) < 0.6 * len(items):
            return
        for number, (item, count) in enumerate(zip(items, above, strict=True)):
            item.first -= count
            if number:
                items[number - 1].last = item.first

    # -- items without numbers -------------------------------------------------------------------------------------

    def _unnumbered(self, segments: list[Segment], text: str) -> list[Found]:
        decisions = [i for i, s in enumerate(segments) if s.kind == "decision"]
        options: list[tuple[float, str, list[int]]] = []
        for name, anchors in self._anchors(segments).items():
            if len(anchors) >= 2:
                options.append((self._fit(anchors, decisions, len(segments)), name, anchors))
        after = self._after_decisions(segments)
        if len(after) >= 2:
            options.append((self._fit(after, decisions, len(segments)) - 0.1, "after", after))
        if not options:
            if len(decisions) >= 1:
                single = next(
                    (i for i, s in enumerate(segments) if s.kind in ("heading", "decision", "case", "open", "closed")),
                    None,
                )
                if single is not None:
                    return self._cut_at([single], segments, text, "cycle")
            return []
        fit, name, anchors = max(options, key=lambda o: o[0])
        if fit <= 0.5:
            return []
        return self._cut_at(anchors, segments, text, name)

    @staticmethod
    def _after_decisions(segments: list[Segment]) -> list[int]:
        """Return where items begin if each ends with its own decision: at the first heading below one."""
        decisions = [s for s in segments if s.kind == "decision"]
        if not decisions:
            return []
        body, date = Counter((s.body, s.date) for s in decisions).most_common(1)[0][0]
        starts: list[int] = []
        ended = True
        for i, s in enumerate(segments):
            if (
                s.kind == "decision"
                or (s.kind == "heading" and s.what not in ("attachments", "attendance", "decision_label"))
                or s.kind == "closed"
            ):
                if ended:
                    starts.append(i)
                    ended = False
            if s.kind == "decision" and (s.body, s.date) == (body, date):
                ended = True
        return starts

    def _anchors(self, segments: list[Segment]) -> dict[str, list[int]]:
        """Return the kinds of line that may open every item, each with the segments where it stands."""
        out: dict[str, list[int]] = {}
        out["mark"] = [
            i
            for i, s in enumerate(segments)
            if s.kind in ("open", "closed") and key(s.text) in self.vocab.open | self.vocab.closed
        ]
        out["opener"] = [i for i, s in enumerate(segments) if key(s.text) in self.vocab.openers]
        out["case"] = [
            i for i, s in enumerate(segments) if s.kind == "case" and (i == 0 or segments[i - 1].kind != "case")
        ]
        repeated = Counter(
            key(s.text) for s in segments if s.kind in ("text", "header", "furniture") and len(s.text) > 5
        )
        for text_key, times in repeated.items():
            if times >= 2:
                places = [i for i, s in enumerate(segments) if s.kind in ("text", "header") and key(s.text) == text_key]
                # a repeated line opens an item only if a title or heading follows it closely
                if len(places) >= 2 and any(c.isdigit() for c in text_key):
                    out[f"line:{text_key}"] = places
            if len(out) > 60:
                break
        headings = Counter(key(s.text) for s in segments if s.kind == "heading")
        for heading, times in headings.items():
            if times >= 2:
                out[f"cycle:{heading}"] = [
                    i for i, s in enumerate(segments) if s.kind == "heading" and key(s.text) == heading
                ]
        return out

    @staticmethod
    def _fit(anchors: list[int], decisions: list[int], end: int) -> float:
        """Rate anchors: the share of stretches with one decision or so, and of decisions behind the first anchor."""
        if not decisions:
            return 0.0
        good, k = 0.0, 0
        for a, b in zip(anchors, [*anchors[1:], end], strict=True):
            inside = 0
            while k < len(decisions) and decisions[k] < b:
                inside += decisions[k] >= a
                k += 1
            good += inside in (1, 2) or (inside > 2) * 0.3  # quoted decisions make two or three
        covered = sum(1 for d in decisions if d >= anchors[0]) / len(decisions)
        spread = min(1.0, len(anchors) / max(1.0, 0.6 * len(decisions)))
        return good / len(anchors) * covered * spread + 0.001 / (1 + anchors[0])

    @staticmethod
    def _marks_between(anchors: list[int], segments: list[Segment]) -> list[int]:
        """Return the anchors with the closed items that lack the usual opening: a mark, and a decision below it."""
        out: list[int] = []
        for a, b in zip(anchors, [*anchors[1:], len(segments)], strict=True):
            out.append(a)
            decided = False
            for k in range(a + 1, b):
                if segments[k].kind == "decision":
                    decided = True
                elif segments[k].kind == "closed" and decided and any(s.kind == "decision" for s in segments[k:b]):
                    out.append(k)
                    decided = False
        return out

    def _cut_at(self, anchors: list[int], segments: list[Segment], text: str, name: str) -> list[Found]:
        closed_group = self._closed_groups(segments)
        if name.startswith("cycle"):
            # an item before the first that opens as usual: its decision is there
            early = [i for i, s in enumerate(segments[: anchors[0]]) if s.kind == "decision"]
            if early:
                opening = next(i for i, s in enumerate(segments) if s.kind in ("heading", "decision"))
                anchors = [opening, *anchors]
        if name.startswith(("cycle", "case")):
            anchors = self._marks_between(anchors, segments)
        repeated = {key(segments[a].text) for a in anchors}
        common = Counter(key(s.text) for s in segments if s.kind in ("text", "header"))
        items: list[Found] = []
        for a, b in zip(anchors, [*anchors[1:], len(segments)], strict=True):
            item = Found(None, a, b, a)
            if name.startswith(("cycle", "after")):
                self._title_above(item, items, segments)
            else:
                item.body_from = a + 1
                self._title_below(item, segments, repeated, common, len(anchors))
            # marks of open and closed items directly above belong to the item below
            while (
                not name.startswith("mark")
                and item.first > (items[-1].body_from if items else 0)
                and segments[item.first - 1].kind in ("closed", "open")
            ):
                item.first -= 1
            items.append(item)
        for one, two in itertools.pairwise(items):
            one.last = two.first
        for item in items:
            self._finish(item, segments, text, closed_group, items[0].first)
        self._strip_kind_marks(items)
        return items

    def _title_above(self, item: Found, items: list[Found], segments: list[Segment]) -> None:
        """Take a title-like line directly above the item's first section as its title."""
        k = item.first - 1
        floor = items[-1].body_from if items else 0
        if k <= floor:
            return
        seg = segments[k]
        above = segments[k - 1] if k else None
        alone = above is None or seg.blank or seg.level or above.kind == "furniture"
        if seg.kind == "text" and alone and title_like(seg.text) and (items or seg.level):
            item.first = k
            item.title = (seg.start, seg.end)
            item.body_from = k + 1

    def _title_below(
        self, item: Found, segments: list[Segment], repeated: set[str], common: Counter[str], times: int
    ) -> None:
        """Take the first line below the anchor that recurs with no other item as the title, if it looks like one."""
        for k in range(item.first + 1, min(item.first + 8, item.last)):
            seg = segments[k]
            if seg.kind in ("furniture", "header", "open", "closed", "case", "label") or key(seg.text) in repeated:
                item.body_from = k + 1
                continue
            if seg.kind != "text" or common[key(seg.text)] >= max(2, times):
                if seg.kind == "text":
                    item.body_from = k + 1
                    continue
                break
            if title_like(seg.text) and k + 1 < len(segments):
                item.title = (seg.start, seg.end)
                item.body_from = k + 1
            break

    # -- finishing -------------------------------------------------------------------------------------------------

    def _closed_groups(self, segments: list[Segment]) -> list[tuple[int, bool]]:
        """Return (segment index, closed) where a group heading for open or closed items stands, in order."""
        groups: list[tuple[int, bool]] = []
        for i, s in enumerate(segments):
            if s.kind in ("group_closed", "group_open"):
                groups.append((i, s.kind == "group_closed"))
            elif s.kind == "text" and (match := re.match(r"[A-ZÆØÅ]\.[ \t]+(.{3,60})$", s.text)):
                name = key(match[1])
                if name in self.vocab.group_closed or name in self.vocab.group_open:
                    groups.append((i, name in self.vocab.group_closed))
        return groups

    def _finish(
        self, item: Found, segments: list[Segment], text: str, groups: list[tuple[int, bool]], first_item: int
    ) -> None:
        """Clean the title and decide whether the item is closed."""
        closed = False
        for index, state in groups:
            if index > item.body_from:
                break
            if index >= first_item - 2:
                closed = state
        if item.title:
            start, end = item.title
            printed = re.sub(r"\s+", " ", text[start:end]).strip()
            title, marked = clean_title(printed)
            marked = (
                marked
                or re.match(
                    r"[•·●▪*\-–]?[ \t]*(?:Closed|Lukket)[ \t]*:[ \t]*(?:Punkt|Pkt|Sag|Nr)", segments[item.first].text
                )
                is not None
            )
            match = _CASE_TAIL.search(text[start:end])
            if match and match["case"]:
                at = start + match.start("case")
                item.cases.append((at, at + len(match["case"])))
            closed = closed or marked
            tail = _CASE_BEHIND.search(text, start, end)
            if tail:  # '112.   Meddelelser        471-2008-33 / hkn'
                item.cases += [(m.start(), m.end()) for m in _CASE_NUMBER.finditer(text, tail.start(), tail.end())]
                title, marked = clean_title(re.sub(r"\s+", " ", text[start : tail.start()]).strip())
            match = _CASE_HEAD.match(text, start, end)
            if match:
                item.cases.append((match.start("case"), match.end("case")))
                title = title[len(re.sub(r"\s+", " ", match[0])) :].strip()
            match = _SIGNATURES.match(title)
            if match:
                title = match[0]
            item.title_text = title or None
            # a title printed twice is one title
            k = item.body_from
            steps = 0
            while k < item.last and steps < 4:
                seg = segments[k]
                if (
                    seg.kind == "text"
                    and item.title_text
                    and _similar(clean_title(re.sub(r"\s+", " ", self._title_part(seg.text)))[0], item.title_text)
                ):
                    item.body_from = k + 1
                    break
                if (
                    seg.kind in ("heading", "decision")
                    and k > item.body_from
                    and key(seg.text) == key(item.title_text or "")
                    and self._word.fullmatch(segments[k - 1].text)
                ):
                    item.body_from = k + 1  # below 'Pkt. 4' printed again it is the title, not a section's heading
                    break
                if seg.kind not in (
                    "furniture",
                    "text",
                    "open",
                    "closed",
                    "case",
                    "label",
                    "group_open",
                    "group_closed",
                ):
                    break
                if seg.kind == "text" and not (
                    re.search(r"\.(?:pdf|docx?|xlsx?|pptx?)\b", seg.text) or self._word.match(seg.text)
                ):
                    break
                k += 1
                steps += 1
        for k in range(item.first, min(item.body_from + 4, item.last)):
            seg = segments[k]
            if seg.kind == "closed" or (re.match(r"Lukket[ \t]*[-–][ \t]*\S", seg.text) and k >= item.body_from):
                closed = True
            elif seg.kind == "label" and key(seg.text[seg.rest - seg.start :]) in self.vocab.closed:
                closed = True
            elif seg.kind == "open":
                closed = closed and any(state for _, state in groups[-1:])
            if seg.kind in ("heading", "decision"):
                break
            if seg.kind == "text" and re.search(r"\bLukket (?:punkt|sag)[ \t]*$", seg.text) and len(seg.text) < 120:
                closed = True
        item.closed = closed

    def _title_part(self, text: str) -> str:
        for pattern in (self._word, self._dot, self._space):
            match = pattern.match(text)
            if match and match["title"].strip():
                return str(match["title"])
        return text

    @staticmethod
    def _strip_kind_marks(items: list[Found]) -> None:
        """Remove '(B)' from the ends of titles where most items of the document carry such a mark."""
        titled = [i for i in items if i.title_text]
        for pattern, share in ((_KIND_LETTER, 0.5), (_KIND_WORD, 0.0)):
            marked = [i for i in titled if pattern.search(i.title_text or "")]
            if titled and len(marked) / len(titled) > share:
                for item in marked:
                    item.title_text = pattern.sub("", item.title_text or "").rstrip(" .") or item.title_text


_PROPOSING = re.compile(r"\b(?:indstiller|foreslår|anbefaler|Indstilles|indstilles)\b")


def title_like(text: str) -> bool:
    """Tell whether a line could be an item's title: short, begins with a capital or figure, no sentence's end."""
    return (
        2 < len(text) < 250
        and (text[0].isupper() or text[0].isdigit() or text[0] in '"”“»§')
        and not re.search(r"[,;:]$|[a-zæøå]{3}\.$", text)
    )


def clean_title(printed: str) -> tuple[str, bool]:
    """Return the title without its marks, and whether one of them says that the item is closed.

    >>> clean_title("Lukket: Køb af grund (2019-0041187)")
    ('Køb af grund', True)
    >>> clean_title("Køb af grund (Lukket)")
    ('Køb af grund', True)
    >>> clean_title("Lukket punkt")
    ('Lukket punkt', True)
    """
    title, closed = printed.strip(), False
    for _ in range(3):
        before = title
        title = _CASE_TAIL.sub("", title)
        title = _GLUED_TAIL.sub("", title)
        title = _OPEN_TAIL.sub("", title)
        match = _CLOSED.match(title) or _CLOSED_FIRST.match(title)
        if match:
            title, closed = title[match.end() :], True
        match = _CLOSED_TAIL.search(title)
        if match and match.start() > 0:
            title, closed = title[: match.start()], True
        match = _OPEN_HEAD.match(title)
        if match:
            title = title[match.end() :]
        if title == before:
            break
    if _CLOSED_ALONE.match(title):
        closed = True
    return title.strip(), closed


def _similar(one: str, two: str) -> bool:
    a, b = key(one), key(two)
    return bool(a) and (
        a == b
        or (
            len(a) > 20
            and len(b) > 20
            and (a.startswith(b[: int(len(b) * 0.9)]) or b.startswith(a[: int(len(a) * 0.9)]))
        )
    )
