"""One process that times several things one after the other, by pyperf.

pyperf would start a process for each thing that is timed, and go through all processes of one thing before it comes to
the next. Here the things that are compared share a process (`--in-process`) and are timed once each, some seconds
apart at most; `runs.py` starts such processes again and again.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyperf


class Session:
    """The runner of a process; its options are pyperf's, and those that `runs.py` gives to all."""

    def __init__(self) -> None:
        """Read the options."""
        self._runner = pyperf.Runner()
        self._runner.argparser.add_argument("--texts", type=Path)
        self._runner.argparser.add_argument("--turn", type=int, default=0)
        self._runner.argparser.add_argument("--sizes", type=int, nargs="*", default=[])
        self._runner.argparser.add_argument("--name")
        self.options: argparse.Namespace = self._runner.parse_args()

    def in_turn(self, *things: Callable[[], object]) -> None:
        """Do several things, in every other process the other way round: no one is always timed first."""
        for thing in things[:: -1 if self.options.turn % 2 else 1]:
            thing()

    def time(
        self,
        name: str,
        task: Callable[[], object],
        *,
        before: Callable[[], object] | None = None,
        warm: bool = True,
        clock: Callable[[], float] = time.process_time,
        read: Mapping[str, int] | None = None,
    ) -> None:
        """Time a task in seconds, of processor time by default, which does not hang on what else the machine does.

        Args:
            name: What the value is called in the record.
            task: What is timed.
            before: What is done before each time and not timed.
            warm: Whether it is done once before; the record keeps that first time as the 'warmup'.
            clock: What tells the seconds.
            read: What the record keeps beside the value, such as the number of characters.

        """

        def taken(loops: int) -> float:
            if before:
                before()
            start = clock()
            for _ in range(loops):
                task()
            return clock() - start

        self.take(name, taken, warm=warm, read=read)

    def take(
        self, name: str, taken: Callable[[int], float], *, warm: bool = True, read: Mapping[str, int] | None = None
    ) -> None:
        """Have pyperf call what returns the seconds of so many times of a task, and keep them."""
        self.options.warmups = int(warm)
        self._runner.bench_time_func(name, taken, metadata=dict(read or {}))
