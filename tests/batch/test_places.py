"""What -o and --format mean together."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from referat_nlp.batch.places import place_of
from referat_nlp.errors import ReferatError


@pytest.mark.parametrize(
    ("output", "form", "told", "path", "each"),
    [
        ("out", None, "json", "out", True),
        ("out", "jsonl", "jsonl", "out", True),
        ("out.jsonl", None, "jsonl", "out.jsonl", False),
        ("a.JSONL", "jsonl", "jsonl", "a.JSONL", False),
        ("out", "csv", "csv", "out", False),
        ("out", "parquet", "parquet", "out", False),
        ("out.xlsx", None, "xlsx", "out.xlsx", False),
        ("out", "xlsx", "xlsx", "out/referater.xlsx", False),
        ("out.sqlite", None, "sqlite", "out.sqlite", False),
        ("out.db", "sqlite", "sqlite", "out.db", False),
        ("out", "sqlite", "sqlite", "out/referater.sqlite", False),
        ("2021.1", None, "json", "2021.1", True),
    ],
)
def test_place_follows_from_output_and_format(tmp_path, output, form, told, path, each):
    place = place_of(tmp_path / output, form)
    assert (place.form, place.path, place.each) == (told, tmp_path / path, each)
    one_file = tmp_path / output == place.path and not place.each and form not in ("csv", "parquet")
    assert place.failures == tmp_path / (f"{output}.errors.jsonl" if one_file else f"{output}/errors.jsonl")
    assert place.hidden.name.startswith(".")


@pytest.mark.parametrize(
    ("output", "form", "words"),
    [
        (None, "csv", "say where with -o"),
        ("a.xlsx", "csv", "change one of the two"),
        ("a.jsonl", "json", "change one of the two"),
        ("a.csv", None, "several files"),
        ("a.json", None, "several files"),
        ("file", None, "is a file, not a folder"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(tmp_path, output, form, words):
    (tmp_path / "file").touch()
    with pytest.raises(ReferatError, match=words):
        place_of(output and tmp_path / output, form)


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_link_means_the_file_that_it_points_to(tmp_path):
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "out.jsonl").symlink_to(tmp_path / "lines.txt")
    place = place_of(tmp_path / "links" / "out.jsonl", None)
    assert (place.form, place.path) == ("jsonl", tmp_path / "lines.txt")
    assert {place.folder, place.failures.parent, place.hidden.parent} == {tmp_path}


def test_folder_keeps_its_name_whatever_it_ends_in(tmp_path):
    (tmp_path / "a.json").mkdir()
    assert place_of(tmp_path / "a.json", None).path == tmp_path / "a.json"


def test_standard_output_is_no_place():
    assert place_of(None, "jsonl") is None


def test_missing_library_is_told_before_anything_is_read(monkeypatch):
    monkeypatch.setattr("referat_nlp.batch.places.find_spec", lambda name: None)
    with pytest.raises(ReferatError, match=r"pip install 'referat-nlp\[parquet\]'"):
        place_of(Path("out"), "parquet")
