"""A model's folder is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from referat_nlp.errors import ModelError
from referat_nlp.model_folder import check_writable, write_model


def writing(**files: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for name, content in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")

    return write


def content(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    write_model(folder, writing(card="old", outcomes__a="old", outcomes__gone="old", names__b="old"), [])
    return folder


NAMES = ["card", "outcomes", "names"]


def test_new_model_takes_the_place_of_the_old_and_leaves_other_files(model: Path) -> None:
    (model / "notes.txt").write_text("mine", encoding="utf-8")
    write_model(model, writing(card="new", outcomes__a="new"), NAMES)
    assert content(model) == {"card": "new", "outcomes/a": "new", "notes.txt": "mine"}
    assert [path.name for path in model.parent.iterdir()] == ["model"]


def test_model_of_the_former_form_gives_way(tmp_path: Path) -> None:
    writing(**{"meta.json": "old", "weights.safetensors": "old"})(tmp_path / "model")
    write_model(tmp_path / "model", writing(outcomes__a="new"), NAMES)
    assert content(tmp_path / "model") == {"outcomes/a": "new"}


def test_somebody_else_s_meta_data_stays(tmp_path: Path) -> None:
    writing(**{"meta.json": "mine"})(tmp_path / "model")
    write_model(tmp_path / "model", writing(outcomes__a="new"), NAMES)
    assert content(tmp_path / "model") == {"outcomes/a": "new", "meta.json": "mine"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, MemoryError])
def test_interruption_while_it_is_written_leaves_the_old_model(model: Path, error: type[BaseException]) -> None:
    before = content(model)

    def write(folder: Path) -> None:
        writing(card="new", outcomes__a="new")(folder)
        raise error

    with pytest.raises(error):
        write_model(model, write, NAMES)
    assert content(model) == before
    assert [path.name for path in model.parent.iterdir()] == ["model"]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("moves", range(5))
def test_interruption_while_they_change_places_leaves_the_old_model(
    model: Path, monkeypatch: pytest.MonkeyPatch, moves: int, after: bool
) -> None:
    before = content(model)
    replace, made = Path.replace, []

    def interrupted(path: Path, target: Path) -> Path:
        if len(made) == moves and not after:
            made.append(path)
            raise KeyboardInterrupt
        made.append(path)
        result = replace(path, target)
        if len(made) == moves + 1 and after:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_model(model, writing(card="new", outcomes__a="new"), NAMES)
    assert content(model) == before


def test_folders_above_are_made_and_nothing_is_left_of_the_trial(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b" / "model")
    assert [path.name for path in tmp_path.rglob("*")] == ["a", "b"]
    write_model(tmp_path / "a" / "b" / "model", writing(card="new"), NAMES)
    assert content(tmp_path) == {"a/b/model/card": "new"}


def test_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be written there"):
        check_writable(tmp_path / "file" / "model")
