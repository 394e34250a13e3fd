"""Tables of the components: factorability, number, variance, loadings, items that leave."""

from __future__ import annotations

from ...analysis.factorability import Factorability
from ...analysis.factors import Extraction
from ...analysis.item_dropping import ItemDropping
from ...analysis.retention import Retention, RetentionRule
from ...analysis.sorted_loadings import sorted_loadings
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .heads import caption, head, of_factors, text_head
from .study_keys import FactorKeys

__all__ = [
    "dropping_table",
    "factorability_table",
    "loading_table",
    "phi_table",
    "retention_table",
    "structure_table",
    "variance_table",
]

_COMPONENTS = 30  # rows that documents show at most of all components


def factorability_table(found: Factorability, lang: Language) -> Table:
    """KMO and Bartlett's test, as SPSS prints them."""
    rows: tuple[tuple[Cell, ...], ...] = (
        (lang.text("statistic.kmo"), Rounded(found.kmo.overall, 3, bounded=True)),
        (lang.text("statistic.chi_square"), Rounded(found.bartlett.chi_square, 3)),
        (lang.text("statistic.df"), found.bartlett.df),
        (lang.text("statistic.p"), below(found.bartlett.p, lang)),
    )
    word = lang.text(f"kmo_word.{found.kmo.verdict}")
    notes = (
        lang.text("study.kmo_word", word=word),
        lang.text("study.listwise", n=lang.number(found.n, 0)),
    )
    columns = (text_head(lang, "statistic"), head(lang, "value"))
    return Table("factorability", caption(lang, "factorability"), columns, rows, notes)


def retention_table(
    found: Retention, chosen: str, count: int, keys: FactorKeys, lang: Language
) -> Table:
    """How many components each criterion would retain, and which one the study takes."""
    rules: tuple[RetentionRule, ...] = ("kaiser", "parallel", "map", "map_fourth", "elbow")
    rows: list[tuple[Cell, ...]] = [
        (lang.text(f"criterion.{rule}"), found.count(rule)) for rule in rules
    ]
    if chosen == "fixed":
        rows.append((lang.text("criterion.fixed"), count))
    parallel = found.parallel
    notes = (
        lang.text(
            of_factors("study.retained_by", keys.method),
            count=lang.number(count, 0),
            criterion=lang.text(f"criterion.{chosen}"),
        ),
        lang.text(
            "study.chance_note",
            replications=lang.number(parallel.replications, 0),
            seed=parallel.seed,
            percentile=lang.number(parallel.percentile, 0),
        ),
    )
    columns = (text_head(lang, "criterion"), head(lang, of_factors("count", keys.method), 0))
    return Table(
        "retention",
        caption(lang, of_factors("retention", keys.method)),
        columns,
        tuple(rows),
        notes,
    )


def variance_table(
    found: Extraction, parallel: tuple[float, ...], keys: FactorKeys, lang: Language
) -> Table:
    """Eigenvalues, and the variance before and after rotation (SPSS: Total Variance Explained)."""
    rows = []
    for i in range(len(found.eigenvalues)):
        kept = i < found.count
        row: list[Cell] = [i + 1]
        for part in (found.initial, found.extracted, found.rotated):
            inside = kept or part is found.initial
            row += [float(part.sums[i]), float(part.percent[i])] if inside else ["", ""]
            if part is not found.rotated or not found.rotation.oblique:
                row.append(float(part.cumulative[i]) if inside else "")
        row.append(parallel[i] if i < len(parallel) else "")
        rows.append(tuple(row))
    columns = [head(lang, of_factors("component", keys.method), kind="label")]
    for part in ("initial", "extracted", "rotated"):
        parts = ["sums", "percent", "cumulative"]
        if part == "rotated" and found.rotation.oblique:
            parts.remove("cumulative")
        columns += [
            Column(
                f"{part}_{key}",
                lang.text(f"variance.{key}"),
                "number",
                3 if key == "sums" else 2,
                group=lang.text(f"variance.{part}"),
            )
            for key in parts
        ]
    columns.append(head(lang, "chance"))
    notes, show = _notes(found, keys, lang), None
    if len(rows) > _COMPONENTS:
        show = max(found.count + 3, 10)
        left, of_all = (lang.number(n, 0) for n in (len(rows) - show, len(rows)))
        notes = (*notes, lang.text("tables.rows_left_out", n=left, all=of_all))
    return Table(
        "variance", caption(lang, "variance"), tuple(columns), tuple(rows), notes, show=show
    )


def loading_table(
    found: Extraction, keys: FactorKeys, lang: Language, *, name: str = "loadings"
) -> Table:
    """Rotated loadings in SPSS's order, small ones left blank, with communalities."""
    order = sorted_loadings(found.loadings, suppress=keys.threshold)
    rows = tuple(
        (
            found.names[i],
            *(float(found.loadings[i, j]) if order.shown[i, j] else "" for j in range(found.count)),
            float(found.communalities[i]),
        )
        for i in order.order
    )
    columns = (
        text_head(lang, "item"),
        *_numbered(found),
        head(lang, "communality"),
    )
    kind = {True: "loadings_oblique", False: "loadings"}[found.rotation.oblique]
    if found.rotation.method == "none":
        kind = "loadings_plain"
    threshold = lang.number(keys.threshold, 2, bounded=True)
    notes = [*_notes(found, keys, lang), lang.text("study.threshold", threshold=threshold)]
    if found.test:
        test = found.test
        notes.append(
            lang.text(
                "study.likelihood_test",
                chi=lang.number(test.chi_square, 3),
                df=lang.number(test.df, 0),
                p=below(test.p, lang) if test.p < 0.0005 else f"= {below(test.p, lang)}",
            )
        )
    return Table(name, caption(lang, of_factors(kind, found.method)), columns, rows, tuple(notes))


def dropping_table(found: ItemDropping, lang: Language) -> Table:
    """Which items leave, in which step, with what loading."""
    reasons = {
        "low_loading": lang.text(
            "dropping.low_loading", threshold=lang.number(found.minimum, 2, bounded=True)
        ),
        "cross_loading": lang.text(
            "dropping.cross_loading", gap=lang.number(found.gap, 2, bounded=True)
        ),
    }
    rows = tuple(
        (line.step, line.item, line.loading, line.factor + 1, reasons[line.reason])
        for line in found.log
    )
    columns = (
        head(lang, "step", kind="label"),
        text_head(lang, "item"),
        head(lang, "largest"),
        head(lang, of_factors("component", found.first.method), kind="label"),
        text_head(lang, "reason"),
    )
    notes = ()
    if found.unmet:
        notes = (lang.text("study.unmet", items=", ".join(found.unmet)),)
    return Table("dropped", caption(lang, "dropped"), columns, rows, notes)


def structure_table(found: Extraction, keys: FactorKeys, lang: Language) -> Table:
    """Correlations of the items with the factors of an oblique rotation."""
    order = sorted_loadings(found.loadings).order
    rows = tuple(
        (found.names[i], *(float(found.structure[i, j]) for j in range(found.count))) for i in order
    )
    columns = (
        text_head(lang, "item"),
        *_numbered(found),
    )
    return Table("structure", caption(lang, "structure"), columns, rows, _notes(found, keys, lang))


def phi_table(found: Extraction, lang: Language) -> Table:
    """Correlations of the factors of an oblique rotation."""
    rows = tuple(
        (str(i + 1), *(float(found.phi[i, j]) if j <= i else "" for j in range(found.count)))
        for i in range(found.count)
    )
    columns = (
        text_head(lang, "component_factors"),
        *_numbered(found),
    )
    return Table("factor_correlations", caption(lang, "phi"), columns, rows)


def _numbered(found: Extraction) -> list[Column]:
    """Return a column of loadings or correlations for each component, headed by its number."""
    return [
        Column(f"component_{j + 1}", str(j + 1), "number", 3, bounded=True)
        for j in range(found.count)
    ]


def below(p: float, lang: Language) -> str:
    """Write a p beside other numbers of a column."""
    least = 0.001
    if p >= least / 2:
        return lang.number(p, 3, bounded=True)
    return f"< {lang.number(least, 3, bounded=True)}"


def _notes(found: Extraction, keys: FactorKeys, lang: Language) -> tuple[str, ...]:
    return (
        lang.text(
            "study.extraction",
            method=lang.text(f"extraction.{found.method}"),
            rotation=lang.text(f"rotation.{found.rotation.method}"),
            correlation=lang.text(f"correlation.{keys.correlation}"),
            n=lang.number(found.n, 0),
        ),
    )
