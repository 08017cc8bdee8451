"""The same minutes give the same result, value for value, as text, Markdown, Word, web page and PDF.

The files are made by real writers: python-docx, markdown-it, ReportLab, and LibreOffice and Chromium where they are
installed (CI installs them).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import file_writers
import pytest

from referat_nlp.loading import load_bytes
from referat_nlp.output import to_dict

HERE = Path(__file__).parent
ANNOTATIONS = HERE.parents[1] / "annotations"
OWN = sorted(path.stem for path in (HERE / "same").glob("*.md"))
ANNOTATED = (
    "kolding-1", "brondby-1", "hvidovre-2", "skanderborg-1", "koebenhavnweb-2", "gladsaxe-2", "horsens-1", "greve-1",
)  # fmt: skip
NAMES = (*OWN, *ANNOTATED)
# Lines that only web pages have: their links say nothing on paper.
_LINKS = re.compile(r"(?m)^.*\]\((?:[^)\n]*)\).*$\n?")
# The sign of a list's entry inside a decision: each format prints its own.
_SIGN = re.compile(r"(?<!\S)(?:[-•*·–]|\d{1,2}[.)])\s+")


def markdown(name: str) -> str:
    """Return a document's Markdown, without lines of links and backslashes."""
    if name in OWN:
        return (HERE / "same" / f"{name}.md").read_text(encoding="utf-8")
    text = (ANNOTATIONS / f"{name}.txt").read_text(encoding="utf-8")
    # a picture of a lock is in no font that these programs print with
    return _LINKS.sub("", text).replace("\\", "").replace("\U0001f512 ", "")


def values(result: dict[str, Any]) -> dict[str, Any]:
    """Return what a result says of the meeting, without places in the text and probabilities."""
    meeting = result["meeting"]
    found: dict[str, Any] = {
        key: meeting[key] for key in ("municipality", "body", "date", "start_time", "place")
    }  # fmt: skip
    found["participants"] = [(person["name"], person["party"]) for person in meeting["participants"]]
    found["absent"] = _absences(meeting)
    found["items"] = len(result["items"])
    for n, item in enumerate(result["items"], start=1):
        found[f"{n} head"] = (item["number"], item["title"], item["closed"])
        found[f"{n} case numbers"] = [(case["text"], case["kind"]) for case in item["case_numbers"]]
        found[f"{n} proposals"] = [(one["text"], one["proposer"], one["kind"]) for one in item["proposals"]]
        found[f"{n} decisions"] = [
            (_SIGN.sub("", one["text"]), one["body"], one["date"], one["own"], one["votes"])
            for one in item["decisions"]
        ]
        found[f"{n} outcomes"] = [sorted(label["label"] for label in one["outcomes"]) for one in item["decisions"]]
        found[f"{n} absent"] = _absences(item)
        found[f"{n} amounts"] = [
            (one["text"], one["value"], one["low"], one["high"], one["table"]) for one in item["amounts"]
        ]
    return found


def _absences(row: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [(one["name"], one["party"], one["substitute"]) for one in row["absent_members"]]


@pytest.fixture(scope="module")
def by_libreoffice() -> dict[str, bytes]:
    if file_writers.office() is None:
        pytest.skip("LibreOffice is not installed")
    return file_writers.pdfs_by_libreoffice(
        {name: file_writers.word_file(markdown(name), "Blad af protokollen") for name in NAMES}
    )


def read(nlp, data: bytes, ending: str) -> dict[str, Any]:
    from referat_nlp.extraction import from_doc
    from referat_nlp.pipeline import doc_of

    loaded = load_bytes(data, f"same.{ending}")
    return to_dict(from_doc(doc_of(nlp, loaded), loaded))


def assert_same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    for key in {**wanted, **found}:
        assert found.get(key) == wanted.get(key), key


@pytest.fixture(scope="module")
def nlp():
    """Return the whole pipeline, outcomes included."""
    import referat_nlp

    return referat_nlp.load()


@pytest.fixture(scope="module")
def wanted(nlp) -> dict[str, dict[str, Any]]:
    return {name: values(read(nlp, markdown(name).encode(), "md")) for name in NAMES}


def test_there_is_something_to_compare(wanted):
    assert len(wanted) >= 10
    for name, found in wanted.items():
        decided = [key for key in found if key.endswith("decisions") and found[key]]
        assert found["items"] >= 4, name
        assert len(decided) >= 4, name
        assert found["date"], name


@pytest.mark.parametrize("name", NAMES)
def test_text_gives_what_markdown_gives(nlp, wanted, name):
    assert_same(values(read(nlp, file_writers.text_file(markdown(name)).encode(), "txt")), wanted[name])


@pytest.mark.parametrize("name", NAMES)
def test_web_page_gives_what_markdown_gives(nlp, wanted, name):
    assert_same(values(read(nlp, file_writers.web_page(markdown(name)).encode(), "html")), wanted[name])


@pytest.mark.parametrize("name", NAMES)
def test_word_file_gives_what_markdown_gives(nlp, wanted, name):
    assert_same(values(read(nlp, file_writers.word_file(markdown(name)), "docx")), wanted[name])


@pytest.mark.parametrize("name", NAMES)
def test_pdf_by_reportlab_gives_what_markdown_gives(nlp, wanted, name):
    found = read(nlp, file_writers.pdf_by_reportlab(markdown(name), "Blad af protokollen"), "pdf")
    assert_same(values(found), wanted[name])


@pytest.mark.parametrize("name", NAMES)
def test_pdf_by_libreoffice_gives_what_markdown_gives(nlp, wanted, by_libreoffice, name):
    assert_same(values(read(nlp, by_libreoffice[name], "pdf")), wanted[name])


@pytest.mark.parametrize("name", NAMES)
def test_pdf_by_chromium_gives_what_markdown_gives(nlp, wanted, name):
    if file_writers.browser() is None:
        pytest.skip("Chromium is not installed")
    data = file_writers.pdf_by_chromium(file_writers.web_page(markdown(name)))
    assert_same(values(read(nlp, data, "pdf")), wanted[name])
