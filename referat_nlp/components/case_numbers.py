"""File numbers, running ones and KLE journal numbers: `doc.spans["case_numbers"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.reading.case_numbers import in_text
from referat_nlp.reading.document import read


class CaseNumberMarker:
    """Marks a document's file numbers: in minutes the items' own, in any other text those that are plain to see."""

    def __init__(self, phrases: str | None = None) -> None:
        """Keep the folder of the user's own phrase files."""
        self.phrases = phrases

    def __call__(self, doc: Doc) -> Doc:
        """Set the records and spans 'case_numbers'; `item` is the index of the agenda item, None outside minutes."""
        items = read(attributes.text_of(doc), self.phrases, attributes.hints(doc)).items
        rows = [
            {**attributes.record(number), "item": i} for i, item in enumerate(items) for number in item.case_numbers
        ]
        if not items:
            rows = [{**attributes.record(number), "item": None} for number in in_text(attributes.text_of(doc))]
        attributes.set_records(doc, "case_numbers", attributes.known(doc, rows))
        return doc


@Language.factory(
    "referat_case_numbers",
    assigns=["doc.spans", *(f"span._.{name}" for name in attributes.SPAN_FIELDS["case_numbers"])],
    default_config={"phrases": None},
)
def make_case_numbers(nlp: Language, name: str, phrases: str | None) -> CaseNumberMarker:
    """Make the component that finds file numbers.

    Sets `doc.spans["case_numbers"]` and, on its spans, `case_number`, `case_kind` ('case' or 'journal') and `kle`.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.

    """
    return CaseNumberMarker(phrases)
