"""Training the outcome classifier from gold files: the labels are those that the gold uses."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from referat_nlp import phrases
from referat_nlp.errors import AnnotationError
from referat_nlp.outcome_model.classifier import (
    SCALES,
    Counts,
    OutcomeClassifier,
    Vectoriser,
    calibrated,
    choose,
    count_features,
)
from referat_nlp.outcome_model.cues import Cues

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

FOLDS = 10
# A feature seen in fewer decisions is left out.
MIN_DECISIONS = {"cue": 2, "word": 2, "gram": 3}
MAX_GRAMS = 8_000
STRENGTH = 1.0  # inverse of the regularisation


@dataclass(slots=True, frozen=True)
class Example:
    """A decision of a gold file with its labels and the layout that it comes from."""

    text: str
    labels: frozenset[str]
    layout: str


def layout_of(name: str) -> str:
    """Return the layout of a document: its name without the last '-N'.

    >>> layout_of("aarhus-1")
    'aarhus'
    """
    stem, _, number = name.rpartition("-")
    return stem if stem and number.isdigit() else name


def read_examples(folders: Iterable[Path], without: frozenset[str] = frozenset()) -> list[Example]:
    """Return the labelled decisions of all gold files in the folders, in a fixed order.

    Args:
        folders: Where NAME.gold.json files lie.
        without: Layouts to leave out.

    Raises:
        AnnotationError: a gold file cannot be read.

    """
    out: list[Example] = []
    for path in sorted({p for folder in folders for p in Path(folder).glob("*.gold.json")}, key=lambda p: (p.name, p)):
        layout = layout_of(path.name.removesuffix(".gold.json"))
        if layout in without:
            continue
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
            rows = [row for item in gold["items"] for row in item["decisions"]]
            out += [
                Example(str(row["text"]), frozenset(map(str, row["outcomes"])), layout)
                for row in rows
                if row.get("outcomes")
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise AnnotationError(
                f"{path}: not a readable gold file ({type(error).__name__}: {error}); 'referat-nlp check' says more."
            ) from error
    return out


def train(folders: Sequence[Path], output: Path, seed: int = 0) -> str:
    """Train a classifier on all gold files in the folders and write it; return a sentence for the user.

    Raises:
        AnnotationError: a gold file cannot be read, or there are too few examples.

    """
    examples = read_examples(folders)
    where = ", ".join(str(folder) for folder in folders)
    if not examples:
        raise AnnotationError(f"{where}: no labelled decision was found in any NAME.gold.json file.")
    layouts = {example.layout for example in examples}
    if len(layouts) < 2 or len({label for example in examples for label in example.labels}) < 2:
        raise AnnotationError(f"{where}: training needs decisions of at least two layouts and two labels.")
    model = fit(examples, seed)
    model.to_disk(output)
    facts = model.facts
    return (
        f"{output}: {facts['decisions']} decisions of {facts['layouts']} layouts, {len(model.labels)} labels. "
        f"With layouts left out of training: micro-F1 {facts['micro_f1']:.3f}, exact {facts['exact']:.3f}, "
        f"calibration error {facts['calibration_error']:.3f}."
    )


def fit(examples: Sequence[Example], seed: int = 0) -> OutcomeClassifier:
    """Return the classifier for the examples; its probabilities are calibrated on layouts left out of training.

    `facts` of the result say how well it did on them: 'micro_f1', 'exact' (all labels of a decision right) and
    'calibration_error' (expected calibration error of the labels' probabilities, in ten bins).
    """
    cues = Cues(phrases.load("outcomes"))
    labels = sorted({label for example in examples for label in example.labels})
    counted = [count_features(example.text, cues) for example in examples]
    scores = _left_out_scores(examples, counted, labels, seed)
    truth = [[label in example.labels for label in labels] for example in examples]
    slope, shift = _calibrate([s for row in scores for s in row], [t for row in truth for t in row])
    model = _fit(counted, [example.labels for example in examples], labels, seed)
    model.slope, model.shift = slope, shift
    probabilities = [[calibrated(s, slope, shift) for s in row] for row in scores]
    model.facts = {
        "decisions": len(examples),
        "layouts": len({example.layout for example in examples}),
        "labels": dict(sorted(Counter(label for example in examples for label in example.labels).items())),
        **_measure(labels, probabilities, examples),
    }
    return model


def _left_out_scores(
    examples: Sequence[Example], counted: Sequence[Counts], labels: list[str], seed: int
) -> list[list[float]]:
    """Return the scores of every example under a model that has not seen its layout."""
    layouts = sorted({example.layout for example in examples})
    folds = min(FOLDS, len(layouts))
    fold_of = {layout: i % folds for i, layout in enumerate(layouts)}
    scores: list[list[float]] = [[] for _ in examples]
    for fold in range(folds):
        kept = [i for i, example in enumerate(examples) if fold_of[example.layout] != fold]
        model = _fit([counted[i] for i in kept], [examples[i].labels for i in kept], labels, seed)
        for i, example in enumerate(examples):
            if fold_of[example.layout] == fold:
                scores[i] = model.scores(counted[i])
    return scores


def _fit(
    counted: Sequence[Counts], wanted: Sequence[frozenset[str]], labels: list[str], seed: int
) -> OutcomeClassifier:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    vectoriser = _vectoriser(counted)
    matrix = _matrix(vectoriser, counted)
    weights = np.zeros((len(labels), vectoriser.width), dtype=np.float32)
    bias = np.full(len(labels), -6.0, dtype=np.float32)
    for k, label in enumerate(labels):
        target = np.array([label in row for row in wanted])
        if target.all() or not target.any():
            bias[k] = 6.0 if target.all() else -6.0
            continue
        model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=seed).fit(matrix, target)
        weights[k], bias[k] = model.coef_[0], model.intercept_[0]
    # as it is stored, so that what is measured is what is shipped
    return OutcomeClassifier(
        labels, vectoriser, weights.astype(np.float16).astype(np.float32), bias, slope=1.0, shift=0.0
    )


def _vectoriser(counted: Sequence[Counts]) -> Vectoriser:
    import numpy as np

    names: dict[str, list[str]] = {}
    idf = {}
    for kind in SCALES:
        seen = Counter(name for counts in counted for name in counts[kind])
        known = [name for name, n in seen.items() if n >= MIN_DECISIONS[kind]]
        if kind == "gram":
            known = sorted(known, key=lambda name: (-seen[name], name))[:MAX_GRAMS]
        names[kind] = sorted(known)
        idf[kind] = np.array(
            [1.0 if kind == "cue" else math.log((1 + len(counted)) / (1 + seen[name])) + 1.0 for name in names[kind]],
            dtype=np.float32,
        )
    return Vectoriser(names, idf)


def _matrix(vectoriser: Vectoriser, counted: Sequence[Counts]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for counts in counted:
        row_columns, row_values = vectoriser.row(counts)
        columns += row_columns
        values += row_values
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(counted), vectoriser.width))


def _calibrate(scores: list[float], truth: list[bool]) -> tuple[float, float]:
    """Return slope and shift of the probabilities (Platt scaling, over all labels together)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6, solver="lbfgs").fit(np.array(scores)[:, None], np.array(truth))
    return round(float(model.coef_[0, 0]), 6), round(float(model.intercept_[0]), 6)


def _measure(labels: list[str], probabilities: list[list[float]], examples: Sequence[Example]) -> dict[str, float]:
    right = wrong = missed = exact = 0
    bins: dict[int, list[tuple[float, bool]]] = {}
    for row, example in zip(probabilities, examples, strict=True):
        chosen = {label for label, _ in choose(labels, row)}
        right += len(chosen & example.labels)
        wrong += len(chosen - example.labels)
        missed += len(example.labels - chosen)
        exact += chosen == example.labels
        for label, p in zip(labels, row, strict=True):
            bins.setdefault(min(9, int(p * 10)), []).append((p, label in example.labels))
    count = len(probabilities) * len(labels)
    error = sum(abs(sum(p for p, _ in rows) - sum(hit for _, hit in rows)) for rows in bins.values()) / count
    return {
        "micro_f1": round(2 * right / (2 * right + wrong + missed), 4),
        "exact": round(exact / len(examples), 4),
        "calibration_error": round(error, 4),
    }
