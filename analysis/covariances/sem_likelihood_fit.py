"""Maximum likelihood estimates of one group, with their errors and their fit."""

from __future__ import annotations

import numpy as np

from ..fit_measures import FitTest
from .sem_baseline import independence, likelihood_measures, saturated
from .sem_estimates import estimates
from .sem_gates import degrees_of_freedom, refuse_improper
from .sem_layout import Layout
from .sem_likelihood import hessian, information
from .sem_matrices import matrices
from .sem_result import Estimator, SemFit
from .sem_robust import RobustKind, robust_correction
from .sem_sample import Likelihood, Sample
from .sem_scoring import maximise
from .sem_specification import Identification
from .sem_start import start_values

__all__ = ["fit_likelihood"]

_SCALING = {"MLM": "satorra_bentler", "MLR": "yuan_bentler_mplus"}


def fit_likelihood(
    layout: Layout,
    sample: Sample,
    *,
    people: int,
    estimator: Estimator,
    likelihood: Likelihood,
    identification: Identification,
) -> SemFit:
    """Maximise the likelihood, and put the result together.

    Parameters
    ----------
    layout : Layout
    sample : Sample
    people : int
        Rows that there were, those left out included.
    estimator, likelihood, identification
        As of `aqyl.analysis.cfa.fit_sem`.

    Raises
    ------
    MethodError
        As `fit_sem`.
    """
    df = degrees_of_freedom([layout], layout.size)
    found = maximise([layout], [sample], start_values(layout, sample))
    at = matrices(layout, found.theta)
    refuse_improper(layout, at)
    correction = None
    if estimator in _SCALING:
        kind: RobustKind = "MLM" if estimator == "MLM" else "MLR"
        correction = robust_correction(layout, sample, found.theta, at, kind=kind, df=df)
        covariance = correction.covariance
    else:
        form = hessian if estimator == "FIML" else information
        covariance = np.linalg.inv(form([layout], [sample], found.theta))
    p = len(layout.items)
    best = saturated(sample, means=layout.means)
    test = FitTest(
        chi_square=max(2 * (found.objective - best), 0.0) if df else 0.0,
        df=df,
        baseline_chi_square=2 * (independence(sample) - best),
        baseline_df=p * (p - 1) // 2,
        n=sample.weight,
    )
    return SemFit(
        estimator=estimator,
        likelihood=likelihood,
        identification=identification,
        n=sample.n,
        left_out=people - sample.n,
        layout=layout,
        sample=sample,
        theta=found.theta,
        covariance=covariance,
        implied=at,
        estimates=estimates(layout, found.theta, covariance),
        fit=likelihood_measures(
            [layout],
            [sample],
            [at],
            test=test,
            objective=found.objective,
            parameters=layout.size,
            correction=correction,
            scaling=_SCALING.get(estimator, ""),
        ),
        steps=found.steps,
    )
