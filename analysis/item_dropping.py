"""Items that leave a factor solution because they load too little or on too much.

The rule: an item leaves if its largest absolute loading is below a minimum or, if a gap is asked
for, if its two largest differ by less than the gap. It is applied once, to all items together, or
stepwise: the worst item leaves, the rest is fitted again, until every item keeps the rule. The log
says who left, when and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .factors import Extraction, ExtractionMethod, extract
from .moments import Moments
from .rotation import RotationMethod

__all__ = ["Dropped", "ItemDropping", "drop_items"]

DroppingReason = Literal["low_loading", "cross_loading"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """One line of the log.

    Attributes
    ----------
    step : int
        From 1; all lines of a run at once are step 1.
    item : str
    loading : float
        Its largest loading in absolute size, with its sign.
    factor : int
        Column of that loading, from 0.
    gap : float
        Difference of its two largest absolute loadings; of one factor, the absolute loading.
    reason : {"low_loading", "cross_loading"}
    """

    step: int
    item: str
    loading: float
    factor: int
    gap: float
    reason: DroppingReason


@dataclass(frozen=True, slots=True, eq=False)
class ItemDropping:
    """The log and the solution of the items that stay.

    Attributes
    ----------
    minimum : float
    gap : float or None
    stepwise : bool
    log : tuple of Dropped
    first, solution : Extraction
        Of all items, and of those that stay; the same object if none leaves.
    unmet : tuple of str
        Items of `solution` that break the rule, as some may after a single run.
    """

    minimum: float
    gap: float | None
    stepwise: bool
    log: tuple[Dropped, ...]
    first: Extraction
    solution: Extraction
    unmet: tuple[str, ...]


def drop_items(
    moments: Moments,
    *,
    minimum: float = 0.5,
    gap: float | None = None,
    stepwise: bool = False,
    method: ExtractionMethod = "components",
    count: int | None = None,
    rotation: RotationMethod = "varimax",
) -> ItemDropping:
    """Drop the items that load too little, and fit the rest again.

    Parameters
    ----------
    moments : Moments
    minimum : float
        Largest absolute loading (of the pattern) below which an item leaves, from 0 to 1.
    gap : float, optional
        Difference of the two largest absolute loadings below which an item leaves.
    stepwise : bool
        One item at a time: the lowest loading first, then the smallest gap.
    method, count, rotation
        As `extract`, in every fit; without `count`, Kaiser's rule decides anew each time.

    Raises
    ------
    SpecificationError
        If `minimum` or `gap` is not from 0 to 1; as `extract`.
    MethodError
        If no more items would stay than there are factors; as `extract`.

    Examples
    --------
    >>> r = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
    >>> r[3, :3] = r[:3, 3] = 0.1
    >>> found = drop_items(Moments(100, tuple("abcd"), np.zeros(4), r), count=1)
    >>> [(line.item, round(line.loading, 3), line.reason) for line in found.log]
    [('d', 0.236, 'low_loading')]
    >>> found.solution.names
    ('a', 'b', 'c')
    """
    for name, value in (("minimum", minimum), ("gap", gap)):
        if value is not None and not 0 <= value <= 1:
            raise SpecificationError(f"`{name}` must be from 0 to 1, got {value}")
    first = solution = extract(moments, method=method, count=count, rotation=rotation)
    log: list[Dropped] = []
    failing = _failing(solution, minimum, gap, 1)
    while failing and (stepwise or not log):
        leaving = failing[:1] if stepwise else failing
        log += leaving
        gone = {line.item for line in leaving}
        staying = [name for name in solution.names if name not in gone]
        if len(staying) <= solution.count:
            raise MethodError(
                f"The rule leaves {len(staying)} items for {solution.count} factors",
                next_step="Lower the minimum or the gap, or take fewer factors.",
            )
        solution = extract(moments.select(staying), method=method, count=count, rotation=rotation)
        failing = _failing(solution, minimum, gap, log[-1].step + 1)
    return ItemDropping(
        minimum, gap, stepwise, tuple(log), first, solution, tuple(line.item for line in failing)
    )


def _failing(
    solution: Extraction, minimum: float, gap: float | None, step: int
) -> tuple[Dropped, ...]:
    """Items that break the rule, the worst first."""
    size = np.abs(solution.loadings)
    largest = size.max(axis=1)
    factor = size.argmax(axis=1)
    gaps = np.diff(np.sort(size, axis=1)[:, -2:], axis=1)[:, 0] if solution.count > 1 else largest
    low = largest < minimum
    crossed = ~low & (gaps < gap) if gap is not None else np.zeros_like(low)
    worst = [*np.flatnonzero(low)[np.argsort(largest[low], kind="stable")]]
    worst += [*np.flatnonzero(crossed)[np.argsort(gaps[crossed], kind="stable")]]
    return tuple(
        Dropped(
            step=step,
            item=solution.names[i],
            loading=float(solution.loadings[i, factor[i]]),
            factor=int(factor[i]),
            gap=float(gaps[i]),
            reason="low_loading" if low[i] else "cross_loading",
        )
        for i in worst
    )
