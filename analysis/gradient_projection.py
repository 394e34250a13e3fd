"""Oblique axes of the direct oblimin criterion, by Jennrich's gradient projection.

The axes T, columns of length one, turn loadings A into the pattern :math:`A (T^{-1})'`; their
products T'T are the correlations of the factors. The gradient is projected on the manifold of such
axes, and every trial step is scaled back to it.

Sources: Jennrich (2002), Psychometrika 67, 7-19; Barzilai and Borwein (1988), IMA Journal of
Numerical Analysis 8, 141-148, for the length of the steps.
"""

from __future__ import annotations

from collections import deque

import numpy as np

from ..survey.errors import MethodError

__all__ = ["distinct_inverse", "oblimin_axes"]

_ARRIVED = 1e-10  # length of the projected gradient, of loadings whose longest row is one
_STEPS = 2000
_HALVINGS = 50  # of one step
_MEMORY = 10  # a step may be worse than the last one, not than all of the last ten
_ROUNDING = 1e-14  # of the criterion: smaller differences say nothing


def oblimin_axes(loadings: np.ndarray, *, gamma: float) -> tuple[np.ndarray, int]:
    """Find the axes on which the oblimin criterion of the pattern is smallest.

    Parameters
    ----------
    loadings : ndarray, shape (k, m)
        The search starts from their own axes, so let them be rotated by varimax.
    gamma : float

    Returns
    -------
    axes : ndarray, shape (m, m)
    steps : int

    Raises
    ------
    MethodError
        If two axes fall together, or 2,000 steps do not reach a projected gradient below 1e-10
        (of loadings scaled to a longest row of one).

    Examples
    --------
    >>> axes, _ = oblimin_axes(np.array([[0.8, 0.0], [0.6, 0.0], [0.4, 0.4]]), gamma=0.0)
    >>> (axes.T @ axes).round(3).tolist()
    [[1.0, 0.707], [0.707, 1.0]]
    """
    axes = np.eye(loadings.shape[1])
    longest = np.sqrt((loadings**2).sum(axis=1).max())
    a = loadings / longest if longest > 0 else loadings  # the axes do not depend on the scale
    value, gradient = _criterion(a, axes, gamma)
    last, rate = deque([value], maxlen=_MEMORY), 1.0
    for step in range(_STEPS):
        length2 = float((gradient**2).sum())
        if length2 < _ARRIVED**2:
            return axes, step
        bound = max(last) + _ROUNDING * abs(max(last))
        for _ in range(_HALVINGS):
            tried = axes - rate * gradient
            tried = tried / np.sqrt((tried**2).sum(axis=0))
            value, new = _criterion(a, tried, gamma)
            if value <= bound - 1e-4 * rate * length2:
                break
            rate /= 2
        else:
            break  # no step is short enough to gain: there is no minimum here
        last.append(value)
        moved, bent = tried - axes, new - gradient
        curvature = float((moved * bent).sum())
        rate = float(np.clip((moved**2).sum() / curvature, 1e-3, 1e3)) if curvature > 0 else 1.0
        axes, gradient = tried, new
    raise MethodError(
        f"The oblimin rotation with gamma {gamma} did not converge in {_STEPS} steps",
        next_step="Take a gamma nearer to zero, or fewer factors.",
    )


def distinct_inverse(matrix: np.ndarray) -> np.ndarray:
    """Invert axes or their products, unless two of them have fallen together.

    Raises
    ------
    MethodError
        If the condition number is above 1e12.

    Examples
    --------
    >>> distinct_inverse(np.array([[2.0]])).tolist()
    [[0.5]]
    """
    if not np.linalg.cond(matrix) < 1e12:
        raise MethodError(
            "The oblique rotation makes two factors the same",
            next_step="Take fewer factors, or a varimax rotation.",
        )
    return np.linalg.inv(matrix)


def _criterion(a: np.ndarray, axes: np.ndarray, gamma: float) -> tuple[float, np.ndarray]:
    """Value of the criterion, and its gradient in the axes as far as they keep length one."""
    inverse = distinct_inverse(axes)
    pattern = a @ inverse.T
    squares = pattern**2
    others = squares.sum(axis=1, keepdims=True) - squares
    others = others - gamma * others.mean(axis=0)
    gradient = -(pattern.T @ (pattern * others) @ inverse).T
    gradient = gradient - axes * (axes * gradient).sum(axis=0)
    return float((squares * others).sum()) / 4, gradient
