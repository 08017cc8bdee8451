"""The outcome classifier as it is used: two linear models over a decision's features, in files that cannot run code.

One model sees the decision as a whole. The other sees its sentences one by one, and a label holds where any of them
carries it: so 'Punkt 1: Godkendt. Punkt 2: Anbefales ikke.' keeps both its outcomes, however rarely the two meet. A
label's probability is made of both scores, by weights found on decisions that neither model had been trained on.

Prediction needs numpy alone; scikit-learn trains (see `training`). A model is two files: meta.json with labels, feature
names and the cues it was trained with, weights.safetensors with the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from referat_nlp.memories import Made
from referat_nlp.model_files import Stored
from referat_nlp.outcome_model.cues import MOST_KEPT, Cues
from referat_nlp.outcome_model.document_features import decision_features, grams_of
from referat_nlp.outcome_model.features import Bundle, read_parts
from referat_nlp.outcome_model.words import LONGEST_WORD, MOST_WORDS

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
# A feature that comes more often counts as if it came so often: the text that is read is shorter (`MAX_CHARACTERS`).
MOST_COUNTED = 20_000
_COLUMN = ">i4"  # as `to_bytes(4, "big")` writes it


class Features(NamedTuple):
    """What a model sees of a decision or a sentence: bundles of cue features, its words and word pairs (with repeats).

    `single` are the words without the pairs.
    """

    cues: Sequence[Bundle]
    words: Sequence[str]
    single: Sequence[str]

    def names(self, kind: str) -> Iterable[str]:
        """Return the features of a kind: 'cue', 'word' or 'gram'."""
        return chain(*self.cues) if kind == "cue" else self.words if kind == "word" else grams_of(self.single)


class Counted(NamedTuple):
    """A decision's features: of the whole, and of each of its sentences."""

    whole: Features
    parts: tuple[Features, ...]


def count_features(text: str, cues: Cues) -> Counted:
    """Return the features of a decision."""
    found = read_parts(text, cues)
    parts = tuple([Features([*part.shared, *part.local], part.words + part.pairs, part.words) for part in found])
    words, single = ([*chain.from_iterable(map(itemgetter(place), parts))] for place in (1, 2))
    return Counted(Features(decision_features(found, cues), words, single), parts)


class Rows(NamedTuple):
    """The numbers of many texts, one behind the other: `columns` and `values`; `ends` of each text's among them."""

    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    ends: NDArray[np.intp]


@dataclass(slots=True)
class Vectoriser:
    """Turns features into numbers.

    `scales` has the kinds of features with their weights, `names[kind]` the known features in the order of their
    columns, `idf[kind]` their inverse document frequencies.
    """

    scales: dict[str, float]
    names: dict[str, list[str]]
    idf: dict[str, NDArray[np.float32]]
    # Columns are written as bytes: those of many words are joined, and are an array, without a look at each of them.
    _column: dict[str, dict[str, bytes]] = field(default_factory=dict)
    _bundles: Any = None
    _grams: Any = None
    _firsts: Any = None  # of each kind
    _idf: Any = None  # of all columns; 1 for cues, which count as they are
    _frequency: Any = None  # 1 + log(n) by n

    def __post_init__(self) -> None:
        """Number the columns, kind after kind."""
        import numpy as np

        firsts = []
        at = 0
        for kind in self.scales:
            names = self.names[kind]
            self._column[kind] = {name: (at + i).to_bytes(4, "big") for i, name in enumerate(names)}
            firsts.append(at)
            at += len(names)
        self._firsts = np.array(firsts)
        self._bundles = _Bundles(self._column["cue"])
        self._grams = _Grams(self._column.get("gram", {}))
        idf = [np.ones(len(self.names[kind])) if kind == "cue" else self.idf[kind] for kind in self.scales]
        self._idf = np.concatenate(idf).astype(np.float64)
        self._frequency = np.array([0.0, *(1.0 + math.log(n) for n in range(1, MOST_COUNTED + 1))])

    @property
    def width(self) -> int:
        """The number of columns."""
        return sum(len(names) for names in self.names.values())

    def rows(self, texts: Sequence[Features]) -> Rows:
        """Return the columns and values of texts: cues as they are, words and n-grams as normalised tf-idf.

        Each column of a text stands once: first cues, in the order of their names, then words and n-grams as they come.
        At most `BLOCK` texts: the memory that it takes is that of all columns for each of them.
        """
        import numpy as np

        kinds, width = len(self.scales), self.width
        scales = [*self.scales.values()]
        known = len(self.names["cue"])
        text_of, found = self._found([self._cue_columns(text) for text in texts])
        are_there = np.zeros(len(texts) * known, dtype=np.bool_)
        are_there[text_of * known + found] = True
        cue_text, cues = np.divmod(np.flatnonzero(are_there), known or 1)
        text_of, found = self._found([self._word_columns(text) for text in texts])
        # The first place of each column of a text is written last, and so stays: without the sort that `np.unique`
        # makes, the rows of the whole decisions of annotations/ take 78 in place of 98 ms.
        keys, places = text_of * width + found, np.arange(len(found), dtype=np.int32)
        first_of = np.empty(len(texts) * width, dtype=np.int32)
        first_of[keys[::-1]] = places[::-1]
        firsts = first_of[keys]
        first = np.flatnonzero(firsts == places)
        counts = np.minimum(np.bincount(firsts, minlength=len(found))[first], MOST_COUNTED)
        text_of, found = text_of[first], found[first]
        values = self._frequency[counts] * self._idf[found]
        kind_of = np.searchsorted(self._firsts, found, side="right") - 1
        sizes = np.bincount(text_of * kinds + kind_of, minlength=len(texts) * kinds)
        squares = (values * values).tolist()
        norms: list[float] = []
        at = 0
        for size in sizes.tolist():
            norms.append((math.sqrt(math.fsum(squares[at : at + size])) or 1.0) if size else 1.0)
            at += size
        values = np.array(scales)[kind_of] * values / np.repeat(norms, sizes)
        text_of = np.concatenate([cue_text, text_of]).astype(np.uint8)  # bytes are sorted fastest
        order = np.argsort(text_of, kind="stable")
        values = np.concatenate([np.full(len(cues), self.scales["cue"]), values])[order]
        columns = np.concatenate([cues, found])[order]
        return Rows(columns, values, np.cumsum(np.bincount(text_of, minlength=len(texts))))

    def _found(self, written: Sequence[bytes]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the text of each of the columns that are written for texts, and the columns."""
        import numpy as np

        found = np.frombuffer(b"".join(written), dtype=_COLUMN).astype(np.intp)
        return np.repeat(np.arange(len(written)), [len(one) // 4 for one in written]), found

    def _cue_columns(self, text: Features) -> bytes:
        """Return the columns of a text's cue features, with repeats."""
        return b"".join(map(self._bundles.__getitem__, text.cues))

    def _word_columns(self, text: Features) -> bytes:
        """Return the columns of a text's words and n-grams, with repeats, kind after kind."""
        words = b"".join(map(self._column["word"].get, text.words, repeat(b"")))
        return words + b"".join(map(self._grams.__getitem__, text.single)) if "gram" in self.scales else words


class _Grams(Made[str, bytes]):
    """The columns of the n-grams of words, found at the first look at a word."""

    most, longest = MOST_WORDS, LONGEST_WORD

    def __init__(self, known: Mapping[str, bytes]) -> None:
        self._known = known

    def make(self, word: str) -> bytes:
        """Look up a word's n-grams."""
        return b"".join([self._known[gram] for gram in grams_of([word]) if gram in self._known])


class _Bundles(Made[Bundle, bytes]):
    """The columns of bundles of cue features, found at the first look at a bundle."""

    most = MOST_KEPT

    def __init__(self, known: Mapping[str, bytes]) -> None:
        self._known = known

    def make(self, names: Bundle) -> bytes:
        """Look up a bundle's features."""
        return b"".join([self._known[name] for name in names if name in self._known])


@dataclass(slots=True)
class Scorer:
    """A linear model: `weights` has a row for each feature and a column for each label, `bias` one value a label."""

    vectoriser: Vectoriser
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    _wide: Any = None

    def scores(self, texts: Sequence[Features]) -> NDArray[np.float64]:
        """Return a row of label scores for each text."""
        import numpy as np

        if self._wide is None:
            # float64 and a fixed order: the same decision gives the same digits, alone or among others
            self._wide = self.weights.astype(np.float64)
        out = np.zeros((len(texts), len(self.bias)))
        for at in range(0, len(texts), BLOCK):
            columns, values, ends = self.vectoriser.rows(texts[at : at + BLOCK])
            starts = np.concatenate([[0], ends[:-1]])
            told = np.flatnonzero(starts < ends)
            if told.size:
                rows = self._wide.take(columns, axis=0)
                rows *= values[:, None]
                out[at + told] = np.add.reduceat(rows, starts[told], axis=0)
        out += self.bias
        return out


def any_part(scores: NDArray[np.float64], counts: Sequence[int]) -> NDArray[np.float64]:
    """Return a row for each decision, with the score of each label that it holds in at least one of its sentences.

    Args:
        scores: A row of label scores for each sentence of all decisions.
        counts: How many sentences each decision has.

    """
    import numpy as np

    labels = scores.shape[1]
    flat = np.zeros(len(counts) * labels)  # -log(that no sentence carries it)
    # `add.at` adds one by one, so that a decision's sum is the same alone or among others; faster in one dimension
    where = np.repeat(np.arange(len(counts)), counts)[:, None] * labels + np.arange(labels)
    np.add.at(flat, where.ravel(), np.logaddexp(0.0, np.clip(scores, -30.0, 30.0)).ravel())
    none = flat.reshape(len(counts), labels)
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
        out = np.stack([whole, any_part(parts, [len(one.parts) for one in counted])], axis=1)
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
    likely = [(label, p) for label, p in zip(labels, probabilities, strict=True) if p >= THRESHOLD]
    if len(likely) == 1 and not (rules and likely[0][0] in rules.get("beside", {})):
        return [(likely[0][0], round(likely[0][1], 4))]  # a label alone breaks no other rule
    of = dict(zip(labels, probabilities, strict=True))
    chosen = frozenset(label for label, _ in likely) or frozenset([max(labels, key=of.__getitem__)])
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
