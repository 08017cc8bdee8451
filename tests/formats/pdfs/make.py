"""Make the PDF files of this folder: one invented meeting, printed by three programs.

    python tests/formats/pdfs/make.py

Needs LibreOffice (soffice), Chromium and the development packages. The files are kept in the repository, so that the
tests need none of the programs; `expected.json` beside them is what is to be read from each.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
MEMBERS = [
    "Agnete Brunhøj (A)", "Bo Lindskov (V)", "Cæcilie Ørsted-Holm (C)", "Didrik Ravnkilde (F)",
    "Else Marie Tang (A)", "Frode Åkjær (O)",
]  # fmt: skip
LONG = (
    "Forvaltningen har gennemgået kommunens cykelstier og vurderer, at sundhedsforvaltningens og "
    "kulturforvaltningens ejendomme ligger dårligt for cyklister. De fire efterskoler, social- og sundhedsskolen og "
    "idrætsforeningerne har i perioden 2021-2024 bedt om bedre belysning. Arbejdet kan finansieres af anlægspuljen "
    "og af EU-midler, og færdselssikkerhedskommissionen anbefaler projektet. "
)
PROPOSALS = [
    "at der gives en anlægsbevilling på 1,25 mio. kr. til cykelstien langs Fjordvejen, finansieret af anlægspuljen "
    "for trafiksikkerhed, og",
    "at rådmanden bemyndiges til at udbyde arbejdet.",
]
DECISION = (
    "Byrådet godkendte indstillingen med den ændring, at belysningen af stien etableres samtidig med asfalteringen, "
    "og at borgerne på Fjordvejen indkaldes til et møde, før arbejdet går i gang. Imod stemte O."
)
TABLE = [["Beløb i 1.000 kr.", "2024", "2025"], ["Asfalt og belægning på stien langs Fjordvejen", "850", "120"],
         ["Belysning", "250", "30"], ["I alt", "1.100", "150"]]  # fmt: skip
HEAD = "Nørrevang Kommune · Byrådet · 12. marts 2024"


def html(columns: int = 1) -> str:
    """Return the meeting as a web page."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in zip(MEMBERS[::2], MEMBERS[1::2])
    )
    table = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in TABLE)
    return f"""<!doctype html><html lang="da"><head><meta charset="utf-8"><style>
@page {{ size: A4; margin: 2.2cm }}
body {{ font: 11pt "Liberation Serif", serif; text-align: justify; hyphens: auto }}
.text {{ columns: {columns}; column-gap: 1cm }} .ruled td {{ border: 1px solid black; padding: 2pt 4pt; text-align: left }}
.ruled {{ border-collapse: collapse; width: 9cm }} .names td {{ padding-right: 2cm; text-align: left }}
</style></head><body>
<h1>Referat</h1><p>{HEAD}<br>Mødested: Rådhuset, lokale 2<br>Mødetidspunkt: kl. 17:00</p>
<p>Deltagere:</p><table class="names">{cells}</table>
<p>Fraværende: Else Marie Tang (A)</p>
<h2>1. Godkendelse af dagsorden</h2><p>Sagsnr. 24/101</p><h3>Beslutning</h3><p>Godkendt.</p>
<h2>2. Cykelsti langs Fjordvejen</h2><p>Sagsnr. 24/2077</p>
<h3>Sagsfremstilling</h3><div class="text"><p>{LONG * 3}</p><p>{LONG * 2}</p></div>
<h3>Økonomi</h3><table class="ruled">{table}</table>
<h3>Indstilling</h3><p>Teknisk Forvaltning indstiller,</p><p>{"</p><p>".join(map(escape, PROPOSALS))}</p>
<h3>Beslutning</h3><p>{DECISION}</p></body></html>"""


_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-family="Liberation Sans" fo:font-size="11pt" fo:language="da" fo:country="DK"
 fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/>
</style:default-style></office:styles>
<office:automatic-styles>
<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="14.8cm"
 fo:margin-top="1.2cm" fo:margin-bottom="1.2cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.2cm"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.1cm"/>
<style:text-properties fo:font-weight="bold" fo:font-size="13pt"/></style:style>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="8cm"/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.08cm"/></style:style>
<style:style style:name="W" style:family="table-column"><style:table-column-properties style:column-width="4.5cm"/></style:style>
<style:style style:name="N" style:family="table-column"><style:table-column-properties style:column-width="2.5cm"/></style:style>
<style:style style:name="G" style:family="table"><style:table-properties style:width="9.5cm" table:align="left"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">
<style:header><text:p>HEAD</text:p></style:header>
<style:footer><text:p>Side <text:page-number>1</text:page-number> af <text:page-count>1</text:page-count></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""


def fodt() -> str:
    """Return the meeting as a document of LibreOffice."""

    def p(text: str, style: str = "P") -> str:
        return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'.replace("\t", "<text:tab/>")

    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell table:style-name="C">{p(cell, "T")}</table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in TABLE
    )
    table = (
        '<table:table table:style-name="G"><table:table-column table:style-name="W"/>'
        f'<table:table-column table:style-name="N" table:number-columns-repeated="2"/>{rows}</table:table>'
    )
    body = [
        p("Referat", "H"), p("Mødested: Rådhuset, lokale 2"), p("Mødetidspunkt: kl. 17:00"), p("Deltagere:"),
        *(p(f"{one}\t{two}", "T") for one, two in zip(MEMBERS[::2], MEMBERS[1::2])),
        p("Fraværende: Else Marie Tang (A)"),
        p("1. Godkendelse af dagsorden", "H"), p("Sagsnr. 24/101"), p("Beslutning", "H"), p("Godkendt."),
        p("2. Cykelsti langs Fjordvejen", "H"), p("Sagsnr. 24/2077"), p("Sagsfremstilling", "H"),
        p(LONG * 3), p(LONG * 2), p("Økonomi", "H"), table,
        p("Indstilling", "H"), p("Teknisk Forvaltning indstiller,"), *map(p, PROPOSALS),
        p("Beslutning", "H"), p(DECISION),
    ]  # fmt: skip
    return _FODT.replace("HEAD", HEAD).replace("BODY", "".join(body))


def reportlab(path: Path) -> None:
    """Print the meeting with ReportLab."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    styles = getSampleStyleSheet()
    text, heading = styles["BodyText"], styles["Heading3"]

    def page(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 9)  # type: ignore[attr-defined]
        canvas.drawString(50, 570, HEAD)  # type: ignore[attr-defined]
        canvas.drawRightString(370, 25, f"Side {document.page}")  # type: ignore[attr-defined]

    ruled = Table(
        [[Paragraph(cell, text) for cell in row] for row in TABLE],
        colWidths=[150, 60, 60],
        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        hAlign="LEFT",
    )
    story = [
        Paragraph("Referat", styles["Heading1"]), Paragraph("Mødested: Rådhuset, lokale 2", text),
        Paragraph("Mødetidspunkt: kl. 17:00", text), Paragraph("Deltagere:", text),
        Table([list(pair) for pair in zip(MEMBERS[::2], MEMBERS[1::2])], hAlign="LEFT"),
        Paragraph("Fraværende: Else Marie Tang (A)", text),
        Paragraph("1. Godkendelse af dagsorden", styles["Heading2"]), Paragraph("Sagsnr. 24/101", text),
        Paragraph("Beslutning", heading), Paragraph("Godkendt.", text),
        Paragraph("2. Cykelsti langs Fjordvejen", styles["Heading2"]), Paragraph("Sagsnr. 24/2077", text),
        Paragraph("Sagsfremstilling", heading), Paragraph(LONG * 3, text), Paragraph(LONG * 2, text),
        Paragraph("Økonomi", heading), ruled, Paragraph("Indstilling", heading),
        Paragraph("Teknisk Forvaltning indstiller,", text), *(Paragraph(one, text) for one in PROPOSALS),
        Paragraph("Beslutning", heading), Paragraph(DECISION, text),
    ]  # fmt: skip
    SimpleDocTemplate(str(path), pagesize=A5, invariant=1, leftMargin=50, rightMargin=50).build(
        story, onFirstPage=page, onLaterPages=page
    )


def chromium(folder: Path, page: str, target: Path, *, head: bool) -> None:
    """Print a web page with Chromium, with or without its own page heads and feet."""
    source = folder / "referat.html"
    source.write_text(page, encoding="utf-8")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", *quiet, f"--user-data-dir={folder}/profile",
         *([] if head else ["--no-pdf-header-footer"]), f"--print-to-pdf={target}", source.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip


def main() -> None:
    """Make all files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "libreoffice.fodt").write_text(fodt(), encoding="utf-8")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf",
             "--outdir", str(HERE), str(folder / "libreoffice.fodt")],
            check=True, capture_output=True,
        )  # fmt: skip
        chromium(folder, html(), HERE / "chromium.pdf", head=False)
        chromium(folder, html(2), HERE / "chromium-columns.pdf", head=True)
    reportlab(HERE / "reportlab.pdf")


if __name__ == "__main__":
    sys.exit(main())
