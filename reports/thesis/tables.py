"""The tables of the regenerated thesis."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...analysis.integral_index import ranks
from ...analysis.recomputation import Comparison
from ..language import Language
from ..table import Column, Rounded, Table
from .index_evidence import FLOOR, VARIANTS, CellEvidence, IndexEvidence, RowEvidence
from .published import YEARS, Published
from .source_evidence import SourceEvidence

__all__ = [
    "city_table",
    "comparison_tables",
    "count_table",
    "direction_table",
    "forecast_table",
    "growth_table",
    "index_table",
    "row_table",
    "urbanisation_table",
    "variant_table",
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
    return Table("table_04_cities", _caption(lang, "4", "cities"), columns, tuple(rows), notes)


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
    return Table("table_05_growth", _caption(lang, "5", "growth"), columns, rows, notes)


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
    title = lang.text("caption.own_table", title=lang.text("title.forecast"))
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
    columns = (Column("domain", lang.text("table.domain")), *_comparison_columns(lang, 0))
    notes = (lang.text("note.source_thesis"),)
    return Table("table_07_counts", _caption(lang, "7", "counts"), columns, tuple(rows), notes)


def index_table(published: Published, evidence: IndexEvidence, lang: Language) -> Table:
    """Table 8 regenerated from the published normalised values, in the thesis's layout."""
    cells = {(c.domain, c.year): c.from_normalised.recomputed for c in evidence.cells}
    rows = tuple(
        (lang.label(published.label(domain)), *(cells[domain, year] for year in YEARS))
        for domain in published.domains
    )
    columns = (Column("domain", lang.text("table.domain")), *_year_columns(6))
    notes = (lang.text("note.source_thesis"),)
    return Table("table_08_indices", _caption(lang, "8", "indices"), columns, rows, notes)


def comparison_tables(published: Published, evidence: IndexEvidence, lang: Language) -> list[Table]:
    """Table 8 cell by cell, from normalised and from raw values."""
    first = [
        (cell, cell.from_normalised, cell.from_normalised.verdict, _normalised_reason(cell, lang))
        for cell in evidence.cells
    ]
    second = [
        (cell, cell.from_raw, cell.raw_verdict, _raw_reason(cell, lang)) for cell in evidence.cells
    ]
    tables = []
    for name, entries in (("normalised", first), ("raw", second)):
        rows = tuple(
            (
                lang.label(published.label(cell.domain)),
                cell.year,
                found.published.value,
                found.recomputed,
                Rounded(found.difference, 7 if name == "normalised" else 6),
                lang.text(f"verdict.{verdict}"),
                reason,
            )
            for cell, found, verdict, reason in entries
        )
        columns = (
            Column("domain", lang.text("table.domain")),
            Column("year", lang.text("table.year"), "label"),
            *_comparison_columns(lang, 6),
        )
        notes = (lang.text("note.causes"),) if name == "raw" else ()
        title = lang.text("caption.own_table", title=lang.text(f"title.indices_{name}"))
        tables.append(Table(f"table_08_from_{name}", title, columns, rows, notes))
    return tables


def variant_table(published: Published, evidence: IndexEvidence, lang: Language) -> Table:
    """Table 8 under the sensible directions, other means and without constants."""
    rows = []
    for variant in VARIANTS:
        result = evidence.variants[variant]
        for domain in published.domains:
            scores = [float(value) for value in result.score(domain)[0]]
            rows.append(
                (
                    lang.text(f"rule.{variant}", floor=lang.number(FLOOR, 2)),
                    lang.label(published.label(domain)),
                    *scores,
                )
            )
    columns = (
        Column("rule", lang.text("table.rule")),
        Column("domain", lang.text("table.domain")),
        *_year_columns(6),
    )
    notes = (lang.text("note.variants", floor=lang.number(FLOOR, 2)),)
    title = lang.text("caption.own_table", title=lang.text("title.variants"))
    return Table("table_08_variants", title, columns, tuple(rows), notes)


def direction_table(published: Published, evidence: IndexEvidence, lang: Language) -> Table:
    """List the indicators whose published direction contradicts their meaning."""
    sensible = {i.id: i.polarity for i in published.sensible.framework.indicators}
    domains = {row.id: row.domain for row in published.rows}
    opposite = {"positive": "negative", "negative": "positive"}
    rows = tuple(
        (
            name,
            lang.label(published.label(name)),
            lang.label(published.label(domains[name])),
            lang.text(f"direction.{opposite[sensible[name]]}"),
            lang.text(f"direction.{sensible[name]}"),
            lang.text(f"meaning.{name}"),
        )
        for name in evidence.contradictions
    )
    columns = tuple(
        Column(key, lang.text(f"table.{key}"))
        for key in (
            "id",
            "indicator",
            "domain",
            "direction_published",
            "direction_sensible",
            "reason",
        )
    )
    title = lang.text("caption.own_table", title=lang.text("title.directions"))
    return Table("directions", title, columns, rows)


def row_table(
    published: Published, evidence: IndexEvidence, lang: Language, *, everything: bool
) -> Table:
    """Annex Ә3 normalised again, cell by cell: everything, or what is not equal."""
    rows = tuple(
        (
            row.row.id,
            lang.label(published.label(row.row.id)),
            YEARS[i],
            row.row.printed[i].text,
            cell.published.value,
            cell.recomputed,
            cell.difference,
            lang.text(f"verdict.{cell.verdict}"),
            _row_reason(row, cell, lang),
        )
        for row in evidence.rows
        for i, cell in enumerate(row.cells)
        if everything or cell.verdict != "equal"
    )
    columns = (
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        Column("year", lang.text("table.year"), "label"),
        Column("value", lang.text("table.value")),
        *_comparison_columns(lang, 6),
    )
    name, title = ("annex_03_all", "rows_all") if everything else ("annex_03_differences", "rows")
    return Table(
        name, lang.text("caption.own_table", title=lang.text(f"title.{title}")), columns, rows
    )


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
    title = lang.text("caption.own_table", title=lang.text("title.urbanisation"))
    return Table("urbanisation", title, columns, rows, (lang.text("note.source_article"),))


def _comparison_columns(lang: Language, decimals: int) -> tuple[Column, ...]:
    return (
        Column("published", lang.text("table.published"), "number", decimals),
        Column("recomputed", lang.text("table.recomputed"), "number", decimals),
        Column("difference", lang.text("table.difference"), "signed", decimals),
        Column("verdict", lang.text("table.verdict")),
        Column("reason", lang.text("table.reason")),
    )


def _year_columns(decimals: int) -> tuple[Column, ...]:
    return tuple(Column(str(year), str(year), "number", decimals) for year in YEARS)


def _normalised_reason(cell: CellEvidence, lang: Language) -> str:
    return "" if cell.from_normalised.verdict == "equal" else lang.text("reason.normalised")


def _raw_reason(cell: CellEvidence, lang: Language) -> str:
    """Name the rows that move a cell, largest first."""
    return "; ".join(
        lang.text("reason.cause", id=row.row.id, by=lang.number(by, 6, signed=True))
        for row, by in cell.causes
        if abs(by) >= 5e-7
    )


def _row_reason(row: RowEvidence, cell: Comparison, lang: Language) -> str:
    if cell.verdict == "equal":
        return lang.text("reason.equal")
    if cell.verdict == "rounding":
        return lang.text("reason.rounding")
    if row.limits is None:
        return lang.text("reason.fraction")
    return lang.text(
        "reason.limits",
        minimum=lang.number(row.limits.minimum, 0),
        maximum=lang.number(row.limits.maximum, 0),
    )


def _caption(lang: Language, number: str, title: str) -> str:
    return lang.text("caption.table", number=number, title=lang.text(f"title.{title}"))


def _decimals(half_units: Iterable[float]) -> int:
    """Decimals that print the finest of some printed numbers."""
    return max(0, round(-np.log10(min(half_units) * 2)))
