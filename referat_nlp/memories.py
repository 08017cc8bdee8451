"""The memories that the reading of a document keeps for the next: of single lines and of whole texts.

Lines such as 'Beslutning' or 'Fraværende: Ingen' come again and again in an archive, so what was made of one is kept.
Each memory is bounded. A benchmark empties them before each round (`forget`), else the same texts would cost nothing
when they are read a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

_emptying: list[Callable[[], object]] = []


class Cached(Protocol):
    """What `functools.lru_cache` returns."""

    def cache_clear(self) -> None:
        """Forget everything."""


_C = TypeVar("_C", bound=Cached)


def remembers(function: _C) -> _C:
    """Register a function with a memory, made by `lru_cache`, and return it: a decorator above `lru_cache`."""
    _emptying.append(function.cache_clear)
    return function


def empties(emptying: Callable[[], object]) -> None:
    """Register what empties a memory of another kind, such as `clear` of a dictionary."""
    _emptying.append(emptying)


def forget() -> None:
    """Empty all memories."""
    for emptying in _emptying:
        emptying()
