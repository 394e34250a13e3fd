"""Settlements and their values: what the order is applied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

import numpy as np

from ...survey.errors import MethodError, SpecificationError
from .order import Category, Order

__all__ = ["Settlement", "Values", "likely_fractions", "limits", "refuse_impossible"]

TIMES = frozenset({"minutes", "hours", "days"})
_CHANGE, _LOST = "change_percent", -100.0  # more than all cannot go


@dataclass(frozen=True, slots=True)
class Settlement:
    """A city or district centre that is scored.

    Attributes
    ----------
    id : str
    category : {"republican", "oblast", "district"}
    population : float
        People, for the score of its region.
    region : str
        Oblast it lies in; empty for cities of republican significance.
    extra : int
        Confirmed extra initiatives of the year.

    Raises
    ------
    SpecificationError
        If the category is not one of the three, the population is not above zero, a region is
        missing, or the number of extra initiatives is negative.
    """

    id: str
    category: Category
    population: float
    region: str = ""
    extra: int = 0

    def __post_init__(self) -> None:
        if self.category not in get_args(Category):
            raise SpecificationError(
                f"The category of `{self.id}` must be one of {', '.join(get_args(Category))}, "
                f"got `{self.category}`"
            )
        if not 0 < self.population < float("inf"):
            raise SpecificationError(
                f"The population of `{self.id}` must be a number > 0, got {self.population:g}"
            )
        if self.extra < 0:
            raise SpecificationError(
                f"The number of extra initiatives of `{self.id}` must be >= 0, got {self.extra}"
            )
        if not self.region and self.category != "republican":
            raise SpecificationError(
                f"`{self.id}` has no region",
                next_step="Only a city of republican significance stands for itself.",
            )


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Yearly values of settlements.

    Attributes
    ----------
    year : int
    settlements : tuple of Settlement, length s
    measures : tuple of str, length m
        KPI ids, and ``kpi.domain`` for thresholds by domain.
    numbers : ndarray, shape (s, m)
        In the units of the order; NaN where there is no value. A change is in percent of the base
        period, a reduction below zero; a judged KPI is 1 (met), 0.5 (partly) or 0 (not met).
    applicable : mapping of (settlement, KPI) to bool
        Statuses set by hand: True for A, False for NA, before those of the annexes.

    Raises
    ------
    SpecificationError
        If the shape does not fit, or a settlement or measure occurs twice.
    """

    year: int
    settlements: tuple[Settlement, ...]
    measures: tuple[str, ...]
    numbers: np.ndarray
    applicable: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.settlements), len(self.measures))
        if self.numbers.shape != shape:
            raise SpecificationError(
                f"Values of {shape[0]} settlements and {shape[1]} measures have the shape {shape},"
                f" got {self.numbers.shape}"
            )
        for names in (self.ids, self.measures):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise SpecificationError(f"`{twice[0]}` occurs twice in the values")

    @property
    def ids(self) -> tuple[str, ...]:
        """Names of the settlements."""
        return tuple(settlement.id for settlement in self.settlements)

    def of(self, measures: Sequence[str]) -> np.ndarray:
        """Values of some measures, shape (s, len(measures)); NaN for those that are not there."""
        place = {measure: j for j, measure in enumerate(self.measures)}
        result = np.full((len(self.settlements), len(measures)), np.nan)
        for j, measure in enumerate(measures):
            if measure in place:
                result[:, j] = self.numbers[:, place[measure]]
        return result


def refuse_impossible(order: Order, values: Values) -> None:
    """Refuse values that no settlement can have.

    Raises
    ------
    MethodError
        If a value is infinite, negative where the unit has no negative values, or above 100
        percent, the end of a scale of points, or the best mark.
    """
    for kpi in order.kpis:
        least, most = limits(kpi.unit)
        for column, measure in zip(values.of(kpi.measures).T, kpi.measures, strict=True):
            for settlement, number in zip(values.ids, column.tolist(), strict=True):
                if np.isnan(number):  # no data
                    continue
                if not least <= number <= most or abs(number) == np.inf:
                    raise MethodError(
                        f"`{measure}` of `{settlement}` must lie between {least:g} and {most:g} "
                        f"({kpi.unit}), got {number:g}",
                        where=f"{settlement}, {measure}",
                    )


def limits(unit: str) -> tuple[float, float]:
    """Return the least and the largest value that a unit allows.

    Examples
    --------
    >>> limits("percent"), limits("minutes")
    ((0.0, 100.0), (0.0, inf))
    """
    most = {"percent": 100.0, "points_of_10": 10.0, "points_of_5": 5.0, "words": 1.0}
    return _LOST if unit == _CHANGE else 0.0, most.get(unit, np.inf)


def likely_fractions(order: Order, values: Values) -> tuple[tuple[str, str], ...]:
    """Name settlement and KPI of percents that are likely to be fractions: above 0, at most 1.

    Only where more is better: one percent of delays may well be meant.
    """
    likely = []
    for kpi in order.kpis:
        if kpi.unit == "percent" and kpi.direction == "at_least":
            column = values.of(kpi.measures)[:, 0]
            likely += [
                (values.ids[i], kpi.id) for i in np.flatnonzero((column > 0) & (column <= 1))
            ]
    return tuple(likely)
