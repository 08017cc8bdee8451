"""Which documents the arguments of a run on a cluster mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from referat_nlp.distributed.documents import Document, file_system, find_documents, read_bytes
from referat_nlp.errors import InputError, ReferatError
from referat_nlp.inputs import find_inputs

FILES = {
    "b.txt": b"1. Sag",
    "2021/a.pdf": b"%PDF-1.7",
    "2021/notes": b"<!DOCTYPE html><html><body>Referat",
    "2021/data.json": b"{}",
    "2021/picture.png": b"\x89PNG\r\n\x1a\n\0\0",
    ".hidden/c.txt": b"1. Sag",
    "2021/.d.txt": b"1. Sag",
    "2022/old.doc": b"\xd0\xcf\x11\xe0",
}


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    for name, content in FILES.items():
        system.pipe_file(f"/bucket/{name}", content)
    yield system
    system.rm("/bucket", recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_same_documents_are_found_in_a_folder_at_its_url_and_in_an_object_store(folder, memory):
    names = [source.name for source in find_inputs([str(folder)])]
    assert names == ["2021/a.pdf", "2021/notes", "2022/old.doc", "b.txt"]
    for argument in (str(folder), f"file://{folder}", "memory://bucket", "memory://bucket/"):
        documents = find_documents([argument])
        assert [document.name for document in documents] == names, argument
        assert [document.size for document in documents] == [len(FILES[name]) for name in names]
        assert [read_bytes(document, 1000) for document in documents] == [FILES[name] for name in names]


@pytest.mark.parametrize("pattern", ["2021/*", "*/*.pdf", "**/*.txt", "20*", "**"])
def test_patterns_match_as_they_do_without_a_cluster(folder, memory, pattern):
    names = [source.name for source in find_inputs([f"{folder}/{pattern}"])]
    assert names
    assert [document.name for document in find_documents([f"memory://bucket/{pattern}"])] == names
    assert [document.name for document in find_documents([f"file://{folder}/{pattern}"])] == names


def test_messages_name_a_document_by_the_url_that_was_given(memory):
    assert [document.shown for document in find_documents(["memory://bucket/2021"])] == [
        "memory://bucket/2021/a.pdf",
        "memory://bucket/2021/notes",
    ]


@pytest.mark.parametrize(
    ("argument", "fault"),
    [
        ("memory://bucket/2023/*", "memory://bucket/2023/*: no file matches this pattern."),
        ("memory://bucket/.hidden", None),
        ("memory://bucket/none", "memory://bucket/none: there is no such file."),
    ],
)
def test_what_is_not_there_is_said_as_on_one_machine(memory, argument, fault):
    (document,) = find_documents([argument])
    if fault is None:
        assert read_bytes(document, 100) == FILES[".hidden/c.txt"]
        return
    with pytest.raises(InputError) as error:
        read_bytes(document, 100)
    assert str(error.value) == fault


def test_a_folder_without_documents_says_so(memory):
    memory.pipe_file("/bucket/data/x.csv", b"a,b")
    (document,) = find_documents(["memory://bucket/data"])
    assert document.fault
    assert document.fault.startswith("memory://bucket/data: there is no document in this folder")


def test_a_path_is_kept_whole_as_the_workers_may_be_in_another_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (document,) = find_documents(["b.txt"])
    assert (document.path, document.shown, document.name) == (str(folder / "b.txt"), "b.txt", "b.txt")


def test_a_document_that_is_named_twice_is_read_once(folder):
    assert len(find_documents([f"{folder}/b.txt", f"{folder}/*.txt"])) == 1


def test_of_two_documents_of_one_name_the_second_has_a_fault(folder, memory):
    first, second = find_documents([f"{folder}/b.txt", "memory://bucket/b.txt"])
    assert first.fault is None
    assert second.kind == "name"
    assert second.fault
    assert f"that of {folder}/b.txt; rename" in second.fault


def test_no_more_is_read_than_shows_that_a_document_is_too_large(memory):
    (document,) = find_documents(["memory://bucket/2021/a.pdf"])
    assert read_bytes(document, 3) == b"%PDF"


def test_a_document_that_was_written_anew_is_another(folder):
    (before,) = find_documents([f"{folder}/b.txt"])
    os.utime(folder / "b.txt", ns=(1, 1))
    assert find_documents([f"{folder}/b.txt"])[0].version != before.version


@pytest.mark.parametrize("argument", ["", "/**", "/*"])
def test_pipes_broken_links_and_files_that_cannot_be_opened_do_not_lose_a_folder(folder, monkeypatch, argument):
    (folder / "2021" / "link.txt").symlink_to(folder / "b.txt")
    names = [source.name for source in find_inputs([f"{folder}{argument}"])]
    assert "2021/link.txt" in names
    os.mkfifo(folder / "pipe")
    os.mkfifo(folder / "2021" / "pipe.txt")
    (folder / "2021" / "broken").symlink_to(folder / "none")
    (folder / "broken").symlink_to(folder / "none")
    (folder / "2021" / "locked").write_bytes(b"%PDF-1.7")
    system, _ = file_system(f"file://{folder}")
    opened = type(system).open

    def refusing(self: object, path: str, *arguments: Any, **settings: Any) -> Any:
        if path.endswith("locked"):
            raise PermissionError(path)
        return opened(self, path, *arguments, **settings)

    monkeypatch.setattr(type(system), "open", refusing)
    documents = find_documents([f"file://{folder}{argument}"])
    # what a pattern names outright fails for itself
    waiting = {"broken", "pipe"} if argument == "/*" else set()
    assert [document.name for document in documents if document.name not in waiting] == names
    for document in documents:
        if document.name in waiting:
            with pytest.raises(InputError, match=r"(broken|pipe): (there is no such file|this is no file)"):
                read_bytes(document, 100)


def test_a_pipe_that_is_named_by_its_url_is_not_waited_at(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (document,) = find_documents([f"file://{tmp_path}/pipe.txt"])
    assert (
        document.fault == f"file://{tmp_path}/pipe.txt: this is no file, which alone the workers of a cluster can read."
    )


def test_a_pipe_is_not_for_the_workers(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (document,) = find_documents([str(tmp_path / "pipe.txt")])
    assert document.fault
    assert "this is no file" in document.fault


def test_standard_input_and_unknown_storages_are_refused():
    with pytest.raises(ReferatError, match=r"^Standard input can be read by this process alone"):
        find_documents(["-"])
    with pytest.raises(ReferatError, match=r"^nosuch://a: no file system for this URL"):
        find_documents(["nosuch://a"])


def test_an_error_of_the_storage_is_one_sentence(memory, monkeypatch):
    def refuse(*arguments: object, **settings: object) -> None:
        raise RuntimeError("slow\ndown")

    (document,) = find_documents(["memory://bucket/b.txt"])
    monkeypatch.setattr(type(memory), "open", refuse)
    with pytest.raises(InputError, match=r"^memory://bucket/b\.txt: the file cannot be read \(slow down\)\.$"):
        read_bytes(document, 100)
    monkeypatch.setattr(type(memory), "isdir", refuse)
    assert find_documents(["memory://bucket"]) == [
        Document(
            "memory://bucket",
            "memory://bucket",
            "memory://bucket",
            "bucket",
            fault="memory://bucket: it cannot be listed (slow down).",
        )
    ]
