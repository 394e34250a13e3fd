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

import re
from typing import Literal

import polars as pl

from ..survey.errors import SpecificationError
from ..survey.table_file import TableFile
from ..survey.workbook_file import as_typed

__all__ = ["Layout", "is_year", "recognise", "to_long", "year_number"]

Layout = Literal["long", "by indicator", "by year"]

_NAMES = {
    "city": ("city", "қала", "город", "settlement", "елді мекен", "населённый пункт"),
    "year": ("year", "жыл", "год", "period"),
    "indicator": ("indicator", "id", "көрсеткіш", "индикатор", "показатель"),
    "value": ("value", "мән", "мәні", "значение"),
}
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?\s*(?:ж\.?|жыл|г\.?|год|year)?", re.IGNORECASE)
_DESCRIPTIONS = {"unit", "өлшем бірлігі", "ед. изм.", "единица измерения", "label", "domain"}


def recognise(table: TableFile) -> tuple[Layout, dict[str, str]]:
    """Recognise the layout and say which column plays which role.

    Raises
    ------
    SpecificationError
        If the column names fit no layout, or a column has no place in it.
    """
    roles: dict[str, str] = {}
    for role, names in _NAMES.items():
        found = [h for h in table.header if h.lower() in names]
        if found:
            roles[role] = found[0]
    if {"year", "indicator", "value"} <= roles.keys():
        _nothing_else(table, set(roles.values()), "city, year, indicator and value")
        return "long", roles
    years = [h for h in table.header if is_year(h)]
    if "indicator" in roles and years:
        named = {roles[r] for r in ("city", "indicator") if r in roles}
        _nothing_else(table, named | set(years), "city, indicator and years")
        return "by year", {r: roles[r] for r in ("city", "indicator") if r in roles}
    kept = {r: roles[r] for r in ("city", "year") if r in roles}
    if "year" in roles and len(table.header) > len(kept):
        return "by indicator", kept
    raise SpecificationError(
        f"The columns {', '.join(f'`{h}`' for h in table.header[:8])} fit no layout",
        where=table.path.name,
        next_step="Name them city, year, indicator, value; or city, year and one an indicator; "
        "or city, indicator and one a year.",
    )


def _nothing_else(table: TableFile, known: set[str], layout: str) -> None:
    """Refuse a column that would be dropped without a word."""
    for header in table.header:
        if header not in known and header.lower() not in _DESCRIPTIONS:
            raise SpecificationError(
                f"The column `{header}` has no place in a table of {layout}",
                where=table.path.name,
                next_step="Rename it or delete it; columns unit, label and domain may stay.",
            )


def to_long(table: TableFile, layout: Layout, roles: dict[str, str]) -> pl.DataFrame:
    """Bring any layout to the columns row, city, year, indicator and text.

    `row` counts the data rows of the file from 0; rows without any cell are left out.
    """
    keys_of_long = [roles[k] for k in ("city", "year", "indicator") if k in roles]
    frame = table.read(repeated=keys_of_long if layout == "long" else ())
    # Columns are numbered, so that no name of the user's meets one of ours.
    place = {header: f"c{i}" for i, header in enumerate(table.header)}
    frame.columns = list(place.values())
    frame = frame.with_row_index("row").filter(~pl.all_horizontal(pl.exclude("row").is_null()))
    keys = [
        (pl.col(place[roles[key]]) if key in roles else pl.lit(table.path.stem)).alias(key)
        for key in ("city", "year", "indicator")
        if key in roles or key == "city"
    ]
    if layout == "long":
        text = pl.col(place[roles["value"]]).alias("text")
        return frame.select("row", *(key.cast(pl.Categorical) for key in keys), text)
    spread = "year" if layout == "by year" else "indicator"
    wide = {
        place[h]: as_typed(h)
        for h in table.header
        if h not in roles.values() and (layout == "by indicator" or is_year(h))
    }
    long = frame.select("row", *keys, *wide).unpivot(
        on=list(wide),
        index=["row", *(k for k in ("city", "year", "indicator") if k != spread)],
        variable_name=spread,
        value_name="text",
    )
    long = long.with_columns(pl.col(spread).replace_strict(wide))
    return long.with_columns(pl.col("city", "year", "indicator").cast(pl.Categorical))


def is_year(text: str) -> bool:
    """Whether a text is a year from 1900 to 2100, such as ``2023``, ``2023 ж.`` or ``2023.0``."""
    found = _YEAR.fullmatch(as_typed(text))
    return bool(found) and 1900 <= int(found.group(1)) <= 2100


def year_number(text: str) -> int:
    """Return the year that a text says.

    Examples
    --------
    >>> year_number("2019 ж.")
    2019
    """
    found = _YEAR.fullmatch(as_typed(text))
    if not found:
        raise SpecificationError(f"`{text}` is not a year")
    return int(found.group(1))
