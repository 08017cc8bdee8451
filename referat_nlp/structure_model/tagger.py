"""The tagger as it is used: a linear model over a segment's features, decoded over the whole document.

Prediction needs numpy alone; scikit-learn trains (see `training`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from referat_nlp.model_files import Stored
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.structure_model.features import SHORT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How much surer a line's evidence becomes with each doubling of how often it is printed, up to so many times.
TOGETHER = 0.5
MOST_TOGETHER = 16
# So many segments' weights lie in memory at a time: a file of a million short lines needs no more than others.
BLOCK = 2048


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

    def __post_init__(self) -> None:
        """Number the features, and put a line of zeros behind the weights."""
        import numpy as np

        self._rows = {name: i for i, name in enumerate(self.names)}
        self._padded = np.concatenate([self.weights, np.zeros((1, len(self.tags)), dtype=np.float32)])

    def probabilities(self, rows: Sequence[Sequence[str]], lines: Sequence[str] = ()) -> NDArray[np.float64]:
        """Return (segments, tags): the probability of each tag of each segment, given the features of them all.

        Args:
            rows: The features of each segment.
            lines: What is printed in each segment, '' where that does not matter: the same line printed again is the
                same thing again, so that its evidence is taken together.

        """
        import numpy as np

        if not rows:
            return np.zeros((0, len(self.tags)))
        scores = np.empty((len(rows), len(self.tags)))
        for at in range(0, len(rows), BLOCK):
            scores[at : at + BLOCK] = self._sums(rows[at : at + BLOCK]) + self.bias
        scores -= _log_sum(scores)[:, None]
        places: dict[str, list[int]] = {}
        for i, line in enumerate(lines):
            if line:
                places.setdefault(line, []).append(i)
        for same in places.values():
            if len(same) > 1:
                together = scores[same].mean(axis=0) * (1.0 + TOGETHER * np.log2(min(len(same), MOST_TOGETHER)))
                scores[same] = together - _log_sum(together[None, :])
        return self._decoded(scores)

    def _sums(self, rows: Sequence[Sequence[str]]) -> NDArray[np.float64]:
        """Return the sum of the weights of each row's features."""
        import numpy as np

        columns: list[int] = []
        starts: list[int] = []
        for row in rows:
            starts.append(len(columns))
            columns += [self._rows[name] for name in row if name in self._rows]
            columns.append(-1)  # no row is empty: the last line of the weights is zero
        sums: NDArray[np.float64] = np.add.reduceat(self._padded[columns], starts, axis=0).astype(np.float64)
        return sums

    def _decoded(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each tag's probability given all segments, by the forward-backward algorithm."""
        import numpy as np

        count = len(scores)
        steps = np.exp(self.steps.astype(np.float64))
        local = np.exp(scores)
        forward = np.zeros_like(local)
        backward = np.ones_like(local)
        forward[0] = local[0]
        for i in range(1, count):
            row = local[i] * (forward[i - 1] @ steps)
            forward[i] = row / row.sum()
        for i in range(count - 2, -1, -1):
            row = steps @ (local[i + 1] * backward[i + 1])
            backward[i] = row / row.sum()
        both = forward * backward
        result: NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
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
