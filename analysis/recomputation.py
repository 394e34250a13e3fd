"""Published numbers against recomputed ones, with what rounding can and cannot explain.

Printed numbers are intervals: the last digit hides half a unit either way. A recomputed value that
leaves the interval of the published one may still follow from inputs that were rounded for print;
only what no input inside its own interval can give is called a difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.number_text import PrintedNumber
from .framework import Polarity

__all__ = [
    "Comparison",
    "ImpliedLimits",
    "Verdict",
    "agree",
    "compare",
    "derive_polarity",
    "implied_limits",
    "min_max_bounds",
]

Verdict = Literal["equal", "rounding", "differs"]

# Print and arithmetic in double precision may part by this much without anybody rounding.
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """One published number beside its recomputed value.

    Attributes
    ----------
    published : PrintedNumber
    recomputed : float
    lower, upper : float
        What the printed inputs allow the recomputed value to have been before they were rounded.
    difference : float
        recomputed - published.
    verdict : Verdict
        ``"equal"``: the same to the last printed digit. ``"rounding"``: the intervals of both
        overlap. ``"differs"``: they do not.
    """

    published: PrintedNumber
    recomputed: float
    lower: float
    upper: float
    difference: float
    verdict: Verdict


def compare(
    published: PrintedNumber,
    recomputed: float,
    *,
    lower: float | None = None,
    upper: float | None = None,
) -> Comparison:
    """Judge a published number.

    Parameters
    ----------
    published : PrintedNumber
    recomputed : float
    lower, upper : float, optional
        Bounds left open by the rounding of the inputs; the recomputed value itself if not given.

    Examples
    --------
    >>> from aqyl.survey.number_text import printed_number
    >>> compare(printed_number("0,131398"), 0.142857, lower=0.1268, upper=0.1583).verdict
    'rounding'
    """
    low = recomputed if lower is None else lower
    high = recomputed if upper is None else upper
    half = published.half_unit * (1 + _SLACK) + _SLACK * min(abs(published.value), 1.0)
    difference = recomputed - published.value
    verdict: Verdict = "differs"
    if abs(difference) <= half:
        verdict = "equal"
    elif low <= published.value + half and published.value - half <= high:
        verdict = "rounding"
    return Comparison(published, recomputed, low, high, difference, verdict)


def agree(a: PrintedNumber, b: PrintedNumber) -> bool:
    """Whether two printed numbers can be roundings of one value.

    Examples
    --------
    >>> from aqyl.survey.number_text import printed_number
    >>> agree(printed_number("1,55E+08"), printed_number("155065967,6"))
    True
    """
    return abs(a.value - b.value) <= (a.half_unit + b.half_unit) * (1 + _SLACK) + _SLACK


def min_max_bounds(
    values: Sequence[PrintedNumber], *, negative: bool = False, exact: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    r"""Bound the min-max values of a row whose inputs were rounded for print.

    Each input may have been anything within half a unit of its last digit. As
    :math:`(x - m) / (M - m)` falls in both m and M, its lower bound takes x at its smallest and all
    other inputs at their largest, its upper bound the reverse.

    Parameters
    ----------
    values : sequence of PrintedNumber, length n
    negative : bool
        More is worse: one minus the place.
    exact : bool
        The inputs are counts, which print in full.

    Returns
    -------
    lower, upper : ndarray, shape (n,)

    Examples
    --------
    >>> from aqyl.survey.number_text import printed_number
    >>> lower, upper = min_max_bounds([printed_number(t) for t in ("17,2", "16,7", "13,7")])
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([1.0, 0.829, 0.0], [1.0, 0.886, 0.0])
    """
    value = np.array([v.value for v in values])
    half = np.zeros(len(values)) if exact else np.array([v.half_unit for v in values])
    low = _place(value - half, value + half)
    high = _place(value + half, value - half)
    if value.min() == value.max() and not half.any():
        return np.ones(len(value)), np.ones(len(value))  # a constant is 1, whatever its direction
    return (1 - high, 1 - low) if negative else (low, high)


def _place(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Min-max of each value of `own` among the `others` of the remaining inputs."""
    n = len(own)
    grid = np.where(np.eye(n, dtype=bool), own[:, None], others[None, :])
    smallest, largest = grid.min(axis=1), grid.max(axis=1)
    flat = largest == smallest
    return np.where(flat, 1.0, (own - smallest) / np.where(flat, 1.0, largest - smallest))


def derive_polarity(values: np.ndarray, normalised: np.ndarray) -> Polarity | None:
    """Find the direction that published min-max values follow; None for a constant row.

    Examples
    --------
    >>> derive_polarity(np.array([5.6, 4.9, 5.9]), np.array([0.3, 1.0, 0.0]))
    'negative'
    """
    spread = np.ptp(values)
    if spread == 0:
        return None
    place = (values - values.min()) / spread
    forward = np.abs(place - normalised).sum()
    return "positive" if forward <= np.abs(1 - place - normalised).sum() else "negative"


@dataclass(frozen=True, slots=True)
class ImpliedLimits:
    """Minimum and maximum that published min-max values imply.

    Attributes
    ----------
    minimum, maximum : float
        In the unit of the indicator.
    residual : float
        Largest distance of a published value from the line through them; small if one pair of
        limits explains the whole row.
    """

    minimum: float
    maximum: float
    residual: float


def implied_limits(values: np.ndarray, normalised: np.ndarray) -> ImpliedLimits:
    """Solve published min-max values for the limits behind them, by least squares.

    Examples
    --------
    >>> visitors = np.array([5000.0, 4900.0, 5500.0, 7000.0, 8500.0])
    >>> found = implied_limits(visitors, np.array([0.0, -0.02857, 0.142857, 0.571429, 1.0]))
    >>> round(found.minimum), round(found.maximum), found.residual < 1e-5
    (5000, 8500, True)
    """
    slope, intercept = np.polyfit(values, normalised, 1)
    residual = float(np.abs(intercept + slope * values - normalised).max())
    zero, one = -intercept / slope, (1 - intercept) / slope
    return ImpliedLimits(float(min(zero, one)), float(max(zero, one)), residual)
