"""Who was absent, at which item, and who took part instead: `doc.spans["absent_members"]`."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.reading.document import read


class AbsenceMarker:
    """Marks the absent members of a document, in the header and at the items."""

    def __init__(self, phrases: str | None = None) -> None:
        """Keep the folder of the user's own phrase files."""
        self.phrases = phrases

    def __call__(self, doc: Doc) -> Doc:
        """Set the records and spans 'absent_members'; `item` is the index of the agenda item, None for the header."""
        rows: list[dict[str, Any]] = []
        reading = read(doc.text, self.phrases)
        for index, members in [(None, reading.absent), *((i, item.absent) for i, item in enumerate(reading.items))]:
            for member in members:
                rows.append(
                    {
                        "name": member.name,
                        "party": member.party,
                        "substitute": member.substitute,
                        "start": member.start,
                        "end": member.end,
                        "item": index,
                    }
                )
        attributes.set_records(doc, "absent_members", rows)
        return doc


@Language.factory(
    "referat_absent_members",
    assigns=["doc.spans", *(f"span._.{name}" for name in attributes.SPAN_FIELDS["absent_members"])],
    default_config={"phrases": None},
)
def make_absent_members(nlp: Language, name: str, phrases: str | None) -> AbsenceMarker:
    """Make the component that finds absent members.

    Sets `doc.spans["absent_members"]` and, on its spans, `member_name`, `member_party` and `member_substitute`.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.

    """
    return AbsenceMarker(phrases)
