"""From inputs to answers: as they are ready, or in the order of the inputs."""

from __future__ import annotations

import os
import select
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from referat_nlp.batch.workers import Answer, Job
from referat_nlp.errors import InputError
from referat_nlp.inputs import Input
from referat_nlp.limits import Limits
from referat_nlp.loading import load_file
from referat_nlp.running import standard_input

# Seconds after which whoever waits for an answer is given the word, to say how far the run is.
_TICK = 0.5
# Documents handed out ahead of the one whose result is printed next, for each process: enough that none waits behind
# one long document, few enough that finished results do not pile up.
_AHEAD = 8
# So many bytes are taken from a pipe at a time.
_PART = 1 << 20


class Readers(Protocol):
    """What reads documents: `workers.Workers`."""

    count: int

    @property
    def busy(self) -> int:
        """How many documents are being read."""

    @property
    def idle(self) -> bool:
        """Whether another document can be handed out."""

    def hand_out(self, job: Job) -> None:
        """Begin to read a document."""

    def wait(self, seconds: float) -> list[Answer]:
        """Return what has been read; nothing where nothing was within so many seconds."""


def prepare(number: int, source: Input, limits: Limits, timeout: float = 0) -> Job | Answer:
    """Return the job that an input makes for another process, or the answer where there is no need of one.

    What is no file, such as standard input or `<(…)` of a shell, is open in this process alone, which reads it.
    """
    path = source.path
    try:
        if source.fault is not None:
            raise InputError(source.fault)
        if path is None:
            return Job(number, source, standard_input(limits))
        if not path.exists() or path.is_dir():
            load_file(path)  # its message
        if _is_of_process(path) or not stat.S_ISREG(path.stat().st_mode):
            return Job(number, source, _stream(source, path, limits.file_bytes + 1, timeout))
    except InputError as error:
        return Answer(number, source, error=str(error), kind=error.kind)
    except OSError as error:
        fault = f"{source.shown}: the file cannot be read ({error.strerror})."
        return Answer(number, source, error=fault, kind=InputError.kind)
    return Job(number, source)


def _stream(source: Input, path: Path, most: int, timeout: float) -> bytes:
    """Return what comes out of a pipe or device, no more than `most` bytes, within `timeout` seconds (0: no bound).

    Raises:
        InputError: nothing comes for too long.
        OSError: it cannot be read.

    """
    until = time.monotonic() + timeout if timeout else None
    # a named pipe that nobody writes into would keep whoever opens it waiting
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        data = bytearray()
        while len(data) < most:
            left = max(0.0, until - time.monotonic()) if until is not None else None
            if not select.select([file], [], [], left)[0]:
                raise InputError(f"{source.shown}: nothing more came from it within {timeout:g} s (--timeout).")
            part = os.read(file, min(_PART, most - len(data)))
            if not part:
                break
            data += part
        return bytes(data)
    finally:
        os.close(file)


def _is_of_process(path: Path) -> bool:
    """Tell whether a path, such as /dev/stdin, means another file in another process."""
    return str(path.absolute()).startswith(("/dev/", "/proc/"))


def as_ready(
    jobs: Iterable[Job | Answer], readers: Readers, room: Callable[[int], bool] = lambda number: True
) -> Iterator[Answer | None]:
    """Return the answers as they come, and None now and then where none does.

    `jobs` is asked for one when a reader is free and `room`, asked with how many jobs there were, is true.

    Raises:
        ReferatError: no document can be read.

    """
    source = iter(jobs)
    job = next(source, None)
    asked = 0
    ready: list[Answer] = []
    while job is not None or readers.busy or ready:
        while job is not None and readers.idle and room(asked):
            if isinstance(job, Answer):
                ready.append(job)
            else:
                readers.hand_out(job)
            asked += 1
            job = next(source, None)
            if len(ready) >= _AHEAD:
                break
        if ready:
            yield from ready
            ready = []
        elif readers.busy:
            ready = readers.wait(_TICK)
            if not ready:
                yield None


def in_order(jobs: Iterable[Job | Answer], readers: Readers) -> Iterator[Answer | None]:
    """Return the answers in the order of the jobs, numbered from 0, and None now and then where none comes.

    Raises:
        ReferatError: no document can be read.

    """
    waiting: dict[int, Answer] = {}
    upcoming = 0

    def room(asked: int) -> bool:
        return asked < upcoming + _AHEAD * readers.count

    for answer in as_ready(jobs, readers, room):
        if answer is None:
            yield None
            continue
        waiting[answer.number] = answer
        while upcoming in waiting:
            yield waiting.pop(upcoming)
            upcoming += 1
