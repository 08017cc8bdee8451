"""Absent members as records, and when the base is asked for a name. All persons are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import spacy
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.base import persons
from referat_nlp.components.absent_members import AbsenceMarker
from referat_nlp.resources import models_dir

MINUTES = """\
Byrådet
Mødedato: 26. marts 2024
Afbud: Kaj Wind (C) - Else Riis (C) mødte som stedfortræder

1. Ny skole
Sagsnr.: 24/12
Beslutning
Godkendt.
Ida Holm (A) var fraværende.

2. Ny bro
Sagsnr.: 24/13
Beslutning
Udsat.
"""
# a particle that no list has: no rule can name her
OPEN = "Lone à Porta havde meldt afbud."


BLANK = spacy.blank("da")


class FakeFinder:
    """Stands in for the base: finds the names it was given, and remembers what it was asked."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.asked: list[list[str]] = []

    def find(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        self.asked.append(list(texts))
        return [
            sorted((text.index(name), text.index(name) + len(name)) for name in self.names if name in text)
            for text in texts
        ]


def rows(
    text: str, finder: FakeFinder, *, use_base: bool = True
) -> list[tuple[str, str | None, str | None, int | None]]:
    """Return (name, party, substitute, item) of what is marked with `finder` in the base's place."""
    marker = AbsenceMarker(use_base=use_base)
    marker._finder = finder  # type: ignore[assignment]
    doc = marker(BLANK.make_doc(text))
    for row in attributes.records(doc, "absent_members"):
        assert " ".join(doc.text[row["start"] : row["end"]].split()) == row["name"]
    return [
        (row["name"], row["party"], row["substitute"], row["item"]) for row in attributes.records(doc, "absent_members")
    ]


KNOWN = [("Kaj Wind", "C", "Else Riis", None), ("Ida Holm", "A", None, 0)]


def test_members_are_marked_in_the_header_and_at_the_items() -> None:
    assert rows(MINUTES, FakeFinder()) == KNOWN


def test_spans_carry_name_party_and_substitute() -> None:
    doc = AbsenceMarker()(BLANK.make_doc(MINUTES))
    assert [
        (s.text, s._.member_name, s._.member_party, s._.member_substitute) for s in doc.spans["absent_members"]
    ] == [
        ("Kaj Wind", "Kaj Wind", "C", "Else Riis"),
        ("Ida Holm", "Ida Holm", "A", None),
    ]


# -- the base -------------------------------------------------------------------------------------------------------


def test_base_is_not_asked_where_the_rules_can_name_everybody() -> None:
    finder = FakeFinder("Ida Holm", "Else Riis")
    rows(MINUTES, finder)
    rows("Goddag", finder)
    rows("", finder)
    assert finder.asked == []


def test_base_is_asked_once_for_all_open_sentences_and_for_nothing_else() -> None:
    finder = FakeFinder("Lone à Porta")
    text = MINUTES.replace("Udsat.", f"Udsat.\n{OPEN}").replace("Godkendt.", f"Godkendt.\n{OPEN}")
    assert rows(text, finder) == [*KNOWN, ("Lone à Porta", None, None, 0), ("Lone à Porta", None, None, 1)]
    assert finder.asked == [[OPEN, OPEN]]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        # somebody who took part instead stands behind the verb
        ("Holm havde meldt afbud, så vi ringede til Bo Dam.", "Bo Dam"),
        # one word is too little to go by
        ("Holm havde meldt afbud.", "Holm"),
        # staff are no members
        ("Direktøren, hr. à Porta, havde meldt afbud.", "hr. à Porta"),
    ],
)
def test_name_that_does_not_open_the_sentence_is_not_believed(sentence: str, name: str) -> None:
    finder = FakeFinder(name)
    assert rows(MINUTES.replace("Udsat.", f"Udsat.\n{sentence}"), finder) == KNOWN
    assert finder.asked == [[sentence]]


def test_base_is_left_alone_where_it_is_switched_off() -> None:
    finder = FakeFinder("Lone à Porta")
    assert rows(MINUTES.replace("Udsat.", f"Udsat.\n{OPEN}"), finder, use_base=False) == KNOWN
    assert finder.asked == []


def test_sentence_of_a_quoted_decision_is_not_asked_about() -> None:
    finder = FakeFinder("Lone à Porta")
    quoted = f"Beslutning fra Børneudvalget, 5. marts 2024, pkt. 3:\nAnbefales.\n{OPEN}\nBeslutning i Byrådet den 26-03-2024\nUdsat."
    assert rows(MINUTES.replace("Beslutning\nUdsat.", quoted), finder) == KNOWN
    assert finder.asked == []


def test_base_is_loaded_at_the_first_open_sentence_only(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str | None] = []

    def load(model: str | None = None) -> None:
        loaded.append(model)
        raise AssertionError

    monkeypatch.setattr(persons, "load_base", load)
    marker = AbsenceMarker(base="en_mappe")
    marker(BLANK.make_doc(MINUTES))
    assert loaded == []
    with pytest.raises(AssertionError):
        marker(BLANK.make_doc(MINUTES.replace("Udsat.", f"Udsat.\n{OPEN}")))
    assert loaded == ["en_mappe"]


def test_shipped_base_names_whom_no_rule_can() -> None:
    marker = AbsenceMarker(base=str(models_dir() / "base"))
    text = MINUTES.replace("Udsat.", f"Udsat.\n{OPEN}")
    doc: Doc = marker(BLANK.make_doc(text))
    last = attributes.records(doc, "absent_members")[-1]
    assert (last["name"], last["item"]) == ("Lone à Porta", 1)
    assert text[last["start"] : last["end"]] == "Lone à Porta"


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(ValueError, match="use_base"):
        spacy.blank("da").add_pipe("referat_absent_members", config={"use_base": "ofte"})
