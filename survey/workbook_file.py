"""Sheets of XLSX workbooks as rows of text that lose nothing of what the cells hold.

A number is written in Python's notation behind `NUMBER`, a mark that no keyboard types, so that no
rule for decimal signs in texts touches it; a cell in percent format is written as the percent that
a reader sees (0.057 as 5.7%). An error cell such as #DIV/0! stays that text.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from .errors import FileError
from .file_limits import refuse_large, refuse_swelling
from .formula_cells import refuse_uncomputed

__all__ = ["NUMBER", "Sheet", "as_typed", "read_sheet"]

NUMBER = "\u2060"

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # a part that is encrypted or packed in an unknown way
    SyntaxError,  # of XML, whichever parser reads it
    KeyError,
    ValueError,
    IndexError,
    TypeError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name and its rows, without the empty columns and rows at the ends."""

    name: str
    rows: list[list[str | None]]


def read_sheet(path: Path, name: str = "") -> Sheet:
    """Read one sheet of a workbook; the first visible one if no name is given.

    Raises
    ------
    FileError
        If the workbook cannot be opened, is or unpacks too large, has no sheet of the name, or the
        sheet is empty or holds formulas without a value.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    refuse_large(path, "table")
    refuse_swelling(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        names = [sheet.title for sheet in book.worksheets]
        if name and name not in names:
            raise FileError(f"{path.name} has no sheet `{name}`; it has {', '.join(names)}")
        if not name and not sheets:
            raise FileError(f"The workbook has no visible sheet: {path.name}")
        chosen = book[name] if name else sheets[0]
        empty: set[tuple[int, int]] = set()
        rows = [_trimmed([_text(c) for c in _noted(row, empty)]) for row in chosen.iter_rows()]
        title = chosen.title
        book.close()
        refuse_uncomputed(path, title, empty)
    except (InvalidFileException, *_BROKEN) as error:
        raise FileError(
            f"The workbook cannot be opened: {path.name}",
            next_step="Open it in a spreadsheet program and save it again as .xlsx.",
        ) from error
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise FileError(f"The sheet `{title}` is empty: {path.name}")
    return Sheet(title, rows)


def as_typed(text: str) -> str:
    """Write a cell as a name: a whole number without the mark and the ``.0``.

    Examples
    --------
    >>> as_typed(NUMBER + "2023.0"), as_typed(" Түркістан ")
    ('2023', 'Түркістан')
    """
    bare = text.strip()
    if not bare.startswith(NUMBER):
        return bare
    return bare.removeprefix(NUMBER).removesuffix(".0")


def _noted(row: Iterable[Any], empty: set[tuple[int, int]]) -> Iterator[Any]:
    """Go through the cells of a row, and note those that are there and hold nothing."""
    for cell in row:
        if cell.value is None and cell.data_type == "n" and hasattr(cell, "row"):
            empty.add((cell.row, cell.column))
        yield cell


def _text(cell: Any) -> str | None:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        if "%" in (cell.number_format or ""):
            return f"{NUMBER}{Decimal(repr(value)) * 100:f}%"
        return f"{NUMBER}{value!r}"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value)


def _trimmed(row: list[str | None]) -> list[str | None]:
    while row and row[-1] is None:
        row.pop()
    return row
