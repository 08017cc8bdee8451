"""The place that the partitions are written into: every file whole or absent, the mark last."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from referat_nlp import results
from referat_nlp.distributed.store import Mark, Store, mark_path, partition_of, table_paths
from referat_nlp.errors import ReferatError

NAME = "part-000000-0123456789ab"
FILES = {path.split("/")[0]: path.encode() for path in table_paths(NAME)}
MARK = Mark(2, {"meetings": 1}, [{"input": "b", "error": "b: blå.", "kind": "unreadable"}], [1, 2.5], ["a"])


@pytest.fixture(params=["path", "file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    urls = {"path": f"{tmp_path}/a [1]/~b", "file": f"file://{tmp_path}/c", "memory": f"memory://{tmp_path.name}/d"}
    yield Store(urls[request.param])
    if request.param == "memory" and fsspec.filesystem("memory").exists(f"/{tmp_path.name}"):
        fsspec.filesystem("memory").rm(f"/{tmp_path.name}", recursive=True)


def test_a_partition_is_all_of_its_files_and_then_its_mark(store):
    assert store.files() == set()
    assert store.mark(NAME) is None
    store.write_partition(NAME, FILES, MARK)
    assert store.files() == {*table_paths(NAME), mark_path(NAME)}
    assert store.mark(NAME) == MARK


def test_what_is_written_again_replaces(store):
    store.write_partition(NAME, FILES, MARK)
    before = store.files()
    store.write_partition(NAME, FILES, Mark(3, {}, [], []))
    assert store.files() == before
    assert store.marks([NAME, "part-000001-0123456789ab"]) == {NAME: Mark(3, {}, [], [])}


def test_files_are_removed_be_they_there_or_not(store):
    store.write("errors.jsonl", b"{}\n")
    store.remove(["errors.jsonl", "datapackage.json"])
    assert store.files() == set()


def test_settings_are_kept(store):
    assert store.settings() is None
    store.begin({"version": "1", "phrases": None})
    assert store.settings() == {"version": "1", "phrases": None}


@pytest.mark.parametrize("written", [0, 1, 5, 11])
def test_a_partition_that_cannot_be_finished_has_no_mark_and_no_torn_file(tmp_path, monkeypatch, written):
    store = Store(str(tmp_path / "tables"))
    whole = results.write_whole
    calls: list[Path] = []

    def full(path: Path, pieces: Any, unfinished: Path) -> None:
        def torn() -> Iterator[bytes]:
            yield b"half"
            raise OSError(errno.ENOSPC, "No space left on device")

        calls.append(path)
        whole(path, torn() if len(calls) > written else pieces, unfinished)

    monkeypatch.setattr("referat_nlp.distributed.store.write_whole", full)
    with pytest.raises(ReferatError, match=r"the results cannot be written \(No space left on device\)\.$"):
        store.write_partition(NAME, FILES, MARK)
    assert store.files() == set(table_paths(NAME)[:written])
    assert store.mark(NAME) is None
    for path in store.files():
        assert (tmp_path / "tables" / path).read_bytes() == path.encode()


def test_unfinished_files_and_marks_are_known_by_their_names():
    assert partition_of(f"meetings/.{NAME}.parquet.5f.tmp") == NAME
    assert partition_of(f"other/{NAME}.parquet") is None
    assert partition_of("meetings/mine.parquet") is None


def test_a_place_that_cannot_be_used_is_one_sentence(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReferatError, match=r"file/x: the results cannot be written \("):
        Store(str(tmp_path / "file" / "x")).begin({})
