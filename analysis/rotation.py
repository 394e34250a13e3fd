r"""Rotations of loadings: varimax, promax and direct oblimin.

A rotation turns unrotated loadings A into :math:`\Lambda = A M`. With an oblique one the factors
correlate, :math:`\Phi = (M'M)^{-1}`; :math:`\Lambda` is then the pattern (weights of the factors)
and :math:`\Lambda\Phi` the structure (correlations with the factors). As SPSS writes them, factors
have positive sums of loadings and stand in the order of their sums of squared structure loadings.
Kaiser's normalisation scales each row to length one before the rotation and back afterwards.

Sources: Kaiser (1958), Psychometrika 23, 187-200; Hendrickson and White (1964), British Journal of
Statistical Psychology 17, 65-70; Jennrich and Sampson (1966), Psychometrika 31, 313-323.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from ..survey.errors import MethodError, SpecificationError
from .gradient_projection import distinct_inverse, oblimin_axes

__all__ = ["Rotation", "RotationMethod", "oblimin", "promax", "unrotated", "varimax"]

RotationMethod = Literal["varimax", "promax", "oblimin", "none"]

_PRECISION = 1e-12  # radians below which a pair of components has been turned enough
_SWEEPS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Rotation:
    """Rotated loadings, with the method that rotated them.

    Attributes
    ----------
    method : RotationMethod
    normalise : bool
        Whether Kaiser's normalisation was used; for promax, also in its target.
    power : float or None
        Promax's kappa (R's m).
    gamma : float or None
        Oblimin's gamma (SPSS's delta).
    loadings : ndarray, shape (k, m)
        The pattern; for an orthogonal rotation also the structure.
    matrix : ndarray, shape (m, m)
        ``unrotated @ matrix`` is `loadings`.
    structure : ndarray, shape (k, m)
        Correlations of variables with factors.
    phi : ndarray, shape (m, m)
        Correlations of the factors; the identity for an orthogonal rotation.
    iterations : int
    """

    method: RotationMethod
    normalise: bool
    power: float | None
    gamma: float | None
    loadings: np.ndarray
    matrix: np.ndarray
    structure: np.ndarray
    phi: np.ndarray
    iterations: int

    @property
    def oblique(self) -> bool:
        """Whether the factors may correlate."""
        return self.method in {"promax", "oblimin"}


def unrotated(loadings: np.ndarray) -> Rotation:
    """Leave loadings as they are, but for the sign of the columns.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)

    Examples
    --------
    >>> unrotated(np.array([[-0.7, 0.7], [-0.7, -0.6]])).loadings.tolist()
    [[0.7, 0.7], [0.7, -0.6]]
    """
    matrix = np.diag(np.where(loadings.sum(axis=0) < 0, -1.0, 1.0))
    turned, eye = loadings @ matrix, np.eye(loadings.shape[1])
    return Rotation("none", False, None, None, turned, matrix, turned, eye, 0)


def varimax(loadings: np.ndarray, *, normalise: bool = True) -> Rotation:
    """Rotate loadings by varimax.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)
    normalise : bool
        Kaiser's normalisation; a row of zeros stays zero.

    Raises
    ------
    SpecificationError
        If a loading is missing.
    MethodError
        If the rotation does not converge.

    Notes
    -----
    Each sweep turns every pair by the angle that is best in their plane (Kaiser 1958), until none
    turns by more than 1e-12; unlike the gradient methods, this leaves a saddle. R's default stops
    at a relative gain of 1e-5 and therefore differs from SPSS in the third digit.

    Examples
    --------
    >>> np.abs(varimax(np.array([[0.7, 0.7], [0.7, -0.7]])).loadings).round(3).tolist()
    [[0.99, 0.0], [0.0, 0.99]]
    """
    if not np.isfinite(loadings).all():
        raise SpecificationError("A rotation needs loadings that are all known")
    a = loadings / (_lengths(loadings) if normalise else 1.0)  # a copy, turned in place
    turn = np.eye(a.shape[1])
    for sweep in range(1, _SWEEPS + 1):
        largest = 0.0
        for i, j in combinations(range(a.shape[1]), 2):
            angle = _best_angle(a[:, i], a[:, j])
            largest = max(largest, abs(angle))
            plane = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            a[:, [i, j]] = a[:, [i, j]] @ plane
            turn[:, [i, j]] = turn[:, [i, j]] @ plane
        if largest < _PRECISION:
            return _arranged(loadings, turn, "varimax", sweep, normalise)
    raise MethodError(f"The varimax rotation did not converge in {_SWEEPS} sweeps")


def promax(loadings: np.ndarray, *, power: float = 4.0, normalise: bool = True) -> Rotation:
    r"""Rotate loadings by promax, from the varimax solution with Kaiser's normalisation.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)
    power : float
        Above 1: SPSS's kappa, R's m.
    normalise : bool
        True is SPSS's convention: the target is :math:`\pm|\lambda_{ij} / h_i|^\kappa` with
        :math:`h_i` the length of the row. False is the convention of R's ``promax``: the target
        is :math:`\pm|\lambda_{ij}|^m`.

    Raises
    ------
    SpecificationError
        If `power` is not above 1.
    MethodError
        If varimax does not converge, or two factors become the same.

    Notes
    -----
    The varimax loadings are fitted to the target by least squares (both conventions), and the
    factors are scaled to a variance of one.

    Examples
    --------
    >>> simple = np.array([[0.8, 0.2], [0.7, 0.1], [0.1, 0.6], [0.2, 0.7]])
    >>> found = promax(simple)
    >>> found.loadings.round(2).tolist(), found.phi[0, 1].round(2)
    ([[0.81, 0.04], [0.73, -0.05], [-0.05, 0.63], [0.04, 0.71]], np.float64(0.42))
    """
    if not power > 1:
        raise SpecificationError(f"`power` of promax must be above 1, got {power}")
    start = varimax(loadings)
    a = start.loadings
    b = a / _lengths(a) if normalise else a
    turn = start.matrix @ np.linalg.lstsq(a, np.sign(b) * np.abs(b) ** power, rcond=None)[0]
    return _arranged(loadings, turn, "promax", start.iterations, normalise, power=power)


def oblimin(loadings: np.ndarray, *, gamma: float = 0.0, normalise: bool = True) -> Rotation:
    r"""Rotate loadings by direct oblimin.

    The pattern minimises :math:`\sum_{p \ne q} [\sum_i \lambda_{ip}^2 \lambda_{iq}^2 -
    \frac{\gamma}{k} \sum_i \lambda_{ip}^2 \sum_i \lambda_{iq}^2]`.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)
    gamma : float
        At most 0.8, as SPSS's delta: 0 lets the factors correlate most without degenerating
        (direct quartimin), negative values less.
    normalise : bool
        Kaiser's normalisation, as SPSS; R's GPArotation and psych do without it by default.

    Raises
    ------
    SpecificationError
        If `gamma` is above 0.8.
    MethodError
        If the rotation does not converge, or two factors become the same.

    Notes
    -----
    Gradient projection from the varimax solution (`oblimin_axes`).

    Examples
    --------
    >>> simple = np.array([[0.8, 0.2], [0.7, 0.1], [0.1, 0.6], [0.2, 0.7]])
    >>> found = oblimin(simple)
    >>> found.loadings.round(2).tolist(), found.phi[0, 1].round(2)
    ([[0.8, 0.05], [0.72, -0.04], [-0.03, 0.62], [0.05, 0.71]], np.float64(0.39))
    """
    if not gamma <= 0.8:
        raise SpecificationError(f"`gamma` of oblimin must be at most 0.8, got {gamma}")
    start = varimax(loadings, normalise=normalise)
    a = start.loadings / (_lengths(start.loadings) if normalise else 1.0)
    axes, steps = oblimin_axes(a, gamma=gamma)
    turn = start.matrix @ np.linalg.inv(axes).T
    return _arranged(loadings, turn, "oblimin", steps, normalise, gamma=gamma)


def _arranged(
    loadings: np.ndarray,
    matrix: np.ndarray,
    method: RotationMethod,
    iterations: int,
    normalise: bool,
    *,
    power: float | None = None,
    gamma: float | None = None,
) -> Rotation:
    """Give factors a variance of one, order them, and turn those with a negative sum."""
    phi = np.eye(len(matrix)) if method == "varimax" else distinct_inverse(matrix.T @ matrix)
    matrix = matrix * np.sqrt(np.diag(phi))
    phi = phi / np.sqrt(np.outer(np.diag(phi), np.diag(phi)))
    pattern = loadings @ matrix
    order = np.argsort(-((pattern @ phi) ** 2).sum(axis=0), kind="stable")
    sign = np.where(pattern.sum(axis=0) < 0, -1.0, 1.0)[order]
    phi = phi[np.ix_(order, order)] * np.outer(sign, sign)
    pattern = pattern[:, order] * sign
    return Rotation(
        method=method,
        normalise=normalise,
        power=power,
        gamma=gamma,
        loadings=pattern,
        matrix=matrix[:, order] * sign,
        structure=pattern @ phi,
        phi=phi,
        iterations=iterations,
    )


def _lengths(loadings: np.ndarray) -> np.ndarray:
    """Length of each row, shape (k, 1); one for a row of zeros."""
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    return np.where(length > 0, length, 1.0)


def _best_angle(x: np.ndarray, y: np.ndarray) -> float:
    """Angle by which two components are turned in their plane to the largest variance."""
    u, v = x**2 - y**2, 2 * x * y
    numerator = 2 * (u @ v - u.sum() * v.sum() / len(x))
    denominator = u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / len(x)
    if np.hypot(numerator, denominator) <= _PRECISION * (u @ u + v @ v):
        return 0.0  # every angle is as good
    return float(np.arctan2(numerator, denominator)) / 4
