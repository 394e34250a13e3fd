"""How far a simulated sample is from what it should reproduce, number by number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.scoring import Scores, score, turned
from ..descriptives import describe
from ..factorability import factorability
from ..factors import extract
from ..moments import Moments, moments_of
from ..regression import durbin_watson
from ..regression_rows import fit_rows
from .simulate import SimulatedSample
from .targets import Targets

__all__ = ["Distance", "distances"]


@dataclass(frozen=True, slots=True)
class Distance:
    """One target and what the sample has in its place.

    Attributes
    ----------
    statistic : str
        ``"mean"``, ``"sd"``, ``"skewness"``, ``"kurtosis"``, ``"loading"``, ``"kmo"``,
        ``"log_determinant"``, ``"r_squared"``, ``"beta"``, ``"durbin_watson"`` or ``"count"``; a
        loading is the item's largest.
    name : str
        Construct, item, predictor, or question and option; empty for the whole sample.
    target, found : float
    """

    statistic: str
    name: str
    target: float
    found: float


def distances(sample: SimulatedSample) -> tuple[Distance, ...]:
    """Measure the people of a sample who pass its screening against every target.

    Parameters
    ----------
    sample : SimulatedSample

    Raises
    ------
    MethodError
        If a statistic is not defined for the sample.

    Examples
    --------
    >>> from aqyl.analysis.simulation.simulate import simulate
    >>> from aqyl.analysis.simulation.targets import CompositeTarget
    >>> from aqyl.survey.instrument import Construct, Instrument, Item, Scale
    >>> items = tuple(Item(name, name[0], {}) for name in ("A1", "A2", "A3", "B1", "B2", "B3"))
    >>> blocks = tuple(Construct(c, {}, tuple(c + i for i in "123")) for c in "AB")
    >>> toy = Instrument({}, Scale((1, 2, 3, 4, 5), ({},) * 5), blocks, items, ())
    >>> wanted = {"A": CompositeTarget(3.4, 0.8), "B": CompositeTarget(2.9, 0.9)}
    >>> found = distances(simulate(Targets(toy, 150, wanted), seed=1))
    >>> [(d.statistic, d.name, d.target, round(d.found, 1)) for d in found[:2]]
    [('mean', 'A', 3.4, 3.4), ('sd', 'A', 0.8, 0.8)]
    """
    targets, kept = sample.targets, sample.responses.keep(sample.kept)
    names = tuple(item.id for item in targets.instrument.items)
    weights = {
        item: targets.composites[construct.id].weight
        for construct in targets.instrument.constructs
        for item in construct.items
    }
    scores = score(kept, rule="weighted", weights=weights, leave_out=targets.left_out)
    moments = moments_of(turned(kept), names)
    return (
        *_composites(targets, scores),
        *_items(targets, moments),
        *_regression(targets, scores),
        *_profile(targets, kept.profile),
    )


def _composites(targets: Targets, scores: Scores) -> list[Distance]:
    found = describe(scores.values, scores.constructs)
    return [
        Distance(key, name, float(wanted), float(getattr(found, key)[i]))
        for i, name in enumerate(scores.constructs)
        for key in ("mean", "sd", "skewness", "kurtosis")
        if (wanted := getattr(targets.composites[name], key)) is not None
    ]


def _items(targets: Targets, moments: Moments) -> list[Distance]:
    rows = []
    if targets.kmo is not None or targets.log_determinant is not None:
        checks = factorability(moments)
        found = {"kmo": checks.kmo.overall, "log_determinant": checks.bartlett.log_determinant}
        rows += [
            Distance(key, "", float(wanted), value)
            for key, value in found.items()
            if (wanted := getattr(targets, key)) is not None
        ]
    if targets.loadings:
        count = len(targets.instrument.constructs)
        loadings = extract(moments, count=count).loadings
        rows += [
            Distance(
                "loading", item, wanted, float(np.abs(loadings[moments.names.index(item)]).max())
            )
            for item, wanted in targets.loadings.items()
        ]
    return rows


def _regression(targets: Targets, scores: Scores) -> list[Distance]:
    wanted = targets.regression
    if wanted is None:
        return []
    fit = fit_rows(scores.values, scores.constructs, wanted.outcome, wanted.predictors)
    rows = [Distance("r_squared", "", wanted.r_squared, fit.regression.r_squared)]
    rows += [
        Distance("beta", name, beta, float(found))
        for name, beta, found in zip(
            wanted.predictors, wanted.beta, fit.regression.beta, strict=True
        )
    ]
    if wanted.durbin_watson is not None:
        found = durbin_watson(fit.residuals)
        rows.append(Distance("durbin_watson", "", wanted.durbin_watson, found))
    return rows


def _profile(targets: Targets, chosen: np.ndarray) -> list[Distance]:
    return [
        Distance("count", f"{q.id}: {option.code}", float(wanted), float((chosen[:, j] == i).sum()))
        for j, q in enumerate(targets.instrument.profile)
        if q.id in targets.profile
        for i, (option, wanted) in enumerate(zip(q.options, targets.profile[q.id], strict=True))
    ]
