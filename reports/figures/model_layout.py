"""Where the constructs of a path model stand and how its arrows run, in millimetres.

Layers go from causes to outcomes. An arrow that passes a layer has a lane of its own there, between
the constructs, so that none runs through a construct. Arrows leave and reach a construct in the
order in which they come, apart from each other.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from .layers import Layered, Vertex, layered
from .model_block import Area, Block, Placed
from .model_routes import routes_of

__all__ = ["Layout", "Spacing", "lay_out"]

_SWEEPS = 40
_LANE = 5.0  # across
_STRAIGHT = 4.0  # how much lanes wish to be level, against ways that end at a construct


@dataclass(frozen=True, slots=True)
class Spacing:
    """Room between blocks of a layer, between layers, and the least extent across."""

    across: float
    along: float
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A model that is laid out.

    Attributes
    ----------
    size : tuple of float
        Along and across.
    blocks, cores : mapping of str to Area
    routes : tuple of ndarray, shape (p, 2)
        Points of each path from its start to its end, along and across.
    """

    size: tuple[float, float]
    blocks: Mapping[str, Area]
    cores: Mapping[str, Area]
    routes: tuple[np.ndarray, ...]


def lay_out(
    paths: Sequence[tuple[str, str]], blocks: Mapping[str, Block], spacing: Spacing
) -> Layout:
    """Lay out a model.

    Parameters
    ----------
    paths : sequence of (start, end)
    blocks : mapping of str to Block
        Of every construct of the paths.
    spacing : Spacing

    Examples
    --------
    >>> block = Block((30, 10), (0, 0, 30, 10))
    >>> found = lay_out([("a", "b")], {"a": block, "b": block}, Spacing(5, 20))
    >>> found.size, found.blocks["b"]
    ((80.0, 10.0), (50.0, 0.0, 80.0, 10.0))
    >>> found.routes[0].round(1).tolist()
    [[30.0, 5.0], [50.0, 5.0]]
    """
    model = layered(paths)
    strips = _strips(model, blocks, spacing.along)
    middle = _middles(model, blocks, spacing.across)
    low = min(middle[v] - _reach(v, blocks)[0] for column in model.columns for v in column)
    high = max(middle[v] + _reach(v, blocks)[1] for column in model.columns for v in column)
    shift = max(spacing.width - (high - low), 0) / 2 - low
    middle = {vertex: place + shift for vertex, place in middle.items()}
    placed = {
        name: Placed(blocks[name], start, middle[name])
        for (start, _), column in zip(strips, model.columns, strict=True)
        for name in column
        if isinstance(name, str)
    }
    return Layout(
        (strips[-1][1], max(spacing.width, high - low)),
        {name: block.area for name, block in placed.items()},
        {name: block.core for name, block in placed.items()},
        routes_of(model, placed, middle, strips),
    )


def _strips(model: Layered, blocks: Mapping[str, Block], gap: float) -> list[tuple[float, float]]:
    """Return the ends of each layer along the arrows."""
    found: list[tuple[float, float]] = []
    at = 0.0
    for column in model.columns:
        deep = max(blocks[v].size[0] for v in column if isinstance(v, str))
        found.append((at, float(at + deep)))
        at += deep + gap
    return found


def _reach(vertex: Vertex, blocks: Mapping[str, Block]) -> tuple[float, float]:
    """How far a vertex reaches across, before and after its middle."""
    return blocks[vertex].reach if isinstance(vertex, str) else (_LANE / 2, _LANE / 2)


def _middles(model: Layered, blocks: Mapping[str, Block], gap: float) -> dict[Vertex, float]:
    """Places across at which arrows are as level as the blocks allow."""
    links: dict[Vertex, list[tuple[Vertex, float]]] = {v: [] for c in model.columns for v in c}
    for way in model.ways:
        for a, b in itertools.pairwise(way):
            weight = _STRAIGHT if not (isinstance(a, str) and isinstance(b, str)) else 1.0
            links[a].append((b, weight))
            links[b].append((a, weight))
    steps, place = {}, dict.fromkeys(links, 0.0)
    for column in model.columns:
        reach = [_reach(v, blocks) for v in column]
        apart = [
            a[1] + b[0] + (gap if isinstance(v, str) or isinstance(w, str) else 0.0)
            for (v, a), (w, b) in itertools.pairwise(zip(column, reach, strict=True))
        ]
        steps[column] = np.concatenate([[0.0], np.cumsum(apart)])
        place |= zip(column, (steps[column] - steps[column].mean()).tolist(), strict=True)
    for sweep in range(_SWEEPS):
        for column in model.columns[:: 1 if sweep % 2 else -1]:
            wanted = [
                sum(weight * place[other] for other, weight in links[v])
                / sum(weight for _, weight in links[v])
                for v in column
            ]
            level = scipy.optimize.isotonic_regression(wanted - steps[column]).x + steps[column]
            place |= zip(column, level.tolist(), strict=True)
    return place
