from timing.rows import Row, Table, at_least, at_most, markdown, megabytes, milliseconds, page, summary, times


def test_a_value_on_its_bound_meets_it() -> None:
    assert at_most("ratio", 1.5, 1.5, times) == Row("ratio", "1.50", "at most 1.50", True)
    assert at_least("speed-up", 1.8, 1.8, times).met


def test_a_value_beyond_its_bound_misses_it_even_where_both_are_shown_alike() -> None:
    row = at_most("ratio", 1.504, 1.5, times)
    assert (row.measured, row.met) == ("1.50", False)
    assert at_least("speed-up", 1.79, 1.8, times, " (9 a second)") == Row(
        "speed-up", "1.79 (9 a second)", "at least 1.80", False
    )


def test_table_says_of_each_row_whether_its_target_is_met() -> None:
    rows = (at_most("a", 1, 2, times), at_most("b|c", 3, 2, times), Row("d", "5 ms"))
    assert markdown(Table("Speed", "Of two texts.", rows)).splitlines() == [
        "**Speed.** Of two texts.",
        "",
        "| what | measured | target | |",
        "| --- | --- | --- | --- |",
        "| a | 1.00 | at most 2.00 | ok |",
        "| b\\|c | 3.00 | at most 2.00 | **missed** |",
        "| d | 5 ms | | |",
    ]


def test_summary_counts_targets_and_names_what_was_missed() -> None:
    met, missed = at_most("a", 1, 2, times), at_most("b", 3, 2, times, " (5 ms a kB)")
    assert summary([Table("", "", (met, Row("c", "5")))]) == "1 of 1 targets met."
    assert summary([Table("", "", (met, missed))]) == "1 of 2 targets met; missed: b: 3.00, at most 2.00."


def test_page_ends_with_what_is_said_of_the_run() -> None:
    assert page([Table("T", "", (at_most("a", 1, 2, times),))], "", "Measured here.").endswith(
        "| ok |\n\n1 of 1 targets met.\n\nMeasured here."
    )


def test_units_keep_three_figures() -> None:
    assert [milliseconds(value) for value in (0.001234, 0.0567, 1.9)] == ["1.23 ms", "56.7 ms", "1,900 ms"]
    assert megabytes(164_200_000) == "164 MB"
