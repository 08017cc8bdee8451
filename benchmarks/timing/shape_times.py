"""Texts that may tempt a reader to go back and forth (`shapes.py`), and the same four times as long: `make shapes`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median

import shapes

from timing.record import Record
from timing.rows import Table, at_most, times
from timing.runs import Runs

SIZE, LONGER = 8_000, 4
# Time for each kB of the long text, as a multiple of that of the short one: linear is 1, quadratic 4.
MOST = 2
NAME = "shape: {} + {} + "


def measure(runs: Runs, rounds: int) -> None:
    """Start the processes."""
    for turn in range(rounds):
        runs.session("timing.shape_times", f"--turn={turn}")


def session() -> None:
    """Time each text, the short and the long one in turn."""
    from timing.session import Session

    run = Session()

    from referat_nlp.memories import forget

    def timed(name: str, read: Callable[[str], object], shape: shapes.Shape, k: int) -> None:
        text = shape.text(SIZE * k)
        run.time(f"{name}{k}", lambda: read(text), before=forget, read={"characters": len(text)})

    for what, (read, texts) in readers().items():
        for shape in texts:
            run.in_turn(*(partial(timed, NAME.format(what, shape), read, shape, k) for k in (1, LONGER)))


def readers() -> dict[str, tuple[Callable[[str], object], tuple[shapes.Shape, ...]]]:
    """Return the functions that read texts, by what they read, with the texts that may tempt them."""
    from referat_nlp import phrases
    from referat_nlp.base.persons import PersonFinder
    from referat_nlp.danish.money import find_amounts
    from referat_nlp.danish.tables import find_table_amounts
    from referat_nlp.danish.votes import read_votes
    from referat_nlp.outcome_model.cues import Cues
    from referat_nlp.quotations import PrintedText
    from referat_nlp.reading.document import read
    from referat_nlp.resources import models_dir

    cues, finder = Cues(phrases.load("outcomes")), PersonFinder(str(models_dir() / "base"))

    def quoted(text: str) -> object:
        printed = PrintedText(text)
        return printed.find("a " * 40 + "b c", printed.all)

    return {
        "minutes": (read, shapes.READING),
        "sums": (find_amounts, shapes.AMOUNTS),
        "tables": (find_table_amounts, shapes.TABLES),
        "votes": (read_votes, shapes.VOTES),
        "persons": (lambda text: finder.find([text]), shapes.PERSONS),
        "cues": (cues.read, shapes.CUES),
        "quotations": (quoted, shapes.QUOTATIONS),
    }


def table(record: Record) -> Table:
    """Return a row for each shape."""
    rows = []
    for name in record.values:
        if not name.endswith(f" + {LONGER}"):
            continue
        start = name.removesuffix(str(LONGER))
        short, long = f"{start}1", name
        each = [median(record.values[one]) / record.fact(one, "characters") * 1e6 for one in (short, long)]
        ratio = record.ratio(long, short) * record.fact(short, "characters") / record.fact(long, "characters")
        what, shape = start.removeprefix("shape: ").removesuffix(" + ").split(" + ", 1)
        rows.append(at_most(f"{what}: `{shape}`", ratio, MOST, times, f" ({each[1]:.3f}, {each[0]:.3f} ms a kB)"))
    return Table(
        "Shapes",
        f"Processor time for each kB of a text of {SIZE * LONGER // 1000} kB as a multiple of that of one of "
        f"{SIZE // 1000} kB, what recurs in them again and again.",
        tuple(rows),
    )


if __name__ == "__main__":
    session()
