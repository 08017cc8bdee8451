"""From bytes to text: encodings, line ends, and what is no text."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.errors import InputError
from referat_nlp.limits import Limits
from referat_nlp.loading import load_bytes, load_file

TEXT = "Byrådet – møde nr. 3\nPå mødet: æøå ÆØÅ é\n"


def test_utf8_is_read_without_a_word():
    loaded = load_bytes(TEXT.encode(), "a.txt")
    assert (loaded.text, loaded.warnings, loaded.media_type) == (TEXT, [], "text/plain")


@pytest.mark.parametrize("name", ["a.md", "A.MD", "a.markdown", "b/c.mkd"])
def test_markdown_is_known_by_its_ending(name):
    assert load_bytes(b"# A", name).media_type == "text/markdown"


@pytest.mark.parametrize("name", ["a.txt", "a", "md", "a.md.txt", "standard input"])
def test_everything_else_is_plain_text(name):
    assert load_bytes(b"# A", name).media_type == "text/plain"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_other_encodings_are_read_with_one_warning(encoding, named):
    loaded = load_bytes(TEXT.encode(encoding), "a.txt")
    assert loaded.text == TEXT
    assert [named in warning for warning in loaded.warnings] == [True]


def test_offsets_are_those_of_the_file_read_as_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfA\r\nB\rC\n")
    assert load_file(path).text == path.read_text(encoding="utf-8")


def test_digest_is_of_the_bytes_as_they_are():
    data = b"A\r\nB"
    assert load_bytes(data, "a").sha256 == hashlib.sha256(data).hexdigest()


def test_name_is_the_file_s_own(tmp_path):
    (tmp_path / "a.txt").write_text("A")
    assert load_file(tmp_path / "a.txt").name == "a.txt"


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe", "\xa0\f".encode()]
)
def test_nothing_in_it_is_an_empty_file(data):
    with pytest.raises(InputError, match=r"^a.txt: the file is empty\.$"):
        load_bytes(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 Punkt 1", "PDF file is damaged"),
        (b"PK\x03\x04", "Word or zip"),
        (b"\xd0\xcf\x11\xe0", "old Word"),
        (b"{\\rtf1 Punkt 1}", "RTF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"<!DOCTYPE HTML>", "web page"),
        (b"<HTML lang=da>", "web page"),
        (bytes(range(256)), "binary"),
        (b"Punkt 1\0\0\0", "binary"),
        (b"\x01\x02\x03\x04" * 9, "binary"),
        (b"\xff\xfe\x00\xd8", "damaged"),
        (b"\x81\x8d\x8f\x90\x9d" * 9, "encoding is unknown"),
    ],
)
def test_what_is_no_text_is_named(data, words):
    with pytest.raises(InputError, match=r"^a.txt: .*\.$") as caught:
        load_bytes(data, "a.txt")
    assert words in str(caught.value)


@pytest.mark.parametrize("data", [b"%PD Punkt", b"PK 3", b"< html", b"htm <html>", b"P\x0cS"])
def test_text_that_only_looks_like_another_format_is_text(data):
    assert load_bytes(data, "a.txt").text == data.decode()


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.json", "a.csv", "a.xml"])
def test_text_of_other_kinds_is_refused_by_its_ending(tmp_path, name):
    (tmp_path / name).write_text("Punkt 1")
    with pytest.raises(InputError, match="Markdown"):
        load_file(tmp_path / name)


@pytest.mark.parametrize("name", ["a", "Referat 3.2", "a.log", "html"])
def test_unknown_endings_are_read(tmp_path, name):
    (tmp_path / name).write_text("Punkt 1")
    assert load_file(tmp_path / name).text == "Punkt 1"


def test_missing_file_and_folder_are_named_as_given(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        load_file(tmp_path / "none.txt")
    with pytest.raises(InputError, match="this is a folder") as caught:
        load_file(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}: ")


def test_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    def refuse(path, mode):
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"a.txt: the file cannot be read \(Permission denied\)\."):
        load_file(tmp_path / "a.txt")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_an_input_error(data):
    try:
        loaded = load_bytes(data, "a.txt")
    except InputError:
        return
    # nothing that UTF-8 could not hold, and no line end but '\n'
    loaded.text.encode()
    assert "\r" not in loaded.text


@given(st.text(alphabet=st.characters(codec="cp1252", categories=["L", "N", "P", "Zs"]), min_size=1))
def test_danish_text_in_windows_1252_keeps_its_letters(text):
    data = f"Byrådet på Ærø: {text}".encode("cp1252")
    assert load_bytes(data, "a.txt").text.startswith("Byrådet på Ærø: ")


def test_file_above_the_limit_is_refused_without_being_read_whole():
    with pytest.raises(InputError, match=r"^/dev/zero: the file is larger than 0\.001 MB"):
        load_file(Path("/dev/zero"), Limits(file_bytes=1000))


def test_text_above_the_limit_is_refused():
    with pytest.raises(InputError, match="more than 10 characters"):
        load_bytes(b"Punkt 1 og 2", "a.txt", Limits(text_characters=10))
