"""Places for the names of points, so that no name covers a point or another name.

Every name tries places around its point, near ones first, and moves until none can do better. The
same points have the same places on every run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["Rectangle", "place_labels"]

Rectangle = tuple[float, float, float, float]  # left, lower, right, upper

_SIDES = np.array(
    [(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1)]
    + [(x, y) for x in (1, -1) for y in (0.5, -0.5)]
    + [(x, y) for y in (1, -1) for x in (0.5, -0.5)]
)
_DISTANCES = (1.6, 2.6, 4.0, 6.0, 9.0, 13.0, 18.0, 24.0)
_SWEEPS = 30
_MARK = 1.4  # half the side of the square that a point takes
_COVERED = 50.0  # what a unit of covered area costs, against a unit of distance
_OUTSIDE = 500.0
_THROUGH = 6.0  # what it costs that the line to a name runs through another, a tenth of its length


def place_labels(
    points: np.ndarray,
    sizes: np.ndarray,
    bounds: Rectangle,
    taken: Sequence[Rectangle] = (),
) -> np.ndarray:
    """Place a name beside every point.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        In millimetres.
    sizes : ndarray, shape (n, 2)
        Width and height of the names.
    bounds : Rectangle
        Where names may stand.
    taken : sequence of Rectangle
        Where none should.

    Returns
    -------
    ndarray, shape (n, 2)
        Centres of the names.

    Examples
    --------
    >>> near = np.array([[10.0, 10.0], [14.0, 10.0]])
    >>> place_labels(near, np.full((2, 2), 4.0), (0, 0, 30, 30)).round(1).tolist()
    [[6.4, 10.0], [17.6, 10.0]]
    """
    choices = [_choices(point, size) for point, size in zip(points, sizes, strict=True)]
    costs = np.repeat(_DISTANCES, len(_SIDES)) + np.tile(
        np.arange(len(_SIDES)) * 0.05, len(_DISTANCES)
    )
    marks = np.column_stack([points - _MARK, points + _MARK])
    kept = np.array(taken, dtype=float).reshape(-1, 4)
    own = []
    for point, places, size in zip(points, choices, sizes, strict=True):
        boxes = np.column_stack([places - size / 2, places + size / 2])
        # Nothing that is kept free may lie between a point and its name, either.
        whole = np.column_stack([np.minimum(boxes[:, :2], point), np.maximum(boxes[:, 2:], point)])
        crossed = _covered(boxes, marks).sum(axis=1) + _covered(whole, kept).sum(axis=1)
        own.append(costs + _COVERED * crossed + _OUTSIDE * _outside(boxes, bounds))
    at = [int(np.argmin(cost)) for cost in own]
    for _ in range(_SWEEPS):
        before = list(at)
        for i, (places, size) in enumerate(zip(choices, sizes, strict=True)):
            others = np.array([choices[j][at[j]] for j in range(len(at)) if j != i]).reshape(-1, 2)
            half = np.delete(sizes, i, axis=0) / 2
            boxes = np.column_stack([places - size / 2, places + size / 2])
            names = np.column_stack([others - half, others + half])
            crossed = _covered(boxes, names).sum(axis=1)
            under = _led_through(points[i], boxes, np.vstack([names, np.delete(marks, i, axis=0)]))
            at[i] = int(np.argmin(own[i] + _COVERED * crossed + _THROUGH * under))
        if at == before:
            break
    return np.array([places[k] for places, k in zip(choices, at, strict=True)]).reshape(-1, 2)


def _choices(point: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Centres that a name may have around its point, nearest first."""
    slant = 1 / np.hypot(*_SIDES.T)[:, None]
    return np.vstack([point + _SIDES * (size / 2 + gap * slant) for gap in _DISTANCES])


def _covered(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Area that each box shares with each other, shape (boxes, others)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.clip(high - low, 0, None).prod(axis=2)


def _led_through(point: np.ndarray, boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Count the tenths of the line from the point to each box that lie within others."""
    ends = np.clip(point, boxes[:, :2], boxes[:, 2:])
    along = np.linspace(0.05, 0.95, 10)[:, None, None]
    steps = (point + along * (ends - point))[:, :, None]
    return ((steps > others[:, :2]) & (steps < others[:, 2:])).all(axis=3).sum(axis=(0, 2))


def _outside(boxes: np.ndarray, bounds: Rectangle) -> np.ndarray:
    """How far each box leaves the bounds."""
    low, high = np.array(bounds[:2]), np.array(bounds[2:])
    beyond = np.clip(low - boxes[:, :2], 0, None) + np.clip(boxes[:, 2:] - high, 0, None)
    return beyond.sum(axis=1)
