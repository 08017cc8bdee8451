"""One document through the pipeline: from its text to the typed result."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from referat_nlp import assemble
from referat_nlp.errors import InputError
from referat_nlp.formats.normal import readable
from referat_nlp.limits import Limits
from referat_nlp.loading import LoadedText, load_file
from referat_nlp.minutes import Minutes, Source
from referat_nlp.original import coverage_of_original, place_in_original

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# From this share of characters on, text that was assigned to nothing is worth a warning.
UNASSIGNED = 0.005


@lru_cache(maxsize=1)
def _shipped() -> Language:
    from referat_nlp.pipeline import load

    return load()


def extract(text: str, *, name: str = "text", nlp: Language | None = None) -> Minutes:
    """Read the text of one minutes document.

    Args:
        text: The minutes; all offsets of the result count in it.
        name: What the source is called in the result.
        nlp: A pipeline from `referat_nlp.load`; the shipped one where None.

    Raises:
        InputError: the text holds no agenda item, or half a surrogate pair.

    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(
            f"{name}: character {error.start} is half of a surrogate pair, which is no text; decode the bytes as UTF-8."
        ) from None
    loaded = LoadedText(name, text, hashlib.sha256(data).hexdigest(), "text/plain")
    from referat_nlp.pipeline import doc_of

    return from_doc(doc_of(nlp or _shipped(), loaded), loaded)


def extract_file(path: str | Path, *, nlp: Language | None = None, limits: Limits | None = None) -> Minutes:
    """Read one file of minutes: PDF, Word, a web page, Markdown or text, told apart by its content.

    Args:
        path: The file.
        nlp: A pipeline from `referat_nlp.load`; the shipped one where None.
        limits: How much the file may ask for; the defaults protect where None.

    Raises:
        InputError: the file cannot be read as minutes; the message says what to do.

    """
    from referat_nlp.pipeline import doc_of

    loaded = load_file(Path(path), limits)
    return from_doc(doc_of(nlp or _shipped(), loaded), loaded)


def from_doc(doc: Doc, loaded: LoadedText, *, needs_items: bool = True) -> Minutes:
    """Return the typed result of a document that the pipeline has read; its places count in the text as loaded.

    Raises:
        InputError: the text holds no agenda item, and `needs_items` is true.

    """
    from referat_nlp.attributes import text_of

    items = assemble.agenda_items(doc)
    if needs_items and not items:
        raise InputError(
            f"{loaded.name}: no agenda item was found; is this a municipality's minutes (referat)? "
            "If it is, the layout may be unknown: add its headings as described in CONTRIBUTING.md."
        )
    coverage = assemble.coverage(doc)
    first = assemble.unassigned(doc)[:1]
    meeting = assemble.meeting(doc)
    # of a document with pages no copy is read; the text is kept, so that spaCy does not put it together anew
    if not loaded.pages and text_of(doc) != loaded.text:
        copy = readable(loaded.text)
        place_in_original(meeting, items, copy)
        coverage = coverage_of_original(coverage, copy)
        first = [(copy.start(start), copy.end(end)) for start, end in first]
    warnings = list(loaded.warnings)
    if coverage.unassigned > UNASSIGNED * len(loaded.text) and coverage.unassigned > 80:
        where = (
            f"; the first begin at character {first[0][0]}, '{' '.join(loaded.text[slice(*first[0])].split())[:40]}'"
            if first
            else ""
        )
        warnings.append(
            f"{coverage.unassigned} characters belong to no part of the minutes that was understood{where}."
        )
    pages = len(loaded.pages.starts) if loaded.pages else None
    return Minutes(
        Source(loaded.name, loaded.sha256, loaded.media_type, pages, len(loaded.text), coverage, warnings),
        meeting,
        items,
        loaded.pages,
    )
