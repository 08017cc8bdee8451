"""Headings that the contents announce, found again wherever in a line. All minutes are invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.repeated import headings

TITLES = ["Ny cykelsti ved Mosevej", "Budget 2018", "Bænke i parken, 2. etape"]
LISTED = "Indhold 1. Ny cykelsti ved Mosevej 2. Budget 2018 3. Bænke i parken, 2. etape"
PAGED = "Indhold\n1. Ny cykelsti ved Mosevej..3\n2. Budget 2018 ... 4 3. Bænke i parken, 2. etape.....12"
BODY = "{n}. {title} Sagsfremstilling Vejen er smal. Beslutning Godkendt."


def found(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in headings(text)]


@pytest.mark.parametrize("listed", [LISTED, PAGED])
@pytest.mark.parametrize("between", [" ", "\n", "\n\n", ""])
def test_heading_ends_where_contents_and_body_part(listed: str, between: str) -> None:
    body = between.join(BODY.format(n=n, title=t) for n, t in enumerate(TITLES, 1))
    assert found(f"{listed} {body}") == [f"{n}. {t}" for n, t in enumerate(TITLES, 1)]


def test_title_may_wrap_in_the_body() -> None:
    body = " ".join(BODY.format(n=n, title=t.replace(" ", "\n", 1)) for n, t in enumerate(TITLES, 1))
    assert found(f"{LISTED} {body}") == [f"{n}. {t}" for n, t in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        LISTED,
        # other titles below the same numbers
        LISTED + " 1. Ny skole 2. Ny bro 3. Nyt tag",
        # two entries are no contents
        "1. Veje 2. Broer 1. Veje Godkendt. 2. Broer Godkendt.",
        # sums and days are no numbers of items
        "Udgift 1.200 Kr. i alt den 2. Maj og 3,4 Mio. Udgift 1.200 Kr. i alt den 2. Maj og 3,4 Mio.",
    ],
)
def test_without_contents_that_the_body_repeats_there_are_none(text: str) -> None:
    assert headings(text) == []


def test_items_in_one_long_line_are_those_of_the_contents() -> None:
    body = " ".join(BODY.format(n=n, title=t) for n, t in enumerate(TITLES, 1))
    items = read(f"Byrådet Mødedato: 3. marts 2021 {LISTED} {body}").items
    assert [(i.number, i.title) for i in items] == [(str(n), t) for n, t in enumerate(TITLES, 1)]
    assert [[d.text for d in i.decisions] for i in items] == [["Godkendt."]] * 3
