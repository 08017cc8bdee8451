"""What the tagger sees of a segment: its form and words, what rules say of it, its neighbours, how often it recurs.

Headings from the phrase files are one feature among others (`rule …`): a heading that nobody has listed still has the
form of one, stands where one stands, and has neighbours such as one has.

Features come in columns over all segments of a document. The kinds of values in a column are few, so that whoever looks
features up does so once for each kind and not for each segment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from referat_nlp.reading.segments import Segment
from referat_nlp.structure_model.lines import (
    CLAUSE,
    NEAR,
    SHORT,
    Group,
    Line,
    begins_as_decision,
    bins,
    near_bin,
    openings_of,
    read_line,
    reworded_line,
    word_features,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What an item may begin with: distances to the next such line tell where in an item a line stands.
_OPENING = ("case", "open", "closed")
_NUMBERS = frozenset(["numbered word", "numbered dot", "numbered space", "numbered glued", "numbered dot-alone"])
_FAR = 99
_times_bin = bins((1, 2, 3, 5, 9))
_average_bin = bins((20, 40, 80, 160, 300))
_EDGE: Group = ("edge",)
_RECURS: Group = ("recurs",)
# What a segment has besides its text, by the three bits of `_marks`
_MARKS = [tuple(name for bit, name in ((4, "level"), (2, "blank"), (1, "cut")) if marks & bit) for marks in range(8)]


class Column(NamedTuple):
    """Some of the features of all segments of a document."""

    begin: str  # what all names in it begin with
    groups: Sequence[Group]  # how the names go on, for each kind of value
    which: NDArray[np.intp]  # (segments,) the kind of each segment's value


@dataclass(frozen=True, slots=True)
class Features:
    """The features of all segments of a document: columns, and the words of each segment for `word_features`."""

    columns: list[Column]
    words: Sequence[tuple[str, ...]]

    def names(self) -> list[list[str]]:
        """Return the names of each segment's features."""
        rows = [[name for word in words for name in word_features(word)] for words in self.words]
        for begin, groups, which in self.columns:
            named = [[begin + name for name in group] for group in groups]
            for row, kind in zip(rows, which.tolist(), strict=True):
                row += named[kind]
        return rows


def rule(seg: Segment) -> str:
    """Return what the rules say of a segment, in one word."""
    if seg.kind in ("heading", "header"):
        return f"{seg.kind} {seg.what}" + (" +" if seg.rest < seg.end else "")
    return seg.kind + (" +" if seg.kind == "decision" and seg.rest < seg.end else "")


def features(
    segments: Sequence[Segment], extra: str | None = None, reworded: Mapping[str, str] | None = None
) -> list[list[str]]:
    """Return the names of each segment's features; see `read_features`."""
    return read_features(segments, extra, reworded).names()


def read_features(
    segments: Sequence[Segment], extra: str | None = None, reworded: Mapping[str, str] | None = None
) -> Features:
    """Return the features of a document's segments.

    Args:
        segments: All segments of the document, as the rules see them.
        extra: A folder of the user's own phrase files.
        reworded: Lines (as `key`) with other words in their place: the model learns so how an unheard heading looks.

    """
    if not segments:
        return Features([], [])
    lines = [read_line(seg.text, extra) for seg in segments]
    if reworded:
        lines = [
            reworded_line(seg.text, reworded[line.key], extra) if line.key in reworded else line
            for seg, line in zip(segments, lines, strict=True)
        ]
    document = _Document(segments, lines, extra)
    return Features(
        [*document.own(), *document.neighbours(), *document.place(), *document.recurring()],
        [line.words for line in lines],
    )


class _Document:
    """The segments of a document as columns of what their lines tell, and what is counted over all of them."""

    def __init__(self, segments: Sequence[Segment], lines: Sequence[Line], extra: str | None) -> None:
        import numpy as np

        self.segments = segments
        self.lines = lines
        self.openings = openings_of(extra)
        self.count = len(segments)
        self.keys, self.shapes, self.ends, self.labels, forms, starts, _, said, short, told, _ = zip(
            *lines, strict=True
        )
        self.short, self.told = np.array(short), np.array(told)
        self.rules = ["text" if seg.kind == "text" else rule(seg) for seg in segments]
        self.times, self.label_times = Counter(self.keys), Counter(self.labels)
        self.decisions = sum(1 for seg in segments if seg.kind == "decision") or 1
        marks = [4 * (seg.level > 0) + 2 * (seg.blank > 0) + seg.cut for seg in segments]
        self.near, self.looks = numbered(zip(self.rules, forms, marks, strict=True))  # as a neighbour sees it
        self.starts, self.begins = numbered(starts)
        self.said, self.says = numbered(said)
        opens = [what in _OPENING or not _NUMBERS.isdisjoint(form) for what, form, _ in self.near]
        opening = np.flatnonzero(np.array(opens)[self.looks])
        self.since, self.until = _distances(opening, self.count)
        first = [not {"numbered word", "numbered dot"}.isdisjoint(form) for _, form, _ in self.near]
        numbers = np.flatnonzero(np.array(first)[self.looks])
        self.first_item = int(numbers[0]) if len(numbers) else self.count

    def own(self) -> Iterable[Column]:
        """Return what a segment says and looks like, and how often lines like it are printed."""
        import numpy as np

        yield Column("", _looks(self.near), self.looks)
        yield Column("", self.said, self.says)
        yield Column("", self.starts, self.begins)
        shape_times = Counter(self.shapes)
        times = map(self.times.__getitem__, self.keys)
        alike = map(shape_times.__getitem__, self.shapes)
        seen, which = numbered(zip(times, alike, self.short.tolist(), strict=True))
        yield Column("", [self._seen(n, like) if short else () for n, like, short in seen], which)
        printed, which = numbered(self.label_times[label] if label else 0 for label in self.labels)
        yield Column("label times ", [(str(_times_bin(n)),) if n else () for n in printed], which)
        rules, which = numbered(self.rules)
        yield Column("short and ", [(), *((what,) for what in rules)], np.where(self.told, which + 1, 0))

    def _seen(self, n: int, alike: int) -> Group:
        """Return how often a line, and how often one with other numbers, is printed."""
        out = [f"times {_times_bin(n)}", f"shape times {_times_bin(alike)}"]
        if n > 1:
            ratio = n / self.decisions
            out.append(f"as often as decisions {0 if ratio < 0.3 else 1 if ratio < 0.75 else 2 if ratio < 1.35 else 3}")
        return tuple(out)

    def neighbours(self) -> Iterable[Column]:
        """Return what the two segments above and below look like, and the word that the nearest begin with."""
        import numpy as np

        near = [*_looks(self.near), _EDGE]
        far = [look[:3] for look in near]
        starts = [*self.starts, ()]
        recurs = np.array([self.times[line] > 1 and len(line) < SHORT for line in self.keys], dtype=np.intp)
        for begin, step in (("-2 ", -2), ("-1 ", -1), ("1 ", 1), ("2 ", 2)):
            look = _moved(self.looks, step, len(self.near))
            if step in (-2, 2):
                yield Column(begin, far, look)
                continue
            yield Column(begin, near, look)
            yield Column(begin, starts, _moved(self.begins, step, len(self.starts)))
            yield Column(begin, [(), _RECURS], np.where(self.short, _moved(recurs, step, 0), 0))

    def place(self) -> Iterable[Column]:
        """Return where in the document a segment stands, and how far from the next line that may begin an item."""
        import numpy as np

        at = np.arange(self.count)
        edge = (at * 20 < self.count) | (at * 20 > 19 * self.count)
        tenth = np.where(edge, np.minimum(9, 10 * at // self.count), 10)
        places = [f"place {k}" for k in range(10)] + ["place middle"]
        groups = [
            ("bias", number, place) for number in ("before first number", "behind first number") for place in places
        ]
        yield Column("", groups, np.where(at < self.first_item, 0, len(places)) + tenth)
        distance = np.array([near_bin(value) for value in range(NEAR[-1] + 2)])
        for name, far in (("since", self.since), ("until", self.until)):
            apart: list[Group] = [(), *((f"{name} opening {value}",) for value in range(NEAR[-1] + 1))]
            values = distance[np.minimum(far, NEAR[-1] + 1)]
            yield Column("", apart, np.where(self.told, values + 1, 0))
        for name, kinds in zip(("above", "below"), _listed(self.segments), strict=True):
            named, which = numbered(kinds)
            yield Column(f"{name} ", [(), *((kind,) for kind in named)], np.where(self.told, which + 1, 0))

    def recurring(self) -> Iterable[Column]:
        """Return what all prints of a line that comes again, and all lines with one label, have in common."""
        lines: dict[str, list[int]] = {}
        labels: dict[str, list[int]] = {}
        text = [i for i, what in enumerate(self.rules) if what == "text"]
        for i in text:
            line = self.keys[i]
            if self.times[line] > 1 and self.lines[i].short:
                lines.setdefault(line, []).append(i)
            label = self.labels[i]
            if label and self.label_times[label] > 1 and self.ends[i] != len(self.segments[i].text):
                labels.setdefault(label, []).append(i)
        labels = {label: places for label, places in labels.items() if len(places) > 1}
        if not lines and not labels:
            return
        headed = {seg.what for seg in self.segments if seg.kind in ("decision", "heading")}
        lacks = "lacks " + " ".join(what for what in ("decision", "proposal") if what not in headed) + " "
        shared = {line: self._together(places) for line, places in lines.items()}
        common = {label: self._behind(places) for label, places in labels.items()}
        together: list[Group] = [()] * self.count
        clauses: list[Group] = [()] * self.count
        behind: list[Group] = [()] * self.count
        for i in text:
            line, label = self.keys[i], self.labels[i]
            if label in common:
                behind[i] = common[label]
            if line in shared and self.lines[i].told:
                together[i] = shared[line]
                # '<proposer> indstiller,' above a list is no heading
                verb = "verb " if self.lines[i].proposing else "no verb "
                clauses[i] = tuple(verb + name for name in shared[line] if name.startswith("together clauses"))
        for rows in (behind, together):
            groups, which = numbered(rows)
            yield Column("", groups, which)
            yield Column(lacks, groups, which)
        yield Column("", *numbered(clauses))

    def _together(self, places: Sequence[int]) -> Group:
        """Return what all prints of a recurring line have in common: what follows, and how near the next item is."""
        following = [k + 1 for k in places if k + 1 < self.count]
        if not following:
            return ()
        texts = [self.segments[k].text for k in following]
        deciding = sum("begins as decision" in self.lines[k].start for k in following) / len(following)
        length = sum(min(len(text), 400) for text in texts) / len(following)
        clauses = sum(text.startswith(CLAUSE) or text[0] in "1-•·" for text in texts) / len(following)
        ending = self._ending(places)
        return (
            f"together deciding {_share(deciding)}",
            f"together length {_average_bin(int(length))}",
            f"together ending {ending}",
            f"together clauses {_share(clauses)}",
            f"together deciding {_share(deciding)} ending {ending}",
        )

    def _behind(self, places: Sequence[int]) -> Group:
        """Return what all lines with one label have in common: what stands behind it, and how near the next item is."""
        values = [self.segments[k].text[self.ends[k] or 0 :] for k in places]
        deciding = sum(begins_as_decision(value, self.openings) for value in values) / len(places)
        clauses = sum(value.startswith(CLAUSE) for value in values) / len(places)
        length = sum(min(len(value), 400) for value in values) / len(places)
        ending = self._ending(places)
        return (
            f"behind deciding {_share(deciding)}",
            f"behind clauses {_share(clauses)}",
            f"behind length {_average_bin(int(length))}",
            f"behind deciding {_share(deciding)} ending {ending}",
        )

    def _ending(self, places: Sequence[int]) -> int:
        return _share(int((self.until[places] <= 4).sum()) / len(places))


_T = TypeVar("_T", bound=Hashable)


def numbered(values: Iterable[_T]) -> tuple[list[_T], NDArray[np.intp]]:
    """Return the kinds of values in the order in which they first come, and for each value which kind it is."""
    import numpy as np

    values = list(values)
    numbers = {value: k for k, value in enumerate(dict.fromkeys(values))}
    return list(numbers), np.fromiter(map(numbers.__getitem__, values), dtype=np.intp, count=len(values))


def _looks(near: Sequence[tuple[str, Group, int]]) -> list[Group]:
    """Return the features of what the rules say of segments and of how they are printed."""
    return [(f"rule {what}", *form, *_MARKS[marks]) for what, form, marks in near]


def _moved(which: NDArray[np.intp], step: int, edge: int) -> NDArray[np.intp]:
    """Return for each segment the value of the one `step` further down, `edge` where the document has ended."""
    import numpy as np

    out = np.full_like(which, edge)
    if step < 0:
        out[-step:] = which[:step]
    else:
        out[:-step] = which[step:]
    return out


def _distances(places: NDArray[np.intp], count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return for each segment how many segments back and ahead the nearest of the places is; 99 where there is none."""
    import numpy as np

    at = np.arange(count)
    padded = np.concatenate([[-1], places, [-1]])
    before = padded[np.searchsorted(places, at, side="left")]
    after = padded[np.searchsorted(places, at, side="right") + 1]
    return np.where(before >= 0, at - before, _FAR), np.where(after >= 0, after - at, _FAR)


def _share(value: float) -> int:
    return 0 if value < 0.1 else 1 if value < 0.35 else 2 if value < 0.65 else 3


def _listed(segments: Sequence[Segment]) -> tuple[list[str], list[str]]:
    """Return for each segment the kind of the listed heading above it and of the one below it, '' without one."""

    def along(row: Sequence[Segment]) -> list[str]:
        out, last = [], ""
        for seg in row:
            out.append(last)
            if seg.kind in ("heading", "decision", "case"):
                last = seg.what or seg.kind
        return out

    return along(segments), along(segments[::-1])[::-1]
