"""How much a file may ask of the machine before it is refused: settings, with defaults that protect."""

from __future__ import annotations

from dataclasses import dataclass

from referat_nlp.errors import InputError


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may ask for.

    Attributes:
        file_bytes: The file's size in bytes.
        unpacked_bytes: What a packed file (Word) may unpack to, in bytes.
        text_characters: The text that comes out of it, in characters.
        pages: Pages of a PDF.

    """

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 500_000_000
    text_characters: int = 20_000_000
    pages: int = 10_000


def beyond(name: str, what: str, option: str) -> InputError:
    """Return the error of a file that is more than a limit allows; `option` of `extract` raises that limit."""
    return InputError(f"{name}: {what}; split it, or raise the limit (extract {option}).")
