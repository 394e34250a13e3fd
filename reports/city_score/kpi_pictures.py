"""Figures of the KPIs of single settlements: values against targets, section by section."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from ..figures.bullet_chart import (
    BulletChart,
    BulletGroup,
    BulletRow,
    bullet_pages,
    draw_bullet_chart,
)
from ..figures.picture import Picture
from ..language import Language
from ..table import Cell, Table
from .cautions import MARK, few_data, few_data_note
from .kpi_texts import target_text, told_text, value_text
from .names import Names
from .picture_frame import (
    best_first,
    marked,
    numbers,
    paged,
    section_names,
    subtitle,
    words,
)
from .results import Results

__all__ = ["kpi_pictures", "settlements_drawn"]

_FEW = 3


def settlements_drawn(results: Results) -> list[int]:
    """Choose settlements: all of up to three, else the best, the middle one and the last."""
    scored = [i for i in best_first(results) if not np.isnan(results.scores.total[i])]
    if len(scored) <= _FEW:
        return scored
    return [scored[0], scored[(len(scored) - 1) // 2], scored[-1]]


def kpi_pictures(results: Results, lang: Language) -> list[Picture]:
    """Draw the KPIs of some settlements against their targets, on as many pages as they need."""
    found = []
    for n, i in enumerate(settlements_drawn(results)):
        groups = _groups(results, i, lang)
        title = lang.text(
            "city_score_figure.kpis",
            settlement=Names(results, lang).settlement(results.scores.values.ids[i]),
            year=results.year,
        )
        chart = BulletChart(
            title=title,
            subtitle=subtitle(results, lang, _about(results, i, lang)),
            axis=lang.text("city_score_figure.reached"),
            value=lang.text("city_score_figure.column.value"),
            target=lang.text("city_score_figure.column.target"),
            absent=lang.text("city_score_figure.no_data"),
            groups=tuple(groups.values()),
        )
        pages = bullet_pages(chart)
        for p, page in enumerate(pages):
            name, caption = paged(f"kpis_{n + 1}", title, p, len(pages), lang)
            found.append(_picture(results, i, replace(page, title=caption), name, lang))
    return found


def _about(results: Results, settlement: int, lang: Language) -> str:
    own = results.scores.values.settlements[settlement]
    mark = MARK if own.id in few_data(Names(results, lang)) else ""
    (ranking,) = (r for r in results.rankings if r.name == own.category)
    rank = ranking.ranks[0, ranking.members.index(own.id)]
    return lang.text(
        "city_score_figure.kpis_about",
        total=lang.number(float(results.scores.total[settlement]), 1) + mark,
        place=lang.number(None if np.isnan(rank) else int(rank), 0),
        all=int((~np.isnan(ranking.scores[0])).sum()),
        category=lang.text(f"cityscore.category.{own.category}"),
    )


def _groups(results: Results, settlement: int, lang: Language) -> dict[str, BulletGroup]:
    """Group the applicable KPIs of a settlement by section, in the order's order."""
    scores, by_content = results.scores, results.scores.reading.section == "content"
    names = section_names(results, lang)
    rows: dict[str, list[BulletRow]] = {s.id: [] for s in results.order.order.sections}
    for k, kpi in enumerate(results.order.order.kpis):
        if scores.status[settlement, k] == "NA":
            continue
        row = BulletRow(
            label=f"{kpi.id} {Names(results, lang).kpi(kpi.id)}",
            share=float(scores.kpi_scores[settlement, k]),
            value=value_text(results, settlement, k, lang),
            target=target_text(results, settlement, k, lang),
            told=told_text(results, settlement, k, lang),
        )
        rows[kpi.meaning if by_content else kpi.section].append(row)
    return {
        section: BulletGroup(name, tuple(own))
        for name, (section, own) in zip(names, rows.items(), strict=True)
        if own
    }


def _picture(
    results: Results, settlement: int, chart: BulletChart, name: str, lang: Language
) -> Picture:
    own, names = results.scores.values.ids[settlement], Names(results, lang)
    few = {name: share for name, share in few_data(names).items() if name == own}
    notes = [lang.text("city_score_figure.kpis_note"), *few_data_note(few, names)]
    rows = [row for group in chart.groups for row in group.rows]
    by_domain = [row for row in rows if row.told]
    if by_domain:
        notes.append(lang.text("city_score_figure.domains_note"))
    for row in by_domain:
        notes.append(lang.text("city_score_figure.domains", kpi=row.label, told=row.told))
    picture = Picture(
        name=name,
        caption=chart.title,
        alt=_alt(rows, chart.title, lang),
        data=_data(results, settlement, chart, name, lang),
        draw=partial(draw_bullet_chart, chart, lang),
        notes=tuple(notes),
    )
    return marked(picture, results, lang)


def _alt(rows: list[BulletRow], title: str, lang: Language) -> str:
    known = [row for row in rows if not np.isnan(row.share)]
    missing = len(rows) - len(known)
    if not known:
        return lang.text("city_score_figure.alt_no_data", title=title, missing=missing)
    worst = min(known, key=lambda row: row.share)
    return lang.text(
        "city_score_figure.alt_kpis",
        title=title,
        reached=sum(row.share >= 1 for row in known),
        known=len(known),
        missing=missing,
        worst=worst.label,
        low=lang.number(100 * worst.share, 0),
    )


def _data(
    results: Results, settlement: int, chart: BulletChart, name: str, lang: Language
) -> Table:
    """Table of a page, with the numbers themselves beside the words."""
    place = {kpi.id: k for k, kpi in enumerate(results.order.order.kpis)}
    facts, target = results.scores.values, results.improvement.target
    rows: list[tuple[Cell, ...]] = []
    for group in chart.groups:
        for row in group.rows:
            kpi = row.label.split()[0]
            k = place[kpi]
            own = results.order.order.kpis[k]
            value = None if own.domains else float(facts.of(own.measures)[settlement, 0])
            rows.append(
                (
                    group.heading,
                    row.label,
                    value,
                    None if own.domains else float(target[settlement, k]),
                    f"{row.value}; {row.target}",
                    row.share,
                    str(results.scores.status[settlement, k]),
                )
            )
    columns = (
        words("section", lang),
        words("kpi", lang),
        numbers("value", lang),
        numbers("target", lang),
        words("written", lang),
        numbers("share", lang, 3),
        words("status", lang),
    )
    return Table(name, chart.title, columns, tuple(rows))
