"""The look at a line's first letters keeps back no line that a pattern would match."""

from __future__ import annotations

import re
import sys

from referat_nlp.reading.openings import Openings


def test_every_letter_that_a_pattern_takes_for_another_opens_a_line_like_it() -> None:
    known = "abcdefghijklmnopqrstuvwxyzæøåäöüéèß"
    letters = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, sys.maxunicode + 1)))
    for found in re.finditer("|".join(f"({letter})" for letter in known), letters, re.IGNORECASE):
        assert found.lastindex is not None
        letter = known[found.lastindex - 1]
        assert Openings(any_case=[letter]).begin(found[0]), (letter, found[0])


def test_white_space_between_words_may_be_any() -> None:
    known = Openings(["Se alle bilag", "Id"])
    assert known.begin("Se \t alle bilag")
    assert known.begin("Id")
    assert not known.begin("Sekretariat")
