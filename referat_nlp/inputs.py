"""Which documents the arguments of a command mean: files, folders, patterns, standard input."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from referat_nlp.formats.kinds import ENDINGS, HEAD, NOT_READ, known_by_content

STANDARD_INPUT = "-"
# What tells a pattern from a name, where no file has that very name.
MAGIC = frozenset("*?[")
# Files of a folder that are passed over without a look at their content: what the program writes itself, and archives.
_PASSED_OVER = frozenset(
    {".csv", ".db", ".gz", ".json", ".jsonl", ".parquet", ".sqlite", ".toml", ".tsv", ".xls", ".xlsx", ".yaml", ".yml"}
)


@dataclass(frozen=True, slots=True)
class Input:
    """One document to be read.

    `path` is None for standard input; `shown` is the name for messages, as the user wrote it; `name` is the name for
    the result: the file's own name, or its path inside the folder that was given, so that it does not depend on where
    that folder lies. `fault` is the sentence that says why a folder or pattern gives no documents; reading raises it.
    """

    path: Path | None
    shown: str
    name: str
    fault: str | None = None

    @property
    def stem(self) -> str:
        """Its name without the ending of a document: '2021/a' for '2021/a.txt', but 'Referat 3.2' for that name."""
        if self.path is None:
            return self.name
        # of the path: bytes that are no text stay as they are
        stem = self.path.stem if self.path.suffix.casefold() in ENDINGS else self.path.name
        return os.path.join(os.path.dirname(self.name), stem)

    @property
    def place(self) -> str:
        """The same for two ways to write one file's path; a link and its target stay two files."""
        if self.path is None:
            return STANDARD_INPUT
        return os.path.join(_real(os.path.join(os.getcwd(), self.path.parent)), self.path.name)


def find_inputs(arguments: Iterable[str]) -> list[Input]:
    """Return the documents that the arguments mean, in their order: in a folder's place those in it and below, sorted.

    An argument with `*`, `?`, `[` or `**` (folders at any depth) that is no file's name is a pattern. A document that
    is named twice is read once. Links to folders inside a folder are not followed; hidden files and folders are passed
    over. A folder that cannot be listed or is without documents, and a pattern without files, stand as inputs with a
    fault.
    """
    found: dict[tuple[str, str | None], Input] = {}
    for argument in arguments:
        for entry in _inputs_of(argument):
            found.setdefault((entry.place, entry.fault), entry)
    return list(found.values())


def name_input(argument: str) -> Input:
    """Return the one document that an argument means, be it there or not: reading it says what is wrong."""
    if argument == STANDARD_INPUT:
        return Input(None, "standard input", "stdin")
    return Input(Path(argument), argument, in_utf8(Path(argument).name))


def in_utf8(name: str) -> str:
    """Return a name that UTF-8 can hold: bytes that are no text in a file's name become '\ufffd'."""
    return os.fsencode(name).decode("utf-8", "replace")


def _inputs_of(argument: str) -> Iterator[Input]:
    if argument == STANDARD_INPUT:
        yield name_input(argument)
    elif os.path.isdir(argument):
        yield from _inputs_in(Path(argument))
    elif MAGIC.intersection(argument) and not os.path.lexists(argument):
        yield from _matching(argument)
    else:
        yield name_input(argument)


def _inputs_in(folder: Path, base: Path | None = None) -> Iterator[Input]:
    """Return the documents in a folder; their names begin in `base`, or in the folder itself."""
    errors: list[OSError] = []
    paths: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if not name.startswith(".") and _is_document(path):
                paths.append(path)
    for error in errors:
        yield _faulty(Path(error.filename), f"the folder cannot be read ({error.strerror}).")
    if not paths and not errors:
        yield _faulty(folder, no_document())
    for path in sorted(paths):
        yield Input(path, str(path), in_utf8(path.relative_to(base or folder).as_posix()))


def told_by_ending(name: str) -> bool | None:
    """Tell whether a file of a folder is to be read, as far as its name says; None: its content says."""
    suffix = PurePath(name).suffix.casefold()
    if suffix in _PASSED_OVER:
        return False
    return True if suffix in ENDINGS or suffix in NOT_READ else None


def no_document() -> str:
    """Return the sentence for a folder without documents."""
    endings = ", ".join(sorted(ENDINGS))
    return (
        f"there is no document in this folder: no file whose name ends in {endings}, and no other that is a PDF, a "
        "Word file or a web page."
    )


def _is_document(path: Path) -> bool:
    """Tell whether a file of a folder is to be read: by its ending, else by its content."""
    told = told_by_ending(path.name)
    if told is False or not _may_be_read(path):
        return False
    if told:
        return True
    try:
        with path.open("rb") as file:
            return known_by_content(file.read(HEAD))
    except OSError:
        return False


def _may_be_read(path: Path) -> bool:
    """Tell whether what was found is a file; a pipe or device would block or never end."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # a broken link is reported when it is read
        return True


def _matching(pattern: str) -> Iterator[Input]:
    """Return the files that a pattern matches, sorted, and the documents in the folders that it matches."""
    parts = Path(pattern).parts
    fixed = next(k for k, part in enumerate(parts) if MAGIC.intersection(part))
    base = Path(*parts[:fixed])
    paths = sorted({path for path in _expand(base, parts[fixed:]) if path.is_dir() or _may_be_read(path)})
    if not paths:
        yield _faulty(Path(pattern), "no file matches this pattern.")
    for path in paths:
        if path.is_dir():
            # '**' matches each folder below as well, and each of them holds its files
            if parts[-1] != "**":
                yield from _inputs_in(path, base)
        else:
            yield Input(path, str(path), in_utf8(path.relative_to(base).as_posix()))


def _expand(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    """Return what a pattern matches in a folder; as in a shell, '*' matches no hidden name and '**' follows no link."""
    part, rest = parts[0], parts[1:]
    if part == "**":
        for place, folders, files in os.walk(folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            if rest:
                yield from _expand(Path(place), rest)
            else:
                yield from (
                    path for name in files if not name.startswith(".") and _is_document(path := Path(place, name))
                )
        return
    if not MAGIC.intersection(part):
        names = [part] if os.path.lexists(folder / part) else []
    else:
        try:
            names = fnmatch.filter(os.listdir(folder), part)
        except OSError:
            return
        names = [name for name in names if part.startswith(".") or not name.startswith(".")]
    for name in names:
        if not rest:
            yield folder / name
        elif (folder / name).is_dir():
            yield from _expand(folder / name, rest)


def _faulty(folder: Path, fault: str) -> Input:
    return Input(folder, str(folder), in_utf8(folder.name), f"{folder}: {fault}")


@lru_cache(maxsize=1024)
def _real(folder: str) -> str:
    return os.path.realpath(folder)
