"""Documents of 1 kB to 10 MB: the time for each kB should stay the same.

Short ones are read until as much text has been read as one of 1 MB has: the same few over and over would find every
word of theirs in memory, which no run over many documents does.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from timing.record import Record
from timing.rows import Row, Table, at_most, times
from timing.runs import Runs

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
# Of which the time for each kB should be within so much of the least.
EVEN, EVEN_FROM = 1.3, 10_000
LEAST_TEXT = 1_000_000
# Longer ones are timed in the first process only: they take as long as all others together.
LONG = 1_000_000
PIPELINE, TOKENISER = "length: pipeline ", "length: tokeniser "


def measure(runs: Runs, rounds: int, sizes: Sequence[int] = SIZES) -> None:
    """Start the processes."""
    for turn in range(rounds):
        now = [size for size in sizes if turn == 0 or size <= LONG]
        runs.session("timing.lengths", f"--turn={turn}", "--sizes", *map(str, now))


def session() -> None:
    """Time all sizes, the tokeniser beside the pipeline each time."""
    from timing.session import Session
    from timing.speed import over
    from timing.texts import SHORT, long_text

    run = Session()

    import spacy

    import referat_nlp
    from referat_nlp.memories import forget

    nlp, blank = referat_nlp.load(), spacy.blank("da")
    blank.max_length = nlp.max_length
    nlp(SHORT)
    known = long_text(min(LEAST_TEXT, max(run.options.sizes)))
    for one in (nlp, blank):
        one.make_doc(known)  # the words of the texts, else those read first would be the slowest
    for size in run.options.sizes:
        text = long_text(max(size, len(known)))
        texts = [text[at : at + size] for at in range(0, len(text), size)]
        read = {"documents": len(texts), "characters": len(text)}
        run.in_turn(
            lambda: run.time(f"{TOKENISER}{size}", over(texts, blank), warm=False, read=read),  # noqa: B023
            lambda: run.time(f"{PIPELINE}{size}", over(texts, nlp), before=forget, warm=False, read=read),  # noqa: B023
        )


def sizes(record: Record) -> list[int]:
    """Return the sizes that were timed."""
    return [size for size in SIZES if f"{PIPELINE}{size}" in record]


def per_kilobyte(record: Record, name: str, size: int) -> list[float]:
    """Return the milliseconds for each kB, by round."""
    return [value / record.fact(f"{name}{size}", "characters") * 1e6 for value in record.values[f"{name}{size}"]]


def growth(record: Record) -> dict[int, float]:
    """Return, by size, the time for each kB as a multiple of the least of those from 10 kB on, in the same process."""
    found = sizes(record)
    compared = [size for size in found if size >= EVEN_FROM] or found
    out = {}
    for size in found:
        rounds = []
        for k, value in enumerate(per_kilobyte(record, PIPELINE, size)):
            rows = (per_kilobyte(record, PIPELINE, other) for other in compared)
            rounds.append(value / min(row[k] for row in rows if k < len(row)))
        out[size] = median(rounds)
    return out


def table(record: Record) -> Table:
    """Return the rows."""
    rows = []
    for size, ratio in growth(record).items():
        ours, tokens = (median(per_kilobyte(record, name, size)) for name in (PIPELINE, TOKENISER))
        what, beside = (
            f"document of {size // 1000:,} kB",
            f" times the least, {ours:.2f} ms a kB; tokenising {tokens:.2f}",
        )
        if size < EVEN_FROM:
            rows.append(Row(what, times(ratio) + beside))
        else:
            rows.append(at_most(what, ratio, EVEN, times, beside))
    found = sizes(record)
    most, fewest = record.rounds(f"{PIPELINE}{found[0]}"), record.rounds(f"{PIPELINE}{found[-1]}")
    rounds = f"{most} processes" if most == fewest else f"{most} processes, of the longest {fewest}"
    return Table(
        "A document's length",
        f"Processor time for each kB, against the least of those from {EVEN_FROM // 1000} kB on in the same process; "
        f"median of {rounds}. Short documents are read until {LEAST_TEXT // 1_000_000} MB has been read.",
        tuple(rows),
    )


if __name__ == "__main__":
    session()
