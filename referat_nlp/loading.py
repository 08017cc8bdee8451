"""From a file to its text, whatever its format."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from referat_nlp.errors import InputError
from referat_nlp.formats.kinds import kind_of
from referat_nlp.limits import Limits, beyond
from referat_nlp.pages import Pages


@dataclass(slots=True)
class LoadedText:
    """The text of a document; offsets of all results count in `text`.

    Attributes:
        name: What messages and the result call it.
        text: The text as loaded: of a text or Markdown file the decoded file itself.
        sha256: Of the file's bytes.
        media_type: Of the file.
        warnings: Sentences on what the user should know of the reading.
        pages: Where the text stands on its pages; None where the format has none.
        furniture: The stretches (start, end) that repeat on page after page, in text order.

    """

    name: str
    text: str
    sha256: str
    media_type: str
    warnings: list[str] = field(default_factory=list)
    pages: Pages | None = None
    furniture: list[tuple[int, int]] = field(default_factory=list)


def load_file(path: Path, limits: Limits | None = None) -> LoadedText:
    """Read one file.

    Raises:
        InputError: the file is missing, a folder, unreadable, empty, damaged, not text, or asks for more than the
            limits allow; the message says what to do.

    """
    limits = limits or Limits()
    try:
        if path.is_dir():
            raise InputError(f"{path}: this is a folder; give a file in it, or the folder to 'referat-nlp extract'.")
        with path.open("rb") as file:
            # no more than is allowed, whatever the system says of the size: a device has none and never ends
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.") from None
    except OSError as error:
        raise InputError(f"{path}: the file cannot be read ({error.strerror or error}).") from error
    loaded = load_bytes(data, str(path), limits)
    loaded.name = path.name
    return loaded


def load_bytes(data: bytes, name: str, limits: Limits | None = None) -> LoadedText:
    """Read the bytes of a document; its name is used for messages, and tells Markdown from plain text.

    Raises:
        InputError: nothing is in it, it is damaged or not text, or it asks for more than the limits allow.

    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        raise beyond(name, f"the file is larger than {limits.file_bytes / 1e6:g} MB", "--max-size")
    kind = kind_of(data, name)
    body = kind.read(data, name, limits)
    if not body.text.lstrip("\ufeff").strip():
        raise InputError(f"{name}: the file is empty.")
    if len(body.text) > limits.text_characters:
        raise beyond(name, f"its text has more than {limits.text_characters:,} characters", "--max-text")
    digest = hashlib.sha256(data).hexdigest()
    return LoadedText(name, body.text, digest, kind.media_type, body.warnings, body.pages, body.furniture)
