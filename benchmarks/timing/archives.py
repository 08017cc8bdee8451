"""`referat-nlp extract` over folders of 10 to 2,000 documents, and with more than one process.

Time that passes, of whole commands, start-up and writing of the results among them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from timing.record import Record
from timing.rows import Row, Table, at_least, at_most, milliseconds, times
from timing.runs import Runs
from timing.texts import make_files

COUNTS = (10, 100, 500, 2_000)
# The time of each further document between the second largest folder and the largest, against that up to there.
EVEN = 1.3
# Of two jobs on two processors; of more as much of each of them.
SPEED_UP = 1.8
NAME = "archive: {} documents, jobs "


def measure(runs: Runs, rounds: int, counts: Sequence[int] = COUNTS) -> None:
    """Time one job over all folders and more jobs over the largest, in turn."""
    program = str(Path(sys.executable).with_name("referat-nlp"))
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            make_files(Path(place) / str(count), count)
        each = [(count, 1) for count in counts] + [(counts[-1], jobs) for jobs in numbers_of_jobs()[1:]]
        for turn in range(rounds):
            for count, jobs in each[:: -1 if turn % 2 else 1]:
                folder, out = Path(place) / str(count), Path(place) / f"{count}-{jobs}-{turn}.jsonl"
                command = [program, "extract", "--quiet", "--jobs", str(jobs), "--output", str(out), str(folder)]
                runs.command(f"{NAME.format(count)}{jobs}", command)


def numbers_of_jobs(processors: int | None = None) -> list[int]:
    """Return 1, 2, 4 and so on up to the number of processors, which is always one of them."""
    most = processors or os.cpu_count() or 1
    return sorted({most, *(2**k for k in range(most.bit_length()) if 2**k <= most)})


def tables(record: Record) -> tuple[Table, Table]:
    """Return the rows by number of documents and by number of jobs."""
    rounds = max(record.rounds(name) for name in record.values if name.startswith("archive: "))
    note = f"Time that passes, of whole commands; median of {rounds} rounds. Invented documents of 5 kB on average."
    return (
        Table("Number of documents", f"`referat-nlp extract --jobs 1`. {note}", tuple(_by_count(record))),
        Table("Number of jobs", f"`referat-nlp extract --jobs N`. {note}", tuple(_by_jobs(record))),
    )


def _counts(record: Record) -> list[int]:
    return sorted(
        int(name.split()[1]) for name in record.values if name.startswith("archive: ") and name.endswith(" 1")
    )


def _by_count(record: Record) -> Iterator[Row]:
    counts = _counts(record)
    for count in counts:
        seconds = record.median(f"{NAME.format(count)}1")
        yield Row(f"{count:,} documents", f"{milliseconds(seconds / count)} a document, start-up among it")
    if len(counts) > 2:
        smallest, middle, largest = counts[0], *counts[-2:]
        rows = [record.values[f"{NAME.format(count)}1"] for count in (smallest, middle, largest)]
        first = [(b - a) / (middle - smallest) for a, b in zip(*rows[:2], strict=False)]
        later = [(b - a) / (largest - middle) for a, b in zip(*rows[1:], strict=False)]
        yield at_most(
            f"each document behind the first {middle:,}, as a multiple of each between {smallest} and {middle:,}",
            median(b / a for a, b in zip(first, later, strict=False)),
            EVEN,
            times,
            f" ({milliseconds(median(later))}, {milliseconds(median(first))})",
        )


def _by_jobs(record: Record) -> Iterator[Row]:
    count = _counts(record)[-1]
    start = NAME.format(count)
    for jobs in sorted(int(name.removeprefix(start)) for name in record.values if name.startswith(start)):
        seconds = record.median(f"{start}{jobs}")
        speed = f"{count / seconds:,.0f} documents a second"
        what = f"{count:,} documents, {jobs} {'job' if jobs == 1 else 'jobs'}"
        if jobs == 1:
            yield Row(what, speed)
        else:
            faster = record.ratio(f"{start}1", f"{start}{jobs}")
            yield at_least(f"{what}: speed-up", faster, SPEED_UP * jobs / 2, times, f" ({speed})")
