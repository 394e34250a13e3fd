"""States as cells with signs, rows by columns: told apart by sign and colour, and in grey print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..language import Language
from .map_grid import MapGrid, map_grid
from .sheet import key_rows, text_width
from .style import FAINT, GREY, INK, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["SIGNS", "Sign", "StateCell", "StateMap", "StateRow", "draw_state_map"]

Sign = Literal["none", "empty", "half", "cross", "check"]

_COLORS: Mapping[Sign, str] = {
    "none": "white",
    "empty": "white",
    "half": "#c9def1",
    "cross": "#f0a35e",
    "check": "#0a4f8f",
}
SIGNS: tuple[Sign, ...] = tuple(_COLORS)
_KEY, _SIZE = 5.4, 1.35  # millimetres of a row of the key, and of half a sign
_TALL = 11.5  # a row whose cells have a text below the sign


@dataclass(frozen=True, slots=True)
class StateCell:
    """One cell: its sign, a short text below it, and words on hover."""

    sign: Sign
    told: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class StateRow:
    """One row: its name, and a cell for each column."""

    label: str
    cells: tuple[StateCell, ...]


@dataclass(frozen=True, slots=True)
class StateMap:
    """What the map shows.

    Attributes
    ----------
    title, subtitle : str
    columns : tuple of str
    states : mapping of sign to str
        Names of the states in the order of the key.
    rows : tuple of StateRow
    """

    title: str
    subtitle: str
    columns: tuple[str, ...]
    states: Mapping[Sign, str]
    rows: tuple[StateRow, ...]


def draw_state_map(chart: StateMap, _lang: Language) -> Figure:
    """Draw the map 160 mm wide with a key below."""
    worded = any(cell.text for row in chart.rows for cell in row.cells)
    key = key_rows(list(chart.states.values()), 156.0, mark=10.5)
    grid = map_grid(
        (chart.title, chart.subtitle),
        chart.columns,
        [row.label for row in chart.rows],
        row=_TALL if worded else 0.0,
        below=3.0 + _KEY * len(key),
    )
    for i, row in enumerate(chart.rows):
        for j, cell in enumerate(row.cells):
            _draw_cell(grid, grid.place(i, j), cell)
    _draw_key(grid, chart, key)
    return grid.sheet.figure


def _draw_cell(grid: MapGrid, place: tuple[float, float, float, float], cell: StateCell) -> None:
    x, y, width, height = place
    _box(grid, place, cell.sign, cell.told)
    lift = 1.9 if cell.text else 0.0
    _DRAW[cell.sign](grid.sheet.axes, x + width / 2, y + height / 2 - lift)
    if cell.text:
        ink = "white" if cell.sign == "check" else INK
        middle = y + height - 2.2
        text = grid.sheet.write(x + width / 2, middle, cell.text, size=8, ha="center", color=ink)
        tip(text, cell.told)


def _box(
    grid: MapGrid, place: tuple[float, float, float, float], sign: Sign, told: str = ""
) -> None:
    white = _COLORS[sign] == "white"
    edge = {"edgecolor": GREY if sign == "empty" else FAINT, "linewidth": 0.6 if white else 0.0}
    patch = grid.sheet.box(*place, facecolor=_COLORS[sign], **edge)
    if told:
        tip(patch, told)


def _draw_key(grid: MapGrid, chart: StateMap, rows: list[list[int]]) -> None:
    signs, y = list(chart.states), grid.bottom + 3.0 + _KEY / 2
    for row in rows:
        x = 2.0
        for i in row:
            _box(grid, (x, y - 2.1, 5.6, 4.2), signs[i])
            _DRAW[signs[i]](grid.sheet.axes, x + 2.8, y)
            name = chart.states[signs[i]]
            grid.sheet.name(x + 7, y, name, grid.sheet.width - 12, lines=1)
            x += 10.5 + text_width(name, 8.5)
        y += _KEY


def _none(axes: Axes, x: float, y: float) -> None:
    axes.plot([x - 0.6, x + 0.6], [y, y], color=GREY, lw=0.8)


def _empty(axes: Axes, x: float, y: float) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), _SIZE, facecolor="white", edgecolor=INK, lw=0.9))


def _half(axes: Axes, x: float, y: float) -> None:
    from matplotlib.patches import Wedge

    _empty(axes, x, y)
    axes.add_patch(Wedge((x, y), _SIZE, 90, 270, facecolor=INK, lw=0))


def _cross(axes: Axes, x: float, y: float) -> None:
    for side in (-1, 1):
        axes.plot([x - 1.2, x + 1.2], [y - 1.2 * side, y + 1.2 * side], color=INK, lw=1.5)


def _check(axes: Axes, x: float, y: float) -> None:
    axes.plot([x - 1.4, x - 0.4, x + 1.5], [y + 0.1, y + 1.2, y - 1.2], color="white", lw=1.7)


_DRAW: Mapping[Sign, Callable[[Axes, float, float], None]] = {
    "none": _none,
    "empty": _empty,
    "half": _half,
    "cross": _cross,
    "check": _check,
}
