"""What the reading processes do."""

from __future__ import annotations

from dataclasses import asdict

from referat_nlp.batch import tasks
from referat_nlp.inputs import name_input
from referat_nlp.limits import Limits
from referat_nlp.running import Reader

TEXT = "Byrådet\nMødedato: 1. maj 2020\n\n1. Sag om vej\nSagsnr. 20/1\nBeslutning\nGodkendt{}.\n"


def test_words_of_a_document_do_not_stay_in_the_vocabulary(monkeypatch):
    made: list[Reader] = []
    make = tasks._reader

    def noted(*settings):
        made.append(make(*settings))
        return made[-1]

    monkeypatch.setattr(tasks, "_reader", noted)
    read = tasks.extract(None, None, asdict(Limits()), False, None)
    first, _ = read(name_input("-"), TEXT.format("").encode())
    known = len(made[0].nlp.vocab.strings)
    words = " ".join(f"vej{number}" for number in range(1000))
    assert read(name_input("-"), TEXT.format(f" for {words}").encode())[0] != first
    assert len(made[0].nlp.vocab.strings) == known
    assert read(name_input("-"), TEXT.format("").encode())[0] == first
