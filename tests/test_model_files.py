"""A model's two files: it comes back as it was, and files that are damaged or strange are refused."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest
from numpy.typing import NDArray

from referat_nlp.errors import ModelError
from referat_nlp.model_files import META, WEIGHTS, Stored
from referat_nlp.outcome_model.classifier import OutcomeClassifier
from referat_nlp.resources import OUTCOMES, STRUCTURE, models_dir
from referat_nlp.structure_model.tagger import Tagger


@dataclass(slots=True)
class Scale(Stored):
    """A model of one number."""

    FORMAT = 7
    WHAT = "scale model"

    name: str
    factor: float

    def _parts(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        return {"name": self.name}, {"factor": np.array([self.factor])}

    @classmethod
    def _read(cls, meta: dict[str, Any], tensors: dict[str, NDArray[Any]]) -> Self:
        return cls(str(meta["name"]), float(tensors["factor"][0]))


@dataclass(slots=True)
class Later(Scale):
    """The same in a later format."""

    FORMAT = 8


MODEL = Scale("mål", 2.5)


def test_model_comes_back_from_disk_and_bytes_as_it_was(tmp_path: Path) -> None:
    MODEL.to_disk(tmp_path / "model")
    assert Scale.from_disk(tmp_path / "model") == Scale.from_bytes(MODEL.to_bytes()) == MODEL
    assert (tmp_path / "model" / META).stat().st_mode & 0o777 == 0o644


def test_model_takes_the_place_of_an_older_one_and_leaves_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    Scale("old", 1.0).to_disk(tmp_path)
    MODEL.to_disk(tmp_path)
    assert Scale.from_disk(tmp_path) == MODEL
    assert sorted(path.name for path in tmp_path.iterdir()) == [META, "notes.txt", WEIGHTS]


@pytest.mark.parametrize(("kind", "part"), [(Tagger, STRUCTURE), (OutcomeClassifier, OUTCOMES)])
def test_shipped_model_is_written_as_it_was_read(kind: type[Stored], part: str) -> None:
    folder = models_dir() / part
    assert kind.from_disk(folder).written() == ((folder / META).read_bytes(), (folder / WEIGHTS).read_bytes())


def test_other_format_and_strange_weights_are_refused(tmp_path: Path) -> None:
    MODEL.to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match=r"scale model is damaged or of another version \(its format is 7, this"):
        Later.from_disk(tmp_path / "model")
    Scale("mål", 9.0).to_disk(tmp_path / "other")
    (tmp_path / "other" / WEIGHTS).replace(tmp_path / "model" / WEIGHTS)
    with pytest.raises(ModelError, match=f"{WEIGHTS} is not the file that {META} tells of"):
        Scale.from_disk(tmp_path / "model")


def test_files_of_another_kind_of_model_are_refused(tmp_path: Path) -> None:
    MODEL.to_disk(tmp_path)
    meta = json.loads((tmp_path / META).read_text(encoding="utf-8"))
    (tmp_path / META).write_text(json.dumps({"names": meta.pop("name"), **meta}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"scale model is damaged or of another version \('name'\)"):
        Scale.from_disk(tmp_path)


@pytest.mark.parametrize("cut", [0, 4, 30, -1])
def test_bytes_that_end_too_soon_are_refused(cut: int) -> None:
    with pytest.raises(ModelError, match=r"^the bytes: the scale model is damaged"):
        Scale.from_bytes(MODEL.to_bytes()[:cut])


def test_folder_without_a_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no scale model .* train one with 'referat-nlp train"):
        Scale.from_disk(tmp_path)


def test_huge_files_are_not_read(tmp_path: Path) -> None:
    MODEL.to_disk(tmp_path)
    with (tmp_path / WEIGHTS).open("r+b") as file:
        file.truncate(100_000_000)
    with pytest.raises(ModelError, match="far larger than any model of ours"):
        Scale.from_disk(tmp_path)
