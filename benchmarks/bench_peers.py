"""Times three other pipelines beside ours: `python benchmarks/bench_peers.py` (`make bench-peers`).

Installs them under build/peers/ from the package index. The texts are five real minutes where ../shared/referater is
there, else those in annotations/.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import marked
from timing import peers, record, rows, runs
from timing.texts import INVENTED, ROOT

REAL = ROOT.parent / "shared" / "referater"


def main() -> None:
    """Read the options, install, time, and print the table."""
    parser = argparse.ArgumentParser(description="Time other pipelines beside ours; prints a Markdown table.")
    parser.add_argument("--texts", type=Path, help="folder of .txt or .md minutes")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is timed (5 by default)")
    parser.add_argument(
        "--record", type=Path, default=ROOT / "out" / "bench-peers.json", help="where the record is kept"
    )
    parser.add_argument("--from", dest="recorded", action="store_true", help="make the table of the record only")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table into this file's place")
    args = parser.parse_args()
    if not args.recorded:
        measure(args.texts or (REAL if REAL.is_dir() else INVENTED), args.rounds, args.record)
    kept = record.load(args.record)
    texts, left_out = str(kept.about["texts"]), str(kept.about["left_out"])
    page = rows.page([peers.table(kept, texts)], left_out, record.sentence(kept.about))
    print(page)
    if args.write:
        marked.write(args.write, "make bench-peers", page)
    if not peers.timed(kept):
        sys.exit(1)


def measure(texts: Path, rounds: int, place: Path) -> None:
    """Install and time all peers that can be, and keep the record."""
    taken, pythons, left_out = runs.Runs(), {}, []
    for name in peers.PEERS:
        try:
            pythons[name] = peers.install(name)
        except OSError as error:
            left_out.append(f"Not timed: {error}.")
    with runs.failing_in_one_line():
        failed = peers.measure(taken, pythons, texts, rounds)
    left_out += [f"Not timed: {name} failed ({said})." for name, said in failed.items()]
    about = {**record.about(), "texts": described(texts), "left_out": " ".join(left_out)}
    record.store(taken.suite, about, place)


def described(texts: Path) -> str:
    """Return what a page says of the texts, without the path of a machine."""
    return "real minutes" if texts.resolve() == REAL.resolve() else f"{texts.resolve().name}/"


if __name__ == "__main__":
    main()
