"""A PLS path model assessed as reviewers expect: measurement, then structure.

Only composes: `indicator_quality`, `construct_quality`, `discriminance`, `structure_quality`,
`mediation`, `single_factor` and `full_collinearity`. What fails is listed in `findings`: a key, the
subject, the number and the limit.

Source of the order: Hair, Risher, Sarstedt and Ringle (2019), European Business Review 31, 2-24.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .composites.bootstrap_intervals import IntervalMethod
from .composites.bootstrap_result import PlsBootstrap
from .composites.common_method_bias import (
    FullCollinearity,
    SingleFactor,
    full_collinearity,
    single_factor,
)
from .composites.mediation import Mediation, mediation
from .composites.pls_construct_quality import ConstructQuality, construct_quality
from .composites.pls_discriminance import Discriminance, discriminance
from .composites.pls_findings import Finding, measurement_findings, structure_findings
from .composites.pls_indicator_quality import IndicatorQuality, indicator_quality
from .composites.pls_limits import BiasLimits, MeasurementLimits, StructureLimits
from .composites.pls_result import PlsResult
from .composites.pls_structure_quality import StructureQuality, structure_quality
from .moments import Moments

__all__ = ["AssessmentLimits", "Finding", "PlsAssessment", "assess_pls"]


@dataclass(frozen=True, slots=True)
class AssessmentLimits:
    """All limits of an assessment.

    Attributes
    ----------
    measurement : MeasurementLimits
    structure : StructureLimits
    bias : BiasLimits
    """

    measurement: MeasurementLimits = field(default_factory=MeasurementLimits)
    structure: StructureLimits = field(default_factory=StructureLimits)
    bias: BiasLimits = field(default_factory=BiasLimits)


@dataclass(frozen=True, slots=True, eq=False)
class PlsAssessment:
    """The tables of an assessment.

    Attributes
    ----------
    n : int
    limits : AssessmentLimits
    indicators : IndicatorQuality
    constructs : ConstructQuality
    discriminance : Discriminance
    structure : StructureQuality
    mediation : Mediation or None
        None without a bootstrap, or if the model has no indirect effect.
    single_factor : SingleFactor
    full_collinearity : FullCollinearity
    findings : tuple of Finding
        What does not reach a limit, measurement first; empty if all does.
    """

    n: int
    limits: AssessmentLimits
    indicators: IndicatorQuality
    constructs: ConstructQuality
    discriminance: Discriminance
    structure: StructureQuality
    mediation: Mediation | None
    single_factor: SingleFactor
    full_collinearity: FullCollinearity
    findings: tuple[Finding, ...]


def assess_pls(
    result: PlsResult,
    moments: Moments,
    *,
    bootstrap: PlsBootstrap | None = None,
    limits: AssessmentLimits | None = None,
    method: IntervalMethod = "percentile",
) -> PlsAssessment:
    """Assess a PLS path model.

    Parameters
    ----------
    result : PlsResult
    moments : Moments
        Those that were estimated.
    bootstrap : PlsBootstrap, optional
        For intervals, the verdicts on weights of mode B, and mediation.
    limits : AssessmentLimits, optional
    method : {"percentile", "basic", "t", "bca"}
        Of the intervals.

    Raises
    ------
    SpecificationError
        If `moments` or `bootstrap` do not belong to the result.
    MethodError
        If too few resamples have an estimate, nothing of a construct is left unexplained, or
        constructs determine each other.

    Examples
    --------
    >>> import numpy as np
    >>> from .pls import pls
    >>> from .structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a", "b")), MeasuredConstruct("y", ("c",))), (("x", "y"),)
    ... )
    >>> m = Moments(99, ("a", "b", "c"), np.zeros(3), np.eye(3) / 2 + 0.5)
    >>> found = assess_pls(pls(m, model), m)
    >>> [(f.key, f.subject, round(f.value, 4), f.limit) for f in found.findings][::2]
    [('alpha_low', ('x',), 0.6667, 0.7), ('single_factor_high', (), 0.6667, 0.5)]
    """
    limits = limits or AssessmentLimits()
    indicators = indicator_quality(
        result, moments, bootstrap=bootstrap, limits=limits.measurement, method=method
    )
    constructs = construct_quality(result, moments, limits=limits.measurement)
    distinct = discriminance(result, bootstrap=bootstrap, limits=limits.measurement, method=method)
    structure = structure_quality(
        result, bootstrap=bootstrap, limits=limits.structure, method=method
    )
    factor = single_factor(moments.select(result.items), limits=limits.bias)
    collinearity = full_collinearity(result, limits=limits.bias)
    return PlsAssessment(
        n=result.n,
        limits=limits,
        indicators=indicators,
        constructs=constructs,
        discriminance=distinct,
        structure=structure,
        mediation=None
        if bootstrap is None or not result.ways
        else mediation(result, bootstrap, level=limits.structure.level, method=method),
        single_factor=factor,
        full_collinearity=collinearity,
        findings=(
            *measurement_findings(indicators, constructs, distinct, limits.measurement),
            *structure_findings(structure, factor, collinearity),
        ),
    )
