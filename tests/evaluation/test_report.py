"""The report is one page that needs nothing else, shows every mistake, and obeys nothing that stands in a document."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("matplotlib", reason="the extra 'report' is not installed")

from referat_nlp.evaluation import cross_validation
from referat_nlp.evaluation.evaluating import Evaluation, evaluate
from referat_nlp.evaluation.report import as_html, write_report

Writer = Callable[..., Path]
HOSTILE = "Udsat <script>alert(1)</script> & \"x\" 'y' <img src=http://example.org/x onerror=alert(2)> $a$ {{ 7*7 }}."
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Keeps elements, their attributes and texts; complains of elements that do not close in their order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def attributes(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


@pytest.fixture(scope="module")
def evaluation(writer_of: Callable[[Path], Writer], tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    write = writer_of(tmp_path_factory.mktemp("report") / "gold")

    def wrong(gold: dict[str, Any]) -> None:
        gold["items"][0]["decisions"][0]["outcomes"] = ["drøftet"]
        gold["items"][1]["proposals"] = []

    for letter in "abcde":
        write(f"nord{letter}-1")
    write("norda-2", change=wrong)
    folder = write("x<b>$y$-1", [("Godkendt.", ["godkendt"]), (HOSTILE, ["afvist"])])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cross_validation, "FEWEST_FOR_CURVE", 6)
        patch.setattr(cross_validation, "PARTS", 2)
        patch.setattr(cross_validation, "SHARES", (0.5, 1.0))
        return evaluate(folder, curve=True)


@pytest.fixture(scope="module")
def html(evaluation: Evaluation) -> str:
    return as_html(evaluation)


def test_page_is_whole_and_asks_for_nothing_from_elsewhere(html: str) -> None:
    page = Page(html)
    for tag, attributes in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base"), tag
        for name in ("src", "srcset", "href", "xlink:href", "action", "data", "poster"):
            assert (attributes.get(name) or "#").startswith("#"), (tag, attributes)
        assert not [name for name in attributes if name.startswith("on") and name != "onsubmit"]
    assert not re.search(r"url\((?!#)|@import", html)
    assert len(page.attributes("svg")) == 5
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {(a["href"] or "")[1:] for a in page.attributes("a")} - {""}
    assert targets <= set(ids)


def test_every_mistake_is_shown_with_its_kind_and_layout(evaluation: Evaluation, html: str) -> None:
    page = Page(html)
    shown = [a for a in page.attributes("article") if "case" in (a["class"] or "")]
    expected = [(slip.row, slip.kind) for slip in evaluation.slips]
    assert expected
    assert [(a["data-kind"], a["data-sort"]) for a in shown] == expected
    assert {a["data-layout"] for a in shown} == {"norda", "x<b>$y$"}
    options = [a["value"] for a in page.attributes("option")]
    assert {"outcomes", "proposals", "norda", "x<b>$y$", "different", "wrong"} <= set(options)


def test_gold_and_result_are_marked_side_by_side(html: str) -> None:
    (case,) = re.findall(r'<article [^>]*data-kind="proposals"[^>]*>.*?</article>', html, re.DOTALL)
    page = Page(case)
    assert page.text("em") == ["nothing"]
    assert page.text("mark") == ["at mole 2 males for 20.000 kr"]
    assert [a["class"] for a in page.attributes("mark")] == ["found"]
    assert case.count("Havnechefen indstiller") == 2  # the context stands on both sides


def test_text_of_documents_is_text_and_nothing_else(html: str) -> None:
    page = Page(html)
    assert len(page.attributes("script")) == 1
    assert not any("alert(" in text for text in page.text("script"))
    assert any("<script>alert(1)</script>" in text for text in page.text("mark"))
    assert any("{{ 7*7 }}" in text for text in page.text("mark"))
    assert any("x<b>$y$" in text for text in page.text("text"))  # in a chart


def test_same_figures_give_the_same_bytes(evaluation: Evaluation, html: str) -> None:
    assert as_html(evaluation) == html


def test_curve_that_was_not_measured_is_told(evaluation: Evaluation) -> None:
    assert "it takes documents of at least 12 layouts" in as_html(dataclasses.replace(evaluation, curve=[]))


def test_file_is_written_whole(evaluation: Evaluation, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    write_report(evaluation, target)
    assert target.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.html"]


# -- in a browser --

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
# What the page's own filter leaves to be seen, written where the dumped document tells it.
PROBE = """
<script>
const pick = (id, value) => { const s = document.getElementById(id); s.value = value; s.dispatchEvent(new Event("change")); };
const seen = () => [...document.querySelectorAll("#cases .case")].filter((c) => c.getBoundingClientRect().height > 0).length;
const told = [seen()];
pick("by-kind", "proposals"); told.push(seen());
pick("by-layout", "x<b>$y$"); told.push(seen());
pick("by-kind", ""); told.push(seen());
const wide = Math.max(...[...document.querySelectorAll("svg")].map((s) => s.getBoundingClientRect().width));
document.body.dataset.probe = [...told, wide > 300, document.documentElement.scrollWidth <= innerWidth].join(" ");
</script>
"""


@pytest.mark.skipif(BROWSER is None, reason="no chromium is installed")
def test_browser_shows_and_filters_the_mistakes(evaluation: Evaluation, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    write_report(evaluation, target)
    html = target.read_text(encoding="utf-8").replace("</body>", f"{PROBE}</body>")
    target.write_text(html, encoding="utf-8")
    assert BROWSER
    done = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--window-size=1100,900",
            "--virtual-time-budget=2000",
            "--dump-dom",
            target.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    probe = re.search(r'data-probe="([^"]*)"', done.stdout)
    assert probe, done.stdout[-2000:]
    hostile = sum(slip.document.startswith("x<b>") for slip in evaluation.slips)
    assert probe[1] == f"{len(evaluation.slips)} 1 0 {hostile} true true"
