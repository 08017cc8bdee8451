"""Errors that a user can cause, with a sentence that says what to do."""

from __future__ import annotations

from typing import ClassVar


class ReferatError(Exception):
    """A fault in what the user gave: its message is a whole sentence, ready to be shown."""


class InputError(ReferatError):
    """A file that cannot be read as minutes: missing, empty, binary, or without any agenda item.

    `kind` says in one word what sort of fault it is, for those who count them (errors.jsonl).
    """

    kind: ClassVar[str] = "unreadable"


class MemoryInputError(InputError):
    """A file that needs more memory than there is, or than it may have."""

    kind = "memory"


class FaultInputError(InputError):
    """A file at which the program itself failed."""

    kind = "fault"


class ModelError(ReferatError):
    """A model that is missing, damaged or made by another version."""


class AnnotationError(ReferatError):
    """A gold file that breaks the annotation format; names the file, the item and the field."""
