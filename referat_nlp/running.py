"""One document after the other through one pipeline."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_nlp.errors import FaultInputError, InputError, MemoryInputError, ReferatError
from referat_nlp.inputs import Input
from referat_nlp.limits import Limits
from referat_nlp.loading import LoadedText, load_bytes, load_file

if TYPE_CHECKING:
    from spacy.language import Language

    from referat_nlp.minutes import Minutes


class Reader:
    """Reads inputs with one pipeline, which is loaded when it is first asked for.

    Args:
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of one's own phrase files.
        limits: How much a file may ask for.

    """

    def __init__(self, model: Path | None = None, phrases: Path | None = None, limits: Limits | None = None) -> None:
        """Keep the settings; nothing is read yet."""
        self.model = model
        self.phrases = phrases
        self.limits = limits

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
        return self.read(load_input(source, data, self.limits), source)

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

        with faults_told(source):
            minutes = from_doc(doc_of(nlp, loaded), loaded, needs_items=needs_items)
        minutes.source.name = source.name
        return minutes


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


def load_input(source: Input, data: bytes | None = None, limits: Limits | None = None) -> LoadedText:
    """Return the text of one input; `data` is its content where it has been read already.

    Raises:
        InputError: the input cannot be read as text.

    """
    if source.fault is not None:
        raise InputError(source.fault)
    if source.path is not None and data is None:
        return load_file(source.path, limits)
    limits = limits or Limits()
    return load_bytes(standard_input(limits) if data is None else data, source.shown, limits)


def standard_input(limits: Limits) -> bytes:
    """Return what standard input holds; of more than the limits allow only so much that this shows."""
    try:
        return sys.stdin.buffer.read(limits.file_bytes + 1)
    except (AttributeError, OSError):  # closed, or a folder
        return b""


@contextmanager
def faults_told(source: Input) -> Iterator[None]:
    """Raise what nobody foresaw as the fault of one input: it must not cost the user the other files of the call.

    Raises:
        ReferatError: whatever went wrong.

    """
    try:
        yield
    except ReferatError:
        raise
    except MemoryError:
        raise MemoryInputError(
            f"{source.shown}: reading it needs more memory than there is or than --max-memory allows; split it."
        ) from None
    except Exception as error:
        raise FaultInputError(f"{source.shown}: {our_fault(error)}") from error


def our_fault(error: Exception) -> str:
    """Return the sentence for an error that nobody foresaw, with what somebody needs who is to mend it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}: {type(error).__name__}: {error}"
    return f"a fault in referat-nlp or its installation ({place}); please report it."
