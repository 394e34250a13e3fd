"""A file of answers as its reader sees it, whatever program wrote it.

Tables (CSV, XLSX) name a cell by row and column; Parquet, SPSS and Stata by case and variable.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from .cells import Cells, cells_of
from .errors import FileError, ValueInFileError
from .file_limits import refuse_large
from .missing_file import missing_file
from .table_file import open_table

__all__ = ["AnswerFile", "Cases", "open_parquet", "open_table_of_answers"]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """What the file holds about people.

    Attributes
    ----------
    rows : ndarray of int, shape (n,)
        Data row of each person, from 0; empty rows of a table are nobody's.
    cells : callable
        Cells of a column, by its name.
    """

    rows: np.ndarray
    cells: Callable[[str], Cells]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerFile:
    """A file of answers that has been opened.

    Attributes
    ----------
    path : Path
    encoding : str
        Of its texts, as found or as given; the kind of the file where that settles it.
    note : tuple of str
    headings : mapping of str to str
        Label of each column; empty where there is none but the name.
    read : callable
        Reads the columns that are named.
    first : int
        Number of the first data row as the file's own programs show it.
    spot, column : str
        What the file's own programs call a row and a column.
    """

    path: Path
    encoding: str
    note: tuple[str, ...]
    headings: Mapping[str, str]
    read: Callable[[Collection[str]], Cases]
    first: int = 1
    spot: str = "case"
    column: str = "variable"

    def line(self, row: int) -> str:
        """Name a data row, counted from 0: ``row 2`` or ``case 1``."""
        return f"{self.spot} {row + self.first}"

    def where(self, row: int, column: str) -> str:
        """Name a cell for an error."""
        return f"{self.path.name}, {self.line(row)}, {self.column} `{column}`"


def open_table_of_answers(path: Path, encoding: str, sheet: str) -> AnswerFile:
    """Open a CSV or XLSX file, as `aqyl.survey.table_file.open_table` does."""
    table = open_table(path, encoding=encoding, sheet=sheet)

    def read(columns: Collection[str]) -> Cases:
        frame = table.read(repeated=[name for name in table.header if name in columns])
        somebody = ~frame.select(pl.all_horizontal(pl.all().is_null())).to_series()
        rows = np.flatnonzero(somebody.to_numpy())
        frame = frame.select(columns)
        kept = frame if len(rows) == len(frame) else frame.filter(somebody)
        return Cases(rows, lambda name: cells_of(kept[name]))

    headings = dict.fromkeys(table.header, "")
    return AnswerFile(
        table.path, table.encoding, table.note, headings, read, table.line(0), "row", "column"
    )


def open_parquet(path: Path) -> AnswerFile:
    """Open a Parquet file; the entry ``note`` of its metadata, if there is one, is its note.

    Raises
    ------
    FileError
        If the file is missing, damaged, without rows, or no Parquet.
    """

    def read(columns: Collection[str]) -> Cases:
        try:
            frame = pl.read_parquet(path, columns=list(columns), glob=False)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise _unreadable(path) from error
        if frame.is_empty():
            raise FileError(f"The table has columns but no rows: {path.name}")
        return Cases(np.arange(len(frame)), lambda name: _simple(frame[name], path))

    if not path.is_file():
        raise missing_file(path)
    refuse_large(path, "table")
    try:
        schema = pl.read_parquet_schema(path)
        note = pl.read_parquet_metadata(path).get("note", "")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise _unreadable(path) from error
    headings = dict.fromkeys(schema, "")
    return AnswerFile(path, "parquet", tuple(note.splitlines()), headings, read)


def _simple(column: pl.Series, path: Path) -> Cells:
    try:
        return cells_of(column)
    except pl.exceptions.PolarsError as error:
        raise ValueInFileError(
            f"A cell must be a number or a text, but the column holds {column.dtype}",
            where=f"{path.name}, variable `{column.name}`",
        ) from error


def _unreadable(path: Path) -> FileError:
    if path.stat().st_size == 0:
        return FileError(f"The file is empty: {path.name}")
    return FileError(
        f"The file is damaged, or it is no Parquet file: {path.name}",
        next_step="Write it again with the program that it comes from.",
    )
