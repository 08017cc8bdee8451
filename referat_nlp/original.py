"""A result whose places count in a document's own text, where a normalised copy of it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from referat_nlp.formats.normal import Readable
from referat_nlp.minutes import AgendaItem, Coverage, Meeting


def place_in_original(meeting: Meeting, items: list[AgendaItem], copy: Readable) -> None:
    """Move all places of a result from the copy to the text that it was made from; the values stay."""
    for found in _placed([meeting, *items]):
        start, end = found.start, found.end
        found.start = copy.start(start)
        found.end = copy.end(end) if end > start else found.start


def coverage_of_original(coverage: Coverage, copy: Readable) -> Coverage:
    """Return how many characters of the original the parts hold: their shares of the copy, which add up."""
    parts = {part.name: getattr(coverage, part.name) for part in fields(coverage)}
    whole = sum(parts.values())
    scaled = {name: count * copy.length // whole if whole else 0 for name, count in parts.items()}
    largest = max(parts, key=lambda name: parts[name])
    scaled[largest] += copy.length - sum(scaled.values())
    return Coverage(**scaled)


def _placed(value: Any) -> Iterator[Any]:
    """Yield everything within a result that has a place."""
    if isinstance(value, list):
        for entry in value:
            yield from _placed(entry)
    elif is_dataclass(value):
        if hasattr(value, "start") and hasattr(value, "end"):
            yield value
        for part in fields(value):
            yield from _placed(getattr(value, part.name))
