"""From inputs to answers, in their order or as they come."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from referat_nlp.batch.reading import as_ready, in_order, prepare
from referat_nlp.batch.workers import Answer, Job
from referat_nlp.inputs import Input
from referat_nlp.limits import Limits


class Shuffled:
    """Readers that answer in any order, and sometimes not at all for a while."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.jobs: list[Job] = []
        self.chance = random.Random(1)

    @property
    def busy(self) -> int:
        return len(self.jobs)

    @property
    def idle(self) -> bool:
        return len(self.jobs) < self.count

    def hand_out(self, job: Job) -> None:
        assert self.idle
        self.jobs.append(job)

    def wait(self, seconds: float) -> list[Answer]:
        if self.chance.random() < 0.2:
            return []
        # the first waits for long
        job = self.jobs.pop(self.chance.randrange(len(self.jobs)) if self.chance.random() < 0.05 else -1)
        return [Answer(job.number, job.source, b"read")]


def jobs(count: int, asked: list[int]):
    for number in range(count):
        asked.append(number)
        source = Input(Path(f"{number}"), "", "")
        yield Answer(number, source, error="known") if number % 7 == 3 else Job(number, source)


def test_answers_come_in_order_and_never_far_behind_what_is_asked_for():
    asked: list[int] = []
    got = []
    for answer in in_order(jobs(500, asked), Shuffled(4)):
        if answer is not None:
            got.append(answer.number)
            assert len(asked) <= len(got) + 8 * 4 + 1
    assert got == list(range(500))


def test_answers_as_they_come_are_all_there():
    answers = [answer for answer in as_ready(jobs(100, []), Shuffled(3)) if answer is not None]
    assert sorted(answer.number for answer in answers) == list(range(100))
    assert [answer.number for answer in answers] != list(range(100))
    assert sum(answer.error is not None for answer in answers) == 14


def test_nothing_to_read_is_no_answer():
    assert list(in_order([], Shuffled(1))) == []


def test_what_needs_no_other_process_is_answered_at_once(tmp_path):
    missing, folder = (Input(path, str(path), "a") for path in (tmp_path / "no", tmp_path))
    assert "no such file" in prepare(0, missing, Limits()).error
    assert "this is a folder" in prepare(0, folder, Limits()).error
    assert prepare(0, Input(tmp_path, "a", "a", "a fault."), Limits()).error == "a fault."
    (tmp_path / "a").touch()
    assert prepare(3, Input(tmp_path / "a", "a", "a"), Limits()) == Job(3, Input(tmp_path / "a", "a", "a"))


@pytest.mark.skipif(sys.platform != "linux", reason="files of a process")
def test_file_that_only_this_process_has_open_is_read_here(tmp_path):
    (tmp_path / "a").write_bytes(b"content")
    with (tmp_path / "a").open("rb") as file:
        path = f"/dev/fd/{file.fileno()}"
        assert prepare(0, Input(Path(path), path, "a"), Limits()).data == b"content"


@pytest.mark.skipif(sys.platform == "win32", reason="devices")
def test_device_is_read_here_and_no_further_than_allowed():
    job = prepare(0, Input(Path("/dev/zero"), "/dev/zero", "zero"), Limits(file_bytes=1000))
    assert job.data == bytes(1001)
