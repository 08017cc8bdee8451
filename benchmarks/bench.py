"""Times the pipeline, prints Markdown tables and keeps the record: `python benchmarks/bench.py` (`make bench`).

Machines differ, are shared, and change their speed from minute to minute, so what counts are ratios of two things timed
within seconds of each other, and of each ratio the median over several rounds. All timing, repeating and keeping of
values is pyperf's, with two settings of ours (`timing/`):

- Things that are compared are timed in one process, one after the other, in every other process the other way round;
  each round has a new process, with its own hashes and addresses. pyperf by itself, as pytest-benchmark, times one
  thing through before it comes to the next, minutes later. pytest-benchmark also stays in one process, so it knows no
  first reading in a fresh one, starts no commands, and would not lie in the small environments of the peers
  (`make bench-peers`).
- Within a process it is processor time that counts, given to pyperf by `bench_time_func`: what else the machine does
  hardly changes it. Commands, whose processes wait for each other and for files, are timed by the time that passes.

What the program remembers of lines and texts is forgotten before each round (`timing/speed.py`).

The record, out/bench.json, is a file of pyperf with the machine, the versions, the commit and all rows beside its
values: `python -m pyperf compare_to OLD NEW` compares two. `--from` makes tables of a record and measures nothing.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import marked
from timing import archives, lengths, memory, plot, record, rows, runs, shape_times, speed, start_up
from timing.record import Record
from timing.rows import Table
from timing.texts import INVENTED, ROOT

PARTS = ("start-up", "speed", "length", "archive", "memory", "shape")
# Shapes have a command of their own, `make shapes`.
USUAL = PARTS[:-1]
# Of documents and folders in a small run.
SMALL_SIZE, SMALL_COUNTS = 1_000_000, (50, 100, 200)
PLOT = ROOT / "docs" / "time-by-length.svg"


def main() -> None:
    """Read the options, time everything, print the tables and keep the record."""
    parser = argparse.ArgumentParser(description="Time the pipeline; prints Markdown tables and keeps a record.")
    parser.add_argument(
        "--texts", type=Path, nargs="+", default=[INVENTED], help="folders of .txt or .md minutes (annotations/)"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(USUAL), help="what is timed")
    parser.add_argument("--rounds", type=int, default=5, help="of what takes seconds; what takes longer has 2 at most")
    parser.add_argument("--small", action="store_true", help="documents up to 1 MB, up to 200 of them: for trying out")
    parser.add_argument("--record", type=Path, default=ROOT / "out" / "bench.json", help="where the record is kept")
    parser.add_argument(
        "--from", dest="recorded", action="store_true", help="make tables of the record, measure nothing"
    )
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the tables into this file's place, and the plot"
    )
    args = parser.parse_args()
    if args.rounds < 1:
        parser.error("--rounds: at least 1.")
    for folder in args.texts:
        if not folder.is_dir():
            parser.error(f"--texts {folder}: there is no such folder.")
    if not args.recorded:
        taken, about = runs.Runs(), record.about()
        for part in args.only:
            with runs.failing_in_one_line():
                measure(taken, part, args.texts, args.rounds, small=args.small)
            record.store(taken.suite, about, args.record)  # a run that is stopped keeps its finished parts
    kept = record.load(args.record)
    tables = tables_of(kept)
    keep_rows(args.record, tables)
    page = rows.page(tables, record.sentence(kept.about))
    print(page)
    if args.write:
        name = "make shapes" if all("shape" in one for one in kept.values) else "make bench"
        marked.write(args.write, name, page)
        if lengths.sizes(kept):
            plot.write(kept, PLOT)


def measure(taken: runs.Runs, part: str, texts: list[Path], rounds: int, *, small: bool = False) -> None:
    """Time a part; only what takes little time where `small`."""
    few = min(rounds, 2)
    sizes = [size for size in lengths.SIZES if not small or size <= SMALL_SIZE]
    match part:
        case "start-up":
            start_up.measure(taken, 2 * rounds - 1)
        case "speed":
            for folder in texts:
                speed.measure(taken, folder, rounds)
        case "length":
            lengths.measure(taken, few, sizes)
        case "archive":
            archives.measure(taken, few, SMALL_COUNTS if small else archives.COUNTS)
        case "memory":
            longest = [size for size in memory.LENGTHS if size in sizes]
            memory.measure(taken, SMALL_COUNTS if small else memory.COUNTS, longest)
        case "shape":
            shape_times.measure(taken, few)


def tables_of(kept: Record) -> list[Table]:
    """Return the tables of what a record holds."""
    tables: list[Table] = []
    tables += [speed.table(kept, folder) for folder in speed.folders(kept)]
    if start_up.HELP in kept:
        tables.append(start_up.table(kept))
    if lengths.sizes(kept):
        tables.append(lengths.table(kept))
    if any(name.startswith("archive: ") for name in kept.values):
        tables += archives.tables(kept)
    if any(name.startswith("memory: ") for name in kept.values):
        tables.append(memory.table(kept))
    if any(name.startswith("shape: ") for name in kept.values):
        tables.append(shape_times.table(kept))
    return tables


def keep_rows(path: Path, tables: list[Table]) -> None:
    """Put the rows into the record, beside the values that they were made of."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole = {"about": whole.pop("about"), "tables": [asdict(table) for table in tables], **whole}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
