"""Cues of a decision's text: which phrases are found, and what surrounds them. All sentences are made up."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import CUES as CUES_SHAPES
from shapes import Shape

from referat_nlp import phrases
from referat_nlp.errors import ReferatError
from referat_nlp.outcome_model.cues import Cues
from referat_nlp.outcome_model.phrase_rows import Phrases
from referat_nlp.outcome_model.sentences import MAX_CHARACTERS, split_sentences
from referat_nlp.outcome_model.words import verb_form

DATA = phrases.load("outcomes")
CUES = Cues(DATA)


def contexts(text: str, meaning: str) -> list[str]:
    return [cue.context for cue in CUES.read(text)[1] if cue.meaning == meaning]


def sentences(text: str) -> list[str]:
    return [" ".join(token.text for token in sentence.tokens) for sentence in CUES.read(text)[0]]


# --- the cue file ---


def test_no_phrase_stands_twice_under_a_meaning() -> None:
    for name, table in DATA["meanings"].items():
        assert [row for row, n in Counter(table["phrases"]).items() if n > 1] == [], name


def test_groups_and_governing_meanings_exist() -> None:
    named = {meaning for group in DATA["groups"].values() for meaning in group}
    assert named <= set(DATA["meanings"])
    assert set(DATA["effective"]) <= set(DATA["meanings"])
    assert {name for over, under in DATA["overrides"].items() for name in (over, *under)} <= set(DATA["meanings"])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("(til ad", "bracket"),
        ("... til", "begin and end"),
        ("til blev?  ...", "begin and end"),
        ("<ukendt>", "no list of words"),
    ],
)
def test_faulty_row_is_told_with_the_row(row: str, told: str) -> None:
    with pytest.raises(ReferatError, match=told):
        Phrases([("meaning", "x", row)], {"kendt": ["a"]})


# --- phrases ---


@pytest.mark.parametrize(
    ("row", "words", "found"),
    [
        ("godkend(t|es)", "blev godkendt", [(1, 2)]),
        ("godkend(t|es)", "blev godkendte", []),
        ("udsæt*", "sagen udsættes", [(1, 2)]),
        ("*forslag", "et ændringsforslag", [(1, 2)]),
        ("*forslag", "forslaget", []),
        ("(tog|taget) ... til efterretning", "tog den nye plan til efterretning", [(0, 6)]),
        ("tog ... til", "tog a b c d e f g h til", [(0, 10)]),
        ("tog ... til", "tog a b c d e f g h i til", []),
        ("tog .. til", "tog a b c til", [(0, 5)]),
        ("tog .. til", "tog a b c d til", []),
        ("punkt .? #", "punkt 12", [(0, 2)]),
        ("punkt .? #", "punkt tolv", []),
        ("sendt til <hvem>", "sendt til magistraten", [(0, 3)]),
    ],
)
def test_phrase_grammar(row: str, words: str, found: list[tuple[int, int]]) -> None:
    finder = Phrases([("meaning", "x", row)], {"hvem": ["magistrat*"]})
    assert [(start, end) for start, end, _ in finder.find(words.split())] == found


# --- sentences ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Godkendt. Punktet udgår.", ["Godkendt", "Punktet udgår"]),
        ("1. Godkendt. 2. Udsat.", ["Godkendt", "Udsat"]),
        ("Ad 1) Drøftet. Ad 2) Udsat.", ["Drøftet", "Udsat"]),
        ("Jf. pkt. 4 og kr. 12.500,00 til Havnen.", ["Jf . pkt . 4 og kr . 12.500,00 til Havnen"]),
        ("Det koster 3 mio. kr. Udvalget siger nej.", ["Det koster 3 mio . kr", "Udvalget siger nej"]),
        ("Taget til efterret- ning", ["Taget til efterretning"]),
        ("By- og Havneudvalget", ["By - og Havneudvalget"]),
        ("• Nyt tag • Ny bro", ["Nyt tag", "Ny bro"]),
        ("Imod stemte V Indstillingen anbefales", ["Imod stemte V", "Indstillingen anbefales"]),
        ("Imod stemte C. Gruppen tog forbehold", ["Imod stemte C", "Gruppen tog forbehold"]),
        ("Ebba K. Rosenlund tog forbehold", ["Ebba K . Rosenlund tog forbehold"]),
    ],
)
def test_sentences_and_list_entries(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


# --- context ---


@pytest.mark.parametrize(
    ("text", "meaning", "expected"),
    [
        ("Planen blev godkendt.", "adopt", ["main"]),
        ("Planen blev ikke godkendt.", "adopt", ["not-main"]),
        ("Planen godkendes ikke.", "adopt", ["not-main"]),
        ("Planen kan udvalget ikke anbefale.", "recommend", ["not-main"]),
        ("Indstilles ikke godkendt.", "recommend", ["not-main"]),
        ("Ikke alene godkendt, men også rost.", "adopt", ["main"]),
        ("Planen er hverken godkendt eller forkastet.", "reject", ["not-main"]),
        ("Med henblik på at kunne godkende planen drøftede udvalget sagen.", "adopt", ["aim"]),
        ("Med henblik på at kunne godkende planen drøftede udvalget sagen.", "discuss", ["main"]),
        ("For at kunne vedtage et budget inden jul udsatte byrådet sagen.", "postpone", ["main"]),
        ("Udsættes, så udvalget kan godkende et samlet forslag.", "adopt", ["aim"]),
        ("Udsættes, da planen skal godkendes af staten.", "adopt", ["reason"]),
        ("Sagen genoptages, når planen er godkendt.", "adopt", ["time"]),
        ("Udvalget godkendte, at sagen udsættes.", "postpone", ["under-adopt"]),
        ("Udvalget anbefaler, at planen godkendes.", "adopt", ["under-recommend"]),
        ("Ebba Holm (A) foreslog, at sagen udsættes.", "postpone", ["under-propose"]),
        ('V afgav denne protokolbemærkning: "Planen burde være forkastet."', "reject", ["quoted"]),
        ("Ebba Holm (A) kan ikke anbefale planen.", "recommend", ["not-minority"]),
        ("Et mindretal (Ø) anbefaler at vente.", "recommend", ["minority"]),
        ("Byrådet kan ikke anbefale planen.", "recommend", ["not-main"]),
        ("Ebba Holm kunne ikke tiltræde.", "adopt", ["not-minority"]),
        ("Ebba Holm og Bo Krag kan ikke anbefale planen.", "recommend", ["not-minority"]),
        ("Børn og Unge kan ikke anbefale planen.", "recommend", ["not-main"]),
        ("Skærum Boldklub får 40.000 kr.", "grant", ["main"]),
        ("Udvalget kan ikke anbefale planen over for byrådet.", "recommend", ["not-main", "not-main"]),
        ("Udvalget kan ikke se en vej, men anbefaler planen over for byrådet.", "recommend", ["main", "main"]),
        ("Ændringsforslaget blev forkastet.", "reject", ["amendment"]),
        ("Ændringsforslaget faldt, hvorefter planen blev godkendt.", "adopt", ["main"]),
        ("Det indstillede beløb gives.", "recommend", ["attribute"]),
        ("Første og andet at godkendt.", "adopt", ["main"]),
        ("Planen skulle have været godkendt, men tallene er forkerte.", "adopt", ["unreal"]),
        ("Godkendt, idet punkt 4 udgår.", "withdraw", ["while"]),
        ("Regionsrådet vedtog at oversende forslaget.", "send", ["under-adopt"]),
        ("Planen blev drøftet, hvorefter udvalget udsatte den.", "postpone", ["main"]),
        ("Det besluttes at vente og godkendte regnskabet.", "adopt", ["main"]),
        ("Udvalget godkendte ønskerne fra temadrøftelsen og anbefaler dem.", "discuss", ["past"]),
        ("Temadrøftelsen blev holdt.", "discuss", ["main"]),
        ("Byrådet gik ikke ind på kravet.", "refuse", ["main"]),
        ("Byrådet gik ind i bygningen.", "refuse", []),
        ("Afsnit for afsnit vendte udvalget udkastet.", "talk", ["main"]),
        ("Udvalget vendte hjem.", "talk", []),
        ("Ja: A, F. Nej: V, C.", "consent", ["vote"]),
        ("Ja: A, F. Nej: V, C.", "reject", ["vote"]),
        ("Møde med ejerne: Ja, i juni.", "consent", ["main"]),
    ],
)
def test_context_of_a_cue(text: str, meaning: str, expected: list[str]) -> None:
    assert contexts(text, meaning) == expected


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Regodkendelsen mangler.", "adopt"),
        ("Der er 12 medlemmer i foreningen.", "recommend"),
        ("Mødet holdes på havnen.", "noted"),
        ("Faldhøjden er to meter.", "reject"),
    ],
)
def test_near_miss_is_no_cue(text: str, meaning: str) -> None:
    assert contexts(text, meaning) == []


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("Udvalget godkendte, at sagen udsættes.", {"adopt": "does", "postpone": "does"}),
        ("Sagen udsættes ikke.", {"postpone": "denies"}),
        ("For at kunne godkende planen udsættes sagen.", {"adopt": "", "postpone": "does"}),
    ],
)
def test_what_the_decision_does(text: str, effect: dict[str, str]) -> None:
    found = {cue.meaning: CUES.effect(cue.meaning, cue.context) for cue in CUES.read(text)[1]}
    assert {meaning: found[meaning] for meaning in effect} == effect


@pytest.mark.parametrize(
    ("text", "subject", "tense"),
    [
        ("Forvaltningen undersøger sagen.", "admin", "present"),
        ("Udvalget tog sagen op.", "body", ""),
        ("Udvalget drøftede sagen.", "body", "past"),
        ("Ebba Holm (A) ønskede sagen udsat.", "minority", ""),
        ("Godkendt.", "", ""),
    ],
)
def test_who_acts(text: str, subject: str, tense: str) -> None:
    sentence = CUES.read(text)[0][0]
    assert (sentence.subject, sentence.tense) == (subject, tense)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("", ""),
        ("udsættes", "passive"),
        ("udsatte", "past"),
        ("udsat", "participle"),
        ("gør", "present"),
        ("skal", "present"),
        ("udsætte", "infinitive"),
    ],
)
def test_form_of_a_verb(word: str, form: str) -> None:
    assert verb_form(word) == form


@pytest.mark.parametrize(
    ("text", "meaning", "near_miss"),
    [
        ("Ansøger henvises til fritidspuljen.", "advise", "Sagen henvises til fritidspuljen."),
        ("Udvalget nedlægger forbud mod nedrivning.", "order", "Udvalget nedlægger stien."),
        ("Prisen gives til koret.", "award", "Tilladelsen gives til koret."),
        ("Huset skal hedde Brohuset.", "award", "Huset skal males."),
        ("Byrådet anker dommen.", "litigate", "Byrådet ændrer planen."),
        ("Mødet flyttes til den 4. maj.", "meet", "Stien flyttes til den anden side."),
        ("Fristen fastsættes til 6 måneder.", "limit", "Prisen fastsættes til 6 kroner."),
        ("Tiltrådt for så vidt angår punkt 1.", "partial", "Tiltrådt så hurtigt som muligt."),
        ("Udvalget overlader det til skolerne.", "leave", "Udvalget lader sagen falde."),
        ("Drøftelsen fortsætter på næste møde.", "put_off", "Ordningen fortsætter i to år."),
        ("Planen behandles på mødet i december.", "put_off", "Planen behandles efter loven."),
        ("Punkt 9 er kommet til.", "reorder", "Naboerne er kommet godt hjem."),
        ("Godkendt på den betingelse, at taget skiftes.", "change_condition", "Godkendt på den anden side af vejen."),
        ("Det blev til en åben snak om trafikken.", "talk", "Det blev til en åben plads."),
        ("Udvalget afviser klagen, og afgørelsen står ved magt.", "uphold", "Udvalget afviser klagen."),
        ("Kørslen sendes i fornyet udbud.", "tender", "Butikkens udbud vokser."),
        ("Kantinen kommer i udbud til maj.", "tender", "Sagen kommer igen til maj."),
        ("Forvaltningen får lov til at købe bænken.", "allow", "Klubben får lov til at købe bænken."),
        ("Der ydes 400 kr. Der bevilges ikke lånegaranti.", "reject", "Der bevilges lånegaranti."),
        ("Der meddeles ikke dispensation.", "reject", "Der meddeles dispensation."),
        ("Planen skal ud til beboerne.", "send", "Træerne skal ud af haven."),
        ("Udkastet skal en tur rundt i rådene.", "send", "Udvalget skal på tur."),
        ("Udgiften afholdes af kassen.", "grant", "Festen afholdes 4. maj."),
        ("Festen afholdes 4. maj.", "news", "Udgiften afholdes af kassen."),
        ("Sagen sendes til Byrådets godkendelse.", "recommend", "Sagen sendes til Byrådets afgørelse."),
    ],
)
def test_families_of_free_wording(text: str, meaning: str, near_miss: str) -> None:
    assert contexts(text, meaning) != []
    assert contexts(near_miss, meaning) == []


# --- any text ---


@pytest.mark.parametrize(
    ("text", "meaning", "inside"),
    [
        ("Klubben henvises til puljen for idræt.", "advise", "send"),
        ("Prisen skal gå til Lunds Kor.", "award", "go_to"),
        ("Ansøgningen blev lagt til side til foråret.", "put_off", "change"),
        ("Driften sendes i udbud.", "tender", "send"),
        ("Centerchefen får lov til at sælge skuret.", "allow", "adopt"),
    ],
)
def test_phrase_that_means_something_else_hides_what_lies_in_it(text: str, meaning: str, inside: str) -> None:
    found = {cue.meaning for cue in CUES.read(text)[1]}
    assert meaning in found
    assert inside not in found


@pytest.mark.parametrize(
    "text",
    [
        "Flertallet (A, F og V) vil have muren flyttet.",
        "Et flertal (A og V) ønsker et overblik.",
        "Et byrådsflertal (A og V) beder om tal.",
    ],
)
def test_what_a_majority_wants_is_wanted_by_the_body(text: str) -> None:
    assert contexts(text, "ask") == ["main"]


def test_what_a_minority_wants_is_not() -> None:
    assert contexts("Mindretallet (A og F) ønsker et overblik.", "ask") == ["minority"]


def test_phrase_outside_another_is_not_hidden() -> None:
    found = {cue.meaning for cue in CUES.read("Sagen henvises til Kulturudvalget. Prisen går op.")[1]}
    assert "send" in found
    assert "advise" not in found


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Punkt 5 blev behandlet til sidst.", "reorder"),
        ("Planen forelægges skolebestyrelserne.", "send"),
        ("Listen skrives af sekretæren.", "admin_acts"),
        ("Vejen kommer til at hedde Elmely.", "award"),
        ("Forslaget nød ikke fremme.", "refuse"),
        ("Udvalget vendte de fire temaer.", "talk"),
        ("Taksten foreslås vedtaget.", "recommend"),
        ("Opsigelsen står ved magt.", "uphold"),
        ("Ny havnefoged begynder den 1. maj.", "news"),
        ("Udvalget foreslår Byrådet at give garantien.", "recommend"),
    ],
)
def test_further_wordings(text: str, meaning: str) -> None:
    assert meaning in {cue.meaning for cue in CUES.read(text)[1]}


def test_proposal_to_a_higher_body_recommends_what_it_says() -> None:
    assert contexts("Udvalget foreslår Byrådet at godkende planen.", "adopt") == ["under-recommend"]
    assert contexts("Ebba Holm foreslår at godkende planen.", "adopt") == ["under-propose"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("abegiknot æøå.,:;()\"„”-–•\n\t0123§'AVØikkeat"), max_size=400))
def test_any_text_is_read_and_cues_lie_in_their_sentences(text: str) -> None:
    read, found = CUES.read(text)
    assert all(sentence.tokens for sentence in read)
    for cue in found:
        assert 0 <= cue.start < cue.end <= len(read[cue.sentence].tokens)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "ikke",
                "at",
                "for",
                "godkendt",
                "tog",
                "til",
                ",",
                "og",
                "(",
                "A",
                ")",
                '"',
                "idet",
                "der",
                ".",
                "Forslaget",
            ]
        ),
        max_size=60,
    )
)
def test_any_row_of_cue_words_is_read(words: list[str]) -> None:
    CUES.read(" ".join(words))


@pytest.mark.parametrize("shape", CUES_SHAPES, ids=str)
def test_long_text_takes_no_more_work_than_its_read_part(shape: Shape, steps_of) -> None:
    long, longer = (steps_of(lambda: CUES.read(shape.text(times * MAX_CHARACTERS))) for times in (2, 200))  # noqa: B023
    assert longer < 1.1 * long


def test_of_a_long_text_beginning_and_end_are_read() -> None:
    text = "Godkendt. " + "Og så videre. " * MAX_CHARACTERS + "Punktet udgår."
    assert {"adopt", "withdraw"} <= {cue.meaning for cue in CUES.read(text)[1]}


def test_split_sentences_needs_no_cue_file() -> None:
    assert len(split_sentences("Godkendt. Udsat.")) == 2


@pytest.mark.parametrize("short", ["Gl.", "Ndr.", "Kgl.", "Kbh."])
def test_shortened_word_of_a_place_ends_no_sentence(short: str) -> None:
    assert len(sentences(f"Besøg på {short} Møllevej er aflyst.")) == 1
