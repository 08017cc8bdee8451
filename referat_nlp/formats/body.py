"""What comes out of a file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field

from referat_nlp.pages import Pages


@dataclass(slots=True)
class Body:
    r"""The text of a file.

    Attributes:
        text: The text; lines end in '\n'. Offsets of all results count in it.
        warnings: Sentences on what the user should know of the reading.
        pages: Where it stands on its pages; None where the format has none.
        furniture: The stretches (start, end) that repeat on page after page, in text order.

    """

    text: str
    warnings: list[str] = field(default_factory=list)
    pages: Pages | None = None
    furniture: list[tuple[int, int]] = field(default_factory=list)
