"""Lines cut into classified segments. All texts are invented; labels and formulas are the usual ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.reading.segments import Segment, Segmenter, printed_lines
from referat_nlp.reading.vocabulary import vocabulary


def segments(text: str) -> list[Segment]:
    return Segmenter(vocabulary()).segment(text)


def kinds(text: str) -> list[tuple[str, str, str]]:
    """Return (kind, text of the heading or label, what stands behind it) of each segment."""
    return [(s.kind, text[s.start : s.rest].strip(), text[s.rest : s.end]) for s in segments(text)]


# -- headings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutning",
        "BESLUTNING",
        "Beslutning:",
        "## Beslutning",
        "**Beslutning**",
        "# **Beslutning:**",
        "  Beslutning  ",
        "<b>Beslutning</b>",
        "• Beslutning",
    ],
)
def test_heading_in_any_markup_is_a_heading(heading: str) -> None:
    (one,) = segments(heading)
    assert (one.kind, one.what) == ("decision", "decision")


@pytest.mark.parametrize(
    "line",
    [
        "Beslutning: Godkendt.",
        "BeslutningGodkendt.",
        "Beslutning Godkendt.",
        "**Beslutning:** Godkendt.",
        "Beslutning\tGodkendt.",
    ],
)
def test_heading_with_its_text_on_the_line(line: str) -> None:
    (one,) = segments(line)
    assert (one.kind, line[one.rest : one.end]) == ("decision", "Godkendt.")


@pytest.mark.parametrize(
    "line",
    [
        "Beslutningen blev udsat",
        "Beslutning om skolen ventes i maj",
        "Forslag til lokalplan 12",
        "Økonomien er god: den holder",
        "Referat",
        "Høring af borgerne",
        "Sagen behandles i maj",
    ],
)
def test_line_that_begins_like_a_heading_is_text(line: str) -> None:
    assert [s.kind for s in segments(line)] == ["text"]


@pytest.mark.parametrize(
    ("line", "body", "date", "rest"),
    [
        ("Beslutning Teknik- & Havneudvalget den 07-04-2014", "Teknik- & Havneudvalget", "2014-04-07", ""),
        ("Beslutning i Byrådet den 18-05-2016", "Byrådet", "2016-05-18", ""),
        ("Beslutning fra Børneudvalget, 5. marts 2024, pkt. 33:", "Børneudvalget", "2024-03-05", ""),
        ("Beslutning den 28-11-2024: Godkendt.", None, "2024-11-28", "Godkendt."),
        ("Beslutning fra Havne- og Klimaudvalget", "Havne- og Klimaudvalget", None, ""),
        ("Byrådets beslutning i mødet den 4. november 2021", "Byrådet", "2021-11-04", ""),
        ("Udvalgets afgørelse", "Udvalget", None, ""),
        ("ØKONOMIUDVALGETS BESLUTNING", "ØKONOMIUDVALGET", None, ""),
        ("Kultur- og Idrætsudvalget, 03-04-2019, pkt. 44", "Kultur- og Idrætsudvalget", "2019-04-03", ""),
        ("Social- og Ældreudvalget besluttede den 21. august 2014:", "Social- og Ældreudvalget", "2014-08-21", ""),
        (
            "Økonomiudvalget, 17.08.2015 Indstillingen anbefales.",
            "Økonomiudvalget",
            "2015-08-17",
            "Indstillingen anbefales.",
        ),
        ("Teknisk Udvalg den 3. maj 2012: Anbefales.", "Teknisk Udvalg", "2012-05-03", "Anbefales."),
        ("Havneudvalgets møde den 4. maj 2009:", "Havneudvalget", "2009-05-04", ""),
        ("Beslutning i den :", None, None, ""),
        ("Beslutning den Godkendt.", None, None, "Godkendt."),
        ("Beslutning Havneudvalget den", "Havneudvalget", None, ""),
    ],
)
def test_decision_heading_names_body_and_date(line: str, body: str | None, date: str | None, rest: str) -> None:
    (one,) = segments(line)
    assert (one.kind, one.body, one.date, line[one.rest : one.end]) == ("decision", body, date, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Byrådet besluttede den 3. maj 2012 at bygge en skole",
        "Beslutningen om skolen den 3. maj 2012 var god",
        "Borgmesteren, 3. maj 2012, side 4",
        "I Byrådet den 3. maj 2012 blev det sagt",
        "Havneudvalgets møde den 4. maj 2009",
        "Beslutning den dag, da molen faldt",
    ],
)
def test_sentence_with_body_and_date_is_no_heading(line: str) -> None:
    assert [s.kind for s in segments(line)] == ["text"]


@pytest.mark.parametrize(
    ("line", "date", "body"),
    [
        ("15-08-2019 Magistraten", "2019-08-15", "Magistraten"),
        ("Økonomiudvalget den 12-05-2014", "2014-05-12", "Økonomiudvalget"),
    ],
)
def test_entry_of_a_case_history_is_remembered(line: str, date: str, body: str) -> None:
    (one,) = segments(line)
    assert one.kind == "text"
    assert one.info["history"] == (date, body)


# -- labels ---------------------------------------------------------------------------------------------------------


def test_labels_on_one_line_are_cut_apart() -> None:
    line = "Dok.nr.: 3120 Sagsid.: 14/512 Initialer: eka Åben sag"
    assert kinds(line) == [
        ("label", "Dok.nr.:", "3120"),
        ("case", "Sagsid.:", "14/512"),
        ("label", "Initialer:", "eka"),
        ("open", "Åben sag", ""),
    ]


@pytest.mark.parametrize(
    "line", ["Sagsnr.: 23/2615", "Sagsnr. 23/2615", "Sag 23/2615", "UdskrivSagsid.: 15/8014", "J.nr. 05.01.08Ø54"]
)
def test_label_of_a_file_number(line: str) -> None:
    assert segments(line)[-1].kind == "case"


@pytest.mark.parametrize("line", ["Sag 3", "Sagsnummeret er tabt", "nr. 9766 af 2019", "Tlf.: 12 34 56 78"])
def test_line_that_is_no_file_number(line: str) -> None:
    assert segments(line)[-1].kind == "text"


@pytest.mark.parametrize(
    "line",
    [
        "Fraværende: Ida Holm (A)",
        "Fraværende\tIda Holm (A)",
        "Fraværende Ida Holm (A)",
        "Afbud: Ida Holm (A)",
        "Fraværende i Byrådet, 26. oktober 2021: Ida Holm (A)",
    ],
)
def test_label_of_absent_members(line: str) -> None:
    (one,) = segments(line)
    assert (one.kind, line[one.rest : one.end]) == ("absence", "Ida Holm (A)")


@pytest.mark.parametrize("line", ["Fraværende børn følges op", "Afbuddet kom sent", "Fraværet er 3 pct."])
def test_word_of_absence_in_running_text_is_no_label(line: str) -> None:
    assert [s.kind for s in segments(line)] == ["text"]


def test_values_of_a_block_go_to_the_labels_above_them() -> None:
    text = "Sagsnr.:\nSagsansvarlig:\nAfbud:\n21/4711\nHBJ\nIda Holm\nVejen er slidt."
    assert [s.kind for s in segments(text)] == ["case", "label", "absence", "case", "label", "absence", "text"]


def test_value_that_does_not_fit_stays_text() -> None:
    text = "Sagsnr.:\nAfbud:\nVejen er slidt.\nDen skal laves."
    assert [s.kind for s in segments(text)] == ["case", "absence", "text", "text"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Lukket sag", "closed"),
        ("(Lukket)", "closed"),
        ("Åben", "open"),
        ("LUKKEDE SAGER", "group_closed"),
        ("For åbne døre", "group_open"),
        ("Indholdsfortegnelse", "contents"),
        ("Mødested: Salen", "header"),
        ("Stedfortræder: Bo Dam", "substitute"),
        ("Side 3 af 9", "furniture"),
        ("Til toppen", "furniture"),
        ("- iv -", "furniture"),
        ("[Bilag](#) [Video](#)", "furniture"),
        ("Lukket på grund af sne", "text"),
        ("Åbent hus", "text"),
        ("Side om side", "text"),
    ],
)
def test_mark_on_a_line_of_its_own(line: str, kind: str) -> None:
    assert [s.kind for s in segments(line)] == [kind]


# -- cutting --------------------------------------------------------------------------------------------------------

RUN_IN = (
    "Sagsnr.: 21/4711 Indledning Stien er slidt. Indstilling Forvaltningen indstiller, at stien anlægges. "
    "Økonomi Der er ingen udgifter. Beslutning Godkendt."
)


def test_headings_run_into_the_paragraph_are_cut_out() -> None:
    assert kinds(f"{RUN_IN}\n{RUN_IN}")[:5] == [
        ("case", "Sagsnr.:", "21/4711"),
        ("heading", "Indledning", "Stien er slidt."),
        ("heading", "Indstilling", "Forvaltningen indstiller, at stien anlægges."),
        ("heading", "Økonomi", "Der er ingen udgifter."),
        ("decision", "Beslutning", "Godkendt."),
    ]


def test_headings_words_inside_a_sentence_are_not_cut_out() -> None:
    line = "Udvalgets Indstilling og Økonomi er drøftet, og Beslutning Godkendt står i referatet fra sidste år."
    assert [s.kind for s in segments(f"{RUN_IN}\n{RUN_IN}\n{line}")][-1] == "text"


def test_pages_foot_is_cut_from_the_line() -> None:
    assert kinds("Teksten slutter her. Side 2") == [("text", "Teksten slutter her.", ""), ("furniture", "Side 2", "")]


def test_contents_heading_glued_to_the_first_item_is_cut_off() -> None:
    assert kinds("Indholdsfortegnelse1. Fraværende") == [
        ("contents", "Indholdsfortegnelse", ""),
        ("text", "1. Fraværende", ""),
    ]


def test_file_number_glued_to_a_heading_is_cut_off() -> None:
    assert kinds("23/2615Resumé Vejen er lang.") == [("text", "23/2615", ""), ("heading", "Resumé", "Vejen er lang.")]


def test_title_that_holds_a_label_is_not_cut() -> None:
    assert [s.text for s in segments("5. Høring: Ny bekendtgørelse")] == ["5. Høring: Ny bekendtgørelse"]


def test_line_before_a_blank_one_is_told_apart() -> None:
    assert [(s.text, s.blank) for s in segments("a\nb\n\nc\n\n \n\nd")] == [("a", 0), ("b", 0), ("c", 1), ("d", 3)]


def test_bullet_alone_on_a_line_belongs_to_the_next() -> None:
    assert [s.text for s in segments("Intro\n•\nat vejen lukkes")] == ["Intro", "•\nat vejen lukkes"]


def test_level_of_a_markdown_heading() -> None:
    assert [s.level for s in segments("# Punkt 1\n### Sted\nVejen # 3")] == [1, 3, 0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), (" \n\t\n", []), (" a \n b", [(1, 2, 0), (5, 6, 0)]), ("a\r\nb", [(0, 1, 0), (3, 4, 0)])],
)
def test_printed_lines_have_no_outer_blanks(text: str, lines: list[tuple[int, int, int]]) -> None:
    assert printed_lines(text) == lines


LINES = st.lists(
    st.sampled_from(
        [
            "Beslutning",
            "Beslutning:",
            "Sagsnr.:",
            "21/4711",
            "Afbud:",
            "Ida Holm (A)",
            "Byrådet den 1. maj 2020",
            "pkt. 3",
            "Side 2",
            "Lukket sag",
            "Punkt 3: Vej",
            "Indstilling",
            "Godkendt.",
            "Udskriv",
            "#",
            "**",
            "•",
            "Indholdsfortegnelse",
            "1. ",
            "\n",
            "\n\n",
            "\t",
            " ",
            ":",
        ]
    ),
    max_size=24,
)


@given(st.one_of(st.text(max_size=100), LINES.map("".join), LINES.map(" ".join)))
@settings(max_examples=150, deadline=None)
def test_segments_are_in_order_without_overlap_and_leave_out_blanks_only(text: str) -> None:
    at = 0
    for one in segments(text):
        assert at <= one.start < one.end <= len(text)
        assert one.start <= one.rest <= one.end
        assert one.text == one.text.strip()
        assert len(one.text) == one.end - one.start
        at = one.end


def test_point_behind_the_day_is_the_headings_only_where_the_sentence_does_not_go_on() -> None:
    heading = "Beslutning i Byrådet den 25. september 2014"
    assert kinds(f"{heading} Punkt 6 tages af.")[0] == ("decision", heading, "Punkt 6 tages af.")
    assert kinds(f"{heading} Pkt. 1-2 anbefales.")[0] == ("decision", heading, "Pkt. 1-2 anbefales.")
    assert kinds(f"{heading}, pkt. 6: Godkendt.")[0] == ("decision", f"{heading}, pkt. 6:", "Godkendt.")
    assert kinds(f"{heading} pkt. 6 Godkendt.")[0] == ("decision", f"{heading} pkt. 6", "Godkendt.")
