"""Names of municipal and regional bodies, as headings and sentences print them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from referat_nlp.memories import LONGEST, remembered, remembers

# What a body's name ends in: 'Økonomiudvalget', 'Byrådets', 'Regionsrådet', 'Bestyrelsen', 'Direktionen'
_CORE = (
    r"(?i:[\w\-]*(?:udvalg(?:et|ene)?|byråd(?:et)?|råd(?:et|ene)?|kommunalbestyrelse(?:n)?|bestyrelse(?:n)?|borgerrepræsentation(?:en)?"
    r"|magistrat(?:en)?|nævn(?:et)?|kommission(?:en)?|direktion(?:en)?|forum|magistratsafdeling(?:en)?))"
)
# 'Teknik & Miljø', 'Sundhed, Ældre og Kultur': after commas only up to an 'og', or a place or a date might follow; never
# another body ('Udvalget for Teknik og Byrådet').
_FIELD = rf"(?!{_CORE}s?(?![\w-]))[\w&/\-]+"
_FIELDS = rf"{_FIELD}(?:(?:,\s+{_FIELD}){{0,6}},?\s+(?:og|&|samt)\s+{_FIELD}){{0,2}}"
# 'Udvalget for Teknik & Miljø', 'Udvalg for Sundhed, Ældre og Kultur'
_FOR = rf"Udvalg(?:et)?\s+for\s+{_FIELDS}"
# 'Børne-, Uddannelses- og Arbejdsmarkedsudvalget', 'Teknik- & Havneudvalget', 'Havnefronten Lokaludvalg', '§ 17, stk. 4-udvalget for Bosætning'
_NAME = rf"(?:§\s?17[^\n:]{{2,40}}?udvalg(?:et)?(?:\s+for\s+{_FIELDS})?|{_FOR}|(?:(?![Kk]ommune\b|KOMMUNE\b)[A-ZÆØÅ][\w/\-]*(?:-)?,?\s+(?:(?:og|&|samt|for)\s+)?){{0,8}}{_CORE}s?)"
# '(KLT)' behind 'Udvalget for Kyst, Landskab og Trafik'
_SHORT_FORM = r"(?:[ ]\([A-ZÆØÅ][A-ZÆØÅ&]{1,5}\))?"
BODY = re.compile(rf"(?<![\w])(?:{_NAME})(?![\w-]){_SHORT_FORM}")
CORE_WORD = re.compile(rf"(?<![\w]){_CORE}s?(?![\w-])", re.IGNORECASE)
# Parts of those words, one of which every such word holds; without an i, of which there are more than two forms
_PARTS = ("udvalg", "råd", "styrelse", "repræsentat", "strat", "nævn", "komm", "rekt", "forum")
# Words of an administration: what they say in a case history is an endorsement, not a decision.
ADMINISTRATION = re.compile(
    r"påtegning|forvaltning(?:en)?\b|administration|afdeling(?:en)?\b|direktør|sekretariat", re.IGNORECASE
)
PERIOD = re.compile(r"[ \t]*[(]?\b(?:19|20)\d\d\s*[-–]\s*(?:(?:19|20)?\d\d)\b[)]?[ \t]*$")


# '09-13 Udvalget for Børn'
_PERIOD_BEFORE = re.compile(r"(?:(?:19|20)?\d\d)[-–](?:(?:19|20)?\d\d)[ ]+(?=[A-ZÆØÅ])")


def tidy(name: str) -> str:
    """Return a body's name without council-period years and stray marks.

    >>> tidy("Arbejdsmarkeds og Erhvervsudvalget 2022-2025")
    'Arbejdsmarkeds og Erhvervsudvalget'
    >>> tidy("09-13 Udvalget for Børn")
    'Udvalget for Børn'
    """
    name = re.sub(r"\s+", " ", name).strip(" \t\n:.,;-–|")
    previous = None
    while previous != name:
        previous = name
        name = _PERIOD_BEFORE.sub("", name, count=1) if name[:1].isdigit() else name
        name = PERIOD.sub("", name).strip(" \t\n:.,;-–|(")
    return name


def nominative(name: str) -> str:
    """Return the name without the genitive's s where the word before it is a definite body.

    >>> nominative("Økonomiudvalgets"), nominative("Borgerrepræsentationens"), nominative("Byrådets")
    ('Økonomiudvalget', 'Borgerrepræsentationen', 'Byrådet')
    """
    return name[:-1] if re.search(r"(?:et|en|udvalg|råd|nævn|forum|ne)s$", name, re.IGNORECASE) else name


def may_name(folded: str) -> bool:
    """Tell whether a text, in the letters of `str.casefold`, may hold a body's name: False is certain, True is not.

    >>> may_name("teknisk udvalg"), may_name("taget til efterretning")
    (True, False)
    """
    return any(part in folded for part in _PARTS)


def nameless(name: str | None) -> bool:
    """Tell whether the name says no more than that it is a committee.

    >>> nameless("Udvalgets"), nameless("Udvalget for Kultur")
    (True, False)
    """
    return _norm(name or "") == "udvalg"


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two printed names mean the same body, spelling slips and word forms aside.

    >>> same("Byrådet", "Østerå Byråd"), same("Økonomiudvalget", "Teknisk Udvalg")
    (True, False)
    """
    if not one or not other:
        return False
    return (_kept_same if len(one) + len(other) <= LONGEST else _same)(one, other)


def _same(one: str, other: str) -> bool:
    a, b = _norm(one), _norm(other)
    if a == b:
        return True
    if not a.split() or not b.split():
        return False
    # 'Byrådet' and 'Østerå Byråd' are one; 'Udvalget for X' and 'Udvalget for Y' are not.
    tail_a, tail_b = a.split()[-1], b.split()[-1]
    if (nameless(one) or nameless(other)) and tail_a.endswith("udvalg") and tail_b.endswith("udvalg"):
        return True
    if tail_a == tail_b and (len(a.split()) == 1 or len(b.split()) == 1) and tail_a in _COUNCILS:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.85


_kept_same = remembers(lru_cache(maxsize=4096)(_same))
_COUNCILS = {"byråd", "kommunalbestyrelse", "borgerrepræsentation", "regionsråd", "magistrat"}


@remembered(maxsize=4096)
def _norm(name: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    out = []
    for word in words:
        word = re.sub(
            r"(?<=udvalg)ets?$|(?<=råd)ets?$|(?<=nævn)ets?$|(?<=bestyrelse)ns?$|(?<=repræsentation)ens?$|(?<=magistrat)ens?$|(?<=udvalg)s$|(?<=råd)s$",
            "",
            word,
        )
        if word not in {"og", "samt", "i", "for"}:
            out.append(word)
    return " ".join(out) or name.casefold()
