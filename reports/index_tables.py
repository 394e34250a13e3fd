"""The tables of an index report: scores, ranks, yearly change, contributions, missing values."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..analysis.index_rules import Mean
from ..analysis.integral_index import IntegralIndex, ranks
from ..analysis.panel import Panel
from .framework_file import FrameworkFile
from .language import Language
from .table import Column, Table

__all__ = ["index_tables", "mean_name", "missing_cells"]

_SHOWN = 60  # rows of a table that the page shows
_READABLE = 20_000  # rows of contributions that a workbook is still readable with
_NAMED = 5  # missing cells that a note names


def index_tables(
    result: IntegralIndex, panel: Panel, scheme: FrameworkFile, lang: Language
) -> list[Table]:
    """Build all tables of a report.

    Parameters
    ----------
    result : IntegralIndex
    panel : Panel
        The data behind it, for what is missing.
    scheme : FrameworkFile
    lang : Language
    """
    columns, at = _outline(result, scheme, lang)
    scores = _table("scores", columns, _city_years(result, result.scores[:, :, at]), lang)
    notes = (_rules(result, lang), *_cautions(result, panel, scheme, lang))
    tables = [replace(scores, notes=notes)]
    if len(result.cities) > 1:
        places = tuple(Column(c.key, c.label, "number", 0) for c in columns)
        tables.append(_table("ranks", places, _ranks(result, at), lang))
    if len(result.years) > 1:
        step = np.diff(result.scores[:, :, at], axis=1)
        change = tuple(Column(c.key, c.label, "signed") for c in columns)
        tables.append(_table("change", change, _city_years(result, step, result.years[1:]), lang))
    tables.append(_contributions(result, scheme, lang))
    missing = missing_cells(panel)
    if missing:
        tables.append(_missing(missing, scheme, lang))
    return tables


def missing_cells(panel: Panel) -> list[tuple[str, int, str]]:
    """City, year and indicator of every value that the data lack."""
    return [
        (panel.cities[c], panel.years[t], panel.indicators[k])
        for c, t, k in np.argwhere(np.isnan(panel.values))
    ]


def mean_name(mean: Mean, lang: Language) -> str:
    """Name a mean with its order and floor."""
    name = lang.text(f"mean.{mean.kind}", order=lang.number(mean.order, 1))
    if not mean.floor:
        return name
    return lang.text("mean.floored", mean=name, floor=lang.number(mean.floor, 3))


def _outline(
    result: IntegralIndex, scheme: FrameworkFile, lang: Language
) -> tuple[tuple[Column, ...], list[int]]:
    """Columns of the groups, each before the groups it contains, and their places."""
    groups = [group.id for group in result.framework.outline]
    columns = tuple(Column(g, lang.label(scheme.labels[g]), "number") for g in groups)
    return columns, [result.groups.index(group) for group in groups]


def _table(
    name: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[str | int | float | None, ...], ...],
    lang: Language,
) -> Table:
    keys = (
        Column("city", lang.text("table.city")),
        Column("year", lang.text("table.year"), "label"),
    )
    title = lang.text(f"index.{name}")
    return Table(f"index_{name}", title, (*keys, *columns), rows, show=_SHOWN)


def _rules(result: IntegralIndex, lang: Language) -> str:
    rule, framework = result.framework.normalisation, result.framework
    means = dict.fromkeys(framework.mean_of(group) for group in framework.outline)
    return lang.text(
        "index.rule",
        method=lang.text(f"method.{rule.method}"),
        over=lang.text(f"over.{rule.over}"),
        constant=lang.text(f"constant.{rule.constant}"),
        missing=lang.text(f"missing.{rule.missing}"),
        mean=", ".join(mean_name(mean, lang) for mean in means),
    )


def _cautions(
    result: IntegralIndex, panel: Panel, scheme: FrameworkFile, lang: Language
) -> list[str]:
    """Collect what a reader must know before trusting the scores."""
    framework = result.framework
    cautions = []
    missing = missing_cells(panel)
    if missing:
        named = [
            lang.text(
                "index.missing_cell",
                city=city,
                year=year,
                indicator=lang.label(scheme.labels[indicator]),
            )
            for city, year, indicator in missing[:_NAMED]
        ]
        cautions.append(
            lang.text("index.missing_note", n=lang.number(len(missing), 0), first="; ".join(named))
        )
    for group, zeros in zip(framework.groups, result.annihilated, strict=True):
        if zeros:
            cautions.append(
                lang.text(
                    "index.annihilated",
                    n=lang.number(int(zeros), 0),
                    group=lang.label(scheme.labels[group.id]),
                    mean=mean_name(framework.mean_of(group), lang),
                )
            )
    if any(framework.mean_of(group).kind == "geometric" for group in framework.groups):
        cautions.append(lang.text("index.geometric"))
    return cautions


def _ranks(result: IntegralIndex, at: list[int]) -> tuple[tuple[str | int | None, ...], ...]:
    """Rank rows, whole numbers."""
    rows = _city_years(result, ranks(result.scores)[:, :, at])
    return tuple(
        (city, year, *(None if np.isnan(rank) else int(rank) for rank in places))
        for city, year, *places in rows
    )


def _contributions(result: IntegralIndex, scheme: FrameworkFile, lang: Language) -> Table:
    """Contributions of the last year, for as many cities as a reader can take in."""
    indicators = result.framework.indicators
    cities = max(1, min(len(result.cities), _READABLE // len(indicators)))
    best = np.argsort(-np.nan_to_num(result.scores[:, -1, -1], nan=-np.inf), kind="stable")
    rows = tuple(
        (
            result.cities[c],
            indicator.id,
            lang.label(scheme.labels[indicator.id]),
            float(result.normalised[c, -1, k]),
            float(result.contributions[c, -1, k]),
        )
        for c in best[:cities]
        for k, indicator in enumerate(indicators)
    )
    columns = (
        Column("city", lang.text("table.city")),
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        Column("normalised", lang.text("table.normalised"), "number"),
        Column("contribution", lang.text("table.contribution"), "number", 4),
    )
    title = lang.text("index.contributions", year=result.years[-1])
    return Table("contributions_last_year", title, columns, rows, show=_SHOWN)


def _missing(cells: list[tuple[str, int, str]], scheme: FrameworkFile, lang: Language) -> Table:
    columns = (
        Column("city", lang.text("table.city")),
        Column("year", lang.text("table.year"), "label"),
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
    )
    rows = tuple((city, year, name, lang.label(scheme.labels[name])) for city, year, name in cells)
    return Table("missing_values", lang.text("table.missing"), columns, rows, show=_SHOWN)


def _city_years(
    result: IntegralIndex, values: np.ndarray, years: tuple[int, ...] | None = None
) -> tuple[tuple[Any, ...], ...]:
    """Rows of city, year and the values of shape (c, t, g)."""
    plain = values.tolist()
    return tuple(
        (city, year, *plain[c][t])
        for c, city in enumerate(result.cities)
        for t, year in enumerate(years or result.years)
    )
