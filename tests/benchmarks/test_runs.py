"""The harness itself, over functions that take no time to speak of."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from timing import runs, speed
from timing.record import Record
from timing.runs import Failed, Runs

SCRIPT = """
from timing.session import Session

session = Session()
done = []
session.in_turn(
    lambda: session.time("one", lambda: done.append(sum(range(1000))), read={"characters": 7}),
    lambda: session.time("other", lambda: done.append(0), before=lambda: done.append(1), warm=False),
)
"""


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return str(path)


def test_each_process_gives_one_value_of_each_thing_whatever_their_order(script: str) -> None:
    taken = Runs()
    for turn in range(2):
        taken.session(script, f"--turn={turn}")
    assert [bench.get_name() for bench in taken.suite] == ["one", "other"]
    record = Record.of(taken.suite)
    assert (record.rounds("one"), record.rounds("other")) == (2, 2)
    assert set(record.first) == {"one"}
    assert record.fact("one", "characters") == 7


def test_commands_are_timed_and_their_memory_is_measured() -> None:
    taken = Runs()
    taken.command("nothing", [sys.executable, "-c", "pass"])
    taken.peak("memory", [sys.executable, "-c", "pass"])
    taken.value("size", 5e6, unit="byte")
    record = Record.of(taken.suite)
    assert 0 < record.median("nothing") < 60
    assert 1e6 < record.median("memory") < 1e9
    assert record.median("size") == 5e6


def test_what_a_failing_process_said_last_is_the_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.py"
    path.write_text("raise SystemExit('no such texts')", encoding="utf-8")
    with pytest.raises(Failed, match=r"^no such texts$"):
        Runs().session(str(path))
    sentence = r"^A process that times something failed: no such texts$"
    with pytest.raises(SystemExit, match=sentence), runs.failing_in_one_line():
        Runs().session(str(path))


def test_every_component_is_timed(nlp) -> None:
    spent = speed.by_component(nlp, ["Referat\n1. Budget\nBeslutning\nGodkendt.\n"])
    assert list(spent) == ["make_doc", *nlp.pipe_names]
    assert all(seconds > 0 for seconds in spent.values())
