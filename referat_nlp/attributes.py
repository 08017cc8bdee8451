"""Every Doc and Span attribute and span key, registered once, each with a line on its meaning.

The values live as plain records (dicts of strings, numbers and lists) in
``doc.user_data["referat_nlp"]``: so they survive `to_bytes`, `DocBin(store_user_data=True)` and
`nlp.pipe(n_process=2)`. Spans in ``doc.spans`` carry the record's index as their id and read
their values from it; where a value begins or ends inside a token the span is widened to the
token, while the record keeps the exact characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span

from referat_nlp.reading.hints import ITEM, Hint

STORE = "referat_nlp"
# How far a line reaches: to its break, or to the text's end
_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85]*")

# span key -> {attribute: field of its record}
SPAN_FIELDS: dict[str, dict[str, str]] = {
    "amounts": {
        "amount_text": "text",  # the sum as printed
        "amount_value": "value",  # kroner; None for a range
        "amount_low": "low",  # kroner; None for a single sum
        "amount_high": "high",
        "amount_table": "table",  # True for a cell of a table
    },
    "case_numbers": {
        "case_number": "text",
        "case_kind": "kind",  # 'case' or 'journal'
        "kle": "kle",  # the KLE subject number of a journal number
    },
    "proposals": {
        "proposal_text": "text",
        "proposer": "proposer",
        "proposal_kind": "kind",  # 'recommendation' or 'amendment'
    },
    "decisions": {
        "decision_text": "text",
        "decision_body": "body",
        "decision_date": "date",  # ISO
        "decision_own": "own",
        "votes": "votes",  # {'for': [...], 'against': [...], 'abstain': [...]} or None
        "outcomes": "outcomes",  # [{'label': ..., 'score': ...}], highest score first
    },
    "absent_members": {
        "member_name": "name",
        "member_party": "party",
        "member_substitute": "substitute",
    },
}


def store(doc: Doc) -> dict[str, Any]:
    """Return the plain records of `doc`, made empty at the first call."""
    data: dict[str, Any] = doc.user_data.setdefault(STORE, {})
    if any(isinstance(value, tuple) for value in data.values()):
        # `to_bytes` and DocBin give lists back as tuples
        data = doc.user_data[STORE] = {key: _as_written(value) for key, value in data.items()}
    return data


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_written(inner) for key, inner in value.items()}
    return [_as_written(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def record(found: Any) -> dict[str, Any]:
    """Return what was read, a dataclass, as a record of its own; `dataclasses.asdict` takes five times as long."""
    fields = {name: getattr(found, name) for name in found.__slots__}
    for name, value in fields.items():
        if type(value) not in _PLAIN:
            fields[name] = _as_written(value)
    return fields


_PLAIN = frozenset([str, int, float, bool, type(None)])


def records(doc: Doc, key: str) -> list[dict[str, Any]]:
    """Return the records of one kind ('amounts', 'items', …), [] where no component has run for it."""
    rows: list[dict[str, Any]] = store(doc).get(key, [])
    return rows


_texts: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()
# The records of hints with what they say: every component asks for them.
_hints: WeakKeyDictionary[Doc, tuple[Any, tuple[Hint, ...]]] = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    """Return the text of `doc` as it is read: with blanks in place of its pages' heads and feet.

    It is kept: every component asks for it, and spaCy puts a text together anew at every access.
    """
    text = _texts.get(doc)
    if text is None:
        text = _texts[doc] = _blanked(doc.text, furniture(doc))
    return text


def furniture(doc: Doc) -> list[list[int]]:
    """Return the stretches [start, end] of the document that its format knows for heads and feet of pages."""
    rows: list[list[int]] = store(doc).get("furniture", [])
    return rows


def set_furniture(doc: Doc, stretches: Iterable[tuple[int, int]]) -> None:
    """Say which stretches of the document are heads and feet of its pages, in text order, before components read it."""
    store(doc)["furniture"] = [list(stretch) for stretch in stretches]
    _texts.pop(doc, None)


def _blanked(text: str, stretches: Iterable[Sequence[int]]) -> str:
    """Return the text with as many blanks in place of the stretches, line breaks too: what goes on there is whole."""
    parts, at = [], 0
    for start, end in stretches:
        parts += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def remember_text(doc: Doc, text: str) -> None:
    """Keep the text that `doc` was made of, for `text_of`."""
    _texts[doc] = text


def hints(doc: Doc) -> tuple[Hint, ...]:
    """Return what the structure component has learned of single lines, () where it has not run."""
    rows = store(doc).get("hints")
    kept = _hints.get(doc)
    if kept is None or kept[0] is not rows:
        kept = _hints[doc] = rows, tuple(Hint(*row) for row in rows or ())
    return kept[1]


def known(doc: Doc, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records with who knew the labels of their lines: 'by' and 'certainty', as of a `Section`'s heading."""
    text = text_of(doc)
    told = [hint for hint in hints(doc) if hint.kind != ITEM]
    starts = [hint.start for hint in told]
    ends = [match.end() for hint in told if (match := _LINE.match(text, hint.start))]
    out = []
    for row in rows:
        k = bisect_right(starts, row["start"]) - 1
        hint = told[k] if k >= 0 and row["start"] < ends[k] else None
        out.append({**row, "by": "model" if hint else "rules", "certainty": hint.certainty if hint else None})
    return out


def set_records(doc: Doc, key: str, rows: Iterable[dict[str, Any]]) -> None:
    """Keep `rows` (each with 'start' and 'end' in characters) and make their spans in ``doc.spans[key]``."""
    rows = list(rows)
    store(doc)[key] = rows
    spans = []
    for index, row in enumerate(rows):
        span = doc.char_span(row["start"], row["end"], label=key.upper(), alignment_mode="expand", span_id=str(index))
        if span is not None:
            spans.append(span)
    doc.spans[key] = spans


def _getter(key: str, field: str) -> Callable[[Span], Any]:
    def get(span: Span) -> Any:
        rows = records(span.doc, key)
        if span.label_ != key.upper() or not span.id_.isdigit() or int(span.id_) >= len(rows):
            return None
        return rows[int(span.id_)].get(field)

    return get


def register() -> None:
    """Register all attributes; called when a component module is imported, harmless when repeated."""
    for key, fields in SPAN_FIELDS.items():
        for attribute, field in fields.items():
            if not Span.has_extension(attribute):
                Span.set_extension(attribute, getter=_getter(key, field))
    if not Doc.has_extension("meeting"):
        from referat_nlp import assemble

        Doc.set_extension("meeting", getter=assemble.meeting)  # Meeting: the header as a typed object
        Doc.set_extension("agenda_items", getter=assemble.agenda_items)  # list[AgendaItem]
        Doc.set_extension("coverage", getter=assemble.coverage)  # Coverage: characters by where they were assigned


register()
