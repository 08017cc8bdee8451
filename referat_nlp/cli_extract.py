"""The command `extract`: documents, one or thousands of them, into data."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from referat_nlp.cli_parts import example, model_option, phrases_option, printable, report
from referat_nlp.errors import ReferatError

if TYPE_CHECKING:
    from referat_nlp.batch.options import Options
    from referat_nlp.batch.places import Place
    from referat_nlp.batch.progress import Progress
    from referat_nlp.batch.run import Run
    from referat_nlp.distributed.run import ClusterRun
    from referat_nlp.inputs import Input

_FORMS = ("json", "jsonl", "csv", "xlsx", "parquet", "sqlite")
# Megabytes of address space that spaCy and the model take (measured: 410), and some more.
_LEAST_MEMORY = 600
# Seconds; what is longer, or is no number (nan, inf), no clock of the system can wait for.
_LONGEST_TIMEOUT = 1_000_000


class _Place(click.Path):
    """A path, or a URL, which is kept as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what the user wrote as a path, a URL as text."""
        return value if isinstance(value, str) and "://" in value else super().convert(value, param, ctx)


@click.command(
    epilog=example(
        "referat-nlp extract referat.txt",
        "referat-nlp extract referater/ -o referater.xlsx",
        "referat-nlp extract 'referater/**/*.txt' -o tabeller --format csv --excel",
        "referat-nlp extract referater/ -o referater.sqlite --resume",
        "referat-nlp extract --dask tcp://scheduler:8786 s3://bucket/referater -o s3://bucket/tabeller",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR|PATTERN|-...")
@click.option(
    "-o",
    "--output",
    type=_Place(path_type=Path),
    metavar="PLACE",
    help="A folder; or a file that ends in .jsonl, .xlsx, .sqlite or .db, which tells the format too.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMS),
    help="json is indented, jsonl one line a document, the others are tables.  [default: jsonl for several to standard "
    "output, else json]",
)
@click.option("--excel", is_flag=True, help="With csv: as a Danish Excel opens it (semicolons, decimal commas).")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to read with.  [default: one for each core]"
)
@click.option("--unordered", is_flag=True, help="Print results as they are ready, not in the order of the files.")
@click.option("--resume", is_flag=True, help="Go on with a run into PLACE that was stopped, or try again what failed.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=300,
    show_default=True,
    metavar="S",
    help="Seconds that one document may take; 0 is no limit.",
)
@click.option(
    "--max-size",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    metavar="MB",
    help="Larger files are not read.",
)
@click.option(
    "--max-unpacked",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    metavar="MB",
    help="Word files that unpack to more are not read.",
)
@click.option(
    "--max-text",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="M",
    help="Documents of more than so many million characters are not read.",
)
@click.option(
    "--max-pages",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    metavar="N",
    help="PDFs of more pages are not read.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=0),
    default=4096,
    show_default=True,
    metavar="MB",
    help="Memory (address space) of each process; 0 is no limit.",
)
@click.option(
    "--dask",
    "scheduler",
    metavar="ADDRESS",
    help="Read on the workers of a Dask cluster, into partitions of Parquet tables. Inputs and PLACE may be URLs.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not tell how far the run is.")
@click.option(
    "--explain", is_flag=True, help="Say of each section, proposal and decision whether rules or model knew it."
)
@model_option
@phrases_option
def extract(
    files: tuple[str, ...],
    output: Path | str | None,
    form: str | None,
    excel: bool,
    jobs: int | None,
    unordered: bool,
    resume: bool,
    timeout: float,
    max_size: int,
    max_unpacked: int,
    max_text: int,
    max_pages: int,
    max_memory: int,
    scheduler: str | None,
    quiet: bool,
    explain: bool,
    model: Path | None,
    phrases: Path | None,
) -> None:
    """Turn minutes into JSON or tables.

    FILE is a document, - is standard input, DIR stands for the documents in it and below, and a quoted PATTERN with *,
    ? or ** for those that it matches; with --dask a URL such as s3://bucket/referater may stand for each of them.
    'referat-nlp schema' describes the JSON. With -o a run that was stopped goes on with --resume; what could not be
    read is listed in errors.jsonl there, for one file in PLACE.errors.jsonl. Exit code 1: some input could not be
    read, or the run could not go on.
    """
    from referat_nlp.batch.options import Options
    from referat_nlp.batch.places import place_of
    from referat_nlp.batch.progress import Progress
    from referat_nlp.inputs import find_inputs
    from referat_nlp.limits import Limits

    place: Place | None = None
    target = ""
    try:
        if scheduler is not None:
            from referat_nlp.distributed.command import check_use

            target = check_use(output, form, jobs, excel)
        elif isinstance(output, str):
            raise ReferatError(f"-o {output}: a URL goes with --dask.")
        else:
            place = place_of(output, form)
    except ReferatError as error:
        raise click.UsageError(printable(str(error))) from error
    if excel and (place is None or place.form != "csv"):
        raise click.UsageError("--excel goes with --format csv.")
    if 0 < max_memory < _LEAST_MEMORY:
        raise click.UsageError(f"--max-memory: a process needs {_LEAST_MEMORY} MB before it reads anything.")
    if resume and place is None and scheduler is None:
        raise click.UsageError("--resume goes with -o: only a run into a place can go on.")
    if unordered and (place is not None or scheduler is not None):
        raise click.UsageError("--unordered goes with standard output: a result in a place has its order.")
    if not 0 <= timeout <= _LONGEST_TIMEOUT:
        raise click.UsageError(f"--timeout: a number of seconds up to {_LONGEST_TIMEOUT:,}, or 0 for no limit.")
    if scheduler is None and (
        url := next((file for file in files if "://" in file and not os.path.exists(file)), None)
    ):
        raise click.UsageError(printable(f"{url}: a URL goes with --dask."))
    limits = Limits(max_size * 1_000_000, max_unpacked * 1_000_000, max_text * 1_000_000, max_pages)
    options = Options(model, phrases, explain, limits, timeout, max_memory)
    if scheduler is not None:
        if not _on_cluster(scheduler, files, options, target, resume=resume, quiet=quiet):
            sys.exit(1)
        return
    inputs = find_inputs(files)
    if form == "json" and place is None and len(inputs) > 1:
        raise click.UsageError("--format json prints one document; for several use --format jsonl, or -o DIR.")
    jobs = min(jobs or _cores(), len(inputs))
    progress = Progress(len(inputs), quiet=quiet)
    with _stoppable(progress, place is not None):
        if place is not None:
            all_read = _into_place(inputs, options, place, progress, jobs=jobs, resume=resume, excel=excel)
        else:
            from referat_nlp.batch.run import print_results

            # A folder or pattern counts as several, so that the form does not hang on how many files are in it.
            several = len(files) > 1 or (files[0] != "-" and not os.path.isfile(files[0]))
            indent = None if form == "jsonl" or (form is None and several) else 2
            with progress:
                all_read = print_results(inputs, options, progress, jobs=jobs, indent=indent, ordered=not unordered)
    if not all_read:
        sys.exit(1)


def _into_place(
    inputs: list[Input],
    options: Options,
    place: Place,
    progress: Progress,
    *,
    jobs: int,
    resume: bool,
    excel: bool,
) -> bool:
    """Read the inputs and write the results; return whether all could be read."""
    from referat_nlp.batch.run import Run

    try:
        run = Run(inputs, options, place, resume=resume)
    except ReferatError as error:
        # wrong use, but none of the words: click's own message of wrong use would show how to write the command
        report("Error", str(error))
        sys.exit(2)
    with run:
        progress.begin(run.done, run.failed)
        with progress:
            run.read(jobs, progress)
        return _end(run, run.write(excel=excel), progress, place.path)


def _on_cluster(
    scheduler: str, files: tuple[str, ...], options: Options, target: str, *, resume: bool, quiet: bool
) -> bool:
    """Read what the arguments mean on a cluster; return whether all could be read."""
    from referat_nlp.batch.progress import Progress
    from referat_nlp.distributed.command import connected
    from referat_nlp.distributed.documents import find_documents
    from referat_nlp.distributed.run import ClusterRun

    with ExitStack() as stack:
        try:
            client = stack.enter_context(connected(scheduler))
            documents = find_documents(files)
            run = ClusterRun(documents, options, target, resume=resume)
        except ReferatError as error:
            report("Error", str(error))
            sys.exit(2)
        progress = Progress(len(documents), quiet=quiet)
        with _stoppable(progress, True):
            progress.begin(run.done, run.failed)
            with progress:
                run.read(client, progress)
            return _end(run, run.write(), progress, target)


def _end(run: Run | ClusterRun, warnings: list[str], progress: Progress, place: Path | str) -> bool:
    """Say what a run has come to; return whether all could be read."""
    for warning in warnings:
        report("Warning", warning)
    for failure in run.told_failures():
        report("Error", failure)
    progress.end(place)
    return not run.failed


class _TerminatedError(KeyboardInterrupt):
    """The run was asked to end by SIGTERM."""


@contextmanager
def _stoppable(progress: Progress, resumable: bool) -> Iterator[None]:
    """End by Ctrl-C or SIGTERM with a sentence, and the exit code that says so."""

    def terminate(number: int, frame: object) -> None:
        raise _TerminatedError

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    except KeyboardInterrupt as error:
        then = "; the same command with --resume goes on from there" if resumable else ""
        click.echo(f"Stopped: {progress.done} of {progress.total} documents were read{then}.", err=True)
        code = 128 + (signal.SIGTERM if isinstance(error, _TerminatedError) else signal.SIGINT)
        sys.exit(code)
    finally:
        signal.signal(signal.SIGTERM, before)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
