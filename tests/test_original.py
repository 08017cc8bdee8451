"""Minutes with odd characters say the same as without, at places that count in the file's own text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from spacy.language import Language

from referat_nlp.extraction import extract
from referat_nlp.formats.normal import normalise, readable
from referat_nlp.minutes import Coverage, Minutes
from referat_nlp.original import coverage_of_original

MINUTES = """\
Lyngsø Kommune
Teknik- og Miljøudvalget
Mødedato: 26. marts 2024 kl. 17.00
Deltagere: Ida Holm-Friis (A), Åse Dam (V)

1. Flådens tilskud på 5.000 kr.
Sagsnr.: 24/12
Indstilling
Forvaltningen indstiller, at der gives 5.000 kr., og at finansieringen tages af puljen på 1,2 mio. kr.
Beslutning
Godkendt. Imod stemte Ø.
Ida Holm-Friis (A) var fraværende.

2. Lukket: Køb af grund
Sagsnr.: 24/13
Beslutning
Udsat, indtil prisen på 300.000 kr. er undersøgt.
"""
ODDITIES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(" kr", "\u2009kr").replace(". ", ".\u202f"),
    "soft hyphens": lambda text: text.replace("n", "n\u00ad"),
    "ligatures": lambda text: text.replace("fi", "\ufb01").replace("fl", "\ufb02"),
    "hyphens": lambda text: text.replace("-", "\u2011"),
    "unseen": lambda text: "\ufeff" + text.replace("e", "\u200be\u200d"),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "vertical tabs": lambda text: text.replace("\n", "\x0b"),
}


def placed(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for entry in value:
            yield from placed(entry)
    elif is_dataclass(value):
        if hasattr(value, "start"):
            yield value
        for part in fields(value):
            yield from placed(getattr(value, part.name))


def values(minutes: Minutes) -> list[list[Any]]:
    return [
        [type(one).__name__, *(str(getattr(one, key, "")) for key in ("text", "name", "title", "number", "value", "kind", "body"))]
        for one in placed([minutes.meeting, *minutes.items])
    ]  # fmt: skip


@pytest.mark.parametrize("odd", ODDITIES.values(), ids=ODDITIES.keys())
def test_odd_characters_change_no_value_and_places_hold_the_file_s_own_words(nlp: Language, odd) -> None:
    text = odd(MINUTES)
    clean, minutes = extract(MINUTES, nlp=nlp), extract(text, nlp=nlp)
    assert text != MINUTES
    assert values(minutes) == values(clean)
    for one, expected in zip(placed(minutes.items), placed(clean.items), strict=True):
        assert normalise(text[one.start : one.end]).strip() == MINUTES[expected.start : expected.end].strip()
    assert minutes.source.characters == len(text)
    coverage = minutes.source.coverage
    assert sum(getattr(coverage, part.name) for part in fields(coverage)) == len(text)


def test_coverage_of_an_empty_copy_is_that_of_its_original() -> None:
    assert coverage_of_original(Coverage(), readable("\u00ad\u00ad")) == Coverage(header=2)
