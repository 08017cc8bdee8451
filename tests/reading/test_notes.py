"""Notes of attendance among the lines of an item. All persons are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.reading.document import read
from referat_nlp.reading.notes import NAMES_LINE, sentences

HEAD = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n1. Ny cykelsti\nSagsnr. 21/4711\nBeslutning\n"


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


def decided(text: str) -> tuple[list[str], list[tuple[str, str | None, str | None]]]:
    """Return the decisions' texts and the absent members of an item with `text` under its decision heading."""
    (item,) = read(HEAD + text).items
    return [d.text for d in item.decisions], [(a.name, a.party, a.substitute) for a in item.absent]


# -- sentences ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Godkendt. Ida Holm kom.", ["Godkendt.", "Ida Holm kom."]),
        ("Godkendt.\n\nUdsat", ["Godkendt.", "Udsat"]),
        ("Godkendt.Ida Holm kom.", ["Godkendt.", "Ida Holm kom."]),
        ("Er det godt? Ja!", ["Er det godt?", "Ja!"]),
        ("Valgt:\n- Ida Holm\n- Bo Dam", ["Valgt:", "- Ida Holm", "- Bo Dam"]),
        ("Imod stemte V. Sagen er slut.", ["Imod stemte V.", "Sagen er slut."]),
        ("", []),
        (" \n ", []),
        # no ends
        ("Den 3. marts kom K. Jørgensen kl. 17.", ["Den 3. marts kom K. Jørgensen kl. 17."]),
        ("Se pkt. 3 og nr. 4, jf. stk. 5.", ["Se pkt. 3 og nr. 4, jf. stk. 5."]),
        ("1. suppleant Bo Dam mødte.", ["1. suppleant Bo Dam mødte."]),
        ("Det koster 2 mio. kr. i alt.", ["Det koster 2 mio. kr. i alt."]),
        ("Vejen er\nslidt.", ["Vejen er\nslidt."]),
    ],
)
def test_sentences_end_at_stops_blank_lines_and_bullets(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@given(st.one_of(st.text(max_size=80), st.text("AÅab. \n-•1?:,\t", max_size=80)))
@settings(max_examples=150, deadline=None)
def test_sentences_are_in_order_and_leave_out_blanks_only(text: str) -> None:
    at = 0
    for start, end in sentences(text, 0, len(text)):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "line",
    [
        "Ida Holm",
        "Ida Holm (A), Bo Dam (V)",
        "• Ida Holm (A)",
        "1. Bo Dam, Ø",
        "Ida Holm og Bo Dam.",
        "Borgmester Ida Holm (A)",
    ],
)
def test_line_of_names(line: str) -> None:
    assert NAMES_LINE.match(line)


@pytest.mark.parametrize(
    "line", ["Godkendt", "Ida Holm kom", "Ida", "Den lange vej er slidt", "Ida Holm (A) mødte ikke"]
)
def test_line_with_more_than_names(line: str) -> None:
    assert not NAMES_LINE.match(line)


# -- notes beside a decision ----------------------------------------------------------------------------------------

IDA = ("Ida Holm", "A", None)


@pytest.mark.parametrize(
    "note",
    [
        "Fraværende: Ida Holm (A)",
        "Fraværende:\nIda Holm (A)",
        "Afbud: Ida Holm (A).",
        "Fraværende Ida Holm (A)",
        "Fraværende\tIda Holm (A)",
        "Ida Holm (A) var fraværende.",
        "Ida Holm (A) havde meldt afbud.",
        "Ida Holm (A) erklærede sig inhabil og deltog ikke i sagens behandling.",
        "Fraværende:\nIda Holm (A) havde lovligt forfald.",
        "Fraværende:\nMed afbud: Ida Holm (A)",
        "Deltog ikke i sagens behandling: Ida Holm (A).",
    ],
)
def test_note_above_or_below_is_no_part_of_the_decision(note: str) -> None:
    assert decided(f"Godkendt.\n{note}\n") == (["Godkendt."], [IDA])
    assert decided(f"{note}\nGodkendt.\n") == (["Godkendt."], [IDA])
    assert decided(f"Godkendt.\n\n{note}\n") == (["Godkendt."], [IDA])


def test_note_on_the_decisions_line_is_cut_off() -> None:
    assert decided("Godkendt. Fraværende: Ida Holm (A)\n") == (["Godkendt."], [IDA])
    assert decided("Godkendt. Ida Holm (A) var fraværende.\n") == (["Godkendt."], [IDA])


def test_picture_below_a_note_is_no_text() -> None:
    assert decided("Godkendt.\n\nFraværende: Ida Holm (A)\n\n![](_page_8_Picture_3.jpeg)\n") == (["Godkendt."], [IDA])


def test_note_that_wraps_below_the_name_is_no_label() -> None:
    text = "Godkendt. Ida Holm (A)\ndeltog ikke i sagens behandling.\n"
    assert decided(text) == (["Godkendt."], [IDA])


def test_note_in_the_middle_stays_in_the_text() -> None:
    text = "Vejen lukkes. Ida Holm (A) var fraværende. Skiltene bliver."
    assert decided(text + "\n") == ([text], [IDA])


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("Fraværende: Ida Holm (A) - Bo Dam (V) mødte som stedfortræder", [("Ida Holm", "A", "Bo Dam")]),
        ("Ida Holm (A) havde meldt afbud, og Bo Dam (V) deltog i stedet.", [("Ida Holm", "A", "Bo Dam")]),
        ("Ida Holm (A) var fraværende. Som stedfortræder deltog Bo Dam (V).", [("Ida Holm", "A", "Bo Dam")]),
        ("Som stedfortræder for Ida Holm (A) deltog Bo Dam (V).", [("Ida Holm", "A", "Bo Dam")]),
        ("Fraværende: Ida Holm (A)\nStedfortræder: Bo Dam (V)", [("Ida Holm", "A", "Bo Dam")]),
        ("Afbud: Ida Holm (A)\nI stedet mødte Bo Dam (V).", [("Ida Holm", "A", "Bo Dam")]),
        (
            "Fraværende: Ida Holm (A). Stedfortræder: Bo Dam (A). Kaj Wind (V) havde forladt mødet.",
            [("Ida Holm", "A", "Bo Dam"), ("Kaj Wind", "V", None)],
        ),
        # to the member of the same party, else to the last one
        (
            "Afbud: Ida Holm (A), Kaj Wind (V)\nStedfortræder: Bo Dam (A)",
            [("Ida Holm", "A", "Bo Dam"), ("Kaj Wind", "V", None)],
        ),
        (
            "Afbud: Ida Holm (A), Kaj Wind (V)\nStedfortrædere: Bo Dam (V), Else Riis (A)",
            [("Ida Holm", "A", "Else Riis"), ("Kaj Wind", "V", "Bo Dam")],
        ),
        (
            "Afbud: Ida Holm (A), Kaj Wind (A)\nStedfortræder: Bo Dam (A)",
            [("Ida Holm", "A", None), ("Kaj Wind", "A", "Bo Dam")],
        ),
        (
            "Afbud: Ida Holm, Kaj Wind\nStedfortrædere: Bo Dam, Else Riis",
            [("Ida Holm", None, "Bo Dam"), ("Kaj Wind", None, "Else Riis")],
        ),
        (
            "Fraværende:\nIda Holm (A)\nKaj Wind (C) (Bo Dam mødt)",
            [("Ida Holm", "A", None), ("Kaj Wind", "C", "Bo Dam")],
        ),
    ],
)
def test_substitute_goes_to_the_member_whom_the_note_names(
    note: str, members: list[tuple[str, str | None, str | None]]
) -> None:
    assert decided(f"Godkendt.\n{note}\n") == (["Godkendt."], members)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Ida Holm (A) var fraværende. Bo Dam (V) kom til stede kl. 17.20.", [IDA]),
        ("Ida Holm (A) var fraværende. Bo Dam (V) var til stede under pkt. 1.", [IDA]),
    ],
)
def test_arrival_beside_an_absence_is_no_substitute(
    text: str, members: list[tuple[str, str | None, str | None]]
) -> None:
    assert decided(f"Godkendt.\n{text}\n") == (["Godkendt."], members)


@pytest.mark.parametrize(
    "note",
    [
        "Fraværende: Ingen",
        "Fraværende:\nIngen",
        "Afbud: Ingen.",
        "Afbud: Der var ingen afbud.",
        "Fraværende: Alle var til stede",
    ],
)
def test_nobody_is_absent_where_the_note_says_so(note: str) -> None:
    assert decided(f"Godkendt.\n{note}\n") == (["Godkendt."], [])
    assert decided(f"{note}\nGodkendt.\n") == (["Godkendt."], [])


@pytest.mark.parametrize(
    "note", ["Fraværende: -", "Fraværende: –", "Fraværende: Ida Holm", "Fraværende: Ida Holm, Bo Dam"]
)
def test_one_word_below_the_list_of_names_stays_the_decision(note: str) -> None:
    assert decided(f"{note}\nGodkendt.\n")[0] == ["Godkendt."]
    assert decided(f"{note}\nGodkendt\n")[0] == ["Godkendt"]
    assert decided(f"{note}\nGodkendt, som indstillet\n")[0] == ["Godkendt, som indstillet"]


@pytest.mark.parametrize(
    ("note", "names"),
    [
        ("Fraværende: Bo Dam, Ida\nHolm", ["Bo Dam", "Ida Holm"]),
        ("Fraværende: Bo Dam, Ida\nHolm (A)", ["Bo Dam", "Ida Holm"]),
        # the mark of the list on a line of its own
        ("Fraværende:\n-\nIda Holm (A)", ["Ida Holm"]),
    ],
)
def test_name_that_a_line_end_parts_from_the_list_belongs_to_it(note: str, names: list[str]) -> None:
    decisions, members = decided(f"Godkendt.\n{note}\n")
    assert (decisions, [name for name, _, _ in members]) == (["Godkendt."], names)


@pytest.mark.parametrize(
    "sentence",
    ["Ida Holm (A) ankom kl. 17.20.", "Ida Holm forlod mødet kl. 19.", "Direktør Ida Holm deltog under punktet."],
)
def test_arrival_is_no_absence_and_no_part_of_the_decision(sentence: str) -> None:
    assert decided(f"Godkendt.\n{sentence}\n") == (["Godkendt."], [])


@pytest.mark.parametrize(
    "text",
    [
        "Ida Holm (A) og Bo Dam (V) vælges. Som suppleanter vælges Kaj Wind og Else Riis.",
        "Valgt blev Ida Holm med Bo Dam som stedfortræder.",
        "Sygefraværet er faldet til 3 pct.",
        "Der var afbud fra 3 virksomheder.",
        "Ida Holm (A) ønskede en ny plan.",
        "Ida Holm blev valgt som suppleant.",
    ],
)
def test_election_or_other_sentence_stays_the_decision(text: str) -> None:
    assert decided(text + "\n") == ([text], [])


def test_names_above_the_decision_are_a_note_where_they_carry_parties() -> None:
    assert decided("Ida Holm (A), Bo Dam (V)\n\nGodkendt.\n") == (["Godkendt."], [IDA, ("Bo Dam", "V", None)])


def test_label_of_a_block_takes_its_value_below() -> None:
    text = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n1. Ny cykelsti\nSagsnr.:\nSagsansvarlig:\nAfbud:\n21/4711\nHBJ\nIda Holm (A)\nBeslutning\nGodkendt.\n"
    (item,) = read(text).items
    assert [(a.name, a.party) for a in item.absent] == [("Ida Holm", "A")]
    assert [n.text for n in item.case_numbers] == ["21/4711"]


@pytest.mark.parametrize("name", ["Punkt", "pkt.", "sag"])
def test_note_at_one_item_that_names_others_counts_at_those(name: str) -> None:
    rows = "".join(
        f"{n}. Sag om vej {n}\nSagsnr. 21/{n}\nBeslutning\nGodkendt.\n{'Bo Dam (V) deltog ikke under ' + name + ' 2-3.' if n == 1 else ''}\n"
        for n in (1, 2, 3, 4)
    )
    found = read(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n\n{rows}").items
    assert [item.number for item in found if item.absent] == ["2", "3"]


def test_sentence_whose_person_no_rule_can_name_stays_open() -> None:
    text = HEAD + "Godkendt.\nHolm havde meldt afbud.\n"
    reading = read(text)
    assert [(index, text[a:b]) for index, a, b in reading.questions] == [(0, "Holm havde meldt afbud.")]
    assert read(HEAD + "Godkendt.\nIda Holm havde meldt afbud.\n").questions == []


def test_who_is_elected_as_substitute_is_not_absent() -> None:
    text = "Ida Holm valgtes. Som stedfortræder valgtes Bo Dam."
    assert decided(text + "\n\nFraværende: Kaj Wind (C).\n") == ([text], [("Kaj Wind", "C", None)])


def test_who_is_elected_while_another_has_leave_is_not_absent() -> None:
    text = "Byrådet udpegede Ida Holm som medlem af udvalget, så længe Bo Dam har orlov."
    assert [one.name for one in read(HEAD + text + "\n").absent] == []


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("Fraværende- Ida Holm ()\n- Bo Dam ()", [("Ida Holm", None, None), ("Bo Dam", None, None)]),
        ("FraværendeIda Holm (A), Bo Dam (V)", [("Ida Holm", "A", None), ("Bo Dam", "V", None)]),
        ("Afbud- Ida Holm (A)", [("Ida Holm", "A", None)]),
        (
            "Fravær og stedfortræder: Ida Holm (A) er fraværende (ferie). Bo Dam (V) deltog som stedfortræder for Ida Holm.",
            [("Ida Holm", "A", "Bo Dam")],
        ),
        ("Fraværende: Ida Holm (A)\nStedfortræder for Ida Holm (A): Bo Dam (A)", [("Ida Holm", "A", "Bo Dam")]),
        ("For Ida Holm (A) mødte Bo Dam (A).", [("Ida Holm", "A", "Bo Dam")]),
        ("På grund af inhabilitet deltog Ida Holm (A) ikke i behandlingen.", [("Ida Holm", "A", None)]),
        (
            "Under punktet var Ida Holm (A) og Bo Dam (V) ikke til stede.",
            [("Ida Holm", "A", None), ("Bo Dam", "V", None)],
        ),
        ("Ikke deltaget i punktet: Ida Holm (A)", [("Ida Holm", "A", None)]),
        ("Ida Holm (A) med afbud", [("Ida Holm", "A", None)]),
    ],
)
def test_notes_in_more_of_a_clerks_forms(note: str, members: list[tuple[str, str | None, str | None]]) -> None:
    assert decided(f"Godkendt.\n{note}\n") == (["Godkendt."], members)


@pytest.mark.parametrize(
    "text",
    [
        "Under mødet var Ida Holm (A) ordstyrer.",
        "I mødet deltog Ida Holm (A) ikke i afstemningen.",
        "For Ida Holm (A) er sagen klar.",
    ],
)
def test_sentences_that_only_begin_like_notes_stay_in_the_decision(text: str) -> None:
    assert decided(f"Godkendt. {text}\n")[1] == []


def test_absences_of_an_earlier_meeting_are_left_out() -> None:
    text = (
        "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n1. Ny cykelsti\nSagsnr. 21/4711\nHistorik\n"
        "Natur og By, 1. februar 2021, pkt. 4:\n\nAnbefalet.\n\nFraværende: Kaj Wind (C)\n\n"
        "Beslutning\nGodkendt.\n\nFraværende: Ida Holm (A)\n"
    )
    (item,) = read(text).items
    assert [one.name for one in item.absent] == ["Ida Holm"]


@pytest.mark.parametrize(
    "note", ["Ida Holm og Bo Dam (V) deltog ikke på mødet.", "Ida Holm var fraværende. Bo Dam (V) havde meldt afbud."]
)
def test_note_below_a_list_without_full_stops_is_none_of_its_entries(note: str) -> None:
    texts, absent = decided(f"Besøg hos naboerne\nNyt tag på hallen i Byen\nTur til Strandby\n{note}\n")
    assert texts == ["Besøg hos naboerne Nyt tag på hallen i Byen Tur til Strandby"]
    assert [(name, party) for name, party, _ in absent] == [("Ida Holm", None), ("Bo Dam", "V")]


def test_sentence_that_wraps_before_a_name_is_no_note() -> None:
    text = "Udvalget besluttede, at punktet udsættes til et senere møde, da\nIda Holm ikke var til stede.\n"
    assert decided(text) == (
        ["Udvalget besluttede, at punktet udsættes til et senere møde, da Ida Holm ikke var til stede."],
        [],
    )


@pytest.mark.parametrize(
    "note",
    [
        "Ida Holm (V) stedfortræder for Bo Dam (V)",
        "Ida Holm (V) som stedfortræder for Bo Dam (V).",
        "Ida Holm (V), suppleant for Bo Dam (V)",
        "Ida Holm i stedet for Bo Dam (V).",
    ],
)
def test_substitute_may_be_named_without_a_verb(note: str) -> None:
    found = (["Godkendt."], [("Bo Dam", "V", "Ida Holm")])
    assert decided(f"Godkendt.\n\n{note}\n\nFraværende\nBo Dam (V)\n") == found
    assert decided(f"{note}\n\nGodkendt.\n") == found


def test_substitute_without_a_verb_is_the_decision_of_an_election() -> None:
    text = "Ida Holm (V) stedfortræder for Bo Dam (V)"
    (item,) = read(HEAD.replace("Ny cykelsti", "Valg til havnerådet") + text).items
    assert [d.text for d in item.decisions] == [text]
