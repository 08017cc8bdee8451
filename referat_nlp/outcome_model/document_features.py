"""What the classifier sees of a whole decision: the cues of its sentences together, its words and parts of words."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from referat_nlp.memories import remembers
from referat_nlp.outcome_model.features import Part

_LENGTHS = (2, 5, 12, 30, 80)
# Features of one sentence that say nothing of the decision as a whole.
_OF_ONE_SENTENCE = ("before ", "elsewhere ", "length ")
_DONE = ("does ", "denies ")
_GRAMS = (3, 4)


def decision_features(parts: list[Part]) -> tuple[set[str], list[str], list[str]]:
    """Return a decision's cue features, its words and word pairs, and its character n-grams (with repeats)."""
    words = [word for part in parts for word in part.words]
    return _cue_features(parts), words, _grams([word for word in words if " " not in word])


def _cue_features(parts: list[Part]) -> set[str]:
    features = {name for part in parts for name in part.features if not name.startswith(_OF_ONE_SENTENCE)}
    done = sorted(name for name in features if name.startswith(_DONE) and " group " not in name)
    features |= {f"{one} & {two}" for one, two in combinations(done, 2)}
    features.add(f"parts {min(len(parts), 4)}")
    if len(parts) > 1 and all("listed" in part.features for part in parts[1:]):
        features.add("all listed")  # announcements come as a list
    if not any(name.startswith("does group ") for name in features):
        features.add("nothing done")
    features |= {f"first {name}" for name in parts[0].features if name.startswith(_DONE)}
    features |= {f"last {name}" for name in parts[-1].features if name.startswith(_DONE)}
    count = sum(len(part.words) // 2 for part in parts)
    features.add(f"length {next((limit for limit in _LENGTHS if count <= limit), 0)}")
    return features


def _grams(words: list[str]) -> list[str]:
    """Return the character n-grams of each word, which see through inflection and misspelling."""
    return [gram for word in words for gram in _grams_of(word)]


@remembers
@lru_cache(maxsize=20_000)
def _grams_of(word: str) -> tuple[str, ...]:
    padded = f" {word[:40]} "
    return tuple(padded[i : i + n] for n in _GRAMS for i in range(max(1, len(padded) - n + 1)))
