"""The typed result as JSON, as schema/extraction.schema.json in this package describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import is_dataclass
from importlib.resources import files
from typing import Any

from referat_nlp.minutes import AgendaItem, Minutes
from referat_nlp.pages import Pages

SCHEMA = "referat-nlp/1"
# What explains a proposal or decision: the section that it stands in.
_REASONS = ("kind", "heading", "by", "certainty")
# Who knew of it: what explains an item, a file number and an absence.
_KNOWN = ("by", "certainty")


def to_dict(minutes: Minutes, *, explain: bool = False) -> dict[str, Any]:
    """Return the result as plain dicts and lists, every key of the schema present.

    Of a paged document whatever has a place in the text has its page (from 1) and a box on it: left, top, right, bottom
    in points from the page's upper left corner, None where it has no words on a page.

    With `explain` each item, section, file number and absence says who knew its line, and each proposal and decision
    which section it stands in.
    """
    meeting = _plain(minutes.meeting)
    _known(meeting["absent_members"], explain)
    items = [_item(item, explain) for item in minutes.items]
    if minutes.pages is not None:
        _place([meeting, *items], minutes.pages)
    return {"schema": SCHEMA, "source": _plain(minutes.source), "meeting": meeting, "items": items}


def to_json(minutes: Minutes, *, indent: int | None = None, explain: bool = False) -> str:
    """Return the result as one JSON object; on one line where `indent` is None. `explain`: see `to_dict`."""
    return json.dumps(to_dict(minutes, explain=explain), ensure_ascii=False, indent=indent)


def schema_text() -> str:
    """Return the JSON Schema of the output, as text."""
    return (files("referat_nlp") / "schema" / "extraction.schema.json").read_text(encoding="utf-8")


def _plain(value: Any) -> Any:
    """Return a dataclass as a dict, with everything inside it; `dataclasses.asdict` copies and is far slower."""
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _place(value: Any, pages: Pages) -> None:
    """Add page and box to whatever has a place in the text."""
    if isinstance(value, list):
        for entry in value:
            _place(entry, pages)
    elif isinstance(value, dict):
        for entry in value.values():
            _place(entry, pages)
        if "start" in value and "end" in value:
            page, box = pages.place(value["start"], value["end"])
            value["page"] = page
            value["box"] = box and [round(edge, 1) for edge in box]


def _known(rows: Iterable[dict[str, Any]], explain: bool) -> None:
    """Put together what explains each of the rows, or leave it out."""
    for row in rows:
        reason = {key: row.pop(key) for key in _KNOWN}
        if explain:
            row["explanation"] = reason


def _item(item: AgendaItem, explain: bool) -> dict[str, Any]:
    row: dict[str, Any] = _plain(item)
    _known([row, *row["case_numbers"], *row["absent_members"]], explain)
    if explain:
        for found in (*row["proposals"], *row["decisions"]):
            around = [section for section in row["sections"] if section["start"] <= found["start"]]
            found["explanation"] = {key: around[-1][key] for key in _REASONS} if around else None
    else:
        for section in row["sections"]:
            del section["by"], section["certainty"]
    for decision in row["decisions"]:
        votes = decision["votes"]
        decision["votes"] = votes and {"for": votes["for_"], "against": votes["against"], "abstain": votes["abstain"]}
    for amount in row["amounts"]:
        for field in ("value", "low", "high"):
            number = amount[field]
            # 25000 rather than 25000.0: most sums are whole kroner
            if number is not None and float(number).is_integer():
                amount[field] = int(number)
        amount["currency"] = "DKK"
    return row
