"""The record of a run: a file of pyperf (`python -m pyperf compare_to OLD NEW` reads it) with some words about it.

Values of one name stand in the order of the rounds, so the ratio of two names is taken round by round.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import pyperf

PACKAGES = ("referat-nlp", "spacy", "numpy", "scikit-learn", "click", "pyperf")


@dataclass(frozen=True)
class Record:
    """All that was timed, by name, and what was said about the run."""

    values: dict[str, tuple[float, ...]]
    """Seconds, or bytes for what is memory, of each round."""
    first: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Those of the first time in each process, where there was one before that which counts."""
    facts: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was read for it: 'characters', 'documents'."""
    about: dict[str, object] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def median(self, name: str) -> float:
        """Return the median over the rounds."""
        return statistics.median(self.values[name])

    def ratio(self, name: str, other: str, *, first: bool = False) -> float:
        """Return the median, over the rounds, of the ratio of two things timed in the same round."""
        values = self.first if first else self.values
        return statistics.median(a / b for a, b in zip(values[name], values[other], strict=False))

    def rounds(self, name: str) -> int:
        """Return how often it was timed."""
        return len(self.values[name])

    def fact(self, name: str, fact: str) -> int:
        """Return what was read for it."""
        return self.facts[name][fact]

    @classmethod
    def of(cls, suite: pyperf.BenchmarkSuite, about: dict[str, object] | None = None) -> Record:
        """Return the record of what pyperf has collected."""
        first, facts = {}, {}
        for bench in suite:
            warmups = [run.warmups[0][1] for run in bench.get_runs() if run.warmups]
            if warmups:
                first[bench.get_name()] = tuple(warmups)
            said = bench.get_runs()[0].get_metadata()
            facts[bench.get_name()] = {name: said[name] for name in ("characters", "documents") if name in said}
        return cls({bench.get_name(): bench.get_values() for bench in suite}, first, facts, about or {})


def load(path: Path) -> Record:
    """Read a record.

    Raises:
        SystemExit: there is none.

    """
    try:
        text = path.read_text(encoding="utf-8")
        return Record.of(pyperf.BenchmarkSuite.loads(text), json.loads(text).get("about"))
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"{path}: not the record of a benchmark ({error}).") from None


def store(suite: pyperf.BenchmarkSuite, about: dict[str, object], path: Path) -> Record:
    """Write a record, and return it as it is read again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    suite.dump(str(path), compact=False, replace=True)
    whole = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({"about": about, **whole}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return load(path)


def about() -> dict[str, object]:
    """Return what machine and what versions a run has."""
    return {
        "machine": _processor(),
        "processors": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
        "versions": {name: metadata.version(name) for name in PACKAGES},
        "commit": _commit(),
    }


def sentence(about: dict[str, object]) -> str:
    """Return it as a sentence."""
    versions = about.get("versions") or {}
    spacy = versions.get("spacy", "?") if isinstance(versions, dict) else "?"
    return (
        f"Measured on {about.get('machine')}, {about.get('processors')} processors, {about.get('system')}, "
        f"Python {about.get('python')}, spaCy {spacy}, commit {about.get('commit')}."
    )


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _commit() -> str:
    """Return the commit of this folder, 'and changes' where files were changed since; 'unknown' outside of Git."""
    here = Path(__file__).parent

    def git(*words: str) -> str:
        done = subprocess.run(["git", "-C", str(here), *words], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no", "--", "../../referat_nlp", "../../models")
        return git("rev-parse", "--short", "HEAD") + (" and changes" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
