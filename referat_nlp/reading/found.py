"""An agenda item as it is found among the lines, before its parts are read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Found:
    """An agenda item as found: `first` and `last` are segment indexes (last exclusive), `body_from` the first segment below the title."""

    number: str | None
    first: int
    last: int
    body_from: int
    title: tuple[int, int] | None = None
    closed: bool = False
    title_text: str | None = None
    cases: list[tuple[int, int]] = field(default_factory=list)
