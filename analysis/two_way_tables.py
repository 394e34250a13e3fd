"""Two-way tables of ordinal items: how many people gave each pair of answers, for all pairs.

Every answer becomes a row of indicators, one a category; the product of the indicators with
themselves holds all tables at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from ..survey.errors import MethodError, SpecificationError

__all__ = ["MissingAnswers", "TwoWayTables", "two_way_tables"]

MissingAnswers = Literal["listwise", "pairwise"]

_CATEGORIES = 20  # of one item; more is a measurement rather than an ordinal answer
_BLOCK = 16_384  # people counted at a time: exact in single precision
_WHOLE = 2**53  # from here on a float holds whole numbers only


@dataclass(frozen=True, slots=True, eq=False)
class TwoWayTables:
    """Tables of all pairs of items.

    Attributes
    ----------
    names : tuple of str, length k
    n : int
        Rows without a missing answer.
    missing : MissingAnswers
    categories : tuple of ndarray of int, length k
        Answers that occur to each item, ascending; at least two.
    counts : ndarray, shape (k, k, w, w)
        Row, column: category of the first and of the second item; w is the largest number of
        categories, and items with fewer have zeros at the end. The table of an item with itself
        has its frequencies on the diagonal.
    """

    names: tuple[str, ...]
    n: int
    missing: MissingAnswers
    categories: tuple[np.ndarray, ...]
    counts: np.ndarray

    @property
    def pair_n(self) -> np.ndarray:
        """Answers in each table, shape (k, k)."""
        return self.counts.sum(axis=(2, 3)).astype(int)

    @property
    def frequencies(self) -> np.ndarray:
        """Answers in each category of each item, shape (k, w)."""
        own = np.arange(len(self.names))
        return self.counts[own, own].diagonal(axis1=1, axis2=2)

    @property
    def empty(self) -> np.ndarray:
        """Cells that nobody is in, though both categories occur; shape (k, k, w, w)."""
        sizes = np.array([len(seen) for seen in self.categories])
        exists = np.arange(self.counts.shape[2]) < sizes[:, None]
        return (self.counts == 0) & exists[:, None, :, None] & exists[None, :, None, :]


def two_way_tables(
    values: np.ndarray, names: Sequence[str], *, missing: MissingAnswers = "listwise"
) -> TwoWayTables:
    """Count the answers to all pairs of items.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        Whole numbers, NaN where missing.
    names : sequence of str, length k
    missing : MissingAnswers
        ``"listwise"`` counts the complete rows, ``"pairwise"`` in each table the rows that answer
        both items.

    Raises
    ------
    SpecificationError
        If `values` and `names` do not fit, or `missing` is not one of the above.
    MethodError
        If an answer is not a whole number, an item has one category or more than 20, or two items
        have no common answers or only one category among them.

    Examples
    --------
    >>> two_way_tables(np.array([[1, 0], [2, 1], [2, 0]]), ("a", "b")).counts[0, 1].tolist()
    [[1.0, 0.0], [1.0, 1.0]]
    """
    values, names = np.asarray(values), tuple(names)
    k = len(names)
    if values.ndim != 2 or not names or values.shape[1] != k or len(set(names)) < k:
        raise SpecificationError(
            f"`values` must have a column for each of {k} different names, got the shape "
            f"{values.shape}"
        )
    if values.dtype.kind not in "biuf":
        raise SpecificationError(f"`values` must be numbers, got an array of {values.dtype}")
    if missing not in get_args(MissingAnswers):
        raise SpecificationError(f"`missing` must be `listwise` or `pairwise`, got `{missing}`")
    present: np.ndarray = ~np.isnan(values)
    complete = np.all(present, axis=1)
    if missing == "listwise":
        present &= complete[:, None]
        if not complete.any():
            raise MethodError(
                f"No row of {len(values)} answers all {k} items",
                next_step="Leave out an item that most people skipped.",
            )
    codes, categories = np.full(values.shape[::-1], -1, dtype=np.int8), []
    for c, name in enumerate(names):
        seen, place = _categories(values[:, c], present[:, c], name)
        codes[c, present[:, c]] = place
        categories.append(seen)
    counts = _counts(codes, max(len(seen) for seen in categories))
    tables = TwoWayTables(names, int(complete.sum()), missing, tuple(categories), counts)
    _refuse_empty(tables)
    return tables


def _categories(
    column: np.ndarray, present: np.ndarray, name: str
) -> tuple[np.ndarray, np.ndarray]:
    """Categories of one item, and the place of every answer among them."""
    answers = column[present].astype(float)
    odd = np.flatnonzero((answers != np.rint(answers)) | (np.abs(answers) >= _WHOLE))
    if odd.size:
        row = np.flatnonzero(present)[odd[0]] + 1
        raise MethodError(
            f"Categories are whole numbers, got {answers[odd[0]]:g} (`{name}`, row {row})",
            next_step="Leave out what is not an ordinal answer.",
        )
    answers = answers.astype(np.int64)
    seen = np.unique(answers)
    if not 2 <= len(seen) <= _CATEGORIES:
        raise MethodError(
            f"A two-way table needs from 2 to {_CATEGORIES} categories, got {len(seen)} (`{name}`, "
            f"{len(answers)} answers)",
            next_step="Leave it out." if len(seen) < 2 else "Use ordinary correlations.",
        )
    return seen, np.searchsorted(seen, answers)


def _counts(codes: np.ndarray, width: int) -> np.ndarray:
    """Products of the indicators of all categories, shape (k, k, width, width)."""
    k, n = codes.shape
    counts = np.zeros((k * width, k * width))
    each = np.arange(width, dtype=np.int8)[:, None]
    for start in range(0, n, _BLOCK):
        inside = codes[:, None, start : start + _BLOCK] == each
        indicators = inside.reshape(k * width, -1).astype(np.float32)
        counts += indicators @ indicators.T
    return counts.reshape(k, width, k, width).transpose(0, 2, 1, 3)


def _refuse_empty(tables: TwoWayTables) -> None:
    """Name the first pair whose common answers say nothing about it."""
    seen = (tables.counts.sum(axis=3) > 0).sum(axis=2)  # categories of the row item, by pair
    if (seen >= 2).all():
        return
    i, j = (int(at) for at in np.argwhere(seen < 2)[0])
    n = tables.pair_n[i, j]
    what = f"`{tables.names[i]}` has one category among the {n}" if n else "There are no"
    raise MethodError(
        f"{what} common answers to `{tables.names[i]}` and `{tables.names[j]}`",
        next_step="Leave one of them out.",
    )
