r"""Whether single variables are normal: SPSS's "Tests of Normality", and skewness and kurtosis.

Skewness and kurtosis are those of `aqyl.analysis.descriptives`; divided by their standard errors
they are z values. With hundreds of answers on a scale of five points every test rejects, which is
why a rule of size is given beside: skewness and kurtosis both within a limit of 2.

Sources: Royston (1995), Applied Statistics 44, 547-551; Lilliefors (1967), JASA 62, 399-402;
Dallal and Wilkinson (1986), The American Statistician 40, 294-296; George and Mallery (2010),
SPSS for Windows Step by Step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError, SpecificationError
from .descriptives import describe

__all__ = ["SHAPE_LIMIT", "SHAPIRO_MOST", "Normality", "normality"]

SHAPE_LIMIT = 2.0  # largest size of skewness and of kurtosis that counts as near normal
SHAPIRO_MOST = 5000  # Royston's p of Shapiro and Wilk's W is fitted up to here


@dataclass(frozen=True, slots=True, eq=False)
class Normality:
    """Tests of normality, one entry a variable.

    Attributes
    ----------
    names : tuple of str, length k
    n : ndarray of int, shape (k,)
        Values that are present.
    w, w_p : ndarray, shape (k,)
        Shapiro and Wilk's; NaN where n is above `SHAPIRO_MOST`.
    d, d_p : ndarray, shape (k,)
        Kolmogorov and Smirnov's distance from the normal distribution with the mean and standard
        deviation of the data, and Lilliefors' significance: by Dallal and Wilkinson's formula
        below .1, by simulated tables above (SPSS prints everything above .2 as .200).
    skewness, skewness_z, kurtosis, kurtosis_z : ndarray, shape (k,)
    within : ndarray of bool, shape (k,)
        Skewness and kurtosis both at most `limit` in size.
    limit : float
    """

    names: tuple[str, ...]
    n: np.ndarray
    w: np.ndarray
    w_p: np.ndarray
    d: np.ndarray
    d_p: np.ndarray
    skewness: np.ndarray
    skewness_z: np.ndarray
    kurtosis: np.ndarray
    kurtosis_z: np.ndarray
    within: np.ndarray
    limit: float


def normality(values: np.ndarray, names: Sequence[str], *, limit: float = SHAPE_LIMIT) -> Normality:
    """Test each column by the values it has.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        NaN where missing.
    names : sequence of str, length k
    limit : float

    Raises
    ------
    SpecificationError
        If `limit` is not positive.
    MethodError
        If a column has fewer than four values or does not vary.

    Examples
    --------
    >>> found = normality(np.array([[1.0], [2.0], [3.0], [4.0], [5.0]]), ("x",))
    >>> float(found.w[0].round(6)), float(found.d[0].round(6)), found.within.tolist()
    (0.986762, 0.136455, [True])
    """
    from statsmodels.stats.diagnostic import lilliefors

    if not limit > 0:
        raise SpecificationError(f"`limit` must be positive, got {limit:g}")
    values = np.asarray(values, dtype=float)
    columns = [column[~np.isnan(column)] for column in values.T]
    for name, column in zip(names, columns, strict=True):
        if len(column) < 4:
            raise MethodError(f"`{name}` has {len(column)} values; a test of normality needs four")
        if column.min() == column.max():
            raise MethodError(f"`{name}` does not vary", next_step="Leave it out.")
    shape = describe(values, names)
    w = np.array([_shapiro(column) for column in columns])
    d = np.array([lilliefors(column, dist="norm", pvalmethod="approx") for column in columns])
    sizes = np.maximum(np.abs(shape.skewness), np.abs(shape.kurtosis))
    return Normality(
        names=tuple(names),
        n=shape.n,
        w=w[:, 0],
        w_p=w[:, 1],
        d=d[:, 0],
        d_p=d[:, 1],
        skewness=shape.skewness,
        skewness_z=shape.skewness / shape.skewness_se,
        kurtosis=shape.kurtosis,
        kurtosis_z=shape.kurtosis / shape.kurtosis_se,
        within=sizes <= limit,
        limit=limit,
    )


def _shapiro(column: np.ndarray) -> tuple[float, float]:
    if len(column) > SHAPIRO_MOST:
        return np.nan, np.nan
    # Standardised, so that the smallness of the units is not taken for a lack of variation.
    found = scipy.stats.shapiro((column - column.mean()) / column.std())
    return float(found.statistic), float(found.pvalue)
