"""The tasks of a run on a cluster: handed out, waited for, and taken apart where they cannot be done.

Retrying and moving work away from a worker that is lost is Dask's. What it gives up on, as several workers in turn died
of it (KilledWorker) or each try ended in an error that nobody foresaw, is tried again by itself, so that nothing is
blamed for what another task did to the worker that both were on; if that fails too, it is split, and so on down to the
one document that is to blame.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from queue import Empty, SimpleQueue
from uuid import uuid4

from distributed import Client, Future, KilledWorker

from referat_nlp.batch.options import Options
from referat_nlp.batch.progress import Progress
from referat_nlp.distributed.documents import told
from referat_nlp.distributed.partitions import Partition
from referat_nlp.distributed.store import Mark, Store
from referat_nlp.distributed.worker import Done, ReadersPlugin, failure, read_partition
from referat_nlp.errors import FaultInputError, ReferatError

# Times that Dask runs a task again which ended in an error; tasks whose worker was lost it counts by itself.
_RETRIES = 2
# Partitions that the scheduler knows of at once: enough for an adaptive cluster to see what is waiting, and no more
# than it can hold in memory.
_AHEAD = 1000
# So many partitions, or documents alone, that end in the same error before anything was read: it is not of documents.
_ALIKE = 3
# Seconds after which whoever waits is told how far the run is, and after which it is said that there is no worker.
_TICK = 0.5
_PATIENCE = 10


class Tasks:
    """The tasks of one run; used with `with`: whatever ends the block, none is left, nor a process that reads."""

    def __init__(
        self, client: Client, options: Options, settings: dict[str, object], store: Store, progress: Progress
    ) -> None:
        """Keep what the tasks need."""
        self._client = client
        self._options = options
        self._store = store
        self._progress = progress
        self._plugin = ReadersPlugin(options, settings)
        self._name = f"referat-nlp-{uuid4().hex}"
        self._flying: dict[str, tuple[Future[Done], Partition]] = {}
        self._ended: SimpleQueue[Future[Done]] = SimpleQueue()
        self._said = False
        self._read_any = False
        self._faults: list[str] = []

    def __enter__(self) -> Tasks:
        try:
            self._client.register_plugin(self._plugin, name=self._name)
        except Exception as error:
            raise _unfit(error) from error
        return self

    def __exit__(self, *exception: object) -> None:
        with suppress(Exception):  # the cluster is gone
            self._client.cancel([future for future, _ in self._flying.values()], force=True)
            self._client.unregister_worker_plugin(self._name)

    def read(self, partitions: Iterable[Partition], *, begun: bool = False) -> Iterator[tuple[Partition, Done]]:
        """Read partitions, and return what came of each, or of each of its pieces, as they are ready.

        Args:
            partitions: What is to be read.
            begun: Whether an earlier run has read anything, by which errors that are all alike are of these documents.

        Raises:
            ReferatError: no document can be read, the results cannot be written, or the cluster was lost.

        """
        suspects: deque[Partition] = deque()
        # large ones first, so that no worker is left alone with one at the end
        largest_first = sorted(partitions, key=lambda partition: -partition.size)
        self._read_any = begun
        several = len(largest_first) > _ALIKE
        for partition, done in self._read(deque(largest_first), _AHEAD):
            if isinstance(done, Done):
                yield partition, done
                continue
            if several:
                self._note(done)
            suspects.append(partition)
        self._faults.clear()
        for partition, done in self._read(suspects, 1):
            if isinstance(done, Done):
                yield partition, done
            elif len(partition.documents) > 1:
                suspects.extendleft(reversed(partition.split()))
            else:
                self._note(done)
                yield partition, self._blame(partition, done)

    def _note(self, error: Exception) -> None:
        """Note an error that nobody foresaw.

        Raises:
            ReferatError: nothing was read yet, and the first errors are alike: no document can be read.

        """
        if self._read_any or isinstance(error, KilledWorker):
            return
        self._faults.append(type(error).__name__)
        if len(self._faults) >= _ALIKE and len(set(self._faults)) == 1:
            raise _unfit(error) from error

    def _read(self, waiting: deque[Partition], most: int) -> Iterator[tuple[Partition, Done | Exception]]:
        """Read what is waiting, so many partitions at a time; an error stands for one that could not be done."""
        while waiting or self._flying:
            while waiting and len(self._flying) < most:
                self._hand_out(waiting.popleft())
            future = self._next()
            _, partition = self._flying.pop(str(future.key))
            done: Done | Exception
            try:
                done = future.result()
                self._read_any = self._read_any or bool(done.mark.rows)
            except ReferatError:
                raise
            except CancelledError as error:
                raise _lost() from error
            except ImportError as error:  # documents are read by processes of their own: this is of the worker
                raise _unfit(error) from error
            except Exception as error:
                if self._client.status in ("closing", "closed"):
                    raise _lost() from error
                done = error
            future.release()
            yield partition, done

    def _hand_out(self, partition: Partition) -> None:
        # a name of this run's and this try's own: Dask remembers what became of a task by its name
        key = f"{partition.name}-{uuid4().hex}"
        future = self._client.submit(
            read_partition, self._name, partition, self._store, key=key, retries=_RETRIES, pure=False
        )
        self._flying[key] = future, partition
        future.add_done_callback(self._ended.put)

    def _next(self) -> Future[Done]:
        """Return the next task that has ended.

        Raises:
            ReferatError: the connection to the scheduler is lost.

        """
        began = time.monotonic()
        while True:
            with suppress(Empty):
                return self._ended.get(timeout=_TICK)
            self._progress.tick()
            if self._client.status in ("closing", "closed"):
                raise _lost()
            if not self._said and time.monotonic() - began > _PATIENCE and self._client.status == "running":
                self._said = True
                with suppress(OSError):  # the connection is being lost
                    if not self._client.nthreads():
                        self._progress.say("The cluster has no worker yet; waiting for one.")

    def _blame(self, partition: Partition, error: Exception) -> Done:
        """Write a partition of one document that no worker could read."""
        document = partition.documents[0]
        if isinstance(error, KilledWorker):
            kind = "crash"
            sentence = (
                f"{document.shown}: each worker that read it died (KilledWorker); the file may be damaged, or need "
                "more memory than a worker has: give the workers more, or leave it out."
            )
        else:
            kind = FaultInputError.kind
            sentence = (
                f"{document.shown}: each try to read it ended in a fault of referat-nlp or of its installation on the "
                f"workers ({type(error).__name__}: {told(error)}); please report it."
            )
        mark = Mark(1, {}, [failure(document, sentence, kind)], self._options.bounds())
        self._store.write_partition(partition.name, {}, mark)
        return Done(mark)


def _lost() -> ReferatError:
    return ReferatError(
        "The connection to the cluster was lost, or somebody ended the tasks there; what is finished is kept, and the "
        "same command with --resume goes on from there."
    )


def _unfit(error: Exception) -> ReferatError:
    return ReferatError(
        f"The cluster cannot read documents ({type(error).__name__}: {told(error)}); its workers need "
        "referat-nlp[dask] of the same version as this machine, and the packages of the storage in use."
    )
