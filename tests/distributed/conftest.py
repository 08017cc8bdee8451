"""Small clusters, one of processes that can be killed and one of threads; invented minutes; what one machine makes of
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pyarrow
import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster
from pyarrow import parquet

from referat_nlp.cli import main
from referat_nlp.tables.columns import TABLES

MINUTES = """\
Hovby Kommune
Teknisk Udvalg
Mødedato: {day}. marts 2021
Medlemmer: Ellen Krog (A), Bo Lindskov (V)

1. Ny cykelsti ved Mosevej
Sagsnr. 21/47{day:02}
Indstilling
Forvaltningen indstiller,
at der bevilges {day},2 mio. kr. til stien.
Beslutning
Godkendt. For stemte: A. Imod stemte: V.
Fraværende: Ida Holm (A)

2. Orientering om vejtræer
Beslutning
Taget til efterretning.
"""
BAD = {
    "05-tom.txt": b"",
    "09-brev.md": "Kære Hanne. Tak for kagen i går.\n".encode(),
    "11-afkortet.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "12-binær.txt": bytes(range(256)) * 4,
}
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="package")
def cluster() -> Iterator[LocalCluster]:
    """Return a cluster of two worker processes, whose tasks may lose a worker once."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "distributed.admin.low-level-log-length": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
    ):
        yield cluster


@pytest.fixture
def client(cluster: LocalCluster) -> Iterator[Client]:
    with Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        yield client


def threads() -> LocalCluster:
    """Return a cluster of one thread of this process, which is reached as any other."""
    return LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=":0", silence_logs=50
    )


@pytest.fixture(scope="package")
def _threads() -> Iterator[LocalCluster]:
    with threads() as cluster:
        yield cluster


@pytest.fixture
def quick_cluster(_threads: LocalCluster, in_process_readers: type, monkeypatch: pytest.MonkeyPatch) -> LocalCluster:
    """Return a cluster that reads in this process, with one pipeline for all tests."""
    monkeypatch.setattr("referat_nlp.distributed.worker.Workers", in_process_readers)
    return _threads


@pytest.fixture
def quick_client(quick_cluster: LocalCluster) -> Iterator[Client]:
    with Client(quick_cluster, set_as_default=False) as client:
        yield client


@pytest.fixture
def short_lived(in_process_readers: type, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalCluster]:
    """Return one that a test may close."""
    monkeypatch.setattr("referat_nlp.distributed.worker.Workers", in_process_readers)
    with threads() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def referater(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of fourteen invented minutes and four files that are none."""
    folder = tmp_path_factory.mktemp("referater")
    for day in range(1, 15):
        path = folder / f"20{day % 2}" / f"{day:02}.{'md' if day % 3 else 'txt'}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(MINUTES.format(day=day), encoding="utf-8")
    for name, content in BAD.items():
        (folder / "200" / name).write_bytes(content)
    return folder


@pytest.fixture(scope="session")
def one_machine(referater: Path, tmp_path_factory: pytest.TempPathFactory, in_process_readers: type) -> Path:
    """Return what `extract --format parquet` writes of them without a cluster."""
    place = tmp_path_factory.mktemp("one") / "tables"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("referat_nlp.batch.run.Workers", in_process_readers)
        done = CliRunner().invoke(main, ["extract", str(referater), "-o", str(place), "--format", "parquet"])
    assert done.exit_code == 1, done.output
    return place


def rows_of(place: Path) -> Rows:
    """Return the rows of all tables in the order of their files, which are sorted by name: that of the documents."""
    rows: Rows = {}
    for table in TABLES:
        whole = place / f"{table.name}.parquet"
        files = [whole] if whole.exists() else sorted((place / table.name).glob("*.parquet"))
        rows[table.name] = pyarrow.concat_tables([parquet.read_table(file) for file in files]).to_pylist()
    return rows


@pytest.fixture(scope="session")
def read_rows() -> Any:
    """Return the function that reads the rows of a place."""
    return rows_of
