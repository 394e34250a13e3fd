"""Figures of the functions of Annex 3 that are there, by settlement and initiative."""

from __future__ import annotations

from functools import partial

import numpy as np

from ..figures.map_grid import map_pages
from ..figures.picture import Picture
from ..figures.value_map import ValueMap, ValueRow, draw_value_map
from ..language import Language
from ..table import Column, Table
from .names import Names
from .picture_frame import (
    MAP_ROWS,
    alt_of_ends,
    best_first,
    initiative_names,
    marked,
    paged,
    shown_first,
    subtitle,
    words,
)
from .results import Results

__all__ = ["coverage_pictures"]


def coverage_pictures(results: Results, lang: Language) -> list[Picture]:
    """Draw the share of functions that are there; nothing if no settlement lists any."""
    named = {found.settlement for found in results.coverage}
    if not named:
        return []
    ids, names = results.scores.values.ids, initiative_names(results, lang)
    ordered = [ids[i] for i in best_first(results) if ids[i] in named]
    shown, notes = shown_first(ordered, MAP_ROWS, lang)
    numbered = zip(results.order.order.initiatives, names, strict=True)
    columns = (
        words("settlement", lang),
        *(Column(f"initiative_{i.number}", name, "number", 1) for i, name in numbered),
    )
    title = lang.text("city_score_figure.coverage", year=results.year)
    below = subtitle(results, lang, lang.text("city_score_figure.coverage_about"))
    rows = _rows(results, shown, names, lang)
    found, pages = [], map_pages(rows, [row.label for row in rows])
    for p, page in enumerate(pages):
        name, caption = paged("coverage_map", title, p, len(pages), lang)
        chart = ValueMap(caption, below, names, page, decimals=0)
        picture = Picture(
            name=name,
            caption=caption,
            alt=_alt(page, caption, lang),
            data=Table(name, caption, columns, tuple((row.label, *row.values) for row in page)),
            draw=partial(draw_value_map, chart, lang),
            notes=(lang.text("city_score_figure.coverage_note"), *notes),
        )
        found.append(marked(picture, results, lang))
    return found


def _rows(
    results: Results, settlements: list[str], names: tuple[str, ...], lang: Language
) -> list[ValueRow]:
    by_place = {(found.settlement, found.initiative): found for found in results.coverage}
    rows = []
    for settlement in settlements:
        label = Names(results, lang).settlement(settlement)
        values, told = [], []
        for initiative, name in zip(results.order.order.initiatives, names, strict=True):
            own = by_place.get((settlement, initiative.number))
            values.append(100 * own.there / own.asked if own else np.nan)
            counted = f"{own.there}/{own.asked}" if own else lang.number(None)
            told.append(f"{label}, {name}: {counted}")
        rows.append(ValueRow(label, tuple(values), tuple(told)))
    return rows


def _alt(rows: tuple[ValueRow, ...], title: str, lang: Language) -> str:
    means = [(float(np.nanmean(r.values)), r.label) for r in rows if not np.isnan(r.values).all()]
    return alt_of_ends("alt_coverage", means, title, len(rows), lang, decimals=0)
