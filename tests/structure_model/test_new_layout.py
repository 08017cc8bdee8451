"""What annotations of a new layout bring: ten invented minutes, and the figures of two others. All minutes are invented."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import referat_nlp
from referat_nlp.annotations import Document, read_documents
from referat_nlp.evaluation.figures import Figures, figures
from referat_nlp.evaluation.predictions import predict
from referat_nlp.evaluation.scoring import score_document
from referat_nlp.structure_model.training import fit

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
CASES = [
    ("Ny bro ved Møllen", "Godkendt."),
    ("Leje af havneskur", "Udsat til næste møde."),
    ("Takster for kajplads", "Vi gør som Jens siger."),
    ("Lygter på Strandvej", "Ja tak."),
    ("Salg af grund", "Det bliver som sidst."),
    ("Høring om sti", "Sendes til Byrådet."),
]
MEMBERS = ["Ida Holm", "Bo Dam", "Lis Toft", "Kaj Wind"]


def sandvig(seed: int) -> Document:
    """Return minutes with headings and labels that no phrase file lists, and their gold."""
    chance = random.Random(seed)
    absent = chance.choice(MEMBERS)
    text, items = f"SANDVIG KOMMUNE\nTeknikudvalget\nVi mødtes: 1{seed % 9}. maj 2022\n\n", []
    for number, (title, decided) in enumerate(chance.sample(CASES, 4), start=1):
        file = f"24/{100 + 10 * seed + number}"
        text += f"{number}) {title}\nMappe {file}\nKontorets ord\nDer er skrevet om sagen i avisen.\n"
        text += f"Mødets svar\n{decided}\nSavnede: {absent}\n\n"
        items.append(item(number, title, file, decided, absent))
    meeting = {"municipality": "Sandvig Kommune", "body": "Teknikudvalget", "date": None, "start_time": None}
    gold = {"meeting": {**meeting, "place": None, "participants": [], "absent_members": []}, "items": items}
    return Document(f"sandvig-{seed}", "sandvig", text, gold, f"{seed} text", f"{seed} gold")


def item(number: int, title: str, file: str, decided: str, absent: str) -> dict[str, Any]:
    decision = {"text": decided, "body": "Teknikudvalget", "date": None, "own": True, "outcomes": [], "votes": None}
    return {
        "number": str(number),
        "title": title,
        "closed": False,
        "case_numbers": [file],
        "proposals": [],
        "decisions": [decision],
        "absent_members": [{"name": absent, "party": None, "substitute": None}],
        "amounts": [],
        "table_amounts": [],
    }


def measured(documents: list[Document]) -> Figures:
    """Return the figures of two minutes of the new layout, read with a structure learned from the documents."""
    nlp = referat_nlp.load()
    structure: Any = nlp.get_pipe("referat_structure")
    structure.from_bytes(fit(documents).to_bytes())
    unseen = [sandvig(seed) for seed in (30, 31)]
    return figures([score_document(d.name, d.text, d.gold, predict(d, nlp).found) for d in unseen], samples=0)


def test_ten_documents_of_a_new_layout_raise_its_figures() -> None:
    others = read_documents(ANNOTATIONS)[0][::16]
    before, after = measured(others), measured([*others, *(sandvig(seed) for seed in range(10))])
    assert after["decisions"].f1 > before["decisions"].f1 + 0.2
    for row in ("decisions", "case_numbers", "absent_members", "items"):
        assert after[row].f1 >= max(0.9, before[row].f1)
