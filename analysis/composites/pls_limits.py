"""Limits by which a PLS path model is judged: named, with their sources, and open to change.

Sources: Hair, Risher, Sarstedt and Ringle (2019), European Business Review 31, 2-24; Hair, Hult,
Ringle and Sarstedt (2022), A Primer on PLS-SEM, 3rd edition; Henseler, Ringle and Sarstedt (2015),
Journal of the Academy of Marketing Science 43, 115-135 (HTMT); Cohen (1988), Statistical Power
Analysis for the Behavioral Sciences (f squared); Kenny (2018), Moderation (f squared of
interactions); Kock (2015), International Journal of e-Collaboration 11(4), 1-10 (full
collinearity); Podsakoff et al. (2003), Journal of Applied Psychology 88, 879-903 (single factor).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from math import isnan
from typing import Literal

from ...survey.errors import SpecificationError

__all__ = [
    "BiasLimits",
    "MeasurementLimits",
    "StructureLimits",
    "VifVerdict",
    "check_level",
    "vif_verdict",
]

VifVerdict = Literal["", "fine", "high", "critical"]


@dataclass(frozen=True, slots=True)
class MeasurementLimits:
    """Limits of the measurement model.

    Attributes
    ----------
    loading, loading_least : float
        A loading is strong from the first on; below the second the item should go.
    reliability, reliability_most : float
        Least alpha, rho_A and rho_C, and the value above which items repeat each other.
    ave : float
        Least average variance extracted.
    htmt_strict, htmt_liberal, htmt_one : float
        HTMT must be below: constructs that differ in meaning, that are close, and any.
    vif, vif_critical : float
        Collinearity of indicators is no matter below the first, critical from the second on.
    redundancy : float
        Least path from a construct of mode B to another measure of the same.
    absolute_loading : float
        Loading from which an indicator of mode B is kept though its weight is not significant.
    level : float
        Confidence of intervals: two-sided, and one-sided for HTMT.

    Raises
    ------
    SpecificationError
        If limits are not positive or do not ascend, or `level` is not between .5 and 1.
    """

    loading: float = 0.708
    loading_least: float = 0.40
    reliability: float = 0.70
    reliability_most: float = 0.95
    ave: float = 0.50
    htmt_strict: float = 0.85
    htmt_liberal: float = 0.90
    htmt_one: float = 1.0
    vif: float = 3.0
    vif_critical: float = 5.0
    redundancy: float = 0.70
    absolute_loading: float = 0.50
    level: float = 0.95

    def __post_init__(self) -> None:
        _positive(self)
        _ascending(self, "loading_least", "loading")
        _ascending(self, "reliability", "reliability_most")
        _ascending(self, "htmt_strict", "htmt_liberal", "htmt_one")
        _ascending(self, "vif", "vif_critical")
        check_level(self.level)
        if self.level <= 0.5:
            raise SpecificationError(
                f"`level` must be above .5 for intervals with one end, got {self.level:g}"
            )


@dataclass(frozen=True, slots=True)
class StructureLimits:
    """Limits of the structural model.

    Attributes
    ----------
    vif, vif_critical : float
        Of constructs that explain another.
    r_squared_weak, r_squared_moderate, r_squared_substantial : float
    f_squared_small, f_squared_medium, f_squared_large : float
    interaction_small, interaction_medium, interaction_large : float
        The same of interactions.
    level : float
        Confidence of two-sided intervals.

    Raises
    ------
    SpecificationError
        If limits are not positive or do not ascend, or `level` is not between 0 and 1.
    """

    vif: float = 3.0
    vif_critical: float = 5.0
    r_squared_weak: float = 0.25
    r_squared_moderate: float = 0.50
    r_squared_substantial: float = 0.75
    f_squared_small: float = 0.02
    f_squared_medium: float = 0.15
    f_squared_large: float = 0.35
    interaction_small: float = 0.005
    interaction_medium: float = 0.01
    interaction_large: float = 0.025
    level: float = 0.95

    def __post_init__(self) -> None:
        _positive(self)
        _ascending(self, "vif", "vif_critical")
        _ascending(self, "r_squared_weak", "r_squared_moderate", "r_squared_substantial")
        _ascending(self, "f_squared_small", "f_squared_medium", "f_squared_large")
        _ascending(self, "interaction_small", "interaction_medium", "interaction_large")
        check_level(self.level)


@dataclass(frozen=True, slots=True)
class BiasLimits:
    """Limits of common-method bias.

    Attributes
    ----------
    share : float
        Of variance in a single factor of all items; above it, one source may lie behind them.
    vif : float
        Full collinearity of a construct; above it, too.

    Raises
    ------
    SpecificationError
        If a limit is not positive.
    """

    share: float = 0.50
    vif: float = 3.3

    def __post_init__(self) -> None:
        _positive(self)


def check_level(level: float) -> None:
    """Refuse a level of confidence that is not between 0 and 1."""
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must lie between 0 and 1, got {level:g}")


def vif_verdict(vif: float, *, fine: float, critical: float) -> VifVerdict:
    """Judge a variance inflation factor; NaN is not judged."""
    if isnan(vif):
        return ""
    return "critical" if vif >= critical else "high" if vif >= fine else "fine"


def _positive(limits: MeasurementLimits | StructureLimits | BiasLimits) -> None:
    for field in fields(limits):
        if not getattr(limits, field.name) > 0:
            raise SpecificationError(
                f"The limit `{field.name}` must be positive, got {getattr(limits, field.name):g}"
            )


def _ascending(limits: MeasurementLimits | StructureLimits, *names: str) -> None:
    for low, high in pairwise(names):
        if not getattr(limits, low) <= getattr(limits, high):
            raise SpecificationError(
                f"The limit `{low}` ({getattr(limits, low):g}) must not be above `{high}` "
                f"({getattr(limits, high):g})"
            )
