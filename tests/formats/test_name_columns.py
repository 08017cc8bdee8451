"""Lists of persons that stand side by side."""

from __future__ import annotations

from referat_nlp.formats.name_columns import in_lines
from referat_nlp.formats.print_lines import GAP, Line, Word


def line(*cells: str) -> Line:
    texts = [
        (GAP if at and not k else " " if at or k else "", word)
        for at, cell in enumerate(cells)
        for k, word in enumerate(cell.split())
    ]
    words = [Word(word, 10.0 * k, 0.0, 10.0 * k + 8, 10.0) for k, (_, word) in enumerate(texts)]
    return Line(words, [before for before, _ in texts])


def test_persons_side_by_side_are_one_a_line() -> None:
    assert [one.text for one in in_lines([line("Ida Holm (A)", "Bo Dam (V)")])] == ["Ida Holm (A)", "Bo Dam (V)"]
    assert [one.text for one in in_lines([line("Formand", "Ida Holm")])] == [f"Formand{GAP}Ida Holm"]


def test_words_of_another_page_stay_known() -> None:
    persons = line("Ida Holm", "Bo Dam Jensen")
    persons.boxless = {1, 4}
    assert [one.boxless for one in in_lines([persons])] == [{1}, {2}]
