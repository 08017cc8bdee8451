"""Training the outcome classifier from gold files: the labels are those that the gold uses."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_nlp import phrases
from referat_nlp.annotations import Document, layout_of
from referat_nlp.errors import AnnotationError
from referat_nlp.outcome_model.classifier import (
    BLOCK,
    SCALES,
    SURE,
    Counted,
    Features,
    OutcomeClassifier,
    Scorer,
    Vectoriser,
    any_part,
    choose,
    count_features,
    mix,
)
from referat_nlp.outcome_model.cues import Cues

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

# More folds are nearer to a model that lacks one layout only, which is what a new municipality meets.
FOLDS = 20
# A feature seen in fewer texts is left out.
MIN_TEXTS = {"cue": 2, "word": 2, "gram": 3}
MAX_GRAMS = 4_000
# Inverse strengths of regularisation to choose from, by the likelihood of decisions left out of training.
STRENGTHS = {"whole": (4.0, 8.0, 16.0), "part": (4.0, 8.0, 16.0)}
TRIED_FOLDS = 2  # on so many folds they are tried
# A label with fewer decisions than this is mixed by the weights of all labels together.
MIN_MIXED = 10
EQUAL = [0.5, 0.5, 0.0]  # the mixing where the decisions cannot tell
UNLIKE = 0.1  # how freely the two models may be weighed differently
# How much a sentence counts at first for the labels of its decision, where there are others that may carry them.
FIRST_WEIGHT = 0.1
ROUNDS = 4
BINS = 10

Tick = Callable[[], None]


def silent() -> None:
    """Take a step of the training for granted."""


@dataclass(slots=True, frozen=True)
class Example:
    """A decision of a gold file with its labels, and the layout and document that it comes from."""

    text: str
    labels: frozenset[str]
    layout: str
    document: str = ""


def examples_of(documents: Iterable[Document]) -> list[Example]:
    """Return the labelled decisions of the documents, in their order."""
    return [
        Example(row["text"], frozenset(row["outcomes"]), document.layout, document.name)
        for document in documents
        for item in document.gold["items"]
        for row in item["decisions"]
        if row["outcomes"]
    ]


def read_examples(folders: Iterable[Path], without: frozenset[str] = frozenset()) -> list[Example]:
    """Return the labelled decisions of all gold files in the folders, in a fixed order.

    A document that lies in several folders is read once, from the folder that comes first.

    Args:
        folders: Where NAME.gold.json files lie.
        without: Layouts to leave out.

    Raises:
        AnnotationError: a gold file cannot be read.

    """
    paths: dict[str, Path] = {}
    for folder in folders:
        for path in Path(folder).glob("*.gold.json"):
            paths.setdefault(path.name, path)
    out: list[Example] = []
    for name, path in sorted(paths.items()):
        layout = layout_of(name.removesuffix(".gold.json"))
        if layout in without:
            continue
        try:
            gold = json.loads(path.read_text(encoding="utf-8"))
            rows = [row for item in gold["items"] for row in item["decisions"]]
            out += [
                Example(str(row["text"]), frozenset(map(str, row["outcomes"])), layout, path.name)
                for row in rows
                if row.get("outcomes")
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise AnnotationError(
                f"{path}: not a readable gold file ({type(error).__name__}: {error}); 'referat-nlp check' says more."
            ) from error
    return out


def fit(
    examples: Sequence[Example],
    seed: int = 0,
    folds: int = FOLDS,
    strengths: Mapping[str, float] | None = None,
    *,
    tick: Tick = silent,
) -> OutcomeClassifier:
    """Return the classifier for the examples; its probabilities are calibrated on layouts left out of training.

    The strength of regularisation is chosen, and the two scores are mixed, by decisions whose layouts the scoring
    models have not seen. `facts` say how well the result did on them, the mixing of each fold found on the others.
    Where all examples are of one layout, documents are left out in its place, and decisions where there is one
    document only; `facts["left_out"]` says which.

    Args:
        examples: Decisions with at least two labels, not all of the same words.
        seed: The same seed and examples give the same model.
        folds: Into how many parts the layouts are divided; as many as layouts at most.
        strengths: The strengths of regularisation, where they have been chosen before (`choose_strengths`).
        tick: Called after each of the `steps` of the training.

    Raises:
        AnnotationError: there are too few examples, or they do not differ.

    """
    labels = {label for example in examples for label in example.labels}
    if len(labels) < 2:
        only = f", and all decisions have {labels.pop()!r}" if labels else ""
        raise AnnotationError(f"A model of outcomes needs decisions with at least two different labels{only}.")
    if len(set(_groups(examples)[1])) < 2:
        raise AnnotationError("A model of outcomes needs at least two decisions that differ in their words.")
    # the limit reaches the libraries that are loaded by then
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    # one thread: sums are added up in one order, so the same seed gives the same bytes
    with threadpool_limits(1):
        return _fitted(examples, seed, folds, strengths, tick)


def choose_strengths(examples: Sequence[Example], seed: int = 0, folds: int = FOLDS) -> dict[str, float]:
    """Return the strengths of regularisation that `fit` would choose for these examples."""
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    ready = Cues(phrases.load("outcomes"))
    labels = sorted({label for example in examples for label in example.labels})
    with threadpool_limits(1):
        counted = [count_features(example.text, ready) for example in examples]
        return _strengths(counted, _truth(labels, examples), _folds(examples, folds), seed)


def steps(examples: Sequence[Example], folds: int = FOLDS) -> int:
    """Return how many models `fit` fits, one after the other."""
    folds = min(folds, len(set(_groups(examples)[1])))
    return sum(len(tried) * min(TRIED_FOLDS, folds) + folds + 1 for tried in STRENGTHS.values())


def _fitted(
    examples: Sequence[Example], seed: int, folds: int, strengths: Mapping[str, float] | None, tick: Tick
) -> OutcomeClassifier:
    import numpy as np

    cues = phrases.load("outcomes")
    ready = Cues(cues)
    labels = sorted({label for example in examples for label in example.labels})
    counted = [count_features(example.text, ready) for example in examples]
    fold_of = _folds(examples, folds)
    truth = _truth(labels, examples)
    best = dict(strengths) if strengths else _strengths(counted, truth, fold_of, seed, tick)
    both = np.stack([_left_out(name, counted, truth, fold_of, best[name], seed, tick) for name in STRENGTHS], axis=1)
    mixed = np.zeros(truth.shape)
    for fold in sorted(set(fold_of.tolist())):
        mixed[fold_of == fold] = mix(both[fold_of == fold], _mixing(both[fold_of != fold], truth[fold_of != fold]))
    model = OutcomeClassifier(
        labels,
        _fit("whole", counted, truth, best["whole"], seed, tick),
        _fit("part", counted, truth, best["part"], seed, tick),
        _mixing(both, truth),
        cues,
    )
    model.facts = {
        "decisions": len(examples),
        "layouts": len({example.layout for example in examples}),
        "seed": seed,
        "folds": len(set(fold_of.tolist())),
        "left_out": _groups(examples)[0],
        "regularisation": best,
        "versions": {name: version(name) for name in ("scikit-learn", "numpy", "safetensors")},
        **measure(labels, mixed, examples, cues.get("label_rules", {})),
    }
    return model


def _folds(examples: Sequence[Example], folds: int) -> NDArray[np.int64]:
    """Return the fold of each example: whole layouts, in turn."""
    import numpy as np

    groups = _groups(examples)[1]
    names = sorted(set(groups))
    fold_of = {name: i % min(folds, len(names)) for i, name in enumerate(names)}
    return np.array([fold_of[group] for group in groups])


def _groups(examples: Sequence[Example]) -> tuple[str, list[str]]:
    """Return what is left out of training in turn ('layout', 'document' or 'decision'), and that of each example."""
    for kind in ("layout", "document"):
        groups = [str(getattr(example, kind)) for example in examples]
        if len(set(groups)) > 1:
            return kind, groups
    return "decision", [_same_words(example.text) for example in examples]


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _truth(labels: list[str], examples: Sequence[Example]) -> NDArray[np.bool_]:
    import numpy as np

    return np.array([[label in example.labels for label in labels] for example in examples], dtype=bool)


def _strengths(
    counted: Sequence[Counted],
    truth: NDArray[np.bool_],
    fold_of: NDArray[np.int64],
    seed: int,
    tick: Tick = silent,
) -> dict[str, float]:
    return {name: _strength(name, counted, truth, fold_of, seed, tick) for name in STRENGTHS}


def _strength(
    name: str,
    counted: Sequence[Counted],
    truth: NDArray[np.bool_],
    fold_of: NDArray[np.int64],
    seed: int,
    tick: Tick = silent,
) -> float:
    """Return the strength under which the labels of the first folds are likeliest, by a model trained on the others."""
    tried = fold_of < TRIED_FOLDS

    def loss(strength: float) -> float:
        scores = _left_out(name, counted, truth, fold_of, strength, seed, tick, TRIED_FOLDS)
        return round(_loss(scores[tried], truth[tried]), 9)

    return min(STRENGTHS[name], key=lambda strength: (loss(strength), strength))


def _loss(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return the mean log loss of scores taken as logits."""
    import numpy as np

    return float(np.mean(np.logaddexp(0.0, np.where(truth, -scores, scores))))


def _left_out(
    name: str,
    counted: Sequence[Counted],
    truth: NDArray[np.bool_],
    fold_of: NDArray[np.int64],
    strength: float,
    seed: int,
    tick: Tick = silent,
    folds: int | None = None,
) -> NDArray[np.float64]:
    """Return the scores of every example under a model that has not seen its layout; of the first `folds` only."""
    import numpy as np

    out = np.zeros(truth.shape)
    for fold in sorted(set(fold_of.tolist()))[:folds]:
        inside, outside = (np.flatnonzero(rows).tolist() for rows in (fold_of == fold, fold_of != fold))
        scorer = _fit(name, [counted[i] for i in outside], truth[outside], strength, seed, tick)
        out[inside] = _scores(name, scorer, [counted[i] for i in inside])
    return out


def _scores(name: str, scorer: Scorer, counted: Sequence[Counted]) -> NDArray[np.float64]:
    import numpy as np

    if name == "whole":
        rows = scorer.scores([one.whole for one in counted])
    else:
        rows = any_part(
            scorer.scores([part for one in counted for part in one.parts]), [len(one.parts) for one in counted]
        )
    return np.clip(rows, -SURE, SURE)


def _fit(
    name: str,
    counted: Sequence[Counted],
    truth: NDArray[np.bool_],
    strength: float,
    seed: int,
    tick: Tick = silent,
) -> Scorer:
    """Return a model of whole decisions or of sentences."""
    import numpy as np

    texts = [one.whole for one in counted] if name == "whole" else [part for one in counted for part in one.parts]
    vectoriser = _vectoriser(SCALES[name], texts)
    matrix = _matrix(vectoriser, texts)
    weights = np.zeros((vectoriser.width, truth.shape[1]), dtype=np.float32)
    bias = np.zeros(truth.shape[1], dtype=np.float32)
    for k in range(truth.shape[1]):
        if name == "whole":
            weights[:, k], bias[k] = _regression(matrix, truth[:, k], strength, seed)
        else:
            weights[:, k], bias[k] = _sentences(matrix, counted, truth[:, k], strength, seed)
    tick()
    # as it is stored, so that what is measured is what is shipped
    return Scorer(vectoriser, weights.astype(np.float16).astype(np.float32), bias)


def _regression(
    matrix: csr_matrix, target: NDArray[np.bool_], strength: float, seed: int, counts: NDArray[np.float64] | None = None
) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of a logistic regression."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if target.all() or not target.any():
        return np.zeros(matrix.shape[1]), 6.0 if target.all() else -6.0
    if not matrix.shape[1]:  # no feature was seen often enough
        share = float(target.mean())
        return np.zeros(0), math.log(share / (1.0 - share))
    model = LogisticRegression(C=strength, solver="liblinear", random_state=seed).fit(matrix, target, counts)
    return model.coef_[0], float(model.intercept_[0])


def _sentences(
    matrix: csr_matrix, counted: Sequence[Counted], target: NDArray[np.bool_], strength: float, seed: int
) -> tuple[NDArray[np.float64], float]:
    """Return weights and bias of a model that tells which sentences carry a label, taught by decisions alone.

    A decision without the label has no sentence that carries it; one with it has at least one. Which one, the model
    of the round before says: the likeliest sentence, and every other one that is likelier than not.
    """
    import numpy as np

    lengths = np.array([len(one.parts) for one in counted])
    decision = np.repeat(np.arange(len(counted)), lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    carries = target[decision]
    shared = np.where(carries & (lengths[decision] > 1), FIRST_WEIGHT, 1.0)
    weights, bias = _regression(matrix, carries, strength, seed, shared)
    for _ in range(ROUNDS):
        scores = np.asarray(matrix @ weights).ravel() + bias
        now = (scores > 0) & target[decision]
        for d in np.flatnonzero(target):
            start = starts[d]
            now[start + int(np.argmax(scores[start : start + lengths[d]]))] = True
        if (now == carries).all():
            break
        carries = now
        weights, bias = _regression(matrix, carries, strength, seed)
    return weights, bias


def _mixing(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return for each label how much the two scores count and a constant, so that the sum is a calibrated logit.

    The two are weighed alike unless the decisions speak clearly for one of them: it is their mean and their difference
    that are weighed, the latter under a strong penalty.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    mean = scores.mean(axis=1)
    difference = (scores[:, 0] - scores[:, 1]) * UNLIKE

    def found(k: int | slice) -> list[float]:
        if truth[:, k].all() or not truth[:, k].any():  # nothing to weigh by
            return EQUAL
        rows = np.stack([mean[:, k].ravel(), difference[:, k].ravel()], axis=1)
        model = LogisticRegression(C=1.0, solver="lbfgs", max_iter=1000).fit(rows, truth[:, k].ravel())
        if model.coef_[0, 0] <= 0.0:  # too few decisions: a score never speaks against its label
            return EQUAL
        half, apart = float(model.coef_[0, 0]) / 2, float(model.coef_[0, 1]) * UNLIKE
        return [round(x, 4) for x in (half + apart, half - apart, float(model.intercept_[0]))]

    together = found(slice(None))
    few = [not MIN_MIXED <= count <= len(truth) - MIN_MIXED for count in truth.sum(axis=0).tolist()]
    return np.array([together if few[k] else found(k) for k in range(truth.shape[1])])


def _vectoriser(scales: dict[str, float], texts: Sequence[Features]) -> Vectoriser:
    import numpy as np

    names: dict[str, list[str]] = {}
    idf = {}
    for kind in scales:
        seen = Counter(name for text in texts for name in set(text.names(kind)))
        known = [name for name, n in seen.items() if n >= MIN_TEXTS[kind]]
        if kind == "gram":
            known = sorted(known, key=lambda name: (-seen[name], name))[:MAX_GRAMS]
        names[kind] = sorted(known)
        idf[kind] = np.array(
            [1.0 if kind == "cue" else math.log((1 + len(texts)) / (1 + seen[name])) + 1.0 for name in names[kind]],
            dtype=np.float32,
        )
    return Vectoriser(scales, names, idf)


def _matrix(vectoriser: Vectoriser, texts: Sequence[Features]) -> csr_matrix:
    import numpy as np
    from scipy.sparse import csr_matrix

    blocks = [vectoriser.rows(texts[at : at + BLOCK]) for at in range(0, len(texts), BLOCK)]
    columns, values = (np.concatenate(arrays) for arrays in list(zip(*blocks, strict=True))[:2])
    lengths = np.concatenate([np.diff(block.ends, prepend=0) for block in blocks])
    return csr_matrix((values, columns, [0, *np.cumsum(lengths).tolist()]), shape=(len(texts), vectoriser.width))


def measure(
    labels: list[str],
    probabilities: NDArray[np.float64],
    examples: Sequence[Example],
    rules: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return how well probabilities foretell the labels of the examples.

    'micro_f1' and 'exact' (all labels of a decision right) over all decisions; 'by_layout', these two for each layout;
    'labels' with precision, recall, F1, number of decisions and reliability of each; 'calibration_error', the expected
    calibration error of all labels' probabilities in ten bins; 'distinct', the first two over decisions that differ in
    their texts, since short formulas come again and again. A reliability row is: mean probability, share of decisions
    with the label, number.
    """
    chosen = [{label for label, _ in choose(labels, row, rules or {})} for row in probabilities.tolist()]
    first = {_same_words(example.text): i for i, example in reversed(list(enumerate(examples)))}
    facts: dict[str, Any] = _agreement(chosen, [example.labels for example in examples])
    facts["distinct"] = _agreement(
        [chosen[i] for i in sorted(first.values())], [examples[i].labels for i in sorted(first.values())]
    )
    facts["by_layout"] = {}
    for layout in sorted({example.layout for example in examples}):
        mine = [i for i, example in enumerate(examples) if example.layout == layout]
        agreement = _agreement([chosen[i] for i in mine], [examples[i].labels for i in mine])
        facts["by_layout"][layout] = {"decisions": len(mine), **agreement}
    rows = {}
    for k, label in enumerate(labels):
        right = sum(label in mine and label in one.labels for mine, one in zip(chosen, examples, strict=True))
        told = sum(label in mine for mine in chosen)
        wanted = sum(label in one.labels for one in examples)
        rows[label] = {
            "decisions": wanted,
            "precision": round(right / told, 4) if told else 0.0,
            "recall": round(right / wanted, 4) if wanted else 0.0,
            "f1": round(2 * right / (told + wanted), 4) if told + wanted else 0.0,
            "reliability": [
                [round(mean, 3), round(share, 3), count]
                for mean, share, count in calibration_bins(
                    [(p, label in e.labels) for p, e in zip(probabilities[:, k], examples)]
                )
            ],
        }
    pairs = [(p, label in e.labels) for row, e in zip(probabilities, examples) for p, label in zip(row, labels)]
    error = sum(abs(mean - share) * count for mean, share, count in calibration_bins(pairs)) / len(pairs)
    facts["calibration_error"] = round(error, 4)
    facts["labels"] = rows
    return facts


def _agreement(chosen: Sequence[set[str]], wanted: Sequence[frozenset[str]]) -> dict[str, float]:
    right = sum(len(mine & gold) for mine, gold in zip(chosen, wanted, strict=True))
    told = sum(map(len, chosen)) + sum(map(len, wanted))
    exact = sum(mine == gold for mine, gold in zip(chosen, wanted, strict=True))
    return {"micro_f1": round(2 * right / told, 4), "exact": round(exact / len(wanted), 4)}


def calibration_bins(pairs: Iterable[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Return for each bin of probabilities that is not empty: their mean, the share that came true, their number."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, came_true in pairs:
        bins[min(BINS - 1, int(probability * BINS))].append((float(probability), came_true))
    return [
        (sum(p for p, _ in rows) / len(rows), sum(hit for _, hit in rows) / len(rows), len(rows))
        for _, rows in sorted(bins.items())
    ]
