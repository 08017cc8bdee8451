"""Tables: data stays a table, what a page is laid out with becomes lines."""

from __future__ import annotations

import pytest

from referat_nlp.formats.lines import Lines, table_lines
from referat_nlp.formats.numbering import number


def rows(*lines: str) -> list[list[list[str]]]:
    return [[cell.split("/") if cell else [] for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (rows("1.000 kr.|2024|2025", "Veje|800|-400", "Drift|0|25"), ["| 1.000 kr. | 2024 | 2025 |", "| Veje | 800 | -400 |", "| Drift | 0 | 25 |"]),
        (rows("Beløb/i kr.|1", "a|2"), ["| Beløb i kr. | 1 |", "| a | 2 |"]),
        (rows("Dato:|12. maj", "Sted|Salen"), ["Dato: 12. maj", "Sted: Salen"]),
        (rows("Deltagere|Ida Holm/Bo Dam"), ["Deltagere:", "Ida Holm", "Bo Dam"]),
        (rows("Ida Holm (A)|Bo Dam (V)", "Lis Vang|Per Krog"), ["Ida Holm (A)", "Bo Dam (V)", "Lis Vang", "Per Krog"]),
        (rows("3.|Budget"), ["3.   Budget"]),
        (rows("Navn|Parti|Mødt", "Ida Holm|A|X"), ["Navn\tParti\tMødt", "Ida Holm\tA\tX"]),
        (rows("Eneste/spalte", "to"), ["Eneste", "spalte", "to"]),
        (rows("a||b", "c||d"), ["a: b", "c: d"]),
        (rows("||", ""), []),
        ([], []),
    ],
)  # fmt: skip
def test_tables_become_the_lines_that_a_reader_sees(table, lines):
    assert table_lines(table) == lines


def test_room_is_one_empty_line_and_none_at_the_ends():
    lines = Lines()
    for line in ("", "a", "", "", "b", "c", ""):
        lines.add(line)
    assert lines.text() == "a\n\nb\nc\n"


@pytest.mark.parametrize(
    ("value", "form", "printed"),
    [
        (1, "decimal", "1"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "lowerRoman", "0"),
        (-1, "a", "-1"),
        (10**6, "lowerLetter", "1000000"),
        (10**6, "upperRoman", "1000000"),
        (5, "ordinalText", "5"),
    ],
)
def test_numbers_are_printed_in_their_form(value, form, printed):
    assert number(value, form) == printed


def test_what_is_longer_than_any_figure_is_none():
    assert table_lines(rows("a|1" + "," * 50, "b|2" + "," * 50))[0].startswith("| a | 1,")
    assert table_lines(rows("a|1" + "," * 60, "b|2" + "," * 60))[0].startswith("a: 1,")


def test_lines_in_a_cell_are_parted_by_one_blank():
    assert table_lines([[["a \n\t\n\n b", "c|"], ["1"]], [["d"], ["2"]]]) == ["| a b c/ | 1 |", "| d | 2 |"]
