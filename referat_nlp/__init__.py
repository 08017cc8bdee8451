"""Danish municipal minutes (referater) into data.

`load()` gives a spaCy pipeline, `extract_file(path)` and `extract(text)` the typed result of one document. They are
imported when first used, so that importing this package is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "extract_file", "load"]

if TYPE_CHECKING:
    from referat_nlp.extraction import extract, extract_file
    from referat_nlp.pipeline import load


def __getattr__(name: str) -> Any:
    if name == "load":
        from referat_nlp.pipeline import load

        return load
    if name in ("extract", "extract_file"):
        from referat_nlp import extraction

        return getattr(extraction, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
