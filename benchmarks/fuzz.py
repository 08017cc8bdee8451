"""Feeds damaged and odd files to every reader and the pipeline: ``python benchmarks/fuzz.py [--inputs N]``.

The same as `make fuzz`. Each input is an invented document as text, Markdown, web page, Word file or PDF, with parts
changed, cut out, doubled, or put into one another, as hypothesis chooses. Every one must give a sound result or a clear
error, within its time. Works in several processes; one that dies or hangs is a finding, and the input is kept.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import file_writers
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ("gladsaxe-2", "horsens-1", "viborg-1", "greve-1")
SECONDS = 30  # for one input
LONGEST = 2_000  # characters of a seed document: the search is for shapes, not for length
FORMATS = ("txt", "md", "html", "docx", "pdf")

# What damages and attacks are made of.
_BYTES = [
    b"",
    b"\0",
    b"\xff",
    b"\n",
    b"\r\n",
    b"\x0c",
    b" " * 50,
    b"\t\t",
    b"<",
    b"</td>",
    b"<table><tr><td>",
    b"<!--",
    b"&#0;",
    b"&#x110000;",
    b"<script>",
    b"]]>",
    b"<![CDATA[",
    b"(",
    b")",
    b"<<",
    b">>",
    b"endobj",
    b"stream\n",
    b"/Length 99999999",
    b"/Count -1",
    b"0 0 0 0 re f",
    b"BT",
    b"ET",
    b"Tj",
    b"1e99 0 0 1e99 0 0 cm",
    b"=HYPERLINK(1)",
    b"| a | b |\n|---|---|\n",
    b"Punkt 1\n",
    b"Beslutning\n",
    "Fraværende: ".encode(),
    b"1.000.000.000.000 kr. ",
    b"-" * 60,
    b"1. " * 20,
    b"#" * 20,
    "a\u030a".encode(),
    "\ufb01\u00ad\u200b\u202e".encode(),
    "\U0001f600".encode(),
    b"\xed\xa0\x80",
    b"PK\x03\x04",
    b"%PDF-1.4",
]


class TooLong(BaseException):
    """An input took longer than its time; no `Exception`, so that no code under test takes it for its own."""


def seeds() -> dict[str, list[bytes]]:
    """Return the undamaged files by their endings."""
    found: dict[str, list[bytes]] = {ending: [] for ending in FORMATS}
    for name in SEEDS:
        markdown = (ROOT / "annotations" / f"{name}.txt").read_text(encoding="utf-8")[:LONGEST]
        found["md"].append(markdown.encode())
        found["txt"].append(file_writers.text_file(markdown).encode())
        found["html"].append(file_writers.web_page(markdown).encode())
        found["docx"].append(file_writers.word_file(markdown, "Fjordby Kommune"))
        found["pdf"].append(file_writers.pdf_by_reportlab(markdown, "Fjordby Kommune"))
    return found


Change = tuple[int, int, int, bytes]


def changed(data: bytes, changes: list[Change], other: bytes) -> bytes:
    """Return the bytes with changes made: each has a kind, a place (in thousandths), a length, and what is put in."""
    for kind, at, length, piece in changes:
        place = len(data) * at // 1000
        if kind == 0:
            data = data[:place] + piece + data[place:]
        elif kind == 1:
            data = data[:place] + piece + data[place + length :]
        elif kind == 2:
            data = data[:place] + data[place : place + length] * 3 + data[place + length :]
        elif kind == 3:
            start = len(other) * (length % 1000) // 1000
            data = data[:place] + other[start : start + 500] + data[place:]
        else:
            data = data[:place]
    return data


def packed(data: bytes, changes: list[Change], part: int) -> bytes:
    """Return a zip file of which one part has been changed, so that the change is met behind the unpacking."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = source.namelist()
    names.sort(key=lambda name: not name.startswith(("word/document", "word/numbering", "word/styles", "word/header")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for n, name in enumerate(names):
            content = source.read(name)
            target.writestr(name, changed(content, changes, content) if n == part % min(len(names), 6) else content)
    return out.getvalue()


def inputs() -> st.SearchStrategy[tuple[str, bytes]]:
    """Return the strategy that makes (ending, bytes)."""
    files = seeds()
    change = st.tuples(st.integers(0, 4), st.integers(0, 1000), st.integers(0, 400), st.sampled_from(_BYTES))
    changes = st.lists(change, max_size=6)

    def make(ending: str, which: int, edits: list[Change], inner: bool, part: int, mixed: str) -> tuple[str, bytes]:
        data = files[ending][which]
        other = files[mixed][which]
        if ending == "docx" and inner:
            return ending, packed(data, edits, part)
        return ending, changed(data, edits, other)

    from_seeds = st.builds(
        make,
        st.sampled_from(FORMATS),
        st.integers(0, len(SEEDS) - 1),
        changes,
        st.booleans(),
        st.integers(0, 5),
        st.sampled_from(FORMATS),
    )
    lines = st.lists(
        st.sampled_from([*files["md"][0].splitlines(), *files["txt"][1].splitlines(), *_BYTES]), max_size=40
    )
    shuffled = st.tuples(st.sampled_from(("txt", "md", "html")), lines.map(b"\n".join))
    anything = st.tuples(st.sampled_from(FORMATS), st.binary(max_size=400))
    return st.one_of(from_seeds, from_seeds, from_seeds, shuffled, anything)


def check(nlp: Any, ending: str, data: bytes) -> str:
    """Read one input as the tool does; return what became of it.

    Raises:
        Exception: anything but the errors that a user is meant to see, or a result that is not sound.

    """
    from referat_nlp.errors import InputError
    from referat_nlp.extraction import from_doc
    from referat_nlp.loading import load_bytes
    from referat_nlp.output import to_dict
    from referat_nlp.pipeline import doc_of

    try:
        loaded = load_bytes(data, f"fuzz.{ending}")
    except InputError as error:
        _sentence(error)
        return "refused"
    text = loaded.text
    text.encode("utf-8")
    assert "\r" not in text
    try:
        minutes = from_doc(doc_of(nlp, loaded), loaded)
    except InputError as error:
        _sentence(error)
        return "no agenda item"
    result = to_dict(minutes, explain=True)
    json.dumps(result, allow_nan=False)
    coverage = result["source"]["coverage"]
    assert sum(coverage.values()) == len(text) == result["source"]["characters"]
    _spans(result, len(text), result["source"]["pages"])
    return f"read as {loaded.media_type}"


def _sentence(error: Exception) -> None:
    message = str(error)
    assert message.startswith("fuzz."), message
    assert len(message.split()) > 4, message
    assert "please report" not in message, message


def _spans(value: Any, length: int, pages: int | None) -> None:
    """Check that every span lies in the text, and on a page that is there."""
    if isinstance(value, list):
        for entry in value:
            _spans(entry, length, pages)
    elif isinstance(value, dict):
        if "start" in value:
            assert 0 <= value["start"] <= value["end"] <= length, value
            if pages is not None:
                assert 1 <= value["page"] <= pages, value
        for entry in value.values():
            _spans(entry, length, pages)


def work(number: int, count: int, kept: str, results: Any) -> None:
    """Check `count` inputs; puts the counts of what became of them, or the finding, into `results`."""
    import referat_nlp

    nlp = referat_nlp.load()
    nlp("Referat\n1. Budget\nBeslutning\nGodkendt.\n")
    counts: Counter[str] = Counter()
    at_work = Path(kept, f"input-{number}")
    longest = 0.0

    def too_long(signum: int, frame: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGALRM, too_long)

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(inputs())
    def run(case: tuple[str, bytes]) -> None:
        nonlocal longest
        ending, data = case
        at_work.with_suffix(f".{ending}").write_bytes(data)  # still there where the process dies of it
        began = time.perf_counter()
        signal.alarm(SECONDS)
        try:
            counts[check(nlp, ending, data)] += 1
        finally:
            signal.alarm(0)
            longest = max(longest, time.perf_counter() - began)

    try:
        run()
    except BaseException as error:
        results.put((number, counts, longest, f"{type(error).__name__}: {error}"))
        raise
    results.put((number, counts, longest, None))


def in_processes(target: Callable[..., None], total: int, jobs: int, first: int) -> int:
    """Share the inputs out over processes, print what became of them; return how many processes ended badly."""
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    kept = tempfile.mkdtemp(prefix="referat-nlp-fuzz-")
    processes = [
        context.Process(target=target, args=(first + n, -(-total // jobs), kept, results), name=str(first + n))
        for n in range(jobs)
    ]
    for process in processes:
        process.start()
    counts: Counter[str] = Counter()
    longest, bad, heard = 0.0, 0, set()
    while len(heard) < jobs:
        try:
            number, found, slowest, fault = results.get(timeout=5)
        except Exception:  # nobody has ended; look whether somebody died without a word
            for process in processes:
                if not process.is_alive() and process.name not in heard and results.empty():
                    heard.add(process.name)
                    bad += 1
                    print(f"process {process.name} died (exit code {process.exitcode}); its input is kept in {kept}")
            continue
        heard.add(str(number))
        counts += found
        longest = max(longest, slowest)
        if fault:
            bad += 1
            print(f"process {number}: {fault}; its input is kept in {kept}")
    print("| what became of the inputs | number |\n| --- | ---: |")
    for what, many in counts.most_common():
        print(f"| {what} | {many:,} |")
    print(f"| **all** | **{counts.total():,}** |")
    print(f"\nCrashes, hangs and faults: {bad}. Longest time for one input: {longest:.1f} s.")
    return bad


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description="Feed damaged and odd files to every reader and the pipeline.")
    parser.add_argument("--inputs", type=int, default=100_000, help="how many inputs (100,000 by default)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2 by default)")
    parser.add_argument(
        "--seed", type=int, default=1, help="number of the first process: another one makes other inputs"
    )
    args = parser.parse_args()
    sys.exit(1 if in_processes(work, args.inputs, args.jobs, args.seed) else 0)


if __name__ == "__main__":
    main()
