"""The files of a log: found, and opened as far as their columns."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import polars as pl

from .errors import AqylError, FileError, ValueInFileError, together
from .kpi_log_table import COLUMNS
from .table_file import open_table
from .text_encoding import text_encoding

__all__ = ["LogFile", "files_of", "find_files", "open_log_file", "open_log_files", "refuse_uneven"]

_PARQUET = ".parquet"
_KINDS = {".csv", ".tsv", ".txt", _PARQUET}
_HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class LogFile:
    """A file of a log whose columns are known and whose rows have not been read.

    Attributes
    ----------
    path : Path
    header : tuple of str
        All of its columns.
    encoding, delimiter : str
        Empty for Parquet.
    notes : int
        Lines above the header of a CSV.
    """

    path: Path
    header: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    notes: int = 0

    @property
    def is_parquet(self) -> bool:
        """Whether the rows are stored in columns."""
        return not self.delimiter

    def opened(self) -> TextIO:
        """Open a CSV at its header."""
        stream = self.path.open(encoding=self.encoding, newline="")
        for _ in range(self.notes):
            stream.readline()
        return stream

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Go through the rows of a CSV that are not empty, each with its row of the file."""
        with self.opened() as stream:
            rows = enumerate(csv.reader(stream, delimiter=self.delimiter), self.notes + 1)
            yield from ((row, cells) for row, cells in itertools.islice(rows, 1, None) if cells)


def find_files(paths: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    """Find the files of a log by their names, their folder, or a pattern such as ``*.csv``.

    Parameters
    ----------
    paths : str, Path or a sequence of them

    Returns
    -------
    tuple of Path
        By name.

    Raises
    ------
    FileError
        If there is none, or one is neither CSV nor Parquet.
    """
    found: set[Path] = set()
    for path in [paths] if isinstance(paths, str | Path) else paths:
        files = files_of(Path(path))
        if not files:
            raise FileError(f"There is no file {path}", next_step="Check the name and the folder.")
        found.update(files)
    return tuple(sorted(found))


def files_of(path: Path) -> list[Path]:
    """Return a file, the tables that lie in a folder itself, or the files of a pattern."""
    if path.is_dir():
        return [file for file in path.iterdir() if file.suffix.lower() in _KINDS]
    files = [path] if path.is_file() else list(path.parent.glob(path.name or "*"))
    for file in files:
        if file.suffix.lower() not in _KINDS:
            raise FileError(f"A log must be .csv, .tsv, .txt or .parquet, got `{file.name}`")
    return files


def open_log_files(paths: Sequence[Path], folder: Path, encoding: str = "") -> list[LogFile]:
    """Read the columns of all files, and tell of every one that is no file of a log.

    Raises
    ------
    FileError, ValueInFileError
        As `open_log_file` and `refuse_uneven`.
    """
    files, errors = list[LogFile](), list[AqylError]()
    for path in paths:
        try:
            files.append(open_log_file(path, folder, encoding))
        except AqylError as error:
            errors.append(error)
    if errors:
        raise together(errors)
    refuse_uneven(files)
    return files


def open_log_file(path: Path, folder: Path, encoding: str = "") -> LogFile:
    """Read the columns of a file.

    Parameters
    ----------
    path : Path
    folder : Path
        For temporary files.
    encoding : str
        Of CSV; found from the file where it is empty.

    Raises
    ------
    FileError
        If the file is empty, damaged, or in no encoding that can be told.
    ValueInFileError
        If a column is missing, without a name, or there twice.
    """
    if path.suffix.lower() == _PARQUET:
        file = LogFile(path, _parquet_header(path))
    else:
        # A log may be longer than a table may be: its first lines are a table of the same kind.
        head = folder / path.name
        with path.open("rb") as stream:
            start = stream.read(_HEAD)
        head.write_bytes(start if len(start) < _HEAD else start[: start.rfind(b"\n") + 1])
        encoding = encoding or text_encoding(path)
        table = open_table(head, encoding=encoding)
        head.unlink()
        file = LogFile(path, table.header, encoding, table.delimiter, len(table.note))
    for column in COLUMNS:
        if column not in file.header:
            raise ValueInFileError(
                f"The log has no column `{column}`",
                where=path.name,
                next_step="Name its columns `settlement`, `kpi`, `period` and `value`.",
            )
    return file


def _parquet_header(path: Path) -> tuple[str, ...]:
    if path.stat().st_size == 0:
        raise FileError(f"The file is empty: {path.name}")
    try:
        return tuple(pl.scan_parquet(path, glob=False).collect_schema())
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise FileError(
            f"The file is damaged, or it is no Parquet file: {path.name}",
            next_step="Write it again with the program that it comes from.",
        ) from error


def refuse_uneven(files: Collection[LogFile]) -> None:
    """Refuse weights that only some of the files have.

    Raises
    ------
    ValueInFileError
    """
    lacking = [file for file in files if "weight" not in file.header]
    if 0 < len(lacking) < len(files):
        raise ValueInFileError(
            "Other files of the log have a column `weight`, and this one has none",
            where=lacking[0].path.name,
        )
