"""Titles of agenda items: what of a printed heading is the title, and what its marks say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from referat_nlp.danish.file_numbers import LABELLED
from referat_nlp.memories import remembered
from referat_nlp.reading.plain import key

_POINT = r"(?:[ \t]+(?:dagsordens?)?(?:punkt|sag))"
# 'Closed: …' is a system's own word that nobody has translated
_CLOSED = re.compile(
    rf"^(?:lukket|closed(?=[ \t]*:)|fortrolig(?:t)?(?={_POINT})){_POINT}?[ \t]*[:.–-][ \t]*(?=\S)", re.IGNORECASE
)
_CLOSED_FIRST = re.compile(
    rf"^[(\[](?:lukket|closed|fortroligt?){_POINT}?[)\]][ \t]*[:.–-]?[ \t]*(?=\S)", re.IGNORECASE
)
_CLOSED_ALONE = re.compile(rf"^[(\[]?(?:lukket|fortroligt?){_POINT}?[)\]]?$", re.IGNORECASE)
_CLOSED_TAIL = re.compile(
    rf"(?<![ \t])[ \t]*(?:[(\[](?:(?:lukket|closed|fortroligt?){_POINT}?|for lukkede døre)[)\]]|[-–.,|/][ \t]*(?:lukket{_POINT}?|for lukkede døre)|(?-i:Lukket|LUKKET){_POINT})[ \t]*\.?$",
    re.IGNORECASE,
)
_OPEN_TAIL = re.compile(
    rf"(?<![ \t])[ \t]*(?:[(\[](?:åbent?{_POINT}?|for åbne døre)[)\]]|[-–,|][ \t]*åbent?{_POINT}|(?-i:Åbent?|ÅBENT?){_POINT})[ \t]*$",
    re.IGNORECASE,
)
_OPEN_HEAD = re.compile(
    rf"^(?:[(\[](?:åbent?|open){_POINT}?[)\]][ \t]*[:.–-]?|åbent?{_POINT}?[ \t]*[:–-]|open[ \t]*:)[ \t]*(?=\S)",
    re.IGNORECASE,
)
# A mark that a column parts from its title, on either side: '9 Lukket        Køb af grund', 'Køb af grund	Åben sag'
_MARK = rf"(?:(?P<closed>Lukket|LUKKET|Fortroligt?|FORTROLIGT?)|Åbent?|ÅBENT?)(?i:{_POINT})?"
_GAP = r"(?:[ ]{3,}|[ ]{0,2}\t[ \t]*)"
_MARK_APART = re.compile(rf"{_MARK}{_GAP}(?=\S)")
_MARK_APART_BEHIND = re.compile(rf"(?<=[^ \t]){_GAP}{_MARK}[ \t]*$")
# … and where a blank parts them, which only the other titles of the document tell from 'Åbent Hus'
_MARK_FIRST = re.compile(rf"{_MARK}[ ]+(?=[A-ZÆØÅ\d\"”“»§(])")
_MARK_LAST = re.compile(rf"(?<=\S)[ ]{_MARK}$")
_MOST = 0.6
# '… (Åben sag) (hv)': the initials of whoever handles the case, behind a mark
_INITIALS = re.compile(r"(?<=\))[ \t]*\([\wæøå/.]{2,8}\)[ \t]*$")
# '1. Meddelelser fra formandenReferat': the link to the minutes, glued to the title
_GLUED_TAIL = re.compile(r"(?<=[a-zæøå?!.)\"”])(?:Referat|Udskriv)$")
_CASE_TAIL = re.compile(r"(?<![ \t])[ \t]*\((?P<case>(?:\d{4}-\d{5,8}|\d{2}/\d{2,7}|\d{4}/\d{4,7}))?[ \t]*\)[ \t]*$")
# 'BR 366/07. <title>'
_CASE_HEAD = re.compile(r"(?P<case>[A-ZÆØÅ]{2,3}[ \t]\d{1,5}/\d{2,4})\.?[ \t]+")
# names of those who sign follow the word in transcripts
_SIGNATURES = re.compile(r"Underskrift(?:er|sark|sblad|sside)(?=[ \t]+[A-ZÆØÅ][\w\-]+[ \t]+[A-ZÆØÅ])")
# '<title> - ' with its mark in a segment of its own
_DASH_BEHIND = re.compile(r"(?<=\S)[ \t][-–]$")
_CASE_NUMBER = re.compile(
    r"\d{3}-\d{4}-\d{1,7}|\d{5,7}[-/](?:19|20)\d{2}|\d{2}/\d{2,7}|\d{4}/\d{3,7}|\d{4}-\d{5,8}|\d{2}\.\d{2}\.\d{2}[-.]?[A-ZÆØÅ]\d{2}(?:-\d{1,6}-\d{2})?"
)
_CASE_BEHIND = re.compile(
    rf"(?<![ \t])(?=[ ]{{3}}|[ ]{{0,2}}\t)[ \t]+(?:{_CASE_NUMBER.pattern})(?:[ \t/,]+(?:{_CASE_NUMBER.pattern}))*(?:[ \t]*[/,]?[ \t]*[A-ZÆØÅa-zæøå]{{2,5}})?[ \t]*$"
)
# 'Regnskab 2004          J.nr. 00.32.10S00': a labelled file number behind the title
_CASE_LABELLED = re.compile(
    r"(?<![ \t\n])[ \t\n]+(?:J\.[ ]?nr|Jr?\.?nr|Journal[ ]?nr|Sags[ ]?nr|Sag[ ]nr|Sagsid)\.?[ ]?:?[ \t]*"
    rf"(?P<case>{LABELLED.pattern}|\d{{2}}\.\d{{2}}(?:\.\d{{2}})?(?![\w/.]))\.?[ \t]*$"
)
_KIND_LETTER = re.compile(r"(?<![ \t])[ \t]*\([A-ZÆØÅ]\)[ \t]*\.?$")
_SPACES = re.compile(r"\s+")
_KIND_WORD = re.compile(r"(?<![ \t])[ \t]*\([\wæøå]*sag\)[ \t]*$", re.IGNORECASE)


@dataclass(slots=True)
class Title:
    """A title without its marks; `closed` where one of them says so, `cases` the places of file numbers beside it."""

    words: str
    closed: bool
    cases: list[tuple[int, int]] = field(default_factory=list)


def read_title(text: str, start: int, end: int) -> Title:
    """Return the title that is printed between two offsets of the document's text."""
    start, end, marked = _without_columns(text, start, end)
    printed = text[start:end]
    words, closed = clean_title(" ".join(printed.split()))
    title = Title(words, closed or marked)
    match = _CASE_TAIL.search(printed) if ")" in printed else None
    if match and match["case"]:
        at = start + match.start("case")
        title.cases.append((at, at + len(match["case"])))
    tail = _CASE_BEHIND.search(text, start, end) if "\t" in printed or "   " in printed else None
    if tail:  # '112.   Meddelelser        471-2008-33 / hkn'
        title.cases += [m.span() for m in _CASE_NUMBER.finditer(text, tail.start(), tail.end())]
        title.words, closed = clean_title(_SPACES.sub(" ", text[start : tail.start()]))
        title.closed = title.closed or closed
    labelled = _CASE_LABELLED.search(text, start, end) if "nr" in printed or "Sagsid" in printed else None
    if labelled and labelled.start() > start:
        title.cases.append(labelled.span("case"))
        title.words, closed = clean_title(_SPACES.sub(" ", text[start : labelled.start()]))
        title.closed = title.closed or closed
    match = _CASE_HEAD.match(text, start, end)
    if match:
        title.cases.append(match.span("case"))
        title.words = title.words[len(_SPACES.sub(" ", match[0])) :].strip()
    if title.words.rstrip("\n").endswith(("-", "–")):
        title.words = _DASH_BEHIND.sub("", title.words)
    match = _SIGNATURES.match(title.words)
    if match:
        title.words = match[0]
    return title


def _without_columns(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return the stretch without a mark in a column of its own, and whether the mark says that the item is closed."""
    closed = False
    if "\t" not in text[start:end] and "   " not in text[start:end]:
        return start, end, closed  # no column
    first = _MARK_APART.match(text, start, end)
    if first:
        start, closed = first.end(), first["closed"] is not None
    last = _MARK_APART_BEHIND.search(text[start:end])
    if last:
        end, closed = start + last.start(), closed or last["closed"] is not None
    return start, end, closed


def is_marked(title: str) -> bool:
    """Tell whether a printed title bears a mark that only titles bear: open, closed, or a file number behind it."""
    if not may_be_marked(title):
        return False
    if _MARK_APART.match(title) or _MARK_APART_BEHIND.search(title):
        return True
    title = _SPACES.sub(" ", title)
    return bool(
        _CLOSED.match(title)
        or _CLOSED_FIRST.match(title)
        or _OPEN_HEAD.match(title)
        or _CLOSED_TAIL.search(title)
        or _OPEN_TAIL.search(title)
        or _CASE_TAIL.search(title)
    )


def title_like(text: str) -> bool:
    """Tell whether a line could be an item's title: short, begins with a capital or figure, no sentence's end."""
    return (
        2 < len(text) < 250
        and (text[0].isupper() or text[0].isdigit() or text[0] in '"”“»§')
        and not _HARDLY_ENDS.search(text, max(0, len(text) - 5))
    )


def may_be_marked(title: str) -> bool:
    """Tell whether a title holds what every mark does: most lines that are tried for titles hold nothing of it."""
    if "(" in title or "[" in title:
        return True
    small = title.casefold()
    return (
        "lukke" in small
        or "åben" in small
        or "referat" in small
        or "closed" in small
        or "open" in small
        or "fortrolig" in small
        or "udskriv" in small
    )


# What a title ends with that a mark ends, with initials or a file number in brackets behind it
_MARK_ENDS = (")", "]", "sag", "punkt", "døre", "lukket", "åben", "åbent", "referat", "udskriv")


def _may_end_marked(title: str) -> bool:
    """Tell whether a mark, or something in brackets, may end a title: as few do that hold a word of a mark."""
    return title.rstrip(" \t\n.")[-8:].casefold().endswith(_MARK_ENDS)


_HARDLY_ENDS = re.compile(r"[,;:]$|[a-zæøå]{3}\.$")


@remembered(maxsize=4096)
def clean_title(printed: str) -> tuple[str, bool]:
    """Return the title without its marks, and whether one of them says that the item is closed.

    >>> clean_title("Lukket: Køb af grund (2019-0041187)")
    ('Køb af grund', True)
    >>> clean_title("Køb af grund (Lukket)")
    ('Køb af grund', True)
    >>> clean_title("Lukket punkt")
    ('Lukket punkt', True)
    """
    title, closed = printed.strip(), False
    if not may_be_marked(title):
        return title, closed
    small = title.casefold()
    # what the marks hold that say so; what is taken away below adds nothing to it
    may_be_closed = "lukke" in small or "closed" in small or "fortrol" in small
    may_be_open = "åb" in small or "open" in small
    for _ in range(3):
        before = title
        if _may_end_marked(title):
            title = _CASE_TAIL.sub("", title)
            bare = _INITIALS.sub("", title)
            if (may_be_open and _OPEN_TAIL.search(bare)) or (may_be_closed and _CLOSED_TAIL.search(bare)):
                title = bare
            title = _GLUED_TAIL.sub("", title)
            title = _OPEN_TAIL.sub("", title) if may_be_open else title
        match = (_CLOSED.match(title) or _CLOSED_FIRST.match(title)) if may_be_closed else None
        if match:
            title, closed = title[match.end() :], True
        match = _CLOSED_TAIL.search(title) if may_be_closed and _may_end_marked(title) else None
        if match and match.start() > 0:
            title, closed = title[: match.start()], True
        match = _OPEN_HEAD.match(title) if may_be_open else None
        if match:
            title = title[match.end() :]
        if title == before:
            break
    if may_be_closed and _CLOSED_ALONE.match(title):
        closed = True
    return title.strip(), closed


def similar(one: str, two: str) -> bool:
    """Tell whether two printed titles are one: the same, or a long one cut off near its end."""
    a, b = key(one), key(two)
    return bool(a) and (
        a == b
        or (
            len(a) > 20
            and len(b) > 20
            and (a.startswith(b[: int(len(b) * 0.9)]) or b.startswith(a[: int(len(a) * 0.9)]))
        )
    )


def without_kind_marks(titles: list[str]) -> list[str]:
    """Return a document's titles without '(B)' at their ends where most of them carry such a mark."""
    for pattern, share in ((_KIND_LETTER, 0.5), (_KIND_WORD, 0.0)):
        marked = sum(1 for title in titles if ")" in title and pattern.search(title))
        if titles and marked / len(titles) > share:
            titles = [
                (pattern.sub("", title).rstrip(" .") or title) if pattern.search(title) else title for title in titles
            ]
    return titles


def without_open_marks(titles: list[str]) -> list[tuple[str, bool]]:
    """Return a document's titles without 'Åben' or 'Lukket' at one end where most of them carry such a mark there.

    The second value tells which of the marks say that the item is closed.

    >>> without_open_marks(["Åben Budget 2022", "Åben Åbent Hus", "Lukket Køb af grund"])
    [('Budget 2022', False), ('Åbent Hus', False), ('Køb af grund', True)]
    >>> without_open_marks(["Åbent Hus", "Budget 2022"])
    [('Åbent Hus', False), ('Budget 2022', False)]
    """
    for pattern in (_MARK_FIRST, _MARK_LAST):
        find = pattern.search if pattern is _MARK_LAST else pattern.match
        marks = [find(title) if may_be_marked(title) else None for title in titles]
        if len(titles) > 2 and sum(1 for mark in marks if mark) >= _MOST * len(titles):
            return [
                (title[: mark.start()] + title[mark.end() :], mark["closed"] is not None) if mark else (title, False)
                for title, mark in zip(titles, marks, strict=True)
            ]
    return [(title, False) for title in titles]
