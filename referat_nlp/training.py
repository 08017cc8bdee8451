"""Training a model from folders of annotated minutes: reads and checks them all, then trains each part and writes it.

A model is a folder with one folder for each learned part (none for a part that is no better than what is shipped), and
a card that says what it was made from. To add a part,
write a class of the form of `learned.Part`, and name it in `PARTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from referat_nlp.annotations import Document, Fault, read_documents
from referat_nlp.base.part import PersonsPart
from referat_nlp.errors import AnnotationError
from referat_nlp.learned import Learned, Part
from referat_nlp.model_card import CARD, READABLE_CARD, card_of, write_card
from referat_nlp.model_folder import check_writable, write_model
from referat_nlp.outcome_model.part import OutcomePart
from referat_nlp.resources import annotations_dir
from referat_nlp.structure_model.part import StructurePart

PARTS: tuple[Part, ...] = (StructurePart(), PersonsPart(), OutcomePart())


@dataclass(slots=True)
class Collection:
    """What was found in the folders: the documents to train from, in order of their names, each once.

    `faults` are those for which no training may begin, with the folder they were found in; `doubts` are the check's
    doubtful faults, and `notes` tell which documents were passed over and why.
    """

    documents: list[Document] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def collect(folders: Iterable[Path], *, add_to_shipped: bool = False) -> Collection:
    """Read and check all documents of some folders, and with `add_to_shipped` those that the shipped model has.

    A document that lies there twice, with the same name and text, counts once, with the gold of the first folder; the
    shipped ones come last. Two texts of one name are two documents.

    Raises:
        AnnotationError: a folder holds no gold file, or the shipped annotations are missing.

    """
    found = Collection()
    first: dict[tuple[str, str], tuple[Document, Path]] = {}
    places = [(folder, False) for folder in folders] + ([(annotations_dir(), True)] if add_to_shipped else [])
    for folder, shipped in places:
        documents, faults = read_documents(folder)
        for fault in faults:
            (found.doubts if fault.doubtful else found.faults).append(_at(folder, fault))
        for document in documents:
            key = document.name, document.text_sha256
            _, other = first.setdefault(key, (replace(document, shipped=shipped), folder))
            if other != folder:
                found.notes.append(f"{folder / document.name}: passed over, as {other} holds the same document.")
    found.documents = [document for _, (document, _) in sorted(first.items())]
    return found


def _at(folder: Path, fault: Fault) -> str:
    return f"{folder}/{fault.sentence}"


def steps(documents: Sequence[Document]) -> int:
    """Return how often `train` will call `tick`."""
    return sum(part.steps(documents) for part in PARTS)


def train(
    documents: Sequence[Document], output: Path, seed: int = 0, tick: Callable[[], None] = lambda: None
) -> dict[str, Learned]:
    """Train every part on the documents and write the model; return the parts by their names.

    Args:
        documents: What `collect` has found, without faults.
        output: The model's folder. An older model there stays whole until the new one takes its place.
        seed: The same documents, seed and versions give the same bytes.
        tick: Called after each step, `steps` times in all.

    Raises:
        AnnotationError: the documents hold too little to learn from.
        ModelError: the model cannot be written.

    """
    if not any(item["decisions"] for document in documents for item in document.gold["items"]):
        raise AnnotationError("There is no decision in the gold files, and so nothing to learn from.")
    check_writable(output)
    learned = {part.name: part.train(documents, seed, tick) for part in PARTS}
    card = card_of(documents, seed, learned)

    def write(folder: Path) -> None:
        for name, part in learned.items():
            part.write(folder / name)
        write_card(folder, card, learned)

    write_model(output, write, [CARD, READABLE_CARD, *(part.name for part in PARTS)])
    return learned
