r"""Intervals and tests from the draws of a bootstrap.

With the estimate :math:`\hat\theta`, draws :math:`\theta^*`, their standard deviation s and the
tail :math:`\alpha/2`:

- "percentile": quantiles of the draws;
- "basic": :math:`2\hat\theta` minus the opposite quantiles;
- "t": :math:`\hat\theta \mp t_{1-\alpha/2} s`, with resamples - 1 degrees of freedom;
- "bca": quantiles at :math:`\Phi(z_0 + (z_0 + z)/(1 - a (z_0 + z)))`, where :math:`z_0` comes from
  the share of draws below the estimate and :math:`a` from the skewness of the jackknife.

Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapters 12-14.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import scipy

from ...survey.errors import MethodError, SpecificationError
from .bootstrap_result import PlsBootstrap
from .pls_quantities import Quantity

__all__ = [
    "BootstrapInterval",
    "BootstrapTest",
    "IntervalMethod",
    "bootstrap_interval",
    "bootstrap_test",
]

IntervalMethod = Literal["percentile", "basic", "t", "bca"]

_LEAST = 20  # draws below which quantiles mean nothing
_TIE = 1e-12  # draws as near to the estimate differ by rounding


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapInterval:
    """Two-sided intervals of one quantity.

    Attributes
    ----------
    method : {"percentile", "basic", "t", "bca"}
    level : float
    lower, upper : ndarray
        Of the quantity's shape. NaN where it is not estimated, where fewer than 20 draws are
        defined, and for "bca" where all draws lie on one side of the estimate.
    undefined : ndarray of int
        Draws that are left out, as they are not defined.
    """

    method: IntervalMethod
    level: float
    lower: np.ndarray
    upper: np.ndarray
    undefined: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapTest:
    """Bootstrap standard errors of one quantity, and tests that it is zero.

    Attributes
    ----------
    estimate, mean, se : ndarray
        Estimate of all people; mean and standard deviation (divisor draws - 1) of the draws.
    t : ndarray
        Estimate over standard error; NaN where the draws do not vary.
    p : ndarray
        Two-sided, of t with draws - 1 degrees of freedom.
    p_percentile : ndarray
        Least 1 - level of a percentile interval without zero: twice the smaller share of draws on
        one side of it, plus one draw.
    undefined : ndarray of int
    """

    estimate: np.ndarray
    mean: np.ndarray
    se: np.ndarray
    t: np.ndarray
    p: np.ndarray
    p_percentile: np.ndarray
    undefined: np.ndarray


def bootstrap_interval(
    found: PlsBootstrap,
    quantity: Quantity,
    *,
    method: IntervalMethod = "percentile",
    level: float = 0.95,
) -> BootstrapInterval:
    """Intervals of all numbers of one quantity.

    Parameters
    ----------
    found : PlsBootstrap
    quantity : str
        A name of `aqyl.analysis.composites.pls_quantities`.
    method : {"percentile", "basic", "t", "bca"}
    level : float

    Raises
    ------
    SpecificationError
        If there is no such quantity or method, or `level` is not between 0 and 1.
    MethodError
        If "bca" is asked of a bootstrap without jackknife.
    """
    if method not in get_args(IntervalMethod):
        raise SpecificationError(
            f'`method` must be "percentile", "basic", "t" or "bca", got "{method}"'
        )
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must be between 0 and 1, got {level:g}")
    estimate, rows, undefined = _rows(found, quantity)
    tail = (1 - level) / 2
    ends = np.full((2, estimate.size), np.nan)
    without = _without(found, quantity) if method == "bca" else None
    for at, draws in rows.items():
        value = estimate.flat[at]
        if method == "percentile":
            ends[:, at] = np.quantile(draws, [tail, 1 - tail])
        elif method == "basic":
            ends[:, at] = 2 * value - np.quantile(draws, [1 - tail, tail])
        elif method == "t":
            reach = scipy.stats.t.ppf(1 - tail, len(draws) - 1) * draws.std(ddof=1)
            ends[:, at] = value - reach, value + reach
        elif without is not None:
            ends[:, at] = _bca(draws, value, without[at], tail)
    lower, upper = ends.reshape(2, *estimate.shape)
    return BootstrapInterval(method, level, lower, upper, undefined)


def bootstrap_test(found: PlsBootstrap, quantity: Quantity) -> BootstrapTest:
    """Test that the numbers of one quantity are zero, by their bootstrap standard errors.

    Raises
    ------
    SpecificationError
        If there is no such quantity.
    """
    estimate, rows, undefined = _rows(found, quantity)
    numbers = np.full((5, estimate.size), np.nan)
    for at, draws in rows.items():
        se, size = draws.std(ddof=1), len(draws)
        side = min((draws <= 0).sum(), (draws >= 0).sum())
        t = estimate.flat[at] / se if se > _TIE else np.nan
        p = 2 * scipy.stats.t.sf(abs(t), size - 1)
        numbers[:, at] = draws.mean(), se, t, p, min(1.0, 2 * (side + 1) / (size + 1))
    mean, se, t, p, share = numbers.reshape(5, *estimate.shape)
    return BootstrapTest(estimate, mean, se, t, p, share, undefined)


def _rows(
    found: PlsBootstrap, quantity: Quantity
) -> tuple[np.ndarray, dict[int, np.ndarray], np.ndarray]:
    """Estimates, and the defined draws of every number that is estimated and has enough."""
    if quantity not in found.draws:
        raise SpecificationError(
            f"There is no quantity `{quantity}`", next_step=f"Choose of: {', '.join(found.draws)}."
        )
    estimate = np.asarray(found.estimates[quantity])
    flat = found.draws[quantity].reshape(-1, found.resamples)
    undefined = np.isnan(flat).sum(axis=1)
    rows = {
        at: flat[at] if not undefined[at] else flat[at][~np.isnan(flat[at])]
        for at in np.flatnonzero(found.resamples - undefined >= _LEAST).tolist()
        if not np.isnan(estimate.flat[at])
    }
    return estimate, rows, undefined.reshape(estimate.shape)


def _without(found: PlsBootstrap, quantity: Quantity) -> np.ndarray:
    if found.jackknife is None:
        raise MethodError(
            "BCa intervals need the jackknife, and this bootstrap has none",
            next_step="Give `jackknife` as many groups as there are people.",
        )
    drawn = found.jackknife[quantity]
    return drawn.reshape(-1, drawn.shape[-1])


def _bca(
    draws: np.ndarray, estimate: float, without: np.ndarray, tail: float
) -> tuple[float, float]:
    """Return the ends of a BCa interval; NaN if all draws lie on one side."""
    below = (draws < estimate - _TIE).mean() + (np.abs(draws - estimate) <= _TIE).mean() / 2
    without = without[~np.isnan(without)]
    if not 0 < below < 1 or len(without) < 2:
        return float("nan"), float("nan")
    apart = without.mean() - without
    spread = (apart**2).sum() ** 1.5
    a = (apart**3).sum() / (6 * spread) if np.abs(apart).max() > _TIE else 0.0
    z = scipy.special.ndtri(below) + scipy.special.ndtri(np.array([tail, 1 - tail]))
    at = scipy.special.ndtr(scipy.special.ndtri(below) + z / (1 - a * z))
    lower, upper = np.quantile(draws, at)
    return float(lower), float(upper)
