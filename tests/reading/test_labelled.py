"""Labels before a text, and headings that stand behind none but a colon. All minutes are invented."""

from __future__ import annotations

import pytest

from referat_nlp.reading.document import read
from referat_nlp.reading.labelled import label_end

HEAD = "Havneudvalget\nMødedato: 4. maj 2022\n\n"
DECIDED = ["Godkendt.", "Udsat til næste møde.", "Taget til efterretning.", "Anbefales over for Byrådet."]


def minutes(before_proposal: str, before_decision: str) -> str:
    return HEAD + "\n\n".join(
        f"{number}. Sag om kaj {number}\nSagsnr. 22/10{number}\nPælene er gamle.\n"
        f"{before_proposal}at kaj {number} lukkes.\n{before_decision}{decided}"
        for number, decided in enumerate(DECIDED, start=1)
    )


@pytest.mark.parametrize("label", ["Mødets svar: ", "Sådan blev det:   ", "UDVALGETS HOLDNING : "])
def test_label_before_every_decision_is_their_heading(label: str) -> None:
    items = read(minutes("Indstilling\n", label)).items
    assert [[d.text for d in item.decisions] for item in items] == [[text] for text in DECIDED]


def test_label_before_every_proposal_is_their_heading() -> None:
    items = read(minutes("Oplæg fra havnen: ", "Beslutning\n")).items
    assert [[p.text for p in item.proposals] for item in items] == [[f"at kaj {n} lukkes"] for n in range(1, 5)]


@pytest.mark.parametrize("label", ["Teknisk Udvalg: ", "Havneudvalget: "])
def test_body_before_what_it_said_is_no_heading(label: str) -> None:
    assert not any(b.heading == label.strip() for item in read(minutes("", label)).items for b in item.blocks)


@pytest.mark.parametrize("mark", ["a)   ", "b:  "])
def test_mark_of_a_list_is_no_label(mark: str) -> None:
    text = minutes(f"Borgmesteren indstiller,\n\n{mark}", "Beslutning\n")
    assert not any(b.heading.startswith(mark.strip()) for item in read(text).items for b in item.blocks)


def test_where_the_decisions_have_their_heading_no_label_is_one() -> None:
    text = minutes("Ønsket svar: Godkendt.\n", "Beslutning\n")
    assert [[d.text for d in item.decisions] for item in read(text).items] == [[t] for t in DECIDED]


@pytest.mark.parametrize(
    ("line", "end"),
    [("Kl. 16:30 i salen", None), ("Se https://havn.dk", None), ("Punkt 3: Bro", 9), ("Sted\tRådhuset", 5), ("", None)],
)
def test_end_of_a_label(line: str, end: int | None) -> None:
    assert label_end(line) == end
