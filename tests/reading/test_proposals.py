"""What was proposed, and by whom. All minutes are invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.proposals import subject_of

HEAD = "Byrådet\nMødedato: 26. marts 2024\n\n1. Ny skole\nSagsnr.: 24/12\n"
END = "\nBeslutning\nGodkendt.\n"


def proposals(text: str, end: str = END) -> list[tuple[str | None, str]]:
    """Return (proposer, clause) of the item's recommendations."""
    (item,) = read(HEAD + text + end).items
    assert {p.kind for p in item.proposals} <= {"recommendation"}
    return [(p.proposer, p.text) for p in item.proposals]


def amendments(text: str) -> list[tuple[str | None, str]]:
    (item,) = read(HEAD + text).items
    return [(p.proposer, p.text) for p in item.proposals if p.kind == "amendment"]


TWO = [("Forvaltningen", "at skolen bygges"), ("Forvaltningen", "at den males rød")]


# -- under a heading ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Indstilling\nForvaltningen indstiller, at skolen bygges, og at den males rød.",
        "Indstilling\nForvaltningen indstiller, at skolen bygges, samt at den males rød.",
        "Indstilling\nForvaltningen indstiller til Byrådet, at skolen bygges, og at den males rød.",
        "Indstilling\nForvaltningen indstiller,\nat skolen bygges,\nat den males rød.",
        "Indstilling\nForvaltningen indstiller,\n\nat skolen bygges,\n\nat den\nmales rød.",
        "Indstilling\nForvaltningen indstiller,\n- at skolen bygges, og\n- at den males rød.",
        "Indstilling\nForvaltningen indstiller,\n1. at skolen bygges,\n2. at den males rød",
        "Indstilling\nForvaltningen indstiller,\n•\nat skolen bygges\n•\nat den males rød",
        "Indstilling\nForvaltningen indstiller, at skolen bygges,\nog at den males rød.",
        "Indstilling\nForvaltningen indstiller: - at skolen bygges. - at den males rød.",
        "Indstilling\nForvaltningen indstiller,\nat skolen bygges.\n\nat den males rød.",
        "Forvaltningen indstiller til Byrådet\nat skolen bygges\nat den males rød",
        "Sagsfremstilling\nSkolen er for lille.\nForvaltningen anbefaler i fællesskab\nat skolen bygges\nat den males rød",
        "Sagsfremstilling\nVi regner i tusinde kr.\nSkole 2.100\nForvaltningen indstiller til Byrådet\nat skolen bygges\nat den males rød",
        "Sagsfremstilling\nSkolen er for lille.\nForvaltningen foreslår, at skolen bygges, og at\nden males rød.",
        "Indstilling\nForvaltningen indstiller, at det over for Byrådet anbefales,\n\nat skolen bygges, og\n\nat den males rød.",
        "## Forslag\n\n**Forvaltningen** foreslår,\n\n* at skolen bygges\n* at den males rød\n",
        "Indstilling: Forvaltningen indstiller, at skolen bygges, og at den males rød.",
        "IndstillingForvaltningen indstiller, at skolen bygges, og at den males rød.",
        "Forvaltningen indstiller,\nat skolen bygges, og\nat den males rød.",
        "Resumé\nSkolen er for lille.\nForvaltningen indstiller,\nat skolen bygges,\nat den males rød.",
    ],
)
def test_each_clause_is_one_proposal(text: str) -> None:
    assert proposals(text) == TWO


@pytest.mark.parametrize("mark", ["1. ", "1) ", "a) ", "- ", "• ", "At 1) "])
def test_entry_without_at_begins_with_its_first_word(mark: str) -> None:
    second = mark.replace("1", "2").replace("a)", "b)")
    assert [
        text
        for _, text in proposals(
            f"Indstilling\nForvaltningen indstiller, at:\n{mark}skolen bygges, og\n{second}den males rød."
        )
    ] == [
        "skolen bygges",
        "den males rød",
    ]


def test_last_sentence_of_the_account_is_the_proposal_beside_an_amendment_too() -> None:
    text = "Sagsfremstilling\nSkolen er for lille. Staben foreslår, at skolen bygges.\nBeslutning\nVenstre foreslog, at skolen flyttes. Udsat.\n"
    (item,) = read(HEAD + text).items
    assert [(p.proposer, p.text) for p in item.proposals] == [
        ("Staben", "at skolen bygges"),
        ("Venstre", "at skolen flyttes"),
    ]


@pytest.mark.parametrize("intro", ["Forvaltningen indstiller, at", "Forvaltningen indstiller, at udvalget"])
def test_unmarked_entries_that_begin_alike_are_parted(intro: str) -> None:
    text = f"Indstilling\n{intro}\n\nder bygges en ny skole på marken øst for kirken i den nye by\nder købes et ur\n"
    assert [clause for _, clause in proposals(text)] == [
        "der bygges en ny skole på marken øst for kirken i den nye by",
        "der købes et ur",
    ]


def test_date_at_the_start_of_a_line_is_no_list_number() -> None:
    assert proposals(
        "Indstilling\nForvaltningen indstiller, at skolen bygges efter lov nr. 1572 af\n20. december 2006."
    ) == [("Forvaltningen", "at skolen bygges efter lov nr. 1572 af 20. december 2006")]


def test_list_that_goes_on_behind_a_page_header_keeps_its_proposer() -> None:
    page = "\n\nLyngsø Kommune Byrådet 26-03-2024 Side {}\n\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 12}{page.format(1)}Indstilling\nForvaltningen indstiller,\n• at skolen bygges{page.format(2)}• at den males rød"
    assert proposals(text) == TWO


def test_list_run_into_the_line_is_cut_at_its_numbers() -> None:
    text = "Indstilling\nForvaltningen indstiller, at: 1. skolen bygges 2. den males rød"
    assert [clause for _, clause in proposals(text)] == ["skolen bygges", "den males rød"]


def test_bullets_run_into_the_line_below_the_introduction_are_cut() -> None:
    assert proposals("Indstilling\nForvaltningen indstiller,\n• at skolen bygges • at den males rød") == TWO


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("at udvalget godkender, at skolen bygges", "at udvalget godkender, at skolen bygges"),
        ("at skolen bygges med den ændring, at den males rød", "at skolen bygges med den ændring, at den males rød"),
        ("at skolen, der er fra 1. maj 1962, rives ned", "at skolen, der er fra 1. maj 1962, rives ned"),
        ("at der gives 2,5 mio. kr. til tag og fag", "at der gives 2,5 mio. kr. til tag og fag"),
    ],
)
def test_clause_within_a_clause_belongs_to_it(text: str, clause: str) -> None:
    assert proposals(f"Indstilling\nForvaltningen indstiller, {text}.") == [("Forvaltningen", clause)]


@pytest.mark.parametrize(
    "text",
    [
        "Forvaltningen indstiller, at udvalget over for Byrådet anbefaler, at skolen bygges, og at den males rød.",
        "Forvaltningen indstiller, at Udvalget for Skole, Kultur og Idræt anbefaler, at skolen bygges, og at den males rød.",
    ],
)
def test_what_a_body_is_asked_to_recommend_is_proposed(text: str) -> None:
    assert proposals(f"Indstilling\n{text}") == TWO


@pytest.mark.parametrize("text", ["Til drøftelse", "Til drøftelse.", "Sagen forelægges til orientering"])
def test_lone_phrase_under_the_heading_counts(text: str) -> None:
    assert [clause for _, clause in proposals(f"Indstilling\n{text}")] == [text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "proposer"),
    [
        ("Teknik- og miljødirektøren foreslår, at skolen bygges.", "Teknik- og miljødirektøren"),
        ("Børne- og Kulturforvaltningen indstiller til udvalget, at skolen bygges.", "Børne- og Kulturforvaltningen"),
        ("Ida Holm (A) anbefaler, at skolen bygges.", "Ida Holm (A)"),
        ("Det foreslås, at skolen bygges.", None),
        ("Det indstilles, at skolen bygges.", None),
        ("På den baggrund anbefaler forvaltningen, at skolen bygges.", "forvaltningen"),
        ("Det foreslås,\nat skolen bygges.\n(Stillet af Enhedslisten)", "Enhedslisten"),
        ("at skolen bygges", None),
    ],
)
def test_proposer_is_the_subject_or_the_mover_beside_the_list(text: str, proposer: str | None) -> None:
    assert proposals(f"Indstilling\n{text}") == [(proposer, "at skolen bygges")]


def test_proposer_of_the_heading_goes_for_its_list() -> None:
    assert proposals("Beslutningsforslag fra Enhedslisten\nat skolen bygges") == [("Enhedslisten", "at skolen bygges")]


def test_sentence_of_another_body_below_the_list_is_no_proposal() -> None:
    text = "Indstilling\nForvaltningen indstiller, at skolen bygges, og at den males rød.\nBørneudvalget anbefaler indstillingen."
    assert proposals(text) == TWO


def test_empty_heading_proposes_nothing() -> None:
    assert proposals("Indstilling") == []


# -- elsewhere ------------------------------------------------------------------------------------------------------


def test_last_sentence_of_the_account_is_the_proposal_where_there_is_no_heading() -> None:
    assert proposals("Sagsfremstilling\nSkolen er for lille. Staben foreslår, at skolen bygges.") == [
        ("Staben", "at skolen bygges")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sagsfremstilling\nSkolen er for lille. Det foreslås derfor, at vi venter.\nIndstilling\nForvaltningen indstiller, at skolen bygges, og at den males rød.",
        "Sagsfremstilling\nLærerne foreslår, at der bygges to skoler. Det kan de godt.\nIndstilling\nForvaltningen indstiller, at skolen bygges, og at den males rød.",
    ],
)
def test_prose_proposes_nothing_beside_a_heading(text: str) -> None:
    assert proposals(text) == TWO


@pytest.mark.parametrize(
    "text", ["Sagsfremstilling\nSkolen er for lille, og at bygge er dyrt.", "Resumé\nBørn foreslår altid is.", ""]
)
def test_text_without_introduction_proposes_nothing(text: str) -> None:
    assert proposals(text) == []


def test_list_goes_on_behind_a_page_header() -> None:
    page = "\n\nLyngsø Kommune Byrådet 26-03-2024 Side {}\n\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 12}{page.format(1)}Indstilling\nForvaltningen indstiller,\nat skolen bygges,{page.format(2)}at den males rød."
    assert proposals(text) == TWO


def test_page_number_before_a_line_with_headings_is_left_out() -> None:
    pages = "".join(f"Skolen er for lille til byens børn. Side {n}\n\n{n + 1} Skolen er gammel.\n" for n in (1, 2))
    text = f"Sagsfremstilling {pages}Indstilling Forvaltningen indstiller, at skolen bygges, og at den Side 3\n\n4 males rød. Børneudvalget den 5. marts 2024, pkt. 3: Anbefales. Beslutning Vedtaget. Side 4\n"
    assert proposals(text) == TWO


def test_wrapped_entry_goes_on_behind_a_page_header() -> None:
    page = "\nLyngsø Kommune Byrådet 26-03-2024 Side {}\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 12}{page.format(1)}Indstilling\nForvaltningen indstiller,\nat skolen bygges, og\nat den{page.format(2)}males rød."
    assert proposals(text) == TWO


def test_wrapped_sentence_goes_on_behind_a_page_header() -> None:
    page = "\nLyngsø Kommune Byrådet 26-03-2024 Side {}\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 12}{page.format(1)}Indstilling\nForvaltningen indstiller, at skolen bygges, og at den{page.format(2)}males rød."
    assert proposals(text) == TWO


def test_text_below_a_page_header_that_begins_anew_is_no_part_of_the_sentence() -> None:
    page = "\nLyngsø Kommune Byrådet 26-03-2024 Side {}\n"
    text = f"Sagsfremstilling\n{'Skolen er for lille til byens børn. ' * 12}{page.format(1)}Indstilling\nForvaltningen indstiller, at skolen bygges, og at den males rød.{page.format(2)}udvalget bemærker, at det haster."
    assert proposals(text) == TWO


# -- amendments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mover"),
    [
        ("Enhedslisten stillede ændringsforslag om, at skolen flyttes. For stemte Ø. Imod stemte A.", "Enhedslisten"),
        ("Ida Holm (A) foreslog, at skolen flyttes. Forslaget faldt.", "Ida Holm (A)"),
        ('Ida Holm (A) stillede følgende ændringsforslag: "at skolen flyttes". Det faldt.', "Ida Holm (A)"),
        (
            "Ida Holm (A) stillede følgende ændringsforslag:\n• at skolen flyttes\nFor stemte A. Imod stemte V.",
            "Ida Holm (A)",
        ),
        ("Ændringsforslag fra Venstre: at skolen flyttes\nFor stemte V. Imod stemte A.", "Venstre"),
        ("A stillede ændringsforslag om, at skolen flyttes, blev forkastet.", "A"),
        ("Et ændringsforslag fra Det Gule Parti om, at skolen flyttes, blev forkastet.", "Det Gule Parti"),
        ("Der stemtes om et forslag fra Ida Holm (A) om, at skolen flyttes. For: A.", "Ida Holm (A)"),
        ('Godkendt med det ændringsforslag, som Venstre stillede: "at skolen flyttes".', "Venstre"),
        ("Ida Holm (SF) stillede som alternativ, at skolen flyttes.", "Ida Holm (SF)"),
        ("Lokallisten stillede forslag om, at skolen flyttes.", "Lokallisten"),
        ("Det var Ida Holm, der fremsatte forslag om, at skolen flyttes, og ingen var imod.", "Ida Holm"),
        ("Ida Holm (V) foreslog på Venstres vegne, at skolen flyttes.", "Ida Holm (V)"),
        ("Ida Holm (SF) og Bo Dam (EL) foreslog i stedet, at skolen flyttes.", "Ida Holm (SF) og Bo Dam (EL)"),
        ("Ida Holm og Bo Dam stillede ændringsforslag om\nat skolen flyttes.", "Ida Holm og Bo Dam"),
        ("Ida Holm (A) stillede det ændringsforslag til punkt 3,\nat skolen flyttes.", "Ida Holm (A)"),
        ("Ida Holm (A) foreslog som ændring,\n\nat skolen flyttes.\n\nFor stemte A.", "Ida Holm (A)"),
        ("Frk. Ida Holm (F) stillede det ændringsforslag, at skolen flyttes.", "Frk. Ida Holm (F)"),
        ("Der var to ændringsforslag:\n\nA. Fra Ida Holm (V): at skolen flyttes.\n\nFor A stemte V.", "Ida Holm (V)"),
        (
            "Liste Ø stillede følgende ændringsforslag:\n- at skolen flyttes\nÆndringsforslaget blev vedtaget.",
            "Liste Ø",
        ),
    ],
)
def test_amendment_told_in_the_decision_is_a_proposal(text: str, mover: str) -> None:
    assert amendments(f"Indstilling\nForvaltningen indstiller, at skolen bygges.\nBeslutning\n{text}\nGodkendt.\n") == [
        (mover, "at skolen flyttes")
    ]


def test_vote_behind_a_letter_or_unit_is_no_part_of_the_amendment() -> None:
    assert amendments("Beslutning\nIda Holm foreslog, at der vælges plan B. For stemte A.\n") == [
        ("Ida Holm", "at der vælges plan B")
    ]
    assert amendments("Beslutning\nIda Holm foreslog, at møllen bliver 125 m. For stemte A.\n") == [
        ("Ida Holm", "at møllen bliver 125 m")
    ]


@pytest.mark.parametrize("heading", ["Ændringsforslag fra Venstre", "Ændringsforslag fra Venstre:"])
def test_amendment_below_the_proposals_has_its_own_mover(heading: str) -> None:
    text = f"Indstilling\nForvaltningen indstiller,\n- at skolen bygges.\n\n{heading}\n- at skolen flyttes\n- at den males blå\n\nBeslutning\nGodkendt.\n"
    assert amendments(text) == [("Venstre", "at skolen flyttes"), ("Venstre", "at den males blå")]


def test_amendment_in_the_line_below_the_proposals_sentence_is_none_of_them() -> None:
    text = "Indstilling\nForvaltningen indstiller, at skolen bygges.\nÆndringsforslag fra Venstre: at skolen flyttes, og at den\nmales blå.\nBeslutning\nGodkendt.\n"
    assert amendments(text) == [("Venstre", "at skolen flyttes"), ("Venstre", "at den males blå")]
    (item,) = read(HEAD + text).items
    assert [p.text for p in item.proposals if p.kind == "recommendation"] == ["at skolen bygges"]


def test_amendment_of_two_clauses_makes_two() -> None:
    text = (
        'Beslutning\nVenstre stillede følgende ændringsforslag: "at skolen flyttes, og at den males blå". Det faldt.\n'
    )
    assert amendments(text) == [("Venstre", "at skolen flyttes"), ("Venstre", "at den males blå")]


def test_amendment_ends_where_the_next_begins() -> None:
    text = "Beslutning\nÆndringsforslag fra Venstre: at skolen flyttes\nÆndringsforslag fra A: at den males blå\n"
    assert amendments(text) == [("Venstre", "at skolen flyttes"), ("A", "at den males blå")]


def test_quotation_of_an_amendment_runs_to_its_end() -> None:
    text = 'Beslutning\nVenstre stillede følgende ændringsforslag: "at planen følges, som Bo Dam foreslog: nu". Det faldt.\n'
    assert ("Venstre", "at planen følges, som Bo Dam foreslog: nu") in amendments(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ændringsforslaget faldt.",
        "Godkendt med de ændringsforslag, der er sendt ud.",
        "Udvalget foreslås udvidet.",
        "Hilsen fra Venstre: held og lykke.",
        "Godkendt. Fra Ida Holm: en tak.",
        "Et forslag fra Ida Holm blev drøftet.",
        "Sagen kom fra Ida Holm, der ønskede, at den blev drøftet.",
        "Godkendt.",
    ],
)
def test_amendment_that_is_only_named_is_none(text: str) -> None:
    assert amendments(f"Beslutning\n{text}\n") == []


def test_amendment_in_a_section_of_text_is_a_proposal() -> None:
    text = "Sagsfremstilling\nSkolen er for lille.\nÆndringsforslag fra Venstre: at skolen flyttes\nBeslutning\nGodkendt.\n"
    assert amendments(text) == [("Venstre", "at skolen flyttes")]


@pytest.mark.parametrize(
    "text",
    [
        "Ændringsforslag fra Venstre blev ikke stillet.",
        "Der kom et ændringsforslag fra Venstre: at skolen flyttes",
    ],
)
def test_section_of_text_that_only_tells_of_an_amendment_has_none(text: str) -> None:
    assert amendments(f"Sagsfremstilling\n{text}\nBeslutning\nGodkendt.\n") == []


def test_date_in_a_run_in_list_cuts_nothing() -> None:
    text = "Indstilling\nForvaltningen indstiller: - at skolen bygges inden den 31. marts 2026. - at den males rød."
    assert [clause for _, clause in proposals(text)] == [
        "at skolen bygges inden den 31. marts 2026",
        "at den males rød",
    ]


def test_bullet_without_a_blank_beside_it_is_no_entry() -> None:
    assert proposals("Indstilling\nForvaltningen indstiller,\n• at skolen bygges i 3•4 etager") == [
        ("Forvaltningen", "at skolen bygges i 3•4 etager")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Forvaltningen indstiller, at", ("Forvaltningen", 24)),
        ("Det foreslås, at", (None, 12)),
        ("Teknisk chef foreslår", ("Teknisk chef", 21)),
        ("Sagen, som forvaltningen indstiller", None),
        ("forvaltningen indstiller", None),
        ("Derfor indstiller", None),
        ("Vejen er slidt.", None),
        ("", None),
    ],
)
def test_subject_of_a_proposing_sentence(text: str, found: tuple[str | None, int] | None) -> None:
    assert subject_of(text, 0, len(text)) == found


def test_marks_of_a_list_on_lines_of_their_own_are_joined_with_their_clauses() -> None:
    text = f"{HEAD}Indstilling\nForvaltningen indstiller,\n\n1.\n\nat\n\nvejen lukkes\n\n2.\n\nat\n\nstien åbnes\n\nBeslutning\nGodkendt.\n"
    assert [p.text for p in read(text).items[0].proposals] == ["at vejen lukkes", "at stien åbnes"]


@pytest.mark.parametrize("rest", ["1.\n", "at\n", "1.\nat\n", "1.\n\n2.\n\n3.\n", "a)\n\nb)\n"])
def test_marks_of_a_list_without_clauses_are_no_proposals(rest: str) -> None:
    assert read(f"{HEAD}Indstilling\n{rest}Beslutning\nGodkendt.\n").items[0].proposals == []


# -- introductions in other forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intro", "who"),
    [
        ("Nyt Nordlund foreslår Byrådet", "Nyt Nordlund"),
        ("SF foreslår,", "SF"),
        ("”Lokallisten foreslår,", "Lokallisten"),
        ("Ida Holm (A) har fremsat følgende forslag:", "Ida Holm (A)"),
        ("Ida Holm (A) har den 7. september 2023 stillet følgende forslag:", "Ida Holm (A)"),
        ("Administrationen indstiller til Økonomiudvalget at anbefale Byrådet", "Administrationen"),
        ("Formanden har stillet forslag om:", "Formanden"),
    ],
)
def test_whoever_introduces_a_list_of_clauses_in_the_account_proposes_it(intro: str, who: str) -> None:
    text = f"Sagsfremstilling\nSagen er sat på dagsordenen.\n\n{intro}\n\n1. at skolen bygges\n2. at den males rød\n\nDet koster penge.\n"
    assert proposals(text) == [(who, "at skolen bygges"), (who, "at den males rød")]


def test_at_of_the_whole_list_stands_in_the_introduction() -> None:
    text = "Sagsfremstilling\nBo Dam (Æ) har den 7. maj 2023 stillet forslag om, at\n\n•    skolen bygges\n\n•    den males rød\n"
    assert proposals(text) == [("Bo Dam (Æ)", "skolen bygges"), ("Bo Dam (Æ)", "den males rød")]


@pytest.mark.parametrize(
    "text",
    [
        "Foreningen foreslår\n- en bænk\n- et træ\n",
        "Rådgiveren har set på skolen og foreslår:\n- en bænk\n- et træ\n",
        "Det foreslås i notatet, at skolen males.\n",
        "Skolen er gammel. Den har brug for maling, og naboerne foreslår,\nhvad der er brug for.\n",
    ],
)
def test_what_others_want_in_the_account_is_no_proposal(text: str) -> None:
    assert proposals(f"Sagsfremstilling\n{text}") == []


def test_list_in_the_account_counts_where_the_heading_proposes_nothing() -> None:
    text = "Sagsfremstilling\nSF foreslår,\n\n1. at skolen bygges\n"
    assert proposals(f"Indstilling\nSagen fremsendes uden indstilling.\n{text}") == [("SF", "at skolen bygges")]
    assert proposals(f"Indstilling\nForvaltningen indstiller, at den males.\n{text}") == [
        ("Forvaltningen", "at den males")
    ]


def test_list_against_the_proposal_in_the_account_is_an_amendment() -> None:
    text = "Sagsfremstilling\nPlanen er klar. Ida Holm (F) foreslår som alternativ til udkastet,\n\nat skolen flyttes\n\nat den males blå\n\nIndstilling\nForvaltningen indstiller, at skolen bygges.\nBeslutning\nGodkendt.\n"
    assert amendments(text) == [("Ida Holm (F)", "at skolen flyttes"), ("Ida Holm (F)", "at den males blå")]


@pytest.mark.parametrize(
    "text", ["På den baggrund anbefales det, at skolen bygges.", "Det indstilles derfor, at skolen bygges."]
)
def test_passive_introduction_names_nobody(text: str) -> None:
    assert proposals(f"Indstilling\n{text}\n") == [(None, "at skolen bygges")]


def test_last_sentence_that_the_clerk_ends_an_account_with() -> None:
    text = "Skolen er gammel. Det indstilles til Byrådet, at penge frigives, at skolen bygges til maj, og at den males rød.\n"
    assert proposals(text) == [(None, c) for c in ("at penge frigives", "at skolen bygges til maj", "at den males rød")]
    assert proposals("Skolen er gammel. Det indstilles, at den males. Malingen er købt.\n") == []


def test_earlier_bodys_recommendation_without_subject_proposes_to_this_one() -> None:
    text = "Økonomiudvalget, den 7. marts 2024:\n\nIndstiller til Byrådet, at skolen bygges.\n"
    assert proposals(text) == [("Økonomiudvalget", "at skolen bygges")]
    assert proposals(text.replace("Indstiller til Byrådet, at skolen bygges.", "Anbefales.")) == []


@pytest.mark.parametrize(
    "text", ["Sagen fremsendes uden indstilling som et medlemsforslag.", "Ingen.", "Ingen indstilling."]
)
def test_heading_that_says_that_nothing_is_proposed(text: str) -> None:
    assert proposals(f"Indstilling\n{text}\n") == []


def test_reason_behind_a_sent_case_is_no_clause() -> None:
    text = "Forvaltningen fremsender sagen til godkendelse, idet det bemærkes, at kassen er tom"
    assert proposals(f"Indstilling\n{text}.\n") == [(None, text)]


def test_roman_numbers_mark_entries() -> None:
    assert proposals("Indstilling\nForvaltningen indstiller, at\ni. skolen bygges\nii. den males rød\n") == [
        ("Forvaltningen", "skolen bygges"),
        ("Forvaltningen", "den males rød"),
    ]


def test_amendment_whose_lines_a_converter_has_spaced() -> None:
    text = "Beslutning\nBo Dam (V) stillede følgende ændringsforslag: At skolen flyttes til 2025,\n\nog at den males blå.\n\nForslaget faldt.\n"
    assert amendments(text) == [("Bo Dam (V)", "At skolen flyttes til 2025"), ("Bo Dam (V)", "at den males blå")]


def test_condition_behind_against_belongs_to_the_clause() -> None:
    text = "Beslutning\nBo Dam (L) foreslog, at huset sælges for kr. 290.000 mod, at borgerne må bruge det.\n"
    assert amendments(text) == [("Bo Dam (L)", "at huset sælges for kr. 290.000 mod, at borgerne må bruge det")]


def test_two_clauses_in_one_entry_are_two_proposals() -> None:
    text = (
        "Indstilling\nForvaltningen indstiller,\n1. at skolen bygges til maj, og at den males rød\n2. at det fejres\n"
    )
    assert proposals(text) == [
        ("Forvaltningen", "at skolen bygges til maj"),
        TWO[1],
        ("Forvaltningen", "at det fejres"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. at Skoleudvalget over for Byrådet anbefaler,\n   at skolen bygges med de rettelser,\n   som er kommet",
        "1. at Skoleudvalget over for Byrådet anbefaler, at skolen bygges med de rettelser, som er kommet",
    ],
)
def test_clause_that_an_entry_leads_to_belongs_to_it(text: str) -> None:
    assert proposals(f"Indstilling\nChefen indstiller,\n{text}\n") == [
        ("Chefen", "at Skoleudvalget over for Byrådet anbefaler, at skolen bygges med de rettelser, som er kommet")
    ]


def test_sentence_behind_a_sum_of_money_proposes_too() -> None:
    text = "Skolen koster 61,4 mio. kr. Teknisk Forvaltning indstiller, at skolen bygges.\n"
    assert proposals(text) == [("Teknisk Forvaltning", "at skolen bygges")]


def test_proposal_in_the_line_of_the_file_numbers() -> None:
    text = f"{HEAD}Beslutning\nIntet.\n\n2. Ny sti\nSagsnr. 24-2024-3391 J.nr. 05.13.10-G01 Lokallisten (L) foreslår, at stien bygges.\nBeslutning\nGodkendt.\n"
    assert [(p.proposer, p.text) for p in read(text).items[1].proposals] == [("Lokallisten (L)", "at stien bygges")]


def test_body_that_proposes_with_a_participle() -> None:
    text = "Social- og Sundhedsudvalget indstiller rapporten taget til efterretning.\n"
    found = [("Social- og Sundhedsudvalget", "rapporten taget til efterretning")]
    assert proposals(f"Skolen er gammel. {text}") == found
    assert proposals(f"Indstilling\n{text}") == found
    assert proposals("Skolen er gammel. Udvalget indstiller arbejdet, som blev godkendt.\n") == []


def test_beginning_of_a_sentence_printed_above_it_is_no_second_proposal() -> None:
    text = "SF foreslår, at alle i 0.-3\n\nSF foreslår, at alle i 0.-3. klasse får mælk.\n"
    assert proposals(text) == [("SF", "at alle i 0.-3. klasse får mælk")]
    listed = "Indstilling\nChefen indstiller,\n- at vejen lukkes\n- at vejen lukkes om natten\n"
    assert [clause for _, clause in proposals(listed)] == ["at vejen lukkes", "at vejen lukkes om natten"]


def test_minority_of_a_committee_moves_an_amendment() -> None:
    text = "Beslutning\nEt flertal anbefaler. Et mindretal (A) foreslår, at der gives et lån i stedet.\n"
    assert amendments(text) == [("Et mindretal (A)", "at der gives et lån i stedet")]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("at taksterne godkendes, at 10 % afsættes til toiletter", 2),
        ("at grundene lægges sammen, - at prisen fastholdes", 2),
        ("at det godkendes, at 10 % afsættes til toiletter", 1),
        ("at udvalget godkender, at prisen fastholdes", 1),
    ],
)
def test_clause_behind_a_passive_with_its_own_subject_or_a_dash_is_one_of_its_own(sentence: str, clauses: int) -> None:
    assert len(proposals(f"Indstilling\nForvaltningen indstiller, {sentence}.\n")) == clauses


@pytest.mark.parametrize(
    "addressee",
    ["Til Byrådet:", "Til Skoleudvalget og Byrådet", "Over for Byrådet,", "Til udvalget:", "Til Byrådet, at:"],
)
def test_whom_a_proposal_is_for_is_no_part_of_it(addressee: str) -> None:
    text = f"Indstilling\n\nForvaltningen indstiller\n\n{addressee}\n\nat skolen bygges\n\nat den males rød\n"
    assert proposals(text) == TWO


LONG = "Administrationen indstiller til Skoleudvalget og Økonomiudvalget, som anbefaler til Byrådet"


@pytest.mark.parametrize("mark", ["at | ", "at |", "at\t", "at ", "At ", "- at "])
@pytest.mark.parametrize("lead", [LONG, f"Indstilling\n{LONG}", f"{LONG},"])
def test_entries_with_at_below_a_long_introduction_are_all_read(lead: str, mark: str) -> None:
    found = proposals(f"{lead}\n{mark}skolen bygges\n{mark}den males rød\n")
    assert [who for who, _ in found] == ["Administrationen"] * 2
    assert [clause.removeprefix("at ").removeprefix("At ") for _, clause in found] == ["skolen bygges", "den males rød"]


def test_at_that_a_long_line_wraps_before_begins_no_entry() -> None:
    line = "Administrationen indstiller efter samråd med skolens bestyrelse og de ansatte til Byrådet"
    assert proposals(f"Indstilling\n{line}\nat skolen bygges.\n") == [("Administrationen", "at skolen bygges")]


@pytest.mark.parametrize("link", [", og at", ", samt at", ", at", ", og"])
def test_at_of_the_next_entry_is_no_part_of_the_clause(link: str) -> None:
    text = f"Indstilling\nForvaltningen indstiller, at\n\n 1. skolen bygges{link}\n 2. den males rød.\n"
    assert proposals(text) == [("Forvaltningen", "skolen bygges"), ("Forvaltningen", "den males rød")]


@pytest.mark.parametrize(
    "lead",
    [
        "At Skoleudvalget anbefaler Byrådet",
        "at udvalget over for Byrådet anbefaler,",
        "At Skoleudvalget indstiller til Økonomiudvalget og Byrådet:",
        "at Byrådet godkender",
    ],
)
@pytest.mark.parametrize("heading", ["Forvaltningen indstiller:\n", "Indstilling\nForvaltningen indstiller,\n"])
@pytest.mark.parametrize("mark", ["• at", "1. at"])
def test_who_is_to_decide_above_a_list_is_no_proposal(lead: str, heading: str, mark: str) -> None:
    second = mark.replace("1", "2")
    assert proposals(f"{heading}{lead}\n\n{mark} skolen bygges\n{second} den males rød\n") == TWO


def test_clause_above_entries_with_marks_is_a_proposal() -> None:
    text = "Indstilling\nForvaltningen indstiller,\nat Byrådet godkender Lokalplan 12,\n- at skolen bygges\n"
    assert [clause for _, clause in proposals(text)] == ["at Byrådet godkender Lokalplan 12", "at skolen bygges"]
