"""Where a line's parts begin: at the headings and labels that a converter has run into it."""

from __future__ import annotations

import itertools
import re

from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.dates import YEAR
from referat_nlp.danish.file_numbers import STRONG
from referat_nlp.danish.names import NAME
from referat_nlp.reading.decision_headings import (
    BODY_ALONE,
    BODY_COLON,
    BODY_DATE,
    BODYS,
    BODYS_POINT,
    DECISION,
    DECISION_DATE,
    DECISION_LOST,
    DECISION_WORDS,
    FIGURE_COLON,
    VERBS,
    whole_body,
)
from referat_nlp.reading.page_marks import PAGE_START, page_end
from referat_nlp.reading.plain import key, shape
from referat_nlp.reading.printed import FILE_LABEL, ITEM_START, LABEL_WORD, TITLE_REACH
from referat_nlp.reading.vocabulary import Vocabulary

MARK = re.compile(
    r"(?<![\w(])(?:Åben(?:t)?|Lukket|ÅBEN(?:T)?|LUKKET)[ \t]+(?:sag|punkt|SAG|PUNKT)(?![\w:]|[ \t]+\d{1,4}[.:)])"
)
_MARK_BEFORE = re.compile(r"(?<!\w)(?:åbent?|lukket|fortrolig)[ \t]$", re.IGNORECASE)
ITEM_WORD = re.compile(r"(?<![\w(])Punkt[ \t]+\d{1,3}[a-z]?:[ \t]+(?=[A-ZÆØÅ\d\"”])")
# '00.01.00-G01-3-26Fagcenter Politik …', '23/2615Resumé': a file number glued to what follows
NUMBER_GLUED = re.compile(
    r"(?:\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,6}-\d{2}|\d{2}/\d{2,7})(?=[A-ZÆØÅ][a-zæøå]|[ \t]+(?:Beslutning|Resum|Indstilling|INDSTILLING|Sagsfremst|BESLUTNING|RESUM|Forslag)|[ \t]+[A-ZÆØÅ][a-zæøå]+:)"
)
# 'Indholdsfortegnelse1. Fraværende', '7999 HjelmsøIndholdsfortegnelse'
CONTENTS_GLUED = re.compile(r"Indholdsfortegnelse(?=\d{1,3}\.[ \t]*[A-ZÆØÅ])")
_CONTENTS_BEHIND = re.compile(r"(?<=[a-zæøå\d.])Indholdsfortegnelse[ \t]*$")
# an item's heading inside a long line: a number, a title, and soon a label of file numbers
_ITEM_INSIDE = re.compile(r"\d(?<=[ \t]\d)\d{0,3}[a-z]?[.:][ \t]+(?=[A-ZÆØÅ\"”])")
# 'Sagsnr. 486-2007-20145 J.nr. 00.30.14-S00' in the running text, up to the words of the item
_FILE_RUN = re.compile(rf"(?:{LABEL_WORD}[ \t]*:?[ \t]*(?:{STRONG.pattern})[,;]?(?:[ \t]+|$)){{1,4}}")
_PROSE_BEHIND = re.compile(r"(?:[a-z][).][ \t]+)?[A-ZÆØÅ](?!\.)[^:\n]{20}")
_NUMBER_OF_ITEM = re.compile(r"\b(?:pkt|punkt|sag)\.?[ \t]*(?:nr\.?[ \t]*)?\d")
_NUMBERED_BEHIND = re.compile(r"\d{1,3}[a-z]?\.[ \t]*\S")
_CLOSED_BEFORE = re.compile(r"[^\w]*(?:Closed|Lukket)[: \t]*")
# the labels of names, behind which a heading follows without a mark
_LABEL_OF_NAMES = re.compile(r"(?:Afbud|Fraværende|Sagsansvarlig|Initialer|Sagsbehandler|Sagsbeh\.?)$")
# where a label of a line's colon may begin: 'fristen.Vedtagelse:' is glued to the sentence before it, 'J.Nr.:' is one label
_LABEL_START = re.compile(r"(?<![\w.\-/])[^\W\d_]|(?<=[a-zæøå)]\.)[A-ZÆØÅ](?=[a-zæøå]{4})")
_NUMBERED = re.compile(
    r"(?:[•·][ \t]*)?(?:(?:Punkt|Pkt\.?|Sag(?:[ ]nr\.)?|Nr\.)[ \t]*)?\d{1,4}[a-z]?[ \t]*[.:]?[ \t]*(?:\((?:Åben|Lukket|Åbent)\)[ \t]*)?(?:[A-ZÆØÅ]{2,3}[ \t]*-[ \t]*)?"
)
# a value without a full stop before a heading, in a line that is a whole page: 'Sagsbeh: Ida Holm Indstilling', 'Tema - Indstilling'
_NAME_BEFORE = re.compile(r"(?:(?<![^\s])[A-ZÆØÅ][\wæøå./-]*|[ \t][-–])[ \t]+$")
# words before which a heading's word is none: 'som det fremgår af Sagsfremstilling'
_LEADING = {
    "og",
    "samt",
    "i",
    "af",
    "til",
    "fra",
    "se",
    "jf.",
    "jf",
    "under",
    "med",
    "for",
    "en",
    "ny",
    "den",
    "eller",
    "om",
}
# 'Godkendt. Fraværende Ida Holm Beslutning i …': the label without a colon behind a sentence
_ABSENT_BEHIND = re.compile(rf"(?:F(?<=[.!?)][ ]F)raværende|A(?<=[.!?)][ ]A)fbud)(?=[ ](?:{NAME}|Ingen\b))")
# On a cover: 'Borgmester - Ida Holm (A), Bo Lindskov (V), …', and behind them the first entry of the contents
_MEMBER = rf"{NAME}[ ]\([A-ZÆØÅ]{{1,3}}\)"
_MEMBERS = re.compile(rf"{_MEMBER}(?:,[ ]{_MEMBER}){{3,}}")
_LISTING = re.compile(r"1(?<=[^\s,;:][ ]1)\.[ ](?=[A-ZÆØÅ])")


# How many words before a colon may begin its label
_WORDS_OF_LABEL = 6
# A heading or a mark stands within longer lines than this only
SHORTEST = 24


def marked(line: str) -> bool:
    """Tell whether a line holds a word of `MARK`."""
    return "Åben" in line or "Lukket" in line or "ÅBEN" in line or "LUKKET" in line


def filed(line: str) -> bool:
    """Tell whether a line may hold a label of file numbers."""
    return "Sags" in line or "J." in line or "Dok" in line or "Journaln" in line


class Cutter:
    """Cuts lines where headings and labels stand in them."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab

    def holds_furniture(self, text: str) -> bool:
        """Tell whether a line, or any line of a text, holds furniture of several words."""
        small = text.casefold()
        return any(
            words in small for first, phrases in self.vocab.inner_words.items() if first in small for words in phrases
        )

    def run_in(self, text: str, lines: list[tuple[int, int, int]]) -> bool:
        """Tell whether headings stand in the running text: more of them within lines than alone on one."""
        within = 0
        headings = self.vocab.inline_pattern.finditer
        for start, end, _ in lines:
            if end - start > 60:
                for match in headings(text, start, end):
                    if match.end() < end and _boundary(text, match.start(), start):
                        within += 1
        if within < 3:
            return False
        alone = sum(1 for start, end, _ in lines if end - start < 60 and self.vocab.kind_of(text[start:end]))
        return within > alone / 2

    def cuts(self, text: str, start: int, end: int, run_in: bool, paged: bool, whole_page: bool = False) -> list[int]:
        """Return where a line's parts begin, `start` first; in a line that is a whole page headings stand anywhere.

        Looking for letters and words first is far faster than any of the patterns.
        """
        if start == end:
            return []
        vocab = self.vocab
        line = text[start:end]
        cuts = {start}
        line_end = end
        page = page_end(text, start, end)
        if page:
            cuts.add(page.start())
            line_end = page.start()
        if paged and line[0].isdecimal():
            match = PAGE_START.match(text, start, end)
            if match and (
                _NUMBERED_BEHIND.match(text, match.end(), end)
                or vocab.inline_pattern.match(text, match.end(), end)
                or DECISION.match(text, match.end(), end)
            ):
                cuts.add(match.end())
        glued = vocab.glued_furniture.match(text, start, end) if vocab.furniture_openings.begin(line) else None
        if glued:
            cuts.add(glued.end())
        if self.holds_furniture(line):
            for match in vocab.inner_furniture.finditer(text, start, end):
                cuts.update((match.start(), match.end()))
        if ":" in line:
            cuts.update(self._labels(text, start, glued.end() if glued else start, line_end))
        heading = vocab.glued_heading.match(text, start, end) if vocab.heading_openings.begin(line) else None
        if heading:
            # 'BeslutningØkonomiudvalget, den 11. juni 2024': the body and its date are a heading of their own
            body = BODY_ALONE.match(text, heading.end(), end)
            if body and whole_body(body["body"]):
                cuts.add(heading.end())
        if vocab.heading_endings.end(line.rstrip()):
            last = vocab.heading_at_end.search(text, max(start + 1, end - 40), end)
            # 'Referat' behind an item's title is the link to the minutes (`titles`)
            if last and not (last["heading"] == "Referat" and _NUMBERED.match(text, start, end)):
                cuts.add(last.start())
        if line[2:3] in (".", "/"):
            glued_number = NUMBER_GLUED.match(text, start, end)
            if glued_number:
                cuts.add(glued_number.end())
        if end - start > SHORTEST:
            self._cuts_inside(text, start, end, line_end, run_in, whole_page, cuts)
        return sorted(cuts) if len(cuts) == 1 else sorted(c for c in cuts if start <= c < end)

    def _cuts_inside(
        self, text: str, start: int, end: int, line_end: int, run_in: bool, whole_page: bool, cuts: set[int]
    ) -> None:
        """Add to the cuts of a line of some length where headings and marks stand within it."""
        vocab = self.vocab
        line = text[start:end]
        if marked(line):
            for match in MARK.finditer(text, start, end):
                if text[match.end() : end].strip() and not run_in and match.start() != start and end - start < 150:
                    continue
                cuts.add(match.start())
                cuts.add(match.end())
        if "Indholdsfortegnelse" in line:
            glued_contents = CONTENTS_GLUED.match(text, start, end)
            if glued_contents:
                cuts.add(glued_contents.end())
            behind = _CONTENTS_BEHIND.search(text, max(start + 1, end - 24), end)
            if behind:
                cuts.add(behind.start())
        if "Punkt " in line:
            cuts.update(
                m.start()
                for m in ITEM_WORD.finditer(text, start, end)
                if not _CLOSED_BEFORE.fullmatch(text, start, m.start())
            )
        if whole_page:
            cuts.update(m.start() for m in _ABSENT_BEHIND.finditer(text, start, end))
            if not FILE_LABEL.search(text, start, end):  # a cover: the members and the contents
                members = _MEMBERS.search(text, start, end) if line.count("), ") >= 3 else None
                if members is not None:
                    cuts.update(members.span())
                listing = _LISTING.search(text, members.end() if members else start, end)
                if listing:
                    cuts.add(listing.start())
        if "eslutning" in line:
            if any(word in line for word in DECISION_WORDS):
                for pattern in (DECISION, DECISION_DATE, DECISION_LOST) if whole_page else (DECISION, DECISION_DATE):
                    for match in pattern.finditer(text, start, end):
                        if (
                            match.start() == start
                            or text[match.start() - 1] in ".:)"
                            or whole_page
                            or _boundary(text, match.start(), start)
                        ):
                            cuts.add(match.start())
            if "s beslutning" in line and YEAR.search(line):
                cuts.update(m.start() for m in _body_headings(text, start, end, BODYS))
        if ("pkt" in line or "punkt" in line or "sag" in line) and YEAR.search(line) and _NUMBER_OF_ITEM.search(line):
            cuts.update(m.start() for m in _body_headings(text, start, end, BODY_DATE))
        if ":" in line and YEAR.search(line) and FIGURE_COLON.search(line):
            if "s møde" in line:
                for match in _body_headings(text, start, end, BODYS_POINT):
                    cuts -= set(range(match.start() + 1, match.end()))  # its number begins no item
                    cuts.add(match.start())
            cuts.update(m.start() for m in _body_headings(text, start, end, BODY_COLON))
        if run_in:
            ended = -1  # where the heading before ends: on a whole page empty sections follow each other
            for match in vocab.run_in_pattern.finditer(text, start, line_end):
                at_end = match.end() >= end  # the text of the section stands on the next line
                if (not at_end or (match.start() > start and text[match.start() - 2 : match.start()] == ". ")) and (
                    _boundary(text, match.start(), start)
                    or match["heading"].isupper()
                    or (
                        whole_page
                        and (
                            (ended >= 0 and not text[ended : match.start()].strip())
                            or _NAME_BEFORE.search(text, max(start, match.start() - 40), match.start())
                            or self._unmistakable(text, match)
                        )
                    )
                ):
                    cuts.add(match.start())
                    ended = match.end()
        if end - start > 60 and filed(line):
            for match in itertools.chain(
                ITEM_START.finditer(text, start, start + 8), _ITEM_INSIDE.finditer(text, start, end)
            ):
                label = FILE_LABEL.search(text, match.end(), min(end, match.end() + TITLE_REACH))
                if label:
                    cuts.add(match.start())
                    numbers = _FILE_RUN.match(text, label.start(), end)
                    if numbers:
                        cuts.update((numbers.start(), numbers.end()))
            numbers = _FILE_RUN.match(text, start, end)
            if numbers and _PROSE_BEHIND.match(text, numbers.end(), end):
                cuts.add(numbers.end())

    @staticmethod
    def _unmistakable(text: str, match: re.Match[str]) -> bool:
        """Tell whether a long heading is one behind any word but a preposition, as 'Skitse af stien Sagsfremstilling Der …'."""
        before = text[max(0, match.start() - 12) : match.start()].rstrip().rsplit(" ", 1)[-1]
        return len(match["heading"]) > 10 and key(before) not in _LEADING

    def labels_inside(self, line: str) -> bool:
        """Tell whether a label with a colon stands in a line, other than at its beginning."""
        return any(self._labels(line, 0, 0, len(line)))

    def _labels(self, text: str, start: int, floor: int, end: int) -> list[int]:
        """Return where labels with a colon begin in a line, from `floor` on."""
        found = []
        colon = text.find(":", start, end)
        while colon != -1:
            at = self._label_before(text, floor, colon)
            # a title may begin with a heading's word: '5 (Åben) Høring: Ny bekendtgørelse'
            if at is not None and not _NUMBERED.fullmatch(text, start, at):
                found.append(at)
            floor = colon + 1
            colon = text.find(":", floor, end)
        return found

    def _label_before(self, text: str, floor: int, colon: int) -> int | None:
        """Return where the known label that ends at `colon` begins, None where no label does."""
        low = max(floor, colon - 60)
        window = text[low:colon].rstrip()
        if window[-1:].isdecimal() and window[-1] not in self.vocab.label_endings.lasts:
            return None  # a time of day
        ending = window[-4:]
        # of a word's letters the last are the same without the shape of the whole, which takes five times as long
        ending = shape(ending if ending.isalnum() else window)
        # most colons stand behind other words; letters set apart end like no label
        if not (self.vocab.label_endings.end(ending) or ending[-2:-1] == " "):
            return None
        if (
            low == floor
            and window[:1].isupper()
            and window.count(" ") < _WORDS_OF_LABEL
            and window.replace(" ", "").isalnum()
            and len(window) < 50
            and key(window) in self.vocab.colon_labels
        ):
            return low  # it is all that stands before the colon
        starts = [m.start() for m in _LABEL_START.finditer(window)][-_WORDS_OF_LABEL:]
        for at in starts:  # the longest label first
            label = window[at:]
            if (label[0].isupper()) and key(label) in self.vocab.colon_labels and len(label) < 50:
                if _MARK_BEFORE.search(window, 0, at):
                    return None  # 'LUKKET SAG: Salg af grund' is a mark, not 'SAG:'
                return low + at
        return None


def _boundary(text: str, at: int, start: int) -> bool:
    """Tell whether a heading may begin at `at`: at the line's start, or after the end of a sentence, label or mark."""
    if at == start:
        return True
    colon = text.rfind(":", max(start, at - 64), at)
    if (
        colon != -1
        and "." not in text[colon:at]
        and _LABEL_OF_NAMES.search(text[max(start, colon - 16) : colon].rstrip())
    ):
        return True  # 'Afbud: Thorkil Aagesen Beslutning Godkendt.'
    before = text[max(start, at - 24) : at].rstrip()
    return bool(before) and (
        before[-1] in '.!?:;)"”»]' or before[-1].isdigit() or before.endswith((" sag", " punkt", "SAG", "PUNKT"))
    )


def _body_headings(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the matches that begin with a body's name at the start of a line or sentence."""
    found = []
    for match in pattern.finditer(text, start, end):
        if (
            CORE_WORD.search(match["body"])
            and not VERBS.search(match["body"])
            and (match.start() == start or _boundary(text, match.start(), start))
        ):
            found.append(match)
    return found
