"""One run at a time into one place."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from referat_nlp.errors import ReferatError

# What says that another holds the lock; anything else says that there are no locks on that disk.
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Lock:
    """A lock file, held from its making until `release`; the system frees it when its holder is killed."""

    def __init__(self, path: Path, place: Path) -> None:
        """Take the lock; `place` is what it guards, for the message.

        Raises:
            ReferatError: another run holds it.
            OSError: the file cannot be made.

        """
        self.path = path
        while True:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _lock(self._file)
            except OSError as error:
                if error.errno in _HELD:
                    holder = _content(self._file)
                    os.close(self._file)
                    raise ReferatError(
                        f"{place}: another run (process {holder}) is writing there; wait for it, or choose another "
                        "place."
                    ) from None
            if _is(self._file, path):
                break
            os.close(self._file)  # its holder removed it between our opening and locking
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode("ascii"))

    def release(self) -> None:
        """Remove the file and let others in."""
        if os.name == "nt":  # which removes no file that is open; a run that begins in between holds it, and keeps it
            os.close(self._file)
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
            return
        self.path.unlink(missing_ok=True)
        os.close(self._file)


def _content(file: int) -> str:
    """Return the number of the process that holds the lock, as far as it can be read."""
    try:
        return os.read(file, 20).decode("ascii", "replace").strip() or "unknown"
    except OSError:  # Windows lets nobody read what is locked
        return "unknown"


def _lock(file: int) -> None:
    """Lock an open file.

    Raises:
        OSError: another process holds the lock, or there are no locks on that disk.

    """
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is(file: int, path: Path) -> bool:
    try:
        status = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(file)
    return (ours.st_dev, ours.st_ino) == (status.st_dev, status.st_ino)
