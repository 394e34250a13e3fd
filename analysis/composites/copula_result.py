"""What Gaussian copulas say of the predictors of an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .copula_terms import Distribution

__all__ = ["CopulaModel", "CopulaVerdict", "GaussianCopula", "Identification"]

CopulaVerdict = Literal["endogenous", "exogenous", "not_identified"]


@dataclass(frozen=True, slots=True, eq=False)
class Identification:
    """Whether s suspected predictors are other than normal, so that their terms can be told apart.

    Attributes
    ----------
    names : tuple of str, length s
    skewness, kurtosis : ndarray, shape (s,)
    anderson_darling, p : ndarray, shape (s,)
        Statistic and p of normality with estimated mean and variance.
    shapiro_wilk_p, lilliefors_p : ndarray, shape (s,)
        See `aqyl.analysis.normality`.
    correlation : ndarray, shape (s,)
        Of the predictor with its copula term: one if it is exactly normal.
    identified : ndarray of bool, shape (s,)
        `p` is below 1 - level.
    """

    names: tuple[str, ...]
    skewness: np.ndarray
    kurtosis: np.ndarray
    anderson_darling: np.ndarray
    p: np.ndarray
    shapiro_wilk_p: np.ndarray
    lilliefors_p: np.ndarray
    correlation: np.ndarray
    identified: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class CopulaModel:
    """The regression with the terms of some predictors.

    Attributes
    ----------
    suspected : tuple of str, length s
    paths : ndarray, shape (m,)
        Of all predictors, corrected.
    paths_se, paths_p : ndarray, shape (m,)
    terms : ndarray, shape (s,)
        Coefficients of the copula terms, which have nearly variance one.
    terms_se, terms_p, lower, upper : ndarray, shape (s,)
        Interval: the coefficient and its normal quantile times the standard error.
    verdicts : tuple of CopulaVerdict, length s
    r_squared : float
    singular : int
        Resamples in which a term was determined by the predictors; they are left out.
    """

    suspected: tuple[str, ...]
    paths: np.ndarray
    paths_se: np.ndarray
    paths_p: np.ndarray
    terms: np.ndarray
    terms_se: np.ndarray
    terms_p: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    verdicts: tuple[CopulaVerdict, ...]
    r_squared: float
    singular: int


@dataclass(frozen=True, slots=True, eq=False)
class GaussianCopula:
    """Gaussian copulas of the m predictors of an outcome.

    Attributes
    ----------
    outcome : str
    predictors : tuple of str, length m
    n : int
    paths : ndarray, shape (m,)
        Without copula terms.
    identification : Identification
    models : tuple of CopulaModel
        All combinations of suspected predictors: single ones, pairs, and so on.
    resamples, seed : int
    level : float
    distribution : {"ranks", "steps"}
    """

    outcome: str
    predictors: tuple[str, ...]
    n: int
    paths: np.ndarray
    identification: Identification
    models: tuple[CopulaModel, ...]
    resamples: int
    seed: int
    level: float
    distribution: Distribution
