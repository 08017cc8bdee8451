"""The work of reading grows with the length of the text, whatever the text. `make shapes` times the same texts."""

from __future__ import annotations

import pytest
from shapes import READING, Shape

from referat_nlp.reading import glued
from referat_nlp.reading.document import read
from referat_nlp.reading.segments import segments_of


def anew(text: str) -> object:
    read.cache_clear()
    segments_of.cache_clear()
    return read(text)


@pytest.mark.parametrize("shape", READING, ids=str)
def test_reading_is_linear(shape: Shape, check_linear) -> None:
    check_linear(anew, shape)


def test_absences_are_placed_in_linear_time(steps_of) -> None:
    def minutes(count: int) -> str:
        names = ", ".join(f"Ida{chr(97 + n % 26)}{chr(97 + n // 26)} Holm" for n in range(count))
        return f"Byrådet\nMødedato: 1. maj 2020\nDeltagere: Bo Dam\nAfbud: {names}\n1. Sag\nBeslutning\nGodkendt.\n"

    anew(minutes(50))
    one, two, four = (steps_of(lambda: anew(minutes(count))) for count in (100, 200, 400))  # noqa: B023
    assert len(read(minutes(400)).absent) == 400
    assert four - two <= 2.2 * (two - one) + 100


def test_no_more_than_a_title_is_compared_where_headings_are_glued(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    for made in ("key", "shape"):
        monkeypatch.setattr(glued, made, lambda words: compared.append(len(words)) or words)
    text = "1. Ny sti\n" + "Byrådet2. Sag " * 500
    glued.items(text, [(0, 9, 0), (10, len(text) - 1, 0)])
    assert 0 < max(compared) <= 400


def test_what_is_said_of_a_member_stands_near_the_name() -> None:
    head = "Byrådet\nMødedato: 1. maj 2020\nDeltagere: Ida Holm: Til stede{}ikke, Bo Dam (V)\n1. Sag\nBeslutning\nGodkendt.\n"
    near, far = (read(head.format(" under sag 7 " + "x " * count)).header for count in (5, 5000))
    assert [person.name for note in near.notes for person, _ in note.absent] == ["Ida Holm"]
    assert far.notes == []


@pytest.mark.parametrize("size", [1000, 4000])
def test_steps_that_grow_with_the_square_are_noticed(size: int, check_linear) -> None:
    def again_and_again(text: str) -> list[int]:
        return [sum(1 for other in text[::20] if other == letter) for letter in text[::20]]

    with pytest.raises(AssertionError):
        check_linear(again_and_again, Shape("ab"), size)


def test_the_same_text_takes_the_same_number_of_steps(steps_of) -> None:
    text = READING[0].text(500)
    anew(text)
    assert steps_of(lambda: anew(text)) == steps_of(lambda: anew(text)) > 100
