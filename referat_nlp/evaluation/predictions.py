"""What a pipeline says about annotated documents, read in one process or in several with the same result.

A task has the documents and names the pipeline: a model from its folder, or one that is trained for the purpose,
without the layouts that the documents are in.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_nlp.annotations import Document, read_documents
from referat_nlp.errors import AnnotationError, InputError, ReferatError
from referat_nlp.evaluation.scoring import NOTHING
from referat_nlp.running import interrupt_held

if TYPE_CHECKING:
    from spacy.language import Language

    from referat_nlp.structure_model.training import Reading

# Documents that a process gets at a time where all are read with the same model.
_CHUNK = 12
Progress = Callable[[int, int], None]
"""Is called with how many documents are done, and of how many."""


@dataclass(slots=True)
class Prediction:
    """What a pipeline says about a document.

    `found` is its result as `output.to_dict` gives it; `fault` says why it is NOTHING. For each decision of the gold
    file, as it stands there, `probabilities` has every label's and `chosen` the labels that the pipeline would give.
    """

    found: dict[str, Any]
    fault: str | None = None
    probabilities: list[dict[str, float]] = field(default_factory=list)
    chosen: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Task:
    """Documents of a folder to be read with one pipeline.

    Where `left_out` is None, that is the one of `model` (None: the shipped one) and `phrases`; else one trained on the
    folder without these layouts, with the `strengths` of regularisation given.
    """

    folder: Path
    documents: tuple[Document, ...]
    model: Path | None = None
    phrases: Path | None = None
    left_out: frozenset[str] | None = None
    strengths: tuple[tuple[str, float], ...] = ()

    def pipeline(self) -> Language:
        """Return the pipeline.

        Raises:
            ReferatError: the model, the phrases or the annotations are at fault.

        """
        if self.left_out is None:
            return _loaded(self.model, self.phrases)
        return train_without(self.folder, self.left_out, dict(self.strengths))


def train_without(folder: Path, left_out: frozenset[str], strengths: Mapping[str, float] | None = None) -> Language:
    """Return a pipeline whose learned parts have seen the documents of a folder but not those of some layouts.

    What is learned from annotations is trained here, and only here, whatever is to be measured on layouts left out.

    Args:
        folder: Texts with their gold files.
        left_out: The layouts that stay unseen.
        strengths: Strengths of regularisation, where they are known; they are chosen anew otherwise.

    Raises:
        AnnotationError: too little is left to train on.

    """
    from referat_nlp.outcome_model.training import fit, read_examples
    from referat_nlp.pipeline import load
    from referat_nlp.structure_model.training import fit_readings

    examples = read_examples([folder], left_out)
    if len({e.layout for e in examples}) < 2 or len({label for e in examples for label in e.labels}) < 2:
        raise AnnotationError(
            f"{folder}: without {', '.join(sorted(left_out))}, training needs decisions of at least two layouts and "
            "two labels; annotate documents of more layouts."
        )
    nlp = load()
    outcomes: Any = nlp.get_pipe("referat_outcomes")
    outcomes.from_bytes(fit(examples, folds=FOLDS, strengths=strengths).to_bytes())
    structure: Any = nlp.get_pipe("referat_structure")
    readings = [one for layout, rows in _readings(folder) if layout not in left_out for one in rows]
    structure.from_bytes(fit_readings(readings).to_bytes())
    return nlp


@lru_cache(maxsize=1)
def _readings(folder: Path) -> list[tuple[str, list[Reading]]]:
    """Return each document's layout and what the tagger learns from it; the same for every layout that is left out."""
    from referat_nlp.structure_model.training import readings

    documents, _ = read_documents(folder)
    return [(document.layout, readings(document)) for document in documents]


# Into how many parts the layouts are divided for calibrating a model that is trained for measuring alone.
FOLDS = 3


def predict(document: Document, nlp: Language) -> Prediction:
    """Return what a pipeline says about a document."""
    from referat_nlp.extraction import extract
    from referat_nlp.output import to_dict

    try:
        prediction = Prediction(to_dict(extract(document.text, name=document.name, nlp=nlp)))
    except InputError as error:
        prediction = Prediction(NOTHING, str(error))
    outcomes: Any = nlp.get_pipe("referat_outcomes")
    texts = [decision["text"] for decision in document.decisions]
    if texts:
        labels = outcomes.classifier.labels
        rows = outcomes.classifier.probabilities(texts, outcomes.cues).tolist()
        prediction.probabilities = [dict(zip(labels, row, strict=True)) for row in rows]
        chosen = outcomes.classifier.predict(texts, outcomes.cues)
        prediction.chosen = [sorted(label for label, _ in labelled) for labelled in chosen]
    return prediction


def tasks_of(
    folder: Path, documents: Sequence[Document], model: Path | None = None, phrases: Path | None = None
) -> list[Task]:
    """Return the tasks of reading documents with one model."""
    chunks = (tuple(documents[start : start + _CHUNK]) for start in range(0, len(documents), _CHUNK))
    return [Task(folder, chunk, model, phrases) for chunk in chunks]


def run(tasks: Sequence[Task], jobs: int = 1, progress: Progress | None = None) -> list[dict[str, Prediction]]:
    """Return for each task the predictions by the documents' names.

    Args:
        tasks: What is to be read.
        jobs: Processes to read with.
        progress: Is called after each task.

    Raises:
        ReferatError: a model, the phrases or the annotations are at fault, or a process died.

    """
    total = sum(len(task.documents) for task in tasks)
    done: list[dict[str, Prediction]] = []
    read = 0
    jobs = min(jobs, len(tasks))
    try:
        for task, predictions in zip(tasks, _in_processes(tasks, jobs) if jobs > 1 else map(_run, tasks)):
            done.append(predictions)
            read += len(task.documents)
            if progress:
                progress(read, total)
    finally:
        # files may have changed when the next call comes
        _loaded.cache_clear()
    return done


def _in_processes(tasks: Sequence[Task], jobs: int) -> Iterator[dict[str, Prediction]]:
    # 'spawn' is the same on every system, and safe whatever threads the parent's libraries have started
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _leave_interrupts_to_the_parent)
    try:
        with interrupt_held():
            waiting = [pool.submit(_run, task) for task in tasks]
        for future in waiting:
            yield future.result()
    except BrokenProcessPool:
        raise ReferatError(
            "A process that was reading documents was stopped, most likely because memory ran out: use --jobs 1."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(task: Task) -> dict[str, Prediction]:
    nlp = task.pipeline()
    return {document.name: predict(document, nlp) for document in task.documents}


@lru_cache(maxsize=1)
def _loaded(model: Path | None, phrases: Path | None) -> Language:
    from referat_nlp.pipeline import load

    return load(model, phrases=phrases)
