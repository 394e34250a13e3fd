"""How far a number moves when one thing changes: from the largest fall to the largest rise."""

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

__all__ = ["ChangeRange", "ChangeRanges", "draw_change_ranges"]

_WIDTH, _NAMES = 160.0, 64.0
_ONE, _TWO = 6.4, 8.2  # rows with one line and with two
_BAR = 0.42  # of a row
_DOWN = "#d55e00"


@dataclass(frozen=True, slots=True)
class ChangeRange:
    """One row: largest fall and largest rise (0 for none), a text at the right, words on hover."""

    label: str
    fall: float
    rise: float
    beside: str
    told: str


@dataclass(frozen=True, slots=True)
class ChangeRanges:
    """What the chart shows; rows in reading order, `beside` is the head of the texts."""

    title: str
    subtitle: str
    axis: str
    beside: str
    rows: tuple[ChangeRange, ...]
    decimals: int = 1


def draw_change_ranges(chart: ChangeRanges, lang: Language) -> Figure:
    """Draw the chart 160 mm wide: falls are hatched to the left of zero, rises to the right."""
    names = min(_NAMES, max(text_width(row.label, 8.5) for row in chart.rows) + 2.5)
    beside = max(text_width(t, 8.5) for t in (chart.beside, *(r.beside for r in chart.rows)))
    tall = [_TWO if "\n" in within(row.label, names - 2) else _ONE for row in chart.rows]
    sheet = new_sheet(_WIDTH, 5 + sum(tall) + 12, chart.title, chart.subtitle)
    top = sheet.top + 5
    axes = sheet.plot(4 + names, top, _WIDTH - names - beside - 12, sum(tall))
    low, high = min(row.fall for row in chart.rows), max(row.rise for row in chart.rows)
    room = 0.16 * ((high - low) or 1.0)  # for the numbers at the ends
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(sum(tall), 0)
    axes.axvline(0, color=GREY, lw=0.9, zorder=1)
    sheet.write(_WIDTH - 2, top - 2, chart.beside, size=8, ha="right", color=GREY)
    y = 0.0
    for row, height in zip(chart.rows, tall, strict=True):
        middle = y + height / 2
        y += height
        sheet.name(2, top + middle, row.label, names - 2)
        sheet.write(_WIDTH - 2, top + middle, row.beside, ha="right")
        _draw_row(axes, middle, row, chart, lang)
    axes.locator_params(axis="x", nbins=7)
    number_ticks(axes.xaxis, lang)
    axes.grid(axis="x")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(chart.axis, fontsize=8.5, labelpad=2)
    return sheet.figure


def _draw_row(axes: Axes, y: float, row: ChangeRange, chart: ChangeRanges, lang: Language) -> None:
    for value, side, color, hatch in (
        (row.fall, "right", _DOWN, "////"),
        (row.rise, "left", ACCENT, ""),
    ):
        if not value or math.isnan(value):
            continue
        (patch,) = axes.barh(
            y, value, height=_BAR * _ONE, color=color, hatch=hatch, edgecolor="white", lw=0.4
        )
        tip(patch, f"{row.label}: {row.told}")
        axes.annotate(
            _signed(value, chart.decimals, lang),
            (value, y),
            (3 if side == "left" else -3, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=8,
            color=INK,
        )
    if not row.fall and not row.rise:
        text = axes.annotate(
            lang.number(0.0, chart.decimals),
            (0, y),
            (3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=GREY,
        )
        tip(text, f"{row.label}: {row.told}")


def _signed(value: float, decimals: int, lang: Language) -> str:
    """Write a change so that a small one is not zero; one that is too small has no number."""
    most = decimals + 1
    digits = decimals if round(value, decimals) else most
    return lang.number(value, digits, signed=True) if round(value, most) else ""
