"""Finding the agenda items: where each begins, its number and title, and whether it is closed.

Numbered items begin at the headings of the best chain (`candidates`); minutes without numbers are cut at what recurs
with each item (`unnumbered`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from referat_nlp.danish.file_numbers import numbers_alone
from referat_nlp.danish.people import persons, read_sentence
from referat_nlp.reading.candidates import Candidate, CandidateFinder, best_chain
from referat_nlp.reading.contents import entry_titles, has_leaders, page_at
from referat_nlp.reading.found import Found
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.titles import (
    clean_title,
    read_title,
    similar,
    title_like,
    without_kind_marks,
    without_open_marks,
)
from referat_nlp.reading.unnumbered import at_titles, listed, unnumbered
from referat_nlp.reading.vocabulary import Vocabulary

_DASH = re.compile(r"[-–][ \t]+")
# What may stand between the two prints of a title
_BESIDE_TITLES = ("furniture", "text", "open", "closed", "case", "label", "group_open", "group_closed")
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?)\b")
# 'Lukket: Punkt 2: …', '• 95. (Lukket punkt)', 'Lukket - bilag', '… Lukket punkt'
_CLOSED_BEFORE = re.compile(
    r"[•·●▪*#\-–]?[ \t]*(?:Closed|Lukket|Fortroligt?)(?:[ \t]+(?:sag|punkt))?[ \t]*(?:[:–-][ \t]*(?:Punkt|Pkt|Sag|Nr|\d)|[ \t](?:punkt[ \t]+)?\d)|"
    r"[•·●▪*#]?[ \t]*\d{1,4}[a-z]?\.[ \t]*\((?:Lukket|Fortroligt?)\b",
    re.IGNORECASE,
)
# So many lines below a title its marks are looked for, and further where labels with their values stand between
_NEAR_TITLE, _LONGEST_VALUE = 4, 40
# How many lines a note of absence may have below its label, where it is asked whether a line belongs to one
_NOTE_LINES = 12
# 'B. Sager til afgørelse'
_LETTERED = re.compile(r"[A-ZÆØÅ]\.[ \t]+(.{3,60})$")
# What begins the line below a title, and no second line of it
_BELOW_TITLE = re.compile(r"(?:Åbent?|Lukket)\b[ \t]*[-–]|[•·\-–][ \t]")
_SPACES = re.compile(r"\s+")
_CLOSED_LINE = re.compile(r"Lukket[ \t]*[-–][ \t]*\S")
_CLOSED_END = re.compile(r"\bLukket (?:punkt|sag)[ \t]*$")


def _beside_title(seg: Segment) -> bool:
    """Tell whether a line is a label or the value of one, as stand between a title and its mark."""
    if seg.kind == "text":
        return len(seg.text) < _LONGEST_VALUE and seg.text[-1] not in ".:;,!?"
    return seg.kind in _BESIDE_TITLES


def _believed(chain: list[Candidate]) -> list[Candidate]:
    """Return a chain without what is hardly a heading, unless its numbers run on without a gap only with it.

    '2. Suppleanter til rådet.' ends as a sentence does, and stands between items 1 and 3.
    """
    steady = len(chain) >= 4 and all(two.value - one.value == 1 for one, two in itertools.pairwise(chain))
    least = -5.0 if steady else -2.5
    return [c for c in chain if c.score > least] or chain


def _is_entry(line: str, titles: set[str]) -> bool:
    """Tell whether a line is an entry of the table of contents; `titles` are the items' as `key`."""
    return has_leaders(line) or not titles.isdisjoint(entry_titles(line))


class ItemFinder:
    """Finds the items among the segments of one document."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self.headings = CandidateFinder(vocab)

    def find(self, segments: list[Segment], text: str) -> list[Found]:
        """Return the agenda items in text order; an empty list where the text holds none."""
        candidates = self.headings.candidates(segments)
        total, chain = best_chain(candidates)
        chain = _believed(chain)
        if len(chain) == 1 and chain[0].value > 999:
            total, chain = 0.0, []  # a postal code: no minutes consist of item 7100 alone
        if len(chain) == 1 and sum(1 for c in candidates if c.value == 1 and c.family == chain[0].family) > 2:
            total, chain = 0.0, []  # lists, or items whose numbers a converter has lost: each is the first
        told = self._announced(segments, chain)
        if told:
            return self._finished(told, segments, text)
        if any("title" in s.info for s in segments):
            return self._finished(self._numbered_items(chain, candidates, segments, text), segments, text)
        own = [i for i, s in enumerate(segments) if s.kind == "decision"]
        titles = listed(segments)
        if len(titles) > 1.25 * len(chain) or (titles and total / len(chain) < 1.0):
            return self._finished(at_titles(titles, segments), segments, text)
        steady = len(chain) >= 4 and all(b.value - a.value in (0, 1) for a, b in itertools.pairwise(chain))
        if chain and total / len(chain) >= (1.0 if steady else 1.5):
            covered = sum(1 for i in own if i > chain[0].index)
            enough = len(own) < 3 or covered >= 0.6 * len(own)
            # numbers of a list inside one item: far fewer 'items' than decisions
            if enough and (len(own) <= 3 * len(chain) + 2):
                return self._finished(self._numbered_items(chain, candidates, segments, text), segments, text)
        if not own and self._plain_list(chain, segments):
            return self._finished(self._numbered_items(chain, candidates, segments, text), segments, text)
        items = unnumbered(segments, self.vocab)
        if items:
            return self._finished(items, segments, text)
        if chain and total / len(chain) >= 0.8:
            return self._finished(self._numbered_items(chain, candidates, segments, text), segments, text)
        return []

    @staticmethod
    def _plain_list(chain: list[Candidate], segments: list[Segment]) -> bool:
        """Tell whether a chain is the minutes of a council that writes no headings.

        '1. Godkendelse af dagsorden.' / 'Godkendt.': its numbers run from 1 without a gap through most of the document, each title with text below it.
        """
        if len(chain) < 5 or [c.value for c in chain] != list(range(1, len(chain) + 1)):
            return False
        titles = [segments[c.index].text for c in chain]
        starts = {c.index for c in chain}
        told = sum(1 for c in chain if c.index + 1 < len(segments) and c.index + 1 not in starts)
        short = all(len(title) < 110 and not title.endswith((",", ";")) for title in titles)
        reach = segments[chain[-1].index].start - segments[chain[0].index].start
        return short and told >= 0.8 * len(chain) and reach >= 0.4 * segments[-1].end

    def _announced(self, segments: list[Segment], chain: list[Candidate]) -> list[Found]:
        """Return the items at the titles that a transcript's contents announce, some of them without a number.

        Numbered headings between them are items whose entry the contents lack. Empty where the chain holds all of them.
        """
        titles = {i: s.info["title"] for i, s in enumerate(segments) if "title" in s.info}
        numbered = {c.index: c for c in chain}
        if not titles or titles.keys() <= numbered.keys():
            return []
        starts = sorted(
            {*titles, *(i for i in numbered if i > min(titles))} if titles.keys() & numbered.keys() else titles
        )
        items: list[Found] = []
        for index, following in zip(starts, [*starts[1:], len(segments)], strict=True):
            if index in titles:
                title = titles[index]
                found = Found(title.number, index, following, index + 1, title=(title.start, title.end))
            else:
                c = numbered[index]
                found = Found(c.number, index, following, index + 1)
                if c.title_at < segments[index].end:
                    found.title = (c.title_at, segments[index].end)
            items.append(found)
        self._pull_labels_above(items, segments)
        return items

    # -- numbered items --------------------------------------------------------------------------------------------

    def _numbered_items(
        self, chain: list[Candidate], candidates: list[Candidate], segments: list[Segment], text: str
    ) -> list[Found]:
        """Return the items that begin at the headings of a chain, with the places of their titles."""
        # where the number stands twice ('• Pkt. 61 <titel>' / 'Pkt. 61' / <titel>), the item begins at the first
        printed = {c.index: c for c in candidates}
        first_of = {}
        for last, c in zip([-1, *(c.index for c in chain)], chain):  # not above the item before
            for k in range(c.index - 1, max(last, c.index - 7), -1):
                twin = printed.get(k)
                if twin and self._twins(twin, c, segments):
                    first_of[c.index] = k
                    break
        starts = [first_of.get(c.index, c.index) for c in chain]
        title_before = self._titles_before(chain, segments)
        # titles as the table of contents prints them, without their numbers and pages
        head = [s.text for s in segments[: starts[0]]] if starts else []
        contents = {key(self.headings.title_part(t[:page])) for t in head if (page := page_at(t)) is not None}
        items: list[Found] = []
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
                        and k == first + 1
                        and (
                            (segments[k].level > 0 and segments[k].rest >= segments[k].end)
                            or self.headings.titles_like_headings(segments, first)
                        )
                    )
                    if titled and not numbers_alone(segments[k].text):
                        dash = _DASH.match(text, segments[k].start)  # 'Lukket punkt' / '- <title>'
                        item.title = (dash.end() if dash else segments[k].start, segments[k].end)
                        item.body_from = k + 1
                        self._continue_title(item, segments, text)
                        break
                    if segments[k].kind not in ("furniture", "open", "closed", "label", "case"):
                        break
            if item.title is None and c.index in first_of:
                self._title_of_twin(item, printed[first_of[c.index]], segments)
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
                    and not self._ends_item(segments, item.first - 1)
                ):
                    item.first -= 1
        items = self._without_numbers(items, segments)
        for one, two in itertools.pairwise(items):
            one.last = two.first
        self._pull_labels_above(items, segments)
        return items

    @staticmethod
    def _ends_item(segments: list[Segment], k: int) -> bool:
        """Tell whether a line above a number is the end of the item above: a sentence, or whom a note of absence names."""
        line = segments[k].text
        if line[-1] == ".":
            return True
        if not persons(line, 0, len(line)):
            return False
        above = next((s for s in reversed(segments[max(0, k - _NOTE_LINES) : k]) if s.kind != "text"), None)
        if above is not None and above.kind in ("absence", "substitute"):
            return True
        return read_sentence(line, 0, len(line)) is not None

    @staticmethod
    def _without_numbers(items: list[Found], segments: list[Segment]) -> list[Found]:
        """Return the items with those whose number is not printed: where one is missing, a title in the form of the others.

        That is a title above a file number, first on its page or below a blank line, as most numbered ones are.
        """
        if len(items) < 3:
            return items
        filed = sum(1 for i in items if i.body_from < i.last and segments[i.body_from].kind == "case")
        if filed < 0.6 * len(items):
            return items
        out: list[Found] = []
        for one, two in itertools.pairwise(items):
            out.append(one)
            numbers = [int(re.match(r"\d+", i.number or "")[0]) for i in (one, two)]  # type: ignore[index]
            missing = numbers[1] - numbers[0] - 1
            if not 1 <= missing <= 3:
                continue
            titles = [
                k
                for k in range(one.body_from + 1, two.first - 1)
                if segments[k].kind == "text"
                and segments[k + 1].kind == "case"
                and (segments[k].blank or segments[k - 1].kind == "furniture")
                and title_like(segments[k].text)
            ]
            if len(titles) == missing:
                out += [Found(None, k, two.first, k + 1, title=(segments[k].start, segments[k].end)) for k in titles]
        return [*out, items[-1]]

    @staticmethod
    def _twins(one: Candidate, two: Candidate, segments: list[Segment]) -> bool:
        """Tell whether two headings close to each other are two prints of one: the number with a word, or with the title."""
        # 'Punkt 2a' is an item of its own, not the second print of 'Punkt 2'
        if one.family != two.family or one.number.casefold() != two.number.casefold():
            return False
        if one.family == "word":
            return True
        titles = [segments[c.index].text[c.title_at - segments[c.index].start :] for c in (one, two)]
        between = segments[one.index + 1 : two.index]
        return similar(*titles) and all(s.kind in ("furniture", "open", "closed") for s in between)

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
        if not alone or len(alone) < len(chain) / 2 or chain[0].family in ("alone", "bare"):
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
            or numbers_alone(segments[c.index + 1].text)
            or not title_like(segments[c.index + 1].text)
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
            wide = len(previous) >= 40 and first_text.isupper() and seg.text.isupper()
            # the rest of a title in capitals may be a heading's word: '… GODKENDELSE AF VIDERE' / 'PROCES'
            below = segments[k + 1] if k + 1 < item.last else None
            rest = wide and seg.kind == "heading" and seg.rest >= seg.end and below is not None and below.blank > 0
            if rest and seg.what in ("proposal", "attachments", "earlier"):
                rest = False
            if (
                (seg.kind != "text" and not rest)
                or seg.blank
                or seg.cut
                or numbers_alone(seg.text)
                or has_leaders(seg.text)
            ):
                break
            if _BELOW_TITLE.match(seg.text) or self.headings.word.match(seg.text):
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
            # a title in capitals that a page's width breaks
            hanging = hanging or wide
            long_line = end - start >= 68 and text.rfind("\n", 0, end) < start + 90
            after = segments[k + 1] if k + 1 < item.last else None
            ends = after is None or after.kind != "text" or after.blank or bool(numbers_alone(after.text))
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
                or (segments[k].kind == "text" and numbers_alone(segments[k].text))
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

    # -- finishing -------------------------------------------------------------------------------------------------

    def _closed_groups(self, segments: list[Segment]) -> list[tuple[int, bool]]:
        """Return (segment index, closed) where a group heading for open or closed items stands, in order."""
        groups: list[tuple[int, bool]] = []
        for i, s in enumerate(segments):
            if s.kind in ("group_closed", "group_open"):
                groups.append((i, s.kind == "group_closed"))
            elif s.kind == "text" and s.text[1:2] == "." and (match := _LETTERED.match(s.text)):
                name = key(match[1])
                if name in self.vocab.group_closed or name in self.vocab.group_open:
                    groups.append((i, name in self.vocab.group_closed))
        return groups

    def _finished(self, items: list[Found], segments: list[Segment], text: str) -> list[Found]:
        """Read the titles and tell which items are closed."""
        groups = self._closed_groups(segments)
        first = items[0].first if items else 0
        listed = {name for i in items if i.title for name in entry_titles(text[slice(*i.title)])}
        # a group of the contents says nothing of the items below them
        entries = max(
            (k for k in range(max(0, first - 2), first) if _is_entry(segments[k].text, listed)), default=first - 3
        )
        passed, closed = 0, False
        for item in items:
            # the last group heading above the title
            while passed < len(groups) and groups[passed][0] <= item.body_from:
                if groups[passed][0] >= first - 2 and groups[passed][0] > entries:
                    closed = groups[passed][1]
                passed += 1
            item.closed = closed
            if item.title:
                self._title(item, segments, text)
                self._skip_second_print(item, segments)
            self._settle_closed(item, segments, bool(groups and groups[-1][1]))
        titled = [item for item in items if item.title_text]
        titles = without_kind_marks([item.title_text or "" for item in titled])
        for item, (title, closed) in zip(titled, without_open_marks(titles), strict=True):
            item.title_text = title
            item.closed = item.closed or closed
        return items

    @staticmethod
    def _title(item: Found, segments: list[Segment], text: str) -> None:
        assert item.title is not None
        title = read_title(text, *item.title)
        item.title_text = title.words or None
        item.cases += title.cases
        item.closed = item.closed or title.closed or _CLOSED_BEFORE.match(segments[item.first].text) is not None

    def _skip_second_print(self, item: Found, segments: list[Segment]) -> None:
        """Let the item's body begin below a title that is printed twice: it is one title."""
        title = item.title_text or ""
        for k in range(item.body_from, min(item.body_from + 4, item.last)):
            seg = segments[k]
            if seg.kind == "text" and title:
                printed = _SPACES.sub(" ", self.headings.title_part(seg.text))
                if similar(clean_title(printed)[0], title):
                    item.body_from = k + 1
                    return
            elif (
                seg.kind in ("heading", "decision")
                and k > item.body_from
                and key(seg.text) == key(title)
                and self.headings.word.fullmatch(segments[k - 1].text)
            ):
                item.body_from = k + 1  # below 'Pkt. 4' printed again it is the title, not a section's heading
                return
            if seg.kind not in _BESIDE_TITLES:
                return
            if seg.kind == "text" and not (_FILE_NAME.search(seg.text) or self.headings.word.match(seg.text)):
                return

    def _settle_closed(self, item: Found, segments: list[Segment], group: bool) -> None:
        """Tell from the marks beside the title whether the item is closed; `group` says that closed ones end the agenda."""
        for k in range(item.first, item.last):
            seg = segments[k]
            # an item's last line may be the mark of the one below
            far = k >= item.body_from + _NEAR_TITLE
            if far and (not _beside_title(segments[k - 1]) or k == item.last - 1):
                break
            if seg.kind == "closed" or (_CLOSED_LINE.match(seg.text) and k >= item.body_from):
                item.closed = True
            elif seg.kind == "label" and key(seg.text[seg.rest - seg.start :]) in self.vocab.closed:
                item.closed = True
            elif seg.kind == "open":
                item.closed = item.closed and group
            if seg.kind in ("heading", "decision"):
                break
            if seg.kind == "text" and "Lukket " in seg.text and len(seg.text) < 120 and _CLOSED_END.search(seg.text):
                item.closed = True
