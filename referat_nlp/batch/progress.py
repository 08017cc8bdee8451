"""How far a run is, for the person who waits: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

# Seconds between two lines where there is no terminal; a shorter run says nothing.
_BETWEEN = 10
# From so many documents on it is told how long the rest will take: the first wait for the models to be loaded.
_FORESEEN = 20


class Progress:
    """Tells on standard error how far a run is, and says what else is to be said without tearing it.

    Used with `with`. `quiet` leaves the progress out, not the messages.
    """

    def __init__(self, total: int, *, quiet: bool) -> None:
        """Keep how many documents there are to read."""
        self.total = total
        self.done = 0
        self.failed = 0
        self._before = 0
        self._quiet = quiet or total < 2
        self._spoke = False
        self._began = self._told = time.monotonic()
        self._bar: Bar | None = None
        self._row: Any = None

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr is not None and sys.stderr.isatty():
            self._bar = _bar()
            self._row = self._bar.add_task("", total=self.total, completed=self.done, failed="", rate="")
            self._bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def begin(self, done: int, failed: int) -> None:
        """Say and count what an earlier run has read."""
        if done and not self._quiet:
            self.say(f"{done} of {self.total} documents have been read before.")
        self.done = self._before = done
        self.failed = failed

    def count(self, *, failed: bool) -> None:
        """Count a document that has been read or could not be."""
        self.done += 1
        self.failed += failed
        self.tick()

    def tick(self) -> None:
        """Let time pass."""
        now = time.monotonic()
        rate = (self.done - self._before) / max(now - self._began, 1e-6)
        if self._bar is not None:
            failed = f"  {self.failed} failed" if self.failed else ""
            self._bar.update(self._row, completed=self.done, failed=failed, rate=f"{rate:.1f} a second")
        elif rate and not self._quiet and now - self._told >= _BETWEEN:
            self._told = now
            self._spoke = True
            line = f"{self.done} of {self.total} read, {self.failed} failed"
            if self.done - self._before >= _FORESEEN:
                line += f", {rate:.1f} a second, about {_time((self.total - self.done) / rate)} left"
            self.say(line)

    def end(self, place: Path | str) -> None:
        """Say, to the person who watched the bar or read the lines, what has been done."""
        if self._bar is not None or self._spoke:
            failed = f", {self.failed} failed" if self.failed else ""
            self.say(f"{self.done - self.failed} documents read{failed}. Results: {place}")

    def say(self, line: str) -> None:
        """Print a line on standard error, above the bar."""
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(line, err=True)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}", style="red"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    return Bar(*columns, console=Console(stderr=True), transient=True)


def _time(seconds: float) -> str:
    """Return a time as people say it.

    >>> _time(42), _time(600), _time(10000)
    ('42 s', '10 min', '2 h 47 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
