"""What says that the figures of a table are money: the unit over it, and the words of its heads and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from referat_nlp import phrases
from referat_nlp.danish.money import any_of, lexicon

_AFTER_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\Z")
_DIGIT = re.compile(r"\d")
# '2019' and '30. nov.' may follow a unit; another number makes it a sum ('kr. 500').
_YEAR_OR_DAY = re.compile(r"(?:19|20)\d\d(?!\d)|\d{1,2}\.\s")


@dataclass(slots=True)
class Units:
    """The words of units and heads of the phrase file, made into regexes. All read lower case text."""

    anchor: re.Pattern[str]  # True-or-not for a text, fast
    unit: re.Pattern[str]
    powers: dict[str, int]  # of ten
    stated_after: re.Pattern[str]
    stated_before: re.Pattern[str]
    figures: re.Pattern[str]
    not_money_heads: frozenset[str]
    not_money_rows: re.Pattern[str]
    shares: re.Pattern[str]
    money_heads: re.Pattern[str]
    extra: str | None

    def stated(self, lower: str, *, prose: bool) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and power of ten of each unit that `lower` states, and that is not part of a sum.

        In prose only 'i mio. kr.', '(mio. kr. …', ', kr.:' state one; in a head 'Udgift kr.' does too.
        """
        for found in self.unit.finditer(lower):
            lead = lower[max(0, found.start() - 40) : found.start()].rstrip(" \t\xa0*_#")
            tail = lower[found.end() : found.end() + 40].lstrip(" \t\xa0*_")
            if lead[-1:].isdigit() and (prose or not _AFTER_YEAR.search(lead)):
                continue  # '5 mio. kr.'
            word = found["scale"] or found["bound"] or found["fused"]
            power = 6 if found["millions"] else 3 if found["thousands"] else self.powers[word] if word else 0
            if power < 0 or (not found["thousands"] and _DIGIT.match(tail) and not _YEAR_OR_DAY.match(tail)):
                continue
            opens = not lead or lead[-1] in "([/|:"
            closes = not tail or tail[0] in "),;:./]–-(|\t\n" or bool(self.stated_before.match(tail))
            if self.stated_after.search(lead):
                # 'fordelingen i mio. kr. fremgår af tabellen'; but no unit: 'Budget i mio. kr. er vedtaget.'
                if closes or not prose or not lower.rstrip().endswith(".") or self.figures.search(lower):
                    yield found.start(), found.end(), power
            elif (closes and (opens or lead[-1] in ",;–-")) or (not prose and (opens or closes)):
                yield found.start(), found.end(), power

    def of(self, text: str, *, prose: bool = False) -> int | None:
        """Return the power of ten of the unit that `text` states, None where it states none.

        >>> units(None).of("Kontant (1.000 kr.)"), units(None).of("Note")
        (3, None)
        """
        return next((power for _, _, power in self.stated(text.lower(), prose=prose)), None)

    def is_unit(self, text: str) -> bool:
        """True for a cell that holds a unit and nothing else."""
        return bool(self.unit.fullmatch(text.lower().strip(" *_")))

    def counts(self, head: str) -> bool:
        """True for the head of a column that holds shares, counts, dates or numbers of things."""
        lower = head.lower()
        if self.shares.search(lower):
            return True
        named = not self.not_money_heads.isdisjoint(re.findall(r"\w+", lower))
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
    scale, bound, fused = (any_of(data[key]) for key in ("scales", "bound_scales", "fused"))
    own, currencies = any_of(data["currency"]["own"]), any_of(data["currency"]["words"])
    currency = rf"(?:{own}\s)?{currencies}(?!\w)\.?"
    return Units(
        anchor=lexicon(extra).anchor,
        unit=re.compile(
            rf"""(?<![\w.,]) (?:
                (?P<millions>1[.\ ]000[.\ ]000)\s?{currency}
              | (?P<thousands>1[.\ ]?000)\s?{currency}
              | (?P<fused>{fused})(?!\w)\.?
              | (?P<bound>{bound})(?!\w)\.?\s?{currency}
              | (?P<scale>{scale})(?!\w)\.?(?:\s?{currency})?
              | {currency}
            )""",
            re.VERBOSE,
        ),
        powers=lexicon(extra).powers,
        stated_after=re.compile(rf"(?<!\w){any_of(table['unit_after'])}\Z"),
        stated_before=re.compile(rf"{any_of(table['unit_before'])}(?!\w)|(?:19|20)\d\d"),
        figures=re.compile(rf"(?<!\w){any_of(table['figures'])}"),
        not_money_heads=frozenset(table["not_money_heads"]),
        not_money_rows=re.compile(
            rf"\W{{0,4}}{any_of(table['not_money_rows'])}|.*\({any_of(table['row_counts'])}\.?\)"
        ),
        shares=re.compile(rf"(?<!\d\s)(?<![\d\w]){any_of(table['shares'])}(?!\w)"),
        money_heads=re.compile(any_of(table["money_heads"])),
        extra=extra,
    )
