"""Training of the tagger: what the lines of an annotated document are, and what is learned from them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from referat_nlp.annotations import Document
from referat_nlp.errors import AnnotationError
from referat_nlp.reading.segments import segments_of
from referat_nlp.structure_model.labels import reference
from referat_nlp.structure_model.part import StructurePart
from referat_nlp.structure_model.training import COPIES, _run_in, fit, fit_readings, folds_of, readings

TEXT = """\
Havneudvalget
4. maj 2022

1. Ny bro
Sagsnr. 22/101
Indstilling
Havnechefen indstiller, at broen rives ned.
Udfald
Godkendt.
Fraværende: Ida Holm (A)

2. Leje af skur
ved kajen
Sagsnr. 22/102
Udfald
Beslutning
af den slags udsættes.
"""


def item(number: str, title: str, proposals: list[str], decision: str) -> dict[str, Any]:
    return {
        "number": number,
        "title": title,
        "closed": False,
        "case_numbers": [],
        "proposals": [{"text": text, "proposer": "Havnechefen", "kind": "recommendation"} for text in proposals],
        "decisions": [
            {
                "text": decision,
                "body": "Havneudvalget",
                "date": "2022-05-04",
                "own": True,
                "outcomes": ["godkendt"],
                "votes": None,
            }
        ],
        "absent_members": [],
        "amounts": [],
        "table_amounts": [],
    }


GOLD = {
    "document": "havn-1.txt",
    "meeting": {"participants": [], "absent_members": []},
    "items": [
        item("1", "Ny bro", ["at broen rives ned"], "Godkendt."),
        item("2", "Leje af skur ved kajen", [], "Beslutning af den slags udsættes."),
    ],
}


def document(name: str, layout: str, text: str = TEXT) -> Document:
    return Document(name, layout, text, GOLD, f"{name} text", f"{name} gold")


def tags() -> dict[str, str]:
    segments = segments_of(TEXT)
    return {seg.text: tag for seg, tag in zip(segments, reference(TEXT, GOLD, segments), strict=True)}


def test_title_is_an_item_and_its_second_line_a_title() -> None:
    assert tags()["1. Ny bro"] == "item"
    assert (tags()["2. Leje af skur"], tags()["ved kajen"]) == ("item", "title")


def test_line_above_several_decisions_is_their_heading_though_no_file_lists_it() -> None:
    assert tags()["Udfald"] == "heading decision"


def test_heading_s_word_within_a_quoted_decision_is_text() -> None:
    assert tags()["Beslutning"] == "text"


def test_other_lines_are_what_the_rules_say() -> None:
    found = tags()
    assert found["Indstilling"] == "heading proposal"
    assert found["Sagsnr. 22/101"] == "case"
    assert found["Fraværende: Ida Holm (A)"] == "absence"


def test_document_is_read_as_it_is_and_with_headings_hidden() -> None:
    first, *others = readings(document("havn-1", "havn"))
    assert first.plain
    assert "rule heading proposal" in {name for row in first.rows for name in row}
    assert len(others) == COPIES + 1  # and one with its headings run into the text
    hidden = others[0]
    assert not hidden.plain
    assert "rule heading proposal" not in {name for row in hidden.rows for name in row}
    assert "heading proposal" in hidden.tags


def test_same_documents_and_seed_give_the_same_bytes() -> None:
    documents = [document("havn-1", "havn"), document("kaj-1", "kaj", TEXT.replace("Udfald", "Resultat"))]
    assert fit(documents, 3).to_bytes() == fit(documents, 3).to_bytes()


def test_nothing_to_learn_from_is_an_annotation_error() -> None:
    with pytest.raises(AnnotationError, match="needs annotated minutes"):
        fit_readings([])


def test_layouts_stay_together_in_folds_and_documents_are_folds_where_there_is_one_layout() -> None:
    several = [document(f"{layout}-{n}", layout) for layout in "abcdefg" for n in (1, 2)]
    fold_of = folds_of(several)
    for one in several:
        assert {fold_of[d.text_sha256] for d in several if d.layout == one.layout} == {fold_of[one.text_sha256]}
    alone = [replace(one, layout="a") for one in several]
    assert len(set(folds_of(alone).values())) == 5


def test_part_ticks_as_often_as_it_says_and_measures_unlisted_headings() -> None:
    documents = [
        document("havn-1", "havn"),
        document("kaj-1", "kaj", TEXT.replace("Udfald", "Resultat")),
        document("mole-1", "mole", TEXT.replace("Havneudvalget", "Teknisk Udvalg")),
    ]
    ticks: list[None] = []
    part = StructurePart()
    learned = part.train(documents, 0, lambda: ticks.append(None))
    assert len(ticks) == part.steps(documents)
    assert learned.facts["left_out"] == "layouts"
    unlisted = learned.facts["unlisted"]
    assert {"heading decision", "heading proposal", "case", "absence"} <= unlisted.keys()
    assert all(row["lines"] > 0 and 0 <= row["found"] <= 1 for row in unlisted.values())
    assert [table.rows[0] for table in learned.tables][1] == ("line", "lines", "found")
    assert 0 < learned.facts["accuracy"] <= 1
    assert learned.facts["tags"]["item"]["lines"] == 6
    assert any("below 10" in sentence for sentence in learned.lacking)


def test_with_one_document_nothing_is_measured_and_that_is_said() -> None:
    learned = StructurePart().train([document("havn-1", "havn")], 0, lambda: None)
    assert learned.facts["accuracy"] is None
    assert learned.facts["unlisted"] == {}
    assert learned.tables == []
    assert learned.summary.endswith("that takes a second document.")


def test_reading_with_headings_run_in_keeps_their_tags_and_texts() -> None:
    text = (
        "1. Bro\nSagsnr. 22/101\nIndstilling:\n\nat broen rives ned.\nUdfald\nGodkendt.\n\n2. Kaj\nUdfald\n1. Udsat.\n"
    )
    segments = segments_of(text)
    tags = ["item", "case", "heading proposal", "text", "heading decision", "text", "item", "heading decision", "text"]
    joined, told = _run_in(text, segments, tags)
    assert joined == (
        "1. Bro\nSagsnr. 22/101\nIndstilling: at broen rives ned.\nUdfald: Godkendt.\n\n2. Kaj\nUdfald: 1. Udsat.\n"
    )
    rows = [(tag, joined[seg.start : seg.end], joined[seg.rest : seg.end]) for seg, tag in told.values()]
    assert ("heading decision", "Udfald: Godkendt.", "Godkendt.") in rows
    assert ("heading proposal", "Indstilling: at broen rives ned.", "at broen rives ned.") in rows
    assert [tag for tag, _, _ in rows] == [
        "item",
        "case",
        "heading proposal",
        "heading decision",
        "item",
        "heading decision",
    ]
    assert list(told) == [seg.start for seg, _ in told.values()]


def test_gold_teaches_what_unlisted_labels_mean() -> None:
    text = (
        "Havneudvalget\nKreds: Lis Toft, Bo Dam\nSavnede: Ida Holm\n\n1. Bro\nMappe 22/101\nBeslutning\n"
        "Godkendt.\nImod: Bo Dam\n\n2. Kaj\nKort 24/555\nBeslutning\nUdsat.\n"
    )
    item = {"proposals": [], "absent_members": [], "amounts": [], "table_amounts": [], "closed": False}
    gold = {
        "meeting": {"participants": ["Lis Toft", "Bo Dam"], "absent_members": [{"name": "Ida Holm"}]},
        "items": [
            {**item, "number": "1", "title": "Bro", "case_numbers": ["22/101"], "decisions": [{"text": "Godkendt. Imod: Bo Dam"}]},
            {**item, "number": "2", "title": "Kaj", "case_numbers": [], "decisions": [{"text": "Udsat."}]},
        ],
    }  # fmt: skip
    segments = segments_of(text)
    tags = dict(zip((seg.text for seg in segments), reference(text, gold, segments), strict=True))
    assert tags["Mappe 22/101"] == "case"
    assert tags["Savnede: Ida Holm"] == "absence"
    assert tags["Kreds: Lis Toft, Bo Dam"] == "header participants"
    assert tags["Imod: Bo Dam"] == tags["Kort 24/555"] == "text"
