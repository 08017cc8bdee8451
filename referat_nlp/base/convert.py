"""Sentences with marked names: from IOB2 files, and on to spaCy's DocBin.

The files are those of the Danish part of Universal NER (UNER_Danish-DDT): one token a line, columns parted by
tabs (number, word, label), a blank line after each sentence, and above it its text as printed in ``# text = ``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from referat_nlp.errors import ReferatError

LABELS = ("LOC", "ORG", "PER")
_TEXT = "# text = "


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its names: `entities` are (start, end, label) in characters of `text`, in text order.

    `words` are (start, end) of the tokens where the source has its own, else None.
    """

    text: str
    entities: tuple[tuple[int, int, str], ...]
    words: tuple[tuple[int, int], ...] | None = None


def read_iob2(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of one IOB2 file.

    An 'I-' without a 'B-' of its label before it begins a name of its own: the data has a handful of them
    ('Danmark B-LOC og O Sverige I-LOC'). Labels other than PER, LOC and ORG are read as none.

    Raises:
        ReferatError: a line has too few columns or an unknown mark, or the words do not stand in the sentence's text.
    """
    text: str | None = None
    rows: list[tuple[str, str]] = []
    number = 0
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            line = line.rstrip("\r\n")
            if line.startswith("#"):
                if line.startswith(_TEXT):
                    text = line[len(_TEXT) :]
            elif line:
                columns = line.split("\t")
                if len(columns) < 3 or not (columns[2] == "O" or columns[2][:2] in ("B-", "I-")):
                    raise ReferatError(
                        f"{path.name}, line {number}: not a row of an IOB2 file "
                        "(number, word and O, B-… or I-…, parted by tabs)."
                    )
                rows.append((columns[1], columns[2]))
            elif rows:
                yield _sentence(text, rows, f"{path.name}, line {number}")
                text, rows = None, []
    if rows:
        yield _sentence(text, rows, f"{path.name}, line {number}")


def _sentence(text: str | None, rows: list[tuple[str, str]], place: str) -> Sentence:
    if text is None:
        text = " ".join(word for word, _ in rows)
    words: list[tuple[int, int]] = []
    entities: list[tuple[int, int, str]] = []
    position, before = 0, ""
    for word, mark in rows:
        start = text.find(word, position)
        if start < 0 or text[position:start].strip():
            raise ReferatError(f"{place}: the word '{word}' is not the next one of the sentence's text.")
        position = start + len(word)
        words.append((start, position))
        label = mark[2:] if mark[2:] in LABELS else ""
        if label and mark.startswith("I-") and before == label:
            entities[-1] = (entities[-1][0], position, label)
        elif label:
            entities.append((start, position, label))
        before = label
    return Sentence(text, tuple(entities), tuple(words))


def to_doc(nlp: Language, sentence: Sentence) -> Doc:
    """Return `sentence` as a Doc with `ents`, with the source's tokens or else those of `nlp`.

    A name that begins or ends inside a token takes in the whole token: 'Lund A/S.' at the end of a sentence has the
    last token 'A/S.'.
    """
    if sentence.words is None:
        doc = nlp.make_doc(sentence.text)
    else:
        follows = [start for start, _ in sentence.words[1:]] + [len(sentence.text)]
        doc = Doc(
            nlp.vocab,
            words=[sentence.text[start:end] for start, end in sentence.words],
            spaces=[end < after for (_, end), after in zip(sentence.words, follows, strict=True)],
        )
    spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in sentence.entities]
    doc.ents = tuple(span for span in spans if span is not None)
    return doc


def write_docbin(nlp: Language, sentences: Iterable[Sentence], path: Path) -> None:
    """Write `sentences` to `path` in spaCy's training format."""
    DocBin(docs=[to_doc(nlp, sentence) for sentence in sentences]).to_disk(path)
