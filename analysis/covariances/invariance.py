r"""Measurement invariance: whether groups understand the items of their constructs alike.

Four models of all groups at once, each with more parameters equal than the one before:

- configural: the same items belong to the same constructs;
- metric: the same loadings, so that relations between constructs may be compared;
- scalar: the same intercepts too, so that means of constructs may be (those of the first group are
  zero, the others free);
- strict: the same residual variances too.

A level holds if CFI falls by no more than .010 and RMSEA rises by no more than .015 from the level
before. The chi-square difference is reported beside it; with many people it sees trifles.

Sources: Meredith (1993), Psychometrika 58, 525-543; Cheung and Rensvold (2002), Structural Equation
Modeling 9, 233-255 (CFI); Chen (2007), Structural Equation Modeling 14, 464-504 (RMSEA).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import scipy

from ...survey.errors import MethodError, SpecificationError
from ..fit_measures import FitMeasures
from ..structural_model import MeasuredConstruct, StructuralModel
from .sem_estimates import SemEstimates
from .sem_groups import GroupsFit, fit_groups, group_layouts, group_start
from .sem_layout import ParameterKind, with_means
from .sem_sample import Sample, rows_of, sample_of
from .sem_specification import check_constructs, layout_of
from .sem_start import start_values

__all__ = ["Invariance", "InvarianceLevel", "InvarianceLimits", "Level", "measurement_invariance"]

Level = Literal["configural", "metric", "scalar", "strict"]
_EQUAL: tuple[ParameterKind, ...] = ("loading", "intercept", "residual")  # one more each level


@dataclass(frozen=True, slots=True)
class InvarianceLimits:
    """By how much fit may worsen from one level to the next.

    Attributes
    ----------
    cfi : float
        Largest fall.
    rmsea : float
        Largest rise.

    Raises
    ------
    SpecificationError
        If one is not between 0 and 1.
    """

    cfi: float = 0.010
    rmsea: float = 0.015

    def __post_init__(self) -> None:
        for name in ("cfi", "rmsea"):
            if not 0 < getattr(self, name) < 1:
                raise SpecificationError(
                    f"The limit `{name}` must be between 0 and 1, got {getattr(self, name):g}"
                )


@dataclass(frozen=True, slots=True, eq=False)
class InvarianceLevel:
    """One level, and what it costs against the one before.

    Attributes
    ----------
    level : Level
    fit : FitMeasures
    estimates : tuple of SemEstimates
        Of each group.
    chi_square_change, p_change : float
        Chi-square difference and its p; NaN for the first level.
    df_change : int
    cfi_change, rmsea_change, srmr_change : float
        This level less the one before; NaN for the first.
    holds : bool
        Within the limits; the first level always.
    """

    level: Level
    fit: FitMeasures
    estimates: tuple[SemEstimates, ...]
    chi_square_change: float
    df_change: int
    p_change: float
    cfi_change: float
    rmsea_change: float
    srmr_change: float
    holds: bool


@dataclass(frozen=True, slots=True, eq=False)
class Invariance:
    """Measurement invariance of some groups.

    Attributes
    ----------
    groups : tuple of str
    n : tuple of int
        People of each group.
    left_out : int
        People without a group or with a missing answer.
    limits : InvarianceLimits
    levels : tuple of InvarianceLevel
    reached : Level
        The last level that holds with all before it.
    """

    groups: tuple[str, ...]
    n: tuple[int, ...]
    left_out: int
    limits: InvarianceLimits
    levels: tuple[InvarianceLevel, ...]
    reached: Level


def measurement_invariance(
    data: np.ndarray,
    names: Sequence[str],
    groups: Sequence[str | None],
    model: StructuralModel | Sequence[MeasuredConstruct],
    *,
    limits: InvarianceLimits | None = None,
) -> Invariance:
    """Fit the four levels of invariance to groups of people, by maximum likelihood.

    Parameters
    ----------
    data : ndarray, shape (n, k)
        NaN where missing; rows with a missing answer are left out.
    names : sequence of str, length k
    groups : sequence of str or None, length n
        None where unknown. Groups stand in the order of their names; means are compared with the
        first.
    model : StructuralModel or sequence of MeasuredConstruct
        All constructs correlate.
    limits : InvarianceLimits, optional

    Raises
    ------
    SpecificationError
        If there are fewer than two groups, or the model has constructs of constructs; else as
        `aqyl.analysis.cfa.cfa`.
    MethodError
        As `cfa`, naming the group where it is one of them.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> rows = rng.normal(size=(400, 1)) + rng.normal(size=(400, 4))
    >>> found = measurement_invariance(
    ...     rows, tuple("abcd"), ["x", "y"] * 200, [MeasuredConstruct("f", tuple("abcd"))]
    ... )
    >>> found.n, [level.fit.test.df for level in found.levels], found.reached
    ((200, 200), [4, 7, 10, 14], 'strict')
    """
    limits = limits or InvarianceLimits()
    constructs = _constructs(model)
    base = with_means(layout_of(constructs))
    rows = rows_of(data, base.items, names)
    if len(groups) != len(rows):
        raise SpecificationError(
            f"`groups` must name the group of each of {len(rows)} people, got {len(groups)} names"
        )
    labels = tuple(sorted({label for label in groups if label}))
    if len(labels) < 2:
        raise SpecificationError(f"Invariance needs at least two groups, got {len(labels)}")
    member = np.array([label or "" for label in groups])
    samples = [_sample(rows[member == label], base.items, label) for label in labels]
    starts = [start_values(base, sample) for sample in samples]
    levels: list[InvarianceLevel] = []
    for level in get_args(Level):
        equal = _EQUAL[: get_args(Level).index(level)]
        layouts = group_layouts(base, len(samples), equal)
        found = fit_groups(layouts, samples, labels, group_start(layouts, base, starts))
        levels.append(_compared(level, found, levels[-1:], limits))
    return Invariance(
        groups=labels,
        n=tuple(sample.n for sample in samples),
        left_out=len(rows) - sum(sample.n for sample in samples),
        limits=limits,
        levels=tuple(levels),
        reached=_reached(levels),
    )


def _constructs(
    model: StructuralModel | Sequence[MeasuredConstruct],
) -> tuple[MeasuredConstruct, ...]:
    """Check and return the constructs to compare."""
    if not isinstance(model, StructuralModel):
        check_constructs(tuple(model))
        return tuple(model)
    if model.higher_order:
        raise SpecificationError(
            f"Invariance is of measured constructs, and `{model.higher_order[0].id}` is made of "
            "constructs",
            next_step="Compare its parts.",
        )
    return model.constructs


def _sample(rows: np.ndarray, items: Sequence[str], label: str) -> Sample:
    """Complete rows of a group, with its name in any error."""
    try:
        return sample_of(rows, items, items)
    except MethodError as error:
        raise MethodError(
            error.problem, where=f"group `{label}`", next_step=error.next_step
        ) from error


def _compared(
    level: Level,
    found: GroupsFit,
    before: Sequence[InvarianceLevel],
    limits: InvarianceLimits,
) -> InvarianceLevel:
    """Hold a level against the one before."""
    fit, own = found.fit, found.estimates
    if not before:
        nan = float("nan")
        return InvarianceLevel(level, fit, own, nan, 0, nan, nan, nan, nan, holds=True)
    last = before[0].fit
    change = max(fit.test.chi_square - last.test.chi_square, 0.0)
    df = fit.test.df - last.test.df
    cfi = fit.indices.cfi - last.indices.cfi
    rmsea = fit.indices.rmsea - last.indices.rmsea
    return InvarianceLevel(
        level=level,
        fit=fit,
        estimates=own,
        chi_square_change=change,
        df_change=df,
        p_change=float(scipy.stats.chi2.sf(change, df)) if df else float("nan"),
        cfi_change=cfi,
        rmsea_change=rmsea,
        srmr_change=fit.residuals.srmr - last.residuals.srmr,
        holds=cfi >= -limits.cfi and rmsea <= limits.rmsea,
    )


def _reached(levels: Sequence[InvarianceLevel]) -> Level:
    """Name the last level that holds with all before it."""
    reached = levels[0].level
    for level in levels:
        if not level.holds:
            break
        reached = level.level
    return reached
