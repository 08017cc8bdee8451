"""Writes one invented document, given as Markdown, as the files that municipalities publish.

Text, Markdown, Word, a web page, and PDFs by ReportLab, LibreOffice and Chromium, each by a real writer: the tests
prove that the same minutes give the same result whatever the file; other runs make their many files here.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

PAGE_FOOT = "Side {}"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_OFFICE = ("soffice", "libreoffice")
# No window, and no word to the network.
_CHROMIUM_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(slots=True)
class Block:
    """A block of a document: 'heading', 'paragraph', 'list', 'table' or 'rule'.

    Attributes:
        kind: One of these.
        lines: The lines of a heading or paragraph, the entries of a list; each a list of (text, bold).
        level: Of a heading, from 1.
        rows: Of a table, the cells.
        first: The number of the list's first entry; None for a list with dots.

    """

    kind: str
    lines: list[list[tuple[str, bool]]] = field(default_factory=list)
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    first: int | None = None


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table")


def _tables(markdown: str) -> str:
    """Return a document with its rows that tabs part as tables of Markdown."""

    def table(found: re.Match[str]) -> str:
        rows = [line.split("\t") for line in found[0].strip("\n").split("\n")]
        width = max(map(len, rows))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return "\n" + "\n".join([lines[0], "|---" * width + "|", *lines[1:]]) + "\n\n"

    return re.sub(r"(?m)^(?:[^\n|]*\t[^\n|]*\n){2,}", table, markdown)


def blocks(markdown: str) -> list[Block]:
    """Return the blocks of a document in Markdown; lists in lists become one list."""
    found: list[Block] = []
    row: list[str] = []
    inside: list[str] = []
    for token in _parser().parse(_tables(markdown)):
        kind = token.type
        if kind == "heading_open":
            found.append(Block("heading", level=int(token.tag[1])))
        elif kind in ("bullet_list_open", "ordered_list_open"):
            inside.append(kind)
            first = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
            found.append(Block("list", first=first))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            inside.pop()
        elif kind == "table_open":
            found.append(Block("table"))
        elif kind == "tr_open":
            row = []
            found[-1].rows.append(row)
        elif kind == "hr":
            found.append(Block("rule"))
        elif kind == "paragraph_open" and not inside:
            found.append(Block("paragraph"))
        elif kind in ("code_block", "fence"):
            found.append(Block("paragraph", [[(line.strip(), False)] for line in token.content.splitlines()]))
        elif kind == "inline":
            lines = _lines(token.children)
            if found[-1].kind == "table":
                row.append(" ".join("".join(text for text, _ in line) for line in lines))
            elif found[-1].kind == "list":
                found[-1].lines.append([run for line in lines for run in (*line, (" ", False))][:-1])
            else:
                found[-1].lines += lines
    return found


def _lines(children: Sequence[Any]) -> list[list[tuple[str, bool]]]:
    lines: list[list[tuple[str, bool]]] = [[]]
    bold = 0
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            lines.append([])
        elif child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        elif child.content:
            lines[-1].append((child.content, bold > 0))
    return lines


def _plain(line: Sequence[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in line)


def text_file(markdown: str, width: int = 100) -> str:
    """Return the document as plain text, its lines broken at `width`, tables in columns."""
    parts: list[str] = []
    for block in blocks(markdown):
        if block.kind in ("heading", "paragraph"):
            parts.append("\n".join(textwrap.fill(_plain(line), width) for line in block.lines))
        elif block.kind == "list":
            entries = []
            for n, line in enumerate(block.lines):
                mark = "- " if block.first is None else f"{block.first + n}. "
                entries.append(textwrap.fill(mark + _plain(line), width, subsequent_indent=" " * len(mark)))
            parts.append("\n".join(entries))
        elif block.kind == "table":
            parts.append("\n".join("\t".join(cell.strip() for cell in row) for row in block.rows))
    return "\n\n".join(parts) + "\n"


def web_page(markdown: str, title: str = "Referat") -> str:
    """Return the document as a web page, with the things that pages have around their text."""
    return (
        f'<!DOCTYPE html>\n<html lang="da"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        "<style>body{font:11pt sans-serif} table{border-collapse:collapse} td,th{border:1px solid #888;padding:2pt 6pt}"
        "</style><script>document.title='Sag nr. 99';</script></head>\n"
        f"<body>\n{_parser().render(_tables(markdown))}</body></html>\n"
    )


def word_file(markdown: str, page_head: str = "") -> bytes:
    """Return the document as a Word file with heading styles, real lists and real tables, and page numbers below."""
    from docx import Document

    document = Document()
    section = document.sections[0]
    if page_head:
        section.header.paragraphs[0].text = page_head
    _page_field(section.footer.paragraphs[0])
    for block in blocks(markdown):
        if block.kind == "heading":
            for line in block.lines:
                document.add_heading(_plain(line), level=min(block.level, 9))
        elif block.kind == "paragraph":
            paragraph = document.add_paragraph()
            for n, line in enumerate(block.lines):
                if n:
                    paragraph.add_run().add_break()
                for text, bold in line:
                    paragraph.add_run(text).bold = bold or None
        elif block.kind == "list":
            number = None if block.first is None else _new_numbers(document, block.first)
            for line in block.lines:
                paragraph = document.add_paragraph(style="List Bullet" if number is None else "List Number")
                if number is not None:
                    settings = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    settings.get_or_add_ilvl().val = 0
                    settings.get_or_add_numId().val = number
                for text, bold in line:
                    paragraph.add_run(text).bold = bold or None
        elif block.kind == "table":
            table = document.add_table(len(block.rows), max(map(len, block.rows)), style="Table Grid")
            for cells, row in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=False):
                    cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page_field(paragraph: Any) -> None:
    """Write 'Side' and the page's number, which the program that opens the file fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run(PAGE_FOOT.format(""))
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    paragraph._p.append(number)


def _new_numbers(document: Any, first: int) -> int:
    """Return the id of a new list with numbers that begins at `first`."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    numbering = document.part.numbering_part.element
    abstract = len(numbering.findall("{*}abstractNum")) + 100
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:lvl w:ilvl="0"><w:start w:val="{first}"/>'
            '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        ),
    )
    return int(numbering.add_num(abstract).numId)


def pdf_by_reportlab(markdown: str, page_head: str = "") -> bytes:
    """Return the document as a PDF with a head and a number on each page, made by ReportLab."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    styles = getSampleStyleSheet()
    story: list[Any] = []
    for block in blocks(markdown):
        marked = [
            "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in line) for line in block.lines
        ]
        if block.kind == "heading":
            story += [Paragraph(line, styles[f"Heading{min(block.level, 6)}"]) for line in marked]
        elif block.kind == "paragraph":
            story += [Paragraph("<br/>".join(marked), styles["BodyText"])]
        elif block.kind == "list":
            entries = [Paragraph(line, styles["BodyText"]) for line in marked]
            if block.first is None:
                story.append(ListFlowable(entries, bulletType="bullet", start="•"))
            else:
                story.append(ListFlowable(entries, bulletType="1", start=block.first, bulletFormat="%s."))
        elif block.kind == "table":
            width = max(map(len, block.rows))
            rows = [
                [Paragraph(escape(cell), styles["BodyText"]) for cell in (*row, *[""] * (width - len(row)))]
                for row in block.rows
            ]
            story += [Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "grey")])), Spacer(1, 6)]

    def page(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, A4[1] - 40, page_head)
        canvas.drawCentredString(A4[0] / 2, 30, PAGE_FOOT.format(document.page))

    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story, onFirstPage=page, onLaterPages=page)
    return out.getvalue()


def office() -> str | None:
    """Return LibreOffice's command, None where it is not installed."""
    return next(filter(None, map(shutil.which, _OFFICE)), None)


def browser() -> str | None:
    """Return Chromium's command, None where it is not installed."""
    return next(filter(None, map(shutil.which, _CHROMIUM)), None)


def pdfs_by_libreoffice(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return Word files, by names without ending, as PDFs that LibreOffice makes of them."""
    command = office()
    if command is None:
        raise FileNotFoundError("LibreOffice is not installed.")
    with tempfile.TemporaryDirectory() as place:
        for name, data in files.items():
            Path(place, f"{name}.docx").write_bytes(data)
        subprocess.run(
            [
                command,
                f"-env:UserInstallation=file://{place}/profile",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                place,
                *(f"{place}/{name}.docx" for name in files),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
        return {name: Path(place, f"{name}.pdf").read_bytes() for name in files}


def pdf_by_chromium(page: str) -> bytes:
    """Return a web page as the PDF that Chromium prints, with its own heads and feet."""
    command = browser()
    if command is None:
        raise FileNotFoundError("Chromium is not installed.")
    with tempfile.TemporaryDirectory() as place:
        Path(place, "page.html").write_text(page, encoding="utf-8")
        subprocess.run(
            [
                command,
                *_CHROMIUM_OPTIONS,
                f"--user-data-dir={place}/profile",
                f"--print-to-pdf={place}/page.pdf",
                f"file://{place}/page.html",
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return Path(place, "page.pdf").read_bytes()
