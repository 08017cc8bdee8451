"""The command line as a user meets it. All minutes are invented."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result

from referat_nlp import __version__, inputs
from referat_nlp.cli import main
from referat_nlp.cli_parts import printable
from referat_nlp.output import schema_text

MINUTES = """\
Hovby Kommune
Teknisk Udvalg
Mødedato: 3. marts 2021
Mødetidspunkt: 16:00

1. Ny cykelsti ved Mosevej
Sagsnr. 21/4711
Indstilling
Forvaltningen indstiller,
at der bevilges 1,2 mio. kr. til stien.
Beslutning
Godkendt.
Fraværende: Ida Holm (A)

2. Orientering om vejtræer
Sagsnr. 21/4712
Beslutning
Orienteringen blev taget til efterretning.
"""
NO_MINUTES = "Kære Hanne. Tak for kagen i går. Vi ses på mandag.\n"
pytestmark = pytest.mark.usefixtures("in_process")
COMMANDS = [
    *([name] for name in sorted(main.commands)),
    *(["annotations", name] for name in sorted(main.commands["annotations"].commands)),
]


def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(path: Path, text: str = MINUTES) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "referat_nlp.cli", *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(command, check=False, timeout=300, **streams)


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def names(result: Result) -> list[str]:
    return [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()]


# -- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=["main", *map(" ".join, COMMANDS)])
def test_help_shows_an_example(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    referat-nlp {' '.join(command)}" in result.stdout


def test_version_is_the_package_s():
    assert run("--version").stdout == f"referat-nlp, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["extract", "--help"],
        ["train", "--help"],
        ["evaluate", "--help"],
        ["annotations", "prelabel", "--help"],
        ["schema"],
    ],
)
def test_help_imports_nothing_heavy(arguments):
    heavy = (
        "spacy",
        "thinc",
        "sklearn",
        "scipy",
        "numpy",
        "rich",
        "safetensors",
        "jinja2",
        "matplotlib",
        "dask",
        "distributed",
        "fsspec",
        "pyarrow",
        "referat_nlp.pipeline",
    )
    program = (
        "import sys; from referat_nlp.cli import main\n"
        f"try: main({arguments!r})\n"
        f"finally: print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("arguments", [["extract"], ["show"], ["extract", "--jobs", "0", "a"], ["nosuch"], ["train"]])
def test_wrong_use_is_exit_code_2(arguments):
    assert run(*arguments).exit_code == 2


# -- extract: what is printed ----------------------------------------------------------------------------------------


def test_one_document_is_one_indented_object(tmp_path):
    result = run("extract", write(tmp_path / "a.txt"))
    assert result.exit_code == 0
    assert result.stdout.startswith('{\n  "schema"')
    data = json.loads(result.stdout)
    jsonschema.validate(data, json.loads(schema_text()))
    assert [item["decisions"][0]["text"] for item in data["items"]] == [
        "Godkendt.",
        "Orienteringen blev taget til efterretning.",
    ]


def test_several_documents_are_lines_in_the_order_given(tmp_path):
    result = run("extract", write(tmp_path / "b.txt"), write(tmp_path / "a.md"))
    assert result.exit_code == 0
    assert names(result) == ["b.txt", "a.md"]


def test_folder_means_its_text_files_at_any_depth_sorted(tmp_path):
    for name in (
        "z.txt",
        "a/y.MD",
        "a-b/x.text",
        "ø.markdown",
        "a/note.png",
        ".hidden.txt",
        ".git/a.txt",
        "a/b.gold.json",
    ):
        write(tmp_path / name)
    assert names(run("extract", tmp_path)) == ["a/y.MD", "a-b/x.text", "z.txt", "ø.markdown"]


def test_folder_with_one_file_is_a_line_too(tmp_path):
    write(tmp_path / "a.txt")
    assert len(run("extract", tmp_path).stdout.splitlines()) == 1


def test_document_named_twice_is_read_once(tmp_path):
    path = write(tmp_path / "in" / "a.txt")
    again = tmp_path / "in" / ".." / "in" / "a.txt"
    assert names(run("extract", path, tmp_path / "in", again)) == ["a.txt"]


def test_dash_is_standard_input(tmp_path):
    data = json.loads(run("extract", "-", stdin=MINUTES).stdout)
    assert data["source"]["name"] == "stdin"
    assert data["source"]["media_type"] == "text/plain"


def test_format_jsonl_puts_one_document_on_one_line(tmp_path):
    assert len(run("extract", "--format", "jsonl", write(tmp_path / "a.txt")).stdout.splitlines()) == 1


def test_format_json_for_several_documents_is_wrong_use(tmp_path):
    result = run("extract", "--format", "json", write(tmp_path / "a.txt"), write(tmp_path / "b.txt"))
    assert (result.exit_code, result.stdout) == (2, "")


def test_result_does_not_hang_on_where_the_file_lies(tmp_path):
    one = run("extract", write(tmp_path / "one" / "a.txt")).stdout
    assert run("extract", write(tmp_path / "two" / "a.txt")).stdout == one


def test_jobs_change_no_byte(tmp_path):
    for n in range(5):
        write(tmp_path / f"{n}.txt", MINUTES.replace("4711", f"470{n}"))
    write(tmp_path / "3a.txt", NO_MINUTES)
    one, two = process("extract", "-q", "--jobs", "1", tmp_path), process("extract", "-q", "--jobs", "2", tmp_path)
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)
    assert len(one.stdout.splitlines()) == 5
    assert one.stderr.count(b"\n") == 1


# -- extract: -o -----------------------------------------------------------------------------------------------------


def test_output_folder_gets_a_file_for_each_document(tmp_path):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "b" / "Referat 3.2")
    out = tmp_path / "new" / "out"
    result = run("extract", "-o", out, tmp_path / "in", tmp_path / "in" / "b" / "Referat 3.2")
    assert (result.exit_code, result.output) == (0, "")
    assert sorted(p.name for p in out.iterdir()) == ["Referat 3.2.json", "a.json"]
    jsonschema.validate(json.loads((out / "a.json").read_text(encoding="utf-8")), json.loads(schema_text()))


def test_output_of_an_earlier_run_is_replaced(tmp_path):
    stale = write(tmp_path / "out" / "a.json", "stale")
    run("extract", "-o", tmp_path / "out", write(tmp_path / "a.txt"))
    assert json.loads(stale.read_text(encoding="utf-8"))["schema"] == "referat-nlp/1"


def test_two_documents_of_one_name_do_not_overwrite_each_other(tmp_path):
    first, second = write(tmp_path / "1" / "a.txt"), write(tmp_path / "2" / "a.txt")
    third = write(tmp_path / "3" / "c.txt")
    result = run("extract", "-o", tmp_path / "out", first, second, third)
    assert result.exit_code == 1
    assert str(first) in result.stderr
    assert str(second) in result.stderr
    assert json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))["source"]["name"] == "a.txt"
    assert (tmp_path / "out" / "c.json").exists()


def test_documents_that_differ_in_their_ending_alone_keep_it_in_their_results_names(tmp_path):
    for name in ("a.txt", "a.md", "b.txt", "2021/a.txt"):
        write(tmp_path / "in" / name)
    assert run("extract", "-o", tmp_path / "out", tmp_path / "in").exit_code == 0
    found = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json"))
    assert found == ["2021/a.json", "a.md.json", "a.txt.json", "b.json"]


def test_run_that_reads_nothing_leaves_earlier_results(tmp_path):
    place = tmp_path / "a.jsonl"
    assert run("extract", "-o", place, write(tmp_path / "a.txt")).exit_code == 0
    before = place.read_bytes()
    result = run("extract", "-o", place, tmp_path / "*.pdf")
    assert result.exit_code == 1
    assert "what was there is left as it was" in result.stderr
    assert place.read_bytes() == before


def test_old_word_file_in_a_folder_is_named(tmp_path):
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"))
    result = run("extract", tmp_path / "in")
    assert result.exit_code == 1
    assert "b.doc: this is an old Word file" in result.stderr
    assert names(result) == ["a.txt"]


def test_dash_as_output_is_standard_output(tmp_path):
    result = run("extract", "-o", "-", write(tmp_path / "a.txt"))
    assert json.loads(result.stdout)["source"]["name"] == "a.txt"
    assert not (Path.cwd() / "-").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipe_that_nobody_writes_into_keeps_to_its_time(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    result = run("extract", "--timeout", "0.2", tmp_path / "a.txt")
    assert result.exit_code == 1
    assert "nothing more came from it within 0.2 s" in result.stderr


def test_failed_document_leaves_no_file_but_is_listed(tmp_path):
    path = write(tmp_path / "a.txt", NO_MINUTES)
    result = run("extract", "-o", tmp_path / "out", path)
    assert result.exit_code == 1
    assert visible(tmp_path / "out") == ["errors.jsonl"]
    listed = json.loads((tmp_path / "out" / "errors.jsonl").read_text(encoding="utf-8"))
    assert (listed["input"], listed["kind"]) == (str(path), "unreadable")
    assert result.stderr == f"Error: {listed['error']}\n"


def test_output_that_cannot_be_written_is_one_document_s_fault(tmp_path):
    (tmp_path / "out" / "a.json").mkdir(parents=True)
    result = run("extract", "-o", tmp_path / "out", write(tmp_path / "a.txt"), write(tmp_path / "b.txt"))
    assert result.exit_code == 1
    assert "a.json cannot be written" in result.stderr
    assert visible(tmp_path / "out") == ["a.json", "b.json", "errors.jsonl"]


def test_output_that_is_a_file_is_wrong_use(tmp_path):
    path = write(tmp_path / "a.txt")
    assert run("extract", "-o", path, path).exit_code == 2
    assert run("extract", "-o", path / "out", path).exit_code == 2
    assert path.read_text(encoding="utf-8") == MINUTES


# -- bad input -------------------------------------------------------------------------------------------------------


BAD = {
    "missing": (None, "no such file"),
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \n\n", "empty"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "word": (b"PK\x03\x04xyz", "Word"),
    "web": (b"<!DOCTYPE html><title>404</title><p>The page was not found", "no agenda item"),
    "damaged UTF-16": (b"\xff\xfe\x00\xd8", "UTF-16"),
    "no minutes": (NO_MINUTES.encode(), "no agenda item"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_sentence_and_the_others_are_read(tmp_path, content, words):
    bad, good = tmp_path / "bad.txt", write(tmp_path / "good.txt")
    if content is not None:
        bad.write_bytes(content)
    result = run("extract", bad, good)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {bad}: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert names(result) == ["good.txt"]
    assert run("show", bad).exit_code == 1


@pytest.mark.parametrize("name", ["a.json", "a.CSV"])
def test_other_kinds_of_text_are_refused_by_their_ending(tmp_path, name):
    result = run("extract", write(tmp_path / name))
    assert result.exit_code == 1
    assert "Markdown" in result.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le"])
def test_other_encodings_are_read_with_a_warning(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(MINUTES.encode(encoding))
    result = run("extract", path)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"Warning: {path}: The file is")
    data = json.loads(result.stdout)
    assert len(data["source"]["warnings"]) == 1
    assert data["items"][0]["absent_members"][0]["name"] == "Ida Holm"


def test_folder_without_text_files_is_an_error(tmp_path):
    write(tmp_path / "in" / "a.png")
    result = run("extract", tmp_path / "in", write(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert "there is no document in this folder" in result.stderr
    assert names(result) == ["a.txt"]


def test_folder_that_cannot_be_listed_is_an_error(tmp_path, monkeypatch):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "shut" / "b.txt")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = run("extract", tmp_path / "in")
    assert result.exit_code == 1
    assert "shut: the folder cannot be read (Permission denied)" in result.stderr
    assert names(result) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_in_circles_and_pipes_do_no_harm(tmp_path):
    write(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    result = run("extract", tmp_path)
    assert result.exit_code == 1
    assert names(result) == ["a.txt"]
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        str(tmp_path / "gone.txt"),
        str(tmp_path / "self.txt"),
    ]


def test_odd_names_are_read_and_printed_on_one_line(tmp_path):
    odd = "blå bær\n\x1b[31m.txt"
    result = run("extract", write(tmp_path / odd), write(tmp_path / f"tom {odd}", ""))
    assert names(result) == [odd]
    assert result.stderr.count("\n") == 1
    assert "tom blå bær\\n\\x1b[31m.txt" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_name_that_is_no_text_is_printed_all_the_same(tmp_path):
    path = os.fsencode(tmp_path) + b"/a\xff.txt"
    with open(path, "w", encoding="utf-8") as file:
        file.write(MINUTES)
    result = run("extract", "-o", tmp_path / "out", tmp_path)
    assert (result.exit_code, result.output) == (0, "")
    assert os.listdir(os.fsencode(tmp_path / "out")) == [b"a\xff.json"]


def test_fault_of_ours_is_told_and_the_others_are_read(tmp_path, monkeypatch):
    import referat_nlp.extraction

    from_doc = referat_nlp.extraction.from_doc

    def faulty(doc, loaded, **options):
        if loaded.name.endswith("a.txt"):
            raise ZeroDivisionError("by\nzero")
        return from_doc(doc, loaded, **options)

    monkeypatch.setattr(referat_nlp.extraction, "from_doc", faulty)
    result = run("extract", write(tmp_path / "a.txt"), write(tmp_path / "b.txt"))
    assert result.exit_code == 1
    assert "test_cli.py" in result.stderr
    assert "ZeroDivisionError: by\\nzero" in result.stderr
    assert names(result) == ["b.txt"]


def test_error_outside_the_documents_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "find_inputs", lambda arguments: 1 / 0)
    result = run("extract", write(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: a fault in referat-nlp")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is full")
def test_full_disk_is_one_sentence(tmp_path):
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "referat_nlp.cli", "schema"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: output: ")
    assert "Traceback" not in done.stderr


def test_reader_that_goes_away_is_no_error_message(tmp_path):
    # more than a pipe holds, so that the command must notice
    path = write(
        tmp_path / "a.txt", MINUTES + "".join(f"{n}. Sag nr. {n}\nBeslutning\nGodkendt.\n" for n in range(3, 400))
    )
    command = [sys.executable, "-m", "referat_nlp.cli", "extract", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="groups of processes")
def test_interrupt_is_answered_by_one_process_only(tmp_path):
    for n in range(300):
        write(tmp_path / f"{n}.txt")
    command = [sys.executable, "-m", "referat_nlp.cli", "extract", "--jobs", "2", str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as started:
        assert started.stderr is not None
        time.sleep(0.7)  # the others are being started
        os.killpg(started.pid, signal.SIGINT)
        errors = started.stderr.read()
    assert started.returncode != 0
    assert b"spawn_main" not in errors


# -- models and phrases ----------------------------------------------------------------------------------------------


def test_missing_model_is_one_sentence_that_names_it(tmp_path):
    result = run("extract", "--model", tmp_path / "none", write(tmp_path / "a.txt"), write(tmp_path / "b.txt"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path / 'none'}: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_damaged_model_is_one_sentence_that_names_it(tmp_path, jobs):
    write(tmp_path / "model" / "meta.json", "{")
    write(tmp_path / "model" / "weights.safetensors", "x")
    files = [write(tmp_path / "a.txt"), write(tmp_path / "b.txt")]
    done = process("extract", "-q", "--jobs", jobs, "--model", tmp_path / "model", *files)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(f"Error: {tmp_path / 'model'}: ".encode())
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("content", ["[kinds\n", '[kinds]\nfinale = ["Slut"]\n'])
def test_damaged_phrase_file_is_one_sentence_that_names_it(tmp_path, content):
    bad = write(tmp_path / "phrases" / "headings.toml", content)
    result = run("extract", "--phrases", tmp_path / "phrases", write(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {bad}: ")


def test_own_phrases_add_a_heading(tmp_path):
    write(tmp_path / "phrases" / "headings.toml", '[kinds]\ndecision = ["Konklusionen"]\n')
    minutes = write(tmp_path / "a.txt", MINUTES.replace("Beslutning\n", "Konklusionen\n"))
    without, own = (
        json.loads(run("extract", "--explain", *options, minutes).stdout)
        for options in ([], ["--phrases", tmp_path / "phrases"])
    )
    known = [{s["heading"]: s["by"] for s in item["sections"]}.get("Konklusionen") for item in without["items"]]
    assert known == ["model", "model"]  # not listed, and yet understood
    assert [s["by"] for s in own["items"][0]["sections"] if s["heading"] == "Konklusionen"] == ["rules"]
    assert own["items"][0]["decisions"][0]["text"] == "Godkendt."


def test_explained_decision_names_its_section_and_how_sure_the_model_was(tmp_path):
    minutes = write(tmp_path / "a.txt", MINUTES.replace("Beslutning\n", "Konklusionen\n"))
    explained = json.loads(run("extract", "--explain", minutes).stdout)["items"][0]
    reason = explained["decisions"][0]["explanation"]
    assert (reason["kind"], reason["heading"], reason["by"]) == ("decision", "Konklusionen", "model")
    assert 0.5 < reason["certainty"] <= 1
    reason = explained["proposals"][0]["explanation"]
    assert (reason["kind"], reason["by"], reason["certainty"]) == ("proposal", "rules", None)
    assert "explanation" not in json.loads(run("extract", minutes).stdout)["items"][0]["decisions"][0]


# -- show ------------------------------------------------------------------------------------------------------------


def test_show_is_plain_where_no_terminal_reads_it(tmp_path, monkeypatch):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    result = run("show", write(tmp_path / "a.txt"))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "Beslutning       Godkendt.\n" in result.stdout


def test_show_colours_unless_no_color_is_set(tmp_path, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    path = write(tmp_path / "a.txt")
    assert "\x1b[" in run("show", path).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("show", path).stdout


@pytest.mark.parametrize("columns", [60, 100])
def test_show_keeps_to_the_width(tmp_path, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = run("show", write(tmp_path / "a.txt")).stdout.splitlines()
    assert max(map(len, lines)) == columns


def test_show_reads_standard_input():
    assert "Ny cykelsti ved Mosevej" in run("show", "-", stdin=MINUTES).stdout


def test_show_survives_an_output_that_cannot_print_letters(tmp_path):
    done = process("show", write(tmp_path / "a.txt"), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"Frav?rende" in done.stdout


def test_show_of_a_folder_is_one_sentence(tmp_path):
    result = run("show", tmp_path)
    assert result.exit_code == 1
    assert "folder" in result.stderr


# -- train, check, schema --------------------------------------------------------------------------------------------


def gold(folder: Path, name: str, decisions: dict[str, str]) -> None:
    """Write a document with an item for each decision, and its gold file."""
    text, items = "Teknisk Udvalg\nMødedato: 3. marts 2021\n\n", []
    for number, (decision, label) in enumerate(decisions.items(), start=1):
        text += f"{number}. Sag nr. {number}\nBeslutning\n{decision}\n\n"
        row = {
            "text": decision,
            "body": "Teknisk Udvalg",
            "date": "2021-03-03",
            "own": True,
            "outcomes": [label],
            "votes": None,
        }
        empty: dict[str, list[object]] = {
            key: [] for key in ("case_numbers", "proposals", "absent_members", "amounts", "table_amounts")
        }
        items.append(
            {"number": str(number), "title": f"Sag nr. {number}", "closed": False, **empty, "decisions": [row]}
        )
    meeting = {
        "municipality": None,
        "body": "Teknisk Udvalg",
        "date": "2021-03-03",
        "start_time": None,
        "place": None,
        "participants": [],
        "absent_members": [],
    }
    write(folder / f"{name}.txt", text)
    write(folder / f"{name}.gold.json", json.dumps({"document": f"{name}.txt", "meeting": meeting, "items": items}))


def test_trained_model_is_used_and_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("nord-1", "syd-1"):
        gold(tmp_path / "gold", name, {"Godkendt.": "ja tak", "Godkendt i dag.": "ja tak", "Afslået.": "nej tak"})
    for model in ("one", "two"):
        result = run("train", tmp_path / "gold", "-o", tmp_path / model, "--seed", "3")
        assert result.exit_code == 0, result.output
        assert "6 decisions" in result.stdout
        assert result.stderr == ""
    files = [p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*") if p.is_file()]
    assert [(tmp_path / "one" / f).read_bytes() for f in files] == [(tmp_path / "two" / f).read_bytes() for f in files]
    data = json.loads(run("extract", "--model", tmp_path / "one", write(tmp_path / "a.txt")).stdout)
    outcomes = [o for item in data["items"] for decision in item["decisions"] for o in decision["outcomes"]]
    assert {o["label"] for o in outcomes} <= {"ja tak", "nej tak"}
    assert outcomes


def test_train_prints_figures_by_layout_and_by_label_and_what_is_lacking(tmp_path):
    for name in ("nord-1", "syd-1"):
        gold(tmp_path / "gold", name, {"Godkendt.": "ja tak", "Godkendt i dag.": "ja tak", "Afslået.": "nej tak"})
    lines = run("train", tmp_path / "gold", "-o", tmp_path / "model").stdout.splitlines()
    assert "Outcomes by layout, layouts left out of training" in lines
    assert {tuple(line.split()[:2]) for line in lines if line.startswith(("nord", "syd"))} == {
        ("nord", "3"),
        ("syd", "3"),
    }
    assert any(line.startswith("in all") for line in lines)
    assert "nej tak: 2 examples; below 10 its figure means little." in lines
    assert lines[-1].startswith(f"{tmp_path / 'model'}: 6 decisions of 2 layouts, 2 labels.")


def test_train_names_all_damage_and_trains_nothing(tmp_path):
    for name in ("nord-1", "syd-1"):
        gold(tmp_path / "gold", name, {"Godkendt.": "ja tak", "Afslået.": "nej tak"})
        path = tmp_path / "gold" / f"{name}.gold.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"text": "Godkendt."', '"text": "Afvist."'), "utf-8")
    result = run("train", tmp_path / "gold", "-o", tmp_path / "model")
    assert (result.exit_code, result.stdout) == (1, "")
    for name in ("nord-1", "syd-1"):
        assert f"{name}.gold.json, item 1, decisions 1, text: 'Afvist.' is not in the text" in result.stderr
    assert "nothing was trained" in result.stderr
    assert not (tmp_path / "model").exists()


def test_train_warns_of_doubtful_gold_and_of_documents_that_lie_there_twice(tmp_path):
    decisions = {f"Godkendt {i}.": "" for i in range(7)} | {"Vedtaget.": "ja tak", "Afslået.": "nej tak"}
    for folder in ("one", "two"):
        gold(tmp_path / folder, "nord-1", decisions)
        path = tmp_path / folder / "nord-1.gold.json"
        path.write_text(path.read_text(encoding="utf-8").replace('[""]', "[]"), "utf-8")
    result = run("train", tmp_path / "one", tmp_path / "two", "-o", tmp_path / "model")
    assert result.exit_code == 0
    assert result.stderr.count("outcomes: found none") == 5
    assert "9 more like these" in result.stderr
    assert "holds the same document" in result.stderr
    assert "2 decisions of 1 layout," in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_train_shows_a_bar_where_somebody_looks(tmp_path):
    import pty

    gold(tmp_path / "gold", "nord-1", {"Godkendt.": "ja tak", "Afslået.": "nej tak"})
    screen, end = pty.openpty()
    done = process("train", tmp_path / "gold", "-o", tmp_path / "model", stderr=end)
    os.close(end)
    shown = b""
    with contextlib.suppress(OSError):  # its other end is closed
        while data := os.read(screen, 4096):
            shown += data
    os.close(screen)
    assert done.returncode == 0
    assert b"Training" in shown
    assert b"100%" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_train_that_is_stopped_leaves_the_old_model(tmp_path, number):
    gold(tmp_path / "gold", "nord-1", {"Godkendt.": "ja tak", "Afslået.": "nej tak"})
    assert run("train", tmp_path / "gold", "-o", tmp_path / "model").exit_code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "model").rglob("*") if path.is_file()}
    # the shipped annotations beside, so that it takes long enough to be stopped in the midst of it
    command = [sys.executable, "-m", "referat_nlp.cli", "train", str(tmp_path / "gold"), "--add-to-shipped"]
    run_on = subprocess.Popen([*command, "-o", str(tmp_path / "model")], stdout=subprocess.DEVNULL)
    time.sleep(4)
    assert run_on.poll() is None
    run_on.send_signal(number)
    assert run_on.wait(timeout=60) != 0
    assert {path: path.read_bytes() for path in tmp_path.joinpath("model").rglob("*") if path.is_file()} == before


def test_train_adds_to_the_shipped_annotations(tmp_path, monkeypatch):
    # few of them, so that it does not take long
    for name in ("nord-1", "syd-1"):
        gold(tmp_path / "shipped", name, {"Godkendt.": "godkendt", "Afslået.": "afvist"})
    monkeypatch.setattr("referat_nlp.training.annotations_dir", lambda: tmp_path / "shipped")
    gold(tmp_path / "gold", "aaby-1", {"Sagen delegeres.": "delegeret"})
    result = run("train", tmp_path / "gold", "--add-to-shipped", "-o", tmp_path / "model")
    assert result.exit_code == 0
    assert "5 decisions of 3 layouts, 3 labels." in result.stdout
    card = json.loads((tmp_path / "model" / "card.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["shipped"]) for row in card["trained_on"]] == [
        ("aaby-1", False),
        ("nord-1", True),
        ("syd-1", True),
    ]


def test_train_without_gold_is_one_sentence(tmp_path):
    result = run("train", tmp_path, "-o", tmp_path / "model")
    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("command", [["check"], ["annotations", "check"]])
def test_check_prints_each_fault(tmp_path, command):
    gold(tmp_path / "good", "nord-1", {"Godkendt.": "godkendt"})
    gold(tmp_path / "bad", "syd-1", {"Godkendt.": "godkent"})
    good, bad = run(*command, tmp_path / "good"), run(*command, tmp_path / "good", tmp_path / "bad")
    assert (good.exit_code, good.stdout) == (0, "")
    assert bad.exit_code == 1
    assert "syd-1" in bad.stdout
    assert "godkent" in bad.stdout


def test_check_of_a_folder_without_gold_is_an_error(tmp_path):
    result = run("check", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(tmp_path) in result.stderr


def test_schema_is_a_json_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema").stdout))


# -- small parts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("blå bær", "blå bær"), ("a\nb", "a\\nb"), ("\x1b[0m", "\\x1b[0m"), ("\udcff", "\\udcff")],
)
def test_message_holds_nothing_that_a_terminal_obeys(text, shown):
    assert printable(text) == shown


def test_commands_are_click_commands_with_help():
    assert all(isinstance(c, click.Command) and c.help and c.epilog for c in main.commands.values())


def test_the_package_runs_as_a_module():
    result = subprocess.run([sys.executable, "-m", "referat_nlp", "--help"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("Usage: referat-nlp [OPTIONS] COMMAND")
