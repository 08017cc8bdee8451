"""Results of the real pipeline and hostile ones, and every form opened by the program that it is made for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from referat_nlp.tables.columns import TABLES, Table

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
NAMES = ("aabenraa-1", "billund-1", "faxex-1", "viborg-1")
Result = dict[str, Any]
Read = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def results() -> list[Result]:
    """Return what the pipeline reads in some invented minutes."""
    from referat_nlp import extract
    from referat_nlp.output import to_dict

    return [to_dict(extract((ANNOTATIONS / f"{name}.txt").read_text("utf-8"), name=f"{name}.txt")) for name in NAMES]


def make_result(name: str, text: str = "at vejen lukkes", items: int = 1) -> Result:
    """Return a result whose every text is the one given, with a row in every table."""
    place = {"start": 3, "end": 9}
    absent = {"name": text, "party": text, "substitute": text, **place}
    item = {
        "number": text,
        "title": text,
        "closed": False,
        **place,
        "case_numbers": [{"text": text, "kind": "case", "kle": text, **place}],
        "sections": [{"kind": "decision", "heading": text, **place}],
        "proposals": [{"text": text, "proposer": text, "kind": "recommendation", **place}],
        "decisions": [
            {
                "text": text,
                "body": text,
                "date": "2021-03-03",
                "own": True,
                **place,
                "outcomes": [{"label": "godkendt", "score": 0.75}, {"label": "ændret", "score": 0.5}],
                "votes": {"for": [text, text], "against": [], "abstain": [text]},
            }
        ],
        "absent_members": [absent],
        "amounts": [
            {"text": text, "value": 2500.5, "low": None, "high": None, "currency": "DKK", "table": False, **place},
            {"text": text, "value": None, "low": -5, "high": 1200000, "currency": "DKK", "table": True, **place},
        ],
    }
    return {
        "schema": "referat-nlp/1",
        "source": {
            "name": name,
            "sha256": "0" * 64,
            "media_type": "application/pdf",
            "pages": 2,
            "characters": 10,
            "coverage": {},
            "warnings": [text],
        },
        "meeting": {
            "municipality": text,
            "body": text,
            "date": "2021-03-03",
            "start_time": "16:00",
            "place": text,
            "participants": [{"name": text, "party": None, **place, "page": 1, "box": [1.0, 2.0, 3.0, 4.0]}],
            "absent_members": [{**absent, "page": 2}],
        },
        "items": [item] * items,
    }


@pytest.fixture(scope="session")
def make() -> Callable[..., Result]:
    """Return the function that makes a result of one text."""
    return make_result


# -- openers -----------------------------------------------------------------------------------------------------------


def _of_pandas(frame: Any, table: Table) -> list[dict[str, Any]]:
    assert list(frame.columns) == table.names
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for column in table.columns:
            value = row[column.name]
            if isinstance(value, datetime):
                row[column.name] = value.date()
    return rows


def _unprotected(rows: list[dict[str, Any]], *, excel: bool = False) -> list[dict[str, Any]]:
    """Undo what keeps spreadsheets from taking texts for something else, as docs/tables.md says it."""
    for row in rows:
        for name, value in row.items():
            if excel and isinstance(value, str) and (whole := re.fullmatch('="(.*)"', value)):
                row[name] = whole[1]
            elif isinstance(value, str) and re.match(r"'+[=+\-@\t＝＋－＠]", value):
                row[name] = value[1:]
    return rows


_PANDAS = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


def read_csv(place: Path) -> Read:
    import pandas

    read = {}
    for table in TABLES:
        frame = pandas.read_csv(
            place / f"{table.name}.csv",
            dtype={column.name: _PANDAS[column.type] for column in table.columns if column.type != "date"},
            parse_dates=[column.name for column in table.columns if column.type == "date"],
            keep_default_na=False,
            na_values=[""],
        )
        read[table.name] = _unprotected(_of_pandas(frame, table))
    return read


def read_excel_csv(place: Path) -> Read:
    import pandas

    read = {}
    for table in TABLES:
        frame = pandas.read_csv(
            place / f"{table.name}.csv",
            sep=";",
            decimal=",",
            encoding="utf-8-sig",
            dtype={c.name: _PANDAS[c.type] for c in table.columns if c.type in ("string", "integer")},
            parse_dates=[column.name for column in table.columns if column.type == "date"],
            true_values=["SAND"],
            false_values=["FALSK"],
            keep_default_na=False,
            na_values=[""],
        )
        read[table.name] = _unprotected(_of_pandas(frame, table), excel=True)
    return read


def read_parquet(place: Path) -> Read:
    import pandas

    read = {}
    for table in TABLES:
        frame = pandas.read_parquet(place / f"{table.name}.parquet", dtype_backend="numpy_nullable")
        read[table.name] = _of_pandas(frame, table)
    return read


def read_xlsx(place: Path) -> Read:
    import openpyxl

    book = openpyxl.load_workbook(place)
    assert book.sheetnames == [table.name for table in TABLES]
    read = {}
    for table in TABLES:
        head, *lines = book[table.name].iter_rows()
        assert [cell.value for cell in head] == table.names
        read[table.name] = [dict(zip(table.names, map(_cell, line), strict=True)) for line in lines]
    return read


def _cell(cell: Any) -> Any:
    assert cell.data_type != "f"
    assert cell.hyperlink is None
    return cell.value.date() if isinstance(cell.value, datetime) else cell.value


def read_sqlite(place: Path) -> Read:
    read = {}
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        for table in TABLES:
            cursor = database.execute(f"select * from {table.name} order by rowid")
            assert [column[0] for column in cursor.description] == table.names
            read[table.name] = [dict(zip(table.names, row, strict=True)) for row in cursor]
            for row in read[table.name]:
                for column in table.columns:
                    if column.type == "date" and row[column.name]:
                        row[column.name] = date.fromisoformat(row[column.name])
                    if column.type == "boolean":
                        row[column.name] = bool(row[column.name])
    return read


READERS: dict[str, Callable[[Path], Read]] = {
    "csv": read_csv,
    "excel": read_excel_csv,
    "parquet": read_parquet,
    "xlsx": read_xlsx,
    "sqlite": read_sqlite,
}


@pytest.fixture(scope="session")
def readers() -> dict[str, Callable[[Path], Read]]:
    """Return what opens each form, by its name; 'excel' is CSV for Excel."""
    return READERS


def write_form(results: Any, form: str, folder: Path) -> Path:
    """Write results in a form and return the place."""
    from referat_nlp.tables import write

    place = folder / (f"møder.{form}" if form in ("xlsx", "sqlite") else form)
    assert write(results, "csv" if form == "excel" else form, place, excel=form == "excel") == []
    return place


@pytest.fixture(scope="session")
def write_as() -> Callable[[Any, str, Path], Path]:
    """Return the function that writes a form."""
    return write_form


@pytest.fixture(scope="session")
def expected() -> Callable[[list[Result]], Read]:
    """Return the function that gives the rows of results."""
    from referat_nlp.tables.rows import rows_of

    def rows(results: list[Result]) -> Read:
        whole: Read = {table.name: [] for table in TABLES}
        for result in results:
            for name, more in rows_of(result).items():
                whole[name] += more
        return whole

    return rows
