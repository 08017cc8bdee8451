"""The rows of every table of figures: one for each kind of finding, each attribute of one, and each outcome label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LABEL = "outcomes: "
"""Before a label, the key of that label's row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures.

    `group` is 'kind', 'attribute' (of what was found), 'label' or 'whole' (right in all parts or not). `strict` and
    `lenient` are the rows that compare the same texts word by word and as at least 0.9 alike; None where values are
    compared and no text.
    """

    key: str
    title: str
    group: str
    strict: str | None = None
    lenient: str | None = None


ROWS = (
    Row("items", "agenda items", "kind"),
    Row("participants", "participants", "kind", "participants", "participants_lenient"),
    Row("absent_members", "absent members", "kind", "absent_members", "absent_members_lenient"),
    Row("case_numbers", "case numbers", "kind"),
    Row("proposals", "proposals", "kind", "proposals_exact", "proposals"),
    Row("decisions", "decisions", "kind", "decisions_exact", "decisions"),
    Row("amounts", "amounts", "kind"),
    Row("table_amounts", "amounts in tables", "kind"),
    Row("meeting", "meeting: body, date, time, place", "attribute"),
    Row("meeting_municipality", "municipality", "attribute"),
    Row("meeting_body", "body of the meeting", "attribute"),
    Row("meeting_date", "date of the meeting", "attribute"),
    Row("meeting_start_time", "time of the meeting", "attribute"),
    Row("meeting_place", "place of the meeting", "attribute"),
    Row("titles", "titles", "attribute", "titles", "titles_lenient"),
    Row("closed", "closed items", "attribute"),
    Row("proposers", "proposers", "attribute", "proposers", "proposers_lenient"),
    Row("proposal_kind", "kinds of proposal", "attribute"),
    Row("decision_body_date_own", "body and date of decisions", "attribute"),
    Row("decision_body", "body of decisions", "attribute"),
    Row("decision_date", "date of decisions", "attribute"),
    Row("decision_own", "own or quoted decisions", "attribute"),
    Row("votes", "votes", "attribute"),
    Row("parties", "parties of absent members", "attribute"),
    Row("substitutes", "substitutes", "attribute"),
    Row("outcomes", "outcomes", "attribute"),
    Row("complete_decisions", "complete decisions", "whole"),
    Row("complete_items", "complete items", "whole"),
    Row("offsets", "offsets that hold their value", "whole"),
)
"""All rows but those of the labels, which the documents tell."""

MAIN = (
    "items",
    "titles",
    "closed",
    "meeting",
    "participants",
    "absent_members",
    "substitutes",
    "case_numbers",
    "proposals",
    "proposers",
    "proposal_kind",
    "decisions",
    "decision_body_date_own",
    "outcomes",
    "votes",
    "amounts",
    "table_amounts",
)
"""The rows whose mean F1 stands for the whole; no two of them count the same thing."""


def label_rows(keys: Iterable[str]) -> list[Row]:
    """Return the rows of the labels among the keys, in the order of the alphabet."""
    return [Row(key, key.removeprefix(LABEL), "label") for key in sorted(keys) if key.startswith(LABEL)]


def with_strict(keys: Iterable[str]) -> list[str]:
    """Return the keys, each followed by that of the row that compares the same texts word by word, where it has one.

    >>> with_strict(["items", "decisions"])
    ['items', 'decisions', 'decisions_exact']
    """
    strict = {row.key: row.strict for row in ROWS if row.strict != row.key}
    return [one for key in keys for one in (key, strict.get(key)) if one]


def title_of(key: str) -> str:
    """Return what a row is called; of the row that compares word by word too.

    >>> title_of("decisions_exact"), title_of("outcomes: udsat")
    ('decisions, word by word', 'outcome: udsat')
    """
    if key.startswith(LABEL):
        return f"outcome: {key.removeprefix(LABEL)}"
    for row in ROWS:
        if row.key == key:
            return row.title
        if key == row.strict:
            return f"{row.title}, word by word"
        if key == row.lenient:
            return f"{row.title}, nearly alike"
    return key
