r"""Whether the indicators of each PLS construct agree: reliability and convergence.

Alpha is that of standardised indicators, as PLS takes them; rho_A, rho_C and AVE are those of the
result.

Source of the limits: Hair, Risher, Sarstedt and Ringle (2019), European Business Review 31, 2-24.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..moments import Moments
from .pls_blocks import blocks_of
from .pls_limits import MeasurementLimits
from .pls_result import PlsResult

__all__ = ["AveVerdict", "ConstructQuality", "ReliabilityVerdict", "construct_quality"]

ReliabilityVerdict = Literal["", "low", "good", "too_high"]
AveVerdict = Literal["", "low", "good"]

_FLAT = 1e-12  # variance of a sum, against that of its parts, that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class ConstructQuality:
    """Reliability and convergence of all constructs but interactions.

    Attributes
    ----------
    constructs, modes : tuple of str, length c
    sizes : ndarray of int, shape (c,)
        Indicators.
    alpha, rho_a, rho_c, ave : ndarray, shape (c,)
        NaN for constructs of one indicator and of mode B, of which they say nothing; alpha also
        where the sum of the indicators does not vary.
    alpha_verdicts, rho_a_verdicts, rho_c_verdicts : tuple of ReliabilityVerdict, length c
    ave_verdicts : tuple of AveVerdict, length c
        Verdicts are empty where the number is NaN.
    """

    constructs: tuple[str, ...]
    modes: tuple[str, ...]
    sizes: np.ndarray
    alpha: np.ndarray
    rho_a: np.ndarray
    rho_c: np.ndarray
    ave: np.ndarray
    alpha_verdicts: tuple[ReliabilityVerdict, ...]
    rho_a_verdicts: tuple[ReliabilityVerdict, ...]
    rho_c_verdicts: tuple[ReliabilityVerdict, ...]
    ave_verdicts: tuple[AveVerdict, ...]


def construct_quality(
    result: PlsResult, moments: Moments, *, limits: MeasurementLimits | None = None
) -> ConstructQuality:
    """Judge the reliability of the constructs.

    Parameters
    ----------
    result : PlsResult
    moments : Moments
        Those that were estimated.
    limits : MeasurementLimits, optional

    Raises
    ------
    SpecificationError
        If `moments` do not belong to the result.

    Examples
    --------
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a", "b")), MeasuredConstruct("y", ("c",))), (("x", "y"),)
    ... )
    >>> m = Moments(99, ("a", "b", "c"), np.zeros(3), np.eye(3) / 2 + 0.5)
    >>> found = construct_quality(pls(m, model), m)
    >>> found.alpha.round(4).tolist(), found.alpha_verdicts
    ([0.6667, nan], ('low', ''))
    """
    limits = limits or MeasurementLimits()
    blocks = blocks_of(result, moments)
    sizes = np.array([len(block.indicators) for block in blocks])
    spoken = (sizes > 1) & np.array([block.mode != "B" for block in blocks])
    c = len(blocks)
    rho_a, rho_c, ave = (
        np.where(spoken, values[:c], np.nan) for values in (result.rho_a, result.rho_c, result.ave)
    )
    sums = np.array([block.correlation.sum() for block in blocks])
    alpha, defined = np.full(c, np.nan), spoken & (sums > _FLAT * sizes)
    k = sizes[defined]
    alpha[defined] = k / (k - 1) * (1 - k / sums[defined])

    def verdicts(values: np.ndarray) -> tuple[ReliabilityVerdict, ...]:
        return tuple(_reliability_verdict(value, limits) for value in values)

    return ConstructQuality(
        constructs=tuple(block.construct for block in blocks),
        modes=tuple(block.mode for block in blocks),
        sizes=sizes,
        alpha=alpha,
        rho_a=rho_a,
        rho_c=rho_c,
        ave=ave,
        alpha_verdicts=verdicts(alpha),
        rho_a_verdicts=verdicts(rho_a),
        rho_c_verdicts=verdicts(rho_c),
        ave_verdicts=tuple(
            "" if np.isnan(x) else "good" if x >= limits.ave else "low" for x in ave
        ),
    )


def _reliability_verdict(value: float, limits: MeasurementLimits) -> ReliabilityVerdict:
    if np.isnan(value):
        return ""
    if value < limits.reliability:
        return "low"
    return "too_high" if value > limits.reliability_most else "good"
