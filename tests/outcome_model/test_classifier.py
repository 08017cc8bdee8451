"""The outcome classifier: training on small gold, prediction, files that cannot do harm."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from referat_nlp import phrases
from referat_nlp.annotations import layout_of
from referat_nlp.errors import AnnotationError, ModelError
from referat_nlp.model_files import META, WEIGHTS
from referat_nlp.outcome_model.classifier import Features, OutcomeClassifier, Vectoriser
from referat_nlp.outcome_model.cues import Cues
from referat_nlp.outcome_model.training import fit, read_examples
from referat_nlp.resources import models_dir

DECISIONS = [
    ("Godkendt.", ["godkendt"]),
    ("Indstillingen blev godkendt.", ["godkendt"]),
    ("Sagen udsættes til næste møde.", ["udsat"]),
    ("Udsat.", ["udsat"]),
    ("Godkendt. Punkt 2 udsættes.", ["godkendt", "udsat"]),
]


@pytest.fixture(scope="module")
def cues() -> Cues:
    return Cues(phrases.load("outcomes"))


@pytest.fixture(scope="module")
def shipped() -> OutcomeClassifier:
    return OutcomeClassifier.from_disk(models_dir() / "outcomes")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in ("nord-1", "syd-1", "vest-1"):
        decisions = [{"text": text, "outcomes": labels} for text, labels in DECISIONS]
        (folder / f"{name}.gold.json").write_text(json.dumps({"items": [{"decisions": decisions}]}), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Godkendt.", {"godkendt"}),
        ("Taget til efterretning.", {"taget til efterretning"}),
        ("Sagen udsættes til næste møde.", {"udsat"}),
        ("Indstilles godkendt.", {"anbefalet"}),
        ("Drøftet.", {"drøftet"}),
        ("Punktet udgår af dagsordenen.", {"udgået"}),
        ("Godkendt. Sagen sendes i høring.", {"godkendt", "sendt videre"}),
    ],
)
def test_shipped_model_knows_the_plain_formulas(
    shipped: OutcomeClassifier, cues: Cues, text: str, labels: set[str]
) -> None:
    assert {label for label, _ in shipped.predict([text], cues)[0]} == labels


def test_every_decision_gets_at_least_one_label_and_probabilities_fall(shipped: OutcomeClassifier, cues: Cues) -> None:
    for prediction in shipped.predict(["", "?", "Noget helt andet.", "Godkendt. " * 3000], cues):
        scores = [score for _, score in prediction]
        assert prediction
        assert scores == sorted(scores, reverse=True)
        assert all(0.0 <= score <= 1.0 for score in scores)


def test_decision_has_the_same_scores_alone_and_among_others(shipped: OutcomeClassifier) -> None:
    texts = [text for text, _ in DECISIONS] + ["", "?", "Godkendt. Punkt 4 udgår. " * 40, "Taget til efterretning."]
    alone = [shipped.probabilities([text])[0].tolist() for text in texts]
    assert shipped.probabilities(texts * 20).tolist() == alone * 20


def test_each_column_of_a_text_stands_once_in_its_row_with_its_weight() -> None:
    names = {"cue": ["a", "b"], "word": ["ja", "nej", "nu"]}
    idf = {"cue": np.ones(2, np.float32), "word": np.array([1.0, 2.0, 1.0], np.float32)}
    vectoriser = Vectoriser({"cue": 0.5, "word": 1.0}, names, idf)
    cues = [frozenset(["b", "a"]), frozenset(["b", "unknown"])]
    rows = vectoriser.rows(
        [Features(cues, ["nej", "ja", "nej", "måske"], []), Features([], [], []), Features(cues[1:], ["nu"], [])]
    )
    assert rows.columns.tolist() == [0, 1, 3, 2, 1, 4]
    assert rows.ends.tolist() == [4, 4, 6]
    nej, ja = (1 + math.log(2)) * 2.0, 1.0
    norm = math.hypot(nej, ja)
    assert rows.values.tolist() == pytest.approx([0.5, 0.5, nej / norm, ja / norm, 0.5, 1.0])


def test_labels_are_those_of_the_gold(gold: Path, cues: Cues) -> None:
    model = fit(read_examples([gold]))
    assert model.labels == ["godkendt", "udsat"]
    assert (model.facts["decisions"], model.facts["layouts"]) == (15, 3)
    assert model.predict(["Sagen udsættes."], cues)[0][0][0] == "udsat"


def test_same_seed_gives_the_same_bytes(gold: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        fit(read_examples([gold]), seed=3).to_disk(tmp_path / name)
    for file in (META, WEIGHTS):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_model_comes_back_from_disk_and_bytes_as_it_was(shipped: OutcomeClassifier, cues: Cues, tmp_path: Path) -> None:
    shipped.to_disk(tmp_path / "copy")
    texts = [text for text, _ in DECISIONS]
    for copy in (OutcomeClassifier.from_disk(tmp_path / "copy"), OutcomeClassifier.from_bytes(shipped.to_bytes())):
        assert copy.predict(texts, cues) == shipped.predict(texts, cues)


def test_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere.*train one"):
        OutcomeClassifier.from_disk(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (META, b"{"),
        (META, b"[]"),
        (META, b'{"format": 99}'),
        (META, b'{"format": 2, "labels": ["x"], "features": {"cue": [], "word": [], "gram": []}}'),
        (META, b"\xff\xfe"),
        (WEIGHTS, b""),
        (WEIGHTS, b"\x80\x04\x95pickle"),
        (WEIGHTS, b"\xff" * 64),
    ],
)
def test_damaged_model_is_a_model_error(shipped: OutcomeClassifier, tmp_path: Path, file: str, content: bytes) -> None:
    shipped.to_disk(tmp_path / "model")
    (tmp_path / "model" / file).write_bytes(content)
    with pytest.raises(ModelError, match="damaged or of another version"):
        OutcomeClassifier.from_disk(tmp_path / "model")


def test_layouts_are_left_out_on_request(gold: Path) -> None:
    assert {example.layout for example in read_examples([gold], frozenset(["syd"]))} == {"nord", "vest"}


def test_unreadable_gold_names_its_file(gold: Path) -> None:
    (gold / "øst-1.gold.json").write_text('{"items": [3]}', encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"øst-1\.gold\.json"):
        read_examples([gold])


def test_layout_is_the_name_without_its_number() -> None:
    assert [layout_of(name) for name in ("aarhus-1", "vejen-2022-10-25", "odense")] == [
        "aarhus",
        "vejen-2022-10",
        "odense",
    ]
