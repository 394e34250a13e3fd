"""Short tables that people keep by hand: rows of named cells, checked cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from .errors import ValueInFileError
from .number_text import parse_numbers
from .table_file import TableFile, open_table
from .toml_keys import nearest
from .workbook_file import as_typed

__all__ = ["Record", "read_records", "refuse_twice"]

_YES = frozenset({"yes", "true", "1", "+", "иә", "ия", "да"})
_LAST_DAY = 31
_NO = frozenset({"no", "false", "0", "-", "−", "жоқ", "нет", ""})


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table; every cell is stripped text."""

    table: TableFile
    row: int
    cells: Mapping[str, str]

    @property
    def line(self) -> int:
        """Row of the file, from 1."""
        return self.table.line(self.row)

    def where(self, column: str = "") -> str:
        """Name the row, or a cell of it, for an error."""
        return self.table.where(self.row, column)

    def text(self, column: str, *, optional: bool = False) -> str:
        """Return a text; an empty one only if it is optional."""
        found = self.cells.get(column, "")
        if not found and not optional:
            raise ValueInFileError("The cell is empty", where=self.where(column))
        return found

    def number(self, column: str, *, optional: bool = False) -> float:
        """Return a number as people write it; NaN for an empty optional cell."""
        text = self.text(column, optional=optional)
        if not text:
            return float("nan")
        try:
            parsed = parse_numbers(pl.Series([text]))
        except ValueInFileError as error:
            raise ValueInFileError(error.problem, where=self.where(column)) from error
        if parsed.unreadable[0]:
            raise ValueInFileError(f"`{text}` is not a number", where=self.where(column))
        return float(parsed.values[0])

    def whole(self, column: str, *, least: int = 0, optional: int | None = None) -> int:
        """Return a whole number; `optional` stands for an empty cell."""
        number = self.number(column, optional=optional is not None)
        if np.isnan(number) and optional is not None:
            return optional
        if number != int(number) or number < least:
            raise ValueInFileError(
                f"`{column}` must be a whole number >= {least}, got `{self.text(column)}`",
                where=self.where(column),
            )
        return int(number)

    def yes(self, column: str) -> bool:
        """Return a yes or no, in any of the three languages or as 1 and 0; empty is no."""
        text = self.cells.get(column, "").casefold()
        if text in _YES or text in _NO:
            return text in _YES
        raise ValueInFileError(
            f"The cell must be yes or no, got `{text}`", where=self.where(column)
        )

    def one_of(self, column: str, options: Sequence[str], *, optional: bool = False) -> str:
        """Return one of some words."""
        text = self.text(column, optional=optional)
        if text and text not in options:
            raise ValueInFileError(
                f"`{column}` must be one of {', '.join(options)}, got `{text}`",
                where=self.where(column),
                next_step=nearest(text, options),
            )
        return text

    def known(self, column: str, names: Sequence[str], what: str) -> str:
        """Return a name that must be known from elsewhere."""
        text = self.text(column)
        if text not in names:
            raise ValueInFileError(
                f"`{text}` is no known {what}",
                where=self.where(column),
                next_step=nearest(text, names),
            )
        return text

    def day(self, column: str) -> date:
        """Return a day written 2026-12-31 or 31.12.2026."""
        text = self.text(column)
        try:
            parts = [int(part) for part in text.replace(".", "-")[:10].split("-")]
            year, month, day = parts if parts[0] > _LAST_DAY else parts[::-1]
            return date(year, month, day)
        except ValueError as error:
            raise ValueInFileError(
                f"A day is written 2026-12-31 or 31.12.2026, got `{text}`",
                where=self.where(column),
            ) from error


def read_records(
    path: str | Path, *, needed: Sequence[str], optional: Sequence[str] = ()
) -> list[Record]:
    """Read a table whose columns are known; empty rows are skipped.

    Parameters
    ----------
    path : str or Path
        CSV or XLSX; column names in any order, capital letters do not matter.
    needed, optional : sequence of str
        Columns it must and may have.

    Raises
    ------
    FileError
        If the file is missing or is no table.
    ValueInFileError
        If a column is missing, unknown, or there twice.
    """
    table = open_table(path)
    table = replace(table, header=tuple(name.lower() for name in table.header))
    for column in needed:
        if column not in table.header:
            raise ValueInFileError(
                f"The column `{column}` is missing",
                where=table.path.name,
                next_step=f"The table needs {', '.join(needed)}.",
            )
    for i, column in enumerate(table.header):
        if column not in (*needed, *optional):
            raise ValueInFileError(
                f"The column `{column}` is not known",
                where=table.path.name,
                next_step=nearest(column, (*needed, *optional)),
            )
        if column in table.header[:i]:
            raise ValueInFileError(f"The column `{column}` occurs twice", where=table.path.name)
    rows = table.read().iter_rows(named=True)
    records = (
        Record(table, i, {name: as_typed(cell or "").strip() for name, cell in row.items()})
        for i, row in enumerate(rows)
    )
    return [record for record in records if any(record.cells.values())]


def refuse_twice(records: Sequence[Record], *columns: str) -> None:
    """Refuse two rows that have the same cells in some columns.

    Raises
    ------
    ValueInFileError
        Naming the second row, and the first.
    """
    seen: dict[tuple[str, ...], Record] = {}
    for record in records:
        key = tuple(record.cells.get(column, "") for column in columns)
        if key in seen:
            raise ValueInFileError(
                f"`{' / '.join(key)}` stands in two rows, {seen[key].line} and {record.line}",
                where=record.table.path.name,
            )
        seen[key] = record
