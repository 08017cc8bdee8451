"""Where the text of a paged document stands: pages, and boxes on them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page, in points (1/72 inch) from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Pages:
    """The pages of a document's text and the boxes of its words, both in text order.

    Attributes:
        starts: The character at which each page's text begins; the first is 0.
        word_starts: The first character of each word that has a box.
        word_ends: The character behind it.
        boxes: Four numbers a word: left, top, right, bottom (see `Box`).

    """

    starts: list[int] = field(default_factory=list)
    word_starts: array[int] = field(default_factory=lambda: array("I"))
    word_ends: array[int] = field(default_factory=lambda: array("I"))
    boxes: array[float] = field(default_factory=lambda: array("f"))

    def add_word(self, start: int, end: int, box: Box) -> None:
        """Add the next word of the text."""
        self.word_starts.append(start)
        self.word_ends.append(end)
        self.boxes.extend(box)

    def place(self, start: int, end: int) -> tuple[int, Box | None]:
        """Return the page (from 1) on which a stretch of text begins, and the box of its words on that page.

        The box is None where no word of the stretch has one.

        >>> pages = Pages(starts=[0, 20])
        >>> pages.add_word(0, 7, Box(72, 72, 110, 84))
        >>> pages.add_word(8, 16, Box(113, 72, 160, 84))
        >>> pages.place(0, 16)
        (1, Box(left=72.0, top=72.0, right=160.0, bottom=84.0))

        """
        first = bisect_right(self.word_ends, start)
        last = bisect_left(self.word_starts, end)
        inside = first < last
        page = max(bisect_right(self.starts, self.word_starts[first] if inside else start), 1)
        if page < len(self.starts):  # words of the next pages stand at other places
            last = min(last, bisect_left(self.word_starts, self.starts[page]))
        if not inside:
            return page, None
        box = self.boxes
        words = range(4 * first, 4 * last, 4)
        return page, Box(
            min(box[i] for i in words),
            min(box[i + 1] for i in words),
            max(box[i + 2] for i in words),
            max(box[i + 3] for i in words),
        )
