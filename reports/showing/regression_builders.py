"""What is shown of regressions: SPSS's tables, as many as the result can fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from ...analysis.collinearity import Collinearity
from ...analysis.hypotheses import Verdict
from ...analysis.regression_blocks import HierarchicalRegression
from ...analysis.regression_diagnostics import Diagnostics
from ...analysis.regression_result import Regression
from ...analysis.relative_importance import RelativeImportance
from ..blocks import Block
from ..study.hypothesis_table import hypothesis_table
from ..study.pictures import coefficient_picture
from ..study.regression_part import RegressionPart
from ..study.regression_tables import (
    anova_table,
    block_table,
    coefficient_table,
    collinearity_table,
    importance_table,
    regression_tables,
    residual_table,
    summary_table,
)
from ..table import Table
from .setting import Setting, study_of

__all__ = [
    "blocks_of_predictors",
    "condition_indices",
    "diagnostics",
    "importance",
    "regression",
    "regression_study",
    "verdicts",
]


def regression(found: Regression, setting: Setting) -> list[Block]:
    """Model summary, analysis of variance, coefficients, and these as a figure."""
    bare = _part(diagnostics=SimpleNamespace(regression=found, robust=found, durbin_watson=0.0))
    summary = replace(summary_table(bare, setting.name, setting.lang), notes=())
    tables = [
        _without(summary, "durbin_watson"),
        anova_table(found, setting.name, setting.lang),
        _without(coefficient_table(bare, setting.name, setting.lang), "hc3_se", "hc3_p"),
    ]
    return [*tables, *_picture(found, setting)]


def diagnostics(found: Diagnostics, setting: Setting) -> list[Block]:
    """Show a regression with robust errors and what its residuals say."""
    part = _part(diagnostics=found)
    tables = [
        summary_table(part, setting.name, setting.lang),
        anova_table(found.regression, setting.name, setting.lang),
        coefficient_table(part, setting.name, setting.lang),
        residual_table(part, setting.lang),
    ]
    return [*tables, *_picture(found.regression, setting)]


def regression_study(found: RegressionPart, setting: Setting) -> list[Block]:
    """Show all tables of the regression of a study."""
    tables = regression_tables(found, setting.name, setting.lang)
    return [*tables, *_picture(found.diagnostics.regression, setting)]


def condition_indices(found: Collinearity, setting: Setting) -> list[Block]:
    """Condition indices and shares of variance."""
    return [collinearity_table(_part(collinearity=found), setting.name, setting.lang)]


def blocks_of_predictors(found: HierarchicalRegression, setting: Setting) -> list[Block]:
    """Show what each block adds, then the coefficients of the whole."""
    last = found.blocks[-1].regression
    part = _part(blocks=found, diagnostics=SimpleNamespace(regression=last))
    return [block_table(part, setting.name, setting.lang), *regression(last, setting)[2:]]


def importance(found: RelativeImportance, setting: Setting) -> list[Block]:
    """Show what each predictor adds to R squared."""
    return [importance_table(found, setting.name, setting.lang)]


def verdicts(found: Sequence[Verdict], setting: Setting) -> list[Block]:
    """Show hypotheses beside their paths."""
    wordings = {verdict.hypothesis.id: {"": ""} for verdict in found}
    return [hypothesis_table(found, wordings, setting.name, setting.lang)]


def _part(**known: object) -> RegressionPart:
    """Return a regression of a study of which nothing but the named parts is there."""
    return cast("RegressionPart", SimpleNamespace(**known))


def _picture(found: Regression, setting: Setting) -> list[Block]:
    part = SimpleNamespace(diagnostics=SimpleNamespace(regression=found))
    study = study_of(setting, regression=part)
    return [coefficient_picture(study, setting.name, setting.lang)]


def _without(table: Table, *keys: str) -> Table:
    """Leave out columns that the result cannot fill."""
    kept = [j for j, column in enumerate(table.columns) if column.key not in keys]
    return replace(
        table,
        columns=tuple(table.columns[j] for j in kept),
        rows=tuple(tuple(row[j] for j in kept) for row in table.rows),
    )
