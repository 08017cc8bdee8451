"""What was decided: the text of decisions, with and without a heading. All minutes are invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.document import read

HEAD = "Byrådet\nMødedato: 26. marts 2024\n\n1. Ny skole\nSagsnr.: 24/12\n"


def decisions(text: str) -> list[tuple[bool, str]]:
    """Return (own, text) of the item's decisions."""
    (item,) = read(HEAD + text).items
    return [(d.own, d.text) for d in item.decisions]


OWN = (True, "Godkendt.")


@pytest.mark.parametrize(
    "text",
    [
        "Beslutning\nGodkendt.\n",
        "Beslutning:\nGodkendt.\n",
        "BESLUTNING\n\nGodkendt.\n",
        "## Beslutning\n\nGodkendt.\n",
        "**Beslutning**\nGodkendt.\n",
        "Beslutning: Godkendt.\n",
        "Beslutning Godkendt.\n",
        "BeslutningGodkendt.\n",
        "Beslutning\n• Godkendt.\n",
        "Beslutning\n**Godkendt.**\n",
        "Beslutning\n\n\n  Godkendt.  \n\n\n",
        "Beslutning\nGodkendt.\nBilag\nSkole.pdf\n",
        "Beslutning\nGodkendt.\nSagsfremstilling\nSkolen er for lille.\n",
        "Beslutning\nGodkendt.\n### Skole.pdf\nSkolen er for lille.\n",
    ],
)
def test_decision_is_the_text_under_its_heading(text: str) -> None:
    assert decisions(text) == [OWN]


@pytest.mark.parametrize(
    "text",
    [
        "Skolen bygges. Den males rød.",
        "1) Godkendt. 2) Afvist.",
        "Godkendt med den tilføjelse, at skolen males rød. Udvalget beder om en status den 1. maj 2024.",
        "Intet.",
        "Udsat",
        "Godkendt. Protokolbemærkning fra Ø: Vi er imod.",
        "Godkendt. For stemte A og V. Imod stemte Ø.",
    ],
)
def test_whole_text_is_the_decision(text: str) -> None:
    assert decisions(f"Beslutning\n{text}\n") == [(True, text)]


def test_lines_and_paragraphs_are_one_text() -> None:
    assert decisions("Beslutning\nSkolen\nbygges.\n\nDen males rød.\n") == [(True, "Skolen bygges. Den males rød.")]


def test_page_header_inside_a_decision_is_left_out() -> None:
    page = "\nLyngsø Kommune Byrådet 26-03-2024 Side {}\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 20}{page.format(1)}Beslutning\nSkolen bygges,{page.format(2)}og den males rød.\n"
    assert decisions(text) == [(True, "Skolen bygges, og den males rød.")]


def test_votes_are_read_from_the_text() -> None:
    (item,) = read(f"{HEAD}Beslutning\nGodkendt. For stemte A, V og\nC (9). Imod stemte Ø.\n").items
    assert item.decisions[0].votes == {"for": ["A", "V", "C"], "against": ["Ø"], "abstain": []}


def test_sentence_below_a_line_of_voters_is_none_of_them() -> None:
    text = "Beslutning\nFor: Ida Holm (A), Ulla Damgaard (Ø)\nImod: Bo Dam (B), Tove Irene Ellesø (V), Lars-Ole Vind-Hansen\nIndstillingen fra udviklingschefen anbefales.\n"
    (item,) = read(f"{HEAD}{text}").items
    assert item.decisions[0].votes == {
        "for": ["Ida Holm", "Ulla Damgaard"],
        "against": ["Bo Dam", "Tove Irene Ellesø", "Lars-Ole Vind-Hansen"],
        "abstain": [],
    }


# -- other bodies' decisions ----------------------------------------------------------------------------------------


def test_quoted_decision_stands_before_the_own_without_its_absences() -> None:
    text = "Beslutning fra Børneudvalget, 5. marts 2024, pkt. 33:\nUdvalget anbefaler indstillingen. Fraværende: Bo Dam (V).\nBeslutning i Byrådet den 26-03-2024\nGodkendt.\nFraværende: Ida Holm (A)\n"
    assert decisions(text) == [(False, "Udvalget anbefaler indstillingen."), OWN]
    (item,) = read(HEAD + text).items
    assert [a.name for a in item.absent] == ["Ida Holm"]


def test_undated_sentences_of_committees_are_decisions_without_a_date() -> None:
    text = (
        "Indstilling\nForvaltningen indstiller, at skolen bygges.\nBørne- og Ungeudvalget anbefaler indstillingen. Bo Dam tager forbehold.\n"
        "Økonomiudvalget anbefaler Børne- og Ungeudvalgets indstilling.\nBeslutning\nGodkendt.\n"
    )
    (item,) = read(HEAD + text).items
    assert [(d.body, d.date, d.own, d.text) for d in item.decisions] == [
        (
            "Børne- og Ungeudvalget",
            None,
            False,
            "Børne- og Ungeudvalget anbefaler indstillingen. Bo Dam tager forbehold.",
        ),
        ("Økonomiudvalget", None, False, "Økonomiudvalget anbefaler Børne- og Ungeudvalgets indstilling."),
        ("Byrådet", "2024-03-26", True, "Godkendt."),
    ]


@pytest.mark.parametrize(
    "sentence", ["Borgmesterforvaltningen har ingen bemærkninger.", "Skolen anbefaler sig selv.", "Det anbefaler vi."]
)
def test_sentence_of_no_body_below_the_proposals_is_no_decision(sentence: str) -> None:
    assert decisions(
        f"Indstilling\nForvaltningen indstiller, at skolen bygges.\n{sentence}\nBeslutning\nGodkendt.\n"
    ) == [OWN]


# -- decisions without a heading ------------------------------------------------------------------------------------


def test_text_of_a_closed_item_is_its_decision() -> None:
    text = "Byrådet\nMødedato: 26. marts 2024\n\n1. Lukket: Køb af grund\nSagsnr. 24/1\nGrunden købes for 2 mio. kr.\n\n2. Vej\nSagsnr. 24/2\nBeslutning\nUdsat.\n"
    first, second = read(text).items
    assert [(d.own, d.date, d.text) for d in first.decisions] == [(True, "2024-03-26", "Grunden købes for 2 mio. kr.")]
    assert [d.text for d in second.decisions] == ["Udsat."]


@pytest.mark.parametrize("rest", ["", "Fraværende: Ida Holm (A)\n"])
def test_closed_item_without_text_decides_nothing(rest: str) -> None:
    text = f"Byrådet\nMødedato: 26. marts 2024\n\n1. Lukket: Køb af grund\nSagsnr. 24/1\n{rest}\n2. Vej\nSagsnr. 24/2\nBeslutning\nUdsat.\n"
    assert read(text).items[0].decisions == []


@pytest.mark.parametrize(
    ("body", "decision"),
    [
        (
            "Vedtaget i overensstemmelse med udvalgets indstilling.\nØ havde gerne set, at sagen blev udsat.",
            "Vedtaget i overensstemmelse med udvalgets indstilling. Ø havde gerne set, at sagen blev udsat.",
        ),
        ("Der er 15 skoler i byen. De er gamle.\n\nSagen blev udsat.", "Sagen blev udsat."),
        ("Forvaltningen indstiller, at salen bygges.\n\nGodkendt.", "Godkendt."),
        ("Vedtaget. Bo Dam var fraværende.", "Vedtaget."),
        ("Taget til efterretning.", "Taget til efterretning."),
        (
            "Vedtaget efter udvalgets erklæring af 11. marts 2009, dog sådan at afdelingen ude på den anden side af broen først lukker med udgangen af 2010.\n"
            "Udvalget skriver et notat om bussen, som sendes til byens skoler og til lokalrådet, så snart det er færdigt.\nFolkelisten kunne ikke tiltræde erklæringen.",
            "Vedtaget efter udvalgets erklæring af 11. marts 2009, dog sådan at afdelingen ude på den anden side af broen først lukker med udgangen af 2010. "
            "Udvalget skriver et notat om bussen, som sendes til byens skoler og til lokalrådet, så snart det er færdigt. Folkelisten kunne ikke tiltræde erklæringen.",
        ),
        (
            "Sagsfremstilling\nByrådet vedtog sidste år, at sagen sendes i høring.\n\nØkonomi\nIngen.\n\nBilag\nNotat\n\nVedtaget.",
            "Vedtaget.",
        ),
    ],
)
def test_last_deciding_paragraphs_are_the_decision_where_the_layout_has_no_headings(body: str, decision: str) -> None:
    text = "Byrådet, møde den 18. marts 2009\n\nFraværende: Ida Holm\n\n" + "".join(
        f"{n}. {title}\n\n{body}\n\n" for n, title in enumerate(("Ny asfalt", "Ny struktur", "Ny sal"), 1)
    )
    assert [[d.text for d in item.decisions] for item in read(text).items] == [[decision]] * 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Prisen er steget. Til efterretning. Bo Dam ønsker tal.", [(True, "Til efterretning. Bo Dam ønsker tal.")]),
        ("Prisen er steget. Ingen ved hvorfor. Bo Dam ønsker tal.", []),
        ("Prisen er steget. Godkendt støj fylder mere. Bo Dam ønsker tal.", []),
    ],
)
def test_formula_and_the_remark_behind_it_end_an_item_without_a_heading(
    text: str, found: list[tuple[bool, str]]
) -> None:
    other = "".join(f"\n{n}. Vej {n}\nSagsnr. 24/{n}\nBeslutning\nGodkendt.\n" for n in range(2, 5))
    reading = read(f"{HEAD}{text}\n{other}")
    assert [(d.own, d.text) for d in reading.items[0].decisions] == found


def test_committee_that_can_recommend_has_decided() -> None:
    text = "Indstilling\nForvaltningen indstiller, at skolen bygges.\nBørneudvalget kan anbefale indstillingen.\nBeslutning\nGodkendt.\n"
    assert decisions(text) == [(False, "Børneudvalget kan anbefale indstillingen."), OWN]


def test_name_that_a_page_header_cuts_in_two_is_absent_all_the_same() -> None:
    page = "\n\nSide {} af 3\n\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 20}{page.format(1)}Beslutning\nGodkendt, idet skolen får sit eget køkken, som er stort nok til alle. Ida{page.format(2)}Holm havde meldt afbud.\n\n2. Vej\nBeslutning\nUdsat.\n"
    reading = read(HEAD + text)
    assert [d.text for d in reading.items[0].decisions] == [
        "Godkendt, idet skolen får sit eget køkken, som er stort nok til alle."
    ]
    assert [a.name for a in reading.items[0].absent] == ["Ida Holm"]


def test_initials_with_a_file_number_stand_above_the_decision() -> None:
    text = "Byrådet\nMødedato: 26. marts 2024\n\n1. Vej\nDIULMO / 05/9983\nForliget tiltrådtes.\n\n2. Bro\nDIULMO / 05/9984\nUdsat.\n"
    assert [[d.text for d in item.decisions] for item in read(text).items] == [["Forliget tiltrådtes."], ["Udsat."]]


def test_item_that_decides_nothing_has_no_decision() -> None:
    text = "Byrådet, møde den 18. marts 2009\n\n1. Ny asfalt\n\nGodkendt.\n\n2. Besøg\n\nDer var mange gæster i byen.\n\n3. Ny sal\n\nGodkendt.\n"
    assert [[d.text for d in item.decisions] for item in read(text).items] == [["Godkendt."], [], ["Godkendt."]]


def test_item_named_for_the_absent_lists_them_in_its_decision() -> None:
    text = "Byrådet\nMødedato: 26. marts 2024\n\n1. Fraværende\n\nBeslutning\nIda Holm og Bo Dam.\n\n2. Vej\n\nBeslutning\nGodkendt.\n"
    first, second = read(text).items
    assert (first.decisions, [a.name for a in first.absent]) == ([], ["Ida Holm", "Bo Dam"])
    assert (len(second.decisions), second.absent) == (1, [])


def test_body_in_capitals_alone_on_a_line_is_a_decision_s_heading() -> None:
    rows = "Pkt. {n}    Sag om vej\n\nØkonomiudvalget, den 13. april 2005:\nAnbefales.\n\nBYRÅDET:\nGodkendt.\n\n"
    text = "Byrådet\nMøde torsdag den 28. april 2005\n\n" + "".join(rows.replace("{n}", str(n)) for n in (61, 62, 63))
    for item in read(text).items:
        assert [(d.text, d.own) for d in item.decisions] == [("Anbefales.", False), ("Godkendt.", True)]


def test_other_line_in_capitals_is_no_decision_s_heading() -> None:
    text = "Byrådet\n28. april 2005\n\n1. Sag om vej\nSagsnr. 20/1\nPRISER I KRONER:\nVejen er dyr.\nBeslutning\nGodkendt.\n"
    assert [d.text for d in read(text).items[0].decisions] == ["Godkendt."]


@pytest.mark.parametrize("heading", ["Beslutninger:", "Beslutning", "Afgørelse"])
def test_body_and_date_below_the_heading_lead_to_this_meeting_s_decision(heading: str) -> None:
    text = (
        "Tidligere beslutninger:\n\nSkoleudvalget den 7. marts 2024:\n\nAnbefales.\n\n"
        f"{heading}\n\nByrådet den 26. marts 2024:\n\nGodkendt.\n\nBilag\n"
    )
    assert decisions(text) == [(False, "Anbefales."), OWN]


def test_history_below_the_decision_still_repeats_it() -> None:
    text = "Beslutning\n\nGodkendt.\n\nBeslutningshistorik\n\nByrådet den 26. marts 2024:\n\nGodkendt.\n"
    assert decisions(text) == [OWN]


@pytest.mark.parametrize(
    "heading", ["SAMLET BILAGSLISTE", "Samlet bilagsoversigt:", "Oversigt over bilag", "Bilagsliste"]
)
def test_list_of_all_attachments_at_the_end_is_no_part_of_the_last_decision(heading: str) -> None:
    text = f"Beslutning\n\nGodkendt.\n\nSIDE 9\n\n{heading}\n\nNy skole\n Tegning (140/24)\n"
    assert decisions(text) == [OWN]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Fraværende og bemærkninger til dagsordenen", "Fraværende\nIda Holm.\n\nBemærkninger til dagsordenen\n\n"),
        ("Afbud samt bemærkninger til dagsordenen", "Afbud: Ida Holm\nBemærkninger til dagsordenen:\n"),
        ("Afbud / ændring af rækkefølgen", "Ændring af rækkefølgen\n"),
    ],
)
def test_line_that_repeats_a_part_of_the_title_heads_what_was_decided(title: str, text: str) -> None:
    other = "\n\n2. Ny vej\nBeslutning\nGodkendt.\n\n3. Ny sti\nBeslutning\nGodkendt.\n"
    head = f"Byrådet\nMødedato: 26. marts 2024\n\n1. {title}\n"
    item = read(f"{head}{text}Punkt 3 udgår. Dagsordenen godkendt.{other}").items[0]
    assert [(d.own, d.text) for d in item.decisions] == [(True, "Punkt 3 udgår. Dagsordenen godkendt.")]
    item = read(f"{head}{text}Bo Dam er indkaldt som suppleant for Ida Holm.{other}").items[0]
    assert item.decisions == []


def test_heading_that_is_broken_within_the_bodies_names_is_one():
    text = (
        "Fællesmøde\nMødedato: 3. maj 2022\n\n1. Ny sti\nSagsnr. 22/101\n\n"
        "Beslutning Fællesmøde mellem Børne- og Skoleudvalget og Social-, Handicap- og\nSeniorudvalget den 03-05-2022\n\n"
        "Godkendt.\n\n2. Ny bro\nSagsnr. 22/102\n\nBeslutning\nUdsat.\n"
    )
    decision = read(text).items[0].decisions[0]
    assert (decision.text, decision.date) == ("Godkendt.", "2022-05-03")
    assert decision.body is not None
    assert decision.body.endswith("Seniorudvalget")
