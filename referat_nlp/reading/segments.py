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

from referat_nlp.danish.bodies import CORE_WORD, nominative, tidy
from referat_nlp.danish.dates import ANY_DATE, YEAR, find_date
from referat_nlp.danish.file_numbers import STRONG
from referat_nlp.danish.names import NAME
from referat_nlp.memories import remembers
from referat_nlp.reading import announced, flat_pages, lookalikes, points, repeated, transcript
from referat_nlp.reading import glued as joined
from referat_nlp.reading.plain import heading_level, key, plain
from referat_nlp.reading.vocabulary import Vocabulary, vocabulary


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
            dict(self.info),
        )


_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029\x85]+")
# 'Side 3', 'Side ii', 's. 3 af 12': what stands behind the word
_PAGE_NUMBER = r"(?P<page>\d{1,4}|[ivxl]{1,6})(?:[ \t]?(?:af|/|of)[ \t]?\d{1,4})?"
_PAGE_END = re.compile(rf"(?:^|(?<=[ \t]))(?:Side|SIDE|s\.|S\.|Page)[ \t]?:?[ \t]?{_PAGE_NUMBER}\.?[ \t]*$")
_NUMBER = re.compile(r"\d{1,4}(?=[ \t]|$)")
_PAGE_START = re.compile(r"(\d{1,4})[ \t]+(?=\S)")
_MARK = re.compile(
    r"(?<![\w(])(?:Åben(?:t)?|Lukket|ÅBEN(?:T)?|LUKKET)[ \t]+(?:sag|punkt|SAG|PUNKT)(?![\w:]|[ \t]+\d{1,4}[.:)])"
)
# 'SAGER TIL EFTERRETNING', 'PUNKTER TIL ØKONOMIUDVALGETS AFGØRELSE': a group of items
_GROUP_CAPITALS = re.compile(
    r"(?:ÅBNE[ \t]+|LUKKEDE[ \t]+)?(?:SAGER|PUNKTER)(?:[ \t]+(?:TIL|FRA|FOR|UNDER|I|OM|REJST|SOM)[ \t]+[A-ZÆØÅ][^:.!?]*)?$"
)
_MARK_BEFORE = re.compile(r"(?<!\w)(?:åbent?|lukket|fortrolig)[ \t]$", re.IGNORECASE)
# '(Åben sag) (hv)': a mark in brackets, with the initials of whoever handles the case
_MARK_ALONE = re.compile(r"\((?P<mark>[^()\n]{4,20})\)[ \t]*(?:\([\wæøå/.]{2,8}\))?$")
_ITEM_WORD = re.compile(r"(?<![\w(])Punkt[ \t]+\d{1,3}[a-z]?:[ \t]+(?=[A-ZÆØÅ\d\"”])")
# '00.01.00-G01-3-26Fagcenter Politik …', '23/2615Resumé': a file number glued to what follows
_NUMBER_GLUED = re.compile(
    r"(?:\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d{1,6}-\d{2}|\d{2}/\d{2,7})(?=[A-ZÆØÅ][a-zæøå]|[ \t]+(?:Beslutning|Resum|Indstilling|INDSTILLING|Sagsfremst|BESLUTNING|RESUM|Forslag)|[ \t]+[A-ZÆØÅ][a-zæøå]+:)"
)
# 'Indholdsfortegnelse1. Fraværende', '7999 HjelmsøIndholdsfortegnelse'
_CONTENTS_GLUED = re.compile(r"Indholdsfortegnelse(?=\d{1,3}\.[ \t]*[A-ZÆØÅ])")
_CONTENTS_BEHIND = re.compile(r"(?<=[a-zæøå\d.])Indholdsfortegnelse[ \t]*$")
# an item's heading inside a long line: a number, a title, and soon a label of file numbers
_ITEM_INSIDE = re.compile(r"(?<=[ \t])\d{1,4}[a-z]?[.:][ \t]+(?=[A-ZÆØÅ\"”])")
_ITEM_START = re.compile(r"(?<![^\s])\d{1,4}[a-z]?[.:][ \t]+(?=[A-ZÆØÅ\"”])")
_LABEL_WORD = r"(?:Sagsnr|Sagsid|Sags[ -]?ID|Dok\.[ ]?nr|Sagsnummer|Sagsansvarlig|J\.[ ]?nr|Journalnr|Journalnummer)\.?"
_FILE_LABEL = re.compile(rf"(?<!\w){_LABEL_WORD}(?:[ \t]*:|[ \t]+(?=[\dA-ZÆØÅ]{{2,4}}[-./ ]?\d))")
# 'Sagsnr. 486-2007-20145 J.nr. 00.30.14-S00' in the running text, up to the words of the item
_FILE_RUN = re.compile(rf"(?:{_LABEL_WORD}[ \t]*:?[ \t]*(?:{STRONG.pattern})[,;]?(?:[ \t]+|$)){{1,4}}")
_PROSE_BEHIND = re.compile(r"(?:[a-z][).][ \t]+)?[A-ZÆØÅ](?!\.)[^:\n]{20}")
# how far behind an item's number its file numbers are looked for, in characters
_TITLE_REACH = 220
# '… Byrådet.72. Budget', '… (C).73/3. Tag': an item's heading glued to the end of the sentence before it
_ITEM_GLUED = re.compile(r"(?<=[a-zæøå)][.!?])(?P<num>\d{1,4})(?:[ ]?/[ ]?\d{1,4})?[a-z]?[.:][ \t]+(?=[A-ZÆØÅ\"”])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:nr|kl|stk|pkt|art|kap|ca|jf|bl|s|d|p|v|litra|bilag|afsnit|punkt))\.$", re.IGNORECASE
)
# 'Økonomiudvalget,' at a line's end, 'den 14. november 2007, pkt. 602:' on the next
_DAY_BELOW = re.compile(rf"\n[ \t]*(?:den|d\.)[ \t]+{ANY_DATE}[ \t]*[,:]")
# a running page header in front of the page's text: '4 Udvalget for Kultur, tirsdag den 11-juni-2002 Side ii Til behandling …'
_RUNNING_HEAD = re.compile(
    rf"(?:\d{{1,4}}[ \t]+)?(?P<head>[^\n]{{5,140}}?)[ \t](?:Side|s\.)[ \t]?:?[ \t]?{_PAGE_NUMBER}(?=[ \t]+\S)(?![ \t]+(?:af|of)[ \t]\d)"
)
# the same without the word: '7 Økonomiudvalget d. 21-01-2015 4. Skilt ved …', the page's number before body and day
_NUMBERED_HEAD = re.compile(rf"(?P<page>\d{{1,4}})[ \t]+(?P<head>[^\n\d]{{3,90}}?{ANY_DATE})(?=\s|$)")
_NUMBER_OF_ITEM = re.compile(r"\b(?:pkt|punkt|sag)\.?[ \t]*(?:nr\.?[ \t]*)?\d")
_FIGURE_COLON = re.compile(r"\d[ \t]*:(?:[ \t]|$)")
_DIGIT = re.compile(r"\d")
_WORDY = re.compile(r"\w")
# '[Bilag](#) [Video](#)', '- iv -'
_LINKS = re.compile(r"(?:\[[^\]\n]*\]\([^)\n]*\)[ \t|·]*)+$")
_ROMAN_PAGE = re.compile(r"[-–—][ \t]*[ivxl]{1,6}[ \t]*[-–—]$")
# 'Bilag 1 Tilbudsliste.pdf (dok.nr. 118203/14)'
_ATTACHMENT = re.compile(
    r"Bilag[ \t]*:?[ \t]*\d{0,2}\.?[ \t]+[^\n]*(?:\.(?:pdf|docx?|xlsx?|pptx?)\b|dok\.?[ ]?nr)", re.IGNORECASE
)
# 'Beslutningsforslag fra SF og ALT' alone on a line
_PROPOSAL_FROM = re.compile(
    r"(?:Beslutningsforslag|Forslag|Indstilling|Ny indstilling|Medlemsforslag)[ \t]+fra[ \t]+[A-ZÆØÅ§](?:(?!\b(?:om|at|til|til at)\b)[^.:\n]){1,80}:?$"
)
# 'Økonomiudvalgets indstilling (møde den 6. juni 2016, sag nr. 94):'
_BODYS_PROPOSAL = re.compile(
    r"(?P<body>[A-ZÆØÅ][^\n:.!?;()]{2,90}?s)[ \t]+(?:indstilling|INDSTILLING)[ \t]*\([^()\n]*\d[^()\n]*\)[ \t]*:?$"
)
# 'FORRETNINGSUDVALGETS BESLUTNING', 'Udvalgets afgørelse'
# 'BYRÅDET:' alone on a line, its decision below it
_BODY_CAPITALS = re.compile(r"(?P<body>[A-ZÆØÅ][A-ZÆØÅ \t,&-]{3,70}):$")
_BODYS_ALONE = re.compile(
    r"(?P<body>[A-ZÆØÅ][^\n:.!?;]{2,90}?[sS])[ \t]+(?:beslutning|afgørelse|BESLUTNING|AFGØRELSE)[ \t]*:?$"
)
# words that no body's name holds
_NO_BODY = re.compile(r"\b(?:at|med|sit|blev|har|er|det|der|som|på|til|henhold|ikke|bemærkning)\b")
_VERBS = re.compile(
    r"\b(?:besluttede|behandlede|vedtog|godkendte|drøftede|anbefalede|mødet?|sagen|blev|har|havde|på|at|orienteret|udsatte)\b"
)
_HEADISH = re.compile(
    rf"[Kk]ommune|KOMMUNE|[Rr]egion |[Rr]eferat|[Pp]rotokol|[Dd]agsorden|udvalg|[Rr]åd|[Mm]øde|(?:{ANY_DATE})"
)
_NUMBERED = re.compile(
    r"(?:[•·][ \t]*)?(?:(?:Punkt|Pkt\.?|Sag(?:[ ]nr\.)?|Nr\.)[ \t]*)?\d{1,4}[a-z]?[ \t]*[.:]?[ \t]*(?:\((?:Åben|Lukket|Åbent)\)[ \t]*)?(?:[A-ZÆØÅ]{2,3}[ \t]*-[ \t]*)?"
)
_COUNT = re.compile(r"[ \t]*\(\d{1,3}\)[ \t]*:?$")  # 'Bilag (7)'
_LIST_MARK = re.compile(r"^[•·●▪][ \t]*")
_ABSENT_IN = re.compile(
    r"(?:Fravær|Fraværende|Afbud|Forfald)[ \t]*(?:og|samt|eller|/)[ \t]*(?:stedfortræder(?:e)?|suppleant(?:er)?|afbud|fravær|forfald|inhabilitet|indkaldte[ \t]+(?:stedfortrædere|suppleanter))[ \t]*:[ \t]*|"
    r"(?:Fraværende|Afbud|Fravær)[ \t]+(?:i|ved|på|fra|under)[ \t]+(?:mødet|punktet|behandlingen|[A-ZÆØÅ§])[^:.\n]{0,90}(?:\.[^:\n]{1,30})?:[ \t]*"
)
# 'Fraværende  Ida Holm (A)', and glued by a converter: 'Fraværende- Ida Holm ()', 'AfbudIda Holm (A)'
_ABSENT_LABEL = re.compile(
    rf"(?P<label>Fraværende(?: med afbud| uden afbud)?|Afbud(?: fra)?|Ikke til ?stede|Fravær)(?:\t[ \t]*|[ ]{{2,}}|[ ](?=(?:{NAME}(?:[ \t]*(?:$|[,(]|og\b))|[Ii]ngen\.?$))|[ \t]*[-–•·][ \t]*(?={NAME})|(?={NAME}[ \t]*(?:$|[,(])))(?=[A-ZÆØÅ])"
)
# 'Meldt fra   Ida Holm (A)': a table's cell before a name
_CELL_LABEL = re.compile(rf"(?P<label>[A-ZÆØÅ][^\t\n:]{{3,30}}?)(?:\t[ \t]*|[ ]{{2,}})(?={NAME})")
# 'tirsdag den 3. maj 2022'
_DAY = r"(?:(?i:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag),?[ \t]+)?"
# ', pkt. 563' behind a day; without a comma the decision may begin so: 'den 25. september 2014 Punkt 6 tages af'
_POINT = r"(?:,[ \t]*(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?|[ \t]*(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?(?=[ \t]*(?:[.:,\n]|$|[A-ZÆØÅ])))"
# 'Beslutning Teknik- & Havneudvalget den 07-04-2014', 'Beslutning i Byrådet den 18-05-2016', 'Beslutning fra X, 30. november 2021, pkt. 563:'
_DECISION = re.compile(
    rf"(?<![\w-])(?:BESLUTNING|Beslutning(?:er)?|Afgørelse|(?:Vedtagelse|VEDTAGELSE)(?=[ \t]+[iI][ \t]))(?::)?[ \t]+(?:(?:i|fra|af|truffet i|truffet af|I|FRA)[ \t]+(?=[A-ZÆØÅ§a-zæøå])|(?=[A-ZÆØÅ§]|forretningsudvalg|regionsråd|byråd|økonomiudvalg|kommunalbestyrelse|udvalg))(?P<body>[A-ZÆØÅ§a-zæøå](?:[^\n:.!?]|(?<=stk)\.|(?<=\d)\.(?=\d)){{1,140}}?)"
    rf"[ \t]*,?[ \t]+{_DAY}(?:(?:den|DEN|d\.)(?:[ \t]+(?P<date>(?i:{ANY_DATE}))|(?=[ \t]+[A-ZÆØÅ]|[ \t]*:?[ \t]*$|[ \t]*:[ \t]))|(?P<date2>(?i:{ANY_DATE})))(?:{_POINT})?[ \t]*[.:]?",
)
# 'Beslutning fra Havne- og Klimaudvalget' alone on a line, date and place below it
_DECISION_BODY = re.compile(
    r"(?:BESLUTNING|Beslutning(?:er)?|Afgørelse)[ \t]+(?:fra|i|af)[ \t]+(?P<body>[A-ZÆØÅ§][^\n:.!?]{2,110}?)[ \t]*:?$"
)
# The same words in whatever order of marks a clerk prints them, nothing else on the line: 'Beslutning - Byrådet - 26-03-2024',
# 'Beslutning (Byrådet 26. marts 2024)', 'Beslutning Byråd', 'Behandling i Byrådet den 26. marts 2024'
_DECISION_LOOSE = re.compile(
    rf"(?:(?i:beslutning(?:er)?|afgørelse|vedtagelse|protokollat|(?:sagen[ \t]+)?behandle(?:t|ing)(?=[ \t]+(?:i|af|på)[ \t])|behandling(?=[ \t]+(?:i|af|på)[ \t])))"
    rf"(?:[ \t]*[,:(–-]+[ \t]*|[ \t]+)(?:(?i:truffet[ \t]+i|truffet[ \t]+af|på[ \t]+møde(?:t)?[ \t]+i|i|fra|af|på)[ \t]+)?"
    rf"(?P<body>[A-ZÆØÅ§][^\n:.!?;]{{2,110}}?)(?:[ \t]*[,:(–-]+[ \t]*|[ \t]*)"
    rf"(?:{_DAY}(?i:den[ \t]+|d\.[ \t]+)?(?P<date>(?i:{ANY_DATE})))?(?:[ \t]*,?[ \t]*(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?)?[ \t]*\)?[ \t]*[.:]?$"
)
# 'Beslutning den 28-11-2024:'
_DECISION_DATE = re.compile(
    rf"(?<![\w-])(?:BESLUTNING|Beslutning(?:er)?)[ \t]+(?i:på[ \t]+mødet[ \t]+)?{_DAY}(?i:den|d\.|af|fra)[ \t]+(?P<date>(?i:{ANY_DATE}))[ \t]*(?:,?[ \t]*(?:kl\.?[ \t]*\d+[.:]\d\d))?[.:]?"
)
# 'Social- og Ældreudvalget besluttede den 21. august 2014:'
_BODY_DECIDED = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,90}}?)[ \t]+(?:besluttede|behandlede sagen|afgjorde|vedtog)[ \t]+(?:den|d\.)[ \t]+(?P<date>{ANY_DATE})[ \t]*:"
)
# 'Havneudvalgets møde den 4. maj 2009:' alone on a line
_MEETING_OF_BODY = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,90}}?s)[ \t]+møde[ \t]+(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE})[ \t]*:$"
)
_UNENDED = re.compile(r"(?:-|[ \t](?:og|for|i))(?:[ \t]+den)?$")
# 'Kultur- og Idrætsudvalget, 03-04-2019, pkt. 44', 'Økonomiudvalget den 19. maj 2008, pkt. 141:'
_BODY_DATE = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?)[,.]?[ \t]+(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE})[ \t]*,?[ \t]*(?:(?:pkt|punkt|sag)\.?[ \t]*(?:nr\.?[ \t]*)?\d+[a-z]?[ \t]*:?|(?:(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?[ \t]*[:.]?$))"
)
# 'Økonomiudvalget, 17.08.2015 Teknisk Udvalgs indstilling anbefales.', 'Teknisk Udvalg den 3. maj 2012: Anbefales.'
_BODY_COMMA = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;,]{{0,60}}(?:,[ ][A-ZÆØÅ][^\n:.!?;,]{{2,50}})?)(?:,[ \t]+(?:(?:den|d\.)[ \t]+)?|[ \t]+(?:den|d\.)[ \t]+)(?P<date>{ANY_DATE})(?:[ \t]*:(?=[ \t]|$)|(?=[ \t]+[A-ZÆØÅ][a-zæøå])|[ \t]*$)"
)
# 'Økonomiudvalget den 06-juni-2002: Anbefales.' inside a line
_BODY_COLON = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;,]{{2,60}}?),?[ \t]+(?:den|d\.)[ \t]+(?P<date>{ANY_DATE})[ \t]*:(?=[ \t]|$)"
)
# 'Borgerrepræsentationens beslutning i mødet den 4. november 2021', 'Regionsrådets beslutning den 30. november 2021:'
_BODYS = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?s)[ \t]+(?:beslutning|afgørelse|behandling)(?:[ \t]+(?:i|på)[ \t]+(?:mødet|møde))?(?:[ \t]*,?[ \t]+(?:den|d\.|af)?[ \t]*(?P<date>{ANY_DATE}))(?:,?[ \t]*(?:pkt|punkt|sag)\.?[ \t]*\d+)?[ \t]*[.:]?"
)
# 'Integrationsudvalgets møde den 12. december 2011:', 'Økonomiudvalgets møde 23. maj 2006, punkt 1:' alone on a line
_BODYS_MEETING = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?[sS])[ \t]+(?i:møde[ \t]*,?[ \t]+{_DAY}(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE}))(?:(?:{_POINT})[ \t]*[:.]?|[ \t]*:)$"
)
# 'Økonomiudvalgets møde 23. maj 2006 Punkt 1: Anbefales.' within a line of a transcript
_BODYS_POINT = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;()]{{2,90}}?[sS])[ \t]+(?i:møde[ \t]*,?[ \t]+{_DAY}(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE}))[ \t]*,?[ \t]*(?i:punkt|pkt\.?)[ \t]*\d+[a-z]?[ \t]*:(?=[ \t])"
)
# The same in other orders: 'Møde i Økonomiudvalget den 23. maj 2006, punkt 1:', 'Økonomiudvalget, møde den 23. maj 2006, pkt. 1'
_MEETING_IN = re.compile(
    rf"(?:(?i:møde[ \t]+i[ \t]+)(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?),?|(?P<body2>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?),?[ \t]+(?i:mødet?))[ \t]+{_DAY}(?i:(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE}))(?:(?:{_POINT})[ \t]*[:.]?|[ \t]*:)$"
)
# '15-08-2019 Magistraten', '27.09.2022 Udvalget for social og ældre.'
_DATE_BODY = re.compile(
    rf"(?P<date>{ANY_DATE})[ \t]*[:,–-]?[ \t]+(?P<body>[A-ZÆØÅ][^\n:!?;]{{2,90}}?)[ \t]*[.:]?[ \t]*$"
)
# 'Beslutning den Godkendt.', 'Beslutning i den : Godkendt.': a transcript has lost the day, and with it the body
_DECISION_LOST = re.compile(
    r"(?<![\w-])(?:BESLUTNING|Beslutning(?:er)?)[ \t]+(?:i[ \t]+)?den(?:[ \t]*:|(?=[ \t]+(?:[A-ZÆØÅ\"”]|\d+\.[ ]))|[ \t]*$)"
)
# 'Beslutning (26.03.2024):' alone on a line
_DECISION_DATED = re.compile(
    rf"(?i:beslutning(?:er)?|afgørelse)[ \t]*[(,:–-]+[ \t]*{_DAY}(?i:den[ \t]+|d\.[ \t]+)?(?P<date>(?i:{ANY_DATE}))[ \t]*\)?[ \t]*[.:]?$"
)
# '- TMU 12-03-2024: Anbefales.' in a list of earlier decisions
_HISTORY_ENTRY = re.compile(
    rf"(?:[-–][ \t]*)?(?P<body>[A-ZÆØÅ][^\n:.!?;]{{1,90}}?),?[ \t]+(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE})(?:,[ \t]*(?:pkt|punkt|sag)\.?[ \t]*\d+)?[ \t]*:[ \t]+(?=\S)"
)
# 'Behandlet i Økonomiudvalget den 12. maj 2014', 'Økonomiudvalget den 12-05-2014:' alone on a line
_BODY_ALONE = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,90}}?),?[ \t]+(?:(?:den|DEN|d\.)[ \t]+)?(?P<date>(?i:{ANY_DATE}))[ \t]*[.:]?[ \t]*$"
)


# The forms of decision headings in the order in which they are tried, and those of them that are one without a date
_UNDATED = (
    ("loose", _DECISION_LOOSE),
    ("plain", _DECISION),
    ("lost", _DECISION_LOST),
    ("body", _DECISION_BODY),
    ("bodys", _BODYS_ALONE),
    ("capitals", _BODY_CAPITALS),
)
_DECISION_HEADINGS = (
    *_UNDATED[:2],
    ("date", _DECISION_DATE),
    ("date", _DECISION_DATED),
    *_UNDATED[2:4],
    ("bodys", _BODYS),
    ("bodys", _BODYS_MEETING),
    ("bodys", _BODYS_POINT),
    ("meeting", _MEETING_IN),
    *_UNDATED[4:],
    ("decided", _BODY_DECIDED),
    ("meeting", _MEETING_OF_BODY),
    ("pkt", _BODY_DATE),
    ("comma", _BODY_COMMA),
)
# 'Der afholdes valg til Ældrerådets bestyrelse den 22. februar 2017.' tells of a body and a day
_SENTENCE = re.compile(r"(?:Der|Det|Dette|Den|De|På|I|Ved|Efter|Næste|Som|Her)[ ](?!fælles|lokale|stående|sociale)")
# A name that says nothing of a committee: 'Natur, By og Kyst'
_NAMELIKE = re.compile(
    r"(?!(?:Byen|Tid|Dato|Mødet?|Notat|Mail|Brev|Bilag|Rapport|Status|Kommuneplan|Lokalplan|Budget|Sag)\b)[A-ZÆØÅ][\w&/\-]+(?:(?:,|[ ]og|[ ]&|[ ]for|,?[ ]samt)?[ ][A-ZÆØÅ&][\w&/\-]*){0,7}"
)
# The form of a heading: words in small letters behind the first, or all in capitals, none of which decides anything
_UNLISTED = re.compile(
    r"(?:[A-ZÆØÅ][a-zæøå]{3,}(?:[ ,/&-]{1,2}(?:[a-zæøå]+|&)){0,5}|[A-ZÆØÅ]{4,}(?:[ ,/&-]{1,2}(?:[A-ZÆØÅ]+|&)){0,5})[ \t]*:?"
)
_DECIDING = re.compile(
    r"godkend|vedtag|udsat|udsæt|anbefal|tiltr|drøft|efterretning|stem|fravær|afbud|protokol|mindretal|flertal|indstil|foresl|forslag|udgår|\bintet\b|\bingen\b|åben|lukke",
    re.IGNORECASE,
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
_ABSENT_BEHIND = re.compile(rf"(?<=[.!?)][ ])(?:Fraværende|Afbud)(?=[ ](?:{NAME}|Ingen\b))")
# On a cover: 'Borgmester - Ida Holm (A), Bo Lindskov (V), …', and behind them the first entry of the contents
_MEMBER = rf"{NAME}[ ]\([A-ZÆØÅ]{{1,3}}\)"
_MEMBERS = re.compile(rf"{_MEMBER}(?:,[ ]{_MEMBER}){{3,}}")
_LISTING = re.compile(r"(?<=[^\s,;:][ ])1\.[ ](?=[A-ZÆØÅ])")
_LONE_BULLET = re.compile(r"[•·●▪◦\uf0b7]")


_GAP = r"[ \t]*+(?:\n[ \t]*+)?"
_DATED_COLON = re.compile(
    rf"(?<!\w)(?:den|d\.){_GAP}(?:\d{{1,2}}\.?{_GAP}[a-zæøå]{{3,9}}{_GAP}\d{{4}}|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}})"
    rf"(?:,{_GAP}(?:pkt|punkt|sag)\.?{_GAP}(?:nr\.?{_GAP})?\d{{1,4}})?[ \t]*+:"
)


# 'Beslutning Fællesmøde mellem Social- og Sundhedsudvalget og Handicap- og' / 'Hjælpemiddeludvalget den 23-11-2021'
_BROKEN_HEADING = re.compile(
    r"(?m)^Beslutning[ ][^\n.:;]{20,200}(?:[ ]og|,|-)[ \t]*(?P<break>\n)"
    r"(?=[^\n.:;]{3,120}[ ](?:den|d\.)[ ](?:\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\.[ ][a-z]{3,9}[ ]\d{4})[ \t]*$)"
)


def _headings_joined(text: str) -> str:
    """Return the text, of the same length, without the break of a line inside a heading.

    'Byrådet,' / 'den 22. maj 2007: Godkendt.' is one in a transcript, whose lines end anywhere; and so is a decision's
    heading that ends in the midst of the bodies' names.
    """
    text = _BROKEN_HEADING.sub(lambda found: found[0][: found.start("break") - found.start()] + " ", text)
    parts, at = [], 0
    for match in _DATED_COLON.finditer(text):
        low = match.start()
        while low > at and match.start() - low < 9 and text[low - 1] in " \t\n,":
            low -= 1
        heading = text[low : match.end()]
        if heading.count("\n") == 1 and CORE_WORD.search(text, max(at, low - 40), low):
            parts += [text[at:low], heading.replace("\n", " ")]
            at = match.end()
    return "".join([*parts, text[at:]]) if parts else text


def printed_lines(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, blank lines before) of each line with something on it; `start` and `end` without outer blanks."""
    lines: list[tuple[int, int, int]] = []
    blanks, last = 0, 0
    for match in _LINE.finditer(text):
        gap = text.count("\n", last, match.start())
        last = match.end()
        stripped = match[0].strip()
        if not stripped:
            blanks += gap
            continue
        start = match.start() + match[0].index(stripped[0])
        blank = max(0, blanks + gap - 1) if lines else 0
        if lines and _LONE_BULLET.fullmatch(text, lines[-1][0], lines[-1][1]):
            # a bullet on a line of its own belongs to the next line
            blank, at = lines[-1][2], lines[-1][0]
            lines.pop()
            start, stripped = at, text[at : start + len(stripped)]
        lines.append((start, start + len(stripped), blank))
        blanks = 0
    return lines


@remembers
@lru_cache(maxsize=2)
def segments_of(text: str, extra: str | None = None) -> tuple[Segment, ...]:
    """Return the segments of a text, cut once for all who ask; `extra` is a folder of the user's own phrase files.

    They are shared: whoever changes one takes a `copy` of it.
    """
    return tuple(Segmenter(vocabulary(extra)).segment(text))


def _glued_items(text: str) -> list[int]:
    """Return where items' headings are glued to the sentence before; none where their numbers do not rise one by one."""
    spots: list[tuple[int, int]] = [
        (int(m["num"]), m.start())
        for m in _ITEM_GLUED.finditer(text)
        if not _ABBREVIATED.search(text, max(0, m.start() - 12), m.start())
    ]
    runs: list[list[tuple[int, int]]] = []
    for spot in spots:
        if runs and runs[-1][-1][0] < spot[0] <= runs[-1][-1][0] + 3:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    # two are enough where the one number follows the other and an item's length lies between
    return [
        at
        for run in runs
        if len(run) >= 3 or (len(run) == 2 and run[1][0] == run[0][0] + 1 and run[1][1] - run[0][1] > 60)
        for _, at in run
    ]


def _unwrapped(text: str) -> str:
    """Return `text` with a blank for each line break that runs through a heading in running text, of the same length."""
    breaks = []
    for match in _DAY_BELOW.finditer(text):
        line = text[max(text.rfind("\n", 0, match.start()), match.start() - 60) : match.start()].rstrip(" \t,")
        words = list(CORE_WORD.finditer(line))
        if words and words[-1].end() == len(line):
            breaks.append(match.start())
    for match in _ITEM_START.finditer(text):
        label = _FILE_LABEL.search(text, match.end(), match.end() + _TITLE_REACH)
        if label is None:
            continue
        between = text[match.end() : label.start()]
        at = between.find("\n")
        # a title that is followed by its label on the next line stands as it should
        if at > 0 and between.count("\n") == 1 and between[at:].strip():
            start = text.rfind("\n", 0, match.start()) + 1
            if match.end() + at - start >= 60:
                breaks.append(match.end() + at)
    return _with_blanks(text, breaks)


def _with_blanks(text: str, places: list[int]) -> str:
    """Return `text` with a blank for the character at each of the places."""
    pieces, last = [], 0
    for at in sorted(set(places)):
        pieces += [text[last:at], " "]
        last = at + 1
    return "".join([*pieces, text[last:]])


def _apart_from(known: list[tuple[int, int]], others: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches of `others` that none of the `known`, in text order both, overlap."""
    ends = [end for _, end in known]
    return [(a, b) for a, b in others if (i := bisect_right(ends, a)) == len(known) or known[i][0] >= b]


def _core_last(body: str) -> bool:
    """Tell whether a phrase is a body's name from end to end: its last word, or 'Udvalget for …' its first."""
    last = body.split()[-1] if body.split() else ""
    return (bool(CORE_WORD.fullmatch(last)) and len(body.split()) <= 9) or bool(
        re.match(r"Udvalget for [A-ZÆØÅ]", body)
    )


def _whole_body(name: str) -> bool:
    """Tell whether a phrase is a body's name from end to end, its short form in brackets behind it allowed."""
    name = re.sub(r"[ \t]*\([^()]{1,12}\)$", "", nominative(tidy(name)))
    return _core_last(name) and not _NO_BODY.search(name) and not _VERBS.search(name)


class Segmenter:
    """Cuts a document into classified segments."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self._inner_words: list[str] = []  # those that the text holds
        self._word_before = re.compile(
            rf"(?<!\w)(?:(?:Åbent?|Lukket|Fortroligt?)(?:[ \t]+(?:sag|punkt))?[ \t]*:?[ \t]*)?(?:{vocab.item_words})?[ \t]*:?[ \t]*$",
            re.IGNORECASE,
        )

    def segment(self, text: str) -> list[Segment]:
        """Return all segments of `text` in order, each with its kind."""
        text = points.joined(_headings_joined(text))
        source = text
        text = _unwrapped(plain(text))
        small = text.casefold()
        self._inner_words = [words for words in self.vocab.inner_words if words in small]
        lines = printed_lines(text)
        pages = transcript.pages(text, lines)
        listing, titles = announced.find(text, transcript.own_texts(pages, lines), self.vocab)
        told = [(t.heading, t.end) for t in titles]
        told = sorted(told + _apart_from(told, self._inner(repeated.headings(text), text)))
        breaks = [at for a, b in told for at in range(a, b) if text[at] == "\n"]
        if breaks:
            text = _with_blanks(text, breaks)
            lines = printed_lines(text)
        paged = sum(1 for s, e, _ in lines if _PAGE_END.search(text, max(s, e - 24), e)) >= 2
        # a transcript whose pages are a line each keeps no line of its own for any heading
        flat = bool(titles) and len(pages) > 0.8 * sum(1 for start, _, _ in lines if start >= pages[0][0])
        run_in = flat or self._run_in(text, lines)
        glued = sorted({*_glued_items(text), *joined.items(text, lines)})
        heads = self._running_heads(text, lines)
        feet: dict[int, int] = {}
        whole_pages: set[int] = set()
        for start, after, foot in pages:
            heads.setdefault(start, after)
            whole_pages.add(start)
            if foot is not None:
                feet[start] = foot
        title_at = {t.heading: t for t in titles}
        listing = sorted(listing)
        levels = "#" in source
        contents_at = {low for low, _ in listing}
        filed = [t.filed for t in titles if t.filed is not None]
        out: list[Segment] = []
        page, page_ended = 0, False
        place = 0
        for start, end, blank in lines:
            level = heading_level(source, source.rfind("\n", 0, start) + 1, end) if levels else 0
            cuts = self._cuts(text, heads.get(start, start), feet.get(start, end), run_in, paged, start in whole_pages)
            while place < len(told) and told[place][0] < start:
                place += 1
            while place < len(told) and told[place][0] < end:
                # within the heading only its own beginning is a cut
                a, b = told[place]
                cuts = sorted({*(c for c in cuts if not a < c < b), *((a, b) if b < end else (a,))})
                place += 1
            low = bisect_left(filed, start)
            cuts = sorted({*cuts, *filed[low : bisect_left(filed, end)]})
            first = bisect_left(glued, start)
            if first < len(glued) and glued[first] < end:
                cuts = sorted({*cuts, *glued[first : bisect_left(glued, end)]})
            if start in heads:
                cuts = sorted({start, heads[start], *(c for c in cuts if c > heads[start])})
            entry = bisect_left(listing, (start, 0))
            for low, high in listing[entry : bisect_left(listing, (end, 0), entry)]:
                cuts = sorted({*(c for c in cuts if not low < c < high), low})
            if start in feet:
                cuts.append(feet[start])
            # transcripts print the page's number before its first line ('7 ikke tages til følge.')
            number_first = _PAGE_START.match(text, start, end) if paged else None
            if number_first and page_ended and int(number_first[1]) in (page + 1, page + 2):
                cuts = sorted({number_first.end(), *cuts})
            printed_number = _NUMBER.match(text, start, end) if paged else None
            if printed_number and (page_ended or int(printed_number[0]) == page + 1):
                page = int(printed_number[0])
            page_ended = _PAGE_END.search(text, max(start, end - 24), end) is not None
            for number, (a, b) in enumerate(zip(cuts, [*cuts[1:], end], strict=True)):
                piece = text[a:b]
                stripped = piece.strip()
                if not stripped:
                    continue
                a += piece.index(stripped[0])
                segment = Segment(a, a + len(stripped), stripped, blank if number == 0 else 0, level, number > 0)
                if (
                    page_ended
                    and number == 0
                    and len(cuts) == 2
                    and b - a < 120
                    and _HEADISH.search(stripped)
                    and stripped[-1] not in ".!?;:"
                    and not self.vocab.kind_of(stripped)
                    and not _DECISION.match(stripped)
                ):
                    segment.kind, segment.rest = "furniture", segment.end
                elif b == end and start in feet:
                    segment.kind, segment.rest = "furniture", segment.end
                elif number == 0 and (start in heads or (len(cuts) > 1 and paged and stripped.isdigit())):
                    segment.kind, segment.rest = "furniture", segment.end
                elif segment.start in title_at:
                    segment.rest, segment.info["title"] = segment.end, title_at[segment.start]
                elif segment.start in contents_at:
                    segment.kind, segment.rest = "contents", segment.end
                else:
                    self._classify(segment, text, run_in)
                out.append(segment)
                if start in whole_pages and segment.kind == "decision":
                    out += flat_pages.ahead(segment, text)
        if pages:
            out = flat_pages.refine(out, text, pages[0][0], self.vocab)
        self._after(out)
        return out

    @staticmethod
    def _running_heads(text: str, lines: list[tuple[int, int, int]]) -> dict[int, int]:
        """Return where a running page header ends, for each line that begins with one that recurs on three pages."""
        found: dict[str, list[tuple[int, int]]] = {}
        for start, end, _ in lines:
            if end - start > 40:
                match = _RUNNING_HEAD.match(text, start, min(end, start + 200))
                if match:
                    found.setdefault(key(match["head"]), []).append((start, match.end()))
        out = {start: end for places in found.values() if len(places) >= 3 for start, end in places}
        numbered: dict[str, list[tuple[int, int, int]]] = {}
        for start, end, _ in lines:
            match = _NUMBERED_HEAD.match(text, start, end) if start not in out else None
            if match and _HEADISH.search(match["head"]):
                numbered.setdefault(key(match["head"]), []).append((start, match.end(), int(match["page"])))
        for places in numbered.values():
            # pages rise; a numbered list of meetings has no text behind its days
            rising = all(b[2] > a[2] for a, b in itertools.pairwise(places))
            if len(places) >= 3 and rising and places[-1][0] - places[0][0] > 300 * (len(places) - 1):
                out.update((start, end) for start, end, _ in places)
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
            if (before and not _LIST_MARK.fullmatch(before + " ")) or len(behind) > 40:
                out.append((at, end))
        return out

    # -- cutting ---------------------------------------------------------------------------------------------------

    def _run_in(self, text: str, lines: list[tuple[int, int, int]]) -> bool:
        """Tell whether headings stand in the running text: more of them within lines than alone on one."""
        alone = within = 0
        for start, end, _ in lines:
            if end - start < 60 and self.vocab.kind_of(text[start:end]):
                alone += 1
            elif end - start > 60:
                within += sum(
                    1
                    for m in self.vocab.inline_pattern.finditer(text, start, end)
                    if m.end() < end and self._boundary(text, m.start(), start)
                )
        return within >= 3 and within > alone / 2

    @staticmethod
    def _boundary(text: str, at: int, start: int) -> bool:
        """Tell whether a heading may begin at `at`: at the line's start, or after the end of a sentence, label or mark."""
        if at == start:
            return True
        colon = text.rfind(":", max(start, at - 64), at)
        if (
            colon != -1
            and "." not in text[colon:at]
            and re.search(
                r"(?:Afbud|Fraværende|Sagsansvarlig|Initialer|Sagsbehandler|Sagsbeh\.?)$",
                text[max(start, colon - 16) : colon].rstrip(),
            )
        ):
            return True  # 'Afbud: Thorkil Aagesen Beslutning Godkendt.'
        before = text[max(start, at - 24) : at].rstrip()
        return bool(before) and (
            before[-1] in '.!?:;)"”»]' or before[-1].isdigit() or before.endswith((" sag", " punkt", "SAG", "PUNKT"))
        )

    def _cuts(self, text: str, start: int, end: int, run_in: bool, paged: bool, whole_page: bool = False) -> list[int]:
        """Return where a line's parts begin, `start` first; in a line that is a whole page headings stand anywhere."""
        cuts = {start}
        vocab = self.vocab
        line_end = end
        page = _PAGE_END.search(text, max(start, end - 24), end)
        if page:
            cuts.add(page.start())
            line_end = page.start()
        if paged:
            match = _PAGE_START.match(text, start, end)
            if match and (
                re.match(r"\d{1,3}[a-z]?\.[ \t]*\S", text[match.end() : end])
                or vocab.inline_pattern.match(text, match.end(), end)
                or _DECISION.match(text, match.end(), end)
            ):
                cuts.add(match.end())
        # labels with a colon
        glued = vocab.glued_furniture.match(text, start, end)
        if glued:
            cuts.add(glued.end())
        # looking for words first is far faster than any of the patterns below
        line = text[start:end]
        small = line.casefold()
        if any(words in small for words in self._inner_words):
            for match in vocab.inner_furniture.finditer(text, start, end):
                cuts.update((match.start(), match.end()))
        colon = text.find(":", start, line_end)
        floor = glued.end() if glued else start
        while colon != -1:
            at = self._label_before(text, floor, colon)
            # a title may begin with a heading's word: '5 (Åben) Høring: Ny bekendtgørelse'
            if at is not None and not _NUMBERED.fullmatch(text, start, at):
                cuts.add(at)
            floor = colon + 1
            colon = text.find(":", floor, line_end)
        heading = vocab.glued_heading.match(text, start, end)
        if heading:
            # 'BeslutningØkonomiudvalget, den 11. juni 2024': the body and its date are a heading of their own
            body = _BODY_ALONE.match(text, heading.end(), end)
            if body and _whole_body(body["body"]):
                cuts.add(heading.end())
        last = vocab.heading_at_end.search(text, max(start + 1, end - 40), end)
        # 'Referat' behind an item's title is the link to the minutes (`titles`)
        if last and not (last["heading"] == "Referat" and _NUMBERED.match(text, start, end)):
            cuts.add(last.start())
        glued_number = _NUMBER_GLUED.match(text, start, end)
        if glued_number:
            cuts.add(glued_number.end())
        if end - start > 24:
            for match in _MARK.finditer(text, start, end) if "åben" in small or "lukket" in small else ():
                if text[match.end() : end].strip() and not run_in and match.start() != start and end - start < 150:
                    continue
                cuts.add(match.start())
                cuts.add(match.end())
            glued_contents = _CONTENTS_GLUED.match(text, start, end)
            if glued_contents:
                cuts.add(glued_contents.end())
            behind = _CONTENTS_BEHIND.search(text, max(start + 1, end - 24), end)
            if behind:
                cuts.add(behind.start())
            if "Punkt " in line:
                cuts.update(
                    m.start()
                    for m in _ITEM_WORD.finditer(text, start, end)
                    if not re.fullmatch(r"[^\w]*(?:Closed|Lukket)[: \t]*", text[start : m.start()])
                )
            if whole_page:
                cuts.update(m.start() for m in _ABSENT_BEHIND.finditer(text, start, end))
                if not _FILE_LABEL.search(text, start, end):  # a cover: the members and the contents
                    members = _MEMBERS.search(text, start, end)
                    if members:
                        cuts.update(members.span())
                    listing = _LISTING.search(text, members.end() if members else start, end)
                    if listing:
                        cuts.add(listing.start())
            if "eslutning" in line:
                for pattern in (
                    (_DECISION, _DECISION_DATE, _DECISION_LOST) if whole_page else (_DECISION, _DECISION_DATE)
                ):
                    for match in pattern.finditer(text, start, end):
                        if (
                            match.start() == start
                            or text[match.start() - 1] in ".:)"
                            or whole_page
                            or self._boundary(text, match.start(), start)
                        ):
                            cuts.add(match.start())
                if text.find("s beslutning", start, end) != -1:
                    cuts.update(m.start() for m in self._body_headings(text, start, end, _BODYS))
            if ("pkt" in line or "punkt" in line or "sag" in line) and _NUMBER_OF_ITEM.search(line):
                cuts.update(m.start() for m in self._body_headings(text, start, end, _BODY_DATE))
            if "s møde" in line and _FIGURE_COLON.search(line):
                for match in self._body_headings(text, start, end, _BODYS_POINT):
                    cuts -= set(range(match.start() + 1, match.end()))  # its number begins no item
                    cuts.add(match.start())
            if ":" in line and _FIGURE_COLON.search(line):
                cuts.update(m.start() for m in self._body_headings(text, start, end, _BODY_COLON))
            if run_in:
                ended = -1  # where the heading before ends: on a whole page empty sections follow each other
                for match in (vocab.run_in_pattern if run_in else vocab.inline_pattern).finditer(text, start, line_end):
                    at_end = match.end() >= end  # the text of the section stands on the next line
                    if (not at_end or (match.start() > start and text[match.start() - 2 : match.start()] == ". ")) and (
                        self._boundary(text, match.start(), start)
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
            if end - start > 60:
                for match in itertools.chain(
                    _ITEM_START.finditer(text, start, start + 8), _ITEM_INSIDE.finditer(text, start, end)
                ):
                    label = _FILE_LABEL.search(text, match.end(), min(end, match.end() + _TITLE_REACH))
                    if label:
                        cuts.add(match.start())
                        numbers = _FILE_RUN.match(text, label.start(), end)
                        if numbers:
                            cuts.update((numbers.start(), numbers.end()))
                numbers = _FILE_RUN.match(text, start, end)
                if numbers and _PROSE_BEHIND.match(text, numbers.end(), end):
                    cuts.add(numbers.end())
        return sorted(c for c in cuts if start <= c < end)

    @staticmethod
    def _unmistakable(text: str, match: re.Match[str]) -> bool:
        """Tell whether a long heading is one behind any word but a preposition, as 'Skitse af stien Sagsfremstilling Der …'."""
        before = text[max(0, match.start() - 12) : match.start()].rstrip().rsplit(" ", 1)[-1]
        return len(match["heading"]) > 10 and key(before) not in _LEADING

    def _body_headings(self, text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Return the matches that begin with a body's name at the start of a line or sentence."""
        found = []
        for match in pattern.finditer(text, start, end):
            if (
                CORE_WORD.search(match["body"])
                and not _VERBS.search(match["body"])
                and (match.start() == start or self._boundary(text, match.start(), start))
            ):
                found.append(match)
        return found

    def _label_before(self, text: str, floor: int, colon: int) -> int | None:
        """Return where the known label that ends at `colon` begins, None where no label does."""
        low = max(floor, colon - 60)
        window = text[low:colon].rstrip()
        if not window:
            return None
        # 'fristen.Vedtagelse:' is glued to the sentence before it, 'J.Nr.:' is one label
        starts = [
            m.start() for m in re.finditer(r"(?<![\w.\-/])[^\W\d_]|(?<=[a-zæøå)]\.)[A-ZÆØÅ](?=[a-zæøå]{4})", window)
        ][-6:]
        for at in starts:  # the longest label first
            label = window[at:]
            if (label[0].isupper()) and key(label) in self.vocab.colon_labels and len(label) < 50:
                if _MARK_BEFORE.search(window, 0, at):
                    return None  # 'LUKKET SAG: Salg af grund' is a mark, not 'SAG:'
                return low + at
        return None

    # -- classifying -----------------------------------------------------------------------------------------------

    def _classify(self, seg: Segment, text: str, run_in: bool) -> None:
        vocab, seg_text = self.vocab, seg.text
        seg.rest = seg.end
        whole = key(_LIST_MARK.sub("", seg_text))
        if (
            whole in vocab.furniture
            or self._links(seg_text)
            or _PAGE_END.fullmatch(seg_text)
            or vocab.inner_furniture.fullmatch(seg_text)
        ):
            seg.kind = "furniture"
            return
        if not whole or not _WORDY.search(seg_text) or _LINKS.match(seg_text) or _ROMAN_PAGE.match(seg_text):
            # a line of marks only; but '%.' is the end of a broken line
            seg.kind = "furniture" if "%" not in seg_text else "text"
            return
        match = _ABSENT_IN.match(seg_text)
        if match:  # 'Fraværende i Byrådet, 26. oktober 2021:'
            seg.kind, seg.rest = "absence", seg.start + match.end()
            date = find_date(seg_text)
            seg.date = date[0] if date else None
            return
        if seg_text.isupper() and len(seg_text) < 100 and _GROUP_CAPITALS.match(seg_text):
            seg.kind = "group_closed" if "LUKKE" in seg_text else "group_open"
            return
        if self._decision_heading(seg, text):
            return
        moved = _BODYS_PROPOSAL.match(seg_text)
        if _PROPOSAL_FROM.match(seg_text) or (moved and CORE_WORD.search(moved["body"])):
            seg.kind, seg.what = "heading", "proposal"
            return
        if _ATTACHMENT.match(seg_text):
            seg.kind, seg.what = "heading", "attachments"
            return
        kind = vocab.heading_kinds.get(whole)
        if kind is None and len(seg_text) < 80 and seg_text.endswith((")", "):")):
            kind = vocab.heading_kinds.get(key(_COUNT.sub("", seg_text)))
        if kind == "decision" and whole == "referat" and not seg_text.endswith(":"):
            # alone it is the page's title; glued to the text above it is the heading of what was decided
            kind = kind if seg.cut and not text[seg.start - 1].isspace() else None
        if kind:
            seg.kind, seg.what = "heading", kind
            if kind == "decision":
                seg.kind = "decision"
            return
        bracketed = _MARK_ALONE.match(seg_text)
        if bracketed and key(bracketed["mark"]) in vocab.open | vocab.closed:
            seg.kind = "closed" if key(bracketed["mark"]) in vocab.closed else "open"
            return
        for table, name in (
            (vocab.group_closed, "group_closed"),
            (vocab.group_open, "group_open"),
            (vocab.closed, "closed"),
            (vocab.open, "open"),
            (vocab.contents, "contents"),
        ):
            if whole in table:
                seg.kind = name
                return
        colon = seg_text.find(":")
        if 0 < colon < 60:
            label = key(seg_text[:colon])
            if label in vocab.colon_labels:
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
                return
        if whole in vocab.case_labels and len(whole) > 3:
            seg.kind = "case"
            return
        if whole in vocab.absence_labels or whole in vocab.substitute_labels:
            seg.kind = "absence" if whole in vocab.absence_labels else "substitute"
            return
        match = _ABSENT_LABEL.match(seg_text)
        if match and key(match["label"]) in vocab.absence_labels:
            # 'Fraværende<tab>Lisbet Höybye (C)', 'Fraværende Rune Dalhoff, Bente Overdam': a label without a colon
            seg.kind, seg.rest = "absence", seg.start + match.end()
            return
        match = _CELL_LABEL.match(seg_text)
        if match and key(match["label"]) in vocab.absence_labels:
            seg.kind, seg.rest = "absence", seg.start + match.end()
            return
        match = vocab.case_pattern.match(seg_text)
        if (
            match
            and re.match(r"[\d(]|BR |[A-ZÆØÅ]\d", seg_text[match.end() :])
            and len(seg_text) < 160
            and not re.match(r"(?:Sag|Nr\.|Id)\s+(?:nr\.?\s+)?\d{1,3}\b(?![-/])", seg_text)
        ):
            seg.kind, seg.rest = "case", seg.start + match.end()
            return
        match = vocab.glued_heading.match(seg_text)  # 'BeslutningGodkendt.'
        if match:
            kind = vocab.heading_kinds[key(match["heading"])]
            seg.kind, seg.what, seg.rest = (
                ("decision" if kind == "decision" else "heading"),
                kind,
                seg.start + match.end(),
            )
            return
        match = (vocab.run_in_pattern if run_in else vocab.inline_pattern).match(seg_text)
        if (
            match
            and match.end() < len(seg_text)
            and (
                run_in
                or seg.cut
                or vocab.heading_kinds.get(key(match["heading"])) in {"decision", "proposal", "summary", "account"}
            )
        ):
            kind = vocab.heading_kinds.get(key(match["heading"]))
            tail = seg_text[match.end() :].strip()
            # 'Forslag (2. behandling)' is a heading with a remark, 'Beslutning Godkendt.' a heading with its text
            if kind and (run_in or kind == "decision" or not tail.startswith("(")):
                if not run_in and not seg.cut and kind != "decision" and not re.search(r"[.:;,]", tail):
                    return
                seg.kind, seg.what = ("decision" if kind == "decision" else "heading"), kind
                seg.rest = seg.start + match.end() + 1
                while seg.rest < seg.end and text[seg.rest].isspace():
                    seg.rest += 1

    def _links(self, line: str) -> bool:
        """Tell whether a line is a row of links and a page's words: '[Print](#) [Del](#) Til toppen ^', 'Til top   Print'."""
        if len(line) > 160 or not ("](" in line or "   " in line):
            return False
        cells = re.split(r"[ \t]{3,}|\t", re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\t\1\t", line))
        words = [key(cell.strip(" \t^|·")) for cell in cells if cell.strip(" \t^|·")]
        return len(words) > 1 and all(word in self.vocab.furniture for word in words)

    def _decision_heading(self, seg: Segment, text: str) -> bool:
        """Recognise a decision heading that names its body or date, and set both."""
        mark = _LIST_MARK.match(seg.text)  # a web page's sections in a list: '• Beslutning i Byrådet den 26-03-2024'
        low = seg.start + (mark.end() if mark else 0)
        t = seg.text[mark.end() :] if mark else seg.text
        if (
            not _DIGIT.search(t)
            and "eslutning" not in t
            and "BESLUTNING" not in t
            and "fgørelse" not in t
            and "FGØRELSE" not in t
            and not t.startswith(("Vedtagelse", "VEDTAGELSE", "Protokollat"))
            and not (t.endswith(":") and t.isupper())
        ):
            return False
        dated = YEAR.search(t) is not None
        for name, pattern in _DECISION_HEADINGS if dated else _UNDATED:
            match = pattern.match(t)
            if not match:
                continue
            if name == "loose" and not _whole_body(match["body"]):
                continue
            if name == "capitals" and not _core_last(match["body"]):
                continue
            if name == "comma" and not (_core_last(match["body"]) and match.end() < len(t)):
                continue
            if name == "body" and not (CORE_WORD.search(match["body"]) and len(t) < 130):
                continue
            groups = match.groupdict()
            body = groups.get("body") or groups.get("body2")
            if body and _UNENDED.search(body) and groups.get("date") is None and groups.get("date2") is None:
                body = None  # the transcript has lost its last word, and the day: 'Beslutninger Havne-, Strand- og den'
            if name == "meeting" and not _whole_body(body or ""):
                continue
            if name in ("bodys", "pkt", "decided") and body and (not CORE_WORD.search(body) or _VERBS.search(body)):
                # 'Natur, By og Kyst, 25. marts 2019, pkt. 30:' alone on a line is known by its number
                if name != "pkt" or match.end() < len(t) or not _NAMELIKE.fullmatch(tidy(body)):
                    continue
            if (
                name == "plain"
                and body
                and (
                    re.match(r"(?:om|vedr|af)\b", body)
                    or _NO_BODY.search(body)
                    or (body[0].islower() and not CORE_WORD.search(body))
                )
            ):
                continue
            printed = groups.get("date") or groups.get("date2")
            seg.kind, seg.what = "decision", "decision"
            # 'Beslutning Byrådet den' whose day a transcript has lost
            seg.body = nominative(tidy(re.sub(r"[ \t]+(?:den|d\.)$", "", body))) if body else None
            date = find_date(printed) if printed else None
            seg.date = date[0] if date else None
            seg.info["named"] = name
            seg.rest = low + match.end()
            while seg.rest < seg.end and text[seg.rest].isspace():
                seg.rest += 1
            return True
        if not dated:
            return False
        match = _HISTORY_ENTRY.match(t)
        if match and (_whole_body(match["body"]) or _NAMELIKE.fullmatch(tidy(match["body"]))):
            seg.info["history"] = (find_date(match["date"]) or [None])[0], nominative(tidy(match["body"]))
            seg.info["entry"] = low + match.end()
            return False
        match = _DATE_BODY.match(t)
        if match and len(t) < 120:
            seg.info["history"] = (find_date(match["date"]) or [None])[0], nominative(tidy(match["body"]))
        else:
            match = None if _SENTENCE.match(t) else _BODY_ALONE.match(t)
            if match and len(t) < 120 and _core_last(nominative(tidy(match["body"]))):
                seg.info["history"] = (find_date(match["date"]) or [None])[0], nominative(tidy(match["body"]))
                seg.info["alone"] = True
            elif match and len(t) < 120 and _NAMELIKE.fullmatch(tidy(match["body"])):
                # counts only where bodies are looked for: in a list of earlier decisions, or right below 'Beslutning'
                seg.info["history"] = (find_date(match["date"]) or [None])[0], tidy(match["body"])
        return False

    def _after(self, segments: list[Segment]) -> None:
        """Join what is printed apart: 'Beslutning' and the body's name below it, labels in a block and their values."""
        self._label_blocks(segments)
        lookalikes.unmark(segments, self.vocab.kind_labels)
        self._unlisted_headings(segments)
        for one, two in itertools.pairwise(segments):
            if (
                one.kind == two.kind == "decision"
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
            if seg.kind in ("heading", "decision"):
                section = seg.what
            if seg.kind != "text" or seg.cut or len(seg.text) > 60 or not _UNLISTED.fullmatch(seg.text):
                continue
            if _DECIDING.search(seg.text):
                continue
            above, below = segments[i - 1], segments[i + 1]
            ended = seg.blank or above.kind != "text" or above.text[-1] in ".:)"
            prose = below.kind == "text" and not below.cut and (len(below.text) > 40 or below.text[-1] == ".")
            if i and ended and prose:
                places.setdefault(key(seg.text), []).append(i)
                if section not in ("", "decision", "proposal", "attachments"):
                    outside.add(key(seg.text))
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
