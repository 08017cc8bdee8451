"""The journal: whatever byte it is cut off at, what is taken from it is right."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp.batch.journal import Journal, Stamp, stamp_of
from referat_nlp.errors import ReferatError
from referat_nlp.inputs import Input

SETTINGS = {"version": "1", "explain": False}
LIMITS = [100.0, 300.0]
STAMP = Stamp(12, 34)


def source(name: str) -> Input:
    return Input(Path("/nowhere", name), name, name)


def opened(path: Path, *, resume: bool = True, **other: object) -> Journal:
    return Journal(path, SETTINGS | other.get("settings", {}), other.get("limits", LIMITS), resume=resume)


def filled(path: Path, documents: list[tuple[str, str, bool]]) -> None:
    journal = opened(path, resume=False)
    for name, text, failed in documents:
        journal.add(source(name), STAMP, json.dumps(text, ensure_ascii=False).encode(), failed=failed)
    journal.close()


def content(path: Path, names: list[str]) -> dict[str, tuple[str, bool]]:
    """Return what a journal knows of documents: text and whether it failed."""
    journal = opened(path)
    found = {}
    for name in names:
        if (entry := journal.find(source(name), STAMP)) is not None:
            found[name] = (json.loads(journal.body(entry)), entry.failed)
    journal.close()
    return found


# names as hostile as a file's can be, though no folders; what a file system holds is UTF-8
file_names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=20
).filter(lambda name: name not in (".", ".."))
documents = st.lists(
    st.tuples(file_names, st.text(max_size=30) | st.just('],"result":{}\n'), st.booleans()),
    max_size=6,
    unique_by=lambda document: document[0],
)


@given(documents=documents, part=st.floats(0, 1), rest=st.binary(max_size=40))
@settings(max_examples=150, deadline=None)
def test_journal_cut_off_anywhere_holds_what_was_whole_and_can_be_gone_on_with(documents, part, rest):
    with TemporaryDirectory() as folder:
        path = Path(folder, "journal")
        filled(path, documents)
        whole = path.read_bytes()
        cut = whole[: round(part * len(whole))]
        # what the disk holds behind the cut may be anything
        path.write_bytes(cut + rest)
        names = [name for name, _, _ in documents]
        lines = cut.count(b"\n") - 1  # without that of the run
        known = {name: (text, failed) for name, text, failed in documents[: max(0, lines)]}
        found = content(path, names)
        # the rest of a line that was cut off may be its end again
        assert known.items() <= found.items() <= {n: (t, f) for n, t, f in documents}.items()
        journal = opened(path)
        for name, text, failed in documents:
            if name not in found:
                journal.add(source(name), STAMP, json.dumps(text, ensure_ascii=False).encode(), failed=failed)
        journal.close()
        assert content(path, names) == {name: (text, failed) for name, text, failed in documents}


@given(documents=documents.filter(bool), where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=100, deadline=None)
def test_damaged_line_is_never_taken(documents, where, bit):
    with TemporaryDirectory() as folder:
        path = Path(folder, "journal")
        filled(path, documents)
        data = bytearray(path.read_bytes())
        data[int(where * len(data))] ^= 1 << bit
        path.write_bytes(data)
        found = content(path, [name for name, _, _ in documents])
        assert found.items() <= {name: (text, failed) for name, text, failed in documents}.items()


def test_without_resume_a_journal_is_thrown_away(tmp_path):
    filled(tmp_path / "journal", [("a", "A", False)])
    opened(tmp_path / "journal", resume=False).close()
    assert content(tmp_path / "journal", ["a"]) == {}


def test_document_that_has_changed_is_not_known(tmp_path):
    filled(tmp_path / "journal", [("a", "A", False)])
    for stamp in (Stamp(12, 35), Stamp(13, 34), None):
        journal = opened(tmp_path / "journal")
        assert journal.find(source("a"), stamp) is None
        journal.close()


def test_other_settings_are_refused_by_name(tmp_path):
    filled(tmp_path / "journal", [("a", "A", False)])
    with pytest.raises(ReferatError, match=r"other settings \(explain\)"):
        opened(tmp_path / "journal", settings={"explain": True})
    assert content(tmp_path / "journal", ["a"]) == {"a": ("A", False)}


def test_failures_are_kept_until_the_run_came_to_its_end(tmp_path):
    path = tmp_path / "journal"
    filled(path, [("a", "A", False), ("b", "B", True)])
    assert content(path, ["a", "b"]) == {"a": ("A", False), "b": ("B", True)}
    journal = opened(path)
    journal.end()
    journal.close()
    assert content(path, ["a", "b"]) == {"a": ("A", False)}


def test_failures_are_forgotten_under_other_limits(tmp_path):
    path = tmp_path / "journal"
    filled(path, [("a", "A", False), ("b", "B", True)])
    opened(path, limits=[100.0, 900.0]).close()
    assert content(path, ["a", "b"]) == {"a": ("A", False)}


def test_journal_is_json_lines(tmp_path):
    filled(tmp_path / "journal", [("blå\n", "A", False)])
    lines = [json.loads(line) for line in (tmp_path / "journal").read_bytes().splitlines()]
    assert lines[0]["run"] == SETTINGS
    assert (lines[1]["file"][1:], lines[1]["result"]) == (["blå\n", 12, 34], "A")


def test_stamp_is_that_of_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert stamp_of(Input(path, "a", "a")) == Stamp(5, path.stat().st_mtime_ns)
    assert stamp_of(Input(tmp_path / "no", "a", "a")) is None
    assert stamp_of(Input(None, "standard input", "stdin")) is None
