"""Values against their targets: every bar is the share of its own target that is reached.

Indicators of different units stand on one axis; value and target are written beside them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..language import Language
from .sheet import Sheet, new_sheet, text_width, within
from .style import ACCENT, FAINT, GREY, INK, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["BulletChart", "BulletGroup", "BulletRow", "bullet_pages", "draw_bullet_chart"]

_WIDTH, _NAMES, _COLUMNS = 160.0, 68.0, 56.0  # millimetres; names and numbers take no more
_ONE, _TWO, _HEAD = 4.9, 7.5, 6.6  # rows with one line and with two, and headings
_BAR, _TARGET = 2.7, 4.4
_ROWS, _PAGE = 30, 205.0  # indicators of a page, and millimetres that they have
_LETTERS = 36  # that one line of a name surely holds
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class BulletRow:
    """One indicator.

    Attributes
    ----------
    label : str
    share : float
        Share of the target that is reached, up to 1; NaN where there are no data.
    value, target : str
        As the reader sees them.
    told : str
        More words on hover.
    """

    label: str
    share: float
    value: str
    target: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class BulletGroup:
    """Indicators under one heading."""

    heading: str
    rows: tuple[BulletRow, ...]


@dataclass(frozen=True, slots=True)
class BulletChart:
    """What the chart shows.

    Attributes
    ----------
    title, subtitle : str
    axis, value, target : str
        Names of the axis and of the two columns beside it.
    absent : str
        What stands where there are no data.
    groups : tuple of BulletGroup
    """

    title: str
    subtitle: str
    axis: str
    value: str
    target: str
    absent: str
    groups: tuple[BulletGroup, ...]


def bullet_pages(
    chart: BulletChart, *, rows: int = _ROWS, tall: float = _PAGE
) -> tuple[BulletChart, ...]:
    """Share the groups out to as many figures as pages need, each group whole if it fits.

    Parameters
    ----------
    chart : BulletChart
    rows : int
        Indicators on one page.
    tall : float
        Millimetres that they and their headings have.
    """
    pages: list[list[BulletGroup]] = [[]]
    used, count = 0.0, 0
    for group in chart.groups:
        for part in _parts(group, rows, tall):
            own = _HEAD + sum(map(_guessed, part.rows))
            if pages[-1] and (used + own > tall or count + len(part.rows) > rows):
                pages.append([])
                used, count = 0.0, 0
            pages[-1].append(part)
            used, count = used + own, count + len(part.rows)
    return tuple(replace(chart, groups=tuple(page)) for page in pages)


def _parts(group: BulletGroup, rows: int, tall: float) -> list[BulletGroup]:
    """Divide a group that no page has room for, into parts of about the same number of rows."""
    need = sum(map(_guessed, group.rows)) / (tall - _HEAD - _TWO)
    parts = max(math.ceil(need), math.ceil(len(group.rows) / rows))
    size = math.ceil(len(group.rows) / parts)
    starts = range(0, len(group.rows), size)
    return [replace(group, rows=group.rows[k : k + size]) for k in starts]


def _guessed(row: BulletRow) -> float:
    """Height of a row before anything is drawn, rather too much than too little."""
    return _TWO if len(row.label) > _LETTERS else _ONE


def draw_bullet_chart(chart: BulletChart, lang: Language) -> Figure:
    """Draw the chart 160 mm wide, as high as its indicators need."""
    rows = [row for group in chart.groups for row in group.rows]
    names = min(_NAMES, max(text_width(row.label, 8.5) for row in rows) + 2.5)
    values = max(text_width(t, 8.5) for t in (chart.value, *(row.value for row in rows))) + 3
    targets = max(text_width(t, 8.5) for t in (chart.target, *(row.target for row in rows))) + 3
    targets = min(targets, _COLUMNS - values)
    tall = [_height(row, names) for row in rows]
    below = 9 + sum(tall) + _HEAD * len(chart.groups) + 1
    sheet = new_sheet(_WIDTH, below, chart.title, chart.subtitle)
    left, right = 2 + names, _WIDTH - 2 - values - targets - 3
    y = sheet.top + 9
    for x, head in ((right + 3 + values, chart.value), (_WIDTH - 2, chart.target)):
        sheet.write(x, y - 2, head, size=8, ha="right", color=GREY)
    sheet.write(
        left, y - 5.6, within(chart.axis, right - left, size=8, lines=1), size=8, color=GREY
    )
    for step in _STEPS:
        x = left + (right - left) * step
        sheet.axes.plot([x, x], [y, sheet.height - 1], color=FAINT, lw=0.6, zorder=0)
        if step in {0.0, 0.5, 1.0}:
            text = f"{lang.number(100 * step, 0)} %"
            sheet.write(x, y - 2, text, size=8, ha="left" if not step else "center", color=GREY)
    heights = iter(tall)
    for group in chart.groups:
        sheet.name(2, y + _HEAD / 2 + 0.4, group.heading, 120, lines=1, fontweight="bold")
        y += _HEAD
        for row in group.rows:
            height = next(heights)
            middle = y + height / 2
            sheet.name(2, middle, row.label, names - 2)
            _draw_row(sheet, row, (left, middle, right), chart, lang)
            sheet.write(right + 3 + values, middle, row.value, ha="right", fontweight="bold")
            sheet.name(_WIDTH - 2, middle, row.target, targets - 2, lines=1, ha="right")
            y += height
    return sheet.figure


def _height(row: BulletRow, names: float) -> float:
    return _TWO if "\n" in within(row.label, names - 2) else _ONE


def _draw_row(
    sheet: Sheet,
    row: BulletRow,
    place: tuple[float, float, float],
    chart: BulletChart,
    lang: Language,
) -> None:
    left, y, right = place
    span = right - left
    more = f"; {row.told}" if row.told else ""
    if math.isnan(row.share):
        mark = sheet.axes.scatter(left + 1.6, y, s=22, facecolor="white", edgecolor=GREY, lw=1.1)
        tip(mark, f"{row.label}: {chart.absent}; {chart.target}: {row.target}{more}")
        sheet.write(left + 4.4, y, chart.absent, size=8, color=GREY)
        return
    full = f"{row.label}: {row.value}; {chart.target}: {row.target}; "
    full += f"{chart.axis}: {lang.number(100 * row.share, 0)} %{more}"
    track = sheet.box(left, y - _BAR / 2, span, _BAR, facecolor=FAINT, zorder=1)
    tip(track, full)
    share = min(max(row.share, 0.0), 1.0)
    if share > 0:
        bar = sheet.box(left, y - _BAR / 2, span * share, _BAR, facecolor=ACCENT, zorder=2)
        tip(bar, full)
    ends = [y - _TARGET / 2, y + _TARGET / 2]
    (goal,) = sheet.axes.plot([right, right], ends, color=INK, lw=1.8, zorder=3)
    goal.set_solid_capstyle("butt")
    tip(goal, full)
