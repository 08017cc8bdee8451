"""What components with a learned part share: it is read at its first use, and saved with the pipeline."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, Self, TypeVar

from referat_nlp.model_files import Stored

Model = TypeVar("Model", bound=Stored)


class WithModel(ABC, Generic[Model]):
    """A component with a learned part, whose class is imported no sooner than it is needed."""

    learned = True
    """Whether the component has its learned part at all."""
    _kept: Model | None = None

    @abstractmethod
    def _kind(self) -> type[Model]:
        """Return the class of the learned part."""

    @abstractmethod
    def _home(self) -> Path:
        """Return the folder that it is read from at its first use."""

    @property
    def kept(self) -> Model:
        """The learned part, read from its folder at the first use.

        Raises:
            ModelError: it is missing or damaged.

        """
        if self._kept is None:
            self._kept = self._kind().from_disk(self._home())
        return self._kept

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the learned part beside the pipeline's other components, so that a saved pipeline is whole."""
        if self.learned:
            self.kept.to_disk(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_disk` has written.

        Raises:
            ModelError: it is missing or damaged.

        """
        if self.learned:
            self._kept = self._kind().from_disk(Path(path))
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the learned part as bytes, none where there is none."""
        return self.kept.to_bytes() if self.learned else b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read what `to_bytes` has returned.

        Raises:
            ModelError: the bytes are no such part.

        """
        if self.learned:
            self._kept = self._kind().from_bytes(data)
        return self
