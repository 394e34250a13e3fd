"""Arrows from a moderator to the middle of the path that it moderates."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from .label_places import Rectangle

__all__ = ["moderation_routes"]

_SHARES = np.linspace(0.3, 0.7, 9)  # of the moderated path, where the arrow may end
_SIDE = (0.5, 0.25, 0.75)  # of a side of a box, where the arrow may leave
_STEPS = 80  # points of an arrow at which it is looked at
_SHORT = 0.4  # millimetres from the line of the path to the tip of the arrow
# What it costs, in millimetres: to run through a box, to cross an arrow, to leave where another
# does, to end off the middle, to come in flat.
_BOX, _CROSSED, _BESIDE, _OFF, _FLAT = 1000.0, 40.0, 15.0, 30.0, 25.0
_NEAR = 2.5


def moderation_routes(
    routes: Sequence[np.ndarray],
    boxes: Mapping[str, Rectangle],
    moderations: Sequence[tuple[str, int]],
) -> tuple[np.ndarray, ...]:
    """Return a straight route for each moderation, clear of boxes and of other arrows if it can be.

    Parameters
    ----------
    routes : sequence of ndarray, shape (p, 2)
        Of the paths, in millimetres.
    boxes : mapping of str to Rectangle
        Of the constructs.
    moderations : sequence of (moderator, path)
        The box at which an arrow starts, and the number of the path at which it ends.

    Examples
    --------
    >>> boxes = {"a": (0, 0, 10, 6), "b": (50, 0, 60, 6), "m": (0, 20, 10, 26)}
    >>> path = np.array([[10.0, 3.0], [50.0, 3.0]])
    >>> moderation_routes([path], boxes, [("m", 0)])[0].round(1).tolist()
    [[10.0, 21.5], [21.8, 3.3]]
    """
    return tuple(_route(routes, boxes, boxes[name], k) for name, k in moderations)


def _route(
    routes: Sequence[np.ndarray], boxes: Mapping[str, Rectangle], own: Rectangle, path: int
) -> np.ndarray:
    moderated = _dense(routes[path])
    others = [_dense(route) for j, route in enumerate(routes) if j != path]
    leaving = np.vstack([route[[0, -1]] for route in routes])
    best, least = np.empty((2, 2)), np.inf
    for start, share in itertools.product(_starts(own), _SHARES):
        at = round(share * (len(moderated) - 1))
        end, course = moderated[at], moderated[min(at + 1, len(moderated) - 1)] - moderated[at - 1]
        way = end - start
        length = float(np.hypot(*way))
        if length <= _SHORT:
            continue
        steps = start + np.linspace(0.02, 0.98, _STEPS)[:, None] * way
        cost = length
        cost += _BOX * sum(_within(steps, box).any() for box in boxes.values())
        cost += _CROSSED * sum(_meets(steps, other, length) for other in others)
        cost += _BESIDE * bool((np.hypot(*(leaving - start).T) < _NEAR).any())
        cost += _OFF * abs(float(share) - 0.5)
        cost += _FLAT * abs(float(way @ course)) / (length * float(np.hypot(*course)))
        if cost < least:
            best, least = np.array([start, end - way * (_SHORT / length)]), cost
    return best


def _starts(box: Rectangle) -> list[np.ndarray]:
    """Places on the sides of a box, the middles of them first."""
    left, top, right, bottom = box
    return [
        np.array(place)
        for share in _SIDE
        for x, y in [(left + share * (right - left), top + share * (bottom - top))]
        for place in ((right, y), (left, y), (x, top), (x, bottom))
    ]


def _dense(route: np.ndarray) -> np.ndarray:
    """Points of a route at even distances."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(route, axis=0).T))])
    at = np.linspace(0, lengths[-1], _STEPS + 1)
    return np.column_stack([np.interp(at, lengths, coordinate) for coordinate in route.T])


def _within(points: np.ndarray, box: Rectangle) -> np.ndarray:
    low, high = np.array(box[:2]), np.array(box[2:])
    return np.asarray(((points > low) & (points < high)).all(axis=1))


def _meets(steps: np.ndarray, other: np.ndarray, length: float) -> bool:
    """Whether two ways come as near as the distance of their points allows to tell."""
    apart = np.hypot(*(steps[:, None] - other[None]).T)
    gap = max(length / len(steps), float(np.hypot(*(other[1] - other[0]))))
    return bool((apart < gap).any())
