"""Invented annotated minutes, written into folders where tests want them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Decision = tuple[str, list[str]]
Writer = Callable[..., Path]

PLAIN: list[Decision] = [
    ("Godkendt.", ["godkendt"]),
    ("Sagen udsættes til næste møde.", ["udsat"]),
    ("Taget til efterretning.", ["taget til efterretning"]),
]


def document(name: str, decisions: Sequence[Decision], ending: str = ".txt") -> tuple[str, dict[str, Any]]:
    text = "Skovnæs Kommune\nHavneudvalget\nREFERAT\nMødedato: 3. marts 2021\nMødetidspunkt: kl. 16.00\n"
    items = []
    for number, (decision, labels) in enumerate(decisions, start=1):
        text += (
            f"\n{number}. Mole nummer {number}\nSagsnr. 21/47{number:02}\n\nIndstilling\nHavnechefen indstiller,\n"
            f"at mole {number} males for {number}0.000 kr.\n\nBeslutning\n{decision}\n\n"
            "Fraværende: Ida Holmgaard (A)\n"
        )
        items.append(
            {
                "number": str(number),
                "title": f"Mole nummer {number}",
                "closed": False,
                "case_numbers": [f"21/47{number:02}"],
                "proposals": [
                    {
                        "text": f"at mole {number} males for {number}0.000 kr",
                        "proposer": "Havnechefen",
                        "kind": "recommendation",
                    }
                ],
                "decisions": [
                    {
                        "text": decision,
                        "body": "Havneudvalget",
                        "date": "2021-03-03",
                        "own": True,
                        "outcomes": labels,
                        "votes": None,
                    }
                ],
                "absent_members": [{"name": "Ida Holmgaard", "party": "A", "substitute": None}],
                "amounts": [{"text": f"{number}0.000 kr.", "value": number * 10000}],
                "table_amounts": [],
            }
        )
    gold = {
        "document": name + ending,
        "meeting": {
            "municipality": "Skovnæs Kommune",
            "body": "Havneudvalget",
            "date": "2021-03-03",
            "start_time": "16:00",
            "place": None,
            "participants": [],
            "absent_members": [],
        },
        "items": items,
    }
    return text, gold


@pytest.fixture(scope="session")
def writer_of() -> Callable[[Path], Writer]:
    """Return for a folder what writes annotated documents into it and returns it; `change` mends the gold file."""

    def writer_of(folder: Path) -> Writer:
        def write(
            name: str,
            decisions: Sequence[Decision] = PLAIN,
            *,
            ending: str = ".txt",
            change: Callable[[dict[str, Any]], None] | None = None,
        ) -> Path:
            folder.mkdir(exist_ok=True)
            text, gold = document(name, decisions, ending)
            if change:
                change(gold)
            (folder / f"{name}{ending}").write_text(text, encoding="utf-8")
            (folder / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
            return folder

        return write

    return writer_of


@pytest.fixture
def write(tmp_path: Path, writer_of: Callable[[Path], Writer]) -> Writer:
    """Return what writes annotated documents into the folder 'gold'."""
    return writer_of(tmp_path / "gold")
