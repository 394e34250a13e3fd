r"""Where the parameters of a covariance structure model stand in its matrices.

A cell is one entry of a matrix, free or fixed. With latent variables :math:`\eta` and items y,

.. math:: y = \nu + \Lambda \eta + \epsilon, \qquad \eta = \alpha + B \eta + \zeta, \qquad
          \operatorname{cov} \zeta = \Psi, \; \operatorname{cov} \epsilon = \Theta.

A construct of one item is that item: loading 1, no residual. A construct of constructs acts on its
parts, so its loadings stand in B.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

__all__ = ["Cell", "Layout", "ParameterKind", "with_means"]

ParameterKind = Literal["loading", "path", "latent", "residual", "intercept", "mean"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a matrix.

    Attributes
    ----------
    kind : ParameterKind
        Of which matrix: Lambda, B, Psi, Theta, nu, alpha.
    row, column : int
        Latent or item; zero for the column of a vector. In Psi and Theta column <= row.
    free : int
        Place among the parameters; -1 if fixed.
    value : float
        Of a fixed cell.
    """

    kind: ParameterKind
    row: int
    column: int
    free: int = -1
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Cells of one group.

    Attributes
    ----------
    items : tuple of str, length p
    latents : tuple of str, length m
        Constructs, then constructs of constructs.
    indicators : tuple of tuple of int, length m
        Items of each latent; empty for a construct of constructs.
    parts : tuple of tuple of int, length m
        Latents that are the parts of each; empty for a measured construct.
    cells : tuple of Cell
    size : int
        Free parameters.
    ordinal : bool
        Whether items stand for the normal variables behind ordinal answers: their variances are 1,
        and residual variances are what the constructs leave of it.
    """

    items: tuple[str, ...]
    latents: tuple[str, ...]
    indicators: tuple[tuple[int, ...], ...]
    parts: tuple[tuple[int, ...], ...]
    cells: tuple[Cell, ...]
    size: int
    ordinal: bool = False

    @property
    def means(self) -> bool:
        """Whether the means of the items are modelled."""
        return any(cell.kind == "intercept" for cell in self.cells)

    @property
    def free(self) -> np.ndarray:
        """Place of each cell among the parameters, -1 if fixed; shape (c,)."""
        return np.array([cell.free for cell in self.cells])

    def name(self, cell: Cell) -> tuple[str, str]:
        """Return the two variables of a cell: outcome first, as a row of B names it."""
        rows = self.items if cell.kind in {"loading", "residual", "intercept"} else self.latents
        if cell.kind in {"intercept", "mean"}:
            return rows[cell.row], ""
        columns = self.items if cell.kind == "residual" else self.latents
        return rows[cell.row], columns[cell.column]

    def sentence(self, cell: Cell) -> str:
        """Name a cell in the words of an error."""
        a, b = self.name(cell)
        if cell.kind == "intercept":
            return f"the intercept of `{a}`"
        if cell.kind == "mean":
            return f"the mean of `{a}`"
        if cell.kind == "loading" or (cell.kind == "path" and cell.row in self.parts[cell.column]):
            return f"the loading of `{a}` on `{b}`"
        if cell.kind == "path":
            return f"the path `{b} -> {a}`"
        what = "residual " if cell.kind == "residual" else ""
        return f"the {what}variance of `{a}`" if a == b else f"the covariance of `{a}` and `{b}`"


def with_means(layout: Layout) -> Layout:
    """Return the layout with free intercepts of the items and latent means of zero.

    Examples
    --------
    >>> from aqyl.analysis.covariances.sem_specification import layout_of
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> found = with_means(layout_of([MeasuredConstruct("ease", ("E1", "E2", "E3"))]))
    >>> found.means, found.size
    (True, 9)
    """
    p = len(layout.items)
    intercepts = [Cell("intercept", i, 0, layout.size + i) for i in range(p)]
    means = [Cell("mean", j, 0) for j in range(len(layout.latents))]
    cells = (*layout.cells, *intercepts, *means)
    return replace(layout, cells=cells, size=layout.size + p)
