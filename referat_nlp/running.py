"""Many documents through the pipeline, in one process or in several, with the same result."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_nlp.errors import InputError, ReferatError
from referat_nlp.inputs import Input
from referat_nlp.loading import LoadedText, load_bytes, load_file

if TYPE_CHECKING:
    from spacy.language import Language

    from referat_nlp.minutes import Minutes

# Documents handed to the processes ahead of the one whose result is next, for each process: enough that none
# waits behind one long document, few enough that finished results do not pile up.
AHEAD = 8


@dataclass(slots=True)
class Result:
    """What became of one input: its JSON, or the sentence that says why there is none."""

    source: Input
    json: str | None = None
    error: str | None = None
    warnings: list[str] = field(default_factory=list)


class Reader:
    """Reads inputs with one pipeline, which is loaded when the first readable text has been found.

    Args:
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of one's own phrase files.
        explain: Whether results say who knew what (`output.to_dict`).

    """

    def __init__(self, model: Path | None = None, phrases: Path | None = None, explain: bool = False) -> None:
        """Keep the settings; nothing is read yet."""
        self.model = model
        self.phrases = phrases
        self.explain = explain

    @cached_property
    def nlp(self) -> Language:
        """The pipeline.

        Raises:
            ReferatError: the model or the phrases are at fault.

        """
        from referat_nlp.pipeline import load

        nlp = load(self.model, phrases=self.phrases)
        # a damaged model stops the run before its first result, not at the first decision of some later document
        outcomes: Any = nlp.get_pipe("referat_outcomes")
        structure: Any = nlp.get_pipe("referat_structure")
        _ = outcomes.classifier, structure.tagger
        return nlp

    def minutes(self, source: Input, data: bytes | None = None) -> Minutes:
        """Return what one input says; `data` is its content where it has been read already.

        Raises:
            InputError: the input cannot be read as minutes.
            ReferatError: the model or the phrases are at fault, so that no input can be read.

        """
        return self.read(load_input(source, data), source)

    def read(self, loaded: LoadedText, source: Input, *, needs_items: bool = True) -> Minutes:
        """Return what the text of an input says, for `needs_items` false also where no agenda item was found.

        Raises:
            InputError: the text cannot be read as minutes.
            ReferatError: the model or the phrases are at fault, so that no input can be read.

        """
        # messages name the file as the user did, the result names it as the input says
        loaded.name = source.shown
        nlp = self.nlp
        from referat_nlp.extraction import from_doc
        from referat_nlp.pipeline import doc_of

        try:
            minutes = from_doc(doc_of(nlp, loaded), loaded, needs_items=needs_items)
        except (ReferatError, OSError):
            raise
        except MemoryError:
            raise InputError(f"{source.shown}: there is not enough memory for this file; split it.") from None
        except Exception as error:
            # A fault of ours must not cost the user the other files of the call.
            raise InputError(f"{source.shown}: {our_fault(error)}") from error
        minutes.source.name = source.name
        return minutes

    def result(self, source: Input, data: bytes | None = None, *, indent: int | None = None) -> Result:
        """Return the JSON of one input, or why there is none.

        Raises:
            ReferatError: the model or the phrases are at fault, so that no input can be read.

        """
        try:
            minutes = self.minutes(source, data)
        except InputError as error:
            return Result(source, error=str(error))
        from referat_nlp.output import to_json

        return Result(source, to_json(minutes, indent=indent, explain=self.explain), warnings=minutes.source.warnings)


def read_all(inputs: Iterable[Input], reader: Reader, *, indent: int | None = None, jobs: int = 1) -> Iterator[Result]:
    """Return the results of the inputs in their order, the same for any number of `jobs` (processes).

    Raises:
        ReferatError: the model or the phrases are at fault, or a process died; earlier results have been returned.

    """
    if jobs > 1:
        yield from _in_processes(inputs, reader, indent, jobs)
        return
    for entry in inputs:
        yield reader.result(entry, indent=indent)


def _in_processes(inputs: Iterable[Input], reader: Reader, indent: int | None, jobs: int) -> Iterator[Result]:
    # 'spawn' is the same on every system, and safe whatever threads the parent's libraries have started
    pool = ProcessPoolExecutor(
        jobs,
        multiprocessing.get_context("spawn"),
        _start_process,
        (reader.model, reader.phrases, reader.explain, indent),
    )
    waiting: deque[Future[Result]] = deque()
    try:
        for entry in inputs:
            data = None if entry.path else _standard_input()
            with interrupt_held():
                waiting.append(pool.submit(_read_in_process, entry, data))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise ReferatError(
            "A process that was reading files was stopped, most likely because memory ran out: use fewer --jobs."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def interrupt_held() -> Iterator[None]:
    """Keep Ctrl-C waiting: a process started meanwhile never gets it, so that the parent alone answers."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def load_input(source: Input, data: bytes | None = None) -> LoadedText:
    """Return the text of one input; `data` is its content where it has been read already.

    Raises:
        InputError: the input cannot be read as text.

    """
    if source.fault is not None:
        raise InputError(source.fault)
    if source.path is not None:
        return load_file(source.path)
    return load_bytes(_standard_input() if data is None else data, source.shown)


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except (AttributeError, OSError):  # closed, or a folder
        return b""


def our_fault(error: Exception) -> str:
    """Return the sentence for an error that nobody foresaw, with what somebody needs who is to mend it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}: {type(error).__name__}: {error}"
    return f"a fault in referat-nlp or its installation ({place}); please report it."


# What one process of several keeps from one document to the next.
_process: tuple[Reader, int | None] | None = None


def _start_process(model: Path | None, phrases: Path | None, explain: bool, indent: int | None) -> None:
    global _process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _process = Reader(model, phrases, explain), indent


def _read_in_process(source: Input, data: bytes | None) -> Result:
    assert _process is not None
    reader, indent = _process
    return reader.result(source, data, indent=indent)
