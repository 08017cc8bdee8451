"""What the terminal shows, from results made by hand. All names and sums are invented."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.minutes import (
    Absence,
    AgendaItem,
    Amount,
    CaseNumber,
    Coverage,
    Decision,
    Meeting,
    Minutes,
    Outcome,
    Person,
    Proposal,
    Section,
    Source,
    Votes,
)
from referat_nlp.show import NARROWEST, WIDEST, _clean, _number, render, terminal_width, wants_colour

MEETING = Meeting(body="Teknisk Udvalg", date="2021-03-03", start_time="16:00", place="Lokale 3")


def minutes(*items: AgendaItem, meeting: Meeting = MEETING, warnings: list[str] | None = None) -> Minutes:
    return Minutes(Source("a.txt", "0", "text/plain", None, 1234, Coverage(), warnings or []), meeting, list(items))


def item(**fields: object) -> AgendaItem:
    return AgendaItem(**{"number": "1", "title": "Ny cykelsti", "closed": False, "start": 0, "end": 9, **fields})  # type: ignore[arg-type]


def decision(**fields: object) -> Decision:
    plain = {"text": "Godkendt.", "body": "Teknisk Udvalg", "date": "2021-03-03", "own": True, "start": 0, "end": 9}
    return Decision(**{**plain, **fields})  # type: ignore[arg-type]


def amount(
    text: str, value: float | None = None, low: float | None = None, high: float | None = None, table: bool = False
) -> Amount:
    return Amount(text, value, low, high, table, 0, 1)


def fields(shown: str) -> dict[str, str]:
    """Return the value of each field word, its lines joined; a field that comes again goes on."""
    found: dict[str, str] = {}
    label = ""
    for line in shown.splitlines():
        label = line[:17].strip() or label
        if len(line) > 17 and not line.startswith("─"):
            found[label] = f"{found.get(label, '')}\n{line[17:]}".strip()
    return found


def of(*items: AgendaItem, width: int = 80) -> dict[str, str]:
    return fields(render(minutes(*items), width=width))


def test_meeting_is_told_in_danish():
    assert render(minutes()).splitlines() == [
        "Teknisk Udvalg",
        "onsdag den 3. marts 2021 kl. 16:00",
        "Lokale 3",
        "",
        "Fil              a.txt · 1.234 tegn · 0 punkter",
    ]


def test_meeting_of_which_nothing_is_known_has_a_title():
    assert render(minutes(meeting=Meeting())).splitlines()[0] == "Referat"


def test_members_keep_their_party_and_substitute():
    meeting = Meeting(
        participants=[Person("Ida Holm", "A", 0, 1), Person("Bo Dam", None, 0, 1)],
        absent_members=[Absence("Ib Lund", "V", "Eva Krog", 0, 1)],
    )
    shown = fields(render(minutes(meeting=meeting)))
    assert shown["Deltagere"] == "Ida Holm (A), Bo Dam"
    assert shown["Fraværende"] == "Ib Lund (V) → Eva Krog"


def test_warnings_are_shown():
    assert fields(render(minutes(warnings=["Read as UTF-16."])))["Advarsel"] == "Read as UTF-16."


def test_item_begins_a_block_with_number_and_title():
    lines = render(minutes(item(), item(number=None, title=None, closed=True)), width=60).splitlines()
    rules = [n for n, line in enumerate(lines) if line == "─" * 60]
    assert [lines[n - 1] for n in rules] == ["", ""]
    assert [lines[n + 1] for n in rules] == ["1                Ny cykelsti", "Punkt            (uden titel)  [lukket]"]


def test_empty_fields_are_left_out():
    assert set(of(item())) == {"Teknisk Udvalg", "onsdag den 3. mar", "Lokale 3", "Fil", "1"} - {
        "Lokale 3",
        "Teknisk Udvalg",
    }


def test_case_numbers_stand_in_one_field():
    numbers = [CaseNumber("21/4711", "case", None, 0, 1), CaseNumber("00.01.00-G01-7-21", "journal", "00.01.00", 0, 1)]
    assert of(item(case_numbers=numbers[:1]))["Sag"] == "21/4711"
    assert of(item(case_numbers=numbers))["Sager"] == "21/4711 · 00.01.00-G01-7-21"


def test_proposals_are_listed_under_who_proposes_them():
    proposals = [
        Proposal("at stien anlægges", "Forvaltningen", "recommendation", 0, 1),
        Proposal("at den belyses", "Forvaltningen", "recommendation", 0, 1),
        Proposal("at sagen udsættes", None, "amendment", 0, 1),
    ]
    shown = of(item(proposals=proposals))
    assert shown["Indstilling"] == "Forvaltningen:\n– at stien anlægges\n– at den belyses"
    assert shown["Ændringsforslag"] == "– at sagen udsættes"


def test_own_decision_shows_labels_and_votes():
    votes = Votes(for_=["A", "V"], against=["Ø"])
    outcomes = [Outcome("godkendt", 0.984), Outcome("ændret", 0.5)]
    shown = of(item(decisions=[decision(outcomes=outcomes, votes=votes)]))["Beslutning"]
    assert shown == "Godkendt.\n● godkendt 98 %  ● ændret 50 %\nFor:    A, V\nImod:   Ø"


def test_another_body_s_decision_says_whose_it_is():
    shown = of(item(decisions=[decision(own=False, body="Byrådet", date="2021-02-01"), decision()]))
    assert shown["Tidligere"] == "Byrådet, 1. februar 2021\nGodkendt."
    assert shown["Beslutning"] == "Godkendt."


def test_absent_members_of_an_item():
    assert of(item(absent_members=[Absence("Ida Holm", "A", None, 0, 1)]))["Fraværende"] == "Ida Holm (A)"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (amount("25.000 kr.", 25000), "25.000 kr."),
        (amount("25000 kr", 25000), "25000 kr"),
        (amount("kr. 25.000,50", 25000.5), "kr. 25.000,50"),
        (amount("1,2 mio. kr.", 1_200_000), "1,2 mio. kr. (1.200.000)"),
        (amount("-3,8 mio. kr.", -3_800_000), "-3,8 mio. kr. (-3.800.000)"),
        (amount("0,5-1,5 mio. kr.", None, 500_000, 1_500_000), "0,5-1,5 mio. kr. (500.000–1.500.000)"),
        (amount("900.000-1.200.000 kr.", None, 900_000, 1_200_000), "900.000-1.200.000 kr."),
        (amount("en halv million kr.", 500_000), "en halv million kr. (500.000)"),
    ],
)
def test_sum_is_shown_in_kroner_where_its_digits_do_not_say_it(printed, shown):
    assert of(item(amounts=[printed]))["Beløb"] == shown


def test_sums_of_tables_stand_apart_and_are_cut_short():
    sums = [amount(str(n), n * 1000, table=True) for n in range(1, 41)]
    shown = of(item(amounts=[amount("5 kr.", 5), *sums]))
    assert shown["Beløb"] == "5 kr."
    assert shown["Tabelbeløb"].startswith("1 (1.000) · 2 (2.000)")
    assert shown["Tabelbeløb"].endswith("og 28 til")


def test_sections_name_what_is_not_shown_above():
    sections = [Section("summary", "Resumé:", 0, 1), Section("decision", "Beslutning", 0, 1), Section("lead", "", 0, 1)]
    assert of(item(sections=sections))["Afsnit"] == "Resumé"


# -- width and colour ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [24, 40, 48, 60, 100])
def test_no_line_is_wider_than_the_terminal(width):
    long = item(
        title="Forslag til lokalplan for Åløkken " * 4 + "x" * 150,
        proposals=[Proposal("at " + "stien anlægges og belyses " * 9, "Udvalget for Klima", "recommendation", 0, 1)],
        decisions=[decision(text="Godkendt, idet " * 20, outcomes=[Outcome("taget til efterretning", 1.0)] * 4)],
        amounts=[amount("mellem 12 og 14 mio. kr.", None, 12_000_000, 14_000_000)] * 5,
        absent_members=[Absence("Ida Holm-Knudsen", "Det Fælles Bedste", "Eva Krog", 0, 1)] * 3,
    )
    assert max(map(len, render(minutes(long), width=width).splitlines())) == width


def test_narrow_terminal_puts_field_words_on_lines_of_their_own():
    assert "Beslutning\n  Godkendt.\n" in render(minutes(item(decisions=[decision()])), width=40)


def test_lines_end_without_spaces():
    shown = render(minutes(item(decisions=[decision(text="Udvalget godkendte " * 30)])), width=60)
    assert not re.search(r"[ ]$", shown, re.MULTILINE)


def test_colours_do_not_change_the_words():
    value = minutes(item(decisions=[decision(outcomes=[Outcome("godkendt", 0.9), Outcome("eget mærke", 0.6)])]))
    coloured = render(value, colour=True)
    assert "\x1b[32m● godkendt\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(value)


class Stream:
    def __init__(self, terminal: bool) -> None:
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "environment", "wanted"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
        (False, {"FORCE_COLOR": "1"}, True),
        (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_unless_the_user_says_otherwise(monkeypatch, terminal, environment, wanted):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(Stream(terminal)) is wanted  # type: ignore[arg-type]


def test_closed_output_has_no_colour(monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert wants_colour(None) is False


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("9", NARROWEST), ("500", WIDEST), ("", 80), ("wide", 80)])
def test_width_is_what_columns_says_within_reason(monkeypatch, columns, width):
    def no_terminal(stream):
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", no_terminal)
    monkeypatch.setenv("COLUMNS", columns)
    assert terminal_width() == width


# -- texts that could harm a terminal ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("", ""),
        ("Ida  Holm\n(A)", "Ida Holm (A)"),
        ("a\x1b[31mb", "a [31mb"),
        ("for\xadvaltning", "forvaltning"),
        ("a\u202eb\u200bc", "abc"),
        ("a\u2028b", "a b"),
        ("\udcff", ""),
        ("[bold]A[/bold] :smile:", "[bold]A[/bold] :smile:"),
    ],
)
def test_text_keeps_its_letters_and_loses_what_a_terminal_obeys(text, clean):
    assert _clean(text) == clean


def test_square_brackets_are_text_not_markup():
    assert of(item(decisions=[decision(text="[bold]A[/bold] :smile:")]))["Beslutning"] == "[bold]A[/bold] :smile:"


@settings(max_examples=50, deadline=None)
@given(st.text(), st.integers(1, 130), st.booleans())
def test_any_text_is_shown(text, width, colour):
    strange = item(
        number=text,
        title=text,
        proposals=[Proposal(text, text, "amendment", 0, 1)],
        decisions=[decision(text=text, body=text, date=text, outcomes=[Outcome(text, 0.5)], votes=Votes([text]))],
        amounts=[amount(text, 1e300)],
        sections=[Section("lead", text, 0, 1)],
    )
    shown = render(minutes(strange), width=width, colour=colour)
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (0.5, "0,50"), (-1234567.891, "-1.234.567,89"), (1e6, "1.000.000")]
)
def test_number_has_danish_marks(value, text):
    assert _number(value) == text
