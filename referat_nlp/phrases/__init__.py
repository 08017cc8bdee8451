"""Word lists as TOML files: headings, formulas and terms that a municipality's clerk can extend.

Each file says at its head what a row means and how to add one. A user's own folder of files
with the same names (`--phrases DIR`, or the `phrases` setting of a component) is read after the
shipped ones and adds to them.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from referat_nlp.errors import ReferatError


@lru_cache(maxsize=64)
def load(name: str, extra: str | None = None) -> dict[str, Any]:
    """Return the phrase file `name` (without '.toml'), with the rows of `extra`/name.toml added where it exists.

    Lists are joined, tables merged key by key; a plain value of the extra file replaces the shipped one. A new key may
    stand only where keys are words or the user's own names: elsewhere nothing would ever ask for it.

    Raises:
        ReferatError: the user's file cannot be opened, is not valid TOML, or has a value of another kind than the
            shipped file in its place (a text where a list is meant), or a key that is unknown there (a section kind of
            one's own); or the folder holds a phrase file of a name that no shipped one has, which nothing would ever
            read.
    """
    data: dict[str, Any] = tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
    if extra:
        _check_names(Path(extra))
        own = Path(extra) / f"{name}.toml"
        if own.exists():
            try:
                data = _merge(data, tomllib.loads(own.read_text(encoding="utf-8")), "", _OPEN.get(name, frozenset()))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, _Misfit) as error:
                raise ReferatError(
                    f"{own}: not a readable phrase file ({error}). See the shipped {name}.toml."
                ) from error
    return data


def _check_names(folder: Path) -> None:
    shipped = sorted(entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    for path in sorted(folder.glob("*.toml")):
        if path.name not in shipped:
            raise ReferatError(f"{path}: there is no shipped phrase file of this name; there are {', '.join(shipped)}.")


class _Misfit(Exception):
    """A value of a user's file that is of another kind than its place asks for; the message says where."""


# The tables of each file whose keys are names that a user may add to; so are those of tables that hold numbers, whose
# keys are words of the text.
_OPEN = {
    "outcomes": frozenset({"groups", "label_rules.beside", "meanings", "openers", "sentences", "whole", "words"}),
}

_KINDS = {dict: "a table", list: "a list", str: "a text", int: "a number", float: "a number"}


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a date, a time, true or false")


def _merge(base: dict[str, Any], more: dict[str, Any], table: str, open_tables: frozenset[str]) -> dict[str, Any]:
    """Return `base` with what `more` adds; `table` is which of the file's tables both are ('' for the whole file)."""
    merged = dict(base)
    siblings = {_kind(value) for value in base.values()}
    place = f"{table}." if table else ""
    closed = base and table not in open_tables and siblings != {"a number"}
    for key, value in more.items():
        if closed and key not in base:
            raise _Misfit(f"'{place}{key}' is unknown; known there are {', '.join(sorted(base))}")
        mine = merged.get(key)
        # a new key is of the kind of those beside it, as far as these are of one kind
        meant = {_kind(mine)} if key in base else siblings
        if len(meant) == 1 and _kind(value) not in meant:
            raise _Misfit(f"'{place}{key}' is {_kind(value)} where {meant.pop()} is meant")
        if isinstance(value, list):
            mine = mine or []
            _check_rows(value, {_kind(row) for row in mine}, place + key)
            merged[key] = mine + [row for row in value if row not in mine]
        elif isinstance(value, dict):
            merged[key] = _merge(mine or {}, value, f"{place}{key}", open_tables)
        else:
            merged[key] = value
    return merged


def _check_rows(rows: list[Any], kinds: set[str], place: str) -> None:
    """Raise where a row is of a kind that the shipped list has not, or an empty text, which would match anywhere."""
    for row in rows:
        if kinds and _kind(row) not in kinds:
            raise _Misfit(f"'{place}' holds {_kind(row)} where {' or '.join(sorted(kinds))} is meant")
        if isinstance(row, str) and not row.strip():
            raise _Misfit(f"'{place}' holds an empty text")
