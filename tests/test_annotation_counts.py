"""Counts of annotated minutes. All of them are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from referat_nlp.annotation_counts import ROWS, as_table, count
from referat_nlp.annotations import Document
from referat_nlp.cli import main

ANNOTATIONS = Path(__file__).parents[1] / "annotations"


def decision(*outcomes: str, own: bool = True, votes: object = None) -> dict[str, Any]:
    return {"text": "…", "body": None, "date": None, "own": own, "outcomes": list(outcomes), "votes": votes}


def item(**fields: Any) -> dict[str, Any]:
    lists = ("case_numbers", "proposals", "decisions", "absent_members", "amounts", "table_amounts")
    return {"number": None, "title": None, "closed": False, **{key: [] for key in lists}, **fields}


def document(name: str, layout: str, *items: dict[str, Any], **meeting: Any) -> Document:
    meeting = {"participants": [], "absent_members": [], **meeting}
    return Document(name, layout, "tekst", {"document": name, "meeting": meeting, "items": list(items)}, "", "")


ABSENT = {"name": "Ane Sø", "party": None, "substitute": None}
DOCUMENTS = [
    document(
        "nord-1",
        "nord",
        item(
            closed=True,
            case_numbers=["1/2"],
            decisions=[decision("godkendt", "ændret", votes={"for": ["A"]}), decision("godkendt", own=False)],
            amounts=[{"text": "3 kr.", "value": 3}, {"text": "3-4 kr.", "low": 3, "high": 4}],
        ),
        item(decisions=[decision("udsat")], absent_members=[ABSENT, {**ABSENT, "substitute": "Bo Ås"}]),
        participants=["Eva Ek"],
    ),
    document("nord-2", "nord", item(decisions=[decision("godkendt")]), absent_members=[ABSENT]),
    document(
        "syd-1",
        "syd",
        item(
            proposals=[{"kind": "recommendation"}, {"kind": "amendment"}],
            table_amounts=[{"text": "7", "value": 7}],
        ),
    ),
]


def test_everything_is_counted_with_its_documents_and_layouts() -> None:
    counts = count(DOCUMENTS)
    assert (counts["documents"], counts["layouts"], counts["characters"]) == (3, {"nord": 2, "syd": 1}, 15)
    assert {name: tuple(row.values()) for name, row in counts["counts"].items()} == {
        "items": (4, 3, 2),
        "closed items": (1, 1, 1),
        "case numbers": (1, 1, 1),
        "proposals": (2, 1, 1),
        "amendments": (1, 1, 1),
        "decisions": (4, 2, 1),
        "quoted decisions": (1, 1, 1),
        "decisions with votes": (1, 1, 1),
        "absences at items": (2, 1, 1),
        "absences of the meeting": (1, 1, 1),
        "substitutes": (1, 1, 1),
        "participants": (1, 1, 1),
        "amounts": (2, 1, 1),
        "ranges": (1, 1, 1),
        "amounts in tables": (1, 1, 1),
    }
    assert list(counts["outcomes"].items()) == [
        ("godkendt", {"count": 3, "documents": 2, "layouts": 1}),
        ("udsat", {"count": 1, "documents": 1, "layouts": 1}),
        ("ændret", {"count": 1, "documents": 1, "layouts": 1}),
    ]


def test_table_is_aligned_and_has_every_row() -> None:
    lines = as_table(count(DOCUMENTS)).splitlines()
    assert {len(line) for line in lines if line.startswith(("items", "decisions", "ranges", "godkendt"))} == {
        len(next(line for line in lines if line.startswith("items")))
    }
    assert all(any(line.startswith(name) for line in lines) for name in (*ROWS, "udsat", "ændret"))


def test_command_prints_table_and_json() -> None:
    table, data = (
        CliRunner().invoke(main, ["annotations", "stats", str(ANNOTATIONS), *options]) for options in ([], ["--json"])
    )
    assert (table.exit_code, data.exit_code) == (0, 0)
    counts = json.loads(data.stdout)
    assert counts["documents"] == len(list(ANNOTATIONS.glob("*.gold.json")))
    assert table.stdout.rstrip("\n") == as_table(counts)


@pytest.mark.parametrize("content", ["{", "{}"])
def test_file_that_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "nord-1.gold.json").write_text(content, encoding="utf-8")
    (tmp_path / "nord-1.txt").write_text("Referat", encoding="utf-8")
    result = CliRunner().invoke(main, ["annotations", "stats", str(tmp_path)])
    assert result.exit_code == 1
    assert "nord-1.gold.json" in result.stderr
    assert "documents" in result.stdout
