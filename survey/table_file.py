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

import fastexcel
import polars as pl

from .errors import FileError, ValueInFileError

__all__ = ["TableFile", "open_table"]

# KZ-1048 is Windows-1251 with the Kazakh letters; it reads every Russian text of the latter alike.
_LEGACY_CYRILLIC = "kz1048"
_DELIMITERS = (";", "\t", ",", "|")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
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
    """

    path: Path
    header: tuple[str, ...]
    encoding: str
    delimiter: str = ""
    sheet: str = ""

    def where(self, row: int, column: str = "") -> str:
        """Name a cell for an error: `row` counts the data rows from 0, the header is row 1."""
        place = f"{self.path.name}, row {row + 2}"
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
            If a row has more cells than the header.
        """
        frame = self._read_sheet() if self.sheet else self._read_csv(repeated)
        if frame.select(pl.all_horizontal(pl.all().is_null()).all()).item():
            raise FileError(f"The table has a header but no rows: {self.path.name}")
        return frame

    def _read_sheet(self) -> pl.DataFrame:
        rows = _sheet(self.path, self.sheet)
        frame = rows.slice(1)
        frame.columns = list(self.header)
        return frame

    def _read_csv(self, repeated: Sequence[str]) -> pl.DataFrame:
        source = (
            self.path
            if self.encoding == "utf-8"
            else io.BytesIO(self.path.read_bytes().decode(self.encoding).encode("utf-8"))
        )
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
            )
        except pl.exceptions.PolarsError as error:
            row, cells = _odd_row(self)
            raise ValueInFileError(
                f"The row has {cells} cells and the header {len(self.header)}",
                where=self.where(row),
                next_step="Quote cells that hold the delimiter, or mend the row.",
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
    if not path.is_file():
        raise FileError(f"There is no file {path}", next_step="Check the name and the folder.")
    if path.stat().st_size == 0:
        raise FileError(f"The file is empty: {path.name}")
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".xlsm"}:
        return _open_workbook(path, sheet)
    if suffix not in {".csv", ".tsv", ".txt"}:
        raise FileError(
            f"A table must be .csv, .tsv, .txt or .xlsx, got `{path.name}`",
            next_step="Save the table as CSV or XLSX.",
        )
    encoding = encoding or _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            first = stream.readline()
            delimiter = max(_DELIMITERS, key=first.count)
            stream.seek(0)
            header = next(csv.reader(stream, delimiter=delimiter), [])
    except (UnicodeError, LookupError) as error:
        raise FileError(
            f"The file cannot be read as {encoding}: {path.name}",
            next_step="Name the encoding with --encoding, or save the file as UTF-8.",
        ) from error
    return TableFile(path, _names(path, header), encoding, delimiter)


def _encoding(path: Path) -> str:
    """Take the encoding from the byte-order mark, else UTF-8 if the bytes are, else KZ-1048."""
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
        for mark, name in _MARKS.items():
            if sample.startswith(mark):
                return name
        stream.seek(0)
        try:
            with io.TextIOWrapper(stream, encoding="utf-8") as text:
                while text.read(_SAMPLE):
                    continue
        except UnicodeDecodeError:
            return _LEGACY_CYRILLIC
    return "utf-8"


def _open_workbook(path: Path, sheet: str) -> TableFile:
    try:
        sheets = fastexcel.read_excel(path).sheet_names
    except (fastexcel.FastExcelError, OSError) as error:
        raise FileError(
            f"The workbook cannot be opened: {path.name}",
            next_step="Open it in a spreadsheet program and save it again as .xlsx.",
        ) from error
    if sheet and sheet not in sheets:
        raise FileError(
            f"The workbook {path.name} has no sheet `{sheet}`; it has {', '.join(sheets)}"
        )
    sheet = sheet or sheets[0]
    rows = _sheet(path, sheet)
    if rows.is_empty():
        raise FileError(f"The sheet `{sheet}` is empty: {path.name}")
    header = [cell if cell is not None else "" for cell in rows.row(0)]
    return TableFile(path, _names(path, header), "xlsx", sheet=sheet)


def _sheet(path: Path, sheet: str) -> pl.DataFrame:
    """All rows of one sheet as text, the header row among them."""
    loaded = fastexcel.read_excel(path).load_sheet(sheet, header_row=None, dtypes="string")
    return loaded.to_polars()


def _names(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in header)
    if not any(names):
        raise FileError(f"The first row must name the columns, but it is empty: {path.name}")
    for i, name in enumerate(names):
        if not name:
            raise ValueInFileError(
                f"Column {i + 1} has no name",
                where=f"{path.name}, row 1",
                next_step="Name the column or delete it.",
            )
        if name in names[:i]:
            raise ValueInFileError(
                f"Two columns are called `{name}`",
                where=f"{path.name}, row 1, columns {names.index(name) + 1} and {i + 1}",
                next_step="Rename one of them.",
            )
    return names


def _odd_row(table: TableFile) -> tuple[int, int]:
    """Find the first row that is longer than the header: its place and its number of cells."""
    with table.path.open(encoding=table.encoding, newline="") as stream:
        for i, row in enumerate(csv.reader(stream, delimiter=table.delimiter)):
            if len(row) > len(table.header):
                return i - 1, len(row)
    return 0, len(table.header)
