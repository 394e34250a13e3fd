"""Tables of the regression of a study, in SPSS's layout and order."""

from __future__ import annotations

import numpy as np

from ...analysis.regression import Regression
from ...analysis.relative_importance import RelativeImportance
from ..bounded import BOUNDED
from ..language import Language
from ..table import Cell, Column, Rounded, Table
from .heads import Namer, caption, head, interval_heads, name_note, named_columns, text_head
from .regression_part import RegressionPart

__all__ = ["regression_tables"]


def regression_tables(part: RegressionPart, name: Namer, lang: Language) -> list[Table]:
    """Return summary, ANOVA, coefficients, collinearity, residuals, blocks and importance."""
    tables = [
        summary_table(part, name, lang),
        anova_table(part.diagnostics.regression, name, lang),
        coefficient_table(part, name, lang),
        collinearity_table(part, name, lang),
        residual_table(part, lang),
    ]
    if part.importance:
        tables.append(importance_table(part.importance, name, lang))
    if part.blocks:
        tables.append(block_table(part, name, lang))
    return tables


def summary_table(part: RegressionPart, name: Namer, lang: Language) -> Table:
    """R, R squared, standard error of the estimate, Durbin-Watson (SPSS: Model Summary)."""
    found = part.diagnostics.regression
    row = (
        found.r,
        found.r_squared,
        found.adjusted_r_squared,
        found.standard_error,
        part.diagnostics.durbin_watson,
    )
    columns = (
        head(lang, "r"),
        head(lang, "r_squared"),
        head(lang, "adjusted_r_squared"),
        head(lang, "standard_error", 5 if lang.style.name == "spss" else 3),
        head(lang, "durbin_watson"),
    )
    notes = (_outcome(found, name, lang), lang.text("study.order_note"))
    return Table("model_summary", caption(lang, "model_summary"), columns, (row,), notes)


def anova_table(found: Regression, name: Namer, lang: Language) -> Table:
    """Show sums of squares and the F test (SPSS: ANOVA)."""
    model = found.regression_ss / found.df_model
    residual = found.residual_ss / found.df_residual
    rows: tuple[tuple[Cell, ...], ...] = (
        (
            lang.text("study.regression"),
            found.regression_ss,
            found.df_model,
            model,
            found.f,
            found.f_p,
        ),
        (lang.text("study.residual"), found.residual_ss, found.df_residual, residual, "", ""),
        (lang.text("study.total"), found.total_ss, found.df_model + found.df_residual, "", "", ""),
    )
    columns = (
        text_head(lang, "source"),
        head(lang, "sum_of_squares"),
        head(lang, "df", 0),
        head(lang, "mean_square"),
        head(lang, "f"),
        head(lang, "p", kind="p"),
    )
    return Table("anova", caption(lang, "anova"), columns, rows, (_outcome(found, name, lang),))


def coefficient_table(part: RegressionPart, name: Namer, lang: Language) -> Table:
    """B, standard error, Beta, t, p, interval, tolerance and VIF (SPSS: Coefficients)."""
    found, robust = part.diagnostics.regression, part.diagnostics.robust
    constant: tuple[Cell, ...] = (
        lang.text("study.intercept"),
        found.intercept,
        found.intercept_se,
        "",
        found.intercept_t,
        found.intercept_p,
        found.intercept_lower,
        found.intercept_upper,
        "",
        "",
        robust.intercept_se,
        robust.intercept_p,
    )
    numbers = (
        found.b,
        found.se,
        found.beta,
        found.t,
        found.p,
        found.lower,
        found.upper,
        found.tolerance,
        found.vif,
        robust.se,
        robust.p,
    )
    rows = tuple(
        (name(predictor), *(float(column[j]) for column in numbers))
        for j, predictor in enumerate(found.predictors)
    )
    columns = (
        text_head(lang, "construct"),
        head(lang, "b"),
        head(lang, "se"),
        head(lang, "beta"),
        head(lang, "t"),
        head(lang, "p", kind="p"),
        *interval_heads(lang, found.level),
        head(lang, "tolerance"),
        head(lang, "vif"),
        head(lang, "hc3_se"),
        head(lang, "hc3_p", kind="p"),
    )
    notes = (_outcome(found, name, lang),)
    return Table("coefficients", caption(lang, "coefficients"), columns, (constant, *rows), notes)


def collinearity_table(part: RegressionPart, name: Namer, lang: Language) -> Table:
    """Eigenvalues, condition indices and variance proportions (SPSS: Collinearity Diagnostics)."""
    found = part.collinearity
    rows = tuple(
        (
            i + 1,
            float(found.eigenvalues[i]),
            float(found.condition_index[i]),
            *(float(share) for share in found.proportions[i]),
        )
        for i in range(len(found.eigenvalues))
    )
    columns = (
        head(lang, "dimension", kind="label"),
        head(lang, "eigenvalue"),
        head(lang, "condition_index"),
        Column("constant", lang.text("study.intercept"), "number", 2, bounded=True),
        *named_columns(found.predictors, name, "share", 2),
    )
    notes = name_note(found.predictors, name, lang)
    return Table("collinearity", caption(lang, "collinearity"), columns, rows, notes)


def residual_table(part: RegressionPart, lang: Language) -> Table:
    """Show what the residuals say: normality, equal variance, single people that pull."""
    found = part.diagnostics
    tests = [("breusch_pagan", found.breusch_pagan), ("jarque_bera", found.jarque_bera)]
    if found.shapiro:
        tests.append(("shapiro", found.shapiro))
    rows: list[tuple[Cell, ...]] = [
        (
            lang.text(f"study.{key}"),
            Rounded(test.statistic, 3, bounded=key in BOUNDED),
            test.df if test.df else "",
            test.p,
        )
        for key, test in tests
    ]
    influence = found.influence
    largest = float(np.abs(influence.studentised).max())
    rows += [
        (lang.text("study.largest_residual"), largest, "", ""),
        (lang.text("study.largest_cook"), influence.cook_largest, "", ""),
        (lang.text("study.cook_above"), Rounded(influence.cook_above, 0), "", ""),
    ]
    columns = (
        text_head(lang, "statistic"),
        head(lang, "value"),
        head(lang, "df", 0),
        head(lang, "p", kind="p"),
    )
    return Table("residuals", caption(lang, "residuals"), columns, tuple(rows))


def importance_table(found: RelativeImportance, name: Namer, lang: Language) -> Table:
    """Show what each predictor adds to R squared, averaged over all orders."""
    rows = tuple(
        (name(found.predictors[j]), float(found.lmg[j]), 100 * float(found.share[j]))
        for j in np.argsort(-found.lmg, kind="stable")
    )
    total: tuple[Cell, ...] = (lang.text("study.total"), found.r_squared, 100.0)
    columns = (text_head(lang, "construct"), head(lang, "lmg"), head(lang, "lmg_percent", 1))
    notes = (lang.text("study.lmg_note"),)
    return Table("importance", caption(lang, "importance"), columns, (*rows, total), notes)


def block_table(part: RegressionPart, name: Namer, lang: Language) -> Table:
    """Hierarchical regression: what each block adds."""
    if part.blocks is None:
        raise ValueError("The study names no blocks")
    rows = tuple(
        (
            i + 1,
            ", ".join(name(predictor) for predictor in block.added),
            block.regression.r_squared,
            block.r_squared_change,
            block.f_change,
            block.df1,
            block.df2,
            block.f_change_p,
            block.f_squared,
        )
        for i, block in enumerate(part.blocks.blocks)
    )
    columns = (
        head(lang, "block", kind="label"),
        text_head(lang, "added"),
        head(lang, "r_squared"),
        head(lang, "r_squared_change"),
        head(lang, "f_change"),
        head(lang, "df1", 0),
        head(lang, "df2", 0),
        head(lang, "p", kind="p"),
        head(lang, "f_squared"),
    )
    notes = (_outcome(part.diagnostics.regression, name, lang),)
    return Table("blocks", caption(lang, "blocks"), columns, rows, notes)


def _outcome(found: Regression, name: Namer, lang: Language) -> str:
    return lang.text("study.outcome_note", outcome=name(found.outcome), n=lang.number(found.n, 0))
