"""Sums of money in tables, however the table came through the conversion to text.

A table is looked for in five shapes: cells parted by tabs or '|', cells aligned by runs of spaces, rows with single
spaces below a unit, one cell a line, and a whole table run together into one line. Each shape is turned into the same
grid (a label and its cells), and one reader decides which cells are money and what unit they have. No unit, no money:
except for figures with two decimals, cells with a unit of their own, and columns whose head names money.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from referat_nlp import phrases
from referat_nlp.danish.money import any_of, find_amounts, in_kroner, lexicon, printed
from referat_nlp.danish.numbers import MINUS, PRINTED, read_number
from referat_nlp.minutes import Amount

NUMBER, YEAR, EMPTY, SHARE, NOTE, SUM, TEXT = "number", "year", "empty", "share", "note", "sum", "text"
_FIGURES = {NUMBER, YEAR, EMPTY, SHARE, NOTE, SUM}

# One cell, without the white space around it.
_NUMBER_CELL = re.compile(rf"[*_]{{0,3}}(?P<number>[+{MINUS}]?\s?{PRINTED})(?:,[-–—]{{1,2}})?[*_]{{0,3}}(?:\s?\*{{1,3}})?", re.VERBOSE)
_YEAR_CELL = re.compile(r"[*_]{0,3}(?:19|20)\d\d[*_]{0,3}")
_EMPTY_CELL = re.compile(rf"[*_]{{0,3}}(?:[—{MINUS}]{{0,3}}|\.{{1,3}}|x|n/?a\.?)[*_]{{0,3}}", re.IGNORECASE)
_SHARE_CELL = re.compile(rf"[+{MINUS}]?\s?{PRINTED}\s{{0,3}}(?:%|pct\.?|procent)", re.VERBOSE | re.IGNORECASE)
# '1.', '1.- 2.', '3.- 4', '2)', '1, 2': numbers of notes
_NOTE_CELL = re.compile(r"\(?\d{1,2}(?:[.)]|[.]?\s{0,2}[-–,]\s{0,2}\d{1,2}[.)]?)\)?(?:\s{0,2}[-–,]\s{0,2}\d{1,2}[.)]?)?")
# '25.000 kr.', 'kr. 25.000', '1,2 mio. kr.', '12.500,-': only to know that the cell is a figure; `find_amounts` reads it
_SUM_CELL = re.compile(
    rf"(?:kr\.?|dkk)\s?[{MINUS}]?{PRINTED}(?:,[-–])?(?:\s?(?:mio|mia)\.?)?|[{MINUS}]?{PRINTED}(?:,[-–]|\s?(?:(?:mio|mia|t)\.?\s?)?(?:kr\.?|kroner|dkk))",
    re.VERBOSE | re.IGNORECASE,
)
_DOTTED = re.compile(r"\d\.\d{3}")
_TWO_DECIMALS = re.compile(r"\d,\d\d(?!\d)")
_DOTTED_TWO_DECIMALS = re.compile(r"\d\.\d{3},\d\d(?!\d)")

_RULE = re.compile(r"[\s|:+=_-]+")  # '|---|---:|'
_SPACES = re.compile(r"[^\S\n\t]{2,}|\t\s*")
_YEARS_AT_END = re.compile(r"(?:(?:^|\s)(?:19|20)\d\d)+\s*$")
_TOKEN = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?]\s*$")

_LONGEST_LINE = 2_000  # of a line that is a row of a table
_LONGEST_LABEL = 90
_MOST_COLUMNS = 24
_RUN_TOGETHER = 2_500  # characters of a table in one line
_LINES_ABOVE = 3  # in which a table's unit is looked for


@dataclass(slots=True)
class _Cell:
    text: str
    start: int
    end: int
    kind: str


@dataclass(slots=True)
class _Line:
    text: str
    start: int
    taken: bool = False  # part of a table that is already read


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]]  # the label first
    heads: list[str]  # one a column, '' where unknown; the label's first
    start: int
    end: int
    power: int | None = None  # of the unit that holds for the whole table


@dataclass(slots=True)
class _Words:
    unit: re.Pattern[str]
    powers: dict[str, int]
    anchor: re.Pattern[str]
    stated_after: re.Pattern[str]
    stated_before: re.Pattern[str]
    not_money_heads: frozenset[str]
    not_money_rows: re.Pattern[str]
    shares: re.Pattern[str]
    money_heads: re.Pattern[str]
    extra: str | None


@lru_cache(maxsize=8)
def _words(extra: str | None) -> _Words:
    data: dict[str, Any] = phrases.load("money", extra)
    table = data["table"]
    scale, bound, fused = (any_of(data[key]) for key in ("scales", "bound_scales", "fused"))
    own, currencies = any_of(data["currency"]["own"]), any_of(data["currency"]["words"])
    currency = rf"(?:{own}\s)?{currencies}(?!\w)\.?"
    return _Words(
        unit=re.compile(
            rf"""(?<![\w.,]) (?:
                (?P<millions>1[. ]000[. ]000)\s?{currency}
              | (?P<thousands>1[. ]?000)\s?{currency}
              | (?P<fused>{fused})(?!\w)\.?
              | (?P<bound>{bound})(?!\w)\.?\s?{currency}
              | (?P<scale>{scale})(?!\w)\.?(?:\s?{currency})?
              | {currency}
            )""",
            re.VERBOSE,
        ),
        powers={**data["scales"], **data["bound_scales"], **data["fused"]},
        anchor=lexicon(extra).anchor,
        stated_after=re.compile(rf"(?<!\w){any_of(table['unit_after'])}\s?\Z"),
        stated_before=re.compile(rf"{any_of(table['unit_before'])}(?!\w)|(?:19|20)\d\d"),
        not_money_heads=frozenset(table["not_money_heads"]),
        not_money_rows=re.compile(rf"\W{{0,4}}{any_of(table['not_money_rows'])}|.*\((?:antal|stk|timer|årsværk|personer)\.?\)"),
        shares=re.compile(rf"(?<![\d]\s)(?<!\d)(?<!\w){any_of(table['shares'])}(?!\w)"),
        money_heads=re.compile(any_of(table["money_heads"])),
        extra=extra,
    )


def find_table_amounts(
    text: str, start: int = 0, end: int | None = None, *, extra: str | None = None
) -> tuple[list[Amount], list[tuple[int, int]]]:
    """Return the monetary cells of the tables in `text`, and the stretches that are tables.

    A cell is scaled by the unit that the table, its column or row, or the lines above it state. Empty cells ('-'), note
    numbers, years, percentages and counts give nothing. Amounts are in text order and have `table` true.

    Args:
        text: The text; offsets count from its beginning.
        start: Where to begin.
        end: Where to stop; None for the end of the text.
        extra: A folder of the user's own phrase files.

    >>> amounts, _ = find_table_amounts("Beløb i 1.000 kr.\\t2024\\t2025\\nVeje\\t-2.415\\t0\\nSkoler\\t1.980\\t-")
    >>> [a.value for a in amounts]
    [-2415000.0, 0.0, 1980000.0]
    """
    words = _words(extra)
    lines = _lines(text, start, len(text) if end is None else end)
    tables = [*_parted(lines, words), *_aligned(lines, words)]
    tables += _below_units(text, lines, words)
    tables += _unstated(lines)
    amounts: list[Amount] = []
    stretches: list[tuple[int, int]] = []
    for table in tables:
        found = _read(text, table, words)
        if found or any(len(row) > 2 for row in table.rows):
            stretches.append((table.start, table.end))
        amounts += found
    return sorted(amounts, key=lambda one: one.start), sorted(stretches)


# --- lines and cells ---------------------------------------------------------------------------------------------------


def _lines(text: str, start: int, end: int) -> list[_Line]:
    lines = []
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines.append(_Line(text[start:stop].rstrip(" \xa0\r"), start))
        start = stop + 1
    return lines


def _cell(text: str, start: int) -> _Cell:
    bare = text.strip()
    start += len(text) - len(text.lstrip())
    return _Cell(bare, start, start + len(bare), _kind(bare))


def _kind(bare: str) -> str:
    if len(bare) > 40:
        return TEXT
    if _EMPTY_CELL.fullmatch(bare):
        return EMPTY
    if not any(character.isdigit() or character in "½¼¾" for character in bare):
        return TEXT
    if _YEAR_CELL.fullmatch(bare):
        return YEAR
    for kind, pattern in ((NUMBER, _NUMBER_CELL), (SHARE, _SHARE_CELL), (NOTE, _NOTE_CELL), (SUM, _SUM_CELL)):
        if pattern.fullmatch(bare):
            return kind
    return TEXT


def _is_label(cell: _Cell) -> bool:
    return cell.kind == TEXT and len(cell.text) <= _LONGEST_LABEL and bool(_LETTER.search(cell.text))


# --- cells parted by tabs or '|' ---------------------------------------------------------------------------------------


def _parted(lines: list[_Line], words: _Words) -> Iterator[_Table]:
    index = 0
    while index < len(lines):
        mark = _mark(lines[index])
        if not mark:
            index += 1
            continue
        first, block = index, []
        while index < len(lines):
            if _mark(lines[index]) == mark:
                block.append(lines[index])
            elif lines[index].text.strip() or index + 1 == len(lines) or _mark(lines[index + 1]) != mark:
                break
            index += 1
        rows = [_split(line, mark) for line in block if not (mark == "|" and _RULE.fullmatch(line.text))]
        if mark == "\t" and len({sum(bool(cell.text) for cell in row) for row in rows}) == 1:
            rows = [[cell for cell in row if cell.text] for row in rows]  # several tabs to reach a column
        if len(rows) > 1 and any(_is_data(row) for row in rows):
            stated = _stated_above(lines, first, words)
            for line in block:
                line.taken = True
            power, start = stated or (_power_below(lines, index, words), block[0].start)
            yield from _grids(rows, start, power, words)


def _mark(line: _Line) -> str | None:
    if "|" in line.text and (line.text.lstrip().startswith("|") or "\t" not in line.text):
        return "|"
    return "\t" if "\t" in line.text else None


def _split(line: _Line, mark: str) -> list[_Cell]:
    start, text = line.start, line.text.rstrip()
    if mark == "|":
        lead = len(text) - len(text.lstrip(" \t\xa0|")) if text.lstrip().startswith("|") else 0
        if lead:
            lead = text.index("|") + 1
        start, text = start + lead, text[lead:].removesuffix("|")
    cells = []
    for part in text.split(mark):
        cells.append(_cell(part, start))
        start += len(part) + 1
    return cells


def _is_data(row: list[_Cell]) -> bool:
    kinds = [cell.kind for cell in row[1:]]
    if not any(kind in (NUMBER, SHARE, SUM) for kind in kinds):
        return False
    # '1 2 3' over the columns
    return [cell.text for cell in row[1:]] != [str(number) for number in range(1, len(row))] or len(row) < 3


def _grids(rows: list[list[_Cell]], start: int, power: int | None, words: _Words) -> Iterator[_Table]:
    """Yield the rows as tables, a new one where new heads stand between the rows."""
    heads: list[list[_Cell]] = []
    data: list[list[_Cell]] = []
    for row in rows:
        if _is_data(row):
            data.append(row)
        elif data and sum(cell.kind in (TEXT, YEAR) for cell in row[1:]) > 1:
            yield _grid(heads, data, start, power, words)
            start, heads, data = row[0].start, [row], []
        elif not data:
            heads.append(row)
    if data:
        yield _grid(heads, data, start, power, words)


def _grid(heads: list[list[_Cell]], data: list[list[_Cell]], start: int, power: int | None, words: _Words) -> _Table:
    width = max(len(row) for row in data)
    columns = [""] * width
    for head in heads:
        filled = [cell for cell in head if cell.text]
        if len(filled) == 1:  # a line over the whole table
            stated = _unit(filled[0].text, words)
            power = power if stated is None else stated
        shift = 1 if len(head) == width - 1 and head[0].text else 0
        for column, cell in enumerate(head[: width - shift], start=shift):
            columns[column] = f"{columns[column]} {cell.text}".strip()
    return _Table(data, columns, start, data[-1][-1].end, power)


# --- cells aligned by runs of spaces -----------------------------------------------------------------------------------


def _aligned(lines: list[_Line], words: _Words) -> Iterator[_Table]:
    index = 0
    while index < len(lines):
        cells = _aligned_cells(lines[index])
        if not cells:
            index += 1
            continue
        first, last, rows = index, index, [cells]
        blank = 0
        index += 1
        while index < len(lines) and blank < 3:
            line = lines[index]
            if not line.text.strip():
                blank += 1
                index += 1
                continue
            count = max(len(row) for row in rows) - 1
            cells = _aligned_cells(line)
            if len(cells) - 1 < count:
                full = _peeled(line, count)  # 'Indtægt, 1.000 kr. 9.882    10.030': a label that fills its column
                cells = full if full and (not cells or re.search(r"[.,]\d", full[-len(cells)].text)) else cells
            if cells:
                rows.append(cells)
                last, blank = index, 0
            elif line.taken or not (
                _is_label(_cell(line.text, line.start))
                and not _SENTENCE_END.search(line.text)
                and len(line.text.strip()) < 60
                and index + 1 < len(lines)
                and _aligned_cells(lines[index + 1])
            ):
                break
            index += 1
        index = last + 1
        heads, top = _heads_above(lines, first)
        stated = _stated_above(lines, top, words)
        for line in lines[top : last + 1]:
            line.taken = True
        power, start = stated or (_power_below(lines, last + 1, words), lines[top].start)
        width = max(len(row) for row in rows)
        if width > 1 and (power is not None or len(rows) > 1 or heads):
            yield _Table(_in_columns(rows, width), _over_columns(heads, rows, width), start, rows[-1][-1].end, power)


def _aligned_cells(line: _Line) -> list[_Cell]:
    """Return the cells of a row whose cells stand two spaces or more apart, [] where the line is no such row."""
    if line.taken or len(line.text) > _LONGEST_LINE or not ("  " in line.text or "\t" in line.text or "\xa0" in line.text):
        return []
    cells = _pieces(line)
    if len(cells) < 2 or not _is_label(cells[0]):
        return []
    parts = [cells[0]]
    for cell in cells[1:]:
        split = [_cell(token.group(), cell.start + token.start()) for token in _TOKEN.finditer(cell.text)]
        parts += [cell] if cell.kind in _FIGURES else split  # '1.214,0 1.211,6' where a column is full
    if not all(cell.kind in _FIGURES for cell in parts[1:]) or not any(cell.kind in (NUMBER, SUM) for cell in parts[1:]):
        return []
    return parts


def _pieces(line: _Line) -> list[_Cell]:
    cells, at = [], len(line.text) - len(line.text.lstrip())
    text = line.text.rstrip()
    for gap in _SPACES.finditer(text, at):
        cells.append(_cell(text[at : gap.start()], line.start + at))
        at = gap.end()
    if at < len(text):
        cells.append(_cell(text[at:], line.start + at))
    return cells


def _peeled(line: _Line, count: int | None) -> list[_Cell]:
    """Return label and figures of a row with single spaces: the last `count` words, or as many as are figures."""
    if line.taken or len(line.text) > _LONGEST_LINE or not line.text.strip():
        return []
    tokens = [_cell(token.group(), line.start + token.start()) for token in _TOKEN.finditer(line.text)]
    figures: list[_Cell] = []
    while tokens and tokens[-1].kind in _FIGURES and (count is None or len(figures) < count):
        figures.insert(0, tokens.pop())
    if not tokens or (count is not None and len(figures) != count) or not any(cell.kind == NUMBER for cell in figures):
        return []
    label = _cell(line.text[: tokens[-1].end - line.start], line.start)
    return [label, *figures] if _is_label(label) else []


def _heads_above(lines: list[_Line], first: int) -> tuple[list[list[_Cell]], int]:
    """Return the lines of heads over a row, and the index of the topmost."""
    heads: list[list[_Cell]] = []
    top = at = first
    while len(heads) < 3 and at > 0:
        at -= 1
        line = lines[at]
        if not line.text.strip():
            if heads or at + 1 != first:
                break
            continue
        cells = _pieces(line) if len(line.text) <= _LONGEST_LINE and not line.taken else []
        indented = len(line.text) - len(line.text.lstrip()) > 7
        if not cells or not (len(cells) > 1 or indented) or any(len(cell.text) > 60 for cell in cells):
            break
        heads.insert(0, cells)
        top = at
    return heads, top


def _in_columns(rows: list[list[_Cell]], width: int) -> list[list[_Cell]]:
    """Put the cells of rows that miss one under the right edges of the full rows."""
    full = [row for row in rows if len(row) == width]
    edges = [sum(row[column].end - row[0].start for row in full) / len(full) for column in range(width)]
    filled = []
    for row in rows:
        if len(row) == width:
            filled.append(row)
            continue
        placed = [row[0], *(_Cell("", row[0].end, row[0].end, EMPTY) for _ in range(width - 1))]
        for cell in row[1:]:
            free = [column for column in range(1, width) if not placed[column].text]
            nearest = min(free, key=lambda column: abs(edges[column] - (cell.end - row[0].start)))
            placed[nearest] = cell
        filled.append(placed)
    return filled


def _over_columns(heads: list[list[_Cell]], rows: list[list[_Cell]], width: int) -> list[str]:
    columns = [""] * width
    for head in heads:
        shift = {width: 0, width - 1: 1}.get(len(head))
        if shift is None:  # they cannot be told apart by counting: hold for the table as a whole
            columns[0] = f"{columns[0]} {' '.join(cell.text for cell in head)}".strip()
            continue
        for column, cell in enumerate(head, start=shift):
            columns[column] = f"{columns[column]} {cell.text}".strip()
    return columns


# --- below a line that states the unit ---------------------------------------------------------------------------------


def _below_units(text: str, lines: list[_Line], words: _Words) -> Iterator[_Table]:
    for index, line in enumerate(lines):
        if line.taken or not words.anchor.search(line.text.lower()):
            continue
        done = 0
        for at, end, power in list(_units(line.text.lower(), words, prose=len(line.text) > _LONGEST_LABEL)):
            if at < done or line.taken:
                continue
            # Figures behind the unit on its own line: the table was run into it. Else it stands on the lines below.
            begun = any(_kind(token) == NUMBER for token in line.text[end : end + _RUN_TOGETHER].split())
            table = _run_together(text, lines, index, line.start + end, power, words) if begun else None
            table = table or _stacked(lines, index, power) or _single(lines, index, power)
            if table is None and not begun and line.text[end:].strip():
                table = _run_together(text, lines, index, line.start + end, power, words)
            if table:
                table.start = line.start + at
                done = table.end - line.start
                yield table


def _stacked(lines: list[_Line], above: int, power: int | None) -> _Table | None:
    """Read a table with one cell a line below `lines[above]`."""
    heads, rows = _labelled(_one_a_line(lines, above), longest_head=_MOST_COLUMNS, longest_label=3)
    width = len(rows[0]) if rows else 0
    if not rows or (width < 3 and len(rows) < 2):
        return None
    names = [cell.text for cell in heads]
    if len(names) < width - 1 and power is not None:  # the unit's line is itself one of the heads
        at = above
        while at >= 0 and len(names) < width and _is_label(_cell(lines[at].text, lines[at].start)):
            names.insert(0, lines[at].text.strip())
            at -= 1
    names = names[-width:] if len(names) >= width else ["", *names] if len(names) == width - 1 else []
    first = heads[0] if heads else rows[0][0]
    table = _Table(rows, [*names, *[""] * (width - len(names))], first.start, rows[-1][-1].end, power)
    for line in lines[above:]:
        if line.start >= table.end:
            break
        line.taken = True
    return table


def _one_a_line(lines: list[_Line], above: int) -> Iterator[_Cell]:
    """Yield the lines below `lines[above]` as cells, up to prose or the end of their block.

    Where the first two cells have no empty line between them, an empty line ends the table, unless a label and its
    first figure follow: then it parts the rows.
    """
    loose = False
    count = blank = 0
    for index in range(above + 1, len(lines)):
        line = lines[index]
        if not line.text.strip():
            blank += 1
            if blank > 3:
                return
            continue
        cell = _cell(line.text, line.start)
        if count == 1:
            loose = blank > 0
        if line.taken or (cell.kind == TEXT and (len(cell.text) > 70 or _SENTENCE_END.search(cell.text))):
            return
        if count and blank and not loose:
            below = lines[index + 1] if index + 1 < len(lines) else None
            if cell.kind != TEXT or below is None or _kind(below.text.strip()) not in _FIGURES - {EMPTY}:
                return
        yield cell
        count, blank = count + 1, 0


def _labelled(cells: Iterable[_Cell], *, longest_head: int, longest_label: int) -> tuple[list[_Cell], list[list[_Cell]]]:
    """Return heads and rows of 'heads, label, figures, label, figures …', as long as the rows are equally wide."""
    heads: list[_Cell] = []
    rows: list[list[_Cell]] = []
    for texts, figures in _groups(cells, longest_head):
        if not rows and all(cell.kind == YEAR for cell in figures):
            heads += [*texts, *figures]
            continue
        if not texts or (rows and (len(figures) + 1 != len(rows[0]) or len(texts) > longest_label)):
            break
        if not rows:
            heads += texts[:-1]
            texts = texts[-1:]
        rows.append([_Cell(" ".join(cell.text for cell in texts), texts[0].start, texts[-1].end, TEXT), *figures])
    return heads, rows


def _groups(cells: Iterable[_Cell], most: int) -> Iterator[tuple[list[_Cell], list[_Cell]]]:
    """Yield texts and the figures behind them in turn, until `most` texts stand in a row."""
    texts: list[_Cell] = []
    figures: list[_Cell] = []
    for cell in cells:
        if cell.kind not in _FIGURES:
            if figures:
                yield texts, figures
                texts, figures = [], []
            texts.append(cell)
        else:
            figures.append(cell)
        if len(texts) > most or len(figures) > _MOST_COLUMNS:
            return
    if figures:
        yield texts, figures


def _single(lines: list[_Line], above: int, power: int | None) -> _Table | None:
    """Read rows with single spaces below `lines[above]`: 'Anlæg 1.350 1.500 0'."""
    rows: list[list[_Cell]] = []
    first = at = above + 1
    while at < len(lines):
        line = lines[at]
        row = [] if line.taken else _peeled(line, None)
        if row:
            rows.append(row)
        elif rows or line.taken or at - first > 3 or len(line.text.strip()) > _LONGEST_LABEL or _SENTENCE_END.search(line.text):
            break
        at += 1
    years = _YEARS_AT_END.search(lines[above].text) or _YEARS_AT_END.search(lines[at - len(rows) - 1].text)
    width = len(years.group().split()) if years else Counter(len(row) - 1 for row in rows).most_common(1)[0][0] if rows else 0
    cut: list[list[_Cell]] = []
    for row in rows:
        if len(row) - 1 < width:
            break
        cut.append(_peeled(lines[at - len(rows) + len(cut)], width) if len(row) - 1 > width else row)
    plain = not any(re.search(r"[.,]\d", cell.text) for row in cut for cell in row[1:])
    if not cut or (width == 1 and (len(cut) < 2 or plain)):
        return None
    for line in lines[above:at]:
        line.taken = line.start < cut[-1][-1].end
    start = lines[above].start if years and years.string is lines[above].text else cut[0][0].start
    return _Table(cut, [""] * (width + 1), start, cut[-1][-1].end, power)


def _run_together(text: str, lines: list[_Line], index: int, at: int, power: int, words: _Words) -> _Table | None:
    """Read a table that was run into the line of its unit: '(1.000 kr.) 2012 2013 Drift 3.450 3.520 Husleje 412 0'."""
    end = min(at + _RUN_TOGETHER, len(text))
    end = min(end, next((line.start for line in lines[index + 1 : index + 60] if line.taken or not line.text.strip()), end))
    heads, rows = _labelled(_tokens(text, at, end, words), longest_head=16, longest_label=7)
    if not rows:
        return None
    width = len(rows[0])
    plain = not any(re.search(r"[.,]\d", cell.text) for row in rows for cell in row[1:])
    if len(rows) < 2 and (width < 3 or not any(cell.kind == YEAR for cell in heads)):
        return None
    if width < 3 and (plain or not all(row[0].text[0].isupper() for row in rows[1:])):
        return None
    table = _Table(rows, [""] * width, at, rows[-1][-1].end, power)
    for line in lines[index + 1 :]:
        if line.start >= table.end:
            break
        line.taken = True
    return table


def _tokens(text: str, at: int, end: int, words: _Words) -> Iterator[_Cell]:
    """Yield the words of the stretch as cells, up to the end of a sentence or the next word of money."""
    before = TEXT
    rows = False
    for token in _TOKEN.finditer(text, at, end):
        cell = _cell(token.group(), token.start())
        if cell.kind == EMPTY and before == TEXT and not text[token.end() : token.end() + 2].strip()[:1].isdigit():
            cell.kind = TEXT
        if cell.kind == TEXT and words.anchor.search(cell.text.lower()) and words.unit.search(cell.text.lower()):
            return
        if cell.kind == TEXT and rows and cell.text[-1] in ".:;!?":
            return
        rows = rows or cell.kind == NUMBER
        before = cell.kind
        yield cell


# --- without any unit --------------------------------------------------------------------------------------------------


def _unstated(lines: list[_Line]) -> Iterator[_Table]:
    """Yield what looks like a table of large figures though no unit is near: 'Hovedentreprisen', '1.986.412,60', …"""
    for index, line in enumerate(lines):
        if line.taken or len(line.text) > _LONGEST_LINE or not _DOTTED.search(line.text):
            continue
        if _cell(line.text, line.start).kind == NUMBER:  # one cell a line: begin above the heads
            table = _stacked(lines, _above_heads(lines, index), None)
        else:
            table = _single(lines, index - 1, None) if _DOTTED_TWO_DECIMALS.search(line.text) else None
        if table:
            yield table


def _above_heads(lines: list[_Line], index: int) -> int:
    """Return the line above the label and the heads that lead to the first figure, -1 where they begin the text."""
    last = seen = blank = 0
    loose = False
    while index >= 0 and seen <= _MOST_COLUMNS:
        index -= 1
        if index < 0 or lines[index].taken:
            break
        if not lines[index].text.strip():
            blank += 1
            continue
        cell = _cell(lines[index].text, lines[index].start)
        if seen == 0:
            loose = blank > 0
        if blank > 3 or (blank and not loose) or not (cell.kind == YEAR or _is_label(cell)) or _SENTENCE_END.search(cell.text):
            break
        last = index
        seen, blank = seen + 1, 0
    return last - 1 if seen else index


# --- units and values --------------------------------------------------------------------------------------------------


def _unit(text: str, words: _Words, *, prose: bool = False) -> int | None:
    """Return the power of ten of the unit that `text` states, None where it states none."""
    return next((power for _, _, power in _units(text.lower(), words, prose=prose)), None)


def _units(lower: str, words: _Words, *, prose: bool) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and power of each unit that is stated and not part of a sum.

    In prose only 'i mio. kr.', '(mio. kr. …', ', kr.:' state one; in a head 'Udgift kr.' does too.
    """
    for found in words.unit.finditer(lower):
        lead = lower[max(0, found.start() - 40) : found.start()].rstrip(" \t\xa0*_#")
        tail = lower[found.end() : found.end() + 40].lstrip(" \t\xa0*_")
        if lead[-1:].isdigit() and (prose or not re.search(r"(?<!\d)(?:19|20)\d\d\Z", lead)):
            continue  # '5 mio. kr.'
        word = found["scale"] or found["bound"] or found["fused"]
        power = 6 if found["millions"] else 3 if found["thousands"] else words.powers[word] if word else 0
        if power < 0 or (not found["thousands"] and re.match(r"\d", tail) and not re.match(r"(?:19|20)\d\d(?!\d)|\d{1,2}\.\s", tail)):
            continue  # 'kr. 500'
        opens = not lead or lead[-1] in "([/|:"
        closes = not tail or tail[0] in "),;:./]–-(|\t\n" or bool(words.stated_before.match(tail))
        listed = lead[-1:] in tuple(",;–-")
        led = bool(words.stated_after.search(lead))
        if led or (opens and closes) or (listed and closes) or (not prose and (opens or closes or not tail)):
            yield found.start(), found.end(), power


def _stated_above(lines: list[_Line], top: int, words: _Words) -> tuple[int, int] | None:
    """Return the power of the unit that one of the lines above a table states, and where it is stated."""
    seen = 0
    for line in reversed(lines[max(0, top - 12) : top]):
        if not line.text.strip():
            continue
        if line.taken or seen == _LINES_ABOVE:
            break
        cut = max(0, len(line.text) - 300)
        for start, _, power in _units(line.text[cut:].lower(), words, prose=True):
            return power, line.start + cut + start
        seen += 1
    return None


def _power_below(lines: list[_Line], at: int, words: _Words) -> int | None:
    """Return the power of a note right below a table: 'Anm.: Beløb i 1.000 kr.'"""
    for line in lines[at : at + 2]:
        if line.text.strip():
            return _unit(line.text, words, prose=True) if len(line.text) < 120 else None
    return None


def _read(text: str, table: _Table, words: _Words) -> list[Amount]:
    """Return the monetary cells of a table."""
    heads = [head.lower() for head in table.heads]
    whole = _unit(heads[0], words) if heads else None
    whole = table.power if whole is None else whole
    powers: list[int | None] = []
    skipped: list[bool] = []
    for head in heads:
        own = _unit(head, words) if powers else whole
        money = bool(words.money_heads.search(head))
        named = bool(words.not_money_heads & set(re.findall(r"\w+", head)))
        skipped.append(bool(words.shares.search(head)) or (named and not money and own is None))
        if own is None:
            own = powers[-1] if powers and money and whole is None and not skipped[-1] else whole
        powers.append(own)
    figures = [cell.text for row in table.rows for cell in row[1:] if cell.kind == NUMBER]
    dotted = any(_DOTTED.search(figure) for figure in figures)
    decimals = any(_DOTTED_TWO_DECIMALS.search(figure) for figure in figures)
    amounts: list[Amount] = []
    for row in table.rows:
        label = row[0].text.lower()
        row_power = _unit(label, words)
        if row_power is None:  # a column of units
            row_power = next((_unit(cell.text, words) for cell in row[1:] if cell.kind == TEXT and _is_unit(cell.text, words)), None)
        counted = row_power is None and bool(words.not_money_rows.match(label) or words.shares.search(label))
        for column, cell in enumerate(row):
            if cell.kind in (TEXT, SUM) and column:
                amounts += _own(text, cell, words)
            if cell.kind not in (NUMBER, YEAR) or not column or counted or skipped[column]:
                continue
            power = powers[column] if row_power is None else row_power
            if power is None and (
                (decimals and _TWO_DECIMALS.search(cell.text))
                or (dotted and words.money_heads.search(heads[column]) and not decimals)
            ):
                power = 0
            if power is None or (cell.kind == YEAR and (dotted or not figures)):
                continue
            found = _NUMBER_CELL.fullmatch(cell.text)
            value = read_number(found["number"]) if found else None
            if value is not None:
                kroner = in_kroner(value * Decimal(10) ** power)
                amounts.append(Amount(printed(cell.text), kroner, None, None, True, cell.start, cell.end))
    return amounts


def _is_unit(text: str, words: _Words) -> bool:
    return bool(words.unit.fullmatch(text.lower().strip(" *_")))


def _own(text: str, cell: _Cell, words: _Words) -> list[Amount]:
    """Return the sum that fills a cell with its own unit: '25.000 kr.'"""
    if len(cell.text) > 60 or not words.anchor.search(cell.text.lower()):
        return []
    found = find_amounts(text, cell.start, cell.end, extra=words.extra)
    rest = cell.text[: found[0].start - cell.start] + cell.text[found[0].end - cell.start :] if len(found) == 1 else "0"
    if any(character.isdigit() for character in rest) or len(rest) > 20:
        return []
    return [replace(found[0], table=True)]
