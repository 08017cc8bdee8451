"""Scores the shipped pipeline against gold files: ``python benchmarks/figures.py annotations/ [--write README.md]``.

Prints a Markdown table with precision, recall and F1 of each kind of finding, by part of the split (`make evaluate`).
What is counted, `referat_nlp/evaluation/scoring.py` says; `referat-nlp evaluate` tells more of one folder.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import marked

from referat_nlp import extract
from referat_nlp.annotations import PARTS, SPLIT_FILE, read_sound_documents, read_split
from referat_nlp.errors import InputError, ReferatError
from referat_nlp.evaluation.figures import figures
from referat_nlp.evaluation.rows import MAIN, title_of, with_strict
from referat_nlp.evaluation.scoring import NOTHING, Score, score_document
from referat_nlp.output import to_dict

# The main rows, those that compare word by word beside them, and what is right in all parts.
ROWS = (*with_strict(MAIN), "complete_decisions", "complete_items")


def main() -> None:
    """Read the options, score every document and print the table."""
    parser = argparse.ArgumentParser(description="Score the pipeline against gold files; prints a Markdown table.")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="put the table into this file's place 'make evaluate'"
    )
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was wrong to stderr")
    args = parser.parse_args()
    try:
        parts = evaluate(args.folder)
    except ReferatError as error:
        raise SystemExit(str(error)) from None
    table = as_table(parts)
    print(table)
    if args.errors:
        for scores in parts.values():
            print("\n".join(str(slip) for score in scores for slip in score.slips), file=sys.stderr)
    if args.write:
        marked.write(args.write, "make evaluate", table)


def evaluate(folder: Path) -> dict[str, list[Score]]:
    """Run the pipeline over the documents of a folder and score them, by part of the split ('all' without one)."""
    split = read_split(folder) if (folder / SPLIT_FILE).exists() else {}
    parts: dict[str, list[Score]] = {part: [] for part in (PARTS if split else ("all",))}
    for document in read_sound_documents(folder)[0]:
        try:
            found = to_dict(extract(document.text, name=document.name))
        except InputError:
            found = NOTHING
        score = score_document(document.name, document.text, document.gold, found)
        parts[split[document.layout] if split else "all"].append(score)
    return {part: scores for part, scores in parts.items() if scores}


def as_table(parts: dict[str, list[Score]]) -> str:
    """Return a Markdown table: a row for each kind of finding, and precision, recall, F1 and number for each part."""
    heads = " | ".join(f"{part}: {len(scores)} documents" for part, scores in parts.items())
    lines = [
        f"| precision / recall / **F1** (number) | {heads} |",
        f"| --- |{' --- |' * len(parts)}",
    ]
    measured = [figures(scores, samples=0) for scores in parts.values()]
    for row in ROWS:
        cells = [
            f"{f.precision:.3f} / {f.recall:.3f} / **{f.f1:.3f}** ({f.support})" for f in (m[row] for m in measured)
        ]
        lines.append(f"| {title_of(row)} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
