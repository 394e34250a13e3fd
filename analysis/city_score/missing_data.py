"""How much of the data of settlements and regions is missing, and where it is half or more.

The order takes the same 5 points for 21 % of missing data as for 95 %, and averages what is left as
if it were all. So a score is to be told with the share of the KPIs that it rests on.
"""

from __future__ import annotations

import numpy as np

from .rankings import Ranking
from .scores import CityScore

__all__ = ["HALF", "missing_shares", "missing_shares_of"]

# From here on more is unknown than known: the KPIs without data could outweigh those that are
# scored, whatever these are.
HALF = 0.5


def missing_shares(scores: CityScore) -> np.ndarray:
    """Share of the applicable KPIs (A and ND) without data of each settlement, shape (s,).

    Unlike `CityScore.missing_share` it does not depend on how the order is read. NaN where no KPI
    is applicable.
    """
    missing = scores.number("ND")
    applicable = scores.number("A") + missing
    empty = np.full(len(missing), np.nan)
    return np.divide(missing, applicable, out=empty, where=applicable > 0)


def missing_shares_of(ranking: Ranking, scores: CityScore) -> np.ndarray:
    """Share without data of each member of a ranking, shape (r,).

    That of a region is the mean by population of its settlements with a score, as its score is.
    NaN without a score.
    """
    own = missing_shares(scores)
    if ranking.name != "regions":
        share = dict(zip(scores.values.ids, own.tolist(), strict=True))
        shares = [share[member] for member in ranking.members]
    else:
        shares = [_of_region(region, own, scores) for region in ranking.members]
    return np.where(np.isnan(ranking.scores[0]), np.nan, shares)


def _of_region(region: str, shares: np.ndarray, scores: CityScore) -> float:
    at = [
        i
        for i, settlement in enumerate(scores.values.settlements)
        if settlement.category != "republican"
        and settlement.region == region
        and not np.isnan(scores.total[i])
    ]
    people = [scores.values.settlements[i].population for i in at]
    return float(np.average(shares[at], weights=people)) if at else np.nan
