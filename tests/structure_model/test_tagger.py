"""The tagger as it is used: what it says of lines that no phrase file lists, and its files. All minutes are invented."""

from __future__ import annotations

import json
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from referat_nlp.errors import ModelError
from referat_nlp.memories import forget
from referat_nlp.reading.document import read
from referat_nlp.reading.hints import ITEM, Hint
from referat_nlp.reading.segments import segments_of
from referat_nlp.resources import STRUCTURE, models_dir
from referat_nlp.structure_model.advice import advise
from referat_nlp.structure_model.features import features, read_features
from referat_nlp.structure_model.lines import read_line, reworded_line
from referat_nlp.structure_model.tagger import Tagger, pooled

# What is decided in `minutes`, item by item
DECIDED = [
    "Godkendt.",
    "Udsat til næste møde.",
    "Anbefales over for Byrådet.",
    "Godkendt.",
    "Taget til efterretning.",
]


def minutes(proposal: str, decision: str) -> str:
    """Return five items under two headings."""
    cases = [
        ("Ny bro ved Møllen", "Broen er 40 år gammel, og rækværket er rustent.", "broen rives ned", "Godkendt."),
        ("Leje af havneskur", "Skuret har stået tomt siden august.", "skuret udlejes", "Udsat til næste møde."),
        ("Takster for kajplads", "Taksten har været uændret i fem år.", "taksten hæves", "Anbefales over for Byrådet."),
        ("Lygter på Strandvej", "Der er klaget over mørket ved skolen.", "tolv lygter sættes op", "Godkendt."),
        ("Regnskab for havnen", "Regnskabet viser et lille overskud.", "det godkendes", "Taget til efterretning."),
    ]
    rows = ["Havneudvalget", "Mødedato: 4. maj 2022", ""]
    for number, (title, text, clause, decided) in enumerate(cases, start=1):
        rows += [f"{number}. {title}", f"Sagsnr. 22/10{number}", "Sagsfremstilling", text, proposal]
        rows += [f"at {clause}.", decision, decided, ""]
    return "\n".join(rows)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.from_disk(models_dir() / STRUCTURE)


@pytest.mark.parametrize("heading", ["Mødets udfald", "Udfald", "Resultat:"])
def test_unlisted_heading_of_decisions_is_understood(tagger: Tagger, heading: str) -> None:
    text = minutes("Indstilling", heading)
    reading = read(text, None, advise(text, tagger))
    assert [d.text for item in reading.items for d in item.decisions] == DECIDED


@pytest.mark.parametrize("heading", ["Kommunaldirektøren anbefaler", "Direktøren anbefaler"])
def test_unlisted_heading_of_proposals_is_understood(tagger: Tagger, heading: str) -> None:
    text = minutes(heading, "Beslutning")
    reading = read(text, None, advise(text, tagger))
    assert [len(item.proposals) for item in reading.items] == [1] * 5
    assert reading.items[0].proposals[0].text == "at broen rives ned"


def followed(hints: tuple[Hint, ...]) -> list[tuple[str, str]]:
    """Return kind and sub-kind of the hints that change what a line is."""
    return [(hint.kind, hint.what) for hint in hints if hint.kind != ITEM]


@pytest.mark.parametrize("label", ["Journalmærke: ", "Arkivkode ", "Løbenr. "])
def test_unlisted_label_of_file_numbers_is_understood(tagger: Tagger, label: str) -> None:
    text = minutes("Indstilling", "Beslutning").replace("Sagsnr. ", label)
    reading = read(text, None, advise(text, tagger))
    assert [[n.text for n in item.case_numbers] for item in reading.items] == [[f"22/10{n}"] for n in range(1, 6)]
    assert not any(item.case_numbers for item in read(text).items)


def test_listed_label_of_another_number_is_left_alone(tagger: Tagger) -> None:
    text = minutes("Indstilling", "Beslutning").replace("Sagsnr. ", "Dok. ")
    assert not any(item.case_numbers for item in read(text, None, advise(text, tagger)).items)


@pytest.mark.parametrize("label", ["Ikke mødt op: ", "Savnedes: "])
def test_unlisted_label_of_absences_is_understood_and_ends_the_decision(tagger: Tagger, label: str) -> None:
    text = minutes("Indstilling", "Beslutning")
    for decided in ("Godkendt.", "Udsat til næste møde.", "Anbefales over for Byrådet.", "Taget til efterretning."):
        text = text.replace(f"{decided}\n", f"{decided}\n{label}Ida Holm (A), Bo Dam (V)\n")
    reading = read(text, None, advise(text, tagger))
    assert [[a.name for a in item.absent] for item in reading.items] == [["Ida Holm", "Bo Dam"]] * 5
    assert reading.items[0].decisions[0].text == "Godkendt."


def test_unlisted_label_of_the_place_is_understood(tagger: Tagger) -> None:
    text = minutes("Indstilling", "Beslutning")
    text = text.replace("4. maj 2022\n", "4. maj 2022\nHer mødtes vi: Rådhuset, lokale 3\n")
    assert read(text, None, advise(text, tagger)).header.place == "Rådhuset, lokale 3"


@pytest.mark.parametrize("label", ["Udvalgets holdning: ", "Mødets udfald: "])
def test_unlisted_heading_run_into_the_paragraph_is_understood(tagger: Tagger, label: str) -> None:
    text = minutes("Indstilling", "Beslutning").replace("Beslutning\n", label)
    reading = read(text, None, advise(text, tagger))
    assert [d.text for item in reading.items for d in item.decisions] == DECIDED


def test_unlisted_heading_with_a_verb_of_proposing_tells_the_proposer(tagger: Tagger) -> None:
    text = minutes("Driftslederen tilråder", "Beslutning").replace("Driftslederen tilråder", "Havnechefen anbefaler")
    reading = read(text, None, advise(text, tagger))
    assert [p.proposer for item in reading.items for p in item.proposals] == ["Havnechefen"] * 5


def test_row_of_a_table_is_no_label(tagger: Tagger) -> None:
    text = minutes("Indstilling", "Beslutning").replace(
        "Skuret har stået", "Navn\tMødt\tAfbud\nIda Holm (A)\tX\t\nBo Dam (V)\t\tX\nSkuret har stået"
    )
    assert followed(advise(text, tagger)) == []


def test_likelihood_of_items_is_evidence_and_changes_no_line(tagger: Tagger) -> None:
    text = minutes("Indstilling", "Beslutning")
    hints = [hint for hint in advise(text, tagger) if hint.kind == ITEM]
    likely = [text[hint.start : hint.end] for hint in hints if hint.certainty > 0.5]
    assert len(likely) == 5
    assert likely[0] == "1. Ny bro ved Møllen"
    told = read(text, None, tuple(hints))
    assert [item.title for item in told.items] == [item.title for item in read(text).items]


def test_model_decides_where_the_numbers_alone_leave_items_open() -> None:
    rows = ["Havneudvalget", "Mødedato: 4. maj 2022", ""]
    for number in range(1, 6):
        rows += [f"{number}. Sag om kaj {number}", f"{number}. Pæle skiftes", "Arbejdet tager to uger.", ""]
    text = "\n".join(rows)
    for kind, other in (("Pæle", "Sag"), ("Sag", "Pæle")):
        hints = [
            Hint(at, text.index("\n", at), ITEM, "", 0.99)
            for number in range(1, 6)
            for at in [text.index(f"{number}. {kind}")]
        ]
        titles = {item.title for item in read(text, None, tuple(hints)).items}
        assert titles
        assert not any(title.startswith(other) for title in titles if title)


def test_listed_headings_need_no_advice(tagger: Tagger) -> None:
    assert followed(advise(minutes("Indstilling", "Beslutning"), tagger)) == []


def test_whom_proposals_are_for_is_no_heading(tagger: Tagger) -> None:
    text = minutes("Indstilling\n\nHavnechefen indstiller\n\nTil Byrådet:\n", "Beslutning")
    assert [hint for hint in advise(text, tagger) if text[hint.start : hint.start + 4] == "Til "] == []


def test_lines_of_running_text_are_no_headings(tagger: Tagger) -> None:
    text = minutes("Indstilling", "Beslutning").replace(
        "Skuret har stået", "Skuret\nved kajen\nPer Holm bor der\nhar stået"
    )
    assert followed(advise(text, tagger)) == []


def test_text_that_is_no_minutes_gets_no_advice(tagger: Tagger) -> None:
    assert advise("", tagger) == ()
    assert advise("Kære Ida.\nTak for i går.\nPer\n", tagger) == ()


def test_model_that_cannot_tell_decisions_from_proposals_gives_no_advice() -> None:
    tags = ["heading decision", "heading proposal", "text"]
    weights, bias = np.zeros((1, 3), dtype=np.float32), np.array([2.0, 2.0, 0.0], dtype=np.float32)
    torn = Tagger(tags, ["bias"], weights, bias, np.zeros((3, 3), dtype=np.float32))
    assert advise("Udfald\n", torn) == ()
    sure = Tagger(tags, ["bias"], weights, bias + np.array([2.0, 0.0, 0.0], dtype=np.float32), torn.steps)
    assert [hint.what for hint in advise("Udfald\n", sure)] == ["decision"]


def test_probabilities_do_not_depend_on_the_size_of_a_block(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    segments = segments_of(minutes("Indstilling", "Udfald"))
    whole = tagger.probabilities(features(segments), pooled(segments))
    monkeypatch.setattr("referat_nlp.structure_model.tagger.BLOCK", 3)
    assert (tagger.probabilities(features(segments), pooled(segments)) == whole).all()


def test_features_in_columns_are_the_same_features(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> None:
    segments = segments_of(minutes("Indstilling", "Mødets udfald: Ja") * 2)
    names = tagger.probabilities(features(segments), pooled(segments))
    columns = read_features(segments)
    assert np.allclose(tagger.probabilities_of(columns, pooled(segments)), names, atol=1e-9)
    once = tagger.probabilities_of(columns, pooled(segments))
    monkeypatch.setattr("referat_nlp.structure_model.tagger.MOST_GROUPS", 3)
    assert (tagger.probabilities_of(columns, pooled(segments)) == once).all()  # what was summed is forgotten


def test_sums_of_stored_weights_are_exact_in_whatever_groups_they_come(tmp_path: Path, tagger: Tagger) -> None:
    tagger.to_disk(tmp_path)
    stored = Tagger.from_disk(tmp_path)
    segments = segments_of(minutes("Indstilling", "Udfald"))
    names = stored.probabilities(features(segments), pooled(segments))
    assert (stored.probabilities_of(read_features(segments), pooled(segments)) == names).all()


def test_threads_share_a_tagger(tagger: Tagger) -> None:
    texts = [minutes("Indstilling", f"Udfald {word} {number}") for number in range(20) for word in ("A", "B")]
    read = [(read_features(segments), pooled(segments)) for segments in map(segments_of, texts)]
    alone = [tagger.probabilities_of(*one) for one in read]
    fresh = Tagger(tagger.tags, tagger.names, tagger.weights, tagger.bias, tagger.steps)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda one: fresh.probabilities_of(*one), read * 3))
    finally:
        sys.setswitchinterval(before)
    assert all((one == other).all() for one, other in zip(alone * 3, together, strict=True))


def test_words_that_the_model_does_not_know_do_not_fill_the_memory(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referat_nlp.structure_model.tagger.MOST_GROUPS", 200)
    for number in range(10):
        segments = segments_of("\n".join(f"xq{number}a{k} zj{number}b{k}" for k in range(100)))
        tagger.probabilities_of(read_features(segments), pooled(segments))
    assert sum(map(len, tagger._sums.kept.values())) < 1000
    assert pickle.loads(pickle.dumps(tagger))._sums.kept == {}


def test_line_is_read_the_same_whether_or_not_it_is_remembered() -> None:
    for text in ("Beslutning:", "Fraværende: Ida Holm (A)", "3. Vej", "Sagsnr. 20/117", "x" * 300):
        first = read_line(text)
        forget()
        assert read_line(text) == first == reworded_line(text, text, None)


def test_probabilities_of_a_segment_add_up_to_one(tagger: Tagger) -> None:
    segments = segments_of(minutes("Indstilling", "Udfald"))
    table = tagger.probabilities(features(segments), pooled(segments))
    assert table.shape == (len(segments), len(tagger.tags))
    assert np.allclose(table.sum(axis=1), 1.0)


def test_segments_that_deny_each_other_leave_probabilities() -> None:
    tags, features = ["a", "b"], ["for a", "for b"]
    weights = np.array([[900.0, 0.0], [0.0, 900.0]], dtype=np.float32)
    steps = np.array([[0.0, -20.0], [-20.0, 0.0]], dtype=np.float32)
    torn = Tagger(tags, features, weights, np.zeros(2, dtype=np.float32), steps)
    table = torn.probabilities([["for a"], ["for b"]] * 50)
    assert np.allclose(table.sum(axis=1), 1.0)
    assert (table[::2, 0] > 0.99).all()
    assert (table[1::2, 1] > 0.99).all()


def test_very_long_document_of_one_line_repeated_stays_finite(tagger: Tagger) -> None:
    segments = segments_of("Udfald\nGodkendt.\n" * 3000)
    assert np.isfinite(tagger.probabilities(features(segments), pooled(segments))).all()


def test_hint_makes_a_line_a_heading_and_no_other() -> None:
    text = "1. Bro\nSagsnr. 22/101\nUdfald\nGodkendt.\n"
    start = text.index("Udfald")
    hint = Hint(start, start + len("Udfald"), "decision", "decision", 0.9)
    assert [d.text for d in read(text, None, (hint,)).items[0].decisions] == ["Godkendt."]
    assert read(text).items[0].decisions == []


def test_hint_that_begins_within_a_line_is_not_followed() -> None:
    text = "1. Bro\nSagsnr. 22/101\nDet er Udfald\nGodkendt.\n"
    start = text.index("Udfald")
    assert read(text, None, (Hint(start, start + 6, "decision", "decision", 0.9),)).items[0].decisions == []


# -- files ---------------------------------------------------------------------------------------------------------------


def test_same_model_gives_the_same_files_and_reads_back(tagger: Tagger, tmp_path: Path) -> None:
    tagger.to_disk(tmp_path / "one")
    again = Tagger.from_disk(tmp_path / "one")
    again.to_disk(tmp_path / "two")
    for name in ("meta.json", "weights.safetensors"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    text = minutes("Indstilling", "Udfald")
    assert advise(text, again) == advise(text, tagger) != ()
    assert advise(text, Tagger.from_bytes(tagger.to_bytes())) == advise(text, tagger)


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "weights.safetensors").write_bytes(b"nonsense"),
        lambda folder: (folder / "meta.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / "meta.json").write_text("[]", encoding="utf-8"),
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: _change(folder, "tags", ["text"]),
        lambda folder: _change(folder, "features", ["bias"]),
        lambda folder: _change(folder, "format", 99),
    ],
)
def test_damaged_model_is_a_model_error_that_names_the_folder(tagger: Tagger, tmp_path: Path, damage) -> None:
    folder = tmp_path / "model"
    tagger.to_disk(folder)
    damage(folder)
    with pytest.raises(ModelError, match=str(folder)):
        Tagger.from_disk(folder)


def _change(folder: Path, key: str, value: object) -> None:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps({**meta, key: value}), encoding="utf-8")
