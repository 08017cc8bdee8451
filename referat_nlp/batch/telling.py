"""What a run over many documents says of them, on one machine or on a cluster, and no more of it than can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from referat_nlp.batch.progress import Progress
from referat_nlp.cli_parts import printable

# So many warnings, and at the end failures, of a run into a place are shown; what it writes holds all.
SHOWN = 20


class Warnings:
    """Says the first warnings of a run, and counts the others."""

    def __init__(self, progress: Progress) -> None:
        """Keep who says them."""
        self._progress = progress
        self._count = 0

    def say(self, warning: str) -> None:
        """Say a warning, which begins with its document's name."""
        self._count += 1
        if self._count <= SHOWN:
            self._progress.say(printable(f"Warning: {warning}"))

    def end(self, where: str) -> None:
        """Say how many there were besides, and where they are: 'the results hold them'."""
        if self._count > SHOWN:
            self._progress.say(f"Warning: {self._count - SHOWN} more; {where}.")


def first_failures(sentences: Iterable[str], failed: int, where: object) -> Iterator[str]:
    """Return the first of the sentences that name what failed, and how many more there are and where."""
    for shown, sentence in enumerate(sentences):
        if shown == SHOWN:
            yield f"{failed - SHOWN} more could not be read; {where} names them all."
            return
        yield sentence


def name_taken(shown: str, where: Path | str, other: str) -> str:
    """Return the sentence for a document whose result would stand where that of another does."""
    return (
        f"{shown}: its result was not written, as {where} holds that of {other}; "
        "rename one of the two, or write them into different folders."
    )
