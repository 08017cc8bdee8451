"""Pages that a transcript prints as one line each: the page's number, its running head, its text, its number again.

Sites that show a PDF print its text so. Where their own word stands above the pages, nothing else is asked of them; where
it does not, the rising numbers and the words that recur tell where a page's own text begins.
"""

from __future__ import annotations

import re
from collections import Counter

from referat_nlp.danish.dates import ANY_DATE
from referat_nlp.reading.printed import with_figure

_NUMBER = re.compile(r"(\d{1,3})[ \t]+(?=\S)")
_NUMBER_ALONE = re.compile(r"(\d{1,3})$")
# the site's word above the pages
_TITLE = re.compile(r"Transkript$")
_LAST = re.compile(r"(?:(?<=[ \t])(?:Sidenr|Side|side|s)[.]?[ \t]?)?(?<=[ \t.])(\d{1,3})$")
_WORD = re.compile(r"\S+")
# Only what names a body, a municipality or a day is a page's head: items may begin with the same words, too
_NAMING = re.compile(rf"kommune|region|udvalg|råd|bestyrelse|(?:{ANY_DATE})", re.IGNORECASE)
_NAMING_FOOT = re.compile(rf"\bmøde|{_NAMING.pattern}", re.IGNORECASE)
# 'Side 4', 'Sidenr. 113', 's.3', 'Side iv' behind the head; what the transcript has lost of it may be the number
_PAGE_WORD = re.compile(
    r"[ \t]*(?:(?:Sidenr\.?|[Ss]ide)(?![\w:-])|s\.)(?:[ \t]?(?:\d{1,4}|[ivxl]{1,6}|[ \t][A-Z](?=[ \t]+[A-ZÆØÅ][a-zæøå])))?(?=[ \t]+[A-ZÆØÅ\d\"”]|[ \t]*$)"
)
_PAGE_FIGURE = re.compile(r"[ \t]+\d{1,4}(?=[ \t]|$)")
_OPEN = re.compile(r"(?:Åbent?|ÅBENT?)[ \t]+(?:punkt|sag|PUNKT|SAG)(?!\w)")
# A line longer than this may be a page
_LONG = 150
# how many words a running head has at most
_HEAD = 16
# and a foot before its number
_FOOT = 8


def pages(
    text: str, lines: list[tuple[int, int, int]], figured: list[tuple[int, int, int]] | None = None
) -> list[tuple[int, int, int | None]]:
    """Return (start, end of the running head, start of the number at its end or None) of each page that is one line.

    `figured` are those of the `lines` that begin with a figure.
    Empty where the site's word does not stand above them and fewer than three lines, most of them long, begin with
    rising numbers and one head. Where a page has no head, it is the number alone.
    """
    announced = _announced(text, lines)
    run = announced or _run(text, with_figure(text, lines) if figured is None else figured)
    if len(run) < 3 and not announced:
        return []
    words = [list(_WORD.finditer(text, after, min(end, after + 300)))[:_HEAD] for _, after, end, _ in run]
    full = sum(1 for of_page in words if len(of_page) > 2)  # a page may be empty
    need = max(2, 0.5 * full) if announced else max(3, 0.6 * len(run))
    # the more words, the fewer pages that begin with them: the head is what most of them share
    shared = Counter(tuple(w[0] for w in of_page[:n]) for of_page in words for n in range(1, len(of_page) + 1))
    head = max((start for start, times in shared.items() if times >= need), key=len, default=())
    if len(head) < 2 or not _NAMING.search(" ".join(head)):
        if not announced:
            return []
        head = ()
    feet = _feet(text, run, 2 if announced else 3)
    out: list[tuple[int, int, int | None]] = []
    for (start, numbered, end, _), of_page in zip(run, words, strict=True):
        if head and of_page and _OPEN.match(text, of_page[0].start(), end) and of_page[0][0] != head[0]:
            of_page = of_page[2:]  # the mark of the page's item stands above the head
        n = 0
        while n < min(len(head), len(of_page)) and of_page[n][0] == head[n]:
            n += 1
        # a page of text alone may begin with one of its words: 'Byrådet tog …'
        after = of_page[n - 1].end() if n >= 2 else numbered
        if announced:
            after = _behind_page_word(text, after, end, n >= 2 and head[n - 1].casefold() in ("side", "s.", "sidenr."))
        out.append((start, after, feet.get(start)))
    return out


def own_texts(pages: list[tuple[int, int, int | None]], lines: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Return from where to where each page's own text goes, without its head and foot."""
    if not pages:
        return []
    ends = {start: end for start, end, _ in lines}
    return [(after, ends[start] if foot is None else foot) for start, after, foot in pages]


def _behind_page_word(text: str, after: int, end: int, worded: bool) -> int:
    """Return where a page's text begins behind 'Side 3'; with `worded` the word ends the head, and its figure follows."""
    match = (_PAGE_FIGURE if worded else _PAGE_WORD).match(text, after, end)
    return match.end() if match else after


def _announced(text: str, lines: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return (start, end of number, end, number) of the pages below the site's word, each a line.

    Their numbers rise by one from 1; empty where many lines stand between, so that a page is more than a line.
    """
    if "Transkript" not in text:
        return []
    first = next((i for i, (start, end, _) in enumerate(lines) if _TITLE.match(text, start, end)), None)
    if first is None:
        return []
    run: list[tuple[int, int, int, int]] = []
    last = 0
    below = lines[first + 1 :]
    for start, end, _ in below:
        match = _NUMBER.match(text, start, end) or _NUMBER_ALONE.match(text, start, end)
        number = int(match[1]) if match else 0
        # a page may be missing
        if match and last < number <= last + 2:
            run.append((start, match.end(), end, number))
            last = number
    return run if len(run) >= 2 and len(run) >= 0.6 * len(below) else []


def _run(text: str, lines: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return (start, end of number, end, number) of the longest run of lines with numbers a page apart.

    The lines begin with a figure; empty where most are short, or too few of them are long for three pages.
    """
    if sum(1 for start, end, _ in lines if end - start > _LONG) < 2:
        return []
    runs: list[list[tuple[int, int, int, int]]] = [[]]
    for start, end, _ in lines:
        match = _NUMBER.match(text, start, end)
        if not match:
            continue
        number = int(match[1])
        if runs[-1] and not runs[-1][-1][3] < number <= runs[-1][-1][3] + 2:
            runs.append([])
        runs[-1].append((start, match.end(), end, number))
    best = max(runs, key=len)
    long = sum(1 for start, _, end, _ in best if end - start > _LONG)
    return best if long >= 0.6 * len(best) else []


def _feet(text: str, run: list[tuple[int, int, int, int]], least: int) -> dict[int, int]:
    """Return where the page's foot begins at the end of each line, by the line's start; none where its numbers do not rise.

    It is the number, with the words before it that most of the pages share: 'Møde den Side 4'.
    """
    spots = [
        (start, int(m[1]) - number, m.start(), after)
        for start, after, end, number in run
        if (m := _LAST.search(text, after, end))
    ]
    # the numbers rise with the transcript's own, though it may lack a page: one that ends in a year has none
    apart = Counter(difference for _, difference, _, _ in spots).most_common(1)
    spots = [spot for spot in spots if abs(spot[1] - apart[0][0]) <= 2]
    if len(spots) < max(least, 0.5 * len(run)):
        return {}
    words = [_unended(list(_WORD.finditer(text, max(after, at - 200), at))[-_FOOT:]) for _, _, at, after in spots]
    shared = Counter(tuple(w[0] for w in before[-n:]) for before in words for n in range(1, len(before) + 1))
    foot = max((end for end, times in shared.items() if times >= max(2, 0.6 * len(spots))), key=len, default=())
    if not _NAMING_FOOT.search(" ".join(foot)):
        foot = ()
    out: dict[int, int] = {}
    for (start, _, at, _), before in zip(spots, words, strict=True):
        n = 0
        while n < min(len(foot), len(before)) and before[-1 - n][0] == foot[-1 - n]:
            n += 1
        out[start] = before[-n].start() if n and n == len(foot) else at
    return out


def _unended(words: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the last words without those up to the last end of a sentence: what ends the page's text is no foot."""
    ended = max((i for i, word in enumerate(words) if word[0][-1] in ".:;!?"), default=-1)
    return words[ended + 1 :]
