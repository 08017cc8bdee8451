"""What a run is asked for, and what its results depend on."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import Any

from referat_nlp import __version__, resources
from referat_nlp.batch.workers import Task
from referat_nlp.limits import Limits

# Larger files of a model are known by their size and time, not by their content.
_HASHED = 100_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """What all documents of a run are read with.

    Attributes:
        model: A folder made by `referat-nlp train`; the shipped model where None.
        phrases: A folder of one's own phrase files.
        explain: Whether results say who knew what.
        limits: How much a file may ask for.
        timeout: Seconds that one document may take; 0 is no bound.
        memory: Megabytes of address space of one process; 0 is no bound.

    """

    model: Path | None = None
    phrases: Path | None = None
    explain: bool = False
    limits: Limits = field(default_factory=Limits)
    timeout: float = 300
    memory: int = 4096

    def task(self, indent: int | None) -> Task:
        """Return the task of the processes that read: JSON, on one line where `indent` is None."""
        return self._task("extract", explain=self.explain, indent=indent)

    def show_task(self, width: int, colour: bool) -> Task:
        """Return the task of a process that reads for `show`."""
        return self._task("show", width=width, colour=colour)

    def text_task(self) -> Task:
        """Return the task of a process that reads for `text`."""
        return Task("referat_nlp.batch.tasks:text", {"limits": asdict(self.limits)}, self.timeout, self.memory)

    def settings(self) -> dict[str, Any]:
        """Return what the results depend on; the same for a model of the same content, wherever it lies."""
        model = self.model or resources.models_dir()
        return {
            "version": __version__,
            "model": _digest(
                [*model.glob("*.safetensors"), *(path for part in _PARTS for path in _files(model / part))]
            ),
            "phrases": _digest(_files(self.phrases)) if self.phrases else None,
            "explain": self.explain,
        }

    def bounds(self) -> list[float]:
        """Return what failures alone depend on."""
        return [*astuple(self.limits), self.timeout, self.memory]

    def _task(self, name: str, **settings: Any) -> Task:
        reader = {
            "model": str(self.model) if self.model else None,
            "phrases": str(self.phrases) if self.phrases else None,
            "limits": asdict(self.limits),
        }
        return Task(f"referat_nlp.batch.tasks:{name}", reader | settings, self.timeout, self.memory)


def differing(settings: dict[str, Any], others: dict[str, Any]) -> list[str]:
    """Return the names of the settings that are not the same in others."""
    return [name for name, value in settings.items() if others.get(name) != value]


_PARTS = (resources.OUTCOMES, resources.STRUCTURE, resources.PERSONS, resources.BASE)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(files: list[Path]) -> str:
    """Return what is another for other files; those of no size that a model has are known by their times."""
    digest = hashlib.sha256()
    for path in files:
        status = path.stat()
        digest.update(f"{path.parent.name}/{path.name} {status.st_size}\n".encode("utf-8", "replace"))
        digest.update(path.read_bytes() if status.st_size <= _HASHED else str(status.st_mtime_ns).encode("ascii"))
    return digest.hexdigest()
