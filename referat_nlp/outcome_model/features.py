"""What the classifier sees of a decision: for each sentence its words and its cues with their context.

A sentence is judged by itself, since a decision with several sentences often does several things. A
sentence's features say what stands in it, who acts, and shortly what stands before it and elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise

from referat_nlp.outcome_model.cues import Cue, Cues
from referat_nlp.outcome_model.sentences import Sentence

_LENGTHS = (2, 5, 12, 30)
# What stands in another sentence matters for a few meanings only: 'Punkt 5 udgår. Dagsordenen godkendt.' Of others it
# must not be told, or a sentence would be taught the outcome of its neighbour.
_ELSEWHERE = ("agenda", "propose", "reorder", "withdraw")
# What becomes of a motion: 'Ida Holm (A) foreslog … For: A. Imod: V. Forslaget er dermed vedtaget.'
_RESOLVING = ("approving", "rejecting")
# 'Anbefales med den ændring, at …' changes as 'Godkendt med den ændring, at …' does, and so does 'Godkendt, efter at
# punkt 5 var taget ud'.
_WITHIN = ("main", "done", "under-adopt", "under-decide", "under-recommend")
# How many words what is dealt with may stand before and after the verb.
_BEFORE, _AFTER = 10, 4


@dataclass(slots=True, frozen=True)
class Part:
    """A sentence as the classifier sees it: the names of its cue features and its words."""

    features: tuple[str, ...]
    words: tuple[str, ...]


def read_parts(text: str, cues: Cues) -> list[Part]:
    """Return the sentences of a decision as parts, one empty part where there is no word at all."""
    sentences, found = cues.read(text)
    by_sentence: dict[int, list[Cue]] = defaultdict(list)
    for cue in found:
        by_sentence[cue.sentence].append(cue)
    done = {cue.meaning for cue in found if cue.context in ("main", "amendment")}
    parts: list[Part] = []
    before: set[str] = set()
    moved = False  # a motion against the proposal on the table is told, and not yet what became of it
    for index, sentence in enumerate(sentences):
        mine = by_sentence[index]
        features = _cue_features(mine, sentence, cues)
        features |= _shape(sentence, index, len(sentences))
        if "propose" in before:
            features.add("before propose")
        features.update(
            f"elsewhere {meaning}"
            for meaning in _ELSEWHERE
            if meaning in done and all(cue.meaning != meaning for cue in mine)
        )
        if moved or _is_motion(mine):
            resolved = _resolved(mine, sentence, cues)
            features |= resolved
            moved = not resolved
        before = {cue.meaning for cue in mine}
        parts.append(Part(tuple(sorted(features)), tuple(_words(sentence))))
    return parts or [Part(("empty",), ())]


def _is_motion(found: list[Cue]) -> bool:
    return any(cue.meaning == "propose" and not cue.context.startswith(("quoted", "under-", "not-")) for cue in found)


def _resolved(found: list[Cue], sentence: Sentence, cues: Cues) -> set[str]:
    """Return what a sentence tells of an open motion ('motion does group rejecting'), empty where nothing."""
    features: set[str] = set()
    for cue in found:
        context = cue.context.removeprefix("not-")
        if context in ("main", "amendment"):
            effect = "denies" if cue.context.startswith("not-") else "does"
            names = [f"motion {effect} group {name}" for name in _RESOLVING if cue.meaning in cues.groups.get(name, ())]
            thing = _thing(sentence, cue)
            features.update(names)
            features.update(f"{name} of {thing}" for name in names if thing)
    return features


def _cue_features(found: list[Cue], sentence: Sentence, cues: Cues) -> set[str]:
    """Return the cue features of a sentence."""
    features: set[str] = set()
    main: set[str] = set()
    who = sentence.subject or "it"
    if sentence.subject:
        features.add(f"subject {sentence.subject}")
        features.add(f"subject {sentence.subject} {sentence.tense}")
    if sentence.signal:
        features.add(f"signal {sentence.signal}")
    if sentence.other:
        features.add(f"other {sentence.other}")
        if not found:
            features.add(f"other {sentence.other} alone")
    for cue in found:
        name = f"{cue.meaning}@{cue.context}"
        features.add(name)
        features.add(f"any {cue.meaning}")
        if cue.context in ("main", "not-main"):
            features.add(f"{name} {cue.form}")
            features.add(f"{name} by {who}")
        if cue.context in ("main", "not-main", "amendment", "not-amendment", "minority") or cue.context.startswith(
            "under-"
        ):
            main.add(name)
        if cue.context in _WITHIN:
            features.update(
                f"within group {group}" for group, meanings in cues.groups.items() if cue.meaning in meanings
            )
        effect = cues.effect(cue)
        if effect:
            features.add(f"{effect} {cue.meaning}")
            features.update(
                f"{effect} group {group}" for group, meanings in cues.groups.items() if cue.meaning in meanings
            )
            thing = _thing(sentence, cue)
            if thing:
                features.add(f"{effect} {cue.meaning} of {thing}")
                features.update(
                    f"{effect} group {group} of {thing}"
                    for group, meanings in cues.groups.items()
                    if cue.meaning in meanings
                )
    approves = "does group approving" in features
    for clause in sentence.clauses:
        features.add(f"clause {clause}")
        if approves:  # 'godkendt, hvis …' is approved with a change, 'godkendt, da …' is not
            features.add(f"approving, clause {clause}")
    features.update(f"{a} + {b}" for a, b in combinations(sorted(main), 2))
    if len(main) == 1:
        features.add(f"only {min(main)}")
    if not found:
        features.add("no cue")
    elif not main:
        features.add("no main cue")
    return features


def _thing(sentence: Sentence, cue: Cue) -> str:
    """Return what a cue is about: the nearest such word before its end, else the first one after it, '' for none."""
    things = sentence.things
    end = bisect_left(things, (cue.end, ""))
    if end and things[end - 1][0] >= cue.start - _BEFORE:
        return things[end - 1][1]
    return things[end][1] if end < len(things) and things[end][0] <= cue.end + _AFTER else ""


def _shape(sentence: Sentence, index: int, count: int) -> set[str]:
    shape = {"alone" if count == 1 else "first" if index == 0 else "last" if index == count - 1 else "between"}
    if sentence.listed:
        shape.add("listed")
    if sentence.quoted:
        shape.add("quotation")
    length = next((limit for limit in _LENGTHS if len(sentence.tokens) <= limit), 0)
    shape.add(f"length {length}")
    words = [token for token in sentence.tokens if token.alphabetic]
    if len(words) >= 3 and sum(token.capital for token in words) * 3 >= len(words) * 2:
        shape.add("names")
    return shape


def _words(sentence: Sentence) -> list[str]:
    """Return the words and pairs of words of a sentence; a number is '#'."""
    words = [token.counted for token in sentence.tokens]
    return words + [f"{a} {b}" for a, b in pairwise(words)]
