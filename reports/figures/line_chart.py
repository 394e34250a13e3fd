"""Lines over years: one indicator with its values, or a few series side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy

from ..language import Language
from .style import SERIES, blank, heading, number_ticks, tips

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Line", "LineChart", "draw_line_chart"]


@dataclass(frozen=True, slots=True)
class Line:
    """One series with at least one value; a missing year is NaN."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """What a line chart shows.

    Attributes
    ----------
    title, unit : str
    years : tuple of int, length t
    lines : tuple of Line
        One line shows its values at the points; several are named at their right ends.
    decimals : int
        Of the values at the points.
    """

    title: str
    unit: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    decimals: int = 0


def draw_line_chart(chart: LineChart, lang: Language) -> Figure:
    """Draw a line chart, 160 x 80 mm (100 mm with several lines)."""
    several = len(chart.lines) > 1
    figure = blank(160, 100 if several else 80)
    axes = figure.add_subplot()
    for line, look in zip(
        chart.lines, SERIES * (1 + len(chart.lines) // len(SERIES)), strict=False
    ):
        (drawn,) = axes.plot(
            chart.years,
            line.values,
            color=look.color,
            marker=look.marker,
            linestyle=look.dash if several else "-",
            linewidth=1.8,
            markersize=5,
            clip_on=False,
        )
        points = zip(chart.years, line.values, strict=True)
        known = [(year, lang.number(v, chart.decimals)) for year, v in points if not np.isnan(v)]
        tips(drawn, [f"{line.label}, {year}: {value}" for year, value in known])
    everything = np.array([line.values for line in chart.lines], dtype=float)
    low, high = np.nanmin(everything), np.nanmax(everything)
    room = (high - low) or abs(high) or 1.0
    axes.set_ylim(low - 0.2 * room, high + 0.2 * room)
    axes.set_xticks(chart.years, [str(year) for year in chart.years])
    axes.set_xlim(chart.years[0] - 0.35, chart.years[-1] + 0.35)
    axes.locator_params(axis="y", nbins=6)
    number_ticks(axes.yaxis, lang)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    if several:
        _name_ends(axes, chart, (low, high))
    else:
        _label_points(axes, chart, lang)
    heading(axes, chart.title, chart.unit)
    return figure


def _label_points(axes: Axes, chart: LineChart, lang: Language) -> None:
    """Write each value above its point, or below it in a valley."""
    (line,) = chart.lines
    values = line.values
    for i, (year, value) in enumerate(zip(chart.years, values, strict=True)):
        if np.isnan(value):
            continue
        before = values[i - 1] if i else np.nan
        after = values[i + 1] if i + 1 < len(values) else np.nan
        valley = not (before <= value or after <= value)
        # On a slope the text leans to the side where the line is below it.
        lean = 0 if valley else int(before > value) - int(after > value)
        axes.annotate(
            lang.number(value, chart.decimals),
            (year, value),
            (5 * lean, 7) if lean else (0, -14 if valley else 7),
            textcoords="offset points",
            ha={-1: "right", 0: "center", 1: "left"}[lean],
            fontsize=8.5,
            fontweight="bold",
        )


def _name_ends(axes: Axes, chart: LineChart, limits: tuple[float, float]) -> None:
    """Write the names of the series right of their last values, moved apart where they touch."""
    ends = [_end(chart.years, line) for line in chart.lines]
    last = np.array([value for _, value in ends])
    order = np.argsort(last, kind="stable")
    steps = 0.065 * ((limits[1] - limits[0]) * 1.32 or 1.0) * np.arange(len(last))
    # The nearest places that keep the order and a line's height between neighbours.
    places = np.empty(len(last))
    places[order] = scipy.optimize.isotonic_regression(last[order] - steps).x + steps
    for line, end, look, place in zip(chart.lines, ends, SERIES * 4, places, strict=False):
        axes.annotate(
            line.label,
            (end[0] + 0.03, end[1]),
            (chart.years[-1] + 0.22, place),
            color=look.color,
            fontsize=8.5,
            va="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": look.color,
                "linewidth": 0.7,
                "relpos": (0, 0.5),
                "shrinkA": 1,
            },
        )


def _end(years: tuple[int, ...], line: Line) -> tuple[int, float]:
    """Last year of a line that has a value, and the value."""
    known = [(y, v) for y, v in zip(years, line.values, strict=True) if not np.isnan(v)]
    return known[-1]
