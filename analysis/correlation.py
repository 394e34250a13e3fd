r"""Correlation matrices of data: Pearson and Spearman, with n, p, intervals and stars.

With r the correlation of a pair that n people answered, :math:`t = r\sqrt{(n-2)/(1-r^2)}` has a t
distribution with n - 2 degrees of freedom, and the interval is

.. math:: \tanh\left(\operatorname{artanh} r \pm z_{(1+level)/2}\, s\right), \qquad
          s^2 = \frac{1}{n-3} \text{ (Pearson)}, \quad
          s^2 = \frac{1 + r^2/2}{n-3} \text{ (Spearman)}.

Ties have their mean rank. Sources: Fisher (1921), Metron 1, 3-32; Bonett and Wright (2000),
Psychometrika 65, 23-28.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import scipy

from ..survey.errors import MethodError, SpecificationError

__all__ = ["CorrelationMethod", "Correlations", "Missing", "correlate", "stars_of"]

CorrelationMethod = Literal["pearson", "spearman"]
Missing = Literal["pairwise", "listwise"]

_STARS = (0.05, 0.01, 0.001)  # one star more below each
_PERFECT = 1e-14  # distance from 1 that rounding alone makes of identical variables
_FLAT = 1e-12  # spread that is rounding, against the size of the values or the whole variance
_SMALLEST = 1e-290  # p below which its logarithm is computed by itself


@dataclass(frozen=True, slots=True, eq=False)
class Correlations:
    """A correlation matrix and what is behind each of its cells.

    Attributes
    ----------
    names : tuple of str, length k
    method : CorrelationMethod
    missing : Missing
    level : float
        Confidence of the intervals.
    n : ndarray of int, shape (k, k)
        People who answered both variables (all variables, if listwise).
    r : ndarray, shape (k, k)
        NaN where fewer than three people answered both, or one of the two does not vary among
        those who did.
    p : ndarray, shape (k, k)
        Two-sided; NaN on the diagonal and where r is NaN. Below 1e-308 it is 0: see `log10_p`.
    log10_p : ndarray, shape (k, k)
        Decimal logarithm of `p`, which has no such floor; minus infinity where r is 1 or -1.
    lower, upper : ndarray, shape (k, k)
        NaN where r is NaN or n is 3; 1 on the diagonal.
    stars : ndarray of int, shape (k, k)
        0 to 3: p below .05, .01, .001; 0 on the diagonal and where p is NaN.
    """

    names: tuple[str, ...]
    method: CorrelationMethod
    missing: Missing
    level: float
    n: np.ndarray
    r: np.ndarray
    p: np.ndarray
    log10_p: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    stars: np.ndarray


def correlate(
    values: np.ndarray,
    names: Sequence[str],
    *,
    method: CorrelationMethod = "pearson",
    missing: Missing = "pairwise",
    level: float = 0.95,
) -> Correlations:
    """Correlate the columns of some data.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        NaN where missing.
    names : sequence of str, length k
    method : {"pearson", "spearman"}
    missing : {"pairwise", "listwise"}
        Whether each pair keeps the people who answered it, or all keep those who answered all.
    level : float

    Raises
    ------
    SpecificationError
        If `method`, `missing`, `level` or the number of names is not one that is allowed.
    MethodError
        If fewer than three people are left (listwise), or a variable does not vary at all.

    Examples
    --------
    >>> x = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, 3.0], [5.0, np.nan]])
    >>> found = correlate(x, ("a", "b"))
    >>> found.n[0].tolist(), found.r[0].round(6).tolist(), found.p[0].round(6).tolist()
    ([5, 4], [1.0, 0.6], [nan, 0.4])
    """
    _check(values, names, method, missing, level)
    x = np.asarray(values, dtype=float)
    if missing == "listwise":
        x = x[~np.isnan(x).any(axis=1)]
        if len(x) < 3:
            raise MethodError(f"A correlation needs at least three complete rows, got {len(x)}")
    _refuse_constant(x, names)
    present = (~np.isnan(x)).astype(float)
    n = (present.T @ present).astype(int)  # floats, because integers have no fast product
    r = _pearson(x, n) if method == "pearson" else _spearman(x, n)
    np.fill_diagonal(r, 1.0)
    lower, upper = _interval(r, n, method, level)
    p, log10_p = _two_sided(r, n)
    return Correlations(
        names=tuple(names),
        method=method,
        missing=missing,
        level=level,
        n=n,
        r=r,
        p=p,
        log10_p=log10_p,
        lower=lower,
        upper=upper,
        stars=stars_of(p),
    )


def stars_of(p: np.ndarray) -> np.ndarray:
    """Count the thresholds .05, .01 and .001 that p is below; 0 where it is NaN.

    Examples
    --------
    >>> stars_of(np.array([0.05, 0.049, 0.001, 0.0, np.nan])).tolist()
    [0, 1, 2, 3, 0]
    """
    return (np.asarray(p)[..., None] < np.array(_STARS)).sum(axis=-1)


def _check(
    values: np.ndarray, names: Sequence[str], method: str, missing: str, level: float
) -> None:
    for name, value, allowed in (
        ("method", method, get_args(CorrelationMethod)),
        ("missing", missing, get_args(Missing)),
    ):
        if value not in allowed:
            raise SpecificationError(f"`{name}` must be one of {', '.join(allowed)}, got `{value}`")
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must be between 0 and 1, got {level:g}")
    if values.ndim != 2 or values.shape[1] != len(names):
        raise SpecificationError(
            f"`values` must have one column a name, got shape {values.shape} and {len(names)} names"
        )


def _refuse_constant(x: np.ndarray, names: Sequence[str]) -> None:
    smallest, largest = np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)
    for name, low, high in zip(names, smallest, largest, strict=True):
        # Rounding apart; neither is NaN, of a column without answers, above anything.
        if not high - low > _FLAT * max(abs(low), abs(high)):
            raise MethodError(
                f"`{name}` does not vary, so it has no correlation", next_step="Leave it out."
            )


def _pearson(x: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Correlations of all pairs at once, each among the people who answered both."""
    # Centred first, so that distance from zero costs no digits.
    if (n == len(x)).all():
        z = x - x.mean(axis=0)
        products = z.T @ z
        spread = variance = np.broadcast_to(np.diag(products)[:, None], n.shape)
    else:
        present = (~np.isnan(x)).astype(float)
        z = np.where(present > 0, x - np.nanmean(x, axis=0), 0.0)
        total, square = z.T @ present, (z**2).T @ present
        count = np.where(n > 0, n, 1)
        products = z.T @ z - total * total.T / count
        spread = square - total**2 / count
        variance = np.diag(square)[:, None] / np.diag(count)[:, None] * count
    flat = spread <= _FLAT * variance
    defined = (n > 2) & ~flat & ~flat.T
    root = np.sqrt(np.where(defined, spread, 1.0))
    r = np.where(defined, products / (root * root.T), np.nan)
    return np.where(np.abs(r) > 1 - _PERFECT, np.sign(r), r)


def _spearman(x: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Pearson's correlations of ranks; a pair with missing answers is ranked by itself."""
    whole = np.flatnonzero(~np.isnan(x).any(axis=0))
    r = np.full(n.shape, np.nan)
    if whole.size:
        r[np.ix_(whole, whole)] = _pearson(
            scipy.stats.rankdata(x[:, whole], axis=0), n[np.ix_(whole, whole)]
        )
    complete = np.isin(np.arange(len(n)), whole)
    for i in range(len(n)):
        for j in range(i):
            if complete[i] and complete[j]:
                continue
            both = x[:, [i, j]]
            both = both[~np.isnan(both).any(axis=1)]
            if len(both) > 2 and (both.min(axis=0) < both.max(axis=0)).all():
                ranks = scipy.stats.rankdata(both, axis=0)
                r[i, j] = r[j, i] = _pearson(ranks, np.full((2, 2), len(both)))[0, 1]
    return r


def _two_sided(r: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """P of the t test that r is zero, and its decimal logarithm."""
    a = np.where(n > 2, n - 2, 1) / 2
    x = (1 - r) * (1 + r)
    p = scipy.special.betainc(a, 0.5, x)
    with np.errstate(divide="ignore", invalid="ignore"):
        # The incomplete beta function by its series where p itself is below what a double holds.
        tail = a * np.log(x) + np.log(np.abs(r)) - np.log(a) - scipy.special.betaln(a, 0.5)
        tail = tail + np.log(
            scipy.special.hyp2f1(a + 0.5, 1.0, a + 1.0, np.where(p < _SMALLEST, x, 0.0))
        )
        logarithm = np.where(p < _SMALLEST, tail, np.log(p)) / np.log(10)
    off = ~np.eye(len(r), dtype=bool)
    return np.where(off, p, np.nan), np.where(off, logarithm, np.nan)


def _interval(
    r: np.ndarray, n: np.ndarray, method: CorrelationMethod, level: float
) -> tuple[np.ndarray, np.ndarray]:
    factor = 1 + r**2 / 2 if method == "spearman" else np.ones_like(r)
    se = np.sqrt(factor / np.where(n > 3, n - 3, np.nan))
    with np.errstate(divide="ignore"):
        z, half = np.arctanh(r), scipy.special.ndtri((1 + level) / 2) * se
    lower, upper = np.tanh(z - half), np.tanh(z + half)
    np.fill_diagonal(lower, 1.0)
    np.fill_diagonal(upper, 1.0)
    return lower, upper
