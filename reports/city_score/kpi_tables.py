"""KPIs: what would raise a score most, how far targets are reached, what has no data."""

from __future__ import annotations

import numpy as np

from ...analysis.city_score.improvement import missing_to_fill
from ...analysis.city_score.kpi_scores import target_of
from ...analysis.city_score.order import Kpi
from ..language import Language
from ..table import Cell, Column, Table
from .names import Names, measured
from .results import Results
from .score_tables import SHOWN, by_category

__all__ = [
    "BEST",
    "applicable_kpis",
    "contribution_table",
    "improvement_table",
    "kpi_table",
    "missing_tables",
]

BEST = 5  # KPIs that are named to each settlement
# KPIs without data that a settlement's row names: a fifth of those applicable to any, below which
# nothing is lost.
_NAMED = 12
_SIGNS = {"at_least": "≥", "at_most": "≤", "change": "≤"}


def improvement_table(results: Results, lang: Language) -> Table:
    """Show to each settlement the KPIs that bring it most for one step towards their targets."""
    names = Names(results, lang)
    columns = (
        names.column("settlement"),
        names.column("kpi"),
        names.column("kpi_name"),
        *_against_columns(names),
        names.column("step_gain", "signed", 2),
        names.column("full_gain", "signed", 2),
    )
    rows = [
        (
            names.settlement(results.scores.values.ids[i]),
            *_kpi(k, names),
            *_against(i, k, names),
            float(results.improvement.step_gain[i, k]),
            float(results.improvement.full_gain[i, k]),
        )
        for i in by_category(results)
        for k in results.improvement.best(i, BEST)
    ]
    notes = [names.note("improvement"), *_added(results, names)]
    return names.table("improvement", columns, rows, notes=notes, show=SHOWN, merge=1)


def kpi_table(results: Results, lang: Language) -> Table:
    """Show how far each KPI that counts for anybody is reached on average, and its statuses."""
    names = Names(results, lang)
    scores = results.scores
    columns = (
        names.column("kpi"),
        names.column("kpi_name"),
        names.column("s_kpi_mean", "number", 2),
        *(
            names.column(status.lower(), "number", group="status_counts")
            for status in ("A", "NA", "ND")
        ),
    )
    rows: list[tuple[Cell, ...]] = []
    for k, status in enumerate(scores.status.T):
        if (status != "NA").any():
            known = scores.kpi_scores[status == "A", k]
            mean = float(known.mean()) if len(known) else None
            counts = (int((status == word).sum()) for word in ("A", "NA", "ND"))
            rows.append((*_kpi(k, names), mean, *counts))
    notes = [names.note("statuses"), *_added(results, names)]
    left_out = len(scores.order.kpis) - len(rows)
    if left_out:
        notes.insert(1, names.note("not_counting", n=names.whole(left_out)))
    return names.table("kpis", columns, rows, notes=notes)


def contribution_table(results: Results, lang: Language) -> Table:
    """Show every KPI of every settlement; too long to read, so for files only."""
    names = Names(results, lang)
    columns = (
        names.column("settlement"),
        names.column("initiative", "label"),
        names.column("initiative_name"),
        names.column("kpi"),
        names.column("kpi_name"),
        names.column("status"),
        *_against_columns(names),
        names.column("s_kpi", "number", 3),
        names.column("points", "number"),
        names.column("contribution", "number", 3),
        names.column("distance", "number", 2),
    )
    scores = results.scores
    rows = [
        (
            names.settlement(settlement),
            kpi.initiative,
            names.of(kpi.initiative),
            *_kpi(k, names),
            str(scores.status[i, k]),
            *_against(i, k, names),
            float(scores.kpi_scores[i, k]),
            kpi.points,
            float(scores.contributions[i, k]),
            measured(results.improvement.distance[i, k]),
        )
        for i, settlement in enumerate(scores.values.ids)
        for k, kpi in enumerate(scores.order.kpis)
    ]
    return names.table("kpi_contributions", columns, rows)


def missing_tables(results: Results, lang: Language) -> list[Table]:
    """Show who lacks data, of which KPIs, and how many to fill; then, for files, every KPI."""
    names, scores = Names(results, lang), results.scores
    if not (scores.status == "ND").any():
        return []
    columns = (
        names.column("settlement"),
        names.column("applicable", "number", group="of_applicable"),
        names.column("missing", "number", group="of_applicable"),
        Column("missing_percent", "%", "number", 1, names.word("column", "of_applicable")),
        names.column("to_fill", "number"),
        names.column("codes"),
    )
    number, fill = scores.number("ND"), missing_to_fill(scores)
    rows = [
        (
            names.settlement(scores.values.ids[i]),
            int(scores.number("A")[i] + number[i]),
            int(number[i]),
            float(100.0 * scores.missing_share[i]),
            int(fill[i]),
            _named(_missing(i, results), names),
        )
        for i in by_category(results)
        if number[i]
    ]
    notes = [names.note("missing", file=names.file("missing_kpis"))]
    short = names.table("missing_data", columns, rows, notes=notes, show=SHOWN)
    columns = tuple(names.column(key) for key in ("settlement", "kpi", "kpi_name"))
    named = [
        (names.settlement(scores.values.ids[i]), *_kpi(k, names))
        for i in by_category(results)
        for k in _missing(i, results)
    ]
    return [short, names.table("missing_kpis", columns, named)]


def _named(kpis: list[int], names: Names) -> str:
    """List the first KPIs by code and name, and how many more there are."""
    shown = "; ".join(" ".join(_kpi(k, names)) for k in kpis[:_NAMED])
    more = len(kpis) - _NAMED
    if more <= 0:
        return shown
    return names.lang.text("sentence.list.more", listed=shown, n=names.whole(more))


def _missing(i: int, results: Results) -> list[int]:
    return np.flatnonzero(results.scores.status[i] == "ND").tolist()


def _kpi(k: int, names: Names) -> tuple[str, str]:
    """Code and name of a KPI."""
    kpi = names.results.scores.order.kpis[k]
    return kpi.id, names.kpi(kpi.id)


def _against_columns(names: Names) -> tuple[Column, ...]:
    """Heads of what `_against` returns."""
    return (
        names.column("value", "number", 2),
        names.column("bound"),
        names.column("target", "number", 2),
        names.column("unit"),
    )


def _against(i: int, k: int, names: Names) -> tuple[Cell, Cell, Cell, Cell]:
    """Value, sign of the target, target and unit of a KPI in a settlement."""
    scores = names.results.scores
    kpi, settlement = scores.order.kpis[k], scores.values.settlements[i]
    value = np.nan if kpi.domains else scores.values.of(kpi.measures)[i, 0]
    found = target_of(kpi, settlement, scores.reading)
    unit = names.word("unit", kpi.unit)
    goal = names.results.improvement.target[i, k]
    told = names.value(kpi, value, goal)
    if found is None and not kpi.domains:
        return told, None, None, unit
    wording = found.wording if found and kpi.direction == "change" else ""
    target = names.target(kpi, goal, wording)
    sign = None if isinstance(target, str) else _SIGNS.get(kpi.direction)
    return told, sign, target, unit


def _added(results: Results, names: Names) -> list[str]:
    """Explain the star of rows that the user added, if there are any."""
    added = any(row.added for row in results.order.rows.values())
    return [names.note("added_kpi")] if added else []


def applicable_kpis(results: Results) -> list[Kpi]:
    """KPIs that count for at least one settlement."""
    counts = (results.scores.status != "NA").any(axis=0)
    return [kpi for kpi, own in zip(results.scores.order.kpis, counts, strict=True) if own]
