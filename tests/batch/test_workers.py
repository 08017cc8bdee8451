"""Processes that read: what is answered when they die, hang or eat. The reading functions are fakes without spaCy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from referat_nlp.batch.workers import Answer, Job, Task, Workers
from referat_nlp.errors import ReferatError
from referat_nlp.inputs import Input, name_input

HERE = Path(__file__).parent
Ask = Callable[..., dict[str, Answer]]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def read_all(workers: Workers, jobs: list[Job]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    while jobs or workers.busy:
        while jobs and workers.idle:
            workers.hand_out(jobs.pop(0))
        answers |= {answer.source.name: answer for answer in workers.wait(10)}
    return answers


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return what lets processes read documents of the orders given, and returns the answers by name."""
    monkeypatch.syspath_prepend(HERE)

    def ask(
        *orders: str, count: int = 1, make: str = "obedient", timeout: float = 30, memory: int = 1000
    ) -> dict[str, Answer]:
        jobs = []
        for number, order in enumerate(orders):
            path = tmp_path / f"{number} {order}"
            path.write_text(order, encoding="utf-8")
            jobs.append(Job(number, name_input(str(path))))
        task = Task(f"fake_readers:{make}", {"folder": str(tmp_path)}, timeout, memory)
        with Workers(task, count) as workers:
            return read_all(workers, jobs)

    return ask


def reader_of(answer: Answer) -> int:
    """Return which process has read."""
    return int(answer.body.split()[0])


def test_all_documents_are_read_by_as_many_processes_as_asked_for(ask):
    answers = ask(*["ok"] * 12, count=2)
    assert sorted(answer.number for answer in answers.values()) == list(range(12))
    assert all(answer.error is None and answer.body.endswith(b" ok") for answer in answers.values())
    readers = {reader_of(answer) for answer in answers.values()}
    assert 1 <= len(readers) <= 2
    assert not any(map(alive, readers))


def test_result_has_its_warnings(ask):
    assert ask("warn")["0 warn"].warnings == ["a warning"]


def test_unreadable_document_is_an_answer_and_the_process_goes_on(ask):
    answers = ask("ok", "refuse", "stumble", "ok")
    assert answers["1 refuse"].error.endswith("1 refuse: refused.")
    assert answers["1 refuse"].kind == "unreadable"
    assert "fake_readers.py" in answers["2 stumble"].error
    assert answers["2 stumble"].kind == "fault"
    assert reader_of(answers["0 ok"]) == reader_of(answers["3 ok"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("order", "name"), [("die", "SIGKILL"), ("crash", "SIGSEGV")])
def test_document_that_kills_its_process_costs_no_other(ask, order, name):
    answers = ask("ok", order, "ok")
    assert answers[f"1 {order}"].kind == "crash"
    assert name in answers[f"1 {order}"].error
    assert "--max-memory" in answers[f"1 {order}"].error
    assert reader_of(answers["0 ok"]) != reader_of(answers["2 ok"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_document_whose_process_was_killed_is_tried_again(ask):
    answers = ask("die once", "ok")
    assert answers["0 die once"].error is None
    assert answers["1 ok"].error is None


def test_document_that_takes_too_long_is_stopped(ask):
    answers = ask("ok", "hang", "ok", timeout=0.5)
    assert answers["1 hang"].kind == "timeout"
    assert "longer than 0.5 seconds" in answers["1 hang"].error
    assert answers["2 ok"].error is None


@pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory")
def test_document_that_eats_memory_fails_within_the_bound(ask):
    answers = ask("ok", "eat", "ok")
    assert answers["1 eat"].kind == "memory"
    assert "--max-memory" in answers["1 eat"].error
    # what was left of its memory is not trusted
    assert reader_of(answers["0 ok"]) != reader_of(answers["2 ok"])


def test_memory_that_other_documents_took_fails_none(ask):
    answers = ask("ok", "fill", "ok")
    assert answers["1 fill"].error is None
    assert reader_of(answers["0 ok"]) != reader_of(answers["1 fill"])


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process")
def test_process_that_has_grown_is_replaced(ask):
    answers = ask("ok", "ok", "grow", "ok", "ok")
    readers = [reader_of(answer) for _, answer in sorted(answers.items())]
    assert readers[0] == readers[1] == readers[2] != readers[3] == readers[4]


def test_process_that_ends_before_it_is_ready_is_tried_again(ask):
    answers = ask("ok", "die once", "ok", make="late_leaving")
    assert [answer.error for answer in answers.values()] == [None] * 3


def test_process_that_ends_by_itself_is_told_by_its_own_exit_code(ask):
    with pytest.raises(ReferatError, match="exit code 3"):
        ask("ok", make="leaving")


def test_model_at_fault_stops_the_run(ask):
    with pytest.raises(ReferatError, match="there is no model"):
        ask("ok", make="without_model")
    with pytest.raises(ReferatError, match="the model is damaged"):
        ask("model")


@pytest.mark.parametrize(("make", "words"), [("dying", "before it was ready"), ("missing", "a fault in referat-nlp")])
def test_process_that_cannot_start_stops_the_run(ask, make, words):
    with pytest.raises(ReferatError, match=words):
        ask("ok", make=make)


def test_content_that_is_given_is_read_in_place_of_a_file(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(HERE)
    with Workers(Task("fake_readers:obedient", {"folder": str(tmp_path)}), 1) as workers:
        jobs = [Job(0, name_input("-"), "søen\n".encode()), Job(1, Input(Path("nowhere"), "x\udcff", "y"), b"")]
        answers = read_all(workers, jobs)
    assert answers["stdin"].body.decode().endswith(" stdin søen\n")
    assert answers["y"].body.endswith(b" y ")
    assert answers["y"].source.shown == "x\udcff"


@pytest.mark.skipif(sys.platform != "linux", reason="processes that end with their parent")
def test_killed_parent_leaves_no_process(tmp_path):
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from referat_nlp.batch.workers import Job, Task, Workers\n"
        "from referat_nlp.inputs import name_input\n"
        "with Workers(Task('fake_readers:obedient', {'folder': sys.argv[2]}), 1) as workers:\n"
        "    workers.hand_out(Job(0, name_input('-'), b'hang'))\n"
        "    while True: workers.wait(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(HERE), str(tmp_path)]) as parent:
        hanging = tmp_path / "hanging"
        until = time.monotonic() + 60
        while not (hanging.exists() and hanging.read_text()) and time.monotonic() < until:
            time.sleep(0.02)
        parent.send_signal(signal.SIGKILL)
    reader = int(hanging.read_text())
    until = time.monotonic() + 20
    while alive(reader) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(reader)
