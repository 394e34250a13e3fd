"""Coefficients with their intervals, one row a predictor: full dots where p is below the level."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from ..language import Language
from .style import ACCENT, GREY, INK, blank, heading, number_ticks, row_label, tip

__all__ = ["Coefficient", "CoefficientPlot", "draw_coefficient_plot"]

_MARKS = ((0.001, "***"), (0.01, "**"), (0.05, "*"))


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One row: estimate, interval and p, and a published estimate to compare with."""

    label: str
    estimate: float
    lower: float
    upper: float
    p: float
    published: float | None = None


@dataclass(frozen=True, slots=True)
class CoefficientPlot:
    """What a coefficient plot shows; rows in reading order."""

    title: str
    subtitle: str
    rows: tuple[Coefficient, ...]
    names: tuple[str, str] | None = None
    level: float = 0.05


def draw_coefficient_plot(plot: CoefficientPlot, lang: Language) -> Figure:
    """Draw coefficients 160 mm wide; `names` label the computed and the published mark."""
    figure = blank(160, 30 + 9.5 * len(plot.rows) + (5 if plot.names else 0))
    axes = figure.add_subplot()
    axes.axvline(0, color=GREY, linewidth=0.9, zorder=1)
    places = range(len(plot.rows) - 1, -1, -1)
    for y, row in zip(places, plot.rows, strict=True):
        found = row.p < plot.level
        ends = [row.lower, row.upper]
        (interval,) = axes.plot(ends, [y, y], color=ACCENT, linewidth=1.8, zorder=2)
        tip(interval, f"{row.label}: [{'; '.join(lang.number(end, 3) for end in ends)}]")
        dot = axes.scatter(
            row.estimate, y, s=46, facecolor=ACCENT if found else "white", edgecolor=ACCENT,
            linewidth=1.5, zorder=3, label=plot.names[0] if plot.names and y == 0 else None,
        )  # fmt: skip
        tip(dot, f"{row.label}: {lang.number(row.estimate, 3)}")
        if row.published is not None:
            cross = axes.scatter(
                row.published, y, s=52, marker="x", color="#d55e00", linewidth=1.6, zorder=4,
                label=plot.names[1] if plot.names and y == 0 else None,
            )  # fmt: skip
            tip(cross, f"{row.label}: {lang.number(row.published, 3)}")
        stars = next((mark for bound, mark in _MARKS if row.p < bound), "")
        axes.annotate(
            f"{lang.number(row.estimate, 3)}{stars}",
            (1.02, y),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=9,
            fontweight="bold" if found else "normal",
            color=INK,
            annotation_clip=False,
        )
    axes.set_yticks(list(places), [row_label(row.label) for row in plot.rows])
    axes.set_ylim(-0.6, len(plot.rows) - 0.4)
    axes.margins(x=0.06)
    number_ticks(axes.xaxis, lang)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    if plot.names:
        figure.legend(loc="outside lower left", ncols=2, fontsize=8.5)
    heading(axes, plot.title, plot.subtitle)
    return figure
