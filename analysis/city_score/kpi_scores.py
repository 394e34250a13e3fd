"""From a value to S_kpi: how far a target is reached, from 0 to 1 (Annex 5, 2.1.3)."""

from __future__ import annotations

import numpy as np

from .order import Kpi, Target
from .readings import Reading
from .settlements import TIMES, Settlement, Values

__all__ = ["at_least", "at_most", "change", "kpi_score", "target_of"]


def at_least(fact: np.ndarray, target: np.ndarray) -> np.ndarray:
    r"""Score a KPI whose target is a lower bound: :math:`S = \min(F / T, 1)`, not below 0.

    Parameters
    ----------
    fact : ndarray
        F; NaN where there are no data.
    target : ndarray
        T > 0, broadcast against `fact`.

    Examples
    --------
    >>> at_least(np.array([45.0, 95.0]), np.array(90.0)).tolist()
    [0.5, 1.0]
    """
    return np.clip(fact / target, 0.0, 1.0)


def at_most(fact: np.ndarray, target: np.ndarray) -> np.ndarray:
    r"""Score a KPI whose target is an upper bound: :math:`S = \min(T / F, 1)`, and 1 at F = 0.

    Examples
    --------
    >>> at_most(np.array([0.0, 5.0, 20.0]), np.array(10.0)).tolist()
    [1.0, 1.0, 0.5]
    """
    with np.errstate(divide="ignore"):
        return np.minimum(target / np.abs(fact), 1.0)


def change(fact: np.ndarray, target: np.ndarray, *, floor: bool = True) -> np.ndarray:
    r"""Score a change against a base period: :math:`S = \min(\Delta_{fact}/\Delta_{target}, 1)`.

    Parameters
    ----------
    fact, target : ndarray
        Changes in percent of the base period; a reduction is negative.
    floor : bool
        Stop at 0 when the change goes the wrong way; without it the score falls below.

    Examples
    --------
    >>> change(np.array([-2.5, -7.0, 5.0]), np.array(-5.0)).tolist()
    [0.5, 1.0, 0.0]
    """
    score = np.minimum(fact / target, 1.0)
    return np.where(score < 0, 0.0, score) if floor else score


def target_of(kpi: Kpi, settlement: Settlement, reading: Reading) -> Target | None:
    """Return the target of a settlement's category; None where none is printed for it."""
    takes_fourth = settlement.category == "district" and reading.fourth_value == "district"
    if takes_fourth and not np.isnan(kpi.fourth):
        return Target(kpi.fourth, kpi.fourth)
    return kpi.targets.get(settlement.category)


def kpi_score(kpi: Kpi, values: Values, reading: Reading) -> np.ndarray:
    """Score one KPI of all settlements.

    Returns
    -------
    ndarray, shape (s,)
        S_kpi; NaN where there are no data or no target.
    """
    facts = values.of(kpi.measures)
    if kpi.direction == "domains":
        return _domains(kpi, facts, reading)
    fact = facts[:, 0]
    if kpi.direction == "words":
        return np.where((fact < 1) & (reading.partly == "nothing"), 0.0, fact)
    targets = [target_of(kpi, settlement, reading) for settlement in values.settlements]
    if kpi.direction == "change":
        return _change(fact, targets, reading)
    target = np.array([t.low if t else np.nan for t in targets])
    if kpi.direction == "at_least":
        return at_least(fact, target)
    score = at_most(fact, target)
    unlikely = reading.zero == "no_data_for_times" and kpi.unit in TIMES
    return np.where(fact == 0, np.nan, score) if unlikely else score


def _domains(kpi: Kpi, facts: np.ndarray, reading: Reading) -> np.ndarray:
    """Score each domain by its own threshold; those without data do not count."""
    formulas = {"at_least": at_least, "at_most": at_most}
    scores = np.column_stack(
        [
            formulas[domain.direction](facts[:, j], np.array(domain.target))
            for j, domain in enumerate(kpi.domains)
        ]
    )
    there = ~np.isnan(scores)
    if reading.domains == "worst":
        worst = np.where(there, scores, np.inf).min(axis=1)
        return np.where(there.any(axis=1), worst, np.nan)
    total = np.where(there, scores, 0.0).sum(axis=1)
    return np.divide(total, there.sum(axis=1), out=np.full(len(facts), np.nan), where=there.any(1))


def _change(fact: np.ndarray, targets: list[Target | None], reading: Reading) -> np.ndarray:
    weight = {"near": 0.0, "middle": 0.5, "far": 1.0}[reading.range_end]
    goal = np.array([t.low + weight * (t.high - t.low) if t else np.nan for t in targets])
    wording = np.array([t.wording if t else "" for t in targets])
    measured = change(fact, goal, floor=reading.change_floor == "zero")
    met = np.where(wording == "smallest", fact < 0, fact <= 0).astype(float)
    judged = np.where(np.isnan(fact), np.nan, met)
    return np.where(wording == "", measured, judged)
