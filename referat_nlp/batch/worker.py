"""A process that reads documents for another: one at a time, until its input ends.

It bounds itself: the memory it may use, and how long it may live when nobody is there to stop it.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from referat_nlp.batch.messages import receive, send
from referat_nlp.errors import InputError, MemoryInputError, ReferatError
from referat_nlp.inputs import Input
from referat_nlp.running import faults_told, our_fault

Read = Callable[[Input, bytes | None], tuple[str, list[str]]]
"""Reads one input, whose content is given where it has been read already: the result as text, and warnings.

Raises InputError where it cannot be read, ReferatError where none can be.
"""

# Seconds beyond the time that a document may take, after which a process ends by itself whose parent did not end it.
_GRACE = 15
# Megabytes by which a process may grow, by what libraries keep and by memory in pieces too small to be given back.
_GROWTH = 150
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve the process that started this one.

    The first message holds what makes the reading function, `module:function`, and its settings.
    """
    # Ctrl-C reaches all processes of a terminal; the parent alone answers it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _streams()
    first = receive(requests)
    if first is None:
        return
    settings = first[0]
    _end_with(settings["parent"])
    _limit_memory(settings["memory"])
    try:
        read = made(settings["task"], settings["settings"])
    except Exception as error:
        fault = str(error) if isinstance(error, ReferatError) else our_fault(error)
        send(answers, {"fatal": fault, "last": True})
        return
    # what was loaded stays: the collector of circular references need not go through it again and again
    gc.collect()
    gc.freeze()
    send(answers, {"ready": True})
    at_first = _memory()
    while (request := receive(requests)) is not None:
        head, data = request
        path = None if head["path"] is None else Path(head["path"])
        source = Input(path, head["shown"], head["name"])
        _end_after(settings["timeout"])
        head, body = answer(read, source, data if head["given"] else None)
        head["last"] = head["last"] or _memory() > at_first + _GROWTH
        send(answers, head, body)
        _end_after(0)
        if head["last"]:
            return


def made(task: str, settings: dict[str, Any]) -> Read:
    """Return the function that reads, made by `task`, 'module:function', of its settings."""
    module, name = task.split(":")
    read: Read = getattr(import_module(module), name)(**settings)
    return read


def answer(read: Read, source: Input, data: bytes | None) -> tuple[dict[str, Any], bytes]:
    """Read one input and return the message that says what came of it.

    Its `last` is true where this process is not fit to read another.
    """
    try:
        with faults_told(source):
            text, warnings = read(source, data)
        return {"warnings": warnings, "last": False}, text.encode("utf-8")
    except InputError as error:
        # what a failed allocation leaves behind is not to be trusted
        return {"error": str(error), "kind": error.kind, "last": isinstance(error, MemoryInputError)}, b""
    except ReferatError as error:
        return {"fatal": str(error), "last": True}, b""


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Return where requests come from and answers go to, and send what libraries print elsewhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, answers


def _end_with(parent: int) -> None:
    """End this process when its parent is killed, where the system can do that."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was killed before that
            os._exit(1)


def _limit_memory(megabytes: int) -> None:
    """Bound the address space of this process; 0 is no bound. Some systems have none."""
    if not megabytes:
        return
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = megabytes * 1_000_000
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _memory() -> float:
    """Return the megabytes of memory that this process has; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def _end_after(seconds: float) -> None:
    """End this process by a signal some time after that, unless called again; 0 is never."""
    if hasattr(signal, "alarm"):
        signal.alarm(int(seconds) + _GRACE if seconds else 0)
