"""Places for results: folders that are made, files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from referat_nlp.errors import ReferatError


def make_folder(folder: Path) -> None:
    """Make a folder for results where it is missing.

    Raises:
        ReferatError: it cannot be made or written into.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise ReferatError(f"{folder}: this is a file, not a folder.") from None
    except OSError as error:
        raise ReferatError(f"{folder}: the folder cannot be made ({error.strerror}).") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ReferatError(f"{folder}: the folder cannot be written into; choose another or change its rights.")


def write_whole(path: Path, pieces: Iterable[bytes], unfinished: Path | None = None) -> None:
    """Write a file, or leave what was there as it is.

    Args:
        path: The file.
        pieces: Its content.
        unfinished: The file in the making, on the same disk; a hidden one beside it where None.

    Raises:
        OSError: it cannot be written.

    """
    unfinished = unfinished or path.with_name(f".{uuid4().hex}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


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
