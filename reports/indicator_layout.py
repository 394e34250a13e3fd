"""The layout of a table of indicators: long, or wide by indicator, or wide by year.

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

from typing import Literal

import polars as pl

from ..survey.errors import SpecificationError
from ..survey.table_file import TableFile

__all__ = ["Layout", "is_year", "recognise", "to_long", "year_number"]

Layout = Literal["long", "by indicator", "by year"]

_NAMES = {
    "city": ("city", "қала", "город", "settlement", "елді мекен", "населённый пункт"),
    "year": ("year", "жыл", "год", "period"),
    "indicator": ("indicator", "id", "көрсеткіш", "индикатор", "показатель"),
    "value": ("value", "мән", "мәні", "значение"),
}
_DESCRIPTIONS = {"unit", "өлшем бірлігі", "ед. изм.", "единица измерения", "label", "domain"}


def recognise(table: TableFile) -> tuple[Layout, dict[str, str]]:
    """Recognise the layout and say which column plays which role.

    Raises
    ------
    SpecificationError
        If the column names fit no layout.
    """
    roles: dict[str, str] = {}
    for role, names in _NAMES.items():
        found = [h for h in table.header if h.strip().lower() in names]
        if found:
            roles[role] = found[0]
    years = [h for h in table.header if is_year(h)]
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


def is_year(text: str) -> bool:
    """Whether a text is a year from 1900 to 2100, with or without "ж." or "г."."""
    digits = _bare(text)
    return digits.isdigit() and 1900 <= int(digits) <= 2100


def year_number(text: str) -> int:
    """Return the year that a text says.

    Examples
    --------
    >>> year_number("2019 ж.")
    2019
    """
    return int(_bare(text))


def _bare(text: str) -> str:
    return text.strip().removesuffix("ж.").removesuffix("г.").strip()


def to_long(table: TableFile, layout: Layout, roles: dict[str, str]) -> pl.DataFrame:
    """Bring any layout to the columns row, city, year, indicator and text.

    `row` counts the data rows of the file from 0; rows without any cell are left out.
    """
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
        and (is_year(h) if layout == "by year" else h.strip().lower() not in _DESCRIPTIONS)
    ]
    fixed, spread = ("indicator", "year") if layout == "by year" else ("year", "indicator")
    narrow = frame.select(
        "row", city.alias("city"), pl.col(roles[fixed]).alias(fixed), *map(pl.col, wide)
    )
    long = narrow.unpivot(
        on=wide, index=["row", "city", fixed], variable_name=spread, value_name="text"
    )
    return long.with_columns(pl.col("city", "year", "indicator").cast(pl.Categorical))
