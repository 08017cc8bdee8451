"""Trains the base further on the members that annotations name, and measures what that brings.

It goes on from the weights of the shipped base, which was trained on data that is not here, and so could forget what
it knows. Against that each update sees invented passages too, one for two sentences of minutes (rehearsal).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from referat_nlp.base.invented import invent
from referat_nlp.base.lessons import Lesson, doc_of
from referat_nlp.base.own import OwnPersons, Weights, halved, labels_of, put, untrained, weights_of
from referat_nlp.base.persons import LABEL

if TYPE_CHECKING:
    from spacy.language import Language

# Each lesson is seen so many times, but for the limits: fewer updates teach nothing, and with more of them the time
# would grow with the lessons.
ROUNDS = 4
LEAST_UPDATES = 30
MOST_UPDATES = 80
LESSONS_AT_ONCE = 24
INVENTED_AT_ONCE = 12
LEARN_RATE = 0.0005
DROPOUT = 0.1
FOLDS = 3
# Invented passages that are rehearsed, and those that tell what was forgotten (names and wordings of their own).
REHEARSED = 600
RECALLED = 250


class Learner:
    """Fits the base to lessons, from the same beginning each time.

    Args:
        base: The pipeline to go on from; None begins with random weights.
        seed: The same lessons and seed give the same weights.
    """

    def __init__(self, base: Language | None, seed: int) -> None:
        self.seed = seed
        self.labels = labels_of(base) if base else ["PER", "ORG", "LOC"]
        self.nlp = untrained(self.labels, seed)
        self.begin = weights_of(base or self.nlp)
        self._rehearsal = invent(REHEARSED, seed=7 * seed + 1)

    def fit(self, lessons: Sequence[Lesson]) -> OwnPersons:
        """Return the weights learned from the lessons, as they are stored."""
        from spacy.training import Example
        from thinc.api import Adam
        from threadpoolctl import threadpool_limits

        from referat_nlp.base.convert import to_doc
        from referat_nlp.base.training import seeded

        put(self.nlp, self.begin)
        chance = random.Random(self.seed)
        own = _endless([doc_of(self.nlp, lesson) for lesson in lessons], chance)
        other = _endless([to_doc(self.nlp, sentence) for sentence in self._rehearsal], chance)
        updates = min(MOST_UPDATES, max(LEAST_UPDATES, len(lessons) * ROUNDS // LESSONS_AT_ONCE))
        # one thread: sums are added up in one order, so the same seed gives the same bytes
        with seeded(self.seed), threadpool_limits(1):
            optimizer = Adam(LEARN_RATE, L2=0.0, grad_clip=1.0, use_averages=False)
            for number in range(updates):
                optimizer.learn_rate = LEARN_RATE * (1 - number / updates)
                docs = [next(own) for _ in range(min(LESSONS_AT_ONCE, len(lessons)))]
                docs += [next(other) for _ in range(INVENTED_AT_ONCE)]
                examples = [Example(_unmarked(doc), doc) for doc in docs]
                self.nlp.update(examples, sgd=optimizer, drop=DROPOUT)
        return OwnPersons(list(self.labels), _as_stored(weights_of(self.nlp)))


def _endless(docs: Sequence[Any], chance: random.Random) -> Iterator[Any]:
    order = list(docs)
    while order:
        chance.shuffle(order)
        yield from order


def _unmarked(doc: Any) -> Any:
    from spacy.tokens import Doc

    return Doc(doc.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])


def _as_stored(weights: Weights) -> Weights:
    import numpy as np

    return {name: array.astype(np.float32) for name, array in halved(weights).items()}


@dataclass(slots=True)
class Score:
    """How many names were found, found wrongly, and stand there."""

    right: int = 0
    wrong: int = 0
    names: int = 0

    def add(self, other: Score) -> None:
        """Count in another score."""
        self.right += other.right
        self.wrong += other.wrong
        self.names += other.names

    @property
    def f1(self) -> float:
        """F1; 1 where there is nothing to find and nothing was found."""
        both = self.right + self.wrong + self.names
        return 2 * self.right / both if both else 1.0

    def facts(self) -> dict[str, float]:
        """Return precision, recall and F1, rounded."""
        found = self.right + self.wrong
        return {
            "precision": round(self.right / found if found else 1.0, 4),
            "recall": round(self.right / self.names if self.names else 1.0, 4),
            "f1": round(self.f1, 4),
        }


@dataclass(slots=True)
class Measured:
    """Scores of the base as it was and of what was trained, on lessons that the training had not seen.

    `asked` counts all sentences with an absent member or a substitute, `told` those that tell the absence in words.
    """

    asked: Score = field(default_factory=Score)
    told: Score = field(default_factory=Score)
    by_layout: dict[str, Score] = field(default_factory=dict)

    def add(self, lesson: Lesson, score: Score) -> None:
        """Count in what was found in one lesson."""
        self.asked.add(score)
        self.by_layout.setdefault(lesson.layout, Score()).add(score)
        if lesson.told:
            self.told.add(score)


def folds_of(lessons: Sequence[Lesson]) -> dict[str, int]:
    """Return the fold of each document by its hash: whole layouts in turn, documents where all are of one layout.

    Empty where there is nothing that could be left out.
    """
    layout_of = {lesson.text_sha256: lesson.layout for lesson in lessons}
    layouts = sorted(set(layout_of.values()))
    groups = {text: layout if len(layouts) > 1 else text for text, layout in layout_of.items()}
    order = sorted(set(groups.values()))
    return {text: order.index(group) % FOLDS for text, group in groups.items()} if len(order) > 1 else {}


def measure(
    learner: Learner, base: Language | None, lessons: Sequence[Lesson], tick: Callable[[], None]
) -> tuple[Measured, Measured]:
    """Return how members are found by the base, and by what is learned without the layout (or document) of each.

    Args:
        learner: What fits the base.
        base: The pipeline as it was; None finds nothing.
        lessons: All lessons, of which those with absent members are measured on.
        tick: Called after each fold.

    """
    before, after = Measured(), Measured()
    fold_of = folds_of(lessons)
    for fold in sorted(set(fold_of.values())):
        unseen = [one for one in lessons if one.asked and fold_of[one.text_sha256] == fold]
        own = learner.fit([one for one in lessons if fold_of[one.text_sha256] != fold])
        nothing = [Score(0, 0, len(lesson.names)) for lesson in unseen]
        for lesson, old, new in zip(
            unseen, score(base, unseen) if base else nothing, score(own.nlp, unseen), strict=True
        ):
            before.add(lesson, old)
            after.add(lesson, new)
        tick()
    return before, after


def score(nlp: Language, lessons: Sequence[Lesson]) -> list[Score]:
    """Return for each lesson how its members are found; what lies in its open stretches counts for nothing."""
    return [
        Score(len(found & set(lesson.names)), _wrong(found, lesson), len(lesson.names))
        for lesson, found in zip(lessons, _found(nlp, [lesson.text for lesson in lessons]), strict=True)
    ]


def _found(nlp: Language, texts: Sequence[str]) -> list[set[tuple[int, int]]]:
    with nlp.memory_zone():
        return [
            {(span.start_char, span.end_char) for span in doc.ents if span.label_ == LABEL}
            for doc in nlp.pipe(texts, batch_size=64)
        ]


def _wrong(found: set[tuple[int, int]], lesson: Lesson) -> int:
    return sum(
        place not in lesson.names and not any(low <= place[0] and place[1] <= high for low, high in lesson.open)
        for place in found
    )


def recall(nlp: Language, seed: int) -> Score:
    """Return how persons are found in invented sentences with names and wordings that no training has seen."""
    sentences = invent(RECALLED, seed=7 * seed + 2, held_out=True)
    total = Score()
    for sentence, found in zip(sentences, _found(nlp, [one.text for one in sentences]), strict=True):
        names = {(start, end) for start, end, label in sentence.entities if label == LABEL}
        total.add(Score(len(found & names), len(found - names), len(names)))
    return total
