"""Intervals of a bootstrap of PLS as verdicts need them: chosen numbers, and whether zero is out.

All methods of `aqyl.analysis.composites.bootstrap_intervals` serve for what was drawn; numbers that
are derived from draws have percentile intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from .bootstrap_intervals import IntervalMethod, bootstrap_interval
from .bootstrap_result import PlsBootstrap
from .pls_limits import check_level
from .pls_quantities import Quantity
from .pls_result import PlsResult

__all__ = ["LEAST", "Interval", "drawn", "interval", "interval_of", "upper_end"]

LEAST = 20  # draws below which the ends of an interval are single draws


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """Intervals of numbers of any shape.

    Attributes
    ----------
    lower, upper : ndarray
        NaN where nothing is estimated.
    excludes_zero : ndarray of bool
        False where NaN.
    undefined : ndarray of int
        Draws that were not defined and are left out.
    level : float
    method : {"percentile", "basic", "t", "bca"}
    """

    lower: np.ndarray
    upper: np.ndarray
    excludes_zero: np.ndarray
    undefined: np.ndarray
    level: float
    method: IntervalMethod

    def take(self, index: Any) -> Interval:
        """Return the intervals of some of the numbers, by any index of arrays."""
        return Interval(
            self.lower[index],
            self.upper[index],
            self.excludes_zero[index],
            self.undefined[index],
            self.level,
            self.method,
        )


def interval_of(
    bootstrap: PlsBootstrap,
    result: PlsResult,
    quantity: Quantity,
    *,
    level: float,
    method: IntervalMethod = "percentile",
) -> Interval:
    """Two-sided intervals of all numbers of a quantity.

    Raises
    ------
    SpecificationError
        If the bootstrap is of another model or of other people, or as `bootstrap_interval`.
    MethodError
        If fewer than `LEAST` resamples have an estimate, or as `bootstrap_interval`.
    """
    drawn(bootstrap, result, quantity)
    found = bootstrap_interval(bootstrap, quantity, method=method, level=level)
    return _interval(found.lower, found.upper, found.undefined, level, method)


def upper_end(
    bootstrap: PlsBootstrap,
    result: PlsResult,
    quantity: Quantity,
    *,
    level: float,
    method: IntervalMethod = "percentile",
) -> tuple[np.ndarray, np.ndarray]:
    """Upper ends of one-sided intervals of a quantity, and undefined draws.

    The one-sided end at a level is that of the two-sided interval that leaves out as much on
    either side. Raises as `interval_of`, and for a level of one half or less.
    """
    found = interval_of(bootstrap, result, quantity, level=2 * level - 1, method=method)
    return found.upper, found.undefined


def drawn(bootstrap: PlsBootstrap, result: PlsResult, quantity: str) -> np.ndarray:
    """Return the draws of a quantity, resamples along the last axis.

    Raises
    ------
    SpecificationError
        If the bootstrap is of another model or of other people, or lacks the quantity.
    MethodError
        If fewer than `LEAST` resamples have an estimate.
    """
    if bootstrap.original.model != result.model or bootstrap.original.n != result.n:
        raise SpecificationError(
            "`bootstrap` is of another model, or of other people, than `result`",
            next_step="Give the bootstrap of the same model.",
        )
    found = {str(name): array for name, array in bootstrap.draws.items()}
    if quantity not in found:
        raise SpecificationError(f"`bootstrap` has no draws of `{quantity}`")
    if bootstrap.usable < LEAST:
        raise MethodError(
            f"An interval needs at least {LEAST} resamples with an estimate, got "
            f"{bootstrap.usable} of {bootstrap.resamples}",
            next_step="Draw more of them, or look at the reasons of those that failed.",
        )
    return found[quantity]


def interval(draws: np.ndarray, *, level: float) -> Interval:
    """Percentile intervals over the last axis.

    Parameters
    ----------
    draws : ndarray, shape (..., B)
        NaN where not defined.
    level : float
        Confidence, two-sided.

    Raises
    ------
    SpecificationError
        If `level` is not between 0 and 1.

    Notes
    -----
    Quantiles are interpolated linearly (R's type 7). Fewer than `LEAST` defined draws give NaN.

    Examples
    --------
    >>> found = interval(np.arange(1.0, 102.0), level=0.5)
    >>> float(found.lower), float(found.upper), bool(found.excludes_zero)
    (26.0, 76.0, True)
    """
    check_level(level)
    tails = [(1 - level) / 2, (1 + level) / 2]
    flat = draws.reshape(-1, draws.shape[-1])
    undefined = np.isnan(flat).sum(axis=1)
    found = np.full((2, len(flat)), np.nan)
    for row in np.flatnonzero(draws.shape[-1] - undefined >= LEAST):
        found[:, row] = np.quantile(flat[row][~np.isnan(flat[row])], tails)
    lower, upper = found.reshape(2, *draws.shape[:-1])
    return _interval(lower, upper, undefined.reshape(draws.shape[:-1]), level, "percentile")


def _interval(
    lower: np.ndarray,
    upper: np.ndarray,
    undefined: np.ndarray,
    level: float,
    method: IntervalMethod,
) -> Interval:
    return Interval(lower, upper, (lower > 0) | (upper < 0), undefined, level, method)
