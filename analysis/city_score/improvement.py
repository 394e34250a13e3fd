"""What raises a score: how far each KPI is from its target, and what a step towards it brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .kpi_scores import kpi_score, target_of
from .order import Kpi
from .scores import CityScore
from .settlements import Values

__all__ = ["STEP", "Improvement", "improvement", "missing_to_fill"]

STEP = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Improvement:
    """What each KPI could still bring to CityScore.

    Attributes
    ----------
    target : ndarray, shape (s, k)
        Target as the reading has it; NaN for words and domains.
    distance : ndarray, shape (s, k)
        How far the value is from the target, in the KPI's unit, 0 once reached; NaN for words and
        domains, and without data.
    step_gain : ndarray, shape (s, k)
        Points of CityScore for a step towards the target: a tenth of the target (of each domain),
        or from one verdict to the next.
    full_gain : ndarray, shape (s, k)
        Points of CityScore for reaching the target. Both are NaN unless the status is A.
    """

    target: np.ndarray
    distance: np.ndarray
    step_gain: np.ndarray
    full_gain: np.ndarray

    def best(self, settlement: int, most: int = 5) -> list[int]:
        """Columns of the KPIs that bring a settlement most for a step, the largest gain first."""
        gain = np.nan_to_num(self.step_gain[settlement])
        # Equal steps are ordered by what the whole way brings, then as the order prints them.
        whole = np.nan_to_num(self.full_gain[settlement])
        ranked = np.lexsort((np.arange(len(gain)), -np.round(whole, 9), -np.round(gain, 9)))
        return [int(k) for k in ranked[:most] if gain[k] > 0]


def improvement(scores: CityScore) -> Improvement:
    """Compute distances and gains of all settlements and KPIs."""
    shape = scores.kpi_scores.shape
    target, distance, moved = (np.full(shape, np.nan) for _ in range(3))
    for k, kpi in enumerate(scores.order.kpis):
        target[:, k] = _targets(kpi, scores)
        if not kpi.domains and kpi.direction != "words":
            fact = scores.values.of(kpi.measures)[:, 0]
            short = target[:, k] - fact if kpi.direction == "at_least" else fact - target[:, k]
            distance[:, k] = np.maximum(short, 0.0)
        moved[:, k] = kpi_score(kpi, _moved(kpi, scores, target[:, k]), scores.reading)
    known = scores.status == "A"
    gain = np.maximum(moved - scores.kpi_scores, 0.0)
    return Improvement(
        target=target,
        distance=np.where(known, distance, np.nan),
        step_gain=np.where(known, gain * scores.worth, np.nan),
        full_gain=np.where(known, scores.worth - scores.contributions, np.nan),
    )


def missing_to_fill(scores: CityScore) -> np.ndarray:
    """Count the KPIs without data that must get data for the penalty to end, shape (s,)."""
    applicable, missing = scores.number("A") + scores.number("ND"), scores.number("ND")
    # Of the applicable ND may be a fifth; of those with data, a sixth of all is a fifth.
    parts = 5 if scores.reading.missing_share == "of_applicable" else 6
    return np.maximum(missing - applicable // parts, 0)


def _targets(kpi: Kpi, scores: CityScore) -> np.ndarray:
    weight = {"near": 0.0, "middle": 0.5, "far": 1.0}[scores.reading.range_end]
    targets = [target_of(kpi, s, scores.reading) for s in scores.values.settlements]
    return np.array([t.low + weight * (t.high - t.low) if t else np.nan for t in targets])


def _moved(kpi: Kpi, scores: CityScore, target: np.ndarray) -> Values:
    """Move the values of one KPI a step towards its target."""
    facts = scores.values.of(kpi.measures)
    if kpi.direction == "words":
        moved = np.minimum(facts + 0.5, 1.0)
    elif kpi.domains:
        moved = np.column_stack(
            [
                _nearer(facts[:, j], np.full(len(facts), domain.target), domain.direction)
                for j, domain in enumerate(kpi.domains)
            ]
        )
    elif kpi.direction == "change":
        worded = np.isnan(target)  # any reduction will do: one percent
        moved = np.where(worded[:, None], -1.0, facts + STEP * target[:, None])
        moved = np.where(np.isnan(facts), np.nan, moved)
    else:
        moved = _nearer(facts[:, 0], target, kpi.direction)[:, None]
    values = scores.values
    return Values(values.year, values.settlements, kpi.measures, moved)


def _nearer(fact: np.ndarray, target: np.ndarray, direction: str) -> np.ndarray:
    """Move a value by a tenth of its target, not past it."""
    if direction == "at_least":
        return np.maximum(fact, np.minimum(fact + STEP * target, target))
    return np.minimum(fact, np.maximum(fact - STEP * target, target))
