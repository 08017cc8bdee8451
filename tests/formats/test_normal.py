"""Odd characters, and where a normalised text stands in its original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.formats.normal import normalise, readable

ODD = "a\u030ao\u0308\u00ad\u00a0\ufb01\u200b\u2011\u2028\r\n\x0b\x00\uf0b7\uf0ff½²Åå 3-\t\f"
texts = st.text(st.sampled_from(ODD) | st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        ("e\ufb03cient \ufb01nde \ufb02yde \ufb00 \ufb04", "efficient finde flyde ff ffl"),
        ("kom\u00admune", "kommune"),
        ("kom\u00ad\nmune", "kom-\nmune"),
        ("A\u030aben a\u030a O\u0308 e\u0301", "Åben å Ö é"),
        ("\u212b", "Å"),
        ("½ m² 10³ ™ ①", "½ m² 10³ ™ ①"),
        ("1\u00a0000\u202f000\u2009kr.\u2007\u3000", "1 000 000 kr.  "),
        ("a\u200bb\u200ec\u202ad\ufeffe\u2060f\x00g\x07h\x7fi\x9f", "abcdefghi"),
        ("a\u2028b\u2029c\x85d\x0be\rf\r\ng", "a\nb\nc\nd\ne\nf\ng"),
        ("3\u20114 e\u2010mail – —", "3-4 e-mail – —"),
        ("\uf0b7 a\n\uf0a7 b\n\uf0fc c\n\uf0ab d", "• a\n• b\n✓ c\n• d"),
        ("a\tb\fc", "a\tb\fc"),
    ],
)
def test_odd_characters_become_what_a_reader_expects(odd, expected):
    assert normalise(odd) == expected


def test_clean_text_is_the_same():
    text = "Punkt 1: Økonomi – 1.200 kr.\n\n• at det godkendes\n"
    assert normalise(text) is text


def test_thousands_of_marks_on_a_letter_stay():
    assert normalise("e" + "\u0301\u0316" * 3000).startswith("é")


@given(texts)
def test_places_of_what_is_the_same_are_its_places_in_the_original(text):
    copy = readable(text)
    assert copy.text == normalise(text)
    for at, character in enumerate(copy.text):
        start, end = copy.start(at), copy.end(at + 1)
        assert 0 <= start <= len(text)
        assert start < end or at + 1 == len(copy.text)
        assert (
            character in normalise(text[start:end])
            or character in unicodedata.normalize("NFC", text[start:end])
            or (character in "-•")
        )


@given(texts)
def test_places_keep_their_order(text):
    copy = readable(text)
    starts = [copy.start(at) for at in range(len(copy.text) + 1)]
    ends = [copy.end(at) for at in range(len(copy.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert (starts[-1], ends[-1]) == (len(text), len(text) if copy.text else 0)


@given(texts)
def test_once_is_enough(text):
    once = normalise(text)
    assert (
        normalise(once) == once or "\u030a" in text or "\u0308" in text or any(unicodedata.combining(c) for c in text)
    )
