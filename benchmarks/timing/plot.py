"""The time that documents take, by length, as an SVG; the same bytes for the same record."""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from timing.lengths import PIPELINE, TOKENISER, per_kilobyte, sizes
from timing.record import Record

TITLE = "Time to read a document, by its length"


def write(record: Record, path: Path) -> None:
    """Write the plot of a record's lengths."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg(record), encoding="utf-8")


def svg(record: Record) -> str:
    """Return the plot: seconds by characters, both axes logarithmic, of the pipeline and of the tokeniser alone."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, NullLocator

    lengths = sizes(record)
    lines = {
        title: [median(per_kilobyte(record, name, size)) * size / 1e6 for size in lengths]
        for title, name in (("pipeline", PIPELINE), ("tokeniser alone", TOKENISER))
    }
    style: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "referat-nlp",
        "font.family": "sans-serif",
        "font.size": 10,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=(6.4, 3.4), layout="constrained")
        axes = figure.add_subplot()
        for (title, seconds), (colour, marker, dashes) in zip(
            lines.items(), (("#0b5394", "o", "-"), ("#b45f06", "s", "--")), strict=True
        ):
            axes.loglog(lengths, seconds, dashes, color=colour, marker=marker, markersize=5, linewidth=1.6, label=title)
        axes.set_xlabel("length of the document")
        axes.set_ylabel("processor time")
        axes.set_xticks(lengths)
        axes.xaxis.set_major_formatter(FuncFormatter(_length))
        axes.yaxis.set_major_formatter(FuncFormatter(_seconds))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_minor_locator(NullLocator())
        axes.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Title": TITLE})
    return _described(out.getvalue(), description(lengths, lines))


def description(lengths: list[int], lines: dict[str, list[float]]) -> str:
    """Return in words what the plot shows, for those who do not see it."""
    said = (
        f"{title}: "
        + ", ".join(f"{_length(size)} {_seconds(value)}" for size, value in zip(lengths, seconds, strict=True))
        for title, seconds in lines.items()
    )
    return f"{TITLE}. {'; '.join(said)}."


def _described(text: str, words: str) -> str:
    """Return the SVG with its description, as readers of screens look for it."""
    head, _, body = text[text.index("<svg") :].partition(">")
    labels = f' role="img" aria-labelledby="title desc">\n <title id="title">{escape(TITLE)}</title>'
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"font-family: [^;\"]*", "font-family: sans-serif", body)  # not the dozen that are tried here
    body = re.sub(r"\A\s*<title>.*?</title>", "", body)
    lines = f'{head}{labels}\n <desc id="desc">{escape(words)}</desc>{body}'.splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _length(size: float, _: object = None) -> str:
    return f"{size / 1e6:g} MB" if size >= 1e6 else f"{size / 1e3:g} kB"


def _seconds(value: float, _: object = None) -> str:
    return f"{value:.3g} s" if value >= 1 else f"{value * 1000:.3g} ms"
