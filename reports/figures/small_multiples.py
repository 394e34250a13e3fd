"""The same rows in many small panels: dots with intervals, all on one scale.

A panel is a dimension and a row is a group, so that groups are compared within a dimension and the
pattern over the dimensions is seen at a glance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..language import Language
from .sheet import Sheet, new_sheet, text_width, within
from .style import ACCENT, GREY, number_ticks, tip

__all__ = [
    "MultipleRow",
    "SmallMultiple",
    "SmallMultiples",
    "draw_small_multiples",
    "multiple_pages",
]

_WIDTH, _GAP = 160.0, 7.0
_NAMES, _VALUES = 34.0, 9.0
_ROW, _LINE = 5.4, 3.2  # millimetres of a row with one line, and of every line more
_HEAD, _BELOW = 6.0, 10.0
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
    """

    title: str
    subtitle: str
    labels: tuple[str, ...]
    panels: tuple[SmallMultiple, ...]
    decimals: int = 2


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


def _limits(chart: SmallMultiples) -> tuple[float, float]:
    """Return the ends of the scale that all panels share."""
    rows = [row for panel in chart.panels for row in panel.rows]
    numbers = [v for row in rows for v in (row.value, row.lower, row.upper) if not math.isnan(v)]
    low, high = min(numbers, default=0.0), max(numbers, default=1.0)
    room = 0.06 * ((high - low) or abs(high) or 1.0)
    return low - room, high + room


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
            (line,) = axes.plot(ends, [middle, middle], color=ACCENT, linewidth=1.5, zorder=2)
            tip(line, full)
        tip(axes.scatter(row.value, middle, s=26, color=ACCENT, zorder=3), full)
