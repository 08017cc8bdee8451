"""Which format a file has is told by what is in it, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.errors import InputError
from referat_nlp.formats import kinds
from referat_nlp.formats.kinds import MARKDOWN_TEXT, PDF, TEXT, WEB_PAGE, WORD, kind_of, known_by_content

PAGE = b"<!DOCTYPE html><html><body><p>Punkt 1</p></body></html>"


def package(*parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for part in parts:
            made.writestr(part, "<x/>")
    return data.getvalue()


DOCX = package("[Content_Types].xml", "_rels/.rels", "word/document.xml")


@pytest.mark.parametrize("name", ["a.txt", "a", "a.pdf", "a.html", "a.docx", "a.md"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\r\n\0junk\n%PDF-1.4\n", PDF),
        (DOCX, WORD),
        (PAGE, WEB_PAGE),
        (b"\xef\xbb\xbf" + PAGE, WEB_PAGE),
        (PAGE.decode().encode("utf-16"), WEB_PAGE),
        (PAGE.decode().encode("utf-16-le"), WEB_PAGE),
        (b" \n\t<!-- saved --><!-- again -->\n<HTML lang=da>", WEB_PAGE),
        (b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', WEB_PAGE),
        (b"<html><head><title>404 Not Found", WEB_PAGE),
        (b"<body>Punkt 1", WEB_PAGE),
    ],
)
def test_content_decides_whatever_the_name(data, kind, name):
    assert kind_of(data, name) is kind
    assert known_by_content(data[: kinds.HEAD])


@pytest.mark.parametrize(
    "text",
    [
        "Punkt 1: <html> er et tag",
        "# Referat\n<b>Punkt 1</b> <i>x</i></b></p></div></div>",
        "<3 kr. <p>",
        "htm <html>",
        "< html>",
        "<htmlx>",
        "<div> er et element, som </div> slutter.",
        "{Bilag 1} [2] Punkt 1",
        "[Åbent punkt] Godkendt",
        "Dato: 3. maj\nSted: Salen\n\nPunkt 1",
        "",
    ],
)
def test_text_that_only_mentions_markup_is_text(text):
    assert kind_of(text.encode(), "a.txt") is TEXT
    assert not known_by_content(text.encode())


def test_markdown_that_begins_with_elements_is_markdown():
    text = b"<div align=center><p>Kommunen</p></div><div></div>\n\n# Punkt 1\n"
    assert kind_of(text, "a.md") is MARKDOWN_TEXT
    assert kind_of(text, "a.txt") is WEB_PAGE


def test_file_called_a_page_is_one_where_elements_are_in_it():
    assert kind_of(b"Punkt 1<br>Godkendt", "a.html") is WEB_PAGE
    assert kind_of(b"Punkt 1\nGodkendt", "a.html") is TEXT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{\\rtf1 Punkt 1}", "RTF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"7z\xbc\xaf\x27\x1c", "compressed"),
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"GIF89a", "picture"),
        (b"II*\0", "picture"),
        (b"RIFF\0\0\0\0WEBP", "picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg">', "picture"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "old Word file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "old Excel"),
        (b"\xd0\xcf\x11\xe0", "old file of Office"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "Excel"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
        (package("mimetype", "content.xml"), "OpenDocument"),
        (package("referat.txt"), "zip file"),
        (b"PK\x03\x04", "damaged or incomplete"),
        (DOCX[:-30], "damaged or incomplete"),
        (b'<?xml version="1.0"?><rss version="2.0">', "XML"),
        (b"<feed xmlns='x'>", "XML"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "Word file saved as XML"),
        (b'{"items": []}', "JSON"),
        (b'[{"title": "x"}]', "JSON"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "MHTML"),
        (b"Received: from x\nSubject: Referat\nMIME-Version: 1.0\n\nHej", "e-mail"),
        (b"%!PS-Adobe-3.0", "PostScript"),
    ],
)
def test_what_is_not_read_is_named_with_what_to_do(data, words):
    with pytest.raises(InputError, match=r"^a\.txt: .*\.$") as caught:
        kind_of(data, "a.txt")
    assert words in str(caught.value)
    assert (
        "first" in str(caught.value)
        or "without one" in str(caught.value)
        or "get or save it" in str(caught.value)
        or ("file of their own" in str(caught.value) or "give the files" in str(caught.value))
    )


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.xml", "a.eml"])
def test_data_files_are_known_by_their_ending(name):
    with pytest.raises(InputError, match="Markdown"):
        kind_of(b"Punkt 1", name)


def test_package_of_a_million_parts_is_not_opened():
    with pytest.raises(InputError, match="parts"):
        kind_of(b"PK\x03\x04" + b"PK\x01\x02" * 30_000, "a.docx")


@given(st.binary(max_size=300) | st.sampled_from([b"<html>", b"PK\x03\x04", b"%PDF", DOCX]).flatmap(
    lambda start: st.binary(max_size=100).map(lambda more: start + more)))  # fmt: skip
def test_any_bytes_have_a_kind_or_are_refused(data):
    known_by_content(data)
    try:
        kind_of(data, "a")
    except InputError as error:
        told = str(error)
        assert told.startswith("a: ")
