"""The tables that results are written as: their columns, types, keys and meanings, as data.

Every file form, its description and docs/tables.md are made from what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What a value is, by the names that Data Packages (frictionless) use.
Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: The same in every form; lower-case ASCII with '_'.
        type: What its values are.
        meaning: One or two sentences without full stop at the end; the unit stands in them.
        required: Whether every row has a value.
        one_of: The values that there are, where that is a closed list.
        refers_to: The table whose key it holds.
        unit: What one unit of a number is.

    """

    name: str
    type: Type
    meaning: str
    required: bool = False
    one_of: tuple[str, ...] = ()
    refers_to: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: Also the name of its file or sheet.
        meaning: What one row is, as a sentence without full stop.
        columns: In their order.
        key: The columns that tell one row from all others.
        label: The column that names a row to a reader, where another table refers to it.
        sort: The column that Datasette sorts by; with a leading '-' from the highest down.
        facets: The columns whose values Datasette counts.
        search: The columns with full-text search.

    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    label: str | None = None
    sort: str | None = None
    facets: tuple[str, ...] = ()
    search: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


def _key(name: str, form: str) -> Column:
    return Column(name, "string", f"The row's key: {form}", required=True)


_MEETING = Column("meeting_id", "string", "The meeting, by its key in meetings", required=True, refers_to="meetings")
_ITEM = Column("item_id", "string", "The agenda item, by its key in items", required=True, refers_to="items")
_DECISION = Column(
    "decision_id", "string", "The decision, by its key in decisions", required=True, refers_to="decisions"
)
_PLACE = (
    Column(
        "start",
        "integer",
        "Where it begins in the document's text, in characters from 0",
        required=True,
        unit="characters",
    ),
    Column("end", "integer", "Where it ends in the document's text: the character behind it", True, unit="characters"),
    Column("page", "integer", "The page it begins on, from 1; empty for documents without pages"),
)
_PARTY = Column("party", "string", "Party letter or list as printed in brackets behind the name")


def _in_item(name: str, letter: str) -> tuple[Column, ...]:
    return _key(name, f"the item's key, '-{letter}' and the number of the row within the item"), _ITEM, _MEETING


TABLES = (
    Table(
        "meetings",
        "One row for each document, which is the minutes of one meeting",
        (
            _key("meeting_id", "the document's name, for a folder its path within that folder"),
            Column(
                "label", "string", "Body and date, or else the key, for reading: 'Teknisk Udvalg, 2021-03-03'", True
            ),
            Column("municipality", "string", "The municipality, where the text names it"),
            Column("body", "string", "The council or committee that met"),
            Column("date", "date", "The day of the meeting"),
            Column("start_time", "string", "When the meeting began, as HH:MM"),
            Column("place", "string", "Where the meeting was held"),
            Column("items", "integer", "How many agenda items were found", required=True),
            Column("pages", "integer", "How many pages the document has; empty for documents without pages"),
            Column("characters", "integer", "The length of the document's text", required=True, unit="characters"),
            Column("media_type", "string", "What kind of file the document is, such as application/pdf"),
            Column("sha256", "string", "SHA-256 of the document's file, as 64 hexadecimal digits"),
            Column("warnings", "string", "What a reader of the document should know, as sentences"),
        ),
        key=("meeting_id",),
        label="label",
        sort="-date",
        facets=("municipality", "body"),
    ),
    Table(
        "items",
        "One row for each agenda item",
        (
            _key("item_id", "the meeting's key, '#' and the position of the item"),
            _MEETING,
            Column("label", "string", "Number and title, or else '#' and position, for reading: '4 Ny cykelsti'", True),
            Column("position", "integer", "Its place among the document's items, from 1", required=True),
            Column("number", "string", "Its number as printed ('1', '12a'); empty where none is printed"),
            Column("title", "string", "Its title"),
            Column("closed", "boolean", "Whether it was dealt with behind closed doors (lukket)", required=True),
            *_PLACE,
        ),
        key=("item_id",),
        label="label",
        sort="position",
        facets=("closed",),
        search=("title",),
    ),
    Table(
        "sections",
        "One row for each section of an agenda item",
        (
            *_in_item("section_id", "s"),
            Column("kind", "string", "What the section is: proposal, decision, account, economy and so on"),
            Column("heading", "string", "Its heading as printed"),
            *_PLACE,
        ),
        key=("section_id",),
        sort="start",
        facets=("kind",),
    ),
    Table(
        "case_numbers",
        "One row for each file number of an agenda item",
        (
            *_in_item("case_number_id", "c"),
            Column("text", "string", "The number as printed"),
            Column("kind", "string", "case, or journal for a KLE journal number", True, ("case", "journal")),
            Column("kle", "string", "The KLE subject number of a journal number, such as 00.01.00"),
            *_PLACE,
        ),
        key=("case_number_id",),
        sort="start",
        facets=("kind", "kle"),
    ),
    Table(
        "proposals",
        "One row for each clause that was proposed for decision",
        (
            *_in_item("proposal_id", "p"),
            Column("text", "string", "The clause, without bullet or number"),
            Column("proposer", "string", "Who proposed it, as printed"),
            Column(
                "kind",
                "string",
                "recommendation, or amendment for a proposal against the one on the table",
                True,
                ("recommendation", "amendment"),
            ),
            *_PLACE,
        ),
        key=("proposal_id",),
        sort="start",
        facets=("kind", "proposer"),
        search=("text",),
    ),
    Table(
        "decisions",
        "One row for each decision that an agenda item tells of, this meeting's own and those of others",
        (
            *_in_item("decision_id", "d"),
            Column("text", "string", "The whole text of the decision, without heading and notes of absence"),
            Column("body", "string", "The council or committee that decided"),
            Column("date", "date", "The day of the decision"),
            Column(
                "own",
                "boolean",
                "Whether this meeting decided it; else the item quotes an earlier or another body's decision",
                required=True,
            ),
            *_PLACE,
        ),
        key=("decision_id",),
        sort="-date",
        facets=("own", "body"),
        search=("text",),
    ),
    Table(
        "outcomes",
        "One row for each outcome of a decision; a decision may have several",
        (
            _DECISION,
            Column(
                "label", "string", "What was decided, such as godkendt, udsat or taget til efterretning", required=True
            ),
            Column("score", "number", "How sure the model is of it, from 0 to 1", required=True),
            _ITEM,
            _MEETING,
        ),
        key=("decision_id", "label"),
        facets=("label",),
    ),
    Table(
        "votes",
        "One row for each party or member that a decision's vote names",
        (
            _key("vote_id", "the decision's key, '-v' and the number of the row within the decision"),
            _DECISION,
            _ITEM,
            _MEETING,
            Column("side", "string", "How they voted: for, against or abstain", True, ("for", "against", "abstain")),
            Column("name", "string", "Party letter, party or member, as printed"),
        ),
        key=("vote_id",),
        facets=("side", "name"),
    ),
    Table(
        "absences",
        "One row for each note that a member was absent, at an agenda item or in the meeting's header",
        (
            _key(
                "absence_id",
                "the item's key, '-m' and the number of the row within the item; '#0' stands for the meeting's header",
            ),
            Column(
                "item_id",
                "string",
                "The agenda item, by its key in items; empty for a note in the meeting's header",
                refers_to="items",
            ),
            _MEETING,
            Column("name", "string", "The absent member"),
            _PARTY,
            Column("substitute", "string", "Who took part instead"),
            *_PLACE,
        ),
        key=("absence_id",),
        sort="start",
        facets=("name", "party"),
    ),
    Table(
        "participants",
        "One row for each member whom the meeting's header lists as taking part",
        (
            _key("participant_id", "the meeting's key, '#0-n' and the number of the row within the header"),
            _MEETING,
            Column("name", "string", "The member"),
            _PARTY,
            *_PLACE,
        ),
        key=("participant_id",),
        sort="start",
        facets=("name", "party"),
    ),
    Table(
        "amounts",
        "One row for each sum of money, in running text and in tables",
        (
            *_in_item("amount_id", "a"),
            Column("text", "string", "The sum as printed, with its unit words"),
            Column("value", "number", "The sum in kroner; empty for a range", unit="kroner"),
            Column("low", "number", "The lower end of a range, in kroner; empty for a single sum", unit="kroner"),
            Column("high", "number", "The upper end of a range, in kroner; empty for a single sum", unit="kroner"),
            Column("currency", "string", "The currency, always DKK", True, ("DKK",)),
            Column("is_table", "boolean", "Whether it is a cell of a table", required=True),
            *_PLACE,
        ),
        key=("amount_id",),
        sort="start",
        facets=("is_table",),
    ),
)
BY_NAME = {table.name: table for table in TABLES}
