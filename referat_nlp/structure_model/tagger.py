"""The tagger as it is used: a linear model over a segment's features, decoded over the whole document.

Prediction needs numpy alone; scikit-learn trains (see `training`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from referat_nlp.model_files import Stored
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.structure_model.features import SHORT, Group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How much surer a line's evidence becomes with each doubling of how often it is printed, up to so many times.
TOGETHER = 0.5
MOST_TOGETHER = 16
# So many segments' weights lie in memory at a time: a file of a million short lines needs no more than others.
BLOCK = 2048
# For so many groups of features it is kept which lines of the weights are theirs.
MOST_GROUPS = 50_000


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
    _rows: dict[str, int] = field(init=False)
    _padded: NDArray[np.float32] = field(init=False)
    _groups: dict[Group, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Number the features, and put a line of zeros behind the weights."""
        import numpy as np

        self._rows = {name: i for i, name in enumerate(self.names)}
        self._groups = {}
        self._padded = np.concatenate([self.weights, np.zeros((1, len(self.tags)), dtype=np.float32)])

    def probabilities(self, rows: Sequence[Sequence[str]], lines: Sequence[str] = ()) -> NDArray[np.float64]:
        """Return (segments, tags): the probability of each tag of each segment, given the features of them all.

        Args:
            rows: The features of each segment.
            lines: What is printed in each segment, '' where that does not matter: the same line printed again is the
                same thing again, so that its evidence is taken together.

        """
        known = self._rows
        return self._probabilities(([known[name] for name in row if name in known] for row in rows), len(rows), lines)

    def probabilities_of_groups(self, rows: Iterable[list[Group]], lines: Sequence[str]) -> NDArray[np.float64]:
        """Return the same for features in groups, a row of them for each of the lines, asked for one by one."""
        return self._probabilities(map(self._columns, rows), len(lines), lines)

    def _columns(self, row: list[Group]) -> list[int]:
        """Return which lines of the weights are those of a segment's features.

        What a group of features comes to is looked up: in 1 MB of minutes 24,000 lines have 1.9 million features and
        but 6,000 groups (with the features' names put together only for these, a third of the time that it took).
        """
        known, groups = self._rows, self._groups
        out: list[int] = []
        for group in row:
            if type(group[1]) is list:
                out += [known[name] for name in group[1] if name in known]
                continue
            columns = groups.get(group)
            if columns is None:
                begin, names = group
                columns = [known[begin + name] for name in names if begin + name in known]
                if len(groups) < MOST_GROUPS:
                    groups[group] = columns
            out += columns
        return out

    def _probabilities(self, rows: Iterator[list[int]], count: int, lines: Sequence[str]) -> NDArray[np.float64]:
        import numpy as np

        if not count:
            return np.zeros((0, len(self.tags)))
        sums = np.empty((count, len(self.tags)), dtype=np.float32)
        for at in range(0, count, BLOCK):
            columns: list[int] = []
            starts: list[int] = []
            for row in islice(rows, BLOCK):
                starts.append(len(columns))
                columns += row
                columns.append(-1)  # no row is empty: the last line of the weights is zero
            sums[at : at + BLOCK] = np.add.reduceat(self._padded[np.array(columns)], starts, axis=0)
        scores = sums.astype(np.float64)
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
        local = np.exp(scores, out=scores)
        result = np.empty_like(local)
        # `out` and `reduce` save the half of what these small sums take
        dot, multiply, divide, add = np.dot, np.multiply, np.divide, np.add.reduce
        row = np.empty(len(self.tags))
        before = result[0]
        before[:] = local[0]
        for i in range(1, count):
            dot(before, steps, out=row)
            multiply(local[i], row, out=row)
            before = result[i]
            divide(row, add(row), out=before)
        behind = np.ones(len(self.tags))
        for i in range(count - 2, -1, -1):
            multiply(local[i + 1], behind, out=behind)
            dot(steps, behind, out=row)
            divide(row, add(row), out=behind)
            result[i] *= behind
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
