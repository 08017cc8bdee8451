"""Scores the shipped pipeline against gold files: ``python benchmarks/figures.py annotations/ [--write README.md]``.

Prints a Markdown table with precision, recall and F1 of each kind of finding, by part of the split (`make evaluate`).
Values are compared, not offsets: white space, letter case and list marks are ignored. Texts of proposals and decisions
are paired where their word sequences are at least 0.9 alike; the rows '… word by word' ask for the same words. An item
that is missed costs all that it holds; a decision is complete where its body, date, outcomes and votes are right too,
an item where nothing in it but sums in tables is wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import marked

from referat_nlp import extract
from referat_nlp.annotations import PARTS, SPLIT_FILE, layout_of, read_folder, read_split
from referat_nlp.errors import InputError, ReferatError
from referat_nlp.output import to_dict

ALIKE = 0.9
ROWS = {
    "items": "agenda items",
    "titles": "titles",
    "closed": "closed items",
    "meeting": "meeting: body, date, time, place",
    "participants": "participants",
    "absent_members": "absent members",
    "substitutes": "substitutes",
    "case_numbers": "case numbers",
    "proposals": "proposals",
    "proposals_exact": "proposals, word by word",
    "proposers": "proposers",
    "proposal_kind": "kinds of proposal",
    "decisions": "decisions",
    "decisions_exact": "decisions, word by word",
    "decision_body_date_own": "body and date of decisions",
    "outcomes": "outcomes",
    "votes": "votes",
    "amounts": "amounts",
    "table_amounts": "amounts in tables",
    "complete_decisions": "complete decisions",
    "complete_items": "complete items",
}


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
        for part in parts.values():
            print("\n".join(part.errors), file=sys.stderr)
    if args.write:
        marked.write(args.write, "make evaluate", table)


class Tally:
    """Counts, row by row, what was right (tp), wrong (fp) and missed (fn)."""

    def __init__(self) -> None:
        self.documents = 0
        self.tp: Counter[str] = Counter()
        self.fp: Counter[str] = Counter()
        self.fn: Counter[str] = Counter()
        self.errors: list[str] = []

    def count(self, row: str, gold: Iterable[Hashable], found: Iterable[Hashable], where: str) -> None:
        """Compare two bags of values: what stands in both, as often as it does, is right."""
        wanted, got = Counter(gold), Counter(found)
        self.tp[row] += (wanted & got).total()
        for kind, rest, store in (("missed", wanted - got, self.fn), ("wrong", got - wanted, self.fp)):
            store[row] += rest.total()
            self.errors += [f"{where} {row}: {kind} {value!r}" for value in rest.elements()]

    def whole(self, row: str, right: bool) -> None:
        """Count one thing that is right as a whole or not."""
        (self.tp if right else self.fn)[row] += 1
        self.fp[row] += not right

    def figures(self, row: str) -> tuple[float, float, float, int]:
        """Return precision, recall, F1 and the number in the gold files; 1 where there is nothing to find."""
        tp, fp, fn = self.tp[row], self.fp[row], self.fn[row]
        return (
            tp / (tp + fp) if tp + fp else 1.0,
            tp / (tp + fn) if tp + fn else 1.0,
            2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0,
            tp + fn,
        )


def evaluate(folder: Path) -> dict[str, Tally]:
    """Run the pipeline over the documents of a folder and score them, by part of the split ('all' without one)."""
    split = read_split(folder) if (folder / SPLIT_FILE).exists() else {}
    parts: dict[str, Tally] = {part: Tally() for part in (PARTS if split else ("all",))}
    for name, text, gold in read_folder(folder):
        try:
            found = to_dict(extract(text, name=name))
        except InputError:
            found = {"meeting": {}, "items": []}
        tally = parts[split[layout_of(name)] if split else "all"]
        tally.documents += 1
        score(tally, gold, found, name)
    return {part: tally for part, tally in parts.items() if tally.documents}


def as_table(parts: dict[str, Tally]) -> str:
    """Return a Markdown table: a row for each kind of finding, and precision, recall, F1 and number for each part."""
    heads = " | ".join(f"{part}: {tally.documents} documents" for part, tally in parts.items())
    lines = [
        f"| precision / recall / **F1** (number) | {heads} |",
        f"| --- |{' --- |' * len(parts)}",
    ]
    for row, title in ROWS.items():
        cells = ["{:.3f} / {:.3f} / **{:.3f}** ({})".format(*tally.figures(row)) for tally in parts.values()]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def score(tally: Tally, gold: dict[str, Any], found: dict[str, Any], name: str) -> None:
    """Compare one document's result with its gold and add to the counts."""
    meeting, read = gold["meeting"], found["meeting"]
    for field in ("body", "date", "start_time", "place"):
        if meeting.get(field):
            got = [(field, flat(read[field]))] if read.get(field) else []
            tally.count("meeting", [(field, flat(meeting[field]))], got, name)
    for field in ("participants", "absent_members"):
        tally.count(field, names(meeting.get(field)), names(read.get(field)), name)
    by_number: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in found["items"]:
        by_number[str(item["number"])].append(item)
    for item in gold["items"]:
        same = by_number[str(item["number"])]
        best = max(same, key=lambda other: alike(flat(item["title"]), flat(other["title"])), default=None)
        if best is not None:
            same.remove(best)
        score_item(tally, item, best, f"{name} item {item['number']}")
    for number, rest in by_number.items():
        for _ in rest:
            tally.count("items", [], [1], f"{name} extra item {number}")


def score_item(tally: Tally, gold: dict[str, Any], read: dict[str, Any] | None, where: str) -> None:
    """Compare one agenda item; `read` is None where it was missed."""
    before = len(tally.errors)
    there = [] if read is None else [read]
    found: dict[str, Any] = defaultdict(list, read or {})
    tally.count("items", [1], [1 for _ in there], where)
    tally.count("titles", [flat(gold["title"])], [flat(r["title"]) for r in there], where)
    tally.count("closed", [gold["closed"]], [r["closed"] for r in there], where)
    tally.count("case_numbers", gold["case_numbers"], [n["text"] for n in found["case_numbers"]], where)
    tally.count("absent_members", names(gold["absent_members"]), names(found["absent_members"]), where)
    tally.count("substitutes", substitutes(gold["absent_members"]), substitutes(found["absent_members"]), where)
    for row, in_table in (("amounts", False), ("table_amounts", True)):
        got = [sum_of(amount) for amount in found["amounts"] if amount["table"] == in_table]
        tally.count(row, map(sum_of, gold.get(row) or []), got, where)
    for one, other in score_texts(tally, "proposals", gold["proposals"], found["proposals"], where):
        tally.count("proposers", [flat(one["proposer"])], [flat(other["proposer"])], where)
        tally.count("proposal_kind", [one["kind"]], [other["kind"]], where)
    score_decisions(tally, gold["decisions"], found["decisions"], where)
    slips = [e for e in tally.errors[before:] if " table_amounts: " not in e]
    tally.whole("complete_items", not slips)


def score_decisions(tally: Tally, gold: list[Any], found: list[Any], where: str) -> None:
    """Compare the decisions of an item with all that belongs to each."""
    matched = score_texts(tally, "decisions", gold, found, where)
    for one, other in matched:
        tally.count("decision_body_date_own", [heading(one)], [heading(other)], where)
        if one["votes"] or other["votes"]:
            tally.count("votes", votes(one), votes(other), where)
        tally.whole("complete_decisions", all(part(one) == part(other) for part in (heading, labels, votes)))
    for _ in range(len(gold) - len(matched)):
        tally.whole("complete_decisions", False)
    partner = {id(one): other for one, other in matched}
    taken = {id(other) for _, other in matched}
    for one in gold:
        tally.count("outcomes", labels(one), labels(partner[id(one)]) if id(one) in partner else [], where)
    for other in found:
        if id(other) not in taken:
            tally.count("outcomes", [], labels(other), where)


def score_texts(tally: Tally, row: str, gold: list[Any], found: list[Any], where: str) -> list[tuple[Any, Any]]:
    """Pair texts one to one, the likest first, and count the pairs; return them in the order of the gold file."""
    rated = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            ratio = alike(words(one["text"]), words(other["text"]))
            if ratio >= ALIKE:
                rated.append((ratio, -abs(g - f), g, f))
    partner: dict[int, int] = {}
    for _, _, g, f in sorted(rated, reverse=True):
        if g not in partner and f not in partner.values():
            partner[g] = f
    pairs = [(gold[g], found[f]) for g, f in sorted(partner.items())]
    exact = sum(words(one["text"]) == words(other["text"]) for one, other in pairs)
    for key, right in ((row, len(pairs)), (f"{row}_exact", exact)):
        tally.tp[key] += right
        tally.fn[key] += len(gold) - right
        tally.fp[key] += len(found) - right
    tally.errors += [f"{where} {row}: missed {one['text'][:90]!r}" for g, one in enumerate(gold) if g not in partner]
    tally.errors += [
        f"{where} {row}: wrong {o['text'][:90]!r}" for f, o in enumerate(found) if f not in partner.values()
    ]
    return pairs


def words(text: str | None) -> list[str]:
    """Return the words of a text, without Markdown marks and without the 'at' before a clause."""
    tokens = re.findall(r"\w+(?:[.,/-]\w+)*", re.sub(r"[*_#>`]", " ", text or ""))
    return tokens[1:] if tokens[:1] in (["at"], ["At"]) else tokens


def flat(text: str | None) -> str:
    """Return the words of a text in one line and in small letters."""
    return " ".join(words(text)).casefold()


def alike(one: str | list[str], other: str | list[str]) -> float:
    """Return how alike two sequences are, 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def names(people: list[Any] | None) -> list[str]:
    """Return the names of participants or absent members, of a gold file or of a result."""
    return [flat(p if isinstance(p, str) else p["name"]) for p in people or []]


def substitutes(people: list[Any]) -> list[tuple[str, str]]:
    """Return absent members with who took part instead."""
    return [(flat(p["name"]), flat(p["substitute"])) for p in people if p.get("substitute")]


def sum_of(amount: dict[str, Any]) -> tuple[float, ...]:
    """Return a sum's value, or the ends of a range, in kroner."""
    if amount.get("value") is not None:
        return (round(float(amount["value"]), 2),)
    return (round(float(amount["low"]), 2), round(float(amount["high"]), 2))


def heading(decision: dict[str, Any]) -> tuple[str, str | None, bool]:
    """Return who decided and when, and whether it is this meeting's decision."""
    return flat(decision["body"]), decision["date"], decision["own"]


def labels(decision: dict[str, Any]) -> list[str]:
    """Return a decision's outcome labels, of a gold file or of a result."""
    return sorted(label if isinstance(label, str) else label["label"] for label in decision["outcomes"])


def votes(decision: dict[str, Any]) -> list[tuple[str, str]]:
    """Return who voted how; a bracketed party after a name does not count."""
    sides = decision["votes"] or {}
    return sorted((side, flat(re.sub(r"\s*\(.*?\)", "", who))) for side in sides for who in sides[side] or [])


if __name__ == "__main__":
    main()
