"""Writing a model's folder: all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from referat_nlp.errors import ModelError
from referat_nlp.model_files import META, WEIGHTS

# What a model of one part was, before there were several: these files in the folder itself.
_FORMER = (META, WEIGHTS)


def check_writable(folder: Path) -> None:
    """Make sure before a long training that its model can be written; makes the folders above it.

    Raises:
        ModelError: it cannot.

    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _beside(folder):
            pass
    except OSError as error:
        raise ModelError(f"{folder}: the model cannot be written there ({error.strerror}).") from error


def write_model(folder: Path, write: Callable[[Path], None], names: Iterable[str]) -> None:
    """Write a model into a folder, in the place of an older one there.

    What `write` writes lies ready on the same disk before the older model is touched; then both change places by
    renaming. An interruption until then leaves the older model whole, and so does one in between, which turns back.

    Args:
        folder: The model's folder; files in it that are no model's stay.
        write: Writes all files of the model into the folder it is given.
        names: All files and folders that a model of any version may hold: the older model's are taken away.

    Raises:
        OSError: it cannot be written.

    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder) as aside:
        new, old = aside / "new", aside / "old"
        new.mkdir()
        old.mkdir()
        write(new)
        if not folder.is_dir():
            new.replace(folder)
            return
        mine = {*names, *(path.name for path in new.iterdir())}
        if all((folder / name).is_file() for name in _FORMER):
            mine.update(_FORMER)
        moves = [(folder / name, old / name) for name in sorted(mine) if (folder / name).exists()]
        moves += [(path, folder / path.name) for path in sorted(new.iterdir())]
        done: list[tuple[Path, Path]] = []
        try:
            for source, target in moves:
                done.append((source, target))
                source.replace(target)
        except BaseException:
            for source, target in reversed(done):
                if target.exists() and not source.exists():
                    target.replace(source)
            raise


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Make a folder on the disk of another one, and remove it in the end."""
    # inside it where it is there: it may be a disk of its own
    place = folder if folder.is_dir() else folder.parent
    aside = Path(tempfile.mkdtemp(prefix=".model-", dir=place))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
