"""Notes of who was absent and who took part instead. All persons are invented; the formulas are the usual ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.danish.people import Note, absence_told, limits, persons, read_list, read_sentence


def absent(note: Note | None) -> list[tuple[str, str | None, str | None]] | None:
    """Return (name, party, substitute) of each absent person, None where the text is no note."""
    return None if note is None else [(person.name, person.party, substitute) for person, substitute in note.absent]


def sentence(text: str) -> list[tuple[str, str | None, str | None]] | None:
    return absent(read_sentence(text, 0, len(text)))


def behind_label(text: str) -> list[tuple[str, str | None, str | None]] | None:
    return absent(read_list(text, 0, len(text)))


# -- persons --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ida Holm (A), Bo Dam (V) og Åse Lund", [("Ida Holm", "A"), ("Bo Dam", "V"), ("Åse Lund", None)]),
        ("Ida Holm, A, (sygdom)", [("Ida Holm", "A")]),
        ("Borgmester Ida Holm (A)", [("Ida Holm", "A")]),
        ("FormandIda Holm (A)", [("Ida Holm", "A")]),
        ("Ida Holm (Socialdemokratiet)", [("Ida Holm", "Socialdemokratiet")]),
        ("Ida Holm (A, formand)", [("Ida Holm", "A")]),
        ("Ida Holm (inhabil)", [("Ida Holm", None)]),
        ("Afbud Ida Holm (A)", [("Ida Holm", "A")]),
        ("Ida Holm Sagerne 5 og 6", [("Ida Holm", None)]),
        ("Ida\nHolm", []),
        ("Ingen", []),
        ("Lyngsø Kommune og Teknisk Udvalg", []),
        ("Det Konservative Folkeparti", []),
        ("Holm", []),
        ("", []),
    ],
)
def test_persons_are_found_in_order_with_their_parties(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.party) for one in persons(text, 0, len(text))] == found


def test_person_has_the_place_of_the_name_without_title_and_party() -> None:
    text = "Afbud: rådmand Ida Holm (A), Bo Dam"
    one, two = persons(text, 0, len(text))
    assert (text[one.start : one.end], text[one.end : one.after]) == ("Ida Holm", " (A)")
    assert text[two.start : two.end] == "Bo Dam"
    assert persons(text, 0, text.index("Holm")) == []


# -- sentences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm (A) var fraværende.",
        "Ida Holm (A) havde meldt afbud.",
        "Ida Holm (A) havde lovligt forfald.",
        "Ida Holm (A) udeblev uden afbud.",
        "Ida Holm (A) mødte ikke.",
        "Ida Holm (A) fraværende.",
        "Borgmester Ida Holm (A) var fraværende.",
        "Rådmand Ida Holm (A) deltog ikke i sagens behandling.",
        "Ida Holm (A) erklærede sig inhabil og deltog ikke i behandlingen.",
        "Ida Holm (A) forlod lokalet under punktet grundet inhabilitet.",
        "Ida Holm (A) er kasserer i foreningen og deltog ikke i sagens behandling.",
        "Ida Holm (A) er inhabil i sagen.",
        "Ida Holm (A) medvirkede ikke i sagens behandling.",
        "Afbud fra Ida Holm (A).",
        "Der var afbud fra Ida Holm (A).",
        "Fraværende var Ida Holm (A).",
        "Alle medlemmer var mødt undtagen Ida Holm (A).",
        "Ida Holm (A) kunne ikke deltage.",
        "Ida Holm (A) tog ikke del i sagens behandling.",
        "Der er modtaget afbud fra Ida Holm (A).",
        "Afbud er modtaget fra Ida Holm (A).",
        "Ida Holm (A) var fraværende fra punktets begyndelse.",
    ],
)
def test_sentence_tells_who_was_absent(text: str) -> None:
    assert sentence(text) == [("Ida Holm", "A", None)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ida Holm (A) og Bo Dam (V) havde meldt afbud.", ["Ida Holm", "Bo Dam"]),
        ("Ida Holm, Bo Dam og Åse Lund var fraværende.", ["Ida Holm", "Bo Dam", "Åse Lund"]),
        (
            "Alle var mødt undtagen Ida Holm, Bo Dam og Åse Lund, der havde meldt afbud.",
            ["Ida Holm", "Bo Dam", "Åse Lund"],
        ),
        ("Ida Holm og Bo Dam var forhindrede i at deltage i sagens behandling.", ["Ida Holm", "Bo Dam"]),
        ("Både Ida Holm og Bo Dam var fraværende.", ["Ida Holm", "Bo Dam"]),
        ("Hverken Ida Holm eller Bo Dam deltog.", ["Ida Holm", "Bo Dam"]),
    ],
)
def test_sentence_tells_of_several(text: str, names: list[str]) -> None:
    found = sentence(text)
    assert found is not None
    assert [name for name, _, _ in found] == names


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm (A) havde meldt afbud, og Bo Dam (V) deltog i stedet.",
        "Ida Holm (A) var fraværende. I stedet mødte Bo Dam (V).",
        "Ida Holm (A) havde lovligt forfald. Bo Dam (V) var indkaldt som stedfortræder.",
        "Som stedfortræder for Ida Holm (A) deltog Bo Dam (V).",
        "Bo Dam (V) deltog som stedfortræder for Ida Holm (A).",
        "I stedet for Ida Holm (A) deltog Bo Dam (V).",
        "Ida Holm (A) var fraværende, og i hendes sted deltog Bo Dam (V).",
        "Bo Dam (V) er indkaldt for Ida Holm (A).",
    ],
)
def test_sentence_tells_who_took_part_instead(text: str) -> None:
    assert sentence(text) == [("Ida Holm", "A", "Bo Dam")]


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm (A) ankom kl. 17.30.",
        "Ida Holm forlod mødet kl. 19.",
        "Ida Holm deltog fra kl. 17.",
        "Direktør Ida Holm deltog under punktet.",
        "Ida Holm (A) var fraværende fra kl. 17.30.",
        "Ida Holm (A) var ikke til stede indtil kl. 18.",
    ],
)
def test_arrival_or_presence_is_a_note_without_absence(text: str) -> None:
    assert sentence(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Godkendt.",
        "Alle medlemmer var mødt.",
        "Ida Holm deltog ikke i afstemningen.",
        "Ida Holm var ikke inhabil.",
        "Udvalget besluttede, at Ida Holm deltager i kurset.",
        "sygefravær var 3 pct. i år",
        "Medarbejdernes fravær er steget, siger Ida Holm.",
        "Der er afbud fra 3 virksomheder.",
        "Der er modtaget tilbud fra Ida Holm.",
        "Ida Holm tog ikke del i byggeriet.",
        "Ida Holm kunne ikke deltage i afstemningen.",
        "Ida Holm (A) medvirkede ikke til beslutningen.",
        "Ida Holm (A) medvirker ikke hertil.",
        "Ida Holm (A) kunne ikke medvirke hertil og stemte imod.",
        "Hverken Ida Holm eller Bo Dam deltog i afstemningen.",
        "Hverken Ida Holm eller Bo Dam stemte for.",
        "Ida Holm eller Bo Dam deltager i kurset.",
        "Kun Ida Holm stemte imod.",
        "Ida Holm blev valgt som suppleant.",
        "Ida Holm er valgt som stedfortræder for formanden.",
    ],
)
def test_other_sentence_is_no_note(text: str) -> None:
    assert read_sentence(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I stedet deltog Bo Dam.", ["Bo Dam"]),
        ("I stedet deltog Bo Dam (V) og Kaj Wind (A).", ["Bo Dam", "Kaj Wind"]),
        ("I stedet deltog Bo Dam (V), som Kaj Wind havde bedt om det.", ["Bo Dam"]),
        ("Bo Dam mødte som suppleant.", ["Bo Dam"]),
        ("Ida Holm ankom kl. 17.", []),
        ("Ida Holm var til stede.", []),
    ],
)
def test_substitutes_are_those_who_took_part_instead(text: str, names: list[str]) -> None:
    note = read_sentence(text, 0, len(text))
    assert note is not None
    assert [one.name for one in note.substitutes] == names


def test_sentence_is_read_in_its_stretch_only() -> None:
    text = "Godkendt. Ida Holm var fraværende. Bo Dam ankom."
    note = read_sentence(text, 10, 34)
    assert note is not None
    assert [text[one.start : one.end] for one, _ in note.absent] == ["Ida Holm"]


# -- lists ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ida Holm (A), Bo Dam (V)", [("Ida Holm", "A", None), ("Bo Dam", "V", None)]),
        ("Ida Holm\nBo Dam", [("Ida Holm", None, None), ("Bo Dam", None, None)]),
        ("Ida Holm (A) Bo Dam (V)", [("Ida Holm", "A", None), ("Bo Dam", "V", None)]),
        ("Ida Holm (A) - Bo Dam (V) mødte som stedfortræder", [("Ida Holm", "A", "Bo Dam")]),
        ("Ida Holm (A) – Bo Dam (V) deltager som suppleant", [("Ida Holm", "A", "Bo Dam")]),
        ("Ida Holm (Bo Dam mødt)", [("Ida Holm", None, "Bo Dam")]),
        ("Ida Holm (A) (stedfortræder: Bo Dam)", [("Ida Holm", "A", "Bo Dam")]),
        ("Ida Holm. I stedet deltog Bo Dam.", [("Ida Holm", None, "Bo Dam")]),
        ("Ida Holm, A, (sygdom)", [("Ida Holm", "A", None)]),
        ("Ida Holm pga. arbejde", [("Ida Holm", None, None)]),
        ("Ida Holm (A) - Bo Dam (V) mødte", [("Ida Holm", "A", "Bo Dam")]),
        ("Ida Holm (A) ankom kl. 17", []),
        ("Ida Holm (A), deltog i punkt 1-3", []),
        ("Ingen", []),
        ("", []),
        ("Ida Holm (A) - for hende mødte Bo Dam (V)", [("Ida Holm", "A", "Bo Dam")]),
    ],
)
def test_names_behind_a_label(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert behind_label(text) == found


# -- limits to items ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("deltog ikke under pkt. 7-9", "7 8 9"),
        ("punkt 1, 2 og 4", "1 2 4"),
        ("sagerne 5, 6 og 10", "5 6 10"),
        ("under punkterne 2 til 4", "2 3 4"),
        ("punkt 1 – 3", "1 2 3"),
        ("Sag nr. 3", "3"),
        ("dagsordenspunkt 4 og 9", "4 9"),
        # no range, whatever was meant
        ("punkt 7-3", "3 7"),
    ],
)
def test_items_that_a_note_names(text: str, numbers: str) -> None:
    assert limits(text) == set(numbers.split())


@pytest.mark.parametrize(
    "text", ["", "sag 21/33", "pkt. 3.1", "Sag 8: Udsat", "i 2 sager", "kl. 17.30", "§ 4", "nr. 9766"]
)
def test_other_numbers_limit_nothing(text: str) -> None:
    assert limits(text) is None


def test_note_keeps_the_items_it_names() -> None:
    note = read_sentence("Ida Holm deltog ikke i behandlingen af pkt. 1 og 9.", 0, 51)
    assert note is not None
    assert note.limits == {0: {"1", "9"}}


# -- open sentences -------------------------------------------------------------------------------------------------


def test_absence_is_told_from_the_verb_on() -> None:
    text = "Holm havde meldt afbud."
    assert absence_told(text, 0, len(text)) == text.index("havde")
    assert absence_told("havde meldt afbud.", 0, 18) is None
    assert absence_told("Holm kom.", 0, 9) is None


PIECES = st.sampled_from(
    [
        "Ida",
        "Holm",
        "Bo Dam",
        "(A)",
        "(",
        ")",
        ",",
        "og",
        "-",
        "var fraværende",
        "deltog",
        "ikke",
        "i stedet for",
        "som stedfortræder for",
        "mødte",
        "havde meldt afbud",
        "undtagen",
        "pkt. 7-9",
        "kl. 17",
        "ankom",
        "inhabil",
        "Borgmester",
        ".",
        ":",
        "\n",
        "Ingen",
        "Alle",
        "Formand",
        "1. suppleant",
        "I stedet",
        "Afbud fra",
    ]
)


@given(
    st.one_of(
        st.text(max_size=60), st.lists(PIECES, max_size=16).map(" ".join), st.lists(PIECES, max_size=10).map("".join)
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_survived_and_names_stand_where_they_are_said_to(text: str) -> None:
    notes = [read_list(text, 0, len(text)), read_sentence(text, 0, len(text))]
    found = persons(text, 0, len(text))
    found += [one for note in notes if note for one, _ in note.absent]
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.name.split() == text[one.start : one.end].split()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ida Holm (A) deltog som kasserer i klubben ikke i sagens behandling.", ["Ida Holm"]),
        ("Ida Holm (A) og Bo Dam (V) deltog på grund af inhabilitet ikke i behandlingen.", ["Ida Holm", "Bo Dam"]),
        ("Ida Holm var grundet ferie ikke til stede.", ["Ida Holm"]),
        ("Ida Holm deltog som følge af inhabilitet ikke.", ["Ida Holm"]),
        ("Ida Holm deltog i sin egenskab af formand ikke i punktet.", ["Ida Holm"]),
    ],
)
def test_absence_is_told_behind_its_reason(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in sentence(text) or []] == names


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm deltog som formand ikke i afstemningen.",
        "Ida Holm var som den eneste ikke enig i beslutningen.",
        "Ida Holm deltog som gæst i punktet, men ikke i behandlingen.",
    ],
)
def test_reason_before_another_verb_tells_no_absence(text: str) -> None:
    assert not sentence(text)


# -- the same words again ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", [read_list, read_sentence])
def test_note_is_read_the_same_wherever_it_stands(read: Callable[[str, int, int], Note | None]) -> None:
    note = "Ida Holm (A) og Bo Dam (V) havde meldt afbud til sag 3."
    text = f"{note}\nBudgettet blev godkendt.\n{note}"
    at = len(text) - len(note)
    one, two = read(text, 0, len(note)), read(text, at, len(text))
    assert one is not None
    assert one.absent
    assert one.moved(at) == two


def test_note_that_was_read_before_has_persons_of_its_own() -> None:
    text = "Ida Holm (A)"
    read_list(text, 0, len(text)).absent[0][0].name = "Bo Dam"
    assert behind_label(text) == [("Ida Holm", "A", None)]


def test_word_for_a_body_is_one_where_no_other_word_goes_on_into_it() -> None:
    assert absent(read_list(" Råd Holm", 1, 9)) == []
    assert absent(read_list("xRåd Holm", 1, 9)) == [("Råd Holm", None, None)]
