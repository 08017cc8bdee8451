"""What the commands of the command line share. Imports nothing heavy, so that `--help` answers at once."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path

import click

from referat_nlp.errors import ReferatError


class Commands(click.Group):
    """A group whose commands end in one sentence and exit code 1 whatever goes wrong, never in a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ReferatError as error:
            raise click.ClickException(printable(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output has seen enough; click ends quietly
                raise
            message = f"{error.filename or 'output'}: {error.strerror or error}."
            raise click.ClickException(printable(message)) from error
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            from referat_nlp.running import our_fault

            raise click.ClickException(printable(our_fault(error))) from error


def printable(text: str) -> str:
    r"""Return a message on one line that a terminal shows and does not obey.

    >>> print(printable("a\nb.txt"))
    a\nb.txt
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def report(kind: str, message: str) -> None:
    """Print a message to standard error."""
    click.echo(printable(f"{kind}: {message}"), err=True)


# So many doubtful faults of gold files are shown; the check shows all.
_SHOWN = 5


def report_doubts(doubts: Sequence[str]) -> None:
    """Warn of what may be wrong in gold files, of the first few places at least."""
    for doubt in doubts[:_SHOWN]:
        report("Warning", doubt)
    if len(doubts) > _SHOWN:
        more = len(doubts) - _SHOWN
        report("Warning", f"{more} more like these; 'referat-nlp annotations check' names them all.")


def example(*lines: str) -> str:
    """Return the example at the end of a command's help; the backspace keeps click from joining its lines."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUTPUT = click.Path(file_okay=False, path_type=Path)
model_option = click.option("--model", type=click.Path(path_type=Path), metavar="DIR", help="A model made by 'train'.")
phrases_option = click.option("--phrases", type=FOLDER, metavar="DIR", help="Your own phrase files; they add to ours.")
