"""What the classifier sees of a decision: for each sentence its words and its cues with their context.

A sentence is judged by itself, since a decision with several sentences often does several things. A
sentence's features say what stands in it, who acts, and shortly what stands before it and elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from itertools import combinations, pairwise
from typing import NamedTuple

from referat_nlp.outcome_model.cues import Cue, Cues
from referat_nlp.outcome_model.sentences import Sentence

_LENGTHS = (2, 5, 12, 30)
_LENGTH_OF = [
    f"length {next((limit for limit in _LENGTHS if length <= limit), 0)}" for length in range(_LENGTHS[-1] + 2)
]
# What stands in another sentence matters for a few meanings only: 'Punkt 5 udgår. Dagsordenen godkendt.' Of others it
# must not be told, or a sentence would be taught the outcome of its neighbour.
_ELSEWHERE = ("agenda", "propose", "reorder", "withdraw")
# What becomes of a motion: 'Ida Holm (A) foreslog … For: A. Imod: V. Forslaget er dermed vedtaget.'
_RESOLVING = ("approving", "rejecting")
# 'Anbefales med den ændring, at …' changes as 'Godkendt med den ændring, at …' does, and so does 'Godkendt, efter at
# punkt 5 var taget ud'.
_WITHIN = ("main", "done", "under-adopt", "under-decide", "under-recommend")
# Cues in these contexts, and under another one, are also counted in pairs.
_PAIRED = ("main", "not-main", "amendment", "not-amendment", "minority")
# How many words what is dealt with may stand before and after the verb.
_BEFORE, _AFTER = 10, 4


class Part(NamedTuple):
    """A sentence as the classifier sees it: the names of its cue features, its words and pairs of words.

    `local` are those features that say nothing of the decision as a whole, `done` those that say what is done or
    denied.
    """

    features: Set[str]
    words: tuple[str, ...]
    pairs: tuple[str, ...] = ()
    local: Set[str] = frozenset()
    done: Set[str] = frozenset()


def read_parts(text: str, cues: Cues) -> list[Part]:
    """Return the sentences of a decision as parts, one empty part where there is no word at all."""
    sentences, found = cues.read(text)
    by_sentence: list[list[Cue]] = [[] for _ in sentences]
    for cue in found:
        by_sentence[cue.sentence].append(cue)
    done = {cue.meaning for cue in found if cue.context in ("main", "amendment")}
    elsewhere = [meaning for meaning in _ELSEWHERE if meaning in done]
    parts: list[Part] = []
    before: set[str] = set()
    moved = False  # a motion against the proposal on the table is told, and not yet what became of it
    for index, (sentence, mine) in enumerate(zip(sentences, by_sentence, strict=True)):
        meanings = {cue.meaning for cue in mine}
        features, acts = _cue_features(mine, sentence, cues)
        features |= _shape(sentence, index, len(sentences))
        if moved or ("propose" in meanings and _is_motion(mine)):
            resolved = _resolved(mine, sentence, cues)
            features |= resolved
            moved = not resolved
        local = {f"elsewhere {meaning}" for meaning in elsewhere if meaning not in meanings}
        local.add(_LENGTH_OF[min(len(sentence.tokens), _LENGTHS[-1] + 1)])
        if "propose" in before:
            local.add("before propose")
        features |= local
        before = meanings
        words = tuple([token.counted for token in sentence.tokens])  # a number is '#'
        pairs = tuple(map(" ".join, pairwise(words)))
        parts.append(Part(features, words, pairs, local, acts))
    return parts or [Part(frozenset(["empty"]), ())]


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


class Told(NamedTuple):
    """What a cue tells by itself: the names of its features, that under which it is paired with others, its effect."""

    names: frozenset[str]
    main: str
    effect: str
    done: frozenset[str]


def _told(cues: Cues, meaning: str, context: str, form: str, who: str) -> Told:
    name = f"{meaning}@{context}"
    names = {name, f"any {meaning}"}
    if context in ("main", "not-main"):
        names |= {f"{name} {form}", f"{name} by {who}"}
    if context in _WITHIN:
        names.update(f"within group {group}" for group, meanings in cues.groups.items() if meaning in meanings)
    effect = cues.effect(meaning, context)
    done = _done(cues, effect, meaning) if effect else frozenset()
    paired = context in _PAIRED or context.startswith("under-")
    return Told(frozenset(names) | done, name if paired else "", effect, done)


def _done(cues: Cues, effect: str, meaning: str, thing: str = "") -> frozenset[str]:
    """Return the names of what a cue does or denies, to a thing where one is told."""
    names = [meaning, *(f"group {group}" for group, meanings in cues.groups.items() if meaning in meanings)]
    return frozenset(f"{effect} {name} of {thing}" if thing else f"{effect} {name}" for name in names)


def _cue_features(found: list[Cue], sentence: Sentence, cues: Cues) -> tuple[set[str], set[str]]:
    """Return the cue features of a sentence, and those of them that say what is done or denied."""
    features: set[str] = set()
    main: set[str] = set()
    done: set[str] = set()
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
        told = cues.kept(_told, cue.meaning, cue.context, cue.form, who)
        features |= told.names
        if told.main:
            main.add(told.main)
        if told.effect:
            done |= told.done
            thing = _thing(sentence, cue)
            if thing:
                done |= cues.kept(_done, told.effect, cue.meaning, thing)
    features |= done
    if sentence.clauses:
        approves = "does group approving" in done
        for clause in sentence.clauses:
            features.add(f"clause {clause}")
            if approves:  # 'godkendt, hvis …' is approved with a change, 'godkendt, da …' is not
                features.add(f"approving, clause {clause}")
    if len(main) > 1:
        features.update([f"{a} + {b}" for a, b in combinations(sorted(main), 2)])
    elif main:
        features.add(f"only {min(main)}")
    if not found:
        features.add("no cue")
    elif not main:
        features.add("no main cue")
    return features, done


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
    words = [token.capital for token in sentence.tokens if token.alphabetic]
    if len(words) >= 3 and sum(words) * 3 >= len(words) * 2:
        shape.add("names")
    return shape
