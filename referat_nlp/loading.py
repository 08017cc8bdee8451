"""From a file to its text: encoding, and what is no text at all."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from referat_nlp.errors import InputError

# By its ending a file is Markdown; everything else that is text is plain text.
MARKDOWN = {".md", ".markdown", ".mkd"}
TEXT_ENDINGS = {".txt", ".text", *MARKDOWN}
# Text that is not the text of minutes, by its ending.
_OTHER_ENDINGS = {".csv", ".eml", ".htm", ".html", ".json", ".jsonl", ".tsv", ".xhtml", ".xml"}
# What formats that are no text begin with, and what to say of them.
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


@dataclass(slots=True)
class LoadedText:
    """A decoded document; offsets of all results count in `text`."""

    name: str
    text: str
    sha256: str
    media_type: str
    warnings: list[str] = field(default_factory=list)


def load_file(path: Path) -> LoadedText:
    """Read and decode one file.

    Raises:
        InputError: the file is missing, a folder, unreadable, empty or not text; the message says what to do.

    """
    try:
        if path.is_dir():
            raise InputError(f"{path}: this is a folder; give a file in it, or the folder to 'referat-nlp extract'.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.") from None
    except OSError as error:
        raise InputError(f"{path}: the file cannot be read ({error.strerror or error}).") from error
    if path.suffix.casefold() in _OTHER_ENDINGS and data:
        raise InputError(f"{path}: {path.suffix} files are not read; save it as text (.txt) or Markdown (.md) first.")
    loaded = load_bytes(data, str(path))
    loaded.name = path.name
    return loaded


def load_bytes(data: bytes, name: str) -> LoadedText:
    """Decode the bytes of a document: UTF-8, else UTF-16 or Windows-1252 with a warning.

    Raises:
        InputError: nothing is in it, or it is not text.

    """
    for signature, what in _SIGNATURES:
        if data[:16].lower().startswith(signature.lower()):
            raise InputError(f"{name}: this is {what}.")
    warnings: list[str] = []
    # line ends as Python's text files have them, so that offsets are those of the file read as text
    text = _decode(data, name, warnings).replace("\r\n", "\n").replace("\r", "\n")
    if not text.lstrip("\ufeff").strip():
        raise InputError(f"{name}: the file is empty.")
    media_type = "text/markdown" if Path(name).suffix.casefold() in MARKDOWN else "text/plain"
    return LoadedText(name, text, hashlib.sha256(data).hexdigest(), media_type, warnings)


def _decode(data: bytes, name: str, warnings: list[str]) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            message = f"{name}: the file begins like UTF-16 text but is damaged; save it again as UTF-8."
            raise InputError(message) from None
        warnings.append("The file is UTF-16, not UTF-8; it was read as such.")
        return _checked(text, name)
    try:
        return _checked(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    sample = data[:4000]
    # UTF-16 without its mark: nearly every second byte of Danish text is zero
    if len(sample) > 20 and sample.count(0) > 0.3 * len(sample):
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
            if zeros.count(0) > 0.8 * len(zeros):
                warnings.append("The file is UTF-16, not UTF-8; it was read as such.")
                return _checked(data.decode(encoding, errors="replace"), name)
    if b"\0" in data:
        raise InputError(f"{name}: this is a binary file, not text.")
    text = data.decode("cp1252", errors="replace")
    if _strange(text) > 0.02:
        raise InputError(f"{name}: the file's encoding is unknown; save it as UTF-8.")
    warnings.append("The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8 if letters look wrong.")
    return text


def _checked(text: str, name: str) -> str:
    if "\0" in text[:100_000] or _strange(text) > 0.1:
        raise InputError(f"{name}: this is a binary file, not text.")
    return text


def _strange(text: str) -> float:
    """Return the share of control characters in the beginning of a text."""
    sample = text[:20_000]
    odd = sum((c < " " and c not in "\t\n\r\x0b\x0c") or c == "\ufffd" or "\x7f" <= c < "\xa0" for c in sample)
    return odd / max(1, len(sample))
