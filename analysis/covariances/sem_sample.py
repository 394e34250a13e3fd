r"""What a covariance structure model is fitted to: moments of complete rows, or of each pattern.

Rows that miss the same items form a pattern. With complete rows there is one pattern; "normal"
likelihood divides its covariances by n, "wishart" by n - 1 and counts n - 1 as its weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..moments import Moments, moments_of, places_of

__all__ = [
    "Likelihood",
    "Pattern",
    "Sample",
    "patterns_of",
    "refuse_singular",
    "rows_of",
    "sample_of",
]

Likelihood = Literal["normal", "wishart"]
_SINGULAR = 1e-10  # smallest share of the largest eigenvalue of a correlation matrix


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """People who answered the same items.

    Attributes
    ----------
    weight : float
        People; one less for a Wishart likelihood.
    seen : ndarray of int, shape (o,)
        Items that they answered.
    mean : ndarray, shape (o,)
    covariance : ndarray, shape (o, o)
        About that mean; divided by `weight`.
    """

    weight: float
    seen: np.ndarray
    mean: np.ndarray
    covariance: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One group of people.

    Attributes
    ----------
    n : int
    names : tuple of str, length p
    patterns : tuple of Pattern
    mean, covariance : ndarray, shape (p,) and (p, p)
        Of complete rows; where answers are missing, most likely ones (EM).
    rows : ndarray, shape (n, p), or None
        Answers, NaN where missing; None if only moments are known.
    """

    n: int
    names: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    mean: np.ndarray
    covariance: np.ndarray
    rows: np.ndarray | None

    @property
    def weight(self) -> float:
        """Sum of the weights of the patterns."""
        return sum(pattern.weight for pattern in self.patterns)

    @property
    def complete(self) -> bool:
        """Whether nobody misses an item."""
        return len(self.patterns) == 1 and len(self.patterns[0].seen) == len(self.names)


def sample_of(
    data: Moments | np.ndarray,
    items: Sequence[str],
    names: Sequence[str] = (),
    *,
    likelihood: Likelihood = "normal",
) -> Sample:
    """Take the complete rows, or moments, of some items.

    Parameters
    ----------
    data : Moments or ndarray of shape (n, k)
        Rows with a missing value are left out (listwise).
    items : sequence of str, length p
    names : sequence of str, length k
        Of the columns, for rows of data.
    likelihood : Likelihood

    Raises
    ------
    SpecificationError
        If an item is unknown, or names and columns do not fit.
    MethodError
        If an item does not vary, there are no more people than items, or items determine each
        other.

    Examples
    --------
    >>> found = sample_of(np.array([[1.0, 2], [2, 1], [3, 5]]), ("b",), ("a", "b"))
    >>> found.n, found.mean.round(4).tolist(), found.covariance.round(4).tolist()
    (3, [2.6667], [[2.8889]])
    """
    rows = None
    if isinstance(data, Moments):
        chosen = data.select(items)
    else:
        rows = rows_of(data, items, names)
        rows = rows[~np.isnan(rows).any(axis=1)]
        chosen = moments_of(rows, items)
    refuse_singular(chosen)
    n, weight = chosen.n, float(chosen.n - (likelihood == "wishart"))
    covariance = chosen.covariance * ((n - 1) / weight)
    whole = Pattern(weight, np.arange(len(chosen.names)), chosen.mean, covariance)
    return Sample(n, chosen.names, (whole,), chosen.mean, covariance, rows)


def rows_of(data: np.ndarray, items: Sequence[str], names: Sequence[str]) -> np.ndarray:
    """Return the columns of some items as floats.

    Raises
    ------
    SpecificationError
        If names and columns do not fit, or an item is unknown.
    """
    values = np.asarray(data, dtype=float)
    if values.ndim != 2 or values.shape[1] != len(names) or len(set(names)) < len(names):
        raise SpecificationError(
            f"`names` must give a different name to each column of `data`, got {len(names)} names "
            f"for the shape {values.shape}"
        )
    return values[:, places_of(items, names)]


def patterns_of(rows: np.ndarray) -> tuple[Pattern, ...]:
    """Sort rows by the items that they answer; rows without any answer must be gone.

    Examples
    --------
    >>> found = patterns_of(np.array([[1.0, 2.0], [3.0, np.nan], [3.0, 4.0]]))
    >>> [(p.weight, p.seen.tolist(), p.mean.tolist()) for p in found]
    [(1.0, [0], [3.0]), (2.0, [0, 1], [2.0, 3.0])]
    """
    present = ~np.isnan(rows)
    kinds, which = np.unique(present, axis=0, return_inverse=True)
    found = []
    for c, kind in enumerate(kinds):
        seen = np.flatnonzero(kind)
        own = rows[which.ravel() == c][:, seen]
        centred = own - own.mean(axis=0)
        found.append(
            Pattern(float(len(own)), seen, own.mean(axis=0), centred.T @ centred / len(own))
        )
    return tuple(found)


def refuse_singular(moments: Moments) -> None:
    """Say why a covariance matrix has no inverse.

    Raises
    ------
    MethodError
        As `sample_of`.
    """
    r, k = moments.correlation, len(moments.names)
    if moments.n <= k:
        raise MethodError(
            f"A covariance structure model needs more people than items, got {moments.n} people "
            f"for {k} items",
            next_step="Collect more answers or take fewer items.",
        )
    values, vectors = np.linalg.eigh(r)
    if values[0] < -_SINGULAR * values[-1]:
        raise MethodError(
            f"The correlation matrix of the items is not positive definite: its smallest "
            f"eigenvalue is {values[0]:.3g}",
            next_step="Take correlations of complete rows rather than of pairs.",
        )
    if values[0] <= _SINGULAR * values[-1]:
        tied = [moments.names[i] for i in np.flatnonzero(np.abs(vectors[:, 0]) > 0.1)]
        raise MethodError(
            f"The covariance matrix is singular: {', '.join(f'`{name}`' for name in tied)} "
            "determine each other",
            next_step="Leave one of them out.",
        )
