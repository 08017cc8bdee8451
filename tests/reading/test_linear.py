"""The work of reading grows with the length of the text, whatever the text. `make bench` times the same texts."""

from __future__ import annotations

import pytest
from shapes import READING, Shape

from referat_nlp.reading.document import read
from referat_nlp.reading.segments import segments_of


def anew(text: str) -> object:
    read.cache_clear()
    segments_of.cache_clear()
    return read(text)


@pytest.mark.parametrize("shape", READING, ids=str)
def test_reading_is_linear(shape: Shape, check_linear) -> None:
    check_linear(anew, shape)


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
