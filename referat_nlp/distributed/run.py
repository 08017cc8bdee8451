"""A run on a cluster: which partitions are to be read, what comes back, and what is written at the end.

Retrying, moving work away from a worker that is lost, and giving up on what kills its workers is Dask's; here a
partition that Dask has given up on is taken apart until the one document is found that was to blame.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from referat_nlp.batch.options import Options, differing
from referat_nlp.batch.progress import Progress
from referat_nlp.batch.telling import Warnings, first_failures
from referat_nlp.cli_parts import printable
from referat_nlp.distributed.documents import Document, find_documents, is_url
from referat_nlp.distributed.partitions import BYTES, Partition, above, share
from referat_nlp.distributed.store import (
    DESCRIPTION,
    ERRORS,
    ERRORS_TABLE,
    Mark,
    Store,
    errors_table,
    is_mark,
    is_result,
    mark_path,
    partition_of,
    table_paths,
)
from referat_nlp.errors import ReferatError
from referat_nlp.tables.columns import TABLES

if TYPE_CHECKING:
    from distributed import Client


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    Attributes:
        documents: How many it was to read.
        failures: What could not be read, in order: 'input', 'error' (a sentence) and 'kind', as in `errors.jsonl`.

    """

    documents: int
    failures: list[dict[str, str]]


def extract(
    client: Client,
    arguments: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    options: Options | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    partition_documents: int | None = None,
    partition_bytes: int = BYTES,
) -> Outcome:
    """Read documents on a Dask cluster, and write their tables as partitions of Parquet files.

    Args:
        client: A client of the cluster; its workers need referat-nlp[dask] of the same version.
        arguments: Paths, patterns and URLs, as the command takes them, or one of these; a path must mean the same on
            every worker.
        output: A folder that all workers see, or a URL such as s3://bucket/tables.
        options: Model, limits and bounds; the defaults where None.
        resume: Whether to keep the partitions that an earlier run into the same place has finished.
        progress: Who is told how far the run is; nobody where None.
        partition_documents: How many documents are read by one task at most; 10 for the first and up to 100 for later
            ones where None, the same whatever the cluster.
        partition_bytes: How many bytes of documents are read by one task at most; a larger one has its own.

    Returns:
        What the run came to, after all that can be read has been written.

    Raises:
        ReferatError: no document can be read, the place holds results that are not to be mixed with these or cannot
            be written, or the cluster was lost.
        TypeError: `client` is none of Dask's.
        ValueError: a partition is to have less than one document or byte.

    """
    from distributed import Client

    if not isinstance(client, Client):
        raise TypeError(f"extract needs a distributed.Client of the cluster, not {type(client).__name__}.")
    if (partition_documents is not None and partition_documents < 1) or partition_bytes < 1:
        raise ValueError("A partition has one document and one byte at least (partition_documents, partition_bytes).")
    if isinstance(arguments, (str, os.PathLike)):
        arguments = [arguments]
    output = os.fspath(output)
    documents = find_documents([os.fspath(argument) for argument in arguments])
    progress = progress or Progress(len(documents), quiet=True)
    run = ClusterRun(
        documents,
        options or Options(),
        output,
        resume=resume,
        partition_documents=partition_documents,
        partition_bytes=partition_bytes,
    )
    progress.begin(run.done, run.failed)
    run.read(client, progress)
    for warning in run.write():
        progress.say(printable(f"Warning: {warning}"))
    return Outcome(len(documents), run.failures)


class ClusterRun:
    """A run whose partitions are read by the workers of a cluster, and kept in one place."""

    def __init__(
        self,
        documents: list[Document],
        options: Options,
        output: str,
        *,
        resume: bool,
        partition_documents: int | None = None,
        partition_bytes: int = BYTES,
    ) -> None:
        """Look at the place, and find what is left to be read.

        Raises:
            ReferatError: it holds results and `resume` is false, results of other settings or of documents that are
                not among these, or cannot be used.

        """
        # the workers stand in another folder
        model, phrases = (path and path.absolute() for path in (options.model, options.phrases))
        for what, folder in (("model", model), ("phrases", phrases)):
            if folder is not None and not folder.is_dir():
                raise ReferatError(f"{folder}: no {what} can be read, as there is no such folder.")
        self.options = replace(options, model=model, phrases=phrases)
        self._settings = self.options.settings()
        self._store = Store(output if is_url(output) else os.path.abspath(output))
        self._marks: dict[Partition, Mark] = {}
        self._left: list[Partition] = []
        there = self._store.files()
        self._check(there, resume)
        self._anew: list[str] = []
        if not any(map(is_result, there)):
            # of a run that never read anything: nothing of it is to be kept, whatever its settings were
            self._anew = sorted(path for path in there if is_mark(path))
            there = there.difference(self._anew)
        partitions = list(_with_pieces(share(documents, partition_documents, partition_bytes), there))
        marks = self._store.marks(_marked(there))
        self._check_lost(partitions, marks, there)
        # what is left as it was where nothing can be read
        self._before = {name for name, mark in marks.items() if mark.rows}
        self._description = self._store.read(DESCRIPTION) if DESCRIPTION in there else None
        ended = DESCRIPTION in there or ERRORS in there
        for partition in partitions:
            mark = marks.get(partition.name)
            if mark is None:
                self._left.append(partition)
            elif self._holds(mark, partition.name, there, ended):
                self._marks[partition] = mark
            else:
                self._left.append(partition)
                self._anew.append(mark_path(partition.name))

    @property
    def done(self) -> int:
        """How many documents have been read or have failed."""
        return sum(mark.documents for mark in self._marks.values())

    @property
    def failed(self) -> int:
        """How many of them have failed."""
        return sum(len(mark.failures) for mark in self._marks.values())

    @property
    def failures(self) -> list[dict[str, str]]:
        """What could not be read, in the order of the documents."""
        return [failure for partition in self._in_order() for failure in self._marks[partition].failures]

    def read(self, client: Client, progress: Progress) -> None:
        """Read what is left.

        Raises:
            ReferatError: no document can be read, the results cannot be written, or the cluster was lost.

        """
        if not self._left:
            return
        from referat_nlp.distributed.tasks import Tasks

        with Tasks(client, self.options, self._settings, self._store, progress) as tasks:
            # now that the workers are known to be fit
            self._store.begin(self._settings)
            # until this run has come to its end, the place is not whole
            self._store.remove([DESCRIPTION, ERRORS, ERRORS_TABLE, *self._anew])
            warnings = Warnings(progress)
            for partition, done in tasks.read(self._left, begun=any(mark.rows for mark in self._marks.values())):
                self._marks[partition] = done.mark
                for warning in done.warnings:
                    warnings.say(warning)
                progress.done += done.mark.documents
                progress.failed += len(done.mark.failures)
                progress.tick()
            warnings.end("the table meetings holds them (warnings)")
        self._left = []

    def write(self) -> list[str]:
        """Write what is written at the end: the list of failures, and the description, by which the place is whole.

        Returns:
            Warnings.

        Raises:
            ReferatError: something cannot be written.

        """
        partitions = self._in_order()
        names = {partition.name for partition in partitions}
        # of documents that are no longer there, of partitions that were split, of workers that were killed in writing
        parts = {path: name for path in self._store.files() if (name := partition_of(path)) is not None}
        written = [partition.name for partition in partitions if self._marks[partition].rows]
        # storage that fails as a whole must not empty what an earlier run has written
        spared = bool(self._before) and not written
        stale = [path for path, name in parts.items() if path.endswith(".tmp") or (name not in names and not spared)]
        if not spared:
            # of a partition that was read before, and of which nothing could be read now
            empty = names.difference(written)
            stale += [path for path, name in parts.items() if name in empty and not is_mark(path)]
        if stale and not spared:
            # a place that is described is whole, also where this run is ended in between
            self._store.remove([DESCRIPTION])
        self._store.remove(stale)
        if self.failed:
            lines = (json.dumps(failure, ensure_ascii=False) + "\n" for failure in self.failures)
            self._store.write(ERRORS, "".join(lines).encode("utf-8", "replace"))
            self._store.write(ERRORS_TABLE, errors_table(self.failures))
        else:
            self._store.remove([ERRORS, ERRORS_TABLE])
        if spared:
            if self._description is not None:
                self._store.write(DESCRIPTION, self._description)
            return [f"{self._store.url}: nothing could be read; what was there is left as it was."]
        if written:
            self._store.write(DESCRIPTION, _description(written))
        else:
            self._store.remove([DESCRIPTION])
        return []

    def told_failures(self) -> Iterator[str]:
        """Return the sentences that name what failed, of the first at least."""
        sentences = (failure["error"] for failure in self.failures)
        return first_failures(sentences, self.failed, f"{self._store.url}/{ERRORS}")

    def _check(self, there: set[str], resume: bool) -> None:
        if not any(map(is_result, there)):
            return
        if not resume:
            raise ReferatError(
                f"{self._store.url}: there are results of an earlier run; go on with it by --resume, remove them, or "
                "choose another place."
            )
        before = self._store.settings()
        if before is None:
            raise ReferatError(
                f"{self._store.url}: the results there are not those of a run on a cluster, which alone another such "
                "run can go on with; choose another place."
            )
        other = differing(self._settings, before)
        if other:
            raise ReferatError(
                f"{self._store.url}: the run to go on with had other settings ({', '.join(other)}), and results of two "
                "settings are not mixed; use the same ones, or choose another place."
            )

    def _check_lost(self, partitions: list[Partition], marks: dict[str, Mark], there: set[str]) -> None:
        """Refuse inputs without documents that finished partitions hold: at the end their rows would be removed."""
        ours = {partition.name for partition in partitions}
        others = [mark for name, mark in marks.items() if name not in ours and there.issuperset(table_paths(name))]
        held = {name for mark in others for name in mark.names}
        named = (document for partition in partitions for document in partition.documents)
        lost = len(held - {document.name for document in named if document.fault is None})
        if lost:
            what = (
                "1 document of finished partitions is" if lost == 1 else f"{lost} documents of finished partitions are"
            )
            raise ReferatError(
                f"{self._store.url}: {what} not among these inputs, and --resume would remove "
                f"{'it' if lost == 1 else 'them'}; nothing was changed. Name the same inputs (and more), or choose "
                "another place."
            )

    def _holds(self, mark: Mark, name: str, there: set[str], ended: bool) -> bool:
        """Tell whether a partition is to be kept: all of it is there, and no failure in it is to be tried again."""
        if mark.failures and (ended or mark.bounds != self.options.bounds()):
            return False
        return not mark.rows or there.issuperset(table_paths(name))

    def _in_order(self) -> list[Partition]:
        return sorted(self._marks, key=lambda partition: partition.number)


def _marked(there: set[str]) -> set[str]:
    """Return the names of the partitions that have a mark."""
    return {name for path in there if is_mark(path) and (name := partition_of(path)) is not None}


def _with_pieces(partitions: Iterable[Partition], there: set[str]) -> Iterator[Partition]:
    """Return the partitions, and in the place of one that an earlier run has split, its pieces."""
    marked = _marked(there)
    split = {number for name in marked for number in above(name)}
    waiting = list(partitions)[::-1]
    while waiting:
        partition = waiting.pop()
        if partition.number in split and partition.name not in marked and len(partition.documents) > 1:
            waiting += partition.split()[::-1]
        else:
            yield partition


def _description(names: list[str]) -> bytes:
    """Return the Data Package of tables whose partitions have these names."""
    from referat_nlp.tables.description import data_package

    package: dict[str, Any] = data_package("parquet")
    for table, resource in zip(TABLES, package["resources"], strict=True):
        resource["path"] = [f"{table.name}/{name}.parquet" for name in names]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
