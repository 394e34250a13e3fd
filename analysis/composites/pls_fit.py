r"""Fit of a PLS model: the correlations that it implies against those of the data.

Between two constructs the implied correlations are :math:`\lambda_i \phi_{ab} \lambda_j`; within a
reflective one :math:`\lambda_i \lambda_j`; within a composite, which says nothing of its own items,
those of the data. Programs that judge composites of mode A as if they were factors (SmartPLS,
openpls) take :math:`\lambda_i \lambda_j` there, too: `composite_blocks="loadings"`.
:math:`\phi` are the correlations of the constructs (saturated) or those that the paths imply
(estimated).

.. math:: \mathrm{SRMR} = \sqrt{\frac{\sum_{i \le j} (r_{ij} - \sigma_{ij})^2}{k (k + 1) / 2}},
          \quad d_{ULS} = \tfrac12 \sum_{ij} (r_{ij} - \sigma_{ij})^2,
          \quad d_G = \tfrac12 \sum_m (\log \varphi_m)^2,

with :math:`\varphi_m` the eigenvalues of :math:`R^{-1} \Sigma`.

Sources: Dijkstra and Henseler (2015), Computational Statistics & Data Analysis 81, 10-23; Henseler
et al. (2014), Organizational Research Methods 17, 182-209; Schuberth, Henseler and Dijkstra (2018),
Frontiers in Psychology 9, 2541.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .pls_measure import Measured
from .pls_stage import Stage

__all__ = ["PlsFit", "dense", "geodesic", "implied_pairs", "misfit", "pls_fit", "srmr"]

_DEFINITE = 1e-12  # least eigenvalue of a correlation matrix that is inverted


@dataclass(frozen=True, slots=True, eq=False)
class PlsFit:
    """Distance between the correlations of k indicators and those that a model implies.

    Attributes
    ----------
    model : {"saturated", "estimated"}
        Whether the constructs correlate freely or as the paths say.
    indicators : tuple of str, length k
        Items, and parts of higher-order constructs in the place of theirs.
    observed, implied : ndarray, shape (k, k)
    srmr, d_uls : float
    d_g : float
        NaN if one of the matrices is not positive definite.
    """

    model: Literal["saturated", "estimated"]
    indicators: tuple[str, ...]
    observed: np.ndarray
    implied: np.ndarray
    srmr: float
    d_uls: float
    d_g: float


def pls_fit(
    measured: Measured, phi: np.ndarray, model: Literal["saturated", "estimated"]
) -> PlsFit:
    """Judge the first resample by the correlations of the constructs, shape (c, c, B)."""
    observed = dense(measured.stage, measured.r[:, 0])
    rows = implied_pairs(measured, phi)[:, 0]
    implied = dense(measured.stage, rows)
    squares = misfit(measured, phi)[0]
    k = len(observed)
    return PlsFit(
        model,
        measured.stage.indicators,
        observed,
        implied,
        float(np.sqrt(squares / (k * (k + 1) / 2))),
        float(squares),
        float(geodesic(observed, implied)),
    )


def srmr(measured: Measured, phi: np.ndarray) -> np.ndarray:
    """Standardised root mean square residual of each resample, shape (B,)."""
    k = len(measured.stage.indicators)
    return np.sqrt(misfit(measured, phi) / (k * (k + 1) / 2))


def misfit(measured: Measured, phi: np.ndarray) -> np.ndarray:
    """Sum of the squared residuals of all pairs, which is d_ULS; shape (B,)."""
    residuals = measured.r - implied_pairs(measured, phi)
    return np.einsum("pB,pB->B", residuals, residuals)


def implied_pairs(measured: Measured, phi: np.ndarray) -> np.ndarray:
    """Implied correlations in the order of the stage's pairs, of the shape of `measured.r`."""
    stage, implied = measured.stage, measured.r.copy()
    loadings = [measured.loadings[span] for span in stage.spans]
    for (a, b), rows in stage.segments.items():
        if a != b:
            block = (loadings[a] * phi[a, b])[:, None] * loadings[b]
            implied[rows] = block.reshape(-1, block.shape[-1])
        elif stage.modes[a] == "reflective" or (
            stage.modes[a] == "A" and measured.composite_blocks == "loadings"
        ):
            first, second = np.triu_indices(stage.sizes[a], 1)
            implied[rows] = loadings[a][first] * loadings[a][second]
    return implied


def geodesic(observed: np.ndarray, implied: np.ndarray) -> np.ndarray:
    """Geodesic distances of correlation matrices of shape (..., k, k).

    NaN where a matrix is not positive definite.

    Examples
    --------
    >>> r = np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> geodesic(r, r).round(12), geodesic(r, np.eye(2)).round(6)
    (np.float64(0.0), np.float64(0.322427))
    """
    definite = np.linalg.eigvalsh(observed)[..., 0] > _DEFINITE
    sound = np.where(definite[..., None, None], observed, np.eye(observed.shape[-1]))
    # Several times faster than eigenvectors, which cost most of all.
    root = np.linalg.inv(np.linalg.cholesky(sound))
    ratios = np.linalg.eigvalsh(root @ implied @ np.swapaxes(root, -1, -2))
    definite = definite & (ratios[..., 0] > 0)
    logs = np.log(np.where(definite[..., None], ratios, 1.0))
    return np.where(definite, (logs**2).sum(axis=-1) / 2, np.nan)[()]


def dense(stage: Stage, pairs: np.ndarray) -> np.ndarray:
    """Correlation matrices, shape (..., k, k), from pairs of shape (p, ...)."""
    k = len(stage.indicators)
    matrix = np.zeros((*pairs.shape[1:], k, k))
    first, second = stage.pairs
    matrix[..., first, second] = matrix[..., second, first] = np.moveaxis(pairs, 0, -1)
    matrix[..., np.arange(k), np.arange(k)] = 1.0
    return matrix
