"""Tables of a model in two groups: MICOM, differences of paths, measurement invariance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...analysis.covariances.invariance import Invariance
from ..language import Language
from ..table import Column, Table
from .group_model_part import GroupModelPart
from .heads import Namer, caption, head, text_head
from .privacy import sizes_note

__all__ = ["group_model_tables", "invariance_table"]


def group_model_tables(
    part: GroupModelPart, labels: Mapping[str, str], name: Namer, lang: Language
) -> list[Table]:
    """Return MICOM and the permutation test of the paths; `labels` name the two groups."""
    return [_micom(part, labels, name, lang), _paths(part, labels, name, lang)]


def _micom(part: GroupModelPart, labels: Mapping[str, str], name: Namer, lang: Language) -> Table:
    found = part.micom
    rows = tuple(
        (
            name(construct),
            float(found.compositional.observed[j]),
            float(found.compositional.lower[j]),
            float(found.compositional.p[j]),
            float(found.means.observed[j]),
            float(found.means.p[j]),
            float(found.variances.observed[j]),
            float(found.variances.p[j]),
            lang.text(f"groups.micom_{found.invariance[j]}"),
        )
        for j, construct in enumerate(found.constructs)
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "composite_correlation", 4),
        head(lang, "quantile_5", 4),
        Column("p_composite", lang.text("head.p"), "p"),
        head(lang, "mean_difference", 3, "signed"),
        Column("p_mean", lang.text("head.p"), "p"),
        head(lang, "variance_difference", 3, "signed"),
        Column("p_variance", lang.text("head.p"), "p"),
        text_head(lang, "comparison_verdict"),
    )
    hidden = sizes_note(found.n, lang)
    notes = (_counted(part, labels, lang), *hidden, lang.text("groups.micom_note"))
    return Table("pls_micom", caption(lang, "pls_micom"), columns, rows, notes)


def _paths(part: GroupModelPart, labels: Mapping[str, str], name: Namer, lang: Language) -> Table:
    found = part.difference
    at = {construct: i for i, construct in enumerate(found.constructs)}
    rows = tuple(
        (
            f"{name(start)} → {name(end)}",
            *(
                float(getattr(found.paths, key)[at[start], at[end]])
                for key in ("first", "second", "difference", "lower", "upper", "p")
            ),
        )
        for start, end in found.model.paths
    )
    first, second = (labels[label] for label in found.labels)
    columns = (
        text_head(lang, "path"),
        Column("first", f"β: {first}", "number", bounded=True),
        Column("second", f"β: {second}", "number", bounded=True),
        replace(head(lang, "difference", 3, "signed"), bounded=True),
        head(lang, "chance_lower", 3),
        head(lang, "chance_upper", 3),
        head(lang, "p", kind="p"),
    )
    hidden = sizes_note(part.micom.n, lang)
    notes = (_counted(part, labels, lang), *hidden, lang.text("groups.path_note"))
    return Table("pls_multigroup", caption(lang, "pls_multigroup"), columns, rows, notes)


def _counted(part: GroupModelPart, labels: Mapping[str, str], lang: Language) -> str:
    found = part.micom
    sizes = ", ".join(
        f"{labels[label]} – {lang.number(n, 0)}"
        for label, n in zip(found.labels, found.n, strict=True)
    )
    return lang.text(
        "groups.counted",
        sizes=sizes,
        permutations=lang.number(found.valid, 0),
        seed=found.seed,
    )


def invariance_table(
    found: Invariance, lang: Language, labels: Mapping[str, str] | None = None
) -> Table:
    """Show the levels of measurement invariance and what each costs; `labels` name the groups."""
    named = labels or {}
    # A level cannot hold where one before it does not.
    holds = np.cumprod([level.holds for level in found.levels]).astype(bool)
    rows = tuple(
        (
            lang.text(f"groups.level_{level.level}"),
            level.fit.test.chi_square,
            level.fit.test.df,
            level.fit.indices.cfi,
            level.fit.indices.rmsea,
            level.fit.residuals.srmr,
            level.chi_square_change,
            level.p_change,
            level.cfi_change,
            level.rmsea_change,
            lang.text("study.yes" if held else "study.no"),
        )
        for level, held in zip(found.levels, holds, strict=True)
    )
    columns = (
        text_head(lang, "level"),
        Column("chi_square", "χ²", "number"),
        head(lang, "df", 0),
        Column("cfi", "CFI", "number", bounded=True),
        Column("rmsea", "RMSEA", "number", bounded=True),
        Column("srmr", "SRMR", "number", bounded=True),
        Column("chi_square_change", "Δχ²", "number"),
        head(lang, "p", kind="p"),
        Column("cfi_change", "ΔCFI", "signed", 4, bounded=True),
        Column("rmsea_change", "ΔRMSEA", "signed", 4, bounded=True),
        text_head(lang, "holds"),
    )
    sizes = ", ".join(
        f"{named.get(group, group)} – {lang.number(n, 0)}"
        for group, n in zip(found.groups, found.n, strict=True)
    )
    limits = {
        "cfi": lang.number(found.limits.cfi, 3, bounded=True),
        "rmsea": lang.number(found.limits.rmsea, 3, bounded=True),
    }
    rule = lang.text("groups.invariance_note", sizes=sizes, **limits)
    notes = (rule, *sizes_note(found.n, lang))
    return Table("sem_invariance", caption(lang, "sem_invariance"), columns, rows, notes)
