"""Values and targets of KPIs as a reader sees them: sign, number, unit."""

from __future__ import annotations

import numpy as np

from ...analysis.city_score.kpi_scores import at_least, at_most
from ...analysis.city_score.order import Domain, Kpi
from ..language import Language
from .names import Names
from .results import Results

__all__ = ["target_text", "told_text", "value_text"]

_SIGNS = {"at_least": "≥", "at_most": "≤", "change": "≤"}
_VERDICTS = {1.0: "met", 0.5: "partly", 0.0: "not_met"}
_MOST = 4  # decimals that tell a value from a target it has not reached


def value_text(results: Results, settlement: int, kpi: int, lang: Language) -> str:
    """Write the value of a KPI; of thresholds by domain, how many of those with data are met."""
    own = results.order.order.kpis[kpi]
    facts = results.scores.values.of(own.measures)[settlement]
    if own.domains:
        known = ~np.isnan(facts)
        if not known.any():
            return lang.number(None)
        met, there = sum(_met(own, facts)), int(known.sum())
        return lang.text("city_score_figure.domains_met", n=met, all=there)
    fact = float(facts[0])
    if own.direction == "words" and not np.isnan(fact):
        return Names(results, lang).word("judged", _VERDICTS[fact])
    return _number(fact, float(results.improvement.target[settlement, kpi]), lang)


def target_text(results: Results, settlement: int, kpi: int, lang: Language) -> str:
    """Write the target of a KPI with its unit, as the reading has it."""
    own = results.order.order.kpis[kpi]
    if own.domains:
        return lang.text("city_score_figure.domains_all", n=len(own.domains))
    if own.direction == "words":
        return Names(results, lang).word("judged", "met")
    target = float(results.improvement.target[settlement, kpi])
    if own.direction == "change" and np.isnan(target):
        return _worded(results, settlement, own, lang)
    number = f"{_SIGNS[own.direction]} {lang.number(target, _decimals(target))}"
    return lang.text(f"city_score_figure.unit.{own.unit}", value=number)


def told_text(results: Results, settlement: int, kpi: int, lang: Language) -> str:
    """Tell each domain of a KPI that has thresholds by domain; nothing of others."""
    own = results.order.order.kpis[kpi]
    facts = results.scores.values.of(own.measures)[settlement].tolist()
    told = []
    for domain, fact in zip(own.domains, facts, strict=False):
        name = lang.label(results.order.labels[f"{own.id}.{domain.id}"])
        goal = f"{_SIGNS[domain.direction]} {lang.number(domain.target, _decimals(domain.target))}"
        goal = lang.text(f"city_score_figure.unit.{own.unit}", value=goal)
        told.append(f"{name}: {_number(fact, domain.target, lang)} ({goal})")
    return "; ".join(told)


def _met(kpi: Kpi, facts: np.ndarray) -> list[bool]:
    return [_reached(domain, fact) for domain, fact in zip(kpi.domains, facts, strict=True)]


def _reached(domain: Domain, fact: float) -> bool:
    formula = at_least if domain.direction == "at_least" else at_most
    return bool(formula(np.array(fact), np.array(domain.target)) >= 1)


def _worded(results: Results, settlement: int, kpi: Kpi, lang: Language) -> str:
    """Write what words ask of a change, as the reading scores them."""
    category = results.scores.values.settlements[settlement].category
    reduction = kpi.targets[category].wording == "smallest"
    return Names(results, lang).word("judged", "reduction" if reduction else "no_growth")


def _decimals(number: float) -> int:
    return next((d for d in range(_MOST) if round(number, d) == number), _MOST)


def _number(value: float, target: float, lang: Language) -> str:
    """Write a value with as many decimals as tell it from its target."""
    least = 0 if np.isnan(target) else _decimals(target)
    if round(value, 9) != np.floor(value):
        least = max(least, 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2)
    for digits in range(least, _MOST):
        if value == target or lang.number(value, digits) != lang.number(target, digits):
            return lang.number(value, digits)
    return lang.number(value, max(least, _MOST))
