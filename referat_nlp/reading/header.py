"""Reading the meeting's header: body, date, time, place, participants and who was absent from the whole meeting."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache

from referat_nlp.danish import bodies
from referat_nlp.danish.bodies import BODY, CORE_WORD, nominative, tidy
from referat_nlp.danish.dates import ANY_DATE, YEAR, find_date, find_time
from referat_nlp.danish.names import NAME
from referat_nlp.danish.people import Named, Note, limits, persons, read_list
from referat_nlp.reading.contents import entry_titles, has_leaders
from referat_nlp.reading.notes import NoteReader, described
from referat_nlp.reading.plain import collapse, key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary


@dataclass(slots=True)
class Header:
    """What the header says; `notes` are the absences noted in it, `end` the offset behind it."""

    municipality: str | None = None
    body: str | None = None
    date: str | None = None
    start_time: str | None = None
    place: str | None = None
    participants: list[Named] = field(default_factory=list)
    marked: list[Named] = field(default_factory=list)  # members marked '(Fravær)' in the list
    notes: list[Note] = field(default_factory=list)


_MARK = re.compile(
    r"\([ \t]*(?:Fravær\w*|fravær\w*|Afbud\w*|afbud|Forfald|ikke til stede|Ikke mødt|fraværende med afbud)[^()]*\)|[ \t]*[-–:][ \t]*(?:Fraværende|fraværende|Afbud|afbud|Ikke til stede)\b|,[ \t]*(?:fraværende|afbud)\b"
)
# '(body) … den 16-03-2016', 'REFERAT <body> 2022-2025 d. 18-01-2024', 'Økonomiudvalgets møde den 21. januar 2026'
_HEADING = re.compile(
    rf"(?:(?:ÅBEN|ÅBENT|Åben|Åbent)[ \t]+)?(?:REFERAT|Referat|DAGSORDEN|Dagsorden|Beslutningsprotokol|BESLUTNINGSPROTOKOL|Protokol|Beslutningsreferat|Mødereferat)?[ \t]*(?:[:.–-]|fra|for|af|over)?[ \t]*(?:(?:fra|for|af)[ \t]+)?(?:(?:ordinært|ekstraordinært|Ordinært|Ekstraordinært)[ \t]+)?(?:(?:møde|mødet)[ \t]+(?:i|den|for)[ \t]+)?(?P<body>[A-ZÆØÅ§][^\n]{{2,160}}?)(?:[ \t]*[-–,:]?[ \t]*(?:[Rr]eferat(?:[ \t]+fra[ \t]+møde(?:t)?)?|[Mm]øde(?:t)?)?)?[ \t]*[-–,:·|]?[ \t]*(?:(?:[Mm]andag|[Tt]irsdag|[Oo]nsdag|[Tt]orsdag|[Ff]redag|[Ll]ørdag|[Ss]øndag)[ \t]+)?(?:den|d\.)?[ \t]*(?:{ANY_DATE})"
)
_MEETING_OF = re.compile(
    r"(?:mødet?[ \t\n]+i|[Rr]eferat[ \t]+fra[ \t]+(?:møde[ \t]+i[ \t]+)?|[Mm]øde[ \t]+i)[ \t\n]+(?:(?P<list>[Uu]dvalg(?:et)?[ \t]for[ \t][^\n:/]{3,90}?)(?=[ \t]*(?:\n|/|$|,?[ \t](?:den|d\.|mandag|tirsdag|onsdag|torsdag|fredag)[ \t]))"
    r"|(?P<body>[^\n.,:]{3,90}?)(?=[ \t]*(?:\n|,|\.|$|[ \t]den[ \t]|[ \t]kl[ \t]|[ \t]d\.|[ \t](?:mandag|tirsdag|onsdag|torsdag|fredag))))"
)
# 'Xby Byråd. Kulturudvalget. Mødet den …'
_BEFORE_MEETING = re.compile(r"(?:^|[.!][ ])(?P<body>[A-ZÆØÅ§][^.!]{3,80})\.[ ]+Mødet[ ]+den\b")
# 'X KOMMUNE. REFERAT Kulturudvalget'
_TITLED = re.compile(
    r"^(?:REFERAT|Referat|DAGSORDEN|Dagsorden|BESLUTNINGSPROTOKOL|Beslutningsprotokol|PROTOKOL|Protokol)[ .:]+(?=[A-ZÆØÅ])"
)
# 'Referat Udvalget for Kultur's møde Tirsdag den …', the day perhaps lost
_GENITIVE = re.compile(
    r"^(?:(?:Referat|REFERAT|Dagsorden)[ ]+)?(?P<body>[A-ZÆØÅ§][^.:\n]{3,80}?)[ ]?['’´]?[ ]?s[ ]+møde[ ]+(?:[Mm]an|[Tt]irs|[Oo]ns|[Tt]ors|[Ff]re)dag\b"
)
# 'åbent møde for Kulturudvalgets møde den …'
_MEETING_FOR = re.compile(r"\bmøde[ ]+for[ ]+(?P<body>[A-ZÆØÅ§][^.:\n]{3,80}?)s[ ]+møde[ ]+(?:den|d\.)")
_MUNICIPALITY = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-ZÆØÅ][\wæøå]+(?:-[A-ZÆØÅ][\wæøå]+)?[ ]){1,2})(?P<word>[Kk]ommune|KOMMUNE)[sS]?(?![\w-])"
)
_COMMUNE = re.compile(r"[Kk](?:ommune|OMMUNE)[sS]?(?![\w-])")
_NOT_PLACES = {
    "Denne",
    "Hver",
    "Ny",
    "Vores",
    "En",
    "Din",
    "Den",
    "Andre",
    "Nabo",
    "I",
    "Hele",
    "At",
    "Om",
    "For",
    "Af",
    "Til",
    "Fra",
    "Med",
    "Som",
    "Kan",
    "Når",
    "Hvis",
    "Forside",
    "Kontakt",
    "Dette",
    "Anden",
}


def _in_small_letters(word: str) -> str:
    """Return a word in capitals as a name is printed: 'HØJE-TAASTRUP' as 'Høje-Taastrup'."""
    return "-".join(part.capitalize() for part in word.split("-"))


def _word_start(text: str, end: int) -> int:
    """Return where the letters, figures and hyphens begin that end at `end`."""
    while end > 0 and (text[end - 1].isalnum() or text[end - 1] in "_-"):
        end -= 1
    return end


def municipality(text: str) -> str | None:
    """Return the municipality that the text names most often, as 'X Kommune'; None where it names none.

    >>> municipality("Kolding Kommunes regulativ. Kolding Kommune og Vejen Kommune")
    'Kolding Kommune'
    """
    names: Counter[str] = Counter()
    behind = 0
    # from the word back to the names, which takes a tenth of the time of trying each capital of the text
    for found in _COMMUNE.finditer(text):
        if found.start() < behind or text[found.start() - 1 : found.start()] != " ":
            continue
        one = _word_start(text, found.start() - 1)
        two = _word_start(text, one - 1) if text[one - 1 : one] == " " else one
        match = _MUNICIPALITY.match(text, two) if behind <= two < one else None
        if match is None and behind <= one:
            match = _MUNICIPALITY.match(text, one)
        if match is None:
            continue
        behind = match.end()
        words = match["name"].split()
        while words and (
            words[0] in _NOT_PLACES
            or words[0].capitalize() in _NOT_PLACES
            or (words[0].isupper() and len(words) > 1 and not words[-1].isupper())
        ):
            words = words[1:]
        if words:
            names[" ".join(_in_small_letters(w) if w.isupper() else w for w in words)] += 1
    if not names:
        return None
    name, _ = max(names.items(), key=lambda pair: pair[1])
    return f"{name} Kommune"


_TITLE_GLUED = re.compile(r"(?:Referat|REFERAT|Dagsorden)(?=[A-ZÆØÅ])")
_PAGE_BEFORE = re.compile(r"^\d{1,3}[ ](?=[A-ZÆØÅ])")
_FROM_DAY = re.compile(r"(?:mandag|tirsdag|onsdag|torsdag|fredag)[ ]+(?:den|d\.)?.*$", re.IGNORECASE)
_BODY_BEFORE_TITLE = re.compile(
    r"(?P<body>[A-ZÆØÅ§][^.\n]{3,100}?)[ ]+(?:Beslutningsprotokol|BESLUTNINGSPROTOKOL|Referat|REFERAT|Protokol)\b"
)
_IN_SMALL_LETTERS = re.compile(
    rf"(?:Referat|REFERAT|Åbent referat)(?:[ ]fra|[ ]for|[ ]af)?[ ]+(?P<body>(?!for\b|fra\b|af\b)[a-zæøå][^\d.:]{{3,80}}?)[ ]+(?:den|d\.)?[ ]*{ANY_DATE}"
)
# 'Byrådet i X Kommune', 'KOMMUNALBESTYRELSEN FOR X KOMMUNE'
_OF_MUNICIPALITY = re.compile(
    r"(?<=(?:en|et|EN|ET)[ ])(?:for|i|FOR|I)[ ]+[A-ZÆØÅ][\w-]*(?:[ ][A-ZÆØÅ][\w-]*)?[ ]+(?:[Kk]ommune|KOMMUNE)$"
)
# 'Det fælles landsbyråd', 'Det lokale Beskæftigelsesråd'
_DETERMINED = re.compile(r"De[tn][ ][a-zæøå]{4,14}[ ][\w\-]{5,40}")
# 'Ældrerådsmøde', 'Ekstraordinært SeniorRådsmøde': the body is named by its meeting alone
_BODYS_MEETING = re.compile(
    r"(?<!\w)(?P<body>(?=[A-ZÆØÅ])[\w\-]*?(?:råd|udvalg|bestyrelse|nævn|kommission))smøde(?:t|r)?(?!\w)", re.IGNORECASE
)
# 'Børn, Idræt og Familie', the fields of a committee that is called by them alone
_FIELDS_ONLY = re.compile(r"[A-ZÆØÅ][\w\-]+(?:(?:,[ ]|[ ]og[ ]|[ ]&[ ])[A-ZÆØÅ][\w\-]+){1,4}")
# Breadcrumbs, cookie notices and addresses of a web page
_SITE = re.compile(
    r"cookie|https?:|Download|www\.|[>»›→].*[>»›→]| / .* / |\w/\w+/\w|pil[A-ZÆØÅ]\w+pil|^(?:Hjem|Forsiden?|Gå til|Spring til|Menu|Du er her)\b",
    re.IGNORECASE,
)

# 'Torsdag d.10.09.15', 'den 3/5-12': a year of two figures, behind the word for a day only
_SHORT_YEAR = re.compile(
    r"(?<!\w)(?:den|d\.|dag)[ \t]*(?P<day>\d{1,2}(?P<mark>[./-])\d{1,2}[./-])(?P<year>[012]\d)(?![\w/-]|[.:]\d)",
    re.IGNORECASE,
)
# Labels that a page may print without anything between them and their value
_GLUED_LABELS = (
    "Mødested",
    "Mødedato",
    "Mødetidspunkt",
    "Udvalg",
    "Sted",
    "Dato",
    "Tidspunkt",
    "Lokale",
    "Starttidspunkt",
)
# Lines that tell of items or decisions name no body of the meeting
_OF_ITEMS = re.compile(r"(?i:\bsager\b|besluttede)")
# What a line that names a body holds: a part of its kind's name, or 'Referat' before a name of any kind
_PARTS_OF_BODIES = (
    "udvalg",
    "råd",
    "bestyrelse",
    "repræsentation",
    "magistrat",
    "nævn",
    "kommission",
    "direktion",
    "forum",
    "referat",
)


def _may_name_body(line: str) -> bool:
    """Tell whether a line holds what each name of a body does: most lines of a header hold none of it."""
    # with both forms of the i of other languages, which a pattern that asks for no case takes for the same
    small = line.casefold().replace("i\u0307", "i").replace("ı", "i")
    return any(part in small for part in _PARTS_OF_BODIES)


_WEEKDAY = re.compile(
    r"[ \t,]*\b(?:(?:[Mm]an|[Tt]irs|[Oo]ns|[Tt]ors|[Ff]re|[Ll]ør|[Ss]øn)dag[ \t,]*)?(?:den|d\.)?[ \t]*$"
)
_HELD = re.compile(r"\b(?:af)?hold(?:t|es|tes)\b")
_HELD_AT = re.compile(
    r"[ \t]*,?[ \t]*(?:i|på)[ \t]+(?P<place>[A-ZÆØÅ\d](?:[^\n.]|(?<=\b[SN][tr])\.|(?<=\bGl)\.|(?<=\bSdr)\.|(?<=\d)\.){3,90}?)[ \t]*\.?$"
)
_BETWEEN = re.compile(
    r"[ \t]*,?[ \t]*(?:i|på)[ \t]+(?P<place>[A-ZÆØÅ\d](?:[^\n.]|(?<=\b[SN][tr])\.|(?<=\bGl)\.|(?<=\bSdr)\.|(?<=\d)\.){3,90}?)[ \t]*,?[ \t]+[Kk]l\.?[ \t]*\d"
)
_ENTRIES = re.compile(r"(?:^|[ ])\d{1,3}\.[ ](?=[A-ZÆØÅ])")
# members one behind the other on a line: 'Ida Holm (A), Bo Lindskov (V), …'
_PARTY_BEHIND = re.compile(r"[\w.][ ]\([A-ZÆØÅ]{1,3}\)(?=,|[ \t]*$)")
# What is said of a time that is not the meeting's beginning
_OTHER_TIME = re.compile(
    # the last ones are said of meetings in general: 'Møderne holdes kl. 16 med mindre andet er angivet'
    r"hævet|sluttede|ankom|forlod|sluttid|afbud|fraværende|\bslut\b|\bmødte\b|møder(?:ne)?\b[^.]{0,40}\bhold(?:es|t)|med ?mindre andet|normalt|som regel|åbningstid",
    re.IGNORECASE,
)
# A line is a paragraph or a page from this length on, in characters
_PARAGRAPH = 120

_WORD = re.compile(r"\S+")
# Labels that wait for their values, and lists of members, are no more in any header: of a text that is all labels the
# last and the first are read
_MOST_WAITING, _MOST_LISTS = 50, 500
# What is said of a member stands on the rest of the line, and in so many characters: all members may stand on one line
_LONGEST_REMARK = 4000


@lru_cache(maxsize=4)
def _patterns(vocab: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a label glued to its value, and of the document's title at a line's start and at its edges."""
    glued = "|".join(sorted({re.escape(t) for t in _GLUED_LABELS if key(t) in vocab.header}, key=len, reverse=True))
    titles = "|".join(sorted((re.escape(t) for t in vocab.titles), key=len, reverse=True))
    return (
        re.compile(rf"(?P<label>{glued})(?=[A-ZÆØÅ\d])"),
        re.compile(rf"(?:{titles})\b", re.IGNORECASE),
        # the title with its prepositions at the line's start, or alone at its end
        re.compile(
            rf"^(?:{titles})[ ]*[:.–-]?[ ]*(?:(?:fra|for|til|af)[ ]+)?(?:(?:mødet?|møde)[ ]+i[ ]+)?|[ ]*[-–|:.,]?[ ]*(?<![\w])(?:{titles})\.?$",
            re.IGNORECASE,
        ),
    )


@lru_cache(maxsize=4)
def _first_words(vocab: Vocabulary) -> frozenset[str]:
    """Return the first words of all labels, as `key`."""
    return frozenset(key(label.split(" ")[0]) for label in vocab.header)


class HeaderReader:
    """Reads the header of one document from the segments before its first item."""

    def __init__(self, vocab: Vocabulary, clean: str, notes: NoteReader) -> None:
        self.vocab = vocab
        self.text = clean
        self.notes = notes
        self._glued_label, self._titled, self._titles = _patterns(vocab)
        self._first_words = _first_words(vocab)

    def read(self, segments: list[Segment], titles: set[str], decisions: list[tuple[str | None, str | None]]) -> Header:
        """Return the header; `titles` are the items' titles (as `key`), which the table of contents repeats.

        `decisions` are the (body, date) of all decision headings, for what the header lacks.
        """
        header = Header()
        listed = [k for k, s in enumerate(segments) if self._listed(s, titles)]
        entries = {segments[k].start for k in listed}
        head = [s for s in segments if s.kind not in ("furniture", "contents") and s.start not in entries]
        # what stands alone between two entries is a group of the contents, which may be another body's name
        groups = {segments[one + 1].start for one, two in itertools.pairwise(listed) if two == one + 2}
        fields = self._fields(head)
        header.date = self._date(head, fields, decisions)
        header.start_time = self._time(head, fields)
        place = self._place(head, fields)
        header.place = place.strip(' "”') if place else None
        header.body = self._body([s for s in head if s.start not in groups], fields, decisions)
        # a region has none, whatever towns its minutes name
        regional = header.body is not None and re.search(r"\bregion", header.body, re.IGNORECASE)
        header.municipality = None if regional else municipality(self.text)
        self._people(header, head, fields)
        return header

    @staticmethod
    def _listed(seg: Segment, titles: set[str]) -> bool:
        """Tell whether a line belongs to the table of contents."""
        if has_leaders(seg.text) or "Indholdsfortegnelse" in seg.text[:30]:
            return True
        return not titles.isdisjoint(entry_titles(seg.text))

    # -- fields ----------------------------------------------------------------------------------------------------

    def _fields(self, head: list[Segment]) -> dict[str, list[tuple[int, int, int]]]:
        """Return field -> (start, end, index of the next segment) of its value, for labels with and without colon.

        Labels that stand in one block with their values in the next are matched in order.
        """
        out: dict[str, list[tuple[int, int, int]]] = {}
        text = self.text
        waiting: list[tuple[str, int]] = []
        i, last = 0, ""
        labels: list[tuple[int, str, int]] = []  # segment index, field, start of value
        for index, seg in enumerate(head):
            field_name, value = self._label(seg)
            if seg.kind == "absence" and seg.rest >= seg.end:
                # in a block of empty labels the value comes with the others', elsewhere directly below
                around = [s for s in head[max(0, index - 1) : index + 2] if s is not seg]
                if any(s.kind == "header" and s.rest >= s.end for s in around):
                    field_name, value = "absent", seg.end
            if field_name:
                labels.append((index, field_name, value))
        at = {index: (name, value) for index, name, value in labels}
        while i < len(head):
            seg = head[i]
            if i in at:
                name, value = at[i]
                if value < seg.end:
                    out.setdefault(name, []).append((value, seg.end, i + 1))
                    waiting = [w for w in waiting if w[0] != name]
                else:
                    waiting = [*waiting[1 - _MOST_WAITING :], (name, i)]
            elif (
                last in ("participants", "absent")
                and seg.kind == "text"
                and not seg.blank
                and "value" not in seg.info
                and re.match(r"[A-ZÆØÅ][\w\-]+(?:,|$)", text[seg.start : seg.end])
                and re.search(r"[ ,][A-ZÆØÅ][\w\-]*$", text[head[i - 1].start : head[i - 1].end])
            ):
                last = ""  # the list wraps within a name
            elif seg.kind == "absence" and i and head[i - 1].kind == "text":
                # what stands below it are the absent ones: 'Deltagere:' / 'Rådets medlemmer' / 'Fraværende:' / 'Ida Holm'
                waiting = [w for w in waiting if w[0] != "participants"]
            elif waiting and seg.kind == "text":
                # a place that does not look like one is believed only directly below its label
                run = [
                    w
                    for w in waiting
                    if not (w[0] == "place" and i - w[1] > 4 and not self._place_like(text[seg.start : seg.end]))
                ]
                if not run:
                    i += 1
                    continue
                # a block of labels, then a block of values in the same order
                first = run[0]
                if self._fits(first[0], text[seg.start : seg.end]):
                    out.setdefault(first[0], []).append((seg.start, seg.end, i + 1))
                    waiting.remove(first)
                    last = first[0]
                else:
                    fitting = next((w for w in run if self._fits(w[0], text[seg.start : seg.end])), None)
                    if fitting:
                        out.setdefault(fitting[0], []).append((seg.start, seg.end, i + 1))
                        waiting.remove(fitting)
            i += 1
        return out

    def _label(self, seg: Segment) -> tuple[str, int]:
        """Return the header field that a segment begins with and where its value starts ('' where it has none)."""
        vocab, text = self.vocab, self.text
        if seg.kind == "header":
            return seg.what, seg.rest
        if seg.kind in ("absence",):
            return "", seg.end
        whole = key(seg.text)
        if whole in vocab.header:
            return vocab.header[whole], seg.end
        # 'Mødedato Onsdag d. 16. december', 'Mødelokale<tab>Salen': a label without a colon
        words = list(_WORD.finditer(seg.text)) if self._may_begin_with_label(seg.text) else []
        for count in (3, 2, 1):
            if len(words) > count:
                label = key(seg.text[: words[count - 1].end()])
                name = vocab.header.get(label)
                if name:
                    value = seg.start + words[count].start()
                    gap = seg.text[words[count - 1].end() : words[count].start()]
                    first = text[value : seg.end]
                    wide = "\t" in gap or len(gap) > 1
                    if wide and all(key(cell) in _COLUMNS for cell in re.split(r"[ \t]{2,}|\t", first)):
                        return name, seg.end  # the head of a table: 'Medlemmer' 'Deltog' 'Medlemmer' 'Deltog'
                    if (
                        wide
                        or (label.startswith("møde") and name != "place")
                        or label in ("mødested", "mødeafholdelse", "mødelokation", "møde lokation")
                        or (name == "date" and find_date(first[:60]))
                        or (name == "time" and re.match(r"(?:kl\.?[ ]*)?\d", first))
                        or (name == "guests" and _STAFF.match(first) is not None)
                        or (name == "remarks" and re.match(r"(?:Afbud|Fraværende|Ingen)\b", first) is not None)
                        or (
                            (name in ("participants", "member") and re.match(NAME, first) is not None)
                            or (name == "body" and CORE_WORD.search(first) is not None and not seg.text.endswith("."))
                        )
                    ):
                        return name, value
        glued = self._glued_label.match(seg.text)
        if glued:  # 'MødestedRådssalen', 'UdvalgÆldreråd'
            return vocab.header[key(glued["label"])], seg.start + glued.end()
        return "", seg.end

    def _may_begin_with_label(self, line: str) -> bool:
        """Tell whether a line begins with a capital and the first word of a label: few lines of a header do."""
        if not line[0].isupper():
            return False
        first = key(line.split(None, 1)[0])
        return line[1:2] == " " or first in self._first_words

    @staticmethod
    def _fits(name: str, value: str) -> bool:
        """Tell whether a value could be the field's: a date for a date, no date or time of day for a place."""
        dated, timed = find_date(value), find_time(value)
        if name == "date":
            return dated is not None
        if name in ("time", "end_time"):
            return (timed is not None and dated is None) or bool(
                re.fullmatch(r"[Kk]l\.?[ ]*\d{1,2}([.:]\d\d)?|\d{1,2}[.:]\d\d.*", value)
            )
        if name == "participants":
            return _MEMBER.match(value) is not None
        if name == "body":
            return CORE_WORD.search(value) is not None
        if name == "absent":
            return re.match(rf"{NAME}|Ingen", value) is not None
        if name == "place":
            return dated is None and re.search(r"\([A-ZÆØÅ]{1,2}\)", value) is None
        return dated is None

    def _date(
        self,
        head: list[Segment],
        fields: dict[str, list[tuple[int, int, int]]],
        decisions: list[tuple[str | None, str | None]],
    ) -> str | None:
        text = self.text
        for start, end, _ in fields.get("date", []):
            found = find_date(text, start, end)
            if found:
                return found[0]
        dates = [d for _, d in decisions if d]
        common = Counter(dates)
        for seg in head:
            if len(_ENTRIES.findall(seg.text)) > 2:
                continue  # the contents in one line
            found = find_date(text, seg.start, seg.end)
            if found and not self.vocab.dated.search(seg.text):
                return found[0]
        for seg in head:
            short = _SHORT_YEAR.search(text, seg.start, seg.end)
            found = find_date(f"{short['day']}20{short['year']}") if short else None
            if found:
                return found[0]
        if common:
            most = max(common.values())
            return max(d for d, n in common.items() if n == most)
        return None

    def _time(self, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]]) -> str | None:
        text = self.text
        for name in ("time", "date"):
            for start, end, _ in fields.get(name, []):
                date = find_date(text, start, end)
                found = find_time(text, date[2] if date and name == "date" else start, end)
                if found:
                    return found[0]
                if name == "time":
                    bare = re.match(r"[ \t]*(?:[Kk]l\.?[ ]*)?(\d{1,2})(?!\d|[.:/-]\d)", text[start:end])
                    if bare and int(bare[1]) < 24:
                        return f"{int(bare[1]):02d}:00"
        for seg in head:
            if seg.kind == "header" and seg.what in ("end_time", "remarks", "guests"):
                continue
            page = len(seg.text) > _PARAGRAPH  # in a page of one line only what stands before the time tells
            if not page and _OTHER_TIME.search(seg.text):
                continue
            for match in re.finditer(
                r"(?:\b(?:[Kk]l(?:okken)?|KL)\.?[ \t]*\d{1,2}(?:[.:]\d\d)?)|(?<=[ ,-])\d{1,2}:\d\d",
                text[seg.start : seg.end],
            ):
                at = seg.start + match.start()
                found = find_time(text, at, seg.end)
                if found and not (page and _OTHER_TIME.search(text, max(seg.start, at - 40), at)):
                    return found[0]
        return None

    def _place(self, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]]) -> str | None:
        text = self.text
        if any(s.kind == "header" and s.what == "place" and s.rest >= s.end for s in head):
            # values in a block of their own: '<date> <place>' on one line
            for seg in head:
                date = find_date(text, seg.start, seg.end)
                if date and seg.kind in ("text", "absence") and len(text[date[2] : seg.end].strip()) > 4:
                    value = collapse(text[date[2] : seg.end]).strip(" ,;")
                    if self._place_like(value) and not find_time(value):
                        return value
        for start, end, following in fields.get("place", []):
            value = collapse(text[start:end])
            value = re.split(r"[ \t]+(?:kl\.[ ]*\d)|[. ]+(?:Møde nr\.|Tilgår pressen)", value)[0].strip(" ;")
            if value.endswith(",") and following < len(head) and head[following].kind == "text":
                # an address that wraps
                more = head[following]
                if not more.blank and not self._label(more)[0] and not find_date(more.text) and len(more.text) < 60:
                    value += " " + collapse(more.text)
            value = value.strip(" ,;")
            if value and not find_date(value):
                return value
        participants = fields.get("participants")
        if participants and any(s.kind == "header" and s.what == "place" for s in head):
            # labels run together, then their values: 'Mødested: Deltagere: <place> <name> (V), …'
            start, end, _ = participants[0]
            first = re.search(rf"(?:{NAME})[ \t]*\((?:[A-ZÆØÅ]{{1,2}})\)", text[start:end])
            if first:
                lead = text[start : start + first.start()].strip(" ,")
                if lead:
                    return collapse(lead)
                names = re.match(r"(.{4,60}?)[ ]+((?:[A-ZÆØÅ][\w\-]+[ ]){1,2}[A-ZÆØÅ][\w\-]+[ \t]*\()", text[start:end])
                if names:
                    return collapse(names[1])
        dated = None
        for index, seg in enumerate(head):
            piece = text[seg.start : seg.end]
            # 'i <place>' below the date, '<place> kl. 16.30', 'kl. 18:00 i <place>'
            match = re.match(
                r"(?:(?:[Mm]ødet?[ \t]+(?:er[ \t]+|blev[ \t]+)?)?(?:af)?hold(?:t|es|tes)[ \t]+)?(?:i|på)[ \t]+(?P<place>[A-ZÆØÅM\d][^\n]{2,120})$",
                piece,
            )
            if match and index:
                day = find_date(match["place"])  # 'Mødet blev holdt i Mødelokale 2 tirsdag den 3. maj 2016'
                place = _WEEKDAY.sub("", match["place"][: day[1]]) if day else match["place"]
                return collapse(place).rstrip(" .,")
            held = find_date(piece)
            match = _BETWEEN.match(piece, held[2]) if held else None
            if match:  # '… den 22. februar 2016 i Møllestuen, Rådhuset kl. 10.00'
                return collapse(match["place"]).rstrip(" .,")
            match = _HELD.search(piece, 0, held[1]) and _HELD_AT.match(piece, held[2]) if held else None
            if match:  # 'Mødet blev afholdt onsdag den 3. maj 2017 i Byrådssalen.'
                return collapse(match["place"])
            match = re.search(
                r"\b(?:[Kk]l|KL)\.?[ \t]*\d{1,2}(?:[.:]\d\d)?[ \t]*,?[ \t]+(?:[iI]|på(?=[ \t]+[A-ZÆØÅ])|PÅ)[ \t]+(?P<place>[^\n]{3,100})$",
                piece,
            )
            if match:
                place = match["place"]
                below = head[index + 1] if index + 1 < len(head) else None
                if (
                    below
                    and not below.blank
                    and below.kind == "text"
                    and _ADDRESS_WRAPS.search(piece)
                    and self._place_like(below.text.lower() if below.text.isupper() else below.text)
                    and not find_date(below.text)
                ):
                    place += " " + text[below.start : below.end]  # '… på Skarrevig' / 'Rådhus, Byrådssalen'
                return collapse(place).rstrip(" .")
            match = re.search(
                r"\b[Kk]l\.?[ \t]*\d{1,2}(?:[.:]\d\d)?(?:[ \t]*[-–][ \t]*\d{1,2}[.:]\d\d)?[ \t]*,?[ \t]+(?P<place>[A-ZÆØÅ][^\n]{3,100})$",
                piece,
            )
            if match and self._place_like(match["place"]) and find_date(piece):
                return re.split(r"[. ]+(?:Møde nr\.|Tilgår pressen)", collapse(match["place"]))[0].rstrip(" .")
            match = re.match(r"(?P<place>[A-ZÆØÅ][^\n:]{2,80}?),?[ \t]+kl\.[ \t]*\d{1,2}[.:]\d\d$", piece)
            if (
                match
                and not find_date(piece)
                and not re.search(r"[Mm]øde[ t]|udvalg|[Rr]åd", match["place"][:9])
                and not re.match(r"(?:[Mm]an|[Tt]irs|[Oo]ns|[Tt]ors|[Ff]re)dag", piece)
            ):
                return collapse(match["place"])
            if find_date(piece):
                dated = index
            elif dated is not None and index <= dated + 3 and seg.kind == "text" and self._place_like(piece):
                return re.split(r"[. ]+(?:Møde nr\.|Tilgår pressen)", collapse(piece))[0].strip(" .")
        return None

    @staticmethod
    def _place_like(text: str) -> bool:
        return (
            bool(
                re.search(
                    r"sal(?:en|e)?\b|[Ll]okale|[Rr]ådhus|[Mm]øde(?:rum|center)|kantine|\b[Vv]ærelse|gård(?:en)?\b|huset?\b|[Ss]kype|[Tt]eams|virtuel|stue|kontor|skole|[Ff]orsamlings|bibliotek|centret?\b|hal(?:len)?\b|\b\d{4} [A-ZÆØÅ]|vej \d|gade \d|torv",
                    text,
                )
            )
            and len(text) < 110
            and not text.endswith((".", ":"))
            and not re.search(r"\([A-ZÆØÅ]{1,2}\)", text)
            and "møde i" not in text.casefold()
            and re.match(r"\d{1,3}\.[ ]?[A-ZÆØÅ]", text) is None  # an entry of the contents
        )

    # -- body ------------------------------------------------------------------------------------------------------

    def _body(
        self,
        head: list[Segment],
        fields: dict[str, list[tuple[int, int, int]]],
        decisions: list[tuple[str | None, str | None]],
    ) -> str | None:
        text = self.text
        for start, end, _ in fields.get("body", []):
            value = tidy(text[start:end])
            if value and len(value) < 140:
                return value
        named: Counter[str] = Counter(b for b, _ in decisions if b)
        candidates: list[str] = []
        for seg in head:
            if seg.kind not in ("text", "heading", "header", "decision"):
                continue
            piece = text[seg.start : seg.end]
            if len(piece) > 260 and seg.cut and _MEETING_OF.match(piece):
                piece = piece[:160]  # a cover of one line
            if not _may_name_body(piece) or len(piece) > 260 or _SITE.search(piece) or _OF_ITEMS.search(piece):
                continue
            found = self._by_meeting(piece) or self._body_in(piece)
            if found and not bodies.nameless(found):  # the label 'Udvalg:' without its value is no name
                candidates.append(found)
        if not candidates:
            for seg in head:  # the last step of a breadcrumb trail
                last = re.split(r"[>»›/→|]", text[seg.start : seg.end])[-1].strip()
                found = self._core(last) if _SITE.search(seg.text) and len(last) < 80 else None
                if found and len(found) >= 0.8 * len(last):
                    # a trail may print the short form; the text prints the body's name in full
                    full = re.search(rf"\b{re.escape(found)}(?:e?n|et)\b", text)
                    candidates.append(full[0] if full else nominative(found))
        if not candidates:
            return self._most(named, decisions) or self._unnamed(head)

        # the one that the header repeats and decision headings name, spelled as the header first prints it
        printed = Counter(candidates)

        def support(candidate: str) -> int:
            return sum(n for c, n in printed.items() if bodies.same(c, candidate)) + sum(
                min(n, 3) for b, n in named.items() if bodies.same(b, candidate)
            )

        best = max(printed, key=support)  # the first of equals
        if best.islower():  # 'Møde i regionsrådet' above 'Regionsrådet'
            best = next((b for b in (*candidates, *named) if b.casefold() == best and not b.islower()), best)
        silent = sum(1 for b, _ in decisions if not b)
        if (
            len(decisions) >= 3
            and named
            and support(best) < 2
            and not silent
            and not any(bodies.same(best, b) for b in named)
        ):
            return self._most(named, decisions)
        if (
            named
            and silent <= 0.3 * len(decisions)
            and self._clearly(named)
            and not any(bodies.same(best, b) for b in named)
        ):
            return self._most(named, decisions)
        # a joint meeting: 'Fællesmøde mellem X og Y' in the decision headings, X in the header
        longer = [b for b, n in named.items() if best in b and len(b) > len(best) and n >= 2]
        return max(longer, key=lambda b: named[b]) if longer and not any(b == best for b in named) else best

    @staticmethod
    def _clearly(named: Counter[str]) -> bool:
        top = named.most_common(2)
        return top[0][1] >= 3 and (len(top) == 1 or top[0][1] >= 3 * top[1][1])

    @staticmethod
    def _most(named: Counter[str], decisions: list[tuple[str | None, str | None]]) -> str | None:
        if not named or named.most_common(1)[0][1] <= sum(1 for b, _ in decisions if not b):
            return None  # where headings of this meeting's decisions name nobody, those with a name quote others
        undated = Counter(b for b, d in decisions if b and d is None)
        if undated:
            return undated.most_common(1)[0][0]
        last = max((d for _, d in decisions if d), default=None)
        latest = Counter(b for b, d in decisions if b and d == last)
        return (latest or named).most_common(1)[0][0]

    def _by_meeting(self, line: str) -> str | None:
        """Return the body that a line names by its meeting ('Ældrerådsmøde'), as the text prints it elsewhere."""
        meeting = _BODYS_MEETING.search(line[:160]) if "smøde" in line[:160].casefold() else None
        if meeting is None:
            return None
        full = re.search(rf"(?<!\w){re.escape(meeting['body'])}(?:et|en|n)(?=s?(?!\w))", self.text, re.IGNORECASE)
        if full is None:
            return None
        return full[0] if full[0][0].isupper() else full[0].capitalize()

    def _unnamed(self, head: list[Segment]) -> str | None:
        """Return the body where no line names it as such: by its fields, above the day."""
        text = self.text
        for above, seg in itertools.pairwise(head):
            if find_date(text, seg.start, seg.end):
                line = text[above.start : above.end]
                # 'Børn, Idræt og Familie' / 'Tirsdag den 4. juni 2019 kl. 17.30'
                return line if above.kind == "text" and _FIELDS_ONLY.fullmatch(line) else None
        return None

    def _body_in(self, piece: str) -> str | None:
        """Return the body that a line of the header names, None where it names none."""
        line = collapse(piece)
        glued = _TITLE_GLUED.match(line)
        if glued:
            line = line[glued.end() :]
        line = _PAGE_BEFORE.sub("", line)
        line = _FROM_DAY.sub("", line).strip(" ,-–|·")
        # 'Byrådet Beslutningsprotokol. 26. maj 2008 - kl. 17:00 Byrådssalen'
        titled = "eferat" in line or "rotokol" in line or "REFERAT" in line or "PROTOKOL" in line
        middle = _BODY_BEFORE_TITLE.match(line) if titled else None
        if middle and CORE_WORD.search(middle["body"]):
            line = middle["body"]
        before = _BEFORE_MEETING.search(line) or _MEETING_FOR.search(line) or _GENITIVE.match(piece.strip())
        if before and CORE_WORD.search(before["body"]):
            return nominative(tidy(before["body"]))
        meets = "øde" in line or "eferat" in line
        match = (_MEETING_OF.search(line) or _MEETING_OF.search(line + "\n")) if meets else None
        if match and CORE_WORD.search(match["list"] or match["body"]):
            return nominative(tidy(match["list"] or match["body"]))
        dated = YEAR.search(line) is not None
        lower = _IN_SMALL_LETTERS.match(line) if dated else None
        if lower and CORE_WORD.search(lower["body"]):
            return nominative(tidy(lower["body"]))
        match = _HEADING.match(line) if dated else None
        if match and (CORE_WORD.search(match["body"]) or re.match(r"(?:REFERAT|Referat)\b", line)):
            body = tidy(re.sub(r"[ ](?:møde|mødet|[-–|][ ]*[Rr]eferat)$", "", match["body"]))
            body = re.sub(r"^(?:Referat|REFERAT|Dagsorden)[ ]+(?:fra[ ]+)?", "", body)
            found = self._core(body)
            if found is None and key(body) in self.vocab.titles:
                return None  # 'Referat: 21. maj 2019' names no body
            return nominative(found or tidy(body))
        stripped = _OF_MUNICIPALITY.sub("", self._titles.sub("", line).strip(" -–|:,"))
        if not stripped or len(stripped) > 110:
            return None
        if _DETERMINED.fullmatch(stripped) and CORE_WORD.fullmatch(stripped.split()[-1]):
            return nominative(stripped)
        found = self._core(stripped)
        if found and (len(found) >= 0.5 * len(stripped) or self._titled.match(line)):
            return nominative(found)
        if re.search(r"(?:[Kk]ommune|KOMMUNE)[ .,|-]+(?=Udvalg|[A-ZÆØÅ])", stripped):
            tail = self._titles.sub("", re.split(r"[Kk]ommune[ .,|-]+", stripped, flags=re.IGNORECASE)[-1]).strip(" .")
            tail = re.sub(r"^(?:til|for|fra)[ ]+", "", tail)
            found = self._core(tail)
            if found and len(found) >= 0.8 * len(tail):
                return nominative(found)
        return None

    @staticmethod
    def _core(text: str) -> str | None:
        """Return the longest body's name in the text, without council-period years."""
        text = tidy(text)
        split = re.split(r"[Kk]ommune[ .,|-]+(?=[A-ZÆØÅ§])|KOMMUNE[ .,|-]+(?=[A-ZÆØÅ§])", text)
        text = _TITLED.sub("", split[-1]) if len(split) > 1 else split[-1]
        if re.match(r"Udvalg(?:et)? for [A-ZÆØÅ]", text) and len(text) < 90:
            return re.sub(r"[ ]+[A-ZÆØÅ][\w\-]+[ ]+[Kk]ommune$", "", re.split(r"[.;:(\d]", text)[0].strip())
        if text.isupper() and CORE_WORD.search(text):
            # 'BESLUTNING I BYRÅDET DEN', 'BYRÅDET FOR X KOMMUNE'
            text = re.sub(r"^(?:BESLUTNING(?:ER)?|REFERAT|DAGSORDEN)\s+(?:(?:I|FRA|FOR)\s+)?", "", text)
            return _OF_MUNICIPALITY.sub("", re.sub(r"\s+(?:DEN|D\.)$", "", text)).strip()
        best = None
        for match in BODY.finditer(text):
            value = match[0].strip()
            if best is None or len(value) > len(best):
                best = value
        if best and len(best) < 5:
            return None
        return best

    # -- people ----------------------------------------------------------------------------------------------------

    def _people(self, header: Header, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]]) -> None:
        text = self.text
        spans = sorted(fields.get("participants", []) + fields.get("member", []))[:_MOST_LISTS]
        absent_at = {start for start, _, _ in fields.get("absent", [])}
        used: set[int] = set()
        place = header.place
        for start, end, following in spans:
            stop = end
            k = following
            while k < len(head):
                seg = head[k]
                piece = text[seg.start : seg.end]
                name, _ = self._label(seg)
                if name or seg.kind != "text" or seg.level or find_date(piece):
                    break
                if text[stop : seg.start].strip() or seg.start in absent_at:
                    break  # the table of contents stands between, or the absent members' list begins
                before = text[max(start, stop - 160) : stop].rstrip()
                wraps = before.endswith((",", " og", "-")) or (
                    not seg.blank
                    and re.search(r"(?:^|[ ,:])[A-ZÆØÅ][\w\-]*$|[\"”]$", before) is not None
                    and re.match(r"[A-ZÆØÅ][\w\-]+(?:,|[ ]\()|\([A-ZÆØÅ]{1,2}\)", piece) is not None
                )
                # half a name ends the list
                wraps = wraps or (
                    re.search(r",[ ](?:og[ ])?[A-ZÆØÅ][\w\-]*$", before) is not None
                    and re.match(r"[ \t]*[A-ZÆØÅ][\w\-]+[ \t]*(?:$|,|\([A-ZÆØÅ]{1,2}\))", piece) is not None
                )
                if _WITHOUT.match(piece):
                    k += 1  # said of the member above
                    stop = seg.end
                    continue
                if _OWN_LABEL.match(piece) and not _ROLE_LINE.match(piece):
                    break  # 'Savnede: Ida Holm': whatever it says, she is not one of those above
                if not (
                    wraps or _MEMBER.match(piece) or _ROLE_LINE.match(piece) or _GLUED_NAME.match(piece)
                ) or _SAYS.search(piece):
                    break
                used.add(k)
                stop = seg.end
                k += 1
            low = start
            if place and place in text[start:stop][: len(place) + 40]:
                low = start + text[start:stop].find(place) + len(place)
            self._members(header, low, stop)
        if not header.participants:
            self._unlabelled(header, head)
        for start, end, _ in fields.get("absent", []):
            header.notes.append(read_list(text, start, end, extra=self.vocab.extra))
        # notes of absence anywhere in the header
        notes = self.notes.read(self._around_fields(head, used, fields))
        for seg in head:
            if seg.kind == "heading" and seg.rest < seg.end:  # 'Noter: X deltog ikke i sag nr. 81'
                notes += self.notes.in_text(seg.rest, seg.end)
        header.notes += [n for n in notes if n.absent or n.substitutes]
        absent = {p.name for n in header.notes for p, _ in n.absent if p.start not in n.limits}
        absent |= {p.name for p in header.marked}
        header.participants = [p for p in header.participants if p.name not in absent]

    def _around_fields(
        self, head: list[Segment], used: set[int], fields: dict[str, list[tuple[int, int, int]]]
    ) -> list[Segment]:
        """Return the segments that are neither a field's value nor (by index) `used`; what stands below one begins anew."""
        out: list[Segment] = []
        left_out = False
        # remarks are the parts that notes may stand in
        values = sorted(
            (start, end)
            for name, spans in fields.items()
            if name not in ("remarks", "guests")
            for start, end, _ in spans
        )
        remarks = {end: start for start, end, _ in reversed(fields.get("remarks", []))}
        for i, seg in enumerate(head):
            # a label in a block of labels has its value in the block of values
            taken = seg.kind == "absence" and seg.rest >= seg.end and "absent" in fields
            if i in used or taken or _holds_one(values, seg):
                left_out = True
                continue
            told = remarks.get(seg.end, seg.start)
            if seg.start < told < seg.end and seg.kind == "text":
                seg = replace(seg, start=told, text=self.text[told : seg.end], cut=True)  # a label without a colon
            if left_out and not seg.cut:
                seg = seg.copy()
                seg.cut = True
            out.append(seg)
            left_out = False
        return out

    def _members(self, header: Header, start: int, end: int) -> None:
        """Read the members of a list; those marked absent go to `marked`, with a note where a substitute is named."""
        text = self.text
        stretch = text[start:end]
        if _numbered(stretch):
            pass  # a number before each name shows where it begins
        elif described([row for row in stretch.split("\n") if row.strip()]):
            pass  # 'Rita Damkjær, Alsted Frivilligcenter': the comma parts the member from whom he stands for
        elif stretch.count(",") > stretch.count("\n"):
            # a list that wraps: a name may begin on one line and end on the next
            text = text[:start] + re.sub(r"-\n(\w+)", r"-\1 ", stretch).replace("\n", " ") + text[end:]
        elif re.search(
            r"(?<![\w\-])[A-ZÆØÅ][\w\-]*\n[ \t]*(?:[A-ZÆØÅ][\w\-]*[ \t]*)?\([A-ZÆØÅ]{1,2}\)", stretch
        ) and not re.search(r"^[ \t]*[\w \-]+\n+[ \t]*(?:Medlem|Formand|Næstformand)[ \t]*$", stretch, re.MULTILINE):
            text = text[:start] + stretch.replace("\n", " ") + text[end:]
        found = persons(text, start, end, extra=self.vocab.extra)
        for person in found:
            if "-\n" in self.text[person.start : person.end]:
                # a hyphen at the line's end: the name as it is printed
                person.end += 1
                person.name = collapse(self.text[person.start : person.end])
        found += [
            Named(m[0].strip(), m.start(1), m.end(1), None, m.end(1)) for m in _GLUED_LINE.finditer(text, start, end)
        ]
        found.sort(key=lambda p: p.start)
        if (
            text is self.text
            and stretch.count("\n") >= 2
            and all(_MEMBER.match(row) or _ROLE_LINE.match(row) or not row.strip() for row in stretch.split("\n")[1:])
        ):
            # one member a line: what follows on the line is a role or an organisation
            # but in a table of two columns another member, with a party too
            found = [
                p
                for i, p in enumerate(found)
                if i == 0
                or "\n" in (gap := text[found[i - 1].end : p.start])
                or ("\t" in gap and _BRACKET.match(text, p.end))
                or _IN_PLACE_OF.search(gap)
            ]
        known = {p.name for p in header.participants} | {p.name for p in header.marked}
        for i, person in enumerate(found):
            before = text[found[i - 1].after if i else start : person.start]
            if person.party is None and _STAFF_LINE.fullmatch(before.rsplit("\n", 1)[-1]):
                continue  # a line of its own: 'Direktør Else Riis'
            if i and "(" in before and _IN_PLACE_OF.search(before):
                # 'Bo Dam (i stedet for Ida Holm)'
                header.notes.append(Note(person.start, person.end, [(person, found[i - 1].name)]))
                continue
            if _SUBSTITUTE_BEFORE.search(before) or ("(" in before and _OPEN_BRACKET.search(before)):
                continue
            tail = text[person.end : found[i + 1].start if i + 1 < len(found) else end]
            if person.name in known or _STAFF_BEHIND.match(tail):
                continue
            known.add(person.name)
            line, *below = text[person.end : min(end, person.end + _LONGEST_REMARK)].split("\n", 2)
            items = limits(below[0]) if below and _WITHOUT.match(below[0]) else None
            if items:
                header.participants.append(person)
                header.notes.append(Note(person.start, person.end, [(person, None)], limits={person.start: items}))
                continue
            cell = _STATUS_CELL.match(tail)
            if cell:
                header.marked.append(person)
                continue
            status = _STATUS.match(line)
            if status:
                note = read_list(text, person.start, person.end + len(line), extra=self.vocab.extra)
                limited = limits(line)
                if status["state"].casefold().startswith(("deltog", "til stede", "mødt")):
                    header.participants.append(person)
                    if limited and re.search(r"fravær|afbud|ikke", line):
                        header.notes.append(
                            Note(person.start, person.end, [(person, None)], limits={person.start: limited})
                        )
                    continue
                header.marked.append(person)
                if note.substitutes:
                    header.notes.append(Note(person.start, person.end, [(person, note.substitutes[0].name)]))
                continue
            partly = _PARTLY.search(line)
            if (_MARK.match(tail.lstrip(" \t")) or _MARK.search(tail.split("\n")[0])) and not partly:
                header.marked.append(person)
            else:
                header.participants.append(person)

    def _unlabelled(self, header: Header, head: list[Segment]) -> None:
        """Read members that stand one a line with a party or a role, without a heading."""
        rows: list[Segment] = []
        best: list[Segment] = []
        for seg in head:
            piece = self.text[seg.start : seg.end]
            if (
                seg.kind == "text"
                and not _SAYS.search(piece)
                and (
                    _MEMBER_LINE.match(piece)
                    or (_ROLE_LINE.match(piece) and rows)
                    or (re.match(NAME, piece) and len(_PARTY_BEHIND.findall(piece)) >= 4)
                )
            ):
                rows.append(seg)
            elif (
                seg.kind == "header"
                and seg.what == "remarks"
                and re.match(rf"(?:Formand|Næstformand):?[ \t]*{NAME}", piece)
            ):
                rows.append(seg)
            else:
                if len(rows) > len(best):
                    best = rows
                rows = []
        if len(rows) > len(best):
            best = rows
        if len(best) >= 3 or any(len(_PARTY_BEHIND.findall(self.text, s.start, s.end)) >= 4 for s in best):
            for seg in best:
                self._members(header, seg.rest if seg.kind == "header" else seg.start, seg.end)


def _holds_one(values: list[tuple[int, int]], seg: Segment) -> bool:
    """Tell whether a segment holds one of the stretches, which are in text order."""
    k = bisect_left(values, (seg.start, 0))
    while k < len(values) and values[k][0] <= seg.end:
        if values[k][1] <= seg.end:
            return True
        k += 1
    return False


def _numbered(stretch: str) -> bool:
    """Tell whether each line of a list begins with a number of its own ('1. Bo Dam, V')."""
    rows = [row for row in stretch.split("\n") if row.strip()]
    return len(rows) > 1 and all(_NUMBERED.match(row) for row in rows)


# a line that begins with a member: '1. Borgmester Aksel Thorning, C', '• Gorm A. Præstholm, A'
_MEMBER = re.compile(
    rf"[ \t•·●▪\-–*]*(?:\d{{1,2}}\.[ \t]+)?(?:[\wæøåÆØÅ.]+:?[ \t]){{0,2}}?{NAME}(?=[ \t]*(?:$|[,(:;–-]|\n))"
)
_SAYS = re.compile(
    r"\b(?:deltog ikke|deltager ikke|deltog som|deltog i|ankom|forlod|mødte|afbud fra|var fraværende|har meldt|havde|hævet|blev|kl\.)\b"
)
_BRACKET = re.compile(r"[ \t]*\(")
# a line that ends in a word of a name, with no mark behind it
_ADDRESS_WRAPS = re.compile(r"[A-ZÆØÅ][\w-]*[ \t]*$")
_IN_PLACE_OF = re.compile(
    r"\([ \t]*(?:(?:mødte|deltog|mødt|indkaldt)[ \t]+)?(?:som[ \t]+)?(?:i[ \t]+stedet[ \t]+for|stedfortræder[ \t]+for|suppleant[ \t]+for|afløser[ \t]+for|for)[ \t]+\Z"
)
# 'Else Riis, direktør', 'Bo Dam (protokol)': who attends without being a member
_STAFF_BEHIND = re.compile(
    r"[ \t]*(?:\([^()]*|[,:–-][ \t]*(?:[\wæøå]+[ \t]+){0,2}?)(?:[\wæøå-]*(?:direktør|chef|sekretær|konsulent)|referent|protokol|administrationen|forvaltningen|tilforordnet|tolk\b|(?:afdelings|center|område|team|sekretariats|skole)leder|ansat\b)|[^\n]{0,80}\(referent\)",
    re.IGNORECASE,
)
# said of the member in the line above
_WITHOUT = re.compile(r"[ \t•·●▪-]*[Dd]eltog ikke under (?:punkt|pkt|sag)")
_STAFF = re.compile(r"\b(?:[\wæøå]*(?:direktør|chef|konsulent|sekretær)(?:en)?|referent)\b", re.IGNORECASE)
_STAFF_LINE = re.compile(rf"[ \t•·●▪-]*{_STAFF.pattern}[ \t]*", re.IGNORECASE)
_SUBSTITUTE_BEFORE = re.compile(r"(?:[Ss]uppleant|[Ss]tedfortræder)\w*(?:[ \t]+for)?[ \t]*$")
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_PARTLY = re.compile(r"ved sag|sag(?:erne)?[ ]\d|pkt|punkt")
_NUMBERED = re.compile(r"[ \t]*\d{1,2}\.[ \t]")
# heads of a table's columns beside the members
_COLUMNS = {
    "deltog",
    "deltager",
    "fremmøde",
    "status",
    "rolle",
    "gruppe",
    "liste",
    "til stede",
    "mødt",
    "medlemmer",
    "navn",
    "parti",
    "afbud",
    "fravær",
    "fraværende",
    "bemærkning",
}
_GLUED_NAME = re.compile(r"[ \t]*[A-ZÆØÅ][a-zæøå]+[A-ZÆØÅ][a-zæøå]+[ \t]*$")
_GLUED_LINE = re.compile(r"^[ \t]*([A-ZÆØÅ][a-zæøå]+[A-ZÆØÅ][a-zæøå]+)[ \t]*$", re.MULTILINE)
# a column of its own behind the name: 'Mads Nimtofte (Ø)<tab>Afbud'
_STATUS_CELL = re.compile(
    r"(?:[ ]*\([^()\n]*\))*[ ]*(?:\t[ \t]*|[ ]{3,})(?:Afbud|Fraværende|Ikke mødt|Forfald)\b", re.IGNORECASE
)
_STATUS = re.compile(
    r"(?:[ \t]*\([^()\n]*\))*[ \t]*[:–-][ \t]*(?P<state>Deltog(?![ ]ikke)|Til stede|Mødt|Afbud|Fraværende|Fravær|Ikke til stede|Deltog ikke)\b",
    re.IGNORECASE,
)
_MEMBER_LINE = re.compile(
    rf"[ \t•·●▪\-–]*(?:(?:Formand|Næstformand|Borgmester|Viceborgmester|Medlem)[: ]+)?{NAME}(?:[ \t]*\([^()\n]{{1,40}}\)|,[ \t]*[A-ZÆØÅ]{{1,2}}(?:\b)|,[ \t]*løsgænger|,[ \t]*[a-zæøå][\wæøå ]{{3,40}}|[ \t]*:[ \t]*(?:Deltog|Afbud|Fraværende|Til stede|Mødt)[^\n]*|[ \t]*[-–][ \t]*(?:Deltog|Afbud|Fraværende)[^\n]*)[^\n]{{0,60}}$"
)
_OWN_LABEL = re.compile(r"[^\W\d_][^:,()\n]{1,40}:[ \t]")
_ROLE_LINE = re.compile(
    r"[ \t]*(?:\([A-ZÆØÅ]{1,3}\)|[Ff]ormand|(?:\d\.[ \t]*)?(?:[Nn]æstformand|[Vv]iceborgmester)|[Mm]edlem|Regionsrådsmedlem|[Bb]orgmester|[Ll]øsgænger|\([\wæøå ]{2,30}\)|[A-ZÆØÅ]{1,2})[ \t]*$"
)
