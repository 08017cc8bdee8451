"""Read 2,000 files on a Dask cluster, kill a worker half-way, compare with one machine; measure when a cluster pays.

    python benchmarks/cluster.py [--files 2000] [--write docs/distributed.md]        (`make cluster`)

The files are those of reliability.py: five formats, one in twenty of them bad. They are read by one process without a
cluster, and on a LocalCluster of two worker processes of which one is killed (SIGKILL) when half of the partitions are
finished. All tables, sorted by their keys, must be equal row for row, and so must the lists of failures: else it ends
with exit code 1. The same command is timed on clusters of one and two workers, undisturbed, over fewer files. All
figures go into out/cluster.json; times are by the clock, so nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import marked
import reliability

ROOT = Path(__file__).resolve().parent.parent
# Assumptions of the table: minutes (documents) that a municipality publishes in a year, over all its bodies;
# municipalities; years that an archive holds; seconds until the workers of a shared cluster run (queue, image).
YEARLY = 150
MUNICIPALITIES = 98
YEARS = 15
WAITING = 120
CORES = 8
WORKERS = (32, 128)


@contextmanager
def local_cluster(workers: int) -> Iterator[tuple[Any, float]]:
    """Return a client of a cluster of so many processes on this machine, and the seconds until it was ready."""
    from distributed import Client, LocalCluster

    began = time.monotonic()
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        client.wait_for_workers(workers)
        yield client, time.monotonic() - began


def start(place: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start the command."""
    command = [sys.executable, "-m", "referat_nlp", "extract", *map(str, arguments), "-o", str(place), "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(place: Path, *arguments: str | Path) -> float:
    """Run the command, and return its seconds."""
    began = time.monotonic()
    if (code := start(place, *arguments).wait()) not in (0, 1):
        raise SystemExit(f"{arguments}: the run ended with {code}")
    return time.monotonic() - began


def disturbed(place: Path, folder: Path, partitions: int) -> dict[str, Any]:
    """Read a folder on two workers and kill one of them half-way; return what happened."""
    with local_cluster(2) as (client, ready):
        pids: dict[str, int] = client.run(os.getpid)
        began = time.monotonic()
        run = start(place, folder, "--dask", client.scheduler.address)
        marks = place / ".referat-nlp"
        while run.poll() is None and len(list(marks.glob("part-*.json"))) < partitions / 2:
            time.sleep(0.05)
        finished = len(list(marks.glob("part-*.json")))
        busy = [worker for worker, tasks in client.processing().items() if tasks and worker in pids]
        in_work = run.poll() is None and bool(busy)
        if busy:
            os.kill(pids[busy[0]], signal.SIGKILL)
        killed_at = time.monotonic() - began
        code = run.wait()
        if code not in (0, 1):
            raise SystemExit(f"the run that lost a worker ended with {code}")
        return {
            "ready_seconds": ready,
            "seconds": time.monotonic() - began,
            "partitions": partitions,
            "partitions_finished_at_the_kill": finished,
            "killed_after_seconds": killed_at,
            "killed_in_work": in_work,
            "workers_before": sorted(pids),
            "workers_after": sorted(client.nthreads()),
        }


def rows(place: Path) -> dict[str, Any]:
    """Return all tables of a place, sorted by their keys."""
    import pyarrow
    from pyarrow import parquet

    from referat_nlp.tables.columns import TABLES

    tables = {}
    for table in TABLES:
        one = place / f"{table.name}.parquet"
        files = [one] if one.exists() else sorted((place / table.name).glob("*.parquet"))
        read = pyarrow.concat_tables([parquet.read_table(file, partitioning=None) for file in files])
        tables[table.name] = read.sort_by([(column, "ascending") for column in table.key])
    return tables


def measured(base: Path, few: Path, one: Path) -> dict[str, Any]:
    """Return, without a cluster and on clusters of one and two workers, what a start costs and a document takes.

    A run over one file is the start: of the program, the connection, the model in each process that reads. The shortest
    of three is taken.
    """
    count = sum(path.is_file() for path in few.rglob("*"))
    figures: dict[str, Any] = {"files": count}
    runs: list[tuple[str, int, tuple[str, ...]]] = [
        ("process", 0, ("--format", "parquet", "--jobs", "1")),
        ("worker_1", 1, ()),
        ("worker_2", 2, ()),
    ]
    for name, workers, options in runs:
        if workers:
            with local_cluster(workers) as (client, ready):
                address = ("--dask", client.scheduler.address)
                begin = min(timed(base / f"{name}-{k}", one, *address) for k in range(3))
                seconds = timed(base / name, few, *address)
        else:
            ready = 0.0
            begin = min(timed(base / f"{name}-{k}", one, *options) for k in range(3))
            seconds = timed(base / name, few, *options)
        figures[name] = {
            "cluster_ready_seconds": ready,
            "start_seconds": begin,
            "seconds": seconds,
            "seconds_a_document": (seconds - begin) / (count - 1),
        }
    return figures


def pays(figures: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return how long archives take, on one machine and on clusters, extrapolated from what was measured."""
    alone, worker = figures["process"], figures["worker_1"]
    # two processes on this machine share its disk and memory; what that costs, eight of them pay as well
    together = min(1.0, worker["seconds_a_document"] / figures["worker_2"]["seconds_a_document"] / 2)
    archives = {
        "one municipality, one year": YEARLY,
        f"one municipality, {YEARS} years": YEARLY * YEARS,
        "all municipalities, one year": YEARLY * MUNICIPALITIES,
        f"all municipalities, {YEARS} years": YEARLY * MUNICIPALITIES * YEARS,
    }

    def one_machine(documents: float, cores: int) -> float:
        share = together if cores > 1 else 1.0
        return alone["start_seconds"] + documents * alone["seconds_a_document"] / (cores * share)

    def cluster(documents: float, workers: int) -> float:
        return WAITING + worker["start_seconds"] + documents * worker["seconds_a_document"] / workers

    lines = [
        (
            name,
            f"{documents:,}",
            told(one_machine(documents, 1)),
            told(one_machine(documents, CORES)),
            *(told(cluster(documents, workers)) for workers in WORKERS),
        )
        for name, documents in archives.items()
    ]
    evens = []
    for workers in WORKERS:
        saved = alone["seconds_a_document"] / (CORES * together) - worker["seconds_a_document"] / workers
        even = (WAITING + worker["start_seconds"] - alone["start_seconds"]) / saved if saved > 0 else float("inf")
        evens.append(f"from {round(even, -2):,.0f} documents" if saved > 0 else "never")
    lines.append((f"faster than {CORES} processes of one machine", "", "", "", *evens))
    return lines


def told(seconds: float) -> str:
    """Return a time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def page(figures: dict[str, Any]) -> str:
    """Return what stands in docs/distributed.md."""
    kill, times = figures["kill"], figures["times"]
    lines = [
        f"{figures['files']:,} files ({figures['kinds']}), {figures['bad']} of them bad on purpose, by one process "
        f"without a cluster in {told(figures['alone_seconds'])}; and on a cluster of two worker processes in "
        f"{told(kill['seconds'])}, one of which was killed (SIGKILL) after {told(kill['killed_after_seconds'])}, when "
        f"{kill['partitions_finished_at_the_kill']} of {kill['partitions']} partitions were finished. "
        f"All {sum(figures['rows'].values()):,} rows of {len(figures['rows'])} tables, sorted by their keys, and all "
        f"{figures['failures']} failures are {'the same' if figures['equal'] else '**not** the same'}.",
        "",
        "| | cluster ready | start of a run | a document | documents a second |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    names = {
        "process": "one process, no cluster",
        "worker_1": "LocalCluster, one worker",
        "worker_2": "LocalCluster, two workers",
    }
    for key, name in names.items():
        row = times[key]
        ready = f"{row['cluster_ready_seconds']:.1f} s" if row["cluster_ready_seconds"] else ""
        each = row["seconds_a_document"]
        lines.append(f"| {name} | {ready} | {row['start_seconds']:.1f} s | {1000 * each:.0f} ms | {1 / each:.1f} |")
    lines += [
        "",
        f"Measured over {times['files']} of the files on {figures['cores']} cores "
        f"(load when it began: {figures['load']:.1f}). From it is computed, not measured, how long archives take:",
        "",
        f"| archive | documents | one process | one machine, {CORES} processes | "
        + " | ".join(f"cluster, {workers} workers" for workers in WORKERS)
        + " |",
        "| --- | " + " | ".join(["---:"] * (3 + len(WORKERS))) + " |",
        *(f"| {' | '.join(line)} |" for line in pays(times)),
        "",
        f"Assumed: {YEARLY} minutes a municipality and year, {MUNICIPALITIES} municipalities, documents like these "
        f"(real PDFs may take several times as long, and shift the whole table), cores as fast as these, {WAITING} s "
        "until the workers of a shared cluster run, storage that gives each worker its files as fast as it reads "
        f"them, and {CORES} processes of one machine that slow each other as much as two do here.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Make files, run, kill, compare, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--few", type=int, default=400, help="files for the times of undisturbed runs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "cluster.json")
    parser.add_argument("--write", type=Path, help="write the tables into this file, between its marks")
    options = parser.parse_args()
    figures: dict[str, Any] = {"files": options.files, "cores": os.cpu_count(), "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(prefix="cluster-") as temporary:
        base = Path(temporary)
        folders = {"all": options.files, "few": options.few, "one": 1}
        for name, count in folders.items():
            (base / name).mkdir()
            kinds, bad = reliability.make_files(base / name, count, random.Random(options.seed))
            if name == "all":
                figures |= {"kinds": ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())), "bad": bad}
        from referat_nlp.distributed.documents import find_documents
        from referat_nlp.distributed.partitions import share

        partitions = sum(1 for _ in share(find_documents([str(base / "all")])))
        alone, clustered = base / "alone", base / "clustered"
        figures["alone_seconds"] = timed(alone, base / "all", "--format", "parquet", "--jobs", "1")
        figures["kill"] = disturbed(clustered, base / "all", partitions)
        expected, found = rows(alone), rows(clustered)
        figures["rows"] = {name: table.num_rows for name, table in expected.items()}
        figures["equal_tables"] = {name: table.equals(found[name]) for name, table in expected.items()}
        lists = [(place / "errors.jsonl").read_text(encoding="utf-8") for place in (alone, clustered)]
        figures["failures"] = len(lists[0].splitlines())
        figures["failure_kinds"] = Counter(json.loads(line)["kind"] for line in lists[0].splitlines())
        figures["equal_failures"] = lists[0] == lists[1]
        figures["equal"] = all(figures["equal_tables"].values()) and figures["equal_failures"]
        figures["times"] = measured(base, base / "few", base / "one")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(page(figures))
    if options.write:
        marked.write(options.write, "make cluster", page(figures))
    if not figures["equal"] or not figures["kill"]["killed_in_work"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
