"""Tables as Parquet files, with types, for pandas, DuckDB, R and the like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from referat_nlp.errors import ReferatError
from referat_nlp.tables.columns import TABLES, Table
from referat_nlp.tables.rows import Row, Rows

# Rows in one row group: what is held in memory of each table.
GROUP = 20_000


class ParquetFiles:
    """One file for each table, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Make the files.

        Raises:
            ReferatError: pyarrow is not installed.

        """
        try:
            from pyarrow import parquet
        except ImportError as error:
            raise ReferatError("Parquet files need pyarrow: pip install 'referat-nlp[parquet]'.") from error
        self._waiting: Rows = {table.name: [] for table in TABLES}
        self._schemas = {table.name: schema(table) for table in TABLES}
        self._writers: dict[str, Any] = {}
        for table in TABLES:
            path = folder / f"{table.name}.parquet"
            self._writers[table.name] = parquet.ParquetWriter(path, self._schemas[table.name], compression="zstd")

    def add(self, rows: Rows) -> None:
        """Write more rows, or keep them until they make a row group."""
        for name, more in rows.items():
            waiting = self._waiting[name]
            waiting += more
            if len(waiting) >= GROUP:
                self._write(name, waiting)

    def finish(self) -> list[str]:
        """Write what is left."""
        for name, waiting in self._waiting.items():
            if waiting:
                self._write(name, waiting)
        while self._writers:
            self._writers.popitem()[1].close()
        return []

    def close(self) -> None:
        """Close the files, whatever has been written."""
        for writer in self._writers.values():
            try:
                writer.close()
            except OSError:  # the disk is full: what was written is thrown away
                continue
        self._writers = {}

    def _write(self, name: str, waiting: list[Row]) -> None:
        import pyarrow

        schema = self._schemas[name]
        columns = [pyarrow.array([row[field.name] for row in waiting], field.type) for field in schema]
        self._writers[name].write_table(pyarrow.Table.from_arrays(columns, schema=schema))
        waiting.clear()


def schema(table: Table) -> Any:
    """Return a table's columns as pyarrow types, with their meanings."""
    import pyarrow

    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    return pyarrow.schema(
        [
            pyarrow.field(
                column.name, types[column.type], nullable=not column.required, metadata={"description": column.meaning}
            )
            for column in table.columns
        ],
        metadata={"description": table.meaning},
    )
