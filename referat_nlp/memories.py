"""The memories that the reading of a document keeps for the next: of single lines and of whole texts.

Lines such as 'Beslutning' or 'Fraværende: Ingen' come again and again in an archive, so what was made of one is kept.
Each memory is bounded. A benchmark empties them before each round (`forget`), else the same texts would cost nothing
when they are read a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, Protocol, TypeVar, cast

# Longer texts hardly come again, and many of them would fill the memory: none is kept, in letters.
LONGEST = 200

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


_F = TypeVar("_F", bound=Callable[..., Any])


def remembered(maxsize: int, longest: int = LONGEST) -> Callable[[_F], _F]:
    """Return a decorator for a function of a text that keeps its answers.

    Args:
        maxsize: For how many texts.
        longest: The letters of a text that is kept, at most.

    """

    def decorated(function: _F) -> _F:
        kept = remembers(lru_cache(maxsize)(function))

        @wraps(function)
        def answer(text: str, *others: Any) -> Any:
            return kept(text, *others) if len(text) <= longest else function(text, *others)

        return cast(_F, answer)

    return decorated


_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Made(dict[_K, _V]):
    """A dictionary that makes what it does not hold, and keeps it while there is room.

    For what is known of single words and of names: it is asked for each of a text's, and to call a function for what is
    there already would take longer than the look-up.

    Attributes:
        most: How many are kept.
        longest: The letters of a key that is kept, at most; for texts.

    """

    most: int
    longest: int | None = None

    def make(self, key: _K) -> _V:
        """Return what belongs to a key."""
        raise NotImplementedError

    def __missing__(self, key: _K) -> _V:
        value = self.make(key)
        if len(self) < self.most and (self.longest is None or len(cast(str, key)) <= self.longest):
            self[key] = value
        return value


def empties(emptying: Callable[[], object]) -> None:
    """Register what empties a memory of another kind, such as `clear` of a dictionary."""
    _emptying.append(emptying)


def forget() -> None:
    """Empty all memories."""
    for emptying in _emptying:
        emptying()
