"""Where results go and in which form: what -o and --format mean together."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from referat_nlp import tables
from referat_nlp.errors import ReferatError

# Forms that are known by the ending of the one file that they are written into.
_ENDINGS = {".jsonl": "jsonl", ".xlsx": "xlsx", ".sqlite": "sqlite", ".db": "sqlite"}
# Endings of one file for forms that are written as several.
_SEVERAL = {".json": "json", ".csv": "csv", ".parquet": "parquet"}
_TABLES = tables.FOLDERS + tables.FILES
# The file of a form that is one file, in a folder.
_NAMES = {"xlsx": "referater.xlsx", "sqlite": "referater.sqlite"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the results of a run go.

    Attributes:
        form: json, jsonl, csv, xlsx, parquet or sqlite.
        path: The file or folder to write.
        folder: The folder that holds it, or that it is.
        failures: The file that lists what could not be read.
        each: Whether each document has a file of its own in the folder.
        hidden: The folder for what a run keeps until it has come to its end.

    """

    form: str
    path: Path
    folder: Path
    failures: Path
    each: bool
    hidden: Path

    @property
    def tables(self) -> bool:
        """Whether the results are written as tables."""
        return self.form in _TABLES

    @property
    def holds_results(self) -> bool:
        """Whether there are results of an earlier run that another one replaces as a whole."""
        one = self.path / f"meetings.{self.form}" if self.form in tables.FOLDERS else self.path
        return not self.each and one.exists()


def place_of(output: Path | None, form: str | None) -> Place | None:
    """Return where results go; None for standard output.

    Raises:
        ReferatError: the two do not go together, or what the form needs is not installed.

    """
    if output is not None and str(output) == "-":
        output = None
    if form == "parquet" and find_spec("pyarrow") is None:
        raise ReferatError("--format parquet needs pyarrow: pip install 'referat-nlp[parquet]'.")
    if output is None:
        if form in _TABLES:
            raise ReferatError(f"--format {form} is written into files: say where with -o.")
        return None
    suffix = output.suffix.casefold()
    if not output.is_dir():
        if suffix in _SEVERAL:
            raise ReferatError(
                f"-o {output}: results as {_SEVERAL[suffix]} are several files; name a folder with -o, and "
                f"--format {_SEVERAL[suffix]}."
            )
        if suffix in _ENDINGS:
            told = _ENDINGS[suffix]
            if form not in (None, told):
                raise ReferatError(f"-o {output}: a file of this ending is {told}, not {form}; change one of the two.")
            # a link keeps pointing to its file
            path = Path(os.path.realpath(output)) if output.is_symlink() else output
            # the folder may hold other files of this kind: of the user, of other runs
            failures = path.with_name(f"{path.name}.errors.jsonl")
            return Place(told, path, path.parent, failures, False, path.with_name(f".{path.name}.referat-nlp"))
        if output.exists():
            raise ReferatError(f"-o {output}: this is a file, not a folder.")
    form = form or "json"
    path = output / _NAMES[form] if form in _NAMES else output
    return Place(form, path, output, output / "errors.jsonl", form in ("json", "jsonl"), output / ".referat-nlp")
