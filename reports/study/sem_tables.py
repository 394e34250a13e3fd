"""Tables of a covariance structure model: fit, loadings, paths, constructs, what could be freed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...analysis.covariances.modification_indices import ModificationIndices
from ...analysis.covariances.sem_constructs import ModelConstructs
from ...analysis.covariances.sem_result import SemFit
from ...analysis.fit_measures import FitIndices, FitTest
from ...analysis.hypotheses import Path
from ..language import Language
from ..table import Cell, Rounded, Table
from .heads import Namer, caption, head, text_head

__all__ = ["sem_paths", "sem_tables"]

_SHOWN = 10  # modification indices


def sem_tables(
    fit: SemFit,
    constructs: ModelConstructs,
    modifications: ModificationIndices | None,
    name: Namer,
    lang: Language,
    *,
    without: Sequence[str] = (),
) -> list[Table]:
    """Return all tables of a fitted model; notes name the interactions it is `without`."""
    tables = [
        _fit(fit, lang),
        _parameters(fit, "loading", name, lang),
        _parameters(fit, "path", name, lang),
        _constructs(constructs, name, lang),
    ]
    if modifications is not None:
        tables.append(_modifications(modifications, name, lang))
    if not without:
        return tables
    note = lang.text("sem.without", names="; ".join(map(name, without)))
    return [replace(table, notes=(*table.notes, note)) for table in tables]


def sem_paths(fit: SemFit) -> tuple[Path, ...]:
    """Return the standardised paths with their z and p, for hypotheses."""
    found = fit.estimates
    return tuple(
        Path(
            found.right[i],
            found.left[i],
            float(found.standardised[i]),
            float(found.z[i]),
            float(found.p[i]),
        )
        for i, kind in enumerate(found.kind)
        if kind == "path"
    )


def _fit(fit: SemFit, lang: Language) -> Table:
    measures = fit.fit
    ratio = measures.test.chi_square / measures.test.df if measures.test.df else float("nan")
    rows = _chi_square(measures.test, "", lang)
    if measures.scaled_test:
        rows += _chi_square(measures.scaled_test, lang.text("sem.scaled"), lang)
    rows += [
        (lang.text("sem.ratio"), Rounded(ratio, 3), _limit("≤", 3, lang)),
    ]
    rows += _indices(measures.indices, "", lang)
    rows += [
        ("SRMR", Rounded(measures.residuals.srmr, 3, bounded=True), _limit("≤", 0.08, lang)),
        ("GFI", Rounded(measures.residuals.gfi, 3, bounded=True), _limit("≥", 0.9, lang)),
        ("AGFI", Rounded(measures.residuals.agfi, 3, bounded=True), _limit("≥", 0.9, lang)),
        ("AIC", Rounded(measures.aic, 1), ""),
        ("BIC", Rounded(measures.bic, 1), ""),
    ]
    if measures.scaled:
        rows += _indices(measures.scaled, lang.text("sem.scaled"), lang)
    if measures.robust:
        rows += _indices(measures.robust, lang.text("sem.robust"), lang)
    columns = (text_head(lang, "statistic"), head(lang, "value"), text_head(lang, "usual_limit"))
    notes = (
        lang.text("sem.estimator", estimator=fit.estimator, n=lang.number(fit.n, 0)),
        lang.text("sem.conventions"),
    )
    if not measures.test.df:
        notes = (lang.text("sem.saturated"), *notes)
    return Table("sem_fit", caption(lang, "sem_fit"), columns, tuple(rows), notes)


def _chi_square(test: FitTest, suffix: str, lang: Language) -> list[tuple[Cell, ...]]:
    tail = f" ({suffix})" if suffix else ""
    return [
        (f"{lang.text('sem.chi_square')}{tail}", Rounded(test.chi_square, 3), ""),
        (f"{lang.text('sem.df')}{tail}", test.df, ""),
        (f"p{tail}", Rounded(test.p, 3, bounded=True), ""),
    ]


def _indices(found: FitIndices, suffix: str, lang: Language) -> list[tuple[Cell, ...]]:
    tail = f" ({suffix})" if suffix else ""
    interval = lang.text(
        "sem.rmsea_interval",
        lower=lang.number(found.rmsea_lower, 3, bounded=True),
        upper=lang.number(found.rmsea_upper, 3, bounded=True),
    )
    return [
        (f"CFI{tail}", Rounded(found.cfi, 3, bounded=True), _limit("≥", 0.95, lang)),
        (f"TLI{tail}", Rounded(found.tli, 3, bounded=True), _limit("≥", 0.95, lang)),
        (f"NFI{tail}", Rounded(found.nfi, 3, bounded=True), _limit("≥", 0.9, lang)),
        (f"RMSEA{tail}", Rounded(found.rmsea, 3, bounded=True), _limit("≤", 0.06, lang)),
        (f"RMSEA{tail}: {interval}", "", ""),
        (f"RMSEA{tail}: {lang.text('sem.p_close')}", Rounded(found.p_close, 3, bounded=True), ""),
    ]


def _limit(sign: str, value: float, lang: Language) -> str:
    return f"{sign} {lang.number(value, 2, bounded=True)}"


def _parameters(fit: SemFit, kind: str, name: Namer, lang: Language) -> Table:
    found = fit.estimates
    items = {*fit.layout.items}
    rows = tuple(
        (
            found.left[i] if found.left[i] in items else name(found.left[i]),
            name(found.right[i]),
            float(found.estimate[i]),
            float(found.se[i]),
            float(found.z[i]),
            float(found.p[i]),
            float(found.standardised[i]),
        )
        for i, own in enumerate(found.kind)
        if own == kind
    )
    first, second = ("item", "construct") if kind == "loading" else ("outcome", "predictor")
    columns = (
        text_head(lang, first),
        text_head(lang, second),
        head(lang, "b"),
        head(lang, "se"),
        head(lang, "z"),
        head(lang, "p", kind="p"),
        head(lang, "standardised"),
    )
    notes = (lang.text("sem.marker"),) if kind == "loading" else ()
    return Table(f"sem_{kind}s", caption(lang, f"sem_{kind}s"), columns, rows, notes)


def _constructs(found: ModelConstructs, name: Namer, lang: Language) -> Table:
    rows = tuple(
        (
            name(construct),
            float(found.composite_reliability[j]),
            float(found.ave[j]),
            float(found.omega[j]),
            float(found.r_squared[j]),
        )
        for j, construct in enumerate(found.constructs)
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "cr"),
        head(lang, "ave"),
        head(lang, "omega"),
        head(lang, "r_squared"),
    )
    return Table("sem_constructs", caption(lang, "sem_constructs"), columns, rows)


def _modifications(found: ModificationIndices, name: Namer, lang: Language) -> Table:
    rows = tuple(
        (
            lang.text(f"sem.kind_{kind}"),
            _ends(found.left[i], found.right[i], kind, name),
            float(found.index[i]),
            float(found.change[i]),
            float(found.standardised_change[i]),
        )
        for i, kind in enumerate(found.kind)
    )
    columns = (
        text_head(lang, "parameter"),
        text_head(lang, "between"),
        head(lang, "modification"),
        head(lang, "expected_change"),
        head(lang, "standardised"),
    )
    notes = (lang.text("sem.modification_note"),)
    title = caption(lang, "sem_modifications")
    return Table("sem_modifications", title, columns, rows, notes, show=_SHOWN)


def _ends(left: str, right: str, kind: str, name: Namer) -> str:
    """Name both ends of a parameter: constructs by label, items by code."""
    arrow = {"loading": "→", "path": "→"}.get(kind, "↔")
    first, second = (right, left) if arrow == "→" else (left, right)
    return f"{name(first)} {arrow} {name(second)}"
