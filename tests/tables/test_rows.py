"""One result laid out in rows."""

from __future__ import annotations

from datetime import date

import pytest

from referat_nlp.tables.columns import TABLES
from referat_nlp.tables.rows import batches, meeting_key, rows_of


def test_every_row_has_exactly_the_columns_of_its_table(make):
    for table in TABLES:
        rows = rows_of(make("a"))[table.name]
        assert rows
        assert all(sorted(row) == sorted(table.names) for row in rows)


def test_keys_begin_with_those_above_them(make):
    rows = rows_of(make("2021/møde 3.pdf", items=2))
    assert rows["items"][1]["item_id"] == "2021/møde 3.pdf#2"
    assert rows["decisions"][1]["decision_id"] == "2021/møde 3.pdf#2-d1"
    assert [row["vote_id"] for row in rows["votes"]][3:] == [f"2021/møde 3.pdf#2-d1-v{number}" for number in (1, 2, 3)]
    assert [(row["absence_id"], row["item_id"]) for row in rows["absences"]] == [
        ("2021/møde 3.pdf#0-m1", None),
        ("2021/møde 3.pdf#1-m1", "2021/møde 3.pdf#1"),
        ("2021/møde 3.pdf#2-m1", "2021/møde 3.pdf#2"),
    ]


def test_votes_and_outcomes_hang_on_their_decision(make):
    rows = rows_of(make("a", "V"))
    assert [(row["side"], row["name"]) for row in rows["votes"]] == [("for", "V"), ("for", "V"), ("abstain", "V")]
    assert [(row["decision_id"], row["label"], row["score"]) for row in rows["outcomes"]] == [
        ("a#1-d1", "godkendt", 0.75),
        ("a#1-d1", "ændret", 0.5),
    ]


def test_labels_for_reading_fall_back_to_what_there_is(make):
    result = make("a.txt", "")
    assert rows_of(result)["items"][0]["label"] == "#1"
    assert rows_of(result)["meetings"][0]["label"] == "2021-03-03"
    result["meeting"]["date"] = None
    assert rows_of(result)["meetings"][0]["label"] == "a.txt"
    named = rows_of(make("a.txt", "Havn"))
    assert (named["items"][0]["label"], named["meetings"][0]["label"]) == ("Havn Havn", "Havn, 2021-03-03")


def test_what_no_form_can_hold_is_left_out(make):
    result = make("a", "to\r\nlinjer\x00\ud800\ufffe")
    result["items"][0]["amounts"][0]["value"] = float("nan")
    result["meeting"]["date"] = "2021-02-30"
    result["items"][0]["decisions"][0]["outcomes"] *= 2
    rows = rows_of(result)
    assert rows["proposals"][0]["text"] == "to\nlinjer"
    assert rows["amounts"][0]["value"] is None
    assert rows["meetings"][0]["date"] is None
    assert rows["decisions"][0]["date"] == date(2021, 3, 3)
    assert len(rows["outcomes"]) == 2


def test_whole_number_that_no_form_holds_is_the_nearest_that_they_do(make):
    result = make("a")
    result["items"][0]["amounts"][0] |= {"value": 25_000, "low": 2**53 + 1, "high": 9_999_999_999 * 10**9}
    (row, *_) = rows_of(result)["amounts"]
    assert [repr(row[name]) for name in ("value", "low", "high")] == [
        "25000",
        "9007199254740992.0",
        "9.999999999e+18",
    ]


@pytest.mark.parametrize("name", ["a\0", "\ud800", "", "a\rb", "x" * 5_000])
def test_name_that_cannot_be_a_key_gets_part_of_its_sum(name):
    key = meeting_key(name)
    assert key != name
    assert key[-13] == "~"
    assert len(key) < 5_000
    assert key == meeting_key(name) != meeting_key(f"{name}\0")


def test_reasons_and_boxes_are_no_columns(make):
    result = make("a")
    result["items"][0]["explanation"] = {"by": "rules", "certainty": None}
    result["items"][0]["box"] = [0, 0, 1, 1]
    assert rows_of(result) == rows_of(make("a"))


def test_batches_hold_all_rows_in_order(make):
    whole = [row["item_id"] for rows in batches(make(str(n), items=90) for n in range(20)) for row in rows["items"]]
    assert whole == [f"{n}#{position}" for n in range(20) for position in range(1, 91)]
