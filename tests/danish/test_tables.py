"""Sums in tables: one invented table for each shape that conversions leave, and what must not be read as money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapes import TABLES

from referat_nlp.danish.table_shapes import kind_of
from referat_nlp.danish.table_units import units
from referat_nlp.danish.tables import find_table_amounts


def values(text, **options):
    amounts, _ = find_table_amounts(text, **options)
    assert all(one.table for one in amounts)
    return [one.value if one.value is not None else (one.low, one.high) for one in amounts]


SHAPES = {
    "tabs": "Beløb i 1.000 kr.\t2031\t2032\nFyrtårn\t1.350\t-85\nMole\t-\t0",
    "tabs, unit above": "Oversigt (t.kr., 2031-PL):\n\n\t2031\t2032\nFyrtårn\t1.350\t-85\nMole\t-\t0",
    "tabs, unit below": "Sted\t2031\t2032\nFyrtårn\t1.350\t-85\nMole\t-\t0\nAnm.: Beløb i 1.000 kr.",
    "tabs, empty lines": "Sted (1.000 kr.)\t2031\t2032\n\nFyrtårn\t1.350\t-85\n\nMole\t-\t0\n",
    "markdown": "| Sted (1.000 kr.) | 2031 | 2032 |\n|---|--:|--:|\n| **Fyrtårn** | **1.350** | -85 |\n| Mole | - | 0 |",
    "bars": "Tabel 1: Havnen (1.000 kr., netto, + = merudgift)\nFyrtårn|1.350|-85\nMole|-|0",
    "aligned": "Tabel 2 - Havnen (t.kr.)\n               2031     2032\nFyrtårn       1.350      -85\nMole              -        0\n",
    "aligned, unit in the head": "Havnen (t.kr.)   2031   2032\n\nFyrtårn   1.350   -85\n\nMole   -   0\n",
    "single spaces": "Havnen Beløb i 1.000 kr. 2031 2032\nFyrtårn 1.350 -85\nMole - 0\n",
    "single spaces, heads below": "Opfølgning (i 1.000 kr.)\nBudget 2031 Forbrug pr. 30.4\nFyrtårn 1.350 -85\nMole - 0\nOg så videre.",
    "one cell a line": "1.000 kr. (2031-priser)\n2031\n2032\nFyrtårn\n1.350\n-85\nMole\n-\n0\n\nSide",
    "one cell a line, loose": "1.000 kr. 2031-priser\n\n2031\n\n2032\n\nFyrtårn\n\n1.350\n\n-85\n\nMole\n\n-\n\n0\n\nSagens forløb\n",
    "one cell a line, rows apart": "Sted (t.kr.)\nBudget\nRest\n\nFyrtårn\n1.350\n-85\n\nMole\n-\n0\n\nØkonomi\nIngen.",
    "own units": "Havn\t2031\t2032\nFyrtårn\t1.350.000 kr.\t-85.000 kr.\nMole\t-\t0 kr.",
    "own units, one a line": "Havn\n2031\n2032\nFyrtårn\n1.350.000 kr.\n-85.000 kr.\nMole\n-\n0 kr.\n\nSide",
    "one cell a line, empty cells of white space": "1.000 kr.\n2031\n2032\nHavn:\n \n \nFyrtårn\n1.350\n-85\nMole\n \n0\n \nSagens forløb\n",
    "one cell a line, loose, empty cells of white space": "  1.000 kr.\n\n  2031\n\n  2032\n\n  Havn\n\n   \n\n   \n\n  Fyrtårn\n\n  1.350\n\n  -85\n\n  Mole\n\n   \n\n  0\n\n   \n\n  Sagens forløb\n",
    "a row that lacks a figure": "Beløb i 1.000 kr. 2031 2032 2033\nFyrtårn 1.350 - -85\nMole - 0\n",
    "below a sum that wraps": "Driften af havnen ventes i år at give en merudgift på 0,93\nmio. kr.\nDen ses her (1.000 kr.):\n\nSted\nBudget\nSkøn\nFyrtårn\n1.350\n-85\nMole\n-\n0\n",
    "end of a sentence": "Havnen (hele 1.000 kr.) 2031 2032 Fyrtårn 1.350 -85 Mole - 0. Bevillingen søges.",
    "run together": "Havnen (1.000 kr.): År 2031 2032 Fyrtårn 1.350 -85 Mole - 0 Indstilling Direktøren indstiller, at molen bygges.",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_cells_are_read_in_every_shape(shape):
    assert values(SHAPES[shape]) == [1_350_000, -85_000, 0]


@pytest.mark.parametrize(
    ("stated", "factor"),
    [
        ("i 1.000 kr.", 1e3),
        ("(1.000 kr.)", 1e3),
        ("1.000 kr. 2031-priser", 1e3),
        ("Hovedtal, 1.000 kr.", 1e3),
        ("Taksterne i hele kr. pr. gang er:", 1),
        ("Tilskud pr. forening i kr.:", 1),
        ("(beløb i kr.)", 1),
        ("Anlægssum i mio. kr.", 1e6),
        ("Tabel 1 (mio. kr., løbende priser)", 1e6),
        ("Beløb i mio. kr., indeks 148,2", 1e6),
        ("(mia. kr.)", 1e9),
        ("(t.kr., 2031-PL)", 1e3),
        ("i 1.000.000 kr.", 1e6),
        ("Tallene i mio. kr. fremgår af tabellen.", 1e6),
    ],
)
def test_unit_above_scales_the_cells(stated, factor):
    assert values(f"{stated}\n\n\t2031\t2032\nHavn\t2,5\t3\nBro\t10\t0\n") == [2.5 * factor, 3 * factor, 10 * factor, 0]


@pytest.mark.parametrize(
    "above",
    [
        "Skolerne ligger sådan:",
        "Merforbruget er på 5 mio. kr. i alt:",
        "Budget i mio. kr. er vedtaget.",
        "Forhøjelse med kr. til børnene.",
        "Arealet i 1.000 m2",
    ],
)
def test_table_without_a_unit_gives_nothing(above):
    assert values(f"{above}\n\nSkole\t2031\t2032\nNord\t1.250\t1.240\nSyd\t412\t418\n") == []


def test_column_and_row_units_count_for_themselves():
    text = "\t2031\t2032\nAntal elever\t120\t128\nUdgift i alt (1.000 kr.)\t9.600\t10.050\nPris pr. elev (kr.)\t80.000\t78.516"
    assert values(text) == [9_600_000, 10_050_000, 80_000, 78_516]
    text = "Løb\tÅr\tKontant (1.000 kr.)\tAfspærring (1.000 kr.)\nBakkeløb\t2031\t20\t12,5\nÅløb\t2032\t5\t0"
    assert values(text) == [20_000, 12_500, 5000, 0]
    text = "Ydelse\tEnhed\t2031\nTømning\tkr.\t812,50\nBesøg\tstk.\t350\nAnlæg\tmio. kr.\t3,5"
    assert values(text) == [812.5, 3_500_000]


def test_notes_shares_counts_dates_and_years_are_no_money():
    text = (
        "(1.000 kr.)\n\nOmråde\tAntal\tBudget\tForbrug i pct.\tFærdig\tNote\n"
        "Havn\t12\t4.500\t50\t2031\t1.- 2.\nBro\t3\t800\t12,5 %\t01-02-2032\t3."
    )
    assert values(text) == [4_500_000, 800_000]


def test_share_in_a_label_leaves_the_row_money():
    assert values("(t.kr.)\n\t2031\t2032\nUforudset (10 %)\t156\t161\nDækning i pct.\t90\t92") == [156_000, 161_000]


def test_large_figures_with_two_decimals_are_kroner():
    stacked = (
        "Regnskab for taget\n\nTømrer\n\n1.986.412,60\n\nRådgiver\n\n18.775,25\n\nStaben foreslår, at det godkendes.\n"
    )
    assert values(stacked) == [1_986_412.6, 18_775.25]
    assert values("Sådan gik det:\nTømrer 1.986.412,60\nRådgiver ........ 18.775,25\n") == [1_986_412.6, 18_775.25]
    assert values("Karakterer\n\nHold 1\n\n7,02\n\nHold 2\n\n10,12\n") == []


def test_heads_that_name_money_stand_in_for_a_unit():
    assert values(
        "Forening      Ansøgt beløb    Indstillet\nKor           12.000          8.000\nKajak          9.500              0\n"
    ) == [
        12_000,
        8000,
        9500,
        0,
    ]


def test_cells_with_their_own_unit_are_read_as_printed():
    amounts, _ = find_table_amounts("Projekt\tTilskud\nSti\t25.000 kr.\nBro\t1,2 mio. kr.\nHegn\tkr. 4.500,-")
    assert [(one.text, one.value) for one in amounts] == [
        ("25.000 kr.", 25_000),
        ("1,2 mio. kr.", 1.2e6),
        ("kr. 4.500,-", 4500),
    ]


def test_sum_in_the_prose_of_a_cell_is_left_to_the_running_text():
    amounts, stretches = find_table_amounts(
        "| Nr. | Svar |\n|---|---|\n| 1 | Der er givet 5 mio. kr. til sagen i 2031 |\n| 2 | 4 |"
    )
    assert amounts == []
    assert len(stretches) == 1


def test_year_before_a_unit_is_a_head_and_no_sum():
    assert values(
        "Forening    Søgt kr.    2031 kr.\nKor         95.000      8.000\nKajak        1.200          0\n"
    ) == [95_000, 8000, 1200, 0]


def test_columns_of_words_stand_between_label_and_sum():
    assert values(
        "Ansøger    Formål      Beløb (kr.)   Svar\nKor        Noder          12.000     Ja\nKajak      Ny båd            50     Nej\n"
    ) == [
        12_000,
        50,
    ]


def test_number_may_be_the_label_of_a_row():
    assert values("Tilskud pr. linje, tkr.\nLinje  2031  2032\n147     1.902     1.966\n152     2.310         0\n") == [
        1_902_000,
        1_966_000,
        2_310_000,
        0,
    ]


def test_round_figures_without_a_unit_are_kroner_where_money_is_near_or_some_are_negative():
    rows = "             2031        2032\nMandag    -280.000    -285.000\nSkilte      22.500           0\n"
    assert values(rows) == [-280_000, -285_000, 22_500, 0]
    rows = rows.replace("-", " ")
    assert values(rows) == []
    assert values(f"Det koster 0,6 mio. kr. om året.\n\n{rows}") == [280_000, 285_000, 22_500, 0]
    assert values(f"Det koster 0,6 mio. kr. om året.\n\n{rows.replace('500', '517')}") == []


def test_missing_cell_keeps_its_column():
    text = "(mio. kr.)\n            Antal     Budget    Rest\nHavn           3       12,5     1,5\nBro                     4,0     0,5\n"
    assert values(text) == [12_500_000, 1_500_000, 4_000_000, 500_000]


def test_group_names_between_rows_do_not_end_a_table():
    assert values("Tabel 2 (mio. kr.)\n\t2031\t2032\nDrift\nSkole\t12,0\t12,5\nAnlæg\nVej\t3,0\t0,0") == [
        12e6,
        12.5e6,
        3e6,
        0,
    ]


def test_range_in_a_cell_keeps_both_ends():
    assert values("Udgift, mio. kr.\tLav\nModel A\t10-12\nModel B\t2031-32") == [(10e6, 12e6)]


def test_minus_behind_the_number_counts():
    assert values("(1.000 kr.)\nSted\t2031\nHavn\t250-\nBro\t40") == [-250_000, 40_000]


def test_table_ends_before_the_next_heading():
    text = "1.000 kr.\n2031\n2032\nHavn\n450\n460\n\n3. Bro ved åen\nSagsnr.\n12\n"
    amounts, stretches = find_table_amounts(text)
    assert [one.value for one in amounts] == [450_000, 460_000]
    assert stretches[-1][1] <= text.index("3. Bro")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1  Godkendelse af dagsorden     3\n2  Budget i 1.000 kr.           5\n",
        "Liste\tStemmer\tMandater\nA\t12.450\t7\nV\t10.100\t6",
        "Beløb i 1.000 kr.\nMøllevej 12\nSkolegade 4\n",
        "Medlemmer i kr.\n• Bo Dam\n• Ida Ask\n",
        "at     der gives netto -2.415.000 kr.             i mindreudgift,\nat     der gives 1.980 mere",
        "Tlf. 43 00 71 00   CVR 11 93 13 16\nSide 3      Side 4",
        "Udvalget drøftede i 1.000 kr. blandt andet:\n1. skoler\n2. veje\n3 pladser\n",
    ],
)
def test_what_is_no_table_of_money_gives_nothing(text):
    assert values(text) == []


def test_start_and_end_bound_the_search_and_offsets_count_from_the_text():
    text = "Sted (kr.)\t2031\nA\t5\n\nSted (kr.)\t2031\nB\t6\n"
    (one,), _ = find_table_amounts(text, text.index("Sted", 5))
    assert (one.value, text[one.start : one.end]) == (6, "6")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("-2,4", "number"),
        ("353*", "number"),
        ("**1.350**", "number"),
        ("2031", "year"),
        ("–", "empty"),
        ("", "empty"),
        ("5,5 %", "share"),
        ("1.- 2.", "note"),
        ("3.- 4", "note"),
        ("2)", "note"),
        ("kr. 450", "sum"),
        ("10-12", "range"),
        ("2031-32", "text"),
        ("01-02-2031", "text"),
        ("Drift", "text"),
        ("Etape 2", "text"),
    ],
)
def test_kind_of_cell(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("head", "power"),
    [
        ("Ansøgt beløb, kr.", 0),
        ("Udgift kr. pr. elev", 0),
        ("Afgift kr./m3", 0),
        ("Indtægt, 1.000 kr.", 3),
        ("Mio. kr., netto", 6),
    ],
)
def test_unit_of_a_head(head, power):
    assert units(None).of(head) == power


@pytest.mark.parametrize("head", ["", "Note", "Drift 2031", "Skat på 5 mio. kr.", "Krav", "3.000 kr. i alt"])
def test_head_without_a_unit(head):
    assert units(None).of(head) is None


PIECES = [
    "kr.",
    "1.000 kr.",
    "i mio. kr.",
    "\t",
    "|",
    "\n",
    "\n\n",
    "  ",
    " ",
    "12",
    "1.250",
    "2,5",
    "-",
    "2031",
    "Havn",
    "Bro",
    "1.250,00",
    ":",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_is_survived_and_offsets_lie_inside(text):
    amounts, stretches = find_table_amounts(text)
    at = 0
    for one in amounts:
        assert at <= one.start < one.end <= len(text)
        assert any(start <= one.start and one.end <= end for start, end in stretches)
        at = one.end
    at = 0
    for start, end in stretches:
        assert at <= start < end <= len(text)
        at = end


@pytest.mark.parametrize("shape", TABLES, ids=str)
def test_work_grows_with_the_length_of_hostile_text(shape, check_linear):
    check_linear(find_table_amounts, shape)


def test_sum_counted_by_a_year_is_money_and_years_are_not():
    assert values("Overslag, mio. kr.\nAnlæg\nDrift/år\nPumpe\n2,4\n0,25\nDige\n6,8\n0,05") == [
        2_400_000,
        250_000,
        6_800_000,
        50_000,
    ]
    assert values("Overslag, mio. kr.\nAnlæg\nÅr\nPumpe\n2,4\n25\nDige\n6,8\n30") == [2_400_000, 6_800_000]


def test_line_that_ends_in_a_number_is_no_row_of_a_table():
    assert values("Beløb i 1.000 kr. 2031 2032\nFyrtårn 1.350 -85\nBilag 2\n") == [1_350_000, -85_000]
