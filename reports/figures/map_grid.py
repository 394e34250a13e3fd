"""The frame of a map of cells: names of rows at the left, names of columns above, pages of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from .sheet import Sheet, new_sheet, text_width, within

__all__ = ["MapGrid", "map_grid", "map_pages"]

Row = TypeVar("Row")

_WIDTH = 160.0
_NAMES, _FEW_NAMES = 42.0, 56.0  # millimetres of names beside many columns, and beside few
_MANY = 8  # columns from which names stand upright
_UPRIGHT = 46.0  # the most that an upright name takes
_ROWS, _TWO_LINE_ROWS = 36, 22  # of a page, with names of one line and of two
_LETTERS = 20  # that one line of a name surely holds
_UP: Mapping[str, Any] = {
    "rotation": 90,
    "rotation_mode": "anchor",
    "ha": "left",
    "va": "center",
}
_TALL, _LOW, _TWO_LINES = 5.4, 4.6, 7.4


@dataclass(frozen=True, slots=True)
class MapGrid:
    """Where the cells of a map are.

    Attributes
    ----------
    sheet : Sheet
    left, top : float
        Upper left corner of the first cell, in millimetres.
    cell, row : float
        Width and height of a cell.
    bottom : float
        Where the cells end.
    """

    sheet: Sheet
    left: float
    top: float
    cell: float
    row: float
    bottom: float

    def place(self, row: int, column: int) -> tuple[float, float, float, float]:
        """Upper left corner, width and height of what is drawn in a cell."""
        x, y = self.left + self.cell * column, self.top + self.row * row
        return x + 0.25, y + 0.25, self.cell - 0.5, self.row - 0.5


def map_pages(rows: Sequence[Row], labels: Sequence[str]) -> tuple[tuple[Row, ...], ...]:
    """Share rows out to as many figures as pages need, about as many on each.

    Examples
    --------
    >>> [len(page) for page in map_pages(range(50), ["Almaty"] * 50)]
    [25, 25]
    """
    most = _TWO_LINE_ROWS if any(len(label) > _LETTERS for label in labels) else _ROWS
    pages = -(-len(rows) // most)
    size = -(-len(rows) // pages)
    return tuple(tuple(rows[k : k + size]) for k in range(0, len(rows), size))


def map_grid(
    heading: tuple[str, str],
    columns: Sequence[str],
    labels: Sequence[str],
    *,
    row: float = 0.0,
    below: float = 0.0,
) -> MapGrid:
    """Draw heading and names, 160 mm wide, and say where the cells are.

    Parameters
    ----------
    heading : tuple of str
        Title and subtitle.
    columns, labels : sequence of str
        Names of the columns and of the rows.
    row : float
        Height of a row; 0 for one that a page of rows has room for.
    below : float
        Millimetres that stay free below the cells.
    """
    upright = len(columns) >= _MANY
    most = _NAMES if upright else _FEW_NAMES
    names = min(most, max(text_width(label, 8.5) for label in labels) + 2.5)
    cell = min((_WIDTH - 4 - names) / len(columns), 26.0)
    if upright:
        heads = [within(name, _UPRIGHT, size=8, lines=1) for name in columns]
        head = max(text_width(name, 8) for name in heads) + 3
    else:
        heads = [_broken(name, cell - 1) for name in columns]
        head = 3.5 * max(name.count("\n") + 1 for name in heads) + 2
    tall = row or _row_height(labels, names - 2)
    sheet = new_sheet(_WIDTH, head + tall * len(labels) + below + 1.5, *heading)
    top = sheet.top + head
    for j, name in enumerate(heads):
        looks = _UP if upright else {"ha": "center", "va": "bottom"}
        sheet.write(2 + names + cell * (j + 0.5), top - 1.2, name, size=8, **looks)
    lines = 3 if tall > 11 else 2 if tall > 7 else 1
    for i, label in enumerate(labels):
        sheet.name(2, top + tall * (i + 0.5), label, names - 2, lines=lines)
    return MapGrid(sheet, 2 + names, top, cell, tall, top + tall * len(labels))


def _row_height(labels: Sequence[str], room: float) -> float:
    long = any("\n" in within(label, room) for label in labels)
    if long and len(labels) <= _TWO_LINE_ROWS:
        return _TWO_LINES
    return _TALL if len(labels) * _TALL < _ROWS * _LOW else _LOW


def _broken(name: str, room: float) -> str:
    """Break a name into lines, also after its hyphens."""
    return within(name.replace("-", "- "), room, size=8, lines=3).replace("- ", "-")
