"""How well a study measures its dimensions: reliability and validity from the items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...analysis.components import principal_components
from ...analysis.construct_reliability import rho_a
from ...analysis.measurement_quality import MeasurementQuality, measurement_quality
from ...analysis.moments import Moments, moments_of
from ...analysis.omega import omega_hierarchical, one_factor
from ...analysis.reliability import Alpha, cronbach_alpha
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.scoring import Scores
from .factor_part import factor_moments
from .study_file import Study

__all__ = ["QualityPart", "quality_part"]


@dataclass(frozen=True, slots=True, eq=False)
class QualityPart:
    """Reliability and validity of the dimensions.

    Attributes
    ----------
    n : mapping of construct to int
        People who answered all its items; its reliability rests on them.
    quality : MeasurementQuality
    alphas : mapping of construct to Alpha
        Constructs of two items or more.
    rho_a, omega_h : mapping of construct to float
        rho_A with the weights of the first component; omega hierarchical where it is identified.
    loadings : mapping of construct to ndarray
        Of one factor by maximum likelihood, or of the first component.
    by_component : tuple of str
        Constructs whose loadings are of the first component: fewer than three items, or no proper
        factor.
    """

    n: Mapping[str, int]
    quality: MeasurementQuality
    alphas: Mapping[str, Alpha]
    rho_a: Mapping[str, float]
    omega_h: Mapping[str, float]
    loadings: Mapping[str, np.ndarray]
    by_component: tuple[str, ...]


def quality_part(
    study: Study, people: Responses, scores: Scores, left_out: tuple[str, ...]
) -> QualityPart:
    """Judge the dimensions of a study by the items that are scored.

    Parameters
    ----------
    study : Study
        From polychoric correlations alpha and omega are the ordinal ones.
    people : Responses
        Of each dimension those count who answered all its items.
    scores : Scores
        Their correlations stand in Fornell and Larcker's criterion.
    left_out : tuple of str
        Items that are not scored.

    Raises
    ------
    MethodError
        If an item, or the sum of a dimension's items, does not vary.
    """
    blocks = {
        construct.id: [item for item in construct.items if item not in left_out]
        for construct in study.instrument.constructs
    }
    scales = {name: factor_moments(study, people, items) for name, items in blocks.items()}
    loadings, by_component = {}, []
    for construct, scale in scales.items():
        loadings[construct], proper = _loadings(scale)
        if not proper and len(scale.names) > 1:
            by_component.append(construct)
    several = {name: scale for name, scale in scales.items() if len(scale.names) > 1}
    everything = factor_moments(study, people, [i for items in blocks.values() for i in items])
    return QualityPart(
        n={name: scale.n for name, scale in scales.items()},
        quality=measurement_quality(
            everything, blocks, loadings, _correlations(scores), scales=scales
        ),
        alphas={name: cronbach_alpha(items) for name, items in several.items()},
        rho_a={name: rho_a(items, _component(items)) for name, items in several.items()},
        omega_h=_hierarchical(several),
        loadings=loadings,
        by_component=tuple(by_component),
    )


def _loadings(items: Moments) -> tuple[np.ndarray, bool]:
    """Take loadings of one factor; of the first component, and False, where none is proper."""
    if len(items.names) == 1:
        return np.ones(1), False
    try:
        return one_factor(items).loadings, True
    except MethodError:
        return _component(items), False


def _component(items: Moments) -> np.ndarray:
    return principal_components(items, count=1).loadings[:, 0]


def _correlations(scores: Scores) -> np.ndarray:
    return moments_of(scores.values, scores.constructs).correlation


def _hierarchical(items: Mapping[str, Moments]) -> dict[str, float]:
    found = {}
    for name, moments in items.items():
        try:
            found[name] = omega_hierarchical(moments).hierarchical
        except MethodError:
            continue  # fewer than six items, or no three factors: shown as a dash with a note
    return found
