"""Gold files made from what the program reads. All minutes are invented."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from referat_nlp.annotations import check_folder, check_gold, read_gold
from referat_nlp.cli import main
from referat_nlp.prelabel import certainty_of, gold_of, without_faults

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
MINUTES = """\
Hovby Kommune
Teknisk Udvalg
Mødedato: 3. marts 2021
Mødetidspunkt: 16:00
Medlemmer: Ellen Krog (A), Bo Lindskov (V)

1. Ny cykelsti ved Mosevej
Sagsnr. 21/4711
Sagsfremstilling
Stien bliver bred.

Udgift i 1.000 kr.
Asfalt    250
Skilte    30

Indstilling
Forvaltningen indstiller,
at der bevilges mellem 1,2 og 1,4 mio. kr. til stien.
Beslutning
Godkendt.
For stemte: A. Imod stemte: V.
Fraværende: Ida Holm (A) - Tove Aaby (A) mødte som stedfortræder.

2. Lukket: Orientering om vejtræer
Sagsnr. 21/4712
Beslutning
Orienteringen blev taget til efterretning.
"""
DOUBTFUL = MINUTES.replace("Godkendt.\n", "Sådan bliver det nok, sagde man.\n")
NO_MINUTES = "Kære Hanne. Tak for kagen i går. Vi ses på mandag.\n"


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["annotations", "prelabel", *map(str, arguments)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def write(path: Path, text: str = MINUTES, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def result_of(path: Path) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["extract", str(path)])
    data: dict[str, Any] = json.loads(result.stdout)
    return data


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return result_of(write(tmp_path_factory.mktemp("minutes") / "hovby-1.txt"))


def test_gold_says_what_the_result_says_in_the_form_of_the_guidelines(result: dict[str, Any]) -> None:
    own = {"body": "Teknisk Udvalg", "date": "2021-03-03", "own": True}
    assert gold_of(result, "hovby-1.txt") == {
        "document": "hovby-1.txt",
        "meeting": {
            "municipality": "Hovby Kommune",
            "body": "Teknisk Udvalg",
            "date": "2021-03-03",
            "start_time": "16:00",
            "place": None,
            "participants": ["Ellen Krog", "Bo Lindskov"],
            "absent_members": [],
        },
        "items": [
            {
                "number": "1",
                "title": "Ny cykelsti ved Mosevej",
                "closed": False,
                "case_numbers": ["21/4711"],
                "proposals": [
                    {
                        "text": "at der bevilges mellem 1,2 og 1,4 mio. kr. til stien",
                        "proposer": "Forvaltningen",
                        "kind": "recommendation",
                    }
                ],
                "decisions": [
                    {
                        "text": "Godkendt. For stemte: A. Imod stemte: V.",
                        **own,
                        "outcomes": ["godkendt"],
                        "votes": {"for": ["A"], "against": ["V"], "abstain": []},
                    }
                ],
                "absent_members": [{"name": "Ida Holm", "party": "A", "substitute": "Tove Aaby"}],
                "amounts": [{"text": "mellem 1,2 og 1,4 mio. kr.", "low": 1200000, "high": 1400000}],
                "table_amounts": [{"text": "250", "value": 250000}, {"text": "30", "value": 30000}],
            },
            {
                "number": "2",
                "title": "Orientering om vejtræer",
                "closed": True,
                "case_numbers": ["21/4712"],
                "proposals": [],
                "decisions": [
                    {
                        "text": "Orienteringen blev taget til efterretning.",
                        **own,
                        "outcomes": ["taget til efterretning"],
                        "votes": None,
                    }
                ],
                "absent_members": [],
                "amounts": [],
                "table_amounts": [],
            },
        ],
    }


def test_person_stands_once_and_an_absent_one_is_no_participant(result: dict[str, Any]) -> None:
    told = copy.deepcopy(result)
    people = told["meeting"]["participants"]
    people += copy.deepcopy(people)
    told["meeting"]["absent_members"] = [{"name": "Bo Lindskov", "party": "V", "substitute": None}]
    told["items"][0]["absent_members"] *= 2
    gold = gold_of(told, "hovby-1.txt")
    assert gold["meeting"]["participants"] == ["Ellen Krog"]
    assert [member["name"] for member in gold["items"][0]["absent_members"]] == ["Ida Holm"]


@pytest.mark.parametrize(
    ("way", "value", "left"),
    [
        ("meeting municipality", "Sønderlund Kommune", "meeting municipality"),
        ("items 0 title", "Ny bro", "items 0 title"),
        ("items 0 proposals 0 proposer", "Havnefogeden", "items 0 proposals 0 proposer"),
        ("items 0 decisions 0 votes for", ["Ø"], "items 0 decisions 0 votes"),
        ("items 0 decisions 0 body", "Byrådet", "items 0 decisions 0 body"),
        ("items 0 absent_members 0 substitute", "Even Lyng", "items 0 absent_members 0 substitute"),
    ],
)
def test_value_that_the_text_lacks_becomes_null(result: dict[str, Any], way: str, value: object, left: str) -> None:
    gold = gold_of(result, "hovby-1.txt")
    whole = copy.deepcopy(gold)
    put(gold, way, value)
    put(whole, left, None)
    told, faults = without_faults(gold, MINUTES, "hovby-1")
    assert told == whole
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("way", "value", "left"),
    [
        ("items 0 case_numbers 0", "21/9999", "items 0 case_numbers"),
        ("items 0 proposals 0 text", "at der bygges en bro", "items 0 proposals"),
        ("items 1 decisions 0 text", "Afvist.", "items 1 decisions"),
        ("items 1 decisions 0 outcomes", [], "items 1 decisions"),
        ("items 0 absent_members 0 name", "Even Lyng", "items 0 absent_members"),
        ("meeting participants 0", "Even Lyng", "meeting participants"),
        ("items 0 amounts 0 low", 12, "items 0 amounts"),
    ],
)
def test_entry_that_cannot_be_right_goes(result: dict[str, Any], way: str, value: object, left: str) -> None:
    gold = gold_of(result, "hovby-1.txt")
    whole = copy.deepcopy(gold)
    put(gold, way, value)
    rest = [entry for place, entry in enumerate(at(whole, left)) if place]
    put(whole, left, rest)
    told, faults = without_faults(gold, MINUTES, "hovby-1")
    assert told == whole
    assert faults
    assert all(" ".join(map(str, fault.path)).startswith(f"{left} 0") for fault in faults)


def test_two_faulty_entries_of_one_list_go_and_those_between_stay(result: dict[str, Any]) -> None:
    gold = gold_of(result, "hovby-1.txt")
    gold["meeting"]["participants"] = ["Even Lyng", "Ellen Krog", "Ane Sø", "Bo Lindskov"]
    told, faults = without_faults(gold, MINUTES, "hovby-1")
    assert told["meeting"]["participants"] == ["Ellen Krog", "Bo Lindskov"]
    assert len(faults) == 2


def test_list_with_a_fault_that_no_entry_can_be_named_for_is_emptied(result: dict[str, Any]) -> None:
    gold = gold_of(result, "hovby-1.txt")
    gold["meeting"]["participants"] *= 2
    told, _ = without_faults(gold, MINUTES, "hovby-1")
    assert told["meeting"]["participants"] == []


def test_right_gold_is_left_alone(result: dict[str, Any]) -> None:
    gold = gold_of(result, "hovby-1.txt")
    assert check_gold(gold, MINUTES, "hovby-1") == []
    assert without_faults(gold, MINUTES, "hovby-1") == (gold, [])


def put(gold: Any, way: str, value: object) -> None:
    *steps, last = (int(step) if step.isdigit() else step for step in way.split())
    for step in steps:
        gold = gold[step]
    gold[last] = value


def at(gold: Any, way: str) -> Any:
    for step in way.split():
        gold = gold[int(step) if step.isdigit() else step]
    return gold


# --- Certainty ---


def test_certainty_falls_with_each_sign_of_a_bad_reading(result: dict[str, Any]) -> None:
    scores = [min(o["score"] for o in d["outcomes"]) for item in result["items"] for d in item["decisions"]]
    assert result["source"]["warnings"] == []
    read = 1 - result["source"]["coverage"]["unassigned"] / result["source"]["characters"]
    assert certainty_of(result) == pytest.approx(sum(scores) / 2 * read)
    assert certainty_of(result, left_out=2) == pytest.approx(certainty_of(result) * 0.9**2)
    for way, value in (
        ("items 0 decisions 0 outcomes 0 score", 0.5),
        ("source coverage unassigned", 200),
        ("source warnings", ["Noget er galt."]),
    ):
        worse = copy.deepcopy(result)
        put(worse, way, value)
        assert certainty_of(worse) < certainty_of(result), way


def test_least_likely_label_of_a_decision_counts(result: dict[str, Any]) -> None:
    one, two = copy.deepcopy(result), copy.deepcopy(result)
    put(one, "items 0 decisions 0 outcomes", [{"label": "godkendt", "score": 0.6}])
    labels = [{"label": "godkendt", "score": 0.9}, {"label": "ændret", "score": 0.6}]
    put(two, "items 0 decisions 0 outcomes", labels)
    assert certainty_of(one) == certainty_of(two)


def test_document_without_decisions_is_the_least_certain(result: dict[str, Any]) -> None:
    none = copy.deepcopy(result)
    for item in none["items"]:
        item["decisions"] = []
    assert certainty_of(none) == 0.0


# --- The command ---


def test_pairs_pass_the_check_and_the_least_certain_is_first(tmp_path: Path) -> None:
    for name, text in (("aaby-1", MINUTES), ("beby-1", DOUBTFUL), ("ceby-1", NO_MINUTES)):
        write(tmp_path / "in" / f"{name}.txt", text)
    result = run(tmp_path / "in", "-o", tmp_path / "gold")
    assert result.exit_code == 0
    assert [line.split()[2] for line in result.stdout.splitlines() if "left out:" not in line] == [
        "ceby-1.gold.json:",
        "beby-1.gold.json:",
        "aaby-1.gold.json:",
    ]
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["1", "2", "3"]
    assert check_folder(tmp_path / "gold") == []
    assert (tmp_path / "gold" / "beby-1.txt").read_text(encoding="utf-8") == DOUBTFUL
    assert "ceby-1.txt: no agenda item was found" in result.stderr
    assert read_gold(tmp_path / "gold" / "ceby-1.gold.json")["items"] == []


def test_gold_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    source = write(tmp_path / "hovby-1.txt")
    assert run(source, "-o", tmp_path).exit_code == 0
    gold = tmp_path / "hovby-1.gold.json"
    gold.write_text("corrected by hand", encoding="utf-8")
    result = run(source, "-o", tmp_path)
    assert gold.read_text(encoding="utf-8") == "corrected by hand"
    assert (result.exit_code, result.stdout) == (0, "")
    assert "left as it is" in result.stderr


def test_other_text_of_the_same_name_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path / "gold" / "hovby-1.txt", "Anden tekst\n")
    result = run(write(tmp_path / "hovby-1.txt"), "-o", tmp_path / "gold")
    assert result.exit_code == 1
    assert "holds another text" in result.stderr
    assert [path.name for path in (tmp_path / "gold").iterdir()] == ["hovby-1.txt"]


def test_two_inputs_of_one_name_do_not_share_a_gold_file(tmp_path: Path) -> None:
    one, two = write(tmp_path / "a" / "hovby-1.txt"), write(tmp_path / "b" / "hovby-1.txt", DOUBTFUL)
    result = run(one, two, "-o", tmp_path / "gold")
    assert result.exit_code == 1
    assert str(two) in result.stderr
    assert (tmp_path / "gold" / "hovby-1.txt").read_text(encoding="utf-8") == MINUTES


def test_text_is_written_as_utf_8_and_markdown_stays_markdown(tmp_path: Path) -> None:
    write(tmp_path / "hovby-1.text", MINUTES, "cp1252")
    write(tmp_path / "hovby-2.markdown", MINUTES.replace("\n", "\r\n"))
    result = run(tmp_path / "hovby-1.text", tmp_path / "hovby-2.markdown", "-o", tmp_path / "gold")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == [
        "hovby-1.gold.json",
        "hovby-1.txt",
        "hovby-2.gold.json",
        "hovby-2.md",
    ]
    assert check_folder(tmp_path / "gold") == []
    assert (tmp_path / "gold" / "hovby-1.txt").read_bytes() == MINUTES.encode()


def test_text_that_is_not_utf_8_gets_no_gold_beside_it(tmp_path: Path) -> None:
    source = write(tmp_path / "hovby-1.txt", MINUTES, "cp1252")
    result = run(source, "-o", tmp_path)
    assert result.exit_code == 1
    assert "not UTF-8" in result.stderr
    assert source.read_bytes() == MINUTES.encode("cp1252")
    assert not (tmp_path / "hovby-1.gold.json").exists()


def test_what_cannot_be_read_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    binary = tmp_path / "a.txt"
    binary.write_bytes(b"\x00\x01" * 40)
    result = run(binary, tmp_path / "nowhere.txt", write(tmp_path / "hovby-1.txt"), "-o", tmp_path / "gold")
    assert result.exit_code == 1
    assert str(binary) in result.stderr
    assert "nowhere.txt" in result.stderr
    assert (tmp_path / "gold" / "hovby-1.gold.json").is_file()


@pytest.mark.parametrize("name", ["norddjurs-1", "greve-1", "fredericia-1", "viborg-1"])  # three have values left out
def test_gold_of_untidy_minutes_passes_the_check(tmp_path: Path, name: str) -> None:
    assert run(ANNOTATIONS / f"{name}.txt", "-o", tmp_path).exit_code == 0
    assert check_folder(tmp_path) == []
