"""Tables as one SQLite database, with keys, full-text search and views, for Datasette and the like.

A database that is there already keeps what other documents and the user put into it. The work is done on a copy that
takes its place when it is whole.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from referat_nlp.errors import ReferatError
from referat_nlp.tables.columns import TABLES, Table
from referat_nlp.tables.rows import Row, Rows
from referat_nlp.tables.views import VIEWS

# What SQLite keeps in a database's head to tell whose it is: 'refr'.
APPLICATION = int.from_bytes(b"refr", "big")
# Seconds to wait for another program that is writing.
PATIENCE = 5.0
# Words as they are written: 'å' is not 'a', and 'lån' does not find 'lan'.
TOKENIZER = "unicode61 remove_diacritics 0"
# So many names of documents whose rows were replaced are told.
_SHOWN = 10
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "FLOAT", "boolean": "INTEGER", "date": "TEXT"}


class SqliteFile:
    """A database that is made beside its place, from what is there already."""

    def __init__(self, path: Path, place: Path) -> None:
        """Copy what is there, and make the tables that are missing.

        The database at `place` stays locked for writing by others until `release`.

        Raises:
            ReferatError: `place` holds something else, or another program uses it.
            sqlite3.Error: the copy cannot be written.

        """
        self._place = place
        self._path = path
        self._lock = _locked(place)
        self._new: sqlite3.Connection | None = None
        self._replaced: list[str] = []
        try:
            self._new = sqlite3.connect(path, isolation_level=None)
            if self._lock is not None:
                with closing(sqlite3.connect(place, timeout=PATIENCE)) as old:
                    old.backup(self._new)
                shutil.copymode(place, path)
            # a copy that fails is thrown away: it needs no journal, and one flush at the end
            for setting in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF"):
                self._new.execute(f"PRAGMA {setting}")
            self._make_tables()
            self._new.execute("BEGIN")
        except BaseException:
            self.close()
            raise

    def add(self, rows: Rows) -> None:
        """Write more rows, in place of those that the same documents had before."""
        assert self._new is not None
        meetings = [(row["meeting_id"],) for row in rows["meetings"]]
        for row in rows["meetings"]:
            before = self._new.execute(
                "select sha256 from meetings where meeting_id = ?", (row["meeting_id"],)
            ).fetchone()
            if before and before[0] != row["sha256"]:
                self._replaced.append(row["meeting_id"])
        for table in TABLES:
            self._new.executemany(f"delete from {table.name} where meeting_id = ?", meetings)
            names = table.names
            self._new.executemany(
                f"insert into {table.name} ({', '.join(map(_quoted, names))}) values ({', '.join('?' * len(names))})",
                ([_value(row, name) for name in names] for row in rows[table.name]),
            )

    def finish(self) -> list[str]:
        """Write what is left; return what the user should know: which rows gave way to those of other files."""
        assert self._new is not None
        for table in TABLES:
            if table.search:
                self._new.execute(f"insert into {table.name}_fts ({table.name}_fts) values ('optimize')")
        self._new.execute("COMMIT")
        self._new.execute("PRAGMA journal_mode = DELETE")
        self._new.close()
        with self._path.open("rb+") as file:
            os.fsync(file.fileno())
        self.release()
        if not self._replaced:
            return []
        shown = ", ".join(self._replaced[:_SHOWN]) + (", …" if len(self._replaced) > _SHOWN else "")
        return [
            f"{self._place}: {len(self._replaced)} of the documents stood in it with other content; their rows were "
            f"replaced ({shown}). Were they other documents of the same name? Give the folder above both."
        ]

    def release(self) -> None:
        """Let others write into the database at its place; now the copy can take it.

        Raises:
            ReferatError: another program has it open in a way that its place cannot be taken.

        """
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        _check_alone(self._place)

    def close(self) -> None:
        """Close the files, whatever has been written."""
        for connection in (self._new, self._lock):
            if connection is not None:
                connection.close()

    def _make_tables(self) -> None:
        import sqlite_utils

        assert self._new is not None
        self._new.execute(f"PRAGMA application_id = {APPLICATION}")
        database = sqlite_utils.Database(self._new)
        for table in TABLES:
            self._check_columns(table)
            made = database.create_table(
                table.name,
                {column.name: _TYPES[column.type] for column in table.columns},
                pk=table.key if len(table.key) > 1 else table.key[0],
                not_null=[column.name for column in table.columns if column.required],
                foreign_keys=[
                    (column.name, column.refers_to, column.name) for column in table.columns if column.refers_to
                ],
                if_not_exists=True,
            )
            for column in table.columns:
                if column.refers_to:
                    made.create_index([column.name], if_not_exists=True)
            if table.search:
                made.enable_fts(list(table.search), create_triggers=True, tokenize=TOKENIZER, replace=True)
        for name, view in VIEWS.items():
            database.create_view(name, view.query, replace=True)

    def _check_columns(self, table: Table) -> None:
        assert self._new is not None
        there = {row[1] for row in self._new.execute(f"PRAGMA table_info({table.name})")}
        missing = [name for name in table.names if name not in there]
        if there and missing:
            raise ReferatError(
                f"{self._place}: its table {table.name} has no column {missing[0]}; it was made by another version of "
                "referat-nlp, or changed. Write into a new file."
            )


def _locked(place: Path) -> sqlite3.Connection | None:
    """Return a connection that keeps others from writing into the database there; None where there is none.

    Raises:
        ReferatError: it is no database of referat-nlp, or another program uses it.

    """
    if not place.exists():
        _check_alone(place)
        return None
    connection = sqlite3.connect(place, timeout=PATIENCE, isolation_level=None)
    try:
        # the first look also ends what a program that was killed had begun to write
        tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION and (tables or application):
            raise ReferatError(f"{place}: this database was not made by referat-nlp; choose another name.")
        # What a write-ahead log holds goes into the database, and the log away: beside a new database it would be
        # taken for that one's. It cannot while others have the database open.
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise sqlite3.OperationalError("database is locked")
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error) or "busy" in str(error):
            raise ReferatError(
                f"{place}: another program has this database open; close it (Datasette, too) and try again."
            ) from error
        raise ReferatError(f"{place}: this database cannot be opened ({error}).") from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ReferatError(
            f"{place}: this file is no SQLite database, or a damaged one ({error}); choose another name."
        ) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _check_alone(place: Path) -> None:
    for ending in ("-wal", "-journal"):
        beside = place.with_name(place.name + ending)
        if beside.exists():
            raise ReferatError(
                f"{place}: {beside.name} lies beside it, which another program that writes into the database has made; "
                "close that program and try again, or remove the file if there is none."
            )


def _quoted(name: str) -> str:
    return f'"{name}"'


def _value(row: Row, name: str) -> Any:
    value = row[name]
    return value.isoformat() if hasattr(value, "isoformat") else value
