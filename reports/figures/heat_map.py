"""Shaded tables: indicators by year in columns on one page, or cities by criterion."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .style import FAINT, GREY, INK, blank, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

__all__ = ["Block", "HeatMap", "HeatRow", "draw_heat_map"]

_SHADES = "cividis"
_ROW = 4.15  # millimetres, for 7 pt letters
_PAGE, _NAMES, _CELLS = 174.0, 60.0, 25.0  # millimetres of a page with two columns
_LINE = 84  # letters across all columns, for their names


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row; `plain` rows have no spread and stay white."""

    label: str
    values: tuple[float, ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one heading."""

    heading: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """What a heat map shows.

    Attributes
    ----------
    title, note : str
    columns : tuple of str
    panels : tuple of tuple of Block
        Blocks for each column of the page, left to right.
    decimals : int
        Of the numbers in the cells.
    limits : tuple of float
        Values that are shaded darkest and brightest.
    """

    title: str
    note: str
    columns: tuple[str, ...]
    panels: tuple[tuple[Block, ...], ...]
    decimals: int = 2
    limits: tuple[float, float] = (0.0, 1.0)


def draw_heat_map(chart: HeatMap, lang: Language) -> Figure:
    """Draw a heat map as wide as an A4 page allows; dark is low, bright is high."""
    lines = max(sum(len(b.rows) + 1.4 for b in blocks) for blocks in chart.panels)
    two = len(chart.panels) > 1
    width, height = (_PAGE if two else 160.0), 24 + _ROW * lines
    figure = blank(width, height)
    if two:
        # Cells of one width, whatever the length of the names beside them.
        figure.set_layout_engine("none")
        bottom, tall = 8 / height, _ROW * lines / height
        grid = [
            figure.add_axes((left / width, bottom, _CELLS / width, tall))
            for left in np.linspace(_NAMES, width - _CELLS - 2, len(chart.panels))
        ]
    else:
        grid = [figure.add_subplot()]
    for axes, blocks in zip(grid, chart.panels, strict=True):
        _draw_panel(axes, blocks, chart, lang, lines)
    figure.suptitle(chart.title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    if chart.note:
        figure.supxlabel(chart.note, x=0.01, ha="left", fontsize=7.5, color=GREY)
    return figure


def _draw_panel(
    axes: Axes, blocks: tuple[Block, ...], chart: HeatMap, lang: Language, lines: float
) -> None:
    import matplotlib as mpl

    shades = mpl.colormaps[_SHADES]
    size = 5.8 if len(chart.panels) > 1 else 7.8
    names, places, y = [], [], 0.0
    for block in blocks:
        y += 1.0
        axes.annotate(
            block.heading,
            (0, y - 0.15),
            (-4, 0),
            textcoords="offset points",
            ha="right",
            fontsize=8,
            fontweight="bold",
            annotation_clip=False,
        )
        for j, column in enumerate(chart.columns):
            name = textwrap.fill(column, _LINE // len(chart.columns))
            axes.text(j + 0.5, y - 0.15, name, ha="center", fontsize=size - 0.2, color=GREY)
        for row in block.rows:
            for j, value in enumerate(row.values):
                text = lang.number(value, chart.decimals)
                place = (value - chart.limits[0]) / (chart.limits[1] - chart.limits[0])
                fill = None if row.plain else shades
                full = f"{row.label}, {chart.columns[j]}: {text}"
                _draw_cell(axes, (j, y), place, text, shades=fill, size=size, full=full)
            names.append(textwrap.shorten(row.label, 48, placeholder="…"))
            places.append(y + 0.5)
            y += 1.0
        y += 0.4
    axes.set_xlim(0, len(chart.columns))
    axes.set_ylim(lines, 0)
    axes.set_xticks([])
    axes.set_yticks(places, names, fontsize=7)
    axes.tick_params(length=0, pad=3)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _draw_cell(
    axes: Axes,
    at: tuple[float, float],
    place: float,
    text: str,
    *,
    shades: Colormap | None,
    size: float,
    full: str,
) -> None:
    """Draw one cell; `place` is 0 at the dark limit and 1 at the bright one."""
    from matplotlib.patches import Rectangle

    x, y = at
    missing = bool(np.isnan(place))
    fill = "white" if shades is None or missing else shades(float(np.clip(place, 0, 1)))
    cell = Rectangle((x, y), 1, 1, facecolor=fill, edgecolor="white", linewidth=0.6)
    tip(axes.add_patch(cell), full)
    if shades is None or missing:
        axes.add_patch(
            Rectangle((x + 0.04, y + 0.08), 0.92, 0.84, fill=False, edgecolor=FAINT, linewidth=0.6)
        )
    dark = shades is not None and not missing and np.clip(place, 0, 1) < 0.55
    number = axes.text(
        x + 0.5,
        y + 0.54,
        text,
        ha="center",
        va="center",
        fontsize=size,
        color="white" if dark else INK,
    )
    tip(number, full)  # it lies on the cell and would hide the cell's own
