r"""Correlations of chosen rows of the data, for many choices at once.

Groups, permuted groups and the folds of a cross-validation are all choices of rows. Sums of values,
squares and products of all chosen rows are one matrix product, and those of the rows left over are
the difference from the sums of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..moments import places_of
from .pls_estimate import Estimate, estimate
from .pls_measure import REASONS, Settings
from .pls_plan import Plan
from .pls_products import ProductMoments, product_moments
from .pls_stage import Stage

__all__ = [
    "ChosenMoments",
    "estimate_chosen",
    "item_columns",
    "moments_of_sums",
    "standardised",
    "sums_of_rows",
]

_BLOCK = 4096  # rows whose products are held at a time
_CONSTANT = 1e-12  # variance, of one over all rows, that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class ChosenMoments:
    """Moments of k items in each of B choices of rows.

    Attributes
    ----------
    n : ndarray, shape (B,)
        Rows of each choice.
    mean, sd : ndarray, shape (k, B)
        SD divided by n; one where an item does not vary.
    r : ndarray, shape (k (k - 1) / 2, B)
        Correlations in the order of the stage's pairs; NaN where an item does not vary.
    constant : ndarray of bool, shape (k, B)
    """

    n: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    r: np.ndarray
    constant: np.ndarray


def item_columns(values: np.ndarray, names: Sequence[str], items: Sequence[str]) -> np.ndarray:
    """Return the columns of the items, shape (n, k).

    Raises
    ------
    SpecificationError
        If `values` have no column for each name, or an item is not among the names.
    """
    x = np.asarray(values, dtype=float)
    if x.ndim != 2 or x.shape[1] != len(names):
        raise SpecificationError(
            f"`values` need a column for each of {len(names)} variables, got the shape {x.shape}"
        )
    return x[:, places_of(items, names)]


def standardised(rows: np.ndarray, items: Sequence[str]) -> np.ndarray:
    """Standardise the items over all rows, with SD divided by n - 1.

    Raises
    ------
    MethodError
        If there are not more people than items, or an item does not vary.
    """
    n, k = rows.shape
    if n <= k:
        raise MethodError(
            f"PLS needs more people than items, got {n} people for {k} items",
            next_step="Ask more people, or shorten the constructs.",
        )
    sd = rows.std(axis=0, ddof=1)
    same = rows.max(axis=0) == rows.min(axis=0)
    if same.any():
        raise MethodError(
            f"`{items[int(np.argmax(same))]}` does not vary, so it has no correlation",
            next_step="Leave it out.",
        )
    return (rows - rows.mean(axis=0)) / sd


def sums_of_rows(rows: np.ndarray, stage: Stage, chosen: np.ndarray) -> np.ndarray:
    """Sum values, squares and products of pairs over the chosen rows.

    Parameters
    ----------
    rows : ndarray, shape (n, k)
    stage : Stage
        Its pairs say which products, and in which order.
    chosen : ndarray, shape (n, B)
        How often each row stands in each choice.

    Returns
    -------
    ndarray, shape (2 k + k (k - 1) / 2, B)
    """
    first, second = stage.pairs
    k = rows.shape[1]
    sums = np.zeros((2 * k + len(first), chosen.shape[1]))
    for block, times in _blocks(rows, chosen):
        x = block.T
        sums += np.concatenate([x, x * x, x[first] * x[second]]) @ times
    return sums


def _blocks(rows: np.ndarray, chosen: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Split rows into blocks, with how often each stands in each choice."""
    for at in range(0, len(rows), _BLOCK):
        yield rows[at : at + _BLOCK], np.asarray(chosen[at : at + _BLOCK], dtype=float)


def moments_of_sums(sums: np.ndarray, n: np.ndarray, stage: Stage) -> ChosenMoments:
    """Turn the sums of standardised rows into moments.

    Examples
    --------
    >>> stage = Stage(("a", "b"), (("x",), ("y",)), ("A", "A"), ((0, 1),))
    >>> rows = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0], [9.0, 9.0]])
    >>> chosen = np.array([[1], [1], [1], [0]])
    >>> moments_of_sums(sums_of_rows(rows, stage, chosen), np.array([3]), stage).r.round(6).tolist()
    [[0.5]]
    """
    k = len(stage.indicators)
    first, second = stage.pairs
    means = sums / n
    mean = means[:k]
    variance = means[k : 2 * k] - mean**2
    constant = ~(variance > _CONSTANT)
    sd = np.sqrt(np.where(constant, 1.0, variance))
    r = (means[2 * k :] - mean[first] * mean[second]) / (sd[first] * sd[second])
    r[constant[first] | constant[second]] = np.nan
    return ChosenMoments(np.asarray(n), mean, sd, np.clip(r, -1.0, 1.0), constant)


def estimate_chosen(
    rows: np.ndarray,
    plan: Plan,
    settings: Settings,
    chosen: np.ndarray,
    sums: np.ndarray,
    start: Estimate | None = None,
) -> tuple[ChosenMoments, Estimate]:
    """Estimate a PLS model in each choice of rows.

    Parameters
    ----------
    rows : ndarray, shape (n, k)
    plan : Plan
    settings : Settings
    chosen : ndarray, shape (n, B)
        Of as many rows in each choice; if not, the adjusted R squared is that of the first.
    sums : ndarray
        Of the chosen rows, as from `sums_of_rows`.
    start : Estimate, optional
        Of one sample, from whose weights the iterations start.
    """
    count = chosen.sum(axis=0)
    moments = moments_of_sums(sums, count, plan.first)
    weights = (None, None)
    if start is not None:
        again = start.second.outer.weights if start.second is not None else None
        weights = (start.first.outer.weights, again)

    def products(factors: Sequence[tuple[np.ndarray, np.ndarray]]) -> ProductMoments:
        return product_moments(_blocks(rows, chosen), moments.mean, moments.sd, factors)

    found = estimate(moments.r, plan, int(count[0]), settings, start=weights, products=products)
    constant = moments.constant.any(axis=0)
    reason = np.where(constant, REASONS.index("constant_item"), found.reason)
    return moments, replace(found, reason=reason.astype(np.int8))
