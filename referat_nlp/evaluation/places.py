"""Where the values of a gold file stand in its text, and how exactly predicted offsets agree with that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from referat_nlp.annotations import item_stretches
from referat_nlp.quotations import PrintedText

Span = tuple[int, int]
# Of a value that is printed so often, no further place is looked at.
_MOST_PLACES = 500


class Places:
    """Finds quotations in the text of a document; offsets are those of the text.

    Args:
        text: The document's text.
        items: The agenda items of its gold file.

    """

    def __init__(self, text: str, items: list[dict[str, Any]]) -> None:
        """Keep text and items; they are read when the first quotation is looked for."""
        self._text = text
        self._items = items
        self._printed: PrintedText | None = None
        self._stretches: list[Span] = []

    def find(self, quoted: str | None, item: int | None = None, near: int | None = None) -> Span | None:
        """Return where a quotation stands, None where it does not or there is none.

        Args:
            quoted: The value as printed.
            item: The position of the gold item within whose stretch it stands; None for the whole text.
            near: Of several places the one that begins nearest to this character; None for the first below the item's
                title, else the first.

        """
        if not quoted:
            return None
        if self._printed is None:
            self._printed = PrintedText(self._text)
            self._stretches = item_stretches(self._items, self._printed)
        printed = self._printed
        stretch = printed.all if item is None else self._stretches[item]
        places = [printed.origin(place) for place in islice(printed.places(quoted, stretch), _MOST_PLACES)]
        if not places:
            place = printed.find(quoted, stretch)
            places = [printed.origin(place)] if place else []
        if near is None:
            # an item's stretch may begin in the item before it, where 'Godkendt.' stands too
            title = self._items[item]["title"] if item is not None else None
            head = next(printed.places(title, stretch), None) if title else None
            near = printed.origin(head)[0] if head else 0
            places = [place for place in places if place[0] >= near] or places[:1]
        return min(places, key=lambda place: abs(place[0] - near), default=None)


@dataclass(frozen=True, slots=True)
class Pair:
    """A value that was found, and where it stands by the gold file, None if that is not known, and by the result."""

    row: str
    gold: Span | None
    found: Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """How exactly predicted offsets agree with where the quotations of the gold file stand.

    Attributes:
        number: Values that were found rightly and whose quotation stands in the text.
        exact: The share of them with start and end as in the gold file; `start` and `end` for one of the two.
        overlap: The mean share of characters that both hold, of the characters that one of them holds.
        nowhere: Values whose quotation could not be located.

    """

    number: int
    exact: float
    start: float
    end: float
    overlap: float
    nowhere: int


def agreement(pairs: Iterable[Pair]) -> dict[str, Agreement]:
    """Return the agreement of each kind of value, and of all under the key 'all'."""
    rows: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        rows[pair.row].append(pair)
        rows["all"].append(pair)
    return {row: _agreement(rows[row]) for row in sorted(rows, key=lambda row: (row == "all", row))}


def _agreement(pairs: list[Pair]) -> Agreement:
    located = [(pair.gold, pair.found) for pair in pairs if pair.gold is not None]
    n = max(1, len(located))
    return Agreement(
        number=len(located),
        exact=sum(gold == found for gold, found in located) / n,
        start=sum(gold[0] == found[0] for gold, found in located) / n,
        end=sum(gold[1] == found[1] for gold, found in located) / n,
        overlap=sum(overlap(gold, found) for gold, found in located) / n,
        nowhere=len(pairs) - len(located),
    )


def overlap(one: Span, other: Span) -> float:
    """Return the share of characters that both spans hold, of those that either holds.

    >>> overlap((0, 10), (5, 10)), overlap((0, 5), (5, 10))
    (0.5, 0.0)
    """
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / max(1, max(one[1], other[1]) - min(one[0], other[0]))
