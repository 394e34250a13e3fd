r"""Reliability of scales: Cronbach's alpha, and how the items correlate.

For a scale of k items with covariance matrix C,

.. math:: \alpha = \frac{k}{k-1}\left(1 - \frac{\mathrm{tr}\,C}{\mathbf 1' C \mathbf 1}\right).

A negative item-total correlation is reported, never repaired. What a factor model says of the
reliability is in `omega` and `construct_reliability`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError
from .construct_reliability import average_variance_extracted, composite_reliability
from .moments import Moments
from .omega import omega_total

__all__ = [
    "Alpha",
    "InterItem",
    "average_variance_extracted",
    "composite_reliability",
    "cronbach_alpha",
    "inter_item",
    "omega_total",
]

_FLAT = 1e-12  # variance of a sum, against that of its parts, that is rounding


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
        Alpha without the item; NaN with two items, or where the others' sum does not vary.
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
    total = _total_variance(c)
    item_total, rest_variance = _corrected(c, total)
    if_deleted = np.full(k, np.nan)
    if k > 2:
        trace = np.trace(c) - np.diag(c)
        np.divide(trace, rest_variance, out=if_deleted, where=rest_variance > 0)
        if_deleted = (k - 1) / (k - 2) * (1 - if_deleted)
    alpha = k / (k - 1) * (1 - np.trace(c) / total)
    tail, df = (1 - level) / 2, (moments.n - 1, (moments.n - 1) * (k - 1))
    return Alpha(
        n=moments.n,
        k=k,
        alpha=float(alpha),
        standardised=float(k / (k - 1) * (1 - k / r.sum())),
        lower=float(1 - (1 - alpha) * scipy.stats.f.ppf(1 - tail, *df)),
        upper=float(1 - (1 - alpha) * scipy.stats.f.ppf(tail, *df)),
        level=level,
        names=moments.names,
        item_total=item_total,
        if_deleted=if_deleted,
        negative=tuple(
            name for name, value in zip(moments.names, item_total, strict=True) if value < 0
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class InterItem:
    """How the items of a scale correlate, with each other and with their sum.

    Attributes
    ----------
    n : int
    names : tuple of str, length k
    correlation : ndarray, shape (k, k)
    mean, minimum, maximum : float
        Of the correlations of different items; NaN with one item.
    item_total : ndarray, shape (k,)
        Correlation of each item with the sum of all, itself among them.
    corrected_item_total : ndarray, shape (k,)
        With the sum of the others; NaN with one item, or where the others' sum does not vary.
    """

    n: int
    names: tuple[str, ...]
    correlation: np.ndarray
    mean: float
    minimum: float
    maximum: float
    item_total: np.ndarray
    corrected_item_total: np.ndarray


def inter_item(moments: Moments) -> InterItem:
    """Correlate the items of a scale with each other and with their sum.

    Raises
    ------
    MethodError
        If an item does not vary, or the sum does not vary.

    Examples
    --------
    >>> c = np.array([[1.0, 0.5, 0.2], [0.5, 1.0, 0.2], [0.2, 0.2, 1.0]])
    >>> found = inter_item(Moments(100, ("a", "b", "c"), np.zeros(3), c))
    >>> round(found.mean, 6), found.minimum, found.corrected_item_total.round(4).tolist()
    (0.3, 0.2, [0.4518, 0.4518, 0.2309])
    """
    r, c = moments.correlation, moments.covariance
    covariance = c.sum(axis=1)
    total = _total_variance(c)
    off = r[~np.eye(len(r), dtype=bool)]
    pairs = off if off.size else np.array([np.nan])
    return InterItem(
        n=moments.n,
        names=moments.names,
        correlation=r,
        mean=float(pairs.mean()),
        minimum=float(pairs.min()),
        maximum=float(pairs.max()),
        item_total=covariance / (moments.sd * np.sqrt(total)),
        corrected_item_total=_corrected(c, total)[0],
    )


def _total_variance(c: np.ndarray) -> float:
    total = float(c.sum())
    if total <= _FLAT * np.trace(c):
        raise MethodError(
            "The sum of the items does not vary, so the scale has no reliability",
            next_step="Look for an item that needs reversing.",
        )
    return total


def _corrected(c: np.ndarray, total: float) -> tuple[np.ndarray, np.ndarray]:
    """Correlate each item with the sum of the others, whose variance comes second."""
    variance, covariance = np.diag(c), c.sum(axis=1)
    rest_variance = total - 2 * covariance + variance
    rest_variance = np.where(rest_variance > _FLAT * np.trace(c), rest_variance, 0.0)
    result = np.full(len(c), np.nan)
    scale = np.sqrt(variance * rest_variance)
    np.divide(covariance - variance, scale, out=result, where=rest_variance > 0)
    return result, rest_variance
