"""Change between two moments, one row an item: a hollow dot then, a full dot now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .style import ACCENT, GREY, INK, blank, heading, number_ticks, row_label, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Change", "DotPlot", "draw_dot_plot"]


@dataclass(frozen=True, slots=True)
class Change:
    """One row."""

    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class DotPlot:
    """What a dot plot shows: rows in reading order, names of the two moments, a title."""

    title: str
    subtitle: str
    before: str
    after: str
    rows: tuple[Change, ...]
    decimals: int = 2


def draw_dot_plot(plot: DotPlot, lang: Language) -> Figure:
    """Draw a dot plot 160 mm wide; the change stands at the right of each row."""
    figure = blank(160, 28 + 9 * len(plot.rows))
    axes = figure.add_subplot()
    places = range(len(plot.rows) - 1, -1, -1)
    for y, row in zip(places, plot.rows, strict=True):
        axes.plot([row.before, row.after], [y, y], color=GREY, linewidth=1.6, zorder=1)
        hollow = {"facecolor": "white", "edgecolor": ACCENT, "linewidth": 1.5}
        then = axes.scatter(row.before, y, s=46, zorder=3, **hollow)
        now = axes.scatter(row.after, y, s=50, color=ACCENT, zorder=2)
        for dot, name, value in ((then, plot.before, row.before), (now, plot.after, row.after)):
            tip(dot, f"{row.label}, {name}: {lang.number(value, plot.decimals)}")
        low, high = sorted((row.before, row.after))
        ends = {low: ("right", -7), high: ("left", 7)}
        for value, (side, shift) in ends.items():
            axes.annotate(
                lang.number(value, plot.decimals),
                (value, y),
                (shift, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                fontsize=8.5,
                color=INK,
            )
        axes.annotate(
            lang.number(row.after - row.before, plot.decimals, signed=True),
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
            fontweight="bold",
            annotation_clip=False,
        )
    axes.set_yticks(list(places), [row_label(row.label) for row in plot.rows])
    axes.set_ylim(-0.6, len(plot.rows) - 0.4)
    values = [v for row in plot.rows for v in (row.before, row.after)]
    room = (max(values) - min(values)) or 1.0
    axes.set_xlim(min(values) - 0.12 * room, max(values) + 0.12 * room)
    number_ticks(axes.xaxis, lang)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    first = plot.rows[0]
    rising = first.after >= first.before
    for value, name, outward in ((first.before, plot.before, -1), (first.after, plot.after, 1)):
        side = outward if rising else -outward
        axes.annotate(
            name,
            (value, len(plot.rows) - 1),
            (0, 8),
            textcoords="offset points",
            ha="right" if side < 0 else "left",
            fontsize=8.5,
            color=GREY,
        )
    heading(axes, plot.title, plot.subtitle)
    return figure
