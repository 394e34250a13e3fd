r"""Modification indices: what freeing one more parameter would do to chi-square (score tests).

With g the derivative of the negative log-likelihood in a parameter that is fixed at zero and h its
information, less what the free parameters share with it,

.. math:: h = I_{kk} - I_{kf} I_{ff}^{-1} I_{fk}, \qquad \mathrm{MI} = g^2 / h, \qquad
          \mathrm{EPC} = -g / h.

MI is about the drop of chi-square, EPC (expected parameter change) about the value. A large index
is a question to the items, not a reason to free a parameter.

Sources: Soerbom (1989), Psychometrika 54, 371-384; Saris, Satorra and Soerbom (1987), Sociological
Methodology 17, 105-129 (EPC).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import SpecificationError
from .sem_layout import Cell, Layout, ParameterKind
from .sem_likelihood import cell_gradient, curvature, deviation
from .sem_matrices import Matrices, cell_slopes
from .sem_result import SemFit

__all__ = ["ModificationIndices", "modification_indices"]

_UNIDENTIFIED = 1e-8  # share of a parameter's information that the free ones leave


@dataclass(frozen=True, slots=True, eq=False)
class ModificationIndices:
    """One row a parameter that could be freed, largest index first.

    Attributes
    ----------
    kind : tuple of ParameterKind, length r
        Cross-loadings, residual covariances of items, paths, and covariances of constructs.
        Parameters that the model could not identify are left out.
    left, right : tuple of str, length r
        Item or outcome, and construct or cause.
    index : ndarray, shape (r,)
    change : ndarray, shape (r,)
        Expected value once freed.
    standardised_change : ndarray, shape (r,)
        In standard deviations of both; of residuals for a covariance.
    """

    kind: tuple[ParameterKind, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    index: np.ndarray
    change: np.ndarray
    standardised_change: np.ndarray


def modification_indices(fit: SemFit) -> ModificationIndices:
    """Score tests of everything that a model fixes at zero, by the expected information.

    Raises
    ------
    SpecificationError
        If the model was not estimated by maximum likelihood.

    Examples
    --------
    >>> from aqyl.analysis.cfa import cfa
    >>> from aqyl.analysis.moments import Moments
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> r = np.full((5, 5), 0.36) + 0.64 * np.eye(5)
    >>> r[0, 1] = r[1, 0] = 0.5
    >>> names = tuple("abcde")
    >>> one = cfa(Moments(200, names, np.zeros(5), r), [MeasuredConstruct("f", names)])
    >>> found = modification_indices(one)
    >>> found.left[0], found.right[0], found.index[0].round(3)
    ('b', 'a', np.float64(4.903))
    """
    if fit.estimator == "DWLS":
        raise SpecificationError(
            "Modification indices are score tests of a likelihood, and DWLS has none",
            next_step="Take them from the same model by `MLR`.",
        )
    layout, at = fit.layout, fit.implied
    candidates = _candidates(layout)
    cells = (*layout.cells, *candidates)
    g = cell_gradient(cell_slopes(cells, at), deviation(layout, fit.sample, at))
    inside = curvature(cells, layout, fit.sample, at, observed=False)
    free = np.flatnonzero(layout.free >= 0)
    new = np.arange(len(layout.cells), len(cells))
    cross = inside[np.ix_(new, free)]
    own = inside[new, new]
    shared = np.linalg.solve(inside[np.ix_(free, free)], cross.T)
    left = own - (cross * shared.T).sum(axis=1)
    kept = np.flatnonzero(left > _UNIDENTIFIED * own)
    index, change = g[new][kept] ** 2 / left[kept], -g[new][kept] / left[kept]
    order = np.argsort(-index, kind="stable")
    chosen = [candidates[kept[i]] for i in order]
    names = [layout.name(cell) for cell in chosen]
    units = np.array([_unit(cell, at) for cell in chosen])
    return ModificationIndices(
        kind=tuple(cell.kind for cell in chosen),
        left=tuple(name for name, _ in names),
        right=tuple(name for _, name in names),
        index=index[order],
        change=change[order],
        standardised_change=change[order] / units,
    )


def _candidates(layout: Layout) -> tuple[Cell, ...]:
    """Cells that are zero in a model and need not be."""
    taken = {(cell.kind, cell.row, cell.column) for cell in layout.cells}
    single = {own[0] for own in layout.indicators if len(own) == 1}
    items = [i for i in range(len(layout.items)) if i not in single]
    measured = [j for j, own in enumerate(layout.indicators) if own]
    latents = range(len(layout.latents))
    keys: list[tuple[ParameterKind, int, int]] = []
    keys.extend(("loading", i, j) for j in measured for i in items)
    keys.extend(("residual", i, j) for i in items for j in items if j < i)
    if any(cell.kind == "path" for cell in layout.cells):
        keys.extend(("path", i, j) for i in latents for j in latents if i != j)
        keys.extend(("latent", i, j) for i in latents for j in latents if j < i)
    return tuple(Cell(*key) for key in keys if key not in taken)


def _unit(cell: Cell, at: Matrices) -> float:
    """By what a parameter is divided to be standardised."""
    item, latent = np.sqrt(np.diag(at.covariance)), np.sqrt(np.diag(at.latent))
    i, j = cell.row, cell.column
    if cell.kind in {"loading", "path"}:
        return float((item if cell.kind == "loading" else latent)[i] / latent[j])
    own = at.residuals if cell.kind == "residual" else at.disturbances
    return float(np.sqrt(own[i, i] * own[j, j]))
