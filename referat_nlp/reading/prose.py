"""Lines of running text, told at one look: nothing in them could be a heading or a mark.

Most lines of minutes are such lines. What is asked of them here is less than what the patterns of `cuts` and `kinds` ask,
so that a line that passes is one piece, of plain text or with a label before its first colon; one that does not may be.
"""

from __future__ import annotations

from referat_nlp.danish.dates import YEAR
from referat_nlp.reading import cuts, decision_headings, kinds
from referat_nlp.reading.openings import Endings, Openings
from referat_nlp.reading.page_marks import PAGE_END
from referat_nlp.reading.plain import ENDS, key, shape
from referat_nlp.reading.printed import LIST_MARKS
from referat_nlp.reading.vocabulary import Vocabulary

# What a look at a line tells: nothing, that it is one piece, that it is one piece of text
MANY, ONE, TEXT = 0, 1, 2
_PAGES = ("Side", "SIDE", "s.", "S.", "Page")
# How a heading of a decision begins behind a list's mark
_DECISIONS = Openings(any_case=decision_headings.OPENINGS)
# The words that the patterns begin with, besides those of the phrase files
_OPENINGS = Openings(
    [*_PAGES, *kinds.GROUPS, *kinds.ABSENCES, *kinds.PROPOSALS, "Indholdsfortegnelse"],
    any_case=["bilag", *decision_headings.OPENINGS],
)
# What may stand there instead of running text
_OPENED = (
    kinds.PROPOSAL_FROM,
    kinds.ATTACHMENT,
    kinds.ABSENT_IN,
    kinds.ABSENT_LABEL,
    kinds.GROUP_CAPITALS,
)
_ENDINGS = (*decision_headings.ENDINGS, "Indholdsfortegnelse")
# A line as long as this one may hold an item's number with its file's in the midst of it
_LONG = 60
# Signs before words, with which no heading or label begins: a list's, a sum's, a quotation's
_BEFORE_WORDS = '-–"”»\uf0b7 \t'
# What is not printable and no white space either
_PRINTABLE = str.maketrans("\t\uf0b7", "  ")
# How many letters a list's mark and an end of a sentence are at most
_OUTER = 3


def _within(line: str) -> int:
    """Return what a line is that may hide a heading."""
    return MANY if len(line) > cuts.SHORTEST else ONE


class Prose:
    """Tells such lines of a document whose headings stand on lines of their own."""

    def __init__(self, vocab: Vocabulary, cutter: cuts.Cutter) -> None:
        self._vocab = vocab
        self._cutter = cutter
        self._opened = (
            _OPENINGS | vocab.furniture_openings | vocab.inner_openings | vocab.case_openings | vocab.heading_openings
        )
        self._ended = Endings([*vocab.heading_ends, *_ENDINGS])
        self._longest = vocab.longest_line + _OUTER
        # asked for right here: a call of their method takes as long as the look-up
        self._firsts, self._lasts = self._opened.firsts, self._ended.lasts
        self._absent = Openings(vocab.absence_labels)

    def __call__(self, line: str) -> bool:
        """Tell whether a line is one piece, of plain text unless a label stands at its beginning.

        True is certain, False is not. The line has no blanks at its ends, and ends in no page's number behind its word.
        """
        return self.look(line) == TEXT

    def look(self, line: str) -> int:
        """Return TEXT for such a line, ONE for a line of one piece that may be of another kind, MANY for any other.

        Nothing is certain of the last; none holds furniture of several words, which the cutter is asked for.
        """
        if not (line.isprintable() or line.translate(_PRINTABLE).isprintable()):  # other white space than these two
            return MANY
        told = TEXT
        first = line[0]
        words = line  # without a list's mark
        if not first.isalnum():
            if first in LIST_MARKS:
                words = line[1:].lstrip()
                if not words[:1].isalnum() or (_DECISIONS.begin(words) and "opening" in decision_headings.signs(words)):
                    told = ONE
            elif first not in _BEFORE_WORDS or not line.lstrip(_BEFORE_WORDS)[:1].isalnum() or line[-1] in "-–—":
                told = ONE
        elif line[2:3] in (".", "/") and cuts.NUMBER_GLUED.match(line):
            return MANY
        if (line[:2] in self._firsts or first in self._firsts) and self._opened.begin(line):
            told = min(told, self._opens(line))
        if (
            line[-1] in self._lasts
            and self._ended.end(line)
            and (line.endswith(_ENDINGS) or self._vocab.heading_at_end.search(line, max(1, len(line) - 40)))
        ):
            return MANY
        if "](" in line:
            told = min(told, ONE)
        # what hides a heading in a longer line may be one itself in a short one, but hides none
        if cuts.marked(line) and cuts.MARK.search(line):
            told = min(told, _within(line))
        if "eslutning" in line and any(word in line for word in decision_headings.DECISION_WORDS):
            told = min(told, _within(line))
        if not told or (len(line) > _LONG and cuts.filed(line)):
            return MANY
        last = line if line[-1] != ":" else line.rstrip(" \t:")
        if last[-1:] == ")" and (last[-2:-1].isdecimal() or "indstilling" in line or "INDSTILLING" in line):
            told = ONE
        if ("20" in line or "19" in line) and YEAR.search(line) and not decision_headings.unmarked(words):
            told = min(told, _within(line))
        if ":" in line:
            if ("Punkt " in line and cuts.ITEM_WORD.search(line, 1)) or self._cutter.labels_inside(line):
                return MANY
            if told == TEXT and last is not line and decision_headings.signs(words):
                told = min(told, ONE)
        if told == TEXT and (
            # its letters are as many as those of its key, unless they are set apart
            len(line) <= self._longest or words[1:2] in ENDS or line[-2] in ENDS or "  " in line or "\t" in line
        ):
            return ONE if self._stands_alone(line, words) else TEXT
        return told

    def _opens(self, line: str) -> int:
        """Return the same for the beginning of a line that begins like a heading, a label or a mark."""
        vocab = self._vocab
        told = TEXT
        if vocab.heading_openings.begin(line):
            if vocab.glued_heading.match(line):
                return MANY
            if vocab.inline_pattern.match(line):
                told = ONE
        if vocab.furniture_openings.begin(line) and vocab.glued_furniture.match(line):
            return MANY
        if vocab.inner_openings.begin(line) and vocab.inner_furniture.fullmatch(line):
            return MANY
        if told == TEXT and vocab.case_openings.begin(line) and not self._labelled(line):
            label = vocab.case_pattern.match(line)
            if label and kinds.FILE_NUMBER.match(line, label.end()):
                told = ONE
        if not _OPENINGS.begin(line):
            return told
        if cuts.CONTENTS_GLUED.match(line) or PAGE_END.fullmatch(line):
            return MANY
        if told == TEXT and (
            any(pattern.match(line) for pattern in _OPENED) or "opening" in decision_headings.signs(line)
        ):
            return ONE
        return told

    def _labelled(self, line: str) -> bool:
        """Tell whether a label with a colon stands at the beginning of a line, which goes before those without."""
        colon = line.find(":", 0, kinds.LONGEST_LABEL)
        return colon > 0 and key(line[:colon]) in self._vocab.colon_labels

    def _stands_alone(self, line: str, words: str) -> bool:
        """Tell whether a line is among those that are known as a whole, or the first of its cells is."""
        vocab = self._vocab
        if "  " not in line and "\t" not in line:
            return vocab.stands_alone(words) and key(words) in vocab.whole_lines
        shaped = shape(words)
        if (words[1:2] == " " and words[0].isalpha()) or shaped in vocab.whole_lines or self._absent.begin(shaped):
            return True
        if "   " not in line:
            return False
        cell = kinds.CELL_EDGE.split(line, 1)[0].strip(" \t^|·")
        return not cell or key(cell) in vocab.furniture
