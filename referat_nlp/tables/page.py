"""docs/tables.md: the tables for people, made from the same data as the tables themselves.

`python -m referat_nlp.tables.page > docs/tables.md` writes it anew.
"""

from __future__ import annotations

from referat_nlp.tables.columns import TABLES, Column, Table
from referat_nlp.tables.views import VIEWS

_HEAD = """\
# Tables

<!-- Made from referat_nlp/tables/columns.py by `python -m referat_nlp.tables.page > docs/tables.md`. -->

The results of many documents as tidy tables: one row for each thing, one column for each fact, the same tables and
values in every form.

| form | what is written |
| --- | --- |
| csv | a folder with a file for each table (`meetings.csv`, …) and `datapackage.json` |
| csv for Excel | the same, as Excel on a Danish machine reads it |
| parquet | a folder with a file for each table (`meetings.parquet`, …) and `datapackage.json` |
| xlsx | `NAME.xlsx` with a sheet for each table, and `NAME.datapackage.json` |
| sqlite | `NAME.sqlite`, `NAME.metadata.json` for Datasette, and `NAME.datapackage.json` |

All tables are always there, with their heads, be they empty. Everything is written under other names first and moved
into place when it is whole; files of an earlier run are replaced, the descriptions among them. In an SQLite database,
only the rows of the documents that are read again are replaced; other documents, and tables, views and indexes of your
own, stay.

## Keys

A document's key is its name, for a folder its path within that folder; all other keys begin with it, so they stay the
same when other documents come or go. `2021/møde 3.pdf#4` is the fourth agenda item of a document, whatever number is
printed there, and `2021/møde 3.pdf#4-d1` the first decision of that item; `#0` stands for the meeting's header.

```mermaid
erDiagram
"""

_FORMS = """\
## Values

- A text that is empty and one that is unknown are the same: an empty cell, NULL.
- `start` and `end` count characters of the document's text. `end` is a word of SQL: write `"end"` in queries.
- Line ends within texts are `\\n`; control characters, which a workbook cannot hold, are left out everywhere. In the
  key of a document whose name has any, `~` and part of the name's SHA-256 stand behind what is left of it.
- Dates are dates in Parquet and in workbooks, and ISO text (`2021-03-03`) in CSV and SQLite. Booleans are the form's
  own; `true` and `false` in CSV, 1 and 0 in SQLite.

**CSV** is UTF-8 with commas and decimal points. A text that a spreadsheet would take for a formula, because it begins
with `=`, `+`, `-`, `@` or a tab and is no plain number, has an apostrophe before it: `'-3,8 mio. kr.` One that has
apostrophes before such a sign already gets one more, so you get all texts back by taking one apostrophe from those that
match `^'+[=+\\-@\\t＝＋－＠]`.

**CSV for Excel** has semicolons, decimal commas, `SAND` and `FALSK`, and a byte-order mark, as Excel wants them where
Windows is set to Danish. Dates are ISO there too: Excel knows them as dates in every language and shows them as the
machine is set. What Excel would turn into a date or another number, such as the case number 10/2615, is written as
`="10/2615"`. This form is for double-clicking; give programs the other.

**Workbooks** hold 1,048,576 rows a sheet and 32,767 characters a cell. Longer texts are cut, with `…` at the end and a
warning; more rows are an error, and nothing is written. Texts are never taken for formulas or links. Days before March
1900 are text.

**SQLite** has primary and foreign keys, indexes, and full-text search (FTS5) of the titles of items and the texts of
proposals and decisions, kept right by triggers; `lån` does not find `lan`. A database that another program has open for
writing, or in write-ahead mode, is left alone with a message. Datasette that is running shows the new rows after
it has been started again:

    datasette NAME.sqlite --metadata NAME.metadata.json

"""

_EXAMPLES = """\
## Examples

What was put off, with where and when, from SQLite:

```sql
select meetings.date, meetings.body, items.label, decisions.text
from outcomes
join decisions on decisions.decision_id = outcomes.decision_id
join items on items.item_id = outcomes.item_id
join meetings on meetings.meeting_id = outcomes.meeting_id
where outcomes.label = 'udsat' and decisions.own
order by meetings.date desc;
```

Items about harbours:

```sql
select items.item_id, items.title
from items_fts
join items on items.rowid = items_fts.rowid
where items_fts match 'havn*';
```

The sums of each body's items in pandas, from Parquet:

```python
import pandas as pd

amounts = pd.read_parquet("tables/amounts.parquet")
meetings = pd.read_parquet("tables/meetings.parquet")
in_text = amounts[~amounts["is_table"]]
print(in_text.merge(meetings, on="meeting_id").groupby("body")["value"].sum())
```
"""


def page() -> str:
    """Return the text of docs/tables.md."""
    edges = [
        f"    {column.refers_to} ||--o{{ {table.name} : {column.name}\n"
        for table in TABLES
        for column in table.columns
        if column.refers_to and column == _parent(table)
    ]
    views = "".join(f"- `{name}`: {view.meaning[0].lower()}{view.meaning[1:]}.\n" for name, view in VIEWS.items())
    return (
        _HEAD
        + "".join(edges)
        + "```\n\n"
        + "".join(_section(table) for table in TABLES)
        + "## Views\n\nIn SQLite also, for reading and asking:\n\n"
        + views
        + "\n"
        + _FORMS
        + _EXAMPLES
    )


def _parent(table: Table) -> Column:
    """Return the column that refers to the nearest table above."""
    order = ("decisions", "items", "meetings")
    above = [column for column in table.columns if column.refers_to]
    return min(above, key=lambda column: order.index(str(column.refers_to)))


def _section(table: Table) -> str:
    key = " and ".join(f"`{name}`" for name in table.key)
    lines = [f"## {table.name}\n\n{table.meaning}. Key: {key}.\n\n| column | type | meaning |\n| --- | --- | --- |\n"]
    lines += [f"| `{column.name}` | {_type(column)} | {column.meaning} |\n" for column in table.columns]
    return "".join(lines) + "\n"


def _type(column: Column) -> str:
    kind = "text" if column.type == "string" else column.type
    kind += f", {column.unit}" if column.unit else ""
    return kind if column.required else f"{kind} or empty"


if __name__ == "__main__":
    print(page(), end="")
