r"""Relative importance of correlated predictors: each one's share of R squared in all orders.

What a predictor adds to R squared depends on what is in the model already. Lindeman, Merenda and
Gold average over all orders in which the predictors can enter. For subsets S of the others that is

.. math:: LMG_j = \sum_{S \not\ni j} \frac{|S|!\,(m - |S| - 1)!}{m!}
          \left(R^2(S \cup j) - R^2(S)\right).

The shares are never negative and sum to R squared; they are the Shapley values of R squared.
Sources: Lindeman, Merenda and Gold (1980), Introduction to Bivariate and Multivariate Analysis;
Groemping (2006), Journal of Statistical Software 17(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from ..survey.errors import SpecificationError
from .moments import Moments
from .regression import regress

__all__ = ["MOST_PREDICTORS", "RelativeImportance", "relative_importance"]

MOST_PREDICTORS = 15  # 32,768 regressions; every further predictor doubles them


@dataclass(frozen=True, slots=True, eq=False)
class RelativeImportance:
    """Shares of R squared.

    Attributes
    ----------
    outcome : str
    predictors : tuple of str, length m
    n : int
    r_squared : float
    lmg : ndarray, shape (m,)
        They sum to `r_squared`.
    share : ndarray, shape (m,)
        ``lmg / r_squared``; NaN where nothing is explained at all.
    first, last : ndarray, shape (m,)
        What each predictor adds when it enters before and after all others.
    """

    outcome: str
    predictors: tuple[str, ...]
    n: int
    r_squared: float
    lmg: np.ndarray
    share: np.ndarray
    first: np.ndarray
    last: np.ndarray


def relative_importance(
    moments: Moments, outcome: str, predictors: Sequence[str]
) -> RelativeImportance:
    """Share R squared out among the predictors.

    Parameters
    ----------
    moments : Moments
    outcome : str
    predictors : sequence of str, length m

    Raises
    ------
    SpecificationError
        If there are more than `MOST_PREDICTORS`, or as `regress`.
    MethodError
        As `regress`.

    Examples
    --------
    >>> r = np.array([[1.0, 0.5, 0.6], [0.5, 1.0, 0.6], [0.6, 0.6, 1.0]])
    >>> found = relative_importance(Moments(99, ("a", "b", "y"), np.zeros(3), r), "y", ["a", "b"])
    >>> found.lmg.round(6).tolist(), round(found.r_squared, 6)
    ([0.24, 0.24], 0.48)
    """
    m = len(predictors)
    if m > MOST_PREDICTORS:
        raise SpecificationError(
            f"Relative importance is computed for at most {MOST_PREDICTORS} predictors, got {m}",
            next_step="Take composites of them.",
        )
    regress(moments, outcome, predictors)  # refuses what has no regression
    correlation = moments.select([*predictors, outcome]).correlation
    r_squared = _of_all_subsets(correlation[:m, :m], correlation[:m, m])
    subsets = np.arange(2**m)
    size = np.bitwise_count(subsets)
    weight = np.array([1 / (m * comb(m - 1, s)) for s in range(m)])
    lmg = np.empty(m)
    for j in range(m):
        without = subsets[(subsets >> j) & 1 == 0]
        gain = r_squared[without | (1 << j)] - r_squared[without]
        lmg[j] = weight[size[without]] @ gain
    whole, alone = r_squared[-1], 1 << np.arange(m)
    with np.errstate(invalid="ignore"):
        share = lmg / whole if whole > 0 else np.full(m, np.nan)
    return RelativeImportance(
        outcome=outcome,
        predictors=tuple(predictors),
        n=moments.n,
        r_squared=float(whole),
        lmg=lmg,
        share=share,
        first=r_squared[alone],
        last=whole - r_squared[subsets[-1] ^ alone],
    )


def _of_all_subsets(rxx: np.ndarray, rxy: np.ndarray) -> np.ndarray:
    """R squared of every subset of the predictors, at the place whose bits name its members."""
    m = len(rxx)
    subsets = np.arange(2**m)
    members = (subsets[:, None] >> np.arange(m)) & 1 == 1
    result = np.zeros(2**m)
    for size in range(1, m + 1):
        of_size = np.flatnonzero(members.sum(axis=1) == size)
        at = np.nonzero(members[of_size])[1].reshape(-1, size)
        y = rxy[at]
        beta = np.linalg.solve(rxx[at[:, :, None], at[:, None, :]], y[..., None])[..., 0]
        result[of_size] = (beta * y).sum(axis=1)
    return result
