"""Numbers as shaded cells, rows by columns: dark is low, bright is high, a dash where none is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .map_grid import map_grid
from .shades import ink_on
from .style import FAINT, GREY, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["ValueMap", "ValueRow", "draw_value_map"]

_SHADES = "cividis"


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One row: its name, a value for each column (NaN where there is none), and words on hover."""

    label: str
    values: tuple[float, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueMap:
    """What the map shows.

    Attributes
    ----------
    title, subtitle : str
    columns : tuple of str
    rows : tuple of ValueRow
    limits : tuple of float
        Values that are shaded darkest and brightest.
    decimals : int
    """

    title: str
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[ValueRow, ...]
    limits: tuple[float, float] = (0.0, 100.0)
    decimals: int = 1


def draw_value_map(chart: ValueMap, lang: Language) -> Figure:
    """Draw the map 160 mm wide; names of many columns stand upright."""
    import matplotlib as mpl
    from matplotlib.colors import to_hex

    labels = [row.label for row in chart.rows]
    grid = map_grid((chart.title, chart.subtitle), chart.columns, labels)
    low, high = chart.limits
    for i, row in enumerate(chart.rows):
        for j, value in enumerate(row.values):
            x, y, width, height = grid.place(i, j)
            text, known = lang.number(value, chart.decimals), not math.isnan(value)
            place = min(max((value - low) / (high - low), 0.0), 1.0) if known else 0.0
            color = to_hex(mpl.colormaps[_SHADES](place)) if known else "white"
            edge = {} if known else {"edgecolor": FAINT, "linewidth": 0.6}
            patch = grid.sheet.box(x, y, width, height, facecolor=color, **edge)
            ink = ink_on(color) if known else GREY
            number = grid.sheet.write(
                x + width / 2, y + height / 2, text, size=8, ha="center", color=ink
            )
            full = row.told[j] if row.told else f"{row.label}, {chart.columns[j]}: {text}"
            tip(patch, full)
            tip(number, full)  # it lies on the cell and would hide the cell's own
    return grid.sheet.figure
