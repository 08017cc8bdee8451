import pytest
import spacy

from referat_nlp import attributes
from referat_nlp.components.amounts import find_all

TEXT = (
    "Der gives 12.000kr og mellem 2 og 3 mio. kr. i 2031.\n\n"
    "Beløb i 1.000 kr.\t2031\tBemærkning\nDrift\t450\tHeraf 20.000 kr. til leje\nAnlæg\t-\tUændret\n\nI alt 5 kr. tilbage."
)


@pytest.fixture
def nlp():
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_amounts")
    return nlp


def test_running_text_and_tables_come_in_text_order():
    found = [(one.text, one.table) for one in find_all(TEXT)]
    assert found == [
        ("12.000kr", False),
        ("mellem 2 og 3 mio. kr.", False),
        ("450", True),
        ("20.000 kr.", False),
        ("5 kr.", False),
    ]


def test_unit_over_the_columns_is_no_sum():
    text = "Afvigelse mod budget, 1.000 kr. (+ er merudgift)\n          2031     2032\nHavn     1.200      350\nBro        -64        0\n"
    assert [one.value for one in find_all(text)] == [1_200_000, 350_000, -64_000, 0]


def test_sum_does_not_reach_from_one_cell_into_the_next():
    assert [one.text for one in find_all("Post\tAntal\tEnhed\nStole\t12\tkr. og øre\nBorde\t4\tstk.")] == []


def test_skipped_stretches_are_read_over():
    text = "Der frigives 41,8 mio.\n\nSide 3 af 9, i alt 700 kr.\n\nkr. til hallen."
    start, end = text.index("Side"), text.index("\n\nkr.")
    (one,) = find_all(text, skip=[[start, end]])
    assert (one.text, one.value) == ("41,8 mio. kr.", 41_800_000)
    assert text[one.start : one.end].split()[-1] == "kr."


@pytest.mark.parametrize("skip", [[(0, 4)], [(0, 2), (1, 9)], [(3, 3)], [(0, 10_000)]])
def test_odd_stretches_are_survived(skip):
    assert all(0 <= one.start < one.end <= len(TEXT) for one in find_all(TEXT, skip=skip))


def test_spans_carry_the_values(nlp):
    doc = nlp(TEXT)
    spans = doc.spans["amounts"]
    assert [span._.amount_value for span in spans] == [12_000, None, 450_000, 20_000, 5]
    assert (spans[1]._.amount_low, spans[1]._.amount_high) == (2e6, 3e6)
    assert [span._.amount_table for span in spans] == [False, False, True, False, False]
    assert spans[0]._.amount_text == "12.000kr"


def test_records_hold_the_exact_characters(nlp):
    doc = nlp(TEXT)
    for row in attributes.records(doc, "amounts"):
        assert set(row) == {"text", "value", "low", "high", "table", "start", "end"}
        assert doc.text[row["start"] : row["end"]] == row["text"]


def test_stretches_of_the_store_are_skipped(nlp):
    doc = nlp.make_doc(TEXT)
    attributes.store(doc)["skip"] = [[0, TEXT.index("Beløb")]]
    doc = nlp.get_pipe("referat_amounts")(doc)
    assert [row["value"] for row in attributes.records(doc, "amounts")] == [450_000, 20_000, 5]


def test_document_without_sums_has_none(nlp):
    assert list(nlp("Ingen bemærkninger.").spans["amounts"]) == []
    assert list(nlp("").spans["amounts"]) == []


def test_pipeline_has_no_problems_and_is_saved(nlp, tmp_path):
    assert nlp.analyze_pipes()["problems"] == {"referat_amounts": []}
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)(TEXT)
    assert len(doc.spans["amounts"]) == 5


def test_own_phrases_are_a_setting(tmp_path):
    (tmp_path / "money.toml").write_text('[currency]\nwords = ["daler"]\n', encoding="utf-8")
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_amounts", config={"phrases": str(tmp_path)})
    doc = nlp("Det koster 12 daler.")
    assert [span._.amount_value for span in doc.spans["amounts"]] == [12]


def test_wrong_setting_is_refused():
    with pytest.raises(ValueError, match="phrases"):
        spacy.blank("da").add_pipe("referat_amounts", config={"phrases": 3})
