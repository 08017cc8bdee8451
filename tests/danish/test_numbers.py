from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.danish.numbers import last_words, read_number, read_number_words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.632,8", "1632.8"),
        ("412.777", "412777"),
        ("5.000.000,00", "5000000.00"),
        ("1 250 000", "1250000"),
        ("1\xa0250", "1250"),
        ("0,525", "0.525"),
        ("0.525", "0.525"),
        ("2.5", "2.5"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("-2,4", "-2.4"),
        ("−2,4", "-2.4"),
        ("÷2,4", "-2.4"),
        ("minus 2,7", "-2.7"),
        ("+16", "16"),
        (" 7 ", "7"),
    ],
)
def test_printed_number_is_read_the_danish_way(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "12.12.2024", "1.2345", "24/11", "5 %", "ti", "1.000.", ",5", "1,,5"])
def test_what_is_no_printed_number_gives_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("en", "1"),
        ("Ti", "10"),
        ("femogtyve", "25"),
        ("fem og tyve", "25"),
        ("halvtreds", "50"),
        ("hundrede", "100"),
        ("to hundrede og femogtyve", "225"),
        ("tusind", "1000"),
        ("fem tusinde to hundrede", "5200"),
        ("fire hundrede tusinde", "400000"),
        ("en halv", "0.5"),
        ("en kvart", "0.25"),
        ("tre kvart", "0.75"),
        ("trekvart", "0.75"),
        ("halvanden", "1.5"),
        ("to og en halv", "2.5"),
    ],
)
def test_number_words_are_added_up(text, value):
    assert read_number_words(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "et par", "en to", "flere", "halv", "halvdelen", "femte", "5", "tyve fem"])
def test_what_is_no_number_in_words_gives_none(text):
    assert read_number_words(text) is None


def test_every_number_in_words_ends_with_a_last_word():
    for text in ("femogtyve", "tre kvart", "to hundrede", "halvanden", "fem tusinde", "ét"):
        assert text.endswith(last_words())


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_what_is_printed_is_read_back(whole, oere):
    printed = f"{whole:,}".replace(",", ".") + f",{oere:02}"
    assert read_number(printed) == Decimal(whole) + Decimal(oere) / 100


@given(st.text(max_size=60))
def test_any_text_is_survived(text):
    read_number(text)
    read_number_words(text)
