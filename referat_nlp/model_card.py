"""A model's card: what it was trained on, with which versions, and how good it became. For programs and for people."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from referat_nlp.annotation_counts import count
from referat_nlp.annotations import Document
from referat_nlp.learned import Learned, Table

FORMAT = 1
CARD = "card.json"
READABLE_CARD = "card.md"
# The packages that have a say in what comes out of a training.
_PACKAGES = ("referat-nlp", "scikit-learn", "scipy", "numpy", "safetensors", "spacy", "thinc")


def card_of(documents: Sequence[Document], seed: int, learned: Mapping[str, Learned]) -> dict[str, Any]:
    """Return the card: the same documents, seed and versions give the same card.

    'trained_on' names each document with its layout, whether it came with the package, and the SHA-256 of text and
    gold file; 'counts' and 'outcomes' are those of `annotations stats`; 'parts' has the facts of each learned part.
    """
    counts = count(documents)
    return {
        "format": FORMAT,
        "seed": seed,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}},
        "documents": counts["documents"],
        "layouts": len(counts["layouts"]),
        "counts": {name: row["count"] for name, row in counts["counts"].items()},
        "outcomes": {label: row["count"] for label, row in counts["outcomes"].items()},
        "parts": {name: part.facts for name, part in learned.items()},
        "lacking": [sentence for part in learned.values() for sentence in part.lacking],
        "trained_on": [
            {
                "name": document.name,
                "layout": document.layout,
                "shipped": document.shipped,
                "text_sha256": document.text_sha256,
                "gold_sha256": document.gold_sha256,
            }
            for document in documents
        ],
    }


def write_card(folder: Path, card: Mapping[str, Any], learned: Mapping[str, Learned]) -> None:
    """Write the card as JSON, and as Markdown beside it."""
    text = json.dumps(card, ensure_ascii=False, indent=1) + "\n"
    (folder / CARD).write_text(text, encoding="utf-8", newline="\n")
    (folder / READABLE_CARD).write_text(_readable(card, learned), encoding="utf-8", newline="\n")


def _readable(card: Mapping[str, Any], learned: Mapping[str, Learned]) -> str:
    size = " in ".join(
        f"{card[what]} {what.removesuffix('s') if card[what] == 1 else what}" for what in ("documents", "layouts")
    )
    blocks = [
        "# Model card",
        f"A model for referat-nlp, trained on {size} of annotated minutes. The same card for programs: {CARD}.",
        _markdown(Table("Made with", [("", "version"), *card["versions"].items(), ("seed", str(card["seed"]))])),
    ]
    for name, part in learned.items():
        blocks += [f"## {name}", part.summary, *(_markdown(table) for table in part.tables)]
    if card["lacking"]:
        blocks += ["## What is lacking", "\n".join(f"- {sentence}" for sentence in card["lacking"])]
    counts = [(name, str(number)) for name, number in card["counts"].items()]
    blocks += ["## Trained on", _markdown(Table("Counts", [("", "number"), *counts]))]
    documents = [
        (row["name"], "shipped" if row["shipped"] else "own", f"`{row['text_sha256']}`", f"`{row['gold_sha256']}`")
        for row in card["trained_on"]
    ]
    blocks.append(_markdown(Table("Documents", [("name", "from", "SHA-256 of the text", "of the gold"), *documents])))
    return "\n\n".join(blocks) + "\n"


def _markdown(table: Table) -> str:
    head, *rows = table.rows
    lines = [head, ("---", *["---:"] * (len(head) - 1)), *rows]
    return f"### {table.title}\n\n" + "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Return a text as it may stand in a cell: a label or a file's name may hold anything."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
