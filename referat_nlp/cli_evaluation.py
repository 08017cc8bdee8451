"""What `referat-nlp evaluate` prints and writes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click

from referat_nlp.cli_parts import report, report_doubts
from referat_nlp.evaluation import evaluating
from referat_nlp.evaluation.evaluating import as_dict
from referat_nlp.evaluation.report import check_extra, write_report
from referat_nlp.evaluation.tables import as_text
from referat_nlp.results import check_place, write_whole

_STEPS = {"read": "Reading", "compare": "Reading once more", "curve": "Learning curve"}
_STANDARD_OUTPUT = Path("-")


def evaluate(
    gold: Path,
    model: Path | None,
    phrases: Path | None,
    *,
    other: Path | None,
    leave_out: bool,
    groups: int | None,
    jobs: int,
    page: Path | None,
    data: Path | None,
) -> None:
    """Measure, and print the figures or write them where they are wanted.

    Raises:
        ReferatError: gold files, a model or the phrases are at fault, or a file cannot be written.

    """
    if page:
        check_extra()
    for path in (page, data):
        if path and path != _STANDARD_OUTPUT:
            check_place(path)
    measured = evaluating.evaluate(
        gold,
        model=model,
        phrases=phrases,
        other=other,
        leave_out=leave_out,
        groups=groups,
        curve=page is not None,
        jobs=jobs,
        progress={step: _progress(title) for step, title in _STEPS.items()},
    )
    report_doubts(measured.doubts)
    for fault in measured.faults:
        report("Warning", fault)
    as_json = json.dumps(as_dict(measured), ensure_ascii=False, indent=1) + "\n" if data else ""
    if data == _STANDARD_OUTPUT:
        click.echo(as_json.encode("utf-8"), nl=False)
    else:
        click.echo(as_text(measured).encode("utf-8", "replace"), nl=False)
        if data:
            write_whole(data, [as_json.encode("utf-8", "replace")])
    if page:
        write_report(measured, page)


def _progress(title: str) -> Callable[[int, int], None]:
    """Return what shows how far a long step is on standard error, where somebody looks at it."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{title}: {done} of {total} documents", err=True, nl=done == total)

    return show
