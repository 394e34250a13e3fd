r"""Bootstrap of PLS path models: every number that is reported, resampled.

Resamples are estimated in batches: the sums of products of a batch are one matrix product of counts
and pairs of items, and every step of PLS then runs over the whole batch. Weights start from those
of all people, which changes the way and not the end: resamples iterate to a change below 1e-10 (or
`tolerance`, if that is smaller), so that what is left is far below what is compared.

Each resample has its own stream from the seed and its number, and is estimated by operations on its
own numbers: results are the same for any batch size and number of workers. Answers in whole numbers
are summed without rounding, others within 1e-10 on any platform.

A resample in which something is not defined (an item that is constant, constructs that determine
each other, weights that do not converge, a rho_A below zero) is counted by its reason, never
dropped in silence nor drawn again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .composites.bootstrap_batch import Study, collect, left_out, resampled
from .composites.bootstrap_result import Missing, PlsBootstrap, SignRule
from .composites.bootstrap_rows import rows_of
from .composites.bootstrap_signs import turned
from .composites.pls_measure import Blocks, Settings
from .composites.pls_plan import Plan, plan_of
from .composites.pls_quantities import Quantity, quantities
from .composites.pls_result import PlsResult
from .composites.pls_weights import Scheme
from .moments import moments_of, places_of
from .pls import checked_settings, pls
from .structural_model import StructuralModel

__all__ = ["PlsBootstrap", "bootstrap_pls"]

_TOLERANCE = 1e-10  # of resamples: what stopping leaves is below the differences of platforms
_BATCH = 512  # resamples whose correlations stay in the processor's cache


def bootstrap_pls(
    values: np.ndarray,
    names: Sequence[str],
    model: StructuralModel,
    *,
    seed: int,
    resamples: int = 10_000,
    scheme: Scheme = "path",
    tolerance: float = 1e-7,
    limit: int = 300,
    composite_blocks: Blocks = "observed",
    missing: Missing = "listwise",
    signs: SignRule = "none",
    jackknife: int = 0,
    workers: int | None = None,
    batch: int = _BATCH,
) -> PlsBootstrap:
    """Estimate a PLS path model and resample it.

    Parameters
    ----------
    values : ndarray, shape (n, k)
        Answers, NaN where missing.
    names : sequence of str, length k
    model : StructuralModel
    seed : int
        Not negative, below 2^63.
    resamples : int
    scheme, tolerance, limit, composite_blocks
        As of `pls`.
    missing : {"listwise", "mean", "mean_inside"}
        Leave out people with a missing answer to an item of the model; replace it by the item's
        mean, once; or by its mean in each resample.
    signs : {"none", "individual", "construct"}
        See `aqyl.analysis.composites.bootstrap_signs`.
    jackknife : int
        Groups of people that are left out in turn, for BCa intervals; 0 for none. As many groups as
        people is the jackknife; fewer are the same for many people (0 < groups <= n).
    workers : int, optional
        Threads; as many as processors if not given.
    batch : int
        Resamples estimated together.

    Raises
    ------
    SpecificationError
        If an option is out of range, or missing answers of a model with interactions are to be
        replaced inside resamples.
    MethodError
        If the model cannot be estimated from all people (see `pls`).

    Examples
    --------
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> x = np.random.default_rng(1).normal(size=(50, 1)) + np.array([0.0, 0.5])
    >>> x = x + np.random.default_rng(2).normal(size=(50, 2))
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("a", ("A",)), MeasuredConstruct("b", ("B",))), (("a", "b"),)
    ... )
    >>> found = bootstrap_pls(x, ("A", "B"), model, seed=1, resamples=200)
    >>> found.draws["paths"].shape, found.usable, found.failures
    ((2, 2, 200), 200, {})
    """
    settings = checked_settings(scheme, tolerance, limit, composite_blocks)
    _check(resamples, seed, workers, batch, missing, signs)
    plan = plan_of(model)
    x = chosen_rows(values, names, plan, missing)
    original, study = _study(x, plan, settings)
    if not 0 <= jackknife <= len(x):
        raise SpecificationError(
            f"`jackknife` must be between 0 and the {len(x)} people, got {jackknife}"
        )
    estimates = _estimates(study, plan)
    run = partial(
        collect,
        named=partial(quantities, plan=plan),
        size=batch,
        workers=workers or os.cpu_count() or 1,
    )
    found = run(resampled(study, seed), resamples=resamples)
    without = run(left_out(study, jackknife), resamples=jackknife) if jackknife else None
    return PlsBootstrap(
        original=original,
        estimates=estimates,
        draws=turned(found.draws, estimates, plan, signs),
        reasons=found.reasons,
        improper=found.improper,
        jackknife=turned(without.draws, estimates, plan, signs) if without else None,
        resamples=resamples,
        seed=seed,
        signs=signs,
        missing=missing,
    )


def chosen_rows(
    values: np.ndarray, names: Sequence[str], plan: Plan, missing: Missing
) -> np.ndarray:
    """Return the items of a model in its order; missing answers left out, replaced or kept.

    Raises
    ------
    SpecificationError
        If the columns do not fit the names, an item is not among them, or missing answers of a
        model with interactions are to be replaced inside resamples.
    MethodError
        If nobody answered an item.
    """
    x = np.asarray(values)
    if x.ndim != 2 or x.shape[1] != len(names):
        raise SpecificationError(
            f"`values` need a column for each of {len(names)} names, got the shape {x.shape}"
        )
    order = places_of(plan.model.items, names)
    x = x if order == list(range(x.shape[1])) else x[:, order]
    absent = np.isnan(x)
    if not absent.any():
        return x  # a long file is not copied
    if missing == "listwise":
        return x[~absent.any(axis=1)]
    if absent.all(axis=0).any():
        item = plan.model.items[int(np.argmax(absent.all(axis=0)))]
        raise MethodError(f"Nobody answered `{item}`", next_step="Leave it out.")
    if missing == "mean":
        return np.where(absent, np.nanmean(x, axis=0), x)
    if plan.products:
        raise SpecificationError(
            "Interactions need complete rows, so missing answers cannot be replaced inside "
            'resamples (`missing` = "mean_inside")',
            next_step='Replace them once, "mean", or leave these people out, "listwise".',
        )
    return x


def _study(x: np.ndarray, plan: Plan, settings: Settings) -> tuple[PlsResult, Study]:
    """Estimate all people, and prepare the batches that start from there."""
    items = plan.model.items
    complete = np.where(np.isnan(x), np.nanmean(x, axis=0), x) if np.isnan(x).any() else x
    original = pls(
        moments_of(complete, items),
        plan.model,
        scheme=settings.scheme,
        tolerance=settings.tolerance,
        limit=settings.limit,
        composite_blocks=settings.composite_blocks,
        values=complete,
    )
    tight = replace(settings, tolerance=min(settings.tolerance, _TOLERANCE))
    study = Study(rows_of(x, plan.first), plan, tight)
    found = study.estimate(lambda block: np.ones((1, study.rows.size(block)), dtype=int), len(x))
    second = None if found.second is None else found.second.outer.weights
    return original, replace(study, start=(found.first.outer.weights, second))


def _estimates(study: Study, plan: Plan) -> dict[Quantity, np.ndarray]:
    """Numbers of all people, iterated as far as the resamples are."""
    everybody = study.estimate(
        lambda block: np.ones((1, study.rows.size(block)), dtype=int), study.rows.n
    )
    numbers: dict[Quantity, np.ndarray] = {}
    for name, array in quantities(everybody, plan).items():
        numbers[name] = array[..., 0]
    return numbers


def _check(
    resamples: int, seed: int, workers: int | None, batch: int, missing: Missing, signs: SignRule
) -> None:
    least = {"resamples": resamples, "batch": batch, "workers": 1 if workers is None else workers}
    for name, value in least.items():
        if value < 1:
            raise SpecificationError(f"`{name}` must be at least 1, got {value}")
    if not 0 <= seed < 2**63:
        raise SpecificationError(f"`seed` must not be negative and below 2^63, got {seed}")
    if missing not in get_args(Missing):
        raise SpecificationError(
            f'`missing` must be "listwise", "mean" or "mean_inside", got "{missing}"'
        )
    if signs not in get_args(SignRule):
        raise SpecificationError(
            f'`signs` must be "none", "individual" or "construct", got "{signs}"'
        )
