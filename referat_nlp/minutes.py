"""The result of reading one minutes document, as dataclasses.

Needs no spaCy. All `start`/`end` are character offsets into the document's text as loaded
(end exclusive). A span's `text` is the value with white space collapsed and page furniture
removed, so ``text[start:end]`` holds its words in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from referat_nlp.pages import Pages


@dataclass(slots=True)
class Person:
    """Somebody named as a member; `party` is the letter or list as printed in brackets."""

    name: str
    party: str | None
    start: int
    end: int


@dataclass(slots=True)
class Absence:
    """A member noted as absent; `substitute` is who took part instead.

    `by` and `certainty` tell who knew the label of the line, as with a file number.
    """

    name: str
    party: str | None
    substitute: str | None
    start: int
    end: int
    by: str = "rules"
    certainty: float | None = None


@dataclass(slots=True)
class CaseNumber:
    """A file number: `kind` is 'case' (running) or 'journal' (KLE), `kle` the subject number of a journal number.

    `by` says who knew the label of its line: 'rules' or 'model', which was as sure as `certainty` (0 to 1).
    """

    text: str
    kind: str
    kle: str | None
    start: int
    end: int
    by: str = "rules"
    certainty: float | None = None


@dataclass(slots=True)
class Section:
    """A stretch of an agenda item: `kind` from the headings file, `heading` as printed ('' where there is none).

    `by` says who knew the heading: 'rules' (the phrase files and patterns) or 'model' (the learned structure), which
    was as sure as `certainty` (0 to 1; None for rules).
    """

    kind: str
    heading: str
    start: int
    end: int
    by: str = "rules"
    certainty: float | None = None


@dataclass(slots=True)
class Proposal:
    """One clause proposed for decision; `kind` is 'recommendation' or 'amendment'."""

    text: str
    proposer: str | None
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class Outcome:
    """A label of what a decision does, with its calibrated probability."""

    label: str
    score: float


@dataclass(slots=True)
class Votes:
    """Who voted how: party letters, party names or members' names."""

    for_: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    abstain: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Decision:
    """What one body decided on one date; `own` is true for this meeting's decision."""

    text: str
    body: str | None
    date: str | None
    own: bool
    start: int
    end: int
    outcomes: list[Outcome] = field(default_factory=list)
    votes: Votes | None = None


@dataclass(slots=True)
class Amount:
    """A sum in kroner: `value`, or `low` and `high` of a range; `table` is true for a cell of a table."""

    text: str
    value: float | None
    low: float | None
    high: float | None
    table: bool
    start: int
    end: int


@dataclass(slots=True)
class AgendaItem:
    """One item of the agenda with all that was found in it, in text order.

    `by` says who held its first line for an item's heading: 'rules', or 'rules and model'; `certainty` is the model's
    probability (0 to 1; None where no model was asked).
    """

    number: str | None
    title: str | None
    closed: bool
    start: int
    end: int
    case_numbers: list[CaseNumber] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    absent_members: list[Absence] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    by: str = "rules"
    certainty: float | None = None


@dataclass(slots=True)
class Meeting:
    """The meeting's header; `date` is ISO (yyyy-mm-dd), `start_time` hh:mm."""

    municipality: str | None = None
    body: str | None = None
    date: str | None = None
    start_time: str | None = None
    place: str | None = None
    participants: list[Person] = field(default_factory=list)
    absent_members: list[Absence] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """Characters of the text by where they were assigned; the parts add up to the text's length."""

    header: int = 0
    items: int = 0
    contents: int = 0
    furniture: int = 0
    unassigned: int = 0


@dataclass(slots=True)
class Source:
    """The file that was read."""

    name: str
    sha256: str
    media_type: str
    pages: int | None
    characters: int
    coverage: Coverage
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Minutes:
    """One minutes document: its source, the meeting and the agenda items.

    `pages` tells where the text stands on its pages; None where the format has none.
    """

    source: Source
    meeting: Meeting
    items: list[AgendaItem]
    pages: Pages | None = None
