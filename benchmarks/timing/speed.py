"""The whole pipeline over the texts of a folder against spaCy's tokeniser alone, in all and by component.

What the program remembers of lines and texts is forgotten before each round over the texts, not before each text: what
recurs between documents may be remembered, as in any archive; what recurs since the same texts are read again may not.
Words stay known from round to round to both, as they do to a program that has read an archive for some minutes; the
first time in a fresh process, in which neither knows a word, is a row of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from timing.record import Record
from timing.rows import Row, Table, at_most, milliseconds, times
from timing.runs import Runs

if TYPE_CHECKING:
    from spacy.language import Language

RATIO = 1.5
TOKENISER, PIPELINE, PART = "tokeniser", "pipeline", "part "


def named(folder: str, what: str) -> str:
    """Return the name in the record of what was timed over the texts of a folder."""
    return f"speed, {folder}: {what}"


def measure(runs: Runs, texts: Path, rounds: int) -> None:
    """Start the processes."""
    for turn in range(rounds):
        runs.session("timing.speed", f"--texts={texts}", f"--turn={turn}")


def folders(record: Record) -> list[str]:
    """Return the names of the folders whose texts were timed."""
    end = named("", PIPELINE).rpartition(", ")[2]
    return [name[len("speed, ") : -len(end)] for name in record.values if name.endswith(end)]


def session() -> None:
    """Time both, and each component."""
    from timing.session import Session
    from timing.texts import SHORT, read_texts

    run = Session()
    texts = read_texts(run.options.texts)
    folder = run.options.texts.resolve().name
    read = {"documents": len(texts), "characters": sum(map(len, texts))}

    import spacy

    import referat_nlp
    from referat_nlp.memories import forget

    nlp, blank = referat_nlp.load(), spacy.blank("da")
    blank.max_length = nlp.max_length
    for one in (nlp, blank):
        one(SHORT)
    run.in_turn(
        lambda: run.time(named(folder, TOKENISER), over(texts, blank), read=read),
        lambda: run.time(named(folder, PIPELINE), over(texts, nlp), before=forget, read=read),
    )
    forget()
    spent = by_component(nlp, texts)
    for name in spent:
        run.take(named(folder, PART + name), lambda _: spent[name], warm=False, read=read)  # noqa: B023


def over(texts: Iterable[str], read: Callable[[str], object]) -> Callable[[], None]:
    """Return what reads all texts."""

    def reading() -> None:
        for text in texts:
            read(text)

    return reading


def by_component(nlp: Language, texts: Iterable[str]) -> dict[str, float]:
    """Return the seconds that each component takes over the texts, 'make_doc' the first.

    The components share what they read in a document, so each document goes through all before the next comes.
    """
    spent = dict.fromkeys(["make_doc", *nlp.pipe_names], 0.0)
    for text in texts:
        start = time.process_time()
        doc = nlp.make_doc(text)
        spent["make_doc"] += time.process_time() - start
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - start
    return {name: max(seconds, 1e-9) for name, seconds in spent.items()}


def table(record: Record, folder: str) -> Table:
    """Return the rows for the texts of a folder: in all, in a fresh process, by component."""
    return Table(f"Speed, {folder}/", _note(record, folder), tuple(_rows(record, folder)))


def _note(record: Record, folder: str) -> str:
    pipeline = named(folder, PIPELINE)
    characters, documents = record.fact(pipeline, "characters"), record.fact(pipeline, "documents")
    return (
        f"{documents} documents of {folder}/, {characters / 1000:,.0f} kB. Processor time of the pipeline as a "
        f"multiple of that of `spacy.blank('da')`, which only tokenises, on the same texts in the same process; median "
        f"of {record.rounds(pipeline)} processes. What the pipeline remembers of lines and texts is emptied before "
        f"each reading; what both know of single words is kept. `make_doc` is the tokeniser of the pipeline."
    )


def _rows(record: Record, folder: str) -> Iterator[Row]:
    pipeline, tokeniser = named(folder, PIPELINE), named(folder, TOKENISER)
    kilobytes = record.fact(pipeline, "characters") / 1000

    def beside(seconds: float) -> str:
        return f" ({seconds / kilobytes * 1000:.2f} ms a kB)"

    yield at_most("whole pipeline", record.ratio(pipeline, tokeniser), RATIO, times, beside(record.median(pipeline)))
    yield Row(
        "the same, both reading for the first time in a fresh process",
        times(record.ratio(pipeline, tokeniser, first=True)),
    )
    part = named(folder, PART)
    for name in (name for name in record.values if name.startswith(part)):
        yield Row(f"`{name.removeprefix(part)}`", times(record.ratio(name, tokeniser)) + beside(record.median(name)))
    alone = record.median(tokeniser)
    yield Row("`spacy.blank('da')`", f"{milliseconds(alone)}{beside(alone)}")
    yield Row("read in a second", f"{kilobytes / record.median(pipeline):,.0f} kB")


if __name__ == "__main__":
    session()
