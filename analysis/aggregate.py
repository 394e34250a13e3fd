r"""Weighted means of any order and the share that each part has in them.

All means but the median belong to one family,

.. math:: M_p = \left(\frac{\sum w_i x_i^p}{\sum w_i}\right)^{1/p},

with p = 1 (arithmetic), p = -1 (harmonic) and the limit p = 0 (geometric). Each is homogeneous of
degree one, so by Euler's theorem it is the sum of its parts' contributions
:math:`x_i \, \partial M / \partial x_i` exactly, whatever p is; the same holds for the median.
"""

from __future__ import annotations

import numpy as np

from ..survey.errors import MethodError
from .index_rules import Mean

__all__ = ["contributions", "slopes", "weighted_mean"]


def weighted_mean(values: np.ndarray, weights: np.ndarray, mean: Mean) -> np.ndarray:
    """Combine the last axis into one value; missing parts leave their weight to the others.

    Parameters
    ----------
    values : ndarray, shape (..., k)
        NaN where missing. Must not be negative unless the mean is arithmetic or the median.
    weights : ndarray, shape (k,)
        Not negative; only their ratios matter.
    mean : Mean

    Returns
    -------
    ndarray, shape (...)
        NaN where every part with a weight is missing.

    Raises
    ------
    MethodError
        If a value is negative under a geometric, harmonic or power mean.

    Examples
    --------
    >>> x = np.array([0.25, 1.0])
    >>> [float(weighted_mean(x, np.ones(2), Mean(k))) for k in ("arithmetic", "geometric")]
    [0.625, 0.5]
    """
    if mean.kind == "median":
        lower, upper = _median_places(values, weights)
        ends = [np.take_along_axis(values, at[..., None], axis=-1)[..., 0] for at in (lower, upper)]
        return np.where(_empty(values, weights), np.nan, (ends[0] + ends[1]) / 2)
    share = _shares(values, weights)
    if mean.exponent == 1.0:
        return _dot(values, share)
    x = _floored(values, mean)
    with np.errstate(divide="ignore"):
        if mean.exponent == 0.0:
            return np.exp(_dot(np.log(x), share))
    # Relative to the largest (or smallest) part, no power can leave the range of numbers.
    edge = _edge(x, share, mean)[..., None]
    relative = np.divide(x, edge, out=np.zeros(x.shape), where=edge > 0)
    with np.errstate(divide="ignore", over="ignore"):
        power = _dot(relative**mean.exponent, share) ** (1.0 / mean.exponent)
    return np.where(np.isnan(edge[..., 0]), np.nan, edge[..., 0] * power)


def contributions(values: np.ndarray, weights: np.ndarray, mean: Mean) -> np.ndarray:
    r"""Split the mean into what each part adds to it.

    Parameters
    ----------
    values, weights, mean
        As for `weighted_mean`.

    Returns
    -------
    ndarray, shape (..., k)
        :math:`x_i \, \partial M / \partial x_i`; sums to the mean over the last axis. Zero for a
        missing part and wherever the mean is zero.

    Examples
    --------
    >>> contributions(np.array([0.2, 0.6]), np.array([3.0, 1.0]), Mean()).round(12).tolist()
    [0.15, 0.15]
    """
    if mean.kind == "median":
        lower, upper = _median_places(values, weights)
        parts = np.zeros(values.shape)
        for at in (lower[..., None], upper[..., None]):
            half = (
                np.take_along_axis(parts, at, axis=-1) + np.take_along_axis(values, at, axis=-1) / 2
            )
            np.put_along_axis(parts, at, half, axis=-1)
        return np.where(_empty(values, weights)[..., None], 0.0, parts)
    share = _shares(values, weights)
    if mean.exponent == 1.0:
        return np.nan_to_num(values * share, nan=0.0)
    total = weighted_mean(values, weights, mean)[..., None]
    x = _floored(values, mean)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.ones_like(x) if mean.exponent == 0.0 else (x / total) ** mean.exponent
        parts = share * relative * total
    return np.where((share > 0) & (total > 0), parts, 0.0)


def slopes(values: np.ndarray, weights: np.ndarray, mean: Mean) -> np.ndarray:
    r"""Find how fast the mean grows with each part: :math:`\partial M / \partial x_i`.

    Parameters
    ----------
    values, weights, mean
        As for `weighted_mean`.

    Returns
    -------
    ndarray, shape (..., k)
        Zero for a missing part, for one below the floor, and where the mean is zero.

    Examples
    --------
    >>> slopes(np.array([0.2, 0.6]), np.array([3.0, 1.0]), Mean()).tolist()
    [0.75, 0.25]
    """
    if mean.exponent == 1.0:
        return np.nan_to_num(_shares(values, weights), nan=0.0)
    parts = contributions(values, weights, mean)
    moving = (np.abs(values) > 0) & (values >= mean.floor)
    return np.divide(parts, values, out=np.zeros(parts.shape), where=moving)


def _edge(x: np.ndarray, share: np.ndarray, mean: Mean) -> np.ndarray:
    """Largest part with a weight, or the smallest for a negative order; NaN if there is none."""
    used = np.where(share > 0, x, np.nan)
    reduce = np.fmax.reduce if mean.exponent > 0 else np.fmin.reduce
    return reduce(used, axis=-1)


def _shares(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weights that sum to one over the parts that are present; NaN sums stay NaN."""
    missing = np.isnan(values)
    if not missing.any():
        return np.broadcast_to(weights / weights.sum(), values.shape)
    present = np.where(missing, 0.0, weights)
    total = present.sum(axis=-1, keepdims=True)
    return np.divide(present, total, out=np.full(present.shape, np.nan), where=total > 0)


def _dot(values: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Sum of share times value; a part without weight counts nothing, even if it is infinite."""
    if (share > 0).all():
        return np.einsum("...k,...k->...", values, share)
    return np.where(share == 0, 0.0, values * np.where(share == 0, 1.0, share)).sum(axis=-1)


def _empty(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return (np.isnan(values) | (weights == 0)).all(axis=-1)


def _floored(values: np.ndarray, mean: Mean) -> np.ndarray:
    if (values < 0).any():
        kind = mean.kind if mean.order is None else f"power (order {mean.order:g})"
        raise MethodError(
            f"A mean of kind `{kind}` is not defined for negative values, got "
            f"{float(np.nanmin(values)):.6g}",
            next_step="Choose the arithmetic mean or another normalisation.",
        )
    return np.maximum(values, mean.floor)


def _median_places(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of the lower and the upper weighted median along the last axis."""
    weight = np.where(np.isnan(values), 0.0, weights)
    order = np.argsort(np.where(weight > 0, values, np.inf), axis=-1, kind="stable")
    running = np.cumsum(np.take_along_axis(weight, order, axis=-1), axis=-1)
    half = running[..., -1:] / 2
    slack = half * 1e-12  # equal weights such as 0.1 do not add up exactly
    lower = np.argmax(running >= half - slack, axis=-1)
    upper = np.argmax(running > half + slack, axis=-1)
    pick = [np.take_along_axis(order, at[..., None], axis=-1)[..., 0] for at in (lower, upper)]
    return pick[0], pick[1]
