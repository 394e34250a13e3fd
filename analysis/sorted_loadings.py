"""Loadings in the order in which SPSS sorts them by size, and which of them it shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..survey.errors import SpecificationError

__all__ = ["SortedLoadings", "sorted_loadings"]


@dataclass(frozen=True, slots=True, eq=False)
class SortedLoadings:
    """Rows of loadings in the order in which SPSS sorts them by size.

    Attributes
    ----------
    order : ndarray of int, shape (k,)
        Rows: those largest on the first factor, descending; then on the second; and so on.
    factor : ndarray of int, shape (k,)
        Column of the largest absolute loading, by the original rows.
    shown : ndarray of bool, shape (k, m)
        By the original rows; False where the absolute loading is below the threshold.
    """

    order: np.ndarray
    factor: np.ndarray
    shown: np.ndarray


def sorted_loadings(loadings: np.ndarray, *, suppress: float = 0.0) -> SortedLoadings:
    """Sort rows by size, and tell which loadings are too small to show.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)
    suppress : float
        Absolute loadings below it are not shown.

    Raises
    ------
    SpecificationError
        If `suppress` is not from 0 to 1.

    Examples
    --------
    >>> found = sorted_loadings(np.array([[0.2, 0.7], [-0.6, 0.1], [0.8, 0.3]]), suppress=0.3)
    >>> found.order.tolist(), found.shown[0].tolist()
    ([2, 1, 0], [False, True])
    """
    if not 0 <= suppress <= 1:
        raise SpecificationError(f"`suppress` must be from 0 to 1, got {suppress}")
    size = np.abs(loadings)
    factor = size.argmax(axis=1)
    return SortedLoadings(np.lexsort((-size.max(axis=1), factor)), factor, size >= suppress)
