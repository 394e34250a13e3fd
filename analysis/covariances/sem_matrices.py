r"""Implied moments of a covariance structure model, and their derivatives.

.. math:: \Sigma = \Lambda A \Psi A' \Lambda' + \Theta, \qquad
          \mu = \nu + \Lambda A \alpha, \qquad A = (I - B)^{-1}.

Every cell changes :math:`\Sigma` by :math:`u v' + v u'`, a matrix of rank two at most, so that
gradients and information need no more than the two vectors of each cell. Everything here takes
complex parameters as well, by which derivatives follow to all digits (Squire and Trapp 1998, SIAM
Review 40, 110-112).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .sem_layout import Cell, Layout

__all__ = ["Matrices", "Slopes", "cell_slopes", "matrices", "slopes"]


@dataclass(frozen=True, slots=True, eq=False)
class Matrices:
    """A model at certain parameters: p items, m latent variables.

    Attributes
    ----------
    loadings : ndarray, shape (p, m)
    paths : ndarray, shape (m, m)
        Row: outcome.
    disturbances : ndarray, shape (m, m)
    residuals : ndarray, shape (p, p)
    total : ndarray, shape (m, m)
        A, effects of the disturbances on the latent variables.
    latent : ndarray, shape (m, m)
        Covariances of the latent variables.
    latent_mean : ndarray, shape (m,)
    covariance : ndarray, shape (p, p)
        Implied.
    mean : ndarray, shape (p,)
        Implied; zeros where means are not modelled.
    """

    loadings: np.ndarray
    paths: np.ndarray
    disturbances: np.ndarray
    residuals: np.ndarray
    total: np.ndarray
    latent: np.ndarray
    latent_mean: np.ndarray
    covariance: np.ndarray
    mean: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """Derivatives of the implied moments in each of c cells.

    Attributes
    ----------
    u, v : ndarray, shape (c, p)
        The covariance changes by u v' + v u'.
    mean : ndarray, shape (c, p)
    """

    u: np.ndarray
    v: np.ndarray
    mean: np.ndarray


def matrices(layout: Layout, theta: np.ndarray) -> Matrices:
    """Fill the matrices of a model.

    Parameters
    ----------
    layout : Layout
    theta : ndarray, shape (q,)
        Real or complex.

    Examples
    --------
    >>> from aqyl.analysis.covariances.sem_specification import layout_of
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> one = layout_of([MeasuredConstruct("f", ("a", "b"))])
    >>> matrices(one, np.array([0.5, 2.0, 1.0, 1.0])).covariance.tolist()
    [[3.0, 1.0], [1.0, 1.5]]
    """
    p, m = len(layout.items), len(layout.latents)
    shapes = {
        "loading": (p, m),
        "path": (m, m),
        "latent": (m, m),
        "residual": (p, p),
        "intercept": (p, 1),
        "mean": (m, 1),
    }
    filled = {kind: np.zeros(shape, dtype=theta.dtype) for kind, shape in shapes.items()}
    for cell in layout.cells:
        value = theta[cell.free] if cell.free >= 0 else cell.value
        filled[cell.kind][cell.row, cell.column] = value
        if cell.kind in {"latent", "residual"}:
            filled[cell.kind][cell.column, cell.row] = value
    loadings, paths = filled["loading"], filled["path"]
    total = np.linalg.inv(np.eye(m) - paths)
    latent = total @ filled["latent"] @ total.T
    latent_mean = total @ filled["mean"][:, 0]
    common, residuals = loadings @ latent @ loadings.T, filled["residual"]
    if layout.ordinal:
        residuals = residuals + np.diag(1 - np.diag(common))
    return Matrices(
        loadings=loadings,
        paths=paths,
        disturbances=filled["latent"],
        residuals=residuals,
        total=total,
        latent=latent,
        latent_mean=latent_mean,
        covariance=common + residuals,
        mean=filled["intercept"][:, 0] + loadings @ latent_mean,
    )


def slopes(layout: Layout, at: Matrices) -> Slopes:
    """Differentiate the implied moments in the cells of a layout, fixed cells included."""
    return cell_slopes(layout.cells, at)


def cell_slopes(cells: tuple[Cell, ...], at: Matrices) -> Slopes:
    """Differentiate the implied moments in any cells, of the model or not.

    Examples
    --------
    >>> from aqyl.analysis.covariances.sem_specification import layout_of
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> one = layout_of([MeasuredConstruct("f", ("a", "b"))])
    >>> found = slopes(one, matrices(one, np.array([0.5, 2.0, 1.0, 1.0])))
    >>> (np.outer(found.u[1], found.v[1]) + np.outer(found.v[1], found.u[1])).tolist()
    [[0.0, 2.0], [2.0, 2.0]]
    """
    p = len(at.loadings)
    unit = np.eye(p)
    reach = (at.loadings @ at.total).T  # (m, p): what a unit of each disturbance does to the items
    common = at.latent @ at.loadings.T  # (m, p): covariances of latent variables and items
    u, v, mean = (np.zeros((len(cells), p), dtype=reach.dtype) for _ in range(3))
    for c, cell in enumerate(cells):
        i, j = cell.row, cell.column
        if cell.kind in {"loading", "path"}:
            start = unit[i] if cell.kind == "loading" else reach[i]
            u[c], v[c] = start, common[j]
            mean[c] = start * at.latent_mean[j]
        elif cell.kind in {"latent", "residual"}:
            basis = reach if cell.kind == "latent" else unit
            u[c], v[c] = basis[i] * (0.5 if i == j else 1.0), basis[j]
        else:
            mean[c] = unit[i] if cell.kind == "intercept" else reach[i]
    return Slopes(u, v, mean)
