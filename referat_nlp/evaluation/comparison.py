"""Two models on the same documents: which is better, whether more than by chance, and what one gets right alone.

The samples of the bootstrap are the same for both (paired): what is hard for both does not blur the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from referat_nlp.evaluation.figures import Interval, as_counts, draw, f1_of, mean_f1, percentiles, resampled, row_names
from referat_nlp.evaluation.scoring import Score, Slip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEAN = "mean F1"
# A difference counts where it would come by chance less often than this.
CHANCE = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """F1 of the first model and of the second in one row, or their mean F1 (`row` is MEAN).

    `interval` holds 95 of a hundred samples of the difference first − second. `chance` is how often a difference so far
    from zero would come by the choice of documents alone (p, two-sided). Both are None with fewer than two documents.
    """

    row: str
    first: float
    second: float
    interval: Interval | None
    chance: float | None

    @property
    def difference(self) -> float:
        """How much better the first is."""
        return self.first - self.second

    @property
    def better(self) -> str | None:
        """'first' or 'second' where one is better by more than chance, else None."""
        if self.chance is None or self.chance >= CHANCE or not self.difference:
            return None
        return "first" if self.difference > 0 else "second"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models compared; the last two are the mistakes that one makes and the other does not."""

    mean: Difference
    rows: list[Difference]
    second_wrong: list[Slip]
    first_wrong: list[Slip]


def compare(first: Sequence[Score], second: Sequence[Score]) -> Comparison:
    """Compare what two models have got of the same documents, in the same order."""
    rows = row_names([*first, *second])
    counts = [as_counts(scores, rows) for scores in (first, second)]
    totals = [some.sum(axis=0, keepdims=True) for some in counts]
    samples: list[NDArray[np.int64]] = []
    if len(first) > 1:
        drawn = draw(len(first))
        samples = [resampled(some, drawn) for some in counts]

    def difference(row: str, measure: Callable[[NDArray[np.int64]], NDArray[np.float64]]) -> Difference:
        one, other = (float(measure(total)[0]) for total in totals)
        if not samples:
            return Difference(row, one, other, None, None)
        apart = measure(samples[0]) - measure(samples[1])
        return Difference(row, one, other, percentiles(apart), _chance(apart))

    def in_row(i: int) -> Difference:
        return difference(rows[i], lambda some: f1_of(some[:, i]))

    return Comparison(
        difference(MEAN, lambda some: mean_f1(some, rows)),
        [in_row(i) for i in range(len(rows)) if all(total[0, i].any() for total in totals)],
        _alone(second, first),
        _alone(first, second),
    )


def _chance(apart: NDArray[np.float64]) -> float:
    """Return how often samples lie on the other side of zero or on it, twice for both sides, at most 1."""
    import numpy as np

    known = apart[~np.isnan(apart)]
    beyond = min(int((known <= 0).sum()), int((known >= 0).sum()))
    return min(1.0, 2 * (beyond + 1) / (len(known) + 1))


def _alone(scores: Sequence[Score], others: Sequence[Score]) -> list[Slip]:
    """Return the mistakes that the others do not make: what they find of the gold file, or do not tell beside it."""
    made = Counter(key for score in others for slip in score.slips for key in _keys(slip))
    out = []
    for score in scores:
        for slip in score.slips:
            key = _keys(slip)[0]
            if made[key]:
                made[key] -= 1
            else:
                out.append(slip)
    return out


def _keys(slip: Slip) -> list[Hashable]:
    """Return what a mistake is known by: the value that was missed, and the value that is wrong."""
    where = (slip.document, slip.item, slip.row)
    keys: list[Hashable] = []
    if slip.gold is not None:
        keys.append((*where, "missed", slip.gold))
    if slip.found is not None:
        keys.append((*where, "wrong", slip.found))
    return keys
