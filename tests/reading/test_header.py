"""The meeting's header. All minutes are invented; labels and formulas are the usual ones."""

from __future__ import annotations

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.header import Header, municipality

ITEM = "\n\n1. Ny cykelsti\nSagsnr. 21/4711\nBeslutning\nGodkendt.\n"


def header(text: str) -> Header:
    return read(text + ITEM).header


def people(text: str) -> list[tuple[str, str | None]]:
    return [(person.name, person.party) for person in header(text).participants]


def absent(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.name, one.party, one.substitute) for one in read(text + ITEM).absent]


# -- when, where, who -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Teknisk Udvalg\nMødedato: Onsdag den 3. marts 2021\nMødetidspunkt: kl. 16.30\nMødested: Mødelokale 2, Rådhuset",
        "Teknisk Udvalg\nMødedato\tOnsdag d. 3. marts 2021 kl. 16:30\nMødested\tMødelokale 2, Rådhuset",
        "Teknisk Udvalg\n\nMødedato:\nMødetidspunkt:\nMødested:\nOnsdag den 3. marts 2021\n16:30\nMødelokale 2, Rådhuset",
        "**Teknisk Udvalg**\n\n**Mødedato:** 03-03-2021\n**Starttidspunkt for møde:** 16:30\n**Sluttidspunkt for møde:** 18:45\n**Mødested:** Mødelokale 2, Rådhuset",
        "Referat\ntil\nmødet i Teknisk Udvalg\nden 3. marts 2021 kl. 16:30\ni Mødelokale 2, Rådhuset",
        "Dato: Onsdag, Marts 3, 2021 - 16:30\nUdvalg: Teknisk Udvalg\nSted: Mødelokale 2, Rådhuset",
        "Teknisk Udvalg - Referat\n\nDato: 3. marts 2021\nLokale: Mødelokale 2, Rådhuset\nTidspunkt: Kl. 16:30",
        "Vi bruger cookies. Opdateret 1. maj 2022.\nReferat fra Teknisk Udvalg\nMødedato: 3. marts 2021, kl. 16.30\nMødested: Mødelokale 2, Rådhuset\nUdsendt: 9. april 2021",
        "| Teknisk Udvalg | |\n| Mødedato | 3. marts 2021 kl. 16.30 |\n| Mødested | Mødelokale 2, Rådhuset |",
    ],
)
def test_body_date_time_and_place_in_every_layout(text: str) -> None:
    found = header(text)
    assert (found.body, found.date, found.start_time, found.place) == (
        "Teknisk Udvalg",
        "2021-03-03",
        "16:30",
        "Mødelokale 2, Rådhuset",
    )


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Referat Teknisk Udvalg 2022-2025 d. 18-01-2024", "Teknisk Udvalg"),
        ("# **REFERAT Teknik- og Klimaudvalget d. 12-09-2023**", "Teknik- og Klimaudvalget"),
        ("Referat fra møde i Udvalget for Teknik & Miljø den 3. marts 2021", "Udvalget for Teknik & Miljø"),
        ("Udvalget for Sundhed, Ældre og Kultur\n3. marts 2021", "Udvalget for Sundhed, Ældre og Kultur"),
        ("Byrådet Beslutningsprotokol. 26. maj 2008 - kl. 17:00 Byrådssalen", "Byrådet"),
        ("8. oktober 2020 - referat fra byrådet\n\nByrådet 8. oktober 2020", "Byrådet"),
        ("Lyngsø Kommune, Teknisk Udvalg\n3. marts 2021", "Teknisk Udvalg"),
        ("Forside > Politik > Dagsordener > Kulturudvalget\n3. marts 2021", "Kulturudvalget"),
        ("ReferatKommunalbestyrelsen torsdag den 28. november 2024", "Kommunalbestyrelsen"),
        ("Havnefronten Lokaludvalgs mødemateriale\n3. marts 2021", "Havnefronten Lokaludvalg"),
        ("Kære borgere\n3. marts 2021", None),
        ("LYNGSØ KOMMUNE Åben dagsorden til Teknik- og Miljøudvalget\n3. marts 2021", "Teknik- og Miljøudvalget"),
        ("LYNGSØ KOMMUNE. REFERAT Kultur og Fritidsudvalget.\n3. marts 2021", "Kultur og Fritidsudvalget"),
        ("LYNGSØ BYRÅD. Kulturudvalget. Mødet den 03.03.2021, kl. 15:00. Torvet 4", "Kulturudvalget"),
        ("åbent møde for Kultur- og fritidsudvalgets møde den 3. marts 2021", "Kultur- og fritidsudvalget"),
        ("Referat Udvalget for Kultur's møde Tirsdag den Kl. 13:30\n3. marts 2021", "Udvalget for Kultur"),
    ],
)
def test_body_is_named_without_title_date_and_period(heading: str, body: str | None) -> None:
    assert header(heading).body == body


def test_body_is_taken_from_the_decision_headings_where_the_header_names_none() -> None:
    text = "Referat\n3. marts 2021\n\n1. Vej\nBeslutning Teknisk Udvalg den 03-03-2021\nGodkendt.\n2. Bro\nBeslutning Teknisk Udvalg den 03-03-2021\nUdsat.\n"
    assert (read(text).header.body, read(text).header.date) == ("Teknisk Udvalg", "2021-03-03")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lyngsø Kommunes regulativ. Lyngsø Kommune og Vejby Kommune", "Lyngsø Kommune"),
        ("LYNGSØ KOMMUNE", "Lyngsø Kommune"),
        ("Høje-Søby Kommune", "Høje-Søby Kommune"),
        ("HØJE-SØBY KOMMUNE", "Høje-Søby Kommune"),
        ("Ny Østby Kommune, Ny Østby Kommune", "Østby Kommune"),
        ("Denne Kommune og kommunen", None),
        ("Indledning Kommunen ejer broen.", None),
        ("Region Fjordland", None),
        ("", None),
    ],
)
def test_municipality_is_the_one_named_most(text: str, name: str | None) -> None:
    assert municipality(text) == name


@pytest.mark.parametrize("line", ["Mødet hævet kl. 18.45", "Ida Holm (A) ankom kl. 17.20", "Sluttidspunkt: 18:45"])
def test_other_times_do_not_begin_the_meeting(line: str) -> None:
    assert header(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n{line}").start_time is None


def test_header_without_anything_is_empty() -> None:
    found = header("Goddag")
    assert found == Header()


# -- participants ---------------------------------------------------------------------------------------------------

WHO = [("Ida Holm", "A"), ("Bo Dam", "V"), ("Åse Lund", "Ø")]


@pytest.mark.parametrize(
    "listed",
    [
        "Deltagere: Ida Holm (A), Bo Dam (V), Åse Lund (Ø)",
        "Deltagere: Ida Holm (A), Bo Dam (V) og Åse Lund (Ø)",
        "Mødedeltagere\tIda Holm (A), Bo Dam (V), Åse\nLund (Ø)",
        "Medlemmer\nIda Holm (A)\nBo Dam (V)\nÅse Lund (Ø)",
        "Medlemmer: Ida Holm (A), Bo Dam (V), skolechef Åse Lund (Ø)",
        "Medlemmer:\n• Ida Holm (A)\n• Bo Dam (V)\n• Åse Lund (Ø)",
        "Medlemmer:\n1. Ida Holm, A\n2. Bo Dam, V\n3. Åse Lund, Ø",
        "Til stede: Borgmester Ida Holm (A), Bo Dam (V), Åse Lund (Ø)",
        "Formand: Ida Holm (A)\nNæstformand: Bo Dam (V)\nMedlem: Åse Lund (Ø)",
        "Ida Holm (A)\nBo Dam (V)\nÅse Lund (Ø)",
        "Medlemmer:\nIda Holm (A)\tX\tBo Dam (V)\tX\nÅse Lund (Ø)\tX",
    ],
)
def test_participants_of_every_form_of_list(listed: str) -> None:
    assert people(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n{listed}") == WHO


@pytest.mark.parametrize(
    "line",
    [
        "Øvrige deltagere: Kommunaldirektør Else Riis",
        "Fra forvaltningen: Else Riis og Tom Kjær",
        "Referent: Else Riis",
        "Gæster: Else Riis (direktør)",
        "Fra forvaltningen Direktør Else Riis, områdechef Tom Kjær",
        "Direktør Else Riis",
        "Indholdsfortegnelse:\n1. Ny cykelsti 1\n2. Skovfriheds Plads - parkering 2\n3. Ny Havn 3",
    ],
)
def test_staff_and_guests_are_no_participants(line: str) -> None:
    assert (
        people(f"Teknisk Udvalg\nMødedato: 3. marts 2021\nDeltagere: Ida Holm (A), Bo Dam (V), Åse Lund (Ø)\n{line}")
        == WHO
    )
    assert absent(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n{line}") == []


@pytest.mark.parametrize(
    "listed",
    [
        "Deltagere: Ida Holm (A), Bo Dam (V), Kaj Wind (C) (Fravær), Åse Lund (Ø)",
        "Medlemmer\nIda Holm (A)\nBo Dam (V)\nKaj Wind (C) - Fraværende\nÅse Lund (Ø)",
        "Medlemmer\nIda Holm (A)\nBo Dam (V)\nKaj Wind (C)\tAfbud\nÅse Lund (Ø)",
        "Deltagere: Ida Holm (A), Bo Dam (V), Kaj Wind (C), Åse Lund (Ø)\nAfbud: Kaj Wind (C)",
    ],
)
def test_member_marked_absent_is_no_participant(listed: str) -> None:
    text = f"Teknisk Udvalg\nMødedato: 3. marts 2021\n{listed}"
    assert people(text) == WHO
    assert absent(text) == [("Kaj Wind", "C", None)]


# -- absent from the whole meeting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "members"),
    [
        ("Afbud: Ida Holm (A)", [("Ida Holm", "A", None)]),
        ("Fraværende:\nIda Holm (A)\nBo Dam (V)", [("Ida Holm", "A", None), ("Bo Dam", "V", None)]),
        ("Afbud: Ida Holm (A) - Bo Dam (V) mødte som stedfortræder", [("Ida Holm", "A", "Bo Dam")]),
        ("Afbud fra Ida Holm. I stedet mødte Bo Dam.", [("Ida Holm", None, "Bo Dam")]),
        (
            "Alle var mødt undtagen Ida Holm, der havde meldt afbud.\n\nSom stedfortræder for Ida Holm deltog Bo Dam.",
            [("Ida Holm", None, "Bo Dam")],
        ),
        ("Fraværende: Ingen", []),
        ("Afbud:\nFraværende:", []),
        ("Ida Holm (A) ankom kl. 17.20.", []),
        ("Ida Holm forlod mødet kl. 18 under behandlingen af punkt 1.", []),
    ],
)
def test_absence_in_the_header_is_the_meetings(note: str, members: list[tuple[str, str | None, str | None]]) -> None:
    assert absent(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n\n{note}") == members


def test_note_directly_below_a_field_is_read() -> None:
    assert absent("Teknisk Udvalg\nMødedato: 3. marts 2021\nIda Holm (A) var fraværende.") == [("Ida Holm", "A", None)]


def test_labels_in_one_block_are_no_labels_of_the_text_below_their_values() -> None:
    text = "Teknisk Udvalg\nMødedato:\n3. marts 2021\nDeltagere:\nFraværende:\nIda Holm, Bo Dam, Åse\nLund\nKaj Wind\nLYNGSØ KOMMUNE"
    assert [name for name, _ in people(text)] == ["Ida Holm", "Bo Dam", "Åse Lund"]
    assert absent(text) == [("Kaj Wind", None, None)]


def test_remark_without_a_colon_may_tell_an_absence() -> None:
    text = "Teknisk Udvalg\nMødedato Onsdag den 3. marts 2021\nBemærkninger Afbud fra Ida Holm (A). Bo Dam (V) gik kl. 10.15 efter\npunkt 1.\nMedlemmer Ida Holm (A), Bo Dam (V), Åse Lund (Ø)"
    assert people(text) == WHO[1:]
    assert absent(text) == [("Ida Holm", "A", None)]


def test_absence_in_a_tables_row_is_read() -> None:
    text = "| Teknisk Udvalg | |\n| Mødedato | 3. marts 2021 |\n| Mødt | Bo Dam (V), Åse Lund (Ø) |\n| Meldt fra | Ida Holm (A) |\n"
    assert people(text) == WHO[1:]
    assert absent(text) == [("Ida Holm", "A", None)]


def test_name_parted_at_its_hyphen_is_one_as_printed() -> None:
    text = "Teknisk Udvalg\n3. marts 2021\nDeltagere:\nIda Holm (A), Bo Dam (V), Åse Falk-\nLund (Ø), Kaj Wind (C)"
    found = read(text + ITEM).header.participants
    assert [(p.name, p.party) for p in found] == [*WHO[:2], ("Åse Falk- Lund", "Ø"), ("Kaj Wind", "C")]
    assert text[found[2].start : found[2].end] == "Åse Falk-\nLund"


def test_row_of_labels_is_no_member() -> None:
    text = "Byrådet\nDato: 3. marts 2021\n\nMedlemmer\tDeltog\tMedlemmer\tDeltog\nIda Holm (A)\tX\tBo Dam (V)\tX\nÅse Lund (Ø)\tX\tKaj Wind (C)\tAfbud\n"
    assert people(text) == WHO
    assert absent(text) == [("Kaj Wind", "C", None)]


def test_line_below_a_member_limits_the_members_absence() -> None:
    items = "".join(f"{n}. Sag om vej {n}\nSagsnr. 21/{n}\nBeslutning\nGodkendt.\n" for n in (1, 2, 3, 4))
    text = "Teknisk Udvalg\n3. marts 2021\n\nDeltagere\n• Ida Holm (A) - Deltog\n• Deltog ikke under punkterne 2-3\n• Bo Dam (V) - Deltog\n"
    reading = read(f"{text}\n{items}")
    assert [p.name for p in reading.header.participants] == ["Ida Holm", "Bo Dam"]
    assert [item.number for item in reading.items if [a.name for a in item.absent] == ["Ida Holm"]] == ["2", "3"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Mødelokale:\nMødelokale 3, Plejecenter Solgården,\nHavnevej 40\nStarttidspunkt: 15:00",
            "Mødelokale 3, Plejecenter Solgården, Havnevej 40",
        ),
        ("Mødested: Rådhuset,\nMødetidspunkt: 15:00", "Rådhuset"),
        (
            "Referat for Teknisk Udvalgs møde den 3. marts 2021 kl. 14:00 Materielgården, Strandvej 2 Tilgår pressen",
            "Materielgården, Strandvej 2",
        ),
    ],
)
def test_place_ends_where_the_next_field_or_formula_begins(text: str, place: str) -> None:
    assert header(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n{text}").place == place


@pytest.mark.parametrize(
    "note",
    [
        "Ida Holm (A) deltog ikke i behandlingen af pkt. 2-3.",
        "Bemærkninger: Ida Holm (A) deltog ikke under pkt. 2 og 3.",
    ],
)
def test_note_that_names_items_counts_at_those_only(note: str) -> None:
    items = "".join(f"{n}. Sag om vej {n}\nSagsnr. 21/{n}\nBeslutning\nGodkendt.\n" for n in (1, 2, 3, 4))
    reading = read(f"Teknisk Udvalg\nMødedato: 3. marts 2021\n\n{note}\n\n{items}")
    assert reading.absent == []
    assert [item.number for item in reading.items if [a.name for a in item.absent] == ["Ida Holm"]] == ["2", "3"]


def test_absence_label_in_a_block_of_labels_takes_its_own_value_only() -> None:
    text = "Teknisk Udvalg\nMødedato:\n3. marts 2021\nDeltagere:\nFraværende:\nIda Holm, Bo Dam, Ane\nLund, Kaj Wind\nElse Riis, Bo Dam deltog ikke i pkt. 1"
    assert [name for name, _ in people(text)] == ["Ida Holm", "Bo Dam", "Ane Lund", "Kaj Wind"]
    assert absent(text) == [("Else Riis", None, None)]


def test_staff_among_the_participants_are_none_of_the_members() -> None:
    text = (
        "Deltagere:\n\nElse Riis, direktør\n\nKaj Wind (protokol)\n\nUdvalg: Teknisk Udvalg\n\n"
        "Indkaldelse:\n\n• Formand Ida Holm (A)\n• Bo Dam (V)\n"
    )
    assert people(text) == [("Ida Holm", "A"), ("Bo Dam", "V")]


def test_a_name_that_wraps_over_an_empty_line_is_one() -> None:
    text = "Teknisk Udvalg\n\nMedlemmer: \n\nBo Dam (V), Ida Holm (A), Else Riis (F), Mads \n\nToft-Juhl (B) \n\nFraværende: \n\nBo Dam (V)"
    assert people(text) == [("Ida Holm", "A"), ("Else Riis", "F"), ("Mads Toft-Juhl", "B")]


def test_a_body_keeps_the_short_form_behind_its_name() -> None:
    assert header("Udvalget for kyst, land og trafik (KLT) 09-05-2018 08:30 Referat").body == (
        "Udvalget for kyst, land og trafik (KLT)"
    )
    assert header("Teknisk Udvalg (møde nr. 3)\n9. maj 2018").body == "Teknisk Udvalg"


def test_municipality_in_capitals_has_no_word_before_it() -> None:
    assert municipality("BYRÅDET FOR SKARREVIG KOMMUNE") == "Skarrevig Kommune"


def test_a_head_in_capitals_gives_body_time_and_place() -> None:
    found = header(
        "KOMMUNALBESTYRELSEN FOR SKARREVIG KOMMUNE\n\nREFERAT FRA MØDE NR. 31 TORSDAG DEN 22. NOVEMBER 2007, KL. 18.00 PÅ SKARREVIG\n"
        "RÅDHUS, BYRÅDSSALEN"
    )
    assert (found.body, found.date, found.start_time, found.place) == (
        "KOMMUNALBESTYRELSEN",
        "2007-11-22",
        "18:00",
        "SKARREVIG RÅDHUS, BYRÅDSSALEN",
    )


def test_a_member_in_place_of_another_is_his_substitute() -> None:
    text = "Teknisk Udvalg\nMedlemmer: Ida Holm, Bo Dam ( i stedet for Kaj Wind)\nAfbud: Kaj Wind"
    assert people(text) == [("Ida Holm", None), ("Bo Dam", None)]
    assert absent(text) == [("Kaj Wind", None, "Bo Dam")]


def test_a_substitute_in_brackets_belongs_to_the_member_before_it() -> None:
    text = "Teknisk Udvalg\n3. marts 2021\nFraværende: Ida Holm, Kaj Aamose-\nWind (stedfortræder Bo Dam)."
    assert absent(text) == [("Ida Holm", None, None), ("Kaj Aamose- Wind", None, "Bo Dam")]


def test_substitutes_of_a_list_and_of_a_note_stand_with_whom_they_replace() -> None:
    rows = "Byrådet\n5. maj 2020\n\nMedlemmer\nBo Dam (A) Borgmester\nIda Holm (V)\nElse Riis (Ø) (stedfortræder for Lis Kvist)\n"
    assert absent(rows) == [("Lis Kvist", None, "Else Riis")]
    note = (
        "Socialudvalget\n5. maj 2020\nTil stede: Bo Dam, Ida Holm.\nAfbud: Else Riis.\nMødt for Else Riis: Lis Kvist.\n"
    )
    assert absent(note) == [("Else Riis", None, "Lis Kvist")]


def test_groups_of_the_contents_do_not_name_the_body() -> None:
    contents = "INDHOLD\nØKONOMIUDVALGET\n1. Budget .... 1\nKULTURUDVALGET\n2. Ny sal .... 2\nØKONOMIUDVALGET\n3. Vej .... 3\n\n"
    below = "".join(f"{n}. {t}\n\nReferat:\nGodkendt.\n\n" for n, t in ((1, "Budget"), (2, "Ny sal"), (3, "Vej")))
    assert (
        read(f"Møde i Kommunalbestyrelsen\nmandag den 3. maj 2010\n\n{contents}{below}").header.body
        == "Kommunalbestyrelsen"
    )


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Bestyrelsesmøde 3. maj 2010 kl. 10.00", "Bestyrelsen"),
        ("Referat af Skolebestyrelsesmøde", "Skolebestyrelsen"),
        ("Ekstraordinært Beredskabskommissionsmøde", "Beredskabskommissionen"),
    ],
)
def test_body_that_is_named_by_its_meeting_and_in_the_genitive(heading: str, body: str) -> None:
    text = f"{heading}\nden 3. maj 2010\n\n1. Ny formand\n\nBeslutning:\n{body}s formand er valgt.\n"
    assert read(text).header.body == body


@pytest.mark.parametrize("day", ["Torsdag d.10.09.15.", "den 10/9-15", "Torsdag den 10-09-15 kl. 9"])
def test_year_of_two_figures_behind_the_word_for_a_day(day: str) -> None:
    text = f"Referat fra møde i Seniorrådet\n{day}\n\n1. Bus\n\nBeslutning:\nIntet.\n"
    assert read(text).header.date == "2015-09-10"


def test_number_of_a_case_is_no_day() -> None:
    text = "Referat fra møde i Seniorrådet\nSagen 10.09.15-A00 er fra 10.09.15\n\n1. Bus\n\nBeslutning:\nIntet.\n"
    assert read(text).header.date is None


def test_name_below_absent_is_no_participant_where_the_participants_have_no_names() -> None:
    text = "Referat fra møde i Seniorrådet den 3. maj 2010\n\nDeltagere:\nRådets medlemmer\n\nFraværende:\nIda Holm (med afbud)\n\n1. Bus\n\nBeslutning:\nIntet.\n"
    header = read(text).header
    assert header.participants == []
    assert [p.name for note in header.notes for p, _ in note.absent] == ["Ida Holm"]


def test_members_with_their_organisations_a_line_each() -> None:
    rows = "Ida Holm, Formand, udpeget af Byrådet\nBo Dam, frivillig\nKaj Wind, HavneGuiderne\nEva Lund, Sønderby Ungdomsklub\nUlla Berg, Byrådet\nTom Krag, Afdelingsleder i Center for Kultur\nLis Toft, ansat i Center for Kultur (referent)\n"
    text = f"Referat fra møde i Integrationsrådet\nden 3. maj 2010\nTil stede:\n{rows}Pkt. 1\nBus\nIntet.\nPkt. 2\nTog\nIntet.\n"
    assert [p.name for p in read(text).header.participants] == [
        "Ida Holm",
        "Bo Dam",
        "Kaj Wind",
        "Eva Lund",
        "Ulla Berg",
    ]


@pytest.mark.parametrize("first", ["Afbud fra Ida Holm.", "Ida Holm."])
def test_absent_members_by_groups(first: str) -> None:
    text = f"Referat fra Skolebestyrelsens møde den 3. maj 2010\n\nFraværende:\nForældrevalgte: {first}\nElevrepræsentanter: Bo Dam, Kaj Wind.\nMedarbejdersiden: -\n\n1. Bus\n\nBeslutning:\nIntet.\n"
    header = read(text).header
    assert [p.name for note in header.notes for p, _ in note.absent] == ["Ida Holm", "Bo Dam", "Kaj Wind"]


@pytest.mark.parametrize(
    "line",
    [
        "Mødet blev holdt onsdag den 3. marts 2021 på Rådhuset i Mødelokale B.",
        "Mødet afholdes onsdag d. 3. marts 2021, på Rådhuset i Mødelokale B",
        "Møde afholdt på Rådhuset i Mødelokale B den 3. marts 2021",
        "Mødet blev afholdt på Rådhuset i Mødelokale B, onsdag den 3. marts 2021 kl. 16.30.",
    ],
)
def test_place_in_the_sentence_that_tells_when_the_meeting_was_held(line: str) -> None:
    found = header(f"Havnby Kommune\nTeknisk Udvalg\n{line}")
    assert (found.date, found.place) == ("2021-03-03", "Rådhuset i Mødelokale B")


@pytest.mark.parametrize(
    "line",
    ["Afbud: REFERAT Ida Holm.", "Fraværende: Mødereferat Ida Holm", "Fraværende\nIda Holm", "Afbud:\nIda Holm"],
)
def test_title_of_the_minutes_beside_a_name_is_no_part_of_it(line: str) -> None:
    assert absent(f"Teknisk Udvalg\n3. marts 2021\n{line}") == [("Ida Holm", None, None)]


@pytest.mark.parametrize("name", ["Ida Holm, (V)", "Ida Holm (V)", "Ida Holm , (V)"])
def test_comma_may_part_a_name_from_its_party(name: str) -> None:
    text = f"Teknisk Udvalg\n3. marts 2021\nDeltagere:\n{name}\nBo Dam, (A)\n\nAfbud:\n{name.replace('Ida', 'Else')}"
    assert people(text) == [("Ida Holm", "V"), ("Bo Dam", "A")]
    assert absent(text) == [("Else Holm", "V", None)]


@pytest.mark.parametrize(
    "line", ["Publiceret 27-10-2017", "Offentliggjort den 27. oktober 2017", "Oprettet: 27.10.2017"]
)
def test_day_on_which_the_page_was_published_is_not_the_meeting_s(line: str) -> None:
    text = f"Handicaprådet\n\n{line}\n\nOnsdag den 25-10-2017 kl. 16:15\n\n1. Bus\n\nBeslutning:\nIntet.\n"
    assert read(text).header.date == "2017-10-25"


@pytest.mark.parametrize(
    "line", ["Savnede: Ida Holm", "Ikke med denne gang: Ida Holm (A)", "Gik glip af mødet: Ida Holm"]
)
def test_line_with_a_label_of_its_own_does_not_go_on_with_the_participants(line: str) -> None:
    text = f"Havneudvalget\nMødedato: 4. maj 2022\nDeltagere: Lis Toft (A), Bo Dam (V)\n{line}\n\n1. Bro\nBeslutning\nGodkendt.\n"
    assert [p.name for p in read(text).header.participants] == ["Lis Toft", "Bo Dam"]
