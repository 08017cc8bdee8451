"""Runs on a real cluster of processes: the rows of one machine, whatever happens to the workers."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner
from distributed import Client, WorkerPlugin, get_worker
from frictionless import Package
from pyarrow import parquet

from referat_nlp.batch.options import Options
from referat_nlp.batch.progress import Progress
from referat_nlp.cli import main
from referat_nlp.distributed import extract, worker
from referat_nlp.distributed.documents import file_system, find_documents
from referat_nlp.distributed.run import ClusterRun
from referat_nlp.distributed.store import Store
from referat_nlp.errors import ReferatError
from referat_nlp.minutes import AgendaItem, Coverage, Meeting, Minutes, Source
from referat_nlp.output import to_dict


class Hook(Progress):
    """Does something when so many documents have been read."""

    def __init__(self, total: int, at: int, do: Callable[[], object]) -> None:
        super().__init__(total, quiet=True)
        self.at, self.do = at, do
        self.before: int | None = None

    def tick(self) -> None:
        if self.before is None and self.done >= self.at:
            self.before = self.done
            self.do()


@contextmanager
def reading_differently(client: Client, name: str, what: str, result: dict[str, Any]) -> Iterator[None]:
    """Let the workers do something else at the document of that name, those that are started later too.

    Of other documents they give a result that is ready, so that no model is loaded after each death.
    """

    class Different(WorkerPlugin):  # in a function, as the workers cannot import this file
        def setup(self, worker: Any) -> None:
            import json
            import os
            import signal

            from referat_nlp.batch.workers import Answer
            from referat_nlp.distributed import worker as module

            class Ready:
                count, answer = 1, None

                def __init__(self, task: object, count: int) -> None:
                    pass

                def __exit__(self, *exception: object) -> None:
                    pass

                @property
                def idle(self) -> bool:
                    return self.answer is None

                @property
                def busy(self) -> bool:
                    return self.answer is not None

                def hand_out(self, job: Any) -> None:
                    body = {**result, "source": {**result["source"], "name": job.source.name}}
                    error = None if job.data else f"{job.source.shown}: the file is empty."
                    self.answer = Answer(job.number, job.source, json.dumps(body).encode(), [], error, "unreadable")

                def wait(self, seconds: float) -> list[Any]:
                    answer, self.answer = self.answer, None
                    return [answer]

            def read(document: Any, most: int) -> bytes:
                if name in (document.name, "*"):
                    if what == "die":
                        os.kill(os.getpid(), signal.SIGKILL)
                    raise RuntimeError("odd\nthing")
                data: bytes = self.kept[0](document, most)
                return data

            self.kept = module.read_bytes, module.Workers
            module.read_bytes, module.Workers = read, Ready

        def teardown(self, worker: Any) -> None:
            from referat_nlp.distributed import worker as module

            module.read_bytes, module.Workers = self.kept

    client.register_plugin(Different(), name="different")
    try:
        yield
    finally:
        client.unregister_worker_plugin("different")


@pytest.fixture
def result() -> dict[str, Any]:
    """Return a result that is ready."""
    return to_dict(
        Minutes(
            Source("", "0" * 64, "text/plain", None, 9, Coverage()), Meeting(), [AgendaItem("1", "Sag", False, 0, 9)]
        )
    )


def errors_of(place: Path) -> list[dict[str, str]]:
    lines = [json.loads(line) for line in (place / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    table = place / "errors.parquet"  # of a cluster's run
    assert not table.exists() or parquet.read_table(table).to_pylist() == lines
    return lines


def test_a_run_that_loses_a_worker_writes_the_rows_of_one_machine(client, referater, one_machine, tmp_path, read_rows):
    pids = client.run(os.getpid)
    killed: list[str] = []

    def kill() -> None:
        worker = next(worker for worker, tasks in client.processing().items() if tasks)
        killed.append(worker)
        os.kill(pids[worker], signal.SIGKILL)

    progress = Hook(18, 3, kill)
    place = tmp_path / "tables"
    outcome = extract(client, [str(referater)], str(place), progress=progress, partition_documents=3)
    assert killed
    assert progress.before is not None
    assert progress.before < 18
    assert killed[0] not in client.nthreads()
    assert read_rows(place) == read_rows(one_machine)
    assert (place / "errors.jsonl").read_bytes() == (one_machine / "errors.jsonl").read_bytes()
    assert outcome.failures == errors_of(place)
    assert (place / "errors.parquet").exists()
    assert (outcome.documents, len(outcome.failures)) == (18, 4)


def test_a_document_that_kills_its_worker_is_named_and_takes_no_other_along(
    cluster, client, referater, one_machine, tmp_path, result, monkeypatch
):
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    place, folder = tmp_path / "tables", referater / "200"
    with reading_differently(client, "04.md", "die", result):
        outcome = extract(client, [str(folder)], str(place), partition_documents=6)
    dead, empty = str(folder / "04.md"), str(folder / "05-tom.txt")
    assert outcome.failures == errors_of(place)
    assert outcome.failures == [
        {
            "input": dead,
            "error": f"{dead}: each worker that read it died (KilledWorker); the file may be damaged, or need more "
            "memory than a worker has: give the workers more, or leave it out.",
            "kind": "crash",
        },
        {"input": empty, "error": f"{empty}: the file is empty.", "kind": "unreadable"},
    ]
    meetings = [
        meeting for path in sorted(place.glob("meetings/*")) for meeting in parquet.read_table(path)["meeting_id"]
    ]
    names = sorted(path.name for path in folder.iterdir())
    assert [str(meeting) for meeting in meetings] == [n for n in names if n not in ("04.md", "05-tom.txt")]
    assert not list(place.rglob("*.tmp"))
    # what was split is found split, and what failed is tried again alone
    run = ClusterRun(find_documents([str(folder)]), Options(), str(place), resume=True, partition_documents=6)
    assert run.done == len(names) - 2


def test_the_command_writes_the_same_and_goes_on_from_what_is_there(
    quick_cluster, referater, one_machine, tmp_path, read_rows
):
    place = tmp_path / "tables"
    command = ["extract", "--dask", quick_cluster.scheduler_address, str(referater), "-o", str(place)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert [line for line in done.stderr.splitlines() if line.startswith("Error")] == [
        f"Error: {failure['error']}" for failure in errors_of(one_machine)
    ]
    assert read_rows(place) == read_rows(one_machine)

    again = CliRunner().invoke(main, command)
    assert again.exit_code == 2
    assert "there are results of an earlier run; go on with it by --resume" in again.stderr
    assert again.stderr.count("\n") == 1

    other = CliRunner().invoke(main, [*command, "--resume", "--explain"])
    assert other.exit_code == 2
    assert "had other settings (explain)" in other.stderr

    run = CliRunner().invoke(main, [*command, "--resume"])
    assert run.exit_code == 1
    assert read_rows(place) == read_rows(one_machine)
    assert Package(str(place / "datapackage.json")).get_resource("meetings").path


def test_partitions_that_are_whole_are_kept_and_no_others(quick_client, referater, tmp_path, read_rows):
    place, folder = tmp_path / "tables", referater / "201"
    extract(quick_client, [str(folder)], str(place), partition_documents=2)
    rows = read_rows(place)
    assert [row["meeting_id"] for row in rows["meetings"]] == sorted(path.name for path in folder.iterdir())
    marks, parts = (sorted(place.glob(pattern)) for pattern in (".referat-nlp/part-*", "amounts/*"))
    written = {path: path.stat().st_mtime_ns for path in parts}
    marks[0].unlink()  # killed before it was whole
    parts[2].unlink()  # removed by somebody
    (place / "votes" / f".{parts[0].name}.0a.tmp").write_bytes(b"half")
    (place / "votes" / "part-000009-0123456789ab.parquet").write_bytes(b"of another list")
    (place / "votes" / "mine.parquet").write_bytes(b"of the user")
    documents = find_documents([str(folder)])
    run = ClusterRun(documents, Options(), str(place), resume=True, partition_documents=2)
    assert run.done == len(documents) - 4
    described: list[bool] = []
    run.read(quick_client, Hook(len(documents), 1, lambda: described.append((place / "datapackage.json").exists())))
    assert described == [False]
    run.write()
    anew = [path for path in parts if path.stat().st_mtime_ns != written[path]]
    assert anew == [parts[0], parts[2]]
    assert [path.name for path in sorted((place / "votes").iterdir())] == [
        "mine.parquet",
        *(path.name for path in parts),
    ]
    (place / "votes" / "mine.parquet").unlink()
    assert read_rows(place) == rows


def test_a_start_that_failed_does_not_lock_the_place(quick_client, referater, tmp_path, monkeypatch, read_rows):
    place, folder = tmp_path / "tables", str(referater / "201")
    with pytest.raises(ReferatError, match="none: no model can be read"):
        extract(quick_client, [folder], str(place), options=Options(model=tmp_path / "none"))
    assert not place.exists()
    with monkeypatch.context() as patch:
        patch.setattr(Options, "settings", lambda self: {"version": "0.0.9"})
        ClusterRun(find_documents([folder]), Options(), str(place), resume=False)
    extract(quick_client, [f"{tmp_path}/mistyped/*"], str(place))
    assert len(errors_of(place)) == 1
    extract(quick_client, [folder], str(place), options=Options(explain=True))
    assert len(read_rows(place)["meetings"]) == 7
    assert not (place / "errors.jsonl").exists()


def test_a_run_that_has_ended_writes_no_partition(quick_client, referater, tmp_path, monkeypatch):
    tables = worker._tables

    def last(*arguments: Any) -> dict[str, bytes]:
        files = tables(*arguments)
        for plugin in get_worker().plugins.values():
            if isinstance(plugin, worker.ReadersPlugin):
                plugin.ended = True
        return files

    monkeypatch.setattr(worker, "_tables", last)
    with pytest.raises(ReferatError, match=r"^The run has ended\.$"):
        extract(quick_client, referater / "201", tmp_path / "tables")
    assert not list((tmp_path / "tables").rglob("part-*"))


def test_a_place_is_not_described_while_partitions_are_removed(quick_client, referater, tmp_path, monkeypatch):
    place = tmp_path / "tables"
    extract(quick_client, referater / "201", place)
    stale = place / "votes" / "part-000009-0123456789ab.parquet"
    stale.write_bytes(b"of another list")
    remove = Store.remove

    def stopped(self: Store, paths: Iterable[str]) -> None:
        remove(self, paths)
        if not stale.exists():
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "remove", stopped)
    with pytest.raises(KeyboardInterrupt):
        extract(quick_client, referater / "201", place, resume=True)
    assert not (place / "datapackage.json").exists()


def test_one_path_may_stand_alone_and_be_a_path(quick_client, referater, tmp_path):
    for number, argument in enumerate([referater / "201", str(referater / "201"), [referater / "201"]]):
        assert extract(quick_client, argument, tmp_path / f"tables{number}").documents == 7


def test_wrong_use_from_python_is_said_in_a_sentence(quick_client, quick_cluster, referater, tmp_path):
    wrong: Any = quick_cluster
    with pytest.raises(TypeError, match=r"^extract needs a distributed\.Client of the cluster, not LocalCluster\.$"):
        extract(wrong, referater, tmp_path / "tables")
    for bounds in ({"partition_documents": 0}, {"partition_bytes": -1}):
        with pytest.raises(ValueError, match="one document and one byte at least"):
            extract(quick_client, referater, tmp_path / "tables", **bounds)
    assert not (tmp_path / "tables").exists()


def test_a_run_that_cannot_go_on_leaves_the_place_whole(quick_client, referater, tmp_path, monkeypatch):
    place, folder = tmp_path / "tables", copied(referater, tmp_path / "in")
    extract(quick_client, [str(folder)], str(place))
    before = contents(place)
    shutil.copy(folder / "01.md", folder / "00.md")

    def unfit(*arguments: object, **settings: object) -> None:
        raise ModuleNotFoundError("No module named 'referat_nlp'")

    monkeypatch.setattr(quick_client, "register_plugin", unfit)
    with pytest.raises(ReferatError, match=r"^The cluster cannot read documents \(ModuleNotFoundError"):
        extract(quick_client, [str(folder)], str(place), resume=True)
    assert contents(place) == before


def copied(referater: Path, folder: Path) -> Path:
    shutil.copytree(referater / "201", folder)
    return folder


def contents(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("stopped", [False, True])
def test_inputs_that_lack_documents_of_finished_partitions_are_refused(quick_cluster, referater, tmp_path, stopped):
    place, folder = tmp_path / "tables", copied(referater, tmp_path / "in")
    with Client(quick_cluster, set_as_default=False) as client:
        extract(client, [str(folder)], str(place), partition_documents=2)
    if stopped:
        (place / "datapackage.json").unlink()
    before = contents(place)
    names = sorted(path.name for path in folder.iterdir())
    command = ["extract", "--dask", quick_cluster.scheduler_address, "-o", str(place), "--resume"]
    for inputs, lost in (([str(folder / name) for name in names[:-1]], 1), ([f"{tmp_path}/mistyped/*"], 7)):
        done = CliRunner().invoke(main, [*command, *inputs])
        assert done.exit_code == 2
        assert (
            f"{place}: {lost} document{' of finished partitions is' if lost == 1 else 's of finished partitions are'} "
            f"not among these inputs, and --resume would remove {'it' if lost == 1 else 'them'}; nothing was changed."
        ) in done.stderr
        assert contents(place) == before


def test_documents_that_have_changed_or_joined_replace_what_was_read_of_them(
    quick_client, referater, tmp_path, read_rows
):
    place, folder = tmp_path / "tables", copied(referater, tmp_path / "in")
    extract(quick_client, [str(folder)], str(place), partition_documents=2)
    names = sorted(path.name for path in folder.iterdir())
    os.utime(folder / names[0], ns=(1, 1))
    shutil.copy(folder / names[0], folder / "00.md")
    extract(quick_client, [str(folder)], str(place), partition_documents=3, resume=True)
    assert [row["meeting_id"] for row in read_rows(place)["meetings"]] == ["00.md", *names]


def test_where_nothing_can_be_read_what_was_there_is_left(quick_client, referater, tmp_path, read_rows):
    place, folder = tmp_path / "tables", copied(referater, tmp_path / "in")
    extract(quick_client, [str(folder)], str(place), partition_documents=2)
    before, description = read_rows(place), (place / "datapackage.json").read_bytes()
    for path in folder.iterdir():
        path.write_bytes(b"")
    documents = find_documents([str(folder)])
    run = ClusterRun(documents, Options(), str(place), resume=True, partition_documents=2)
    run.read(quick_client, Progress(len(documents), quiet=True))
    assert run.write() == [f"{place}: nothing could be read; what was there is left as it was."]
    assert read_rows(place) == before
    assert (place / "datapackage.json").read_bytes() == description
    assert len(errors_of(place)) == len(documents)


def test_a_document_that_takes_too_long_fails_as_on_one_machine(client, referater, tmp_path):
    slow = str(referater / "200" / "02.md")
    outcome = extract(client, [slow], str(tmp_path / "tables"), options=Options(timeout=1e-6))
    assert [failure["kind"] for failure in outcome.failures] == ["timeout"]
    # nothing was read: there are no tables
    assert [path.name for path in (tmp_path / "tables").iterdir() if path.is_dir()] == [".referat-nlp"]


def test_workers_with_another_version_or_model_are_refused(client, referater, tmp_path, monkeypatch):
    settings = Options().settings() | {"version": "0.0.9"}
    monkeypatch.setattr(Options, "settings", lambda self: settings)
    with pytest.raises(ReferatError, match=r"^A worker of the cluster has another version than this machine"):
        extract(client, [str(referater)], str(tmp_path / "tables"))


@pytest.mark.parametrize("most", [2, 7])
def test_a_document_that_the_program_fails_at_is_named_and_takes_no_other_along(
    client, referater, tmp_path, result, most
):
    place, folder = tmp_path / "tables", referater / "201"
    with reading_differently(client, "03.txt", "fail", result):
        outcome = extract(client, [str(folder)], str(place), partition_documents=most)
    assert outcome.failures == errors_of(place)
    assert outcome.failures == [
        {
            "input": f"{folder}/03.txt",
            "error": f"{folder}/03.txt: each try to read it ended in a fault of referat-nlp or of its installation on "
            "the workers (RuntimeError: odd thing); please report it.",
            "kind": "fault",
        }
    ]
    meetings = [m for path in sorted(place.glob("meetings/*")) for m in parquet.read_table(path)["meeting_id"]]
    assert [str(name) for name in meetings] == [
        name for name in sorted(path.name for path in folder.iterdir()) if name != "03.txt"
    ]


@pytest.mark.parametrize("most", [1, 7])
def test_a_fault_of_the_workers_ends_the_run_in_one_sentence(client, referater, tmp_path, result, most):
    fault = r"^The cluster cannot read documents \(RuntimeError: odd thing\); its workers need referat-nlp\[dask\]"
    with reading_differently(client, "*", "fail", result), pytest.raises(ReferatError, match=fault):
        extract(client, [str(referater / "201")], str(tmp_path / "tables"), partition_documents=most)


def test_a_full_disk_of_a_worker_is_said_to_be_that(quick_client, referater, tmp_path, monkeypatch):
    def full(self: object, rows: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("referat_nlp.distributed.worker.ParquetFiles.add", full)
    said = r"^tcp://.*: the tables cannot be written on the disk of this worker, .* \(No space left on device\); make"
    with pytest.raises(ReferatError, match=said):
        extract(quick_client, [str(referater / "201")], str(tmp_path / "tables"))


def test_workers_without_the_package_of_a_storage_fail_at_its_documents_alone(
    quick_client, referater, tmp_path, monkeypatch
):
    def missing(url: str) -> Any:
        if url.startswith("file://"):
            raise ReferatError(f"{url}: no file system for this URL can be opened (Install s3fs).")
        return file_system(url)

    bad, good = f"file://{referater}/201/01.md", str(referater / "201" / "03.txt")
    documents = find_documents([bad, good])
    monkeypatch.setattr("referat_nlp.distributed.documents.file_system", missing)
    run = ClusterRun(documents, Options(), str(tmp_path / "tables"), resume=False)
    run.read(quick_client, Progress(2, quiet=True))
    assert [(failure["input"], failure["kind"]) for failure in run.failures] == [(bad, "unreadable")]
    assert "(Install s3fs)" in run.failures[0]["error"]


def test_an_object_store_is_read_from_and_written_into(quick_client, referater, one_machine, tmp_path, read_rows):
    system = fsspec.filesystem("memory")
    for path in referater.rglob("*.*"):
        system.pipe_file(f"/bucket/{path.relative_to(referater)}", path.read_bytes())
    # the workers are threads of this process, as such a storage is a process's own
    outcome = extract(quick_client, ["memory://bucket"], "memory://tables", partition_documents=5)
    system.get("/tables", str(tmp_path / "tables"), recursive=True)
    system.rm(["/bucket", "/tables"], recursive=True)
    assert read_rows(tmp_path / "tables") == read_rows(one_machine)
    assert [failure["input"] for failure in outcome.failures] == [
        failure["input"].replace(str(referater), "memory://bucket") for failure in errors_of(one_machine)
    ]
    assert errors_of(tmp_path / "tables") == outcome.failures


def test_a_cluster_without_workers_is_waited_for(short_lived, referater, tmp_path, monkeypatch):
    said: list[str] = []

    class Said(Progress):
        def say(self, line: str) -> None:
            said.append(line)
            short_lived.scale(1)

    monkeypatch.setattr("referat_nlp.distributed.tasks._PATIENCE", 0)
    short_lived.scale(0)
    with Client(short_lived, set_as_default=False) as client:
        while client.nthreads():
            time.sleep(0.01)
        outcome = extract(client, [str(referater / "201")], str(tmp_path / "tables"), progress=Said(7, quiet=True))
    assert said == ["The cluster has no worker yet; waiting for one."]
    assert (outcome.documents, outcome.failures) == (7, [])


def test_a_cluster_that_is_lost_ends_the_run_in_one_sentence(short_lived, referater, tmp_path):
    with Client(short_lived, set_as_default=False) as client:
        progress = Hook(18, 2, short_lived.close)
        with pytest.raises(
            ReferatError, match=r"^The connection to the cluster was lost.* --resume goes on from there"
        ):
            extract(client, [str(referater)], str(tmp_path / "tables"), progress=progress, partition_documents=2)
    assert list((tmp_path / "tables" / "meetings").glob("part-*.parquet"))
    assert not (tmp_path / "tables" / "datapackage.json").exists()
