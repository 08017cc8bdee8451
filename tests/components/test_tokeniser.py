"""The tokeniser with a memory makes the tokens that spaCy's own makes."""

from __future__ import annotations

import pickle

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from referat_nlp import attributes
from referat_nlp.components import tokeniser
from referat_nlp.components.tokeniser import Tokeniser

OWN = spacy.blank("da")
# As minutes print them; no marks that blanks could make emoticons of
PIECES = [
    "Byrådet",
    "kl.",
    "f.eks.",
    "17.00",
    "1.",
    "d.",
    "(A)",
    "20/31373",
    "5,5",
    "kr.",
    "Ida-Marie",
    "A/S",
    "»",
    "«",
]
GAPS = [" ", "  ", "\n", "\n\n", "\t", " \n ", "\r\n", "\u00a0", "\u2028", ""]


def blank() -> Language:
    return spacy.blank("da", config={"nlp": {"tokenizer": {"@tokenizers": tokeniser.NAME}}})


@pytest.fixture
def nlp() -> Language:
    return blank()


def told(nlp: Language, text: str) -> list[tuple[str, int, str]]:
    return [(token.text_with_ws, token.idx, token.norm_) for token in nlp(text)]


MINE = blank()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(GAPS), st.sampled_from(PIECES)), max_size=12), st.sampled_from(GAPS))
def test_tokens_are_those_of_spacy(parts: list[tuple[str, str]], last: str) -> None:
    text = "".join(gap + piece for gap, piece in parts) + last
    assert told(MINE, text) == told(OWN, text)
    assert MINE(text).text == text


@pytest.mark.parametrize("text", ["", " ", "\n", "  Byrådet", "Byrådet ", "Byrådet\u00a0"])
def test_white_space_at_the_ends(nlp: Language, text: str) -> None:
    assert told(nlp, text) == told(OWN, text) == told(nlp, text)


def test_blocks_and_a_full_memory_change_nothing(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Byrådet godkendte kl. 17.00\n\n planen f.eks.  den 1. maj \n" * 5
    monkeypatch.setattr(tokeniser, "BLOCK", 7)
    monkeypatch.setattr(tokeniser, "MOST_PIECES", 3)
    assert told(nlp, text) == told(OWN, text)
    assert len(nlp.tokenizer._known) <= 3


def test_long_pieces_are_not_kept(nlp: Language) -> None:
    text = "a" * 200 + "\n" * 300
    assert told(nlp, text) == told(OWN, text)
    assert nlp.tokenizer._known == {}


def test_words_within_a_memory_zone_are_not_kept(nlp: Language) -> None:
    nlp.tokenizer.learn("Byrådet godkendte ")
    with nlp.memory_zone():
        nlp.tokenizer.learn("planen ")
        assert [token.text for token in nlp("Byrådet godkendte planen")] == ["Byrådet", "godkendte", "planen"]
    assert set(nlp.tokenizer._known) == {"Byrådet ", "godkendte "}
    assert told(nlp, "Byrådet godkendte planen") == told(OWN, "Byrådet godkendte planen")


def test_new_rule_is_followed_for_words_that_are_known(nlp: Language) -> None:
    assert [token.text for token in nlp("Nyby Byråd")] == ["Nyby", "Byråd"]
    nlp.tokenizer.add_special_case("Nyby", [{"ORTH": "Ny"}, {"ORTH": "by"}])
    assert [token.text for token in nlp("Nyby Byråd")] == ["Ny", "by", "Byråd"]


def test_tokeniser_can_be_pickled_and_written(nlp: Language, tmp_path) -> None:
    again = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert [token.text for token in again("kl. 17 f.eks.")] == [token.text for token in OWN("kl. 17 f.eks.")]
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert isinstance(loaded.tokenizer, Tokeniser)
    assert told(loaded, "kl. 17 f.eks.") == told(OWN, "kl. 17 f.eks.")


def test_text_is_kept_as_it_is(nlp: Language) -> None:
    text = "Byrådet  d. 1. maj\n"
    assert attributes.text_of(nlp(text)) is text
