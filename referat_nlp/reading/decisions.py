"""Reading the decisions of one item: their text without heading and absence notes, their body, date and votes."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache

from referat_nlp import phrases
from referat_nlp.danish import bodies
from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.people import Note, names_substitute, read_list, read_sentence
from referat_nlp.danish.votes import read_votes
from referat_nlp.minutes import Proposal
from referat_nlp.reading.notes import NoteReader, sentences
from referat_nlp.reading.plain import LIST_SIGNS, collapse, key
from referat_nlp.reading.proposals import ProposalReader
from referat_nlp.reading.records import Decided, ReadItem
from referat_nlp.reading.sections import Block, is_note_heading
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary

# Sections that hold running text about the case: a proposal there is a paragraph of its own, a note of absence is none.
PROSE = {
    "summary",
    "account",
    "economy",
    "law",
    "hearing",
    "assessment",
    "process",
    "remarks",
    "lead",
    "competence",
    "earlier",
}
_OTHER_BODY = re.compile(
    r"(?:Sundheds|)(?P<body>[A-ZÆØÅ][^.:;\n]{2,110}?)[ \t\n]*(?:har[ \t]+(?:haft|behandlet|godkendt|anbefalet|tiltrådt|drøftet)|anbefaler|anbefalede|godkendte|godkender|tiltrådte|tiltræder|indstiller|indstillede|tog|besluttede|vedtog|fremsender uden|oversender|sender|udsatte|afviste|drøftede|kan ikke|kunne ikke|kan (?:anbefale|tiltræde|godkende|tilslutte)|følger|tilslutter|støtter)(?![\w-])"
)


# '… godkendt. SAGER TIL EFTERRETNING'
_GROUP_BEHIND = re.compile(r"(?<=[.!?])[ \t\n]+(?:ÅBNE[ ]|LUKKEDE[ ])?(?:SAGER|PUNKTER)(?:[ ][A-ZÆØÅ/'-]+)*[ \t\n]*$")
# What parts the matters that a title names
_PARTS = re.compile(r"[ ]+(?:og|samt|&)[ ]+|[ ]*/[ ]*")
# One participle, or a noun phrase with 'til'
_FORMULA = re.compile(r"(?:[A-ZÆØÅ][\wæøå]+(?:t|es|s)|(?:Taget |Tages )?[Tt]il [\wæøå]+)\.")

_THE = re.compile(r"(?:Det|Den|De)\b")
_PAGE = re.compile(r"\d{1,3}")
_WORDY = re.compile(r"\w")
_SIGN = re.compile(rf"[{LIST_SIGNS}\-–][ \t]*(?=\S)")
_BESIDE_DECISIONS = re.compile(r"stemte|protokol|forbehold|fravær|inhabil|deltog|afbud|\bkl\.")
_SMALL_LETTERS = re.compile(r"[a-zæøå]{3}")
_MARK_ALONE = re.compile(r"[\W\d]*(?:Åben\w*|Lukket)?[\W\d]*")


def headless(blocks: list[list[Block]]) -> bool:
    """Tell whether the document prints its decisions without a heading."""
    own = sum(1 for item in blocks if any(b.kind == "decision" and b.own for b in item))
    return bool(blocks) and own < 0.34 * len(blocks)


@lru_cache(maxsize=4)
def _cues(extra: str | None = None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = phrases.load("deciding", extra)

    def words(name: str) -> str:
        return "|".join(
            re.escape(w).replace(r"\ ", r"[ \t\n]+") for w in sorted(data[name], key=lambda w: (-len(w), w))
        )

    return re.compile(rf"(?:[•·●▪\-–\d.)]+[ \t]*)?(?:{words('openings')})(?![\w-])"), re.compile(
        rf"(?<![\w-])(?:{words('verbs')})(?![\w-])"
    )


class DecisionReader:
    """Reads one item's decisions, proposals and notes of absence from its blocks."""

    def __init__(self, clean: str, vocab: Vocabulary, notes: NoteReader, proposals: ProposalReader) -> None:
        """`clean` is the document's text with markup and furniture blanked."""
        self.text = clean
        self.vocab = vocab
        self.notes = notes
        self.proposals = proposals
        self._proposing = False  # the item has a section of proposals
        # what was read in its sections of proposals, which are asked for up to three times, by the block
        self._read_sections: dict[int, tuple[list[Proposal], list[Segment]]] = {}
        self._last_own = -1  # where its last decision of this meeting begins

    def read(self, item: ReadItem, body: str | None, date: str | None, bare: bool) -> list[Note]:
        """Fill in the item's proposals and decisions; return its notes of absence.

        `bare`: the document prints decisions without a heading.
        """
        found: list[Note] = []
        names_only = is_note_heading(item.title, self.vocab.absence_labels)
        own_seen = any(b.kind == "decision" and b.own for b in item.blocks)
        self._read_sections = {}
        self._proposing = any(b.kind == "proposal" and self._section(b)[0] for b in item.blocks)
        self._last_own = max((b.start for b in item.blocks if b.kind == "decision" and b.own), default=-1)
        for block in item.blocks:  # a quoted decision without an end of its own adds what follows it as a block
            if block.kind == "proposal":
                self._proposal_block(block, item, found)
            elif block.kind == "decision":
                notes = self._decision_block(block, item, names_only, bare and not block.own)
                if block.own:
                    found += notes
                else:
                    self.notes.drain()  # an absence noted with a quoted decision is no question of this item
            elif block.kind in ("attendance", "mark"):
                found += self.notes.read(block.segments)
            elif block.kind == "attachments":
                found += self.notes.read([s for s in block.segments if s.kind == "absence"])
            elif block.kind not in ("endorsement", "repetition", "agenda"):
                self._prose(block, item, found, names_only)
        if not any(p.kind == "recommendation" for p in item.proposals) and not any(
            b.kind == "proposal" for b in item.blocks
        ):
            self._in_sentences(item)
        needs = not any(d.own for d in item.decisions) and not own_seen and not names_only
        if needs and (item.closed or bare):
            self._bare_decision(item, body, date, found)
        elif needs:
            self._last_formula(item, body, date)
            if not any(d.own for d in item.decisions):
                self._below_title_part(item, body, date, found)
        item.proposals.sort(key=lambda c: c.start)
        # a web page may print the beginning of the first sentence above the text: '… i 0.-3' and '… i 0.-3. klasse'
        item.proposals = [
            one
            for one, two in itertools.zip_longest(item.proposals, item.proposals[1:])
            if two is None
            or one.text == two.text
            or not two.text.startswith(one.text)
            or self.text[max(0, one.start - 12) : one.start] != self.text[max(0, two.start - 12) : two.start]
        ]
        item.decisions.sort(key=lambda d: d.start)
        return found

    # -- proposals -------------------------------------------------------------------------------------------------

    def _section(self, block: Block) -> tuple[list[Proposal], list[Segment]]:
        """Return the clauses of a proposal section and the lines below the list that are no proposals, read once."""
        found = self._read_sections.get(id(block))
        if found is None:
            found = self._read_sections[id(block)] = self.proposals.section(block)
        return found

    def _proposal_block(self, block: Block, item: ReadItem, found: list[Note]) -> None:
        clauses, rest = self._section(block)
        item.proposals += clauses
        labelled = [s for s in block.segments if s.kind in ("absence", "substitute")]
        found += self.notes.read(labelled)
        self._quoted_sentences(rest, item)

    def _quoted_sentences(self, rest: list[Segment], item: ReadItem) -> None:
        """Read another body's undated sentence in the proposal section as its decision."""
        for group in _paragraphs(rest):
            start, end = group[0].start, group[-1].end
            for a, b in sentences(self.text, start, end):
                match = _OTHER_BODY.match(self.text, a, b)
                if match:
                    body = match["body"].strip()
                    if (
                        not (CORE_WORD.fullmatch(body.split()[-1]) or body.startswith("Udvalget for "))
                        or len(body.split()) > 12
                        or bodies.ADMINISTRATION.search(body)
                        or _THE.match(body)
                    ):
                        continue
                    if self._denied(a, b):
                        continue
                    item.decisions.append(
                        Decided(
                            collapse(self.text[a:b]),
                            " ".join(body.split()),
                            None,
                            False,
                            read_votes(self.text[a:b]),
                            a,
                            b,
                        )
                    )
                elif (
                    item.decisions
                    and not item.decisions[-1].own
                    and item.decisions[-1].date is None
                    and self.text[item.decisions[-1].end : a].strip() == ""
                ):
                    # 'Udvalgsmedlem X tager forbehold.' goes on with it, an absence does not
                    if read_sentence(self.text, a, b, extra=self.vocab.extra) is None:
                        last = item.decisions[-1]
                        last.end = b
                        last.text = collapse(self.text[last.start : b])
                        last.votes = read_votes(self.text[last.start : b])

    def _denied(self, start: int, end: int) -> bool:
        return "ingen bemærkninger" in self.text[start:end]

    def _in_sentences(self, item: ReadItem) -> None:
        """Take the last sentence '<X> foreslår, at …' of the prose where the item has no other proposal."""
        for block in reversed(item.blocks):
            if block.kind in ("account", "lead", "summary", "economy", "remarks", "hearing", "assessment"):
                clauses = self.proposals.paragraphs(block, anywhere=True)
                if clauses:
                    item.proposals += clauses
                    return

    def _prose(self, block: Block, item: ReadItem, found: list[Note], names_only: bool) -> None:
        """Read a section of running text: its introductions of proposals, its labelled notes, notes that stand alone."""
        # beside a proposal heading, or proposals above all headings, the prose only gives reasons
        roofless = not item.proposals and not self._proposing
        if block.kind == "lead" or roofless:
            item.proposals += self.proposals.paragraphs(block, anywhere=False)
        else:
            item.proposals += self.proposals.alternatives(block)
        if block.kind != "earlier":
            item.proposals += self.proposals.labelled(block)
        if block.kind == "earlier" and block.start < self._last_own:
            return  # absences noted with an earlier meeting's decision; this meeting's stand below its own
        labelled = [s for s in block.segments if s.kind in ("absence", "substitute")]
        if labelled:
            indexes = [i for i, s in enumerate(block.segments) if s.kind in ("absence", "substitute")]
            found += self.notes.read(block.segments[indexes[0] :])
        elif names_only:
            found += self.notes.read(block.segments)
        else:
            # sentences such as 'X deltog ikke i sagens behandling.' that stand alone as a paragraph
            for group in _paragraphs([s for s in block.segments if s.kind == "text"]):
                if group[-1].end - group[0].start < 220:
                    for note in self.notes.in_text(group[0].start, group[-1].end):
                        if note.absent and note.start == group[0].start:
                            found.append(note)

    # -- decisions -------------------------------------------------------------------------------------------------

    def _decision_block(self, block: Block, item: ReadItem, names_only: bool, one_paragraph: bool) -> list[Note]:
        """Read a decision under its heading; returns the notes of absence that stand with it."""
        segments = block.segments
        notes: list[Note] = []
        for label in block.labels:
            if label.kind == "absence":
                notes += self.notes.read([label])
        if one_paragraph and segments:
            # a quoted decision in a layout without headings ends with its paragraph
            k = 1
            while k < len(segments) and not segments[k].blank:
                k += 1
            left = segments[k:]
            segments = segments[:k]
            if left:
                item.blocks.append(Block("lead", "", left[0].start, left[0].start, left[-1].end, left))
        if not block.own:
            segments = self._before_note(segments, item)
        if not segments:
            return notes
        if names_only:
            for group in _paragraphs(segments):
                start, end = group[0].start, group[-1].end
                note = read_list(self.text, start, end, extra=self.vocab.extra)
                note.start, note.end = start, end
                notes.append(note)
            return notes
        inside = self.notes.read(segments)
        bare = self.notes.bare_names(segments)
        title = item.title.casefold() if item.title and (inside or bare) else ""
        elects = "valg" in title or "udpeg" in title or "suppleant" in title
        if elects:  # 'Ida Holm stedfortræder for Bo Dam' says who was chosen, not who came
            inside = [n for n in inside if n.label or not names_substitute(self.text, n.start, n.end)]
        if bare and not elects:
            inside = [bare, *[n for n in inside if n.start >= bare.end]]
        notes += inside
        spans = self._decision_text(segments, inside)
        if spans is None:
            return notes
        start, end = spans
        value = collapse(self.text[start:end])
        if value:
            item.decisions.append(
                Decided(
                    value,
                    block.body,
                    block.date,
                    bool(block.own),
                    read_votes(_unwrapped(self.text, start, end)),
                    start,
                    end,
                )
            )
            item.proposals += self.proposals.amendments(start, end)
            if not block.own and block.body and not self._proposing:
                item.proposals += self.proposals.passed_on(start, end, block.body)
        return notes

    def _before_note(self, segments: list[Segment], item: ReadItem) -> list[Segment]:
        """Return a quoted decision's lines up to its labelled note of absence; what follows is a block of its own."""
        at = next((k for k, s in enumerate(segments) if k and s.kind == "absence"), None)
        if at is None:
            return segments
        notes = self.notes.read(segments[at:])
        end = notes[0].end if notes else segments[at].end
        k = at + 1
        while k < len(segments) and segments[k].start < end:
            k += 1
        if k < len(segments) and segments[k].kind == "text":
            left = segments[k:]
            item.blocks.append(Block("lead", "", left[0].start, left[0].start, left[-1].end, left))
            return segments[:k]
        return segments

    def _decision_text(self, segments: list[Segment], notes: list[Note]) -> tuple[int, int] | None:
        """Return where the decision's text begins and ends: without attendance notes and tables at its edges."""
        if len(segments) > 1 and len(segments[-1].text) < 4 and _PAGE.fullmatch(segments[-1].text):
            segments = segments[:-1]  # a page's number at the foot
        start, end = segments[0].start, segments[-1].end
        # each note is asked for once at each edge, so that a page full of them takes no longer than others
        for note in sorted(notes, key=lambda n: n.start):
            start = self._inwards(start, end)
            if not note.start <= start < end:
                break
            start = max(start, note.end)
        for note in sorted(notes, key=lambda n: n.end, reverse=True):
            end = self._inwards(end, start, -1)
            if not start < end <= note.end:
                break
            end = min(end, note.start)
        start, end = self._inwards(start, end), self._inwards(end, start, -1)
        while start < end and (self.text[start].isspace() or self.text[start] in ".,;:"):
            start += 1
        end = self._inwards(end, start, -1)
        behind = self.text[max(start, end - 90) : end]
        grouped = "SAGER" in behind or "PUNKTER" in behind
        group = _GROUP_BEHIND.search(self.text, max(start, end - 90), end) if grouped else None
        if group:
            end = group.start()  # a transcript's heading of the items that follow
        if not _WORDY.search(self.text, start, end):
            return None
        lead = _SIGN.match(self.text, start, end)
        if lead:
            start = lead.end()
        return start, end

    def _inwards(self, at: int, stop: int, step: int = 1) -> int:
        """Return the edge of a stretch moved over white space: its start forwards, or with step -1 its end backwards."""
        while at * step < stop * step and self.text[at if step > 0 else at - 1].isspace():
            at += step
        return at

    # -- decisions without a heading -------------------------------------------------------------------------------

    def _last_formula(self, item: ReadItem, body: str | None, date: str | None) -> None:
        """Take the item's last sentence as its decision where it is nothing but a formula (such as 'Til efterretning')."""
        lines = [s for block in item.blocks for s in block.segments if s.kind in ("text", "label")]
        if not lines or any(b.kind in ("decision", "proposal") for b in item.blocks):
            return
        last = sentences(self.text, lines[-1].rest if lines[-1].kind == "label" else lines[-1].start, lines[-1].end)
        if not last:
            return
        openings, _ = _cues(self.vocab.extra)
        end = last[-1][1]
        for start, stop in reversed(last[-3:]):
            # behind a formula of one to three words may stand a remark ('Til efterretning. Bo Dam ønsker tal.')
            limit = 45 if stop == end else 24
            if stop - start < limit and openings.match(self.text, start, stop):
                if stop != end and not _FORMULA.fullmatch(self.text, start, stop):
                    continue
                item.decisions.append(Decided(collapse(self.text[start:end]), body, date, True, None, start, end))
                return

    def _below_title_part(self, item: ReadItem, body: str | None, date: str | None, found: list[Note]) -> None:
        """Read the decision below a line that repeats a part of the title, where the item has no heading for it.

        'Fraværende og bemærkninger til dagsordenen' names two matters, and 'Bemærkninger til dagsordenen' heads the second.
        """
        parts = {key(part) for part in _PARTS.split(item.title or "")}
        if len(parts) < 2 or any(b.kind in ("decision", "proposal") for b in item.blocks):
            return
        for block in item.blocks:
            for k, seg in enumerate(block.segments[:-1]):
                if seg.kind in ("text", "header") and key(seg.text) in parts:
                    self._emit(block.segments[k + 1 :], set(), item, body, date, found, everything=False)
                    return

    def _bare_decision(self, item: ReadItem, body: str | None, date: str | None, found: list[Note]) -> None:
        """Find the decision of an item that has no decision heading: the last paragraphs that decide something."""
        lines: list[Segment] = []
        # a section's first line begins a paragraph of its own
        edges = {block.segments[0].start for block in item.blocks if block.segments}
        for block in item.blocks:
            if block.kind in ("lead", "remarks", "earlier", "mark") or (block.kind in PROSE and not item.closed):
                lines += block.segments
            elif block.kind == "proposal" or block.kind == "decision":
                lines = []
                if block.kind == "proposal":
                    _, rest = self._section(block)
                    lines += rest
            elif block.kind == "attachments":
                if not item.closed or not lines:
                    lines += block.segments
        lines = [
            replace(s, cut=s.cut or s.start in edges)
            for s in lines
            if s.kind in ("text", "absence", "substitute", "header")
        ]
        taken = [(c.start, c.end) for c in item.proposals]
        last_clause = max((e for _, e in taken), default=-1)
        lines = [s for s in lines if s.start >= last_clause or s.kind != "text"]
        self._emit(lines, edges, item, body, date, found, everything=item.closed)

    def _emit(
        self,
        lines: list[Segment],
        edges: set[int],
        item: ReadItem,
        body: str | None,
        date: str | None,
        found: list[Note],
        everything: bool,
    ) -> None:
        """Add the decision that ends the lines, all of them where `everything`; `edges` are where sections begin."""
        if not lines:
            return
        openings, verbs = _cues(self.vocab.extra)
        known = {(n.start, n.end) for n in found}
        notes = self.notes.read(lines)
        found += [n for n in notes if (n.start, n.end) not in known]
        lines = [s for s in lines if not any(n.start <= s.start and s.end <= n.end for n in notes)]
        if not lines:
            return
        bare = self.notes.bare_names(lines) if everything else None
        if bare:
            found.append(bare)
            notes.append(bare)
        groups = [piece for group in _paragraphs(lines) for piece in self._split(group, everything)]
        first: int | None = None
        if everything:
            first = 0
            while first < len(groups) and (len(groups) > first + 1 and self._no_text(groups[first])):
                first += 1
        else:
            # from the end backwards: the last run of paragraphs that decide, told votes and remarks between them
            for index in range(len(groups) - 1, -1, -1):
                piece = self.text[groups[index][0].start : groups[index][-1].end]
                if groups[index][0].kind != "text":
                    continue
                opened = openings.match(piece) is not None and len(piece) < 2000
                deciding = opened or (verbs.search(piece) is not None and len(piece) < 700)
                if deciding:
                    first = index
                elif first is not None:
                    break
                elif not _BESIDE_DECISIONS.search(piece):
                    if len(groups) - index > 3:
                        break
                if first is not None and groups[index][0].start in edges:
                    break  # a decision does not run over a section's heading
        if first is None:
            return
        kept = [s for group in groups[first:] for s in group]
        spans = self._decision_text(kept, notes)
        if spans is None:
            return
        start, end = spans
        value = collapse(self.text[start:end])
        if not value:
            return
        item.decisions.append(
            Decided(value, body, date, True, read_votes(_unwrapped(self.text, start, end)), start, end)
        )
        low = groups[0][0].start if groups else start
        item.proposals += [
            c
            for c in self.proposals.amendments(min(low, start), end)
            if not any(a.start == c.start for a in item.proposals)
        ]

    def _split(self, group: list[Segment], everything: bool) -> list[list[Segment]]:
        """Cut a paragraph whose lines are sentences into these, and a long one that a converter has run together."""
        start, end = group[0].start, group[-1].end
        openings, _ = _cues()
        rows = len(group) > 1 and all(s.kind == "text" and s.text[-1] in ".!?" for s in group)
        if rows and not everything and not openings.match(self.text, start, end):
            return [[s] for s in group]
        if everything or end - start < 260 or group[0].kind != "text" or openings.match(self.text, start, end):
            return [group]
        return [[Segment(a, b, self.text[a:b], rest=b)] for a, b in sentences(self.text, start, end)]

    def _no_text(self, group: list[Segment]) -> bool:
        piece = self.text[group[0].start : group[-1].end]
        return (
            not _SMALL_LETTERS.search(piece)
            or bool(_MARK_ALONE.fullmatch(piece))
            or piece.startswith(("Sagsnr", "Sagsid", "J.nr", "Dok"))
        )


_VOTES = re.compile(r"[ \t]*(?:For|Imod|Mod|Undlod|Hverken)\b")
_SENTENCE = re.compile(r"[ \t]*[A-ZÆØÅ][\wæøå]+[ \t]+[a-zæøå]")
_VOTERS = re.compile(r"[ \t]*(?:For|Imod|Mod|Undlod|Hverken)\b.*[^\s,]$")


def _unwrapped(text: str, start: int, end: int) -> str:
    """Return a stretch with the line breaks of wrapped lines as blanks; a break that ends a statement stays."""
    if "\n" not in text[start:end]:
        return text[start:end]
    rows = text[start:end].split("\n")
    out = rows[0]
    for one, two in itertools.pairwise(rows):
        last = one.rstrip()
        wraps = (
            two.strip()
            and (len(last.strip()) >= 60 or last.endswith((",", " og", " af", "-")))
            and not _VOTES.match(two)
            # below a full list of voters begins a sentence
            and not (_VOTERS.match(one) and _SENTENCE.match(two))
        )
        out += (" " if wraps else "\n") + two
    return out


def _paragraphs(segments: list[Segment]) -> list[list[Segment]]:
    """Group lines into paragraphs at blank lines and at lines that are not text."""
    groups: list[list[Segment]] = []
    for seg in segments:
        if groups and not seg.blank and seg.kind == "text" and groups[-1][-1].kind == "text" and not seg.cut:
            groups[-1].append(seg)
        else:
            groups.append([seg])
    return groups
