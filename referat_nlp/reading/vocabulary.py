"""Headings, labels and marks of the phrase files, in the form in which lines are compared with them."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from referat_nlp import phrases
from referat_nlp.reading import glued
from referat_nlp.reading.openings import Endings, Openings
from referat_nlp.reading.plain import ENDS, key

# The tables of marks.toml, and the lists of absence.toml, with lines that the structure model learns to know unlisted.
_LISTED = ("closed", "case", "header", "contents", "furniture")
_LABELS_OF_ABSENCE = ("labels", "substitute_labels")

# How many letters of a line's beginning are looked at before its `key` is made
_OPENING = 6


class Vocabulary:
    """All that the phrase files say about headings and marks, ready for look-up by `plain.key`."""

    def __init__(self, extra: str | None = None, hidden: frozenset[str] = frozenset()) -> None:
        """Read the shipped phrase files and those in the folder `extra`.

        `hidden` headings, labels and marks (as `key`) are left out, as if nobody had listed them: the structure model
        learns from that.
        """
        self.extra = extra
        headings = phrases.load("headings", extra)
        marks = phrases.load("marks", extra)
        absence = phrases.load("absence", extra)
        if hidden:
            marks = {**marks, **{table: _without(hidden, marks[table]) for table in _LISTED}}
            absence = {**absence, **_without(hidden, {name: absence[name] for name in _LABELS_OF_ABSENCE})}
        kinds = _without(hidden, headings["kinds"])
        self.heading_kinds = {key(text): kind for kind, texts in kinds.items() for text in texts}
        self.inline = sorted((t for t in headings["inline"]["headings"] if key(t) not in hidden), key=len, reverse=True)
        self.open = {key(t) for t in marks["closed"]["open"]}
        self.closed = {key(t) for t in marks["closed"]["closed"]}
        self.group_open = {key(t) for t in marks["closed"]["group_open"]}
        self.group_closed = {key(t) for t in marks["closed"]["group_closed"]}
        self.case_labels = {key(t) for t in marks["case"]["labels"]}
        self.kind_labels = {key(t) for t in marks["case"]["kinds"]}
        self.other_labels = {key(t) for t in marks["case"]["others"]}
        self.header = {key(t): field for field, texts in marks["header"].items() if field != "titles" for t in texts}
        self.titles = {key(t) for t in marks["header"]["titles"]}
        self.contents = {key(t) for t in marks["contents"]["headings"]}
        # as words in a line; a heading of one short word stands in sentences, too
        longer = [t for t in marks["contents"]["headings"] if " " in t or len(t) > 9 or t == "Indhold"]
        self.contents_words = re.compile(
            rf"(?<![\w-])(?:{alternatives(longer + [t.upper() for t in longer])})(?![\w-])"
        )
        self.furniture = {key(t) for t in marks["furniture"]["lines"]}
        self.dated = re.compile(alternatives(marks["furniture"]["dated"]), re.IGNORECASE)
        self.openers = {key(t) for t in marks["item"]["openers"]}
        self.absence_labels = {key(t) for t in absence["labels"]}
        self.substitute_labels = {key(t) for t in absence["substitute_labels"]}
        self.nobody = {key(t) for t in absence["nobody"]}
        self.closing = re.compile(rf"(?:{alternatives(marks['closing']['lines'])})(?![\wæøå])|_{{4,}}", re.IGNORECASE)
        self.closing_openings = Openings(["____"], any_case=marks["closing"]["lines"])
        self.item_words = alternatives(marks["item"]["words"])
        self.item_openings = Openings(any_case=marks["item"]["words"])
        # Every label that a colon may follow in the middle of a printed line.
        self.colon_labels = (
            set(self.heading_kinds)
            | self.case_labels
            | self.other_labels
            | set(self.header)
            | self.absence_labels
            | self.substitute_labels
        )
        self.inline_pattern = re.compile(_inline_words(self.inline))
        # Where a converter has run all headings into the text, longer ones of every kind are understood there too.
        self._run_in = self.inline + [t for texts in kinds.values() for t in texts if len(t) > 9]
        # 'Punkt 4.', '3:' where an item begins in a line that is a whole page
        self.item_number = re.compile(
            rf"(?<![\w.,/:§-])(?:(?:{self.item_words})[ \t]*)?(?P<num>\d{{1,4}}[a-z]?)[.:][ \t]+(?=[A-ZÆØÅ\"”»§(])"
        )
        # a label of the item's file, or a heading or mark right behind its title
        labels = alternatives([*marks["case"]["labels"], *marks["case"]["others"]])
        self.filed = re.compile(
            rf"(?<!\w)(?:(?:{labels})[ \t]*:|(?:Sags|J|Journal)\.?[ ]?(?:nr|id|ID|nummer)\.?[ \t]+(?=[\dA-ZÆØÅ]{{2,4}}[-./ ]?\d))"
        )
        decided = r"(?<!\w)(?:Beslutning(?:er)?|BESLUTNING)(?:[ \t]*:|[ \t]+(?:i|fra|den|af)(?!\w)|[ \t]+[A-ZÆØÅ])"
        marked = (
            rf"{self.filed.pattern}|{decided}|(?<!\w)(?:Åbent?|Lukket|ÅBENT?|LUKKET)[ \t]+(?:sag|punkt|SAG|PUNKT)(?!\w)"
        )
        self.filed_or_marked = re.compile(marked)
        self._marked = marked
        # the words of a decision behind a title or a list of names, with no mark between: '… Ida Holm Godkendt'
        deciding = phrases.load("deciding", extra)
        opening = alternatives(deciding["openings"] + deciding["subjects"])
        self.opening = re.compile(rf"(?<=[\w.)])[ ]+(?=(?:{opening})(?![\w-]))")
        # 'BeslutningGodkendt.', 'Bilag- Notat om stien': words, or a list's first mark, that a converter has glued together
        before = [*self.inline, *(t for t in ("Sagens kerne", "Resume") if key(t) not in hidden)]
        self.glued_heading = re.compile(
            rf"(?P<heading>{by_letter(before)})(?=[A-ZÆØÅ][a-zæøå ]|\d+\.[ ]|[-–•·][ \t]+(?:[A-ZÆØÅ\d]|at\b))"
        )
        # '… den 1. maj.Sagsfremstilling': the heading of what stands below
        behind = [*self.inline, *(t for t in ("Resume", "Referat", "Baggrund") if key(t) not in hidden)]
        self.heading_at_end = glued.heading_at_end(alternatives(behind))
        self.glued_furniture = re.compile(rf"(?:{by_letter(marks['furniture']['lines'])})(?=[A-ZÆØÅ][a-zæøå])")
        # page furniture of several words, wherever a converter has put it
        self.inner_furniture = re.compile(rf"(?:{alternatives(marks['furniture']['inner'])})", re.IGNORECASE)
        # their first words, and the phrases that begin with each
        self.inner_words: dict[str, list[str]] = {}
        for phrase in sorted({text.casefold() for text in marks["furniture"]["inner"]}):
            self.inner_words.setdefault(phrase.split()[0], []).append(phrase)
        self.case_pattern = re.compile(
            rf"(?:{alternatives(marks['case']['labels'])})[ \t]*:?[ \t]*(?=[\d(A-ZÆØÅ]|$)", re.IGNORECASE
        )
        # What spares most lines the patterns: how those lines begin or end that one of them may match, and the marks that
        # are a line of their own, as `key`
        self.furniture_openings = Openings(marks["furniture"]["lines"])
        self.inner_openings = Openings(any_case=marks["furniture"]["inner"])
        self.case_openings = Openings(any_case=marks["case"]["labels"])
        self.heading_openings = Openings([*before, *(t.upper() for t in self.inline)])
        self.heading_ends = behind
        self.heading_endings = Endings(behind)
        self.label_endings = Endings(self.colon_labels)
        self.marks = {
            **dict.fromkeys(self.contents, "contents"),
            **dict.fromkeys(self.open, "open"),
            **dict.fromkeys(self.closed, "closed"),
            **dict.fromkeys(self.group_open, "group_open"),
            **dict.fromkeys(self.group_closed, "group_closed"),
        }
        self.whole_lines = self.furniture.union(
            self.heading_kinds, self.marks, self.case_labels, self.absence_labels, self.substitute_labels
        )
        self.longest_line = max(map(len, self.whole_lines), default=0)
        # how long those are that begin with the same letters
        self._line_openings: dict[str, int] = {}
        for line in self.whole_lines:
            opening = line[:_OPENING]
            self._line_openings[opening] = max(len(line), self._line_openings.get(opening, 0))

    # patterns of every heading take long to make, and most texts need none of them
    @cached_property
    def run_in_pattern(self) -> re.Pattern[str]:
        """A heading of any kind in running text."""
        return re.compile(_inline_words(self._run_in))

    @cached_property
    def behind_title(self) -> re.Pattern[str]:
        """What may stand right behind an item's title on a page of one line."""
        return re.compile(rf"[ \t]*(?:{self._marked}|{_inline_words(self._run_in)})")

    def listed(self) -> frozenset[str]:
        """Return all headings, labels and marks, as `key`."""
        return frozenset(self.colon_labels).union(
            self.open, self.closed, self.group_open, self.group_closed, self.contents, self.furniture
        )

    def stands_alone(self, line: str) -> bool:
        """Tell whether a line may be one of `whole_lines`: False is certain, True is not."""
        bare = line.strip(ENDS)
        opening = bare[:_OPENING].casefold()
        if not opening.isascii():
            opening = opening.replace("é", "e").replace("è", "e")[:_OPENING]
        if line[1:2] == " ":  # its letters are set apart
            return True
        longest = self._line_openings.get(opening)
        if longest is None:
            return "  " in opening or not opening.isprintable()  # other white space than single blanks
        return len(bare) <= longest or "  " in bare or not bare.isprintable()

    def kind_of(self, text: str) -> str | None:
        """Return the kind of section that `text` alone is the heading of, None where it is none."""
        return self.heading_kinds.get(key(text))


def _without(hidden: frozenset[str], lists: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the lists without what is hidden."""
    return {name: [t for t in texts if key(t) not in hidden] for name, texts in lists.items()}


def _inline_words(headings: list[str]) -> str:
    words = by_letter(headings + [t.upper() for t in headings], r"(?<![\w-]{})")
    return rf"(?P<heading>{words})(?=[ \t]+(?:[A-ZÆØÅ\"”»(•\-]|\d+\.[ ])|[ \t]*$|[ \t]*\()"


def alternatives(texts: list[str]) -> str:
    """Return the texts as one regular expression, the longest first, with any white space between words."""
    # without any, a pattern that matches nothing
    return (
        "|".join(re.escape(t).replace(r"\ ", r"[ \t]+") for t in sorted(set(texts), key=lambda t: (-len(t), t)))
        or r"(?!)"
    )


def by_letter(texts: list[str], ahead: str = "") -> str:
    """Return the same by their first letters, which is what a search for them jumps to.

    `ahead` is a pattern of what stands before a text, asked once its first letter, which stands for '{}' in it, is found.
    """
    groups: dict[str, list[str]] = {}
    for text in sorted(set(texts), key=lambda t: (-len(t), t)):
        first = text[:1].strip()
        groups.setdefault(first, []).append(re.escape(text[len(first) :]).replace(r"\ ", r"[ \t]+"))
    return (
        "|".join(
            rf"{re.escape(first)}{ahead.format(re.escape(first))}(?:{'|'.join(rests)})"
            for first, rests in groups.items()
        )
        or r"(?!)"
    )


@lru_cache(maxsize=8)
def vocabulary(extra: str | None = None) -> Vocabulary:
    """Return the vocabulary of the shipped phrase files and those in the folder `extra`, read once."""
    return Vocabulary(extra)
