"""Everything that a report of CityScore shows, computed once for all languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...analysis.city_score.improvement import Improvement, improvement
from ...analysis.city_score.initiatives import (
    Coverage,
    ExtraInitiative,
    Progress,
    coverage,
    progress,
)
from ...analysis.city_score.rankings import Ranking, rankings
from ...analysis.city_score.readings import Reading
from ...analysis.city_score.scores import CityScore, city_score
from ...analysis.city_score.sensitivity import Sensitivity, sensitivity
from ...analysis.city_score.settlements import Values
from .order_file import OrderFile
from .settlement_files import SettlementFile

__all__ = ["Claims", "Results", "compute"]


@dataclass(frozen=True, slots=True)
class Claims:
    """What settlements state beside their values; empty where no table was given.

    Attributes
    ----------
    extra : tuple of ExtraInitiative
    functions : mapping of settlement to ids of functions
        That are there.
    done : mapping of (settlement, initiative) to date
    on : date
        Day on which the road map is looked at; the last day of the year if none is named.
    """

    extra: tuple[ExtraInitiative, ...] = ()
    functions: Mapping[str, frozenset[str]] | None = None
    done: Mapping[tuple[str, int], date] | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Scores, rankings and what stands behind them.

    Attributes
    ----------
    order : OrderFile
    settlements : SettlementFile
    scores : CityScore
    rankings : tuple of Ranking
        With one row, under the reading of `scores`.
    sensitivity : Sensitivity
        Rankings under every reading that makes a difference.
    improvement : Improvement
    extra : tuple of ExtraInitiative
    coverage : tuple of Coverage
    progress : tuple of Progress
    on : date
        Day of `progress`.
    simulated : bool
        A note of the values says that they are simulated.
    """

    order: OrderFile
    settlements: SettlementFile
    scores: CityScore
    rankings: tuple[Ranking, ...]
    sensitivity: Sensitivity
    improvement: Improvement
    extra: tuple[ExtraInitiative, ...]
    coverage: tuple[Coverage, ...]
    progress: tuple[Progress, ...]
    on: date
    simulated: bool = False

    @property
    def year(self) -> int:
        """Year that is scored."""
        return self.scores.values.year


def compute(
    order: OrderFile,
    settlements: SettlementFile,
    by_rule: Mapping[str, Values],
    reading: Reading,
    claims: Claims,
    *,
    simulated: bool = False,
) -> Results:
    """Score, rank, and look at what could change the ranks.

    Parameters
    ----------
    order : OrderFile
    settlements : SettlementFile
    by_rule : mapping of rule to Values
        Yearly values by each rule for several periods; that of `reading` must be there.
    reading : Reading
    claims : Claims
    simulated : bool
    """
    values = by_rule[reading.yearly]
    scores = city_score(order.order, values, reading)
    on = claims.on or date(values.year, 12, 31)
    people = settlements.settlements
    return Results(
        order=order,
        settlements=settlements,
        scores=scores,
        rankings=rankings(people, scores.total),
        sensitivity=sensitivity(order.order, values, reading, yearly=by_rule),
        improvement=improvement(scores),
        extra=claims.extra,
        coverage=coverage(order.functions, people, claims.functions or {}),
        progress=progress(order.order, people, claims.done or {}, on),
        on=on,
        simulated=simulated,
    )
