"""The place that a run on a cluster writes into: a folder that all workers see, or a prefix of an object store.

    PLACE/meetings/part-000000-5e1c….parquet    a file of each table for each partition, in the order of the documents
    PLACE/.referat-nlp/part-000000-5e1c….json   the partition's mark, written last: it is whole
    PLACE/.referat-nlp/run.json                 the settings that all of it was read with
    PLACE/errors.jsonl, PLACE/errors.parquet    what could not be read
    PLACE/datapackage.json                      written at the very end: the run came to its end

Every file is whole or absent, and of a partition without a mark nothing counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from referat_nlp.distributed.documents import file_system, is_url, told
from referat_nlp.distributed.partitions import NAME
from referat_nlp.errors import ReferatError
from referat_nlp.results import write_whole
from referat_nlp.tables.columns import TABLES

_HIDDEN = ".referat-nlp"
_RUN = f"{_HIDDEN}/run.json"
ERRORS, ERRORS_TABLE = "errors.jsonl", "errors.parquet"
DESCRIPTION = "datapackage.json"
# Marks that are fetched at once, from a storage that answers slowly.
_AT_ONCE = 16
# File systems in which a file appears under its name when it is whole; in others it is written under another first.
_PUT_WHOLE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "memory"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a partition that is whole.

    Attributes:
        documents: How many it has.
        rows: How many of each table were written; empty where no document could be read, and so nothing was.
        failures: What could not be read, as `errors.jsonl` names it.
        bounds: What these failures depend on (`batch.options.Options.bounds`).
        names: The names of the documents that were read: what is lost with the partition.

    """

    documents: int
    rows: dict[str, int]
    failures: list[dict[str, str]]
    bounds: list[float]
    names: list[str] = field(default_factory=list)

    def to_json(self) -> bytes:
        """Return it as a file's content."""
        fields = {
            "documents": self.documents,
            "rows": self.rows,
            "failures": self.failures,
            "bounds": self.bounds,
            "names": self.names,
        }
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")

    @classmethod
    def from_json(cls, content: bytes) -> Mark:
        """Return what a file's content says."""
        return cls(**json.loads(content))


@dataclass(frozen=True, slots=True)
class Store:
    """A place, by its URL or absolute path; the same on the client and on every worker."""

    url: str

    def write_partition(self, name: str, files: dict[str, bytes], mark: Mark) -> None:
        """Write a partition's file of each table, by the tables' names, and then its mark.

        Raises:
            ReferatError: it cannot be written.

        """
        for table, content in files.items():
            self._put(f"{table}/{name}.parquet", content)
        self._put(mark_path(name), mark.to_json())

    def mark(self, name: str) -> Mark | None:
        """Return the mark of a partition; None where it is not whole.

        Raises:
            ReferatError: the place cannot be read.

        """
        return self.marks([name]).get(name)

    def marks(self, names: Iterable[str]) -> dict[str, Mark]:
        """Return the marks of those partitions that are whole.

        Raises:
            ReferatError: the place cannot be read.

        """
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            found = threads.map(lambda name: (name, self._get(mark_path(name))), names)
            return {name: Mark.from_json(content) for name, content in found if content is not None}

    def files(self) -> set[str]:
        """Return the files of the place, by their paths inside it.

        Raises:
            ReferatError: it cannot be listed.

        """
        system, base = file_system(self.url)
        try:
            # another process may have written since
            system.invalidate_cache()
            return {path.removeprefix(base).lstrip("/") for path in system.find(base)}
        except FileNotFoundError:
            return set()
        except Exception as error:
            raise self._fault("read", error) from error

    def settings(self) -> dict[str, Any] | None:
        """Return the settings of the run that has written here; None where there was none.

        Raises:
            ReferatError: the place cannot be read.

        """
        content = self._get(_RUN)
        return None if content is None else json.loads(content)

    def begin(self, settings: dict[str, Any]) -> None:
        """Note the settings of a run.

        Raises:
            ReferatError: nothing can be written there.

        """
        self._put(_RUN, json.dumps(settings).encode("ascii"))

    def read(self, name: str) -> bytes | None:
        """Return the content of a file of the whole place; None where it is not there.

        Raises:
            ReferatError: the place cannot be read.

        """
        return self._get(name)

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the whole place.

        Raises:
            ReferatError: it cannot be written.

        """
        self._put(name, content)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, by their paths inside the place; one that is not there is no matter.

        Raises:
            ReferatError: one cannot be removed.

        """
        system, base = file_system(self.url)
        for path in paths:
            try:
                system.rm_file(f"{base.rstrip('/')}/{path}")
            except FileNotFoundError:
                continue
            except Exception as error:
                raise self._fault("written", error) from error

    def _get(self, path: str) -> bytes | None:
        system, base = file_system(self.url)
        try:
            content: bytes = system.cat_file(f"{base.rstrip('/')}/{path}")
        except FileNotFoundError:
            return None
        except Exception as error:  # each storage has errors of its own
            raise self._fault("read", error) from error
        return content

    def _put(self, path: str, content: bytes) -> None:
        system, base = file_system(self.url)
        whole = f"{base.rstrip('/')}/{path}"
        folder, _, name = whole.rpartition("/")
        unfinished = f"{folder}/.{name}.{uuid4().hex}.tmp"
        try:
            if not is_url(self.url):
                Path(folder).mkdir(parents=True, exist_ok=True)
                write_whole(Path(whole), [content], Path(unfinished))
            elif _protocols(system) & _PUT_WHOLE:
                system.pipe_file(whole, content)
            else:
                system.makedirs(folder, exist_ok=True)
                system.pipe_file(unfinished, content)
                system.mv(unfinished, whole)
        except Exception as error:  # each storage has errors of its own
            raise self._fault("written", error) from error

    def _fault(self, what: str, error: Exception) -> ReferatError:
        return ReferatError(f"{self.url}: the results cannot be {what} ({told(error)}).")


def errors_table(failures: list[dict[str, str]]) -> bytes:
    """Return the content of a Parquet file that says what could not be read, a row for each failure."""
    import pyarrow
    from pyarrow import parquet

    columns = {name: [failure[name] for failure in failures] for name in ("input", "error", "kind")}
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table(columns), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def table_paths(name: str) -> list[str]:
    """Return the paths of a partition's files of all tables."""
    return [f"{table.name}/{name}.parquet" for table in TABLES]


def partition_of(path: str) -> str | None:
    """Return the name of the partition that a file of the place belongs to, be it unfinished; None for other files.

    >>> partition_of(".referat-nlp/part-000003-0123456789ab.json")
    'part-000003-0123456789ab'
    >>> partition_of("errors.jsonl")
    """
    folder, _, name = path.rpartition("/")
    found = NAME.match(name.removeprefix("."))
    return found[0] if found and folder in {_HIDDEN, *(table.name for table in TABLES)} else None


def mark_path(name: str) -> str:
    """Return the path of a partition's mark."""
    return f"{_HIDDEN}/{name}.json"


def is_mark(path: str) -> bool:
    """Tell whether a file of the place is a partition's mark."""
    return path.startswith(f"{_HIDDEN}/part-") and path.endswith(".json")


def is_result(path: str) -> bool:
    """Tell whether a file of the place holds what a run has read: on a cluster, or on one machine."""
    if path.startswith(f"{_HIDDEN}/") or path.endswith(".tmp"):
        return False
    return path in {f"{table.name}.parquet" for table in TABLES} or partition_of(path) is not None


def _protocols(system: Any) -> set[str]:
    return {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
