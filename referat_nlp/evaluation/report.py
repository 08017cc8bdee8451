"""The report: one HTML file that holds all it needs, to be read in a browser without a network, and to be printed."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from referat_nlp import __version__
from referat_nlp.errors import ReferatError
from referat_nlp.evaluation.contexts import cases
from referat_nlp.evaluation.cross_validation import FEWEST_FOR_CURVE
from referat_nlp.evaluation.evaluating import LEFT_OUT, Evaluation
from referat_nlp.evaluation.figures import Interval
from referat_nlp.evaluation.rows import MAIN, title_of
from referat_nlp.evaluation.tables import interval_text, verdict
from referat_nlp.results import write_whole

_NEEDED = ("jinja2", "matplotlib")
# Layouts are compared in these columns.
_COLUMNS = [row for row in MAIN if row not in ("closed", "substitutes", "proposal_kind")]
_SHORT = {"meeting": "meeting", "decision_body_date_own": "body and date", "items": "items"}


def check_extra() -> None:
    """Check that the libraries of the report are there, before anything is measured for it.

    Raises:
        ReferatError: they are not.

    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise ReferatError(
            f"The report needs {' and '.join(missing)}, which is not installed: pip install {' '.join(missing)}."
        )


def write_report(evaluation: Evaluation, path: Path) -> None:
    """Write the report, all of it or nothing.

    Raises:
        ReferatError: a library is missing, or the file cannot be written.

    """
    try:
        write_whole(path, [as_html(evaluation).encode("utf-8", "replace")])
    except OSError as error:
        raise ReferatError(f"{path}: the report cannot be written ({error.strerror or error}).") from error


def as_html(evaluation: Evaluation) -> str:
    """Return the report's page.

    Raises:
        ReferatError: a library is missing.

    """
    check_extra()
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    # whatever stands in the documents is text and nothing else: all that is put into the page is escaped
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"three": _three, "interval": _interval, "percent": _percent, "row_title": title_of}
    folder = files("referat_nlp.evaluation")
    template = environment.from_string((folder / "report.html.jinja").read_text(encoding="utf-8"))
    charts = {name: Markup(svg) for name, svg in _charts(evaluation).items()}
    return template.render(
        style=Markup((folder / "report.css").read_text(encoding="utf-8")),
        script=Markup((folder / "report.js").read_text(encoding="utf-8")),
        charts=charts,
        **_facts(evaluation),
    )


def _facts(evaluation: Evaluation) -> dict[str, Any]:
    slips = cases(evaluation.documents, evaluation.slips)
    shown = {row.key for row in evaluation.rows}
    return {
        "evaluation": evaluation,
        "version": __version__,
        "left_out": evaluation.model == LEFT_OUT,
        "decisions": sum(len(document.decisions) for document in evaluation.documents),
        "groups": [
            (title, [row for row in evaluation.rows if row.group == group])
            for group, title in (
                ("kind", "What is found"),
                ("attribute", "What is said of it"),
                ("label", "Outcome labels"),
                ("whole", "Right in all parts"),
            )
        ],
        "columns": [(key, _SHORT.get(key, title_of(key))) for key in _COLUMNS if key in shown],
        "main": len([row for row in MAIN if row in shown]),
        "fewest_for_curve": FEWEST_FOR_CURVE,
        "verdict": verdict(evaluation, evaluation.comparison.mean) if evaluation.comparison else "",
        "alone": _alone(evaluation),
        "cases": slips,
        "kinds": sorted(Counter(case.slip.row for case in slips).items(), key=lambda pair: title_of(pair[0])),
        "layouts": sorted(Counter(case.layout for case in slips).items()),
        "sorts": sorted(Counter(case.slip.kind for case in slips).items()),
    }


def _alone(evaluation: Evaluation) -> list[tuple[str, list[Any]]]:
    some = evaluation.comparison
    if some is None:
        return []
    return [
        (f"Right by {evaluation.model}, wrong by {evaluation.other}", cases(evaluation.documents, some.second_wrong)),
        (f"Right by {evaluation.other}, wrong by {evaluation.model}", cases(evaluation.documents, some.first_wrong)),
    ]


def _charts(evaluation: Evaluation) -> dict[str, str]:
    from referat_nlp.evaluation import charts

    made = {"kinds": charts.by_kind(evaluation.all, evaluation.rows)}
    if len(evaluation.by_layout) > 1:
        made["layouts"] = charts.by_layout(evaluation.by_layout)
    if evaluation.outcomes:
        made["confusion"] = charts.confusion(evaluation.outcomes)
        made["calibration"] = charts.calibration(evaluation.outcomes)
    if evaluation.curve:
        made["learning"] = charts.learning(evaluation.curve)
    if evaluation.comparison:
        made["differences"] = charts.differences(evaluation.comparison)
    return made


def _three(value: float) -> str:
    return f"{value:.3f}"


def _interval(value: Interval | None) -> str:
    return interval_text(value) or "–"


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"
