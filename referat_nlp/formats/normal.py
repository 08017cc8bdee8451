"""The characters of a text as Danish is written: one sign for one letter, and nothing that is not seen."""

from __future__ import annotations

import re
import unicodedata

# What stands for a bullet in the fonts of signs that word processors use.
_SIGNS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "•", 0xF02D: "-", 0xF0FC: "✓", 0xE00A: "•", 0xE00C: "•"}
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_NOTHING = dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF), ""
)
_CONTROL = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)), "")
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_ALL = {**_SPACES, **_NOTHING, **_CONTROL, **_LIGATURES, **_HYPHENS, **_SIGNS}
_UNUSUAL = re.compile("[^\t\n\x20-\x7e\xa1-\xac\xae-\xff–—‘’“”•…]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffe\uffff]")


def normalise(text: str) -> str:
    r"""Return the text with ligatures and decomposed letters in their usual form, without signs that are not seen.

    >>> normalise("de \ufb01re ra\u030adma\u0308nd i kom\u00admunen")
    'de fire rådmänd i kommunen'
    """
    if not _UNUSUAL.search(text):
        return text
    return _PRIVATE.sub("", unicodedata.normalize("NFC", text.translate(_ALL)))
