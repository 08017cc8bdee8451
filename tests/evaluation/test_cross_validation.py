"""Layouts left out of training are really left out; all minutes are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import referat_nlp
from referat_nlp.annotations import read_documents
from referat_nlp.base import persons
from referat_nlp.errors import AnnotationError
from referat_nlp.evaluation import cross_validation
from referat_nlp.evaluation.cross_validation import learning_curve, left_out
from referat_nlp.evaluation.evaluating import LEFT_OUT, as_dict, evaluate
from referat_nlp.evaluation.predictions import train_without

Writer = Callable[..., Path]
PLAIN = [
    ("Godkendt.", ["godkendt"]),
    ("Sagen udsættes til næste møde.", ["udsat"]),
    ("Taget til efterretning.", ["taget til efterretning"]),
]
OTHER = [("Delegeret til havnechefen.", ["delegeret"])] * 3


def fill(write: Writer, layouts: int = 4) -> Path:
    folder = Path()
    for number in range(layouts):
        folder = write(f"nord{chr(97 + number)}-1", PLAIN * 2)
    return folder


def test_pipeline_trained_without_a_layout_does_not_know_its_label(write: Writer) -> None:
    folder = fill(write)
    write("oest-1", PLAIN + OTHER)
    for left, knows in ((frozenset({"oest"}), False), (frozenset({"norda"}), True)):
        classifier = train_without(folder, left).get_pipe("referat_outcomes").classifier
        assert ("delegeret" in classifier.labels) is knows


def test_each_document_is_read_by_a_model_without_its_layout(write: Writer) -> None:
    folder = fill(write)
    write("oest-1", PLAIN + OTHER)
    write("oest-2", PLAIN + OTHER)
    calls: list[tuple[int, int]] = []
    found = left_out(folder, read_documents(folder)[0], progress=lambda done, total: calls.append((done, total)))
    assert sorted(found) == ["norda-1", "nordb-1", "nordc-1", "nordd-1", "oest-1", "oest-2"]
    assert not any("delegeret" in row for name in ("oest-1", "oest-2") for row in found[name].probabilities)
    assert all("delegeret" in row for row in found["norda-1"].probabilities)
    assert calls[-1] == (6, 6)


def test_layouts_are_left_out_in_groups_where_that_is_wanted(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(write, 5)
    dealt: list[frozenset[str]] = []

    def noted(folder: Path, left: frozenset[str], strengths: object = None) -> object:
        dealt.append(left)
        return train_without(folder, left, strengths)  # type: ignore[arg-type]

    monkeypatch.setattr("referat_nlp.evaluation.predictions.train_without", noted)
    found = left_out(folder, read_documents(folder)[0], groups=2)
    assert dealt == [frozenset({"norda", "nordc", "norde"}), frozenset({"nordb", "nordd"})]
    assert sorted(found) == ["norda-1", "nordb-1", "nordc-1", "nordd-1", "norde-1"]


def test_persons_are_found_by_a_base_that_has_seen_no_annotations(
    write: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shipped weights may be trained on the very layout that is left out."""
    asked: list[None] = []

    def own_folder(model: str | None = None) -> None:
        asked.append(None)

    monkeypatch.setattr(persons, "own_folder", own_folder)
    folder = fill(write)
    marker = train_without(folder, frozenset({"norda"})).get_pipe("referat_absent_members")
    assert marker.own is None
    assert (marker.base, asked) == (str(persons.base_of()), [])
    assert referat_nlp.load().get_pipe("referat_absent_members").own is None
    assert asked == [None]


def test_leaving_out_is_the_same_with_two_processes(write: Writer) -> None:
    folder = fill(write)
    one, two = (evaluate(folder, leave_out=True, jobs=jobs) for jobs in (1, 2))
    assert one.model == LEFT_OUT
    assert as_dict(one) == as_dict(two)


def test_two_layouts_are_too_few_to_leave_one_out(write: Writer) -> None:
    write("nord-1")
    write("nord-2")
    folder = write("syd-1")
    with pytest.raises(AnnotationError, match="2 layouts, and leaving one out needs at least 3"):
        evaluate(folder, leave_out=True)


def test_what_is_left_must_be_enough_to_train_on(write: Writer) -> None:
    write("norda-1", PLAIN[:1])
    write("nordb-1", PLAIN[:1])
    folder = write("syd-1")
    with pytest.raises(AnnotationError, match="without syd, training needs decisions of at least two layouts and two"):
        train_without(folder, frozenset({"syd"}))


def test_learning_curve_trains_on_more_and_more_and_reads_every_document_each_time(
    write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cross_validation, "FEWEST_FOR_CURVE", 6)
    monkeypatch.setattr(cross_validation, "SHARES", (0.5, 1.0))
    folder = fill(write, 6)
    points = learning_curve(folder, read_documents(folder)[0])
    assert [point.documents for point in points] == [2.0, 4.0]
    assert [point.figures.documents for point in points] == [6, 6]
    assert [point.figures["items"].support for point in points] == [36, 36]


def test_with_few_layouts_there_is_no_learning_curve(write: Writer) -> None:
    folder = fill(write, 3)
    assert learning_curve(folder, read_documents(folder)[0]) == []
