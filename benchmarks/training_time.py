"""Times a training and how it grows: ``python benchmarks/training_time.py [--write README.md]`` (`make training-time`).

Trains on a quarter, half and all of annotations/, each in a process of its own, since the system counts the peak of
memory of a whole process only. Time is processor time: it does not hang on what else the machine does.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import marked

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ROOT / "annotations"
SHARES = (4, 2, 1)

_TRAIN = """
import resource, sys
from pathlib import Path
from referat_nlp.training import collect, train
train(collect([Path(sys.argv[1])]).documents, Path(sys.argv[2]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss if sys.platform == "darwin" else used.ru_maxrss * 1024)
"""


def main() -> None:
    """Read the options, train, and print the table or write it into a file."""
    parser = argparse.ArgumentParser(description="Time the training; prints a Markdown table.")
    parser.add_argument("--write", type=Path, help="write the table into this file, between its marks")
    args = parser.parse_args()
    lines = ["| documents | processor time | most memory |", "| ---: | ---: | ---: |"]
    golds = sorted(INVENTED.glob("*.gold.json"))
    with tempfile.TemporaryDirectory() as place:
        for share in SHARES:
            # every so many, so that each size has as many kinds of layouts as it can
            chosen = golds[::share]
            seconds, peak = measured(chosen, Path(place))
            lines.append(f"| {len(chosen)} | {seconds:.0f} s | {peak / 1e6:.0f} MB |")
    table = "\n".join(lines)
    if args.write:
        marked.write(args.write, "make training-time", table)
    else:
        print(table)


def measured(golds: list[Path], place: Path) -> tuple[float, float]:
    """Return the seconds of processor time and the bytes of memory that a training on these gold files takes."""
    folder = place / str(len(golds))
    folder.mkdir()
    for gold in golds:
        text = gold.with_name(gold.name.removesuffix(".gold.json") + ".txt")
        for path in (gold, text if text.exists() else text.with_suffix(".md")):
            shutil.copy(path, folder)
    command = [sys.executable, "-c", _TRAIN, str(folder), str(place / "model")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


if __name__ == "__main__":
    main()
