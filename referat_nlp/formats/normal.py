"""Characters as a reader of Danish expects them, whatever the program wrote that made a file.

Ligatures are letters, spaces of all widths are blanks, and what nobody sees is gone. Signs that mean something of their
own stay: '½' is no '1/2', and 'm²' no 'm2'.
"""

from __future__ import annotations

import re
import unicodedata

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
# but for tab, line end and form feed, which part a text
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_LINE_ENDS = "\r\x0b\x85\u2028\u2029"
_ODD = re.compile(f"[{_SPACES}{_UNSEEN}{_CONTROL}{_LINE_ENDS}\u2010\u2011\u212b\ufb00-\ufb06\uf020-\uf0ff]")
_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
# a word broken at the line's end, where the hyphen is seen
_BROKEN = re.compile("\u00ad(?=[ \t]*\n)")
_DECOMPOSED = re.compile("[^\\W\\d_][\u0300-\u036f]{1,4}")
# Wingdings and Symbol, whose signs Word writes as characters of private use: an unknown one before a line's text marks it
_MARK = re.compile("^([ \t]*)[\uf021-\uf0ff](?=[ \t])", re.MULTILINE)
_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf076\uf06e\uf06c\uf071\uf077\uf09f\uf0e0\uf0f0\uf075\uf0be"


def _table() -> dict[int, str]:
    table = {code: " " for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0xF020)}
    unseen = (
        (0xAD, 0xAE), (0x34F, 0x350), (0x61C, 0x61D), (0x180E, 0x180F), (0x200B, 0x2010), (0x202A, 0x202F),
        (0x2060, 0x2070), (0xFE00, 0xFE10), (0xFEFF, 0xFF00), (0xFFF9, 0xFFFC),
        (0x00, 0x09), (0x0E, 0x20), (0x7F, 0x85), (0x86, 0xA0),
    )  # fmt: skip
    table |= {code: "" for first, last in unseen for code in range(first, last)}
    table |= dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True))
    table |= {0x2010: "-", 0x2011: "-", 0x212B: "Å"}
    table |= {ord(bullet): "•" for bullet in _BULLETS}
    table |= {0xF02D: "-", 0xF0B0: "°", 0xF0FC: "✓", 0xF0FE: "☒", 0xF06F: "☐", 0xF0A3: "☐"}
    return table


_TABLE = _table()


def normalise(text: str) -> str:
    r"""Return a text with its characters as a reader expects them; lines end in '\n'.

    >>> normalise("Fra\u0308va\u0308r\u00a0pa\u030a 2½\u202fkm²: e\ufb03cient, kom\u00admune")
    'Fräv\xe4r p\xe5 2½ km²: efficient, kommune'
    >>> normalise("\uf0b7 at pkt. 3\u20114 udg\xe5r")
    '• at pkt. 3-4 udg\xe5r'
    """
    if _ODD.search(text):
        text = _LINE_END.sub("\n", text)
        text = _MARK.sub("\\1•", _BROKEN.sub("-", text))
        text = text.translate(_TABLE)
    # four marks at a time: ordering the marks of a letter that has thousands takes the square of their number
    return _DECOMPOSED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
