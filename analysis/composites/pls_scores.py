"""Scores of PLS constructs for single people, interactions among them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...survey.errors import SpecificationError
from .pls_result import PlsResult

__all__ = ["construct_scores"]


def construct_scores(result: PlsResult, values: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Score people on all constructs of a model.

    Parameters
    ----------
    result : PlsResult
    values : ndarray, shape (n, k)
        NaN where missing.
    names : sequence of str, length k
        Of the columns; those that the model does not name are passed over.

    Returns
    -------
    ndarray, shape (n, c)
        Mean zero and variance one (divided by n - 1) over the complete people. NaN for a person
        with a missing answer to an item of the model.

    Raises
    ------
    SpecificationError
        If an item has no column, or the number of complete people is not that of the result.

    Examples
    --------
    >>> from ..moments import moments_of
    >>> from ..pls import pls
    >>> from ..structural_model import MeasuredConstruct, StructuralModel
    >>> model = StructuralModel(
    ...     (MeasuredConstruct("x", ("a",)), MeasuredConstruct("y", ("b",))), (("x", "y"),)
    ... )
    >>> x = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, 3.0]])
    >>> found = pls(moments_of(x, ("a", "b")), model)
    >>> construct_scores(found, x, ("a", "b"))[:, 0].round(4).tolist()
    [-1.1619, -0.3873, 0.3873, 1.1619]
    """
    at = {name: i for i, name in enumerate(names)}
    lost = [item for item in result.items if item not in at]
    if lost:
        raise SpecificationError(f"`values` have no column of the item `{lost[0]}`")
    x = np.asarray(values, dtype=float)[:, [at[item] for item in result.items]]
    whole = ~np.isnan(x).any(axis=1)
    if int(whole.sum()) != result.n:
        raise SpecificationError(
            f"`values` have {int(whole.sum())} complete rows, the result rests on {result.n}",
            next_step="Give the rows that were estimated.",
        )
    kept = x[whole]
    own = (kept - kept.mean(axis=0)) / kept.std(axis=0, ddof=1) @ result.score_weights
    place = {name: i for i, name in enumerate(result.constructs)}
    for product in result.model.interactions:
        one, other = (own[:, place[name]] for name in product.of)
        raw = one * other
        own[:, place[product.id]] = (raw - raw.mean()) / raw.std(ddof=1)
    found = np.full((len(x), len(result.constructs)), np.nan)
    found[whole] = own
    return found
