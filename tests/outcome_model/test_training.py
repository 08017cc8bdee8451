"""Training: labels from the gold, sentences learnt from whole decisions, figures on layouts left out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from referat_nlp.errors import AnnotationError
from referat_nlp.outcome_model.classifier import OutcomeClassifier, any_part, choose
from referat_nlp.outcome_model.part import lacking
from referat_nlp.outcome_model.training import Example, fit, measure, read_examples, steps

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


def test_figures_of_each_layout_stand_beside_those_of_all(model: OutcomeClassifier) -> None:
    by_layout = model.facts["by_layout"]
    assert [(layout, row["decisions"]) for layout, row in by_layout.items()] == [
        ("nord", 14),
        ("syd", 14),
        ("vest", 14),
        ("øst", 14),
    ]
    assert sum(row["exact"] * 14 for row in by_layout.values()) == pytest.approx(model.facts["exact"] * 56, abs=0.01)


@pytest.mark.parametrize(
    ("layouts", "documents", "kind", "folds"),
    [(3, 3, "layout", 3), (1, 4, "document", 4), (1, 1, "decision", 12), (1, 24, "document", 20)],
)
def test_what_is_left_out_is_the_widest_there_is(layouts: int, documents: int, kind: str, folds: int) -> None:
    rows = [(label, row) for label in SENTENCES for row in SENTENCES[label]]
    rows = [
        Example(row, frozenset([label]), f"layout{i % layouts}", f"document{i % documents}")
        for i, (label, row) in enumerate(rows * 2)
    ]
    ticks: list[None] = []
    facts = fit(rows, tick=lambda: ticks.append(None)).facts
    assert (facts["left_out"], facts["folds"]) == (kind, folds)
    assert len(ticks) == steps(rows)


def test_same_words_are_never_on_both_sides_where_decisions_are_left_out() -> None:
    rows = [Example(text, frozenset([label]), "nord", "nord-1") for label, text in TWICE]
    assert fit(rows).facts["folds"] == 2


TWICE = [("godkendt", "Godkendt."), ("godkendt", "godkendt. "), ("udsat", "Udsat."), ("udsat", "Udsat.")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Godkendt.", {"godkendt"}), ("Udsat.", {"udsat"})],
        [("Godkendt.", {"godkendt", "ændret"}), ("Udsat.", {"godkendt", "ændret"})],
        [("Godkendt.", {"godkendt"})] * 30 + [("Udsat.", {"udsat"})],
    ],
)
def test_very_few_examples_are_enough_for_a_model(rows: list[tuple[str, set[str]]]) -> None:
    model = fit([Example(text, frozenset(labels), "nord", "nord-1") for text, labels in rows])
    assert model.labels == sorted({label for _, labels in rows for label in labels})
    assert model.predict(["Godkendt."])[0]


def test_label_that_was_never_seen_is_not_foretold() -> None:
    # each decision is scored by a model that knows the other's label alone
    rows = [Example("Godkendt.", frozenset(["godkendt"]), "nord"), Example("Udsat.", frozenset(["udsat"]), "syd")]
    assert fit(rows).facts["exact"] == 0.0


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "two different labels"),
        ([("Godkendt.", "godkendt"), ("Vedtaget.", "godkendt")], "all decisions have 'godkendt'"),
        ([("Godkendt.", "godkendt"), ("godkendt.", "udsat")], "differ in their words"),
    ],
)
def test_too_few_examples_are_told(rows: list[tuple[str, str]], told: str) -> None:
    with pytest.raises(AnnotationError, match=told):
        fit([Example(text, frozenset([label]), "nord", "nord-1") for text, label in rows])


def test_what_labels_lack_is_told_and_nothing_of_labels_that_lack_nothing() -> None:
    rows = [Example(f"Udgår {i}.", frozenset(["udgået"]), "nord") for i in range(9)]
    rows += [Example(f"Valgt {i}.", frozenset(["valgt"]), "syd") for i in range(10)]
    rows += [Example(f"Godkendt {i}.", frozenset(["godkendt"]), f"layout{i % 2}") for i in range(10)]
    assert lacking([*rows, Example("Solgt.", frozenset(["solgt"]), "syd")]) == [
        "solgt: 1 example; below 10 its figure means little.",
        "udgået: 9 examples; below 10 its figure means little.",
        "valgt: all examples are of the layout syd; nothing else tests it.",
    ]


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
    scores = np.array([[-5.0, -5.0], [4.0, -5.0], [-5.0, 4.0]])
    together = any_part(scores, [2, 1])
    assert together[0, 0] > 3.9
    assert -5.0 < together[0, 1] < -4.0
    assert together[1] == pytest.approx([-5.0, 4.0])
    assert np.isfinite(any_part(np.full((2000, 1), 1e9), [2000])).all()


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
