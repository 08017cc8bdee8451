"""What several tests share: a pipeline of rules, and work counted in place of time.

Work is the steps that Python takes, the same on every machine and in every run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

import pytest
from shapes import Shape

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
