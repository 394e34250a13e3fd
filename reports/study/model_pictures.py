"""Figures of a study's path model beside its diagram: importance and performance, and HTMT."""

from __future__ import annotations

from functools import partial

import numpy as np

from ...analysis.composites.ipma import Ipma, Quadrant
from ...analysis.composites.pls_discriminance import Discriminance
from ..figures.htmt_plot import HtmtPlot, HtmtRow, draw_htmt_plot
from ..figures.ipma_map import IpmaMap, IpmaPoint, draw_ipma_map
from ..figures.picture import Picture
from ..language import Language
from ..table import Column, Table
from .heads import Namer, caption, head, percent_of, text_head
from .pictures import sample
from .pls_measurement_tables import bootstrap_note
from .results import StudyResults

__all__ = ["htmt_picture", "ipma_pictures"]

_FIELDS: tuple[Quadrant, ...] = ("keep_up", "concentrate", "possible_overkill", "low_priority")
_PAIRS, _FEWER, _LONG = 28, 19, 80  # pairs that one page holds; fewer if one has many letters


def ipma_pictures(results: StudyResults, name: Namer, lang: Language) -> list[Picture]:
    """Draw importance and performance for every outcome of the model; empty without one."""
    if results.model is None:
        return []
    return [
        _ipma_picture(results, found, f"ipma_{i + 1}", name, lang)
        for i, found in enumerate(results.model.ipma)
    ]


def htmt_picture(results: StudyResults, name: Namer, lang: Language) -> Picture | None:
    """Draw HTMT with its upper bounds, largest first; None if the model has no pair."""
    part = results.model
    if part is None or not part.assessment.discriminance.pairs:
        return None
    found = part.assessment.discriminance
    rows = _htmt_rows(found, name)
    shown = _FEWER if max(len(row.label) for row in rows) > _LONG else _PAIRS
    title = caption(lang, "htmt")
    limits = (found.limits.htmt_strict, found.limits.htmt_liberal, found.limits.htmt_one)
    people = sample(results, part.bootstrap.original.n, lang)
    plot = HtmtPlot(title, people, limits, rows[:shown])
    percent, strict = percent_of(found.limits.level, lang), lang.number(limits[0], 2, bounded=True)
    columns = (
        text_head(lang, "pair_of_dimensions"),
        Column("htmt", "HTMT", "number", bounded=True),
        head(lang, "htmt_upper", percent=percent),
    )
    kind = "htmt_plain" if np.isnan(found.upper).all() else "htmt_note"
    notes = [lang.text(f"survey_figure.{kind}", percent=percent, limit=strict)]
    if len(rows) > shown:
        notes.append(lang.text("survey_figure.htmt_part", shown=shown, all=len(rows)))
    alt = lang.text(
        "survey_figure.alt_htmt",
        title=title,
        pair=rows[0].label,
        value=lang.number(rows[0].value, 2, bounded=True),
        limit=strict,
        count=sum(row.distinct for row in rows),
        all=len(rows),
    )
    return Picture(
        name="htmt_plot",
        caption=title,
        alt=alt,
        data=Table("htmt_plot", title, columns, tuple((r.label, r.value, r.upper) for r in rows)),
        draw=partial(draw_htmt_plot, plot, lang),
        notes=(*notes, bootstrap_note(part, lang)),
    )


def _htmt_rows(found: Discriminance, name: Namer) -> tuple[HtmtRow, ...]:
    """Return the pairs, the one that is least told apart first."""
    bounds = np.where(np.isnan(found.upper), found.htmt, found.upper)
    return tuple(
        HtmtRow(
            " – ".join(name(construct) for construct in found.pairs[p]),
            float(found.htmt[p]),
            float(found.upper[p]),
            bool(bounds[p] < found.limits.htmt_strict),
        )
        for p in np.argsort(-bounds, kind="stable")
    )


def _ipma_picture(
    results: StudyResults, found: Ipma, own_name: str, name: Namer, lang: Language
) -> Picture:
    title = caption(lang, "pls_ipma", outcome=name(found.target))
    points = tuple(
        IpmaPoint(name(construct), float(importance), float(performance))
        for construct, importance, performance in zip(
            found.constructs, found.importance, found.performance, strict=True
        )
    )
    keep_up, concentrate, overkill, low = (lang.text(f"pls.quadrant_{f}") for f in _FIELDS)
    chart = IpmaMap(
        title=title,
        subtitle=sample(results, found.n, lang),
        importance=lang.text("head.importance"),
        performance=lang.text("head.performance"),
        fields=(keep_up, concentrate, overkill, low),
        points=points,
    )
    fields = [lang.text(f"pls.quadrant_{quadrant}") for quadrant in found.quadrants]
    rows = tuple(
        (points[j].label, points[j].importance, points[j].performance, fields[j])
        for j in np.argsort(-found.importance, kind="stable")
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "importance"),
        head(lang, "performance", 1),
        text_head(lang, "quadrant"),
    )
    return Picture(
        name=own_name,
        caption=title,
        alt=_ipma_alt(found, points, title, lang),
        data=Table(own_name, title, columns, rows),
        draw=partial(draw_ipma_map, chart, lang),
        notes=(lang.text("survey_figure.ipma_note"), lang.text("pls.ipma_note")),
    )


def _ipma_alt(found: Ipma, points: tuple[IpmaPoint, ...], title: str, lang: Language) -> str:
    best = max(points, key=lambda point: point.importance)
    said = lang.text(
        "survey_figure.alt_ipma",
        title=title,
        best=best.label,
        importance=lang.number(best.importance, 2),
        performance=lang.number(best.performance, 1),
    )
    pairs = zip(points, found.quadrants, strict=True)
    named = ", ".join(point.label for point, field in pairs if field == "concentrate")
    if not named:
        return said
    return f"{said} {lang.text('survey_figure.alt_ipma_concentrate', named=named)}"
