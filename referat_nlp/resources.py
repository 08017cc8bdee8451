"""Where the files lie that the program needs at run time."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from referat_nlp.errors import AnnotationError, ModelError

# The folders of the learned parts in a model's folder.
OUTCOMES = "outcomes"
STRUCTURE = "structure"
PERSONS = "persons"
# The pipeline that finds persons as it was trained without annotations; `referat-nlp train` goes on from it, and never
# writes it.
BASE = "base"


def models_dir() -> Path:
    """Return the folder of shipped models: inside the installed package, or beside it in a checkout.

    Raises:
        ModelError: neither folder exists.
    """
    package = Path(str(files("referat_nlp")))
    for folder in (package / "models", package.parent / "models"):
        if (folder / OUTCOMES).is_dir() or (folder / BASE).is_dir():
            return folder
    raise ModelError(
        "The shipped models are missing from this installation: install referat-nlp again, or give --model."
    )


def shipped_base() -> Path | None:
    """Return the folder of the shipped base, trained without annotations; None where there is none."""
    try:
        folder = models_dir() / BASE
    except ModelError:
        return None
    return folder if folder.is_dir() else None


def model_part(model: Path, part: str) -> Path:
    """Return the folder of a learned part in a model's folder.

    A model made before there were several parts is a folder of outcomes itself, and so stands for that part.
    """
    return model / part if (model / part).is_dir() else model


def annotations_dir() -> Path:
    """Return the folder of the annotations that the shipped model was trained on, in the package or a checkout.

    Raises:
        AnnotationError: neither is there.
    """
    package = Path(str(files("referat_nlp")))
    for folder in (package / "shipped_annotations", package.parent / "annotations"):
        # a checkout's folder of that name beside the package, and not somebody else's
        if (folder / "split.toml").is_file():
            return folder
    raise AnnotationError("The shipped annotations are missing from this installation: install referat-nlp again.")
