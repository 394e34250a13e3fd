"""How sure a rank is: the best and the worst over many computations, and where most of them lie."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import Language
from .sheet import Sheet, key_rows, new_sheet, text_width, within
from .style import ACCENT, GREY, INK, tip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["RankIntervals", "RankRow", "draw_rank_intervals"]

_WIDTH, _NAMES = 160.0, 58.0
_ROW, _TWO_LINES, _KEY = 6.2, 7.8, 5.4
_MANY = 24  # rows from which names have one line
_THICK = 5.0  # points
_TICKS = 12  # at most
_PALE = "#9cc5e3"


@dataclass(frozen=True, slots=True)
class RankRow:
    """One member of a ranking.

    Attributes
    ----------
    label : str
    own : float
        Rank as reported; NaN without one.
    best, worst : float
        Over all computations; NaN where there is no rank in any.
    low, high : float
        Ends of the middle part of the computations.
    share : float
        Share of the computations that give the rank `own`.
    """

    label: str
    own: float
    best: float
    worst: float
    low: float
    high: float
    share: float


@dataclass(frozen=True, slots=True)
class RankIntervals:
    """What the chart shows.

    Attributes
    ----------
    title, subtitle : str
    axis : str
        Name of the axis of ranks.
    reported, middle, all : str
        Names of the dot, the thick line and the thin line.
    share : str
        Head of the shares at the right.
    rows : tuple of RankRow
        In reading order.
    """

    title: str
    subtitle: str
    axis: str
    reported: str
    middle: str
    all: str
    share: str
    rows: tuple[RankRow, ...]


def draw_rank_intervals(chart: RankIntervals, lang: Language) -> Figure:
    """Draw the chart 160 mm wide, rank 1 at the left."""
    names = min(_NAMES, max(text_width(row.label, 8.5) for row in chart.rows) + 2.5)
    shares = max(text_width(chart.share, 8), 13.0)
    key = key_rows([chart.reported, chart.middle, chart.all], 156.0, mark=13.0)
    row_tall = _row_height(chart, names - 2)
    tall = row_tall * len(chart.rows)
    sheet = new_sheet(_WIDTH, 5 + tall + 11 + _KEY * len(key) + 1, chart.title, chart.subtitle)
    top = sheet.top + 5
    axes = sheet.plot(4 + names, top, _WIDTH - names - shares - 10, tall)
    last = max((row.worst for row in chart.rows if not math.isnan(row.worst)), default=1.0)
    count = int(max(last, len(chart.rows)))
    axes.set_xlim(0.5, count + 0.5)
    axes.set_ylim(len(chart.rows), 0)
    axes.set_xticks(range(1, count + 1, -(-count // _TICKS)))
    axes.xaxis.set_major_formatter(lambda value, _: lang.number(value, 0))
    axes.grid(axis="x")
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(chart.axis, fontsize=8.5, labelpad=2)
    sheet.write(_WIDTH - 2, top - 2, chart.share, size=8, ha="right", color=GREY)
    for i, row in enumerate(chart.rows):
        middle = top + row_tall * (i + 0.5)
        sheet.name(2, middle, row.label, names - 2, lines=1 if row_tall == _ROW else 2)
        share = lang.number(100 * row.share, 0)
        sheet.write(_WIDTH - 2, middle, _percent(share), ha="right")
        _draw_row(axes, i + 0.5, row, chart, lang)
    _draw_key(sheet, chart, key, top + tall + 11 + _KEY / 2)
    return sheet.figure


def _row_height(chart: RankIntervals, room: float) -> float:
    long = any("\n" in within(row.label, room) for row in chart.rows)
    return _TWO_LINES if long and len(chart.rows) < _MANY else _ROW


def _percent(number: str) -> str:
    return f"{number} %" if any(letter.isdigit() for letter in number) else number


def _draw_row(axes: Axes, y: float, row: RankRow, chart: RankIntervals, lang: Language) -> None:
    if math.isnan(row.best):
        return
    full = f"{row.label}: {chart.reported} – {lang.number(row.own, 0)}; "
    full += f"{chart.middle} – {_span(row.low, row.high, lang)}; "
    full += f"{chart.all} – {_span(row.best, row.worst, lang)}"
    for ends, looks in (
        ((row.best, row.worst), {"color": INK, "lw": 1.1, "zorder": 2}),
        ((row.low, row.high), {"color": _PALE, "lw": _THICK, "zorder": 3}),
    ):
        (line,) = axes.plot(ends, [y, y], **looks)
        line.set_solid_capstyle("butt")
        tip(line, full)
    for end in {row.best, row.worst}:
        (mark,) = axes.plot(end, y, color=INK, marker="|", ms=6, mew=1.1, zorder=2)
        tip(mark, full)
    if not math.isnan(row.own):
        dot = axes.scatter(row.own, y, s=38, color=ACCENT, edgecolor="white", lw=0.8, zorder=4)
        tip(dot, full)


def _span(low: float, high: float, lang: Language) -> str:
    ends = dict.fromkeys(lang.number(end, 0) for end in (low, high))
    return "–".join(ends)


def _draw_key(sheet: Sheet, chart: RankIntervals, rows: list[list[int]], y: float) -> None:
    names = (chart.reported, chart.middle, chart.all)
    for row in rows:
        x = 2.0
        for i in row:
            if i == 0:
                looks = {"color": ACCENT, "edgecolor": "white", "lw": 0.8}
                sheet.axes.scatter(x + 3.5, y, s=38, **looks)
            else:
                thin = {"color": INK, "lw": 1.1, "marker": "|", "ms": 6}
                thick = {"color": _PALE, "lw": _THICK, "solid_capstyle": "butt"}
                sheet.axes.plot([x, x + 7], [y, y], **(thick if i == 1 else thin))
            sheet.name(x + 9, y, names[i], sheet.width - 13, lines=1)
            x += 13.0 + text_width(names[i], 8.5)
        y += _KEY
