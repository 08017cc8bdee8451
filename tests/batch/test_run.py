"""Runs as a user meets them: into places, stopped and gone on with. Documents are read in this process."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from referat_nlp.batch.lock import Lock
from referat_nlp.cli import main

pytestmark = pytest.mark.usefixtures("in_process")
MINUTES = """\
Hovby Kommune
Teknisk Udvalg
Mødedato: 3. marts 2021

1. Ny cykelsti ved Mosevej
Sagsnr. 21/47{}
Beslutning
Godkendt.
"""
NO_MINUTES = "Kære Hanne. Tak for kagen i går.\n"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["extract", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of six documents, the fourth of which is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        text = NO_MINUTES if number == 3 else MINUTES.format(number)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the documents that are read, as they are."""
    from referat_nlp.batch import run

    names: list[str] = []
    hand_out = run.Workers.hand_out

    def noted(self, job):
        names.append(job.source.name)
        hand_out(self, job)

    monkeypatch.setattr(run.Workers, "hand_out", noted)
    return names


@pytest.fixture
def stop_at(monkeypatch: pytest.MonkeyPatch):
    """Return what makes the next run meet Ctrl-C when it comes to a document."""
    from referat_nlp.batch import run

    def stop_at(name: str) -> None:
        hand_out = run.Workers.hand_out

        def stopped(self, job):
            if job.source.name == name:
                monkeypatch.setattr(run.Workers, "hand_out", hand_out)
                raise KeyboardInterrupt
            hand_out(self, job)

        monkeypatch.setattr(run.Workers, "hand_out", stopped)

    return stop_at


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def lines(path: Path) -> list[str]:
    return [json.loads(line)["source"]["name"] for line in path.read_text(encoding="utf-8").splitlines()]


# What a database or a workbook has beside it
NEXT_TO = {
    "out.xlsx": {"out.datapackage.json"},
    "out.sqlite": {"out.datapackage.json", "out.metadata.json"},
}
GOOD = [f"{number}.txt" for number in (0, 1, 2, 4, 5)]


# -- places and forms --------------------------------------------------------------------------------------------------


def test_one_file_of_lines_is_what_would_be_printed(tmp_path, folder):
    out = tmp_path / "new" / "out.jsonl"
    result = run(folder, "-o", out)
    assert result.exit_code == 1
    assert lines(out) == GOOD
    assert out.read_bytes() == run(folder).stdout_bytes
    assert visible(out.parent) == ["out.jsonl", "out.jsonl.errors.jsonl"]


def test_large_documents_are_begun_first_and_one_process_keeps_their_order(tmp_path, folder, read):
    (folder / "4.txt").write_text(MINUTES.format("0" * 3), encoding="utf-8")
    (folder / "5.txt").write_text(MINUTES.format("0" * 2), encoding="utf-8")
    run(folder, "-o", tmp_path / "a.jsonl", "--jobs", 2)
    assert read == ["4.txt", "5.txt", "0.txt", "1.txt", "2.txt", "3.txt"]
    read.clear()
    run(folder, "-o", tmp_path / "b.jsonl", "--jobs", 1)
    assert read == [f"{number}.txt" for number in range(6)]
    assert lines(tmp_path / "a.jsonl") == lines(tmp_path / "b.jsonl") == GOOD


def test_results_are_printed_as_they_are_ready_on_demand(folder, read):
    (folder / "4.txt").write_text(MINUTES.format("0" * 3), encoding="utf-8")
    result = run(folder, "--jobs", 2, "--unordered")
    assert result.exit_code == 1
    assert read[0] == "4.txt"
    assert sorted(result.stdout.splitlines()) == sorted(run(folder, "--jobs", 2).stdout.splitlines())


def test_tables_have_the_documents_in_their_order(tmp_path, folder):
    assert run(folder, "-o", tmp_path / "out", "--format", "csv").exit_code == 1
    with (tmp_path / "out" / "meetings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [next(value for value in row.values() if value.endswith(".txt")) for row in rows] == GOOD


@pytest.mark.parametrize(
    ("output", "options", "file"),
    [
        ("out.db", [], "out.db"),
        ("out", ["--format", "sqlite"], "out/referater.sqlite"),
        ("out.xlsx", [], "out.xlsx"),
        ("out", ["--format", "xlsx"], "out/referater.xlsx"),
        ("out", ["--format", "csv", "--excel"], "out/meetings.csv"),
    ],
)
def test_tables_are_where_the_output_says(tmp_path, folder, output, options, file):
    (folder / "3.txt").unlink()
    result = run(folder, "-o", tmp_path / output, *options)
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / file).is_file()
    assert hidden(tmp_path) == []
    assert hidden((tmp_path / file).parent) == []
    if file.endswith((".db", ".sqlite")):
        with closing(sqlite3.connect(tmp_path / file)) as database:
            assert database.execute("select count(*) from meetings").fetchone() == (5,)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "csv"],
        ["--resume"],
        ["--max-memory", "100"],
        ["--unordered", "-o", "a.jsonl"],
        ["--timeout", "inf"],
        ["--timeout", "nan"],
        ["--timeout", "1e12"],
        ["--timeout", "-1"],
        ["--excel"],
        ["--excel", "-o", "a.xlsx"],
        ["--format", "csv", "-o", "a.xlsx"],
        ["-o", "a.csv"],
        ["--format", "nosuch"],
    ],
)
def test_wrong_use_is_exit_code_2_and_nothing_is_written(tmp_path, folder, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    result = run(folder, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert visible(tmp_path) == ["in"]


def test_two_documents_of_one_name_are_a_row_and_a_failure(tmp_path):
    for place in ("1", "2"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(MINUTES.format(place), encoding="utf-8")
    result = run(tmp_path / "1", tmp_path / "2", "-o", tmp_path / "out", "--format", "csv")
    assert result.exit_code == 1
    assert "rename one of the two" in result.stderr
    assert json.loads((tmp_path / "out" / "errors.jsonl").read_bytes())["kind"] == "name"
    assert len((tmp_path / "out" / "meetings.csv").read_bytes().splitlines()) == 2
    # lines of JSON need no names
    assert run(tmp_path / "1", tmp_path / "2", "-o", tmp_path / "out.jsonl").exit_code == 0


@pytest.mark.parametrize("form", ["json", "csv", "sqlite"])
def test_run_into_a_folder_of_documents_does_not_read_what_it_wrote(folder, form, read):
    for _ in range(2):
        run(folder, "-o", folder / "out", "--format", form)
        run(folder, "-o", folder, "--format", form)
    assert sorted(read) == sorted([f"{number}.txt" for number in range(6)] * 4)


# -- failures ----------------------------------------------------------------------------------------------------------


def test_many_failures_are_counted_and_listed(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(25):
        (tmp_path / "in" / f"{number:02}.txt").touch()
    result = run(tmp_path / "in", "-o", tmp_path / "out")
    told = result.stderr.splitlines()
    assert len(told) == 21
    assert told[-1] == f"Error: 5 more could not be read; {tmp_path / 'out' / 'errors.jsonl'} names them all."
    listed = [json.loads(line) for line in (tmp_path / "out" / "errors.jsonl").read_bytes().splitlines()]
    assert [Path(row["input"]).name for row in listed] == [f"{number:02}.txt" for number in range(25)]


def test_failures_of_an_earlier_run_are_gone_when_there_are_none(tmp_path, folder):
    out = tmp_path / "out"
    assert run(folder, "-o", out).exit_code == 1
    assert visible(out) == [*(f"{name[0]}.json" for name in GOOD), "errors.jsonl"]
    (folder / "3.txt").write_text(MINUTES.format(3), encoding="utf-8")
    assert run(folder, "-o", out).exit_code == 0
    assert visible(out) == [f"{number}.json" for number in range(6)]
    assert hidden(out) == []


@pytest.mark.parametrize("output", ["errors.jsonl", "out.jsonl", "out.xlsx", "out.sqlite"])
def test_run_into_one_file_leaves_the_list_of_another_alone(tmp_path, folder, output):
    (tmp_path / "errors.jsonl").write_text("of another\n", encoding="utf-8")
    assert run(folder, "-o", tmp_path / output).exit_code == 1
    (folder / "3.txt").unlink()
    assert run(folder, "-o", tmp_path / output).exit_code == 0
    assert visible(tmp_path) == sorted({"errors.jsonl", "in", output} | NEXT_TO.get(output, set()))
    if output == "errors.jsonl":
        assert lines(tmp_path / output) == GOOD
    else:
        assert (tmp_path / "errors.jsonl").read_text(encoding="utf-8") == "of another\n"


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_file_that_a_link_names_is_written(tmp_path, folder):
    (tmp_path / "out.jsonl").symlink_to(tmp_path / "real.jsonl")
    run(folder, "-o", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").is_symlink()
    assert lines(tmp_path / "real.jsonl") == GOOD


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("name", ["", "journal.jsonl", "lock", "unfinished"])
def test_planted_link_is_refused_and_not_followed(tmp_path, folder, read, name):
    mine = tmp_path / "mine"
    mine.mkdir()
    for one in ("lock", "journal.jsonl", "unfinished"):
        (mine / one).write_text("mine", encoding="utf-8")
    hidden = tmp_path / "out" / ".referat-nlp"
    if name:
        hidden.mkdir(parents=True)
    else:
        hidden.parent.mkdir()
    (hidden / name if name else hidden).symlink_to(mine / name if name else mine)
    result = run(folder, "-o", tmp_path / "out")
    assert (result.exit_code, read) == (2, [])
    assert "this is a link; remove it" in result.stderr
    assert [path.read_text(encoding="utf-8") for path in mine.iterdir()] == ["mine"] * 3


# -- stopped and gone on with ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("output", ["out", "out.jsonl", "out.sqlite"])
def test_run_that_was_stopped_goes_on(tmp_path, folder, read, stop_at, output):
    whole, out = tmp_path / "whole" / output, tmp_path / "stopped" / output
    run(folder, "-o", whole)
    stop_at("5.txt")  # the smallest, 3.txt, comes last
    result = run(folder, "-o", out)
    assert result.exit_code == 130
    assert result.stderr == "Stopped: 3 of 6 documents were read; the same command with --resume goes on from there.\n"
    read.clear()
    result = run(folder, "-o", out, "--resume")
    assert result.exit_code == 1
    assert sorted(read) == ["3.txt", "4.txt", "5.txt"]
    assert result.stderr.startswith("3 of 6 documents have been read before.\nError: ")
    failures = [
        place / "errors.jsonl" if output == "out" else place.with_name(f"{output}.errors.jsonl")
        for place in (whole, out)
    ]
    assert failures[0].read_bytes() == failures[1].read_bytes()
    if output == "out":
        assert {p.name: p.read_bytes() for p in whole.glob("*.json")} == {
            p.name: p.read_bytes() for p in out.glob("*.json")
        }
    elif output == "out.jsonl":
        assert whole.read_bytes() == out.read_bytes()
    else:
        rows = []
        for place in (whole, out):
            with closing(sqlite3.connect(place)) as database:
                rows.append(database.execute("select * from decisions").fetchall())
        assert len(rows[0]) == 5
        assert rows[0] == rows[1]


def test_only_what_failed_or_changed_is_read_again(tmp_path, folder, read):
    out = tmp_path / "out.jsonl"
    run(folder, "-o", out)
    read.clear()
    assert run(folder, "-o", out, "--resume").exit_code == 1
    assert read == ["3.txt"]
    (folder / "1.txt").write_text(MINUTES.format(99999), encoding="utf-8")
    (folder / "3.txt").write_text(MINUTES.format(3), encoding="utf-8")
    (folder / "6.txt").write_text(MINUTES.format(6), encoding="utf-8")
    (folder / "0.txt").unlink()
    read.clear()
    assert run(folder, "-o", out, "--resume").exit_code == 0
    assert read == ["1.txt", "3.txt", "6.txt"]
    assert lines(out) == [f"{number}.txt" for number in range(1, 7)]
    assert "21/4799999" in out.read_text(encoding="utf-8")
    assert hidden(tmp_path) == []


def test_result_that_was_removed_is_made_again(tmp_path, folder, read):
    run(folder, "-o", tmp_path / "out")
    (tmp_path / "out" / "2.json").unlink()
    read.clear()
    run(folder, "-o", tmp_path / "out", "--resume")
    assert read == ["2.txt", "3.txt"]


def test_result_that_is_that_of_another_document_since_is_made_again(tmp_path, read):
    for place in ("1", "2"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_text(MINUTES.format(place), encoding="utf-8")
    bad = tmp_path / "bad.txt"
    bad.touch()  # so that there is something to go on with
    for place in ("1", "2", "1"):
        run(tmp_path / place / "a.txt", bad, "-o", tmp_path / "out", "--resume")
    assert read == ["a.txt", "bad.txt"] * 3
    assert "21/471" in (tmp_path / "out" / "a.json").read_text(encoding="utf-8")


def test_without_resume_all_is_read_anew(tmp_path, folder, read):
    run(folder, "-o", tmp_path / "out")
    run(folder, "-o", tmp_path / "out")
    assert len(read) == 12


def test_resume_under_other_settings_is_refused(tmp_path, folder, read):
    run(folder, "-o", tmp_path / "out.jsonl")
    read.clear()
    result = run(folder, "-o", tmp_path / "out.jsonl", "--resume", "--explain")
    assert result.exit_code == 2
    assert "other settings (explain)" in result.stderr
    assert read == []


def test_place_that_another_run_writes_is_refused(tmp_path, folder, read):
    (tmp_path / "out" / ".referat-nlp").mkdir(parents=True)
    lock = Lock(tmp_path / "out" / ".referat-nlp" / "lock", tmp_path / "out")
    result = run(folder, "-o", tmp_path / "out")
    lock.release()
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {tmp_path / 'out'}: another run (process {os.getpid()}) is writing there")
    assert read == []


def test_run_to_standard_output_that_is_stopped_says_how_far_it_came(folder, stop_at):
    stop_at("2.txt")
    result = run(folder)
    assert (result.exit_code, len(result.stdout.splitlines())) == (130, 1)
    assert result.stderr == "Stopped: 1 of 6 documents were read.\n"


def test_model_at_fault_leaves_nothing(tmp_path, folder):
    result = run(folder, "-o", tmp_path / "out", "--model", tmp_path / "none")
    assert result.exit_code == 1
    assert str(tmp_path / "none") in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_processes_that_are_stopped_go_on_to_the_same_end(tmp_path, number, code):
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n:02}.txt").write_text(MINUTES.format(n) * 4, encoding="utf-8")
    journal = tmp_path / ".out.jsonl.referat-nlp" / "journal.jsonl"
    command = [sys.executable, "-m", "referat_nlp", "extract", "-q", str(folder), "-o", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as started:
        until = time.monotonic() + 100
        while not (journal.exists() and journal.read_bytes().count(b"\n") > 3) and time.monotonic() < until:
            time.sleep(0.005)
        os.killpg(started.pid, number)
        assert started.stderr is not None
        told = started.stderr.read().decode()
    assert started.returncode == code
    assert told.startswith("Stopped: ") if code > 0 else not told
    assert told.count("\n") == (code > 0)
    assert not out.exists()
    assert run(folder, "-o", out, "--resume", "-q").output == ""
    assert lines(out) == [f"{n:02}.txt" for n in range(60)]
    assert hidden(tmp_path) == []
