"""Loadings of a few items on the first two components, as points with names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .named_points import name_points
from .sheet import new_sheet
from .style import GREY, SERIES, number_ticks, tips

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from .label_places import Rectangle

__all__ = ["LoadingPlot", "LoadingPoint", "draw_loading_plot"]

_WIDTH, _SIDE = 160.0, 118.0
_KEY = 10.0
_LINE = 0.3  # millimetres on each side of a line of zero, which names leave free


@dataclass(frozen=True, slots=True)
class LoadingPoint:
    """One item: its name, its two loadings, and the component that it belongs to (2: neither)."""

    label: str
    first: float
    second: float
    belongs: int


@dataclass(frozen=True, slots=True)
class LoadingPlot:
    """What the plot shows.

    Attributes
    ----------
    title, subtitle : str
    axes : tuple of str, length 2
        Names of the components.
    key : tuple of str, length 3
        Names of items of the first component, of the second, and of others.
    points : tuple of LoadingPoint
    """

    title: str
    subtitle: str
    axes: tuple[str, str]
    key: tuple[str, str, str]
    points: tuple[LoadingPoint, ...]


def draw_loading_plot(plot: LoadingPlot, lang: Language) -> Figure:
    """Draw the plot 160 mm wide; items that belong to neither component are hollow."""
    sheet = new_sheet(_WIDTH, _SIDE + 13 + _KEY, plot.title, plot.subtitle)
    axes = sheet.plot((_WIDTH - _SIDE) / 2 + 4, sheet.top + 1, _SIDE, _SIDE)
    loadings = np.array([(point.first, point.second) for point in plot.points])
    limit = max(1.0, float(np.abs(loadings).max())) * 1.06
    low = np.where(loadings.min(axis=0) < -0.35, -limit, loadings.min(axis=0) - 0.25)
    axes.set_xlim(low[0], limit)
    axes.set_ylim(low[1], limit)
    axes.set_xlabel(plot.axes[0])
    axes.set_ylabel(plot.axes[1])
    axes.axhline(0, color=GREY, linewidth=0.8, zorder=1)
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=1)
    axes.grid(zorder=0)
    number_ticks(axes.xaxis, lang, bounded=True)
    number_ticks(axes.yaxis, lang, bounded=True)
    for k, name in enumerate(plot.key):
        chosen = [point for point in plot.points if point.belongs == k]
        if not chosen:
            continue
        color = SERIES[k].color if k < 2 else GREY
        dots = axes.scatter(
            [point.first for point in chosen],
            [point.second for point in chosen],
            s=40,
            marker=SERIES[k].marker if k < 2 else "o",
            facecolor=color if k < 2 else "white",
            edgecolor=color,
            linewidth=1.2,
            zorder=4,
            label=name,
        )
        tips(dots, [f"{p.label}: {_pair(p, lang)}" for p in chosen])
    names = [point.label for point in plot.points]
    name_points(axes, loadings, names, taken=_zero_lines(axes))
    sheet.figure.legend(loc="lower center", ncols=3, fontsize=8.5)
    return sheet.figure


def _zero_lines(axes: Axes) -> tuple[Rectangle, Rectangle]:
    """Return where the lines of zero run, in millimetres from the lower left corner."""
    (x, y) = _SIDE * axes.transAxes.inverted().transform(axes.transData.transform((0.0, 0.0)))
    return (x - _LINE, 0.0, x + _LINE, _SIDE), (0.0, y - _LINE, _SIDE, y + _LINE)


def _pair(point: LoadingPoint, lang: Language) -> str:
    both = (lang.number(value, 3, bounded=True) for value in (point.first, point.second))
    return "; ".join(both)
