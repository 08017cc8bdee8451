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

    Lists are joined, tables merged key by key; a plain value of the extra file replaces the shipped one.

    Raises:
        ReferatError: the user's file is not valid TOML.
    """
    data: dict[str, Any] = tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
    if extra:
        own = Path(extra) / f"{name}.toml"
        if own.exists():
            try:
                data = _merge(data, tomllib.loads(own.read_text(encoding="utf-8")))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise ReferatError(
                    f"{own}: not a readable phrase file ({error}). See the shipped {name}.toml."
                ) from error
    return data


def _merge(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in more.items():
        mine = merged.get(key)
        if isinstance(mine, list) and isinstance(value, list):
            merged[key] = mine + [row for row in value if row not in mine]
        elif isinstance(mine, dict) and isinstance(value, dict):
            merged[key] = _merge(mine, value)
        else:
            merged[key] = value
    return merged
