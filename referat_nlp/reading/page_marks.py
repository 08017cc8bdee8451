"""Marks of the printed pages: their numbers, and the running heads in front of a page's text."""

from __future__ import annotations

import itertools
import re

from referat_nlp.danish.dates import ANY_DATE
from referat_nlp.reading.plain import key

# 'Side 3', 'Side ii', 's. 3 af 12': what stands behind the word
PAGE_NUMBER = r"(?P<page>\d{1,4}|[ivxl]{1,6})(?:[ \t]?(?:af|/|of)[ \t]?\d{1,4})?"
PAGE_END = re.compile(rf"(?:^|(?<=[ \t]))(?:Side|SIDE|s\.|S\.|Page)[ \t]?:?[ \t]?{PAGE_NUMBER}\.?[ \t]*$")
NUMBER = re.compile(r"\d{1,4}(?=[ \t]|$)")
PAGE_START = re.compile(r"(\d{1,4})[ \t]+(?=\S)")
# what stands before a page's number, and behind the words of a running head
_PAGE_WORDS = (" Side", "\tSide", " s.", "\ts.")
# a running page header in front of the page's text: '4 Udvalget for Kultur, tirsdag den 11-juni-2002 Side ii Til behandling …'
_RUNNING_HEAD = re.compile(
    rf"(?:\d{{1,4}}[ \t]+)?(?P<head>[^\n]{{5,140}}?)[ \t](?:Side|s\.)[ \t]?:?[ \t]?{PAGE_NUMBER}(?=[ \t]+\S)(?![ \t]+(?:af|of)[ \t]\d)"
)
# the same without the word: '7 Økonomiudvalget d. 21-01-2015 4. Skilt ved …', the page's number before body and day
_NUMBERED_HEAD = re.compile(rf"(?P<page>\d{{1,4}})[ \t]+(?P<head>[^\n\d]{{3,90}}?{ANY_DATE})(?=\s|$)")
HEADISH = re.compile(
    rf"[Kk]ommune|KOMMUNE|[Rr]egion |[Rr]eferat|[Pp]rotokol|[Dd]agsorden|udvalg|[Rr]åd|[Mm]øde|(?:{ANY_DATE})"
)


def page_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the page's number with the word before it at the end of the line, None where none stands."""
    last = text[end - 1]
    if last == ".":
        last = text[end - 2]
    if last in "ivxl \t" or last.isdecimal():
        return PAGE_END.search(text, max(start, end - 24), end)
    return None


def _places_of(words: tuple[str, ...], text: str) -> list[int]:
    """Return where one of the words stands, in text order."""
    places = []
    for word in words:
        at = text.find(word)
        while at != -1:
            places.append(at)
            at = text.find(word, at + 1)
    return sorted(places)


def page_ends(text: str, lines: list[tuple[int, int, int]]) -> set[int]:
    """Return where those of the printed lines begin that end in a page's number."""
    out = set()
    for start, end, _ in lines:
        last = text[end - 1]
        if last == ".":
            last = text[end - 2]
        # the last letter is asked for here, too: most lines end in none of a number's, and most that do have no such word
        if last in "ivxl \t" or last.isdecimal():
            tail = text[max(start, end - 24) : end]
            if ("S" in tail or "s." in tail or "Page" in tail) and page_end(text, start, end):
                out.add(start)
    return out


def running_heads(
    text: str, lines: list[tuple[int, int, int]], with_figure: list[tuple[int, int, int]]
) -> dict[int, int]:
    """Return where a running page header ends, for each line that begins with one that recurs on three pages.

    `with_figure` are those of the `lines` that begin with a figure.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    words, place = [*_places_of(_PAGE_WORDS, text), len(text)], 0
    for start, end, _ in lines if len(words) > 3 else ():
        while words[place] < start:
            place += 1
        if words[place] < end and end - start > 40:
            match = _RUNNING_HEAD.match(text, start, min(end, start + 200))
            if match:
                found.setdefault(key(match["head"]), []).append((start, match.end()))
    out = {start: end for places in found.values() if len(places) >= 3 for start, end in places}
    numbered: dict[str, list[tuple[int, int, int]]] = {}
    for start, end, _ in with_figure:
        match = _NUMBERED_HEAD.match(text, start, end) if start not in out else None
        if match and HEADISH.search(match["head"]):
            numbered.setdefault(key(match["head"]), []).append((start, match.end(), int(match["page"])))
    for places in numbered.values():
        # pages rise; a numbered list of meetings has no text behind its days
        rising = all(b[2] > a[2] for a, b in itertools.pairwise(places))
        if len(places) >= 3 and rising and places[-1][0] - places[0][0] > 300 * (len(places) - 1):
            out.update((start, end) for start, end, _ in places)
    return out
