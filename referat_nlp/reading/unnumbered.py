"""Minutes whose items bear no numbers: cut at what recurs with each item.

That is a repeated page header, an open mark, a file-number line, or the section that every item begins with.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.dates import find_date
from referat_nlp.reading.contents import has_leaders, page_at
from referat_nlp.reading.found import Found
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.titles import clean_title, may_be_marked, title_like
from referat_nlp.reading.vocabulary import Vocabulary

# What a mark before a title may begin with in small letters: 'lukket', 'åben'
_MARKS_BEGIN = "lcfoå"
_BULLET = re.compile(r"[•·●▪*\-–][ \t]+")
_ONE = re.compile(r"1\.[ \t]+(?=[A-ZÆØÅ])")
# What begins a part of an item
_PARTS = ("heading", "decision", "case", "open", "closed")
# Fewer lines below one another are no list of titles
_FEWEST = 3
# Lines that recur are tried up to this number: pages of tables repeat many
_MOST = 60


def unnumbered(segments: list[Segment], vocab: Vocabulary) -> list[Found]:
    """Return the items that what recurs tells, with the places of their titles; none where nothing fits the decisions."""
    decisions = [i for i, s in enumerate(segments) if s.kind == "decision"]
    options: list[tuple[float, str, list[int]]] = []
    for name, anchors in _anchors(segments, vocab).items():
        if len(anchors) >= 2:
            options.append((_fit(anchors, decisions, len(segments)), name, anchors))
    after = _after_decisions(segments)
    if len(after) >= 2:
        options.append((_fit(after, decisions, len(segments)) - 0.1, "after", after))
    if not options:
        if len(decisions) >= 1:
            single = next(
                (i for i, s in enumerate(segments) if s.kind in ("heading", "decision", "case", "open", "closed")),
                None,
            )
            if single is not None:
                return _cut_at([single], segments, "cycle")
        return []
    fit, name, anchors = max(options, key=lambda o: o[0])
    if fit <= 0.5:
        return []
    return _cut_at(anchors, segments, name)


def listed(segments: list[Segment]) -> list[int]:
    """Return the segments that are titles without numbers: lines that a table of contents lists, one below the other.

    Each stands again in the body, in the same order, with its item's text below it. Empty where no such list stands.
    """
    entries = _entries(segments)
    again: list[int | None] = [None] * len(segments)
    later: dict[str, int] = {}
    times = Counter(entries.values())
    for i in sorted(entries, reverse=True):
        if times[entries[i]] in (2, 3):
            again[i] = later.get(entries[i])
            later[entries[i]] = i
    spots = [i for i, at in enumerate(again) if at is not None]
    if len(spots) < _FEWEST:
        return []
    # how many lines above each one stand at the beginning of a part of an item
    parts = [0, *itertools.accumulate(seg.kind in _PARTS for seg in segments)]
    best: list[int] = []
    behind = 0
    for i in spots:
        if i < behind:
            continue
        places: list[int] = []
        missed, k = 0, i
        while k < len(segments) and (not places or k < places[0]):
            at = again[k]
            if segments[k].kind == "furniture":
                pass
            elif at is not None and at > (places[-1] if places else k):
                places.append(at)
            elif places and segments[k].kind in ("text", "heading", "header") and missed < 0.25 * len(places):
                missed += 1
            else:
                break
            k += 1
        if len(places) > len(best) and _apart(places, parts, k):
            best = places
        behind = k
    return best


def _entries(segments: list[Segment]) -> dict[int, str]:
    """Return (by index) as `key` the lines that could be entries of the contents, and of those that stand once not all."""
    out: dict[int, str] = {}
    bare: dict[str, list[tuple[int, str]]] = {}  # lines whose words are the entry as they stand
    for i, seg in enumerate(segments):
        text = seg.text
        if seg.kind not in ("text", "heading", "header") or not 3 < len(text) < 200 or seg.rest < seg.end:
            continue
        if text[-1] in ",;:" or (text[0].islower() and text[0] not in _MARKS_BEGIN):
            continue  # no title, whatever mark it bears
        if _marked(text):
            entry = _entry(text)
            if entry:
                out[i] = entry
        else:
            text = text.strip()
            bare.setdefault(key(text), []).append((i, text))
    marked = set(out.values())
    for name, lines in bare.items():
        if name and (len(lines) > 1 or name in marked):
            titled = {text: _titled(text) for text in dict(lines).values()}
            out.update((i, name) for i, text in lines if titled[text])
    return out


def _marked(text: str) -> bool:
    """Tell whether a line could hold a bullet, leaders or a title's mark, which are no words of an entry."""
    return (
        "..." in text
        or "…" in text
        or ". . ." in text
        or "___" in text
        or may_be_marked(text)
        or (
            ("-" in text or "–" in text or "•" in text or "·" in text or "●" in text or "▪" in text or "*" in text)
            and _BULLET.search(text) is not None
        )
    )


def _entry(text: str) -> str:
    """Return a line as `key` if it could be an entry of the contents, without bullet and page; else ''."""
    page = page_at(text) if has_leaders(text) else None
    words = _BULLET.sub("", text[:page] if page is not None else text)
    words = clean_title(words)[0]  # 'Grundsalg' of the contents may be 'Grundsalg (Lukket punkt)' below
    return key(words) if _titled(words) else ""


def _titled(words: str) -> bool:
    """Tell whether words could be a title; a body with a day is a page's head."""
    return title_like(words) and not (find_date(words) and CORE_WORD.search(words))


def _apart(places: list[int], parts: list[int], end: int) -> bool:
    """Tell whether the lines at `places` are the titles of items: three or more, behind the list, with text between them.

    `parts` counts the lines that begin a part of an item above each line, and below the last.
    """
    if len(places) < _FEWEST or places[0] < end:
        return False
    following = [*places[1:], len(parts) - 1]
    gaps = [b - a for a, b in zip(places, following, strict=True)]
    told = sum(1 for a, b in zip(places, following, strict=True) if parts[b] > parts[a + 1])
    return sum(1 for gap in gaps if gap > 1) >= 0.8 * len(gaps) and told >= 0.7 * len(places)


def at_titles(places: list[int], segments: list[Segment]) -> list[Found]:
    """Return the items that begin with the titles at `places`."""
    items = [
        Found(None, a, b, a + 1, title=(segments[a].start, segments[a].end))
        for a, b in zip(places, [*places[1:], len(segments)], strict=True)
    ]
    for item in items:
        bullet = _BULLET.match(segments[item.first].text)
        if bullet:
            item.title = (segments[item.first].start + bullet.end(), segments[item.first].end)
    return items


def _after_decisions(segments: list[Segment]) -> list[int]:
    """Return where items begin if each ends with its own decision: at the first heading below one."""
    decisions = [s for s in segments if s.kind == "decision"]
    if not decisions:
        return []
    body, date = Counter((s.body, s.date) for s in decisions).most_common(1)[0][0]
    starts: list[int] = []
    ended = True
    for i, s in enumerate(segments):
        if (
            s.kind == "decision"
            or (s.kind == "heading" and s.what not in ("attachments", "attendance", "decision_label"))
            or s.kind == "closed"
        ):
            if ended:
                starts.append(i)
                ended = False
        if s.kind == "decision" and (s.body, s.date) == (body, date):
            ended = True
    return starts


def _anchors(segments: list[Segment], vocab: Vocabulary) -> dict[str, list[int]]:
    """Return the kinds of line that may open every item, each with the segments where it stands."""
    out: dict[str, list[int]] = {}
    out["mark"] = [
        i for i, s in enumerate(segments) if s.kind in ("open", "closed") and key(s.text) in vocab.open | vocab.closed
    ]
    # a list whose numbers a converter has lost: each item is the first
    ones = [i for i, s in enumerate(segments) if s.blank and s.kind in ("text", "heading") and _ONE.match(s.text)]
    if len(ones) >= 3:
        out["ones"] = ones
    out["opener"] = [i for i, s in enumerate(segments) if key(s.text) in vocab.openers]
    out["case"] = [i for i, s in enumerate(segments) if s.kind == "case" and (i == 0 or segments[i - 1].kind != "case")]
    lines: dict[str, list[int]] = {}
    headings: dict[str, list[int]] = {}
    for i, seg in enumerate(segments):
        if seg.kind in ("text", "header") and len(seg.text) > 5:
            lines.setdefault(key(seg.text), []).append(i)
        elif seg.kind == "heading":
            headings.setdefault(key(seg.text), []).append(i)
    for line, places in lines.items():
        # a repeated line opens an item only with a date or a number in it
        if len(places) >= 2 and any(c.isdigit() for c in line):
            out[f"line:{line}"] = places
        if len(out) > _MOST:
            break
    for heading, places in headings.items():
        if len(places) >= 2:
            out[f"cycle:{heading}"] = places
    return out


def _fit(anchors: list[int], decisions: list[int], end: int) -> float:
    """Rate anchors: the share of stretches with one decision or so, and of decisions behind the first anchor."""
    if not decisions:
        return 0.0
    good, k = 0.0, 0
    for a, b in zip(anchors, [*anchors[1:], end], strict=True):
        inside = 0
        while k < len(decisions) and decisions[k] < b:
            inside += decisions[k] >= a
            k += 1
        good += inside in (1, 2) or (inside > 2) * 0.3  # quoted decisions make two or three
    covered = sum(1 for d in decisions if d >= anchors[0]) / len(decisions)
    spread = min(1.0, len(anchors) / max(1.0, 0.6 * len(decisions)))
    return good / len(anchors) * covered * spread + 0.001 / (1 + anchors[0])


def _marks_between(anchors: list[int], segments: list[Segment]) -> list[int]:
    """Return the anchors with the closed items that lack the usual opening: a mark, and a decision below it."""
    out: list[int] = []
    for a, b in zip(anchors, [*anchors[1:], len(segments)], strict=True):
        out.append(a)
        decided = False
        last = next((k for k in range(b - 1, a, -1) if segments[k].kind == "decision"), a)
        for k in range(a + 1, b):
            if segments[k].kind == "decision":
                decided = True
            elif segments[k].kind == "closed" and decided and k < last:
                out.append(k)
                decided = False
    return out


def _cut_at(anchors: list[int], segments: list[Segment], name: str) -> list[Found]:
    """Cut the document at the anchors of this name into items."""
    if name.startswith("cycle"):
        # an item before the first that opens as usual: its decision is there
        early = [i for i, s in enumerate(segments[: anchors[0]]) if s.kind == "decision"]
        if early:
            opening = next(i for i, s in enumerate(segments) if s.kind in ("heading", "decision"))
            anchors = [opening, *anchors]
    if name.startswith(("cycle", "case")):
        anchors = _marks_between(anchors, segments)
    above_files = name == "case" and sum(1 for a in anchors if _titled_above(a, segments) is not None) >= 0.6 * len(
        anchors
    )
    repeated = {key(segments[a].text) for a in anchors}
    common = Counter(key(s.text) for s in segments if s.kind in ("text", "header"))
    items: list[Found] = []
    for a, b in zip(anchors, [*anchors[1:], len(segments)], strict=True):
        item = Found(None, a, b, a)
        if name == "ones":
            number = _ONE.match(segments[a].text)
            item = Found("1", a, b, a + 1, title=(segments[a].start + (number.end() if number else 0), segments[a].end))
        elif name.startswith(("cycle", "after")):
            _title_above(item, items, segments)
        elif above_files:
            item.body_from = a + 1
            at = _titled_above(a, segments)
            if at is not None and at >= (items[-1].body_from if items else 0):
                item.first, item.title = at, (segments[at].start, segments[at].end)
        else:
            item.body_from = a + 1
            _title_below(item, segments, repeated, common, len(anchors))
        # marks of open and closed items directly above belong to the item below
        while (
            not name.startswith("mark")
            and item.first > (items[-1].body_from if items else 0)
            and segments[item.first - 1].kind in ("closed", "open")
        ):
            item.first -= 1
        items.append(item)
    for one, two in itertools.pairwise(items):
        one.last = two.first
    return items


def _titled_above(anchor: int, segments: list[Segment]) -> int | None:
    """Return the segment of a title that opens a page above a file number, a mark between them allowed; else None."""
    at = anchor - 1
    if at >= 0 and segments[at].kind in ("open", "closed") and segments[at].cut:
        at -= 1
    if at < 1 or segments[at - 1].kind != "furniture" or segments[at].kind not in ("text", "heading"):
        return None
    return at if segments[at].cut and title_like(segments[at].text) else None


def _title_above(item: Found, items: list[Found], segments: list[Segment]) -> None:
    """Take a title-like line directly above the item's first section as its title."""
    k = item.first - 1
    floor = items[-1].body_from if items else 0
    if k <= floor:
        return
    seg = segments[k]
    above = segments[k - 1] if k else None
    alone = above is None or seg.blank or seg.level or above.kind == "furniture"
    if seg.kind == "text" and alone and title_like(seg.text) and (items or seg.level):
        item.first = k
        item.title = (seg.start, seg.end)
        item.body_from = k + 1


def _title_below(item: Found, segments: list[Segment], repeated: set[str], common: Counter[str], times: int) -> None:
    """Take the first line below the anchor that recurs with no other item as the title, if it looks like one."""
    for k in range(item.first + 1, min(item.first + 8, item.last)):
        seg = segments[k]
        if seg.kind in ("furniture", "header", "open", "closed", "case", "label") or key(seg.text) in repeated:
            item.body_from = k + 1
            continue
        if seg.kind != "text" or common[key(seg.text)] >= max(2, times):
            if seg.kind == "text":
                item.body_from = k + 1
                continue
            break
        if title_like(seg.text) and k + 1 < len(segments):
            item.title = (seg.start, seg.end)
            item.body_from = k + 1
        break
