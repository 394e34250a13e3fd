"""What an assessment of a PLS path model finds wanting: keys and numbers, no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .common_method_bias import FullCollinearity, SingleFactor
from .pls_construct_quality import ConstructQuality, ReliabilityVerdict
from .pls_discriminance import Discriminance
from .pls_indicator_quality import IndicatorQuality
from .pls_limits import MeasurementLimits
from .pls_structure_quality import StructureQuality

__all__ = ["Finding", "FindingKey", "measurement_findings", "structure_findings"]

FindingKey = Literal[
    "loading_weak",
    "loading_poor",
    "cross_loading_larger",
    "indicator_vif_high",
    "indicator_vif_critical",
    "weight_kept_for_loading",
    "weight_doubtful",
    "weight_irrelevant",
    "alpha_low",
    "alpha_too_high",
    "rho_a_low",
    "rho_a_too_high",
    "rho_c_low",
    "rho_c_too_high",
    "ave_low",
    "fornell_larcker_not_distinct",
    "htmt_not_strict",
    "htmt_not_distinct",
    "htmt_inferred_not_strict",
    "htmt_inferred_not_distinct",
    "path_vif_high",
    "path_vif_critical",
    "r_squared_none",
    "f_squared_none",
    "single_factor_high",
    "full_collinearity_high",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not reach its limit.

    Attributes
    ----------
    key : FindingKey
    subject : tuple of str
        Construct and indicator, construct, pair of constructs, or start and end of a path; empty
        for the whole model.
    value, limit : float
    """

    key: FindingKey
    subject: tuple[str, ...]
    value: float
    limit: float


def measurement_findings(
    indicators: IndicatorQuality,
    constructs: ConstructQuality,
    distinct: Discriminance,
    limits: MeasurementLimits,
) -> tuple[Finding, ...]:
    """List what is wanting in the measurement model."""
    return (
        *_indicators(indicators, limits),
        *_constructs(constructs, limits),
        *_pairs(distinct, limits),
    )


def structure_findings(
    structure: StructureQuality, factor: SingleFactor, collinearity: FullCollinearity
) -> tuple[Finding, ...]:
    """List what is wanting in the structural model, and signs of common-method bias."""
    found: list[Finding] = []
    limits, paths, outcomes = structure.limits, structure.paths, structure.outcomes
    for i, ends in enumerate(zip(paths.starts, paths.ends, strict=True)):
        if paths.vif_verdicts[i] == "critical":
            value = float(paths.vif[i])
            found.append(Finding("path_vif_critical", ends, value, limits.vif_critical))
        elif paths.vif_verdicts[i] == "high":
            found.append(Finding("path_vif_high", ends, float(paths.vif[i]), limits.vif))
        if paths.f_squared_verdicts[i] == "none":
            value = float(paths.f_squared[i])
            found.append(Finding("f_squared_none", ends, value, paths.f_squared_least[i]))
    for i, name in enumerate(outcomes.constructs):
        if outcomes.verdicts[i] == "none":
            value = float(outcomes.r_squared[i])
            found.append(Finding("r_squared_none", (name,), value, limits.r_squared_weak))
    if factor.suspected:
        found.append(Finding("single_factor_high", (), factor.component, factor.limit))
    for i, name in enumerate(collinearity.constructs):
        if collinearity.suspected[i]:
            value = float(collinearity.vif[i])
            found.append(Finding("full_collinearity_high", (name,), value, collinearity.limit))
    return tuple(found)


def _indicators(q: IndicatorQuality, limits: MeasurementLimits) -> Iterator[Finding]:
    for i, subject in enumerate(zip(q.constructs, q.indicators, strict=True)):
        loading, cross = float(q.loadings[i]), float(q.largest_cross[i])
        if q.loading_verdicts[i] == "weak":
            yield Finding("loading_weak", subject, loading, limits.loading)
        elif q.loading_verdicts[i] == "poor":
            yield Finding("loading_poor", subject, loading, limits.loading_least)
        if abs(loading) <= cross:
            yield Finding("cross_loading_larger", subject, abs(loading), cross)
        vif = float(q.vif[i])
        if q.vif_verdicts[i] == "critical":
            yield Finding("indicator_vif_critical", subject, vif, limits.vif_critical)
        elif q.vif_verdicts[i] == "high":
            yield Finding("indicator_vif_high", subject, vif, limits.vif)
        keys: dict[str, FindingKey] = {
            "kept_for_loading": "weight_kept_for_loading",
            "doubtful": "weight_doubtful",
            "irrelevant": "weight_irrelevant",
        }
        if q.weight_verdicts[i] in keys:
            key = keys[q.weight_verdicts[i]]
            yield Finding(key, subject, loading, limits.absolute_loading)


def _constructs(q: ConstructQuality, limits: MeasurementLimits) -> Iterator[Finding]:
    for i, name in enumerate(q.constructs):
        yield from _reliability(
            name, "alpha_low", "alpha_too_high", q.alpha_verdicts[i], float(q.alpha[i]), limits
        )
        yield from _reliability(
            name, "rho_a_low", "rho_a_too_high", q.rho_a_verdicts[i], float(q.rho_a[i]), limits
        )
        yield from _reliability(
            name, "rho_c_low", "rho_c_too_high", q.rho_c_verdicts[i], float(q.rho_c[i]), limits
        )
        if q.ave_verdicts[i] == "low":
            yield Finding("ave_low", (name,), float(q.ave[i]), limits.ave)


def _reliability(
    name: str,
    low: FindingKey,
    high: FindingKey,
    verdict: ReliabilityVerdict,
    value: float,
    limits: MeasurementLimits,
) -> Iterator[Finding]:
    if verdict == "low":
        yield Finding(low, (name,), value, limits.reliability)
    elif verdict == "too_high":
        yield Finding(high, (name,), value, limits.reliability_most)


def _pairs(d: Discriminance, limits: MeasurementLimits) -> Iterator[Finding]:
    for i, name in enumerate(d.constructs):
        if d.fornell_larcker_verdicts[i] == "not_distinct":
            root, largest = float(d.fornell_larcker[i, i]), float(d.largest[i])
            yield Finding("fornell_larcker_not_distinct", (name,), root, largest)
    for i, pair in enumerate(d.pairs):
        value, upper = float(d.htmt[i]), float(d.upper[i])
        if d.verdicts[i] == "liberal":
            yield Finding("htmt_not_strict", pair, value, limits.htmt_strict)
        elif d.verdicts[i] != "strict":
            yield Finding("htmt_not_distinct", pair, value, limits.htmt_liberal)
        if d.inferred[i] == "liberal":
            yield Finding("htmt_inferred_not_strict", pair, upper, limits.htmt_strict)
        elif d.inferred[i] in {"one", "not_distinct"}:
            yield Finding("htmt_inferred_not_distinct", pair, upper, limits.htmt_liberal)
