r"""Loadings, reliability and discriminance of PLS constructs, for many resamples at once.

A reflective construct is estimated consistently (PLSc): its loadings are
:math:`\lambda = \sqrt{\rho_A}\, w / (w'w)`, and its correlations are those of its composite over
:math:`\sqrt{\rho_A}`.

Sources: Dijkstra and Henseler (2015), MIS Quarterly 39, 297-316 (rho_A, PLSc); Fornell and Larcker
(1981), Journal of Marketing Research 18, 39-50 (rho_C, AVE); Henseler, Ringle and Sarstedt (2015),
Journal of the Academy of Marketing Science 43, 115-135 (HTMT); Roemer, Schuberth and Henseler
(2021), Industrial Management & Data Systems 121, 2637-2650 (HTMT2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .pls_stage import Stage

__all__ = ["Reliabilities", "heterotrait", "reliabilities", "rho_a_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Reliabilities:
    """Reliability of c constructs in each of B resamples, three arrays of shape (c, B).

    A construct of one indicator has ones. `rho_a` of mode B is one, as its composite is the
    construct; `rho_c` and `ave` of mode B are NaN, as its indicators need not agree.
    """

    rho_a: np.ndarray
    rho_c: np.ndarray
    ave: np.ndarray


def rho_a_of(w: np.ndarray) -> np.ndarray:
    """Reliability rho_A from weights of shape (k, B) of a composite of variance one; shape (B,)."""
    squares = (w**2).sum(axis=0)
    rest = squares**2 - (w**4).sum(axis=0)
    return squares**2 * (1 - squares) / np.where(rest > 0, rest, np.nan)


def reliabilities(stage: Stage, rho_a: np.ndarray, loadings: np.ndarray) -> Reliabilities:
    """Reliabilities from loadings of shape (k, B); `rho_a`, shape (c, B), is handed on."""
    rho_c, ave = np.ones_like(rho_a), np.ones_like(rho_a)
    for b, span in enumerate(stage.spans):
        if stage.sizes[b] == 1:
            continue
        if stage.modes[b] == "B":
            rho_c[b] = ave[b] = np.nan
            continue
        own = loadings[span]
        square = own.sum(axis=0) ** 2
        rho_c[b] = square / (square + (1 - own**2).sum(axis=0))
        ave[b] = (own**2).mean(axis=0)
    return Reliabilities(rho_a, rho_c, ave)


def heterotrait(r: np.ndarray, stage: Stage, *, geometric: bool = False) -> np.ndarray:
    """Ratios of mean absolute correlations between and within blocks; HTMT2 if geometric.

    Parameters
    ----------
    r : ndarray, shape (k (k - 1) / 2, B)
    stage : Stage
    geometric : bool

    Returns
    -------
    ndarray, shape (c, c, B)
        Ones on the diagonal; NaN for a construct of one indicator, or whose indicators do not
        correlate.
    """
    c = len(stage.blocks)
    size = np.abs(r)
    with np.errstate(divide="ignore"):
        size = np.log(size) if geometric else size
    mean = np.full((c, c, r.shape[-1]), np.nan)
    for (a, b), rows in stage.segments.items():
        if rows.stop > rows.start:
            mean[a, b] = mean[b, a] = size[rows].mean(axis=0)
    if geometric:
        mean = np.exp(mean)
    within = mean[np.arange(c), np.arange(c)]
    scale = np.sqrt(within[:, None] * within[None, :])
    return np.divide(mean, scale, out=np.full_like(mean, np.nan), where=scale > 0)
