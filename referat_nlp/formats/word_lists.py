"""What Word's styles say of paragraphs, and the numbers and marks that Word sets before a list's entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from referat_nlp.formats.numbering import number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_LEVELS = 9
# A mark is '1.2.3.' or 'Punkt 12:'; a longer one is no mark.
_LONGEST = 40
_PLACE = re.compile(r"%([1-9])")
_HEADING = re.compile(r"(?:heading|overskrift) ([1-9])", re.IGNORECASE)
_WORD = re.compile(r"\w")
_AUTOMATIC = 280
_STEPS = 20  # from style to style, and from a list to the list that stands for it


def _child(node: Any, *path: str) -> Any:
    for name in path:
        node = None if node is None else node.find(W + name)
    return node


def _value(node: Any, *path: str) -> str | None:
    found = _child(node, *path)
    return None if found is None else found.get(W + "val")


def is_on(switch: Any) -> bool:
    """Return whether a switch such as w:vanish is there and not set off."""
    return switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off")


def _whole(value: str | None, otherwise: int = 0) -> int:
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value) else otherwise


def _space(nodes: Iterable[Any], side: str, otherwise: int) -> int:
    """Return the space that the first of the elements w:spacing tells which tells of that side."""
    for node in nodes:
        if node is not None and node.get(f"{W}{side}Autospacing") in ("1", "true", "on"):
            return _AUTOMATIC
        if node is not None and node.get(W + side) is not None:
            return _whole(node.get(W + side))
    return otherwise


class Styles:
    """The styles of paragraphs, each with those that it is based on."""

    def __init__(self, root: Any) -> None:
        """Read the part of the styles; None where the file has none."""
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in root.iter(W + "style") if root is not None else ():
            if style.get(W + "type", "paragraph") in ("paragraph", "numbering"):
                self._styles.setdefault(style.get(W + "styleId", ""), style)
                if style.get(W + "default") in ("1", "true") and style.get(W + "type") == "paragraph":
                    self._default = style.get(W + "styleId", "")
        self._spacing = [] if root is None else [_child(root, "docDefaults", "pPrDefault", "pPr", "spacing")]
        self._spaces: dict[str, tuple[int, int]] = {}
        self._chains: dict[str, list[Any]] = {}
        self._levels: dict[str, int] = {}

    def of(self, properties: Any) -> str:
        """Return the style of a paragraph by its properties."""
        return _value(properties, "pStyle") or self._default

    def chain(self, style: str) -> list[Any]:
        """Return a style and the styles that it is based on, the nearest first."""
        if style not in self._chains:
            chain: list[Any] = []
            at: str | None = style
            while at in self._styles and len(chain) < _STEPS:
                chain.append(self._styles[at])
                at = _value(chain[-1], "basedOn")
            self._chains[style] = chain
        return self._chains[style]

    def space(self, properties: Any, style: str) -> tuple[int, int]:
        """Return the space above and below a paragraph, in twentieths of a point."""
        if style not in self._spaces:
            nodes = [_child(one, "pPr", "spacing") for one in self.chain(style)] + self._spacing
            self._spaces[style] = _space(nodes, "before", 0), _space(nodes, "after", 0)
        above, below = self._spaces[style]
        own = _child(properties, "spacing")
        return (above, below) if own is None else (_space([own], "before", above), _space([own], "after", below))

    def heading_level(self, properties: Any, style: str) -> int:
        """Return the level of a heading from 1, 0 for other paragraphs."""
        own = _value(properties, "outlineLvl")
        if own is not None:
            return _whole(own, 9) + 1 if _whole(own, 9) < _LEVELS else 0
        if style not in self._levels:
            self._levels[style] = self._level_of(style)
        return self._levels[style]

    def _level_of(self, style: str) -> int:
        for one in self.chain(style):
            outline = _value(one, "pPr", "outlineLvl")
            if outline is not None:
                return _whole(outline, 9) + 1 if _whole(outline, 9) < _LEVELS else 0
            name = _value(one, "name") or ""
            found = _HEADING.match(name)
            if found:
                return int(found[1])
            if name.casefold() == "title":
                return 1
        return 0


@dataclass(slots=True)
class _Level:
    """One level of a list: the form of its numbers, and the pattern in which they stand, such as '%1.%2.'."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False  # '1.2', whatever form the levels above have
    restart: int | None = None  # the level behind which it begins anew; 0: never

    def read(self, node: Any) -> None:
        """Take over what an element says of the level."""
        self.start = _whole(_value(node, "start"), 0 if _child(node, "start") is None else 1)
        self.form = _value(node, "numFmt") or "decimal"
        self.pattern = _value(node, "lvlText") or ""
        self.legal = is_on(_child(node, "isLgl"))
        restart = _value(node, "lvlRestart")
        self.restart = None if restart is None else _whole(restart)


@dataclass(slots=True)
class _List:
    """A list as Word's numbers count it: several 'nums' may go on counting one another."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    styles: dict[str, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document, and tells the mark before each paragraph."""

    def __init__(self, root: Any, styles: Styles) -> None:
        """Read the part of the lists; None where the file has none."""
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._nums: dict[str, Any] = {}
        self._lists: dict[str, _List] = {}
        self._started: set[str] = set()
        self._own_levels: dict[tuple[str, int], _Level] = {}
        self._of_styles: dict[str, tuple[str | None, str | None]] = {}
        if root is not None:
            for node in root.iter(W + "abstractNum"):
                self._abstract.setdefault(node.get(W + "abstractNumId", ""), node)
            for node in root.iter(W + "num"):
                self._nums.setdefault(node.get(W + "numId", ""), node)

    def mark(self, properties: Any, style: str) -> str:
        """Return the mark before a paragraph, '' where it has none; the count goes on."""
        num, depth = _value(properties, "numPr", "numId"), _value(properties, "numPr", "ilvl")
        if num is None:
            num, of_style = self._of_style(style)
            depth = depth or of_style
        if num is None or num not in self._nums or num == "0":
            return ""
        the_list = self._list(num)
        if the_list is None:
            return ""
        at = _whole(depth, 0) if depth is not None else the_list.styles.get(style, 0)
        at = min(max(at, 0), _LEVELS - 1)
        self._start(num, the_list)
        level = self._level(num, the_list, at)
        before = the_list.counts[at]
        the_list.counts[at] = level.start if before is None else before + 1
        for below in range(at + 1, _LEVELS):
            restart = the_list.levels[below].restart if below in the_list.levels else None
            if restart is None or at < restart:
                the_list.counts[below] = None
        return self._printed(num, the_list, level)

    def _printed(self, num: str, the_list: _List, level: _Level) -> str:
        if level.form == "none":
            return ""
        if level.form == "bullet":
            sign = level.pattern.strip()
            # a letter is a bullet of the fonts for signs
            return "•" if not sign or _WORD.match(sign) else sign[:2]

        def filled(place: re.Match[str]) -> str:
            one = int(place[1]) - 1
            of_level = self._level(num, the_list, one)
            count = the_list.counts[one]
            return number(of_level.start if count is None else count, "decimal" if level.legal else of_level.form)

        return _PLACE.sub(filled, level.pattern[:_LONGEST]).strip()

    def _of_style(self, style: str) -> tuple[str | None, str | None]:
        """Return the list that a style calls for, and the level in it."""
        if style not in self._of_styles:
            chain = self._styles.chain(style)
            found = next((one for one in chain if _child(one, "pPr", "numPr", "numId") is not None), None)
            levels = (_value(one, "pPr", "numPr", "ilvl") for one in chain)
            depth = next((level for level in levels if level is not None), None)
            self._of_styles[style] = (_value(found, "pPr", "numPr", "numId"), depth)
        return self._of_styles[style]

    def _list(self, num: str) -> _List | None:
        """Return the list of a 'num'; None where it names none."""
        abstract = _value(self._nums[num], "abstractNumId") or ""
        for _ in range(_STEPS):
            # a list may stand for the list of a style
            link = _value(self._abstract.get(abstract), "numStyleLink")
            if link is None:
                break
            linked = self._nums.get(self._of_style(link)[0] or "")
            abstract = _value(linked, "abstractNumId") or ""
        if abstract not in self._abstract:
            return None
        if abstract not in self._lists:
            made = _List()
            for node in self._abstract[abstract].iter(W + "lvl"):
                at = _whole(node.get(W + "ilvl"), _LEVELS)
                if at < _LEVELS:
                    made.levels[at] = _Level()
                    made.levels[at].read(node)
                    style = _value(node, "pStyle")
                    if style is not None:
                        made.styles.setdefault(style, at)
            self._lists[abstract] = made
        return self._lists[abstract]

    def _start(self, num: str, the_list: _List) -> None:
        """Begin anew where a 'num' that says so is met for the first time; keep its own levels."""
        if num in self._started:
            return
        self._started.add(num)
        for change in self._nums[num].iter(W + "lvlOverride"):
            at = _whole(change.get(W + "ilvl"), _LEVELS)
            if at >= _LEVELS:
                continue
            own = change.find(W + "lvl")
            if own is not None:
                self._own_levels[num, at] = _Level()
                self._own_levels[num, at].read(own)
            start = _value(change, "startOverride")
            if start is not None:
                the_list.counts[at] = _whole(start, 1) - 1

    def _level(self, num: str, the_list: _List, at: int) -> _Level:
        return self._own_levels.get((num, at)) or the_list.levels.get(at) or _Level()
