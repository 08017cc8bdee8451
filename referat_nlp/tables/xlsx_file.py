"""Tables as one workbook, a sheet for each."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from referat_nlp.errors import ReferatError
from referat_nlp.tables.columns import TABLES, Column
from referat_nlp.tables.rows import Row, Rows

# What a sheet holds, its head among the rows, and a cell, in UTF-16 units.
MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
# Widths in characters, by what stands in a column.
_WIDE = {"text": 70, "title": 50, "heading": 30, "warnings": 40}
_WIDTHS = {"string": 22, "integer": 9, "number": 16, "boolean": 9, "date": 12}
# A day as the machine is set (14), and sums with the machine's own separators.
_FORMATS = {"date": {"num_format": 14}, "kroner": {"num_format": "#,##0.00"}, "number": {"num_format": "0.0000"}}
# The first day that a workbook counts from.
_FIRST_DAY = date(1900, 3, 1)


class XlsxFile:
    """A workbook that goes to the disk row by row."""

    def __init__(self, path: Path, place: Path) -> None:
        """Begin the workbook with its sheets and their heads; `place` is what messages call it."""
        import xlsxwriter

        self._place = place
        self._rows = {table.name: 0 for table in TABLES}
        self._cut = 0
        self._book: Any = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.use_zip64()
        self._formats = {name: self._book.add_format(form) for name, form in _FORMATS.items()}
        bold = self._book.add_format({"bold": True})
        self._sheets: dict[str, Any] = {}
        for table in TABLES:
            sheet = self._sheets[table.name] = self._book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for number, column in enumerate(table.columns):
                sheet.set_column(number, number, _WIDE.get(column.name, _WIDTHS[column.type]))
                sheet.write_string(0, number, column.name, bold)

    def add(self, rows: Rows) -> None:
        """Write more rows.

        Raises:
            ReferatError: a sheet would be longer than a workbook allows.

        """
        for table in TABLES:
            sheet = self._sheets[table.name]
            if self._rows[table.name] + len(rows[table.name]) >= MOST_ROWS:
                raise ReferatError(
                    f"{self._place}: the table {table.name} has more rows than a workbook holds ({MOST_ROWS:,}); "
                    "write these documents as sqlite or parquet, or fewer at a time."
                )
            for row in rows[table.name]:
                self._rows[table.name] += 1
                self._write(sheet, self._rows[table.name], table.columns, row)

    def finish(self) -> list[str]:
        """Write what is left.

        Raises:
            OSError: the workbook cannot be written.

        """
        from xlsxwriter.exceptions import FileCreateError

        for table in TABLES:
            self._sheets[table.name].autofilter(0, 0, self._rows[table.name], len(table.columns) - 1)
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error
        if not self._cut:
            return []
        texts = "1 text is" if self._cut == 1 else f"{self._cut:,} texts are"
        return [
            f"{self._place}: {texts} cut to the {LONGEST_TEXT:,} characters of a workbook's cell, with '…' at the end."
        ]

    def close(self) -> None:
        """Let go of the files, whatever has been written."""
        for sheet in self._sheets.values():
            if sheet.row_data_fh and not sheet.row_data_fh.closed:
                sheet.row_data_fh.close()
        self._book.fileclosed = True

    def _write(self, sheet: Any, line: int, columns: tuple[Column, ...], row: Row) -> None:
        for number, column in enumerate(columns):
            value = row[column.name]
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(line, number, self._fitting(value))
            elif isinstance(value, bool):
                sheet.write_boolean(line, number, value)
            elif isinstance(value, date):
                if value < _FIRST_DAY:
                    sheet.write_string(line, number, value.isoformat())
                else:
                    sheet.write_datetime(line, number, value, self._formats["date"])
            else:
                sheet.write_number(line, number, value, self._formats.get(column.unit or column.type))

    def _fitting(self, text: str) -> str:
        if len(text) > LONGEST_TEXT // 2:
            units = text.encode("utf-16-le")
            if len(units) > 2 * LONGEST_TEXT:
                self._cut += 1
                text = units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
        if text.startswith("<r>") and text.endswith("</r>"):
            # xlsxwriter writes such a text into the file's XML as it stands; so it gets what is right there
            whole = f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
            if 2 * len(whole) <= LONGEST_TEXT:
                return whole
            self._cut += 1
            text = text[:-1] + "…"
        return text
