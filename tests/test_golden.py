"""What the pipeline reads in six documents of annotations/, kept as JSON in golden/.

The gold files in annotations/ say what is right; these files say what comes out today, so that every change of a result
shows in the diff of the change that made it. Outcomes are left out: they change with each training.

After a change that is meant:

    RENEW_GOLDEN=1 python -m pytest tests/test_golden.py

writes the files anew and fails; read `git diff tests/golden/`, then run the tests without the variable. A file that is
missing is written in the same way.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from referat_nlp import assemble, output
from referat_nlp.minutes import Minutes, Source

GOLDEN = Path(__file__).parent / "golden"
ANNOTATIONS = Path(__file__).parents[1] / "annotations"
NAMES = [
    "aalborg-2",  # Markdown, items without numbers, cut at the mark 'Åben'
    "broenderslev-1",  # contents glued to the first item, absence as an item, proposals in running text
    "esbjerg-1",  # transcript of a PDF: a page in one paragraph, headings run in, page numbers, contents in one line
    "kolding-1",  # Markdown, 'Punkt N:', quoted decisions, a table of contents as a table
    "middelfart-1",  # plain, labels with their values below, groups of open and closed items
    "regionmidtjylland-1",  # a region: file number above the title, undated committees, proposals without a heading
]


def extracted(text: str, nlp: Language) -> dict[str, Any]:
    """Return meeting and items in the form of the output, without outcomes."""
    doc = nlp(text)
    source = Source("", "", "", None, len(text), assemble.coverage(doc))
    result = output.to_dict(Minutes(source, assemble.meeting(doc), assemble.agenda_items(doc)))
    for item in result["items"]:
        for decision in item["decisions"]:
            del decision["outcomes"]
    return {"coverage": asdict(source.coverage), "meeting": result["meeting"], "items": result["items"]}


@pytest.mark.parametrize("name", NAMES)
def test_document_reads_as_it_did(nlp: Language, name: str) -> None:
    path = GOLDEN / f"{name}.json"
    found = extracted((ANNOTATIONS / f"{name}.txt").read_text(encoding="utf-8"), nlp)
    if os.environ.get("RENEW_GOLDEN") or not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        pytest.fail(f"{path.name} is written; read its diff, then run the tests without RENEW_GOLDEN.")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert found["coverage"] == kept["coverage"]
    assert found["meeting"] == kept["meeting"]
    assert [item["number"] for item in found["items"]] == [item["number"] for item in kept["items"]]
    for one, other in zip(found["items"], kept["items"], strict=True):
        assert one == other


def test_no_file_is_kept_that_no_test_reads() -> None:
    assert sorted(path.stem for path in GOLDEN.glob("*.json")) == sorted(NAMES)
