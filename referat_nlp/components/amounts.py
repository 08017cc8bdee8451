"""Sums of money in kroner, in running text and in tables: `doc.spans["amounts"]`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.danish.money import find_amounts, lexicon, lowered
from referat_nlp.danish.tables import find_table_amounts
from referat_nlp.minutes import Amount

# What parts two cells of a table.
_BETWEEN_CELLS = re.compile(r"[\t\n|]|[^\S\n]{3}")


class AmountFinder:
    """Marks the sums of money of a document."""

    def __init__(self, phrases: str | None = None) -> None:
        """Keep the folder of the user's own phrase files."""
        self.phrases = phrases

    def __call__(self, doc: Doc) -> Doc:
        """Set the records and spans 'amounts'; the stretches of the store's 'skip' are read over."""
        amounts = find_all(attributes.text_of(doc), skip=attributes.store(doc).get("skip", ()), extra=self.phrases)
        attributes.set_records(doc, "amounts", [attributes.record(amount) for amount in amounts])
        return doc


@Language.factory(
    "referat_amounts",
    assigns=["doc.spans", *(f"span._.{name}" for name in attributes.SPAN_FIELDS["amounts"])],
    default_config={"phrases": None},
)
def make_amounts(nlp: Language, name: str, phrases: str | None) -> AmountFinder:
    """Make the component that finds sums of money.

    Sets `doc.spans["amounts"]` and, on its spans, `amount_text`, `amount_value`, `amount_low`, `amount_high` (kroner)
    and `amount_table`.

    Args:
        nlp: The pipeline.
        name: The component's name in it.
        phrases: A folder of the user's own phrase files; its money.toml adds to the shipped one.

    """
    return AmountFinder(phrases)


def find_all(text: str, *, skip: Iterable[Iterable[int]] = (), extra: str | None = None) -> list[Amount]:
    """Return the sums of running text and of tables together, in text order.

    Args:
        text: The whole text; offsets of the amounts count from its beginning.
        skip: Stretches (start, end) to read over, such as page headings: a sum that one of them breaks is whole.
        extra: A folder of the user's own phrase files.

    >>> [(a.text, a.value) for a in find_all("Der er 4,5 mio. Side 7 kr. tilbage.", skip=[(16, 22)])]
    [('4,5 mio. kr.', 4500000.0)]

    """
    text = _blanked(text, skip)
    places = lexicon(extra).places(lowered(text))
    amounts, tables = find_table_amounts(text, extra=extra, places=places)
    starts = [start for start, _ in tables]
    taken = {edge for cell in amounts for edge in (cell.start, cell.end)}
    for amount in find_amounts(text, extra=extra, places=places):
        table = bisect_right(starts, amount.start) - 1
        if table >= 0 and amount.start < tables[table][1]:
            unit = amount.value == 1000  # '1.000 kr.' over the columns
            if unit or {amount.start, amount.end} & taken or _BETWEEN_CELLS.search(text, amount.start, amount.end):
                continue
        amounts.append(amount)
    return sorted(amounts, key=lambda amount: amount.start)


def _blanked(text: str, skip: Iterable[Iterable[int]]) -> str:
    """Return the text with spaces in place of the stretches and the white space around them, and one line end kept."""
    parts = []
    at = 0
    for start, end in sorted((start, end) for start, end in skip):
        start, end = max(start, at), max(end, at)
        before = text[at:start].rstrip()
        while end < len(text) and text[end].isspace():
            end += 1
        blank = end - at - len(before)
        parts += [before, " " * (blank - 1) + "\n" if "\n" in text[at + len(before) : end] else " " * blank]
        at = end
    return "".join([*parts, text[at:]])
