"""Panels: the columns of a wide table divided into parts that stand one below the other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..table import Table

__all__ = ["panels"]

_STEPS = 40  # of the width that are tried until the parts are about equally wide
_KEYS = 2  # columns at most that every part repeats
_KEYS_SHARE = 0.5  # of the width, at most, for them


def panels(table: Table, least: Sequence[float], width: float) -> list[tuple[int, ...]]:
    """Divide columns into as few parts as can be, about equally wide.

    Columns under one head stay together where they can, and every part begins with the columns
    that name the rows.

    Parameters
    ----------
    table : Table
    least : sequence of float
        Width that each column needs.
    width : float
        Of a part.

    Examples
    --------
    >>> from aqyl.reports.table import Column
    >>> columns = (Column("x", "X"), *(Column(f"c{j}", "C", "number") for j in range(4)))
    >>> panels(Table("t", "T", columns, ()), [2.0] * 5, 7.0)
    [(0, 1, 2), (0, 3, 4)]
    """
    keys = _keys(table, least, width)
    room = width - sum(least[j] for j in keys)
    rest = [j for j in range(len(least)) if j not in keys]
    groups = itertools.groupby(rest, key=lambda j: table.columns[j].group or str(j))
    units = [tuple(unit) for _, unit in groups]
    fewest = _filled(units, least, room)
    trials = (_filled(units, least, room * step / _STEPS) for step in range(1, _STEPS))
    alike = (
        parts
        for parts in trials
        if len(parts) == len(fewest) and _torn(units, parts) == _torn(units, fewest)
    )
    return [(*keys, *part) for part in next(alike, fewest)]


def _keys(table: Table, least: Sequence[float], width: float) -> list[int]:
    """Leading columns that name the rows, so far as needed and as they leave room for others."""
    found: list[int] = []
    for j, column in enumerate(table.columns[:_KEYS]):
        names = column.kind == "text" or (column.kind == "label" and not j)
        taken = sum(least[k] for k in (*found, j))
        if names and taken <= _KEYS_SHARE * width:
            found.append(j)
        cells = [row[j] for row in table.rows]
        if column.kind == "text" and len(set(cells)) == len(cells) > 1:
            break  # they tell the rows apart
    return found


def _torn(units: Sequence[tuple[int, ...]], parts: Sequence[Sequence[int]]) -> int:
    """Count the units that stand in more than one part."""
    return sum(not any(set(unit) <= set(part) for part in parts) for unit in units)


def _filled(
    units: Sequence[tuple[int, ...]], least: Sequence[float], room: float
) -> list[list[int]]:
    """Fill parts with columns, one after the other; a unit is divided only if it must be."""
    parts: list[list[int]] = [[]]
    for unit in units:
        if parts[-1] and sum(least[j] for j in (*parts[-1], *unit)) > room:
            parts.append([])
        for j in unit:
            if parts[-1] and sum(least[k] for k in (*parts[-1], j)) > room:
                parts.append([])
            parts[-1].append(j)
    return parts
