"""Names of persons in lists and notes: 'Inger-Marie Skov (V)', 'N. P. Fuglsig', 'viceborgmester Bo Dam, A'."""

from __future__ import annotations

import re
from functools import lru_cache

from referat_nlp import phrases
from referat_nlp.memories import remembered

UP = "A-ZÆØÅÉÖÜÄÁÍÓÚÇĞİŞŻŁŠŽČĆÐÞ"
# A word of a name: 'Anne-Lise', 'O'Brien', 'K.', 'Chr.', '"Bager"', 'al-Rashid'. Its length is bounded, since a name may
# begin within a run of letters that a converter has glued together, and so is looked for at each of them.
_WORD = rf"(?:(?:(?:[{UP}]\.){{0,2}}[{UP}]|Chr|Johs?|Th|Fr|Kr|Aa|Jr|Edv|Vald|Alfr|Ths|Hj|Sdr|Kn|Nic|Jac|Ant|Carl-Chr)\.(?=[ \t]*[{UP}a-z])(?![ \t\n]+I[ \t])|[{UP}][\w'’´]{{1,40}}(?:-[\w'’´]{{1,40}}){{0,3}}|[\"”“»][{UP}][\w.\- ]{{1,20}}[\"”“«]|(?:al|el|bin|ben|ibn)-[{UP}][\w'’-]{{1,40}})"
_PARTICLE = r"(?:von|van|de|af|la|der|den|du|bin|ben|el|al|da|di|dos|zu|á|í|v\.|d\.)"
NAME = rf"{_WORD}(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}{_WORD}){{1,5}}"
_NAME_RE = re.compile(NAME)
# '(V)', '(løsgænger)', '(Liste Ø)', '(Det Konservative Folkeparti)'
PARTY = r"\((?P<party>[^()\d]{1,40})\)"
_LETTERS = r"(?:[A-ZÆØÅ]{1,3}|SF|DF|LA|KF|EL|RV|SD|ALT|UP)"
PARTY_NAME = re.compile(
    rf"^(?:{_LETTERS}|[Ll]øsg(?:ænger)?\.?|[Uu]den for (?:parti|grupperne)(?:erne)?|[Uu]afhængig|[Ll]iste [A-ZÆØÅ]+|(?:Det |De )?(?:Socialdemokrat\w*|Venstre|Konservative\w*|Radikale\w*|Enhedslist\w*"
    r"|Alternativ\w*|Liberal\w*|Dansk Folkeparti|Nye Borgerlige|SF|Socialistisk\w*|Moderaterne|Danmarksdemokraterne|Borgerlist\w*|[\w\-]*[Ll]isten?|Slesvigsk Parti|Kristendemokraterne|Frie Grønne|Radikale)[\w ]*(?: ?[-–] ?[A-ZÆØÅ][\w -]*)?)$"
)


@lru_cache(maxsize=4)
def _titles(extra: str | None = None) -> re.Pattern[str]:
    words = sorted(phrases.load("absence", extra)["titles"], key=len, reverse=True)
    return re.compile(r"(?:(?:" + "|".join(re.escape(w) for w in words) + r")(?![\w-])[ \t]*:?[ \t]*)+")


def strip_titles(text: str, *, extra: str | None = None) -> int:
    """Return how many characters of titles stand before the name; `extra` is a folder of the user's own phrase files.

    >>> "1. suppleant Bo Dam"[strip_titles("1. suppleant Bo Dam"):]
    'Bo Dam'
    """
    match = _titles(extra).match(text)
    return match.end() if match else 0


@remembered(maxsize=1024)
def is_party(text: str) -> bool:
    """Tell whether a bracket after a name holds a party: a letter, a known party's name, 'løsgænger'.

    >>> is_party("Ø"), is_party("løsgænger"), is_party("inhabil"), is_party("sygdom")
    (True, True, False, False)
    """
    return PARTY_NAME.match(text.strip()) is not None


def match_name(text: str, position: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Match a person's name of two words or more exactly at `position`."""
    return _NAME_RE.match(text, position, len(text) if end is None else end)
