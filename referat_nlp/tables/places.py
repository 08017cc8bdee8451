"""Files that are written whole or not at all: made in a hidden folder beside their place, then moved there."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from referat_nlp.errors import ReferatError


class WholeFiles:
    """Files in the making, in `folder`, that are to lie in another folder."""

    def __init__(self, target: Path, name: str) -> None:
        """Make a hidden folder in `target`, so on the same disk, for the files.

        Its name begins with `name`, by which whoever knows that nobody else writes there finds what was left unfinished
        (`remove_unfinished`).

        Raises:
            OSError: it cannot be made.

        """
        self._target = target
        self.folder = target / f".{name}-{uuid4().hex}.tmp"
        self.folder.mkdir()

    def move(self) -> None:
        """Move the files to their places, one after the other, in place of those of the same names.

        Raises:
            ReferatError: a folder lies in the place of one; none is moved.
            OSError: another program holds one.

        """
        made = sorted(self.folder.iterdir())
        for path in made:
            check_free(self._target / path.name)
        for path in made:
            path.replace(self._target / path.name)

    def remove(self) -> None:
        """Remove the hidden folder and what is still in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def remove_unfinished(target: Path, name: str) -> None:
    """Remove what processes that were killed have left in `target`; nobody may be writing files of that name there."""
    for path in target.iterdir():
        if path.name.startswith(f".{name}-") and path.suffix == ".tmp":
            shutil.rmtree(path, ignore_errors=True)


def check_free(target: Path) -> None:
    """Check that a file can be moved to a place, so that of several files not only the first are.

    Raises:
        ReferatError: something other than a file lies there.
        OSError: another program holds the file; so it is on Windows, where Excel does.

    """
    if target.is_dir():
        raise ReferatError(f"{target}: this is a folder, not a file; choose another name.")
    if target.exists():
        target.replace(target)


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Raise what goes wrong in writing as a sentence.

    Raises:
        ReferatError: something cannot be written.

    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ReferatError(f"{place}: the disk is full; what was there is as it was.") from error
        raise ReferatError(
            f"{place}: the tables cannot be written ({error.strerror or error}); if another program has them open, "
            "close it and try again."
        ) from error
    except sqlite3.Error as error:
        if "full" in str(error):
            raise ReferatError(f"{place}: the disk is full; what was there is as it was.") from error
        raise ReferatError(f"{place}: the database cannot be written ({error}).") from error
