"""Results in files: written whole or not at all; a folder of them has one NAME.json for each document."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from referat_nlp.errors import InputError, ReferatError
from referat_nlp.inputs import Input


class ResultFolder:
    """Writes results whole or not at all, and never one document's over another's of the same run."""

    def __init__(self, folder: Path) -> None:
        """Make the folder where it is missing.

        Raises:
            ReferatError: it cannot be made or written into.

        """
        self.folder = folder
        self._written: dict[tuple[int, int], str] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise ReferatError(f"{folder}: this is a file, not a folder.") from None
        except OSError as error:
            raise ReferatError(f"{folder}: the folder cannot be made ({error.strerror}).") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise ReferatError(f"{folder}: the folder cannot be written into; choose another or change its rights.")

    def try_write(self, source: Input, text: str) -> str | None:
        """Write the result of one input; return the sentence that says why not where it cannot be written."""
        try:
            self.write(source, text)
        except InputError as error:
            return str(error)
        return None

    def write(self, source: Input, text: str) -> Path:
        """Write the result of one input and return its path; a file of an earlier run is replaced.

        Raises:
            InputError: another input of this run has the same name, or the file cannot be written.

        """
        target = self.folder / f"{source.stem}.json"
        try:
            # by identity, not by name: some file systems hold 'A.json' and 'a.json' for one
            other = self._written.get(_identity(target)) if target.exists() else None
            if other is not None:
                raise InputError(
                    f"{source.shown}: its result was not written, as {target} holds that of {other}; "
                    "rename one of the two, or write them into different folders."
                )
            write_whole(target, (text + "\n").encode("utf-8"))
            self._written[_identity(target)] = source.shown
        except OSError as error:
            raise InputError(f"{source.shown}: {target} cannot be written ({error.strerror}).") from error
        return target


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, or leave what was there as it is.

    Raises:
        OSError: it cannot be written.

    """
    temporary = path.with_name(f".{uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """Check that a file can be written there, before long work is done for it.

    Raises:
        ReferatError: its folder is missing or cannot be written into.

    """
    folder = path.parent
    if not folder.is_dir():
        raise ReferatError(f"{path}: there is no folder {folder}; make it first.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ReferatError(f"{path}: the folder {folder} cannot be written into; choose another or change its rights.")


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
