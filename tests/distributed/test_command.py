"""`extract --dask`, where it is used wrongly."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from referat_nlp.cli import main
from referat_nlp.distributed import command


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["extract", "a.txt", *arguments])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "csv", "-o", "t"], "--format csv is not written by a cluster"),
        (["--jobs", "2", "-o", "t"], "--jobs is of one machine"),
        (["--unordered", "-o", "t"], "--unordered goes with standard output"),
        (["--excel", "-o", "t"], "--excel goes with --format csv."),
        ([], "say where with -o"),
        (["-o", "-"], "say where with -o"),
        (["--timeout", "nan", "-o", "t"], "--timeout: a number of seconds"),
    ],
)
def test_options_that_do_not_go_with_a_cluster_are_wrong_use(options, message):
    done = run("--dask", "tcp://127.0.0.1:1", *options)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_a_url_is_no_place_of_one_machine():
    done = run("-o", "s3://bucket/tables")
    assert done.exit_code == 2
    assert "-o s3://bucket/tables: a URL goes with --dask." in done.stderr


def test_a_url_is_no_input_of_one_machine():
    done = run("s3://bucket/referater")
    assert done.exit_code == 2
    assert "s3://bucket/referater: a URL goes with --dask." in done.stderr


@pytest.mark.parametrize("place", ["x.sqlite", "x.DB", "x.jsonl", "x.parquet", "s3://bucket/x.xlsx"])
def test_a_place_that_looks_like_one_file_is_refused(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    done = run("--dask", "tcp://127.0.0.1:1", "-o", place)
    assert done.exit_code == 2
    assert f"-o {place}: with --dask the results are several files, as parquet" in " ".join(done.stderr.split())
    assert not list(tmp_path.iterdir())


def test_a_file_is_no_place(tmp_path):
    (tmp_path / "tables").write_bytes(b"")
    done = run("--dask", "tcp://127.0.0.1:1", "-o", str(tmp_path / "tables"))
    assert done.exit_code == 2
    assert "this is a file, not a folder." in " ".join(done.stderr.split())


def test_a_folder_of_any_name_is_a_place(tmp_path):
    (tmp_path / "x.db").mkdir()
    assert command.check_use(tmp_path / "x.db", None, None, False) == str(tmp_path / "x.db")


@pytest.mark.parametrize("missing", ["distributed", "fsspec", "pyarrow"])
def test_the_extra_that_is_missing_is_named(monkeypatch, missing):
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == missing else object())
    done = run("--dask", "tcp://127.0.0.1:1", "-o", "t")
    assert done.exit_code == 2
    assert "pip install 'referat-nlp[dask]'" in done.stderr


@pytest.mark.parametrize("scheme", ["", "tcp://", "tls://"])
def test_a_scheduler_that_does_not_answer_is_one_sentence(monkeypatch, tmp_path, scheme):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "_PATIENCE", 0.2)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"{scheme}127.0.0.1:{free.getsockname()[1]}"
    done = run("--dask", address, "-o", "tables")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Error: {address}: no Dask scheduler answers there (")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "tables").exists()


@pytest.mark.parametrize(
    "address",
    ["foo", "bar://x", "http://127.0.0.1:18786", "", "tcp://127.0.0.1", "tcp://:8786", "tcp://a:0", "tcp://a:70000"],
)
def test_what_is_no_address_is_one_sentence_at_once(monkeypatch, tmp_path, address):
    def never(*arguments: object, **settings: object) -> None:
        raise AssertionError("a client was made")

    monkeypatch.setattr("distributed.Client.__init__", never)
    monkeypatch.chdir(tmp_path)
    done = run("--dask", address, "-o", "tables")
    assert done.exit_code == 2
    assert done.stderr == (
        f"Error: {address or repr('')}: not the address of a scheduler; it looks like tcp://HOST:8786.\n"
    )


@pytest.mark.parametrize(
    "address", ["scheduler:8786", "tls://10.0.0.1:1", "tcp://[::1]:8786", "ucx://a:1", "inproc://a/1/2"]
)
def test_what_dask_takes_for_an_address_is_tried(monkeypatch, address):
    def tried(self: object, *arguments: object, **settings: object) -> None:
        raise OSError("nobody there")

    monkeypatch.setattr("distributed.Client.__init__", tried)
    monkeypatch.setattr("distributed.Client.__del__", lambda self: None)
    assert f"{address}: no Dask scheduler answers there (nobody there)" in run("--dask", address, "-o", "t").stderr


def test_a_client_that_never_connected_is_closed_without_noise(tmp_path):
    # of an address that needs certificates, which are not there
    done = subprocess.run(
        [sys.executable, "-m", "referat_nlp", "extract", "--dask", "tls://127.0.0.1:1", "-o", "tables", "a.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Error: tls://127.0.0.1:1: no Dask scheduler answers there (")
    assert done.stderr.count("\n") == 1


def test_the_package_is_imported_without_dask():
    heavy = "'dask', 'distributed', 'fsspec', 'pyarrow', 'spacy'"
    program = f"import sys, referat_nlp.distributed; print([m for m in ({heavy}) if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
