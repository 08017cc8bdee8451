"""Finding the notes of attendance in a stretch of text: labels with lists of names, and sentences."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache

from referat_nlp import phrases
from referat_nlp.danish.alternation import by_first_letter
from referat_nlp.danish.dates import MONTH_IN_FULL
from referat_nlp.danish.names import NAME, PARTY
from referat_nlp.danish.people import (
    ELECTED,
    Named,
    Note,
    absence_told,
    give_substitutes,
    persons,
    read_list,
    read_sentence,
)
from referat_nlp.reading.plain import key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary

# A line of nothing but names: 'Ole Martensen', 'Jette Worm (V), Thor Hviid-Larsen (A)', '1. Bo Dam, Ø'
_ENTRY = rf"(?:\d{{1,2}}\.[ \t]+)?(?:[\wæøåÆØÅ.]+[ \t]){{0,2}}?{NAME}(?:[ \t]*,?[ \t]*\([^()\n]{{0,60}}\)|,[ \t]*(?:[A-ZÆØÅ]{{1,2}}|løsgænger|SF|DF|LA)(?=[ \t]*(?:$|[,.;]|og\b)))*"
NAMES_LINE = re.compile(rf"[ \t•·●▪\-–]*{_ENTRY}(?:[ \t]*(?:,|;|og|samt|,[ \t]*og)[ \t]*{_ENTRY})*[ \t]*[,.;]?[ \t]*$")
_WITH_PARTIES = re.compile(
    rf"[ \t•·●▪\-–]*{NAME}[ \t]*{PARTY}(?:[ \t]*(?:,|;|og|,[ \t]*og)?[ \t]*{NAME}[ \t]*\([^()\d\n]{{1,40}}\))*[ \t]*[.;]?[ \t]*$"
)
# What may follow in a list of absent members: reasons, substitutes, agenda numbers.
_LIST_TAIL = re.compile(
    r"stedfortræder|suppleant|i stedet|mødte|mødt\b|afbud|forfald|fravær|inhabil|pga|på grund af|sygdom|ferie|orlov|udeblev|deltog ikke|forladt|ikke til stede",
    re.IGNORECASE,
)
# The items that an absence holds for, right behind a name: 'Ida Holm (A), sag 129-138'; not 'Ida Holm (A) spurgte til sag 12'
_ITEMS_BEHIND = re.compile(
    rf"{NAME}[ \t]*(?:\([^()\n]*\))?[ \t]*[,:;(–-]*[ \t]*(?:(?:i|under|ved|til|fra|og med)[ \t]+){{0,2}}(?:[Ss]ag(?:er|erne)?|[Pp]kt|[Pp]unkt(?:et|er|erne)?)\b"
)
_SENTENCE_END = re.compile(
    # the look-ahead first: at most letters nothing else is tried
    r"(?=[.!?])(?:\.(?=\s+(?:For|Imod)\s+(?:stemte|stemmer)\b)|(?:(?<=[:,] [A-ZÆØÅ])|(?<= og [A-ZÆØÅ])|(?<=stemte [A-ZÆØÅ]))\.(?=\s+[A-ZÆØÅ])|(?<=[A-ZÆØÅ])\.(?=[ \t]*\n[ \t]*[A-ZÆØÅ])|(?<=/S)\.(?=\s+[A-ZÆØÅ])|(?<!\b[A-ZÆØÅ])(?<!\bkl)(?<!\bpkt)(?<!\bnr)(?<!\bChr)(?<!\bstk)(?<!\bJohs)(?<!\bdvs)(?<!\bca)(?<!\bpga)(?<!\bbl\.a)(?<! [A-Za-zæøå])[.!?][\"”)]?(?=\s+[A-ZÆØÅ0-9\"”•·\-–]|\s*$|[A-ZÆØÅ][a-zæøå]))"
)
_ABBREVIATED_NUMBER = re.compile(r"(?:\d|\b(?:Nr|Pkt|Sdr|Gl|Nr|St|hhv|jf|inkl|ekskl|kr|mio|mia|pr|art|evt|f\.eks))$")


def _lists(piece: str) -> bool:
    """Tell whether a line with names can belong to a list of absent members: it says why, for which items, or who came."""
    return _LIST_TAIL.search(piece) is not None or _ITEMS_BEHIND.search(piece) is not None


# Up to a blank line, or to a line with a list's mark
_CHUNK = re.compile(
    rf"(?:(?!\n[ \t]*\n|\n[ \t]*[•·●▪¤§]|\n[ \t]*[-–][ \t]|\n[ \t]*\d{{1,2}}[.)][ \t](?![ \t]*{MONTH_IN_FULL}\b))[\s\S])+"
)
_CAPITAL = re.compile(r"[ \t]*[A-ZÆØÅ]")
_MONTH = re.compile(MONTH_IN_FULL)
_CAPITAL_BELOW = re.compile(r"[ \t]*\n[ \t]*[A-ZÆØÅ]")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the (start, end) of the sentences in a stretch; a blank line or a bullet also ends one.

    An ordinal ('1. suppleant') or an initial ('K. Jørgensen') does not.
    """
    out: list[tuple[int, int]] = []
    if "\n" not in text[start:end]:
        if start < end:
            _split(out, text, start, end)
        return out
    for chunk in _CHUNK.finditer(text[start:end]):
        for low, high in _short_lines(text, start + chunk.start(), start + chunk.end()):
            _split(out, text, low, high)
    return out


def _short_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a paragraph below lines that had room for more: values of a header, names a line each."""
    cuts = [start]
    at = text.find("\n", start, end)
    while at != -1:
        line = text[max(cuts[-1], text.rfind("\n", start, at) + 1) : at].strip()
        if (
            line
            and len(line) < 42
            and line[-1] not in ",-–(:"
            and not line.endswith((" og", " af", " for", " i", " med", " den"))
            and _CAPITAL.match(text, at + 1, at + 40)
            and _SHORT.match(line)
        ):
            cuts.append(at + 1)
        at = text.find("\n", at + 1, end)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _split(out: list[tuple[int, int]], text: str, low: int, high: int) -> None:
    """Add the sentences between two offsets."""
    at = low
    for match in _SENTENCE_END.finditer(text, low, high):
        before = text[max(at, match.start() - 60) : match.start()].rstrip("\\")
        following = text[match.end() : min(high, match.end() + 60)].lstrip()
        if before[-1:].isdigit() and (following[:1].islower() or len(before.strip()) < 3 or _MONTH.match(following)):
            continue
        # the longest abbreviation, with a line break behind it and a sign before it, is of eight
        if _ABBREVIATED_NUMBER.search(before[-8:]) and not before[-1].isdigit():
            # 'mio. kr.' may end a sentence with its line
            if not (
                before.endswith(("kr", "mio", "mia"))
                and _CAPITAL_BELOW.match(text, match.end(), min(high, match.end() + 60))
            ):
                continue
        _add(out, text, at, match.end())
        at = match.end()
    _add(out, text, at, high)


def _add(out: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += piece.index(stripped[0])
        out.append((start, start + len(stripped)))


_WORD_BEHIND_BRACKET = re.compile(r"\)[,.]?[ ][\wæøå]+\.?$")
_BEGINS_WITH_NAME = re.compile(rf"[ \t•·\-–]*(?:[\wæøåÆØÅ.]+[ \t]){{0,2}}{NAME}")
_CAME_OR_LEFT = re.compile(r"\b(?:ankom|forlod|kom til)\b")
_DECIDED = re.compile(r"\b(?:godkendt|tiltrådt|drøftet|vedtaget|udsat|udsættes|anbefales)\b", re.IGNORECASE)
# 'Stedfortræder for Ida Holm (A): Bo Dam (A)', 'Stedfortrædere: Bo Dam for Ida Holm'
_INSTEAD_OF = re.compile(rf"for[ \t]+(?:[\wæøå]+[ \t]+)?{NAME}")
_ROLE = re.compile(r"[ \t]*(?:\([A-ZÆØÅ]{1,3}\)|Formand|Næstformand|Medlem|Borgmester|Løsgænger)[ \t]*$")
_FIRST = re.compile(rf"[ \t•·●▪\-–]*(?:[\wæøåÆØÅ.]+[ \t]){{0,2}}?{NAME}[ \t]*(?:\(|,)")
# 'Forældrevalgte: Ida Holm', 'Elevrepræsentanter: -'
_GROUP = re.compile(
    rf"[ \t•·●▪]*[A-ZÆØÅ](?:[\w-]*(?:valgte|repræsentant(?:er)?|side(?:n)?|medlem(?:mer)?|ledere?|udpegede|lærere|elever|forældre)|[\w-]+[ ](?:medlemmer|repræsentanter|side(?:n)?))[ \t]*:[ \t]*(?:(?:[Aa]fbud[ ]fra[ ])?{NAME}|[Ii]ngen\b|[-–])"
)
_DATED = re.compile(r"[ \t]*(?:[Mm]an|[Tt]irs|[Oo]ns|[Tt]ors|[Ff]re|[Ll]ør|[Ss]øn)dag\b")


# A name of a list whose end stands on the next line: 'Bo Dam, Ida' / 'Holm (A)'
_PARTED_NAME = re.compile(r"(?:[,;]|\bog|\bsamt)[ \t]*[A-ZÆØÅ][\w\-]+[ \t]*\n(?=[ \t]*[A-ZÆØÅ])")
# 'Kjeld Aamose-' / 'Petersen'
_PARTED_WORD = re.compile(r"(?<=\w)-\n([A-ZÆØÅ]\w+)")
_DASH = re.compile(r"[ \t]*[-–—]+[ \t.]*$")
# A line that may end the name of the line above: one word, or the last name with its party or with the next name.
_ONE_WORD = re.compile(r"[A-ZÆØÅ][\w\-]+[.,]?[ \t]*$")
_LAST_NAME = re.compile(r"[A-ZÆØÅ][\w\-]+(?:[ \t]*\(|,[ \t]*(?:og[ \t]+)?[A-ZÆØÅ][\w\-]+[ \t]+[A-ZÆØÅ])")
# Ends in a whole name, maybe with its party
_WHOLE_NAME = re.compile(rf"{NAME}(?:,[ \t]*[A-ZÆØÅ]{{1,2}})?[ \t]*$|[-–—][ \t]*$")
# So much of a list's end tells whether its last name is whole: no name is longer.
_TAIL = 200
# a short line that is a value or a name, not the end of a sentence that wraps in a narrow column
_SHORT = re.compile(r"[A-ZÆØÅ\d][^.!?]*$|[Kk]l\.|[^.]*\d$")


# 'Jytte Holm, Oplysningsforbundene', 'Goran Petrovic, udpeget af Byrådet'
_MEMBER_OF = re.compile(rf"[ \t•·●▪\-–]*{NAME}[ \t]*,[ \t]*(?=\S)")


NAMES_BEHIND = re.compile(rf"{NAME}[ \t]*(?:,|\(|og\b|$)")


def described(rows: list[str]) -> bool:
    """Tell whether each line of a list is a member and, behind a comma, whom the member stands for.

    That is often a role in small letters; a list of names that wraps has none, and its lines end in commas.

    >>> described(["Jytte Holm, Dansk Blindesamfund", "Goran Petrovic, udpeget af Byrådet"])
    True
    >>> described(["Jytte Holm, Bo Dam,", "Ida Lund, Jan Krag"])
    False
    """
    if len(rows) < 2 or any(row.rstrip().endswith((",", " og", "-")) for row in rows):
        return False
    behind = [match for row in rows if (match := _MEMBER_OF.match(row))]
    small = sum(1 for match in behind if match.string[match.end()].islower())
    # 'Grandejerforeningen', 'Formand, udpeget af Byrådet': no first and last name
    other = sum(1 for match in behind if NAMES_BEHIND.match(match.string, match.end()) is None)
    return len(behind) == len(rows) and (small >= 0.4 * len(rows) or (small > 0 and other >= 0.6 * len(rows)))


# A line that its sentence goes on behind, and how much of the longest line's length a full one has
_HANGS = re.compile(
    r"(?:[,(–-]|[ \t](?:og|samt|eller|at|da|idet|fordi|mens|men|af|for|i|med|den|til|ved|som|der|hvor|hvorfor))$"
)
_FULL = 0.85
# 'Bo Dam deltog som suppleant.', said of nobody in particular
_SOME_SUBSTITUTE = re.compile(
    rf"{NAME}(?:[ \t]*(?:,|og)[ \t]*{NAME})*[ \t]+(?:deltog|mødte)[ \t]+som[ \t]+(?:suppleant|stedfortræder)(?:er|e)?\.?$"
)


class NoteReader:
    """Reads the notes of attendance among segments of one document."""

    def __init__(self, vocab: Vocabulary, clean: str) -> None:
        """`clean` is the document's text with markup and furniture blanked, of the same length."""
        self.vocab = vocab
        self.text = clean
        self.open: list[tuple[int, int]] = []  # sentences that tell an absence of somebody whom no rule could name

    def drain(self) -> list[tuple[int, int]]:
        """Return the open sentences found since the last call."""
        found, self.open = self.open, []
        return found

    def read(self, segments: list[Segment]) -> list[Note]:
        """Return the notes in text order; each stretch of text belongs to one note at most."""
        notes: list[Note] = []
        k = 0
        width = max((len(seg.text) for seg in segments), default=0) if len(segments) > 1 else 0
        while k < len(segments):
            seg = segments[k]
            if seg.kind in ("absence", "substitute"):
                k, note = self._labelled(segments, k)
                if seg.kind == "substitute" and _INSTEAD_OF.match(self.text, seg.rest, seg.end):
                    note = replace(self._list(seg.start, note.end), start=seg.start, label=True)
                elif seg.kind == "substitute":
                    # 'Stedfortræder: Ida Holm. Bo Dam (A) havde forladt mødet.': the label holds for its sentence
                    parts = sentences(self.text, seg.rest, max(note.end, seg.rest))
                    end = parts[0][1] if parts else note.end
                    if not note.substitutes:
                        note.substitutes = [p for p, _ in note.absent if p.start < end]
                    others = [(p, s) for p, s in note.absent if p.start >= end]
                    note.absent = [(p, s) for p, s in note.absent if s and p.start < end]
                    if others:
                        notes += [note, replace(note, start=end, absent=others, substitutes=[])]
                        note.end, note.limits = end, {}
                        continue
                notes.append(note)
                continue
            if seg.kind in ("text", "header", "label"):
                # join what belongs to one paragraph, so that a sentence may run over lines
                low = k
                while (
                    k + 1 < len(segments)
                    and segments[k + 1].kind == "text"
                    and not segments[k + 1].blank
                    and not segments[k + 1].cut
                    and not self._begins_note(segments[k], segments[k + 1], width)
                ):
                    k += 1
                first = segments[low]
                notes.extend(
                    self.in_text(
                        first.rest if first.kind in ("header", "label") and first.rest < first.end else first.start,
                        segments[k].end,
                    )
                )
            k += 1
        if notes:
            self._join_substitutes(notes)
        return notes

    def _begins_note(self, above: Segment, line: Segment, width: int) -> bool:
        """Tell whether a line of its own tells who was absent, below a line without a full stop, such as a list's entry.

        The line above had room for its first word, which a text that wraps would have put there.
        """
        if not _maybe(self.vocab.extra).search(line.text.lower()) or _HANGS.search(above.text):
            return False
        if len(above.text) + len(line.text.split()[0]) + 1 >= _FULL * width:
            return False
        note = read_sentence(self.text, line.start, line.end, extra=self.vocab.extra)
        return note is not None and bool(note.absent)

    def in_text(self, start: int, end: int) -> list[Note]:
        """Return the notes that are whole sentences between two offsets."""
        text = self.text
        notes: list[Note] = []
        maybe = _maybe(self.vocab.extra)
        if not maybe.search(text[start:end].lower()):
            return notes  # most paragraphs: not worth cutting into sentences
        for a, b in sentences(text, start, end):
            if not maybe.search(text[a:b].lower()):
                continue
            note = Note(a, b) if _ENDS.match(text, a, b) else read_sentence(text, a, b, extra=self.vocab.extra)
            if note is not None:
                note.start, note.end = a, b
                notes.append(note)
            elif (
                b - a < 300
                and absence_told(text, a, b, extra=self.vocab.extra) is not None
                and ELECTED.search(text, a, b) is None  # who is elected while another has leave is not absent
            ):
                self.open.append((a, b))
        return notes

    def _labelled(self, segments: list[Segment], k: int) -> tuple[int, Note]:
        """Read a label and the lines of names that belong to it; returns the next index and the note."""
        text, seg = self.text, segments[k]
        start, end = seg.rest, seg.end
        groups = self._groups(segments, k)
        if groups:
            found = [pair for line in groups for pair in self._list(line.start, line.end).absent]
            return k + 1 + len(groups), Note(seg.start, groups[-1].end, found, label=True)
        rows = self._rows(segments, k)
        if rows:
            named = [persons(text, line.start, line.end, extra=self.vocab.extra)[:1] for line in rows]
            absent: list[tuple[Named, str | None]] = [(person, None) for found in named for person in found]
            return k + 1 + len(rows), Note(seg.start, rows[-1].end, absent, label=True)
        nobody = self._nobody(text[seg.rest : seg.end]) and not self._marks(segments, k)
        if seg.rest < seg.end and _DATED.match(text, seg.rest):
            return k + 1, Note(seg.start, seg.rest, label=True)  # labels in one block, their values in the next
        nxt = k + 1
        brackets, counted = 0, start  # how many are open, up to where
        if not nobody:
            while nxt < len(segments):
                line = segments[nxt]
                if line.kind != "text" or line.level or "decides" in line.info:
                    break
                # of the list so far its end is looked at alone, line after line
                tail = text[max(start, end - _TAIL) : end].rstrip()
                empty = not tail
                if line.blank >= 1 and not empty and not tail.endswith((",", " og")) and seg.rest < seg.end:
                    break
                body = text[line.start : line.end]
                brackets += text.count("(", counted, end) - text.count(")", counted, end)
                counted = max(counted, end)
                wraps = tail.endswith((",", " og", " -", " –", "(")) or brackets > 0
                # a name goes on below: 'Ida' / 'Holm (A)'; but 'Ida Holm' / 'Godkendt.' is a list and a decision
                unfinished = (
                    not line.blank
                    and not empty
                    and not tail.endswith((".", ")"))
                    and NAMES_LINE.match(body) is None
                    and len(body) < 60
                    and (
                        _LAST_NAME.match(body) is not None
                        or (_ONE_WORD.match(body) is not None and not _WHOLE_NAME.search(tail))
                    )
                )
                if not empty and _ROLE.match(body):
                    nxt += 1  # '<navn>' / 'Medlem' / '(C)', a line each
                    continue
                if empty and len(body) < 120 and _FIRST.match(body) and not _PRESENT.search(body):
                    end = line.end
                    nxt += 1
                    continue
                if (
                    seg.rest >= seg.end
                    and len(body) < 120
                    and _FIRST.match(body)
                    and _WORD_BEHIND_BRACKET.search(body)
                    and not _PRESENT.search(body)
                ):
                    end = line.end
                    nxt += 1
                    continue
                says_nobody = self._nobody(body)
                if NAMES_LINE.match(body) or wraps or unfinished or (says_nobody and empty):
                    end = line.end
                    nxt += 1
                    if says_nobody and not self._marks(segments, nxt - 1):
                        break
                    continue
                if (_lists(body) and persons(text, line.start, line.end, extra=self.vocab.extra)) and (
                    empty or seg.rest >= seg.end or len(body) < 160
                ):
                    # '<navn> havde lovligt forfald.' below the label
                    inner = self.in_text(line.start, line.end)
                    if inner or empty or _BEGINS_WITH_NAME.match(body):
                        if _CAME_OR_LEFT.search(body) and not inner:
                            break
                        end = line.end
                        nxt += 1
                        continue
                break
        note = self._list(start, end)
        note.start = seg.start
        note.end = max(note.end, seg.end if nobody or end <= seg.end else end)
        # the lines of roles and parties behind the last name belong to the note
        while (
            nxt - 1 > k
            and _ROLE.match(text[segments[nxt - 1].start : segments[nxt - 1].end])
            and segments[nxt - 1].end > note.end
        ):
            note.end = segments[nxt - 1].end
            break
        return nxt, note

    def _groups(self, segments: list[Segment], k: int) -> list[Segment]:
        """Return the lines below a label that each name a group and who of it was absent: 'Forældrevalgte: Ida Holm'."""
        if segments[k].rest < segments[k].end:
            return []
        last = k + 1
        while last < len(segments) and segments[last].kind == "text" and not (segments[last].blank and last > k + 1):
            if not _GROUP.match(self.text, segments[last].start, segments[last].end):
                break
            last += 1
        return segments[k + 1 : last]

    def _rows(self, segments: list[Segment], k: int) -> list[Segment]:
        """Return the lines below a label that each hold a member and whom the member stands for; none where they do not."""
        if segments[k].rest < segments[k].end:
            return []
        last = k + 1
        while last < len(segments) and segments[last].kind == "text" and not segments[last].blank:
            if not _MEMBER_OF.match(self.text, segments[last].start, segments[last].end):
                break
            last += 1
        rows = segments[k + 1 : last]
        return rows if described([self.text[line.start : line.end] for line in rows]) else []

    def _nobody(self, piece: str) -> bool:
        """Tell whether what stands behind or below a label says that nobody was absent: 'Ingen', or a dash alone."""
        return key(piece) in self.vocab.nobody or _DASH.match(piece) is not None

    def _marks(self, segments: list[Segment], k: int) -> bool:
        """Tell whether a line's dash is the mark of a list entry whose name a converter has put below it."""
        if k + 1 >= len(segments) or segments[k + 1].kind != "text":
            return False
        line, below = segments[k], segments[k + 1]
        return (
            _DASH.match(self.text, line.rest if line.rest < line.end else line.start, line.end) is not None
            and NAMES_LINE.match(self.text, below.start, below.end) is not None
        )

    def _list(self, start: int, end: int) -> Note:
        """Read names up to the end of the list: at the first sentence that is neither names nor a note."""
        stretch = self.text[start:end]
        if "\n" not in stretch:
            return self._list_in(self.text, start, end)
        joined = _PARTED_NAME.sub(lambda match: match[0][:-1] + " ", stretch)
        joined = _PARTED_WORD.sub(r"-\1 ", joined)
        if joined == stretch:
            return self._list_in(self.text, start, end)
        note = self._list_in(joined, 0, len(joined))
        note.start, note.end = note.start + start, note.end + start
        note.absent = [(self._as_printed(person.moved(start)), substitute) for person, substitute in note.absent]
        note.substitutes = [person.moved(start) for person in note.substitutes]
        note.limits = {at + start: items for at, items in note.limits.items()}
        return note

    def _as_printed(self, person: Named) -> Named:
        """Return the person with the break that a hyphen at a line's end leaves in the name."""
        if "-\n" in self.text[person.start : person.end]:
            person.end += 1
            person.name = " ".join(self.text[person.start : person.end].split())
        return person

    def _list_in(self, text: str, start: int, end: int) -> Note:
        """Read the list in `text`, which is the document's or a piece of it."""
        parts = sentences(text, start, end)
        if not parts:
            return Note(start, start, label=True)
        first = parts[0][1]
        note = read_list(text, start, first, extra=self.vocab.extra)
        note.start, note.end = start, first
        # names on lines of their own go on with the list; a sentence that is a note too joins it
        for a, b in parts[1:]:
            piece = text[a:b]
            if _ROLE.match(piece) or self._nobody(piece):
                continue
            if _DECIDED.search(piece) and "stedfortræder" not in piece:
                break
            more = None if NAMES_LINE.match(piece) else read_sentence(text, a, b, extra=self.vocab.extra)
            if more is None:
                if not (NAMES_LINE.match(piece) or (_lists(piece) and persons(text, a, b, extra=self.vocab.extra))):
                    break
                more = read_list(text, a, b, extra=self.vocab.extra)
            _merge(note, more)
            note.end = b
        return note

    def _join_substitutes(self, notes: list[Note]) -> None:
        """Give 'I stedet mødte Y' to the absent member of the note before it.

        'Y deltog som suppleant.' below three absent members does not say for whom.
        """
        for one, two in itertools.pairwise(notes):
            free = sum(1 for _, substitute in one.absent if substitute is None)
            if free > len(two.substitutes) and _SOME_SUBSTITUTE.match(self.text, two.start, two.end):
                continue
            if two.substitutes and not two.absent and one.absent:
                _merge(one, two)
        # 'A (V) var fraværende. Som stedfortræder for A deltog B': one entry for A
        named: dict[str, tuple[Note, int]] = {}
        for note in notes:
            for i, (person, substitute) in enumerate(list(note.absent)):
                if person.name in named:
                    first, at = named[person.name]
                    if substitute and first.absent[at][1] is None:
                        first.absent[at] = (first.absent[at][0], substitute)
                else:
                    named[person.name] = (note, i)

    def bare_names(self, segments: list[Segment]) -> Note | None:
        """Read unlabelled names with parties above a decision's text ('Jette Worm (V), Thor Hviid-Larsen (A)')."""
        if len(segments) < 2 or segments[0].kind != "text":
            return None
        seg = segments[0]
        end = seg.end
        if self.text.find("(", seg.start, segments[-1].end) < 0:
            return None  # no party
        if not _WITH_PARTIES.match(self.text[seg.start : seg.end]):
            k = 1
            while k < len(segments) and not segments[k].blank and segments[k].kind == "text":
                end = segments[k].end
                k += 1
            piece = self.text[seg.start : end]
            if k >= len(segments) or not _LED_BY_NAMES.match(piece) or _DECIDES.search(piece):
                return None
        note = read_list(self.text, seg.start, end, extra=self.vocab.extra)
        note.start, note.end = seg.start, end
        return note


_LED_BY_NAMES = re.compile(rf"{NAME}[ \t]*{PARTY}[ \t]*(?:,|og|[-–])[ \t]*{NAME}")
_DECIDES = re.compile(r"godkend|vedt|stemt|foresl|ønske|anbefal|valg|udpeg|indstil|drøft|efterretning", re.IGNORECASE)


def _merge(note: Note, more: Note) -> None:
    """Add a second note to a first: its absences, or its substitutes in the order of the members without one."""
    if more.substitutes and not more.absent:
        give_substitutes(note, more.substitutes)
    for person, substitute in more.absent:
        at = next((i for i, (p, _) in enumerate(note.absent) if p.name == person.name), None)
        if at is None:
            note.absent.append((person, substitute))
        elif substitute:
            note.absent[at] = (note.absent[at][0], substitute)
    note.limits.update(more.limits)
    note.substitutes += more.substitutes


# 'Mødet sluttede kl. 12.50', 'Pladsen er vakant.': no absence, but no part of a decision either
_ENDS = re.compile(
    r"[•·\-–]?[ \t]*(?:[^.;:\n]{0,60}[Pp]lads(?:en)? er vakant\b|Der er ingen suppleanter?\b)|Mødet (?:blev |er )?(?:hævet|sluttede|sluttet|afsluttet|slut)\b[^.]{0,20}\bkl\b"
)
# Words of which every note holds one.
_MAYBE = (
    "vakant",
    r"mødet (?:blev |er )?(?:hævet|slut|afsluttet)",
    "fravær",
    "afbud",
    "forfald",
    "deltog",
    "deltager",
    "mødt",
    "møder",
    "forhindre",
    "udeblev",
    "inhabil",
    "forlod",
    "forladt",
    "ankom",
    "til stede",
    "tilstede",
    "stedfortræder",
    "suppleant",
    "i stedet",
    "indkaldt",
    "undtagen",
    "bortset fra",
    r"kom\b",
    r"gik\b",
    r"gået\b",
    "orlov",
    "sygemeldt",
    "trådte",
    "uden for døren",
    "udenfor",
)


@lru_cache(maxsize=8)
def _maybe(extra: str | None) -> re.Pattern[str]:
    """Return the words of `_MAYBE` with the verbs of absence.toml that hold none of them, for text in small letters.

    Each begins with a letter and none asks for case: so the search passes over other letters at once.
    """
    data = phrases.load("absence", extra)
    known = re.compile("|".join(_MAYBE))
    verbs = [row.lower() for name in ("verbs_after", "left", "verbs_before") for row in data[name]]
    rows = [row for row in verbs if not known.search(row)]
    return re.compile(by_first_letter([*_MAYBE, *(re.escape(row).replace(r"\ ", r"[ \t\n]+") for row in rows)]))


_PRESENT = re.compile(r"\b(?:ankom|forlod|kom|mødte|tilkom|gik|deltog)\b")
