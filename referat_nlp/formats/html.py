"""Web pages: the text that a reader of the page sees, as lines.

The parser hands out elements as it meets them and builds no tree, so that a page's length costs no more than time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import compress

from referat_nlp.errors import InputError
from referat_nlp.formats.body import Body
from referat_nlp.formats.lines import MOST_COLUMNS, Lines, heading, is_label, table_lines
from referat_nlp.formats.normal import normalise
from referat_nlp.formats.numbering import number
from referat_nlp.formats.plain import decode
from referat_nlp.limits import Limits

# Pages of minutes are some tens of elements deep; each end that fits no element is looked for through the whole depth.
_DEPTH = 500

_SKIPPED = frozenset(
    [
        "audio",
        "canvas",
        "datalist",
        "iframe",
        "map",
        "math",
        "noscript",
        "object",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "title",
        "video",
    ]
)
# Elements that begin a line, and those of them that leave room around them
_APART = frozenset(
    [
        "blockquote",
        "dl",
        "fieldset",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "pre",
        "table",
        "ul",
    ]
)
_BLOCKS = _APART | frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dt",
        "figcaption",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "option",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
_FURNITURE_TAGS = frozenset(["aside", "footer", "nav"])
_FURNITURE_ROLES = frozenset(["banner", "complementary", "contentinfo", "navigation", "search"])
_FURNITURE_NAME = re.compile(
    r"(?<![a-z])(?:cookie|consent|breadcrumb|brødkrumme|skip-?(?:link|to)|sitemap)", re.IGNORECASE
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MUNICIPALITY = re.compile(r"(?<![\w-])[A-ZÆØÅ][a-zæøåé-]+(?:-[A-ZÆØÅ][a-zæøå]+)?[ ]Kommune\b")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WHOLE = re.compile(r"[-+]?\d{1,6}")
# The list's own numbers stand in its text already
_NUMBERED = re.compile(r"(?:\d|punkt\b|pkt\b|sag\b)", re.IGNORECASE)
# Words that stand in minutes: what a page hides and these stand in is a part that unfolds when its heading is clicked.
_MINUTES = re.compile(
    r"\b(?:beslutning|indstilling|sagsfremstilling|resum[eé]|fraværende|afbud|sagsnr|godkendt|efterretning|drøftet)",
    re.IGNORECASE,
)

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
# What old Danish pages are written in; the names of the first three mean Windows-1252 on the web.
_ENCODINGS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "windows-1252": "cp1252",
    "iso-8859-15": "iso-8859-15", "macintosh": "mac-roman", "ibm850": "cp850", "cp850": "cp850", "ibm865": "cp865",
}  # fmt: skip


def read(data: bytes, name: str, limits: Limits) -> Body:
    """Return the text of a web page; menus and what the page hides are left out where they are the smaller part.

    Raises:
        InputError: it is no text, or its elements stand deeper in each other than in any real page.

    """
    from lxml import etree

    warnings: list[str] = []
    # a mark for zero bytes, at which the parser would end
    page = _decode(data, name, warnings).replace("\0", " ")
    reader = _PageReader(name)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
    with suppress(etree.LxmlError):  # nothing but blanks and comments
        etree.fromstring(page.encode("utf-8", "replace"), parser)
    return Body(normalise(reader.text()), warnings)


def _decode(data: bytes, name: str, warnings: list[str]) -> str:
    """Return the text of the page's bytes: what is UTF-8 is that, whatever it says of itself; else what it says.

    Raises:
        InputError: it is no text.

    """
    found = _DECLARED.search(data[:4096])
    declared = _ENCODINGS.get(found[1].decode("ascii", "replace").lower()) if found else None
    if declared and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode(declared, "replace")
    return decode(data, name, warnings)


@dataclass(slots=True)
class _Element:
    """An open element, and what its end sets back."""

    tag: str
    skipped: bool
    place: int


@dataclass(slots=True)
class _List:
    """An open list: the number of its next entry and the step to the one after it; no number for one with bullets."""

    next: int | None
    step: int = 1
    form: str = "1"

    def mark(self) -> str:
        """Return the mark of the next entry."""
        if self.next is None:
            return "• "
        mark = f"{number(self.next, self.form)}. "
        self.next += self.step
        return mark


# Where on the page an element and its lines stand: signs that are added up.
_HIDDEN, _FURNITURE, _MAIN, _HEADED = 1, 2, 4, 8
_PAGE = _Element("", False, 0)
# Lines, each with its place
_Placed = list[tuple[str, int]]


@dataclass(slots=True)
class _Table:
    """An open table: its rows of cells, each the lines in it; None once it is known to hold other tables."""

    rows: list[list[_Placed]] | None = field(default_factory=list)
    cell: _Placed | None = None


class _PageReader:
    """Takes elements and text from the parser, and keeps the lines of the page with their places."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[_Element] = []
        self._pieces: list[str] = []
        self._title: list[str] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._lines: _Placed = []
        self._level = 0  # of the heading that is open
        self._pre = 0
        self._hidden_from = 0  # the first line of the hidden element that is open
        self._mark = ""  # of the list's entry that begins
        self._label = ""  # the term of a list of definitions that waits for what is said of it

    # -- what the parser calls --

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        """Begin an element."""
        above = self._open[-1] if self._open else _PAGE
        if len(self._open) >= _DEPTH:
            raise InputError(f"{self._name}: the page's elements stand more than {_DEPTH:,} deep in each other.")
        element = _Element(tag, above.skipped or tag in _SKIPPED, above.place | _place(tag, attrib))
        if tag in _BLOCKS and not above.skipped:
            self._end_line()  # of what stands before, with the place of that
        if element.place & _HIDDEN and not above.place & _HIDDEN:
            self._hidden_from = len(self._lines)
        self._open.append(element)
        if not element.skipped:
            self._begin(tag, attrib)

    def end(self, tag: str) -> None:
        """End an element."""
        while self._open:
            element = self._open[-1]
            if not element.skipped:
                self._finish(element.tag)
            self._open.pop()
            if element.place & _HIDDEN and not (self._open and self._open[-1].place & _HIDDEN):
                self._show_folded()
            if element.tag == tag:
                return

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if not (self._open and self._open[-1].skipped):
            self._pieces.append(text)
        elif self._open[-1].tag == "title":
            self._title.append(text)

    def close(self) -> None:
        """End the page."""
        self.end("")
        self._end_line()
        self._give_label()

    # -- elements --

    def _begin(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag in ("ol", "ul"):
            self._close_up()
        elif tag in _APART:
            self._room()
        if tag == "br":
            self._end_line(broken=True)
        elif tag == "pre":
            self._pre += 1
        elif tag[:1] == "h" and tag[1:] in ("1", "2", "3", "4", "5", "6"):
            self._level = int(tag[1:])
        elif tag in ("ul", "menu"):
            self._lists.append(_List(None))
        elif tag == "ol":
            first = _whole(attrib.get("start"))
            backwards = "reversed" in attrib and first is not None
            self._lists.append(_List(1 if first is None else first, -1 if backwards else 1, attrib.get("type", "1")))
        elif tag == "li":
            if not self._lists:
                self._lists.append(_List(None))
            value = _whole(attrib.get("value"))
            if value is not None and self._lists[-1].next is not None:
                self._lists[-1].next = value
            self._mark = self._lists[-1].mark()
        elif tag == "table":
            if self._tables:
                self._pass_on(self._tables[-1])
            self._tables.append(_Table())
        elif self._tables and self._tables[-1].rows is not None:
            self._begin_cell(tag, attrib, self._tables[-1])

    def _finish(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line()
        if tag in _APART and not (tag in ("ol", "ul") and len(self._lists) > 1):
            self._room()
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif self._level and tag == f"h{self._level}":
            self._level = 0
        elif tag in ("ul", "ol", "menu"):
            if self._lists:
                self._lists.pop()
            self._mark = ""
        elif tag == "li":
            self._mark = ""
        elif tag == "dt":
            self._take_label()
        elif tag in ("dd", "dl"):
            self._give_label()
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].cell = None

    def _begin_cell(self, tag: str, attrib: Mapping[str, str], table: _Table) -> None:
        assert table.rows is not None
        if tag == "tr":
            table.rows.append([])
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append([])
            row = table.rows[-1]
            table.cell = []
            row.append(table.cell)
            span = _whole(attrib.get("colspan")) or 1
            row += [[] for _ in range(min(span, MOST_COLUMNS - len(row) + 1) - 1)]

    def _end_table(self) -> None:
        table = self._tables.pop()
        table.cell = None
        if table.rows:
            self._room()
            place = self._place()
            rows = [_seen_row(row) for row in table.rows]
            if place & _HIDDEN or not any(cell for row in rows for cell in row):
                rows, place = table.rows, place | _HIDDEN  # as a whole
            for line in table_lines([[[line for line, _ in cell] for cell in row] for row in rows]):
                self._put(line, place)
            self._room()

    def _pass_on(self, table: _Table) -> None:
        """Put out what stands in a table so far: it holds another one, so the page is laid out with it."""
        rows, table.rows, table.cell = table.rows, None, None
        for row in rows or ():
            for line, place in _unfolded([line for cell in row for line in cell]):
                self._put(line, place)

    # -- lines --

    def _end_line(self, *, broken: bool = False) -> None:
        """End the line; `broken` where the page ends it with an element of its own."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if self._pre:
            for line in text.split("\n"):
                self._put(line.rstrip())
            return
        text = _SPACE.sub(" ", text).strip(" ")
        if not text.strip():
            if broken or text:  # an empty line, or one of no-break spaces
                self._room()
            return
        if self._level:
            mark = self._mark if self._mark[:1] != "•" and not _NUMBERED.match(text) else ""
            self._mark = ""
            self._put(heading(mark + text, self._level))
            return
        mark, self._mark = self._mark, ""
        self._put(mark + text)

    def _room(self) -> None:
        self._put("")

    def _close_up(self) -> None:
        """Take back the room above a list: what introduces it stands right above it."""
        while len(self._lines) > 1 and not self._lines[-1][0] and not self._lines[-2][0].startswith("#"):
            self._lines.pop()
        self._hidden_from = min(self._hidden_from, len(self._lines))

    def _place(self) -> int:
        """Return where what comes now stands on the page."""
        place = self._open[-1].place if self._open else 0
        return place | _HEADED if self._level in (1, 2) else place

    def _put(self, line: str, place: int | None = None) -> None:
        """Put a line where it goes: into the cell that is open, or on the page; `place`: where it began elsewhere."""
        place = self._place() if place is None else place
        table = self._tables[-1] if self._tables else None
        if table is not None and table.rows is not None:
            if table.cell is not None:
                table.cell.append((line, place))
                return
            if not line:
                return
        if self._label and line:
            if line[0] not in "#|":
                self._give_label(line)
                return
            self._give_label()
        self._lines.append((line, place))

    def _show_folded(self) -> None:
        """Take the lines of a hidden element that ended for seen ones where they are minutes."""
        self._lines[self._hidden_from :] = _unfolded(self._lines[self._hidden_from :])

    def _take_label(self) -> None:
        """Keep the term that ended for the line that follows, where it is short."""
        if self._tables and self._tables[-1].cell is not None:
            return
        self._give_label()
        if self._lines and is_label(self._lines[-1][0]):
            self._label = self._lines.pop()[0]
            self._hidden_from = min(self._hidden_from, len(self._lines))

    def _give_label(self, line: str = "") -> None:
        """Put out the term that waits, with the line that tells of it."""
        if self._label:
            label, self._label = self._label, ""
            self._put(f"{label.removesuffix(':')}: {line}" if line else label)

    # -- the page --

    def text(self) -> str:
        """Return the text of the page's greater part: what is seen, and of that what is no menu."""
        lines = self._lines
        lines = _but(lines, [bool(place & _HIDDEN) for _, place in lines])
        if 2 * sum(len(line) for line, place in lines if place & _MAIN) > sum(len(line) for line, _ in lines):
            # the page's title often stands above its main part
            lines = [(line, at) for line, at in lines if at & _MAIN or at & (_HEADED | _FURNITURE) == _HEADED]
        lines = _but(lines, [bool(place & _FURNITURE) for _, place in lines])
        out = Lines()
        for line, _ in lines:
            out.add(line)
        text = out.text()
        if text and "ommune" not in text:
            # whose page it is, its head says alone
            named = _MUNICIPALITY.search("\n".join(["".join(self._title), *(line for line, _ in self._lines)]))
            text = f"{named[0]}\n\n{text}" if named else text
        return text


def _place(tag: str, attrib: Mapping[str, str]) -> int:
    """Return where on the page an element stands, as far as it tells."""
    place = 0
    if tag in _FURNITURE_TAGS:
        place |= _FURNITURE
    elif tag == "main":
        place |= _MAIN
    if not attrib:
        return place
    if "hidden" in attrib or _UNSEEN.search(attrib.get("style", "")):
        place |= _HIDDEN
    role = attrib.get("role", "").casefold()
    if role == "main":
        place |= _MAIN
    elif role in _FURNITURE_ROLES:
        place |= _FURNITURE
    # what the whole page is called says nothing of a part of it
    if tag not in ("html", "body", "main") and _FURNITURE_NAME.search(
        f"{attrib.get('id', '')} {attrib.get('class', '')}"
    ):
        place |= _FURNITURE
    return place


def _unfolded(lines: _Placed) -> _Placed:
    """Return the lines with hidden ones taken for seen ones where they are minutes."""
    if any(place & _HIDDEN and _MINUTES.search(line) for line, place in lines):
        return [(line, place & ~_HIDDEN) for line, place in lines]
    return lines


def _seen_row(row: list[_Placed]) -> list[_Placed]:
    """Return the cells of a table's row without what is hidden in them, where that is no minutes."""
    hidden = [line for cell in row for line in cell if line[1] & _HIDDEN]
    if not hidden or _unfolded(hidden) is not hidden:
        return row
    return [[line for line in cell if not line[1] & _HIDDEN] for cell in row]


def _but(lines: _Placed, left_out: list[bool]) -> _Placed:
    """Return the lines without those to leave out, but all of them where those would be the greater part."""
    less = sum(len(line) for line, _ in compress(lines, left_out))
    whole = sum(len(line) for line, _ in lines)
    return [line for line, out in zip(lines, left_out, strict=True) if not out] if 2 * less < whole else lines


def _whole(value: str | None) -> int | None:
    """Return the whole number that an attribute holds."""
    found = _WHOLE.match((value or "").strip())
    return int(found[0]) if found else None
