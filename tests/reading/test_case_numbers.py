"""An item's own file numbers. All minutes and numbers are invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.case_numbers import in_text
from referat_nlp.reading.document import read

HEAD = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n"


def numbers(text: str) -> list[tuple[str, str]]:
    (item,) = read(HEAD + text).items
    return [(number.text, number.kind) for number in item.case_numbers]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("1. Ny cykelsti\nSagsnr.: 21/4711\n", [("21/4711", "case")]),
        (
            "1. Ny cykelsti\nSagsnr. 21/4711 Journalnr.: 05.01.08-G01-7-21\n",
            [("21/4711", "case"), ("05.01.08-G01-7-21", "journal")],
        ),
        ("1. Ny cykelsti\n21/4711\n", [("21/4711", "case")]),
        ("1. Ny cykelsti\nÅbent - 00.01.00A04 - 2007/34364\n", [("00.01.00A04", "journal"), ("2007/34364", "case")]),
        ("1. Ny cykelsti (2019-0041187)\n", [("2019-0041187", "case")]),
        ("1. Ny cykelsti        471-2008-33 / hkn\n", [("471-2008-33", "case")]),
        ("1. BR 366/07. Ny cykelsti\n", [("BR 366/07", "case")]),
        ("1. Ny cykelsti\nSagsnr. 304417 Teknisk Udvalg Åbent punkt\n", [("304417", "case")]),
        ("1. Ny cykelsti\nDok.nr.: 3120 Sagsid.: 14/512 Initialer: eka\n", [("14/512", "case")]),
        ("1. Ny cykelsti\nSagsnr.:\nSagsansvarlig:\n21/4711\nHBJ\n", [("21/4711", "case")]),
        ("1. Ny cykelsti\nDIHABR / 06/17018\n", [("06/17018", "case")]),
        ("1. Ny cykelsti\nSagsnr.: 21/4711, 21/4712\n", [("21/4711", "case"), ("21/4712", "case")]),
        # none of the item's own
        ("1. Ny cykelsti\nDok.nr.: 3120\n", []),
        ("1. Ny cykelsti\nStien er omtalt i sag 21/33 og i bekendtgørelse nr. 9766 af 1. maj 2019.\n", []),
        ("1. Ny cykelsti\nTlf. 12 34 56 78\n", []),
        ("1. Ny cykelsti\nSe pkt. 269 den 03-02-2021.\n", []),
    ],
)
def test_file_numbers_stand_behind_labels_or_around_the_title(head: str, found: list[tuple[str, str]]) -> None:
    assert numbers(f"{head}Beslutning\nGodkendt.\n") == found


def test_number_below_the_sections_needs_its_label() -> None:
    text = "1. Ny cykelsti\nSagsfremstilling\nStien er slidt.\nSe 21/33.\nBeslutning\nGodkendt.\nSagsnr.: 21/4711\n"
    assert numbers(text) == [("21/4711", "case")]


def test_number_has_its_place_and_subject() -> None:
    text = f"{HEAD}1. Ny cykelsti\nJ.nr. 05.01.08-G01-7-21\nBeslutning\nGodkendt.\n"
    ((one,),) = [item.case_numbers for item in read(text).items]
    assert (text[one.start : one.end], one.kle) == ("05.01.08-G01-7-21", "05.01.08")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Støtten (sagsnr. 22/1873) er givet.", ["22/1873"]),
        ("KLE 00.01.00-G01-73-23, jf. nr. 9766 og pkt. 269", ["00.01.00-G01-73-23"]),
        ("Sags-ID: EMN-2021-00311", ["EMN-2021-00311"]),
        ("Regning 22/1873 er betalt.", []),
        ("", []),
    ],
)
def test_any_text_gives_numbers_that_are_plain_to_see(text: str, found: list[str]) -> None:
    assert [text[number.start : number.end] for number in in_text(text)] == found


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Sagsnr.: 6628", ["6628"]),
        ("Sags-ID: 917", ["917"]),
        ("Sagsnummer: 2024 fra arkivet", []),
        ("Sag nr.: 130", []),
        ("Sagsnr. 6628", []),
    ],
)
def test_short_number_alone_behind_its_label_and_colon(line: str, numbers: list[str]) -> None:
    text = f"Bestyrelsen\nMødedato: 3. maj 2010\n\n1. Ny bro\n{line}\n\nBeslutning:\nGodkendt.\n"
    assert [n.text for n in read(text).items[0].case_numbers] == numbers
