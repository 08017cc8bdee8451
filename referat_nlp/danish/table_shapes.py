"""Tables in plain text, in the shapes that conversions leave them, as grids of labels and cells.

Cells parted by tabs or '|'; cells aligned by runs of spaces; rows with single spaces below a unit; one cell a line; a
whole table run together into one line. Each shape has a function that yields grids; what they mean is not asked here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import overload

from referat_nlp.danish.numbers import MINUS, PRINTED
from referat_nlp.danish.table_units import Units
from referat_nlp.memories import remembers

# Kinds of cells. A figure is everything but a text; RANGE is '10-12', SUM has a unit of its own ('25.000 kr.').
NUMBER, RANGE, YEAR, EMPTY, SHARE, NOTE, SUM, TEXT = "number", "range", "year", "empty", "share", "note", "sum", "text"

_SIGNED = rf"[+{MINUS}]?\s?{PRINTED}"
# '-1.632,8', '353*', '**12,5**', and '250-' with the minus behind it
NUMBER_CELL = re.compile(rf"[*_]{{0,3}}(?P<number>{_SIGNED})(?P<minus>-)?[*_]{{0,3}}(?:\s?\*{{1,3}})?", re.VERBOSE)
RANGE_CELL = re.compile(rf"(?P<low>{_SIGNED})\s?[-–]\s?(?P<high>{PRINTED})", re.VERBOSE)
_YEAR_CELL = re.compile(r"[*_]{0,3}(?:19|20)\d\d[*_]{0,3}")
_YEARS_CELL = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?\d{2,4}")
_DAY_CELL = re.compile(r"\d{1,2}\.\d{1,2}")  # '30.4'
_EMPTY_CELL = re.compile(rf"[*_]{{0,3}}(?:[—{MINUS}]{{0,3}}|\.{{1,3}}|x|n/?a\.?)[*_]{{0,3}}", re.IGNORECASE)
_SHARE_CELL = re.compile(rf"{_SIGNED}\s{{0,3}}(?:%|pct\.?|procent)", re.VERBOSE | re.IGNORECASE)
# '1.', '1.- 2.', '3.- 4', '2)': numbers of notes
_NOTE_CELL = re.compile(r"\(?\d{1,2}[.)](?:\s{0,2}[-–,]\s{0,2}\d{1,2}[.)]?)?\)?")
# '25.000 kr.', 'kr. 4.500,-', '1,2 mio. kr. årligt'; but '2012 kr.' is a head
_SUM_CELL = re.compile(
    rf"""(?!(?:19|20)\d\d\s?\D) (?: (?:kr\.?|dkk)\s?[{MINUS}]?{PRINTED} (?:,[-–])? (?:\s?(?:mio|mia)\.?)?
      | [{MINUS}]?{PRINTED} (?:,[-–] | \s?(?:(?:mio|mia|t)\.?\s?)?(?:kr\.?|kroner|dkk))
    ) (?:\b\D{{1,14}})?""",
    re.VERBOSE | re.IGNORECASE,
)
_FRACTION = re.compile(r"[½¼¾\d]")
# What a figure like that must hold, with a first character that is looked for fast
_LARGE_END = re.compile(r"\.\d{3}")
_GROUPED = re.compile(r"\d[.,]\d")
_LARGE = re.compile(r"\d\.\d{3}")
LARGE_TWO_DECIMALS = re.compile(r"\d\.\d{3},\d\d(?!\d)")

_RULE = re.compile(r"[\s|:+=_-]+")  # '|---|---:|'
_SPACES = re.compile(r"[^\S\n\t]{2,}|\t\s*")
_LEADER = re.compile(r"\s?\.{4,}\s?")
_YEARS_AT_END = re.compile(r"(?:(?:^|\s)(?:19|20)\d\d)+\s*$")
_TOKEN = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.!?]\s*$")

_LONGEST_FIGURE, _LONGEST_EMPTY = 40, 10  # of a cell that is no text
_LONGEST_LINE = 2_000  # of a line that is one row
_LONGEST_LABEL = 90
_LONGEST_TEXT = 40  # of a cell with words in an aligned row ('Formål')
_LONGEST_LINE_CELL = 70  # of a label that has its line for itself
_MOST_COLUMNS = 24
_MOST_BLANK = 3  # empty lines within a table
_LINES_ABOVE = 3  # in which a table's unit is looked for
# A table in one line: its characters, the words before its first figure, the words of a label.
_RUN_TOGETHER, _FIRST_WORDS, _LABEL_WORDS = 2_500, 16, 7


@dataclass(slots=True)
class Cell:
    """A cell: its text without the white space around it, where that stands, its kind."""

    text: str
    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Line:
    """A line of the text; `taken` once it is part of a table, `hollow` where it holds nothing but white space."""

    text: str
    start: int
    taken: bool = False
    hollow: bool = False
    alone: Cell | None = None  # the line as one cell, once it was looked at

    def cell(self) -> Cell:
        """Return the line as one cell."""
        if self.alone is None:
            self.alone = _cell(self.text, self.start)
        return self.alone


@dataclass(slots=True)
class Table:
    """A grid: rows with the label first, the heads of the columns ('' where unknown), and the unit over it all."""

    rows: list[list[Cell]]
    heads: list[str]
    start: int
    end: int
    power: int | None = None  # of ten; None where no unit is stated
    evident: bool = False  # a table by its marks alone, money or not


class Lines(Sequence[Line]):
    """The lines of a text, each made when it is asked for: most lines of minutes are near no table.

    `text` is the whole text, `rows` its lines from the offset `start` on, `places` those of words of money from there.
    """

    def __init__(self, text: str, start: int, rows: list[str], places: Sequence[int]) -> None:
        self.text = text
        self._rows = rows
        self._starts = list(accumulate([len(row) + 1 for row in rows[:-1]], initial=start))
        self._made: list[Line | None] = [None] * len(rows)
        self._places = [start + place for place in places]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self._rows)))]
        line = self._made[index]
        if line is None:
            row = self._rows[index]
            bare = row.rstrip(" \xa0\r")
            hollow = not bare and row.rstrip("\r") != ""
            line = self._made[index] = Line(bare, self._starts[index], hollow=hollow)
        return line

    def with_any(self, *marks: str) -> list[int]:
        """Return the indices of the lines that hold one of the marks."""
        found: set[int] = set()
        for mark in marks:
            if mark in self.text:
                found.update([index for index, row in enumerate(self._rows) if mark in row])
        return sorted(found)

    def with_money(self) -> list[int]:
        """Return the indices of the lines in which a word of money begins."""
        return self._at(self._places)

    def money_in(self, index: int) -> list[int]:
        """Return where words of money begin in a line, counted from its beginning."""
        start = self._starts[index]
        first = bisect_left(self._places, start)
        return [
            place - start for place in self._places[first : bisect_right(self._places, start + len(self._rows[index]))]
        ]

    def with_large(self) -> list[int]:
        """Return the indices of the lines with three digits behind a full stop."""
        last = self._starts[-1] + len(self._rows[-1])
        return self._at([found.start() for found in _LARGE_END.finditer(self.text, self._starts[0], last)])

    def _at(self, offsets: list[int]) -> list[int]:
        return list(dict.fromkeys([bisect_right(self._starts, offset) - 1 for offset in offsets]))


def find_tables(text: str, start: int, rows: list[str], places: Sequence[int], words: Units) -> list[Table]:
    """Return the grids of a stretch of text, those with clear marks first. No line is in two of them.

    Args:
        text: The whole text.
        start: Where the stretch begins in it.
        rows: The lines of the stretch.
        places: Where words of money begin, counted from `start`.
        words: The words of units and heads.

    """
    lines = Lines(text, start, rows, places)
    tables = [*_parted(lines, words), *_aligned(lines, words)]
    tables += _below_units(text, lines, words)
    tables += _unstated(lines)
    return tables


def kind_of(text: str) -> str:
    """Return the kind of a cell's text.

    >>> [kind_of(text) for text in ("-2,4", "2024", "-", "1.- 2.", "5,5 %", "Drift", "kr. 450")]
    ['number', 'year', 'empty', 'note', 'share', 'text', 'sum']
    """
    return TEXT if len(text) > _LONGEST_FIGURE else _kind_of_short(text)


@remembers
@lru_cache(maxsize=20_000)
def _kind_of_short(text: str) -> str:
    if len(text) <= _LONGEST_EMPTY and _EMPTY_CELL.fullmatch(text):
        return EMPTY
    if not _FRACTION.search(text):
        return TEXT
    if _YEAR_CELL.fullmatch(text):
        return YEAR
    if _DAY_CELL.fullmatch(text):
        return TEXT
    for kind, pattern in ((NUMBER, NUMBER_CELL), (SHARE, _SHARE_CELL), (NOTE, _NOTE_CELL), (SUM, _SUM_CELL)):
        if pattern.fullmatch(text):
            return kind
    return RANGE if RANGE_CELL.fullmatch(text) and not _YEARS_CELL.fullmatch(text) else TEXT


def _cell(text: str, start: int) -> Cell:
    bare = text.strip()
    start += len(text) - len(text.lstrip())
    return Cell(bare, start, start + len(bare), kind_of(bare))


def _is_label(cell: Cell) -> bool:
    return cell.kind == TEXT and len(cell.text) <= _LONGEST_LABEL and bool(_LETTER.search(cell.text))


def _is_group(lines: Sequence[Line], index: int) -> bool:
    """True for a short line between the rows of a table that names a group of them ('Drift:')."""
    text = lines[index].text.strip()
    return (
        index + 1 < len(lines) and len(text) < 60 and not _SENTENCE_END.search(text) and _is_label(lines[index].cell())
    )


def _take(lines: Sequence[Line], index: int, end: int) -> None:
    while index < len(lines) and lines[index].start < end:
        lines[index].taken = True
        index += 1


# --- the unit around a table ---


def _goes_on_with_unit(lines: Sequence[Line], index: int) -> bool:
    """True where a sum of the line above has its unit at the start of this one: '… en merudgift på 0,93' / 'mio. kr.'."""
    for line in reversed(lines[max(0, index - 1 - _MOST_BLANK) : index]):
        words = line.text.split()
        if words:
            return len(words) > 1 and kind_of(words[-1]) in (NUMBER, RANGE) and len(line.text) > _LONGEST_TEXT
    return False


def _stated_above(lines: Sequence[Line], top: int, words: Units) -> tuple[int, int] | None:
    """Return the power of the unit that one of the lines above a table states, and where it is stated."""
    seen = 0
    for index in range(top - 1, max(0, top - 12) - 1, -1):
        line = lines[index]
        if not line.text.strip():
            continue
        if line.taken or seen == _LINES_ABOVE:
            break
        cut = max(0, len(line.text) - 300)
        for start, _, power in words.stated(line.text[cut:].lower(), prose=True):
            if cut or line.text[:start].strip() or not _goes_on_with_unit(lines, index):
                return power, line.start + cut + start
        seen += 1
    return None


def _stated_below(lines: Sequence[Line], at: int, words: Units) -> int | None:
    """Return the power of the unit that a note right below a table states, as 'Anm.: Beløb i 1.000 kr.' does."""
    for line in lines[at : at + 2]:
        if line.text.strip():
            return words.of(line.text, prose=True) if len(line.text) < 120 else None
    return None


# --- cells parted by tabs or '|' ---


def _parted(lines: Lines, words: Units) -> Iterator[Table]:
    index = 0
    for first in lines.with_any("|", "\t"):
        if first < index:
            continue
        mark = _mark(lines[first])
        if not mark:
            continue
        index, rows = first, []
        while index < len(lines):
            line = lines[index]
            follows = index + 1 < len(lines) and _mark(lines[index + 1]) == mark
            if _mark(line) == mark:
                if not (mark == "|" and _RULE.fullmatch(line.text)):
                    rows.append(_split(line, mark))
            elif not follows or (line.text.strip() and not _is_group_of(lines, index, mark, words)):
                break
            index += 1
        if mark == "\t" and len({sum(bool(cell.text) for cell in row) for row in rows}) == 1:
            rows = [[cell for cell in row if cell.text] for row in rows]  # several tabs to reach a column
        if len(rows) > 1 and any(_is_data(row) for row in rows):
            stated = _stated_above(lines, first, words)
            _take(lines, first, rows[-1][-1].end)
            power, start = stated or (_stated_below(lines, index, words), lines[first].start)
            yield from _grids(rows, start, power, words)


def _is_group_of(lines: Sequence[Line], index: int, mark: str, words: Units) -> bool:
    """True for the name of a group of rows, not for the heading of another table."""
    return _is_group(lines, index) and words.of(lines[index].text) is None and _is_data(_split(lines[index + 1], mark))


def _mark(line: Line) -> str | None:
    if "|" in line.text and (line.text.lstrip().startswith("|") or "\t" not in line.text):
        return "|"
    return "\t" if "\t" in line.text else None


def _split(line: Line, mark: str) -> list[Cell]:
    text, start = line.text, line.start
    if mark == "|":
        lead = text.index("|") + 1 if text.lstrip().startswith("|") else 0
        text, start = text[lead:].rstrip().removesuffix("|"), start + lead
    cells = []
    for part in text.split(mark):
        cells.append(_cell(part, start))
        start += len(part) + 1
    return cells


def _is_data(row: list[Cell]) -> bool:
    if not any(cell.kind in (NUMBER, RANGE, SHARE, SUM) for cell in row[1:]):
        return False
    # '1', '2', '3' over the columns are heads
    return len(row) < 3 or [cell.text for cell in row[1:]] != [str(number) for number in range(1, len(row))]


def _grids(rows: list[list[Cell]], start: int, power: int | None, words: Units) -> Iterator[Table]:
    """Yield the rows as tables, a new one where new heads stand between the rows."""
    heads: list[list[Cell]] = []
    data: list[list[Cell]] = []
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


def _grid(heads: list[list[Cell]], data: list[list[Cell]], start: int, power: int | None, words: Units) -> Table:
    width = max(len(row) for row in data)
    for head in heads:
        filled = [cell for cell in head if cell.text]
        stated = words.of(filled[0].text) if len(filled) == 1 else None  # a line over the whole table
        power = power if stated is None else stated
    return Table(data, _over_columns(heads, width), start, data[-1][-1].end, power, evident=True)


def _over_columns(heads: list[list[Cell]], width: int) -> list[str]:
    """Return the heads column by column; a line with one cell less than the rows has none over the labels."""
    columns = [""] * width
    for head in heads:
        shift = 1 if len(head) == width - 1 and head[0].text else 0
        for column, cell in enumerate(head[: width - shift], start=shift):
            columns[column] = f"{columns[column]} {cell.text}".strip()
    return columns


# --- cells aligned by runs of spaces ---


def _aligned(lines: Lines, words: Units) -> Iterator[Table]:
    index = 0
    for first in lines.with_any("  ", "\t", "\xa0"):
        cells = _aligned_cells(lines[first]) if first >= index else []
        if not cells:
            continue
        last = first
        rows, width = [cells], len(cells)
        index = first + 1
        while index < len(lines) and index - last <= _MOST_BLANK:
            cells = _aligned_cells(lines[index])
            if len(cells) < width:
                full = _peeled(lines[index], width - 1)  # 'Indtægt    9.882    10.030' where the label fills its column
                if full and (not cells or _GROUPED.search(full[-len(cells)].text)):
                    cells = full
            if cells:
                rows.append(cells)
                width, last = max(width, len(cells)), index
            elif lines[index].taken or (
                lines[index].text.strip() and not (_is_group(lines, index) and _aligned_cells(lines[index + 1]))
            ):
                break
            index += 1
        index = last + 1
        heads, top = _heads_above(lines, first)
        stated = _stated_above(lines, top, words)
        if stated is None and not heads and len(rows) < 2:
            continue
        _take(lines, top, rows[-1][-1].end)
        power, start = stated or (_stated_below(lines, index, words), lines[top].start)
        # Heads that are not as many as the columns cannot be told apart: they hold for the table as a whole.
        for head in heads:
            if len(head) not in (width, width - 1):
                head[:] = [Cell(" ".join(cell.text for cell in head), head[0].start, head[-1].end, TEXT)]
        yield Table(_in_columns(rows, width), _over_columns(heads, width), start, rows[-1][-1].end, power)


def _aligned_cells(line: Line) -> list[Cell]:
    """Return the cells of a row whose cells stand two spaces or more apart, [] where the line is no such row."""
    text = line.text
    if line.taken or len(text) > _LONGEST_LINE or not ("  " in text or "\t" in text or "\xa0" in text):
        return []
    # most lines with such spaces are prose that is indented: without a gap, or without a figure behind the first one
    at = len(text) - len(text.lstrip())
    gap = _SPACES.search(text, at)
    if gap is None or not _FRACTION.search(text, gap.end()):
        return []
    cells = _pieces(line)
    # A line number or a year may be the label ('147     1.902     1.966').
    if len(cells) < 2 or not (_is_label(cells[0]) or (len(cells) > 2 and cells[0].text.isdigit())):
        return []
    parts = [cells[0]]
    for cell in cells[1:]:
        if cell.kind == TEXT and all(kind_of(word) != TEXT for word in cell.text.split()):
            # '1.214,0 1.211,6' in a full column
            parts += [_cell(token.group(), cell.start + token.start()) for token in _TOKEN.finditer(cell.text)]
        else:
            parts.append(cell)
    texts = [cell for cell in parts if cell.kind == TEXT]
    if len(texts) > 1 and (len(parts) < 3 or any(len(cell.text) > _LONGEST_TEXT for cell in texts)):
        return []
    return parts if any(cell.kind in (NUMBER, RANGE, SUM) for cell in parts[1:]) else []


def _pieces(line: Line) -> list[Cell]:
    cells = []
    at = len(line.text) - len(line.text.lstrip())
    for gap in _SPACES.finditer(line.text, at):
        cells.append(_cell(line.text[at : gap.start()], line.start + at))
        at = gap.end()
    return [*cells, _cell(line.text[at:], line.start + at)] if at < len(line.text) else cells


def _peeled(line: Line, count: int | None) -> list[Cell]:
    """Return label and figures of a row with single spaces: the last `count` words, or as many as are figures."""
    if line.taken or len(line.text) > _LONGEST_LINE:
        return []
    tokens = list(_TOKEN.finditer(line.text))
    figures: list[Cell] = []
    while tokens and (count is None or len(figures) < count):
        cell = _cell(tokens[-1].group(), line.start + tokens[-1].start())
        if cell.kind == TEXT:
            break
        figures.insert(0, cell)
        tokens.pop()
    if not tokens or (count is not None and len(figures) != count) or all(cell.kind != NUMBER for cell in figures):
        return []
    label = _cell(_LEADER.sub("", line.text[: tokens[-1].end()]), line.start)
    return [label, *figures] if _is_label(label) else []


def _heads_above(lines: Sequence[Line], first: int) -> tuple[list[list[Cell]], int]:
    """Return the lines of heads over a row, and the index of the topmost."""
    heads: list[list[Cell]] = []
    top = at = first
    while len(heads) < 3 and at > 0:
        at -= 1
        line = lines[at]
        if not line.text.strip():
            if heads or at + 1 != first:
                break
            continue
        cells = [] if line.taken or len(line.text) > _LONGEST_LINE else _pieces(line)
        indented = len(line.text) - len(line.text.lstrip()) > 7
        if not (len(cells) > 1 or (cells and indented)) or any(len(cell.text) > 60 for cell in cells):
            break
        heads.insert(0, cells)
        top = at
    return heads, top


def _in_columns(rows: list[list[Cell]], width: int) -> list[list[Cell]]:
    """Put the cells of rows that miss some under the right edges of the full rows."""
    full = [row for row in rows if len(row) == width]
    edges = [sum(row[column].end - row[0].start for row in full) / len(full) for column in range(width)]
    filled = []
    for row in rows:
        if len(row) < width:
            placed = [row[0], *(Cell("", row[0].end, row[0].end, EMPTY) for _ in range(width - 1))]
            for cell in row[1:]:
                free = [column for column in range(1, width) if not placed[column].text]
                at = cell.end - row[0].start
                placed[min(free, key=lambda column, at=at: abs(edges[column] - at))] = cell  # type: ignore[misc]
            row = placed
        filled.append(row)
    return filled


# --- below a line that states the unit ---


def _below_units(text: str, lines: Lines, words: Units) -> Iterator[Table]:
    for index in lines.with_money():
        line = lines[index]
        if line.taken:
            continue
        lower = line.text.lower()
        # 'İ' grows in lower case, and the places are those of a text whose letters do not
        places = lines.money_in(index) if len(lower) == len(line.text) else None
        done = 0
        for at, end, power in words.stated(lower, prose=len(lower) > _LONGEST_LABEL, places=places):
            if at < done or line.taken or (not lower[:at].strip() and _goes_on_with_unit(lines, index)):
                continue
            # Figures behind the unit on its own line: the table was run into it. Else it stands on the lines below.
            following = words.lexicon.anchor.search(lower, end, end + 200)
            behind = line.text[end : following.start() if following else end + 200].split()
            begun = any(kind_of(token) == NUMBER for token in behind)
            table = _run_together(text, lines, index, line.start + end, power, words) if begun else None
            if table is None and len(lower) - end < _LONGEST_LABEL:
                table = _stacked_best(lines, index, power) or _single(lines, index, power)
            if table is None and behind and not begun:
                table = _run_together(text, lines, index, line.start + end, power, words)
            if table:
                table.start = line.start + at
                done = table.end - line.start
                yield table


def _labelled(cells: Iterable[Cell], *, longest_head: int, longest_label: int) -> tuple[list[Cell], list[list[Cell]]]:
    """Return heads and rows of 'heads, label, figures, label, figures …', as long as the rows are equally wide."""
    heads: list[Cell] = []
    rows: list[list[Cell]] = []
    for texts, figures in _in_turn(cells, longest_head):
        if not rows and all(cell.kind == YEAR for cell in figures):
            heads += [*texts, *figures]
            if len(heads) > longest_head:
                break
            continue
        while (
            rows and figures and len(figures) + 1 > len(rows[0]) and figures[-1].kind == EMPTY and not figures[-1].text
        ):
            figures.pop()  # a paragraph of white space below the table
        if not texts or (rows and (len(figures) + 1 != len(rows[0]) or len(texts) > longest_label)):
            break
        if not rows:
            heads += texts[:-1]
            texts = texts[-1:]
        rows.append([Cell(" ".join(cell.text for cell in texts), texts[0].start, texts[-1].end, TEXT), *figures])
    return heads, rows


def _in_turn(cells: Iterable[Cell], most: int) -> Iterator[tuple[list[Cell], list[Cell]]]:
    """Yield texts and the figures behind them in turn, until more than `most` texts stand in a row."""
    texts: list[Cell] = []
    figures: list[Cell] = []
    for cell in cells:
        if cell.kind == TEXT and figures:
            yield texts, figures
            texts, figures = [], []
        (texts if cell.kind == TEXT else figures).append(cell)
        if len(texts) > most or len(figures) > _MOST_COLUMNS:
            return
    if figures:
        yield texts, figures


def _stacked_best(lines: Sequence[Line], above: int, power: int) -> Table | None:
    """Read a table with one cell a line, whose empty cells may be lines of white space: the way that reads more of it."""
    hollow = _stacked(lines, above, power, hollow=True, take=False)
    plain = _stacked(lines, above, power, take=False)
    best = hollow if hollow and (plain is None or len(hollow.rows) > len(plain.rows)) else plain
    if best:
        _take(lines, max(0, above), best.end)
    return best


def _stacked(
    lines: Sequence[Line], above: int, power: int | None, *, hollow: bool = False, take: bool = True
) -> Table | None:
    """Read a table with one cell a line below `lines[above]`; with `hollow` a line of white space is an empty cell."""
    heads, rows = _labelled(_one_a_line(lines, above, hollow), longest_head=_MOST_COLUMNS, longest_label=3)
    if hollow:  # a paragraph of white space behind the last figure is no cell
        while rows and len(rows) > 1 and all(cell.kind == EMPTY and not cell.text for cell in rows[-1][1:]):
            rows.pop()
    width = len(rows[0]) if rows else 0
    if not rows or (width < 3 and len(rows) < 2):
        return None
    names = [cell.text for cell in heads]
    at = above
    while power is not None and len(names) < width - 1 and at >= 0 and _is_label(lines[at].cell()):
        names.insert(0, lines[at].text.strip())  # the line of the unit is itself one of the heads
        at -= 1
    names = [*[""] * (width - len(names)), *names][-width:] if len(names) >= width - 1 else [""] * width
    table = Table(rows, names, (heads or rows[0])[0].start, rows[-1][-1].end, power)
    if take:
        _take(lines, max(0, above), table.end)
    return table


def _one_a_line(lines: Sequence[Line], above: int, hollow: bool = False) -> Iterator[Cell]:
    """Yield the lines below `lines[above]` as cells, up to prose or the end of their block; with `hollow` empty ones too.

    Where the first two cells have no empty line between them, an empty line ends the table, unless a label and its
    first figure follow: then it parts the rows.
    """
    loose = False
    count = blank = 0
    for index in range(above + 1, len(lines)):
        line = lines[index]
        if not line.text.strip():
            if hollow and line.hollow and count:
                yield Cell("", line.start, line.start, EMPTY)
                count, blank = count + 1, 0
                continue
            blank += 1
            if blank > _MOST_BLANK:
                return
            continue
        cell = line.cell()
        if count == 1:
            loose = blank > 0
        prose = len(cell.text) > _LONGEST_LINE_CELL or _SENTENCE_END.search(cell.text)
        if line.taken or (prose and cell.kind == TEXT):
            return
        if count and blank and not loose:
            below = lines[index + 1].cell() if index + 1 < len(lines) else None
            if cell.kind != TEXT or below is None or not below.text or below.kind == TEXT:
                return
        yield cell
        count, blank = count + 1, 0


def _single(lines: Sequence[Line], above: int, power: int | None) -> Table | None:
    """Read rows with single spaces below `lines[above]`: 'Anlæg 1.350 1.500 0'."""
    first = above + 1
    while first < len(lines) and not (row := _peeled(lines[first], None)):
        text = lines[first].text.strip()
        if (
            lines[first].taken
            or first - above > _MOST_BLANK
            or len(text) > _LONGEST_LABEL
            or _SENTENCE_END.search(text)
        ):
            return None
        first += 1
    opening = [row for line in lines[first : first + 3] if (row := _peeled(line, None))]
    years = _YEARS_AT_END.search(lines[max(0, above)].text) or _YEARS_AT_END.search(lines[max(0, first - 1)].text)
    # A label may end in a number ('Etape 2'): the heads, or the shortest of the first rows, tell the number of cells.
    width = len(years.group().split()) if years else min((len(row) - 1 for row in opening), default=0)
    if not width or (width == 1 and (len(opening) < 2 or not _are_grouped(opening))):
        return None
    rows: list[list[Cell]] = []
    for index in range(first, len(lines)):
        row = _peeled(lines[index], width) or (_short_row(lines[index], width) if rows and power is not None else [])
        if not row:
            break
        rows.append(row)
    if len(rows) < (1 if power is not None else 2):
        return None
    table = Table(rows, [""] * (width + 1), rows[0][0].start, rows[-1][-1].end, power)
    _take(lines, max(0, above), table.end)
    return table


def _short_row(line: Line, width: int) -> list[Cell]:
    """Return a row that lacks a figure, [] where it may be something else that ends in a number ('Etape 2')."""
    row = _peeled(line, None)
    short = 2 < len(row) <= width and len(line.text) < _LONGEST_LINE_CELL
    return [row[0], *[Cell("", row[0].end, row[0].end, EMPTY)] * (width + 1 - len(row)), *row[1:]] if short else []


def _are_grouped(rows: list[list[Cell]]) -> bool:
    return any(_GROUPED.search(cell.text) for row in rows for cell in row[1:])


def _run_together(text: str, lines: Sequence[Line], index: int, at: int, power: int, words: Units) -> Table | None:
    """Read a table that was run into the line of its unit: '(1.000 kr.) 2012 2013 Drift 450 520 Husleje 412 0'."""
    end = min(at + _RUN_TOGETHER, len(text))
    for line in lines[index + 1 : index + 60]:
        if line.taken or not line.text.strip():
            end = min(end, line.start)
            break
    heads, rows = _labelled(_tokens(text, at, end, words), longest_head=_FIRST_WORDS, longest_label=_LABEL_WORDS)
    if not rows:
        return None
    width = len(rows[0])
    if len(rows) < 2 and (width < 3 or all(cell.kind != YEAR for cell in heads)):
        return None
    if width < 3 and not (_are_grouped(rows) and all(row[0].text[0].isupper() for row in rows[1:])):
        return None
    table = Table(rows, [""] * width, at, rows[-1][-1].end, power)
    _take(lines, index + 1, table.end)
    return table


def _tokens(text: str, at: int, end: int, words: Units) -> Iterator[Cell]:
    """Yield the words of the stretch as cells, up to the end of a sentence or the next word of money."""
    before = TEXT
    begun = False
    for token in _TOKEN.finditer(text, at, end):
        cell = _cell(token.group(), token.start())
        if cell.text[-1] in ".,;" and kind_of(cell.text[:-1]) == NUMBER and begun:  # the last figure of the sentence
            yield Cell(cell.text[:-1], cell.start, cell.end - 1, NUMBER)
            return
        if cell.kind == EMPTY and before == TEXT and not text[token.end() + 1 : token.end() + 2].isdigit():
            cell.kind = TEXT  # a dash between words
        if cell.kind == TEXT and ((begun and cell.text[-1] in ".:;!?") or any(words.lexicon.units(cell.text.lower()))):
            return
        begun = begun or cell.kind == NUMBER
        before = cell.kind
        yield cell


# --- without any unit near ---


def _unstated(lines: Lines) -> Iterator[Table]:
    """Yield what looks like a table of large figures though no unit is near, as 'Taget' over '1.986.412,60' does."""
    with_large = set(lines.with_large())
    for index in sorted(with_large.union(lines.with_money())):
        line = lines[index]
        if line.taken or len(line.text) > 2 * _LONGEST_LABEL or not _FRACTION.search(line.text):
            continue
        if index not in with_large and len(line.text.strip()) > _LONGEST_FIGURE:
            continue  # no cell of figures, as most lines with a word of money
        table = None
        large = len(_LARGE.findall(line.text)) if index in with_large else 0
        kind = line.cell().kind
        if (kind == NUMBER and large) or (kind == SUM and _figure_below(lines, index)):
            table = _stacked(lines, _above_heads(lines, index), None)  # one cell a line: begin above the heads
        elif kind == TEXT and large and (large > 1 or LARGE_TWO_DECIMALS.search(line.text)):
            table = _single(lines, index - 1, None)
        if table:
            yield table


def _figure_below(lines: Sequence[Line], index: int) -> bool:
    """True where the next line with words is a figure too."""
    for line in lines[index + 1 : index + 2 + _MOST_BLANK]:
        if line.text.strip():
            return line.cell().kind in (NUMBER, EMPTY, SUM)
    return False


def _above_heads(lines: Sequence[Line], index: int) -> int:
    """Return the line above the label and the heads that lead to the first figure, -1 where they begin the text."""
    top = index
    seen = blank = 0
    loose = False
    while index > 0 and seen <= _MOST_COLUMNS and blank <= _MOST_BLANK:
        index -= 1
        text = lines[index].text.strip()
        if not text:
            blank += 1
            continue
        if seen == 0:
            loose = blank > 0
        cell = lines[index].cell()
        ended = lines[index].taken or (blank and not loose) or _SENTENCE_END.search(text)
        if ended or not (cell.kind == YEAR or _is_label(cell)):
            break
        top = index
        seen, blank = seen + 1, 0
    return top - 1
