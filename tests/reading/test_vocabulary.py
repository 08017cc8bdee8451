from __future__ import annotations

import re
from pathlib import Path

import pytest

from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segmenter
from referat_nlp.reading.vocabulary import Vocabulary, alternatives, vocabulary


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Forslag", "proposal"),
        ("ADMINISTRATIV INDSTILLING:", "proposal"),
        ("Resumé", "summary"),
        ("Resume", "summary"),
        ("Beslutning", "decision"),
        ("Sagens gang", "competence"),
        ("Tidligere beslutninger", "earlier"),
        ("Økonomiske  konsekvenser", "economy"),
        ("Forslag til lokalplan", None),
        ("Beslutningen", None),
        ("", None),
    ],
)
def test_heading_has_its_kind(heading: str, kind: str | None) -> None:
    assert vocabulary().kind_of(heading) == kind


def test_labels_of_every_sort_are_known_before_a_colon() -> None:
    labels = vocabulary().colon_labels
    assert {"sagsnr", "initialer", "mødested", "fraværende", "stedfortræder", "beslutning"} <= labels
    assert "vejen" not in labels


@pytest.mark.parametrize("line", ["Mødet hævet kl. 20", "mødet sluttede kl. 18.", "Underskrifter", "________"])
def test_line_that_begins_the_foot(line: str) -> None:
    assert vocabulary().closing.match(line)


@pytest.mark.parametrize("line", ["Mødet", "Underskriftsindsamlingen er slut", "Kontakten til borgerne", "Vejen", ""])
def test_line_that_begins_no_foot(line: str) -> None:
    assert not vocabulary().closing.match(line)


def test_alternatives_take_the_longest_first() -> None:
    assert alternatives(["Sag", "Sag nr.", "Pkt"]) == r"Sag[ \t]+nr\.|Pkt|Sag"


def test_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()


def test_own_headings_and_marks_add_to_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "headings.toml").write_text(
        '[kinds]\ndecision = ["Udfald"]\n[inline]\nheadings = ["Udfald"]\n', encoding="utf-8"
    )
    (tmp_path / "marks.toml").write_text(
        '[header]\nplace = ["Samlingssted"]\n[closed]\nclosed = ["Hemmelig sag"]\n', encoding="utf-8"
    )
    (tmp_path / "absence.toml").write_text('labels = ["Borte"]\n', encoding="utf-8")
    own = vocabulary(str(tmp_path))
    assert own.kind_of("UDFALD:") == "decision"
    assert own.kind_of("Beslutning") == "decision"
    assert own.header["samlingssted"] == own.header["mødested"] == "place"
    assert {"hemmelig sag", "lukket sag"} <= own.closed
    assert {"borte", "afbud"} <= own.absence_labels
    assert vocabulary().kind_of("Udfald") is None


def test_hidden_lines_are_as_if_nobody_had_listed_them() -> None:
    hidden = frozenset(key(line) for line in ("Sagsnr.", "Fraværende", "Mødested", "Til toppen", "Beslutning"))
    text = "Mødested: Rådhuset\n1. Bro\nSagsnr. 22/101\nBeslutning\nGodkendt.\nFraværende: Ida Holm\nTil toppen\n"
    known = {seg.text: seg.kind for seg in Segmenter(Vocabulary()).segment(text)}
    assert [known[line] for line in text.splitlines() if line in known] == [
        "header",
        "text",
        "case",
        "decision",
        "text",
        "absence",
        "furniture",
    ]
    assert {seg.kind for seg in Segmenter(Vocabulary(None, hidden)).segment(text)} == {"text"}


def test_vocabulary_without_any_line_still_reads() -> None:
    everything = Vocabulary().listed()
    assert everything >= {"sagsnr", "beslutning", "til toppen", "indholdsfortegnelse"}
    text = "1. Bro\nBeslutningGodkendt.\nSagsnr. 22/101\n"
    assert Segmenter(Vocabulary(None, everything)).segment(text)


def test_alternatives_of_nothing_match_nothing() -> None:
    assert re.search(alternatives([]), "Bro") is None
