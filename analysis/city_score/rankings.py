"""Rankings: cities of republican significance, regions by population, and towns among equals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..integral_index import ranks
from .settlements import Settlement
from .totals import DECIMALS

__all__ = ["Ranking", "RankingName", "rankings", "region_scores"]

RankingName = Literal["republican", "regions", "oblast", "district"]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """One ranking of r members under n readings.

    Attributes
    ----------
    name : {"republican", "regions", "oblast", "district"}
        The first two are the order's (Annex 5, 4 and 5); towns of oblast and district
        significance are compared among themselves by us.
    members : tuple of str, length r
    scores : ndarray, shape (n, r)
        TotalScore, or RegionScore; NaN for a member that cannot be scored.
    ranks : ndarray, shape (n, r)
        1 is the best; equal scores share the best rank ("1, 2, 2, 4"); NaN without a score.
    """

    name: RankingName
    members: tuple[str, ...]
    scores: np.ndarray
    ranks: np.ndarray

    def tied(self, reading: int = 0) -> tuple[tuple[str, ...], ...]:
        """Return the groups that share a rank under one reading, the best first."""
        own = self.ranks[reading]
        shared = [rank for rank in np.unique(own[~np.isnan(own)]) if (own == rank).sum() > 1]
        return tuple(
            tuple(name for name, r in zip(self.members, own, strict=True) if r == rank)
            for rank in shared
        )


def rankings(settlements: Sequence[Settlement], totals: np.ndarray) -> tuple[Ranking, ...]:
    """Rank settlements and regions.

    Parameters
    ----------
    settlements : sequence of Settlement, length s
    totals : ndarray, shape (s,) or (n, s)
        TotalScore, under one or under n readings.

    Returns
    -------
    tuple of Ranking
        Those that have members.
    """
    totals = np.atleast_2d(totals)
    found = []
    for category in ("republican", "oblast", "district"):
        at = [i for i, settlement in enumerate(settlements) if settlement.category == category]
        if at:
            found.append(_ranked(category, [settlements[i].id for i in at], totals[:, at]))
    names, scores = region_scores(settlements, totals)
    if names:
        at = 1 if found and found[0].name == "republican" else 0
        found.insert(at, _ranked("regions", names, scores))
    return tuple(found)


def region_scores(
    settlements: Sequence[Settlement], totals: np.ndarray
) -> tuple[list[str], np.ndarray]:
    r"""Average a region's settlements by population: :math:`\sum Total_i Pop_i / \sum Pop_i`.

    A settlement without a score stays out of both sums.

    Returns
    -------
    list of str, length r
        Regions in the order in which they come.
    ndarray, shape (n, r)
    """
    totals = np.atleast_2d(totals)
    names = list(dict.fromkeys(s.region for s in settlements if s.category != "republican"))
    scores = np.full((len(totals), len(names)), np.nan)
    for j, name in enumerate(names):
        at = [i for i, s in enumerate(settlements) if _within(s, name)]
        people = np.array([settlements[i].population for i in at])
        there = ~np.isnan(totals[:, at])
        weight = there * people
        total = np.where(there, totals[:, at], 0.0) * weight
        whole = weight.sum(axis=1)
        np.divide(total.sum(axis=1), whole, out=scores[:, j], where=whole > 0)
    return names, np.round(scores, DECIMALS)


def _within(settlement: Settlement, region: str) -> bool:
    """Tell whether a settlement counts for a region: a city of republican significance never."""
    return settlement.category != "republican" and settlement.region == region


def _ranked(name: RankingName, members: Sequence[str], scores: np.ndarray) -> Ranking:
    return Ranking(name, tuple(members), scores, ranks(scores.T[:, :, None])[:, :, 0].T)
