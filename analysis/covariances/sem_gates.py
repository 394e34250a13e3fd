"""When a covariance structure model has no result: each case in a sentence with its remedy.

Negative degrees of freedom, a negative variance (Heywood case), and latent variables whose
covariances no variables can have are refused before any fit measure is formed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...survey.errors import MethodError
from .sem_layout import Layout
from .sem_matrices import Matrices

__all__ = ["degrees_of_freedom", "refuse_improper"]

_ZERO = 1e-8  # share of a variance that counts as nothing
_LATENT = 1e-8  # smallest eigenvalue of the correlations of the latent variables


def degrees_of_freedom(layouts: Sequence[Layout], size: int) -> int:
    """Moments less free parameters.

    Raises
    ------
    MethodError
        If there are more parameters than moments.

    Examples
    --------
    >>> from aqyl.analysis.covariances.sem_specification import layout_of
    >>> from aqyl.analysis.structural_model import MeasuredConstruct
    >>> one = layout_of([MeasuredConstruct("f", tuple("abcd"))])
    >>> degrees_of_freedom([one], one.size)
    2
    """
    moments = 0
    for layout in layouts:
        p = len(layout.items)
        moments += p * (p + 1) // 2 + (p if layout.means else 0)
    if moments < size:
        raise MethodError(
            f"The model has {size} parameters for {moments} variances and covariances, "
            f"so {moments - size} degrees of freedom",
            next_step="Give its constructs more items, or free fewer parameters.",
        )
    return moments - size


def refuse_improper(layout: Layout, at: Matrices, *, group: str = "") -> None:
    """Refuse a solution that no data can have come from.

    Raises
    ------
    MethodError
        Naming the item or the construct.
    """
    where = f"group `{group}`" if group else ""
    item_variance = np.diag(at.covariance)
    for cell in layout.cells:
        if cell.free < 0 or cell.row != cell.column or cell.kind not in {"residual", "latent"}:
            continue
        whole = item_variance if cell.kind == "residual" else np.diag(at.latent)
        own = at.residuals if cell.kind == "residual" else at.disturbances
        value, total = own[cell.row, cell.row], abs(whole[cell.row])
        if value < -_ZERO * total:
            raise _heywood(layout.sentence(cell), value, item=cell.kind == "residual", where=where)
    _refuse_latent(layout, at, where)
    if np.linalg.eigvalsh(at.covariance)[0] <= 0:
        raise MethodError("The implied covariance matrix is not positive definite", where=where)


def _heywood(what: str, value: float, *, item: bool, where: str) -> MethodError:
    """Sentence of a Heywood case."""
    remedy = (
        "Its construct has too few items, or the item measures another: leave it out, or give the "
        "construct more items."
        if item
        else "Its items hardly correlate, or its causes are nearly the same: check them, or leave "
        "the construct out."
    )
    return MethodError(
        f"The solution is a Heywood case: {what} is negative, {value:.4g}",
        where=where,
        next_step=remedy,
    )


def _explained(at: Matrices) -> np.ndarray:
    """Largest share of the variance of an item that goes with each latent variable, shape (m,)."""
    sd = np.sqrt(np.diag(at.covariance))
    with_items = (at.latent @ at.loadings.T) / sd
    variance = np.diag(at.latent)
    positive = variance > 0
    share = np.full(len(variance), -1.0)
    share[positive] = (with_items[positive] ** 2).max(axis=1) / variance[positive]
    return share


def _refuse_latent(layout: Layout, at: Matrices, where: str) -> None:
    """Name the constructs that the model cannot tell apart."""
    variance = np.diag(at.latent)
    small = int(np.argmin(_explained(at)))
    if _explained(at)[small] <= _ZERO:
        raise MethodError(
            f"The construct `{layout.latents[small]}` has no variance",
            where=where,
            next_step="Its items hardly correlate: check them, or leave the construct out.",
        )
    r = at.latent / np.sqrt(np.outer(variance, variance))
    values, vectors = np.linalg.eigh(r)
    if values[0] >= _LATENT:
        return
    off = np.where(np.eye(len(r), dtype=bool), 0.0, np.abs(r))
    i, j = (int(x) for x in np.unravel_index(np.argmax(off), off.shape))
    if off[i, j] >= 1 - _LATENT:
        cause = f"`{layout.latents[i]}` and `{layout.latents[j]}` correlate by {r[i, j]:.4f}"
    else:
        tied = np.flatnonzero(np.abs(vectors[:, 0]) > 0.1)
        cause = f"{', '.join(f'`{layout.latents[k]}`' for k in tied)} determine each other"
    raise MethodError(
        f"The covariance matrix of the constructs is not positive definite: {cause}",
        where=where,
        next_step="Join these constructs, or move the items that measure both.",
    )
