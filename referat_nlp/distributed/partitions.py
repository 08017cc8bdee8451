"""Documents shared into partitions: each is one task of the cluster, and one file of each table.

The same documents give the same partitions with the same names, whatever the cluster: so a task that is run again
replaces what its first run wrote, and a run that was stopped finds what is there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from referat_nlp.distributed.documents import Document

# A task of at most so many documents and bytes takes seconds to a minute or two: long beside what a task costs, short
# beside what is lost with a worker.
DOCUMENTS = 100
# The first partitions are smaller, for the many workers of a small archive to have one each; later ones hold a part in
# so many of what is before them. So they hang neither on the cluster nor on documents that come later.
_LEAST = 10
_SHARE = 64
BYTES = 20_000_000
# Pieces that a partition is split into when it has killed its workers: from a hundred documents to one in two steps.
_PIECES = 10
NAME = re.compile(r"part-(\d{6}(?:\.\d)*)-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Partition:
    """Some documents that are read by one task, in their order.

    Attributes:
        number: Its place among the partitions, in digits; behind a point the piece that it is of a split one. Sorted
            by their numbers, partitions hold the documents in the order of the run.
        documents: At least one.

    """

    number: str
    documents: tuple[Document, ...]

    @property
    def name(self) -> str:
        """The name of its files: its number, and what is another for other documents or other versions of them."""
        told = [[d.name, d.root, d.path, d.size, d.version, d.fault] for d in self.documents]
        digest = hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()
        return f"part-{self.number}-{digest[:12]}"

    @property
    def size(self) -> int:
        """The bytes of its documents, as far as they are known."""
        return sum(document.size for document in self.documents)

    def split(self) -> list[Partition]:
        """Return its pieces, of a tenth of its documents each."""
        count = len(self.documents)
        ends = [count * piece // _PIECES for piece in range(_PIECES + 1)]
        parts = [self.documents[start:end] for start, end in pairwise(ends) if start < end]
        return [Partition(f"{self.number}.{piece}", part) for piece, part in enumerate(parts)]


def share(documents: Iterable[Document], most: int | None = None, most_bytes: int = BYTES) -> Iterator[Partition]:
    """Share documents into partitions by number and size, in their order; one that is larger has its own.

    Without `most` the first hold 10 documents, and those behind many documents up to 100.
    """
    waiting: list[Document] = []
    size = number = 0
    for place, document in enumerate(documents):
        before = place - len(waiting)
        enough = most or max(_LEAST, min(DOCUMENTS, before // _SHARE))
        if waiting and (len(waiting) >= enough or size + document.size > most_bytes):
            yield Partition(f"{number:06}", tuple(waiting))
            waiting, size, number = [], 0, number + 1
        waiting.append(document)
        size += document.size
    if waiting:
        yield Partition(f"{number:06}", tuple(waiting))


def above(name: str) -> list[str]:
    """Return the numbers of the partitions that the one of that name is a piece of.

    >>> above("part-000003.4.7-0123456789ab")
    ['000003', '000003.4']
    """
    found = NAME.fullmatch(name)
    parts = found[1].split(".") if found else []
    return [".".join(parts[:length]) for length in range(1, len(parts))]
