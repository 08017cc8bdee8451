"""Who was absent and who took part instead: notes such as 'Fraværende: …' and 'X havde meldt afbud' read into names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from referat_nlp import phrases
from referat_nlp.danish.alternation import by_first_letter
from referat_nlp.danish.names import NAME, UP, is_party, strip_titles
from referat_nlp.memories import remembers

# A person with what directly follows the name: a bracket, or a party between commas ('Tea Rosenvold, B, (tjenesterejse)').
_PERSON = re.compile(
    rf"(?P<name>{NAME})(?P<tail>(?:[ \t]*,)?[ \t\n]*\((?P<bracket>[^()\n]{{1,60}}(?:\n[^()\n]{{1,40}})?)\)|,[ \t]*(?P<comma>[A-ZÆØÅ]{{1,2}}|SF|DF|LA|løsgænger|Ø)(?=[ \t]*(?:\.(?![ \t]*[A-ZÆØÅ])|[,;()\n–-]|$|og\b|deltog|ankom|havde|var|forlod)))?"
)
# Capitalised words that are no names, at the start of what the pattern takes for one.
_WORDS_OF_NO_NAME = (
    r"Stedfortræder\w* Suppleant\w* Fraværende Afbud Ingen Alle Udvalget Byrådet Punkt\w* Sag\w* Pkt Desuden Endvidere "
    r"Derudover Herudover Samtlige Mødet Dagsorden\w* Som For I Der Fra Ved Under Den Det De Et En På Til Med "
    r"Forvaltningen Administrationen Beslutning Bilag Indstilling\w* Formanden Orientering\w* Økonomiudvalget "
    r"Regionsrådet Kommunalbestyrelsen Samt Og Begge Imod Undlod Gruppe Liste Venstre Socialdemokrat\w* Enhedslisten "
    r"Medlemmerne Kl Herefter Ligeledes Ad Udsat Godkendt Drøftet Tiltrådt Vedtaget Anbefales Spørgsmålet "
    r"Udvalgsmedlem\w* Sagen Hr Fru Direktøren Både Også Kun Hverken Alene Tillige"
)
_NOT_NAMES = re.compile(
    rf"(?:{by_first_letter(_WORDS_OF_NO_NAME.split())}|(?i:referat|mødereferat|beslutningsreferat|beslutningsprotokol))\b"
)
_GLUED_ROLE = re.compile(r"(?:Formand|Næstformand|Borgmester|Viceborgmester|Medlem)(?=[A-ZÆØÅ][a-zæøå])")
_NO_PART = re.compile(
    r"(?:Sag(?:en|er|erne)?|Punkt(?:et|er|erne)?|Pkt|Fraværende|Afbud|Indstilling|Beslutning|Bilag|Godkendt|Sagsfremstilling|Stedfortræder|Suppleant|Mødedato|Mødested|Side|Udvalget|Byrådet|Resumé|Åben|Lukket|Referat|Til|Ingen)\b"
)
_NO_PERSON = re.compile(
    r"(?i:udvalg|forvaltning|kommune|indholdsfortegnelse|huset|\bråd|rådet|salen|skolen?\b|bestyrelse|center|afdeling|konservative|radikale|folkeparti|enhedslist|liberal alliance|regionen|direktion)"
)
# What `_NO_PERSON` finds holds one of these in small letters
_PARTS_OF_NO_PERSON = (
    "udvalg",
    "forvaltning",
    "kommune",
    "indholdsfortegnelse",
    "huset",
    "råd",
    "salen",
    "skole",
    "bestyrelse",
    "center",
    "afdeling",
    "konservative",
    "radikale",
    "folkeparti",
    "enhedslist",
    "liberal",
    "region",
    "direktion",
)
# A first word and one more that may be none of a name
_PARTLESS = re.compile(rf"\S\s+(?:{_NO_PART.pattern})")
_STEP = re.compile(r"[\w'’.\-]+[ \t]*")
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"[,;]")
_NAME = re.compile(NAME)
# 'Ida Holm Chr.', 'Ida Holm A.': the full stop is the name's; behind a longer word it is the sentence's
_SHORTENED = re.compile(r"(?:^|[ .])[A-ZÆØÅ][\w]{0,3}\.$")
_SENTENCE_END = re.compile(r"[a-zæøåé]{3}\.$")
_ITEMS = re.compile(
    r"(?:\b(?:sag(?:en|er|erne)?|punkt(?:et|er|erne)?|pkt|dagsordens?punkt(?:et|er|erne)?|(?<=under )nr|(?<=af )nr|(?<=ved )nr)\.?[ \t]*(?:nr\.?|på dagsordenen)?[ \t\n]*)(?P<list>\d{1,4}(?:[ \t]*(?:[-–]|til|,|og|samt|\+)[ \t]*(?:nr\.?[ \t]*|pkt\.?[ \t]*)?\d{1,4})*)\b(?![./]\d|[ \t]*:)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Named:
    """A person in a text with the place of the name; `party` as printed in its bracket."""

    name: str
    start: int
    end: int
    party: str | None
    after: int  # where the bracket ends

    def moved(self, by: int) -> Named:
        """Return the person so many characters further on."""
        return Named(self.name, self.start + by, self.end + by, self.party, self.after + by)


@dataclass(slots=True)
class Note:
    """A note of attendance: its place, who is absent, and the agenda numbers that it is limited to (None: no limit)."""

    start: int
    end: int
    absent: list[tuple[Named, str | None]] = field(default_factory=list)
    items: set[str] | None = None
    limits: dict[int, set[str]] = field(default_factory=dict)  # start of a name -> the items that its absence holds for
    substitutes: list[Named] = field(default_factory=list)
    label: bool = False

    def moved(self, by: int) -> Note:
        """Return the note so many characters further on, with persons of its own."""
        return Note(
            self.start + by,
            self.end + by,
            [(person.moved(by), substitute) for person, substitute in self.absent],
            self.items,
            {at + by: items for at, items in self.limits.items()},
            [person.moved(by) for person in self.substitutes],
            self.label,
        )


def _no_person(text: str, start: int, end: int) -> bool:
    """Tell whether what looks like a name holds the word of a body or a place; a pattern for all takes ten times as long."""
    # with both forms of the i of other languages, which a pattern that asks for no case takes for the same
    small = text[start:end].casefold().replace("i\u0307", "i").replace("ı", "i")
    for part in _PARTS_OF_NO_PERSON:
        if part in small:
            return _NO_PERSON.search(text, start, end) is not None
    return False


# What a name begins with, but for 'al-Rashid'
_START = re.compile(rf"[{UP}\"”“»](?=[\w'’´.])")
_SMALL_START = re.compile(r"(?:al|el|bin|ben|ibn)-")


def _next(text: str, at: int, end: int) -> re.Match[str] | None:
    """Return the next name that begins with a capital: the pattern of names alone would be tried at each letter."""
    for start in _START.finditer(text, at, end):
        match = _PERSON.match(text, start.start(), end)
        if match:
            return match
    return None


def persons(text: str, start: int, end: int, *, extra: str | None = None) -> list[Named]:
    """Return the persons named between `start` and `end`, in order, titles left out.

    `extra` is here and below a folder of the user's own phrase files.
    """
    found = []
    at = start
    capitals = not _SMALL_START.search(text, start, end) if "-" in text[start:end] else True
    while at < end:
        match = _next(text, at, end) if capitals else _PERSON.search(text, at, end)
        if not match:
            break
        name_start, name_end = match.start("name"), match.end("name")
        glued = _GLUED_ROLE.match(text, name_start, name_end)  # 'FormandOle Rask'
        if glued:
            name_start = glued.end()
            match = _PERSON.match(text, name_start, end)
            if not match:
                at = name_start + 1
                continue
            name_end = match.end("name")
        skip = strip_titles(text[name_start:name_end], extra=extra)
        if skip:
            name_start += skip
            rest = _PERSON.match(text, name_start, end)
            if not rest:
                at = name_start + 1
                continue
            match, name_end = rest, rest.end("name")
        if _NOT_NAMES.match(text, name_start, name_end):
            # step over the word and look again: 'Afbud Carlo Bang (A)'
            word = _STEP.match(text, name_start)
            at = word.end() if word else name_start + 1
            continue
        # 'Mogens Ibsen Due Sagerne 5, 6': a name ends before a word that is none
        words = text[name_start:name_end]
        if _PARTLESS.search(words):
            for word in list(_WORD.finditer(words))[1:]:
                if _NO_PART.match(word[0]):
                    name_end = name_start + word.start()
                    while text[name_end - 1].isspace():
                        name_end -= 1
                    match = None
                    words = text[name_start:name_end]
                    break
        if (match is None and " " not in words) or _no_person(text, name_start, name_end):
            at = name_end + 1
            continue
        bracket = (match["bracket"] or match["comma"]) if match else None
        name = " ".join(words.split())
        party = None
        if bracket:
            first = " ".join(bracket.split())
            if is_party(first):
                party = first
            else:
                head = _MARK.split(first)[0].strip()
                if is_party(head) and head != first:
                    party = head
        while name.endswith(".") and not _SHORTENED.search(name):
            name, name_end = name[:-1], name_end - 1
        if name.endswith(".") and _SENTENCE_END.search(name):
            name, name_end = name[:-1], name_end - 1
        after = match.end() if match else name_end
        if match and match["bracket"] and party is None and _NAME.search(match["bracket"]):
            after = name_end  # 'Holger Damkjær (Iris Balslev deltog i stedet)'
        found.append(Named(name, name_start, name_end, party, after))
        at = max(after, name_start + 1)
    return found


@lru_cache(maxsize=4)
def _verbs(extra: str | None = None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = phrases.load("absence", extra)

    def words(name: str) -> str:
        return "|".join(re.escape(w).replace(r"\ ", r"[ \t\n]+") for w in sorted(data[name], key=len, reverse=True))

    return (
        re.compile(rf"(?:{words('verbs_after')})(?![\w-])"),
        re.compile(rf"(?:{words('left')})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?:{words('left_reasons')})", re.IGNORECASE),
        re.compile(rf"(?:{words('verbs_before')})[ \t\n]*:?[ \t\n]*$", re.IGNORECASE),
    )


@lru_cache(maxsize=4)
def _told(extra: str | None = None) -> re.Pattern[str]:
    """Return the pattern of the verbs behind a name, for a search of a whole sentence."""
    verbs = phrases.load("absence", extra)["verbs_after"]
    words = by_first_letter(re.escape(w).replace(r"\ ", r"[ \t\n]+") for w in verbs)
    return re.compile(rf"(?:{words})(?![\w-])")


# Notes of presence: somebody came, left or took part; never an absence, but no part of a decision's text either.
_PRESENCE = re.compile(
    r"(?:ankom|kom|mødte|møder|tilkom|forlod|gik|var gået|kom til stede|tiltrådte mødet|var til stede|indtrådte|deltog (?:fra|via|under|i behandlingen|i mødet|kun|digitalt|virtuelt|online|telefonisk|i punkt|til og med)|måtte gå|trådte ud|kom tilbage|vendte tilbage)(?![\w-])"
)
_SUB_BEFORE = re.compile(
    r"(?:[Ii] stedet[ \t\n]+(?:for[ \t\n]+(?:denne|ham|hende|dem)[ \t\n]+)?(?:mødte|deltog|deltager|møder|var mødt|indtrådte|er mødt|mødt|trådte|tiltrådte|kom|indkaldtes|indkaldt)|afløst af|erstattet af|vikar|(?:for[ \t\n]+(?:denne|ham|hende|dem)|[Ii][ \t\n]+(?:hans|hendes|deres)[ \t\n]+sted)[ \t\n]+(?:mødte|deltog|deltager|møder|mødt|indtrådte|trådte|kom|indkaldtes)|som (?:stedfortræder|suppleant)[ \t\n]+(?:deltog|mødte|deltager|møder|mødt)|stedfortræder(?:en|ne|e)?(?: var)?:?|suppleant(?:en|er)?(?: var)?:?|i stedet)[ \t\n]*(?:som[ \t\n]+)?(?:stedfortræder\w*|suppleant\w*|\d\.[ \t]suppleant)?[ \t\n]*:?[ \t\n]*$"
)
_TARGET_BEFORE = re.compile(
    r"(?:(?:som[ \t\n]+)?(?:stedfortræder|suppleant|afløser|vikar)(?:en)?[ \t\n]+for|[Ii][ \t\n]+stedet[ \t\n]+for|på vegne af|deltog for|deltager for|mødte for|mødt for|møder for|indkaldt for|i[ \t\n]+\w+s[ \t\n]+sted)[ \t\n]*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"[ \t\n]*,?[ \t\n]*(?:er |var |blev |har |havde )?(?:deltog|deltager|mødte|møder|mødt|indkaldt|indtrådte|indtræder|godkendt|fungerede|var|er|trådte|tiltrådte|som|indkaldtes)\b"
)
# 'Kaj Wind (stedfortræder Bo Dam)': the word belongs to the name behind it
_NEXT_IS_SUB = re.compile(
    r"[ \t\n]*(?:\([A-ZÆØÅ]{1,3}\))?[ \t\n]*[,(][ \t\n]*(?:stedfortræder|suppleant)(?:en)?(?:[ \t\n]+(?:er|var))?:?[ \t\n]*(?:[\wæøå]+[ \t])?"
)
# 'Ida Holm (A) stedfortræder for Bo Dam (A)' without a verb, and nothing behind it
_STANDS_IN = re.compile(
    r"[ \t\n]*,?[ \t\n]*(?:(?:som[ \t\n]+)?(?:stedfortræder|suppleant|afløser|vikar)|i[ \t\n]+stedet)[ \t\n]+for[ \t\n]+(?:[a-zæøå]+[ \t\n]+)?"
)
# between the absent member and the substitute: 'Som stedfortræder for Ida Holm deltog Bo Dam', '… for Ida Holm: Bo Dam'
_GIVES = re.compile(rf"{_VERB.pattern}|[ \t\n]*:[ \t\n]*\Z")
_SUB_AFTER = re.compile(
    r"[ \t\n]*(?:\([^()]*\))?[ \t\n]*,?[ \t\n]*(?:(?:deltog|deltager|mødte|møder|var|blev|er|indtrådte|indtræder|har deltaget|trådte)\b[^.;]{0,60}?\b(?:i[ \t\n]+stedet|stedfortræder|suppleant|ind)\b|mødt\b|som[ \t\n]+(?:stedfortræder|suppleant)|\(?(?:stedfortræder|suppleant)\b|stedfortræder\b|(?:deltog|mødte)[ \t\n]*[.;]?[ \t\n]*$)"
)


_LATER = re.compile(
    r"^[^.;:]{2,140}?(?:,|[ \t\n]og|[ \t\n]hvorfor[ \t\n]\w+)[ \t\n]+(?:(?:derfor|således|dermed)[ \t\n]+)?(?:deltog[ \t\n]+(?:derfor[ \t\n]+|dog[ \t\n]+)?ikke|var[ \t\n]+inhabil|er[ \t\n]+inhabil|var[ \t\n]+ikke[ \t\n]+til[ \t\n]+stede|erklærede[ \t\n]+sig[ \t\n]+inhabil|forlod[ \t\n]+(?:lokalet|salen|mødet)[ \t\n]+under)(?![ \t\n]+i[ \t\n]+afstemning)"
)
_INSTEAD = re.compile(r"\bi[ \t\n]+stedet\b|stedfortræder|suppleant")
# Who keeps out of a vote alone, or will not go along with a decision, is there.
_NO_VOTER = re.compile(
    r"(?:deltog|deltager|kunne ikke deltage|kan ikke deltage)(?:[ \t\n]+ikke)?[ \t\n]+i[ \t\n]+(?:afstemning|beslutning[ \t\n]+om[ \t\n]+at)"
    r"|medvirke(?:de|r)[ \t\n]+ikke[ \t\n]+(?:her)?til\b"
)
# Who comes later or goes earlier is told as absent for a time: 'var fraværende fra kl. 18'.
_FOR_A_TIME = re.compile(
    r"(?:(?:var|er)[ \t\n]+)?(?:fraværende|ikke[ \t\n]+til[ \t\n]+stede)[ \t\n]+(?:fra|til|indtil|frem[ \t\n]+til|efter|før)[ \t\n]+(?:ca\.[ \t\n]*)?(?:kl\b|klokken\b)"
)
# 'På grund af inhabilitet deltog Ida Holm ikke i behandlingen', 'Under punktet var Ida Holm ikke til stede'
_INVERTED = re.compile(
    r"\A[ \t\n]*(?:På grund af|Grundet|Pga\.?|Som følge af|Under|Ved|I)[ \t\n][^.;:,]{2,60}?[ \t\n](?:deltog|deltager|medvirkede|var|er)[ \t\n]+(?:[a-zæøå]+[ \t\n]+)?\Z"
)
_IS_OUT = re.compile(
    r"[ \t\n]*(?:derfor[ \t\n]+)?(?:ikke(?=[ \t\n]*(?:\.|$|til[ \t\n]+stede|mødt|i[ \t\n]+(?:behandling|mødet|sag|punkt|drøftel|møde)|under|ved))|fraværende\b|inhabile?\b)"
)
# 'Ida Holm deltog som formand for foreningen ikke i sagens behandling', 'Bo Dam var på grund af sygdom ikke til stede'
_WITH_REASON = re.compile(
    r"(?:deltog|deltager|medvirkede|medvirker|var|er)[ \t\n]+(?:derfor[ \t\n]+)?(?:som|på[ \t\n]+grund[ \t\n]+af|grundet|pga\.?|af|i[ \t\n]+sin|efter)[ \t\n][^.;:,]{2,80}?"
    rf"(?<=[^ \t\n])(?=[ \t\n]{_IS_OUT.pattern})"
)
# 'Under punkt 14 deltog stedfortræder Ida Holm, da Bo Dam var inhabil.'
_SENT_IN = re.compile(
    r"[ \t\n]*(?:(?:Under|Ved|I|På)[ \t\n][^.;:,]{2,60}?[ \t\n])?(?:deltog|mødte|deltager|møder|Deltog|Mødte)[ \t\n]+(?:som[ \t\n]+)?(?:stedfortræder|suppleant)(?:en)?[ \t\n]+"
)
_BECAUSE = re.compile(r",?[ \t\n]+(?:da|idet|fordi|i stedet for|for)[ \t\n]+(?:[a-zæøå]+[ \t\n]+)?")
_TAKES_PART = re.compile(
    r"[ \t\n]*(?:mødte|deltog|deltager|møder|var|er|indkaldtes)[ \t\n]+(?:indkaldt[ \t\n]+|mødt[ \t\n]+)?(?:[a-zæøå]+[ \t\n]+)?"
)
# 'Hverken X eller Y deltog'
_WOULD_HAVE = re.compile(
    r"(?:deltog|deltager|mødte|møder|medvirkede|var mødt|var til stede|er til stede|kunne (?:deltage|møde|være til stede))(?![\w-])(?![ \t\n]+ikke\b)"
)
# Who is chosen for something
ELECTED = re.compile(
    r"\b(?:valgt|valgtes|vælges|genvalgtes|nyvalgt|udpegedes|udpeges|udpeget|udpegede|genvalgt|indtræder i|valgte)\b"
)


_ENTRY = re.compile(r"[\d ,og]*:")
_BETWEEN_NUMBERS = re.compile(r",|\bog\b|\bsamt\b|\+")
_FIGURES = re.compile(r"\d+")


def limits(text: str) -> set[str] | None:
    """Return the agenda numbers that a note names, None where it names none.

    >>> sorted(limits("deltog ikke under pkt. 7-9"))
    ['7', '8', '9']
    >>> sorted(limits("punkt 1, 2 og 4"))
    ['1', '2', '4']
    """
    small = text.casefold()
    if not ("sag" in small or "punkt" in small or "pkt" in small or "nr" in small):
        return None
    out: set[str] = set()
    for match in _ITEMS.finditer(text):
        if _ENTRY.match(text, match.end()):
            continue  # 'Sag 8: Udsat …' begins another remark
        numbers = match["list"]
        for part in _BETWEEN_NUMBERS.split(numbers):
            ends = [int(n) for n in _FIGURES.findall(part)]
            if len(ends) == 2 and ends[0] <= ends[1] <= ends[0] + 200:
                out.update(str(n) for n in range(ends[0], ends[1] + 1))
            else:
                out.update(str(n) for n in ends)
    return out or None


def absence_told(text: str, start: int, end: int, *, extra: str | None = None) -> int | None:
    """Return where a sentence tells that somebody was absent ('… havde meldt afbud'), None where it does not.

    >>> absence_told("Ø. havde meldt afbud.", 0, 21)
    3
    """
    match = _told(extra).search(text, start, end)
    return match.start() if match and match.start() > start else None


_OPEN_BRACKET = re.compile(r"\((?:[^()]*)$")
_AS_SUBSTITUTE = re.compile(r"[ \t\n]*\(?[ \t\n]*,?[ \t\n]*(?:1\. )?(?:suppleant|stedfortræder)", re.IGNORECASE)
_NOT_THERE = re.compile(r"[ \t\n]*(?:\([^()]*\))?[ \t\n]*(?:deltog|mødte)[ \t\n]+ikke")
_DID_NOT_COME = re.compile(r"[ \t\n,]*(?:mødte|møder)[ \t\n]+ikke")
_OCLOCK = re.compile(r"\bkl\.")
_FROM_A_TIME = re.compile(r"\befter\b|\bkl\.")
_WAS_THERE = re.compile(r"[ \t\n,]*:?[ \t]*(?:[Dd]eltog|[Tt]il stede|[Mm]ødt)(?![ \t\n]+ikke)\b")


def _opens_bracket(before: str) -> bool:
    return "(" in before and (before.rstrip().endswith("(") or _OPEN_BRACKET.search(before) is not None)


def _names_target(before: str) -> bool:
    """Tell whether words such as 'stedfortræder for' stand before a name; they all end in one of three."""
    return (
        before.rstrip(" \t\n")[-4:].casefold().endswith(("for", "af", "sted"))
        and _TARGET_BEFORE.search(before) is not None
    )


# Who is absent all day is printed with item after item: what was read of stretches of up to this length is kept, which
# makes it of half of them no work at all
_KEPT_LENGTH, _KEPT = 200, 4096


def _with_word_before(text: str, start: int, end: int) -> str:
    """Return a stretch with a sign before it that tells what alone matters of the text before: whether a word goes on."""
    inside = start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
    return ("x" if inside else " ") + text[start:end]


@remembers
@lru_cache(maxsize=_KEPT)
def _kept_list(stretch: str, extra: str | None) -> Note:
    return _read_list(stretch, 1, len(stretch), extra=extra)


@remembers
@lru_cache(maxsize=_KEPT)
def _kept_sentence(stretch: str, extra: str | None) -> Note | None:
    return _read_sentence(stretch, 1, len(stretch), extra=extra)


def read_list(text: str, start: int, end: int, *, extra: str | None = None) -> Note:
    """Read the names behind a label: all are absent but those said to be substitutes or to have come or left."""
    if not 0 <= start <= end <= start + _KEPT_LENGTH:
        return _read_list(text, start, end, extra=extra)
    return _kept_list(_with_word_before(text, start, end), extra).moved(start - 1)


def _read_list(text: str, start: int, end: int, *, extra: str | None) -> Note:
    note = Note(start, end, label=True)
    found = persons(text, start, end, extra=extra)
    absent: list[Named] = []
    substitutes: dict[int, str] = {}
    targets: set[int] = set()
    for i, person in enumerate(found):
        low = found[i - 1].after if i else start
        before = text[low : person.start]
        high = found[i + 1].start if i + 1 < len(found) else end
        after = text[person.end : high]
        if _names_target(before):
            # '<sub> deltog som stedfortræder for <absent>' or 'Som stedfortræder for <absent> deltog <sub>'
            index = _find(absent, person)
            if index is None:
                absent.append(person)
                index = len(absent) - 1
            targets.add(index)
            behind = found[i + 1] if i + 1 < len(found) else None
            if i and (_VERB.match(before) or _AS_SUBSTITUTE.match(before) or _STANDS_IN.fullmatch(before)):
                sub = found[i - 1]
                substitutes[index] = sub.name
                note.substitutes.append(sub)
                at = _find(absent, sub)
                if at is not None and at != index:
                    absent[at] = _GONE
            elif behind is not None and _GIVES.match(text[person.after : behind.start]):
                substitutes[index] = behind.name
                note.substitutes.append(behind)
            continue
        if any(s.start == person.start for s in note.substitutes):
            continue
        if absent and (
            _SUB_BEFORE.search(before)
            or (_SUB_AFTER.match(after) and not _NEXT_IS_SUB.fullmatch(after) and not _NOT_THERE.match(after))
            or ("mødt" in after and _opens_bracket(before))
        ):
            last = len(absent) - 1
            # 'I stedet for X' earlier, or the last absent member that has no substitute yet
            while last > 0 and ((last in substitutes and last - 1 not in substitutes) or absent[last] is _GONE):
                last -= 1
            substitutes.setdefault(last, person.name)
            note.substitutes.append(person)
            continue
        tail = text[person.after : high]
        if _PRESENCE.match(tail.lstrip(" \t\n,")) and not _DID_NOT_COME.match(tail):
            _, left, reasons, _ = _verbs(extra)
            if not (left.match(tail.lstrip(" \t\n,")) and reasons.search(tail) and not _OCLOCK.search(tail)):
                continue
        limited = limits(tail)
        if limited and _FROM_A_TIME.search(tail):
            limited = None
        if limited:
            note.limits[person.start] = limited
        if _WAS_THERE.match(tail):
            continue
        absent.append(person)
    seen: set[str] = set()
    for index, person in enumerate(absent):
        if person is _GONE or person.name in seen:
            continue
        seen.add(person.name)
        note.absent.append((person, substitutes.get(index)))
    return note


_GONE = Named("", -1, -1, None, -1)


def _find(people: list[Named], person: Named) -> int | None:
    for index, one in enumerate(people):
        if one.name == person.name:
            return index
    return None


def names_substitute(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence without a verb names a substitute: in an election that is who was chosen.

    >>> names_substitute("Ida Holm (A) stedfortræder for Bo Dam (A)", 0, 41)
    True
    """
    found = persons(text, start, end)
    return len(found) == 2 and _STANDS_IN.fullmatch(text, found[0].after, found[1].start) is not None


_BETWEEN_NAMES = re.compile(r"[ \t\n]*(?:,|og|samt|eller|;|,[ \t\n]*og)?[ \t\n]*(?:[\wæøåÆØÅ.]+[ \t]){0,2}")
_IN_BRACKETS = re.compile(r"^\([^()]*\)[ \t\n]*")
_ALL_OF_THEM = re.compile(r"^(?:har|havde|er|var|blev)?[ \t\n]*(?:alle|begge|tillige|ligeledes|desuden|også)[ \t\n]+")
_DISQUALIFIED = re.compile(r"[^.;]{0,80}\binhabil")
_NOT_DISQUALIFIED = re.compile(r"ikke (?:er |var )?inhabil")
_AFTER = re.compile(r"\befter\b")
_NEITHER = re.compile(r"[ \t\n]*Hverken\b")
_TOOK_PART = re.compile(r"(?:deltog|deltager|mødte|var|er|blev)\b[^.]{0,60}\b(?:stedfortræder|suppleant|i stedet)")
_FOR = re.compile(r"[ \t\n]*For[ \t\n]+")
_SUBSTITUTES_CAME = re.compile(
    r"[ \t\n]*[Ss]om (?:stedfortrædere?|suppleante?r?)[ \t\n]+(?:deltog|deltager|mødte|møder|indkaldtes|var indkaldt)[ \t\n]*$"
)
_INSTEAD_OF_IT = re.compile(
    r"[ \t\n]*I stedet(?! for)(?![ \t\n]+(?:for[ \t\n]+denne[ \t\n]+)?(?:mødte|deltog|deltager|møder|mødt|indtrådte|var|er|kom|tiltrådte))"
)
# What a sentence begins with that names the absent behind it
_FORMULA = re.compile(
    r"[ \t\n]*(?:Som (?:stedfortræder|suppleant)|I stedet|Der (?:er|var) afbud fra|Afbud fra|Alle |Medlemmerne|Samtlige|Der (?:er|var) forfald|Der (?:er|var) (?:modtaget|indkommet|kommet|indløbet|kun) (?:afbud|forfald)|Afbud (?:er |var |blev )?(?:modtaget|meldt) fra|Deltog ikke\b[^.;:]{0,40}:|Stedfortræder|Suppleant|Fraværende|Forfald|Endvidere var|Desuden var|Ikke til stede|Ikke tilstede|Øvrige|Der (?:er|var) meldt afbud|Der forel)"
)
_ALL_MEMBERS = re.compile(r"[ \t\n]*(?:Alle |Medlemmerne|Samtlige|Øvrige)")
_DID_NOT_TAKE_PART = re.compile(r"[ \t\n]*Der deltog ikke")
_SUBSTITUTE_FIRST = re.compile(r"[ \t\n]*(?:I stedet(?! for)|Stedfortræder|Suppleant)")
_ROW = re.compile(r"[ \t\n]*(?:,|og|samt|,[ \t\n]*og)[ \t\n]*")
_LIST_MARKS = re.compile(r"^[ \t\n•·●▪*\-–—>§]+")
_CONNECTING = re.compile(
    r"^(?:Endvidere|Desuden|Derudover|Herudover|Ligeledes|Også|Tillige|Udvalgets|Byrådets|Rådets|og|samt|Og|Samt|Både|Hverken|\d\.[ \t]*suppleant|Medlemmerne|Medlem af [\wæøå]+(?:et|en))[ \t\n]+"
)


def read_sentence(text: str, start: int, end: int, *, extra: str | None = None) -> Note | None:
    """Read one sentence as a note of attendance, None where it is none.

    The sentence must begin with names ('X og Y var fraværende …') or with a formula ('Som stedfortræder for X deltog
    Y', 'Alle medlemmer var mødt undtagen X'). A note of presence comes back without absent members.
    """
    if not 0 <= start <= end <= start + _KEPT_LENGTH:
        return _read_sentence(text, start, end, extra=extra)
    note = _kept_sentence(_with_word_before(text, start, end), extra)
    return None if note is None else note.moved(start - 1)


def _read_sentence(text: str, start: int, end: int, *, extra: str | None) -> Note | None:
    sentence = text[start:end]
    if not any(c.isupper() for c in sentence):
        return None
    verbs, left, reasons, before_pattern = _verbs(extra)
    found = persons(text, start, end, extra=extra)
    if not found:
        return None
    first = found[0]
    lead = text[start : first.start]
    plain_lead = _strip_lead(lead, extra)
    genitive = (
        re.match(r"[ \t\n]*stedfortræder,[ \t\n]+", text[first.after : end]) if first.name.endswith("s") else None
    )
    if genitive and len(found) > 1:
        return _read_sentence(text, found[1].start, end, extra=extra)
    if plain_lead == "":
        # the group of names at the sentence's start
        last = 0
        while (
            last + 1 < len(found)
            and _BETWEEN_NAMES.fullmatch(text, found[last].after, found[last + 1].start)
            and not _VERB.match(text[found[last].after : found[last + 1].start])
            and not _STANDS_IN.fullmatch(text, found[last].after, found[last + 1].start)
        ):
            last += 1
        tail = text[found[last].after : end]
        stripped = tail.lstrip(" \t\n,")
        if stripped.startswith("("):
            stripped = _IN_BRACKETS.sub("", stripped)
        stripped = _ALL_OF_THEM.sub(
            lambda m: m[0].split()[0] + " " if m[0].split()[0] in ("har", "havde", "er", "var", "blev") else "",
            stripped,
        )
        if _FOR_A_TIME.match(stripped):
            return Note(start, end)
        reasoned = _WITH_REASON.match(stripped)
        match = verbs.match(stripped) or reasoned
        said_left = (
            left.match(stripped)
            and reasons.search(stripped)
            and (not _OCLOCK.search(stripped) or "inhabil" in stripped)
        )
        disqualified = (
            "inhabil" in stripped
            and _DISQUALIFIED.match(stripped) is not None
            and not _NOT_DISQUALIFIED.search(stripped)
        )
        # '<navn> er kasserer i foreningen og deltog ikke.'
        later = None if match else _LATER.search(tail)
        if match or said_left or disqualified or later:
            if _NO_VOTER.match(stripped):
                return None
            note = _read_list(text, start, end, extra=extra)
            note.label = False
            group = {p.name for p in found[: last + 1]}
            subs = {s.name for s in note.substitutes}
            note.absent = [(p, s) for p, s in note.absent if p.name in group or (p.name not in subs and s)]
            if not note.absent or reasoned:  # before its reason 'deltog' looks like presence
                instead = {p.name: s for p, s in note.absent}
                note.absent = [(p, instead.get(p.name)) for p in found[: last + 1]]
            if len(note.absent) == 1 and note.absent[0][1] is None and note.substitutes:
                note.absent = [(note.absent[0][0], note.substitutes[0].name)]
            limited = limits(tail)
            if limited and not _AFTER.search(tail):
                for person, _ in note.absent:
                    note.limits.setdefault(person.start, limited)
            return note
        between = text[found[last].after : found[last + 1].start] if last + 1 < len(found) else ""
        stands_in = _STANDS_IN.fullmatch(between) and not text[found[-1].after : end].strip(" \t\n.")
        if (_names_target(between) and _VERB.match(tail)) or (stands_in and len(found) == last + 2):
            note = _read_list(text, start, end, extra=extra)
            note.label = False
            return note
        neither = _NEITHER.match(lead) is not None
        if neither and _WOULD_HAVE.match(stripped) and not _NO_VOTER.match(stripped):
            return Note(start, end, [(person, None) for person in found[: last + 1]])
        if _PRESENCE.match(stripped) or (_TOOK_PART.match(stripped) and not ELECTED.search(stripped)):
            return Note(start, end, substitutes=[found[0]] if _INSTEAD.search(stripped) else [])
        return None
    if _INVERTED.search(lead):
        row = _row(text, found)
        tail = text[row[-1].after : end]
        if _IS_OUT.match(tail):
            note = Note(start, end, [(person, None) for person in row])
            limited = limits(text[start : first.start])
            if limited:
                note.limits = {person.start: limited for person in row}
            return note
    if len(found) == 2 and _SENT_IN.fullmatch(lead) and _BECAUSE.fullmatch(text[first.after : found[1].start]):
        note = Note(start, end, [(found[1], first.name)], substitutes=[first])
        limited = limits(lead)
        if limited:
            note.limits = {found[1].start: limited}
        return note
    if len(found) == 2 and _FOR.fullmatch(lead) and _TAKES_PART.fullmatch(text[first.after : found[1].start]):
        return Note(start, end, [(first, found[1].name)], substitutes=[found[1]])  # 'For Ida Holm mødte Bo Dam.'
    if _SUBSTITUTES_CAME.match(lead):
        return Note(start, end, substitutes=found)  # 'Som suppleanter deltager X og Y.'
    if ELECTED.search(sentence) or _INSTEAD_OF_IT.match(lead):
        return None
    if _FORMULA.match(lead) or _names_target(lead):
        if _ALL_MEMBERS.match(lead) and not before_pattern.search(lead):
            return None
        if _DID_NOT_TAKE_PART.match(lead):
            return Note(start, end)
        note = _read_list(text, start, end, extra=extra)
        note.label = False
        if _SUBSTITUTE_FIRST.match(lead):
            note.absent = [(p, s) for p, s in note.absent if s]
            note.substitutes = note.substitutes or _row(text, found)
        limited = limits(text[found[-1].after : end])
        if limited:
            for person, _ in note.absent:
                note.limits.setdefault(person.start, limited)
        return note
    return None


def _row(text: str, found: list[Named]) -> list[Named]:
    """Return the persons at the beginning of `found` that one list names ('X, Y og Z')."""
    last = 1
    while last < len(found) and _ROW.fullmatch(text, found[last - 1].after, found[last].start):
        last += 1
    return found[:last]


def give_substitutes(note: Note, substitutes: list[Named]) -> None:
    """Give the absent members without a substitute those who took part: to each of their own party, then in order.

    One substitute whose party is nobody's goes to the last member, whom the note has just named.
    """
    free: list[int] = [i for i, (_, substitute) in enumerate(note.absent) if substitute is None]
    by_party: dict[str, list[int]] = {}
    for i in free:
        party = note.absent[i][0].party
        if party:
            by_party.setdefault(party, []).append(i)
    pairs: dict[int, str] = {}
    left: list[Named] = []
    for person in substitutes:
        same = by_party.get(person.party or "", [])
        if len(same) == 1 and same[0] not in pairs:
            pairs[same[0]] = person.name
        else:
            left.append(person)
    free = [i for i in free if i not in pairs]
    if len(left) == 1:
        free = free[-1:]
    pairs |= {i: person.name for i, person in zip(free, left, strict=False)}
    for i, name in pairs.items():
        note.absent[i] = (note.absent[i][0], name)


def _strip_lead(lead: str, extra: str | None) -> str:
    """Return what stands before the first name without bullets, titles and connecting words."""
    lead = _CONNECTING.sub("", _LIST_MARKS.sub("", lead))
    cut = strip_titles(lead, extra=extra)
    return lead[cut:].strip()
