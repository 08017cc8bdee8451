"""Sums of money in Danish running text.

The text is searched for words of money ('kr.', 'mio.', 'tkr.', ',-'); only beside one of them a number is read, before
it ('5 mio. kr.', 'en halv million kr.') or behind it ('kr. 5,7 mio.', 'mio. kr. 198,5'). So the work grows with the
number of money words, and every look to the side is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from referat_nlp import phrases
from referat_nlp.danish.dates import MONTHS
from referat_nlp.danish.numbers import MINUS, PRINTED, number_words, read_number, read_number_words
from referat_nlp.minutes import Amount

# Between the parts of a sum: spaces, marks of emphasis, one line end ('41,8 mio.\nkr.').
GAP = r"(?:[^\S\n]|[*_]){0,20}(?:\n(?:[^\S\n]|[*_>]){0,40})?"
_SIGN = rf"(?:minus\s{{1,3}}|[+{MINUS}])"
_DASH = r"[-–—]"
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSAND = re.compile(r"1[. \xa0]?000")
# How far to look before a money word: for a number, and for the first half of a range.
_BEFORE, _BEFORE_WORDS = 64, 90

# '1.000 kr.' that is the unit of a table: '(i 1.000 kr.)', 'Område, 1.000 kr.', a line of its own, '1.000 kr. 2017-priser'.
_UNIT_LED_BY_IN = re.compile(r"(?:\bi|\bhele|\bbeløb|\btal)\s{1,3}(?:hele\s{1,3})?[*_]{0,3}\Z")
_UNIT_LED = re.compile(r"(?:\A|[(\[,;\n\t|/–-])[^\S\n]{0,40}[*_#]{0,6}[^\S\n]{0,3}\Z")
_UNIT_CLOSED = re.compile(
    r"[*_]{0,3}[^\S\n]{0,20}(?:\Z|[\n\t|]|\)\s{0,3}(?:\Z|[\n\t|:])|[,;]?\s{0,3}[(]?(?:\d{4}|løbende|faste|netto|brutto|pris|p/?l\b|[+-]\s?=|[+]|minus))"
)


@dataclass(slots=True)
class _Words:
    """What the phrase file says about money, and the regexes that are made of it."""

    unit: re.Pattern[str]
    number_at_end: re.Pattern[str]
    words_at_end: re.Pattern[str]
    range_head: re.Pattern[str]
    range_tail: re.Pattern[str]
    list_head: re.Pattern[str]
    prefixed: re.Pattern[str]
    scales: Mapping[str, int]
    other_before: re.Pattern[str]
    other_after: re.Pattern[str]
    not_money_after: re.Pattern[str]
    numbered_before: re.Pattern[str]
    minus_before: re.Pattern[str]
    may_follow: frozenset[str]
    counts: re.Pattern[str]
    money: re.Pattern[str]
    extra: str | None


@lru_cache(maxsize=8)
def _words(extra: str | None) -> _Words:
    data: dict[str, Any] = phrases.load("money", extra)
    scales = {**data["scales"], **data["bound_scales"], **data["fused"]}
    free, bound, fused = (_any(data[key]) for key in ("scales", "bound_scales", "fused"))
    currency = rf"(?:{_any(data['currency']['own'])}\s)?{_any(data['currency']['words'])}"
    first = "".join(sorted({word[0] for key in ("scales", "bound_scales", "fused") for word in data[key]}))
    first += "".join(sorted({word[0] for key in ("own", "words") for word in data["currency"][key]}))
    # The letters before and behind are looked at last: a pattern that begins with a set of letters is searched for quickly.
    unit = rf"""
        [{"".join(sorted(set(first)))},] (?: (?<=,) [-–—]{{1,2}} (?![\d\w]) (?: {GAP} (?P<after_dash>{currency}) \b \.? )?
          | (?<= (?<![^\W\d_]) . )
            (?: (?P<fused>{_rest(data["fused"])}) \b \.?
              | (?P<bound>{_rest(data["bound_scales"])}) \b \.? {GAP} {currency} \b \.?
              | (?P<scale>{_rest(data["scales"])}) \b \.? (?P<kroner> {GAP} {currency} \b \.? )?
              | (?P<currency>{_rest(data["currency"]["words"])}) \b \.?
              | (?P<own>{_rest(data["currency"]["own"])}) \s {_any(data["currency"]["words"])} \b \.?
            )
        )
    """
    number = rf"(?:(?<![\w.,/:§]){_SIGN})?(?<![\d.,/:§])(?<![^\W\d_]){PRINTED}(?:,[-–—]{{1,2}})?"
    glued = r"(?<![\d.,/:§])\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"
    words = number_words(extra)
    any_number = rf"(?:{number}|\b{words})"
    unit_words = rf"(?:{fused}\.?|{bound}\.?{GAP}{currency}\.?|{free}\.?(?:{GAP}{currency}\.?)?|{currency}\.?)"
    joint = rf"(?:\s{{0,3}}{_DASH}\s{{0,3}}|\s{{1,3}}til\s{{1,3}}|\s{{1,3}}(?P<and>og)\s{{1,3}})"
    return _Words(
        unit=re.compile(unit, re.VERBOSE),
        number_at_end=re.compile(rf"(?P<number>{number}|{glued}){GAP}\Z", re.VERBOSE),
        words_at_end=re.compile(rf"\b(?P<number>(?:minus\s)?{words}){GAP}\Z", re.VERBOSE),
        range_head=re.compile(
            rf"(?P<between>\bmellem{GAP}(?:{currency}\.?{GAP})?)?(?P<number>{any_number})(?P<unit>{GAP}{unit_words})?{joint}"
            rf"(?:{currency}\.?{GAP})?\Z",
            re.VERBOSE,
        ),
        range_tail=re.compile(rf"{joint}(?:{currency}\.?{GAP})?(?P<number>{number})", re.VERBOSE),
        list_head=re.compile(rf"(?P<each>\b(?:henholdsvis|hhv\.?){GAP})?(?P<number>{number})\s{{1,3}}(?:og|eller|samt)\s{{1,3}}\Z", re.VERBOSE),
        prefixed=re.compile(rf"{GAP}(?P<number>{number})", re.VERBOSE),
        scales=scales,
        other_before=re.compile(rf"(?:[€$£]|\b{_any(data['currency']['other'])}\.?)\s{{0,3}}\Z"),
        other_after=re.compile(rf"\s{{0,3}}(?:[€$£]|{_any(data['currency']['other'])}\b)"),
        not_money_after=re.compile(rf"\.?\s{{1,3}}{_any(data['currency']['not_money'])}\b"),
        numbered_before=re.compile(rf"\b{_any(data['numbered']['words'])}\.?\s{{1,3}}\Z"),
        minus_before=re.compile(rf"\b{_any(data['minus']['words'])}\s{{1,3}}[{MINUS}]\s{{1,3}}\Z"),
        may_follow=frozenset(data["bare"]["followed_by"]),
        counts=re.compile(rf"\b{_any(data['bare']['counts'])}"),
        money=re.compile(_any(data["bare"]["money"])),
        extra=extra,
    )
