"""The text with its markup blanked out, so that patterns see words only and offsets stay the text's own."""

from __future__ import annotations

import re

from referat_nlp.memories import remembered

# Same length in, same length out: everything here is replaced by as many blanks.
_MARKUP = re.compile(
    r"""
    </?(?:br|b|i|em|strong|p|div|span|u|h[1-6]|li|ul|ol)\b[^<>\n]{0,80}>
  | &nbsp;?
  | !\[[^\[\]\n]{0,200}\]\([^()\n]{0,400}\)    # ![a picture](page_1.png), which no words stand for
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEADING_SIGNS = re.compile(r"^[ \t]*#{1,6}(?=[ \t])", re.MULTILINE)
# '**bold**', the cells of a Markdown table (tables are read from the text itself), no-break and zero-width spaces
_SIGNS = "*|\u00a0\u2007\u202f\u200b\u2060\ufeff\u00ad"
# Signs that converters leave before the entries of a list; within [] of a pattern.
LIST_SIGNS = "•·●▪◦\uf0b7\u0335"
_SPACES = re.compile(r"\s+")
# 'Å B E N    D A G S O R D E N': letters set apart, words further apart
_APART = re.compile(r"(?:[^\W\d_][ ]{1,8}){3,80}[^\W\d_]\s{0,4}:?\Z")
_HEADING = re.compile(r"[ \t]*(#{1,6})[ \t]")
# What `key` leaves out at either end
ENDS = " \t\n:.;,-–"


def plain(text: str) -> str:
    """Return `text` with Markdown and HTML marks, pictures, no-break and zero-width spaces as blanks, of the same length.

    >>> plain("## **Forslag**") == "     Forslag  "
    True
    """
    # most texts have few of the signs, and to look for each takes a tenth of the time of one pattern for all
    if "#" in text:
        text = _HEADING_SIGNS.sub(_blanks, text)
    if "<" in text or "&" in text or "![" in text:
        text = _MARKUP.sub(_blanks, text)
    for sign in _SIGNS:
        if sign in text:
            text = text.replace(sign, " ")
    return text


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def collapse(text: str) -> str:
    r"""Return `text` without markup, its runs of white space as single blanks.

    >>> collapse("at  **planen**\n vedtages ")
    'at planen vedtages'
    """
    return " ".join(plain(text).split())


def heading_level(text: str, start: int, end: int) -> int:
    """Return the Markdown level (1 to 6) of the line from `start` to `end`, 0 where it is no heading."""
    match = _HEADING.match(text, start, end)
    return len(match[1]) if match else 0


@remembered(maxsize=16384)
def key(text: str) -> str:
    """Return a heading or mark in the form in which it is compared: no case, no accent on e, no colon at the end.

    >>> key("RESUMÉ:") == key("Resume")
    True
    >>> key("L U K K E T    D A G S O R D E N") == key("Lukket dagsorden")
    True
    """
    if text[1:2] == " " and _APART.match(text):
        text = " ".join(word.replace(" ", "") for word in text.split("  "))
    return shape(text)


def shape(text: str) -> str:
    """Return what `key` does of a text whose letters are not set apart, without keeping it."""
    return " ".join(text.split()).strip(ENDS).casefold().replace("é", "e").replace("è", "e")
