"""Where the constructs of a path diagram stand, in millimetres.

Columns go from causes to outcomes. The first and the last fill the height with their items beside
them; constructs between stand above and below the midline, which paths that pass them need.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "ARM",
    "IN_ROW",
    "ITEM",
    "OVAL",
    "STEP",
    "centres",
    "height_of",
    "in_the_way",
    "room",
    "sides",
]

ITEM = (15.0, 3.9)
STEP = 4.7  # from one item to the next
OVAL = (34.0, 15.0)
ARM = 15.0  # from a construct to its items, where the loadings stand
IN_ROW = 2  # items in a row above or below a construct
_GAP = 5.0  # between the items of two constructs
_FREE = 12.0  # around the midline of inner columns, for the paths that pass between constructs


def sides(columns: Sequence[Sequence[str]]) -> dict[str, str]:
    """Where the items of each construct stand; between, the way through the middle stays free."""
    last = len(columns) - 1
    side = {}
    for i, column in enumerate(columns):
        for j, name in enumerate(column):
            between = "above" if j < len(column) / 2 else "below"
            side[name] = "left" if i == 0 else "right" if i == last else between
    return side


def height_of(items: int, side: str) -> float:
    """Return the height that a construct takes with its items."""
    if side in {"above", "below"}:
        return OVAL[1] + -(-items // IN_ROW) * STEP + 2
    return max(OVAL[1], items * STEP)


def room(column: Sequence[str], tall: dict[str, float], side: dict[str, str]) -> float:
    """Height that a column needs; one in the middle as much above the midline as below."""
    if side[column[0]] in {"left", "right"}:
        return sum(tall[name] for name in column) + _GAP * (len(column) - 1)
    halves = [[n for n in column if side[n] == half] for half in ("above", "below")]
    return _FREE + 2 * max(sum(tall[n] + _GAP for n in half) for half in halves)


def centres(
    columns: Sequence[Sequence[str]],
    tall: dict[str, float],
    size: tuple[float, float],
    side: dict[str, str],
) -> dict[str, tuple[float, float]]:
    """Centre of each construct: outer columns fill the height, inner ones spare the midline."""
    width, height = size
    first = ITEM[0] + ARM + OVAL[0] / 2
    step = (width - 2 * first) / max(len(columns) - 1, 1)
    centre = {}
    for i, column in enumerate(columns):
        x = first + i * step
        gap = (height - sum(tall[name] for name in column)) / len(column)
        top, up, down = height - gap / 2, (height + _FREE) / 2, (height - _FREE) / 2
        for name in column:
            if side[name] == "below":
                centre[name] = (x, down - OVAL[1] / 2)
                down -= tall[name] + _GAP
            elif side[name] != "above":
                centre[name] = (x, top - tall[name] / 2)
                top -= tall[name] + gap
        for name in reversed([name for name in column if side[name] == "above"]):
            centre[name] = (x, up + OVAL[1] / 2)
            up += tall[name] + _GAP
    return centre


def in_the_way(
    start: tuple[float, float], end: tuple[float, float], place: tuple[float, float]
) -> bool:
    """Whether the straight line between two constructs would cross a third."""
    if not start[0] < place[0] < end[0]:
        return False
    share = (place[0] - start[0]) / (end[0] - start[0])
    return abs(start[1] + share * (end[1] - start[1]) - place[1]) < OVAL[1] / 2 + 2
