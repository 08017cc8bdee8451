"""Confusion and calibration of outcome labels."""

from __future__ import annotations

import pytest

from referat_nlp.annotations import Document
from referat_nlp.evaluation.outcomes import NONE, outcome_figures
from referat_nlp.evaluation.predictions import Prediction
from referat_nlp.evaluation.scoring import NOTHING


def read(
    *decisions: tuple[list[str], list[str]], probabilities: list[dict[str, float]] | None = None
) -> tuple[Document, Prediction]:
    gold = {"items": [{"decisions": [{"text": "…", "outcomes": labels} for labels, _ in decisions]}]}
    told = probabilities or [dict.fromkeys(chosen, 1.0) for _, chosen in decisions]
    return Document("n-1", "n", "", gold, "", ""), Prediction(NOTHING, None, told, [chosen for _, chosen in decisions])


def test_confusion_counts_right_labels_and_what_stands_for_what() -> None:
    some = outcome_figures(
        [
            read((["udsat"], ["udsat"]), (["udsat"], ["drøftet"]), (["drøftet", "udsat"], ["drøftet"])),
            read((["drøftet"], ["drøftet", "udsat"])),
        ]
    )
    assert some is not None
    assert some.names == ["drøftet", "udsat", NONE]
    assert some.confusion == [[2, 0, 0], [1, 1, 1], [0, 1, 0]]
    assert some.exact == 0.25
    assert some.micro_f1 == pytest.approx(2 * 3 / (5 + 5))
    assert some.labels["udsat"] == pytest.approx((1 / 2, 1 / 3, 0.4, 3))


def test_label_that_the_model_does_not_know_is_missed() -> None:
    some = outcome_figures([read((["delegeret"], ["udsat"]))])
    assert some is not None
    assert some.labels["delegeret"] == (0.0, 0.0, 0.0, 1)
    assert some.confusion[0] == [0, 1, 0]


def test_calibration_error_is_the_distance_from_what_came_true() -> None:
    told = [{"udsat": 0.9}] * 10
    right = outcome_figures([read(*[((["udsat"]), ["udsat"])] * 9, (["drøftet"], ["udsat"]), probabilities=told)])
    wrong = outcome_figures([read(*[((["drøftet"]), ["udsat"])] * 10, probabilities=told)])
    assert right is not None
    assert wrong is not None
    assert right.calibration_error == pytest.approx(0.0)
    assert wrong.calibration_error == pytest.approx(0.9)
    assert [(one.probability, one.share, one.number) for one in right.bins] == [(pytest.approx(0.9), 0.9, 10)]


def test_unlikely_labels_do_not_hide_that_those_given_are_not_to_be_trusted() -> None:
    told = [{"udsat": 0.9, "drøftet": 0.0, "afvist": 0.0, "ændret": 0.0}] * 10
    some = outcome_figures([read(*[(["udsat"], ["udsat"])] * 4, *[(["udgået"], ["udsat"])] * 6, probabilities=told)])
    assert some is not None
    assert some.calibration_error == pytest.approx(0.5 / 4)
    assert some.given_error == pytest.approx(0.5)


def test_without_decisions_there_are_no_figures() -> None:
    assert outcome_figures([read()]) is None
