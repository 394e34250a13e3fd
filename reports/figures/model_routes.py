"""How the arrows of a path model run between constructs that have their places."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from .layers import Layered, Vertex
from .model_block import Placed

__all__ = ["routes_of"]

_PORT, _SPREAD = 5.0, 0.74  # between arrows at a construct; the share of its side that they take
_ROUND = 0.52  # that share where the side bends away, and a head would lie on the construct
_STUB = 0.5  # a shorter way out of a layer needs no bend
_SAMPLES = 25  # points of a curve

_Knot = tuple[float, float, bool]  # along, across, and whether the way keeps its course there


def routes_of(
    model: Layered,
    placed: Mapping[str, Placed],
    middle: Mapping[Vertex, float],
    strips: Sequence[tuple[float, float]],
) -> tuple[np.ndarray, ...]:
    """Return the points of every path from its start to its end, along and across.

    Parameters
    ----------
    model : Layered
    placed : mapping of str to Placed
        Constructs.
    middle : mapping of Vertex to float
        Places of constructs and lanes, across.
    strips : sequence of tuple of float
        Ends of the layers, along.
    """
    ports = _ports(model, placed, middle)
    layer = {vertex: i for i, column in enumerate(model.columns) for vertex in column}
    found = []
    for k, way in enumerate(model.ways):
        first, last = placed[str(way[0])], placed[str(way[-1])]
        low, high = ports[k]
        start = first.edge(low, far=True), low
        end = last.edge(high, far=False), high
        lanes: list[_Knot] = []
        for lane in way[1:-1]:
            lanes += [(along, middle[lane], True) for along in strips[layer[lane]]]
        after, before = lanes[0] if lanes else end, lanes[-1] if lanes else start
        edge = strips[layer[way[0]]][1], strips[layer[way[-1]]][0]
        knots = [
            *_kept(start, after, first, edge[0]),
            *lanes,
            *reversed(_kept(end, before, last, edge[1])),
        ]
        parts = [_curve(a, b) for a, b in itertools.pairwise(knots)]
        route = np.vstack([parts[0], *(part[1:] for part in parts[1:])])
        found.append(route[::-1] if model.turned[k] else route)
    return tuple(found)


def _ports(
    model: Layered, placed: Mapping[str, Placed], middle: Mapping[Vertex, float]
) -> list[tuple[float, float]]:
    """Where each way leaves its first and reaches its last construct, across."""
    found = [[0.0, 0.0] for _ in model.ways]
    for end, (own, other) in enumerate(((0, 1), (-1, -2))):
        for name, construct in placed.items():
            ways = [k for k, way in enumerate(model.ways) if way[own] == name]
            ways.sort(key=lambda k: middle[model.ways[k][other]])
            side = construct.core[3] - construct.core[1]
            bends = construct.block.oval and side < construct.core[2] - construct.core[0]
            step = min(_PORT, (_ROUND if bends else _SPREAD) * side / max(len(ways) - 1, 1))
            for i, k in enumerate(ways):
                found[k][end] = middle[name] + step * (i - (len(ways) - 1) / 2)
    return [(first, last) for first, last in found]


def _kept(
    port: tuple[float, float], other: Sequence[float], construct: Placed, edge: float
) -> list[_Knot]:
    """Knots at an end of a way, which keeps its course until nothing of its layer is beside it.

    Parameters
    ----------
    port : tuple of float
    other : sequence of float
        Where the way goes on.
    construct : Placed
    edge : float
        Of the layer, along.
    """
    share = (edge - port[0]) / (other[0] - port[0])
    beside = port[1] + share * (other[1] - port[1])
    block = construct.block
    free = block.oval and not (block.flanked and beside > construct.core[3])
    alone = abs(edge - port[0]) < _STUB or free
    return [(*port, False)] if alone else [(*port, True), (edge, port[1], True)]


def _curve(start: _Knot, end: _Knot) -> np.ndarray:
    """Join two places: by a straight line, or level where the way keeps its course."""
    a, b = np.array(start[:2]), np.array(end[:2])
    if not (start[2] or end[2]) or abs(a[1] - b[1]) < 1e-6:
        return np.array([a, b])
    level = np.array([(b[0] - a[0]) / 2, 0.0])
    first = a + (level if start[2] else (b - a) / 3)
    second = b - (level if end[2] else (b - a) / 3)
    t = np.linspace(0, 1, _SAMPLES)[:, None]
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t**2 * second + t**3 * b
