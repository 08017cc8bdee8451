"""All forms of the tables: the same values in each, whole or not at all. All minutes are invented."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referat_nlp.errors import ReferatError
from referat_nlp.tables import write
from referat_nlp.tables.columns import TABLES

FORMS = ("csv", "excel", "parquet", "xlsx", "sqlite")
HOSTILE = [
    '=HYPERLINK("http://example.org/?"&A1;"klik")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-3,8 mio. kr.",
    "\t=1+1",
    "'=1+1",
    "＝1+1",
    'siger "ja", og; nej',
    "to\nlinjer\n",
    "\r\nretur\r",
    "nul\0ler\x07",
    "\ud800halv",
    "\ufffe\uffff",
    "<r>ikke</r>",
    "<r><t>ikke</t></r>",
    "&amp;<b>'",
    "https://example.org/",
    "æøå 🚲 e\u0301",
    "10/2615",
    "1-2",
    "007",
    "12345678901234567890",
    "1e5",
    "NA",
    "null",
    "TRUE",
    "  luft  ",
    "{=1}",
    "[[[",
    "a" * 16_000,
]


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_the_same_in_every_form(form, results, tmp_path, write_as, readers, expected):
    rows = expected(results)
    # each table is put to the test by the documents, but for pages, which text files have none of
    assert all(rows[table.name] for table in TABLES)
    assert readers[form](write_as(results, form, tmp_path)) == rows


@pytest.mark.parametrize("form", FORMS)
def test_sum_beyond_all_sums_does_not_end_the_tables(form, tmp_path, make, write_as, readers):
    document = make("a")
    document["items"][0]["amounts"][0] |= {"value": 9_999_999_999 * 10**9, "low": 10_000_001 * 10**9, "high": None}
    row = readers[form](write_as([document], form, tmp_path))["amounts"][0]
    assert (float(row["value"]), float(row["low"])) == (9.999999999e18, 1.0000001e16)


@pytest.mark.parametrize("form", FORMS)
def test_hostile_texts_stay_texts(form, tmp_path, make, write_as, readers, expected):
    documents = [make(f"{number}", text) for number, text in enumerate(HOSTILE)]
    read = readers[form](write_as(documents, form, tmp_path))
    assert read == expected(documents)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "names",
    [["a#1", "a", "a#1#1", "a#0"], ["a/b", "a\nb", "a\r\nb", "a\rb", "ab"], ["=a", "'=a", "''=a"], ["a\0", "a"]],
)
def test_keys_of_strange_names_are_distinct_and_join(form, names, tmp_path, make, write_as, readers):
    read = readers[form](write_as([make(name, items=2) for name in names], form, tmp_path))
    keys = {table.name: [tuple(row[name] for name in table.key) for row in read[table.name]] for table in TABLES}
    assert all(len(set(rows)) == len(rows) for rows in keys.values())
    assert len(keys["meetings"]) == len(names)
    for table in TABLES:
        for column in table.columns:
            if column.refers_to:
                there = {row[column.name] for row in read[column.refers_to]}
                assert {row[column.name] for row in read[table.name]} - {None} <= there


@pytest.mark.parametrize("form", FORMS)
def test_without_documents_there_are_heads_alone(form, tmp_path, write_as, readers):
    assert not any(readers[form](write_as([], form, tmp_path)).values())


def test_pages_are_kept_and_boxes_left_out(make, tmp_path, write_as, readers):
    read = readers["csv"](write_as([make("a.pdf")], "csv", tmp_path))
    assert read["participants"][0]["page"] == 1
    assert [row["page"] for row in read["absences"]] == [2, None]


# -- any result --------------------------------------------------------------------------------------------------------

# '_x' begins an escape of workbooks, which openpyxl does not undo where Excel does
texts = st.text(max_size=12).map(lambda text: text.replace("_x", ""))
maybe = st.none() | texts
place = {"start": st.integers(0, 10**9), "end": st.integers(0, 10**9)}
paged = {**place, "page": st.none() | st.integers(1, 10**5)}
people = st.fixed_dictionaries({"name": texts, "party": maybe, **place})
absences = st.fixed_dictionaries({"name": texts, "party": maybe, "substitute": maybe, **paged})
# sums are whole øre; a workbook keeps 15 digits or more of them
sums = st.none() | st.integers(-(10**14), 10**14) | st.integers(-(10**12), 10**12).map(lambda ore: ore / 100)
days = st.none() | st.dates().map(str)


def lists(**fields):
    return st.lists(st.fixed_dictionaries(fields), max_size=2)


items = lists(
    number=maybe,
    title=maybe,
    closed=st.booleans(),
    **place,
    case_numbers=lists(text=texts, kind=st.sampled_from(["case", "journal"]), kle=maybe, **place),
    sections=lists(kind=texts, heading=texts, **place),
    proposals=lists(text=texts, proposer=maybe, kind=st.sampled_from(["recommendation", "amendment"]), **paged),
    decisions=lists(
        text=texts,
        body=maybe,
        date=days,
        own=st.booleans(),
        outcomes=lists(label=texts, score=st.floats(0, 1).map(lambda score: round(score, 4))),
        votes=st.none()
        | st.fixed_dictionaries({side: st.lists(texts, max_size=2) for side in ("for", "against", "abstain")}),
        **place,
    ),
    absent_members=st.lists(absences, max_size=2),
    amounts=lists(text=texts, value=sums, low=sums, high=sums, currency=st.just("DKK"), table=st.booleans(), **place),
)
documents = st.fixed_dictionaries(
    {
        "source": st.fixed_dictionaries(
            {
                "name": texts,
                "sha256": texts,
                "media_type": texts,
                "pages": st.none() | st.integers(0, 10**4),
                "characters": st.integers(0, 10**9),
                "warnings": st.lists(texts, max_size=2),
            }
        ),
        "meeting": st.fixed_dictionaries(
            {
                "municipality": maybe,
                "body": maybe,
                "date": days,
                "start_time": st.none() | st.just("16:00"),
                "place": maybe,
                "participants": st.lists(people, max_size=2),
                "absent_members": st.lists(absences, max_size=2),
            }
        ),
        "items": items,
    }
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(documents, max_size=3, unique_by=lambda result: result["source"]["name"]))
def test_any_result_is_the_same_in_every_form(tmp_path_factory, write_as, readers, expected, results):
    folder = tmp_path_factory.mktemp("any")
    whole = expected(results)
    for form in FORMS:
        read = readers[form](write_as(results, form, folder))
        if form == "xlsx":  # days before March 1900 are text there
            for rows in read.values():
                for row in rows:
                    if "date" in row and isinstance(row["date"], str):
                        from datetime import date

                        row["date"] = date.fromisoformat(row["date"])
        assert read == whole, form


# -- whole or not at all -----------------------------------------------------------------------------------------------


def content(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "fault", [ReferatError("the model is damaged."), KeyboardInterrupt(), OSError(5, "of the reader")]
)
def test_broken_run_leaves_everything_as_it_was(form, fault, tmp_path, make, write_as):
    write_as([make("old")], form, tmp_path)
    before = content(tmp_path)

    def broken():
        yield make("a", items=2_000)
        raise fault

    with pytest.raises(type(fault)) as caught:
        write_as(broken(), form, tmp_path)
    assert caught.value is fault
    assert content(tmp_path) == before


@pytest.mark.parametrize("form", FORMS)
def test_new_run_replaces_the_files(form, tmp_path, make, write_as, readers):
    write_as([make("a", "gammel"), make("b")], form, tmp_path)
    read = readers[form](write_as([make("a", "ny")], form, tmp_path))
    assert [row["text"] for row in read["decisions"] if row["meeting_id"] == "a"] == ["ny"]
    # a database keeps what others put into it
    assert [row["meeting_id"] for row in read["meetings"]] == (["b", "a"] if form == "sqlite" else ["a"])


@pytest.mark.parametrize("form", FORMS)
def test_two_documents_of_one_name_are_an_error(form, tmp_path, make, write_as):
    with pytest.raises(ReferatError, match="two documents have this name"):
        write_as([make("a"), make("a")], form, tmp_path)
    assert not content(tmp_path)


@pytest.mark.parametrize("form", ["xlsx", "sqlite"])
def test_folder_in_the_place_of_the_file_is_an_error(form, tmp_path, make):
    (tmp_path / "a.x").mkdir()
    with pytest.raises(ReferatError, match="this is a folder"):
        write([make("a")], form, tmp_path / "a.x")
    with pytest.raises(ReferatError, match="there is no folder"):
        write([make("a")], form, tmp_path / "nowhere" / "a.x")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_file_in_the_place_of_the_folder_is_an_error(form, tmp_path, make):
    (tmp_path / "a").write_text("x")
    with pytest.raises(ReferatError, match="this is a file, not a folder"):
        write([make("a")], form, tmp_path / "a")


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_folder_among_the_files_is_an_error_and_none_is_replaced(form, tmp_path, make):
    write([make("a")], form, tmp_path)
    (tmp_path / f"votes.{form}").unlink()
    (tmp_path / f"votes.{form}").mkdir()
    before = content(tmp_path)
    with pytest.raises(ReferatError, match=f"votes.{form}: this is a folder"):
        write([make("b")], form, tmp_path)
    assert content(tmp_path) == before


@pytest.mark.parametrize("form", FORMS)
def test_full_disk_is_told(form, tmp_path, make, write_as, monkeypatch):
    from referat_nlp.tables.places import WholeFiles

    def full(self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(WholeFiles, "move", full)
    with pytest.raises(ReferatError, match="the disk is full"):
        write_as([make("a")], form, tmp_path)
    assert not content(tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is of Linux")
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_disk_that_fills_up_while_rows_are_written_is_told(form, tmp_path, make, monkeypatch):
    from pathlib import Path

    from referat_nlp.tables.places import WholeFiles

    class Full(WholeFiles):
        def __init__(self, *target):
            super().__init__(*target)
            (self.folder / f"amounts.{form}").symlink_to("/dev/full")

    real = Path.open
    # new files are made with 'x', which no link passes
    monkeypatch.setattr(Path, "open", lambda self, mode="r", **more: real(self, mode.replace("x", "w"), **more))
    monkeypatch.setattr("referat_nlp.tables.WholeFiles", Full)
    with pytest.raises(ReferatError, match="the disk is full"):
        write([make("a", items=3_000)], form, tmp_path)
    assert not content(tmp_path)


def test_disk_that_fills_up_while_a_workbook_is_closed_is_told(tmp_path, make, monkeypatch):
    import xlsxwriter

    def full(self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", full)
    with pytest.raises(ReferatError, match="the disk is full"):
        write([make("a")], "xlsx", tmp_path / "a.xlsx")
    assert not content(tmp_path)


def test_disk_that_fills_up_while_a_database_is_written_is_told(tmp_path, make, monkeypatch):
    import sqlite3

    from referat_nlp.tables.sqlite_file import SqliteFile

    make_tables = SqliteFile._make_tables

    def small(self):
        make_tables(self)
        self._new.execute("PRAGMA max_page_count = 200")

    monkeypatch.setattr(SqliteFile, "_make_tables", small)
    with pytest.raises(ReferatError, match="the disk is full") as caught:
        write([make("a", items=3_000)], "sqlite", tmp_path / "a.sqlite")
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert not content(tmp_path)


def test_missing_pyarrow_is_told(tmp_path, make, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ReferatError, match=r"pip install 'referat-nlp\[parquet\]'"):
        write([make("a")], "parquet", tmp_path)
    assert not content(tmp_path)


def test_unknown_form_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no form 'ods'"):
        write([], "ods", tmp_path)


def test_results_are_taken_one_after_the_other(tmp_path, make, monkeypatch):
    """Rows are on their way to the disk before the last document is read."""
    from referat_nlp.tables import csv_files

    taken, added = [], []
    add = csv_files.CsvFiles.add
    monkeypatch.setattr(csv_files.CsvFiles, "add", lambda self, rows: (added.append(len(taken)), add(self, rows))[1])

    def stream():
        for number in range(2_000):
            taken.append(number)
            yield make(str(number))

    write(stream(), "csv", tmp_path)
    assert len(added) > 3
    assert added[0] < 1_000


def test_description_names_every_file(tmp_path, make):
    write([make("a")], "csv", tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {path.name for path in tmp_path.glob("*.csv")}


def test_rows_that_give_way_to_those_of_another_file_are_told(tmp_path, make):
    place = tmp_path / "a.sqlite"
    one, other = make("møde.txt"), make("møde.txt")
    other["source"]["sha256"] = "1" * 64
    assert write([one], "sqlite", place) == []
    assert write([one], "sqlite", place) == []
    (warning,) = write([other], "sqlite", place)
    assert "1 of the documents stood in it with other content" in warning
    assert "møde.txt" in warning
