"""How long commands take to start, in time that passes, against Python importing a library alone."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from timing.record import Record
from timing.rows import Row, Table, at_most, milliseconds, times
from timing.runs import Runs
from timing.texts import INVENTED

HELP_RATIO, EXTRACT_RATIO = 3, 2.5
HELP, CLICK = "start-up: referat-nlp --help", "start-up: import click"
EXTRACT, SPACY = "start-up: extract", "start-up: import spacy"
LOAD = "start-up: load"
# Of one short document, as many are.
DOCUMENT = INVENTED / "viborg-1.txt"


def measure(runs: Runs, rounds: int) -> None:
    """Time the commands in turn, once unmeasured: that writes the .pyc files and fills the system's cache of files."""
    program = str(Path(sys.executable).with_name("referat-nlp"))
    with tempfile.TemporaryDirectory() as place:
        commands = {
            HELP: [program, "--help"],
            CLICK: [sys.executable, "-c", "import click"],
            EXTRACT: [program, "extract", "--quiet", "--output", f"{place}/out", str(DOCUMENT)],
            SPACY: [sys.executable, "-c", "import spacy"],
        }
        for name, command in commands.items():
            Runs().command(name, command)
        for turn in range(rounds):
            for name in list(commands)[:: -1 if turn % 2 else 1]:
                runs.command(name, commands[name])
            runs.session("timing.start_up", f"--turn={turn}")


def session() -> None:
    """Time the loading of the pipeline with its models, spaCy being imported."""
    from timing.session import Session
    from timing.texts import SHORT

    run = Session()

    import spacy  # noqa: F401

    import referat_nlp

    run.time(LOAD, lambda: referat_nlp.load()(SHORT), warm=False, clock=time.perf_counter)


def table(record: Record) -> Table:
    """Return the rows."""
    load = record.median(LOAD)
    return Table(
        "Start-up",
        f"Time that passes, in turn; medians of {record.rounds(HELP)} rounds, of each and of the ratios of each round.",
        (
            at_most(
                "`referat-nlp --help`, as a multiple of `python -c 'import click'`",
                record.ratio(HELP, CLICK),
                HELP_RATIO,
                times,
                f" ({milliseconds(record.median(HELP))}, {milliseconds(record.median(CLICK))})",
            ),
            at_most(
                f"`referat-nlp extract` of one document of {DOCUMENT.stat().st_size / 1000:.0f} kB, as a multiple of "
                "`python -c 'import spacy'`",
                record.ratio(EXTRACT, SPACY),
                EXTRACT_RATIO,
                times,
                f" ({milliseconds(record.median(EXTRACT))}, {milliseconds(record.median(SPACY))})",
            ),
            Row(
                "of which the loading of pipeline and models, to the first result",
                f"{milliseconds(load)}, {load / record.median(EXTRACT):.0%}",
            ),
        ),
    )


if __name__ == "__main__":
    session()
