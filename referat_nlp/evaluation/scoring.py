"""Compares one document's result with its gold file and counts what is right, wrong and missed, row by row.

Values are compared, not offsets. Texts of proposals and decisions are paired where their word sequences are at least
0.9 alike; the rows '…_exact' ask for the same words, the rows '…_lenient' take names and titles that are 0.9 alike,
letter by letter. An item that is missed costs all that it holds. A decision is complete where its body, date, outcomes
and votes are right too, an item where nothing in it is wrong but sums in tables. The rows `offsets` count the spans of
the result in whose stretch of the text the words of their value stand in their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from referat_nlp.evaluation.places import Pair, Places, Span, overlap
from referat_nlp.evaluation.rows import LABEL, MAIN
from referat_nlp.evaluation.values import (
    SIDES,
    alike,
    flat,
    heading,
    labels,
    name_of,
    sum_of,
    text_of,
    votes,
    words,
)

ALIKE = 0.9
NOTHING: dict[str, Any] = {"meeting": {}, "items": []}
"""The result of a document that could not be read."""

# An item is complete where no row of these has a mistake.
_OF_ITEM = [row for row in MAIN if row not in ("meeting", "participants", "table_amounts")]


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake: a value that was missed (`found` is None), is wrong (`gold` is None), or stands for another.

    `item` is the number of the agenda item as printed, '' for one without, None outside the items. The spans say where
    the two values stand, as far as that is known.
    """

    document: str
    item: str | None
    row: str
    gold: str | None
    found: str | None
    gold_span: Span | None = None
    found_span: Span | None = None

    @property
    def kind(self) -> str:
        """'missed', 'wrong' or 'different'."""
        return "missed" if self.found is None else "wrong" if self.gold is None else "different"

    def __str__(self) -> str:
        """Return the mistake as one line."""
        where = self.document if self.item is None else f"{self.document} item {self.item or '–'}"
        told = {
            "missed": f"{self.gold!r}",
            "wrong": f"{self.found!r}",
            "different": f"{self.found!r} for {self.gold!r}",
        }
        return f"{where} {self.row}: {self.kind} {told[self.kind]}"


@dataclass(slots=True)
class Score:
    """What was counted in one document: `counts[row]` is right, wrong and missed (tp, fp, fn).

    `pairs` has the places of values that were found.
    """

    document: str
    counts: dict[str, list[int]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    def add(self, row: str, right: int, wrong: int, missed: int) -> None:
        """Count."""
        counts = self.counts.setdefault(row, [0, 0, 0])
        for i, number in enumerate((right, wrong, missed)):
            counts[i] += number

    def whole(self, row: str, right: bool) -> None:
        """Count one thing that is right as a whole or not."""
        self.add(row, int(right), int(not right), int(not right))

    def mistakes(self, rows: Iterable[str]) -> int:
        """Return how much was wrong or missed in these rows."""
        return sum(sum(self.counts[row][1:]) for row in rows if row in self.counts)


@dataclass(frozen=True, slots=True)
class Value:
    """One value: `key` is what is compared and `shown` what a person reads.

    Where it stands is told by `span`, or by `quoted`, what the text prints, near the character `near`; an attribute of
    an entry stands where this `owner` does.
    """

    key: Hashable
    shown: str
    quoted: str | None = None
    span: Span | None = None
    near: int | None = None
    owner: Value | None = None
    entry: Any = None


def score_document(name: str, text: str, gold: dict[str, Any], found: dict[str, Any]) -> Score:
    """Compare a result with its gold file.

    Args:
        name: The document's name.
        text: Its text, in which the result's offsets count.
        gold: What the gold file says, as `annotations.read_gold` returns it.
        found: What `output.to_dict` returns, or NOTHING.

    """
    return _Comparison(name, text, gold, found).score


class _Comparison:
    def __init__(self, name: str, text: str, gold: dict[str, Any], found: dict[str, Any]) -> None:
        self.score = Score(name)
        self.places = Places(text, gold["items"])
        # where we are: the number and position of the agenda item, None in the header
        self.number: str | None = None
        self.position: int | None = None
        self.meeting(gold["meeting"], found["meeting"])
        by_number: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for item in found["items"]:
            by_number[str(item["number"])].append(item)
        for self.position, item in enumerate(gold["items"]):
            same = by_number[str(item["number"])]
            best = max(same, key=lambda other: alike(flat(item["title"]), flat(other["title"])), default=None)
            if best is not None:
                same.remove(best)
            self.number = item["number"] or ""
            self.item(item, best)
        self.position = None
        for rest in by_number.values():
            for item in rest:
                self.number = item["number"] or ""
                self.bags("items", [], [_title(item)])
        self.offsets(text, found)

    # --- Parts of a document ---

    def meeting(self, gold: dict[str, Any], found: dict[str, Any]) -> None:
        for key in ("municipality", "body", "date", "start_time", "place"):
            one, other = gold.get(key), found.get(key)
            wanted = [Value(flat(one), one, one)] if one else []
            got = [Value(flat(other), other, other)] if other else []
            self.bags(f"meeting_{key}", wanted, got)
            if one and key != "municipality":
                right = [value.key for value in got] == [flat(one)]
                self.score.add("meeting", int(right), int(bool(got) and not right), int(not right))
        self.people("participants", gold.get("participants") or [], found.get("participants") or [])
        self.absences(gold.get("absent_members") or [], found.get("absent_members") or [])

    def item(self, gold: dict[str, Any], read: dict[str, Any] | None) -> None:
        """Compare one agenda item; `read` is None where it was missed."""
        before = self.score.mistakes(_OF_ITEM)
        found: dict[str, Any] = defaultdict(list, read or {})
        there = [] if read is None else [read]
        self.bags("items", [_title(gold)], [_title(one) for one in there])
        titles = [_title(gold, flat(gold["title"]))], [_title(one, flat(one["title"])) for one in there]
        self.bags("titles", *titles)
        self.lenient("titles_lenient", *titles)
        self.bags("closed", *([_title(one, one["closed"], _CLOSED) for one in some] for some in ([gold], there)))
        self.bags("case_numbers", *(_values(some["case_numbers"], text_of, text_of) for some in (gold, found)))
        self.absences(gold["absent_members"], found["absent_members"])
        self.bags("substitutes", *(_substitutes(some["absent_members"]) for some in (gold, found)))
        amounts = [[amount for amount in found["amounts"] if amount["table"] == table] for table in (False, True)]
        for row, got in zip(("amounts", "table_amounts"), amounts):
            self.bags(row, *(_values(some, sum_of, _sum_shown) for some in (gold.get(row) or [], got)))
        for one, other in self.texts("proposals", gold["proposals"], found["proposals"]):
            self.attribute("proposers", one, other, "proposer")
            self.lenient("proposers_lenient", *([Value(flat(some["proposer"]), "")] for some in (one, other)))
            self.attribute("proposal_kind", one, other, "kind")
        self.decisions(gold["decisions"], found["decisions"])
        self.score.whole("complete_items", self.score.mistakes(_OF_ITEM) == before)

    def decisions(self, gold: list[Any], found: list[Any]) -> None:
        """Compare the decisions of an item with all that belongs to each."""
        matched = self.texts("decisions", gold, found)
        for one, other in matched:
            right = heading(one) == heading(other)
            self.score.add("decision_body_date_own", int(right), int(not right), int(not right))
            for key in ("body", "date", "own"):
                self.attribute(f"decision_{key}", one, other, key)
            if one["votes"] or other["votes"]:
                self.bags("votes", *(_of(some, votes(some), _vote_shown) for some in (one, other)))
            self.score.whole("complete_decisions", all(part(one) == part(other) for part in (heading, labels, votes)))
        for _ in range(len(gold) - len(matched)):
            self.score.whole("complete_decisions", False)
        partner = {id(one): other for one, other in matched}
        taken = {id(other) for other in partner.values()}
        for one in gold:
            self.outcomes(one, partner.get(id(one)))
        for other in found:
            if id(other) not in taken:
                self.outcomes(None, other)

    def outcomes(self, gold: dict[str, Any] | None, found: dict[str, Any] | None) -> None:
        wanted, got = (labels(some) if some else [] for some in (gold, found))
        sides = [_of(some, labels(some), str) if some else [] for some in (gold, found)]
        self.bags("outcomes", *sides)
        for label in sorted({*wanted, *got}):
            right = min(wanted.count(label), got.count(label))
            self.score.add(LABEL + label, right, got.count(label) - right, wanted.count(label) - right)

    def absences(self, gold: list[Any], found: list[Any]) -> None:
        for one, other in self.people("absent_members", gold, found):
            if one["party"] or other["party"]:
                self.attribute("parties", one, other, "party")

    def people(self, row: str, gold: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
        sides = [_values(some, lambda person: flat(name_of(person)), name_of) for some in (gold, found)]
        self.lenient(f"{row}_lenient", *sides)
        return self.bags(row, *sides)

    def offsets(self, text: str, found: Any) -> None:
        """Count every span of the result that says where its value stands."""
        if isinstance(found, list):
            for entry in found:
                self.offsets(text, entry)
        elif isinstance(found, dict):
            value = found.get("text") or found.get("name")
            if value and "start" in found and "end" in found:
                inside = iter(words(text[found["start"] : found["end"]]))
                self.score.whole("offsets", all(any(word == other for other in inside) for word in words(value)))
            for entry in found.values():
                self.offsets(text, entry)

    # --- Values of one kind ---

    def bags(self, row: str, gold: Sequence[Value], found: Sequence[Value]) -> list[tuple[Any, Any]]:
        """Compare two bags of values: what stands in both, as often as it does, is right.

        Returns what belongs to the values that are right, by the gold file and by the result.
        """
        waiting: dict[Hashable, list[Value]] = defaultdict(list)
        for value in found:
            waiting[value.key].append(value)
        right: list[tuple[Value, Value]] = []
        missed: list[Value] = []
        for value in gold:
            if waiting[value.key]:
                right.append((value, waiting[value.key].pop(0)))
            else:
                missed.append(value)
        left = Counter({key: len(some) for key, some in waiting.items()})
        wrong: list[Value] = []
        for value in reversed(found):  # those that were taken came first
            if left[value.key]:
                left[value.key] -= 1
                wrong.insert(0, value)
        self.score.add(row, len(right), len(wrong), len(missed))
        self.slips(row, missed, wrong)
        self.agree(row, right)
        return [(one.entry, other.entry) for one, other in right]

    def lenient(self, row: str, gold: Sequence[Value], found: Sequence[Value]) -> None:
        """Count values as right that are nearly alike, letter by letter."""
        pairs = _paired([str(value.key) for value in gold], [str(value.key) for value in found])
        self.score.add(row, len(pairs), len(found) - len(pairs), len(gold) - len(pairs))

    def texts(self, row: str, gold: list[Any], found: list[Any]) -> list[tuple[Any, Any]]:
        """Pair texts one to one, the likest first, and count the pairs; return them in the order of the gold file."""
        sides = [_values(some, lambda entry: " ".join(words(entry["text"])), _text) for some in (gold, found)]
        keys = [[words(entry["text"]) for entry in some] for some in (gold, found)]
        partner = _paired(*keys)
        taken = set(partner.values())
        right = [(sides[0][g], sides[1][f]) for g, f in sorted(partner.items())]
        apart = [(one, other) for one, other in right if one.key != other.key]
        self.score.add(row, len(right), len(found) - len(right), len(gold) - len(right))
        exact = len(right) - len(apart)
        self.score.add(f"{row}_exact", exact, len(found) - exact, len(gold) - exact)
        missed = [value for g, value in enumerate(sides[0]) if g not in partner]
        self.slips(row, missed, [value for f, value in enumerate(sides[1]) if f not in taken])
        for one, other in apart:
            self.slip(f"{row}_exact", one, other)
        self.agree(row, right)
        return [(one.entry, other.entry) for one, other in right]

    def attribute(self, row: str, gold: dict[str, Any], found: dict[str, Any], key: str) -> None:
        """Compare one attribute of a value that was found."""
        sides = []
        for some in (gold, found):
            value = some[key]
            known = flat(value) if isinstance(value, str) or value is None else value
            shown = {True: "own", False: "quoted", None: "(none)"}.get(value, str(value))
            quoted = value if key in ("proposer", "party") else None
            sides.append([Value(known, shown, quoted, owner=_value(some))])
        self.bags(row, *sides)

    # --- Mistakes and places ---

    def slips(self, row: str, missed: list[Value], wrong: list[Value]) -> None:
        """Note mistakes; one value that stands in another's place is one mistake, and is counted as both."""
        left = list(wrong)
        alone = len(missed) == len(wrong) == 1 and row not in ("participants", "absent_members")
        for value in missed:
            place = self.located(value)
            other = next((o for o in left if alone or (place and o.span and overlap(place, o.span))), None)
            if other is not None:
                left.remove(other)
            self.slip(row, value, other)
        for value in left:
            self.slip(row, None, value)

    def slip(self, row: str, gold: Value | None, found: Value | None) -> None:
        got = self.located(found) if found else None
        span = self.located(gold, got and got[0]) if gold else None
        shown = [value.shown if value else None for value in (gold, found)]
        self.score.slips.append(Slip(self.score.document, self.number, row, shown[0], shown[1], span, got))

    def located(self, value: Value, near: int | None = None) -> Span | None:
        """Return where a value stands in the text, None where that is not known."""
        if value.span:
            return value.span
        owner = self.located(value.owner, near) if value.owner else None
        start = owner[0] if owner else near if value.near is None else value.near
        place = self.places.find(value.quoted, self.position, start) or self.places.find(value.quoted, None, start)
        if place is None and value.near is not None:
            return value.near, value.near + 1
        return place or owner

    def agree(self, row: str, right: list[tuple[Value, Value]]) -> None:
        """Keep where the values stand, of those that the result gives offsets for."""
        for one, other in right:
            if row in _PLACED and other.span is not None:
                # names may be noted anywhere, as with 'inhabil i sag 6' under item 2
                item = None if row in ("participants", "absent_members") else self.position
                self.score.pairs.append(Pair(row, self.places.find(one.quoted, item, other.span[0]), other.span))


_PLACED = ("participants", "absent_members", "case_numbers", "proposals", "decisions", "amounts", "table_amounts")
_CLOSED = {True: "closed", False: "open"}
_SIDE_SHOWN = dict(zip(SIDES, ("for", "against", "abstaining")))


def _values(entries: Iterable[Any], key: Any, shown: Any) -> list[Value]:
    """Return the entries of a gold file or of a result as values."""
    return [_value(entry, key(entry), shown(entry)) for entry in entries]


def _value(entry: Any, key: Hashable = None, shown: str = "") -> Value:
    quoted = entry if isinstance(entry, str) else entry.get("text") or entry.get("name")
    span = (entry["start"], entry["end"]) if isinstance(entry, dict) and "start" in entry else None
    return Value(key, shown, quoted, span, entry=entry)


def _of(entry: dict[str, Any], values: Iterable[Any], shown: Any) -> list[Value]:
    """Return values that belong to an entry and stand where it stands."""
    owner = _value(entry)
    return [Value(value, shown(value), owner=owner) for value in values]


def _title(item: dict[str, Any], key: Hashable = 1, shown: dict[Any, str] | None = None) -> Value:
    """Return an item as a value that stands where its title does."""
    told = shown[key] if shown else f"{item['number'] or '–'} {item['title'] or ''}".strip()
    return Value(key, told, item["title"], near=item.get("start"), entry=item)


def _substitutes(people: list[Any]) -> list[Value]:
    return [
        Value((flat(p["name"]), flat(p["substitute"])), f"{p['substitute']} for {p['name']}", p["substitute"])
        for p in people
        if p.get("substitute")
    ]


def _text(entry: dict[str, Any]) -> str:
    return str(entry["text"])


def _sum_shown(amount: dict[str, Any]) -> str:
    return f"{amount['text']} = {' to '.join(f'{end:.15g}' for end in sum_of(amount))} kr."


def _vote_shown(vote: tuple[str, str]) -> str:
    return f"{_SIDE_SHOWN[vote[0]]}: {vote[1]}"


def _paired(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> dict[int, int]:
    """Pair sequences that are alike one to one, the likest first; return for a position of the gold its partner's."""
    rated = []
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            ratio = alike(one, other, ALIKE)
            if ratio >= ALIKE:
                rated.append((ratio, -abs(g - f), g, f))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, f in sorted(rated, reverse=True):
        if g not in partner and f not in taken:
            partner[g] = f
            taken.add(f)
    return partner
