"""One page of a PDF through pdfium: its words, and the ruling lines between them."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from referat_nlp.formats.normal import normalise
from referat_nlp.formats.print_lines import Word

# More than any page of print has: characters, and drawn objects that are looked at for ruling lines.
MOST_CHARACTERS = 200_000
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 2_000
_DEEPEST = 4  # forms within forms
# Points: what is thinner than this is a line, what is shorter is none.
_THIN, _SHORT = 3.0, 8.0
# How pdfium marks the hyphen of a word that is broken at a line's end.
_HYPHEN = {0x02: "-", 0xFFFE: "-"}
_GARBAGE = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff]")
_SIGN = re.compile("[\uf000-\uf0ff]")


class Rule(tuple[float, float, float, float]):
    """A ruling line: left, top, right, bottom; one of the two sides has no length."""

    __slots__ = ()


@dataclass(slots=True)
class Print:
    """What is printed on a page.

    Attributes:
        words: Its words, in the order of the file.
        aside: Words that run in another direction than the others: in the margin, or across the page.
        rules: Its ruling lines.
        pictures: Whether it has pictures.
        width: In points, as it is read.
        height: In points, as it is read.
        turn: How often the print is turned against the page, by quarters against the clock.
        characters: All of its text, spaces too.
        garbage: Characters that stand for none.

    """

    words: list[Word] = field(default_factory=list)
    aside: list[Word] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: bool = False
    width: float = 0.0
    height: float = 0.0
    turn: int = 0
    characters: int = 0
    garbage: int = 0

    def box(self, word: Word) -> tuple[float, float, float, float]:
        """Return where a word stands on the page as it is shown."""
        left, top, right, bottom = word[1:]
        if self.turn == 1:  # print that reads upwards
            return top, self.width - right, bottom, self.width - left
        if self.turn == 2:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        if self.turn == 3:
            return self.height - bottom, left, self.height - top, right
        return left, top, right, bottom


class TooMuchTextError(Exception):
    """A page has more text than is read."""


def read_page(page: Any, most: int) -> Print:
    """Return what is printed on a page of pdfium; no more than `most` characters.

    Raises:
        TooMuchTextError: it has more text.

    """
    out = Print()
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        frame = _Frame(page)
        if text_page:
            count = max(0, pdfium.FPDFText_CountChars(text_page))
            if count > min(most, MOST_CHARACTERS):
                raise TooMuchTextError
            out.characters = count
            _words(text_page, count, frame, out)
        out.width, out.height = frame.width, frame.height
        out.turn = frame.turn
        lines, out.pictures = _drawn(page)
        for line in lines:
            out.rules.append(frame.box(*line))
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    return out


class _Frame:
    """From the coordinates of the file to those of the page as it is read."""

    def __init__(self, page: Any) -> None:
        self.rotation = pdfium.FPDFPage_GetRotation(page) % 4
        self.bounds = _bounds(page, self.rotation)
        self.set_turn(0)

    def set_turn(self, turn: int) -> None:
        """Read the page turned by quarters against the clock."""
        self.turn = turn
        self.steps = (self.rotation + turn) % 4
        left, bottom, right, top = self.bounds
        self.width, self.height = right - left, top - bottom
        if self.steps % 2:
            self.width, self.height = self.height, self.width

    def box(self, a: float, b: float, c: float, d: float) -> tuple[float, float, float, float]:
        """Return a rectangle of the file (left, bottom, right, top) as left, top, right, bottom."""
        left, bottom, right, top = self.bounds
        if self.steps == 0:
            return a - left, top - d, c - left, top - b
        if self.steps == 1:
            return b - bottom, a - left, d - bottom, c - left
        if self.steps == 2:
            return right - c, b - bottom, right - a, d - bottom
        return top - d, right - c, top - b, right - a


def _bounds(page: Any, rotation: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of what is shown of a page, in the coordinates of the file."""
    whole = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, whole)
    width, height = abs(whole.right - whole.left), abs(whole.top - whole.bottom)
    if rotation % 2:  # it is told as the page is shown
        width, height = height, width
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    for box in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if box(page, left, bottom, right, top):
            # as large as what is shown, or it was cut to the sheet
            x, y = min(left.value, right.value), min(bottom.value, top.value)
            if abs(abs(right.value - left.value) - width) < 1 and abs(abs(top.value - bottom.value) - height) < 1:
                return x, y, x + width, y + height
    x, y = (0.0, 0.0) if rotation % 2 else (min(whole.left, whole.right), min(whole.bottom, whole.top))
    return x, y, x + width, y + height


def _characters(text_page: Any, count: int) -> str:
    """Return the page's characters, one for each index."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    if written == count + 1:
        units = bytes(buffer)[: 2 * count]
        text = units.decode("utf-16-le", errors="replace")
        if len(text) == count:
            return text
    # some characters stand for none, or for two: ask for each
    get = pdfium.FPDFText_GetUnicode
    return "".join(
        chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
        for code in (get(text_page, i) for i in range(count))
    )


def _words(text_page: Any, count: int, frame: _Frame, out: Print) -> None:
    """Fill the page's words: runs of characters without a space between them that stand side by side."""
    text = _characters(text_page, count)
    out.garbage = len(_GARBAGE.findall(text)) - len(_SIGN.findall(text))
    loose, angle_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharAngle
    boxes = (pdfium.FS_RECTF * max(1, count))()
    stretches = [match.span() for match in re.finditer(r"[^\s\u200b\ufeff]+", text)]
    angles: list[int] = []  # of each stretch, in degrees
    for start, end in stretches:
        angles.append(round(-math.degrees(angle_of(text_page, start))) % 360)  # pdfium counts with the clock
        for i in range(start, end):
            loose(text_page, i, boxes[i])
    counts: Counter[int] = Counter()
    for (start, end), angle in zip(stretches, angles, strict=True):
        counts[angle] += end - start
    main = max((angle for angle in counts if angle % 90 == 0), key=lambda angle: counts[angle], default=0)
    frame.set_turn((main // 90 - frame.rotation) % 4)
    raw = memoryview(boxes).cast("B").cast("f")
    for (start, end), angle in zip(stretches, angles, strict=True):
        aside = angle != main
        rectangles = []
        for i in range(start, end):
            left, top, right, bottom = raw[4 * i : 4 * i + 4]
            if top - bottom < 0.5 or right - left < 0.01 or angle:
                left, bottom, right, top = _ink(text_page, i)
            rectangles.append(frame.box(left, bottom, right, top))
        for word in _pieces(text[start:end], rectangles, whole=aside):
            across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
            if 0 <= across <= frame.width and 0 <= down <= frame.height:
                (out.aside if aside else out.words).append(word)
    out.words = _once(out.words)


def _ink(text_page: Any, index: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a character's ink."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _pieces(text: str, boxes: list[tuple[float, float, float, float]], *, whole: bool) -> Iterator[Word]:
    """Yield a stretch of characters as words: cut where the next character stands apart."""
    first = 0
    left, top, right, bottom = boxes[0]
    for i in range(1, len(boxes)):
        a, b, c, d = boxes[i]
        if not whole and a != c:
            height = max(bottom - top, d - b, 1.0)
            middle = (b + d) / 2
            if not top - 0.3 * height <= middle <= bottom + 0.3 * height or not -height < a - right < 0.6 * height:
                yield from _word(text[first:i], left, top, right, bottom)
                first, (left, top, right, bottom) = i, boxes[i]
                continue
        left, top = min(left, a), min(top, b)
        right, bottom = max(right, c), max(bottom, d)
    yield from _word(text[first:], left, top, right, bottom)


def _word(text: str, left: float, top: float, right: float, bottom: float) -> Iterator[Word]:
    if text[-1] == "\xad":
        text = text[:-1] + "\x02"  # a soft hyphen that is printed
    clean = normalise(text.translate(_HYPHEN)).strip()
    if clean:
        yield Word(clean, left, top, right, bottom)


def _once(words: list[Word]) -> list[Word]:
    """Leave out words printed twice at nearly the same place, as bold print is made."""
    seen: dict[tuple[str, int, int], list[Word]] = {}
    out = []
    for word in words:
        at = round(word.left / 4), round(word.top / 4)
        near = (
            other
            for step in (-1, 0, 1)
            for over in (-1, 0, 1)
            for other in seen.get((word.text, at[0] + step, at[1] + over), ())
        )
        if any(abs(o.left - word.left) < 2 and abs(o.top - word.top) < 2 for o in near):
            continue
        seen.setdefault((word.text, *at), []).append(word)
        out.append(word)
    return out


def _drawn(page: Any) -> tuple[list[tuple[float, float, float, float]], bool]:
    """Return the straight lines that are drawn on a page (left, bottom, right, top), and whether it has pictures."""
    lines: list[tuple[float, float, float, float]] = []
    budget = [_MOST_OBJECTS, _MOST_SEGMENTS]
    objects = (
        pdfium.FPDFPage_GetObject(page, i) for i in range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page)))
    )
    pictures = _collect(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), lines, budget, 0)
    # a drawing of thousands of strokes is no table
    return (lines if budget[1] > 0 else []), pictures


_Matrix = tuple[float, float, float, float, float, float]


def _collect(
    objects: Iterator[Any],
    outer: _Matrix,
    lines: list[tuple[float, float, float, float]],
    budget: list[int],
    depth: int,
) -> bool:
    pictures = False
    for entry in objects:
        budget[0] -= 1
        if budget[0] < 0:
            break
        kind = pdfium.FPDFPageObj_GetType(entry)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and budget[1] > 0:
            _path(entry, outer, lines, budget)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = _chained(_matrix(entry), outer)
            inner = (
                pdfium.FPDFFormObj_GetObject(entry, i)
                for i in range(min(budget[0], pdfium.FPDFFormObj_CountObjects(entry)))
            )
            pictures = _collect(inner, matrix, lines, budget, depth + 1) or pictures
    return pictures


def _matrix(entry: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(entry, matrix):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _chained(m: _Matrix, n: _Matrix) -> _Matrix:
    """Return the matrix that does `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _path(
    entry: Any, outer: _Matrix, lines: list[tuple[float, float, float, float]], budget: list[int]
) -> None:
    """Add the level and upright lines of a path; a thin filled rectangle is one line."""
    count = pdfium.FPDFPath_CountSegments(entry)
    budget[1] -= count
    if count < 2 or budget[1] <= 0:
        return
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(entry, mode, stroked) or not (mode.value or stroked.value):
        return  # it cuts, and is not seen
    matrix = _chained(_matrix(entry), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(entry, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return  # rounded: a drawing
        a, b, c, d, e, f = matrix
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([])
        shapes[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    for shape in shapes:
        left, right = min(p[0] for p in shape), max(p[0] for p in shape)
        bottom, top = min(p[1] for p in shape), max(p[1] for p in shape)
        if right - left <= _THIN or top - bottom <= _THIN:
            _line(left, bottom, right, top, lines)
            continue
        if mode.value and shape[0] != shape[-1]:
            shape.append(shape[0])
        for (a, b), (c, d) in zip(shape, shape[1:], strict=False):
            if abs(a - c) <= 1 or abs(b - d) <= 1:
                _line(min(a, c), min(b, d), max(a, c), max(b, d), lines)


def _line(
    left: float, bottom: float, right: float, top: float, lines: list[tuple[float, float, float, float]]
) -> None:
    if not all(map(math.isfinite, (left, bottom, right, top))):
        return
    if right - left >= _SHORT and top - bottom <= _THIN:
        middle = (top + bottom) / 2
        lines.append((left, middle, right, middle))
    elif top - bottom >= _SHORT and right - left <= _THIN:
        middle = (left + right) / 2
        lines.append((middle, bottom, middle, top))
