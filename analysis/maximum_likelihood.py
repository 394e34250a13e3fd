r"""Common factors of a correlation matrix by maximum likelihood.

With :math:`\Psi` the unique variances and :math:`e_1 \ge \dots \ge e_k` the eigenvalues of
:math:`\Psi^{-1/2} R \Psi^{-1/2}`, the best loadings follow from :math:`\Psi`, and what is left to
minimise over :math:`\Psi` is

.. math:: f(\Psi) = \sum_{j > m} (e_j - \ln e_j - 1).

Gradient and matrix of second derivatives in :math:`\ln \psi_i` are closed forms of the
eigenvectors, so a few Newton steps reach the optimum to all digits.

Sources: Joereskog (1967), Psychometrika 32, 443-482; Clarke (1970), British Journal of
Mathematical and Statistical Psychology 23, 43-52; Bartlett (1951), Biometrika 38, 337-344.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError

__all__ = ["LikelihoodTest", "UniqueFactors", "likelihood_test", "maximum_likelihood"]

_HEYWOOD = 0.005  # unique variance below which R's factanal holds a fit at its bound
_ARRIVED = 1e-8  # largest derivative that counts as an optimum


@dataclass(frozen=True, slots=True, eq=False)
class UniqueFactors:
    """A factor model at its maximum of likelihood.

    Attributes
    ----------
    loadings : ndarray, shape (k, m)
        Unrotated: their products weighted by 1 / `unique` are diagonal, largest first.
    unique : ndarray, shape (k,)
        Unique variances; ``loadings @ loadings.T + diag(unique)`` is the model's matrix.
    discrepancy : float
        The minimum of f.
    iterations : int
    """

    loadings: np.ndarray
    unique: np.ndarray
    discrepancy: float
    iterations: int


@dataclass(frozen=True, slots=True)
class LikelihoodTest:
    """Test that m factors suffice: chi-square, degrees of freedom, p (NaN without freedom)."""

    chi_square: float
    df: int
    p: float


def maximum_likelihood(r: np.ndarray, count: int, names: Sequence[str]) -> UniqueFactors:
    """Fit `count` factors to a correlation matrix.

    Parameters
    ----------
    r : ndarray, shape (k, k)
        Of full rank.
    count : int
    names : sequence of str, length k
        For the sentences of errors.

    Raises
    ------
    MethodError
        If the model has more unknowns than correlations, the fit does not converge, or it ends in
        a Heywood case (a unique variance below 0.005, the bound of R's ``factanal``).

    Examples
    --------
    >>> r = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> np.abs(maximum_likelihood(r, 1, ("a", "b", "c")).loadings[:, 0]).round(6).tolist()
    [0.8, 0.6, 0.5]
    """
    k = len(r)
    if _degrees(k, count) < 0:
        raise MethodError(
            f"{count} factors of {k} variables have more unknowns than there are correlations",
            next_step="Take fewer factors.",
        )
    start = (1 - count / (2 * k)) / np.diag(np.linalg.inv(r))
    fit = scipy.optimize.minimize(
        _discrepancy,
        np.log(start),
        args=(r, count),
        method="trust-exact",
        jac=True,
        hess=_curvature,
        options={"gtol": 1e-6, "maxiter": 200},
    )
    if fit.x.min() < np.log(_HEYWOOD):
        raise MethodError(
            f"The fit of {count} factors is a Heywood case: `{names[int(np.argmin(fit.x))]}` "
            "has no unique variance",
            next_step="Take fewer factors, or leave the item out.",
        )
    log_unique = _newton(fit.x, r, count)
    discrepancy, gradient = _discrepancy(log_unique, r, count)
    if not np.abs(gradient).max() < _ARRIVED:
        raise MethodError(f"The fit of {count} factors did not converge in {fit.nit} steps")
    values, vectors = _eigen(log_unique, r)
    kept = slice(-1, -count - 1, -1)
    unique = np.exp(log_unique)
    loadings = vectors[:, kept] * np.sqrt(np.maximum(values[kept] - 1, 0.0))
    return UniqueFactors(np.sqrt(unique)[:, None] * loadings, unique, discrepancy, int(fit.nit))


def likelihood_test(discrepancy: float, *, n: int, k: int, count: int) -> LikelihoodTest:
    r"""Test a fit: :math:`\chi^2 = (n - 1 - (2k + 5)/6 - 2m/3) f` (Bartlett 1951).

    Raises
    ------
    MethodError
        If there are too few people for the correction.

    Examples
    --------
    >>> found = likelihood_test(0.1, n=101, k=6, count=2)
    >>> round(found.chi_square, 4), found.df, round(found.p, 4)
    (9.5833, 4, 0.0481)
    """
    factor = n - 1 - (2 * k + 5) / 6 - 2 * count / 3
    if factor <= 0:
        raise MethodError(f"{n} people are too few to test {count} factors of {k} variables")
    df = _degrees(k, count)
    statistic = factor * discrepancy
    return LikelihoodTest(
        statistic, df, float(scipy.stats.chi2.sf(statistic, df)) if df else float("nan")
    )


def _newton(log_unique: np.ndarray, r: np.ndarray, count: int) -> np.ndarray:
    """Win the last digits of an optimum, near which f itself is too flat to compare steps."""
    for _ in range(2):
        gradient = _discrepancy(log_unique, r, count)[1]
        step = np.linalg.lstsq(_curvature(log_unique, r, count), gradient, rcond=None)[0]
        log_unique = log_unique - step
    return log_unique


def _degrees(k: int, count: int) -> int:
    """Correlations less the free parameters of the model."""
    return ((k - count) ** 2 - k - count) // 2


def _eigen(log_unique: np.ndarray, r: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvalues, smallest first, and eigenvectors of R scaled by the unique variances."""
    root = np.exp(log_unique / 2)
    return np.linalg.eigh(r / np.outer(root, root))


def _discrepancy(log_unique: np.ndarray, r: np.ndarray, count: int) -> tuple[float, np.ndarray]:
    """Value of f and its derivatives in the logarithms of the unique variances."""
    values, vectors = _eigen(log_unique, r)
    rest = len(r) - count
    small, v = values[:rest], vectors[:, :rest]
    return float((small - np.log(small) - 1).sum()), (v**2) @ (1 - small)


def _curvature(log_unique: np.ndarray, r: np.ndarray, count: int) -> np.ndarray:
    """Second derivatives of f, from the derivatives of eigenvalues and eigenvectors."""
    values, vectors = _eigen(log_unique, r)
    rest = len(r) - count
    small, v = values[:rest], vectors[:, :rest]
    result = (v * small) @ v.T * (v @ v.T)
    for large, w in zip(values[rest:], vectors[:, rest:].T, strict=True):
        weight = (1 - small) * (small + large) / (large - small)
        result += np.outer(w, w) * ((v * weight) @ v.T)
    return result
