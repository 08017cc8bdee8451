"""What `extract --dask` asks of its other options, and its connection to the cluster."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from referat_nlp.distributed.documents import told
from referat_nlp.errors import ReferatError

if TYPE_CHECKING:
    from distributed import Client

# Seconds for a scheduler to answer.
_PATIENCE = 10
# Endings of files into which a run on one machine writes, or which are taken for such.
_ONE_FILE = {".json", ".jsonl", ".csv", ".xlsx", ".parquet", ".sqlite", ".db"}
# What Dask can connect to: a machine and its port, by a protocol that Dask has; tcp where none is named.
_ADDRESS = re.compile(r"(?:(?:tcp|tls|ucxx?|wss?)://)?(?:\[[0-9A-Fa-f:.%]+\]|[^\s/:\[\]@]+):(\d{1,5})|inproc://\S+")
_NEEDED = ("distributed", "fsspec", "pyarrow")


def check_use(output: Path | str | None, form: str | None, jobs: int | None, excel: bool) -> str:
    """Return where the results go, where the options of a command go together with `--dask`.

    Raises:
        ReferatError: they do not, or what is needed is not installed.

    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise ReferatError("--dask needs Dask, fsspec and pyarrow: pip install 'referat-nlp[dask]'.")
    if form not in (None, "parquet"):
        raise ReferatError(f"--format {form} is not written by a cluster: with --dask it is parquet.")
    if excel:
        raise ReferatError("--excel goes with --format csv.")
    if jobs is not None:
        raise ReferatError("--jobs is of one machine: with --dask the cluster has as many processes as its workers.")
    if output is None or str(output) == "-":
        raise ReferatError("--dask writes into files: say where with -o, a folder that all workers see or a URL.")
    if isinstance(output, Path) and output.is_dir():
        return str(output)
    if PurePosixPath(output).suffix.casefold() in _ONE_FILE:
        raise ReferatError(
            f"-o {output}: with --dask the results are several files, as parquet; name a folder with -o."
        )
    if isinstance(output, Path) and output.exists():
        raise ReferatError(f"-o {output}: this is a file, not a folder.")
    return str(output)


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """Connect to a scheduler.

    Raises:
        ReferatError: it is no address of one, or does not answer.

    """
    found = _ADDRESS.fullmatch(address)
    if found is None or not 1 <= int(found[1] or 1) <= 65535:
        raise ReferatError(
            f"{address or repr(address)}: not the address of a scheduler; it looks like tcp://HOST:8786."
        )
    from distributed import Client

    class Tried(Client):
        """One that is closed where it could not be opened: else it would try that when it is thrown away."""

        def __init__(self, *arguments: Any, **settings: Any) -> None:
            try:
                super().__init__(*arguments, **settings)
            except BaseException:
                if getattr(self, "status", "closed") != "closed":
                    self.status = "closed"
                    with suppress(Exception):
                        self._loop_runner.stop()
                raise

    # what it would log of a connection that is lost is said in one sentence
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        try:
            client = Tried(address, timeout=_PATIENCE, set_as_default=False)
        except Exception as error:  # of the network, of the address, of another version's protocol
            raise ReferatError(f"{address}: no Dask scheduler answers there ({told(error)}).") from error
        with client:
            yield client
    finally:
        logging.disable(before)
