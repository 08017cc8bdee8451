"""The result as JSON, against the schema that is shipped. All minutes are invented."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from referat_nlp import extract, minutes
from referat_nlp.minutes import (
    Absence,
    AgendaItem,
    Amount,
    Coverage,
    Decision,
    Meeting,
    Minutes,
    Outcome,
    Proposal,
    Section,
    Source,
    Votes,
)
from referat_nlp.output import SCHEMA, schema_text, to_dict, to_json

TEXT = """\
Hovby Kommune
Teknisk Udvalg
Mødedato: 3. marts 2021
Mødetidspunkt: 16:00
Deltagere: Ida Holm (A), Bo Dam (V)

1. Ny cykelsti ved Mosevej
Sagsnr. 21/4711
Indstilling
Forvaltningen indstiller,
at der bevilges 1,2-1,5 mio. kr. til stien, heraf 25.000,50 kr. i år.
Beslutning fra Økonomiudvalget den 1. marts 2021
Anbefales.
Beslutning
Godkendt. For stemte: A og V. Imod stemte: Ø.
Fraværende: Ib Lund (A) - Eva Krog (A) mødte som stedfortræder

2. Lukket: Køb af jord
Beslutning
Udsat.
"""


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    document = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker())


def small(**of_item: Any) -> Minutes:
    item = AgendaItem(None, None, False, 0, 1, **of_item)
    return Minutes(Source("a", "0", "text/plain", None, 1, Coverage()), Meeting(), [item])


def test_what_minutes_say_is_valid(schema):
    data = to_dict(extract(TEXT))
    schema.validate(data)
    first = data["items"][0]
    assert first["proposals"]
    assert first["absent_members"]
    assert first["amounts"]
    assert data["items"][1]["closed"] is True


def test_result_that_knows_nothing_is_valid(schema):
    schema.validate(to_dict(small()))
    schema.validate(to_dict(Minutes(Source("a", "0", "text/plain", None, 0, Coverage()), Meeting(), [])))


@pytest.mark.parametrize("key", ["schema", "source", "meeting", "items"])
def test_schema_wants_every_key(schema, key):
    data = to_dict(small())
    del data[key]
    assert not schema.is_valid(data)


# -- explained ---------------------------------------------------------------------------------------------------------

# 'Mødets udfald' stands in no phrase file: the learned structure knows it.
ONE_BODY = TEXT.replace("Beslutning fra Økonomiudvalget den 1. marts 2021\nAnbefales.\n", "")
UNLISTED = ONE_BODY.replace("Beslutning\n", "Mødets udfald\n") + "".join(
    f"\n{number}. {title}\nSagsnr. 21/48{number}\nMødets udfald\n{decided}\n"
    for number, title, decided in [
        (3, "Lygter på Strandvej", "Godkendt."),
        (4, "Takster for kajplads", "Taget til efterretning."),
        (5, "Regnskab for havnen", "Anbefales over for Byrådet."),
    ]
)
SHARED = Path(__file__).parents[2] / "shared" / "schema" / "extraction.schema.json"


def closed(part: Any, name: str = "") -> Any:
    """Return a schema that allows no key it does not describe; what other kinds are made of stays open."""
    if isinstance(part, list):
        return [closed(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    whole = {key: closed(value, key) for key, value in part.items()}
    if isinstance(part.get("properties"), dict) and "required" in part and name not in ("span", "person"):
        whole["unevaluatedProperties"] = False
    return whole


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("text", [TEXT, UNLISTED])
def test_every_key_that_is_written_is_described(schema, text, explain):
    data = to_dict(extract(text), explain=explain)
    schema.validate(data)
    strict = jsonschema.Draft202012Validator(closed(schema.schema))
    strict.validate(data)
    data["items"][0]["decisions"][0]["reason"] = "x"
    assert not strict.is_valid(data)


def test_explained_result_tells_who_knew_each_heading(schema):
    data = to_dict(extract(UNLISTED), explain=True)
    schema.validate(data)
    first = data["items"][0]
    assert {section["by"] for section in first["sections"]} == {"rules", "model"}
    assert first["explanation"]["by"] == "rules and model"
    assert first["explanation"]["certainty"] > 0.5
    assert first["case_numbers"][0]["explanation"] == {"by": "rules", "certainty": None}
    proposal, decision = first["proposals"][0]["explanation"], first["decisions"][-1]["explanation"]
    assert (proposal["kind"], proposal["by"], proposal["certainty"]) == ("proposal", "rules", None)
    assert (decision["heading"], decision["by"]) == ("Mødets udfald", "model")
    assert 0 < decision["certainty"] <= 1


def test_explained_file_number_and_absence_tell_who_knew_their_labels(schema):
    text = TEXT.replace("Sagsnr. ", "Journalmærke: ").replace("Fraværende: ", "Ikke mødt op: ")
    data = to_dict(extract(text), explain=True)
    schema.validate(data)
    first = data["items"][0]
    for row in (first["case_numbers"][0], first["absent_members"][0]):
        assert row["explanation"]["by"] == "model"
        assert 0.5 < row["explanation"]["certainty"] <= 1
    plain = to_dict(extract(text))["items"][0]
    assert not {"explanation", "by", "certainty"} & (plain.keys() | plain["case_numbers"][0].keys())


def test_without_the_learned_structure_items_are_by_the_rules_alone(nlp):
    structure = nlp.get_pipe("referat_structure")
    structure.learned = False
    try:
        explained = to_dict(extract(TEXT, nlp=nlp), explain=True)["items"][0]["explanation"]
    finally:
        structure.learned = True
    assert explained == {"by": "rules", "certainty": None}


def test_what_stands_in_no_section_has_no_explanation(schema):
    data = to_dict(small(decisions=[Decision("Godkendt.", None, None, True, 0, 1)]), explain=True)
    schema.validate(data)
    assert data["items"][0]["decisions"][0]["explanation"] is None


@pytest.mark.parametrize(
    "wrong",
    [{"by": "luck"}, {"certainty": 1.5}, {"certainty": "sure"}, {"kind": None}, {"heading": 3}],
)
def test_wrong_explanation_is_not_valid(schema, wrong):
    item = {
        "sections": [Section("decision", "Udfald", 0, 1, "model", 0.75)],
        "proposals": [Proposal("at vejen lukkes", None, "recommendation", 0, 1)],
        "decisions": [Decision("Godkendt.", None, None, True, 0, 1)],
    }
    for place in ("sections", "proposals", "decisions"):
        data = to_dict(small(**item), explain=True)
        schema.validate(data)
        row = data["items"][0][place][0]
        row.get("explanation", row).update(wrong)
        assert not schema.is_valid(data)


def test_plain_result_has_none_of_the_keys_that_explain(schema):
    line = to_json(extract(UNLISTED))
    assert not [key for key in ("by", "certainty", "explanation") if f'"{key}":' in line]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared schema lies beside a checkout")
@pytest.mark.parametrize("text", [TEXT, UNLISTED])
def test_plain_result_is_valid_by_the_shared_schema_too(text):
    shared = jsonschema.Draft202012Validator(closed(json.loads(SHARED.read_text(encoding="utf-8"))))
    shared.validate(to_dict(extract(text)))


def test_schema_names_this_version(schema):
    assert schema.schema["properties"]["schema"]["const"] == SCHEMA


@pytest.mark.parametrize("name", ["Person", "Absence", "CaseNumber", "Section", "Proposal", "Decision", "Amount"])
def test_span_of_every_kind_has_offsets(name):
    assert {"start", "end"} <= {field.name for field in fields(getattr(minutes, name))}


def test_coverage_counts_every_character():
    result = extract(TEXT)
    assert sum(to_dict(result)["source"]["coverage"].values()) == result.source.characters == len(TEXT)


def test_votes_are_called_by_their_words():
    decision = Decision("Godkendt.", None, None, True, 0, 1, [Outcome("godkendt", 0.9)], Votes(["A"], ["Ø"], []))
    [row] = to_dict(small(decisions=[decision]))["items"][0]["decisions"]
    assert row["votes"] == {"for": ["A"], "against": ["Ø"], "abstain": []}
    assert row["outcomes"] == [{"label": "godkendt", "score": 0.9}]


def test_decision_without_votes_has_null():
    [row] = to_dict(small(decisions=[Decision("Godkendt.", None, None, True, 0, 1)]))["items"][0]["decisions"]
    assert row["votes"] is None


@pytest.mark.parametrize(
    ("value", "printed"),
    [(25000.0, "25000"), (25000.5, "25000.5"), (-0.0, "0"), (None, "null"), (1.5e12, "1500000000000")],
)
def test_whole_kroner_are_whole_numbers(value, printed):
    amount = Amount("x", value, None, None, False, 0, 1)
    assert f'"value": {printed},' in to_json(small(amounts=[amount]))


def test_amounts_are_kroner(schema):
    data = to_dict(small(amounts=[Amount("0,5-1 mio. kr.", None, 500_000.0, 1e6, False, 0, 1)]))
    schema.validate(data)
    assert data["items"][0]["amounts"][0]["currency"] == "DKK"


def test_json_is_one_line_of_letters_as_printed():
    line = to_json(small(absent_members=[Absence("Åse\nØ", None, None, 0, 1)]))
    assert "\n" not in line
    assert "Åse\\nØ" in line


def test_indented_json_says_the_same():
    result = extract(TEXT)
    assert json.loads(to_json(result, indent=2)) == json.loads(to_json(result)) == to_dict(result)


def test_to_dict_leaves_the_result_alone():
    result = extract(TEXT)
    before = repr(result)
    data = to_dict(result)
    data["source"]["warnings"].append("changed")
    data["items"][0]["decisions"].clear()
    assert repr(result) == before
