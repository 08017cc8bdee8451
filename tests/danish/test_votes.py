"""Who voted how. The sentences are invented; parties are named by the usual letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import VOTES, Shape

from referat_nlp.danish.votes import read_votes, scan_list


def told(text: str) -> tuple[str, str, str] | None:
    """Return the voters for, against and not at all, each side as one string."""
    votes = read_votes(text)
    return (
        None if votes is None else (", ".join(votes["for"]), ", ".join(votes["against"]), ", ".join(votes["abstain"]))
    )


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "For stemte 11, Venstre, Kim Rask (C) og SF.\n\nImod stemte 4, Enhedslisten og Lis Dam (C).",
            ("Venstre, Kim Rask, SF", "Enhedslisten, Lis Dam", ""),
        ),
        ("For planen stemte 9, A, F og V, imod stemte 2, Ø.", ("A, F, V", "Ø", "")),
        ("9 stemte for, A og V. 3 stemte imod, Ø. 1 undlod at stemme, F.", ("A, V", "Ø", "F")),
        ("For stemte 9, nemlig A og V, mens 2 undlod at stemme, nemlig Ø.", ("A, V", "", "Ø")),
        ("For: 9, A, V. Imod: 3, Ø.", ("A, V", "Ø", "")),
        # near misses: the names behind the comma begin the next clause
        ("For stemte 9, Venstre stemte imod.", ("", "Venstre", "")),
        ("For stemte 9, Venstre og Bo Dam (C) undlod at stemme.", ("", "", "Venstre, Bo Dam")),
    ],
)
def test_voters_behind_a_number_and_a_comma(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize("text", ["For stemte 9, imod stemte 4.", "For stemte 9, Forslaget er dermed vedtaget."])
def test_a_comma_behind_a_count_alone_names_nobody(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Godkendt. For stemte: A og F. Imod stemte: V.", ("A, F", "V", "")),
        ("For stemte A, F og Ø.\nImod stemte V.\nUndlod at stemme: Å.", ("A, F, Ø", "V", "Å")),
        ("For: A, B og C. Imod: Ø. Undlod: Å.", ("A, B, C", "Ø", "Å")),
        ("Stemte for: A og V. Stemte imod: Ø.", ("A, V", "Ø", "")),
        ("Imod stemte: O", ("", "O", "")),
        ("Udvalget kan ikke anbefale det. Flertallet (A, F og O) siger derfor nej.", ("", "A, F, O", "")),
        ("Sendes ud med 7 stemmer (C og UP) mod 5 (A og F).", ("C, UP", "A, F", "")),
        ("Liste Ø stemte imod.", ("", "Ø", "")),
        ("Gruppe C stemte imod.", ("", "C", "")),
        ("Venstre stemte imod.", ("", "Venstre", "")),
        ("A, V og C stemte for. Ø stemte imod.", ("A, V, C", "Ø", "")),
        ("Godkendt, idet A og V stemte for og Ø imod.", ("A, V", "Ø", "")),
        (
            "Socialdemokratiet og Venstre stemte for. Dansk Folkeparti undlod at stemme.",
            ("Socialdemokratiet, Venstre", "", "Dansk Folkeparti"),
        ),
        ("Bo Kjær stemte hverken for eller imod.", ("", "", "Bo Kjær")),
        ("Hverken for eller imod stemte Bo Kjær.", ("", "", "Bo Kjær")),
        ("Imod stemte A. I stedet blev vejen lukket.", ("", "A", "")),
        ("Imod stemte I og K.", ("", "I, K", "")),
        ("A, V og C stemte for, mens Ø stemte imod.", ("A, V, C", "Ø", "")),
        ("A stemte for, og Ø stemte imod.", ("A", "Ø", "")),
        ("A og V stemte for, mens Ø undlod at stemme.", ("A, V", "", "Ø")),
        ("A og V stemte for, hvorimod Ø stemte imod.", ("A, V", "Ø", "")),
        ("A og V stemmer ja, Ø stemmer nej.", ("A, V", "Ø", "")),
        ("Ja: A og V. Nej: Ø. Blankt: B.", ("A, V", "Ø", "B")),
        ("For stemte A og V. Bo Kjær gik imod.", ("A, V", "Bo Kjær", "")),
        ("15 stemte for: A og V. 3 stemte imod: Ø.", ("A, V", "Ø", "")),
        ("Godkendt med stemmerne A, B og F mod V og C.", ("A, B, F", "V, C", "")),
        ("Alle undtagen Ø, der stemte imod, ønsker en sti.", ("", "Ø", "")),
        # members by their initials
        ("For stemte GA, TS og OR. Imod stemte BK. IL undlod at stemme.", ("GA, TS, OR", "BK", "IL")),
        ("For: GA/TS/BHK\nImod: PMO", ("GA, TS, BHK", "PMO", "")),
        ("GA og TS stemte for, BK stemte imod.", ("GA, TS", "BK", "")),
        ("Forslaget blev vedtaget med 3 stemmer for (GA, TS og OR) og 1 imod (BK).", ("GA, TS, OR", "BK", "")),
        # the verb before the voters
        ("Ved afstemningen stemte A, V og C for, mens Ø stemte imod.", ("A, V, C", "Ø", "")),
        ("Godkendt, dog stemte Ø imod.", ("", "Ø", "")),
        ("Herefter stemte Ø og B hverken for eller imod.", ("", "", "Ø, B")),
    ],
)
def test_voters_are_read_by_side(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("For stemte A, Ø og Tine Dam (F). Imod stemte Bo Kjær.", ("A, Ø, Tine Dam", "Bo Kjær", "")),
        (
            "Ida Holm (A), Bo Dam (V) og Kaj Wind (C) stemte imod, fordi vejen er dyr.",
            ("", "Ida Holm, Bo Dam, Kaj Wind", ""),
        ),
        ("Borgmester Ida Holm stemte imod.", ("", "Ida Holm", "")),
        ("Dog stemte udvalgsformand Ida Holm (A) imod.", ("", "Ida Holm", "")),
        # the next sentence begins where a line end stood
        ("Imod: Bo Dam (V), Kaj Wind Indstillingen anbefales.", ("", "Bo Dam, Kaj Wind", "")),
        ("Imod stemte Kaj Wind Sagen sendes videre.", ("", "Kaj Wind", "")),
        ("For stemte Dansk Folkeparti (O) og Ø.", ("Dansk Folkeparti, Ø", "", "")),
    ],
)
def test_members_names_stand_without_title_and_party(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Godkendt med 5 stemmer for (A, F og Ø) og 3 stemmer imod (V og C).", ("A, F, Ø", "V, C", "")),
        ("Forkastet med stemmerne 11 for (C og V) og 20 imod (A).", ("C, V", "A", "")),
        ("Vedtaget 5 (A, F) mod 2 (V).", ("A, F", "V", "")),
        ("For stemte 3 (T og Ø). 20 stemte imod.", ("T, Ø", "", "")),
        ("For: 5 (A, B). Imod: 3 (V). Undlod: 1 (Ø).", ("A, B", "V", "Ø")),
        ("For stemte: A (7) og F (2). Imod stemte: V (2).", ("A, F", "V", "")),
    ],
)
def test_counts_with_voters_in_brackets(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Et flertal bestående af A, V og C godkendte. Et mindretal bestående af Ø kan ikke anbefale det.",
            ("A, V, C", "Ø", ""),
        ),
        ("Et flertal (A, V og C) godkendte. Et mindretal (Ø) kan ikke anbefale det.", ("A, V, C", "Ø", "")),
        ("Et flertal på 5 medlemmer (A, V og C) godkendte. Et mindretal på 1 (Ø) stemte imod.", ("A, V, C", "Ø", "")),
        ("Et flertal i udvalget bestående af A og V anbefaler. Ø stemte imod.", ("A, V", "Ø", "")),
        # what parties want is their vote where others vote against it
        ("A, V og C anbefaler indstillingen. Ø stemmer imod.", ("A, V, C", "Ø", "")),
        ("A, V og C anbefaler, mens Ø ikke kan støtte. B stemte imod.", ("A, V, C", "B", "")),
        ("A og V indstiller plan 2. Ø kan ikke anbefale den.", ("A, V", "Ø", "")),
        ("A ønskede plan 2 og anbefaler den. For stemte V. Imod stemte Ø.", ("V", "Ø", "")),
        ("Teknisk Udvalg anbefaler indstillingen. Ø stemte imod.", ("", "Ø", "")),
        ("Ida Holm (A) anbefaler den, mens Bo Dam (V) stemte imod.", ("", "Bo Dam", "")),
        ("Anbefales af A, F og Bo Dam (løsgænger). V kan ikke anbefale.", ("A, F, Bo Dam", "V", "")),
    ],
)
def test_majority_and_minority_are_votes(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Godkendt.",
        "Enstemmigt vedtaget.",
        "Vedtaget med 5 stemmer mod 2.",
        "Alle stemte for.",
        "Udvalget stemte for.",
        "Ø tager forbehold.",
        "A og V anbefaler indstillingen.",
        "Vedtaget med stemmerne 5 mod 2.",
        "Udvalget stemte for indstillingen.",
        "Kan byen vokse? Ja: Den kan.",
        "Ø kan ikke anbefale indstillingen.",
        "Bo Dam (V) kan ikke anbefale forslaget.",
        "Imod: Ingen.",
        "Der er stemning for sagen i A og V.",
        "A og V ønskede ikke afstemning.",
    ],
)
def test_counts_alone_and_reservations_are_no_votes(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        # the main motion's vote counts …
        (
            "For ændringsforslaget stemte Ø. Imod stemte A og V. For indstillingen stemte A og V. Imod stemte Ø.",
            ("A, V", "Ø", ""),
        ),
        ("Ændringsforslaget: For stemte Ø. Imod stemte A. Indstillingen: For stemte A. Imod stemte Ø.", ("A", "Ø", "")),
        # … and the amendment's where only that is told
        ("For ændringsforslaget stemte Ø. Imod stemte A.", ("Ø", "A", "")),
    ],
)
def test_vote_on_the_main_motion_goes_before_the_amendments(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


def test_list_of_voters_ends_where_the_sentence_goes_on() -> None:
    assert scan_list("A, Liste Ø og Ida Holm (F). Forslaget faldt.", 0) == (["A", "Ø", "Ida Holm"], 26)
    assert scan_list("Vejen er lang", 0) == ([], 0)
    assert scan_list("", 0) == ([], 0)


@pytest.mark.parametrize("shape", VOTES, ids=str)
def test_work_grows_with_the_length_of_long_lists(shape: Shape, check_linear) -> None:
    check_linear(read_votes, shape)


PIECES = st.sampled_from(
    [
        "A",
        "V",
        "Ø",
        "SF",
        "Ida Holm",
        "(F)",
        "(",
        ")",
        "5",
        "For",
        "for",
        "Imod",
        "imod",
        "stemte",
        "stemmer",
        "undlod",
        "at stemme",
        "flertal",
        "bestående af",
        "mindretal",
        "kan ikke anbefale",
        "ændringsforslaget",
        ",",
        "og",
        ".",
        ":",
        "\n",
        "Venstre",
        "Liste",
        "mod",
        "idet",
        "mens",
        "Hverken",
        "eller",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=18).map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_is_survived_and_every_voter_stands_in_it(text: str) -> None:
    votes = read_votes(text)
    if votes is not None:
        assert set(votes) == {"for", "against", "abstain"}
        assert any(votes.values())
        for name in [name for side in votes.values() for name in side]:
            assert name in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("For dette stemte (A), (F) og (Ø). Imod stemte (V) og Kim Lund (UP).", ("A, F, Ø", "V, Kim Lund", "")),
        ("(V) og Ida Holm (C) stemte for. (O) stemte imod.", ("V, Ida Holm", "O", "")),
        ("For stemte V, C og G, imod stemte A, F og Ø. O undlod at stemme.", ("V, C, G", "A, F, Ø", "O")),
        ("For stemte Ø og F, imod stemte de øvrige partier.", ("Ø, F", "", "")),
        ("For pkt. 2 stemte A og F, imod stemte V og O.", ("A, F", "V, O", "")),
        ("For: A. Imod: V O undlod at stemme.", ("A", "V", "O")),
        ("Bo Dam (A) blev valgt med stemmerne fra A, F og V.", ("A, F, V", "", "")),
        ("Forslaget blev forkastet med stemmerne fra V, C og O.", ("", "V, C, O", "")),
        ("Godkendt mod stemmerne fra Ø og Å.", ("", "Ø, Å", "")),
        ("Et flertal (V, C og Ø) mod A vedtog forslaget.", ("V, C, Ø", "A", "")),
        ("Et flertal (V, A) ønskede ikke at støtte forslaget. F stemte for.", ("F", "V, A", "")),
        (
            "Anbefales af Bo Dam, Ida Holm og Per Aas. Kim Lyng kan ikke anbefale det.",
            ("Bo Dam, Ida Holm, Per Aas", "Kim Lyng", ""),
        ),
        ("Anbefales. Socialdemokratiet og SF kan ikke anbefale tredje punkt.", ("", "Socialdemokratiet, SF", "")),
        ("Anbefales, idet F og Ø ikke kan tiltræde.", ("", "F, Ø", "")),
        ("Fire (A, F, Ø og B) gik ind for forslaget og to (V og C) imod.", ("A, F, Ø, B", "V, C", "")),
        ("Bo Dam (A) var imod hele sagen, mens Ida Holm (F) var imod punkt 2.", ("", "Bo Dam, Ida Holm", "")),
        ("For stemte A. O og D afholdt sig fra at stemme.", ("A", "", "O, D")),
        ("Herefter vil A, F og V anbefale at vedtage forslaget. Imod stemte C.", ("A, F, V", "C", "")),
        ("Venstres gruppe og Liste C stemte imod. A-gruppen undlod at stemme.", ("", "Venstre, C", "A")),
        ("For forslaget: A og F. Imod forslaget: V og O.", ("A, F", "V, O", "")),
        ("FOR: A, B. IMOD: C. UNDLOD: D", ("A, B", "C", "D")),
        ("For: 12 (A, V), imod: 3 (Ø), blank: 1 (B)", ("A, V", "Ø", "B")),
        ("For stemte: 7 - A, B og C", ("A, B, C", "", "")),
        ("A, V og C: for. Ø: imod.", ("A, V, C", "Ø", "")),
    ],
)
def test_reads_votes_in_more_of_a_clerks_forms(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt af Økonomiudvalget og Byrådet.",
        "Anbefales. Liste T kan ikke støtte 2. led.",
        "Kim Lyng kan ikke tiltræde.",
        "Alle undtagen O stemte for.",
        "Udvalget valgte løsning (A), der er den billigste.",
        "Holdet vandt med stemmerne i behold.",
    ],
)
def test_takes_no_votes_from_what_only_looks_like_them(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Imod stemte A og Ø. Ib Holm (løsgænger) undlod at stemme.", ("", "A, Ø", "Ib Holm")),
        ("For stemte A. Imod stemte Ø.\nIb Holm (UP) undlod at stemme.", ("A", "Ø", "Ib Holm")),
        ("Imod stemte F og O. Ib Holm (Ø) og Bo Dam (L) undlod at stemme.", ("", "F, O", "Ib Holm, Bo Dam")),
        ("Imod stemte F og O. Ib Holm (Ø) var fraværende.", ("", "F, O", "")),
        ("For stemte A, F og K. Bo Dam (L).", ("A, F, K. Bo Dam", "", "")),
    ],
)
def test_party_that_ends_a_sentence_is_no_initial_of_the_next_ones_name(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Anbefales ikke. Ida Holm og Bo Dam stemte dog for.", ("Ida Holm, Bo Dam", "", "")),
        ("Godkendt. Ida Holm (A) stemte som den eneste imod.", ("", "Ida Holm", "")),
        ("Godkendt. A og F stemte begge nej.", ("", "A, F", "")),
        ("Forkastet. V stemte derimod ja.", ("V", "", "")),
    ],
)
def test_adverb_may_stand_between_the_verb_and_the_side(text: str, sides: tuple[str, str, str]) -> None:
    assert told(text) == sides
