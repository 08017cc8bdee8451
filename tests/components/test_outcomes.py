"""The component that labels decisions."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from referat_nlp.errors import ModelError

MINUTES = "Teknisk Udvalg\nReferat\n14. september 2022\n\n1. Cykelsti\nSagsnr.: 22/4711\n\nBeslutning\nGodkendt.\n"


def test_decisions_get_their_outcomes() -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_decisions")
    nlp.add_pipe("referat_outcomes")
    doc = nlp(MINUTES)
    (decision,) = doc.spans["decisions"]
    assert [row["label"] for row in decision._.outcomes] == ["godkendt"]
    assert decision._.outcomes[0]["score"] > 0.9


def test_text_without_decisions_needs_no_model(tmp_path: Path) -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_outcomes", config={"model": str(tmp_path / "nowhere")})
    assert nlp("Godkendt.").spans.get("decisions") is None


def test_missing_model_is_told_at_the_first_decision(tmp_path: Path) -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_decisions")
    nlp.add_pipe("referat_outcomes", config={"model": str(tmp_path / "nowhere")})
    with pytest.raises(ModelError, match="nowhere"):
        nlp(MINUTES)


def test_own_phrases_change_what_is_seen(tmp_path: Path) -> None:
    (tmp_path / "outcomes.toml").write_text('[meanings.adopt]\nphrases = ["tommelfinger op"]\n', encoding="utf-8")
    text = MINUTES.replace("Godkendt", "Tommelfinger op")
    labels = []
    for config in ({}, {"phrases": str(tmp_path)}):
        nlp = spacy.blank("da")
        nlp.add_pipe("referat_decisions")
        nlp.add_pipe("referat_outcomes", config=config)
        doc = nlp(text)
        (decision,) = doc.spans["decisions"]
        labels.append({row["label"]: row["score"] for row in decision._.outcomes})
    assert "godkendt" in labels[1]
    assert labels[1]["godkendt"] > labels[0].get("godkendt", 0.0)
