"""Precision, recall and F1 with bootstrap intervals, from what was counted in each document.

Intervals are of the percentiles 2.5 and 97.5 of so many samples of the documents, drawn with replacement. Documents are
drawn and not findings: mistakes of one document come together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from referat_nlp.evaluation.rows import MAIN
from referat_nlp.evaluation.scoring import Score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLES = 2000
SEED = 0
_PERCENTILES = (2.5, 97.5)
# Of fewer documents an interval would tell nothing.
_FEWEST = 2
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was right, wrong and missed; the intervals are None where there are too few documents."""

    right: int
    wrong: int
    missed: int
    intervals: dict[str, Interval | None] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 where nothing is there."""
        return self.right / self.support if self.support else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two; 1 where nothing is there and nothing was found."""
        told = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / told if told else 1.0

    @property
    def support(self) -> int:
        """How many there are in the gold files."""
        return self.right + self.missed

    @property
    def empty(self) -> bool:
        """True where nothing is there and nothing was found: then no figure says anything."""
        return not (self.right or self.wrong or self.missed)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some documents: each row's, and the mean F1 of the rows in MAIN that are not empty."""

    documents: int
    rows: dict[str, Figure]
    mean_f1: float
    mean_interval: Interval | None

    def __getitem__(self, row: str) -> Figure:
        """Return a row's figure, an empty one where nothing was counted."""
        return self.rows.get(row, Figure(0, 0, 0))


def figures(scores: Sequence[Score], samples: int = SAMPLES) -> Figures:
    """Return the figures of documents, with intervals; `samples` 0 leaves the intervals out."""
    rows = row_names(scores)
    counts = as_counts(scores, rows)
    total = counts.sum(axis=0)
    drawn = None
    if samples and len(scores) >= _FEWEST:
        drawn = resampled(counts, draw(len(scores), samples))
    measured = {
        row: Figure(int(total[i][0]), int(total[i][1]), int(total[i][2]), _intervals(drawn, i))
        for i, row in enumerate(rows)
    }
    mean = [measured[row].f1 for row in MAIN if row in measured and not measured[row].empty]
    interval = None if drawn is None else percentiles(mean_f1(drawn, rows))
    return Figures(len(scores), measured, sum(mean) / len(mean) if mean else 1.0, interval)


def row_names(scores: Iterable[Score]) -> list[str]:
    """Return the rows in which anything was counted, sorted."""
    return sorted({row for score in scores for row in score.counts})


def as_counts(scores: Sequence[Score], rows: Sequence[str]) -> NDArray[np.int64]:
    """Return what was counted: (documents, rows, 3), the last right, wrong and missed."""
    import numpy as np

    return np.array([[score.counts.get(row, (0, 0, 0)) for row in rows] for score in scores], dtype=np.int64).reshape(
        len(scores), len(rows), 3
    )


def draw(documents: int, samples: int = SAMPLES, seed: int = SEED) -> NDArray[np.int64]:
    """Return how often each document stands in each sample: (samples, documents)."""
    import numpy as np

    return np.random.default_rng(seed).multinomial(documents, [1 / documents] * documents, size=samples)


def resampled(counts: NDArray[np.int64], drawn: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the counts of each sample: (samples, rows, 3)."""
    flat = drawn @ counts.reshape(len(counts), -1)
    result: NDArray[np.int64] = flat.reshape(len(drawn), *counts.shape[1:])
    return result


def f1_of(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the F1 of each sample and row, not a number where a sample holds nothing of the row's kind."""
    right, told = 2 * counts[..., 0], 2 * counts[..., 0] + counts[..., 1] + counts[..., 2]
    return _shares(right, told)


def mean_f1(counts: NDArray[np.int64], rows: Sequence[str]) -> NDArray[np.float64]:
    """Return each sample's mean F1 of the rows in MAIN that the sample holds anything of."""
    import numpy as np

    among = f1_of(counts[:, [i for i, row in enumerate(rows) if row in MAIN]])
    known = ~np.isnan(among)
    return _shares(np.where(known, among, 0.0).sum(axis=1), known.sum(axis=1))


def _shares(part: NDArray[Any], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    import numpy as np

    shares: NDArray[np.float64] = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return shares


def _intervals(drawn: NDArray[np.int64] | None, row: int) -> dict[str, Interval | None]:
    if drawn is None:
        return dict.fromkeys(("precision", "recall", "f1"))
    right, wrong, missed = (drawn[:, row, i] for i in range(3))
    return {
        "precision": percentiles(_shares(right, right + wrong)),
        "recall": percentiles(_shares(right, right + missed)),
        "f1": percentiles(f1_of(drawn[:, row])),
    }


def percentiles(values: NDArray[np.float64]) -> Interval | None:
    """Return the interval that holds 95 of a hundred samples, of those that tell anything."""
    import numpy as np

    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, _PERCENTILES)
    return float(low), float(high)
