"""A whole document read at once: layouts, page furniture, and what must hold for any text. All minutes are invented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from referat_nlp import phrases
from referat_nlp.reading.document import read
from referat_nlp.reading.hints import Hint
from referat_nlp.reading.records import Reading
from referat_nlp.reading.segments import segments_of

# -- one meeting in several layouts ---------------------------------------------------------------------------------

MARKDOWN = """\
# Referat Teknisk Udvalg d. 03-03-2021

**Mødested**      Salen

## **Indholdsfortegnelse**

|  |   |
|--|---|
| Ny cykelsti ved Mosevej..... | 2 |
| Lukket: Køb af grund..... | 3 |

# Punkt 1: Ny cykelsti ved Mosevej

21/4711

## Indstilling

Forvaltningen indstiller,

- at stien anlægges, og
- at den koster 2 mio. kr.

## Beslutning Teknisk Udvalg den 03-03-2021

Godkendt.

Ida Holm (A) var fraværende.

# Punkt 2: Lukket: Køb af grund

21/4712

Grunden købes.
"""
PLAIN = """\
Teknisk Udvalg
Mødedato: 3. marts 2021
Mødested: Salen

Indholdsfortegnelse
1. Ny cykelsti ved Mosevej ............ 2
2. Køb af grund (Lukket) ............ 3

1. Ny cykelsti ved Mosevej
Sagsnr.: 21/4711
Indstilling
Forvaltningen indstiller, at stien anlægges, og at den koster 2 mio. kr.
Beslutning
Godkendt.
Fraværende: Ida Holm (A)

2. Køb af grund (Lukket)
Sagsnr.: 21/4712
Grunden købes.
"""
RUN_IN = """\
1 Referat Teknisk Udvalg Mødedato: Onsdag den 3. marts 2021 Mødested: Salen

2 Indholdsfortegnelse Side 1. Ny cykelsti ved Mosevej Køb af grund Side 1

3 1. Ny cykelsti ved Mosevej Dok.nr.: 120 Sagsid.: 21/4711 Initialer: hbj Åben sag Indstilling Forvaltningen indstiller, at stien anlægges, og at den koster 2 mio. kr. Økonomi Ingen. Beslutning Godkendt. Fraværende: Ida Holm (A) Side 2

4 2. Lukket - Køb af grund Dok.nr.: 121 Sagsid.: 21/4712 Initialer: hbj Lukket sag Beslutning Grunden købes. Side 3
"""
BOLD = """\
**Teknisk Udvalg**

**Dato:** 03-03-2021
**Lokale:** Salen

**1. Ny cykelsti ved Mosevej**
Sagsnr. 21/4711
**Forslag**
Forvaltningen foreslår,
at stien anlægges,
at den koster 2 mio. kr.
**Beslutning**
Godkendt.
Ida Holm (A) havde meldt afbud.

LUKKEDE SAGER

**2. Køb af grund**
Sagsnr. 21/4712
**Beslutning**
Grunden købes.
"""
LABELS_FIRST = """\
Mødedato:
Mødested:
Afbud:
3. marts 2021
Salen

Teknisk Udvalg

Sagnr.: 21/4711

1. Ny cykelsti ved Mosevej

Forvaltningen indstiller,

at stien anlægges,

at den koster 2 mio. kr.

Beslutning

Godkendt.

Fraværende:
Ida Holm (A)

Tilbage til toppen
Sagnr.: 21/4712

2. Lukket: Køb af grund

Beslutning

Grunden købes.

Tilbage til toppen
"""


def summary(reading: Reading) -> dict[str, Any]:
    """Return what the five layouts of the same meeting have in common."""
    return {
        "meeting": (reading.header.body, reading.header.date, reading.header.place, [a.name for a in reading.absent]),
        "items": [
            (
                item.number,
                item.title,
                item.closed,
                [number.text for number in item.case_numbers],
                [(p.proposer, p.text) for p in item.proposals],
                [(d.body, d.date, d.own, d.text) for d in item.decisions],
                [(a.name, a.party) for a in item.absent],
            )
            for item in reading.items
        ],
    }


@pytest.mark.parametrize(
    "text", [MARKDOWN, PLAIN, RUN_IN, BOLD, LABELS_FIRST], ids=["markdown", "plain", "run-in", "bold", "labels-first"]
)
def test_same_meeting_in_another_layout_reads_the_same(text: str) -> None:
    assert summary(read(text)) == {
        "meeting": ("Teknisk Udvalg", "2021-03-03", "Salen", []),
        "items": [
            (
                "1",
                "Ny cykelsti ved Mosevej",
                False,
                ["21/4711"],
                [("Forvaltningen", "at stien anlægges"), ("Forvaltningen", "at den koster 2 mio. kr")],
                [("Teknisk Udvalg", "2021-03-03", True, "Godkendt.")],
                [("Ida Holm", "A")],
            ),
            (
                "2",
                "Køb af grund",
                True,
                ["21/4712"],
                [],
                [("Teknisk Udvalg", "2021-03-03", True, "Grunden købes.")],
                [],
            ),
        ],
    }


# -- page furniture and contents ------------------------------------------------------------------------------------


def pages(head: str) -> str:
    """Return minutes of three pages, each long enough to be one, with `head` between them."""
    prose = "Stien er smal og skal gøres bredere, før skolen åbner igen. " * 28
    rows = [
        f"{n}. Sag om sti {n}\nSagsnr.: 21/{n}\nSagsfremstilling\n{prose}\n{head.format(n)}\n{prose}\nBeslutning\nGodkendt.\n"
        for n in (1, 2, 3)
    ]
    return "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n" + "".join(rows)


@pytest.mark.parametrize(
    "head",
    [
        "Side {}",
        "Side {} af 9",
        "- {} -",
        "Lyngsø Kommune Teknisk Udvalg 03-03-2021 Side {}",
        "Lyngsø Kommune - Teknisk Udvalg, 3. marts 2021 - Side {}",
        "Teknisk Udvalg, 03-03-2021\n{}",
        "Teknisk Udvalg, 03-03-2021",
        "Lyngsø Kommune, Teknisk Udvalg, 03-03-2021",
        "Teknisk Udvalg          onsdag den 3. marts 2021          {}\nTEKNISK UDVALG",
        "Teknisk Udvalg\tDen 03-03-2021\t{}\nLYNGSØ KOMMUNE",
    ],
)
def test_page_headers_are_furniture(head: str) -> None:
    text = pages(head)
    reading = read(text)
    printed = {line for n in (2, 3) for line in head.format(n).split("\n")}
    blank = " ".join(text[start:end] for start, end in reading.furniture)
    assert all(line in blank for line in printed)
    assert [[d.text for d in item.decisions] for item in reading.items] == [["Godkendt."]] * 3
    assert all(not reading.clean[start:end].strip() for start, end in reading.furniture)


def test_who_is_absent_at_the_end_of_every_page_is_no_furniture() -> None:
    prose = "Stien er smal og skal gøres bredere, før skolen åbner igen. " * 28
    rows = [
        f"{n}. Sag om sti {n}\nSagsnr.: 21/{n}\nSagsfremstilling\n{prose}\nBeslutning\nGodkendt.\nFraværende\nIda Holm (A)\n\n"
        f"Teknisk Udvalg          onsdag den 3. marts 2021          {n}\nTEKNISK UDVALG\n\n"
        for n in (1, 2, 3, 4)
    ]
    items = read("Teknisk Udvalg\nMødedato: 3. marts 2021\n\n" + "".join(rows)).items
    assert [[d.text for d in item.decisions] for item in items] == [["Godkendt."]] * 4
    assert [[a.name for a in item.absent] for item in items] == [["Ida Holm"]] * 4


@pytest.mark.parametrize("line", ["Stien er smal.", "Beslutning udsættes til mødet i udvalget, jf. planen.", "21/3"])
def test_sentence_that_recurs_is_no_furniture(line: str) -> None:
    text = pages(line)
    assert not [text[start:end] for start, end in read(text).furniture]


def test_heading_of_a_decision_is_no_page_header() -> None:
    prose = "Stien er smal og skal gøres bredere, før skolen åbner igen. " * 28
    text = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n" + "".join(
        f"{n}. Sag om sti {n}\nSagsnr.: 21/{n}\nSagsfremstilling\n{prose}\n\nTeknisk Udvalg, 03-03-2021\nGodkendt.\n\n"
        for n in (1, 2, 3)
    )
    assert [[d.text for d in item.decisions] for item in read(text).items] == [["Godkendt."]] * 3


@pytest.mark.parametrize("quoted", ["Økonomiudvalget, 03-03-2021", "Teknisk Udvalg, 01-03-2021"])
def test_quoted_decision_is_no_page_header(quoted: str) -> None:
    prose = "Stien er smal og skal gøres bredere, før skolen åbner igen. " * 28
    text = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n" + "".join(
        f"{n}. Sag om sti {n}\nSagsnr.: 21/{n}\nSagsfremstilling\n{prose}\n\n{quoted}\nUdsat.\n\nBeslutning\nGodkendt.\n\n"
        for n in (1, 2, 3)
    )
    decisions = [[(d.text, d.own) for d in item.decisions] for item in read(text).items]
    assert decisions == [[("Udsat.", False), ("Godkendt.", True)]] * 3


def test_furniture_glued_to_the_first_word_of_a_decision_is_left_out_of_it() -> None:
    text = PLAIN.replace("Godkendt.", "Hent som PDFVejen lukkes nu.")
    assert [d.text for d in read(text).items[0].decisions] == ["Vejen lukkes nu."]


def test_furniture_glued_to_a_label_ends_the_text_above() -> None:
    text = PLAIN.replace("Godkendt.", "Vejen lukkes nu.\nUdskrivSagsid.: 15/8014")
    assert [d.text for d in read(text).items[0].decisions] == ["Vejen lukkes nu."]


def test_contents_are_a_stretch_of_their_own() -> None:
    reading = read(PLAIN)
    ((start, end),) = reading.contents
    assert PLAIN[start:end].startswith("Indholdsfortegnelse\n1. Ny cykelsti")
    assert PLAIN[start:end].endswith("............ 3")


# -- what stands outside --------------------------------------------------------------------------------------------


def test_prose_before_the_first_item_is_told_as_unassigned() -> None:
    prose = (
        "Borgerne har længe ønsket en sti, og den skal gå ad mosen til skolen. Den er dyr, men god for børnene. " * 3
    )
    text = PLAIN.replace("Indholdsfortegnelse", f"{prose}\n\nIndholdsfortegnelse")
    assert [text[start:end] for start, end in read(text).unassigned] == [prose.strip()]
    assert read(PLAIN).unassigned == []


def test_foot_below_the_last_item_is_furniture() -> None:
    text = PLAIN + "\nMødet hævet kl. 20.\nIda Holm\nBo Dam\n"
    reading = read(text)
    assert [text[start:end] for start, end in reading.furniture] == ["Mødet hævet kl. 20.", "Ida Holm", "Bo Dam"]
    assert summary(reading) == summary(read(PLAIN))


# -- any text -------------------------------------------------------------------------------------------------------


def words(text: str) -> list[str]:
    """Return the words of a text as the scorer of extractions compares them."""
    found = re.findall(r"\w+(?:[.,/-]\w+)*", re.sub(r"[*_#>`]", " ", text))
    return found[1:] if found[:1] in (["at"], ["At"]) else found


def values(reading: Reading) -> list[tuple[str, int, int]]:
    """Return (text, start, end) of everything that was read."""
    out = [(p.name, p.start, p.end) for p in [*reading.header.participants, *reading.absent]]
    for item in reading.items:
        out += [(n.text, n.start, n.end) for n in item.case_numbers]
        out += [(p.text, p.start, p.end) for p in item.proposals]
        out += [(d.text, d.start, d.end) for d in item.decisions]
        out += [(a.name, a.start, a.end) for a in item.absent]
    return out


def check(text: str) -> None:
    """Assert what must hold for the reading of any text."""
    read.cache_clear()
    reading = read(text)
    length = len(text)
    assert len(reading.clean) == length
    spans = [
        reading.header_span,
        *reading.contents,
        *reading.furniture,
        *reading.unassigned,
        *((a, b) for _, a, b in reading.questions),
    ]
    assert all(0 <= start <= end <= length for start, end in spans)
    assert all(index is None or 0 <= index < len(reading.items) for index, _, _ in reading.questions)
    # page furniture inside a value is left out of it; glued to a word, it would hide the word
    visible = list(text)
    for start, end in reading.furniture:
        visible[start:end] = " " * (end - start)
    for value, start, end in values(reading):
        assert 0 <= start < end <= length
        inside = iter(words("".join(visible[start:end])))
        assert all(any(word == other for other in inside) for word in words(value))
    at = 0
    for item in reading.items:
        assert at <= item.start <= item.end <= length
        at = item.end
        for row in (*item.case_numbers, *item.proposals, *item.decisions):
            assert item.start <= row.start
            assert row.end <= item.end
        assert [p.start for p in item.proposals] == sorted(p.start for p in item.proposals)
        assert [d.start for d in item.decisions] == sorted(d.start for d in item.decisions)
        for block in item.blocks:
            assert block.start <= max(block.end, block.top)
    read.cache_clear()
    assert read(text) == reading


HEADINGS = phrases.load("headings")
MARKS = phrases.load("marks")
ABSENCE = phrases.load("absence")
DECIDING = phrases.load("deciding")
PIECES = [
    *(text for texts in HEADINGS["kinds"].values() for text in texts),
    *(
        text
        for table in ("case", "header", "closed", "contents", "furniture", "closing")
        for texts in MARKS[table].values()
        for text in texts
    ),
    *ABSENCE["labels"],
    *ABSENCE["substitute_labels"],
]
WORDS = [*DECIDING["openings"], *DECIDING["verbs"], *ABSENCE["verbs_after"], *ABSENCE["left"], *ABSENCE["verbs_before"]]
FORMULAS = [
    "at",
    "og",
    "samt",
    "For stemte",
    "Imod stemte",
    "undlod at stemme",
    "flertal bestående af",
    "foreslår, at",
    "Forvaltningen indstiller",
    "stillede ændringsforslag om, at",
    "Byrådet",
    "Økonomiudvalgets beslutning",
    "Beslutning fra",
    "den",
    "deltog ikke under pkt. 7-9",
    "mødte som stedfortræder for",
    "planen godkendes",
    "2 mio. kr.",
    "Ida Holm",
    "Bo Dam (V)",
    "N. P. Fuglsig",
    "(A)",
    "(løsgænger)",
    "(",
    ")",
    "Ø",
    ", C",
    "3. marts 2021",
    "01-02-2020",
    "31. februar 2020",
    "kl. 16.30",
    "kl. 99",
    "1.",
    "2.",
    "12",
    "Punkt 3:",
    "Pkt. 4",
    "• 5.",
    "23/2615",
    "00.01.00-G01-73-23",
    "Side 3",
    "Side 4 af 9",
    "- 3 -",
    "1)",
    "a)",
    "At 1)",
    "12a.",
    "999999999999",
    "§ 17",
]
ODD = [
    ":",
    ".",
    ",",
    "-",
    "–",
    "•",
    '"',
    "”",
    "«",
    "|",
    "#",
    "**",
    "\t",
    "   ",
    "(",
    "[x](y)",
    "…",
    "......",
    "<br>",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\x0b",
    "\r",
    "\x85",
    "\x1c",
    "١",
    "²",
    "½",
    "İ",
    "ß",
    "\u0301",
    "\ud800",
]
PIECE = st.one_of(
    st.sampled_from(PIECES),
    st.sampled_from(WORDS),
    st.sampled_from(FORMULAS),
    st.sampled_from(FORMULAS),
    st.sampled_from(ODD),
)
LINE = st.builds(
    lambda start, gap, pieces: start + gap.join(pieces),
    st.sampled_from(["", "", "", "# ", "**", "- ", "• ", "1. ", "2. ", "3. ", "  "]),
    st.sampled_from([" ", " ", " ", "", ": ", "\t", ". "]),
    st.lists(PIECE, min_size=1, max_size=6),
)
MINUTES = st.builds(
    lambda gap, lines: gap.join(lines), st.sampled_from(["\n", "\n", "\n\n", "\r\n"]), st.lists(LINE, max_size=24)
)


@given(MINUTES)
@example("")
@example(" \n\t\n")
@example("1. \x85\n2. \u2028\n")
@example("Resumé\n1. Resumé\nIndstilles\n© 23/2615")
@settings(max_examples=80, deadline=None)
def test_lines_of_minutes_in_any_order_are_read(text: str) -> None:
    check(text)


@given(st.text(max_size=120))
@settings(max_examples=40, deadline=None)
def test_any_unicode_is_read(text: str) -> None:
    check(text)


@given(st.lists(st.one_of(LINE, st.text(max_size=20)), max_size=8), st.integers(0, 30))
@settings(max_examples=40, deadline=None)
def test_minutes_with_foreign_lines_among_their_own_are_read(lines: list[str], at: int) -> None:
    rows = PLAIN.split("\n")
    check("\n".join([*rows[:at], *lines, *rows[at:]]))


def test_words_of_a_value_stand_in_the_text_even_beside_glued_furniture() -> None:
    text = PLAIN.replace("Godkendt.", "Vejen lukkes nu,\nHent som PDFSkiltene bliver.")
    ((one,), _) = (item.decisions for item in read(text).items)
    inside = iter(words(text[one.start : one.end]))
    assert all(any(word == other for other in inside) for word in words(one.text))


def test_reading_twice_gives_the_cached_result() -> None:
    assert read(PLAIN) is read(PLAIN)


def test_own_phrases_are_read_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "headings.toml").write_text('[kinds]\ndecision = ["Udfald af mødet"]\n', encoding="utf-8")
    text = PLAIN.replace("Beslutning\n", "Udfald af mødet\n")
    assert [d.text for d in read(text, str(tmp_path)).items[0].decisions] == ["Godkendt."]
    assert [d.text for d in read(text).items[0].decisions] == []


def test_reading_leaves_the_segments_that_others_share_as_they_are() -> None:
    page = "Nyby Kommune, Teknisk Udvalg, 03-03-2021\nSide {}\n"
    prose = "Sagen er beskrevet i notatet, som udvalget har fået. " * 8
    items = [
        f"{page.format(n)}Punkt {n}: Sag om vej {n}\nMødets svar: Godkendt.\n{prose}\nEt notat\n" for n in (1, 2, 3, 4)
    ]
    text = "".join(items)
    before = repr(segments_of(text, None))
    at = text.index("Et notat")
    reading = read(text, None, (Hint(0, 4, "item", "", 0.1), Hint(at, at + 8, "heading", "attachments", 0.9)))
    assert reading.furniture
    assert [len(item.decisions) for item in reading.items] == [1, 1, 1, 1]
    assert repr(segments_of(text, None)) == before
