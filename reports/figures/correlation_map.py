"""Correlations below the diagonal as shaded cells with numbers and stars."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .shades import ink_on, signed_shade
from .sheet import Sheet, new_sheet, text_width
from .style import FAINT, GREY, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["CorrelationMap", "draw_correlation_map"]

_WIDTH, _NAMES = 160.0, 62.0


@dataclass(frozen=True, slots=True)
class CorrelationMap:
    """What the map shows.

    Attributes
    ----------
    title, subtitle : str
    names : tuple of str, length k
    values : tuple of tuple of float
        Row i holds the correlations of name i with those before it; NaN where there is none.
    stars : tuple of tuple of int
        As `values`.
    """

    title: str
    subtitle: str
    names: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    stars: tuple[tuple[int, ...], ...]


def draw_correlation_map(chart: CorrelationMap, lang: Language) -> Figure:
    """Draw the map 160 mm wide; columns have the numbers of their rows."""
    k = len(chart.names)
    labels = [f"{i + 1}  {name}" for i, name in enumerate(chart.names)]
    names = min(_NAMES, max(text_width(label, 8.5) for label in labels) + 2)
    cell = min(16.0, (_WIDTH - 4 - names) / k)
    row = min(9.5, max(8.4, cell))
    sheet = new_sheet(_WIDTH, 7 + row * k, chart.title, chart.subtitle)
    left, top = 2 + names, sheet.top + 5
    for i, label in enumerate(labels):
        y = top + row * i
        sheet.write(
            left + cell * (i + 0.5), sheet.top + 2, str(i + 1), ha="center", fontweight="bold"
        )
        sheet.name(2, y + row / 2, label, names - 2)
        for j in range(i):
            text = lang.number(chart.values[i][j], 3, bounded=True)
            full = f"{chart.names[j]} – {chart.names[i]}: {text}"
            place = (left + cell * j, y, cell, row)
            _draw_cell(sheet, place, chart.values[i][j], chart.stars[i][j], full, lang)
        sheet.box(left + cell * i + 0.25, y + 0.25, cell - 0.5, row - 0.5, facecolor=FAINT)
        sheet.write(left + cell * (i + 0.5), y + row / 2, "1", size=8, ha="center", color=GREY)
    return sheet.figure


def _draw_cell(
    sheet: Sheet,
    place: tuple[float, float, float, float],
    value: float,
    stars: int,
    full: str,
    lang: Language,
) -> None:
    x, y, width, height = place
    color = "#ffffff" if math.isnan(value) else signed_shade(value)
    edge = FAINT if math.isnan(value) else "none"
    cell = sheet.box(x + 0.25, y + 0.25, width - 0.5, height - 0.5, facecolor=color, edgecolor=edge)
    looks = {"ha": "center", "color": ink_on(color)}
    lift = 0.12 * height if stars else 0.0
    size = 8.5 if width > 8 else 7
    tip(cell, full + "*" * stars)
    text = lang.number(value, 2, bounded=True)
    number = sheet.write(x + width / 2, y + height / 2 - lift, text, size=size, **looks)
    tip(number, full + "*" * stars)
    if stars:
        mark = sheet.write(x + width / 2, y + 0.82 * height, "*" * stars, size=8, **looks)
        tip(mark, full + "*" * stars)
