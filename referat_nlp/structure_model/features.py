"""What the tagger sees of a segment: its form and words, what rules say of it, its neighbours, how often it recurs.

Headings from the phrase files are one feature among others (`rule …`): a heading that nobody has listed still has the
form of one, stands where one stands, and has neighbours such as one has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from referat_nlp import phrases
from referat_nlp.danish.dates import ANY_DATE
from referat_nlp.danish.file_numbers import STRONG
from referat_nlp.danish.names import NAME
from referat_nlp.reading.labelled import label_end
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment

# A longer line is running text whatever its words; it has features of form only, and those of its neighbours.
SHORT = 90
_WORDS_SEEN = 8
_LENGTHS = (3, 8, 15, 25, 40, 60, 90, 150, 300)
_TIMES = (1, 2, 3, 5, 9)
_NUMBERED = (
    (
        "word",
        re.compile(
            r"(?:[•·●▪*-][ \t]*)?(?:Lukket:[ \t]*)?"
            r"(?:Punkt|Pkt|Sag|Nr|Dagsordenspunkt|Ad)\b\.?[ \t:]*(?:nr\.?)?[ \t]*\d"
        ),
    ),
    ("dot", re.compile(r"(?:[•·●▪*][ \t]*)?\d{1,4}[a-z]?[ \t]?\.[ \t]*[A-ZÆØÅ\"”»]")),
    ("dot-alone", re.compile(r"\d{1,4}[a-z]?\.?$")),
    ("bracket", re.compile(r"\(?\d{1,2}\)")),
    ("space", re.compile(r"\d{1,4}[a-z]?[ \t]+[A-ZÆØÅ]")),
    ("glued", re.compile(r"\d{1,4}[A-ZÆØÅ]")),
    ("bullet", re.compile(r"[•·●▪◦*–—-][ \t]*\S")),
    ("letter", re.compile(r"[a-zæøå][.)][ \t]")),
    ("case", re.compile(r"\d{2}[/.-]\d{2}")),
    ("figure", re.compile(r"\d")),
)
# What an item may begin with: distances to the next such line tell where in an item a line stands.
_OPENING = ("case", "open", "closed")
_NUMBERS = frozenset(["numbered word", "numbered dot", "numbered space", "numbered glued", "numbered dot-alone"])
_NEAR = (1, 2, 3, 4, 6, 10, 20)
_DATE = re.compile(ANY_DATE)
_BODIES = ("udvalg", "råd", "styrelse", "magistrat", "nævn")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FIGURES = re.compile(r"\d+")
_TIME = re.compile(r"(?:[Kk]l\.?[ \t]*)?\d{1,2}[.:]\d{2}\b|[Kk]l\.?[ \t]*\d{1,2}\b")
_PARTY = re.compile(r"\([A-ZÆØÅ]{1,3}\)")
_FIGURE = re.compile(r"\d")
_WITH_FIGURES = (("file", STRONG), ("date", _DATE), ("time", _TIME))
_NAME = re.compile(NAME)
_CLAUSE = ("at ", "At ")


@lru_cache(maxsize=4)
def _openings(extra: str | None = None) -> frozenset[str]:
    """Return the first words by which decisions begin."""
    return frozenset(row.split()[0].casefold() for row in phrases.load("deciding", extra)["openings"])


@lru_cache(maxsize=4)
def _verbs(extra: str | None = None) -> frozenset[str]:
    return frozenset(row.split()[0].casefold() for row in phrases.load("proposing", extra)["verbs"])


def proposes(line: str, extra: str | None = None) -> bool:
    """Tell whether a line has a verb that introduces proposals: 'Forvaltningen foreslår,'."""
    verbs = _verbs(extra)
    return not verbs.isdisjoint(line.casefold().replace(",", " ").replace(":", " ").split())


def _bins(limits: tuple[int, ...]) -> Callable[[int], int]:
    """Return what tells the first of the limits that a number does not exceed, 0 where it exceeds all."""
    small = [next(limit for limit in limits if value <= limit) for value in range(limits[-1] + 1)]
    return lambda value: small[value] if value < len(small) else 0


_length_bin, _times_bin, _near_bin = _bins(_LENGTHS), _bins(_TIMES), _bins(_NEAR)
_average_bin = _bins((20, 40, 80, 160, 300))
# The kinds of forms are few: each is kept once, so that rows of features share them.
_forms: dict[tuple[str, ...], tuple[str, ...]] = {}


def _form(seg: Segment) -> tuple[str, ...]:
    """Return features of the printed form that neighbours see too."""
    text = seg.text
    first, last = text[0], text[-1]
    out = [f"len {_length_bin(len(text))}"]
    if last in ".,:;?!)-":
        out.append(f"end {last}")
    elif last.isdigit():
        out.append("end digit")
    else:
        out.append("end other")
    if first.isupper():
        out.append("start upper")
    elif first.islower():
        out.append("start lower")
    elif first.isdigit():
        out.append("start digit")
    else:
        out.append("start mark")
    if first.isdigit() or not first.isalnum() or first in "PpSNDAaLbcdef":
        for name, pattern in _NUMBERED:
            if pattern.match(text):
                out.append(f"numbered {name}")
                break
    if len(text) < 60 and text.isupper():
        out.append("capitals")
    if seg.level:
        out.append("level")
    if seg.blank:
        out.append("blank")
    if seg.cut:
        out.append("cut")
    form = tuple(out)
    return _forms.setdefault(form, form)


def rule(seg: Segment) -> str:
    """Return what the rules say of a segment, in one word."""
    if seg.kind in ("heading", "header"):
        return f"{seg.kind} {seg.what}" + (" +" if seg.rest < seg.end else "")
    return seg.kind + (" +" if seg.kind == "decision" and seg.rest < seg.end else "")


def decides(text: str, extra: str | None = None) -> bool:
    """Tell whether a text begins with one of the words that decisions begin with."""
    return _begins_as_decision(text, _openings(extra))


def _begins_as_decision(text: str, openings: frozenset[str]) -> bool:
    word = _WORD.search(text, 0, 60)
    return word is not None and word[0].casefold() in openings


def _names_body(text: str) -> bool:
    """Tell whether a word for a body stands in the text, or within one of its words."""
    small = text.casefold()
    return any(word in small for word in _BODIES)


def _value(text: str, at: int | None, openings: frozenset[str]) -> list[str]:
    """Return features of what stands behind a line's label, which ends at `at`, or of the whole line without one."""
    value = text if at is None else text[at:]
    out = ["labelled"] if at is not None else []
    if not value.strip():
        out.append("value none")
        return out
    value = value[:200]
    if at is not None:
        if _begins_as_decision(value, openings):
            out.append("value begins as decision")
        if value.startswith(_CLAUSE):
            out.append("value clause")
    # all of these but the last hold a figure
    kinds = [name for name, pattern in _WITH_FIGURES if pattern.search(value)] if _FIGURE.search(value) else []
    if "(" in value and _PARTY.search(value):
        kinds.append("party")
    if _names_body(value):
        kinds.append("body")
    if value[0].isupper() and _NAME.match(value):
        kinds.append("name")
    out += [f"value {kind}" for kind in kinds]
    out.append(f"value words {_near_bin(len(value.split()))}")
    out.append(("labelled " if at is not None else "bare ") + " ".join(kinds))
    return out


def readable(text: str) -> bool:
    """Tell whether a line can be anything but running text: a short one, or one that begins with a label."""
    return len(text) <= SHORT or label_end(text) is not None


def _lexical(text: str) -> list[str]:
    """Return the features of a short line's words: whole, their beginnings and their ends."""
    words = [w.casefold() for w in _WORD.findall(text)[:_WORDS_SEEN]]
    out = ["word #" if w[0].isdigit() else f"word {w}" for w in words]
    longer = [w for w in words if len(w) > 5]
    out += [f"pre {w[:5]}" for w in longer]
    out += [f"suf {w[-5:]}" for w in longer]
    if words:
        out.append(f"first {words[0][:7]}")
        out.append(f"last {words[-1][-7:]}")
        out.append(f"words {len(words)}")
    return out


def _distances(places: Sequence[int], count: int) -> tuple[list[int], list[int]]:
    """Return for each segment how many segments back and ahead the nearest of the places is; 99 where there is none."""
    since, until = [99] * count, [99] * count
    marked = set(places)
    last = None
    for i in range(count):
        if last is not None:
            since[i] = i - last
        if i in marked:
            last = i
    last = None
    for i in range(count - 1, -1, -1):
        if last is not None:
            until[i] = last - i
        if i in marked:
            last = i
    return since, until


def _together(
    places: Sequence[int], segments: Sequence[Segment], starts: Sequence[Sequence[str]], until: Sequence[int]
) -> tuple[str, ...]:
    """Return what all prints of a recurring line have in common: what follows them, and how near the next item is."""
    following = [k + 1 for k in places if k + 1 < len(segments)]
    if not following:
        return ()
    deciding = sum("begins as decision" in starts[k] for k in following) / len(following)
    length = sum(min(len(segments[k].text), 400) for k in following) / len(following)
    ending = sum(until[k] <= 4 for k in places) / len(places)
    clauses = sum(segments[k].text[:3] in ("at ", "At ") or segments[k].text[:1] in "1-•·" for k in following) / len(
        following
    )
    return (
        f"together deciding {_share(deciding)}",
        f"together length {_average_bin(int(length))}",
        f"together ending {_share(ending)}",
        f"together clauses {_share(clauses)}",
        f"together deciding {_share(deciding)} ending {_share(ending)}",
    )


def _together_behind(
    places: Sequence[int],
    segments: Sequence[Segment],
    ends: Sequence[int | None],
    openings: frozenset[str],
    until: Sequence[int],
) -> tuple[str, ...]:
    """Return what all lines with one label have in common: what stands behind it, and how near the next item is."""
    values = [segments[k].text[ends[k] or 0 :] for k in places]
    deciding = sum(_begins_as_decision(value, openings) for value in values) / len(places)
    clauses = sum(value.startswith(_CLAUSE) for value in values) / len(places)
    length = sum(min(len(value), 400) for value in values) / len(places)
    ending = sum(until[k] <= 4 for k in places) / len(places)
    return (
        f"behind deciding {_share(deciding)}",
        f"behind clauses {_share(clauses)}",
        f"behind length {_average_bin(int(length))}",
        f"behind deciding {_share(deciding)} ending {_share(ending)}",
    )


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


Group = tuple[str, Sequence[str]]
"""Some of a segment's features: what all their names begin with, and how they go on.

A tuple of names stands for many segments, and whoever looks features up may keep what it found for it; a list is the
words of one line.
"""


def features(
    segments: Sequence[Segment], extra: str | None = None, reworded: Mapping[str, str] | None = None
) -> list[list[str]]:
    """Return the names of each segment's features; see `feature_groups`."""
    return [
        [begin + name for begin, names in row for name in names] for row in feature_groups(segments, extra, reworded)
    ]


def feature_groups(
    segments: Sequence[Segment], extra: str | None = None, reworded: Mapping[str, str] | None = None
) -> Iterator[list[Group]]:
    """Yield each segment's features in groups.

    Args:
        segments: All segments of a document, as the rules see them.
        extra: A folder of the user's own phrase files.
        reworded: Lines (as `key`) with other words in their place: the model learns so how an unheard heading looks.

    """
    openings = _openings(extra)
    reworded = reworded or {}
    count = len(segments)
    keys = [key(s.text) for s in segments]
    shapes = [_FIGURES.sub("#", k) if len(k) < SHORT else "" for k in keys]
    times, shape_times = Counter(keys), Counter(shapes)
    decisions = sum(1 for s in segments if s.kind == "decision") or 1
    ends = [label_end(s.text) for s in segments]
    labels = [key(s.text[:at]) if at else "" for s, at in zip(segments, ends, strict=True)]
    label_times = Counter(labels)
    forms = [_form(s) for s in segments]
    rules = [rule(s) for s in segments]
    starts = [
        _start(reworded.get(k, s.text) if reworded else s.text, openings) for k, s in zip(keys, segments, strict=True)
    ]
    near = [(f"rule {r}", *form) for r, form in zip(rules, forms, strict=True)]  # as a neighbour sees it
    far = [seen[:3] for seen in near]
    opening = [i for i in range(count) if rules[i] in _OPENING or not _NUMBERS.isdisjoint(forms[i])]
    since, until = _distances(opening, count)
    lacks = "lacks " + " ".join(
        what
        for what in ("decision", "proposal")
        if not any(s.kind in ("decision", "heading") and s.what == what for s in segments)
    )
    recurring: dict[str, list[int]] = {}
    labelled: dict[str, list[int]] = {}
    for i, s in enumerate(segments):
        if s.kind == "text":
            if times[keys[i]] > 1 and len(s.text) <= SHORT:
                recurring.setdefault(keys[i], []).append(i)
            if labels[i] and label_times[labels[i]] > 1 and ends[i] != len(s.text):
                labelled.setdefault(labels[i], []).append(i)
    behind = {
        label: _together_behind(places, segments, ends, openings, until)
        for label, places in labelled.items()
        if len(places) > 1
    }
    together = {line: _together(places, segments, starts, until) for line, places in recurring.items()}
    above, below = _listed(segments)
    first_item = next((i for i, f in enumerate(forms) if "numbered word" in f or "numbered dot" in f), count)
    for i, s in enumerate(segments):
        mine: list[Group] = [("", ("bias",)), ("rule ", (rules[i],)), ("", forms[i])]
        short = len(s.text) <= SHORT
        told = short or bool(labels[i])
        proposing = False
        if told:
            line = reworded.get(keys[i], s.text)
            mine.append(("", _lexical(line if short else line[: label_end(line) or SHORT])))
            value = _value(s.text, ends[i], openings)
            mine.append(("", tuple(value)))
            label = labels[i]
            if label:
                mine.append(("label times ", (str(_times_bin(label_times[label])),)))
                if s.kind == "text" and label in behind:
                    mine += [("", behind[label]), (f"{lacks} ", behind[label])]
        if short:
            n = times[keys[i]]
            seen = [f"times {_times_bin(n)}", f"shape times {_times_bin(shape_times[shapes[i]])}"]
            if n > 1:
                ratio = n / decisions
                seen.append(
                    f"as often as decisions {0 if ratio < 0.3 else 1 if ratio < 0.75 else 2 if ratio < 1.35 else 3}"
                )
            if ends[i] is None:  # what was looked for is the whole line
                dated, body = "value date" in value, "value body" in value and line is s.text
            else:
                dated, body = _FIGURE.search(s.text) is not None and _DATE.search(s.text) is not None, False
            if dated:
                seen.append("date")
            if body or ((ends[i] is not None or line is not s.text) and _names_body(line)):
                seen.append("body")
            if proposes(line, extra):
                proposing = True
                seen.append("verb of proposing")
            mine.append(("", tuple(seen)))
        else:
            mine.append(("", _LONG))
        mine.append(("", starts[i]))
        if i > 1:
            mine.append(("-2 ", far[i - 2]))
        else:
            mine.append(("-2 ", _EDGE))
        for begin, k in (("-1 ", i - 1), ("1 ", i + 1)):
            if 0 <= k < count:
                mine += [(begin, near[k]), (begin, starts[k])]
                if short and times[keys[k]] > 1 and len(keys[k]) < SHORT:
                    mine.append((begin, _RECURS))
            else:
                mine.append((begin, _EDGE))
        mine.append(("2 ", far[i + 2] if i + 2 < count else _EDGE))
        mine.append(
            (
                "",
                (
                    "before first number" if i < first_item else "behind first number",
                    f"place {min(9, 10 * i // count)}" if i * 20 < count or i * 20 > 19 * count else "place middle",
                ),
            )
        )
        if told:
            mine.append(("short and ", (rules[i],)))
            mine.append(
                (
                    "",
                    (
                        f"since opening {_near_bin(since[i])}",
                        f"until opening {_near_bin(until[i])}",
                        f"above {above[i]}",
                    ),
                )
            )
            mine.append(("below ", (below[i],)))
            if s.kind == "text" and keys[i] in together:
                shared = together[keys[i]]
                # '<proposer> indstiller,' above a list is no heading
                verb = "verb " if proposing else "no verb "
                clauses = tuple(name for name in shared if name.startswith("together clauses"))
                mine += [("", shared), (f"{lacks} ", shared), (verb, clauses)]
        yield mine


_LONG, _EDGE, _RECURS = ("long",), ("edge",), ("recurs",)


def _start(text: str, openings: frozenset[str]) -> tuple[str, ...]:
    """Return features of the word that a line begins with, which neighbours see too."""
    word = _WORD.search(text, 0, 60)
    if word is None:
        return ()
    first = word[0].casefold()
    return (f"begins {first[:8]}", "begins as decision") if first in openings else (f"begins {first[:8]}",)
