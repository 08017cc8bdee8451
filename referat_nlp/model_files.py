"""Learned parts on disk: names and facts as JSON, numbers as safetensors. Reading them runs no code."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from referat_nlp.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

META = "meta.json"
WEIGHTS = "weights.safetensors"
_MAX_BYTES = 64_000_000

Contents = tuple[bytes, bytes]
"""What the two files hold: META, WEIGHTS."""


class Stored(ABC):
    """A model that is kept as two files: what a subclass is written as, and read from, in a folder or as bytes.

    `FORMAT` is the version that it writes, and the only one that it reads; `WHAT` is how messages call it ('outcome
    model').
    """

    __slots__ = ()

    FORMAT: ClassVar[int]
    WHAT: ClassVar[str]

    @abstractmethod
    def _parts(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Return the meta data, without the format, and the tensors."""

    @classmethod
    @abstractmethod
    def _read(cls, meta: dict[str, Any], tensors: dict[str, NDArray[Any]]) -> Self:
        """Return the model of such meta data and tensors; raise where these do not fit each other."""

    def written(self) -> Contents:
        """Return the contents of the model's two files; the same model gives the same bytes."""
        meta, tensors = self._parts()
        return _written({"format": self.FORMAT, **meta}, tensors)

    def to_disk(self, folder: Path) -> None:
        """Write the model's two files into the folder, all of it or nothing: an older model there stays until then."""
        _to_folder(Path(folder), self.written())

    def to_bytes(self) -> bytes:
        """Return both files as one: the length of the first in eight bytes, the first, the second."""
        meta, weights = self.written()
        return len(meta).to_bytes(8, "little") + meta + weights

    @classmethod
    def from_disk(cls, folder: Path) -> Self:
        """Read a model.

        Raises:
            ModelError: the folder holds no model, a damaged one, or one of another version.

        """
        return cls._of(str(folder), _from_folder(Path(folder), cls.WHAT))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` has returned.

        Raises:
            ModelError: the bytes are no model.

        """
        end = 8 + int.from_bytes(data[:8], "little")
        return cls._of("the bytes", (data[8:end], data[end:]))

    @classmethod
    def _of(cls, place: str, contents: Contents) -> Self:
        """Return the model that the contents of two files hold; `place` is where they come from, for messages.

        Raises:
            ModelError: the files are damaged, of another version, or do not belong together.

        """
        from safetensors.numpy import load

        try:
            meta = json.loads(contents[0].decode("utf-8"))
            if meta["format"] != cls.FORMAT:
                raise ValueError(f"its format is {meta['format']!r}, this version reads {cls.FORMAT}")
            if hashlib.sha256(contents[1]).hexdigest() != meta["sha256"][WEIGHTS]:
                raise ValueError(f"{WEIGHTS} is not the file that {META} tells of")
            return cls._read(meta, load(contents[1]))
        # whatever a hostile file provokes, the user is told that the file is at fault
        except Exception as error:
            raise ModelError(
                f"{place}: the {cls.WHAT} is damaged or of another version ({error}); train it again or install "
                "referat-nlp again."
            ) from error


def _written(meta: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> Contents:
    """Return the contents of a model's two files; the same model gives the same bytes."""
    import numpy as np
    from safetensors.numpy import save

    weights = save({name: np.ascontiguousarray(tensors[name]) for name in sorted(tensors)})
    return _json({**meta, "sha256": {WEIGHTS: hashlib.sha256(weights).hexdigest()}}), weights


def _to_folder(folder: Path, contents: Contents) -> None:
    """Write a model's two files into the folder, all of it or nothing: an older model there stays until then."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new.chmod(0o755)
        for name, data in zip((META, WEIGHTS), contents, strict=True):
            (new / name).write_bytes(data)
        if folder.is_dir():
            # another program's files in that folder are none of ours
            for name in (WEIGHTS, META):
                os.replace(new / name, folder / name)
        else:
            os.replace(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _from_folder(folder: Path, what: str) -> Contents:
    """Read a model's two files; `what` is how messages call it ('outcome model').

    Raises:
        ModelError: the folder holds no model, or files larger than any model of ours.

    """
    paths = folder / META, folder / WEIGHTS
    if not all(path.is_file() for path in paths):
        raise ModelError(
            f"{folder}: no {what} ({META} and {WEIGHTS}); train one with 'referat-nlp train GOLD_DIR -o MODEL'."
        )
    if max(path.stat().st_size for path in paths) > _MAX_BYTES:
        raise ModelError(f"{folder}: the {what}'s files are far larger than any model of ours; not read.")
    return paths[0].read_bytes(), paths[1].read_bytes()


def _json(meta: Mapping[str, Any]) -> bytes:
    """Return the meta data as JSON that a person can read: short things on lines of their own, long lists on one."""
    rows = [f"{json.dumps(key)}: {_laid_out(value, 1)}" for key, value in meta.items()]
    return ("{\n" + ",\n".join(" " + row for row in rows) + "\n}\n").encode("utf-8")


def _laid_out(value: Any, depth: int) -> str:
    if not isinstance(value, dict) or depth > 3:
        return json.dumps(value, ensure_ascii=False)
    pad = " " * depth
    rows = [
        f"{pad} {json.dumps(key, ensure_ascii=False)}: {_laid_out(inner, depth + 1)}" for key, inner in value.items()
    ]
    return "{\n" + ",\n".join(rows) + f"\n{pad}}}"
