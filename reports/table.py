"""A table as data: columns, rows and notes, once, for every writer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .language import Language

__all__ = ["Cell", "Column", "Rounded", "Table", "shown"]


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number that is shown with its own count of decimals, whatever its column says.

    `mark` follows it in documents, such as the stars of a correlation; files hold the number.
    """

    value: float
    decimals: int
    mark: str = ""


Cell = str | int | float | Rounded | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes
    ----------
    key : str
        Stable name, the same in every language; the header of CSV files.
    label : str
        Header in the language of the table.
    kind : {"text", "number", "signed", "label", "p"}
        ``"label"`` is an integer that is a name (a year, a row number), shown without grouping;
        ``"p"`` a probability, shown as "< 0,001" where it rounds to zero.
    decimals : int
        Decimals shown; files keep full precision.
    """

    key: str
    label: str
    kind: Literal["text", "number", "signed", "label", "p"] = "text"
    decimals: int = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table.

    Attributes
    ----------
    name : str
        File name without ending, and anchor.
    title : str
    columns : tuple of Column
    rows : tuple of tuple of Cell
        Raw values at full precision.
    notes : tuple of str
    show : int, optional
        Rows that documents show; files always hold all.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    show: int | None = None

    @classmethod
    def of(
        cls,
        name: str,
        title: str,
        columns: tuple[Column, ...],
        records: list[dict[str, Any]],
        *,
        notes: tuple[str, ...] = (),
        show: int | None = None,
    ) -> Table:
        """Build a table from records keyed by column."""
        rows = tuple(tuple(record[column.key] for column in columns) for record in records)
        return cls(name, title, columns, rows, notes, show)

    def records(self) -> list[Mapping[str, Cell]]:
        """Rows as mappings from column key to plain value."""
        return [
            {c.key: plain(cell) for c, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]


def plain(cell: Cell) -> str | int | float | None:
    """Return the value of a cell without how it is shown; None for a number that is not defined."""
    value = cell.value if isinstance(cell, Rounded) else cell
    return None if isinstance(value, float) and math.isnan(value) else value


def shown(cell: Cell, column: Column, lang: Language) -> str:
    """Write a cell as the reader sees it.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> shown(0.13148, Column("i", "I", "number", 2), language("kk"))
    '0,13'
    """
    if cell is None:
        return lang.number(None)
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Rounded):
        return lang.number(cell.value, cell.decimals) + cell.mark
    if column.kind == "label":
        return str(cell)
    decimals = 0 if isinstance(cell, int) else column.decimals
    if column.kind == "p" and cell < 0.5 * 10**-decimals:
        return f"< {lang.number(10**-decimals, decimals)}"
    return lang.number(cell, decimals, signed=column.kind == "signed")
