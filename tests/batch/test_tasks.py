"""What the reading processes do."""

from __future__ import annotations

from dataclasses import asdict

from referat_nlp.batch import tasks
from referat_nlp.components import tokeniser
from referat_nlp.inputs import name_input
from referat_nlp.limits import Limits
from referat_nlp.running import Reader

TEXT = "Byrådet\nMødedato: 1. maj 2020\n\n1. Sag om vej\nSagsnr. 20/1\nBeslutning\nGodkendt{}.\n"


def test_words_of_documents_stay_in_the_vocabulary_up_to_a_bound(monkeypatch):
    made: list[Reader] = []
    make = tasks._reader

    def noted(*settings):
        made.append(make(*settings))
        return made[-1]

    monkeypatch.setattr(tasks, "_reader", noted)
    monkeypatch.setattr(tokeniser, "MOST_PIECES", 500)
    read = tasks.extract(None, None, asdict(Limits()), False, None)
    first, _ = read(name_input("-"), TEXT.format("").encode())
    strings = made[0].nlp.vocab.strings
    read(name_input("-"), TEXT.format(" for " + " ".join(f"bro{number}" for number in range(1000))).encode())
    assert "bro7" in strings
    known = len(strings)
    longer, _ = read(name_input("-"), TEXT.format(" for " + " ".join(f"vej{n}" for n in range(1000))).encode())
    assert longer != first
    assert len(strings) == known
    assert read(name_input("-"), TEXT.format("").encode())[0] == first
