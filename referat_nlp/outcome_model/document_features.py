"""What the classifier sees of a whole decision: the cues of its sentences together, its words and parts of words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from referat_nlp.outcome_model.cues import Cues
from referat_nlp.outcome_model.features import Bundle, Part

_LENGTHS = (2, 5, 12, 30, 80)
_GRAMS = (3, 4)


def decision_features(parts: list[Part], cues: Cues) -> list[Bundle]:
    """Return the cue features of a decision; a name may stand in several bundles."""
    listed = len(parts) > 1 and all(part.listed for part in parts[1:])
    count = sum([max(len(part.words) - 1, 0) for part in parts])
    length = next((limit for limit in _LENGTHS if count <= limit), 0)
    return [
        *[names for part in parts for names in part.shared],
        cues.table(_extent_names)[min(len(parts), 4), listed, length],
        cues.table(_done_names)[frozenset([names for part in parts for names in part.done]),],
        cues.table(_edge_names)["first", frozenset(parts[0].done)],
        cues.table(_edge_names)["last", frozenset(parts[-1].done)],
    ]


def _extent_names(cues: Cues, count: int, listed: bool, length: int) -> Bundle:
    # announcements come as a list
    return frozenset([f"parts {count}", f"length {length}", *(["all listed"] if listed else [])])


def _done_names(cues: Cues, done: Iterable[Bundle]) -> Bundle:
    names = set().union(*done)
    pairs = combinations(sorted(name for name in names if " group " not in name), 2)
    nothing = not any(name.startswith("does group ") for name in names)
    return frozenset([*(f"{one} & {two}" for one, two in pairs), *(["nothing done"] if nothing else [])])


def _edge_names(cues: Cues, edge: str, done: Iterable[Bundle]) -> Bundle:
    return frozenset(f"{edge} {name}" for names in done for name in names)


def grams_of(words: Iterable[str]) -> list[str]:
    """Return the character n-grams of each word, which see through inflection and misspelling."""
    return [
        padded[i : i + n]
        for padded in [f" {word[:40]} " for word in words]
        for n in _GRAMS
        for i in range(max(1, len(padded) - n + 1))
    ]
