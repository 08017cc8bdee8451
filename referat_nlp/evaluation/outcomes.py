"""The outcome labels of decisions, by the classifier alone: asked about the decisions as the gold files have them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from referat_nlp.annotations import Document
from referat_nlp.evaluation.predictions import Prediction

NONE = "(none)"
"""In the confusion matrix: no label stands in this one's place."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Probabilities of about the same size: their mean, the share of them that came true, and how many there are."""

    probability: float
    share: float
    number: int


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """How the classifier labels the decisions.

    Attributes:
        decisions: How many there are.
        micro_f1: F1 of all labels together.
        exact: The share of decisions that get exactly their labels.
        labels: Precision, recall, F1 and number of each label.
        confusion: A row for each label of the gold files and NONE, a column for each label that was given and NONE;
            both in the order of `names`.
        names: The labels, and NONE at the end.
        bins: The calibration of all labels' probabilities.
        calibration_error: The mean distance of probability and share in the bins, by their numbers (ECE).
        given_error: The same of the probabilities of labels that were given, which are those that a result shows.

    """

    decisions: int
    micro_f1: float
    exact: float
    labels: dict[str, tuple[float, float, float, int]]
    names: list[str]
    confusion: list[list[int]]
    bins: list[Bin]
    calibration_error: float
    given_error: float


def outcome_figures(read: Iterable[tuple[Document, Prediction]]) -> OutcomeFigures | None:
    """Return how the classifier labels the decisions of documents; None where there is no decision."""
    gold: list[list[str]] = []
    chosen: list[list[str]] = []
    probabilities: list[dict[str, float]] = []
    for document, prediction in read:
        gold += [sorted(decision["outcomes"]) for decision in document.decisions]
        chosen += prediction.chosen
        probabilities += prediction.probabilities
    if not gold:
        return None
    from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support
    from sklearn.preprocessing import MultiLabelBinarizer

    names = sorted({label for labels in (*gold, *chosen) for label in labels})
    binary = MultiLabelBinarizer(classes=names)
    truth, told = binary.fit_transform(gold), binary.transform(chosen)
    columns = precision_recall_fscore_support(truth, told, average=None, zero_division=0)
    pairs = [(p, label in labels) for row, labels in zip(probabilities, gold) for label, p in row.items()]
    given = [(row[label], label in labels) for row, labels, got in zip(probabilities, gold, chosen) for label in got]
    bins = _bins(pairs)
    return OutcomeFigures(
        decisions=len(gold),
        micro_f1=float(f1_score(truth, told, average="micro", zero_division=0)),
        exact=float(accuracy_score(truth, told)),
        labels={
            name: (float(columns[0][i]), float(columns[1][i]), float(columns[2][i]), int(columns[3][i]))
            for i, name in enumerate(names)
        },
        names=[*names, NONE],
        confusion=_confusion(gold, chosen, [*names, NONE]),
        bins=bins,
        calibration_error=_error(bins),
        given_error=_error(_bins(given)),
    )


def _bins(pairs: list[tuple[float, bool]]) -> list[Bin]:
    from referat_nlp.outcome_model.training import calibration_bins

    return [Bin(*row) for row in calibration_bins(pairs)]


def _error(bins: list[Bin]) -> float:
    return sum(abs(b.probability - b.share) * b.number for b in bins) / max(1, sum(b.number for b in bins))


def _confusion(gold: Sequence[list[str]], chosen: Sequence[list[str]], names: list[str]) -> list[list[int]]:
    """Return how often a label was given for another.

    A decision may have several labels. Those that it has and gets are right; of the others, one that it lacks stands
    for one that it should have, in the order of the alphabet, and what is left over for NONE.
    """
    from sklearn.metrics import confusion_matrix

    pairs: list[tuple[str, str]] = []
    for wanted, got in zip(gold, chosen, strict=True):
        pairs += [(label, label) for label in wanted if label in got]
        missed, wrong = ([label for label in a if label not in b] for a, b in ((wanted, got), (got, wanted)))
        pairs += zip_longest(missed, wrong, fillvalue=NONE)
    rows: list[list[int]] = confusion_matrix(*zip(*pairs), labels=names).tolist()
    return rows
