"""Tables as CSV files: for programs, or for Excel on a Danish machine."""

from __future__ import annotations

import csv
import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from referat_nlp.tables.columns import TABLES
from referat_nlp.tables.rows import Rows

# A text that a spreadsheet would take for a formula; the wide forms are those of East Asian keyboards. With an
# apostrophe before it, or several, it may be one that was protected: it gets one more, so that taking one away from
# each such text always gives back what was there.
_FORMULA = re.compile("'*[=+\\-@\t＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")
_MONTH = (
    "(?:jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sep(?:t|tember)?|okt(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
# A text that Excel would take for a date, a time or another number: '10/2615' would become a month, '007' be 7. A time
# of the day may be taken for one.
_MISREAD = re.compile(
    r"(?!\d\d:\d\d$)(?:"
    r"\d+(?:[./:-]\d*)+|0\d+|\d{16,}|\d+(?:[.,]\d+)?e[+-]?\d+"
    rf"|\d{{1,2}}[. -]+{_MONTH}(?:[. -]+\d{{2,4}})?|{_MONTH}[. -]+\d{{1,4}})",
    re.IGNORECASE,
)


class CsvFiles:
    """One file for each table, in a folder.

    With `excel`, they are as Excel reads them where Windows is set to Danish: ';' between values, decimal comma,
    SAND and FALSK, and a byte-order mark, without which Excel takes UTF-8 for another encoding. Dates are ISO
    (2021-03-03) in both: Excel knows them as dates in every language and shows them as the machine is set, while
    '03-04-2021' is another day on an English machine. Texts that Excel would take for dates or numbers are written
    as ="10/2615", whose value is the text itself.
    """

    def __init__(self, folder: Path, *, excel: bool) -> None:
        """Make the files with their heads."""
        self._excel = excel
        self._opened = ExitStack()
        self._writers = {}
        for table in TABLES:
            path = folder / f"{table.name}.csv"
            file = self._opened.enter_context(path.open("x", encoding="utf-8-sig" if excel else "utf-8", newline=""))
            writer = csv.writer(file, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n")
            writer.writerow(table.names)
            self._writers[table.name] = writer

    def add(self, rows: Rows) -> None:
        """Write more rows."""
        written = _danish if self._excel else _plain
        for table in TABLES:
            names = table.names
            self._writers[table.name].writerows([written(row[name]) for name in names] for row in rows[table.name])

    def finish(self) -> list[str]:
        """Write what is left."""
        self._opened.close()
        return []

    def close(self) -> None:
        """Close the files, whatever has been written."""
        self._opened.close()


def protected(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe where it would.

    >>> protected("=1+1"), protected("'=1+1"), protected("-3,8"), protected("'t Hof")
    ("'=1+1", "''=1+1", '-3,8', "'t Hof")

    """
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return protected(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _danish(value: Any) -> Any:
    if isinstance(value, str):
        return f'="{value}"' if _MISREAD.fullmatch(value) and len(value) < 255 else protected(value)
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else value
