r"""How far the moments that a model implies are from those that were observed.

With s and :math:`\sigma` the observed and implied (co)variances, S and :math:`\Sigma` their
matrices of p items, and :math:`p^* = p (p + 1) / 2`,

.. math::

    \mathrm{SRMR} &= \sqrt{\overline{((s_{ij} - \sigma_{ij}) / \sqrt{s_{ii} s_{jj}})^2}}, \\
    \mathrm{GFI} &= 1 - \frac{\operatorname{tr} (\Sigma^{-1} S - I)^2}
        {\operatorname{tr} (\Sigma^{-1} S)^2}, \qquad
    \mathrm{AGFI} = 1 - (1 - \mathrm{GFI}) \, p^* / d.

Sources: Bentler (1995), EQS Structural Equations Program Manual (SRMR); Joereskog and Soerbom
(1982), Journal of Marketing Research 19, 404-416 (GFI).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .sem_layout import Layout
from .sem_matrices import Matrices
from .sem_sample import Sample

__all__ = ["Residuals", "residuals"]


@dataclass(frozen=True, slots=True)
class Residuals:
    """Measures of the distance between observed and implied moments.

    Attributes
    ----------
    srmr : float
        Of variances and covariances, and of means where the model has them (Bentler's).
    srmr_covariances : float
        Without means.
    gfi, agfi : float
        Of variances and covariances; AGFI is NaN without degrees of freedom.
    """

    srmr: float
    srmr_covariances: float
    gfi: float
    agfi: float


def residuals(
    layouts: Sequence[Layout], samples: Sequence[Sample], implied: Sequence[Matrices], df: int
) -> Residuals:
    """SRMR, GFI and AGFI of one group or several; groups count by their people."""
    weights = np.array([sample.weight for sample in samples])
    parts = np.array(
        [_group(*group) for group in zip(layouts, samples, implied, strict=True)]
    )  # (groups, 4)
    share = weights / weights.sum()
    gfi = float(1 - (weights @ parts[:, 2]) / (weights @ parts[:, 3]))
    moments = sum(len(layout.items) * (len(layout.items) + 1) // 2 for layout in layouts)
    return Residuals(
        srmr=float(share @ parts[:, 0]),
        srmr_covariances=float(share @ parts[:, 1]),
        gfi=gfi,
        agfi=1 - (1 - gfi) * moments / df if df else float("nan"),
    )


def _group(layout: Layout, sample: Sample, at: Matrices) -> tuple[float, float, float, float]:
    """SRMR with and without means, and the two traces of GFI, of one group."""
    s, sigma = sample.covariance, at.covariance
    sd = np.sqrt(np.diag(s))
    off = ((s - sigma) / np.outer(sd, sd))[np.tril_indices(len(s))]
    mean = (sample.mean - at.mean) / sd if layout.means else np.zeros(0)
    ratio = np.linalg.solve(sigma, s)
    left = ratio - np.eye(len(s))
    return (
        float(np.sqrt(np.append(off, mean) @ np.append(off, mean) / (len(off) + len(mean)))),
        float(np.sqrt(off @ off / len(off))),
        float(np.trace(left @ left)),
        float(np.trace(ratio @ ratio)),
    )
