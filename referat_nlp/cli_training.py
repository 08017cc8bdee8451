"""What `referat-nlp train` prints: faults, a progress bar, figures."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from referat_nlp import training
from referat_nlp.aligned import aligned
from referat_nlp.cli_parts import printable, report, report_doubts
from referat_nlp.training import Collection


def train(folders: Sequence[Path], output: Path, add_to_shipped: bool, seed: int) -> bool:
    """Train a model and print its figures; return False, with nothing trained, where gold files are damaged.

    Raises:
        ReferatError: there is too little to learn from, or the model cannot be written.

    """
    found = training.collect(folders, add_to_shipped=add_to_shipped)
    for fault in found.faults:
        report("Error", fault)
    if found.faults:
        report("Error", "nothing was trained, as gold files are damaged; mend what is named above.")
        return False
    _warn(found)
    with _progress(training.steps(found.documents)) as tick:
        learned = training.train(found.documents, output, seed, tick)
    for part in learned.values():
        for table in part.tables:
            click.echo(f"{table.title}\n")
            for line in aligned(table.rows).split("\n"):
                click.echo(printable(line))
            click.echo()
        for sentence in part.lacking:
            click.echo(printable(sentence))
        if part.lacking:
            click.echo()
        click.echo(printable(f"{output}: {part.summary}"))
    return True


def _warn(found: Collection) -> None:
    """Tell what may be wrong in the gold files, and what is not trained on."""
    report_doubts(found.doubts)
    for note in found.notes:
        report("Note", note)


@contextmanager
def _progress(steps: int) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error where somebody looks at it; a file of messages gets none."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=steps, label="Training", file=sys.stderr) as bar:
        yield lambda: bar.update(1)
