"""Dates and times of day. The sentences are invented; the forms are those of the catalogue of layouts.

What is found stands in its sentence between « and », so that text and expectation cannot drift apart.
"""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from referat_nlp.danish.dates import ANY_DATE, DATE, MONTHS, find_date, find_time, read_date


def unmarked(sentence: str) -> tuple[str, tuple[int, int]]:
    start, end = sentence.index("«"), sentence.index("»") - 1
    return sentence.replace("«", "").replace("»", ""), (start, end)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Mødet den «11. april 2016» kl. 9", "2016-04-11"),
        ("den «01. februar 2023»", "2023-02-01"),
        ("«6 december 2021»", "2021-12-06"),
        ("«3.april 2017»", "2017-04-03"),
        ("tirsdag den «11-juni-2002» Side 2", "2002-06-11"),
        ("«1. JANUAR 2020»", "2020-01-01"),
        ("«24. sept. 2019»", "2019-09-24"),
        ("«5. okt 2018»", "2018-10-05"),
        ("«5. maj, 2018»", "2018-05-05"),
        ("«5.\u00a0maj\u00a02018»", "2018-05-05"),
        ("Onsdag, «Marts 6, 2019» - 08:20", "2019-03-06"),
        ("Byrådet «22.04.2021», kl. 17", "2021-04-22"),
        ("d. «03-04-2019»", "2019-04-03"),
        ("mødet den «29/1 2012»", "2012-01-29"),
        ("«7. 3. 2012»", "2012-03-07"),
        ("referat «2021-09-01»", "2021-09-01"),
        ("den 31. februar 2020, flyttet til den «2. marts 2020»", "2020-03-02"),
        ("«29. februar 2024»", "2024-02-29"),
    ],
)
def test_date_is_found_where_it_stands(sentence: str, day: str) -> None:
    text, (start, end) = unmarked(sentence)
    assert find_date(text) == (day, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31. februar 2020",
        "29. februar 2023",
        "00-00-2020",
        "13/13 2012",
        "Sagsnr. 23/2615",
        "KLE 00.01.00-G01-73-23",
        "bekendtgørelse nr. 9766 af 2019",
        "budget 2019-2022",
        "pkt. 7-9",
        "11. april kl. 16",
        "11. april 16",
        "i maj 2016",
        "1. 2. 3.",
        "tlf. 12 34 56 78",
        "x11. april 2016",
        "11. april 20161",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_month_with_a_letter_of_another_alphabet_is_no_day() -> None:
    # a pattern that is blind to case takes a dotless i for an i
    for text in ("den 3. jun\u0131 2021", "den 3. JUN\u0130 2021"):
        match = DATE.search(text)
        assert match is None or read_date(match) is None


def test_date_is_looked_for_in_the_stretch_only() -> None:
    text = "1. maj 2020 og 2. maj 2020"
    assert find_date(text, 5) == ("2020-05-02", 15, 26)
    assert find_date(text, 5, 20) is None


def test_every_month_has_its_number() -> None:
    assert [MONTHS[name] for name in ("januar", "april", "juli", "december")] == [1, 4, 7, 12]
    assert set(MONTHS.values()) == set(range(1, 13))


def test_pattern_without_groups_reads_the_same() -> None:
    plain = re.compile(ANY_DATE, re.IGNORECASE)
    assert plain.groups == 0
    for text in ("11. april 2016", "Marts 6, 2019", "2021-09-01", "29/1 2012", "03-04-2019"):
        one, two = DATE.search(f"den {text}."), plain.search(f"den {text}.")
        assert one is not None
        assert two is not None
        assert one.span() == two.span()


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("Mødet begynder «kl. 16.00».", "16:00"),
        ("11.10.2007, «kl. 17:30»", "17:30"),
        ("«kl 17»", "17:00"),
        ("«Kl. 09:00»", "09:00"),
        ("«klokken 8.30»", "08:30"),
        ("«9:30»-11:00", "09:30"),
        ("06.02.2024 «08:30»", "08:30"),
        ("kl. 25 eller «kl. 18»", "18:00"),
        ("«16.30»", "16:30"),
    ],
)
def test_time_of_day_is_found_where_it_stands(sentence: str, time: str) -> None:
    text, (start, end) = unmarked(sentence)
    assert find_time(text) == (time, start, end)


@pytest.mark.parametrize(
    "text", ["", "06.02.2024", "kl. 24", "kl. 99", "16:75", "12.345", "klage 16", "1632,8 mio. kr."]
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert find_time(text) is None


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("10/22/2019 4:00:00 PM", "2019-10-22", "16:00"),
        ("5/13/2020", "2020-05-13", None),
        ("10/2/2019 12:30:00 AM", "2019-10-02", "00:30"),
        ("10/2/2019 kl. 8:30", "2019-02-10", "08:30"),
        ("2/10-2019, 4:00", "2019-10-02", "04:00"),
    ],
)
def test_a_web_pages_date_has_the_month_first(text: str, day: str, time: str | None) -> None:
    assert (find_date(text) or [None])[0] == day
    assert (find_time(text) or [None])[0] == time


PIECES = st.sampled_from(
    [*MONTHS, "31", "1.", "02", "2020", "1999", "-", "/", ".", ":", " ", "kl.", "den", "\u00a0", "٣", "²"]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)))
@example("٣. maj 2020")
@example("kl. ²")
@settings(max_examples=150, deadline=None)
def test_any_text_is_survived_and_offsets_lie_inside(text: str) -> None:
    for found in (find_date(text), find_time(text)):
        if found:
            _, start, end = found
            assert 0 <= start < end <= len(text)
    found = find_date(text)
    if found:
        assert datetime.date.fromisoformat(found[0]).isoformat() == found[0]
