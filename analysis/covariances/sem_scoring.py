r"""Maximum likelihood estimates of a covariance structure model, by Fisher's scoring.

Each step is :math:`I^{-1} g`, of the expected information and the gradient, halved until the
likelihood rises. It ends when a step is shorter than 1e-8 standard errors in any direction:
:math:`\sqrt{g' I^{-1} g} < 10^{-8}`. Few programs go so far, so their last digits differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...survey.errors import MethodError
from .sem_layout import Cell, Layout
from .sem_likelihood import gradient, hessian, information, objective
from .sem_sample import Sample

__all__ = ["Optimum", "descend", "free_cell", "maximise"]

_STEPS = 500
_NEAR = 1e-8  # standard errors
_HALVINGS = 40
_NEWTON = 0.1  # standard errors from the optimum, where the observed curvature is faster
_FASTER = 0.1  # of the distance that a step may leave before the curvature is formed anew
_UNIDENTIFIED = 1e-9  # smallest eigenvalue of the scaled information
_WEAK = 0.1  # part in that direction from which a parameter is named


@dataclass(frozen=True, slots=True, eq=False)
class Optimum:
    """Parameters that fit best.

    Attributes
    ----------
    theta : ndarray, shape (q,)
    objective : float
    steps : int
    distance : float
        Length of the last step in standard errors.
    """

    theta: np.ndarray
    objective: float
    steps: int
    distance: float


def maximise(layouts: Sequence[Layout], samples: Sequence[Sample], start: np.ndarray) -> Optimum:
    """Maximise the likelihood of one group or several.

    Raises
    ------
    MethodError
        If the model is not identified, or no optimum is found. The sentence names a parameter.
    """
    return descend(
        start,
        value=lambda theta: objective(layouts, samples, theta),
        slope=lambda theta: gradient(layouts, samples, theta),
        expected=lambda theta: information(layouts, samples, theta),
        observed=lambda theta: hessian(layouts, samples, theta),
        layouts=layouts,
    )


def descend(
    start: np.ndarray,
    *,
    value: Callable[[np.ndarray], float],
    slope: Callable[[np.ndarray], np.ndarray],
    expected: Callable[[np.ndarray], np.ndarray],
    observed: Callable[[np.ndarray], np.ndarray] | None,
    layouts: Sequence[Layout],
) -> Optimum:
    """Go down a function by scoring, and by Newton's steps once its optimum is near.

    Raises
    ------
    MethodError
        As `maximise`.
    """
    theta, now = start, value(start)
    step, distance = np.zeros_like(start), np.inf
    kept: np.ndarray | None = None  # observed curvature, as long as it serves
    for count in range(_STEPS):
        g = slope(theta)
        inside = expected(theta) if kept is None else kept
        step, before = _solve(inside, g), distance
        distance = float(np.sqrt(abs(g @ step)))
        if distance < _NEAR:
            _refuse_unidentified(expected(theta), layouts)
            return Optimum(theta, now, count, distance)
        if observed is not None and distance < _NEWTON:
            if kept is None or distance > _FASTER * before:
                kept = _upward(observed(theta))
            step = step if kept is None else _solve(kept, g)
        theta, now = _shorten(value, theta, step, now)
    _refuse_unidentified(expected(theta), layouts)
    raise _not_found(step, theta, layouts)


def free_cell(layouts: Sequence[Layout], place: int) -> tuple[Layout, Cell]:
    """Find the cell of a free parameter, and the layout in which it stands first."""
    return next((layout, cell) for layout in layouts for cell in layout.cells if cell.free == place)


def _solve(inside: np.ndarray, g: np.ndarray) -> np.ndarray:
    """One step; a ridge stands in where the information has no inverse."""
    scale = 1 / np.sqrt(np.maximum(np.diag(inside), 1e-300))
    scaled = inside * np.outer(scale, scale)
    for ridge in (0.0, 1e-6, 1e-3, 1e-1, 1.0):
        try:
            root = np.linalg.cholesky(scaled + ridge * np.eye(len(g)))
        except np.linalg.LinAlgError:
            continue
        return scale * np.linalg.solve(root.T, np.linalg.solve(root, scale * g))
    return scale**2 * g


def _upward(curvature: np.ndarray) -> np.ndarray | None:
    """Return a curvature that is upward in all directions; None for another."""
    try:
        np.linalg.cholesky(curvature)
    except np.linalg.LinAlgError:
        return None
    return curvature


def _shorten(
    value: Callable[[np.ndarray], float], theta: np.ndarray, step: np.ndarray, now: float
) -> tuple[np.ndarray, float]:
    """Halve a step until the function falls, up to the digits that its value has."""
    rounding = 1e-13 * max(abs(now), 1.0)
    for halving in range(_HALVINGS):
        trial = theta - step / 2**halving
        then = value(trial)
        if then <= now + rounding:
            return trial, then
    return theta, now


def _refuse_unidentified(inside: np.ndarray, layouts: Sequence[Layout]) -> None:
    """Name the parameters that the data cannot tell apart."""
    scale = 1 / np.sqrt(np.maximum(np.diag(inside), 1e-300))
    values, vectors = np.linalg.eigh(inside * np.outer(scale, scale))
    if len(values) and values[0] < _UNIDENTIFIED:
        order = np.argsort(-np.abs(vectors[:, 0]))[:3]
        told = [k for k in order if abs(vectors[k, 0]) > _WEAK]
        named = [layout.sentence(cell) for layout, cell in (free_cell(layouts, k) for k in told)]
        raise MethodError(
            f"The model is not identified: the data cannot tell apart {', '.join(named)}",
            next_step="Look whether its items correlate; a construct needs three, or a tie to "
            "another construct.",
        )


def _not_found(step: np.ndarray, theta: np.ndarray, layouts: Sequence[Layout]) -> MethodError:
    """Say what kept moving, or what is out of its range."""
    for layout in layouts:
        for cell in layout.cells:
            variance = cell.kind in {"residual", "latent"} and cell.row == cell.column
            if cell.free >= 0 and variance and theta[cell.free] < 0:
                return MethodError(
                    f"The estimation did not converge in {_STEPS} steps; "
                    f"{layout.sentence(cell)} was {theta[cell.free]:.3g} at the last",
                    next_step="Look at that item or construct first: a model that fits badly, "
                    "or a construct of two items, seldom converges.",
                )
    layout, cell = free_cell(layouts, int(np.argmax(np.abs(step))))
    return MethodError(
        f"The estimation did not converge in {_STEPS} steps; {layout.sentence(cell)} still moved "
        f"by {np.abs(step).max():.3g} at the last",
        next_step="Check the direction of its items, and whether the model fits them at all.",
    )
