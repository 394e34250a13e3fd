"""A series with its trend, the prediction interval and, if there is one, a published forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..language import Language
from .style import ACCENT, INK, blank, heading, number_ticks, tip, tips

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["TrendChart", "draw_trend_chart"]


@dataclass(frozen=True, slots=True, eq=False)
class TrendChart:
    """What a trend chart shows.

    Attributes
    ----------
    title, unit : str
    years, values : ndarray, shape (n,)
        Observed.
    trend_years, fitted, lower, upper : ndarray, shape (m,)
    forecast_years, forecast : ndarray, shape (f,)
        As published; may be empty.
    names : tuple of str, length 4
        Labels of the observed values, the trend, the interval and the published forecast.
    scale : float
        Values are divided by it for display.
    """

    title: str
    unit: str
    years: np.ndarray
    values: np.ndarray
    trend_years: np.ndarray
    fitted: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    forecast_years: np.ndarray
    forecast: np.ndarray
    names: tuple[str, str, str, str]
    scale: float = 1.0


def draw_trend_chart(chart: TrendChart, lang: Language) -> Figure:
    """Draw a trend chart, 160 x 100 mm."""
    figure = blank(160, 100)
    axes = figure.add_subplot()
    observed, trend, interval, _ = chart.names
    unit = 1 / chart.scale
    band = axes.fill_between(
        chart.trend_years,
        chart.lower * unit,
        chart.upper * unit,
        color=ACCENT,
        alpha=0.13,
        linewidth=0,
        label=interval,
    )
    tip(band, interval)
    (line,) = axes.plot(
        chart.trend_years, chart.fitted * unit, color=ACCENT, lw=1.6, ls=(0, (5, 2)), label=trend
    )
    tip(line, trend)
    (dots,) = axes.plot(
        chart.years, chart.values * unit, color=INK, marker="o", ms=5, lw=1.8, label=observed
    )
    tips(dots, _values(chart.years, chart.values * unit, lang))
    if len(chart.forecast):
        _draw_forecast(axes, chart, lang)
    axes.set_ylim(0, float(np.max(chart.upper)) * unit * 1.05)
    ticks = sorted({*chart.years.tolist(), *chart.trend_years.tolist()})
    axes.set_xticks(ticks, [str(int(t)) for t in ticks], fontsize=8)
    number_ticks(axes.yaxis, lang)
    axes.grid(axis="y")
    axes.spines["left"].set_visible(False)
    axes.legend(loc="upper left", ncols=2, fontsize=8.5, handlelength=2.6)
    heading(axes, chart.title, chart.unit)
    return figure


def _draw_forecast(axes: Axes, chart: TrendChart, lang: Language) -> None:
    values = chart.forecast / chart.scale
    (dots,) = axes.plot(
        chart.forecast_years,
        values,
        color="#d55e00",
        marker="s",
        ms=4.5,
        mfc="white",
        lw=1.3,
        label=chart.names[3],
    )
    tips(dots, _values(chart.forecast_years, values, lang))


def _values(years: np.ndarray, values: np.ndarray, lang: Language) -> list[str]:
    pairs = zip(years, values, strict=True)
    return [f"{int(year)}: {lang.number(value, 1)}" for year, value in pairs if not np.isnan(value)]
