"""Plain text and Markdown: the encoding, and what is no text at all."""

from __future__ import annotations

import codecs

from referat_nlp.errors import InputError
from referat_nlp.formats.body import Body
from referat_nlp.limits import Limits


def read(data: bytes, name: str, limits: Limits) -> Body:
    r"""Decode a text: UTF-8, else UTF-16 or Windows-1252 with a warning.

    The text is that of the file as it is, but for its line ends, each of which is one character, so that offsets count
    "\r\n" as one.

    Raises:
        InputError: it is not text.

    """
    warnings: list[str] = []
    # line ends as Python's text files have them
    text = decode(data, name, warnings).replace("\r\n", "\n").replace("\r", "\n")
    return Body(text, warnings)


def decode(data: bytes, name: str, warnings: list[str]) -> str:
    """Return the text of bytes of unknown encoding; what is unusual is added to the warnings.

    Raises:
        InputError: they are no text.

    """
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
