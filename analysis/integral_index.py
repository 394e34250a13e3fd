"""The integral index: normalise, combine level by level, rank, and say what each part adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from ..survey.errors import MethodError, SpecificationError
from .aggregate import contributions, slopes, weighted_mean
from .framework import Framework, Group
from .index_rules import Mean
from .normalise import normalise
from .panel import Panel

__all__ = ["IntegralIndex", "aggregate", "integral_index", "match", "ranks"]

_TIE = 12


@dataclass(frozen=True, slots=True, eq=False)
class IntegralIndex:
    """The index of every city and year, with all that led to it.

    Attributes
    ----------
    framework : Framework
        The specification that produced the result.
    cities : tuple of str, length c
    years : tuple of int, length t
    groups : tuple of str, length g
        Group ids, each after the groups it contains; the last one is the index itself.
    scores : ndarray, shape (c, t, g)
        Value of every group; NaN where all its parts are missing.
    normalised : ndarray, shape (c, t, k)
        Normalised indicators, in the order of ``framework.indicators``.
    contributions : ndarray, shape (c, t, k)
        What each indicator adds to the index; they sum to ``scores[..., -1]``.
    annihilated : ndarray of int, shape (g,)
        Cells of the group that are zero because a part is, under a mean that one zero turns to
        zero (geometric, harmonic, negative powers); 0 under other means.
    """

    framework: Framework
    cities: tuple[str, ...]
    years: tuple[int, ...]
    groups: tuple[str, ...]
    scores: np.ndarray
    normalised: np.ndarray
    contributions: np.ndarray
    annihilated: np.ndarray

    def score(self, group: str) -> np.ndarray:
        """Values of one group, shape (c, t)."""
        return self.scores[:, :, self.groups.index(group)]


def integral_index(panel: Panel, framework: Framework) -> IntegralIndex:
    """Compute an index from indicators.

    Parameters
    ----------
    panel : Panel
        Must hold exactly the framework's indicators, in any order.
    framework : Framework

    Returns
    -------
    IntegralIndex

    Raises
    ------
    SpecificationError
        If an indicator is in the data and not in the framework, or the reverse.
    MethodError
        As `aqyl.analysis.normalise.normalise` and `aqyl.analysis.aggregate.weighted_mean`.

    Notes
    -----
    A group is the weighted mean of its members' values, from the leaves to the root. The
    contribution of an indicator is its Euler contribution times the slopes along its branch (see
    `aqyl.analysis.aggregate`), so contributions sum to the index under every mean.

    Examples
    --------
    >>> from aqyl.analysis.framework import Group, Indicator
    >>> panel = Panel(("Turkistan",), (2022, 2023), ("wage",), np.array([[[244.0], [288.0]]]))
    >>> integral_index(panel, Framework(Group("index", (Indicator("wage"),)))).scores.ravel()
    array([0., 1.])
    """
    ordered = match(panel, framework)
    return aggregate(ordered, normalise(ordered, framework), framework)


def aggregate(panel: Panel, normalised: np.ndarray, framework: Framework) -> IntegralIndex:
    """Combine indicators that are already normalised, shape (c, t, k), into the index.

    `panel` gives the names; its values are not used. The published normalised values of a table
    enter here.
    """
    place = {indicator.id: i for i, indicator in enumerate(framework.indicators)}
    scores: dict[str, np.ndarray] = {}
    parts: dict[str, _Parts] = {}
    annihilated = []
    for group in framework.groups:
        mean = framework.mean_of(group)
        columns = [
            scores[m.id] if isinstance(m, Group) else normalised[:, :, place[m.id]]
            for m in group.members
        ]
        values = np.stack(columns, axis=-1)
        weights = np.array([m.weight for m in group.members])
        try:
            scores[group.id] = weighted_mean(values, weights, mean)
        except MethodError as error:
            raise _negative(panel, group, values, error) from error
        parts[group.id] = _pass_down(group, values, weights, mean, parts, place)
        if np.isinf(scores[group.id]).any():
            raise MethodError(f"The values of `{group.id}` are too large for its mean")
        annihilated.append(int((scores[group.id] == 0).sum()) if mean.exponent <= 0 else 0)
    return IntegralIndex(
        framework=framework,
        cities=panel.cities,
        years=panel.years,
        groups=tuple(scores),
        scores=np.stack(list(scores.values()), axis=-1),
        normalised=normalised,
        contributions=parts[framework.root.id].in_order(len(place)),
        annihilated=np.array(annihilated),
    )


def match(panel: Panel, framework: Framework) -> Panel:
    """Return the panel with its indicators in the order of the framework.

    Raises
    ------
    SpecificationError
        If one holds an indicator that the other lacks.
    """
    wanted = [indicator.id for indicator in framework.indicators]
    absent = [name for name in wanted if name not in set(panel.indicators)]
    if absent:
        raise SpecificationError(
            f"The framework names {_some(absent)}, which the data do not hold",
            next_step="Add the data, or take the indicator out of the framework.",
        )
    unused = [name for name in panel.indicators if name not in set(wanted)]
    if unused:
        raise SpecificationError(
            f"The data hold {_some(unused)}, which the framework does not name",
            next_step="Place it in a group, or list it under `ignore` in the framework.",
        )
    return panel.select(wanted)


def ranks(scores: np.ndarray) -> np.ndarray:
    """Rank cities from the best (1) within each year and group; ties share the best rank.

    Parameters
    ----------
    scores : ndarray, shape (c, t, g)

    Returns
    -------
    ndarray of float64, shape (c, t, g)
        "1, 2, 2, 4" ranking; NaN where the score is missing. Scores that agree to twelve decimals
        are tied.

    Examples
    --------
    >>> ranks(np.array([0.5, 0.9, 0.5]).reshape(3, 1, 1)).ravel().tolist()
    [2.0, 1.0, 2.0]
    """
    missing = np.isnan(scores)
    # Equal scores may differ in the last bits by the order in which they were summed.
    rounded = np.round(scores, _TIE)
    return np.where(
        missing,
        np.nan,
        scipy.stats.rankdata(np.where(missing, np.inf, -rounded), method="min", axis=0),
    )


def _pass_down(
    group: Group,
    values: np.ndarray,
    weights: np.ndarray,
    mean: Mean,
    parts: dict[str, _Parts],
    place: dict[str, int],
) -> _Parts:
    """Hand the contribution of each member down to its indicators.

    By the chain rule an indicator adds to the group what it adds to its member, times the slope of
    the member. What a floor lends to a member is shared equally among the member's indicators.
    """
    shares = contributions(values, weights, mean)
    slope = slopes(values, weights, mean)
    leaves: list[int] = []
    added: list[np.ndarray] = []
    for j, member in enumerate(group.members):
        if isinstance(member, Group):
            inner = parts.pop(member.id)
            lent = shares[:, :, j] - slope[:, :, j] * np.nan_to_num(values[:, :, j])
            lent = np.where(mean.floor > 0, lent, 0.0) / len(inner.leaves)
            leaves += inner.leaves
            added.append(inner.added * slope[:, :, j, None] + lent[..., None])
        else:
            leaves.append(place[member.id])
            added.append(shares[:, :, j, None])
    return _Parts(leaves, np.concatenate(added, axis=-1))


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """What the indicators of one branch add to its group, shape (c, t, number of leaves)."""

    leaves: list[int]
    added: np.ndarray

    def in_order(self, k: int) -> np.ndarray:
        """Arrange the columns in the order of all `k` indicators."""
        if self.leaves == list(range(k)):
            return self.added
        result = np.empty((*self.added.shape[:2], k))
        result[:, :, self.leaves] = self.added
        return result


def _negative(panel: Panel, group: Group, values: np.ndarray, error: MethodError) -> MethodError:
    city, year, member = np.unravel_index(int(np.argmax(values < 0)), values.shape)
    return MethodError(
        error.problem,
        where=f"city `{panel.cities[city]}`, year {panel.years[year]}, "
        f"`{group.members[member].id}` in `{group.id}`",
        next_step="Choose the arithmetic mean or another normalisation.",
    )


def _some(names: list[str], most: int = 5) -> str:
    listed = ", ".join(f"`{name}`" for name in names[:most])
    return listed if len(names) <= most else f"{listed} and {len(names) - most} more"
