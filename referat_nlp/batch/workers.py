"""The processes that read, seen from the one that starts them: it hands out documents and survives what they meet.

A document that takes too long, or more memory than it may, or that kills the process which reads it, is a failed
document and no more; the others are read by a new process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from referat_nlp.batch.messages import receive, send
from referat_nlp.errors import MemoryInputError, ReferatError
from referat_nlp.inputs import Input
from referat_nlp.running import interrupt_held

# Seconds that a process may take until it is ready to read: spaCy and the model, on a slow disk.
_START = 300
# Libraries reserve address space for each thread, so that on a machine of many cores the bound of memory would be
# reached by doing nothing; the processes themselves are what runs side by side.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
# The modules come from where they come from here, and never from the folder that the user is in.
_PROGRAM = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from referat_nlp.batch.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Task:
    """What the processes do, and how much of it.

    Attributes:
        make: What makes the reading function (`worker.Read`) in a process: 'module:function'.
        settings: Its arguments, as JSON can hold them.
        timeout: Seconds that one document may take; 0 is no bound.
        memory: Megabytes of address space of one process; 0 is no bound.

    """

    make: str
    settings: dict[str, Any]
    timeout: float = 300
    memory: int = 4096


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: its number in the run, the input, and its content where it is no file."""

    number: int
    source: Input
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a document: the result (`body`, UTF-8), or why there is none, in a sentence and in one word."""

    number: int
    source: Input
    body: bytes = b""
    warnings: list[str] = field(default_factory=list)
    error: str | None = None
    kind: str = ""


def answer_of(job: Job, head: dict[str, Any], body: bytes) -> Answer:
    """Return the answer that a message (`worker.answer`) gives to a job.

    Raises:
        ReferatError: no document can be read.

    """
    if "fatal" in head:
        raise ReferatError(head["fatal"])
    if "error" in head:
        return Answer(job.number, job.source, error=head["error"], kind=head["kind"])
    return Answer(job.number, job.source, body, head["warnings"])


class Workers:
    """Processes that read documents, started when they are needed.

    Used with `with`: whatever ends the block, no process is left.
    """

    def __init__(self, task: Task, count: int) -> None:
        """Keep what to do; `count` is how many processes may run at once."""
        self.task = task
        self.count = count
        self._workers: list[_Worker] = []
        self._messages: SimpleQueue[_Message] = SimpleQueue()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in list(self._workers):
            self._end(worker)

    @property
    def busy(self) -> int:
        """How many documents are being read."""
        return sum(worker.job is not None for worker in self._workers)

    @property
    def idle(self) -> bool:
        """Whether another document can be handed out."""
        return self.busy < self.count

    def hand_out(self, job: Job) -> None:
        """Let a process read a document."""
        self._give(job)

    def wait(self, seconds: float) -> list[Answer]:
        """Return what has been read; nothing where nothing was within so many seconds.

        Raises:
            ReferatError: no document can be read, as the model or the phrases are at fault or no process starts.

        """
        until = time.monotonic() + seconds
        deadline = min([until, *(worker.deadline for worker in self._workers if worker.job)])
        answers: list[Answer] = []
        try:
            message = self._messages.get(timeout=max(0.0, deadline - time.monotonic()))
            while True:
                answers += self._take(message)
                message = self._messages.get_nowait()
        except Empty:
            pass
        now = time.monotonic()
        for worker in [worker for worker in self._workers if worker.job and worker.deadline <= now]:
            answers.append(self._late(worker))
        return answers

    def _give(self, job: Job, *, tried: bool = False, started: bool = False) -> None:
        """Let a process read a document; `tried` and `started`: another has tried that, or to be ready for it."""
        worker = next((worker for worker in self._workers if worker.job is None), None)
        if worker is None or tried or started:  # a second try is made by a process that has read nothing else
            worker = _Worker(self.task, self._messages)
            self._workers.append(worker)
        worker.job, worker.tried, worker.started = job, tried, started
        worker.deadline = worker.time_out()
        # a process that is gone already is noticed when its messages end
        with suppress(OSError):
            path = job.source.path
            head = {
                "path": None if path is None else str(path),
                "shown": job.source.shown,
                "name": job.source.name,
                "given": job.data is not None,
            }
            send(worker.requests, head, job.data or b"")

    def _take(self, message: _Message) -> list[Answer]:
        worker = message.worker
        if worker not in self._workers:  # ended meanwhile
            return []
        if message.content is None:
            return self._gone(worker)
        head, body = message.content
        if "ready" in head:
            worker.ready = True
            worker.deadline = worker.time_out()
            return []
        job, worker.job = worker.job, None
        if job is None:
            return []
        if head["last"]:
            self._end(worker)
        if head.get("kind") == MemoryInputError.kind and worker.read and not worker.tried:
            # what it keeps of other documents may be what was too much: no result depends on them
            self._give(job, tried=True)
            return []
        worker.read += 1
        return [answer_of(job, head, body)]

    def _gone(self, worker: _Worker) -> list[Answer]:
        """Notice that a process is no more; its document gets one more process."""
        with suppress(subprocess.TimeoutExpired):  # for the exit code of its own, not that of being killed
            worker.process.wait(timeout=1)
        self._end(worker)
        how = _how_it_ended(worker.process.returncode)
        job = worker.job
        if not worker.ready:
            if job is not None and not worker.started:
                self._give(job, tried=worker.tried, started=True)
                return []
            raise ReferatError(
                f"A process that was to read files ended before it was ready ({how}), and so did a second one: give "
                "them more memory with --max-memory, use fewer --jobs, or install referat-nlp again."
            )
        if job is None:
            return []
        if not worker.tried:
            self._give(job, tried=True)
            return []
        return [
            Answer(
                job.number,
                job.source,
                error=f"{job.source.shown}: the process that read it died ({how}), and a second one too; the file may "
                "be damaged, or need more memory than there is: use fewer --jobs, raise --max-memory, or leave it out.",
                kind="crash",
            )
        ]

    def _late(self, worker: _Worker) -> Answer:
        self._end(worker)
        if not worker.ready:
            raise ReferatError(f"A process that was to read files was not ready after {_START} seconds; try again.")
        job = worker.job
        assert job is not None
        return Answer(
            job.number,
            job.source,
            error=f"{job.source.shown}: reading it took longer than {self.task.timeout:g} seconds and was stopped; "
            "give it more with --timeout, or leave it out.",
            kind="timeout",
        )

    def _end(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.end()


class _Worker:
    """One process, and what it is doing."""

    def __init__(self, task: Task, messages: SimpleQueue[_Message]) -> None:
        """Start it."""
        self.task = task
        self.job: Job | None = None
        self.tried = self.started = False
        self.ready = False
        self.read = 0  # documents
        self.deadline = 0.0
        path = [os.path.abspath(place) for place in sys.path]
        with interrupt_held():
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM, json.dumps(path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **_ONE_THREAD},
            )
        assert self.process.stdin is not None
        self.requests = self.process.stdin
        settings = {
            "task": task.make,
            "settings": task.settings,
            "timeout": task.timeout,
            "memory": task.memory,
            "parent": os.getpid(),
        }
        with suppress(OSError):
            send(self.requests, settings)
        # a thread, as waiting for several pipes at once is another thing on every system
        self._listener = threading.Thread(target=self._listen, args=(messages,), daemon=True)
        self._listener.start()

    def time_out(self) -> float:
        """Return when the document begun now takes too long, on the clock `time.monotonic`."""
        if not self.ready:
            return time.monotonic() + _START
        return time.monotonic() + (self.task.timeout or float("inf"))

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        with suppress(OSError):  # what it never took
            self.requests.close()
        self._listener.join()

    def _listen(self, messages: SimpleQueue[_Message]) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            while (content := receive(stream)) is not None:
                messages.put(_Message(self, content))
        messages.put(_Message(self, None))


@dataclass(frozen=True, slots=True)
class _Message:
    """What a process said, or None: nothing more will come."""

    worker: _Worker
    content: tuple[dict[str, Any], bytes] | None


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
