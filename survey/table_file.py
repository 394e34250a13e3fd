"""Tables from CSV and XLSX files, every cell as text, with the place where it stands.

The encoding and the delimiter are found from the file itself and reported; a byte-order mark is
removed. Cells stay text, because whether ``1,234`` is a number is for the reader of numbers to
decide, not for the reader of files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import polars as pl

from .csv_faults import csv_fault
from .csv_header import DELIMITERS, column_names, notes_above, refuse_note, skip_notes
from .errors import AqylError, FileError, ValueInFileError
from .file_limits import refuse_large
from .missing_file import missing_file
from .text_encoding import text_encoding, undecodable
from .workbook_file import as_typed, read_sheet

__all__ = ["TableFile", "open_table"]

_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table whose header has been read and whose cells have not.

    Attributes
    ----------
    path : Path
    header : tuple of str
        Column names, stripped.
    encoding : str
        As found or as given; ``"xlsx"`` for workbooks.
    delimiter : str
        Empty for workbooks.
    sheet : str
        Name of the sheet; empty for CSV.
    note : tuple of str
        Lines above the header of a CSV, without the ``#``.
    """

    path: Path
    header: tuple[str, ...]
    encoding: str
    delimiter: str = ""
    sheet: str = ""
    note: tuple[str, ...] = ()

    def line(self, row: int) -> int:
        """Row of the file, from 1 and with notes and header, of a data row counted from 0."""
        return row + len(self.note) + 2

    def where(self, row: int, column: str = "") -> str:
        """Name a cell for an error: `row` counts the data rows from 0."""
        place = f"{self.path.name}, row {self.line(row)}"
        return f"{place}, column `{column}`" if column else place

    def read(self, *, repeated: Sequence[str] = ()) -> pl.DataFrame:
        """Read all cells as text.

        Parameters
        ----------
        repeated : sequence of str
            Columns with few distinct texts: stored once each, which keeps long files small.

        Returns
        -------
        polars.DataFrame
            One column of ``String`` (or ``Categorical`` for `repeated`) for each of `header`;
            an empty cell is null, an empty row stays in its place as a row of nulls.

        Raises
        ------
        FileError
            If there is no data row.
        ValueInFileError
            If a row has more or fewer cells than the header.
        """
        frame = self._read_sheet() if self.sheet else self._read_csv(repeated)
        if not self.sheet and frame[frame.columns[-1]].null_count():
            self._refuse_short_rows()
        if frame.select(pl.all_horizontal(pl.all().is_null()).all()).item():
            raise FileError(f"The table has a header but no rows: {self.path.name}")
        return frame

    def _read_sheet(self) -> pl.DataFrame:
        rows = read_sheet(self.path, self.sheet).rows[1:]
        width = len(self.header)
        for i, row in enumerate(rows):
            if len(row) > width:
                raise self._too_long(i, len(row))
            row.extend([None] * (width - len(row)))
        columns = dict(zip(self.header, zip(*rows, strict=True), strict=True)) if rows else {}
        return pl.DataFrame(columns, schema=dict.fromkeys(self.header, pl.String()))

    def _refuse_short_rows(self) -> None:
        """Refuse a row that ends before the header does: its cells may stand in wrong columns."""
        with self._text() as stream:
            for i, line in enumerate(stream):
                if '"' in line:  # cells may hold delimiters and line ends
                    if fault := self._fault():
                        raise fault
                    return
                cells = line.count(self.delimiter) + 1
                if cells < len(self.header) and line.strip():
                    raise ValueInFileError(
                        f"The row has {cells} cells and the header {len(self.header)}",
                        where=self.where(i - 1),
                        next_step="Fill it up with delimiters, or take the line out.",
                    )

    def _text(self) -> TextIO:
        """Open a CSV at its header."""
        stream = self.path.open(encoding=self.encoding, newline="")
        skip_notes(stream, self.note)
        return stream

    def _fault(self) -> AqylError | None:
        """Find out why the table is no CSV."""
        try:
            return csv_fault(self._text, self.delimiter, len(self.header), self.where)
        except UnicodeError:
            return undecodable(self.path, self.encoding)

    def _too_long(self, row: int, cells: int) -> ValueInFileError:
        return ValueInFileError(
            f"The row has {cells} cells and the header {len(self.header)}",
            where=self.where(row),
            next_step="Quote cells that hold the delimiter, or mend the row.",
        )

    def _read_csv(self, repeated: Sequence[str]) -> pl.DataFrame:
        source: Path | io.BytesIO = self.path.resolve()
        if self.note or self.encoding != "utf-8":
            source = io.BytesIO()
            try:
                with self.path.open(encoding=self.encoding, newline="") as stream:
                    skip_notes(stream, self.note)
                    while text := stream.read(_SAMPLE):
                        source.write(text.encode("utf-8"))
            except UnicodeError as error:
                raise undecodable(self.path, self.encoding) from error
            source.seek(0)
        kinds = {
            name: pl.Categorical() if name in repeated else pl.String() for name in self.header
        }
        try:
            return pl.read_csv(
                source,
                separator=self.delimiter,
                has_header=False,
                skip_rows=1,
                schema=kinds,
                null_values=[""],
                raise_if_empty=False,
                glob=False,
            )
        except pl.exceptions.PolarsError as error:
            raise self._fault() or FileError(
                "The table cannot be read as CSV",
                where=self.path.name,
                next_step="Look for a quotation mark that is opened and not closed, or save the "
                "table again as CSV (UTF-8).",
            ) from error


def open_table(path: str | Path, *, encoding: str = "", sheet: str = "") -> TableFile:
    r"""Find out how a table is written and read its header.

    Parameters
    ----------
    path : str or Path
        A ``.csv``, ``.tsv``, ``.txt`` or ``.xlsx`` file.
    encoding : str
        Overrides what the file suggests, for example ``"koi8-r"``.
    sheet : str
        Sheet of a workbook; the first one where empty.

    Raises
    ------
    FileError
        If the file is missing, empty, no table, or not in the encoding.
    ValueInFileError
        If a column has no name or two columns share one.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "cities.csv"
    >>> _ = file.write_text("қала;жыл\nТүркістан;2023\n", encoding="utf-8")
    >>> open_table(file).header
    ('қала', 'жыл')
    """
    path = Path(path)
    try:
        size = path.stat().st_size if path.is_file() else -1
        with path.open("rb") if size > 0 else io.BytesIO() as stream:
            start = stream.read(_SAMPLE)
    except OSError as error:
        raise FileError(f"The file {path} cannot be read: {error.strerror}") from error
    if size < 0:
        raise missing_file(path)
    if size == 0:
        raise FileError(f"The file is empty: {path.name}")
    refuse_large(path, "table")
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".xlsm"}:
        found = read_sheet(path, sheet)
        header = [as_typed(cell or "") for cell in found.rows[0]]
        return TableFile(path, column_names(path, header), "xlsx", sheet=found.name)
    if suffix not in {".csv", ".tsv", ".txt"}:
        raise FileError(
            f"A table must be .csv, .tsv, .txt or .xlsx, got `{path.name}`",
            next_step="Save the table as CSV or XLSX.",
        )
    if b"\r" in start and b"\n" not in start:
        raise FileError(
            f"The lines end in the old Macintosh way: {path.name}",
            next_step="Save the table again as CSV (UTF-8).",
        )
    encoding = encoding or text_encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            note, first = notes_above(stream)
            delimiter = max(DELIMITERS, key=first.count)
            stream.seek(0)
            skip_notes(stream, note)
            header = next(csv.reader(stream, delimiter=delimiter), [])
    except (ValueError, LookupError, csv.Error) as error:
        raise undecodable(path, encoding) from error
    refuse_note(path, note, header, delimiter)
    return TableFile(path, column_names(path, header, len(note)), encoding, delimiter, note=note)
