"""Whether dimensions can be told apart: HTMT of each pair with the upper end of its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .sheet import new_sheet, text_width, within
from .style import ACCENT, GREY, INK, number_ticks, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["HtmtPlot", "HtmtRow", "draw_htmt_plot"]

_WIDTH, _NAMES = 160.0, 70.0
_LETTERS = 8  # points of a written limit
_ASIDE = 0.7  # millimetres between a limit and its line
_RAISED = 3.2  # millimetres by which the middle limit stands higher where there is no room for it
_DASHES = ((0, (1.2, 1.6)), (0, (4, 2)), "-")


@dataclass(frozen=True, slots=True)
class HtmtRow:
    """One pair: its name, HTMT, upper end (NaN if there is none), and whether it is told apart."""

    label: str
    value: float
    upper: float
    distinct: bool


@dataclass(frozen=True, slots=True)
class HtmtPlot:
    """What the plot shows; limits ascend, rows are in reading order."""

    title: str
    subtitle: str
    limits: tuple[float, float, float]
    rows: tuple[HtmtRow, ...]


def draw_htmt_plot(plot: HtmtPlot, lang: Language) -> Figure:
    """Draw the plot 160 mm wide; pairs that are told apart have full dots."""
    names = min(_NAMES, max(text_width(row.label, 8.5) for row in plot.rows) + 2)
    lines = max(within(row.label, names - 2, lines=3).count("\n") for row in plot.rows)
    step = 5.8 + 2.9 * lines
    wide = _WIDTH - names - 16
    low, high = _ends(plot)
    room = wide * (plot.limits[2] - plot.limits[1]) / (high - low)
    raised = room < text_width(lang.number(plot.limits[1], 2), _LETTERS) + 2 * _ASIDE
    above = 6 + _RAISED * raised
    sheet = new_sheet(_WIDTH, above + step * len(plot.rows) + 8, plot.title, plot.subtitle)
    top = sheet.top + above
    axes = sheet.plot(2 + names, top, wide, step * len(plot.rows))
    axes.set_xlim(low, high)
    axes.set_ylim(len(plot.rows), 0)
    for limit, dash in zip(plot.limits, _DASHES, strict=True):
        axes.axvline(limit, color=GREY, linewidth=0.9, linestyle=dash, zorder=1)
    _name_limits(axes, plot.limits, lang, raised=raised)
    for i, row in enumerate(plot.rows):
        y = i + 0.5
        full = f"{row.label}: HTMT {lang.number(row.value, 3)}"
        if not math.isnan(row.upper):
            full += f"; ≤ {lang.number(row.upper, 3)}"
            (line,) = axes.plot([row.value, row.upper], [y, y], color=ACCENT, lw=1.8, zorder=2)
            (end,) = axes.plot(row.upper, y, color=ACCENT, marker="|", ms=7, mew=1.6, zorder=2)
            tip(line, full)
            tip(end, full)
        face = ACCENT if row.distinct else "white"
        dot = axes.scatter(row.value, y, s=36, facecolor=face, edgecolor=ACCENT, lw=1.4, zorder=3)
        tip(dot, full)
        middle = top + step * y
        sheet.name(2, middle, row.label, names - 2, lines=3)
        text = lang.number(row.upper if not math.isnan(row.upper) else row.value, 2)
        sheet.write(_WIDTH - 2, middle, text, ha="right", color=INK)
    axes.locator_params(axis="x", nbins=7)
    number_ticks(axes.xaxis, lang)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    return sheet.figure


def _ends(plot: HtmtPlot) -> tuple[float, float]:
    """Return what the axis spans: all values, all limits, and a little more."""
    ends = [max(v for v in (row.value, row.upper) if not math.isnan(v)) for row in plot.rows]
    low = min(0.1 * math.floor(10 * min(row.value for row in plot.rows)), 0.7)
    return low - 0.03, max(*ends, plot.limits[-1]) + 0.03


def _name_limits(
    axes: Axes, limits: tuple[float, float, float], lang: Language, *, raised: bool
) -> None:
    """Write the limits above their lines, the first left of its line, the others right of theirs.

    The middle one stands `raised` above the others where they would touch.
    """
    points = 72 / 25.4
    for limit, side in zip(limits, ("right", "left", "left"), strict=True):
        up = raised and limit == limits[1]
        axes.annotate(
            lang.number(limit, 2),
            (limit, 0),
            (points * {"right": _ASIDE, "left": -_ASIDE}[side], 4 + points * _RAISED * up),
            textcoords="offset points",
            ha=side,
            va="bottom",
            fontsize=_LETTERS,
            color=GREY,
            annotation_clip=False,
        )
