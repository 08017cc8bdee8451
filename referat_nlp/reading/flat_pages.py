"""What a transcript runs together on a page: labels with all their values behind the last, names without commas.

A printed cover has its labels in one column and their values in the next. A transcript prints the columns one behind the
other, on one line: 'Mødested: Deltagere: Fraværende: Havnesalen Ida Holm, Bo Dam Ingen'. Below a decision's heading the
absent members stand before the decision itself, without a mark between them: 'Fraværende: Ida Holm Godkendt'.

Here such segments are cut where one value ends and the next begins. A segment that is one value, or one name, of its own
has `info['value']`, and is read as if it stood on its own line; a decision cut off so has `info['decides']`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from referat_nlp import phrases
from referat_nlp.danish.dates import find_date
from referat_nlp.danish.names import NAME
from referat_nlp.reading.plain import key
from referat_nlp.reading.vocabulary import Vocabulary, alternatives

if TYPE_CHECKING:
    from referat_nlp.reading.segments import Segment

_LISTED = re.compile(rf"{NAME}(?:[ ]\([^()\d]{{1,30}}\))?(?:(?:,|[ ]og)[ ]{NAME}(?:[ ]\([^()\d]{{1,30}}\))?)*")
_NOBODY = re.compile(r"(?:Ingen|Nej|Alle mødt)(?![\w-])[.,]?")
# Words that a name swallows where a place stands before it: 'Mødelokale Ida Holm'
_PLACE_WORD = re.compile(
    r"(?:[\w-]*(?:lokale|salen?|rådhus(?:et)?|skolen?|stuen?|værelset?|centret?|center|huset|gården|hallen|kantinen?)[ ]+)+",
    re.IGNORECASE,
)
# 'Ida Holm Bo Dam deltog fra kl. 18'
_COMING = re.compile(r"[ ](?:deltog[ ](?:fra|til|først|i)|ankom|forlod|kom)\b")
_PARTY = re.compile(r"\([A-ZÆØÅ]{1,3}\)")
# what is said of the meeting behind a list of its members
_TOLD = re.compile(r"(?<=\w)[ ](?=Mødet[ ](?:er[ ]|blev[ ])?(?:hævet|slut\w*|afsluttet|begyndte|startede))")
_REMARKS = re.compile(r"(?<=\w)[ ](?=Bemærkning(?:er)?(?![\w-]))")
_CAPITALS = re.compile(r"(?<=[a-zæøå])[ ](?=[A-ZÆØÅ]{4,}(?![\w-]))")
_SENTENCE_END = re.compile(r"\w{3}[.][ ]")
_NAME_WORD = re.compile(r"[A-ZÆØÅ][\w.'’-]*")
# 'Åben' or 'Lukket' at the end of a page's head is the mark of what follows
_MARK_BEHIND = re.compile(r"(?<=\w)[ ](?:Åbent?|Lukket)$")
# the labels that a cover prints without a colon, before a name or with another label behind them
_PEOPLE = ("participants", "absent")


def refine(segments: list[Segment], text: str, start: int, vocab: Vocabulary) -> list[Segment]:
    """Return the segments with those of the transcript's pages, which begin at `start`, cut as their values demand."""
    first = next((i for i, s in enumerate(segments) if s.start >= start), len(segments))
    body = next((i for i, s in enumerate(segments) if i >= first and "title" in s.info), first)
    own = _decisions_parted(segments[body:], text, vocab)
    known = _known_names(own)
    cover: list[Segment] = []
    for seg in segments[first:body]:
        cover += [part for one in _told_parted(seg, text) for part in _unmarked_labels(one, text, vocab)]
    cover = _values_parted(cover, text, known)
    out: list[Segment] = []
    for seg in [*cover, *own]:
        out += _names_parted(seg, text, known, vocab)
    return [*segments[:first], *out]


def _piece(seg: Segment, text: str, start: int, end: int, **changes: object) -> Segment:
    """Return a part of a segment, without the blanks at its ends, as text."""
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end = start + len(raw.strip())
    given = {"kind": "text", "what": "", "rest": end, "blank": 0, "cut": True, "info": {}, **changes}
    return replace(seg, start=start, end=end, text=text[start:end], **given)  # type: ignore[arg-type]


def _ended(seg: Segment, text: str, end: int) -> Segment:
    """Return the segment that ends at `end` instead."""
    if seg.rest >= seg.end:
        seg = replace(seg, rest=end)
    end = seg.start + len(text[seg.start : end].rstrip())
    return replace(seg, end=end, text=text[seg.start : end], rest=min(seg.rest, end), info=dict(seg.info))


# -- decisions behind the names of absent members ----------------------------------------------------------------------


def _decisions_parted(segments: list[Segment], text: str, vocab: Vocabulary) -> list[Segment]:
    """Cut a list of absent members that stands between a decision's heading and its text where the text begins."""
    out: list[Segment] = []
    for seg in segments:
        above = out[-1] if out else None
        headed = above is not None and above.kind == "decision" and not text[above.rest : above.end].strip(" :")
        at = _names_end(text, seg.rest, seg.end, vocab) if headed and seg.kind == "absence" else None
        if at is None:
            out.append(seg)
        else:
            out += [_ended(seg, text, at), _piece(seg, text, at, seg.end, info={"decides": True})]
    return out


def _names_end(text: str, start: int, end: int, vocab: Vocabulary) -> int | None:
    """Return where the decision begins behind the names; None where the names fill the segment."""
    nobody = _NOBODY.match(text, start, end)
    if nobody:
        return nobody.end() if text[nobody.end() : end].strip() else None
    for match in vocab.opening.finditer(text, start, end):
        names = text[start : match.start()].rstrip()
        # a sentence that ended before it is no list of names any more
        return match.start() if len(names.split()) >= 2 and _NAME_WORD.match(names) else None
    return None


def _known_names(segments: list[Segment]) -> list[str]:
    """Return the names that lists of absent members print between commas, the longest first."""
    names = {
        name.strip()
        for seg in segments
        if seg.kind == "absence"
        for name in re.sub(r"\([^()]*\)", "", seg.text[seg.rest - seg.start :]).split(",")
        if re.fullmatch(NAME, name.strip()) and len(name.split()) <= 4
    }
    return sorted(names, key=lambda name: (-len(name), name))


# A page's labels printed before their values: 'Beslutning Byrådet den Fraværende' / 'Godkendt.' / 'Ida Holm'
_LABEL_AHEAD = re.compile(
    rf"(?:Fraværende|Afbud):?[ ](?!(?:{NAME})[ ]*(?:$|[,.(]|og\b)|[Ii]ngen\b)(?:(?:Nej|Ja|[-–])[ ]+)*(?=\S)"
)
_NAMES_BEHIND = re.compile(rf"(?<=[.!?])[ ](?P<names>{NAME}(?:(?:,|[ ]og)[ ]{NAME})*)(?=\.|$)")


def ahead(seg: Segment, text: str) -> list[Segment]:
    """Skip a label of absence that stands between a decision's heading and its text; return the segment of its names.

    The names stand behind the decision then, as a sentence of their own; an empty list where none do.
    """
    label = _LABEL_AHEAD.match(text, seg.rest, seg.end)
    names = _NAMES_BEHIND.search(text, label.end(), seg.end) if label else None
    if label is None or names is None:
        return []
    at, end = names.start("names"), seg.end
    seg.rest, seg.end = label.end(), names.start()
    seg.text = text[seg.start : seg.end]
    return [_piece(seg, text, at, end, kind="absence", rest=at)]


# -- labels and values of a cover --------------------------------------------------------------------------------------


def _field(seg: Segment) -> str:
    if seg.kind == "absence":
        return "absent"
    return seg.what if seg.kind == "header" else ""


@lru_cache(maxsize=4)
def _people_labels(extra: str | None) -> re.Pattern[str]:
    labels = [t for t in phrases.load("absence", extra)["labels"] if len(t) > 4]
    members = phrases.load("marks", extra)["header"]["participants"]
    words = alternatives([*labels, *members])
    # where another label follows, the values stand behind both
    return re.compile(rf"(?<![^\s])(?P<label>{words})[ ]+(?!(?:{words})(?![\w-]))(?={NAME})")


_PLACE_LABEL = re.compile(r"(?<![^\s])(?P<label>Mødested|Sted)[ ]+(?=[A-ZÆØÅ])")


def _unmarked_labels(seg: Segment, text: str, vocab: Vocabulary) -> list[Segment]:
    """Cut a stretch of the cover at labels without a colon: 'Sted Havnesalen Fraværende Bo Dam Til stede Ida Holm, …'."""
    if seg.kind != "text":
        return [seg]
    mark = _MARK_BEHIND.search(seg.text)
    end = seg.start + mark.start() if mark else seg.end
    known = vocab.header.keys() | vocab.absence_labels
    labels = [
        (m.start(), m.end(), m["label"])
        for m in _people_labels(vocab.extra).finditer(text, seg.start, end)
        if key(m["label"]) in known
    ]
    if not labels:
        return [seg]
    place = _PLACE_LABEL.search(text, seg.start, labels[0][0])
    if place and key(place["label"]) in known:
        labels.insert(0, (place.start(), place.end(), place["label"]))
    out = [_piece(seg, text, seg.start, labels[0][0])] if text[seg.start : labels[0][0]].strip() else []
    if out:
        out[0].blank = seg.blank
    for (low, rest, label), high in zip(labels, [*(at for at, _, _ in labels[1:]), end], strict=True):
        absent = key(label) in vocab.absence_labels
        kind, what = ("absence", "") if absent else ("header", vocab.header[key(label)])
        remarks = _REMARKS.search(text[rest:high])
        stop = rest + remarks.start() if remarks else high
        out.append(_piece(seg, text, low, stop, kind=kind, what=what, rest=rest))
        if remarks:
            out.append(_piece(seg, text, stop, high))
    if mark:
        out.append(_piece(seg, text, end, seg.end, kind="open" if "ben" in mark[0] else "closed"))
    return out


def _told_parted(seg: Segment, text: str) -> list[Segment]:
    """Cut off what is said of the meeting behind its members: '… Ida Holm, Bo Dam Mødet hævet kl. 18'."""
    told = _TOLD.search(text, seg.rest if seg.kind == "header" else seg.start, seg.end)
    if told is None or (seg.kind == "header" and seg.what != "participants") or seg.kind not in ("header", "text"):
        return [seg]
    return [_ended(seg, text, told.start()), _piece(seg, text, told.start(), seg.end)]


def _values_parted(cover: list[Segment], text: str, known: list[str]) -> list[Segment]:
    """Give the values behind the last of a run of labels a segment each."""
    out: list[Segment] = []
    i = 0
    while i < len(cover):
        k = i
        while k < len(cover) and _field(cover[k]) and cover[k].rest >= cover[k].end:
            k += 1
        last = cover[k] if k < len(cover) and k > i and _field(cover[k]) and cover[k].cut else None
        if last is None:
            out.append(cover[i])
            i += 1
            continue
        fields = [_field(s) for s in cover[i : k + 1]]
        values = _values(text, last.rest, last.end, fields, known)
        if values:
            out += [*cover[i:k], _ended(last, text, last.rest)]
            out += [_piece(last, text, a, b, info={"value": True}) for a, b in values]
        else:
            out += cover[i : k + 1]
        i = k + 1
    return out


def _values(text: str, start: int, end: int, fields: list[str], known: list[str]) -> list[tuple[int, int]]:
    """Return from where to where each value goes, in order; empty where the fields ask for no list of people."""
    if not any(field in _PEOPLE for field in fields) or find_date(text, start, end):
        return []
    cuts = [start]
    people = next((m for m in _LISTED.finditer(text, start, end) if "," in m[0] or "participants" not in fields), None)
    nobody = _NOBODY.search(text, start, end)
    if people is None and nobody is None:
        return []
    if people is not None:
        low, high = people.span()
        first = re.split(r",|[ ]og[ ]", text[low:high])[0]
        for word in _PLACE_WORD.finditer(first):
            if len(first[word.end() :].split()) >= 2:
                low += word.end()
                break
        cuts += [low, high]
        # what a last name swallows: 'Bo Dam Ingen', or a name that is known from the items
        tail = text.rfind(",", low, high) + 1 or low
        for name in known if fields.count("absent") else []:
            at = text.find(name, tail, end)
            if at > 0 and text[at - 1] == " ":
                # right behind a comma it is the list's last name, behind a name the next value
                cuts += [at, at + len(name)] if text[tail:at].strip() else [at + len(name)]
                break
        # or the heading of what the page goes on with: 'Bo Dam GODKENDELSE AF DAGSORDEN'
        cuts += [m.start() for m in _CAPITALS.finditer(text, tail, high)][:1]
        cuts += [m.start() for m in _REMARKS.finditer(text, tail, end)][:1]
    if nobody is not None:
        cuts += [nobody.start(), nobody.end()]
    cuts = sorted({c for c in cuts if start <= c < end})
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True) if text[a:b].strip(" .,")]


# -- names without commas ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _given(extra: str | None) -> frozenset[str]:
    return frozenset(phrases.load("names", extra)["first_names"])


def _names_parted(seg: Segment, text: str, known: list[str], vocab: Vocabulary) -> list[Segment]:
    """Cut a list of members at each name where no commas stand between them: 'Ida Holm Bo Dam Lis Vang'."""
    field = _field(seg)
    value = text[seg.rest : seg.end]
    if field not in _PEOPLE or "," in value or "\n" in value or not seg.cut:
        return [seg]
    coming = _COMING.search(value)
    told = coming.start() if coming else len(value)
    bare = _PARTY.sub(lambda party: " " * len(party[0]), value[:told])
    words = list(_NAME_WORD.finditer(bare))
    if len(words) < 4 or [w[0] for w in words] != bare.split() or _SENTENCE_END.search(value):
        return [seg]
    given = _given(vocab.extra)
    begins = {m.start() for name in known for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", value)}
    ends = {at + len(name) for name in known for at in begins if value.startswith(name, at)}
    starts = [0]
    for i in range(1, len(words)):
        behind = value[words[i - 1].end() : words[i].start()].strip() or words[i - 1].end() in ends
        first = words[i][0].split("-")[0] in given or words[i][0] in given
        # a given name begins the next name, unless the one before has no last name yet
        if behind or words[i].start() in begins or (first and i - starts[-1] >= 2 and i < len(words) - 1):
            starts.append(i)
    if len(starts) < 2:
        return [seg]
    at = [seg.rest + words[i].start() for i in starts]
    # the label keeps its first name; what is told of the last one's coming or going is no absence
    out = [_ended(seg, text, at[1])]
    for a, b in zip(at[1:], [*at[2:], seg.rest + told], strict=True):
        out.append(_piece(seg, text, a, b, info={"value": True}))
    if told < len(value):
        out[-1] = _piece(seg, text, at[-1], seg.end, info={"value": True, "decides": True})
    return out


def in_lines(text: str, segments: list[Segment]) -> str:
    """Return the text, of the same length, with a line break before each value and name that is cut here."""
    places = [s.start - 1 for s in segments if "value" in s.info and s.start and text[s.start - 1] in " \t"]
    places += [s.end for s in segments if "value" in s.info and s.end < len(text) and text[s.end] in " \t"]
    parts, at = [], 0
    for place in sorted(set(places)):
        parts += [text[at:place], "\n"]
        at = place + 1
    return "".join([*parts, text[at:]])
