"""What the reading processes do: each function here makes, in such a process, one that reads documents."""

from __future__ import annotations

from pathlib import Path

from referat_nlp.batch.worker import Read
from referat_nlp.inputs import Input
from referat_nlp.limits import Limits
from referat_nlp.running import Reader, load_input


def extract(model: str | None, phrases: str | None, limits: dict[str, int], explain: bool, indent: int | None) -> Read:
    """Return what gives the JSON of a document.

    Raises:
        ReferatError: the model or the phrases are at fault.

    """
    reader = _reader(model, phrases, limits)
    from referat_nlp.components.tokeniser import Tokeniser
    from referat_nlp.output import to_json

    tokeniser = reader.nlp.tokenizer
    assert isinstance(tokeniser, Tokeniser)

    def read(source: Input, data: bytes | None) -> tuple[str, list[str]]:
        loaded = load_input(source, data, reader.limits)
        tokeniser.learn(loaded.text)
        with reader.nlp.memory_zone():  # other words of thousands of documents would fill the vocabulary
            minutes = reader.read(loaded, source)
            return to_json(minutes, indent=indent, explain=explain), minutes.source.warnings

    return read


def show(model: str | None, phrases: str | None, limits: dict[str, int], width: int, colour: bool) -> Read:
    """Return what gives a document for a person to read.

    Raises:
        ReferatError: the model or the phrases are at fault.

    """
    reader = _reader(model, phrases, limits)
    from referat_nlp.show import render

    def read(source: Input, data: bytes | None) -> tuple[str, list[str]]:
        return render(reader.minutes(source, data), width=width, colour=colour), []

    return read


def text(limits: dict[str, int]) -> Read:
    """Return what gives the text of a document as it is loaded."""

    def read(source: Input, data: bytes | None) -> tuple[str, list[str]]:
        loaded = load_input(source, data, Limits(**limits))
        return loaded.text, loaded.warnings

    return read


def _reader(model: str | None, phrases: str | None, limits: dict[str, int]) -> Reader:
    reader = Reader(Path(model) if model else None, Path(phrases) if phrases else None, Limits(**limits))
    _ = reader.nlp  # before the first document, whose time does not count it
    return reader
