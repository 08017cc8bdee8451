"""Danish numbers as printed and as words, to exact decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from referat_nlp import phrases

# The signs that mean minus before a number; '÷' is the old Danish one.
MINUS = "−–÷-"
FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}

# A printed number without its sign. Thousands are parted by full stops or spaces, decimals by a comma. The counts are
# bounded so that a row of a million digits costs no more than its length.
PRINTED = r"""
    (?:
        (?!0\.) \d{1,3} (?: \. \d{3} ){1,5} (?!\d) (?: ,\d{1,4} )?    # 1.632,8   5.000.000,00
      | \d{1,3} (?: [\ \xa0\u2009\u202f] \d{3} ){1,5} (?!\d) (?: ,\d{1,4} )?   # 1 250 000
      | \d{1,12} ,\d{1,4}                                             # 0,525
      | (?: \d{1,9} \.\d{1,2} | 0\.\d{3} ) (?![\d.])                  # 2.5   0.525, the English way
      | \d{0,3} [½¼¾]                                                 # ½   1½
      | \d{1,15}                                                      # 412777
    )
"""
_PRINTED = re.compile(rf"(?P<sign>[+{MINUS}]|minus)?\s{{0,3}}(?P<number>{PRINTED})", re.VERBOSE | re.IGNORECASE)

_ENGLISH = re.compile(r"\d+\.\d{1,2}|0\.\d{3}")


def read_number(text: str) -> Decimal | None:
    """Return the number that `text` prints, None where it is not one number in the Danish way of writing.

    >>> read_number("-1.632,8")
    Decimal('-1632.8')
    >>> read_number("1½")
    Decimal('1.5')
    >>> read_number("12.12.2024") is None
    True
    """
    found = _PRINTED.fullmatch(text.strip())
    if found is None:
        return None
    value = _unsigned(found["number"])
    return -value if found["sign"] and found["sign"] != "+" else value


def _unsigned(number: str) -> Decimal:
    if number[-1] in FRACTIONS:
        return Decimal(number[:-1] or 0) + FRACTIONS[number[-1]]
    whole, comma, decimals = "".join(number.split()).partition(",")
    if not comma and "." in whole and _ENGLISH.fullmatch(whole):
        return Decimal(whole)
    return Decimal(f"{whole.replace('.', '')}.{decimals or 0}")


@lru_cache(maxsize=8)
def number_words(extra: str | None = None) -> str:
    """Return the source of a verbose regex for a number written in words, in lower case ('to hundrede og femogtyve').

    Args:
        extra: A folder of the user's own phrase files.

    """
    words = _vocabulary(extra)
    ones, teens, tens = (_any(words[key]) for key in ("ones", "teens", "tens"))
    hundred, thousand = _any(words["hundred"]), _any(words["thousand"])
    below_100 = rf"(?:{ones}\s?og\s?{tens}|{tens}|{teens}|{ones})"
    below_1000 = rf"(?:(?:{ones}\s?)?{hundred}(?:\s?(?:og\s?)?{below_100})?|{below_100})"
    whole = rf"(?:(?:{below_1000}\s?)?{thousand}(?:\s?(?:og\s?)?{below_1000})?|{below_1000})"
    part = r"(?:(?:en|et)\s(?:halv|kvart)|tre\s?kvart)"
    return rf"(?:halvanden|halvandet|{whole}\s(?:og\s)?{part}|{part}|trekvart|{whole})"


@lru_cache(maxsize=8)
def last_words(extra: str | None = None) -> tuple[str, ...]:
    """Return the endings that a number in words may have: a quick check before the regex."""
    words = _vocabulary(extra)
    parts = ("halv", "kvart", "halvanden", "halvandet")
    return (*words["ones"], *words["teens"], *words["tens"], *words["hundred"], *words["thousand"], *parts)


def read_number_words(text: str, *, extra: str | None = None) -> Decimal | None:
    """Return the number that Danish words name, None where they name none.

    >>> read_number_words("femogtyve")
    Decimal('25')
    >>> read_number_words("to og en halv")
    Decimal('2.5')
    >>> read_number_words("et par") is None
    True
    """
    lower = " ".join(text.lower().split())
    pattern, token = _compiled(extra)
    if not pattern.fullmatch(lower):
        return None
    words = _vocabulary(extra)
    values: dict[str, int] = {**words["ones"], **words["teens"], **words["tens"]}
    total = group = Decimal(0)
    last = Decimal(0)
    for word in token.findall(lower):
        if word.startswith("halvand"):
            group += Decimal("1.5")
        elif word in ("halv", "kvart"):  # 'en halv' is a half of one, 'tre kvart' three quarters
            group += last * (Decimal("0.5") if word == "halv" else Decimal("0.25")) - last
        elif word in words["hundred"]:
            group = (group or Decimal(1)) * 100
        elif word in words["thousand"]:
            total, group = total + (group or Decimal(1)) * 1000, Decimal(0)
        elif word != "og":
            last = Decimal(values[word])
            group += last
    return total + group


@lru_cache(maxsize=8)
def _compiled(extra: str | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = _vocabulary(extra)
    every = [*words["ones"], *words["teens"], *words["tens"], *words["hundred"], *words["thousand"]]
    token = re.compile(_any([*every, "halvanden", "halvandet", "halv", "kvart", "og"]))
    return re.compile(number_words(extra), re.VERBOSE), token


def _vocabulary(extra: str | None) -> Mapping[str, Any]:
    vocabulary: Mapping[str, Any] = phrases.load("money", extra)["number_words"]
    return vocabulary


def _any(words: Any) -> str:
    """Return a regex group of the words, longest first: 'halvtreds' before 'halv'."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"
