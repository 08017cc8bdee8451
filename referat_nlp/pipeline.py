"""The pipeline: the components in order, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from referat_nlp import attributes
from referat_nlp.components import tokeniser
from referat_nlp.formats.normal import normalise
from referat_nlp.loading import LoadedText

COMPONENTS = (
    "referat_structure",
    "referat_case_numbers",
    "referat_proposals",
    "referat_decisions",
    "referat_absent_members",
    "referat_amounts",
    "referat_outcomes",
)
# Components with a part of a model.
LEARNED = ("referat_structure", "referat_absent_members", "referat_outcomes")
# spaCy refuses longer texts by default to protect parsers, which this pipeline does not have.
MAX_LENGTH = 1_000_000_000


def load(model: str | Path | None = None, *, phrases: str | Path | None = None) -> Language:
    """Return the pipeline that reads Danish minutes.

    Args:
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of one's own phrase files, which add to the shipped ones.

    Raises:
        ModelError: the model is missing or damaged (raised when it is first used).

    """
    attributes.register()
    # with the language's own tokeniser first, whose rules would be read twice more, loading takes 0.13 s longer
    nlp = spacy.blank("da", config={"nlp": {"tokenizer": {"@tokenizers": tokeniser.NAME}}})
    nlp.max_length = MAX_LENGTH
    for name in COMPONENTS:
        config: dict[str, Any] = {}
        if phrases and name != "referat_outcomes":  # a model of outcomes goes with the cues it was trained on
            config["phrases"] = str(phrases)
        if model and name in LEARNED:
            config["model"] = str(model)
        nlp.add_pipe(name, config=config)
    return nlp


def doc_of(nlp: Language, loaded: LoadedText) -> Doc:
    """Return what the pipeline reads in a document, with what its format knows of its pages' heads and feet.

    Of a text file with unusual characters it reads a copy (`formats.normal`); those of other formats have none.
    """
    doc = nlp.make_doc(loaded.text if loaded.pages else normalise(loaded.text))
    if loaded.furniture:
        attributes.set_furniture(doc, loaded.furniture)
    return nlp(doc)
