"""Tables of a study on reliability, validity and correlations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...analysis.correlation import Correlations
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .heads import Namer, caption, head, percent_of, square_table, text_head
from .quality_part import QualityPart

__all__ = ["correlation_pairs", "correlation_table", "quality_tables"]


def quality_tables(
    part: QualityPart,
    name: Namer,
    lang: Language,
    *,
    msa: Mapping[str, float],
    ordinal: bool = False,
) -> list[Table]:
    """Return reliability, item statistics, Fornell and Larcker's criterion and HTMT.

    `msa` is the KMO measure of each item, if there is any; `ordinal` says that all rest on
    polychoric correlations.
    """
    reliability = _reliability(part, name, lang)
    if ordinal:
        reliability = replace(reliability, notes=(*reliability.notes, lang.text("study.ordinal")))
    tables = [reliability, _items(part, msa, name, lang)]
    if len(part.quality.constructs) > 1:
        tables += [_fornell_larcker(part, name, lang), _htmt(part, name, lang)]
    return tables


def correlation_table(found: Correlations, name: Namer, lang: Language) -> Table:
    """Correlations below the diagonal, with stars."""

    def cell(i: int, j: int) -> Cell:
        if j > i:
            return ""
        return Rounded(float(found.r[i, j]), 3 if j < i else 0, "*" * int(found.stars[i, j]))

    k = len(found.names)
    cells = [[cell(i, j) for j in range(k)] for i in range(k)]
    off = ~np.eye(len(found.names), dtype=bool)
    low, high = int(found.n[off].min()), int(found.n[off].max())
    counted = "–".join(dict.fromkeys(lang.number(count, 0) for count in (low, high)))
    notes = (lang.text("study.stars"), f"n = {counted}.")
    title = caption(lang, "correlations")
    return square_table("correlations", title, found.names, name, lang, cells, notes)


def correlation_pairs(
    pearson: Correlations, spearman: Correlations, name: Namer, lang: Language
) -> Table:
    """List every pair: Pearson and Spearman, with n, p and intervals."""
    rows = []
    for i, first in enumerate(pearson.names):
        for j in range(i):
            row: list[Cell] = [f"{name(pearson.names[j])} – {name(first)}", int(pearson.n[i, j])]
            for found in (pearson, spearman):
                row += [float(part[i, j]) for part in (found.r, found.lower, found.upper, found.p)]
            rows.append(tuple(row))
    percent = percent_of(pearson.level, lang)
    columns = [text_head(lang, "pair_of_dimensions"), head(lang, "n", 0)]
    for key, sign in (("pearson", "r"), ("spearman", "ρ")):
        group = f"{lang.text(f'head.{key}')}, {lang.text('head.interval', percent=percent)}"
        columns += [
            Column(key, sign, "number", 3, group, bounded=True),
            Column(f"{key}_lower", lang.text("head.lower"), "number", 3, group, bounded=True),
            Column(f"{key}_upper", lang.text("head.upper"), "number", 3, group, bounded=True),
            Column(f"{key}_p", lang.text("head.p"), "p", 3, group),
        ]
    title = caption(lang, "correlation_pairs")
    return Table("correlation_pairs", title, tuple(columns), tuple(rows), show=28)


def _reliability(part: QualityPart, name: Namer, lang: Language) -> Table:
    found = part.quality
    rows = []
    for i, construct in enumerate(found.constructs):
        alpha = part.alphas.get(construct)
        row: list[Cell] = [name(construct), int(found.k[i]), part.n[construct]]
        row.append(float(found.alpha[i]))
        row += [alpha.lower, alpha.upper] if alpha else [None, None]
        row += [float(found.standardised_alpha[i]), float(found.omega[i])]
        row += [part.omega_h.get(construct), part.rho_a.get(construct)]
        row += [float(found.composite_reliability[i]), float(found.ave[i])]
        rows.append((*row, float(found.mean_inter_item[i])))
    alphas = {"alpha": "α", "alpha_lower": lang.text("head.lower")}
    alphas["alpha_upper"] = lang.text("head.upper")
    group = lang.text("head.alpha")
    columns = (
        text_head(lang, "construct"),
        head(lang, "items_n", 0),
        head(lang, "n", 0),
        *(Column(key, label, "number", 3, group, bounded=True) for key, label in alphas.items()),
        head(lang, "standardised_alpha"),
        head(lang, "omega"),
        head(lang, "omega_h"),
        head(lang, "rho_a"),
        head(lang, "cr"),
        head(lang, "ave"),
        head(lang, "mean_r"),
    )
    return Table(
        "reliability", caption(lang, "reliability"), columns, tuple(rows), _notes(part, name, lang)
    )


def _notes(part: QualityPart, name: Namer, lang: Language) -> tuple[str, ...]:
    found = part.quality
    notes = [
        lang.text(
            "study.quality_limits",
            reliability=lang.number(found.limits.reliability, 2, bounded=True),
            ave=lang.number(found.limits.ave, 2, bounded=True),
        ),
        lang.text("study.omega_note"),
        *([lang.text("study.omega_h_note")] if _any(part.omega_h) else []),
        *([lang.text("study.rho_a_note")] if _any(part.rho_a) else []),
        lang.text("study.scale_n"),
    ]
    if part.by_component:
        listed = ", ".join(name(construct) for construct in part.by_component)
        notes.append(lang.text("study.by_component", constructs=listed))
    if (found.k == 1).any():
        notes.append(lang.text("study.undefined_one"))
    negative = [item for alpha in part.alphas.values() for item in alpha.negative]
    if negative:
        notes.append(lang.text("study.reverse_warning", items=", ".join(negative)))
    return tuple(notes)


def _any(found: Mapping[str, float | None]) -> bool:
    """Tell whether some dimension has a value: without one, tables do not show the column."""
    return any(value is not None and not np.isnan(value) for value in found.values())


def _items(part: QualityPart, msa: Mapping[str, float], name: Namer, lang: Language) -> Table:
    rows = []
    for construct, alpha in part.alphas.items():
        for i, item in enumerate(alpha.names):
            loading = float(part.loadings[construct][i])
            item_total, if_deleted = float(alpha.item_total[i]), float(alpha.if_deleted[i])
            rows.append((name(construct), item, loading, item_total, if_deleted, msa.get(item)))
    columns = (
        text_head(lang, "construct"),
        text_head(lang, "item"),
        head(lang, "loading"),
        head(lang, "item_total"),
        head(lang, "if_deleted"),
        head(lang, "msa"),
    )
    notes = (lang.text("study.loading_note"),)
    return Table("item_total", caption(lang, "item_total"), columns, tuple(rows), notes)


def _fornell_larcker(part: QualityPart, name: Namer, lang: Language) -> Table:
    found = part.quality.fornell_larcker
    title, notes = caption(lang, "fornell_larcker"), (lang.text("study.diagonal_note"),)
    cells = _triangle(found.matrix, diagonal=True)
    return square_table("fornell_larcker", title, found.constructs, name, lang, cells, notes)


def _htmt(part: QualityPart, name: Namer, lang: Language) -> Table:
    found, limits = part.quality.htmt, part.quality.limits
    note = lang.text(
        "study.htmt_note",
        strict=lang.number(limits.htmt_strict, 2, bounded=True),
        loose=lang.number(limits.htmt_liberal, 2, bounded=True),
    )
    cells = _triangle(found.htmt, diagonal=False)
    notes = (note, lang.text("study.htmt_n", n=lang.number(part.quality.n, 0)))
    return square_table("htmt", caption(lang, "htmt"), found.constructs, name, lang, cells, notes)


def _triangle(matrix: np.ndarray, *, diagonal: bool) -> list[list[Cell]]:
    """Cells of the lower triangle; blank above it."""
    size = len(matrix)
    return [
        [float(matrix[i, j]) if j < i + diagonal else "" for j in range(size)] for i in range(size)
    ]
