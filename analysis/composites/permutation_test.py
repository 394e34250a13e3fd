"""A statistic against its values under permutations.

The share of permutations at least as extreme counts the observed value as one of them (Phipson and
Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9, 39), so that a test at 5 %
errs in at most 5 % of the cases in which there is nothing to find.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...survey.errors import SpecificationError

__all__ = ["PermutationTest", "check_permutations", "extreme", "two_sided"]

_TIE = 1e-12  # difference of two statistics that is rounding


@dataclass(frozen=True, slots=True, eq=False)
class PermutationTest:
    """A statistic against its permutations; arrays are of the shape of the statistic.

    Attributes
    ----------
    observed : ndarray
    mean : ndarray
        Of the permutations.
    lower, upper : ndarray
        Bounds between which a statistic is not significant; of a one-sided test, `upper` is the
        greatest value that there is.
    p : ndarray
    """

    observed: np.ndarray
    mean: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    p: np.ndarray


def check_permutations(permutations: int, seed: int, level: float) -> None:
    """Refuse a number of permutations, a seed or a level that is out of range."""
    if permutations < 1:
        raise SpecificationError(f"`permutations` must be at least 1, got {permutations}")
    if seed < 0:
        raise SpecificationError(f"`seed` must not be negative, got {seed}")
    if not 0 < level < 1:
        raise SpecificationError(f"`level` must be between 0 and 1, got {level:g}")


def extreme(found: np.ndarray, drawn: np.ndarray, *, tail: Literal["lower", "both"]) -> np.ndarray:
    """Share of draws at least as extreme as what was found, itself counted.

    Parameters
    ----------
    found : ndarray, shape (d,)
    drawn : ndarray, shape (R, d)
        A draw that is not defined counts as extreme.
    tail : {"lower", "both"}
        As low, or as far from zero.

    Examples
    --------
    >>> extreme(np.array([0.9]), np.array([[1.0], [0.8], [0.95]]), tail="lower").tolist()
    [0.5]
    """
    if tail == "both":
        found, drawn = -np.abs(found), -np.abs(drawn)
    less = drawn > found + _TIE
    return (1 + (~less).sum(axis=0)) / (1 + len(drawn))


def two_sided(found: np.ndarray, drawn: np.ndarray, level: float) -> PermutationTest:
    """Test whether a statistic of shape (d,) is far from zero, given its permutations, (R, d)."""
    lower, upper = np.quantile(drawn, [level / 2, 1 - level / 2], axis=0)
    return PermutationTest(
        found, drawn.mean(axis=0), lower, upper, extreme(found, drawn, tail="both")
    )
