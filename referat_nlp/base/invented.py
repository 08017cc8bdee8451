"""Invented sentences in the manner of minutes, with the names in them marked.

Newspapers, of which the public data is made, print no lists of members, no party letters in brackets and no
notes of absence. So the base pipeline is trained on both: the data, and these sentences, which are put together
at random from the rows of sentences.toml (in this folder) and phrases/names.toml. The same seed makes the same
sentences.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from referat_nlp import phrases
from referat_nlp.base.convert import Sentence

# A stretch of text and the label of the name that it is, None where it is no name.
Part = tuple[str, str | None]

_SLOT = re.compile(r"\{(\w+)\}")

# How often each kind of passage is made. The share of `plain` keeps headings and tables from being read as names.
_KINDS = {"absence": 30, "header": 16, "text": 26, "plain": 28}
# Every eighth name of each list is never trained on, so that the measure knows what a new name costs.
_HELD_OUT_EVERY = 8


def invent(count: int, *, seed: int, held_out: bool = False) -> list[Sentence]:
    """Return `count` invented passages of one to four lines.

    Args:
        count: How many.
        seed: Decides all choices.
        held_out: Make them from the wordings and names that are kept out of training, to measure on.

    >>> invent(3, seed=1) == invent(3, seed=1)
    True
    """
    maker = _Maker(random.Random(seed), held_out=held_out)
    return [maker.passage() for _ in range(count)]


@lru_cache(maxsize=1)
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = tomllib.loads((files(__package__) / "sentences.toml").read_text(encoding="utf-8"))
    return rows


def _half(words: Sequence[str], held_out: bool) -> list[str]:
    return [word for index, word in enumerate(words) if (index % _HELD_OUT_EVERY == 0) == held_out]


class _Maker:
    """Fills slots; the way members are printed is drawn anew for each passage and kept through it."""

    def __init__(self, rng: random.Random, *, held_out: bool) -> None:
        names = phrases.load("names")
        self.rng = rng
        self.rows = _rows()
        self.held_out = held_out
        self.first_names = _half(names["first_names"], held_out)
        self.last_names = _half(names["last_names"], held_out)
        self.starts = _half(names["surname_starts"], held_out)
        self.ends: list[str] = names["surname_ends"]
        self.particles: list[str] = names["particles"]
        self.abbreviated: list[str] = names["abbreviated_names"]
        self.titles: list[str] = names["titles"]
        self.party_style = "none"
        self.slots: dict[str, Callable[[], list[Part]]] = {
            "name": self.member,
            "names": lambda: self.listed(self.member, self.rng.choice([1, 1, 1, 2, 2, 3, 4])),
            "roll": self.roll,
            "lines": self.lines,
            "person": lambda: [(self.full_name(), "PER")],
            "persons": lambda: self.listed(lambda: [(self.full_name(), "PER")], self.rng.choice([1, 2, 2, 3])),
            "owner": lambda: [(_genitive(self.full_name()), "PER")],
            "last": lambda: [(self.last_name(), "PER")],
            "title": lambda: [(self.rng.choice(self.titles), None)],
            "Title": lambda: [(_capital(self.rng.choice(self.titles)), None)],
            "letter": lambda: [(self.pick("letters"), None)],
            "letters": lambda: [(self.party_letters(), None)],
            "party": lambda: [(self.pick("parties"), "ORG")],
            "body": lambda: [(self.pick("bodies"), "ORG")],
            "org": lambda: [(self.organisation(), "ORG")],
            "school": lambda: [(self.school(), "ORG")],
            "municipality": lambda: [(_genitive(self.place(), plain=True) + " Kommune", "ORG")],
            "place": lambda: [(self.place(), "LOC")],
            "street": self.street,
            "topic": self.topic,
            "Topic": self.heading,
            "date": lambda: [(self.date(), None)],
            "time": lambda: [(f"{self.rng.randint(7, 22)}{self.rng.choice('.:')}{self.rng.choice(['00', '15', '30', '45'])}", None)],
            "number": lambda: [(str(self.rng.randint(1, self.rng.choice([9, 30, 250]))), None)],
            "case": lambda: [(f"{self.rng.randint(10, 25)}/{self.rng.randint(100, 30000)}", None)],
            "sum": lambda: [(self.sum_of_money(), None)],
        }

    # Passages

    def passage(self) -> Sentence:
        """Return one to four filled rows, joined as paragraphs, lines or sentences."""
        self.party_style = self.rng.choices(["none", "letter", "name", "comma", "note"], [40, 44, 5, 6, 5])[0]
        joint = self.rng.choice(["\n\n", "\n", " "])
        parts: list[Part] = []
        for index in range(self.rng.choice([1, 1, 1, 2, 2, 3, 4])):
            parts += [(joint, None)] if index else []
            parts += self.fill(self.template())
        if self.rng.random() < 0.15:
            parts = _wrapped(parts, self.rng.randint(50, 100))
        if self.rng.random() < 0.03:
            parts = [(text.upper(), label) for text, label in parts]
        return _join(parts)

    def template(self) -> str:
        if self.held_out:
            return self.pick("held_out")
        return self.pick(self.rng.choices(list(_KINDS), list(_KINDS.values()))[0])

    def fill(self, template: str) -> list[Part]:
        parts: list[Part] = []
        # re.split with a group: text, slot, text, slot, …, text
        for index, piece in enumerate(_SLOT.split(template)):
            parts += self.slots[piece]() if index % 2 else [(piece, None)]
        return parts

    def pick(self, key: str) -> str:
        word: str = self.rng.choice(self.rows[key])
        return word

    # Persons

    def full_name(self) -> str:
        """Return a name as minutes print it: 'Karin Lund', 'Hans-Ole M. Ravnsholt', 'N. P. Berg', 'Nadia El-Masri'."""
        roll = self.rng.random()
        if roll < 0.03:
            first = f"{self.initial()}{self.rng.choice([' ', ''])}{self.initial()}"
        elif roll < 0.05:
            first = f"{self.first_name()} {self.rng.choice(self.abbreviated)}"
        elif roll < 0.13:
            first = f"{self.first_name()} {self.initial()}"
        elif roll < 0.14:
            first = f"{self.first_name()} {self.initial()} {self.initial()}"
        elif roll < 0.22:
            first = f"{self.first_name()}-{self.first_name()}"
        elif roll < 0.36:
            first = f"{self.first_name()} {self.first_name()}"
        else:
            first = self.first_name()
        roll = self.rng.random()
        if roll < 0.20:
            last = f"{self.last_name()} {self.last_name()}"
        elif roll < 0.27:
            last = f"{self.last_name()}-{self.last_name()}"
        elif roll < 0.30:
            particle = self.rng.choice(self.particles)
            last = f"{particle} {self.last_name()}" if self.rng.random() < 0.5 else f"{_capital(particle)}-{self.last_name()}"
        else:
            last = self.last_name()
        return f"{first} {last}"

    def first_name(self) -> str:
        return self.rng.choice(self.first_names)

    def last_name(self) -> str:
        if self.rng.random() < 0.6:
            return self.rng.choice(self.last_names)
        return self.coined(self.ends)

    def coined(self, ends: Sequence[str]) -> str:
        """Return a word made of two halves, for the many names that no list has."""
        return self.rng.choice(self.starts) + self.rng.choice(ends)

    def initial(self) -> str:
        return self.rng.choice("ABCDEFGHIJKLMNOPRSTUVWØ") + "."

    def member(self) -> list[Part]:
        parts: list[Part] = [(self.full_name(), "PER")]
        if self.party_style == "none" or self.rng.random() < 0.05:
            return parts
        if self.party_style == "letter":
            return [*parts, (f" ({self.pick('letters')})", None)]
        if self.party_style == "comma":
            return [*parts, (f", {self.pick('letters')}", None)]
        if self.party_style == "name":
            return [*parts, (" (", None), (self.pick("parties"), "ORG"), (")", None)]
        return [*parts, (f" ({self.pick('bracket_notes')})", None)]

    def listed(self, one: Callable[[], list[Part]], count: int, comma: str = ", ", last: str = " og ") -> list[Part]:
        parts: list[Part] = []
        for index in range(count):
            parts += [(last if index == count - 1 else comma, None)] if index else []
            parts += one()
        return parts

    def roll(self) -> list[Part]:
        """Return three to twelve members as a list of participants prints them."""
        commas = [", ", ", ", ", ", "; ", " - ", " • ", "\n"]
        if self.party_style in ("letter", "note"):
            commas += [" ", " "]  # brackets alone part the names in text that was taken from a page
        comma = self.rng.choice(commas)
        last = " og " if comma == ", " and self.rng.random() < 0.4 else comma
        return self.listed(self.member, self.rng.randint(3, 12), comma, last)

    def lines(self) -> list[Part]:
        """Return two to six members, one a line, all lines made alike."""
        before = self.rng.choice(["", "", "", "- ", "• ", "* ", "1. ", "Title "])
        after = self.rng.choice(["", "", "", ".", ", title", " - title", " Til stede", " Afbud", ": Afbud", ": Mødt", ","])
        parts: list[Part] = []
        for index in range(self.rng.randint(2, 6)):
            parts += [("\n", None)] if index else []
            parts.append((before.replace("1", str(index + 1)).replace("Title", _capital(self.rng.choice(self.titles))), None))
            parts += self.member()
            parts.append((after.replace("title", self.rng.choice(self.titles)), None))
        return parts

    # Organisations and places: half of them sound like persons, since families are named after places.

    def place(self) -> str:
        if self.rng.random() < 0.5:
            return self.pick("places")
        return self.coined(self.rows["place_ends"])

    def street(self) -> list[Part]:
        roll = self.rng.random()
        if roll < 0.15:
            name = f"{self.first_name()} {_genitive(self.last_name(), plain=True)} {_capital(self.pick('street_ends'))}"
        elif roll < 0.3:
            name = f"{_genitive(self.place(), plain=True)} {_capital(self.pick('street_ends'))}"
        else:
            name = self.coined(self.rows["street_ends"])
        number = f" {self.rng.randint(1, 200)}" if self.rng.random() < 0.5 else ""
        return [(name, "LOC"), (number, None)]

    def school(self) -> str:
        if self.rng.random() < 0.5:
            return self.coined(self.rows["school_ends"])
        return self.place() + self.pick("school_words")

    def organisation(self) -> str:
        roll = self.rng.random()
        if roll < 0.5:
            return self.pick("orgs")
        return (self.last_name() if roll < 0.75 else self.place()) + self.pick("org_endings")

    # Text without names

    def topic(self) -> list[Part]:
        parts: list[Part] = [(self.pick("topics"), None)]
        roll = self.rng.random()
        if roll < 0.1:
            parts += [(" i ", None), (self.place(), "LOC")]
        elif roll < 0.2:
            parts += [(self.rng.choice([" for ", " på ", " ved "]), None), (self.school(), "ORG")]
        elif roll < 0.25:
            parts += [(" på ", None), *self.street()]
        return parts

    def heading(self) -> list[Part]:
        parts = self.topic()
        if self.rng.random() < 0.7:
            return [(self.pick("topic_heads") + " ", None), *parts]
        return [(_capital(parts[0][0]), None), *parts[1:]]

    def party_letters(self) -> str:
        letters = self.rng.sample(self.rows["letters"], self.rng.randint(1, 5))
        return ", ".join(letters[:-1]) + (" og " if len(letters) > 1 else "") + letters[-1]

    def date(self) -> str:
        day, month, year = self.rng.randint(1, 28), self.rng.randint(1, 12), self.rng.randint(2005, 2026)
        months = "januar februar marts april maj juni juli august september oktober november december".split()
        return self.rng.choice([f"{day}. {months[month - 1]} {year}", f"{day:02}-{month:02}-{year}", f"{day}. {months[month - 1]}"])

    def sum_of_money(self) -> str:
        return self.rng.choice(
            [
                f"{self.rng.randint(1, 900)}.000 kr.",
                f"{self.rng.randint(1, 90)},{self.rng.randint(1, 9)} mio. kr.",
                f"kr. {self.rng.randint(1, 9)}.{self.rng.randint(100, 999)}.000",
            ]
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _genitive(name: str, *, plain: bool = False) -> str:
    """Return the genitive; `plain` leaves out the apostrophe, as names of roads do ('Jens Juhls Vej')."""
    if name[-1] in "sxzSXZ":
        return name if plain else name + "'"
    return name + "s"


def _wrapped(parts: list[Part], width: int) -> list[Part]:
    """Break lines at spaces as a page does, inside names too; every part keeps its length."""
    column, out = 0, []
    for text, label in parts:
        characters = []
        for character in text:
            column = 0 if character == "\n" else column + 1
            if character == " " and column > width:
                character, column = "\n", 0
            characters.append(character)
        out.append(("".join(characters), label))
    return out


def _join(parts: list[Part]) -> Sentence:
    text, entities = "", []
    for piece, label in parts:
        if label is not None:
            entities.append((len(text), len(text) + len(piece), label))
        text += piece
    return Sentence(text, tuple(entities))
