"""The report's charts, as SVG that stands inside the page: the same figures give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from referat_nlp.evaluation.comparison import Comparison
from referat_nlp.evaluation.cross_validation import Point
from referat_nlp.evaluation.figures import Figures, Interval
from referat_nlp.evaluation.outcomes import NONE, OutcomeFigures
from referat_nlp.evaluation.rows import MAIN, Row, title_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, SOFT, LINE = "#22303c", "#6b7a86", "#d9dfe4"
BLUE, ORANGE, GREEN, GREY = "#2b6a99", "#c8641c", "#3b7d5c", "#9aa7b1"
_COLOURS = {"kind": BLUE, "attribute": GREEN, "label": ORANGE, "whole": GREY}
_WIDTH = 7.2  # inches, the width of a printed page's text
# With more layouts than this they stand in two columns.
_COLUMN = 40


@dataclass(frozen=True, slots=True)
class Dot:
    """A line of a chart of dots: what it is called, its value, the interval around it."""

    name: str
    value: float
    interval: Interval | None
    colour: str


def by_kind(figures: Figures, rows: Sequence[Row]) -> str:
    """Return F1 of each row with its interval, group by group."""
    dots: list[Dot | None] = []
    for before, row in zip([None, *rows], rows):
        if before and before.group != row.group:
            dots.append(None)
        figure = figures[row.key]
        dots.append(Dot(row.title, figure.f1, figure.intervals.get("f1"), _COLOURS[row.group]))
    return _dots([dots], "F1 by kind, with 95 % intervals", "F1")


def by_layout(layouts: dict[str, Figures]) -> str:
    """Return the mean F1 of each layout, the lowest first; intervals where there are several documents."""
    ranked = sorted(layouts.items(), key=lambda pair: (pair[1].mean_f1, pair[0]))
    dots: list[Dot | None] = [Dot(name, some.mean_f1, some.mean_interval, BLUE) for name, some in ranked]
    columns = [dots]
    if len(dots) > _COLUMN:
        half = (len(dots) + 1) // 2
        columns = [dots[:half], dots[half:]]
    return _dots(columns, "Mean F1 by layout", "mean F1")


def differences(comparison: Comparison) -> str:
    """Return how much better the first model is in each row, with the interval of the difference."""
    rows = [one for one in comparison.rows if one.row in MAIN]
    dots: list[Dot | None] = [
        Dot(title_of(one.row), one.difference, one.interval, BLUE if one.better else GREY)
        for one in [comparison.mean, *sorted(rows, key=lambda one: MAIN.index(one.row))]
    ]
    return _dots([dots], "Difference of F1, with 95 % intervals", "F1 of the first model − F1 of the second", zero=True)


def confusion(outcomes: OutcomeFigures) -> str:
    """Return the confusion matrix of the outcome labels: numbers, shaded by their share of the row."""
    names, matrix = outcomes.names, outcomes.confusion
    size = len(names)
    with _style():
        figure, axes = _figure(_WIDTH, 1.5 + 0.36 * size)
        for r, row in enumerate(matrix):
            for c, number in enumerate(row):
                # what should have had no label has no row to be a share of: its share of the labels given tells as much
                whole = sum(row) if names[r] != NONE else sum(other[c] for other in matrix)
                share = number / max(1, whole)
                colour = BLUE if r == c else ORANGE
                strength = 0.12 + 0.78 * share if r == c else min(1.0, 0.15 + 4 * share)
                axes.add_patch(_square(c, r, colour, strength if number else 0.0))
                if number:
                    shown = "white" if strength > 0.6 else INK
                    axes.text(c, r, str(number), ha="center", va="center", color=shown, size=8)
        axes.set_xlim(-0.5, size - 0.5)
        axes.set_ylim(size - 0.5, -0.5)
        axes.set_xticks(range(size), ["no label" if name == NONE else name for name in names], rotation=40, ha="left")
        axes.set_yticks(range(size), ["no label" if name == NONE else name for name in names])
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.grid(visible=False)
        axes.set_xlabel("label that was given", labelpad=8)
        axes.set_ylabel("label of the gold file")
        for side in axes.spines.values():
            side.set_visible(False)
        return _svg(figure, "Outcome labels: gold file against result")


def calibration(outcomes: OutcomeFigures) -> str:
    """Return the calibration curve: of probabilities of one size, how many came true; below, how many there are."""
    with _style():
        figure, axes = _figure(_WIDTH * 0.62, 4.6)
        axes.remove()
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        upper.plot([0, 1], [0, 1], color=LINE, lw=1.2, zorder=1)
        means = [one.probability for one in outcomes.bins]
        upper.plot(means, [one.share for one in outcomes.bins], color=BLUE, lw=1.4, marker="o", ms=5, zorder=3)
        told = f"calibration error {outcomes.calibration_error:.3f}\nof labels given {outcomes.given_error:.3f}"
        upper.text(0.04, 0.96, told, transform=upper.transAxes, color=INK, va="top")
        upper.set_ylabel("share that came true")
        upper.set_ylim(-0.02, 1.02)
        lower.bar(means, [max(1, one.number) for one in outcomes.bins], width=0.05, color=GREY)
        lower.set_yscale("log")
        lower.yaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
        lower.set_ylabel("number")
        lower.set_xlabel("probability of a label")
        lower.set_xlim(-0.02, 1.02)
        for some in (upper, lower):
            _tidy(some)
        return _svg(figure, "Calibration of the outcome probabilities")


def learning(points: Sequence[Point]) -> str:
    """Return how F1 on layouts left out grows with the number of training documents."""
    with _style():
        figure, axes = _figure(_WIDTH * 0.8, 3.4)
        lines = (
            ("outcomes", ORANGE, [(p.documents, p.figures["outcomes"].f1, p.figures["outcomes"]) for p in points]),
            ("mean F1", BLUE, [(p.documents, p.figures.mean_f1, None) for p in points]),
        )
        for name, colour, rows in lines:
            xs, ys = [row[0] for row in rows], [row[1] for row in rows]
            bands = [
                some.intervals.get("f1") if some is not None else point.figures.mean_interval
                for (_, _, some), point in zip(rows, points)
            ]
            if all(bands):
                known = [band for band in bands if band]
                axes.fill_between(xs, [b[0] for b in known], [b[1] for b in known], color=colour, alpha=0.14, lw=0)
            axes.plot(xs, ys, color=colour, marker="o", ms=4, lw=1.5)
            axes.annotate(
                f"{name} {ys[-1]:.3f}", (xs[-1], ys[-1]), (7, 0), textcoords="offset points", color=colour, va="center"
            )
        axes.set_xlim(0, points[-1].documents * 1.28)
        axes.set_xlabel("documents trained on")
        axes.set_ylabel("F1 on layouts left out")
        _tidy(axes)
        return _svg(figure, "Learning curve")


# --- Parts ---


def _dots(columns: Sequence[Sequence[Dot | None]], title: str, axis: str, *, zero: bool = False) -> str:
    """Return a chart with a line for each dot, in columns beside each other; None leaves a line empty."""
    ends = [end for column in columns for dot in column if dot for end in (dot.interval or (dot.value, dot.value))]
    longest = max(map(len, columns))
    with _style():
        figure, axes = _figure(_WIDTH, 0.8 + 0.21 * longest)
        axes.remove()
        low, high = (min(0.0, *ends), max(0.0, *ends)) if zero else (min(ends), 1.0)
        pad = max(0.01, 0.06 * (high - low))
        for some, column in zip(figure.subplots(1, len(columns), squeeze=False)[0], columns):
            lines = [(at, dot) for at, dot in enumerate(column) if dot]
            wide = [(at, *dot.interval, dot.colour) for at, dot in lines if dot.interval]
            if wide:
                at, left, right, colours = zip(*wide)
                some.hlines(at, left, right, colors=colours, lw=3.2, alpha=0.3, capstyle="round")
            some.scatter(
                [dot.value for _, dot in lines], [at for at, _ in lines], 18, [dot.colour for _, dot in lines], zorder=3
            )
            for place, dot in lines:
                shown = f"{dot.value:+.3f}" if zero else f"{dot.value:.3f}"
                some.text(1.015, place, shown, transform=some.get_yaxis_transform(), va="center", size=7.5, color=SOFT)
            some.set_yticks([at for at, _ in lines], [_shortened(dot.name) for _, dot in lines])
            some.set_ylim(longest - 0.4, -0.6)
            some.set_xlim(low - pad, high + pad if zero else min(1.0, high) + pad / 2)
            some.locator_params(axis="x", nbins=6 if len(columns) == 1 else 4)
            some.set_xlabel(axis)
            if zero:
                some.axvline(0.0, color=INK, lw=0.8)
            _tidy(some)
            some.tick_params(axis="y", length=0)
            some.spines["left"].set_visible(False)
            some.grid(visible=True, axis="x", color=LINE, lw=0.6)
            some.grid(visible=False, axis="y")
        return _svg(figure, title)


def _shortened(name: str) -> str:
    return name if len(name) <= 34 else f"{name[:33]}…"


def _square(x: float, y: float, colour: str, strength: float) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, facecolor=colour, alpha=strength, lw=0)


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    # no pyplot: it would keep every figure, and ask for a screen
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _tidy(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.set_axisbelow(True)


def _style() -> AbstractContextManager[None]:
    import matplotlib as mpl

    style: AbstractContextManager[None] = mpl.rc_context(
        {
            "font.family": "sans-serif",
            "font.size": 8.5,
            "text.color": INK,
            "axes.labelcolor": SOFT,
            "axes.edgecolor": GREY,
            "axes.linewidth": 0.8,
            "axes.grid": True,
            "grid.color": LINE,
            "grid.linewidth": 0.6,
            "xtick.color": SOFT,
            "ytick.color": INK,
            "xtick.labelcolor": SOFT,
            "svg.fonttype": "none",
            "svg.hashsalt": "referat-nlp",
            # names come from file names, and a dollar is no formula there
            "text.parse_math": False,
        }
    )
    return style


def _svg(figure: Figure, title: str) -> str:
    """Return a figure as SVG to stand in a page: without prolog and fixed size, its ids its own."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Title": title}, transparent=True)
    svg = out.getvalue()
    head, _, body = svg[svg.index("<svg") :].partition(">")
    head = re.sub(r' (?:width|height)="[^"]*"', "", head) + ' role="img"'
    # its style would be the whole page's, its metadata say what the title says
    body = re.sub(r"<metadata>.*?</metadata>\s*|<defs>\s*<style.*?</style>\s*</defs>\s*", "", body, flags=re.DOTALL)
    prefix = re.sub(r"\W+", "-", title.casefold())
    body = re.sub(r'\bid="', f'id="{prefix}.', body)
    return head + ">" + re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{prefix}.", body)
