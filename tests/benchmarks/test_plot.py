from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pyperf
import pytest
from timing import lengths, plot
from timing.record import Record

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def record(bench) -> Record:
    return Record.of(
        pyperf.BenchmarkSuite(
            [
                bench(f"{name}{size}", [size * each / 1e6], characters=size)
                for name, each in ((lengths.PIPELINE, 2.0), (lengths.TOKENISER, 1.0))
                for size in (1_000, 10_000, 10_000_000)
            ]
        )
    )


def test_plot_says_in_words_what_it_shows(record: Record) -> None:
    root = ElementTree.fromstring(plot.svg(record))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert [(title.get("id"), title.text) for title in root.iter(f"{SVG}title")] == [("title", plot.TITLE)]
    (description,) = root.iter(f"{SVG}desc")
    assert description.text == (
        f"{plot.TITLE}. pipeline: 1 kB 2 ms, 10 kB 20 ms, 10 MB 20 s; tokeniser alone: 1 kB 1 ms, 10 kB 10 ms, 10 MB 10 s."
    )
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert {"pipeline", "tokeniser alone", "1 kB", "10 MB", "length of the document", "processor time"} <= texts


def test_plot_of_a_record_is_the_same_bytes_each_time_and_knows_no_machine(record: Record, tmp_path: Path) -> None:
    plot.write(record, tmp_path / "docs" / "plot.svg")
    written = (tmp_path / "docs" / "plot.svg").read_text(encoding="utf-8")
    assert written == plot.svg(record)
    assert "date" not in written
    assert "metadata" not in written
    assert str(Path.home()) not in written
