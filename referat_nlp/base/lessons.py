"""Sentences of annotated minutes to learn persons' names from.

A gold file names the members of a meeting: who took part, who was absent, who came instead. Where these names stand in
the text, they are persons. It does not name everybody who stands there: staff, guests and citizens are no members. So a
word that the gold does not name is taught as no person only where it can be none: it has no capital, or it stands
alone and is written small elsewhere ('Fraværende'), or it is a party's letter in brackets. All others stay open, and
whatever a model says of them is neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from referat_nlp import phrases
from referat_nlp.annotations import Document
from referat_nlp.base.persons import LABEL, pieces
from referat_nlp.danish.people import absence_told
from referat_nlp.reading.notes import sentences
from referat_nlp.reading.plain import plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Stretch = tuple[int, int]

_SMALL = re.compile(r"(?<![\w-])[a-zæøå]{2,}(?![\w-])")
_WORD = re.compile(r"\w+")
# A word with the hyphens, quotation marks and, where it is short, dots that names have: 'El-Masri', 'Chr.', '"Smed"'.
_PRINTED = re.compile(r"[\"”“»]?(?:[^\W_]{1,4}\.|[^\W_](?:[\w'’´.\-]*[\w'’´\-])?)[\"”“«]?")
# What may stand within a name of several words: 'Foreningen for Gamle Huse', 'Lise á Rogvi', 'Huse & Haver'.
_WITHIN = re.compile(r"[ \t\n]+(?:(?:[a-zæøåáí]{1,4}\.?|&)[ \t\n]+){0,2}")
_PARTY_LETTERS = re.compile(r"\([A-ZÆØÅ]{1,2}\)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with the members that it names, as the base gets it: its white space is evened out.

    `open` are the stretches of which it is not known whether they are persons. `asked` is true for a sentence with an
    absent member or a substitute, `told` where it also tells the absence in words, as those do that the base is asked
    about when minutes are read.
    """

    layout: str
    text_sha256: str
    text: str
    names: tuple[Stretch, ...]
    open: tuple[Stretch, ...]
    asked: bool
    told: bool


def lessons_of(documents: Sequence[Document]) -> list[Lesson]:
    """Return the sentences with members' names of all documents, each different one of a layout once."""
    ordinary = {word for document in documents for word in _SMALL.findall(document.text)}
    ordinary.update(_SMALL.findall(" ".join(_texts(phrases.load("absence"))).lower()))
    found: dict[tuple[str, str], Lesson] = {}
    for document in documents:
        for lesson in _lessons(document, ordinary):
            found.setdefault((lesson.layout, lesson.text), lesson)
    return list(found.values())


def absent_names(gold: dict[str, Any]) -> set[str]:
    """Return the names of two words or more of absent members and their substitutes in a gold file."""
    rows = gold["meeting"]["absent_members"] + [row for item in gold["items"] for row in item["absent_members"]]
    return _several_words(name for row in rows for name in (row["name"], row["substitute"]) if name)


def _several_words(names: Any) -> set[str]:
    """Return the names without those of one word: a first name alone may be that of somebody else."""
    return {" ".join(name.split()) for name in names if len(name.split()) > 1}


def _texts(rows: Any) -> Iterator[str]:
    """Yield all texts of a phrase file."""
    if isinstance(rows, str):
        yield rows
    elif isinstance(rows, dict | list):
        for row in rows.values() if isinstance(rows, dict) else rows:
            yield from _texts(row)


def _lessons(document: Document, ordinary: set[str]) -> Iterator[Lesson]:
    absent = absent_names(document.gold)
    if not absent:
        return  # nobody is absent here, and so there is nothing that the base would be asked
    members = absent | _several_words(document.gold["meeting"]["participants"])
    names = _Names(members)
    # a member's surname may stand alone
    ordinary = ordinary - {word.lower() for name in members for word in _WORD.findall(name)}
    clean = plain(document.text)
    for start, end in sentences(clean, 0, len(clean)):
        for piece in pieces(clean[start:end]):
            found = names.places(piece.text)
            if not found:
                continue
            asked = any(" ".join(piece.text[low:high].split()) in absent for low, high in found)
            yield Lesson(
                document.layout,
                document.text_sha256,
                piece.text,
                tuple(found),
                tuple(_open(piece.text, found, ordinary)),
                asked,
                asked and absence_told(piece.text, 0, len(piece.text)) is not None,
            )


class _Names:
    """Names to be looked for, by their first words, so that a text is gone over once however many there are."""

    def __init__(self, names: set[str]) -> None:
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        # the longer first: 'Bo Dam Lund' before 'Bo Dam'
        for name in sorted(names, key=lambda one: (-len(one), one)):
            first = _WORD.match(name)
            if first:
                printed = re.compile(r"\s+".join(map(re.escape, name.split())) + r"(?!\w)")
                self._by_first.setdefault(first[0], []).append(printed)

    def places(self, text: str) -> list[Stretch]:
        found: list[Stretch] = []
        for word in _WORD.finditer(text):
            if found and word.start() < found[-1][1]:
                continue
            for name in self._by_first.get(word[0], ()):
                if match := name.match(text, word.start()):
                    found.append(match.span())
                    break
        return found


def _open(text: str, names: Sequence[Stretch], ordinary: set[str]) -> list[Stretch]:
    """Return the stretches with a capital that may be persons whom the gold does not name, in text order."""
    capitals: list[Stretch] = []
    named = iter([*names, (len(text) + 1, len(text) + 1)])
    low, high = next(named)
    for word in _PRINTED.finditer(text):
        if not any(map(str.isupper, word[0])):
            continue
        while high <= word.start():
            low, high = next(named)
        if word.end() <= low:
            capitals.append(word.span())
        elif word.start() < low:
            capitals.append((word.start(), low))
    runs: list[list[Stretch]] = []
    for stretch in capitals:
        if runs and _WITHIN.fullmatch(text, runs[-1][-1][1], stretch[0]):
            runs[-1].append(stretch)
        else:
            runs.append([stretch])
    return [(run[0][0], run[-1][1]) for run in runs if not _settled(text, run, ordinary)]


def _settled(text: str, run: Sequence[Stretch], ordinary: set[str]) -> bool:
    """Tell whether words with a capital can be no person: one alone that is ordinary, a letter, a party's letters."""
    if len(run) > 1:
        return False
    start, end = run[0]
    word = text[start:end]
    return (
        len(word) == 1 or word.rstrip(".-").lower() in ordinary or bool(_PARTY_LETTERS.match(text, max(0, start - 1)))
    )


def doc_of(nlp: Language, lesson: Lesson) -> Doc:
    """Return a lesson as a Doc: names are persons, open words are unknown to spaCy's training, all others outside."""
    doc = nlp.make_doc(lesson.text)
    # a name that begins or ends within a token cannot be learned, and would not be found
    names = [span for place in lesson.names if (span := doc.char_span(*place, label=LABEL)) is not None]
    known = {token.i for span in names for token in span}
    unknown: set[int] = set()
    for place in (*lesson.names, *lesson.open):
        span = doc.char_span(*place, alignment_mode="expand")
        unknown.update(token.i for token in span or ())
    doc.set_ents(names, missing=[doc[i : i + 1] for i in sorted(unknown - known)], default="outside")
    return doc
