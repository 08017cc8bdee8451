"""Which format a file has, told by its content; its name decides among plain text, Markdown and data files alone."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from referat_nlp.errors import InputError
from referat_nlp.formats.body import Body
from referat_nlp.formats.packed import open_package
from referat_nlp.limits import Limits

# By its ending a file is Markdown; everything else that is text is plain text.
MARKDOWN = {".md", ".markdown", ".mkd"}
_WEB = {".html", ".htm", ".xhtml"}
# The files of a folder that are read; what a file is, its content says.
ENDINGS = {".txt", ".text", *MARKDOWN, ".pdf", ".docx", ".docm", *_WEB}
# Documents that may be minutes and are not read: those in a folder are named, so that nobody misses them.
NOT_READ = {".doc", ".dot", ".odt", ".rtf", ".wpd"}
# Text that is not the text of minutes, by its ending.
_OTHER_ENDINGS = {".csv", ".eml", ".json", ".jsonl", ".mht", ".mhtml", ".tsv", ".xml"}

# So much of a file tells its format.
HEAD = 4096
# A PDF file may begin with the remains of a transfer.
_PDF_WITHIN = 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE = "save it as PDF, Word (.docx) or text first"
# What formats that are not read begin with, and what to say of them.
_SIGNATURES = (
    (b"{\\rtf", f"an RTF file; {_SAVE}"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh91AY&SY", "a compressed file; unpack it first"),
    (b"\xfd7zXZ\0", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file; unpack it first"),
    (b"Rar!\x1a\x07", "a compressed file; unpack it first"),
    (b"%!PS", "a PostScript file; save it as PDF first"),
    *(
        (start, "a picture, not text; have its text recognised (OCR) first")
        for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
    ),
)
# What an OLE file holds, by the names of its streams.
_OLE_STREAMS = (
    ("EncryptedPackage", "a Word file locked with a password; save it without one"),
    ("WordDocument", f"an old Word file (.doc); {_SAVE}"),
    ("Workbook", f"an old Excel file; {_SAVE}"),
    ("PowerPoint Document", f"an old PowerPoint file; {_SAVE}"),
    ("__substg1.0_", "an e-mail of Outlook; save the minutes in it as a file of their own"),
)
# What a zip package is, by the beginning of one of its parts' names.
_PACKAGES = (
    ("xl/", f"an Excel file; {_SAVE}"),
    ("ppt/", f"a PowerPoint file; {_SAVE}"),
    ("content.xml", f"an OpenDocument file; {_SAVE}"),
    ("META-INF/container.xml", f"an e-book (EPUB); {_SAVE}"),
)

# What may stand before the first element of a page.
_BEFORE_PAGE = re.compile(r"(?:\s+|<!--.*?(?:-->|\Z)|<\?(?:(?!mso-application)[^>])*(?:>|\Z))", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html\b|(?:html|head|body)(?=[\s>/]|\Z))", re.IGNORECASE)
# A page's beginning where it lacks all of these, as parts of pages do that were saved on their own
_FRAGMENT = re.compile(
    r"<(?:title|meta|base|link|style|script|div|p|h[1-6]|table|section|article|main|header|nav|ul|ol|dl|form|center|"
    r"font|span)(?=[\s>/])",
    re.IGNORECASE,
)
_ELEMENT = re.compile(
    r"</(?:div|p|h[1-6]|table|tr|td|section|article|main|ul|ol|li|dl|span|title|a)\s*>", re.IGNORECASE
)
# so many elements end in the beginning of a fragment
_ELEMENTS = 3
_ANY_ELEMENT = re.compile(
    r"</?(?:div|p|br|h[1-6]|table|tr|td|section|ul|ol|li|span|a|b|i|strong|em)(?=[\s>/])", re.IGNORECASE
)
_XML = re.compile(
    r"<\?xml[\s?]|<\?mso-application|<!doctype\s+(?!html\b)\w|<(?:rss|feed|rdf:RDF|pkg:package)[\s>]", re.IGNORECASE
)
_WORD_XML = re.compile(r"<\?mso-application|<(?:pkg:package|w:wordDocument)\b")
_SVG = re.compile(r"<svg[\s>]")
_MAIL = re.compile(
    r"[A-Za-z][A-Za-z-]{1,40}:[^\n]*\n(?:[^\n]+\n)*?(?:MIME-Version|Received|Message-ID):", re.IGNORECASE
)
_JSON = re.compile(r'\s*(?:\{\s*"[^"\n]{0,200}"\s*:|\[\s*(?:\{\s*"|"[^"\n]{0,200}"\s*,))')


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of files: its media type, and the module of this package that reads it."""

    media_type: str
    module: str

    def read(self, data: bytes, name: str, limits: Limits) -> Body:
        """Return the text of a file of this format.

        Raises:
            InputError: it is damaged, or asks for more than the limits allow; the message says what to do.

        """
        # loaded when a file needs it: the libraries behind some formats are heavy
        module = cast(_Module, import_module(f"referat_nlp.formats.{self.module}"))
        return module.read(data, name, limits)


class _Module(Protocol):
    def read(self, data: bytes, name: str, limits: Limits) -> Body: ...


TEXT = Kind("text/plain", "plain")
MARKDOWN_TEXT = Kind("text/markdown", "plain")
PDF = Kind("application/pdf", "pdf")
WORD = Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
WEB_PAGE = Kind("text/html", "html")


def kind_of(data: bytes, name: str) -> Kind:
    """Return the format of a file.

    Raises:
        InputError: its format is known, and is not read.

    """
    suffix = PurePath(name).suffix.casefold()
    if b"%PDF" in data[:_PDF_WITHIN]:
        return PDF
    if data.startswith(_ZIP):
        return _packed(data, name)
    if data.startswith(_OLE):
        raise _not_read(name, _inside_ole(data))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _not_read(name, what)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise _not_read(name, "a picture, not text; have its text recognised (OCR) first")
    head = _head(data)
    if _is_page(head, suffix):
        return WEB_PAGE
    other = _other_text(head)
    if other:
        raise _not_read(name, other)
    if suffix in _OTHER_ENDINGS and data:
        raise InputError(f"{name}: {suffix} files are not read; save it as text (.txt) or Markdown (.md) first.")
    return MARKDOWN_TEXT if suffix in MARKDOWN else TEXT


def known_by_content(head: bytes) -> bool:
    """Return whether a file is a PDF, a Word file or a web page, whatever its name, by its first 4 kB (`HEAD`)."""
    if b"%PDF" in head[:_PDF_WITHIN]:
        return True
    if head.startswith(_ZIP):
        # the parts' names stand before each of them; which come first, the writer decides
        others = any(start.encode() in head for start, _ in _PACKAGES)
        return b"word/" in head or (b"[Content_Types].xml" in head and not others)
    return _is_page(_head(head), "")


def _not_read(name: str, what: str) -> InputError:
    return InputError(f"{name}: this is {what}.")


def _packed(data: bytes, name: str) -> Kind:
    """Return the format of a zip package.

    Raises:
        InputError: it is none that is read, or damaged.

    """
    with open_package(data, name) as package:
        parts = package.namelist()
    if any(part.startswith("word/") for part in parts) and "[Content_Types].xml" in parts:
        return WORD
    for start, what in _PACKAGES:
        if any(part.startswith(start) for part in parts):
            raise _not_read(name, what)
    raise _not_read(name, "a zip file; unpack it first, and give the files or the folder")


def _inside_ole(data: bytes) -> str:
    """Return what an OLE file is, Microsoft's packed form before 2007, in which it still locks newer files."""
    for stream, what in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return what
    return f"an old file of Office; {_SAVE}"


def _head(data: bytes) -> str:
    """Return the beginning of a file as text, in whatever encoding the signs of markup can be read."""
    head = data[:HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    for encoding, zeros in (("utf-16-le", head[1:200:2]), ("utf-16-be", head[0:200:2])):
        if zeros and zeros.count(0) > 0.8 * len(zeros):
            return head.decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _is_page(head: str, suffix: str) -> bool:
    """Return whether a text is a web page: it begins as one, or as a part of one, or is called one and has elements."""
    at = 0
    while found := _BEFORE_PAGE.match(head, at):
        at = found.end()
    if _PAGE.match(head, at):
        return True
    if suffix in _WEB:
        return bool(_ANY_ELEMENT.search(head, at))
    # Markdown may begin with elements and go on as Markdown
    fragment = suffix not in MARKDOWN and _FRAGMENT.match(head, at)
    return bool(fragment) and len(_ELEMENT.findall(head, at)) >= _ELEMENTS


def _other_text(head: str) -> str | None:
    """Return what a text is that is the text of no minutes, None where it may be that."""
    text = head.lstrip()
    if _XML.match(text):
        if _WORD_XML.search(text):
            return "a Word file saved as XML; save it as .docx first"
        return "an XML file, the data of some program; save its text as text (.txt) first"
    if _SVG.match(text):
        return "a picture (SVG), not text; have its text recognised (OCR) first"
    if _JSON.match(text):
        return "a JSON file, data and not text; save the text in it as text (.txt) first"
    if _MAIL.match(text):
        if re.search(r"multipart/related", text, re.IGNORECASE):
            return "a web archive (MHTML); save the page as HTML, or print it to PDF, first"
        return "an e-mail; save the minutes in it as a file of their own"
    return None
