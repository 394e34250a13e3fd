"""Places for the labels of arrows: on their own arrow, off every other one, box and label."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .label_places import Rectangle

__all__ = ["place_on_routes"]

_STEP, _FINE = 1.0, 0.4  # millimetres between places that are tried, and between points of an arrow
_TAIL, _HEAD = 1.5, 4.5  # of an arrow that stay free of its label
_CLEAR = 0.7  # around a label
_WISHED = 0.45  # share of the way at which a label stands if it can
_COVERED = 1000.0  # what it costs to cover anything, against a millimetre away from the wish
_SWEEPS = 12


def place_on_routes(
    routes: Sequence[np.ndarray],
    sizes: np.ndarray,
    taken: Sequence[Rectangle],
    *,
    flow: int,
) -> tuple[np.ndarray, int]:
    """Place a label on each route.

    Parameters
    ----------
    routes : sequence of ndarray, shape (p, 2)
        In millimetres.
    sizes : ndarray, shape (k, 2)
        Width and height of the labels; zeros for a route without one.
    taken : sequence of Rectangle
        Where no label may stand.
    flow : {0, 1}
        The coordinate in which the routes go on.

    Returns
    -------
    tuple of (ndarray, int)
        Centres, shape (k, 2), and how many labels cover something all the same.

    Examples
    --------
    >>> routes = [np.array([[0.0, 0.0], [40.0, 0.0]]), np.array([[18.0, -9.0], [18.0, 9.0]])]
    >>> found, covering = place_on_routes(routes, np.array([[6.0, 4.0], [0, 0]]), [], flow=0)
    >>> found[0].tolist(), covering
    ([14.0, 0.0], 0)
    """
    fine = [_along(route, _FINE) for route in routes]
    choices = [_choices(route, size) for route, size in zip(routes, sizes, strict=True)]
    boxes = [_boxes(own, size) for own, size in zip(choices, sizes, strict=True)]
    kept = np.array(taken, dtype=float).reshape(-1, 4)
    costs = []
    for k, own in enumerate(choices):
        first, last = routes[k][0, flow], routes[k][-1, flow]
        cost = np.abs(own[:, flow] - first - _WISHED * (last - first))
        others = [points for j, points in enumerate(fine) if j != k]
        cost += _COVERED * _held(boxes[k], np.vstack(others)) if others else 0.0
        cost += _COVERED * _shared(boxes[k], kept).sum(axis=1)
        costs.append(cost)
    labelled = [k for k, size in enumerate(sizes) if size.any()]
    at = [int(np.argmin(cost)) for cost in costs]
    for _ in range(_SWEEPS):
        before = list(at)
        for k in labelled:
            others = np.array([boxes[j][at[j]] for j in labelled if j != k]).reshape(-1, 4)
            at[k] = int(np.argmin(costs[k] + _COVERED * _shared(boxes[k], others).sum(axis=1)))
        if at == before:
            break
    stand = np.array([boxes[k][at[k]] for k in labelled]).reshape(-1, 4)
    met = _shared(stand, stand).sum(axis=1) > 1
    covered = np.array([costs[k][at[k]] for k in labelled]) >= _COVERED
    centres = np.array([own[i] for own, i in zip(choices, at, strict=True)])
    return centres, int((met | covered).sum())


def _along(route: np.ndarray, step: float) -> np.ndarray:
    """Points of a route, a step apart."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(route, axis=0).T))])
    at = np.linspace(0, lengths[-1], max(int(lengths[-1] / step), 1) + 1)
    return np.column_stack([np.interp(at, lengths, coordinate) for coordinate in route.T])


def _choices(route: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Centres that leave the ends of the arrow free; its middle if it is too short for that."""
    points = _along(route, _STEP)
    half = size / 2
    free = np.ones(len(points), dtype=bool)
    for end, room in ((points[0], _TAIL), (points[-1], _HEAD)):
        outside = np.clip(np.abs(points - end) - half, 0, None)
        free &= np.hypot(*outside.T) >= room
    return points[free] if free.any() else points[len(points) // 2][None]


def _boxes(centres: np.ndarray, size: np.ndarray) -> np.ndarray:
    return np.column_stack([centres - size / 2 - _CLEAR, centres + size / 2 + _CLEAR])


def _held(boxes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Count the points that each box holds."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    inside = (points > low) & (points < high)
    return np.sum(np.all(inside, axis=2), axis=1)


def _shared(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each box shares an area with each other, shape (boxes, others)."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    return np.asarray(np.all(high > low, axis=2))
