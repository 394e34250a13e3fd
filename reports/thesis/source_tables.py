"""Tables on the inputs of the thesis: chained series, extrapolated years, tables at odds."""

from __future__ import annotations

from ...analysis.recomputation import agree
from ..language import Language
from ..table import Column, Rounded, Table
from .published import YEARS, Published
from .source_evidence import FOUR_MONTHS, Mismatch, SourceEvidence

__all__ = [
    "annex_table",
    "chain_table",
    "extrapolation_table",
    "mismatch_table",
    "unsupported_table",
]


def chain_table(published: Published, source: SourceEvidence, lang: Language) -> Table:
    """Series whose yearly ratios are all round."""
    columns = (
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        *(
            Column(str(later), lang.text("table.ratio", later=later, earlier=later - 1), "number")
            for later in YEARS[1:]
        ),
    )
    rows = tuple(
        (chain.row.id, lang.label(published.label(chain.row.id)), *chain.ratios)
        for chain in source.chains
    )
    title = lang.text("title.chains")
    return Table("chained_series", title, columns, rows, (lang.text("note.fixed"),))


def extrapolation_table(published: Published, source: SourceEvidence, lang: Language) -> Table:
    """Values of 2023 that are values of 2024."""
    columns = (
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        Column("period", lang.text("table.period")),
        Column("value_2024", lang.text("table.value_2024"), "number"),
        Column("factor", lang.text("table.factor"), "label"),
        Column("value_2023", lang.text("table.value_2023"), "number"),
    )
    rows = []
    for found in source.extrapolations:
        printed = found.cell.printed
        if printed is None:
            continue
        decimals = 1 if min(printed.half_unit, found.value.half_unit) < 0.5 else 0
        period = "four_months" if found.cell.period == FOUR_MONTHS else "one_month"
        rows.append(
            (
                found.cell.indicator,
                lang.label(published.label(found.cell.indicator)),
                lang.text(f"period.{period}"),
                Rounded(printed.value, decimals),
                found.factor,
                Rounded(found.value.value, decimals),
            )
        )
    title = lang.text("title.extrapolations")
    return Table("values_of_2024", title, columns, tuple(rows))


def mismatch_table(published: Published, source: SourceEvidence, lang: Language) -> Table:
    """One statistic printed differently in two tables."""
    title = lang.text("title.mismatches")
    return Table("mismatches", title, *_pairs(source.mismatches, published, lang))


def unsupported_table(published: Published, source: SourceEvidence, lang: Language) -> Table:
    """Values where the source annex shows none."""
    title = lang.text("title.unsupported")
    return Table("unsupported", title, *_pairs(source.unsupported, published, lang))


def _pairs(
    pairs: tuple[Mismatch, ...], published: Published, lang: Language
) -> tuple[tuple[Column, ...], tuple[tuple[str | int, ...], ...]]:
    columns = (
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        Column("year", lang.text("table.year"), "label"),
        Column("source", lang.text("table.source")),
        Column("there", lang.text("table.there")),
        Column("here", lang.text("table.here")),
    )
    rows = tuple(
        (
            pair.indicator,
            lang.label(published.label(pair.indicator)),
            pair.year,
            _source(pair.source, lang),
            pair.text or lang.text("absent.blank"),
            pair.here.text,
        )
        for pair in pairs
    )
    return columns, rows


def _source(number: str, lang: Language) -> str:
    kind = "table" if number.isdigit() else "annex"
    return lang.text(f"table.source_{kind}", number=number)


def annex_table(published: Published, lang: Language) -> Table:
    """All cells of Annexes Ә4-Ә17, beside the indicator table where both print the same year."""
    here = {row.id: row.printed for row in published.rows}
    rows = []
    for cell in published.annexes:
        other = here[cell.indicator][cell.year - YEARS[0]] if cell.indicator and cell.year else None
        verdict = ""
        if other and cell.printed:
            verdict = lang.text(f"verdict.{'equal' if agree(cell.printed, other) else 'differs'}")
        rows.append(
            (
                f"Ә{cell.table}",
                cell.series,
                lang.label(published.label(cell.series)),
                cell.period,
                cell.text,
                cell.printed.value if cell.printed else None,
                other.value if other else None,
                verdict,
            )
        )
    columns = (
        Column("source", lang.text("table.source")),
        Column("id", lang.text("table.id")),
        Column("indicator", lang.text("table.indicator")),
        Column("period", lang.text("table.period")),
        Column("there", lang.text("table.there")),
        Column("value", lang.text("table.value"), "number"),
        Column("here", lang.text("table.here"), "number"),
        Column("verdict", lang.text("table.verdict")),
    )
    title = lang.text("title.annexes")
    return Table("annexes", title, columns, tuple(rows))
