"""Horizontal bars stacked from parts: a ranking and what each part adds to it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .style import SERIES, blank, heading, number_ticks, row_label, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Bar", "BarChart", "draw_bar_chart"]

_HATCHES = ("", "///", "...", "xxx", "\\\\\\", "+++", "ooo", "---")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts in the order of the legend, and its total."""

    label: str
    parts: tuple[float, ...]
    total: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """What a bar chart shows; bars in reading order, names of the parts for the legend."""

    title: str
    subtitle: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]
    decimals: int = 3


def draw_bar_chart(chart: BarChart, lang: Language) -> Figure:
    """Draw stacked bars, 160 mm wide; parts differ by colour and, for grey print, by hatch."""
    legend_rows = int(np.ceil(len(chart.parts) / 3)) if len(chart.parts) > 1 else 0
    figure = blank(160, 32 + 6.5 * len(chart.bars) + 6 * legend_rows)
    axes = figure.add_subplot()
    places = np.arange(len(chart.bars) - 1, -1, -1)
    # Parts that pull down stack to the left of zero, parts that lift to the right.
    rising, falling = np.zeros(len(chart.bars)), np.zeros(len(chart.bars))
    for j, part in enumerate(chart.parts):
        widths = np.array([bar.parts[j] for bar in chart.bars])
        start = np.where(widths >= 0, rising, falling)
        drawn = axes.barh(
            places,
            widths,
            left=start,
            height=0.68,
            color=SERIES[j % len(SERIES)].color,
            hatch=_HATCHES[j % len(_HATCHES)] if len(chart.parts) > 1 else "",
            edgecolor="white",
            linewidth=0.4,
            label=textwrap.shorten(part, 34, placeholder="…"),
        )
        for patch, bar, value in zip(drawn, chart.bars, widths, strict=True):
            tip(patch, f"{bar.label} – {part}: {lang.number(value, chart.decimals)}")
        rising += np.maximum(widths, 0)
        falling += np.minimum(widths, 0)
    for y, bar, end in zip(places, chart.bars, rising, strict=True):
        axes.annotate(
            lang.number(bar.total, chart.decimals),
            (end, y),
            (5, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            fontweight="bold",
        )
    axes.set_yticks(places, [row_label(bar.label) for bar in chart.bars])
    axes.set_ylim(-0.7, len(chart.bars) - 0.3)
    axes.margins(x=0.1)
    axes.set_xlim(min(0.0, falling.min() * 1.05), (rising.max() or 1.0) * 1.14)
    number_ticks(axes.xaxis, lang)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    if legend_rows:
        figure.legend(loc="outside lower left", ncols=3, fontsize=8, handlelength=1.6)
    heading(axes, chart.title, chart.subtitle)
    return figure
