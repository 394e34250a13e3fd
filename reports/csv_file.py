"""Tables as CSV files: UTF-8 with a byte-order mark, so that Excel shows the Kazakh letters."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .table import Cell, Table, plain

__all__ = ["safe_text", "write_csv"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(table: Table, path: Path) -> None:
    """Write a table at full precision; keys as header, decimal points, empty for missing."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in table.columns])
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    path.write_bytes(b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8"))


def safe_text(text: str) -> str:
    """Keep a text from becoming a formula in a spreadsheet.

    Examples
    --------
    >>> safe_text("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _written(cell: Cell) -> str:
    value = plain(cell)
    if value is None:
        return ""
    if value in {"Infinity", "-Infinity"}:  # a number, whose sign is no sign of a formula
        return str(value)
    return safe_text(value) if isinstance(value, str) else repr(value)
