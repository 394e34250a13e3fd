r"""Whether the indicators of a PLS path model measure their constructs.

A communality is a squared loading. The variance inflation factor of an indicator is
:math:`(R^{-1})_{jj}` in the correlation matrix R of its construct's indicators. Weights matter
where a construct is of mode B: one that is not significant is kept for a large loading.

Sources: Hair, Risher, Sarstedt and Ringle (2019), European Business Review 31, 2-24; Hair, Hult,
Ringle and Sarstedt (2022), A Primer on PLS-SEM, chapters 4 and 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..moments import Moments
from .bootstrap_intervals import IntervalMethod
from .bootstrap_result import PlsBootstrap
from .pls_blocks import Block, blocks_of
from .pls_draws import Interval, interval_of
from .pls_limits import MeasurementLimits, VifVerdict, vif_verdict
from .pls_quantities import Quantity
from .pls_result import PlsResult

__all__ = ["IndicatorQuality", "LoadingVerdict", "WeightVerdict", "indicator_quality"]

LoadingVerdict = Literal["", "strong", "weak", "poor"]
WeightVerdict = Literal["", "relevant", "kept_for_loading", "doubtful", "irrelevant"]

_DETERMINED = 1e-10  # 1 - R squared of an indicator on the others that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorQuality:
    """Indicators, construct by construct; higher-order constructs, with their parts, last.

    Attributes
    ----------
    constructs, indicators, modes : tuple of str, length k
    weights, loadings, communalities : ndarray, shape (k,)
    vif : ndarray, shape (k,)
        Among the indicators of the construct: 1 for a single one, infinite if the others determine
        it.
    largest_cross : ndarray, shape (k,)
        Largest absolute loading on a construct that is not its own (nor a whole of it); NaN for
        parts, and if there is no other construct.
    weight_interval, loading_interval : Interval or None
        None without a bootstrap.
    loading_verdicts : tuple of LoadingVerdict, length k
        Empty for mode B and single items.
    cross_passed : ndarray of bool, shape (k,)
        The own loading is larger in size than `largest_cross`; False where that is NaN.
    weight_verdicts : tuple of WeightVerdict, length k
        Of mode B, with a bootstrap: the weight is significant; it is not, but the loading is
        large; or only significant; or neither. Empty otherwise.
    vif_verdicts : tuple of VifVerdict, length k
        Empty for single items.
    """

    constructs: tuple[str, ...]
    indicators: tuple[str, ...]
    modes: tuple[str, ...]
    weights: np.ndarray
    loadings: np.ndarray
    communalities: np.ndarray
    vif: np.ndarray
    largest_cross: np.ndarray
    weight_interval: Interval | None
    loading_interval: Interval | None
    loading_verdicts: tuple[LoadingVerdict, ...]
    cross_passed: np.ndarray
    weight_verdicts: tuple[WeightVerdict, ...]
    vif_verdicts: tuple[VifVerdict, ...]


def indicator_quality(
    result: PlsResult,
    moments: Moments,
    *,
    bootstrap: PlsBootstrap | None = None,
    limits: MeasurementLimits | None = None,
    method: IntervalMethod = "percentile",
) -> IndicatorQuality:
    """Judge the indicators.

    Parameters
    ----------
    result : PlsResult
    moments : Moments
        Those that were estimated.
    bootstrap : PlsBootstrap, optional
    limits : MeasurementLimits, optional
    method : {"percentile", "basic", "t", "bca"}
        Of the intervals.

    Raises
    ------
    SpecificationError
        If `moments` or `bootstrap` does not belong to the result.
    MethodError
        If there are too few draws.

    Examples
    --------
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a", "b")), MeasuredConstruct("y", ("c",))), (("x", "y"),)
    ... )
    >>> m = Moments(99, ("a", "b", "c"), np.zeros(3), np.eye(3) / 2 + 0.5)
    >>> found = indicator_quality(pls(m, model), m)
    >>> found.vif.round(4).tolist(), found.loading_verdicts
    ([1.3333, 1.3333, 1.0], ('strong', 'strong', ''))
    """
    limits = limits or MeasurementLimits()
    blocks = blocks_of(result, moments)
    owners = tuple(block.construct for block in blocks for _ in block.indicators)
    modes = tuple(block.mode for block in blocks for _ in block.indicators)
    single = [len(block.indicators) == 1 for block in blocks for _ in block.indicators]
    loadings = np.concatenate([block.loadings for block in blocks])
    vif = np.concatenate([_vif(block) for block in blocks])
    cross = _largest_cross(result, len(loadings))
    weight_interval = _intervals(
        result, bootstrap, ("weights", "part_weights"), limits.level, method
    )
    loading_interval = _intervals(
        result, bootstrap, ("loadings", "part_loadings"), limits.level, method
    )
    return IndicatorQuality(
        constructs=owners,
        indicators=tuple(name for block in blocks for name in block.indicators),
        modes=modes,
        weights=np.concatenate([block.weights for block in blocks]),
        loadings=loadings,
        communalities=loadings**2,
        vif=vif,
        largest_cross=cross,
        weight_interval=weight_interval,
        loading_interval=loading_interval,
        loading_verdicts=tuple(
            "" if mode == "B" or alone else _loading_verdict(value, limits)
            for mode, alone, value in zip(modes, single, loadings, strict=True)
        ),
        cross_passed=np.abs(loadings) > cross,
        weight_verdicts=_weight_verdicts(
            modes, loadings, weight_interval, loading_interval, limits
        ),
        vif_verdicts=tuple(
            "" if alone else vif_verdict(value, fine=limits.vif, critical=limits.vif_critical)
            for alone, value in zip(single, vif, strict=True)
        ),
    )


def _vif(block: Block) -> np.ndarray:
    """Diagonal of the inverse correlations; infinite where the others determine an indicator."""
    values, vectors = np.linalg.eigh(block.correlation)
    kept = values > _DETERMINED
    vif = (vectors[:, kept] ** 2 / values[kept]).sum(axis=1)
    tied = (vectors[:, ~kept] ** 2).sum(axis=1) > _DETERMINED
    return np.where(tied, np.inf, vif)


def _largest_cross(result: PlsResult, count: int) -> np.ndarray:
    """Largest absolute loading of each item on a construct that is not its own; parts have NaN."""
    place = {name: i for i, name in enumerate(result.constructs)}
    wholes = dict(zip(result.higher.parts, result.higher.wholes, strict=True))
    size = np.abs(result.cross_loadings)
    size = np.where(np.isnan(size), -np.inf, size)
    for row, owner in enumerate(result.owners):
        size[row, place[owner]] = -np.inf
        if owner in wholes:
            size[row, place[wholes[owner]]] = -np.inf
    largest = size.max(axis=1)
    found = np.full(count, np.nan)
    found[: len(largest)] = np.where(np.isinf(largest), np.nan, largest)
    return found


def _intervals(
    result: PlsResult,
    bootstrap: PlsBootstrap | None,
    quantities: tuple[Quantity, Quantity],
    level: float,
    method: IntervalMethod,
) -> Interval | None:
    """Intervals of items, then of parts."""
    if bootstrap is None:
        return None
    items, parts = (
        interval_of(bootstrap, result, quantity, level=level, method=method)
        for quantity in quantities
    )
    return Interval(
        np.concatenate([items.lower, parts.lower]),
        np.concatenate([items.upper, parts.upper]),
        np.concatenate([items.excludes_zero, parts.excludes_zero]),
        np.concatenate([items.undefined, parts.undefined]),
        level,
        method,
    )


def _loading_verdict(loading: float, limits: MeasurementLimits) -> LoadingVerdict:
    if loading >= limits.loading:
        return "strong"
    return "weak" if loading >= limits.loading_least else "poor"


def _weight_verdicts(
    modes: tuple[str, ...],
    loadings: np.ndarray,
    weights: Interval | None,
    intervals: Interval | None,
    limits: MeasurementLimits,
) -> tuple[WeightVerdict, ...]:
    if weights is None or intervals is None:
        return ("",) * len(modes)
    found: list[WeightVerdict] = []
    for i, mode in enumerate(modes):
        if mode != "B":
            found.append("")
        elif weights.excludes_zero[i]:
            found.append("relevant")
        elif loadings[i] >= limits.absolute_loading:
            found.append("kept_for_loading")
        else:
            found.append("doubtful" if intervals.excludes_zero[i] else "irrelevant")
    return tuple(found)
