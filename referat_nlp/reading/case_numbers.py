"""File numbers: running case numbers and KLE journal numbers, with what stands beside them and is none."""

from __future__ import annotations

import re

from referat_nlp.danish.file_numbers import JOURNAL_LABELLED, KLE, LABELLED, STRONG, numbers_alone
from referat_nlp.minutes import CaseNumber
from referat_nlp.reading.found import Found
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary

_FREE_LABEL = re.compile(
    r"(?:[Ss]agsnr|[Ss]agsid|[Ss]agsnummer|[Jj]ournalnr|[Jj]ournalnummer|[Jj]\.[ ]?nr|[Ss]agnr|[Ss]ags[ -]?[Ii][Dd])\.?[ \t]*:?[ \t]*"
)


# 'Sagsnr.: 6628': a short running number, which only its label and the colon tell from a year or an agenda number
_LONE = re.compile(r"Sags(?:nr\.?|nummer|id\.?|[ -]ID)[ \t]*:[ \t]*(?P<number>\d{3,4})[ \t.]*$", re.IGNORECASE)
_JOURNAL_LABEL = re.compile(r"J\.?[ ]?(?:r\.?[ ]?)?nr|Journal|KLE", re.IGNORECASE)
# What a line of file numbers may hold beside them: up to two groups of letters, or marks
_LETTERS = re.compile(r"[^\W\d_]+")
_TWO_CODES = re.compile(r"[\W]*(?:[^\W\d_]+[\W]*){0,2}")
_BESIDE_NUMBERS = re.compile(r"(?:Åben\w*|Lukket|sag|punkt|og|[\W\d])+", re.IGNORECASE)
_OTHER_LABEL = re.compile(r"(?:[Dd]ok|[Bb]rev|[Ii]nit|[Bb]ilag|[Ss]ide|[Tt]lf)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_OF_OTHERS = re.compile(r"\b(?:dok|init)", re.IGNORECASE)


def _made(text: str, start: int, end: int) -> CaseNumber:
    match = KLE.match(text, start, end)
    return CaseNumber(text[start:end], "journal" if match else "case", match["kle"] if match else None, start, end)


def in_item(item: Found, last: int, segments: list[Segment], text: str, vocab: Vocabulary) -> list[CaseNumber]:
    """Return the item's own file numbers in text order; `last` is the index behind its last line, as `sections.foot`.

    They stand behind a label anywhere in the item, or unlabelled in the lines around its title; a number in the
    running text ('jf. sag 21/33') is not the item's own.
    """
    spots: set[tuple[int, int]] = set(item.cases)
    head = True
    pending = 0
    words = 0
    for k in range(item.first, last):
        seg = segments[k]
        if seg.kind == "furniture":
            continue
        if seg.kind == "case":
            numbers = JOURNAL_LABELLED if _JOURNAL_LABEL.match(seg.text) else LABELLED
            found = list(numbers.finditer(text, seg.rest, seg.end))
            lone = None if found else _LONE.match(seg.text)
            if found:
                spots.update((m.start(), m.end()) for m in _before_words(found, text, seg.rest))
            elif lone:
                spots.add((seg.start + lone.start("number"), seg.start + lone.end("number")))
            elif not text[seg.rest : seg.end].strip(" .,:"):
                pending += 1
            continue
        if seg.kind in ("label", "header", "open", "closed"):
            continue
        if seg.kind in ("heading", "decision"):
            # a block of labels may have its values behind the first heading only where none was found yet
            head = False
            pending = 0
            continue
        if pending and k >= item.body_from:
            found = list(LABELLED.finditer(text, seg.start, seg.end))
            if found and found[0].start() == seg.start and found[0].end() >= seg.end - 2:
                spots.update((m.start(), m.end()) for m in found)
                pending -= 1
                continue
        if seg.kind == "text" and key(seg.text) in vocab.case_labels:
            pending += 1
            continue
        if (seg.kind == "text" and "agsid" in seg.text) or "agsnr" in seg.text:
            for match in _FREE_LABEL.finditer(text, seg.start, seg.end):
                number = LABELLED.match(text, match.end(), seg.end)
                if number and match.start() - seg.start < 24:
                    spots.add((number.start(), number.end()))
        if head and words < 60 and not (item.title is not None and seg.start <= item.title[0] < seg.end):
            words += len(seg.text.split())
            # a line of file numbers and marks only: 'Åbent - 00.01.00A04 - 2007/34364', '20/31373'
            spans = [m.span() for m in STRONG.finditer(text, seg.start, seg.end)]
            if spans and _numbers_only(seg.text, text[seg.start : seg.end]):
                spots.update(spans)
    return [_made(text, a, b) for a, b in sorted(spots)]


def _numbers_only(line: str, words: str) -> bool:
    """Tell whether a line holds nothing but file numbers, marks, and the initials of whoever handles the case.

    `words` is the line with markup and furniture blanked: 'DIHABR / 06/17018', 'Åbent - 00.01.00A04'.
    """
    rest = STRONG.sub(" ", words)
    codes = _LETTERS.findall(rest)
    return bool(
        len(codes) <= 2
        and len(line) < 60
        and not _OTHER_LABEL.match(line)
        and (all(len(c) <= 8 and (c.isupper() or len(c) <= 4) for c in codes) or numbers_alone(line))
        and _TWO_CODES.fullmatch(rest)
    ) or not _BESIDE_NUMBERS.sub("", rest)


def _before_words(found: list[re.Match[str]], text: str, start: int) -> list[re.Match[str]]:
    """Return the numbers behind a label up to the first word of a sentence."""
    out: list[re.Match[str]] = []
    at = start
    for match in found:
        between = text[at : match.start()]
        if len(_WORDS.findall(between)) > (1 if out else 2) or _OF_OTHERS.search(between):
            break
        out.append(match)
        at = match.end()
    return out


def in_text(text: str) -> list[CaseNumber]:
    """Return the file numbers of any text: KLE numbers, and running numbers behind a label.

    >>> [n.text for n in in_text("Sagsnr.: 23/2615, KLE 00.01.00-G01-73-23, jf. nr. 9766 og pkt. 269")]
    ['23/2615', '00.01.00-G01-73-23']
    """
    spots = {(m.start(), m.end()) for m in KLE.finditer(text)}
    for match in _FREE_LABEL.finditer(text):
        number = LABELLED.match(text, match.end())
        if number:
            spots.add((number.start(), number.end()))
    return [_made(text, a, b) for a, b in sorted(spots)]
