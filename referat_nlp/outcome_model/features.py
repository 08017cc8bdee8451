"""What the classifier sees of a decision: for each sentence its words and its cues with their context.

A sentence is judged by itself, since a decision with several sentences often does several things. A
sentence's features say what stands in it, who acts, and shortly what stands before it and elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from referat_nlp.outcome_model.cues import Cue, Cues
from referat_nlp.outcome_model.sentences import Sentence

_LENGTHS = (2, 5, 12, 30)
_LENGTH_OF = [
    frozenset([f"length {next((limit for limit in _LENGTHS if length <= limit), 0)}"])
    for length in range(_LENGTHS[-1] + 2)
]
_BEFORE_PROPOSE, _NO_CUE, _NO_MAIN_CUE = (frozenset([name]) for name in ("before propose", "no cue", "no main cue"))
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


Bundle = frozenset[str]
"""Names of features that come together, made once (`Cues.table`): a model knows the columns of all of them at once."""


class Part(NamedTuple):
    """A sentence as the classifier sees it: the names of its cue features, its words and pairs of words.

    `shared` are the features that say something of the decision as a whole too, `local` those that do not; `done` are
    those of the shared ones that say what is done or denied. A name may stand in several bundles.
    """

    shared: Sequence[Bundle]
    local: Sequence[Bundle]
    done: Sequence[Bundle]
    words: tuple[str, ...]
    pairs: tuple[str, ...]
    listed: bool

    @property
    def features(self) -> set[str]:
        """The names of its cue features."""
        return set().union(*self.shared, *self.local)


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
        shared, acts = _cue_features(mine, sentence, cues)
        shared.append(_shape(sentence, index, len(sentences), cues))
        if moved or ("propose" in meanings and _is_motion(mine)):
            resolved = _resolved(mine, sentence, cues)
            shared.append(resolved)
            moved = not resolved
        local = [_LENGTH_OF[min(len(sentence.tokens), _LENGTHS[-1] + 1)]]
        if elsewhere:
            others = tuple([meaning for meaning in elsewhere if meaning not in meanings])
            local.append(cues.table(_told_elsewhere)[others])
        if "propose" in before:
            local.append(_BEFORE_PROPOSE)
        before = meanings
        words = tuple([token.counted for token in sentence.tokens])  # a number is '#'
        pairs = tuple(map(" ".join, pairwise(words)))
        parts.append(Part(shared, local, acts, words, pairs, sentence.listed))
    return parts or [Part([frozenset(["empty"])], [], [], (), (), listed=False)]


def _told_elsewhere(cues: Cues, *meanings: str) -> Bundle:
    return frozenset(f"elsewhere {meaning}" for meaning in meanings)


def _is_motion(found: list[Cue]) -> bool:
    return any(cue.meaning == "propose" and not cue.context.startswith(("quoted", "under-", "not-")) for cue in found)


def _resolved(found: list[Cue], sentence: Sentence, cues: Cues) -> Bundle:
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
    return frozenset(features)


class Told(NamedTuple):
    """What a cue tells by itself: the names of its features, that under which it is paired with others, its effect."""

    names: Bundle
    main: str
    effect: str
    done: Bundle


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


def _done(cues: Cues, effect: str, meaning: str, thing: str = "") -> Bundle:
    """Return the names of what a cue does or denies, to a thing where one is told."""
    names = [meaning, *(f"group {group}" for group, meanings in cues.groups.items() if meaning in meanings)]
    return frozenset(f"{effect} {name} of {thing}" if thing else f"{effect} {name}" for name in names)


def _subject_names(cues: Cues, subject: str, tense: str) -> Bundle:
    return frozenset([f"subject {subject}", f"subject {subject} {tense}"])


def _sentence_names(cues: Cues, signal: str, other: str, found: bool) -> Bundle:
    names = [f"signal {signal}"] if signal else []
    if other:
        names += [f"other {other}"] if found else [f"other {other}", f"other {other} alone"]
    return frozenset(names)


def _clause_names(cues: Cues, approves: bool, *clauses: str) -> Bundle:
    names = [f"clause {clause}" for clause in clauses]
    # 'godkendt, hvis …' is approved with a change, 'godkendt, da …' is not
    return frozenset([*names, *(f"approving, {name}" for name in names if approves)])


def _main_names(cues: Cues, *main: str) -> Bundle:
    if len(main) == 1:
        return frozenset([f"only {main[0]}"])
    return frozenset(f"{a} + {b}" for a, b in combinations(main, 2))


def _cue_features(found: list[Cue], sentence: Sentence, cues: Cues) -> tuple[list[Bundle], list[Bundle]]:
    """Return the cue features of a sentence, and those of them that say what is done or denied."""
    features: list[Bundle] = []
    main: set[str] = set()
    done: list[Bundle] = []
    who = sentence.subject or "it"
    if sentence.subject:
        features.append(cues.table(_subject_names)[sentence.subject, sentence.tense])
    if sentence.signal or sentence.other:
        features.append(cues.table(_sentence_names)[sentence.signal, sentence.other, bool(found)])
    tellings = cues.table(_told)
    for cue in found:
        names, paired, effect, what = tellings[cue.meaning, cue.context, cue.form, who]
        features.append(names)
        if paired:
            main.add(paired)
        if effect:
            done.append(what)
            thing = _thing(sentence, cue) if sentence.things else ""
            if thing:
                names = cues.table(_done)[effect, cue.meaning, thing]
                features.append(names)
                done.append(names)
    if sentence.clauses:
        approves = any("does group approving" in names for names in done)
        features.append(cues.table(_clause_names)[approves, *sentence.clauses])
    if main:
        features.append(cues.table(_main_names)[tuple(sorted(main)) if len(main) > 1 else tuple(main)])
    else:
        features.append(_NO_MAIN_CUE if found else _NO_CUE)
    return features, done


def _thing(sentence: Sentence, cue: Cue) -> str:
    """Return what a cue is about: the nearest such word before its end, else the first one after it, '' for none."""
    things = sentence.things
    end = bisect_left(things, (cue.end, ""))
    if end and things[end - 1][0] >= cue.start - _BEFORE:
        return things[end - 1][1]
    return things[end][1] if end < len(things) and things[end][0] <= cue.end + _AFTER else ""


def _shape(sentence: Sentence, index: int, count: int, cues: Cues) -> Bundle:
    place = "alone" if count == 1 else "first" if index == 0 else "last" if index == count - 1 else "between"
    words = [token.capital for token in sentence.tokens if token.alphabetic]
    names = len(words) >= 3 and sum(words) * 3 >= len(words) * 2
    return cues.table(_shape_names)[place, sentence.listed, bool(sentence.quoted), names]


def _shape_names(cues: Cues, place: str, listed: bool, quoted: bool, names: bool) -> Bundle:
    told = (("listed", listed), ("quotation", quoted), ("names", names))
    return frozenset([place, *(name for name, true in told if true)])
