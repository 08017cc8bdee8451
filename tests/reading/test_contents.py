"""Which lines belong to a table of contents, and what their titles are."""

from __future__ import annotations

import pytest

from referat_nlp.reading.contents import entry_titles, has_leaders, page_at


@pytest.mark.parametrize(
    "line",
    [
        "Ny sti ........ 3",
        "Ny sti…… 3",
        "Ny sti . . . . 3",
        "Ny sti ___ Side 3",
        "Ny sti ....",
        "Ny sti ...Side",
        "... 1017  ",
    ],
)
def test_line_that_ends_in_leaders(line: str) -> None:
    assert has_leaders(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "3",
        "Ny sti",
        "Ny sti 3",
        "Ny sti.. 3",
        "Ny sti … 3",
        "Ny sti ... ved mosen",
        "Ny sti ... 12345",
        "... Side 3 af 9",
    ],
)
def test_line_that_does_not(line: str) -> None:
    assert not has_leaders(line)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Ny sti 3", "Ny sti"),
        ("Ny sti\t3", "Ny sti"),
        ("Ny sti .... 12 ", "Ny sti"),
        ("Ny sti..3", "Ny sti"),
        ("Budget 2022 3", "Budget 2022"),
        # no page
        ("Ny sti.3", None),
        ("Ny sti3", None),
        ("Ny sti 12345", None),
        ("Ny sti", None),
        ("", None),
    ],
)
def test_page_behind_a_title(line: str, title: str | None) -> None:
    at = page_at(line)
    assert (None if at is None else line[:at]) == title


@pytest.mark.parametrize(
    "line",
    ["Budget 2022", "4. Budget 2022", "4. Budget 2022 ... 7", "12a Budget 2022 7", "4.1 Budget 2022", "4) Budget 2022"],
)
def test_title_of_an_entry(line: str) -> None:
    assert "budget 2022" in entry_titles(line)


def test_figures_of_a_title_are_no_number_of_the_entry() -> None:
    assert "3 nye veje" in entry_titles("2. 3 nye veje")
    assert "nye veje" not in entry_titles("2. 3 nye veje")
