"""What the classifier sees of a decision and of each of its sentences."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referat_nlp import phrases
from referat_nlp.outcome_model.cues import Cues
from referat_nlp.outcome_model.document_features import decision_features, grams_of
from referat_nlp.outcome_model.features import read_parts

CUES = Cues(phrases.load("outcomes"))


def names(text: str) -> set[str]:
    return set().union(*decision_features(read_parts(text, CUES), CUES))


def test_each_sentence_is_a_part_of_its_own() -> None:
    first, second = read_parts("Punkt 1: Godkendt. Punkt 2: Anbefales ikke.", CUES)
    assert "does adopt" in first.features
    assert "denies recommend" in second.features
    assert not any("adopt" in name for name in second.features)


def test_denied_approval_is_counted_together_whatever_its_verb() -> None:
    for text in ("Ikke godkendt.", "Kan ikke anbefales.", "Garantien gives ikke."):
        assert "denies group approving" in read_parts(text, CUES)[0].features


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ebba Holm (A) foreslog et loft. For: A. Imod: V. Forslaget er vedtaget.", "motion does group approving"),
        ("Ebba Holm (A) foreslog et loft. Det var der ikke flertal for.", "motion does group rejecting"),
        ("Ændringsforslaget blev ikke vedtaget.", "motion denies group approving"),
    ],
)
def test_what_becomes_of_a_motion_is_told_of_the_sentence_that_tells_it(text: str, told: str) -> None:
    assert told in read_parts(text, CUES)[-1].features


def test_vote_on_the_proposal_after_a_motion_is_not_told_of_the_motion() -> None:
    parts = read_parts("Ebba Holm (A) foreslog et loft. Forslaget faldt. Planen blev vedtaget.", CUES)
    assert "motion does group rejecting" in parts[1].features
    assert not any(name.startswith("motion") for name in parts[2].features)


def test_list_of_news_does_nothing() -> None:
    whole = names("• Den nye bro er tegnet.\n• Sommerfesten er den 3. juni.")
    assert {"all listed", "nothing done"} <= whole
    other = names("Den nye bro er tegnet. Planen blev godkendt.")
    assert not {"all listed", "nothing done"} & other


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dagsordenen blev ændret.", "does group changing of agenda"),
        ("Bevillingen blev ændret.", "does group changing of money"),
        ("Forslaget blev derefter vedtaget.", "does adopt of motion"),
        ("Indstillingen blev derefter vedtaget.", "does adopt of recommendation"),
        ("Der blev givet afslag på ansøgningen.", "does reject of application"),
    ],
)
def test_what_a_verb_is_about_is_told_with_it(text: str, told: str) -> None:
    assert told in read_parts(text, CUES)[0].features


def test_what_stands_far_away_is_not_what_a_verb_is_about() -> None:
    text = "Dagsordenen, der var lang og ikke helt let at overskue for de nye på deres første aften, blev vedtaget."
    features = read_parts(text, CUES)[0].features
    assert "does adopt" in features
    assert "does adopt of agenda" not in features


def test_what_was_adopted_after_a_motion_is_told() -> None:
    adopted = read_parts("Ebba Holm (A) foreslog et loft. Forslaget blev vedtaget.", CUES)[-1].features
    passed_over = read_parts("Ebba Holm (A) foreslog et loft. Indstillingen blev vedtaget.", CUES)[-1].features
    assert "motion does group approving of motion" in adopted
    assert "motion does group approving of recommendation" in passed_over
    assert "motion does group approving of motion" not in passed_over


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Fliserne omlægges.", {"other passive", "other passive alone"}),
        ("Bænken blev omlakeret.", {"other participle", "other participle alone"}),
        ("Borgernes hunde.", set()),
        ("Således.", set()),
        ("Planen godkendes.", set()),
    ],
)
def test_verb_that_no_cue_knows_is_told_by_its_form(text: str, other: set[str]) -> None:
    assert {name for name in read_parts(text, CUES)[0].features if name.startswith("other ")} == other


def test_change_made_before_the_approval_counts_with_it() -> None:
    (part,) = read_parts("Dagsordenen blev godkendt, efter at punkt 5 var rykket frem.", CUES)
    assert "within group ordering" in part.features


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Tilbagesendes Kulturafdelingen med bemærkning, at byrådet har vedtaget planen.", "does group approving"),
        (
            "Tilbagesendes Kulturafdelingen med bemærkning, at byrådet ikke har tiltrådt planen.",
            "denies group approving",
        ),
        ("Fremsendes til byrådet med bemærkning, at Magistraten anbefaler planen.", "does group approving"),
    ],
)
def test_case_that_goes_back_with_word_of_the_decision_does_what_the_word_says(text: str, does: str) -> None:
    (part,) = read_parts(text, CUES)
    assert does in part.features
    assert "does send" not in part.features


def test_case_that_goes_back_without_such_word_is_sent() -> None:
    assert "does send" in read_parts("Tilbagesendes til udvalget med et ønske om flere tal.", CUES)[0].features


def test_clause_beside_an_approval_is_told() -> None:
    (if_paid,) = read_parts("Godkendt, hvis banen betaler halvdelen.", CUES)
    (since,) = read_parts("Godkendt, da banen betaler halvdelen.", CUES)
    assert {"clause condition", "approving, clause condition"} <= set(if_paid.features)
    assert "approving, clause reason" in since.features
    assert "clause condition" not in since.features
    (alone,) = read_parts("Hvis banen betaler halvdelen, er alt vel.", CUES)
    assert "approving, clause condition" not in alone.features


def test_task_within_what_is_adopted_is_none_of_its_own() -> None:
    (within,) = read_parts("Udvalget godkendte, at forvaltningen arrangerer et møde.", CUES)
    (own,) = read_parts("Forvaltningen arrangerer et møde.", CUES)
    assert "does group tasking" not in within.features
    assert "does group tasking" in own.features


@pytest.mark.parametrize(
    ("within", "own", "group"),
    [
        ("Godkendt, at gruppe C har udpeget Ebba Holm.", "Byrådet udpegede Ebba Holm.", "choosing"),
        (
            "Udvalget godkendte, at der holdes et fællesmøde.",
            "Udvalget besluttede, at der holdes et fællesmøde.",
            "own",
        ),
    ],
)
def test_choice_or_meeting_within_what_is_adopted_is_none_of_its_own(within: str, own: str, group: str) -> None:
    assert f"does group {group}" not in read_parts(within, CUES)[0].features
    assert f"does group {group}" in read_parts(own, CUES)[0].features


def test_preference_is_something_of_its_own() -> None:
    (preferred,) = read_parts("Udvalget foretrækker som udgangspunkt model 2.", CUES)
    (compared,) = read_parts("Udvalget fik gennemgået model 2.", CUES)
    assert "does group own" in preferred.features
    assert "does group own" not in compared.features


def test_agenda_is_known_to_the_other_sentences() -> None:
    first, _ = read_parts("Punkt 4 udgår. Dagsordenen blev godkendt.", CUES)
    assert "elsewhere agenda" in first.features


def test_item_taken_off_is_known_to_the_other_sentences() -> None:
    first, _ = read_parts("Dagsordenen godkendt. Punkt 5 udgår.", CUES)
    assert "elsewhere withdraw" in first.features


def test_numbers_are_one_word_and_words_come_in_pairs() -> None:
    (part,) = read_parts("Bevilget 12.500 kroner.", CUES)
    assert part.words == ("bevilget", "#", "kroner")
    assert part.pairs == ("bevilget #", "# kroner")


def test_text_without_words_has_one_empty_part() -> None:
    assert [part.words for part in read_parts(" \n ", CUES)] == [()]


def test_whole_decision_knows_what_stands_first_and_last() -> None:
    features = names("Drøftet. Sendes i høring.")
    assert {"first does discuss", "last does send", "parts 2"} <= features


def test_parts_of_words_are_seen() -> None:
    assert grams_of(["ja", "drøft"]) == [
        " ja",
        "ja ",
        " ja ",
        " dr",
        "drø",
        "røf",
        "øft",
        "ft ",
        " drø",
        "drøf",
        "røft",
        "øft ",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_features_of_any_text_are_the_same_each_time(text: str) -> None:
    assert read_parts(text, CUES) == read_parts(text, CUES)
