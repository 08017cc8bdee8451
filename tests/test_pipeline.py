"""The pipeline as a spaCy pipeline: its names, saving and loading, and results that survive every way round."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import referat_nlp
from referat_nlp import attributes
from referat_nlp.pipeline import COMPONENTS

ANNOTATIONS = Path(__file__).parent.parent / "annotations"
# Four small ones in different layouts: headings a line each, run-in headings, all on one line, a council's with votes.
NAMES = ("aalborg-2", "gladsaxe-1", "egebjerg-1", "stevns-1")
FACTORIES = [
    "referat_absent_members",
    "referat_amounts",
    "referat_case_numbers",
    "referat_decisions",
    "referat_outcomes",
    "referat_proposals",
    "referat_structure",
]
MINUTES = """\
Teknisk Udvalg
Mødedato: 3. marts 2021

1. Ny cykelsti ved Mosevej
Sagsnr. 21/4711
Indstilling
Forvaltningen indstiller,
at der bevilges 1,2 mio. kr. til stien.
Beslutning
Godkendt.
Fraværende: Ida Holm (A)
"""
NO_MINUTES = ["", " ", "\n\n", "Kære Hanne. Tak for kagen i går. Vi ses på mandag.", "1", "Referat"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return referat_nlp.load()


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [(ANNOTATIONS / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES]


def everything(doc: Doc) -> dict[str, Any]:
    """Return all that the pipeline says of a document, read through the public attributes."""
    return {
        "text": doc.text,
        "meeting": asdict(doc._.meeting),
        "items": [asdict(item) for item in doc._.agenda_items],
        "coverage": asdict(doc._.coverage),
        "spans": {
            key: [
                (span.start_char, span.end_char, span.label_, {name: span._.get(name) for name in fields})
                for span in doc.spans.get(key, [])
            ]
            for key, fields in attributes.SPAN_FIELDS.items()
        },
    }


def in_fresh_process(script: str, *arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# -- names ----------------------------------------------------------------------------------------------------------


def test_factory_names_are_those_that_users_have_saved_in_their_pipelines() -> None:
    registered = {
        point.name for point in entry_points(group="spacy_factories") if point.value.startswith("referat_nlp.")
    }
    assert sorted(registered) == FACTORIES
    assert all(spacy.blank("da").has_factory(name) for name in FACTORIES)


def test_pipeline_holds_every_component_once(nlp: Language) -> None:
    assert sorted(nlp.pipe_names) == FACTORIES
    assert tuple(nlp.pipe_names) == COMPONENTS


def test_analysis_of_the_pipes_finds_no_problem(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert set(analysis["problems"]) == set(COMPONENTS)
    assert not any(analysis["problems"].values())


def test_importing_the_package_imports_neither_spacy_nor_scikit_learn(tmp_path: Path) -> None:
    script = "import sys, referat_nlp; print(sorted({'spacy', 'sklearn', 'numpy'} & set(sys.modules)))"
    assert in_fresh_process(script, folder=tmp_path).strip() == "[]"


def test_making_any_language_does_not_import_scikit_learn(tmp_path: Path) -> None:
    script = (
        "import sys, spacy; spacy.blank('en'); print(sorted({'sklearn', 'scipy', 'safetensors'} & set(sys.modules)))"
    )
    assert in_fresh_process(script, folder=tmp_path).strip() == "[]"


def test_loading_and_reading_print_nothing(tmp_path: Path) -> None:
    script = "import sys, referat_nlp; referat_nlp.load()(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", script, MINUTES], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# -- saving and loading ---------------------------------------------------------------------------------------------


def test_saved_pipeline_gives_the_same_records_where_nothing_of_ours_is_imported(
    nlp: Language, texts: list[str], tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "saved")
    (tmp_path / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    script = (
        "import json, spacy; from pathlib import Path; nlp = spacy.load('saved'); "
        "texts = json.loads(Path('texts.json').read_text(encoding='utf-8')); "
        "print(json.dumps([nlp(text).user_data['referat_nlp'] for text in texts]))"
    )
    got = json.loads(in_fresh_process(script, folder=tmp_path))
    assert got == [attributes.store(nlp(text)) for text in texts]


def test_saved_pipeline_reads_as_before_when_loaded_from_bytes(nlp: Language, texts: list[str]) -> None:
    again = spacy.blank("da", config=nlp.config).from_bytes(nlp.to_bytes())
    assert [everything(again(text)) for text in texts] == [everything(nlp(text)) for text in texts]


def test_docbin_keeps_every_result(nlp: Language, texts: list[str]) -> None:
    docs = [nlp(text) for text in texts]
    data = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin().from_bytes(data).get_docs(spacy.blank("da").vocab))
    assert [everything(doc) for doc in again] == [everything(doc) for doc in docs]


def test_bytes_of_a_doc_keep_every_result(nlp: Language) -> None:
    doc = nlp(MINUTES)
    assert everything(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == everything(doc)


def test_two_processes_keep_every_result(nlp: Language, texts: list[str]) -> None:
    assert [everything(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == [
        everything(nlp(t)) for t in texts
    ]


def test_records_are_plain_values(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        records = attributes.store(nlp(text))
        assert json.loads(json.dumps(records)) == records


# -- results --------------------------------------------------------------------------------------------------------


def test_results_do_not_depend_on_the_order_of_the_documents(nlp: Language, texts: list[str]) -> None:
    results = [everything(nlp(text)) for text in texts]
    fresh = referat_nlp.load()
    assert [everything(fresh(text)) for text in reversed(texts)] == results[::-1]
    assert [everything(doc) for doc in fresh.pipe([*texts, *texts])] == [*results, *results]


def test_whole_pipeline_reads_what_the_minutes_say(nlp: Language) -> None:
    doc = nlp(MINUTES)
    assert (doc._.meeting.body, doc._.meeting.date) == ("Teknisk Udvalg", "2021-03-03")
    (item,) = doc._.agenda_items
    assert (item.number, item.title) == ("1", "Ny cykelsti ved Mosevej")
    assert [n._.case_number for n in doc.spans["case_numbers"]] == ["21/4711"]
    assert [(p._.proposal_text, p._.proposer) for p in doc.spans["proposals"]] == [
        ("at der bevilges 1,2 mio. kr. til stien", "Forvaltningen")
    ]
    (decision,) = doc.spans["decisions"]
    assert (decision._.decision_text, decision._.decision_own) == ("Godkendt.", True)
    assert [outcome["label"] for outcome in decision._.outcomes] == ["godkendt"]
    assert [(m._.member_name, m._.member_party) for m in doc.spans["absent_members"]] == [("Ida Holm", "A")]
    assert [a._.amount_value for a in doc.spans["amounts"]] == [1_200_000]


def test_spans_cover_their_records(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        doc = nlp(text)
        for key in attributes.SPAN_FIELDS:
            rows = attributes.records(doc, key)
            assert len(rows) == len(doc.spans[key])
            for row, span in zip(rows, doc.spans[key], strict=True):
                assert 0 <= row["start"] < row["end"] <= len(text)
                assert span.start_char <= row["start"] < row["end"] <= span.end_char


def test_coverage_adds_up_to_the_text(nlp: Language, texts: list[str]) -> None:
    for text in texts:
        assert sum(asdict(nlp(text)._.coverage).values()) == len(text)


@pytest.mark.parametrize("text", NO_MINUTES)
def test_text_that_is_no_minutes_has_no_items_and_no_error(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.agenda_items == []
    assert not doc.spans["decisions"]
    assert sum(asdict(doc._.coverage).values()) == len(text)


# -- one component alone --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FACTORIES)
def test_component_alone_in_a_blank_pipeline_runs(name: str) -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe(name)
    for text in [MINUTES, *NO_MINUTES]:
        assert nlp(text).text == text
    assert not any(nlp.analyze_pipes()["problems"].values()) or name == "referat_outcomes"  # which needs the decisions


@pytest.mark.parametrize("key", ["case_numbers", "proposals", "decisions", "absent_members", "amounts"])
def test_component_alone_finds_what_it_finds_in_the_whole_pipeline(nlp: Language, texts: list[str], key: str) -> None:
    alone = spacy.blank("da")
    alone.add_pipe(f"referat_{key}")

    def found(pipeline: Language, text: str) -> list[dict[str, Any]]:
        return [{k: v for k, v in row.items() if k != "outcomes"} for row in attributes.records(pipeline(text), key)]

    assert found(alone, MINUTES) != []
    for text in [MINUTES, *texts]:
        assert found(alone, text) == found(nlp, text)


def test_component_alone_marks_sums_and_file_numbers_in_any_text() -> None:
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_amounts")
    nlp.add_pipe("referat_case_numbers")
    doc = nlp("Støtten (sagsnr. 22/1873) er på 2,5 mio. kr. og dækker 40 pct. af prisen.")
    assert [span.text for span in doc.spans["amounts"]] == ["2,5 mio. kr."]
    assert [span.text for span in doc.spans["case_numbers"]] == ["22/1873"]


def test_attributes_of_a_span_that_is_none_of_ours_are_none(nlp: Language) -> None:
    doc = nlp(MINUTES)
    assert {name: doc[0:2]._.get(name) for name in attributes.SPAN_FIELDS["amounts"]} == dict.fromkeys(
        attributes.SPAN_FIELDS["amounts"]
    )


# -- settings -------------------------------------------------------------------------------------------------------


def test_own_phrase_files_reach_the_components(nlp: Language, tmp_path: Path) -> None:
    # within a line, where nothing but a listed word can be a heading
    (tmp_path / "headings.toml").write_text('[kinds]\ndecision = ["Udfald af mødet"]\n', encoding="utf-8")
    text = MINUTES.replace("Beslutning\nGodkendt", "Udfald af mødet: Godkendt")
    own, shipped = referat_nlp.load(phrases=tmp_path)(text), nlp(text)
    assert [d._.decision_text for d in own.spans["decisions"]] == ["Godkendt."]
    assert [d._.decision_text for d in shipped.spans["decisions"]] == []


def test_text_over_a_million_characters_is_read(nlp: Language) -> None:
    text = MINUTES + " " * 1_000_000 + "."
    doc = nlp(text)
    assert [d._.decision_text for d in doc.spans["decisions"]] == ["Godkendt."]
