"""The tagger as it is used: a linear model over a segment's features, decoded over the whole document.

Prediction needs numpy alone; scikit-learn trains (see `training`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from referat_nlp.model_files import Stored
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.structure_model.features import Column, Features
from referat_nlp.structure_model.lines import SHORT, Group, word_features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How much surer a line's evidence becomes with each doubling of how often it is printed, up to so many times.
TOGETHER = 0.5
MOST_TOGETHER = 16
# So many segments' weights lie in memory at a time: a file of a million short lines needs no more than others.
BLOCK = 2048
# For so many groups of features the sum of their weights is kept.
MOST_GROUPS = 50_000
# What is passed on from segment to segment is brought to a size again after so many. No tag of a segment is held to be
# less likely than this (natural logarithm), so that all is never lost in between, even where each denies the last.
STRIDE = 4
LEAST = -50.0


WORDS = "words"


def _of_word(word: str) -> Group:
    return word_features(word) if word else ()


class _Sums:
    """The sums of the weights of groups of features, each summed once.

    In 1 MB of minutes 24,000 lines have 1.9 million features, but a thousand groups and some thousand words. The sums
    are exact, for stored weights have 11 bits: in whatever groups features come, they add up to the same.
    """

    def __init__(self, rows: dict[str, int], weights: NDArray[np.float32]) -> None:
        """Keep the rows of the weights by the features' names."""
        self.rows = rows
        self.weights = weights
        # held by whoever asks for places until the sums there are used: another thread may forget them all
        self.lock = Lock()
        self._forget()

    def __reduce__(self) -> tuple[type[_Sums], tuple[dict[str, int], NDArray[np.float32]]]:
        """Return what makes another with nothing summed yet: a lock cannot be sent to another process."""
        return _Sums, (self.rows, self.weights)

    def _forget(self) -> None:
        import numpy as np

        self.table: NDArray[np.float64] = np.zeros((256, self.weights.shape[1]))
        self.size = 1  # the first is that of no features
        self.kept: dict[str, dict[Hashable, int]] = {}

    def of(self, names: Iterable[str]) -> NDArray[np.float64]:
        """Return the sum of the weights of some features; those that the model does not have weigh nothing."""
        import numpy as np

        rows = self.rows
        result: NDArray[np.float64] = self.weights[[rows[name] for name in names if name in rows]].sum(
            axis=0, dtype=np.float64
        )
        return result

    def make_room(self) -> None:
        """Forget all sums if there are many of them: places that were given before are none any more."""
        if sum(map(len, self.kept.values())) > MOST_GROUPS:
            self._forget()

    def places(
        self, memory: str, groups: Iterable[Hashable], names: Callable[[Any], Iterable[str]]
    ) -> NDArray[np.intp]:
        """Return where in the table the sums of the groups stand.

        Args:
            memory: What tells apart groups that are equal and have other names.
            groups: The groups.
            names: Returns the names of a group's features.

        """
        import numpy as np

        kept = self.kept.setdefault(memory, {})
        groups = list(groups)
        try:
            found = list(map(kept.__getitem__, groups))
        except KeyError:
            self._add(kept, dict.fromkeys(group for group in groups if group not in kept), names)
            found = list(map(kept.__getitem__, groups))
        return np.array(found, dtype=np.intp)

    def _add(
        self, kept: dict[Hashable, int], groups: Iterable[Hashable], names: Callable[[Any], Iterable[str]]
    ) -> None:
        """Sum the weights of groups, all at once: one by one takes three times as long."""
        import numpy as np

        known: list[int] = []
        starts: list[int] = []
        for group in groups:
            rows = [row for name in names(group) if (row := self.rows.get(name)) is not None]
            kept[group] = self.size + len(starts) if rows else 0
            if rows:
                starts.append(len(known))
                known += rows
        if not starts:
            return
        size = self.size + len(starts)
        if size > len(self.table):
            self.table = np.concatenate([self.table, np.zeros((size, self.table.shape[1]))])
        np.add.reduceat(self.weights[known].astype(np.float64), starts, axis=0, out=self.table[self.size : size])
        self.size = size


@dataclass(slots=True)
class Tagger(Stored):
    """Tells what each segment of a document is, with its probability.

    `tags` are the columns of `weights` (features, tags) and `bias`; `names` the rows. `steps` holds for each tag and
    the one that follows it how much more (or less) often than by chance the two follow each other (natural logarithm),
    in minutes that are possible at all.
    """

    FORMAT = 2
    WHAT = "structure model"

    tags: list[str]
    names: list[str]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    steps: NDArray[np.float32]
    facts: dict[str, Any] = field(default_factory=dict)
    _sums: _Sums = field(init=False)

    def __post_init__(self) -> None:
        """Make ready the sums of weights, none of them summed yet."""
        self._sums = _Sums({name: i for i, name in enumerate(self.names)}, self.weights)

    def probabilities(self, rows: Sequence[Sequence[str]], lines: Sequence[str] = ()) -> NDArray[np.float64]:
        """Return (segments, tags): the probability of each tag of each segment, given the features of them all.

        Args:
            rows: The features of each segment.
            lines: What is printed in each segment, '' where that does not matter: the same line printed again is the
                same thing again, so that its evidence is taken together.

        """
        import numpy as np

        scores = np.empty((len(rows), len(self.tags)))
        for i, row in enumerate(rows):
            scores[i] = self._sums.of(row)
        return self._probabilities(scores, lines)

    def probabilities_of(self, features: Features, lines: Sequence[str]) -> NDArray[np.float64]:
        """Return the same for the features of a document in columns."""
        import numpy as np

        count = len(features.words)
        scores = np.empty((count, len(self.tags)))
        for at in range(0, count, BLOCK):
            words = features.words[at : at + BLOCK]
            with self._sums.lock:
                scores[at : at + BLOCK] = self._summed(features.columns, slice(at, at + BLOCK), words)
        return self._probabilities(scores, lines)

    def _summed(self, columns: Sequence[Column], block: slice, words: Sequence[tuple[str, ...]]) -> NDArray[np.float64]:
        """Return the sums of the weights of a block of segments, whose words these are."""
        import numpy as np

        sums = self._sums
        sums.make_room()
        # no row is empty: each ends with a word without a feature, whose weights are zero
        starts = np.cumsum([0, *(len(row) + 1 for row in words[:-1])])
        found = sums.places(WORDS, chain.from_iterable((*row, "") for row in words), _of_word)
        result: NDArray[np.float64] = np.add.reduceat(sums.table[found], starts, axis=0)
        for begin, groups, which in columns:
            places = sums.places(begin, groups, lambda group, begin=begin: [begin + name for name in group])  # type: ignore[misc]
            result += sums.table[places[which[block]]]
        return result

    def _probabilities(self, scores: NDArray[np.float64], lines: Sequence[str]) -> NDArray[np.float64]:
        """Return the probabilities, given the sums of each segment's weights, which are used up."""
        import numpy as np

        count = len(scores)
        if not count:
            return scores
        scores += self.bias
        for at in range(0, count, BLOCK):
            scores[at : at + BLOCK] -= _log_sum(scores[at : at + BLOCK])[:, None]
        places: dict[str, list[int]] = {}
        for i, line in enumerate(lines):
            if line:
                places.setdefault(line, []).append(i)
        for same in places.values():
            if len(same) > 1:
                together = scores[same].mean(axis=0) * (1.0 + TOGETHER * np.log2(min(len(same), MOST_TOGETHER)))
                scores[same] = together - _log_sum(together[None, :])
        return self._decoded(scores)

    def _decoded(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each tag's probability given all segments, by the forward-backward algorithm; `scores` is used up."""
        import numpy as np

        count = len(scores)
        steps = np.exp(self.steps.astype(np.float64))
        local = np.exp(np.maximum(scores, LEAST, out=scores), out=scores)
        result = np.empty_like(local)
        # `out` and `reduce` save the half of what these small sums take, bringing to a size now and then a third
        multiply, total = np.multiply, np.add.reduce
        row = np.empty(len(self.tags))
        before = result[0]
        before[:] = local[0]
        for i in range(1, count):
            before.dot(steps, out=row)
            before = result[i]
            multiply(local[i], row, out=before)
            if not i % STRIDE:
                before /= total(before)
        behind = np.ones(len(self.tags))
        for i in range(count - 1, 0, -1):
            here = local[i]
            multiply(here, behind, out=row)
            steps.dot(row, out=here)  # takes the place of what is not asked for any more
            behind = here
            if not i % STRIDE:
                behind /= total(behind)
        result[:-1] *= local[1:]
        result /= result.sum(axis=1, keepdims=True)
        return result

    def tags_of(self, rows: Sequence[Sequence[str]], lines: Sequence[str]) -> list[str]:
        """Return the likeliest tag of each segment, given their features and `pooled` lines."""
        return [self.tags[k] for k in self.probabilities(rows, lines).argmax(axis=1).tolist()] if rows else []

    # -- files ---------------------------------------------------------------------------------------------------------

    def _parts(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        import numpy as np

        meta = {"tags": self.tags, "facts": self.facts, "features": self.names}
        return meta, {"weights": self.weights.astype(np.float16), "bias": self.bias, "steps": self.steps}

    @classmethod
    def _read(cls, meta: dict[str, Any], tensors: dict[str, NDArray[Any]]) -> Self:
        import numpy as np

        tags, names = [str(t) for t in meta["tags"]], [str(n) for n in meta["features"]]
        weights, bias = tensors["weights"].astype(np.float32), tensors["bias"].astype(np.float32)
        steps = tensors["steps"].astype(np.float32)
        if weights.shape != (len(names), len(tags)) or bias.shape != (len(tags),) or not tags:
            raise ValueError("tags, features and weights do not fit each other")
        if steps.shape != (len(tags), len(tags)):
            raise ValueError("tags and their order do not fit each other")
        if not all(np.isfinite(array).all() for array in (weights, bias, steps)):
            raise ValueError("a weight is no number")
        return cls(tags, names, weights, bias, steps, dict(meta["facts"]))


def pooled(segments: Sequence[Segment]) -> list[str]:
    """Return for each segment the line under which its evidence is pooled: short ones that the rules do not know."""
    return [key(seg.text) if seg.kind == "text" and len(seg.text) <= SHORT else "" for seg in segments]


def _log_sum(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    top = scores.max(axis=1)
    result: NDArray[np.float64] = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return result
