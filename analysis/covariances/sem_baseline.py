"""What a model is held against: the saturated model, and that of items without covariances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..fit_measures import FitMeasures, FitTest, fit_indices, scaled_indices
from .fit_residuals import residuals
from .sem_layout import Layout
from .sem_matrices import Matrices
from .sem_robust import Correction
from .sem_sample import Sample

__all__ = ["independence", "likelihood_measures", "saturated"]


def saturated(sample: Sample, *, means: bool) -> float:
    """Value of F (see `aqyl.analysis.covariances.sem_likelihood`) where every moment is free."""
    total = 0.0
    for pattern in sample.patterns:
        own = sample.covariance[np.ix_(pattern.seen, pattern.seen)]
        spread = pattern.covariance
        if means:
            d = pattern.mean - sample.mean[pattern.seen]
            spread = spread + np.outer(d, d)
        trace = np.trace(np.linalg.solve(own, spread))
        total += pattern.weight / 2 * (np.linalg.slogdet(own)[1] + trace)
    return float(total)


def independence(sample: Sample) -> float:
    """Value of F where no items covary: each has the mean and variance of those who answered it."""
    people, first, second = (np.zeros(len(sample.names)) for _ in range(3))
    for pattern in sample.patterns:
        d = pattern.mean - sample.mean[pattern.seen]
        people[pattern.seen] += pattern.weight
        first[pattern.seen] += pattern.weight * d
        second[pattern.seen] += pattern.weight * (np.diag(pattern.covariance) + d**2)
    variance = second / people - (first / people) ** 2
    return float((people * (np.log(variance) + 1)).sum() / 2)


def likelihood_measures(
    layouts: Sequence[Layout],
    samples: Sequence[Sample],
    implied: Sequence[Matrices],
    *,
    test: FitTest,
    objective: float,
    parameters: int,
    correction: Correction | None = None,
    scaling: str = "",
) -> FitMeasures:
    """Fit measures of a maximum likelihood solution.

    Parameters
    ----------
    layouts, samples, implied
        Of each group.
    test : FitTest
        Unscaled.
    objective : float
        F of the model.
    parameters : int
        Free ones.
    correction : Correction, optional
        Its factors scale the chi-squares.
    scaling : str
        Name of the correction.
    """
    n = sum(sample.n for sample in samples)
    answers = sum(len(p.seen) * p.weight for sample in samples for p in sample.patterns)
    people = n / test.n  # a Wishart likelihood counts n - 1, as it should not here
    likelihood = -people * (objective + answers / 2 * np.log(2 * np.pi))
    measures = FitMeasures(
        n=n,
        parameters=parameters,
        test=test,
        indices=fit_indices(test),
        residuals=residuals(layouts, samples, implied, test.df),
        log_likelihood=float(likelihood),
        aic=float(2 * parameters - 2 * likelihood),
        bic=float(np.log(n) * parameters - 2 * likelihood),
    )
    return measures if correction is None else _scaled_by(measures, correction, scaling)


def _scaled_by(measures: FitMeasures, correction: Correction, scaling: str) -> FitMeasures:
    """Add the scaled and the robust measures of a correction by a factor."""
    test, c, c_b = measures.test, correction.factor, correction.baseline_factor
    if not test.df:
        return replace(measures, scaling=scaling, baseline_factor=c_b)
    scaled = FitTest(
        test.chi_square / c, test.df, test.baseline_chi_square / c_b, test.baseline_df, test.n
    )
    return replace(
        measures,
        scaling=scaling,
        factor=c,
        baseline_factor=c_b,
        scaled_test=scaled,
        scaled=scaled_indices(test, factor=c, baseline_factor=c_b),
        robust=fit_indices(test, factor=c, baseline_factor=c_b),
    )
