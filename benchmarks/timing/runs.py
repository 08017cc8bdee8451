"""Starts the processes that time, and collects what pyperf has written in each.

A round is one process of each kind, so what is compared within a round was timed within seconds; the other way round in
every other round.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyperf

BENCHMARKS = Path(__file__).resolve().parent.parent
# One value in each process, of one call; no calibration.
_ONCE = ("--processes=1", "--values=1", "--loops=1", "--quiet")


class Failed(Exception):
    """A process that should time something has failed; the text is what it said last."""


class Runs:
    """Collects benchmarks by name: the values of a name are those of its rounds, in order."""

    def __init__(self) -> None:
        """Begin without any."""
        self._suite: pyperf.BenchmarkSuite | None = None

    @property
    def suite(self) -> pyperf.BenchmarkSuite:
        """All that was timed.

        Raises:
            Failed: nothing was.

        """
        if self._suite is None:
            raise Failed("nothing was timed")
        return self._suite

    def session(self, *program: str, python: str = sys.executable) -> None:
        """Run a module of this package or a script with its options, which times things within its process.

        Raises:
            Failed: it ended with an error.

        """
        paths = [str(BENCHMARKS), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        name, *options = program
        what = [name] if name.endswith(".py") else ["-m", name]
        self._collect([python, *what, "--in-process", *_ONCE, *options], environment)

    def command(self, name: str, command: Sequence[str]) -> None:
        """Time a command in seconds that pass; what it prints is thrown away.

        Raises:
            Failed: it ended with an error.

        """
        self._command(name, command)

    def peak(self, name: str, command: Sequence[str]) -> None:
        """Measure the most memory that a command takes, in bytes.

        Raises:
            Failed: it ended with an error.

        """
        self._command(name, command, "--track-memory")

    def value(self, name: str, value: float, *, unit: str = "second") -> None:
        """Keep a value that something else has measured, 'second' or 'byte'."""
        self.add(pyperf.Benchmark([pyperf.Run([value], metadata={"name": name, "unit": unit})]))

    def add(self, result: pyperf.Benchmark | pyperf.BenchmarkSuite) -> None:
        """Keep the benchmarks of a result."""
        if self._suite is None:
            self._suite = pyperf.BenchmarkSuite([result] if isinstance(result, pyperf.Benchmark) else list(result))
        else:
            self._suite.add_runs(result)

    def _command(self, name: str, command: Sequence[str], *options: str) -> None:
        own = [*_ONCE, "--warmups=0", *options, "--name", name]
        self._collect([sys.executable, "-m", "pyperf", "command", *own, "--", *command], os.environ)

    def _collect(self, command: list[str], environment: Mapping[str, str]) -> None:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "times.json"
            at = command.index("--quiet")
            command = [*command[:at], f"--output={path}", *command[at:]]
            done = subprocess.run(command, capture_output=True, text=True, env=environment)
            if done.returncode or not path.exists():
                said = (done.stderr or done.stdout).strip().splitlines()
                raise Failed(said[-1] if said else f"ended with {done.returncode}")
            self.add(pyperf.BenchmarkSuite.load(str(path)))


@contextmanager
def failing_in_one_line() -> Iterator[None]:
    """End the program with one sentence where a process has failed.

    Raises:
        SystemExit: it has.

    """
    try:
        yield
    except Failed as failed:
        raise SystemExit(f"A process that times something failed: {failed}") from None
