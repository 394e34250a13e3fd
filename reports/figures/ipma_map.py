"""Importance and performance: what matters for an outcome, and how well it does.

Lines at both means divide the plot into four fields; the one of much importance and little
performance is tinted, because work there pays most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .named_points import corner_words, name_points
from .sheet import new_sheet, within
from .style import ACCENT, FAINT, GREY, number_ticks, tips

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["IpmaMap", "IpmaPoint", "draw_ipma_map"]

_WIDTH, _HEIGHT = 160.0, 104.0
_LEFT, _LOW = 19.0, 15.0
_NAME = 40.0  # millimetres of a line of a name
_ROOM = 0.16  # of the range, beyond the outermost points
_LEAST = 1e-6  # of a range, against the size of its numbers


@dataclass(frozen=True, slots=True)
class IpmaPoint:
    """One construct."""

    label: str
    importance: float
    performance: float


@dataclass(frozen=True, slots=True)
class IpmaMap:
    """What the map shows.

    Attributes
    ----------
    title, subtitle : str
    importance, performance : str
        Names of the axes.
    fields : tuple of str, length 4
        Names of the fields: much of both, only importance, only performance, little of both.
    points : tuple of IpmaPoint
    """

    title: str
    subtitle: str
    importance: str
    performance: str
    fields: tuple[str, str, str, str]
    points: tuple[IpmaPoint, ...]


def draw_ipma_map(chart: IpmaMap, lang: Language) -> Figure:
    """Draw the map 160 mm wide, as near to the points as they allow."""
    sheet = new_sheet(_WIDTH, _HEIGHT, chart.title, chart.subtitle)
    size = _WIDTH - _LEFT - 3, _HEIGHT - _LOW - 1
    axes = sheet.plot(_LEFT, sheet.top + 1, *size)
    points = np.array([(point.importance, point.performance) for point in chart.points])
    means = points.mean(axis=0)
    low, high = _limits(points)
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    axes.locator_params(nbins=7)
    number_ticks(axes.xaxis, lang)
    number_ticks(axes.yaxis, lang)
    axes.fill_between(
        [means[0], high[0]], low[1], means[1], color=FAINT, alpha=0.5, linewidth=0, zorder=0
    )
    for draw, mean in zip((axes.axvline, axes.axhline), means, strict=True):
        draw(mean, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    dots = axes.scatter(*points.T, s=44, color=ACCENT, zorder=4)
    tips(
        dots,
        [
            f"{point.label}: {chart.importance} {lang.number(point.importance, 3)}; "
            f"{chart.performance} {lang.number(point.performance, 1)}"
            for point in chart.points
        ],
    )
    taken = corner_words(axes, chart.fields)
    # Names keep off the lines, too.
    x, y = (means - low) / (high - low) * size
    taken += [(x - 0.4, 0.0, x + 0.4, size[1]), (0.0, y - 0.4, size[0], y + 0.4)]
    names = [within(point.label, _NAME, lines=3) for point in chart.points]
    name_points(axes, points, names, taken=taken)
    axes.set_xlabel(chart.importance)
    axes.set_ylabel(chart.performance)
    return sheet.figure


def _limits(points: np.ndarray) -> np.ndarray:
    """Return the lower and the upper ends of the axes, with room for the names."""
    low, high = points.min(axis=0), points.max(axis=0)
    size = np.maximum(np.abs(low), np.abs(high))
    spread = np.where(high - low > _LEAST * size, high - low, np.maximum(0.1 * size, 0.1))
    return np.array([low - _ROOM * spread, high + _ROOM * spread])
