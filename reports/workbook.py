"""Tables as one Excel workbook: a sheet a table, typed cells, full precision."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from .caption import caption_of
from .language import Language
from .table import Column, Rounded, Table, head_rows

__all__ = ["SHEET_ROWS", "write_workbook"]

SHEET_ROWS = 1_048_576
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a fixed time: the same file twice
_WIDEST = 60
_LINE = 15  # points
_A4 = 9
_HEAD = 2  # first row of the head, below title and an empty row


def write_workbook(tables: Sequence[Table], path: Path, lang: Language) -> None:
    """Write tables to a workbook whose cells are numbers and texts, never formulas.

    A table with more rows than a sheet can hold is left to its CSV file, and the sheet says so.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": False}
    try:
        # The library writes its sheets to files aside, and leaves them there if it is stopped.
        with (
            TemporaryDirectory(dir=path.parent) as aside,
            xlsxwriter.Workbook(str(path), {**options, "tmpdir": aside}) as book,
        ):
            book.set_properties({"created": _EPOCH, "title": "aqyl"})
            styles = _Styles(book)
            used: set[str] = set()
            for table in tables:
                _write_sheet(book.add_worksheet(_sheet_name(table.name, used)), table, styles, lang)
    except FileCreateError as error:  # such as a full disk, by a name of the library's own
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(error)) from error


class _Styles:
    """Cell formats of one workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[str, Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 12})
        rules = {"bold": True, "text_wrap": True, "valign": "top", "top": 1, "bottom": 1}
        self.head = book.add_format({**rules, "align": "left", "indent": 1})
        self.number_head = book.add_format({**rules, "align": "right"})
        self.text = book.add_format(
            {"text_wrap": True, "valign": "top", "align": "left", "indent": 1}
        )
        self.note = book.add_format({"italic": True, "font_color": "#555555"})

    def number(self, column: Column, cell: object) -> Any:
        decimals = cell.decimals if isinstance(cell, Rounded) else column.decimals
        if isinstance(cell, int):
            decimals = 0
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        if column.kind == "signed":
            pattern = f"+{pattern};-{pattern};0"
        if column.kind == "label":
            pattern = "0"
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format(
                {"num_format": pattern, "align": "right", "valign": "top"}
            )
        return self._formats[pattern]


def _write_sheet(sheet: Any, table: Table, styles: _Styles, lang: Language) -> None:
    sheet.write_string(0, 0, caption_of(table, lang).text, styles.title)
    first = _write_heads(sheet, table, styles)
    sheet.freeze_panes(first, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2, first - 1)
    room = SHEET_ROWS - first - 1 - len(table.notes)
    fits = len(table.rows) <= room
    for i, row in enumerate(table.rows if fits else (), start=first):
        longest = max((len(cell) for cell in row if isinstance(cell, str)), default=0)
        if longest > _WIDEST:  # not every program fits the height to wrapped text
            sheet.set_row(i, _LINE * -(-longest // (_WIDEST - 4)))
        for j, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            if isinstance(cell, str):
                sheet.write_string(i, j, cell, styles.text)
                continue
            value = cell.value if isinstance(cell, Rounded) else cell
            if value is not None and math.isinf(value):
                sheet.write_string(i, j, lang.number(value), styles.number(column, cell))
            elif value is not None and not math.isnan(value):
                sheet.write_number(i, j, value, styles.number(column, cell))
    lines = 1
    for j, column in enumerate(table.columns):
        texts = [cell for row in table.rows[:500] if isinstance(cell := row[j], str)]
        # Heads of numbers are broken, so that twenty columns still fit a page.
        head = (
            column.label
            if column.kind == "text"
            else max(column.label.split(), key=len, default="")
        )
        width = min(_WIDEST, max(map(len, [head, " " * 10, *texts])) + 3)
        sheet.set_column(j, j, width)
        lines = max(lines, len(textwrap.wrap(column.label, width - 2)))
    sheet.set_row(first - 1, _LINE * lines)  # not every program fits the height to wrapped text
    notes = table.notes if fits else (*table.notes, lang.text("table.too_long", name=table.name))
    for k, note in enumerate(notes):
        sheet.write_string(first + 1 + (len(table.rows) if fits else 0) + k, 0, note, styles.note)


def _write_heads(sheet: Any, table: Table, styles: _Styles) -> int:
    """Write the head, groups of columns above their members; return the first row below it."""
    heads = head_rows(table)
    everywhere = range(len(table.columns))
    grouped = [j for j in everywhere if table.columns[j].group]
    for row, (cells, columns) in enumerate(zip(heads, (everywhere, grouped), strict=False), _HEAD):
        places = list(columns)
        for cell in cells:
            covered, places = places[: cell.columns], places[cell.columns :]
            style = styles.number_head if cell.numeric else styles.head
            if cell.columns > 1 or cell.rows > 1:
                last = row + cell.rows - 1
                sheet.merge_range(row, covered[0], last, covered[-1], cell.text, style)
            else:
                sheet.write_string(row, covered[0], cell.text, style)
    return _HEAD + len(heads)


def _sheet_name(name: str, used: set[str]) -> str:
    """Shorten to the 31 characters that Excel allows, kept unique."""
    base = name[:31]
    sheet, k = base, 1
    while sheet.lower() in used:
        k += 1
        sheet = f"{base[:28]}_{k}"
    used.add(sheet.lower())
    return sheet
