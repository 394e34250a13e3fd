"""Layers of a path model: causes first, lanes where a path passes a layer, few crossings."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Layered", "Vertex", "layered", "layers"]

Vertex = str | tuple[int, int]  # a construct, or the lane of a path (its place) within a layer

_Columns = list[list[Vertex]]
_Links = Mapping[Vertex, Sequence[Vertex]]
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Layered:
    """A model in layers.

    Attributes
    ----------
    columns : tuple of tuple of Vertex
        The layers, each in the order that crosses few paths.
    ways : tuple of tuple of Vertex
        Of each path, what it passes, from the earlier layer to the later one.
    turned : tuple of bool
        Which paths run against the layers, so that their way begins at their end.
    """

    columns: tuple[tuple[Vertex, ...], ...]
    ways: tuple[tuple[Vertex, ...], ...]
    turned: tuple[bool, ...]


def layers(paths: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Put every construct one layer after the last of its causes.

    Parameters
    ----------
    paths : sequence of (start, end)
        One that closes a circle with earlier ones does not count.

    Examples
    --------
    >>> layers([("trust", "use"), ("ease", "trust"), ("ease", "use")])
    [['ease'], ['trust'], ['use']]
    """
    names = list(dict.fromkeys(name for path in paths for name in path))
    depth = dict.fromkeys(names, 0)
    onward = [path for path, turned in zip(paths, _turned(paths), strict=True) if not turned]
    for _ in names:
        for start, end in onward:
            depth[end] = max(depth[end], depth[start] + 1)
    return [[n for n in names if depth[n] == level] for level in range(max(depth.values()) + 1)]


def layered(paths: Sequence[tuple[str, str]]) -> Layered:
    """Order the layers of a model, with a lane for every path in every layer that it passes.

    Examples
    --------
    >>> found = layered([("trust", "use"), ("ease", "trust"), ("ease", "use")])
    >>> found.columns
    (('ease',), ('trust', (2, 1)), ('use',))
    >>> found.ways[2]
    ('ease', (2, 1), 'use')
    """
    columns: _Columns = [list(column) for column in layers(paths)]
    level = {name: i for i, column in enumerate(columns) for name in column}
    turned = _turned(paths)
    ways: list[tuple[Vertex, ...]] = []
    for k, (path, back) in enumerate(zip(paths, turned, strict=True)):
        first, last = reversed(path) if back else path
        lanes = [(k, i) for i in range(level[first] + 1, level[last])]
        for lane in lanes:
            columns[lane[1]].append(lane)
        ways.append((first, *lanes, last))
    ordered = _untangled(columns, ways)
    return Layered(tuple(map(tuple, ordered)), tuple(ways), turned)


def _turned(paths: Sequence[tuple[str, str]]) -> tuple[bool, ...]:
    """Find the paths that close a circle with the ones before them."""
    onward: list[tuple[str, str]] = []
    found = []
    for start, end in paths:
        reached, before = {end}, 0
        while before < len(reached):
            before = len(reached)
            reached |= {b for a, b in onward if a in reached}
        found.append(start in reached)
        if start not in reached:
            onward.append((start, end))
    return tuple(found)


def _untangled(columns: _Columns, ways: Sequence[tuple[Vertex, ...]]) -> _Columns:
    """Return the order with the fewest crossings that sweeps and swaps find; the first if equal."""
    after: dict[Vertex, list[Vertex]] = {v: [] for column in columns for v in column}
    before: dict[Vertex, list[Vertex]] = {v: [] for v in after}
    for way in ways:
        for a, b in itertools.pairwise(way):
            after[a].append(b)
            before[b].append(a)
    best, least = columns, _crossings(columns, after)
    for _ in range(_SWEEPS):
        if not least:
            break
        inner = range(len(columns))
        for links, order, step in ((before, inner[1:], -1), (after, inner[-2::-1], 1)):
            columns = [list(column) for column in columns]
            for i in order:
                columns[i] = _by_neighbours(columns[i], columns[i + step], links)
            columns = _swapped(columns, after)
            if (count := _crossings(columns, after)) < least:
                best, least = columns, count
    return best


def _by_neighbours(column: list[Vertex], other: list[Vertex], links: _Links) -> list[Vertex]:
    """Sort a layer by the mean place of its neighbours in another one."""
    place = {vertex: i for i, vertex in enumerate(other)}

    def mean(i: int) -> float:
        ends = [place[v] for v in links[column[i]] if v in place]
        return sum(ends) / len(ends) if ends else i

    return [column[i] for i in sorted(range(len(column)), key=mean)]


def _swapped(columns: _Columns, after: _Links) -> _Columns:
    """Swap neighbours within a layer as long as that leaves fewer crossings."""
    least = _crossings(columns, after)
    better = True
    while better:
        better = False
        for column in columns:
            for i in range(len(column) - 1):
                column[i], column[i + 1] = column[i + 1], column[i]
                count = _crossings(columns, after)
                if count < least:
                    least, better = count, True
                else:
                    column[i], column[i + 1] = column[i + 1], column[i]
    return columns


def _crossings(columns: _Columns, after: _Links) -> int:
    total = 0
    for left, right in itertools.pairwise(columns):
        place = {vertex: i for i, vertex in enumerate(right)}
        ends = [(i, place[w]) for i, v in enumerate(left) for w in after[v]]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in itertools.combinations(ends, 2))
    return total
