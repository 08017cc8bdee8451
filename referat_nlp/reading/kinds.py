"""What a line, or a part of one, is: a heading, a label, a mark, furniture or plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.dates import find_date
from referat_nlp.danish.names import NAME
from referat_nlp.reading import decision_headings
from referat_nlp.reading.page_marks import PAGE_END
from referat_nlp.reading.plain import key
from referat_nlp.reading.printed import LIST_MARK, LIST_MARKS
from referat_nlp.reading.vocabulary import Vocabulary

if TYPE_CHECKING:
    from referat_nlp.reading.segments import Segment

# 'SAGER TIL EFTERRETNING', 'PUNKTER TIL ØKONOMIUDVALGETS AFGØRELSE': a group of items
GROUP_CAPITALS = re.compile(
    r"(?:ÅBNE[ \t]+|LUKKEDE[ \t]+)?(?:SAGER|PUNKTER)(?:[ \t]+(?:TIL|FRA|FOR|UNDER|I|OM|REJST|SOM)[ \t]+[A-ZÆØÅ][^:.!?]*)?$"
)
# '(Åben sag) (hv)': a mark in brackets, with the initials of whoever handles the case
_MARK_ALONE = re.compile(r"\((?P<mark>[^()\n]{4,20})\)[ \t]*(?:\([\wæøå/.]{2,8}\))?$")
_WORDY = re.compile(r"\w")
# '[Bilag](#) [Video](#)', '- iv -'
_LINKS = re.compile(r"(?:\[[^\]\n]*\]\([^)\n]*\)[ \t|·]*)+$")
_ROMAN_PAGE = re.compile(r"[-–—][ \t]*[ivxl]{1,6}[ \t]*[-–—]$")
# 'Bilag 1 Tilbudsliste.pdf (dok.nr. 118203/14)'
ATTACHMENT = re.compile(
    r"Bilag[ \t]*:?[ \t]*\d{0,2}\.?[ \t]+[^\n]*(?:\.(?:pdf|docx?|xlsx?|pptx?)\b|dok\.?[ ]?nr)", re.IGNORECASE
)
# 'Beslutningsforslag fra SF og ALT' alone on a line
PROPOSAL_FROM = re.compile(
    r"(?:Beslutningsforslag|Forslag|Indstilling|Ny indstilling|Medlemsforslag)[ \t]+fra[ \t]+[A-ZÆØÅ§](?:(?!\b(?:om|at|til|til at)\b)[^.:\n]){1,80}:?$"
)
# 'Økonomiudvalgets indstilling (møde den 6. juni 2016, sag nr. 94):'
_BODYS_PROPOSAL = re.compile(
    r"(?P<body>[A-ZÆØÅ][^\n:.!?;()]{2,90}?s)[ \t]+(?:indstilling|INDSTILLING)[ \t]*\([^()\n]*\d[^()\n]*\)[ \t]*:?$"
)
_COUNT = re.compile(r"[ \t]*\(\d{1,3}\)[ \t]*:?$")  # 'Bilag (7)'
ABSENT_IN = re.compile(
    r"(?:Fravær|Fraværende|Afbud|Forfald)[ \t]*(?:og|samt|eller|/)[ \t]*(?:stedfortræder(?:e)?|suppleant(?:er)?|afbud|fravær|forfald|inhabilitet|indkaldte[ \t]+(?:stedfortrædere|suppleanter))[ \t]*:[ \t]*|"
    r"(?:Fraværende|Afbud|Fravær)[ \t]+(?:i|ved|på|fra|under)[ \t]+(?:mødet|punktet|behandlingen|[A-ZÆØÅ§])[^:.\n]{0,90}(?:\.[^:\n]{1,30})?:[ \t]*"
)
# 'Fraværende  Ida Holm (A)', and glued by a converter: 'Fraværende- Ida Holm ()', 'AfbudIda Holm (A)'
ABSENT_LABEL = re.compile(
    rf"(?P<label>Fraværende(?: med afbud| uden afbud)?|Afbud(?: fra)?|Ikke til ?stede|Fravær)(?:\t[ \t]*|[ ]{{2,}}|[ ](?=(?:{NAME}(?:[ \t]*(?:$|[,(]|og\b))|[Ii]ngen\.?$))|[ \t]*[-–•·][ \t]*(?={NAME})|(?={NAME}[ \t]*(?:$|[,(])))(?=[A-ZÆØÅ])"
)
# 'Meldt fra   Ida Holm (A)': a table's cell before a name
_CELL_LABEL = re.compile(rf"(?P<label>[A-ZÆØÅ][^\t\n:]{{3,30}}?)(?:\t[ \t]*|[ ]{{2,}})(?={NAME})")


# The words that some of the patterns begin with: a look at them spares most lines the pattern
GROUPS = ("SAGER", "PUNKTER", "ÅBNE", "LUKKEDE")
ABSENCES = ("Fravær", "Afbud", "Forfald", "Ikke til")
PROPOSALS = ("Beslutningsforslag", "Forslag", "Indstilling", "Ny indstilling", "Medlemsforslag")
FILE_NUMBER = re.compile(r"[\d(]|BR |[A-ZÆØÅ]\d")
_NUMBER_OF_ITEM = re.compile(r"(?:Sag|Nr\.|Id)\s+(?:nr\.?\s+)?\d{1,3}\b(?![-/])")
_MARK_OF_PROSE = re.compile(r"[.:;,]")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
CELL_EDGE = re.compile(r"[ \t]{3,}|\t")

# where the colon behind a label at a line's beginning stands at the latest
LONGEST_LABEL = 60
# the key of a line that is surely on no list
_UNLISTED = "\n"


class Classifier:
    """Says what lines and their parts are."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab

    def classify(self, seg: Segment, text: str, run_in: bool) -> None:
        """Set the kind of a segment, and with it where the text behind a heading or label begins, whose and of which day."""
        vocab, seg_text = self.vocab, seg.text
        first = seg_text[0]
        seg.rest = seg.end
        plain_start = first.isalnum()
        words = LIST_MARK.sub("", seg_text) if first in LIST_MARKS else seg_text
        whole = key(words) if not plain_start or vocab.stands_alone(words) else _UNLISTED
        if (
            whole in vocab.furniture
            or self._links(seg_text)
            or (first in "SsP" and PAGE_END.fullmatch(seg_text))
            or (vocab.inner_openings.begin(seg_text) and vocab.inner_furniture.fullmatch(seg_text))
        ):
            seg.kind = "furniture"
            return
        if not plain_start and (
            not whole or not _WORDY.search(seg_text) or _LINKS.match(seg_text) or _ROMAN_PAGE.match(seg_text)
        ):
            # a line of marks only; but '%.' is the end of a broken line
            seg.kind = "furniture" if "%" not in seg_text else "text"
            return
        absence = seg_text.startswith(ABSENCES)
        match = ABSENT_IN.match(seg_text) if absence else None
        if match:  # 'Fraværende i Byrådet, 26. oktober 2021:'
            seg.kind, seg.rest = "absence", seg.start + match.end()
            date = find_date(seg_text)
            seg.date = date[0] if date else None
            return
        if (
            seg_text.startswith(GROUPS)
            and seg_text.isupper()
            and len(seg_text) < 100
            and GROUP_CAPITALS.match(seg_text)
        ):
            seg.kind = "group_closed" if "LUKKE" in seg_text else "group_open"
            return
        if decision_headings.recognise(seg, text):
            return
        if self._headed(seg, whole, text):
            return
        if first == "(":
            bracketed = _MARK_ALONE.match(seg_text)
            mark = key(bracketed["mark"]) if bracketed else None
            if mark in vocab.open or mark in vocab.closed:
                seg.kind = "closed" if mark in vocab.closed else "open"
                return
        if whole in vocab.marks:
            seg.kind = vocab.marks[whole]
            return
        colon = seg_text.find(":", 0, LONGEST_LABEL)
        if colon > 0 and self.labelled(seg, colon, text):
            return
        if whole in vocab.case_labels and len(whole) > 3:
            seg.kind = "case"
            return
        if whole in vocab.absence_labels or whole in vocab.substitute_labels:
            seg.kind = "absence" if whole in vocab.absence_labels else "substitute"
            return
        match = ABSENT_LABEL.match(seg_text) if absence else None
        if match and key(match["label"]) in vocab.absence_labels:
            # 'Fraværende<tab>Lisbet Höybye (C)', 'Fraværende Rune Dalhoff, Bente Overdam': a label without a colon
            seg.kind, seg.rest = "absence", seg.start + match.end()
            return
        match = _CELL_LABEL.match(seg_text) if "  " in seg_text or "\t" in seg_text else None
        if match and key(match["label"]) in vocab.absence_labels:
            seg.kind, seg.rest = "absence", seg.start + match.end()
            return
        match = vocab.case_pattern.match(seg_text) if vocab.case_openings.begin(seg_text) else None
        if (
            match
            and FILE_NUMBER.match(seg_text, match.end())
            and len(seg_text) < 160
            and not _NUMBER_OF_ITEM.match(seg_text)
        ):
            seg.kind, seg.rest = "case", seg.start + match.end()
            return
        self._heading_with_text(seg, text, run_in)

    def _headed(self, seg: Segment, whole: str, text: str) -> bool:
        """Recognise a heading alone on its line; `whole` is the `key` of its text."""
        vocab, seg_text = self.vocab, seg.text
        if seg_text.startswith(PROPOSALS) and PROPOSAL_FROM.match(seg_text):
            seg.kind, seg.what = "heading", "proposal"
            return True
        if seg_text.endswith((")", ":")) and ("indstilling" in seg_text or "INDSTILLING" in seg_text):
            moved = _BODYS_PROPOSAL.match(seg_text)
            if moved and CORE_WORD.search(moved["body"]):
                seg.kind, seg.what = "heading", "proposal"
                return True
        if seg_text[0] in "Bb" and ATTACHMENT.match(seg_text):
            seg.kind, seg.what = "heading", "attachments"
            return True
        kind = vocab.heading_kinds.get(whole)
        if kind is None and len(seg_text) < 80 and seg_text.endswith((")", "):")):
            kind = vocab.heading_kinds.get(key(_COUNT.sub("", seg_text)))
        if kind == "decision" and whole == "referat" and not seg_text.endswith(":"):
            # alone it is the page's title; glued to the text above it is the heading of what was decided
            kind = kind if seg.cut and not text[seg.start - 1].isspace() else None
        if kind is None:
            return False
        seg.kind, seg.what = ("decision" if kind == "decision" else "heading"), kind
        return True

    def labelled(self, seg: Segment, colon: int, text: str) -> bool:
        """Recognise a label that ends at the colon, counted from the segment's start."""
        vocab = self.vocab
        label = key(seg.text[:colon])
        if label not in vocab.colon_labels:
            return False
        seg.rest = seg.start + colon + 1
        rest = text[seg.rest : seg.end]
        seg.rest += len(rest) - len(rest.lstrip())
        if label in vocab.absence_labels:
            seg.kind = "absence"
        elif label in vocab.substitute_labels:
            seg.kind = "substitute"
        elif label in vocab.case_labels:
            seg.kind = "case"
        elif label in vocab.heading_kinds and (label not in vocab.header or len(rest.split()) > 8):
            seg.kind, seg.what = "heading", vocab.heading_kinds[label]
            if seg.what == "decision":
                seg.kind = "decision"
        elif label in vocab.other_labels:
            seg.kind = "label"
        else:
            seg.kind, seg.what = "header", vocab.header[label]
        return True

    def _heading_with_text(self, seg: Segment, text: str, run_in: bool) -> None:
        """Recognise a heading with its text behind it, glued to it or not: 'BeslutningGodkendt.', 'Beslutning Godkendt.'."""
        vocab, seg_text = self.vocab, seg.text
        opened = vocab.heading_openings.begin(seg_text)
        match = vocab.glued_heading.match(seg_text) if opened else None
        if match:
            kind = vocab.heading_kinds[key(match["heading"])]
            seg.kind, seg.what, seg.rest = (
                ("decision" if kind == "decision" else "heading"),
                kind,
                seg.start + match.end(),
            )
            return
        if run_in:
            match = vocab.run_in_pattern.match(seg_text)
        else:
            match = vocab.inline_pattern.match(seg_text) if opened else None
        if match is None or match.end() == len(seg_text):
            return
        named = vocab.heading_kinds.get(key(match["heading"]))
        if not (run_in or seg.cut or named in {"decision", "proposal", "summary", "account"}):
            return
        tail = seg_text[match.end() :].strip()
        # 'Forslag (2. behandling)' is a heading with a remark, 'Beslutning Godkendt.' a heading with its text
        if named and (run_in or named == "decision" or not tail.startswith("(")):
            if not run_in and not seg.cut and named != "decision" and not _MARK_OF_PROSE.search(tail):
                return
            seg.kind, seg.what = ("decision" if named == "decision" else "heading"), named
            seg.rest = seg.start + match.end() + 1
            while seg.rest < seg.end and text[seg.rest].isspace():
                seg.rest += 1

    def _links(self, line: str) -> bool:
        """Tell whether a line is a row of links and a page's words: '[Print](#) [Del](#) Til toppen ^', 'Til top   Print'."""
        if not ("](" in line or "   " in line) or len(line) > 160:
            return False
        cells = CELL_EDGE.split(_LINK.sub(r"\t\1\t", line))
        words = [key(cell.strip(" \t^|·")) for cell in cells if cell.strip(" \t^|·")]
        return len(words) > 1 and all(word in self.vocab.furniture for word in words)
