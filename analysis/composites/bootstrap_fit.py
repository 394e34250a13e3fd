r"""Bootstrap test of exact fit: residuals against those of a model that holds.

The standardised data X are transformed to :math:`X R^{-1/2} \Sigma^{1/2}`, so that the correlations
that the model implies are those of the sample (Beran and Srivastava 1985; Bollen and Stine 1992).
Resamples of them show how large SRMR, d_ULS and d_G are by chance alone; a model is rejected if its
own are above the 95 % quantile.

Sources: Dijkstra and Henseler (2015), Computational Statistics & Data Analysis 81, 10-23;
Schuberth, Henseler and Dijkstra (2018), Frontiers in Psychology 9, 2541; Bollen and Stine (1992),
Sociological Methods & Research 21, 205-229.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from ..bootstrap import chosen_rows
from ..moments import moments_of
from ..pls import checked_settings, pls
from ..structural_model import StructuralModel
from .bootstrap_batch import Study, collect, resampled
from .bootstrap_rows import rows_of
from .pls_estimate import Estimate
from .pls_fit import PlsFit, dense, geodesic, implied_pairs, misfit
from .pls_measure import REASONS, Blocks, Reason
from .pls_plan import Plan, plan_of
from .pls_quantities import estimated_phi
from .pls_weights import Scheme

__all__ = ["Distance", "ExactFit", "exact_fit"]

Distance = Literal["srmr", "d_uls", "d_g"]


@dataclass(frozen=True, slots=True, eq=False)
class ExactFit:
    """Distances of a model beside those of resamples for which it holds.

    Attributes
    ----------
    fit : PlsFit
        Of all people.
    level : float
    quantile : dict of distance to float
        Of the draws, at `level`; the model is rejected if its own distance is above.
    p : dict of distance to float
        Share of draws at or above the model's own distance, counting itself.
    draws : dict of distance to ndarray, shape (resamples,)
        NaN in resamples that have a reason; d_g also where correlations are singular.
    reasons : ndarray of int, shape (resamples,)
        Place in `REASONS`.
    resamples, seed : int
    """

    fit: PlsFit
    level: float
    quantile: dict[Distance, float]
    p: dict[Distance, float]
    draws: dict[Distance, np.ndarray]
    reasons: np.ndarray
    resamples: int
    seed: int

    @property
    def failures(self) -> dict[Reason, int]:
        """Resamples without an estimate, by reason."""
        counted = np.bincount(self.reasons, minlength=len(REASONS))
        return {name: int(counted[i]) for i, name in enumerate(REASONS) if name and counted[i]}


def exact_fit(
    values: np.ndarray,
    names: Sequence[str],
    model: StructuralModel,
    *,
    seed: int,
    resamples: int = 1000,
    level: float = 0.95,
    against: Literal["saturated", "estimated"] = "estimated",
    scheme: Scheme = "path",
    composite_blocks: Blocks = "observed",
    missing: Literal["listwise", "mean"] = "listwise",
    workers: int | None = None,
    batch: int = 256,
) -> ExactFit:
    """Test whether a PLS path model fits exactly.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        Answers, NaN where missing.
    names : sequence of str, length k
    model : StructuralModel
        Without higher-order constructs and interactions, whose fit is of a second stage.
    seed, resamples, scheme, composite_blocks, missing, workers, batch
        As of `bootstrap_pls`.
    level : float
    against : {"saturated", "estimated"}
        Correlations of the constructs as they are, or as the paths imply them.

    Raises
    ------
    SpecificationError
        If an option is out of range, or the model has a second stage.
    MethodError
        If the model cannot be estimated, or observed or implied correlations are not positive
        definite.
    """
    _check(model, resamples, level, against, seed)
    plan, settings = plan_of(model), checked_settings(scheme, 1e-7, 300, composite_blocks)
    x = chosen_rows(values, names, plan, missing)
    result = pls(
        moments_of(x, model.items), model, scheme=scheme, composite_blocks=composite_blocks
    )
    fit = result.saturated if against == "saturated" else result.estimated
    study = Study(
        rows_of(_transformed(x, fit), plan.first),
        plan,
        replace(settings, tolerance=1e-10),
        (result.weights[:, None], None),
    )
    drawn = collect(
        resampled(study, seed),
        lambda found: _distances(found, plan, against),
        resamples,
        size=batch,
        workers=workers or os.cpu_count() or 1,
    )
    own: dict[Distance, float] = {"srmr": fit.srmr, "d_uls": fit.d_uls, "d_g": fit.d_g}
    quantile: dict[Distance, float] = {}
    p: dict[Distance, float] = {}
    for name, array in drawn.draws.items():
        defined = array[~np.isnan(array)]
        quantile[name] = float(np.quantile(defined, level)) if len(defined) else float("nan")
        p[name] = float((1 + (defined >= own[name]).sum()) / (1 + len(defined)))
    return ExactFit(fit, level, quantile, p, drawn.draws, drawn.reasons, resamples, seed)


def _distances(
    found: Estimate, plan: Plan, against: Literal["saturated", "estimated"]
) -> dict[Distance, np.ndarray]:
    """Distances of a batch of resamples, three arrays of shape (B,)."""
    usable = found.reason == 0
    k = len(found.first.stage.indicators)
    phi = found.first.correlations if against == "saturated" else estimated_phi(found, plan)
    squares = misfit(found.first, phi)
    g = np.full(len(usable), np.nan)
    observed, implied = found.first.r[:, usable], implied_pairs(found.first, phi)[:, usable]
    g[usable] = geodesic(dense(found.first.stage, observed), dense(found.first.stage, implied))
    return {"srmr": np.sqrt(squares / (k * (k + 1) / 2)), "d_uls": squares, "d_g": g}


def _transformed(x: np.ndarray, fit: PlsFit) -> np.ndarray:
    """Return data whose correlations are those that the model implies."""
    values, vectors = np.linalg.eigh(fit.observed)
    own, turned = np.linalg.eigh(fit.implied)
    for name, least in (("observed", values[0]), ("implied", own[0])):
        if least <= 1e-12:
            raise MethodError(
                f"The test of exact fit needs positive definite correlations; the smallest "
                f"eigenvalue of the {name} ones is {least:.3g}",
                next_step="Leave out items that others determine.",
            )
    standard = (x - x.mean(axis=0)) / x.std(axis=0)
    return standard @ (vectors / np.sqrt(values)) @ vectors.T @ (turned * np.sqrt(own)) @ turned.T


def _check(model: StructuralModel, resamples: int, level: float, against: str, seed: int) -> None:
    if model.higher_order or model.interactions:
        raise SpecificationError(
            "The test of exact fit is of models of one stage, without higher-order constructs and "
            "interactions"
        )
    if resamples < 1:
        raise SpecificationError(f"`resamples` must be at least 1, got {resamples}")
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must be between 0 and 1, got {level:g}")
    if against not in get_args(Literal["saturated", "estimated"]):
        raise SpecificationError(f'`against` must be "saturated" or "estimated", got "{against}"')
    if not 0 <= seed < 2**63:
        raise SpecificationError(f"`seed` must not be negative and below 2^63, got {seed}")
