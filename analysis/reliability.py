r"""Reliability of scales: Cronbach's alpha, McDonald's omega, composite reliability, AVE.

For a scale of k items with covariance matrix C,

.. math:: \alpha = \frac{k}{k-1}\left(1 - \frac{\mathrm{tr}\,C}{\mathbf 1' C \mathbf 1}\right).

Every estimator names itself, because "omega" means several things: here it is omega total of one
factor by maximum likelihood. A negative item-total correlation is reported, never repaired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.stats import f as f_distribution

from ..survey.errors import MethodError
from .moments import Moments

__all__ = [
    "Alpha",
    "average_variance_extracted",
    "composite_reliability",
    "cronbach_alpha",
    "omega_total",
]


@dataclass(frozen=True, slots=True, eq=False)
class Alpha:
    """Cronbach's alpha and what each item does to it.

    Attributes
    ----------
    n, k : int
        Complete answers and items.
    alpha, standardised : float
        Of the items as they are, and of standardised items.
    lower, upper : float
        Feldt's confidence interval of `alpha` at `level`.
    level : float
    names : tuple of str, length k
    item_total : ndarray, shape (k,)
        Correlation of each item with the sum of the others.
    if_deleted : ndarray, shape (k,)
        Alpha without the item; NaN with two items.
    negative : tuple of str
        Items whose `item_total` is negative: they may need reversing.
    """

    n: int
    k: int
    alpha: float
    standardised: float
    lower: float
    upper: float
    level: float
    names: tuple[str, ...]
    item_total: np.ndarray
    if_deleted: np.ndarray
    negative: tuple[str, ...]


def cronbach_alpha(moments: Moments, *, level: float = 0.95) -> Alpha:
    """Cronbach's alpha of the items of `moments`.

    Raises
    ------
    MethodError
        If there are fewer than two items, an item does not vary, or the sum does not vary.

    Notes
    -----
    Interval: Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11, 93-103.

    Examples
    --------
    >>> c = np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> found = cronbach_alpha(Moments(100, ("a", "b"), np.zeros(2), c))
    >>> round(found.alpha, 6), found.item_total.tolist()
    (0.666667, [0.5, 0.5])
    """
    k = len(moments.names)
    if k < 2:
        raise MethodError(f"Alpha needs at least two items, got {', '.join(moments.names)}")
    r = moments.correlation  # refuses an item that does not vary
    c = moments.covariance
    total = float(c.sum())
    if total <= 1e-12 * np.trace(c):
        raise MethodError("Alpha is not defined: the sum of the items does not vary")
    variance = np.diag(c)
    rest = c.sum(axis=1) - variance
    rest_variance = total - 2 * c.sum(axis=1) + variance
    with np.errstate(divide="ignore", invalid="ignore"):
        item_total = np.where(rest_variance > 0, rest / np.sqrt(variance * rest_variance), np.nan)
        trace = np.trace(c) - variance
        if_deleted = (
            (k - 1) / (k - 2) * (1 - trace / rest_variance) if k > 2 else np.full(k, np.nan)
        )
    alpha = k / (k - 1) * (1 - np.trace(c) / total)
    tail, df = (1 - level) / 2, (moments.n - 1, (moments.n - 1) * (k - 1))
    return Alpha(
        n=moments.n,
        k=k,
        alpha=float(alpha),
        standardised=float(k / (k - 1) * (1 - k / r.sum())),
        lower=float(1 - (1 - alpha) * f_distribution.ppf(1 - tail, *df)),
        upper=float(1 - (1 - alpha) * f_distribution.ppf(tail, *df)),
        level=level,
        names=moments.names,
        item_total=item_total,
        if_deleted=if_deleted,
        negative=tuple(
            name for name, value in zip(moments.names, item_total, strict=True) if value < 0
        ),
    )


def omega_total(moments: Moments) -> float:
    r"""McDonald's omega total of one common factor, fitted by maximum likelihood.

    .. math:: \omega_t = \frac{(\sum \lambda_i)^2}{(\sum \lambda_i)^2 + \sum \theta_i}

    with loadings and unique variances of the covariance matrix.

    Raises
    ------
    MethodError
        If there are fewer than three items, the matrix is singular, or the fit does not converge
        or ends in a Heywood case (a unique variance of zero).

    Examples
    --------
    >>> c = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> round(omega_total(Moments(100, ("a", "b", "c"), np.zeros(3), c)), 6)
    0.673507
    """
    k = len(moments.names)
    if k < 3:
        raise MethodError(f"One factor needs at least three items, got {k}")
    r = moments.correlation
    if np.linalg.eigvalsh(r)[0] <= 1e-10:
        raise MethodError("The correlation matrix of the items is singular")
    start = np.clip(1 / np.diag(np.linalg.inv(r)), 0.05, 0.95)
    fit = minimize(
        _one_factor_discrepancy,
        np.log(start),
        args=(r,),
        method="L-BFGS-B",
        jac=True,
        options={"ftol": 1e-15, "gtol": 1e-10, "maxiter": 1000},
    )
    unique = np.exp(fit.x)
    if unique.min() < 1e-3:
        item = moments.names[int(np.argmin(unique))]
        raise MethodError(f"The one-factor fit is a Heywood case: `{item}` has no unique variance")
    loadings = _one_factor_loadings(unique, r) * moments.sd
    unique_variance = unique * moments.sd**2
    common = loadings.sum() ** 2
    return float(common / (common + unique_variance.sum()))


def composite_reliability(loadings: Sequence[float] | np.ndarray) -> float:
    r"""Composite reliability :math:`(\sum\lambda)^2 / ((\sum\lambda)^2 + \sum(1 - \lambda^2))`.

    Source: Fornell and Larcker (1981), Journal of Marketing Research 18, 39-50.

    Examples
    --------
    >>> round(composite_reliability([0.8, 0.8, 0.8]), 4)
    0.8421
    """
    x = np.asarray(loadings, dtype=float)
    return float(x.sum() ** 2 / (x.sum() ** 2 + (1 - x**2).sum()))


def average_variance_extracted(loadings: Sequence[float] | np.ndarray) -> float:
    """Mean squared standardised loading (Fornell and Larcker 1981).

    Examples
    --------
    >>> round(average_variance_extracted([0.8, 0.6]), 4)
    0.5
    """
    x = np.asarray(loadings, dtype=float)
    return float((x**2).mean())


def _one_factor_loadings(unique: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Find the loadings that are best for given unique variances (Joereskog 1967)."""
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(r / np.outer(root, root))
    loadings = root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0))
    return loadings * (-1 if loadings.sum() < 0 else 1)


def _one_factor_discrepancy(log_unique: np.ndarray, r: np.ndarray) -> tuple[float, np.ndarray]:
    """Maximum likelihood discrepancy, concentrated over the loadings, and its gradient."""
    unique = np.exp(log_unique)
    root = np.sqrt(unique)
    values = np.linalg.eigvalsh(r / np.outer(root, root))[:-1]
    loadings = _one_factor_loadings(unique, r)
    implied = np.outer(loadings, loadings) + np.diag(unique)
    inverse = np.linalg.inv(implied)
    gradient = np.diag(inverse @ (implied - r) @ inverse) * unique
    return float((values - np.log(values) - 1).sum()), gradient
