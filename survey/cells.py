"""A column of a file as its distinct texts and, for each person, which of them stands there.

Answers repeat: a million cells hold a dozen texts. So a text is given its meaning once, and the
column costs four bytes a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from .workbook_file import NUMBER

__all__ = ["Cells", "cells_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """One column.

    Attributes
    ----------
    name : str
    texts : tuple of str, length m
        Distinct texts; a number that the file holds as a number stands behind
        `aqyl.survey.workbook_file.NUMBER`.
    codes : ndarray of int32, shape (n,)
        Place in `texts`; -1 where the cell is empty.
    labels : mapping of str to str
        Label of a value, by its text as `as_typed` writes it.
    declared : frozenset of str
        Texts that the file declares as missing.
    format : str
        Display format of a variable of SPSS or Stata, such as ``"TIME8"``.
    """

    name: str
    texts: tuple[str, ...]
    codes: np.ndarray
    labels: Mapping[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    format: str = ""


def cells_of(column: pl.Series) -> Cells:
    """Find the distinct texts of a column of any simple type; NaN counts as empty.

    Parameters
    ----------
    column : polars.Series, shape (n,)
        Text, category, number, truth value or date; a time or a duration counts in seconds.

    Raises
    ------
    polars.exceptions.PolarsError
        If the cells are lists, records or the like, which no text stands for.

    Examples
    --------
    >>> found = cells_of(pl.Series("T1", ["4", None, "Agree", "4"]))
    >>> found.texts, found.codes.tolist()
    (('4', 'Agree'), [0, -1, 1, 0])
    """
    kind = column.dtype
    if kind == pl.Duration:
        column = column.dt.total_microseconds(fractional=True) / 1e6
    elif kind == pl.Time:
        column = column.to_physical() / 1e9
    elif kind.is_float():
        column = column.fill_nan(None)
    elif not (kind.is_numeric() or isinstance(kind, (pl.Categorical, pl.Enum))):
        column = column.cast(pl.String).cast(pl.Categorical)
    if column.dtype.is_numeric():
        keys = column
        known = column.unique().drop_nulls().sort()
        texts = NUMBER + known.cast(pl.String)
    else:
        keys = column.to_physical()
        distinct = column.unique().drop_nulls()
        order = distinct.to_physical().arg_sort()
        known, texts = distinct.to_physical()[order], distinct.cast(pl.String)[order]
    if not len(texts):
        return Cells(column.name, (), np.full(len(keys), -1, dtype=np.int32))
    # Categories number themselves as threads meet them; texts in their own order are the same
    # in every run.
    order = texts.arg_sort()
    place = np.empty(len(texts), dtype=np.int32)
    place[order.to_numpy()] = np.arange(len(texts))
    codes = place[np.searchsorted(known.to_numpy(), keys.fill_null(known[0]).to_numpy())]
    codes[keys.is_null().to_numpy()] = -1
    return Cells(column.name, tuple(texts[order]), codes)
