"""The lines of a text as printed, once the headings that a line's end cuts in two are whole again."""

from __future__ import annotations

import re

from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.dates import ANY_DATE

# Patterns that look for something in a whole text begin with a letter of it, and look back from there: such a search runs
# from letter to letter, where one that begins with what may not stand before it is tried at every place.

# what ends a line besides a line feed
_OTHER_ENDS = ("\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85")
_ENDED = str.maketrans(dict.fromkeys(_OTHER_ENDS, "\n"))
LIST_MARKS = "•·●▪"
LIST_MARK = re.compile(rf"^[{LIST_MARKS}][ \t]*")
# a bullet alone on a line
_BULLETS = "•·●▪◦\uf0b7"
# The first figure of a number that a title could follow: '12. Ny sti', 'Punkt 7 Ny sti', '… maj.73/3. Tag'
_NUMBER = re.compile(r"\d(?<!\d\d)(?=\d*+(?:\s?/\s?\d{1,4})?[a-z]?\s?[.:)]?\s+[A-ZÆØÅ\"”»§(])")
# an item's heading: a number, a title, and soon a label of file numbers
ITEM_START = re.compile(r"(?<![^\s])\d{1,4}[a-z]?[.:][ \t]+(?=[A-ZÆØÅ\"”])")
LABEL_WORD = r"(?:Sagsnr|Sagsid|Sags[ -]?ID|Dok\.[ ]?nr|Sagsnummer|Sagsansvarlig|J\.[ ]?nr|Journalnr|Journalnummer)\.?"
FILE_LABEL = re.compile(
    r"(?:S(?<!\wS)ags(?:nr|id|[ -]?ID|nummer|ansvarlig)|D(?<!\wD)ok\.[ ]?nr|J(?<!\wJ)(?:\.[ ]?nr|ournal(?:nr|nummer)))\.?"
    r"(?:[ \t]*:|[ \t]+(?=[\dA-ZÆØÅ]{2,4}[-./ ]?\d))"
)
# how far behind an item's number its file numbers are looked for, in characters
TITLE_REACH = 220
# 'Økonomiudvalget,' at a line's end, 'den 14. november 2007, pkt. 602:' on the next
_DAY_BELOW = re.compile(rf"\n[ \t]*(?:den|d\.)[ \t]+{ANY_DATE}[ \t]*[,:]")
_GAP = r"[ \t]*+(?:\n[ \t]*+)?"
_DATED_COLON = re.compile(
    rf"d(?<!\wd)(?:en|\.){_GAP}(?:\d{{1,2}}\.?{_GAP}[a-zæøå]{{3,9}}{_GAP}\d{{4}}|\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{4}})"
    rf"(?:,{_GAP}(?:pkt|punkt|sag)\.?{_GAP}(?:nr\.?{_GAP})?\d{{1,4}})?[ \t]*+:"
)
# 'Beslutning Fællesmøde mellem Social- og Sundhedsudvalget og Handicap- og' / 'Hjælpemiddeludvalget den 23-11-2021'
_BROKEN_HEADING = re.compile(
    r"(?m)Beslutning[ ](?<=^Beslutning[ ])[^\n.:;]{20,200}(?:[ ]og|,|-)[ \t]*(?P<break>\n)"
    r"(?=[^\n.:;]{3,120}[ ](?:den|d\.)[ ](?:\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\.[ ][a-z]{3,9}[ ]\d{4})[ \t]*$)"
)


def headings_joined(text: str) -> str:
    """Return the text, of the same length, without the break of a line inside a heading.

    'Byrådet,' / 'den 22. maj 2007: Godkendt.' is one in a transcript, whose lines end anywhere; and so is a decision's
    heading that ends in the midst of the bodies' names.
    """
    text = _BROKEN_HEADING.sub(lambda found: found[0][: found.start("break") - found.start()] + " ", text)
    parts, at = [], 0
    for match in _DATED_COLON.finditer(text):
        low = match.start()
        while low > at and match.start() - low < 9 and text[low - 1] in " \t\n,":
            low -= 1
        heading = text[low : match.end()]
        if heading.count("\n") == 1 and CORE_WORD.search(text, max(at, low - 40), low):
            parts += [text[at:low], heading.replace("\n", " ")]
            at = match.end()
    return "".join([*parts, text[at:]]) if parts else text


def printed_lines(text: str) -> list[tuple[int, int, int]]:
    """Return (start, end, blank lines before) of each line with something on it; `start` and `end` without outer blanks."""
    lines: list[tuple[int, int, int]] = []
    ended = text.translate(_ENDED) if any(end in text for end in _OTHER_ENDS) else text
    at = blank = last = 0
    bulleted = False  # the line before is a bullet on a line of its own, which belongs to the next one
    for line in ended.split("\n"):
        stripped = line.strip()
        if not stripped:
            blank += 1
        else:
            start = at if len(stripped) == len(line) else at + line.index(stripped[0])
            end = start + len(stripped)
            if ended is not text:  # whatever else ends a line, blank ones are those between line feeds
                blank = max(0, text.count("\n", last, start) - 1)
            if not lines:
                blank = 0
            if bulleted:
                start, _, blank = lines.pop()
            lines.append((start, end, blank))
            bulleted = end - start == 1 and stripped in _BULLETS
            blank, last = 0, end
        at += len(line) + 1
    return lines


def with_figure(text: str, lines: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return those of the printed lines that begin with a figure."""
    return [line for line in lines if text[line[0]].isdecimal()]


def heading_numbers(text: str) -> list[int]:
    """Return where a number begins that a title could follow, in text order."""
    return [match.start() for match in _NUMBER.finditer(text)]


def unwrapped(text: str, numbers: list[int]) -> str:
    """Return `text` with a blank for each line break that runs through a heading in running text, of the same length.

    `numbers` are its `heading_numbers`.
    """
    breaks = []
    for match in _DAY_BELOW.finditer(text):
        line = text[max(text.rfind("\n", 0, match.start()), match.start() - 60) : match.start()].rstrip(" \t,")
        words = list(CORE_WORD.finditer(line))
        if words and words[-1].end() == len(line):
            breaks.append(match.start())
    for number in numbers:
        heading = ITEM_START.match(text, number)
        label = FILE_LABEL.search(text, heading.end(), heading.end() + TITLE_REACH) if heading else None
        if heading is None or label is None:
            continue
        between = text[heading.end() : label.start()]
        at = between.find("\n")
        # a title that is followed by its label on the next line stands as it should
        if at > 0 and between.count("\n") == 1 and between[at:].strip():
            start = text.rfind("\n", 0, heading.start()) + 1
            if heading.end() + at - start >= 60:
                breaks.append(heading.end() + at)
    return with_blanks(text, breaks) if breaks else text


def with_blanks(text: str, places: list[int]) -> str:
    """Return `text` with a blank for the character at each of the places."""
    pieces, last = [], 0
    for at in sorted(set(places)):
        pieces += [text[last:at], " "]
        last = at + 1
    return "".join([*pieces, text[last:]])
