"""Words that a hyphen breaks at the end of a line: put together again, and the hyphens that belong to words kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from referat_nlp.formats.print_lines import Line

_BROKEN = re.compile(r"[^\W_](?P<hyphen>-)$")
_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LINK = re.compile(r"://|www\.|@|\.(?:dk|com|org|eu)/", re.IGNORECASE)
# Behind these the hyphen stands for the rest of the word: 'social- og sundhedsudvalget'.
_ELLIPSIS = {"og", "eller", "samt", "/", "&", "hhv.", "som", "til", "både", "respektive"}
_LAST = re.compile(r"[^\W\d_]+$")
# What of a word is looked at before the hyphen at its end; no word is longer.
_LONGEST = 60
_FIRST = re.compile(r"[^\W\d_]+")


def word_counts(lines: Iterable[Line]) -> Counter[str]:
    """Return the words of a document in small letters, without those that a line's end breaks."""
    counts: Counter[str] = Counter()
    for line in lines:
        last = len(line.words) - 1
        for k, word in enumerate(line.words):
            if k == last and _BROKEN.search(word.text):
                continue
            counts.update(part.casefold() for part in _PART.findall(word.text))
    return counts


def joint(first: str, second: str, words: Counter[str]) -> str | None:
    """Return what is written in place of the hyphen at the end of `first` where `second` goes on: '' or '-'.

    None where the two are words of their own. `words` are those of the document, in small letters, with their counts.

    >>> joint("sundheds-", "udvalget,", Counter()), joint("EU-", "midler", Counter()), joint("social-", "og", Counter())
    ('', '-', None)
    >>> joint("2021-", "2024", Counter()), joint("Holm-", "Jensen", Counter())
    ('-', '-')
    """
    if not _BROKEN.search(first) or not second:
        return None
    if _LINK.search(first) and re.match(r"[\w/.?=&#-]", second):
        return "-"
    if first[-2].isdigit():
        # a range, a file number ('00.01.00-' / 'G01'), but not '3-' / 'værelses' with a word behind it
        return "-" if second[0].isdigit() or re.match(r"[A-ZÆØÅ]\d", second) else None
    if second[0].isdigit():
        return "-" if re.search(r"\d", first) else None
    last, rest = _LAST.search(first[-_LONGEST - 1 : -1]), _FIRST.match(second)
    if last is None or rest is None or second.casefold().rstrip(".,;:)") in _ELLIPSIS:
        return None
    head, tail = last[0], rest[0]
    whole, parted = words[(head + tail).casefold()], words[f"{head}-{tail}".casefold()]
    if whole != parted:
        return "" if whole > parted else "-"
    if head.isupper() and tail.isupper():
        return "" if len(head) > 3 else "-"
    if tail[0].isupper():
        return "-" if head[0].isupper() else None
    if head.isupper():
        return "-"
    return ""


def join(lines: Sequence[Line]) -> None:
    """Move the rest of each broken word up to the line on which it begins; lines that are read one after the other."""
    words = word_counts(lines)
    for line in lines:
        if line.row:
            _within(line, words)
    above: Line | None = None
    for line in lines:
        if line.row:
            continue
        if above is None or not _joined(above, line, words) or line.words:
            above = line
        # else nothing but the middle of a word stood there, which may go on in the next line


def _joined(above: Line, line: Line, words: Counter[str]) -> bool:
    """Move the rest of a word from a line to the one above it; return whether there was any."""
    if not above.words or not line.words:
        return False
    written = joint(above.words[-1].text, line.words[0].text, words)
    if written is None:
        return False
    rest = line.words.pop(0)
    line.before.pop(0)
    if line.before:
        line.before[0] = ""
    above.words[-1] = above.words[-1]._replace(text=above.words[-1].text[:-1] + written)
    above.words.append(rest)
    above.before.append("")
    line.wrapped, line.blank = True, False
    if above.page != line.page:
        above.boxless.add(len(above.words) - 1)
    return True


def _within(line: Line, words: Counter[str]) -> None:
    """Put together the words that are broken within the cells of a row."""
    for k in range(len(line.words) - 1):
        if line.before[k + 1] != " " or line.words[k + 1].top < line.words[k].bottom - 2:
            continue
        written = joint(line.words[k].text, line.words[k + 1].text, words)
        if written is not None:
            line.words[k] = line.words[k]._replace(text=line.words[k].text[:-1] + written)
            line.before[k + 1] = ""
