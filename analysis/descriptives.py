r"""Descriptive statistics as SPSS computes them.

Skewness and kurtosis are of type 2 (Joanes and Gill 1998), unbiased under normality:

.. math:: G_1 = \frac{n}{(n-1)(n-2)} \sum z^3, \qquad
          G_2 = \frac{n(n+1)}{(n-1)(n-2)(n-3)} \sum z^4 - \frac{3(n-1)^2}{(n-2)(n-3)}

with :math:`z = (x - \bar x)/s`, s divided by n - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError

__all__ = ["Descriptives", "Mardia", "describe", "mardia"]


@dataclass(frozen=True, slots=True, eq=False)
class Descriptives:
    """SPSS's table "Descriptive Statistics", one entry a variable.

    Attributes
    ----------
    names : tuple of str, length k
    n : ndarray of int, shape (k,)
        Values that are present.
    minimum, maximum, mean, mean_se, sd : ndarray, shape (k,)
    skewness, skewness_se, kurtosis, kurtosis_se : ndarray, shape (k,)
        NaN where n is too small (3 and 4) or the variable does not vary.
    """

    names: tuple[str, ...]
    n: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    mean: np.ndarray
    mean_se: np.ndarray
    sd: np.ndarray
    skewness: np.ndarray
    skewness_se: np.ndarray
    kurtosis: np.ndarray
    kurtosis_se: np.ndarray


def describe(values: np.ndarray, names: Sequence[str]) -> Descriptives:
    """Describe each column by the values it has.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        NaN where missing.
    names : sequence of str, length k

    Raises
    ------
    MethodError
        If a column has fewer than two values.

    Examples
    --------
    >>> found = describe(np.array([[1.0], [2.0], [2.0], [5.0]]), ("x",))
    >>> found.mean[0], round(found.skewness[0], 4), round(found.kurtosis[0], 4)
    (np.float64(2.5), np.float64(1.5396), np.float64(2.8889))
    """
    values = np.asarray(values, dtype=float)
    present = ~np.isnan(values)
    n = present.sum(axis=0)
    if (n < 2).any():
        short = int(np.argmin(n))
        raise MethodError(f"`{names[short]}` has {n[short]} values; a description needs two")
    filled = np.where(present, values, 0.0)
    mean = filled.sum(axis=0) / n
    deviation = np.where(present, values - mean, 0.0)
    sd = np.sqrt((deviation**2).sum(axis=0) / (n - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(sd > 0, deviation / sd, np.nan)
        third, fourth = (z**3).sum(axis=0), (z**4).sum(axis=0)
        skewness = np.where(n > 2, n / ((n - 1) * (n - 2)) * third, np.nan)
        kurtosis = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth
        kurtosis = np.where(n > 3, kurtosis - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)), np.nan)
        skewness_se = np.sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)))
        kurtosis_se = 2 * skewness_se * np.sqrt((n**2 - 1) / ((n - 3) * (n + 5)))
    return Descriptives(
        names=tuple(names),
        n=n,
        minimum=np.nanmin(values, axis=0),
        maximum=np.nanmax(values, axis=0),
        mean=mean,
        mean_se=sd / np.sqrt(n),
        sd=sd,
        skewness=skewness,
        skewness_se=np.where(n > 2, skewness_se, np.nan),
        kurtosis=kurtosis,
        kurtosis_se=np.where(n > 3, kurtosis_se, np.nan),
    )


@dataclass(frozen=True, slots=True)
class Mardia:
    """Mardia's tests of multivariate normality.

    Attributes
    ----------
    n, k : int
        Complete rows and variables.
    skewness, kurtosis : float
        b1 and b2, with covariances divided by n.
    chi_square, df, skewness_p : float, int, float
        Test of the skewness, n b1 / 6.
    z, kurtosis_p : float
        Test of the kurtosis against k (k + 2).
    """

    n: int
    k: int
    skewness: float
    kurtosis: float
    chi_square: float
    df: int
    skewness_p: float
    z: float
    kurtosis_p: float


def mardia(values: np.ndarray) -> Mardia:
    """Mardia's multivariate skewness and kurtosis of the complete rows.

    Source: Mardia (1970), Biometrika 57, 519-530.

    Raises
    ------
    MethodError
        If there are no more complete rows than variables, or the covariance is singular.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> found = mardia(square)
    >>> round(found.skewness, 12), round(found.kurtosis, 12)
    (0.0, 4.0)
    """
    x = np.asarray(values, dtype=float)
    x = x[~np.isnan(x).any(axis=1)]
    n, k = x.shape
    if n <= k:
        raise MethodError(f"Mardia's tests need more complete rows than variables, got {n} and {k}")
    centred = x - x.mean(axis=0)
    covariance = centred.T @ centred / n
    values_, vectors = np.linalg.eigh(covariance)
    if values_[0] <= 1e-12 * values_[-1]:
        raise MethodError("Mardia's tests need a covariance matrix that can be inverted")
    whitened = centred @ (vectors / np.sqrt(values_))
    skewness = _third_moments(whitened) / n**2
    kurtosis = float(((whitened**2).sum(axis=1) ** 2).mean())
    df = k * (k + 1) * (k + 2) // 6
    z = (kurtosis - k * (k + 2)) / np.sqrt(8 * k * (k + 2) / n)
    statistic = n * skewness / 6
    return Mardia(
        n=n,
        k=k,
        skewness=skewness,
        kurtosis=kurtosis,
        chi_square=float(statistic),
        df=df,
        skewness_p=float(scipy.stats.chi2.sf(statistic, df)),
        z=float(z),
        kurtosis_p=float(2 * scipy.stats.norm.sf(abs(z))),
    )


def _third_moments(whitened: np.ndarray, block: int = 4096) -> float:
    """Sum of the cubed inner products of all pairs of rows.

    It is the sum of squares of the k x k x k sums of products of three columns, so that the work
    grows with n and not with its square.
    """
    k = whitened.shape[1]
    first, second = np.triu_indices(k)
    sums = np.zeros((len(first), k))
    for start in range(0, len(whitened), block):
        rows = whitened[start : start + block]
        sums += (rows[:, first] * rows[:, second]).T @ rows
    twice = np.where(first == second, 1.0, 2.0)
    return float(twice @ (sums**2).sum(axis=1))
