"""Rankings, each with the interval of every rank over all readings of the order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.city_score.missing_data import HALF, missing_shares_of
from ...analysis.city_score.rankings import Ranking
from ..language import Language
from ..table import Cell, Rounded, Table
from .cautions import MARK, few_data_note, few_data_of
from .names import Names, whole
from .results import Results
from .score_tables import SHOWN

__all__ = ["Span", "ranking_tables", "shown_rankings", "spans", "with_score"]

_OURS = frozenset({"oblast", "district"})  # rankings that the order does not have


@dataclass(frozen=True, slots=True)
class Span:
    """The rank of one member over all readings.

    Attributes
    ----------
    rank, best, worst : float
        Its own rank, and its ends over all readings; NaN without a score.
    held, unscored : int
        Readings in which it keeps its own rank, and in which it has no score.
    """

    rank: float
    best: float
    worst: float
    held: int
    unscored: int


def shown_rankings(results: Results) -> list[Ranking]:
    """Return the rankings that compare anybody; of regions also a single one, for its score."""
    return [r for r in results.rankings if r.name == "regions" or len(r.members) > 1]


def spans(results: Results, ranking: Ranking) -> list[Span]:
    """Return the rank of each member with its interval, in the order of the members."""
    over = next(r for r in results.sensitivity.rankings if r.name == ranking.name)
    found = []
    for own, ranks in zip(ranking.ranks[0].tolist(), over.ranks.T, strict=True):
        there = ranks[~np.isnan(ranks)]
        best, worst = (there.min(), there.max()) if len(there) else (np.nan, np.nan)
        held = int((there == own).sum())
        found.append(Span(own, float(best), float(worst), held, len(ranks) - len(there)))
    return found


def with_score(results: Results, ranking: Ranking) -> int:
    """Count the readings under which a ranking has any score at all."""
    over = next(r for r in results.sensitivity.rankings if r.name == ranking.name)
    return int((~np.isnan(over.ranks)).any(axis=1).sum())


def ranking_tables(results: Results, lang: Language) -> list[Table]:
    """Build the rankings of the order, and the comparisons of towns among themselves."""
    names = Names(results, lang)
    return [_ranking(ranking, names) for ranking in shown_rankings(results)]


def _ranking(ranking: Ranking, names: Names) -> Table:
    results, regions = names.results, ranking.name == "regions"
    columns = [
        names.column("rank", "number"),
        names.column("region" if regions else "settlement"),
        names.column("region_score" if regions else "total", "number", 1),
        names.column("missing_percent", "number", 1),
    ]
    if regions:
        columns += [
            names.column("population", "number"),
            names.column("scored", "number", group="contour"),
            names.column("listed", "number", group="contour"),
        ]
    columns += [
        names.column(key, "number", group="interval")
        for key in ("best", "worst", "held", "unscored")
    ]
    found = spans(results, ranking)
    shares = missing_shares_of(ranking, results.scores)
    order = np.argsort([np.inf if np.isnan(s.rank) else s.rank for s in found], kind="stable")
    rows = [_row(int(j), ranking, found[j], float(shares[j]), names) for j in order]
    notes = _notes(ranking, names)
    return names.table(f"ranking_{ranking.name}", columns, rows, notes=notes, show=SHOWN)


def _row(j: int, ranking: Ranking, span: Span, missing: float, names: Names) -> tuple[Cell, ...]:
    member = ranking.members[j]
    counted = _contour(member, names.results) if ranking.name == "regions" else ()
    return (
        Rounded(span.rank, 0, MARK) if missing >= HALF else whole(span.rank),
        names.member(member, ranking.name),
        float(ranking.scores[0, j]),
        100.0 * missing,
        *counted,
        whole(span.best),
        whole(span.worst),
        span.held,
        span.unscored,
    )


def _contour(region: str, results: Results) -> tuple[float, int, int]:
    """Return population counted, settlements scored, and settlements in the data of a region."""
    scores = results.scores
    own = [
        (settlement.population, bool(np.isnan(total)))
        for settlement, total in zip(scores.values.settlements, scores.total, strict=True)
        if settlement.region == region and settlement.category != "republican"
    ]
    counted = [people for people, missing in own if not missing]
    return sum(counted), len(counted), len(own)


def _notes(ranking: Ranking, names: Names) -> list[str]:
    notes = few_data_note(few_data_of(ranking, names), names, ranking.name)
    if ranking.name == "regions":
        notes.append(names.note("regions"))
    if ranking.name in _OURS:
        notes.append(names.note("not_ranked"))
    tied = [
        names.listed([names.member(member, ranking.name) for member in group])
        for group in ranking.tied()
    ]
    if tied:
        notes.append(names.note("tied", members="; ".join(tied)))
    readings = names.results.sensitivity.readings
    alone = readings == 1
    key = "readings_one" if alone else "readings_all"
    return [*notes, names.note(key, **({} if alone else {"n": names.whole(readings)}))]
