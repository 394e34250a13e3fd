"""Sample size, means and covariances: all that the multivariate methods need of the data.

A published correlation matrix and a file of a million rows are served by the same code: the first
is `Moments` as it stands, the second is folded into `Moments` block by block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..survey.errors import MethodError, SpecificationError

__all__ = ["Moments", "complete_rows", "moments_of", "other_data", "places_of"]

_BLOCK = 65_536  # rows folded at a time: a few megabytes, whatever the length of the file


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """First and second moments of some variables.

    Attributes
    ----------
    n : int
        Complete observations behind them.
    names : tuple of str, length k
    mean : ndarray, shape (k,)
    covariance : ndarray, shape (k, k)
        Divided by n - 1. A correlation matrix is a covariance of standardised variables.

    Raises
    ------
    SpecificationError
        If shapes do not fit, a name occurs twice, or the covariance is not symmetric.

    Examples
    --------
    >>> Moments(100, ("a", "b"), np.zeros(2), np.array([[4.0, 1.0], [1.0, 1.0]])).correlation[0, 1]
    np.float64(0.5)
    """

    n: int
    names: tuple[str, ...]
    mean: np.ndarray
    covariance: np.ndarray

    def __post_init__(self) -> None:
        k = len(self.names)
        if self.mean.shape != (k,) or self.covariance.shape != (k, k):
            raise SpecificationError(
                f"Moments of {k} variables need a mean of shape ({k},) and a covariance of "
                f"({k}, {k}), got {self.mean.shape} and {self.covariance.shape}"
            )
        if len(set(self.names)) < k:
            twice = next(name for i, name in enumerate(self.names) if name in self.names[:i])
            raise SpecificationError(f"The variable `{twice}` occurs twice")
        if not np.allclose(self.covariance, self.covariance.T, rtol=1e-10, atol=0):
            raise SpecificationError("A covariance matrix must be symmetric")

    @property
    def sd(self) -> np.ndarray:
        """Standard deviations, shape (k,)."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def correlation(self) -> np.ndarray:
        """Correlation matrix, shape (k, k), with an exact diagonal of ones.

        Raises
        ------
        MethodError
            If a variable does not vary.
        """
        sd = self.sd
        if not (sd > 0).all():
            constant = self.names[int(np.argmin(sd))]
            raise MethodError(
                f"`{constant}` does not vary, so it has no correlation",
                next_step="Leave it out.",
            )
        result = self.covariance / np.outer(sd, sd)
        np.fill_diagonal(result, 1.0)
        return result

    def select(self, names: Sequence[str]) -> Moments:
        """Return the moments of the named variables, in that order."""
        columns = places_of(names, self.names)
        return Moments(
            self.n, tuple(names), self.mean[columns], self.covariance[np.ix_(columns, columns)]
        )


def moments_of(values: np.ndarray, names: Sequence[str]) -> Moments:
    """Fold data into moments; rows with a missing value are left out (listwise).

    Parameters
    ----------
    values : ndarray, shape (n, k)
        NaN where missing. Integers are read as they are, without a copy of the whole.
    names : sequence of str, length k

    Raises
    ------
    MethodError
        If fewer than two complete rows are left.

    Notes
    -----
    Blocks of rows are centred at the mean of the first block before they are multiplied, so that
    large means cost no digits; the shift is taken back at the end.

    Examples
    --------
    >>> found = moments_of(np.array([[1.0, 2.0], [3.0, 5.0], [5.0, np.nan]]), ("a", "b"))
    >>> found.n, found.covariance.tolist()
    (2, [[2.0, 3.0], [3.0, 4.5]])
    """
    k = values.shape[1]
    shift: np.ndarray | None = None
    n, total, products = 0, np.zeros(k), np.zeros((k, k))
    for start in range(0, len(values), _BLOCK):
        block = np.asarray(values[start : start + _BLOCK], dtype=float)
        missing = np.isnan(block).any(axis=1)
        if missing.any():
            block = block[~missing]
        if not len(block):
            continue
        if shift is None:
            shift = block.mean(axis=0)
        block = block - shift
        n += len(block)
        total += block.sum(axis=0)
        products += block.T @ block
    if shift is None or n < 2:
        raise MethodError(f"Moments need at least two complete rows, got {n}")
    mean = total / n
    covariance = (products - n * np.outer(mean, mean)) / (n - 1)
    return Moments(n, tuple(names), shift + mean, (covariance + covariance.T) / 2)


def places_of(wanted: Sequence[str], names: Sequence[str]) -> list[int]:
    """Return the columns of the wanted variables among all names.

    Raises
    ------
    SpecificationError
        If one is not among them.

    Examples
    --------
    >>> places_of(("c", "a"), ("a", "b", "c"))
    [2, 0]
    """
    at = {name: i for i, name in enumerate(names)}
    for name in wanted:
        if name not in at:
            raise SpecificationError(f"There is no variable `{name}`")
    return [at[name] for name in wanted]


def complete_rows(values: np.ndarray, moments: Moments) -> np.ndarray:
    """Return the rows without a missing value of the data that moments were formed from.

    Raises
    ------
    SpecificationError
        If `values` have not a column for each variable.
    """
    x = np.asarray(values, dtype=float)
    if x.ndim != 2 or x.shape[1] != len(moments.names):
        raise SpecificationError(
            f"`values` need a column for each of {len(moments.names)} variables, "
            f"got the shape {x.shape}"
        )
    return x[~np.isnan(x).any(axis=1)]


def other_data(rows: np.ndarray, moments: Moments) -> SpecificationError:
    """Say that complete rows are not those that moments were formed from."""
    return SpecificationError(
        f"`values` are not the data of the moments: {len(rows)} complete rows for n = {moments.n}",
        next_step="Give the same rows and columns to both.",
    )
