"""Titles in a transcript that its contents announce without their numbers.

A transcript prints the contents as one run of words, and loses figures at the ends of lines: those of the pages, and the
numbers of the entries below the first ('1. Budget Meddelelser Eventuelt 4'). The entries follow each other as the items
do. So the words that an item begins with are looked for in the contents behind the entry before; what both have in common
is its title, and the next entry begins behind it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from referat_nlp.reading.vocabulary import Vocabulary

# How many words a title has at most, and over how many words of the contents an entry is looked for
_LONGEST = 60
_REACH = 150
# and how many characters of a title the contents may lack at its end
_REST = 60
_SENTENCE = re.compile(r"[.!?][ ]+[A-ZÆØÅ]")
# how many characters of a group's heading the contents may print otherwise
_GROUP = 30
# how many words a page's head has at most
_HEAD = 14
# how many characters of it there are where no contents tell its end, and between two of them
_SHORT = 140
_APART = 3
# how many words of the contents their heading has at most: 'Indholdsfortegnelse Punkter til dagsorden Side 1.'
_HEADING = 8
# and how often the first word of a title is tried there
_TRIED = 6
_WORD = re.compile(r"\S+")
_LEADERS = re.compile(r"[.…_]{2,}\S*$")
_FIGURES = re.compile(r"\d[\d./:-]*[a-z]?[.:]?$")
# 'Åbent punkt', 'Lukket sag:' before a title
_MARKS = re.compile(r"(?:(?:Åbent?|Lukket|ÅBENT?|LUKKET)(?:[ \t]+(?:punkt|sag|PUNKT|SAG))?[ \t]*[:–-]?[ \t]+)?")
_TITLE = re.compile(r"[A-ZÆØÅ\"”»§(\d]")
# 'KJPETE / 11/1187', '09/39368' behind a title
_FILED = re.compile(r"[ \t]*(?:[A-Za-zÆØÅæøå.]{2,10}[ ]/[ ])?(?:\d{2}/\d{2,7}|\d{4}/\d{3,7})(?![\w/])")
_LIST_NUMBER = re.compile(r"\d[.:]?[ ]$")
# 'Sager for åbne døre 12. Sti ved søen'
_NUMBERED_BEHIND = re.compile(r"(?<=[ ])\d{1,4}\.[ ]+(?=[A-ZÆØÅ\"”»])")
# no entry of the contents says who proposes or decides
_TOLD = re.compile(r"\b(?:indstiller|foreslår|anbefaler|[Bb]eslutning:|BESLUTNING|besluttede)")
# where the contents have no heading they begin with their first entry
_FIRST_ENTRY = re.compile(r"(?:^|(?<=[^\s,;:][ ]))1\.[ ](?=[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the body: where its heading begins, marks and number with it, and from where to where it goes.

    `filed` is where the file number right behind it ends, with the initials before it: 'KJPETE / 11/1187'.
    """

    heading: int
    start: int
    end: int
    number: str | None
    filed: int | None


class _Word(NamedTuple):
    key: str
    start: int
    end: int
    figures: bool


def find(text: str, pages: list[tuple[int, int]], vocab: Vocabulary) -> tuple[list[tuple[int, int]], list[Title]]:
    """Return where the contents stand and the titles of the body that they announce; `pages` are the pages' own texts.

    Without a heading of theirs contents are known by what they announce alone.
    """
    listing, headed = _listing(text, pages, vocab)
    found = _titles(text, listing, pages, vocab) if listing else []
    if not found and not headed:
        return [], _unlisted(text, pages, vocab)
    return listing, found


def _unlisted(text: str, pages: list[tuple[int, int]], vocab: Vocabulary) -> list[Title]:
    """Return the titles of short minutes without contents, labels or headings: numbers that rise by one through the pages.

    Such a title ends with its sentence, or where the words of a decision begin: '2. Referat fra maj Godkendt.'
    """
    if any(vocab.filed_or_marked.search(text, start, end) for start, end in pages):
        return []
    out: list[Title] = []
    for start, end in pages:
        for match in vocab.item_number.finditer(text, start, end):
            follows = int(re.sub(r"\D", "", match["num"])) == len(out) + 1
            if follows and (not out or match.start() - out[-1].end > _APART):
                ended = vocab.opening.search(text, match.end(), min(end, match.end() + _SHORT))
                sentence = _SENTENCE.search(text, match.end(), min(end, match.end() + _SHORT))
                stops = [ended.start()] if ended else []
                stops += [sentence.start() + 1] if sentence else []
                stop = min(stops, default=min(end, match.end() + _SHORT))
                out.append(
                    Title(
                        match.start(),
                        match.end(),
                        match.end() + len(text[match.end() : stop].rstrip()),
                        match["num"],
                        None,
                    )
                )
    return out if len(out) >= 3 else []


def _listing(text: str, pages: list[tuple[int, int]], vocab: Vocabulary) -> tuple[list[tuple[int, int]], bool]:
    """Return the stretches of the first pages that the contents fill, and whether a heading stands above them."""
    for number, (start, end) in enumerate(pages[:4]):
        match = vocab.contents_words.search(text, start, end)
        if match and not vocab.filed.search(text, match.end(), end):
            out = [(match.start(), end)]
            for low, high in pages[number + 1 : number + 3]:
                # the contents' second page ends in an entry's page number; it has no labels
                if vocab.filed.search(text, low, high) or not _LEADERS.search(text[low:high].rstrip()):
                    break
                out.append((low, high))
            return out, True
    for start, end in pages[:2]:
        match = _FIRST_ENTRY.search(text, start, end)
        if match and not vocab.filed.search(text, match.end(), end) and not _TOLD.search(text, match.end(), end):
            return [(match.start(), end)], False
    return [], False


def _titles(text: str, listing: list[tuple[int, int]], pages: list[tuple[int, int]], vocab: Vocabulary) -> list[Title]:
    """Return the titles of the body that stand in the contents, in text order; none where they are fewer than two."""
    words = [_word(m) for a, b in listing for m in _WORD.finditer(text, a, b)]
    places: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        if not word.figures:
            places.setdefault(word.key, []).append(i)
    # the words of the contents' own heading announce nothing: '… Sag nr. Side 18. Sti'
    at = next((i + 1 for i, word in enumerate(words[:_HEADING]) if word.figures), 1)
    last = 0
    single = False  # the first item is the first of the contents: it may be the only one
    out: list[Title] = []
    for start, end in pages:
        if start < listing[-1][1]:
            continue
        behind = start
        for heading, begin, printed, first in _candidates(text, start, end, vocab.item_number):
            value = int(re.sub(r"\D", "", printed)) if printed else None
            if heading < behind or (value is not None and value <= last):
                continue
            found = _entry(text, begin, end, words, places, at, value)
            if found is None:
                continue
            entry, follows, stop, common = found
            told = printed is not None and entry > 0 and words[entry - 1].key == printed
            # the entry before ends where this one begins, but for figures
            straight = all(word.figures for word in words[at:entry]) or (not out and entry < max(at, _HEADING))
            ends = (vocab.behind_title.match(text, stop, end) or _FILED.match(text, stop, end)) is not None
            above = _NUMBERED_BEHIND.search(text, begin, min(end, stop + _GROUP)) if value is None else None
            if above and not (ends and above.start() > stop) and not vocab.run_in_pattern.match(text, above.end(), end):
                continue  # a heading of several items, above the first of them
            if value is not None:
                accepted = told or common >= 4 or straight
            elif first:
                accepted = (straight and (common >= 2 or ends)) or (common >= 4 and ends)
            else:
                accepted = straight and ends and common >= 2
            if accepted:
                single = single or (not out and ((entry < _HEADING and common >= 2) or (common >= 4 and ends)))
                stop = _whole(text, stop, end, vocab)
                filed = _FILED.match(text, stop, end)
                out.append(Title(heading, begin, stop, printed, filed.end() if filed else None))
                at, behind = follows, stop
                last = last if value is None else value
    return out if len(out) >= 2 or single else []


def _whole(text: str, stop: int, end: int, vocab: Vocabulary) -> int:
    """Return where a title ends whose first words end at `stop`: figures that the contents have lost end it here.

    They stand before a label of the file or a mark: 'Takster 2015 Sagsnr.:', 'Likviditet pr. 31. august Åben sag'.
    """
    label = vocab.filed_or_marked.search(text, stop, min(end, stop + _REST))
    if label is None or label.start() == stop:
        return stop
    rest = text[stop : label.start()]
    if ":" in rest or _FILED.match(rest) or _SENTENCE.search(rest) or not re.search(r"\d", rest):
        return stop
    return stop + len(rest.rstrip())


def _word(match: re.Match[str]) -> _Word:
    word, start = match[0], match.start()
    # two marks of leaders are looked for first: few words hold them
    bare = word if ".." not in word and "…" not in word and "_" not in word else _LEADERS.sub("", word)
    figures = bare[:1].isdecimal() and _FIGURES.match(bare) is not None
    return _Word(bare.rstrip(".,;:").casefold() or bare, start, start + len(bare), figures)


def _candidates(text: str, start: int, end: int, number: re.Pattern[str]) -> list[tuple[int, int, str | None, bool]]:
    """Return (heading, title, number, first on the page) of all places of a page where an item may begin."""
    at = start
    while at < end and text[at].isspace():
        at += 1
    marks = _MARKS.match(text, at, end)
    low = marks.end() if marks else at
    out: list[tuple[int, int, str | None, bool]] = []
    numbered = number.match(text, low, end)
    if numbered:
        out.append((low, numbered.end(), numbered["num"], True))
    elif _TITLE.match(text, low, end):
        out.append((low, low, None, True))
        if low > at:
            out.append((at, at, None, True))  # 'Lukket - Salg af grund': the mark may be listed with the title
    # a head that too few pages share stands before the title
    if numbered is None:
        for match in itertools.islice(_WORD.finditer(text, low, end), 1, _HEAD):
            if _LIST_NUMBER.search(text, max(low, match.start() - 7), match.start()):
                break
            if match[0][0].isupper():
                out.append((match.start(), match.start(), None, False))
    for match in number.finditer(text, max(low + 1, numbered.end() if numbered else 0), end):
        out.append((match.start(), match.end(), match["num"], False))
    return sorted(out)


def _entry(
    text: str, begin: int, end: int, words: list[_Word], places: dict[str, list[int]], at: int, value: int | None
) -> tuple[int, int, int, int] | None:
    """Return (entry's first word, the word behind it, end of the title, words in common) for a title at `begin`."""
    following = f"{value + 1}." if value is not None else ""
    # most words of a page begin no entry
    printed = _WORD.search(text, begin, end)
    if printed is None:
        return None
    first = _word(printed)
    spots = places.get(first.key, [])
    low = bisect_left(spots, at)
    if first.figures or text[first.start : first.end] == following or low == len(spots) or spots[low] > at + _REACH:
        return None
    title = [_word(m) for m in itertools.islice(_WORD.finditer(text, begin, end), _LONGEST)]
    # the next item may follow without a word between: '7. Eventuelt 8. Lukket sag'
    stop_at = next((i for i, word in enumerate(title) if text[word.start : word.end] == following), None)
    title = title[:stop_at]
    best: tuple[int, int, int, int] | None = None
    for entry in spots[low : low + _TRIED]:
        if entry > at + _REACH:
            break
        follows, stop, common = _common(words, entry, title)
        if best is None or common > best[3]:
            best = entry, follows, stop, common
    return best


def _common(words: list[_Word], entry: int, title: list[_Word]) -> tuple[int, int, int]:
    """Return (word behind the entry, end of the title, words in common); figures may be lost on either side."""
    i, k, common, stop, follows = entry, 0, 0, title[0].end, entry
    while i < len(words) and k < len(title):
        if words[i].key == title[k].key:
            common += not words[i].figures
            i, k = i + 1, k + 1
            stop, follows = title[k - 1].end, i
        elif words[i].figures:
            i += 1
        elif title[k].figures:
            k += 1
        else:
            break
    return follows, stop, common
