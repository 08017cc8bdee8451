"""Persons learned from annotations: what is taught, what is kept, and how it is stored. All minutes are invented."""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from safetensors.numpy import load as load_tensors
from safetensors.numpy import save

from referat_nlp import attributes
from referat_nlp.annotations import Document
from referat_nlp.base import learning, persons
from referat_nlp.base import part as persons_part
from referat_nlp.base.lessons import Lesson, doc_of, lessons_of
from referat_nlp.base.own import OwnPersons
from referat_nlp.base.part import PersonsPart
from referat_nlp.base.persons import PersonFinder, load_base, own_folder
from referat_nlp.components.absent_members import AbsenceMarker
from referat_nlp.errors import ModelError
from referat_nlp.model_files import META, WEIGHTS
from referat_nlp.resources import models_dir

BASE = str(models_dir() / "base")
# A sentence that no rule can read.
OPEN = "Hnefa undir Klett deltog ikke."
# Names of an invented municipality where people are called after their farms.
FIRST = [
    "Vugga",
    "Tjalfi",
    "Ørk",
    "Ysmar",
    "Hnefa",
    "Skrauti",
    "Ulvgerd",
    "Brimla",
    "Kvasir",
    "Dyngja",
    "Éowin",
    "Hjøl",
]
FARMS = ["Heygum", "Stovu", "Norðgarði", "Gjáar", "Lon", "Skarði", "Dul", "Trøðni", "Vík", "Klett", "Eiði", "Bø"]


def odd(number: int) -> str:
    particle = ("á", "í", "úr", "undir")[number % 4]
    return f"{FIRST[number % 12]} {particle} {FARMS[(number * 5 + number // 12) % 12]}"


def document(name: str, absent: Sequence[str], sentence: str = "{} havde meldt afbud.", more: str = "") -> Document:
    """Return minutes with an item for each absent member."""
    text, items = "Havneudvalget\nReferat\n\n", []
    for number, member in enumerate(absent, start=1):
        text += f"{number}. Mole {number}\nBeslutning\nGodkendt.\n{sentence.format(member)}\n{more}\n"
        items.append({"absent_members": [{"name": member, "party": None, "substitute": None}]})
    gold: dict[str, Any] = {"meeting": {"participants": [], "absent_members": []}, "items": items}
    return Document(name, name.rpartition("-")[0], text, gold, f"{name} text", f"{name} gold")


def odd_municipality() -> list[Document]:
    sentences = ("{} havde meldt afbud.", "{} deltog ikke i sagens behandling.", "{} var fraværende.")
    return [
        document(f"{layout}-1", [odd(8 * place + number) for number in range(8)], sentences[place % 3])
        for place, layout in enumerate(("nord", "syd", "vest", "oest", "midt", "havn"))
    ]


def marked(lesson: Lesson) -> str:
    """Return a lesson with [names] and <open> words."""
    places = [(*place, "[]") for place in lesson.names] + [(*place, "<>") for place in lesson.open]
    text = lesson.text
    for start, end, marks in sorted(places, reverse=True):
        text = f"{text[:start]}{marks[0]}{text[start:end]}{marks[1]}{text[end:]}"
    return text


def of_sentence(sentence: str, absent: Sequence[str] = ("Ida Holm",)) -> list[str]:
    one = document("nord-1", absent, sentence)
    return [marked(lesson) for lesson in lessons_of([one]) if "Mole" not in lesson.text]


# --- What is taught ---


@pytest.mark.parametrize(
    "expected",
    [
        "[Ida Holm] havde meldt afbud.",
        "Fraværende: [Ida Holm] (A)",
        "[Ida Holm] deltog ikke, da <Bo Dam> er hendes bror.",
        "[Ida Holm] deltog ikke, da direktør <Bo Dam Lund> er hendes bror.",
        "[Ida Holm] (<Foreningen for Gamle Huse>) deltog ikke.",
        "[Ida Holm] og <Idas> bror havde meldt afbud.",
        "[Ida Holm] var fraværende, og <Holm> var savnet.",
        "[Ida Holm] var fraværende, men ikke <Ida Holmgaard>.",
    ],
)
def test_words_that_may_be_persons_stay_open(expected: str) -> None:
    (found,) = of_sentence(re.sub(r"[\[\]<>]", "", expected))
    assert found == expected


def test_name_over_a_line_s_end_is_found() -> None:
    sentence = "På grund af en længere rejse til udlandet deltog Ida Maria\nHolm ikke."
    (lesson,) = lessons_of([document("nord-1", ["Ida Maria Holm"], sentence)])
    assert [lesson.text[start:end] for start, end in lesson.names] == ["Ida Maria\nHolm"]


def test_sentences_are_those_the_base_is_asked_about_and_others_with_members() -> None:
    one = document("nord-1", ["Ida Holm"], more="Ida Holm orienterede.\nBo Dam orienterede.\n")
    one.gold["meeting"]["participants"] = ["Bo Dam", "Per"]
    found = {lesson.text: (lesson.asked, lesson.told) for lesson in lessons_of([one])}
    assert found == {
        "Ida Holm havde meldt afbud.": (True, True),
        "Ida Holm orienterede.": (True, False),
        "Bo Dam orienterede.": (False, False),
    }


def test_repeated_sentence_of_a_layout_counts_once() -> None:
    documents = [
        document("nord-1", ["Ida Holm"] * 3),
        document("nord-2", ["Ida Holm"]),
        document("syd-1", ["Ida Holm"]),
    ]
    assert [lesson.layout for lesson in lessons_of(documents)] == ["nord", "syd"]


def test_minutes_without_absent_members_teach_nothing() -> None:
    one = document("nord-1", [], more="Bo Dam orienterede.")
    one.gold["meeting"]["participants"] = ["Bo Dam"]
    assert lessons_of([one]) == []


def test_open_words_are_unknown_to_the_training_and_plain_words_are_no_names() -> None:
    (lesson,) = lessons_of([document("nord-1", ["Ida Holm"], "{} deltog ikke, da Bo Dam er syg.")])
    doc = doc_of(load_base(BASE), lesson)
    assert [span.text for span in doc.ents] == ["Ida Holm"]
    assert {token.text: token.ent_iob_ for token in doc} == {
        **{"Ida": "B", "Holm": "I", "Bo": "", "Dam": ""},
        **dict.fromkeys(("deltog", "ikke", ",", "da", "er", "syg", "."), "O"),
    }


# --- What is learned ---


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    part = PersonsPart()
    folder = tmp_path_factory.mktemp("model") / part.name
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(learning, "FOLDS", 2)
        result = part.train(odd_municipality(), 3, lambda: None)
    result.write(folder)
    return result, folder


def test_odd_names_are_found_better_on_layouts_left_out(learned: tuple[Any, Path]) -> None:
    facts = learned[0].facts
    assert (facts["kept"], facts["left_out"], facts["layouts"]) == ("trained", "layouts", 6)
    assert facts["after"]["told"]["f1"] > facts["before"]["told"]["f1"] + 0.1
    assert facts["after"]["invented"]["f1"] > facts["before"]["invented"]["f1"] - 0.01
    assert set(facts["by_layout"]) == {"nord", "syd", "vest", "oest", "midt", "havn"}


def test_trained_base_names_whom_the_shipped_one_cannot(learned: tuple[Any, Path]) -> None:
    text = "Havneudvalget\n\n1. Mole\nBeslutning\nUdsat.\nHnefa undir Klett deltog ikke.\n"
    found = {}
    for which, config in (("shipped", {"base": BASE}), ("trained", {"model": str(learned[1].parent)})):
        nlp = spacy.blank("da")
        nlp.add_pipe("referat_absent_members", config=config)
        found[which] = [row["name"] for row in attributes.records(nlp(text), "absent_members")]
    assert found == {"shipped": [], "trained": ["Hnefa undir Klett"]}


def test_weights_travel_with_licence_and_sources_and_hold_no_pickle(learned: tuple[Any, Path]) -> None:
    assert sorted(path.name for path in learned[1].iterdir()) == ["ATTRIBUTION.txt", "LICENSE.txt", META, WEIGHTS]
    told = (learned[1] / "ATTRIBUTION.txt").read_text(encoding="utf-8")
    assert "UNER_Danish-DDT" in told
    assert "trained further on the names of members" in told
    assert sum(path.stat().st_size for path in learned[1].iterdir()) < 2_000_000


def test_what_was_measured_is_what_is_stored(learned: tuple[Any, Path]) -> None:
    lessons = lessons_of(odd_municipality())
    again = OwnPersons.from_disk(learned[1])
    assert again.to_bytes() == OwnPersons.from_bytes(again.to_bytes()).to_bytes()
    assert all(score.right == score.names for score in learning.score(again.nlp, lessons))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train so little that it takes no time."""
    for name, value in {"LEAST_UPDATES": 2, "MOST_UPDATES": 2, "FOLDS": 2, "REHEARSED": 20, "RECALLED": 20}.items():
        monkeypatch.setattr(learning, name, value)


def better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons_part, "_why_not", lambda *scores: None)


@pytest.mark.usefixtures("quick")
def test_same_documents_and_seed_give_the_same_bytes_and_leave_chance_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    better(monkeypatch)
    random.seed(1)
    expected = random.random()
    random.seed(1)
    for name, seed in (("one", 4), ("two", 4), ("other", 5)):
        PersonsPart().train(odd_municipality(), seed, lambda: None).write(tmp_path / name)
    assert random.random() == expected
    one, two, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two", "other")
    )
    assert one == two
    assert one[WEIGHTS] != other[WEIGHTS]


@pytest.mark.usefixtures("quick")
def test_shipped_base_stays_where_the_trained_one_is_no_better(tmp_path: Path) -> None:
    names = ["Karin Lund", "Ole Holm", "Bo Krogh", "Mette Dahl", "Per Juhl", "Lis Friis"]
    documents = [document("nord-1", names), document("syd-1", names[::-1])]
    ticks: list[None] = []
    part = PersonsPart()
    learned = part.train(documents, 0, lambda: ticks.append(None))
    assert learned.facts["before"]["asked"]["f1"] == 1
    assert learned.facts["kept"] == "shipped"
    assert learned.summary.endswith("The shipped base stays: the trained one finds persons no better.")
    learned.write(tmp_path / part.name)
    assert list(tmp_path.iterdir()) == []
    assert len(ticks) == part.steps(documents) == 3
    assert [row[:2] for row in learned.tables[0].rows] == [
        ("layout", "names"),
        ("nord", "6"),
        ("syd", "6"),
        ("in all", "12"),
    ]


@pytest.mark.parametrize(
    ("told_after", "knows", "reason"),
    [
        ((9, 0), (90, 0), "where sentences tell an absence in words"),
        ((10, 0), (88, 0), "in invented sentences"),
        ((10, 0), (90, 0), None),
    ],
)
def test_trained_base_must_be_no_worse_anywhere(
    told_after: tuple[int, int], knows: tuple[int, int], reason: str | None
) -> None:
    before = learning.Measured(learning.Score(80, 0, 100), learning.Score(10, 0, 10))
    after = learning.Measured(learning.Score(90, 0, 100), learning.Score(*told_after, 10))
    why = persons_part._why_not(before, after, learning.Score(90, 0, 100), learning.Score(*knows, 100))
    assert (why is None) if reason is None else (why is not None and reason in why)


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        ([document("nord-1", []), document("syd-1", [])], "person names: 0; below 10 nothing is learned from them."),
        (
            [document("nord-1", ["Ida Holm"]), document("syd-1", ["Ida Holm", "Bo Dam"])],
            "person names: 3; below 10 nothing is learned from them.",
        ),
        (
            [document("nord-1", [odd(number) for number in range(12)])],
            "persons: names in 1 document only; how well they are found in another is not known.",
        ),
    ],
)
def test_too_few_names_leave_the_shipped_base_and_that_is_said(
    documents: list[Document], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "Learner", lambda *settings: pytest.fail("trained"))
    part = PersonsPart()
    learned = part.train(documents, 0, lambda: pytest.fail("ticked"))
    assert part.steps(documents) == 0
    assert learned.lacking == [told]
    assert learned.facts["kept"] == "shipped"
    assert "The shipped base stays" in learned.summary
    assert learned.tables[0].title == "Persons, found by the shipped base"
    learned.write(tmp_path / part.name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
def test_without_a_shipped_base_it_is_learned_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    better(monkeypatch)
    monkeypatch.setattr(persons_part, "shipped_base", lambda: None)
    learned = PersonsPart().train(odd_municipality(), 0, lambda: None)
    assert learned.facts["before"]["asked"]["recall"] == 0
    learned.write(tmp_path / "persons")
    assert sorted(path.name for path in (tmp_path / "persons").iterdir()) == [META, WEIGHTS]
    assert OwnPersons.from_disk(tmp_path / "persons").nlp.pipe_names == ["tok2vec", "ner"]


# --- What is used ---


def test_model_s_own_weights_come_before_all_but_a_base_that_is_asked_for(learned: tuple[Any, Path]) -> None:
    model = str(learned[1].parent)
    assert own_folder(model) == learned[1]
    assert AbsenceMarker(model=model).own is not None
    assert AbsenceMarker(model=model, base=BASE).own is None
    assert AbsenceMarker(model=model, use_base=False).own is None


def test_model_without_own_weights_takes_the_shipped_ones_where_no_package_is_preferred(
    learned: tuple[Any, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persons, "models_dir", lambda: tmp_path)
    monkeypatch.setattr(persons.importlib.util, "find_spec", lambda name: None)
    assert own_folder("some/model") is own_folder() is None
    shutil.copytree(learned[1], tmp_path / "persons")
    assert own_folder("some/model") == own_folder() == tmp_path / "persons"
    monkeypatch.setattr(persons.importlib.util, "find_spec", lambda name: object())
    assert own_folder() is None


def test_saved_pipeline_keeps_the_model_s_own_weights(learned: tuple[Any, Path], tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(learned[1].parent, model)
    nlp = spacy.blank("da")
    nlp.add_pipe("referat_absent_members", config={"model": str(model)})
    nlp.to_disk(tmp_path / "saved")
    data = nlp.to_bytes()
    shutil.rmtree(model)
    copies = [spacy.load(tmp_path / "saved"), spacy.blank("da", config=nlp.config).from_bytes(data)]
    for copy in copies:
        own = copy.get_pipe("referat_absent_members").own
        assert PersonFinder(own=own).find(["Hnefa undir Klett deltog ikke."]) == [[(0, 17)]]


# --- Damaged and hostile folders ---


def rewritten(folder: Path, change: dict[str, Any], **meta: Any) -> None:
    """Change tensors and meta data of a model so that the two files agree with each other."""
    tensors = load_tensors((folder / WEIGHTS).read_bytes()) | change
    (folder / WEIGHTS).write_bytes(save({name: array for name, array in tensors.items() if array is not None}))
    told = json.loads((folder / META).read_text(encoding="utf-8")) | meta
    told["sha256"] = {WEIGHTS: hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()}
    (folder / META).write_text(json.dumps(told), encoding="utf-8")


def refused(folder: Path) -> str:
    marker = AbsenceMarker(model=str(folder.parent))
    with pytest.raises(ModelError) as raised:
        marker(spacy.blank("da").make_doc(f"Byrådet\n\n1. Mole\nBeslutning\nUdsat.\n{OPEN}\n"))
    message = str(raised.value)
    assert "\n" not in message
    assert str(folder) in message
    return message


@pytest.fixture
def copy(learned: tuple[Any, Path], tmp_path: Path) -> Path:
    shutil.copytree(learned[1], tmp_path / "model" / "persons")
    return tmp_path / "model" / "persons"


@pytest.mark.parametrize("name", [META, WEIGHTS])
@pytest.mark.parametrize("damage", ["removed", "empty", "cut", "garbage", "pickle"])
def test_damaged_weights_are_one_sentence(copy: Path, name: str, damage: str) -> None:
    path = copy / name
    content = path.read_bytes()
    path.unlink()
    if damage != "removed":
        path.write_bytes(
            {
                "empty": b"",
                "cut": content[: len(content) // 2],
                "garbage": b"\xc1\x00{]" * 40,
                "pickle": b"\x80\x04\x95pickle",
            }[damage]
        )
    assert "model of persons" in refused(copy)


@pytest.mark.parametrize(
    ("change", "meta", "told"),
    [
        ({}, {"labels": ["PER", "ORG", "DYR"]}, "its labels are not LOC, ORG, PER"),
        ({}, {"labels": ["PER"] * 1000}, "its labels are not"),
        ({}, {"format": 99}, "its format is 99"),
        ({"ner.3.b": None}, {}, "not those of this version's network"),
        ({"more": np.zeros(3, np.float16)}, {}, "not those of this version's network"),
        ({"ner.3.b": np.zeros(9, np.float16)}, {}, "not those of this version's network"),
        ({"ner.3.b": np.full(14, np.nan, np.float16)}, {}, "a weight is no number"),
        ({"ner.3.b": np.zeros(14, np.float64)}, {}, "a weight is no number"),
    ],
)
def test_weights_of_another_make_are_refused(
    copy: Path, change: dict[str, Any], meta: dict[str, Any], told: str
) -> None:
    rewritten(copy, change, **meta)
    assert told in refused(copy)


def test_settings_that_lie_in_the_folder_are_not_read(copy: Path) -> None:
    (copy / "config.cfg").write_text('[nlp]\nlang = "da"\npipeline = ["ond"]\n[components.ond]\nfactory = "ond"\n')
    assert OwnPersons.from_disk(copy).nlp.pipe_names == ["tok2vec", "ner"]
