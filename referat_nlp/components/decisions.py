"""What was decided, by which body and with which votes: `doc.spans["decisions"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.reading.document import read


class DecisionMarker:
    """Marks the decisions of a document: this meeting's and quoted earlier ones."""

    def __init__(self, phrases: str | None = None) -> None:
        """Keep the folder of the user's own phrase files."""
        self.phrases = phrases

    def __call__(self, doc: Doc) -> Doc:
        """Set the records and spans 'decisions', each with the index of its item; outcomes are another component's."""
        items = read(attributes.text_of(doc), self.phrases, attributes.hints(doc)).items
        rows = [
            {**attributes.record(decided), "outcomes": [], "item": index}
            for index, item in enumerate(items)
            for decided in item.decisions
        ]
        attributes.set_records(doc, "decisions", rows)
        return doc


@Language.factory(
    "referat_decisions",
    assigns=["doc.spans", *(f"span._.{name}" for name in attributes.SPAN_FIELDS["decisions"])],
    default_config={"phrases": None},
)
def make_decisions(nlp: Language, name: str, phrases: str | None) -> DecisionMarker:
    """Make the component that finds decisions.

    Sets `doc.spans["decisions"]` and, on its spans, `decision_text`, `decision_body`, `decision_date` (ISO),
    `decision_own` and `votes`; `outcomes` stays empty until the component referat_outcomes has run.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.

    """
    return DecisionMarker(phrases)
