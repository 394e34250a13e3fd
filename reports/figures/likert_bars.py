"""Answers to items as bars around their middle: disagreement left, agreement right.

The middle point of an odd scale lies half on either side. A bar is as long as the share of those
who answered; the sums of both sides stand at its ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...survey.item_frequencies import above_middle
from ..language import Language
from .shades import diverging, ink_on
from .sheet import Sheet, key_rows, new_sheet, text_width, within
from .style import GREY, tip

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["LikertBars", "LikertGroup", "LikertItem", "draw_likert_bars", "likert_pages"]

_WIDTH, _NAMES = 160.0, 64.0  # millimetres; names take no more than this
_BAR, _HEAD, _END = 4.6, 6.4, 10.0
_ROWS = (6.2, 9.0, 11.8)  # height of a row by the lines of its name
_PAGE, _LETTERS = 205.0, 32  # millimetres of a page, and letters that a line of names surely holds


@dataclass(frozen=True, slots=True)
class LikertItem:
    """One item: its name, and how many chose each point, from the lowest to the highest."""

    label: str
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """People who answered."""
        return sum(self.counts)

    @property
    def percents(self) -> tuple[float, ...]:
        """Shares of those who answered; zeros if nobody did."""
        return tuple(100 * count / max(self.n, 1) for count in self.counts)

    @property
    def sides(self) -> tuple[float, float, float]:
        """Percent below the middle, in the middle (0 on an even scale) and above it."""
        half, shares = above_middle(len(self.counts)), self.percents
        middle = shares[half : len(shares) - half]
        return sum(shares[:half]), sum(middle), sum(shares[len(shares) - half :])


@dataclass(frozen=True, slots=True)
class LikertGroup:
    """Items of one dimension."""

    heading: str
    items: tuple[LikertItem, ...]


@dataclass(frozen=True, slots=True)
class LikertBars:
    """What the bars show.

    Attributes
    ----------
    title, subtitle : str
    points : tuple of str
        Names of the points of the scale, from the lowest to the highest.
    groups : tuple of LikertGroup
    """

    title: str
    subtitle: str
    points: tuple[str, ...]
    groups: tuple[LikertGroup, ...]


def likert_pages(bars: LikertBars, *, room: float = _PAGE) -> tuple[LikertBars, ...]:
    """Share the dimensions out to as many figures as pages need, each dimension whole if it fits.

    Parameters
    ----------
    bars : LikertBars
    room : float
        Millimetres for items and headings on one page.
    """
    pages: list[list[LikertGroup]] = [[]]
    used = 0.0
    for group in bars.groups:
        parts = math.ceil(_height(group.items) / (room - _HEAD))
        size = -(-len(group.items) // parts)
        for k in range(parts):
            items = group.items[k * size : (k + 1) * size]
            more = _HEAD + _height(items)
            if pages[-1] and used + more > room:
                pages.append([])
                used = 0.0
            pages[-1].append(replace(group, items=items))
            used += more
    return tuple(replace(bars, groups=tuple(page)) for page in pages)


def _height(items: Sequence[LikertItem]) -> float:
    """Height that rows surely have room in."""
    return sum(_ROWS[min(len(item.label) // _LETTERS, 2)] for item in items)


def draw_likert_bars(bars: LikertBars, lang: Language) -> Figure:
    """Draw the bars 160 mm wide, as high as the items need."""
    items = [item for group in bars.groups for item in group.items]
    names = min(_NAMES, max(text_width(item.label, 8.5) for item in items) + 1)
    tall = [_ROWS[within(item.label, names, lines=3).count("\n")] for item in items]
    counted = 12.0 if len({item.n for item in items}) > 1 else 0.0
    key = key_rows(list(bars.points), _WIDTH - 4, mark=9.0)
    height = sum(tall) + _HEAD * len(bars.groups) + 5.5 * len(key) + 6
    sheet = new_sheet(_WIDTH, height, bars.title, bars.subtitle)
    low = max(item.sides[0] + item.sides[1] / 2 for item in items)
    high = max(item.sides[2] + item.sides[1] / 2 for item in items)
    unit = (_WIDTH - 6 - names - 2 * _END - counted) / max(low + high, 1)
    zero = 2 + names + _END + low * unit
    y, heights = sheet.top, iter(tall)
    if counted:
        sheet.write(_WIDTH - 2, y + _HEAD / 2, "n", ha="right", color=GREY)
    for group in bars.groups:
        sheet.name(2, y + _HEAD / 2, group.heading, _WIDTH - 20, lines=1, size=9, fontweight="bold")
        y += _HEAD
        for item in group.items:
            middle = y + next(heights) / 2
            sheet.name(2, middle, item.label, names, lines=3)
            _draw_item(sheet, item, (zero, middle), unit, bars.points, lang)
            if counted:
                n = lang.number(item.n, 0)
                sheet.write(_WIDTH - 2, middle, n, ha="right", color=GREY)
            y = 2 * middle - y
    _draw_key(sheet, bars.points, key, y + 5)
    return sheet.figure


def _draw_item(
    sheet: Sheet,
    item: LikertItem,
    place: tuple[float, float],
    unit: float,
    points: Sequence[str],
    lang: Language,
) -> None:
    zero, y = place
    if not item.n:
        sheet.write(zero, y, lang.number(None), ha="center", color=GREY)
        return
    low, middle, high = item.sides
    start = x = zero - (low + middle / 2) * unit
    # Where a side is a single point, its sum at the end is the number.
    alone = {0, len(points) - 1} if len(points) <= 3 else set()
    for p, (share, color) in enumerate(zip(item.percents, diverging(len(points)), strict=True)):
        if not share:
            continue
        patch = sheet.box(
            x, y - _BAR / 2, share * unit, _BAR, facecolor=color, edgecolor="white", linewidth=0.5
        )
        full = f"{item.label}. {points[p]}: {lang.number(share, 1)} % ({item.counts[p]})"
        tip(patch, full)
        text = lang.number(share, 0)
        if p not in alone and share * unit > text_width(text, 8) + 1:
            number = sheet.write(
                x + share * unit / 2, y, text, size=8, ha="center", color=ink_on(color)
            )
            tip(number, full)
        x += share * unit
    sheet.write(start - 1, y, f"{lang.number(low, 0)} %", ha="right", fontweight="bold")
    sheet.write(x + 1, y, f"{lang.number(high, 0)} %", fontweight="bold")


def _draw_key(sheet: Sheet, points: Sequence[str], rows: list[list[int]], y: float) -> None:
    colors = diverging(len(points))
    for row in rows:
        x = 2.0
        for p in row:
            sheet.box(x, y - 1.6, 4.2, 3.2, facecolor=colors[p], edgecolor=GREY, linewidth=0.3)
            sheet.name(x + 5.4, y, points[p], sheet.width - 12, lines=1)
            x += 9.0 + text_width(points[p], 8.5)
        y += 5.5
