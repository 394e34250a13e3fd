"""Tables of what PLS says of the paths: coefficients, explained variance, fit, prediction, IPMA."""

from __future__ import annotations

import numpy as np

from ...analysis.composites.bootstrap_fit import Distance
from ...analysis.composites.pls_predict import PlsPrediction
from ...analysis.composites.predictive_power import PredictivePower
from ..bounded import BOUNDED
from ..language import Language
from ..table import Cell, Column, Rounded, Table, decimals_beside
from .heads import Namer, caption, head, interval_heads, text_head
from .model_part import ModelPart
from .pls_measurement_tables import bootstrap_note

__all__ = ["structure_tables"]


def structure_tables(part: ModelPart, name: Namer, lang: Language) -> list[Table]:
    """Return paths, outcomes, mediation, fit, prediction, importance and method bias."""
    tables = [_paths(part, name, lang), _outcomes(part, name, lang)]
    if part.assessment.mediation:
        tables.append(_mediation(part, name, lang))
    if part.slopes:
        tables.append(_slopes(part, name, lang))
    tables.append(_fit(part, lang))
    if part.prediction and part.power:
        tables.append(_prediction(part.prediction, part.power, lang))
    tables += [_importance(part, i, name, lang) for i in range(len(part.ipma))]
    tables.append(_bias(part, name, lang))
    return tables


def _paths(part: ModelPart, name: Namer, lang: Language) -> Table:
    found, test = part.assessment.structure.paths, part.path_tests
    at = {c: i for i, c in enumerate(part.bootstrap.original.constructs)}
    rows = []
    for m, (start, end) in enumerate(zip(found.starts, found.ends, strict=True)):
        place = at[start], at[end]
        effect = found.f_squared_verdicts[m]
        rows.append(
            (
                f"{name(start)} → {name(end)}",
                float(found.paths[m]),
                float(test.se[place]),
                float(test.t[place]),
                float(test.p[place]),
                float(part.paths.lower[place]),
                float(part.paths.upper[place]),
                _effect(float(found.f_squared[m]), part),
                lang.text(f"pls.effect_{effect}") if effect else "",
                float(found.vif[m]),
            )
        )
    columns = (
        text_head(lang, "path"),
        head(lang, "beta"),
        head(lang, "se"),
        head(lang, "t"),
        head(lang, "p", kind="p"),
        *interval_heads(lang, part.paths.level, bounded=True),
        head(lang, "f_squared"),
        text_head(lang, "effect_word"),
        head(lang, "vif"),
    )
    notes = (bootstrap_note(part, lang), lang.text("pls.bootstrap_p"), _effect_limits(part, lang))
    return Table("pls_paths", caption(lang, "pls_paths"), columns, tuple(rows), notes)


def _effect(f_squared: float, part: ModelPart) -> Rounded:
    """Return f² with as many decimals as tell on which side of a limit it is."""
    limits = part.assessment.limits.structure
    ends = (limits.f_squared_small, limits.f_squared_medium, limits.f_squared_large)
    if part.model.interactions:
        ends += (limits.interaction_small, limits.interaction_medium, limits.interaction_large)
    return Rounded(f_squared, decimals_beside(f_squared, ends, 3))


def _effect_limits(part: ModelPart, lang: Language) -> str:
    """Say from where on f² is small, medium and large, each as short as it is."""
    limits = part.assessment.limits.structure
    sizes = {
        "small": limits.f_squared_small,
        "medium": limits.f_squared_medium,
        "large": limits.f_squared_large,
        "interaction_small": limits.interaction_small,
        "interaction_medium": limits.interaction_medium,
        "interaction_large": limits.interaction_large,
    }
    written = {
        size: lang.number(limit, len(f"{limit:g}".partition(".")[2]))
        for size, limit in sizes.items()
    }
    products = "_products" if part.model.interactions else ""
    return lang.text(f"pls.effect_limits{products}", **written)


def _outcomes(part: ModelPart, name: Namer, lang: Language) -> Table:
    found = part.assessment.structure.outcomes
    power = part.power
    powers = dict(zip(power.constructs, power.powers, strict=True)) if power else {}
    rows = tuple(
        (
            name(construct),
            float(found.r_squared[j]),
            float(found.adjusted_r_squared[j]),
            lang.text(f"pls.explained_{found.verdicts[j]}"),
            float(found.bic[j]),
            lang.text(f"pls.power_{powers[construct]}") if construct in powers else "",
        )
        for j, construct in enumerate(found.constructs)
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "r_squared"),
        head(lang, "adjusted_r_squared"),
        text_head(lang, "explained"),
        Column("bic", "BIC", "number", 1),
        text_head(lang, "power"),
    )
    return Table("pls_outcomes", caption(lang, "pls_outcomes"), columns, rows)


def _mediation(part: ModelPart, name: Namer, lang: Language) -> Table:
    found = part.assessment.mediation
    if found is None:
        raise ValueError("The model has no indirect effect")
    rows = tuple(
        (
            " → ".join(name(construct) for construct in way),
            float(found.indirect[w]),
            float(found.indirect_interval.lower[w]),
            float(found.indirect_interval.upper[w]),
            float(found.direct[w]),
            float(found.total[w]),
            lang.text(f"pls.mediation_{found.classes[w]}"),
        )
        for w, way in enumerate(found.ways)
    )
    columns = (
        text_head(lang, "way"),
        head(lang, "indirect"),
        *interval_heads(lang, found.level, bounded=True),
        head(lang, "direct"),
        head(lang, "total"),
        text_head(lang, "mediation"),
    )
    notes = (bootstrap_note(part, lang), lang.text("pls.mediation_note"))
    return Table("pls_mediation", caption(lang, "pls_mediation"), columns, rows, notes)


def _slopes(part: ModelPart, name: Namer, lang: Language) -> Table:
    rows = []
    for found in part.slopes:
        interval = found.slope_interval
        for m, level in enumerate(found.levels):
            ends = (None, None)
            if interval is not None:
                ends = (float(interval.lower[m]), float(interval.upper[m]))
            rows.append(
                (
                    f"{name(found.focal)} → {name(found.outcome)}",
                    name(found.moderator),
                    float(level),
                    float(found.slopes[m]),
                    *ends,
                )
            )
    columns = (
        text_head(lang, "path"),
        text_head(lang, "moderator"),
        head(lang, "moderator_level", 0, "signed"),
        head(lang, "slope"),
        *interval_heads(lang, part.assessment.limits.structure.level, bounded=True),
    )
    notes = (bootstrap_note(part, lang),)
    return Table("pls_slopes", caption(lang, "pls_slopes"), columns, tuple(rows), notes)


def _fit(part: ModelPart, lang: Language) -> Table:
    result = part.bootstrap.original
    rows: list[tuple[Cell, ...]] = []
    distances: dict[Distance, str] = {"srmr": "SRMR", "d_uls": "d_ULS", "d_g": "d_G"}
    for key, label in distances.items():
        saturated = float(getattr(result.saturated, key))
        estimated = float(getattr(result.estimated, key))
        numbers = [saturated, estimated, *((part.fit.quantile[key],) if part.fit else ())]
        cells: list[Cell] = [Rounded(x, 3, bounded=key in BOUNDED) for x in numbers]
        ends: tuple[Cell, ...] = (part.fit.p[key],) if part.fit else (None, None)
        rows.append((label, *cells, *ends))
    columns = (
        text_head(lang, "statistic"),
        head(lang, "saturated"),
        head(lang, "estimated"),
        head(lang, "quantile"),
        head(lang, "p", kind="p"),
    )
    resamples = part.fit.resamples if part.fit else 0
    notes = (lang.text("pls.exact_fit", resamples=lang.number(resamples, 0)),) if part.fit else ()
    return Table("pls_fit", caption(lang, "pls_fit"), columns, tuple(rows), notes)


def _prediction(found: PlsPrediction, power: PredictivePower, lang: Language) -> Table:
    rows = tuple(
        (
            item,
            float(found.q2_predict[i]),
            *(float(error[i]) for error in (found.rmse.pls, found.rmse.linear, found.rmse.average)),
            *(float(error[i]) for error in (found.mae.pls, found.mae.linear, found.mae.average)),
        )
        for i, item in enumerate(found.items)
    )
    columns = (
        text_head(lang, "item"),
        Column("q2_predict", "Q²predict", "number", bounded=True),
        *(
            Column(f"{error}_{model}", lang.text(f"pls.by_{model}"), "number", group=error.upper())
            for error in ("rmse", "mae")
            for model in ("pls", "linear", "average")
        ),
    )
    note = lang.text(
        "pls.prediction",
        folds=lang.number(found.folds, 0),
        repeats=lang.number(found.repeats, 0),
        power=lang.text(f"pls.power_{power.overall}"),
    )
    return Table("pls_prediction", caption(lang, "pls_prediction"), columns, rows, (note,))


def _importance(part: ModelPart, i: int, name: Namer, lang: Language) -> Table:
    found = part.ipma[i]
    order = np.argsort(-found.importance, kind="stable")
    rows = tuple(
        (
            name(found.constructs[j]),
            float(found.importance[j]),
            float(found.standardised[j]),
            float(found.performance[j]),
            lang.text(f"pls.quadrant_{found.quadrants[j]}"),
        )
        for j in order
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "importance"),
        head(lang, "standardised"),
        head(lang, "performance", 1),
        text_head(lang, "quadrant"),
    )
    title = caption(lang, "pls_ipma", outcome=name(found.target))
    return Table(f"pls_ipma_{i + 1}", title, columns, rows, (lang.text("pls.ipma_note"),))


def _bias(part: ModelPart, name: Namer, lang: Language) -> Table:
    single, full = part.assessment.single_factor, part.assessment.full_collinearity
    rows: list[tuple[Cell, ...]] = [
        (
            lang.text("pls.harman"),
            Rounded(100 * single.component, 1),
            Rounded(100 * single.limit, 1),
            lang.text("pls.suspected" if single.suspected else "pls.unsuspected"),
        )
    ]
    rows += [
        (
            lang.text("pls.full_vif", construct=name(construct)),
            Rounded(float(full.vif[j]), 2),
            Rounded(full.limit, 2),
            lang.text("pls.suspected" if full.suspected[j] else "pls.unsuspected"),
        )
        for j, construct in enumerate(full.constructs)
    ]
    columns = (
        text_head(lang, "statistic"),
        head(lang, "value"),
        Column("limit_number", lang.text("head.limit"), "number", 1),
        text_head(lang, "comparison_verdict"),
    )
    return Table("pls_method_bias", caption(lang, "pls_method_bias"), columns, tuple(rows))
