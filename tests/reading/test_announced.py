"""Titles that the contents of a transcript announce without their numbers. All texts are invented."""

from __future__ import annotations

from referat_nlp.reading.document import read


def transcript(*pages: str) -> str:
    """Return the pages below the site's word, numbered, each on a line."""
    return "Transkript\n\n" + "\n\n".join(f"{n} {page}" for n, page in enumerate(pages, 1)) + "\n"


def found(text: str) -> list[tuple[str | None, str | None]]:
    return [(item.number, item.title) for item in read(text).items]


COVER = "Havneudvalget Referat Mødedato: Mandag den 4. maj 2009"


def test_titles_are_what_contents_and_body_share() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Side 1. Godkendelse af dagsorden Ny kran på vestkajen Eventuelt 7",
        "1. Godkendelse af dagsorden Sagsnr.: 09/11 Beslutning: Godkendt.",
        "2. Ny kran på vestkajen Havnechefen indstiller, at kranen købes. Beslutning: Godkendt.",
        "3. Eventuelt Der blev talt om sejlerfesten. Beslutning: Intet.",
    )
    assert found(text) == [("1", "Godkendelse af dagsorden"), ("2", "Ny kran på vestkajen"), ("3", "Eventuelt")]


def test_item_whose_number_is_lost_at_the_top_of_its_page_has_none() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Sagsnr. Side 1. Leje af bådplads Maling af fyret Eventuelt",
        "Side Leje af bådplads Sagsid.: 09/12 Beslutning: Godkendt.",
        "Side Maling af fyret Sagsid.: 09/13 Beslutning: Udsat.",
        "Side Eventuelt Sagsid.: 09/14 Beslutning: Intet.",
    )
    assert found(text) == [(None, "Leje af bådplads"), (None, "Maling af fyret"), (None, "Eventuelt")]


def test_several_items_on_a_page_are_found() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Side 1. Leje af bådplads 2 2. Maling af fyret 2 3. Tang på stranden Eventuelt 3",
        "1. Leje af bådplads idholm / 09/12 Formanden fortalte. 2. Maling af fyret IDHOLM / 09/13 Beslutning: Udsat.",
        "3. Tang på stranden IDHOLM / 09/15 Beslutning: Godkendt. 4. Eventuelt Intet.",
    )
    assert [i[0] for i in found(text)] == ["1", "2", "3", "4"]
    assert [n.text for i in read(text).items for n in i.case_numbers] == ["09/12", "09/13", "09/15"]


def test_contents_without_a_heading_are_known_by_the_titles_that_come_again() -> None:
    text = transcript(
        COVER,
        "1. Leje af bådplads Maling af fyret Eventuelt Lukket",
        "Åben Punkt 1. Leje af bådplads Havnechefen indstiller, at lejen hæves. Beslutning: Godkendt.",
        "Punkt 2. Maling af fyret Havnechefen indstiller, at fyret males. Beslutning: Udsat.",
    )
    assert found(text) == [("1", "Leje af bådplads"), ("2", "Maling af fyret")]


def test_figures_that_the_contents_have_lost_belong_to_the_title() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Side 1. Takster for gæstebåde Likviditet Eventuelt 3",
        "1. Takster for gæstebåde 2010 Sagsnr.: 09/12 Beslutning: Godkendt.",
        "2. Likviditet pr. 31. august 2009 Åben sag Sagsnr.: 09/13 Beslutning: Taget til efterretning.",
    )
    assert found(text) == [("1", "Takster for gæstebåde 2010"), ("2", "Likviditet pr. 31. august 2009")]


def test_group_heading_above_a_numbered_item_is_no_item() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Sager om strand og havn...1 12. Leje af bådplads...1 13. Maling af fyret...2",
        "Sager om strand og havn 12. Leje af bådplads Sagsnr.: 09/12 Beslutning: Godkendt.",
        "13. Maling af fyret Sagsnr.: 09/13 Beslutning: Udsat.",
    )
    assert found(text) == [("12", "Leje af bådplads"), ("13", "Maling af fyret")]


def test_page_that_goes_on_with_an_item_begins_none() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Side 1. Leje af bådplads Maling af fyret 4",
        "1. Leje af bådplads Sagsnr.: 09/12 Sagsfremstilling Lejen har været den samme siden 2001, og",
        "Maling er dyrt. Derfor ventes der. Beslutning: Godkendt.",
        "2. Maling af fyret Sagsnr.: 09/13 Beslutning: Udsat.",
    )
    assert found(text) == [("1", "Leje af bådplads"), ("2", "Maling af fyret")]


def test_numbers_of_a_list_inside_an_item_begin_none() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Side 1. Leje af bådplads Maling af fyret Eventuelt 4",
        "1. Leje af bådplads Sagsnr.: 09/12 Indstilling Havnechefen indstiller, 1. at lejen hæves, 2. at ventelisten lukkes. Beslutning: Godkendt.",
        "2. Maling af fyret Sagsnr.: 09/13 Beslutning: 1. Godkendt. 2. Eventuelle rester gemmes.",
        "3. Eventuelt Sagsnr.: 09/14 Beslutning: Intet.",
    )
    assert [i[0] for i in found(text)] == ["1", "2", "3"]


def test_title_is_found_behind_a_head_that_one_page_alone_has() -> None:
    text = transcript(
        COVER,
        "Indholdsfortegnelse Sag Tekst Sidenr. 1. Godkendelse af dagsorden Referat fra 31. marts Eventuelt",
        "Havneudvalget s møde den Godkendelse af dagsorden Beslutning i Havneudvalget den : Godkendt "
        "2. Referat fra 31. marts 2009 Beslutning i Havneudvalget den : Udsat",
    )
    assert found(text) == [(None, "Godkendelse af dagsorden"), ("2", "Referat fra 31. marts 2009")]


def test_short_minutes_without_contents_are_cut_at_numbers_that_rise() -> None:
    text = transcript(
        "Havnsø Seniorråd Torsdag den 4. juni 2015 Til stede: Ida Holm, Bo Lindskov 1. Godkendelse af dagsorden. Godkendt. "
        "2. Referat fra maj Godkendt med rettelser.",
        "3. Nyt fra udvalgene Udvalget har set på 2. sal og på loftet. 4. Eventuelt. Intet.",
    )
    assert [(n, (title or "").rstrip(".")) for n, title in found(text)] == [
        ("1", "Godkendelse af dagsorden"),
        ("2", "Referat fra maj"),
        ("3", "Nyt fra udvalgene"),
        ("4", "Eventuelt"),
    ]


def test_two_numbers_alone_are_no_minutes() -> None:
    assert found(transcript("Beretning 1. Forord Vi har haft travlt.", "2. Havnen Der er bygget en mole.")) == []
