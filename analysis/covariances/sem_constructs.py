r"""What a fitted model says of its constructs: reliability, validity, explained variance.

With standardised loadings :math:`\lambda`, composite reliability (CR) and AVE are those of Fornell
and Larcker; omega is of the sum of the items as they are, residual covariances counted:

.. math:: \omega = \frac{(\sum l)^2 \phi}{(\sum l)^2 \phi + \sum_{ij} \theta_{ij}}

with raw loadings l, construct variance :math:`\phi` and residual covariances :math:`\theta` of its
items.

Sources: Fornell and Larcker (1981), Journal of Marketing Research 18, 39-50; Raykov (2004),
Behavior Therapy 35, 299-331; Bollen (1989), Structural Equations with Latent Variables.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..construct_reliability import average_variance_extracted, composite_reliability
from .sem_estimates import standardised_values
from .sem_layout import Layout
from .sem_result import SemFit

__all__ = ["ModelConstructs", "model_constructs"]


@dataclass(frozen=True, slots=True, eq=False)
class ModelConstructs:
    """Constructs of a fitted model.

    Attributes
    ----------
    constructs : tuple of str, length m
        Measured ones, then those of constructs.
    items : tuple of str, length p
    loadings : tuple of ndarray, length m
        Standardised; of a construct of constructs those of its parts, the parts taken as items.
    composite_reliability, ave, omega : ndarray, shape (m,)
        NaN for a construct of one item; omega also for a construct of constructs.
    correlation : ndarray, shape (m, m)
        Implied, of the constructs.
    r_squared : ndarray, shape (m,)
        Share that its causes (for a part, its whole) explain; NaN if it has none.
    item_r_squared : ndarray, shape (p,)
        Share of each item's variance that its construct explains.
    """

    constructs: tuple[str, ...]
    items: tuple[str, ...]
    loadings: tuple[np.ndarray, ...]
    composite_reliability: np.ndarray
    ave: np.ndarray
    omega: np.ndarray
    correlation: np.ndarray
    r_squared: np.ndarray
    item_r_squared: np.ndarray


def model_constructs(fit: SemFit) -> ModelConstructs:
    """Reliability, validity and explained variance of the constructs of a model.

    Notes
    -----
    CR equals omega where items have the same variance and residuals do not covary.

    Examples
    --------
    >>> from aqyl.analysis.cfa import cfa
    >>> from aqyl.analysis.moments import Moments
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> r = np.full((4, 4), 0.64) + 0.36 * np.eye(4)
    >>> one = cfa(Moments(200, tuple("abcd"), np.zeros(4), r), [MeasuredConstruct("f", "abcd")])
    >>> found = model_constructs(one)
    >>> found.composite_reliability.round(4), found.omega.round(4), found.ave.round(4)
    (array([0.8767]), array([0.8767]), array([0.64]))
    """
    layout, at = fit.layout, fit.implied
    loadings = _loadings(layout, standardised_values(layout, fit.theta))
    several = [len(own) > 1 for own in loadings]
    nan = float("nan")
    variance = np.diag(at.latent)
    outcome = [bool(at.paths[j].any()) for j in range(len(variance))]
    return ModelConstructs(
        constructs=layout.latents,
        items=layout.items,
        loadings=loadings,
        composite_reliability=np.array(
            [
                composite_reliability(own) if many else nan
                for own, many in zip(loadings, several, strict=True)
            ]
        ),
        ave=np.array(
            [
                average_variance_extracted(own) if many else nan
                for own, many in zip(loadings, several, strict=True)
            ]
        ),
        omega=np.array([_omega(fit, j) for j in range(len(variance))]),
        correlation=at.latent / np.sqrt(np.outer(variance, variance)),
        r_squared=np.where(outcome, 1 - np.diag(at.disturbances) / variance, nan),
        item_r_squared=1 - np.diag(at.residuals) / np.diag(at.covariance),
    )


def _loadings(layout: Layout, standardised: np.ndarray) -> tuple[np.ndarray, ...]:
    """Standardised loadings on each construct of its own items or parts."""
    found: list[list[float]] = [[] for _ in layout.latents]
    for cell, value in zip(layout.cells, standardised, strict=True):
        own = cell.kind == "loading" or (
            cell.kind == "path" and cell.row in layout.parts[cell.column]
        )
        if own:
            found[cell.column].append(float(value))
    return tuple(np.array(own) for own in found)


def _omega(fit: SemFit, j: int) -> float:
    """Reliability of the sum of the items of a construct; NaN without two of them."""
    own = list(fit.layout.indicators[j])
    if len(own) < 2:
        return float("nan")
    common = fit.implied.loadings[own, j].sum() ** 2 * fit.implied.latent[j, j]
    return float(common / (common + fit.implied.residuals[np.ix_(own, own)].sum()))
