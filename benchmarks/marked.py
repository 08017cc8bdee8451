"""A place in a Markdown file that a command fills: the lines between two comments."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, name: str, body: str) -> None:
    """Put `body` between the lines '<!-- begin NAME -->' and '<!-- end NAME -->' of a file.

    Raises:
        SystemExit: the file has no such place.

    """
    text = path.read_text(encoding="utf-8")
    head, begin, rest = text.partition(f"<!-- begin {name} -->\n")
    _, end, tail = rest.partition(f"<!-- end {name} -->\n")
    if not (begin and end):
        raise SystemExit(
            f"{path}: no place for '{name}'; put '<!-- begin {name} -->' and '<!-- end {name} -->' there, a line each."
        )
    path.write_text(f"{head}{begin}\n{body.strip()}\n\n{end}{tail}", encoding="utf-8")
