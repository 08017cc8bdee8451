"""Times the pipeline and prints a Markdown table: ``python benchmarks/bench.py [--texts FOLDER]`` (`make bench`).

Machines differ and are shared, so what counts are ratios of two things timed in turn within one run; each is the
median of several rounds. What runs in this process is counted in processor time, what starts another in time that
passes. Needs the installed package and nothing else.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ROOT / "annotations"
SIZES = (10_000, 100_000, 1_000_000)

# Runs in a process of its own: the system counts the peak of a whole process only.
_PEAK = """
import resource, sys
from pathlib import Path
what, path = sys.argv[1:]
if what != "python":
    import spacy, referat_nlp
    nlp = referat_nlp.load() if what == "pipeline" else spacy.blank("da")
    nlp.max_length = 10**9
    doc = nlp("Referat\\n1. Budget\\nBeslutning\\nGodkendt.\\n")  # loads what is loaded when it is first used
    if path:
        doc = nlp(Path(path).read_text(encoding="utf-8"))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""


def main() -> None:
    """Read the options, time everything and print the table."""
    parser = argparse.ArgumentParser(description="Time the pipeline; prints a Markdown table.")
    parser.add_argument(
        "--texts", type=Path, default=INVENTED, help="folder of .txt or .md minutes (annotations/ by default)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each thing is timed (5 by default)")
    parser.add_argument("--seconds", type=float, default=60, help="no further round of a thing after so many seconds")
    args = parser.parse_args()
    peaks = list(memory())  # first: a process counts what its parent held when it started
    print("| what | measured | target |\n| --- | --- | --- |")
    for rows in (
        start_up(args.rounds),
        speed(args.texts, args.rounds, args.seconds),
        growth(args.rounds, args.seconds),
        peaks,
    ):
        for what, measured, target in rows:
            print(f"| {what} | {measured} | {target} |", flush=True)


def start_up(rounds: int) -> Iterator[tuple[str, str, str]]:
    """Time the command's help against Python importing click alone."""
    command = [str(Path(sys.executable).with_name("referat-nlp")), "--help"]
    plain = [sys.executable, "-c", "import click"]
    for line in (command, plain):  # once unmeasured: writes the .pyc files
        _run(line)
    ours, click, ratio = in_turn(lambda: _run(command), lambda: _run(plain), 2 * rounds + 1, 60, time.perf_counter)
    yield "`referat-nlp --help`", f"{ours * 1000:.0f} ms", ""
    yield "`python -c 'import click'`", f"{click * 1000:.0f} ms", ""
    yield "ratio", f"{ratio:.2f}", "at most 3"


def speed(folder: Path, rounds: int, seconds: float) -> Iterator[tuple[str, str, str]]:
    """Time the whole pipeline over the texts of a folder against spaCy's tokeniser alone."""
    texts = read_texts(folder)
    characters = sum(map(len, texts))
    process, tokenise = pipelines()
    ours, tokens, ratio = in_turn(
        lambda: [process(text) for text in texts], lambda: [tokenise(text) for text in texts], rounds, seconds
    )
    yield f"pipeline, {len(texts)} documents of {folder.name}/, {characters / 1000:.0f} kB", f"{ours * 1000:.0f} ms", ""
    yield "`spacy.blank('da')`, the same texts", f"{tokens * 1000:.0f} ms", ""
    yield "ratio", f"{ratio:.2f}", "at most 4"
    yield "a second reads", f"{characters / 1000 / ours:.0f} kB", ""


def growth(rounds: int, seconds: float) -> Iterator[tuple[str, str, str]]:
    """Time one document of 10 kB, 100 kB and 1 MB: the time for each kB should stay the same."""
    process, tokenise = pipelines()
    least = 0.0
    for size in SIZES:
        text = long_text(size)
        ours, tokens, _ = in_turn(lambda: process(text), lambda: tokenise(text), rounds, seconds)  # noqa: B023
        each = ours / size * 1e6
        least = least or each
        times = "" if size == SIZES[0] else f", {each / least:.2f} times that of 10 kB"
        yield (
            f"one document of {size // 1000:,} kB",
            f"{each:.2f} ms a kB{times} (tokenising {tokens / size * 1e6:.2f} ms a kB)",
            "" if size == SIZES[0] else "the same: linear",
        )


def memory() -> Iterator[tuple[str, str, str]]:
    """Measure the peak memory of processes that load the pipeline and read a long document with it."""
    path = ROOT / "build" / "bench-1MB.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(long_text(SIZES[-1]), encoding="utf-8")
    try:
        for what, kind, file in (
            ("Python alone", "python", ""),
            ("`spacy.blank('da')`", "tokens", ""),
            ("`referat_nlp.load()`, used once", "pipeline", ""),
            ("`spacy.blank('da')`, one document of 1 MB", "tokens", str(path)),
            ("the pipeline, one document of 1 MB", "pipeline", str(path)),
        ):
            peak = int(_run([sys.executable, "-c", _PEAK, kind, file]))
            yield f"peak memory: {what}", f"{peak / 1e6:.0f} MB", ""
    finally:
        path.unlink()


def pipelines() -> tuple[Callable[[str], object], Callable[[str], object]]:
    """Return two functions of a text: the loaded pipeline, which really reads each time, and spaCy's tokeniser."""
    import spacy

    import referat_nlp
    from referat_nlp.reading.document import read

    nlp = referat_nlp.load()
    blank = spacy.blank("da")
    blank.max_length = nlp.max_length

    def process(text: str) -> object:
        read.cache_clear()  # the last readings are kept: a text that comes again would cost nothing
        return nlp(text)

    return process, blank


def in_turn(
    one: Callable[[], object],
    other: Callable[[], object],
    rounds: int,
    seconds: float,
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, float, float]:
    """Do two things in turn, once uncounted, then counted; return the medians of their seconds and of the ratio."""
    one(), other()
    pairs: list[tuple[float, float]] = []
    began = time.perf_counter()
    while len(pairs) < rounds and (not pairs or time.perf_counter() - began < seconds):
        pairs.append((_taken(one, clock), _taken(other, clock)))
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second), statistics.median(a / b for a, b in pairs)


def _taken(task: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    task()
    return clock() - start


def read_texts(folder: Path) -> list[str]:
    """Return the minutes of a folder, in order of their names."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if is_minutes(path)]
    if not texts:
        raise SystemExit(f"{folder}: no .txt or .md file in it.")
    return texts


def is_minutes(path: Path) -> bool:
    """Tell whether a file is a text to time: a README is none."""
    return path.suffix in (".txt", ".md") and path.name != "README.md"


def long_text(size: int) -> str:
    """Return the invented minutes one after the other, again and again, cut at `size` characters."""
    texts = read_texts(INVENTED)
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts += texts
    return "\n".join(parts)[:size]


def _run(command: list[str]) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


if __name__ == "__main__":
    main()
