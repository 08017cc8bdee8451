"""Sums of money in Danish running text.

The text is searched for words of money ('kr.', 'mio.', 'tkr.', ',-'); only beside one of them a number is read, before
it ('5 mio. kr.', 'en halv million kr.') or behind it ('kr. 5,7 mio.', 'mio. kr. 198,5'). So the work grows with the
number of money words, and every look to the side is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from referat_nlp import phrases
from referat_nlp.danish.dates import MONTHS
from referat_nlp.danish.numbers import MINUS, PRINTED, number_words, read_number, read_number_words
from referat_nlp.minutes import Amount

# Between the parts of a sum: spaces, marks of emphasis, one line end ('41,8 mio.\nkr.'). A blanked page heading is long.
_LONGEST_GAP = 400
GAP = rf"(?:[^\S\n]|[*_]){{0,{_LONGEST_GAP}}}(?:\n(?:[^\S\n]|[*_>]){{0,40}})?"
_GAP_CHARACTERS = " \t\r\xa0*_"
# How far before a money word to look for a number in figures or words.
_FIGURES, _LETTERS = 40, 80

# A number in figures with its sign, not cut out of a date, a paragraph or a longer number. '12.000,-' may close it.
_NUMBER = rf"""
    (?: (?<![\w.,/:§)]) [+{MINUS}] | \bminus\s{{1,3}} )?
    (?: (?<![\w.,/:§]) {PRINTED} | (?<=[*_{MINUS}]) {PRINTED} | (?<=[^\W\d_]) \d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})? )   # 'på12.500 kr.'
    (?:,[-–—]{{1,2}})?
"""
_JOINT = r"(?:\s{0,3}[-–—]\s{0,3}|\s{1,3}til\s{1,3}|\s{1,3}(?P<and>og)\s{1,3})"
_NUMBER_AT_END = re.compile(rf"(?P<number>{_NUMBER})\Z", re.VERBOSE)
_BETWEEN = re.compile(rf"\bmellem{GAP}\Z")
_FROM = re.compile(r"\bfra\s{1,3}\Z")
# 'kr. 3.500 - 4.000', read from the end of '3.500'
_RANGE_TAIL = re.compile(rf"{_JOINT}(?P<number>{_NUMBER})", re.VERBOSE)
_BEHIND = re.compile(rf"{GAP}(?P<number>{_NUMBER})", re.VERBOSE)
# What makes the number behind 'kr.' something else: '2018-priser', '30. nov. 2014', '5 %', '12/9', '3. Punkt'
_NOT_A_SUM = re.compile(
    rf"[.,]?\d|[/:]|\s?%|\s?pct|-?\s?(?:pris|niveau)|-?\s?p/?l\b|\.?\s?(?:{'|'.join(MONTHS)})\b|\s?-\s?\d{{1,2}}-"
)
# '0,5, 1,2 og 1,4 mio. kr.', read up to '1,4'
_LIST_HEAD = re.compile(
    rf"(?P<each>\b(?:henholdsvis|hhv\.?)\s{{1,3}})?(?P<numbers>{_NUMBER}(?:,\s{{1,3}}{_NUMBER}){{0,3}})\s{{1,3}}(?:og|eller|samt)\s{{1,3}}\Z",
    re.VERBOSE,
)
_LISTED = re.compile(_NUMBER, re.VERBOSE)
_MERGE = re.compile(rf"(?:\s{{0,3}}[-–—]\s{{0,3}}|{GAP}(?P<and>og){GAP})")

_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMES_A_YEAR = re.compile(r"\b(?:i|år|budget|regnskab|primo|ultimo|siden|marts|juni|december|august|september)\s{1,3}\Z")

# '1.000 kr.' as the unit of a table: '(i 1.000 kr.)', '1.000 kr. 2017-priser', a line or cell of its own.
_THOUSAND = re.compile(r"1[. \xa0]?000")
_LED_BY_IN = re.compile(r"\b(?:i|hele|beløb|tal)\s{1,3}(?:hele\s{1,3})?[*_]{0,3}\Z")
_OPENED = re.compile(r"(?:\A|[(\[\n\t|])[^\S\n]{0,40}[*_#]{0,6}[^\S\n]{0,3}\Z")
_CLOSED = re.compile(
    r"[*_]{0,3}[^\S\n]{0,20}(?:\Z|[\n\t|]|\)\s{0,3}(?:\Z|[\n\t|:])|[,;]?\s{0,3}\(?(?:(?:19|20)\d\d|løbende|faste|netto|brutto|ekskl|inkl|pris|p/?l\b|[+-]\s?=|\+|minus\s?=))"
)
# The end of a line of prose, so that the sum at the start of the next line goes on with its sentence.
_WRAPPED = re.compile(r"[^\n]{40,200}[^\n.:;|\t]\n[^\S\n]{0,40}\Z")
# The word or mark behind a bare 'mio.', at most one line further, and where a sentence ends.
_FOLLOWER = re.compile(r"[*_]{0,3}[^\S\n]{0,10}\n?[^\S\n]{0,40}(?P<word>[^\W\d_]+|[^\s\w])")
_SENTENCE = re.compile(r"[.!?:]\s+(?=[A-ZÆØÅ])|\n\s*\n")
_AFTER_COMMA = re.compile(r",\s{1,3}\Z")
_CLOSED_AFTER_COMMA = re.compile(r"[*_]{0,3}[^\S\n]{0,20}(?:[\t|)]|[,;]?\s{0,3}\(?(?:(?:19|20)\d\d|løbende|faste|p/?l\b))")


@dataclass(slots=True)
class Lexicon:
    """The words of money of the phrase file, made into regexes. All read lower case text."""

    anchor: re.Pattern[str]  # finds the places worth a look, fast
    unit: re.Pattern[str]  # reads the whole unit there
    scale_behind: re.Pattern[str]  # 'mio.' in 'kr. 5,7 mio.'
    powers: dict[str, int]
    number_words: re.Pattern[str]
    range_head: re.Pattern[str]
    other_before: re.Pattern[str]
    other_behind: re.Pattern[str]
    not_money_behind: re.Pattern[str]
    numbered: re.Pattern[str]
    minus_apart: re.Pattern[str]
    chained: re.Pattern[str]
    may_follow: frozenset[str]
    counts: re.Pattern[str]
    money: re.Pattern[str]
    extra: str | None


@lru_cache(maxsize=8)
def lexicon(extra: str | None = None) -> Lexicon:
    """Return the words of money, with those of `extra`/money.toml where that folder is given."""
    data: dict[str, Any] = phrases.load("money", extra)
    scale, bound, fused = (any_of(data[key]) for key in ("scales", "bound_scales", "fused"))
    own, currencies, other = (any_of(data["currency"][key]) for key in ("own", "words", "other"))
    currency = rf"(?:{own}\s{{1,3}})?{currencies}(?!\w)\.?"
    words = number_words(extra)
    # 'kr' also opens 'kr.'; 't' needs its 'kr' in the anchor, else every t would be one.
    anchors = [*data["scales"], *data["fused"], *data["currency"]["words"], *data["currency"]["own"]]
    anchors += [word for word in data["bound_scales"] if len(word) > 1]
    short = "|".join(rf"{word}\.?\s?{currencies}" for word in data["bound_scales"] if len(word) == 1)
    shortest = [word for word in anchors if not any(word != start and word.startswith(start) for start in anchors)]
    return Lexicon(
        anchor=re.compile("|".join([*map(re.escape, sorted(shortest)), short, ",-", ",–"])),
        unit=re.compile(
            rf"""
              ,[-–—]{{1,2}}(?!\w) (?: {GAP}(?P<kroner_too>{currency}) )?                           # '12.500,-'
            | (?<![^\W\d_]) (?:
                (?P<fused>{fused})(?!\w)\.?                                                        # 'tkr.'
              | (?P<bound>{bound})(?!\w)\.?{GAP}{currency}                                         # 't.kr.'
              | (?P<scale>{scale})(?!\w)\.? (?P<kroner>{GAP}{currency})?                           # 'mio. kr.', 'mio.'
              | (?P<currency>{currency})                                                           # 'kr.'
            )
            """,
            re.VERBOSE,
        ),
        scale_behind=re.compile(rf"{GAP}(?P<scale>{any_of({**data['scales'], **data['bound_scales']})})(?!\w)\.?(?:{GAP}{currency})?"),
        powers={**data["scales"], **data["bound_scales"], **data["fused"]},
        number_words=re.compile(rf"\b(?P<number>(?:minus\s)?{words})\Z", re.VERBOSE),
        range_head=re.compile(rf"(?P<number>{_NUMBER}|\b{words}){_JOINT}(?:{currencies}\.?\s{{0,3}})?\Z", re.VERBOSE),
        other_before=re.compile(rf"(?:[€$£]|\b{other}\.?)\s{{0,3}}\Z"),
        other_behind=re.compile(rf"\s{{0,3}}(?:[€$£]|{other}(?!\w))"),
        not_money_behind=re.compile(rf"\s{{1,3}}{any_of(data['currency']['not_money'])}(?!\w)"),
        numbered=re.compile(rf"\b{any_of(data['numbered']['words'])}\.?\s{{1,3}}\Z"),
        minus_apart=re.compile(rf"\b{any_of(data['minus']['words'])}\s{{1,3}}(?P<sign>[{MINUS}])\s{{1,3}}\Z"),
        chained=re.compile(rf"\s{{1,3}}(?:og|til|mod|eller|samt|[-–])\s{{1,3}}{PRINTED}\s{{0,3}}(?P<unit>{scale}(?!\w)\.?)", re.VERBOSE),
        may_follow=frozenset(data["bare"]["followed_by"]),
        counts=re.compile(rf"\b{any_of(data['bare']['counts'])}"),
        money=re.compile(any_of(data["bare"]["money"])),
        extra=extra,
    )


def any_of(words: Iterable[str]) -> str:
    """Return a regex group of the words, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"


@dataclass(slots=True)
class _Sum:
    """A sum under way: offsets into the searched stretch, values in kroner."""

    low: Decimal
    high: Decimal
    start: int
    end: int


def find_amounts(text: str, start: int = 0, end: int | None = None, *, extra: str | None = None) -> list[Amount]:
    """Return the sums in kroner that stand in running text, in text order.

    Left out are other currencies, counts ('3 mio. indbyggere'), percentages, and '1.000 kr.' where it is the unit of a
    table. 'mellem … og …' and 'a-b kr.' are one sum with `low` and `high`; 'fra … til …' is two sums.

    Args:
        text: The text; offsets of the amounts count from its beginning.
        start: Where to begin.
        end: Where to stop; None for the end of the text.
        extra: A folder of the user's own phrase files.

    >>> [(a.text, a.value) for a in find_amounts("Der gives kr. 5,7 mio. i 2020 og 30.000 kr. i 2021.")]
    [('kr. 5,7 mio.', 5700000.0), ('30.000 kr.', 30000.0)]
    >>> [(a.low, a.high) for a in find_amounts("Det koster 60-80.000 kr. at rydde 3 mio. m2.")]
    [(60000.0, 80000.0)]
    """
    stretch = text[start:end]
    # 'İ' is the only letter that grows in lower case; offsets must stay.
    lower = stretch.replace("İ", "i").lower()
    return [
        Amount(
            text=printed(stretch[found.start : found.end]),
            value=in_kroner(found.low) if found.low == found.high else None,
            low=None if found.low == found.high else in_kroner(found.low),
            high=None if found.low == found.high else in_kroner(found.high),
            table=False,
            start=start + found.start,
            end=start + found.end,
        )
        for found in _sums(stretch, lower, lexicon(extra))
    ]


def in_kroner(value: Decimal) -> float:
    """Return `value` rounded to whole øre, halves away from zero."""
    return float(value.quantize(Decimal("0.01"), ROUND_HALF_UP)) + 0.0  # -0.0 + 0.0 is 0.0


def printed(text: str) -> str:
    """Return the words of `text` with single spaces and without marks of emphasis."""
    return " ".join(re.sub(r"[*_]+", "", text).split())


def _sums(stretch: str, lower: str, words: Lexicon) -> Iterator[_Sum]:
    waiting: _Sum | None = None  # the last sum, held back while the next may join it to a range
    done = at = 0
    while anchor := words.anchor.search(lower, at):
        unit = words.unit.match(lower, anchor.start())
        if unit is None:  # one on: in 'alt kr.' the 't kr.' hides the 'kr.'
            at = anchor.start() + 1
            continue
        at = unit.end()
        if words.not_money_behind.match(lower, at):
            continue
        found = _before(stretch, lower, unit, done, words)
        if found is None:
            found = _behind(lower, unit, words)
        if found is None:
            continue
        at = done = found[-1].end
        for one in found:
            if one.low > one.high:  # the mark of a unit: read, but no sum
                continue
            joined = waiting and _joined(lower, waiting, one)
            if waiting and not joined:
                yield waiting
            waiting = joined or one
    if waiting:
        yield waiting


def _joined(lower: str, first: _Sum, second: _Sum) -> _Sum | None:
    """Return 'mellem 3 mio. kr. og 4 mio. kr.' or '300 kr. - 400 kr.' as one sum, None where they are two."""
    gap = lower[first.end : second.start]
    link = _MERGE.fullmatch(gap) if len(gap) < 60 else None
    if link is None or not (first.low == first.high < second.low == second.high):
        return None
    between = _BETWEEN.search(lower, max(0, first.start - 60), first.start)
    if link["and"] and not between:
        return None
    return _Sum(first.low, second.high, between.start() if between else first.start, second.end)


def _before(stretch: str, lower: str, unit: re.Match[str], floor: int, words: Lexicon) -> list[_Sum] | None:
    """Read the number before the unit: '5 mio. kr.', '60-80.000 kr.', 'en halv million'."""
    edge = _over_gap(lower, unit.start(), floor)
    if edge <= floor or unit.group()[0] == "," and edge != unit.start():
        return None
    power = _power(unit, words)
    number = None
    if lower[edge - 1].isalpha():
        if (unit["scale"] or unit["bound"] or unit["currency"]) and power >= 0:
            number = words.number_words.search(lower[max(floor, edge - _LETTERS) : edge])
    else:
        number = _NUMBER_AT_END.search(lower[max(floor, edge - _FIGURES) : edge])
    if number is None:
        return None
    value = _value(number["number"], words.extra)
    start = edge - len(number["number"])
    if value is None:
        return None
    if lower[edge - 1].isalpha() and power == 0 and value < 2 and not unit.group().startswith("kron"):  # 'et kr.'
        return None
    bare = not (unit["kroner"] or unit["currency"] or unit["bound"] or unit["fused"] or unit.group()[0] == ",")
    head = lower[max(floor, start - _LETTERS) : start]
    if _YEAR.fullmatch(number["number"]) and (
        _NAMES_A_YEAR.search(head) or "\n" in lower[edge : unit.start()] or _BEHIND.match(lower, unit.end())
    ):
        return None  # 'i 2020 kr. 5,7 mio.'
    if power == 0 and _THOUSAND.fullmatch(number["number"]) and _is_unit(lower, start, unit.end()):
        return [_Sum(Decimal(1), Decimal(0), start, unit.end())]
    if words.other_before.search(head) or (bare and not _means_kroner(stretch, lower, start, unit.end(), words)):
        return None
    apart = words.minus_apart.search(head)
    if apart and value > 0:
        start, value = start - len(head) + apart.start("sign"), -value
        head = head[: apart.start("sign")]
    factor = Decimal(10) ** power
    this = _Sum(value * factor, value * factor, start, unit.end())
    return _with_head(lower, this, number["number"], value, factor, head, words)


def _with_head(
    lower: str, this: _Sum, number: str, value: Decimal, factor: Decimal, head: str, words: Lexicon
) -> list[_Sum]:
    """Add what shares the unit of `this` sum and stands before it: the low end of a range, the first of two."""
    offset = this.start - len(head)
    first = words.range_head.search(head)
    if first:
        low = _value(first["number"], words.extra)
        before = head[: first.start()]
        between = _BETWEEN.search(before)
        apart = first.group().lstrip(first["number"])[:1].isspace()
        if low is not None and (between or not (first["and"] or apart and words.numbered.search(before))):
            bottom = _low_end(low, first["number"], this.high, value, number, factor)
            if bottom is not None:
                if _FROM.search(before) and "til" in first.group():
                    return [_Sum(bottom, bottom, offset + first.start(), offset + first.end("number")), this]
                start = offset + (between.start() if between else first.start())
                return [_Sum(bottom, this.high, start, this.end)]
    listed = _LIST_HEAD.search(head)
    if listed and (listed["each"] or all("," in one.group() for one in _LISTED.finditer(listed["numbers"]))):
        sums = []
        for one in _LISTED.finditer(listed["numbers"]):
            part = read_number(one.group())
            if part is None or _YEAR.fullmatch(one.group()):
                return [this]
            at = offset + listed.start("numbers")
            sums.append(_Sum(part * factor, part * factor, at + one.start(), at + one.end()))
        return [*sums, this]
    return [this]


def _low_end(low: Decimal, text: str, top: Decimal, high: Decimal, high_text: str, factor: Decimal) -> Decimal | None:
    """Return the low end of a range in kroner, None where the two numbers are none.

    '60-80.000' means 60.000; '500.000 til 1,5 mio.' has a unit for its second number only.
    """
    if _YEAR.fullmatch(text) and not re.fullmatch(r"\d{4}", high_text):
        return None
    if re.fullmatch(r"\d{1,3}", text) and re.search(r"\.000\Z", high_text) and low * 1000 < high:
        low *= 1000
    for bottom in (low * factor, low):
        if bottom < top:
            return bottom
    return None


def _behind(lower: str, unit: re.Match[str], words: Lexicon) -> list[_Sum] | None:
    """Read the number behind the unit: 'kr. 5,7 mio.', 'mio. kr. 198,5', 'tkr. 450', 'kr. 3.500 - 4.000'."""
    power = _power(unit, words)
    if unit.group()[0] == "," or power < 0 or (unit["scale"] and not unit["kroner"]):
        return None
    number = _BEHIND.match(lower, unit.end())
    if number is None:
        return None
    head = lower[max(0, unit.start() - 60) : unit.start()]
    over_line = "\n" in lower[unit.end() : number.start("number")]
    text, end = number["number"], number.end()
    if words.other_before.search(head) or _NOT_A_SUM.match(lower, end):
        return None
    if _LED_BY_IN.search(head) and (power or text.isdigit()):  # 'Beløb i mio. kr. 2019', not 'op i kr. 62.000'
        return None
    if _YEAR.fullmatch(text) and (power or over_line):
        return None
    if over_line and len(text) < 3 and not words.scale_behind.match(lower, end):
        return None  # 'kr.\n4 2. Renovering': a page number
    value = read_number(text.split(",-")[0].split(",–")[0])
    if value is None:
        return None
    between = _BETWEEN.search(head)
    high, high_text = value, text
    tail = _RANGE_TAIL.match(lower, end)
    if tail and (between or not tail["and"]) and not _NOT_A_SUM.match(lower, tail.end()):
        top = read_number(tail["number"].split(",-")[0])
        if top is not None and not _YEAR.fullmatch(tail["number"]) and "til" not in tail.group():
            high, high_text = top, tail["number"]
    if high_text is not text:
        behind = words.scale_behind.match(lower, tail.end()) if tail and not power else None
        factor = Decimal(10) ** (words.powers[behind["scale"]] if behind else power)
        bottom = _low_end(value, text, high * factor, high, high_text, factor)
        if bottom is not None and tail:
            start = unit.start() - (len(head) - between.start()) if between else unit.start()
            return [_Sum(bottom, high * factor, start, behind.end() if behind else tail.end())]
    behind = None if power else words.scale_behind.match(lower, end)
    if behind:
        power, end = words.powers[behind["scale"]], behind.end()
    value *= Decimal(10) ** power
    return [_Sum(value, value, unit.start(), end)]


def _over_gap(lower: str, edge: int, floor: int) -> int:
    """Return where the gap before `edge` begins; a gap holds one line end at most."""
    lines = 0
    stop = max(floor, edge - _LONGEST_GAP)
    while edge > stop and (lower[edge - 1] in _GAP_CHARACTERS or (lower[edge - 1] == "\n" and lines == 0)):
        edge -= 1
        lines += lower[edge] == "\n"
    return edge


def _power(unit: re.Match[str], words: Lexicon) -> int:
    word = unit["scale"] or unit["bound"] or unit["fused"]
    return words.powers[word] if word else 0


def _value(text: str, extra: str | None) -> Decimal | None:
    figures = re.sub(r",[-–—]{1,2}\Z", "", text)
    if figures[-1:].isalpha():
        negative = figures.startswith("minus ")
        value = read_number_words(figures.removeprefix("minus "), extra=extra)
        return -value if negative and value is not None else value
    return read_number(figures)


def _is_unit(lower: str, start: int, end: int) -> bool:
    """True where '1.000 kr.' states the unit of a table."""
    head = lower[max(0, start - 60) : start]
    if _LED_BY_IN.search(head):
        return True
    if _AFTER_COMMA.search(head):
        return bool(_CLOSED_AFTER_COMMA.match(lower, end))
    if _WRAPPED.search(lower, max(0, start - 200), start):
        return False
    return bool(_OPENED.search(head) and _CLOSED.match(lower, end))


def _means_kroner(stretch: str, lower: str, start: int, end: int, words: Lexicon, depth: int = 0) -> bool:
    """True where a bare '18,6 mio.' counts kroner and not people, tons or euros."""
    if words.other_behind.match(lower, end):
        return False
    chained = words.chained.match(lower, end)
    if chained and depth < 3:  # 'fra 5,7 mio. til 5,8 mio. indbyggere': the last one tells
        unit = words.unit.match(lower, chained.start("unit"))
        if unit and unit["scale"]:
            return bool(unit["kroner"]) or _means_kroner(stretch, lower, start, unit.end(), words, depth + 1)
    follower = _FOLLOWER.match(lower, end)
    if follower:
        word, at = follower["word"], follower.start("word")
        if word == "%" or (word.isalpha() and not stretch[at].isupper() and word not in words.may_follow):
            return False
    head = _SENTENCE.split(stretch[max(0, start - 200) : start])[-1].lower()
    return not words.counts.search(head) or bool(words.money.search(head))
