"""Which format a file has, told by its content; its name decides between plain text and Markdown alone."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from referat_nlp.errors import InputError
from referat_nlp.formats.body import Body
from referat_nlp.limits import Limits

# By its ending a file is Markdown; everything else that is text is plain text.
MARKDOWN = {".md", ".markdown", ".mkd"}
# The files of a folder that are read; what a file is, its content says.
ENDINGS = {".txt", ".text", *MARKDOWN}
# Text that is not the text of minutes, by its ending.
_OTHER_ENDINGS = {".csv", ".eml", ".htm", ".html", ".json", ".jsonl", ".tsv", ".xhtml", ".xml"}
# What formats that are not read begin with, and what to say of them.
_SIGNATURES = (
    (b"%PDF", "a PDF file; convert it to text first (pdftotext -layout)"),
    (b"PK\x03\x04", "a Word or zip file; save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as text first"),
    (b"{\\rtf", "an RTF file; save it as text first"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"\x89PNG", "a picture, not text"),
    (b"\xff\xd8\xff", "a picture, not text"),
    (b"<!doctype html", "a web page; save it as text first"),
    (b"<html", "a web page; save it as text first"),
)


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


def kind_of(data: bytes, name: str) -> Kind:
    """Return the format of a file.

    Raises:
        InputError: its format is known, and is not read.

    """
    suffix = PurePath(name).suffix.casefold()
    if suffix in _OTHER_ENDINGS and data:
        raise InputError(f"{name}: {suffix} files are not read; save it as text (.txt) or Markdown (.md) first.")
    for signature, what in _SIGNATURES:
        if data[:16].lower().startswith(signature.lower()):
            raise InputError(f"{name}: this is {what}.")
    return MARKDOWN_TEXT if suffix in MARKDOWN else TEXT


def known_by_content(head: bytes) -> bool:
    """Tell whether a file is of a format that is read, whatever its name, by its first 4 kB; text is never known so."""
    return False
