"""What docs/distributed.md shows: the examples for one machine run, the others are as far as there is no such cluster."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import dask

PAGE = (Path(__file__).parents[2] / "docs" / "distributed.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^(?:<!-- (?P<mark>run|slurm) -->\n+)?```python\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(block["mark"], block["body"]) for block in BLOCK.finditer(PAGE)]


def test_all_examples_are_python():
    assert [mark for mark, _ in BLOCKS] == ["run", "slurm", None, "run"]
    for _, body in BLOCKS:
        compile(body, "docs/distributed.md", "exec")


def test_the_examples_for_one_machine_run(referater, tmp_path):
    (tmp_path / "referater").symlink_to(referater)
    printed = []
    for number, body in enumerate(body for mark, body in BLOCKS if mark == "run"):
        script = tmp_path / f"example{number}.py"
        script.write_text(body, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        printed += done.stdout.splitlines()
    assert printed[0] == "18 documents"
    assert printed[1] == "referater/200/05-tom.txt: the file is empty."
    assert "Teknisk Udvalg    28" in printed


def test_the_example_for_slurm_makes_jobs_of_workers_with_one_thread(monkeypatch):
    from dask_jobqueue import SLURMCluster

    from referat_nlp import distributed

    scripts: list[str] = []
    asked: list[Any] = []

    def adapt(self: SLURMCluster, **settings: object) -> None:
        scripts.append(self.job_script())

    def extract(*arguments: Any, **settings: Any) -> distributed.Outcome:
        asked.append((arguments[0].status, arguments[1:], settings))
        return distributed.Outcome(3, [])

    monkeypatch.setattr(SLURMCluster, "adapt", adapt)
    monkeypatch.setattr(distributed, "extract", extract)
    (body,) = (body for mark, body in BLOCKS if mark == "slurm")
    # of the example, the port of the dashboard alone is another: it may be taken here
    with dask.config.set({"jobqueue.slurm.scheduler-options": {"dashboard_address": ":0"}}):
        exec(compile(body, "docs/distributed.md", "exec"), {"__name__": "__main__"})
    assert asked == [("running", (["/shared/referater"], "/shared/tabeller"), {"resume": True})]
    assert re.search(
        r"^/home/USER/venv/bin/python -m distributed\.cli\.dask_worker tcp://.*--nworkers 8", scripts[0], re.M
    )
    assert "--nthreads 1 " in scripts[0]
    assert "#SBATCH -p standard\n" in scripts[0]
