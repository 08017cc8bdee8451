"""Reading functions for the processes of test_workers.py: a document says what is to happen when it is read."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

from referat_nlp.batch.worker import Read
from referat_nlp.errors import InputError, ModelError
from referat_nlp.inputs import Input


def obedient(folder: str) -> Read:
    """Return what does as a document says, and returns who read it: 'PROCESS NAME CONTENT'."""

    kept: list[bytearray] = []
    names: list[str] = []

    def read(source: Input, data: bytes | None) -> tuple[str, list[str]]:
        names.append(source.name)
        if data is None:
            assert source.path is not None
            data = source.path.read_bytes()
        order = data.decode("utf-8")
        once = Path(folder, "died")
        if order == "die" or (order == "die once" and not once.exists()):
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "crash":
            ctypes.string_at(0)
        elif order == "hang":
            Path(folder, "hanging").write_text(str(os.getpid()), encoding="utf-8")
            time.sleep(1000)
        elif order == "eat":
            bytearray(8_000_000_000)
        elif order == "fill" and len(names) > 1:
            raise MemoryError
        elif order == "grow":
            kept.append(bytearray(b"x" * 200_000_000))
        elif order == "refuse":
            raise InputError(f"{source.shown}: refused.")
        elif order == "stumble":
            raise ZeroDivisionError("by\nzero")
        elif order == "model":
            raise ModelError("the model is damaged.")
        print("what a library prints")
        return f"{os.getpid()} {source.name} {order}", ["a warning"] if order == "warn" else []

    return read


def without_model(**settings: object) -> Read:
    """Fail as a model that is missing does."""
    raise ModelError("there is no model.")


def dying(**settings: object) -> Read:
    """Die at the start."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leaving(**settings: object) -> Read:
    """End at the start, with an exit code of its own."""
    os._exit(3)


def late_leaving(folder: str) -> Read:
    """End at the start of the second process alone."""
    started = Path(folder, "started")
    with started.open("a") as file:
        file.write("x")
    if len(started.read_text()) == 2:
        os._exit(3)
    return obedient(folder)
