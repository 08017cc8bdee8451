"""The tagger of lines as a learned part of a model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from referat_nlp.annotations import Document
from referat_nlp.learned import Learned, Table
from referat_nlp.resources import STRUCTURE
from referat_nlp.structure_model.training import Reading, fit_readings, folds_of, measure, readings

# With fewer lines of a kind than this, its figures say little.
FEW = 10
# Of these the summary tells how many are found where no phrase file lists them.
_TOLD = {
    "heading decision": "the headings of decisions",
    "heading proposal": "those of proposals",
    "case": "the labels of file numbers",
    "absence": "those of absences",
}


class StructurePart:
    """Trains the tagger from the lines of the documents."""

    name = STRUCTURE

    def steps(self, documents: Sequence[Document]) -> int:
        """Return how often the training calls `tick`: for each document, and for each model that is fitted."""
        return len(documents) + len(set(folds_of(documents).values())) + 1

    def train(self, documents: Sequence[Document], seed: int, tick: Callable[[], None]) -> Learned:
        """Return the tagger learned from the documents, measured on folds whose layouts it has not seen."""
        found: dict[str, list[Reading]] = {}
        for document in documents:
            found[document.text_sha256] = readings(document, seed)
            tick()
        facts = measure(documents, found, seed, tick)
        model = fit_readings([one for document in documents for one in found[document.text_sha256]], seed)
        tick()
        model.facts = {**model.facts, **facts}
        rows: list[tuple[str, ...]] = [("line", "lines", "precision", "recall", "F1")]
        rows += [
            (tag, str(row["lines"]), *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1")))
            for tag, row in facts["tags"].items()
        ]
        summary = f"{model.facts['segments']} lines, {len(model.tags)} kinds. {_measured(facts)}"
        lacking = [
            f"lines of the kind '{tag}': {row['lines']}; below {FEW} its figure means little."
            for tag, row in facts["tags"].items()
            if row["lines"] < FEW
        ]
        unknown = [what for tag, what in _TOLD.items() if tag not in model.tags]
        if unknown:
            lacking.append(
                f"No examples of {', '.join(unknown)}: the model knows such lines by the rules alone. "
                "--add-to-shipped adds the shipped minutes, which have them."
            )
        tables = [Table(f"Lines by kind, {facts['left_out']} left out of training", rows)] if facts["tags"] else []
        if facts["unlisted"]:
            rows = [("line", "lines", "found")]
            rows += [(tag, str(row["lines"]), f"{row['found']:.3f}") for tag, row in facts["unlisted"].items()]
            tables.append(Table("Headings, labels and marks that no file lists, with other words in their place", rows))
        if facts["run_in"]:
            rows = [("line", "lines", "found")]
            rows += [(tag, str(row["lines"]), f"{row['found']:.3f}") for tag, row in facts["run_in"].items()]
            tables.append(Table("Headings that no file lists, run into the paragraph behind a colon", rows))
        return Learned(summary, model.facts, tables, lacking, model.to_disk)


def _measured(facts: Mapping[str, Any]) -> str:
    """Return in a sentence what `measure` has found."""
    if facts["accuracy"] is None:
        return "How well they are told apart is not known: that takes a second document."
    unlisted = [
        f"{facts['unlisted'][tag]['found']:.3f} of {what}" for tag, what in _TOLD.items() if tag in facts["unlisted"]
    ]
    return f"With {facts['left_out']} left out of training: {facts['accuracy']:.3f} of the lines right" + (
        f"; of lines that no file lists, in other words, {', '.join(unlisted)}." if unlisted else "."
    )
