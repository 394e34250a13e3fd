"""Tables from CSV and XLSX files, every cell as text, with the place where it stands.

The encoding and the delimiter are found from the file itself and reported; a byte-order mark is
removed. Cells stay text, because whether ``1,234`` is a number is for the reader of numbers to
decide, not for the reader of files.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from .errors import FileError, ValueInFileError
from .workbook_file import as_typed, read_sheet

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
        rows = read_sheet(self.path, self.sheet).rows[1:]
        width = len(self.header)
        for i, row in enumerate(rows):
            if len(row) > width:
                raise self._too_long(i, len(row))
            row.extend([None] * (width - len(row)))
        columns = dict(zip(self.header, zip(*rows, strict=True), strict=True)) if rows else {}
        return pl.DataFrame(columns, schema=dict.fromkeys(self.header, pl.String()))

    def _too_long(self, row: int, cells: int) -> ValueInFileError:
        return ValueInFileError(
            f"The row has {cells} cells and the header {len(self.header)}",
            where=self.where(row),
            next_step="Quote cells that hold the delimiter, or mend the row.",
        )

    def _read_csv(self, repeated: Sequence[str]) -> pl.DataFrame:
        source: Path | io.BytesIO = self.path.resolve()
        if self.encoding != "utf-8":
            try:
                text = self.path.read_bytes().decode(self.encoding)
            except UnicodeError as error:
                raise _undecodable(self.path, self.encoding) from error
            source = io.BytesIO(text.encode("utf-8"))
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
            odd = _odd_row(self)
            if odd:
                raise self._too_long(*odd) from error
            raise FileError(
                f"The table cannot be read as CSV: {str(error).splitlines()[0]}",
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
        raise FileError(f"There is no file {path}", next_step="Check the name and the folder.")
    if size == 0:
        raise FileError(f"The file is empty: {path.name}")
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".xlsm"}:
        found = read_sheet(path, sheet)
        header = [as_typed(cell or "") for cell in found.rows[0]]
        return TableFile(path, _names(path, header), "xlsx", sheet=found.name)
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
    encoding = encoding or _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as stream:
            first = stream.readline()
            delimiter = max(_DELIMITERS, key=first.count)
            stream.seek(0)
            header = next(csv.reader(stream, delimiter=delimiter), [])
    except (UnicodeError, LookupError, csv.Error) as error:
        raise _undecodable(path, encoding) from error
    return TableFile(path, _names(path, header), encoding, delimiter)


def _undecodable(path: Path, encoding: str) -> FileError:
    return FileError(
        f"The file cannot be read as {encoding}: {path.name}",
        next_step="Name the encoding with --encoding, or save the file as UTF-8.",
    )


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
            return _legacy(path)
    return "utf-8"


def _legacy(path: Path) -> str:
    """Accept KZ-1048 where it gives words as people write them; refuse to guess elsewhere."""
    text = path.read_bytes()[:_SAMPLE].decode(_LEGACY_CYRILLIC, errors="replace")
    foreign = [c for c in text if ord(c) > 127 and c not in "\u00a0«»–—№…°"]
    letters = sum("\u0400" <= c <= "\u04ff" for c in foreign)
    words = re.findall(r"[\u0400-\u04ff]{2,}", text)
    odd = sum(bool(re.search(r"[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]", word)) for word in words)
    if letters < 0.95 * len(foreign) or odd > 0.1 * len(words):
        raise FileError(
            f"The encoding cannot be told: {path.name} is neither UTF-8 nor Windows Cyrillic",
            next_step="Name it with --encoding (koi8-r, cp866, ...), or save the file as UTF-8.",
        )
    return _LEGACY_CYRILLIC


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


def _odd_row(table: TableFile) -> tuple[int, int] | None:
    """Find the first row that is longer than the header: its place and its number of cells."""
    try:
        with table.path.open(encoding=table.encoding, newline="") as stream:
            for i, row in enumerate(csv.reader(stream, delimiter=table.delimiter)):
                if len(row) > len(table.header):
                    return i - 1, len(row)
    except (UnicodeError, csv.Error):
        return None
    return None
