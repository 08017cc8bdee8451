from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.reading.plain import collapse, heading_level, key, plain


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("## Forslag", "Forslag"),
        ("**Beslutning** og *bilag*", "Beslutning og bilag"),
        ("Linje<br/>næste <strong>fed</strong>", "Linje næste fed"),
        ("| Post | 2031 |", "Post 2031"),
        ("a\u00a0b\u200bc\ufeff", "a b c"),
        ("godken\u00addes", "godken des"),
        ("&nbsp;Intet", "Intet"),
        ("Intet ![](side_8.jpeg)", "Intet"),
        ("![Kommunens logo](logo.png) Byrådet", "Byrådet"),
        # no markup
        ("5 < 7 og 8 > 3", "5 < 7 og 8 > 3"),
        ("C# og nr. #3", "C# og nr. #3"),
        ("<navn>", "<navn>"),
        ("[bilag](a.pdf)", "[bilag](a.pdf)"),
        ("Nej! [udeladt] (se bilag)", "Nej! [udeladt] (se bilag)"),
        ("", ""),
    ],
)
def test_markup_is_blanked_and_words_stay(marked: str, words: str) -> None:
    assert collapse(marked) == words
    assert len(plain(marked)) == len(marked)


def test_every_word_stays_at_its_offset() -> None:
    text = "# **Punkt 1**\n<b>Vej</b> |\u00a0Sti"
    for word in ("Punkt", "1", "Vej", "Sti"):
        assert plain(text).index(word) == text.index(word)


@pytest.mark.parametrize(
    ("line", "level"), [("# A", 1), ("  ### A", 3), ("###### A", 6), ("####### A", 0), ("#A", 0), ("A # B", 0), ("", 0)]
)
def test_heading_level_is_the_number_of_marks(line: str, level: int) -> None:
    assert heading_level(line, 0, len(line)) == level


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("RESUMÉ:", "Resume"),
        ("  Sagens   gang ", "sagens gang"),
        ("Beslutning.", "Beslutning"),
        ("ÅBEN", "åben"),
        ("-", ""),
    ],
)
def test_headings_are_compared_without_case_accent_and_colon(one: str, two: str) -> None:
    assert key(one) == key(two)


def test_different_words_have_different_keys() -> None:
    assert key("Beslutning") != key("Beslutninger")
    assert key("Åben") != key("Aben")


@given(st.one_of(st.text(max_size=80), st.text("*#<>b/r|&nbsp; \n\u00a0\u00ad\u200b", max_size=80)))
@settings(max_examples=150, deadline=None)
def test_length_and_line_ends_stay(text: str) -> None:
    blanked = plain(text)
    assert len(blanked) == len(text)
    assert [i for i, c in enumerate(blanked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert all(new in (old, " ") for old, new in zip(text, blanked, strict=True))
