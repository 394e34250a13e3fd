r"""Paths, explained variance and effects between constructs, for many resamples at once.

Each explained construct is regressed on those with a path to it. Leaving out predictor j would
lower :math:`R^2` by :math:`\beta_j^2 / (R_{xx}^{-1})_{jj}`, which over :math:`1 - R^2` is
:math:`f^2` (Cohen 1988). An indirect effect is the product of the paths on its way; a total effect
the sum over all ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .pls_regression import regression

__all__ = ["Structure", "Wiring", "implied_correlations", "structure"]


@dataclass(frozen=True, slots=True)
class Wiring:
    """Who explains whom among c constructs, by number.

    Attributes
    ----------
    count : int
        Constructs, c.
    order : tuple of int
        All constructs, causes first.
    predecessors : dict of int to tuple of int
        Of each explained construct.
    ways : tuple of tuple of int
        All ways of two paths and more, each the constructs that it passes.
    """

    count: int
    order: tuple[int, ...]
    predecessors: dict[int, tuple[int, ...]]
    ways: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """Regressions among c constructs in each of B resamples.

    Attributes
    ----------
    paths, total, indirect : ndarray, shape (c, c, B)
        Row: start, column: end; zero where there is none.
    f_squared, vif : ndarray, shape (c, c, B)
        NaN where there is no path.
    r_squared, adjusted : ndarray, shape (c, B)
        NaN for a construct that is not explained.
    specific : ndarray, shape (number of ways, B)
        Specific indirect effects, in the order of `Wiring.ways`.
    singular : ndarray of bool, shape (B,)
    """

    paths: np.ndarray
    total: np.ndarray
    indirect: np.ndarray
    f_squared: np.ndarray
    vif: np.ndarray
    r_squared: np.ndarray
    adjusted: np.ndarray
    specific: np.ndarray
    singular: np.ndarray


def structure(correlations: np.ndarray, wiring: Wiring, n: int) -> Structure:
    """Estimate all paths of a model.

    Parameters
    ----------
    correlations : ndarray, shape (c, c, B)
        Of the constructs.
    wiring : Wiring
    n : int
        People, for the adjusted R squared.
    """
    c, resamples = wiring.count, correlations.shape[-1]
    paths = np.zeros((c, c, resamples))
    f_squared, vif = np.full_like(paths, np.nan), np.full_like(paths, np.nan)
    r_squared, adjusted = np.full((c, resamples), np.nan), np.full((c, resamples), np.nan)
    singular = np.zeros(resamples, dtype=bool)
    for end, starts in wiring.predecessors.items():
        chosen = [*starts, end]
        found = regression(correlations[np.ix_(chosen, chosen)])
        rows, m = list(starts), len(starts)
        left = np.where(found.unexplained > 0, found.unexplained, np.nan)
        paths[rows, end], vif[rows, end] = found.beta, found.inverse_diagonal
        f_squared[rows, end] = found.beta**2 / found.inverse_diagonal / left
        r_squared[end] = 1 - found.unexplained
        if n - m > 1:
            adjusted[end] = 1 - found.unexplained * (n - 1) / (n - m - 1)
        singular |= found.singular
    total = _total(paths, wiring)
    specific = [np.prod([paths[a, b] for a, b in pairwise(way)], axis=0) for way in wiring.ways]
    return Structure(
        paths,
        total,
        total - paths,
        f_squared,
        vif,
        r_squared,
        adjusted,
        np.array(specific).reshape(len(specific), resamples),
        singular,
    )


def implied_correlations(correlations: np.ndarray, paths: np.ndarray, wiring: Wiring) -> np.ndarray:
    """Correlations of the constructs that the paths imply, shape (c, c, B).

    Constructs that nothing explains keep their correlations; what is left of an explained one has
    nothing to do with the constructs before it.
    """
    implied = correlations.copy()
    first = [i for i in wiring.order if i not in wiring.predecessors]
    placed = list(first)
    for end in (i for i in wiring.order if i in wiring.predecessors):
        starts = list(wiring.predecessors[end])
        own = np.einsum("pB,pqB->qB", paths[starts, end], implied[np.ix_(starts, placed)])
        implied[placed, end] = implied[end, placed] = own
        placed.append(end)
    return implied


def _total(paths: np.ndarray, wiring: Wiring) -> np.ndarray:
    """Effects over all ways: each construct passes on what has reached its predecessors."""
    total = paths.copy()
    for end in wiring.order:
        for start in wiring.predecessors.get(end, ()):
            total[:, end] += total[:, start] * paths[start, end]
    return total
