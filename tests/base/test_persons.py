"""Names of persons, found by the base in models/base. The sentences are invented; names stand in [brackets].

The brackets are taken out before the text is read, so text and answer cannot drift apart.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapes import PERSONS

from referat_nlp import phrases
from referat_nlp.base import persons
from referat_nlp.base.persons import PREFERRED_PACKAGE, PersonFinder, base_of, load_base
from referat_nlp.errors import ModelError
from referat_nlp.resources import models_dir

BASE = str(models_dir() / "base")
ROOT = Path(__file__).parents[2]

# The shipped base is tested, whatever else is installed.
FINDER = PersonFinder(BASE)


def marked(text: str) -> str:
    """Return `text` with [ and ] around the names that are found."""
    [spans] = FINDER.find([text])
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        "Fraværende: [Inge-Merete Skovby Østerlund] (V)",
        "Afbud: [Thorkild Ravnsager] (A), [Nadia El-Masri] (Ø) og [Bo Lund] (C)",
        "Afbud fra [Carl Aage Hvidtfeldt].",
        "[Jens Chr. Brandholt] havde meldt afbud.",
        "[Signe P. Tornager] og [N. P. Gyldenlund] var fraværende.",
        "[Fatma Yildirim] (Ø) deltog ikke i sagens behandling.",
        "Ikke til stede: [Ole Fasterholt]",
        "Som stedfortræder for [Grethe Markdal] deltog [Poul Erik Sandvad].",
        "Fraværende: [Viggo Kirkeby] (V) - [Tove Asmild] (V) mødte som stedfortræder.",
        "Mødedeltagere [Karin Høgsbro], [Anders Blåkjær], [Helle Trankær], [Mohammad Rezai]",
        "[Karin Høgsbro]\n[Anders Blåkjær]\n[Helle Trankær]",
        "Mødedeltagere: [Karin Høgsbro], [Anders\nBlåkjær], [Helle Trankær]",
        "Mødedeltagere: [Karin Høgsbro], [Anders  \nBlåkjær], [Helle Trankær]",
        "[Karin Høgsbro] (A)\t[Anders Blåkjær] (V)",
        "Borgmester [Lisbeth Stengade] orienterede om sagen.",
        "Viceborgmester [Torben Kærgård] deltog under punktet.",
        "[Anton Rahr] stemte imod.",
    ],
)
def test_names_are_found_as_minutes_print_them(expected):
    assert marked(re.sub(r"[\[\]]", "", expected)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "Fraværende: Ingen",
        "Afbud: Ingen.",
        "Godkendt.",
        "Taget til efterretning.",
        "Social- og Sundhedsudvalget anbefaler indstillingen.",
        "Afbud fra 3 virksomheder og 2 foreninger.",
        "Venstre og Enhedslisten stemte imod.",
        "For stemte: A, B, F og Ø.",
        "Punkt 7: Godkendelse af dagsorden",
        "Udgiften er 1,5 mio. kr. i 2025.",
        "Mødested: Mødelokale 2, Ravnsbjerg Rådhus",
        "Sagen sendes i høring hos Kolding Kommune.",
        "Cykelsti langs Præstegårdsvej",
    ],
)
def test_other_words_are_no_persons(text):
    assert marked(text) == text


def test_spans_belong_to_their_texts():
    texts = ["Afbud: Karin Lund (A)", "", "Godkendt.", "Ole Skov havde meldt afbud."]
    found = FINDER.find(texts)
    assert [[text[start:end] for start, end in spans] for text, spans in zip(texts, found, strict=True)] == [
        ["Karin Lund"],
        [],
        [],
        ["Ole Skov"],
    ]


def test_same_texts_give_the_same_spans_alone_and_in_a_batch():
    texts = [f"Fraværende: {name} Lund (V) og Ole Holm (A)." for name in ("Karin", "Per", "Anne-Mette", "Ib")]
    assert FINDER.find(texts) == [FINDER.find([text])[0] for text in texts]


def test_name_late_in_a_long_text_keeps_its_place():
    text = "Sagen  blev drøftet.\r\n\r\n" * 2_000 + "Fraværende: Karin Lund (V)\n"
    start = text.index("Karin Lund")
    assert (start, start + len("Karin Lund")) in FINDER.find([text])[0]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n\t(),.KarinLund\ud800")), max_size=300))
@example("AA\ud800 Karin Lund")
def test_any_text_gives_ordered_spans_without_white_space_at_their_ends(text):
    [spans] = FINDER.find([text])
    ends = 0
    for start, end in spans:
        assert ends <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        ends = end


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n\t\xa0A")), max_size=200), st.integers(1, 50))
@example("AA\ud800", 3)
def test_pieces_lead_back_to_the_characters_of_the_text(text, size):
    old, persons._PIECE = persons._PIECE, size
    try:
        for piece in persons.pieces(text):
            for here, character in enumerate(piece.text):
                if not character.isspace():
                    origin = text[piece.original(here)]
                    # half a surrogate pair is nothing the base can read
                    assert character == ("\ufffd" if "\ud800" <= origin <= "\udfff" else origin)
    finally:
        persons._PIECE = old


@pytest.mark.parametrize("shape", PERSONS, ids=str)
def test_work_grows_with_the_length_of_hostile_lines(shape, check_linear):
    check_linear(lambda text: FINDER.find([text]), shape, 2000)


# The base


def test_nothing_is_loaded_before_the_first_text(monkeypatch):
    monkeypatch.setattr(persons, "load_base", lambda model: pytest.fail("loaded"))
    assert PersonFinder("no/such/folder").find([]) == []
    assert PersonFinder("no/such/folder").find(["", "kun små bogstaver", "A, B og Ø"]) == [[], [], []]


def test_importing_the_module_imports_no_spacy():
    code = "import sys, referat_nlp.base.persons; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_base_is_loaded_once():
    assert load_base(BASE) is load_base(BASE)


def test_base_has_only_what_is_needed():
    nlp = load_base(BASE)
    assert nlp.pipe_names == ["tok2vec", "ner"]
    assert nlp.get_pipe("ner").labels == ("LOC", "ORG", "PER")


def test_shipped_base_is_taken_without_the_package(monkeypatch):
    monkeypatch.setattr(persons.importlib.util, "find_spec", lambda name: None)
    assert base_of() == models_dir() / "base"


def test_installed_package_is_preferred(tmp_path, monkeypatch):
    package = tmp_path / PREFERRED_PACKAGE
    meta = json.loads((Path(BASE) / "meta.json").read_text(encoding="utf-8"))
    shutil.copytree(BASE, package / f"{meta['lang']}_{meta['name']}-{meta['version']}")
    (package / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, PREFERRED_PACKAGE, raising=False)
    persons._load.cache_clear()
    try:
        assert base_of() == PREFERRED_PACKAGE
        assert PersonFinder().find(["Afbud: Karin Lund (A)"]) == [[(7, 17)]]
    finally:
        sys.modules.pop(PREFERRED_PACKAGE, None)
        persons._load.cache_clear()


@pytest.mark.parametrize("model", ["no/such/folder", "no_such_package", "not a name", ""])
def test_unknown_base_says_what_to_give(model):
    with pytest.raises(ModelError, match=r"no such base model. Give a folder .*`python -m spacy download"):
        PersonFinder(model).find(["Karin Lund"])


def test_package_that_is_no_model_is_refused():
    with pytest.raises(ModelError, match="json: not a readable spaCy pipeline"):
        PersonFinder("json").find(["Karin Lund"])


def test_missing_shipped_base_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setattr(persons, "models_dir", lambda: tmp_path)
    monkeypatch.setattr(persons.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"base model is missing .*`make base-model`"):
        PersonFinder().find(["Karin Lund"])


@pytest.mark.parametrize(
    "name", ["config.cfg", "meta.json", "tokenizer", "ner/model", "ner/moves", "ner/cfg", "tok2vec/model"]
)
@pytest.mark.parametrize("damage", ["removed", "empty", "cut", "garbage"])
def test_damaged_base_is_one_sentence_or_still_works(tmp_path, name, damage):
    folder = tmp_path / "base"
    shutil.copytree(BASE, folder)
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if damage != "removed":
        path.write_bytes({"empty": b"", "cut": content[: len(content) // 2], "garbage": b"\xc1\x00{]" * 40}[damage])
    with pytest.raises(ModelError, match=r"not a readable spaCy pipeline|marks no persons"):
        PersonFinder(str(folder)).find(["Afbud: Karin Lund (A)"])


def test_pipeline_without_persons_is_refused(tmp_path):
    spacy.blank("da").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="marks no persons"):
        PersonFinder(str(tmp_path / "blank")).find(["Karin Lund"])


# What is shipped


def test_shipped_base_travels_with_its_licence_sources_and_scores():
    folder = Path(BASE)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert meta["labels"]["ner"] == ["LOC", "ORG", "PER"]
    assert "universalner.org" in meta["sources"][0]["url"]
    assert "Attribution-ShareAlike 4.0" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert "UNER_Danish-DDT" in (folder / "ATTRIBUTION.txt").read_text(encoding="utf-8")


def test_shipped_base_holds_no_words_of_the_data_and_no_pickle():
    folder = Path(BASE)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 5_000_000
    assert "/tmp" not in (folder / "config.cfg").read_text(encoding="utf-8")
    strings = set(json.loads((folder / "vocab" / "strings.json").read_text(encoding="utf-8")))
    assert len(strings - set(spacy.blank("da").vocab.strings)) < 100
    assert not [path for path in files if path.suffix in (".pkl", ".joblib", ".pickle")]


@pytest.mark.parametrize(("part", "label", "floor"), [("test", "PER", 0.74), ("invented", "PER", 0.93)])
def test_scores_in_meta_are_not_below_the_floor(part, label, floor):
    meta = json.loads((Path(BASE) / "meta.json").read_text(encoding="utf-8"))
    assert meta["performance"][part][label]["f"] >= floor


def test_absent_members_of_the_annotated_minutes_are_found():
    """Nearly every absent member stands as a person in every line that has the name."""
    found = missed = 0
    for path in sorted((ROOT / "annotations").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        absences = [entry for item in gold["items"] for entry in item["absent_members"]] + gold["meeting"][
            "absent_members"
        ]
        names = {entry["name"] for entry in absences}
        lines = [
            line
            for line in (path.parent / gold["document"]).read_text(encoding="utf-8").splitlines()
            if any(name in line for name in names)
        ]
        for line, spans in zip(lines, FINDER.find(lines), strict=True):
            persons_of_line = {" ".join(line[start:end].split()) for start, end in spans}
            for name in names:
                if name in line:
                    found, missed = (found + 1, missed) if name in persons_of_line else (found, missed + 1)
    assert found + missed > 100
    assert found / (found + missed) >= 0.95


# The lexicon


def test_name_lists_are_sorted_and_without_doubles():
    for key, rows in phrases.load("names").items():
        assert rows == sorted(set(rows)), key
