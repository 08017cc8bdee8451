"""Labels, values and names that a transcript runs together on a page. All texts are invented."""

from __future__ import annotations

from referat_nlp.reading.document import read
from referat_nlp.reading.records import Reading

CONTENTS = "Indholdsfortegnelse Side 1. Leje af bådplads Maling af fyret 4"


def minutes(cover: str, one: str = "Beslutning: Godkendt.", two: str = "Beslutning: Udsat.", more: str = "") -> Reading:
    """Return what is read of a transcript with this cover and two items."""
    pages = [
        cover,
        CONTENTS,
        *([more] if more else []),
        f"1. Leje af bådplads Sagsnr.: 09/12 {one}",
        f"2. Maling af fyret Sagsnr.: 09/13 {two}",
    ]
    return read("Transkript\n\n" + "\n\n".join(f"{n} {page}" for n, page in enumerate(pages, 1)) + "\n")


def people(reading: Reading) -> tuple[list[str], list[str]]:
    return [p.name for p in reading.header.participants], [a.name for a in reading.absent]


def test_values_behind_a_run_of_labels_are_given_to_them_in_order() -> None:
    reading = minutes(
        "Havneudvalget Mødedato: Mandag den 4. maj 2009 Mødested: Deltagere: Fraværende: Referent: Pakhuset, det gamle loft "
        "Ida Holm, Bo Lindskov, Tove Aaby Ingen Else Riis"
    )
    assert reading.header.place == "Pakhuset, det gamle loft"
    assert people(reading) == (["Ida Holm", "Bo Lindskov", "Tove Aaby"], [])


def test_word_of_a_place_is_no_part_of_the_first_name() -> None:
    reading = minutes(
        "Havneudvalget Mødedato: Mandag den 4. maj 2009 Mødelokale: Medlemmer: 214, Mødelokale Ida Holm, Bo Lindskov, Tove Aaby"
    )
    assert (reading.header.place, people(reading)[0]) == ("214, Mødelokale", ["Ida Holm", "Bo Lindskov", "Tove Aaby"])


def test_absent_member_behind_the_participants_is_known_from_the_items() -> None:
    note = "Beslutning Havneudvalget den Fraværende: Per Frost Holm Godkendt"
    reading = minutes(
        "Havneudvalget Mødedato: Mandag den 4. maj 2009 Mødested: Deltagere: Fraværende: Referent: Pakhuset, Kajen 2 "
        "Ida Holm, Bo Lindskov, Tove Aaby Per Frost Holm Else Riis",
        note,
        note,
    )
    assert people(reading) == (["Ida Holm", "Bo Lindskov", "Tove Aaby"], ["Per Frost Holm"])


def test_labels_without_a_colon_are_known_before_names() -> None:
    reading = minutes(
        "HAVNSØ BYRÅD",
        more="HAVNSØ BYRÅD Tid Mødet den , Sted Kajen 2, Loftet Fraværende Ole Vig Til stede Ida Holm, Bo Lindskov Åben",
    )
    assert (reading.header.place, people(reading)) == ("Kajen 2, Loftet", (["Ida Holm", "Bo Lindskov"], ["Ole Vig"]))


def test_names_without_commas_end_where_a_first_name_begins() -> None:
    reading = minutes(
        "Havneudvalget 4. maj 2009",
        more="Medlemmer Ida Holm Bo Erik Lindskov Tove Aaby Anne-Mette Dam Krog Fraværende Tove Aaby Bo Erik Lindskov "
        "Bemærkninger til dagsorden",
    )
    assert people(reading) == (["Ida Holm", "Anne-Mette Dam Krog"], ["Tove Aaby", "Bo Erik Lindskov"])


def test_what_is_said_of_the_meeting_is_no_name() -> None:
    reading = minutes("Møde i Havneudvalget den 4. maj 2009 Medlemmer: Ida Holm, Bo Lindskov Mødet hævet kl")
    assert people(reading)[0] == ["Ida Holm", "Bo Lindskov"]


def test_decision_behind_absent_members_needs_no_mark_between() -> None:
    reading = minutes(
        "Havneudvalget 4. maj 2009",
        "Beslutning Havneudvalget den Fraværende: Ida Holm, Bo Lindskov Taget til efterretning",
        "Beslutninger Havneudvalget den Ikke til stede: Ida Holm Udvalget valgte Tove Aaby.",
    )
    assert [[d.text for d in i.decisions] for i in reading.items] == [
        ["Taget til efterretning"],
        ["Udvalget valgte Tove Aaby."],
    ]
    assert [[a.name for a in i.absent] for i in reading.items] == [["Ida Holm", "Bo Lindskov"], ["Ida Holm"]]
    assert {d.body for i in reading.items for d in i.decisions} == {"Havneudvalget"}


def test_nobody_absent_before_the_decision() -> None:
    reading = minutes("Havneudvalget 4. maj 2009", "Beslutning Havneudvalget den Fraværende: Ingen Godkendt")
    assert ([d.text for d in reading.items[0].decisions], reading.items[0].absent) == (["Godkendt"], [])


def test_decision_heading_whose_day_and_body_are_lost() -> None:
    reading = minutes(
        "Møde i Havneudvalget den 4. maj 2009",
        "Beslutning den Lejen hæves. Fraværende Ida Holm",
        "Beslutning i den : Udsat.",
    )
    assert [(d.text, d.body, d.date) for i in reading.items for d in i.decisions] == [
        ("Lejen hæves.", "Havneudvalget", "2009-05-04"),
        ("Udsat.", "Havneudvalget", "2009-05-04"),
    ]


def test_absent_members_alone_below_a_decision_heading_decide_nothing() -> None:
    reading = minutes("Havneudvalget 4. maj 2009", "Beslutning Havneudvalget den Fraværende: Ida Holm, Bo Lindskov")
    assert reading.items[0].decisions == []
    assert [a.name for a in reading.items[0].absent] == ["Ida Holm", "Bo Lindskov"]


def test_member_who_came_late_ends_the_list_of_absent_members() -> None:
    reading = minutes(
        "Havneudvalget 4. maj 2009", "Beslutning den : Godkendt. Afbud: Ida Holm Bo Lindskov deltog fra kl"
    )
    assert [a.name for a in reading.items[0].absent] == ["Ida Holm"]
    assert [d.text for d in reading.items[0].decisions] == ["Godkendt."]


def test_members_with_parties_without_commas_follow_empty_remarks() -> None:
    reading = minutes(
        "Havneudvalget Mødedato: Mandag den 4. maj 2009 Mødested: Kajen 2 Bemærkninger: Medlemmer: Ida Holm (A) Bo Erik Lindskov (V) "
        "Tove Aaby (C) Deltagere: Fraværende:"
    )
    assert people(reading)[0] == ["Ida Holm", "Bo Erik Lindskov", "Tove Aaby"]


def test_place_of_two_names_stands_before_the_absent_members() -> None:
    reading = minutes(
        "Havneudvalget Mødedato: Mødested: Fraværende: Mødelokale 12, Havnsø Rådhus Ida Holm, Bo Lindskov og Tove Aaby Bemærkninger"
    )
    assert reading.header.place == "Mødelokale 12, Havnsø Rådhus"
    assert people(reading)[1] == ["Ida Holm", "Bo Lindskov", "Tove Aaby"]


def test_body_that_has_lost_its_last_word_is_the_meetings() -> None:
    reading = minutes(
        "Referat Havne-, Strand- og Fritidsudvalget Mødedato: Mandag den 4. maj 2009",
        "Beslutninger Havne-, Strand- og den Godkendt.",
    )
    assert [(d.body, d.date, d.own) for d in reading.items[0].decisions] == [
        ("Havne-, Strand- og Fritidsudvalget", "2009-05-04", True)
    ]
