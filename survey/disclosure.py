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

Those who gave no answer have nothing in common, so a small count of them tells nothing about
anybody and hides nothing else. Where another cell is small they are the first to go with it, if
they are two or more: one alone would never be enough.

Source: Hundepool et al. (2012), Statistical Disclosure Control, chapter 4.
"""

from __future__ import annotations

import numpy as np

from .errors import SpecificationError

__all__ = ["hidden_sums", "primary", "suppressed"]

_SEVERAL = 2  # people without an answer who may hide others


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


def suppressed(counts: np.ndarray, smallest: int, *, unanswered: int | None = None) -> np.ndarray:
    """Return which cells are left out, so that nobody can tell the count of a small one.

    Parameters
    ----------
    counts : ndarray of int, shape (m,) or (t, m)
        People in m cells that add up to a published total, in the order in which they are printed;
        t linked tables have the same cells and are left out together, such as all who chose an
        answer, and those of them who have a score.
    smallest : int
        As for `primary`. With 2 a small cell can only be 1, which leaves nothing to hide.
    unanswered : int, optional
        Place of those who gave no answer, which is no small cell; there is none if not given.

    Returns
    -------
    ndarray of bool, shape (m,)
        The small cells; as far as needed those without an answer, then the nearest neighbours, of
        two the later one; all cells, empty ones too, if nothing less will do.

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
    >>> suppressed(np.array([40, 3, 25, 60, 9]), 5, unanswered=4).tolist()
    [False, True, False, False, True]
    >>> suppressed(np.array([40, 25, 60, 1]), 5, unanswered=3).tolist()
    [False, False, False, False]
    """
    tables = np.atleast_2d(counts)
    small = np.logical_or.reduce(primary(tables, smallest), axis=0)
    if unanswered is not None:
        small[unanswered] = False
    hidden = small.copy()
    if not small.any():
        return hidden
    for cell in _others(tables, small, unanswered):
        if _safe(tables, hidden, smallest, unanswered):
            return hidden
        hidden[cell] = tables[:, cell].any()  # an empty cell hides nothing
    return hidden if _safe(tables, hidden, smallest, unanswered) else np.ones_like(hidden)


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


def _others(tables: np.ndarray, small: np.ndarray, unanswered: int | None) -> list[int]:
    """Return the cells that may go with small ones: no answer, then neighbours, of two the later.

    Whether those without an answer go depends on their number alone. Were it on the small cells as
    well, a reader who sees that they did not go would know something about these.
    """
    places = np.flatnonzero(small)
    others = [cell for cell in np.flatnonzero(~small).tolist() if cell != unanswered]
    near = sorted(others, key=lambda cell: (int(np.abs(places - cell).min()), -cell))
    several = unanswered is not None and tables[:, unanswered].min() >= _SEVERAL
    return [unanswered, *near] if unanswered is not None and several else near


def _safe(tables: np.ndarray, hidden: np.ndarray, smallest: int, unanswered: int | None) -> bool:
    """Whether no small cell of any table can be narrowed down."""
    if hidden.sum() < 2:
        return False
    answered = hidden.copy()
    spare = np.zeros(len(tables), dtype=int)
    if unanswered is not None and hidden[unanswered]:
        answered[unanswered] = False
        spare = tables[:, unanswered]
    pairs = zip(tables, spare.tolist(), strict=True)
    return all(_vague(table[answered], smallest, more) for table, more in pairs)


def _vague(cells: np.ndarray, smallest: int, spare: int) -> bool:
    """Whether hidden cells keep their small counts, though the sum with `spare` others is known."""
    few, many = int(primary(cells, smallest).sum()), int((cells >= smallest).sum())
    if not few:
        return True
    total = int(cells.sum()) + spare
    if many or spare:
        least = _SEVERAL if spare else 0
        return total > few * (smallest - 1) + many * smallest + least
    # Small ones alone: their sum bounds each, as the others may all be 1, or all at the limit.
    least = max(1, total - (few - 1) * (smallest - 1))
    most = min(smallest - 1, total - few + 1)
    return smallest > 2 and least == 1 and most == smallest - 1


def _check(counts: np.ndarray, smallest: int) -> None:
    if smallest < 0:
        raise SpecificationError(f"`smallest` must not be negative, got {smallest}")
    if not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
        raise SpecificationError("`counts` must be whole numbers from 0, as people are counted")
