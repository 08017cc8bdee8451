"""Word files: the text that a reader sees in Word, as lines.

Of the package only the parts with text and with what numbers its lists are unpacked, none of the pictures. python-docx
opens what is left; the text is read from the XML itself, as python-docx passes over content controls, text boxes,
tracked changes and the numbers of lists.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from referat_nlp.errors import InputError
from referat_nlp.formats.body import Body
from referat_nlp.formats.lines import MOST_COLUMNS, Cell, Lines, heading
from referat_nlp.formats.normal import normalise
from referat_nlp.formats.packed import Parts
from referat_nlp.formats.word_lists import Numbering, Styles
from referat_nlp.limits import Limits

if TYPE_CHECKING:
    from docx.opc.part import Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# The last words of the types of relationships whose parts are read
_READ = frozenset(["officeDocument", "styles", "numbering", "header"])
_TYPES = "[Content_Types].xml"
# The one main part that python-docx takes; the others differ in their name alone.
_DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
# The strict form of the standard has other names for the same
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)

# Elements around others that say nothing themselves; deletions and where a text was moved from are not among them.
_AROUND = frozenset(
    W + name
    for name in [
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
        "r",
        "ruby",
        "rubyBase",
        "rt",
    ]
)
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
_BOXES = frozenset(W + name for name in ("drawing", "pict", "object"))
_BOX = W + "txbxContent"
# Space between paragraphs, in twentieths of a point, that a reader sees as a gap
_ROOM = 60
# 'Side 2 af 9', '- 2 -', or what is left of it where Word has not counted yet
_PAGE_NUMBER = re.compile(r"(?:side|s\.)?\s*[-–]?\s*\d*\s*(?:(?:af|/|of)\s*\d*)?\s*[-–]?", re.IGNORECASE)
_PAGE_TAIL = re.compile(r"[\t ]+(?:side|s\.)\s*\d*\s*(?:(?:af|/)\s*\d*)?\s*$", re.IGNORECASE)


def read(data: bytes, name: str, limits: Limits) -> Body:
    """Return the text of a Word file: with insertions, without what is deleted, hidden or a comment.

    Raises:
        InputError: it is damaged, locked or no Word file, or unpacks to more than the limits allow.

    """
    package = _slim(Parts(data, name, limits), name)
    document = _open(package, name)
    body = document.element.find(W + "body")
    if body is None:
        raise InputError(f"{name}: this Word file holds no document; get or save it again.")
    part = document.part
    styles = Styles(_related(part, "styles"))
    reader = _Reader(styles, Numbering(_related(part, "numbering"), styles))
    head = _header_lines(part, body, reader)
    reader.blocks(body)
    text = reader.lines.text()
    seen = {" ".join(line.split()) for line in text[:4000].split("\n")}
    above = "".join(f"{line}\n" for line in head if " ".join(line.split()) not in seen)
    warnings = []
    if reader.notes:
        warnings.append(
            f"Footnotes and endnotes ({reader.notes}) were left out; the text that they belong to was read."
        )
    if reader.inserted:
        warnings.append(
            f"Files that are inserted in the Word file ({reader.inserted}) were not read; save it anew in Word."
        )
    return Body(normalise(f"{above}\n{text}" if above else text), warnings)


# -- the package --


def _slim(parts: Parts, name: str) -> bytes:
    """Return a package with no more than what is read, and links to no other parts.

    Raises:
        InputError: the package is damaged or has no document.

    """
    if "_rels/.rels" not in parts or _TYPES not in parts:
        raise InputError(f"{name}: the file is no complete Word file; get or save it again.")
    kept: dict[str, bytes] = {}
    types = parts.read(_TYPES)
    for other in _OTHER_TYPES:
        types = types.replace(other, _DOCUMENT_TYPE)
    kept[_TYPES] = types
    for source in ("", *_linked(parts, "", kept, name)):
        if source:
            kept[source] = _part(parts, source, name)
            for target in _linked(parts, source, kept, name):
                kept[target] = _part(parts, target, name)
    slim = BytesIO()
    with zipfile.ZipFile(slim, "w") as package:
        for part, content in kept.items():
            package.writestr(part, content)
    return slim.getvalue()


def _part(parts: Parts, part: str, name: str) -> bytes:
    content = parts.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise InputError(
            f"{name}: the Word file defines entities of its own, which no Word file does; it was not read."
        )
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return content


def _linked(parts: Parts, source: str, kept: dict[str, bytes], name: str) -> list[str]:
    """Return the parts that a part links to and that are read; keep its links to them alone."""
    from docx.oxml.parser import parse_xml
    from lxml import etree

    folder, file = posixpath.split(source)
    links = posixpath.join(folder, "_rels", f"{file}.rels")
    if links not in parts:
        return []
    try:
        root = parse_xml(_part(parts, links, name))
    except etree.XMLSyntaxError:
        raise _damaged(name) from None
    targets = []
    for link in list(root):
        target = link.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        wanted = link.tag == _RELATIONSHIP and link.get("Type", "").rpartition("/")[2] in _READ
        if wanted and link.get("TargetMode") != "External" and path in parts and path not in kept:
            targets.append(path)
        else:
            root.remove(link)
    kept[links] = etree.tostring(root)
    return targets


def _open(package: bytes, name: str) -> Any:
    """Return python-docx's document of a package.

    Raises:
        InputError: it is damaged.

    """
    import docx

    try:
        return docx.Document(BytesIO(package))
    # lxml's and python-docx's own errors have no parent in common
    except Exception:
        raise _damaged(name) from None


def _damaged(name: str) -> InputError:
    return InputError(f"{name}: the Word file is damaged; open it in Word and save it again.")


def _related(part: Part, kind: str) -> Any:
    """Return the root of the part that a part links to as `kind`; None where there is none."""
    for link in part.rels.values():
        if link.reltype.rpartition("/")[2] == kind:
            return getattr(link.target_part, "element", None)
    return None


def _header_lines(part: Part, body: Any, reader: _Reader) -> list[str]:
    """Return the lines of the first page's header, without page numbers."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None:
        return []
    headers = {ref.get(W + "type", "default"): ref.get(_R_ID) for ref in section.iter(W + "headerReference")}
    first = _is_on(section.find(W + "titlePg"))
    for kind in ("first", "default") if first else ("default",):
        link = part.rels.get(headers.get(kind) or "")
        root = getattr(link.target_part, "element", None) if link is not None else None
        if root is None:
            continue
        of_header = _Reader(reader.styles, reader.numbering)
        of_header.blocks(root)
        lines = [_PAGE_TAIL.sub("", line) for line in of_header.lines.lines]
        lines = [line for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line.strip())]
        if lines:
            return lines
    return []


def _is_on(switch: Any) -> bool:
    """Return whether a switch such as w:vanish is there and not set off."""
    return switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off")


# -- the text --


@dataclass(slots=True)
class _Paragraph:
    """The text of a paragraph, and the text boxes that hang at it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Reader:
    """Reads blocks: paragraphs and tables. The parser lets elements stand 256 deep, so that calls are deep enough."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.lines = Lines()
        self.notes = 0
        self.inserted = 0
        self._kept = ""  # the text of a paragraph whose end is deleted: it goes on in the next
        self._below = 0  # the space below the paragraph before
        self._headed = False  # the paragraph before is a heading

    def blocks(self, parent: Any) -> None:
        """Read the blocks in an element, in their order."""
        for block in _blocks(parent):
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._end_kept()
                self._table(block)
            elif block.tag == W + "altChunk":
                self.inserted += 1
        self._end_kept()

    def _end_kept(self) -> None:
        """Make a line of the text of a paragraph that finds no other to go on in."""
        for line in self._kept.strip("\n").split("\n"):
            if line.strip():
                self.lines.add(line)
        self._kept = ""

    def _paragraph(self, block: Any) -> None:
        paragraph = _Paragraph()
        self._inline(block, paragraph)
        text = self._kept + "".join(paragraph.pieces)
        self._kept = ""
        properties = block.find(W + "pPr")
        mark_of_end = properties.find(f"{W}rPr/{W}del") if properties is not None else None
        if mark_of_end is not None:
            for box in paragraph.boxes:
                self.blocks(box)
            self._kept = text
            return
        style = self.styles.of(properties)
        mark = self.numbering.mark(properties, style) if text.strip() else ""
        level = self.styles.heading_level(properties, style)
        listed = bool(mark)
        above, below = self.styles.space(properties, style)
        # what introduces a list stands right above it
        if (not listed and max(self._below, above) >= _ROOM) or level or self._headed:
            self.lines.room()
        self._below = below
        self._headed = bool(level)
        first, *more = text.strip("\n").split("\n")
        first = f"{mark} {first.lstrip()}" if mark and first.strip() else first
        self.lines.add(heading(first.strip(), level) if level and first.strip() else first)
        for line in more:
            self.lines.add(line)
        for box in paragraph.boxes:
            self.blocks(box)

    def _inline(self, parent: Any, paragraph: _Paragraph) -> None:
        """Read what stands in a line, within runs, links, fields and content controls."""
        for node in parent:
            tag = node.tag
            if tag in (W + "t", _MATH_TEXT):
                paragraph.pieces.append(node.text or "")
            elif tag in _SIGNS:
                paragraph.pieces.append(_SIGNS[tag])
            elif tag == W + "br":
                paragraph.pieces.append("\n")
            elif tag == W + "sym":
                paragraph.pieces.append(_symbol(node))
            elif tag == W + "r":
                if not _is_hidden(node):
                    self._inline(node, paragraph)
            elif tag in _AROUND or not isinstance(tag, str) or tag.startswith(_MATH_TEXT[:-1]):
                if isinstance(tag, str):
                    self._inline(node, paragraph)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self.notes += 1
            elif tag == _MC + "AlternateContent":
                self._inline(_chosen(node), paragraph)
            elif tag in _BOXES:
                paragraph.boxes += _boxes(node)

    def _table(self, table: Any) -> None:
        rows: list[list[Cell]] = []
        nested = False
        for row in _blocks(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            cells: list[Cell] = []
            for cell in _blocks(row, W + "tc"):
                inside = _Reader(self.styles, self.numbering)
                span, goes_on = _span(cell)
                if not goes_on:
                    inside.blocks(cell)
                nested = nested or any(True for _ in _blocks(cell, W + "tbl"))
                self.notes += inside.notes
                self.inserted += inside.inserted
                cells += [inside.lines.lines, *([] for _ in range(min(span, MOST_COLUMNS - len(cells)) - 1))]
            rows.append(cells)
        if nested:  # a page is laid out with it
            self.lines.room()
            for cell in (cell for row in rows for cell in row):
                for line in cell:
                    self.lines.add(line)
            self.lines.room()
        else:
            self.lines.table(rows)
        self._below = 0


def _blocks(parent: Any, *wanted: str) -> Iterator[Any]:
    """Yield the blocks in an element, also those within content controls and the like."""
    wanted = wanted or (W + "p", W + "tbl", W + "altChunk")
    for node in parent:
        if node.tag in wanted:
            yield node
        elif node.tag in _AROUND:
            yield from _blocks(node, *wanted)
        elif node.tag == _MC + "AlternateContent":
            yield from _blocks(_chosen(node), *wanted)


def _chosen(alternatives: Any) -> Any:
    """Return the first of the forms in which a Word file holds one thing for programs of different age."""
    chosen = alternatives.find(_MC + "Choice")
    chosen = alternatives.find(_MC + "Fallback") if chosen is None else chosen
    return () if chosen is None else chosen


def _boxes(node: Any) -> Iterable[Any]:
    """Return the text boxes in a drawing, each once."""
    found = []
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if at.tag == _BOX:
            found.append(at)
        elif at.tag == _MC + "AlternateContent":
            waiting += reversed(list(_chosen(at)))
        else:
            waiting += reversed(list(at))
    return found


def _is_hidden(run: Any) -> bool:
    properties = run.find(W + "rPr")
    return properties is not None and _is_on(properties.find(W + "vanish"))


def _symbol(node: Any) -> str:
    """Return the character of a w:sym, whose font decides how it looks."""
    try:
        code = int(node.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def _span(cell: Any) -> tuple[int, bool]:
    """Return how many columns a cell is wide, and whether it goes on with the cell above it."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, False
    span = properties.find(W + "gridSpan")
    merged = properties.find(W + "vMerge")
    width = span.get(W + "val", "1") if span is not None else "1"
    goes_on = merged is not None and merged.get(W + "val", "continue") == "continue"
    return (int(width) if width.isdecimal() and len(width) < 5 else 1), goes_on
