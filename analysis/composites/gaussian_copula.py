r"""Endogeneity of explaining constructs by Gaussian copulas, without instruments.

The regression of an outcome on its predictors is extended by the copula term
:math:`\Phi^{-1}(F(x))` of each suspected predictor x. A coefficient of the term that differs from
zero says that x and the error are related; the path beside it is then the corrected one. The term
is told from x only if x is not normal, which is tested first; with several suspected predictors
all their combinations are estimated. Standard errors are those of a bootstrap of the scores, with
terms formed anew in each resample; t is the coefficient over it, p that of a normal distribution.

Sources: Park and Gupta (2012), Marketing Science 31, 567-586; Hult, Hair, Proksch, Sarstedt,
Pinkwart and Ringle (2018), Journal of International Marketing 26(3), 1-21 (PLS, all combinations);
Becker, Proksch and Ringle (2022), Journal of the Academy of Marketing Science 50, 46-66 (tests of
normality, small samples); Stephens (1986), in Goodness-of-Fit Techniques, 97-193 (p of Anderson
and Darling's test).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import get_args

import numpy as np
import scipy

from ...survey.errors import MethodError, SpecificationError
from ..normality import normality
from .copula_regression import CopulaRegressions, copula_regressions
from .copula_result import CopulaModel, CopulaVerdict, GaussianCopula, Identification
from .copula_terms import Distribution
from .pls_limits import check_level

__all__ = ["MOST_SUSPECTED", "GaussianCopula", "gaussian_copula"]

MOST_SUSPECTED = 6  # 63 models; each further predictor doubles them


def gaussian_copula(
    scores: np.ndarray,
    names: Sequence[str],
    outcome: str,
    predictors: Sequence[str],
    *,
    seed: int,
    suspected: Sequence[str] | None = None,
    resamples: int = 2000,
    level: float = 0.95,
    distribution: Distribution = "ranks",
) -> GaussianCopula:
    """Test predictors of an outcome for endogeneity.

    Parameters
    ----------
    scores : ndarray, shape (n, c)
        Standardised, e.g. `construct_scores`; rows with a missing value are left out.
    names : sequence of str, length c
    outcome : str
    predictors : sequence of str, length m
    seed : int
        Of the bootstrap.
    suspected : sequence of str, optional
        Predictors that get a term; all, if not given.
    resamples : int
        At least 100.
    level : float
        Confidence of intervals and verdicts.
    distribution : {"ranks", "steps"}
        Empirical distribution behind the terms.

    Raises
    ------
    SpecificationError
        If a name is unknown or stands twice, an option is out of range, or there are too many
        suspected predictors.
    MethodError
        If there are fewer than eight people or no degree of freedom, a variable does not vary, a
        suspected predictor has two values only, predictors determine each other, or fewer than
        half of the resamples can be estimated.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.exponential(size=400)
    >>> y = x + rng.normal(size=400)
    >>> found = gaussian_copula(np.column_stack([x, y]), ("x", "y"), "y", ["x"], seed=1)
    >>> found.identification.identified.tolist(), found.models[0].verdicts
    ([True], ('exogenous',))
    """
    check_level(level)
    suspected = tuple(predictors if suspected is None else suspected)
    _check(names, outcome, predictors, suspected, resamples, distribution)
    at = {name: i for i, name in enumerate(names)}
    chosen = scores[:, [at[name] for name in (*predictors, outcome)]]
    chosen = chosen[~np.isnan(chosen).any(axis=1)]
    _check_scores(chosen, (*predictors, outcome), suspected)
    columns = tuple(list(predictors).index(name) for name in suspected)
    sets = [
        subset
        for size in range(1, len(columns) + 1)
        for subset in combinations(range(len(columns)), size)
    ]
    found = copula_regressions(
        chosen, columns, [(), *sets], resamples=resamples, seed=seed, distribution=distribution
    )
    _refuse(found, resamples)
    identification = _identification(chosen[:, columns], suspected, found.correlation, 1 - level)
    return GaussianCopula(
        outcome=outcome,
        predictors=tuple(predictors),
        n=len(chosen),
        paths=found.estimates[0],
        identification=identification,
        models=tuple(
            _model(found, i + 1, subset, identification, level) for i, subset in enumerate(sets)
        ),
        resamples=resamples,
        seed=seed,
        level=level,
        distribution=distribution,
    )


def _model(
    found: CopulaRegressions,
    which: int,
    subset: tuple[int, ...],
    identification: Identification,
    level: float,
) -> CopulaModel:
    estimate, draws = found.estimates[which], found.draws[which]
    usable = draws[:, ~np.isnan(draws).any(axis=0)]
    se = usable.std(axis=1, ddof=1)
    m = len(estimate) - len(subset)
    p = 2 * scipy.stats.norm.sf(np.abs(estimate) / se)
    half = scipy.stats.norm.ppf((1 + level) / 2) * se
    verdicts: tuple[CopulaVerdict, ...] = tuple(
        "not_identified"
        if not identification.identified[i]
        else "endogenous"
        if p[m + place] < 1 - level
        else "exogenous"
        for place, i in enumerate(subset)
    )
    return CopulaModel(
        suspected=tuple(identification.names[i] for i in subset),
        paths=estimate[:m],
        paths_se=se[:m],
        paths_p=p[:m],
        terms=estimate[m:],
        terms_se=se[m:],
        terms_p=p[m:],
        lower=(estimate - half)[m:],
        upper=(estimate + half)[m:],
        verdicts=verdicts,
        r_squared=found.r_squared[which],
        singular=draws.shape[1] - usable.shape[1],
    )


def _identification(
    x: np.ndarray, names: tuple[str, ...], correlation: np.ndarray, alpha: float
) -> Identification:
    from statsmodels.stats.diagnostic import normal_ad

    shape = normality(x, names)
    tests = np.array([normal_ad(column) for column in x.T])
    return Identification(
        names=names,
        skewness=shape.skewness,
        kurtosis=shape.kurtosis,
        anderson_darling=tests[:, 0],
        p=tests[:, 1],
        shapiro_wilk_p=shape.w_p,
        lilliefors_p=shape.d_p,
        correlation=correlation,
        identified=tests[:, 1] < alpha,
    )


def _check(
    names: Sequence[str],
    outcome: str,
    predictors: Sequence[str],
    suspected: tuple[str, ...],
    resamples: int,
    distribution: Distribution,
) -> None:
    for name in (outcome, *predictors):
        if name not in names:
            raise SpecificationError(f"There are no scores of `{name}`")
        if [outcome, *predictors].count(name) > 1:
            raise SpecificationError(f"`{name}` stands twice in the regression")
    for name in suspected:
        if name not in predictors or suspected.count(name) > 1:
            raise SpecificationError(f"`suspected` must name predictors once, got `{name}`")
    if not 1 <= len(suspected) <= MOST_SUSPECTED:
        raise SpecificationError(
            f"`suspected` must be 1 to {MOST_SUSPECTED} predictors, got {len(suspected)}"
        )
    if resamples < 100:
        raise SpecificationError(f"`resamples` must be at least 100, got {resamples}")
    if distribution not in get_args(Distribution):
        raise SpecificationError(f'`distribution` must be "ranks" or "steps", got "{distribution}"')


def _check_scores(x: np.ndarray, names: tuple[str, ...], suspected: tuple[str, ...]) -> None:
    n, m = len(x), len(names) - 1
    if n < 8 or n <= m + len(suspected) + 1:
        raise MethodError(
            f"{n} people are too few for {m} predictors and {len(suspected)} copula terms"
        )
    for name, column in zip(names, x.T, strict=True):
        values = len(np.unique(column))
        if values < 2:
            raise MethodError(f"`{name}` does not vary", next_step="Leave it out.")
        if name in suspected and values == 2:
            raise MethodError(
                f"`{name}` has two values, so its copula term says the same as it does",
                next_step="Leave it out of `suspected`.",
            )


def _refuse(found: CopulaRegressions, resamples: int) -> None:
    if np.isnan(np.concatenate(found.estimates)).any():
        raise MethodError(
            "Predictors, or their copula terms, determine each other exactly",
            next_step="Suspect fewer of them, or leave one of them out.",
        )
    least = min(int((~np.isnan(draws).any(axis=0)).sum()) for draws in found.draws)
    if least < resamples / 2:
        raise MethodError(
            f"Only {least} of {resamples} resamples could be estimated: in the others predictors, "
            "or their copula terms, determine each other",
            next_step="Suspect fewer of them.",
        )
