"""Which documents the arguments of a command mean: files, folders, standard input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from referat_nlp.formats.kinds import ENDINGS

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One document to be read.

    `path` is None for standard input; `shown` is the name for messages, as the user wrote it; `name` is the name for
    the result: the file's own name, or its path inside the folder that was given, so that it does not depend on where
    that folder lies. `fault` is the sentence that says why a folder gives no documents; reading raises it.
    """

    path: Path | None
    shown: str
    name: str
    fault: str | None = None

    @property
    def stem(self) -> str:
        """The name of its result file without '.json': 'a' for 'a.txt', but 'Referat 3.2' for a file of that name."""
        if self.path is None:
            return self.name
        return self.path.stem if self.path.suffix.casefold() in ENDINGS else self.path.name


def find_inputs(arguments: Iterable[str]) -> list[Input]:
    """Return the documents that the arguments mean, in their order, and in a folder's place its text files, sorted.

    A document that is named twice is read once. Links to folders inside a folder are not followed; hidden files and
    folders are passed over. A folder that cannot be listed, or without text files, stands as an input with a fault.
    """
    found: dict[tuple[str, str | None], Input] = {}
    for argument in arguments:
        for entry in _inputs_of(argument):
            place = STANDARD_INPUT if entry.path is None else _place(entry.path)
            found.setdefault((place, entry.fault), entry)
    return list(found.values())


def name_input(argument: str) -> Input:
    """Return the one document that an argument means, be it there or not: reading it says what is wrong."""
    if argument == STANDARD_INPUT:
        return Input(None, "standard input", "stdin")
    return Input(Path(argument), argument, _printable(Path(argument).name))


def _inputs_of(argument: str) -> Iterator[Input]:
    if argument != STANDARD_INPUT and os.path.isdir(argument):
        yield from _inputs_in(Path(argument))
    else:
        yield name_input(argument)


def _inputs_in(folder: Path) -> Iterator[Input]:
    errors: list[OSError] = []
    paths: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            # a pipe or device among the files would block or never end; a broken link is reported when it is read
            special = os.path.exists(path) and not os.path.isfile(path)
            if path.suffix.casefold() in ENDINGS and not name.startswith(".") and not special:
                paths.append(path)
    for error in errors:
        yield _faulty(Path(error.filename), f"the folder cannot be read ({error.strerror}).")
    if not paths and not errors:
        endings = ", ".join(sorted(ENDINGS))
        yield _faulty(folder, f"there is no text file in this folder; their names must end in {endings}.")
    for path in sorted(paths):
        yield Input(path, str(path), _printable(path.relative_to(folder).as_posix()))


def _faulty(folder: Path, fault: str) -> Input:
    return Input(folder, str(folder), _printable(folder.name), f"{folder}: {fault}")


def _place(path: Path) -> str:
    """Return the same for two ways to write one file's path; a link and its target stay two files."""
    return os.path.join(os.path.realpath(path.parent), path.name)


def _printable(name: str) -> str:
    """Return a name that UTF-8 can hold: bytes that are no text in a file's name become '\ufffd'."""
    return os.fsencode(name).decode("utf-8", "replace")
