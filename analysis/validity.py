r"""Validity of constructs: Fornell and Larcker's criterion and the heterotrait-monotrait ratio.

With mean absolute correlations of the items of two constructs, HTMT is

.. math:: \frac{\overline{|r_{ab}|}}{\sqrt{\overline{|r_{aa}|}\; \overline{|r_{bb}|}}},

the means arithmetic (Henseler, Ringle and Sarstedt 2015, Journal of the Academy of Marketing
Science 43, 115-135), or geometric in HTMT2 (Roemer, Schuberth and Henseler 2021, Industrial
Management & Data Systems 121, 2637-2650). Fornell and Larcker (1981, Journal of Marketing Research
18, 39-50) ask that the root of a construct's AVE be above its correlations with the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..survey.errors import SpecificationError
from .construct_reliability import average_variance_extracted
from .moments import Moments

__all__ = ["FornellLarcker", "Htmt", "fornell_larcker", "htmt", "htmt_ratios"]


@dataclass(frozen=True, slots=True, eq=False)
class FornellLarcker:
    """Fornell and Larcker's criterion.

    Attributes
    ----------
    constructs : tuple of str, length c
    matrix : ndarray, shape (c, c)
        Correlations of the constructs, with the root of the AVE on the diagonal.
    ave : ndarray, shape (c,)
    largest : ndarray, shape (c,)
        Largest absolute correlation with another construct; NaN if there is no other.
    passed : ndarray of bool, shape (c,)
        Whether the root of the AVE is above it; True if there is no other.
    """

    constructs: tuple[str, ...]
    matrix: np.ndarray
    ave: np.ndarray
    largest: np.ndarray
    passed: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Htmt:
    """Heterotrait-monotrait ratios.

    Attributes
    ----------
    n : int
    constructs : tuple of str, length c
    single : tuple of str
        Constructs of one item, which have no monotrait correlations and so no ratio.
    htmt, htmt2 : ndarray, shape (c, c)
        By arithmetic and by geometric means; ones on the diagonal. NaN, the diagonal too, for a
        construct of one item or whose items do not correlate (HTMT2: one pair that does not).
    """

    n: int
    constructs: tuple[str, ...]
    single: tuple[str, ...]
    htmt: np.ndarray
    htmt2: np.ndarray


def fornell_larcker(
    loadings: Mapping[str, Sequence[float] | np.ndarray], construct_correlations: np.ndarray
) -> FornellLarcker:
    """Compare the root of each construct's AVE with its correlations with the others.

    Parameters
    ----------
    loadings : mapping of construct to its c standardised loadings
        A construct of one item has the loading 1.
    construct_correlations : ndarray, shape (c, c)
        In the order of `loadings`.

    Raises
    ------
    SpecificationError
        If a construct has no loading, or the matrix is not a correlation matrix of the constructs.

    Examples
    --------
    >>> found = fornell_larcker(
    ...     {"x": [0.8, 0.8], "y": [0.7, 0.5]}, np.array([[1.0, 0.7], [0.7, 1.0]])
    ... )
    >>> found.matrix.round(3).tolist(), found.passed.tolist()
    ([[0.8, 0.7], [0.7, 0.608]], [True, False])
    """
    names = tuple(loadings)
    phi = np.asarray(construct_correlations, dtype=float)
    _check_correlations(phi, len(names))
    for name in names:
        if not len(loadings[name]):
            raise SpecificationError(f"The construct `{name}` has no loadings")
    ave = np.array([average_variance_extracted(loadings[name]) for name in names])
    others = np.where(np.eye(len(names), dtype=bool), -np.inf, np.abs(phi))
    largest = others.max(axis=1)
    matrix = phi.copy()
    np.fill_diagonal(matrix, np.sqrt(ave))
    return FornellLarcker(
        constructs=names,
        matrix=matrix,
        ave=ave,
        largest=np.where(np.isinf(largest), np.nan, largest),
        passed=np.sqrt(ave) > largest,
    )


def htmt(moments: Moments, blocks: Mapping[str, Sequence[str]]) -> Htmt:
    """Heterotrait-monotrait ratios of all pairs of constructs, by both means.

    Parameters
    ----------
    moments : Moments
    blocks : mapping of construct to the names of its items

    Raises
    ------
    SpecificationError
        If a construct has no items, or an item is unknown or stands twice.
    MethodError
        If an item does not vary.

    Notes
    -----
    Correlations enter with their absolute values, as in SmartPLS and seminr, so that reversed items
    change nothing.

    Examples
    --------
    >>> r = np.kron(np.eye(2), np.full((2, 2), 0.3)) + 0.3
    >>> np.fill_diagonal(r, 1.0)
    >>> found = htmt(Moments(100, tuple("abcd"), np.zeros(4), r), {"x": "ab", "y": "cd"})
    >>> found.htmt.round(6).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    items = check_blocks(blocks)
    chosen = moments.select(items)
    sizes = [len(block) for block in blocks.values()]
    member = np.repeat(np.eye(len(sizes)), sizes, axis=0)
    r = chosen.correlation
    return Htmt(
        n=moments.n,
        constructs=tuple(blocks),
        single=tuple(name for name, size in zip(blocks, sizes, strict=True) if size == 1),
        htmt=htmt_ratios(r, member),
        htmt2=htmt_ratios(r, member, geometric=True),
    )


def htmt_ratios(
    correlation: np.ndarray, member: np.ndarray, *, geometric: bool = False
) -> np.ndarray:
    """Heterotrait-monotrait ratios of one correlation matrix or of many at once.

    Parameters
    ----------
    correlation : ndarray, shape (..., k, k)
    member : ndarray, shape (k, c)
        One where an item belongs to a construct, zero elsewhere.
    geometric : bool
        HTMT2.

    Returns
    -------
    ndarray, shape (..., c, c)
        NaN where a construct has one item, or the mean of its items' correlations is zero.

    Examples
    --------
    >>> htmt_ratios(np.full((2, 2), 0.5) + 0.5 * np.eye(2), np.ones((2, 1)), geometric=True)
    array([[1.]])
    """
    size = np.abs(correlation)
    sizes = member.sum(axis=0)
    pairs = np.outer(sizes, sizes) - np.diag(sizes)  # an item does not pair with itself
    with np.errstate(divide="ignore"):
        size = np.log(size) if geometric else size
    # Minus infinity times the zeros of `member` would be NaN; this is as far below every logarithm.
    size = np.maximum(size, -1e300)
    own = np.diagonal(size, axis1=-2, axis2=-1)[..., None] * np.eye(len(member))
    sums = member.T @ (size - own) @ member
    mean = np.divide(sums, pairs, out=np.full_like(sums, np.nan), where=pairs > 0)
    if geometric:
        mean = np.exp(mean)
    within = np.diagonal(mean, axis1=-2, axis2=-1)
    scale = np.sqrt(within[..., :, None] * within[..., None, :])
    return np.divide(mean, scale, out=np.full_like(mean, np.nan), where=scale > 0)


def check_blocks(blocks: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the items of all constructs in order, or say which stands twice or has none."""
    if not blocks:
        raise SpecificationError("`blocks` name no construct")
    items: list[str] = []
    for construct, block in blocks.items():
        if not len(block):
            raise SpecificationError(f"The construct `{construct}` has no items")
        for item in block:
            if item in items:
                raise SpecificationError(
                    f"The item `{item}` of `{construct}` stands twice; HTMT needs it once"
                )
            items.append(item)
    return items


def _check_correlations(phi: np.ndarray, c: int) -> None:
    if phi.shape != (c, c):
        raise SpecificationError(
            f"`construct_correlations` must have shape ({c}, {c}), got {phi.shape}"
        )
    if not (np.abs(phi) <= 1 + 1e-10).all() or not np.allclose(phi, phi.T, atol=1e-10):
        raise SpecificationError(
            "`construct_correlations` must be symmetric and within -1 and 1",
            next_step="Divide covariances of the constructs by their standard deviations.",
        )
