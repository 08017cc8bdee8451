"""The outcome classifier as it is used: two linear models over a decision's features, in files that cannot run code.

One model sees the decision as a whole. The other sees its sentences one by one, and a label holds where any of them
carries it: so 'Punkt 1: Godkendt. Punkt 2: Anbefales ikke.' keeps both its outcomes, however rarely the two meet. A
label's probability is made of both scores, by weights found on decisions that neither model had been trained on.

Prediction needs numpy alone; scikit-learn trains (see `training`). A model is two files: meta.json with labels, feature
names and the cues it was trained with, weights.safetensors with the numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

from referat_nlp.model_files import Stored
from referat_nlp.outcome_model.cues import Cues
from referat_nlp.outcome_model.document_features import decision_features
from referat_nlp.outcome_model.features import read_parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.5
# How much cue features, words and character n-grams count beside each other, in each of the two models.
SCALES = {"whole": {"cue": 0.5, "word": 1.0, "gram": 0.5}, "part": {"cue": 0.5, "word": 1.0}}
# Scores beyond this say no more than 'surely', and would drown the other model's score.
SURE = 7.0

# So many texts' weights lie in memory at a time.
BLOCK = 64

Counts = Mapping[str, Mapping[str, int]]


@dataclass(slots=True, frozen=True)
class Counted:
    """A decision's features by kind, each with how often it occurs: of the whole, and of each of its sentences."""

    whole: Counts
    parts: tuple[Counts, ...]


def count_features(text: str, cues: Cues) -> Counted:
    """Return the features of a decision ('cue', 'word' and, of the whole, 'gram')."""
    parts = read_parts(text, cues)
    features, words, grams = decision_features(parts)
    whole = {"cue": dict.fromkeys(sorted(features), 1), "word": Counter(words), "gram": Counter(grams)}
    return Counted(
        whole, tuple({"cue": dict.fromkeys(part.features, 1), "word": Counter(part.words)} for part in parts)
    )


@dataclass(slots=True)
class Vectoriser:
    """Turns counted features into numbers.

    `scales` has the kinds of features with their weights, `names[kind]` the known features in the order of their
    columns, `idf[kind]` their inverse document frequencies.
    """

    scales: dict[str, float]
    names: dict[str, list[str]]
    idf: dict[str, NDArray[np.float32]]
    _known: dict[str, dict[str, tuple[int, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the columns, kind after kind."""
        at = 0
        for kind in self.scales:
            frequencies = self.idf[kind].tolist()
            self._known[kind] = {name: (at + i, frequencies[i]) for i, name in enumerate(self.names[kind])}
            at += len(self.names[kind])

    @property
    def width(self) -> int:
        """The number of columns."""
        return sum(len(names) for names in self.names.values())

    def row(self, counts: Counts) -> tuple[list[int], list[float]]:
        """Return the columns and values of one text: cues as they are, words and n-grams as normalised tf-idf."""
        columns: list[int] = []
        values: list[float] = []
        for kind, scale in self.scales.items():
            known = self._known[kind]
            if kind == "cue":
                mine = [known[name][0] for name in counts[kind] if name in known]
                columns += mine
                values += [scale] * len(mine)
                continue
            weights: list[float] = []
            for name, n in counts[kind].items():
                hit = known.get(name)
                if hit is not None:
                    columns.append(hit[0])
                    weights.append(hit[1] if n == 1 else (1.0 + math.log(n)) * hit[1])
            norm = math.sqrt(math.fsum([w * w for w in weights])) or 1.0
            values += [scale * w / norm for w in weights]
        return columns, values


@dataclass(slots=True)
class Scorer:
    """A linear model: `weights` has a row for each feature and a column for each label, `bias` one value a label."""

    vectoriser: Vectoriser
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, texts: Sequence[Counts]) -> NDArray[np.float64]:
        """Return a row of label scores for each text."""
        import numpy as np

        out = np.zeros((len(texts), len(self.bias)))
        for at in range(0, len(texts), BLOCK):
            columns: list[int] = []
            values: list[float] = []
            starts: dict[int, int] = {}  # of the texts with a known feature
            for i, counts in enumerate(texts[at : at + BLOCK], start=at):
                mine, theirs = self.vectoriser.row(counts)
                if mine:
                    starts[i] = len(columns)
                    columns += mine
                    values += theirs
            if columns:
                # float64 and a fixed order: the same decision gives the same digits, alone or among others
                rows = self.weights[columns].astype(np.float64)
                rows *= np.array(values)[:, None]
                out[list(starts)] = np.add.reduceat(rows, list(starts.values()), axis=0)
        out += self.bias
        return out


def any_part(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each label the score that it holds in at least one sentence, given a row of scores for each."""
    import numpy as np

    none = np.sum(np.logaddexp(0.0, np.clip(scores, -30.0, 30.0)), axis=0)  # -log(that no sentence carries it)
    result: NDArray[np.float64] = np.where(none > 30.0, none, np.log(np.expm1(np.clip(none, 1e-12, 30.0))))
    return result


@dataclass(slots=True)
class OutcomeClassifier(Stored):
    """Labels decisions with their outcomes.

    `mixing` has a row for each label: how much the score of the whole counts, how much that of the sentences, and a
    constant; their sum is the logit of the label's probability. `cues` is what the cue file said at training, `facts`
    what was counted and measured there.
    """

    FORMAT = 3
    WHAT = "outcome model"

    labels: list[str]
    whole: Scorer
    part: Scorer
    mixing: NDArray[np.float64]
    cues: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    _ready: Cues | None = None

    def scores(self, counted: Sequence[Counted]) -> NDArray[np.float64]:
        """Return the scores of each decision's labels: (decisions, 2, labels), the whole first, then the sentences."""
        import numpy as np

        whole = self.whole.scores([one.whole for one in counted])
        parts = self.part.scores([part for one in counted for part in one.parts])
        ends = np.cumsum([len(one.parts) for one in counted])
        together = [any_part(parts[end - len(one.parts) : end]) for one, end in zip(counted, ends, strict=True)]
        out = np.zeros((len(counted), 2, len(self.labels)))
        for i, row in enumerate(together):
            out[i, 0], out[i, 1] = whole[i], row
        return np.clip(out, -SURE, SURE)

    def probabilities(self, texts: Iterable[str], cues: Cues | None = None) -> NDArray[np.float64]:
        """Return the calibrated probability of each label for each decision.

        Args:
            texts: The decisions' texts.
            cues: Other cues than those that the model was trained with, such as the user's own beside them.

        """
        if cues is None:
            cues = self._ready = self._ready or Cues(self.cues)
        return mix(self.scores([count_features(text, cues) for text in texts]), self.mixing)

    def predict(self, texts: Iterable[str], cues: Cues | None = None) -> list[list[tuple[str, float]]]:
        """Return for each decision its labels with their probabilities, the likeliest first; at least one each."""
        rules = self.cues.get("label_rules", {})
        return [choose(self.labels, row, rules) for row in self.probabilities(texts, cues).tolist()]

    def _parts(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        import numpy as np

        tensors: dict[str, NDArray[Any]] = {"mixing": self.mixing.astype(np.float64)}
        for name, scorer in (("part", self.part), ("whole", self.whole)):
            tensors[f"{name}-weights"] = scorer.weights.astype(np.float16)
            tensors[f"{name}-bias"] = scorer.bias.astype(np.float32)
            for kind in SCALES[name]:
                tensors[f"{name}-idf-{kind}"] = scorer.vectoriser.idf[kind].astype(np.float32)
        meta = {
            "labels": self.labels,
            "facts": self.facts,
            "features": {"part": self.part.vectoriser.names, "whole": self.whole.vectoriser.names},
            "cues": self.cues,
        }
        return meta, tensors

    @classmethod
    def _read(cls, meta: dict[str, Any], tensors: dict[str, NDArray[Any]]) -> Self:
        import numpy as np

        labels = [str(label) for label in meta["labels"]]
        mixing = tensors["mixing"].astype(np.float64)
        if mixing.shape != (len(labels), 3) or not labels or not np.isfinite(mixing).all():
            raise ValueError("labels and their weights do not fit each other")
        scorers = {name: _read_scorer(name, meta["features"][name], tensors, len(labels)) for name in SCALES}
        cues = dict(meta["cues"])
        return cls(labels, scorers["whole"], scorers["part"], mixing, cues, dict(meta["facts"]), Cues(cues))


def _read_scorer(name: str, features: Mapping[str, Any], tensors: Mapping[str, Any], labels: int) -> Scorer:
    import numpy as np

    names = {kind: [str(feature) for feature in features[kind]] for kind in SCALES[name]}
    idf = {kind: tensors[f"{name}-idf-{kind}"] for kind in SCALES[name]}
    weights, bias = tensors[f"{name}-weights"].astype(np.float32), tensors[f"{name}-bias"]
    width = sum(len(rows) for rows in names.values())
    if weights.shape != (width, labels) or bias.shape != (labels,):
        raise ValueError("labels, features and weights do not fit each other")
    if any(idf[kind].shape != (len(names[kind]),) for kind in names):
        raise ValueError("features and frequencies do not fit each other")
    if not all(np.isfinite(array).all() for array in (weights, bias, *idf.values())):
        raise ValueError("a weight is no number")
    return Scorer(Vectoriser(SCALES[name], names, idf), weights, bias)


def mix(scores: NDArray[np.float64], mixing: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities of the labels, given the scores of the whole and of the sentences."""
    import numpy as np

    logits = np.clip(scores[:, 0] * mixing[:, 0] + scores[:, 1] * mixing[:, 1] + mixing[:, 2], -30.0, 30.0)
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits))
    return result


def choose(
    labels: Sequence[str], probabilities: Sequence[float], rules: Mapping[str, Any] | None = None
) -> list[tuple[str, float]]:
    """Return the likeliest set of labels, at least one, with their probabilities, the likeliest label first.

    Without rules these are the labels that are likelier than not, or the likeliest alone where none is.

    Args:
        labels: The labels.
        probabilities: One for each label.
        rules: `label_rules` of the cue file: 'alone' lists labels that never stand beside another, 'beside' tells for a
            label which others it never stands without. Labels that are not among `labels` are passed over.

    """
    of = dict(zip(labels, probabilities, strict=True))
    chosen = frozenset(label for label in labels if of[label] >= THRESHOLD) or frozenset(
        [max(labels, key=of.__getitem__)]
    )
    if rules and not _allowed(chosen, rules, of):
        partners = {partner for label in chosen for partner in rules.get("beside", {}).get(label, ()) if partner in of}
        near = sorted(chosen | partners, key=lambda label: (-of[label], label))[:_MOST_TRIED]
        others = sorted(of, key=lambda label: (-of[label], label))[:_MOST_TRIED]
        sets = [frozenset(some) for n in range(1, len(near) + 1) for some in combinations(near, n)]
        sets += [frozenset([label]) for label in others]
        allowed = [some for some in sets if _allowed(some, rules, of)]
        chosen = max(allowed, key=lambda some: (_log_likelihood(some, of), sorted(some)), default=chosen)
    return [(label, round(of[label], 4)) for label in sorted(chosen, key=lambda label: (-of[label], label))]


_MOST_TRIED = 8


def _allowed(chosen: frozenset[str], rules: Mapping[str, Any], of: Mapping[str, float]) -> bool:
    if len(chosen) > 1 and chosen & set(rules.get("alone", ())):
        return False
    for label, partners in rules.get("beside", {}).items():
        known = {partner for partner in partners if partner in of}
        if label in chosen and known and not chosen & known:
            return False
    return True


def _log_likelihood(chosen: frozenset[str], of: Mapping[str, float]) -> float:
    """Return the log probability of exactly these labels, were they independent."""
    return math.fsum(math.log(max(p if label in chosen else 1.0 - p, 1e-9)) for label, p in of.items())
