"""An item's sections, and which body decided what when. All minutes are invented."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.sections import GROUP_LINE, _next_body, is_note_heading
from referat_nlp.reading.segments import Segment

HEAD = "Byrådet\nMødedato: 26. marts 2024\n\n1. Ny skole\nSagsnr.: 24/12\n"


def sections(text: str) -> list[tuple[str, str]]:
    """Return (kind, text) of the blocks that have a heading, white space collapsed."""
    (item,) = read(HEAD + text).items
    return [(b.kind, re.sub(r"\s+", " ", (HEAD + text)[b.start : b.end])) for b in item.blocks if b.heading]


def decisions(text: str) -> list[tuple[str | None, str | None, bool, str]]:
    (item,) = read(HEAD + text).items
    return [(d.body, d.date, d.own, d.text) for d in item.decisions]


OWN = ("Byrådet", "2024-03-26", True, "Godkendt.")


@pytest.mark.parametrize(
    "form",
    ["{}\n{}\n", "{}:\n{}\n", "## {}\n\n{}\n\n", "**{}**\n\n{}\n\n", "**{}:** {}\n", "{}: {}\n", "<b>{}</b><br>\n{}\n"],
)
def test_sections_are_cut_at_headings_in_any_markup(form: str) -> None:
    rows = [("Resumé", "Skolen er for lille."), ("Økonomi", "Der er ingen udgifter."), ("Beslutning", "Godkendt.")]
    assert [(kind, text.strip("* ")) for kind, text in sections("".join(form.format(*row) for row in rows))] == [
        ("summary", "Skolen er for lille."),
        ("economy", "Der er ingen udgifter."),
        ("decision", "Godkendt."),
    ]


def test_section_without_text_is_empty() -> None:
    assert sections(
        "Sagsfremstilling\nIndstilling\nForvaltningen indstiller, at skolen bygges.\nBeslutning\nGodkendt.\n"
    )[0] == ("account", "")


def test_word_of_a_heading_in_running_text_cuts_nothing() -> None:
    assert sections("Sagsfremstilling\nØkonomien er god: den holder.\nBeslutningen ventes.\nBeslutning\nGodkendt.\n")[
        0
    ] == (
        "account",
        "Økonomien er god: den holder. Beslutningen ventes.",
    )


# -- bodies and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutning",
        "Byrådets beslutning",
        "Beslutning i Byrådet den 26-03-2024",
        "Beslutning den 26. marts 2024:",
        "Byrådet, 26-03-2024, pkt. 1",
        "Beslutning\nByrådets beslutning i mødet den 26. marts 2024",
        "Beslutning\nDato: 26. marts 2024\nSted: Salen",
    ],
)
def test_decision_is_own_where_the_heading_names_no_other_meeting(heading: str) -> None:
    ((_, date, own, text),) = decisions(f"{heading}\nGodkendt.\n")
    assert (date, own, text) == ("2024-03-26", True, "Godkendt.")


@pytest.mark.parametrize(
    ("heading", "body", "date"),
    [
        ("Beslutning fra Børneudvalget, 5. marts 2024, pkt. 33:", "Børneudvalget", "2024-03-05"),
        ("Beslutning Børneudvalget den 05-03-2024", "Børneudvalget", "2024-03-05"),
        ("Børneudvalgets beslutning den 5. marts 2024:", "Børneudvalget", "2024-03-05"),
        ("Børneudvalget, 05-03-2024, pkt. 33", "Børneudvalget", "2024-03-05"),
        ("Beslutning i Byrådet den 27-02-2024", "Byrådet", "2024-02-27"),
        ("Børneudvalget besluttede den 5. marts 2024:", "Børneudvalget", "2024-03-05"),
        ("Tidligere beslutninger\n05-03-2024 Børneudvalget", "Børneudvalget", "2024-03-05"),
        ("Tidligere beslutninger\nBørneudvalget den 05-03-2024", "Børneudvalget", "2024-03-05"),
        ("Teknisk Udvalgs beslutning den 5. marts 2024:", "Teknisk Udvalg", "2024-03-05"),
    ],
)
def test_quoted_decision_has_its_own_body_and_date(heading: str, body: str, date: str) -> None:
    assert decisions(f"{heading}\nAnbefales.\nBeslutning i Byrådet den 26-03-2024\nGodkendt.\n") == [
        (body, date, False, "Anbefales."),
        OWN,
    ]


def test_history_that_repeats_the_own_decision_adds_none() -> None:
    text = "Sagens forløb\n05-03-2024 Børneudvalget\nAnbefales.\n26-03-2024 Byrådet\nGodkendt.\nBeslutning\nGodkendt.\n"
    assert decisions(text) == [("Børneudvalget", "2024-03-05", False, "Anbefales."), OWN]


def test_history_is_the_own_decision_where_nothing_else_prints_it() -> None:
    text = "Behandling\nByrådet\n26-03-2024\nIndstilling\nForvaltningen indstiller, at skolen bygges.\n\nBørneudvalget den 5. marts 2024:\n\nAnbefales.\n\nByrådet den 26. marts 2024:\n\nGodkendt.\n"
    assert decisions(text) == [("Børneudvalget", "2024-03-05", False, "Anbefales."), OWN]


@pytest.mark.parametrize(
    "heading",
    [
        "Vedtagelse i Børneudvalget den 05-03-2024",
        "BØRNEUDVALGET DEN 5. MARTS 2024",
        "Skolen er for lille. Børneudvalget den 05-marts-2024:",
    ],
)
def test_quoted_decision_is_known_by_other_forms_of_its_heading(heading: str) -> None:
    text = (
        f"Sagsfremstilling\nSkolen er for lille.\n\n{heading} Anbefales.\n"
        if ":" in heading
        else f"Sagsfremstilling\nSkolen er for lille.\n\n{heading}\nAnbefales.\n"
    )
    found = decisions(f"{text}Beslutning i Byrådet den 26-03-2024\nGodkendt.\n")
    assert [(body.casefold() if body else None, *rest) for body, *rest in found] == [
        ("børneudvalget", "2024-03-05", False, "Anbefales."),
        ("byrådet", "2024-03-26", True, "Godkendt."),
    ]


def test_vedtagelse_of_a_plan_is_no_heading() -> None:
    text = "Sagsfremstilling\nPlanen er klar.\nVedtagelse af lokalplan i Børneudvalget den 05-03-2024 er aftalt.\nBeslutning\nGodkendt.\n"
    assert decisions(text) == [OWN]


@pytest.mark.parametrize("intro", ["Direktionen indstiller, at", "Børneforvaltningen indstiller,"])
def test_quoted_decision_ends_where_the_administration_proposes(intro: str) -> None:
    text = f"Børneudvalget, 5. marts 2024, pkt. 33:\nAnbefales.\n{intro}\nat skolen bygges\nBeslutning\nGodkendt.\n"
    assert decisions(text) == [("Børneudvalget", "2024-03-05", False, "Anbefales."), OWN]
    (item,) = read(HEAD + text).items
    assert [p.text for p in item.proposals] == ["at skolen bygges"]


def test_quoted_decision_ends_with_its_note_of_absence() -> None:
    text = "Beslutning Børneudvalget den 05-03-2024\nAnbefales.\n\nFraværende:\nBo Dam\n\nSkolens historie\nSkolen er fra 1911.\nBeslutning Byrådet den 26-03-2024\nGodkendt.\n"
    assert decisions(text) == [("Børneudvalget", "2024-03-05", False, "Anbefales."), OWN]


def test_headings_word_in_a_table_is_no_heading() -> None:
    text = "Sagsfremstilling\nProjekt\nForslag\n(hele kr.)\nSkole\n48.000\nBeslutning\nGodkendt.\n"
    assert sections(text) == [
        ("account", "Projekt Forslag (hele kr.) Skole 48.000"),
        ("decision", "Godkendt."),
    ]


def test_recommendation_of_another_bodys_meeting_is_a_proposal_section() -> None:
    text = "Børneudvalgets indstilling (møde den 5. marts 2024, sag nr. 9):\nSkolen bygges.\nBeslutning\nGodkendt.\n"
    assert sections(text) == [("proposal", "Skolen bygges."), ("decision", "Godkendt.")]
    text = "Sagsfremstilling\nBørneudvalgets indstilling (bilag) er vedlagt.\nBeslutning\nGodkendt.\n"
    assert [kind for kind, _ in sections(text)] == ["account", "decision"]


def test_heading_with_a_count_is_a_heading() -> None:
    assert sections("Beslutning\nGodkendt.\nBilag (7)\nSkole.pdf\n") == [
        ("decision", "Godkendt."),
        ("attachments", "Skole.pdf"),
    ]


def test_endorsement_of_the_administration_is_no_decision() -> None:
    text = "Sagens forløb\n05-03-2024 Borgmesterens Afdeling påtegning\nFremsendes.\nBeslutning\nGodkendt.\n"
    assert decisions(text) == [OWN]


def test_body_that_is_only_said_to_decide_has_decided_nothing() -> None:
    assert decisions("Beslutningskompetence\nByrådet\nBeslutning\nGodkendt.\n") == [OWN]
    assert decisions("Sagens gang\nBørneudvalget 05-03-2024\nByrådet 26-03-2024\nBeslutning\nGodkendt.\n") == [OWN]


@pytest.mark.parametrize(
    "text", ["Beslutning\nFraværende: Ida Holm (A)\n", "Beslutning\n", "Beslutning\nBilag\nSkole.pdf\n"]
)
def test_heading_without_text_decides_nothing(text: str) -> None:
    assert decisions(text) == []


# -- the foot -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foot",
    [
        "Mødet hævet kl. 20.\n",
        "Mødet sluttede kl. 18.45\n\nIda Holm\nBo Dam\n",
        "Underskrifter\n\nIda Holm\n",
        "______________\nIda Holm\n",
        "Rådhuset\nTorvet 1\nTlf.: 12 34 56 78\n",
        "Sidst opdateret 3. april 2024\n",
        "Underskriftsark\nIda Holm\n",
        "12 Underskriftsblad Ida Holm Bo Dam\n",
        "8 Således opført i protokollen.\n",
        "[Print](#) [Del](#) Til toppen ^\n",
        "| Til top | Print |\n",
        "Læs mere   Abonnér på dagsordener   Tilgængelighedserklæring\n",
        "Fraværende:\nIda Holm\nMedlem\n(C)\n\nTilbage til dagsorden\n\n Søg i dagsordener\n",
        "Var denne side nyttig?   Ja   Nej\nLyngsø Kommune, Torvet 1\n",
        "Lyngsø Kommune\nSide 8 af 8\n",
    ],
)
def test_foot_of_the_minutes_is_no_part_of_the_last_decision(foot: str) -> None:
    assert decisions(f"Beslutning\nGodkendt.\n\n{foot}") == [OWN]


@pytest.mark.parametrize("text", ["Del af vejen lukkes.", "Print skal koste 1 kr.", "Kommunen ejer Lyngsø Kommune"])
def test_words_of_a_page_within_a_sentence_stay(text: str) -> None:
    assert decisions(f"Beslutning\nGodkendt.\n{text}\n")[0][-1] == f"Godkendt. {text}"


def test_sentence_about_signing_stays_in_the_decision() -> None:
    ((*_, text),) = decisions("Beslutning\nGodkendt.\nUnderskriftsindsamlingen tages til efterretning.\n")
    assert text == "Godkendt. Underskriftsindsamlingen tages til efterretning."


@pytest.mark.parametrize(
    "line",
    [
        "B. Sager til afgørelse i udvalget",
        "Åbne beslutningssager",
        "LUKKEDE SAGER",
        "Lukkede punkter:",
        "SUNDHEDS- OG ÆLDREUDVALGETS SAGER",
        "Økonomiudvalgets sager",
        "SAGER REJST AF MEDLEMMERNE",
    ],
)
def test_line_that_heads_a_group_of_items(line: str) -> None:
    assert GROUP_LINE.match(line)


@pytest.mark.parametrize(
    "line",
    [
        "Åbne sager behandles først",
        "B. Vejen er slidt. Den skal laves.",
        "Lukkede veje",
        "b. sager",
        "Økonomiudvalgets sager udsættes",
        "Mange sager",
        "SAGER",
        "",
    ],
)
def test_line_that_heads_no_group(line: str) -> None:
    assert not GROUP_LINE.match(line)


def test_title_that_makes_the_decision_a_list_of_absent_members() -> None:
    assert is_note_heading("Fraværende", {"fraværende"})
    assert not is_note_heading("Fraværende børn", {"fraværende"})
    assert not is_note_heading(None, {"fraværende"})


# -- headings of decisions in other forms -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "BESLUTNING I BYRÅDET DEN 26-03-2024",
        "BESLUTNING I BYRÅDET DEN 26. MARTS 2024:",
        "• Beslutning i Byrådet den 26-03-2024",
        "Beslutning i Byrådet tirsdag den 26. marts 2024",
        "Beslutning - Byrådet - 26-03-2024",
        "Beslutning, Byrådet, 26. marts 2024",
        "Beslutning (Byrådet 26. marts 2024)",
        "Beslutning: Byrådet den 26. marts 2024",
        "Beslutning på mødet den 26. marts 2024",
        "Beslutning Byrådet",
        "Behandling i Byrådet den 26. marts 2024",
        "Vedtagelse i Byrådet, 26. marts 2024:",
    ],
)
def test_decision_headings_in_any_order_of_marks(heading: str) -> None:
    text = f"Indstilling\nDirektøren indstiller, at skolen bygges.\n\n{heading}\nGodkendt.\n"
    assert decisions(text) == [("BYRÅDET" if "BYRÅDET" in heading else "Byrådet", "2024-03-26", True, "Godkendt.")]


@pytest.mark.parametrize(
    "line", ["Beslutning om Byrådet tages i maj.", "Beslutningen i Byrådet den 26. marts 2024 står fast."]
)
def test_sentence_about_a_decision_is_no_heading(line: str) -> None:
    assert decisions(f"Beslutning\n{line}\n") == [("Byrådet", "2024-03-26", True, line)]


@pytest.mark.parametrize("name", ["Natur, By og Kyst", "Kultur og Idræt", "Børn & Unge", "Klima"])
def test_bodies_whose_name_says_nothing_of_a_committee(name: str) -> None:
    quoted = [(name, "2024-03-11", False, "Udsat til maj."), OWN]
    assert decisions(f"{name}, 11. marts 2024, pkt. 30:\nUdsat til maj.\n\nBeslutning\nGodkendt.\n") == quoted
    assert decisions(f"Historik\n{name} den 11. marts 2024\nUdsat til maj.\n\nBeslutning\nGodkendt.\n") == quoted
    below = f"Beslutning\n{name}, 11. marts 2024\nUdsat til maj.\n\nByrådet, den 26. marts 2024\nGodkendt.\n"
    assert decisions(below) == quoted
    assert decisions(below.replace("Beslutning\n", "Beslutning").replace(name, "Teknisk Udvalg")) == [
        ("Teknisk Udvalg", "2024-03-11", False, "Udsat til maj."),
        OWN,
    ]


@pytest.mark.parametrize(
    "line", ["Kirke Værløse, 11. marts 2024", "Notat, 11. marts 2024, pkt. 30", "Skrevet af Bo Dam, 11. marts 2024"]
)
def test_a_place_and_date_in_the_account_is_no_heading(line: str) -> None:
    text = f"Sagsfremstilling\nSkolen er for lille.\n{line}\nDen bygges i Ny By.\n\nBeslutning\nGodkendt.\n"
    assert decisions(text) == [OWN]


def test_bodies_and_dates_within_a_line() -> None:
    text = "Sagen forelægges. Økonomiudvalget, den 14. marts 2024: Anbefales. Byrådet, den 26. marts 2024: Godkendt.\n"
    assert decisions(text) == [("Økonomiudvalget", "2024-03-14", False, "Anbefales."), OWN]


def test_label_of_absences_and_substitutes_is_no_part_of_the_decision() -> None:
    text = "Beslutning\n1. Godkendt.\n\n{}: Ida Holm (V) er fraværende. Bo Dam (V) deltog som stedfortræder for Ida Holm.\n"
    for label in ("Fravær og stedfortræder", "Afbud og stedfortrædere", "Fravær/afbud", "Fraværende og suppleanter"):
        assert decisions(text.format(label)) == [("Byrådet", "2024-03-26", True, "1. Godkendt.")]


@pytest.mark.parametrize(
    "heading", ["Byrådet,\nden 26. marts 2024:", "Byrådet, den\n26. marts 2024:", "Byrådet, den 26.\nmarts 2024:"]
)
def test_heading_that_wraps_in_a_transcript(heading: str) -> None:
    text = f"Sagen forelægges. Økonomiudvalget, den 14.\nmarts 2024, pkt. 602: Anbefales. {heading}\nGodkendt.\n"
    assert decisions(text) == [("Økonomiudvalget", "2024-03-14", False, "Anbefales."), OWN]


def test_heading_glued_to_a_sentence() -> None:
    assert decisions("Ingen spørgsmål modtaget inden fristen.Beslutning:\nGodkendt.\n") == [OWN]
    assert decisions("Forvaltningen indstiller, at sagen drøftes.Vedtagelse: Godkendt.\n") == [OWN]
    assert decisions("Beslutning\nGodkendt.\nJ.nr.Bilag: 3\n")[0][3].startswith("Godkendt.")


def test_next_body_below_a_decision_heading_is_no_page_header() -> None:
    item = "{}. Sag {}\nSagsnr.: 24/{}\nSagsfremstilling\n" + "Skolen er for lille til byens børn. " * 20
    listed = "\nBeslutning\nTeknisk Udvalg, den 12. marts 2024\nAnbefales.\nByrådet, den 26. marts 2024\nPlan {} godkendt.\n\n"
    own = "\nBeslutning\nPlan {} godkendt.\n\n"
    text = "".join(item.format(n, n, n) + (listed if n < 3 else own).format(n) for n in range(1, 5))
    items = read(f"Byrådet\nMødedato: 26. marts 2024\n\n{text}").items
    assert [[(d.body, d.text) for d in i.decisions] for i in items[:2]] == [
        [("Teknisk Udvalg", "Anbefales."), ("Byrådet", f"Plan {n} godkendt.")] for n in (1, 2)
    ]


def test_heading_that_no_file_lists_is_known_by_its_recurring() -> None:
    def item(number: int, heading: str, decision: str) -> str:
        said = f"{heading}\nRenoveringen giver sal {number} 25 år mere, og det er det hele værd.\n\n"
        first = f"{number}. Sal {number}\nSagsnr.: 24/{number}\nSagsfremstilling\nSalen er {number}00 år gammel.\n\n"
        return f"{first}{said if number == 1 else ''}Beslutning\n{decision}\n\n{said if number > 1 else ''}"

    def decided(heading: str, decision: str = "Sagen blev godkendt.") -> list[str]:
        text = "".join(item(n, heading, decision) for n in (1, 2, 3))
        return [d.text for i in read(f"Byrådet\nMødedato: 26. marts 2024\n\n{text}").items for d in i.decisions]

    assert decided("Effektvurdering") == ["Sagen blev godkendt."] * 3
    assert decided("KONSEKVENSER FOR ANDRE:") == ["Sagen blev godkendt."] * 3
    # what a decision may say again and again is none
    assert "Protokolbemærkning" in decided("Protokolbemærkning")[1]
    assert "Bo Dam" in decided("Bo Dam")[1]
    # nor is a line that stands below no account at all
    once = "1. Sal\nSagsnr.: 24/1\nBeslutning\nGodkendt.\n\nEffektvurdering\nDet er det hele værd, siger byen.\n"
    assert "Effektvurdering" in read(f"Byrådet\nMødedato: 26. marts 2024\n\n{once}").items[0].decisions[0].text


@pytest.mark.parametrize(
    "foot",
    [
        "Solby Kommune, Skippergade 7, tlf. 39 00 11 22",
        "Underskriftsside",
        "13 Bilagsoversigt 3. Notat om sygefravær",
        "Siden er sidst ændret 18-09-2023",
        "Ref.: Ida Holm",
        "Kategorier: Møder | Nyheder",
    ],
)
def test_foot_of_the_last_item_is_no_part_of_its_decision(foot: str) -> None:
    assert decisions(f"Beslutning\nGodkendt.\n\n{foot}\n") == [OWN]


def test_label_of_who_wrote_it_above_the_last_decision_ends_nothing() -> None:
    assert decisions("Ref.: Ida Holm\nBeslutning\nGodkendt.\n") == [OWN]


@pytest.mark.parametrize("mark", ["", "- ", "– "])
@pytest.mark.parametrize(
    ("first", "second"),
    [("Teknisk Udvalg", "Økonomiudvalget"), ("TMU", "ØU"), ("Natur og Miljø", "Kultur, By og Kyst")],
)
def test_earlier_decisions_a_line_each(mark: str, first: str, second: str) -> None:
    text = f"{mark}{first} 12-03-2024: Anbefales.\n{mark}{second} den 19. marts 2024: Udsat.\n"
    quoted = [(first, "2024-03-12", False, "Anbefales."), (second, "2024-03-19", False, "Udsat.")]
    assert decisions(f"Historik\n{text}Beslutning\nGodkendt.\n") == [*quoted, OWN]


def test_a_day_and_what_happened_in_the_account_is_no_earlier_decision() -> None:
    text = "Tidsplan\n- Borgermøde 12-03-2024: Anbefales.\n- Byggestart den 19. marts 2024: Udsat.\n"
    assert decisions(f"{text}Beslutning\nGodkendt.\n") == [OWN]


@pytest.mark.parametrize(
    "line",
    [
        "SAGER TIL EFTERRETNING",
        "Fra Miljøudvalget",
        "Fra Udvalget for Kultur og Fritid",
        "Orienteringssager",
        "Sager til drøftelse",
        "KULTUR- OG FRITIDSUDVALGET",
        "Kultur- og Fritidsudvalget:",
        "ØKONOMIUDVALGET\n\nSide 4",
    ],
)
def test_heading_of_the_items_that_follow_is_no_part_of_the_decision(line: str) -> None:
    items = read(f"{HEAD}Beslutning\nGodkendt.\n\n{line}\n\n2. Ny sti\nSagsnr.: 24/13\nBeslutning\nUdsat.\n").items
    assert [[d.text for d in i.decisions] for i in items] == [["Godkendt."], ["Udsat."]]


@pytest.mark.parametrize("above", ["Valgt blev:\n", "Sagen oversendes til\n"])
def test_body_that_is_the_decisions_last_line_stays(above: str) -> None:
    items = read(f"{HEAD}Beslutning\n{above}Kulturudvalget\n\n2. Ny sti\nSagsnr.: 24/13\nBeslutning\nUdsat.\n").items
    assert items[0].decisions[0].text.endswith("Kulturudvalget")


ROUTE = "Kulturudvalget den 3. januar 2024, pkt. 4\nKulturudvalget den 5. marts 2024, pkt. 7\n\n"
QUOTED = ("Kulturudvalget", "2024-03-05", False, "Anbefales.")


@pytest.mark.parametrize(
    "route",
    [
        ROUTE,
        ROUTE.replace(" den ", ", "),
        "Kulturudvalget den 5. marts 2024\n\n",
        f"{ROUTE}Byrådet den 26. marts 2024, pkt. 1\n\n",
    ],
)
@pytest.mark.parametrize("account", ["Skolen er for lille.\n\n", "Fonden foreslår,\n\nat skolen bygges.\n\n"])
def test_lines_that_tell_where_the_case_has_been_are_no_decisions(route: str, account: str) -> None:
    quoted = "Beslutning fra Kulturudvalget, 5. marts 2024, pkt. 7:\nAnbefales.\n\n"
    own = "Beslutning fra Byrådet, 26. marts 2024, pkt. 1:\nGodkendt.\n"
    assert decisions(f"{route}{account}{quoted}{own}") == [QUOTED, OWN]


def test_text_below_a_body_and_day_is_its_decision_where_no_other_heading_tells_it() -> None:
    assert decisions("Kulturudvalget den 5. marts 2024, pkt. 7\n\nAnbefales.\n\nBeslutning\nGodkendt.\n") == [
        QUOTED,
        OWN,
    ]


def test_list_glued_to_its_heading_begins_below_it() -> None:
    text = "IndstillingDirektøren indstiller,\n- at skolen bygges\nBilag- Notat om skolen\n- Kort\nBeslutning- Godkendt.\n- Byggeriet følges.\n"
    (item,) = read(HEAD + text).items
    assert [p.text for p in item.proposals] == ["at skolen bygges"]
    assert [d.text for d in item.decisions] == ["Godkendt. - Byggeriet følges."]


@pytest.mark.parametrize("line", ["Økonomi- og planudvalget har set på det.", "Bilag- og noteark er vedlagt."])
def test_heading_with_a_hyphen_is_a_word(line: str) -> None:
    assert [kind for kind, _ in sections(f"Sagsfremstilling\n{line}\nBeslutning\nGodkendt.\n")] == [
        "account",
        "decision",
    ]


def test_heading_of_the_items_that_follow_in_a_transcripts_line() -> None:
    assert decisions("Beslutning\nGodkendt. LUKKEDE SAGER TIL EFTERRETNING\n") == [OWN]
    assert decisions("Beslutning\nGodkendt efter indstilling fra SAGER\n")[0][3].endswith("SAGER")


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutning (26.03.2024):",
        "Beslutning - 26. marts 2024",
        "Udvalgsbeslutning",
        "Byrådet traf følgende beslutning:",
    ],
)
def test_more_headings_of_decisions(heading: str) -> None:
    assert decisions(f"Indstilling\nDirektøren indstiller, at skolen bygges.\n{heading}\nGodkendt.\n") == [OWN]


@pytest.mark.parametrize("formula", ["Anbefales", "Bo Dam (A) var fraværende.\nIndstilles godkendt", "Godkendt."])
@pytest.mark.parametrize("end", [", 26.03.2024", " den 26. marts 2024", " 26-03-2024"])
def test_next_body_in_a_list_needs_no_full_stop_above_it(formula: str, end: str) -> None:
    found = decisions(f"Beslutning\nTeknisk Udvalg, 04.03.2024\n{formula}\nByrådet{end}\nUdsat\n")
    assert [(body, date) for body, date, _, _ in found] == [("Teknisk Udvalg", "2024-03-04"), ("Byrådet", "2024-03-26")]
    assert [text for _, _, _, text in found] == [formula.split("\n")[-1], "Udsat"]


def test_body_that_a_sentence_wraps_to_is_no_heading() -> None:
    (one,) = decisions("Beslutning\nTeknisk Udvalg, 04.03.2024\nSagen går videre til\nByrådet, 26.03.2024\nUdsat.\n")
    assert one[:2] == ("Teknisk Udvalg", "2024-03-04")


def test_body_with_nothing_but_page_furniture_below_is_not_that_of_the_next_items() -> None:
    body = Segment(0, 19, "Kommunalbestyrelsen", blank=1)
    foot = Segment(21, 27, "Side 3", blank=1, kind="furniture")
    title = Segment(29, 35, "6. Sag", blank=1)
    item = cast(Any, SimpleNamespace(last=1))
    assert not _next_body(0, item, [body, foot])
    item.last = 2
    assert _next_body(0, item, [body, foot, title])
