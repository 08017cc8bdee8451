"""Pages that a transcript prints as one line each. All texts are invented."""

from __future__ import annotations

from referat_nlp.reading.document import read
from referat_nlp.reading.segments import printed_lines
from referat_nlp.reading.transcript import pages

_PROSE = "Sagsfremstilling Molen blev bygget i 1931, og hvert år slår isen nye huller i den, som havnen selv lapper om sommeren. "


def _page(number: int, text: str, foot: str = "", head: str = "Strandvig Kommune Byrådet Side") -> str:
    return f"{number} {head} {text} {_PROSE}{foot}".strip()


def _heads(text: str) -> list[tuple[str, str | None]]:
    lines = printed_lines(text)
    ends = {start: end for start, end, _ in lines}
    return [(text[a:b], text[foot : ends[a]] if foot is not None else None) for a, b, foot in pages(text, lines)]


def test_head_is_what_most_pages_begin_with() -> None:
    text = "\n\n".join(_page(n, f"{n}. Sag om {what}") for n, what in ((1, "mole"), (2, "kran"), (3, "slæbested")))
    assert _heads(text) == [(f"{n} Strandvig Kommune Byrådet Side", None) for n in (1, 2, 3)]


def test_page_without_the_head_begins_with_its_number() -> None:
    text = "\n\n".join([*(_page(n, f"{n}. Sag") for n in (1, 2, 3)), _page(4, "Bilag", head="Liste over")])
    assert [head.strip() for head, _ in _heads(text)][2:] == ["3 Strandvig Kommune Byrådet Side", "4"]


def test_number_at_the_end_of_the_pages_is_theirs() -> None:
    text = "\n\n".join(_page(n + 2, f"{n}. Sag", foot=str(n)) for n in (1, 2, 3))
    assert [foot for _, foot in _heads(text)] == ["1", "2", "3"]


def test_figures_at_the_end_that_do_not_rise_are_no_page_numbers() -> None:
    text = "\n\n".join(_page(n, f"{n}. Sag", foot=foot) for n, foot in ((1, "14"), (2, "3"), (3, "9")))
    assert [foot for _, foot in _heads(text)] == [None] * 3


def test_items_that_fill_a_line_each_are_no_pages() -> None:
    text = "\n\n".join(f"{n} Sag om {what} {_PROSE * 2}" for n, what in ((1, "mole"), (2, "kran"), (3, "slæbested")))
    assert pages(text, printed_lines(text)) == []


def test_short_lines_with_numbers_are_no_pages() -> None:
    text = "\n".join(f"{n} Strandvig Kommune Byrådet, sag {n}" for n in range(1, 8))
    assert pages(text, printed_lines(text)) == []


def test_items_and_sections_are_read_from_pages_of_one_line() -> None:
    text = "\n\n".join(
        _page(
            n,
            f"{n}. {title} Sagsnr.: 14/{n}311 Område: Havn og Kyst - Sagsbeh: Ida Holm Sagsfremstilling Molen trænger til "
            f"maling. Indstilling Direktøren indstiller, at {what} males. Beslutning i Byrådet den 25. september 2014 "
            "Godkendt. Fraværende: Bo Lindskov.",
        )
        for n, title, what in ((1, "Mole", "molen"), (2, "Kran", "kranen"), (3, "Slæbested", "slæbestedet"))
    )
    text = text.replace(_PROSE, "").replace("trænger til maling", "trænger til maling efter en hård vinter med is")
    items = read(text).items
    assert [(i.number, i.title, i.case_numbers[0].text) for i in items] == [
        ("1", "Mole", "14/1311"),
        ("2", "Kran", "14/2311"),
        ("3", "Slæbested", "14/3311"),
    ]
    assert [[p.text for p in i.proposals] for i in items] == [
        ["at molen males"],
        ["at kranen males"],
        ["at slæbestedet males"],
    ]
    assert [[(d.text, d.body, d.date) for d in i.decisions] for i in items] == [
        [("Godkendt.", "Byrådet", "2014-09-25")]
    ] * 3


def test_sentence_over_two_pages_goes_on_behind_the_head() -> None:
    first = _page(1, "1. Mole Sagsnr.: 14/1311") + " Indstilling Direktøren indstiller, at molen males, og at der 1"
    second = (
        "2 Strandvig Kommune Byrådet Side afsættes 4.000 kr. til maling. Beslutning i Byrådet den 25. september 2014 "
    )
    second += "Godkendt, idet der males før pinse, så gæsterne ikke får maling på bukserne, når de lægger til. 2"
    third = (
        _page(3, "2. Kran Sagsnr.: 14/2311") + " Beslutning i Byrådet den 25. september 2014 Udsat til mødet i maj. 3"
    )
    items = read(f"{first}\n\n{second}\n\n{third}").items
    assert [p.text for p in items[0].proposals] == ["at molen males", "at der afsættes 4.000 kr. til maling"]


def test_titles_that_open_the_pages_above_file_numbers_are_the_items() -> None:
    text = "\n\n".join(
        _page(n, f"{title} Sagsnr.: 14/{n}311") + " Beslutning Byrådet den 25-09-2014 Godkendt."
        for n, title in ((1, "Mole"), (2, "Kran - Lukket punkt"), (3, "Slæbested"))
    )
    items = read(text).items
    assert [(i.number, i.title, i.closed) for i in items] == [
        (None, "Mole", False),
        (None, "Kran", True),
        (None, "Slæbested", False),
    ]


def _decided(decision: str) -> str:
    parts = [
        _page(n, f"{n}. Sag {n} Sagsnr.: 14/{n}311") + f" Beslutning i Byrådet den 25-09-2014 {decision}"
        for n in (1, 2)
    ]
    return "\n\n".join([*parts, _page(3, "3. Sag Sagsnr.: 14/3311") + " Beslutning i Byrådet den 25-09-2014 Udsat."])


def test_label_of_absence_behind_a_sentence_needs_no_colon() -> None:
    item = read(_decided("Godkendt. Fraværende Ida Holm")).items[0]
    assert ([d.text for d in item.decisions], [a.name for a in item.absent]) == (["Godkendt."], ["Ida Holm"])


def test_nobody_behind_the_label_of_absence_is_no_part_of_the_decision() -> None:
    item = read(_decided("Godkendt. Fraværende Ingen")).items[0]
    assert ([d.text for d in item.decisions], item.absent) == (["Godkendt."], [])


def test_label_of_absence_printed_before_the_decision_has_its_names_behind_it() -> None:
    item = read(_decided("Fraværende Molen males til foråret. Ida Holm")).items[0]
    assert [d.text for d in item.decisions] == ["Molen males til foråret."]
    assert [a.name for a in item.absent] == ["Ida Holm"]


def test_absent_member_in_a_sentence_stays_in_the_decision() -> None:
    item = read(_decided("Udsat, da fraværende medlemmer ønsker at se molen.")).items[0]
    assert [d.text for d in item.decisions] == ["Udsat, da fraværende medlemmer ønsker at se molen."]


def test_empty_sections_that_follow_each_other_are_headings() -> None:
    parts = [
        _page(n, f"{n}. Sag {n} Sagsnr.: 14/{n}311")
        + " Indstilling Afledte konsekvenser Økonomi og finansiering Beslutning i Byrådet den 25-09-2014 Godkendt."
        for n in (1, 2, 3)
    ]
    assert [i.proposals for i in read("\n\n".join(parts)).items] == [[], [], []]


def test_members_and_time_are_read_from_a_cover_of_one_line() -> None:
    cover = (
        "1 STRANDVIG KOMMUNE Byrådet Mødet blev holdt torsdag den 25. september 2014 på Rådhuset. Mødet begyndte kl. 17:00 "
        "og sluttede kl. 19:30. Borgmester - Ida Holm (A), Bo Lindskov (V), Tove Aaby (Ø), Ellen Krog (A), Per Frost Holm (A), Inger-Marie Skov (C), Tine Dam (UP) Afbud: Ole Vig (C) "
        "1. Sag to Sag tre Sag fire"
    )
    pages_ = [
        _page(n, f"{n}. Sag {n} Sagsnr.: 14/{n}311") + " Beslutning i Byrådet den 25-09-2014 Ok." for n in (2, 3, 4)
    ]
    reading = read("\n\n".join([cover, *pages_]))
    assert reading.header.start_time == "17:00"
    assert [p.name for p in reading.header.participants] == [
        "Ida Holm",
        "Bo Lindskov",
        "Tove Aaby",
        "Ellen Krog",
        "Per Frost Holm",
        "Inger-Marie Skov",
        "Tine Dam",
    ]
    assert [a.name for a in reading.absent] == ["Ole Vig"]


def test_word_of_the_site_announces_pages_however_short_and_few() -> None:
    text = "Transkript\n\n1 Havneudvalget Referat\n\n2\n\n3 Side 1 1. Leje af bådplads\n"
    lines = printed_lines(text)
    assert [text[a:b].strip() for a, b, _ in pages(text, lines)] == ["1", "2", "3 Side 1"]


def test_word_of_the_site_above_pages_of_several_lines_announces_none() -> None:
    text = "Transkript\n\n1 Havneudvalget\nReferat\nMandag den 4. maj 2009\n\n2 Leje af bådplads\nLejen hæves.\nGodkendt.\n"
    assert pages(text, printed_lines(text)) == []


def test_page_that_the_transcript_lacks_ends_nothing() -> None:
    text = "Transkript\n\n1 Havneudvalget\n\n2 1. Leje\n\n4 3. Tang\n\n5 4. Eventuelt\n"
    assert len(pages(text, printed_lines(text))) == 4


def test_foot_has_words_that_the_pages_share_but_no_sentence() -> None:
    text = "Transkript\n\n" + "\n\n".join(f"{n} {n}. Sag Godkendt. Møde den Side {n}" for n in (1, 2, 3, 4))
    assert [foot for _, foot in _heads(text)] == [f"Møde den Side {n}" for n in (1, 2, 3, 4)]
    text = "Transkript\n\n" + "\n\n".join(f"{n} {n}. Sag Udsat. Afbud: Bo Dam. Byrådet {n}" for n in (1, 2, 3, 4))
    assert [foot for _, foot in _heads(text)] == [f"Byrådet {n}" for n in (1, 2, 3, 4)]


def test_mark_above_the_head_is_passed_over() -> None:
    text = "Transkript\n\n" + "\n\n".join(
        f"{n} {mark}Havneudvalget den , s. {n} Leje af bådplads {n}"
        for n, mark in ((1, ""), (2, ""), (3, "Åbent punkt "))
    )
    assert [head for head, _ in _heads(text)][2] == "3 Åbent punkt Havneudvalget den , s. 3"


def test_long_heading_behind_any_word_is_one_on_a_page_of_one_line() -> None:
    parts = [
        _page(n, f"{n}. Sag {n} Sagsnr.: 14/{n}311 Bilag: Skitse af molen").removesuffix(_PROSE.strip())
        + " Sagsfremstilling Molen er fra 1931. Indstilling Direktøren indstiller, at molen males. Beslutning i Byrådet den 25-09-2014 Godkendt."
        for n in (1, 2, 3)
    ]
    assert [p.text for p in read("\n\n".join(parts)).items[0].proposals] == ["at molen males"]
