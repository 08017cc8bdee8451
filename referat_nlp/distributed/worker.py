"""What a worker of the cluster does: it reads the documents of a partition, and writes the partition.

The documents themselves are read by a process of the worker's own (`batch.workers`), so that the bounds of time and
memory hold here as on one machine, and a document that kills the process which reads it costs the worker nothing. That
process loads the model once and is kept for the next partition.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, cast

from distributed import Worker, WorkerPlugin, get_worker

from referat_nlp.batch.options import Options, differing
from referat_nlp.batch.reading import in_order
from referat_nlp.batch.workers import Answer, Job, Workers
from referat_nlp.distributed.documents import Document, read_bytes, told
from referat_nlp.distributed.partitions import Partition
from referat_nlp.distributed.store import Mark, Store
from referat_nlp.errors import InputError, ReferatError
from referat_nlp.inputs import Input, in_utf8
from referat_nlp.tables.columns import TABLES
from referat_nlp.tables.parquet_files import ParquetFiles
from referat_nlp.tables.rows import batches


@dataclass(slots=True)
class Done:
    """What came of a partition: its mark, and warnings, each with the document's name."""

    mark: Mark
    warnings: list[str] = field(default_factory=list)


class ReadersPlugin(WorkerPlugin):
    """The processes of a worker that read, from its start, or the run's, to its end.

    There is one for each partition that the worker reads at a time (its threads).

    Attributes:
        ended: Whether the run, or the worker, has ended.

    """

    ended = False

    def __init__(self, options: Options, settings: dict[str, Any]) -> None:
        """Keep what the documents are read with, and what that must come to on each worker."""
        self.options = options
        self.settings = settings

    def setup(self, worker: Worker) -> None:
        """Prepare for the first partition; nothing is started yet."""
        self._idle: list[Workers] = []
        self._lock = Lock()
        self._compared = False

    def teardown(self, worker: Worker) -> None:
        """End the processes; a partition in work is left unfinished."""
        with self._lock:
            self.ended = True
            idle, self._idle = self._idle, []
        for readers in idle:
            readers.__exit__()

    @contextmanager
    def readers(self) -> Iterator[Workers]:
        """Give a process that reads to one partition.

        Raises:
            ReferatError: this worker has another version of the program, the model or the phrases.

        """
        with self._lock:
            self._compare()
            readers = self._idle.pop() if self._idle else Workers(self.options.task(None), 1)
        try:
            yield readers
        except BaseException:
            readers.__exit__()
            raise
        with self._lock:
            if not self.ended:
                self._idle.append(readers)
                return
        readers.__exit__()

    def _compare(self) -> None:
        if self._compared:
            return
        other = differing(self.settings, self.options.settings())
        if other:
            raise ReferatError(
                f"A worker of the cluster has another {' and another '.join(other)} than this machine: install the "
                "same version of referat-nlp there, and put --model and --phrases where each worker finds them by the "
                "same path."
            )
        self._compared = True


def read_partition(plugin: str, partition: Partition, store: Store) -> Done:
    """Read a partition's documents and write its tables; a task of the cluster.

    Args:
        plugin: The name of the `ReadersPlugin` on this worker.
        partition: The documents.
        store: Where the tables go.

    Raises:
        ReferatError: no document can be read, or the tables cannot be written.

    """
    name = partition.name
    # an earlier try of this task may have come to its end, and its worker have been lost before it told
    if (mark := store.mark(name)) is not None:
        return Done(mark)
    ours = cast("ReadersPlugin | None", get_worker().plugins.get(plugin))
    if ours is None:  # it could not be set up on this worker
        raise ReferatError(
            "A worker of the cluster was not made ready to read documents; it needs referat-nlp[dask] of the same "
            "version as this machine."
        )
    done = Done(Mark(len(partition.documents), {}, [], ours.options.bounds()))
    with ours.readers() as readers:
        files = _tables(_results(partition, readers, ours, done), done.mark.rows)
    missing = len(partition.documents) - done.mark.rows["meetings"] - len(done.mark.failures)
    if missing:  # never: a partition that says less than it was given must not count as whole
        raise AssertionError(f"{name}: {missing} documents have neither rows nor a failure")
    if not files:
        done.mark.rows.clear()
    if ours.ended:  # another run may be writing there by now
        raise ReferatError("The run has ended.")
    store.write_partition(name, files, done.mark)
    return done


def failure(document: Document, error: str, kind: str) -> dict[str, str]:
    """Return what `errors.jsonl` says of a document that could not be read."""
    return {"input": in_utf8(document.shown), "error": error, "kind": kind}


def _results(partition: Partition, readers: Workers, plugin: ReadersPlugin, done: Done) -> Iterator[dict[str, Any]]:
    """Return the results of the documents that can be read, in their order; keep in `done` what is said of others.

    Raises:
        ReferatError: no document can be read, or the run has ended, and nobody waits for them.

    """
    jobs = (_job(number, document, plugin.options) for number, document in enumerate(partition.documents))
    for answer in in_order(jobs, readers):
        if plugin.ended:
            raise ReferatError("The run has ended.")
        if answer is None:
            continue
        document = partition.documents[answer.number]
        if answer.error is not None:
            done.mark.failures.append(failure(document, answer.error, answer.kind))
            continue
        done.mark.names.append(document.name)
        done.warnings += [f"{document.shown}: {warning}" for warning in answer.warnings]
        yield json.loads(answer.body)


def _job(number: int, document: Document, options: Options) -> Job | Answer:
    source = Input(None, document.shown, document.name)
    try:
        return Job(number, source, read_bytes(document, options.limits.file_bytes))
    except InputError as error:
        kind = document.kind if document.fault is not None else error.kind
        return Answer(number, source, error=str(error), kind=kind)


def _tables(results: Iterator[dict[str, Any]], counts: dict[str, int]) -> dict[str, bytes]:
    """Return the Parquet file of each table, empty ones too; nothing where there is no result."""
    with ExitStack() as stack:
        with _on_disk():
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="referat-nlp-"))
            files = ParquetFiles(Path(folder))
        try:
            counts.update({table.name: 0 for table in TABLES})
            for rows in batches(results):
                for name, more in rows.items():
                    counts[name] += len(more)
                with _on_disk():
                    files.add(rows)
            with _on_disk():
                files.finish()
        finally:
            files.close()
        if not any(counts.values()):
            return {}
        with _on_disk():
            return {table.name: Path(folder, f"{table.name}.parquet").read_bytes() for table in TABLES}


@contextmanager
def _on_disk() -> Iterator[None]:
    """Say of an error of the worker's own disk where it is."""
    try:
        yield
    except OSError as error:
        raise ReferatError(
            f"{get_worker().address}: the tables cannot be written on the disk of this worker, in its folder for "
            f"temporary files ({told(error)}); make room there, then go on with --resume."
        ) from error
