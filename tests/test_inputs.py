"""Which documents the arguments of a command mean."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from referat_nlp import inputs
from referat_nlp.inputs import find_inputs


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with documents in it and below."""
    names = ("a.txt", "b.md", "b [1].txt", "x/c.txt", "x/y/d.txt", "x/.h/e.txt", "ø/f æ.txt", ".g.txt", "x/g.json")
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*arguments: str) -> list[str]:
    found = find_inputs(arguments)
    assert all(entry.fault is None for entry in found)
    return [entry.name for entry in found]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["a.txt", "b [1].txt"]),
        ("?.*", ["a.txt", "b.md"]),
        ("**/*.txt", ["a.txt", "b [1].txt", "x/c.txt", "x/y/d.txt", "ø/f æ.txt"]),
        ("x/**/*.txt", ["c.txt", "y/d.txt"]),
        ("x/**", ["c.txt", "y/d.txt"]),
        ("[xø]/*.txt", ["x/c.txt", "ø/f æ.txt"]),
        ("*/y/d.txt", ["x/y/d.txt"]),
        ("[x]", ["x/c.txt", "x/y/d.txt"]),
        (".*.txt", [".g.txt"]),
        ("x/g.js*", ["g.json"]),
    ],
)
def test_pattern_means_the_files_that_it_matches(tree, pattern, found):
    assert names(pattern) == found


def test_pattern_with_a_whole_path_names_documents_from_its_fixed_part(tree):
    assert names(str(tree / "x" / "*" / "d.*")) == ["y/d.txt"]


def test_file_of_that_very_name_is_no_pattern(tree):
    assert names("b [1].txt") == ["b [1].txt"]


def test_pattern_without_files_is_a_fault(tree):
    (entry,) = find_inputs(["*.pdf"])
    assert entry.fault == "*.pdf: no file matches this pattern."


def test_document_found_in_several_ways_is_read_once(tree):
    assert names("x/c.txt", "x", "x/*.txt", str(tree / "x" / "c.txt")) == ["c.txt", "y/d.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_pattern_follows_no_link_in_circles(tree):
    (tree / "x" / "loop").symlink_to(tree)
    assert names("**/d.txt") == ["x/y/d.txt"]


def test_file_of_a_folder_is_known_by_its_content_where_its_ending_tells_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs, "known_by_content", lambda head: head.startswith(b"%PDF"))
    for name in ("referat", "referat.tmp", "own.json", "table.csv", "book.xlsx", ".hidden"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    (tmp_path / "notes").write_bytes(b"notes")
    assert names(str(tmp_path)) == ["referat", "referat.tmp"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
@pytest.mark.skipif(sys.platform == "win32", reason="pipes")
def test_pipe_that_a_pattern_matches_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = find_inputs([str(tmp_path / "*")])
    assert "no file matches" in found.fault
    (tmp_path / "a.txt").touch()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "no")
    assert [source.name for source in find_inputs([str(tmp_path / "*")])] == ["a.txt", "broken.txt"]


def test_pipe_is_not_opened_to_know_its_content(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.txt").touch()
    assert names(str(tmp_path)) == ["a.txt"]
