"""Mediation: what an indirect effect and the path beside it say together.

An indirect effect that differs from zero is complementary if the path beside it has its sign,
competitive if it has the other, and stands alone (indirect-only) if there is no effect beside it.
Without an indirect effect the path is direct-only, or there is no effect. A path that the model
leaves out is supposed to be zero, which the data cannot confirm: then the class is undetermined.

Sources: Zhao, Lynch and Chen (2010), Journal of Consumer Research 37, 197-206; intervals: Preacher
and Hayes (2008), Behavior Research Methods 40, 879-891; Nitzl, Roldan and Cepeda (2016), Industrial
Management & Data Systems 116, 1849-1864 (PLS, share of the total effect).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ...survey.errors import MethodError
from .bootstrap_intervals import IntervalMethod
from .bootstrap_result import PlsBootstrap
from .pls_draws import Interval, interval_of
from .pls_result import PlsResult

__all__ = ["Mediation", "MediationClass", "mediation"]

MediationClass = Literal[
    "complementary", "competitive", "indirect_only", "direct_only", "no_effect", "undetermined"
]


@dataclass(frozen=True, slots=True, eq=False)
class Mediation:
    """All w ways of two paths and more.

    Attributes
    ----------
    level : float
        Confidence of the intervals.
    ways : tuple of tuple of str, length w
        The constructs that each passes.
    indirect : ndarray, shape (w,)
        Product of the paths on the way.
    indirect_interval : Interval
    direct : ndarray, shape (w,)
        Path between the ends of the way; NaN where the model has none.
    direct_interval : Interval
    total : ndarray, shape (w,)
        Effect over all ways between the ends.
    share : ndarray, shape (w,)
        ``indirect / total`` of complementary mediation; NaN otherwise.
    classes : tuple of MediationClass, length w
    """

    level: float
    ways: tuple[tuple[str, ...], ...]
    indirect: np.ndarray
    indirect_interval: Interval
    direct: np.ndarray
    direct_interval: Interval
    total: np.ndarray
    share: np.ndarray
    classes: tuple[MediationClass, ...]


def mediation(
    result: PlsResult,
    bootstrap: PlsBootstrap,
    *,
    level: float = 0.95,
    method: IntervalMethod = "percentile",
) -> Mediation:
    """Classify every indirect effect of a model.

    Parameters
    ----------
    result : PlsResult
    bootstrap : PlsBootstrap
    level : float
        Confidence of the intervals that decide.
    method : {"percentile", "basic", "t", "bca"}
        Of the intervals.

    Raises
    ------
    SpecificationError
        If `bootstrap` does not belong to the result, or `level` is not between 0 and 1.
    MethodError
        If the model has no indirect effect, or there are too few draws.
    """
    if not result.ways:
        raise MethodError(
            "The model has no indirect effect", next_step="Give it a way of two paths."
        )
    place = {name: i for i, name in enumerate(result.constructs)}
    rows = [place[way[0]] for way in result.ways]
    columns = [place[way[-1]] for way in result.ways]
    free = np.array([(way[0], way[-1]) in result.model.paths for way in result.ways])
    indirect = interval_of(bootstrap, result, "specific_indirect", level=level, method=method)
    beside = interval_of(bootstrap, result, "paths", level=level, method=method)
    direct = _where(free, beside.take((rows, columns)))
    size, path = result.specific_indirect, np.where(free, result.paths[rows, columns], np.nan)
    classes: tuple[MediationClass, ...] = tuple(
        _class(bool(a), bool(c), estimated=bool(f), same=bool(s))
        for a, c, f, s in zip(
            indirect.excludes_zero, direct.excludes_zero, free, size * path > 0, strict=True
        )
    )
    total = result.total[rows, columns]
    shared = np.array([name == "complementary" for name in classes]) & (size * total > 0)
    return Mediation(
        level=level,
        ways=result.ways,
        indirect=size,
        indirect_interval=indirect,
        direct=path,
        direct_interval=direct,
        total=total,
        share=np.divide(size, total, out=np.full(len(size), np.nan), where=shared),
        classes=classes,
    )


def _where(free: np.ndarray, found: Interval) -> Interval:
    """Keep the intervals of paths that the model has."""
    return replace(
        found,
        lower=np.where(free, found.lower, np.nan),
        upper=np.where(free, found.upper, np.nan),
        excludes_zero=found.excludes_zero & free,
    )


def _class(indirect: bool, direct: bool, *, estimated: bool, same: bool) -> MediationClass:
    if not estimated:
        return "undetermined"
    if indirect and direct:
        return "complementary" if same else "competitive"
    if indirect:
        return "indirect_only"
    return "direct_only" if direct else "no_effect"
