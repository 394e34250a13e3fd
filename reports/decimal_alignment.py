"""Numbers one below the other by their decimal marks: what each lacks on its right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .language import Language
from .table import Table

__all__ = ["paddings"]

_LAST_DIGIT = re.compile(r".*\d", re.DOTALL)


def paddings(
    table: Table, texts: Sequence[Sequence[str]], lang: Language
) -> tuple[tuple[str, ...], ...]:
    """Return what each cell lacks on its right so that its number stands below the others.

    Decimals and marks that other numbers of a column have and this one has not are as wide as
    what is returned; a writer leaves so much room. A cell without a digit lacks nothing.

    Parameters
    ----------
    table : Table
        Only its columns of numbers are looked at.
    texts : sequence of sequence of str
        What the cells show, row by row.
    lang : Language
        Its decimal mark parts a number.

    Examples
    --------
    >>> from aqyl.reports.language import language
    >>> from aqyl.reports.table import Column
    >>> table = Table("t", "T", (Column("r", "r", "number"),), ())
    >>> paddings(table, [["0,48***"], ["−0,07"], ["1"], ["–"]], language("kk"))
    (('',), ('***',), (',48***',), ('',))
    """
    mark = lang.number(1.5, 1)[1]  # of 1.5, because a style may leave the zero of 0.5 out
    columns = []
    for j, column in enumerate(table.columns):
        if column.kind == "text":
            columns.append([""] * len(texts))
            continue
        tails = [_tail(row[j], mark) for row in texts]
        longest = max((tail for tail in tails if tail is not None), key=len, default="")
        columns.append(["" if tail is None else longest[len(tail) :] for tail in tails])
    return tuple(zip(*columns, strict=True)) if columns else ()


def _tail(text: str, mark: str) -> str | None:
    """Return a number from its decimal mark on, or what follows its last digit."""
    whole = _LAST_DIGIT.match(text)
    if whole is None:
        return None
    at = text.find(mark)
    return text[at if at >= 0 else whole.end() :]
