"""A folder of annotated documents evaluated: all that the figures, the JSON and the report are made from."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from referat_nlp import __version__
from referat_nlp.annotations import Document, read_sound_documents
from referat_nlp.evaluation.comparison import Comparison, Difference, compare
from referat_nlp.evaluation.cross_validation import Point, learning_curve, left_out
from referat_nlp.evaluation.figures import Figure, Figures, figures
from referat_nlp.evaluation.outcomes import OutcomeFigures, outcome_figures
from referat_nlp.evaluation.places import Agreement, agreement
from referat_nlp.evaluation.predictions import Prediction, Progress, run, tasks_of
from referat_nlp.evaluation.rows import ROWS, Row, label_rows
from referat_nlp.evaluation.scoring import Score, Slip, score_document

SCHEMA = "referat-nlp-evaluation/1"
SHIPPED = "the shipped model"
LEFT_OUT = "models trained without each layout in turn"


@dataclass(slots=True)
class Evaluation:
    """What was measured on a folder.

    `model` and `other` are what the two models are called. `comparison` is None where none was asked for, `curve` too;
    [] says that there are too few layouts for one. `faults` tell of documents that could not be read, `doubts` what in
    the gold files may be wrong.
    """

    folder: Path
    model: str
    documents: list[Document]
    predictions: list[Prediction]
    scores: list[Score]
    all: Figures
    by_layout: dict[str, Figures]
    agreement: dict[str, Agreement]
    outcomes: OutcomeFigures | None
    other: str | None = None
    comparison: Comparison | None = None
    curve: list[Point] | None = None
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The rows of which anything was counted, those of the labels last."""
        return [row for row in [*ROWS, *label_rows(self.all.rows)] if not self.all[row.key].empty]

    @property
    def slips(self) -> list[Slip]:
        """All mistakes, document by document."""
        return [slip for score in self.scores for slip in score.slips]


def evaluate(
    folder: Path,
    *,
    model: Path | None = None,
    phrases: Path | None = None,
    other: Path | None = None,
    leave_out: bool = False,
    groups: int | None = None,
    curve: bool = False,
    jobs: int = 1,
    progress: dict[str, Progress] | None = None,
) -> Evaluation:
    """Measure how well a pipeline reads annotated documents.

    Args:
        folder: Texts with their gold files.
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of one's own phrase files.
        other: A second model to compare with.
        leave_out: Read each document with a model that is trained on the folder's other layouts.
        groups: Leave layouts out in so many groups rather than one by one.
        curve: Measure the learning curve too.
        jobs: Processes to work with; the result is the same with any number.
        progress: What is called after each step of 'read', 'compare' and 'curve', with the documents done and all.

    Raises:
        AnnotationError: a gold file is damaged (nothing has been read then), or there are too few layouts.
        ReferatError: a model or the phrases are at fault.

    """
    told = progress or {}
    documents, doubts = read_sound_documents(folder)
    if leave_out:
        by_name = left_out(folder, documents, jobs, told.get("read"), groups)
        predictions = [by_name[document.name] for document in documents]
    else:
        predictions = _read(folder, documents, model, phrases, jobs, told.get("read"))
    scores = _scores(documents, predictions)
    evaluation = Evaluation(
        folder,
        LEFT_OUT if leave_out else SHIPPED if model is None else str(model),
        documents,
        predictions,
        scores,
        figures(scores),
        _by_layout(documents, scores),
        agreement(pair for score in scores for pair in score.pairs),
        outcome_figures(zip(documents, predictions)),
        faults=[prediction.fault for prediction in predictions if prediction.fault],
        doubts=[doubt.sentence for doubt in doubts],
    )
    if other is not None:
        others = _scores(documents, _read(folder, documents, other, phrases, jobs, told.get("compare")))
        evaluation.other, evaluation.comparison = str(other), compare(scores, others)
    if curve:
        evaluation.curve = learning_curve(folder, documents, jobs, told.get("curve"))
    return evaluation


def _read(
    folder: Path,
    documents: Sequence[Document],
    model: Path | None,
    phrases: Path | None,
    jobs: int,
    progress: Progress | None,
) -> list[Prediction]:
    found = run(tasks_of(folder, documents, model, phrases), jobs, progress)
    by_name = {name: prediction for part in found for name, prediction in part.items()}
    return [by_name[document.name] for document in documents]


def _scores(documents: Sequence[Document], predictions: Sequence[Prediction]) -> list[Score]:
    return [score_document(d.name, d.text, d.gold, p.found) for d, p in zip(documents, predictions, strict=True)]


def _by_layout(documents: Sequence[Document], scores: Sequence[Score]) -> dict[str, Figures]:
    layouts = sorted({document.layout for document in documents})
    return {
        layout: figures([score for d, score in zip(documents, scores, strict=True) if d.layout == layout])
        for layout in layouts
    }


# --- As plain data ---


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return all that was measured as plain dicts and lists; shares are rounded to six digits."""
    outcomes, comparison, curve = evaluation.outcomes, evaluation.comparison, evaluation.curve
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "model": evaluation.model,
        "documents": [document.name for document in evaluation.documents],
        "layouts": sorted(evaluation.by_layout),
        "unreadable": evaluation.faults,
        "all": _figures(evaluation.all),
        "by_layout": {layout: _figures(some) for layout, some in evaluation.by_layout.items()},
        "agreement": {row: dataclasses.asdict(some) for row, some in evaluation.agreement.items()},
        "outcomes": outcomes
        and {
            **dataclasses.asdict(outcomes),
            "labels": {
                label: dict(zip(("precision", "recall", "f1", "support"), row))
                for label, row in outcomes.labels.items()
            },
        },
        "comparison": comparison
        and {
            "other": evaluation.other,
            "mean_f1": _difference(comparison.mean),
            "rows": {one.row: _difference(one) for one in comparison.rows},
            "only_other_wrong": [_slip(slip) for slip in comparison.second_wrong],
            "only_model_wrong": [_slip(slip) for slip in comparison.first_wrong],
        },
        "learning_curve": None
        if curve is None
        else [{"training_documents": point.documents, **_figures(point.figures)} for point in curve],
        "errors": [_slip(slip) for slip in evaluation.slips],
    }
    rounded: dict[str, Any] = _rounded(data)
    return rounded


def _figures(some: Figures) -> dict[str, Any]:
    return {
        "documents": some.documents,
        "mean_f1": some.mean_f1,
        "mean_f1_interval": some.mean_interval,
        "rows": {row: _figure(figure) for row, figure in some.rows.items() if not figure.empty},
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "precision": figure.precision,
        "recall": figure.recall,
        "f1": figure.f1,
        "support": figure.support,
        "right": figure.right,
        "wrong": figure.wrong,
        "missed": figure.missed,
        "intervals": figure.intervals,
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "model": one.first,
        "other": one.second,
        "difference": one.difference,
        "interval": one.interval,
        "p": one.chance,
        "better": {"first": "model", "second": "other"}.get(one.better or ""),
    }


def _slip(slip: Slip) -> dict[str, Any]:
    return {"kind": slip.kind, **dataclasses.asdict(slip)}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(entry) for entry in value]
    return value
