"""Names of persons as a learned part of a model: the shipped base, trained further on what the annotations name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from referat_nlp.annotations import Document
from referat_nlp.base.lessons import Lesson, lessons_of
from referat_nlp.learned import Learned, Table
from referat_nlp.resources import PERSONS, shipped_base

if TYPE_CHECKING:
    from referat_nlp.base.learning import Measured, Score
    from referat_nlp.base.own import OwnPersons

# With fewer names than this, nothing is learned from them: no figure could tell whether it helped.
FEW = 10
# So much worse than before the trained base may be on invented sentences, and still has forgotten nothing.
_FORGOTTEN = 0.01

_CHANGED = """

The weights beside this file go on from those of that model: they were trained further on the names of members in
annotated minutes, and on invented sentences. The figures and the settings of this training are in meta.json.
"""


class PersonsPart:
    """Trains the base on the sentences in which members of the annotated minutes stand.

    The weights of the shipped base stay in use, and no files are written, where there is too little to learn from, or
    where what was learned does not find persons better in minutes that were left out of the training.
    """

    name = PERSONS

    def steps(self, documents: Sequence[Document]) -> int:
        """Return how often the base is trained: for each part of the layouts that is left out, and with all."""
        return self._steps(lessons_of(documents))

    def _steps(self, lessons: Sequence[Lesson]) -> int:
        from referat_nlp.base.learning import folds_of

        folds = set(folds_of(lessons).values())
        return len(folds) + 1 if folds and _names(lessons) >= FEW else 0

    def train(self, documents: Sequence[Document], seed: int, tick: Callable[[], None]) -> Learned:
        """Return the trained base, or the shipped one where that is no worse."""
        lessons = lessons_of(documents)
        facts: dict[str, Any] = {"kept": "shipped", "names": _names(lessons), "sentences": len(lessons)}
        few = _few(lessons)
        if not self._steps(lessons):
            why = "there are too few names to learn from" if few else "how good others were is not known"
            summary = f"{_counted(lessons)}. The shipped base stays: {why}."
            return Learned(summary, facts, [_untrained(lessons, facts)], few or [_ONE_DOCUMENT], _nothing)
        from referat_nlp.base import learning
        from referat_nlp.base.persons import load_base

        folder = shipped_base()
        base = load_base(str(folder)) if folder else None
        learner = learning.Learner(base, seed)
        before, after = learning.measure(learner, base, lessons, tick)
        own = learner.fit(lessons)
        remembered = learning.recall(base, seed) if base else learning.Score(), learning.recall(own.nlp, seed)
        tick()
        reason = _why_not(before, after, *remembered)
        layouts = {lesson.layout for lesson in lessons}
        facts |= {
            "kept": "shipped" if reason else "trained",
            "left_out": "layouts" if len(layouts) > 1 else "documents",
            "layouts": len(layouts),
            "seed": seed,
            "versions": {name: version(name) for name in ("spacy", "thinc", "numpy", "safetensors")},
            "before": _facts(before, remembered[0]),
            "after": _facts(after, remembered[1]),
        }
        facts["by_layout"] = {
            layout: {"names": old.names, "before": old.facts(), "after": after.by_layout[layout].facts()}
            for layout, old in sorted(before.by_layout.items())
        }
        own.facts = facts
        left = f"{facts['left_out']} left out of training"
        kept = f"The shipped base stays: {reason}." if reason else "The trained base is kept."
        summary = (
            f"{_counted(lessons)}. With {left}: F1 {before.asked.f1:.3f} of the shipped base, "
            f"{after.asked.f1:.3f} of the trained one. {kept}"
        )
        shipped = {document.layout for document in documents if document.shipped}
        mine = {document.layout for document in documents if not document.shipped}
        tables = [
            Table(f"Persons by layout, {left}", _by_layout(facts, sorted(mine) + sorted(shipped - mine))),
            Table(f"Persons by kind of sentence, {left}", _by_kind(facts)),
        ]
        return Learned(summary, facts, tables, few, _nothing if reason else lambda place: _write(own, folder, place))


_ONE_DOCUMENT = "persons: names in 1 document only; how well they are found in another is not known."


def _names(lessons: Sequence[Lesson]) -> int:
    """Return how many names stand in the sentences that the base would be asked about."""
    return sum(len(lesson.names) for lesson in lessons if lesson.asked)


def _counted(lessons: Sequence[Lesson]) -> str:
    asked = sum(lesson.asked for lesson in lessons)
    return f"{_names(lessons)} names in {asked} different sentences with absent members"


def _few(lessons: Sequence[Lesson]) -> list[str]:
    names = _names(lessons)
    return [f"person names: {names}; below {FEW} nothing is learned from them."] if names < FEW else []


def _untrained(lessons: Sequence[Lesson], facts: dict[str, Any]) -> Table:
    rows: list[tuple[str, ...]] = [
        ("", "number"),
        ("names", str(facts["names"])),
        ("sentences", str(sum(one.asked for one in lessons))),
    ]
    return Table("Persons, found by the shipped base", rows)


def _why_not(before: Measured, after: Measured, knew: Score, knows: Score) -> str | None:
    """Return why the trained base is not to be taken, None where it is."""
    if after.asked.f1 <= before.asked.f1:
        return "the trained one finds persons no better"
    if after.told.f1 < before.told.f1:
        return "the trained one finds persons worse where sentences tell an absence in words"
    if knows.f1 < knew.f1 - _FORGOTTEN:
        return "the trained one finds persons worse in invented sentences"
    return None


def _facts(measured: Measured, remembered: Score) -> dict[str, Any]:
    kinds = {"asked": measured.asked, "told": measured.told, "invented": remembered}
    return {kind: {"names": score.names, **score.facts()} for kind, score in kinds.items()}


_FIGURES = ("precision", "recall", "f1")
_HEAD = (
    "names",
    *(f"{which} {figure}" for which in ("shipped:", "trained:") for figure in ("precision", "recall", "F1")),
)
_KINDS = {
    "asked": "with absent members",
    "told": "of these, that tell it in words",
    "invented": "invented ones, trained on all",
}


def _by_layout(facts: dict[str, Any], layouts: Sequence[str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("layout", *_HEAD)]
    for layout in layouts:
        if layout in facts["by_layout"]:
            row = facts["by_layout"][layout]
            rows.append((layout, str(row["names"]), *_figures(row["before"], row["after"])))
    before, after = facts["before"]["asked"], facts["after"]["asked"]
    return [*rows, ("in all", str(after["names"]), *_figures(before, after))]


def _by_kind(facts: dict[str, Any]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("sentences", *_HEAD)]
    for kind, called in _KINDS.items():
        before, after = facts["before"][kind], facts["after"][kind]
        rows.append((called, str(after["names"]), *_figures(before, after)))
    return rows


def _figures(*rows: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"{row[figure]:.3f}" for row in rows for figure in _FIGURES)


def _nothing(place: Path) -> None:
    """Write no folder: a model without this part is read with the shipped base."""


def _write(own: OwnPersons, base: Path | None, place: Path) -> None:
    """Write the trained weights, with the licence of the model that they go on from."""
    own.to_disk(place)
    for name in ("LICENSE.txt", "ATTRIBUTION.txt"):
        if base and (base / name).is_file():
            shutil.copyfile(base / name, place / name)
    if (place / "ATTRIBUTION.txt").is_file():
        with (place / "ATTRIBUTION.txt").open("a", encoding="utf-8", newline="\n") as file:
            file.write(_CHANGED)
