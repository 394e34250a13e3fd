"""PLS path modelling: composites and common factors, their paths, and what they explain.

Works in correlation space on `Moments`, so that a published correlation matrix and a file of a
million rows are served alike. Interactions alone need the rows, for the products of scores.

Conventions
-----------
- Items are standardised; composites have variance one; the sum of the correlations of a construct's
  items with it is positive.
- Weights are iterated until the sum of their absolute changes in one round is below `tolerance`.
- Mode "A" and "B" are composites; a "reflective" construct is weighted as in mode A and corrected
  for attenuation (PLSc, Dijkstra and Henseler 2015).
- Higher-order constructs are estimated in two stages, disjoint: first their parts stand in their
  place; then the scores of the parts are their indicators (Sarstedt et al. 2019, Australasian
  Marketing Journal 27, 197-211). Reflective parts enter with corrected correlations.
- Interactions are estimated in two stages: products of the standardised scores of a model without
  them join its regressions, standardised (Henseler and Chin 2010, Structural Equation Modeling 17,
  82-109).
"""

from __future__ import annotations

from typing import get_args

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .composites.pls_assembly import result_of
from .composites.pls_estimate import Estimate, estimate
from .composites.pls_measure import REASONS, Blocks, Settings
from .composites.pls_plan import Plan, plan_of
from .composites.pls_products import Products, product_moments
from .composites.pls_result import PlsResult
from .composites.pls_weights import Scheme
from .moments import Moments, complete_rows, other_data
from .structural_model import StructuralModel

__all__ = ["PlsResult", "pls"]


def pls(
    moments: Moments,
    model: StructuralModel,
    *,
    scheme: Scheme = "path",
    tolerance: float = 1e-7,
    limit: int = 300,
    composite_blocks: Blocks = "observed",
    values: np.ndarray | None = None,
) -> PlsResult:
    """Estimate a PLS path model.

    Parameters
    ----------
    moments : Moments
        Of the items of the model, and any others.
    model : StructuralModel
    scheme : {"path", "factor", "centroid"}
        Inner weights.
    tolerance : float
        Stop when the weights change by less in sum.
    limit : int
        Greatest number of rounds.
    composite_blocks : {"observed", "loadings"}
        What a composite of mode A implies for its own items, for the fit: their correlations as
        they are, or the products of their loadings, as if it were a factor.
    values : ndarray, shape (n, k), optional
        Rows behind `moments`, in the order of its names; needed for interactions. Rows with a
        missing value are left out.

    Raises
    ------
    SpecificationError
        If an option is out of range, an item is not in `moments`, or the model has interactions
        and no `values`.
    MethodError
        If there are not more people than items; an item does not vary; items of mode B or
        constructs that explain another determine each other; the weights do not converge; or the
        rho_A of a reflective construct is not positive.

    Examples
    --------
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> r = np.array([[1.0, 0.6, 0.3], [0.6, 1.0, 0.3], [0.3, 0.3, 1.0]])
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("trust", ("T1", "T2")), MeasuredConstruct("use", ("U",))),
    ...     (("trust", "use"),),
    ... )
    >>> found = pls(Moments(200, ("T1", "T2", "U"), np.zeros(3), r), model)
    >>> found.loadings.round(4).tolist(), found.paths[0, 1].round(4)
    ([0.8944, 0.8944, 1.0], np.float64(0.3354))
    """
    settings = checked_settings(scheme, tolerance, limit, composite_blocks)
    plan = plan_of(model)
    chosen = moments.select(model.items)
    if chosen.n <= len(model.items):
        raise MethodError(
            f"PLS needs more people than items, got {chosen.n} people for {len(model.items)} items",
            next_step="Ask more people, or shorten the constructs.",
        )
    r = chosen.correlation[plan.first.pairs][:, None]
    found = estimate(r, plan, chosen.n, settings, products=_products(moments, model, values))
    _refuse(found, plan, settings)
    return result_of(found, plan, settings, chosen)


def checked_settings(
    scheme: Scheme, tolerance: float, limit: int, composite_blocks: Blocks
) -> Settings:
    """Return the settings, or say which is out of range."""
    if scheme not in get_args(Scheme):
        raise SpecificationError(f'`scheme` must be "path", "factor" or "centroid", got "{scheme}"')
    if composite_blocks not in get_args(Blocks):
        raise SpecificationError(
            f'`composite_blocks` must be "observed" or "loadings", got "{composite_blocks}"'
        )
    if not 0 < tolerance < 1:
        raise SpecificationError(f"`tolerance` must be between 0 and 1, got {tolerance:g}")
    if limit < 1:
        raise SpecificationError(f"`limit` must be at least 1, got {limit}")
    return Settings(scheme, tolerance, limit, composite_blocks)


def _products(
    moments: Moments, model: StructuralModel, values: np.ndarray | None
) -> Products | None:
    """Moments of products from the rows of the data, each counted once."""
    if not model.interactions:
        return None
    if values is None:
        raise SpecificationError(
            f"The interaction `{model.interactions[0].id}` needs the rows of the data",
            next_step="Give them as `values`.",
        )
    x = complete_rows(values, moments)
    if len(x) != moments.n or not np.allclose(x.mean(axis=0), moments.mean):
        raise other_data(x, moments)
    at = {name: i for i, name in enumerate(moments.names)}
    x = x[:, [at[item] for item in model.items]]
    mean = x.mean(axis=0)
    x, zero = x - mean, np.zeros((len(mean), 1))
    sd, once = x.std(axis=0)[:, None], np.ones((len(x), 1))
    return lambda factors: product_moments([(x, once)], zero, sd, factors)


def _refuse(found: Estimate, plan: Plan, settings: Settings) -> None:
    """Say why there is no result."""
    reason = REASONS[found.reason[0]]
    if not reason:
        return
    stage = found.second if found.second is not None and not found.first.reason[0] else found.first
    if reason == "not_converged":
        raise MethodError(
            f"The weights have not converged in {settings.limit} rounds: they still change by "
            f"{stage.outer.change[0]:.3g} in sum, and {settings.tolerance:g} is asked",
            next_step="Look for constructs that are hardly related to any other.",
        )
    if reason == "negative_rho_a":
        name = next(
            c
            for c, root in zip(stage.stage.constructs, stage.root[:, 0], strict=True)
            if not root > 0
        )
        raise MethodError(
            f"rho_A of the reflective construct `{name}` is not positive, so its correlations "
            "cannot be corrected",
            next_step='Check its items for reversed ones, or give it the mode "A".',
        )
    if reason == "constant_composite":
        empty = np.isnan(stage.outer.weights[:, 0])
        item = stage.stage.indicators[int(np.argmax(empty))]
        raise MethodError(
            f"The composite of the construct with `{item}` does not vary, or has no relation to "
            "its neighbours",
            next_step="Check its items for reversed ones.",
        )
    raise MethodError(
        "Some variables determine each other exactly: " + _determined(found, plan),
        next_step="Leave one of them out, or join them.",
    )


def _determined(found: Estimate, plan: Plan) -> str:
    """Name the block of mode B, or the constructs, whose correlations are singular."""
    stage = found.first if found.second is None or found.first.reason[0] else found.second
    for b, name in enumerate(stage.stage.constructs):
        if stage.stage.modes[b] == "B":
            block = stage.stage.within(stage.r, b)[..., 0]
            if np.linalg.matrix_rank(block, tol=1e-8, hermitian=True) < len(block):
                return f"the items of `{name}`"
    names = plan.model.names
    for end, starts in plan.wiring.predecessors.items():
        if len(starts) > 1:
            return (
                "the constructs "
                + ", ".join(f"`{names[i]}`" for i in starts)
                + f", which explain `{names[end]}`"
            )
    return "its constructs"
