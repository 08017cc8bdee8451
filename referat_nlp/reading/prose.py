"""Lines of running text, told at one look: nothing in them could be a heading, a label or a mark.

Most lines of minutes are such lines. What is asked of them here is less than what the patterns of `cuts` and `kinds` ask,
so that a line that passes is plain text in one piece, and one that does not may be.
"""

from __future__ import annotations

from referat_nlp.danish.dates import YEAR
from referat_nlp.reading import cuts, decision_headings, kinds
from referat_nlp.reading.openings import Openings
from referat_nlp.reading.page_marks import page_end
from referat_nlp.reading.plain import ENDS, key
from referat_nlp.reading.vocabulary import Vocabulary

# The words that the patterns begin with, besides those of the phrase files
_OPENINGS = Openings(
    ["Indholdsfortegnelse", "Side", "SIDE", "s.", "S.", "Page", *kinds.GROUPS, *kinds.ABSENCES, *kinds.PROPOSALS],
    any_case=["bilag", *decision_headings.OPENINGS],
)
_ENDINGS = (*decision_headings.ENDINGS, "Indholdsfortegnelse")
# A line as long as this one may hold an item's number with its file's in the midst of it
_LONG = 60


class Prose:
    """Tells such lines of a document whose headings stand on lines of their own."""

    def __init__(self, vocab: Vocabulary) -> None:
        self._known = vocab.whole_lines
        # no line longer than all of them is one of them; its outer marks are none of its letters
        self._longest = max(map(len, self._known), default=0)
        self._opened = (
            _OPENINGS
            | vocab.furniture_openings
            | vocab.inner_openings
            | vocab.case_openings
            | vocab.heading_openings
        )
        self._ended = vocab.heading_endings

    def __call__(self, line: str) -> bool:
        """Tell whether a line, without blanks at its ends, is plain text in one piece: True is certain, False is not."""
        first = line[0]
        if not first.isalnum() and not (first in "-–" and line[1:2] == " " and line[2:3].isalpha() and line[-1] not in "-–—"):
            return False
        # a colon ends a label, two blanks or a tab a cell; a year tells of a meeting
        if ":" in line or "  " in line or not line.isprintable() or YEAR.search(line):
            return False
        if self._opened.begin(line) or self._ended.end(line) or line.endswith(_ENDINGS):
            return False
        if first.isdecimal() and line[2:3] in (".", "/") and line[3:4].isdecimal():  # a file number, perhaps
            return False
        if "](" in line or "Punkt " in line or any(mark in line for mark in cuts.MARKS):
            return False
        if "eslutning" in line and any(word in line for word in decision_headings.DECISION_WORDS):
            return False
        if len(line) > _LONG and any(word in line for word in cuts.FILE_WORDS):
            return False
        if line[-1] == ")" and (line[-2:-1].isdecimal() or "indstilling" in line or "INDSTILLING" in line):
            return False
        bare = line.strip(ENDS)
        # letters set apart are more than those of their word
        if (len(bare) <= self._longest or line[1:2] == " ") and key(line) in self._known:
            return False
        return page_end(line, 0, len(line)) is None
