r"""Whether one source of error may lie behind all answers: Harman's test and full collinearity.

Harman's test asks how much of the variance of all items a single unrotated component, or principal
axis, has. Full collinearity asks how far each construct is explained by all others: the diagonal of
the inverse of the correlations of their scores.

Sources: Podsakoff, MacKenzie, Lee and Podsakoff (2003), Journal of Applied Psychology 88, 879-903;
Kock (2015), International Journal of e-Collaboration 11(4), 1-10.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError
from ..factors import extract
from ..moments import Moments
from .pls_limits import BiasLimits
from .pls_result import PlsResult

__all__ = ["FullCollinearity", "SingleFactor", "full_collinearity", "single_factor"]

_SINGULAR = 1e-10  # smallest eigenvalue of correlations that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class SingleFactor:
    """Harman's single-factor test.

    Attributes
    ----------
    n, k : int
        People and items.
    component, factor : float
        Share of the total variance in the first component and in the only principal axis; the
        second is NaN where the axis is not defined (a Heywood case, a singular matrix).
    limit : float
    suspected : bool
        `component` is above the limit.
    """

    n: int
    k: int
    component: float
    factor: float
    limit: float
    suspected: bool


@dataclass(frozen=True, slots=True, eq=False)
class FullCollinearity:
    """Collinearity of each construct with all others.

    Attributes
    ----------
    constructs : tuple of str, length c
        Those that the paths join; interactions and parts of higher-order constructs are left out.
    vif : ndarray, shape (c,)
    limit : float
    suspected : ndarray of bool, shape (c,)
        `vif` is above the limit.
    """

    constructs: tuple[str, ...]
    vif: np.ndarray
    limit: float
    suspected: np.ndarray


def single_factor(moments: Moments, *, limits: BiasLimits | None = None) -> SingleFactor:
    """Share of variance in a single factor of all items.

    Parameters
    ----------
    moments : Moments
        Of the items of all constructs, and no others.
    limits : BiasLimits, optional

    Raises
    ------
    MethodError
        If there are fewer than two items, or one does not vary.

    Examples
    --------
    >>> r = np.full((3, 3), 0.4) + 0.6 * np.eye(3)
    >>> found = single_factor(Moments(99, ("a", "b", "c"), np.zeros(3), r))
    >>> round(found.component, 4), round(found.factor, 4), found.suspected
    (0.6, 0.4, True)
    """
    limits = limits or BiasLimits()
    k = len(moments.names)
    if k < 2:
        raise MethodError(f"Harman's test needs at least two items, got {k}")
    component = float(np.linalg.eigvalsh(moments.correlation)[-1] / k)
    return SingleFactor(
        n=moments.n,
        k=k,
        component=component,
        factor=_axis(moments),
        limit=limits.share,
        suspected=component > limits.share,
    )


def full_collinearity(result: PlsResult, *, limits: BiasLimits | None = None) -> FullCollinearity:
    """Variance inflation factor of each construct among all constructs.

    Parameters
    ----------
    result : PlsResult
    limits : BiasLimits, optional

    Raises
    ------
    MethodError
        If constructs determine each other.

    Examples
    --------
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    ... )
    >>> r = np.array([[1.0, 0.6], [0.6, 1.0]])
    >>> found = full_collinearity(pls(Moments(99, ("a", "b"), np.zeros(2), r), model))
    >>> found.vif.round(4).tolist()
    [1.5625, 1.5625]
    """
    limits = limits or BiasLimits()
    left_out = {product.id for product in result.model.interactions} | set(result.higher.parts)
    at = [i for i, name in enumerate(result.constructs) if name not in left_out]
    r = result.composite_correlations[np.ix_(at, at)]
    values, vectors = np.linalg.eigh(r)
    names = tuple(result.constructs[i] for i in at)
    if values[0] <= _SINGULAR:
        tied = [f"`{names[i]}`" for i in np.flatnonzero(np.abs(vectors[:, 0]) > 0.1)]
        raise MethodError(
            f"The constructs {', '.join(tied)} determine each other",
            next_step="Leave one of them out, or join them.",
        )
    vif = (vectors**2 / values).sum(axis=1)
    return FullCollinearity(names, vif, limits.vif, vif > limits.vif)


def _axis(moments: Moments) -> float:
    if len(moments.names) < 3:
        return float("nan")
    try:
        found = extract(moments, method="principal_axis", count=1, rotation="none")
    except MethodError:
        # The share of the component stands without it.
        return float("nan")
    return float(found.communalities.sum() / len(moments.names))
