"""The journal of a run: what has been read, line by line, so that a run that was ended goes on from there.

Each line is a JSON object that begins with the checksum of what follows it, so that a line is whole or is none:

    {"sum":"…","run":{the settings},"limits":[…]}                   a run begins or goes on
    {"sum":"…","file":[path, name, size, mtime],"result":{…}}       a document was read
    {"sum":"…","file":[path, name, size, mtime],"failure":{…}}      it could not be read
    {"sum":"…","end":true}                                          the run came to its end, though some failed

In place of a result that has a file of its own stands that file's checksum.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from referat_nlp.batch.options import differing
from referat_nlp.errors import ReferatError
from referat_nlp.inputs import Input

# A quotation mark inside a JSON string stands behind a backslash, so that the first match is the structure's.
_LINE = re.compile(rb'\{"sum":"([0-9a-f]{8})",(.*)\}\n', re.DOTALL)
_FILE = re.compile(rb'"file":(\[.*?\]),"(result|failure)":', re.DOTALL)


class Stamp(NamedTuple):
    """What tells that a file has changed: its size in bytes and when it was written, in nanoseconds."""

    size: int
    written: int


class Entry(NamedTuple):
    """A document of the journal: where its result or failure stands in it, in bytes."""

    stamp: Stamp
    start: int
    length: int
    failed: bool


class Journal:
    """A journal that is open: what it knows, and its end, where lines are added.

    Args:
        path: The file.
        settings: What the results depend on; results of other settings are never mixed with these.
        limits: What only failures depend on; where they have changed, what failed is tried again.
        resume: Whether to go on with a journal that is there, rather than throw it away.

    Attributes:
        entries: The documents that earlier runs have read, by path and name.

    """

    def __init__(self, path: Path, settings: dict[str, Any], limits: list[float], *, resume: bool) -> None:
        """Open it.

        Raises:
            ReferatError: it belongs to other settings, or cannot be written.

        """
        self.path = path
        self.entries: dict[tuple[str, str], Entry] = {}
        self._settings = settings
        self._limits = limits
        self._file: BinaryIO
        try:
            self._file = path.open("r+b" if resume and path.exists() else "w+b")
        except OSError as error:
            raise self._fault(error) from error
        try:
            self._end = self._read()
            # what was being written when the run was ended
            self._file.truncate(self._end)
            self._file.seek(self._end)
            self._write(b'"run":%b,"limits":%b' % (_json(settings), _json(limits)))
        except BaseException:
            self._file.close()
            raise

    def find(self, source: Input, stamp: Stamp | None) -> Entry | None:
        """Return what an earlier run knew of a document, unless its file has changed since; asked once a document."""
        entry = self.entries.pop((source.place, source.name), None)
        return entry if entry is not None and entry.stamp == stamp else None

    def add(self, source: Input, stamp: Stamp | None, body: bytes, *, failed: bool) -> Entry:
        """Add a document: its result, or its failure, as JSON on one line.

        Raises:
            ReferatError: the journal cannot be written.

        """
        # what is no file, and so has no stamp, is read again by any other run
        stamp = stamp or Stamp(-1, -1)
        key = source.place, source.name
        head = b'"file":%b,"%b":' % (_json([*key, *stamp]), b"failure" if failed else b"result")
        start = self._end + len(_start(b"")) + len(head)
        self._write(head + body)
        return Entry(stamp, start, len(body), failed)

    def body(self, entry: Entry) -> bytes:
        """Return the result or failure of a document, as JSON.

        Raises:
            OSError: the journal cannot be read.

        """
        self._file.seek(entry.start)
        return self._file.read(entry.length)

    def end(self) -> None:
        """Note that the run has come to its end: what failed is tried again by the next.

        Raises:
            ReferatError: the journal cannot be written.

        """
        self._write(b'"end":true')

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _write(self, content: bytes) -> None:
        line = _start(content) + content + b"}\n"
        try:
            self._file.seek(self._end)
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise self._fault(error) from error
        self._end += len(line)

    def _read(self) -> int:
        """Take in the lines that are whole; return where they end."""
        end = 0
        limits: Any = None
        for position, content in _lines(self._file):
            # the brace and the line's end stand behind the content
            end = position + len(content) + 2
            if content.startswith(b'"run":'):
                head = json.loads(b"{" + content + b"}")
                self._compare(head["run"])
                if limits not in (None, head["limits"]):
                    self._forget_failed()
                limits = head["limits"]
            elif content == b'"end":true':
                self._forget_failed()
            elif found := _FILE.match(content):
                place, name, size, written = json.loads(found[1])
                entry = Entry(
                    Stamp(size, written), position + found.end(), len(content) - found.end(), found[2] == b"failure"
                )
                self.entries[place, name] = entry
        if limits not in (None, self._limits):
            self._forget_failed()
        return end

    def _forget_failed(self) -> None:
        self.entries = {key: entry for key, entry in self.entries.items() if not entry.failed}

    def _compare(self, others: dict[str, Any]) -> None:
        other = differing(self._settings, others)
        if other:
            raise ReferatError(
                f"{self.path}: the run to go on with had other settings ({', '.join(other)}), and results of two "
                "settings are not mixed; use the same ones, or leave --resume out to read all anew."
            )

    def _fault(self, error: OSError) -> ReferatError:
        return ReferatError(
            f"{self.path}: the journal of the run cannot be written ({error.strerror}); what it holds is kept for "
            "--resume."
        )


def stamp_of(source: Input) -> Stamp | None:
    """Return what tells that a file has changed; None for what is no file."""
    try:
        status = os.stat(source.path) if source.path is not None else None
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns) if status else None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Return the content of each line and where it begins in the file, up to the first line that is not whole."""
    position = 0
    for line in file:
        found = _LINE.fullmatch(line)
        if found is None or b"%08x" % zlib.crc32(found[2]) != found[1]:
            return
        yield position + found.start(2), found[2]
        position += len(line)


def _start(content: bytes) -> bytes:
    return b'{"sum":"%08x",' % zlib.crc32(content)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")
