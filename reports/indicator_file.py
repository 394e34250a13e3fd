"""Indicators of cities from a table in any layout that `aqyl.reports.indicator_layout` knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from ..analysis.panel import Panel
from ..survey.errors import SpecificationError, ValueInFileError
from ..survey.number_text import DecimalSign, TextNumbers, parse_numbers
from ..survey.table_file import TableFile, open_table
from ..survey.workbook_file import as_typed
from .indicator_layout import Layout, is_year, recognise, to_long, year_number

__all__ = ["IndicatorFile", "read_indicators"]

_SPARSE = 20_000_000  # cells of a panel that may be mostly empty


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """Indicators as read, and how they were read.

    Attributes
    ----------
    panel : Panel
    path : Path
    layout : Layout
    encoding : str
    rows : ndarray of int32, shape (c, t, k)
        Data row of the file that holds each cell, from 0; -1 where the file has none.
    table : TableFile
    roles : mapping
        Column of the file for city, year, indicator and value, where there is one.
    """

    panel: Panel
    path: Path
    layout: Layout
    encoding: str
    rows: np.ndarray
    table: TableFile
    roles: Mapping[str, str]

    def where(self, cell: tuple[str, int, str]) -> str:
        """Name the place of a cell (city, year, indicator) in the file."""
        city, year, indicator = cell
        row = self.rows[
            self.panel.cities.index(city),
            self.panel.years.index(year),
            self.panel.indicators.index(indicator),
        ]
        if row < 0:
            return f"{self.path.name} has no such row"
        return _where(self.table, self.layout, self.roles, int(row), str(year), indicator)


def read_indicators(
    path: str | Path,
    *,
    decimal: DecimalSign = "auto",
    encoding: str = "",
    sheet: str = "",
    missing_marks: Collection[str] = (),
    ignore: Collection[str] = (),
) -> IndicatorFile:
    """Read a table of indicators.

    Parameters
    ----------
    path : str or Path
        CSV or XLSX.
    decimal : {"auto", "comma", "point"}
    encoding, sheet : str
        As for `aqyl.survey.table_file.open_table`.
    missing_marks : collection of str
        Texts that stand for a missing value, such as ``"x"``; an empty cell always does.
    ignore : collection of str
        Indicators to leave out.

    Raises
    ------
    AqylError
        If the file or a cell breaks a rule; the sentence names file, row and column.
    """
    table = open_table(path, encoding=encoding, sheet=sheet)
    layout, roles = recognise(table)
    long = to_long(table, layout, roles)
    cells = _Cells(table, layout, roles, long.filter(~_among("indicator", ignore)))
    if cells.frame.is_empty():
        raise SpecificationError("Every indicator of the file is ignored", where=table.path.name)
    panel, rows = cells.panel(decimal, missing_marks)
    return IndicatorFile(panel, table.path, layout, table.encoding, rows, table, roles)


def _where(
    table: TableFile, layout: Layout, roles: Mapping[str, str], row: int, year: str, indicator: str
) -> str:
    column = {
        "long": roles.get("value", ""),
        "by indicator": indicator,
        "by year": year,
    }[layout]
    return table.where(row, column)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table in long form, on their way into a panel."""

    table: TableFile
    layout: Layout
    roles: dict[str, str]
    frame: pl.DataFrame

    def panel(
        self, decimal: DecimalSign, missing_marks: Collection[str]
    ) -> tuple[Panel, np.ndarray]:
        """Arrange the cells as a panel, and beside it the row that each came from."""
        for key in ("city", "year", "indicator"):
            self._named(key)
        cities, city = _codes(self.frame["city"])
        indicators, indicator = _codes(self.frame["indicator"])
        years, year = self._years()
        shape = (len(cities), len(years), len(indicators))
        self._dense(shape)
        place = np.ravel_multi_index((city, year, indicator), shape)
        self._unique(place, int(np.prod(shape)))
        values = np.full(shape, np.nan)
        values.ravel()[place] = self._numbers(decimal, missing_marks, indicator)
        rows = np.full(shape, -1, dtype=np.int32)
        rows.ravel()[place] = self.frame["row"].to_numpy()
        return Panel(tuple(cities), tuple(years), tuple(indicators), values), rows

    def where(self, i: int) -> str:
        """Name the place of cell `i` in the file."""
        row, year, indicator = self.frame.select("row", "year", "indicator").row(i)
        return _where(self.table, self.layout, self.roles, row, str(year), str(indicator))

    def _named(self, key: str) -> None:
        texts = self.frame[key]
        blank = [name for name in texts.unique().cast(pl.String).drop_nulls() if not name.strip()]
        empty = texts.is_null() | texts.cast(pl.String).is_in(blank)
        if empty.any():
            row = int(self.frame["row"][int(empty.arg_max() or 0)])
            raise ValueInFileError(
                f"The {key} is empty", where=self.table.where(row, self.roles.get(key, key))
            )

    def _years(self) -> tuple[list[int], np.ndarray]:
        texts, codes = _codes(self.frame["year"])
        for i, text in enumerate(texts):
            if not is_year(text):
                row = int(self.frame["row"][int(np.argmax(codes == i))])
                raise ValueInFileError(
                    f"A year must be a whole number from 1900 to 2100, got `{text}`",
                    where=self.table.where(row, self.roles.get("year", "")),
                )
        numbers = [year_number(text) for text in texts]
        years = sorted(set(numbers))
        return years, np.array([years.index(n) for n in numbers], dtype=np.int32)[codes]

    def _dense(self, shape: tuple[int, int, int]) -> None:
        size = int(np.prod([float(n) for n in shape]))
        if size > max(_SPARSE, 50 * len(self.frame)):
            raise ValueInFileError(
                f"{shape[0]} cities x {shape[1]} years x {shape[2]} indicators make {size} cells, "
                f"and the file holds {len(self.frame)}",
                where=self.table.path.name,
                next_step="Check that the columns of city and indicator are not mixed up.",
            )

    def _unique(self, place: np.ndarray, size: int) -> None:
        counts = np.bincount(place, minlength=size)
        if counts.max() > 1:
            first, second = np.flatnonzero(place == int(counts.argmax()))[:2]
            names = [str(self.frame[key][int(second)]) for key in ("city", "year", "indicator")]
            raise ValueInFileError(
                f"City `{names[0]}`, year {names[1]}, indicator `{names[2]}` stands twice, "
                f"first in {self.where(int(first))}",
                where=self.where(int(second)),
                next_step="Delete one of the two.",
            )

    def _numbers(
        self, decimal: DecimalSign, missing_marks: Collection[str], series: np.ndarray
    ) -> np.ndarray:
        """Read the values; `series` numbers the indicator of each cell."""
        texts = self.frame["text"]
        if missing_marks:
            marked = texts.str.strip_chars().is_in(list(missing_marks))
            texts = texts.set(marked.fill_null(value=False), None)
        try:
            parsed = parse_numbers(texts, decimal=decimal)
        except ValueInFileError as error:
            raise ValueInFileError(
                error.problem, where=self.table.path.name, next_step=error.next_step
            ) from error
        if parsed.unreadable.any():
            i = int(parsed.unreadable.argmax())
            raise ValueInFileError(
                f"A value must be a number, got `{texts[i]}`",
                where=self.where(i),
                next_step="Mend the cell, empty it, or declare the text with --missing.",
            )
        self._one_kind(parsed, series)
        return parsed.values

    def _one_kind(self, parsed: TextNumbers, series: np.ndarray) -> None:
        """Refuse an indicator that has percent signs in some cells and not in others."""
        if not parsed.percent.any():
            return
        size = int(series.max()) + 1
        present = ~parsed.blank
        signs = np.bincount(series[parsed.percent], minlength=size)
        cells = np.bincount(series[present], minlength=size)
        # A bare zero is the same with and without the sign.
        zeros = np.bincount(
            series[present & ~parsed.percent & (parsed.values == 0)], minlength=size
        )
        mixed = (signs > 0) & (signs + zeros < cells)
        if mixed.any():
            plain = mixed[series] & present & ~parsed.percent & (parsed.values != 0)
            i = int(plain.argmax())
            raise ValueInFileError(
                f"`{self.frame['text'][i]}` has no percent sign, and other cells of "
                f"`{self.frame['indicator'][i]}` have one",
                where=self.where(i),
                next_step="Write all cells of an indicator with the sign, or none.",
            )


def _among(column: str, names: Collection[str]) -> pl.Expr:
    """Whether a cell is one of the names; an empty cell is not."""
    return pl.col(column).is_in(list(names)).fill_null(value=False)


def _codes(column: pl.Series) -> tuple[list[str], np.ndarray]:
    """Distinct texts in order of appearance, and for each row the place of its text."""
    names = column.cast(pl.String).unique(maintain_order=True)
    stripped = [as_typed(name) for name in names]
    place = {name: i for i, name in enumerate(dict.fromkeys(stripped))}
    codes = column.cast(pl.Enum(names)).to_physical().to_numpy()
    return list(place), np.array([place[name] for name in stripped], dtype=np.int32)[codes]
