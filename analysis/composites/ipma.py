r"""Importance-performance map: which constructs matter for a target, and how well they do.

Items are put on a scale from 0 to 100 by the ends of their answer scales. With weights
:math:`u_j = w_j / s_j` of items of standard deviation :math:`s_j`, the performance of a construct
is the mean of its items weighted by :math:`\tilde w_j = u_j / \sum u`, and its scores have the
standard deviation :math:`1 / \sum u`. Importance is the total effect on the target between scores
on that scale: points of the target for one point of the construct. The importance of an item is
that of its construct times :math:`\tilde w_j`.

A reflective construct has the standard deviation of its common factor, :math:`\sqrt{\rho_A}` of
that of the scores. Effects of a construct that takes part in an interaction are those at the mean
of the other.

Sources: Ringle and Sarstedt (2016), Industrial Management & Data Systems 116, 1865-1886; quadrants:
Martilla and James (1977), Journal of Marketing 41, 77-79.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..moments import Moments
from ..structural_model import check_outcome
from .pls_blocks import item_moments
from .pls_result import PlsResult

__all__ = ["Ipma", "Quadrant", "importance_performance"]

Quadrant = Literal["keep_up", "concentrate", "possible_overkill", "low_priority"]


@dataclass(frozen=True, slots=True, eq=False)
class Ipma:
    """Importance and performance of c constructs and k items for one target.

    Attributes
    ----------
    target : str
    n : int
    constructs : tuple of str, length c
        With a way to the target; interactions are left out.
    importance : ndarray, shape (c,)
        Unstandardised total effects.
    standardised : ndarray, shape (c,)
        Total effects between standardised constructs.
    performance : ndarray, shape (c,)
        From 0 to 100.
    quadrants : tuple of Quadrant, length c
        By the means of importance and of performance: at least the mean counts as high.
    items, owners : tuple of str, length k
        Items of a higher-order construct are those of its parts.
    item_weights : ndarray, shape (k,)
        Unstandardised, with the sum one in each construct.
    item_importance, item_performance : ndarray, shape (k,)
    item_quadrants : tuple of Quadrant, length k
    target_performance : float
    negative : tuple of str
        Items with a negative weight: with them a performance may leave the range of 0 to 100.
    """

    target: str
    n: int
    constructs: tuple[str, ...]
    importance: np.ndarray
    standardised: np.ndarray
    performance: np.ndarray
    quadrants: tuple[Quadrant, ...]
    items: tuple[str, ...]
    owners: tuple[str, ...]
    item_weights: np.ndarray
    item_importance: np.ndarray
    item_performance: np.ndarray
    item_quadrants: tuple[Quadrant, ...]
    target_performance: float
    negative: tuple[str, ...]


def importance_performance(
    result: PlsResult,
    moments: Moments,
    target: str,
    scale: tuple[float, float] | Mapping[str, tuple[float, float]],
) -> Ipma:
    """Map the importance and the performance of all constructs before a target.

    Parameters
    ----------
    result : PlsResult
    moments : Moments
        Of the answers in points, as they were estimated; a correlation matrix does not do.
    target : str
    scale : (float, float), or mapping of item to (float, float)
        Lowest and highest answer that is possible, of all items or of each.

    Raises
    ------
    SpecificationError
        If no path ends at the target, `moments` are not those of the result, an item has no scale,
        its ends do not ascend, or its mean lies outside.
    MethodError
        If the weights of a construct do not sum to a positive number.

    Examples
    --------
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    ... )
    >>> m = Moments(99, ("a", "b"), np.array([2.0, 4.0]), np.array([[1.0, 0.6], [0.6, 4.0]]))
    >>> found = importance_performance(pls(m, model), m, "y", (1.0, 5.0))
    >>> found.importance.tolist(), found.performance.tolist(), found.target_performance
    ([0.6], [25.0], 75.0)
    """
    chosen = _checked(result, moments, target)
    low, high = _ends(result.items, scale, chosen.mean)
    item_performance = 100 * (chosen.mean - low) / (high - low)
    weights, sd = _unstandardised(result, 100 * chosen.sd / (high - low))
    at = [result.constructs.index(name) for name in _causes(result, target)]
    end = result.constructs.index(target)
    importance = result.total[at, end] * sd[end] / sd[at]
    performance = weights.T @ item_performance
    rows = [(i, c) for c in at for i in np.flatnonzero(weights[:, c])]
    items, columns = np.array(rows, dtype=np.intp).T
    own = weights[items, columns]
    item_importance = own * importance[np.searchsorted(at, columns)]
    return Ipma(
        target=target,
        n=result.n,
        constructs=tuple(result.constructs[c] for c in at),
        importance=importance,
        standardised=result.total[at, end],
        performance=performance[at],
        quadrants=_quadrants(importance, performance[at]),
        items=tuple(result.items[i] for i in items),
        owners=tuple(result.constructs[c] for c in columns),
        item_weights=own,
        item_importance=item_importance,
        item_performance=item_performance[items],
        item_quadrants=_quadrants(item_importance, item_performance[items]),
        target_performance=float(performance[end]),
        negative=tuple(result.items[i] for i in items[own < 0]),
    )


def _checked(result: PlsResult, moments: Moments, target: str) -> Moments:
    """Moments of the items, if they and the target belong to the result."""
    check_outcome(result.model, target)
    return item_moments(result, moments)


def _causes(result: PlsResult, target: str) -> list[str]:
    """List the constructs with a way to the target, in their order, but no interactions."""
    starts = {way[0] for way in result.ways if way[-1] == target}
    starts |= set(result.model.predecessors(target))
    starts -= {product.id for product in result.model.interactions}
    return [name for name in result.constructs if name in starts]


def _ends(
    items: tuple[str, ...],
    scale: tuple[float, float] | Mapping[str, tuple[float, float]],
    mean: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest answers of the items."""
    rows: list[tuple[float, float]] = []
    for item, value in zip(items, mean, strict=True):
        if isinstance(scale, Mapping):
            if item not in scale:
                raise SpecificationError(f"`scale` lacks the item `{item}`")
            low, high = scale[item]
        else:
            low, high = scale
        if not low < high:
            raise SpecificationError(f"The scale of `{item}` must ascend, got {low:g} to {high:g}")
        if not low <= value <= high:
            raise SpecificationError(
                f"The mean {value:g} of `{item}` lies outside its scale from {low:g} to {high:g}",
                next_step="Give the ends of the answer scale, and answers in points.",
            )
        rows.append((low, high))
    low, high = np.array(rows).T
    return low, high


def _unstandardised(result: PlsResult, sd: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Item weights that sum to one in each construct, (k, c), and the constructs' deviations."""
    raw = result.score_weights / sd[:, None]
    sums = raw.sum(axis=0)
    products = {product.id for product in result.model.interactions}
    root = np.ones(len(sums))
    for i, name in enumerate(result.constructs):
        if name in products:
            sums[i] = 1.0
        elif not sums[i] > 0:
            raise MethodError(
                f"The weights of `{name}` sum to {sums[i]:.3g}; performance needs a positive sum",
                next_step="Check its items for reversed ones.",
            )
    for construct in (*result.model.constructs, *result.model.higher_order):
        if construct.mode == "reflective":
            i = result.constructs.index(construct.id)
            root[i] = np.sqrt(result.rho_a[i])
    return raw / sums, root / sums


def _quadrants(importance: np.ndarray, performance: np.ndarray) -> tuple[Quadrant, ...]:
    """Place each point beside the means of all."""
    names: dict[tuple[bool, bool], Quadrant] = {
        (True, True): "keep_up",
        (True, False): "concentrate",
        (False, True): "possible_overkill",
        (False, False): "low_priority",
    }
    important = importance >= importance.mean()
    strong = performance >= performance.mean()
    return tuple(names[bool(i), bool(p)] for i, p in zip(important, strong, strict=True))
