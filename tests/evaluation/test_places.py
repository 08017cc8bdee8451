"""Where quotations stand in the text itself, and how exactly offsets agree with that."""

from __future__ import annotations

import pytest

from referat_nlp.evaluation.places import Pair, Places, agreement

TEXT = """\
1. **Maling** af molen
Beslutning
- Godkendt,  dog
kun *den* ene.

2. Salg
Beslutning
Godkendt.
Beslutning: Godkendt.
"""
ITEMS = [{"number": "1", "title": "Maling af molen"}, {"number": "2", "title": "Salg"}]


def found(quoted: str, item: int | None = None, near: int | None = None) -> str | None:
    place = Places(TEXT, ITEMS).find(quoted, item, near)
    return place and TEXT[slice(*place)]


def test_marks_and_line_breaks_within_a_quotation_belong_to_its_place() -> None:
    assert found("Godkendt, dog kun den ene.", 0) == "Godkendt,  dog\nkun *den* ene."
    assert found("Maling af molen", 0) == "Maling** af molen"


@pytest.mark.parametrize("quoted", ["Afvist.", "Godkendt, dog ikke", "", None])
def test_what_is_not_printed_stands_nowhere(quoted: str) -> None:
    assert found(quoted, 0) is None


def test_of_several_places_the_nearest_or_the_first_below_the_title() -> None:
    places = Places(TEXT, ITEMS)
    first, second = TEXT.index("Godkendt.\n"), TEXT.rindex("Godkendt.")
    assert places.find("Godkendt.", 1) == (first, first + 9)
    assert places.find("Godkendt.", 1, second + 3) == (second, second + 9)
    assert places.find("Beslutning", 1) == (TEXT.index("Beslutning\nGodkendt."), TEXT.index("\nGodkendt."))


def test_agreement_tells_ends_overlap_and_what_was_not_located() -> None:
    some = agreement(
        [
            Pair("amounts", (0, 10), (0, 10)),
            Pair("amounts", (0, 10), (0, 5)),
            Pair("amounts", (20, 30), (25, 30)),
            Pair("decisions", None, (3, 4)),
        ]
    )
    assert list(some) == ["amounts", "decisions", "all"]
    amounts = some["amounts"]
    assert (amounts.number, amounts.nowhere) == (3, 0)
    assert (amounts.exact, amounts.start, amounts.end) == pytest.approx((1 / 3, 2 / 3, 2 / 3))
    assert amounts.overlap == pytest.approx((1 + 0.5 + 0.5) / 3)
    assert (some["decisions"].number, some["decisions"].nowhere) == (0, 1)
    assert some["all"].number == 3


def test_no_pair_no_agreement() -> None:
    assert agreement([]) == {}
