"""Training of the tagger on annotated minutes.

Each document is read several times: as it is, and with some of its headings hidden from the phrase files, some of them
with other words. So the model learns how a heading looks, where it stands and what stands around it, and does not
lean on the lists that the rules have already.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from referat_nlp.annotations import Document
from referat_nlp.errors import AnnotationError
from referat_nlp.reading.labelled import label_end
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment, Segmenter, segments_of
from referat_nlp.reading.vocabulary import Vocabulary, vocabulary
from referat_nlp.structure_model.features import features
from referat_nlp.structure_model.labels import HEADING, ITEM, TEXT, TITLE, reference, tag_of_rule
from referat_nlp.structure_model.tagger import Tagger, pooled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

# How often each document is read with headings hidden: all of them at first, then about half of them.
COPIES = 4
SHARE_HIDDEN = 0.5
SHARE_RUN_IN = 0.7  # of the headings, in the reading in which they are run into the paragraph below them
SHARE_REWORDED = 0.6
FOLDS = 5
REWORDED_COPY = 2  # in this reading all hidden headings have other words
RUN_IN_READING = COPIES + 1
_UNKNOWN = "rule text"  # the feature of lines that the rules do not know
# A longer heading is no label that a colon could follow.
LONGEST_LABEL = 50
# A feature seen less often is left out.
MIN_SEEN = 4
STRENGTH = 0.3  # inverse strength of regularisation
STEP_WEIGHT = 0.5  # how much the order of tags counts beside the segments themselves
IMPOSSIBLE = -20.0


@dataclass(slots=True, frozen=True)
class Reading:
    """One way to read a document: the features of its segments, their `lines` as the tagger pools them, and their tags.

    `plain` is the way without hidden headings.
    """

    layout: str
    rows: list[list[str]]
    lines: list[str]
    tags: list[str]
    plain: bool


def readings(document: Document, seed: int = 0, copies: int = COPIES) -> list[Reading]:
    """Return a document's readings: as it is, and with headings hidden."""
    full = vocabulary()
    segments = segments_of(document.text)
    tags = reference(document.text, document.gold, segments)
    out = [Reading(document.layout, features(segments), pooled(segments), tags, True)]
    told = {seg.start: (seg, tag) for seg, tag in zip(segments, tags, strict=True)}
    printed = {seg.start: _printed(seg, document.text) for seg in segments}
    known = full.listed()
    lines = sorted({line for line, _ in printed.values() if line in known})
    headings = [line for line in lines if line in full.heading_kinds]
    others = [
        word for seg, tag in zip(segments, tags, strict=True) if tag in ("text", "title") for word in seg.text.split()
    ]
    for copy in range(copies if lines else 0):
        chance = random.Random(f"{seed} {document.name} {copy}")  # the same whatever the other documents are
        hidden = frozenset(line for line in lines if chance.random() < (SHARE_HIDDEN if copy else 1.0))
        share = SHARE_REWORDED if copy + 1 != REWORDED_COPY else 1.0
        words = {line: _other_words(others, chance) for line in sorted(hidden) if others and chance.random() < share}
        reworded = {
            key(seg.text): words[line] + behind
            for seg in segments
            for line, behind in [printed[seg.start]]
            if line in words
        }
        out.append(_reading(document.layout, document.text, hidden, reworded, told))
    if copies and headings:
        chance = random.Random(f"{seed} {document.name} run in")
        hidden = frozenset(line for line in headings if chance.random() < SHARE_RUN_IN)
        words = {
            line: _other_words(others, chance) for line in sorted(hidden) if others and chance.random() < SHARE_REWORDED
        }
        text, told = _run_in(document.text, segments, tags)
        reworded = {}
        for seg, _ in told.values():
            line = key(text[seg.start : seg.rest])
            if line in words and seg.rest < seg.end:
                reworded[key(seg.text)] = f"{words[line]}: {text[seg.rest : seg.end]}"
        out.append(_reading(document.layout, text, hidden, reworded, told))
    return out


def _reading(
    layout: str,
    text: str,
    hidden: frozenset[str],
    reworded: Mapping[str, str],
    told: Mapping[int, tuple[Segment, str]],
) -> Reading:
    """Return how a document reads to whom some lines of the phrase files are hidden and have other words."""
    seen = Segmenter(Vocabulary(None, hidden)).segment(text)
    return Reading(layout, features(seen, None, reworded), pooled(seen), [_told(seg, told) for seg in seen], False)


def _run_in(text: str, segments: Sequence[Segment], tags: Sequence[str]) -> tuple[str, dict[int, tuple[Segment, str]]]:
    """Return the text with its sections' headings run into the paragraphs below them, and each segment with its tag.

    'Beslutning' / 'Godkendt.' becomes 'Beslutning: Godkendt.'
    """
    parts: list[str] = []
    told: dict[int, tuple[Segment, str]] = {}
    at = length = 0  # how far the text is copied, and how long the copy is

    def copy(end: int) -> None:
        nonlocal at, length
        parts.append(text[at:end])
        length += end - at
        at = end

    k = 0
    while k < len(segments):
        seg, tag = segments[k], tags[k]
        below = segments[k + 1] if k + 1 < len(segments) else None
        copy(seg.start)
        joined = (
            tag.startswith(HEADING)
            and seg.rest >= seg.end
            and len(seg.text) <= LONGEST_LABEL
            and below is not None
            and tags[k + 1] == TEXT
            and not text[seg.end : below.start].strip()
        )
        start = length
        if joined and below is not None:
            copy(seg.end)
            gap = " " if seg.text.endswith(":") else ": "
            parts.append(gap)
            length += len(gap)
            rest, at = length, below.start
            copy(below.end)
            printed = f"{text[seg.start : seg.end]}{gap}{text[below.start : below.end]}"
            told[start] = replace(seg, start=start, end=length, rest=rest, text=printed), tag
            k += 2
            continue
        copy(seg.end)
        moved = start - seg.start
        told[start] = replace(seg, start=start, end=length, rest=seg.rest + moved), tag
        k += 1
    copy(len(text))
    return "".join(parts), told


def _printed(seg: Segment, text: str) -> tuple[str, str]:
    """Return the heading, label or mark of a segment as `key`, and what stands behind it; '' where rules know none."""
    if seg.kind == TEXT or "named" in seg.info:
        return "", ""
    rest = seg.rest if seg.start < seg.rest < seg.end else seg.end
    label = text[seg.start : rest]
    return key(label), (":" if label.rstrip().endswith(":") else "") + (
        f" {text[rest : seg.end]}" if rest < seg.end else ""
    )


def _other_words(words: Sequence[str], chance: random.Random) -> str:
    """Return one to four words of the document in the place of a heading's."""
    at = chance.randrange(len(words))
    some = " ".join(word.strip(".,;:()") for word in words[at : at + chance.randint(1, 4)])
    return some[:1].upper() + some[1:]


def _told(seg: Segment, told: Mapping[int, tuple[Segment, str]]) -> str:
    """Return the tag of a segment of a reading with hidden headings."""
    if seg.start not in told:
        return tag_of_rule(seg)
    known, tag = told[seg.start]
    if seg.kind != TEXT or tag in (TEXT, ITEM, TITLE):
        return tag
    value = known.rest < known.end
    labelled = value and label_end(seg.text) == known.rest - known.start
    # a hidden heading that was run together with its text is a line of text now
    glued = seg.end > known.end + 1 or (value and tag != "case")
    return TEXT if glued and not labelled else tag


def fit(documents: Iterable[Document], seed: int = 0) -> Tagger:
    """Return the tagger for annotated documents; the same documents and seed give the same model."""
    return fit_readings([one for document in documents for one in readings(document, seed)], seed)


def fit_readings(found: Sequence[Reading], seed: int = 0) -> Tagger:
    """Return the tagger for readings of documents."""
    # the limit reaches the libraries that are loaded by then
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    # one thread: sums are added up in one order, so the same seed gives the same bytes
    with threadpool_limits(1):
        return _fitted(found, seed)


def _fitted(found: Sequence[Reading], seed: int) -> Tagger:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for one in found for row in one.rows for name in set(row))
    names = sorted(name for name, n in seen.items() if n >= MIN_SEEN)
    target = [tag for one in found for tag in one.tags]
    if len(set(target)) < 2:
        raise AnnotationError("A model of the structure needs annotated minutes with items and text; there are none.")
    matrix = _matrix(names, found)
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3, random_state=seed).fit(matrix, target)
    tags = [str(tag) for tag in model.classes_]
    return Tagger(
        tags,
        names,
        # as it is stored, so that what is measured is what is shipped
        model.coef_.T.astype(np.float16).astype(np.float32),
        model.intercept_.astype(np.float32),
        _steps(tags, [one.tags for one in found if one.plain]),
        {
            "readings": len(found),
            "segments": len(target),
            "layouts": len({one.layout for one in found}),
            "seed": seed,
            "versions": {name: version(name) for name in ("scikit-learn", "numpy", "safetensors")},
        },
    )


def _matrix(names: Sequence[str], found: Sequence[Reading]) -> csr_matrix:
    import numpy as np
    from scipy.sparse import csr_matrix

    known = {name: i for i, name in enumerate(names)}
    columns: list[int] = []
    ends = [0]
    for one in found:
        for row in one.rows:
            columns += sorted({known[name] for name in row if name in known})
            ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(names)))


def _steps(tags: list[str], documents: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """Return how much likelier than by chance each tag follows each; a title follows only what can stand above one."""
    import numpy as np

    at = {tag: i for i, tag in enumerate(tags)}
    counts = np.full((len(tags), len(tags)), 0.5)
    for document in documents:
        for one, two in itertools.pairwise(document):
            counts[at[one], at[two]] += 1
    joint = counts / counts.sum()
    chance = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    steps = STEP_WEIGHT * np.log(joint / chance)
    if TITLE in at:
        for tag, i in at.items():
            if tag not in (ITEM, TITLE, "case", "label", "open", "closed", "furniture"):
                steps[i, at[TITLE]] = IMPOSSIBLE
    result: NDArray[np.float32] = steps.astype(np.float32)
    return result


def folds_of(documents: Sequence[Document]) -> dict[str, int]:
    """Return the fold of each document by its hash: whole layouts in turn, documents where all are of one layout."""
    layouts = sorted({document.layout for document in documents})
    if len(layouts) > 1:
        return {d.text_sha256: layouts.index(d.layout) % min(FOLDS, len(layouts)) for d in documents}
    return {d.text_sha256: i % FOLDS for i, d in enumerate(documents)}


def _found(counts: Counter[tuple[str, bool]]) -> dict[str, dict[str, float]]:
    """Return for each tag how many lines have it, and the share of them that was found."""
    lines: Counter[str] = Counter()
    for (tag, _), n in counts.items():
        lines[tag] += n
    return {tag: {"lines": n, "found": round(counts[tag, True] / n, 4)} for tag, n in sorted(lines.items())}


def measure(
    documents: Sequence[Document], found: Mapping[str, Sequence[Reading]], seed: int, tick: Callable[[], None]
) -> dict[str, Any]:
    """Return how well lines are told apart in documents whose layout was left out of training.

    Documents themselves are left out where all are of one layout.

    'accuracy' over all lines, 'tags' with number of lines, precision, recall and F1 of each kind; 'unlisted' the number
    and share of headings, labels and marks of each kind that are found where no phrase file lists them and other words
    stand in their place; 'run_in' the same of headings that are run into the paragraph below
    them. None stands for what there was nothing to measure on, as with one document alone.

    Args:
        documents: The annotated documents.
        found: Their readings by the hash of their texts.
        seed: As for training.
        tick: Called after each fold.

    """
    fold_of = folds_of(documents)
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    hidden: Counter[tuple[str, bool]] = Counter()
    run_in: Counter[tuple[str, bool]] = Counter()
    folds = sorted(set(fold_of.values()))
    for fold in folds:
        outside = [one for d in documents if fold_of[d.text_sha256] != fold for one in found[d.text_sha256]]
        if outside:
            model = fit_readings(outside, seed)
            for document in documents:
                if fold_of[document.text_sha256] != fold:
                    continue
                for number, one in enumerate(found[document.text_sha256]):
                    guessed = model.tags_of(one.rows, one.lines)
                    if number == 0:
                        told.update(guessed)
                        wanted.update(one.tags)
                        right.update(tag for tag, guess in zip(one.tags, guessed, strict=True) if tag == guess)
                    elif number == REWORDED_COPY:
                        hidden.update(
                            (tag, tag == guess)
                            for tag, guess, line in zip(one.tags, guessed, one.lines, strict=True)
                            if line and tag not in (TEXT, ITEM, TITLE)
                        )
                    elif number == RUN_IN_READING:
                        run_in.update(
                            (tag, tag == guess)
                            for tag, guess, row in zip(one.tags, guessed, one.rows, strict=True)
                            if tag.startswith(HEADING) and _UNKNOWN in row
                        )
        tick()

    return {
        "left_out": "layouts" if len({d.layout for d in documents}) > 1 else "documents",
        "accuracy": round(right.total() / wanted.total(), 4) if wanted else None,
        "unlisted": _found(hidden),
        "run_in": _found(run_in),
        "tags": {
            tag: {
                "lines": wanted[tag],
                "precision": round(right[tag] / told[tag], 4) if told[tag] else 0.0,
                "recall": round(right[tag] / wanted[tag], 4),
                "f1": round(2 * right[tag] / (told[tag] + wanted[tag]), 4),
            }
            for tag in sorted(wanted)
        },
    }
