"""Peaks of memory: of processes that load and read one document, and of a run over many documents."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from reliability import Follower, children, hidden, peak, start

from timing.record import Record
from timing.rows import Row, Table, at_most, megabytes, times
from timing.runs import BENCHMARKS, Failed, Runs
from timing.texts import long_text, make_files

# Bytes that a process of `extract` may take, and by how much it may grow from the first of these counts to the last.
MOST, EVEN = 350e6, 1.1
COUNTS = (500, 1_000, 2_000)
LENGTHS = (1_000_000, 10_000_000)
KINDS = {"python": "Python alone", "tokens": "`spacy.blank('da')`", "pipeline": "`referat_nlp.load()`"}
USED, READ = "memory: {}, used once", "memory: {}, {} characters"
EXTRACT = "memory: extract, {} process, {} documents"
PROCESSES = ("first", "reading")


def measure(runs: Runs, counts: Sequence[int] = COUNTS, lengths: Sequence[int] = LENGTHS) -> None:
    """Start the processes, one of each kind: a peak hardly differs from run to run."""
    script = str(BENCHMARKS / "timing" / "reading.py")
    for kind in KINDS:
        runs.peak(USED.format(kind), [sys.executable, script, kind])
    with tempfile.TemporaryDirectory() as place:
        for length in lengths:
            path = Path(place) / f"{length}.txt"
            path.write_text(long_text(length), encoding="utf-8")
            for kind in ("tokens", "pipeline"):
                runs.peak(READ.format(kind, length), [sys.executable, script, kind, str(path)])
        if sys.platform == "linux":  # elsewhere nothing tells the peak of a process that is still at work
            make_files(Path(place) / "texts", counts[-1])
            for (process, count), size in peaks(Path(place), counts).items():
                runs.value(EXTRACT.format(process, count), size, unit="byte")


def peaks(place: Path, counts: Sequence[int]) -> dict[tuple[str, int], float]:
    """Run `extract` with one job over `place`/texts; return the bytes of both processes by documents read so far.

    Raises:
        Failed: the run failed.

    """
    out = place / "out.jsonl"
    run, read = start(place / "texts", out, "jsonl", "--jobs", "1"), Follower(hidden(out))
    most = dict.fromkeys(PROCESSES, 0.0)
    found: dict[tuple[str, int], float] = {}
    left = list(counts)
    while run.poll() is None:
        most["first"] = max(most["first"], peak(run.pid))
        most["reading"] = max([most["reading"], *map(peak, children(run.pid))])
        while left and read.count() >= left[0]:
            found.update({(process, left[0]): size * 1e6 for process, size in most.items()})
            del left[0]
        time.sleep(0.05)
    if run.returncode:
        raise Failed(f"`referat-nlp extract` ended with {run.returncode}")
    for count in left:  # the last were read between two looks
        found.update({(process, count): size * 1e6 for process, size in most.items()})
    return found


def table(record: Record) -> Table:
    """Return the rows."""
    note = (
        "Peak of a process (resident). Long documents are invented ones, one after the other. A process that reads "
        "keeps the words that it meets, up to a bound, so that it grows slowly at first."
    )
    return Table("Memory", note, tuple(_rows(record)))


def _rows(record: Record) -> Iterator[Row]:
    for kind, title in KINDS.items():
        yield Row(f"{title}, used once" if kind != "python" else title, megabytes(record.median(USED.format(kind))))
    for name in record.values:
        if name.endswith(" characters"):
            kind, length = name.removeprefix("memory: ").removesuffix(" characters").split(", ")
            what = f"{KINDS[kind]}, one document of {int(length) / 1e6:g} MB"
            yield Row(what, megabytes(record.median(name)))
    for process in PROCESSES:
        start, end = EXTRACT.format(process, "|").split("|")
        counts = [int(name.removeprefix(start).removesuffix(end)) for name in record.values if name.startswith(start)]
        sizes = [record.median(EXTRACT.format(process, count)) for count in counts]
        if sizes:
            what = (
                f"`extract --jobs 1`, {process} process, after {', '.join(f'{count:,}' for count in counts)} documents"
            )
            beside = f" ({', '.join(map(megabytes, sizes))})"
            yield at_most(what, max(sizes), MOST, megabytes, beside)
        if len(counts) > 1:
            grown = record.ratio(EXTRACT.format(process, counts[-1]), EXTRACT.format(process, counts[-2]))
            what = f"{process} process after {counts[-1]:,} documents, as a multiple of that after {counts[-2]:,}"
            yield at_most(what, grown, EVEN, times)
