r"""Common factors of a correlation matrix by iterated principal axes.

The diagonal of R is replaced by communalities; loadings are :math:`v_j \sqrt{\lambda_j}` of that
matrix; their sums of squares are the next communalities. What stands still is also the solution of
unweighted least squares (MINRES).

Source: Harman (1976), Modern Factor Analysis, third edition, chapter 8.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..survey.errors import MethodError

__all__ = ["PrincipalAxes", "principal_axes"]

_SETTLED = 1e-10  # largest change of a communality at which the axes stand still
_ROUNDS = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class PrincipalAxes:
    """Unrotated loadings, shape (k, m), and the rounds that they took."""

    loadings: np.ndarray
    iterations: int


def principal_axes(
    r: np.ndarray, start: np.ndarray, count: int, names: Sequence[str]
) -> PrincipalAxes:
    """Find loadings whose communalities reproduce themselves to 1e-10.

    SPSS stops at a change of 0.001 by default, R's psych at one of 0.001 in the sum: theirs agree
    with these in two or three digits unless they are told to go on.

    Parameters
    ----------
    r : ndarray, shape (k, k)
    start : ndarray, shape (k,)
        First communalities; SPSS and psych take squared multiple correlations.
    count : int
    names : sequence of str, length k
        For the sentences of errors.

    Raises
    ------
    MethodError
        If a communality passes 1 (a Heywood case), or 10,000 rounds are not enough.

    Examples
    --------
    >>> r = np.array([[1.0, 0.48, 0.4], [0.48, 1.0, 0.3], [0.4, 0.3, 1.0]])
    >>> np.abs(principal_axes(r, np.full(3, 0.5), 1, ("a", "b", "c")).loadings[:, 0]).round(6)
    array([0.8, 0.6, 0.5])
    """
    reduced, communalities = r.copy(), start
    for rounds in range(1, _ROUNDS + 1):
        np.fill_diagonal(reduced, communalities)
        values, vectors = np.linalg.eigh(reduced)
        kept = slice(-1, -count - 1, -1)
        loadings = vectors[:, kept] * np.sqrt(np.maximum(values[kept], 0.0))
        last, communalities = communalities, (loadings**2).sum(axis=1)
        if communalities.max() > 1:
            raise MethodError(
                f"The principal axes end in a Heywood case: the communality of "
                f"`{names[int(np.argmax(communalities))]}` passes 1 in round {rounds}",
                next_step="Take fewer factors, or leave the item out.",
            )
        if np.abs(communalities - last).max() < _SETTLED:
            return PrincipalAxes(loadings, rounds)
    raise MethodError(f"The principal axes did not settle in {_ROUNDS} rounds")
