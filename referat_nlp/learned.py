"""What a learned part of a model is for the training that orders them all: `referat_nlp.training`.

A part is trained from annotated documents, says how good it became, and writes itself into a folder of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from referat_nlp.annotations import Document


@dataclass(frozen=True, slots=True)
class Table:
    """Figures for reading: the first row has the headings, the first column says what a row is about."""

    title: str
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Learned:
    """A part after its training.

    `summary` is one sentence, `facts` go into the model's card as they are, `tables` are for reading, `lacking` has a
    sentence for each thing that the annotations have too few of. `write` writes the part's files into a folder, which
    it makes; it makes none where what is shipped is to be used in its place.
    """

    summary: str
    facts: dict[str, Any]
    tables: list[Table]
    lacking: list[str]
    write: Callable[[Path], None]


class Part(Protocol):
    """A part that can be trained."""

    name: str
    """The name of its folder in a model's folder."""

    def steps(self, documents: Sequence[Document]) -> int:
        """Return how often the training calls `tick`; 0 where there is nothing to learn from."""

    def train(self, documents: Sequence[Document], seed: int, tick: Callable[[], None]) -> Learned:
        """Return the part learned from the documents; the same documents and seed give the same bytes.

        Raises:
            AnnotationError: the documents do not hold enough to learn from.

        """
