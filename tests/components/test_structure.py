"""The component that keeps header, items and sections as records. All minutes are invented."""

from __future__ import annotations

import gc
import json
from dataclasses import asdict
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from referat_nlp import assemble, attributes
from referat_nlp.components.structure import collector_waits

CONTENTS = "Indholdsfortegnelse\n1. Ny cykelsti ............ 2\n2. Køb af grund ............ 3"
MINUTES = f"""\
Lyngsø Kommune
Teknisk Udvalg
Mødedato: 3. marts 2021 kl. 16.30
Mødested: Salen
Deltagere: Ida Holm (A), Bo Dam (V)

{CONTENTS}

1. Ny cykelsti
Sagsnr.: 21/4711
Indstilling
Forvaltningen indstiller, at stien anlægges.
Side 2
Beslutning
Godkendt.
Side 3

2. Lukket: Køb af grund
Sagsnr.: 21/4712
Grunden købes.

Mødet hævet kl. 18.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_structure")
    return nlp


def test_meeting_is_kept_as_a_record(nlp: Language) -> None:
    doc = nlp(MINUTES)
    meeting = asdict(doc._.meeting)
    people = meeting.pop("participants")
    assert meeting == {
        "municipality": "Lyngsø Kommune",
        "body": "Teknisk Udvalg",
        "date": "2021-03-03",
        "start_time": "16:30",
        "place": "Salen",
        "absent_members": [],
    }
    assert [(p["name"], p["party"], doc.text[p["start"] : p["end"]]) for p in people] == [
        ("Ida Holm", "A", "Ida Holm"),
        ("Bo Dam", "V", "Bo Dam"),
    ]


def test_items_have_their_stretch_and_sections(nlp: Language) -> None:
    doc = nlp(MINUTES)
    first, second = doc._.agenda_items
    assert (first.number, first.title, first.closed) == ("1", "Ny cykelsti", False)
    assert (second.number, second.title, second.closed) == ("2", "Køb af grund", True)
    assert [(s.kind, s.heading) for s in first.sections if s.heading] == [
        ("proposal", "Indstilling"),
        ("decision", "Beslutning"),
    ]
    assert (first.end, second.end) == (second.start, len(MINUTES))
    for item in (first, second):
        for section in item.sections:
            assert item.start <= section.start <= section.end <= item.end
            assert doc.text[section.start :].startswith(section.heading)


def test_contents_and_page_marks_are_to_be_skipped(nlp: Language) -> None:
    skip = attributes.store(nlp(MINUTES))["skip"]
    assert skip == sorted(skip)
    assert [MINUTES[start:end] for start, end in skip] == [CONTENTS, "Side 2", "Side 3", "Mødet hævet kl. 18."]


def test_coverage_counts_characters_by_where_they_belong(nlp: Language) -> None:
    coverage = asdict(nlp(MINUTES)._.coverage)
    assert coverage["contents"] == len(CONTENTS)
    assert coverage["furniture"] == len("Side 2" + "Side 3" + "Mødet hævet kl. 18.")
    assert coverage["header"] == MINUTES.index("1. Ny cykelsti\n") - len(CONTENTS)
    assert coverage["unassigned"] == 0
    assert sum(coverage.values()) == len(MINUTES)


def test_prose_that_belongs_to_nothing_is_counted_and_told(nlp: Language) -> None:
    prose = (
        "Borgerne har længe ønsket en sti, og den skal gå ad mosen til skolen. Den er dyr, men god for børnene. " * 3
    )
    text = MINUTES.replace("Indholdsfortegnelse", f"{prose.strip()}\n\nIndholdsfortegnelse")
    doc = nlp(text)
    assert doc._.coverage.unassigned == len(prose.strip())
    assert [text[start:end] for start, end in assemble.unassigned(doc)] == [prose.strip()]


@pytest.mark.parametrize("text", ["", " \n", "Kære Ida. Tak for i går."])
def test_text_without_items_is_unassigned(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.agenda_items == []
    assert asdict(doc._.coverage) == {"header": 0, "items": 0, "contents": 0, "furniture": 0, "unassigned": len(text)}


LINES = st.lists(
    st.sampled_from(
        [*MINUTES.split("\n"), "Side 4", "Til toppen", "Beslutning", "3. Bænke", "Mødet hævet", "\x85", "**", "5" * 30]
    ),
    max_size=30,
)


@given(st.one_of(LINES.map("\n".join), st.text(st.characters(exclude_categories=["Cs"]), max_size=60)))
@settings(max_examples=50, deadline=None)
def test_parts_of_the_coverage_add_up_to_the_characters(nlp: Language, text: str) -> None:
    doc = nlp(text)
    coverage = asdict(doc._.coverage)
    assert min(coverage.values()) >= 0
    assert sum(coverage.values()) == len(text)
    assert coverage["unassigned"] >= sum(end - start for start, end in assemble.unassigned(doc))


def test_records_are_plain_values(nlp: Language) -> None:
    records = attributes.store(nlp(MINUTES))
    assert json.loads(json.dumps(records)) == records


def test_own_phrases_are_a_setting(tmp_path: Path) -> None:
    (tmp_path / "marks.toml").write_text('[header]\nplace = ["Samlingssted"]\n', encoding="utf-8")
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_structure", config={"phrases": str(tmp_path)})
    assert nlp(MINUTES.replace("Mødested", "Samlingssted"))._.meeting.place == "Salen"
    with pytest.raises(ValueError, match="phrases"):
        spacy.blank("da").add_pipe("referat_structure", config={"phrases": 3})


def test_collector_waits_and_goes_on_even_after_an_error() -> None:
    def fail() -> None:
        with collector_waits():
            seen.append(gc.isenabled())
            raise KeyError

    seen: list[bool] = []
    with pytest.raises(KeyError):
        fail()
    assert seen == [False]
    assert gc.isenabled()
