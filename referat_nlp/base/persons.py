"""Names of persons in Danish text, found by the base pipeline.

The base is `da_core_news_sm` where that package is installed, else the project's own small model in models/base;
both have the components tok2vec and ner and the labels PER, LOC and ORG. A model that was trained on annotations may
have weights of its own for it, see own.py. Nothing heavy is imported and nothing is loaded before the first text is
read.
"""

from __future__ import annotations

import importlib.util
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from referat_nlp.errors import ModelError
from referat_nlp.resources import BASE, PERSONS, models_dir

if TYPE_CHECKING:
    from spacy.language import Language

    from referat_nlp.base.own import OwnPersons

PREFERRED_PACKAGE = "da_core_news_sm"

# The parts of the base that are needed; other ones (da_core_news_sm has a tagger, a parser …) are not loaded.
_COMPONENTS = ("tok2vec", "ner")
LABEL = "PER"

# Longer texts are read in pieces, cut between lines or words: the tokenizer and the model are meant for passages, and
# so their time stays linear whatever comes. A run of more characters than this without a space is no person's name.
_PIECE = 2_000
_BATCH = 64

# Two or more white space characters, or one that is not a plain space: 'Folmer  ⏎Juhl', 'Karin\tLund'.
_SPACE = re.compile(r"\s{2,}|[^\S ]")
# Halves of surrogate pairs, which Python's strings can hold and spaCy's cannot.
_HALVES = re.compile(r"[\ud800-\udfff]")


class PersonFinder:
    """Finds the names of persons in texts.

    Args:
        model: The base to use: the name of an installed package or the path of a folder. None means
            `da_core_news_sm` where it is installed, else the base shipped with this package.
        own: Weights trained on annotations, which are used in place of `model`.
    """

    def __init__(self, model: str | None = None, own: OwnPersons | None = None) -> None:
        self.model = model
        self.own = own

    def find(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text the (start, end) characters of the names in it, in text order.

        The names stand without party letters and titles: 'Borgmester Karin Lund (V)' gives 'Karin Lund'.
        The base is loaded at the first call that has a text, and all texts are read as one batch.

        Raises:
            ModelError: the base is missing, damaged, or no pipeline that marks persons.
        """
        found: list[list[tuple[int, int]]] = [[] for _ in texts]
        parts = [(index, piece) for index, text in enumerate(texts) for piece in pieces(text)]
        if not parts:
            return found
        nlp = self.own.nlp if self.own else load_base(self.model)
        # Words that only these texts hold are forgotten at the end of the zone: memory stays level over many documents.
        with nlp.memory_zone():
            docs = nlp.pipe((piece.text for _, piece in parts), batch_size=_BATCH)
            for (index, piece), doc in zip(parts, docs, strict=True):
                for span in doc.ents:
                    if span.label_ == LABEL and _has_capital(span.text):
                        found[index].append((piece.original(span.start_char), piece.original(span.end_char - 1) + 1))
        return found


def own_folder(model: str | Path | None = None) -> Path | None:
    """Return the folder with the weights that a model has of its own, None where the base itself is to be used.

    A model without them takes those that are shipped, if there are any and no package is preferred to them.
    """
    if model and (Path(model) / PERSONS).is_dir():
        return Path(model) / PERSONS
    if importlib.util.find_spec(PREFERRED_PACKAGE) is not None:
        return None
    folder = models_dir() / PERSONS
    return folder if folder.is_dir() else None


def base_of(model: str | None = None) -> str | Path:
    """Return which base `model` means: the name of an installed package, or a folder. Loads nothing.

    Raises:
        ModelError: `model` is neither, or None while no base is shipped with this installation.
    """
    if model is None:
        if importlib.util.find_spec(PREFERRED_PACKAGE) is not None:
            return PREFERRED_PACKAGE
        folder = models_dir() / BASE
        if not folder.is_dir():
            raise ModelError(
                f"{folder}: the base model is missing from this installation. Install referat-nlp again, make it anew "
                f"with `make base-model`, or install it as a package: `python -m spacy download {PREFERRED_PACKAGE}`."
            )
        return folder
    if model and Path(model).is_dir():
        return Path(model)
    if model.isidentifier() and importlib.util.find_spec(model) is not None:
        return model
    raise ModelError(
        f"{model}: no such base model. Give a folder with a spaCy pipeline, or the name of an installed package "
        f"such as {PREFERRED_PACKAGE} (`python -m spacy download {PREFERRED_PACKAGE}`)."
    )


def load_base(model: str | None = None) -> Language:
    """Return the loaded base with tok2vec and ner only; a base is loaded once in a process.

    Raises:
        ModelError: see `PersonFinder.find`.
    """
    return _load(base_of(model))


@lru_cache(maxsize=4)
def _load(base: str | Path) -> Language:
    from spacy import util

    try:
        if isinstance(base, Path):
            nlp = util.load_model_from_path(base, exclude=_others(base))
        else:
            nlp = util.load_model_from_package(base)
            nlp.select_pipes(enable=[name for name in nlp.pipe_names if name in _COMPONENTS])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
        # What spaCy raises for a file that is missing, cut short or of another make; the folder is the user's own.
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ModelError(
            f"{base}: not a readable spaCy pipeline ({reason}). "
            "Get it again, or leave out the model to use the shipped one."
        ) from error
    if "ner" not in nlp.pipe_names or LABEL not in getattr(nlp.get_pipe("ner"), "labels", ()):
        raise ModelError(f"{base}: this pipeline marks no persons: it needs a component 'ner' with the label {LABEL}.")
    return nlp


def _others(folder: Path) -> list[str]:
    from spacy import util

    return [name for name in util.load_config(folder / "config.cfg")["nlp"]["pipeline"] if name not in _COMPONENTS]


class Piece:
    """A stretch of a text with its white space evened out, and the way back to the text's own characters."""

    __slots__ = ("_here", "_there", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        parts: list[str] = []
        self._here, self._there = [0], [start]  # where runs of equal shift begin: in the piece, in the text
        length, position = 0, start
        for match in _SPACE.finditer(text, start, end):
            parts += [text[position : match.start()], _even(match[0])]
            length += len(parts[-2]) + len(parts[-1])
            position = match.end()
            self._here.append(length)
            self._there.append(position)
        parts.append(text[position:end])
        self.text = _HALVES.sub("\ufffd", "".join(parts))

    def original(self, here: int) -> int:
        """Return where the piece's character `here`, no white space, stands in the text."""
        run = bisect_right(self._here, here) - 1
        return self._there[run] + here - self._here[run]


def _has_capital(text: str) -> bool:
    """Return whether a word of two letters or more begins with a capital, or has one; no name is without."""
    return any(first.isupper() and second.isalpha() for first, second in pairwise(text))


def _even(space: str) -> str:
    """Return white space as the base knows it from training: a space, a gap between columns, a new or a blank line."""
    breaks = space.count("\n")
    if breaks:
        return "\n\n" if breaks > 1 else "\n"
    return "  " if len(space) > 1 or space == "\t" else " "


def pieces(text: str) -> Iterator[Piece]:
    """Yield `text` in pieces of at most `_PIECE` characters, leaving out those that can hold no name."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            # At a blank line if there is one, else at a line's end, else between words, else (no name) anywhere.
            for mark in ("\n\n", "\n", " "):
                cut = text.rfind(mark, start + 1, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        piece = Piece(text, start, min(end, len(text)))
        if _has_capital(piece.text):
            yield piece
        start = end
