"""A run over many documents: to standard output, or into a place, with a journal from which it can go on."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from referat_nlp.batch.journal import Entry, Journal, Stamp, stamp_of
from referat_nlp.batch.lock import Lock
from referat_nlp.batch.options import Options
from referat_nlp.batch.places import Place
from referat_nlp.batch.progress import Progress
from referat_nlp.batch.reading import as_ready, in_order, prepare
from referat_nlp.batch.telling import Warnings, first_failures, name_taken
from referat_nlp.batch.workers import Answer, Job, Task, Workers
from referat_nlp.cli_parts import printable
from referat_nlp.errors import InputError, ReferatError
from referat_nlp.inputs import Input, in_utf8
from referat_nlp.results import make_folder, write_whole


def print_results(
    inputs: list[Input], options: Options, progress: Progress, *, jobs: int, indent: int | None, ordered: bool = True
) -> bool:
    """Print the results of the inputs, and on standard error why there is none; return whether all are.

    Args:
        inputs: The documents.
        options: What they are read with.
        progress: Told of each of them.
        jobs: How many processes read.
        indent: As of `json.dumps`.
        ordered: Whether results come in the order of the inputs, else as they are ready, the largest begun first.

    Raises:
        ReferatError: no document can be read.

    """
    with Workers(options.task(indent), jobs) as workers:
        numbers = range(len(inputs)) if ordered else _largest_first(range(len(inputs)), inputs, jobs)
        prepared = (prepare(number, inputs[number], options.limits, options.timeout) for number in numbers)
        for answer in in_order(prepared, workers) if ordered else as_ready(prepared, workers):
            if answer is None:
                progress.tick()
                continue
            for warning in answer.warnings:
                progress.say(printable(f"Warning: {answer.source.shown}: {warning}"))
            if answer.error is None:
                click.echo(answer.body)
            else:
                progress.say(printable(f"Error: {answer.error}"))
            progress.count(failed=answer.error is not None)
    return not progress.failed


def read_one(source: Input, options: Options, task: Task) -> tuple[str, list[str]]:
    """Return what a process of its own makes of one input, and what the user should know of it.

    Raises:
        ReferatError: it cannot be read.

    """
    with Workers(task, 1) as workers:
        answer = next(filter(None, in_order([prepare(0, source, options.limits, options.timeout)], workers)))
    if answer.error is not None:
        raise InputError(answer.error)
    return answer.body.decode("utf-8"), answer.warnings


class Run:
    """A run whose results go into a place: what it has read is in its journal, in memory is only where.

    Used with `with`: what the run keeps is left for another to go on from, unless it came to its end without failures.
    """

    def __init__(self, inputs: list[Input], options: Options, place: Place, *, resume: bool) -> None:
        """Make the place and open the journal.

        Raises:
            ReferatError: the place cannot be written, another run is writing there, or `resume` is true and the
                journal is one of other settings.

        """
        make_folder(place.folder)
        self._unfinished = place.hidden / "unfinished"
        lock, journal = place.hidden / "lock", place.hidden / "journal.jsonl"
        for path in (place.hidden, lock, journal, self._unfinished):
            # a run makes none; what it writes and removes there would lie elsewhere
            if path.is_symlink():
                raise ReferatError(f"{path}: this is a link; remove it, or choose another place for the results.")
        make_folder(place.hidden)
        self.inputs = inputs
        self.options = options
        self.place = place
        self._lock = Lock(lock, place.path)
        try:
            settings = options.settings() | {"form": place.form if place.each else "rows"}
            self._journal = Journal(journal, settings, options.bounds(), resume=resume)
        except BaseException:
            self._lock.release()
            raise
        self._fold = self._folding()
        self._names = self._result_names()
        self._twins = _twins(inputs, self._keys())
        self._entries: list[Entry | None] = [None] * len(inputs)
        self._kept = False
        for number, source in enumerate(inputs):
            if number not in self._twins and (entry := self._known(number, source)) is not None:
                self._entries[number] = entry
                self._kept = True

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *exception: object) -> None:
        self._journal.close()
        if not self._kept:
            self._journal.path.unlink(missing_ok=True)
        self._lock.release()
        with suppress(OSError):  # it holds the journal
            self.place.hidden.rmdir()

    @property
    def done(self) -> int:
        """How many documents an earlier run has read, or this one has."""
        return sum(entry is not None for entry in self._entries)

    @property
    def failed(self) -> int:
        """How many of them have failed."""
        return sum(entry is not None and entry.failed for entry in self._entries)

    def read(self, jobs: int, progress: Progress) -> None:
        """Read what has not been read.

        Raises:
            ReferatError: no document can be read, or the journal cannot be written.

        """
        stamps: dict[int, Stamp | None] = {}
        warnings = Warnings(progress)
        left = _largest_first([k for k, entry in enumerate(self._entries) if entry is None], self.inputs, jobs)
        with Workers(self.options.task(2 if self.place.form == "json" else None), jobs) as workers:
            for answer in as_ready((self._job(number, stamps) for number in left), workers):
                if answer is None:
                    progress.tick()
                    continue
                self._keep(answer, stamps.pop(answer.number))
                for warning in answer.warnings:
                    warnings.say(f"{answer.source.shown}: {warning}")
                entry = self._entries[answer.number]
                progress.count(failed=entry is not None and entry.failed)
        warnings.end("the results hold them (source.warnings)")

    def write(self, *, excel: bool = False) -> list[str]:
        """Write what is written at the end, from the journal: tables, one file of lines, the list of failures.

        Returns:
            Warnings.

        Raises:
            ReferatError: something cannot be written.

        """
        warnings: list[str] = []
        if self.failed < len(self._entries):
            warnings = self._write_results(excel)
        elif self.place.holds_results:  # a mistyped pattern must not empty what an earlier run has written
            warnings = [f"{self.place.path}: nothing could be read; what was there is left as it was."]
        if self.failed:
            self._write_lines(self.place.failures, self._failures())
            self._journal.end()
        else:
            self.place.failures.unlink(missing_ok=True)
            self._kept = False
        return warnings

    def _write_results(self, excel: bool) -> list[str]:
        results = (self._journal.body(entry) for entry in self._entries if entry is not None and not entry.failed)
        if self.place.tables:
            from referat_nlp import tables

            tables.remove_unfinished(self.place.form, self.place.path)
            parsed = (json.loads(result) for result in results)
            return tables.write(parsed, self.place.form, self.place.path, excel=excel)
        if not self.place.each:
            self._write_lines(self.place.path, results)
        return []

    def told_failures(self) -> Iterator[str]:
        """Return the sentences that name what failed, of the first at least."""
        sentences = (json.loads(failure)["error"] for failure in self._failures())
        return first_failures(sentences, self.failed, self.place.failures)

    def _failures(self) -> Iterator[bytes]:
        return (self._journal.body(entry) for entry in self._entries if entry is not None and entry.failed)

    def _folding(self) -> Callable[[str], str]:
        """Return what makes the same of two names that the file system holds for one, as 'A.json' and 'a.json'."""
        hidden = self.place.hidden
        if hidden.with_name(hidden.name.upper()).exists():
            return lambda name: unicodedata.normalize("NFC", name).casefold()
        return lambda name: name

    def _result_names(self) -> list[str]:
        """Return the name of each input's own file of results: with the document's ending where two differ in that."""
        stems = Counter(self._fold(stem) for _, stem in {(source.name, source.stem) for source in self.inputs})
        return [source.stem if stems[self._fold(source.stem)] == 1 else source.name for source in self.inputs]

    def _keys(self) -> list[str] | None:
        """Return what must not be the same for two inputs; None where anything may."""
        if self.place.each:
            return [self._fold(name) for name in self._names]
        return [source.name for source in self.inputs] if self.place.tables else None

    def _known(self, number: int, source: Input) -> Entry | None:
        """Return what an earlier run made of an input, if that is still there and of the same file.

        A file of results may be that of another input since, of the same name, or damaged: its checksum tells.
        """
        entry = self._journal.find(source, stamp_of(source))
        if entry is None or entry.failed or not self.place.each:
            return entry
        try:
            content = self._target(number).read_bytes()
        except OSError:
            return None
        return entry if self._journal.body(entry) == _sum(content) else None

    def _job(self, number: int, stamps: dict[int, Stamp | None]) -> Job | Answer:
        source = self.inputs[number]
        # before it is read: a file that is written meanwhile has changed
        stamps[number] = stamp_of(source)
        if (first := self._twins.get(number)) is not None:
            where = self._target(number) if self.place.each else "the row of that name"
            fault = name_taken(source.shown, where, self.inputs[first].shown)
            return Answer(number, source, error=fault, kind="name")
        return prepare(number, source, self.options.limits, self.options.timeout)

    def _keep(self, answer: Answer, stamp: Stamp | None) -> None:
        """Put an answer into the journal, and a result that has a file of its own into that."""
        source, error, kind, body = answer.source, answer.error, answer.kind, answer.body
        if error is None and self.place.each:
            target = self._target(answer.number)
            content = answer.body + b"\n"
            body = _sum(content)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, [content], self._unfinished)
            except OSError as fault:
                error, kind = f"{source.shown}: {target} cannot be written ({fault.strerror}).", "output"
        if error is not None:
            failure = {"input": in_utf8(source.shown), "error": error, "kind": kind}
            body = json.dumps(failure, ensure_ascii=False).encode("utf-8", "replace")
        self._entries[answer.number] = self._journal.add(source, stamp, body, failed=error is not None)
        self._kept = True

    def _target(self, number: int) -> Path:
        return self.place.folder / f"{self._names[number]}.json"

    def _write_lines(self, path: Path, lines: Iterable[bytes]) -> None:
        try:
            write_whole(path, (line + b"\n" for line in lines), self._unfinished)
        except OSError as error:
            raise ReferatError(
                f"{path}: the file cannot be written ({error.strerror}). Make room, then go on with --resume."
            ) from error


def _largest_first(numbers: Sequence[int], inputs: list[Input], jobs: int) -> Sequence[int]:
    """Return the numbers of the inputs, large files first, so that no process is left alone with one at the end.

    One process reads them in their order: nothing is gained then.
    """
    if jobs == 1:
        return numbers
    return sorted(numbers, key=lambda number: -(stamp_of(inputs[number]) or Stamp(0, 0)).size)


def _sum(content: bytes) -> bytes:
    """Return what stands in the journal for a result that has a file of its own: the file's checksum, as JSON."""
    return b"%d" % zlib.crc32(content)


def _twins(inputs: list[Input], keys: list[str] | None) -> dict[int, int]:
    """Return the number of each input whose key an earlier one has, with the number of that one."""
    if keys is None:
        return {}
    first: dict[str, int] = {}
    twins: dict[int, int] = {}
    for number, (source, key) in enumerate(zip(inputs, keys, strict=True)):
        if source.fault is None and (other := first.setdefault(key, number)) != number:
            twins[number] = other
    return twins
