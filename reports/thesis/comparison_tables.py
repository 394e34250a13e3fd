"""Tables that hold the published indices against recomputed ones, cell by cell and rule by rule."""

from __future__ import annotations

from ...analysis.recomputation import Comparison
from ..language import Language
from ..table import Column, Rounded, Table
from .index_evidence import FLOOR, VARIANTS, CellEvidence, IndexEvidence, RowEvidence
from .published import YEARS, Published
from .tables import comparison_columns, year_columns

__all__ = ["comparison_tables", "direction_table", "row_table", "variant_table"]


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
                Rounded(found.difference, 9 if name == "normalised" else 6),
                lang.text(f"verdict.{verdict}"),
                reason,
            )
            for cell, found, verdict, reason in entries
        )
        columns = (
            Column("domain", lang.text("table.domain")),
            Column("year", lang.text("table.year"), "label"),
            *comparison_columns(lang, 6),
        )
        notes = (lang.text("note.causes"),) if name == "raw" else ()
        title = lang.text(f"title.indices_{name}")
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
        *year_columns(6),
    )
    notes = (lang.text("note.variants", floor=lang.number(FLOOR, 2)),)
    title = lang.text("title.variants")
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
    title = lang.text("title.directions")
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
        *comparison_columns(lang, 6),
    )
    name, title = ("annex_03_all", "rows_all") if everything else ("annex_03_differences", "rows")
    return Table(name, lang.text(f"title.{title}"), columns, rows)


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
