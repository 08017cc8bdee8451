from __future__ import annotations

from pathlib import Path

import pytest
from timing import texts
from timing.texts import INVENTED, long_text, make_files, read_texts


def test_texts_of_a_folder_are_read_in_order_without_its_readme(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "README.md", "a.gold.json"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert read_texts(tmp_path) == ["a.txt", "b.md"]


def test_folder_without_texts_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no \.txt or \.md file in it\.$"):
        read_texts(tmp_path)


def test_long_text_has_its_length_and_does_not_repeat_itself() -> None:
    once = sum(map(len, read_texts(INVENTED)))
    text = long_text(2 * once)
    assert len(text) == 2 * once
    first = read_texts(INVENTED)[0]
    assert text.startswith(first)
    assert text.count(first) == 1
    assert long_text(2 * once) == text


def test_files_are_so_many_and_differ(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in "abcd":
        (source / f"{name}.txt").write_text(f"{name} 1.000.000 kr., sag 20/{'1' * 6}", encoding="utf-8")
    monkeypatch.setattr(texts, "INVENTED", source)
    few, many = tmp_path / "few", tmp_path / "many"
    assert make_files(few, 2) == sum(len(path.read_text("utf-8")) for path in few.iterdir())
    make_files(many, 8)
    assert [path.read_text("utf-8")[0] for path in sorted(few.iterdir())] == ["a", "c"]  # from the whole collection
    assert len({path.read_text("utf-8") for path in many.iterdir()}) == 8
