"""The rows of a long table that somebody reads, where no file beside it holds the rest."""

from __future__ import annotations

from dataclasses import replace

from ..language import Language
from ..table import Table

__all__ = ["excerpt"]


def excerpt(table: Table, lang: Language) -> Table:
    """Keep the rows that documents show, and say how many there are.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.reports.table import Column
    >>> rows = tuple((i,) for i in range(9))
    >>> excerpt(Table("t", "T", (Column("x", "X"),), rows, show=2), language("en")).notes
    ('Rows shown: 2 of 9.',)
    """
    if table.show is None or len(table.rows) <= table.show:
        return replace(table, show=None)
    kept, rows = lang.number(table.show, 0), lang.number(len(table.rows), 0)
    notes = (*table.notes, lang.text("shown.rows", shown=kept, all=rows))
    return replace(table, rows=table.rows[: table.show], show=None, notes=notes)
