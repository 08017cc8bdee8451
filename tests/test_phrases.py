"""The phrase files: readable, without doubles, extended by a user's folder, and clear about a broken file of the user's."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from referat_nlp import phrases
from referat_nlp.errors import ReferatError
from referat_nlp.reading.document import read
from referat_nlp.reading.plain import key

NAMES = sorted(Path(str(entry)).stem for entry in files(phrases).iterdir() if entry.name.endswith(".toml"))


def lists(table: dict[str, Any], where: str) -> Iterator[tuple[str, list[Any]]]:
    """Yield (place in the file, list) for each list of a phrase file."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from lists(value, f"{where}.{name}")
        elif isinstance(value, list):
            yield f"{where}.{name}", value


ALL = [(where, rows) for name in NAMES for where, rows in lists(phrases.load(name), name)]


# -- the shipped files ----------------------------------------------------------------------------------------------


def test_the_files_that_the_code_asks_for_are_there() -> None:
    assert {"absence", "deciding", "headings", "marks", "money", "names", "outcomes", "proposing"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_file_is_toml_and_begins_by_saying_what_a_row_means(name: str) -> None:
    text = (files(phrases) / f"{name}.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)
    assert re.match(r"# \w.{20}", text)
    assert "\t" not in text


@pytest.mark.parametrize(("where", "rows"), [pytest.param(where, rows, id=where) for where, rows in ALL])
def test_list_has_no_doubles_and_no_stray_blanks(where: str, rows: list[Any]) -> None:
    texts = [row for row in rows if isinstance(row, str)]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
    assert [text for text in texts if text != text.strip() or "  " in text or not text] == []


def test_heading_has_one_kind() -> None:
    kinds = phrases.load("headings")["kinds"]
    seen: dict[str, list[str]] = {}
    for kind, texts in kinds.items():
        for text in texts:
            seen.setdefault(key(text), []).append(kind)
    assert {text: kinds for text, kinds in seen.items() if len(kinds) > 1} == {}


def test_inline_headings_have_a_kind() -> None:
    headings = phrases.load("headings")
    known = {key(text) for texts in headings["kinds"].values() for text in texts}
    assert [text for text in headings["inline"]["headings"] if key(text) not in known] == []


def test_label_means_one_thing() -> None:
    marks, absence = phrases.load("marks"), phrases.load("absence")
    groups = {
        **{f"header.{name}": texts for name, texts in marks["header"].items() if name != "titles"},
        "case.labels": marks["case"]["labels"],
        "case.others": marks["case"]["others"],
        "absence.labels": absence["labels"],
        "absence.substitute_labels": absence["substitute_labels"],
    }
    seen: dict[str, set[str]] = {}
    for name, texts in groups.items():
        for text in texts:
            seen.setdefault(key(text), set()).add(name)
    # a journal number in the header is a remark on the meeting, at an item the item's own number
    allowed = {key("Journalnr."): {"header.remarks", "case.labels"}}
    assert {text: names for text, names in seen.items() if len(names) > 1} == allowed


def test_open_and_closed_marks_are_different() -> None:
    closed = phrases.load("marks")["closed"]
    for one, other in (("open", "closed"), ("group_open", "group_closed")):
        assert not {key(text) for text in closed[one]} & {key(text) for text in closed[other]}


def test_every_word_for_nobody_can_match() -> None:
    assert [text for text in phrases.load("absence")["nobody"] if not key(text)] == []


# -- a user's folder ------------------------------------------------------------------------------------------------


def test_lists_are_joined_and_tables_merged(tmp_path: Path) -> None:
    (tmp_path / "headings.toml").write_text(
        '[kinds]\ndecision = ["Udfald", "Beslutning"]\nagenda = ["Mødeplan"]\n', encoding="utf-8"
    )
    own, shipped = phrases.load("headings", str(tmp_path)), phrases.load("headings")
    assert own["kinds"]["decision"] == [*shipped["kinds"]["decision"], "Udfald"]
    assert own["kinds"]["agenda"] == [*shipped["kinds"]["agenda"], "Mødeplan"]
    assert own["kinds"]["proposal"] == shipped["kinds"]["proposal"]
    assert own["inline"] == shipped["inline"]
    assert "Udfald" not in shipped["kinds"]["decision"]


def test_plain_value_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "money.toml").write_text("[scales]\nmio = 7\nbillion = 12\n", encoding="utf-8")
    scales = phrases.load("money", str(tmp_path))["scales"]
    assert (scales["mio"], scales["billion"], scales["mia"]) == (7, 12, 9)


def test_file_of_a_misspelt_name_is_told_and_what_is_no_phrase_file_is_not(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Our own words.\n", encoding="utf-8")
    assert phrases.load("headings", str(tmp_path)) == phrases.load("headings")
    (tmp_path / "hedings.toml").write_text('[kinds]\ndecision = ["Udfald"]\n', encoding="utf-8")
    with pytest.raises(ReferatError, match=r"hedings\.toml: there is no .* headings\.toml"):
        phrases.load("marks", str(tmp_path))


def test_folder_without_the_file_changes_nothing(tmp_path: Path) -> None:
    assert phrases.load("marks", str(tmp_path)) == phrases.load("marks")


MINUTES = (
    "Byrådet\nMødedato: 3. marts 2021\n\n1. Ny vej\nSagsnr. 21/1\n{}\n2. Ny bro\nSagsnr. 21/2\nBeslutning\nGodkendt.\n"
)


@pytest.mark.parametrize(
    ("name", "rows", "text", "found"),
    [
        ("headings", '[kinds]\ndecision = ["Udfald"]', "Udfald\nVejen lukkes.", "Vejen lukkes."),
        (
            "headings",
            '[inline]\nheadings = ["Udfald"]\n[kinds]\ndecision = ["Udfald"]',
            "UdfaldVejen lukkes.",
            "Vejen lukkes.",
        ),
        ("marks", '[case]\nlabels = ["Aktnr."]', "Aktnr.: 21/77\nBeslutning\nUdsat.", "21/77"),
        (
            "marks",
            '[furniture]\nlines = ["Rul op"]',
            "Beslutning\nUdsat,\nRul op\nmen ikke glemt.",
            "Udsat, men ikke glemt.",
        ),
        (
            "proposing",
            'verbs = ["ønsker"]',
            "Indstilling\nForvaltningen ønsker, at vejen lukkes.\nBeslutning\nUdsat.",
            "at vejen lukkes",
        ),
        ("absence", 'labels = ["Borte"]', "Beslutning\nUdsat.\nBorte: Ida Holm (A)", "Ida Holm"),
        ("absence", 'verbs_after = ["meldte pas"]', "Beslutning\nUdsat.\nIda Holm (A) meldte pas.", "Ida Holm"),
        ("absence", 'titles = ["Sognefoged"]', "Beslutning\nUdsat.\nFraværende: Sognefoged Ida Holm (A)", "Ida Holm"),
        ("absence", 'nobody = ["Ikke en sjæl"]', "Beslutning\nFraværende: Ikke en sjæl\nUdsat.", "Udsat."),
    ],
)
def test_own_rows_are_understood_in_minutes(tmp_path: Path, name: str, rows: str, text: str, found: str) -> None:
    (tmp_path / f"{name}.toml").write_text(rows, encoding="utf-8")

    def everything(extra: str | None) -> list[str]:
        item = read(MINUTES.format(text), extra).items[0]
        return [
            *(number.text for number in item.case_numbers),
            *(clause.text for clause in item.proposals),
            *(decision.text for decision in item.decisions),
            *(member.name for member in item.absent),
        ]

    assert found in everything(str(tmp_path))
    assert found not in everything(None)


def test_own_words_of_decisions_are_understood_where_decisions_have_no_heading(tmp_path: Path) -> None:
    (tmp_path / "deciding.toml").write_text('openings = ["Bifaldet"]\n', encoding="utf-8")
    text = "Byrådet, møde den 18. marts 2009\n\n" + "".join(
        f"{n}. {title}\n\nDer er 15 skoler.\n\nBifaldet.\n\n" for n, title in ((1, "Ny asfalt"), (2, "Ny sal"))
    )
    assert [item.decisions for item in read(text).items] == [[], []]
    assert [[decision.text for decision in item.decisions] for item in read(text, str(tmp_path)).items] == [
        ["Bifaldet."]
    ] * 2


# -- a broken file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"[kinds\n",
        b"decision = [\n",
        b"decision = \xff\xfe\n",
        b'[kinds]\ndecision = "Udfald"\n',
        b"kinds = 3\n",
        b"[kinds]\ndecision = [3]\n",
        b"[kinds]\ndecision = [2021-03-03]\n",
        b'[kinds]\ndecision = ["Udfald", " "]\n',
    ],
)
def test_broken_file_is_named_with_what_to_do(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "headings.toml").write_bytes(data)
    with pytest.raises(ReferatError, match=r"headings\.toml: .*See the shipped headings\.toml"):
        phrases.load("headings", str(tmp_path))


def told_of(tmp_path: Path, name: str, content: str) -> str:
    (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ReferatError) as raised:
        phrases.load(name, str(tmp_path))
    return str(raised.value).removeprefix(f"{tmp_path}/{name}.toml: not a readable phrase file (")


def test_unknown_section_kind_is_told_with_the_known_ones(tmp_path: Path) -> None:
    told = told_of(tmp_path, "headings", '[kinds]\ndecision = ["Udfald"]\nbeslutning = ["Slut"]\n')
    assert told.startswith("'kinds.beslutning' is unknown; known there are account, agenda, assessment, attachments,")
    assert all(kind in told for kind in phrases.load("headings")["kinds"])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("headings", 'decision = ["Udfald"]\n', "'decision' is unknown; known there are inline, kinds)"),
        ("absence", 'lables = ["Borte"]\n', "'lables' is unknown; known there are labels,"),
        ("marks", '[header]\nplaces = ["Sted"]\n', "'header.places' is unknown; known there are body, date,"),
        ("money", '[table]\nunit = ["kroner"]\n', "'table.unit' is unknown; known there are figures,"),
        ("outcomes", 'meaning = ["x"]\n', "'meaning' is unknown; known there are abbreviations,"),
        ("outcomes", '[label_rules]\nnever = ["x"]\n', "'label_rules.never' is unknown; known there are alone, beside"),
    ],
)
def test_key_that_nothing_asks_for_is_told(tmp_path: Path, name: str, content: str, told: str) -> None:
    assert told_of(tmp_path, name, content).startswith(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[meanings]\nmine = ["slut"]\n', "'meanings.mine' is a list where a table is meant"),
        ('[words]\nmine = "slut"\n', "'words.mine' is a text where a list is meant"),
    ],
)
def test_name_of_ones_own_is_of_the_kind_of_those_beside_it(tmp_path: Path, content: str, told: str) -> None:
    assert told_of(tmp_path, "outcomes", content).startswith(told)


def test_names_of_ones_own_are_taken_where_the_file_lets_one_name(tmp_path: Path) -> None:
    (tmp_path / "outcomes.toml").write_text(
        '[words]\nboard = ["*nævnet"]\n[meanings.seal]\nphrases = ["<board> besegl(er|ede)"]\n'
        '[groups]\nsealing = ["seal"]\n[label_rules.beside]\nbeseglet = ["godkendt"]\n',
        encoding="utf-8",
    )
    own = phrases.load("outcomes", str(tmp_path))
    assert own["words"]["board"] == ["*nævnet"]
    assert own["meanings"]["seal"] == {"phrases": ["<board> besegl(er|ede)"]}
    assert own["groups"]["sealing"] == ["seal"]
    assert own["label_rules"]["beside"]["beseglet"] == ["godkendt"]


def test_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "headings.toml").mkdir()
    with pytest.raises(ReferatError, match=r"headings\.toml"):
        phrases.load("headings", str(tmp_path))
