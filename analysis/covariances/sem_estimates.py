r"""Estimates of a covariance structure model, as they are and standardised, with standard errors.

Standardised values are functions of the parameters; with J their derivatives and V the covariance
of the estimates, :math:`J V J'` is theirs (delta method). Loadings and paths are per standard
deviation of both variables; a residual covariance becomes the correlation of the residuals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from ...survey.errors import SpecificationError
from .sem_layout import Layout, ParameterKind
from .sem_matrices import matrices

__all__ = ["SemEstimates", "estimates", "standardised_values"]


@dataclass(frozen=True, slots=True, eq=False)
class SemEstimates:
    """One row a parameter of the model, fixed ones included.

    Attributes
    ----------
    kind : tuple of ParameterKind, length c
        ``"loading"``, ``"path"``, ``"latent"`` and ``"residual"`` (co)variances, ``"intercept"``,
        ``"mean"``. The loading of a part on its whole is of kind ``"loading"``.
    left, right : tuple of str, length c
        Item or outcome, and construct or cause; for a variance both are the same, for an intercept
        or a mean the right one is empty.
    free : ndarray of bool, shape (c,)
    estimate, se, z, p : ndarray, shape (c,)
        Errors, z and two-sided p of fixed parameters are NaN.
    standardised, standardised_se : ndarray, shape (c,)
        Zero errors where the standardised value is a constant.
    """

    kind: tuple[ParameterKind, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    free: np.ndarray
    estimate: np.ndarray
    se: np.ndarray
    z: np.ndarray
    p: np.ndarray
    standardised: np.ndarray
    standardised_se: np.ndarray

    def row(self, left: str, right: str = "") -> int:
        """Find the row of two variables, in either order.

        Raises
        ------
        SpecificationError
            If there is none.
        """
        for i, pair in enumerate(zip(self.left, self.right, strict=True)):
            if pair in {(left, right), (right, left)}:
                return i
        raise SpecificationError(f"The model has no parameter of `{left}` and `{right}`")


def estimates(layout: Layout, theta: np.ndarray, covariance: np.ndarray) -> SemEstimates:
    """Tabulate the parameters of one group.

    Parameters
    ----------
    layout : Layout
    theta : ndarray, shape (q,)
    covariance : ndarray, shape (q, q)
        Of the estimates.
    """
    free = layout.free
    own = free >= 0
    value = np.array([cell.value for cell in layout.cells])
    value[own] = theta[free[own]]
    if layout.ordinal:
        at = matrices(layout, theta)
        for c, cell in enumerate(layout.cells):
            if cell.kind == "residual":
                value[c] = at.residuals[cell.row, cell.column]
    se = np.full(len(free), np.nan)
    se[own] = np.sqrt(np.diag(covariance))[free[own]]
    with np.errstate(divide="ignore"):
        z = value / se
    slope = _slopes(layout, theta)
    variance = np.einsum("ci,ij,cj->c", slope, covariance, slope, optimize=True)
    names = [layout.name(cell) for cell in layout.cells]
    return SemEstimates(
        kind=tuple(
            "loading"
            if cell.kind == "path" and cell.row in layout.parts[cell.column]
            else cell.kind
            for cell in layout.cells
        ),
        left=tuple(name for name, _ in names),
        right=tuple(name for _, name in names),
        free=own,
        estimate=value,
        se=se,
        z=z,
        p=2 * scipy.stats.norm.sf(np.abs(z)),
        standardised=standardised_values(layout, theta),
        standardised_se=np.sqrt(np.maximum(variance, 0.0)),
    )


def standardised_values(layout: Layout, theta: np.ndarray) -> np.ndarray:
    """Standardised values of all cells, shape (c,); of complex parameters too.

    Examples
    --------
    >>> from aqyl.analysis.covariances.sem_specification import layout_of
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> one = layout_of([MeasuredConstruct("f", ("a", "b"))])
    >>> standardised_values(one, np.array([0.5, 2.0, 2.0, 0.5])).round(4).tolist()
    [0.7071, 0.7071, 1.0, 0.5, 0.5]
    """
    at = matrices(layout, theta)
    item, latent = np.sqrt(np.diag(at.covariance)), np.sqrt(np.diag(at.latent))
    spread = {"residual": (item, at.residuals), "latent": (latent, at.disturbances)}
    found = np.zeros(len(layout.cells), dtype=theta.dtype)
    for c, cell in enumerate(layout.cells):
        value = theta[cell.free] if cell.free >= 0 else cell.value
        i, j = cell.row, cell.column
        if cell.kind in spread:
            sd, own = spread[cell.kind]
            value = own[i, j]
            unit = sd[i] * sd[j] if i == j else np.sqrt(own[i, i] * own[j, j])
        elif cell.kind in {"loading", "path"}:
            unit = (item if cell.kind == "loading" else latent)[i] / latent[j]
        else:
            unit = (item if cell.kind == "intercept" else latent)[i]
        found[c] = value / unit
    return found


def _slopes(layout: Layout, theta: np.ndarray) -> np.ndarray:
    """Differentiate the standardised values by a complex step, shape (c, q)."""
    found = np.zeros((len(layout.cells), len(theta)))
    for k in {cell.free for cell in layout.cells if cell.free >= 0}:
        turned = theta.astype(complex)
        turned[k] += 1e-30j
        found[:, k] = np.imag(standardised_values(layout, turned)) / 1e-30
    return found
