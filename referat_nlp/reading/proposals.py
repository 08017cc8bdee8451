"""Reading proposals: the clauses that somebody proposes for decision, with the proposer.

They stand as a list or a sentence under a proposal heading, behind '… indstiller, at:' without one, as the last sentence
of the account ('Staben foreslår, at …'), or as an amendment within a decision.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache

from referat_nlp import phrases
from referat_nlp.danish.alternation import by_first_letter
from referat_nlp.danish.bodies import CORE_WORD
from referat_nlp.danish.dates import MONTH_IN_FULL
from referat_nlp.danish.names import NAME
from referat_nlp.minutes import Proposal
from referat_nlp.reading.notes import sentences
from referat_nlp.reading.plain import LIST_SIGNS, collapse
from referat_nlp.reading.sections import Block
from referat_nlp.reading.segments import Segment

# '1. ', '1) ', 'a) ', '- ', '• ', '·  ', 'At 1) ', 'ad 2. ', '1.1 ', '[1] '
_BULLET = re.compile(
    rf"(?:[Aa]t[ \t]+\d{{1,2}}[.)][ \t]*|[{LIST_SIGNS}○¤§*–—-][ \t\n]*(?=\S)|(?:Ad[ \t]*|Punkt[ \t]+|Pkt\.?[ \t]*|Indstillingspunkt[ \t]+)?\(?\d{{1,2}}(?:\.\d)?[.):][ \t\n]*(?=[^\d\s])(?!(?:{MONTH_IN_FULL}|klasse|behandling|kvartal|halvår|etape|sal)\b)|\d{{1,2}}[.)][ \t]+(?=\d[\d.,]*[ \t]+(?:kr|mio|mia|mil|pct)\b)|\(?(?:[a-zæøå]|ii|iii|iv|vi|vii|viii|ix)[.)][ \t\n]+(?=\S)|\d{{1,2}}[ \t]+(?=(?:at|At)[ \t]))"
)
_SIGN = re.compile(r"(?:(?<!\S)[•·●▪]|(?<![^.,;:][ \t])(?<!\S)[-–](?=[ \t]+at\b))[ \t]+(?=\S)")
_LONE_MARK = re.compile(r"(?:(?:\d{1,2}|[a-zæøå])[.)])?[ \t\n]*(?:[Aa]t)?")
_LONGEST_MARK = 8  # as it is printed, '12. at'
_WORDY = re.compile(r"\w")
_AT = re.compile(r"(?:at|At|AT)(?=[ \t\n:])")
_AT_CELL = re.compile(r"[Aa][Tt][ \t]*(?:\||\t)")
_AT_INSIDE = re.compile(r"\bat\b")
# '…, og at' before the next entry
_CONJUNCTION_ENDS = ("og", "samt", "eller", "at")
_CONJUNCTION = re.compile(r"\b(?:og|samt|og/eller|eller)(?:[ \t\n]+at)?$|(?<=[,;][ \n])at$")
_MOVER = re.compile(
    r"(?<![ \t\n])[ \t\n]*\((?:[Ss]tillet|[Ff]remsat|[Ff]oreslået)[ \t]+af[ \t]+(?P<mover>[^()\n]{1,80}(?:\([A-ZÆØÅ]\))?)\)[ \t]*\.?$"
)
_BRACKETED = re.compile(r"\((?P<mover>[A-ZÆØÅ][^()\n]{2,80})\)$")


_ADVERBIAL = re.compile(
    r"(?:Af|Derfor|Desuden|Dermed|Efter|Endelig|Endvidere|For|Herefter|Herudover|I|Med|Om|På|Samtidig|Sammenfattende|Som|"
    r"Til|Ud|Under|Ved|Videre|Yderligere)\b(?![ ]+[A-ZÆØÅ])"
)
_BEHIND = re.compile(
    r"[ \t\n]+(?P<subject>(?!(?:der|det|som|at|den|hermed|derfor|således|også)\b)\w[\w \t\n,./&-]{1,100}?)(?=,?[ \t\n]+at\b|:)"
)


# 'På den baggrund anbefales det, at …', 'Det indstilles derfor, at …': nobody is named
_PASSIVE = re.compile(
    r"(?:(?:Af|Derfor|Desuden|Efter|Endelig|Endvidere|Herefter|Herudover|I|Med|På|Samtidig|Sammenfattende|Som|Ud|Under|Ved)\b[^.,:;\n]{0,60}?"
    r"[ \t\n]+(?:indstilles|foreslås|anbefales|henstilles)(?:[ \t\n]+det)?|(?:Det|Der)[ \t\n]+(?:indstilles|foreslås|anbefales))"
    r"(?:[ \t\n]+(?:derfor|hermed|herefter|således|endvidere|desuden|samtidig|også))?(?=,?[ \t\n]+at\b|:)"
)


# Below 'Forvaltningen indstiller': 'Til Økonomiudvalget og Byrådet:', 'Over for Byrådet,'
ADDRESSEE = re.compile(r"(?:Til|Over for|Overfor)[ \t]+(?:udvalget|[A-ZÆØÅ])[^.\n]{0,120}(?:[:,;]|,?[ \t]+at:?)?$")


@lru_cache(maxsize=4)
def _patterns(extra: str | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = phrases.load("proposing", extra)

    def words(name: str) -> str:
        return "|".join(
            re.escape(w).replace(r"\ ", r"[ \t\n]+") for w in sorted(data[name], key=lambda w: (-len(w), w))
        )

    intro = re.compile(
        rf"(?P<subject>(?:[A-ZÆØÅ§\"”]|gruppe |liste |\d\.[ ])(?:[^.:\n]|(?<=\b[A-ZÆØÅ])\.|(?<=stk)\.|(?<=Chr)\.|\.(?=\d)|(?<=\d)\.(?=[ ][a-zæøå])|\n(?![ \t]*\n)){{1,400}}?)[ \t\n]+(?P<verb>{words('verbs')})(?![\w-])"
    )
    nobody = re.compile(rf"(?:{words('nobody')})(?![\w-])")
    amendment = re.compile(
        rf"(?P<mover>(?:Et ændringsforslag fra[ ])?[A-ZÆØÅ](?:[^.:;\n]|(?<=\b[A-ZÆØÅ])\.|(?<=\b(?:Chr|Frk))\.|(?<=\bHr)\.){{0,120}}?(?:\([^()\n]{{1,40}}\))?)[ \t\n]+(?:{words('amending')})[ \t\n]+(?:[\wæøå]+[ \t\n]+){{0,5}}?(?:{words('amendments')})(?P<tail>[^:\"”“»\n]{{0,120}}?)(?=[:\"”“»]|[ \t\n]+(?:om|til|gående)[ \t\n]|,[ \t\n]*at[ \t\n])"
    )
    return intro, nobody, amendment


@lru_cache(maxsize=4)
def _verbs(extra: str | None) -> re.Pattern[str]:
    """Return the pattern of the first words of verbs that introduce proposals."""
    words = {row.split()[0] for row in phrases.load("proposing", extra)["verbs"]}
    return re.compile(by_first_letter(re.escape(word) for word in sorted(words)))


@lru_cache(maxsize=4)
def _stems(extra: str | None) -> tuple[str, ...]:
    """Return beginnings of these words, a few of which stand for all: of a long text they are looked for faster."""
    words = {row.split()[0] for row in phrases.load("proposing", extra)["verbs"]}
    return tuple(sorted({word[:6] for word in words}))


@lru_cache(maxsize=4)
def _called_amendments(extra: str | None) -> tuple[str, ...]:
    """Return the first words of what an amendment is called."""
    return tuple(sorted({row.split()[0] for row in phrases.load("proposing", extra)["amendments"]}))


def _finish(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Strip list mark, quotation marks and trailing conjunctions from a clause; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    while start < end and text[start] in ' \t\n"”“»:':
        start += 1
    while end > start and text[end - 1] in " \t\n,;.:":
        end -= 1
    if text.endswith(_CONJUNCTION_ENDS, start, end):
        match = _CONJUNCTION.search(text, max(start, end - 12), end)
        if match:
            end = match.start()
    while end > start and text[end - 1] in ' \t\n,.;"”“«:':
        # 'kr.', 'm.v.' and ',-' at the end belong to the words; a full stop that ends the sentence does not
        end -= 1
    value = collapse(text[start:end])
    if not value[:1].isalnum() and not _WORDY.search(value):
        return None
    if len(value) < _LONGEST_MARK and (_LONE_MARK.fullmatch(value) or _LONE_MARK.fullmatch(f"{value}.")):
        return None
    return value, start, end


# 'Ida Holm (A) har den 7. september 2017 stillet forslag om'
_HAS = re.compile(
    r"[ ](?:har|vil|kan|skal|havde)(?:[ ](?:(?:i|ved|pr\.)[ ](?:mail|brev|e-mail)[ ](?:af[ ])?)?(?:den|d\.)[ ][\w./ -]{4,25})?$"
)
_BRACKETS = re.compile(r"\([^()]*\)")
# No name of a proposer holds these words, and these are none
_CLAUSE = re.compile(r"\b(?:at|som|der|hvor|når|hvis|fordi|blev|er|var|har)\b")
_NOBODY = re.compile(r"(?:Det|Der|Dette|Hermed|Herefter|Derfor|De|Den|Sagen|Notatet|Rapporten|Planen)(?:[ ]\w+)?")


def subject_of(text: str, start: int, end: int, extra: str | None = None) -> tuple[str | None, int] | None:
    """Return (proposer, end of the verb) where the stretch begins with '<proposer> indstiller' or 'Det foreslås'."""
    intro, nobody, _ = _patterns(extra)
    match = nobody.match(text, start, end) or _PASSIVE.match(text, start, end)
    if match:
        return None, match.end()
    match = intro.match(text, start, end)
    if not match:
        return None
    subject = collapse(match["subject"]).lstrip('"”“»')
    subject = _HAS.sub("", subject)
    bare = _BRACKETS.sub("", subject) if "(" in subject else subject
    if _CLAUSE.search(bare) or len(subject.split()) > 45:
        return None
    subject = subject.rstrip(",")
    if _ADVERBIAL.match(subject):
        # 'På den baggrund anbefaler forvaltningen, at …': who proposes stands behind the verb
        behind = _BEHIND.match(text, match.end(), end)
        return (collapse(behind["subject"]), behind.end()) if behind else None
    if _NOBODY.fullmatch(subject):
        return None
    return subject, match.end()


class ProposalReader:
    """Reads the proposals of one item from its blocks."""

    def __init__(self, clean: str, extra: str | None = None) -> None:
        """`clean` is the document's text with markup and furniture blanked."""
        self.text = clean
        self.extra = extra
        self._measured: list[Segment] = []  # the lines whose longest was measured last
        self._longest = 0

    # -- under a heading -------------------------------------------------------------------------------------------

    def section(self, block: Block) -> tuple[list[Proposal], list[Segment]]:
        """Return the clauses of a proposal section and the lines below the list that are no proposals."""
        lines = self._marks_joined(
            [s for s in block.segments if s.kind in ("text", "label", "header", "case", "contents")]
        )
        clauses: list[Proposal] = []
        rest: list[Segment] = []
        heading = block.heading.lstrip(" \t•·●▪*-–").rstrip()
        proposer: str | None = None
        match = _HEADED_FROM.match(heading)
        if match:
            proposer = match["who"].strip()
        match = _HEADED_BY.match(heading)
        if match:
            proposer = match["who"].strip()
            if len(lines) > 1 and ADDRESSEE.match(lines[0].text):
                lines = lines[1:]
        kind = "amendment" if _HEADED_AMENDMENT.search(heading) else "recommendation"
        k = 0
        while k < len(lines):
            behind = self._group(lines, k, clauses, rest, proposer, kind)
            if behind == k:  # a mark of a list with nothing behind it
                rest.append(lines[k])
            k = max(behind, k + 1)
        self._movers(clauses, rest)
        return clauses, rest

    def _empty(self, start: int, end: int) -> bool:
        """Tell whether a sentence says that nothing is proposed."""
        return bool(_WITHOUT.search(self.text, start, end) or _NOTHING.fullmatch(self.text, start, end))

    def _marks_joined(self, lines: list[Segment]) -> list[Segment]:
        """Return the lines, those that hold a list's mark alone or 'at' alone joined with the one below: '1.' / 'at' / 'vejen lukkes'."""
        out: list[Segment] = []
        for seg in lines:
            if out and _LONE_MARK.fullmatch(self.text, out[-1].start, out[-1].end):
                above = out.pop()
                seg = replace(above, end=seg.end, text=self.text[above.start : seg.end], rest=seg.rest)
            out.append(seg)
        return out

    def _group(
        self,
        lines: list[Segment],
        k: int,
        clauses: list[Proposal],
        rest: list[Segment],
        proposer: str | None,
        kind: str,
    ) -> int:
        """Read one introduction with its list, or one lone paragraph; return the index of the next line."""
        text = self.text
        first = lines[k]
        # the paragraph: this line and those that it wraps into
        end_k = self._paragraph(lines, k)
        start, end = first.start, lines[end_k].end
        bullet = _BULLET.match(text, start, end)
        if bullet or _AT.match(text, start, end):
            inner = subject_of(text, bullet.end(), end, self.extra) if bullet and not clauses else None
            if not (inner and inner[0] and _AT_BEHIND.match(text, inner[1])) or clauses:
                # a list that goes on, behind a page's end, is still its proposer's
                who = proposer or (clauses[-1].proposer if clauses else None)
                return self._entries(lines, k, clauses, who, kind)
        headed = _HEADED.fullmatch(text, first.start, first.end)
        if headed and k + 1 < len(lines):
            return self._entries(lines, k + 1, clauses, collapse(headed["mover"]), "amendment")
        amended = _FROM.match(text, start, end)
        if amended:
            clauses += self._amended(amended.end(), end, collapse(amended["mover"]))
            return end_k + 1
        intro = subject_of(text, start, end, self.extra)
        if intro is None:
            if clauses:
                rest.extend(lines[k : end_k + 1])
                return end_k + 1
            for a, b in sentences(text, start, end):
                if text.startswith(("(Stillet", "(stillet", "(Fremsat"), a, b) or self._empty(a, b):
                    rest.append(Segment(a, b, text[a:b]))
                    continue
                done = _finish(text, a, b)
                if done:
                    value, a2, b2 = done
                    clauses.append(Proposal(value, proposer, kind, a2, b2))
            return end_k + 1
        who, after_verb = intro
        who = who or proposer
        following = lines[end_k + 1] if end_k + 1 < len(lines) else None
        tail = text[after_verb:end].rstrip()
        lists = following is not None and bool(_BULLET.match(text, following.start) or _AT.match(text, following.start))
        political = who is not None and CORE_WORD.search(who) is not None and clauses and clauses[-1].proposer != who
        if political and not (lists and tail.endswith((",", ":", " at"))):
            rest.extend(lines[k : end_k + 1])  # 'By- og Kulturudvalget anbefaler indstillingen.'
            return end_k + 1
        this_kind = "amendment" if clauses and _AGAINST_IT.search(text, after_verb, after_verb + 40) else kind
        marked = following is not None and _BULLET.match(text, following.start) is not None
        if (
            lists
            and not tail.endswith(".")
            and not (tail.endswith((" og", ",og", " samt", ",samt")) if marked else self._complete(tail))
        ):
            return self._entries(lines, end_k + 1, clauses, who, this_kind)
        if tail in ("", ",", ":") and clauses and not lists:
            return end_k + 1  # the introduction printed again below its list
        while (
            following is not None
            and not lists
            and tail in ("", ",", ":", "at")
            and ADDRESSEE.match(text[following.start : following.end])
        ):
            # 'Til Økonomiudvalget og Byrådet:' says only who is to decide
            end_k += 1
            following = lines[end_k + 1] if end_k + 1 < len(lines) else None
            lists = following is not None and bool(
                _BULLET.match(text, following.start) or _AT.match(text, following.start)
            )
        if tail in ("", ",", ":") and lists:
            return self._entries(lines, end_k + 1, clauses, who, kind)
        if not tail and following is not None:
            # 'Administrationen indstiller' alone, then entries without marks
            return self._unmarked(lines, end_k + 1, clauses, who, this_kind)
        if (
            following is not None
            and not lists
            and (tail.endswith((":", ",", " at", ",at")) or self._body_only(tail, following))
        ):
            return self._unmarked(lines, end_k + 1, clauses, who, this_kind)
        self._sentence(start, after_verb, end, who, this_kind, clauses, rest)
        return end_k + 1

    def _leads_on(self, lines: list[Segment], k: int) -> bool:
        """Tell whether 'At udvalget anbefaler Byrådet' only leads on to the entries with marks below it."""
        if not _AT.match(self.text, lines[k].start, lines[k].end):
            return False
        last = self._paragraph(lines, k)
        match = _LED_ON.fullmatch(self.text, lines[k].start, lines[last].end)
        if match is None or last + 1 == len(lines):
            return False
        if not _BULLET.match(self.text, lines[last + 1].start, lines[last + 1].end):
            return False
        return match["to"] is None or CORE_WORD.search(match["to"]) is not None

    @staticmethod
    def _body_only(tail: str, following: Segment) -> bool:
        """Tell whether an introduction ends with who is to decide ('…, at udvalget'), its verbs in the entries below."""
        return bool(
            following.text[:1].islower()
            and _AT_LAST_BUT_ONE.search(tail) is not None
            and CORE_WORD.fullmatch(tail.split()[-1])
        )

    @staticmethod
    def _complete(tail: str) -> bool:
        """Tell whether an introduction already holds a whole clause ('…, at planen vedtages, og')."""
        return (
            tail.endswith((",", ";", " og", " samt"))
            and bool(_WHOLE_CLAUSE.search(tail))
            and not _GOVERNED.search(tail.rstrip(",: "))
            and not _ADDRESSED.search(tail.rstrip(",: "))
        )

    def _width(self, lines: list[Segment]) -> int:
        """Return the length of the longest line, measured once for each section."""
        if self._measured is not lines:
            self._measured, self._longest = lines, max(60, *(s.end - s.start for s in lines))
        return self._longest

    def _alike(self, one: Segment, two: Segment) -> bool:
        """Tell whether two lines begin with the same word, as entries of a list without marks do."""
        word = _WORD.match(self.text, two.start)
        return word is not None and self.text.startswith(word[0] + " ", one.start)

    def _room(self, one: Segment, two: Segment, width: int) -> bool:
        """Tell whether a line of a text of this width had room for the first word of the next one."""
        word = _WORD.match(self.text, two.start)
        return one.end - one.start + len(word[0] if word else "") + 1 < 0.85 * width and not self.text[
            one.start : one.end
        ].rstrip().endswith((" og", " i", "-"))

    def _paragraph(self, lines: list[Segment], k: int, width: int | None = None) -> int:
        """Return the index of the last line that the paragraph beginning at `k` wraps into.

        With `width` a line that had room for the next word ends it too: the entries of a list without marks.
        """
        text = self.text
        printed = text[lines[k].start : lines[k].end].rstrip()
        if (
            printed.endswith((":", " at", ",at"))
            and not _AT_TWICE.search(printed)
            and subject_of(text, lines[k].start, lines[k].end, self.extra)
        ) or (k + 1 < len(lines) and lines[k + 1].blank and self._body_only(printed, lines[k + 1])):
            return k  # an introduction on a line of its own
        first = lines[k]
        while k + 1 < len(lines):
            one, two = lines[k], lines[k + 1]
            if two.kind != "text" or _BULLET.match(text, two.start, two.end):
                break
            if _AT.match(text, two.start, two.end) and (
                two.blank
                or one.end - one.start < 60
                or text[one.start : one.end].rstrip().endswith((",", ":", ";", ", og", " samt", ".", " og"))
                or self._at_list(lines, k + 1)
            ):
                break
            if (text[one.end - 1] in ".:!?)%" or text[one.end - 1].isdigit()) and self._introduces(lines, k + 1):
                break
            if _FROM.match(text, two.start, two.end) or _HEADED.fullmatch(text, two.start, two.end):
                break
            gap = text[one.end : two.start]
            ended = text[one.start : one.end].rstrip()[-1:] in ".:;!?" or (
                text[one.start : one.end].rstrip().endswith(",") and two.blank > 0
            )
            if two.blank and (ended or text[two.start].isupper()) and not (text[two.start].islower()):
                break
            if two.blank and ended:
                break
            if not two.blank and ended and text[one.start : one.end].rstrip()[-1:] == ":" and gap.count("\n"):
                break
            if (
                not two.blank
                and text[one.start : one.end].rstrip().endswith(".")
                and text[two.start].isupper()
                and subject_of(text, two.start, two.end, self.extra)
            ):
                break
            if two.cut and not text[two.start].islower():
                break
            if width is not None and (self._alike(first, two) or self._room(one, two, width)):
                break
            k += 1
        return k

    def _at_list(self, lines: list[Segment], k: int) -> bool:
        """Tell whether a line that begins with 'at' is a list's entry and no rest of a sentence, however long the one above.

        A cell of its own holds the word ('at | vejen lukkes'), or the line above has none and the one below begins so too.
        """
        if _AT_CELL.match(self.text, lines[k].start, lines[k].end):
            return True
        below = lines[k + 1] if k + 1 < len(lines) else None
        above = self.text[lines[k - 1].start : lines[k - 1].end]
        return (
            below is not None
            and not below.blank
            and _AT.match(self.text, below.start, below.end) is not None
            and _AT_INSIDE.search(above) is None
        )

    def _entries(self, lines: list[Segment], k: int, clauses: list[Proposal], who: str | None, kind: str) -> int:
        """Read list entries from line `k` on: each begins with a mark or 'at' and runs over the lines it wraps into."""
        text = self.text
        start: int | None = None
        end = 0
        marked = bool(_BULLET.match(text, lines[k].start, lines[k].end))
        if not marked and self._leads_on(lines, k):
            k, marked = self._paragraph(lines, k) + 1, True
        while k < len(lines):
            seg = lines[k]
            bullet = _BULLET.match(text, seg.start, seg.end)
            at = _AT.match(text, seg.start, seg.end)
            if (
                bullet
                or (
                    at
                    # '1. at udvalget over for Byrådet anbefaler,' / 'at planen vedtages' is one entry
                    and not (marked and start is not None and _LEADS.search(text, max(start, end - 40), end))
                    and (
                        start is None
                        or not marked
                        or seg.blank
                        or text[end - 1] in ",.;:"
                        or _CONJOINED.search(text[start:end].rstrip())
                    )
                )
            ):
                if start is not None:
                    self._entry(start, end, who, kind, clauses, marked)
                start, end = seg.start, seg.end
                k += 1
                continue
            if start is None:
                break
            ended = text[start:end].rstrip()[-1:] in ".!"
            wraps = (
                seg.kind == "text"
                and (not seg.blank and not (ended and (text[seg.start].isupper() or text[seg.start] == "(")))
            ) or (seg.blank and not ended and text[seg.start].islower())
            gap_is_page = seg.blank and not ended and text[end - 1] not in ",;:" and not text[seg.start].isupper()
            if seg.cut and not (text[seg.start].islower()):
                wraps = False
            found = subject_of(text, seg.start, seg.end, self.extra)
            if found and (ended or seg.blank or not text[found[1] : seg.end].strip(" ,:")):
                wraps = gap_is_page = False
            if text[seg.start] == "(" and _BRACKETED_MOVER.match(text, seg.start, seg.end):
                wraps = False
            if wraps or gap_is_page:
                end = seg.end
                k += 1
                continue
            break
        if start is not None:
            self._entry(start, end, who, kind, clauses, marked)
        return k

    def _entry(self, start: int, end: int, who: str | None, kind: str, clauses: list[Proposal], marked: bool) -> None:
        """Add a list entry; a paragraph without a mark may hold two clauses: 'At A …, og at B …'."""
        parts = [start]
        bullet = _BULLET.match(self.text, start, end) if marked else None
        if bullet and _AT.match(self.text, bullet.end(), end) and not _SIGN.match(self.text, start, end):
            # '2. at A …, og at B …'
            for link in _ALSO.finditer(self.text, bullet.end(), end):
                if self._coordinate(self.text[max(parts[-1], bullet.end()) : link.start()], link[0]):
                    parts.append(link.end())
        if not marked:
            parts += [start + m.end() for m in _AND_AT.finditer(self.text[start:end])]
        elif _SIGN.match(self.text, start, end):
            # the marks of the next entries run into the line: '• at A • at B'
            parts += [m.start() for m in _SIGN.finditer(self.text, start + 1, end)]
        for a, b in zip(parts, [*parts[1:], end], strict=True):
            self._add(a, b, who, kind, clauses)

    def _unmarked(self, lines: list[Segment], k: int, clauses: list[Proposal], who: str | None, kind: str) -> int:
        """Read the paragraphs below an introduction as entries where they bear no marks."""
        text = self.text
        seg = lines[k]
        if _BULLET.match(text, seg.start, seg.end) or _AT.match(text, seg.start, seg.end):
            return self._entries(lines, k, clauses, who, kind)
        width = self._width(lines)
        while k < len(lines):
            end_k = self._paragraph(lines, k, width)
            start, end = lines[k].start, lines[end_k].end
            if subject_of(text, start, end, self.extra) and clauses:
                break
            before = len(clauses)
            self._add(start, end, who, kind, clauses)
            k = end_k + 1
            if len(clauses) > before and text[end - 1] == ".":
                break
        return k

    def _sentence(
        self, begin: int, start: int, end: int, who: str | None, kind: str, clauses: list[Proposal], rest: list[Segment]
    ) -> None:
        """Read '…, at planen vedtages, og at sagen sendes videre.' into one clause for each 'at' on the same level.

        The sentence begins at `begin`, what follows its verb at `start`.
        """
        text = self.text
        spots = sentences(text, start, end)
        first_end = spots[0][1] if spots else end
        # what stands between verb and 'at': 'til udvalget,', 'over for Byrådet'
        body = text[start:first_end]
        at = _FIRST_AT.search(body)
        inline = list(_INLINE_MARK.finditer(text[start:end]))
        if len(inline) >= 2 and (
            at is None
            or inline[0].start() <= at.start() + 12
            or _ENDS_IN_AT.search(text[start : start + inline[0].start()])
        ):
            # a list run into the line: 'indstiller, at: 1. … 2. …'
            cuts = [start + m.start() for m in inline] + [end]
            for a, b in itertools.pairwise(cuts):
                self._add(a, b, who, kind, clauses)
            return
        if at is not None and _REASON.search(body[: at.start(1)]):
            at = None  # 'fremsender sagen til godkendelse, idet det bemærkes, at …'
        if at is None:
            if self._empty(begin, first_end):
                return
            taken = _TAKEN.match(text, start, first_end)
            if who and taken:
                self._add(taken.start("what"), first_end, who, kind, clauses)
                return
            # 'Indstilles til godkendelse', '<Udvalg> fremsender til byrådets orientering …': the whole sentence
            done = _finish(text, begin, first_end)
            if done and not _OF_ITSELF.match(body):
                clauses.append(Proposal(done[0], None, kind, done[1], done[2]))
            return
        low = start + at.start(1)
        self._coordinated(low, first_end, who, kind, clauses)
        for a, b in spots[1:]:
            inner = subject_of(text, a, b, self.extra)
            if inner and inner[0] and _AT_INSIDE.search(text[inner[1] : b]):
                self._sentence(a, inner[1], b, inner[0], kind, clauses, rest)
            else:
                rest.append(Segment(a, b, text[a:b]))

    def _coordinated(self, low: int, high: int, who: str | None, kind: str, clauses: list[Proposal]) -> None:
        """Add the 'at' clauses between two offsets that stand on the same level."""
        text = self.text
        asked = _ASKED.match(text, low, high)
        if asked and CORE_WORD.search(asked["body"]):
            low = asked.end()  # what it is asked to recommend is proposed
        parts = [low]
        for match in _LINK.finditer(text[low:high]):
            piece = text[parts[-1] : low + match.start()]
            if self._coordinate(piece, match[0]):
                parts.append(low + match.end())
        for a, b in zip(parts, [*parts[1:], high], strict=True):
            self._add(a, b, who, kind, clauses)

    @staticmethod
    def _coordinate(piece: str, link: str) -> bool:
        """Tell whether an 'at' after `piece` is a new clause beside it, and no clause inside it.

        'at A vedtages, og at B sendes' are two; 'at udvalget godkender, at B sendes' is one.
        """
        words = piece.split()
        if len(words) < 3:
            return False
        if _NEW_CLAUSE.search(link):
            return True
        last = _NO_LETTERS.sub("", words[-1]).casefold()
        # 'at beløbet frigives, at prisen …' is a whole clause, 'at det ønskes, at …' is none
        short = len(words) == 3 and last.endswith("es") and words[1].casefold() not in ("det", "der")
        if short and last in ("godkendes", "accepteres", "vedtages"):
            return True  # 'at taksterne godkendes, at …': what is adopted is named, and no clause says it
        return not _GOVERNS.search(last) and (len(words) > 3 or short)

    def _add(self, start: int, end: int, who: str | None, kind: str, clauses: list[Proposal]) -> None:
        mover = _MOVER.search(self.text, start, end) if self.text.find("(", start, end) >= 0 else None
        if mover:
            end = mover.start()
            who = collapse(mover["mover"])
        done = _finish(self.text, start, end)
        if done:
            value, a, b = done
            clauses.append(Proposal(value, who, kind, a, b))

    def _movers(self, clauses: list[Proposal], rest: list[Segment]) -> None:
        """Take the mover from a line of its own beside the list: '(Stillet af Enhedslisten)'."""
        for seg in list(rest):
            piece = self.text[seg.start : seg.end].strip()
            match = _MOVED_BY.match(piece) or _BRACKETED.match(piece)
            if match:
                for clause in clauses:
                    if clause.proposer is None:
                        clause.proposer = collapse(match["mover"])
                rest.remove(seg)

    # -- elsewhere -------------------------------------------------------------------------------------------------

    def paragraphs(self, block: Block, anywhere: bool) -> list[Proposal]:
        """Return the proposals of a section that is not one: paragraphs or last sentences '<X> foreslår, at …'.

        With `anywhere` false only a paragraph that introduces a list, or stands apart as '<X> indstiller, at …', counts.
        """
        text = self.text
        clauses: list[Proposal] = []
        if not block.segments:
            return clauses
        low, high = block.segments[0].start, block.segments[-1].end
        stretch = text[low:high]
        for stem in _stems(self.extra):
            if stem in stretch:
                break
        else:
            if not (anywhere and "indstilles" in stretch):
                return clauses  # as in most sections: nothing to be cut into paragraphs for
        lines = [s for s in block.segments if s.kind in ("text", "label")]
        if block.segments[0].kind == "case":
            first = block.segments[0]  # 'Sagsnr. 12-2007-34 J.nr. 05.13.10-G01 Lokallisten foreslår, at …' in one line
            for match in _FILED.finditer(text, first.start, first.end):
                if match.end() + 20 < first.end:
                    lines.insert(0, replace(first, start=match.end(), text=text[match.end() : first.end], kind="text"))
                    break
        k = 0
        while k < len(lines):
            if k and not (
                lines[k].blank or lines[k].cut or text[lines[k - 1].end - 1] in ".:!?" or self._introduces(lines, k)
            ):
                k += 1
                continue
            end_k = self._paragraph(lines, k)
            start, end = lines[k].start, lines[end_k].end
            following = lines[end_k + 1] if end_k + 1 < len(lines) else None
            lists = following is not None and bool(
                _BULLET.match(text, following.start) or _AT.match(text, following.start)
            )
            if lists and following is not None:
                mark = _BULLET.match(text, following.start)
                clear = _AT.match(text, mark.end() if mark else following.start) is not None
            else:
                clear = False
            found = self._proposing(
                start, end, lists, clear or (lists and text[start:end].rstrip(" :").endswith(" at"))
            )
            if found is None and anywhere:
                found = self._nobody_proposing(start, end)
            if found is None:
                k = end_k + 1
                continue
            at_start, who, after = found
            tail = text[after:end].rstrip()
            if lists and not tail.endswith("."):
                kind = "amendment" if _AGAINST.search(tail) else "recommendation"
                k = self._entries(lines, end_k + 1, clauses, who, kind)
                continue
            if following is not None and (anywhere or at_start == start) and _ENDS_WITH_AT.search(tail):
                k = self._unmarked(lines, end_k + 1, clauses, who, "recommendation")
                continue
            if (anywhere or at_start == start) and _AT_INSIDE.search(tail):
                self._sentence(at_start, after, end, who, "recommendation", clauses, [])
            elif who and _TAKEN.match(text, after, end):
                self._sentence(at_start, after, end, who, "recommendation", clauses, [])
            elif (
                tail.endswith(":")
                and following is not None
                # '<navn> har sendt følgende forslag:' and below it who proposes what
                and not subject_of(text, following.start, following.end, self.extra)
            ):
                k = self._unmarked(lines, end_k + 1, clauses, who, "recommendation")
                continue
            k = end_k + 1
        return clauses

    def _introduces(self, lines: list[Segment], k: int) -> bool:
        """Tell whether a line is all of an introduction ('Direktionen indstiller til Byrådet'), its list below it."""
        return (
            k + 1 < len(lines)
            and _AT.match(self.text, lines[k + 1].start) is not None
            and subject_of(self.text, lines[k].start, lines[k].end, self.extra) is not None
        )

    def _proposing(self, start: int, end: int, lists: bool, clear: bool) -> tuple[int, str | None, int] | None:
        """Return (start, proposer, end of verb) of the last sentence '<X> foreslår, at …' of a paragraph.

        `lists`: a list follows below; `clear`: its entries begin with 'at', so that whoever introduces it proposes it.
        """
        text = self.text
        if _verbs(self.extra).search(text, start, end) is None:
            return None  # as in most paragraphs: not worth cutting into sentences
        for a, b in reversed(self._sentences(start, end)):
            found = subject_of(text, a, b, self.extra)
            if (
                found
                and found[0]
                and (
                    _PROPOSED_BEHIND.match(text[found[1] : b])
                    or (b == end and not text[found[1] : b].strip())
                    or (b == end and _TAKEN.match(text, found[1], b))
                    or (b == end and lists and _BEFORE_LIST.fullmatch(text, found[1], b))
                )
            ):
                who = found[0]
                known = _PROPOSERS.search(who) or (clear and a == start and b == end and len(who.split()) < 9)
                if len(who) < 120 and not _LONG_ROW.search(who) and known:
                    return a, who, found[1]
        return None

    def _sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the sentences of prose, those behind a sum of money too ('… på 61,4 mio. kr. Det indstilles, at …')."""
        out: list[tuple[int, int]] = []
        for a, b in sentences(self.text, start, end):
            out += itertools.pairwise([a, *(m.end() for m in _BEHIND_UNIT.finditer(self.text, a, b)), b])
        return out

    def _nobody_proposing(self, start: int, end: int) -> tuple[int, str | None, int] | None:
        """Return the same of a paragraph's last sentence 'Det indstilles, at …', the clerk's formula without a name.

        'Det foreslås, at …' in running text only tells what others want.
        """
        for a, b in self._sentences(start, end)[-1:]:
            found = subject_of(self.text, a, b, self.extra)
            if found and found[0] is None and _IS_PROPOSED.search(self.text[a : found[1]]):
                return a, None, found[1]
        return None

    def passed_on(self, start: int, end: int, body: str) -> list[Proposal]:
        """Return what an earlier body's decision 'Indstiller til Byrådet, at …' proposes to this one."""
        clauses: list[Proposal] = []
        match = _PASSED_ON.match(self.text, start, end)
        if match:
            self._sentence(start, match.end(), end, body, "recommendation", clauses, [])
        return clauses

    def alternatives(self, block: Block) -> list[Proposal]:
        """Return what a member proposes in running text against the proposal on the table, as a list of 'at' clauses."""
        if not block.segments:
            return []
        stretch = self.text[block.segments[0].start : block.segments[-1].end]
        for word in _WORDS_AGAINST:
            if word in stretch:
                return [c for c in self.paragraphs(block, anywhere=False) if c.kind == "amendment"]
        return []  # as in most sections

    def labelled(self, block: Block) -> list[Proposal]:
        """Return the amendments of a section of running text: 'Ændringsforslag fra <mover>: …' from a line's start."""
        clauses: list[Proposal] = []
        if not block.segments or self.text.find("orslag", block.segments[0].start, block.segments[-1].end) < 0:
            return clauses
        lines = [s for s in block.segments if s.kind in ("text", "label")]
        for k, line in enumerate(lines):
            moved = _FROM.match(self.text, line.start, line.end)
            if moved and _OPENS.match(self.text, moved.end(), line.end):
                last = k
                while last + 1 < len(lines) and not lines[last + 1].blank:
                    if _FROM.match(self.text, lines[last + 1].start, lines[last + 1].end):
                        break
                    last += 1
                clauses += self._amended(moved.end(), lines[last].end, collapse(moved["mover"]))
        return clauses

    def amendments(self, start: int, end: int) -> list[Proposal]:
        """Return the amendments that a decision's text tells, each with its mover."""
        text = self.text
        small = text[start:end].casefold()
        if not ("forslag" in small or "foresl" in small or "alternat" in small):
            return []
        if not _AMENDING.search(text, start, end):
            return []
        clauses: list[Proposal] = []
        _, _, amendment = _patterns(self.extra)
        printed = text[start:end]
        stretch = [
            (match.start(), collapse(match["mover"]), match.end())
            for match in (
                amendment.finditer(text, start, end)
                if any(w in printed for w in _called_amendments(self.extra))
                else ()
            )
        ]
        others = [_FROM]
        if "foresl" in printed or "still" in printed or "frems" in printed:
            others += [_WHICH, _PROPOSED]
        if _AMENDMENT_WORD.search(text[start:end]):
            others.append(_LISTED)
        for pattern in others:
            known, k, behind = sorted(stretch), 0, start
            for match in pattern.finditer(text, start, end):
                while k < len(known) and known[k][0] < match.end():
                    behind = max(behind, known[k][2] + 2)
                    k += 1
                mover = collapse(match["mover"])
                if match.start() >= behind and not _TELLS.search(mover):
                    stretch.append((match.start(), mover, match.end()))
                    behind = match.end() + 2
        stretch.sort()
        for (_, mover, at), following in itertools.zip_longest(stretch, stretch[1:]):
            mover = _BEFORE_MOVER.sub("", mover)
            if ". " in mover and not _TITLED.search(mover):
                mover = _SENTENCE_BEFORE.sub("", mover)
            clauses += self._amended(at, following[0] if following else end, mover, end)
        return clauses

    def _amended(self, at: int, end: int, mover: str, last: int | None = None) -> list[Proposal]:
        """Read what is moved: the quotation, the list or the clause behind the introduction.

        It ends before the next amendment at `end`; only a quotation may run on, to `last` at most.
        """
        text = self.text
        match = _QUOTING.match(text, at, end)
        if match:
            low = match.end()
            close = _QUOTED.search(text, low, min(last or end, max(end, low + 600)))
            high = close.start() if close else end
            out: list[Proposal] = []
            if _AT.match(text, low):
                self._coordinated(low, high, mover, "amendment", out)
            else:
                self._add(low, high, mover, "amendment", out)
            return out
        colon = _INTRODUCING.match(text, at, end)
        if colon:
            low = colon.end()
            out = []
            entry: tuple[int, int] | None = None
            for row in _ROW.finditer(text, low, end):
                a, b = row.span()
                piece = text[a:b].strip()
                if not piece:
                    continue
                starts = _BULLET.match(piece) or _AT.match(piece)
                if entry is None:
                    entry = (a, b)
                    continue
                if _VOTING.match(piece) or _LISTED.match(text, a, b):
                    break
                if starts and not _ADOPTED.match(piece):
                    done = _finish(text, *entry)
                    if done:
                        out.append(Proposal(done[0], mover, "amendment", done[1], done[2]))
                    entry = (a, b)
                elif text[max(entry[0], entry[1] - 80) : entry[1]].rstrip().endswith("."):
                    break
                else:
                    entry = (entry[0], b)
            if entry:
                high = entry[1]
                for _, behind in sentences(text, *entry):
                    high = behind
                    if text[high - 1] != ",":  # a converter may leave blank lines between the lines of a sentence
                        break
                led = _MOVER_AGAIN.match(text, entry[0], high)
                if led:
                    entry = (led.end(), high)
                if _AT.match(text, entry[0]):
                    self._coordinated(entry[0], high, mover, "amendment", out)
                else:
                    self._add(entry[0], high, mover, "amendment", out)
            return out
        clause = _AT_SOON.match(text[at : min(end, at + 200)])
        if clause:
            low = at + clause.start(1)
            first = sentences(text, low, end)
            high = first[0][1] if first else end
            out = []
            # the sentence may go on to tell the vote: '…, at kun to sælges, blev forkastet'
            told = _VOTE_TOLD.search(text[low:high])
            if told:
                high = low + told.start()
            self._coordinated(low, high, mover, "amendment", out)
            return out
        return []


_HEADED_FROM = re.compile(
    r"(?:Beslutningsforslag|Forslag|Ændringsforslag|Indstilling|Ny indstilling)[ \t]+fra[ \t]+(?P<who>[^:]+)"
)
_HEADED_BY = re.compile(r"(?P<who>[A-ZÆØÅ][^:]{2,80}?)[ \t]+(?:indstiller|foreslår|anbefaler|INDSTILLER)[ \t]*[,:]?$")
_HEADED_AMENDMENT = re.compile(r"ændringsforslag|alternativ", re.IGNORECASE)
_AT_BEHIND = re.compile(r"[ \t\n]*,?[ \t\n]*at\b")
_AGAINST_IT = re.compile(r"i stedet|ændringsforslag|alternativt")
_AT_LAST_BUT_ONE = re.compile(r"\bat[ \t\n]+\S+$")
_WHOLE_CLAUSE = re.compile(r"\bat[ \t\n]+\w+(?:[ \t\n]+\S+){2,}(?:,|;|[ ]og|[ ]samt)$")
# no whole clause ends in these, nor is 'at anbefale over for Byrådet' one
_GOVERNED = re.compile(
    r"(?:anbefaler|anbefales|indstiller|indstilles|godkender|beslutter|foreslår|foreslås|vedtager|tiltræder|at)[,:]?$"
)
_ADDRESSED = re.compile(
    r"\bat[ \t\n]+(?:anbefale|indstille|godkende)[ \t\n]+(?:over[ \t\n]+for[ \t\n]+)?[A-ZÆØÅ][^,]*$"
)
_AT_TWICE = re.compile(r"\bat[ ].*[ ](?:og|samt)[ ]at$")
_CONJOINED = re.compile(r"\b(?:og|samt)$")
_BRACKETED_MOVER = re.compile(r"\([A-ZÆØÅ][^()]{2,80}\)[ \t]*$|\((?:[Ss]tillet|[Ff]remsat)")
_AND_AT = re.compile(r"[,;]?[ \t\n]+(?:og|samt)[ \t\n]+(?=at[ \t\n])")
_FIRST_AT = re.compile(r"(?:^|[ \t\n,:])(at|At)(?=[ \t\n:])")
_INLINE_MARK = re.compile(
    rf"(?:(?<=[\s:,;])|^)(?:\d{{1,2}}[.)](?![ \t]+{MONTH_IN_FULL}\b)|[•·●▪\uf0b7]|[-–](?=[ \t]+at\b))[ \t]+(?=\S)"
)
_ENDS_IN_AT = re.compile(r"at:?[ \t\n]*$")
_REASON = re.compile(r"\b(?:idet|da|fordi|hvor)\b")
_OF_ITSELF = re.compile(r"[ \t\n]*(?:indstillingen|forslaget)\b")
# between two 'at' of one sentence
_LINK = re.compile(
    r"(?:[,;](?:[ \t\n]*+(?:og|samt)(?=[ \t\n]))?|(?<![ \t\n])[ \t\n]++(?:og|samt))[ \t\n]++(?:[-–•·][ \t]++)?(?=at[ \t\n])"
)
_NEW_CLAUSE = re.compile(r"\b(?:og|samt)\b|[-–•·]")
_NO_LETTERS = re.compile(r"\W")
_MOVED_BY = re.compile(r"\(?(?:[Ss]tillet|[Ff]remsat|[Ff]orslag stillet)[ \t]+af:?[ \t]+(?P<mover>.{1,90}?)\)?\.?$")
_ENDS_WITH_AT = re.compile(r"(?:^|[ ,])at[ ]?:?$")
# behind a proposer and his verb
_PROPOSED_BEHIND = re.compile(r"(?:[ \t]*\([^()]*\))?[^.]{0,90}?(?:,|\bat\b|:)|[ \t]*\([^()]*\)[ \t]*$")
_BEFORE_LIST = re.compile(r"[ \t\n]+(?:(?:til|over for)\b[^.]{1,90}|i forening|i fællesskab|[A-ZÆØÅ][^.]{2,60})")
_LONG_ROW = re.compile(r"\bog\b.*\bog\b.*,")
_IS_PROPOSED = re.compile(r"indstilles\b")
_OPENS = re.compile(r"[ \t]*[:\"”“]")
_AMENDING = re.compile(r"forslag|foreslog|foreslår|alternativ", re.IGNORECASE)
_AMENDMENT_WORD = re.compile(r"ændringsforslag", re.IGNORECASE)
_BEFORE_MOVER = re.compile(r"^(?:Et ændringsforslag fra|Ændringsforslag fra|Herefter|Derefter)[ ]")
_TITLED = re.compile(r"\b(?:[A-ZÆØÅ]|Chr|Frk|Hr)\. ")
_SENTENCE_BEFORE = re.compile(r"^.*?[.][ ](?=[A-ZÆØÅ])")
_ADOPTED = re.compile(r"\d{1,2}[.)][ \t]*(?:Godkendt|Vedtaget|Tiltrådt)")
_AT_SOON = re.compile(r"[^.]{0,80}?\b(at)[ \t\n]")
# a vote told behind what was moved
_VOTE_TOLD = re.compile(
    r"(?:,|(?<![ \t\n]))[ \t\n]+(?:blev|er blevet|faldt|bortfaldt|blev derefter)[ \t\n]+(?:ikke[ \t\n]+)?(?:forkastet|vedtaget|afvist|nedstemt|godkendt|tiltrådt|sat)"
    r"|,[ \t\n]+(?:og|men)[ \t\n]+(?:ingen|alle)\b"
)
# 'at udvalget over for Byrådet anbefaler, at …'
_ASKED = re.compile(
    r"[Aa]t[ \t\n]++(?P<body>[^.:;]{3,120}?)(?<![ \t\n])[ \t\n]++(?:anbefaler|indstiller)(?:[ \t\n]++(?:over[ \t\n]++for|til)[ \t\n]++[^.,:;]{3,60})?,[ \t\n]++(?=at[ \t\n])"
)
# words that a subordinate 'at' follows: 'godkender, at', 'med den ændring, at', 'under forudsætning af, at'
_GOVERNS = re.compile(
    r"(?:godkender|godkende|beslutter|anbefaler|anbefale|indstiller|indstille|vedtager|vedtage|tiltræder|tiltræde|foreslår|godkendes|besluttes|sikrer|sikre|sikres|bemærker|bemærkes|betyder|forudsætter|forudsættes|tilkendegiver|meddeler|meddeles|oplyser|oplyses|konstaterer|konstateres|anmoder|vurderer|vurderes|forventer|forventes|accepterer|accepteres|præciserer|præciseres|fastslår|ønsker|viser|mener|beder|henstiller|understreger|noterer|aftaler|aftales|kræver|kræves|stiller|fremgår|fastholder|fastholdes"
    r"|ændring|tilføjelse|bemærkning|forudsætning|betingelse|krav|vilkår|aftale|beslutning|forslag|oplysning|præcisering|forståelse|henblik|formål|mål|mod|imod|sådan|således|forudsat|for|om|med|til|efter|uden|ved|fordi|på|af|så|i|dog|idet|vægt|tilkendegivelse|forventning|drøfter|drøftes|hensigt|besluttede|godkendte|vedtog|opfattelse|garanti|tilsagn|håb|ønske)$"
)
_PROPOSERS = re.compile(
    r"forvaltning|administration|direktør|direktion|udvalg|råd|stab|chef|center|afdeling|formand|borgmester|sekretariat|kontor|leder|magistrat|bestyrelse|område|konsulent|sundhed|teknik|økonomi|kultur|børn|miljø|plan|by og|gruppe|liste|parti|venstre|demokrat|\bSF\b|\bDF\b|konservative|alternativet|radikale|borgerlige|moderaterne|\([A-ZÆØÅ]{1,2}\)|styrelse|koordinator|rektor|ingeniør|arkitekt|inspektør|jurist|planlægger|"
    + NAME.replace("(?P", "(?:P"),
    re.IGNORECASE & 0 | re.IGNORECASE,
)
# 'Ændringsforslag fra Venstre: …', 'Der stemtes om et forslag fra Ida Holm (A) om, at …'
_FROM = re.compile(
    r"(?:Ændringsforslag|ændringsforslag|Underændringsforslag|Modforslag|Alternativt forslag|(?:[EeNn]t|[Dd]et|[Nn]yt)[ \t]forslag)(?:[ \t]+\d)?[ \t]+fra[ \t]+"
    r"(?P<mover>(?:[^:\"”\n.]|(?<=\b[A-ZÆØÅ])\.){1,90}?)(?:[ \t]+til[ \t]+(?:ad|punkt|pkt\.|indstillingspunkt)[ \t]+\d{1,2})?(?=[ \t]*(?::|[\"”“]|,[ \t\n]*(?:om[ \t\n]+)?at[ \t\n]|[ \t]+om,?[ \t\n]+at[ \t\n]))"
)
# 'med det ændringsforslag, som Venstre stillede: "…"'
_WHICH = re.compile(
    r"(?:[Ææ]ndringsforslag|[Mm]odforslag|forslag|[Aa]lternativ)(?:et)?,?[ \t\n]+som[ \t\n]+(?P<mover>[A-ZÆØÅ][^:\"”“.,\n]{1,90}?)[ \t\n]+(?:har[ \t\n]+|havde[ \t\n]+)?(?:stillede|stillet|fremsatte|fremsat)(?=[ \t\n]*[:\"”“])"
)
# 'Der var stillet to ændringsforslag:' and below it 'A. Fra Enhedslisten: …'
_LISTED = re.compile(
    r"(?<=\n)[ \t]*(?:[A-ZÆØÅ\d]{1,2}[.):]|[•·\-–])[ \t]*[Ff]ra[ \t]+(?P<mover>[A-ZÆØÅ][^:.\n]{1,90})(?=:)"
)
_CAPITALS = r"(?:[A-ZÆØÅ][\w\-.]*[ \t]){0,5}?[A-ZÆØÅ][\wæøå\-]*(?:[ \t]*\([^()\n]{1,40}\))?"
# 'Ida Holm (SF) og Bo Dam (EL) foreslog i stedet, at …', 'Ida Holm, der fremsatte forslag om, at …'
_PROPOSED = re.compile(
    rf"(?<![\w.\-])(?P<mover>{_CAPITALS}(?:[ \t]+og[ \t]+{_CAPITALS})?|Et mindretal(?:[ \t]+\([^()\n]{{1,40}}\))?)(?:,[ \t]+der)?[ \t\n]+"
    r"(?:foreslog|foreslår|(?:stillede|stiller|fremsatte|fremsætter)(?:[ \t\n]+(?:et|nyt|det|som|om|forslag|ændringsforslag|modforslag|alternativt?)){1,4})"
    r"(?:[ \t\n]+(?:i stedet|derimod|som alternativ|som ændring|dog|herefter|på[ \t]+(?:[\wæøå]+[ \t]+){1,3}vegne))?(?=,?[ \t\n]*(?:at[ \t\n]|:))"
)
# alone on a line, the list below it
_HEADED = re.compile(
    r"(?:Ændringsforslag|Underændringsforslag|Modforslag)[ \t]+fra[ \t]+(?P<mover>[^:.\n]{1,90}?)[ \t]*:?"
)
# what no mover's name holds
_TELLS = re.compile(r"\b(?:at|blev|er|var|som|der|idet|har|ikke|ønskede|mener|mente)\b")
_VOTING = re.compile(
    r"[ \t]*(?:(?:For|Imod|Mod|Undlod|Hverken)\b[ \t]*(?:stemte|:|for|at|\w+[ \t]stemte)|"
    r"(?:Ændringsforslage(?:t|ne)|Forslage(?:t|ne)|Modforslaget|Alternativet|Indstillingen)[ \t]+(?:blev|er|faldt|bortfaldt|fik|opnåede|samlede)\b)"
)
# 'Sagen fremsendes uden indstilling': nothing is proposed
_WITHOUT = re.compile(r"\buden[ \t\n]+(?:indstilling|anbefaling)\b")
_NOTHING = re.compile(r"(?:Ingen|Intet|Nej)(?:[ \t]+(?:administrativ[ \t]+)?(?:indstilling|forslag))?[.]?")
_PASSED_ON = re.compile(
    r"(?:Indstiller|Foreslår|Anbefaler)(?=[ \t\n]+(?:(?:til|over[ \t]+for)[ \t\n]+)?[A-ZÆØÅ]?[^.:;\n]{0,80}?,?[ \t\n]+at[ \t\n])"
)
# in an introduction: what follows is proposed against something
_AGAINST = re.compile(r"\b(?:alternativt?|i stedet|(?:under)?ændringsforslag|modforslag)\b")
_WORDS_AGAINST = ("alternativ", "i stedet", "ndringsforslag", "modforslag")
_BEHIND_UNIT = re.compile(r"\b(?:kr|mio|mia|pct|inkl\. moms|ekskl\. moms)\.[ \t\n]+(?=[A-ZÆØÅ][a-zæøå])")
# the file numbers at the beginning of a transcript's paragraph
_FILED = re.compile(
    r"(?:\d{2}\.\d{2}(?:\.\d{2})?[- ][A-ZÆØÅ]\d{2}(?:[-/]\d+){0,2}|\d{2,4}-\d{4}-\d+|\d{2}/\d{2,7})[ \t]+(?=[A-ZÆØÅ][a-zæøå]+[ \t(])"
)
_ALSO = re.compile(r",[ \t\n]+(?:og|samt)[ \t\n]+(?=at[ \t\n])")
# an introduction within an entry, its clause on the next line
_LEADS = re.compile(r"\b(?:anbefaler|indstiller|godkender|beslutter|foreslår),[ \t]*$")
# 'At Byrådet godkender', 'at udvalget over for Byrådet anbefaler, at', 'At udvalget indstiller til Byrådet:'
_LED_ON = re.compile(
    r"(?:at|At|AT)[ \t\n]+(?:[^.,;:]{2,80}?)[ \t\n](?:anbefaler|indstiller|godkender|beslutter|foreslår|tiltræder|vedtager)"
    r"(?:[ \t\n]+(?:(?:over[ \t\n]+for|til)[ \t\n]+)?(?P<to>[A-ZÆØÅ][^.;:]{2,60}?))?[ \t\n]*,?(?:[ \t\n]*at)?[ \t\n]*:?"
)
# 'indstiller rapporten taget til efterretning'
_TAKEN = re.compile(
    r"[ \t\n]+(?:(?:over[ \t\n]+for|til)[ \t\n]+[A-ZÆØÅ][\w-]+,?[ \t\n]+)?(?P<what>(?!til\b|at\b|indstillingen\b|forslaget\b)[^.,:;]{3,120}?[ \t\n]"
    r"(?:taget[ \t\n]+til[ \t\n]+efterretning|godkendt|vedtaget|tiltrådt|afslået|imødekommet|sendt[ \t\n]+i[ \t\n]+høring|drøftet|udsat))\.?$"
)
# 'Ændringsforslag fra C:' / 'C gruppen foreslår, at …'
_MOVER_AGAIN = re.compile(
    r"[A-ZÆØÅ][\wæøå.+()& -]{0,60}?[ \t](?:foreslår|foreslog|indstiller|anbefaler),?[ \t\n]+(?=at[ \t\n])"
)
_WORD = re.compile(r"\S+")
_QUOTING = re.compile(r"[^\"”“»\n:]{0,60}?:?[ \t\n]*[\"”“»]")
_QUOTED = re.compile(r"[\"”“«]")
_INTRODUCING = re.compile(r"[^.\n]{0,60}?:[ \t\n]*")
_ROW = re.compile(r"[^\n]+")
