"""One stage of PLS measured: weights with their sign, loadings, reliabilities, correlations.

Resamples run along the last axis. Those for which something is not defined carry a reason and
numbers that mean nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from .pls_measurement import Reliabilities, reliabilities, rho_a_of
from .pls_stage import Stage
from .pls_weights import OuterWeights, Scheme, outer_weights

__all__ = ["REASONS", "Blocks", "Measured", "Reason", "Settings", "measure"]

Blocks = Literal["observed", "loadings"]

Reason = Literal[
    "", "constant_item", "constant_composite", "singular", "not_converged", "negative_rho_a"
]
REASONS: tuple[Reason, ...] = (
    "",
    "constant_item",
    "constant_composite",
    "singular",
    "not_converged",
    "negative_rho_a",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How weights are found, and what a composite of mode A implies for its own items.

    Attributes
    ----------
    scheme : {"path", "factor", "centroid"}
    tolerance : float
    limit : int
        Greatest number of rounds.
    composite_blocks : {"observed", "loadings"}
    """

    scheme: Scheme = "path"
    tolerance: float = 1e-7
    limit: int = 300
    composite_blocks: Blocks = "observed"


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A stage of k indicators and c constructs in each of B resamples.

    Attributes
    ----------
    stage : Stage
    r : ndarray, shape (k (k - 1) / 2, B)
        Correlations of the indicators, in the order of `stage.pairs`.
    outer : OuterWeights
        With the sign that makes the sum of each construct's item correlations positive.
    covariances : dict of (a, b) to ndarray, shape (ka, B)
        Correlations of the indicators of construct a with construct b: of a itself, and of all b
        if they were asked for.
    loadings : ndarray, shape (k, B)
        Of each indicator on its own construct.
    correlations : ndarray, shape (c, c, B)
        Of the constructs: composites, or common factors where a construct is reflective.
    reliabilities : Reliabilities
    root : ndarray, shape (c, B)
        Square root of the reliability by which correlations were divided; 1 for a composite.
    reason : ndarray of int, shape (B,)
        Place in `REASONS`; 0 where everything is defined.
    composite_blocks : {"observed", "loadings"}
    """

    stage: Stage
    r: np.ndarray
    outer: OuterWeights
    covariances: dict[tuple[int, int], np.ndarray]
    loadings: np.ndarray
    correlations: np.ndarray
    reliabilities: Reliabilities
    root: np.ndarray
    reason: np.ndarray
    composite_blocks: Blocks


def measure(
    stage: Stage,
    r: np.ndarray,
    settings: Settings,
    start: np.ndarray | None = None,
    *,
    crossed: bool = False,
) -> Measured:
    """Find the weights of a stage and all that follows from them; all `covariances` if crossed."""
    outer = outer_weights(
        r,
        stage,
        scheme=settings.scheme,
        tolerance=settings.tolerance,
        limit=settings.limit,
        start=start,
        crossed=crossed,
    )
    c, constructs = outer.correlations, range(len(stage.blocks))
    own = [outer.covariances[b, b] for b in constructs]
    sign = np.array([np.where(x.sum(axis=0) < 0, -1.0, 1.0) for x in own])
    w = outer.weights * np.repeat(sign, stage.sizes, axis=0)
    rho_a, root, negative = _rho_a(stage, w)
    # The sign of an item's correlation follows that of the construct it is correlated with.
    covariances = {(a, b): x * (sign[b] / root[b]) for (a, b), x in outer.covariances.items()}
    loadings = np.concatenate([covariances[b, b] for b in constructs])
    for b, span in enumerate(stage.spans):
        if stage.modes[b] == "reflective" and stage.sizes[b] > 1:
            loadings[span] = root[b] * w[span] / (w[span] ** 2).sum(axis=0)
            covariances[b, b] = loadings[span]
    correlations = c * (sign / root)[:, None] * (sign / root)[None, :]
    correlations[constructs, constructs] = 1.0
    signed = replace(outer, weights=w, correlations=c * sign[:, None] * sign[None, :])
    return Measured(
        stage,
        r,
        signed,
        covariances,
        loadings,
        correlations,
        reliabilities(stage, rho_a, loadings),
        root,
        _reason(signed, negative, settings),
        settings.composite_blocks,
    )


def _rho_a(stage: Stage, w: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Reliabilities, the roots that correct for them, and where there is none."""
    rho_a = np.ones((len(stage.blocks), w.shape[-1]))
    root, negative = np.ones_like(rho_a), np.zeros(w.shape[-1], dtype=bool)
    for b, span in enumerate(stage.spans):
        if stage.modes[b] == "B" or stage.sizes[b] == 1:
            continue
        rho_a[b] = rho_a_of(w[span])
        if stage.modes[b] == "reflective":
            defined = rho_a[b] > 0
            negative |= ~defined
            root[b] = np.sqrt(np.where(defined, rho_a[b], np.nan))
    return rho_a, root, negative


def _reason(outer: OuterWeights, negative: np.ndarray, settings: Settings) -> np.ndarray:
    """Why a resample has no result; the first cause is named."""
    reason = np.zeros(len(negative), dtype=np.int8)
    reason[negative] = REASONS.index("negative_rho_a")
    reason[~(outer.change < settings.tolerance)] = REASONS.index("not_converged")
    reason[np.isnan(outer.weights).any(axis=0)] = REASONS.index("constant_composite")
    reason[outer.singular] = REASONS.index("singular")
    return reason
