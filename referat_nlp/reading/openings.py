"""The first and the last letters of known words: a look-up that spares most lines the patterns of those words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

# With four letters a tenth of the lines of minutes begin like one of the shipped headings, with three a fifth
_WIDTH = 4
# The letters that a pattern without regard to case takes for one, besides the small and the capital one
_ALIKE = {"i": "ıİ", "ı": "iİ", "s": "ſ", "k": "\u212a", "å": "\u212b", "ß": "ẞ"}


class Openings:
    """The beginnings of words and phrases.

    >>> known = Openings(["Sagens kerne", "Se alle"], any_case=["klik her"])
    >>> [known.begin(line) for line in ("Sagen er ny", "Sekretariatet", "Se  alle", "KLIK HER")]
    [True, False, True, True]
    """

    def __init__(self, texts: Iterable[str] = (), any_case: Iterable[str] = ()) -> None:
        """Take the `texts`, any white space between their words, and those that stand in small or capital letters."""
        self._known = {start for text in texts for start in _starts(text)}
        for text in any_case:
            for start in _starts(text):
                self._known.update(map("".join, itertools.product(*map(_forms, start))))
        # the first two letters, the only one where a text has no more: most lines have not even those
        self.firsts = {start[:2] for start in self._known} | {start for start in self._known if len(start) == 1}

    def __or__(self, other: Openings) -> Openings:
        """Return the beginnings of both."""
        both = Openings()
        both._known = self._known | other._known
        both.firsts = self.firsts | other.firsts
        return both

    def begin(self, line: str) -> bool:
        """Tell whether the line may begin with one of the texts: False is certain, True is not."""
        if line[:2] not in self.firsts and line[:1] not in self.firsts:
            return False
        known = self._known
        return line[:4] in known or line[:3] in known or line[:2] in known or line[:1] in known


class Endings:
    """The same of the last words of phrases.

    >>> known = Endings(["Sagens kerne"])
    >>> known.end("Det er sagens kerne"), known.end("Det er sagen")
    (True, False)
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the last word of each of the `texts`, which end in no white space."""
        self._known = {text.split()[-1][-_WIDTH:] for text in texts if text.strip()}
        # the last letter of each
        self.lasts = {end[-1] for end in self._known}

    def end(self, line: str) -> bool:
        """Tell whether the line may end with one of the texts: False is certain, True is not."""
        if line[-1:] not in self.lasts:  # most lines end in a mark
            return False
        known = self._known
        return line[-4:] in known or line[-3:] in known or line[-2:] in known or line[-1:] in known


def _starts(text: str) -> list[str]:
    """Return the first letters of a text, up to the first blank, for which a tab may stand."""
    for at, letter in enumerate(text[:_WIDTH]):
        if letter == " ":
            return [text[:at] + " ", text[:at] + "\t"]
    return [text[:_WIDTH]]


def _forms(letter: str) -> str:
    """Return the forms of a letter that a pattern takes for one without regard to case."""
    forms = {letter, letter.upper()}
    for small in (letter.lower()[0], letter.casefold()[0]):
        forms |= {small, small.upper(), *_ALIKE.get(small, "")}
    return "".join(forms)
