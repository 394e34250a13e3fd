"""A fitted covariance structure model: one frozen result, whatever estimated it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..fit_measures import FitMeasures
from .sem_estimates import SemEstimates
from .sem_layout import Layout
from .sem_matrices import Matrices
from .sem_sample import Likelihood, Sample
from .sem_specification import Identification

__all__ = ["Estimator", "SemFit", "residual_correlations"]

Estimator = Literal["ML", "MLM", "MLR", "FIML", "DWLS"]


@dataclass(frozen=True, slots=True, eq=False)
class SemFit:
    """Estimates and fit of a model.

    Attributes
    ----------
    estimator, likelihood, identification
        As they were asked for.
    n : int
        People used.
    left_out : int
        People left out: for a missing answer, or (FIML) for having none; 0 if moments were given.
    layout : Layout
        Items, latent variables, and where the parameters stand.
    sample : Sample
        What was fitted; of DWLS its covariance is of polychoric correlations.
    theta : ndarray, shape (q,)
        Free parameters, in the order of `layout`.
    covariance : ndarray, shape (q, q)
        Of the free parameters: inverse expected information for ML, inverse observed information
        for FIML, robust ("sandwich") for MLM, MLR and DWLS.
    implied : Matrices
    estimates : SemEstimates
    fit : FitMeasures
    steps : int
        Steps of the optimiser.
    """

    estimator: Estimator
    likelihood: Likelihood
    identification: Identification
    n: int
    left_out: int
    layout: Layout
    sample: Sample
    theta: np.ndarray
    covariance: np.ndarray
    implied: Matrices
    estimates: SemEstimates
    fit: FitMeasures
    steps: int


def residual_correlations(fit: SemFit) -> np.ndarray:
    """Observed less implied correlations of the items, shape (p, p).

    Both matrices are divided into correlations by their own variances first (Bollen 1989,
    Structural Equations with Latent Variables, 259).
    """
    found = []
    for covariance in (fit.sample.covariance, fit.implied.covariance):
        sd = np.sqrt(np.diag(covariance))
        found.append(covariance / np.outer(sd, sd))
    result = found[0] - found[1]
    np.fill_diagonal(result, 0.0)
    return result
