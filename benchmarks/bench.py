"""Times the pipeline and prints Markdown tables: ``python benchmarks/bench.py [--texts FOLDER]`` (`make bench`).

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

import shapes

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ROOT / "annotations"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
# Of a document whose memory is measured: ten times as much should take ten times as much more.
MEMORY_SIZES = SIZES[-2:]
# Texts of these shapes are timed at this length and at four times it.
SHAPE_SIZE = 8_000

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
    parser = argparse.ArgumentParser(description="Time the pipeline; prints Markdown tables.")
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
    print("\n| reads | text that goes on with | ms a kB | of a text four times as long | ratio, at most 2 |")
    print("| --- | --- | ---: | ---: | ---: |")
    for cells in by_shape(args.rounds, args.seconds):
        print(f"| {' | '.join(cells)} |", flush=True)


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
    """Time documents of 10 kB to 10 MB: the time for each kB should stay the same.

    Short ones are read until as much text has been read as one of 1 MB has: the same few over and over would find every
    word of theirs in memory, which no run over many documents does.
    """
    process, tokenise = pipelines()
    least = 0.0
    for size in SIZES:
        text = long_text(max(size, SIZES[2]))
        texts = [text[at : at + size] for at in range(0, len(text), size)]
        ours, tokens, _ = in_turn(
            lambda: [process(one) for one in texts],  # noqa: B023
            lambda: [tokenise(one) for one in texts],  # noqa: B023
            rounds,
            seconds,
        )
        each = ours / len(text) * 1e6
        least = least or each
        times = "" if size == SIZES[0] else f", {each / least:.2f} times that of 10 kB"
        yield (
            f"a document of {size // 1000:,} kB",
            f"{each:.2f} ms a kB{times} (tokenising {tokens / len(text) * 1e6:.2f} ms a kB)",
            "" if size == SIZES[0] else "at most 1.5 times",
        )


def by_shape(rounds: int, seconds: float) -> Iterator[tuple[str, str, str, str, str]]:
    """Time what reads a text over texts that may tempt it to go back and forth, and the same four times as long."""
    for what, (read, texts) in readers().items():
        for shape in texts:
            short, long = shape.text(SHAPE_SIZE), shape.text(4 * SHAPE_SIZE)
            one, four, ratio = in_turn(lambda: read(short), lambda: read(long), rounds, seconds)  # noqa: B023
            each = [f"{taken / len(text) * 1e6:.3f}" for taken, text in ((one, short), (four, long))]
            cell = str(shape).replace("|", "\\|")
            yield what, f"`{cell}`", *each, f"{len(short) / len(long) / ratio:.2f}"


def readers() -> dict[str, tuple[Callable[[str], object], tuple[shapes.Shape, ...]]]:
    """Return the functions that read texts, by what they read, with the texts that may tempt them."""
    from referat_nlp import phrases
    from referat_nlp.base.persons import PersonFinder
    from referat_nlp.danish.money import find_amounts
    from referat_nlp.danish.tables import find_table_amounts
    from referat_nlp.danish.votes import read_votes
    from referat_nlp.outcome_model.cues import Cues
    from referat_nlp.quotations import PrintedText
    from referat_nlp.resources import models_dir

    cues, finder = Cues(phrases.load("outcomes")), PersonFinder(str(models_dir() / "base"))

    def quoted(text: str) -> object:
        printed = PrintedText(text)
        return printed.find("a " * 40 + "b c", printed.all)

    return {
        "minutes": (read_anew, shapes.READING),
        "sums": (find_amounts, shapes.AMOUNTS),
        "tables": (find_table_amounts, shapes.TABLES),
        "votes": (read_votes, shapes.VOTES),
        "persons": (lambda text: finder.find([text]), shapes.PERSONS),
        "cues": (cues.read, shapes.CUES),
        "quotations": (quoted, shapes.QUOTATIONS),
    }


def memory() -> Iterator[tuple[str, str, str]]:
    """Measure the peak memory of processes that load the pipeline and read a long document with it."""
    for what, kind in (
        ("Python alone", "python"),
        ("`spacy.blank('da')`", "tokens"),
        ("`referat_nlp.load()`, used once", "pipeline"),
    ):
        yield f"peak memory: {what}", f"{int(_run([sys.executable, '-c', _PEAK, kind, ''])) / 1e6:.0f} MB", ""
    path = ROOT / "build" / "bench.txt"
    path.parent.mkdir(exist_ok=True)
    try:
        for size in MEMORY_SIZES:
            path.write_text(long_text(size), encoding="utf-8")
            for what, kind in (("`spacy.blank('da')`", "tokens"), ("the pipeline", "pipeline")):
                peak = int(_run([sys.executable, "-c", _PEAK, kind, str(path)]))
                yield f"peak memory: {what}, one document of {size // 1_000_000} MB", f"{peak / 1e6:.0f} MB", ""
    finally:
        path.unlink()


def pipelines() -> tuple[Callable[[str], object], Callable[[str], object]]:
    """Return two functions of a text: the loaded pipeline, which really reads each time, and spaCy's tokeniser."""
    import spacy

    import referat_nlp
    from referat_nlp.memories import forget

    nlp = referat_nlp.load()
    blank = spacy.blank("da")
    blank.max_length = nlp.max_length

    def process(text: str) -> object:
        forget()
        return nlp(text)

    return process, blank


def read_anew(text: str) -> object:
    """Read the structure of a text, as if for the first time."""
    from referat_nlp.memories import forget
    from referat_nlp.reading.document import read

    forget()
    return read(text)


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
