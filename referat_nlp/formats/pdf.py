"""PDF files: the text of their pages in the order in which it is read, with the place of every word."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

from referat_nlp.danish.file_numbers import LINE as FILE_NUMBERS
from referat_nlp.errors import InputError
from referat_nlp.formats import hyphens, name_columns, page_furniture, paragraphs, pdf_tables
from referat_nlp.formats.body import Body
from referat_nlp.formats.pdf_lines import lines_of
from referat_nlp.formats.pdf_pages import Print, TooMuchTextError, read_page
from referat_nlp.formats.print_lines import Line, Word
from referat_nlp.limits import Limits, beyond
from referat_nlp.pages import Box, Pages
from referat_nlp.reading.plain import key
from referat_nlp.reading.vocabulary import vocabulary

# pdfium keeps one state for the whole process
_LOCK = threading.Lock()
# From this share of characters that stand for none a text is not readable.
_GARBAGE = 0.3
_OCR = "ocrmypdf -l dan in.pdf out.pdf"
_ITEM_WORDS = {"punkt", "pkt", "sag", "lukket", "åben", "åbent"}
# Where a whole file has its end mark, in bytes from the end.
_TAIL = 2048


def read(data: bytes, name: str, limits: Limits) -> Body:
    """Return the text of a PDF file: a line for each paragraph, a form feed before each page but the first.

    Raises:
        InputError: it is damaged, locked, has no text that can be read, or asks for more than the limits allow.

    """
    warnings: list[str] = []
    with _LOCK, _opened(data, name) as document:
        prints = _prints(document, name, limits, warnings)
    _check(prints, name, warnings)
    if b"%%EOF" not in data[-_TAIL:]:
        warnings.append("The file's end is missing; it may have been cut off, and its last pages with it.")
    return _composed(prints, warnings)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """Open a document.

    Raises:
        InputError: it is damaged or locked.

    """
    pdfium.FPDF_InitLibrary()  # does nothing but the first time
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise InputError(
                f"{name}: the file is locked with a password; save it without one first "
                "(qpdf --password=… --decrypt in.pdf out.pdf)."
            )
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_SECURITY:
            raise InputError(f"{name}: the file is locked in a way that is not known; save it without a lock first.")
        raise InputError(f"{name}: the PDF file is damaged or not whole; get it again, or print it to a new PDF file.")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _prints(document: Any, name: str, limits: Limits, warnings: list[str]) -> list[Print]:
    """Return what is printed on each page.

    Raises:
        InputError: there is more than the limits allow, or no page can be read.

    """
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise InputError(f"{name}: the PDF file has no pages.")
    if count > limits.pages:
        raise beyond(name, f"the file has {count:,} pages, more than {limits.pages:,}", "--max-pages")
    prints: list[Print] = []
    broken: list[int] = []
    left = limits.text_characters
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            broken.append(number)
            prints.append(Print())
            continue
        try:
            prints.append(read_page(page, left))
        except TooMuchTextError:
            what = (
                f"page {number + 1} has more text than is read (a file may have {limits.text_characters:,} characters)"
            )
            raise beyond(name, what, "--max-text") from None
        finally:
            pdfium.FPDF_ClosePage(page)
        left -= prints[-1].characters
    if len(broken) == count:
        raise InputError(f"{name}: none of its pages can be read; the PDF file is damaged. Get it again.")
    if broken:
        warnings.append(f"{_pages(broken)} cannot be read: the PDF file is damaged.")
    return prints


def _check(prints: Sequence[Print], name: str, warnings: list[str]) -> None:
    """Look for pages without text, and for text that is none.

    Raises:
        InputError: nothing in the file can be read.

    """
    if not any(page.words or page.aside for page in prints) and not any(page.garbage for page in prints):
        raise InputError(
            f"{name}: the PDF file has no text, only pictures of pages; recognise the text first, as with {_OCR}"
            if any(page.pictures for page in prints)
            else f"{name}: the PDF file has no text; if it shows any, it is drawn: recognise it first, as with {_OCR}"
        )
    strange = [number for number, page in enumerate(prints) if page.garbage > _GARBAGE * max(1, page.characters)]
    if sum(page.garbage for page in prints) > _GARBAGE * max(1, sum(page.characters for page in prints)):
        raise InputError(
            f"{name}: the PDF file's fonts do not say which letters they print; recognise the text anew, as with "
            f"{_OCR.replace('-l', '--force-ocr -l')}"
        )
    if strange:
        warnings.append(f"The letters of {_pages(strange, 'page')} cannot be told: fonts do not say what they print.")
    empty = [number for number, page in enumerate(prints) if page.pictures and not page.words and not page.aside]
    if empty:
        warnings.append(f"{_pages(empty)} without text: a picture, which is not read. Recognise it first ({_OCR}).")


def _pages(numbers: Sequence[int], word: str = "Page") -> str:
    """Return numbers of pages, from 0, as they are written, from 1: 'Pages 2, 3 and 7'."""
    shown = [str(number + 1) for number in numbers[:20]]
    if len(numbers) > 20:
        return f"{word}s {', '.join(shown)} and {len(numbers) - 20} more"
    return f"{word} {shown[0]}" if len(shown) == 1 else f"{word}s {', '.join(shown[:-1])} and {shown[-1]}"


def _page_lines(page: Print) -> list[Line]:
    """Return the lines of a page and the rows of its tables, in the order in which they are read."""
    rest = page.words
    out: list[Line] = []
    for grid in pdf_tables.grids(page.rules, page.words):
        above: list[Word] = []
        inside: list[Word] = []
        below: list[Word] = []
        for word in rest:
            if grid.cell(word):
                inside.append(word)
            else:
                (above if word.top + word.bottom < 2 * grid.down[0] else below).append(word)
        out += lines_of(above)
        out += pdf_tables.rows(grid, inside)
        rest = below
    return out + lines_of(rest)


def _composed(prints: Sequence[Print], warnings: list[str]) -> Body:
    """Return the text of the pages, with where it stands."""
    by_page = [_page_lines(page) for page in prints]
    for number, lines in enumerate(by_page):
        for line in lines:
            line.page = number
    known = vocabulary(None)
    page_furniture.mark(by_page, [page.height for page in prints], lambda text: known.kind_of(text) is not None)
    body = [line for lines in by_page for line in lines if not line.furniture]
    paragraphs.mark(body, max(page.width for page in prints), _begins)
    hyphens.join(body)
    written = _Text(warnings)
    for number, (page, lines) in enumerate(zip(prints, by_page, strict=True)):
        written.begin_page()
        # print in another direction than the page's: a mark in its margin or across it
        aside = Line(page.aside, ["", *[" "] * (len(page.aside) - 1)][: len(page.aside)], page=number, furniture=True)
        for line in (*name_columns.in_lines(lines), aside):
            if line.words:
                written.add(line, page)
    return written.body()


def _begins(line: Line) -> bool:
    """Tell whether a line begins with a label or heading of minutes ('Fraværende', 'Punkt'), or is a file number."""
    known = vocabulary(None)
    text, word = line.text, line.words[0].text
    if FILE_NUMBERS.match(text):
        return True
    bare = key(word)
    labels = (known.colon_labels, known.heading_kinds, _ITEM_WORDS)
    return word[0].isupper() and (any(bare in words for words in labels) or bool(known.case_pattern.match(text)))


class _Text:
    """Puts the text together, and keeps where what stands in it."""

    def __init__(self, warnings: list[str]) -> None:
        self.warnings = warnings
        self.parts: list[str] = []
        self.length = 0
        self.pages = Pages()
        self.furniture: list[tuple[int, int]] = []
        self.broken = ""  # what parts the next line from the one before: '\f' where a page begins
        self.below = False  # whether the line before is one of the text, on the same page

    def begin_page(self) -> None:
        """Let the next line begin a page."""
        if self.pages.starts:
            self.broken += "\f"
        self.below = False
        # behind the line break that comes first
        self.pages.starts.append(self.length + (len(self.broken) if self.length else 0))

    def add(self, line: Line, page: Print) -> None:
        """Write a line, and a line break before it where it does not go on from the line above."""
        start = self.length
        if line.wrapped and self.below:
            self._write(" ")
        else:
            self._write(("\n" if start else "") + self.broken + ("\n" if line.blank and start else ""))
            if line.wrapped:  # a paragraph goes on across the foot and head of pages
                self.furniture.append((start, self.length))
            elif self.broken and not line.furniture:  # form feeds are the page's, not the text's
                self.furniture.append((start + 1, start + 1 + len(self.broken)) if start else (0, len(self.broken)))
        self.broken, self.below = "", not line.furniture
        for k, (gap, word) in enumerate(zip(line.before, line.words, strict=True)):
            self._write(gap + word.text)
            # a box is for what was read
            if not line.furniture and k not in line.boxless:
                self.pages.add_word(self.length - len(word.text), self.length, Box(*page.box(word)))
        self._write(line.behind)
        if line.furniture:
            self.furniture.append((start, self.length))

    def body(self) -> Body:
        """Return the text with its places."""
        self._write(("\n" if self.length else "") + self.broken)
        return Body("".join(self.parts), self.warnings, self.pages, self.furniture)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
