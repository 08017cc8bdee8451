"""What the classifier sees of a whole decision: the cues of its sentences together, its words and parts of words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from referat_nlp.outcome_model.features import Part

_LENGTHS = (2, 5, 12, 30, 80)
_GRAMS = (3, 4)


def decision_features(parts: list[Part]) -> set[str]:
    """Return the cue features of a decision."""
    features = set().union(*[part.features for part in parts])
    features.difference_update(*[part.local for part in parts])
    everything_done = set().union(*[part.done for part in parts])
    done = sorted([name for name in everything_done if " group " not in name])
    features.update([f"{one} & {two}" for one, two in combinations(done, 2)])
    features.add(f"parts {min(len(parts), 4)}")
    if len(parts) > 1 and all("listed" in part.features for part in parts[1:]):
        features.add("all listed")  # announcements come as a list
    if not any(name.startswith("does group ") for name in everything_done):
        features.add("nothing done")
    features.update([f"first {name}" for name in parts[0].done])
    features.update([f"last {name}" for name in parts[-1].done])
    count = sum([max(len(part.words) - 1, 0) for part in parts])
    features.add(f"length {next((limit for limit in _LENGTHS if count <= limit), 0)}")
    return features


def grams_of(words: Iterable[str]) -> list[str]:
    """Return the character n-grams of each word, which see through inflection and misspelling."""
    return [
        padded[i : i + n]
        for padded in [f" {word[:40]} " for word in words]
        for n in _GRAMS
        for i in range(max(1, len(padded) - n + 1))
    ]
