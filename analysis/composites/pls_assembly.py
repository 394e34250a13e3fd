"""A PLS result put together from the estimate of one study."""

from __future__ import annotations

import numpy as np

from ..moments import Moments
from .pls_estimate import Estimate, item_weights
from .pls_fit import dense, pls_fit
from .pls_measure import Settings
from .pls_plan import Plan
from .pls_quantities import estimated_phi, quantities
from .pls_result import HigherWeights, PlsResult

__all__ = ["result_of"]


def result_of(found: Estimate, plan: Plan, settings: Settings, moments: Moments) -> PlsResult:
    """Name the numbers of an estimate of one resample, which has no reason to be refused."""
    numbers = {name: array[..., 0] for name, array in quantities(found, plan).items()}
    model, last = plan.model, found.last
    r = dense(plan.first, found.first.r[:, 0])
    scores = _score_weights(found, plan, r)
    stages = [stage.outer for stage in (found.first, found.second) if stage is not None]
    return PlsResult(
        model=model,
        scheme=settings.scheme,
        tolerance=settings.tolerance,
        n=moments.n,
        iterations=sum(int(outer.iterations[0]) for outer in stages),
        change=float(stages[-1].change[0]),
        items=model.items,
        owners=tuple(c.id for c in model.constructs for _ in c.items),
        constructs=model.names,
        weights=numbers["weights"],
        loadings=numbers["loadings"],
        cross_loadings=_cross_loadings(found, plan, r, scores, numbers["loadings"]),
        higher=HigherWeights(
            tuple(part for whole in model.higher_order for part in whole.parts),
            tuple(whole.id for whole in model.higher_order for _ in whole.parts),
            numbers["part_weights"],
            numbers["part_loadings"],
        ),
        composite_correlations=_composite(found, plan, scores, r),
        correlations=numbers["correlations"],
        paths=numbers["paths"],
        r_squared=numbers["r_squared"],
        adjusted_r_squared=numbers["adjusted_r_squared"],
        f_squared=numbers["f_squared"],
        vif=found.structure.vif[..., 0],
        total=numbers["total"],
        total_indirect=numbers["total_indirect"],
        ways=tuple(tuple(model.names[i] for i in way) for way in plan.wiring.ways),
        specific_indirect=numbers["specific_indirect"],
        rho_a=numbers["rho_a"],
        rho_c=numbers["rho_c"],
        ave=numbers["ave"],
        htmt=numbers["htmt"],
        htmt2=numbers["htmt2"],
        saturated=pls_fit(last, last.correlations, "saturated"),
        estimated=pls_fit(last, estimated_phi(found, plan), "estimated"),
        product_sd=found.product_sd[:, 0],
        score_weights=scores,
    )


def _score_weights(found: Estimate, plan: Plan, r: np.ndarray) -> np.ndarray:
    """Weights of the items in scores of variance one, shape (k, c)."""
    weights = item_weights(plan, found.first, found.second)[..., 0].T
    scale = np.sqrt(np.einsum("ic,ij,jc->c", weights, r, weights))
    return np.divide(weights, scale, out=np.zeros_like(weights), where=scale > 0)


def _composite(found: Estimate, plan: Plan, scores: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Correlations of the scores; interactions keep theirs, which are of scores already."""
    result = found.correlations[..., 0].copy()
    last = plan.wiring.count - len(plan.products)
    result[:last, :last] = (scores.T @ r @ scores)[:last, :last]
    result[last:, plan.places] *= found.last.root[:, 0]
    result[plan.places, last:] *= found.last.root[:, :1]
    np.fill_diagonal(result, 1.0)
    return result


def _cross_loadings(
    found: Estimate, plan: Plan, r: np.ndarray, scores: np.ndarray, loadings: np.ndarray
) -> np.ndarray:
    """Correlations of all items with all constructs, shape (k, c); NaN with interactions."""
    root = np.ones(plan.wiring.count)
    root[: len(plan.first.constructs)] = found.first.root[:, 0]
    root[plan.places] = found.last.root[:, 0]
    result = r @ scores / root
    result[:, plan.wiring.count - len(plan.products) :] = np.nan
    owner = np.repeat(np.arange(len(plan.first.blocks)), plan.first.sizes)
    result[np.arange(len(r)), owner] = loadings
    return result
