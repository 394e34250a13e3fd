r"""Whether a correlation matrix is worth a factor analysis: KMO and Bartlett's test.

With R the correlation matrix and :math:`Q = R^{-1}`, the anti-image (partial) correlations are
:math:`a_{ij} = -q_{ij} / \sqrt{q_{ii} q_{jj}}` and

.. math:: KMO = \frac{\sum_{i \ne j} r_{ij}^2}{\sum_{i \ne j} r_{ij}^2 + \sum_{i \ne j} a_{ij}^2},
          \qquad
          \chi^2 = -\left(n - 1 - \frac{2k + 5}{6}\right) \ln |R|, \quad df = k(k - 1)/2.

Sources: Kaiser (1974), Psychometrika 39, 31-36; Bartlett (1951), Biometrika 38, 337-344.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from ..survey.errors import MethodError
from .moments import Moments

__all__ = ["Bartlett", "Factorability", "Kmo", "KmoVerdict", "bartlett", "factorability", "kmo"]

KmoVerdict = Literal[
    "marvellous", "meritorious", "middling", "mediocre", "miserable", "unacceptable"
]

# Kaiser's words for the tenths from 0.9 down.
_VERDICTS: tuple[tuple[float, KmoVerdict], ...] = (
    (0.9, "marvellous"),
    (0.8, "meritorious"),
    (0.7, "middling"),
    (0.6, "mediocre"),
    (0.5, "miserable"),
)
_SINGULAR = 1e-12  # smallest eigenvalue, against the largest, of a matrix that can be inverted


@dataclass(frozen=True, slots=True, eq=False)
class Kmo:
    """Kaiser-Meyer-Olkin measure of sampling adequacy.

    Attributes
    ----------
    names : tuple of str, length k
    overall : float
        From 0 to 1.
    per_item : ndarray, shape (k,)
        Measure of each variable (MSA).
    anti_image : ndarray, shape (k, k)
        Anti-image correlations, with the MSA on the diagonal as SPSS prints them.
    verdict : KmoVerdict
        Kaiser's word for `overall`.
    """

    names: tuple[str, ...]
    overall: float
    per_item: np.ndarray
    anti_image: np.ndarray
    verdict: KmoVerdict


@dataclass(frozen=True, slots=True)
class Bartlett:
    """Bartlett's test of sphericity: chi-square, degrees of freedom, p, and ln |R|."""

    chi_square: float
    df: int
    p: float
    log_determinant: float


@dataclass(frozen=True, slots=True)
class Factorability:
    """Both checks, with the n and the number of variables they rest on."""

    n: int
    k: int
    kmo: Kmo
    bartlett: Bartlett


def factorability(moments: Moments) -> Factorability:
    """Compose `kmo` and `bartlett`.

    Raises
    ------
    MethodError
        As `kmo` and `bartlett`.
    """
    return Factorability(moments.n, len(moments.names), kmo(moments), bartlett(moments))


def kmo(moments: Moments) -> Kmo:
    """Kaiser-Meyer-Olkin measure, overall and per variable.

    Raises
    ------
    MethodError
        If there are fewer than two variables, one does not vary, or the correlation matrix is
        singular (two variables the same, or more variables than people).

    Examples
    --------
    >>> r = np.array([[1.0, 0.6, 0.5], [0.6, 1.0, 0.4], [0.5, 0.4, 1.0]])
    >>> found = kmo(Moments(100, ("a", "b", "c"), np.zeros(3), r))
    >>> round(found.overall, 4), found.verdict
    (0.6578, 'mediocre')
    """
    r = _invertible(moments)
    inverse = np.linalg.inv(r)
    scale = np.sqrt(np.diag(inverse))
    anti_image = -inverse / np.outer(scale, scale)
    off = ~np.eye(len(r), dtype=bool)
    r2, a2 = np.where(off, r**2, 0.0), np.where(off, anti_image**2, 0.0)
    with np.errstate(invalid="ignore"):
        per_item = r2.sum(axis=0) / (r2.sum(axis=0) + a2.sum(axis=0))
    overall = float(r2.sum() / (r2.sum() + a2.sum())) if r2.sum() > 0 else float("nan")
    if np.isnan(overall):
        raise MethodError("The KMO measure is not defined: all correlations are exactly zero")
    np.fill_diagonal(anti_image, per_item)
    words: list[KmoVerdict] = [word for bound, word in _VERDICTS if overall >= bound]
    verdict = words[0] if words else "unacceptable"
    return Kmo(moments.names, overall, per_item, anti_image, verdict)


def bartlett(moments: Moments) -> Bartlett:
    """Bartlett's test that the correlation matrix is the identity.

    Raises
    ------
    MethodError
        As `kmo`.

    Examples
    --------
    >>> r = np.array([[1.0, 0.6], [0.6, 1.0]])
    >>> found = bartlett(Moments(100, ("a", "b"), np.zeros(2), r))
    >>> round(found.chi_square, 4), found.df
    (43.513, 1)
    """
    r = _invertible(moments)
    k = len(r)
    _, log_determinant = np.linalg.slogdet(r)
    statistic = -(moments.n - 1 - (2 * k + 5) / 6) * log_determinant
    df = k * (k - 1) // 2
    return Bartlett(
        float(statistic), df, float(scipy.stats.chi2.sf(statistic, df)), float(log_determinant)
    )


def _invertible(moments: Moments) -> np.ndarray:
    """Correlation matrix, or a clear answer where it has no inverse."""
    k = len(moments.names)
    if k < 2:
        raise MethodError(f"A factor analysis needs at least two variables, got {k}")
    r = moments.correlation
    values, vectors = np.linalg.eigh(r)
    if values[0] > _SINGULAR * values[-1]:
        return r
    if moments.n <= k:
        raise MethodError(
            f"The correlation matrix is singular: {moments.n} people for {k} variables",
            next_step="Collect more answers or take fewer variables.",
        )
    tied = [moments.names[i] for i in np.flatnonzero(np.abs(vectors[:, 0]) > 0.1)]
    raise MethodError(
        f"The correlation matrix is singular: {', '.join(f'`{name}`' for name in tied)} "
        "determine each other",
        next_step="Leave one of them out.",
    )
