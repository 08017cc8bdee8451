"""IOB2 to sentences and on to spaCy's Docs. All sentences are invented."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

from referat_nlp.base.convert import LABELS, Sentence, read_iob2, to_doc, write_docbin
from referat_nlp.base.invented import invent, ordinary_words
from referat_nlp.errors import ReferatError


def iob2(path: Path, *sentences: tuple[str | None, str]) -> Path:
    """Write a file of (text, 'word/MARK word/MARK …') sentences."""
    lines = []
    for number, (text, words) in enumerate(sentences):
        lines.append(f"# sent_id = {number}")
        if text is not None:
            lines.append(f"# text = {text}")
        for index, pair in enumerate(words.split(), start=1):
            word, mark = pair.rsplit("/", 1)
            lines.append(f"{index}\t{word}\t{mark}\t{mark}#O\ts")
        lines.append("")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def names(sentence: Sentence) -> list[tuple[str, str]]:
    return [(sentence.text[start:end], label) for start, end, label in sentence.entities]


def test_names_keep_the_printed_text_between_their_words(tmp_path):
    path = iob2(
        tmp_path / "a.iob2",
        ("Formanden Karin Lund, Ravnsby.", "Formanden/O Karin/B-PER Lund/I-PER ,/O Ravnsby/B-LOC ./O"),
    )
    [sentence] = read_iob2(path)
    assert sentence.text == "Formanden Karin Lund, Ravnsby."
    assert names(sentence) == [("Karin Lund", "PER"), ("Ravnsby", "LOC")]
    assert [sentence.text[start:end] for start, end in sentence.words or ()] == [
        "Formanden",
        "Karin",
        "Lund",
        ",",
        "Ravnsby",
        ".",
    ]


def test_neighbouring_names_stay_two(tmp_path):
    [sentence] = read_iob2(iob2(tmp_path / "a.iob2", ("Karin Ole", "Karin/B-PER Ole/B-PER")))
    assert names(sentence) == [("Karin", "PER"), ("Ole", "PER")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ravnsby/B-LOC og/O Holm/I-LOC", [("Ravnsby", "LOC"), ("Holm", "LOC")]),
        ("Ravnsby/B-LOC og/B-ORG Holm/I-LOC", [("Ravnsby", "LOC"), ("og", "ORG"), ("Holm", "LOC")]),
        ("Ravnsby/I-LOC og/I-LOC Holm/O", [("Ravnsby og", "LOC")]),
    ],
)
def test_inside_mark_without_beginning_begins_a_name(tmp_path, words, expected):
    [sentence] = read_iob2(iob2(tmp_path / "a.iob2", ("Ravnsby og Holm", words)))
    assert names(sentence) == expected


def test_other_labels_are_no_names(tmp_path):
    [sentence] = read_iob2(iob2(tmp_path / "a.iob2", ("Karin Lund", "Karin/B-MISC Lund/I-MISC")))
    assert names(sentence) == []


def test_sentence_without_text_line_is_its_words_with_spaces(tmp_path):
    [sentence] = read_iob2(iob2(tmp_path / "a.iob2", (None, "Karin/B-PER ler/O")))
    assert sentence.text == "Karin ler"


def test_last_sentence_needs_no_blank_line(tmp_path):
    path = tmp_path / "a.iob2"
    path.write_text("# text = Ja\n1\tJa\tO\tO#O\ts", encoding="utf-8")
    assert [sentence.text for sentence in read_iob2(path)] == ["Ja"]


def test_empty_file_has_no_sentences(tmp_path):
    assert list(read_iob2(iob2(tmp_path / "a.iob2"))) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("1\tJa\n", "a.iob2, line 1: not a row"),
        ("1\tJa\tPER\n", "a.iob2, line 1: not a row"),
        ("# text = Nej\n1\tJa\tO\n\n", "the word 'Ja' is not the next one"),
        ("# text = Nej, ja\n1\tja\tO\n\n", "the word 'ja' is not the next one"),
    ],
)
def test_broken_file_is_named_with_its_line(tmp_path, content, message):
    path = tmp_path / "a.iob2"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReferatError, match=message):
        list(read_iob2(path))


def test_doc_has_the_words_of_the_source(tmp_path):
    nlp = spacy.blank("da")
    [sentence] = read_iob2(
        iob2(tmp_path / "a.iob2", ("A/S-huset i Ravns-by", "A/S-huset/B-ORG i/O Ravns-/B-LOC by/I-LOC"))
    )
    doc = to_doc(nlp, sentence)
    assert doc.text == sentence.text
    assert [token.text for token in doc] == ["A/S-huset", "i", "Ravns-", "by"]
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("A/S-huset", "ORG"), ("Ravns-by", "LOC")]


def test_name_that_ends_inside_a_token_takes_in_the_token():
    text = "Anlægget bygges af Lund A/S."
    doc = to_doc(spacy.blank("da"), Sentence(text, ((19, 27, "ORG"),)))
    assert [ent.text for ent in doc.ents] == ["Lund A/S."]


def test_docbin_gives_the_same_names_back(tmp_path):
    nlp = spacy.blank("da")
    sentences = invent(20, seed=4)
    write_docbin(nlp, sentences, tmp_path / "a.spacy")
    docs = list(DocBin().from_disk(tmp_path / "a.spacy").get_docs(nlp.vocab))
    assert [doc.text for doc in docs] == [sentence.text for sentence in sentences]
    assert [len(doc.ents) for doc in docs] == [len(sentence.entities) for sentence in sentences]


@given(
    st.lists(
        st.tuples(st.text("abÆ.", min_size=1), st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "I-ORG"])), max_size=8
    )
)
def test_any_marks_give_names_in_order_inside_the_text(tmp_path_factory, pairs):
    path = iob2(tmp_path_factory.mktemp("any") / "a.iob2", (None, " ".join(f"{word}/{mark}" for word, mark in pairs)))
    for sentence in read_iob2(path):
        ends = 0
        for start, end, label in sentence.entities:
            assert ends <= start < end <= len(sentence.text)
            assert label in LABELS
            ends = end


# Invented sentences


def test_invented_sentences_are_the_same_for_the_same_seed():
    assert invent(50, seed=7) == invent(50, seed=7)
    assert invent(50, seed=7) != invent(50, seed=8)


@pytest.mark.parametrize("held_out", [False, True])
def test_invented_names_stand_in_the_text_without_white_space_around(held_out):
    for sentence in invent(300, seed=1, held_out=held_out):
        ends = 0
        for start, end, label in sentence.entities:
            name = sentence.text[start:end]
            assert ends <= start
            assert name == name.strip() != ""
            assert label in LABELS
            ends = end
        assert "{" not in sentence.text


def test_held_out_sentences_are_never_trained_on():
    trained = {sentence.text for sentence in invent(2_000, seed=0) if sentence.entities}
    assert not trained & {sentence.text for sentence in invent(500, seed=2, held_out=True) if sentence.entities}


def test_ordinary_words_come_from_sentences_without_names_only():
    sentences = [Sentence("Nu ler Karin Lund højt.", ((7, 17, "PER"),)), Sentence("Vi ser EU-reglerne i dag", ())]
    assert ordinary_words(sentences) == [["ser"], ["i", "dag"]]
