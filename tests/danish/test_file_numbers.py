"""The forms of file numbers; the numbers are invented in the forms of the catalogue of layouts."""

from __future__ import annotations

import pytest

from referat_nlp.danish.file_numbers import KLE, LABELLED, LINE, STRONG

JOURNAL = [
    "00.01.00-G01-73-23",
    "05.01.08Ø54",
    "00.01.00A04",
    "00.22.04.G01",
    "00.01.00P35-0098",
    "00.30.14-P19-1-20",
    "00.01 P27/4",
    "01.02.05 P16/88",
    "00.01.00.A10-0001/2013",
    "86.00.G01/2011-102",
]
PLAIN = ["23/2615", "2007/34364", "2018-0139365", "306-2009-600", "EMN-2021-00311", "041207-2013", "41207/2013"]
ONLY_LABELLED = ["22-004316", "1-21-78-2-18", "1-30-11-06-V", "BR 366/07", "299835", "A09"]


@pytest.mark.parametrize("number", JOURNAL + PLAIN + ONLY_LABELLED)
def test_number_behind_a_label_is_read_whole(number: str) -> None:
    match = LABELLED.search(f"{number}, brev 3")
    assert match is not None
    assert match[0] == number


@pytest.mark.parametrize("number", JOURNAL + PLAIN)
def test_number_is_known_without_a_label(number: str) -> None:
    match = STRONG.search(f"se {number}.")
    assert match is not None
    assert match[0] == number


@pytest.mark.parametrize("number", ONLY_LABELLED)
def test_short_or_bare_number_needs_its_label(number: str) -> None:
    assert STRONG.fullmatch(number) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9766",
        "269",
        "12 34 56 78",
        "01-02-2020",
        "2019-2022",
        "1207-2013",
        "7-9",
        "1.632.785",
        "23/2615/4",
        "x23/2615",
        "00.01.00",
        "16:30",
    ],
)
def test_what_only_looks_like_a_file_number_is_none(text: str) -> None:
    assert LABELLED.search(text) is None
    assert STRONG.search(text) is None
    assert KLE.search(text) is None


@pytest.mark.parametrize(
    ("number", "subject"),
    [("00.01.00-G01-73-23", "00.01.00"), ("05.01.08Ø54", "05.01.08"), ("00.22.04.G01", "00.22.04")],
)
def test_journal_number_gives_its_subject(number: str, subject: str) -> None:
    match = KLE.fullmatch(number)
    assert match is not None
    assert match["kle"] == subject
    assert KLE.search("23/2615") is None


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("20/31373", True),
        ("00.32.00Ø00   10/4821", True),
        ("20/31373, 20/31374 ", True),
        ("20/31373 og mere", False),
        ("269", False),
        ("", False),
    ],
)
def test_line_of_file_numbers_holds_nothing_else(line: str, alone: bool) -> None:
    assert bool(LINE.match(line)) is alone
