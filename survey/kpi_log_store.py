"""A log before DuckDB: one table of all its files, whose rows know their place.

Parquet is read where it lies. CSV is read once and written as Parquet into a temporary folder,
since every further question would have to read the text again.
"""

from __future__ import annotations

import bisect
import glob
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import polars as pl

from .csv_faults import csv_fault
from .errors import AqylError, FileError, ValueInFileError, together
from .kpi_log_files import LogFile
from .line_ends import line_ends_differ
from .text_encoding import undecodable

__all__ = ["LogStore", "open_store"]

_PIECE = 1 << 22
_NUMBERS = ("value", "weight")
# Periods are the small side of their join, which the optimizer cannot know before it reads them.
_OPTIMIZERS_OFF = "join_order,build_side_probe_side"


@dataclass(frozen=True, slots=True)
class LogStore:
    """Files of a log as one table; it also tells where their rows stand.

    Attributes
    ----------
    connection : duckdb.DuckDBPyConnection
    files : sequence of LogFile
    starts : sequence of int
        Number of rows before each file.
    columns : tuple of str
    order : tuple of str
        The column that counts the rows of all files from 0.
    """

    connection: duckdb.DuckDBPyConnection
    files: Sequence[LogFile]
    starts: Sequence[int]
    columns: tuple[str, ...]
    order: tuple[str, ...] = ("place",)
    _cells: dict[int, tuple[int, Mapping[str, str]]] = field(default_factory=dict)

    @property
    def log(self) -> ir.Table:
        """The table, with its column `place`."""
        kinds = {name: "float64" if name in _NUMBERS else "string" for name in self.columns}
        return ibis.table({**kinds, "place": "int64"}, name="log")

    def run(self, rows: ir.Table) -> pl.DataFrame:
        """Make a frame of an expression of the table."""
        found = self.connection.sql(str(ibis.to_sql(rows, dialect="duckdb")))
        try:
            return pl.DataFrame(found)
        except RuntimeError as error:  # how an interruption comes through Arrow
            if "interrupt" in str(error).lower():
                raise KeyboardInterrupt from error
            raise

    def shown(self, row: Mapping[str, Any], column: str) -> str:
        """Return the text of a cell as it stands in its file."""
        return self._found(row["place"])[1][column]

    def named(self, row: Mapping[str, Any], column: str) -> str:
        """Name a cell by its file, its row and its column."""
        file = self.files[bisect.bisect_right(self.starts, row["place"]) - 1]
        return f"{file.path.name}, row {self._found(row['place'])[0]}, column `{column}`"

    def _found(self, place: int) -> tuple[int, Mapping[str, str]]:
        """Find the row of the file and its cells; CSV is read up to there, so only once."""
        if place not in self._cells:
            number = bisect.bisect_right(self.starts, place) - 1
            file, at = self.files[number], place - self.starts[number]
            if file.is_parquet:
                self._cells[place] = at + 1, self._parquet_row(file, at)
            else:
                row, cells = next(itertools.islice(file.records(), at, None))
                self._cells[place] = row, dict(zip(file.header, cells, strict=True))
        return self._cells[place]

    def _parquet_row(self, file: LogFile, at: int) -> dict[str, str]:
        columns = ", ".join(f"CAST({name} AS VARCHAR)" for name in self.columns)
        found = self.connection.sql(
            f"SELECT {columns} FROM {_parquet([file.path])} WHERE file_row_number = {at}"
        ).fetchall()
        return {name: cell or "" for name, cell in zip(self.columns, found[0], strict=True)}


def open_store(
    connection: duckdb.DuckDBPyConnection, files: Sequence[LogFile], folder: Path
) -> LogStore:
    """Lay files before a connection as one table.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    files : sequence of LogFile
    folder : Path
        For temporary files, which the connection reads as long as it is open.

    Raises
    ------
    FileError
        If a file has no rows, or cannot be read.
    ValueInFileError
        If a row has more or fewer cells than the header, or a column of Parquet holds no numbers.
    """
    connection.execute(f"SET disabled_optimizers = '{_OPTIMIZERS_OFF}'")
    weight = ["weight"] if "weight" in files[0].header else []
    columns = ("settlement", "kpi", "period", "value", *weight)
    sources, starts, errors = list[Path](), [0], list[AqylError]()
    for number, file in enumerate(files):
        source = file.path if file.is_parquet else folder / f"{number}.parquet"
        try:
            size = _stored(connection, file, columns, source)
        except AqylError as error:
            errors.append(error)
            continue
        sources.append(source)
        starts.append(starts[-1] + size)
    if errors:
        raise together(errors)
    connection.execute(f"CREATE VIEW log AS {_query(connection, sources, columns, starts)}")
    return LogStore(connection, files, starts, columns)


def _query(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Path],
    columns: Sequence[str],
    starts: Sequence[int],
) -> str:
    """Write the query of Parquet files, with a place that nobody computes before a fault."""
    source = _parquet(sources)
    described = connection.sql(f"DESCRIBE SELECT {', '.join(columns)} FROM {source}").fetchall()
    taken = []
    for name, kind, *_ in described:
        is_number = kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")) or "INT" in kind
        if name in _NUMBERS and kind != "VARCHAR" and not is_number:
            raise ValueInFileError(
                f"The column `{name}` must hold numbers, but its type is `{kind}`",
                where=sources[0].name,
            )
        to = "DOUBLE" if name in _NUMBERS else "VARCHAR"
        taken.append(name if kind == to else f"TRY_CAST({name} AS {to}) AS {name}")
    place = f"(({list(starts)})::BIGINT[])[file_index::BIGINT + 1] + file_row_number AS place"
    return f"SELECT {', '.join(taken)}, {place} FROM {source}"


def _stored(
    connection: duckdb.DuckDBPyConnection, file: LogFile, columns: Sequence[str], source: Path
) -> int:
    """Write a CSV as Parquet, and return the number of rows of any file."""
    if not file.is_parquet:
        _store(connection, file, columns, source)
    size = int(pl.scan_parquet(source, glob=False).select(pl.len()).collect().item())
    if not size:
        raise FileError(f"The table has a header but no rows: {file.path.name}")
    return size


def _store(
    connection: duckdb.DuckDBPyConnection, file: LogFile, columns: Sequence[str], target: Path
) -> None:
    """Write a CSV as Parquet; a number that is none becomes empty."""
    source = file.path
    if not file.encoding.startswith("utf-8"):
        source = target.with_suffix(".csv")
        _convert(file, source)
    try:
        try:
            connection.execute(_copy(file, source, columns, target, plain=True))
        except (duckdb.ConversionException, duckdb.InvalidInputException):
            connection.execute(_copy(file, source, columns, target, plain=False))
    except duckdb.InvalidInputException as error:
        raise _unreadable(file) from error
    finally:
        if source != file.path:
            source.unlink()


def _copy(file: LogFile, source: Path, columns: Sequence[str], target: Path, *, plain: bool) -> str:
    """Write the copying of a CSV: numbers as they are read, or each as a text that may be none."""
    # Columns that are not taken may have names that DuckDB holds to be equal, such as A and a.
    names = [name if name in columns else f"other_{i}" for i, name in enumerate(file.header)]
    kinds = {name: "DOUBLE" if plain and name in _NUMBERS else "VARCHAR" for name in names}
    # A comma is decimal where it delimits no columns.
    comma = file.delimiter == ";"
    mark = "decimal_separator = ','," if plain and comma else ""
    number = (
        "TRY_CAST({0} AS DOUBLE)" if not comma else "TRY_CAST(replace({0}, ',', '.') AS DOUBLE)"
    )
    taken = [
        f"{number.format(name)} AS {name}" if name in _NUMBERS and not plain else name
        for name in columns
    ]
    return (
        f"COPY (SELECT {', '.join(taken)} FROM read_csv({_text(_literal(source))}, "
        f"delim = {_text(file.delimiter)}, quote = '\"', escape = '\"', header = false, {mark} "
        f"skip = {file.notes + 1}, auto_detect = false, columns = {kinds})) "
        f"TO {_text(str(target))} (FORMAT parquet)"
    )


def _convert(file: LogFile, target: Path) -> None:
    try:
        with (
            file.path.open(encoding=file.encoding, newline="") as text,
            target.open("w", encoding="utf-8", newline="") as copy,
        ):
            while piece := text.read(_PIECE):
                copy.write(piece)
    except UnicodeError as error:
        raise undecodable(file.path, file.encoding) from error


def _unreadable(file: LogFile) -> AqylError:
    """Say why a CSV cannot be read, by the first row that breaks its rules."""

    def where(row: int) -> str:
        return f"{file.path.name}, row {row + file.notes + 2}"

    width = len(file.header)
    if fault := csv_fault(file.opened, file.delimiter, width, where):
        return fault
    for row, cells in file.records():
        if len(cells) < width:
            return ValueInFileError(
                f"The row has {len(cells)} cells and the header {width}",
                where=f"{file.path.name}, row {row}",
                next_step="Fill it up with delimiters, or take the line out.",
            )
    with file.opened() as lines:
        if line_ends_differ(lines):
            return FileError(
                "The lines of the table end in different ways",
                where=file.path.name,
                next_step="Open it in a spreadsheet or an editor, and save it again as CSV "
                "(UTF-8).",
            )
    return FileError(
        "The table cannot be read as CSV",
        where=file.path.name,
        next_step="Look for a quotation mark that is opened and not closed, or save the table "
        "again as CSV (UTF-8).",
    )


def _parquet(paths: Sequence[Path]) -> str:
    listed = ", ".join(_text(_literal(path)) for path in paths)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"


def _literal(path: Path) -> str:
    """Write a path in which no sign stands for others."""
    return glob.escape(str(path.resolve()))


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
