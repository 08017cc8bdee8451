"""What the classifier sees of a decision: words, letters, and cues with their context."""

from __future__ import annotations

from itertools import combinations

from referat_nlp.outcome_model.cues import Cue, Cues, Sentence


def cue_features(text: str, cues: Cues) -> list[str]:
    """Return the names of the cue features that hold for a decision."""
    sentences, found = cues.read(text)
    features = set(_shape(sentences, text))
    plain: list[str] = []
    for cue in found:
        name = f"{cue.meaning}@{cue.context}"
        features.add(name)
        features.add(f"any {cue.meaning}")
        if cue.context in ("main", "not-main"):
            features.add(f"{name} {cue.form}")
        plain.append(name)
    main = sorted({cue.meaning if cue.context == "main" else f"{cue.meaning}@{cue.context}" for cue in found if _counts(cue)})
    features.update(f"{a} + {b}" for a, b in combinations(main, 2))
    if not found:
        features.add("no cue")
    else:
        features.add(f"first {plain[0]}")
        features.add(f"last {plain[-1]}")
    if len(main) == 1:
        features.add(f"only {main[0]}")
    if not main:
        features.add("nothing main")
    return sorted(features)


def _counts(cue: Cue) -> bool:
    return cue.context in ("main", "not-main", "amendment", "not-amendment") or cue.context.startswith("under-")


def _shape(sentences: list[Sentence], text: str) -> list[str]:
    words = sum(len(sentence.tokens) for sentence in sentences)
    shape = [f"sentences {min(len(sentences), 4)}"]
    for limit in (2, 5, 12, 30, 80):
        if words <= limit:
            shape.append(f"words to {limit}")
            break
    if any(sentence.listed for sentence in sentences):
        shape.append("listed")
    if any(token.quoted for sentence in sentences for token in sentence.tokens):
        shape.append("quotation")
    return shape
