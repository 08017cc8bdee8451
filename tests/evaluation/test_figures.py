"""Precision, recall, F1 and their intervals; two models compared on the same samples."""

from __future__ import annotations

import pytest

from referat_nlp.evaluation.comparison import compare
from referat_nlp.evaluation.figures import Figure, draw, figures
from referat_nlp.evaluation.rows import LABEL, MAIN, ROWS, label_rows, title_of
from referat_nlp.evaluation.scoring import Score, Slip


def score(name: str, *slips: Slip, **rows: tuple[int, int, int]) -> Score:
    return Score(name, {row: list(some) for row, some in rows.items()}, list(slips))


def test_figures_of_a_row() -> None:
    figure = Figure(6, 2, 4)
    assert (figure.precision, figure.recall, figure.support) == (0.75, 0.6, 10)
    assert figure.f1 == pytest.approx(12 / 18)


def test_row_of_which_there_is_nothing_is_empty_and_one_with_mistakes_alone_is_not() -> None:
    assert Figure(0, 0, 0).empty
    assert Figure(0, 0, 0).f1 == 1.0
    assert not Figure(0, 1, 0).empty
    assert Figure(0, 1, 0).f1 == 0.0


def test_documents_are_added_up_and_the_interval_holds_the_figure() -> None:
    some = figures([score(f"n-{i}", items=(8, i % 3, 2)) for i in range(12)])
    assert (some["items"].right, some["items"].wrong, some["items"].missed) == (96, 12, 24)
    low, high = some["items"].intervals["f1"] or (1.0, 0.0)
    assert low < some["items"].f1 < high
    assert some.mean_f1 == some["items"].f1


def test_interval_is_narrow_where_documents_are_alike_and_wide_where_they_differ() -> None:
    alike = figures([score(f"n-{i}", items=(5, 1, 1)) for i in range(10)])["items"].intervals["recall"]
    apart = figures([score(f"n-{i}", items=(10 * (i % 2), 1, 10 - 10 * (i % 2))) for i in range(10)])
    assert alike == pytest.approx((5 / 6, 5 / 6))
    low, high = apart["items"].intervals["recall"] or (0.0, 0.0)
    assert high - low > 0.4


def test_one_document_has_no_interval() -> None:
    some = figures([score("n-1", items=(3, 1, 0))])
    assert some["items"].intervals == {"precision": None, "recall": None, "f1": None}
    assert some.mean_interval is None


def test_samples_without_anything_of_a_row_do_not_count_as_right() -> None:
    some = figures([score("n-1", votes=(0, 1, 1)), *(score(f"n-{i}", items=(1, 0, 0)) for i in range(2, 9))])
    assert some["votes"].intervals["f1"] == (0.0, 0.0)


def test_mean_takes_the_main_rows_that_are_not_empty_and_no_other() -> None:
    some = figures([score("n-1", items=(1, 0, 0), votes=(1, 1, 1), substitutes=(0, 0, 0), decisions_exact=(0, 1, 1))])
    assert some.mean_f1 == pytest.approx((1.0 + 0.5) / 2)


def test_the_same_documents_give_the_same_samples() -> None:
    assert (draw(7) == draw(7)).all()
    assert draw(7, samples=5).sum(axis=1).tolist() == [7] * 5


def test_rows_have_titles_and_main_rows_are_rows() -> None:
    assert {row.key for row in ROWS} > set(MAIN)
    assert [row.title for row in label_rows(["items", f"{LABEL}udsat", f"{LABEL}afvist"])] == ["afvist", "udsat"]
    assert title_of("proposals_exact") == "proposals, word by word"


# -- two models --


def missed(document: str, gold: str | None, found: str | None = None) -> Slip:
    return Slip(document, "1", "outcomes", gold, found)


def test_model_that_is_better_on_most_documents_is_better_by_more_than_chance() -> None:
    first = [score(f"n-{i}", outcomes=(9, 1, 1)) for i in range(20)]
    second = [score(f"n-{i}", outcomes=(9 - i % 2, 1 + i % 2, 1 + i % 2)) for i in range(20)]
    some = compare(first, second)
    assert some.mean.better == "first"
    assert some.mean.chance is not None
    assert some.mean.chance < 0.01
    assert some.mean.interval
    assert some.mean.interval[0] > 0
    assert compare(second, first).mean.better == "second"
    assert compare(second, first).mean.difference == -some.mean.difference


def test_difference_in_one_document_may_be_chance() -> None:
    first = [score(f"n-{i}", outcomes=(9, 1, 1)) for i in range(20)]
    second = [score(f"n-{i}", outcomes=(9 - (i == 0), 1, 1 + (i == 0))) for i in range(20)]
    some = compare(first, second)
    assert some.mean.difference > 0
    assert some.mean.better is None


def test_equal_models_and_single_documents_are_not_told_apart() -> None:
    same = [score(f"n-{i}", outcomes=(9, 1, 1)) for i in range(5)]
    assert compare(same, same).mean.better is None
    one = compare([score("n-1", outcomes=(9, 0, 0))], [score("n-1", outcomes=(0, 9, 9))]).mean
    assert (one.difference, one.chance, one.interval, one.better) == (1.0, None, None, None)


def test_mistakes_of_one_alone_are_listed() -> None:
    first = [score("n-1", missed("n-1", "udsat"), missed("n-1", "afvist", "godkendt"), outcomes=(0, 1, 2))]
    second = [score("n-1", missed("n-1", "udsat", "drøftet"), missed("n-1", None, "ændret"), outcomes=(0, 2, 1))]
    some = compare(first, second)
    # both have missed 'udsat'; that one of them said 'drøftet' for it makes it no better
    assert some.first_wrong == [missed("n-1", "afvist", "godkendt")]
    assert some.second_wrong == [missed("n-1", None, "ændret")]


def test_a_mistake_made_twice_by_one_and_once_by_the_other_is_listed_once() -> None:
    twice, once = [missed("n-1", "udsat")] * 2, [missed("n-1", "udsat")]
    some = compare([score("n-1", *twice, outcomes=(0, 0, 2))], [score("n-1", *once, outcomes=(1, 0, 1))])
    assert (some.first_wrong, some.second_wrong) == (once, [])
