"""Six invented minutes in layouts that nobody had met who wrote the rules, by people who had not seen the program.

They are never trained on, and no rule is mended with their help: what they measure is what a new municipality sees. New
strangers' minutes join annotations/ once they have been scored; these stay here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import referat_nlp
from referat_nlp.annotations import read_documents
from referat_nlp.evaluation.figures import Figures, figures
from referat_nlp.evaluation.predictions import predict
from referat_nlp.evaluation.scoring import score_document

STRANGERS = Path(__file__).parent / "strangers"


@pytest.fixture(scope="module")
def measured() -> Figures:
    nlp = referat_nlp.load()
    documents, faults = read_documents(STRANGERS)
    assert len(documents) == 6
    assert [fault for fault in faults if not fault.doubtful] == []
    return figures([score_document(d.name, d.text, d.gold, predict(d, nlp).found) for d in documents], samples=0)


@pytest.mark.parametrize(
    ("row", "least"),
    [
        ("items", 0.98),
        ("case_numbers", 0.98),
        ("offsets", 0.98),
        ("titles", 0.96),
        ("absent_members", 0.96),
        ("amounts", 0.96),
        ("proposals", 0.94),
        ("decisions", 0.94),
        ("proposers", 0.94),
        ("decision_body_date_own", 0.92),
        ("outcomes", 0.90),
        ("table_amounts", 0.90),
        ("votes", 0.90),
        ("meeting", 0.90),
        ("participants", 0.90),
    ],
)
def test_minutes_of_strangers_are_read(measured: Figures, row: str, least: float) -> None:
    assert measured[row].support > 0
    assert measured[row].f1 >= least
