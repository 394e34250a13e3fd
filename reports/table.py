"""A table as data: columns, rows and notes, once, for every writer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from .language import Language
from .table_style import GOST, TableStyle

__all__ = [
    "Cell",
    "Column",
    "Head",
    "Rounded",
    "Table",
    "decimals_beside",
    "head_rows",
    "merged",
    "plain",
    "shown",
]

_MOST = 6  # decimals of a number that stands just beside its limit


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number that is shown with its own count of decimals, whatever its column says.

    `mark` follows it in documents, such as the stars of a correlation; files hold the number.
    `bounded` says that it cannot pass 1 where other numbers of its column can.
    """

    value: float
    decimals: int
    mark: str = ""
    bounded: bool = False


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
    group : str
        Head above this column and its neighbours of the same group.
    bounded : bool
        Whether it holds a statistic that cannot pass 1, such as a correlation.
    """

    key: str
    label: str
    kind: Literal["text", "number", "signed", "label", "p"] = "text"
    decimals: int = 3
    group: str = ""
    bounded: bool = False


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
    number : str
        Number within the document, such as ``"11"`` or ``"S2"``.
    merge : int
        Leading columns in which a text that repeats downwards forms one cell in documents.
    text : tuple of str
        Sentences that say what the table shows.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    show: int | None = None
    number: str = ""
    merge: int = 0
    text: tuple[str, ...] = ()

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


def decimals_beside(value: float, limits: Iterable[float], decimals: int) -> int:
    """Return as many decimals as tell a number from the limits that judge it.

    Examples
    --------
    >>> decimals_beside(0.00983, (0.005, 0.01), 3), decimals_beside(0.012, (0.01,), 3)
    (4, 3)
    """
    for limit in limits:
        while value != limit and decimals < _MOST and not round(value - limit, decimals):
            decimals += 1
    return decimals


def plain(cell: Cell) -> str | int | float | None:
    """Return the value of a cell without how it is shown; None for a number that is not defined.

    What is infinite, such as the VIF of an item that stands twice, is a text: JSON has no such
    number, and most programs read this one.

    Examples
    --------
    >>> plain(Rounded(0.5, 1)), plain(float("nan")), plain(float("-inf"))
    (0.5, None, '-Infinity')
    """
    value = cell.value if isinstance(cell, Rounded) else cell
    if isinstance(value, float) and math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return None if isinstance(value, float) and math.isnan(value) else value


def shown(cell: Cell, column: Column, lang: Language, style: TableStyle = GOST) -> str:
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
    if isinstance(cell, Rounded) and cell.mark and math.isnan(cell.value):
        return cell.mark  # a number that is left out
    if isinstance(cell, Rounded):
        bounded = column.bounded or cell.bounded
        return style.number(lang.number(cell.value, cell.decimals), bounded=bounded) + cell.mark
    if column.kind == "label":
        return str(cell)
    decimals = 0 if isinstance(cell, int) else column.decimals
    if column.kind == "p" and cell < 0.5 * 10**-decimals:
        text = f"< {lang.number(10**-decimals, decimals)}"
    else:
        text = lang.number(cell, decimals, signed=column.kind == "signed")
    return style.number(text, bounded=column.bounded or column.kind == "p")


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the head: its words, and how many columns and rows of the head it covers."""

    text: str
    columns: int
    rows: int
    numeric: bool


def head_rows(table: Table) -> tuple[tuple[Head, ...], ...]:
    """Return the head of a table, one row, or two if columns have groups.

    Examples
    --------
    >>> columns = (Column("x", "X"), Column("n", "N", group="All"), Column("m", "M", group="All"))
    >>> for row in head_rows(Table("t", "T", columns, ())):
    ...     print([(cell.text, cell.columns, cell.rows) for cell in row])
    [('X', 1, 2), ('All', 2, 1)]
    [('N', 1, 1), ('M', 1, 1)]
    """
    deep = 2 if any(column.group for column in table.columns) else 1
    top: list[Head] = []
    low: list[Head] = []
    before = ""
    for column in table.columns:
        numeric = column.kind != "text"
        if not column.group:
            top.append(Head(column.label, 1, deep, numeric))
        elif column.group == before:
            top[-1] = replace(top[-1], columns=top[-1].columns + 1)
        else:
            top.append(Head(column.group, 1, 1, numeric=False))
        if column.group:
            low.append(Head(column.label, 1, 1, numeric))
        before = column.group
    return (tuple(top), tuple(low)) if low else (tuple(top),)


def merged(table: Table) -> tuple[tuple[int, ...], ...]:
    """Rows that each cell of the merging columns covers; 0 for a cell that one above covers.

    A cell is covered only within one cell of the column to its left.

    Examples
    --------
    >>> rows = (("a", 1), ("a", 2), ("b", 3))
    >>> merged(Table("t", "T", (Column("x", "X"), Column("y", "Y")), rows, merge=1))
    ((2, 0, 1),)
    """
    rows = table.rows[: table.show]
    starts = {0} if rows else set[int]()
    found = []
    for j in range(table.merge):
        for i in range(1, len(rows)):
            if rows[i][j] != rows[i - 1][j]:
                starts.add(i)
        ends = [*sorted(starts), len(rows)]
        spans = [0] * len(rows)
        for start, end in itertools.pairwise(ends):
            spans[start] = end - start
        found.append(tuple(spans))
    return tuple(found)
