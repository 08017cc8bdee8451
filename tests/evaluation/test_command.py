"""`referat-nlp evaluate` as a user meets it. All minutes are invented."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from referat_nlp.cli import main
from referat_nlp.evaluation import report as reports
from referat_nlp.evaluation.comparison import Difference
from referat_nlp.evaluation.evaluating import evaluate
from referat_nlp.evaluation.tables import verdict
from referat_nlp.outcome_model.classifier import OutcomeClassifier
from referat_nlp.resources import models_dir

Writer = Callable[..., Path]


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_figures_are_printed(write: Writer) -> None:
    write("nord-1")
    folder = write("syd-1", ending=".md")
    result = run(folder, "--jobs", 1)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 documents in 2 layouts, read by the shipped model\n")
    assert re.search(r"^agenda items +1\.000 +1\.000 +1\.000 +1\.000–1\.000 +6$", result.stdout, re.MULTILINE)
    assert re.search(r"^udsat .* 2$", result.stdout, re.MULTILINE)
    assert "Offsets of " in result.stdout


def test_names_without_numbers_are_layouts_of_their_own(write: Writer) -> None:
    folder = write("referat")
    result = run(folder)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("1 document in 1 layout, read by the shipped model\n")


def test_json_holds_figures_layouts_and_mistakes(write: Writer, tmp_path: Path) -> None:
    def wrong(gold: dict[str, Any]) -> None:
        gold["items"][1]["decisions"][0]["outcomes"] = ["drøftet"]

    write("nord-1")
    folder = write("syd-1", change=wrong)
    target = tmp_path / "figures.json"
    result = run(folder, "--json", target)
    assert result.exit_code == 0, result.output
    data = json.loads(target.read_text(encoding="utf-8"))
    assert data["schema"] == "referat-nlp-evaluation/1"
    assert data["documents"] == ["nord-1", "syd-1"]
    assert data["all"]["rows"]["outcomes"]["support"] == 6
    assert data["all"]["rows"]["outcomes"]["right"] == 5
    assert data["by_layout"]["nord"]["rows"]["outcomes"]["f1"] == 1.0
    assert data["by_layout"]["syd"]["rows"]["outcomes"]["f1"] == round(2 / 3, 6)
    (error,) = data["errors"]
    assert (error["kind"], error["row"], error["gold"], error["found"]) == ("different", "outcomes", "drøftet", "udsat")
    assert data["comparison"] is data["learning_curve"] is None


def test_json_to_standard_output_is_all_that_is_printed_there(write: Writer) -> None:
    folder = write("nord-1")
    assert json.loads(run(folder, "--json", "-").stdout)["documents"] == ["nord-1"]


def test_figures_are_the_same_with_any_number_of_processes(write: Writer) -> None:
    for number in range(14):  # more than one process gets at a time
        folder = write(f"nord-{number}")
    one, two = (run(folder, "--json", "-", "--jobs", jobs).stdout for jobs in (1, 2))
    assert one == two


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda gold: gold["items"][1].pop("closed"), "item 2: the key 'closed' is missing"),
        (lambda gold: gold["items"][1].update(titel="x"), "item 2: found the unknown key 'titel'"),
        (lambda gold: gold["items"][0].update(title="Fyret"), "item 1, title: 'Fyret' is not in the text"),
        (lambda gold: gold["meeting"].update(date="2021-13-03"), "meeting, date: found '2021-13-03'"),
    ],
)
def test_damaged_gold_stops_with_file_item_and_field_before_anything_is_read(
    change: Callable[[dict[str, Any]], Any], told: str, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referat_nlp.pipeline.load", lambda *_, **__: pytest.fail("a pipeline was loaded"))
    write("nord-1")
    folder = write("syd-1", change=change)
    result = run(folder, "--jobs", 1)
    assert result.exit_code == 1
    assert f"syd-1.gold.json, {told}" in result.stderr
    assert result.stdout == ""


def test_doubtful_gold_is_told_and_measured_all_the_same(write: Writer) -> None:
    write("nord-1")
    folder = write("syd-1", change=lambda gold: gold["items"][1]["decisions"][0].update(outcomes=[]))
    result = run(folder, "--jobs", 1)
    assert result.exit_code == 0
    assert "Warning: syd-1.gold.json, item 2, decisions 1, outcomes: found none" in result.stderr
    assert "2 documents" in result.stdout


def test_folder_without_gold_files_and_missing_folder_are_told(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "holds no gold file" in result.stderr
    assert run(tmp_path / "none").exit_code == 2


def test_missing_model_is_told(write: Writer, tmp_path: Path) -> None:
    result = run(write("nord-1"), "--model", tmp_path / "none", "--jobs", 1)
    assert result.exit_code == 1
    assert "no outcome model" in result.stderr


def test_document_that_cannot_be_read_counts_as_missed_and_is_told(write: Writer) -> None:
    write("nord-1")

    def without_items(gold: dict[str, Any]) -> None:
        gold["items"] = []

    folder = write("syd-1", [], change=without_items)
    result = run(folder, "--jobs", 1)
    assert result.exit_code == 0
    assert "Warning: syd-1: no agenda item was found" in result.stderr


def test_same_model_twice_is_equally_good(write: Writer, tmp_path: Path) -> None:
    write("nord-1")
    folder = write("syd-1")
    shutil.copytree(models_dir() / "outcomes", tmp_path / "copy")
    result = run(folder, "--compare", tmp_path / "copy", "--jobs", 1)
    assert result.exit_code == 0, result.output
    assert "The two are equally good: mean F1 1.000 against 1.000." in result.stdout


def test_worse_model_is_told_with_what_it_gets_wrong(write: Writer, tmp_path: Path) -> None:
    for letter in "abcdefgh":
        folder = write(f"nord{letter}-1")
    poor = OutcomeClassifier.from_disk(models_dir() / "outcomes")
    other = {"udsat": "drøftet", "drøftet": "udsat"}
    poor.labels = [other.get(label, label) for label in poor.labels]
    poor.to_disk(tmp_path / "poor")
    result = run(folder, "--compare", tmp_path / "poor", "--jobs", 1)
    assert result.exit_code == 0, result.output
    assert "The shipped model is better, more than by chance: mean F1 1.000 against" in result.stdout
    assert f"Right by the shipped model and wrong by {tmp_path / 'poor'}: 8\n" in result.stdout
    assert "norda-1 item 2 outcomes: different 'drøftet' for 'udsat'" in result.stdout


@pytest.mark.parametrize("option", ["--model", "--compare"])
def test_leaving_out_goes_with_no_model(option: str, write: Writer, tmp_path: Path) -> None:
    result = run(write("nord-1"), "--leave-one-out", "layout", option, tmp_path)
    assert result.exit_code == 2
    assert "--leave-one-out trains its own models" in result.stderr


def test_groups_go_with_leaving_out_only(write: Writer) -> None:
    result = run(write("nord-1"), "--groups", 3)
    assert result.exit_code == 2
    assert "--groups goes with --leave-one-out layout" in result.stderr


def test_layout_is_all_that_can_be_left_out(write: Writer) -> None:
    assert run(write("nord-1"), "--leave-one-out", "document").exit_code == 2


def test_without_the_extra_the_report_says_what_to_install(write: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "find_spec", lambda name: None if name == "matplotlib" else name)
    monkeypatch.setattr("referat_nlp.pipeline.load", lambda *_, **__: pytest.fail("a pipeline was loaded"))
    folder = write("nord-1")
    result = run(folder, "--report", folder / "report.html")
    assert result.exit_code == 1
    assert "The report needs matplotlib, which is not installed: pip install matplotlib." in result.stderr
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize("option", ["--report", "--json"])
def test_place_that_cannot_be_written_is_told_before_anything_is_read(
    option: str, write: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referat_nlp.pipeline.load", lambda *_, **__: pytest.fail("a pipeline was loaded"))
    result = run(write("nord-1"), option, tmp_path / "none" / "file")
    assert result.exit_code == 1
    assert "there is no folder" in result.stderr


def test_model_that_is_ahead_is_told_with_its_figure_first(write: Writer) -> None:
    evaluation = evaluate(write("nord-1"))
    evaluation.other = "mine"
    low, high = Difference("mean F1", 0.5, 0.75, None, None), Difference("mean F1", 0.75, 0.5, None, None)
    assert verdict(evaluation, low).startswith("mine is ahead, but that may be chance: mean F1 0.750 against 0.500")
    assert "The shipped model is ahead" in verdict(evaluation, high)
    assert "mean F1 0.750 against 0.500" in verdict(evaluation, high)
