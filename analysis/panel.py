"""Indicators of cities over years: the one shape that every index method works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..survey.errors import MethodError, SpecificationError

__all__ = ["Panel"]

_LARGEST = 1e150


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Values of indicators for every city and year.

    Attributes
    ----------
    cities : tuple of str, length c
    years : tuple of int, length t, ascending
    indicators : tuple of str, length k
    values : ndarray of float64, shape (c, t, k), read-only
        In the indicators' own units; NaN where a value is missing.

    Raises
    ------
    SpecificationError
        If the shape does not fit the names, a name occurs twice or the years do not ascend.
    MethodError
        If a value is infinite or too large to be squared.

    Examples
    --------
    >>> Panel(("Turkistan",), (2022, 2023), ("wage",), np.array([[[243.6], [288.4]]])).shape
    (1, 2, 1)
    """

    cities: tuple[str, ...]
    years: tuple[int, ...]
    indicators: tuple[str, ...]
    values: np.ndarray

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=float, copy=None)
        expected = (len(self.cities), len(self.years), len(self.indicators))
        if values.shape != expected:
            raise SpecificationError(
                f"`values` must have the shape (cities, years, indicators) = {expected}, "
                f"got {values.shape}"
            )
        for what, names in (("city", self.cities), ("indicator", self.indicators)):
            if len(set(names)) < len(names):
                twice = next(n for i, n in enumerate(names) if n in names[:i])
                raise SpecificationError(f"The {what} `{twice}` occurs twice in the panel")
        if any(a >= b for a, b in zip(self.years, self.years[1:], strict=False)):
            raise SpecificationError(f"`years` must ascend, got {self.years}")
        beyond = np.abs(values) > _LARGEST
        if beyond.any():
            raise self.refuse(
                f"Values must be finite, at most {_LARGEST:g} in size, got {values[beyond][0]:g}",
                beyond,
            )
        view = values.view()
        view.flags.writeable = False
        object.__setattr__(self, "values", view)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Numbers of cities, years and indicators."""
        return len(self.cities), len(self.years), len(self.indicators)

    def select(self, indicators: Sequence[str]) -> Panel:
        """Return the panel of the named indicators, in that order."""
        at = {name: i for i, name in enumerate(self.indicators)}
        columns = [at[name] for name in indicators]
        if columns == list(range(len(self.indicators))):
            return self
        return Panel(self.cities, self.years, tuple(indicators), self.values[:, :, columns])

    def cell(self, cells: np.ndarray) -> tuple[str, int, str]:
        """City, year and indicator of the first of the `cells`, a mask of shape (c, t, k)."""
        city, year, indicator = np.unravel_index(int(np.argmax(cells)), cells.shape)
        return self.cities[city], self.years[year], self.indicators[indicator]

    def refuse(self, problem: str, cells: np.ndarray, next_step: str = "") -> MethodError:
        """Build the error that names the first of the `cells`, a mask of shape (c, t, k)."""
        city, year, indicator = cell = self.cell(cells)
        where = f"city `{city}`, year {year}, indicator `{indicator}`"
        return MethodError(problem, where=where, next_step=next_step, cell=cell)
