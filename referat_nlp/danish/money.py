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
from referat_nlp.danish.numbers import MINUS, PRINTED, last_words, number_words, read_number, read_number_words
from referat_nlp.minutes import Amount

# Between the parts of a sum: spaces, marks of emphasis, one line end ('41,8 mio.\nkr.'). Where a page heading was
# blanked out, the spaces are many.
_LONGEST_GAP = 400
GAP = rf"(?:[^\S\n]|[*_]){{0,{_LONGEST_GAP}}}(?:\n(?:[^\S\n]|[*_>]){{0,40}})?"
_GAP_CHARACTERS = " \t\r\xa0*_"
# How far before a money word a number in figures may reach, or one in words, the first half of a range, a clue.
_FIGURES, _LETTERS, _SENTENCE_BEFORE = 40, 80, 200
_LINE_OF_PROSE = 40

_DASH = "[-–—]"
# '12.500,-'
_NO_OERE = rf"(?:,{_DASH}{{1,2}})?"
_NO_OERE_AT_END = re.compile(rf",{_DASH}{{1,2}}\Z")
_OERE = Decimal("0.01")
# A number before its unit, with its sign, not cut out of a date, a paragraph or a longer number. Words may be glued to
# a long one ('på12.500 kr.').
_NUMBER = rf"""
    (?: (?<![\w.,/:§)]) (?: [+{MINUS}] | ÷\s ) | \bminus\s{{1,3}} )?
    (?: (?<![\w.,/:§]) {PRINTED}
      | (?<=[*_{MINUS}]) {PRINTED}
      | (?<=[^\W\d_]) \d{{1,3}} (?:\.\d{{3}}){{1,4}} (?:,\d{{1,2}})?
    )
    {_NO_OERE}
"""
# A number behind its unit, which it may touch ('kr.500.000').
_NUMBER_BEHIND = rf"(?:[+{MINUS}]|minus\s{{1,3}})?{PRINTED}{_NO_OERE}"
_NUMBER_AT_END = re.compile(rf"(?P<number>{_NUMBER})\Z", re.VERBOSE)
_BEHIND = re.compile(rf"{GAP}(?P<number>{_NUMBER_BEHIND})", re.VERBOSE)
# '1/2', '1 1/2'
_FRACTION_AT_END = re.compile(r"(?<![\d.,/])(?:(?P<whole>\d{1,2})\s)?(?P<over>[1-3])/(?P<under>[2-4])\Z")

# What joins the ends of a range. No line end before the dash: there it would be a bullet.
_JOINT = rf"(?:[^\S\n]{{0,3}}{_DASH}\s{{0,3}}|\s{{1,40}}til\s{{1,40}}|\s{{1,40}}(?P<and>og)\s{{1,40}})"
_RANGE_TAIL = re.compile(rf"{_JOINT}(?P<number>{_NUMBER_BEHIND})", re.VERBOSE)
_BETWEEN = re.compile(rf"\bmellem{GAP}\Z")
_FROM = re.compile(r"\bfra\s{1,3}\Z")
# '3 mio. kr. - 4 mio. kr.', 'mellem 3 mio. kr. og 4 mio. kr.': what stands between two sums that are one
_LINK = re.compile(rf"[^\S\n]{{0,3}}{_DASH}\s{{0,3}}|{GAP}(?P<and>og){GAP}")
# '0,5, 1,2 og 1,4 mio. kr.', read up to '1,4'
_LIST_HEAD = re.compile(
    rf"""(?P<each>\b(?:henholdsvis|hhv\.?)\s{{1,3}})? (?P<numbers>{_NUMBER}(?:,\s{{1,3}}{_NUMBER}){{0,3}})
    \s{{1,3}}(?:og|eller|samt)\s{{1,3}}\Z""",
    re.VERBOSE,
)
_LISTED = re.compile(_NUMBER, re.VERBOSE)

# What may stand before a number that is the high end of a range, or the last of several; looked at before any regex.
_MINUS_SIGNS = tuple(MINUS)
_RANGE_ENDINGS = ("-", "–", "—", "til", "og")
_LIST_ENDINGS = ("og", "eller", "samt")
_NUMBER_CHARACTERS = f"0123456789.,½¼¾ \xa0\u2009\u202f+{MINUS}—"

_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_DIGIT, _THREE_DIGITS, _FOUR_DIGITS = re.compile(r"[1-9]"), re.compile(r"\d{1,3}"), re.compile(r"\d{4}")
_HUNDREDS = re.compile(r"[1-9]00(?:\.000)*")
_NAMES_A_YEAR = re.compile(
    rf"\b(?:i|år|budget|regnskab|primo|ultimo|siden|efter|{'|'.join(MONTHS)})\.?\s{{1,3}}\Z",
)
# What makes the number behind 'kr.' something else: '2018-priser', '30. nov. 2014', '5 %', '12/9', '01-02-2019'.
_NOT_A_SUM = re.compile(
    rf"""[.,]?\d | [/:] | \s?% | \s?pct | -?\s?(?:pris|niveau) | -?\s?p/?l\b | \.?\s?(?:{"|".join(MONTHS)})\b
    | \s?-\s?\d{{1,2}}-""",
    re.VERBOSE,
)
# '3. Forslag', '4 2. Renovering': behind a 'kr.' whose sum was lost
_ITEM_NUMBER = re.compile(r"\d\.?\s{1,3}(?:[^\W\d_]|\d{1,2}\.\s)")

# '1.000 kr.' as the unit of a table: '(i 1.000 kr.)', '1.000 kr. 2017-priser', a line or cell of its own.
_THOUSAND = re.compile(r"1[. \xa0]?000\Z")
_LED_BY_IN = re.compile(r"\b(?:i|hele|beløb|tal)\s{1,3}(?:hele\s{1,3})?[*_]{0,3}\Z")
_OPENED = re.compile(r"(?:\A|[(\[\n\t|])[^\S\n]{0,40}[*_#]{0,6}[^\S\n]{0,3}\Z")
_OPENED_BY_COMMA = re.compile(r",\s{1,3}\Z")
_PRICES = r"[,;]?\s{0,3}\(?(?:(?:19|20)\d\d|løbende|faste|p/?l\b"
_CLOSED = re.compile(
    rf"""[*_]{{0,3}}[^\S\n]{{0,20}} (?: \Z | [\n\t|] | \)\s{{0,3}}(?:\Z|[\n\t|:])
    | {_PRICES}|netto|brutto|ekskl|inkl|pris|[+-]\s?=|\+|minus\s?=) )""",
    re.VERBOSE,
)
_CLOSED_AFTER_COMMA = re.compile(rf"[*_]{{0,3}}[^\S\n]{{0,20}}(?:[\t|)]|{_PRICES}))")
# The word or mark behind a bare 'mio.', at most one line further, and where a sentence ends.
_FOLLOWER = re.compile(r"[*_]{0,3}[^\S\n]{0,10}\n?[^\S\n]{0,40}(?P<word>[^\W\d_]+|[^\s\w])")
_SENTENCE = re.compile(r"[.!?:]\s+(?=[A-ZÆØÅ])|\n\s*\n")


@dataclass(slots=True)
class Lexicon:
    """The words of money of the phrase file, made into regexes. All read lower case text."""

    anchor: re.Pattern[str]  # finds the places worth a look, fast
    unit: re.Pattern[str]  # reads the whole unit there
    scale_behind: re.Pattern[str]  # 'mio.' in 'kr. 5,7 mio.'
    powers: dict[str, int]  # of ten
    number_words: re.Pattern[str]
    range_head: re.Pattern[str]
    joint_at_end: re.Pattern[str]  # what `range_head` ends with
    currency_at_end: re.Pattern[str]
    other_before: re.Pattern[str]
    other_behind: re.Pattern[str]
    not_money_behind: re.Pattern[str]
    numbered: re.Pattern[str]
    minus_apart: re.Pattern[str]
    chained: re.Pattern[str]  # ' til 5,8 mio.'
    may_follow: frozenset[str]
    counts: re.Pattern[str]
    money: re.Pattern[str]
    # With these the text before a place must end where the pattern of that name is to find something there
    last_words: tuple[str, ...]  # of a number in words
    other_ends: tuple[str, ...]
    numbered_ends: tuple[str, ...]
    minus_ends: tuple[str, ...]
    extra: str | None

    def places(self, lower: str) -> list[int]:
        """Return where an anchor begins in `lower`: also within another, as the 'kr.' that the 't kr.' of 'alt kr.' hides."""
        places = []
        search = self.anchor.search
        anchor = search(lower)
        while anchor:
            place = anchor.start()
            places.append(place)
            anchor = search(lower, place + 1)
        return places

    def units(self, lower: str, places: Iterable[int] | None = None) -> Iterator[re.Match[str]]:
        """Yield the units of money in `lower`, in order; `places` are those of its anchors where they are known."""
        at = 0
        if places is not None:
            for place in places:
                if place >= at and (unit := self.unit.match(lower, place)):
                    yield unit
                    at = unit.end()
            return
        while anchor := self.anchor.search(lower, at):
            unit = self.unit.match(lower, anchor.start())
            if unit:
                yield unit
            at = unit.end() if unit else anchor.start() + 1

    def power(self, unit: re.Match[str]) -> int:
        """Return the power of ten of a unit, 0 for kroner alone."""
        word = unit["scale"] or unit["bound"] or unit["fused"]
        return self.powers[word] if word else 0


@lru_cache(maxsize=8)
def lexicon(extra: str | None = None) -> Lexicon:
    """Return the words of money, with those of `extra`/money.toml where that folder is given."""
    data: dict[str, Any] = phrases.load("money", extra)
    scale, bound, fused = (any_of(data[key]) for key in ("scales", "bound_scales", "fused"))
    either = any_of([*data["scales"], *data["bound_scales"]])
    own, currencies, other = (any_of(data["currency"][key]) for key in ("own", "words", "other"))
    currency = rf"(?:{own}\s{{1,3}})?{currencies}(?![^\W\d])\.?"
    words = number_words(extra)
    anchors = [*data["scales"], *data["fused"], *data["currency"]["words"], *data["currency"]["own"], ",-", ",–", ",—"]
    anchors += [word for word in data["bound_scales"] if len(word) > 1]
    literal = [re.escape(word) for word in anchors if not any(word.startswith(a) and word != a for a in anchors)]
    # 't' is looked for with its 'kr', else every t would be an anchor.
    literal += [rf"{word}\.?\s?{currencies}" for word in data["bound_scales"] if len(word) == 1]
    return Lexicon(
        anchor=re.compile("|".join(literal)),
        unit=re.compile(
            rf"""
              (?P<no_oere>,{_DASH}{{1,2}}) (?!\w) (?:{GAP}{currency})?          # '12.500,-'
            | (?<![^\W\d_]) (?:
                (?P<fused>{fused}) (?!\w)\.?                                    # 'tkr.'
              | (?P<bound>{bound}) (?!\w)\.? {GAP}{currency}                    # 't.kr.'
              | (?P<scale>{scale}) (?!\w)\.? (?P<kroner>{GAP}{currency})?       # 'mio. kr.', 'mio.'
              | (?P<currency>{currency})                                        # 'kr.'
            )
            """,
            re.VERBOSE,
        ),
        scale_behind=re.compile(rf"{GAP}(?P<scale>{either})(?!\w)\.?(?:{GAP}{currency})?"),
        powers={**data["scales"], **data["bound_scales"], **data["fused"]},
        number_words=re.compile(rf"\b(?P<number>(?:minus\s)?{words})\Z", re.VERBOSE),
        range_head=re.compile(rf"(?P<number>{_NUMBER}|\b{words}){_JOINT}(?:{currency}\s{{0,3}})?\Z", re.VERBOSE),
        joint_at_end=re.compile(rf"{_JOINT}(?:{currency}\s{{0,3}})?\Z", re.VERBOSE),
        currency_at_end=re.compile(rf"{currencies}\.?\Z"),
        other_before=re.compile(rf"(?:[€$£]|\b{other}\.?)\s{{0,3}}\Z"),
        other_behind=re.compile(rf"\s{{0,3}}(?:[€$£]|{other}(?!\w))"),
        not_money_behind=re.compile(rf"\s{{1,3}}{any_of(data['currency']['not_money'])}(?!\w)"),
        numbered=re.compile(rf"\b{any_of(data['numbered']['words'])}\.?\s{{1,3}}\Z"),
        minus_apart=re.compile(rf"\b{any_of(data['minus']['words'])}\s{{1,3}}(?P<sign>[{MINUS}])\s{{1,3}}\Z"),
        chained=re.compile(
            rf"\s{{1,3}}(?:og|til|mod|eller|samt|{_DASH})\s{{1,3}}{PRINTED}\s{{0,3}}(?P<unit>{scale})(?!\w)", re.VERBOSE
        ),
        may_follow=frozenset(data["bare"]["followed_by"]),
        counts=re.compile(rf"\b{any_of(data['bare']['counts'])}"),
        money=re.compile(any_of(data["bare"]["money"])),
        last_words=last_words(extra),
        other_ends=("€", "$", "£", *data["currency"]["other"]),
        numbered_ends=tuple(data["numbered"]["words"]),
        minus_ends=tuple(data["minus"]["words"]),
        extra=extra,
    )


def any_of(words: Iterable[str]) -> str:
    """Return a regex group of the words, longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) + ")"


def lowered(text: str) -> str:
    """Return a text in lower case, of the same length."""
    # 'İ' is the only letter that grows in lower case; offsets must stay.
    return text.replace("İ", "i").lower()


def find_amounts(
    text: str, start: int = 0, end: int | None = None, *, extra: str | None = None, places: Iterable[int] | None = None
) -> list[Amount]:
    """Return the sums in kroner that stand in running text, in text order.

    Left out are other currencies, counts ('3 mio. indbyggere'), percentages, and '1.000 kr.' where it is the unit of a
    table. 'mellem … og …' and 'a-b kr.' are one sum with `low` and `high`; 'fra … til …' is two sums.

    Args:
        text: The text; offsets of the amounts count from its beginning.
        start: Where to begin.
        end: Where to stop; None for the end of the text.
        extra: A folder of the user's own phrase files.
        places: What `Lexicon.places` says of the stretch in lower case, where that is known.

    >>> [(a.text, a.value) for a in find_amounts("Der gives kr. 5,7 mio. i 2020 og 30.000 kr. i 2021.")]
    [('kr. 5,7 mio.', 5700000.0), ('30.000 kr.', 30000.0)]
    >>> [(a.low, a.high) for a in find_amounts("Det koster 60-80.000 kr. at rydde 3 mio. m2.")]
    [(60000.0, 80000.0)]

    """
    stretch = text[start:end]
    amounts = []
    for found in _Search(stretch, lexicon(extra), places).sums():
        single = found.low == found.high
        amounts.append(
            Amount(
                text=printed(stretch[found.start : found.end]),
                value=in_kroner(found.low) if single else None,
                low=None if single else in_kroner(found.low),
                high=None if single else in_kroner(found.high),
                table=False,
                start=start + found.start,
                end=start + found.end,
            )
        )
    return amounts


def in_kroner(value: Decimal) -> float:
    """Return `value` rounded to whole øre, halves away from zero."""
    return float(value.quantize(_OERE, ROUND_HALF_UP)) + 0.0  # -0.0 becomes 0.0


def printed(text: str) -> str:
    """Return the words of `text` with single spaces and without marks of emphasis."""
    return " ".join(text.replace("*", "").replace("_", "").split())


@dataclass(slots=True)
class _Sum:
    """A sum under way: kroner, and offsets into the searched stretch."""

    low: Decimal
    high: Decimal
    start: int
    end: int


class _Search:
    """One pass over a stretch of text."""

    def __init__(self, text: str, words: Lexicon, places: Iterable[int] | None) -> None:
        self.text = text
        self.lower = lowered(text)
        self.words = words
        self.places = places
        self.done = 0  # the end of the last sum: nothing before it is read again

    def sums(self) -> Iterator[_Sum]:
        """Yield the sums in text order."""
        waiting: _Sum | None = None  # held back while the next sum may join it to a range
        for unit in self.words.units(self.lower, self.places):
            if unit.start() < self.done or self.words.not_money_behind.match(self.lower, unit.end()):
                continue
            number = self._number_before(unit)
            if number and self._is_table_unit(number[1], unit):
                self.done = unit.end()
                continue
            for found in (number and self._before(*number, unit)) or self._behind(unit):
                joined = waiting and self._joined(waiting, found)
                if waiting and not joined:
                    yield waiting
                waiting = joined or found
                self.done = found.end
        if waiting:
            yield waiting

    def _joined(self, first: _Sum, second: _Sum) -> _Sum | None:
        """Return 'mellem 3 mio. kr. og 4 mio. kr.' or '300 kr. - 400 kr.' as one sum, None where they are two."""
        gap = self.lower[first.end : second.start]
        link = _LINK.fullmatch(gap) if len(gap) < 60 else None
        if link is None or not first.low == first.high < second.low == second.high:
            return None
        between = _BETWEEN.search(self.lower, max(0, first.start - _LETTERS), first.start)
        if link["and"] and not between:
            return None
        return _Sum(first.low, second.high, between.start() if between else first.start, second.end)

    # --- the number before the unit ---

    def _before(self, value: Decimal, start: int, unit: re.Match[str]) -> list[_Sum]:
        """Read '5 mio. kr.', '60-80.000 kr.', 'en halv million'; [] where the number means something else."""
        edge = self._over_gap(unit.start())
        figures = self.lower[start:edge]
        head = self.lower[max(self.done, start - _LETTERS) : start]
        if self._belongs_elsewhere(figures, head, edge, unit) or self._in_other_currency(head[-_FIGURES:]):
            return []
        if unit["scale"] and not unit["kroner"] and not self._means_kroner(start, unit.end()):
            return []
        ending = head.rstrip()
        if (
            ending.endswith(_MINUS_SIGNS)
            and value > 0
            and ending[:-1].rstrip().endswith(self.words.minus_ends)
            and (apart := self.words.minus_apart.search(head))
        ):
            start -= len(head) - apart.start("sign")  # 'på - 3,8 mio. kr.'
            head = ending = head[: apart.start("sign")]
            value = -value
        factor = _power_of_ten(self.words.power(unit))
        this = _Sum(value * factor, value * factor, start, unit.end())
        if ending.endswith(_RANGE_ENDINGS) or self.words.currency_at_end.search(ending[-8:]):
            both = self._range_before(this, figures, value, factor, head)
            if both:
                return both
        return self._list_before(this, factor, head) if ending.endswith(_LIST_ENDINGS) else [this]

    def _number_before(self, unit: re.Match[str]) -> tuple[Decimal, int] | None:
        """Return value and start of the number that ends at the unit, None where none does."""
        edge = self._over_gap(unit.start())
        if edge <= self.done or (unit["no_oere"] and edge != unit.start()):
            return None
        lower = self.lower
        if lower[edge - 1].isalpha():
            before = lower[max(self.done, edge - _LETTERS) : edge]
            if unit["no_oere"] or self.words.power(unit) < 0 or not before.endswith(self.words.last_words):
                return None
            found = self.words.number_words.search(before)
            value = self._value(found["number"]) if found else None
            if value is not None and value < 2 and unit["currency"] and not unit["currency"].startswith("kron"):
                return None  # 'et kr.'; but 'en krone', 'en mio. kr.'
        else:
            before = lower[max(self.done, edge - _FIGURES) : edge]
            fraction = _FRACTION_AT_END.search(before) if unit["scale"] and "/" in before else None
            if fraction:
                part = Decimal(fraction["over"]) / Decimal(fraction["under"])
                return Decimal(fraction["whole"] or 0) + part, edge - len(fraction.group())
            # The characters of numbers at the end; a letter more, and a word 'minus'.
            found = _NUMBER_AT_END.search(before, max(0, len(before.rstrip(_NUMBER_CHARACTERS)) - len("minus")))
            value = self._value(found["number"]) if found else None
        return None if found is None or value is None else (value, edge - len(found["number"]))

    def _belongs_elsewhere(self, figures: str, head: str, edge: int, unit: re.Match[str]) -> bool:
        """True for a year or a number of a thing before the unit: 'i 2020 kr. 5,7 mio.', 'sag nr. 12 kr. 500'."""
        numbered = _ends_with(head, self.words.numbered_ends) and self.words.numbered.search(head)
        year = _YEAR.fullmatch(figures)
        if not numbered and not year:
            return False
        behind = unit["scale"] is None and _BEHIND.match(self.lower, unit.end())
        if numbered and behind:
            return True
        return bool(year and (behind or _NAMES_A_YEAR.search(head) or "\n" in self.lower[edge : unit.start()]))

    def _in_other_currency(self, head: str) -> bool:
        """True where the words before a sum end with another currency."""
        return _ends_with(head, self.words.other_ends) and self.words.other_before.search(head) is not None

    def _range_before(self, this: _Sum, figures: str, value: Decimal, factor: Decimal, head: str) -> list[_Sum]:
        """Return `this` with the low end that stands before it: 'mellem 450 - 475 mio. kr.', '60-80.000 kr.'."""
        first = self._range_head(head)
        low = self._value(first["number"]) if first else None
        if first is None or low is None:
            return []
        before = head[: first.start()]
        between = _BETWEEN.search(before)
        apart = head[first.end("number")].isspace()
        if not between and (first["and"] or (apart and self.words.numbered.search(before))):
            return []  # 'i 2017 og 30 mio. kr.', 'model 1 - 5 mio. kr.'
        bottom = _low_end(low, first["number"], value, figures, factor)
        if bottom is None:
            return []
        offset = this.start - len(head)
        if _FROM.search(before) and "til" in first.group():  # from one sum to another: two
            return [_Sum(bottom, bottom, offset + first.start(), offset + first.end("number")), this]
        return [_Sum(bottom, this.high, offset + (between or first).start(), this.end)]

    def _range_head(self, head: str) -> re.Match[str] | None:
        """Return what `range_head` finds in the words before a sum.

        It is tried only where a number may begin that reaches to the joint, else it would take a fifth of the search for sums.
        """
        joint = self.words.joint_at_end.search(head)
        if joint is None:
            return None
        before = head[: joint.start()]
        if before.endswith(self.words.last_words):
            return self.words.range_head.search(head)
        at = len(before)
        while at and ((mark := before[at - 1]).isdigit() or mark in _NUMBER_CHARACTERS):
            at -= 1
        return self.words.range_head.search(head, max(0, at - len("minus   ")))

    def _list_before(self, this: _Sum, factor: Decimal, head: str) -> list[_Sum]:
        """Return `this` and the sums before it that share its unit: 'henholdsvis 1,2 og 1,4 mio. kr.'."""
        found = _LIST_HEAD.search(head)
        sums = []
        for one in _LISTED.finditer(found["numbers"]) if found else ():
            value = self._value(one.group())
            # Only decimals are surely no years, counts or items.
            if (
                value is None
                or _YEAR.fullmatch(one.group())
                or (not (found and found["each"]) and "," not in one.group())
            ):
                return [this]
            offset = this.start - len(head) + (found.start("numbers") if found else 0)
            sums.append(_Sum(value * factor, value * factor, offset + one.start(), offset + one.end()))
        return [*sums, this]

    def _over_gap(self, edge: int) -> int:
        """Return where the gap before `edge` begins; it holds one line end, or an empty line below a line of prose."""
        lower = self.lower
        lines, within = 0, edge
        stop = max(self.done, edge - _LONGEST_GAP)
        while edge > stop and (lower[edge - 1] in _GAP_CHARACTERS or (lower[edge - 1] == "\n" and lines < 2)):
            edge -= 1
            if lower[edge] == "\n":
                within = edge + 1 if lines else within
                lines += 1
        if lines < 2:
            return edge
        # a text with an empty line below each: '… anslås til 0,93' / '' / 'mio. kr.'
        line = lower[max(0, edge - _SENTENCE_BEFORE) : edge].rpartition("\n")[2]
        return edge if len(line) > _LINE_OF_PROSE else within

    # --- the number behind the unit ---

    def _behind(self, unit: re.Match[str]) -> list[_Sum]:
        """Read 'kr. 5,7 mio.', 'mio. kr. 198,5', 'tkr. 450', 'kr. 3.500 - 4.000'; [] where no sum stands there."""
        lower, power = self.lower, self.words.power(unit)
        if unit["no_oere"] or power < 0 or (unit["scale"] and not unit["kroner"]):
            return []
        number = _BEHIND.match(lower, unit.end())
        value = self._value(number["number"]) if number else None
        if number is None or value is None:
            return []
        figures, end = number["number"], number.end()
        head = lower[max(self.done, unit.start() - _LETTERS) : unit.start()]
        over_line = "\n" in number.group()
        scaled = None if power else self.words.scale_behind.match(lower, end)
        if (
            _NOT_A_SUM.match(lower, end)
            or self._in_other_currency(head)
            # 'Beløb i mio. kr. 2019', '(i kr. 1.000)'; but 'løber op i kr. 62.000'
            or (_LED_BY_IN.search(head) and (power or figures.isdigit() or figures == "1.000"))
            or (_YEAR.fullmatch(figures) and (power or over_line))
            or (not scaled and over_line and len(figures) < 3)
            or (not scaled and _ITEM_NUMBER.match(lower, number.start("number")))
        ):
            return []
        between = _BETWEEN.search(head)
        start = unit.start() - len(head) + between.start() if between else unit.start()
        tail = _RANGE_TAIL.match(lower, end)
        if (
            tail
            and (between or not tail["and"])
            and "til" not in tail.group()
            and not _NOT_A_SUM.match(lower, tail.end())
        ):
            high = self._value(tail["number"])
            scaled_range = None if power else self.words.scale_behind.match(lower, tail.end())
            factor = _power_of_ten(self.words.powers[scaled_range["scale"]] if scaled_range else power)
            bottom = None if high is None else _low_end(value, figures, high, tail["number"], factor)
            if high is not None and bottom is not None and not _YEAR.fullmatch(tail["number"]):
                return [_Sum(bottom, high * factor, start, (scaled_range or tail).end())]
        value *= _power_of_ten(self.words.powers[scaled["scale"]] if scaled else power)
        return [_Sum(value, value, unit.start(), scaled.end() if scaled else end)]

    # --- what the words mean ---

    def _value(self, number: str) -> Decimal | None:
        if "," in number:
            number = _NO_OERE_AT_END.sub("", number)
        if not number[-1:].isalpha():
            return read_number(number)
        value = read_number_words(number.removeprefix("minus "), extra=self.words.extra)
        return -value if value is not None and number.startswith("minus ") else value

    def _is_table_unit(self, start: int, unit: re.Match[str]) -> bool:
        """True where '1.000 kr.', whose number begins at `start`, states the unit of a table."""
        if (
            not self.lower.startswith("1", start)
            or not unit["currency"]
            or not _THOUSAND.match(self.lower, start, self._over_gap(unit.start()))
        ):
            return False
        head = self.lower[max(0, start - _LETTERS) : start]
        if _LED_BY_IN.search(head):
            return True
        if _OPENED_BY_COMMA.search(head):
            return bool(_CLOSED_AFTER_COMMA.match(self.lower, unit.end()))
        if not _OPENED.search(head) or not _CLOSED.match(self.lower, unit.end()):
            return False
        # At the start of a line below prose the sum goes on with its sentence.
        above, _, same = self.lower[max(0, start - _SENTENCE_BEFORE) : start].rpartition("\n")
        above = above.rpartition("\n")[2].rstrip()
        return bool(same.strip()) or len(above) < _LINE_OF_PROSE or above.endswith((".", ":", ";", "|"))

    def _means_kroner(self, start: int, end: int, depth: int = 0) -> bool:
        """True where a bare '18,6 mio.' counts kroner and not people, tons or euros."""
        if self.words.other_behind.match(self.lower, end):
            return False
        chained = self.words.chained.match(self.lower, end) if depth < 3 else None
        if chained:  # 'fra 5,7 mio. til 5,8 mio. indbyggere': the last one tells
            unit = self.words.unit.match(self.lower, chained.start("unit"))
            if unit and unit["scale"]:
                return bool(unit["kroner"]) or self._means_kroner(start, unit.end(), depth + 1)
        follower = _FOLLOWER.match(self.lower, end)
        if follower:
            word, capital = follower["word"], self.text[follower.start("word")].isupper()
            if word == "%" or (word.isalpha() and not capital and word not in self.words.may_follow):
                return False
        sentence = _SENTENCE.split(self.text[max(0, start - _SENTENCE_BEFORE) : start])[-1].lower()
        return not self.words.counts.search(sentence) or bool(self.words.money.search(sentence))


def _ends_with(head: str, words: tuple[str, ...]) -> bool:
    """True where a text ends with one of the words, and at most a full stop and white space behind it."""
    head = head.rstrip()
    return head.endswith(words) or head.removesuffix(".").endswith(words)


@lru_cache(maxsize=32)
def _power_of_ten(power: int) -> Decimal:
    return Decimal(10) ** power


def _low_end(low: Decimal, text: str, high: Decimal, high_text: str, factor: Decimal) -> Decimal | None:
    """Return the low end of a range in kroner, None where the two numbers make none.

    '60-80.000' means 60.000; in '500.000 til 1,5 mio.' the unit holds for the second number only.
    """
    if _YEAR.fullmatch(text) and not _FOUR_DIGITS.fullmatch(high_text):
        return None
    if _ONE_DIGIT.fullmatch(text) and _HUNDREDS.fullmatch(high_text) and text < high_text[0]:
        # '2-300.000' is 200.000 to 300.000
        return low * high / int(high_text[0]) * factor
    if _THREE_DIGITS.fullmatch(text) and high_text.endswith(".000") and low * 1000 < high:
        low *= 1000
    return next((bottom for bottom in (low * factor, low) if bottom < high * factor), None)
