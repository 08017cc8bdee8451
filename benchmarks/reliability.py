"""Kill `referat-nlp extract` again and again, let it go on, and compare what it writes with an undisturbed run.

    python benchmarks/reliability.py --files 2000 --kills 20

Makes files of all formats that are read from the invented minutes in annotations/, varied in names and figures, one in
twenty of them bad: cut off, encrypted, empty, binary, without text. Kills at random moments from the start to the final
writing: the whole group of processes, the first process alone, or one that reads. Prints figures as a Markdown table.
Needs Linux, python-docx and reportlab.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import file_writers

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("Anne", "Bodil", "Carsten", "Ditte", "Erik", "Finn", "Grethe", "Hanne", "Ib", "Jens", "Karin", "Lars", "Mette")
# How large a part of the files is bad, and the part of the kills that meet the start and the final writing.
BAD = 0.05
EDGES = 0.15
# Seconds that a process may outlive the one that started it.
PATIENCE = 5.0
TARGETS = ("group", "first process", "reading process")


# -- the files --------------------------------------------------------------------------------------------------------


def varied(text: str, chance: random.Random) -> str:
    """Return minutes with other first names, sums and file numbers."""

    def figures(found: re.Match[str]) -> str:
        return "".join(str(chance.randint(1, 9)) if c.isdigit() else c for c in found[0])

    text = re.sub(r"\b\d{2}/\d{3,6}\b|\b\d{1,3}(?:\.\d{3})+\b", figures, text)
    return re.sub(r"\b(?:" + "|".join(NAMES) + r")\b", lambda found: chance.choice(NAMES), text)


def locked_pdf(text: str) -> bytes:
    """Return a PDF that asks for a password."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, encrypt="hemmelig", invariant=1)
    canvas.drawString(50, 800, text[:80])
    canvas.save()
    return file.getvalue()


def picture_pdf() -> bytes:
    """Return a PDF without any text."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.save()
    return file.getvalue()


GOOD: dict[str, Callable[[str], bytes]] = {
    "txt": lambda text: file_writers.text_file(text).encode(),
    "md": lambda text: text.encode(),
    "html": lambda text: file_writers.web_page(text).encode(),
    "docx": file_writers.word_file,
    "pdf": file_writers.pdf_by_reportlab,
}
BAD_KINDS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "cut off": ("pdf", lambda text: GOOD["pdf"](text)[:600]),
    "cut off Word": ("docx", lambda text: GOOD["docx"](text)[:5000]),
    "encrypted": ("pdf", locked_pdf),
    "empty": ("txt", lambda text: b""),
    "binary": ("txt", lambda text: bytes(range(256)) * 40),
    "picture": ("pdf", lambda text: picture_pdf()),
    "wrong ending": ("docx", lambda text: bytes(range(255, -1, -1)) * 40),
    "no minutes": ("md", lambda text: "Kære Hanne. Tak for kagen i går.\n".encode()),
}


def make_files(folder: Path, count: int, chance: random.Random) -> tuple[Counter[str], int]:
    """Write so many files into a folder; return how many of each ending, and how many are bad."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "annotations").glob("*.txt"))]
    endings, bad_kinds = list(GOOD), list(BAD_KINDS)
    made, bad = Counter[str](), 0
    for number in range(count):
        text = varied(chance.choice(texts), chance)
        ending = chance.choice(endings)
        data = GOOD[ending]
        if chance.random() < BAD:
            ending, data = BAD_KINDS[bad_kinds[bad % len(bad_kinds)]]
            bad += 1
        path = folder / f"{number % 20:02}" / f"møde {number:05}.{ending}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data(text))
        made[ending] += 1
    return made, bad


# -- runs and kills ---------------------------------------------------------------------------------------------------


@dataclass
class Tally:
    """What happened in the runs of one format of results."""

    kills: Counter[str] = field(default_factory=Counter)
    in_work: int = 0
    at: list[float] = field(default_factory=list)
    in_writing: int = 0
    orphans: int = 0
    again: int = 0


def start(folder: Path, place: Path, form: str, *options: str) -> subprocess.Popen[bytes]:
    """Start a run with its own group of processes."""
    return subprocess.Popen(
        [sys.executable, "-m", "referat_nlp", "extract", str(folder), "-o", str(place), "--format", form, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def alive(pid: int) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def peak(pid: int) -> float:
    """Return the most memory that a process has had, in MB."""
    with suppress(OSError, TypeError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1000 if found else 0.0
    return 0.0


def hidden(place: Path) -> Path:
    """Return the journal of runs into a place."""
    folder = place.with_name(f".{place.name}.referat-nlp") if place.suffix else place / ".referat-nlp"
    return folder / "journal.jsonl"


class Follower:
    """Counts the files in a journal while it grows."""

    def __init__(self, journal: Path) -> None:
        """Begin at its start."""
        self.journal = journal
        self._offset = self._count = 0

    def count(self) -> int:
        """Return how many there are now; a line that a kill tore is counted with the next of its file."""
        with suppress(OSError), self.journal.open("rb") as file:
            file.seek(self._offset)
            new = file.read()
            whole = new.rfind(b"\n") + 1
            self._count += new[:whole].count(b',"file":[')
            self._offset += whole
        return self._count


def files_of(journal: Path) -> Counter[str]:
    """Return how often each file stands in a journal."""
    with suppress(OSError):
        return Counter(re.findall(rb'"file":(\[.*?\]),"', journal.read_bytes()))  # type: ignore[arg-type]
    return Counter()


def undisturbed(folder: Path, place: Path, form: str) -> tuple[float, float, float, float]:
    """Run to the end; return seconds in all and in the final writing, and the memory of first and reading processes."""
    began = time.monotonic()
    run, first, reading = start(folder, place, form), 0.0, 0.0
    last_line, size = began, -1
    while run.poll() is None:
        first = max(first, peak(run.pid))
        reading = max([reading, *map(peak, children(run.pid))])
        with suppress(OSError):
            now = hidden(place).stat().st_size
            if now != size:
                size, last_line = now, time.monotonic()
        time.sleep(0.05)
    if run.returncode not in (0, 1):
        raise SystemExit(f"the undisturbed run ended with {run.returncode}")
    return time.monotonic() - began, time.monotonic() - last_line, first, reading


def moments(kills: int, chance: random.Random) -> Iterator[float]:
    """Return when to kill: below 0 in the start, above 1 in the final writing, else with that part of files read."""
    edge = max(1, round(kills * EDGES))
    yield from [-1.0] * edge
    middle = kills - 2 * edge
    yield from sorted((number + chance.random()) / middle for number in range(middle))
    yield from [2.0] * edge


def disturbed(
    folder: Path, place: Path, form: str, count: int, kills: int, writing: float, chance: random.Random
) -> Tally:
    """Run, kill and go on, so many times, then run to the end."""
    tally = Tally()
    journal = hidden(place)
    follower = Follower(journal)
    run = start(folder, place, form, "--resume")
    for number, moment in enumerate(moments(kills, chance)):
        if moment < 0:
            time.sleep(chance.random() * 3)
        else:
            while run.poll() is None and follower.count() < min(moment, 1) * count:
                time.sleep(0.02)
            time.sleep(chance.random() * (writing if moment > 1 else 0.2))
        target = TARGETS[number % 3]
        readers = children(run.pid)
        in_work = run.poll() is None
        tally.kills[target] += 1
        tally.in_work += in_work
        tally.in_writing += in_work and moment > 1
        tally.at.append(follower.count() / count)
        if target == "reading process" and in_work and readers and moment <= 1:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(readers), signal.SIGKILL)
            continue  # the run goes on by itself
        with suppress(ProcessLookupError):
            (os.killpg if target == "group" else os.kill)(run.pid, signal.SIGKILL)
        run.wait()
        until = time.monotonic() + PATIENCE
        while any(map(alive, readers)) and time.monotonic() < until:
            time.sleep(0.05)
        tally.orphans += sum(map(alive, readers))
        run = start(folder, place, form, "--resume")
    if run.wait() not in (0, 1):
        raise SystemExit(f"the last run ended with {run.returncode}")
    failed = failures(journal)
    # those that failed are tried again by a run that goes on from one that had come to its end
    tally.again = sum(times - 1 for name, times in files_of(journal).items() if name not in failed)
    return tally


def failures(journal: Path) -> set[bytes]:
    """Return the files that stand in a journal as failed."""
    return set(re.findall(rb'"file":(\[.*?\]),"failure"', journal.read_bytes()))


# -- what was written -------------------------------------------------------------------------------------------------


def tables_of(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables: of CSV files in their order, of a database sorted, as it promises none."""
    if place.is_dir():
        tables = {}
        for path in sorted(place.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                tables[path.stem] = [tuple(row) for row in csv.reader(file)][1:]
        return tables
    with closing(sqlite3.connect(place)) as database:
        names = [
            name
            for (name,) in database.execute("select name from sqlite_master where type = 'table' order by name")
            if "_fts" not in name and not name.startswith("sqlite_")
        ]
        return {name: sorted(database.execute(f'select * from "{name}"'), key=repr) for name in names}


def left_over(folder: Path) -> list[str]:
    """Return what unfinished writing has left in a folder."""
    return [path.name for path in folder.iterdir() if path.name.endswith(".tmp")]


def main() -> None:
    """Make files, run, kill, compare, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20, help="for each format of results")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", nargs="+", default=["sqlite", "csv"], choices=["sqlite", "csv"])
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="reliability-") as temporary:
        base = Path(temporary)
        folder = base / "referater"
        folder.mkdir()
        made, bad = make_files(folder, options.files, chance)
        kinds = ", ".join(f"{count} {ending}" for ending, count in sorted(made.items()))
        rows = [("files", f"{options.files:,} ({kinds})"), ("of them bad on purpose", f"{bad}")]
        all_equal = True
        for form in options.forms:
            places = [base / name / (f"t.{form}" if form == "sqlite" else "t") for name in (f"a-{form}", f"b-{form}")]
            for place in places:
                place.parent.mkdir()
            seconds, writing, first, reading = undisturbed(folder, places[0], form)
            tally = disturbed(folder, places[1], form, options.files, options.kills, writing, chance)
            one, two = map(tables_of, places)
            lists = [
                place / "errors.jsonl" if place.is_dir() else place.with_name(f"{place.name}.errors.jsonl")
                for place in places
            ]
            same_failures = lists[0].read_bytes() == lists[1].read_bytes()
            failed = [json.loads(line) for line in lists[0].read_bytes().splitlines()]
            equal = one == two and same_failures
            all_equal = all_equal and equal
            left = left_over(lists[1].parent)
            rows += [
                (f"{form}: undisturbed run", f"{seconds:.0f} s, {options.files / seconds:.1f} files a second"),
                (f"{form}: memory of the first process, of a reading one", f"{first:.0f} MB, {reading:.0f} MB"),
                (f"{form}: kills", ", ".join(f"{count} of a {target}" for target, count in tally.kills.items())),
                (f"{form}: kills that met a run in work", f"{tally.in_work}, {tally.in_writing} of them at its end"),
                (f"{form}: files read at each kill", " ".join(f"{at:.0%}" for at in tally.at)),
                (f"{form}: finished documents read again", f"{tally.again}"),
                (f"{form}: processes left behind", f"{tally.orphans}"),
                (f"{form}: unfinished files left behind", f"{len(left)}"),
                (f"{form}: rows", ", ".join(f"{len(found):,} {name}" for name, found in one.items())),
                (f"{form}: failed", f"{len(failed)} ({kinds_of(failed)})"),
                (f"{form}: tables and failures equal", "yes" if equal else "**no**"),
            ]
    print("| | |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")
    if not all_equal:
        sys.exit(1)


def kinds_of(failed: list[dict[str, str]]) -> str:
    """Return how many failures there are of each kind."""
    return ", ".join(f"{count} {kind}" for kind, count in Counter(row["kind"] for row in failed).most_common())


if __name__ == "__main__":
    main()
