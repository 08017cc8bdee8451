"""Rows with a target, what was measured and whether it was met; tables of them as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of a table; `met` is None where there is no target."""

    what: str
    measured: str
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class Table:
    """Rows under a title, with what one must know to read them."""

    title: str
    note: str
    rows: tuple[Row, ...]


def at_most(what: str, value: float, bound: float, form: Callable[[float], str], beside: str = "") -> Row:
    """Return a row whose value should not be above a bound; `beside` is said behind the value."""
    return Row(what, form(value) + beside, f"at most {form(bound)}", value <= bound)


def at_least(what: str, value: float, bound: float, form: Callable[[float], str], beside: str = "") -> Row:
    """Return a row whose value should not be below a bound; `beside` is said behind the value."""
    return Row(what, form(value) + beside, f"at least {form(bound)}", value >= bound)


def times(value: float) -> str:
    """Return a ratio as text."""
    return f"{value:.2f}"


def milliseconds(seconds: float) -> str:
    """Return seconds as milliseconds, with three figures."""
    value = seconds * 1000
    return f"{value:,.0f} ms" if value >= 100 else f"{value:.1f} ms" if value >= 10 else f"{value:.2f} ms"


def megabytes(size: float) -> str:
    """Return bytes as megabytes."""
    return f"{size / 1e6:,.0f} MB"


def markdown(table: Table) -> str:
    """Return a table as Markdown, its title in bold and its note above it."""
    lines = [
        f"**{table.title}.** {table.note}".strip(),
        "",
        "| what | measured | target | |",
        "| --- | --- | --- | --- |",
    ]
    for row in table.rows:
        met = {True: "ok", False: "**missed**", None: ""}[row.met]
        cells = [cell.replace("|", "\\|") for cell in (row.what, row.measured, row.target)]
        lines.append("|" + "|".join(f" {cell} " if cell else " " for cell in (*cells, met)) + "|")
    return "\n".join(lines)


def summary(tables: Iterable[Table]) -> str:
    """Return how many targets were met, and which were not."""
    rows = [row for table in tables for row in table.rows if row.met is not None]
    missed = [row for row in rows if not row.met]
    said = f"{len(rows) - len(missed)} of {len(rows)} targets met"
    if not missed:
        return f"{said}."
    words = (f"{row.what}: {row.measured.partition(' (')[0]}, {row.target}" for row in missed)
    return f"{said}; missed: {'; '.join(words)}."


def page(tables: Sequence[Table], *sentences: str) -> str:
    """Return all tables as Markdown, then the summary and further sentences."""
    return "\n\n".join([*map(markdown, tables), summary(tables), *filter(None, sentences)])
