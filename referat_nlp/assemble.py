"""From an annotated Doc, or from a text alone, to the typed result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from referat_nlp.minutes import (
    Absence,
    AgendaItem,
    Amount,
    CaseNumber,
    Coverage,
    Decision,
    Meeting,
    Outcome,
    Person,
    Proposal,
    Section,
    Votes,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc


def meeting(doc: Doc) -> Meeting:
    """Return the meeting's header; all fields empty where the structure component has not run."""
    from referat_nlp.attributes import store

    data = store(doc).get("meeting") or {}
    absences = [_absence(r) for r in store(doc).get("absent_members", ()) if r["item"] is None]
    people = [Person(p["name"], p["party"], p["start"], p["end"]) for p in data.get("participants", ())]
    return Meeting(
        municipality=data.get("municipality"),
        body=data.get("body"),
        date=data.get("date"),
        start_time=data.get("start_time"),
        place=data.get("place"),
        participants=people,
        absent_members=absences,
    )


def agenda_items(doc: Doc) -> list[AgendaItem]:
    """Return the agenda items in text order, each with what the components that have run found in it."""
    from referat_nlp.attributes import store

    data = store(doc)
    items = [
        AgendaItem(
            number=r["number"],
            title=r["title"],
            closed=bool(r["closed"]),
            start=r["start"],
            end=r["end"],
            sections=[Section(**section) for section in r["sections"]],
            by=r.get("by", "rules"),
            certainty=r.get("certainty"),
        )
        for r in data.get("items", ())
    ]
    for item, row in _at_items(items, data.get("case_numbers", ())):
        item.case_numbers.append(
            CaseNumber(row["text"], row["kind"], row["kle"], row["start"], row["end"], *_known(row))
        )
    for item, row in _at_items(items, data.get("proposals", ())):
        item.proposals.append(Proposal(row["text"], row["proposer"], row["kind"], row["start"], row["end"]))
    for item, row in _at_items(items, data.get("decisions", ())):
        item.decisions.append(_decision(row))
    for item, row in _at_items(items, data.get("absent_members", ())):
        item.absent_members.append(_absence(row))
    _place_amounts(items, data.get("amounts", ()))
    return items


def coverage(doc: Doc) -> Coverage:
    """Return the characters of the text by where they were assigned, all of them unassigned without a structure."""
    from referat_nlp.attributes import store

    data = store(doc).get("coverage")
    return Coverage(**data) if data else Coverage(unassigned=len(doc.text))


def unassigned(doc: Doc) -> list[tuple[int, int]]:
    """Return the stretches that the structure component assigned to no part of the minutes."""
    from referat_nlp.attributes import store

    return [(start, end) for start, end in store(doc).get("unassigned", ())]


def _at_items(
    items: list[AgendaItem], rows: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[AgendaItem, Mapping[str, Any]]]:
    """Yield each record that belongs to an item, with that item."""
    return ((items[row["item"]], row) for row in rows if row.get("item") is not None)


def _place_amounts(items: list[AgendaItem], rows: Sequence[Mapping[str, Any]]) -> None:
    """Put each sum at the item in which it stands; sums outside every item (header, contents) are left out."""
    k = 0
    for row in rows:
        while k < len(items) and items[k].end <= row["start"]:
            k += 1
        if k < len(items) and items[k].start <= row["start"]:
            items[k].amounts.append(
                Amount(row["text"], row["value"], row["low"], row["high"], bool(row["table"]), row["start"], row["end"])
            )


def _decision(row: Mapping[str, Any]) -> Decision:
    votes = row["votes"]
    return Decision(
        text=row["text"],
        body=row["body"],
        date=row["date"],
        own=bool(row["own"]),
        start=row["start"],
        end=row["end"],
        outcomes=[Outcome(o["label"], o["score"]) for o in row.get("outcomes") or ()],
        votes=Votes(list(votes["for"]), list(votes["against"]), list(votes["abstain"])) if votes else None,
    )


def _absence(row: Mapping[str, Any]) -> Absence:
    return Absence(row["name"], row["party"], row["substitute"], row["start"], row["end"], *_known(row))


def _known(row: Mapping[str, Any]) -> tuple[str, float | None]:
    """Return who knew of a record, the rules where it does not say."""
    return row.get("by", "rules"), row.get("certainty")
