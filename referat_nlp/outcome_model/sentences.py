"""The sentences and list entries of a decision, as rows of words and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from referat_nlp.outcome_model.words import DASH, ENTRY, LINE, NUMBERED, QUOTE, STOP, Lexicon, Word

# A decision is rarely longer than 3,000 characters; of a longer text the beginning and the end are read.
MAX_CHARACTERS = 12_000

_TOKEN = re.compile(
    r"""
      \d+(?:[.,]\d+)*(?!\w) # a number: '1.200,50'
    | \w+(?:[-'’./]\w+)*   # a word: 'Else-Karin', "at'er", 'f.eks'
    | \n[ \t]*[-–*•·][ \t] # a list mark at the start of a line
    | [•·]                 # a list mark within a line
    | \n
    | [^\w\s]
    """,
    re.VERBOSE,
)
# A word that a line end broke: 'efterret- ning'. Not 'By- og Kulturudvalget'.
_BROKEN = re.compile(r"(?<=[a-zæøå])(?:\u00ad\s*|-\s+(?!(?:og|eller|samt|til|i)\b)(?=[a-zæøå]))")


@dataclass(slots=True)
class Sentence:
    """A sentence or list entry.

    `quoted`: the places of words in quotation marks; `listed`: a list mark opened it; `ended`: a full stop ended it.
    `subject` is 'body', 'admin', 'minority' or '', `tense` that of the verb beside the subject, `signal` what else the
    sentence tells ('vote'), `things` where words stand for what is dealt with and what each is, `other` the form of a
    main verb that no cue knows, `clauses` the kinds of its subordinate clauses; `Cues.read` fills them.
    """

    tokens: list[Word] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)
    listed: bool = False
    ended: bool = False
    subject: str = ""
    tense: str = ""
    signal: str = ""
    things: list[tuple[int, str]] = field(default_factory=list)
    other: str = ""
    clauses: tuple[str, ...] = ()


def split_sentences(text: str, lexicon: Lexicon | None = None) -> list[Sentence]:
    """Return the sentences and list entries of a decision; a number that only counts entries is left out.

    Args:
        text: The decision as printed.
        lexicon: Knows whose full stop ends no sentence, and which words begin one wherever they stand with a capital,
            since scraped text loses full stops.

    >>> lexicon = Lexicon({"abbreviations": ["pkt"]})
    >>> [" ".join(token.text for token in s.tokens) for s in split_sentences("Ad 1. Godkendt. Pkt. 2 udgår", lexicon)]
    ['Godkendt', 'Pkt . 2 udgår']
    """
    lexicon = lexicon or Lexicon({})
    if len(text) > MAX_CHARACTERS:
        text = text[: MAX_CHARACTERS * 3 // 4] + "\n" + text[-MAX_CHARACTERS // 4 :]
    if "-" in text or "\u00ad" in text:
        text = _BROKEN.sub("", text)
    found = lexicon.words(_TOKEN.findall(text))
    sentences: list[Sentence] = []
    current = Sentence()
    tokens = current.tokens
    quoted = False
    marks = -1  # quotation marks ahead; counted at the first

    def close(*, ended: bool = False, listed: bool = False) -> None:
        nonlocal current, tokens
        if tokens:
            current.ended = ended
            sentences.append(current)
            current = Sentence(listed=listed)
            tokens = current.tokens
        else:
            current.listed = listed

    for following, token in enumerate(found, start=1):
        role = token.role
        if role:
            after = found[following] if following < len(found) else lexicon.nothing
            if role == QUOTE:
                if marks < 0:
                    marks = sum(other.role == QUOTE for other in found)
                marks -= 1
                # The last mark of an odd number opens nothing: its partner is missing.
                quoted = not quoted and marks > 0
                continue
            if role == ENTRY:
                close(listed=True)
                continue
            if role == LINE:
                # A wrapped line goes on in lower case.
                if not after.small:
                    close()
                continue
            if role == STOP:
                before = tokens[-1] if tokens else lexicon.nothing
                if not (
                    token.text == "."
                    and (
                        before.shortened
                        or (before.unit and not after.capital)
                        or after.small
                        or after.text == ","
                        or _is_initial(tokens)
                    )
                ):
                    if _counts(tokens):
                        tokens.clear()
                        current.quoted.clear()
                        close(listed=True)
                    else:
                        close(ended=True)
                    continue
            elif role == NUMBERED and _counts(tokens):
                tokens.clear()
                current.quoted.clear()
                close(listed=True)
                continue
            elif token.beginning and tokens and tokens[-1].lower not in (":", "(", ","):
                close(ended=True)
            elif role == DASH and (not tokens or after.capital):
                close(listed=True)
                continue
        if quoted:
            current.quoted.append(len(tokens))
        tokens.append(token)
    close()
    return sentences


def _counts(tokens: list[Word]) -> bool:
    """Tell whether the tokens are only the number of a list entry: '2', 'Ad 2', 'Punkt 2', '2 . dot'."""
    return 0 < len(tokens) <= 3 and all(token.counting for token in tokens)


def _is_initial(tokens: list[Word]) -> bool:
    """Tell whether the last token is the letter of a name, 'Rasmus K. Tang', and not a party ('Imod stemte C')."""
    return (
        len(tokens) >= 2
        and len(tokens[-1].text) == 1
        and tokens[-1].text.isupper()
        and tokens[-2].capital
        and len(tokens[-2].text) > 1
        and tokens[-2].lower not in ("gruppe", "liste")
    )
