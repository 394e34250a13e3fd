"""Who answered: a small panel of bars for every profile question, all on one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..language import Language
from .sheet import Sheet, new_sheet, text_width, within
from .style import ACCENT, FAINT, GREY, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["ProfileBar", "ProfileBars", "ProfilePanel", "draw_profile_bars", "profile_pages"]

_WIDTH, _GAP = 160.0, 8.0
_NARROW, _WIDE = 34.0, 74.0  # millimetres of names in two columns of panels, and in one
_BAR, _ONE, _TWO = 3.8, 5.6, 8.4  # height of a bar, and of rows with one line and two
_HEAD, _BELOW = 6.5, 3.5
_ROWS = 34  # of a page with one column


@dataclass(frozen=True, slots=True)
class ProfileBar:
    """One answer: its name, percent of those who answered, and people; NaN and None if unknown."""

    label: str
    percent: float
    count: int | None


@dataclass(frozen=True, slots=True)
class ProfilePanel:
    """One question: its name, how many answered, and its answers in reading order."""

    heading: str
    n: int
    bars: tuple[ProfileBar, ...]


@dataclass(frozen=True, slots=True)
class ProfileBars:
    """What the panels show."""

    title: str
    subtitle: str
    panels: tuple[ProfilePanel, ...]


def profile_pages(chart: ProfileBars, *, rows: int = _ROWS) -> tuple[ProfileBars, ...]:
    """Share the questions out to as many figures as pages need; no question is divided."""
    pages: list[list[ProfilePanel]] = [[]]
    used = 0
    for panel in chart.panels:
        size = len(panel.bars) + 2
        if pages[-1] and used + size > rows:
            pages.append([])
            used = 0
        pages[-1].append(panel)
        used += size
    return tuple(replace(chart, panels=tuple(page)) for page in pages)


def draw_profile_bars(chart: ProfileBars, lang: Language) -> Figure:
    """Draw the panels 160 mm wide, in two columns if the names of the answers are short."""
    bars = [bar for panel in chart.panels for bar in panel.bars]
    half = (_WIDTH - 4 - _GAP) / 2
    short = all(within(bar.label, _NARROW).replace("\n", " ") == bar.label for bar in bars)
    heads = all(text_width(p.heading, 9, bold=True) < half - 18 for p in chart.panels)
    two = short and heads and len(chart.panels) > 1
    width = half if two else _WIDTH - 4
    most = _NARROW if two else _WIDE
    names = min(most, max(text_width(bar.label, 8.5) for bar in bars) + 1)
    tall = [_height(panel, names) for panel in chart.panels]
    left = _first_column(tall) if two else len(tall)
    sheet = new_sheet(
        _WIDTH, max(sum(tall[:left]), sum(tall[left:])) + 1, chart.title, chart.subtitle
    )
    known = [bar.percent for bar in bars if not math.isnan(bar.percent)]
    values = max(text_width(_value(bar, lang), 8.5) for bar in bars) + 1.5
    unit = (width - names - 2 - values) / max([*known, 1.0])
    for start, stop, x in ((0, left, 2.0), (left, len(tall), 2.0 + width + _GAP)):
        y = sheet.top
        for panel, height in zip(chart.panels[start:stop], tall[start:stop], strict=True):
            _draw_panel(sheet, panel, (x, y), (width, names, unit), lang)
            y += height
    return sheet.figure


def _height(panel: ProfilePanel, names: float) -> float:
    return _HEAD + _BELOW + sum(_row(bar, names) for bar in panel.bars)


def _row(bar: ProfileBar, names: float) -> float:
    return _TWO if "\n" in within(bar.label, names) else _ONE


def _first_column(tall: list[float]) -> int:
    """How many panels stand in the first of two columns, so that both are about as high."""
    return min(range(1, len(tall) + 1), key=lambda k: max(sum(tall[:k]), sum(tall[k:])))


def _value(bar: ProfileBar, lang: Language) -> str:
    if bar.count is None or math.isnan(bar.percent):
        return lang.number(None)
    return f"{lang.number(bar.percent, 1)} % ({lang.number(bar.count, 0)})"


def _draw_panel(
    sheet: Sheet,
    panel: ProfilePanel,
    place: tuple[float, float],
    sizes: tuple[float, float, float],
    lang: Language,
) -> None:
    x, y = place
    width, names, unit = sizes
    counted = f"n = {lang.number(panel.n, 0)}"
    room = width - text_width(counted, 8.5) - 3
    sheet.name(x, y + 2.5, panel.heading, room, lines=1, size=9, fontweight="bold")
    sheet.write(x + width, y + 2.5, counted, ha="right", color=GREY)
    y += _HEAD
    start = x + names + 2
    sheet.axes.plot(
        [start] * 2, [y, y + _height(panel, names) - _HEAD - _BELOW], color=GREY, lw=0.6
    )
    for bar in panel.bars:
        height = _row(bar, names)
        middle = y + height / 2
        sheet.name(x, middle, bar.label, names)
        text, share = _value(bar, lang), 0.0 if math.isnan(bar.percent) else bar.percent
        face = ACCENT if share else FAINT
        patch = sheet.box(start, middle - _BAR / 2, share * unit, _BAR, facecolor=face)
        tip(patch, f"{panel.heading} – {bar.label}: {text}")
        sheet.write(start + share * unit + 1.2, middle, text)
        y += height
