"""Where the files lie that the program needs at run time."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from referat_nlp.errors import ModelError


def models_dir() -> Path:
    """Return the folder of shipped models: inside the installed package, or beside it in a checkout.

    Raises:
        ModelError: neither folder exists.
    """
    package = Path(str(files("referat_nlp")))
    for folder in (package / "models", package.parent / "models"):
        if (folder / "outcomes").is_dir() or (folder / "base").is_dir():
            return folder
    raise ModelError(
        "The shipped models are missing from this installation: install referat-nlp again, or give --model."
    )
