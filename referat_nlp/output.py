"""The typed result as JSON, as schema/extraction.schema.json in this package describes it."""

from __future__ import annotations

import json
from dataclasses import is_dataclass
from importlib.resources import files
from typing import Any

from referat_nlp.minutes import AgendaItem, Minutes

SCHEMA = "referat-nlp/1"


def to_dict(minutes: Minutes) -> dict[str, Any]:
    """Return the result as plain dicts and lists, every key of the schema present."""
    return {
        "schema": SCHEMA,
        "source": _plain(minutes.source),
        "meeting": _plain(minutes.meeting),
        "items": [_item(item) for item in minutes.items],
    }


def to_json(minutes: Minutes, *, indent: int | None = None) -> str:
    """Return the result as one JSON object; on one line where `indent` is None."""
    return json.dumps(to_dict(minutes), ensure_ascii=False, indent=indent)


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


def _item(item: AgendaItem) -> dict[str, Any]:
    row: dict[str, Any] = _plain(item)
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
