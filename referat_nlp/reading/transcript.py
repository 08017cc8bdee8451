"""Pages that a transcript prints as one line each: the page's number, its running head, its text, its number again.

Sites that show a PDF print its text so. Nothing but the number and the words that recur tells where a page's own text begins.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from referat_nlp.danish.dates import ANY_DATE

_NUMBER = re.compile(r"(\d{1,3})[ \t]+(?=\S)")
_LAST = re.compile(r"(?<=[ \t])\d{1,3}$")
_WORD = re.compile(r"\S+")
# Only what names a body, a municipality or a day is a page's head: items may begin with the same words, too
_NAMING = re.compile(rf"kommune|region|udvalg|råd|bestyrelse|(?:{ANY_DATE})", re.IGNORECASE)
# how many words a running head has at most
_HEAD = 16


def pages(text: str, lines: list[tuple[int, int, int]]) -> list[tuple[int, int, int | None]]:
    """Return (start, end of the running head, start of the number at its end or None) of each page that is one line.

    Empty where fewer than three lines, most of them long, begin with rising numbers and one head. Where a page has
    no head, it is the number alone.
    """
    run = _run(text, lines)
    if len(run) < 3:
        return []
    words = [list(_WORD.finditer(text, after, min(end, after + 300)))[:_HEAD] for _, after, end, _ in run]
    need = max(3, 0.6 * len(run))
    # the more words, the fewer pages that begin with them: the head is what most of them share
    shared = Counter(tuple(w[0] for w in of_page[:n]) for of_page in words for n in range(1, len(of_page) + 1))
    head = max((start for start, times in shared.items() if times >= need), key=len, default=())
    if len(head) < 2 or not _NAMING.search(" ".join(head)):
        return []
    feet = _feet(text, run)
    out: list[tuple[int, int, int | None]] = []
    for (start, numbered, _, _), of_page in zip(run, words, strict=True):
        n = 0
        while n < min(len(head), len(of_page)) and of_page[n][0] == head[n]:
            n += 1
        # a page of text alone may begin with one of its words: 'Byrådet tog …'
        after = of_page[n - 1].end() if n >= 2 else numbered
        out.append((start, after, feet.get(start)))
    return out


def _run(text: str, lines: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return (start, end of number, end, number) of the longest run of lines that begin with numbers a page apart."""
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
    long = sum(1 for start, _, end, _ in best if end - start > 150)
    return best if long >= 0.6 * len(best) else []


def _feet(text: str, run: list[tuple[int, int, int, int]]) -> dict[int, int]:
    """Return where the page's number stands at the end of each line, by the line's start; none where they do not rise."""
    spots = [(start, int(m[0]), m.start()) for start, after, end, _ in run if (m := _LAST.search(text, after, end))]
    rising = all(one[1] < two[1] <= one[1] + 3 for one, two in itertools.pairwise(spots))
    return {start: at for start, _, at in spots} if rising and len(spots) >= max(3, 0.5 * len(run)) else {}
