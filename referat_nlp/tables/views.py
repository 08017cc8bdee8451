"""The views of the SQLite database: what stands in several tables, put together for reading and asking."""

from __future__ import annotations

from dataclasses import dataclass

from referat_nlp.tables.columns import BY_NAME


@dataclass(frozen=True, slots=True)
class View:
    """One view.

    Attributes:
        meaning: What one row is, as a sentence without full stop.
        columns: The SQL that gives each column.
        origin: The tables it is taken from, joined, as SQL.
        own: The meanings of columns that are those of no table.

    """

    meaning: str
    columns: dict[str, str]
    origin: str
    own: dict[str, str]

    @property
    def query(self) -> str:
        """The view as SQL."""
        columns = ",\n    ".join(f"{sql} as {name}" for name, sql in self.columns.items())
        return f"select\n    {columns}\nfrom {self.origin}"

    @property
    def meanings(self) -> dict[str, str]:
        """What each column means."""
        return {name: self.own.get(name) or _meaning(sql) for name, sql in self.columns.items()}


def _meaning(sql: str) -> str:
    table, name = sql.split(".")
    return next(column.meaning for column in BY_NAME[table].columns if column.name == name)


def _of(table: str, *names: str) -> dict[str, str]:
    return {name: f"{table}.{name}" for name in names}


_MEETING = _of("meetings", "date", "municipality", "body")
_ITEM = _of("items", "number", "title")
_JOINS = """
join meetings on meetings.meeting_id = {table}.meeting_id
{left}join items on items.item_id = {table}.item_id"""

VIEWS = {
    "decisions_with_context": View(
        "One row for each decision, with its meeting, its agenda item and its outcomes",
        {
            **_MEETING,
            **_ITEM,
            "decision": "decisions.text",
            "outcomes": "(select group_concat(label, ', ') from outcomes"
            " where outcomes.decision_id = decisions.decision_id)",
            "own": "decisions.own",
            "decided_by": "decisions.body",
            "decided_on": "decisions.date",
            **_of("decisions", "decision_id", "item_id", "meeting_id"),
        },
        "decisions" + _JOINS.format(table="decisions", left=""),
        {"outcomes": "The decision's outcomes, with commas between them"},
    ),
    "amounts_with_context": View(
        "One row for each sum of money, with its meeting and its agenda item",
        {
            **_MEETING,
            **_ITEM,
            "amount": "amounts.text",
            **_of("amounts", "value", "low", "high", "is_table", "amount_id", "item_id", "meeting_id"),
        },
        "amounts" + _JOINS.format(table="amounts", left=""),
        {},
    ),
    "absences_with_context": View(
        "One row for each note of absence, with its meeting and, where it stands at one, its agenda item",
        {
            **_MEETING,
            **_ITEM,
            **_of("absences", "name", "party", "substitute", "absence_id", "item_id", "meeting_id"),
        },
        "absences" + _JOINS.format(table="absences", left="left "),
        {},
    ),
}
