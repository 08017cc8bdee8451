"""Errors that a user can cause, with a sentence that says what to do."""

from __future__ import annotations


class ReferatError(Exception):
    """A fault in what the user gave: its message is a whole sentence, ready to be shown."""


class InputError(ReferatError):
    """A file that cannot be read as minutes: missing, empty, binary, or without any agenda item."""


class ModelError(ReferatError):
    """A model that is missing, damaged or made by another version."""


class AnnotationError(ReferatError):
    """A gold file that breaks the annotation format; names the file, the item and the field."""
