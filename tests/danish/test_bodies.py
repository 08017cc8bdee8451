"""Names of bodies in headings and sentences. The sentences are invented; the body stands between « and »."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from referat_nlp.danish.bodies import ADMINISTRATION, BODY, CORE_WORD, nominative, same, tidy


@pytest.mark.parametrize(
    "sentence",
    [
        "I går besluttede «Økonomiudvalget» at vente.",
        "Sagen kommer i «Børne-, Uddannelses- og Arbejdsmarkedsudvalget» til maj.",
        "Referat fra «Havnefronten Lokaludvalg»",
        "«Teknik- & Havneudvalget» 2022-2025",
        "«§ 17, stk. 4-udvalget for Bosætning»",
        "Lyngsø Kommune «Byrådet»",
        "den dag da «Regionsrådet» mødtes",
        "«Kommunalbestyrelsen», siden «Handicaprådet»",
        "«Kultur- og Idrætsudvalget», 03-04-2019",
        "«Udvalget for Teknik & Miljø» mødes",
        "«Udvalg for Sundhed, Ældre og Kultur»",
    ],
)
def test_body_is_found_with_its_whole_name(sentence: str) -> None:
    expected = re.findall("«(.*?)»", sentence)
    text = sentence.replace("«", "").replace("»", "")
    assert [match[0] for match in BODY.finditer(text)] == expected


def test_genitive_belongs_to_the_match() -> None:
    match = BODY.match("Byrådets beslutning")
    assert match is not None
    assert match[0] == "Byrådets"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rådhuset",
        "Byrådssalen",
        "Udvalgsformanden",
        "Direktøren",
        "forvaltningen",
        "Rådmanden",
        "udvalgsmøde",
        "x-udvalg-y",
    ],
)
def test_word_that_only_holds_a_bodys_name_is_none(text: str) -> None:
    assert BODY.search(text) is None
    assert CORE_WORD.search(text) is None


@pytest.mark.parametrize(
    "text",
    ["Borgmesterens Afdeling påtegning", "Teknik- og Miljøforvaltningen", "administrationen", "kommunaldirektør"],
)
def test_words_of_an_administration_are_known(text: str) -> None:
    assert ADMINISTRATION.search(text)
    assert not ADMINISTRATION.search("Teknik- og Miljøudvalget")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Økonomiudvalget 2022-2025", "Økonomiudvalget"),
        ("Byrådet (2018-2021)", "Byrådet"),
        ("Byrådet 2018-21", "Byrådet"),
        ("Byrådet, ", "Byrådet"),
        ("Udvalget\n for  Kultur:", "Udvalget for Kultur"),
        ("– Byrådet |", "Byrådet"),
        ("2022-2025", ""),
        ("", ""),
        # a single year is no council period
        ("Byrådet 2014", "Byrådet 2014"),
    ],
)
def test_tidy_name_has_no_period_and_no_stray_marks(printed: str, name: str) -> None:
    assert tidy(printed) == name


@pytest.mark.parametrize(
    ("genitive", "name"),
    [
        ("Byrådets", "Byrådet"),
        ("Økonomiudvalgets", "Økonomiudvalget"),
        ("ØKONOMIUDVALGETS", "ØKONOMIUDVALGET"),
        ("Kommunalbestyrelsens", "Kommunalbestyrelsen"),
        ("Østerå Byråds", "Østerå Byråd"),
        ("Havnefronten Lokaludvalgs", "Havnefronten Lokaludvalg"),
        ("Teknisk Udvalgs", "Teknisk Udvalg"),
        ("Byrådet", "Byrådet"),
        ("Børns", "Børns"),
        ("", ""),
    ],
)
def test_nominative_drops_the_genitives_s_of_bodies_only(genitive: str, name: str) -> None:
    assert nominative(genitive) == name


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Byrådet", "Østerå Byråd"),
        ("Byråd", "Byrådets"),
        ("Kultur- og Idrætsudvalget", "Kultur og Idrætsudvalget"),
        ("Teknisk Udvalg", "TEKNISK UDVALG"),
        ("Børne- og Skoleudvalget", "Børn- og Skoleudvalget"),
    ],
)
def test_same_body_in_other_words(one: str, two: str) -> None:
    assert same(one, two)
    assert same(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Økonomiudvalget", "Teknisk Udvalg"),
        ("Udvalget for Teknik", "Udvalget for Kultur"),
        ("Byrådet", "Regionsrådet"),
        ("Socialudvalget", "Skoleudvalget"),
        ("Kultur- og Idrætsudvalget", "Kulturudvalget"),
        ("Byrådet", None),
        (None, None),
        ("", ""),
    ],
)
def test_other_body_is_not_the_same(one: str | None, two: str | None) -> None:
    assert not same(one, two)
    assert not same(two, one)


NAMES = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(["Byrådet", "Udvalget", "for", "og", "-", "2022-2025", "Teknik", " ", "s", "§ 17", "(", ":"]),
        max_size=8,
    ).map(" ".join),
)


@given(NAMES, NAMES)
@example("00-2000 2000-2000 A", "")
@settings(max_examples=80, deadline=None)
def test_any_names_are_survived(one: str, two: str) -> None:
    assert tidy(tidy(one)) == tidy(one)
    assert len(nominative(one)) in (len(one), len(one) - 1)
    assert same(one, two) == same(two, one)
    for match in BODY.finditer(one):
        assert match[0]
