"""The figures of an index report: development, ranking with contributions, criteria by city."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ..analysis.framework import Group
from ..analysis.integral_index import IntegralIndex
from .figures.bar_chart import Bar, BarChart, draw_bar_chart
from .figures.dot_plot import Change, DotPlot, draw_dot_plot
from .figures.heat_map import Block, HeatMap, HeatRow, draw_heat_map
from .figures.line_chart import Line, LineChart, draw_line_chart
from .figures.picture import Picture
from .framework_file import FrameworkFile
from .language import Language
from .table import Column, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["index_pictures"]

_LINES = 8
_BARS = 25
_CRITERIA = 8


def index_pictures(result: IntegralIndex, scheme: FrameworkFile, lang: Language) -> list[Picture]:
    """Choose and build the figures that the data can carry.

    Several years give a development; several cities a ranking; several criteria a comparison of
    criteria. Of many cities the first ones by the last year are shown, and the figure says so.
    """
    pictures = []
    best = _ordered(result)
    present = best[~np.isnan(result.scores[best, -1, -1])]
    known = ~np.isnan(result.scores).all(axis=(1, 2))
    if len(result.years) > 1 and known.any():
        pictures.append(_development(result, scheme, lang, best))
    if len(present) > 1:
        pictures.append(_ranking(result, scheme, lang, present))
        if 1 < len(_criteria(result)) <= _CRITERIA and _known_criteria(result, present):
            pictures.append(_criteria_map(result, scheme, lang, present))
    elif len(result.cities) == 1 and len(result.years) > 1 and len(_criteria(result)) > 1:
        pictures.append(_change(result, scheme, lang))
    return pictures


def _ordered(result: IntegralIndex) -> np.ndarray:
    """Cities from the best to the worst by their last year that has a value; none left out.

    Cities without a value in the last year of all come after those with one.
    """
    index = result.scores[:, :, -1]
    filled = index.copy()
    for t in range(1, index.shape[1]):
        filled[:, t] = np.where(np.isnan(index[:, t]), filled[:, t - 1], index[:, t])
    latest = np.nan_to_num(filled[:, -1], nan=-np.inf)
    return np.lexsort((-latest, np.isnan(index[:, -1])))


def _known_criteria(result: IntegralIndex, cities: np.ndarray) -> bool:
    """Whether some criterion has a value in the last year."""
    return any(not np.isnan(result.score(g.id)[cities, -1]).all() for g in _criteria(result))


def _criteria(result: IntegralIndex) -> list[Group]:
    return [m for m in result.framework.root.members if isinstance(m, Group)]


def _development(
    result: IntegralIndex, scheme: FrameworkFile, lang: Language, best: np.ndarray
) -> Picture:
    """Index of the first cities over the years; of one city, its criteria."""
    title = lang.text("index.development")
    if len(result.cities) == 1 and len(_criteria(result)) > 1:
        series = [
            (lang.label(scheme.labels[g.id]), result.score(g.id)[0]) for g in _criteria(result)
        ][:_LINES]
        subtitle = result.cities[0]
    else:
        series = [(result.cities[c], result.scores[c, :, -1]) for c in best[:_LINES]]
        subtitle = lang.label(scheme.title)
    series = [(name, values) for name, values in series if not np.isnan(values).all()]
    lines = tuple(Line(name, tuple(values.tolist())) for name, values in series)
    chart = LineChart(title, subtitle, result.years, lines, 1)
    shown_of = len(_criteria(result)) if len(result.cities) == 1 else len(best)
    notes = (lang.text("index.top", shown=_LINES, all=shown_of),) if shown_of > _LINES else ()
    columns = (
        Column("name", lang.text("table.city")),
        *(Column(str(year), str(year), "number") for year in result.years),
    )
    data = Table("development", title, columns, tuple((n, *v.tolist()) for n, v in series))
    finals = [(name, _last(values)) for name, values in series]
    return _picture(data, finals, partial(draw_line_chart, chart, lang), lang, notes=notes)


def _ranking(
    result: IntegralIndex, scheme: FrameworkFile, lang: Language, best: np.ndarray
) -> Picture:
    """Index of the last year as bars, stacked from the contributions of the criteria."""
    year, shown = result.years[-1], best[:_BARS]
    part = "ranking_part" if len(best) > _BARS else "ranking"
    title = lang.text(f"index.{part}", year=year, shown=_BARS, all=len(best))
    groups = _criteria(result)
    stacked = 1 < len(groups) <= _CRITERIA
    place = {indicator.id: k for k, indicator in enumerate(result.framework.indicators)}
    if stacked:
        names = tuple(lang.label(scheme.labels[g.id]) for g in groups)
        parts = np.stack(
            [
                result.contributions[:, -1, [place[leaf.id] for leaf in g.leaves()]].sum(axis=-1)
                for g in groups
            ],
            axis=-1,
        )
    else:
        names, parts = (lang.text("table.score"),), result.scores[:, -1, -1:]
    bars = tuple(
        Bar(result.cities[c], tuple(parts[c].tolist()), float(result.scores[c, -1, -1]))
        for c in shown
    )
    chart = BarChart(title, lang.label(scheme.title), names, bars)
    columns = (
        Column("city", lang.text("table.city")),
        Column("total", lang.text("table.score"), "number"),
        *(Column(f"part_{i + 1}", name, "number") for i, name in enumerate(names)),
    )
    data = Table(
        "ranking", title, columns, tuple((bar.label, bar.total, *bar.parts) for bar in bars)
    )
    finals = [(bar.label, bar.total) for bar in bars]
    notes = _absent(result, best, lang)
    return _picture(data, finals, partial(draw_bar_chart, chart, lang), lang, notes=notes)


def _criteria_map(
    result: IntegralIndex, scheme: FrameworkFile, lang: Language, best: np.ndarray
) -> Picture:
    """Criteria of the last year as a shaded table, best city first."""
    title = lang.text("index.criteria", year=result.years[-1])
    groups = _criteria(result)
    names = tuple(lang.label(scheme.labels[g.id]) for g in groups)
    scores = np.stack([result.score(g.id)[:, -1] for g in groups], axis=-1)
    shown = best[: 2 * _BARS]
    rows = tuple(HeatRow(result.cities[c], tuple(scores[c].tolist())) for c in shown)
    low, high = float(np.nanmin(scores[best])), float(np.nanmax(scores[best]))
    limits = (0.0, 1.0) if low >= 0 and high <= 1 else (low, high if high > low else low + 1)
    chart = HeatMap(title, "", names, ((Block("", rows),),), limits=limits)
    columns = (
        Column("city", lang.text("table.city")),
        *(Column(g.id, name, "number") for g, name in zip(groups, names, strict=True)),
    )
    data = Table("criteria", title, columns, tuple((row.label, *row.values) for row in rows))
    finals = [(result.cities[c], float(result.scores[c, -1, -1])) for c in shown]
    notes = _absent(result, best, lang)
    return _picture(data, finals, partial(draw_heat_map, chart, lang), lang, notes=notes)


def _absent(result: IntegralIndex, present: np.ndarray, lang: Language) -> tuple[str, ...]:
    """Name the cities that a figure of the last year cannot show."""
    absent = [city for c, city in enumerate(result.cities) if c not in set(present.tolist())]
    if not absent:
        return ()
    named = ", ".join(absent[:_LINES]) + (", …" if len(absent) > _LINES else "")
    return (lang.text("index.no_last_year", year=result.years[-1], cities=named),)


def _last(values: np.ndarray) -> float:
    known = values[~np.isnan(values)]
    return float(known[-1]) if len(known) else float("nan")


def _change(result: IntegralIndex, scheme: FrameworkFile, lang: Language) -> Picture:
    """Criteria of one city in the first and the last year."""
    title = lang.text("index.change")
    changes = sorted(
        (
            Change(
                lang.label(scheme.labels[g.id]),
                float(result.score(g.id)[0, 0]),
                float(result.score(g.id)[0, -1]),
            )
            for g in _criteria(result)
            if not np.isnan(result.score(g.id)[0, [0, -1]]).any()
        ),
        key=lambda row: row.before - row.after,
    )
    first, last = str(result.years[0]), str(result.years[-1])
    plot = DotPlot(title, result.cities[0], first, last, tuple(changes))
    columns = (
        Column("criterion", lang.text("table.domain")),
        Column(first, first, "number"),
        Column(last, last, "number"),
    )
    data = Table("change", title, columns, tuple((c.label, c.before, c.after) for c in changes))
    finals = [(c.label, c.after - c.before) for c in changes]
    return _picture(data, finals, partial(draw_dot_plot, plot, lang), lang)


def _picture(
    data: Table,
    finals: list[tuple[str, float]],
    draw: Callable[[], Figure],
    lang: Language,
    *,
    notes: tuple[str, ...] = (),
) -> Picture:
    """Add caption and alternative text; `finals` are (name, value) pairs, best and worst told."""
    known = [pair for pair in finals if not np.isnan(pair[1])] or [("", float("nan"))]
    best, worst = max(known, key=lambda p: p[1]), min(known, key=lambda p: p[1])
    alt = lang.text(
        "figure.alt_bars",
        title=data.title,
        best=best[0],
        high=lang.number(best[1], 3),
        worst=worst[0],
        low=lang.number(worst[1], 3),
    )
    return Picture(data.name, data.title, alt, data, draw, notes)
