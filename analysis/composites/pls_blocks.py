"""Constructs of a PLS result with their indicators: items, or the parts of higher-order ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...survey.errors import SpecificationError
from ..moments import Moments
from ..structural_model import Mode
from .pls_result import PlsResult

__all__ = ["Block", "blocks_of", "item_moments", "related"]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A construct and its m indicators.

    Attributes
    ----------
    construct : str
    mode : {"A", "B", "reflective"}
    indicators : tuple of str, length m
    higher : bool
        The indicators are constructs.
    weights, loadings : ndarray, shape (m,)
    correlation : ndarray, shape (m, m)
        Of the indicators; of parts, as the second stage used it.
    """

    construct: str
    mode: Mode
    indicators: tuple[str, ...]
    higher: bool
    weights: np.ndarray
    loadings: np.ndarray
    correlation: np.ndarray


def item_moments(result: PlsResult, moments: Moments) -> Moments:
    """Return the moments of the items of a result, in their order.

    Raises
    ------
    SpecificationError
        If `moments` lack an item, or are of another number of people.
    """
    if moments.n != result.n:
        raise SpecificationError(
            f"`moments` are of {moments.n} people, the result of {result.n}",
            next_step="Give the moments that were estimated.",
        )
    return moments.select(result.items)


def blocks_of(result: PlsResult, moments: Moments) -> tuple[Block, ...]:
    """List all constructs but interactions, in the order of `result.constructs`.

    Parameters
    ----------
    result : PlsResult
    moments : Moments
        Those that were estimated.

    Raises
    ------
    SpecificationError
        If `moments` lack an item, or are of another number of people.

    Examples
    --------
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a", "b")), MeasuredConstruct("y", ("c",))), (("x", "y"),)
    ... )
    >>> m = Moments(99, ("a", "b", "c"), np.zeros(3), np.eye(3) / 2 + 0.5)
    >>> [(block.construct, block.indicators) for block in blocks_of(pls(m, model), m)]
    [('x', ('a', 'b')), ('y', ('c',))]
    """
    r = item_moments(result, moments).correlation
    owners, wholes = np.array(result.owners), np.array(result.higher.wholes)
    found: list[Block] = []
    for measured in result.model.constructs:
        at = np.flatnonzero(owners == measured.id)
        found.append(
            Block(
                measured.id,
                measured.mode,
                measured.items,
                False,
                result.weights[at],
                result.loadings[at],
                r[np.ix_(at, at)],
            )
        )
    place = {name: i for i, name in enumerate(result.constructs)}
    for whole in result.model.higher_order:
        at = np.flatnonzero(wholes == whole.id)
        rows = [place[part] for part in whole.parts]
        found.append(
            Block(
                whole.id,
                whole.mode,
                whole.parts,
                True,
                result.higher.weights[at],
                result.higher.loadings[at],
                result.correlations[np.ix_(rows, rows)],
            )
        )
    return tuple(found)


def related(result: PlsResult) -> frozenset[tuple[str, str]]:
    """Pairs of a part and its whole, both ways round; they need not differ from each other."""
    parts = zip(result.higher.parts, result.higher.wholes, strict=True)
    return frozenset(pair for part, whole in parts for pair in ((part, whole), (whole, part)))
