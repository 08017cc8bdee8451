"""Headings of decisions that name whose decision it is, or of which day: 'Beslutning i Byrådet den 18-05-2016'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from referat_nlp.danish.bodies import CORE_WORD, may_name, nominative, tidy
from referat_nlp.danish.dates import ANY_DATE, YEAR, find_date, may_end_in_date
from referat_nlp.reading.printed import LIST_MARK, LIST_MARKS

if TYPE_CHECKING:
    from referat_nlp.reading.segments import Segment

_DIGIT = re.compile(r"\d")
_DECISION_WORDS = ("eslutning", "BESLUTNING", "fgørelse", "FGØRELSE")
# 'FORRETNINGSUDVALGETS BESLUTNING', 'Udvalgets afgørelse'
# 'BYRÅDET:' alone on a line, its decision below it
_BODY_CAPITALS = re.compile(r"(?P<body>[A-ZÆØÅ][A-ZÆØÅ \t,&-]{3,70}):$")
_BODYS_ALONE = re.compile(
    r"(?P<body>[A-ZÆØÅ][^\n:.!?;]{2,90}?[sS])[ \t]+(?:beslutning|afgørelse|BESLUTNING|AFGØRELSE)[ \t]*:?$"
)
# words that no body's name holds
_NO_BODY = re.compile(r"\b(?:at|med|sit|blev|har|er|det|der|som|på|til|henhold|ikke|bemærkning)\b")
VERBS = re.compile(
    r"\b(?:besluttede|behandlede|vedtog|godkendte|drøftede|anbefalede|mødet?|sagen|blev|har|havde|på|at|orienteret|udsatte)\b"
)
# 'tirsdag den 3. maj 2022'
_DAY = r"(?:(?i:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag),?[ \t]+)?"
# ', pkt. 563' behind a day; without a comma the decision may begin so: 'den 25. september 2014 Punkt 6 tages af'
_POINT = r"(?:,[ \t]*(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?|[ \t]*(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?(?=[ \t]*(?:[.:,\n]|$|[A-ZÆØÅ])))"
# 'Beslutning Teknik- & Havneudvalget den 07-04-2014', 'Beslutning i Byrådet den 18-05-2016', 'Beslutning fra X, 30. november 2021, pkt. 563:'
DECISION = re.compile(
    rf"(?:B(?<![\w-]B)(?:ESLUTNING|eslutning(?:er)?)|A(?<![\w-]A)fgørelse|V(?<![\w-]V)(?:edtagelse|EDTAGELSE)(?=[ \t]+[iI][ \t]))(?::)?[ \t]+(?:(?:i|fra|af|truffet i|truffet af|I|FRA)[ \t]+(?=[A-ZÆØÅ§a-zæøå])|(?=[A-ZÆØÅ§]|forretningsudvalg|regionsråd|byråd|økonomiudvalg|kommunalbestyrelse|udvalg))(?P<body>[A-ZÆØÅ§a-zæøå](?:[^\n:.!?]|(?<=stk)\.|(?<=\d)\.(?=\d)){{1,140}}?)"
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
DECISION_DATE = re.compile(
    rf"B(?<![\w-]B)(?:ESLUTNING|eslutning(?:er)?)[ \t]+(?i:på[ \t]+mødet[ \t]+)?{_DAY}(?i:den|d\.|af|fra)[ \t]+(?P<date>(?i:{ANY_DATE}))[ \t]*(?:,?[ \t]*(?:kl\.?[ \t]*\d+[.:]\d\d))?[.:]?"
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
BODY_DATE = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?)[,.]?[ \t]+(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE})[ \t]*,?[ \t]*(?:(?:pkt|punkt|sag)\.?[ \t]*(?:nr\.?[ \t]*)?\d+[a-z]?[ \t]*:?|(?:(?i:pkt|punkt|sag)\.?[ \t]*(?i:nr\.?[ \t]*)?\d+[a-z]?[ \t]*[:.]?$))"
)
# 'Økonomiudvalget, 17.08.2015 Teknisk Udvalgs indstilling anbefales.', 'Teknisk Udvalg den 3. maj 2012: Anbefales.'
_BODY_COMMA = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;,]{{0,60}}(?:,[ ][A-ZÆØÅ][^\n:.!?;,]{{2,50}})?)(?:,[ \t]+(?:(?:den|d\.)[ \t]+)?|[ \t]+(?:den|d\.)[ \t]+)(?P<date>{ANY_DATE})(?:[ \t]*:(?=[ \t]|$)|(?=[ \t]+[A-ZÆØÅ][a-zæøå])|[ \t]*$)"
)
# 'Økonomiudvalget den 06-juni-2002: Anbefales.' inside a line
BODY_COLON = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;,]{{2,60}}?),?[ \t]+(?:den|d\.)[ \t]+(?P<date>{ANY_DATE})[ \t]*:(?=[ \t]|$)"
)
# 'Borgerrepræsentationens beslutning i mødet den 4. november 2021', 'Regionsrådets beslutning den 30. november 2021:'
BODYS = re.compile(
    rf"(?<![\w-])(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?s)[ \t]+(?:beslutning|afgørelse|behandling)(?:[ \t]+(?:i|på)[ \t]+(?:mødet|møde))?(?:[ \t]*,?[ \t]+(?:den|d\.|af)?[ \t]*(?P<date>{ANY_DATE}))(?:,?[ \t]*(?:pkt|punkt|sag)\.?[ \t]*\d+)?[ \t]*[.:]?"
)
# 'Integrationsudvalgets møde den 12. december 2011:', 'Økonomiudvalgets møde 23. maj 2006, punkt 1:' alone on a line
_BODYS_MEETING = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,110}}?[sS])[ \t]+(?i:møde[ \t]*,?[ \t]+{_DAY}(?:(?:den|d\.)[ \t]+)?(?P<date>{ANY_DATE}))(?:(?:{_POINT})[ \t]*[:.]?|[ \t]*:)$"
)
# 'Økonomiudvalgets møde 23. maj 2006 Punkt 1: Anbefales.' within a line of a transcript
BODYS_POINT = re.compile(
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
DECISION_LOST = re.compile(
    r"B(?<![\w-]B)(?:ESLUTNING|eslutning(?:er)?)[ \t]+(?:i[ \t]+)?den(?:[ \t]*:|(?=[ \t]+(?:[A-ZÆØÅ\"”]|\d+\.[ ]))|[ \t]*$)"
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
BODY_ALONE = re.compile(
    rf"(?P<body>[A-ZÆØÅ][^\n:.!?;]{{2,90}}?),?[ \t]+(?:(?:den|DEN|d\.)[ \t]+)?(?P<date>(?i:{ANY_DATE}))[ \t]*[.:]?[ \t]*$"
)


# The forms of decision headings in the order in which they are tried, each with what a line of it has (`signs`)
_DECISION_HEADINGS = (
    ("loose", _DECISION_LOOSE, "opening, body"),
    ("plain", DECISION, "opening"),
    ("date", DECISION_DATE, "opening, day"),
    ("date", _DECISION_DATED, "opening, day"),
    ("lost", DECISION_LOST, "opening"),
    ("body", _DECISION_BODY, "opening, body"),
    ("bodys", BODYS, "word of decision"),
    ("bodys", _BODYS_MEETING, "meeting"),
    ("bodys", BODYS_POINT, "meeting"),
    ("meeting", _MEETING_IN, "meeting"),
    ("bodys", _BODYS_ALONE, "decision"),
    ("capitals", _BODY_CAPITALS, "colon"),
    ("decided", _BODY_DECIDED, "verb"),
    ("meeting", _MEETING_OF_BODY, "meeting"),
    ("pkt", BODY_DATE, "point"),
    ("comma", _BODY_COMMA, "day, body"),
)
# The words that the first of them begin with, and their first four letters in small ones
OPENINGS = ("beslutning", "afgørelse", "vedtagelse", "protokollat", "sagen behandl", "behandl")
_OPENING = frozenset(words[:4] for words in OPENINGS)
_WORDS_OF_DECISION = ("beslutning", "afgørelse", "behandling")
_VERBS_OF_DECISION = ("besluttede", "behandlede", "afgjorde", "vedtog")
_NUMBER_OF_ITEM = re.compile(r"(?:pkt|punkt|sag)\.?[ \t]*(?:nr\.?[ \t]*)?\d")
# A colon behind a day or an item's number
FIGURE_COLON = re.compile(r"\d[ \t]*:(?:[ \t]|$)")
# The words of which a heading in running text has one, in the letters that it is printed in there
DECISION_WORDS = ("Beslutning", "BESLUTNING", "Afgørelse", "Vedtagelse", "VEDTAGELSE")
# The words that one of them ends in, before its colon
ENDINGS = ("beslutning", "afgørelse", "BESLUTNING", "AFGØRELSE")
# 'Der afholdes valg til Ældrerådets bestyrelse den 22. februar 2017.' tells of a body and a day
_SENTENCE = re.compile(r"(?:Der|Det|Dette|Den|De|På|I|Ved|Efter|Næste|Som|Her)[ ](?!fælles|lokale|stående|sociale)")
# A name that says nothing of a committee: 'Natur, By og Kyst'
_NAMELIKE = re.compile(
    r"(?!(?:Byen|Tid|Dato|Mødet?|Notat|Mail|Brev|Bilag|Rapport|Status|Kommuneplan|Lokalplan|Budget|Sag)\b)[A-ZÆØÅ][\w&/\-]+(?:(?:,|[ ]og|[ ]&|[ ]for|,?[ ]samt)?[ ][A-ZÆØÅ&][\w&/\-]*){0,7}"
)


def _core_last(body: str) -> bool:
    """Tell whether a phrase is a body's name from end to end: its last word, or 'Udvalget for …' its first."""
    last = body.split()[-1] if body.split() else ""
    return (bool(CORE_WORD.fullmatch(last)) and len(body.split()) <= 9) or bool(
        re.match(r"Udvalget for [A-ZÆØÅ]", body)
    )


def whole_body(name: str) -> bool:
    """Tell whether a phrase is a body's name from end to end, its short form in brackets behind it allowed."""
    name = re.sub(r"[ \t]*\([^()]{1,12}\)$", "", nominative(tidy(name)))
    return _core_last(name) and not _NO_BODY.search(name) and not VERBS.search(name)


def recognise(seg: Segment, text: str) -> bool:
    """Recognise a decision heading that names its body or date, and set both."""
    mark = (
        LIST_MARK.match(seg.text) if seg.text[0] in LIST_MARKS else None
    )  # a web page's sections in a list: '• Beslutning i Byrådet den 26-03-2024'
    low = seg.start + (mark.end() if mark else 0)
    t = seg.text[mark.end() :] if mark else seg.text
    has = signs(t)
    if not has:
        return False
    for name, pattern, sign in _DECISION_HEADINGS:
        if sign not in has:
            continue
        match = pattern.match(t)
        if not match:
            continue
        if name == "loose" and not whole_body(match["body"]):
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
        if name == "meeting" and not whole_body(body or ""):
            continue
        if name in ("bodys", "pkt", "decided") and body and (not CORE_WORD.search(body) or VERBS.search(body)):
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
    if "day" in has:
        _mark_history(seg, t, low)
    return False


def unmarked(text: str) -> bool:
    """Tell whether a line with a year, which does not begin like a decision's heading, tells of no meeting.

    True is certain, False is not. Behind a meeting's day stands the number of an item, a colon or nothing.
    """
    small = text.casefold()
    if any(words in small for words in _WORDS_OF_DECISION):
        return False
    if ("punkt" in small or "pkt" in small or "sag" in small) and _NUMBER_OF_ITEM.search(small):
        return False
    if ":" in text and (FIGURE_COLON.search(text) or any(verb in text for verb in _VERBS_OF_DECISION)):
        return False
    if may_name(small) and _BODY_COMMA.match(text):
        return False
    if len(text) >= 120:
        return True
    return _DATE_BODY.match(text) is None and not (may_end_in_date(text) and BODY_ALONE.match(text))


def signs(text: str) -> set[str]:
    """Return what of a decision's heading a line has; without any it is none.

    The day is asked for first: most lines have none, and without it half of the forms are none.
    """
    has: set[str] = set()
    opening = text[:4].casefold() in _OPENING
    colon = text.endswith(":")
    if not (("20" in text or "19" in text) and YEAR.search(text)):
        if not (opening or colon or text.endswith(ENDINGS)):
            return has
        decision = any(words in text for words in _DECISION_WORDS)
        if not (
            decision
            or _DIGIT.search(text)
            or text.startswith(("Vedtagelse", "VEDTAGELSE", "Protokollat"))
            or (colon and text.isupper())
        ):
            return has
        body = may_name(text.casefold())
    else:
        has.add("day")
        small = text.casefold()
        body = may_name(small)
        decision = "beslutning" in small or "afgørelse" in small
        if opening:
            has.add("opening, day")
        if "pkt" in small or "punkt" in small or "sag" in small:
            has.add("point")
        if body:
            has.add("day, body")
            if "møde" in small:
                has.add("meeting")
            if decision or "behandling" in text:
                has.add("word of decision")
            if ":" in text and any(verb in text for verb in _VERBS_OF_DECISION):
                has.add("verb")
    if opening:
        has.add("opening")
    if body:
        if opening:
            has.add("opening, body")
        if colon:
            has.add("colon")
        if decision:
            has.add("decision")
    return has


def _mark_history(seg: Segment, text: str, low: int) -> None:
    """Note in `info` of a segment with a day what makes it an entry of a list of earlier decisions.

    `text` is the segment's without a list's mark, `low` where it begins.
    """
    colon = text.find(":")
    # the day stands right before the first colon, with the number of the item there or without
    match = _HISTORY_ENTRY.match(text) if colon > 0 and text[:colon].rstrip()[-1:].isdecimal() else None
    if match and (whole_body(match["body"]) or _NAMELIKE.fullmatch(tidy(match["body"]))):
        seg.info["history"] = _day(match), nominative(tidy(match["body"]))
        seg.info["entry"] = low + match.end()
        return
    if len(text) >= 120:
        return
    match = _DATE_BODY.match(text)
    if match:
        seg.info["history"] = _day(match), nominative(tidy(match["body"]))
        return
    # a body's line ends in the day
    if not may_end_in_date(text) or _SENTENCE.match(text):
        return
    match = BODY_ALONE.match(text)
    if match and _core_last(nominative(tidy(match["body"]))):
        seg.info["history"] = _day(match), nominative(tidy(match["body"]))
        seg.info["alone"] = True
    elif match and _NAMELIKE.fullmatch(tidy(match["body"])):
        # counts only where bodies are looked for: in a list of earlier decisions, or right below 'Beslutning'
        seg.info["history"] = _day(match), tidy(match["body"])


def _day(match: re.Match[str]) -> str | None:
    date = find_date(match["date"])
    return date[0] if date else None
