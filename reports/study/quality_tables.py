"""Tables of a study on reliability, validity and correlations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...analysis.correlation import Correlations
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .heads import Namer, caption, head, percent_of, text_head
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
    rows = tuple(
        (name(construct), *(cell(i, j) for j in range(k)))
        for i, construct in enumerate(found.names)
    )
    columns = (
        text_head(lang, "construct"),
        *(Column(f"with_{c}", name(c), "number", 3) for c in found.names),
    )
    off = ~np.eye(len(found.names), dtype=bool)
    low, high = int(found.n[off].min()), int(found.n[off].max())
    counted = lang.text("study.pairwise", low=lang.number(low, 0), high=lang.number(high, 0))
    if low == high:
        counted = f"n = {lang.number(low, 0)}."
    notes = (lang.text("study.stars"), counted)
    return Table("correlations", caption(lang, "correlations"), columns, rows, notes)


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
    for key in ("pearson", "spearman"):
        columns += [
            Column(key, lang.text(f"head.{key}"), "number", 3),
            Column(f"{key}_lower", lang.text("head.lower", percent=percent), "number", 3),
            Column(f"{key}_upper", lang.text("head.upper", percent=percent), "number", 3),
            Column(f"{key}_p", lang.text("head.p"), "p", 3),
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
    columns = (
        text_head(lang, "construct"),
        head(lang, "items_n", 0),
        head(lang, "n", 0),
        head(lang, "alpha"),
        head(lang, "alpha_lower"),
        head(lang, "alpha_upper"),
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
            reliability=lang.number(found.limits.reliability, 2),
            ave=lang.number(found.limits.ave, 2),
        ),
        lang.text("study.omega_note"),
        lang.text("study.scale_n", n=lang.number(found.n, 0)),
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
    return Table(
        "fornell_larcker",
        caption(lang, "fornell_larcker"),
        _square(found.constructs, name, lang),
        _triangle(found.matrix, found.constructs, name, diagonal=True),
        (lang.text("study.diagonal_note"),),
    )


def _htmt(part: QualityPart, name: Namer, lang: Language) -> Table:
    found, limits = part.quality.htmt, part.quality.limits
    note = lang.text(
        "study.htmt_note",
        strict=lang.number(limits.htmt_strict, 2),
        loose=lang.number(limits.htmt_liberal, 2),
    )
    return Table(
        "htmt",
        caption(lang, "htmt"),
        _square(found.constructs, name, lang),
        _triangle(found.htmt, found.constructs, name, diagonal=False),
        (note,),
    )


def _square(constructs: tuple[str, ...], name: Namer, lang: Language) -> tuple[Column, ...]:
    return (
        text_head(lang, "construct"),
        *(Column(f"with_{construct}", name(construct), "number", 3) for construct in constructs),
    )


def _triangle(
    matrix: np.ndarray, constructs: tuple[str, ...], name: Namer, *, diagonal: bool
) -> tuple[tuple[Cell, ...], ...]:
    """Rows of the lower triangle; blank above it."""
    return tuple(
        (
            name(construct),
            *(float(matrix[i, j]) if j < i + diagonal else "" for j in range(len(constructs))),
        )
        for i, construct in enumerate(constructs)
    )
