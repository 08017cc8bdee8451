"""The texts that are timed, and files of them. All but the user's own are invented."""

from __future__ import annotations

import random
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
INVENTED = ROOT / "annotations"
# Read once before anything is timed: it loads what is loaded when it is first used.
SHORT = "Referat\n1. Budget\nBeslutning\nGodkendt.\n"


def read_texts(folder: Path) -> list[str]:
    """Return the minutes of a folder, in order of their names.

    Raises:
        SystemExit: there are none.

    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()) if is_minutes(path)]
    if not texts:
        raise SystemExit(f"{folder}: no .txt or .md file in it.")
    return texts


def is_minutes(path: Path) -> bool:
    """Tell whether a file is a text to time: a README is none."""
    return path.suffix in (".txt", ".md") and path.name != "README.md"


def long_text(size: int) -> str:
    """Return the invented minutes one after the other, cut at `size` characters.

    They are a megabyte; a longer text has them again, with other first names, sums and file numbers each time.
    """
    from reliability import varied  # here, as the peers' environments have not all that it needs

    chance = random.Random(size)
    texts = read_texts(INVENTED)
    parts, length = list(texts), sum(map(len, texts))
    while length < size:
        again = [varied(text, chance) for text in texts]
        parts += again
        length += sum(map(len, again))
    return "\n".join(parts)[:size]


def make_files(folder: Path, count: int) -> int:
    """Write so many different invented minutes into a folder, and return their characters."""
    from reliability import varied

    chance = random.Random(count)
    texts = read_texts(INVENTED)
    folder.mkdir(parents=True)
    length = 0
    for number in range(count):
        text = varied(texts[number * len(texts) // min(count, len(texts)) % len(texts)], chance)
        (folder / f"referat-{number:05}.txt").write_text(text, encoding="utf-8")
        length += len(text)
    return length
