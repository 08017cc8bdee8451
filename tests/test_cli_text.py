"""`referat-nlp text` prints what the offsets of results count in, whatever the format of the file."""

from __future__ import annotations

import io

import docx
import pytest
from click.testing import CliRunner, Result

from referat_nlp.cli import main
from referat_nlp.loading import load_bytes


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def word_file() -> bytes:
    document = docx.Document()
    document.add_heading("1. Budget")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\ufeffPunkt 1\tæøå\u00ad\n\n".encode()),
        ("a.md", b"# A\r\nB"),
        ("a.html", b"<html><p>Punkt 1<p>Godkendt"),
        ("a.docx", word_file()),
    ],
)
def test_text_is_printed_as_loaded(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    expected = load_bytes(data, name).text.encode()
    assert run("text", tmp_path / name).stdout_bytes == expected
    if name != "a.md":
        assert run("text", "-", stdin=data).stdout_bytes == expected


def test_warnings_go_to_standard_error(tmp_path):
    (tmp_path / "a.txt").write_bytes("Mødet".encode("cp1252"))
    result = run("text", tmp_path / "a.txt")
    assert (result.exit_code, result.stdout) == (0, "Mødet")
    assert "Windows-1252" in result.stderr


def test_file_that_cannot_be_read_is_one_sentence(tmp_path):
    result = run("text", tmp_path / "a.docx")
    assert result.exit_code == 1
    assert result.stderr == f"Error: {tmp_path / 'a.docx'}: there is no such file.\n"
