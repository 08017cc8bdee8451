from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referat_nlp.formats import hyphens
from referat_nlp.formats.print_lines import Line, Word


def line(text: str) -> Line:
    words = [Word(word, 10.0 * k, 0.0, 10.0 * k + 8, 10.0) for k, word in enumerate(text.split())]
    return Line(words, ["", *[" "] * (len(words) - 1)])


def joined(*texts: str) -> list[str]:
    lines = [line(text) for text in texts]
    hyphens.join(lines)
    return [one.text for one in lines if one.words]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("i kom-", "munen er"), ["i kommunen", "er"]),
        (("social-", "og sundhed"), ["social-", "og sundhed"]),
        (("Social-,", "og sundhed"), ["Social-,", "og sundhed"]),
        (("2021-", "2024 er"), ["2021-2024", "er"]),
        (("00.01.00-", "G01-7-24"), ["00.01.00-G01-7-24"]),
        (("EU-", "midler"), ["EU-midler"]),
        (("BYRÅDS-", "MEDLEMMER er"), ["BYRÅDSMEDLEMMER", "er"]),
        (("Eva Holm-", "Jensen (A)"), ["Eva Holm-Jensen", "(A)"]),
        (("https://hovby.dk/dags-", "orden er"), ["https://hovby.dk/dags-orden", "er"]),
        (("som dæk-", "Side 6 er"), ["som dæk-", "Side 6 er"]),
        (("kr. 500,-", "af puljen"), ["kr. 500,-", "af puljen"]),
        (("valgt -", "og glad"), ["valgt -", "og glad"]),
        # the document's own words decide: 'e-mail' stands elsewhere
        (("en e-mail og en e-mail-", "adresse"), ["en e-mail og en e-mailadresse"]),
        (("al kultur-historie er", "kultur-", "historie"), ["al kultur-historie er", "kultur-historie"]),
        (("en kon-", "to"), ["en konto"]),
        # a column so narrow that a line holds the middle of a word alone
        (("Social- og sund-", "heds-", "udvalget", "er"), ["Social- og sundhedsudvalget", "er"]),
        (("Social- og sund-", "heds-", "og ældre"), ["Social- og sundheds-", "og ældre"]),
    ],
)
def test_words_are_put_together(lines: tuple[str, ...], expected: list[str]) -> None:
    assert joined(*lines) == expected


_WORDS = st.lists(st.text("abcåÆ12-./,", min_size=1, max_size=6), min_size=1, max_size=5).map(" ".join)


@given(st.lists(_WORDS, max_size=6))
def test_nothing_but_hyphens_is_lost(texts: list[str]) -> None:
    def bare(parts: list[str]) -> str:
        return "".join(parts).replace(" ", "").replace("-", "")

    assert bare(joined(*texts)) == bare(texts)


@given(st.text(), st.text())
def test_any_two_words_have_an_answer(first: str, second: str) -> None:
    assert hyphens.joint(first, second, Counter()) in ("", "-", None)


def test_no_more_than_a_word_is_looked_at_before_the_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    monkeypatch.setattr(hyphens, "_LAST", SimpleNamespace(search=looked_at.append))
    assert hyphens.joint("1" + "a" * 5000 + "-", "munen", Counter()) is None
    assert looked_at == ["a" * 60]
