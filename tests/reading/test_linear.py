"""Time grows with the length of the text, whatever the text: four times the characters take about four times as long.

Quadratic time makes it sixteen. The times are of the process, not of the clock.
"""

from __future__ import annotations

import time

import pytest

from referat_nlp.reading.document import read

HEAD = "Byrådet\nMødedato: 1. maj 2020\n\n1. Sag om vej\nSagsnr. 20/1\n"


def seconds(text: str) -> float:
    read.cache_clear()
    start = time.process_time()
    read(text)
    return time.process_time() - start


def check(before: str, piece: str, after: str, length: int, *, slack: float = 0.2) -> None:
    def text(characters: int) -> str:
        return before + piece * (characters // len(piece)) + after

    # another program may hold the machine up at one try; quadratic time shows at each
    for last in (False, False, False, True):
        short = min(seconds(text(length)) for _ in range(3))
        long = seconds(text(4 * length))
        if last or long < 7 * short + slack:
            break
    assert long < 7 * short + slack


@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        ("", "(", ""),
        ("", "Sagsnr.: ", ""),
        ("", "1. ", ""),
        ("", "1. Sag 2. Vej ", ""),
        ("", "1. Sag 2. Vej 3. Bro ", ""),
        ("1. Sag 2. Vej 3. Bro ", "1. Sagen 2. Vejen 3. Broen ", ""),
        ("", "Byrådet.2. Sag", ""),
        ("", "3 Byrådet d. 21-01-2015 ", ""),
        ("", "Sag om vej\nSag om bro\nSag om sti\n", ""),
        ("", "Byrådet,\nden 3. maj 2020:", ""),
        ("", "1. Sag\nBeslutning\nGodkendt.\n", ""),
        ("", "Ida Holm (A), ", ""),
        ("", "Fraværende: ", ""),
        ("", "Beslutning ", ""),
        ("", "Byrådet den 1. januar 2020 ", ""),
        ("", "01-02-2020 Byrådet\n", ""),
        ("", "\t", ""),
        ("", "\n", ""),
        ("", "“", ""),
        ("1. Sag ", "\t", "x"),
        ("1. Sag ", " (", "x"),
        ("Byrådet\nDeltagere: ", "A\n", ""),
        (f"{HEAD}Beslutning\n", "Resumé\n", ""),
        (f"{HEAD}Indstilling\n", ".", "x"),
        (f"{HEAD}Indstilling\n", "1 kr. ", ""),
        (f"{HEAD}Indstilling\nForvaltningen indstiller, at ", "  ", "x"),
        (f"{HEAD}Beslutning\n", "A stillede ændringsforslag: » ", ""),
        (f"{HEAD}Beslutning\n", "og ", ""),
        (f"{HEAD}Beslutning\n", "For stemte A. ", ""),
        (f"{HEAD}Beslutning\n", "Ida Holm var fraværende. ", ""),
        (f"{HEAD}Beslutning\nFraværende: ", "A", ""),
        (f"{HEAD}Beslutning\nx stemte ", "A og ", ""),
        (f"{HEAD}Beslutning\nFraværende: ", "Ida Holm (A)\n", ""),
        (f"{HEAD}Beslutning\nEt ændringsforslag: ", "A.", ""),
        (f"{HEAD}Beslutning\nEt ændringsforslag: ", "A. B og ", ""),
        (f"{HEAD}Beslutning\n", "et forslag fra A ", ""),
        (f"{HEAD}Indstilling\n", "at vejen lukkes, ", "\nBeslutning\nGodkendt."),
        (f"{HEAD}Indstilling\n", "1. vejen lukkes\n", "\nBeslutning\nGodkendt."),
        (f"{HEAD}Sagsfremstilling\n", "Forvaltningen foreslår, at vejen lukkes. ", "\nBeslutning\nGodkendt."),
    ],
)
def test_reading_is_linear(before: str, piece: str, after: str) -> None:
    check(before, piece, after, 4000)


@pytest.mark.parametrize(
    ("before", "piece", "after", "length"),
    [
        pytest.param("1. Sag ", ".", "x", 350, id="items.LEADERS: dots that do not end the line"),
        pytest.param("", ". ", "", 1200, id="items.LEADERS: dots with blanks between"),
        pytest.param("x", "\t", "x", 800, id="header._listed and document._contents: a run of blanks within a line"),
        pytest.param("Sag ", "1", "x", 1000, id="header._listed and document._contents: a run of digits within a line"),
        pytest.param(
            f"{HEAD}Beslutning\nEt ændringsforslag: x stemte ",
            "A og ",
            "",
            350,
            id="proposals._PROPOSED: a mover's name goes on with 'og'",
        ),
        pytest.param(
            f"{HEAD}Beslutning\n",
            "Ændringsforslag fra A: ",
            "",
            1000,
            id="proposals._amended: all sentences to the end for each amendment",
        ),
        pytest.param(
            f"{HEAD}Indstilling\nForvaltningen indstiller, at\n",
            "Vej nu\n",
            "\nBeslutning\nGodkendt.",
            1000,
            id="proposals._unmarked: the paragraph is measured again for each line",
        ),
    ],
)
def test_reading_is_linear_here_too(before: str, piece: str, after: str, length: int) -> None:
    check(before, piece, after, length, slack=0.03)
