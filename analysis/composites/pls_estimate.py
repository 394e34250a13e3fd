"""Everything that PLS estimates, for many resamples at once: stages, products, structure.

The estimate of a study and each resample of its bootstrap pass through the same functions; a study
is a batch of one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .pls_measure import REASONS, Measured, Settings, measure
from .pls_plan import Plan
from .pls_products import ProductMoments, Products
from .pls_stage import Stage
from .pls_structure import Structure, structure

__all__ = ["Estimate", "estimate", "item_weights"]


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A model in each of B resamples.

    Attributes
    ----------
    first : Measured
    second : Measured or None
    correlations : ndarray, shape (c, c, B)
        Of all constructs, in the order of `model.names`.
    product_sd : ndarray, shape (p, B)
        Standard deviations of the interactions' products.
    structure : Structure
    reason : ndarray of int, shape (B,)
        Place in `REASONS`.
    """

    first: Measured
    second: Measured | None
    correlations: np.ndarray
    product_sd: np.ndarray
    structure: Structure
    reason: np.ndarray

    @property
    def last(self) -> Measured:
        """The stage whose constructs the paths join."""
        return self.second or self.first


def estimate(
    r: np.ndarray,
    plan: Plan,
    n: int,
    settings: Settings,
    *,
    start: tuple[np.ndarray | None, np.ndarray | None] = (None, None),
    products: Products | None = None,
) -> Estimate:
    """Estimate a model.

    Parameters
    ----------
    r : ndarray, shape (k (k - 1) / 2, B)
        Correlations of the items, in the order of `plan.first.pairs`.
    plan : Plan
    n : int
        People.
    settings : Settings
    start : pair of arrays or None
        Weights of both stages to start from.
    products : Products, optional
        Rows behind the correlations, if the model has interactions.
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        two = plan.second is not None
        first = measure(plan.first, r, settings, start[0], crossed=two)
        reason, second = first.reason, None
        if plan.second is not None:
            pairs = _second_pairs(plan, first)
            second = measure(plan.second, pairs, settings, start[1], crossed=True)
            reason = np.where(reason > 0, reason, second.reason)
        correlations = _all_correlations(plan, first, second)
        product_sd = np.empty((0, r.shape[-1]))
        if products is not None and plan.products:
            weights = item_weights(plan, first, second)
            moments = products([(weights[a], weights[b]) for a, b in plan.products])
            correlations, product_sd = _with_products(
                plan, correlations, weights, moments, second or first
            )
        found = structure(correlations, plan.wiring, n)
    reason = np.where((reason == 0) & found.singular, REASONS.index("singular"), reason)
    return Estimate(first, second, correlations, product_sd, found, reason.astype(np.int8))


def _second_pairs(plan: Plan, first: Measured) -> np.ndarray:
    """Correlations of the second stage's indicators: items as they are, parts as constructs."""
    items, parts = plan.origins
    place = _pair_places(first.stage)
    owner = np.repeat(np.arange(len(first.stage.blocks)), first.stage.sizes)
    rows: list[np.ndarray] = []
    for i, j in zip(*_second(plan).pairs, strict=True):
        if items[i] >= 0 and items[j] >= 0:
            rows.append(first.r[place[items[i], items[j]]])
        elif items[i] < 0 and items[j] < 0:
            rows.append(first.correlations[parts[i], parts[j]])
        else:
            item, part = (items[i], parts[j]) if items[i] >= 0 else (items[j], parts[i])
            a = int(owner[item])
            rows.append(first.covariances[a, int(part)][item - first.stage.spans[a].start])
    return np.array(rows)


def _all_correlations(plan: Plan, first: Measured, second: Measured | None) -> np.ndarray:
    """Correlations of all constructs; interactions stand apart until their products are known."""
    c = plan.wiring.count
    found = np.zeros((c, c, first.r.shape[-1]))
    found[np.arange(c), np.arange(c)] = 1.0
    if second is None:
        m = len(first.stage.constructs)
        found[:m, :m] = first.correlations
        return found
    at = plan.places
    found[np.ix_(at, at)] = second.correlations
    measured = np.arange(len(first.stage.constructs))
    parts = [int(b) for b in measured if b not in at]
    found[np.ix_(parts, parts)] = first.correlations[np.ix_(parts, parts)]
    _, origin = plan.origins
    for a, span in enumerate(second.stage.spans):
        for i in range(span.start, span.stop):
            if origin[i] < 0:
                continue
            for b in range(len(at)):
                row = second.covariances[a, b][i - span.start]
                found[origin[i], at[b]] = found[at[b], origin[i]] = row
    return found


def item_weights(plan: Plan, first: Measured, second: Measured | None) -> np.ndarray:
    """Weights of all items in the composites of all constructs, shape (c, k, B)."""
    c, k = plan.wiring.count, len(first.stage.indicators)
    found = np.zeros((c, k, first.r.shape[-1]))
    for b, span in enumerate(first.stage.spans):
        found[b, span] = first.outer.weights[span]
    if second is None:
        return found
    items, parts = plan.origins
    for b, span in enumerate(second.stage.spans):
        mixed = np.zeros_like(found[0])
        for i in range(span.start, span.stop):
            if items[i] >= 0:
                mixed[items[i]] += second.outer.weights[i]
            else:
                mixed += second.outer.weights[i] * found[parts[i]]
        found[plan.places[b]] = mixed
    return found


def _with_products(
    plan: Plan, found: np.ndarray, weights: np.ndarray, products: ProductMoments, last: Measured
) -> tuple[np.ndarray, np.ndarray]:
    """Put the correlations of the interactions in their places."""
    first = plan.wiring.count - len(plan.products)
    sd = np.sqrt(np.einsum("ppB->pB", products.among))
    own = products.among / sd[:, None] / sd[None, :]
    found[first:, first:] = own
    covariances = np.einsum("pkB,ckB->pcB", products.with_items, weights[:first])
    rows = covariances / sd[:, None]
    rows[:, plan.places] /= last.root
    found[first:, :first] = rows
    found[:first, first:] = np.swapaxes(rows, 0, 1)
    diagonal = np.arange(first, plan.wiring.count)
    found[diagonal, diagonal] = 1.0
    return found, sd


def _second(plan: Plan) -> Stage:
    return plan.second or plan.first


def _pair_places(stage: Stage) -> np.ndarray:
    """Row of each pair of indicators, shape (k, k)."""
    k = len(stage.indicators)
    place = np.full((k, k), -1)
    first, second = stage.pairs
    place[first, second] = place[second, first] = np.arange(len(first))
    return place
