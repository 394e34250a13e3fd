"""Scores of people on extracted components, and which component each construct stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .factors import Extraction

__all__ = ["component_of", "component_scores"]


def component_scores(
    extraction: Extraction, values: np.ndarray, names: Sequence[str]
) -> np.ndarray:
    r"""Score people on the rotated components by regression, :math:`Z W`.

    Parameters
    ----------
    extraction : Extraction
    values : ndarray, shape (n, k)
        NaN where missing. Standardised here by their own complete rows, so that the scores of the
        people behind `extraction` have mean 0 and, for components, standard deviation 1.
    names : sequence of str, length k
        Names of the columns, among them all variables of `extraction`.

    Returns
    -------
    ndarray, shape (n, m)
        NaN for a person with a missing value.

    Raises
    ------
    SpecificationError
        If a variable of the extraction is not among `names`.
    MethodError
        If a variable does not vary, or fewer than two rows are complete.

    Examples
    --------
    >>> from aqyl.analysis.factors import extract
    >>> from aqyl.analysis.moments import moments_of
    >>> x = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, 4.0], [4.0, 3.0]])
    >>> found = extract(moments_of(x, ("a", "b")), count=1)
    >>> component_scores(found, x, ("a", "b")).ravel().round(3).tolist()
    [-0.866, -0.866, 0.866, 0.866]
    """
    at = {name: i for i, name in enumerate(names)}
    unknown = [name for name in extraction.names if name not in at]
    if unknown:
        raise SpecificationError(f"There is no variable `{unknown[0]}` to score")
    x = values[:, [at[name] for name in extraction.names]]
    complete = ~np.isnan(x).any(axis=1)
    if complete.sum() < 2:
        raise MethodError(f"Scores need at least two complete rows, got {complete.sum()}")
    sd = x[complete].std(axis=0, ddof=1)
    if not (sd > 0).all():
        raise MethodError(f"`{extraction.names[int(np.argmin(sd))]}` does not vary: no scores")
    return (x - x[complete].mean(axis=0)) / sd @ extraction.score_weights


def component_of(extraction: Extraction, groups: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Find the component on which most items of each construct load most.

    Parameters
    ----------
    extraction : Extraction
    groups : mapping of construct to its items

    Returns
    -------
    dict
        Construct to column of the loadings.

    Raises
    ------
    SpecificationError
        If a construct has no item in the extraction, or two constructs stand on one component.

    Examples
    --------
    >>> from aqyl.analysis.factors import extract
    >>> from aqyl.analysis.moments import Moments
    >>> r = np.array([[1.0, 0.8, 0.1], [0.8, 1.0, 0.1], [0.1, 0.1, 1.0]])
    >>> found = extract(Moments(100, ("a", "b", "c"), np.zeros(3), r), count=2)
    >>> component_of(found, {"first": ["a", "b"], "second": ["c"]})
    {'first': 0, 'second': 1}
    """
    largest = np.abs(extraction.loadings).argmax(axis=1)
    place: dict[str, int] = {}
    for construct, items in groups.items():
        own = [largest[extraction.names.index(i)] for i in items if i in extraction.names]
        if not own:
            raise SpecificationError(f"No item of `{construct}` was extracted")
        place[construct] = int(np.bincount(own).argmax())
    for construct, component in place.items():
        first = next(name for name, other in place.items() if other == component)
        if first != construct:
            raise SpecificationError(
                f"`{first}` and `{construct}` stand on one component, so neither has a score",
                next_step="Retain as many components as constructs, or score by the mean.",
            )
    return place
