"""Sums of money in tables.

`table_shapes` finds the grids, `table_units` knows the words of units and heads; here it is decided which cells are
money, and how much. No unit, no money: except for large figures with two decimals, cells with a unit of their own, and
columns whose head names money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from referat_nlp.danish.money import find_amounts, in_kroner, lowered, printed
from referat_nlp.danish.numbers import MINUS, read_number
from referat_nlp.danish.table_shapes import (
    LARGE_TWO_DECIMALS,
    NUMBER,
    NUMBER_CELL,
    RANGE,
    RANGE_CELL,
    SUM,
    TEXT,
    YEAR,
    Cell,
    Table,
    find_tables,
)
from referat_nlp.danish.table_units import Units, units
from referat_nlp.minutes import Amount

_TWO_DECIMALS = re.compile(r"\d,\d\d(?!\d)")
_THOUSANDS = re.compile(r"\d\.\d{3}")
_WHOLE_HUNDREDS = re.compile(r"00(?:,00)?\*?\Z")
_ENOUGH_LARGE = 3
_NEAR = 300  # characters before a table without a unit in which money may be spoken of
_LONGEST_SUM = 60  # characters of a cell that holds a sum with its own unit
_BEFORE, _BEHIND = 8, 14  # characters before or behind the sum in such a cell ('ca. 25.000 kr.', '500 kr. pr. år')


def find_table_amounts(
    text: str, start: int = 0, end: int | None = None, *, extra: str | None = None, places: Sequence[int] | None = None
) -> tuple[list[Amount], list[tuple[int, int]]]:
    r"""Return the monetary cells of the tables in `text`, and the stretches that are tables.

    A cell is scaled by the unit that the table, its column or row, or the lines above it state. Empty cells ('-'), note
    numbers, years, percentages and counts give nothing. Amounts are in text order and have `table` true.

    Args:
        text: The text; offsets count from its beginning.
        start: Where to begin.
        end: Where to stop; None for the end of the text.
        extra: A folder of the user's own phrase files.
        places: What `Lexicon.places` says of the stretch in lower case, where that is known.

    >>> amounts, _ = find_table_amounts("Beløb i 1.000 kr.\t2024\t2025\nVeje\t-2.415\t0\nSkoler\t1.980\t-")
    >>> [a.value for a in amounts]
    [-2415000.0, 0.0, 1980000.0]

    """
    words = units(extra)
    amounts: list[Amount] = []
    stretches: list[tuple[int, int]] = []
    stretch = text[start:end]
    if places is None:
        places = words.lexicon.places(lowered(stretch))
    for table in find_tables(text, start, stretch.split("\n"), places, words):
        found = list(_monetary(text, table, words))
        if found or table.evident:
            stretches.append((table.start, table.end))
        amounts += found
    return sorted(amounts, key=lambda one: one.start), sorted(stretches)


def _monetary(text: str, table: Table, words: Units) -> Iterator[Amount]:
    """Yield the monetary cells of a table."""
    powers = _column_powers(table, words)
    counted = [words.counts(head) for head in table.heads]
    named = any(words.money(head) for head in table.heads[1:])
    numbers = [(column, cell.text) for row in table.rows for column, cell in enumerate(row) if cell.kind == NUMBER]
    thousands = {column for column, number in numbers if column and _THOUSANDS.search(number)}
    plain = _are_round_sums(
        text, table, [number for column, number in numbers if column and not counted[column]], words
    )
    exact = any(column and LARGE_TWO_DECIMALS.search(number) for column, number in numbers)
    for row in table.rows:
        row_power = _row_power(row, words)
        row_counted = row_power is None and words.counts_in_row(row[0].text)
        for column, cell in enumerate(row[1:], start=1):
            if cell.kind in (TEXT, SUM):
                yield from _with_own_unit(text, cell, words)
            if row_counted or counted[column] or cell.kind not in (NUMBER, RANGE, YEAR):
                continue
            if cell.kind == YEAR and (thousands or not numbers):
                continue  # as a sum it would be '2.014'
            power = powers[column] if row_power is None else row_power
            if power is None and (
                _TWO_DECIMALS.search(cell.text) if exact else plain or (named and column in thousands)
            ):
                power = 0
            if power is not None:
                yield from _scaled(cell, Decimal(10) ** power)


def _are_round_sums(text: str, table: Table, numbers: list[str], words: Units) -> bool:
    """True where the figures themselves look like kroner: large, whole hundreds, some negative or money right above."""
    large = [number for number in numbers if _THOUSANDS.search(number)]
    if len(large) < _ENOUGH_LARGE or not all(_WHOLE_HUNDREDS.search(number) for number in large):
        return False
    if any(number.startswith(tuple(MINUS)) for number in large):
        return True
    return any(words.lexicon.units(text[max(0, table.start - _NEAR) : table.start].lower()))


def _column_powers(table: Table, words: Units) -> list[int | None]:
    """Return the power of ten of each column's unit, None where it has none."""
    whole = words.of(table.heads[0])
    whole = table.power if whole is None else whole
    if whole is None:  # 'Veje (1.000 kr.)' in the first row alone
        labels = [words.of(row[0].text) for row in table.rows]
        if len(labels) > 1 and not any(power is not None for power in labels[1:]):
            whole = labels[0]
    powers = [whole]
    last = whole
    for head in table.heads[1:]:
        own = words.of(head)
        if own is None:  # 'Bevilling (1.000 kr.) | Forbrug | Rest'
            own = last if whole is None and words.money(head) else whole
        last = last if own is None else own
        powers.append(own)
    return powers


def _row_power(row: list[Cell], words: Units) -> int | None:
    """Return the power of the unit that a row's label or a column of units states."""
    power = words.of(row[0].text)
    alone = [cell.text for cell in row[1:] if cell.kind == TEXT and words.is_unit(cell.text)]
    return words.of(alone[0]) if alone and power is None else power


def _scaled(cell: Cell, factor: Decimal) -> Iterator[Amount]:
    """Yield the value of a cell in kroner."""
    found = NUMBER_CELL.fullmatch(cell.text)
    value = read_number(found["number"]) if found else None
    if found and value is not None:
        kroner = in_kroner((-value if found["minus"] else value) * factor)
        yield Amount(printed(cell.text), kroner, None, None, True, cell.start, cell.end)
    ends = None if found else RANGE_CELL.fullmatch(cell.text)
    low, high = (read_number(ends["low"]), read_number(ends["high"])) if ends else (None, None)
    if low is not None and high is not None and low < high:
        yield Amount(
            printed(cell.text), None, in_kroner(low * factor), in_kroner(high * factor), True, cell.start, cell.end
        )


def _with_own_unit(text: str, cell: Cell, words: Units) -> Iterator[Amount]:
    """Yield the sum that fills a cell together with its own unit, as '25.000 kr.' does."""
    if len(cell.text) > _LONGEST_SUM or not words.lexicon.anchor.search(cell.text.lower()):
        return
    found = find_amounts(text, cell.start, cell.end, extra=words.lexicon.extra)
    if len(found) == 1:
        before, behind = text[cell.start : found[0].start], text[found[0].end : cell.end]
        prose = len(before) > _BEFORE or len(behind) > _BEHIND or (before.strip(" *_(") and behind.strip(" *_)."))
        if not prose and not any(character.isdigit() for character in before + behind):
            yield replace(found[0], table=True)
