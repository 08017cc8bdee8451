"""spaCy's tokeniser with a memory: what it has made of a word once, it makes of it again without asking the rules.

A text is cut behind each stretch of white space, and each piece looked up. spaCy's own memory ends at 10,000 words; any
large set of minutes has more. What is remembered is the numbers of words in the vocabulary, which spares looking these
up. With this one tokenising takes a fifth of the time, 0.2 in place of 1.0 s for the 1 MB of annotations/. The tokens
are the same, but for emoticons that a blank divides (': )'), which spaCy sees where the marks beside them are tokens of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from referat_nlp import attributes

# Its name in the configuration of a pipeline
NAME = "referat_tokeniser"
# White space that a text begins with, then words with the white space behind each
_PIECE = re.compile(r"\A\s+|\S+\s*")
# Where a block of pieces may end
_EDGE = re.compile(r"(?<=\s)(?=\S)")
# So much of a text lies in memory as pieces at a time, in characters.
BLOCK = 500_000
# So many pieces are remembered, and none longer than this, so that no text fills the memory.
MOST_PIECES = 50_000
LONGEST_PIECE = 60


class Piece(NamedTuple):
    """The tokens of a piece, as numbers of words in the vocabulary, whether a blank follows each, and what a rule adds.

    That is the norms of some tokens, by index.
    """

    words: tuple[int, ...]
    blanks: tuple[bool, ...]
    norms: tuple[tuple[int, str], ...]


# A run of marks such as '____' is one token: peeling them off one by one takes quadratic time.
_LONG_RUN = re.compile(r"\S{100}")
_WORDS, _BLANKS = itemgetter(0), itemgetter(1)


class Tokeniser(Tokenizer):  # type: ignore[misc]
    """A spaCy tokeniser that remembers the tokens of words."""

    _known: dict[str, Piece]
    _ruled: set[str]  # pieces with norms that a rule gives

    def _flush_cache(self) -> None:
        """Forget everything; spaCy calls this when a rule changes, and when the tokeniser is made."""
        super()._flush_cache()
        self._known = {}
        self._ruled = set()

    def __call__(self, string: str) -> Doc:
        """Return the tokens of a text."""
        words: list[int] = []
        blanks: list[bool] = []
        norms: list[tuple[int, str]] = []
        at = 0
        while at < len(string):
            edge = _EDGE.search(string, at + BLOCK)
            end = edge.start() if edge else len(string)
            pieces = _PIECE.findall(string, at, end)
            known = self._known
            try:
                read = [known[piece] for piece in pieces]
            except KeyError:
                known = self._with(pieces, keep=not self.vocab.in_memory_zone)
                read = [known[piece] for piece in pieces]
            if not self._ruled.isdisjoint(pieces):
                place = len(words)
                for one in read:
                    norms += [(place + k, norm) for k, norm in one.norms]
                    place += len(one.words)
            words.extend(chain.from_iterable(map(_WORDS, read)))
            blanks.extend(chain.from_iterable(map(_BLANKS, read)))
            at = end
        doc = Doc(self.vocab, words=words, spaces=blanks)  # type: ignore[arg-type]  # numbers of words, too
        for k, norm in norms:
            doc[k].norm_ = norm
        attributes.remember_text(doc, string)
        return doc

    def learn(self, text: str) -> None:
        """Remember the words of a text; within a memory zone, whose end removes new words, nothing is remembered."""
        if self.vocab.in_memory_zone or len(self._known) >= MOST_PIECES:
            return
        # no more than there is room for: the words of what is not remembered would stay in the vocabulary
        new = [piece for piece in _PIECE.findall(text) if piece not in self._known and len(piece) <= LONGEST_PIECE]
        self._known.update(self._read(list(dict.fromkeys(new))[: MOST_PIECES - len(self._known)]))

    def _with(self, pieces: Iterable[str], *, keep: bool) -> dict[str, Piece]:
        """Return what is known when the pieces have been read; keep as much of it as there is room for, or nothing."""
        read = self._read(dict.fromkeys(piece for piece in pieces if piece not in self._known))
        kept = {piece: one for piece, one in read.items() if len(piece) <= LONGEST_PIECE} if keep else {}
        if len(self._known) + len(kept) > MOST_PIECES:
            return {**self._known, **read}
        self._known.update(kept)
        return self._known if len(kept) == len(read) else {**self._known, **read}

    def _read(self, pieces: Iterable[str]) -> dict[str, Piece]:
        """Return the tokens of pieces: spaCy's own tokeniser reads them as one text."""
        # a piece without white space behind it ends the text that it is from: here too, so that it touches no other
        rows = sorted(pieces, key=lambda piece: not piece[-1].isspace())
        out: dict[str, Piece] = {}
        tokens = iter(super().__call__("".join(rows)))
        for piece in rows:
            words: list[int] = []
            blanks: list[bool] = []
            norms: list[tuple[int, str]] = []
            left = len(piece)
            while left > 0:
                token = next(tokens)
                if token.norm != token.lex.norm:
                    norms.append((len(words), token.norm_))
                    self._ruled.add(piece)
                words.append(token.orth)
                blanks.append(bool(token.whitespace_))
                left -= len(token.text_with_ws)
            out[piece] = Piece(tuple(words), tuple(blanks), tuple(norms))
        return out


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def make_tokeniser() -> Callable[[Language], Tokeniser]:
    """Return what makes the tokeniser of a language, with the rules of that language."""

    def make(nlp: Language) -> Tokeniser:
        rules = nlp.Defaults
        return Tokeniser(
            nlp.vocab,
            rules=rules.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
            suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
            infix_finditer=compile_infix_regex(rules.infixes or ()).finditer,
            token_match=_LONG_RUN.match,
            url_match=rules.url_match,
        )

    return make
