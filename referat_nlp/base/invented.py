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
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from referat_nlp import phrases
from referat_nlp.base.convert import Sentence
from referat_nlp.danish.dates import MONTH_NAMES

# A stretch of text and the label of the name that it is, None where it is no name.
Part = tuple[str, str | None]

_SLOT = re.compile(r"\{(\w+)\}")
# 'tegnet af byen' in 'Havnen, tegnet af byen.'; nothing of 'EU-reglerne'
_SMALL_WORDS = re.compile(r"(?<![\w-])[a-zæøå]+(?: [a-zæøå]+)*(?![\w-])")

# How often each kind of passage is made. The share of `plain` keeps headings and tables from being read as names.
_KINDS = {"absence": 27, "header": 15, "text": 24, "plain": 34}
# What stands before and after a member where each has a line; 'Title' and 'title' are filled in, '1' counts.
_BEFORE = ["", "", "", "- ", "• ", "* ", "| ", "1. ", "1.  ", "Title "]
_AFTER = ["", "", "", ".", ",", ", title", " - title", "  title", "  Til stede", " Afbud", ": Afbud", ": Mødt"]
# Every eighth name of each list is never trained on, so that the measure knows what a new name costs.
_HELD_OUT_EVERY = 8


def invent(count: int, *, seed: int, held_out: bool = False, words: Sequence[Sequence[str]] = ()) -> list[Sentence]:
    """Return `count` invented passages of one to four lines.

    Args:
        count: How many.
        seed: Decides all choices.
        held_out: Make them from the wordings and names that are kept out of training, to measure on.
        words: Runs of ordinary words, none of them a name, for headings and table cells (see `ordinary_words`).

    >>> invent(3, seed=1) == invent(3, seed=1)
    True
    """
    maker = _Maker(random.Random(seed), held_out=held_out, words=words)
    return [maker.passage() for _ in range(count)]


def ordinary_words(sentences: Iterable[Sentence]) -> list[list[str]]:
    """Return the runs of words in small letters in those `sentences` that have no name.

    >>> ordinary_words([Sentence("Den nye havn, tegnet af byen.", ())])
    [['nye', 'havn'], ['tegnet', 'af', 'byen']]
    """
    runs: list[list[str]] = []
    for sentence in sentences:
        if not sentence.entities:
            runs += [run.split() for run in _SMALL_WORDS.findall(sentence.text)]
    return runs


@lru_cache(maxsize=1)
def _rows() -> dict[str, Any]:
    rows: dict[str, Any] = tomllib.loads((files(__package__) / "sentences.toml").read_text(encoding="utf-8"))
    return rows


def _half(words: Sequence[str], held_out: bool) -> list[str]:
    return [word for index, word in enumerate(words) if (index % _HELD_OUT_EVERY == 0) == held_out]


class _Maker:
    """Fills slots; the way members are printed is drawn anew for each passage and kept through it."""

    def __init__(self, rng: random.Random, *, held_out: bool, words: Sequence[Sequence[str]]) -> None:
        names = phrases.load("names")
        self.rng = rng
        self.rows = _rows()
        self.held_out = held_out
        self.words = words or [topic.split() for topic in self.rows["topics"]]
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
            "title": lambda: [(self.title(), None)],
            "Title": lambda: [(_capital(self.title()), None)],
            "letter": lambda: [(self.pick("letters"), None)],
            "letters": lambda: [(self.party_letters(), None)],
            "party": lambda: [(self.pick("parties"), "ORG")],
            "body": lambda: [(self.body(), "ORG")],
            "org": lambda: [(self.organisation(), "ORG")],
            "school": lambda: [(self.school(), "ORG")],
            "municipality": lambda: [(_genitive(self.place(), plain=True) + " Kommune", "ORG")],
            "place": lambda: [(self.place(), "LOC")],
            "street": self.street,
            "decision": lambda: [(self.pick("decisions"), None)],
            "words": lambda: [(self.few_words(), None)],
            "Words": lambda: [(_capital(self.few_words()), None)],
            "topic": self.topic,
            "Topic": self.heading,
            "date": lambda: [(self.date(), None)],
            "time": lambda: [(self.time(), None)],
            "number": lambda: [(str(self.number(self.rng.choice([9, 30, 250]))), None)],
            "case": lambda: [(f"{self.number(25):02}/{self.number(30000)}", None)],
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
        if self.rng.random() < 0.04:
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
            # A tab reads like the gap between columns, see persons.py.
            parts += self.slots[piece]() if index % 2 else [(piece.replace("\t", "  "), None)]
        return parts

    def pick(self, key: str) -> str:
        word: str = self.rng.choice(self.rows[key])
        return word

    # Persons

    def full_name(self) -> str:
        """Return a name as minutes print it: 'Karin Lund', 'Hans-Ole M. Ravnsholt', 'N. P. Berg', 'Per "Smed" Krog'."""
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
        elif roll < 0.37:
            first = f'{self.first_name()} "{_capital(self.rng.choice([self.pick("trades"), self.first_name()]))}"'
        else:
            first = self.first_name()
        roll = self.rng.random()
        if roll < 0.20:
            last = f"{self.last_name()} {self.last_name()}"
        elif roll < 0.27:
            last = f"{self.last_name()}-{self.last_name()}"
        elif roll < 0.30:
            particle = self.rng.choice(self.particles)
            shapes = [f"{particle} ", f"{particle} ", f"{particle[0]}. ", f"{particle}-", f"{_capital(particle)}-"]
            last = self.rng.choice(shapes) + self.last_name()
        else:
            last = self.last_name()
        return f"{first} {last}"

    def first_name(self) -> str:
        return self.rng.choice(self.first_names) if self.rng.random() < 0.94 else self.blended(self.first_names)

    def last_name(self) -> str:
        roll = self.rng.random()
        if roll < 0.55:
            return self.rng.choice(self.last_names)
        return self.coined(self.ends) if roll < 0.92 else self.blended(self.last_names)

    def blended(self, names: Sequence[str]) -> str:
        """Return the beginning of one name and the end of another: a name that nobody has heard."""
        beginning, end = self.rng.choice(names), self.rng.choice(names).lower()
        return beginning[: self.rng.randint(2, 4)] + end[-self.rng.randint(2, 4) :].strip("-")

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
        commas = [", ", ", ", ", ", ", ", "; ", " - ", " • ", " | ", "\n", "  "]
        if self.party_style in ("letter", "note"):
            commas += [" ", " "]  # brackets alone part the names in text that was taken from a page
        elif self.rng.random() < 0.1:
            commas = [" "]  # and in lists of signatures nothing at all
        comma = self.rng.choice(commas)
        last = " og " if comma == ", " and self.rng.random() < 0.4 else comma
        return self.listed(self.member, self.rng.randint(3, 12), comma, last)

    def lines(self) -> list[Part]:
        """Return two to six members, one a line, all lines made alike."""
        before, after = self.rng.choice(_BEFORE), self.rng.choice(_AFTER)
        parts: list[Part] = []
        for index in range(self.rng.randint(2, 6)):
            parts += [("\n", None)] if index else []
            parts.append((before.replace("1", str(index + 1)).replace("Title", _capital(self.title())), None))
            parts += self.member()
            parts.append((after.replace("title", self.title()), None))
        return parts

    def title(self) -> str:
        roll = self.rng.random()
        if roll < 0.6:
            return self.rng.choice(self.titles)
        return self.pick("trades") if roll < 0.7 else self.pick("title_starts") + self.pick("title_ends")

    # Organisations and places: half of them sound like persons, since families are named after places.

    def place(self) -> str:
        name = self.pick("places") if self.rng.random() < 0.5 else self.coined(self.rows["place_ends"])
        roll = self.rng.random()
        if roll < 0.1:
            return f"{self.pick('place_words')} {name}"
        return name + self.pick("place_kinds") if roll < 0.2 else name

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

    def body(self) -> str:
        if self.rng.random() < 0.6:
            return self.pick("bodies")
        areas: list[str] = self.rng.sample(self.rows["areas"], self.rng.randint(1, 3))
        listed = ", ".join(areas[:-1]) + (self.rng.choice([" og ", " & "]) if len(areas) > 1 else "") + areas[-1]
        return self.rng.choice(["Udvalget for ", "Fagcenter ", "Afdelingen for ", "Center for ", ""]) + listed

    def organisation(self) -> str:
        roll = self.rng.random()
        if roll < 0.4:
            return self.pick("orgs")
        if roll < 0.55:
            return f"{self.pick('house_words')} {_capital(self.rng.choice([self.place(), self.few_words()]))}"
        return (self.last_name() if roll < 0.75 else self.place()) + self.pick("org_endings")

    # Text without names

    def few_words(self) -> str:
        run = self.rng.choice(self.words)
        start = self.rng.randrange(len(run))
        return " ".join(run[start : start + self.rng.choice([1, 1, 1, 1, 2, 2, 3, 4, 6])])

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
        letters: list[str] = self.rng.sample(self.rows["letters"], self.rng.randint(1, 5))
        return ", ".join(letters[:-1]) + (" og " if len(letters) > 1 else "") + letters[-1]

    def number(self, most: int) -> int:
        return self.rng.randint(1, most)

    def time(self) -> str:
        return f"{self.rng.randint(7, 22)}{self.rng.choice('.:')}{self.rng.choice(['00', '15', '30', '45'])}"

    def date(self) -> str:
        day, month, year = self.number(28), self.number(12), self.rng.randint(2005, 2026)
        printed = f"{day}. {MONTH_NAMES[month - 1]}"
        return self.rng.choice([printed, f"{printed} {year}", f"{day:02}-{month:02}-{year}"])

    def sum_of_money(self) -> str:
        number = self.number(900)
        return self.rng.choice([f"{number}.000 kr.", f"{number // 10},{number % 10} mio. kr.", f"kr. {number}.500"])


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
