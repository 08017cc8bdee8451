"""Tables are made of a record alone: what was timed, and in which round."""

from __future__ import annotations

import pyperf
import pytest
from timing import archives, lengths, memory, peers, shape_times, speed, start_up
from timing.record import Record
from timing.rows import Table


def rows(table: Table) -> dict[str, tuple[str, bool | None]]:
    return {row.what: (row.measured, row.met) for row in table.rows}


def kept(*benchmarks: pyperf.Benchmark) -> Record:
    return Record.of(pyperf.BenchmarkSuite(list(benchmarks)), {"texts": "texts/"})


def test_speed_compares_all_and_each_component_with_the_tokeniser(bench) -> None:
    read = {"documents": 3, "characters": 100_000}
    record = kept(
        bench(speed.named("texts", speed.TOKENISER), [0.1, 0.2], first=[0.2, 0.4], **read),
        bench(speed.named("texts", speed.PIPELINE), [0.14, 0.28], first=[0.4, 0.8], **read),
        bench(speed.named("texts", speed.PART + "make_doc"), [0.05, 0.1], **read),
        bench(speed.named("others", speed.PIPELINE), [0.1], **read),
    )
    assert speed.folders(record) == ["texts", "others"]
    table = speed.table(record, "texts")
    found = rows(table)
    assert "3 documents of texts/, 100 kB" in table.note
    assert found["whole pipeline"] == ("1.40 (2.10 ms a kB)", True)
    assert found["the same, both reading for the first time in a fresh process"] == ("2.00", None)
    assert found["`make_doc`"] == ("0.50 (0.75 ms a kB)", None)
    assert found["read in a second"] == ("476 kB", None)


def test_start_up_compares_commands_with_imports(bench) -> None:
    table = start_up.table(
        kept(
            bench(start_up.HELP, [0.2, 0.2]),
            bench(start_up.CLICK, [0.05, 0.05]),
            bench(start_up.EXTRACT, [1.0, 1.0]),
            bench(start_up.SPACY, [0.5, 0.5]),
            bench(start_up.LOAD, [0.25, 0.25]),
        )
    )
    assert [row.met for row in table.rows] == [False, True, None]
    assert table.rows[0].measured == "4.00 (200 ms, 50.0 ms)"
    assert table.rows[2].measured == "250 ms, 25%"


def length(bench, name: str, size: int, *per_kilobyte: float) -> pyperf.Benchmark:
    characters = max(size, 1_000_000)
    return bench(f"{name}{size}", [each * characters / 1e6 for each in per_kilobyte], characters=characters)


def test_lengths_are_compared_with_the_least_from_ten_kilobytes_on_in_the_same_process(bench) -> None:
    times = {1_000: (4.0, 8.0), 10_000: (2.0, 4.0), 100_000: (2.2, 4.4), 1_000_000: (2.8, 5.6), 10_000_000: (2.4,)}
    record = kept(
        *(length(bench, lengths.PIPELINE, size, *each) for size, each in times.items()),
        *(length(bench, lengths.TOKENISER, size, *each) for size, each in times.items()),
    )
    assert lengths.growth(record) == pytest.approx(
        {1_000: 2.0, 10_000: 1.0, 100_000: 1.1, 1_000_000: 1.4, 10_000_000: 1.2}
    )
    table = lengths.table(record)
    assert [row.met for row in table.rows] == [None, True, True, False, True]
    assert "2 processes, of the longest 1" in table.note


def test_short_lengths_alone_are_compared_with_each_other(bench) -> None:
    record = kept(length(bench, lengths.PIPELINE, 1_000, 3.0), length(bench, lengths.TOKENISER, 1_000, 1.0))
    assert lengths.growth(record) == {1_000: 1.0}


def test_later_documents_are_compared_with_earlier_ones_without_the_start(bench) -> None:
    # 1 s to start, then 10 ms a document, 20 ms from the 500th on
    record = kept(
        *(
            bench(archives.NAME.format(count) + "1", [seconds])
            for count, seconds in {10: 1.1, 500: 6.0, 2_000: 36.0}.items()
        ),
        bench(archives.NAME.format(2_000) + "2", [18.0]),
    )
    by_count, by_jobs = map(rows, archives.tables(record))
    assert by_count["10 documents"] == ("110 ms a document, start-up among it", None)
    assert by_count["each document behind the first 500, as a multiple of each between 10 and 500"] == (
        "2.00 (20.0 ms, 10.0 ms)",
        False,
    )
    assert by_jobs["2,000 documents, 1 job"] == ("56 documents a second", None)
    assert by_jobs["2,000 documents, 2 jobs: speed-up"] == ("2.00 (111 documents a second)", True)


def test_four_jobs_should_be_twice_as_fast_as_two(bench) -> None:
    name = archives.NAME.format(100)
    record = kept(*(bench(f"{name}{jobs}", [seconds]) for jobs, seconds in ((1, 8.0), (4, 2.5))))
    assert [(row.target, row.met) for row in archives.tables(record)[1].rows] == [("", None), ("at least 3.60", False)]


@pytest.mark.parametrize(("processors", "jobs"), [(1, [1]), (2, [1, 2]), (6, [1, 2, 4, 6]), (8, [1, 2, 4, 8])])
def test_jobs_double_up_to_the_processors(processors: int, jobs: list[int]) -> None:
    assert archives.numbers_of_jobs(processors) == jobs


def test_memory_of_a_run_must_be_small_and_flat(bench) -> None:
    peaks = {("first", 500): 30e6, ("first", 2_000): 31e6, ("reading", 500): 200e6, ("reading", 2_000): 400e6}
    found = rows(
        memory.table(
            kept(
                *(bench(memory.USED.format(kind), [100e6]) for kind in memory.KINDS),
                bench(memory.READ.format("pipeline", 10_000_000), [900e6]),
                *(bench(memory.EXTRACT.format(*key), [size]) for key, size in peaks.items()),
            )
        )
    )
    assert found["`referat_nlp.load()`, one document of 10 MB"] == ("900 MB", None)
    assert found["`extract --jobs 1`, first process, after 500, 2,000 documents"] == ("31 MB (30 MB, 31 MB)", True)
    assert found["`extract --jobs 1`, reading process, after 500, 2,000 documents"] == (
        "400 MB (200 MB, 400 MB)",
        False,
    )
    assert found["first process after 2,000 documents, as a multiple of that after 500"] == ("1.03", True)
    assert found["reading process after 2,000 documents, as a multiple of that after 500"] == ("2.00", False)


def test_a_shape_whose_time_grows_with_the_square_is_missed(bench) -> None:
    name = shape_times.NAME.format("sums", "'x' + '1|'")
    record = kept(bench(f"{name}1", [0.01], characters=8_000), bench(f"{name}4", [0.16], characters=32_000))
    (row,) = shape_times.table(record).rows
    assert (row.what, row.measured, row.met) == ("sums: `'x' + '1|'`", "4.00 (5.000, 1.250 ms a kB)", False)


def test_peers_are_compared_with_ours_round_by_round_and_with_their_own_tokeniser(bench) -> None:
    def pair(name: str, seconds: list[float], tokens: list[float]) -> list[pyperf.Benchmark]:
        read = {"documents": 2, "characters": 10_000}
        values = {"pipeline": seconds, "tokeniser": tokens}
        return [bench(f"peers: {name}: {what}", value, **read) for what, value in values.items()]

    record = kept(
        *pair("ours beside ner", [0.02, 0.04], [0.01, 0.02]),
        *pair("ours beside edsnlp", [0.02, 0.04], [0.01, 0.02]),
        *pair("ner", [0.2, 0.4], [0.01, 0.02]),
        *pair("edsnlp", [0.08, 0.16], [0.02, 0.04]),
    )
    table = peers.table(record, "real minutes")
    assert [(row.measured, row.met) for row in table.rows] == [
        ("1 (2.0 times its tokeniser, 3.00 ms a kB)", None),
        ("10.00 (20.0 times its tokeniser, 30.00 ms a kB)", True),
        ("4.00 (4.0 times its tokeniser, 12.00 ms a kB)", False),
    ]
    assert list(peers.timed(record)) == ["ner", "edsnlp"]
