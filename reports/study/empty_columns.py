"""Columns of a table that say nothing of anybody, which documents leave out."""

from __future__ import annotations

from dataclasses import replace

from ..table import Cell, Table

__all__ = ["without_empty_columns"]


def without_empty_columns(table: Table) -> Table:
    """Leave out columns of texts that are all blank, and columns whose values are all missing.

    A blank cell among numbers is a statement, such as a small loading that is not shown; a column
    of such cells stays.

    Examples
    --------
    >>> from aqyl.reports.table import Column
    >>> columns = (Column("x", "X"), Column("n", "N", "number"), Column("verdict", "Verdict"))
    >>> table = Table("t", "T", columns, (("a", "", ""), ("b", "", None)))
    >>> [column.key for column in without_empty_columns(table).columns]
    ['x', 'n']
    """
    if not table.rows:
        return table

    def empty(j: int) -> bool:
        blank: tuple[Cell, ...] = (None, "") if table.columns[j].kind == "text" else (None,)
        return all(row[j] is None or row[j] in blank for row in table.rows)

    kept = [j for j in range(len(table.columns)) if j < max(table.merge, 1) or not empty(j)]
    columns = tuple(table.columns[j] for j in kept)
    return replace(
        table, columns=columns, rows=tuple(tuple(row[j] for j in kept) for row in table.rows)
    )
