"""A score from its parts: stacked bars, what is added and taken away, and the levels it may reach.

The parts of a bar add up to a base score. What is added stands at its end, what is taken away
covers its end, and a tick marks the final score, which may be bounded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..language import Language
from .sheet import Sheet, key_rows, new_sheet, text_width, within
from .style import GREY, INK, SERIES, number_ticks, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Bound", "ScoreBar", "ScoreBars", "draw_score_bars"]

_WIDTH, _NAMES = 160.0, 44.0
_ROW, _TWO_LINES, _HEAD, _AXIS, _KEY = 6.2, 7.8, 9.0, 7.0, 5.2
_NUMBER = 7.0  # millimetres of a column of points added or taken
_HATCHES = ("", "///", "...", "xxx", "\\\\\\", "+++", "ooo", "---")
_MOST = 100.0
_ADDED: Mapping[str, Any] = {"facecolor": "#f3e9c6", "hatch": "||||", "edgecolor": INK}
_TAKEN: Mapping[str, Any] = {"facecolor": "none", "hatch": "////", "edgecolor": INK}


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One bar: its name, parts in the order of the key, points added and taken, final score."""

    label: str
    parts: tuple[float, ...]
    added: float
    taken: float
    total: float

    @property
    def reach(self) -> tuple[float, float]:
        """Ends of the stack: parts below zero to the left, the others and what is added right."""
        rising = sum(part for part in self.parts if part > 0)
        return sum(part for part in self.parts if part < 0), rising + self.added


@dataclass(frozen=True, slots=True)
class Bound:
    """The lowest score of a level, and its name."""

    lower: float
    name: str


@dataclass(frozen=True, slots=True)
class ScoreBars:
    """What the bars show.

    Attributes
    ----------
    title, subtitle : str
    parts : tuple of str
        Names of the parts; a single one has no key.
    added, taken, total : str
        Names of what is added, of what is taken away, and of the final score.
    bounds : tuple of Bound
        Ascending.
    bars : tuple of ScoreBar
        In reading order; a total of NaN is a bar without a score.
    """

    title: str
    subtitle: str
    parts: tuple[str, ...]
    added: str
    taken: str
    total: str
    bounds: tuple[Bound, ...]
    bars: tuple[ScoreBar, ...]


def draw_score_bars(chart: ScoreBars, lang: Language) -> Figure:
    """Draw the bars 160 mm wide; parts differ by colour and, for grey print, by hatch."""
    names = min(_NAMES, max(text_width(bar.label, 8.5) for bar in chart.bars) + 2.5)
    columns = _columns(chart, lang)
    key = _key(chart)
    rows = key_rows([name for name, _ in key], _WIDTH - 4, mark=9.0)
    row = _TWO_LINES if any("\n" in within(bar.label, names - 2) for bar in chart.bars) else _ROW
    tall = row * len(chart.bars)
    below = _HEAD + tall + _AXIS + _KEY * len(rows) + 1
    sheet = new_sheet(_WIDTH, below, chart.title, chart.subtitle)
    top = sheet.top + _HEAD
    right = columns[-1][0] - max(text_width(columns[-1][1], 8) + 2, _NUMBER) - 1.5
    axes = sheet.plot(2 + names, top, right - names - 2, tall)
    low = min(bar.reach[0] for bar in chart.bars)
    high = max(_MOST, *(bar.reach[1] for bar in chart.bars))
    axes.set_xlim(low * 1.03, high)
    axes.set_ylim(len(chart.bars), 0)
    for i, bar in enumerate(chart.bars):
        middle = top + row * (i + 0.5)
        sheet.name(2, middle, bar.label, names - 2)
        _draw_bar(axes, i + 0.5, bar, chart, lang)
        for x, head, texts in columns:
            weight = "bold" if head == chart.total else "normal"
            sheet.write(x, middle, texts[i], ha="right", fontweight=weight)
    for x, head, _ in columns:
        sheet.write(x, top - 0.8, head, size=8, ha="right", va="bottom", color=GREY)
    _draw_bounds(sheet, axes, chart, (2 + names, top, right))
    number_ticks(axes.xaxis, lang)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    _draw_key(sheet, key, rows, top + tall + _AXIS + _KEY / 2)
    return sheet.figure


def _columns(chart: ScoreBars, lang: Language) -> list[tuple[float, str, list[str]]]:
    """Columns of numbers, from the right: total, and what is taken and added if anything is.

    Each has the place of its right end, its head, and its texts.
    """
    end = _WIDTH - 2
    found = [(end, chart.total, [lang.number(bar.total, 1) for bar in chart.bars])]
    end -= max(text_width(chart.total, 8) + 2, _NUMBER)
    for head, points in (
        ("−", [-bar.taken for bar in chart.bars]),
        ("+", [bar.added for bar in chart.bars]),
    ):
        if any(points):
            texts = [lang.number(point, 0, signed=True) if point else "" for point in points]
            found.append((end, head, texts))
            end -= _NUMBER
    return found


def _draw_bar(axes: Axes, y: float, bar: ScoreBar, chart: ScoreBars, lang: Language) -> None:
    if math.isnan(bar.total):
        return
    left, right = 0.0, 0.0
    for j, (name, value) in enumerate(zip(chart.parts, bar.parts, strict=True)):
        start = right if value >= 0 else left
        (patch,) = axes.barh(y, value, left=start, height=0.66, **_looks(j, len(chart.parts)))
        tip(patch, f"{bar.label} – {name}: {lang.number(value, 1)}")
        right, left = right + max(value, 0.0), left + min(value, 0.0)
    for size, name, looks in (
        (bar.added, chart.added, _ADDED),
        (-bar.taken, chart.taken, _TAKEN),
    ):
        if not size:
            continue
        (patch,) = axes.barh(y, size, left=right, height=0.66, linewidth=0.7, **looks)
        tip(patch, f"{bar.label} – {name}: {lang.number(size, 0, signed=True)}")
        right += max(size, 0.0)
    (tick,) = axes.plot([bar.total] * 2, [y - 0.44, y + 0.44], color=INK, lw=2.2, zorder=4)
    tick.set_solid_capstyle("butt")
    tip(tick, f"{bar.label} – {chart.total}: {lang.number(bar.total, 1)}")


def _looks(part: int, parts: int) -> Mapping[str, Any]:
    hatch = _HATCHES[part % len(_HATCHES)] if parts > 1 else ""
    color = SERIES[part % len(SERIES)].color
    return {"facecolor": color, "hatch": hatch, "edgecolor": "white", "linewidth": 0.4}


def _draw_bounds(
    sheet: Sheet, axes: Axes, chart: ScoreBars, place: tuple[float, float, float]
) -> None:
    """Draw where levels begin, and their names above."""
    left, top, right = place
    low, high = axes.get_xlim()
    unit = (right - left) / (high - low)
    starts = [left + unit * (bound.lower - low) for bound in chart.bounds]
    for start, end, bound in zip(starts, [*starts[1:], right + 5], chart.bounds, strict=True):
        if bound.lower > low:
            axes.axvline(bound.lower, color=GREY, lw=0.8, ls=(0, (4, 2)), zorder=0.5)
        name = within(bound.name, max(end - start - 0.3, 2.0), size=8)
        # A level that is too narrow for its name keeps its line.
        if name.replace("\n", " ") == bound.name:
            middle = (max(start, left) + end) / 2
            looks = {"ha": "center", "va": "bottom", "color": GREY}
            sheet.write(middle, top - 0.8, name, size=8, **looks)


def _key(chart: ScoreBars) -> list[tuple[str, Mapping[str, Any]]]:
    """Entries of the key with their looks; what is drawn nowhere has none."""
    parts = len(chart.parts)
    found = [(name, _looks(j, parts)) for j, name in enumerate(chart.parts)] if parts > 1 else []
    if any(bar.added for bar in chart.bars):
        found.append((chart.added, _ADDED))
    if any(bar.taken for bar in chart.bars):
        found.append((chart.taken, _TAKEN))
    return [*found, (chart.total, {})]


def _draw_key(
    sheet: Sheet, key: list[tuple[str, Mapping[str, Any]]], rows: list[list[int]], y: float
) -> None:
    for row in rows:
        x = 2.0
        for i in row:
            name, looks = key[i]
            if looks:
                sheet.box(x, y - 1.6, 4.4, 3.2, **{"linewidth": 0.4, **looks})
            else:
                sheet.axes.plot([x + 2.2] * 2, [y - 1.8, y + 1.8], color=INK, lw=2.2)
            sheet.name(x + 5.6, y, name, sheet.width - 12, lines=1)
            x += 9.0 + text_width(name, 8.5)
        y += _KEY
