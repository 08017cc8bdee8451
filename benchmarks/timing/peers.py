"""Other pipelines on the same texts: how many times as long they take as ours does (`make bench-peers`).

Each is installed into an environment of its own, with its own versions of spaCy and the rest, and is timed in turn with
ours and with the tokeniser of its own environment.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from timing.record import Record
from timing.rows import Row, Table, at_least, times
from timing.runs import BENCHMARKS, Failed, Runs
from timing.texts import ROOT

FASTER = 5
OURS = "ours"
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
    """Time ours and each peer whose Python is given, in turn; return what those said that failed.

    Raises:
        Failed: ours did.

    """
    each = {OURS: Path(sys.executable), **pythons}
    failed: dict[str, str] = {}
    for turn in range(rounds):
        for name in list(each)[:: -1 if turn % 2 else 1]:
            script = str(SCRIPTS / f"run_{name}.py")
            try:
                runs.session(script, f"--texts={texts}", f"--turn={turn}", python=str(each[name]))
            except Failed as error:
                if name == OURS:
                    raise
                failed[name] = str(error)
                del each[name]
    return failed


def table(record: Record, texts: str) -> Table:
    """Return a row for ours and one for each peer that was timed."""
    ours = _name(OURS)
    note = (
        f"{record.fact(ours, 'documents')} documents ({texts}), {record.fact(ours, 'characters') / 1000:,.0f} kB. "
        "Processor time as a multiple of ours, timed in turn; in brackets, as a multiple of what `spacy.blank('da')` "
        f"takes in the same environment, and for each kB. Median of {record.rounds(ours)} rounds."
    )
    return Table("Other pipelines on the same texts", note, tuple(_rows(record)))


def _rows(record: Record) -> Iterator[Row]:
    yield Row("referat-nlp, whole pipeline", f"1{_beside(record, OURS)}")
    for name in timed(record):
        slower = record.ratio(_name(name), _name(OURS))
        yield at_least(PEERS[name], slower, FASTER, times, _beside(record, name))


def timed(record: Record) -> Iterable[str]:
    """Return the peers that were timed."""
    return [name for name in PEERS if _name(name) in record]


def _name(name: str, what: str = "pipeline") -> str:
    return f"peers: {name}: {what}"


def _beside(record: Record, name: str) -> str:
    ratio = record.ratio(_name(name), _name(name, "tokeniser"))
    each = record.median(_name(name)) / record.fact(_name(name), "characters") * 1e6
    return f" ({ratio:.1f} times its tokeniser, {each:.2f} ms a kB)"
