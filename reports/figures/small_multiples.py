"""The same rows in many small panels: dots with intervals, all on one scale.

A panel is a dimension and a row is a group, so that groups are compared within a dimension and the
pattern over the dimensions is seen at a glance. An interval that is far longer than the others, or
leaves the scale, is cut with an arrowhead: it would press the rest flat.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from ..language import Language
from .sheet import Sheet, new_sheet, text_width, within
from .style import ACCENT, GREY, number_ticks, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "MultipleRow",
    "SmallMultiple",
    "SmallMultiples",
    "cut_rows",
    "draw_small_multiples",
    "multiple_pages",
]

_WIDTH, _GAP = 160.0, 7.0
_NAMES, _VALUES = 34.0, 9.0
_ROW, _LINE = 5.4, 3.2  # millimetres of a row with one line, and of every line more
_HEAD, _BELOW = 6.0, 10.0
_LONG = 3.0  # times the median interval, from which one does not stretch the scale
_PAGE, _LETTERS = 225.0, 20  # millimetres of a page, and letters that a line of names surely holds


@dataclass(frozen=True, slots=True)
class MultipleRow:
    """One row: value and interval, NaN where there is none."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class SmallMultiple:
    """One panel: its name, its rows in the order of the labels, and a value to compare with."""

    heading: str
    rows: tuple[MultipleRow, ...]
    reference: float


@dataclass(frozen=True, slots=True)
class SmallMultiples:
    """What the panels show.

    Attributes
    ----------
    title, subtitle : str
    labels : tuple of str
        Names of the rows, the same in every panel.
    panels : tuple of SmallMultiple
    decimals : int
    ends : tuple of float, optional
        Of the scale that no value can leave.
    """

    title: str
    subtitle: str
    labels: tuple[str, ...]
    panels: tuple[SmallMultiple, ...]
    decimals: int = 2
    ends: tuple[float, float] | None = None


def multiple_pages(chart: SmallMultiples) -> tuple[SmallMultiples, ...]:
    """Share the panels out to as many figures as pages need, about as many on each."""
    tall = sum(_ROW + _LINE * min(len(label) // _LETTERS, 2) for label in chart.labels)
    lines = max(int(_PAGE // (_HEAD + _BELOW + tall)), 1)
    pages = -(-len(chart.panels) // (2 * lines))
    size = -(-len(chart.panels) // pages)
    starts = range(0, len(chart.panels), size)
    return tuple(replace(chart, panels=chart.panels[k : k + size]) for k in starts)


def draw_small_multiples(chart: SmallMultiples, lang: Language) -> Figure:
    """Draw the panels 160 mm wide, in two columns; a single panel takes the whole width."""
    columns = 2 if len(chart.panels) > 1 else 1
    lines = -(-len(chart.panels) // columns)
    width = (_WIDTH - 4 - _GAP * (columns - 1)) / columns
    most = _NAMES * (3 - columns)
    names = min(most, max(text_width(label, 8.5) for label in chart.labels) + 1)
    tall = [_ROW + _LINE * within(label, names, lines=3).count("\n") for label in chart.labels]
    heads = [within(panel.heading, width, size=9, bold=True) for panel in chart.panels]
    head = _HEAD + (4.0 if any("\n" in text for text in heads) else 0.0)
    height = head + sum(tall) + _BELOW
    sheet = new_sheet(_WIDTH, height * lines, chart.title, chart.subtitle)
    limits = _limits(chart)
    for k, panel in enumerate(chart.panels):
        x, y = 2 + (k % columns) * (width + _GAP), sheet.top + (k // columns) * height
        sheet.name(x, y + head / 2 - 1, panel.heading, width, size=9, fontweight="bold")
        axes = sheet.plot(x + names + 2, y + head, width - names - 4 - _VALUES, sum(tall))
        axes.set_xlim(*limits)
        axes.set_ylim(sum(tall), 0)
        axes.set_yticks([])
        axes.locator_params(axis="x", nbins=4)
        number_ticks(axes.xaxis, lang)
        axes.tick_params(labelsize=8)
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        if not math.isnan(panel.reference):
            axes.axvline(panel.reference, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
        _draw_rows(sheet, axes, panel, (x, y + head, width), (names, tall), chart, lang)
    return sheet.figure


def cut_rows(chart: SmallMultiples) -> tuple[str, ...]:
    """Return the names of the rows with an interval that the figure cuts."""
    low, high = _limits(chart)
    return tuple(
        label
        for k, label in enumerate(chart.labels)
        if any(panel.rows[k].lower < low or panel.rows[k].upper > high for panel in chart.panels)
    )


def _limits(chart: SmallMultiples) -> tuple[float, float]:
    """Return the ends of the scale that all panels share."""
    rows = [row for panel in chart.panels for row in panel.rows if not math.isnan(row.value)]
    known = [row for row in rows if not math.isnan(row.upper - row.lower)]
    usual = median(row.upper - row.lower for row in known) if known else 0.0
    held = [row for row in known if row.upper - row.lower <= _LONG * usual]
    numbers = [v for row in held for v in (row.lower, row.upper)] + [row.value for row in rows]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    room = 0.06 * ((high - low) or abs(high) or 1.0)
    if chart.ends is None:
        return low - room, high + room
    return max(low - room, chart.ends[0]), min(high + room, chart.ends[1])


def _draw_rows(
    sheet: Sheet,
    axes: Axes,
    panel: SmallMultiple,
    place: tuple[float, float, float],
    sizes: tuple[float, list[float]],
    chart: SmallMultiples,
    lang: Language,
) -> None:
    x, top, width = place
    names, tall = sizes
    y = 0.0
    for label, row, height in zip(chart.labels, panel.rows, tall, strict=True):
        middle = y + height / 2
        y += height
        text = lang.number(row.value, chart.decimals)
        sheet.name(x, top + middle, label, names, lines=3)
        sheet.write(x + width, top + middle, text, ha="right")
        if math.isnan(row.value):
            continue
        full = f"{panel.heading} – {label}: {text}"
        if not math.isnan(row.lower + row.upper):
            ends = [row.lower, row.upper]
            full += f" [{'; '.join(lang.number(end, chart.decimals) for end in ends)}]"
            _draw_interval(axes, row, middle, full)
        dot = axes.scatter(row.value, middle, s=26, color=ACCENT, zorder=3, clip_on=False)
        tip(dot, full)


def _draw_interval(axes: Axes, row: MultipleRow, y: float, full: str) -> None:
    """Draw an interval, with an arrowhead where it goes on beyond the axis."""
    low, high = axes.get_xlim()
    ends = [max(row.lower, low), min(row.upper, high)]
    (line,) = axes.plot(ends, [y, y], color=ACCENT, linewidth=1.5, zorder=2, solid_capstyle="butt")
    tip(line, full)
    for end, beyond, mark in ((low, row.lower < low, 4), (high, row.upper > high, 5)):
        if beyond:  # the marks are matplotlib's carets, which point left and right
            (head,) = axes.plot(end, y, marker=mark, ms=6, color=ACCENT, zorder=3, clip_on=False)
            tip(head, full)
