"""One pattern of many words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.danish.alternation import by_first_letter

PATTERNS = st.lists(st.sampled_from(["ab", "abc", "ac", "b", "a?c", r"\.b", "[ab]c", "", r"ca\b"]), max_size=6)


@given(patterns=PATTERNS, text=st.text("abc .", max_size=12))
def test_finds_the_same_places_as_the_patterns_one_by_one(patterns: list[str], text: str) -> None:
    starts = [found.start() for pattern in patterns if (found := re.search(pattern, text))]
    found = re.search(by_first_letter(patterns), text)
    assert (found.start() if found else None) == min(starts, default=None)


def test_no_pattern_finds_nothing() -> None:
    assert re.search(by_first_letter([]), "") is None
