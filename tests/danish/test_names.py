"""Names of persons and parties; all persons are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.danish.names import is_party, match_name, strip_titles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ida Holm", "Ida Holm"),
        ("Inger-Marie Skovbæk (V)", "Inger-Marie Skovbæk"),
        ("N. P. Tornager deltog", "N. P. Tornager"),
        ("Jens Chr. Brandholt, B", "Jens Chr. Brandholt"),
        ("Anne-Lise von der Bjerg", "Anne-Lise von der Bjerg"),
        ("Mohammed al-Rahimi", "Mohammed al-Rahimi"),
        ("Nadia El-Masri og Bo", "Nadia El-Masri"),
        ("Fadime Yıldız", "Fadime Yıldız"),
        ('Ida "Bager" Holm', 'Ida "Bager" Holm'),
        ("Bo Å. Nygård", "Bo Å. Nygård"),
        ("Siri O'Brien", "Siri O'Brien"),
        ("IDA HOLM", "IDA HOLM"),
        ("Ida\tHolm", "Ida\tHolm"),
        ("Jógvan á Heygum", "Jógvan á Heygum"),
    ],
)
def test_name_is_matched_whole(text: str, name: str) -> None:
    match = match_name(text)
    assert match is not None
    assert match[0] == name


@pytest.mark.parametrize(
    "text", ["", "Ida", "ida holm", "Ida holm", "Ida 3 Holm", "Ida\nHolm", "(Ida Holm)", "Kaj I. I sagen"]
)
def test_what_is_no_full_name_is_not_matched(text: str) -> None:
    assert match_name(text) is None


def test_name_is_matched_at_the_position_only() -> None:
    assert match_name("og Ida Holm") is None
    match = match_name("og Ida Holm Dam", 3, 11)
    assert match is not None
    assert match[0] == "Ida Holm"


@pytest.mark.parametrize(
    "bracket",
    [
        "A",
        "Ø",
        "SF",
        "løsgænger",
        "Liste Ø",
        "Det Konservative Folkeparti",
        "Socialdemokratiet",
        "Radikale Venstre",
        "Borgerlisten",
        "Lokallisten Lyngsø",
        "uden for parti",
        " V ",
        "Enhedslisten - De Rød-Grønne",
    ],
)
def test_bracket_with_a_party(bracket: str) -> None:
    assert is_party(bracket)


@pytest.mark.parametrize(
    "bracket", ["", "a", "ABCD", "inhabil", "sygdom", "ferie", "direktør", "pkt. 3", "Ida Holm", "formand"]
)
def test_bracket_with_something_else(bracket: str) -> None:
    assert not is_party(bracket)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Borgmester Bo Dam", "Bo Dam"),
        ("1. suppleant Bo Dam", "Bo Dam"),
        ("Rådmand: Bo Dam", "Bo Dam"),
        ("Formanden Bo Dam", "Bo Dam"),
        ("Bo Dam", "Bo Dam"),
        ("Formandskabet Bo Dam", "Formandskabet Bo Dam"),
        ("", ""),
    ],
)
def test_titles_before_the_name_are_measured(text: str, rest: str) -> None:
    assert text[strip_titles(text) :] == rest


@given(st.one_of(st.text(max_size=40), st.text("AÅab.-'’\"” \tvondel", max_size=40)))
@settings(max_examples=100, deadline=None)
def test_any_text_is_survived(text: str) -> None:
    match = match_name(text)
    assert match is None or (match.start() == 0 and len(match[0].split()) > 1 and match[0][0] != " ")
    assert 0 <= strip_titles(text) <= len(text)
    assert isinstance(is_party(text), bool)


@pytest.mark.parametrize("name", ["Kaj H.S. Wind", "Ida J.P.H. Holm", "Bo K. Dam"])
def test_initials_without_blanks_between_them_are_part_of_the_name(name: str) -> None:
    match = match_name(f"{name}, Ulla Berg")
    assert match is not None
    assert match[0] == name
