"""What several tests share: a pipeline of rules, commands that read in this process, and work counted in place of time.

Work is the steps that Python takes, the same on every machine and in every run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import lru_cache
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest
from shapes import Shape

from referat_nlp.batch import worker
from referat_nlp.batch.workers import Answer, Job, Task, answer_of

if TYPE_CHECKING:
    from spacy.language import Language

Check = Callable[..., None]


@pytest.fixture(scope="session")
def nlp() -> Language:
    """Return the pipeline without its outcomes, which need a trained model."""
    # here, so that tests which need no spaCy start at once
    import spacy

    from referat_nlp import pipeline
    from referat_nlp.components import absent_members, amounts, case_numbers, decisions, proposals, structure  # noqa: F401

    nlp = spacy.blank("da")
    for name in pipeline.COMPONENTS:
        if name != "referat_outcomes":
            nlp.add_pipe(name)
    return nlp


def steps(task: Callable[[], object]) -> int:
    """Return how many lines of Python run in a task and how many functions are called, those written in C too."""
    count = 0

    def traced(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += 1
        return traced

    def called(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += 1

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(traced)
    sys.setprofile(called)
    try:
        task()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return count


@pytest.fixture(scope="session")
def steps_of() -> Callable[[Callable[[], object]], int]:
    """Return the function that counts the steps of a task."""
    return steps


@pytest.fixture(scope="session")
def check_linear() -> Check:
    """Return what asserts that twice the text takes about twice the steps, whatever is done once for any text."""

    def check(task: Callable[[str], object], shape: Shape, size: int = 1000) -> None:
        task(shape.text(size // 2))  # loads what is loaded once
        one, two, four = (steps(lambda: task(shape.text(times * size))) for times in (1, 2, 4))  # noqa: B023
        # linear time makes it 2, quadratic time 4
        assert four - two <= 2.2 * (two - one) + 100

    return check


class InProcess:
    """Readers as `batch.workers.Workers`, but in this process: for tests of what surrounds the reading."""

    def __init__(self, task: Task, count: int) -> None:
        self.count = 1
        self._task = task
        self._answers: list[Answer] = []

    def __enter__(self) -> InProcess:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    @property
    def busy(self) -> int:
        return len(self._answers)

    @property
    def idle(self) -> bool:
        return not self._answers

    def hand_out(self, job: Job) -> None:
        read = made(self._task.make, json.dumps(self._task.settings, sort_keys=True))
        head, body = worker.answer(read, job.source, job.data)
        self._answers.append(answer_of(job, head, body))

    def wait(self, seconds: float) -> list[Answer]:
        answers, self._answers = self._answers, []
        return answers


@lru_cache
def made(make: str, settings: str) -> worker.Read:
    return worker.made(make, json.loads(settings))


@pytest.fixture(scope="session")
def in_process_readers() -> type[InProcess]:
    """Return what stands in for `batch.workers.Workers` where a test reads in this process."""
    return InProcess


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands read in this process, with one pipeline for all tests of the same settings."""
    monkeypatch.setattr("referat_nlp.batch.run.Workers", InProcess)
