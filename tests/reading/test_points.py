"""Decision headings on two lines, and page heads that look like them. All minutes are invented."""

from __future__ import annotations

import pytest
from shapes import Shape

from referat_nlp.reading.document import read
from referat_nlp.reading.points import joined

HEAD = "Møde i Byrådet\nmandag den 3. maj 2010\n\n"


def decisions(text: str) -> list[tuple[str | None, str | None, bool, str]]:
    found = [(d.body or "", d.date, d.own, d.text) for item in read(text).items for d in item.decisions]
    return [(body.capitalize() if body.isupper() else body, *rest) for body, *rest in found]


BOTH = [
    ("Kulturudvalget", "2010-04-20", False, "Anbefales."),
    ("Byrådet", "2010-05-03", True, "Vedtaget mod 2 stemmer."),
]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kulturudvalgets møde 20. april 2010\nPunkt 7:", "Byrådets møde 3. maj 2010\nPunkt 2:"),
        ("Kulturudvalgets møde den 20. april 2010\n\nPunkt 7", "Byrådets møde den 3. maj 2010\n\nPunkt 2"),
        ("KULTURUDVALGETS MØDE DEN 20. APRIL 2010\nPUNKT 7:", "BYRÅDETS MØDE DEN 3. MAJ 2010\nPUNKT 2:"),
        ("Kulturudvalgets møde 20.04.2010,\n\tpkt. 7:", "Byrådets møde 03.05.2010,\n\tpkt. 2:"),
        ("Møde i Kulturudvalget den 20. april 2010\nPkt. 7", "Møde i Byrådet den 3. maj 2010\nPkt. 2"),
        ("Kulturudvalget, møde den 20. april 2010\nSag nr. 7", "Byrådet, møde den 3. maj 2010\nSag nr. 2"),
        ("Kulturudvalget den 20. april 2010\nPunkt 7:", "Byrådet den 3. maj 2010\nPunkt 2:"),
        ("Kulturudvalgets møde tirsdag den 20. april 2010\nPunkt 7:", "Byrådets møde mandag den 3. maj 2010\nPunkt 2:"),
        ("Kulturudvalgets møde 20. april 2010, punkt 7", "Byrådets møde 3. maj 2010, punkt 2"),
        ("Møde i Kulturudvalget den 20. april 2010, punkt 7:", "Møde i Byrådet den 3. maj 2010, punkt 2:"),
    ],
)
def test_meeting_and_number_there_are_a_decisions_heading(first: str, second: str) -> None:
    text = (
        f"{HEAD}2. Tilbygning til svømmehallen\n\nResumé\n\nHallen mangler omklædning.\n\n"
        f"{first}\n\nAnbefales.\n\n{second}\n\nVedtaget mod 2 stemmer.\n"
    )
    assert decisions(text) == BOTH


def test_one_body_alone_is_known_by_the_numbers_of_its_items() -> None:
    text = HEAD + "".join(
        f"{n}. {title}\n\nDer er kommet et brev.\n\nByrådets møde 3. maj 2010\nPunkt {n}:\n\n{decided}\n\n"
        for n, title, decided in ((1, "Ny bro", "Godkendt."), (2, "Ny kaj", "Udsat."))
    )
    assert [d[1:] for d in decisions(text)] == [("2010-05-03", True, "Godkendt."), ("2010-05-03", True, "Udsat.")]


def test_head_of_a_page_above_an_item_stays_apart() -> None:
    text = HEAD + "".join(
        f"Byrådets møde den 3. maj 2010\nPunkt {n}:\n{title}\n\nBeslutning:\n{decided}\n\n"
        for n, title, decided in ((1, "Ny bro", "Godkendt."), (2, "Ny kaj", "Udsat."), (3, "Eventuelt", "Intet."))
    )
    assert joined(text) == text
    assert [(i.number, i.title) for i in read(text).items] == [("1", "Ny bro"), ("2", "Ny kaj"), ("3", "Eventuelt")]


@pytest.mark.parametrize(
    "line",
    [
        "Vi cyklede den 3. maj 2010\nPunkt 4:",
        "Udvalget talte på sit møde den 3. maj 2010\nom punkt 4",
        "Byrådets møde 3. maj 2010\nPunkt 4 blev taget først",
    ],
)
def test_other_lines_that_end_in_a_day_stay_as_they_are(line: str) -> None:
    assert (
        joined(f"4. Ny bro\n{line}\nKulturudvalgets møde om broen\n")
        == f"4. Ny bro\n{line}\nKulturudvalgets møde om broen\n"
    )


def test_pairs_are_joined_in_linear_time(check_linear) -> None:  # type: ignore[no-untyped-def]
    check_linear(joined, Shape("1. Ny bro\nByrådets møde 3. maj 2010\nPunkt 1:\nGodkendt.\n"))


def test_heading_of_a_meeting_and_its_number_within_a_line_of_a_transcript() -> None:
    text = (
        f"{HEAD}2. Tilbygning til svømmehallen\nHallen mangler plads. Kulturudvalgets møde 20. april 2010 Punkt 7: "
        "Anbefales. Byrådets møde 3. maj 2010 Punkt 2: Vedtaget mod 2 stemmer.\n"
    )
    assert decisions(text) == BOTH


def test_sentence_about_a_meeting_and_a_number_is_no_heading() -> None:
    text = (
        f"{HEAD}2. Ny bro\nSagsfremstilling\nDet fremgik af Kulturudvalgets møde 20. april 2010 punkt 7, at broen er smal.\n"
        "Beslutning\nGodkendt.\n"
    )
    assert [d[3] for d in decisions(text)] == ["Godkendt."]
