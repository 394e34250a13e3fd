"""Tables of how PLS measures the constructs: indicators, reliability, discriminant validity."""

from __future__ import annotations

from dataclasses import replace

from ..language import Language
from ..table import Cell, Column, Table
from .heads import (
    Namer,
    caption,
    head,
    interval_heads,
    name_note,
    named_columns,
    percent_of,
    square_table,
    text_head,
)
from .model_part import ModelPart

__all__ = ["measurement_tables"]


def measurement_tables(part: ModelPart, name: Namer, lang: Language) -> list[Table]:
    """Return indicators, constructs, cross-loadings, Fornell and Larcker, HTMT."""
    tables = [_indicators(part, name, lang), _constructs(part, name, lang)]
    if len(part.assessment.discriminance.constructs) > 1:
        tables += [_cross(part, name, lang), _fornell(part, name, lang), _htmt(part, name, lang)]
    return tables


def _indicators(part: ModelPart, name: Namer, lang: Language) -> Table:
    found = part.assessment.indicators
    interval = found.loading_interval
    rows = []
    for i, indicator in enumerate(found.indicators):
        ends = (None, None)
        if interval is not None:
            ends = (float(interval.lower[i]), float(interval.upper[i]))
        verdict = found.loading_verdicts[i] or found.weight_verdicts[i]
        rows.append(
            (
                name(found.constructs[i]),
                _indicator(indicator, part, name),
                float(found.weights[i]),
                float(found.loadings[i]),
                *ends,
                float(found.communalities[i]),
                float(found.vif[i]),
                float(found.largest_cross[i]),
                lang.text(f"pls.indicator_{verdict}") if verdict else "",
            )
        )
    level = part.assessment.limits.measurement.level
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "item"),
        head(lang, "weight"),
        head(lang, "loading"),
        *interval_heads(lang, level, bounded=True),
        head(lang, "communality"),
        head(lang, "vif"),
        head(lang, "largest_cross"),
        text_head(lang, "comparison_verdict"),
    )
    limits = part.assessment.limits.measurement
    notes = (
        lang.text("pls.loading_limit", limit=lang.number(limits.loading, 3, bounded=True)),
        bootstrap_note(part, lang),
    )
    return Table("pls_indicators", caption(lang, "pls_indicators"), columns, tuple(rows), notes)


def _constructs(part: ModelPart, name: Namer, lang: Language) -> Table:
    found, limits = part.assessment.constructs, part.assessment.limits.measurement
    rows = []
    for j, construct in enumerate(found.constructs):
        verdicts = {
            "α": found.alpha_verdicts[j],
            "ρA": found.rho_a_verdicts[j],
            "ρC": found.rho_c_verdicts[j],
            "AVE": found.ave_verdicts[j],
        }
        said = [
            f"{measure}: {lang.text(f'pls.reliability_{verdict}')}"
            for measure, verdict in verdicts.items()
            if verdict not in {"", "good"}
        ]
        rows.append(
            (
                name(construct),
                lang.text(f"pls.mode_{found.modes[j]}"),
                int(found.sizes[j]),
                float(found.alpha[j]),
                float(found.rho_a[j]),
                float(found.rho_c[j]),
                float(found.ave[j]),
                "; ".join(said),
            )
        )
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "mode"),
        head(lang, "items_n", 0),
        head(lang, "alpha"),
        head(lang, "rho_a"),
        Column("rho_c", "ρC (CR)", "number", bounded=True),
        head(lang, "ave"),
        text_head(lang, "comparison_verdict"),
    )
    notes = (
        lang.text(
            "pls.reliability_limits",
            least=lang.number(limits.reliability, 2, bounded=True),
            most=lang.number(limits.reliability_most, 2, bounded=True),
            ave=lang.number(limits.ave, 2, bounded=True),
        ),
    )
    return Table("pls_constructs", caption(lang, "pls_constructs"), columns, tuple(rows), notes)


def _cross(part: ModelPart, name: Namer, lang: Language) -> Table:
    result = part.bootstrap.original
    interactions = {product.id for product in part.model.interactions}
    shown = [j for j, c in enumerate(result.constructs) if c not in interactions]
    rows = tuple(
        (item, *(float(result.cross_loadings[i, j]) for j in shown))
        for i, item in enumerate(result.items)
    )
    constructs = [result.constructs[j] for j in shown]
    columns = (text_head(lang, "item"), *named_columns(constructs, name, "on"))
    title, notes = caption(lang, "pls_cross_loadings"), name_note(constructs, name, lang)
    return Table("pls_cross_loadings", title, columns, rows, notes)


def _fornell(part: ModelPart, name: Namer, lang: Language) -> Table:
    found = part.assessment.discriminance
    cells: list[list[Cell]] = [
        [float(cell) if j <= i else "" for j, cell in enumerate(row)]
        for i, row in enumerate(found.fornell_larcker)
    ]
    title, notes = caption(lang, "fornell_larcker"), (lang.text("study.diagonal_note"),)
    matrix = square_table("pls_fornell_larcker", title, found.constructs, name, lang, cells, notes)
    words = [
        lang.text(f"pls.fornell_{verdict}") if verdict else ""
        for verdict in found.fornell_larcker_verdicts
    ]
    rows = tuple((*row, word) for row, word in zip(matrix.rows, words, strict=True))
    columns = (*matrix.columns, text_head(lang, "comparison_verdict"))
    return replace(matrix, columns=columns, rows=rows)


def _htmt(part: ModelPart, name: Namer, lang: Language) -> Table:
    found = part.assessment.discriminance
    rows = []
    for p, (first, second) in enumerate(found.pairs):
        verdict = found.inferred[p] if found.inferred else found.verdicts[p]
        rows.append(
            (
                f"{name(first)} – {name(second)}",
                float(found.htmt[p]),
                float(found.upper[p]),
                float(found.htmt2[p]),
                lang.text(f"pls.htmt_{verdict}") if verdict else "",
            )
        )
    percent = percent_of(found.limits.level, lang)
    columns = (
        text_head(lang, "pair_of_dimensions"),
        Column("htmt", "HTMT", "number", bounded=True),
        head(lang, "htmt_upper", percent=percent),
        Column("htmt2", "HTMT2", "number", bounded=True),
        text_head(lang, "comparison_verdict"),
    )
    notes = (
        lang.text(
            "pls.htmt_limits",
            strict=lang.number(found.limits.htmt_strict, 2, bounded=True),
            liberal=lang.number(found.limits.htmt_liberal, 2, bounded=True),
        ),
        bootstrap_note(part, lang),
    )
    return Table("pls_htmt", caption(lang, "htmt"), columns, tuple(rows), notes)


def bootstrap_note(part: ModelPart, lang: Language) -> str:
    """Say how the intervals came about, and what became of every resample."""
    found = part.bootstrap
    note = lang.text(
        "pls.bootstrap",
        resamples=lang.number(found.resamples, 0),
        seed=found.seed,
        method=lang.text(f"pls.interval_{part.paths.method}"),
        n=lang.number(found.original.n, 0),
    )
    if found.usable == found.resamples:
        return note
    failed = lang.text("pls.failed", n=lang.number(found.resamples - found.usable, 0))
    return f"{note} {failed}"


def _indicator(indicator: str, part: ModelPart, name: Namer) -> str:
    """Name an item by its code, a part of a higher order by its label."""
    return indicator if indicator in part.model.items else name(indicator)
