"""PDF files made in the tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

Draw = Callable[[Any], None]


def made(draw: Draw, **options: Any) -> bytes:
    """Return the PDF file that `draw` paints on ReportLab's canvas of A4."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    return made


@pytest.fixture(scope="session")
def printed(pdf: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return a maker of PDF files: each page a list of lines (left, down from above in points, text)."""

    def make(*pages: list[tuple[float, float, str]], size: float = 11, **options: Any) -> bytes:
        def draw(canvas: Any) -> None:
            for page in pages:
                canvas.setFont("Helvetica", size)
                for left, down, text in page:
                    canvas.drawString(left, 842 - down, text)
                canvas.showPage()

        return pdf(draw, **options)

    return make
