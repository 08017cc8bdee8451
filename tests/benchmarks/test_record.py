from __future__ import annotations

import json
from pathlib import Path

import pyperf
import pytest
from timing import record
from timing.record import Record


def test_ratio_is_the_median_of_the_ratios_of_each_round(bench) -> None:
    # the machine is slower by half in the second round, for both
    suite = pyperf.BenchmarkSuite([bench("ours", [2.0, 4.0, 2.6]), bench("theirs", [1.0, 2.0, 1.0])])
    kept = Record.of(suite)
    assert kept.ratio("ours", "theirs") == 2.0
    assert kept.median("ours") == 2.6
    assert kept.rounds("ours") == 3


def test_first_times_are_kept_apart_from_those_that_count(bench) -> None:
    suite = pyperf.BenchmarkSuite([bench("ours", [2.0], first=[9.0]), bench("theirs", [1.0], first=[3.0])])
    kept = Record.of(suite)
    assert kept.ratio("ours", "theirs") == 2.0
    assert kept.ratio("ours", "theirs", first=True) == 3.0


def test_record_is_read_as_it_was_stored_and_stays_a_file_of_pyperf(bench, tmp_path: Path) -> None:
    path = tmp_path / "out" / "bench.json"
    stored = record.store(pyperf.BenchmarkSuite([bench("a", [1.0, 2.0], characters=7)]), {"texts": "t/"}, path)
    assert stored == record.load(path)
    assert (stored.values, stored.fact("a", "characters"), stored.about) == ({"a": (1.0, 2.0)}, 7, {"texts": "t/"})
    assert pyperf.BenchmarkSuite.load(str(path)).get_benchmark("a").get_values() == (1.0, 2.0)


@pytest.mark.parametrize("content", [None, "", "{}", '{"version": "1.0", "benchmarks": []}'])
def test_what_is_no_record_is_said_in_one_sentence(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"bench\.json: not the record of a benchmark"):
        record.load(path)


def test_record_of_a_run_names_machine_versions_and_commit() -> None:
    about = record.about()
    assert json.loads(json.dumps(about)) == about
    assert set(about) == {"machine", "processors", "system", "python", "versions", "commit"}
    said = record.sentence(about)
    assert str(about["python"]) in said
    assert about["versions"]["spacy"] in said  # type: ignore[index]
