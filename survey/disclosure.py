"""Counts of people that may be published, and those that would tell who somebody is.

A cell of one to a few people is small: those who know one of them find out more about him. Leaving
it out is not enough, for the total less the other cells is the same number; so others are left out
with it (complementary suppression, as statistical offices call it). An empty cell holds nobody and
is no small one; this is the rule of Eurostat as well.

Which cells go with the small ones is chosen by their place, never by their size: a reader who knows
that the next smallest cell was taken also knows that no published one is smaller, and of ties that
is all he needs. With k small cells under a limit of s, and l larger ones hidden with them, the
hidden sum exceeds :math:`k (s - 1) + l s`; small cells alone are enough where their sum allows each
to be anything from 1 to s - 1. So the reader can say no more than that a small cell is small, even
if he knows this rule.

Source: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.
"""

from __future__ import annotations

import numpy as np

from .errors import SpecificationError

__all__ = ["hidden_sums", "primary", "suppressed"]


def primary(counts: np.ndarray, smallest: int) -> np.ndarray:
    """Return where counts are small: from 1 to `smallest` - 1.

    Parameters
    ----------
    counts : ndarray of int
        People a cell.
    smallest : int
        The smallest count that is not small; none is if it is 0 or 1.

    Raises
    ------
    SpecificationError
        If a count is negative or not whole, or `smallest` is negative.

    Examples
    --------
    >>> primary(np.array([0, 4, 5]), 5).tolist()
    [False, True, False]
    """
    _check(counts, smallest)
    return (counts > 0) & (counts < smallest)


def suppressed(counts: np.ndarray, smallest: int) -> np.ndarray:
    """Return which cells are left out, so that nobody can tell the count of a small one.

    Parameters
    ----------
    counts : ndarray of int, shape (m,) or (t, m)
        People in m cells that add up to a published total, in the order in which they are printed;
        t linked tables have the same cells and are left out together, such as all who chose an
        answer, and those of them who have a score.
    smallest : int
        As for `primary`. With 2 a small cell can only be 1, which leaves nothing to hide.

    Returns
    -------
    ndarray of bool, shape (m,)
        The small cells with their nearest neighbours, of two the later one, as far as needed; all
        cells, empty ones too, if nothing less will do.

    Raises
    ------
    SpecificationError
        As `primary`.

    Examples
    --------
    >>> suppressed(np.array([40, 3, 25, 60, 0]), 5).tolist()
    [False, True, True, False, False]
    >>> suppressed(np.array([2, 3, 25, 60, 0]), 5).tolist()
    [True, True, False, False, False]
    """
    tables = np.atleast_2d(counts)
    small = np.logical_or.reduce(primary(tables, smallest), axis=0)
    hidden = small.copy()
    if not small.any():
        return hidden
    for cell in _neighbours(small):
        if _safe(tables, hidden, smallest):
            return hidden
        hidden[cell] = tables[:, cell].any()  # an empty cell hides nothing
    return hidden if _safe(tables, hidden, smallest) else np.ones_like(hidden)


def hidden_sums(hidden: np.ndarray) -> np.ndarray:
    """Return which running sums of cells would give hidden ones back, for cumulative percent.

    Parameters
    ----------
    hidden : ndarray of bool, shape (m,)

    Returns
    -------
    ndarray of bool, shape (m,)
        From the first hidden cell to the one before the last: the sum up to the last one is the
        total less the cells behind it, which everybody can see.

    Examples
    --------
    >>> hidden_sums(np.array([False, True, False, True, False])).tolist()
    [False, True, True, False, False]
    """
    return np.logical_or.accumulate(hidden) & np.append(
        np.logical_or.accumulate(hidden[::-1])[::-1][1:], np.False_
    )


def _neighbours(small: np.ndarray) -> list[int]:
    """Return the other cells, those next to a small one first, of two the later."""
    places = np.flatnonzero(small)
    others = np.flatnonzero(~small).tolist()
    return sorted(others, key=lambda cell: (int(np.abs(places - cell).min()), -cell))


def _safe(tables: np.ndarray, hidden: np.ndarray, smallest: int) -> bool:
    """Whether no small cell of any table can be narrowed down."""
    return hidden.sum() > 1 and all(_vague(table[hidden], smallest) for table in tables)


def _vague(cells: np.ndarray, smallest: int) -> bool:
    """Whether hidden cells, of which only the sum is known, keep their small counts."""
    few, many = int(primary(cells, smallest).sum()), int((cells >= smallest).sum())
    if not few:
        return True
    total = int(cells.sum())
    if many:
        return total > few * (smallest - 1) + many * smallest
    # Small ones alone: their sum bounds each, as the others may all be 1, or all at the limit.
    least = max(1, total - (few - 1) * (smallest - 1))
    most = min(smallest - 1, total - few + 1)
    return smallest > 2 and least == 1 and most == smallest - 1


def _check(counts: np.ndarray, smallest: int) -> None:
    if smallest < 0:
        raise SpecificationError(f"`smallest` must not be negative, got {smallest}")
    if not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
        raise SpecificationError("`counts` must be whole numbers from 0, as people are counted")
