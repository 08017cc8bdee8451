"""What says that the figures of a table are money: the unit over it, and the words of its heads and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from referat_nlp import phrases
from referat_nlp.danish.money import Lexicon, any_of, lexicon

_AFTER_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\Z")
# '1.000 kr.', '1.000.000 kr.'
_MULTIPLE = re.compile(r"(?<![\w.,])1[. ]?000(?P<million>[. ]000)?\s?\Z")
# '(i kr. 1.000)'
_MULTIPLE_BEHIND = re.compile(r"\s?1[. ]?000(?P<million>[. ]000)?(?=\s?(?:\)|$|[:;|\t]))")
_MULTIPLE_FIRST = re.compile(r"\A1[. ]?000(?:[. ]000)?\s?")
# 'Drift/år', 'Leje pr. md.': what a sum is counted by does not make it a count
_PER = re.compile(r"(?:\s?/\s?|\s(?:pr\.?|per)\s)[a-zæøå]+[23²³]?(?!\w)")
_BESIDE = " \t\xa0*_#"  # what may part a unit from the words before it
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
# '2019' and '30. nov.' may follow a unit; another number makes it a sum ('kr. 500').
_YEAR_OR_DAY = re.compile(r"(?:19|20)\d\d(?!\d)|\d{1,2}\.\s")


@dataclass(slots=True)
class Units:
    """The words of units and heads of the phrase file; the regexes read lower case text."""

    lexicon: Lexicon
    stated_after: re.Pattern[str]
    stated_before: re.Pattern[str]
    figures: re.Pattern[str]
    not_money_heads: frozenset[str]
    not_money_rows: re.Pattern[str]
    shares: re.Pattern[str]
    money_heads: re.Pattern[str]

    def stated(self, lower: str, *, prose: bool, places: Iterable[int] | None = None) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and power of ten of each unit that `lower` states, and that is not part of a sum.

        In prose only 'i mio. kr.', '(mio. kr. …', ', kr.:' state one; in a head 'Udgift kr.' does too. `places` is what
        `Lexicon.places` says of `lower`, where that is known.
        """
        for found in self.lexicon.units(lower, places):
            start, end = found.span()
            lead = lower[max(0, start - 40) : start].rstrip(_BESIDE)
            thousand = lead.rstrip().endswith("000")
            if prose and not thousand and lead[-1:].isdigit():
                continue  # '5 mio. kr.', as most units in prose
            power = self.lexicon.power(found)
            multiple = None
            if thousand and found["currency"]:
                multiple = _MULTIPLE.search(lower, max(0, start - 12), start)
            if multiple:
                start = multiple.start()
                lead = lower[max(0, start - 40) : start].rstrip(_BESIDE)
            elif found["currency"] and (multiple := _MULTIPLE_BEHIND.match(lower, end)):
                end = multiple.end()
            if multiple:
                power = 6 if multiple["million"] else 3
            tail = lower[end : end + 40].lstrip(" \t\xa0*_")
            if (
                power < 0
                or found["no_oere"]
                or (lead[-1:].isdigit() and (prose or not _AFTER_YEAR.search(lead, max(0, len(lead) - 4))))
            ):
                continue  # '5 mio. kr.'
            if not multiple and _DIGIT.match(tail) and not _YEAR_OR_DAY.match(tail):
                continue
            opens = not lead or lead[-1] in "([/|:"
            closes = not tail or tail[0] in "),;:./]–-(|\t\n" or bool(self.stated_before.match(tail))
            if self.stated_after.search(lead):
                # 'fordelingen i mio. kr. fremgår af tabellen.'; but no unit: 'Budget i mio. kr. er vedtaget.'
                if closes or not prose or not lower.rstrip().endswith(".") or self.figures.search(lower):
                    yield start, end, power
            elif (closes and (opens or lead[-1] in ",;–-")) or (not prose and (opens or closes)):
                yield start, end, power

    def of(self, text: str, *, prose: bool = False) -> int | None:
        """Return the power of ten of the unit that `text` states, None where it states none.

        >>> units(None).of("Kontant (1.000 kr.)"), units(None).of("Note")
        (3, None)
        """
        return next((power for _, _, power in self.stated(text.lower(), prose=prose)), None)

    def is_unit(self, text: str) -> bool:
        """True for a cell that holds a unit and nothing else."""
        lower = text.lower().strip(" *_")
        found = self.lexicon.unit.match(_MULTIPLE_FIRST.sub("", lower))
        return found is not None and not found["no_oere"] and lower.endswith(found.group())

    def counts(self, head: str) -> bool:
        """True for the head of a column that holds shares, counts, dates or numbers of things."""
        lower = _PER.sub("", head.lower())
        if self.shares.search(lower):
            return True
        named = not self.not_money_heads.isdisjoint(_WORD.findall(lower))
        return named and not self.money_heads.search(lower) and self.of(head) is None

    def counts_in_row(self, label: str) -> bool:
        """True for the label of a row that holds shares or counts."""
        lower = label.lower()
        return bool(self.shares.search(lower) or self.not_money_rows.match(lower)) and self.of(label) is None

    def money(self, head: str) -> bool:
        """True where the words of a head or label name money ('Ansøgt beløb')."""
        return bool(self.money_heads.search(head.lower()))


@lru_cache(maxsize=8)
def units(extra: str | None) -> Units:
    """Return the words of units and heads, with those of `extra`/money.toml where that folder is given."""
    data: dict[str, Any] = phrases.load("money", extra)
    table = data["table"]
    return Units(
        lexicon=lexicon(extra),
        stated_after=re.compile(rf"(?<!\w){any_of(table['unit_after'])}\Z"),
        stated_before=re.compile(rf"{any_of(table['unit_before'])}(?!\w)|(?:19|20)\d\d"),
        figures=re.compile(rf"(?<!\w){any_of(table['figures'])}"),
        not_money_heads=frozenset(table["not_money_heads"]),
        not_money_rows=re.compile(
            rf"\W{{0,4}}{any_of(table['not_money_rows'])}|.*\({any_of(table['row_counts'])}\.?\)"
        ),
        shares=re.compile(rf"(?<!\d\s)(?<![\d\w]){any_of(table['shares'])}(?!\w)"),
        money_heads=re.compile(any_of(table["money_heads"])),
    )
