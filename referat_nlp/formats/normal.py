"""Characters as a reader of Danish expects them, whatever the program wrote that made a file.

Ligatures are letters, spaces of all widths are blanks, and what nobody sees is gone. Signs that mean something of their
own stay: '½' is no '1/2', and 'm²' no 'm2'.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE_ENDS = "\x0b\x85\u2028\u2029"
_SPACES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0xF020)
# but for tab, line end and form feed, which part a text
_CONTROL = (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
_UNSEEN = (
    0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10), 0xFEFF, *range(0xFFF9, 0xFFFC),
)  # fmt: skip
# Wingdings and Symbol, whose signs Word writes as characters of private use
_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf076\uf06e\uf06c\uf071\uf077\uf09f\uf0e0\uf0f0\uf075\uf0be"
_EXPECTED = (
    {chr(code): " " for code in _SPACES}
    | {chr(code): "" for code in (*_CONTROL, *_UNSEEN)}
    | dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True))
    | {"\u2010": "-", "\u2011": "-", "\u212b": "Å"}
    | dict.fromkeys(_BULLETS, "•")
    | {"\uf02d": "-", "\uf0b0": "°", "\uf0fc": "✓", "\uf0fe": "☒", "\uf06f": "☐", "\uf0a3": "☐"}
)
_ODD = re.compile(
    rf"(?P<end>\r\n?|[{_LINE_ENDS}])"
    # four marks at most: to order the marks of a letter that has thousands takes the square of their number
    "|(?P<letter>[^\\W\\d_][\u0300-\u036f]{1,4})"
    # a word broken at the line's end, where the hyphen is seen
    f"|(?P<broken>\u00ad(?=[ \t]*[\n\r{_LINE_ENDS}]))"
    f"|(?P<sign>[{''.join(map(re.escape, _EXPECTED))}])"
    # a sign of unknown meaning that stands alone marks what follows
    "|(?P<mark>(?<!\\S)[\uf021-\uf0ff](?!\\S))"
)

# Most texts have none of all this, which one look finds out.
_ANY = re.compile(f"[\r{_LINE_ENDS}\u0300-\u036f\uf021-\uf0ff{''.join(map(re.escape, _EXPECTED))}]")


def normalise(text: str) -> str:
    r"""Return a text with its characters as a reader expects them; lines end in '\n'.

    >>> normalise("Fra\u0308va\u0308r\u00a0pa\u030a 2½\u202fkm²: e\ufb03cient, kom\u00admune")
    'Fräv\xe4r p\xe5 2½ km²: efficient, kommune'
    >>> normalise("\uf0b7 at pkt. 3\u20114 udg\xe5r")
    '• at pkt. 3-4 udg\xe5r'
    """
    return _ODD.sub(_expected, text) if _ANY.search(text) else text


def _expected(found: re.Match[str]) -> str:
    """Return what a reader expects in place of what was found."""
    if found.lastgroup == "sign":
        return _EXPECTED[found[0]]
    if found.lastgroup == "letter":
        return unicodedata.normalize("NFC", found[0])
    return {"end": "\n", "broken": "-", "mark": "•"}[found.lastgroup or ""]


@dataclass(slots=True)
class Readable:
    """A text as a reader expects it, and where its characters stand in the text that it was made from.

    Attributes:
        text: The text, normalised.
        length: Of the text that it was made from.

    """

    text: str
    length: int
    # the pieces of the text in order: where each begins in it and in the other, and how long it is there; a piece that
    # was replaced is one, as its characters do not stand for one another
    _starts: list[int] = field(default_factory=list)
    _others: list[int] = field(default_factory=list)
    _replaced: list[int] = field(default_factory=list)  # the other's length; 0 where the piece is the same there

    def start(self, at: int) -> int:
        """Return where the character at `at` begins in the other text."""
        if at >= len(self.text):
            return self.length
        piece = bisect_right(self._starts, at) - 1
        return self._others[piece] + (0 if self._replaced[piece] else at - self._starts[piece])

    def end(self, at: int) -> int:
        """Return where the character before `at` ends in the other text."""
        if at <= 0 or at >= len(self.text):
            return 0 if at <= 0 else self.length
        piece = bisect_right(self._starts, at - 1) - 1
        return self._others[piece] + (self._replaced[piece] or at - self._starts[piece])


def readable(text: str) -> Readable:
    r"""Return a text as `normalise` does, with the places of its characters.

    >>> copy = readable("Kom\u00admunen pa\u030a O\u0308ster\u00f8")
    >>> copy.text, copy.start(9), copy.end(11)
    ('Kommunen p\xe5 \xd6ster\xf8', 10, 13)
    """
    made = Readable("", len(text))
    pieces: list[str] = []
    length = at = 0

    def add(piece: str, other: int, replaced: int) -> None:
        nonlocal length
        if piece:
            made._starts.append(length)
            made._others.append(other)
            made._replaced.append(replaced)
            pieces.append(piece)
            length += len(piece)

    for found in _ODD.finditer(text):
        add(text[at : found.start()], at, 0)
        at = found.end()
        add(_expected(found), found.start(), at - found.start())
    add(text[at:], at, 0)
    made.text = "".join(pieces)
    return made
