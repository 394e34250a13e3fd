"""Reliability of a construct from its loadings or weights: rho_A, rho_C (composite), AVE."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .moments import Moments

__all__ = ["average_variance_extracted", "composite_reliability", "rho_a"]


def composite_reliability(loadings: Sequence[float] | np.ndarray) -> float:
    r"""Composite reliability :math:`(\sum\lambda)^2 / ((\sum\lambda)^2 + \sum(1 - \lambda^2))`.

    Source: Fornell and Larcker (1981), Journal of Marketing Research 18, 39-50.

    Examples
    --------
    >>> round(composite_reliability([0.8, 0.8, 0.8]), 4)
    0.8421
    """
    x = np.asarray(loadings, dtype=float)
    return float(x.sum() ** 2 / (x.sum() ** 2 + (1 - x**2).sum()))


def average_variance_extracted(loadings: Sequence[float] | np.ndarray) -> float:
    """Mean squared standardised loading (Fornell and Larcker 1981).

    Examples
    --------
    >>> round(average_variance_extracted([0.8, 0.6]), 4)
    0.5
    """
    x = np.asarray(loadings, dtype=float)
    return float((x**2).mean())


def rho_a(moments: Moments, weights: Sequence[float] | np.ndarray) -> float:
    r"""Reliability rho_A of a composite, from its weights and the correlations of its items.

    .. math:: \rho_A = (w'w)^2 \,
              \frac{w' (R - \operatorname{diag} R) w}{w' (w w' - \operatorname{diag} w w') w}

    with weights of standardised items scaled to :math:`w'Rw = 1`. It is consistent for weights of
    mode A, which are proportional to the loadings in the population.

    Parameters
    ----------
    moments : Moments
        Of the k items.
    weights : sequence of float, length k
        In any scale; e.g. outer weights of PLS, or of the first principal component.

    Raises
    ------
    SpecificationError
        If there is not one weight an item.
    MethodError
        If there is one item, an item does not vary, or fewer than two weights differ from zero.

    Notes
    -----
    Source: Dijkstra and Henseler (2015), MIS Quarterly 39, 297-316, equation 3.

    Examples
    --------
    >>> c = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> round(rho_a(Moments(100, ("a", "b", "c"), np.zeros(3), c), [0.8, 0.6, 0.5]), 6)
    0.706758
    """
    w, r = np.asarray(weights, dtype=float), moments.correlation
    if w.shape != (len(r),):
        raise SpecificationError(
            f"`weights` must hold one weight an item, got {w.size} for {len(r)} items"
        )
    if np.count_nonzero(w) < 2:
        raise MethodError("rho_A needs at least two items with a weight")
    variance = float(w @ r @ w)
    if variance <= 1e-12 * float((w**2).sum()):
        raise MethodError("rho_A is not defined: the composite does not vary")
    w = w / np.sqrt(variance)
    square = float(w @ w)
    return square**2 * (1 - square) / (square**2 - float((w**4).sum()))
