"""Coefficients with their intervals, one row a predictor: full dots where p is below the level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .sheet import new_sheet, text_width, within
from .style import ACCENT, GREY, INK, number_ticks, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Coefficient", "CoefficientPlot", "draw_coefficient_plot"]

_WIDTH, _NAMES, _VALUES = 160.0, 62.0, 18.0  # millimetres
_STEP, _KEY = 9.5, 7.0
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
    """What a coefficient plot shows; rows in reading order, R squared beside the subtitle."""

    title: str
    subtitle: str
    rows: tuple[Coefficient, ...]
    names: tuple[str, str] | None = None
    level: float = 0.05
    r_squared: float | None = None


def draw_coefficient_plot(plot: CoefficientPlot, lang: Language) -> Figure:
    """Draw coefficients 160 mm wide; `names` label the computed and the published mark."""
    names = min(_NAMES, max(text_width(row.label, 9) for row in plot.rows) + 3)
    shown = [within(row.label, names - 3, size=9, lines=3) for row in plot.rows]
    step = _STEP + 3.4 * max(max(text.count("\n") for text in shown) - 1, 0)
    high = step * len(plot.rows)
    below = 8.0 + (_KEY if plot.names else 0.0)
    sheet = new_sheet(_WIDTH, 2 + high + below, plot.title, _subtitle(plot, lang))
    top = sheet.top + 2
    axes = sheet.plot(2 + names, top, _WIDTH - names - 4 - _VALUES, high)
    axes.axvline(0, color=GREY, linewidth=0.9, zorder=1)
    axes.set_ylim(len(plot.rows), 0)
    for i, (row, text) in enumerate(zip(plot.rows, shown, strict=True)):
        middle = top + step * (i + 0.5)
        value = _draw_row(axes, i + 0.5, row, plot, lang)
        label = sheet.write(names - 1, middle, text, size=9, ha="right")
        if text.endswith("…"):
            tip(label, row.label)
        weight = "bold" if row.p < plot.level else "normal"
        sheet.write(_WIDTH - _VALUES, middle, value, size=9, fontweight=weight, color=INK)
    axes.set_yticks([])
    axes.margins(x=0.06)
    number_ticks(axes.xaxis, lang, bounded=True)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    if plot.names:
        sheet.figure.legend(loc="lower left", ncols=2, fontsize=8.5)
    return sheet.figure


def _subtitle(plot: CoefficientPlot, lang: Language) -> str:
    if plot.r_squared is None:
        return plot.subtitle
    return f"{plot.subtitle}, R² = {lang.number(plot.r_squared, 3, bounded=True)}"


def _draw_row(axes: Axes, y: float, row: Coefficient, plot: CoefficientPlot, lang: Language) -> str:
    """Draw an estimate with its interval, and return it with its stars."""
    first = y < 1 and plot.names is not None
    ends = [row.lower, row.upper]
    said = "; ".join(lang.number(end, 3, bounded=True) for end in ends)
    (interval,) = axes.plot(ends, [y, y], color=ACCENT, linewidth=1.8, zorder=2)
    tip(interval, f"{row.label}: [{said}]")
    dot = axes.scatter(
        row.estimate, y, s=46, facecolor=ACCENT if row.p < plot.level else "white",
        edgecolor=ACCENT, linewidth=1.5, zorder=3,
        label=plot.names[0] if first and plot.names else None,
    )  # fmt: skip
    text = lang.number(row.estimate, 3, bounded=True)
    tip(dot, f"{row.label}: {text}")
    if row.published is not None:
        cross = axes.scatter(
            row.published, y, s=52, marker="x", color="#d55e00", linewidth=1.6, zorder=4,
            label=plot.names[1] if first and plot.names else None,
        )  # fmt: skip
        tip(cross, f"{row.label}: {lang.number(row.published, 3, bounded=True)}")
    return text + next((mark for bound, mark in _MARKS if row.p < bound), "")
