r"""The normal likelihood of a covariance structure model, with its first and second derivatives.

Over patterns of weight w with moments m, S, and implied :math:`\mu, \Sigma` of the items seen,

.. math:: F = \tfrac12 \sum w \left[\ln|\Sigma| + \operatorname{tr} S \Sigma^{-1}
              + d' \Sigma^{-1} d\right], \qquad d = m - \mu,

which is the negative log-likelihood less its constant. Where means are not modelled they are those
of the sample. With :math:`P = \Sigma^{-1}`, :math:`\Sigma` changing by uv' + vu' in a cell, and T =
S + dd', second derivatives at fixed u, v are sums of products of (u, v) P (u, v)' and (u, v) Q (u,
v)' with :math:`Q = PTP - P/2`; the expected ones are those of Q = P/2.

Sources: Joereskog (1969), Psychometrika 34, 183-202; Arbuckle (1996), in Advanced Structural
Equation Modeling, 243-277 (missing answers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .sem_layout import Cell, Layout
from .sem_matrices import Matrices, Slopes, cell_slopes, matrices, slopes
from .sem_sample import Sample

__all__ = [
    "Deviation",
    "cell_gradient",
    "curvature",
    "deviation",
    "gradient",
    "hessian",
    "information",
    "objective",
]


@dataclass(frozen=True, slots=True, eq=False)
class Deviation:
    """Derivatives of F in the implied moments of one group.

    Attributes
    ----------
    covariance : ndarray, shape (p, p)
        F changes by the trace of this times a change of the covariance.
    mean : ndarray, shape (p,)
    """

    covariance: np.ndarray
    mean: np.ndarray


def objective(layouts: Sequence[Layout], samples: Sequence[Sample], theta: np.ndarray) -> float:
    """Value of F; infinite where an implied covariance is not positive definite."""
    total = 0.0
    for layout, sample in zip(layouts, samples, strict=True):
        at = matrices(layout, theta)
        for pattern in sample.patterns:
            implied = at.covariance[np.ix_(pattern.seen, pattern.seen)]
            spread = pattern.covariance
            if layout.means:
                d = pattern.mean - at.mean[pattern.seen]
                spread = spread + np.outer(d, d)
            try:
                root = np.linalg.cholesky(implied)
                trace = np.trace(np.linalg.solve(implied, spread))
            except np.linalg.LinAlgError:
                return np.inf
            total += pattern.weight * (np.log(np.diag(root)).sum() + trace / 2)
    return float(total)


def deviation(layout: Layout, sample: Sample, at: Matrices) -> Deviation:
    """Differentiate F in the implied moments, summed over the patterns of a group."""
    p = len(layout.items)
    covariance, mean = np.zeros((p, p)), np.zeros(p)
    for pattern in sample.patterns:
        box = np.ix_(pattern.seen, pattern.seen)
        inverse = np.linalg.inv(at.covariance[box])
        spread = pattern.covariance
        if layout.means:
            d = pattern.mean - at.mean[pattern.seen]
            spread = spread + np.outer(d, d)
            mean[pattern.seen] -= pattern.weight * (inverse @ d)
        covariance[box] += pattern.weight / 2 * (inverse - inverse @ spread @ inverse)
    return Deviation(covariance, mean)


def gradient(layouts: Sequence[Layout], samples: Sequence[Sample], theta: np.ndarray) -> np.ndarray:
    """First derivatives of F, shape (q,)."""
    total = np.zeros(len(theta))
    for layout, sample in zip(layouts, samples, strict=True):
        at = matrices(layout, theta)
        _add(total, layout, cell_gradient(slopes(layout, at), deviation(layout, sample, at)))
    return total


def cell_gradient(slope: Slopes, off: Deviation) -> np.ndarray:
    """Differentiate F in cells, shape (c,)."""
    return 2 * ((slope.u @ off.covariance) * slope.v).sum(axis=1) + slope.mean @ off.mean


def information(
    layouts: Sequence[Layout], samples: Sequence[Sample], theta: np.ndarray
) -> np.ndarray:
    """Form the expected second derivatives of F, shape (q, q)."""
    total = np.zeros((len(theta), len(theta)))
    for layout, sample in zip(layouts, samples, strict=True):
        at = matrices(layout, theta)
        _spread(total, layout, curvature(layout.cells, layout, sample, at, observed=False))
    return total


def hessian(layouts: Sequence[Layout], samples: Sequence[Sample], theta: np.ndarray) -> np.ndarray:
    """Form the second derivatives of F as they are (observed information), shape (q, q)."""
    total = np.zeros((len(theta), len(theta)))
    for layout, sample in zip(layouts, samples, strict=True):
        at = matrices(layout, theta)
        _spread(total, layout, curvature(layout.cells, layout, sample, at, observed=True))
        off = deviation(layout, sample, at)
        for k in {cell.free for cell in layout.cells if cell.free >= 0}:
            turned = theta.astype(complex)
            turned[k] += 1e-30j
            slope = slopes(layout, matrices(layout, turned))
            column = np.zeros(len(theta))
            _add(column, layout, np.imag(cell_gradient(slope, off)) / 1e-30)
            total[:, k] += column
    return (total + total.T) / 2


def curvature(
    cells: tuple[Cell, ...], layout: Layout, sample: Sample, at: Matrices, *, observed: bool
) -> np.ndarray:
    """Second derivatives of F in cells, the directions u, v held; shape (c, c)."""
    slope = cell_slopes(cells, at)
    total = np.zeros((len(cells), len(cells)))
    for pattern in sample.patterns:
        u, v, mean = (x[:, pattern.seen] for x in (slope.u, slope.v, slope.mean))
        inverse = np.linalg.inv(at.covariance[np.ix_(pattern.seen, pattern.seen)])
        if observed:
            d = pattern.mean - at.mean[pattern.seen] if layout.means else 0 * pattern.mean
            spread = pattern.covariance + np.outer(d, d)
            own = _products(u, v, inverse, inverse @ spread @ inverse - inverse / 2)
        else:
            d = 0 * pattern.mean
            own = _expected(u, v, inverse)
        if layout.means:
            e = inverse @ d
            far = mean @ inverse
            cross = (far @ u.T) * (v @ e) + (far @ v.T) * (u @ e)
            own = own + far @ mean.T + cross + cross.T
        total += pattern.weight * own
    return total


def _expected(u: np.ndarray, v: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Half the traces of the products P dS P dS."""
    up, mixed = u @ p, (u @ p) @ v.T
    return (up @ u.T) * (v @ p @ v.T) + mixed * mixed.T


def _products(u: np.ndarray, v: np.ndarray, p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Traces of the products dS P dS Q."""
    up, vp, uq, vq = u @ p, v @ p, u @ q, v @ q
    first = (vp @ u.T) * (vq @ u.T).T + (vp @ v.T) * (uq @ u.T)
    return first + (up @ u.T) * (vq @ v.T) + (up @ v.T) * (uq @ v.T).T


def _add(total: np.ndarray, layout: Layout, cells: np.ndarray) -> None:
    """Sum derivatives in cells into those in parameters."""
    free = layout.free
    np.add.at(total, free[free >= 0], cells[free >= 0])


def _spread(total: np.ndarray, layout: Layout, cells: np.ndarray) -> None:
    """Sum second derivatives in cells into those in parameters."""
    free = layout.free
    kept = np.flatnonzero(free >= 0)
    np.add.at(total, (free[kept][:, None], free[kept][None, :]), cells[np.ix_(kept, kept)])
