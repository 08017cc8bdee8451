"""Which documents a run on a cluster reads: listed once by the client, opened by the workers.

A path means what it means to `referat_nlp.inputs`; a URL (s3://bucket/prefix, memory://, file://, …) is a document, a
folder or a pattern of a file system that fsspec knows.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from referat_nlp.batch.telling import name_taken
from referat_nlp.errors import InputError, ReferatError
from referat_nlp.formats.kinds import HEAD, known_by_content
from referat_nlp.inputs import MAGIC, STANDARD_INPUT, Input, find_inputs, in_utf8, no_document, told_by_ending

# What file systems call the time of a file's last change, or what stands for its content.
_VERSIONS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "modified", "created")


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be read.

    Attributes:
        root: The argument that it came from, by which a worker knows the file system; '' for a path of this machine,
            which must mean the same file on the workers.
        path: Where it lies in that file system.
        shown: Its name for messages, as the user wrote it.
        name: Its name for the result: its path inside the folder that was given.
        size: In bytes, as listed; 0 where it is not known.
        version: What is another for another content of the same size, as far as the file system tells.
        fault: The sentence that says why it is not to be read.
        kind: The sort of that fault, in one word (errors.jsonl).

    """

    root: str
    path: str
    shown: str
    name: str
    size: int = 0
    version: str = ""
    fault: str | None = None
    kind: str = InputError.kind


def is_url(text: str) -> bool:
    """Tell whether an argument is a URL of fsspec rather than a path.

    >>> is_url("s3://bucket/referater"), is_url("referater/2021"), is_url("zip://a.txt::s3://bucket/a.zip")
    (True, False, True)
    """
    return "://" in text


def find_documents(arguments: Iterable[str]) -> list[Document]:
    """Return the documents that the arguments mean, in their order; in a folder's place those in it and below, sorted.

    A document that is named twice is read once, and of two documents with one name the second has a fault, as their
    rows could not be told apart. What cannot be listed stands as a document with a fault.

    Raises:
        ReferatError: an argument is standard input, or a URL for which nothing is installed.

    """
    found: dict[tuple[str, str, str | None], Document] = {}
    for argument in arguments:
        if argument == STANDARD_INPUT:
            raise ReferatError("Standard input can be read by this process alone: name files, folders or URLs.")
        for document in _at_url(argument) if is_url(argument) else map(_local, find_inputs([argument])):
            place = document.path if not document.root else f"{document.root.partition('://')[0]}://{document.path}"
            found.setdefault((place, document.name, document.fault), document)
    return list(_with_own_names(found.values()))


def read_bytes(document: Document, most: int) -> bytes:
    """Return the content of a document, and of more than `most` bytes only so much that this shows.

    Raises:
        InputError: it cannot be read.

    """
    if document.fault is not None:
        raise InputError(document.fault)
    try:
        if document.root:
            system, _ = file_system(document.root)
            with system.open(document.path, "rb") as file:
                data: bytes = file.read(most + 1)
                return data
        with open(document.path, "rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise InputError(f"{document.shown}: there is no such file.") from None
    except ReferatError as error:  # of this machine's installation: where others have what is missing, they read on
        raise InputError(f"{document.shown}: the file cannot be read ({told(error)}).") from error
    except Exception as error:  # each storage has errors of its own
        raise InputError(f"{document.shown}: the file cannot be read ({told(error)}).") from error


def file_system(url: str) -> tuple[Any, str]:
    """Return fsspec's file system of a URL or path, and the path in it.

    Raises:
        ReferatError: nothing that is installed knows such URLs.

    """
    from fsspec.core import url_to_fs
    from fsspec.implementations.local import LocalFileSystem

    if not is_url(url):  # in which '::' and '~' are letters
        return LocalFileSystem(), url
    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ReferatError(f"{url}: no file system for this URL can be opened ({told(error)}).") from error
    return system, path


def told(error: BaseException) -> str:
    """Return on one line what an error says."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(reason.split()).rstrip(".") or type(error).__name__


def _local(source: Input) -> Document:
    path = os.path.abspath(source.path or "")
    if source.fault is not None:
        return Document("", path, source.shown, source.name, fault=source.fault)
    try:
        status = os.stat(path)
    except OSError:  # reading it says why
        return Document("", path, source.shown, source.name)
    if not stat.S_ISREG(status.st_mode):
        fault = f"{source.shown}: this is no file, which alone the workers of a cluster can read."
        return Document("", path, source.shown, source.name, fault=fault)
    return Document("", path, source.shown, source.name, status.st_size, str(status.st_mtime_ns))


def _at_url(url: str) -> Iterator[Document]:
    system, path = file_system(url)
    try:
        # of a web address '?' is a part
        if MAGIC.intersection(path) and not system.exists(path):
            yield from _matching(system, path, url)
        elif system.isdir(path):
            yield from _in_folder(system, path, url)
        else:
            name = PurePosixPath(path).name
            yield _listed(url, path, url, name, system.info(path) if system.exists(path) else {})
    except Exception as error:  # each storage has errors of its own
        yield _faulty(url, f"it cannot be listed ({told(error)}).")


def _in_folder(system: Any, folder: str, url: str, base: str | None = None) -> Iterator[Document]:
    """Return the documents in a folder; their names begin in `base`, or in the folder itself."""
    base = (folder if base is None else base).rstrip("/")
    listed = {
        path: info
        for path, info in _followed(system, system.find(folder, detail=True))
        if not _hidden(path.removeprefix(folder)) and _is_file(info) and _is_document(system, path)
    }
    if not listed:
        yield _faulty(url, no_document())
    for path in sorted(listed, key=PurePosixPath):
        inside = path.removeprefix(base).lstrip("/")
        shown = system.unstrip_protocol(path) if MAGIC.intersection(url) else f"{url.rstrip('/')}/{inside}"
        yield _listed(url, path, shown, inside, listed[path])


def _matching(system: Any, pattern: str, url: str) -> Iterator[Document]:
    """Return the files that a pattern matches, sorted, and the documents in the folders that it matches."""
    parts = pattern.split("/")
    base = "/".join(parts[: next(k for k, part in enumerate(parts) if MAGIC.intersection(part))])
    matched = {
        path: info
        for path, info in _followed(system, system.glob(pattern, detail=True))
        if not _hidden(path.removeprefix(base), pattern)
    }
    if not matched:
        yield _faulty(url, "no file matches this pattern.")
    for path in sorted(matched, key=PurePosixPath):
        if matched[path]["type"] == "directory":
            # '**' matches each folder below as well, and each of them holds its files
            if parts[-1] != "**":
                yield from _in_folder(system, path, url, base)
        elif parts[-1] != "**" or (_is_file(matched[path]) and _is_document(system, path)):
            yield _listed(url, path, system.unstrip_protocol(path), path.removeprefix(base).lstrip("/"), matched[path])


def _hidden(inside: str, pattern: str = "") -> bool:
    """Tell whether a file is hidden, or lies in a hidden folder, that the pattern does not name."""
    return any(part.startswith(".") and part not in pattern.split("/") for part in inside.split("/"))


def _followed(system: Any, listed: dict[str, dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return what is listed, and of links, which are listed as neither file nor folder, what they lead to."""
    for path, info in listed.items():
        if info.get("islink"):
            with suppress(OSError):  # it leads nowhere
                yield path, system.info(path)
                continue
        yield path, info


def _is_file(info: dict[str, Any]) -> bool:
    """Tell whether what is listed is a file: no pipe, at which a reader waits, no device, no broken link."""
    return info.get("type") == "file"


def _is_document(system: Any, path: str) -> bool:
    by_ending = told_by_ending(PurePosixPath(path).name)
    if by_ending is None:
        try:
            with system.open(path, "rb") as file:
                return known_by_content(file.read(HEAD))
        except Exception:  # each storage has errors of its own; as on one machine, it is passed over
            return False
    return by_ending


def _listed(root: str, path: str, shown: str, name: str, info: dict[str, Any]) -> Document:
    if info.get("type") == "other":  # a reader would wait at it
        fault = f"{shown}: this is no file, which alone the workers of a cluster can read."
        return Document(root, path, shown, in_utf8(name), fault=fault)
    version = next((str(info[key]) for key in _VERSIONS if info.get(key)), "")
    return Document(root, path, shown, in_utf8(name), int(info.get("size") or 0), version)


def _faulty(url: str, fault: str) -> Document:
    return Document(url, url, url, PurePosixPath(url).name, fault=f"{url}: {fault}")


def _with_own_names(documents: Iterable[Document]) -> Iterator[Document]:
    """Give a fault to each document whose name an earlier one has."""
    first: dict[str, Document] = {}
    for document in documents:
        if document.fault is None and (other := first.setdefault(document.name, document)) is not document:
            fault = name_taken(document.shown, "the row of that name", other.shown)
            yield Document(document.root, document.path, document.shown, document.name, fault=fault, kind="name")
        else:
            yield document
