"""What is read in a document, before spaCy sees it: items with their proposals, decisions and absent members."""

from __future__ import annotations

from dataclasses import dataclass, field

from referat_nlp.minutes import Absence, CaseNumber, Proposal
from referat_nlp.reading.header import Header
from referat_nlp.reading.sections import Block


@dataclass(slots=True)
class Decided:
    """A decision with its place; `votes` as read from its text."""

    text: str
    body: str | None
    date: str | None
    own: bool
    votes: dict[str, list[str]] | None
    start: int
    end: int


@dataclass(slots=True)
class ReadItem:
    """An agenda item with all that was read in it."""

    number: str | None
    title: str | None
    closed: bool
    start: int
    end: int
    blocks: list[Block]
    case_numbers: list[CaseNumber] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    decisions: list[Decided] = field(default_factory=list)
    absent: list[Absence] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """All that was read in a document; the stretches are (start, end) offsets."""

    clean: str
    header: Header
    items: list[ReadItem]
    absent: list[Absence]
    header_span: tuple[int, int]
    contents: list[tuple[int, int]]
    furniture: list[tuple[int, int]]
    questions: list[tuple[int | None, int, int]] = field(
        default_factory=list
    )  # item index and sentence: who was absent?
    unassigned: list[tuple[int, int]] = field(default_factory=list)  # read, but of no item: the foot of the minutes
