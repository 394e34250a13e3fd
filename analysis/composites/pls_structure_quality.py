r"""Whether the paths of a PLS model explain: collinearity, R squared, f squared, effects.

Sources: Hair, Risher, Sarstedt and Ringle (2019), European Business Review 31, 2-24 (VIF, words
for R squared); Cohen (1988), Statistical Power Analysis for the Behavioral Sciences (f squared);
Kenny (2018), Moderation (f squared of interactions).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .bootstrap_intervals import IntervalMethod
from .bootstrap_result import PlsBootstrap
from .model_selection import bic
from .pls_draws import Interval, interval_of
from .pls_effects import Effects, effects
from .pls_limits import StructureLimits, VifVerdict, vif_verdict
from .pls_result import PlsResult

__all__ = [
    "EffectSize",
    "Explained",
    "OutcomeQuality",
    "PathQuality",
    "StructureQuality",
    "structure_quality",
]

Explained = Literal["none", "weak", "moderate", "substantial"]
EffectSize = Literal["", "none", "small", "medium", "large"]


@dataclass(frozen=True, slots=True, eq=False)
class PathQuality:
    """Paths of a model, m of them, in its order.

    Attributes
    ----------
    starts, ends : tuple of str, length m
    paths : ndarray, shape (m,)
    interval : Interval or None
        Of `paths`; None without a bootstrap.
    vif : ndarray, shape (m,)
        Of the start among all that explain the end.
    f_squared : ndarray, shape (m,)
        NaN where nothing is left unexplained.
    vif_verdicts : tuple of VifVerdict, length m
    f_squared_least : tuple of float, length m
        From where on `f_squared` is a small effect.
    f_squared_verdicts : tuple of EffectSize, length m
        Interactions by limits of their own.
    """

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    paths: np.ndarray
    interval: Interval | None
    vif: np.ndarray
    f_squared: np.ndarray
    vif_verdicts: tuple[VifVerdict, ...]
    f_squared_least: tuple[float, ...]
    f_squared_verdicts: tuple[EffectSize, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeQuality:
    """Explained constructs, e of them, causes first.

    Attributes
    ----------
    constructs : tuple of str, length e
    r_squared, adjusted_r_squared : ndarray, shape (e,)
    bic : ndarray, shape (e,)
        See `aqyl.analysis.composites.model_selection`.
    verdicts : tuple of Explained, length e
        Of `r_squared`.
    """

    constructs: tuple[str, ...]
    r_squared: np.ndarray
    adjusted_r_squared: np.ndarray
    bic: np.ndarray
    verdicts: tuple[Explained, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StructureQuality:
    """Tables of the structural model, and the limits behind their verdicts."""

    limits: StructureLimits
    paths: PathQuality
    outcomes: OutcomeQuality
    effects: Effects


def structure_quality(
    result: PlsResult,
    *,
    bootstrap: PlsBootstrap | None = None,
    limits: StructureLimits | None = None,
    method: IntervalMethod = "percentile",
) -> StructureQuality:
    """Judge paths and explained constructs.

    Parameters
    ----------
    result : PlsResult
    bootstrap : PlsBootstrap, optional
    limits : StructureLimits, optional
    method : {"percentile", "basic", "t", "bca"}
        Of the intervals.

    Raises
    ------
    SpecificationError
        If `bootstrap` does not belong to the result.
    MethodError
        If there are too few draws, or nothing of a construct is left unexplained.

    Examples
    --------
    >>> from ..moments import Moments
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    ... )
    >>> r = np.array([[1.0, 0.6], [0.6, 1.0]])
    >>> found = structure_quality(pls(Moments(99, ("a", "b"), np.zeros(2), r), model))
    >>> found.paths.f_squared_verdicts, found.outcomes.verdicts
    (('large',), ('weak',))
    """
    limits = limits or StructureLimits()
    return StructureQuality(
        limits,
        _paths(result, bootstrap, limits, method),
        _outcomes(result, limits),
        effects(result, bootstrap=bootstrap, level=limits.level, method=method),
    )


def _paths(
    result: PlsResult,
    bootstrap: PlsBootstrap | None,
    limits: StructureLimits,
    method: IntervalMethod,
) -> PathQuality:
    place = {name: i for i, name in enumerate(result.constructs)}
    at = [(place[start], place[end]) for start, end in result.model.paths]
    rows, columns = np.array(at, dtype=np.intp).T
    found = None
    if bootstrap is not None:
        every = interval_of(bootstrap, result, "paths", level=limits.level, method=method)
        found = every.take((rows, columns))
    plain = limits.f_squared_small, limits.f_squared_medium, limits.f_squared_large
    product = limits.interaction_small, limits.interaction_medium, limits.interaction_large
    products = {interaction.id for interaction in result.model.interactions}
    vif, f_squared = result.vif[rows, columns], result.f_squared[rows, columns]
    starts = tuple(start for start, _ in result.model.paths)
    return PathQuality(
        starts=starts,
        ends=tuple(end for _, end in result.model.paths),
        paths=result.paths[rows, columns],
        interval=found,
        vif=vif,
        f_squared=f_squared,
        vif_verdicts=tuple(
            vif_verdict(value, fine=limits.vif, critical=limits.vif_critical) for value in vif
        ),
        f_squared_least=tuple((product if start in products else plain)[0] for start in starts),
        f_squared_verdicts=tuple(
            _effect_size(value, product if start in products else plain)
            for start, value in zip(starts, f_squared, strict=True)
        ),
    )


def _outcomes(result: PlsResult, limits: StructureLimits) -> OutcomeQuality:
    names = result.model.explained
    at = [result.constructs.index(name) for name in names]
    return OutcomeQuality(
        constructs=names,
        r_squared=result.r_squared[at],
        adjusted_r_squared=result.adjusted_r_squared[at],
        bic=np.array([bic(result, name) for name in names]),
        verdicts=tuple(_explained(value, limits) for value in result.r_squared[at]),
    )


def _effect_size(value: float, limits: tuple[float, float, float]) -> EffectSize:
    if np.isnan(value):
        return ""
    small, medium, large = limits
    if value >= large:
        return "large"
    return "medium" if value >= medium else "small" if value >= small else "none"


def _explained(value: float, limits: StructureLimits) -> Explained:
    if value >= limits.r_squared_substantial:
        return "substantial"
    if value >= limits.r_squared_moderate:
        return "moderate"
    return "weak" if value >= limits.r_squared_weak else "none"
