"""The path model of a study: PLS with its bootstrap and assessment, and covariance structures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.bootstrap import bootstrap_pls
from ...analysis.composites.bootstrap_fit import ExactFit, exact_fit
from ...analysis.composites.bootstrap_intervals import (
    BootstrapInterval,
    BootstrapTest,
    bootstrap_interval,
    bootstrap_test,
)
from ...analysis.composites.bootstrap_result import PlsBootstrap
from ...analysis.composites.folds import assign_folds
from ...analysis.composites.ipma import Ipma, importance_performance
from ...analysis.composites.moderation import SimpleSlopes, simple_slopes
from ...analysis.composites.pls_predict import PlsPrediction, pls_predict
from ...analysis.composites.predictive_power import PredictivePower, predictive_power
from ...analysis.hypotheses import Path
from ...analysis.moments import moments_of
from ...analysis.pls_assessment import PlsAssessment, assess_pls
from ...analysis.structural_model import StructuralModel
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.scoring import turned
from .study_keys import ModelKeys

__all__ = ["ModelPart", "model_part", "pls_paths"]

_EXACT = 1000  # resamples of the test of fit, each of which is a model of its own


@dataclass(frozen=True, slots=True, eq=False)
class ModelPart:
    """All of PLS.

    Attributes
    ----------
    model : StructuralModel
    bootstrap : PlsBootstrap
        Its `original` is the estimate.
    paths : BootstrapInterval
    path_tests : BootstrapTest
    loadings : BootstrapInterval
    assessment : PlsAssessment
    fit : ExactFit or None
        None for a model with a second stage.
    prediction : PlsPrediction or None
        Ten repeats of ten folds.
    power : PredictivePower or None
    ipma : tuple of Ipma
        One an outcome that explains nothing.
    refused : tuple of (str, str)
        Parts that the data do not allow (keys of words), and why.
    slopes : tuple of SimpleSlopes
        One a path of an interaction, of whose constructs the first is the focal one.
    """

    model: StructuralModel
    bootstrap: PlsBootstrap
    paths: BootstrapInterval
    path_tests: BootstrapTest
    loadings: BootstrapInterval
    assessment: PlsAssessment
    fit: ExactFit | None
    prediction: PlsPrediction | None
    power: PredictivePower | None
    ipma: tuple[Ipma, ...]
    slopes: tuple[SimpleSlopes, ...]
    refused: tuple[tuple[str, MethodError], ...]


def model_part(keys: ModelKeys, model: StructuralModel, people: Responses) -> ModelPart:
    """Estimate, resample and assess the model of a study.

    Raises
    ------
    MethodError
        As `aqyl.analysis.bootstrap.bootstrap_pls`, `assess_pls` and `exact_fit`.
    """
    names = tuple(item.id for item in people.instrument.items)
    answers = turned(people)
    found = bootstrap_pls(
        answers,
        names,
        model,
        seed=keys.seed,
        resamples=keys.resamples,
        scheme=keys.scheme,
        missing=keys.missing,
        jackknife=len(people.ids) if keys.interval == "bca" else 0,
    )
    at = [names.index(item) for item in model.items]
    chosen = answers[:, at]
    if keys.missing != "listwise":
        chosen = np.where(np.isnan(chosen), np.nanmean(chosen, axis=0), chosen)
    moments = moments_of(chosen, model.items)
    points = people.instrument.scale.points
    folds = assign_folds(len(people.ids), seed=keys.seed)
    data = (chosen, model.items, model)
    prediction = fit = None
    refused = []
    try:
        prediction = pls_predict(*data, folds, scheme=keys.scheme)
    except MethodError as error:
        refused.append(("prediction", error))
    try:
        if not model.higher_order and not model.interactions:
            fit = exact_fit(*data, seed=keys.seed, resamples=_EXACT, scheme=keys.scheme)
    except MethodError as error:
        refused.append(("exact_fit", error))
    last = [name for name in model.explained if not model.successors(name)]
    return ModelPart(
        model=model,
        bootstrap=found,
        paths=bootstrap_interval(found, "paths", method=keys.interval, level=keys.level),
        path_tests=bootstrap_test(found, "paths"),
        loadings=bootstrap_interval(found, "loadings", method=keys.interval, level=keys.level),
        assessment=assess_pls(found.original, moments, bootstrap=found, method=keys.interval),
        fit=fit,
        prediction=prediction,
        power=predictive_power(prediction) if prediction else None,
        ipma=tuple(
            importance_performance(found.original, moments, name, (points[0], points[-1]))
            for name in last
        ),
        slopes=_slopes(model, found),
        refused=tuple(refused),
    )


def _slopes(model: StructuralModel, found: PlsBootstrap) -> tuple[SimpleSlopes, ...]:
    """Take the slopes of every product of two constructs, where the focal one has its own path."""
    return tuple(
        simple_slopes(found.original, product.id, end, product.of[1], bootstrap=found)
        for product in model.interactions
        if product.of[0] != product.of[1]
        for end in model.successors(product.id)
        if (product.of[0], end) in model.paths
    )


def pls_paths(part: ModelPart) -> tuple[Path, ...]:
    """Return the paths with their bootstrap t and p, for hypotheses."""
    result, test = part.bootstrap.original, part.path_tests
    at = {name: i for i, name in enumerate(result.constructs)}
    return tuple(
        Path(
            start,
            end,
            float(test.estimate[at[start], at[end]]),
            float(test.t[at[start], at[end]]),
            float(test.p[at[start], at[end]]),
        )
        for start, end in part.model.paths
    )
