"""The heads and feet of pages: lines that stand at the same height on page after page in the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from referat_nlp.formats.print_lines import Line

# How many lines a head or foot has at most, and how near to the page's edge it stands (part of the page's height).
_MOST_LINES, _MARGIN = 5, 0.16
# Points by which the place of a line may differ.
_SAME_PLACE = 3.0
# On how many of the pages it stands: half of them, as where left and right pages differ.
_SHARE = 0.4
# How often it stands elsewhere on the pages at most, as a part of that.
_ELSEWHERE = 0.5
_FIGURES = re.compile(r"\d+")
_PAGE_ALONE = re.compile(
    r"[-–—\s]*(?:(?:side|s\.|page|blad)\s*)?\d{1,4}(?:\s*(?:af|/|of|\|)\s*\d{1,4})?[-–—.\s]*", re.IGNORECASE
)
_ADDRESS = re.compile(r"\b(?:https?|file)://\S")
# An item that begins on its page's first line has a number that rises with the pages, too.
_ITEM = re.compile(r"(?:punkt|pkt\.?|sag|sagsnr\.?|nr\.?|bilag|§)\s*(?:nr\.?\s*)?#|#\s*[.:)]\s*[^\W\d]", re.IGNORECASE)


def mark(pages: Sequence[Sequence[Line]], heights: Sequence[float], is_heading: Callable[[str], bool]) -> None:
    """Mark the lines that are heads and feet.

    The head of the first page is left as text, but for its number: it may be what names the meeting. That of a browser
    names the hour of printing.

    Args:
        pages: The lines of each page.
        heights: The pages' heights in points.
        is_heading: Whether a line's words head a section, which may begin many pages.

    """
    printed = sum(bool(lines) for lines in pages)
    if printed < 2:
        return
    browser = False
    words = Counter(_shape(line) for lines in pages for line in lines)
    for upper in (False, True):
        edges = [_edge(lines, height, upper) for lines, height in zip(pages, heights, strict=True)]
        running = _running(edges, words, printed, is_heading)
        # a browser prints the page's address at the foot, and the hour of printing at the head
        browser = browser or any(id(line) in running and _ADDRESS.search(line.text) for edge in edges for line in edge)
        for number, edge in enumerate(edges):
            for line in edge:
                if id(line) not in running:
                    break  # what stands further in than a line of the page's own is no head
                if number or not upper or browser or _PAGE_ALONE.fullmatch(line.text):
                    line.furniture = True


def _edge(lines: Sequence[Line], height: float, upper: bool) -> list[Line]:
    """Return the lines in a page's upper or lower margin, the outermost first."""
    if upper:
        inside = [line for line in lines if line.top < _MARGIN * height]
        return sorted(inside, key=lambda line: line.top)[:_MOST_LINES]
    inside = [line for line in lines if line.bottom > (1 - _MARGIN) * height]
    return sorted(inside, key=lambda line: -line.bottom)[:_MOST_LINES]


def _shape(line: Line) -> str:
    """Return a line's words but for figures."""
    return _FIGURES.sub("#", " ".join(line.text.casefold().split()))


def _running(
    edges: Sequence[Sequence[Line]], words: Counter[str], printed: int, is_heading: Callable[[str], bool]
) -> set[int]:
    """Return the lines (by their ids) that recur; `words` says how often each shape stands anywhere on the pages."""
    groups: dict[str, list[tuple[int, Line]]] = {}
    for number, edge in enumerate(edges):
        for line in edge:
            groups.setdefault(_shape(line), []).append((number, line))
    out: set[int] = set()
    for shape, found in groups.items():
        # what stands in the midst of pages as well is a line of each item, on a page's edge by chance
        if is_heading(found[0][1].text) or words[shape] - len(found) > _ELSEWHERE * len(found):
            continue
        found.sort(key=lambda entry: entry[1].top)
        group: list[tuple[int, Line]] = []
        for entry in [*found, None]:
            if entry is not None and (not group or entry[1].top - group[-1][1].top <= _SAME_PLACE):
                group.append(entry)
                continue
            same = len({line.text for _, line in group}) == 1
            # words alone may stand at the same place by chance on two pages
            least = min(3, printed - 1) if same else 2
            pages = [number for number, _ in group]
            # a part of the document may have a head of its own
            several = len(pages) >= _SHARE * printed or (len(pages) > 3 and max(pages) - min(pages) < 2 * len(pages))
            if len(pages) >= max(2, least) and several and (same or _counts(shape, group)):
                out.update(id(line) for _, line in group)
            if entry is not None:
                group = [entry]
    return out


def _counts(shape: str, group: Sequence[tuple[int, Line]]) -> bool:
    """Tell whether the figures that differ count the pages."""
    if _ITEM.match(shape) and not re.search(r"\bside #|\bs\. ?#", shape):
        return False
    rows = [(number, _FIGURES.findall(line.text)) for number, line in group]
    if len({len(figures) for _, figures in rows}) != 1:
        return False
    differ = [
        {int(figures[k]) - number for number, figures in rows}
        for k in range(len(rows[0][1]))
        if len({figures[k] for _, figures in rows}) > 1
    ]
    return bool(differ) and all(len(steps) == 1 for steps in differ)
