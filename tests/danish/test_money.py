"""Sums in running text. All sentences are invented; the forms are those of the catalogue of layouts.

A sum stands in its sentence between « and », so that text and expectation cannot drift apart.
"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import AMOUNTS

from referat_nlp.danish.money import find_amounts, in_kroner


def marked(sentence):
    """Return the sentence without its marks, and the stretches that were marked."""
    spans, plain = [], ""
    for part in re.split(r"([«»])", sentence):
        if part == "«":
            spans.append([len(plain), len(plain)])
        elif part == "»":
            spans[-1][1] = len(plain)
        else:
            plain += part
    return plain, [tuple(span) for span in spans]


def check(sentence, *values):
    text, spans = marked(sentence)
    found = find_amounts(text)
    assert [(one.start, one.end) for one in found] == spans
    assert [one.value if one.value is not None else (one.low, one.high) for one in found] == list(values)
    assert not any(one.table for one in found)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Broen koster «412.650 kr.» at male.", 412_650),
        ("Regningen lød på «18.204,35 kr.» i alt.", 18_204.35),
        ("Der er «3 kr.» tilbage", 3),
        ("Prisen er «2.000kr» pr. tønde", 2000),
        ("Puljen er på «0,8 mio. kr.» i 2031.", 800_000),
        ("Rammen er «1.632,8 mio.kr.» nu.", 1_632_800_000),
        ("Gælden er «1,02 mia. kr.» ultimo året.", 1_020_000_000),
        ("Tilsyn for «385 t.kr.» og mere", 385_000),
        ("Tilsyn for «450 TKR» og mere", 450_000),
        ("En værdi af «22 millioner kroner» er anslået.", 22_000_000),
        ("Vi bad om «2,5 mill. kr.» til taget.", 2_500_000),
        ("Der er «75.000 DKK» på kontoen.", 75_000),
        ("Gebyret er «49,-» pr. gang.", 49),
        ("Afgiften er «3,5 øre» pr. liter.", 0.04),
        ("Der var «5 mio. danske kr.» i kassen.", 5_000_000),
        ("Det blev «12 000 kr.» i alt", 12_000),
    ],
)
def test_unit_behind_the_number(sentence, value):
    check(sentence, value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Råderummet er på «kr. 5,7 mio.» i 2031.", 5_700_000),
        ("Der mangler «kr. 9.400,00» endnu.", 9400),
        ("Leje: «kr. 12.500,-» pr. år.", 12_500),
        ("I alt «kr. 171.350».", 171_350),
        ("Det løber op i «kr. 62.000» ekskl. moms.", 62_000),
        ("Kassen bliver «mio. kr. 198,5» ved årets udgang.", 198_500_000),
        ("Drift «tkr. 450» om året.", 450_000),
        ("Køb for «kr.500.000» og salg", 500_000),
        ("Der blev i 2031 «kr. 5,7 mio.» tilbage.", 5_700_000),
        ("Se sag nr. 12 «kr. 500» til blomster.", 500),
    ],
)
def test_unit_before_the_number(sentence, value):
    check(sentence, value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Fonden giver «en halv million kr.» til fuglen.", 500_000),
        ("Knap «en kvart million kr.» skyldes kloakken.", 250_000),
        ("Der ydes «½ mio. kroner» til løbet.", 500_000),
        ("Der ydes «1/2 mio. kr.» til løbet.", 500_000),
        ("Det koster «halvanden million kroner» mere.", 1_500_000),
        ("Jorden blev solgt for «en krone» i går.", 1),
        ("Legatet er «fem hundrede kroner» stort.", 500),
        ("Det svarer til «to hundrede tusinde kroner» om året.", 200_000),
        ("Afvigelsen er «minus 2,7 mio. kr.» i år.", -2_700_000),
        ("Netto «-3.751.000 kr.» i mindreudgifter.", -3_751_000),
        ("Afvigelsen er på «- 3,8 mio. kr.» i år.", -3_800_000),
        ("Afvigelsen er «÷1,2 mio. kr.» i år.", -1_200_000),
        ("Afvigelsen er «÷ 1,2 mio. kr.» i år.", -1_200_000),
    ],
)
def test_words_fractions_and_minus(sentence, value):
    check(sentence, value)


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Broen bliver «0,4-1,9 mio. kr.» dyrere.", 400_000, 1_900_000),
        ("Det koster «mellem 450 - 475 mio. kr.» at bygge.", 450e6, 475e6),
        ("Det koster «mellem 0,6 og 0,8 mio. kr.» at bygge.", 600_000, 800_000),
        ("Det koster «mellem kr. 15.000 og kr. 20.000» pr. styk.", 15_000, 20_000),
        ("Det koster «mellem 2 mio. og 3 mio. kr.» i alt.", 2e6, 3e6),
        ("Det giver «60-80.000 kr.» om året.", 60_000, 80_000),
        ("Det giver «mellem 85 og 110.000 kr.» om året.", 85_000, 110_000),
        ("Det giver «500-1.000 kr.» om året.", 500, 1000),
        ("Det giver «95-120 kr.» pr. m3.", 95, 120),
        ("Det giver «1.150-1.400 t.kr.» i alt.", 1_150_000, 1_400_000),
        ("En ramme på «kr. 350.000 - 400.000» pr. år.", 350_000, 400_000),
        ("En ramme på «kr. 3-4 mio.» pr. år.", 3e6, 4e6),
        ("En ramme på «to-tre mio. kr.» pr. år.", 2e6, 3e6),
        ("En ramme på «mellem 500.000 og 1,5 mio. kr.» pr. år.", 500_000, 1_500_000),
        ("En ramme på «2-2½ mio. kr.» pr. år.", 2e6, 2.5e6),
    ],
)
def test_range_keeps_both_ends(sentence, low, high):
    check(sentence, (low, high))


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Billetten hæves fra «640 kr.» til «815 kr.» i maj.", (640, 815)),
        ("Den voksede fra «2,9 mio.» til «3,4 mio.» på to år.", (2_900_000, 3_400_000)),
        ("Rammen hæves fra «21,0» til «27,4 mio. kr.» i år.", (21_000_000, 27_400_000)),
        ("Fordelt med «8,5 mio. kr.» i 2017 og «30 mio. kr.» i 2018.", (8_500_000, 30_000_000)),
        ("Henholdsvis «1,2» og «1,4 mio. kr.» blev givet.", (1_200_000, 1_400_000)),
        ("Model 1 - «5 mio. kr.» og model 2 - «6 mio. kr.»", (5_000_000, 6_000_000)),
        ("Hytten i Ask - nyt tag - «175.000 kr.»", (175_000,)),
        ("Der gives «0,2 mio. kr.» til veje samt 0,1 til stier.", (200_000,)),
    ],
)
def test_two_sums_are_no_range(sentence, values):
    check(sentence, *values)


@pytest.mark.parametrize(
    "sentence",
    [
        "Der frigives «41,8 mio.\nkr.» til opførelsen.",
        "Der frigives «41,8\n   mio. kr.» til opførelsen.",
        "Der frigives «41,8\xa0mio.\xa0kr.» til opførelsen.",
        "Der frigives «41,8\tmio. kr.» til opførelsen.",
        "Der frigives **«41,8** mio. kr.» til opførelsen.",
        "Der frigives «41,8 mio.kr.»-rammen",
    ],
)
def test_sum_is_read_over_line_ends_and_markup(sentence):
    check(sentence, 41_800_000)


def test_text_of_a_sum_has_single_spaces_and_no_markup():
    (found,) = find_amounts("Der frigives **41,8**  mio.\n  kr. til hallen.")
    assert found.text == "41,8 mio. kr."


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Landet har 3 mio. indbyggere.",
        "En elfærge er sat til 6-7 mio. EUR i alt.",
        "Tilskuddet er 250.000 euro, 500 svenske kroner og SEK 500.000.",
        "Museet havde 1,2 mio. besøgende i 2019 mod 1,1 mio. i 2018.",
        "Antallet af rejser steg fra 5,7 mio. til 5,8 mio. om året.",
        "Bevillingen forhøjes med kr. fra kr. til kr. til færdiggørelse.",
        "Merforbrug på kr. i forhold til kr. 3. Forslag",
        "Det falder med 5-10 % og 2 pct.",
        "Skolen har 450 elever og 12.000 m2.",
        "Beløb i 1.000 kr.",
        "Udgifter (i 1.000 kr.):",
        "1.000 kr. 2017-priser",
        "Område, 1.000 kr.\tBeløb",
        "Hovedtal i mio. kr. 30. nov. 2014",
        "Kr. Himmelfartsdag og Kr. Hyllinge Skole",
        "De fik et par millioner kroner.",
        "Den 1. maj 2019 og kl. 12.00",
        "alle krav er krydset af",
    ],
)
def test_what_is_no_sum_gives_nothing(sentence):
    check(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Overskuddet blev «18,6 mio.» i 2021.",
        "Overskuddet blev «18,6 mio.»",
        "Overskuddet blev «18,6 mio.» Udvalget var tilfreds.",
        "Overskuddet blev «18,6 mio.», og det var godt.",
    ],
)
def test_bare_millions_are_kroner_where_nothing_else_is_counted(sentence):
    check(sentence, 18_600_000)


@pytest.mark.parametrize(
    "sentence",
    [
        "Et gebyr på «1.000 kr.» om året",
        "Den gamle afgift for en plads på det store torv ved åen er på\n«1.000 kr.» ekskl. moms.",
        "Der ydes op til «1.000 kr.»",
    ],
)
def test_a_thousand_kroner_is_a_sum_where_it_is_no_unit(sentence):
    check(sentence, 1000)


def test_start_and_end_bound_the_search_and_offsets_count_from_the_text():
    text = "500 kr. og 600 kr. og 700 kr."
    (found,) = find_amounts(text, 8, 19)
    assert (text[found.start : found.end], found.value) == ("600 kr.", 600)


def test_own_words_add_to_the_shipped_ones(tmp_path):
    (tmp_path / "money.toml").write_text('[currency]\nwords = ["daler"]\n', encoding="utf-8")
    assert [one.value for one in find_amounts("12 daler og 5 kr.", extra=str(tmp_path))] == [12, 5]
    assert [one.value for one in find_amounts("12 daler og 5 kr.")] == [5]


def test_values_are_rounded_to_whole_oere():
    assert in_kroner(Decimal("0.005")) == 0.01
    assert str(in_kroner(Decimal("-0"))) == "0.0"


PIECES = [
    "kr.",
    "mio.",
    "5",
    "1.000",
    "-",
    "mellem",
    " og ",
    "til",
    "\n",
    ",-",
    "½",
    "i",
    "tkr",
    " ",
    "2019",
    "İ",
    "en",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_survived_and_offsets_lie_inside(text):
    at = 0
    for one in find_amounts(text):
        assert at <= one.start < one.end <= len(text)
        assert (one.value is None) == (one.low is not None) == (one.high is not None)
        assert one.low is None or one.low < one.high
        assert one.text.split() == text[one.start : one.end].replace("*", "").replace("_", "").split()
        at = one.end


@pytest.mark.parametrize("shape", AMOUNTS, ids=str)
def test_work_grows_with_the_length_of_hostile_text(shape, check_linear):
    check_linear(find_amounts, shape)


def test_a_sum_goes_on_over_an_empty_line_below_prose_alone() -> None:
    above = "Udvalget venter i år en merudgift på sit område på 0,93"
    assert [a.value for a in find_amounts(f"{above} \n \nmio. kr. i alt")] == [930_000]
    assert [a.value for a in find_amounts("Klasse 4\n\nmio. kr. 5")] != [4_000_000]
