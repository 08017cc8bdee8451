"""The figures as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from referat_nlp.evaluation.comparison import Comparison, Difference
from referat_nlp.evaluation.evaluating import Evaluation
from referat_nlp.evaluation.figures import Figure, Interval
from referat_nlp.evaluation.rows import title_of

# So many layouts and mistakes are shown; the report and the JSON have all.
_WORST = 5
_SLIPS = 10
_GROUPS = {"kind": "", "attribute": "", "whole": "", "label": "outcome labels"}


def as_text(evaluation: Evaluation) -> str:
    """Return the figures for reading in the terminal."""
    layouts = len(evaluation.by_layout)
    lines = [
        f"{_number(len(evaluation.documents), 'document')} in {_number(layouts, 'layout')}, read by {evaluation.model}",
        "",
        f"{'':34}{'P':>7}{'R':>7}{'F1':>7}   {'95 % of F1':14}{'strict':>7}{'lenient':>9}{'number':>8}",
    ]
    group = "kind"
    for row in evaluation.rows:
        if row.group != group:
            group = row.group
            lines += ["", _GROUPS[group]] if _GROUPS[group] else [""]
        figure = evaluation.all[row.key]
        strict, lenient = (f"{evaluation.all[key].f1:.3f}" if key else "" for key in (row.strict, row.lenient))
        lines.append(
            f"{row.title[:33]:34}{figure.precision:7.3f}{figure.recall:7.3f}{figure.f1:7.3f}   "
            f"{interval_text(figure.intervals.get('f1')):14}{strict:>7}{lenient:>9}{figure.support:8}"
        )
    lines += ["", f"Mean F1 of the kinds {evaluation.all.mean_f1:.3f}{_in_words(evaluation.all.mean_interval)}."]
    lines += _offsets(evaluation) + _outcomes(evaluation) + _layouts(evaluation)
    if evaluation.comparison:
        lines += _comparison(evaluation, evaluation.comparison)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def interval_text(interval: Interval | None) -> str:
    """Return an interval as '0.912–0.954', '' where there is none."""
    return f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else ""


def verdict(evaluation: Evaluation, one: Difference) -> str:
    """Return in a sentence which model is better and whether more than by chance."""
    names = {"first": evaluation.model, "second": evaluation.other or ""}
    # the model that the sentence is about has its figure first
    low, high = sorted((one.first, one.second))
    by = f"{high:.3f} against {low:.3f}"
    if one.better:
        return (
            f"{_sentence(names[one.better])} is better, more than by chance: {one.row} {by}, difference "
            f"{abs(one.difference):.3f}, p = {one.chance:.3f}."
        )
    chance = "there are too few documents to tell" if one.chance is None else f"p = {one.chance:.3f}"
    if not one.difference:
        return f"The two are equally good: {one.row} {by}."
    ahead = names["first" if one.difference > 0 else "second"]
    return f"{_sentence(ahead)} is ahead, but that may be chance: {one.row} {by} ({chance})."


def _sentence(text: str) -> str:
    """Return a text with a capital letter where it begins with 'the' or 'models'."""
    return text[0].upper() + text[1:] if text.startswith(("the ", "models ")) else text


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _in_words(interval: Interval | None) -> str:
    return f" (95 %: {interval_text(interval)})" if interval else ""


def _offsets(evaluation: Evaluation) -> list[str]:
    some = evaluation.agreement.get("all")
    if some is None or not some.number:
        return []
    return [
        f"Offsets of {some.number} values: {some.exact:.1%} agree exactly with the quotation, {some.start:.1%} in "
        f"their start and {some.end:.1%} in their end; overlap {some.overlap:.3f}."
    ]


def _outcomes(evaluation: Evaluation) -> list[str]:
    some = evaluation.outcomes
    if some is None:
        return []
    return [
        f"Outcomes of {some.decisions} decisions as the gold files have them: micro-F1 {some.micro_f1:.3f}, "
        f"exactly the labels {some.exact:.1%}, calibration error {some.calibration_error:.3f} (of the labels given "
        f"{some.given_error:.3f})."
    ]


def _layouts(evaluation: Evaluation) -> list[str]:
    if len(evaluation.by_layout) < 2:
        return []
    worst = sorted(evaluation.by_layout.items(), key=lambda pair: (pair[1].mean_f1, pair[0]))[:_WORST]
    lines = ["", "The layouts with the lowest mean F1:"]
    for layout, some in worst:
        known = {row.key: some[row.key] for row in evaluation.rows if row.group in ("kind", "attribute")}
        weak = min((key for key in known if not known[key].empty), key=lambda key: _rank(known[key], key))
        lines.append(
            f"  {layout[:24]:26}{some.mean_f1:.3f}   {_number(some.documents, 'document')}, "
            f"weakest: {title_of(weak)} {known[weak].f1:.3f}"
        )
    return lines


def _rank(figure: Figure, key: str) -> tuple[float, str]:
    return figure.f1, key


def _comparison(evaluation: Evaluation, some: Comparison) -> list[str]:
    lines = ["", f"Compared with {evaluation.other}:", verdict(evaluation, some.mean)]
    for one in some.rows:
        if one.better:
            lines.append(
                f"  {title_of(one.row)[:40]:42}{one.difference:+.3f}   ({one.first:.3f} against {one.second:.3f}, "
                f"p = {one.chance:.3f})"
            )
    lines += _alone(f"Right by {evaluation.model} and wrong by {evaluation.other}", some.second_wrong)
    return lines + _alone(f"Right by {evaluation.other} and wrong by {evaluation.model}", some.first_wrong)


def _alone(heading: str, slips: Sequence[object]) -> list[str]:
    lines = ["", f"{heading}: {len(slips)}"]
    lines += [f"  {slip}" for slip in slips[:_SLIPS]]
    if len(slips) > _SLIPS:
        lines.append(f"  … and {len(slips) - _SLIPS} more; --report and --json list them all")
    return lines
