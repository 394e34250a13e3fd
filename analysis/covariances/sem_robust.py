r"""Chi-squares and standard errors that do not need normal answers (MLM and MLR).

With z an answer about its mean, P the inverse of the implied covariance and u, v the directions of
a parameter, the score of a person is :math:`(u'Pz)(v'Pz) - u'PMv`, where M is :math:`PS` in MLM
and 1 in MLR. Their cross-product B and the information I (expected in MLM, observed in MLR) give
the covariance :math:`I^{-1} B I^{-1}` of the estimates and the scaling factor of chi-square,
:math:`c = (h_1 - \operatorname{tr} I^{-1} B) / d`. The term of the saturated model needs no matrix
of fourth moments: with :math:`\delta_i = z_i' P z_i`,

.. math:: h_1 = \tfrac12 \left(\overline{\delta^2} - \operatorname{tr} (PS)^2\right),

in MLR with :math:`P = S^{-1}`.

Sources: Satorra and Bentler (1994), in Latent Variables Analysis, 399-419 (MLM); Yuan and Bentler
(2000), Sociological Methodology 30, 165-200, in Mplus's form (MLR); Huber (1967); White (1982),
Econometrica 50, 1-25.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...survey.errors import MethodError
from .sem_layout import Layout
from .sem_likelihood import hessian, information
from .sem_matrices import Matrices, slopes
from .sem_sample import Sample

__all__ = ["Correction", "RobustKind", "robust_correction"]

RobustKind = Literal["MLM", "MLR"]


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What fourth moments change.

    Attributes
    ----------
    covariance : ndarray, shape (q, q)
        Of the estimates.
    factor, baseline_factor : float
        By which the chi-squares of the model and of the baseline are divided; NaN without degrees
        of freedom.
    """

    covariance: np.ndarray
    factor: float
    baseline_factor: float


def robust_correction(
    layout: Layout, sample: Sample, theta: np.ndarray, at: Matrices, *, kind: RobustKind, df: int
) -> Correction:
    """Correct a maximum likelihood solution for answers that are not normal.

    Parameters
    ----------
    layout : Layout
        Without means.
    sample : Sample
        Complete rows.
    theta : ndarray, shape (q,)
    at : Matrices
    kind : RobustKind
    df : int

    Raises
    ------
    MethodError
        If a scaling factor is not positive, as with very few people.
    """
    rows = sample.rows
    if rows is None:
        raise MethodError("Robust standard errors need the answers themselves, got moments")
    z, s = rows - rows.mean(axis=0), sample.covariance
    p = len(s)
    implied = np.linalg.inv(at.covariance)
    own = slopes(layout, at)
    u, v = (x[layout.free >= 0] for x in (own.u, own.v))
    middle = implied @ s @ implied if kind == "MLM" else implied
    scores = (z @ implied @ u.T) * (z @ implied @ v.T) - ((u @ middle) * v).sum(axis=1)
    spread = scores.T @ scores
    form = information if kind == "MLM" else hessian
    inverse = np.linalg.inv(form([layout], [sample], theta))
    saturated = _saturated(z, s, implied if kind == "MLM" else np.linalg.inv(s))
    ratio = z**2 / np.diag(s)
    independent = float(((ratio - 1) ** 2).mean(axis=0).sum() / 2)
    baseline = _saturated(z, s, np.diag(1 / np.diag(s))) if kind == "MLM" else saturated
    rank = p * (p - 1) // 2
    return Correction(
        covariance=inverse @ spread @ inverse,
        factor=_factor(saturated - float((inverse * spread).sum()), df),
        baseline_factor=_factor(baseline - independent, rank),
    )


def _saturated(z: np.ndarray, s: np.ndarray, inverse: np.ndarray) -> float:
    """Trace of the saturated model's weight times the fourth moments."""
    distance = ((z @ inverse) * z).sum(axis=1)
    product = inverse @ s
    return float((distance**2).mean() - (product * product.T).sum()) / 2


def _factor(trace: float, df: int) -> float:
    """Scaling factor, or why there is none."""
    if not df:
        return float("nan")
    if trace <= 0:
        raise MethodError(
            f"The scaling factor of chi-square is not positive, {trace / df:.3g}",
            next_step="Use estimator `ML`: there are too few people for a correction.",
        )
    return trace / df
