"""From KPI scores to TotalScore: sections, missing data, extra initiatives (Annex 5, 2)."""

from __future__ import annotations

import numpy as np

from .order import Level
from .readings import Reading

__all__ = ["city_score_100", "level_of", "penalty", "section_scores", "total_score"]

PENALTY = 5.0
EXTRA = 2.0
_MISSING_FIFTHS = 5  # the share of missing data above which the penalty applies is 1 / 5
DECIMALS = 9  # beyond these the order of summation speaks, not the data


def section_scores(weighted: np.ndarray, points: np.ndarray) -> np.ndarray:
    r"""Average the KPI scores of each section: :math:`\sum S_i w_i / \sum w_i`.

    Parameters
    ----------
    weighted, points : ndarray, shape (..., j)
        Sums of score times points, and of points, over the KPIs with data.

    Returns
    -------
    ndarray, shape (..., j)
        NaN for a section with nothing to score.
    """
    empty = np.full(np.broadcast(weighted, points).shape, np.nan)
    return np.divide(weighted, points, out=empty, where=points > 0)


def city_score_100(sections: np.ndarray, weights: np.ndarray, reading: Reading) -> np.ndarray:
    r"""Combine sections to CityScore: :math:`100 \sum Score_j W_j`.

    Parameters
    ----------
    sections : ndarray, shape (..., j)
        NaN for a section with nothing to score.
    weights : ndarray, shape (j,)
        They sum to 100.

    Returns
    -------
    ndarray, shape (...)
        0 to 100 (with weights as shares); NaN where no section can be scored.
    """
    there = ~np.isnan(sections)
    total = np.where(there, sections * weights, 0.0).sum(axis=-1)
    whole = (there * weights).sum(axis=-1)
    share = whole if reading.empty_section == "renormalise" else np.full_like(whole, 100.0)
    score = np.divide(total, share, out=np.full(total.shape, np.nan), where=whole > 0)
    return score * (100.0 if reading.weights == "shares" else 10_000.0)


def penalty(applicable: np.ndarray, missing: np.ndarray, reading: Reading) -> np.ndarray:
    """Take 5 points where more than 20 % of the KPIs have no data; exactly 20 % costs nothing.

    Parameters
    ----------
    applicable, missing : ndarray of int
        Numbers of applicable KPIs (A and ND), and of those without data (ND).
    """
    of = applicable if reading.missing_share == "of_applicable" else applicable - missing
    return np.where(_MISSING_FIFTHS * missing > of, PENALTY, 0.0)


def total_score(city_score: np.ndarray, extra: np.ndarray, lost: np.ndarray) -> np.ndarray:
    r"""Give the final score: :math:`\min(\max(CityScore + 2 N_{extra} - Penalty, 0), 100)`."""
    return np.round(np.clip(city_score + EXTRA * extra - lost, 0.0, 100.0), DECIMALS)


def level_of(total: float, levels: tuple[Level, ...], reading: Reading) -> str:
    """Name the level of a total; empty where there is none.

    Examples
    --------
    >>> levels = (Level("good", 75), Level("very_high", 90), Level("medium", 60))
    >>> level_of(89.5, levels, Reading()), level_of(89.5, levels, Reading(level_gap="rounded"))
    ('good', 'very_high')
    """
    if np.isnan(total):
        return ""
    judged = np.floor(total + 0.5) if reading.level_gap == "rounded" else total
    reached = [level for level in levels if level.lower <= judged]
    return max(reached, key=lambda level: level.lower).id if reached else ""
