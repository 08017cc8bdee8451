"""The outcome classifier as a learned part of a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from referat_nlp.annotations import Document
from referat_nlp.learned import Learned, Table
from referat_nlp.outcome_model.training import Example, examples_of, fit, steps
from referat_nlp.resources import OUTCOMES

# With fewer decisions than this, a label's figures say little.
FEW = 10


class OutcomePart:
    """Trains the classifier from the decisions of the documents."""

    name = OUTCOMES

    def steps(self, documents: Sequence[Document]) -> int:
        """Return how many linear models are fitted."""
        return steps(examples_of(documents))

    def train(self, documents: Sequence[Document], seed: int, tick: Callable[[], None]) -> Learned:
        """Return the classifier for the labels that the documents use.

        Raises:
            AnnotationError: there are fewer than two labels, or no two decisions that differ.

        """
        examples = examples_of(documents)
        model = fit(examples, seed, tick=tick)
        facts = model.facts
        left = f"{facts['left_out']}s left out of training"
        layouts = "1 layout" if facts["layouts"] == 1 else f"{facts['layouts']} layouts"
        summary = (
            f"{facts['decisions']} decisions of {layouts}, {len(model.labels)} labels. "
            f"With {left}: micro-F1 {facts['micro_f1']:.3f}, exact {facts['exact']:.3f}, "
            f"calibration error {facts['calibration_error']:.3f}."
        )
        shipped = {document.layout for document in documents if document.shipped}
        own = {document.layout for document in documents if not document.shipped}
        tables = [
            Table(f"Outcomes by layout, {left}", _by_layout(facts, sorted(own) + sorted(shipped - own))),
            Table(f"Outcomes by label, {left}", _by_label(facts)),
        ]
        return Learned(summary, _for_card(facts), tables, lacking(examples), model.to_disk)


def lacking(examples: Sequence[Example]) -> list[str]:
    """Return what each label lacks for its figures to mean something, and what they do not tell.

    >>> lacking([Example("Udgår.", frozenset(["udgået"]), "nord-1")] * 3)
    ['udgået: 3 examples; below 10 its figure means little.', 'All decisions are of one layout: how well another is \
read is not known.']
    """
    sentences = []
    several = len({example.layout for example in examples}) > 1
    for label in sorted({label for example in examples for label in example.labels}):
        of = [example for example in examples if label in example.labels]
        if len(of) < FEW:
            many = "1 example" if len(of) == 1 else f"{len(of)} examples"
            sentences.append(f"{label}: {many}; below {FEW} its figure means little.")
        elif several and len({example.layout for example in of}) == 1:
            sentences.append(f"{label}: all examples are of the layout {of[0].layout}; nothing else tests it.")
    if not several:
        sentences.append("All decisions are of one layout: how well another is read is not known.")
    return sentences


def _by_layout(facts: dict[str, Any], layouts: list[str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("layout", "decisions", "micro-F1", "exact")]
    measured = [(layout, facts["by_layout"][layout]) for layout in layouts if layout in facts["by_layout"]]
    for name, row in [*measured, ("in all", facts)]:
        rows.append((name, str(row["decisions"]), f"{row['micro_f1']:.3f}", f"{row['exact']:.3f}"))
    return rows


def _by_label(facts: dict[str, Any]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("label", "decisions", "precision", "recall", "F1")]
    for label, row in facts["labels"].items():
        rows.append((label, str(row["decisions"]), *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1"))))
    return rows


def _for_card(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts without the reliability of each label, which stands in the part's own file."""
    labels = {
        label: {key: value for key, value in row.items() if key != "reliability"}
        for label, row in facts["labels"].items()
    }
    return {**{key: value for key, value in facts.items() if key not in ("versions", "seed")}, "labels": labels}
