"""The text around a mistake: both ends of a value are seen, and on both sides the same stretches."""

from __future__ import annotations

from referat_nlp.annotations import Document
from referat_nlp.evaluation.contexts import AROUND, cases, fragments, kept
from referat_nlp.evaluation.scoring import Slip

TEXT = "".join(f"ord{number} " for number in range(400))


def marked(pieces: list) -> str:
    return "".join(piece.text for piece in pieces if piece.marked)


def test_value_is_marked_and_its_surroundings_are_not() -> None:
    start = TEXT.index("ord200")
    windows = kept(TEXT, [(start, start + 6)])
    pieces = fragments(TEXT, windows, (start, start + 6))
    assert marked(pieces) == "ord200"
    shown = "".join(piece.text for piece in pieces if not piece.gap)
    assert shown in TEXT
    assert 2 * AROUND < len(shown) < 2 * AROUND + 60
    assert [piece.gap for piece in pieces] == [True, False, False, False, True]


def test_no_word_is_cut_at_the_edges() -> None:
    ((start, stop),) = kept(TEXT, [(1000, 1006)])
    assert TEXT[start - 1].isspace() or TEXT[start].isspace()
    assert TEXT[stop - 1].isspace() or TEXT[stop].isspace()


def test_long_value_shows_both_ends_and_a_gap() -> None:
    span = (400, 2000)
    pieces = fragments(TEXT, kept(TEXT, [span]), span)
    assert [piece.gap for piece in pieces].count(True) == 3
    assert len(marked(pieces)) < 2 * (AROUND + 30)


def test_both_sides_show_the_same_stretches_where_ends_differ() -> None:
    document = Document("n-1", "n", TEXT, {}, "", "")
    (case,) = cases([document], [Slip("n-1", "1", "decisions_exact", "a", "b", (400, 2000), (400, 1300))])
    assert "".join(p.text for p in case.gold) == "".join(p.text for p in case.found)
    assert len(marked(case.gold)) > len(marked(case.found)) > 0


def test_value_that_stands_nowhere_shows_the_head_of_the_document() -> None:
    (case,) = cases([Document("n-1", "n", TEXT, {}, "", "")], [Slip("n-1", None, "meeting_date", "2021-03-03", None)])
    assert case.gold[0].text.startswith("ord0 ord1")
    assert marked(case.gold) == ""


def test_nothing_goes_beyond_the_text() -> None:
    assert kept("kort", [(0, 4)]) == [(0, 4)]
    assert fragments("", kept("", []), None) == []


def test_one_word_without_end_is_cut_all_the_same() -> None:
    ((start, stop),) = kept("a" * 5000, [(2500, 2501)])
    assert stop - start < 2 * AROUND + 60
