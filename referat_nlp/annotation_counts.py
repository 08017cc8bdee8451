"""What a collection of annotated minutes holds: how many of each thing, in how many documents and layouts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from referat_nlp.aligned import aligned
from referat_nlp.annotations import Document

# The rows of the table, in its order; below them stand the outcome labels.
ROWS = (
    "items",
    "closed items",
    "case numbers",
    "proposals",
    "amendments",
    "decisions",
    "quoted decisions",
    "decisions with votes",
    "absences at items",
    "absences of the meeting",
    "substitutes",
    "participants",
    "amounts",
    "ranges",
    "amounts in tables",
)


def count(documents: Iterable[Document]) -> dict[str, Any]:
    """Return the counts: 'documents', 'layouts' (documents of each), 'characters', 'counts' and 'outcomes'.

    'counts' has the rows of the table and 'outcomes' the labels, the most frequent first; both say of each thing how
    often it is there ('count') and in how many 'documents' and 'layouts'. Every amendment is one of the proposals too,
    every quoted decision (of another body or an earlier meeting) one of the decisions, every range one of the amounts.
    """
    documents = list(documents)
    counts: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, str], set[int]] = defaultdict(set)
    for index, document in enumerate(documents):
        for thing in _things(document.gold):
            counts[thing] += 1
            seen[thing].add(index)

    def row(thing: tuple[str, str]) -> dict[str, int]:
        layouts = {documents[index].layout for index in seen[thing]}
        return {"count": counts[thing], "documents": len(seen[thing]), "layouts": len(layouts)}

    labels = sorted((thing for thing in counts if thing[0] == "outcome"), key=lambda thing: (-counts[thing], thing))
    return {
        "documents": len(documents),
        "layouts": dict(sorted(Counter(document.layout for document in documents).items())),
        "characters": sum(len(document.text) for document in documents),
        "counts": {name: row(("row", name)) for name in ROWS},
        "outcomes": {thing[1]: row(thing) for thing in labels},
    }


def as_table(counts: dict[str, Any]) -> str:
    """Return what `count` has returned as text for reading."""
    heads = ("count", "documents", "layouts")
    size = [
        ("documents", counts["documents"]),
        ("layouts", len(counts["layouts"])),
        ("characters", counts["characters"]),
    ]
    rows: list[tuple[str, ...]] = [(name, str(number), "", "") for name, number in size]
    for title, part in (("", "counts"), ("outcomes", "outcomes")):
        rows += [("", "", "", ""), (title, *heads)]
        rows += [(name, *(str(row[head]) for head in heads)) for name, row in counts[part].items()]
    return aligned(rows)


def _things(gold: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each thing that is counted, as often as it is there."""
    for name in _names(gold):
        yield "row", name
    for item in gold["items"]:
        for decision in item["decisions"]:
            for label in decision["outcomes"]:
                yield "outcome", label


def _names(gold: dict[str, Any]) -> Iterator[str]:
    meeting = gold["meeting"]
    yield from ["participants"] * len(meeting["participants"])
    yield from ["absences of the meeting"] * len(meeting["absent_members"])
    absent = list(meeting["absent_members"])
    for item in gold["items"]:
        yield "items"
        if item["closed"]:
            yield "closed items"
        yield from ["case numbers"] * len(item["case_numbers"])
        for proposal in item["proposals"]:
            yield "proposals"
            if proposal["kind"] == "amendment":
                yield "amendments"
        for decision in item["decisions"]:
            yield "decisions"
            if not decision["own"]:
                yield "quoted decisions"
            if decision["votes"]:
                yield "decisions with votes"
        yield from ["absences at items"] * len(item["absent_members"])
        absent += item["absent_members"]
        for row, amounts in (("amounts", item["amounts"]), ("amounts in tables", item["table_amounts"])):
            for amount in amounts:
                yield row
                if "low" in amount:
                    yield "ranges"
    yield from ["substitutes" for member in absent if member["substitute"]]
