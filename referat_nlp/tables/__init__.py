"""Results of many documents as tidy tables: CSV, a workbook, Parquet or an SQLite database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from referat_nlp.results import check_place, make_folder
from referat_nlp.tables import places
from referat_nlp.tables.places import WholeFiles, check_free, told
from referat_nlp.tables.rows import Rows, batches

# The forms whose tables are files in a folder, and those whose tables are in one file.
FOLDERS = ("csv", "parquet")
FILES = ("xlsx", "sqlite")


# What the hidden folder of files in the making is called where they lie in a folder.
_UNFINISHED = "tables"


class Sink(Protocol):
    """What rows go into."""

    def add(self, rows: Rows) -> None:
        """Write more rows."""

    def finish(self) -> list[str]:
        """Write what is left, and return warnings."""

    def close(self) -> None:
        """Close the files, whatever has been written."""


def write(results: Iterable[dict[str, Any]], form: str, place: Path, *, excel: bool = False) -> list[str]:
    """Write the results of documents as tables, whole or not at all, and return warnings as sentences.

    Files of an earlier run are replaced; in an SQLite database, the rows of these documents alone. Beside the tables
    lies a Data Package that describes them, and beside a database also metadata for Datasette. Memory does not grow
    with the number of documents.

    Args:
        results: One dict for each document, as `output.to_dict` makes it, each with a name of its own.
        form: csv, parquet, xlsx or sqlite.
        place: The folder for csv and parquet, which is made where it is missing; the file for xlsx and sqlite.
        excel: Whether CSV is written as Excel on a Danish machine reads it.

    Raises:
        ReferatError: the tables cannot be written there, or two documents have one name.
        ValueError: there is no such form.

    """
    if form not in FOLDERS + FILES:
        raise ValueError(f"no form {form!r}")
    one_file = form in FILES
    if one_file:
        if place.is_symlink():  # it keeps pointing to the file; a database's journals lie beside that
            place = place.resolve()
        check_place(place)
    else:
        make_folder(place)
    with told(place):
        if one_file:
            check_free(place)
        files = WholeFiles(place.parent, place.name) if one_file else WholeFiles(place, _UNFINISHED)
    sink: Sink | None = None
    try:
        with told(place):
            sink = _sink(form, files.folder, place, excel)
        for rows in batches(results):
            with told(place):
                sink.add(rows)
        with told(place):
            warnings = sink.finish()
            _describe(form, files.folder, place, excel)
            files.move()
    finally:
        if sink is not None:
            sink.close()
        files.remove()
    return warnings


def remove_unfinished(form: str, place: Path) -> None:
    """Remove what a `write` that was killed has left; no other may be writing there."""
    target, name = (place.parent, place.name) if form in FILES else (place, _UNFINISHED)
    places.remove_unfinished(target, name)


def _sink(form: str, folder: Path, place: Path, excel: bool) -> Sink:
    if form == "csv":
        from referat_nlp.tables.csv_files import CsvFiles

        return CsvFiles(folder, excel=excel)
    if form == "parquet":
        from referat_nlp.tables.parquet_files import ParquetFiles

        return ParquetFiles(folder)
    if form == "xlsx":
        from referat_nlp.tables.xlsx_file import XlsxFile

        return XlsxFile(folder / place.name, place)
    from referat_nlp.tables.sqlite_file import SqliteFile

    return SqliteFile(folder / place.name, place)


def _describe(form: str, folder: Path, place: Path, excel: bool) -> None:
    from referat_nlp.tables.description import data_package, datasette_metadata

    if form in FOLDERS:
        _write_json(folder / "datapackage.json", data_package(form, excel=excel))
    else:
        _write_json(folder / f"{place.stem}.datapackage.json", data_package(form, place.name))
    if form == "sqlite":
        _write_json(folder / f"{place.stem}.metadata.json", datasette_metadata(place.stem))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
