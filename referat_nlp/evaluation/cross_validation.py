"""How good a pipeline is on layouts that its learned parts have not seen, and how that grows with the annotations."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from referat_nlp.annotations import Document
from referat_nlp.errors import AnnotationError
from referat_nlp.evaluation.figures import Figures, figures
from referat_nlp.evaluation.predictions import Prediction, Progress, Task, run
from referat_nlp.evaluation.scoring import score_document

# With fewer layouts nothing can be left out and anything be learned from the rest.
FEWEST_LAYOUTS = 3
FEWEST_FOR_CURVE = 12
# The learning curve: on so many parts of the layouts it is measured, with these shares of the other documents.
PARTS = 3
SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the learning curve: how many documents were trained on (in the mean of the parts), and the figures."""

    documents: float
    figures: Figures


def left_out(
    folder: Path,
    documents: Sequence[Document],
    jobs: int = 1,
    progress: Progress | None = None,
    groups: int | None = None,
) -> dict[str, Prediction]:
    """Return for each document what a pipeline says that was trained on the documents of all other layouts.

    With `groups` the layouts are dealt into so many groups, and a whole group is left out at a time: fewer models are
    trained, each on less, so that the figures are rather too low than too high.

    The strengths of regularisation are chosen once, on all documents: two numbers that hardly differ from layout to
    layout, and training takes less than half the time. All else is learned anew each time.

    Raises:
        AnnotationError: there are too few layouts.

    """
    layouts = sorted({document.layout for document in documents})
    if len(layouts) < FEWEST_LAYOUTS:
        raise AnnotationError(
            f"{folder}: {len(layouts)} layouts, and leaving one out needs at least {FEWEST_LAYOUTS}; documents named "
            "NAME-1, NAME-2 … are of one layout."
        )
    number = len(layouts) if groups is None else max(2, min(groups, len(layouts)))
    dealt = [frozenset(layouts[k::number]) for k in range(number)]
    strengths = _strengths(folder)
    tasks = [
        Task(
            folder,
            tuple(document for document in documents if document.layout in group),
            left_out=group,
            strengths=strengths,
        )
        for group in dealt
    ]
    return {name: found for predictions in run(tasks, jobs, progress) for name, found in predictions.items()}


def learning_curve(
    folder: Path, documents: Sequence[Document], jobs: int = 1, progress: Progress | None = None, seed: int = 0
) -> list[Point]:
    """Return figures on layouts left out of training, by how many documents were trained on; [] with too few layouts.

    The layouts are dealt into parts. Each part is read by pipelines that are trained on more and more of the others,
    each on the documents of the one before it and further layouts.
    """
    layouts = sorted({document.layout for document in documents})
    if len(layouts) < FEWEST_FOR_CURVE:
        return []
    random.Random(seed).shuffle(layouts)
    strengths = _strengths(folder)
    number = {layout: sum(document.layout == layout for document in documents) for layout in layouts}
    tasks: list[Task] = []
    trained: list[list[int]] = [[] for _ in SHARES]
    for part in range(PARTS):
        unseen = layouts[part::PARTS]
        others = [layout for layout in layouts if layout not in unseen]
        for step, share in enumerate(SHARES):
            seen = others[: max(2, round(share * len(others)))]
            trained[step].append(sum(number[layout] for layout in seen))
            tasks.append(
                Task(
                    folder,
                    tuple(document for document in documents if document.layout in unseen),
                    left_out=frozenset(layouts) - frozenset(seen),
                    strengths=strengths,
                )
            )
    found = run(tasks, jobs, progress)
    points = []
    for step, numbers in enumerate(trained):
        predictions = {name: p for part in found[step :: len(SHARES)] for name, p in part.items()}
        scores = [score_document(d.name, d.text, d.gold, predictions[d.name].found) for d in documents]
        points.append(Point(sum(numbers) / PARTS, figures(scores)))
    return points


def _strengths(folder: Path) -> tuple[tuple[str, float], ...]:
    from referat_nlp.outcome_model.training import choose_strengths, read_examples

    examples = read_examples([folder])
    if not examples:
        raise AnnotationError(f"{folder}: no labelled decision was found, so there is nothing to train on.")
    return tuple(sorted(choose_strengths(examples).items()))
