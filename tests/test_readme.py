"""The examples of README.md run, and show what the README says they show.

`<!-- file: NAME -->` over a block makes the block a file; `<!-- run -->` over a console or python block runs it where
those files lie. Three dots stand for whatever comes there, and a model trained anew may be more or less sure (98 %).
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sysconfig
from pathlib import Path

import pytest
from click import Group

from referat_nlp.cli import main

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^<!-- (run|file: (?P<name>\S+)) -->\n+```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
# What a machine that is busy has time to say.
PROGRESS = re.compile(r"^\d+ of \d+ read, .*\n|^\d+ documents read.*\n", re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FILES = {block["name"]: block["body"] for block in BLOCK.finditer(README) if block["name"]}
EXAMPLES = [(block["kind"], block["body"]) for block in BLOCK.finditer(README) if not block["name"]]


def unsure(text: str) -> str:
    return re.sub(r"\d+ %", "# %", text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, body in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_has_examples_of_both_kinds() -> None:
    assert {kind for kind, _ in EXAMPLES} == {"console", "python"}


@pytest.mark.parametrize("body", [body for kind, body in EXAMPLES if kind == "console"])
def test_console_example_prints_what_the_readme_shows(body: str, folder: Path) -> None:
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "PYTHONUTF8": "1",
    }
    checker = doctest.OutputChecker()
    for step in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        words = shlex.split(command)
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert (done.returncode, PROGRESS.sub("", done.stderr)) == (0, ""), command
        assert checker.check_output(unsure(shown), unsure(done.stdout), FLAGS), f"{command}\n{done.stdout}"


def test_python_examples_give_what_the_readme_shows(folder: Path) -> None:
    names: dict[str, object] = {}  # one after the other, as a reader would type them
    for body in [body for kind, body in EXAMPLES if kind == "python"]:
        example = doctest.DocTestParser().get_doctest(body, names, "README.md", "README.md", 0)
        report: list[str] = []
        runner = doctest.DocTestRunner(optionflags=FLAGS)
        runner.run(example, out=report.append, clear_globs=False)
        names = example.globs
        assert example.examples
        assert not report, "".join(report)


@pytest.mark.parametrize("name", sorted(main.commands) if isinstance(main, Group) else [])
def test_readme_names_every_command(name: str) -> None:
    assert f"referat-nlp {name}" in README


def test_places_that_commands_fill_have_a_beginning_and_an_end() -> None:
    assert re.findall(r"^<!-- begin (.*) -->$", README, re.MULTILINE) == re.findall(
        r"^<!-- end (.*) -->$", README, re.MULTILINE
    )
