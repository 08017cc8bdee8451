"""The rows of one document: its result dict, laid out in tables."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from referat_nlp.errors import ReferatError
from referat_nlp.tables.columns import TABLES

# One row by its columns' names, and the rows of some documents by their tables' names.
Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Rows that are written together: enough to be fast, few enough to need little memory.
BATCH = 5_000
# What XML, and with it a workbook, cannot hold, or UTF-8 cannot; NUL ends a text in many programs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
# Greater whole numbers are not exact as floats; no form but CSV holds them, and two refuse them.
_EXACT = 2**53
# A longer name is cut in keys: a workbook's cell must hold the key of every row.
_LONGEST_NAME = 4_000


def batches(results: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    """Return the rows of the documents, in their order, some thousand rows at a time.

    Raises:
        ReferatError: two documents have one name, so that their rows could not be told apart.

    """
    seen: set[str] = set()
    waiting, count = _empty(), 0
    for result in results:
        rows = rows_of(result)
        name = rows["meetings"][0]["meeting_id"]
        if name in seen:
            raise ReferatError(
                f"{name}: two documents have this name; rename one of them, or give the folder above both."
            )
        seen.add(name)
        for table, more in rows.items():
            waiting[table] += more
            count += len(more)
        if count >= BATCH:
            yield waiting
            waiting, count = _empty(), 0
    if count:
        yield waiting


def rows_of(result: dict[str, Any]) -> Rows:
    """Return the rows of one document, whose result is as schema/extraction.schema.json describes it."""
    rows = _empty()
    source, meeting, items = result["source"], result["meeting"], result["items"]
    key = meeting_key(source["name"])
    body, day = _text(meeting["body"]), _date(meeting["date"])
    rows["meetings"].append(
        {
            "meeting_id": key,
            "label": ", ".join(part for part in (body, day and day.isoformat()) if part) or key,
            "municipality": _text(meeting["municipality"]),
            "body": body,
            "date": day,
            "start_time": _text(meeting["start_time"]),
            "place": _text(meeting["place"]),
            "items": len(items),
            "pages": source["pages"],
            "characters": source["characters"],
            "media_type": _text(source["media_type"]),
            "sha256": _text(source["sha256"]),
            "warnings": _text(" ".join(source["warnings"])),
        }
    )
    header = f"{key}#0"
    for number, person in enumerate(meeting["participants"], 1):
        rows["participants"].append(
            {"participant_id": f"{header}-n{number}", "meeting_id": key, **_person(person), **_place(person)}
        )
    _add_absences(rows, meeting["absent_members"], header, None, key)
    for position, item in enumerate(items, 1):
        _add_item(rows, item, position, key)
    return rows


def meeting_key(name: str) -> str:
    """Return the key of a document: its name where that can be written in every form.

    From a name that cannot, what is in the way is left out, and the beginning of its SHA-256 is added so that two such
    names give two keys.

    >>> meeting_key("2021/møde 3.pdf")
    '2021/møde 3.pdf'
    >>> meeting_key(f"a{chr(0)}b") == meeting_key(f"ab{chr(0)}")
    False

    """
    key = (_text(name) or "")[:_LONGEST_NAME]
    if key == name and key:
        return key
    return f"{key}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def _add_item(rows: Rows, item: dict[str, Any], position: int, meeting: str) -> None:
    key = f"{meeting}#{position}"
    above = {"item_id": key, "meeting_id": meeting}
    number, title = _text(item["number"]), _text(item["title"])
    rows["items"].append(
        {
            **above,
            "label": " ".join(part for part in (number, title) if part) or f"#{position}",
            "position": position,
            "number": number,
            "title": title,
            "closed": item["closed"],
            **_place(item),
        }
    )
    for place, section in enumerate(item["sections"], 1):
        rows["sections"].append(
            {
                "section_id": f"{key}-s{place}",
                **above,
                "kind": _text(section["kind"]),
                "heading": _text(section["heading"]),
                **_place(section),
            }
        )
    for place, case in enumerate(item["case_numbers"], 1):
        rows["case_numbers"].append(
            {
                "case_number_id": f"{key}-c{place}",
                **above,
                "text": _text(case["text"]),
                "kind": case["kind"],
                "kle": _text(case.get("kle")),
                **_place(case),
            }
        )
    for place, proposal in enumerate(item["proposals"], 1):
        rows["proposals"].append(
            {
                "proposal_id": f"{key}-p{place}",
                **above,
                "text": _text(proposal["text"]),
                "proposer": _text(proposal["proposer"]),
                "kind": proposal["kind"],
                **_place(proposal),
            }
        )
    for place, decision in enumerate(item["decisions"], 1):
        _add_decision(rows, decision, f"{key}-d{place}", above)
    _add_absences(rows, item["absent_members"], key, key, meeting)
    for place, amount in enumerate(item["amounts"], 1):
        rows["amounts"].append(
            {
                "amount_id": f"{key}-a{place}",
                **above,
                "text": _text(amount["text"]),
                "value": _number(amount["value"]),
                "low": _number(amount["low"]),
                "high": _number(amount["high"]),
                "currency": amount["currency"],
                "is_table": amount["table"],
                **_place(amount),
            }
        )


def _add_decision(rows: Rows, decision: dict[str, Any], key: str, above: Row) -> None:
    rows["decisions"].append(
        {
            "decision_id": key,
            **above,
            "text": _text(decision["text"]),
            "body": _text(decision["body"]),
            "date": _date(decision["date"]),
            "own": decision["own"],
            **_place(decision),
        }
    )
    labels: set[str] = set()
    for outcome in decision["outcomes"]:
        label = _text(outcome["label"])
        if label is not None and label not in labels:
            labels.add(label)
            rows["outcomes"].append({"decision_id": key, "label": label, "score": outcome["score"], **above})
    votes = [(side, name) for side, names in (decision["votes"] or {}).items() for name in names]
    for number, (side, name) in enumerate(votes, 1):
        rows["votes"].append(
            {"vote_id": f"{key}-v{number}", "decision_id": key, **above, "side": side, "name": _text(name)}
        )


def _add_absences(rows: Rows, absences: list[dict[str, Any]], above: str, item: str | None, meeting: str) -> None:
    for number, absence in enumerate(absences, 1):
        rows["absences"].append(
            {
                "absence_id": f"{above}-m{number}",
                "item_id": item,
                "meeting_id": meeting,
                **_person(absence),
                "substitute": _text(absence["substitute"]),
                **_place(absence),
            }
        )


def _empty() -> Rows:
    return {table.name: [] for table in TABLES}


def _person(row: dict[str, Any]) -> Row:
    return {"name": _text(row["name"]), "party": _text(row["party"])}


def _place(row: dict[str, Any]) -> Row:
    return {"start": row["start"], "end": row["end"], "page": row.get("page")}


def _text(value: str | None) -> str | None:
    """Return a text that every form can hold; what is empty is None, as CSV knows no difference."""
    if not value:
        return None
    if "\r" in value:
        value = _LINE_END.sub("\n", value)
    return _UNWRITABLE.sub("", value) or None


def _number(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return value if abs(value) <= _EXACT else float(value)


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:  # of another program's making: no day of the calendar
        return None
