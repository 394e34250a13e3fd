"""The figures of the regenerated thesis."""

from __future__ import annotations

from functools import partial

import numpy as np

from ..figures.dot_plot import Change, DotPlot, draw_dot_plot
from ..figures.heat_map import Block, HeatMap, HeatRow, draw_heat_map
from ..figures.line_chart import Line, LineChart, draw_line_chart
from ..figures.picture import Picture
from ..figures.radar import Radar, draw_radar
from ..figures.trend_chart import TrendChart, draw_trend_chart
from ..language import Language
from ..table import Column, Table
from .index_evidence import IndexEvidence
from .published import YEARS, Published
from .source_evidence import SourceEvidence
from .tables import forecast_table

__all__ = ["change_plot", "heat_map", "index_lines", "indicator_charts", "radar", "trend_chart"]

_BILLION = 1000.0  # the table prints millions of tenge
_PAGE = (("economy", "people", "governance", "ict"), ("mobility", "environment", "living"))


def trend_chart(published: Published, source: SourceEvidence, lang: Language) -> Picture:
    """Figure 8: the gross regional product, its trend and the published forecast."""
    product, trend = published.growth[0], source.trend
    title = lang.text("title.forecast")
    chart = TrendChart(
        title=lang.label(product.labels),
        unit=lang.text("figure.billion"),
        years=np.array(product.years),
        values=np.array([p.value for p in product.printed]),
        trend_years=trend.years,
        fitted=trend.fitted,
        lower=trend.lower,
        upper=trend.upper,
        forecast_years=np.array(list(published.forecast)),
        forecast=np.array([p.value for p in published.forecast.values()]),
        names=(
            lang.text("figure.observed"),
            lang.text("figure.trend"),
            lang.text("figure.interval"),
            lang.text("figure.forecast"),
        ),
        scale=_BILLION,
    )
    alt = lang.text(
        "figure.alt_trend",
        title=title,
        start=product.years[0],
        end=product.years[-1],
        last=max(published.forecast),
    )
    return Picture(
        name="figure_08",
        caption=title,
        number="8",
        alt=alt,
        data=forecast_table(published, source, lang),
        draw=partial(draw_trend_chart, chart, lang),
        notes=(lang.text("note.interval"), lang.text("note.break_2018")),
    )


def indicator_charts(published: Published, lang: Language) -> list[Picture]:
    """Figures 10-24: fifteen indicators, from the digits that the charts hold."""
    pictures = []
    for figure, (name, printed) in published.charts.items():
        percent = published.thesis.units[name]["en"] == "%"
        # Charts hold a percent as a fraction.
        values = tuple(p.value * (100 if percent else 1) for p in printed)
        title = lang.label(published.label(name))
        unit = lang.label(published.thesis.units[name])
        decimals = 1 if percent or name == "gov10" else 0
        chart = LineChart(
            title=title,
            unit=f"{lang.text('figure.city')}, {unit}",
            years=YEARS,
            lines=(Line(title, values),),
            decimals=decimals,
        )
        alt = lang.text(
            "figure.alt_line",
            title=title,
            unit=unit,
            first=lang.number(values[0], decimals),
            last=lang.number(values[-1], decimals),
            start=YEARS[0],
            end=YEARS[-1],
        )
        data = Table(
            f"figure_{figure:02d}",
            title,
            (
                Column("year", lang.text("table.year"), "label"),
                Column("value", lang.text("table.value"), "number", decimals),
            ),
            tuple(zip(YEARS, values, strict=True)),
        )
        pictures.append(
            Picture(
                name=f"figure_{figure:02d}",
                caption=f"{title}, {unit}",
                number=str(figure),
                alt=alt,
                data=data,
                draw=partial(draw_line_chart, chart, lang),
            )
        )
    return pictures


def radar(published: Published, evidence: IndexEvidence, lang: Language) -> Picture:
    """Figure 25: the seven indices as a radar, one polygon a year."""
    names, scores = _scores(published, evidence, lang)
    title = lang.text("title.radar")
    polygons = tuple((str(year), tuple(scores[:, i])) for i, year in enumerate(YEARS))
    last = scores[:, -1]
    alt = lang.text("figure.alt_radar", title=title, year=YEARS[-1], **_extremes(names, last, lang))
    return Picture(
        name="figure_25",
        caption=title,
        number="25",
        alt=alt,
        data=_score_table("figure_25", title, names, scores, lang),
        draw=partial(draw_radar, Radar(title, names, polygons), lang),
    )


def index_lines(published: Published, evidence: IndexEvidence, lang: Language) -> Picture:
    """Show the seven indices as lines, which can be read where a radar cannot."""
    names, scores = _scores(published, evidence, lang)
    title = lang.text("title.lines")
    lines = tuple(Line(name, tuple(row)) for name, row in zip(names, scores, strict=True))
    alt = lang.text(
        "figure.alt_radar", title=title, year=YEARS[-1], **_extremes(names, scores[:, -1], lang)
    )
    chart = LineChart(title, lang.text("figure.city"), YEARS, lines, 1)
    return Picture(
        name="index_lines",
        caption=title,
        alt=alt,
        data=_score_table("index_lines", title, names, scores, lang),
        draw=partial(draw_line_chart, chart, lang),
    )


def change_plot(published: Published, evidence: IndexEvidence, lang: Language) -> Picture:
    """Dot plot of each index in the first and the last year, largest rise first."""
    names, scores = _scores(published, evidence, lang)
    title = lang.text("title.change")
    rise = scores[:, -1] - scores[:, 0]
    order = np.argsort(-rise, kind="stable")
    rows = tuple(Change(names[i], float(scores[i, 0]), float(scores[i, -1])) for i in order)
    plot = DotPlot(title, lang.text("figure.city"), str(YEARS[0]), str(YEARS[-1]), rows)
    return Picture(
        name="index_change",
        caption=title,
        alt=lang.text("figure.alt_change", title=title, **_extremes(names, rise, lang)),
        data=_score_table("index_change", title, names, scores, lang),
        draw=partial(draw_dot_plot, plot, lang),
    )


def heat_map(published: Published, lang: Language) -> Picture:
    """All 111 published normalised indicators on one page."""
    title = lang.text("title.heat")
    negative = {i.id for i in published.thesis.framework.indicators if i.polarity == "negative"}

    def block(domain: str) -> Block:
        rows = []
        for row in published.rows:
            if row.domain != domain:
                continue
            label = lang.label(published.label(row.id))
            if row.id in negative:
                label = lang.text("figure.reversed", label=label)
            rows.append(HeatRow(label, tuple(row.index), plain=row.constant))
        return Block(lang.label(published.label(domain)), tuple(rows))

    panels = tuple(tuple(block(domain) for domain in column) for column in _PAGE)
    chart = HeatMap(title, lang.text("note.heat"), tuple(str(y) for y in YEARS), panels)
    data = Table(
        "indicator_heat_map",
        title,
        (
            Column("id", lang.text("table.id")),
            Column("indicator", lang.text("table.indicator")),
            *(Column(str(year), str(year), "number", 2) for year in YEARS),
        ),
        tuple(
            (row.id, lang.label(published.label(row.id)), *(float(v) for v in row.index))
            for row in published.rows
        ),
    )
    return Picture(
        name="indicator_heat_map",
        caption=title,
        alt=lang.text("figure.alt_heat", title=title, n=len(published.rows)),
        data=data,
        draw=partial(draw_heat_map, chart, lang),
        notes=(lang.text("note.heat"),),
    )


def _scores(
    published: Published, evidence: IndexEvidence, lang: Language
) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the criteria and their indices as recomputed, shape (7, 5)."""
    names = tuple(lang.label(published.label(domain)) for domain in published.domains)
    cells = {(c.domain, c.year): c.from_normalised.recomputed for c in evidence.cells}
    return names, np.array([[cells[d, year] for year in YEARS] for d in published.domains])


def _extremes(names: tuple[str, ...], values: np.ndarray, lang: Language) -> dict[str, str]:
    best, worst = int(np.argmax(values)), int(np.argmin(values))
    return {
        "best": names[best],
        "high": lang.number(float(values[best]), 3),
        "worst": names[worst],
        "low": lang.number(float(values[worst]), 3),
    }


def _score_table(
    name: str, title: str, names: tuple[str, ...], scores: np.ndarray, lang: Language
) -> Table:
    columns = (
        Column("domain", lang.text("table.domain")),
        *(Column(str(year), str(year), "number", 6) for year in YEARS),
    )
    rows = tuple(
        (label, *(float(v) for v in row)) for label, row in zip(names, scores, strict=True)
    )
    return Table(name, title, columns, rows)
