"""Normalising a panel by the rule of a framework, with every case in which that is not defined."""

from __future__ import annotations

from typing import cast

import numpy as np

from ..survey.errors import MethodError
from .framework import Framework
from .index_rules import ConstantRule, Normalisation, Scope
from .panel import Panel
from .scales import AXES, distance_to_best, limits, min_max, percentile_rank, rank, z_score

__all__ = ["normalise"]

_CONSTANT: dict[ConstantRule, float] = {"one": 1.0, "zero": 0.0, "half": 0.5, "missing": np.nan}


def normalise(panel: Panel, framework: Framework) -> np.ndarray:
    """Normalise a panel by the rule of a framework.

    Parameters
    ----------
    panel : Panel
        Its indicators must be those of the framework, in the same order.
    framework : Framework

    Returns
    -------
    ndarray of float64, shape (c, t, k)
        Higher is better for every indicator; NaN where the value was missing, or the only one of
        its scope.

    Raises
    ------
    MethodError
        If a value is missing, an indicator constant or a value beyond the goalposts where the rule
        says ``"error"``; if only one value is there to compare (one year, one city); if a distance
        to the best is asked of values that are not positive.
    """
    rule = framework.normalisation
    values, over = panel.values, rule.over
    negative = np.array([i.polarity == "negative" for i in framework.indicators])
    goalposts = _goalposts(framework)
    _enough(panel, rule)
    _complete(panel, rule)
    _within(panel, goalposts, rule)
    _varying(panel, goalposts, rule)
    if rule.over != "goalposts":
        values = _comparable(values, over)
    if rule.method == "rank":
        return rank(values, negative, over=over)
    if rule.method == "distance-to-best":
        _positive(panel, goalposts)
        ratio = distance_to_best(values, negative, over=over, goalposts=goalposts)
        return np.minimum(ratio, 1.0) if rule.beyond == "clip" else ratio
    constant = _CONSTANT.get(rule.constant, np.nan)
    if rule.method == "z-score":
        return z_score(values, negative, over=over, constant=constant)
    if rule.method == "percentile-rank":
        return percentile_rank(values, negative, over=over, constant=constant)
    return min_max(
        values,
        negative,
        over=over,
        goalposts=goalposts,
        constant=constant,
        clip=rule.beyond == "clip",
    )


def _comparable(values: np.ndarray, over: Scope) -> np.ndarray:
    """Set aside a value that is alone in its scope: there is nothing to compare it with."""
    present = ~np.isnan(values)
    alone = present.sum(axis=AXES[over], keepdims=True) == 1
    return np.where(alone, np.nan, values) if alone.any() else values


def _goalposts(framework: Framework) -> np.ndarray | None:
    """Low and high bounds, shape (2, k), where the framework normalises over them."""
    if framework.normalisation.over != "goalposts":
        return None
    bounds = [cast("tuple[float, float]", i.goalposts) for i in framework.indicators]
    return np.array(bounds).T


def _complete(panel: Panel, rule: Normalisation) -> None:
    missing = np.isnan(panel.values)
    if rule.missing == "error" and missing.any():
        raise panel.refuse(
            "A value is missing",
            missing,
            'Fill it in, or state `missing = "omit"` in the framework.',
        )


def _varying(panel: Panel, goalposts: np.ndarray | None, rule: Normalisation) -> None:
    if rule.constant != "error":
        return
    low, high = limits(panel.values, rule.over, goalposts)
    constant = np.broadcast_to(low == high, panel.shape) & ~np.isnan(panel.values)
    if constant.any():
        raise panel.refuse(
            f"An indicator does not vary over the {rule.over}",
            constant,
            "Leave it out, or state in the framework what a constant becomes.",
        )


def _enough(panel: Panel, rule: Normalisation) -> None:
    cities, years, _ = panel.shape
    compared = {"years": years, "cities": cities, "panel": cities * years}.get(rule.over, 2)
    if compared < 2:
        only = f"the year {panel.years[0]}" if rule.over == "years" else f"`{panel.cities[0]}`"
        raise MethodError(
            f"A {rule.method} over the {rule.over} compares at least two values, "
            f"and the data hold only {only}",
            next_step="Add data, or state another `over` or goalposts in the framework.",
        )


def _within(panel: Panel, goalposts: np.ndarray | None, rule: Normalisation) -> None:
    if goalposts is None or rule.beyond != "error":
        return
    beyond = (panel.values < goalposts[0]) | (panel.values > goalposts[1])
    if beyond.any():
        raise panel.refuse(
            "A value lies beyond its goalposts",
            beyond,
            'Widen the goalposts, or state `beyond = "clip"` or "keep" in the framework.',
        )


def _positive(panel: Panel, goalposts: np.ndarray | None) -> None:
    not_positive = panel.values <= 0
    if goalposts is not None:
        not_positive = not_positive | (goalposts[0] <= 0)
    if not_positive.any():
        raise panel.refuse(
            "A distance to the best needs positive values and goalposts",
            not_positive,
            "Choose min-max, or leave the indicator out.",
        )
