"""Words on a page, and the lines of print that they make: what the steps of reading a PDF hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Word(NamedTuple):
    """A word where it stands on its page, in points from the upper left corner of the text as it is read."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


# What parts the cells of a line that is none of a ruled table: wide enough to be seen as a gap.
GAP = "   "


@dataclass(slots=True)
class Line:
    """A line of print, or a row of a table.

    Attributes:
        words: Its words from left to right, or cell by cell.
        before: What is written before each word: '' (the first, or the rest of a broken word), ' ', a gap, or '| '.
        behind: What is written behind the last word.
        page: The page, from 0.
        top: Of its highest word, in points.
        bottom: Of its lowest word.
        left: Of its first word.
        right: Of its last word.
        edge: How far to the right the lines of its column reach; 0 where that is the page's margin.
        row: Whether it is a row of a ruled table.
        furniture: Whether it is a page's head or foot.
        blank: Whether an empty line is written above it.
        wrapped: Whether it goes on from the line above, which ended only because it was full.
        boxless: The words that stand on another page: the rest of a broken word.

    """

    words: list[Word]
    before: list[str]
    behind: str = ""
    page: int = 0
    top: float = 0.0
    bottom: float = 0.0
    left: float = 0.0
    right: float = 0.0
    edge: float = 0.0
    row: bool = False
    furniture: bool = False
    blank: bool = False
    wrapped: bool = False
    boxless: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Measure the words, where nobody has."""
        if self.words and not self.bottom:
            self.top = min(word.top for word in self.words)
            self.bottom = max(word.bottom for word in self.words)
            self.left = min(word.left for word in self.words)
            self.right = max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """The line as it is written."""
        return "".join(gap + word.text for gap, word in zip(self.before, self.words, strict=True)) + self.behind

    @property
    def height(self) -> float:
        """The size of its print: that of the middle one of its words."""
        heights = sorted(word.bottom - word.top for word in self.words)
        return heights[len(heights) // 2] if heights else 0.0
