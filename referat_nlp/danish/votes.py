"""Who voted how: 'For stemte: A, Ø og Tine Dam (F). Imod stemte: V.' read into lists of parties and names."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from referat_nlp import phrases
from referat_nlp.danish.names import NAME, strip_titles

_PARTY_NAMES = (
    r"(?:Det[ ])?(?:Socialdemokrat(?:iet|erne)?|Venstre|(?:Det[ ])?Konservativ(?:e)?(?:[ ]Folkeparti)?|(?:Det[ ])?[Rr]adikale[ ]Venstre|Radikale|Enhedslisten(?:[ ]De[ ]Rød-Grønne)?|Alternativet|Liberal[ ]Alliance|Dansk[ ]Folkeparti"
    r"|Nye[ ]Borgerlige|Socialistisk[ ]Folkeparti|Moderaterne|Danmarksdemokraterne|Kristendemokraterne|Slesvigsk[ ]Parti|Borgerlisten|Konservative|[A-ZÆØÅ][\w\-]*listen?|Fælleslisten|Tværpolitisk[ ]Liste)"
)
_TITLES = "|".join(
    re.escape(title).replace(r"\ ", r"[ \t\n]+")
    for title in sorted(phrases.load("absence")["titles"], key=lambda title: (-len(title), title))
)
_LETTER = r"(?:SF|DF|LA|DD|UFP|UP|KF|EL|RV|ALT|NB|KD|SP|[A-ZÆØÅ])"
_PERSON = rf"(?!(?:Imod|For|Undlod|Mod|Herefter|Indstilling\w*|Forslag\w*|Ændringsforslag\w*|Alle|De|Ingen|Hverken|Derefter|Udvalget|Byrådet)\b){NAME}"
# 'Venstres medlemmer', "SF's gruppe"
_GROUP = r"(?:(?:[a-zæøå]+)?gruppe|(?:[a-zæøå]+)?medlem(?:mer)?|repræsentant(?:er)?)(?!\w)"
# 'GA', 'BHK': a member of a council whose minutes call the members by their initials
_INITIALS = (
    r"(?!(?:FOR|I?MOD|OG|JA|NEJ|DER|AT|ER|I?ALT|ALLE|HAR|EN|ET|TO|TRE|DE|DET)\b)[A-ZÆØÅ]{2,4}(?![\w]|-[a-zæøå]|\.\w)"
)
# One voter: 'Liste Ø', 'gruppe C', 'Simon Agerskov', 'Venstre', 'Ø', '(Ø)'. A name that begins with an initial needs its bracket,
# or 'Ø. Forslaget' would be one.
_ENTRY = re.compile(
    rf"(?:\((?P<bracketed>{_LETTER})\)|(?:[Ll]iste|[Gg]rupperne|[Gg]ruppe|[Pp]arti(?:et|erne)?)[ \t\n]+(?P<listed>{_LETTER})(?!\w)|(?P<initial>(?:[A-ZÆØÅ]\.[ \t]*)+{NAME})(?=[ \t\n]*\()|(?P<party>{_PARTY_NAMES})(?:(?:['’]?s)?[ \t]+{_GROUP}|['’]?(?![\w]))"
    rf"|(?![A-ZÆØÅ]\.)(?:(?:{_TITLES})[ \t]+)?(?P<person>{_PERSON})|(?P<letter>{_LETTER})(?:-gruppen(?!\w)|['’]?s[ \t]+{_GROUP}|(?![\w]|-[a-zæøå]))|(?P<initials>{_INITIALS}))"
)
# '(A), (F) og (Ø)': each letter in brackets of its own
_IN_BRACKETS = re.compile(rf"\({_LETTER}\)")
_SEPARATOR = re.compile(r"[ \t\n]*(?:,[ \t\n]*(?:og|samt)?|og|samt|&|/|;|\+)?[ \t\n]*")
# 'I' that begins a sentence ('I stedet blev …') and is no party
_GOES_ON = re.compile(r"[ \t\n]+(?!og|samt|stem|undl)[a-zæøå]")
_BRACKET = re.compile(r"[ \t\n]*+\((?:[^()]++|\([^()]*+\))*+\)")
_COUNT = re.compile(r"[ \t\n]*:?[ \t\n]*(?:i alt[ ]*)?(?P<n>\d+)?[ \t\n]*(?:stemmer|medlemmer)?[ \t\n]*")

# between a number and the voters: '7: A, B', '7 - A, B', '7, A og B', '7, nemlig A og B'
_BEHIND_COUNT = re.compile(r"[:–-]|(?P<comma>,)(?:[ \t\n]*(?:nemlig|og[ \t\n]+det[ \t\n]+var)(?![\w-]))?:?")
# Behind a comma the names may also begin the next clause: 'For stemte 7, V stemte imod'
_LISTED = re.compile(r"[ \t]*(?:[.,;:)\n]|\Z|(?:og|mens|medens|i?mod)\b)")
# What is voted on, between 'For' and 'stemte': 'For pkt. 2 stemte A'. It ends at the first verb or side:
# in 'For stemte A, imod stemte V' the second 'stemte' is V's.
_WHAT = r"(?:[ \t\n]++(?:(?!\b(?:stem|i?mod\b))(?:[^.;:()\n]|(?<=\b[Pp]kt)\.|(?<=\b[Nn]r)\.|(?<=\d)\.(?=[ ][a-zæøå\d]))){1,60}?)??"
# In each the look-ahead first: at most letters nothing else is tried
_SIDES = (
    (
        "abstain",
        re.compile(
            r"(?=[UuHhBb])(?:^|(?<=[\s(.;,]))(?:[Uu]ndlod[ \t\n]+at[ \t\n]+stemme|Undlod|Undlader(?:[ \t\n]+at[ \t\n]+stemme)?|[Hh]verken[ \t\n]+(?:stemte[ \t\n]+)?for[ \t\n]+eller[ \t\n]+i?mod(?:[ \t\n]+(?:stemte|stemmer))?|Hverken/eller|Undladt|UNDLOD(?:[ \t]+AT[ \t]+STEMME)?|[Bb]lankt?(?:[ \t\n]+stemte)?)(?=[ \t]*:|[ \t\n]+[A-ZÆØÅ\d])"
        ),
    ),
    (
        "for",
        re.compile(
            rf"(?=[FfJSs])(?:^|(?<=[\s(.;,]))(?:[Ff]or(?![ \t\n]+eller){_WHAT}[ \t\n]++(?:stemte|stemmer)|For[ \t]*(?=:)|For[ \t]+[\wæøå]+[ \t]*(?=:)|FOR[ \t]*(?=:)|JA[ \t]*(?=:)|Stemmer for|Stemte for|stemte for[ \t]*(?=:)|stemmer for[ \t]*(?=:)|Ja[ \t]*(?=:))(?![ \t\n]+(?:i?mod|for))"
        ),
    ),
    (
        "against",
        re.compile(
            rf"(?=[IiMmNSs])(?:^|(?<=[\s(.;,]))(?:[Ii]?[Mm]od{_WHAT}[ \t\n]++(?:stemte|stemmer)|[Ii]?[Mm]od[ \t]*(?=:)|[Ii]mod[ \t]+[\wæøå]+[ \t]*(?=:)|I?MOD[ \t]*(?=:)|NEJ[ \t]*(?=:)|Stemte imod|Stemmer imod|stemte imod[ \t]*(?=:)|stemmer imod[ \t]*(?=:)|Nej[ \t]*(?=:))(?![ \t\n]+(?:for))"
        ),
    ),
)
# 'stemte dog for', 'stemte derimod alle nej'
_ADVERB = r"(?:(?:som[ \t\n]+(?:den[ \t\n]+|de[ \t\n]+)?eneste|alene|dog|derimod|begge|alle|samlet|ligeledes|også|fortsat)[ \t\n]+){0,2}"
# What a clause that begins with voters may go on with. The first verb of voting is theirs: in 'A stemte for, mens Ø stemte
# imod' the second is not.
_CLAUSE = (
    ("for", re.compile(r":?[ \t\n]*for\b(?=[ \t\n]*(?:[.,]|$|og\b|mens))")),
    ("against", re.compile(r":?[ \t\n]*i?mod\b(?=[ \t\n]*(?:[.,;]|$|og\b|mens))")),
    (
        "abstain",
        re.compile(
            r"(?:(?!\bstem)[^.;:]){0,60}?\b(?:und(?:lod|lader)\b|af(?:st(?:od|år)|hold(?:t|er) sig) fra at stemme|stemte blankt|hverken (?:stemte |stemmer )?for eller i?mod|(?:stemte|stemmer) hverken for eller i?mod)"
        ),
    ),
    (
        "against",
        re.compile(
            rf"(?:(?!\bstem)[^.;:]){{0,80}}?\b(?:(?:stemte|stemmer|har stemt|var|er|gik|går)[ \t\n]+{_ADVERB}i?mod\b|(?:stemte|stemmer)[ \t\n]+{_ADVERB}nej\b|kan ikke (?:anbefale|tiltræde|godkende|støtte)\b|kunne ikke (?:anbefale|godkende)\b|ikke (?:kan|kunne) (?:anbefale|tiltræde|godkende)\b)"
        ),
    ),
    ("for", re.compile(rf"(?:(?!\bstem)[^.;:]){{0,60}}?\b(?:stemte|stemmer)[ \t\n]+{_ADVERB}(?:for|ja)\b")),
)
_CLAUSE_START = re.compile(
    rf"(?:^|(?=[.;:, \t\n])(?:[.;:][ \t\n]+|(?<![ \t\n])[ \t]*\n[ \t\n]*|(?<![ \t\n]),?[ \t\n]++(?:mens|medens|idet|hvor|hvorimod|og|men|var|ved afstemningen var|undtagen|bortset fra|med undtagelse af)[ \t\n]+|,[ \t\n]+))(?:Kun[ \t]+|Alene[ \t]+)?(?=[\dA-ZÆØÅ]|\({_LETTER}\)|[Ll]iste |[Gg]ruppe |(?:{_TITLES})[ \t]+[A-ZÆØÅ])"
)
# What a majority does that is against the motion
_REFUSES = re.compile(
    r"[ \t\n]*(?:\(\d+\))?[ \t\n]*(?:(?:stemte|stemmer|er|var|gik)[ \t\n]+i?mod\b(?![ \t\n]+[A-ZÆØÅ\d])|(?:stemte|stemmer)[ \t\n]+nej\b|(?:siger|sagde)[ \t\n]+(?:derfor[ \t\n]+|herefter[ \t\n]+)?nej\b|(?:ønske[rd]e?|kan|kunne|vil|ville)[ \t\n]+ikke\b|afvis(?:er|te)\b|forkaste(?:r|de)\b)"
)
_MAJORITY = re.compile(
    r"[Ff]lertal(?:let)?[ \t\n]*+(?:i[ \t\n]+\w+[ \t\n]*+)?(?:på[ \t\n]+\w+[ \t\n]*+(?:medlemmer[ \t\n]*+)?)?(?:,?[ \t\n]*bestående[ \t\n]+af[ \t\n]+|(?=\())"
)
# 'Anbefales af A, F og Tomas Dam (løsgænger)'
_BY = re.compile(
    r"(?:[Aa]nbefales|[Aa]nbefalet|[Aa]nbefalingen[ \t\n]+gives|[Gg]odkendes|[Tt]iltrædes|[Gg]odkendt|[Tt]iltrådt|[Vv]edtaget)[ \t\n]+(?:af|med)[ \t\n]+(?=[A-ZÆØÅ(])"
)
# 'Ved afstemningen stemte A, V og C for, …', 'Dog stemte Ø imod'
_VERB_FIRST = re.compile(r"(?<!\w)(?:stemte|stemmer)[ \t\n]+")
_SIDE_LAST = re.compile(r"[ \t\n]*(?P<side>hverken[ \t\n]+for[ \t\n]+eller[ \t\n]+i?mod|blankt|for|i?mod|ja|nej)\b")
# 'med stemmerne A, B og F mod V og C'
_WITH = re.compile(r"[Mm]ed[ \t\n]+stemmerne[ \t\n]+(?:fra[ \t\n]+)?(?=[A-ZÆØÅ])")
# 'Godkendt mod stemmerne fra Ø'
_AGAINST_VOTES = re.compile(r"(?<!\w)[Ii]?[Mm]od[ \t\n]+stemmerne[ \t\n]+(?:fra[ \t\n]+)?(?=[A-ZÆØÅ(])")
_AGAINST = re.compile(r"[ \t\n]*i?mod[ \t\n]+(?:stemmerne[ \t\n]+)?(?:fra[ \t\n]+)?(?=[A-ZÆØÅ])")
# What parties do that want the motion. It is a vote where others' vote against it is told, and nobody's for it.
_WANTS = re.compile(
    r"[ \t\n]*(?:anbefaler|anbefalede|indstiller|indstillede|godkender|godkendte|tiltræder|tiltrådte|vedtog|kan[ \t\n]+(?:anbefale|godkende|tiltræde))(?![\w-])"
)
_EXCEPT = re.compile(r"\b(?:undtagen|bortset[ \t\n]+fra|med[ \t\n]+undtagelse[ \t\n]+af|minus)[ \t\n]+\Z")
_DECIDED = re.compile(r"\b(?:anbefales|anbefalet|indstilles|indstillet|godkendt|tiltrådt|vedtaget)\b", re.IGNORECASE)
# 'Herefter vil A, F og V anbefale, at …'
_WILL = re.compile(r"(?<!\w)(?:vil|kan|kunne|ville|ønsker|ønskede)[ \t\n]+(?=[A-ZÆØÅ(])")
_TO_WANT = re.compile(r"[ \t\n]*(?:at[ \t\n]+)?(?:anbefale|godkende|indstille|støtte|tiltræde|tilråde)(?![\w-])")
# A party that does this has voted against; one that only 'kan ikke støtte' it may have told its opinion
_CANNOT = re.compile(r"(?:anbefale|tiltræde|godkende)\Z")
_PARTY = re.compile(rf"(?:{_LETTER}|{_PARTY_NAMES})\Z")
_INITIALS_ONLY = re.compile(rf"(?!{_LETTER}\Z)[A-ZÆØÅ]{{2,4}}\Z")
# Words that begin the next sentence where a name's own has no full stop: 'Imod: Bo Holm' / 'Indstillingen anbefales.'
_NEXT_SENTENCE = re.compile(
    r"[ \t]+(?:Indstilling\w*|Forslag\w*|Ændringsforslag\w*|Sagen|Punktet|Udvalget|Byrådet|Kommunalbestyrelsen|Regionsrådet|Herefter|Derefter|Imod|For|Mod|Undlod|Hverken|Godkendt|Vedtaget|Tiltrådt|Anbefales|Fraværende|Afbud)(?!\w)"
)
_MINORITY = re.compile(
    r"[Mm]indretal(?:let)?[ \t\n]*+(?:i[ \t\n]+\w+[ \t\n]*+)?(?:på[ \t\n]+\w+[ \t\n]*+(?:medlemmer[ \t\n]*+)?)?(?:,?[ \t\n]*bestående[ \t\n]+af[ \t\n]+|(?=\())"
)
# 'med 5 stemmer for (A, F og Ø) og 3 stemmer imod (V og C)', 'med stemmerne 9 for (LA, KF og DF) og 21 imod', '5 (A, F) mod 2 (V)', '7 stemte for, A og B'
_COUNTED = re.compile(
    r"(?<![\w/])(?:\d+|[Éé]n|[Ee]t|[Tt]o|[Tt]re|[Ff]ire|[Ff]em|[Ss]eks|[Ss]yv|[Oo]tte|[Nn]i|[Tt]i)[ \t\n]++(?:stemmer?[ \t\n]*+|stemte[ \t\n]*+|medlemmer[ \t\n]*+(?:stemte[ \t\n]*+)?)?(?P<side>i?mod|for|undlod at stemme|undlod|hverken for eller imod)?(?:[ \t\n]*+stemmer)?[ \t\n]*+(?=\(|(?P<comma>,))"
)
# What became of a motion that those who are named with it did not want
_TURNED_DOWN = re.compile(
    r"\b(?:forkast|fald|bortfald|nedstemt|afvis|afslå|ikke[ \t\n]+(?:vedtag|godkend|anbefal|imødekom))"
)
_SENTENCE = 150
# How far behind a list of voters its verb is looked for, in characters
_NEAR = 80
_AMENDMENT = re.compile(r"ændringsforslag|underændring", re.IGNORECASE)


@dataclass(slots=True)
class _Ballot:
    sides: dict[str, list[str]] = field(default_factory=lambda: {"for": [], "against": [], "abstain": []})
    seen: set[str] = field(default_factory=set)
    amendment: bool = False
    start: int = 0


# 'Imod stemte A og Ø. Jan Holm (løsgænger) undlod': what looks like an initial is the last party, and a sentence begins
_VOTES_BEHIND = re.compile(
    r"[ \t\n]*\([^()]*\)(?:[ \t\n]+(?:var|kunne|kan|ønskede|tog|deltog)|(?:[ \t\n]+og[ \t\n]+[A-ZÆØÅ][^.,;:]{1,60}?)?[ \t\n]+(?:undlod|undlader|stemte|stemmer|afstod|hverken))(?!\w)"
)


def scan_list(text: str, start: int, told: bool = False) -> tuple[list[str], int]:
    """Read voters from `start` on, each with an optional bracket; return their names and where the list ends.

    `told`: what they voted stands before them, so that a verb behind a name opens the next sentence.

    >>> scan_list("A, Liste Ø, Simon Agerskov (F) og Venstre (V) – i alt 9", 0)[0]
    ['A', 'Ø', 'Simon Agerskov', 'Venstre']
    """
    names: list[str] = []
    at = start
    bracketed = False
    known: set[str] = set()
    while True:
        separator = _SEPARATOR.match(text, at)
        assert separator is not None
        if names and not separator[0].strip() and not bracketed:
            break
        match = _ENTRY.match(text, separator.end())
        if not match:
            break
        name = next(v for k, v in match.groupdict().items() if v)
        if told and match["initial"] and all(_PARTY.match(n) for n in names) and _VOTES_BEHIND.match(text, match.end()):
            return [*names, name[0]] if name[0] not in known else names, match.start() + 1
        if match["letter"] == "I" and _GOES_ON.match(text, match.end()):
            break
        if match["person"]:
            next_sentence = _NEXT_SENTENCE.search(name)
            if next_sentence:
                if " " in (first := name[: next_sentence.start()]) and first not in known:
                    names.append(first)
                return names, match.start("person") + next_sentence.start()
            title = strip_titles(name)
            if title and (" " in name[title:] or "\t" in name[title:]):
                name = name[title:]
        name = " ".join(name.split())
        at = match.end()
        bracket = _BRACKET.match(text, at)
        if match["person"] and bracket is None:
            # without a bracket a name ends before the word that opens the next sentence
            name = name.rstrip(".")
        if name not in known:
            known.add(name)
            names.append(name)
        # 'Bo Dam (V) Ane Lund (C)': a bracket parts two names as a comma does, within a line
        bracketed = bracket is not None and text[bracket.end() : bracket.end() + 1] == " "
        if bracket:
            at = bracket.end()
    return names, at


def _voters(text: str, start: int, told: bool = False) -> tuple[list[str], int, bool]:
    """Read what stands behind 'For stemte': a list, or a number with the list in its bracket. The last value: a number was there.

    `told` is that of `scan_list`.
    """
    count = _COUNT.match(text, start)
    assert count is not None
    at = count.end()
    numbered = count["n"] is not None
    if text[at : at + 1] == "(" and (numbered or not _IN_BRACKETS.match(text, at)):
        names, end = scan_list(text, at + 1)
        close = _BRACKET.match(text, at)
        return names, close.end() if close else end, True
    if numbered:
        names, end = _behind_count(text, at, told)
        return names, end, not names
    names, end = scan_list(text, at, told)
    return names, end, False


def _behind_count(text: str, at: int, told: bool = False) -> tuple[list[str], int]:
    """Read the voters that a mark parts from their number: '7: A, B', '7, A og B'; `told` is that of `scan_list`."""
    mark = _BEHIND_COUNT.match(text, at)
    if mark is None:
        return [], at
    names, end = scan_list(text, mark.end(), told)
    if mark["comma"] and not _LISTED.match(text, end):
        return [], at
    return names, end


def _next_word(text: str, at: int) -> int:
    """Return the offset of the next character that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def read_votes(text: str) -> dict[str, list[str]] | None:
    """Return who voted for, against and not at all in the decision's text, None where nobody is named.

    With a vote on an amendment and one on the main motion it is the one on the main motion.

    >>> read_votes("Godkendt. For stemte: A og F. Imod stemte: V (2).")
    {'for': ['A', 'F'], 'against': ['V'], 'abstain': []}
    >>> read_votes("Vedtaget med 5 stemmer mod 2.") is None
    True
    """
    if not _may_tell(text):
        return None
    events: list[tuple[int, int, str, list[str]]] = []
    taken: list[tuple[int, int]] = []  # in order, none overlaps another
    reserved: list[tuple[int, int, str, list[str]]] = []

    def add(start: int, end: int, side: str, names: list[str]) -> None:
        at = bisect_left(taken, (start, end))
        if (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0]):
            events.append((start, end, side, names))
            taken.insert(at, (start, end))

    for side, pattern in _SIDES:
        for match in pattern.finditer(text):
            names, end, numbered = _voters(text, match.end(), told=True)
            # 'A, C, L og V stemte imod' is read below; here the voters follow
            if names or numbered:
                add(match.start(), end, side, names)
    for match in _MAJORITY.finditer(text):
        names, end, _ = _voters(text, match.end())
        if names:
            add(match.start(), end, "against" if _REFUSES.match(text, end) else "for", names)
            parted = _AGAINST.match(text, end)
            others, last_end = scan_list(text, parted.end()) if parted else ([], end)
            if parted and others:  # 'et flertal (V, C og Ø) mod A'
                add(parted.start(), last_end, "against", others)
    for match in _BY.finditer(text):
        names, end, _ = _voters(text, match.end())
        # not 'Godkendt af Økonomiudvalget og Byrådet': parties, or members with all their names
        if len(names) >= 2 and all(" " in name or _PARTY.match(name) for name in names):
            add(match.start(), end, "for", names)
    for match in _MINORITY.finditer(text):
        names, end, _ = _voters(text, match.end())
        if names and re.match(
            r"[ \t\n]*(?:\(\d+\))?[^.;:]{0,30}?(?:kan ikke|kunne ikke|i?mod\b)", text[end : end + _NEAR]
        ):
            add(match.start(), end, "against", names)
    for match in _COUNTED.finditer(text):
        word = match["side"]
        if match["comma"]:  # '7 stemte for, A og B'; without a side the number may count anything
            names, end = _behind_count(text, match.end()) if word else ([], match.end())
        else:
            names, end, _ = _voters(text, match.end())
        if not names:
            continue
        if word is None:
            before = text[max(0, match.start() - 14) : match.start()]
            following = re.match(
                r"[ \t\n]*(?:stemte[ \t\n]+|stemmer[ \t\n]+|ind[ \t\n]+|gik[ \t\n]+ind[ \t\n]+)?(kan ikke|i?mod\b|for\b|undlod)",
                text[end : end + _NEAR],
            )
            if re.search(r"i?mod[ \t\n]*$", before):
                side = "against"
            elif following:
                side = {"kan ikke": "against", "for": "for", "undlod": "abstain"}.get(following[1], "against")
                if following[1] in ("mod", "imod") and re.match(
                    r"[ \t\n]*(?:i?mod)[ \t\n]+\d", text[end : end + _NEAR]
                ):
                    side = "for"
            elif re.search(r"(?:med|stemmerne)[ \t\n]*$", before):
                side = "for"
            else:
                continue
        else:
            side = _SIDE_OF.get(word, "abstain")
        add(match.start(), end, side, names)
    for match in _VERB_FIRST.finditer(text):
        names, end = scan_list(text, match.end())
        last = _SIDE_LAST.match(text, end) if names else None
        if last:
            add(match.start(), last.end(), _SIDE_OF.get(last["side"], "abstain"), names)
    for match in _AGAINST_VOTES.finditer(text):
        names, end = scan_list(text, match.end())
        if names and _WITH.search(text, max(0, match.start() - _SENTENCE), match.start()) is None:
            add(match.start(), end, "against", names)
    for match in _WITH.finditer(text):
        names, end = scan_list(text, match.end())
        parted = _AGAINST.match(text, end) if names else None
        others, last_end = scan_list(text, parted.end()) if parted else ([], end)
        if parted and others:
            add(match.start(), parted.start(), "for", names)
            add(parted.start(), last_end, "against", others)
        elif names:
            # 'valgt med stemmerne fra A, F og V'; 'forkastet med stemmerne fra …' tells who was against
            sentence = re.split(r"[.;:][ \t\n]", text[max(0, match.start() - _SENTENCE) : match.start()])[-1]
            add(match.start(), end, "against" if _TURNED_DOWN.search(sentence) else "for", names)
    wanting: list[tuple[int, int, str, list[str]]] = []
    for match in _WILL.finditer(text):
        names, end = scan_list(text, match.end())
        if names and _TO_WANT.match(text, end) and all(_PARTY.match(name) for name in names):
            wanting.append((match.start(), end, "for", names))
    listed = 0
    # where a clause may begin: at the start of a sentence or part of one, and behind voters that are read already, as in
    # 'Imod stemte: Ø' / 'F undlod at stemme' when the lines have been joined
    starts = {match.end() for match in _CLAUSE_START.finditer(text)}
    starts |= {at for _, end, _, _ in events if (at := _next_word(text, end)) > end}
    for start in sorted(starts):
        if start < listed:
            continue  # within a list that is read from its beginning
        at = bisect_left(taken, (start, len(text)))
        names, end = scan_list(text, start, told=at > 0 and start < taken[at - 1][1])
        if not names:
            continue
        listed = end
        wants = _WANTS.match(text, end)
        if wants:
            if all(_PARTY.match(name) for name in names):
                wanting.append((start, wants.end(), "for", names))
            continue
        for side, pattern in _CLAUSE:
            verb = pattern.match(text, end)
            if verb and not re.search(r"\b(?:Imod|For|Undlod)\b", verb[0]):
                if not re.search(r"stem|undl", verb[0]) and any(_INITIALS_ONLY.match(name) for name in names):
                    break  # 'KL var imod' tells of no vote
                if len(names) == 2 and " " in names[0] and len(names[1]) <= 2 and "og" not in text[start:end].split():
                    names = names[:1]  # 'Mahmoud Al-Tamimi, C undlod': the letter is his party
                if side == "for" and _EXCEPT.search(text[max(0, start - 24) : start]):
                    break  # 'Alle undtagen O stemte for' does not tell what O did
                if re.search(r"(?:kan|kunne) ikke|ikke (?:kan|kunne)", verb[0]) and "stem" not in verb[0]:
                    reserved.append((start, verb.end(), side, names))
                else:
                    add(start, verb.end(), side, names)
                break
    told = {side for _, _, side, _ in events}
    if wanting and "for" not in told and ("against" in told or reserved):
        for event in wanting:
            add(*event)
    # who 'kan ikke anbefale' has voted against only where the majority is told, or a party says so of what was decided
    others_told = any(side == "for" for _, _, side, _ in events)
    decided = _DECIDED.search(text) if reserved else None
    for event in reserved:
        refuses = decided is not None and decided.end() <= event[0] and _CANNOT.search(text, event[0], event[1])
        if others_told or (refuses and all(_PARTY.match(name) for name in event[3])):
            add(*event)
    if not events:
        return None
    events.sort()
    ballots: list[_Ballot] = []
    last_side, last_end = "", 0
    for start, end, side, names in events:
        if (
            ballots
            and side in ballots[-1].seen
            and {"for", "against"} <= ballots[-1].seen
            and re.match(r",?[ \t\n]*(?:idet|da|fordi)\b", text[end : end + _NEAR])
        ):
            continue  # a reason given afterwards by somebody whose vote is already told
        # 'A var imod hele sagen, mens B var imod punkt 2' is one ballot
        goes_on = bool(ballots) and last_side == side and not re.search(r"[.;:]", text[last_end:start])
        if not ballots or (side in ballots[-1].seen and not goes_on):
            ballots.append(_Ballot(start=start))
        last_side, last_end = side, end
        ballot = ballots[-1]
        ballot.seen.add(side)
        ballot.sides[side] += [n for n in names if n not in ballot.sides[side]]
    for ballot in ballots:
        before = text[max(0, ballot.start - 150) : ballot.start]
        sentence = re.split(r"[.:][ \t\n]", before)[-1]
        ballot.amendment = bool(
            _AMENDMENT.search(text[ballot.start : ballot.start + 45]) or _AMENDMENT.search(sentence)
        )
    named = [b for b in ballots if any(b.sides.values())]
    main = [b for b in named if not b.amendment] or named
    return main[-1].sides if main else None


def _may_tell(text: str) -> bool:
    """Tell whether a text holds a word or a label of voting: most decisions do not."""
    if "stem" in text or "lertal" in text:
        return True
    if ":" in text or "ikke" in text or "mod" in text or "erken" in text or "ndlod" in text:
        return _HINT.search(text) is not None
    return False


_SIDE_OF = {"imod": "against", "mod": "against", "nej": "against", "for": "for", "ja": "for"}
_HINT = re.compile(
    r"\b(?:For|Imod|Mod|Undlod|Undlader|Ja|Nej|FOR|I?MOD|JA|NEJ)\b(?:[ \t]+\w{1,30})?[ \t]*:|(?:kan|kunne) ikke|ikke (?:kan|kunne)|\bi?mod\b|[Hh]verken|[Uu]ndlod"
)
