"""The header, the agenda items and their sections: `doc._.meeting`, `doc._.agenda_items`, `doc._.coverage`."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.components.with_model import WithModel
from referat_nlp.reading.document import read
from referat_nlp.reading.hints import ITEM, Hint
from referat_nlp.reading.records import Reading, ReadItem
from referat_nlp.resources import STRUCTURE, models_dir

if TYPE_CHECKING:
    from referat_nlp.structure_model.tagger import Tagger

# From this probability on the tagger is of one mind with the rules that an item begins.
AGREED = 0.5


class StructureReader(WithModel["Tagger"]):
    """Reads a document's structure and keeps it as plain records in `doc.user_data`.

    Rules and the learned tagger read together: where the tagger is sure of a line that the rules do not know, the rules
    follow it. What it says is kept as 'hints', so that the components behind this one read the same structure.
    """

    def __init__(self, model: str | None = None, phrases: str | None = None, learned: bool = True) -> None:
        """Keep the settings; nothing is loaded."""
        self.model = model
        self.phrases = phrases
        self.learned = learned

    @property
    def tagger(self) -> Tagger:
        """The tagger, read from its folder at the first use; the shipped one where a model has none of its own.

        Raises:
            ModelError: it is missing or damaged.

        """
        return self.kept

    def _kind(self) -> type[Tagger]:
        from referat_nlp.structure_model.tagger import Tagger

        return Tagger

    def _home(self) -> Path:
        own = Path(self.model) / STRUCTURE if self.model else None
        return own if own and own.is_dir() else models_dir() / STRUCTURE

    def __call__(self, doc: Doc) -> Doc:
        """Set the records 'meeting', 'items', 'coverage', 'hints', and 'skip': stretches that belong to no item's text.

        Raises:
            ModelError: the tagger is missing or damaged.

        """
        with collector_waits():
            self._read(doc, attributes.text_of(doc))
        return doc

    def _read(self, doc: Doc, text: str) -> None:
        data = attributes.store(doc)
        data["hints"] = []
        if self.learned:
            from referat_nlp.structure_model.advice import advise

            data["hints"] = [list(hint) for hint in advise(text, self.tagger, self.phrases)]
        reading = read(text, self.phrases, attributes.hints(doc))
        header = reading.header
        hints = attributes.hints(doc)
        hinted = {hint.start: hint.certainty for hint in hints if hint.kind != ITEM}
        likely = [hint for hint in hints if hint.kind == ITEM]
        data["meeting"] = {
            "municipality": header.municipality,
            "body": header.body,
            "date": header.date,
            "start_time": header.start_time,
            "place": header.place,
            "participants": [
                {"name": p.name, "party": p.party, "start": p.start, "end": p.end} for p in header.participants
            ],
        }
        data["items"] = [
            {
                "number": item.number,
                "title": item.title,
                "closed": item.closed,
                "start": item.start,
                "end": item.end,
                **self._agreed(item, likely),
                "sections": [
                    {
                        "kind": b.kind,
                        "heading": " ".join(b.heading.split()),
                        "start": b.top,
                        "end": max(b.end, b.top),
                        "by": "model" if b.top in hinted else "rules",
                        "certainty": hinted.get(b.top),
                    }
                    for b in item.blocks
                    if b.segments or b.heading
                ],
            }
            for item in reading.items
        ]
        # a dash alone may be a table's empty cell
        skip = {(a, b) for a, b in (*reading.contents, *reading.furniture) if any(map(str.isalnum, text[a:b]))}
        # what the format knows for furniture is blank in the text that is read
        reading.furniture = sorted([*reading.furniture, *((a, b) for a, b in attributes.furniture(doc))])
        data["skip"] = [[start, end] for start, end in sorted(skip)]
        data["coverage"] = _coverage(reading, len(text))
        data["unassigned"] = [[start, end] for start, end in reading.unassigned]

    def _agreed(self, item: ReadItem, likely: Sequence[Hint]) -> dict[str, Any]:
        """Return who held the lines of an item's number and title for a heading, and the model's probability."""
        if not self.learned:
            return {"by": "rules", "certainty": None}
        low = bisect_left(likely, item.start, key=lambda hint: hint.start)
        high = bisect_left(likely, max(item.start + 1, item.blocks[0].start), key=lambda hint: hint.start)
        certainty = max((hint.certainty for hint in likely[low:high]), default=0.0)
        return {"by": "rules and model" if certainty >= AGREED else "rules", "certainty": certainty}


@contextmanager
def collector_waits() -> Iterator[None]:
    """Let Python's collector of circular references wait: reading a document makes many objects and no such circle.

    It would go through them all again and again, for a tenth of the pipeline's time.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _coverage(reading: Reading, length: int) -> dict[str, int]:
    """Count the text's characters by where they were assigned; the parts add up to `length`."""
    kind = bytearray(length)  # 0 none, 1 header, 2 items, 3 contents, 4 furniture
    start, end = reading.header_span
    if reading.items:
        kind[start:end] = b"\x01" * (end - start)
        for item in reading.items:
            kind[item.start : item.end] = b"\x02" * (item.end - item.start)
    for start, end in reading.contents:
        kind[start:end] = b"\x03" * (end - start)
    for start, end in reading.furniture:
        kind[start:end] = b"\x04" * (end - start)
    for start, end in reading.unassigned:
        kind[start:end] = b"\x00" * (end - start)
    counts = [kind.count(value) for value in range(5)]
    return {
        "header": counts[1],
        "items": counts[2],
        "contents": counts[3],
        "furniture": counts[4],
        "unassigned": counts[0],
    }


@Language.factory(
    "referat_structure",
    assigns=["doc._.meeting", "doc._.agenda_items", "doc._.coverage"],
    default_config={"model": None, "phrases": None, "learned": True},
)
def make_structure(nlp: Language, name: str, model: str | None, phrases: str | None, learned: bool) -> StructureReader:
    """Make the component that reads the header, the agenda items and their sections.

    Sets `doc._.meeting`, `doc._.agenda_items` and `doc._.coverage`; later components fill in what the items hold, and
    read the structure as this one has. Without it before them they go by the rules alone.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.
        learned: Whether the learned tagger is asked beside the rules.

    """
    return StructureReader(model, phrases, learned)
