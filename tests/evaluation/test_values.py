"""What counts as the same value, and what only looks like it."""

from __future__ import annotations

import pytest

from referat_nlp.evaluation.values import alike, flat, labels, sum_of, votes, words


@pytest.mark.parametrize("printed", ["at broen  males", "*broen*\nmales", "At **broen** males."])
def test_marks_white_space_and_the_leading_at_do_not_count(printed: str) -> None:
    assert words(printed) == ["broen", "males"]


@pytest.mark.parametrize("printed", ["broen at males", "broen", "broens males", "Broen males"])
def test_other_words_count(printed: str) -> None:
    assert words(printed) != ["broen", "males"]


def test_letter_case_counts_in_words_and_not_in_flat_values() -> None:
    assert flat("Byrådet") == flat("BYRÅDET")
    assert words("Byrådet") != words("BYRÅDET")


def test_numbers_stay_whole() -> None:
    assert words("lov nr. 12/3-4, 1.200,50 kr.") == ["lov", "nr", "12/3-4", "1.200,50", "kr"]


def test_a_bound_changes_no_likeness_above_it() -> None:
    one, other = list("abcdefghij"), list("abcdefghiX")
    assert alike(one, other) == alike(one, other, 0.9) == 0.9
    assert alike(one, list("abcdefghXY"), 0.9) == 0.0
    assert alike([], []) == 1.0


def test_a_range_is_not_a_sum() -> None:
    assert sum_of({"value": 5, "low": None, "high": None}) == (5.0,)
    assert sum_of({"value": None, "low": 5, "high": 7}) == (5.0, 7.0)


def test_labels_and_votes_of_gold_files_and_results_are_the_same() -> None:
    assert labels({"outcomes": ["udsat", "drøftet"]}) == ["drøftet", "udsat"]
    assert labels({"outcomes": [{"label": "udsat", "score": 0.9}]}) == ["udsat"]
    told = {"votes": {"for": ["Bo Lind (V)", "Ø"], "against": [], "abstain": ["A"]}}
    assert votes(told) == [("abstain", "a"), ("for", "bo lind"), ("for", "ø")]
    assert votes({"votes": None}) == []
