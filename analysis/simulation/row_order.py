"""The order of people, on which the Durbin-Watson statistic rests and nothing else."""

from __future__ import annotations

import numpy as np

from ...survey.errors import MethodError

__all__ = ["order_for_durbin_watson"]

_CLOSE = 2e-5
_SWAPS = 200_000


def order_for_durbin_watson(
    errors: np.ndarray, wanted: float, rng: np.random.Generator
) -> np.ndarray:
    """Order people so that their residuals have a wanted Durbin-Watson statistic.

    Two people change places wherever that brings the statistic nearer.

    Parameters
    ----------
    errors : ndarray, shape (n,)
        Residuals of the regression.
    wanted : float
        Between 0 and 4; values near 2 are those of any random order.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of int, shape (n,)
        Places of the people in the new order.

    Raises
    ------
    MethodError
        If no order was found, as with few people or a value far from 2.

    Examples
    --------
    >>> errors = np.random.default_rng(1).normal(size=200)
    >>> order = order_for_durbin_watson(errors, 1.7, np.random.default_rng(2))
    >>> round(float((np.diff(errors[order]) ** 2).sum() / (errors**2).sum()), 3)
    1.7
    """
    n = len(errors)
    order = rng.permutation(n)
    total = float((errors**2).sum())
    if not total > 0:
        raise MethodError("The regression leaves no residuals, so no order has the statistic")

    def distance() -> float:
        return abs(float((np.diff(errors[order]) ** 2).sum()) / total - wanted)

    now = distance()
    for first, second in rng.integers(n, size=(_SWAPS, 2)):
        if now <= _CLOSE:
            return order
        order[[first, second]] = order[[second, first]]
        then = distance()
        if then < now:
            now = then
        else:
            order[[first, second]] = order[[second, first]]
    raise MethodError(f"No order of {n} people has a Durbin-Watson statistic of {wanted:g}")
