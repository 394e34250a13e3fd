"""Indicators of cities from a table: long, or wide by indicator, or wide by year.

===========  =============================================  ==================
layout       columns                                         one row is
===========  =============================================  ==================
long         city, year, indicator, value                   a value
by indicator city, year, then one column an indicator       a city and year
by year      city, indicator, then one column a year        a city and indicator
===========  =============================================  ==================

The column of the city may be absent where the file holds one city. Column names are recognised in
Kazakh, Russian and English.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

from ..analysis.panel import Panel
from ..survey.errors import SpecificationError, ValueInFileError
from ..survey.number_text import DecimalSign, TextNumbers, parse_numbers
from ..survey.table_file import TableFile, open_table

__all__ = ["IndicatorFile", "Layout", "read_indicators"]

Layout = Literal["long", "by indicator", "by year"]

_NAMES = {
    "city": ("city", "қала", "город", "settlement", "елді мекен", "населённый пункт"),
    "year": ("year", "жыл", "год", "period"),
    "indicator": ("indicator", "id", "көрсеткіш", "индикатор", "показатель"),
    "value": ("value", "мән", "мәні", "значение"),
}
_DESCRIPTIONS = {"unit", "өлшем бірлігі", "ед. изм.", "единица измерения", "label", "domain"}


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """Indicators as read, and how they were read.

    Attributes
    ----------
    panel : Panel
    path : Path
    layout : Layout
    encoding : str
    """

    panel: Panel
    path: Path
    layout: Layout
    encoding: str


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
    layout, roles = _layout(table)
    long = _long(table, layout, roles)
    cells = _Cells(table, layout, roles, long.filter(~pl.col("indicator").is_in(list(ignore))))
    if cells.frame.is_empty():
        raise SpecificationError("Every indicator of the file is ignored", where=table.path.name)
    panel = cells.panel(decimal, missing_marks)
    return IndicatorFile(panel, table.path, layout, table.encoding)


def _layout(table: TableFile) -> tuple[Layout, dict[str, str]]:
    """Recognise the layout: which column plays which role."""
    roles: dict[str, str] = {}
    for role, names in _NAMES.items():
        found = [h for h in table.header if h.strip().lower() in names]
        if found:
            roles[role] = found[0]
    years = [h for h in table.header if _is_year(h)]
    if {"year", "indicator", "value"} <= roles.keys():
        return "long", roles
    if "indicator" in roles and years:
        return "by year", roles
    if "year" in roles and len(table.header) > len(roles):
        roles.pop("indicator", None)
        return "by indicator", roles
    raise SpecificationError(
        f"The columns {', '.join(f'`{h}`' for h in table.header[:8])} fit no layout",
        where=table.path.name,
        next_step="Name them city, year, indicator, value; or city, year and one an indicator; "
        "or city, indicator and one a year.",
    )


def _is_year(header: str) -> bool:
    digits = header.strip().removesuffix("ж.").removesuffix("г.").strip()
    return digits.isdigit() and 1900 <= int(digits) <= 2100


def _long(table: TableFile, layout: Layout, roles: dict[str, str]) -> pl.DataFrame:
    """Bring any layout to the columns row, city, year, indicator, text."""
    names = [roles[r] for r in ("city", "year", "indicator") if r in roles]
    frame = table.read(repeated=names).with_row_index("row")
    frame = frame.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
    city = pl.col(roles["city"]) if "city" in roles else pl.lit(table.path.stem)
    if layout == "long":
        keys = [pl.col(roles[r]).cast(pl.Categorical).alias(r) for r in ("year", "indicator")]
        text = pl.col(roles["value"]).alias("text")
        return frame.select("row", city.cast(pl.Categorical).alias("city"), *keys, text)
    wide = [
        h
        for h in table.header
        if h not in roles.values()
        and (_is_year(h) if layout == "by year" else h.strip().lower() not in _DESCRIPTIONS)
    ]
    fixed, spread = ("indicator", "year") if layout == "by year" else ("year", "indicator")
    narrow = frame.select(
        "row", city.alias("city"), pl.col(roles[fixed]).alias(fixed), *map(pl.col, wide)
    )
    long = narrow.unpivot(
        on=wide, index=["row", "city", fixed], variable_name=spread, value_name="text"
    )
    return long.with_columns(pl.col("city", "year", "indicator").cast(pl.Categorical))


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a table in long form, on their way into a panel."""

    table: TableFile
    layout: Layout
    roles: dict[str, str]
    frame: pl.DataFrame

    def panel(self, decimal: DecimalSign, missing_marks: Collection[str]) -> Panel:
        for key in ("city", "year", "indicator"):
            self._named(key)
        cities, city = _codes(self.frame["city"])
        indicators, indicator = _codes(self.frame["indicator"])
        years, year = self._years()
        place = (city * len(years) + year) * len(indicators) + indicator
        self._unique(place, len(cities) * len(years) * len(indicators))
        values = np.full(len(cities) * len(years) * len(indicators), np.nan)
        values[place] = self._numbers(decimal, missing_marks, city * len(indicators) + indicator)
        shape = (len(cities), len(years), len(indicators))
        return Panel(tuple(cities), tuple(years), tuple(indicators), values.reshape(shape))

    def where(self, i: int) -> str:
        """Name the place of cell `i` in the file."""
        row = int(self.frame["row"][i])
        column = {
            "long": self.roles.get("value", ""),
            "by indicator": self.frame["indicator"][i],
            "by year": self.frame["year"][i],
        }[self.layout]
        return self.table.where(row, str(column))

    def _named(self, key: str) -> None:
        empty = self.frame[key].is_null()
        if empty.any():
            row = int(self.frame["row"][int(empty.arg_max() or 0)])
            raise ValueInFileError(
                f"The {key} is empty", where=self.table.where(row, self.roles.get(key, key))
            )

    def _years(self) -> tuple[list[int], np.ndarray]:
        texts, codes = _codes(self.frame["year"])
        for i, text in enumerate(texts):
            if not _is_year(text):
                row = int(self.frame["row"][int(np.argmax(codes == i))])
                raise ValueInFileError(
                    f"A year must be a whole number from 1900 to 2100, got `{text}`",
                    where=self.table.where(row, self.roles.get("year", "")),
                )
        numbers = [int(t.strip().removesuffix("ж.").removesuffix("г.")) for t in texts]
        years = sorted(set(numbers))
        return years, np.array([years.index(n) for n in numbers])[codes]

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
        """Read the values; `series` numbers the city and indicator of each cell."""
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
        """Refuse an indicator of a city that has percent signs in some years and not in others."""
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
                f"`{self.frame['text'][i]}` has no percent sign, and other years of "
                f"`{self.frame['indicator'][i]}` have one",
                where=self.where(i),
                next_step="Write the row all in percent or all as fractions.",
            )


def _codes(column: pl.Series) -> tuple[list[str], np.ndarray]:
    """Distinct texts in order of appearance, and for each row the place of its text."""
    names = column.cast(pl.String).unique(maintain_order=True)
    stripped = [name.strip() for name in names]
    place = {name: i for i, name in enumerate(dict.fromkeys(stripped))}
    codes = column.cast(pl.Enum(names)).to_physical().to_numpy()
    return list(place), np.array([place[name] for name in stripped])[codes]
