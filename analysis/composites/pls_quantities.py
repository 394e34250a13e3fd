"""The numbers that PLS reports, by name, with resamples along the last axis of each."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from .pls_estimate import Estimate
from .pls_fit import srmr
from .pls_measurement import heterotrait
from .pls_plan import Plan
from .pls_structure import implied_correlations

__all__ = ["QUANTITIES", "Quantity", "estimated_phi", "quantities"]

Quantity = Literal[
    "weights",
    "loadings",
    "part_weights",
    "part_loadings",
    "correlations",
    "paths",
    "r_squared",
    "adjusted_r_squared",
    "f_squared",
    "total",
    "total_indirect",
    "specific_indirect",
    "rho_a",
    "rho_c",
    "ave",
    "htmt",
    "htmt2",
    "srmr_saturated",
    "srmr",
    "product_sd",
]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)


def quantities(found: Estimate, plan: Plan) -> dict[Quantity, np.ndarray]:
    """Name the numbers of an estimate, in the order of the model's items and constructs.

    Shapes are those of `PlsResult` with one axis more, of resamples; the SRMR has that axis alone.
    """
    weights, loadings = _items(found, plan)
    part_weights, part_loadings = _parts(found, plan)
    rho_a, rho_c, ave = _reliabilities(found, plan)
    s = found.structure
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        return {
            "weights": weights,
            "loadings": loadings,
            "part_weights": part_weights,
            "part_loadings": part_loadings,
            "correlations": found.correlations,
            "paths": s.paths,
            "r_squared": s.r_squared,
            "adjusted_r_squared": s.adjusted,
            "f_squared": s.f_squared,
            "total": s.total,
            "total_indirect": s.indirect,
            "specific_indirect": s.specific,
            "rho_a": rho_a,
            "rho_c": rho_c,
            "ave": ave,
            "htmt": _heterotrait(found, plan, geometric=False),
            "htmt2": _heterotrait(found, plan, geometric=True),
            "srmr_saturated": srmr(found.last, found.last.correlations),
            "srmr": srmr(found.last, estimated_phi(found, plan)),
            "product_sd": found.product_sd,
        }


def estimated_phi(found: Estimate, plan: Plan) -> np.ndarray:
    """Correlations of the last stage's constructs that the paths imply."""
    implied = implied_correlations(found.correlations, found.structure.paths, plan.wiring)
    return implied[np.ix_(plan.places, plan.places)]


def _items(found: Estimate, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Weights and loadings of the items, each from the last stage in which it stands."""
    weights, loadings = found.first.outer.weights, found.first.loadings
    if found.second is None:
        return weights, loadings
    weights, loadings = weights.copy(), loadings.copy()
    items, _ = plan.origins
    own = items >= 0
    weights[items[own]] = found.second.outer.weights[own]
    loadings[items[own]] = found.second.loadings[own]
    return weights, loadings


def _parts(found: Estimate, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Weights and loadings of parts on their higher-order constructs."""
    if found.second is None:
        empty = np.empty((0, found.first.r.shape[-1]))
        return empty, empty
    _, parts = plan.origins
    return found.second.outer.weights[parts >= 0], found.second.loadings[parts >= 0]


def _reliabilities(found: Estimate, plan: Plan) -> list[np.ndarray]:
    """rho_A, rho_C and AVE of all constructs."""
    listed = []
    for name in ("rho_a", "rho_c", "ave"):
        rows = np.full((plan.wiring.count, found.first.r.shape[-1]), np.nan)
        own = getattr(found.first.reliabilities, name)
        rows[: len(own)] = own
        rows[plan.places] = getattr(found.last.reliabilities, name)
        listed.append(rows)
    return listed


def _heterotrait(found: Estimate, plan: Plan, *, geometric: bool) -> np.ndarray:
    """HTMT of all constructs; higher ones by the scores of their parts."""
    c, first = plan.wiring.count, found.first
    ratios = np.full((c, c, first.r.shape[-1]), np.nan)
    m = len(first.stage.constructs)
    ratios[:m, :m] = heterotrait(first.r, first.stage, geometric=geometric)
    if found.second is not None:
        again = heterotrait(found.second.r, found.second.stage, geometric=geometric)
        ratios[np.ix_(plan.places, plan.places)] = again
    return ratios
