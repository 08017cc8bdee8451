"""The typed result for a person to read in the terminal: one block an agenda item, field words in Danish."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from referat_nlp.danish.dates import MONTH_NAMES
from referat_nlp.minutes import Absence, AgendaItem, Amount, Decision, Minutes, Person

if TYPE_CHECKING:
    from rich.text import Text

# Longer lines are tiring to read, however wide the window.
WIDEST = 110
NARROWEST = 24
# From this width on the field words stand in a column of their own.
TWO_COLUMNS = 48
LABELS = 17
# A budget's tables hold hundreds of sums; a person wants to see that they were read, the rest is in the JSON.
TABLE_SUMS = 12
DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
# Labels of a model of one's own have no colour here and are shown in bold.
OUTCOME_STYLES = {
    "godkendt": "green",
    "anbefalet": "green",
    "taget til efterretning": "cyan",
    "drøftet": "cyan",
    "udsat": "yellow",
    "ændret": "yellow",
    "sendt videre": "magenta",
    "afvist": "red",
    "udgået": "red",
    "ingen beslutning": "dim",
    "anden beslutning": "magenta",
}


def terminal_width() -> int:
    """Return the columns that COLUMNS or the terminal says, 80 where there is neither; at most `WIDEST`."""
    columns = int(os.environ["COLUMNS"]) if os.environ.get("COLUMNS", "").isdecimal() else 0
    # standard output may lead to a pager; the other two then still know the terminal
    for stream in (1, 2, 0):
        if not columns:
            with suppress(OSError):
                columns = os.get_terminal_size(stream).columns
    return max(NARROWEST, min(WIDEST, columns or 80))


def wants_colour(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal with colours and the user has not set NO_COLOR."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") in {"dumb", "unknown"}:
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream is not None and stream.isatty())


def render(minutes: Minutes, *, width: int = 80, colour: bool = False) -> str:
    """Return the result as text of lines that are at most `width` columns wide, with ANSI colours where asked for."""
    from rich.console import Console

    file = StringIO()
    console = Console(
        file=file,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
    )
    page = _Page(width)
    _meeting(page, minutes)
    for item in minutes.items:
        _item(page, item, minutes)
    for line in page.lines:
        console.print(line, soft_wrap=True)
    return file.getvalue()


class _Page:
    """Lines of text, filled field by field: the field's word to the left, its value wrapped in a column beside it."""

    def __init__(self, width: int) -> None:
        from rich.console import Console

        self.width = max(width, NARROWEST)
        self.indent = LABELS if self.width >= TWO_COLUMNS else 2
        self.lines: list[Text] = []
        self._console = Console(file=StringIO(), width=self.width, color_system=None)

    @property
    def room(self) -> int:
        """The columns for a value."""
        return self.width - self.indent

    def wrap(self, text: Text, *, hang: str = "", indent: int | None = None) -> list[Text]:
        """Return `text` as lines of a value's column, the first after `hang`, the others indented by as much."""
        from rich.text import Text

        room = self.room if indent is None else self.width - indent
        lines = text.wrap(self._console, room - len(hang), overflow="fold")
        for line in lines:
            line.rstrip()
        return [Text.assemble((hang if n == 0 else " " * len(hang), "dim"), line) for n, line in enumerate(lines)]

    def field(self, label: str, lines: Iterable[Text], style: str = "cyan") -> None:
        """Add a field; nothing where it has no lines."""
        from rich.text import Text

        lines = list(lines)
        if lines and self.indent != LABELS:
            self.lines.append(Text(label, style=style))
            label = ""
        for n, line in enumerate(lines):
            self.lines.append(Text.assemble((f"{label if n == 0 else '':{self.indent}}", style), line))

    def pack(self, chunks: Iterable[Text], separator: str) -> list[Text]:
        """Return chunks behind each other, broken between chunks; only what is wider than a line is broken itself."""
        from rich.text import Text

        lines: list[Text] = []
        for chunk in chunks:
            if lines and lines[-1].cell_len + len(separator) + chunk.cell_len <= self.room:
                lines[-1].append(separator, style="dim").append_text(chunk)
            else:
                if lines and separator.rstrip() == ",":
                    lines[-1].append(",", style="dim")
                lines.extend(self.wrap(chunk) if chunk.cell_len > self.room else [chunk])
        return [Text.assemble(line) for line in lines]


def _meeting(page: _Page, minutes: Minutes) -> None:
    from rich.text import Text

    meeting, source = minutes.meeting, minutes.source
    name = " · ".join(_clean(part) for part in (meeting.body, meeting.municipality) if part) or "Referat"
    when = _date(meeting.date) if meeting.date else ""
    if meeting.start_time:
        when = f"{when} kl. {meeting.start_time}".strip()
    page.lines += page.wrap(Text(name, style="bold"), indent=0)
    for line in (when, _clean(meeting.place or "")):
        page.lines += page.wrap(Text(line), indent=0) if line else []
    page.lines.append(Text())
    page.field("Deltagere", page.pack(map(_person, meeting.participants), ", "))
    page.field("Fraværende", page.pack(map(_absence, meeting.absent_members), ", "))
    facts = [
        _clean(source.name),
        f"{_number(source.characters)} tegn",
        f"{_number(len(minutes.items))} {'punkt' if len(minutes.items) == 1 else 'punkter'}",
    ]
    if source.coverage.unassigned:
        facts.append(f"{_number(source.coverage.unassigned)} tegn uden plads")
    page.field("Fil", page.pack([Text(fact) for fact in facts], " · "), "dim")
    for warning in source.warnings:
        page.field("Advarsel", page.wrap(Text(_clean(warning))), "yellow")


def _item(page: _Page, item: AgendaItem, minutes: Minutes) -> None:
    from rich.text import Text

    title = Text(_clean(item.title), style="bold") if item.title else Text("(uden titel)", style="dim")
    if item.closed:
        title.append("  [lukket]", style="yellow")
    page.lines += [Text(), Text("─" * page.width, style="dim")]
    page.field(_clean(item.number or "Punkt"), page.wrap(title), "bold cyan" if item.number else "cyan")
    cases = [Text(_clean(case.text)) for case in item.case_numbers]
    page.field("Sag" if len(cases) == 1 else "Sager", page.pack(cases, " · "))
    for kind, label in (("recommendation", "Indstilling"), ("amendment", "Ændringsforslag")):
        page.field(label, _proposals(page, item, kind))
    # in the order of the text: earlier bodies come before or after this meeting's decision as the page has them
    for decision in item.decisions:
        label, style = ("Beslutning", "bold green") if decision.own else ("Tidligere", "cyan")
        page.field(label, _decision(page, decision, minutes), style)
    page.field("Fraværende", page.pack(map(_absence, item.absent_members), ", "))
    page.field("Beløb", page.pack((_amount(a) for a in item.amounts if not a.table), " · "))
    page.field("Tabelbeløb", _table_sums(page, [a for a in item.amounts if a.table]))
    # decisions and proposals stand above in full
    headings = [_clean(s.heading).rstrip(" :") for s in item.sections if s.kind not in {"decision", "proposal"}]
    page.field("Afsnit", page.pack([Text(h, style="dim") for h in headings if h], " · "), "dim")


def _proposals(page: _Page, item: AgendaItem, kind: str) -> Iterator[Text]:
    from rich.text import Text

    proposals = [p for p in item.proposals if p.kind == kind]
    for proposer, group in groupby(proposals, key=lambda p: p.proposer):
        if proposer:
            yield from page.wrap(Text(f"{_clean(proposer)}:", style="italic"))
        for proposal in group:
            yield from page.wrap(Text(_clean(proposal.text)), hang="– ")


def _decision(page: _Page, decision: Decision, minutes: Minutes) -> Iterator[Text]:
    from rich.text import Text

    meeting = minutes.meeting
    if not decision.own or decision.body != meeting.body or decision.date != meeting.date:
        by = [_clean(decision.body or ""), _date(decision.date, weekday=False) if decision.date else ""]
        if any(by):
            yield from page.wrap(Text(", ".join(part for part in by if part), style="italic"))
    yield from page.wrap(Text(_clean(decision.text)))
    labels = []
    for outcome in decision.outcomes:
        name = (f"● {_clean(outcome.label)}", OUTCOME_STYLES.get(outcome.label, "bold"))
        labels.append(Text.assemble(name, (f" {outcome.score * 100:.0f} %", "dim")))
    yield from page.pack(labels, "  ")
    votes = decision.votes
    if votes:
        for word, names in (("For", votes.for_), ("Imod", votes.against), ("Undlod", votes.abstain)):
            if names:
                yield from page.wrap(Text(", ".join(map(_clean, names))), hang=f"{word + ':':8}")


def _table_sums(page: _Page, amounts: Sequence[Amount]) -> list[Text]:
    from rich.text import Text

    chunks = [_amount(amount) for amount in amounts[:TABLE_SUMS]]
    if len(amounts) > TABLE_SUMS:
        chunks.append(Text(f"og {_number(len(amounts) - TABLE_SUMS)} til", style="dim"))
    return page.pack(chunks, " · ")


def _person(person: Person) -> Text:
    from rich.text import Text

    return Text(_clean(f"{person.name} ({person.party})" if person.party else person.name))


def _absence(absence: Absence) -> Text:
    from rich.text import Text

    text = Text(_clean(f"{absence.name} ({absence.party})" if absence.party else absence.name))
    if absence.substitute:
        text.append(f" → {_clean(absence.substitute)}", style="dim")
    return text


def _amount(amount: Amount) -> Text:
    """Return a sum as printed, and in kroner where that is not what the printed digits say."""
    from rich.text import Text

    printed = _clean(amount.text)
    values = [v for v in (amount.value, amount.low, amount.high) if v is not None]
    digits = "".join(c for c in printed if c.isdigit() or c == ",")
    text = Text(printed)
    if any(_number(value).replace(".", "").lstrip("-") not in digits for value in values):
        text.append(f" ({'–'.join(map(_number, values))})", style="dim")
    return text


def _date(iso: str, *, weekday: bool = True) -> str:
    """Return a date as Danish letters have it; the text itself where it is no date.

    >>> _date("2024-11-28")
    'torsdag den 28. november 2024'
    """
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return _clean(iso)
    name = f"{day.day}. {MONTH_NAMES[day.month - 1]} {day.year}"
    return f"{DAYS[day.weekday()]} den {name}" if weekday else name


def _number(value: float) -> str:
    """Return a number with Danish marks.

    >>> _number(1632800000.0), _number(-0.5), _number(12)
    ('1.632.800.000', '-0,50', '12')
    """
    text = f"{value:,.2f}".removesuffix(".00")
    return text.translate(str.maketrans(",.", ".,"))


def _clean(text: str) -> str:
    """Return a text on one line without what a terminal would obey or hide: control and format characters."""
    marks = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in marks if unicodedata.category(c) not in {"Cf", "Cs"}).split())
