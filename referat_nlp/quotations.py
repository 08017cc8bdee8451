"""Finds in a document what a gold file quotes from it.

White space, marks of Markdown, bullets and odd characters (`formats.normal`) do not count. The foot and head of a page
may stand within a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator

from referat_nlp.formats.normal import normalise, readable

# Each gives way to a space.
_MARKS = str.maketrans(dict.fromkeys("*_#>`|\\", " "))
_UNBROKEN = re.compile(r"\S+")
_BULLET = re.compile(r"[-–—•·▪o]")
# A page's foot and head within a quotation: so many words at most, once, and once more for every so many words quoted.
_FURNITURE_WORDS = 25
_WORDS_TO_A_PAGE = 30
# So many words must agree behind the foot and head.
_RESUMING_WORDS = 3
# Where the first word of a quotation stands more often than this, the rest is not looked at.
_MOST_BEGINNINGS = 2000

Stretch = tuple[int, int]


class PrintedText:
    """A text as a row of words; places count characters of `joined`, where one space parts any two words."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.opens_line: list[bool] = []
        self._origins: list[int] = []
        begin = 0
        copy = readable(text)
        for row in copy.text.splitlines(keepends=True):
            placed = _placed_words(row)
            self.words += [word for word, _ in placed]
            self.opens_line += [index == 0 for index in range(len(placed))]
            self._origins += [copy.start(begin + start) for _, start in placed]
            begin += len(row)
        self.joined = " ".join(self.words)
        self.lower = self.joined.lower()
        self.all: Stretch = (0, len(self.joined))
        self.starts: list[int] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        place = 0
        for index, word in enumerate(self.words):
            self.starts.append(place)
            self.by_word[word].append(index)
            place += len(word) + 1

    def last(self, quoted: str, stretch: Stretch) -> Stretch | None:
        """Return where `quoted` last stands without interruption within a stretch, None where it does not."""
        return next(iter(deque(self.places(quoted, stretch), maxlen=1)), None)

    def find(self, quoted: str, stretch: Stretch) -> Stretch | None:
        r"""Return where `quoted` first stands within a stretch, None where it does not.

        >>> text = PrintedText("at **broen** males\nSide 3\nDragør Havn\nhvert femte år, og at")
        >>> place = text.find("at broen males hvert femte år", text.all)
        >>> text.joined[slice(*place)] if place else None
        'at broen males Side 3 Dragør Havn hvert femte år,'
        >>> text.find("at broen hvert femte år", text.all) is None
        True
        """
        return next(self.places(quoted, stretch), None) or self._interrupted(quoted, stretch)

    def places(self, quoted: str, stretch: Stretch) -> Iterator[Stretch]:
        """Yield where `quoted` stands without interruption."""
        wanted = flat(quoted)
        place = self.joined.find(wanted, *stretch) if wanted else -1
        while place >= 0:
            end = place + len(wanted)
            if not _cut(self.joined, place, end):
                yield place, end
            place = self.joined.find(wanted, place + 1, stretch[1])

    def origin(self, place: Stretch) -> Stretch:
        """Return where a place that is not empty stands in the text itself, from its first word to its last.

        >>> text = "- at **broen**  males"
        >>> printed = PrintedText(text)
        >>> text[slice(*printed.origin((3, 14)))]
        'broen**  males'
        """
        first, last = (bisect_right(self.starts, at) - 1 for at in (place[0], place[1] - 1))
        start = self._origins[first] + place[0] - self.starts[first]
        return start, self._origins[last] + place[1] - self.starts[last]

    def word_after(self, place: int) -> str:
        """Return the word that follows in the same line, '' where the line ends."""
        index = bisect_right(self.starts, place)
        return "" if index == len(self.words) or self.opens_line[index] else self.words[index]

    def _interrupted(self, quoted: str, stretch: Stretch) -> Stretch | None:
        """Return where the words of `quoted` stand in order, with the foot and head of a page between them."""
        wanted = _words(quoted)
        if len(wanted) < 2 or any(word not in self.by_word for word in wanted[:-1]):
            return None
        beginnings = self.by_word[wanted[0]]
        inside = bisect_left(beginnings, bisect_left(self.starts, stretch[0]))
        for first in beginnings[inside : inside + _MOST_BEGINNINGS]:
            last = self._follow(wanted, first) if self.starts[first] < stretch[1] else None
            if last is not None:
                return self.starts[first], min(self.starts[last] + len(self.words[last]), stretch[1])
        return None

    def _follow(self, wanted: list[str], at: int) -> int | None:
        """Return where the last of the `wanted` words stands when the first stands at `at`, counted in words."""
        left = 1 + len(wanted) // _WORDS_TO_A_PAGE
        for index in range(1, len(wanted)):
            at += 1
            if self._agrees(wanted[index : index + 1], at, index + 1 == len(wanted)):
                continue
            ahead = wanted[index : index + _RESUMING_WORDS]
            whole = index + len(ahead) == len(wanted)
            resumed = (
                place
                for place in range(at + 1, min(at + 1 + _FURNITURE_WORDS, len(self.words)))
                if self._may_be_furniture(at, place) and self._agrees(ahead, place, whole)
            )
            found = next(resumed, None) if left else None
            if found is None:
                return None
            at, left = found, left - 1
        return at

    def _may_be_furniture(self, start: int, end: int) -> bool:
        """True where the words from `start` to `end` are whole lines, or the border of two pages run into a line each.

        So in transcripts: '… nr. 3 og 5 Side 6', and the next page's line is '7 ikke tages til følge. …'.
        """
        if self.opens_line[start] and self.opens_line[end]:
            return True
        return any(self.opens_line[at] and self.words[at].isdigit() for at in range(start, end))

    def _agrees(self, wanted: list[str], at: int, whole: bool) -> bool:
        there = self.words[at : at + len(wanted)]
        if there == wanted:
            return True
        if not whole or len(there) < len(wanted) or there[:-1] != wanted[:-1]:
            return False
        # A quotation leaves the full stop or comma out that stands after its last word.
        return there[-1].startswith(wanted[-1]) and not there[-1][len(wanted[-1]) :].strip('.,;:)”"')


def flat(text: str) -> str:
    r"""Return a text in one line, without marks of Markdown and bullets.

    >>> flat("*Sag 3*:\n- veje  og stier")
    'Sag 3 : veje og stier'
    """
    return " ".join(_words(text))


def has_word(text: str, word: str) -> bool:
    """True where a name or letter stands in a text, not as a part of another word.

    >>> has_word("Imod stemte: V og Ø.", "Ø"), has_word("Imod stemte: V og Ø.", "Im")
    (True, False)
    """
    return bool(re.search(rf"(?<!\w){re.escape(flat(word))}(?!\w)", text))


def _words(text: str) -> list[str]:
    """Return the words of a text with what touches them; bullets are no words."""
    return [word for word in normalise(text).translate(_MARKS).split() if not _BULLET.fullmatch(word)]


def _placed_words(text: str) -> list[tuple[str, int]]:
    """Return the words of a text as `_words` does, each with where it begins."""
    found = ((match[0], match.start()) for match in _UNBROKEN.finditer(text.translate(_MARKS)))
    return [(word, start) for word, start in found if not _BULLET.fullmatch(word)]


def _cut(text: str, start: int, end: int) -> bool:
    """True where a number is cut: '5 mio. kr.' out of '2,5 mio. kr.', '24/11' out of '24/1172'."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if text[start].isdigit() and (before[-1:].isdigit() or re.fullmatch(r"\d[.,]", before)):
        return True
    return text[end - 1].isdigit() and (after[:1].isdigit() or bool(re.fullmatch(r"[.,]\d", after)))
