"""Patterns of many words, put so that a search of much text tries few of them at each place."""

from __future__ import annotations

from collections.abc import Iterable


def by_first_letter(patterns: Iterable[str]) -> str:
    """Return one pattern that finds something wherever one of the patterns does.

    Grouped by the letter that they begin with they take half the time: at most places none of them can begin. It tells
    that and where there is something to be found, not how far the one of two that begin alike goes.

    >>> by_first_letter(["kom", "kan", "gik"])
    'k(?:om|an)|g(?:ik)'
    """
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        # what begins otherwise, or with a letter that may be missing, stands by itself
        first = pattern[0] if pattern[:1].isalnum() and pattern[1:2] not in tuple("?*+{") else ""
        groups.setdefault(first, []).append(pattern[len(first) :])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items()) or r"(?!)"
