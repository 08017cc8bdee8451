"""What the commands write: tables between the marks of a file, a plot, and rows in the record."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import bench as command
import bench_peers
import pyperf
import pytest
from timing import lengths, peers, record

PLACE = "# Speed\n\n<!-- begin {0} -->\nold\n<!-- end {0} -->\n\nAfter.\n"


def run(main, *options: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", *options])
    main()


def test_tables_and_plot_are_written_from_a_record(bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, readme, plotted = tmp_path / "bench.json", tmp_path / "README.md", tmp_path / "docs" / "plot.svg"
    suite = pyperf.BenchmarkSuite(
        [
            bench(f"{name}{size}", [size * each / 1e6], characters=size)
            for name, each in ((lengths.PIPELINE, 2.0), (lengths.TOKENISER, 1.0))
            for size in (10_000, 100_000)
        ]
    )
    record.store(suite, record.about(), kept)
    readme.write_text(PLACE.format("make bench"), encoding="utf-8")
    monkeypatch.setattr(command, "PLOT", plotted)
    run(command.main, "--from", "--record", str(kept), "--write", str(readme), monkeypatch=monkeypatch)
    written = readme.read_text(encoding="utf-8")
    assert written.startswith("# Speed\n\n<!-- begin make bench -->\n\n**A document's length.**")
    assert "| document of 100 kB | 1.00 times the least" in written
    assert "2 of 2 targets met." in written
    assert written.endswith("<!-- end make bench -->\n\nAfter.\n")
    assert plotted.read_text(encoding="utf-8").startswith("<svg")
    rows = json.loads(kept.read_text(encoding="utf-8"))["tables"][0]["rows"]
    assert [row["met"] for row in rows] == [True, True]
    assert record.load(kept).values == {bench.get_name(): bench.get_values() for bench in suite}


def test_peers_fail_only_where_none_was_timed(bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "peers.json"
    read = {"documents": 1, "characters": 1_000}
    ours = [bench(f"peers: ours beside ner: {what}", [1.0], **read) for what in ("pipeline", "tokeniser")]
    theirs = [bench(f"peers: ner: {what}", [6.0], **read) for what in ("pipeline", "tokeniser")]
    about = {**record.about(), "texts": "t/", "left_out": "Not timed: edsnlp cannot be installed: no wheel."}
    record.store(pyperf.BenchmarkSuite([*ours, *theirs]), about, kept)
    readme = tmp_path / "README.md"
    readme.write_text(PLACE.format("make bench-peers"), encoding="utf-8")
    run(bench_peers.main, "--from", "--record", str(kept), "--write", str(readme), monkeypatch=monkeypatch)
    written = readme.read_text(encoding="utf-8")
    assert "| 6.00 (1.0 times its tokeniser, 6000.00 ms a kB) | at least 5.00 | ok |" in written
    assert "Not timed: edsnlp cannot be installed: no wheel." in written

    record.store(pyperf.BenchmarkSuite(ours), about, kept)
    with pytest.raises(SystemExit) as ended:
        run(bench_peers.main, "--from", "--record", str(kept), monkeypatch=monkeypatch)
    assert ended.value.code == 1


def test_environment_of_a_peer_is_made_once_and_again_when_its_requirements_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def runs(words: list[str], **_: object) -> object:
        made.append(words[2])
        (tmp_path / "homes" / "x").mkdir(parents=True, exist_ok=True)
        return type("Done", (), {"returncode": 0, "stderr": ""})

    monkeypatch.setattr(peers, "SCRIPTS", tmp_path)
    monkeypatch.setattr(peers, "HOMES", tmp_path / "homes")
    monkeypatch.setattr(peers.subprocess, "run", runs)
    requirements = tmp_path / "x.txt"
    requirements.write_text("spacy==3.8.18\n", encoding="utf-8")
    assert peers.install("x") == peers.install("x")
    assert made == ["venv", "pip"]
    requirements.write_text("spacy==3.8.19\n", encoding="utf-8")
    peers.install("x")
    assert made == ["venv", "pip"] * 2


def test_peer_that_cannot_be_installed_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = type("Done", (), {"returncode": 1, "stderr": "WARNING: old\nERROR: no wheel for x\nERROR: more\n"})
    monkeypatch.setattr(peers, "SCRIPTS", tmp_path)
    monkeypatch.setattr(peers, "HOMES", tmp_path / "homes")
    monkeypatch.setattr(peers.subprocess, "run", lambda *_, **__: done)
    (tmp_path / "x.txt").write_text("x==1\n", encoding="utf-8")
    with pytest.raises(OSError, match=r"^x cannot be installed: no wheel for x$"):
        peers.install("x")


def test_every_peer_has_its_script_and_pinned_requirements_with_pyperf() -> None:
    for name in peers.PEERS:
        assert (peers.SCRIPTS / f"run_{name}.py").exists()
        lines = (peers.SCRIPTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        pinned = [line for line in lines if not line.startswith("#")]
        assert all("==" in line for line in pinned)
        assert any(line.startswith("pyperf==") for line in pinned)


def test_page_names_no_path_of_the_machine(tmp_path: Path) -> None:
    assert bench_peers.described(tmp_path / "minutes") == "minutes/"
