r"""Principal components of a correlation matrix, rotated by varimax as SPSS does.

A component's loadings are :math:`v_j \sqrt{\lambda_j}`. Varimax turns them so that the variance of
the squared loadings within each component is largest; with Kaiser's normalisation every row is
first scaled to length one and scaled back afterwards. SPSS writes components with positive sums
and orders the rotated ones by the variance they explain; so does this module.

Source: Kaiser (1958), Psychometrika 23, 187-200.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .moments import Moments

__all__ = ["Components", "Rotation", "principal_components", "varimax"]

_PRECISION = 1e-12  # radians below which a pair of components has been turned enough
_SWEEPS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Rotation:
    """A varimax solution.

    Attributes
    ----------
    loadings : ndarray, shape (k, m)
    matrix : ndarray, shape (m, m)
        Orthogonal: ``unrotated @ matrix`` is `loadings`.
    sweeps : int
        Iterations that were needed.
    """

    loadings: np.ndarray
    matrix: np.ndarray
    sweeps: int


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """Principal components.

    Attributes
    ----------
    n : int
    names : tuple of str, length k
    eigenvalues : ndarray, shape (k,)
        All of the correlation matrix, largest first; they sum to k.
    count : int
        Number m of components retained.
    unrotated : ndarray, shape (k, m)
    loadings : ndarray, shape (k, m)
        Rotated (the same as `unrotated` if there is one component).
    communalities : ndarray, shape (k,)
        Share of each variable's variance that the retained components explain.
    explained : ndarray, shape (m,)
        Sums of squared rotated loadings; divided by k they are shares of the variance.
    score_weights : ndarray, shape (k, m)
        Regression weights of the rotated component scores, for standardised variables.
    """

    n: int
    names: tuple[str, ...]
    eigenvalues: np.ndarray
    count: int
    unrotated: np.ndarray
    loadings: np.ndarray
    communalities: np.ndarray
    explained: np.ndarray
    score_weights: np.ndarray


def principal_components(
    moments: Moments, *, count: int | None = None, rotate: bool = True
) -> Components:
    """Extract principal components and rotate them by varimax with Kaiser normalisation.

    Parameters
    ----------
    moments : Moments
    count : int, optional
        Components to retain; those with an eigenvalue above 1 (Kaiser's rule) if not given.
    rotate : bool

    Raises
    ------
    SpecificationError
        If `count` is not between 1 and the number of variables.
    MethodError
        If a variable does not vary, or no eigenvalue is above 1.

    Examples
    --------
    >>> r = np.array([[1.0, 0.8, 0.1], [0.8, 1.0, 0.1], [0.1, 0.1, 1.0]])
    >>> found = principal_components(Moments(100, ("a", "b", "c"), np.zeros(3), r), count=2)
    >>> found.loadings.round(3).tolist()
    [[0.947, 0.05], [0.947, 0.05], [0.053, 0.999]]
    """
    r = moments.correlation
    k = len(moments.names)
    values, vectors = np.linalg.eigh(r)
    values, vectors = values[::-1], vectors[:, ::-1]
    if count is None:
        count = int((values > 1 + 1e-12).sum())
        if not count:
            raise MethodError("No component has an eigenvalue above 1: nothing is shared")
    if not 1 <= count <= k:
        raise SpecificationError(f"`count` must be from 1 to {k}, got {count}")
    if values[count - 1] <= 1e-12 * values[0]:
        raise MethodError(
            f"Only {int((values > 1e-12 * values[0]).sum())} components have any variance, "
            f"and {count} were asked for"
        )
    unrotated = _positive(vectors[:, :count] * np.sqrt(values[:count]))
    loadings = unrotated
    if rotate and count > 1:
        loadings = varimax(unrotated).loadings
        loadings = _positive(loadings[:, np.argsort(-(loadings**2).sum(axis=0), kind="stable")])
    # The regression weights of component scores: loadings turned with the unrotated weights.
    turn = np.linalg.lstsq(unrotated, loadings, rcond=None)[0]
    return Components(
        n=moments.n,
        names=moments.names,
        eigenvalues=values,
        count=count,
        unrotated=unrotated,
        loadings=loadings,
        communalities=(unrotated**2).sum(axis=1),
        explained=(loadings**2).sum(axis=0),
        score_weights=(unrotated / values[:count]) @ turn,
    )


def varimax(loadings: np.ndarray, *, normalise: bool = True) -> Rotation:
    """Rotate loadings by varimax.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)
    normalise : bool
        Kaiser's normalisation; a row of zeros stays zero.

    Raises
    ------
    MethodError
        If the rotation does not converge.

    Notes
    -----
    Each sweep turns every pair of components by the angle that is best in their plane (Kaiser
    1958), until no pair turns by more than 1e-12. Unlike the gradient methods, this leaves the
    saddle from which the gradient is zero. R's default stops at a relative gain of 1e-5 and
    therefore differs from SPSS in the third digit.

    Examples
    --------
    >>> np.abs(varimax(np.array([[0.7, 0.7], [0.7, -0.7]])).loadings).round(3).tolist()
    [[0.99, 0.0], [0.0, 0.99]]
    """
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    scale = np.where(length > 0, length, 1.0) if normalise else np.ones_like(length)
    a = loadings / scale
    m = a.shape[1]
    turn = np.eye(m)
    for sweep in range(1, _SWEEPS + 1):
        largest = 0.0
        for i in range(m - 1):
            for j in range(i + 1, m):
                angle = _best_angle(a[:, i], a[:, j])
                largest = max(largest, abs(angle))
                plane = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
                a[:, [i, j]] = a[:, [i, j]] @ plane
                turn[:, [i, j]] = turn[:, [i, j]] @ plane
        if largest < _PRECISION:
            return Rotation(a * scale, turn, sweep)
    raise MethodError(f"The varimax rotation did not converge in {_SWEEPS} sweeps")


def _best_angle(x: np.ndarray, y: np.ndarray) -> float:
    """Angle by which two components are turned in their plane to the largest variance."""
    u, v = x**2 - y**2, 2 * x * y
    numerator = 2 * (u @ v - u.sum() * v.sum() / len(x))
    denominator = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / len(x)
    if np.hypot(numerator, denominator) < _PRECISION:
        return 0.0  # every angle is as good
    return float(np.arctan2(numerator, denominator)) / 4


def _positive(loadings: np.ndarray) -> np.ndarray:
    """Turn components whose loadings sum to a negative number."""
    return loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
