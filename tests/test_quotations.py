"""Quotations are found as printed, over the border of a page too, and not in words that are scattered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import QUOTATIONS

from referat_nlp.quotations import PrintedText, flat, has_word


def found(text: str, quoted: str) -> bool:
    printed = PrintedText(text)
    return printed.find(quoted, printed.all) is not None


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Molen males.", "Molen males"),
        ("Molen\n  males", "Molen males"),
        ("**Molen** _males_", "Molen males"),
        ("* molen\n* fyret", "molen fyret"),
        ("1.Molen males", "Molen males"),
        (
            "at molen og fyret\n\nTornvig Byråd\nSide 3\n\nmales hvide til sommer.",
            "at molen og fyret males hvide til sommer",
        ),
        ("at molen og fyret Side 3\n4 males hvide til sommer.", "at molen og fyret males hvide til sommer"),
        ("kr. 5,7 mio., og", "kr. 5,7 mio."),
    ],
)
def test_quotation_is_found(text, quoted):
    assert found(text, quoted)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", "Molen"),
        ("Molen males", ""),
        ("Molen males", "Molen blev malet"),
        ("at molen og det gamle fyret males hvide", "at molen og fyret males hvide"),
        ("at molen\nog så var der\nmales hvide til sommer", "at molen hvide til sommer"),
        ("at molen og fyret\n" + "Noget helt andet.\n" * 30 + "males hvide", "at molen og fyret males hvide"),
        ("2,5 mio. kr.", "5 mio. kr."),
        ("sag 24/1172", "24/11"),
        ("1.250", "250"),
    ],
)
def test_near_miss_is_not_found(text, quoted):
    assert not found(text, quoted)


def test_quotation_is_found_within_its_stretch_only():
    printed = PrintedText("Godkendt. Udsat. Godkendt.")
    assert printed.find("Godkendt", (0, 9)) == (0, 8)
    assert printed.find("Godkendt", (9, 26)) == (17, 25)
    assert printed.find("Godkendt", (9, 20)) is None


def test_word_after_a_quotation_stands_in_the_same_line():
    printed = PrintedText("males hvidt\nog rødt")
    assert printed.word_after(4) == "hvidt"
    assert printed.word_after(10) == ""


@pytest.mark.parametrize(
    ("text", "word", "there"), [("V, Ø og A.", "Ø", True), ("Økonomi", "Ø", False), ("", "Ø", False)]
)
def test_letter_is_no_part_of_a_word(text, word, there):
    assert has_word(text, word) is there


@given(st.text(max_size=80), st.text(max_size=20))
def test_what_is_found_lies_inside_the_text(text, quoted):
    printed = PrintedText(text)
    place = printed.find(quoted, printed.all)
    assert place is None or 0 <= place[0] < place[1] <= len(printed.joined)


@given(st.text(max_size=80))
def test_a_text_is_a_quotation_of_itself(text):
    assert found(text, text) or not flat(text)


@pytest.mark.parametrize("shape", QUOTATIONS, ids=str)
def test_work_grows_with_the_length_of_hostile_text(shape, check_linear):
    check_linear(lambda text: found(text, "a " * 40 + "b c"), shape, 5000)
