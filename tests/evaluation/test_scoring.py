"""What is right, wrong and missed. The expected figures were counted by hand; all minutes are invented."""

from __future__ import annotations

import copy
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from referat_nlp.annotations import read_documents
from referat_nlp.evaluation.figures import figures
from referat_nlp.evaluation.scoring import NOTHING, Score, Slip, score_document
from referat_nlp.extraction import extract
from referat_nlp.output import to_dict

TEXT = """\
Skovnæs Kommune
Havneudvalget
Til stede: Agda Finn (A), Bo Lind (V)

1. Maling af molen
Sag 21/4711
Havnechefen indstiller, at molen males hvid for 20.000 kr. og at kassen flyttes.
Beslutning
Udvalget godkendte indstillingen med 4 stemmer for: A, V. Imod: Ø. Sagen sendes i høring.
Fraværende: Ida Holm (A) - Eva Ek mødte

2. Lukket: Salg
Sag 21/4712
Beslutning
Udsat.
"""


def at(quoted: str, after: int = 0) -> dict[str, int]:
    start = TEXT.index(quoted, after)
    return {"start": start, "end": start + len(quoted)}


DECISION = "Udvalget godkendte indstillingen med 4 stemmer for: A, V. Imod: Ø. Sagen sendes i høring."
GOLD: dict[str, Any] = {
    "document": "skovnaes-1.txt",
    "meeting": {
        "municipality": "Skovnæs Kommune",
        "body": "Havneudvalget",
        "date": None,
        "start_time": None,
        "place": None,
        "participants": ["Agda Finn", "Bo Lind"],
        "absent_members": [],
    },
    "items": [
        {
            "number": "1",
            "title": "Maling af molen",
            "closed": False,
            "case_numbers": ["21/4711"],
            "proposals": [
                {"text": "at molen males hvid for 20.000 kr.", "proposer": "Havnechefen", "kind": "recommendation"},
                {"text": "at kassen flyttes", "proposer": "Havnechefen", "kind": "recommendation"},
            ],
            "decisions": [
                {
                    "text": DECISION,
                    "body": "Havneudvalget",
                    "date": None,
                    "own": True,
                    "outcomes": ["godkendt", "sendt videre"],
                    "votes": {"for": ["A", "V"], "against": ["Ø"], "abstain": []},
                }
            ],
            "absent_members": [{"name": "Ida Holm", "party": "A", "substitute": "Eva Ek"}],
            "amounts": [{"text": "20.000 kr.", "value": 20000}],
            "table_amounts": [],
        },
        {
            "number": "2",
            "title": "Salg",
            "closed": True,
            "case_numbers": ["21/4712"],
            "proposals": [],
            "decisions": [
                {
                    "text": "Udsat.",
                    "body": "Havneudvalget",
                    "date": None,
                    "own": True,
                    "outcomes": ["udsat"],
                    "votes": None,
                }
            ],
            "absent_members": [],
            "amounts": [],
            "table_amounts": [],
        },
    ],
}


def result() -> dict[str, Any]:
    """Return the result that is right in all."""
    found = copy.deepcopy(GOLD)
    found["meeting"]["participants"] = [
        {"name": name, "party": party, **at(name)} for name, party in (("Agda Finn", "A"), ("Bo Lind", "V"))
    ]
    for item in found["items"]:
        item |= at(item["title"])
        item["case_numbers"] = [
            {"text": number, "kind": "case", "kle": None, **at(number)} for number in item["case_numbers"]
        ]
        for entry in (*item["proposals"], *item["decisions"]):
            entry |= at(entry["text"])
        for decision in item["decisions"]:
            decision["outcomes"] = [{"label": label, "score": 0.9} for label in decision["outcomes"]]
        for member in item["absent_members"]:
            member |= at(member["name"])
        for amount in item["amounts"]:
            amount |= {"low": None, "high": None, "table": False, **at(amount["text"])}
        del item["table_amounts"]
    return found


def scored(found: dict[str, Any]) -> Score:
    return score_document("skovnaes-1", TEXT, GOLD, found)


def counts(score: Score, row: str) -> tuple[int, ...]:
    return tuple(score.counts.get(row, (0, 0, 0)))


def test_result_that_is_right_makes_no_mistake() -> None:
    score = scored(result())
    assert score.slips == []
    assert {row: some for row, some in score.counts.items() if some[1] or some[2]} == {}
    expected = {"items": 2, "participants": 2, "proposals": 2, "decisions": 2, "outcomes": 3, "votes": 3, "amounts": 1}
    assert {row: score.counts[row][0] for row in expected} == expected
    assert all(pair.gold == pair.found for pair in score.pairs)
    assert len(score.pairs) == 10


def test_document_that_was_not_read_misses_everything() -> None:
    score = scored(NOTHING)
    assert counts(score, "items") == (0, 0, 2)
    assert counts(score, "outcomes") == (0, 0, 3)
    assert counts(score, "complete_items") == (0, 2, 2)
    assert {slip.kind for slip in score.slips} == {"missed"}


def test_longer_decision_is_found_nearly_and_not_word_by_word() -> None:
    found = result()
    decision = found["items"][0]["decisions"][0]
    decision["text"] += " Fraværende:"
    decision["end"] = TEXT.index("Fraværende:") + len("Fraværende:")
    score = scored(found)
    assert counts(score, "decisions") == (2, 0, 0)
    assert counts(score, "decisions_exact") == (1, 1, 1)
    assert counts(score, "complete_items") == (2, 0, 0)
    (slip,) = score.slips
    assert (slip.row, slip.kind) == ("decisions_exact", "different")
    assert slip.gold_span
    assert slip.found_span
    assert slip.found_span[1] - slip.gold_span[1] == len("\nFraværende:")


def test_text_that_is_less_alike_is_missed_and_wrong_and_costs_its_labels() -> None:
    found = result()
    decision = found["items"][0]["decisions"][0]
    decision |= {"text": "Sagen sendes i høring.", **at("Sagen sendes i høring.")}
    score = scored(found)
    assert counts(score, "decisions") == (1, 1, 1)
    assert counts(score, "outcomes") == (1, 2, 2)
    assert counts(score, "complete_decisions") == (1, 1, 1)
    assert ("decisions", "different") in {(slip.row, slip.kind) for slip in score.slips}  # the same place


def test_label_is_counted_in_its_own_row() -> None:
    found = result()
    found["items"][1]["decisions"][0]["outcomes"] = [{"label": "drøftet", "score": 0.7}]
    score = scored(found)
    assert counts(score, "outcomes: udsat") == (0, 0, 1)
    assert counts(score, "outcomes: drøftet") == (0, 1, 0)
    assert counts(score, "outcomes: godkendt") == (1, 0, 0)
    assert score.slips == [
        Slip(
            "skovnaes-1",
            "2",
            "outcomes",
            "udsat",
            "drøftet",
            tuple(at("Udsat.").values()),
            tuple(at("Udsat.").values()),
        )
    ]


@pytest.mark.parametrize(
    ("key", "value", "row"),
    [
        ("body", "Byrådet", "decision_body"),
        ("date", "2021-03-03", "decision_date"),
        ("own", False, "decision_own"),
    ],
)
def test_attribute_of_a_decision_is_counted_alone_and_with_the_others(key: str, value: object, row: str) -> None:
    found = result()
    found["items"][1]["decisions"][0][key] = value
    score = scored(found)
    assert counts(score, "decision_body_date_own") == (1, 1, 1)
    assert {name: counts(score, name) for name in ("decision_body", "decision_date", "decision_own")} == {
        name: (1, 1, 1) if name == row else (2, 0, 0) for name in ("decision_body", "decision_date", "decision_own")
    }
    assert [slip.row for slip in score.slips] == [row]


def test_vote_on_the_wrong_side_is_missed_and_wrong() -> None:
    found = result()
    found["items"][0]["decisions"][0]["votes"] = {"for": ["A"], "against": ["Ø", "V"], "abstain": []}
    assert counts(scored(found), "votes") == (2, 1, 1)


def test_sum_with_another_value_is_wrong_whatever_its_text() -> None:
    found = result()
    found["items"][0]["amounts"][0]["value"] = 20
    assert counts(scored(found), "amounts") == (0, 1, 1)


def test_sum_in_a_table_is_no_sum_of_the_text() -> None:
    found = result()
    found["items"][0]["amounts"][0]["table"] = True
    score = scored(found)
    assert (counts(score, "amounts"), counts(score, "table_amounts")) == ((0, 0, 1), (0, 1, 0))


def test_name_that_is_nearly_right_counts_in_the_lenient_row_alone() -> None:
    found = result()
    found["meeting"]["participants"][0]["name"] = "Agda Finns"
    score = scored(found)
    assert counts(score, "participants") == (1, 1, 1)
    assert counts(score, "participants_lenient") == (2, 0, 0)
    found["meeting"]["participants"][0]["name"] = "Agda"
    assert counts(scored(found), "participants_lenient") == (1, 1, 1)


def test_party_and_substitute_are_attributes_of_an_absent_member() -> None:
    found = result()
    found["items"][0]["absent_members"][0] |= {"party": "Ø", "substitute": None}
    score = scored(found)
    assert counts(score, "absent_members") == (1, 0, 0)
    assert counts(score, "parties") == (0, 1, 1)
    assert counts(score, "substitutes") == (0, 0, 1)


def test_item_of_another_number_is_missed_and_extra() -> None:
    found = result()
    found["items"][1]["number"] = "3"
    score = scored(found)
    assert counts(score, "items") == (1, 1, 1)
    assert counts(score, "titles") == (1, 0, 1)
    assert [str(slip) for slip in score.slips if slip.row == "items"] == [
        "skovnaes-1 item 2 items: missed '2 Salg'",
        "skovnaes-1 item 3 items: wrong '3 Salg'",
    ]


def test_two_items_of_one_number_are_told_apart_by_their_titles() -> None:
    gold, found = copy.deepcopy(GOLD), result()
    gold["items"][1]["number"] = found["items"][1]["number"] = "1"
    found["items"].reverse()
    assert score_document("skovnaes-1", TEXT, gold, found).slips == []


def test_offsets_that_do_not_hold_their_value_are_counted() -> None:
    found = result()
    found["items"][0]["amounts"][0] |= at("Havneudvalget")
    score = scored(found)
    assert counts(score, "offsets") == (9, 1, 1)
    assert [pair.row for pair in score.pairs if pair.gold != pair.found] == ["amounts"]


def test_a_decision_of_one_word_is_located_in_its_own_item() -> None:
    text = TEXT.replace("Sagen sendes i høring.", "Udsat.")
    gold = copy.deepcopy(GOLD)
    gold["items"] = gold["items"][1:]
    score = score_document("skovnaes-1", text, gold, NOTHING)
    (slip,) = [slip for slip in score.slips if slip.row == "decisions"]
    assert slip.gold_span
    assert slip.gold_span[0] > text.index("2. Lukket")


SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not (SHARED / "scoring" / "score.py").exists(), reason="the shared scorer lies beside a checkout")
@pytest.mark.parametrize("folder", ["constructed", "annotations"])
def test_figures_agree_with_the_shared_scorer(folder: str) -> None:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "scoring" / "score.py")
    assert spec
    assert spec.loader
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    path = SHARED / folder if folder == "constructed" else Path(__file__).parents[2] / folder
    theirs, ours = shared.Tally(), []
    for document in read_documents(path)[0][:20]:
        name, text, gold = document.name, document.text, document.gold
        found = to_dict(extract(text, name=name))
        found["items"] = found["items"][1:]  # mistakes of every kind
        theirs.add(shared.score_document(gold, json.loads(json.dumps(found)), name))
        theirs.add(shared.check_offsets(found, text, name))
        ours.append(score_document(name, text, gold, found))
    measured = figures(ours, samples=0)
    rows = theirs.rows()
    assert len(rows) > 20
    for row, expected in rows.items():
        one = measured[row]
        assert (one.precision, one.recall, one.f1, one.support) == tuple(expected.values()), row
