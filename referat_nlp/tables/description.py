"""What tells programs about the tables: a Data Package (frictionless), and metadata for Datasette."""

from __future__ import annotations

from typing import Any

from referat_nlp.tables.columns import BY_NAME, TABLES, Column, Table
from referat_nlp.tables.views import VIEWS

_MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}
_TITLE = "Danish municipal minutes as tables"
_SOURCE = "Read from minutes (referater) by referat-nlp. The minutes are what counts: a program may misread them."
_PLAIN = {"delimiter": ",", "lineTerminator": "\n"}
_EXCEL = {"delimiter": ";", "lineTerminator": "\r\n"}


def data_package(form: str, name: str | None = None, *, excel: bool = False) -> dict[str, Any]:
    """Return the Data Package descriptor of all tables; `name` is the file that holds them, where it is one."""
    return {
        "name": "referat-nlp",
        "title": _TITLE,
        "description": _SOURCE,
        "resources": [_resource(table, form, name, excel) for table in TABLES],
    }


def datasette_metadata(database: str) -> dict[str, Any]:
    """Return what `datasette --metadata` reads of a database, whose name is its file's without the ending."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        entry: dict[str, Any] = {
            "title": table.name,
            "description": f"{table.meaning}.",
            "columns": {column.name: column.meaning for column in table.columns},
        }
        if table.label:
            entry["label_column"] = table.label
        if table.sort:
            entry["sort_desc" if table.sort.startswith("-") else "sort"] = table.sort.removeprefix("-")
        if table.facets:
            entry["facets"] = list(table.facets)
        tables[table.name] = entry
    for name, view in VIEWS.items():
        tables[name] = {
            "title": name,
            "description": f"{view.meaning}.",
            "columns": view.meanings,
            "sort_desc": "date",
        }
    return {
        "title": _TITLE,
        "description": _SOURCE,
        "databases": {database: {"title": _TITLE, "description": _SOURCE, "tables": tables}},
    }


def _resource(table: Table, form: str, name: str | None, excel: bool) -> dict[str, Any]:
    resource: dict[str, Any] = {
        "name": table.name,
        "type": "table",
        "path": name or f"{table.name}.{form}",
        "description": f"{table.meaning}.",
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
    }
    if form == "csv":
        resource["encoding"] = "utf-8"
        resource["dialect"] = _EXCEL if excel else _PLAIN
    elif form == "xlsx":
        resource["dialect"] = {"excel": {"sheet": table.name}}
    elif form == "sqlite":
        resource["dialect"] = {"sql": {"table": table.name}}
    resource["schema"] = {
        "fields": [_field(column, excel and form == "csv") for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": [column.name],
                "reference": {"resource": column.refers_to, "fields": list(BY_NAME[column.refers_to].key)},
            }
            for column in table.columns
            if column.refers_to
        ],
    }
    return resource


def _field(column: Column, excel: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    if excel and column.type == "boolean":
        field |= {"trueValues": ["SAND"], "falseValues": ["FALSK"]}
    if excel and column.type == "number":
        field |= {"decimalChar": ","}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.one_of:
        constraints["enum"] = list(column.one_of)
    if constraints:
        field["constraints"] = constraints
    return field
