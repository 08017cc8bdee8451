"""What was proposed, and by whom: `doc.spans["proposals"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.reading.document import read


class ProposalMarker:
    """Marks the proposals of a document, amendments too."""

    def __init__(self, phrases: str | None = None) -> None:
        """Keep the folder of the user's own phrase files."""
        self.phrases = phrases

    def __call__(self, doc: Doc) -> Doc:
        """Set the records and spans 'proposals', each with the index of its item."""
        items = read(attributes.text_of(doc), self.phrases, attributes.hints(doc)).items
        rows = [{**attributes.record(one), "item": index} for index, item in enumerate(items) for one in item.proposals]
        attributes.set_records(doc, "proposals", rows)
        return doc


@Language.factory(
    "referat_proposals",
    assigns=["doc.spans", *(f"span._.{name}" for name in attributes.SPAN_FIELDS["proposals"])],
    default_config={"phrases": None},
)
def make_proposals(nlp: Language, name: str, phrases: str | None) -> ProposalMarker:
    """Make the component that finds proposals.

    Sets `doc.spans["proposals"]` and, on its spans, `proposal_text`, `proposer` and `proposal_kind`.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files, which add to the shipped ones.

    """
    return ProposalMarker(phrases)
