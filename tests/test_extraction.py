"""From a text to the typed result: extraction.py, assemble.py and attributes.py. All minutes are invented."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import assemble, attributes, extraction
from referat_nlp.errors import InputError
from referat_nlp.loading import LoadedText
from referat_nlp.minutes import AgendaItem, Coverage, Meeting, Votes

MINUTES = """\
Lyngsø Kommune
Byrådet
Mødedato: 26. marts 2024 kl. 17.00
Mødested: Salen
Deltagere: Ida Holm (A), Bo Dam (V)
Afbud: Kaj Wind (C)

Indholdsfortegnelse
1. Tilskud på 5.000 kr. ........ 1
2. Lukket: Køb af grund ........ 2

1. Tilskud på 5.000 kr.
Sagsnr.: 24/12
Indstilling
Forvaltningen indstiller, at der gives 5.000 kr., og at pengene tages af puljen på 1,2 mio. kr.
Beslutning
Godkendt. For stemte A og V. Imod stemte Ø.
Ida Holm (A) var fraværende.

2. Lukket: Køb af grund
Sagsnr.: 24/13
Grunden købes for mellem 2 og 3 mio. kr.
"""


BLANK = spacy.blank("da")


def loaded(text: str, *warnings: str) -> LoadedText:
    return LoadedText("prøve.txt", text, "0" * 64, "text/plain", list(warnings))


# -- extraction -----------------------------------------------------------------------------------------------------


def test_extract_returns_the_whole_result(nlp: Language) -> None:
    minutes = extraction.extract(MINUTES, name="prøve", nlp=nlp)
    assert (minutes.source.name, minutes.source.characters, minutes.source.warnings) == ("prøve", len(MINUTES), [])
    assert minutes.source.sha256 == hashlib.sha256(MINUTES.encode()).hexdigest()
    assert sum(asdict(minutes.source.coverage).values()) == len(MINUTES)
    assert (minutes.meeting.body, minutes.meeting.date, minutes.meeting.start_time) == (
        "Byrådet",
        "2024-03-26",
        "17:00",
    )
    assert [p.name for p in minutes.meeting.participants] == ["Ida Holm", "Bo Dam"]
    assert [a.name for a in minutes.meeting.absent_members] == ["Kaj Wind"]
    first, second = minutes.items
    assert (first.number, first.title, first.closed) == ("1", "Tilskud på 5.000 kr.", False)
    assert [n.text for n in first.case_numbers] == ["24/12"]
    assert [(p.proposer, p.text) for p in first.proposals] == [
        ("Forvaltningen", "at der gives 5.000 kr"),
        ("Forvaltningen", "at pengene tages af puljen på 1,2 mio. kr"),
    ]
    assert [(d.text, d.votes) for d in first.decisions] == [
        ("Godkendt. For stemte A og V. Imod stemte Ø.", Votes(["A", "V"], ["Ø"], []))
    ]
    assert [a.name for a in first.absent_members] == ["Ida Holm"]
    assert [a.value for a in first.amounts] == [5000, 5000, 1_200_000]
    assert (second.number, second.closed) == ("2", True)
    assert [(a.value, a.low, a.high) for a in second.amounts] == [(None, 2e6, 3e6)]


@pytest.mark.parametrize("text", ["", " \n", "Kære Ida. Tak for i går.", "Regning på 5.000 kr., sagsnr. 24/12"])
def test_text_that_is_no_minutes_is_an_input_error(nlp: Language, text: str) -> None:
    with pytest.raises(InputError, match=r"brev\.txt: no agenda item was found.*CONTRIBUTING"):
        extraction.extract(text, name="brev.txt", nlp=nlp)


def test_half_a_surrogate_pair_is_an_input_error_that_says_where(nlp: Language) -> None:
    with pytest.raises(InputError, match=rf"brev\.txt: character {len(MINUTES)} is half of a surrogate pair"):
        extraction.extract(MINUTES + "\ud800", name="brev.txt", nlp=nlp)


def test_warnings_of_the_file_are_kept_and_unread_prose_is_told(nlp: Language) -> None:
    prose = (
        "Borgerne har længe ønsket en sti, og den skal gå ad mosen til skolen. Den er dyr, men god for børnene. " * 3
    )
    text = MINUTES.replace("Indholdsfortegnelse", f"{prose.strip()}\n\nIndholdsfortegnelse")
    minutes = extraction.from_doc(nlp(text), loaded(text, "Filen er gammel."))
    first, second = minutes.source.warnings
    assert first == "Filen er gammel."
    assert second.startswith(f"{len(prose.strip())} characters belong to no part of the minutes")
    assert f"character {text.index('Borgerne')}, 'Borgerne har længe ønsket" in second


def test_a_few_unassigned_characters_are_worth_no_warning(nlp: Language) -> None:
    doc = nlp(MINUTES)
    attributes.store(doc)["coverage"] = {**attributes.store(doc)["coverage"], "items": 0, "unassigned": 80}
    assert extraction.from_doc(doc, loaded(MINUTES)).source.warnings == []


# -- assemble -------------------------------------------------------------------------------------------------------


def test_doc_that_nothing_has_read_is_empty() -> None:
    doc = BLANK(MINUTES)
    assert assemble.meeting(doc) == Meeting()
    assert assemble.agenda_items(doc) == []
    assert assemble.coverage(doc) == Coverage(unassigned=len(MINUTES))
    assert assemble.unassigned(doc) == []


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("referat_case_numbers", "case_numbers"),
        ("referat_proposals", "proposals"),
        ("referat_decisions", "decisions"),
        ("referat_absent_members", "absent_members"),
        ("referat_amounts", "amounts"),
    ],
)
def test_item_holds_what_the_components_that_ran_have_found(name: str, field: str) -> None:
    fields = ["case_numbers", "proposals", "decisions", "absent_members", "amounts"]
    nlp = spacy.blank("da")
    nlp.add_pipe(name)
    nlp.add_pipe("referat_structure")  # in whatever order
    first = nlp(MINUTES)._.agenda_items[0]
    assert [one for one in fields if getattr(first, one)] == [field]


def test_amount_goes_to_the_item_it_stands_in() -> None:
    doc = BLANK("x" * 60)
    sums = [
        {"text": str(n), "value": n, "low": None, "high": None, "table": False, "start": n, "end": n + 2}
        for n in (2, 10, 19, 20, 38, 40, 55)
    ]
    item = {"number": None, "title": None, "closed": False, "sections": []}
    attributes.store(doc).update(
        items=[{**item, "start": 10, "end": 20}, {**item, "start": 20, "end": 40}], amounts=sums
    )
    assert [[a.value for a in one.amounts] for one in assemble.agenda_items(doc)] == [[10, 19], [20, 38]]


def test_rows_without_an_item_are_left_out() -> None:
    doc = BLANK("x" * 20)
    attributes.store(doc).update(
        items=[{"number": "1", "title": "x", "closed": False, "start": 0, "end": 20, "sections": []}],
        case_numbers=[{"text": "24/12", "kind": "case", "kle": None, "start": 0, "end": 5, "item": None}],
        absent_members=[{"name": "Ida Holm", "party": None, "substitute": None, "start": 0, "end": 8, "item": None}],
    )
    assert assemble.agenda_items(doc) == [AgendaItem("1", "x", False, 0, 20)]
    assert [a.name for a in assemble.meeting(doc).absent_members] == ["Ida Holm"]


def test_outcomes_and_votes_become_typed_values() -> None:
    doc = BLANK("x" * 20)
    row = {"text": "x", "body": None, "date": None, "own": True, "start": 0, "end": 1, "item": 0}
    attributes.store(doc).update(
        items=[{"number": "1", "title": "x", "closed": False, "start": 0, "end": 20, "sections": []}],
        decisions=[
            {
                **row,
                "votes": {"for": ["A"], "against": [], "abstain": ["Ø"]},
                "outcomes": [{"label": "godkendt", "score": 0.9}],
            },
            {**row, "votes": None},
        ],
    )
    one, other = assemble.agenda_items(doc)[0].decisions
    assert (one.votes, [(o.label, o.score) for o in one.outcomes]) == (Votes(["A"], [], ["Ø"]), [("godkendt", 0.9)])
    assert (other.votes, other.outcomes) == (None, [])


# -- attributes -----------------------------------------------------------------------------------------------------


@pytest.fixture
def doc() -> Doc:
    return BLANK("Prisen er 12.000kr i alt.")


def record(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {
        "text": "12.000",
        "value": 12000,
        "low": None,
        "high": None,
        "table": False,
        "start": start,
        "end": end,
        **more,
    }


def test_span_is_widened_to_tokens_while_its_record_keeps_the_characters(doc: Doc) -> None:
    attributes.set_records(doc, "amounts", [record(10, 16)])
    (span,) = doc.spans["amounts"]
    assert (span.text, span.label_, span.id_) == ("12.000kr", "AMOUNTS", "0")
    assert (span._.amount_text, span._.amount_value, span._.amount_low, span._.amount_table) == (
        "12.000",
        12000,
        None,
        False,
    )
    assert attributes.records(doc, "amounts")[0]["end"] == 16


def test_records_replace_the_ones_before(doc: Doc) -> None:
    attributes.set_records(doc, "amounts", [record(10, 16), record(0, 6)])
    attributes.set_records(doc, "amounts", iter([record(0, 6, value=3)]))
    assert [span._.amount_value for span in doc.spans["amounts"]] == [3]
    assert attributes.records(doc, "proposals") == []


@pytest.mark.parametrize(
    ("label", "span_id"), [("AMOUNTS", "7"), ("AMOUNTS", "x"), ("AMOUNTS", ""), ("DECISIONS", "0"), ("", "0")]
)
def test_span_of_another_make_has_no_values(doc: Doc, label: str, span_id: str) -> None:
    attributes.set_records(doc, "amounts", [record(10, 16)])
    span = doc.char_span(10, 18, label=label, span_id=span_id)
    assert span._.amount_value is None


def test_values_survive_bytes(doc: Doc) -> None:
    attributes.set_records(doc, "amounts", [record(10, 16)])
    attributes.store(doc)["items"] = [
        {"number": "1", "title": None, "closed": False, "start": 0, "end": 25, "sections": []}
    ]
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [span._.amount_value for span in again.spans["amounts"]] == [12000]
    assert again._.agenda_items == doc._.agenda_items
    assert json.dumps(attributes.store(again)) == json.dumps(attributes.store(doc))


def test_registering_again_changes_nothing(doc: Doc) -> None:
    attributes.set_records(doc, "amounts", [record(10, 16)])
    attributes.register()
    assert [span._.amount_value for span in doc.spans["amounts"]] == [12000]


def test_every_field_of_a_record_that_is_promised_is_set(nlp: Language) -> None:
    read = nlp(MINUTES)
    for key, fields in attributes.SPAN_FIELDS.items():
        assert attributes.records(read, key)
        for row in attributes.records(read, key):
            assert set(fields.values()) <= set(row)
            assert row["start"] < row["end"]
