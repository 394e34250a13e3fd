r"""The methods that make values comparable: min-max, z-score, ranks, distance to the best.

All functions take the values of a panel, shape (cities, years, indicators), and a mask of the
indicators where more is worse. The thesis's formulas (1) and (2) are ``min-max`` over the years of
one city:

.. math:: I = \frac{x - \min x}{\max x - \min x}, \qquad I = 1 - \frac{x - \min x}{\max x - \min x}

Sources: OECD/JRC (2008), Handbook on Constructing Composite Indicators, ch. 5.
"""

from __future__ import annotations

import numpy as np
import scipy

from .index_rules import Scope

__all__ = ["AXES", "distance_to_best", "limits", "min_max", "percentile_rank", "rank", "z_score"]

AXES: dict[Scope, tuple[int, ...]] = {"years": (1,), "cities": (0,), "panel": (0, 1)}


def min_max(
    values: np.ndarray,
    negative: np.ndarray,
    *,
    over: Scope = "years",
    goalposts: np.ndarray | None = None,
    constant: float = 1.0,
    clip: bool = False,
) -> np.ndarray:
    """Place each value between the smallest (0) and the largest (1) of its scope.

    Parameters
    ----------
    values : ndarray, shape (c, t, k)
        NaN where missing.
    negative : ndarray of bool, shape (k,)
        Indicators where more is worse; their result is one minus the place.
    over : Scope
    goalposts : ndarray, shape (2, k), optional
        Low and high bound; needed with ``over="goalposts"``.
    constant : float
        Result where the scope has no spread, whatever the polarity.
    clip : bool
        Bring results beyond the goalposts back to 0 and 1.

    Returns
    -------
    ndarray, shape (c, t, k)

    Examples
    --------
    >>> wage = np.array([[[188209.0], [201384.0], [288415.0]]])
    >>> min_max(wage, np.array([False])).round(4).ravel().tolist()
    [0.0, 0.1315, 1.0]
    """
    low, high = limits(values, over, goalposts)
    spread = high - low
    flat = spread == 0
    result = (values - low) / np.where(flat, 1.0, spread)
    if clip:
        np.clip(result, 0.0, 1.0, out=result)
    np.subtract(1.0, result, out=result, where=np.broadcast_to(negative, result.shape))
    return _at_constant(result, flat, constant, values)


def z_score(
    values: np.ndarray, negative: np.ndarray, *, over: Scope = "years", constant: float = 0.0
) -> np.ndarray:
    """Distance from the mean of the scope in standard deviations (n - 1, as SPSS saves them).

    Parameters and the returned array are those of `min_max`; the sign turns where more is worse.

    Examples
    --------
    >>> z_score(np.array([[[1.0], [2.0], [3.0]]]), np.array([True])).ravel().tolist()
    [1.0, 0.0, -1.0]
    """
    axes = AXES[over]
    present = ~np.isnan(values)
    n = present.sum(axis=axes, keepdims=True)
    filled = np.where(present, values, 0.0)
    mean = filled.sum(axis=axes, keepdims=True) / np.maximum(n, 1)
    deviation = np.where(present, values - mean, 0.0)
    variance = (deviation**2).sum(axis=axes, keepdims=True) / np.maximum(n - 1, 1)
    low, high = limits(values, over)
    flat = low == high
    result = (values - mean) / np.where(flat, 1.0, np.sqrt(variance))
    np.subtract(0.0, result, out=result, where=np.broadcast_to(negative, result.shape))
    return _at_constant(result, flat, constant, values)


def rank(values: np.ndarray, negative: np.ndarray, *, over: Scope = "cities") -> np.ndarray:
    """Rank from the worst (1) to the best (n) of the scope; ties share their mean rank.

    Parameters and the returned array are those of `min_max`.

    Examples
    --------
    >>> rank(np.array([[[5.0]], [[7.0]], [[7.0]]]), np.array([False])).ravel().tolist()
    [1.0, 2.5, 2.5]
    """
    missing = np.isnan(values)
    better = np.where(negative, -values, values)
    # A missing value sorts behind all others, so it does not disturb their ranks.
    better = np.where(missing, np.inf, better)
    if over == "panel":
        c, t, k = values.shape
        ranks = scipy.stats.rankdata(better.reshape(c * t, k), axis=0).reshape(c, t, k)
    else:
        ranks = scipy.stats.rankdata(better, axis=AXES[over][0])
    return np.where(missing, np.nan, ranks)


def percentile_rank(
    values: np.ndarray, negative: np.ndarray, *, over: Scope = "cities", constant: float = 1.0
) -> np.ndarray:
    """Share of the others that a value outranks: (rank - 1) / (n - 1), from 0 to 1.

    Parameters and the returned array are those of `min_max`.

    Examples
    --------
    >>> percentile_rank(np.array([[[5.0]], [[7.0]], [[9.0]]]), np.array([True])).ravel().tolist()
    [1.0, 0.5, 0.0]
    """
    n = (~np.isnan(values)).sum(axis=AXES[over], keepdims=True)
    result = (rank(values, negative, over=over) - 1.0) / np.maximum(n - 1, 1)
    low, high = limits(values, over)
    return _at_constant(result, low == high, constant, values)


def distance_to_best(
    values: np.ndarray,
    negative: np.ndarray,
    *,
    over: Scope = "cities",
    goalposts: np.ndarray | None = None,
) -> np.ndarray:
    """Ratio to the best value of the scope: x / max, or min / x where more is worse.

    Parameters and the returned array are those of `min_max`; values must be positive. With
    goalposts the best is the high one (the low one where more is worse), and a value beyond it
    scores above 1.

    Examples
    --------
    >>> distance_to_best(np.array([[[50.0]], [[80.0]]]), np.array([False])).ravel().tolist()
    [0.625, 1.0]
    """
    low, high = limits(values, over, goalposts)
    return np.where(negative, low / values, values / high)


def limits(
    values: np.ndarray, over: Scope, goalposts: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Smallest and largest present value of each scope, broadcastable to `values`."""
    if over == "goalposts":
        low, high = np.asarray(goalposts)
        return low, high
    low, high = values, values
    for axis in AXES[over]:  # fmin and fmax pass over NaN
        low = np.fmin.reduce(low, axis=axis, keepdims=True)
        high = np.fmax.reduce(high, axis=axis, keepdims=True)
    return low, high


def _at_constant(
    result: np.ndarray, flat: np.ndarray, constant: float, values: np.ndarray
) -> np.ndarray:
    """Write the constant where the scope has no spread and the value is there."""
    if flat.any():
        result[np.broadcast_to(flat, result.shape) & ~np.isnan(values)] = constant
    return result
