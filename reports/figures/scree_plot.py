"""Eigenvalues in order, with the values that chance gives and the line of Kaiser's rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .sheet import new_sheet
from .style import GREY, SERIES, number_ticks, tip, tips

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["ScreePlot", "draw_scree_plot"]

_WIDTH, _HEIGHT = 160.0, 84.0  # millimetres
_LEFT, _BELOW = 12.0, 25.0
_LEAST = 1e-3  # smaller eigenvalues are rounding, or below zero, and have no place on the axis


@dataclass(frozen=True, slots=True)
class ScreePlot:
    """What a scree plot shows.

    Attributes
    ----------
    title, subtitle, component, value : str
        `component` names the horizontal axis, `value` the vertical one, which is logarithmic.
    eigenvalues : tuple of float
    chance : tuple of float
        Of the parallel analysis; empty if there is none.
    retained : int
    names : tuple of str
        Of the observed eigenvalues, those of chance, and Kaiser's line.
    """

    title: str
    subtitle: str
    component: str
    value: str
    eigenvalues: tuple[float, ...]
    chance: tuple[float, ...]
    retained: int
    names: tuple[str, str, str]


def draw_scree_plot(plot: ScreePlot, lang: Language) -> Figure:
    """Draw a scree plot 160 mm wide; retained components are full dots."""
    from matplotlib.ticker import MaxNLocator

    sheet = new_sheet(_WIDTH, _HEIGHT, plot.title, plot.subtitle)
    sheet.write(2, sheet.top + 2, plot.value, color=GREY)
    axes = sheet.plot(_LEFT, sheet.top + 5, _WIDTH - _LEFT - 3, _HEIGHT - _BELOW)
    observed, chance = SERIES[0], SERIES[1]
    place = np.arange(1, len(plot.eigenvalues) + 1)
    values = np.array(plot.eigenvalues)
    values = np.where(values >= _LEAST, values, np.nan)
    axes.axhline(1, color=GREY, linewidth=0.9, linestyle=(0, (2, 2)), label=plot.names[2])
    axes.plot(place, values, color=observed.color, linewidth=1.4, label=plot.names[0])
    kept = place <= plot.retained
    color = observed.color
    there = ~np.isnan(values)
    full = axes.scatter(place[kept & there], values[kept & there], s=34, color=color, zorder=3)
    rest = ~kept & there
    hollow = axes.scatter(
        place[rest], values[rest], s=22, facecolor="white", edgecolor=color, zorder=3
    )
    for dots, shown in ((full, kept & there), (hollow, rest)):
        if shown.any():
            pairs = zip(place[shown], values[shown], strict=True)
            tips(dots, [f"{plot.component} {i}: {lang.number(value, 3)}" for i, value in pairs])
    if plot.chance:
        (line,) = axes.plot(
            place[: len(plot.chance)],
            plot.chance,
            color=chance.color,
            linestyle=chance.dash,
            linewidth=1.4,
            label=plot.names[1],
        )
        tip(line, plot.names[1])
    # A first component of 25 would press the rest flat: a logarithmic axis keeps both readable.
    axes.set_yscale("log")
    low = np.nanmin(values)
    ticks = [t for t in (0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if low / 2 <= t]
    ticks = [t for t in ticks if t <= 1.6 * np.nanmax(values)]
    axes.set_yticks(ticks, [lang.number(t, len(f"{t:g}".partition(".")[2])) for t in ticks])
    axes.minorticks_off()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
    number_ticks(axes.xaxis, lang)
    axes.set_xlim(0.4, len(values) + 0.6)
    axes.set_xlabel(plot.component)
    axes.grid(axis="y")
    sheet.figure.legend(loc="lower left", ncols=3, fontsize=8.5)
    return sheet.figure
