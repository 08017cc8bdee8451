"""One page of a PDF through pdfium: its words, and the ruling lines between them."""

from __future__ import annotations

import ctypes
import itertools
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
# Points: how wide and high a list's mark is, and how far from its entry it stands; and marks on a page at most.
_DOT, _FAR = (1.5, 7.0), 30.0
_MOST_DOTS = 300
# How pdfium marks the hyphen of a word that is broken at a line's end.
_HYPHEN = {0x02: "-", 0xFFFE: "-"}
_GARBAGE = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\uffff]")
_STRETCH = re.compile(r"[^\s\u200b\ufeff]+")
# How far a font's letters reach over and under their line, in parts of its size.
_OVER, _UNDER = 0.8, 0.22
# In parts of a font's size: a letter is no wider on average in a word that is whole, and how far apart letters stand.
_WIDEST, _GAP = 0.62, 0.6
_SIGN = re.compile("[\uf000-\uf0ff]")


@dataclass(slots=True)
class Print:
    """What is printed on a page.

    Attributes:
        words: Its words, in the order of the file.
        aside: Words that run in another direction than the others: in the margin, or across the page.
        rules: Its ruling lines: left, top, right, bottom; one of the two sides has no length.
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
        drawn = _drawn(page)
        out.pictures = drawn.pictures
        out.rules = [frame.box(*line) for line in drawn.lines]
        if out.turn == 0:
            _add_dots([frame.box(*dot) for dot in drawn.dots], out.words)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
    return out


class _Frame:
    """From the coordinates of the file to those of the page as it is read."""

    def __init__(self, page: Any) -> None:
        self.rotation = pdfium.FPDFPage_GetRotation(page) % 4
        shown = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, shown)
        self.bounds = (
            min(shown.left, shown.right),
            min(shown.bottom, shown.top),
            max(shown.left, shown.right),
            max(shown.bottom, shown.top),
        )
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
    letters = _Letters(text_page)
    stretches: list[tuple[int, int, int]] = []  # from, to, direction in degrees
    counts: Counter[int] = Counter()
    for match in _STRETCH.finditer(text):
        start, end = match.span()
        angle = letters.angle(start)
        stretches.append((start, end, angle))
        counts[angle] += end - start
    main = max((angle for angle in counts if angle % 90 == 0), key=lambda angle: counts[angle], default=0)
    frame.set_turn((main // 90 - frame.rotation) % 4)
    for start, end, angle in stretches:
        for first, last, box in letters.pieces(start, end, angle):
            content = text[first:last]
            if content[-1] == "\xad":
                content = content[:-1] + "-"  # a soft hyphen that is printed
            content = normalise(content.translate(_HYPHEN)).strip()
            if not content:
                continue
            left, top, right, bottom = frame.box(*box)
            if 0 <= left + right <= 2 * frame.width and 0 <= top + bottom <= 2 * frame.height:
                (out.words if angle == main else out.aside).append(Word(content, left, top, right, bottom))
    out.words = _once(out.words)


_Box = tuple[float, float, float, float]


class _Letters:
    """Where the characters of a page stand, in the coordinates of the file: left, bottom, right, top."""

    def __init__(self, text_page: Any) -> None:
        self.text_page = text_page
        # filled again and again: making them costs more than asking
        self.rectangle, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.numbers = [ctypes.c_double() for _ in range(4)]

    def angle(self, index: int) -> int:
        """Return in which direction a character's line runs, in degrees against the clock."""
        return round(-math.degrees(pdfium.FPDFText_GetCharAngle(self.text_page, index))) % 360

    def pieces(self, start: int, end: int, angle: int) -> Iterator[tuple[int, int, _Box]]:
        """Yield a stretch of characters in parts, each with its box: cut where the next character stands apart."""
        if angle % 90:
            left, bottom, right, top = zip(*(self._ink(i) for i in range(start, end)), strict=True)
            yield start, end, (min(left), min(bottom), max(right), max(top))
            return
        size, line = self._font(start, angle)
        if angle == 0 and size > 1:
            # a word as wide as its letters are is whole; its first and last letter tell where it stands
            first, last = self._advance(start), self._advance(end - 1)
            whole = first[0] < last[2] < first[0] + (_WIDEST * (end - start) + 0.3) * size
            if whole and first[2] > first[0] and self._font(end - 1, angle) == (size, line):
                yield start, end, (first[0], line - _UNDER * size, last[2], line + _OVER * size)
                return
        boxes = [self._turned(self._advance(i) if angle == 0 else self._ink(i), angle) for i in range(start, end)]
        at = 0
        for i in range(1, len(boxes) + 1):
            if i < len(boxes) and _beside(boxes[at:i][-1], boxes[i]):
                continue
            yield start + at, start + i, self._whole(start + at, boxes[at:i], angle)
            at = i

    def _whole(self, first: int, boxes: list[_Box], angle: int) -> _Box:
        """Return the box of a word: from the first to the last letter, as high as its font is."""
        size, line = self._font(first, angle)
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        under, over = min(box[1] for box in boxes), max(box[3] for box in boxes)
        # some fonts tell no size, or another than they have
        if size > 1 and under > line - size and over < line + 1.5 * size:
            under, over = line - _UNDER * size, line + _OVER * size
        if angle == 90:
            return -over, left, -under, right
        if angle == 180:
            return -right, -over, -left, -under
        if angle == 270:
            return under, -right, over, -left
        return left, under, right, over

    @staticmethod
    def _turned(box: _Box, angle: int) -> _Box:
        """Return a box as if the page were turned so that the line is level."""
        left, bottom, right, top = box
        if angle == 90:
            return bottom, -right, top, -left
        if angle == 180:
            return -right, -top, -left, -bottom
        if angle == 270:
            return -top, left, -bottom, right
        return box

    def _advance(self, index: int) -> _Box:
        """Return the place of a character in its line: up to where the next one begins."""
        box = self.rectangle
        pdfium.FPDFText_GetLooseCharBox(self.text_page, index, box)
        return box.left, box.bottom, box.right, box.top

    def _ink(self, index: int) -> _Box:
        """Return the box of a character's ink."""
        left, right, bottom, top = self.numbers
        pdfium.FPDFText_GetCharBox(self.text_page, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _font(self, index: int, angle: int) -> tuple[float, float]:
        """Return the size of a character's font in points, and the height of its line where that is turned level."""
        matrix, (x, y, *_) = self.matrix, self.numbers
        if not pdfium.FPDFText_GetMatrix(self.text_page, index, matrix):
            return 0.0, 0.0
        pdfium.FPDFText_GetCharOrigin(self.text_page, index, x, y)
        size = pdfium.FPDFText_GetFontSize(self.text_page, index) * math.hypot(matrix.c, matrix.d)
        return size, {0: y.value, 90: -x.value, 180: -y.value, 270: x.value}[angle]


def _beside(one: _Box, other: _Box) -> bool:
    """Tell whether a character stands beside the one before it, on the same line."""
    if other[2] <= other[0] or one[2] <= one[0]:
        return True  # it has no width: a mark above the letter
    size = max(one[3] - one[1], other[3] - other[1], 1.0)
    if not -size < other[0] - one[2] < _GAP * size:
        return False
    return other[1] < one[3] + 0.3 * size and other[3] > one[1] - 0.3 * size


def _once(words: list[Word]) -> list[Word]:
    """Leave out words printed twice at nearly the same place, as bold print is made."""
    counts = Counter(word.text for word in words)
    seen: set[tuple[str, int, int]] = set()
    out = []
    for word in words:
        if counts[word.text] > 1:
            across, down = round(word.left / 1.5), round(word.top / 1.5)
            if any((word.text, across + step, down + over) in seen for step in (-1, 0, 1) for over in (-1, 0, 1)):
                continue
            seen.add((word.text, across, down))
        out.append(word)
    return out


def _add_dots(dots: list[_Box], words: list[Word]) -> None:
    """Add the marks of a list's entries that are drawn, as browsers draw them, before the first word of their lines."""
    for left, top, right, bottom in dots:
        middle = (top + bottom) / 2
        line = [word for word in words if word.top < middle < word.bottom and word.left > left - _FAR]
        first = min(line, key=lambda word: word.left, default=None)
        if first is not None and right < first.left < right + _FAR:
            words.insert(words.index(first), Word("•", left, first.top, right, first.bottom))


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a page, in the coordinates of the file: left, bottom, right, top.

    Attributes:
        lines: Straight lines.
        dots: Small filled shapes as high as they are wide.
        pictures: Whether there are pictures.
        objects: How many more objects are looked at.
        segments: How many more segments of paths.

    """

    lines: list[_Box] = field(default_factory=list)
    dots: list[_Box] = field(default_factory=list)
    pictures: bool = False
    objects: int = _MOST_OBJECTS
    segments: int = _MOST_SEGMENTS


def _drawn(page: Any) -> _Drawn:
    """Return what is drawn on a page."""
    out = _Drawn()
    objects = (
        pdfium.FPDFPage_GetObject(page, i) for i in range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page)))
    )
    _collect(objects, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), out, 0)
    if out.segments <= 0:  # a drawing of thousands of strokes is no table
        out.lines = []
    if out.segments <= 0 or len(out.dots) > _MOST_DOTS:
        out.dots = []
    return out


_Matrix = tuple[float, float, float, float, float, float]


def _collect(objects: Iterator[Any], outer: _Matrix, out: _Drawn, depth: int) -> None:
    for entry in objects:
        out.objects -= 1
        if out.objects < 0:
            break
        kind = pdfium.FPDFPageObj_GetType(entry)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            out.pictures = True
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and out.segments > 0:
            _path(entry, outer, out)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = _chained(_matrix(entry), outer)
            inner = (
                pdfium.FPDFFormObj_GetObject(entry, i)
                for i in range(min(out.objects, pdfium.FPDFFormObj_CountObjects(entry)))
            )
            _collect(inner, matrix, out, depth + 1)


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


def _path(entry: Any, outer: _Matrix, out: _Drawn) -> None:
    """Add the level and upright lines of a path, of which a thin filled rectangle is one; or the dot that it is."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(entry, mode, stroked) or not (mode.value or stroked.value):
        return  # it cuts, and is not seen
    if mode.value and _dot(entry, outer, out):
        return
    count = pdfium.FPDFPath_CountSegments(entry)
    out.segments -= count
    if count < 2 or out.segments <= 0:
        return
    matrix = _chained(_matrix(entry), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    rounded = False
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(entry, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        rounded = rounded or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        a, b, c, d, e, f = matrix
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([])
        shapes[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            shapes[-1].append(shapes[-1][0])
    if rounded:
        return  # a drawing
    for shape in shapes:
        left, right = min(p[0] for p in shape), max(p[0] for p in shape)
        bottom, top = min(p[1] for p in shape), max(p[1] for p in shape)
        if right - left <= _THIN or top - bottom <= _THIN:
            _line(left, bottom, right, top, out.lines)
            continue
        if mode.value and shape[0] != shape[-1]:
            shape.append(shape[0])
        for (a, b), (c, d) in itertools.pairwise(shape):
            if abs(a - c) <= 1 or abs(b - d) <= 1:
                _line(min(a, c), min(b, d), max(a, c), max(b, d), out.lines)


def _dot(entry: Any, outer: _Matrix, out: _Drawn) -> bool:
    """Add a path that is as high as it is wide, and as small as a list's mark; tell whether it is."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(entry, left, bottom, right, top):
        return False
    a, b, c, d, e, f = outer
    corners = [
        (a * x + c * y + e, b * x + d * y + f) for x in (left.value, right.value) for y in (bottom.value, top.value)
    ]
    low, high = min(corners), max(corners)
    wide, tall = high[0] - low[0], abs(high[1] - low[1])
    if not (_DOT[0] <= wide <= _DOT[1] and abs(wide - tall) <= 0.5):
        return False
    out.dots.append((low[0], min(low[1], high[1]), high[0], max(low[1], high[1])))
    return True


def _line(left: float, bottom: float, right: float, top: float, lines: list[tuple[float, float, float, float]]) -> None:
    if not all(map(math.isfinite, (left, bottom, right, top))):
        return
    if right - left >= _SHORT and top - bottom <= _THIN:
        middle = (top + bottom) / 2
        lines.append((left, middle, right, middle))
    elif top - bottom >= _SHORT and right - left <= _THIN:
        middle = (left + right) / 2
        lines.append((middle, bottom, middle, top))
