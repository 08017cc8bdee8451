"""The command line: short commands that call the library.

Heavy libraries are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from referat_nlp import __version__
from referat_nlp.cli_annotations import annotations_group, print_faults
from referat_nlp.cli_extract import extract
from referat_nlp.cli_parts import FOLDER, OUTPUT, Commands, example, model_option, phrases_option
from referat_nlp.cli_text import text


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("referat-nlp show referat.txt", "referat-nlp extract referat.txt > referat.json"),
)
@click.version_option(__version__, prog_name="referat-nlp")
def main() -> None:
    """Turn Danish municipal minutes (referater) into data."""


main.add_command(annotations_group)
main.add_command(extract)
main.add_command(text)


@main.command(epilog=example("referat-nlp show referat.txt", "referat-nlp show referat.txt | less"))
@click.argument("file", metavar="FILE|-")
@model_option
@phrases_option
def show(file: str, model: Path | None, phrases: Path | None) -> None:
    """Show what minutes say, for reading in the terminal.

    Colours are left out where the output is no terminal, and where NO_COLOR is set.
    """
    from referat_nlp.batch.options import Options
    from referat_nlp.batch.run import read_one
    from referat_nlp.inputs import name_input
    from referat_nlp.show import terminal_width, wants_colour

    options = Options(model, phrases)
    # in a process of its own, whose time and memory are bounded as those of `extract` are
    page, _ = read_one(name_input(file), options, options.show_task(terminal_width(), wants_colour(sys.stdout)))
    # a terminal that cannot print 'ø' gets '?', not an end
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(page.encode(encoding, "replace").decode(encoding), nl=False, color=True)


@main.command(
    epilog=example(
        "referat-nlp train my-annotations/ -o my-model",
        "referat-nlp train my-annotations/ --add-to-shipped -o my-model",
        "referat-nlp extract --model my-model referat.txt",
    )
)
@click.argument("gold", nargs=-1, required=True, type=FOLDER, metavar="GOLD_DIR...")
@click.option("-o", "--output", required=True, type=OUTPUT, metavar="MODEL", help="Folder for the model.")
@click.option("--add-to-shipped", is_flag=True, help="Train on the annotations of the shipped model too.")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same model.")
def train(gold: tuple[Path, ...], output: Path, add_to_shipped: bool, seed: int) -> None:
    """Train a model on your own annotated minutes.

    GOLD_DIR holds NAME.gold.json files beside their texts. All of them are checked first: what is damaged is named by
    file, item and field, and nothing is trained. Outcome labels are those that the gold files use. Prints how good the
    model is on documents whose layout was left out of training, and what it has too few examples of; MODEL/card.md
    keeps that, with what the model was made from.
    """
    from referat_nlp.cli_training import train

    if not train(gold, output, add_to_shipped, seed):
        sys.exit(1)


@main.command(
    epilog=example(
        "referat-nlp evaluate annotations/",
        "referat-nlp evaluate annotations/ --leave-one-out layout --report report.html",
        "referat-nlp evaluate my-annotations/ --model my-model --compare old-model",
    )
)
@click.argument("gold", type=FOLDER, metavar="GOLD_DIR")
@model_option
@phrases_option
@click.option(
    "--report",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write a report for the browser and for paper.",
)
@click.option(
    "--json",
    "data",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE|-",
    help="Write all figures and mistakes as JSON.",
)
@click.option(
    "--compare", type=click.Path(path_type=Path), metavar="MODEL", help="Say which is better, and on what they differ."
)
@click.option(
    "--leave-one-out",
    "unit",
    type=click.Choice(["layout"]),
    help="Read each layout with a model trained on the other layouts of GOLD_DIR.",
)
@click.option(
    "--groups",
    type=click.IntRange(min=2),
    metavar="N",
    help="With --leave-one-out: leave layouts out in N groups, not one by one. Much faster, and the stricter measure.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="Processes to work with.")
def evaluate(
    gold: Path,
    model: Path | None,
    phrases: Path | None,
    page: Path | None,
    data: Path | None,
    compare: Path | None,
    unit: str | None,
    groups: int | None,
    jobs: int,
) -> None:
    """Measure how well annotated minutes are read.

    GOLD_DIR holds NAME.gold.json files beside their texts. Precision, recall and F1 of all that is found and said of
    it, with 95 % intervals; in the JSON and in the report also by layout, and with every mistake. Nothing is measured
    before the gold files have been checked.
    """
    if unit and (model or phrases or compare):
        raise click.UsageError("--leave-one-out trains its own models: leave out --model, --phrases and --compare.")
    if groups and not unit:
        raise click.UsageError("--groups goes with --leave-one-out layout.")
    from referat_nlp.cli_evaluation import evaluate

    evaluate(
        gold,
        model,
        phrases,
        other=compare,
        leave_out=unit is not None,
        groups=groups,
        jobs=jobs,
        page=page,
        data=data,
    )


@main.command(epilog=example("referat-nlp check annotations/"))
@click.argument("gold", nargs=-1, required=True, type=FOLDER, metavar="GOLD_DIR...")
def check(gold: tuple[Path, ...]) -> None:
    """Check annotated minutes; the same as 'referat-nlp annotations check'."""
    print_faults(gold)


@main.command(epilog=example("referat-nlp schema > extraction.schema.json"))
def schema() -> None:
    """Print the JSON Schema of what 'extract' writes."""
    from referat_nlp.output import schema_text

    click.echo(schema_text().encode("utf-8"), nl=False)


if __name__ == "__main__":
    main()
