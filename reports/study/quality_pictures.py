"""Figures of a study on how well it measures: loadings and correlations of the dimensions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ...analysis.factors import Extraction
from ...analysis.sorted_loadings import sorted_loadings
from ..figures.correlation_map import CorrelationMap, draw_correlation_map
from ..figures.loading_matrix import LoadingMatrix, LoadingRow, draw_loading_matrix, loading_pages
from ..figures.loading_plot import LoadingPlot, LoadingPoint, draw_loading_plot
from ..figures.picture import Picture
from ..language import Language
from ..table import Column, Table
from .answer_pictures import item_name, paged
from .heads import Namer, of_factors, text_head
from .pictures import sample
from .quality_tables import correlation_table
from .results import StudyResults

__all__ = ["correlation_picture", "first_two_picture", "loading_pictures"]

_FEW = 24  # items whose names have room beside their points


def loading_pictures(results: StudyResults, _name: Namer, lang: Language) -> list[Picture]:
    """Draw the rotated loadings of all items on all components; empty without components."""
    if results.factors is None:
        return []
    found, keys = results.factors.first, results.study.factors
    order = sorted_loadings(found.loadings)
    rows = []
    for k, i in enumerate(order.order):
        starts = k > 0 and order.factor[i] != order.factor[order.order[k - 1]]
        label = item_name(results, found.names[i], lang)
        rows.append(LoadingRow(label, tuple(found.loadings[i].tolist()), bool(starts)))
    chart = LoadingMatrix(
        title=lang.text(f"survey_figure.{of_factors('loadings', found.method)}"),
        subtitle=sample(results, found.n, lang),
        component=_component(found, lang),
        threshold=keys.threshold,
        rows=tuple(rows),
    )
    pages = loading_pages(rows)
    pictures = []
    for i, page in enumerate(pages):
        own_name, title = paged("loading_matrix", chart.title, i, len(pages), lang)
        own = replace(chart, title=title, rows=page)
        pictures.append(
            Picture(
                name=own_name,
                caption=title,
                alt=_loading_alt(own, lang),
                data=_loading_data(own, own_name, lang),
                draw=partial(draw_loading_matrix, own, lang),
                notes=(
                    lang.text(
                        "survey_figure.loadings_note",
                        threshold=lang.number(keys.threshold, 2, bounded=True),
                    ),
                    _extraction(results, found, lang),
                ),
            )
        )
    return pictures


def first_two_picture(results: StudyResults, _name: Namer, lang: Language) -> Picture | None:
    """Draw few items as points on the first two components; None if there are more, or only one."""
    if results.factors is None:
        return None
    found, threshold = results.factors.first, results.study.factors.threshold
    if found.count < 2 or len(found.names) > _FEW:
        return None
    title = lang.text(f"survey_figure.{of_factors('first_two', found.method)}")
    axes = (f"{_component(found, lang)} 1", f"{_component(found, lang)} 2")
    points = []
    for item, loadings in zip(found.names, found.loadings.tolist(), strict=True):
        largest = int(np.argmax(np.abs(loadings)))
        belongs = largest if largest < 2 and abs(loadings[largest]) >= threshold else 2
        points.append(LoadingPoint(item, loadings[0], loadings[1], belongs))
    key = (*axes, lang.text("survey_figure.other_items"))
    people = sample(results, found.n, lang)
    plot = LoadingPlot(title, people, axes, key, tuple(points))
    members = [[p.label for p in points if p.belongs == k] for k in range(3)]
    groups = "; ".join(f"{key[k]}: {', '.join(own)}" for k, own in enumerate(members) if own)
    columns = (
        text_head(lang, "item"),
        *(
            Column(f"component_{j + 1}", name, "number", 3, bounded=True)
            for j, name in enumerate(axes)
        ),
    )
    rows = tuple((p.label, p.first, p.second) for p in points)
    note = lang.text(
        "survey_figure.first_two_note", threshold=lang.number(threshold, 2, bounded=True)
    )
    return Picture(
        name="first_two",
        caption=title,
        alt=lang.text("survey_figure.alt_first_two", title=title, groups=groups),
        data=Table("first_two", title, columns, rows),
        draw=partial(draw_loading_plot, plot, lang),
        notes=(note, _extraction(results, found, lang)),
    )


def correlation_picture(results: StudyResults, name: Namer, lang: Language) -> Picture | None:
    """Draw the correlations of the dimensions; None of a single one."""
    found = results.correlations
    if found is None or len(found.names) < 2:
        return None
    table = correlation_table(found, name, lang)
    labels = tuple(name(construct) for construct in found.names)
    rows, columns = np.tril_indices(len(labels), -1)
    low, high = int(found.n[rows, columns].min()), int(found.n[rows, columns].max())
    people = sample(results, high, lang)
    if low < high:
        people = f"{people.rpartition('n = ')[0]}n = {lang.number(low, 0)}–{lang.number(high, 0)}"
    chart = CorrelationMap(
        title=table.title,
        subtitle=people,
        names=labels,
        values=tuple(tuple(found.r[i, :i].tolist()) for i in range(len(labels))),
        stars=tuple(tuple(found.stars[i, :i].tolist()) for i in range(len(labels))),
    )
    return Picture(
        name="correlation_map",
        caption=table.title,
        alt=_correlation_alt(chart, lang),
        data=replace(table, name="correlation_map"),
        draw=partial(draw_correlation_map, chart, lang),
        notes=(lang.text("survey_figure.correlations_note"), *table.notes),
    )


def _component(found: Extraction, lang: Language) -> str:
    return lang.text(f"head.{of_factors('component', found.method)}")


def _extraction(results: StudyResults, found: Extraction, lang: Language) -> str:
    return lang.text(
        "study.extraction",
        method=lang.text(f"extraction.{found.method}"),
        rotation=lang.text(f"rotation.{found.rotation.method}"),
        correlation=lang.text(f"correlation.{results.study.factors.correlation}"),
        n=lang.number(found.n, 0),
    )


def _loading_alt(chart: LoadingMatrix, lang: Language) -> str:
    values = np.array([row.loadings for row in chart.rows])
    i, j = np.unravel_index(int(np.argmax(np.abs(values))), values.shape)
    return lang.text(
        "survey_figure.alt_loadings",
        title=chart.title,
        value=lang.number(float(values[i, j]), 2, bounded=True),
        item=chart.rows[i].label,
        component=f"{chart.component} {j + 1}",
        threshold=lang.number(chart.threshold, 2, bounded=True),
        count=lang.number(int((np.abs(values) >= chart.threshold).sum()), 0),
        all=lang.number(values.size, 0),
    )


def _loading_data(chart: LoadingMatrix, name: str, lang: Language) -> Table:
    columns = (
        text_head(lang, "item"),
        *(
            Column(f"component_{j + 1}", str(j + 1), "number", 3, chart.component, bounded=True)
            for j in range(len(chart.rows[0].loadings))
        ),
    )
    rows = tuple((row.label, *row.loadings) for row in chart.rows)
    return Table(name, chart.title, columns, rows)


def _correlation_alt(chart: CorrelationMap, lang: Language) -> str:
    pairs = [
        (abs(value), f"{chart.names[j]} – {chart.names[i]}", lang.number(value, 2, bounded=True))
        for i, row in enumerate(chart.values)
        for j, value in enumerate(row)
        if not np.isnan(value)
    ]
    if not pairs:
        return chart.title
    (_, strong, high), (_, weak, low) = max(pairs), min(pairs)
    if len(pairs) == 1:
        return lang.text(
            "survey_figure.alt_correlations_one", title=chart.title, strong=strong, high=high
        )
    return lang.text(
        "survey_figure.alt_correlations",
        title=chart.title,
        strong=strong,
        high=high,
        weak=weak,
        low=low,
    )
