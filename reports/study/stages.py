"""The stages of a study that consist of several analyses, each with its result or its refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ...analysis.covariances.invariance import Invariance
from ...analysis.factorability import Factorability, factorability
from ...analysis.hypotheses import Verdict, judge
from ...analysis.item_dropping import ItemDropping
from ...analysis.retention import Retention
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ..cache import Cache
from .factor_part import factor_moments, factor_solution, study_retention
from .group_model_part import GroupModelPart, group_model_part, invariance_part
from .model_part import ModelPart, model_part, pls_paths
from .regression_part import RegressionPart
from .sem_part import SemPart, sem_part
from .study_file import Study

__all__ = [
    "Attempts",
    "FactorStage",
    "ModelStage",
    "Refusal",
    "factor_stage",
    "model_stage",
    "verdicts_of",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An analysis that the data do not allow (a key of words), and the sentence that says why."""

    part: str
    error: MethodError


class Attempts:
    """Runs analyses one by one and keeps the sentences of those that the data do not allow."""

    def __init__(self, cache: Cache) -> None:
        self.refused: list[Refusal] = []
        self._cache = cache

    def __call__(
        self, part: str, function: Callable[..., T], /, *inputs: object, **options: object
    ) -> T | None:
        """Return the result of an analysis, or None and keep why there is none.

        Inputs and options are all that it depends on: the same ones are not computed twice.
        """

        def attempt() -> T | MethodError:
            try:
                return function(*inputs, **options)
            except MethodError as error:
                return error

        found = self._cache(function.__name__, (inputs, options), attempt)
        if isinstance(found, MethodError):
            self.refused.append(Refusal(part, found))
            return None
        return found


@dataclass(frozen=True, slots=True, eq=False)
class FactorStage:
    """Whether components are worth a look, how many there are, and which they are."""

    factorability: Factorability | None = None
    retention: Retention | None = None
    factors: ItemDropping | None = None


def factor_stage(attempt: Attempts, study: Study, kept: Responses) -> FactorStage:
    """Run everything on the correlations of the items."""
    moments = attempt("item_correlations", factor_moments, study, kept)
    if moments is None:
        return FactorStage()
    checks = attempt("factorability", factorability, moments)
    retained = attempt("retention", study_retention, study, kept, moments)
    factors = attempt("factors", factor_solution, study, moments, retained)
    return FactorStage(checks, retained, factors)


@dataclass(frozen=True, slots=True, eq=False)
class ModelStage:
    """The path model of a study: by PLS, on covariances, and between groups."""

    model: ModelPart | None = None
    sem: SemPart | None = None
    grouped: GroupModelPart | None = None
    invariant: Invariance | None = None


def model_stage(
    attempt: Attempts, study: Study, kept: Responses, left_out: tuple[str, ...]
) -> ModelStage:
    """Run what the table ``[model]`` asks for."""
    keys = study.model
    if keys is None:
        return ModelStage()
    structure = study.structure(left_out)
    model = attempt("model", model_part, keys, structure, kept)
    sem = grouped = invariant = None
    if keys.covariance:
        sem = attempt("sem", sem_part, keys, structure, kept)
    if keys.groups:
        grouped = attempt("group_model", group_model_part, keys, structure, kept)
    if keys.groups and keys.covariance:
        invariant = attempt("invariance", invariance_part, keys, structure, kept)
    return ModelStage(model, sem, grouped, invariant)


def verdicts_of(
    study: Study, regression: RegressionPart | None, model: ModelPart | None
) -> tuple[Verdict, ...]:
    """Judge the hypotheses by the regression; those whose paths it does not have, by PLS."""
    if regression is None:
        return judge(study.hypotheses, pls_paths(model)) if model else ()
    paths = list(regression.diagnostics.regression.paths)
    ends = {(path.predictor, path.outcome) for path in paths}
    further = pls_paths(model) if model else ()
    paths += [p for p in further if (p.predictor, p.outcome) not in ends and np.isfinite(p.p)]
    ends = {(path.predictor, path.outcome) for path in paths}
    return judge([h for h in study.hypotheses if (h.predictor, h.outcome) in ends], paths)
