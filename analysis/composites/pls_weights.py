r"""Outer weights of PLS path modelling from correlations alone, for many resamples at once.

With standardised items, composites :math:`y_b = X_b w_b` of variance one and inner weights
:math:`e`, one round takes each construct's proxy :math:`z_b = \sum_a e_{ab} y_a` over its
neighbours and sets

.. math:: w_b \propto R_b z_b \text{ (mode A)}, \qquad w_b \propto R_{bb}^{-1} R_b z_b \text{ (mode
          B)},

where :math:`R_b z_b` are the correlations of the items with the proxy. Inner weights are signs of
correlations (centroid), correlations (factor), or correlations with the constructs explained and
regression coefficients of those that explain (path).

Sources: Lohmöller (1989), Latent Variable Path Modeling with Partial Least Squares, chapter 2;
Tenenhaus, Esposito Vinzi, Chatelin and Lauro (2005), Computational Statistics & Data Analysis 48,
159-205.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .pls_regression import inverse, regression
from .pls_stage import Stage

__all__ = ["OuterWeights", "Scheme", "outer_weights"]

Scheme = Literal["path", "factor", "centroid"]


@dataclass(frozen=True, slots=True, eq=False)
class OuterWeights:
    """Weights of one stage in each of B resamples, of k indicators and c constructs.

    Attributes
    ----------
    weights : ndarray, shape (k, B)
        Of standardised indicators; the composites have variance one.
    correlations : ndarray, shape (c, c, B)
        Of the composites.
    covariances : dict of (a, b) to ndarray, shape (ka, B)
        Correlations of the indicators of construct a with the composite of b: of a itself, and of
        all b if they were asked for.
    iterations : ndarray of int, shape (B,)
    change : ndarray, shape (B,)
        Sum of the absolute changes of all weights in the last round.
    singular : ndarray of bool, shape (B,)
        Indicators of mode B, or the constructs that explain another, determine each other.
    """

    weights: np.ndarray
    correlations: np.ndarray
    covariances: dict[tuple[int, int], np.ndarray]
    iterations: np.ndarray
    change: np.ndarray
    singular: np.ndarray


def outer_weights(
    r: np.ndarray,
    stage: Stage,
    *,
    scheme: Scheme,
    tolerance: float,
    limit: int,
    start: np.ndarray | None = None,
    crossed: bool = False,
) -> OuterWeights:
    """Iterate until the weights change by less than `tolerance` in sum, or `limit` rounds.

    Parameters
    ----------
    r : ndarray, shape (k (k - 1) / 2, B)
        Correlations, in the order of `stage.pairs`.
    stage : Stage
    scheme : {"path", "factor", "centroid"}
    tolerance : float
    limit : int
    start : ndarray, shape (k, 1) or (k, B), optional
        Ones, with the sign of each indicator's correlation with the first of its block, if not
        given.
    crossed : bool
        Whether the correlations of all indicators with all composites are wanted.
    """
    blocks = [stage.within(r, b) for b in range(len(stage.blocks))]
    inverses, singular = _inverses(stage, blocks)
    if start is None:
        start = np.concatenate([np.where(block[0] < 0, -1.0, 1.0) for block in blocks])
    w = _scaled(stage, blocks, np.broadcast_to(start, (len(start), r.shape[-1])))
    iterations, change = np.zeros(r.shape[-1], dtype=int), np.full(r.shape[-1], np.inf)
    going = np.ones(r.shape[-1], dtype=bool)
    for _ in range(limit):
        covariances, c = _neighbours(stage, r, w, scheme)
        inner, determined = inner_weights(c, stage, scheme)
        new = _scaled(stage, blocks, _outer(stage, covariances, inner, inverses))
        moved = np.abs(new - w).sum(axis=0)
        singular |= going & determined
        w, change = np.where(going, new, w), np.where(going, moved, change)
        iterations += going
        going &= (moved >= tolerance) & ~singular
        if not going.any():
            break
    covariances, c = _everything(stage, r, blocks, w, crossed=crossed)
    return OuterWeights(w, c, covariances, iterations, change, singular)


def _neighbours(
    stage: Stage, r: np.ndarray, w: np.ndarray, scheme: Scheme
) -> tuple[dict[tuple[int, int], np.ndarray], np.ndarray]:
    """Correlate indicators with neighbouring composites, and the composites that a round needs.

    Returns
    -------
    dict of (a, b) to ndarray, shape (ka, B)
        Indicators of construct a with the composite of its neighbour b.
    ndarray, shape (c, c, B)
        Correlations of neighbours and, for the path scheme, of those that explain a construct
        together; nothing that is used elsewhere.
    """
    weights = [w[span] for span in stage.spans]
    found: dict[tuple[int, int], np.ndarray] = {}
    c = np.empty((len(weights), len(weights), r.shape[-1]))
    c[np.arange(len(weights)), np.arange(len(weights))] = 1.0
    for a, b in stage.neighbours:
        block = stage.between(r, a, b)
        found[a, b] = np.einsum("ijB,jB->iB", block, weights[b])
        found[b, a] = np.einsum("ijB,iB->jB", block, weights[a])
        c[a, b] = c[b, a] = np.einsum("iB,iB->B", found[a, b], weights[a])
    for a, b in stage.rivals if scheme == "path" else ():
        half = np.einsum("ijB,jB->iB", stage.between(r, a, b), weights[b])
        c[a, b] = c[b, a] = np.einsum("iB,iB->B", half, weights[a])
    return found, c


def _everything(
    stage: Stage, r: np.ndarray, blocks: list[np.ndarray], w: np.ndarray, *, crossed: bool
) -> tuple[dict[tuple[int, int], np.ndarray], np.ndarray]:
    """Correlate all composites, and indicators with their own or with all."""
    weights = [w[span] for span in stage.spans]
    found: dict[tuple[int, int], np.ndarray] = {}
    c = np.empty((len(weights), len(weights), r.shape[-1]))
    for a, b in stage.block_pairs:
        block = blocks[a] if a == b else stage.between(r, a, b)
        half = np.einsum("ijB,jB->iB", block, weights[b])
        c[a, b] = c[b, a] = np.einsum("iB,iB->B", half, weights[a])
        if a == b or crossed:
            found[a, b] = half
        if a != b and crossed:
            found[b, a] = np.einsum("ijB,iB->jB", block, weights[a])
    return found, c


def inner_weights(c: np.ndarray, stage: Stage, scheme: Scheme) -> tuple[np.ndarray, np.ndarray]:
    """Weights e[a, b] of the composite of a in the proxy of b, shape (c, c, B); and singularity."""
    e, singular = np.zeros_like(c), np.zeros(c.shape[-1], dtype=bool)
    for start, end in stage.paths:
        r = np.sign(c[start, end]) if scheme == "centroid" else c[start, end]
        e[start, end] = e[end, start] = r
    if scheme == "path":
        for end, starts in stage.predecessors.items():
            if len(starts) == 1:
                continue  # the coefficient is the correlation
            found = regression(c[np.ix_([*starts, end], [*starts, end])])
            e[list(starts), end] = found.beta
            singular |= found.singular
    return e, singular


def _outer(
    stage: Stage,
    covariances: dict[tuple[int, int], np.ndarray],
    inner: np.ndarray,
    inverses: dict[int, np.ndarray],
) -> np.ndarray:
    """Unscaled weights from the correlations of the indicators with the proxies."""
    found = []
    for b in range(len(stage.blocks)):
        neighbours = [a for path in stage.paths if b in path for a in path if a != b]
        proxy = sum(covariances[b, a] * inner[a, b] for a in neighbours)
        found.append(np.einsum("ijB,jB->iB", inverses[b], proxy) if b in inverses else proxy)
    return np.concatenate(found)


def _scaled(stage: Stage, blocks: list[np.ndarray], w: np.ndarray) -> np.ndarray:
    """Weights of composites of variance one."""
    scaled = np.empty(w.shape)
    for block, span in zip(blocks, stage.spans, strict=True):
        half = np.einsum("ijB,jB->iB", block, w[span])
        variance = np.einsum("iB,iB->B", half, w[span])
        scaled[span] = w[span] / np.sqrt(np.where(variance > 0, variance, np.nan))
    return scaled


def _inverses(stage: Stage, blocks: list[np.ndarray]) -> tuple[dict[int, np.ndarray], np.ndarray]:
    """Inverses of the correlations inside the blocks of mode B."""
    found: dict[int, np.ndarray] = {}
    singular = np.zeros(blocks[0].shape[-1], dtype=bool)
    for b, mode in enumerate(stage.modes):
        if mode == "B" and stage.sizes[b] > 1:
            found[b], bad = inverse(blocks[b])
            singular |= bad
    return found, singular
