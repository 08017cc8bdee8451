"""The workbook, as openpyxl opens it."""

from __future__ import annotations

from datetime import datetime

import openpyxl
import pytest

from referat_nlp.errors import ReferatError
from referat_nlp.tables import write, xlsx_file
from referat_nlp.tables.columns import TABLES


@pytest.fixture
def place(tmp_path):
    return tmp_path / "a.xlsx"


def test_sheets_have_bold_frozen_heads_filters_and_widths(place, make):
    write([make("a", items=4)], "xlsx", place)
    book = openpyxl.load_workbook(place)
    assert book.sheetnames == [table.name for table in TABLES]
    for sheet in book:
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
    assert book["decisions"].column_dimensions["D"].width > 60


def test_cells_are_dates_numbers_and_booleans(place, make):
    write([make("a")], "xlsx", place)
    book = openpyxl.load_workbook(place)
    amount = dict(zip([cell.value for cell in book["amounts"][1]], book["amounts"][2], strict=True))
    assert (amount["value"].value, amount["value"].data_type, amount["value"].number_format) == (
        2500.5,
        "n",
        "#,##0.00",
    )
    assert (amount["is_table"].value, amount["is_table"].data_type) == (False, "b")
    meeting = dict(zip([cell.value for cell in book["meetings"][1]], book["meetings"][2], strict=True))
    assert (meeting["date"].value, meeting["date"].is_date) == (datetime(2021, 3, 3), True)
    assert (meeting["start_time"].value, meeting["start_time"].data_type) == ("16:00", "s")


def test_text_that_looks_like_xml_is_text(place, make):
    """xlsxwriter writes what begins with '<r>' and ends with '</r>' into the file as it stands."""
    texts = ["<r></c><evil/></r>", "<r><t>x</t></r>", "<r>&lt;</r>", "<r>_x0041_</r>", f"<r>{'<' * 20_000}</r>"]
    warnings = write([make(str(number), text) for number, text in enumerate(texts)], "xlsx", place)
    rows = list(openpyxl.load_workbook(place)["proposals"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows][:3] == texts[:3]
    assert rows[4][3] == texts[4][:-1] + "…"
    assert len(warnings) == 1


def test_too_long_text_is_cut_with_a_warning(place, make):
    whole, bikes = "a" * 32_767, "🚲" * 16_384
    assert write([make("a", whole)], "xlsx", place)[0].startswith(f"{place}: 2 texts are cut to the 32,767 characters")
    read = [row[3] for row in openpyxl.load_workbook(place)["proposals"].iter_rows(min_row=2, values_only=True)]
    assert read == [whole]
    write([make("a", whole + "b"), make("b", bikes)], "xlsx", place)
    read = [row[3] for row in openpyxl.load_workbook(place)["proposals"].iter_rows(min_row=2, values_only=True)]
    # a bicycle counts for two in Excel, and is not cut in half
    assert read == ["a" * 32_766 + "…", "🚲" * 16_383 + "…"]


def test_too_many_rows_are_an_error_and_nothing_is_written(place, make, monkeypatch):
    write([make("a")], "xlsx", place)
    before = place.read_bytes()
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 16)
    write([make("a", items=5)], "xlsx", place)
    assert openpyxl.load_workbook(place)["votes"].max_row == 16
    write([make("a")], "xlsx", place)
    before = place.read_bytes()
    with pytest.raises(ReferatError, match=r"the table outcomes has more rows .*sqlite or parquet"):
        write([make("a", items=10)], "xlsx", place)
    assert place.read_bytes() == before


def test_early_days_are_text(place, make):
    early = make("a")
    early["meeting"]["date"] = "1899-12-31"
    write([early], "xlsx", place)
    assert "1899-12-31" in [cell.value for cell in openpyxl.load_workbook(place)["meetings"][2]]
