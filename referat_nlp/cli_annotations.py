"""The commands for annotated minutes: `referat-nlp annotations …`.

Heavy libraries are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from referat_nlp.cli_parts import FOLDER, OUTPUT, example, model_option, phrases_option, printable, report
from referat_nlp.errors import InputError, ReferatError

gold_argument = click.argument("gold", nargs=-1, required=True, type=FOLDER, metavar="GOLD_DIR...")


@click.group(
    epilog=example("referat-nlp annotations prelabel referater/ -o gold", "referat-nlp annotations check gold")
)
def annotations_group() -> None:
    """Check, count and begin annotated minutes (NAME.gold.json beside NAME.txt)."""


def print_faults(gold: tuple[Path, ...]) -> None:
    """Print each fault of the gold files in some folders; end with exit code 1 where there is one."""
    from referat_nlp.annotations import check_folder

    faults = [fault for folder in gold for fault in check_folder(folder)]
    for fault in faults:
        click.echo(printable(fault))
    if faults:
        sys.exit(1)


@annotations_group.command(epilog=example("referat-nlp annotations check annotations/"))
@gold_argument
def check(gold: tuple[Path, ...]) -> None:
    """Check annotated minutes against their texts and print each fault.

    Every fault is named by file, item and field. Exit code 1 where there is a fault.
    """
    print_faults(gold)


@annotations_group.command(epilog=example("referat-nlp annotations stats annotations/"))
@gold_argument
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def stats(gold: tuple[Path, ...], as_json: bool) -> None:
    """Count documents, layouts, items, outcomes and all that annotated minutes hold.

    A layout is the name of a document without its last '-N'. Of each thing is told how often it is there, and in how
    many documents and layouts. Files that cannot be read are named, and the exit code is 1.
    """
    from referat_nlp.annotation_counts import as_table, count
    from referat_nlp.annotations import read_documents

    documents, unread = [], []
    for folder in gold:
        read, faults = read_documents(folder)
        documents += read
        unread += [fault for fault in faults if not fault.doubtful]
    counts = count(documents)
    click.echo(json.dumps(counts, ensure_ascii=False, indent=2) if as_json else as_table(counts))
    for fault in unread:
        report("Error", fault.sentence)
    if unread:
        sys.exit(1)


@annotations_group.command(
    epilog=example(
        "referat-nlp annotations prelabel referater/ -o gold",
        "referat-nlp annotations prelabel --model my-model referat.txt -o gold",
    )
)
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR|-...")
@click.option("-o", "--output", required=True, type=OUTPUT, metavar="DIR", help="Folder for texts and gold files.")
@model_option
@phrases_option
def prelabel(files: tuple[str, ...], output: Path, model: Path | None, phrases: Path | None) -> None:
    """Write texts with gold files that hold what the program reads in them, for correction.

    Prints a list of them, those that the program is least certain of first: number, certainty (0 to 1), file, and why.
    A gold file that is there already is left as it is. Every gold file passes 'annotations check'; the values that
    would not are left out and named. Exit code 1: some input could not be read.
    """
    from referat_nlp.inputs import find_inputs
    from referat_nlp.prelabel import prelabel, told
    from referat_nlp.results import make_folder
    from referat_nlp.running import Reader

    try:
        make_folder(output)
    except ReferatError as error:
        raise click.UsageError(printable(f"-o {error}")) from error
    reader, pairs, failed = Reader(model, phrases), [], False
    for source in find_inputs(files):
        try:
            pair = prelabel(source, reader, output)
        except InputError as error:
            report("Error", str(error))
            failed = True
            continue
        if pair is None:
            report("Warning", f"{source.shown}: its gold file is in {output} already and was left as it is.")
            continue
        for warning in pair.warnings:
            report("Warning", f"{source.shown}: {warning}")
        pairs.append(pair)
    for number, pair in enumerate(sorted(pairs, key=lambda pair: (pair.certainty, pair.gold.name)), start=1):
        for line in told(number, pair).split("\n"):
            click.echo(printable(line))
    if failed:
        sys.exit(1)
