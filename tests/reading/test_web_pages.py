"""What web pages do to minutes: glued lines, lost numbers, links, councils that write no headings. All is invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.records import Reading

HEAD = "Byrådet\nMødedato: 26. marts 2024\n\n"
ONE = HEAD + "1. Ny skole\nSagsnr.: 24/12\n"


def items(text: str) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in read(text).items]


def decided(reading: Reading) -> list[list[str]]:
    return [[d.text for d in item.decisions] for item in reading.items]


def absent(text: str) -> list[tuple[str, str | None, str | None]]:
    (item,) = read(text).items
    return [(one.name, one.party, one.substitute) for one in item.absent]


# -- glued lines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [".", "", "4", ")"])
def test_heading_glued_to_the_end_of_a_line_begins_its_section(end: str) -> None:
    (item,) = read(
        ONE + f"Resumé\nSkolen er for lille{end}Sagsfremstilling\nDen er fra 1962.\nBeslutning\nGodkendt.\n"
    ).items
    assert [b.kind for b in item.blocks if b.segments and b.kind != "lead"] == ["summary", "account", "decision"]


def test_word_of_a_heading_at_the_end_of_a_sentence_cuts_nothing() -> None:
    (item,) = read(ONE + "Resumé\nDet hele står i en ny Sagsfremstilling\nog i bilaget.\nBeslutning\nGodkendt.\n").items
    assert [b.kind for b in item.blocks if b.segments and b.kind != "lead"] == ["summary", "decision"]


def test_link_to_the_minutes_glued_to_a_sentence_heads_the_decision() -> None:
    text = HEAD + "1. Ny skoleResumé\nSkolen er for lille.Referat\nGodkendt.\n\n2. Ny bro\nBeslutning\nUdsat.\n"
    assert items(text) == [("1", "Ny skole"), ("2", "Ny bro")]
    assert decided(read(text)) == [["Godkendt."], ["Udsat."]]


def test_first_item_glued_to_the_last_entry_of_the_contents_begins_there() -> None:
    text = (
        HEAD + "PUNKTER\n\n1. Ny skole\n2. Ny bro\n3. Eventuelt1. Ny skole\n\nIndstilling\nDirektøren indstiller, at\n"
        " 1. skolen bygges.\nBeslutning\nGodkendt.\n\n2. Ny bro\nBeslutning\nUdsat.\n\n3. Eventuelt\nBeslutning\nIntet.\n"
    )
    assert items(text) == [("1", "Ny skole"), ("2", "Ny bro"), ("3", "Eventuelt")]
    assert decided(read(text)) == [["Godkendt."], ["Udsat."], ["Intet."]]


def test_item_glued_to_a_day_or_to_a_heading_begins_there() -> None:
    text = (
        HEAD
        + "PUNKTER\n\n8. Ny skole\n9. Ny bro\n10. Eventuelt den 29.01.20138. Ny skole\n\nIndstilling\nDirektøren indstiller, at:\n"
        "  1. 2,1 mio. kr. frigives til skolen.\n\n  2. 200.000 kr. frigives til en hal.\n\nBeslutning\nGodkendt.\n\n"
        "Referat9. Ny bro\n\nBeslutning\nUdsat.\n\n10. Eventuelt den 29.01.2013\nBeslutning\nIntet.\n"
    )
    reading = read(text)
    assert [item.number for item in reading.items] == ["8", "9", "10"]
    assert decided(reading) == [["Godkendt."], ["Udsat."], ["Intet."]]
    assert [p.text for p in reading.items[0].proposals] == [
        "2,1 mio. kr. frigives til skolen",
        "200.000 kr. frigives til en hal",
    ]


def test_figure_behind_a_word_is_no_item_where_the_contents_have_none_of_that_title() -> None:
    text = HEAD + "PUNKTER\n1. Ny skole\n2. Plads til klub2. Etape\n\n1. Ny skole\nBeslutning\nGodkendt.\n"
    assert items(text) == [("1", "Ny skole")]


def test_link_that_repeats_the_title_is_no_part_of_it() -> None:
    text = HEAD + "".join(
        f"{n}. {t}Klik her for at folde ud og læse mere om {t}\nBeslutning\nGodkendt.\n"
        for n, t in [(1, "Ny skole"), (2, "Ny bro")]
    )
    assert items(text) == [("1", "Ny skole"), ("2", "Ny bro")]


# -- numbers --------------------------------------------------------------------------------------------------------

COUNCIL = """Referat fra Ældrerådsmøde den 4. marts 2020 kl. 10.00
Ældrerådet holdt møde på Gården.

1.Godkendelse af dagsorden.
Godkendt.

2.Meddelelser.
Formanden har været til jubilæum i Klub 60.
Regnskabet blev taget til efterretning.

3.Høring om busser.
Udsat til næste møde.

4.Udflugt i maj.
Bussen er bestilt.

5.Eventuelt.
Intet.
"""


def test_council_without_headings_has_items_and_decisions() -> None:
    reading = read(COUNCIL)
    assert [item.number for item in reading.items] == ["1", "2", "3", "4", "5"]
    assert decided(reading) == [
        ["Godkendt."],
        ["Regnskabet blev taget til efterretning."],
        ["Udsat til næste møde."],
        [],
        ["Intet."],
    ]
    assert reading.header.body == "Ældrerådet"


def test_numbered_list_in_a_letter_is_no_minutes() -> None:
    text = (
        "Kære alle\n\nVi skal huske:\n1. Kaffe\n2. Brød\n3. Smør\n4. Ost\n5. Te\n\n"
        + "Mødet holdes i salen, og alle er velkomne. " * 20
    )
    assert items(text) == []


def test_items_whose_numbers_a_converter_has_lost_are_told_apart() -> None:
    text = HEAD + "".join(
        f" 1. {title}\n\nReferat:\n\n{words}\n\n"
        for title, words in [
            ("Godkendelse af referat", "Godkendt."),
            ("Ny bænk.", "Bænken males."),
            ("Budget", "Udsat."),
        ]
    )
    assert items(text) == [("1", "Godkendelse af referat"), ("1", "Ny bænk."), ("1", "Budget")]
    assert decided(read(text)) == [["Godkendt."], ["Bænken males."], ["Udsat."]]


def test_first_entry_of_a_list_of_proposals_is_no_item() -> None:
    text = (
        HEAD
        + "Resume\nRådet skal godkende.\nIndstilling\nForvaltningen indstiller, at\n\n 1. dagsordenen godkendes.\n\n"
        "Beslutning\nGodkendt.\n\nResume\nRådet orienteres.\nIndstilling\nForvaltningen indstiller, at\n\n"
        " 1. Rådet tager det til efterretning\n\nBeslutning\nTaget til efterretning.\n"
    )
    assert items(text) == [(None, None), (None, None)]


def test_file_number_behind_the_word_sag_is_no_item() -> None:
    text = "3.   Vedtægt for Havnerådet\n\nSag 306-2014-5629\n\nÅbent\n\nBeslutning fra Havnerådet\nGodkendt.\n"
    assert items(text) == [("3", "Vedtægt for Havnerådet")]


def test_sentence_that_ends_every_item_is_no_head_of_the_next() -> None:
    text = HEAD + "".join(
        f"{n}. Sag om {t}\nSagsnr.: 24/{n}\nBeslutning\nGodkendt.\nBo Dam deltog ikke på mødet.\n"
        for n, t in enumerate("abcd", 1)
    )
    assert [[a.name for a in item.absent] for item in read(text).items] == [["Bo Dam"]] * 4


# -- what looks like a heading --------------------------------------------------------------------------------------


def test_kind_of_an_item_below_its_label_is_no_heading() -> None:
    reading = read(
        ONE + "Punkttype\nBeslutning.\n\nTema\nSkolen skal udvides.\n\nBeslutning Byrådet den 26-03-2024\nGodkendt.\n"
    )
    assert decided(reading) == [["Godkendt."]]


def test_entry_in_the_midst_of_a_list_is_no_heading() -> None:
    reading = read(
        ONE
        + "Sagsfremstilling\nRapporten omfatter:\n·  Ansvar\n·  Konklusion\n·  Oplysninger\nDet er alt.\nBeslutning\nGodkendt.\n"
    )
    assert decided(reading) == [["Godkendt."]]


def test_list_on_a_web_page_keeps_its_headings() -> None:
    reading = read(ONE + "• Resumé\nSkolen er for lille.\n• Beslutning\nGodkendt.\n• Bilag\n")
    assert decided(reading) == [["Godkendt."]]


@pytest.mark.parametrize(
    "heading", ["Kulturudvalgets møde den 8. marts 2024:", "Kulturudvalgets møde 8. marts 2024, punkt 4:"]
)
def test_a_bodys_meeting_with_a_colon_heads_its_decision(heading: str) -> None:
    (item,) = read(ONE + f"Sagsfremstilling\nTekst.\n\n{heading}\n\nAnbefales.\n\nBeslutning\nGodkendt.\n").items
    assert [(d.body, d.date, d.own, d.text) for d in item.decisions] == [
        ("Kulturudvalget", "2024-03-08", False, "Anbefales."),
        ("Byrådet", "2024-03-26", True, "Godkendt."),
    ]


def test_sentence_about_a_body_and_a_day_is_no_heading() -> None:
    reading = read(
        ONE
        + "Beslutning\nGodkendt.\n\nDer afholdes valg til Børnehusets bestyrelse den 22. februar 2025.\n\nRådet deltager.\n"
    )
    assert decided(reading) == [
        ["Godkendt. Der afholdes valg til Børnehusets bestyrelse den 22. februar 2025. Rådet deltager."]
    ]


# -- the end of a decision ------------------------------------------------------------------------------------------


def test_name_of_a_file_ends_the_decision() -> None:
    assert decided(read(ONE + "Beslutning\nGodkendt.\nplan_v1_2024.02.05 ny skole.pdf\n")) == [["Godkendt."]]


def test_end_of_the_meeting_in_the_midst_is_no_part_of_the_decision() -> None:
    text = (
        ONE
        + "Beslutning\nGodkendt.\n\nMødet sluttede kl. 12.50\n\nBo Dam (A) deltog ikke i sagens behandling.\n\n2. Ny bro\nBeslutning\nUdsat.\n"
    )
    reading = read(text)
    assert decided(reading) == [["Godkendt."], ["Udsat."]]
    assert [one.name for one in reading.items[0].absent] == ["Bo Dam"]


def test_next_meeting_below_the_last_decision_is_no_part_of_it() -> None:
    assert decided(read(ONE + "Beslutning\nGodkendt.\n\nNæste møde er den 3. juni 2024.\n")) == [["Godkendt."]]
    assert decided(read(ONE + "Beslutning\n\nNæste møde er den 3. juni 2024.\n")) == [
        ["Næste møde er den 3. juni 2024."]
    ]


# -- who was absent -------------------------------------------------------------------------------------------------


def test_members_with_whom_they_stand_for_are_one_a_line() -> None:
    reading = read(
        "Integrationsrådet\nMødedato: 4. juni 2014\nTil stede:\nHenny Kjær, formand, udpeget af Byrådet\nRita Dam, Alsted Frivilligcenter\n"
        "Ali Yildiz, etnisk repræsentant\nAfbud:\nJytte Holm, Oplysningsforbundene\nGoran Petrovic, udpeget af Byrådet\n"
        "Pkt. 1\nNy bro\nBeslutning:\nGodkendt.\nPkt. 2\nNy sti\nBeslutning:\nUdsat.\n"
    )
    assert [p.name for p in reading.header.participants] == ["Henny Kjær", "Rita Dam", "Ali Yildiz"]
    assert [one.name for one in reading.absent] == ["Jytte Holm", "Goran Petrovic"]


def test_list_of_names_that_wraps_is_read_name_by_name() -> None:
    assert [
        a for a, *_ in absent(ONE + "Beslutning\nGodkendt.\nFraværende:\nIda Holm, Bo Dam,\nEva Krog, Jan Lund\n")
    ] == [
        "Ida Holm",
        "Bo Dam",
        "Eva Krog",
        "Jan Lund",
    ]


def test_remark_on_a_case_below_a_label_is_no_absence() -> None:
    text = (
        ONE
        + "Beslutning i Byrådet den 26. marts 2024:\nFraværende:\nIda Holm (A) havde meldt afbud. Som suppleant deltog Eva Krog (A).\nBo Dam (V) spurgte til bilaget i sag nr. 12.\nGodkendt.\n"
    )
    assert absent(text) == [("Ida Holm", "A", "Eva Krog")]
    assert decided(read(text)) == [["Bo Dam (V) spurgte til bilaget i sag nr. 12. Godkendt."]]


def test_substitute_sent_in_for_a_disqualified_member() -> None:
    text = (
        ONE + "Beslutning\nGodkendt.\n\nUnder punkt 1 deltog stedfortræder Eva Krog (V), da Bo Dam (V) var inhabil.\n"
    )
    assert absent(text) == [("Bo Dam", "V", "Eva Krog")]
    assert decided(read(text)) == [["Godkendt."]]


def test_vacant_seat_among_absences_is_no_part_of_the_decision() -> None:
    text = (
        ONE
        + "Beslutning\nGodkendt.\n\nFravær med afbud:\n\n  • Ida Holm – Eva Krog deltager som suppleant\n    • Listens plads er vakant. Der er ingen suppleanter.\n\nFravær uden afbud: Bo Dam\n"
    )
    assert absent(text) == [("Ida Holm", None, "Eva Krog"), ("Bo Dam", None, None)]
    assert decided(read(text)) == [["Godkendt."]]


def test_substitute_for_nobody_in_particular_is_nobodys() -> None:
    text = ONE + "Beslutning\nGodkendt.\nIda Holm og Bo Dam deltog ikke i mødet.\nEva Krog deltog som suppleant.\n"
    assert absent(text) == [("Ida Holm", None, None), ("Bo Dam", None, None)]


# -- the meeting ----------------------------------------------------------------------------------------------------


def header(text: str) -> tuple[str | None, str | None, str | None, str | None]:
    head = read(text + "\n\n1. Ny sti\nSagsnr. 21/4711\nBeslutning\nGodkendt.\n").header
    return head.body, head.date, head.start_time, head.place


def test_labels_glued_to_their_values() -> None:
    text = "Mandag d. 7. februar 2022, kl. 10:15\nMødestedRådssalen\nUdvalgÆldreråd"
    assert header(text) == ("Ældreråd", "2022-02-07", "10:15", "Rådssalen")


def test_time_of_meetings_in_general_is_not_this_ones() -> None:
    text = "Byrådsmøderne holdes i salen kl. 16.00 med mindre andet er angivet.\n\nUdvalg: Teknisk Udvalg\nMødedato: 18-02-2019"
    assert header(text) == ("Teknisk Udvalg", "2019-02-18", None, None)


def test_title_alone_is_no_body() -> None:
    assert header("Referat: 21. maj 2019 kl. 16:00\nByrådet") == ("Byrådet", "2019-05-21", "16:00", None)


def test_body_in_capitals_is_taken_where_another_line_prints_it_in_small_letters() -> None:
    assert header("Møde i regionsrådet den 22. marts 2022\n\nRegionsrådet\nTid: 17:00")[0] == "Regionsrådet"


def test_committee_called_by_its_fields_stands_above_the_day() -> None:
    assert (
        header("Se alle udvalg\n\nBørn, Idræt og Familie\n\nTirsdag den 04-06-2019 kl. 17:30")[0]
        == "Børn, Idræt og Familie"
    )


def test_joint_council_keeps_its_article() -> None:
    text = "Det fælles landsbyråd - Dagsordener og referater\nMødedato: 12. september 2024"
    assert header(text)[0] == "Det fælles landsbyråd"


def test_place_between_day_and_time() -> None:
    text = "Referat fra Ældrerådets møde den 22. februar 2016 i St. Møllestuen, Rådhuset kl. 10.00"
    assert header(text) == ("Ældrerådet", "2016-02-22", "10:00", "St. Møllestuen, Rådhuset")


def test_quoted_bodies_do_not_name_the_meetings() -> None:
    text = (
        "Referat\n\n1. Dagsorden\nBeslutning\nGodkendt.\n\n2. Ny strategi\nSocial og Sundhed, 6. januar 2020, pkt. 123:\n\nAnbefales.\n\n"
        "Børn og Læring, 7. januar 2020, pkt. 133:\n\nAnbefales.\n\nBeslutning\nGodkendt.\n"
    )
    assert read(text).header.body is None


def test_region_has_no_municipality() -> None:
    head = "Dagsorden\ntil\nmødet i Udvalg for regional udvikling\nden 1. februar 2023 kl. 09:00\ni Solby Kommune, Torvet 5"
    assert read(head + "\n\n1. Ny sti\nSagsnr. 21/4711\nBeslutning\nGodkendt.\n").header.municipality is None
    assert read(
        head.replace("regional udvikling", "Teknik") + "\n\n1. Ny sti\nBeslutning\nGodkendt.\n"
    ).header.municipality


# -- file numbers and amendments ------------------------------------------------------------------------------------


def test_bare_subject_behind_a_journal_label_is_a_file_number() -> None:
    (item,) = read(
        HEAD
        + "1. Ny sti\nSagsnr.: 326-2010-57347   J.nr.: 00.01.00   Dokumentnr.: 326-2011-15264\nBeslutning\nGodkendt.\n"
    ).items
    assert [n.text for n in item.case_numbers] == ["326-2010-57347", "00.01.00"]


def test_day_behind_a_label_of_cases_is_none() -> None:
    (item,) = read(HEAD + "1. Ny sti\nSagsnr.: 24/12 af 01.02.05\nBeslutning\nGodkendt.\n").items
    assert [n.text for n in item.case_numbers] == ["24/12"]


def test_mover_of_an_amendment_to_one_of_several_proposals() -> None:
    (item,) = read(
        ONE
        + "Beslutning\nGodkendt.\n\nÆndringsforslag fra C til ad 3:\nC gruppen foreslår, at stien males.\n\nFor stemte C. Faldet.\n"
    ).items
    assert [(p.text, p.proposer, p.kind) for p in item.proposals] == [("at stien males", "C", "amendment")]
