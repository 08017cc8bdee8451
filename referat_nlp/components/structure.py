"""The header, the agenda items and their sections: `doc._.meeting`, `doc._.agenda_items`, `doc._.coverage`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.reading.document import read
from referat_nlp.reading.records import Reading


class StructureReader:
    """Reads a document's structure and keeps it as plain records in `doc.user_data`."""

    def __init__(self, model: str | None = None, phrases: str | None = None, learned: bool = True) -> None:
        """Keep the settings; nothing is loaded."""
        self.model = model
        self.phrases = phrases
        self.learned = learned
        self._tagger: Tagger | None = None

    @property
    def tagger(self) -> Tagger:
        """The tagger, read from its folder at the first use."""
        if self._tagger is None:
            from referat_nlp.structure_model.tagger import Tagger

            self._tagger = Tagger.from_disk(model_part(Path(self.model) if self.model else models_dir(), STRUCTURE))
        return self._tagger

    def __call__(self, doc: Doc) -> Doc:
        """Set the records 'meeting', 'items', 'coverage', and 'skip': the stretches that belong to no item's text."""
        text = doc.text  # spaCy puts it together anew at every access
        data = attributes.store(doc)
        data["hints"] = [list(hint) for hint in self._hints(text)]
        reading = read(text, self.phrases, attributes.hints(doc))
        header = reading.header
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
                "sections": [
                    {"kind": b.kind, "heading": " ".join(b.heading.split()), "start": b.top, "end": max(b.end, b.top)}
                    for b in item.blocks
                    if b.segments or b.heading
                ],
            }
            for item in reading.items
        ]
        # a dash alone may be a table's empty cell
        skip = {(a, b) for a, b in (*reading.contents, *reading.furniture) if any(map(str.isalnum, text[a:b]))}
        data["skip"] = [[start, end] for start, end in sorted(skip)]
        data["coverage"] = _coverage(reading, len(text))
        data["unassigned"] = [[start, end] for start, end in reading.unassigned]
        return doc


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
    default_config={"phrases": None},
)
def make_structure(nlp: Language, name: str, phrases: str | None) -> StructureReader:
    """Make the component that reads the header, the agenda items and their sections.

    Sets `doc._.meeting`, `doc._.agenda_items` and `doc._.coverage`; later components fill in what the items hold.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.

    """
    return StructureReader(phrases)
