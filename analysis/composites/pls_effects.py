"""Direct, indirect and total effects of a PLS path model, listed with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .bootstrap_intervals import IntervalMethod
from .bootstrap_result import PlsBootstrap
from .pls_draws import Interval, interval_of
from .pls_quantities import Quantity
from .pls_result import PlsResult

__all__ = ["Effects", "effects"]


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Effects between all m pairs of constructs that a way joins.

    Attributes
    ----------
    starts, ends : tuple of str, length m
    direct, indirect, total : ndarray, shape (m,)
        Zero where there is no path, and no way but the path.
    indirect_interval, total_interval : Interval or None
        None without a bootstrap.
    """

    starts: tuple[str, ...]
    ends: tuple[str, ...]
    direct: np.ndarray
    indirect: np.ndarray
    total: np.ndarray
    indirect_interval: Interval | None
    total_interval: Interval | None


def effects(
    result: PlsResult,
    *,
    bootstrap: PlsBootstrap | None = None,
    level: float = 0.95,
    method: IntervalMethod = "percentile",
) -> Effects:
    """List direct, indirect and total effects.

    Parameters
    ----------
    result : PlsResult
    bootstrap : PlsBootstrap, optional
    level : float
        Confidence of the intervals.
    method : {"percentile", "basic", "t", "bca"}
        Of the intervals.

    Raises
    ------
    SpecificationError
        If `bootstrap` does not belong to the result, or `level` is not between 0 and 1.
    MethodError
        If there are too few draws.

    Examples
    --------
    >>> from ..moments import Moments
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     tuple(MeasuredConstruct(name, (name,)) for name in "XMY"), (("X", "M"), ("M", "Y"))
    ... )
    >>> r = np.array([[1.0, 0.5, 0.3], [0.5, 1.0, 0.6], [0.3, 0.6, 1.0]])
    >>> found = effects(pls(Moments(99, ("X", "M", "Y"), np.zeros(3), r), model))
    >>> list(zip(found.starts, found.ends, found.indirect.round(4).tolist()))
    [('X', 'M', 0.0), ('X', 'Y', 0.3), ('M', 'Y', 0.0)]
    """
    ends = {(way[0], way[-1]) for way in result.ways} | set(result.model.paths)
    at = [
        (i, j)
        for i, start in enumerate(result.constructs)
        for j, end in enumerate(result.constructs)
        if (start, end) in ends
    ]
    rows, columns = np.array(at, dtype=np.intp).T
    names = result.constructs

    def of(quantity: Quantity) -> Interval | None:
        if bootstrap is None:
            return None
        found = interval_of(bootstrap, result, quantity, level=level, method=method)
        return found.take((rows, columns))

    return Effects(
        starts=tuple(names[i] for i in rows),
        ends=tuple(names[j] for j in columns),
        direct=result.paths[rows, columns],
        indirect=result.total_indirect[rows, columns],
        total=result.total[rows, columns],
        indirect_interval=of("total_indirect"),
        total_interval=of("total"),
    )
