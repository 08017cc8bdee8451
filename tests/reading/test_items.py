"""Where agenda items begin, their numbers and titles, and which are closed. All minutes are invented."""

from __future__ import annotations

import itertools

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.hints import Hint

HEAD = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n"


def items(text: str) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in read(text).items]


def closed(text: str) -> list[str | None]:
    return [item.number for item in read(text).items if item.closed]


# -- forms of headings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "{n}. {title}",
        "{n} {title}",
        "Punkt {n}: {title}",
        "Pkt. {n} {title}",
        "Sag nr. {n} {title}",
        "# {n}. {title}",
        "## Punkt {n}: {title}",
        "**{n}. {title}**",
        "• {n}. {title}",
        " • Pkt. {n} {title}\nPkt. {n}\n{title}",
        "{n}.\n{title}",
        "• {n}\n{title}",
        "Dagsordenspunkt {n}\n{title}",
        "{title}\nSag nr. {n}\n05.01.08Ø54",
        "{n}. {title} (Åben)",
        "{n}. {title}\n{title}",
        "{n}: {title}",
        "- {n}. {title}",
        "{n}\n{title}",
        "{n}) {title}",
        "({n}) {title}",
        "{n} - {title}",
        "Åben sag: {n}. {title}",
        "Åbent punkt {n}: {title}",
        "• {n}.\n{title}",
        "{n}. {title} (Åben sag) (jb)",
        "{n}. {title}Åbn/luk punkt",
        "{n}. {title}\nÅbn/luk punkt",
        "{n}. {title} (B)\n\n{n}.     {title} (B)",
        "Dagsordenens punkt {n} - {title}",
    ],
)
def test_item_begins_at_its_numbered_heading(form: str) -> None:
    titles = ["Ny cykelsti ved Mosevej", "Bænke i parken", "Budget for 2022"]
    text = HEAD + "".join(
        f"{form.format(n=n, title=t)}\nSagsnr. 21/47{n}\nBeslutning\nGodkendt.\n\n" for n, t in enumerate(titles, 1)
    )
    assert items(text) == [("1", titles[0]), ("2", titles[1]), ("3", titles[2])]


def test_numbers_need_not_begin_with_one_nor_follow_each_other() -> None:
    text = HEAD + "".join(f"{n}. Sag om vej {n}\nSagsnr. 21/{n}47\nBeslutning\nGodkendt.\n" for n in (62, 63, 65, 101))
    assert [number for number, _ in items(text)] == ["62", "63", "65", "101"]


def test_number_may_be_the_meetings_and_the_running_one() -> None:
    text = HEAD + "".join(
        f"{n + 70}/{n}. Sag om vej {n} (Åben sag)\nJournalnr. 05.01.08Ø54\nBeslutning\nGodkendt.\n\n" for n in (1, 2, 3)
    )
    assert items(text) == [("71/1", "Sag om vej 1"), ("72/2", "Sag om vej 2"), ("73/3", "Sag om vej 3")]


def test_title_below_a_number_may_begin_with_a_figure_or_be_formed_like_a_heading() -> None:
    text = HEAD + "".join(
        f"  • {n}.\n    {title}\n\n    • Resume\n\n      Kort.\n\n    • Beslutning\n\n      Godkendt.\n\n"
        for n, title in enumerate(("Veje", "2. behandling af budget 2022", "Forslag fra L - Bænke ved søen"), 8)
    )
    assert items(text) == [
        ("8", "Veje"),
        ("9", "2. behandling af budget 2022"),
        ("10", "Forslag fra L - Bænke ved søen"),
    ]


def test_first_of_two_prints_is_no_part_of_the_item_above() -> None:
    text = HEAD + "".join(
        f"{n}. Sag om vej {n} (B)\n\n{n}.     Sag om vej {n} (B)\n\nSagsnr.: 21/47{n}\nBeslutning\nGodkendt.\n\n"
        for n in (1, 2, 3)
    )
    assert [[d.text for d in item.decisions] for item in read(text).items] == [["Godkendt."]] * 3


def test_number_may_carry_a_letter() -> None:
    text = HEAD + "".join(
        f"{n}. Sag om vej\nSagsnr. 21/4711\nSagsfremstilling\nVejen er slidt.\nDen er også smal.\nBeslutning\nGodkendt.\n"
        for n in ("12", "12a", "13")
    )
    assert [number for number, _ in items(text)] == ["12", "12a", "13"]


def test_item_with_a_letter_leaves_the_short_item_above_it_whole() -> None:
    text = (
        HEAD
        + "# Punkt 1: Vej\n21/11\n## Beslutning\nGodkendt.\n# Punkt 2: Bro\n21/12\n## Beslutning\nUdsat.\n# Punkt 2a: Sti\n21/13\n## Beslutning\nDrøftet.\n"
    )
    found = read(text).items
    assert [[number.text for number in item.case_numbers] for item in found] == [["21/11"], ["21/12"], ["21/13"]]
    assert [[decision.text for decision in item.decisions] for item in found] == [
        ["Godkendt."],
        ["Udsat."],
        ["Drøftet."],
    ]


def test_numbered_list_inside_an_item_holds_no_items() -> None:
    text = HEAD + (
        "1. Veje i byen\nSagsnr. 21/1\nSagsfremstilling\nDer er tre veje:\n1. Den lange vej\n2. Den korte vej\n3. Den smalle vej\nBeslutning\nGodkendt.\n"
        "2. Bænke i parken\nSagsnr. 21/2\nIndstilling\nForvaltningen indstiller, at:\n1. Bænkene males\n2. Parken lukkes\nBeslutning\nUdsat.\n"
    )
    assert items(text) == [("1", "Veje i byen"), ("2", "Bænke i parken")]


def test_numbered_decision_holds_no_items() -> None:
    text = (
        HEAD
        + "4. Veje\nSagsnr. 21/1\nBeslutning\n1. Godkendt.\n2. Afvist.\n5. Bænke\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
    )
    assert items(text) == [("4", "Veje"), ("5", "Bænke")]


@pytest.mark.parametrize(
    "text", ["", " \n", "Kære Ida. Tak for i går.", "1", "1.", "1. \n2. \n", "Referat", "Side 1", "2021"]
)
def test_text_without_items_has_none(text: str) -> None:
    assert items(text) == []


# -- headings in running text ---------------------------------------------------------------------------------------


def found(text: str) -> list[tuple[str | None, str | None, list[str], list[str]]]:
    return [
        (item.number, item.title, [n.text for n in item.case_numbers], [d.text for d in item.decisions])
        for item in read(text).items
    ]


def transcript(head: str) -> str:
    """Return three pages of invented minutes as a web archive prints them: each page one stretch of running text."""
    filling = "Vejen er smal, og der kommer flere biler hvert år. " * 8
    return "Referat\n\n" + "\n\n".join(
        f"{head.format(page=n + 2)} {n}. Ny vej mellem havnen og den gamle station ved\nSkoven nr. {n}"
        f" Sagsnr. 486-2007-2014{n} J.nr. 05.01.12-P20 Forvaltningen foreslår en vej. {filling}Økonomiudvalget,\n"
        f"den 14. november 2007, pkt. 60{n}: Anbefales. Byrådet, den 22. november 2007: Godkendt."
        for n in (1, 2, 3)
    )


@pytest.mark.parametrize("head", ["{page} Byrådet 22. november 2007 Side: {page}", "{page} Byrådet d. 22-11-2007"])
def test_heading_in_running_text_ends_at_its_file_numbers(head: str) -> None:
    assert found(transcript(head)) == [
        (
            str(n),
            f"Ny vej mellem havnen og den gamle station ved Skoven nr. {n}",
            [f"486-2007-2014{n}", "05.01.12-P20"],
            ["Anbefales.", "Godkendt."],
        )
        for n in (1, 2, 3)
    ]


def test_page_number_before_body_and_day_is_no_items() -> None:
    text = "Referat\n\n" + "\n\n".join(
        f"{n + 2} Økonomiudvalget d. 21-01-2015 {n}. Sag om vej {n}\nÅben sag\nSagsnr.: 15/11{n}\nRESUMÉ\n"
        + "Vejen er smal, og der kommer flere biler hvert år.\n" * 8
        + f"BESLUTNING I ØKONOMIUDVALGET DEN 21-01-2015\nGodkendt.\n{n}"
        for n in (1, 2, 3)
    )
    assert found(text) == [(str(n), f"Sag om vej {n}", [f"15/11{n}"], ["Godkendt."]) for n in (1, 2, 3)]


def test_heading_glued_to_the_sentence_before_it_begins_an_item() -> None:
    text = (
        HEAD
        + "Indholdsfortegnelse\n"
        + "".join(
            f"{n + 70}/{n}. Sag om vej {n} (Åben sag)\nJournalnr. 05.01 P20/{n}\nVejen er smal.Vedtagelse:\nGodkendt.\n\n"
            "Fraværende: Ida Holm (A)."
            for n in (1, 2, 3)
        )
    )
    assert found(text) == [(f"7{n}/{n}", f"Sag om vej {n}", [f"05.01 P20/{n}"], ["Godkendt."]) for n in (1, 2, 3)]


def test_number_glued_to_an_abbreviation_is_no_item() -> None:
    text = (
        HEAD
        + "1. Sag om vej\nSagsnr. 21/1\nSagsfremstilling\nJf. nr.2. Vej, nr.3. Sti og nr.4. Bro.\nBeslutning\nGodkendt.\n"
    )
    assert items(text) == [("1", "Sag om vej")]


def test_postal_code_is_no_item() -> None:
    assert items("Referat\nBanegade 3\n7100 Vejrup\nTeknisk Udvalg\nAfbud: Ida Holm\n") == []


def test_group_heading_in_capitals_ends_the_item_above() -> None:
    text = HEAD + (
        "1. Veje\nSagsnr. 21/1\nBeslutning\nGodkendt.\nSAGER TIL EFTERRETNING\n2. Broer\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
        "LUKKEDE SAGER\n3. Grund\nSagsnr. 21/3\nBeslutning\nDrøftet.\n"
    )
    assert [decisions for *_, decisions in found(text)] == [["Godkendt."], ["Udsat."], ["Drøftet."]]
    assert closed(text) == ["3"]


# -- contents -------------------------------------------------------------------------------------------------------

TWO = "1. Ny cykelsti ved Mosevej\nSagsnr. 21/4711\nBeslutning\nGodkendt.\n2. Bænke i parken\nSagsnr. 21/4712\nBeslutning\nUdsat.\n"
TITLES = [("1", "Ny cykelsti ved Mosevej"), ("2", "Bænke i parken")]


@pytest.mark.parametrize(
    "contents",
    [
        "Indholdsfortegnelse\n1. Ny cykelsti ved Mosevej ........ 2\n2. Bænke i parken ........ 3\n",
        "Indholdsfortegnelse\n1. Ny cykelsti ved Mosevej\n2. Bænke i parken\n",
        "1. Ny cykelsti ved Mosevej\n2. Bænke i parken\n",
        "Dagsorden\n1 Ny cykelsti ved Mosevej 2\n2 Bænke i parken 3\n",
        "| Ny cykelsti ved Mosevej..... | 3 |\n| Bænke i parken..... | 4 |\n",
        "Indhold\n1. Ny cykelsti ved Mosevej (Åben)\n2. Bænke i parken (Åben)\n",
    ],
)
def test_contents_are_no_items(contents: str) -> None:
    assert items(f"{HEAD}{contents}\n{TWO}") == TITLES


def test_contents_with_marks_and_a_wrapped_title_are_no_items() -> None:
    long = "2. Ny vej mellem havnen og den gamle station med plads til\ncykler"
    listed = f"Indhold\n1. Veje (Åben)\n{long} (Åben)\n3. Bænke (Åben)\n\n"
    text = "".join(
        f"{title} (Åben)\nSagsnr. 21/{n}\nBeslutning\nGodkendt.\n"
        for n, title in enumerate(["1. Veje", long, "3. Bænke"], 1)
    )
    assert [number for number, _ in items(HEAD + listed + text)] == ["1", "2", "3"]


def test_contents_with_marks_need_no_heading() -> None:
    listed = "1. Veje (Åben)\n2. Køb af grund ved\nhavnen (Lukket)\n3. Bænke (Åben)\n\n"
    text = "".join(
        f"{n}. {t}\nSagsnr. 21/{n}\nBeslutning\nGodkendt.\n"
        for n, t in enumerate(("Veje (Åben)", "Køb af grund ved havnen (Lukket)", "Bænke (Åben)"), 1)
    )
    assert [number for number, _ in items(HEAD + listed + text)] == ["1", "2", "3"]


def test_items_with_the_same_title_are_no_entries_of_the_contents() -> None:
    body = "\nSagsnr. 21/1\nBeslutning\nGodkendt.\n"
    text = HEAD + f"1. Spørgetid{body}2. Bænke{body}3. Spørgetid{body}"
    assert items(text) == [("1", "Spørgetid"), ("2", "Bænke"), ("3", "Spørgetid")]


def test_contents_heading_glued_to_the_first_item_leaves_it_whole() -> None:
    text = (
        HEAD
        + "Indholdsfortegnelse1. Fraværende\n\nBeslutning\nIda Holm.\n\nTil toppen\n\n2. Bænke i parken\n\nBeslutning\nUdsat.\n\nTil toppen\n"
    )
    assert items(text) == [("1", "Fraværende"), ("2", "Bænke i parken")]


# -- titles ---------------------------------------------------------------------------------------------------------


def test_title_that_wraps_is_one() -> None:
    text = (
        HEAD
        + "1. Ny cykelsti mellem Mosevej og den gamle station samt\nombygning af krydset ved havnen\nSagsnr. 21/1\nBeslutning\nGodkendt.\n2. Bænke\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
    )
    assert items(text)[0] == (
        "1",
        "Ny cykelsti mellem Mosevej og den gamle station samt ombygning af krydset ved havnen",
    )


def test_prefix_of_a_body_stays_in_the_title() -> None:
    text = (
        HEAD
        + "1. ØK - Genoptaget: Ny bro\nSagsnr. 21/1\nBeslutning\nGodkendt.\n2. TM - Bænke\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
    )
    assert items(text) == [("1", "ØK - Genoptaget: Ny bro"), ("2", "TM - Bænke")]


def test_letters_for_the_kind_of_case_are_left_out_where_most_items_carry_one() -> None:
    body = "\nSagsnr. 21/1\nBeslutning\nGodkendt.\n"
    assert items(HEAD + f"1. Veje (B){body}2. Bænke (O){body}") == [("1", "Veje"), ("2", "Bænke")]
    assert items(HEAD + f"1. Veje (B){body}2. Bænke{body}3. Stier{body}")[0] == ("1", "Veje (B)")


def test_title_printed_twice_may_be_a_headings_word() -> None:
    text = HEAD + "".join(
        f" • Pkt. {n} {t}\n Pkt. {n}\n {t}\n Sagsnr. 30441{n} Åbent punkt\n\n Teknisk Udvalg, 03-03-2021, pkt. {n}\n\n Godkendt.\n\n"
        for n, t in ((1, "Orientering"), (2, "Bænke"))
    )
    assert items(text) == [("1", "Orientering"), ("2", "Bænke")]


@pytest.mark.parametrize("title", ["Orientering", "Indstilling", "Bilag"])
def test_title_that_is_a_headings_word_is_no_section(title: str) -> None:
    text = HEAD + "".join(
        f" • Pkt. {n} {title}\n Pkt. {n}\n {title}\n Sagsnr. 30441{n}\n Beslutning\n Godkendt.\n\n" for n in (1, 2)
    )
    assert items(text) == [("1", title), ("2", title)]
    assert [[block.kind for block in item.blocks] for item in read(text).items] == [["lead", "decision"]] * 2


def test_group_heading_with_a_number_is_an_item_with_empty_lists() -> None:
    text = (
        HEAD
        + "62. Sager til beslutning\n\n63. Veje\nSagsnr. 21/1\nBeslutning\nGodkendt.\n\n64. Bænke\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
    )
    assert items(text) == [("62", "Sager til beslutning"), ("63", "Veje"), ("64", "Bænke")]


@pytest.mark.parametrize("marks", ["Sagsnr. 21/1\n", "i byen\n21/1\n", "Åben sag\n", "Sagsansvarlig: IH\n"])
def test_group_heading_stands_apart_above_an_item_with_marks(marks: str) -> None:
    text = (
        HEAD
        + f"7. Sager til orientering\n\n8. Veje\n{marks}Beslutning\nGodkendt.\n\n9. Bænke\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
    )
    assert [number for number, _ in items(text)] == ["7", "8", "9"]


@pytest.mark.parametrize(
    "entries",
    [
        "1. Den lange vej\n2. Den korte vej\n",
        "1. Den lange vej\n\n2. Den korte vej\n\n",
        "1. Den lange vej\n\n2. Den korte vej\n\n3. Den smalle vej\n\n",
        "1. Den lange vej\n\n2. Den korte vej\n\nSagsnr. 21/9\n",
    ],
)
def test_line_of_a_list_is_no_group_heading(entries: str) -> None:
    text = (
        HEAD
        + f"7. Veje\nSagsnr. 21/1\nBeslutning\nGodkendt.\nBilag\n{entries}8. Bænke\nSagsnr. 21/2\nBeslutning\nUdsat.\n"
    )
    assert items(text) == [("7", "Veje"), ("8", "Bænke")]


# -- closed items ---------------------------------------------------------------------------------------------------

BODY = "\nSagsnr. 21/1\nBeslutning\nGodkendt.\n"


@pytest.mark.parametrize(
    "text",
    [
        f"1. Veje{BODY}2. Lukket: Køb af grund{BODY}",
        f"1. Veje{BODY}2. Køb af grund (Lukket){BODY}",
        f"1. Veje\nÅben sag{BODY}2. Køb af grund\nLukket sag{BODY}",
        f"Åbne sager\n1. Veje{BODY}LUKKEDE SAGER\n2. Køb af grund{BODY}",
        f"1. Veje{BODY}For lukkede døre\n2. Køb af grund{BODY}",
        f"A. Åbne sager\n1. Veje{BODY}B. Lukkede sager\n2. Køb af grund{BODY}",
        f"Punkt 1: Veje{BODY}Lukket: Punkt 2: Køb af grund{BODY}",
        f"Åbent punkt 1: Veje{BODY}Lukket punkt 2: Køb af grund{BODY}",
        f"Åben sag: 1. Veje{BODY}Lukket sag: 2. Køb af grund{BODY}",
        f"1. Veje\n(Åben sag) (jb){BODY}2. Køb af grund\n(Lukket sag) (hv){BODY}",
        f"• 1.\nVeje{BODY}• 2.\nLUKKET SAG: Køb af grund{BODY}",
    ],
)
def test_closed_item_is_marked_or_stands_under_a_closed_group(text: str) -> None:
    assert items(HEAD + text) == [("1", "Veje"), ("2", "Køb af grund")]
    assert closed(HEAD + text) == ["2"]


def test_open_group_ends_a_closed_one() -> None:
    text = f"Lukkede sager\n1. Køb af grund{BODY}Åbne sager\n2. Veje{BODY}3. Bænke{BODY}"
    assert closed(HEAD + text) == ["1"]


@pytest.mark.parametrize("group", ["LUKKET MØDE", "Lukkede sager", "For lukkede døre"])
@pytest.mark.parametrize("end", [" ........ 4", "", "\t4"])
def test_closed_group_of_the_contents_closes_nothing_below_them(group: str, end: str) -> None:
    contents = f"INDHOLD\n1. Veje{end}\n{group}\n2. Køb af grund{end}\n\n"
    assert closed(f"{HEAD}{contents}1. Veje{BODY}{group}\n2. Køb af grund{BODY}") == ["2"]


def test_group_headings_are_no_part_of_the_item_above() -> None:
    found = read(f"{HEAD}1. Veje{BODY}LUKKEDE SAGER\n2. Køb af grund{BODY}").items
    assert [d.text for d in found[0].decisions] == ["Godkendt."]


# -- items without numbers ------------------------------------------------------------------------------------------


def test_items_are_cut_at_the_mark_that_opens_each() -> None:
    text = "Byrådet 8. oktober 2020\n\n" + "".join(
        f"{mark}\n\nIndstilling\n\nØkonomiudvalget indstiller, at planen godkendes.\n\nBeslutning\n\nGodkendt.\n\n"
        for mark in ("Åben", "Åben", "Lukket")
    )
    assert items(text) == [(None, None)] * 3
    assert [item.closed for item in read(text).items] == [False, False, True]


def test_items_are_cut_at_the_page_header_that_opens_each() -> None:
    text = "".join(
        f"Vælg\nReferat Østby Byråd 12-09-2023\n{title}\nBeslutning\nGodkendt.\nResumé\nDet er for gammelt.\n"
        for title in ("Ny skole i Nord", "Ny bro i Syd", "Nyt tag")
    )
    assert items(text) == [(None, "Ny skole i Nord"), (None, "Ny bro i Syd"), (None, "Nyt tag")]


def test_items_are_cut_at_the_section_that_opens_each() -> None:
    text = "Byrådet 8. oktober 2020\n\n" + "".join(
        f"## {title}\n\nResumé\n\nDet er for gammelt.\n\nIndstilling\n\nForvaltningen indstiller, at planen godkendes.\n\nBeslutning\n\nGodkendt.\n\n"
        for title in ("Ny skole i Nord", "Ny bro i Syd", "Nyt tag")
    )
    assert items(text) == [(None, "Ny skole i Nord"), (None, "Ny bro i Syd"), (None, "Nyt tag")]


LIST = [
    "Ny cykelsti ved Mosevej",
    "Budgetopfølgning pr. 30. april 2024",
    "Forslag fra Venstre om bænke",
    "Valg af formand",
    "Eventuelt",
]
ACCOUNT = "Sagsfremstilling\nVejen er smal.\nBeslutning\nGodkendt.\n"


@pytest.mark.parametrize(
    "listing", ["{title}\n", "- {title}\n", "• {title}\n\n", "{title} ........ 4\n", "{title}\nSide 2\n"]
)
@pytest.mark.parametrize("above", ["", "Print\n", "\n"])
def test_items_without_numbers_begin_at_the_titles_that_the_contents_list(listing: str, above: str) -> None:
    text = HEAD + "Referat\n" + "".join(listing.format(title=t) for t in LIST) + "\n"
    text += "".join(f"{above}{t}\n{ACCOUNT}" for t in LIST)
    assert items(text) == [(None, title) for title in LIST]
    assert [[d.text for d in item.decisions] for item in read(text).items] == [["Godkendt."]] * len(LIST)


def test_title_below_the_contents_may_carry_the_mark_of_a_closed_item() -> None:
    text = HEAD + "Veje\nBroer\nKøb af grund\n\n"
    text += f"Veje\n{ACCOUNT}Broer\n{ACCOUNT}Køb af grund (Lukket punkt)\n{ACCOUNT}"
    assert [(item.title, item.closed) for item in read(text).items] == [
        ("Veje", False),
        ("Broer", False),
        ("Køb af grund", True),
    ]


def test_lines_that_recur_one_below_the_other_are_no_contents() -> None:
    table = "Skoler\nVeje og broer\nÆldre og sundhed\n"
    text = HEAD + "".join(f"{n}. Budget {n}\nSagsnr. 21/4{n}\n{table}Beslutning\nGodkendt.\n" for n in (1, 2, 3))
    assert items(text) == [(str(n), f"Budget {n}") for n in (1, 2, 3)]


def test_numbers_of_pages_and_cells_are_no_items() -> None:
    text = HEAD + "".join(
        f"{page}\nTeknisk Udvalg\n{n}. Sag om vej {n}\nSagsfremstilling\nAntal biler\n{n}\nVogne i alt\nBeslutning\nGodkendt.\n"
        for page, n in ((2, 1), (3, 2), (5, 3))
    )
    assert items(text) == [(str(n), f"Sag om vej {n}") for n in (1, 2, 3)]


def test_single_item_without_number_is_one() -> None:
    text = "Byrådet\nMødedato: 3. marts 2021\n\nIndstilling\nForvaltningen indstiller, at vejen lukkes.\nBeslutning\nGodkendt.\n"
    assert items(text) == [(None, None)]


def test_labels_above_the_titles_belong_to_the_items_below() -> None:
    text = (
        HEAD
        + "Sagnr.: 0-4-2-31\n\n1. Veje\n\nBeslutning\nGodkendt.\n\nSagnr.: 1-22-60-5-22\n\n2. Bænke\n\nBeslutning\nUdsat.\n"
    )
    assert [[n.text for n in item.case_numbers] for item in read(text).items] == [["0-4-2-31"], ["1-22-60-5-22"]]


def test_number_with_its_mark_alone_has_the_title_below() -> None:
    text = "".join(
        f"• {n}.{mark}\n{title}\n\n• Beslutning\n\nGodkendt.\n\n"
        for n, mark, title in (
            (94, "", "Budget"),
            (95, " (Lukket punkt)", "Tilbud på sand"),
            (96, "", "Orientering om is"),
        )
    )
    assert [(i.number, i.title, i.closed) for i in read(text).items] == [
        ("94", "Budget", False),
        ("95", "Tilbud på sand", True),
        ("96", "Orientering om is", False),
    ]


def test_title_with_a_label_of_a_section_is_a_title_below_a_number_with_a_bullet() -> None:
    text = "".join(
        f"• {n}.\n{title}\n\n• Beslutning\n\nGodkendt.\n\n"
        for n, title in ((90, "Fart på Molevej"), (91, "Høring: Plan for sand og grus"), (92, "Ny kran"))
    )
    assert [i.title for i in read(text).items] == ["Fart på Molevej", "Høring: Plan for sand og grus", "Ny kran"]


def test_title_without_a_number_is_an_item_where_a_number_is_missing() -> None:
    titles = ("1. Budget", "2. Kran", "Plan for molen", "4. Slæbested", "5. Skilte")
    text = "\n".join(f"\n{t}\nSagsnr.: 14/{n}00\nBeslutning\nGodkendt.\n" for n, t in enumerate(titles, 1))
    assert [(i.number, i.title) for i in read(text).items] == [
        ("1", "Budget"),
        ("2", "Kran"),
        (None, "Plan for molen"),
        ("4", "Slæbested"),
        ("5", "Skilte"),
    ]


def test_line_above_a_file_number_is_no_item_where_no_number_is_missing() -> None:
    titles = ("1. Budget", "2. Kran", "Se også sagen", "3. Slæbested", "4. Skilte")
    text = "\n".join(f"\n{t}\nSagsnr.: 14/{n}00\nBeslutning\nGodkendt.\n" for n, t in enumerate(titles, 1))
    assert [i.number for i in read(text).items] == ["1", "2", "3", "4"]


def test_title_in_capitals_goes_on_in_capitals_only() -> None:
    text = "".join(
        f"SAG NR. {n}\n\n{title}\n\nADMINISTRATIONENS INDSTILLING\nAt molen males.\n\nKONKLUSION\nGodkendt.\n\n"
        for n, title in (
            (1, "STIER TIL HAVNENE I SUNDBY - GODKENDELSE AF VIDERE\nPROCES"),
            (2, "STIER TIL HAVNENE I NORDBY - GODKENDELSE AF PLANER\nDer er planer"),
            (3, "SKILTE"),
        )
    )
    assert [title for _, title in items(text)] == [
        "STIER TIL HAVNENE I SUNDBY - GODKENDELSE AF VIDERE PROCES",
        "STIER TIL HAVNENE I NORDBY - GODKENDELSE AF PLANER",
        "SKILTE",
    ]


def test_title_with_a_decisions_word_and_a_name_with_den_is_a_title() -> None:
    text = "".join(
        f"{n}. Beslutning: {title}\nSagsnr.: 19/{n}00\n\nBeslutning\nGodkendt.\n\n"
        for n, title in ((1, "Maling af molen"), (2, "Leje af Den Gamle Kran"), (3, "Skilte"))
    )
    assert [title for _, title in items(text)] == [
        "Beslutning: Maling af molen",
        "Beslutning: Leje af Den Gamle Kran",
        "Beslutning: Skilte",
    ]


FOUR = [*TITLES, ("3", "Takster for leje af haller"), ("4", "Bedre lys på Søtorvet")]
FOUR_NUMBERED = [(int(number), title) for number, title in FOUR]


@pytest.mark.parametrize(
    "absent",
    [
        "Fraværende:\n\nLis Dam (A)\n\nKai Wind (V) deltog i mødet i stedet for Bo Rask (V)",
        "Fraværende:\nBo Rask (V)\nLis Dam (A)",
        "Afbud:\n\nLis Dam\n\nBo Rask",
        "Bo Rask (V) og Lis Dam (A) deltog ikke i mødet",
    ],
)
def test_the_same_note_of_absence_above_every_number_stays_with_its_item(absent: str) -> None:
    numbered = [f"{n}. {title}\n\nBeslutning\n\nGodkendt.\n\n{absent}\n\n" for n, title in FOUR]
    found = read(HEAD + "".join(numbered)).items
    assert [{one.name for one in item.absent} for item in found] == [{"Bo Rask", "Lis Dam"}] * len(found)
    assert [(item.number, item.title) for item in found] == FOUR


def test_the_body_above_every_number_belongs_to_the_item_below() -> None:
    numbered = [
        f"Vej- og Parkudvalget\n{n}. {title}\n\nBeslutning\n\nGodkendt.\n\nFraværende:\nBo Rask (V)\n\n"
        for n, title in FOUR
    ]
    found = read(HEAD + "".join(numbered)).items
    assert [(item.number, item.title) for item in found] == FOUR
    assert [[one.name for one in item.absent] for item in found] == [["Bo Rask"]] * len(found)
    assert [d.text for item in found for d in item.decisions] == ["Godkendt."] * len(found)


@pytest.mark.parametrize(
    "form",
    [
        "{n} {mark}        {title}\n\n{case}",
        "{n}. {mark}\t{title}\n{case}",
        "{n} {mark} {title}\n\n{case}",
        "{n}. {title}      {mark}\n{case}",
        "{mark} {n}. {title}\n{case}",
    ],
)
def test_open_and_closed_items_with_their_mark_beside_the_title(form: str) -> None:
    marks = ["Åbent", "Åbent", "Åbent", "Lukket"]
    printed = [
        form.format(n=n, mark=mark, title=title, case=f"04120{n}-2013") + "\n\nBeslutning\n\nGodkendt.\n\n"
        for (n, title), mark in zip(FOUR, marks, strict=True)
    ]
    found = read(HEAD + "".join(printed)).items
    assert [(item.number, item.title) for item in found] == FOUR
    assert [item.closed for item in found] == [False, False, False, True]
    assert [[c.text for c in item.case_numbers] for item in found] == [[f"04120{n}-2013"] for n, _ in FOUR]


@pytest.mark.parametrize(
    "labels",
    [
        "Sagsnr.\n452-2018-512{n}\nInitialer\nMKR\n{mark}",
        "Sagsnr.: 452-2018-512{n}\nDok.nr.: 18-11\nInitialer\nMKR\nForvaltning\nTeknik og Miljø\n{mark}",
        "Initialer: MKR\n{mark}\nSagsnr.: 452-2018-512{n}",
    ],
)
def test_mark_below_labels_and_their_values_is_the_item_s(labels: str) -> None:
    marks = ["Åbent", "Åbent", "Lukket", "Lukket"]
    printed = [
        f"{n}. {title}\n\n{labels.format(n=n, mark=mark)}\n\nBeslutning\n\nGodkendt.\n\n"
        for (n, title), mark in zip(FOUR, marks, strict=True)
    ]
    assert closed(HEAD + "".join(printed)) == ["3", "4"]


def test_mark_at_the_end_of_an_item_is_of_the_one_below() -> None:
    body = "Nyt om havnen\nNyt om skolen\nNyt om vejene\nNyt om hallen\nNyt om parken\n"
    printed = [
        f"{mark}\n{n}. {title}\n{body}\n"
        for (n, title), mark in zip(FOUR, ["Åben", "Åben", "Åben", "Lukket"], strict=True)
    ]
    assert closed(HEAD + "".join(printed)) == ["4"]


@pytest.mark.parametrize("title", ["Suppleanter til rådet.", "Besøg på plejehjemmet:"])
def test_title_that_ends_as_a_sentence_is_one_where_its_number_would_be_missing(title: str) -> None:
    titles = ["Dagsorden", title, "Busplan", "Tryghed", "Eventuelt"]
    text = "".join(f" {n}. {t}\n  Rådet talte om det og lod det ligge.\n" for n, t in enumerate(titles, start=1))
    found = read("Referat fra Ældrerådsmøde den 2. maj 2017\n\nTil stede: Ida Holm, Bo Dam.\n\n" + text).items
    assert [(i.number, (i.title or "").rstrip(":.")) for i in found] == [
        (str(n), t.rstrip(":.")) for n, t in enumerate(titles, start=1)
    ]


@pytest.mark.parametrize("number", ["{}.", "Punkt {}", "Pkt. {}:"])
def test_title_below_a_lone_number_is_no_heading_though_a_model_takes_it_for_one(number: str) -> None:
    text = HEAD + "".join(f"{number.format(n)}\n{t}\n\nIntet.\n\n" for n, t in ((1, "Visionsplan"), (2, "Siden sidst")))
    at = text.index("Visionsplan")
    hints = (Hint(at, at + len("Visionsplan"), "decision", "decision", 0.9),)
    assert [i.title for i in read(text, hints=hints).items] == ["Visionsplan", "Siden sidst"]


def test_number_alone_above_an_entry_of_the_contents_begins_no_item() -> None:
    contents = "".join(f"{n}.\n{title} ........ {n + 2}\n" for n, title in FOUR_NUMBERED)
    items = "".join(f"SIDE {n + 2}\n{n}.\n{title.upper()}\nGodkendt.\n" for n, title in FOUR_NUMBERED)
    found = read(f"{HEAD}INDHOLDSFORTEGNELSE\n{contents}{items}").items
    assert [item.number for item in found] == ["1", "2", "3", "4"]


def test_item_printed_again_below_the_next_one_begins_where_it_stands_again():
    text = (
        "Byrådet den 3. maj 2022\n\n## Sag 1 · Dagsorden\n\nBeslutning\n\nGodkendt.\n\n## Sag 2>Ida Holm\n\n"
        "## Sag 1 · Dagsorden\n\nBeslutning\n\nGodkendt.\n\n## Sag 2 · Ny sti\n\nBeslutning\n\nUdsat.\n"
    )
    items = read(text).items
    assert [item.number for item in items] == ["1", "2", "1", "2"]
    for one, two in itertools.pairwise(items):
        assert one.start < one.end == two.start
