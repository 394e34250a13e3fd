"""The published tables, regenerated."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...analysis.integral_index import ranks
from ..language import Language
from ..table import Column, Table
from .index_evidence import IndexEvidence
from .published import YEARS, Published
from .source_evidence import SourceEvidence

__all__ = [
    "city_table",
    "comparison_columns",
    "count_table",
    "forecast_table",
    "growth_table",
    "index_table",
    "urbanisation_table",
    "year_columns",
]


def city_table(published: Published, lang: Language) -> Table:
    """Table 4, with the ranks that its levels give."""
    level = np.array([float(city["level"]) for city in published.cities])
    recomputed = ranks(level[:, None, None]).ravel()
    rows = []
    for city, value, rank in zip(published.cities, level, recomputed, strict=True):
        same = int(city["rank"]) == int(rank)
        verdict = "equal" if same else "tie" if (level == value).sum() > 1 else "differs"
        label = {code: city[f"label_{code}"] for code in ("kk", "ru", "en")}
        rows.append(
            (
                lang.label(label),
                int(city["rank"]),
                int(rank),
                int(value),
                lang.text(f"verdict.{verdict}"),
            )
        )
    columns = (
        Column("city", lang.text("table.city")),
        Column("rank_published", lang.text("table.rank_published"), "label"),
        Column("rank_recomputed", lang.text("table.rank_recomputed"), "label"),
        Column("level", lang.text("table.level"), "number", 0),
        Column("verdict", lang.text("table.verdict")),
    )
    notes = (lang.text("note.ties"), lang.text("note.source_thesis"))
    return Table(
        "table_04_cities", lang.text("title.cities"), columns, tuple(rows), notes, number="4"
    )


def growth_table(published: Published, source: SourceEvidence, lang: Language) -> Table:
    """Table 5, with a plain word on its sample size."""
    series = published.growth
    columns = (
        Column("year", lang.text("table.year"), "label"),
        *(
            Column(
                s.variable,
                f"{s.variable}: {lang.label(s.labels)}, {lang.label(s.units)}",
                "number",
                _decimals(p.half_unit for p in s.printed),
            )
            for s in series
        ),
    )
    rows = tuple(
        (year, *(s.printed[i].value for s in series)) for i, year in enumerate(series[0].years)
    )
    sample = source.sample
    note = lang.text(
        "note.sample",
        n=sample.n,
        predictors=sample.predictors,
        df=sample.residual_df,
        needed=sample.needed,
    )
    notes = (note, lang.text("note.break_2018"), lang.text("note.source_thesis"))
    return Table("table_05_growth", lang.text("title.growth"), columns, rows, notes, number="5")


def forecast_table(published: Published, source: SourceEvidence, lang: Language) -> Table:
    """Figure 8's forecast beside the exponential trend of the same series."""
    trend = source.trend
    rows = []
    for year, printed in published.forecast.items():
        i = int(np.flatnonzero(trend.years == year)[0])
        inside = trend.lower[i] <= printed.value <= trend.upper[i]
        rows.append(
            (
                year,
                printed.value,
                float(trend.fitted[i]),
                float(trend.fitted[i]) - printed.value,
                float(trend.lower[i]),
                float(trend.upper[i]),
                lang.text("verdict.inside" if inside else "verdict.outside"),
            )
        )
    columns = (
        Column("year", lang.text("table.year"), "label"),
        Column("published", lang.text("table.published"), "number", 0),
        Column("trend", lang.text("table.trend"), "number", 0),
        Column("difference", lang.text("table.difference"), "signed", 0),
        Column("lower", lang.text("table.lower"), "number", 0),
        Column("upper", lang.text("table.upper"), "number", 0),
        Column("verdict", lang.text("table.verdict")),
    )
    notes = (lang.text("note.interval"),)
    title = lang.text("title.forecast")
    return Table("figure_08_forecast", title, columns, tuple(rows), notes)


def count_table(published: Published, lang: Language) -> Table:
    """Table 7 against the rows that the indicator table really has."""
    real = {d: sum(row.domain == d for row in published.rows) for d in published.domains}
    real["total"] = len(published.rows)
    rows = []
    for domain, stated in published.counts.items():
        name = (
            lang.text("table.total") if domain == "total" else lang.label(published.label(domain))
        )
        equal = stated == real[domain]
        rows.append(
            (
                name,
                stated,
                real[domain],
                real[domain] - stated,
                lang.text("verdict.equal" if equal else "verdict.differs"),
                "" if equal else lang.text("reason.counted", n=real[domain]),
            )
        )
    columns = (Column("domain", lang.text("table.domain")), *comparison_columns(lang, 0))
    notes = (lang.text("note.source_thesis"),)
    return Table(
        "table_07_counts", lang.text("title.counts"), columns, tuple(rows), notes, number="7"
    )


def index_table(published: Published, evidence: IndexEvidence, lang: Language) -> Table:
    """Table 8 regenerated from the published normalised values, in the thesis's layout."""
    cells = {(c.domain, c.year): c.from_normalised.recomputed for c in evidence.cells}
    rows = tuple(
        (lang.label(published.label(domain)), *(cells[domain, year] for year in YEARS))
        for domain in published.domains
    )
    columns = (Column("domain", lang.text("table.domain")), *year_columns(6))
    notes = (lang.text("note.recomputed"), lang.text("note.source_thesis"))
    return Table("table_08_indices", lang.text("title.indices"), columns, rows, notes, number="8")


def urbanisation_table(published: Published, lang: Language) -> Table:
    """Urban shares of the article, with the change in percentage points."""
    years = sorted({int(row["year"]) for row in published.urbanisation})
    shares: dict[str, dict[int, float]] = {}
    labels = {}
    for row in published.urbanisation:
        shares.setdefault(row["region"], {})[int(row["year"])] = float(row["value"])
        labels[row["region"]] = {code: row[f"label_{code}"] for code in ("kk", "ru", "en")}
    rows = tuple(
        (lang.label(labels[r]), *(s[y] for y in years), s[years[-1]] - s[years[0]])
        for r, s in shares.items()
    )
    columns = (
        Column("region", lang.text("table.region")),
        *(Column(str(year), lang.text("table.share", year=year), "number", 1) for year in years),
        Column("change", lang.text("table.change"), "signed", 1),
    )
    title = lang.text("title.urbanisation")
    return Table("urbanisation", title, columns, rows, (lang.text("note.source_article"),))


def comparison_columns(lang: Language, decimals: int) -> tuple[Column, ...]:
    """Columns that set a published number beside the recomputed one."""
    return (
        Column("published", lang.text("table.published"), "number", decimals),
        Column("recomputed", lang.text("table.recomputed"), "number", decimals),
        Column("difference", lang.text("table.difference"), "signed", decimals),
        Column("verdict", lang.text("table.verdict")),
        Column("reason", lang.text("table.reason")),
    )


def year_columns(decimals: int) -> tuple[Column, ...]:
    """One column for each year of the indicator table."""
    return tuple(Column(str(year), str(year), "number", decimals) for year in YEARS)


def _decimals(half_units: Iterable[float]) -> int:
    """Decimals that print the finest of some printed numbers."""
    return max(0, round(-np.log10(min(half_units) * 2)))
