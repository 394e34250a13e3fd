"""One model in several groups at once, with some of its parameters equal in all of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..fit_measures import FitMeasures, FitTest
from .sem_baseline import independence, likelihood_measures, saturated
from .sem_estimates import SemEstimates, estimates
from .sem_gates import degrees_of_freedom, refuse_improper
from .sem_layout import Cell, Layout, ParameterKind
from .sem_likelihood import information
from .sem_matrices import matrices
from .sem_sample import Sample
from .sem_scoring import maximise

__all__ = ["GroupsFit", "fit_groups", "group_layouts", "group_start"]


@dataclass(frozen=True, slots=True, eq=False)
class GroupsFit:
    """Fit of all groups together, and the estimates of each.

    Attributes
    ----------
    fit : FitMeasures
    estimates : tuple of SemEstimates
    """

    fit: FitMeasures
    estimates: tuple[SemEstimates, ...]


def group_layouts(base: Layout, count: int, equal: Collection[ParameterKind]) -> tuple[Layout, ...]:
    """Lay out all groups; parameters that are equal in all of them are numbered once.

    Parameters
    ----------
    base : Layout
        With means.
    count : int
        Groups.
    equal : collection of ParameterKind
        ``"residual"`` means variances, not covariances. With ``"intercept"`` the latent means are
        free in all groups but the first.
    """
    shared: dict[Cell, int] = {}
    size, groups = 0, []
    for g in range(count):
        cells = []
        for cell in base.cells:
            compared = cell.kind in equal and (cell.kind != "residual" or cell.row == cell.column)
            mean = cell.kind == "mean" and "intercept" in equal and g > 0
            if cell.free < 0 and not mean:
                cells.append(cell)
            elif compared and cell in shared:
                cells.append(replace(cell, free=shared[cell]))
            else:
                cells.append(replace(cell, free=size))
                if compared:
                    shared[cell] = size
                size += 1
        groups.append(tuple(cells))
    return tuple(replace(base, cells=cells, size=size) for cells in groups)


def group_start(
    layouts: Sequence[Layout], base: Layout, starts: Sequence[np.ndarray]
) -> np.ndarray:
    """Start where the groups start by themselves; in the middle where they share."""
    size = layouts[0].size
    total, count = np.zeros(size), np.zeros(size)
    for layout, start in zip(layouts, starts, strict=True):
        for cell, plain in zip(layout.cells, base.cells, strict=True):
            if cell.free >= 0:
                total[cell.free] += start[plain.free] if plain.free >= 0 else 0.0
                count[cell.free] += 1
    return total / count


def fit_groups(
    layouts: Sequence[Layout], samples: Sequence[Sample], labels: Sequence[str], start: np.ndarray
) -> GroupsFit:
    """Fit several groups at once by maximum likelihood.

    Raises
    ------
    MethodError
        As `aqyl.analysis.cfa.cfa`, naming the group.
    """
    p = len(layouts[0].items)
    df = degrees_of_freedom(layouts, layouts[0].size)
    found = maximise(layouts, samples, start)
    implied = [matrices(layout, found.theta) for layout in layouts]
    for layout, at, label in zip(layouts, implied, labels, strict=True):
        refuse_improper(layout, at, group=label)
    best = sum(saturated(sample, means=True) for sample in samples)
    test = FitTest(
        chi_square=max(2 * (found.objective - best), 0.0) if df else 0.0,
        df=df,
        baseline_chi_square=2 * (sum(independence(sample) for sample in samples) - best),
        baseline_df=len(samples) * p * (p - 1) // 2,
        n=sum(sample.weight for sample in samples),
        groups=len(samples),
    )
    fit = likelihood_measures(
        layouts,
        samples,
        implied,
        test=test,
        objective=found.objective,
        parameters=layouts[0].size,
    )
    covariance = np.linalg.inv(information(layouts, samples, found.theta))
    return GroupsFit(fit, tuple(estimates(layout, found.theta, covariance) for layout in layouts))
