"""Training a model from folders: checked first, each document once, a card, all or nothing. All minutes are invented."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import referat_nlp
from referat_nlp import resources, training
from referat_nlp.base.own import OwnPersons
from referat_nlp.errors import AnnotationError, ModelError
from referat_nlp.outcome_model.classifier import OutcomeClassifier
from referat_nlp.training import collect, train

DECISIONS = [
    ("Godkendt.", ["godkendt"]),
    ("Planen blev godkendt.", ["godkendt"]),
    ("Sagen udsættes til maj.", ["udsat"]),
    ("Udsat.", ["udsat"]),
    ("Afgørelsen delegeres til havnechefen.", ["delegeret"]),
    ("Delegeret.", ["delegeret"]),
]


def write(folder: Path, name: str, decisions: Iterable[tuple[str, list[str]]] = DECISIONS) -> Path:
    """Write a document with an item for each decision, and its gold file; return the path of that."""
    text, items = f"Havneudvalget\nReferat {name}\n\n", []
    for number, (decision, labels) in enumerate(decisions, start=1):
        text += f"{number}. Mole {number}\nBeslutning\n{decision}\n\n"
        empty: dict[str, Any] = {
            key: [] for key in ("case_numbers", "proposals", "absent_members", "amounts", "table_amounts")
        }
        row = {"text": decision, "body": None, "date": None, "own": True, "outcomes": labels, "votes": None}
        items.append({"number": str(number), "title": f"Mole {number}", "closed": False, **empty, "decisions": [row]})
    meeting: dict[str, Any] = dict.fromkeys(("municipality", "body", "date", "start_time", "place"))
    meeting |= {"participants": [], "absent_members": []}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / f"{name}.gold.json"
    path.write_text(json.dumps({"document": f"{name}.txt", "meeting": meeting, "items": items}), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    for name in ("nord-1", "syd-1", "vest-1"):
        write(tmp_path / "gold", name)
    return tmp_path / "gold"


def trained(folder: Path, output: Path, seed: int = 0) -> OutcomeClassifier:
    train(collect([folder]).documents, output, seed)
    return OutcomeClassifier.from_disk(output / "outcomes")


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- Collecting ---


def test_documents_are_collected_in_order_of_names_from_any_order_of_folders(tmp_path: Path) -> None:
    write(tmp_path / "one", "syd-1")
    write(tmp_path / "two", "nord-1")
    for folders in (["one", "two"], ["two", "one"]):
        found = collect([tmp_path / folder for folder in folders])
        assert [document.name for document in found.documents] == ["nord-1", "syd-1"]
        assert (found.faults, found.doubts, found.notes) == ([], [], [])


def test_document_that_lies_there_twice_is_taken_once_with_the_first_gold(tmp_path: Path) -> None:
    write(tmp_path / "one", "nord-1")
    write(tmp_path / "two", "nord-1", [(text, ["andet"]) for text, _ in DECISIONS])
    found = collect([tmp_path / "one", tmp_path / "two"])
    assert [document.gold["items"][0]["decisions"][0]["outcomes"] for document in found.documents] == [["godkendt"]]
    (note,) = found.notes
    assert note.startswith(str(tmp_path / "two" / "nord-1"))


def test_two_texts_of_one_name_are_two_documents(tmp_path: Path) -> None:
    write(tmp_path / "one", "nord-1")
    write(tmp_path / "two", "nord-1", DECISIONS[:2])
    found = collect([tmp_path / "one", tmp_path / "two"])
    assert [document.name for document in found.documents] == ["nord-1", "nord-1"]
    assert found.notes == []


def test_shipped_documents_are_added_and_told_apart(gold: Path) -> None:
    found = collect([gold], add_to_shipped=True)
    own = {document.name for document in found.documents if not document.shipped}
    shipped = {document.name for document in found.documents if document.shipped}
    assert own == {"nord-1", "syd-1", "vest-1"}
    assert shipped == {path.name.removesuffix(".gold.json") for path in resources.annotations_dir().glob("*.gold.json")}
    assert found.faults == []


@pytest.mark.parametrize(
    ("way", "value", "told"),
    [
        ("items 1 title", None, ""),
        ("items 1 title", "Fyret", "item 2, title: 'Fyret' is not in the text"),
        ("items 1 decisions 0 text", "Forkastet.", "item 2, decisions 1, text: 'Forkastet.' is not in the text"),
        ("items 1 decisions 0 date", "2021-13-01", "item 2, decisions 1, date: found '2021-13-01'"),
        ("items 1 decisions 0 outcome", "godkendt", "item 2, decisions 1: found the unknown key 'outcome'"),
        ("items 1 decisions 0 own", ..., "item 2, decisions 1: the key 'own' is missing"),
        ("meeting place", ..., "meeting: the key 'place' is missing"),
    ],
)
def test_damaged_gold_is_named_by_file_item_and_field(gold: Path, way: str, value: object, told: str) -> None:
    path = gold / "syd-1.gold.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    *steps, last = (int(step) if step.isdigit() else step for step in way.split())
    at = data
    for step in steps:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    path.write_text(json.dumps(data), encoding="utf-8")
    found = collect([gold])
    assert found.doubts == []
    if told:
        (fault,) = found.faults
        assert fault.startswith(f"{path}, {told}")
    else:
        assert found.faults == []


def test_all_files_are_checked_not_only_up_to_the_first_fault(gold: Path) -> None:
    for name in ("nord-1", "vest-1"):
        (gold / f"{name}.gold.json").write_text("{", encoding="utf-8")
    (gold / "syd-1.txt").unlink()
    assert [Path(fault.split(":")[0]).name for fault in collect([gold]).faults] == [
        "nord-1.gold.json",
        "syd-1.gold.json",
        "vest-1.gold.json",
    ]


def test_doubtful_fault_stops_nothing(gold: Path) -> None:
    write(gold, "syd-1", [("Udsat.", []), *DECISIONS])
    found = collect([gold])
    assert found.faults == []
    assert len(found.doubts) == 1
    assert len(found.documents) == 3


# --- Training ---


def test_label_that_nobody_knew_is_a_label_of_the_model(gold: Path, tmp_path: Path) -> None:
    model = trained(gold, tmp_path / "model")
    assert model.labels == ["delegeret", "godkendt", "udsat"]
    text = "Havneudvalget\nReferat\n\n1. Mole\nBeslutning\nAfgørelsen delegeres til havnechefen.\n"
    (item,) = referat_nlp.extract(text, nlp=referat_nlp.load(tmp_path / "model")).items
    assert item.decisions[0].outcomes[0].label == "delegeret"


def test_label_left_out_of_the_gold_is_none_of_the_model(gold: Path, tmp_path: Path) -> None:
    for name in ("nord-1", "syd-1", "vest-1"):
        write(gold, name, [(text, [label for label in labels if label != "udsat"]) for text, labels in DECISIONS])
    assert trained(gold, tmp_path / "model").labels == ["delegeret", "godkendt"]


def test_same_seed_gives_the_same_bytes_whatever_the_folders_are_called(gold: Path, tmp_path: Path) -> None:
    trained(gold, tmp_path / "one", seed=5)
    trained(gold.rename(tmp_path / "other"), tmp_path / "two", seed=5)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert sorted(files(tmp_path / "one")) == [
        "card.json",
        "card.md",
        "outcomes/meta.json",
        "outcomes/weights.safetensors",
        "structure/meta.json",
        "structure/weights.safetensors",
    ]


def test_card_tells_what_the_model_was_made_from(gold: Path, tmp_path: Path) -> None:
    trained(gold, tmp_path / "model", seed=5)
    card = json.loads((tmp_path / "model" / "card.json").read_text(encoding="utf-8"))
    assert (card["seed"], card["documents"], card["layouts"]) == (5, 3, 3)
    assert card["counts"]["decisions"] == 18
    assert card["outcomes"] == {"delegeret": 6, "godkendt": 6, "udsat": 6}
    assert card["versions"]["referat-nlp"] == referat_nlp.__version__
    assert card["trained_on"][1] == {
        "name": "syd-1",
        "layout": "syd",
        "shipped": False,
        "text_sha256": hashlib.sha256((gold / "syd-1.txt").read_bytes()).hexdigest(),
        "gold_sha256": hashlib.sha256((gold / "syd-1.gold.json").read_bytes()).hexdigest(),
    }
    assert card["parts"]["outcomes"]["left_out"] == "layout"
    assert set(card["parts"]["outcomes"]["by_layout"]) == {"nord", "syd", "vest"}
    assert "udsat: 6 examples; below 10 its figure means little." in card["lacking"]
    readable = (tmp_path / "model" / "card.md").read_text(encoding="utf-8")
    for words in ("| syd | 6 |", "| udsat | 6 |", card["trained_on"][1]["text_sha256"], "| seed | 5 |"):
        assert words in readable


def test_annotations_without_names_leave_the_shipped_base_and_the_card_says_so(gold: Path, tmp_path: Path) -> None:
    trained(gold, tmp_path / "model")
    card = json.loads((tmp_path / "model" / "card.json").read_text(encoding="utf-8"))
    assert card["parts"]["persons"] == {"kept": "shipped", "names": 0, "sentences": 0}
    assert "person names: 0; below 10 nothing is learned from them." in card["lacking"]
    assert not (tmp_path / "model" / "persons").exists()
    assert "The shipped base stays" in (tmp_path / "model" / "card.md").read_text(encoding="utf-8")


def test_persons_that_are_learned_replace_older_ones_and_go_where_the_shipped_base_stays(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of persons is written like the other parts, and an older one does not outlive its model."""
    (part,) = (part for part in training.PARTS if part.name == resources.PERSONS)
    learned = part.train([], 0, lambda: None)

    def write_weights(folder: Path) -> None:
        folder.mkdir()
        (folder / "weights.safetensors").write_text("learned", encoding="utf-8")

    monkeypatch.setattr(type(part), "train", lambda *settings: replace(learned, write=write_weights))
    trained(gold, tmp_path / "model")
    assert (tmp_path / "model" / "persons" / "weights.safetensors").read_text(encoding="utf-8") == "learned"
    monkeypatch.undo()
    trained(gold, tmp_path / "model")
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == [
        "card.json",
        "card.md",
        "outcomes",
        "structure",
    ]


def test_training_over_the_shipped_models_leaves_the_base_as_it_is(gold: Path, tmp_path: Path) -> None:
    """`make train` goes on from the same weights each time."""
    (tmp_path / "models" / "base").mkdir(parents=True)
    (tmp_path / "models" / "base" / "meta.json").write_text("base", encoding="utf-8")
    trained(gold, tmp_path / "models")
    assert (tmp_path / "models" / "base" / "meta.json").read_text(encoding="utf-8") == "base"


def test_label_with_marks_of_a_table_does_not_break_the_card(gold: Path, tmp_path: Path) -> None:
    write(gold, "syd-1", [*DECISIONS, ("Solgt.", ["a | b\n<c>"])])
    trained(gold, tmp_path / "model")
    lines = (tmp_path / "model" / "card.md").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith(r"| a \| b &lt;c> | 1 |") for line in lines)


def test_one_document_alone_makes_a_model_and_its_limits_are_told(tmp_path: Path) -> None:
    write(tmp_path / "gold", "nord-1")
    learned = train(collect([tmp_path / "gold"]).documents, tmp_path / "model")["outcomes"]
    assert learned.facts["left_out"] == "decision"
    assert any("one layout" in sentence for sentence in learned.lacking)
    assert OutcomeClassifier.from_disk(tmp_path / "model" / "outcomes").predict(["Udsat."])


@pytest.mark.parametrize(
    ("decisions", "told"),
    [([], "no decision"), (DECISIONS[:2], "two different labels"), ([("A.", [])], "two different")],
)
def test_too_little_to_learn_from_is_told_and_nothing_is_written(
    tmp_path: Path, decisions: list[tuple[str, list[str]]], told: str
) -> None:
    write(tmp_path / "gold", "nord-1", decisions)
    with pytest.raises(AnnotationError, match=told):
        train(collect([tmp_path / "gold"]).documents, tmp_path / "model")
    assert [path.name for path in tmp_path.iterdir()] == ["gold"]


def test_steps_are_told_in_advance(gold: Path, tmp_path: Path) -> None:
    documents = collect([gold]).documents
    ticks: list[None] = []
    train(documents, tmp_path / "model", tick=lambda: ticks.append(None))
    assert len(ticks) == training.steps(documents) > 0


def test_interrupted_training_leaves_the_old_model_whole(gold: Path, tmp_path: Path) -> None:
    trained(gold, tmp_path / "model")
    before = files(tmp_path / "model")
    documents = [replace(document, name=f"ny-{document.name}") for document in collect([gold]).documents]
    for last in (0, training.steps(documents) - 1):
        left = [last]

        def tick(left: list[int] = left) -> None:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1

        with pytest.raises(KeyboardInterrupt):
            train(documents, tmp_path / "model", seed=9, tick=tick)
        assert files(tmp_path / "model") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold", "model"]


def test_model_that_cannot_be_written_is_told_before_the_training(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ticks: list[None] = []
    with pytest.raises(ModelError, match="cannot be written"):
        train(collect([gold]).documents, tmp_path / "file" / "model", tick=lambda: ticks.append(None))
    assert ticks == []


# --- Reading a model ---


def test_model_of_the_former_form_and_a_part_alone_are_read(gold: Path, tmp_path: Path) -> None:
    trained(gold, tmp_path / "model")
    text = "Havneudvalget\nReferat\n\n1. Mole\nBeslutning\nAfgørelsen delegeres til havnechefen.\n"
    labels = [
        referat_nlp.extract(text, nlp=referat_nlp.load(folder)).items[0].decisions[0].outcomes
        for folder in (tmp_path / "model", tmp_path / "model" / "outcomes")
    ]
    assert labels[0] == labels[1]


# --- What is shipped ---


def test_shipped_card_is_that_of_the_shipped_model() -> None:
    card = json.loads((resources.models_dir() / "card.json").read_text(encoding="utf-8"))
    facts = OutcomeClassifier.from_disk(resources.models_dir() / "outcomes").facts
    part = card["parts"]["outcomes"]
    for key in ("decisions", "layouts", "micro_f1", "exact", "calibration_error", "by_layout"):
        assert part[key] == facts[key], key
    assert len(card["trained_on"]) == card["documents"]
    assert all(row["shipped"] is False for row in card["trained_on"])


def test_shipped_persons_are_there_where_the_card_says_that_they_are_kept() -> None:
    card = json.loads((resources.models_dir() / "card.json").read_text(encoding="utf-8"))
    folder = resources.models_dir() / resources.PERSONS
    kept = card["parts"].get(resources.PERSONS, {"kept": "shipped"})
    assert (kept["kept"] == "trained") is folder.is_dir()
    if folder.is_dir():
        assert OwnPersons.from_disk(folder).facts == kept


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site" / "referat_nlp"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "files", lambda name: folder)
    return folder


def test_annotations_are_found_in_the_package_and_in_a_checkout(package: Path) -> None:
    for folder in (package.parent / "annotations", package / "shipped_annotations"):
        folder.mkdir()
        (folder / "split.toml").write_text("", encoding="utf-8")
        assert resources.annotations_dir() == folder


def test_somebody_else_s_annotations_beside_the_package_are_not_taken(package: Path) -> None:
    write(package.parent / "annotations", "nord-1")
    with pytest.raises(AnnotationError, match="install referat-nlp again"):
        resources.annotations_dir()
