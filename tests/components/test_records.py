"""The components that keep file numbers, proposals and decisions as records and spans. All minutes are invented."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from referat_nlp import attributes
from referat_nlp.components import case_numbers, decisions, proposals  # noqa: F401

MINUTES = """\
Byrådet
Mødedato: 26. marts 2024

1. Ny skole
Sagsnr.: 24/12
J.nr. 05.01.08-G01-7-24
Indstilling
Forvaltningen indstiller, at skolen
bygges, og at den males.
Beslutning fra Børneudvalget, 5. marts 2024, pkt. 33:
Anbefales.
Beslutning i Byrådet den 26-03-2024
Ø foreslog, at skolen flyttes. For stemte Ø. Imod stemte A og V.
Godkendt.

2. Ny bro
Sagsnr.: 24/13
Beslutning
Udsat.
"""
KEYS = ["case_numbers", "proposals", "decisions"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("da")
    for key in KEYS:
        nlp.add_pipe(f"referat_{key}")
    return nlp


def test_file_numbers_carry_kind_subject_and_item(nlp: Language) -> None:
    doc = nlp(MINUTES)
    assert [(s._.case_number, s._.case_kind, s._.kle) for s in doc.spans["case_numbers"]] == [
        ("24/12", "case", None),
        ("05.01.08-G01-7-24", "journal", "05.01.08"),
        ("24/13", "case", None),
    ]
    assert [row["item"] for row in attributes.records(doc, "case_numbers")] == [0, 0, 1]


def test_file_numbers_outside_minutes_belong_to_no_item(nlp: Language) -> None:
    doc = nlp("Støtten (sagsnr. 22/1873) er givet.")
    assert [(row["text"], row["item"]) for row in attributes.records(doc, "case_numbers")] == [("22/1873", None)]
    assert list(doc.spans["proposals"]) == list(doc.spans["decisions"]) == []


def test_proposals_carry_proposer_and_kind(nlp: Language) -> None:
    doc = nlp(MINUTES)
    assert [(s._.proposer, s._.proposal_kind, s._.proposal_text) for s in doc.spans["proposals"]] == [
        ("Forvaltningen", "recommendation", "at skolen bygges"),
        ("Forvaltningen", "recommendation", "at den males"),
        ("Ø", "amendment", "at skolen flyttes"),
    ]
    assert doc.spans["proposals"][0].text == "at skolen\nbygges"


def test_decisions_carry_body_date_votes_and_no_outcome_yet(nlp: Language) -> None:
    doc = nlp(MINUTES)
    assert [
        (s._.decision_body, s._.decision_date, s._.decision_own, s._.votes, s._.outcomes)
        for s in doc.spans["decisions"]
    ] == [
        ("Børneudvalget", "2024-03-05", False, None, []),
        ("Byrådet", "2024-03-26", True, {"for": ["Ø"], "against": ["A", "V"], "abstain": []}, []),
        ("Byrådet", "2024-03-26", True, None, []),
    ]
    assert doc.spans["decisions"][2]._.decision_text == "Udsat."


@pytest.mark.parametrize("key", KEYS)
def test_record_has_the_exact_characters_and_its_span_whole_tokens(nlp: Language, key: str) -> None:
    doc = nlp(MINUTES)
    rows, spans = attributes.records(doc, key), doc.spans[key]
    assert len(rows) == len(spans) > 0
    for row, span in zip(rows, spans, strict=True):
        assert " ".join(doc.text[row["start"] : row["end"]].split()) == row["text"]
        assert span.start_char <= row["start"] < row["end"] <= span.end_char


@pytest.mark.parametrize("key", KEYS)
def test_text_without_anything_has_no_spans(nlp: Language, key: str) -> None:
    assert list(nlp("").spans[key]) == []
    assert list(nlp("Kære Ida. Tak for i går.").spans[key]) == []


@pytest.mark.parametrize("key", KEYS)
def test_wrong_setting_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="phrases"):
        spacy.blank("da").add_pipe(f"referat_{key}", config={"phrases": 3})
