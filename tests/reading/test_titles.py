"""Titles of agenda items and the marks beside them. All titles are invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.titles import (
    clean_title,
    is_marked,
    read_title,
    similar,
    title_like,
    without_kind_marks,
    without_open_marks,
)


@pytest.mark.parametrize(
    ("printed", "title", "is_closed"),
    [
        ("Lukket: Køb af grund (2019-0041187)", "Køb af grund", True),
        ("Lukket punkt: Køb af grund", "Køb af grund", True),
        ("LUKKET SAG - Køb af grund", "Køb af grund", True),
        ("Køb af grund (Lukket)", "Køb af grund", True),
        ("Køb af grund - lukket", "Køb af grund", True),
        ("(Lukket) Køb af grund", "Køb af grund", True),
        ("Lukket punkt", "Lukket punkt", True),
        ("Køb af grund (Åben)", "Køb af grund", False),
        ("Åben sag: Køb af grund", "Køb af grund", False),
        ("Meddelelser fra formandenReferat", "Meddelelser fra formanden", False),
        ("Spørgetid ( )", "Spørgetid", False),
        ("Køb af grund - LUKKET SAG", "Køb af grund", True),
        ("Køb af grund (Lukket sag) (hv)", "Køb af grund", True),
        ("Køb af grund [Lukket punkt]", "Køb af grund", True),
        ("Køb af grund (Åben sag) (hv)", "Køb af grund", False),
        ("Køb af grund - Åben sag", "Køb af grund", False),
        ("Fortroligt punkt: Køb af grund", "Køb af grund", True),
        ("Closed: Køb af grund", "Køb af grund", True),
        ("CLOSED : Køb af grund", "Køb af grund", True),
        ("(Closed) Køb af grund", "Køb af grund", True),
        ("Køb af grund (Closed)", "Køb af grund", True),
        ("Open: Køb af grund", "Køb af grund", False),
        # no marks
        ("Closed circuit-kameraer på havnen", "Closed circuit-kameraer på havnen", False),
        ("Open by night: tilskud", "Open by night: tilskud", False),
        ("Fortrolig rådgivning - status", "Fortrolig rådgivning - status", False),
        ("Besøg i Den Åbne Skole (DÅS)", "Besøg i Den Åbne Skole (DÅS)", False),
        ("Skolen holder åbent", "Skolen holder åbent", False),
        ("Lukkede veje i byen", "Lukkede veje i byen", False),
        ("Åbent hus på havnen", "Åbent hus på havnen", False),
        ("Skolen lukkes", "Skolen lukkes", False),
        ("Budget (2. behandling)", "Budget (2. behandling)", False),
        ("", "", False),
    ],
)
def test_marks_are_taken_off_the_title(printed: str, title: str, is_closed: bool) -> None:
    assert clean_title(printed) == (title, is_closed)


@pytest.mark.parametrize("line", ["Ny vej", "2. behandling af budgettet", "§ 17-udvalg", '"Åbne døre"'])
def test_line_like_a_title(line: str) -> None:
    assert title_like(line)


@pytest.mark.parametrize("line", ["", "ny vej", "Vejen er slidt.", "Det indstilles,", "at", "- Ny vej", "x" * 300])
def test_line_unlike_a_title(line: str) -> None:
    assert not title_like(line)


@pytest.mark.parametrize(
    "title", ["Køb af grund (Lukket)", "Lukket: Køb af grund", "Veje (Åben)", "Veje (22/4711)", "Veje ( )"]
)
def test_title_with_a_mark(title: str) -> None:
    assert is_marked(title)


@pytest.mark.parametrize("title", ["Veje", "Lukkede veje", "Veje (2. behandling)", ""])
def test_title_without_a_mark(title: str) -> None:
    assert not is_marked(title)


@pytest.mark.parametrize(
    ("printed", "words", "cases"),
    [
        ("Køb af  grund", "Køb af grund", []),
        ("Køb af grund (2019-0041187)", "Køb af grund", ["2019-0041187"]),
        ("Meddelelser        471-2008-33 / hkn", "Meddelelser", ["471-2008-33"]),
        ("Meddelelser\t22/4711, 22/4712", "Meddelelser", ["22/4711", "22/4712"]),
        ("BR 366/07. Ny bro", "Ny bro", ["BR 366/07"]),
        # figures of the title
        ("Lokalplan 22/4711", "Lokalplan 22/4711", []),
        ("Budget 2022/23", "Budget 2022/23", []),
    ],
)
def test_file_numbers_beside_a_title_are_none_of_its_words(printed: str, words: str, cases: list[str]) -> None:
    text = f"1. {printed}\nGodkendt."
    title = read_title(text, 3, 3 + len(printed))
    assert (title.words, [text[a:b] for a, b in title.cases]) == (words, cases)


def test_mark_between_title_and_file_number_closes_the_item() -> None:
    printed = "Køb af grund (Lukket)        471-2008-33"
    title = read_title(printed, 0, len(printed))
    assert (title.words, title.closed) == ("Køb af grund", True)


def test_long_title_cut_off_near_its_end_is_the_same_title() -> None:
    title = "Ny cykelsti mellem Mosevej og den gamle station"
    assert similar(title, title[:-3])
    assert similar("Veje", "VEJE:")
    assert not similar(title, title[:20])
    assert not similar("Veje", "Vej")
    assert not similar("", "")


def test_kind_of_case_is_left_out_where_most_titles_bear_one() -> None:
    assert without_kind_marks(["Veje (B)", "Bænke (O)"]) == ["Veje", "Bænke"]
    assert without_kind_marks(["Veje (B)", "Bænke", "Stier"]) == ["Veje (B)", "Bænke", "Stier"]
    assert without_kind_marks(["Veje (orienteringssag)", "Bænke", "Stier"]) == ["Veje", "Bænke", "Stier"]
    assert without_kind_marks([]) == []


@pytest.mark.parametrize(
    ("printed", "title", "case"),
    [
        ("Regnskab 2004                    J.nr. 00.32.10S00", "Regnskab 2004", "00.32.10S00"),
        ("Lån til Fjord-\n      hus Varmeværk        J.nr. 13.11.02", "Lån til Fjord- hus Varmeværk", "13.11.02"),
        ("Ny bro Sagsnr.: 21/4711", "Ny bro", "21/4711"),
    ],
)
def test_labelled_file_number_behind_the_title_is_the_item_s(printed: str, title: str, case: str) -> None:
    found = read_title(printed, 0, len(printed))
    assert (found.words, [printed[a:b] for a, b in found.cases]) == (title, [case])


@pytest.mark.parametrize("printed", ["Salg af matr.nr. 12a", "Sagsnr. 21/4711", "Valg til lov nr. 21"])
def test_other_numbers_behind_a_title_stay_in_it(printed: str) -> None:
    assert read_title(printed, 0, len(printed)).words == printed


@pytest.mark.parametrize(
    ("printed", "title", "is_closed"),
    [
        ("Åbent         Takster for hallerne", "Takster for hallerne", False),
        ("Lukket\tKøb af grund", "Køb af grund", True),
        ("LUKKET    Køb af grund", "Køb af grund", True),
        ("Lukket sag   Køb af grund", "Køb af grund", True),
        ("Åben punkt \t Takster", "Takster", False),
        ("Køb af grund       Lukket", "Køb af grund", True),
        ("Takster for hallerne\tÅben", "Takster for hallerne", False),
        # one or two blanks part words
        ("Åbent Hus på havnen", "Åbent Hus på havnen", False),
        ("Lukket afdeling  på plejehjemmet", "Lukket afdeling på plejehjemmet", False),
        ("Lukkede   veje", "Lukkede veje", False),
    ],
)
def test_mark_in_a_column_of_its_own_is_no_part_of_the_title(printed: str, title: str, is_closed: bool) -> None:
    found = read_title(printed, 0, len(printed))
    assert (found.words, found.closed) == (title, is_closed)


def test_mark_in_a_column_of_its_own_is_a_mark() -> None:
    assert is_marked("Åbent      Takster")
    assert not is_marked("Åbent Hus")


def test_marks_with_a_blank_are_taken_off_where_most_titles_have_one() -> None:
    titles = ["Åbent Takster", "Åbent Åbent hus på havnen", "Lukket Køb af grund", "Orientering"]
    assert without_open_marks(titles) == [
        ("Takster", False),
        ("Åbent hus på havnen", False),
        ("Køb af grund", True),
        ("Orientering", False),
    ]
    assert without_open_marks(["Takster Åben", "Veje Åben", "Køb af grund Lukket"])[2] == ("Køb af grund", True)


@pytest.mark.parametrize(
    "titles",
    [[], ["Åbent Hus"], ["Åbent Hus", "Lukket Land"], ["Åbent Hus", "Takster", "Veje"], ["Skolen er åben"] * 3],
)
def test_words_that_few_titles_begin_with_stay(titles: list[str]) -> None:
    assert without_open_marks(titles) == [(title, False) for title in titles]


def test_running_number_before_its_year_stands_behind_a_title() -> None:
    printed = "Ny bro       041207-2013"
    found = read_title(printed, 0, len(printed))
    assert (found.words, [printed[a:b] for a, b in found.cases]) == ("Ny bro", ["041207-2013"])
