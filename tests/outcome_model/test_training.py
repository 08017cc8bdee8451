"""Training: labels from the gold, sentences learnt from whole decisions, figures on layouts left out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from referat_nlp.outcome_model.classifier import OutcomeClassifier, any_part, choose
from referat_nlp.outcome_model.training import Example, fit, measure, read_examples

SENTENCES = {
    "godkendt": ["Godkendt.", "Planen blev godkendt.", "Indstillingen tiltrådt.", "Vedtaget."],
    "udsat": ["Udsat.", "Sagen udsættes til maj.", "Punktet udskydes.", "Sagen blev udsat."],
    "delegeret": [
        "Delegeret til havnechefen.",
        "Afgørelsen delegeres til direktøren.",
        "Delegeret.",
        "Sagen delegeres.",
    ],
}


def examples() -> list[Example]:
    out = []
    for number, layout in enumerate(["nord", "syd", "vest", "øst"]):
        for label, rows in SENTENCES.items():
            out += [Example(row, frozenset([label]), layout) for row in rows]
        other = [rows[number] for rows in SENTENCES.values()]
        out.append(Example(f"{other[0]} {other[1]}", frozenset(["godkendt", "udsat"]), layout))
        out.append(Example(f"{other[2]} {other[1]}", frozenset(["delegeret", "udsat"]), layout))
    return out


@pytest.fixture(scope="module")
def model() -> OutcomeClassifier:
    return fit(examples())


def test_label_that_no_code_knows_is_learnt(model: OutcomeClassifier) -> None:
    assert model.labels == ["delegeret", "godkendt", "udsat"]
    assert model.predict(["Byggesagen delegeres til forvaltningen."])[0][0][0] == "delegeret"


def test_sentences_carry_what_only_whole_decisions_told(model: OutcomeClassifier) -> None:
    # godkendt and delegeret never stand together in the examples
    (labels,) = model.predict(["Planen blev godkendt. Afgørelsen delegeres til direktøren."])
    assert {label for label, _ in labels} >= {"godkendt", "delegeret"}


def test_facts_tell_what_was_measured(model: OutcomeClassifier) -> None:
    facts = model.facts
    assert (facts["decisions"], facts["layouts"], facts["folds"], facts["seed"]) == (56, 4, 4, 0)
    assert facts["labels"]["udsat"]["decisions"] == 24
    assert 0.9 < facts["micro_f1"] <= 1.0
    assert 0.0 <= facts["calibration_error"] < 0.2


def test_model_keeps_the_cues_it_was_trained_with(model: OutcomeClassifier, tmp_path: Path) -> None:
    model.to_disk(tmp_path / "model")
    assert OutcomeClassifier.from_disk(tmp_path / "model").cues == model.cues
    assert "adopt" in model.cues["meanings"]


def test_new_model_takes_the_place_of_the_old_one(model: OutcomeClassifier, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    model.to_disk(folder)
    model.to_disk(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["meta.json", "notes.txt", "weights.safetensors"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]  # nothing is left behind beside it


def test_document_in_two_folders_is_read_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        gold = {"items": [{"decisions": [{"text": f"Godkendt {name}.", "outcomes": ["godkendt"]}]}]}
        (tmp_path / name / "nord-1.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert [e.text for e in read_examples([tmp_path / "one", tmp_path / "two"])] == ["Godkendt one."]


def test_measure_counts_labels_and_whole_decisions() -> None:
    gold = [
        Example("A", frozenset(["x"]), "l"),
        Example("B", frozenset(["x", "y"]), "l"),
        Example("a ", frozenset(["x"]), "m"),
    ]
    facts = measure(["x", "y"], np.array([[0.9, 0.1], [0.8, 0.3], [0.95, 0.0]]), gold)
    assert facts["micro_f1"] == round(2 * 3 / (3 + 4), 4)
    assert facts["exact"] == round(2 / 3, 4)
    assert facts["distinct"]["exact"] == 0.5  # 'A' and 'a ' are one text
    assert facts["labels"]["y"]["recall"] == 0.0
    assert facts["calibration_error"] == pytest.approx((0.1 + 0.2 + 0.05 + 0.1 + 0.7) / 6, abs=0.02)


def test_label_holds_where_any_sentence_carries_it() -> None:
    scores = np.array([[-5.0, -5.0], [4.0, -5.0]])
    together = any_part(scores)
    assert together[0] > 3.9
    assert -5.0 < together[1] < -4.0
    assert np.isfinite(any_part(np.full((2000, 1), 1e9))).all()


RULES = {"alone": ["intet"], "beside": {"ændret": ["godkendt", "anbefalet"]}}


@pytest.mark.parametrize(
    ("probabilities", "chosen"),
    [
        ({"godkendt": 0.9, "ændret": 0.7, "intet": 0.1}, {"godkendt", "ændret"}),
        ({"godkendt": 0.4, "ændret": 0.9, "intet": 0.1}, {"godkendt", "ændret"}),
        ({"godkendt": 0.1, "ændret": 0.6, "drøftet": 0.8, "intet": 0.1}, {"drøftet"}),
        ({"godkendt": 0.6, "ændret": 0.1, "intet": 0.9}, {"intet"}),
        ({"godkendt": 0.9, "ændret": 0.1, "intet": 0.6}, {"godkendt"}),
        ({"ændret": 0.9, "drøftet": 0.2}, {"ændret"}),  # a model that knows no partner of it
    ],
)
def test_labels_go_together_as_the_rules_say(probabilities: dict[str, float], chosen: set[str]) -> None:
    result = choose(list(probabilities), list(probabilities.values()), RULES)
    assert {label for label, _ in result} == chosen
    assert [score for _, score in result] == sorted((score for _, score in result), reverse=True)
