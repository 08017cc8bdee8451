"""Cutting an agenda item into its sections, and saying which body decided what when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from referat_nlp.danish import bodies
from referat_nlp.danish.bodies import BODY, CORE_WORD
from referat_nlp.danish.dates import find_date
from referat_nlp.danish.file_numbers import numbers_alone
from referat_nlp.reading.found import Found
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary

# Group lines between items: 'B. Sager til afgørelse i udvalget', 'Åbne beslutningssager', 'LUKKEDE SAGER'
GROUP_LINE = re.compile(
    r"(?:[A-H]\.[ \t]+[A-ZÆØÅ][^.]{2,70}|(?:Åbne|Lukkede|ÅBNE|LUKKEDE)[ \t]+[\w/\- ]*(?:sager|punkter|SAGER|PUNKTER)"
    r"|[A-ZÆØÅ][\w,&\- ]{2,60}(?:udvalgets|rådets|bestyrelsens|UDVALGETS|RÅDETS|BESTYRELSENS)[ \t]+(?:sager|SAGER)|Fra[ \t]+(?:[A-ZÆØÅ][\w-]*(?:udvalget|rådet|bestyrelsen|magistraten|forvaltningen)|Magistraten|Byrådet|Udvalget[ \t]+for[ \t]+[A-ZÆØÅ][\w, -]{2,50}|[A-ZÆØÅ][\w-]*-?[ \t]+og[ \t]+[A-ZÆØÅ][\w-]*udvalget)"
    r"|(?:SAGER|PUNKTER)[ \t]+(?:TIL|FRA|FOR)[ \t]+[A-ZÆØÅ/ -]{3,60}|(?:BESLUTNINGS|EFTERRETNINGS|ORIENTERINGS)(?:SAGER|PUNKTER)|(?:Beslutnings|Efterretnings|Orienterings)(?:sager|punkter)|Sager[ \t]+til[ \t]+(?:beslutning|efterretning|orientering|drøftelse|afgørelse|behandling)"
    r"|SAGER[ \t]+REJST[ \t]+AF[ \t]+[A-ZÆØÅ ]{3,40})[ \t]*:?$"
)


@dataclass(slots=True)
class Block:
    """A stretch of an item under one heading.

    `kind` is a section kind, or 'decision' (with `body`, `date`, `own`), or 'lead' for what stands before the first
    heading. `segments` are the lines of its content; `start` to `end` is the content without the heading.
    """

    kind: str
    heading: str
    top: int  # where the heading begins
    start: int
    end: int
    segments: list[Segment] = field(default_factory=list)
    body: str | None = None
    date: str | None = None
    own: bool | None = None
    named: str = ""
    labels: list[Segment] = field(default_factory=list)


# What stands below the head of a table's column: a unit or a sum
_CELL = re.compile(r"\((?:hele |i )?(?:(?:1\.000|t\.?|mio\.?)[ ]?)?kr\.?\)$|-?\d[\d.]*(?:,\d+)?$")
# What an administration introduces its proposals with, on a line of its own
_PROPOSES = re.compile(
    r"(?P<who>[A-ZÆØÅ][^.:\n]{2,90}?)[ \t]+(?:indstiller|foreslår|anbefaler)(?:,|,?[ \t]+at|:|,?[ \t]+at:)?$"
)
# 'referat fra handicaprådet.pdf' alone on a line
_FILE = re.compile(r"[^.:;!?\n]{0,60}(?:[.:][^.:;!?\n]{0,60}){0,4}\.(?:pdf|docx?|xlsx?|pptx?|msg)", re.IGNORECASE)
_FILE_ENDS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".msg")
_ATTENDS = re.compile(r"\b(?:deltog ikke|fraværende|afbud|inhabil)", re.IGNORECASE)
# At the end of the last decision
_NEXT_MEETING = re.compile(r"Næste møde (?:er|afholdes|holdes|finder sted|bliver)\b")
# 'TEKNIK- OG MILJØUDVALGET', 'Fra Udvalget for Kultur og Fritid:'
_BODY_LINE = re.compile(rf"(?:(?i:sager[ \t]+fra|fra|ad)[ \t]+)?{BODY.pattern}[ \t]*:?")
_BETWEEN_ITEMS = {"furniture", "open", "closed", "group_open", "group_closed"}
# Blocks that a line of text may end
_ENDED_BY_TEXT = {"decision", "competence"}
# What ends the running text of a section without being a section itself.
_BOUNDARY = {"group_open", "group_closed", "contents"}


def cut(item: Found, last: int, segments: list[Segment], text: str) -> list[Block]:
    """Return the item's blocks in text order, the first one 'lead' (perhaps empty).

    `last` is the index behind the item's last line, as `foot` tells: in the last item the foot of the minutes follows.
    """
    head = segments[item.first]
    at = item.title[1] if item.title else head.start
    block = Block("lead", "", head.start, at, at)
    blocks = [block]
    history = False  # inside a section that lists earlier decisions
    listing = False  # below a decision heading that lists bodies
    for k in range(item.body_from, last):
        seg = segments[k]
        if seg.kind == "furniture":
            continue
        if (
            seg.kind == "text"
            and k < item.last - 3
            and block.kind not in _ENDED_BY_TEXT
            and not (seg.level or "history" in seg.info or "recurs" in seg.info)
        ):
            if block.kind != "lead" or not numbers_alone(seg.text):
                block.segments.append(seg)  # most lines
            continue
        if seg.kind in _BOUNDARY or (
            seg.kind in ("open", "closed") and block.kind == "decision" and k > item.body_from + 3
        ):
            if k >= item.last - 4 or seg.kind in ("open", "closed"):  # belongs to the item that follows
                block = Block("mark", seg.text, seg.start, seg.end, seg.end)
                blocks.append(block)
            continue
        if k >= item.last - 3 and seg.kind == "text" and (GROUP_LINE.match(seg.text) or _next_body(k, item, segments)):
            block = Block("mark", seg.text, seg.start, seg.end, seg.end)
            blocks.append(block)
            continue
        if seg.kind == "heading" and k + 1 < last and _CELL.match(segments[k + 1].text) and not segments[k + 1].blank:
            block.segments.append(replace(seg, kind="text", rest=seg.end))  # a table's column 'Forslag'
            continue
        if seg.kind in ("heading", "decision"):
            what = seg.what
            if what == "decision_label":
                continue
            if seg.kind == "heading" and what == "agenda":
                continue
            block = Block(
                what,
                text[seg.start : seg.rest].strip() if seg.rest < seg.end else seg.text,
                seg.start,
                seg.rest,
                seg.rest,
            )
            block.body, block.date, block.named = seg.body, seg.date, str(seg.info.get("named", ""))
            blocks.append(block)
            listing = False
            if what == "earlier":
                history = True
            elif what != "decision":
                history = False
            if seg.rest < seg.end:
                block.segments.append(_content(seg, seg.rest, text))
            continue
        if "history" in seg.info and block.kind == "decision" and not block.segments and block.body is None:
            listing = True  # the bodies stand below 'Beslutning', one after the other
        if "history" in seg.info and (
            history
            or (listing and (not block.segments or seg.blank or _ends(block) or _short(block)))
            or block.kind == "earlier"
            or (
                "alone" in seg.info
                and block.kind not in ("competence", "hearing", "law")
                and (seg.blank or block.kind == "lead" or _ends(block))
            )
        ):
            date, body = seg.info["history"]
            named = "alone" if ("alone" in seg.info or listing) and not history else "history"
            block = Block("decision", seg.text, seg.start, seg.end, seg.end, body=body, date=date, named=named)
            if bodies.ADMINISTRATION.search(body or ""):
                block.kind = "endorsement"
            blocks.append(block)
            if "entry" in seg.info:  # 'Teknisk Udvalg 12-03-2024: Anbefales.', its text behind the colon
                block.start = block.end = seg.info["entry"]
                block.segments.append(_content(seg, block.start, text))
            continue
        if (
            block.kind == "decision"
            and not block.segments
            and seg.kind == "header"
            and seg.what in ("date", "place", "time")
        ):
            block.labels.append(seg)
            if seg.what == "date":
                found = find_date(text, seg.rest, seg.end)
                block.date = found[0] if found else block.date
            block.start = block.end = seg.end
            continue
        if seg.kind == "text" and block.kind == "lead" and numbers_alone(seg.text):
            continue
        if block.kind == "decision" and block.body is not None and block.segments and seg.kind == "text":
            proposes = _PROPOSES.match(seg.text)
            if proposes and re.search(rf"{bodies.ADMINISTRATION.pattern}|^direktion", proposes["who"], re.IGNORECASE):
                # a quoted decision ends where the administration proposes something
                block = Block("lead", "", seg.start, seg.start, seg.start)
                blocks.append(block)
        ended = k + 1 == last or segments[k + 1].kind == "heading"
        if (
            block.kind == "decision"
            and block.segments
            and seg.kind == "text"
            and (
                (seg.text[-6:].casefold().endswith(_FILE_ENDS) and _FILE.fullmatch(seg.text))
                or (ended and key(seg.text) == "referat")
            )
        ):
            # the name of an attached file, or a section without text, which no heading parts from the decision
            block = Block("attachments", "", seg.start, seg.start, seg.start)
            blocks.append(block)
        if block.kind == "decision" and seg.kind == "case":
            # file numbers below a decision end it
            block = Block("lead", "", seg.start, seg.start, seg.start)
            blocks.append(block)
        unlisted = seg.level or "recurs" in seg.info
        if unlisted and seg.kind == "text" and block.kind in ("decision", "proposal", "competence"):
            # a heading that no file lists, in Markdown or known by its recurring, still ends the section
            block = Block("other", seg.text, seg.start, seg.end, seg.end)
            blocks.append(block)
            continue
        if (
            block.kind == "competence"
            and block.segments
            and seg.blank
            and seg.kind == "text"
            and not CORE_WORD.search(seg.text)
        ):
            # the bodies end at a blank line; what follows has no heading
            block = Block("lead", "", seg.start, seg.start, seg.start)
            blocks.append(block)
        block.segments.append(seg)
    for one in blocks:
        if one.segments:
            one.start = one.segments[0].start if one.segments[0].start >= one.start else one.start
            one.end = one.segments[-1].end
    _unmark_routes(blocks)
    return blocks


def _like_route(block: Block) -> bool:
    """Tell whether a heading is no more than a body, a day and perhaps a number."""
    return block.named in ("pkt", "comma", "alone") and not block.heading.rstrip().endswith(":")


def _unmark_routes(blocks: list[Block]) -> None:
    """Make no decisions of the lines below a title that say where the case has been: the text below them is the case's.

    'Økonomiudvalget den 23. maj 2006, pkt. 4' is one where the same meeting's decision has a heading of its own further
    down in the item; so are the lines that follow each other with it.
    """
    if not any(block.kind == "decision" and block.body and _like_route(block) for block in blocks):
        return
    later: list[tuple[str, str | None]] = []  # whose headings are more than a line of a route
    route = [False] * len(blocks)
    for k in range(len(blocks) - 1, -1, -1):
        block = blocks[k]
        if block.kind != "decision" or not block.body:
            continue
        if _like_route(block):
            again = any(date == block.date and bodies.same(body, block.body) for body, date in later)
            follows = k + 1 < len(blocks) and route[k + 1] and not block.segments
            route[k] = again or follows
        else:
            later.append((block.body, block.date))
    for k in range(1, len(blocks)):
        if route[k - 1] and not blocks[k - 1].segments and blocks[k].kind == "decision" and _like_route(blocks[k]):
            route[k] = True
    for block, one in zip(blocks, route, strict=True):
        if one:
            block.kind, block.body, block.date = "lead", None, None


def foot(item: Found, segments: list[Segment], vocab: Vocabulary) -> int:
    """Return the index behind the item's last line: signatures, addresses and site links at the end are left out.

    Only the foot of the last item can be long; elsewhere a single line such as 'Mødet hævet kl. 20' ends it.
    """
    final = item.last >= len(segments)
    decided = False
    for k in range(item.body_from if final else max(item.body_from, item.last - 3), item.last):
        seg = segments[k]
        decided = decided or seg.kind == "decision"
        if (seg.kind in ("text", "header", "furniture") or (seg.kind == "label" and final and decided)) and _closes(
            seg, vocab, final
        ):
            if not decided and k == item.body_from:
                continue
            if not final and any(_ATTENDS.search(x.text) for x in segments[k + 1 : item.last]):
                continue  # 'Mødet sluttede kl. 12.50' above a note of absence is a note as well
            start = k
            # the lines of the address above 'Tlf.' belong to it
            if seg.text.startswith(("Tlf", "Telefon", "CVR")):
                while (
                    start - 1 > item.body_from
                    and segments[start - 1].kind == "text"
                    and not segments[start].blank
                    and not segments[start - 1].text.endswith(".")
                ):
                    start -= 1
            return start
        if (
            final
            and decided
            and k > item.last - 8
            and seg.kind == "text"
            and len(seg.text) < 160
            and _ADDRESS.search(seg.text)
        ):
            return k
        if final and decided and seg.kind == "text" and seg.blank and _NEXT_MEETING.match(seg.text):
            if segments[k - 1].kind == "text":
                return k
    return item.last


_ADDRESS = re.compile(r"\b(?i:tlf\.?|telefon|cvr)[ :.]*(?:nr\.?[ :]*)?\d|@[\w.]+\.dk\b|www\.\w+\.dk")
_PAGE = re.compile(r"\d{1,3}[ ]")
_CELLS = re.compile(r"[ \t]{3,}|\t")
_MUNICIPALITY = re.compile(r"[A-ZÆØÅ][\w\-]+[ ][Kk]ommune")


def _closes(seg: Segment, vocab: Vocabulary, final: bool) -> bool:
    """Tell whether a line begins the foot of the minutes, perhaps behind its page's number or among links in a row."""
    closing = vocab.closing
    if vocab.closing_openings.begin(seg.text) and closing.match(seg.text):
        return True
    if not final or len(seg.text) > 160:
        return False
    page = _PAGE.match(seg.text)
    if page and closing.match(seg.text[page.end() :]):
        return True
    if "\t" in seg.text or "   " in seg.text:
        cells = _CELLS.split(seg.text)
        if len(cells) > 1 and any(closing.match(cell) for cell in cells):
            return True
    return seg.text.endswith("ommune") and _MUNICIPALITY.fullmatch(seg.text) is not None


def _next_body(k: int, item: Found, segments: list[Segment]) -> bool:
    """Tell whether a line is the name of the body that the items below come from: alone between this one and the next."""
    seg = segments[k]
    if not seg.blank or item.last >= len(segments):
        return False
    if any(s.kind not in _BETWEEN_ITEMS for s in segments[k + 1 : item.last]):
        return False
    below = next((s for s in segments[k + 1 : item.last + 1] if s.kind != "furniture"), None)
    return below is not None and below.blank > 0 and _BODY_LINE.fullmatch(seg.text) is not None


def _ends(block: Block) -> bool:
    """Tell whether the last line of a block ends a sentence, so that what follows can be a heading."""
    return not block.segments or block.segments[-1].text.rstrip().endswith((".", ":", ")"))


# Words that no formula ends in: what follows below belongs to the sentence
_GOES_ON = re.compile(
    r"(?:[,;–-]|\b(?:af|at|den|det|eller|for|fra|hos|i|med|mod|og|om|over|på|samt|som|til|under|ved|ad|efter))$"
)


def _short(block: Block) -> bool:
    """Tell whether a block ends in one short line, such as 'Anbefales', that needs no full stop to be whole."""
    *above, last = (seg.text.rstrip() for seg in block.segments[-2:])
    return len(last) < 60 and _GOES_ON.search(last) is None and (not above or above[0].endswith((".", ":", ")")))


def _content(seg: Segment, start: int, text: str) -> Segment:
    return Segment(start, seg.end, text[start : seg.end], cut=True, rest=seg.end)


def settle_bodies(blocks: list[Block], body: str | None, date: str | None) -> None:
    """Fill in the body, date and `own` of every decision block from the meeting's, and drop repetitions.

    A decision is this meeting's own where its heading names no other body and no other date.
    """
    # a heading without text of its own has the body's name and the decision below it
    printed = any(b.kind == "decision" and b.named != "history" and b.segments and _own(b, body, date) for b in blocks)
    for block in blocks:
        if block.kind != "decision":
            continue
        own = _own(block, body, date)
        if block.named == "history" and own and (printed or not block.segments):
            # a case history repeats this meeting's own decision word for word
            block.own, block.kind = False, "repetition"
            continue
        if block.named == "history" and not own:
            block.own = False
            continue
        other_body = block.body is not None and body is not None and not bodies.same(block.body, body)
        block.own = own
        if block.body is None or (block.own and body and bodies.nameless(block.body)):
            block.body = body
        if block.date is None and (block.own or not other_body):
            block.date = date


def _own(block: Block, body: str | None, date: str | None) -> bool:
    """Tell whether a decision's heading names no other body and no other date than the meeting's."""
    other_body = block.body is not None and body is not None and not bodies.same(block.body, body)
    other_date = block.date is not None and date is not None and block.date != date
    return not other_body and not other_date


def is_note_heading(title: str | None, labels: set[str]) -> bool:
    """Tell whether an item's title makes its decision a list of absent members ('1. Fraværende')."""
    return bool(title) and key(title or "") in labels
