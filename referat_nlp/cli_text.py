"""`referat-nlp text`: the text of a document, which the offsets of all results count in."""

from __future__ import annotations

import click

from referat_nlp.cli_parts import example, report


@click.command(epilog=example("referat-nlp text referat.pdf", "referat-nlp text referat.docx > referat.txt"))
@click.argument("file", metavar="FILE|-")
def text(file: str) -> None:
    """Print the text of a document as 'extract' reads it.

    FILE is a PDF or Word file, a web page, text or Markdown, - is standard input. All 'start' and 'end' in results are
    positions in this text, which is printed as UTF-8 with nothing added.
    """
    from referat_nlp.batch.options import Options
    from referat_nlp.batch.run import read_one
    from referat_nlp.inputs import name_input

    options = Options()
    # in a process of its own, whose time and memory are bounded as those of `extract` are
    loaded, warnings = read_one(name_input(file), options, options.text_task())
    for warning in warnings:
        report("Warning", f"{file}: {warning}")
    click.echo(loaded.encode("utf-8"), nl=False)
