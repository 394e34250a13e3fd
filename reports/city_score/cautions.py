"""What a reader must know before trusting a score: doubtful values, and scores of few data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...analysis.city_score.missing_data import HALF, missing_shares, missing_shares_of
from ...analysis.city_score.rankings import Ranking
from ...analysis.city_score.settlements import likely_fractions
from .names import Names

__all__ = ["MARK", "cautions", "few_data", "few_data_note", "few_data_of", "starred", "unstarred"]

MARK = "*"  # beside a rank or a score that rests on half of the data or less
_NAMED = 5  # values that a caution names


def cautions(names: Names) -> list[str]:
    """Warn of percents that look like fractions, and of scores that rest on few data."""
    return [*_fractions(names), *_few_data(names)]


def few_data(names: Names) -> dict[str, float]:
    """Settlements with a score and without data for half of their KPIs or more: their shares."""
    scores = names.results.scores
    shares = np.where(np.isnan(scores.total), np.nan, missing_shares(scores))
    return _from_half(scores.values.ids, shares)


def few_data_of(ranking: Ranking, names: Names) -> dict[str, float]:
    """Members of a ranking with a score that rests on half of the data or less: their shares."""
    return _from_half(ranking.members, missing_shares_of(ranking, names.results.scores))


def few_data_note(found: Mapping[str, float], names: Names, ranking: str = "") -> list[str]:
    """Explain the mark, and name whom it stands beside; nothing if nobody."""
    return [names.note("few_data", members=_listed(found, names, ranking))] if found else []


def starred(label: str, member: str, found: Mapping[str, float]) -> str:
    """Set the mark behind the name of a member that is found to have few data."""
    return f"{label} {MARK}" if member in found else label


def unstarred(label: str) -> str:
    """Take the mark away again, for the data of a figure."""
    return label.removesuffix(f" {MARK}")


def _from_half(members: Sequence[str], shares: np.ndarray) -> dict[str, float]:
    found = zip(members, shares.tolist(), strict=True)
    return {member: share for member, share in found if share >= HALF}


def _listed(found: Mapping[str, float], names: Names, ranking: str = "") -> str:
    """Name members with the percent of missing data, the largest first."""
    ordered = sorted(found, key=lambda member: -found[member])
    return names.listed(
        [
            names.entry(names.member(member, ranking), f"{names.points(100 * found[member])} %")
            for member in ordered
        ]
    )


def _few_data(names: Names) -> list[str]:
    found = few_data(names)
    if not found:
        return []
    return [names.lang.text("cityscore.intro.few_data", members=_listed(found, names))]


def _fractions(names: Names) -> list[str]:
    likely = likely_fractions(names.results.order.order, names.results.scores.values)
    if not likely:
        return []
    listed = ", ".join(f"{names.settlement(s)} – {kpi}" for s, kpi in likely[:_NAMED])
    return [names.lang.text("cityscore.intro.fractions", n=names.whole(len(likely)), first=listed)]
