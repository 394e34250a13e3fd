"""What each choice changes when it alone is read otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from ...analysis.city_score.rankings import rankings
from ...analysis.city_score.readings import Choice
from ...analysis.city_score.scores import city_score
from ...analysis.city_score.totals import level_of
from .results import Results

__all__ = ["Effect", "Role", "alone", "levels_changed", "role"]

Role = Literal["yes", "held", "no", "not_compared", "levels"]


@dataclass(frozen=True, slots=True)
class Effect:
    """The largest changes when one choice alone is read otherwise.

    Attributes
    ----------
    total : float
        Change of a total, with its sign; NaN if there is none to compare.
    settlement : str
        Whose total that is.
    rank : float
        Places that a rank moves by in any ranking; NaN likewise.
    lost : int
        Settlements that have no score any more.
    """

    total: float
    settlement: str
    rank: float
    lost: int


def role(results: Results, choice: Choice) -> Role:
    """Tell whether a choice changes a total of these data, alone or together with others."""
    if choice.name == "weights":
        return "not_compared"
    if choice.name == "level_gap":
        return "levels"
    found = results.sensitivity
    if choice.name in {c.name for c in found.held}:
        return "held"
    return "yes" if choice.name in {c.name for c in found.choices} else "no"


@lru_cache(maxsize=256)
def alone(results: Results, choice: str, option: str) -> Effect | None:
    """Return what one other option changes by itself; None if it was not compared."""
    found = results.sensitivity
    if option == found.base.option(choice):
        return None
    if option in {c.name: c.options for c in found.choices}.get(choice, ()):
        row = found.alone(choice, option)
        return _effect(results, found.totals[row], [r.ranks[row] for r in found.rankings])
    # Without the periods behind the yearly values no other rule for them can be tried.
    if choice == "yearly" or choice not in {c.name for c in found.held}:
        return None
    values = results.scores.values
    total = city_score(results.scores.order, values, replace(found.base, **{choice: option})).total
    ranks = [ranking.ranks[0] for ranking in rankings(values.settlements, total)]
    return _effect(results, total, ranks)


def _effect(results: Results, total: np.ndarray, ranks: Sequence[np.ndarray]) -> Effect:
    """Compare totals and ranks with those of the first reading."""
    found = results.sensitivity
    moved = total - found.totals[0]
    places = [own - r.ranks[0] for own, r in zip(ranks, found.rankings, strict=True)]
    far = np.abs(np.concatenate(places))
    rank = float(np.nanmax(far)) if np.isfinite(far).any() else np.nan
    lost = int((np.isnan(total) & ~np.isnan(found.totals[0])).sum())
    if not np.isfinite(moved).any():
        return Effect(np.nan, "", rank, lost)
    at = int(np.nanargmax(np.abs(moved)))
    return Effect(float(moved[at]), results.scores.values.ids[at], rank, lost)


def levels_changed(results: Results) -> int:
    """Count the settlements whose level another reading of the gaps between levels changes."""
    scores = results.scores
    other = "rounded" if scores.reading.level_gap == "lower_bound" else "lower_bound"
    reading = replace(scores.reading, level_gap=other)
    levels = [level_of(total, scores.order.levels, reading) for total in scores.total.tolist()]
    return sum(a != b for a, b in zip(levels, scores.levels, strict=True))
