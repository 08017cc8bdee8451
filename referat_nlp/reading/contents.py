"""Lines of a table of contents: the leaders and page numbers behind their titles, and the stretch that they fill."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from referat_nlp.reading.plain import key

if TYPE_CHECKING:
    from referat_nlp.reading.segments import Segment

_DIGITS = "0123456789"
_BLANKS = " \t"
_NUMBER = re.compile(r"\d+(?:\.\d+)*[a-z]?(?:[ \t]?[.:)]\s*|\s+)")


def has_leaders(text: str) -> bool:
    """Tell whether a line ends in leaders, perhaps with a page number behind them.

    Read from the end, since a pattern would begin anew at each of the dots.

    >>> has_leaders("Ny sti ........ 3"), has_leaders("Ny sti . . . Side 3"), has_leaders("Ny sti ... ved mosen")
    (True, True, False)
    """
    if not ("..." in text or "…" in text or "___" in text or ". . ." in text):
        return False  # as most lines, in a fifth of the time
    rest = text.rstrip()
    bare = rest.rstrip(_DIGITS)
    if len(rest) - len(bare) > 4:
        return False
    return bare.rstrip().removesuffix("Side").rstrip().endswith(("...", "……", ". . .", "___"))


def page_at(text: str) -> int | None:
    """Return where the page number at a line's end begins, with the blanks or leaders before it; None where none stands.

    >>> page_at("Ny sti .... 3"), page_at("Ny sti 3"), page_at("Ny sti3")
    (6, 6, None)
    """
    rest = text.rstrip()
    bare = rest.rstrip(_DIGITS)
    if not 1 <= len(rest) - len(bare) <= 4:
        return None
    title = bare.rstrip(_BLANKS + ".…_")
    gap = bare[len(title) :]
    return len(title) if len(gap) > 1 or gap in (" ", "\t") else None


def entry_titles(text: str) -> set[str]:
    """Return what the title of a contents' entry may be, as `key`: with and without its number and its page."""
    bare = text.rstrip()
    if bare and not bare[0].isdigit() and bare[-1] not in _DIGITS and bare[1:2] != " ":
        return {key(bare)}  # most lines: `key` leaves out what else stands at the end
    number = _NUMBER.match(bare)
    titles = {bare, bare[number.end() :] if number else bare}
    return {key(t) for t in titles} | {key(t.rstrip(_DIGITS).rstrip(_BLANKS + ".")) for t in titles}


def stretch(head: list[Segment], titles: set[str]) -> list[tuple[int, int]]:
    """Return the stretch of the table of contents before the first item; `titles` are the items' titles as `key`."""
    start = None
    out: list[tuple[int, int]] = []
    for seg in head:
        if start is None and (seg.kind == "contents" or has_leaders(seg.text) or entry_titles(seg.text) & titles):
            start = seg.start
        if start is not None:
            out = [(start, seg.end)]
    return out
