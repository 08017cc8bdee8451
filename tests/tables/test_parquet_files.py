"""Parquet files, as pyarrow opens them."""

from __future__ import annotations

import pyarrow
import pyarrow.parquet

from referat_nlp.tables import parquet_files, write
from referat_nlp.tables.columns import BY_NAME


def test_types_stand_in_the_files_and_meanings_beside_them(make, tmp_path):
    write([make("a")], "parquet", tmp_path)
    schema = pyarrow.parquet.read_schema(tmp_path / "decisions.parquet")
    assert schema.field("date").type == pyarrow.date32()
    assert schema.field("own").type == pyarrow.bool_()
    assert not schema.field("own").nullable
    assert schema.field("text").nullable
    assert schema.field("text").metadata[b"description"].decode() == BY_NAME["decisions"].columns[3].meaning
    assert pyarrow.parquet.read_schema(tmp_path / "amounts.parquet").field("low").type == pyarrow.float64()


def test_types_stand_in_files_without_rows(tmp_path):
    write([], "parquet", tmp_path)
    table = pyarrow.parquet.read_table(tmp_path / "amounts.parquet")
    assert table.num_rows == 0
    assert table.schema.field("value").type == pyarrow.float64()


def test_rows_are_written_in_groups(make, tmp_path, monkeypatch):
    monkeypatch.setattr(parquet_files, "GROUP", 5_000)
    write([make(str(number), items=50) for number in range(200)], "parquet", tmp_path)
    file = pyarrow.parquet.ParquetFile(tmp_path / "amounts.parquet")
    assert file.metadata.num_rows == 20_000
    assert 1 < file.num_row_groups <= 5
    assert file.read().column("amount_id").to_pylist()[:3] == ["0#1-a1", "0#1-a2", "0#2-a1"]
