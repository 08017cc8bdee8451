"""Weights of the base that were trained further on annotations: a model's own persons.

They are plain numbers beside facts in JSON. The pipeline that they belong to is made from the config.cfg of this
folder, so a model's folder that came from elsewhere decides nothing but numbers: no settings, no code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from referat_nlp.base.convert import LABELS
from referat_nlp.model_files import Stored

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language

Weights = dict[str, "NDArray[Any]"]
"""A pipeline's numbers by component, place in its network, and name: 'tok2vec.26.E'."""


@dataclass
class OwnPersons(Stored):
    """Trained weights, and what is known of their training; `labels` are those of names in the order of the network."""

    FORMAT = 1
    WHAT = "model of persons"

    labels: list[str]
    weights: Weights
    facts: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def nlp(self) -> Language:
        """The pipeline with these weights, for `persons.PersonFinder`."""
        nlp = untrained(self.labels)
        put(nlp, self.weights)
        return nlp

    # -- files ---------------------------------------------------------------------------------------------------------

    def _parts(self) -> tuple[dict[str, Any], Weights]:
        return {"labels": self.labels, "facts": self.facts}, halved(self.weights)

    @classmethod
    def _read(cls, meta: dict[str, Any], tensors: Weights) -> Self:
        import numpy as np

        labels = list(meta["labels"])
        if sorted(labels) != sorted(LABELS):
            raise ValueError(f"its labels are not {', '.join(LABELS)}")
        nlp = untrained(labels)
        wanted = {name: array.shape for name, array in weights_of(nlp).items()}
        if {name: array.shape for name, array in tensors.items()} != wanted:
            raise ValueError("its weights are not those of this version's network")
        if not all(array.dtype == np.float16 and np.isfinite(array).all() for array in tensors.values()):
            raise ValueError("a weight is no number")
        own = cls(labels, {name: array.astype(np.float32) for name, array in tensors.items()}, dict(meta["facts"]))
        put(nlp, own.weights)
        own.nlp = nlp
        return own


def halved(weights: Mapping[str, NDArray[Any]]) -> Weights:
    """Return weights in the half precision in which they are stored; those too large for it as large as it can be."""
    import numpy as np

    most = float(np.finfo(np.float16).max)
    return {name: np.clip(array, -most, most).astype(np.float16) for name, array in weights.items()}


def untrained(labels: list[str], seed: int = 0) -> Language:
    """Return the base's pipeline with random weights for the labels in this order."""
    from spacy.training import Example

    from referat_nlp.base.convert import to_doc
    from referat_nlp.base.invented import invent
    from referat_nlp.base.training import fresh, seeded

    with seeded(seed):
        nlp = fresh(seed)
        # the sizes of a network are told by examples, the order of its labels by their counts
        examples = [Example(nlp.make_doc(one.text), to_doc(nlp, one)) for one in invent(3, seed=0)]
        counts = {label: len(labels) - place for place, label in enumerate(labels)}
        moves = {"0": {}, **{move: dict(counts) for move in ("1", "2", "3")}, "4": {**counts, "": 1}, "5": {"": 1}}
        tok2vec: Any = nlp.get_pipe("tok2vec")
        ner: Any = nlp.get_pipe("ner")
        tok2vec.initialize(lambda: examples, nlp=nlp)
        ner.initialize(lambda: examples, nlp=nlp, labels={int(move): rows for move, rows in moves.items()})
    return nlp


def labels_of(nlp: Language) -> list[str]:
    """Return the labels of names in the order of the pipeline's network."""
    ner: Any = nlp.get_pipe("ner")
    return [move.removeprefix("B-") for move in ner.move_names if move.startswith("B-")]


def weights_of(nlp: Language) -> Weights:
    """Return a copy of the pipeline's weights."""
    return {name: node.get_param(key).copy() for name, node, key in _parameters(nlp)}


def put(nlp: Language, weights: Mapping[str, NDArray[Any]]) -> None:
    """Put weights of the same names and sizes into the pipeline."""
    for name, node, key in _parameters(nlp):
        node.set_param(key, weights[name].copy())


def _parameters(nlp: Language) -> Iterator[tuple[str, Any, str]]:
    for component in ("tok2vec", "ner"):
        pipe: Any = nlp.get_pipe(component)
        for place, node in enumerate(pipe.model.walk()):
            for key in node.param_names:
                if node.has_param(key):
                    yield f"{component}.{place}.{key}", node, key
