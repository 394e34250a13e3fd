"""What the screening changes: the main results as screened, without each rule, and without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...analysis.factorability import kmo
from ...analysis.item_dropping import ItemDropping
from ...analysis.regression_rows import regress_data
from ...survey.errors import MethodError
from ...survey.responses import Responses
from ...survey.screening import Screening
from .factor_part import factor_moments
from .scores import study_scores
from .study_file import Study

__all__ = ["Headline", "Sensitivity", "sensitivity"]


@dataclass(frozen=True, slots=True)
class Headline:
    """The main results of one sample; NaN where they are not defined for it.

    Attributes
    ----------
    n : int
        People kept.
    n_regression : int
        Those with all scores; 0 without a regression.
    kmo : float
    r_squared : float
    betas, p : tuple of float
        One a predictor of the study; empty without a regression.
    """

    n: int
    n_regression: int
    kmo: float
    r_squared: float
    betas: tuple[float, ...]
    p: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Main results of the samples that other screenings would leave.

    Attributes
    ----------
    predictors : tuple of str
    screened, unscreened : Headline
    without : mapping of rule to Headline
        Only rules by which alone somebody was left out: the others change nothing.
    """

    predictors: tuple[str, ...]
    screened: Headline
    without: Mapping[str, Headline]
    unscreened: Headline


def sensitivity(
    study: Study, responses: Responses, screening: Screening, factors: ItemDropping | None
) -> Sensitivity:
    """Repeat the main results on the samples that other screenings would leave.

    Items that left because of their loadings stay out, so that only the people differ.
    """

    def headline(kept: np.ndarray) -> Headline:
        return _headline(study, responses.keep(kept), factors)

    rules = {rule: screening.without(rule) for rule in screening.rules}
    return Sensitivity(
        predictors=tuple(study.regression.predictors) if study.regression else (),
        screened=headline(screening.kept),
        without={
            rule: headline(kept)
            for rule, kept in rules.items()
            if not np.array_equal(kept, screening.kept)
        },
        unscreened=headline(np.ones(len(responses.ids), dtype=bool)),
    )


def _headline(study: Study, sample: Responses, factors: ItemDropping | None) -> Headline:
    nan = float("nan")
    try:
        overall = kmo(factor_moments(study, sample)).overall
    except MethodError:
        overall = nan  # shown as a dash: the main table says why
    keys = study.regression
    if keys is None:
        return Headline(len(sample.ids), 0, overall, nan, (), ())
    scores = study_scores(study, sample, factors)
    try:
        found = regress_data(scores.values, scores.constructs, keys.outcome, keys.predictors)
    except MethodError:
        unknown = tuple(nan for _ in keys.predictors)
        return Headline(len(sample.ids), 0, overall, nan, unknown, unknown)
    betas, p = (tuple(map(float, numbers)) for numbers in (found.beta, found.p))
    return Headline(len(sample.ids), found.n, overall, found.r_squared, betas, p)
