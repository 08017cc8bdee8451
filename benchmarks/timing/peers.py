"""Other pipelines on the same texts: how many times as long they take as ours does (`make bench-peers`).

Each is installed into an environment of its own, with its own versions of spaCy and the rest, and is timed in turn with
ours and with the tokeniser of its own environment.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from timing.record import Record
from timing.rows import Row, Table, at_least, times
from timing.runs import BENCHMARKS, Failed, Runs
from timing.texts import ROOT

TITLE = "Other pipelines on the same texts"
FASTER = 5
BESIDE = "ours beside "
PEERS = {
    "ner": "spaCy's tok2vec and ner (the size of an `sm` model, untrained)",
    "edsnlp": "EDS-NLP (sentences, sections, matcher, quantities, dates)",
    "medspacy": "medspaCy (PyRuSH, sectionizer, target matcher, context)",
}
SCRIPTS = BENCHMARKS / "peers"
HOMES = ROOT / "build" / "peers"


def install(name: str) -> Path:
    """Return the Python of a peer's environment, which is made where it is not there or its requirements have changed.

    Raises:
        OSError: it cannot be made; the text is a sentence.

    """
    requirements, home = SCRIPTS / f"{name}.txt", HOMES / name
    python, stamp = home / "bin" / "python", home / requirements.name
    if stamp.exists() and stamp.read_bytes() == requirements.read_bytes():
        return python
    commands = (
        [sys.executable, "-m", "venv", "--clear", str(home)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)],
    )
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or [f"{command[2]} failed"]
            raise OSError(f"{name} cannot be installed: {errors[0].removeprefix('ERROR: ')}")
    stamp.write_bytes(requirements.read_bytes())
    return python


def measure(runs: Runs, pythons: dict[str, Path], texts: Path, rounds: int) -> dict[str, str]:
    """Time each peer whose Python is given, right beside ours; return what those said that failed.

    Raises:
        Failed: ours did.

    """
    failed: dict[str, str] = {}

    def time(script: str, name: str, python: Path | str, turn: int) -> None:
        path = str(SCRIPTS / f"run_{script}.py")
        runs.session(path, f"--name={name}", f"--texts={texts}", f"--turn={turn}", python=str(python))

    for turn in range(rounds):
        for name in [name for name in pythons if name not in failed][:: -1 if turn % 2 else 1]:
            try:
                time(name, name, pythons[name], turn)
            except Failed as error:
                failed[name] = str(error)
            else:
                time("ours", BESIDE + name, sys.executable, turn)
    return failed


def table(record: Record, texts: str) -> Table:
    """Return a row for ours and one for each peer that was timed."""
    names = timed(record)
    if not names:
        return Table(TITLE, "None was timed.", ())
    ours = _name(BESIDE + names[0])
    note = (
        f"{record.fact(ours, 'documents')} documents ({texts}), {record.fact(ours, 'characters') / 1000:,.0f} kB. "
        "Processor time as a multiple of ours, each timed right beside ours; in brackets, as a multiple of what "
        f"`spacy.blank('da')` takes in the same environment, and for each kB. Median of {record.rounds(ours)} rounds."
    )
    return Table(TITLE, note, tuple(_rows(record, names)))


def _rows(record: Record, names: list[str]) -> Iterator[Row]:
    yield Row("referat-nlp, whole pipeline", f"1{_beside(record, BESIDE + names[0])}")
    for name in names:
        slower = record.ratio(_name(name), _name(BESIDE + name))
        yield at_least(PEERS[name], slower, FASTER, times, _beside(record, name))


def timed(record: Record) -> list[str]:
    """Return the peers that were timed."""
    return [name for name in PEERS if _name(name) in record]


def _name(name: str, what: str = "pipeline") -> str:
    return f"peers: {name}: {what}"


def _beside(record: Record, name: str) -> str:
    ratio = record.ratio(_name(name), _name(name, "tokeniser"))
    each = record.median(_name(name)) / record.fact(_name(name), "characters") * 1e6
    return f" ({ratio:.1f} times its tokeniser, {each:.2f} ms a kB)"
