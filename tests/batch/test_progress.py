"""How far a run is: lines where nobody looks, a bar where somebody does."""

from __future__ import annotations

import io
import sys

import pytest

from referat_nlp.batch import progress
from referat_nlp.batch.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds that the clock shows, for the test to set."""
    seconds = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: seconds[0])
    return seconds


def work(clock: list[float], documents: int, seconds: float, *, quiet: bool = False, before: int = 0) -> None:
    shown = Progress(documents, quiet=quiet)
    shown.begin(before, 0)
    with shown:
        for number in range(before, documents):
            clock[0] += seconds
            shown.count(failed=number % 10 == 0)


def test_short_run_says_nothing(clock, capsys):
    work(clock, 9, 1)
    assert capsys.readouterr() == ("", "")


def test_long_run_says_how_far_it_is_every_ten_seconds(clock, capsys):
    work(clock, 100, 0.5)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "20 of 100 read, 2 failed, 2.0 a second, about 40 s left",
        "40 of 100 read, 4 failed, 2.0 a second, about 30 s left",
        "60 of 100 read, 6 failed, 2.0 a second, about 20 s left",
        "80 of 100 read, 8 failed, 2.0 a second, about 10 s left",
        "100 of 100 read, 10 failed, 2.0 a second, about 0 s left",
    ]


def test_run_that_goes_on_counts_its_own_time(clock, capsys):
    work(clock, 40, 0.5, before=20)
    assert capsys.readouterr().err.splitlines() == [
        "20 of 40 documents have been read before.",
        "40 of 40 read, 2 failed, 2.0 a second, about 0 s left",
    ]


def test_first_documents_foretell_nothing(clock, capsys):
    work(clock, 5, 6)
    assert capsys.readouterr().err.splitlines() == ["2 of 5 read, 1 failed", "4 of 5 read, 1 failed"]


def test_who_was_told_how_far_it_was_is_told_the_end(clock, capsys):
    shown = Progress(30, quiet=False)
    with shown:
        for number in range(30):
            clock[0] += 0.6
            shown.count(failed=number == 3)
    shown.end("tabeller")
    assert capsys.readouterr().err.splitlines()[-1] == "29 documents read, 1 failed. Results: tabeller"


@pytest.mark.parametrize(("documents", "quiet"), [(100, True), (1, False)])
def test_quiet_run_or_single_document_says_nothing(clock, capsys, documents, quiet):
    work(clock, documents, 20, quiet=quiet)
    assert capsys.readouterr().err == ""


def test_terminal_gets_a_bar_and_messages_above_it(clock, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with Progress(10, quiet=False) as shown:
        shown.count(failed=True)
        shown.say("Warning: [a].txt: æøå")
        # the bar is drawn by the clock of its own
        shown._bar.refresh()
    text = sys.stderr.getvalue()
    assert "Warning: [a].txt: æøå\n" in text
    assert "1/10" in text
    assert "1 failed" in text
