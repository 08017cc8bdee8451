"""Candidates for the heading of a numbered agenda item, and the chain of them that is most likely.

They come in families ('Punkt 3: …', '3. …', '3 …', '3Title'); within one family the chain of rising numbers with the
most evidence around it (file numbers, section headings, open and closed marks below it) wins.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from referat_nlp.danish.dates import find_date
from referat_nlp.danish.file_numbers import numbers_alone
from referat_nlp.reading.contents import has_leaders
from referat_nlp.reading.hints import ITEM
from referat_nlp.reading.openings import Openings
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.titles import clean_title, is_marked, title_like
from referat_nlp.reading.vocabulary import Vocabulary

# What may stand between an item's number and its title
_ABOVE_TITLES = ("furniture", "case", "label", "open", "closed")
# A mark in front of a number: 'Lukket sag: 8.', 'Åbent punkt 4'
_MARKED = r"(?:Closed|Open|(?:Åbent?|ÅBENT?|Lukket|LUKKET|Fortroligt?)(?:[ \t]+(?:sag|punkt|SAG|PUNKT))?)"
_DASH = re.compile(r"[-–][ \t]+")
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d+")
_OWN_FIGURE = re.compile(r"\d{1,4}(?:\.?[ \t]+[a-zæøå]|[ \t]?[-–%])")
_TITLE_START = r"(?=[A-ZÆØÅÉÖÜ\"”“»'’(§\d½])"
_LEADS_INTO = re.compile(r"\b(?:indstiller|foreslår|anbefaler)\b[^.]{0,90}?(?:,?[ \t]*at)?[ \t]*[,:]?$")
_LEADING = re.compile(r"\b(?:indstiller|foreslår|anbefaler)\b")
# a full stop that is no sentence's: 'Budget 2016 mv.', 'Lån (A).'
_SHORT_END = re.compile(r"\b\w{1,4}\.$|\([A-Z]\)\.$")
_MARK_DASH = re.compile(r"(?:Åbent|Lukket)[ \t]*[-–]")
_PROPOSING = re.compile(r"\b(?:indstiller|foreslår|anbefaler|Indstilles|indstilles)\b")


def _leads_into(line: str) -> bool:
    return ("indstil" in line or "foreslår" in line or "anbefaler" in line) and _LEADS_INTO.search(line) is not None


def _proposes(line: str) -> bool:
    return ("ndstil" in line or "foreslår" in line or "anbefaler" in line) and _PROPOSING.search(line) is not None


@dataclass(slots=True)
class Candidate:
    """A segment that could be an item's heading."""

    index: int
    number: str
    value: int
    family: str
    title_at: int  # offset of the title in the text; the segment's end where the line holds the number alone
    score: float = 0.0


# What a line of this kind below a candidate is worth
_WORTH = {"case": 3.0, "open": 3.0, "closed": 3.0, "label": 2.0, "heading": 2.0, "decision": 2.5, "absence": 1.0}


def _succeeds(one: Candidate, two: Candidate) -> bool:
    """Tell whether two candidates are of one family and the second bears the next number."""
    return one.family == two.family and two.value == one.value + 1


# What may stand before a number: 'Åben sag: 201. Asfalt', 'Lukket   9. Køb af grund' bear the mark in front
_FRONT = rf"(?:[•·●▪*#\-–][ \t]*)?(?:{_MARKED}(?:[ \t]*:[ \t]*|[ \t]++))?"
_DOT = re.compile(rf"{_FRONT}(?P<num>\d{{1,4}}[a-z]?)[ \t]?\.(?!\d)[ \t]*{_TITLE_START}(?P<title>.*)$", re.DOTALL)
# '1: Asfalt', '1) Asfalt', '1 - Asfalt', each a family of its own
_COLON = re.compile(rf"{_FRONT}(?P<num>\d{{1,4}}[a-z]?)[ \t]?:[ \t]+{_TITLE_START}(?P<title>.*)$", re.DOTALL)
_BRACKET = re.compile(rf"{_FRONT}\(?(?P<num>\d{{1,4}}[a-z]?)\)[.:]?[ \t]+{_TITLE_START}(?P<title>.*)$", re.DOTALL)
_NUMBER_DASH = re.compile(rf"{_FRONT}(?P<num>\d{{1,4}}[a-z]?)[ \t]?[-–|][ \t]+{_TITLE_START}(?P<title>.*)$", re.DOTALL)
_SPACE = re.compile(rf"{_FRONT}(?P<num>\d{{1,4}}[a-z]?)[ \t]+(?=[A-ZÆØÅÉÖÜ\"”“»(§])(?P<title>.*)$", re.DOTALL)
_GLUED = re.compile(r"(?P<num>\d{1,4}?)(?P<title>[A-ZÆØÅ][a-zæøåA-ZÆØÅ\-]*:?[ \t].*|[A-ZÆØÅ][a-zæøå]{3,})$", re.DOTALL)
# '88.', '• 88.' or '88. (Lukket punkt)' with the title on the next line
_ALONE = re.compile(rf"(?:[•·●▪*#][ \t]*)?(?P<num>\d{{1,4}}[a-z]?)(?:(?P<dot>\.)[ \t]*(?:\({_MARKED}\))?|)$")
# '01/87   Asfaltarbejder', '71/1. Spørgetid': number in the meeting / running number, in either order
_SLASH = re.compile(
    rf"{_FRONT}(?P<num>\d{{1,4}}[ ]?/[ ]?\d{{1,4}})(?:[ \t]*[.:)][ \t]*|[ \t]+)(?=[A-ZÆØÅ\"”])(?P<title>.*)$",
    re.DOTALL,
)

_Family = tuple[str, re.Pattern[str]]
_dot, _colon, _bracket = ("dot", _DOT), ("colon", _COLON), ("bracket", _BRACKET)
_dash, _space, _glued = ("dash", _NUMBER_DASH), ("space", _SPACE), ("glued", _GLUED)
_slash, _alone = ("slash", _SLASH), ("alone", _ALONE)
_BULLETS = "•·●▪*-–#"
_IN_TITLES = (_DOT, _COLON, _BRACKET, _NUMBER_DASH, _SLASH, _SPACE)
# What a line with a mark in front begins with
_MARKS = ("Closed", "Open", "Åben", "ÅBEN", "Lukket", "LUKKET", "Fortrolig")
# What follows the number that a line begins with tells the families that the line may be of: trying these alone takes a
# third of the time of trying all
_NUMBER = re.compile(r"\d{1,4}[a-z]?([ \t]*)([^ \t]?)")
_FAMILIES_BEHIND: dict[str, tuple[_Family, ...]] = {
    ".": (_dot, _alone),
    ":": (_colon,),
    ")": (_bracket,),
    "-": (_dash,),
    "–": (_dash,),
    "|": (_dash,),
    "/": (_slash,),
    "": (_alone,),
    "\n": (_alone,),
}


@lru_cache(maxsize=8)
def _word_pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of headings such as 'Punkt 3: …'; `words` are the alternatives of 'Punkt'."""
    return re.compile(
        rf"(?:[•·●▪*\-–][ \t]*)?(?:{_MARKED}[ \t]*[:–-]?[ \t]*)?(?P<word>{words})[ \t]*(?::[ \t]*)?(?P<num>\d{{1,4}}[a-zæøå]?)(?![\d/]|[-–]\d)[ \t]*(?:[.:)\-–][ \t]*)*(?P<title>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


@lru_cache(maxsize=8)
def _openings(vocab: Vocabulary) -> Openings:
    """Return how lines begin that `_word_pattern` may match and no bullet stands before: few that begin with a capital."""
    return vocab.item_openings | Openings(any_case=_MARKS)


class CandidateFinder:
    """Finds and rates the candidates among the segments of one document."""

    def __init__(self, vocab: Vocabulary) -> None:
        self.vocab = vocab
        self.word = _word_pattern(vocab.item_words)
        self._opens = _openings(vocab).begin
        self._in_titles = (self.word, *_IN_TITLES)
        self._word_alone: tuple[_Family, ...] = (("word", self.word),)
        marked = (_dot, _colon, _bracket, _dash, _space, _slash, _alone)
        self._in_brackets: tuple[_Family, ...] = (*self._word_alone, _bracket)
        self._behind_mark: tuple[_Family, ...] = (*self._word_alone, *marked)

    def _families(self, line: str) -> tuple[_Family, ...]:
        """Return the families that a line may be of by its beginning, in the order in which they are tried."""
        first = line[0]
        if first.isdigit():
            number = _NUMBER.match(line)
            if number is None:
                return ()
            gap, sign = number.groups()
            return _FAMILIES_BEHIND.get(sign) or ((_space,) if gap else (_glued,))
        if first == "(":
            return self._in_brackets
        if first in _BULLETS or (first.isupper() and line.startswith(_MARKS)):
            return self._behind_mark
        return self._word_alone if first.isupper() and self._opens(line) else ()

    def candidates(self, segments: list[Segment]) -> list[Candidate]:
        """Return all segments that could be numbered item headings, with their evidence."""
        found: list[Candidate] = []
        for index, seg in enumerate(segments):
            kind = seg.kind
            if kind not in ("text", "case", "heading", "header", "group_closed", "closed"):
                continue
            t = seg.text
            first = t[0]
            if kind not in ("text", "case") and not first.isdigit():
                continue
            families = self._families(t)
            if not families or _DIGIT.search(t) is None or has_leaders(t):
                continue
            for family, pattern in families:
                match = pattern.match(t)
                if not match:
                    continue
                if family == "dot" and _ALONE.match(t):
                    under = segments[index + 1] if index + 1 < len(segments) else None
                    if under and under.kind == "text" and title_like(under.text) and not numbers_alone(under.text):
                        continue  # only the mark stands behind the number; a closed item may have no title at all
                if family == "alone":
                    # file numbers may stand between number and title: '17.' / 'J.nr. 05.01.08G01' / 'ASFALTPROGRAM'
                    below = next((x for x in segments[index + 1 : index + 5] if x.kind not in _ABOVE_TITLES), None)
                    bare = not (match["dot"] or first in "•·●▪*")
                    if (
                        below is None
                        or has_leaders(below.text)  # an entry of the contents
                        # a page's number has the page's head below it
                        or (bare and (below is not segments[index + 1] or find_date(below.text)))
                        or not (below.kind == "text" or self.titles_like_headings(segments, index))
                        or not title_like(_DASH.sub("", below.text))
                        # the title may begin with a figure of its own: '• 173.' / '2. behandling af budget'
                        or (below.text[0].isdigit() and not (first in "•·●▪*" and _OWN_FIGURE.match(below.text)))
                    ):
                        continue
                    value = int(match["num"].rstrip("abcdefghijklmnopqrstuvwxyzæøå"))
                    # without a dot it may be a page's number or a table's cell: a family of its own
                    found.append(Candidate(index, match["num"], value, "bare" if bare else family, seg.end))
                    break
                title = match["title"].strip()
                if family != "word" and (not title or title[0].islower()):
                    continue
                if family == "word" and title and title[0].islower():
                    continue
                number = match["num"]
                value = int(_FIGURES.match(number)[0])  # type: ignore[index]
                if value == 0 or (family in ("space", "glued") and 1900 <= value <= 2099):
                    continue
                found.append(Candidate(index, number, value, family, seg.start + match.start("title")))
                break
        self._rate(found, segments)
        return found

    def titles_like_headings(self, segments: list[Segment], index: int) -> bool:
        """Tell whether the line below a lone number is its title though it is formed as a heading: 'Forslag fra Venstre om …'."""
        if index + 1 >= len(segments):
            return False
        below = segments[index + 1]
        # 'Høring: Råstofplan' is a section's label and its text, but not below a number with a bullet
        labelled = below.rest < below.end and below.text[: below.rest - below.start].rstrip().endswith(":")
        if labelled and segments[index].text[0] not in "•·●▪*":
            return False
        return (
            below.kind == "heading" and (below.rest >= below.end or labelled) and self.vocab.kind_of(below.text) is None
        )

    def _rate(self, found: list[Candidate], segments: list[Segment]) -> None:
        by_index = {c.index: c for c in found}
        titles = Counter(key(segments[c.index].text[c.title_at - segments[c.index].start :]) for c in found)
        printed = {key(s.text) for s in segments if s.kind == "text"}
        listed = self._listed(found, segments)
        groups = self._groups(by_index, segments)
        learned = any(ITEM in seg.info for seg in segments)
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
            if c.family in ("alone", "bare"):
                title = next((x.text for x in segments[c.index + 1 : c.index + 3] if x.kind != "furniture"), "")
            score = -0.5
            if c.family == "bare":
                score -= 1.0
            if c.family == "word":
                score += 1.0
            if seg.level:
                score += 1.5
            if seg.blank:
                score += 0.4
            if len(title) > 220:
                score -= 2
            if title.endswith((",", ";", ":")) or (title.endswith(".") and not _SHORT_END.search(title)):
                score -= 1.5
            if title.endswith((",", ":", "at")) and _LEADING.search(title):
                score -= 2
            if is_marked(title):
                score += 2
            name = key(title)
            if titles[name] == 2 or (len(title) > 12 and name in printed):
                score += 1.5  # it stands in the table of contents too
            if section == "proposal" and c.family != "word":
                score -= 1.5
            if c.index and c.family != "word" and _leads_into(segments[c.index - 1].text):
                score -= 4  # '… indstiller, at' / '1. dagsordenen godkendes': the first entry of a list
            score += self._below(c, segments, by_index)
            if c.index in listed:
                score -= 4
            if learned:
                score += _learned(seg.info.get(ITEM, 0.0))
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
        below_it: dict[tuple[str, str], str] = {}  # the next title below with each number
        following: dict[str, str] = {}  # the number that comes next in each family
        out: set[int] = set()
        for c in reversed(found):
            seg = segments[c.index]
            printed = seg.text[c.title_at - seg.start :]
            below = below_it.get((c.family, c.number))
            if below is not None and following[c.family] != c.number:
                title, again = (key(clean_title(words)[0]) for words in (printed, below))
                # where the two wrap at other words, one is the beginning of the other
                if title and again and (again.startswith(title) or title.startswith(again)):
                    out.add(c.index)
            below_it[c.family, c.number] = printed
            following[c.family] = c.number
        if not out:
            return out
        listing, listed = True, set()
        for index in range(max(out) + 1):
            seg = segments[index]
            if key(seg.text) in self.vocab.contents:
                listing = True
            elif seg.kind in ("case", "heading", "decision"):
                listing = False
            if listing and index in out:
                listed.add(index)
        return listed

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
                if numbers_alone(segments[k].text):
                    break
                k += 1
            marks = k
            while k < min(marks + 8, len(segments)) and (
                segments[k].kind in ("case", "open", "closed", "label") or numbers_alone(segments[k].text)
            ):
                k += 1
            # below a list they may be the marks of the heading that follows them
            if k > marks and k not in by_index:
                out.add(index)
        return out

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
            worth = _WORTH.get(seg.kind, 0.0)
            if seg.kind == "text":
                if title and key(seg.text) == title:
                    worth = 2.0
                elif numbers_alone(seg.text):
                    worth = 3.0
                elif texts == 0 and _MARK_DASH.match(seg.text):
                    worth = 3.0
                elif texts < 2 and _proposes(seg.text):
                    worth = 1.5
                texts += 1
            name = seg.kind
            if worth and name not in seen:
                seen.add(name)
                score += worth * (1.0 if texts < 3 else 0.5)
            if texts > 5:
                break
        return min(score, 7.0)

    def title_part(self, text: str) -> str:
        """Return what a line prints behind an item's number; the whole line where it begins with none."""
        if not text:
            return text
        patterns: tuple[re.Pattern[str], ...] = self._in_titles
        if not self._opens(text):
            if text[0].isdigit():
                # what follows the number tells the pattern, as of a candidate
                patterns = tuple(pattern for _, pattern in self._families(text) if pattern in _IN_TITLES)
            elif text[0] not in _BULLETS and text[0] != "(":
                return text  # as most lines that are tried
        for pattern in patterns:
            match = pattern.match(text)
            if match and match["title"].strip():
                return str(match["title"])
        return text


# How much the tagger's opinion counts beside the rules' points, and from where on it is no surer than sure.
_WEIGHT, _SUREST = 0.6, 0.98


def _learned(probability: float) -> float:
    """Return the points for a line's probability to begin an item, as a model has it: the logarithm of its odds."""
    bounded = min(_SUREST, max(1.0 - _SUREST, probability))
    return _WEIGHT * math.log(bounded / (1.0 - bounded))


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


_FAMILIES = ("word", "dot", "colon", "bracket", "dash", "space", "glued", "slash", "alone", "bare")


def best_chain(candidates: list[Candidate]) -> tuple[float, list[Candidate]]:
    """Return the best chain of all families and its total; empty where no chain has any evidence."""
    best: tuple[float, list[Candidate]] = (0.0, [])
    for family in _FAMILIES:
        of_family = [c for c in candidates if c.family == family]
        if of_family:
            found = chain(of_family)
            steps = [b.value - a.value for a, b in itertools.pairwise(found[1])]
            if family == "bare" and (len(steps) < 2 or steps.count(1) < 0.7 * len(steps)):
                continue  # pages and cells of tables leave gaps where items leave none
            if found[0] > best[0]:
                best = found
    return best
