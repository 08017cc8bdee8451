"""Reading the meeting's header: body, date, time, place, participants and who was absent from the whole meeting."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from referat_nlp.danish import bodies
from referat_nlp.danish.bodies import BODY, CORE_WORD, nominative, tidy
from referat_nlp.danish.dates import ANY_DATE, find_date, find_time
from referat_nlp.danish.names import NAME
from referat_nlp.danish.people import Named, Note, persons
from referat_nlp.reading.notes import NAMES_LINE, NoteReader
from referat_nlp.reading.plain import collapse, key
from referat_nlp.reading.segments import Segment
from referat_nlp.reading.vocabulary import Vocabulary


@dataclass(slots=True)
class Header:
    """What the header says; `notes` are the absences noted in it, `end` the offset behind it."""

    municipality: str | None = None
    body: str | None = None
    date: str | None = None
    start_time: str | None = None
    place: str | None = None
    participants: list[Named] = field(default_factory=list)
    marked: list[Named] = field(default_factory=list)  # members marked '(Fravær)' in the list
    notes: list[Note] = field(default_factory=list)


_MARK = re.compile(r"\([ \t]*(?:Fravær\w*|fravær\w*|Afbud\w*|afbud|Forfald|ikke til stede|Ikke mødt|fraværende med afbud)[^()]*\)|[ \t]*[-–:][ \t]*(?:Fraværende|fraværende|Afbud|afbud|Ikke til stede)\b|,[ \t]*(?:fraværende|afbud)\b")
# '(body) … den 16-03-2016', 'REFERAT <body> 2022-2025 d. 18-01-2024', 'Økonomiudvalgets møde den 21. januar 2026'
_HEADING = re.compile(
    rf"(?:(?:ÅBEN|ÅBENT|Åben|Åbent)[ \t]+)?(?:REFERAT|Referat|DAGSORDEN|Dagsorden|Beslutningsprotokol|BESLUTNINGSPROTOKOL|Protokol|Beslutningsreferat|Mødereferat)?[ \t]*(?:[:.–-]|fra|for|af|over)?[ \t]*(?:(?:fra|for|af)[ \t]+)?(?:(?:ordinært|ekstraordinært|Ordinært|Ekstraordinært)[ \t]+)?(?:(?:møde|mødet)[ \t]+(?:i|den|for)[ \t]+)?(?P<body>[A-ZÆØÅ§][^\n]{{2,160}}?)(?:[ \t]*[-–,:]?[ \t]*(?:[Rr]eferat(?:[ \t]+fra[ \t]+møde(?:t)?)?|[Mm]øde(?:t)?)?)?[ \t]*[-–,:·|]?[ \t]*(?:(?:[Mm]andag|[Tt]irsdag|[Oo]nsdag|[Tt]orsdag|[Ff]redag|[Ll]ørdag|[Ss]øndag)[ \t]+)?(?:den|d\.)?[ \t]*(?:{ANY_DATE})"
)
_MEETING_OF = re.compile(r"(?:mødet?[ \t\n]+i|[Rr]eferat[ \t]+fra[ \t]+(?:møde[ \t]+i[ \t]+)?|[Mm]øde[ \t]+i)[ \t\n]+(?P<body>[^\n.,:]{3,90}?)(?=[ \t]*(?:\n|,|\.|$|[ \t]den[ \t]|[ \t]d\.|[ \t](?:mandag|tirsdag|onsdag|torsdag|fredag)))")
_MUNICIPALITY = re.compile(r"(?<![\w-])(?P<name>(?:[A-ZÆØÅ][\wæøå]+(?:-[A-ZÆØÅ][\wæøå]+)?[ ]){1,2})(?P<word>[Kk]ommune|KOMMUNE)(?:s|n|ns)?(?![\w-])")
_NOT_PLACES = {"Denne", "Hver", "Ny", "Vores", "En", "Din", "Den", "Andre", "Nabo", "I", "Hele", "At", "Om", "For", "Af", "Til", "Fra", "Med", "Som", "Kan", "Når", "Hvis", "Forside", "Kontakt", "Dette", "Anden"}


def municipality(text: str) -> str | None:
    """Return the municipality that the text names most often, as 'X Kommune'; None where it names none.

    >>> municipality("Kolding Kommunes regulativ. Kolding Kommune og Vejen Kommune")
    'Kolding Kommune'
    """
    names: Counter[str] = Counter()
    for match in _MUNICIPALITY.finditer(text):
        words = match["name"].split()
        while words and (words[0] in _NOT_PLACES or words[0].isupper() and len(words) > 1 and not words[-1].isupper()):
            words = words[1:]
        if words:
            names[" ".join(w.capitalize() if w.isupper() else w for w in words)] += 1
    if not names:
        return None
    name, _ = max(names.items(), key=lambda pair: pair[1])
    return f"{name} Kommune"


class HeaderReader:
    """Reads the header of one document from the segments before its first item."""

    def __init__(self, vocab: Vocabulary, clean: str, notes: NoteReader) -> None:
        self.vocab = vocab
        self.text = clean
        self.notes = notes

    def read(self, segments: list[Segment], all_segments: list[Segment], decisions: list[tuple[str | None, str | None]]) -> Header:
        """Return the header; `decisions` are the (body, date) of all decision headings, for what the header lacks."""
        header = Header()
        segments = [s for s in segments if s.kind != "furniture"]
        contents = next((i for i, s in enumerate(segments) if s.kind == "contents" and i > 0), len(segments))
        head = segments[:contents] if contents < len(segments) else segments
        fields = self._fields(head)
        header.date = self._date(head, fields, decisions)
        header.start_time = self._time(head, fields)
        header.place = self._place(head, fields)
        header.body = self._body(head, fields, decisions)
        header.municipality = municipality(self.text)
        self._people(header, head, fields)
        return header

    # -- fields ----------------------------------------------------------------------------------------------------

    def _fields(self, head: list[Segment]) -> dict[str, list[tuple[int, int, int]]]:
        """Return field -> (start, end, index of the next segment) of its value, for labels with and without colon.

        Labels that stand in one block with their values in the next are matched in order.
        """
        out: dict[str, list[tuple[int, int, int]]] = {}
        text = self.text
        waiting: list[tuple[str, int]] = []
        i = 0
        labels: list[tuple[int, str, int]] = []  # segment index, field, start of value
        for index, seg in enumerate(head):
            field_name, value = self._label(seg)
            if field_name:
                labels.append((index, field_name, value))
        at = {index: (name, value) for index, name, value in labels}
        while i < len(head):
            seg = head[i]
            if i in at:
                name, value = at[i]
                if value < seg.end:
                    out.setdefault(name, []).append((value, seg.end, i + 1))
                    waiting = [w for w in waiting if w[0] != name]
                else:
                    waiting.append((name, i))
            elif waiting and seg.kind == "text":
                run = [w for w in waiting]
                # a block of labels, then a block of values in the same order
                first = run[0]
                if len(run) == 1 or self._fits(first[0], text[seg.start : seg.end]):
                    out.setdefault(first[0], []).append((seg.start, seg.end, i + 1))
                    waiting.pop(0)
                else:
                    fitting = next((w for w in run if self._fits(w[0], text[seg.start : seg.end])), None)
                    if fitting:
                        out.setdefault(fitting[0], []).append((seg.start, seg.end, i + 1))
                        waiting.remove(fitting)
            i += 1
        return out

    def _label(self, seg: Segment) -> tuple[str, int]:
        """Return the header field that a segment begins with and where its value starts ('' where it has none)."""
        vocab, text = self.vocab, self.text
        if seg.kind == "header":
            return seg.what, seg.rest
        if seg.kind in ("absence",):
            return "", seg.end
        whole = key(seg.text)
        if whole in vocab.header:
            return vocab.header[whole], seg.end
        # 'Mødedato Onsdag d. 16. december', 'Mødelokale<tab>Salen': a label without a colon
        words = list(re.finditer(r"\S+", seg.text))
        for count in (3, 2, 1):
            if len(words) > count:
                label = key(seg.text[: words[count - 1].end()])
                name = vocab.header.get(label)
                if name and seg.text[0].isupper():
                    value = seg.start + words[count].start()
                    gap = seg.text[words[count - 1].end() : words[count].start()]
                    first = text[value:seg.end]
                    wide = "\t" in gap or len(gap) > 1
                    if wide or label.startswith("møde") or (name == "date" and find_date(first[:60])) or (name == "time" and re.match(r"(?:kl\.?[ ]*)?\d", first)) or (
                        name in ("place", "body", "participants") and first[:1].isupper() and label not in ("sted", "udvalg", "råd") or name in ("place", "body") and first[:1].isupper() and label in ("sted", "udvalg") and not seg.text.endswith(".")
                    ):
                        return name, value
        return "", seg.end

    @staticmethod
    def _fits(name: str, value: str) -> bool:
        """Tell whether a value could be the field's: a date for a date, no date or time of day for a place."""
        dated, timed = find_date(value), find_time(value)
        if name == "date":
            return dated is not None
        if name in ("time", "end_time"):
            return timed is not None and dated is None or bool(re.fullmatch(r"[Kk]l\.?[ ]*\d{1,2}([.:]\d\d)?|\d{1,2}[.:]\d\d.*", value))
        if name == "participants":
            return re.match(rf"{NAME}", value) is not None
        if name == "body":
            return CORE_WORD.search(value) is not None
        return dated is None

    def _date(self, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]], decisions: list[tuple[str | None, str | None]]) -> str | None:
        text = self.text
        for start, end, _ in fields.get("date", []):
            found = find_date(text, start, end)
            if found:
                return found[0]
        dates = [d for _, d in decisions if d]
        common = Counter(dates)
        for seg in head:
            found = find_date(text, seg.start, seg.end)
            if found and not re.search(r"cookie|opdateret|udskrevet|udsend", seg.text, re.IGNORECASE):
                return found[0]
        if common:
            most = max(common.values())
            return max(d for d, n in common.items() if n == most)
        return None

    def _time(self, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]]) -> str | None:
        text = self.text
        for name in ("time", "date"):
            for start, end, _ in fields.get(name, []):
                date = find_date(text, start, end)
                found = find_time(text, date[2] if date and name == "date" else start, end)
                if found:
                    return found[0]
                if name == "time":
                    bare = re.match(r"[ \t]*(?:[Kk]l\.?[ ]*)?(\d{1,2})(?!\d|[.:/-]\d)", text[start:end])
                    if bare and int(bare[1]) < 24:
                        return f"{int(bare[1]):02d}:00"
        for seg in head:
            if seg.kind == "header" and seg.what in ("end_time", "remarks", "guests"):
                continue
            if re.search(r"hævet|sluttede|ankom|forlod|sluttid|afbud|fraværende|slut", seg.text, re.IGNORECASE):
                continue
            for match in re.finditer(r"(?:\b[Kk]l(?:okken)?\.?[ \t]*\d{1,2}(?:[.:]\d\d)?)|(?<=[ ,-])\d{1,2}:\d\d", text[seg.start : seg.end]):
                found = find_time(text, seg.start + match.start(), seg.end)
                if found:
                    return found[0]
        return None

    def _place(self, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]]) -> str | None:
        text = self.text
        for start, end, _ in fields.get("place", []):
            value = collapse(text[start:end])
            value = re.split(r"[ \t]+(?:kl\.[ ]*\d)", value)[0].strip(" ,;")
            if value and not find_date(value):
                return value
        participants = fields.get("participants")
        if participants and any(s.kind == "header" and s.what == "place" for s in head):
            # labels run together, then their values: 'Mødested: Deltagere: <place> <name> (V), …'
            start, end, _ = participants[0]
            first = re.search(rf"(?:{NAME})[ \t]*\((?:[A-ZÆØÅ]{{1,2}})\)", text[start:end])
            if first:
                lead = text[start : start + first.start()].strip(" ,")
                if lead:
                    return collapse(lead)
                names = re.match(r"(.{4,60}?)[ ]+((?:[A-ZÆØÅ][\w\-]+[ ]){1,2}[A-ZÆØÅ][\w\-]+[ \t]*\()", text[start:end])
                if names:
                    return collapse(names[1])
        dated = None
        for index, seg in enumerate(head):
            piece = text[seg.start : seg.end]
            # 'i <place>' below the date, '<place> kl. 16.30', 'kl. 18:00 i <place>'
            match = re.match(r"i[ \t]+(?P<place>[A-ZÆØÅM\d][^\n]{2,120})$", piece)
            if match and index:
                return collapse(match["place"]).rstrip(" .")
            match = re.search(r"\b[Kk]l\.?[ \t]*\d{1,2}(?:[.:]\d\d)?[ \t]*,?[ \t]+i[ \t]+(?P<place>[^\n]{3,100})$", piece)
            if match:
                return collapse(match["place"]).rstrip(" .")
            match = re.match(r"(?P<place>[A-ZÆØÅ][^\n:]{2,80}?),?[ \t]+kl\.[ \t]*\d{1,2}[.:]\d\d$", piece)
            if match and not find_date(piece) and not re.search(r"[Mm]øde[ t]|udvalg|[Rr]åd", match["place"][:9]) and not re.match(r"(?:[Mm]an|[Tt]irs|[Oo]ns|[Tt]ors|[Ff]re)dag", piece):
                return collapse(match["place"])
            if find_date(piece):
                dated = index
            elif dated is not None and index <= dated + 3 and seg.kind == "text" and self._place_like(piece):
                return collapse(piece).strip(" .")
        return None

    @staticmethod
    def _place_like(text: str) -> bool:
        return bool(re.search(r"sal(?:en|e)?\b|[Ll]okale|[Rr]ådhus|[Mm]øde(?:rum|center)|kantine|\b[Vv]ærelse|gård(?:en)?\b|huset?\b|[Ss]kype|[Tt]eams|virtuel|stue|kontor|skole|[Ff]orsamlings|bibliotek|centret?\b|hal(?:len)?\b|\b\d{4} [A-ZÆØÅ]|vej \d|gade \d|torv", text)) and len(text) < 110 and not text.endswith((".", ":")) and "møde i" not in text.casefold()

    # -- body ------------------------------------------------------------------------------------------------------

    def _body(self, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]], decisions: list[tuple[str | None, str | None]]) -> str | None:
        text = self.text
        for start, end, _ in fields.get("body", []):
            value = tidy(text[start:end])
            if value and len(value) < 140:
                return value
        named: Counter[str] = Counter(b for b, _ in decisions if b)
        candidates: list[str] = []
        for seg in head:
            if seg.kind not in ("text", "heading", "header", "decision"):
                continue
            piece = text[seg.start : seg.end]
            if len(piece) > 260 or re.search(r"cookie|https?:|Download", piece, re.IGNORECASE):
                continue
            found = self._body_in(piece)
            if found:
                candidates.append(found)
        if candidates:
            # the one that decision headings name, spelled as the header prints it
            for candidate in candidates:
                if any(bodies.same(candidate, b) for b in named):
                    return candidate
            if not named:
                return candidates[0]
            best = candidates[0]
            return best if len(candidates) and not self._clearly(named) else self._most(named, decisions)
        return self._most(named, decisions)

    @staticmethod
    def _clearly(named: Counter[str]) -> bool:
        top = named.most_common(2)
        return top[0][1] >= 3 and (len(top) == 1 or top[0][1] >= 3 * top[1][1])

    @staticmethod
    def _most(named: Counter[str], decisions: list[tuple[str | None, str | None]]) -> str | None:
        if not named:
            return None
        latest = Counter(b for b, d in decisions if b and d == max((x for _, x in decisions if x), default=None))
        return (latest or named).most_common(1)[0][0]

    def _body_in(self, piece: str) -> str | None:
        """Return the body that a line of the header names, None where it names none."""
        line = collapse(piece)
        glued = re.match(r"(?:Referat|REFERAT|Dagsorden)(?=[A-ZÆØÅ])", line)
        if glued:
            line = line[glued.end() :]
        line = re.sub(r"^\d{1,3}[ ](?=[A-ZÆØÅ])", "", line)
        line = re.sub(r"(?:mandag|tirsdag|onsdag|torsdag|fredag)[ ]+(?:den|d\.)?.*$", "", line, flags=re.IGNORECASE).strip(" ,-–|·")
        match = _MEETING_OF.search(line) or _MEETING_OF.search(line + "\n")
        if match and CORE_WORD.search(match["body"]):
            return nominative(tidy(match["body"]))
        match = _HEADING.match(line)
        if match and (CORE_WORD.search(match["body"]) or re.match(r"(?:REFERAT|Referat)\b", line)):
            body = tidy(re.sub(r"[ ](?:møde|mødet|[-–|][ ]*[Rr]eferat)$", "", match["body"]))
            body = re.sub(r"^(?:Referat|REFERAT|Dagsorden)[ ]+(?:fra[ ]+)?", "", body)
            found = self._core(body)
            return nominative(found or tidy(body))
        titles = "|".join(sorted((re.escape(t) for t in self.vocab.titles), key=len, reverse=True))
        stripped = re.sub(rf"^(?:{titles})[ ]*[:.–-]?[ ]*(?:(?:fra|for|til|af)[ ]+)?(?:(?:mødet?|møde)[ ]+i[ ]+)?|[ ]*[-–|:.,][ ]*(?:{titles})\.?$", "", line, flags=re.IGNORECASE).strip(" -–|:,")
        if not stripped or len(stripped) > 110:
            return None
        found = self._core(stripped)
        if found and (len(found) >= 0.5 * len(stripped) or re.search(rf"^(?:{titles})\b", line, re.IGNORECASE)):
            return nominative(found)
        if re.search(r"[Kk]ommune[ .,|-]+(?=Udvalg|[A-ZÆØÅ])", stripped):
            tail = re.split(r"[Kk]ommune[ .,|-]+", stripped)[-1]
            found = self._core(tail)
            if found and len(found) >= 0.8 * len(tail):
                return nominative(found)
        return None

    @staticmethod
    def _core(text: str) -> str | None:
        """Return the longest body's name in the text, without council-period years."""
        text = tidy(text)
        if text.isupper() and CORE_WORD.search(text):
            return re.sub(r"^(?:BESLUTNINGER|REFERAT|DAGSORDEN)\s+", "", text)
        best = None
        for match in BODY.finditer(text):
            value = match[0].strip()
            if best is None or len(value) > len(best):
                best = value
        if best and len(best) < 5:
            return None
        return best

    # -- people ----------------------------------------------------------------------------------------------------

    def _people(self, header: Header, head: list[Segment], fields: dict[str, list[tuple[int, int, int]]]) -> None:
        text = self.text
        spans = fields.get("participants", [])
        used: set[int] = set()
        place = header.place
        for start, end, following in spans:
            stop = end
            k = following
            while k < len(head):
                seg = head[k]
                piece = text[seg.start : seg.end]
                name, _ = self._label(seg)
                if name or seg.kind not in ("text",) or seg.level or find_date(piece):
                    break
                wraps = text[start:stop].rstrip().endswith((",", " og", "-")) or re.search(r"[A-ZÆØÅ][\w]*$", text[start:stop]) is not None and not seg.blank and re.match(r"[A-ZÆØÅ][\w\-]+(?:,|[ ]\()", piece) is not None
                member = NAMES_LINE.match(piece) or _MEMBER_LINE.match(piece)
                role = _ROLE_LINE.match(piece)
                if not (wraps or member or role):
                    break
                used.add(k)
                stop = seg.end
                k += 1
            low = start
            if place and text[start : start + len(place) + 8].strip().startswith(place[:20]):
                low = start + text[start:stop].find(place) + len(place) if place in text[start:stop] else start
            self._members(header, low, stop)
        if not header.participants:
            self._unlabelled(header, head)
        # notes of absence anywhere in the header
        notes = self.notes.read([s for i, s in enumerate(head) if i not in used and not self._is_field(s, fields)])
        header.notes = [n for n in notes if n.absent or n.substitutes]
        absent = {p.name for n in header.notes for p, _ in n.absent if p.start not in n.limits}
        absent |= {p.name for p in header.marked}
        header.participants = [p for p in header.participants if p.name not in absent]

    def _is_field(self, seg: Segment, fields: dict[str, list[tuple[int, int, int]]]) -> bool:
        """Tell whether the segment is a field's value other than a remark, which may hold notes."""
        for name, spans in fields.items():
            if name in ("remarks", "guests"):
                continue
            for start, end, _ in spans:
                if start >= seg.start and end <= seg.end:
                    return True
        return False

    def _members(self, header: Header, start: int, end: int) -> None:
        """Read the members of a list; those marked absent go to `marked`."""
        text = self.text
        found = persons(text, start, end)
        known = {p.name for p in header.participants} | {p.name for p in header.marked}
        for i, person in enumerate(found):
            before = text[found[i - 1].after if i else start : person.start]
            if re.search(r"(?:[Ss]uppleant|[Ss]tedfortræder)\w*(?:[ \t]+for)[ \t]*$", before):
                continue
            if re.search(r"\(\s*(?:Stedfortræder|stedfortræder|suppleant)[^()]*$", before):
                continue
            tail = text[person.end : found[i + 1].start if i + 1 < len(found) else end]
            if person.name in known:
                continue
            known.add(person.name)
            line = tail.split("\n")[0]
            partly = re.search(r"ved sag|sag(?:erne)?[ ]\d|pkt|punkt", line)
            if (_MARK.match(tail.lstrip(" \t")) or _MARK.search(line)) and not partly:
                header.marked.append(person)
            else:
                header.participants.append(person)

    def _unlabelled(self, header: Header, head: list[Segment]) -> None:
        """Read members that stand one a line with a party or a role, without a heading."""
        rows: list[Segment] = []
        best: list[Segment] = []
        for seg in head:
            piece = self.text[seg.start : seg.end]
            if seg.kind == "text" and (_MEMBER_LINE.match(piece) or _ROLE_LINE.match(piece) and rows):
                rows.append(seg)
            elif seg.kind == "header" and seg.what == "remarks" and re.match(rf"(?:Formand|Næstformand):?[ \t]*{NAME}", piece):
                rows.append(seg)
            else:
                if len(rows) > len(best):
                    best = rows
                rows = []
        if len(rows) > len(best):
            best = rows
        if len(best) >= 3:
            for seg in best:
                self._members(header, seg.rest if seg.kind == "header" else seg.start, seg.end)


_MEMBER_LINE = re.compile(rf"[ \t•·●▪\-–]*(?:(?:Formand|Næstformand|Borgmester|Viceborgmester|Medlem)[: ]+)?{NAME}(?:[ \t]*\([^()\n]{{1,40}}\)|,[ \t]*[A-ZÆØÅ]{{1,2}}(?:\b)|,[ \t]*løsgænger|,[ \t]*[a-zæøå][\wæøå ]{{3,40}}|[ \t]*:[ \t]*(?:Deltog|Afbud|Fraværende|Til stede|Mødt)[^\n]*|[ \t]*[-–][ \t]*(?:Deltog|Afbud|Fraværende)[^\n]*)[^\n]{{0,60}}$")
_ROLE_LINE = re.compile(r"[ \t]*(?:\([A-ZÆØÅ]{1,3}\)|[Ff]ormand|[Nn]æstformand|[Mm]edlem|Regionsrådsmedlem|[Bb]orgmester|\([\wæøå ]{2,30}\)|[A-ZÆØÅ]{1,2})[ \t]*$")
